"""A run keeps the warehouse open between short calls, and lets go of it before what is long."""

import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import pandas as pd
import pytest

from assets.mentions import ExtractionConfig, extract_pending
from onco_pipeline.extraction import engines
from onco_pipeline.extraction.engines import NoteResult
from onco_pipeline.tables import NOTE, NOTE_EXTRACTION, PERSON_RECONCILIATION
from resources import warehouse as module
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "warehouse.duckdb"


@pytest.fixture
def door(path: Path) -> Warehouse:
    """The warehouse as a step of a run has it."""
    with (
        dg.build_init_resource_context() as context,
        WarehouseResource(path=str(path)).yield_for_execution(context) as it,
    ):
        yield it.door()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files opened from now on."""
    files: list[str] = []
    usual = duckdb.connect

    def connect(file: str, **more: object) -> duckdb.DuckDBPyConnection:
        files.append(file)
        return usual(file, **more)

    monkeypatch.setattr(module.duckdb, "connect", connect)
    return files


def is_free(path: Path) -> bool:
    """Return whether another process can open the file."""
    code = "import duckdb, sys; duckdb.connect(sys.argv[1], read_only=True)"
    return subprocess.run([sys.executable, "-c", code, str(path)], check=False, capture_output=True).returncode == 0


def test_calls_of_a_run_open_it_once_until_it_lets_go(door, path, opened):
    assert [door.count(NOTE), door.count(PERSON_RECONCILIATION), len(door.read(NOTE))] == [0, 0, 0]
    assert len(opened) == 1
    assert not is_free(path)
    door.let_go()
    assert is_free(path)
    assert (door.count(NOTE), len(opened)) == (0, 2)


def test_it_is_closed_when_the_run_ends(path):
    with dg.build_init_resource_context() as context:
        resource = WarehouseResource(path=str(path))
        with resource.yield_for_execution(context):
            resource.door().count(NOTE)
        assert is_free(path)
        resource.door().count(NOTE)
    assert is_free(path), "outside of a run each call opens and closes it"


def test_nothing_of_one_call_is_there_in_the_next(door):
    with door.connect() as connection:
        connection.execute("CREATE TEMP TABLE seen AS SELECT 1")
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
    with door.connect() as connection:
        assert connection.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)
        connection.execute("CREATE TEMP TABLE seen AS SELECT 2")


def test_after_a_failure_it_is_opened_anew(door, opened):
    door.count(NOTE)
    with pytest.raises(duckdb.CatalogException), door.transaction() as connection:
        connection.execute("FROM onco.no_such_table")
    assert (door.count(NOTE), len(opened)) == (0, 2)


def test_others_may_read_while_notes_are_extracted(door, path, opened, monkeypatch):
    row = dict.fromkeys(NOTE.column_names)
    notes = [
        {**row, "note_id": str(n), "person_id": "P", "note_text": "Scanner.", "row_fingerprint": str(n)}
        for n in range(4)
    ]
    door.upsert(NOTE, pd.DataFrame(notes))
    opened.clear()
    seen = []

    def extract(notes, **_):
        for note in notes:
            seen.append(is_free(path))
            yield [NoteResult(note["note_id"], [], None)]

    monkeypatch.setattr(engines, "extract", extract)
    assert extract_pending(door, ExtractionConfig(batch_size=1)).treated == 4
    assert seen == [True] * 4
    assert door.count(NOTE_EXTRACTION) == 4
    assert len(opened) == 4, "what one note left is written, and the next one read, in one go"


def test_two_thousand_notes_are_written_in_one_go_unless_a_smaller_batch_is_asked_for(door, opened, monkeypatch):
    row = dict.fromkeys(NOTE.column_names)
    notes = [
        {**row, "note_id": f"{n:04}", "person_id": "P", "note_text": "RAS.", "row_fingerprint": str(n)}
        for n in range(2_001)
    ]
    door.upsert(NOTE, pd.DataFrame(notes))
    opened.clear()
    monkeypatch.setattr(engines, "rows_of", lambda note, linker=None: [])
    assert extract_pending(door, ExtractionConfig()).treated == door.count(NOTE_EXTRACTION) == 2_001
    assert len(opened) == 2
