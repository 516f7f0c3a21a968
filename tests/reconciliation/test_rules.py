"""One named case for each rule of the reconciliation."""

import dataclasses

import pytest

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

    def test_an_act_without_organ_takes_the_organ_of_the_text(self, case):
        case.note("a", "2020-05-10").says("a", "biopsy", "biopsy", "poumon", "2020-05-04").act("ZZHH008", "2020-05-04")
        assert case.brief() == [("biopsy", "poumon", "2020-05-04", "confirmed")]

    def test_a_biopsy_of_another_organ_does_not_match(self, case):
        case.note("a", "2020-05-10").says("a", *BIOPSY, "2020-05-04").act("JGHJ001", "2020-05-04")
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]

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


class TestConflicts:
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

    def test_two_scans_in_ten_days_are_two_scans(self, case):
        case.note("a", "2020-05-20", "LT").says("a", *CT, "2020-05-04").act("ZZQH033", "2020-05-10")
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "structured_only"]


class TestPlans:
    def test_planned_then_done(self, case):
        case.note("a", "2020-05-01").says("a", *CT, "2020-05-04", status="planned").act("ZZQH033", "2020-05-04")
        event = case.event()
        assert (event["reconciliation"], event["status"], event["evidence"]) == ("confirmed", "done", ["a-0", "act0"])

    def test_a_plan_is_confirmed_by_the_act(self, case):
        case.note("a", "2020-05-01").says("a", *CT, "2020-05", status="planned").act("ZZQH033", "2020-05-14")
        assert case.brief() == [("ct", "tap", "2020-05-14", "confirmed")]

    def test_planned_then_cancelled(self, case):
        case.note("a", "2020-05-01").note("b", "2020-06-01")
        case.says("a", *CT, "2020-05-04", status="planned").says("b", *CT, "2020-05-04", status="cancelled")
        event = case.event()
        assert (event["reconciliation"], event["status"], event["n_notes"]) == ("not_performed", "done", 2)

    def test_a_cancellation_without_date_finds_its_plan(self, case):
        case.note("a", "2020-05-01").note("b", "2020-06-01")
        case.says("a", *CT, "2020-05-04", status="planned").says("b", *CT, None, status="refused")
        assert case.brief() == [("ct", "tap", "2020-05-04", "not_performed")]

    def test_a_refusal_of_nothing_planned_is_no_event(self, case):
        assert case.note("a", "2020-05-01").says("a", *CT, None, status="refused").events() == []

    def test_cancelled_then_done_later(self, case):
        case.note("a", "2020-05-01").says("a", *CT, "2020-05-04", status="cancelled").says("a", *CT, "2020-04-02")
        assert sorted(e["reconciliation"] for e in case.events()) == ["not_performed", "text_only"]

    def test_still_to_come_at_the_last_note(self, case):
        case.note("a", "2020-05-01").says("a", *CT, "2020-07", status="planned")
        event = case.event()
        assert (event["reconciliation"], event["status"], event["precision"]) == ("planned", "planned", "month")

    def test_a_plan_whose_day_has_passed_without_trace_is_no_event(self, case):
        case.note("a", "2020-05-01").note("b", "2020-09-01").says("a", *CT, "2020-07-04", status="planned")
        assert case.events() == []

    def test_an_exam_before_the_plan_does_not_fulfil_it(self, case):
        case.note("a", "2020-05-10").says("a", *CT, "2020-05-08").says("a", *CT, "2020-05-20", status="planned")
        assert [e["reconciliation"] for e in case.events()] == ["text_only", "planned"]

    def test_an_announced_stop_is_believed_once_its_day_has_come(self, case):
        stop = ("oral_therapy", "stop", "osimertinib")
        case.note("a", "2020-05-01").note("b", "2020-09-01").says("a", *stop, "2020-05-06")
        assert case.brief() == [("stop", "osimertinib", "2020-05-06", "text_only")]

    def test_an_announced_stop_is_planned_until_then(self, case):
        case.note("a", "2020-05-01").says("a", "oral_therapy", "stop", "osimertinib", "2020-05-06")
        assert case.brief() == [("stop", "osimertinib", "2020-05-06", "planned")]


