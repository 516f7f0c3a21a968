"""One named case for each rule about what follows what: plans, metastases, drugs, the ends of a life."""

import pytest

from onco_pipeline.reconciliation import drug_episodes

CT = ("imaging", "ct", "tap")
BONE = ("metastasis", "onset", "os")


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

    @pytest.mark.parametrize(("read_as", "meant"), [("2021-04-25", "2020-04-25"), ("2019-05-10", "2020-05-10")])
    def test_what_was_called_off_lies_near_its_note(self, case, read_as, meant):
        case.note("a", "2020-05-01").says("a", *CT, read_as, status="cancelled", date_kind="yearless")
        assert case.brief() == [("ct", "tap", meant, "not_performed")]

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

    def test_a_dose_ordered_from_a_day_on_is_believed_once_it_has_come(self, case):
        case.note("a", "2020-05-01").note("b", "2020-09-01")
        case.says("a", "oral_therapy", "dose_change", "osimertinib", "2020-05-06", status="planned")
        assert case.brief() == [("dose_change", "osimertinib", "2020-05-06", "text_only")]

    @pytest.mark.parametrize("status", ["done", "planned"])
    def test_the_note_of_the_prescription_tells_the_first_intake(self, case, status):
        case.note("a", "2020-09-07").note("b", "2020-12-01").drug("L01BC06", "2020-09-07")
        case.says("a", "oral_therapy", "start", "capécitabine", "2020-09-08", status=status)
        assert case.brief() == [("start", "capécitabine", "2020-09-08", "confirmed")]

    def test_a_later_note_tells_the_prescription_s_day_less_well(self, case):
        case.note("a", "2020-12-01").drug("L01BC06", "2020-09-07")
        case.says("a", "oral_therapy", "start", "capécitabine", "2020-09-08")
        assert case.brief() == [("start", "capécitabine", "2020-09-07", "confirmed")]

    def test_what_was_refused_under_the_note_s_own_day_was_planned_for_none(self, case):
        case.note("a", "2020-05-01").says(
            "a",
            *CT,
            "2020-05-01",
            status="refused",
            date_quote_start=3,
            date_quote_end=13,
            quote_start=90,
            quote_end=93,
        )
        assert case.events() == []

    def test_an_announced_stop_is_planned_until_then(self, case):
        case.note("a", "2020-05-01").says("a", "oral_therapy", "stop", "osimertinib", "2020-05-06")
        assert case.brief() == [("stop", "osimertinib", "2020-05-06", "planned")]

    def test_a_first_intake_that_was_only_announced_is_believed_once_the_drug_is_stopped(self, case):
        case.note("a", "2020-05-01").note("b", "2020-09-10")
        case.says("a", "oral_therapy", "start", "osimertinib", "2020-05-02", status="planned")
        assert case.events() == []
        case.says("b", "oral_therapy", "stop", "osimertinib", "2020-09-07")
        assert case.brief() == [
            ("start", "osimertinib", "2020-05-02", "text_only"),
            ("stop", "osimertinib", "2020-09-07", "text_only"),
        ]

    def test_one_that_a_later_start_replaces_is_not(self, case):
        case.note("a", "2020-05-01").note("b", "2020-09-10")
        case.says("a", "oral_therapy", "start", "osimertinib", "2020-05-02", status="planned")
        case.says("b", "oral_therapy", "start", "osimertinib", "2020-08-01")
        assert case.brief() == [("start", "osimertinib", "2020-08-01", "text_only")]

    def test_a_pause_that_was_only_ordered_is_believed_once_the_drug_is_taken_up_again(self, case):
        case.note("a", "2020-05-01").note("b", "2020-06-10")
        case.says("a", "oral_therapy", "start", "osimertinib", "2020-02-01")
        case.says("a", "oral_therapy", "stop", "osimertinib", "2020-05-02", status="planned")
        case.says("b", "oral_therapy", "start", "osimertinib", "2020-05-20")
        assert [event["subtype"] for event in case.events()] == ["start", "stop", "start"]

    def test_a_drug_begun_without_a_day_is_the_one_dispensed_then(self, case):
        case.note("a", "2020-05-10").says("a", "oral_therapy", "start", "osimertinib", None)
        case.drug("L01EB04", "2020-05-06")
        assert case.brief() == [("start", "osimertinib", "2020-05-06", "confirmed")]


