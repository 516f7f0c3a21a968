"""Slips of the pen at the command: they are answered, they make nothing, and above all they cost nothing."""

import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import onco_pipeline
from onco_pipeline.cli import app
from onco_pipeline.comparing import Plan, compare
from onco_pipeline.errors import UserError
from onco_pipeline.exporting import export
from onco_pipeline.extraction.pipeline import RULES
from onco_pipeline.private_files import refuse_tables
from onco_pipeline.reporting import write_report
from onco_pipeline.running import _failure, choose_source, open_ui, run_job
from onco_pipeline.synthesis import generate
from resources.home import Home
from resources.hospital import HospitalResource
from resources.warehouse import Warehouse


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "omop"
    folder.mkdir()
    (folder / "note.csv").write_text("note_id,note_text\n1,Biopsie le 12/03/2019.\n", encoding="utf-8")
    return folder


def test_nothing_is_written_among_the_tables_of_a_hospital(source, tmp_path):
    before = files(source)
    with pytest.raises(UserError, match=r"holds tables of a source \(note\.csv\)"):
        generate(source, patients=1)
    with pytest.raises(UserError, match="holds tables of a source"):
        Home(source).prepare()
    Warehouse(tmp_path / "home" / "warehouse.duckdb").count("note")
    with pytest.raises(UserError, match="holds tables of a source"):
        export(Home(tmp_path / "home"), "omop", source)
    assert files(source) == before
    assert [path.name for path in source.iterdir()] == ["note.csv"]


def test_a_fictitious_hospital_takes_the_place_of_one(tmp_path):
    generate(tmp_path, patients=1, seed=1)
    first = files(tmp_path)
    generate(tmp_path, patients=1, seed=2)
    assert files(tmp_path) != first
    with pytest.raises(UserError, match=r"death\.parquet"):
        refuse_tables(tmp_path)


@pytest.mark.parametrize(
    "command",
    [
        ["events", "--out", "e.jsonl"],
        ["timeline", "P1", "--out", "p.html"],
        ["report", "--out", "r.html"],
        ["export", "fhir", "--out", "x"],
        ["forget", "P1", "--yes"],
        ["linker", "train"],
        ["linker", "list"],
        ["linker", "use", "rules"],
    ],
)
def test_a_home_that_is_mistyped_is_not_made(command, tmp_path, clean_environment):
    ended = CliRunner().invoke(app, [*command, "--home", str(tmp_path / "hmoe")])
    assert isinstance(ended.exception, UserError)
    assert "There is no warehouse" in str(ended.exception)
    assert not (tmp_path / "hmoe").exists()


@pytest.mark.parametrize("command", [["timeline", "-7", "--out", "p.html"], ["forget", "-7", "--yes"]])
def test_a_patient_may_be_called_by_a_negative_number(command, tmp_path, clean_environment):
    there = ["--home", str(tmp_path / "home")]
    assert "There is no warehouse" in str(CliRunner().invoke(app, [*command, *there]).exception)
    mistyped = CliRunner().invoke(app, [*command, "--hoem", str(tmp_path / "home")])
    assert mistyped.exit_code == 2 and "--hoem" in mistyped.output


def test_a_source_that_gave_nothing_binds_no_home(source, tmp_path):
    home = Home(tmp_path / "home")
    (tmp_path / "mistyped").mkdir()
    for folder in (tmp_path / "mistyped", source):
        home.root.mkdir(exist_ok=True)
        choose_source(home, folder)
        Warehouse(home.warehouse).count("note")  # a run that stopped leaves a warehouse without notes
    assert home.settings()["source"] == str(source)


def test_one_slip_that_stops_many_steps_is_told_once(tmp_path):
    def failed(step, said):
        error = SimpleNamespace(cls_name="UserError", message=f"UserError: {said}", cause=None)
        return SimpleNamespace(is_step_failure=True, step_key=step, step_failure_data=SimpleNamespace(error=error))

    events = [failed("a", "quality.yaml: no"), failed("b", "quality.yaml: no"), failed("c", "other")]
    told = _failure(SimpleNamespace(all_events=events, run_id="7"), [], Home(tmp_path)).splitlines()
    assert told[:2] == ["Steps a, b failed: quality.yaml: no", "Step c failed: other"]


def test_a_share_that_is_none_is_told_before_anything_is_made(tmp_path):
    with pytest.raises(UserError, match="3 is no share"):
        compare(Plan(10, 3, noise=(0.2, 3.0)), {}, tmp_path / "work")
    assert not (tmp_path / "work").exists()


def test_the_example_of_the_comparison_has_the_shares_of_the_plan(tmp_path, monkeypatch):
    """As its help prints it: no share of labels to spoil is named, nor a number of trainings."""
    asked = []
    monkeypatch.setattr("onco_pipeline.comparing.compare", lambda plan, golds: asked.append(plan) or {})
    monkeypatch.setattr("onco_pipeline.comparing.render", lambda *_: "page")
    for given in ([], ["--noise", "0.4"]):
        done = CliRunner().invoke(app, ["linker", "compare", "--out", str(tmp_path / "page.md"), *given])
        assert done.exit_code == 0, done.exception
    assert [plan.noise for plan in asked] == [Plan(1, 1).noise, (0.4,)]


