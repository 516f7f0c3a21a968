"""One named case for each rule of the reconciliation."""

import dataclasses

from onco_pipeline.events import Family
from onco_pipeline.reconciliation import DEFAULTS

CT = ("imaging", "ct", "tap")
BIOPSY = ("biopsy", "biopsy", "foie")


class TestMentionsOfOneEvent:
    def test_many_notes_tell_one_exam(self, case):
        case.note("a", "2020-05-10").note("b", "2020-09-01").note("c", "2021-01-05")
        for note in "abc":
            case.says(note, *CT, "2020-05-04")
        event = case.event()
        assert (event["n_notes"], event["when"], event["reconciliation"]) == (
            3,
            "2020-05-04..2020-05-04",
            "text_only",
        )

    def test_a_vague_mention_never_moves_a_precise_date(self, case):
        case.note("a", "2020-05-10").note("b", "2020-09-01").note("c", "2020-12-01")
        case.says("a", *CT, "2020-05-04").says("b", *CT, "2020-05").says("c", *CT, "2020")
        assert case.event()["date_end"].isoformat() == "2020-05-04"

    def test_vague_dates_intersect(self, case):
        case.note("a", "2021-05-10").note("b", "2021-09-01")
        case.says("a", *CT, "2020-10-01..2020-12-31").says("b", *CT, "2020-09-15..2020-11-15")
        assert case.event()["when"] == "2020-10-01..2020-11-15"

    def test_the_better_source_wins_by_a_day(self, case):
        case.note("a", "2020-05-05", "CR-IMAG").note("b", "2020-05-20", "LT").note("c", "2020-06-20", "LT")
        case.says("a", *CT, "2020-05-04").says("b", *CT, "2020-05-05").says("c", *CT, "2020-05-05", quote="autre")
        assert case.event()["date_start"].isoformat() == "2020-05-04"

    def test_two_days_in_one_note_are_two_exams(self, case):
        case.note("a", "2020-05-10").says("a", *CT, "2020-05-04").says("a", *CT, "2020-05-05")
        assert len(case.events()) == 2

    def test_different_organs_are_different_exams(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "ct", "cerveau", "2020-05-04").says("a", *CT, "2020-05-04")
        assert len(case.events()) == 2

    def test_a_pet_is_never_a_ct(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "pet", None, "2020-05-04").says("a", *CT, "2020-05-04")
        assert len(case.events()) == 2

    def test_chest_and_abdomen_of_one_day_are_one_ct(self, case):
        case.note("a", "2020-05-10").act("ZZQH033", "2020-05-04")
        case.says("a", "imaging", "ct", "thorax", "2020-05-04").says("a", "imaging", "ct", "abdomen", "2020-05-04")
        assert case.brief() == [("ct", "tap", "2020-05-04", "confirmed")]

    def test_histology_and_gene_study_of_one_specimen_are_two_results(self, case):
        case.note("a", "2020-05-30", "CR-ANAPATH")
        case.says("a", "pathology", "result", "poumon", "2020-05-04", quote="adénocarcinome TTF1+")
        case.says("a", "pathology", "result", "poumon", "2020-05-04", quote="EGFR muté, exon 21")
        case.act("ZZQX162", "2020-05-04")
        assert sorted(e["reconciliation"] for e in case.events()) == ["confirmed", "text_only"]

    def test_a_mention_without_date_supports_the_only_event_it_can_mean(self, case):
        case.note("a", "2020-05-10").note("b", "2020-06-10")
        case.says("a", *CT, "2020-05-04").says("b", *CT, None)
        assert case.event()["n_notes"] == 2

    def test_a_mention_without_date_is_about_the_exam_coded_in_its_stay(self, case):
        case.note("a", "2017-06-10").note("b", "2021-12-02", visit="v").act("ZCQH001", "2021-11-23", visit="v")
        case.says("a", "imaging", "ct", "abdomen", "2017-05-29").says("b", "imaging", "ct", "abdomen", None)
        assert [(e[2], e[3]) for e in case.brief()] == [("2017-05-29", "text_only"), ("2021-11-23", "confirmed")]

    def test_relatives_and_conditions_are_no_events(self, case):
        case.note("a", "2020-05-10").says("a", *CT, "2020-05-04", experiencer="family")
        case.says("a", *CT, "2020-04-04", conditional=True)
        for status in ("negated", "suspected", "proposed"):
            case.says("a", *CT, "2020-03-04", status=status)
        assert case.events() == []


