"""From a note to records: status, dates, offsets, engines, files."""

import json
import multiprocessing
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.errors import UserError
from onco_pipeline.extraction.engines import ENGINES, extract
from onco_pipeline.extraction.note_files import extract_file
from onco_pipeline.extraction.pipeline import PIPES, build
from onco_pipeline.extraction.records import extract_note, note_moment, record
from onco_pipeline.extraction.wrapping import compose

NLP = build()


def rows(text, when="2020-06-18", kind="CR-CONS"):
    return extract_note(
        NLP, {"note_id": "n", "note_datetime": when, "note_class_source_value": kind, "note_text": text}
    )


def told(text, **note):
    return [
        (event["family"], event["subtype"], event["status"], event["date_start"], event["date_end"])
        for event in record("n", rows(text, **note))["events"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Scanner thoracique le 12/03/2020 : stable.", ("imaging", "ct", "done", "2020-03-12", "2020-03-12")),
        ("IRM hépatique (avril 2019) : normale.", ("imaging", "mri", "done", "2019-04-01", "2019-04-30")),
        ("Biopsie du foie le 2/12 sans complication.", ("biopsy", "biopsy", "done", "2019-12-02", "2019-12-02")),
        ("Scanner prévu le 24/06.", ("imaging", "ct", "planned", "2020-06-24", "2020-06-24")),
        ("Létrozole débuté en mars 2018.", ("oral_therapy", "start", "done", "2018-03-01", "2018-03-31")),
        ("Capécitabine arrêtée le 04/05/2020.", ("oral_therapy", "stop", "done", "2020-05-04", "2020-05-04")),
    ],
)
def test_an_event_is_told_with_its_date(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "family", "status"),
    [
        ("TEP du 12/03/2020 refusée par la patiente.", "imaging", "refused"),
        ("Biopsie prévue le 12/03/2020, annulée.", "biopsy", "cancelled"),
        ("Biopsie hépatique programmée le 24/06.", "biopsy", "planned"),
    ],
)
def test_the_status_is_read(text, family, status):
    assert status in {row["status"] for row in rows(text) if row["family"] == family}


@pytest.mark.parametrize(
    "text",
    [
        "Scanner thoracique du 12/03/2020 non réalisé.",
        "Nous proposons une biopsie du foie le 24/06.",
        "Si progression, biopsie hépatique le 24/06.",
        "TEP du 12/03/2020 refusée par la patiente.",
    ],
)
def test_what_did_not_happen_is_no_record(text):
    assert told(text) == []


def test_absence_of_lesions_does_not_negate_the_exam():
    found = {row["family"]: row["status"] for row in rows("TEP le 12/03/2020 : absence de métastase hépatique.")}
    assert found["imaging"] == "done"
    assert found.get("metastasis", "negated") == "negated"


def test_a_relative_is_not_the_patient():
    found = rows("Sa mère a eu une biopsie du sein le 12/03/2010.")
    assert {row["experiencer"] for row in found} == {"family"}
    assert record("n", found)["events"] == []


def test_every_pipe_is_an_entry_point():
    import edsnlp

    for name in PIPES:
        edsnlp.blank("eds").add_pipe(name)
    assert set(PIPES) <= {name for name, _ in NLP.pipeline}


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_text_raises_and_offsets_slice_to_the_quote(text):
    for row in rows(text):
        assert text[row["quote_start"] : row["quote_end"]] == row["quote"]


@given(st.text(alphabet="aeé\u0301\u0300 to", max_size=40))
def test_composing_keeps_a_way_back(text):
    composed, offsets = compose(text)
    if offsets is None:
        assert composed == text
    else:
        assert len(offsets) == len(composed) + 1
        assert offsets == sorted(offsets)


def test_decomposed_accents_are_quoted_as_they_stand():
    text = "Le\u0301trozole de\u0301bute\u0301 en mars 2018."
    found = [row for row in rows(text) if row["family"] == "oral_therapy"]
    assert found
    assert text[found[0]["quote_start"] : found[0]["quote_end"]] == found[0]["quote"]


def test_engines_agree_and_a_bad_note_is_reported():
    notes = [
        {"note_id": str(n), "note_datetime": date(2020, 1, 1), "note_text": f"Scanner le 0{n + 1}/12/2019."}
        for n in range(6)
    ]
    notes.append({"note_id": "bad", "note_datetime": object(), "note_text": "Scanner le 12/03/2019."})
    local = [item for batch in extract(notes, batch_size=2) for item in batch]
    assert [item.note_id for item in local] == [note["note_id"] for note in notes]
    assert all(item.error is None for item in local[:-1])
    spread = [
        item for batch in extract(notes[:-1], engine="multiprocessing", workers=2, batch_size=2) for item in batch
    ]
    assert spread == local[:-1]
    # Workers end with the work (thread 433 of EDS-NLP).
    assert not [child for child in multiprocessing.active_children() if child.is_alive()]
    with pytest.raises(UserError, match="no extraction engine"):
        list(extract(notes, engine="abacus"))


def test_the_pieces_that_processes_are_handed_are_put_together_again(monkeypatch):
    @contextmanager
    def in_pieces(workers):
        with ENGINES["local"](workers) as (submit, window, _):
            yield submit, window, 2

    monkeypatch.setitem(ENGINES, "pieces", in_pieces)
    notes = [{"note_id": str(n), "note_text": "Scanner." * (n % 2)} for n in range(11)]
    for size in (1, 2, 3, 5, 11, 20):
        whole = list(extract(notes, batch_size=size))
        assert [len(batch) for batch in whole] == [min(size, 11 - start) for start in range(0, 11, size)]
        assert list(extract(notes, engine="pieces", batch_size=size)) == whole
    assert list(extract([], engine="pieces")) == []


def test_a_file_of_notes_becomes_a_file_of_records(tmp_path):
    notes, out = tmp_path / "notes.jsonl", tmp_path / "events.jsonl"
    notes.write_text(json.dumps({"note_id": "a", "note_text": "Scanner le 12/03/2019."}) + "\n", encoding="utf-8")
    done = extract_file(notes, out)
    assert (done.notes, done.events, done.failed) == (1, 1, 0)
    assert json.loads(out.read_text(encoding="utf-8"))["events"][0]["date_start"] == "2019-03-12"
    notes.write_text('{"note_id": "a"}\n', encoding="utf-8")
    with pytest.raises(UserError, match="line 1"):
        extract_file(notes, out)
    with pytest.raises(UserError, match="no file"):
        extract_file(tmp_path / "nothing.jsonl", out)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (datetime(2020, 1, 2, 23, 59), date(2020, 1, 2)),
        (datetime(2020, 1, 2, 23, 59, tzinfo=timezone(timedelta(hours=-11))), date(2020, 1, 2)),
        (pd.Timestamp("2020-01-02T00:30", tz="Europe/Paris"), date(2020, 1, 2)),
        (date(2020, 1, 2), date(2020, 1, 2)),
        ("2020-01-02", date(2020, 1, 2)),
        (20200102, date(2020, 1, 2)),
        (datetime(1500, 1, 1), None),
        (datetime(9999, 12, 31), None),
        (pd.NaT, None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_the_moment_of_a_note_is_told_by_its_own_clock_whatever_holds_it(value, day):
    moment = note_moment(value)
    assert (moment and moment.date()) == day
    assert moment is None or moment.tzinfo is None
