"""Whatever comes in is kept or quarantined with a reason, row by row, and stops nothing.

A seeded sample in ``make test``; ten thousand notes and a thousand tables in ``make soak``.
"""

import os
import random
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from fuzzing import damage, notes, table_rows, write
from soaking import SOAK

from assets.mentions import ExtractionConfig, extract_pending
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.loading import ingest, ingest_table
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import SOURCE_TABLES
from resources.warehouse import Warehouse

pytestmark = [pytest.mark.integration, pytest.mark.soak]

SEED = int(os.environ.get("ONCO_SOAK_SEED", "7"))
NOTES, TABLES = (10_000, 1_000) if SOAK else (240, 40)


@pytest.fixture(scope="module")
def real(finished_home):
    """Return a few notes as the fictitious hospital writes them."""
    home, _ = finished_home
    return (
        Warehouse(home.warehouse)
        .query("SELECT note_text FROM omop.note ORDER BY note_id LIMIT 40")["note_text"]
        .tolist()
    )


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_every_fuzzed_note_is_kept_or_quarantined(tmp_path, real, kind):
    number = NOTES // 3 + 1
    frame = pd.DataFrame(list(notes(number, SEED + len(kind), real)), dtype=object)
    source = tmp_path / "source"
    source.mkdir()
    if kind == "parquet":
        frame.to_parquet(source / "note.parquet", index=False)
    elif kind == "csv":
        frame.to_csv(source / "note.csv", index=False)
    else:
        frame.to_json(source / "note.jsonl", orient="records", lines=True, force_ascii=False)
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    with warehouse.connect() as connection:
        loads = {load.source_table: load for load in ingest(Source.open(source), connection)}
    load = loads["note"]
    # A bare carriage return outside quotes ends a CSV row: only there may a row become two.
    assert load.rows_read == number if kind != "csv" else load.rows_read >= number
    assert load.rows_read == load.rows_kept + load.rows_quarantined
    quarantine = warehouse.read("quarantine", where={"source_table": "note"})
    assert len(quarantine) == load.rows_quarantined > 0
    assert quarantine["reason"].str.len().gt(5).all()
    assert quarantine["source_row"].is_unique
    # Half of them is what the faults drawn leave on average.
    assert warehouse.count("note") == load.rows_kept > number // 4

    done = extract_pending(warehouse, ExtractionConfig(note_timeout=10, batch_size=100))
    ledger = warehouse.read("note_extraction")
    assert set(ledger["note_id"]) == set(warehouse.read("note", columns=["note_id"])["note_id"])
    assert done.treated == len(ledger) == load.rows_kept
    # Only a note that takes too long may fail: any other class is a mistake of the program.
    assert set(ledger.loc[ledger["outcome"] != "extracted", "error"]) <= {"NoteTimeout"}
    assert (ledger["outcome"] != "extracted").mean() < 0.01
    wrong = warehouse.query(
        "SELECT count(*) AS n FROM onco.note_event JOIN omop.note USING (note_id) "
        "WHERE substring(note_text, quote_start + 1, quote_end - quote_start) <> quote"
    )
    assert wrong["n"][0] == 0
    assert warehouse.count("note_event") > number // 10


def test_every_row_of_a_fuzzed_table_is_kept_or_quarantined(tmp_path):
    outcomes = Counter()
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    with warehouse.connect() as connection:
        for number in range(TABLES):
            draw = random.Random(SEED * 100_000 + number)
            table = draw.choice(SOURCE_TABLES)
            frame = table_rows(table, draw)
            folder = tmp_path / str(number)
            folder.mkdir()
            path = write(frame, folder, table.name, draw)
            damaged = draw.random() < 0.3
            if damaged:
                damage(path, draw)
            if table.name != "note":
                (folder / "note.csv").write_text("note_id,note_text\n", encoding="utf-8")
            outcomes[take(connection, folder, table, len(frame), damaged, path)] += 1
    assert outcomes["taken"] > TABLES // 2
    assert outcomes["refused"] < TABLES // 2


def take(connection: duckdb.DuckDBPyConnection, folder: Path, table, rows: int, damaged: bool, path: Path) -> str:
    """Bring a table in; return whether it was taken or refused. A table is refused whole, and says why."""
    before = connection.execute(f"SELECT count(*) FROM {table.qualified_name}").fetchone()
    load, refusal = None, ""
    try:
        load = ingest_table(Source.open(folder), table, connection)
    except SourceError as error:
        refusal = str(error)
    if load is None:
        assert len(refusal) > 20
        assert connection.execute(f"SELECT count(*) FROM {table.qualified_name}").fetchone() == before
        sound = not damaged and path.suffix != ".jsonl" and rows
        # Where the draw spoils a column of every row, none of them is good.
        assert not sound or "not one of its" in refusal, f"{path.name} of a sound file was refused: {refusal}"
        return "refused"
    assert load.rows_read == load.rows_kept + load.rows_quarantined
    kept = connection.execute(
        f"SELECT count(*) FROM {table.qualified_name} WHERE row_fingerprint <> 'derived'"
    ).fetchone()[0]
    held = connection.execute("SELECT count(*) FROM omop.quarantine WHERE source_table = ?", [table.name]).fetchone()[0]
    assert (kept, held) == (load.rows_kept, load.rows_quarantined)
    if not damaged and path.suffix != ".csv":
        assert load.rows_read == rows
    return "taken"
