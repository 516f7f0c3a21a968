"""The page of figures is made from the figures that were kept, and a loss ends a benchmark with an error."""

import json
from pathlib import Path

import pytest

from benchmarks import measures
from benchmarks.notes import hospital
from benchmarks.page import page

ROOT = Path(__file__).resolve().parents[1]


def test_the_page_is_the_one_that_the_kept_figures_make():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    assert (ROOT / "docs" / "performance.md").read_text(encoding="utf-8") == page(results)


def test_the_table_of_the_job_tells_the_clock_beside_the_processor():
    taken = {"notes": 98, "of": 100, "clock": 9.5, "seconds": 8.0, "extraction": 4.0}
    told = page({"job": {"machine": {"load": "0.1"}, "figures": {"first": taken, "nothing new": taken | {"notes": 0}}}})
    assert "| first | 98 | 9.5 | 8.0 | 4.0 | 2.00 | 100.0 | 0.0 |" in told


def test_a_measure_that_was_not_taken_is_said_to_be_missing():
    assert page({}).count("Not measured yet") == 7


def test_a_reading_that_differs_ends_the_benchmark(monkeypatch, tmp_path):
    notes = [{"note_id": "n1", "note_text": "IRM du 12/03/2019."}]
    monkeypatch.setattr(measures, "public", lambda: notes)
    monkeypatch.setattr(measures, "hospital", lambda *_: notes)
    assert measures.lossless(tmp_path)["fictitious hospital"] == {"notes": 1, "rows": 1}
    monkeypatch.setattr(measures, "rows_of", lambda _: [])
    with pytest.raises(SystemExit, match="note n1 has 1 rows, 0"):
        measures.lossless(tmp_path)


def test_as_many_notes_are_measured_as_are_asked_for(tmp_path):
    for asked in (20, 60, 40):  # a folder of an earlier measure held too few, and was measured under another name
        assert len(hospital(tmp_path, asked)) == asked
