"""Tolerances from a configuration: what they change, and how a mistake in them is told."""

from __future__ import annotations

import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.reconciliation import DEFAULTS, configured
from resources.home import Home
from resources.hospital import HospitalResource


def test_nothing_configured_is_the_defaults():
    assert configured(None) == configured({}) == DEFAULTS


def test_only_what_is_named_changes():
    made = configured({"imaging": {"before": 4}, "pause": 90})
    assert (made.of("imaging").before, made.of("imaging").after, made.pause) == (4, 1, 90)
    assert made.of("biopsy") == DEFAULTS.of("biopsy")
    assert made.of("imaging").rationale == DEFAULTS.of("imaging").rationale


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([1], "names and days"),
        ({"imagerie": {"before": 4}}, "imagerie is not known. There are imaging, biopsy"),
        ({"imaging": {"befor": 4}}, "imaging: befor is not known. There are before, after"),
        ({"imaging": {"before": -1}}, "imaging: before is a whole number of days"),
        ({"imaging": {"rationale": "why not"}}, "rationale is not known"),
        ({"imaging": 4}, "imaging holds tolerances"),
        ({"pause": "long"}, "pause is a whole number of days"),
        ({"pause": True}, "pause is a whole number of days"),
    ],
)
def test_a_mistake_is_told_in_words(wrong, told):
    with pytest.raises(UserError, match=told):
        configured(wrong)


def test_a_wider_tolerance_confirms_and_rebuilds_the_patient(case, fingerprints):
    case.note("a", "2020-05-10").says("a", "imaging", "ct", "tap", "2020-05-01").act("ZZQH033", "2020-05-04")
    assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]
    wider = configured({"imaging": {"after": 3}})
    assert [e["reconciliation"] for e in case.events(wider)] == ["confirmed"]
    tables = case.tables()
    assert fingerprints(tables) != fingerprints(tables, settings=wider)


def test_the_home_s_settings_reach_the_assets(tmp_path):
    Home(tmp_path).remember(reconciliation={"biopsy": {"conflict": 7}})
    assert HospitalResource(home=str(tmp_path)).tolerances().of("biopsy").conflict == 7