class TestMetastases:
    def test_the_first_statement_counts(self, case):
        case.note("a", "2020-05-10").note("b", "2020-09-10").note("c", "2021-05-10")
        case.says("a", "metastasis", "onset", "os", "2020-05-04").says("b", "metastasis", "onset", "os", "2020-09-02")
        case.says("c", "metastasis", "new_site", "foie", "2021-05-02")
        assert case.brief() == [
            ("onset", "os", "2020-05-04", "text_only"),
            ("new_site", "foie", "2021-05-02", "text_only"),
        ]

    def test_the_order_of_time_numbers_the_sites(self, case):
        case.note("a", "2021-05-10").says("a", "metastasis", "onset", "foie", "2021-05-02")
        case.says("a", "metastasis", "new_site", "os", "2020-05-02")
        assert [e[:2] for e in case.brief()] == [("onset", "os"), ("new_site", "foie")]

    def test_a_later_code_confirms(self, case):
        case.note("a", "2020-05-10").says("a", "metastasis", "onset", "os", "2020-02-03").diagnosis(
            "C795", "2020-04-14"
        )
        assert case.brief() == [("onset", "os", "2020-02-03", "confirmed")]

    def test_a_code_long_before_the_first_word_contradicts(self, case):
        case.note("a", "2020-05-10").says("a", "metastasis", "onset", "os", "2020-05-04").diagnosis(
            "C795", "2019-10-14"
        )
        assert case.brief() == [("onset", "os", "2019-10-14", "conflicting")]

    def test_nodes_are_no_metastasis(self, case):
        assert case.diagnosis("C773", "2020-05-04").events() == []

    def test_sites_found_together_are_one_event(self, case):
        case.note("a", "2020-05-10").says("a", "metastasis", "onset", "os", "2020-05-04")
        case.says("a", "metastasis", "onset", "foie", "2020-05-04").diagnosis("C787", "2020-06-01")
        case.diagnosis("C795", "2020-06-01")
        event = case.event()
        assert (event["attributes"]["sites"], event["n_structured"]) == (["foie", "os"], 2)

    def test_a_lone_late_word_does_not_date_the_onset(self, case):
        case.note("a", "2020-05-10").note("b", "2021-05-10").diagnosis("C795", "2020-06-01")
        case.says("a", "metastasis", "onset", "os", "2020-05-04").says("b", "metastasis", "onset", "os", "2018-02-03")
        assert case.brief() == [("onset", "os", "2020-05-04", "confirmed")]

    def test_a_stage_without_site_repeats_what_is_known(self, case):
        case.note("a", "2020-05-10").says("a", "metastasis", "onset", "os", "2020-05-04")
        case.says("a", "metastasis", "onset", None, "2020-05-10")
        assert case.brief() == [("onset", "os", "2020-05-04", "text_only")]