class TestLineages:
    def test_copied_text_is_one_piece_of_evidence(self, case, new_case):
        copied = new_case().note("a", "2020-05-10").note("b", "2020-06-10")
        copied.says("a", *CT, "2020-05-04").says("b", *CT, "2020-05-04")
        told_anew = new_case().note("a", "2020-05-10").note("b", "2020-06-10")
        told_anew.says("a", *CT, "2020-05-04").says("b", *CT, "2020-05-04", quote="le TDM", date_quote="4/5")
        assert copied.event()["confidence"] < told_anew.event()["confidence"]

    def test_the_context_tells_a_copy_from_a_coincidence(self, new_case):
        def confidence(first, second):
            one = new_case().note("a", "2020-05-10", text=first).note("b", "2020-06-10", text=second)
            for note, text in (("a", first), ("b", second)):
                start = text.index("scanner")
                one.says(note, *CT, "2020-05-04", quote="scanner", date_quote="4 mai", quote_start=start)
            return one.event()["confidence"]

        story = "toux depuis un mois, le scanner du 4 mai montre une masse du lobe moyen de trois centimètres"
        other = "bonne tolérance du traitement, au scanner du 4 mai la cible avait diminué de moitié selon le confrère"
        assert confidence(story, story) < confidence(story, other)


