"""Days that one note knows and another does not: of a plan, of a pause, of a report, of two acts called off."""

from onco_pipeline.reconciliation.compatibility import pathology_kind

BIOPSY = ("biopsy", "biopsy", "estomac")
DOSE = ("oral_therapy", "dose_change", "imatinib")


def test_a_month_told_later_has_the_day_that_was_planned(case):
    case.note("a", "2020-02-03").says("a", *DOSE, "2020-02-04", status="planned")
    case.note("b", "2021-10-20").says("b", *DOSE, "2020-02")
    assert case.brief() == [("dose_change", "imatinib", "2020-02-04", "text_only")]


def test_a_month_told_later_keeps_its_own_where_the_plan_lay_elsewhere(case):
    case.note("a", "2020-01-03").says("a", *DOSE, "2020-01-24", status="planned")
    case.note("b", "2021-10-20").says("b", *DOSE, "2020-02")
    assert case.brief()[-1] == ("dose_change", "imatinib", "2020-02-01", "text_only")


def test_a_biopsy_told_by_the_day_of_its_report_is_that_one(case):
    case.note("a", "2021-02-08", kind="CR-ANAPATH").says("a", *BIOPSY, "2021-02-01")
    case.note("b", "2021-02-15", kind="CR-CONS").says("b", *BIOPSY, "2021-02-08")
    event = case.event()
    assert (event["date_start"].isoformat(), event["n_notes"]) == ("2021-02-01", 2)


def test_another_day_than_the_report_s_is_another_biopsy(case):
    case.note("a", "2021-02-08", kind="CR-ANAPATH").says("a", *BIOPSY, "2021-02-01")
    case.note("b", "2021-02-25", kind="CR-CONS").says("b", *BIOPSY, "2021-02-22")
    assert len(case.events()) == 2


def test_two_acts_called_off_in_one_note_are_two(case):
    case.note("a", "2019-05-06")
    case.says("a", "biopsy", "biopsy", "poumon", "2019-04-18", status="cancelled")
    case.says("a", "biopsy", "biopsy", None, "2019-05-02", status="refused")
    assert [when for _, _, when, _ in case.brief()] == ["2019-04-18", "2019-05-02"]


def test_a_pause_told_by_both_its_days_ends_no_period(case):
    case.drug("L01EF03", "2021-07-05", "2022-11-14").note("a", "2022-01-31")
    case.says("a", "oral_therapy", "start", "abémaciclib", "2021-07-05")
    case.says("a", "oral_therapy", "stop", "abémaciclib", "2021-12-24", attributes={"phase": "pause", "bound": "from"})
    assert [(what, when) for what, _, when, _ in case.brief()] == [
        ("start", "2021-07-05"),
        ("stop", "2021-12-24"),
        ("stop", "2022-11-14"),
    ]


def test_chromosomes_are_a_study_of_their_own():
    for told in ("FISH : del(17p) absente, t(4;14) absente", "caryotype complexe", "del(11q)"):
        assert pathology_kind(told, {}) == "molecular"
    assert pathology_kind("HER2 2+, FISH amplifiée", {}) == "histology"
