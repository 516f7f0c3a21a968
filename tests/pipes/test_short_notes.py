"""Notes of one or two lines, as they stand in ``short_notes.txt``: a line there is a test."""

from datetime import date
from pathlib import Path

import pytest

from onco_pipeline.events import Experiencer, Family, Status
from onco_pipeline.extraction.reading import read_events
from onco_pipeline.intervals import DateInterval, Precision

LINES = [
    line
    for line in Path(__file__).with_name("short_notes.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def day(interval: DateInterval) -> str:
    """Return a date as the lines write it."""
    size = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(interval.precision)
    return str(interval.start)[:size] if size else f"{interval.start}..{interval.end}"


def told(text: str, note_date: date | None) -> set[str]:
    """Return the dated events of a note as the lines write them."""
    found = set()
    for event in read_events(text, "CRH-HC", note_date):
        if event.interval is None or event.experiencer is not Experiencer.PATIENT:
            continue
        if event.status in (Status.DONE, Status.PLANNED):
            drug = f"({event.site})" if event.family is Family.ORAL_THERAPY else ""
            by_subtype = event.family in (Family.IMAGING, Family.ORAL_THERAPY)
            name = event.subtype if by_subtype else event.family
            found.add(f"{name}{drug}:{day(event.interval)}{':planned' if event.status is Status.PLANNED else ''}")
    return found


@pytest.mark.parametrize("line", LINES)
def test_a_short_note_is_read(line):
    written, _, rest = line.partition(" | ")
    text, _, expected = rest.rpartition(" | ")  # a table's row has bars of its own
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    day_written = None if written.strip() == "undated" else date.fromisoformat(written.strip())
    assert told(text, day_written) == set(expected.strip().split("; ")) - {"nothing"}
