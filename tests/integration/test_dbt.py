"""The dbt project on a tiny warehouse: it builds, its marts say what the rows mean, and each of its tests can fail."""

import json
import re
import shutil
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from tiny_hospital import ROWS, day, event

from onco_pipeline.study import Study
from onco_pipeline.tables import VALIDATED_CARE_EVENT
from resources.dbt import DbtBuildFailed, dbt_build
from resources.dbt_docs import PAGE, render_marts
from resources.dbt_runner import project_dir
from resources.dbt_translator import is_required
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def built(project_read, tmp_path_factory):
    """Return the warehouse of the tiny hospital after a whole build, the folder of the build, and its summary."""
    folder = tmp_path_factory.mktemp("dbt")
    warehouse = Warehouse(folder / "warehouse.duckdb")
    for table, rows in ROWS.items():
        frame = pd.DataFrame(rows, columns=table.column_names)
        if "row_fingerprint" in frame:
            frame["row_fingerprint"] = "f"
        warehouse.upsert(table, frame)
    summary = dbt_build(project_dir(), warehouse.path, folder / "target")
    return warehouse, folder / "target", summary


def rows(built, sql):
    return built[0].query(sql).to_dict("records")


# -- what the marts say -------------------------------------------------------------------------
def test_every_model_is_built_and_every_test_passes(built):
    _, target, summary = built
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    kinds = [node["resource_type"] for node in nodes]
    assert (summary.models, summary.seeds, summary.tests) == tuple(map(kinds.count, ("model", "seed", "test")))
    assert summary.tests > 40
    assert not summary.warnings