class TestDrugs:
    def test_start_and_stop_are_confirmed(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "osimertinib", "2019-11")
        case.says("a", "oral_therapy", "stop", "osimertinib", "2021-01-11..2021-01-20")
        case.drug("L01XE35", "2019-11-18", "2021-01-18")
        assert case.brief() == [
            ("start", "osimertinib", "2019-11-18", "confirmed"),
            ("stop", "osimertinib", "2021-01-18", "confirmed"),
        ]

    def test_a_prescription_before_the_first_intake(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "létrozole", "2020-05-10")
        case.note("b", "2021-06-10").says("b", "oral_therapy", "start", "létrozole", "2020-05-10", quote="Femara")
        case.drug("L02BG04", "2020-05-04")
        assert case.brief() == [("start", "létrozole", "2020-05-10", "confirmed")]

    def test_one_note_alone_does_not_move_the_coded_start(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "létrozole", "2020-05-10")
        case.drug("L02BG04", "2020-05-04")
        assert case.brief() == [("start", "létrozole", "2020-05-04", "confirmed")]

    def test_starts_three_weeks_apart_contradict_each_other(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "létrozole", "2020-05-10")
        case.drug("L02BG04", "2020-05-31")
        assert case.brief() == [("start", "létrozole", "2020-05-31", "conflicting")]

    def test_a_resumption_at_another_dose_is_one_start(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "sunitinib", "2021-05-02")
        case.says("a", "oral_therapy", "dose_change", "sunitinib", "2021-05-02")
        assert case.brief() == [("start", "sunitinib", "2021-05-02", "text_only")]

    def test_a_drug_that_is_taken_is_not_started_again(self, case):
        case.note("a", "2020-09-10").says("a", "oral_therapy", "start", "osimertinib", "2020-06-01")
        case.drug("L01EB04", "2020-03-04", "2020-12-01")
        event = case.events()[0]
        assert (event["n_notes"], event["when"]) == (1, "2020-03-04..2020-03-04")
        assert event["attributes"]["date_errors"] == ["within_period"]

    def test_a_start_before_the_coded_one_is_the_same(self, case):
        case.note("a", "2020-09-10").note("b", "2020-09-10").drug("L01EB04", "2020-05-04")
        case.says("a", "oral_therapy", "start", "osimertinib", "2020-04-10")
        case.says("b", "oral_therapy", "start", "osimertinib", "2020-05-04")
        assert case.brief() == [("start", "osimertinib", "2020-05-04", "confirmed")]

    def test_a_pause_with_its_resumption_stands(self, case):
        case.note("a", "2020-09-10").drug("L01EB04", "2020-03-04", "2020-12-01")
        case.says("a", "oral_therapy", "stop", "osimertinib", "2020-05-04")
        case.says("a", "oral_therapy", "start", "osimertinib", "2020-05-25")
        assert [e[::2] for e in case.brief()] == [
            ("start", "2020-03-04"),
            ("stop", "2020-05-04"),
            ("start", "2020-05-25"),
            ("stop", "2020-12-01"),
        ]

    def test_a_stop_before_the_stop_is_the_same(self, case):
        case.note("a", "2021-09-10").drug("L01EB04", "2020-03-04", "2020-12-01")
        case.says("a", "oral_therapy", "stop", "osimertinib", "2020-03-04")
        assert [e[0] for e in case.brief()] == ["start", "stop"]

    def test_a_stop_without_start_is_left_censored(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "stop", "létrozole", "2021-05-02")
        assert case.event()["attributes"]["left_censored"] is True

    def test_the_rest_between_two_cycles_is_no_stop(self, case):
        case.drug("L01BC06", "2020-01-06", "2020-01-20").drug("L01BC06", "2020-01-27", "2020-02-10")
        assert [e[:3:2] for e in case.brief()] == [("start", "2020-01-06"), ("stop", "2020-02-10")]

    def test_a_pause_that_a_note_tells_is_a_stop(self, case):
        case.note("a", "2020-03-01").says("a", "oral_therapy", "stop", "capécitabine", "2020-01-20")
        case.drug("L01BC06", "2020-01-06", "2020-01-20").drug("L01BC06", "2020-01-27", "2020-02-10")
        assert [e[0] for e in case.brief()] == ["start", "stop", "start", "stop"]

    def test_another_drug_does_not_match(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "start", "anastrozole", "2020-05-04")
        case.drug("L02BG04", "2020-05-04")
        assert len(case.events()) == 2


class TestImpossible:
    @pytest.mark.parametrize(
        ("birth", "death", "when", "reason"),
        [
            (None, "2020-05-01", "2020-05-04", "after death"),
            ("1950-02-01", None, "1949", "before birth"),
        ],
    )
    def test_outside_a_life(self, case, birth, death, when, reason):
        case.person(birth, death).note("a", "2020-06-10").says("a", *CT, when)
        event = case.event()
        assert (event["reconciliation"], event["attributes"]["impossible"]) == ("impossible", reason)

    def test_the_day_of_death_is_possible(self, case):
        case.person(death="2020-05-04 10:00:00").note("a", "2020-06-10").says("a", *CT, "2020-05-04")
        assert case.event()["reconciliation"] == "text_only"

    def test_a_result_known_before_its_day(self, case):
        case.note("a", "2020-06-10").says("a", "pathology", "result", "foie", "2020-09-04")
        assert case.event()["reconciliation"] == "impossible"


class TestPlace:
    def test_outside_when_the_note_says_so_or_no_visit_holds_the_day(self, case):
        case.note("a", "2020-06-10").visit("v", "2020-05-01", "2020-05-10")
        case.says("a", *CT, "2020-05-04").says("a", *CT, "2020-04-04")
        assert [e["attributes"]["place"] for e in case.events()] == ["outside", "uncoded"]
