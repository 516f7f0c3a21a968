"""The whole job on real parts: what it leaves, a second run, a source of notes alone."""

import json
from pathlib import Path

import dagster as dg
import duckdb
import pandas as pd
import pytest
from soaking import only_in_soak
from typer.testing import CliRunner

from onco_pipeline.errors import UserError
from onco_pipeline.evaluating import evaluate_world
from onco_pipeline.running import choose_source, run_job
from onco_pipeline.tables import CARE_EVENT, EXTRACTION_RATE, NOTE_EVENT, NOTE_EXTRACTION, STRUCTURED_EVENT
from resources.files import views_bound_to
from resources.home import Home
from resources.run_records import instance_of
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration


def test_a_run_leaves_events_marts_and_a_report(finished_home):
    home, summary = finished_home
    warehouse = Warehouse(home.warehouse, must_exist=True)
    assert summary.patients == 12
    assert summary.notes == summary.notes_treated == warehouse.count("note") > 20
    assert summary.notes_failed == 0
    assert not summary.checks_failed
    assert set(summary.events.index) == {"biopsy", "imaging", "metastasis", "oral_therapy", "pathology"}
    facts = warehouse.query("SELECT count(*) AS n FROM marts.fct_care_event")
    assert facts["n"][0] == warehouse.count("validated_care_event") == warehouse.count("care_event")
    report = (home.reports / "report.html").read_text(encoding="utf-8")
    assert 'id="cohort"' in report and "<mark" not in report
    pages = sorted((home.reports / "timelines").glob("*.html"))
    assert len(pages) == 4
    assert all('<mark class="event">' in page.read_text(encoding="utf-8") for page in pages)
    assert home.published.exists()


def test_whatever_the_copy_to_read_holds_says_what_it_is(finished_home):
    home, _ = finished_home
    with duckdb.connect(str(home.published), read_only=True) as copy:
        undescribed = copy.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL "
            "UNION SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal "
            "UNION SELECT table_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        )
        assert undescribed.fetchall() == [("warehouse_version",)]


def test_a_copy_under_another_name_reads_its_own_views(finished_home):
    home, _ = finished_home
    with Warehouse(home.warehouse).connect() as connection:
        assert not views_bound_to(home.warehouse.stem, connection)
        told = connection.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    with duckdb.connect(str(home.published), read_only=True) as copy:
        views = copy.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
        assert views == told and len(views) > 8
        assert copy.execute("SELECT count(*) FROM staging.stg_care_event").fetchall()[0][0] > 0


def test_rows_read_are_kept_or_quarantined(finished_home):
    home, _ = finished_home
    load = Warehouse(home.warehouse).read("source_load")
    assert (load["rows_read"] == load["rows_kept"] + load["rows_quarantined"]).all()


def test_every_event_traces_back_to_its_evidence(finished_home):
    home, _ = finished_home
    lost = Warehouse(home.warehouse).query(
        """
        SELECT care_event_id FROM onco.care_event
        WHERE care_event_id NOT IN (SELECT care_event_id FROM onco.event_evidence)
        UNION ALL
        SELECT care_event_id FROM onco.event_evidence
        WHERE evidence_table = 'note_event' AND evidence_id NOT IN (SELECT note_event_id FROM onco.note_event)
        """
    )
    assert lost.empty


def test_quotes_are_the_words_of_the_notes(finished_home):
    home, _ = finished_home
    wrong = Warehouse(home.warehouse).query(
        """
        SELECT count(*) AS n FROM onco.note_event AS e JOIN omop.note AS n USING (note_id)
        WHERE substring(n.note_text, e.quote_start + 1, e.quote_end - e.quote_start) <> e.quote
        """
    )
    assert wrong["n"][0] == 0


def test_a_second_run_treats_no_note_and_changes_nothing(finished_home):
    home, first = finished_home
    warehouse = Warehouse(home.warehouse)
    before = {table.name: warehouse.content_hash(table) for table in (NOTE_EVENT, NOTE_EXTRACTION, CARE_EVENT)}
    compiled = list((home.dbt / "build").rglob("fct_care_event.sql"))
    assert compiled, "dbt leaves what it ran"
    made = (*compiled, home.reports / "report.html", *home.reports.rglob("timelines/*"))
    written = [path.stat().st_mtime_ns for path in made]
    summary = run_job(home)
    assert summary.notes_treated == 0
    assert (summary.checks_passed, summary.checks_failed) == (first.checks_passed, ())
    assert [path.stat().st_mtime_ns for path in made] == written, "what nothing is new for is left"
    assert {table.name: warehouse.content_hash(table) for table in (NOTE_EVENT, NOTE_EXTRACTION, CARE_EVENT)} == before
    with instance_of(home) as instance:
        for table in (STRUCTURED_EVENT, CARE_EVENT, EXTRACTION_RATE):
            said = instance.get_latest_materialization_event(dg.AssetKey(table.name)).asset_materialization
            assert said.metadata["unchanged"].value, f"{table.name} is left as it is"


def test_a_home_does_not_change_its_source_by_mistake(finished_home, tmp_path):
    home, _ = finished_home
    with pytest.raises(UserError, match="--replace"):
        choose_source(home, tmp_path)
    with pytest.raises(UserError, match="no source at"):
        choose_source(home, tmp_path / "nowhere")


@pytest.mark.soak
@only_in_soak
def test_case_reports_alone_are_a_source(shared, tmp_path, clean_environment):
    lines = (shared / "corpora" / "fracco" / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    notes = pd.DataFrame(json.loads(line) for line in lines)
    (tmp_path / "reports").mkdir()
    notes[["note_id", "note_text"]].to_parquet(tmp_path / "reports" / "note.parquet")
    home = Home(tmp_path / "home").prepare()
    choose_source(home, tmp_path / "reports")
    summary = run_job(home)
    assert (summary.notes, summary.notes_treated, summary.notes_failed) == (1051, 1051, 0)
    assert summary.events.to_numpy().sum() > 2000


def test_events_and_timeline_are_written(finished_home, tmp_path):
    from onco_pipeline.cli import app

    home, summary = finished_home
    runner = CliRunner()
    written = runner.invoke(app, ["events", "--home", str(home.root), "--out", str(tmp_path / "events.jsonl")])
    assert written.exit_code == 0, written.output
    people = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert 1 <= len(people) <= summary.patients
    person = people[0]["person_id"]
    for ending in ("html", "svg", "png"):
        out = tmp_path / f"timeline.{ending}"
        drawn = runner.invoke(app, ["timeline", person, "--home", str(home.root), "--out", str(out)])
        assert drawn.exit_code == 0, drawn.output
        assert out.stat().st_size > 1000


@pytest.mark.parametrize("command", ["run", "extract", "evaluate", "events", "timeline", "synth", "ui"])
def test_every_command_has_help_with_an_example(command):
    from onco_pipeline.cli import app

    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: onco {command}" in shown.output


@pytest.mark.soak
@only_in_soak
def test_a_world_is_measured_on_what_the_job_makes_of_it(finished_home):
    home, _ = finished_home
    made = evaluate_world(Path(home.settings()["source"]), home=home.root, draws=40)
    measured = {measure.name: measure for measure in made.measures}
    assert made.patients == 12
    # Far below what is aimed at: twelve patients only tell that the chain holds.
    assert measured["events F1"].value > 0.7
    assert measured["date within one day"].value > 0.8
    assert measured["outside or uncoded"].judged > 5
    assert made.calibration_error is not None
