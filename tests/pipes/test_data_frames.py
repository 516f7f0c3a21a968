"""The components in a pipeline of somebody else's, over a data frame: its columns have texts, NaN and NaT."""

import pickle
from datetime import date, datetime

import edsnlp
import pandas as pd
import pytest
from spacy.tokens import Doc

from onco_pipeline.extraction.pipeline import build

NAMES = ("document", "dates", "biopsy", "imaging", "metastasis", "oral_therapy", "pathology", "status", "event_date")
TEXT = "Patiente revue ce jour. Scanner thoracique fait hier."


@pytest.fixture(scope="module")
def nlp():
    made = edsnlp.blank("eds")
    made.add_pipe("eds.normalizer")
    made.add_pipe("eds.sentences")
    for name in NAMES:
        made.add_pipe(f"onco.{name}")
    made.add_pipe("eds.negation")
    return made


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2019-06-02", "2019-06-01"),
        ("2019-06-02 10:30:00", "2019-06-01"),
        (pd.Timestamp("2019-06-02 10:30"), "2019-06-01"),
        (pd.NaT, None),
        (float("nan"), None),
        ("hier", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("kind", ["CR-CONS", float("nan"), None])
def test_a_row_is_read_whatever_its_columns_leave_out(nlp, when, day, kind):
    frame = pd.DataFrame(
        {"note_id": ["a"], "note_text": [TEXT], "note_datetime": [when], "note_class_source_value": [kind]}
    )
    read = edsnlp.data.from_pandas(frame, converter="omop", doc_attributes=["note_datetime", "note_class_source_value"])
    (doc,) = read.map_pipeline(nlp)
    (event,) = doc._.onco_events
    assert event.subtype == "ct"
    assert (None if event.interval is None else event.interval.start.isoformat()) == day


def test_a_document_is_kept_as_the_page_of_the_families_says(nlp):
    doc = nlp(TEXT)
    kept = Doc(nlp.vocab).from_bytes(doc.to_bytes(exclude=["user_data"]))
    assert [span.text for span in kept.spans["onco.imaging"]] == ["Scanner thoracique"]
    again = pickle.loads(pickle.dumps(doc))
    assert [event.subtype for event in again._.onco_events] == ["ct"]


def test_the_day_of_a_note_may_be_of_any_kind():
    for when in (date(2019, 6, 2), datetime(2019, 6, 2, 23, 59), "2019-06-02T23:59:00+02:00"):
        doc = build().make_doc(TEXT)
        doc._.note_datetime = when
        (event,) = build()(doc)._.onco_events
        assert event.interval.start == date(2019, 6, 1)
