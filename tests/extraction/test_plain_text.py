"""Reading plain text gives the very events of the EDS-NLP pipeline, and no cheaper stage ever loses one."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.extraction.note_files import read_notes
from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, rows_of
from onco_pipeline.synthesis import generate

NLP = build()


def whole(note):
    return extract_note(NLP, note)


@pytest.fixture(scope="module")
def fictitious(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hospital")
    generate(folder, patients=12, seed=23)
    return list(read_notes(folder / "note.parquet"))


def test_the_notes_of_the_fictitious_hospital_are_read_the_same(fictitious):
    assert len(fictitious) > 40
    read = [rows_of(note) for note in fictitious]
    assert read == [whole(note) for note in fictitious]
    assert sum(map(len, read)) > 150


@pytest.mark.shared
@pytest.mark.parametrize(("file", "step"), [("corpora/fracco/notes", 80), ("corpora/e3c/case_reports", 60)])
def test_the_public_notes_are_read_the_same(shared, file, step):
    rows = pd.read_json(shared / f"{file}.jsonl", lines=True, dtype=False).to_dict("records")[::step]
    notes = [
        {"note_id": str(number), "note_text": row.get("note_text") or row["text"]} for number, row in enumerate(rows)
    ]
    assert len(notes) > 10
    for note in notes:
        assert rows_of(note) == whole(note)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["hard", "cases_dev"])
def test_the_gold_s_notes_are_read_the_same(shared, name):
    for note in read_notes(shared / "gold" / f"{name}.notes.jsonl"):
        assert rows_of(note) == whole(note)


WORDS = st.sampled_from(
    re.split(
        "[|]",
        "IRM|scanner|biopsie|du|le|12/03/2019|mars|métastases|hépatiques|cancer|sein|létrozole|arrêt|carcinome|RE 90 %"
        "|pas de|prévu|l’|e\u0301|Œ|œsophage|3 mois plus tard|ATCD|Conclusion|:|(|)|.|,|M1|pT2N0|\n|\u00a0|\u2009|\u00a0\u00a0|\f",
    )
)


@settings(max_examples=50)
@given(st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=40).map(" ".join))
def test_any_text_is_read_the_same(text):
    note = {"note_id": "n", "note_text": text, "note_datetime": "2020-06-18", "note_class_source_value": "CR-CONS"}
    assert rows_of(note) == whole(note)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-06-18", "2020-05-18"),
        ("2020-06-18T23:30:00+02:00", "2020-05-18"),
        (pd.Timestamp("2020-06-18 23:30", tz="Europe/Paris"), "2020-05-18"),
        (pd.Timestamp("2020-06-18").to_pydatetime().date(), "2020-05-18"),
        ("no date", None),
        (pd.NaT, None),
        (None, None),
    ],
)
def test_the_note_s_day_is_read_from_what_the_tables_hold(value, day):
    (row,) = rows_of({"note_id": "n", "note_text": "IRM il y a un mois.", "note_datetime": value})
    assert (row["date_start"] and f"{row['date_start']:%Y-%m}") == (day and day[:7])
