"""What the patient's other evidence sets right of one note's reading: years, borrowed days, called-off acts."""

import pytest

CT = ("imaging", "ct", "tap")
MRI = ("imaging", "mri", "cerveau")


class TestMonths:
    def test_a_bare_day_is_of_the_month_that_the_code_gives_it(self, case):
        case.note("a", "2020-07-22").act("ACQJ002", "2020-07-02")
        case.says("a", *MRI, "2020-06-02", date_kind="day_only")
        assert case.brief() == [("mri", "cerveau", "2020-07-02", "confirmed")]

    def test_a_bare_day_to_come_is_the_appointment(self, case):
        case.note("a", "2020-02-20").note("b", "2020-06-18")
        case.says("a", *MRI, "2020-01-27", date_kind="day_only").says("b", *MRI, "2020-02-27")
        assert case.brief() == [("mri", "cerveau", "2020-02-27", "text_only")]

    def test_a_bare_day_that_the_code_knows_stays(self, case):
        case.note("a", "2020-07-22").act("ACQJ002", "2020-07-02").act("ACQJ002", "2020-06-02")
        case.says("a", *MRI, "2020-06-02", date_kind="day_only")
        assert case.brief() == [
            ("mri", "cerveau", "2020-06-02", "confirmed"),
            ("mri", "cerveau", "2020-07-02", "structured_only"),
        ]


class TestYears:
    def test_an_appointment_read_as_last_year_s_exam_is_the_plan_of_another_note(self, case):
        case.note("a", "2020-01-13").note("b", "2020-01-27")
        case.says("a", *CT, "2020-03-16", "planned").says("b", *CT, "2019-03-16", date_kind="yearless")
        assert case.brief() == [("ct", "tap", "2020-03-16", "planned")]

    def test_an_appointment_read_as_last_year_s_exam_is_the_coded_one(self, case):
        case.note("a", "2020-01-27").act("ZZQH033", "2020-03-16")
        case.says("a", *CT, "2019-03-16", date_kind="yearless")
        assert case.brief() == [("ct", "tap", "2020-03-16", "confirmed")]

    def test_a_year_that_the_note_tells_is_not_read_anew(self, case):
        case.note("a", "2020-01-13").note("b", "2020-01-27")
        case.says("a", *CT, "2020-03-16", "planned").says("b", *CT, "2019-03-16")
        assert [e["when"][:10] for e in case.events()] == ["2019-03-16", "2020-03-16"]

    def test_december_s_exam_with_the_new_year_s_number_was_done(self, case):
        case.note("a", "2022-01-04")
        case.says("a", *CT, "2022-12-27", "planned", attributes={"response": "partial_response"})
        assert case.brief() == [("ct", "tap", "2021-12-27", "text_only")]

    def test_december_s_specimen_with_the_new_year_s_number_is_the_coded_one(self, case):
        case.note("a", "2020-01-20").act("ZZHH008", "2019-12-20")
        case.says("a", "biopsy", "biopsy", "poumon", "2020-12-20", "planned")
        assert case.brief() == [("biopsy", "poumon", "2019-12-20", "confirmed")]

    @pytest.mark.parametrize(("written", "day"), [("2022-06-04", "2022-12-27"), ("2022-01-04", "2022-03-27")])
    def test_a_plan_that_can_be_one_stays_a_plan(self, case, written, day):
        case.note("a", written).says("a", *CT, day, "planned", attributes={"response": "stable_disease"})
        assert case.event()["reconciliation"] == "planned"

    def test_a_year_told_by_another_note_counts_more_than_one_guessed(self, case):
        for note, day in zip("abc", ("2021-07-29", "2021-08-11", "2021-08-20"), strict=True):
            case.note(note, day)
        case.says("a", *CT, "2020-07-22", date_kind="yearless").says("b", *CT, "2021-07-22")
        case.says("c", *CT, "2020-07-22", date_kind="yearless")
        assert case.brief() == [("ct", "tap", "2021-07-22", "text_only")]

    def test_a_metastasis_has_the_year_of_the_exam_that_showed_it(self, case):
        case.note("a", "2021-07-29").act("ZZQH033", "2021-07-22")
        case.says("a", *CT, "2021-07-22").says("a", "metastasis", "onset", "foie", "2020-07-22", date_kind="yearless")
        found = [e for e in case.events() if e["family"] == "metastasis"]
        assert [e["date_start"].isoformat() for e in found] == ["2021-07-22"]


