"""The cohort report: its numbers, its pictures, the whole page on made-up marts."""

import base64
import io
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.errors import UserError
from onco_pipeline.report import plates
from onco_pipeline.report.charts import svg
from onco_pipeline.report.figures import _at_risk, comparison, metastasis_free, ratio_to_before
from onco_pipeline.report.page import CohortData, inclusion, number, percent, render
from onco_pipeline.report.profile import profile
from onco_pipeline.report.readings import evidence_table, load_table, measured, precision_table
from onco_pipeline.report.sankey import layout
from onco_pipeline.study import Study


# -- numbers --------------------------------------------------------------------------------------
def month(calendar, family, n, level="month", source="all", hospital="all"):
    return {
        "calendar_level": level, "calendar": calendar, "calendar_year": int(calendar[:4]), "family": family,
        "hospital": hospital, "source": source, "n_events": n, "is_suppressed": n is None, "text_only_share": None,
    }  # fmt: skip


def activity(*rows):
    frame = pd.DataFrame(rows)
    return frame.astype({"n_events": "Int64", "text_only_share": "Float64"})


def test_the_ratio_is_that_to_the_mean_of_the_two_years_before():
    # The published counts of spring: 21,681 in 2019 as in 2018, of which 30 % fewer in 2020.
    ratio, low, high = ratio_to_before(15_177, [21_681, 21_681])
    assert ratio == pytest.approx(0.70, abs=0.001)
    assert low < ratio < high < 0.72


@settings(max_examples=40)
@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 300))
def test_the_interval_holds_the_ratio_and_narrows_with_counts(count, one, two):
    ratio, low, high = ratio_to_before(count, [one, two])
    assert 0 <= low <= ratio <= high
    _, low_more, high_more = ratio_to_before(10 * count, [10 * one, 10 * two])
    assert high_more - low_more < high - low


def test_a_hidden_count_gives_no_ratio_and_a_missing_one_is_zero():
    rows = comparison(
        activity(
            month("2018-03", "imaging", 20), month("2019-03", "imaging", 30), month("2020-03", "imaging", 25),
            month("2018-04", "imaging", None), month("2019-04", "imaging", 30), month("2020-04", "imaging", 25),
            month("2019-05", "imaging", 30), month("2018-05", "imaging", 30),
        ),
        2020,
        "month",
    ).set_index("part")  # fmt: skip
    assert rows.loc["Mar", "ratio"] == pytest.approx(1.0)
    assert pd.isna(rows.loc["Apr", "ratio"]) and pd.isna(rows.loc["Apr", "n_before_2"])
    assert rows.loc["May", "ratio"] == 0 and rows.loc["May", "n_events"] == 0
    assert pd.isna(rows.loc["Jun", "ratio"])


def intervals(*rows):
    frame = pd.DataFrame(rows, columns=["interval_days", "outcome", "is_synchronous", "entry_days", "is_text_only"])
    frame["onset_date_midpoint"] = pd.NaT
    frame["last_exam_before_onset_date"] = pd.NaT
    return frame


def test_the_curve_is_that_of_kaplan_and_meier():
    # Twenty patients: half have a metastasis after 100 days, the others are followed for 400.
    rows = [(100, "metastasis", False, 0, True)] * 10 + [(400, "censored", False, 0, False)] * 10
    lived = metastasis_free(intervals(*rows), 20, threshold=5)
    curve = lived.curve.set_index("months")
    assert (lived.followed, lived.synchronous, lived.without_origin) == (20, 0, 0)
    assert curve.loc[3, "free"] == 1.0
    assert curve.loc[4, "free"] == pytest.approx(0.5)
    assert curve.loc[4, "at_risk"] == 10
    assert lived.incidence.set_index("months").loc[6, "cumulative_incidence"] == pytest.approx(0.5)
    assert lived.text_only_share == 0.5


def test_death_competes_with_metastasis():
    rows = [(50, "death", False, 0, False)] * 10 + [(100, "metastasis", False, 0, False)] * 5
    rows += [(400, "censored", False, 0, False)] * 5
    at_six = metastasis_free(intervals(*rows), 20, threshold=2).incidence.set_index("months").loc[6]
    assert 1 - at_six["free"] == pytest.approx(0.5)  # deaths censored: five of the ten who were left
    assert at_six["cumulative_incidence"] == pytest.approx(0.25, abs=0.01)  # five of twenty