class TestCodes:
    def test_text_and_code_agree(self, case):
        case.note("a", "2020-05-10").says("a", *CT, "2020-05-04").act("ZBQH001", "2020-05-04").act(
            "ZCQH001", "2020-05-04"
        )
        event = case.event()
        assert (event["reconciliation"], event["evidence"]) == ("confirmed", ["a-0", "act0", "act1"])

    def test_a_code_without_text_stands_alone(self, case):
        case.act("QEQK001", "2020-05-04")
        assert case.brief() == [("mammography", "sein", "2020-05-04", "structured_only")]

    def test_a_chest_ct_may_be_coded_as_more(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "ct", "thorax", "2020-05-04").act("ZZQH033", "2020-05-04")
        assert [e["reconciliation"] for e in case.events()] == ["confirmed"]

    def test_neck_and_chest_told_as_one_are_coded_as_two(self, case):
        case.note("a", "2020-05-10").act("ZBQH001", "2020-05-04").act("LCQH001", "2020-05-04")
        case.says("a", "imaging", "ct", "thorax", "2020-05-04", quote="TDM cervico-thoracique")
        assert case.brief() == [("ct", "thorax", "2020-05-04", "confirmed")]

    def test_a_neck_that_no_note_tells_is_an_exam_of_its_own(self, case):
        case.note("a", "2020-05-10").act("ZBQH001", "2020-05-04").act("LCQH001", "2020-05-04")
        case.says("a", "imaging", "ct", "thorax", "2020-05-04", quote="TDM thoracique")
        assert len(case.events()) == 2

    def test_an_act_without_organ_takes_the_organ_of_the_text(self, case):
        case.note("a", "2020-05-10").says("a", "biopsy", "biopsy", "poumon", "2020-05-04").act("ZZHH008", "2020-05-04")
        assert case.brief() == [("biopsy", "poumon", "2020-05-04", "confirmed")]

    def test_a_biopsy_of_another_organ_does_not_match(self, case):
        case.note("a", "2020-05-10").says("a", *BIOPSY, "2020-05-04").act("JGHJ001", "2020-05-04")
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]

    def test_the_code_tells_which_scintigraphy_it_was(self, case):
        case.note("a", "2020-05-10").act("PAQL003", "2020-05-04").says("a", "imaging", "other", None, "2020-05-04")
        assert [(e["subtype"], e["reconciliation"]) for e in case.events()] == [("bone_scan", "confirmed")]

    def test_an_echo_endoscopy_of_the_bile_ducts_is_that_of_the_pancreas(self, case):
        case.note("a", "2020-05-10").act("HMQJ002", "2020-05-04")
        case.says("a", "biopsy", "cytology", "voies biliaires", "2020-05-04")
        case.says("a", "imaging", "ultrasound", "voies biliaires", "2020-05-04")
        assert [e["reconciliation"] for e in case.events()] == ["confirmed", "confirmed"]

    def test_a_month_is_made_precise_by_the_code(self, case):
        case.note("a", "2021-05-10").says("a", *CT, "2020-05").act("ZZQH033", "2020-05-14")
        assert case.brief() == [("ct", "tap", "2020-05-14", "confirmed")]

    def test_the_coded_day_wins_over_the_day_of_signature(self, case):
        case.note("a", "2020-05-05").says("a", *CT, "2020-05-05").act("ZZQH033", "2020-05-04")
        assert case.brief() == [("ct", "tap", "2020-05-04", "confirmed")]

    def test_one_code_confirms_one_exam(self, case):
        case.note("a", "2020-07-10").says("a", *CT, "2020-05-04").says("a", *CT, "2020-05")
        case.note("b", "2020-07-10").says("b", *CT, "2020-05-20").act("ZZQH033", "2020-05-20")
        assert case.brief() == [("ct", "tap", "2020-05-04", "text_only"), ("ct", "tap", "2020-05-20", "confirmed")]

    def test_the_assignment_is_best_as_a_whole(self, case):
        # Taken greedily, the vague mention would steal the code that the precise one needs.
        case.note("a", "2020-07-10").note("b", "2020-08-10")
        case.says("a", "imaging", "ct", None, "2020-05-03..2020-05-05").says("b", "imaging", "ct", "tap", "2020-05-06")
        case.act("ZZQH033", "2020-05-04").act("ZBQH001", "2020-05-06")
        assert [e["reconciliation"] for e in case.events()] == ["confirmed", "confirmed"]

    def test_a_nodal_specimen_belongs_to_the_result_of_its_operation(self, case):
        case.note("a", "2020-05-20").says("a", "pathology", "result", "sein", "2020-05-04", quote="pT2N1a")
        case.act("QEQX004", "2020-05-04").act("FCQX007", "2020-05-04").act("ZZQX027", "2020-05-04")
        assert case.event()["n_structured"] == 3

    def test_a_report_without_date_is_about_the_last_coded_act(self, case):
        case.note("a", "2020-05-20", "CR-ANAPATH").act("QEQX004", "2020-05-04").act("QEQX004", "2019-01-04")
        case.says("a", "pathology", "result", "sein", None, quote="pT2N1a")
        assert [e["reconciliation"] for e in case.events()] == ["structured_only", "confirmed"]

    def test_tolerances_are_configuration(self, case):
        case.note("a", "2020-05-10").says("a", *CT, "2020-05-06").act("ZZQH033", "2020-05-04")
        assert len(case.events()) == 2
        wider = dataclasses.replace(DEFAULTS.of("imaging"), before=3)
        settings = dataclasses.replace(DEFAULTS, tolerances={**DEFAULTS.tolerances, Family.IMAGING: wider})
        assert len(case.events(settings)) == 1


