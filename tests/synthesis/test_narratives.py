"""A life told at length: one more note, in which most acts have no date of their own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.synthesis import Families, generate
from onco_pipeline.synthesis.wording import SENTENCES
from tests.synthesis.conftest import read_lines

TOLD = ("Observation", "Courrier")
PATIENTS = 80


def tables(folder: Path) -> dict[str, list[dict]]:
    return {path.stem: pq.read_table(path).to_pylist() for path in sorted(folder.glob("*.parquet"))}


@pytest.fixture(scope="module", params=[Families.DEV, Families.TEST])
def told(request, tmp_path_factory) -> tuple[dict, dict, list[dict]]:
    """The same hospital without and with narratives, and its textual gold."""
    plain, full = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("full")
    generate(plain, patients=PATIENTS, seed=9, families=request.param)
    generate(full, patients=PATIENTS, seed=9, families=request.param, narratives=0.9)
    return tables(plain), tables(full), read_lines(full / "gold/notes.jsonl")


def narratives(full: dict) -> dict[str, dict]:
    return {row["note_id"]: row for row in full["note"] if row["note_title"] in TOLD}


def test_everything_else_stays_as_it_is(told):
    plain, full, _ = told
    added = narratives(full)
    assert 0.75 * PATIENTS < len(added) < PATIENTS
    assert len({row["person_id"] for row in added.values()}) == len(added)
    assert [row for row in full["note"] if row["note_id"] not in added] == plain["note"]
    assert {name: rows for name, rows in full.items() if name != "note"} == {
        name: rows for name, rows in plain.items() if name != "note"
    }


def test_they_are_spelt_out_and_bear_no_day(told):
    _, full, _ = told
    for row in narratives(full).values():
        text = row["note_text"]
        assert not re.search(r"[{}]|\[[^\]]*\|", text)
        assert not re.search(r" ,|\bà le\b|\bde le\b|\bde un\b|\bde la la\b|\bdu [aeiou]", text), text
        assert len(text) > 100
        assert row["note_datetime"] is None


def test_spans_are_exact_and_dates_true(told):
    _, full, gold = told
    added = narratives(full)
    lines = {line["note_id"]: line for line in gold}
    apart = 0
    for note_id, row in added.items():
        text = row["note_text"]
        reference = lines[note_id]["reference_date"]
        for event in lines[note_id]["events"]:
            assert text[event["start"] : event["end"]] == event["quote"] != ""
            assert text[event["date_start_char"] : event["date_end_char"]] == event["date_quote"] != ""
            assert event["status"] == "done"
            assert event["date_start"] <= reference
            first, last = (
                sorted((event["end"], event["date_start_char"])),
                sorted((event["date_end_char"], event["start"])),
            )
            apart += ". " in text[first[0] : first[1]] or ". " in text[last[0] : last[1]]
    assert apart > 40  # most of all: an act and its date stand in different sentences


def test_the_true_day_lies_in_the_told_date_but_where_the_reader_is_led_astray(tmp_path):
    generate(tmp_path, patients=40, seed=2, narratives=2)
    truth = {
        (line["person_id"], event["event"]): date.fromisoformat(event["true_date"])
        for line in read_lines(tmp_path / "gold/patients.jsonl")
        for event in line["events"]
    }
    added = narratives(tables(tmp_path))
    right = []
    for line in read_lines(tmp_path / "gold/notes.jsonl"):
        if line["note_id"] not in added:
            continue
        for event in line["events"]:
            day = truth[line["person_id"], event["event"]]
            right.append(date.fromisoformat(event["date_start"]) <= day <= date.fromisoformat(event["date_end"]))
    assert len(added) == 80
    assert len(right) > 300
    assert 0.85 < sum(right) / len(right) < 1  # an undated work-up can lie a month after the presentation that dates it


def test_a_senseless_number_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="ask for 0 to 9"):
        generate(tmp_path, patients=1, narratives=10)


def test_both_families_tell_at_length():
    for family in (Families.DEV, Families.TEST):
        assert sum(name.startswith("narrative.") for name in SENTENCES[family]) > 30