def test_the_curve_ends_where_few_are_followed_and_small_groups_are_hidden():
    rows = [(40 * n, "censored", False, 0, False) for n in range(1, 31)] + [(5, "metastasis", True, 0, False)] * 3
    lived = metastasis_free(intervals(*rows), 45)
    assert lived.followed == 30
    assert lived.curve["at_risk"].min() == 11
    assert lived.synchronous is None, "three patients"
    assert lived.without_origin is None, "twelve, who would give the three away"
    assert metastasis_free(intervals(*rows), 40).curve.empty, "three and seven give the followed away"
    assert metastasis_free(intervals(*rows[:5]), 5).curve.empty


def test_patients_who_come_late_enter_late():
    early = [(100, "metastasis", False, 0, False)] * 5 + [(400, "censored", False, 0, False)] * 5
    late = [(400, "metastasis", False, 300, False)] * 20
    at_six = metastasis_free(intervals(*early, *late), 30, threshold=5).incidence.set_index("months").loc[6]
    assert at_six["free"] == pytest.approx(25 / 30)
    assert at_six["free_late_entry"] == pytest.approx(0.5), "five of the ten who are watched at that time"


def test_where_too_few_are_watched_early_nothing_is_estimated():
    early = [(100, "metastasis", False, 0, False)] * 10
    late = [(400, "metastasis", False, 300, False)] * 20
    at_six = metastasis_free(intervals(*early, *late), 30, threshold=5).incidence.set_index("months").loc[6]
    assert pd.isna(at_six["free_late_entry"])


# -- what must be hidden --------------------------------------------------------------------------
def test_the_quality_tables_hide_small_numbers_and_what_gives_them_away():
    events = pd.DataFrame(
        [("confirmed", 80, 40), ("structured_only", 15, 12), ("conflicting", 3, 3), ("text_only", 60, 30)],
        columns=["reconciliation", "n_events", "n_patients"],
    )
    shown = evidence_table(events, 11).set_index("text and coded rows")["events"]
    assert shown["text_only"] == 60 and shown["confirmed"] == 80
    assert pd.isna(shown["conflicting"]) and pd.isna(shown["structured_only"])
    dates = pd.DataFrame([("day", 90, 40), ("month", 12, 4)], columns=["precision", "n_events", "n_patients"])
    assert precision_table(dates, 11)["events"].isna().tolist() == [True, True, False, False]


def test_rows_of_the_source_that_are_few_patients_are_hidden_and_cannot_be_found_again():
    load = pd.DataFrame(
        [("death", 7, 7, 0), ("note", 900, 897, 3), ("person", 200, 200, 0), ("visit", 0, 0, 0), ("drug", 40, 20, 20)],
        columns=["source_table", "rows_read", "rows_kept", "rows_quarantined"],
    )
    told = {row[0]: [None if pd.isna(value) else value for value in row[1:]] for row in load_table(load, 11).values}
    assert told == {
        "death": [None, None, 0],
        "note": [900, None, None],
        "person": [200, 200, 0],
        "visit": [0, 0, 0],
        "drug": [40, 20, 20],
    }


def test_a_number_in_words():
    assert [number(1234), number(pd.NA), percent(0.256), percent(None)] == ["1\u202f234", "hidden", "26 %", "hidden"]