class TestCalledOff:
    def at(self, start, words=10):
        return {"date_quote_start": start, "date_quote_end": start + words}

    def test_what_was_refused_takes_no_day_from_an_exam_that_was_done(self, case):
        case.note("a", "2019-02-04")
        case.says("a", *CT, "2018-11-06", quote_start=0, quote_end=7, **self.at(11))
        case.says("a", "biopsy", "biopsy", "foie", "2018-11-06", "refused", quote_start=60, quote_end=66, **self.at(11))
        assert case.brief() == [("ct", "tap", "2018-11-06", "text_only")]

    def test_what_was_refused_on_its_own_day_keeps_it(self, case):
        case.note("a", "2019-02-04")
        case.says("a", *CT, "2018-11-06", quote_start=0, quote_end=7, **self.at(11))
        case.says("a", *MRI, "2018-11-06", "refused", quote_start=60, quote_end=66, **self.at(70))
        assert ("mri", "cerveau", "2018-11-06", "not_performed") in case.brief()

    def test_a_plan_that_a_later_note_says_was_never_carried_out_was_not_performed(self, case):
        case.note("a", "2020-10-19").note("b", "2021-06-14")
        case.says("a", *MRI, "2020-11-02", "planned").says("b", *MRI, "2020-11", "negated")
        assert case.brief() == [("mri", "cerveau", "2020-11-02", "not_performed")]

    def test_what_is_denied_without_a_plan_is_no_event(self, case):
        case.note("a", "2020-10-19").note("b", "2021-06-14").says("b", *MRI, "2020-11", "negated")
        assert case.events() == []

    def test_a_denial_before_the_day_calls_nothing_off(self, case):
        case.note("a", "2020-10-19").note("b", "2020-10-26")
        case.says("a", *MRI, "2020-11-02", "planned").says("b", *MRI, "2020-11-02", "negated")
        assert case.brief() == [("mri", "cerveau", "2020-11-02", "planned")]

    def test_an_ultrasound_guided_sampling_called_off_is_one_act(self, case):
        case.note("a", "2020-01-31")
        for what in (("biopsy", "cytology", "ganglion"), ("imaging", "ultrasound", "thorax")):
            case.says("a", *what, "2020-01-30", "cancelled", quote="EBUS", quote_start=7, quote_end=11)
        assert case.brief() == [("cytology", "ganglion", "2020-01-30", "not_performed")]


def test_a_second_reading_of_slides_is_no_sample_of_the_day(case):
    case.note("a", "2020-01-31").note("b", "2020-02-06")
    place = {"date_quote_start": 0, "date_quote_end": 5}
    case.says("a", "biopsy", "biopsy", "plèvre", "2020-01-30", **place)
    case.says("a", "biopsy", "biopsy", "bronche", "2020-01-30", attributes={"restated": True}, **place)
    case.says("b", "biopsy", "biopsy", "bronche", "2020-01-10")
    assert [e[1:3] for e in case.brief()] == [("bronche", "2020-01-10"), ("plèvre", "2020-01-30")]


class TestFirstMetastasis:
    def test_a_late_lone_month_does_not_date_what_a_note_of_the_time_saw_as_new(self, case):
        case.note("a", "2021-09-13").note("b", "2022-03-02")
        case.says("a", "metastasis", "new_site", "cerveau", "2021-09-03")
        case.says("b", "metastasis", "onset", "cerveau", "2020-01")
        assert case.event()["date_start"].isoformat() == "2021-09-03"

    def test_the_exam_that_showed_it_counts_not_the_biopsy_that_proved_it(self, case):
        case.note("a", "2018-05-31").note("b", "2019-02-04").note("c", "2019-07-02")
        case.says("a", "imaging", "mri", "foie", "2018-05-18").says("a", "biopsy", "biopsy", "foie", "2018-05-22")
        case.says("a", "metastasis", "onset", "foie", "2018-05-18")
        for note in "bc":
            case.says(note, "metastasis", "onset", "foie", "2018-05-22", quote=f"métastase {note}")
        (found,) = [e for e in case.events() if e["family"] == "metastasis"]
        assert found["date_start"].isoformat() == "2018-05-18"

    def test_a_biopsy_of_another_organ_shows_no_metastasis(self, case):
        case.note("a", "2018-05-31").note("b", "2019-02-04").note("c", "2019-07-02")
        case.says("a", "biopsy", "biopsy", "bronche", "2018-05-08").says("a", *MRI, "2018-05-22")
        case.says("a", "metastasis", "onset", "cerveau", "2018-05-08")
        for note in "bc":
            case.says(note, "metastasis", "onset", "cerveau", "2018-05-22", quote=f"métastase {note}")
        (found,) = [e for e in case.events() if e["family"] == "metastasis"]
        assert found["date_start"].isoformat() == "2018-05-22"
