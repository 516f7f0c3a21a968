"""What is said of dbt without running it: sources and seeds that follow the code, names, messages."""

import csv
import os
from types import SimpleNamespace

import dagster as dg
import duckdb
import pytest
import yaml

from onco_pipeline.codes.icd10 import primary_codes
from onco_pipeline.events import SUBTYPES, Family
from onco_pipeline.families import OWN
from onco_pipeline.tables import TABLES
from resources.dbt import DbtBuildFailed, summary
from resources.dbt_runner import (
    WAREHOUSE_VARIABLE,
    _hard_of_hearing,
    invoke,
    project_dir,
    project_fingerprint,
    variables,
)
from resources.dbt_sources import SOURCES_PATH, render_sources
from resources.dbt_translator import OncoDbtTranslator


def seed(name):
    with (project_dir() / "seeds" / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


# -- files that follow the code -----------------------------------------------------------------
def test_the_sources_are_the_tables_of_the_code():
    written = (project_dir() / SOURCES_PATH).read_text(encoding="utf-8")
    assert written == render_sources(), "run python -m resources.dbt_sources"
    assert all(f"name: {table.name}\n" in written for table in TABLES)


def test_the_cancer_groups_are_those_of_the_code_table():
    told = {row["icd10_category"]: row["cancer_group"] for row in seed("icd10_cancer_group")}
    assert told == {primary.code: primary.organ_group for primary in primary_codes()}


def test_transitions_join_events_that_exist():
    for row in seed("pathway_transition"):
        for side in ("start", "end"):
            family, subtype = row[f"{side}_family"], row[f"{side}_subtype"]
            assert family in list(Family)
            assert not subtype or subtype in SUBTYPES[Family(family)]
        assert int(row["max_days"]) > 0


def test_the_families_of_the_project_are_those_of_the_code():
    told = yaml.safe_load((project_dir() / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert told["event_families"] == list(SUBTYPES) == list(OWN)
    assert sorted(told["event_subtypes"]) == sorted(name for names in SUBTYPES.values() for name in names)


def test_a_run_that_is_stopped_is_no_failure_of_dbt(tmp_path, monkeypatch):
    from dbt.cli.main import dbtRunner, dbtRunnerResult

    stopped = dbtRunnerResult(success=False, exception=KeyboardInterrupt())
    monkeypatch.setattr(dbtRunner, "invoke", lambda self, arguments: stopped)
    with pytest.raises(KeyboardInterrupt):
        invoke("build", project_dir(), tmp_path / "warehouse.duckdb", tmp_path / "target")


# -- the fingerprint ----------------------------------------------------------------------------
def test_the_fingerprint_follows_what_dbt_reads_only(tmp_path):
    (tmp_path / "models").mkdir()
    model = tmp_path / "models" / "a.sql"
    model.write_text("select 1", encoding="utf-8")
    before = project_fingerprint(tmp_path)
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "a.sql").write_text("made", encoding="utf-8")
    (tmp_path / "models" / ".a.sql.swp").write_text("an editor's", encoding="utf-8")
    assert project_fingerprint(tmp_path) == before
    model.write_text("select 2", encoding="utf-8")
    assert project_fingerprint(tmp_path) != before


# -- what a build says --------------------------------------------------------------------------
def results(*told, message="SECRET value"):
    return [
        SimpleNamespace(node=SimpleNamespace(unique_id=unique_id), status=status, failures=failures, message=message)
        for unique_id, status, failures in told
    ]


def test_a_good_build_is_counted(tmp_path):
    made = results(
        ("model.onco_pipeline.dim_patient", "success", None),
        ("seed.onco_pipeline.pathway_transition", "success", None),
        ("test.onco_pipeline.unique_dim_patient.0a1b", "pass", 0),
        ("test.onco_pipeline.odd.2c3d", "warn", 4),
    )
    built = summary(made, tmp_path / "warehouse.duckdb", tmp_path)
    assert (built.models, built.seeds, built.tests) == (1, 1, 1)
    assert [(warning.name, warning.count) for warning in built.warnings] == [("odd", 4)]


def test_a_bad_build_names_what_failed_and_where_to_look_but_no_value(tmp_path):
    made = results(
        ("test.onco_pipeline.unique_dim_patient.0a1b", "fail", 3),
        ("model.onco_pipeline.fct_care_event", "error", None),
        ("model.onco_pipeline.fct_care_pathway", "skipped", None),
    )
    with pytest.raises(DbtBuildFailed) as told:
        summary(made, tmp_path / "warehouse.duckdb", tmp_path)
    message = str(told.value)
    assert "test unique_dim_patient: 3 failing rows" in message
    assert "model fct_care_event: an error in its SQL or its data" in message
    assert "not built, for want of these: 1 model or test" in message
    assert str(tmp_path / "compiled") in message
    assert "SECRET" not in message


def test_a_column_that_is_empty_in_a_row_is_named(tmp_path):
    with duckdb.connect() as connection, pytest.raises(duckdb.ConstraintException) as refused:
        connection.execute("CREATE TABLE dim_patient (n_notes INTEGER NOT NULL); INSERT INTO dim_patient VALUES (NULL)")
    message = f"Runtime Error in model dim_patient\n  {refused.value}"
    made = results(("model.onco_pipeline.dim_patient", "error", None), message=message)
    with pytest.raises(DbtBuildFailed, match="  model dim_patient: a row without n_notes"):
        summary(made, tmp_path / "warehouse.duckdb", tmp_path)


# -- in Dagster ---------------------------------------------------------------------------------
def test_tables_and_models_share_one_graph():
    translator = OncoDbtTranslator(["team:x"])
    source = {"name": "note", "resource_type": "source", "schema": "omop", "description": "Notes. "}
    model = {"name": "fct_care_event", "resource_type": "model", "schema": "marts", "description": "Events."}
    assert translator.get_asset_key(source) == dg.AssetKey("note")
    assert translator.get_asset_key(model) == dg.AssetKey("fct_care_event")
    assert (translator.get_group_name(source), translator.get_group_name(model)) == (None, "marts")
    assert (translator.get_owners(source), translator.get_owners(model)) == (None, ["team:x"])
    assert translator.get_description(source) == "Notes."


def test_the_columns_that_a_contract_wants_are_shown_as_such():
    columns = {
        "person_id": {"data_type": "varchar", "description": "Patient.", "constraints": [{"type": "not_null"}]},
        "site": {"data_type": "varchar", "description": "Organ.", "constraints": []},
    }
    model = {"name": "fct_care_event", "resource_type": "model", "schema": "marts", "columns": columns}
    shown = OncoDbtTranslator().get_metadata(model)["dagster/column_schema"].columns
    assert [(column.name, column.type, column.constraints.nullable) for column in shown] == [
        ("person_id", "VARCHAR", False),
        ("site", "VARCHAR", True),
    ]


def test_the_types_of_a_seed_are_those_that_its_settings_give():
    columns = {"icd10_category": {"description": "Category."}, "site": {"description": "Organ."}}
    config = {"column_types": {"icd10_category": "varchar"}}
    seed = {"name": "g", "resource_type": "seed", "schema": "staging", "columns": columns, "config": config}
    shown = OncoDbtTranslator().get_metadata(seed)["dagster/column_schema"].columns
    assert [(column.name, column.type) for column in shown] == [("icd10_category", "VARCHAR"), ("site", "?")]


def test_a_build_leaves_the_environment_as_it_was(monkeypatch):
    monkeypatch.setenv(WAREHOUSE_VARIABLE, "mine")
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    with variables({WAREHOUSE_VARIABLE: "theirs", "DO_NOT_TRACK": "1"}):
        assert os.environ[WAREHOUSE_VARIABLE] == "theirs"
    assert os.environ[WAREHOUSE_VARIABLE] == "mine"
    assert "DO_NOT_TRACK" not in os.environ


def test_dbt_makes_up_no_message_that_nobody_hears():
    from dbt_common.events.event_manager_client import get_event_manager
    from dbt_common.events.functions import fire_event
    from dbt_common.events.types import Note

    usual, heard = get_event_manager(), []
    with _hard_of_hearing():
        get_event_manager().add_callback(lambda message: heard.append(message.info.level))
        for level in (None, *type(Note(msg="").level_tag())):
            fire_event(Note(msg="told"), level=level)
    assert "debug" not in heard and {"info", "warn", "error"} <= set(heard)
    assert get_event_manager() is usual