@pytest.mark.parametrize(
    "command",
    [
        ["linker", "compare", "--out", "PLACE"],
        ["linker", "compare", "--out", "page.md", "--json", "PLACE"],
        ["calibrate", "hospital", "--out", "PLACE"],
        ["evaluate", "notes.jsonl", "gold.jsonl", "--json", "PLACE"],
        ["evaluate", "--world", "hospital", "--json", "PLACE"],
        ["extract", "notes.jsonl", "--out", "PLACE"],
    ],
)
def test_a_place_that_cannot_take_the_outcome_is_told_before_the_work(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for work in (
        "comparing.compare",
        "calibrating.calibrate",
        "evaluating.evaluate_files",
        "evaluating.evaluate_world",
    ):
        monkeypatch.setattr(f"onco_pipeline.{work}", lambda *_, **__: pytest.fail("the work began"))
    for place, told in (("nowhere/it.json", "There is no folder nowhere"), (".", "is a folder")):
        done = CliRunner().invoke(app, [word.replace("PLACE", place) for word in command])
        assert isinstance(done.exception, UserError)
        assert told in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_written_as_what_it_is(tmp_path):
    with pytest.raises(UserError, match=r"give .*report\.pdf the ending \.html"):
        write_report(Home(tmp_path), tmp_path / "report.pdf")


def test_the_version_is_told():
    told = CliRunner().invoke(app, ["--version"]).output
    assert f"rules{RULES}" in told
    assert "compiled" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("source: [a", "no readable YAML"),
        ("hello", "write settings such as"),
        ("reconcilation: {pause: 90}", "there is no setting reconcilation; there are source, linker, reconciliation"),
        ("linker: v0001", "linker is learned or rules"),
        (b"source: h\xf4pital", "no readable YAML"),
    ],
)
def test_a_slip_in_the_settings_of_a_home_is_told(tmp_path, text, told):
    home = Home(tmp_path)
    content = text if isinstance(text, bytes) else text.encode()
    home.settings_path.write_bytes(content)
    for act in (home.settings, lambda: home.remember(linker="rules")):
        with pytest.raises(UserError, match=told) as error:
            act()
        assert str(home.settings_path) in str(error.value)
    assert home.settings_path.read_bytes() == content


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("settings.yaml", "reconciliation: {imaging: {before: -2}}"),
        ("study.yaml", "small_cell_threshold: 0"),
        ("quality.yaml", "note: {no_such_expectation: {min: 1}}"),
    ],
)
def test_a_slip_in_any_settings_is_told_before_a_note_is_read(tmp_path, monkeypatch, file, text):
    """A first run reads notes for hours: it does not begin with settings that would stop it at their end."""
    monkeypatch.setattr("onco_pipeline.running.build_defs", lambda *_: pytest.fail("the run began"))
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=file):
        run_job(Home(tmp_path))


def test_a_home_that_lost_the_name_of_its_source_is_not_filled_with_a_fictitious_hospital(source, tmp_path):
    """Whoever writes settings.yaml anew for a tolerance, and leaves the source out, keeps the notes of the hospital."""
    home = Home(tmp_path / "home")
    resource = HospitalResource(home=str(home.root), patients=1)
    with pytest.raises(UserError, match="names no source, but the warehouse was built from one"):
        resource.open(holds_notes=True)
    assert not home.synthetic.exists()
    assert resource.open().path == home.synthetic  # a new home, and then one that was built from it
    assert resource.open(holds_notes=True).path == home.synthetic
    home.remember(source=str(source))
    assert resource.open(holds_notes=True).path == source


def test_a_port_that_is_taken_is_told_before_the_ui_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr("os.execv", lambda *_: pytest.fail("the UI was started"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=f"Port {port} of 127.0.0.1 is taken.*--port"):
            open_ui(Home(tmp_path), port)


@pytest.fixture
def crowded(tmp_path):
    """Return a folder whose packages bear the names of two of ours."""
    for name in ("assets", "resources"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    return tmp_path


def test_packages_of_the_same_name_are_told_of(crowded):
    command = [sys.executable, "-m", "onco_pipeline.cli", "events", "--out", "e.jsonl", "--home", "home"]
    root = str(Path(onco_pipeline.__file__).parents[1])
    ended = subprocess.run(command, cwd=crowded, env={"PYTHONPATH": root}, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith(
        f"onco: {crowded / 'resources'} is a package called resources, and Python looks there"
    )
    assert "Traceback" not in ended.stderr


def test_the_ui_looks_for_our_modules_first(crowded, monkeypatch, clean_environment):
    monkeypatch.chdir(crowded)
    calls = []
    monkeypatch.setattr("onco_pipeline.running.os.execv", lambda _, arguments: calls.append(arguments))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    open_ui(Home(crowded / "home").prepare(), port)
    (arguments,) = calls
    root = Path(arguments[arguments.index("--working-directory") + 1])
    assert all((root / room / "__init__.py").is_file() for room in ("onco_pipeline", "assets", "resources"))
    assert root != crowded


def test_a_warehouse_of_a_source_that_nothing_names_is_not_called_that_of_the_fictitious_hospital(source, tmp_path):
    home = Home(tmp_path / "home")
    home.root.mkdir()
    home.warehouse.write_bytes(b"no database")
    with pytest.raises(UserError, match="was built from a source that its settings do not name"):
        choose_source(home, source)
