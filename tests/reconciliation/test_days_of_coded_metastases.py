"""Spread that codes make sure of, and exams that codes move: the day is that of the exam which showed it."""

import pytest


def spread(case):
    return [
        (e["site"], e["subtype"], str(e["date_start"])[:10], e["reconciliation"])
        for e in case.events()
        if e["family"] == "metastasis" and e["date_start"] == e["date_end"]
    ]


# -- an exam that its code moves --------------------------------------------------------------------
@pytest.mark.parametrize("coded", ["2021-01-12", "2021-01-14"])
def test_what_an_exam_showed_goes_with_it_to_the_coded_day(case, coded):
    case.note("n1", "2021-01-20").act("ZZQL016", coded)
    case.says("n1", "imaging", "pet", None, "2021-01-13").says("n1", "metastasis", "onset", "surrénale", "2021-01-13")
    assert spread(case) == [("surrénale", "onset", coded, "text_only")]


def test_what_was_told_of_another_exam_of_the_day_stays(case):
    case.note("n1", "2021-01-20").act("ZZQL016", "2021-01-12")
    case.says("n1", "imaging", "pet", None, "2021-01-13").says("n1", "metastasis", "onset", "cerveau", "2021-01-13")
    case.says("n1", "imaging", "mri", "cerveau", "2021-01-13")
    assert spread(case) == [("cerveau", "onset", "2021-01-13", "text_only")]


def test_what_an_exam_without_a_code_showed_has_its_told_day(case):
    case.note("n1", "2021-01-20").act("ACQJ002", "2021-01-12")
    case.says("n1", "imaging", "pet", None, "2021-01-13").says("n1", "metastasis", "onset", "os", "2021-01-13")
    assert spread(case) == [("os", "onset", "2021-01-13", "text_only")]


# -- suspected, and coded ---------------------------------------------------------------------------
def suspected(case, site="os", day="2023-05-10", exam="bone_scan"):
    case.note("n1", "2023-05-24")
    if exam:
        case.says("n1", "imaging", exam, None, day)
    return case.says("n1", "metastasis", "onset", site, day, status="suspected")


def test_what_the_codes_alone_are_sure_of_has_the_day_of_the_exam_that_showed_it(case):
    suspected(case).diagnosis("C795", "2023-05-22")
    assert spread(case) == [("os", "onset", "2023-05-10", "confirmed")]


def test_a_month_told_later_is_the_day_of_the_exam(case):
    suspected(case).note("n2", "2024-01-08").says("n2", "metastasis", "onset", "os", "2023-05")
    assert spread(case) == [("os", "onset", "2023-05-10", "text_only")]


def test_a_code_before_the_proof_tells_that_the_suspicion_was_believed(case):
    suspected(case).diagnosis("C795", "2023-05-17")
    case.note("n2", "2023-06-07").says("n2", "biopsy", "biopsy", "os", "2023-05-26")
    case.says("n2", "metastasis", "onset", "os", "2023-05-26")
    assert spread(case) == [("os", "onset", "2023-05-10", "confirmed")]


def test_a_suspicion_alone_is_no_spread_and_moves_no_told_day(case):
    suspected(case)
    assert spread(case) == []
    case.note("n2", "2023-07-07").says("n2", "metastasis", "onset", "os", "2023-06-20")
    assert spread(case) == [("os", "onset", "2023-06-20", "text_only")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exam": None}, ("C795", "2023-05-22")),  # no exam on that day
        ({"site": "foie"}, ("C795", "2023-05-22")),  # of another organ
        ({}, ("C795", "2023-12-22")),  # too long before the code
        ({"day": "2023-08-10"}, ("C795", "2023-05-22")),  # long after it
    ],
)
def test_a_suspicion_that_the_code_is_not_about_dates_nothing(case, changes, code):
    suspected(case, **changes).diagnosis(*code)
    assert spread(case) == [("os", "onset", code[1], "structured_only")]


@pytest.mark.parametrize(
    ("site", "kept"), [("foie", "structured_only"), (None, "structured_only"), ("os", "confirmed")]
)
def test_a_suspicion_that_was_denied_leaves_the_code_alone(case, site, kept):
    suspected(case, site="foie", exam="ct").diagnosis("C787", "2023-05-22")
    case.note("n2", "2023-06-07").says("n2", "metastasis", "onset", site, "2023-06-06", status="negated")
    assert [told[-1] for told in spread(case)] == [kept]


def test_a_denial_before_the_suspicion_says_nothing_of_it(case):
    suspected(case).diagnosis("C795", "2023-05-22")
    case.note("n0", "2023-04-01").says("n0", "metastasis", "onset", "os", "2023-03-30", status="negated")
    assert spread(case) == [("os", "onset", "2023-05-10", "confirmed")]


# -- an act that was entered twice ------------------------------------------------------------------
def exams(case):
    return [(e["when"].split("..")[0], e["reconciliation"]) for e in case.events()]


@pytest.mark.parametrize(("code", "subtype", "site"), [("ACQJ002", "mri", "cerveau"), ("PAQL003", "bone_scan", None)])
def test_an_act_coded_again_on_the_next_day_of_a_stay_is_one(case, code, subtype, site):
    case.note("n1", "2023-02-08", visit="v").says("n1", "imaging", subtype, site, "2023-02-06")
    case.visit("v", "2023-02-06", "2023-02-08").act(code, "2023-02-06", "v").act(code, "2023-02-07", "v")
    assert exams(case) == [("2023-02-06", "confirmed")]


@pytest.mark.parametrize(
    ("code", "subtype", "site", "second", "visit"),
    [
        ("ZZQH033", "ct", "tap", "2023-02-07", "v"),  # a scan is done again when something happened
        ("ACQJ002", "mri", "cerveau", "2023-02-08", "v"),
        ("ACQJ002", "mri", "cerveau", "2023-02-07", "w"),
    ],
)
def test_another_exam_of_its_kind_is_another_one(case, code, subtype, site, second, visit):
    case.note("n1", "2023-02-09", visit="v").says("n1", "imaging", subtype, site, "2023-02-06")
    case.visit("v", "2023-02-06", "2023-02-09").act(code, "2023-02-06", "v").act(code, second, visit)
    assert exams(case) == [("2023-02-06", "confirmed"), (second, "structured_only")]


def test_two_told_exams_of_two_days_stay_two(case):
    case.note("n1", "2023-02-08", visit="v").visit("v", "2023-02-06", "2023-02-08")
    for day in ("2023-02-06", "2023-02-07"):
        case.says("n1", "imaging", "mri", "cerveau", day).act("ACQJ002", day, "v")
    assert exams(case) == [("2023-02-06", "confirmed"), ("2023-02-07", "confirmed")]