class TestErrorsOfWriting:
    def test_day_and_month_exchanged_in_one_note(self, case):
        case.note("a", "2020-05-10").note("b", "2020-07-10").note("c", "2020-08-10")
        case.says("a", *BIOPSY, "2020-05-04").says("b", *BIOPSY, "2020-05-04", quote="PBH").says(
            "c", *BIOPSY, "2020-04-05"
        )
        event = case.event()
        assert (event["date_start"].isoformat(), event["attributes"]["date_errors"]) == (
            "2020-05-04",
            ["day_month_swap"],
        )

    def test_day_and_month_exchanged_against_the_code(self, case):
        case.note("a", "2020-08-10").says("a", *BIOPSY, "2020-04-05").act("HLHJ006", "2020-05-04")
        assert case.brief() == [("biopsy", "foie", "2020-05-04", "confirmed")]

    def test_a_wrong_year_in_january(self, case):
        case.note("a", "2021-01-20").says("a", "imaging", "mri", "cerveau", "2020-01-12").act("ACQJ002", "2021-01-12")
        assert case.brief() == [("mri", "cerveau", "2021-01-12", "confirmed")]

    def test_a_wrong_year_against_two_notes(self, case):
        case.note("a", "2018-12-01").note("b", "2019-01-01").note("c", "2022-01-01")
        case.says("a", "imaging", "mammography", "sein", "2018-11-22")
        case.says("b", "imaging", "mammography", "sein", "2018-11-22", quote="mammo")
        case.says("c", "imaging", "mammography", "sein", "2019-11-22")
        assert case.brief() == [("mammography", "sein", "2018-11-22", "text_only")]

    def test_yearly_check_ups_that_are_coded_stay_two(self, case):
        case.note("a", "2021-12-01").says("a", "imaging", "mammography", "sein", "2020-11-22")
        case.says("a", "imaging", "mammography", "sein", "2021-11-22")
        case.act("QEQK001", "2020-11-22").act("QEQK001", "2021-11-22")
        assert [e["reconciliation"] for e in case.events()] == ["confirmed", "confirmed"]

    def test_an_error_may_point_into_the_future(self, case):
        case.note("a", "2020-03-10").note("b", "2020-04-10")
        case.says("a", *BIOPSY, "2020-02-03").says("b", *BIOPSY, "2020-02-03", quote="PBH")
        case.note("c", "2020-02-20").says("c", *BIOPSY, "2020-03-02")
        assert case.brief() == [("biopsy", "foie", "2020-02-03", "text_only")]

    def test_the_report_s_date_is_not_the_specimen_s(self, case):
        case.note("a", "2020-05-30").says("a", *BIOPSY, "2020-05-04")
        case.says("a", "pathology", "result", "foie", "2020-05-15", quote="adénocarcinome")
        assert [e["date_start"].isoformat() for e in case.events()] == ["2020-05-04", "2020-05-04"]

    def test_a_gene_study_may_come_six_weeks_later(self, case):
        case.note("a", "2020-06-30").says("a", *BIOPSY, "2020-05-04")
        case.says("a", "pathology", "result", "foie", "2020-06-12", quote="KRAS muté")
        assert [e["date_start"].isoformat() for e in case.events()] == ["2020-05-04", "2020-05-04"]

    def test_the_organ_that_a_metastasis_came_from_is_not_the_one_sampled(self, case):
        case.note("a", "2020-06-30").says("a", *BIOPSY, "2020-05-04")
        case.says("a", "pathology", "result", "prostate", "2020-05-12", quote="métastase d'un carcinome prostatique")
        assert [e[1:3] for e in case.brief()] == [("foie", "2020-05-04")] * 2

    def test_the_result_of_an_operation_was_not_read_on_the_biopsy_before(self, case):
        case.note("a", "2020-06-30").says("a", "biopsy", "biopsy", "sein", "2020-05-04")
        case.says("a", "pathology", "result", "sein", "2020-05-25", quote="carcinome, pT2N1a, R0")
        assert [e["date_start"].isoformat() for e in case.events()] == ["2020-05-04", "2020-05-25"]

    def test_another_organ_in_one_note_is_the_same_specimen(self, case):
        case.note("a", "2020-05-10").note("b", "2020-06-10").note("c", "2020-07-10")
        case.says("a", "biopsy", "biopsy", "ganglion", "2020-05-04")
        case.says("b", "biopsy", "biopsy", "sein", "2020-05-04").says("c", "biopsy", "biopsy", "sein", "2020-05-04")
        assert case.brief() == [("biopsy", "sein", "2020-05-04", "text_only")]

    def test_two_organs_in_one_note_are_two_specimens(self, case):
        case.note("a", "2020-05-10").note("b", "2020-06-10").says("b", "biopsy", "biopsy", "sein", "2020-05-04")
        case.says("a", "biopsy", "biopsy", "ganglion", "2020-05-04").says("a", "biopsy", "biopsy", "sein", "2020-05-04")
        assert len(case.events()) == 2

    def test_two_coded_organs_are_two_specimens(self, case):
        case.note("a", "2020-05-10").note("b", "2020-06-10").note("c", "2020-07-10")
        case.says("a", "biopsy", "biopsy", "foie", "2020-05-04").act("HLHJ006", "2020-05-04")
        case.says("b", "biopsy", "biopsy", "sein", "2020-05-04").says("c", "biopsy", "biopsy", "sein", "2020-05-04")
        assert len(case.events()) == 2

    def test_a_result_without_specimen_keeps_its_date(self, case):
        case.note("a", "2020-09-30").says("a", *BIOPSY, "2020-05-04")
        case.says("a", "pathology", "result", "foie", "2020-09-15", quote="adénocarcinome")
        assert case.events()[1]["date_start"].isoformat() == "2020-09-15"


