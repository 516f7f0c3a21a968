"""A change of what notes give is seen by type and month; chance and small numbers are not taken for one."""

import random
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.quality.drift import ALL, drifted, extraction_rates, remembered
from onco_pipeline.quality.settings import DriftSettings
from onco_pipeline.tables import EXTRACTION_RATE


def rates(*rows):
    return pd.DataFrame(rows, columns=["note_class_source_value", "month", "family", "n_notes", "n_events"])


def told(before, now, **settings):
    return [(d.note_class, d.month, d.family) for d in drifted(before.assign(run=1), now, DriftSettings(**settings))]


def test_rates_count_notes_and_events_by_type_month_and_family():
    notes = pd.DataFrame(
        {
            "note_id": ["1", "2", "3", "4"],
            "note_class_source_value": ["CRH", "CRH", "LT", None],
            "note_datetime": pd.to_datetime(["2019-03-01", "2019-03-31", "2019-04-01", None]),
        }
    )
    events = pd.DataFrame({"note_id": ["1", "1", "2", "4"], "family": ["biopsy", "imaging", "biopsy", "imaging"]})
    made = extraction_rates(notes, events).set_index(["note_class_source_value", "month", "family"])
    assert len(made) == 3 * 5
    assert made.loc[("CRH", "2019-03", "biopsy")].tolist() == [2, 2]
    assert made.loc[("CRH", "2019-03", "imaging")].tolist() == [2, 1]
    assert made.loc[("LT", "2019-04", "biopsy")].tolist() == [1, 0]
    assert made.loc[("none", "none", "imaging")].tolist() == [1, 1]


def test_rows_may_stand_for_several_notes_and_events():
    notes = pd.DataFrame(
        {
            "note_id": ["1", "2", "3", "4"],
            "note_class_source_value": ["CRH", "CRH", None, None],
            "note_datetime": pd.to_datetime(["2019-03-01", "2019-03-31", None, None]),
        }
    )
    events = pd.DataFrame({"note_id": ["1", "1", "2", "4"], "family": ["biopsy", "imaging", "biopsy", "imaging"]})
    counted = extraction_rates(
        notes.iloc[[0, 2]].assign(n=2),
        pd.DataFrame({"note_id": ["1", "1", "3"], "family": ["biopsy", "imaging", "imaging"], "n": [2, 1, 1]}),
    )
    pd.testing.assert_frame_equal(counted, extraction_rates(notes, events))


def test_no_notes_have_no_rates():
    empty = extraction_rates(
        pd.DataFrame(columns=["note_id", "note_class_source_value", "note_datetime"]),
        pd.DataFrame(columns=["note_id", "family"]),
    )
    assert empty.empty
    assert drifted(empty.assign(run=[]), empty) == []


@pytest.mark.parametrize("n_events", [20, 900])
def test_the_same_month_that_gives_less_or_more_is_told(n_events):
    before = rates(("CRH", "2019-03", "biopsy", 400, 200), ("LT", "2019-03", "biopsy", 400, 200))
    now = rates(("CRH", "2019-03", "biopsy", 400, n_events), ("LT", "2019-03", "biopsy", 400, 200))
    assert told(before, now) == [("CRH", "2019-03", "biopsy"), ("CRH", ALL, "biopsy")]


def test_a_new_month_is_compared_with_the_months_before_it():
    before = rates(("CRH", "2019-03", "biopsy", 400, 200), ("CRH", "2019-04", "biopsy", 400, 210))
    now = pd.concat([before, rates(("CRH", "2019-05", "biopsy", 100, 3))], ignore_index=True)
    assert told(before, now) == [("CRH", "2019-05", "biopsy")]
    assert told(before, pd.concat([before, rates(("CRH", "2019-05", "biopsy", 100, 55))], ignore_index=True)) == []


def test_a_type_as_a_whole_is_compared_where_its_months_are_small():
    months = [f"2019-{month:02}" for month in range(1, 11)]
    before = rates(*(("CRH", month, "imaging", 20, 20) for month in months))
    now = rates(*(("CRH", month, "imaging", 20, 2) for month in months))
    assert told(before, now) == [("CRH", ALL, "imaging")]


def test_what_is_new_or_small_is_not_compared():
    before = rates(("CRH", "2019-03", "biopsy", 10, 10))
    assert told(before, rates(("CRH", "2019-03", "biopsy", 10, 0))) == []
    assert told(before, rates(("LT", "2019-03", "biopsy", 400, 0))) == []
    assert told(rates(), before) == []


def test_settings_decide():
    before, now = rates(("CRH", "2019-03", "biopsy", 10, 10)), rates(("CRH", "2019-03", "biopsy", 10, 2))
    assert told(before, now, min_notes=5, z=2) != []
    assert told(before, now, min_notes=5, z=2, ratio=10) == []
    assert told(before, now, min_notes=5, z=9) == []


def test_chance_is_not_taken_for_drift():
    draw = random.Random(3)
    chances = [(f"{2000 + n // 12}-{n % 12 + 1:02}", draw.uniform(0.05, 0.8)) for n in range(300)]
    before, now = (
        rates(*(("CRH", month, "biopsy", 200, sum(draw.random() < p for _ in range(200))) for month, p in chances))
        for _ in "ab"
    )
    assert told(before, now) == []


def test_a_text_in_the_column_of_types_is_not_repeated():
    text = "Mme Zanzibarine a eu un scanner, puis une biopsie du foie"
    before, now = rates((text, "2019-03", "biopsy", 400, 200)), rates((text, "2019-03", "biopsy", 400, 2))
    assert drifted(before.assign(run=1), now)
    assert "Zanzibarine" not in " ".join(str(drift) for drift in drifted(before.assign(run=1), now))


# -- several runs --------------------------------------------------------------------------------
def march(n_events):
    return rates(("CRH", "2019-03", "biopsy", 1000, n_events))


def after(*n_events, **settings):
    """Return what is remembered after runs that found so many events, and what the last one was told."""
    kept, told_last = march(0).iloc[:0].assign(run=[]), []
    for n in n_events:
        told_last = drifted(kept, march(n), DriftSettings(**settings))
        kept = remembered(kept, march(n), DriftSettings(**settings))
    return kept, [drift.month for drift in told_last]


def test_the_last_runs_are_remembered_in_their_order():
    kept, _ = after(500, 510, 520, 530, runs=3)
    assert kept[["run", "n_events"]].values.tolist() == [[1, 510], [2, 520], [3, 530]]
    assert kept.columns.tolist() == [column.name for column in EXTRACTION_RATE.columns]


def test_a_run_that_changes_nothing_is_not_remembered_apart_and_told_of_nothing():
    kept, last = after(500, 500, 100, 100)
    assert kept["n_events"].tolist() == [500, 100]
    assert last == [], "a drift is told once"


def test_what_falls_a_little_with_every_run_is_seen_at_last():
    falling = (700, 600, 500, 420, 350, 290)
    assert after(*falling, runs=1)[1] == [], "no run is far from the one before"
    assert after(*falling, runs=5)[1] == ["2019-03", ALL]


def test_one_odd_run_is_no_measure():
    assert after(500, 505, 20, 510)[1] == []
    assert after(500, 505, 20, 510, runs=1)[1] == ["2019-03", ALL]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(1, 6))
def test_what_is_remembered_has_no_holes_and_ends_with_now(found, runs):
    kept, _ = after(*found, runs=runs)
    assert kept["run"].tolist() == list(range(1, len(kept) + 1))
    assert len(kept) <= runs and kept["n_events"].iloc[-1] == found[-1]
    assert all(one != other for one, other in pairwise(kept["n_events"]))
