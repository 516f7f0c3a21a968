"""The coefficients of the confidence: how they are fitted, kept, and judged."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.calibrating import calibrate
from onco_pipeline.errors import UserError
from onco_pipeline.intervals import DateInterval
from onco_pipeline.reconciliation.calibration import (
    LEAST,
    Calibration,
    expected_calibration_error,
    fit,
    reliability,
    shipped,
)
from onco_pipeline.reconciliation.confidence import features
from onco_pipeline.reconciliation.model import Told
from onco_pipeline.synthesis import generate


def world(events, seed=0):
    """One feature tells (right nine times in ten with it, half the time without), the other says nothing."""
    rng = random.Random(seed)
    rows, right = [], []
    for _ in range(events):
        good = float(rng.random() < 0.5)
        rows.append({"good": good, "idle": float(rng.random() < 0.5)})
        right.append(rng.random() < (0.9 if good else 0.5))
    return rows, right


def test_what_is_fitted_states_the_shares_of_another_sample():
    made = fit(*world(4000))
    rows, right = world(4000, seed=1)
    stated = [made.probability(row) for row in rows]
    assert expected_calibration_error(stated, right) < 0.03
    assert made.probability({"good": 1.0, "idle": 0.0}) == pytest.approx(0.9, abs=0.03)
    assert made.probability({"good": 0.0, "idle": 0.0}) == pytest.approx(0.5, abs=0.05)
    assert abs(made.coefficients["idle"]) < 0.25 < made.coefficients["good"]


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_the_order_of_events_does_not_matter(seed):
    rows, right = world(300, seed)
    mixed = list(range(300))
    random.Random(seed).shuffle(mixed)
    assert fit(rows, right) == fit([rows[i] for i in mixed], [right[i] for i in mixed])


def test_a_feature_that_never_varies_gets_no_weight():
    rows, right = world(400)
    made = fit([row | {"never": 0.0} for row in rows], right)
    assert made.coefficients["never"] == 0


@pytest.mark.parametrize("events", [world(LEAST - 1), ([{"a": 1.0}] * LEAST, [True] * LEAST)])
def test_too_little_to_fit_on_is_said(events):
    with pytest.raises(ValueError, match="of both kinds"):
        fit(*events)


def test_coefficients_are_kept_in_a_file(tmp_path):
    made = fit(*world(300), fitted_on="a small world")
    made.save(tmp_path / "c.json")
    assert Calibration.load(tmp_path / "c.json") == made


def test_the_shipped_ones_fit_the_features_and_say_where_they_come_from():
    told = Told([], "ct", "tap", interval=DateInterval.from_iso("2020-05-04"))
    assert set(features(told)) == set(shipped().coefficients)
    assert "synthetic patients" in shipped().fitted_on
    for name in ("coded", "extraction", "lineages"):
        assert shipped().coefficients[name] > 0


def test_features_of_other_rules_are_refused():
    with pytest.raises(KeyError):
        shipped().probability({"phase of the moon": 1.0})


def test_reliability_counts_every_event_once():
    rows = reliability([0.05, 0.55, 0.58, 1.0], [False, True, False, True])
    assert [(round(said, 3), share, count) for said, share, count in rows] == [
        (0.05, 0.0, 1),
        (0.565, 0.5, 2),
        (1.0, 1.0, 1),
    ]
    assert expected_calibration_error([1.0, 1.0], [True, False]) == 0.5


def test_a_hospital_is_calibrated_on(tmp_path):
    generate(tmp_path, patients=25, seed=6)
    read = []
    made = calibrate(tmp_path, read.append)
    assert "25 synthetic patients" in made.fitted_on
    assert set(made.coefficients) == set(shipped().coefficients)
    assert sum(read) > 100


def test_one_without_gold_or_too_small_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="no world gold"):
        calibrate(tmp_path)
    generate(tmp_path, patients=1, seed=6)
    with pytest.raises(UserError, match="Make a larger one"):
        calibrate(tmp_path)
