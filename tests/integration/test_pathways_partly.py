"""Only what reads something that changed is built again, and the marts are those of a whole build."""

import shutil

import dagster as dg
import duckdb
import pandas as pd
import pytest
from warehouses import contents, differing

from onco_pipeline.running import choose_source, run_job
from resources import dbt as door_of_dbt
from resources.dbt import dbt_build, project_dir, selection_of
from resources.dbt_runner import parsed
from resources.home import Home
from resources.run_records import instance_of

pytestmark = pytest.mark.integration


@pytest.fixture
def read_again(tmp_path):
    return parsed(project_dir(), tmp_path / "warehouse.duckdb", tmp_path / "target")


def test_what_reads_a_changed_source_is_chosen_and_no_view(read_again):
    everything = {source.name for source in read_again.sources.values()}
    chosen = set(selection_of(read_again, everything - {"death"})[1:-2])
    assert {"dim_patient", "columns_hold_stg_death", "columns_hold_dim_patient", "agg_delay"} <= chosen
    assert not chosen & {"stg_death", "columns_hold_stg_note", "columns_hold_stg_person", "pathway_transition"}
    assert selection_of(read_again, everything)[1:-2] == []


def test_a_run_with_a_note_less_builds_what_a_whole_build_builds(finished_home, tmp_path, monkeypatch):
    finished, first = finished_home
    home = Home(tmp_path / "home")
    shutil.copytree(finished.root, home.root)
    home.prepare()
    source = tmp_path / "hospital"
    shutil.copytree(str(finished.settings()["source"]), source)
    notes = pd.read_parquet(source / "note.parquet")
    notes.iloc[1:].to_parquet(source / "note.parquet")
    choose_source(home, source, replace=True)
    asked = []
    usual = door_of_dbt.invoke

    def invoke(*arguments, **named):
        asked.append(arguments)
        return usual(*arguments, **named)

    monkeypatch.setattr(door_of_dbt, "invoke", invoke)
    summary = run_job(home)
    assert len(asked) == 1
    assert "fct_care_event" in asked[0] and "stg_person" not in asked[0]
    assert summary.notes == first.notes - 1
    assert (summary.checks_passed, summary.checks_failed) == (first.checks_passed, ())
    with instance_of(home) as instance:
        for name, left in (("stg_person", True), ("stg_note", True), ("fct_care_event", False), ("agg_delay", False)):
            said = instance.get_latest_materialization_event(dg.AssetKey(name)).asset_materialization.metadata
            assert ("unchanged" in said) is left, name
            assert "dagster/column_lineage" in said, name
    whole = tmp_path / "whole" / "warehouse.duckdb"
    whole.parent.mkdir()
    shutil.copy(home.warehouse, whole)
    before = contents(whole)
    dbt_build(project_dir(), whole, tmp_path / "target")
    assert differing(home.warehouse, whole) == []
    assert contents(finished.warehouse) != before, "the note was read in the first run"


def test_marts_that_were_edited_by_hand_are_built_whole(finished_home, tmp_path):
    finished, _ = finished_home
    home = Home(tmp_path / "home")
    shutil.copytree(finished.root, home.root)
    home.prepare()
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("DELETE FROM marts.fct_care_event")
    run_job(home)
    assert differing(home.warehouse, finished.warehouse) == []
