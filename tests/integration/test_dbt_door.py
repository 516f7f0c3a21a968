"""The door to dbt: what is read of the project is kept until a file of it changes, and mistakes are told."""

import gc
import json
import shutil
import subprocess
import sys
from contextlib import nullcontext

import pytest

from onco_pipeline.errors import UserError
from resources.collector import passed_over
from resources.dbt import dbt_build, prepare_manifest
from resources.dbt_runner import project_dir

pytestmark = pytest.mark.integration


def test_a_manifest_is_parsed_again_only_when_a_file_changed(tmp_path):
    project = tmp_path / "project"
    # A part of the project that stands on its own, and is read sooner.
    shutil.copytree(
        project_dir(),
        project,
        ignore=shutil.ignore_patterns("target", "logs", "marts", "intermediate", "tests", "seeds"),
    )
    manifest = prepare_manifest(project, tmp_path / "target", tmp_path / "warehouse.duckdb")
    made = manifest.stat().st_mtime_ns
    assert prepare_manifest(project, tmp_path / "target", tmp_path / "warehouse.duckdb").stat().st_mtime_ns == made
    (project / "models" / "staging" / "stg_note.sql").open("a", encoding="utf-8").write("\n-- changed\n")
    assert prepare_manifest(project, tmp_path / "target", tmp_path / "warehouse.duckdb").stat().st_mtime_ns != made
    assert "-- changed" in json.loads(manifest.read_text("utf-8"))["nodes"]["model.onco_pipeline.stg_note"]["raw_code"]


def test_a_manifest_is_written_from_a_kept_reading_in_a_process_that_ran_no_dbt(project_read, tmp_path):
    """The web server finds the reading that a run kept, and no manifest of this home yet."""
    asked = (
        "import sys; from pathlib import Path\n"
        "from resources.dbt import prepare_manifest; from resources.dbt_runner import project_dir;"
        "target = Path(sys.argv[1]);"
        "print(prepare_manifest(project_dir(), target, target.parent / 'warehouse.duckdb').stat().st_size)"
    )
    target = tmp_path / "target"
    manifest = prepare_manifest(project_dir(), target, tmp_path / "warehouse.duckdb")
    size, kept = manifest.stat().st_size, (target / "parsed.msgpack").stat().st_mtime_ns
    manifest.unlink()
    done = subprocess.run(
        [sys.executable, "-c", asked, str(target)], capture_output=True, text=True, cwd=project_dir().parent
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == size > 0
    assert (target / "parsed.msgpack").stat().st_mtime_ns == kept, "it was found, and not read anew"


def test_a_project_that_cannot_be_read_is_told(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(project_dir(), project, ignore=shutil.ignore_patterns("target", "logs"))
    (project / "models" / "marts" / "_marts.yml").write_text("models: [", encoding="utf-8")
    with pytest.raises(UserError, match="dbt cannot read the project"):
        prepare_manifest(project, tmp_path / "target", tmp_path / "warehouse.duckdb")


@pytest.mark.parametrize("frozen", [False, True])
def test_what_a_run_took_out_of_the_collector_s_rounds_stays_out_while_dbt_works(frozen, tmp_path, monkeypatch):
    project = tmp_path / "project"
    project.mkdir()
    (project / "dbt_project.yml").write_text("name: [", encoding="utf-8")
    monkeypatch.delattr(gc, "get_freeze_count")  # which counts them, one by one
    with passed_over() if frozen else nullcontext():
        with pytest.raises(UserError, match="dbt cannot read the project"):
            prepare_manifest(project, tmp_path / "target", tmp_path / "warehouse.duckdb")
        monkeypatch.undo()
        assert (gc.get_freeze_count() > 0) is frozen
    assert not gc.get_freeze_count()


def test_a_warehouse_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="run the job before the marts"):
        dbt_build(project_dir(), tmp_path / "warehouse.duckdb", tmp_path / "target")