# -- the page -------------------------------------------------------------------------------------
def cohort(**changes) -> CohortData:
    rows = [
        month(f"{year}-{m:02}", family, 20 + m)
        for year in (2018, 2019, 2020)
        for m in range(1, 13)
        for family in ("imaging", "biopsy", "all")
    ]
    rows += [month("2020-03", "imaging", 12, source="text_only"), month("2020-03", "imaging", 11, source="structured")]
    rows += [month("2020-04", "oral_therapy", None)]
    rows += [
        month(f"{year} {season}", "imaging", 60, level="season")
        for year in (2018, 2019, 2020)
        for season in ("Jan-Feb", "Mar-May", "Jun-Sep", "Oct-Dec")
    ]
    rows += [{**month("2020", "imaging", 500, level="all"), "calendar": "all", "text_only_share": 0.4}]
    delays = pd.DataFrame(
        [("imaging_to_biopsy", period, "all", "all", n, n is None, 5.0, 10.0, 20.0, 30, 0.2, 0.5)
         for period, n in (("all", 60), ("before_lockdown", 40), ("first_lockdown", None), ("after_lockdown", 20))],
        columns=["transition", "period", "hospital", "cancer_group", "n_patients", "is_suppressed", "q1_days",
                 "median_days", "q3_days", "threshold_days", "over_threshold_share", "text_only_share"],
    )  # fmt: skip
    flow = pd.DataFrame(
        [(1, "start", "imaging", 60), (2, "imaging", "biopsy", 40), (2, "imaging", "end", 20)],
        columns=["step", "from_family", "to_family", "n_patients"],
    )
    told = {
        "agg_cohort_inclusion": pd.DataFrame(
            [("patients", "all", 80, 900, None), ("patients", "too_few_notes", 20, 0, None),
             ("patients", "included", 60, 900, None), ("events", "performed", None, None, 500)],
            columns=["subject", "reason", "n_patients", "n_notes", "n_care_events"],
        ),
        "agg_cohort_profile": pd.DataFrame(
            [("sex", "f", 40, 40 / 60, False), ("sex", "m", 20, 20 / 60, False),
             ("age_group", "60-69", 30, 0.5, False), ("age_group", "under_40", None, None, True),
             ("age_group", "80_and_over", None, None, True)],
            columns=["characteristic", "value", "n_patients", "patient_share", "is_suppressed"],
        ),
        "agg_monthly_activity": activity(*rows),
        "agg_delay": delays.astype({"n_patients": "Int64"}),
        "agg_pathway_variant": pd.DataFrame(
            [("all", 60, False, 0.5), ("imaging > biopsy", 40, False, None)],
            columns=["variant", "n_patients", "is_suppressed", "text_only_share"],
        ),
        "agg_pathway_flow": flow,
        "intervals": intervals(*[(30 * n, "metastasis" if n % 3 else "censored", False, 0, n % 2 == 0) for n in range(1, 61)]),
        "n_included": 60,
        "study": Study(),
        "source": "A <fictitious> hospital",
        "quality": {"Rows of the source": pd.DataFrame({"source_table": ["note"], "rows_read": [900]})},
        "provenance": {"extraction": "1.2.3"},
    }  # fmt: skip
    return CohortData(**(told | changes))


def test_the_page_holds_every_part_and_asks_nothing_of_the_network():
    page = render(cohort())
    for part in (
        "cohort",
        "profile",
        "activity",
        "season",
        "month",
        "delays",
        "survival",
        "pathways",
        "quality",
        "methods",
    ):
        assert f'id="{part}"' in page, part
    assert page.count("<svg") == 6
    assert "&lt;fictitious&gt;" in page
    assert "<script" not in page
    rest = page.replace("http://www.w3.org", "")
    assert "http://" not in rest and "https://" not in rest


@pytest.mark.parametrize("threshold", [11, 5])
def test_the_page_says_which_numbers_are_hidden_and_that_the_study_sets_it(threshold):
    page = render(cohort(study=Study(small_cell_threshold=threshold)))
    assert f"numbers of fewer than {threshold} patients" in page
    assert "<code>small_cell_threshold</code> in <code>study.yaml</code>" in page


def test_what_the_pictures_leave_out_is_told_under_them():
    page = render(cohort())
    assert "Sequences whose numbers are hidden are not drawn." in page
    assert "A pathology result has the date of its sample." in page


def test_the_tables_of_the_page_can_be_read_back():
    page = render(cohort())
    start = page.index("data:application/vnd.apache.parquet;base64,", page.index('download="agg_delay.parquet"'))
    packed = page[start:].split(",", 1)[1].split('"', 1)[0]
    table = pd.read_parquet(io.BytesIO(base64.b64decode(packed)))
    pd.testing.assert_frame_equal(table, cohort().agg_delay, check_dtype=False)
    start = page.index("base64,", page.index('download="agg_pathway_variant.csv"'))
    text = base64.b64decode(page[start:].split(",", 1)[1].split('"', 1)[0]).decode()
    assert text.splitlines()[1].startswith("all,60,")


def test_the_same_marts_give_the_same_page():
    assert render(cohort()) == render(cohort())


def test_a_cohort_of_nobody_still_gives_a_page():
    full = cohort()
    frames = {name: value.iloc[:0] for name, value in vars_of(full).items() if isinstance(value, pd.DataFrame)}
    page = render(cohort(**frames, n_included=0))
    assert page.count("Nothing can be drawn here") == 6


