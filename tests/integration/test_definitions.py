"""What the UI loads: one graph, a job, a schedule that is off, and a sensor that sees each file once."""

import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

import assets.common
from onco_pipeline.definitions import JOB_NAME, build_defs
from onco_pipeline.omop.source_config import SourceConfig
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import NOTE
from resources.home import Home

pytestmark = pytest.mark.integration

TYPES = {"VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "JSON"}


@pytest.fixture
def home(tmp_path, clean_environment):
    made = Home(tmp_path / "home").prepare()
    made.inbox.mkdir(parents=True, exist_ok=True)
    return made


@pytest.fixture
def look(home):
    """Return a function that evaluates the sensor of the inbox with a cursor."""
    sensor = build_defs(home).resolve_sensor_def("inbox")

    def evaluate(cursor=None):
        with dg.DagsterInstance.ephemeral() as instance:
            return sensor(dg.build_sensor_context(instance=instance, cursor=cursor))

    return evaluate


def drop(home, name, seconds):
    path = home.inbox / name
    path.write_text("note_id,note_text\n", encoding="utf-8")
    os.utime(path, (seconds, seconds))


def test_an_empty_inbox_starts_nothing(look):
    assert isinstance(look(), dg.SkipReason)


def test_a_new_file_starts_one_run_and_is_seen_once(home, look):
    drop(home, "a.csv", 1_600_000_000)
    first = look()
    (request,) = first.run_requests
    assert request.tags["inbox_files"] == "1"
    assert isinstance(look(first.cursor), dg.SkipReason)


def test_files_of_one_moment_start_one_run_and_a_later_one_another(home, look):
    drop(home, "a.csv", 1_600_000_000)
    drop(home, "b.parquet", 1_600_000_000)
    first = look()
    assert [request.tags["inbox_files"] for request in first.run_requests] == ["2"]
    drop(home, "c.jsonl", 1_600_000_060)
    second = look(first.cursor)
    assert [request.tags["inbox_files"] for request in second.run_requests] == ["1"]
    assert second.run_requests[0].run_key != first.run_requests[0].run_key


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "A.CSV", "a.csv.gz", "a.tsv", "a.jsonl", "a.ndjson.gz"])
def test_whatever_the_source_reads_of_the_inbox_starts_a_run(home, look, name):
    drop(home, name, 1_600_000_000)
    assert [part.path.name for part in Source(home.root, SourceConfig(drop_folder=home.inbox)).parts(NOTE)] == [name]
    assert len(look().run_requests) == 1


def test_a_file_that_keeps_an_old_time_starts_a_run(home, look):
    """As one that was renamed when its copy was whole, after a smaller one had come and gone by."""
    drop(home, "_large.csv", 1_600_000_000)
    drop(home, "small.csv", 1_600_000_060)
    first = look()
    (home.inbox / "_large.csv").rename(home.inbox / "large.csv")
    (request,) = look(first.cursor).run_requests
    assert request.tags["inbox_files"] == "1"


def test_a_file_that_went_and_came_again_starts_a_run(home):
    sensor = build_defs(home).resolve_sensor_def("inbox")
    drop(home, "a.csv", 1_600_000_000)
    (home.inbox / "a.csv").rename(home.root / "a.csv")
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor='{"a.csv": [1600000000000000000, 18]}')
        assert isinstance(sensor(context), dg.SkipReason)
        (home.root / "a.csv").rename(home.inbox / "a.csv")
        assert len(sensor(dg.build_sensor_context(instance=instance, cursor=context.cursor)).run_requests) == 1


def test_a_cursor_of_an_older_version_starts_one_run(home, look):
    drop(home, "a.csv", 1_600_000_000)
    assert len(look("1600000000000000000").run_requests) == 1


def test_a_file_that_is_written_again_starts_a_run_again(home, look):
    drop(home, "a.csv", 1_600_000_000)
    first = look()
    drop(home, "a.csv", 1_600_000_060)
    assert len(look(first.cursor).run_requests) == 1


