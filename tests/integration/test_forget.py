"""A patient who withdrew leaves no trace in the home, and does not come back; two runs wait for each other."""

import time

import duckdb
import pytest
from typer.testing import CliRunner
from warehouses import Forked

from onco_pipeline.cli import app
from onco_pipeline.distant.store import ModelStore
from onco_pipeline.errors import UserError
from onco_pipeline.forgetting import forget
from onco_pipeline.pipes.event_date.models import LinkModel
from onco_pipeline.private_files import partial_of
from onco_pipeline.running import run_job
from onco_pipeline.summary import show_forgotten
from resources.changed_people import PEOPLE
from resources.lock import exclusive, is_taken, lock_of
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration


def everything(path):
    """Return every value of every table of a DuckDB file, as text."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        rows = [row for schema, name in tables for row in connection.execute(f"FROM {schema}.{name}").fetchall()]
    return " ".join(str(value) for row in rows for value in row)


def traces(home, names):
    """Return the files of the home, databases read row by row, in which one of ``names`` stands."""
    databases = {path: everything(path).encode() for path in (home.warehouse, home.published)}
    others = (path for path in home.root.rglob("*") if path.is_file() and path.suffix != ".duckdb")
    contents = {**databases, **{path: path.read_bytes() for path in others}}
    return [path for path, content in contents.items() if any(name.encode() in content for name in names)]


def test_a_patient_who_withdrew_leaves_no_trace_and_stays_away(home):
    warehouse = Warehouse(home.warehouse)
    gone, kept = warehouse.read("person", columns=["person_id"])["person_id"].iloc[:2]
    notes = warehouse.read("note", where={"person_id": gone}, columns=["note_id"])["note_id"].tolist()
    before = warehouse.count("note", {"person_id": kept})
    assert traces(home, [gone, *notes]), "the patient was there"
    # A failed check names keys in the run history: stand in for one.
    (home.dagster / "history").mkdir(exist_ok=True)
    (home.dagster / "history" / "check.log").write_text(f'{{"failing_keys": ["{notes[0]}"]}}')
    (home.inbox / "more.csv").write_text(f"note_id,person_id\n1,{gone}\n")

    forgotten = forget(home, gone)
    assert forgotten.rows["omop.note"] == len(notes)
    assert forgotten.rows["marts.dim_patient"] == 1
    assert {"marts.agg_delay", "onco.extraction_rate"} <= set(forgotten.emptied)
    assert warehouse.count("extraction_rate") == 0, "counts of earlier runs held the patient's notes"
    assert forgotten.history
    assert forgotten.left == ("inbox/more.csv",)
    (home.inbox / "more.csv").unlink()
    assert traces(home, [gone, *notes]) == []

    summary = run_job(home)
    assert traces(home, [gone, *notes]) == []
    assert summary.rows_quarantined > len(notes)
    assert warehouse.count("note", {"person_id": kept}) == before
    assert set(warehouse.read("quarantine")["reason"]) == {"the patient withdrew (onco forget)"}
    assert forget(home, gone).rows == {}, "a second time is harmless"


def test_a_linker_trained_with_the_patient_goes_and_the_others_stay(home, capsys):
    gone, kept = Warehouse(home.warehouse).read("person", columns=["person_id"])["person_id"].iloc[:2]
    store = ModelStore(home.models)
    theirs, others = store.add(LinkModel.untrained(), [gone, kept]), store.add(LinkModel.untrained(), [kept])
    home.remember(linker="learned")
    store.use(theirs)
    assert home.linker == store.path(theirs)
    forgotten = forget(home, gone)
    assert forgotten.models == (theirs,)
    assert [version.name for version in store.versions()] == [others]
    assert home.linker is None, "the rules alone, until a linker is trained anew"
    show_forgotten(forgotten, home.root, None)
    told = capsys.readouterr().out
    assert f"models/{theirs}" in told and "onco linker train" in told
    assert forget(home, gone).models == ()


def test_what_a_killed_run_left_half_written_goes_too(home):
    gone = Warehouse(home.warehouse).read("person", columns=["person_id"])["person_id"].iloc[0]
    partials = [partial_of(home.published), partial_of(home.dbt / PEOPLE), partial_of(home.settings_path)]
    partials.append(partials[0].with_name(f"{partials[0].name}.wal"))
    copying = partial_of(home.inbox / "more.csv")
    for file in (*partials, copying):
        file.write_bytes(b"half")
    forgotten = forget(home, gone)
    assert {file.relative_to(home.root).as_posix() for file in partials} <= set(forgotten.files)
    assert not any(file.exists() for file in partials)
    assert copying.exists()  # the inbox is the hospital's
    copying.unlink()


def test_a_withdrawal_that_was_stopped_is_finished_by_a_second_one(home, monkeypatch):
    warehouse = Warehouse(home.warehouse)
    gone = warehouse.read("person", columns=["person_id"])["person_id"].iloc[0]
    notes = warehouse.read("note", where={"person_id": gone}, columns=["note_id"])["note_id"].tolist()
    (home.dagster / "history").mkdir(exist_ok=True)
    (home.dagster / "history" / "check.log").write_text(f'{{"failing_keys": ["{notes[0]}"]}}')  # names a note only

    def stop(*_):
        raise KeyboardInterrupt

    for where in ("resources.warehouse.Warehouse.publish", "resources.warehouse.Warehouse.compact"):
        with monkeypatch.context() as patch:
            patch.setattr(where, stop)
            with pytest.raises(KeyboardInterrupt):
                forget(home, gone)
    assert forget(home, gone).rows == {}
    assert traces(home, [gone, *notes]) == []


def test_an_unknown_patient_is_a_slip_of_the_pen(home):
    size = Warehouse(home.warehouse).count("note")
    with pytest.raises(UserError, match="nothing was removed"):
        forget(home, "nobody")
    assert Warehouse(home.warehouse).count("note") == size


def test_the_command_asks_first(home):
    person = Warehouse(home.warehouse).read("person", columns=["person_id"])["person_id"].iloc[0]
    answer = CliRunner().invoke(app, ["forget", person, "--home", str(home.root)], input="n\n")
    assert answer.exit_code == 1
    assert Warehouse(home.warehouse).count("person", {"person_id": person}) == 1


def count_of_published(home):
    with duckdb.connect(str(home.published), read_only=True) as reader:
        return reader.execute("SELECT count(*) FROM marts.fct_care_event").fetchone()


def test_two_runs_started_together_queue(home):
    with exclusive(lock_of(home.warehouse)):  # both meet a run under way
        assert is_taken(lock_of(home.warehouse))
        runs = [Forked("run", "--home", home.root) for _ in range(2)]
        for run in runs:
            assert run.says("waiting for it to end"), run.said()
    opened = duckdb.connect(str(home.published), read_only=True)
    counted, reads = count_of_published(home), 0
    while any(run.poll() is None for run in runs):  # readers meet no lock and no half-written copy
        assert count_of_published(home) == counted
        reads += 1
        time.sleep(0.2)
    assert reads > 5
    assert opened.execute("SELECT count(*) FROM marts.fct_care_event").fetchone() == counted
    opened.close()
    for run in runs:
        ended = run.ended()
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "0 with a warning" in ended.stdout
