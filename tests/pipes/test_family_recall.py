"""How many annotated events the families find, whatever their date and status; run with ``-s`` to see the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onco_pipeline.events import Family
from onco_pipeline.pipes.biopsy.biopsy import find as find_biopsies
from onco_pipeline.pipes.document.analyse import analyse
from onco_pipeline.pipes.imaging.imaging import find as find_imaging
from onco_pipeline.pipes.metastasis.metastasis import find as find_metastases
from onco_pipeline.pipes.oral_therapy.oral_therapy import find as find_therapies
from onco_pipeline.pipes.pathology.pathology import find as find_results
from onco_pipeline.text import fold

pytestmark = pytest.mark.shared

FINDERS = {
    Family.BIOPSY: find_biopsies,
    Family.IMAGING: find_imaging,
    Family.METASTASIS: find_metastases,
    Family.ORAL_THERAPY: find_therapies,
    Family.PATHOLOGY: find_results,
}
#: Recall that must not be lost again.
FLOORS = {
    "hard": {"biopsy": 0.95, "imaging": 0.97, "metastasis": 0.85, "oral_therapy": 0.95, "pathology": 0.93},
    "cases_dev": {"biopsy": 0.97, "imaging": 0.96, "metastasis": 0.80, "oral_therapy": 0.93, "pathology": 0.86},
}


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stretches(text: str, quote: str) -> list[tuple[int, int]]:
    """Return every place where a quote stands."""
    found, start = [], text.find(quote)
    while start >= 0:
        found.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def same(family: Family, record: dict, event) -> bool:
    if family is Family.IMAGING:
        return event.subtype == record["subtype"]
    if family is Family.ORAL_THERAPY:
        # The hospital cases write "étoposide oral" for the INN.
        return event.subtype == record["subtype"] and fold(record["site"]).startswith(fold(event.site))
    return True


@pytest.mark.parametrize("name", ["hard", "cases_dev"])
def test_annotated_events_are_found(shared: Path, name: str) -> None:
    gold = {row["note_id"]: row["events"] for row in lines(shared / "gold" / f"{name}.gold.jsonl")}
    found, asked, told = dict.fromkeys(FINDERS, 0), dict.fromkeys(FINDERS, 0), dict.fromkeys(FINDERS, 0)
    for note in lines(shared / "gold" / f"{name}.notes.jsonl"):
        text = note["note_text"]
        folded, layout = fold(text), analyse(text)
        for family, find in FINDERS.items():
            events = find(text, folded, layout)
            told[family] += len(events)
            for record in gold[note["note_id"]]:
                if record["family"] != family:
                    continue
                asked[family] += 1
                # A drug's stop may be told some words away from the drug that the record quotes.
                reach = 220 if family is Family.ORAL_THERAPY else 0
                found[family] += any(
                    same(family, record, event) and event.start < end + reach and start - reach < event.end
                    for start, end in stretches(text, record["quote"])
                    for event in events
                )
    for family in FINDERS:
        recall = found[family] / asked[family]
        print(
            f"{name:10} {family:13} recall {found[family]:3}/{asked[family]:3} = {recall:.3f}; {told[family]} mentions"
        )
        assert recall >= FLOORS[name][family], family


def test_reports_on_other_diseases_hold_hardly_any_metastasis_or_oral_therapy(shared: Path) -> None:
    count = notes = 0
    for row in lines(shared / "corpora" / "e3c" / "case_reports.jsonl"):
        if str(row["cancer"]) != "False":
            continue
        notes += 1
        text = row["text"]
        folded, layout = fold(text), analyse(text)
        events = find_metastases(text, folded, layout) + find_therapies(text, folded, layout)
        count += sum("polarity" not in event.attributes for event in events)
    print(f"{count} asserted metastases and oral therapies in {notes} reports")
    assert count <= notes / 50
