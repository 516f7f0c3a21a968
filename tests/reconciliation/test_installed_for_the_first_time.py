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
