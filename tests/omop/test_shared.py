"""The hand-written hospital and the case reports come in whole."""

import json

import pandas as pd
import pytest

pytestmark = pytest.mark.shared


def test_the_hand_written_hospital_comes_in_whole(shared, door):
    folder = shared / "gold" / "hospital"
    reports = door.take_all(folder)
    for name, report in reports.items():
        file = folder / f"{name}.csv"
        rows = len(pd.read_csv(file)) if file.exists() else 0
        assert (report.rows_read, report.rows_kept) == (rows, rows)
    texts = dict(door.rows("note", "note_id, note_text"))
    assert texts == dict(pd.read_csv(folder / "note.csv")[["note_id", "note_text"]].itertuples(index=False))


@pytest.mark.parametrize("file", ["csv", "parquet", "duckdb"])
def test_case_reports_alone_are_a_source(shared, tmp_path, door, write, file):
    with (shared / "corpora" / "fracco" / "notes.jsonl").open(encoding="utf-8") as lines:
        notes = pd.DataFrame([json.loads(line) for line in lines])
    path = tmp_path / "cases.duckdb" if file == "duckdb" else tmp_path
    reports = door.take_all(getattr(write, file)(path, {"note": notes}))
    assert reports["note"].rows_kept == len(notes) == 1051
    assert door.rows("note", "note_id, person_id, note_datetime, note_text") == sorted(
        (note.note_id, note.note_id, None, note.note_text) for note in notes.itertuples()
    )
    assert len(door.rows("person")) == 1051
