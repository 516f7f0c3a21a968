"""What the tables and notes of hospitals that the rules had not met say together: courses, new days, wrong months."""

import pytest

CT = ("imaging", "ct", "tap")
MRI = ("imaging", "mri", "foie")


class TestCalledOff:
    @pytest.mark.parametrize("then", ["done", "planned"])
    def test_what_got_another_day_was_not_performed_on_its_first(self, case, then):
        case.note("a", "2020-05-01").says("a", *CT, "2020-04-10", status="cancelled", attributes={"taken_up": True})
        case.says("a", *CT, "2020-04-24" if then == "done" else "2020-05-24", status=then)
        found = [(e["when"][:10], e["reconciliation"]) for e in case.events()]
        assert found[0] == ("2020-04-10", "not_performed")
        assert found[1] == (("2020-04-24", "text_only") if then == "done" else ("2020-05-24", "planned"))

    def test_what_was_made_up_for_on_an_unknown_day_is_missed_by_nobody(self, case):
        case.note("a", "2020-05-01").says("a", *CT, "2020-04-10", status="cancelled", attributes={"taken_up": True})
        case.says("a", *CT, None)
        assert case.events() == []


class TestWrongMonth:
    def test_an_exam_told_late_by_the_month_beside_is_the_coded_one(self, case):
        case.note("a", "2023-02-06").says("a", *MRI, "2022-08-14").act("ZCQJ004", "2022-09-14")
        case.note("b", "2022-09-29").says("b", *MRI, "2022-09-14")
        assert case.brief() == [("mri", "foie", "2022-09-14", "confirmed")]

    @pytest.mark.parametrize(
        ("note", "told"),
        [
            ("2022-08-20", "2022-08-14"),  # a note of the time knows its month
            ("2023-02-06", "2022-07-14"),  # two months off: another exam
            ("2023-02-06", "2022-08-15"),
        ],
    )
    def test_another_exam_stands(self, case, note, told):
        case.note("a", note).says("a", *MRI, told).act("ZCQJ004", "2022-09-14")
        case.note("b", "2022-09-29").says("b", *MRI, "2022-09-14")
        assert len(case.events()) == 2

    def test_one_done_elsewhere_stands(self, case):
        case.note("a", "2023-02-06").says("a", *MRI, "2022-08-14", attributes={"outside": True})
        case.note("b", "2022-09-29").says("b", *MRI, "2022-09-14").act("ZCQJ004", "2022-09-14")
        assert len(case.events()) == 2


def test_a_plan_with_day_and_month_exchanged_is_what_was_done(case):
    sample = ("biopsy", "biopsy", "tissus mous")
    case.note("a", "2018-02-20").note("b", "2018-06-04").says("a", *sample, "2018-02-07")
    case.says("b", *sample, "2018-07-02", status="planned").note("c", "2018-09-01")
    assert case.act("ZZHJ001", "2018-02-07").brief() == [("biopsy", "tissus mous", "2018-02-07", "confirmed")]