def test_other_files_start_nothing(home, look):
    drop(home, "readme.txt", 1_600_000_000)
    drop(home, "half.csv.part", 1_600_000_000)
    assert isinstance(look(), dg.SkipReason)


def test_everything_loads_and_the_schedule_waits_for_its_user(home):
    defs = build_defs(home)
    dg.Definitions.validate_loadable(defs)
    schedule = defs.resolve_schedule_def("nightly")
    assert schedule.job_name == JOB_NAME
    assert schedule.default_status is dg.DefaultScheduleStatus.STOPPED


def test_the_marts_hang_on_validated_events_and_those_on_the_checks(home):
    graph = build_defs(home).resolve_asset_graph()

    def above(name):
        return {key.to_user_string() for key in graph.get(dg.AssetKey(name)).parent_keys}

    assert above("stg_care_event") == {"validated_care_event"}
    assert above("validated_care_event") == {"care_event", "event_evidence", "note_event"}
    blocking = {key.asset_key.to_user_string() for key in graph.asset_check_keys if key.name == "blocking_expectations"}
    assert {"note", "person", "note_event", "structured_event", "care_event", "event_evidence"} <= blocking


def test_every_asset_says_what_it_is(home):
    graph = build_defs(home).resolve_asset_graph()
    files = set()
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        assert node.description, key
        assert node.group_name != "default", key
        assert node.owners, key
        assert node.kinds, key
        columns = node.metadata.get("dagster/column_schema")
        if columns is None:
            files.add(key.to_user_string())
            assert node.kinds & {"html", "file", "pytorch"}, f"{key}: what is no file is a table, and tells its columns"
            continue
        assert columns.columns, key
        for column in columns.columns:
            assert column.description, f"{key}.{column.name} has no description"
            assert column.type in TYPES, f"{key}.{column.name} is of type {column.type}"
    assert len(graph.materializable_asset_keys) - len(files) > 40
    assert {"cohort_report", "export_omop", "linker_model", "data_docs"} <= files


def test_every_dbt_test_is_an_asset_check(home):
    import json

    from resources.dbt import prepare_manifest
    from resources.dbt_runner import project_dir

    manifest = json.loads(prepare_manifest(project_dir(), home.dbt, home.warehouse).read_text(encoding="utf-8"))
    tests = {node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test"}
    checks = {key.name for key in build_defs(home).resolve_asset_graph().asset_check_keys}
    assert tests <= checks


def test_a_page_on_the_disk_is_told_by_an_address_to_copy():
    told = assets.common.address(Path("/srv/onco data/report.html"))
    assert "`file:///srv/onco%20data/report.html`" in told.value


def test_everything_in_the_ui_says_what_it_is(home):
    definitions = build_defs(home)
    graph = definitions.resolve_asset_graph()
    mute = [key.to_user_string() for key in (*graph.asset_check_keys, *graph.materializable_asset_keys)
            if not graph.get(key).description]  # fmt: skip
    mute += [each.name for each in (*definitions.schedules, *definitions.sensors) if not each.description]
    assert not mute
    told = {key.name: graph.get(key).description for key in graph.asset_check_keys}
    assert told["assert_no_event_after_death"] == "No performed event lies after the patient's death."


def test_to_look_at_the_graph_makes_no_home(tmp_path, clean_environment):
    """As 'dagster definitions validate' does, or whoever imports it for something else."""
    command = [sys.executable, "-c", "import onco_pipeline.definitions"]
    environment = {**os.environ, "PYTHONPATH": str(Path(assets.common.__file__).parents[1])}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, timeout=300)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_moved_away_while_the_sensor_looks_is_no_error(home, monkeypatch):
    gone = [(home.inbox / "gone.csv", None)]
    monkeypatch.setattr("onco_pipeline.definitions.dropped_files", lambda _: gone)
    sensor = build_defs(home).resolve_sensor_def("inbox")
    with dg.DagsterInstance.ephemeral() as instance:
        assert isinstance(sensor(dg.build_sensor_context(instance=instance)), dg.SkipReason)