def test_a_hidden_number_of_followed_is_no_word_of_a_sentence():
    few = intervals(*[(30 * n, "metastasis", False, 0, True) for n in range(1, 6)])
    page = render(cohort(intervals=few))
    assert "Patients followed from their diagnosis: hidden." in page
    assert "hidden patients" not in page


def vars_of(data):
    return {name: getattr(data, name) for name in data.__dataclass_fields__}


def test_the_patients_are_told_in_the_order_of_an_articles_first_table():
    told = profile(cohort().agg_cohort_profile)
    assert {title: [row["value"] for row in rows] for title, rows in told.items()} == {
        "sex": ["female", "male"],
        "age on the index date (years)": ["under 40", "60-69", "80 and over"],
    }
    page = render(cohort())
    assert '<tr><td>sex</td><td>female</td><td class="n">40</td><td class="n">67 %</td></tr>' in page
    assert '<td>under 40</td><td class="n">hidden</td><td class="n">hidden</td>' in page


def test_the_flow_chart_tells_who_left_and_why():
    boxes = inclusion(cohort().agg_cohort_inclusion)
    assert boxes["all"] == [("patients known", 80, 900)]
    assert boxes["excluded"] == [("too few notes", 20, 0)]
    assert boxes["events"] == [("performed: the events of this report", 500)]


def test_what_flows_into_a_step_flows_out_of_the_one_before():
    made = layout(cohort().agg_pathway_flow, plates.FLOW_ORDER)
    for (left, right), band in made.bands.groupby(["from_family", "to_family"]):
        sides = band.sort_values("x")
        for end, family, step in ((sides.iloc[0], left, 1), (sides.iloc[-1], right, 2)):
            node = made.nodes[(made.nodes["step"] == step) & (made.nodes["family"] == family)].iloc[0]
            assert node["y0"] <= end["y0"] and end["y1"] <= node["y1"]


def test_pictures_name_their_units():
    assert "days" in svg(plates.delays(cohort().agg_delay))
    assert "months since diagnosis" in svg(plates.survival(metastasis_free(cohort().intervals, 60).curve))
    assert "events" in svg(plates.activity(cohort().agg_monthly_activity))


# -- scores ---------------------------------------------------------------------------------------
def test_scores_are_shown_with_their_intervals(tmp_path):
    score = {"precision": 0.8, "recall": 0.7, "f1": 0.75, "tp": 70, "fp": 17, "fn": 30, "low": 0.7, "high": 0.8}
    told = {"unit": "note", "owners": 12, "strict": {"biopsy": score, "all": score}}
    (tmp_path / "our gold.json").write_text(json.dumps(told), encoding="utf-8")
    page = render(cohort(measured=measured(tmp_path)))
    assert "our gold: 12 notes" in page
    assert "0.750 [0.700, 0.800]" in page


@pytest.mark.parametrize("content", ["{", "[]", '{"strict": {"all": {}}, "owners": 1, "unit": "note"}'])
def test_a_file_that_is_no_evaluation_is_told(tmp_path, content):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"x\.json is no evaluation"):
        measured(tmp_path)


def test_rows_stand_in_the_order_of_care():
    rows = pd.DataFrame(
        [
            (t, p)
            for t in ("biopsy_to_pathology", "imaging_to_biopsy", "all")
            for p in ("after_lockdown", "first_lockdown", "all", "before_lockdown", "unknown")
        ],
        columns=["transition", "period"],
    )
    ordered = plates.in_care_order(rows)
    assert ordered["transition"].drop_duplicates().tolist() == ["all", "imaging_to_biopsy", "biopsy_to_pathology"]
    assert ordered["period"].tolist()[:5] == ["all", "before_lockdown", "first_lockdown", "after_lockdown", "unknown"]
    assert sorted(map(tuple, ordered.to_numpy())) == sorted(map(tuple, rows.to_numpy()))
    families = pd.DataFrame({"family": ["all", "biopsy", "imaging", "surgery"], "part": list("abcd")})
    assert plates.in_care_order(families)["part"].tolist() == ["a", "c", "b", "d"]


def test_the_followed_are_counted_once_for_all_months():
    months = pd.Series([3.0, float("nan"), 0.5, 3.0, 7.25])
    times = [0, 0.5, 3, 3.5, 8]
    assert _at_risk(months, times) == [int((months >= time).sum()) for time in times] == [4, 4, 3, 1, 0]
