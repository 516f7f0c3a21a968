"""Coded rows read as events."""

import pandas as pd
import pytest

from onco_pipeline.reconciliation import structured_events
from onco_pipeline.tables import STRUCTURED_EVENT


def brief(case):
    return [
        (row.subtype, row.site, row.date_start.date().isoformat()) for row in case.structured().itertuples(index=False)
    ]


def test_empty_tables_give_an_empty_table_of_the_right_shape():
    events = structured_events(pd.DataFrame(), pd.DataFrame(), pd.DataFrame())
    assert list(events.columns) == list(STRUCTURED_EVENT.column_names)
    assert not len(events)


def test_two_acts_of_one_ct_are_one_site(case):
    case.act("ZBQH001", "2020-01-02 09:00:00").act("ZCQH001", "2020-01-02 09:20:00")
    assert brief(case) == [("ct", "tap", "2020-01-02")] * 2


def test_halves_of_different_days_stay_apart(case):
    case.act("ZBQH001", "2020-01-02").act("ZCQH001", "2020-01-05")
    assert brief(case) == [("ct", "thorax", "2020-01-02"), ("ct", "abdomen", "2020-01-05")]


def test_an_mri_of_the_abdomen_is_no_half_of_a_ct(case):
    case.act("ZBQH001", "2020-01-02").act("ZCQJ004", "2020-01-02")
    assert ("ct", "thorax", "2020-01-02") in brief(case)


def test_a_biopsy_in_an_endoscopy_takes_its_organ(case):
    case.act("HHQE002", "2020-01-02").act("HZHE002", "2020-01-02")
    assert brief(case) == [("biopsy", "côlon", "2020-01-02")]


def test_an_endosonography_with_biopsy_is_two_events(case):
    case.act("HMQJ002", "2020-01-02")
    assert brief(case) == [("biopsy", "pancréas", "2020-01-02"), ("ultrasound", "pancréas", "2020-01-02")]


def test_a_screening_smear_is_no_event(case):
    assert brief(case.act("JKQX261", "2020-01-02")) == []


def test_first_metastatic_sites_only(case):
    case.diagnosis("C504", "2019-01-02", "DP").diagnosis("C773", "2019-01-02")
    case.diagnosis("C795", "2020-05-02").diagnosis("C795", "2020-06-02").diagnosis("C78.7", "2021-02-03")
    case.diagnosis("C799", "2021-03-04")
    assert brief(case) == [("onset", "os", "2020-05-02"), ("new_site", "foie", "2021-02-03")]


def test_a_metastasis_without_site_counts_when_it_is_the_first(case):
    case.diagnosis("C799", "2020-01-02").diagnosis("C780", "2020-04-02")
    assert brief(case) == [("onset", None, "2020-01-02"), ("new_site", "poumon", "2020-04-02")]


@pytest.mark.parametrize("status", ["DAD", "Diagnostic associé documentaire", "antécédent", "Suspicion"])
def test_diagnoses_that_say_nothing_of_the_stay_do_not_count(case, status):
    assert brief(case.diagnosis("C795", "2020-01-02", status)) == []


@pytest.mark.parametrize("status", ["DP", "das", "DA", "P", "A", "Diagnostic associé significatif", "", None])
def test_each_program_has_its_words_for_the_others(case, status):
    assert brief(case.diagnosis("C79.5", "2020-01-02", status)) == [("onset", "os", "2020-01-02")]


@pytest.mark.parametrize("code", ["L01XE35", "L01EB04"])
def test_old_and_current_codes_are_one_drug(case, code):
    case.drug(code, "2019-11-18", "2021-01-18")
    assert brief(case) == [("start", "osimertinib", "2019-11-18"), ("stop", "osimertinib", "2021-01-18")]


def test_injected_hormones_are_left_out(case):
    case.drug("L02AE02", "2020-01-02", "2020-04-02").drug("L02BA03", "2020-01-02", "2020-04-02")
    case.drug("L02BX02", "2020-01-02", "2020-04-02")
    assert brief(case) == []


@pytest.mark.parametrize(
    ("code", "route", "kept"),
    [
        ("L01AA01", None, False),
        ("L01AA01", "IV", False),
        ("L01AA01", "per os", True),
        ("L01BC06", None, True),
        ("L01BC06", "voie orale", True),
        ("L01BC06", "IV", False),
    ],
)
def test_routes(case, code, route, kept):
    assert bool(brief(case.drug(code, "2020-01-02", route=route))) is kept


def test_renewed_prescriptions_are_one_period(case):
    case.drug("L02BG04", "2020-01-06", "2020-02-03").drug("L02BG04", "2020-02-03", "2020-03-02")
    case.drug("L02BG04", "2020-03-05", "2020-04-02")
    assert brief(case) == [("start", "létrozole", "2020-01-06"), ("stop", "létrozole", "2020-04-02")]


def test_a_pause_of_two_weeks_is_a_pause(case):
    case.drug("L01XE23", "2020-03-02", "2020-04-06").drug("L01XE23", "2020-04-20", "2021-03-01")
    assert [(s, d) for s, _, d in brief(case)] == [
        ("start", "2020-03-02"),
        ("stop", "2020-04-06"),
        ("start", "2020-04-20"),
        ("stop", "2021-03-01"),
    ]


def test_a_period_that_goes_on_has_no_stop(case):
    case.drug("L01EF01", "2020-01-06", "2020-01-06").drug("L01EF01", "2020-01-10", None)
    assert brief(case) == [("start", "palbociclib", "2020-01-06")]


def test_a_long_period_holds_the_short_ones_inside(case):
    case.drug("L02BG04", "2020-01-06", "2021-01-06").drug("L02BG04", "2020-03-01", "2020-03-20")
    case.drug("L02BG04", "2020-12-01", "2020-12-20")
    assert brief(case) == [("start", "létrozole", "2020-01-06"), ("stop", "létrozole", "2021-01-06")]


def test_a_hundred_thousand_rows_go_at_once(new_case):
    case = new_case()
    for index in range(200):
        case.act("ZZQH033", f"2020-01-{1 + index % 28:02d}")
    acts = pd.concat([pd.DataFrame(case.acts)] * 500, ignore_index=True)
    acts["procedure_occurrence_id"] = range(len(acts))
    events = structured_events(acts, pd.DataFrame(), pd.DataFrame())
    assert len(events) == len(acts) == 100_000