class TestMetastases:
    def test_it_is_of_the_year_of_the_scan_that_shows_it(self, case):
        case.note("a", "2017-10-12").note("b", "2020-06-07").act("PAQL003", "2017-10-10")
        case.says("a", "imaging", "bone_scan", None, "2017-10-10").says("a", *BONE, "2017-10-10")
        case.says("b", "imaging", "bone_scan", None, "2016-10-10").says("b", *BONE, "2016-10-10")
        assert [(e["subtype"], e["when"]) for e in case.events()] == [
            ("bone_scan", "2017-10-10..2017-10-10"),
            ("onset", "2017-10-10..2017-10-10"),
        ]

    def test_a_further_site_told_with_a_known_one(self, case):
        case.note("a", "2020-05-10").note("b", "2021-05-10")
        case.says("a", "metastasis", "onset", "péritoine", "2020-05-04")
        case.says("b", "metastasis", "onset", "péritoine", "2021-05-04", attributes={"sites": ["péritoine", "foie"]})
        assert case.brief() == [
            ("onset", "péritoine", "2020-05-04", "text_only"),
            ("new_site", "foie", "2021-05-04", "text_only"),
        ]

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

    def test_the_day_a_result_was_known_is_not_the_onset(self, case):
        case.note("a", "2020-05-20").says("a", "biopsy", "biopsy", "foie", "2020-05-04")
        case.says("a", "metastasis", "onset", "foie", "2020-05-12")
        assert [e[2] for e in case.brief()] == ["2020-05-04", "2020-05-04"]

    def test_an_exam_of_the_day_is_what_showed_it(self, case):
        case.note("a", "2020-05-20").says("a", "biopsy", "biopsy", "foie", "2020-05-04")
        case.says("a", *CT, "2020-05-12").says("a", "metastasis", "onset", "foie", "2020-05-12")
        assert [e[2] for e in case.brief()] == ["2020-05-04", "2020-05-12", "2020-05-12"]

    def test_a_lone_late_word_does_not_date_the_onset(self, case):
        case.note("a", "2020-05-10").note("b", "2021-05-10").diagnosis("C795", "2020-06-01")
        case.says("a", "metastasis", "onset", "os", "2020-05-04").says("b", "metastasis", "onset", "os", "2018-02-03")
        assert case.brief() == [("onset", "os", "2020-05-04", "confirmed")]

    def test_a_stage_without_site_repeats_what_is_known(self, case):
        case.note("a", "2020-05-10").says("a", "metastasis", "onset", "os", "2020-05-04")
        case.says("a", "metastasis", "onset", None, "2020-05-10")
        assert case.brief() == [("onset", "os", "2020-05-04", "text_only")]

    def test_a_date_that_the_notes_in_between_do_not_know_is_no_onset(self, case):
        for name, day in (("a", "2019-06-01"), ("b", "2019-10-01")):
            case.note(name, day).says(name, "imaging", "ct", "tap", day)
        case.note("c", "2020-05-10").says("c", *BONE, "2020-05-04")
        for name, day in (("d", "2020-08-01"), ("e", "2020-09-01")):
            case.note(name, day).says(name, *BONE, "2019-02-03")
        assert [e for e in case.brief() if e[0] == "onset"] == [("onset", "os", "2020-05-04", "text_only")]

    def test_a_history_without_notes_in_between_is_believed(self, case):
        case.note("c", "2020-05-10").says("c", *BONE, "2020-05-04")
        for name, day in (("d", "2020-08-01"), ("e", "2020-09-01")):
            case.note(name, day).says(name, *BONE, "2019-02-03")
        assert case.brief() == [("onset", "os", "2019-02-03", "text_only")]

    def test_a_stage_in_hindsight_does_not_date_what_is_named_since(self, case):
        case.note("a", "2020-05-10").says("a", *BONE, "2020-05-04")
        case.note("b", "2020-06-10").says("b", "metastasis", "onset", None, "2019-03-03", quote="cT2 N0 M1")
        assert case.brief() == [("onset", "os", "2020-05-04", "text_only")]

    def test_a_doubtful_date_may_still_name_the_site(self, case):
        case.note("a", "2020-06-10").says("a", "metastasis", "onset", None, "2020-06-04", quote="stade IV")
        case.note("b", "2020-06-20").says("b", "metastasis", "onset", None, "2020-06-04", quote="M1")
        case.note("c", "2020-12-10").says("c", *BONE, "2018-03-03")
        assert case.brief() == [("onset", "os", "2020-06-04", "text_only")]


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

    @pytest.mark.parametrize(
        ("note", "told", "day"),
        [
            # The order ends when a doctor next opens the file: a note of the time knows the last tablet better ...
            ("2020-07-16", "2020-07-15", "2020-07-15"),
            ("2020-07-15", "2020-07-15", "2020-07-15"),
            ("2020-07-18", "2020-07-13", "2020-07-13"),
            # ... one of long after does not, nor one that tells a day behind the order's end, or long before it.
            ("2020-12-01", "2020-07-15", "2020-07-16"),
            ("2020-07-18", "2020-07-17", "2020-07-16"),
            ("2020-07-16", "2020-07-10", "2020-07-16"),
        ],
    )
    def test_a_stop_is_told_by_its_day_before_the_order_ends(self, case, note, told, day):
        case.note("a", note).says("a", "oral_therapy", "stop", "osimertinib", told)
        case.drug("L01EB04", "2020-01-06", "2020-07-16")
        assert case.brief()[-1] == ("stop", "osimertinib", day, "confirmed")

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

    def test_a_dose_told_by_the_month_of_a_resumption_is_that_resumption(self, case):
        case.note("a", "2020-07-14").note("b", "2021-02-15")
        for step, day in (("stop", "2020-06-22"), ("start", "2020-07-13")):
            case.says("a", "oral_therapy", step, "lénalidomide", day)
        case.says("b", "oral_therapy", "dose_change", "lénalidomide", "2020-07")
        assert [e["subtype"] for e in case.events()] == ["stop", "start"]

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

    def test_a_pause_belongs_to_its_episode_and_a_year_does_not(self, case):
        steps = [
            ("start", "2019-01-10"),
            ("stop", "2019-03-01"),
            ("start", "2019-03-15"),
            ("dose_change", "2019-04-10"),
        ]
        steps += [("stop", "2019-08-01"), ("start", "2020-09-01")]
        case.note("a", "2020-10-01").note("b", "2020-11-01")
        for step, day in steps:
            case.says("a", "oral_therapy", step, "osimertinib", day).says("b", "oral_therapy", step, "osimertinib", day)
        care, _ = case.rebuild()
        first, second = drug_episodes(care).to_dict("records")
        assert (first["start_from"].isoformat(), first["stop_from"].isoformat()) == ("2019-01-10", "2019-08-01")
        assert (first["n_pauses"], first["n_dose_changes"], first["ongoing"]) == (1, 1, False)
        assert (second["start_from"].isoformat(), second["stop_from"], second["ongoing"]) == ("2020-09-01", None, True)
        assert len(first["care_event_ids"]) == 5

    def test_an_episode_without_start_is_left_censored_and_plans_are_none(self, case):
        case.note("a", "2021-05-10").says("a", "oral_therapy", "stop", "létrozole", "2021-05-02")
        case.says("a", "oral_therapy", "start", "létrozole", "2021-06-02", status="planned")
        (episode,) = drug_episodes(case.rebuild()[0]).to_dict("records")
        assert episode["left_censored"]
        assert episode["start_from"] is None
        assert not episode["ongoing"]

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

    def test_an_operation_report_also_tells_the_biopsy_that_was_done_weeks_before_elsewhere(self, case):
        case.note("a", "2020-05-10", "CR-ANAPATH", visit="v").visit("v", "2020-05-08", "2020-05-10")
        case.says("a", "biopsy", "biopsy", "foie", "2020-03-04").says("a", "biopsy", "biopsy", "foie", "2020-05-01")
        assert [e["attributes"]["place"] for e in case.events()] == ["outside", "uncoded"]

    @pytest.mark.parametrize(
        ("kind", "what", "place"),
        [
            ("CR-IMAG", CT, "uncoded"),
            ("Compte-rendu de scanner", CT, "uncoded"),
            ("CR-ANAPATH", ("pathology", "result", "foie"), "uncoded"),
            # A sample may have been sent in, another's report or letter tells what was done elsewhere.
            ("CR-ANAPATH", ("biopsy", "biopsy", "foie"), "outside"),
            ("DOC-IMPOR", CT, "outside"),
            ("LT", CT, "outside"),
        ],
    )
    def test_an_exam_s_own_report_needs_no_visit(self, case, kind, what, place):
        case.note("a", "2020-05-05", kind).visit("v", "2020-01-01", "2020-01-10").says("a", *what, "2020-05-04")
        assert case.event()["attributes"]["place"] == place

    def test_an_exam_s_own_report_may_say_that_it_was_done_elsewhere(self, case):
        case.note("a", "2020-05-05", "CR-IMAG").says("a", *CT, "2020-05-04", attributes={"outside": True})
        assert case.event()["attributes"]["place"] == "outside"

    def test_a_drug_is_taken_at_home_and_is_another_hospital_s_only_before_the_first_contact(self, case):
        case.note("a", "2020-06-10").visit("v", "2020-05-01", "2020-05-10")
        for day in ("2020-05-20", "2020-04-04"):
            case.says("a", "oral_therapy", "start", "osimertinib" if day > "2020-05" else "létrozole", day)
        assert [e["attributes"]["place"] for e in case.events()] == ["outside", "uncoded"]

    def test_what_the_hospital_had_planned_was_done_there(self, case):
        case.note("a", "2020-04-01", visit="v").note("b", "2020-06-10").visit("v", "2020-04-01", "2020-04-01")
        case.says("a", *CT, "2020-05-04", status="planned").says("b", *CT, "2020-05-04")
        assert case.event()["attributes"]["place"] == "uncoded"
