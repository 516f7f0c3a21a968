"""The table of attributes in docs/families.md names each one that the pipes give an event."""

import re
from pathlib import Path

import pytest

from onco_pipeline.events import Family
from onco_pipeline.extraction.reading import read_events

ROOT = Path(__file__).parents[2]
ROWS = {
    row.split("|")[1].strip(): set(re.findall(r"`(\w+)`", row.split("|")[2]))
    for row in (ROOT / "docs" / "families.md").read_text(encoding="utf-8").split("## Attributes")[1].splitlines()
    if row.startswith("| ")
}
NOTES = [
    line.split(" | ")[1].replace("\\n", "\n").replace("\\t", "\t")
    for line in (ROOT / "tests" / "pipes" / "short_notes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def given():
    keys = {family: set() for family in Family}
    for text in [
        *NOTES,
        "Biopsie prévue le 09/12/2019, annulée, finalement faite le 17. IRM faite en ville en mars 2019.",
    ]:
        for event in read_events(text, "CR-CONS", None):
            keys[event.family] |= set(event.attributes)
    return keys


@pytest.mark.parametrize("family", Family)
def test_each_attribute_stands_in_the_table(given, family):
    assert given[family]
    assert given[family] - ROWS["all"] <= ROWS[family]
