"""Only what reads something that changed is made again, without dbt around it, as a whole build of dbt makes it."""

import shutil
from types import SimpleNamespace

import dagster as dg
import duckdb
import pandas as pd
import pytest
from warehouses import contents, differing

from onco_pipeline.running import choose_source, run_job
from resources import dbt as door_of_dbt
from resources import dbt_again
from resources.dbt import dbt_build
from resources.dbt_runner import parsed, project_dir
from resources.home import Home
from resources.run_records import instance_of
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration


@pytest.fixture
def dbt_asked(monkeypatch):
    """Return the arguments of each call of dbt."""
    asked, usual = [], door_of_dbt.invoke

    def invoke(*arguments, **named):
        asked.append(arguments)
        return usual(*arguments, **named)

    monkeypatch.setattr(door_of_dbt, "invoke", invoke)
    return asked


@pytest.fixture
def less(finished_home, tmp_path):
    """Return a copy of a finished home whose source has a note less."""
    finished, _ = finished_home
    home = Home(tmp_path / "home")
    shutil.copytree(finished.root, home.root)
    home.prepare()
    source = tmp_path / "hospital"
    shutil.copytree(str(finished.settings()["source"]), source)
    notes = pd.read_parquet(source / "note.parquet")
    notes.iloc[1:].to_parquet(source / "note.parquet")
    choose_source(home, source, replace=True)
    return home


def test_a_run_with_a_note_less_makes_what_a_whole_build_makes(finished_home, less, tmp_path, dbt_asked):
    finished, first = finished_home
    summary = run_job(less)
    assert not dbt_asked
    assert summary.notes == first.notes - 1
    assert (summary.checks_passed, summary.checks_failed) == (first.checks_passed, ())
    with instance_of(less) as instance:
        for name, left in (("stg_person", True), ("stg_note", True), ("fct_care_event", False), ("agg_delay", False)):
            said = instance.get_latest_materialization_event(dg.AssetKey(name)).asset_materialization.metadata
            assert ("unchanged" in said) is left, name
            assert "dagster/column_lineage" in said, name
    whole = tmp_path / "whole" / "warehouse.duckdb"
    whole.parent.mkdir()
    shutil.copy(less.warehouse, whole)
    before = contents(whole)
    dbt_build(project_dir(), whole, tmp_path / "target")
    assert differing(less.warehouse, whole) == []
    assert _described(less.warehouse) == _described(whole)
    assert contents(finished.warehouse) != before, "the note was read in the first run"


def _described(warehouse):
    """Return the columns of the marts with their types, constraints and descriptions."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
            "WHERE schema_name = 'marts' ORDER BY table_name, column_index"
        ).fetchall()


def test_marts_that_were_edited_by_hand_are_built_whole_by_dbt(finished_home, tmp_path, dbt_asked):
    finished, _ = finished_home
    home = Home(tmp_path / "home")
    shutil.copytree(finished.root, home.root)
    home.prepare()
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("DELETE FROM marts.fct_care_event")
    run_job(home)
    assert len(dbt_asked) == 1
    assert differing(home.warehouse, finished.warehouse) == []


def test_what_does_not_go_as_it_went_is_dbt_s_to_tell(less, dbt_asked, monkeypatch):
    """The same rows by the same SQL: here the SQL of a test is made to find some, which dbt's own does not."""
    usual = dbt_again.kept

    def kept(path):
        return tuple(
            dbt_again.Node(node.name, node.relation, node.language, "SELECT 1", node.sources)
            if node.name == "assert_pathway_complete"
            else node
            for node in usual(path)
        )

    monkeypatch.setattr(dbt_again, "kept", kept)
    run_job(less)
    assert [asked[0] for asked in dbt_asked] == ["build"]


def test_what_dbt_left_is_not_run_when_it_is_not_what_dbt_left(less, dbt_asked):
    left = less.dbt / "again.json"
    left.write_text(left.read_text(encoding="utf-8").replace("count(*)", "2"), encoding="utf-8")
    run_job(less)
    assert [asked[0] for asked in dbt_asked] == ["build"]