def test_every_mart_column_is_described_and_typed(built):
    nodes = json.loads((built[1] / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    marts = [node for node in nodes if node["resource_type"] == "model" and node["schema"] == "marts"]
    assert marts
    for node in marts:
        assert node["config"]["contract"]["enforced"], node["name"]
        assert node["description"].strip(), node["name"]
        for column in node["columns"].values():
            assert column["description"].strip() and column["data_type"], (node["name"], column["name"])


def test_no_mart_and_no_view_holds_words_of_a_note(built):
    warehouse = built[0]
    names = warehouse.query(
        "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables "
        "WHERE table_schema IN ('marts', 'staging')"
    )["name"]
    assert len(names) > 8
    for name in names:
        assert "SECRET" not in warehouse.query(f"FROM {name}").to_csv(), name


def test_patients_are_whoever_is_known_without_a_birth_day(built):
    told = {row["person_id"]: row for row in rows(built, "FROM marts.dim_patient WHERE person_id LIKE 'P%'")}
    assert list(told) == ["P1", "P2", "P3"]
    assert told["P1"] | {
        "sex": "f", "birth_year_month": "1960-05", "cancer_group": "breast", "n_cancer_groups": 2,
        "main_hospital": "BBB", "n_hospitals": 2, "n_visits": 3, "n_notes": 1, "n_care_events": 7,
        "n_care_events_text_only": 2,
    } == told["P1"]  # fmt: skip
    assert told["P2"]["sex"] == "m"
    assert str(told["P2"]["death_date"])[:10] == "2020-06-01"
    assert (told["P3"]["n_notes"], told["P3"]["n_care_events"]) == (1, 0)


def test_planned_refused_and_impossible_events_are_kept_but_not_performed(built):
    told = rows(built, "SELECT care_event_id AS e FROM marts.fct_care_event WHERE NOT is_performed ORDER BY ALL")
    assert [row["e"] for row in told] == ["e6", "e7", "e9"]
    after = rows(built, "SELECT care_event_id AS e FROM marts.fct_care_event WHERE is_after_death")
    assert [row["e"] for row in after] == ["e9"]


def test_periods_follow_the_lockdown(built):
    told = rows(
        built, "SELECT care_event_id AS e, period FROM marts.fct_care_event WHERE person_id = 'P1' ORDER BY ALL"
    )
    assert {row["e"]: row["period"] for row in told} == {
        "e1": "before_lockdown",
        "e2": "before_lockdown",
        "e3": "before_lockdown",
        "e4": "uncertain",
        "e5": "after_lockdown",
        "e6": "after_lockdown",
        "e7": "before_lockdown",
    }


def test_a_pathway_is_the_performed_events_in_order(built):
    told = rows(built, "FROM marts.fct_care_pathway WHERE person_id = 'P1' ORDER BY step_number")
    assert [row["care_event_id"] for row in told] == ["e1", "e2", "e3", "e4", "e5"]
    assert [row["gap_days"] for row in told][1:] == [10, 0, 56, 77]
    assert (told[3]["gap_days_min"], told[3]["gap_days_max"]) == (41, 71)
    assert told[3]["days_since_first"] == 66


def test_delays_join_the_events_of_a_transition(built):
    told = {row["transition"]: row for row in rows(built, "FROM marts.fct_pathway_delay WHERE person_id = 'P1'")}
    assert told["imaging_to_biopsy"]["delay_days"] == 10
    assert told["biopsy_to_pathology"]["delay_days"] == 0
    assert told["pathology_to_oral_therapy"]["delay_days"] == 133
    assert told["pathology_to_oral_therapy"]["is_text_only"]
    assert told["imaging_to_biopsy"]["cancer_group"] == "breast"


def test_a_cohort_says_who_is_left_out_and_why(built):
    told = {row["person_id"]: row for row in rows(built, "FROM marts.fct_cohort_inclusion")}
    assert len(told) == 50
    assert told["P2"]["exclusion_reason"] == "too_few_notes"
    assert [person for person, row in told.items() if not row["is_included"]] == ["P2"]
    assert str(told["P1"]["index_date"])[:10] == "2020-01-01"


def test_the_cohort_follows_the_settings_of_the_study(built, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text(
        "cohort: {cancer_groups: [breast], hospitals: [AAA], end: 2019-12-31}\nsmall_cell_threshold: 2\n",
        encoding="utf-8",
    )
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built[0].path, copy)
    models = ["--select", "fct_cohort_inclusion", "int_cohort_cell", "int_cohort_safe", "agg_cohort_inclusion",
              "agg_cohort_profile"]  # fmt: skip
    arguments = [*Study.read(study).dbt_arguments(), *models, "--exclude-resource-type", "test"]
    dbt_build(project_dir(), copy, tmp_path / "target", *arguments)
    made = Warehouse(copy)
    told = made.query("SELECT exclusion_reason, count(*) AS n FROM marts.fct_cohort_inclusion GROUP BY ALL")
    # P1's cancer is coded in 2020; nobody at BBB and CCC has a code, nor P3; P2 has no note.
    assert {(None if pd.isna(reason) else reason): n for reason, n in told.itertuples(index=False)} == {
        None: 30, "outside_period": 1, "other_cancer": 18, "too_few_notes": 1,
    }  # fmt: skip
    shown = made.query("SELECT reason, n_patients FROM marts.agg_cohort_inclusion WHERE subject = 'patients'")
    numbers = {reason: (None if pd.isna(n) else int(n)) for reason, n in shown.itertuples(index=False)}
    assert numbers == {"all": 50, "included": 30, "other_cancer": 18, "outside_period": None, "too_few_notes": None}
    # Each division of the 30 patients adds up to them, as the fact tables tell them.
    whole = "FROM marts.agg_cohort_profile"
    parts = made.query(f"SELECT characteristic, sum(n_patients) AS n, sum(patient_share) AS share {whole} GROUP BY ALL")
    assert len(parts) == 4 and parts["n"].eq(30).all() and parts["share"].round(9).eq(1).all()
    assert not made.query(f"SELECT * {whole} WHERE is_suppressed").shape[0]
    sexes = made.query(f"SELECT value, n_patients {whole} WHERE characteristic = 'sex' ORDER BY ALL")
    expected = made.query(
        "SELECT coalesce(sex, 'unknown') AS value, count(*) AS n_patients FROM marts.dim_patient "
        "JOIN marts.fct_cohort_inclusion USING (person_id) WHERE is_included GROUP BY ALL ORDER BY ALL"
    )
    pd.testing.assert_frame_equal(sexes, expected, check_dtype=False)


def test_an_age_is_that_of_the_index_date(built):
    told = rows(built, "FROM staging.int_cohort_cell WHERE age_group <> 'all'")
    born = {row["person_id"]: row["birth_year_month"] for row in rows(built, "FROM marts.dim_patient")}
    expected = Counter()
    for row in rows(built, "FROM marts.fct_cohort_inclusion WHERE is_included"):
        birth, index = born[row["person_id"]], row["index_date"]
        if birth is None or pd.isna(birth) or index is None or pd.isna(index):
            expected["unknown"] += 1
            continue
        years = (12 * (index.year - int(birth[:4])) + index.month - int(birth[5:])) // 12
        tens = years // 10 * 10
        expected["under_40" if years < 40 else "80_and_over" if years >= 80 else f"{tens}-{tens + 9}"] += 1
    assert {row["age_group"]: row["n_patients"] for row in told} == dict(expected)
    assert len(expected) > 1


def test_a_metastasis_free_interval_runs_from_the_diagnosis(built):
    told = {row["person_id"]: row for row in rows(built, "FROM marts.fct_metastasis_free_interval")}
    first = told["P1"]
    assert (first["origin_kind"], str(first["origin_date"])[:10]) == ("code", "2020-01-02")
    assert (first["outcome"], first["interval_days"], first["is_synchronous"]) == ("metastasis", 74, True)
    assert (first["interval_days_min"], first["interval_days_max"]) == (59, 89)
    assert str(first["last_exam_before_onset_date"])[:10] == "2020-01-10"
    # The thyroid of 2005 is another disease; the code came after the biopsy.
    assert (told["Q01"]["origin_kind"], told["Q01"]["outcome"]) == ("biopsy", "censored")
    assert str(told["Q01"]["origin_date"])[:10] == "2019-03-15"
    assert told["Q01"]["interval_days"] == (day("2021-01-01") - day("2019-03-15")).days
    assert told["Q01"]["entry_days"] == 0
    assert "P2" not in told


def test_intervals_from_and_to_vague_dates_have_the_bounds_of_their_days(built, tmp_path):
    """A date of an odd number of days has no middle: the bounds are counted from its first and last day."""
    vague = [
        event("v1", "P3", "biopsy", "biopsy", "2020-03-01", "2020-03-30"),
        event("v2", "P3", "metastasis", "onset", "2020-12-25"),
        # Told to the day, and again as "in March", whose middle day lies later.
        event("v3", "P3", "biopsy", "biopsy", "2020-03-12", n_structured=0),
        event("v4", "P3", "pathology", "result", "2020-03-12"),
        event("v5", "P3", "imaging", "ct", "2017-01-01", "2017-12-31"),
    ]
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built[0].path, copy)
    frame = pd.DataFrame(vague, columns=VALIDATED_CARE_EVENT.column_names)
    made = Warehouse(copy)
    made.upsert(VALIDATED_CARE_EVENT, frame.assign(row_fingerprint="f") if "row_fingerprint" in frame else frame)
    models = ["fct_care_event", "fct_metastasis_free_interval", "fct_pathway_delay"]
    dbt_build(project_dir(), copy, tmp_path / "target", "--select", *models, "--exclude-resource-type", "test")
    (free,) = made.query("FROM marts.fct_metastasis_free_interval WHERE person_id = 'P3'").to_dict("records")
    assert free["origin_care_event_id"] == "v3"
    assert (free["interval_days_min"], free["interval_days"], free["interval_days_max"]) == (288, 288, 288)
    told = made.query("FROM marts.fct_pathway_delay WHERE person_id = 'P3'").to_dict("records")
    assert [row["transition"] for row in told] == ["biopsy_to_pathology"]  # the imaging of a year is too vague
    assert (told[0]["start_care_event_id"], told[0]["is_order_certain"]) == ("v3", True)

    with duckdb.connect(str(copy)) as connection:
        connection.execute("DELETE FROM onco.validated_care_event WHERE care_event_id IN ('v3', 'v4')")
    dbt_build(project_dir(), copy, tmp_path / "target", "--select", *models, "--exclude-resource-type", "test")
    (free,) = made.query("FROM marts.fct_metastasis_free_interval WHERE person_id = 'P3'").to_dict("records")
    assert free["origin_care_event_id"] == "v1"
    assert (free["interval_days_min"], free["interval_days_max"]) == (270, 299)  # from the 30th, from the 1st of March
    assert free["period"] == "uncertain"  # the lockdown began between the two


def test_an_episode_runs_from_a_start_to_the_stop_that_follows(built):
    told = rows(built, "FROM marts.fct_oral_therapy_episode WHERE person_id IN ('P1', 'Q01', 'Q31') ORDER BY ALL")
    shown = [
        (row["person_id"], row["episode_number"], row["is_start_unknown"], row["is_stop_unknown"], row["known_days"])
        for row in told
    ]
    assert shown == [
        ("P1", 1, False, True, 0),
        ("Q01", 1, False, False, 92),
        ("Q31", 1, True, False, 0),
        ("Q31", 2, False, True, 30),
    ]
    assert told[1]["duration_days"] == 92
    assert pd.isna(told[2]["duration_days"])
    assert (told[3]["n_dose_changes"], told[3]["atc"]) == (1, "L02BA01")


def test_markers_of_a_result_stand_in_columns(built):
    (told,) = rows(built, "FROM marts.fct_pathology_result WHERE person_id = 'P1'")
    expected = {
        "histology": "adenocarcinoma", "pt": "T2", "pn": "N1a", "pm": "M0", "is_after_treatment": True,
        "n_nodes_positive": 2, "n_nodes_examined": 13, "er": "90 %", "er_percent": 90, "grade": 2,
        "brca": "mutated", "braf": "V600E", "n_other_genes": 1,
    }  # fmt: skip
    assert told | expected == told
    (coded,) = rows(built, "FROM marts.fct_pathology_result WHERE person_id = 'Q02'")
    assert pd.isna(coded["histology"]) and pd.isna(coded["pt"]) and not coded["is_after_treatment"]


def test_aggregates_show_large_numbers_and_hide_the_others(built):
    told = {
        row["hospital"]: row
        for row in rows(
            built, "FROM marts.agg_delay WHERE transition = 'imaging_to_biopsy' AND period = 'all' AND cancer_group = 'all'"
        )
    }  # fmt: skip
    assert told["all"]["n_patients"] == 48
    assert (told["AAA"]["n_patients"], told["AAA"]["median_days"], told["AAA"]["text_only_share"]) == (30, 10, 1.0)
    for hospital in ("BBB", "CCC"):
        row = told[hospital]
        assert row["is_suppressed"] and pd.isna(row["n_patients"]) and pd.isna(row["median_days"]), hospital
    variants = {row["variant"]: row["n_patients"] for row in rows(built, "FROM marts.agg_pathway_variant")}
    assert variants == {"all": 48, "imaging > biopsy > pathology > oral_therapy": 30, "other": 18}
    flow = {(row["step"], row["to_family"]): row["n_patients"] for row in rows(built, "FROM marts.agg_pathway_flow")}
    assert flow[1, "imaging"] == flow[4, "oral_therapy"] == 30
    assert flow[1, "other"] == flow[4, "other"] == 18
    activity = rows(built, "FROM marts.agg_monthly_activity WHERE source = 'all' AND hospital = 'all'")
    shown = {(row["calendar"], row["family"]): row["n_events"] for row in activity if not row["is_suppressed"]}
    # Of the imaging of 2020 six exams are too few, so that the years hide one another; their sum is known.
    assert shown["all", "imaging"] == 60
    assert not {("2018", "imaging"), ("2020", "imaging"), ("2020-07", "imaging")} & set(shown)
    counted = rows(
        built,
        "SELECT family, count(*) AS n FROM marts.fct_care_event JOIN marts.fct_cohort_inclusion USING (person_id) "
        "WHERE is_performed AND is_included GROUP BY ALL",
    )
    assert all(shown.get(("all", row["family"]), row["n"]) == row["n"] for row in counted)


def test_a_second_build_changes_nothing(built):
    warehouse, target, _ = built
    before = warehouse.query("FROM marts.fct_care_pathway")
    dbt_build(project_dir(), warehouse.path, target, "--select", "fct_care_pathway")
    pd.testing.assert_frame_equal(warehouse.query("FROM marts.fct_care_pathway"), before)


# -- each test can fail -------------------------------------------------------------------------
#: Rows that break one rule of the whole table each.
BREAKS = {
    "assert_no_event_after_death": "UPDATE marts.fct_care_event SET is_after_death = true WHERE care_event_id = 'e8'",
    "assert_care_event_interval_ordered": (
        "UPDATE marts.fct_care_event SET date_start = date '2020-12-31' WHERE care_event_id = 'e1'"
    ),
    "assert_every_validated_event_kept": "DELETE FROM marts.fct_care_event WHERE care_event_id = 'e6'",
    "assert_pathway_complete": "DELETE FROM marts.fct_care_pathway WHERE care_event_id = 'e8'",
    "assert_pathway_steps_without_holes": (
        "UPDATE marts.fct_care_pathway SET step_number = 9 WHERE care_event_id = 'e5'"
    ),
    "assert_pathway_steps_in_order": "UPDATE marts.fct_care_pathway SET gap_days = -1 WHERE care_event_id = 'e5'",
    "assert_one_delay_per_patient_and_transition": (
        "INSERT INTO marts.fct_pathway_delay FROM marts.fct_pathway_delay LIMIT 1"
    ),
    "assert_delay_bounds_ordered": "UPDATE marts.fct_pathway_delay SET delay_days_max = delay_days_min - 1",
    "assert_delay_events_of_same_patient": "UPDATE marts.fct_pathway_delay SET end_care_event_id = 'e8'",
    "assert_cohort_complete": "DELETE FROM marts.fct_cohort_inclusion WHERE person_id = 'P2'",
    "assert_metastasis_interval_ordered": "UPDATE marts.fct_metastasis_free_interval SET interval_days_max = -1",
    "assert_every_oral_event_in_one_episode": "UPDATE marts.fct_oral_therapy_episode SET n_care_events = 9",
    "assert_episode_bounds_ordered": "UPDATE marts.fct_oral_therapy_episode SET duration_days_max = -1",
    "assert_no_small_number_in_aggregates": "UPDATE marts.agg_pathway_variant SET n_patients = 10",
    "assert_no_hidden_number_by_subtraction": (
        "UPDATE marts.agg_monthly_activity SET is_suppressed = (source = 'text_only') WHERE calendar_level = 'all'"
    ),
    "assert_no_exact_date_in_aggregates": "ALTER TABLE marts.agg_delay ADD COLUMN seen DATE",
}


def breaks_of(node, nodes):
    """Return the statements that break one test of the project, one a promise: a row more, wrong in one column."""
    if "test_metadata" not in node:
        return [BREAKS[node["name"]]]
    model = nodes[node["attached_node"]]
    table = f"{model['schema']}.{model['alias']}"
    asked = node["test_metadata"]["kwargs"]
    wrong = [
        *("*" for _ in asked.get("unique", ())),
        *(f"* REPLACE (NULL AS {column})" for column in asked.get("filled", ())),
        *(f"* REPLACE ('zzz' AS {column})" for column in (*asked.get("values", ()), *asked.get("refers", ()))),
    ]
    assert wrong, f"{node['name']} asks nothing"
    return [f"INSERT INTO {table} SELECT {row} FROM {table} LIMIT 1" for row in wrong]


@contextmanager
def copy_of(built, folder):
    """Open a copy of the built warehouse whose views are tables, so that a row can be put in any of them."""
    path = folder / "warehouse.duckdb"
    shutil.copy(built[0].path, path)
    with duckdb.connect(str(path)) as connection:
        views = connection.execute("SELECT table_name FROM information_schema.views WHERE table_schema = 'staging'")
        for (name,) in views.fetchall():
            connection.execute(f"CREATE TABLE staging.made AS FROM staging.{name}")
            connection.execute(f"DROP VIEW staging.{name}; ALTER TABLE staging.made RENAME TO {name}")
        yield connection


def test_each_test_of_the_project_fails_on_a_row_that_breaks_it(built, tmp_path):
    manifest = json.loads((built[1] / "manifest.json").read_text(encoding="utf-8"))
    compiled = {path.stem: path for path in (built[1] / "compiled").rglob("*.sql")}
    nodes = manifest["nodes"]
    tests = [node for node in nodes.values() if node["resource_type"] == "test"]
    assert {node["name"] for node in tests if "test_metadata" not in node} == set(BREAKS)
    survivors, asked = [], 0
    with copy_of(built, tmp_path) as connection:
        for node in tests:
            query = compiled[Path(node["path"]).stem].read_text(encoding="utf-8")
            assert not connection.execute(query).fetchall(), node["name"]
            for wrong in breaks_of(node, nodes):
                connection.execute("BEGIN")
                connection.execute(wrong)
                asked += 1
                if not connection.execute(query).fetchall():
                    survivors.append((node["name"], wrong))
                connection.execute("ROLLBACK")
    assert survivors == []
    assert asked > 85


def test_a_failing_test_is_named_with_its_count_and_no_row(built, tmp_path):
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built[0].path, copy)
    with duckdb.connect(str(copy)) as connection:
        for name in ("assert_no_event_after_death", "assert_care_event_interval_ordered"):
            connection.execute(BREAKS[name])
    with pytest.raises(DbtBuildFailed) as told:
        dbt_build(project_dir(), copy, tmp_path / "target", "--resource-type", "test")
    message = str(told.value)
    failed = [line.split()[1].rstrip(":") for line in message.splitlines() if line.startswith("  test ")]
    assert sorted(failed) == ["assert_care_event_interval_ordered", "assert_no_event_after_death"]
    assert "1 failing row" in message
    assert "SECRET" not in message