class TestTheMonthOfABiopsy:
    def test_one_late_note_with_another_month_is_a_slip(self, case):
        case.note("a", "2022-03-07").note("b", "2022-06-13").act("HLHJ006", "2022-02-28")
        case.says("a", *BIOPSY, "2022-02-28").says("b", *BIOPSY, "2022-03-28")
        event = case.event()
        assert (event["when"][:10], event["reconciliation"]) == ("2022-02-28", "confirmed")

    def test_a_note_of_those_days_knows(self, case):
        case.note("a", "2022-03-07").note("b", "2022-03-30").act("HLHJ006", "2022-02-28")
        case.says("a", *BIOPSY, "2022-02-28").says("b", *BIOPSY, "2022-03-28")
        assert [e["when"][:10] for e in case.events()] == ["2022-02-28", "2022-03-28"]


class TestTheDayOfABiopsy:
    def test_one_late_note_some_days_off_is_a_slip(self, case):
        case.note("a", "2022-03-07").note("b", "2022-06-13").act("HLHJ006", "2022-02-28")
        case.says("a", *BIOPSY, "2022-02-28").says("b", *BIOPSY, "2022-03-03")
        event = case.event()
        assert (event["when"][:10], event["reconciliation"]) == ("2022-02-28", "confirmed")

    def test_a_note_of_those_days_knows(self, case):
        case.note("a", "2022-03-07").act("HLHJ006", "2022-02-28")
        case.says("a", *BIOPSY, "2022-02-28").note("b", "2022-03-08").says("b", *BIOPSY, "2022-03-03")
        assert len(case.events()) == 2


class TestConflicts:
    def test_an_act_without_organ_some_days_off_is_the_only_biopsy_told(self, case):
        case.note("a", "2020-07-22").act("ZZHJ013", "2020-07-10").says(
            "a", "biopsy", "biopsy", "ganglion", "2020-07-08"
        )
        assert case.brief() == [("biopsy", "ganglion", "2020-07-10", "conflicting")]

    def test_the_report_of_the_stay_contradicts_the_code(self, case):
        case.note("a", "2020-05-20", "CR-ANAPATH", visit="v").says("a", *BIOPSY, "2020-05-04")
        case.act("HLHJ006", "2020-05-11", visit="v")
        event = case.event()
        assert (event["reconciliation"], event["date_start"].isoformat()) == ("conflicting", "2020-05-11")
        assert event["attributes"]["told_date"].startswith("2020-05-04")

    def test_an_exam_elsewhere_does_not_contradict(self, case):
        case.note("a", "2020-05-20", "CR-ANAPATH").act("HLHJ006", "2020-05-11")
        case.says("a", *BIOPSY, "2020-05-04", attributes={"outside": True})
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]

    def test_two_independent_notes_contradict_the_code(self, case):
        case.note("a", "2020-05-20", "LT").note("b", "2020-06-20", "LT").act("ZZQH033", "2020-05-10")
        case.says("a", *CT, "2020-05-04").says("b", *CT, "2020-05-04", quote="TDM")
        assert [e["reconciliation"] for e in case.events()] == ["conflicting"]

    def test_the_result_of_a_contradicted_biopsy_stays_where_it_is_told(self, case):
        case.note("a", "2020-05-20", "CR-ANAPATH").act("HLHJ006", "2020-05-01")
        case.says("a", *BIOPSY, "2020-05-08").says("a", "pathology", "result", "foie", "2020-05-08", quote="carcinome")
        assert case.brief() == [
            ("biopsy", "foie", "2020-05-01", "conflicting"),
            ("result", "foie", "2020-05-08", "text_only"),
        ]

    def test_one_note_contradicts_the_code_of_a_biopsy(self, case):
        case.note("a", "2020-05-20", "LT").says("a", *BIOPSY, "2020-05-04").act("HLHJ006", "2020-05-10")
        assert [e["reconciliation"] for e in case.events()] == ["conflicting"]

    def test_two_scans_in_ten_days_are_two_scans(self, case):
        case.note("a", "2020-05-20", "LT").says("a", *CT, "2020-05-04").act("ZZQH033", "2020-05-10")
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]