class TestCourses:
    @pytest.mark.parametrize(
        ("code", "rows"),
        [
            ("L01AX03", [("2022-06-10", "2022-06-15"), ("2022-07-08", "2022-07-13"), ("2022-08-05", "2022-08-10")]),
            ("L01EX01", [("2022-06-01", "2022-06-28"), ("2022-07-13", "2022-08-09")]),
            ("L01BC59", [("2022-06-06", "2022-06-17"), ("2022-07-04", "2022-07-15"), ("2022-08-01", "2022-08-12")]),
        ],
    )
    def test_a_drug_coded_course_by_course_is_taken_once(self, case, code, rows):
        for start, end in rows:
            case.drug(code, start, end)
        assert [(e["subtype"], e["when"][:10]) for e in case.events()] == [
            ("start", rows[0][0]),
            ("stop", rows[-1][1]),
        ]

    def test_a_long_course_that_was_broken_off_is_a_pause(self, case):
        case.drug("L01EX01", "2022-01-03", "2022-06-28").drug("L01EX01", "2022-07-20", "2022-09-01")
        assert [e["subtype"] for e in case.events()] == ["start", "stop", "start", "stop"]

    def test_so_is_a_rest_that_a_note_tells(self, case):
        case.note("a", "2022-06-29").says("a", "oral_therapy", "stop", "sunitinib", "2022-06-28")
        case.drug("L01EX01", "2022-06-01", "2022-06-28").drug("L01EX01", "2022-07-08", "2022-09-01")
        assert [e["subtype"] for e in case.events()] == ["start", "stop", "start", "stop"]

    @pytest.mark.parametrize("when", ["2020-12-07", "2020-12"])
    def test_a_dose_told_of_a_coded_resumption_is_that_resumption(self, case, when):
        case.note("a", "2022-03-08").says("a", "oral_therapy", "dose_change", "vandétanib", when)
        case.drug("L01EX04", "2020-09-14", "2020-11-23").drug("L01EX04", "2020-12-07", "2022-03-21")
        found = [(e["subtype"], e["when"][:10], e["reconciliation"]) for e in case.events()]
        assert found[2] == ("start", "2020-12-07", "confirmed")
        assert [step for step, _, _ in found] == ["start", "stop", "start", "stop"]

    @pytest.mark.parametrize(("step", "when"), [("stop", "2023-04"), ("dose_change", "2023-01-16")])
    def test_the_coded_end_of_a_course_is_no_stop_of_a_drug_that_goes_on(self, case, step, when):
        case.note("a", "2023-06-06").says("a", "oral_therapy", step, "témozolomide", when)
        case.drug("L01AX03", "2022-11-21", "2022-11-26").drug("L01AX03", "2022-12-19", "2022-12-24")
        assert [e["subtype"] for e in case.events()] == ["start", step]

    def test_that_of_a_long_one_is(self, case):
        case.note("a", "2023-06-06").says("a", "oral_therapy", "stop", "imatinib", "2023-04")
        case.drug("L01EA01", "2022-01-03", "2022-11-26")
        assert [e["subtype"] for e in case.events()] == ["start", "stop", "stop"]

    def test_a_first_intake_announced_and_told_again_is_no_prescription_s_day(self, case):
        case.note("a", "2020-06-25").note("b", "2022-03-31").drug("L01XK01", "2020-06-25")
        case.says("a", "oral_therapy", "start", "olaparib", "2020-07-01", status="planned", quote="x")
        case.says("b", "oral_therapy", "start", "olaparib", "2020-07-01")
        assert case.brief() == [("start", "olaparib", "2020-07-01", "confirmed")]


def test_an_operation_on_womb_and_ovaries_is_examined_by_one_act(case):
    case.note("a", "2020-02-28").says("a", "pathology", "result", "ovaire", "2020-02-18", quote="ypT3b, CRS 2")
    assert case.act("JKQX020", "2020-02-18").brief() == [("result", "ovaire", "2020-02-18", "confirmed")]


class TestProof:
    """The nodules of a scan, and the biopsy that told what they were."""

    @staticmethod
    def found(case, wording, gap_day="2021-03-04"):
        case.note("a", "2020-11-20").says("a", "imaging", "ct", "tap", "2020-11-12")
        case.says("a", "metastasis", "onset", "poumon", "2020-11-12", attributes=wording)
        case.note("b", "2021-03-10").says("b", "biopsy", "biopsy", "poumon", gap_day)
        case.says("b", "metastasis", "onset", "poumon", gap_day, attributes={"wording": "explicit"})
        return next(e["when"][:10] for e in case.events() if e["subtype"] == "onset")

    def test_a_lesion_is_dated_by_its_proof(self, case):
        assert self.found(case, {"wording": "lesion"}) == "2021-03-04"

    @pytest.mark.parametrize("wording", [{"wording": "explicit"}, {"wording": "lesion", "sure": True}])
    def test_what_was_called_a_metastasis_by_the_day_it_was_seen(self, case, wording):
        assert self.found(case, wording) == "2020-11-12"

    def test_a_biopsy_of_long_after_dates_nothing(self, case):
        assert self.found(case, {"wording": "lesion"}, "2021-09-04") == "2020-11-12"


class TestKinds:
    @pytest.mark.parametrize(
        ("quote", "attributes", "n"),
        [
            ("M918T, étude germinale négative", {"kind": "histology"}, 2),
            ("CHC bien différencié, TAP ras", {"kind": "histology", "histology": "hepatocellular carcinoma"}, 1),
        ],
    )
    def test_a_gene_study_is_a_result_of_its_own_and_nothing_special_is_no_gene(self, case, quote, attributes, n):
        case.note("a", "2017-07-21").says("a", "pathology", "result", "foie", "2017-07-11", quote="carcinome, R0")
        case.note("b", "2017-08-21").says(
            "b", "pathology", "result", "foie", "2017-07-11", quote=quote, attributes=attributes
        )
        assert len(case.events()) == n