def test_a_bad_source_row_stops_the_marts(built, tmp_path):
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built[0].path, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("INSERT INTO omop.person FROM omop.person LIMIT 1")
    with pytest.raises(DbtBuildFailed, match=r"test columns_hold_stg_person: 1 failing row") as told:
        dbt_build(project_dir(), copy, tmp_path / "target")
    assert "not built, for want of these" in str(told.value)


def test_each_constraint_refuses_an_empty_column(built, tmp_path):
    nodes = json.loads((built[1] / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    asked = [
        (f"{node['schema']}.{node['alias']}", column["name"])
        for node in nodes
        for column in node.get("columns", {}).values()
        if is_required(column)
    ]
    assert len(asked) > 80
    with copy_of(built, tmp_path) as connection:
        for table, column in asked:
            with pytest.raises(duckdb.ConstraintException, match=f"NOT NULL constraint failed: .*{column}"):
                connection.execute(f"INSERT INTO {table} SELECT * REPLACE (NULL AS {column}) FROM {table} LIMIT 1")


def test_a_column_that_breaks_its_contract_is_not_built(built, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(project_dir(), project, ignore=shutil.ignore_patterns("target", "logs"))
    model = project / "models" / "marts" / "fct_care_event.sql"
    model.write_text(
        model.read_text(encoding="utf-8").replace(
            "care_events.n_notes,", "cast(care_events.n_notes as varchar) as n_notes,"
        ),
        encoding="utf-8",
    )
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(built[0].path, copy)
    with pytest.raises(DbtBuildFailed, match="model fct_care_event: an error in its SQL or its data"):
        dbt_build(project, copy, tmp_path / "target", "--select", "fct_care_event")


# -- the reference page -------------------------------------------------------------------------
def test_the_page_of_the_marts_is_that_of_the_project():
    page = project_dir().parent / PAGE
    assert page.read_text(encoding="utf-8") == render_marts(project_dir()), "run python -m resources.dbt_docs"


def test_the_page_names_every_column_that_is_built(built):
    page = (project_dir().parent / PAGE).read_text(encoding="utf-8")
    for table, column in (
        built[0]
        .query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'marts'")
        .itertuples(index=False)
    ):
        section = page.split(f"## `{table}`")[1].split("\n## ")[0]
        assert f"| `{column}` |" in section, (table, column)


def test_the_queries_of_the_page_run(built):
    page = (project_dir().parent / PAGE).read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert len(queries) >= 3
    for query in queries:
        assert len(built[0].query(query)) > 0, query
