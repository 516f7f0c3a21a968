"""The extraction on public notes that no one here wrote: no crash, no date out of this world, few false alarms.

A sixth of the notes runs by default, in a few seconds; ``ONCO_WHOLE_CORPORA=1 pytest tests/extraction`` runs
all 1,809 of them.
"""

import json
import os
from itertools import chain

import pytest

from onco_pipeline.extraction.records import record, rows_of
from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR

pytestmark = pytest.mark.shared

#: The first of how many notes is read.
STEP = 1 if os.environ.get("ONCO_WHOLE_CORPORA") else 6


def notes(path, identifier, text):
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            yield number, row, {"note_id": str(row[identifier]), "note_text": row[text]}


@pytest.fixture(scope="module")
def extracted(shared):
    """Return note, rows, and whether the note is a report of no cancer (None: not told), for each note read."""
    made = []
    corpora = shared / "corpora"
    public = chain(
        notes(corpora / "fracco" / "notes.jsonl", "note_id", "note_text"),
        notes(corpora / "e3c" / "case_reports.jsonl", "id", "text"),
    )
    for number, row, note in public:
        other_disease = not row["cancer"] if "cancer" in row else None
        # The reports without cancer are all read: the bound below is one in fifty of them.
        if number % STEP == 0 or other_disease:
            made.append((note, rows_of(note), other_disease))
    return made


def test_so_many_notes_are_read(extracted):
    assert len(extracted) == 1809 if STEP == 1 else len(extracted) > 700


def test_every_date_lies_in_this_world_and_in_order(extracted):
    out = [
        row["note_event_id"]
        for _, rows, _ in extracted
        for row in rows
        if row["date_start"] is not None
        and not (
            FIRST_YEAR <= row["date_start"].year <= row["date_end"].year <= LAST_YEAR
            and row["date_start"] <= row["date_end"]
        )
    ]
    assert out == []


def test_every_quote_is_the_words_of_its_note(extracted):
    for note, rows, _ in extracted:
        text = note["note_text"]
        for row in rows:
            assert text[row["quote_start"] : row["quote_end"]] == row["quote"] != "", row["note_event_id"]
            if row["date_quote"] is not None:
                assert text[row["date_quote_start"] : row["date_quote_end"]] == row["date_quote"], row["note_event_id"]


def test_keys_are_unique(extracted):
    keys = [row["note_event_id"] for _, rows, _ in extracted for row in rows]
    assert len(set(keys)) == len(keys)


def test_reports_without_cancer_hold_hardly_any_metastasis_or_oral_therapy(extracted):
    others = [(note["note_id"], rows) for note, rows, other_disease in extracted if other_disease]
    assert len(others) > 500
    told = [
        (note_id, event["family"])
        for note_id, rows in others
        for event in record(note_id, rows)["events"]
        if event["family"] in ("metastasis", "oral_therapy")
    ]
    assert len(told) <= len(others) / 50, told