@pytest.fixture
def small(tmp_path):
    """Return a warehouse with a table made from a source, and the nodes that make and test it."""
    door = Warehouse(tmp_path / "warehouse.duckdb")
    with door.connect() as connection:
        connection.execute(
            "CREATE SCHEMA marts; CREATE TABLE source_here (n INT); INSERT INTO source_here VALUES (1), (2);"
            "CREATE TABLE marts.made (n INT NOT NULL); INSERT INTO marts.made VALUES (1)"
        )

    def nodes(model="SELECT n FROM source_here", test="SELECT n FROM marts.made WHERE n > 5", language="sql"):
        sources = ("source_here",)
        return (
            dbt_again.Node("made", "marts.made", language, model, sources),
            dbt_again.Node("few", "", "sql", test, sources),
        )

    def stands():
        with door.connect() as connection:
            return connection.execute("FROM marts.made ORDER BY ALL").fetchall()

    return door, nodes, stands


def test_a_table_is_filled_by_its_own_query_and_its_tests_are_asked(small):
    door, nodes, stands = small
    done = dbt_again.run(nodes(), (), door)
    assert (set(done.models), done.tests) == ({"made"}, {"few"})
    assert stands() == [(1,), (2,)]


def test_what_reads_nothing_that_changed_is_left(small):
    door, nodes, stands = small
    done = dbt_again.run(nodes(), ("source_here",), door)
    assert (set(done.models), done.tests) == (set(), frozenset())
    assert stands() == [(1,)]


@pytest.mark.parametrize(
    "changed",
    [
        {"test": "SELECT n FROM marts.made WHERE n > 1"},  # a test with a failing row
        {"model": "SELECT NULL AS n"},  # a contract that is broken
        {"model": "SELECT m FROM source_here"},  # SQL that cannot be asked
        {"model": "def model(dbt, session):\n    raise KeyError", "language": "python"},
    ],
)
def test_what_fails_is_taken_back(small, changed):
    door, nodes, stands = small
    assert dbt_again.run(nodes(**changed), (), door) is None
    assert stands() == [(1,)]


def _compiled(**changed):
    config = {"materialized": "table", "pre_hook": [], "post_hook": [], "severity": "ERROR", "fail_calc": "count(*)"}
    config |= {"warn_if": "!= 0", "error_if": "!= 0", "limit": None, "store_failures": None, "meta": {}, **changed}
    kind = config.pop("resource_type", "model")
    return SimpleNamespace(
        name="one", unique_id="one", resource_type=kind, relation_name="marts.one", language="sql",
        compiled_code="SELECT 1", depends_on_nodes=["source"], config=SimpleNamespace(**config),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, True),
        ({"resource_type": "test"}, True),
        ({"resource_type": "test", "severity": "error"}, True),
        ({"resource_type": "test", "severity": "warn"}, False),
        ({"resource_type": "test", "error_if": "> 5"}, False),
        ({"resource_type": "test", "limit": 3}, False),
        ({"post_hook": ["GRANT"]}, False),
        ({"materialized": "incremental"}, False),
        ({"resource_type": "snapshot"}, False),
    ],
)
def test_nothing_is_kept_of_a_build_with_more_than_is_done_here(changed, known):
    node = _compiled(**changed)
    manifest = SimpleNamespace(sources={"source": SimpleNamespace(name="note")}, nodes={"one": node})
    kept = dbt_again.nodes_of([node], manifest)
    assert [each.sources for each in kept] == ([("note",)] if known else [])


def test_all_models_and_tests_of_the_project_can_be_done_again(finished_home):
    finished, _ = finished_home
    manifest = parsed(project_dir(), finished.warehouse, finished.dbt)
    left = {node.name for node in dbt_again.kept(finished.dbt / "again.json")}
    views = {node.name for node in manifest.nodes.values() if node.config.materialized in ("view", "seed")}
    assert left == {node.name for node in manifest.nodes.values()} - views
