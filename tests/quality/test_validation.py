"""Each expectation of each suite lets good rows pass and catches a bad one, by key and never by text."""

from datetime import date

import pandas as pd
import pytest

from onco_pipeline.quality.validation import suite, validate

GOOD = {
    "note_event": {
        "note_event_id": "k1", "note_id": "n1", "family": "biopsy", "status": "done", "confidence": 0.5,
        "quote_start": 0, "quote_end": 5, "date_start": date(2020, 1, 1), "date_end": date(2020, 1, 1), "quote": "secret",
    },
    "structured_event": {
        "source_id": "k1", "person_id": "p1", "family": "imaging", "date_start": date(2020, 1, 1), "date_end": date(2020, 1, 2),
    },
    "care_event": {
        "care_event_id": "k1", "person_id": "p1", "family": "imaging", "reconciliation": "confirmed", "confidence": 0.5,
        "date_start": date(2020, 1, 1), "date_end": date(2020, 1, 2), "n_notes": 1, "n_structured": 0, "quote": "secret",
    },
}  # fmt: skip

BAD = [
    ("note_event", {"family": "surgery"}, "values_to_be_in_set: family"),
    ("note_event", {"status": "maybe"}, "values_to_be_in_set: status"),
    ("note_event", {"note_id": None}, "values_to_not_be_null: note_id"),
    ("note_event", {"confidence": 1.5}, "values_to_be_between: confidence"),
    ("note_event", {"quote_end": 0}, "values_to_be_between: quote_length"),
    ("note_event", {"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
    ("note_event", {"date_start": date(1800, 1, 1)}, "values_to_be_between: start_year"),
    ("structured_event", {"family": "surgery"}, "values_to_be_in_set: family"),
    ("structured_event", {"person_id": None}, "values_to_not_be_null: person_id"),
    ("structured_event", {"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
    ("structured_event", {"date_start": date(1800, 1, 1)}, "values_to_be_between: start_year"),
    ("care_event", {"reconciliation": "perhaps"}, "values_to_be_in_set: reconciliation"),
    ("care_event", {"family": "surgery"}, "values_to_be_in_set: family"),
    ("care_event", {"person_id": None}, "values_to_not_be_null: person_id"),
    ("care_event", {"confidence": -0.1}, "values_to_be_between: confidence"),
    ("care_event", {"date_end": date(2019, 1, 1)}, "values_to_be_between: date_days"),
    ("care_event", {"n_notes": 0}, "values_to_be_between: n_evidence"),
]


@pytest.mark.parametrize("table", GOOD)
def test_good_rows_pass(table):
    outcomes = validate(pd.DataFrame([GOOD[table]]), table)
    assert len(outcomes) == len(suite(table)["expectations"])
    assert all(outcome.passed for outcome in outcomes)


@pytest.mark.parametrize(("table", "fault", "name"), BAD)
def test_a_bad_row_is_caught_by_its_key(table, fault, name):
    key = suite(table)["key"]
    frame = pd.DataFrame([GOOD[table], {**GOOD[table], key: "k2", **fault}])
    failed = {outcome.name: outcome for outcome in validate(frame, table, "blocking") if not outcome.passed}
    assert name in failed
    assert failed[name].keys == ("k2",)
    assert "secret" not in repr(failed)


@pytest.mark.parametrize("table", ["note_event", "care_event"])
def test_a_key_that_stands_twice_is_caught(table):
    frame = pd.DataFrame([GOOD[table]] * 2)
    assert any(not o.passed and "unique" in o.name for o in validate(frame, table, "blocking"))


def test_an_empty_table_passes():
    assert all(outcome.passed for outcome in validate(pd.DataFrame(), "care_event"))