class TestTheTurnOfTheYear:
    def test_in_january_one_telling_with_the_right_year_is_enough(self, case):
        case.note("a", "2020-01-20").says("a", *BIOPSY, "2019-01-10").says("a", *BIOPSY, "2020-01-10")
        assert case.brief() == [("biopsy", "foie", "2020-01-10", "text_only")]
        assert case.event()["attributes"]["date_errors"] == ["year_slip"]

    def test_in_summer_it_takes_more(self, case):
        case.note("a", "2020-07-20").says("a", *BIOPSY, "2019-07-10").says("a", *BIOPSY, "2020-07-10")
        assert [e[2] for e in case.brief()] == ["2019-07-10", "2020-07-10"]

    def test_last_january_is_not_this_one_when_two_notes_tell_it(self, case):
        case.note("a", "2020-01-20").says("a", *BIOPSY, "2019-01-10").says("a", *BIOPSY, "2020-01-10")
        case.note("b", "2019-01-30").says("b", *BIOPSY, "2019-01-10")
        assert [e[2] for e in case.brief()] == ["2019-01-10", "2020-01-10"]


class TestWholeBodyExams:
    def test_they_name_no_region_and_can_contradict_their_code(self, case):
        case.note("a", "2020-03-05", kind="CR-IMAG").says("a", "imaging", "pet", None, "2020-03-04")
        case.act("ZZQL016", "2020-03-10")
        assert case.brief() == [("pet", None, "2020-03-10", "conflicting")]

    def test_a_regional_exam_without_region_does_not(self, case):
        case.note("a", "2020-03-05", kind="CR-IMAG").says("a", "imaging", "ct", None, "2020-03-04")
        case.act("ZZQH033", "2020-03-10")
        assert [e[3] for e in case.brief()] == ["text_only", "structured_only"]


class TestWrongRegions:
    def test_the_only_scan_of_a_day_is_coded_as_of_another_region(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "mri", "cerveau", "2020-05-04").act("QEQJ001", "2020-05-04")
        assert case.brief() == [("mri", "cerveau", "2020-05-04", "confirmed")]
        assert case.event()["attributes"]["coded_site"] == "sein"

    def test_two_scans_of_a_day_are_told_as_two(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "mri", "cerveau", "2020-05-04")
        case.says("a", "imaging", "mri", "rachis", "2020-05-04").act("QEQJ001", "2020-05-04")
        assert sorted(e[3] for e in case.brief()) == ["structured_only", "text_only", "text_only"]

    def test_what_was_done_elsewhere_is_not_coded_here(self, case):
        case.note("a", "2020-05-10").act("QEQJ001", "2020-05-04")
        case.says("a", "imaging", "mri", "cerveau", "2020-05-04", attributes={"outside": True})
        assert sorted(e[3] for e in case.brief()) == ["structured_only", "text_only"]

    def test_another_kind_of_exam_is_another_exam(self, case):
        case.note("a", "2020-05-10").says("a", "imaging", "mri", "cerveau", "2020-05-04").act("ZBQK002", "2020-05-04")
        assert sorted(e[3] for e in case.brief()) == ["structured_only", "text_only"]

    def test_the_ultrasound_of_a_breast_is_that_of_its_armpit(self, case):
        case.note("a", "2020-05-10").note("b", "2020-06-10").act("QEQM001", "2020-05-04")
        case.says("a", "imaging", "ultrasound", "sein", "2020-05-04")
        case.says("b", "imaging", "ultrasound", "ganglion", "2020-05-04")
        assert [(e[1], e[3]) for e in case.brief()] == [("sein", "confirmed")]
