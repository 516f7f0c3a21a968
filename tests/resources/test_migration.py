"""A warehouse of an older version is brought up to date by a run, or refused with the way out; never half-read."""

from pathlib import Path

import duckdb
import pytest

from onco_pipeline.tables import TABLES
from resources import schema
from resources.warehouse import Warehouse, WarehouseVersionError

VERSION_1 = Path(__file__).with_name("warehouse_v1.sql").read_text(encoding="utf-8")

ROWS = """
INSERT INTO omop.person VALUES ('p1', 'f', NULL, NULL, 'f1');
INSERT INTO omop.note VALUES ('n1', 'p1', NULL, NULL, 'CRH', NULL, 'Scanner le 12/03/2019.', 'f2');
INSERT INTO onco.note_extraction VALUES ('n1', 'f2', 'v', 'extracted', 1, NULL), ('n2', 'f3', 'v', 'failed', 0, 'KeyError');
INSERT INTO onco.person_reconciliation VALUES ('p1', 'e', 1);
INSERT INTO onco.withdrawn_person VALUES ('hash', 'salt');
"""


@pytest.fixture
def old(tmp_path):
    """Return a warehouse that version 1 left."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(VERSION_1 + ROWS)
    return Warehouse(path)


def change(warehouse, *statements):
    with duckdb.connect(str(warehouse.path)) as connection:
        for statement in statements:
            connection.execute(statement)


def columns(warehouse):
    with duckdb.connect(str(warehouse.path), read_only=True) as connection:
        return connection.execute(
            "SELECT schema_name, table_name, column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE NOT internal AND table_name <> 'warehouse_version' ORDER BY 1, 2, column_index"
        ).fetchall()


def test_who_only_reads_is_refused_with_the_way_out(old):
    before = old.path.read_bytes()
    with pytest.raises(WarehouseVersionError, match="`onco run` brings it up to date"):
        old.count("note")
    assert old.path.read_bytes() == before


def test_a_run_brings_it_up_to_date_and_carries_its_rows_over(old, tmp_path):
    old.bring_up_to_date()
    assert old.count("note") == old.count("person") == 1
    ledger = {row["note_id"]: row["outcome"] for row in old.rows("note_extraction")}
    assert ledger == {"n1": "extracted", "n2": "quarantined"}
    assert old.rows("withdrawn_person") == [{"person_hash": "hash", "salt": "salt"}]
    fresh = Warehouse(tmp_path / "fresh.duckdb")
    assert [fresh.count(table) for table in TABLES] == [0] * len(TABLES)
    assert columns(old) == columns(fresh)
    assert old.bring_up_to_date() == ()


def test_a_table_with_other_columns_is_emptied_with_what_holds_together_with_it(old):
    old.bring_up_to_date()
    change(
        old,
        "ALTER TABLE onco.note_event DROP COLUMN date_kind",
        "ALTER TABLE omop.person ADD COLUMN shoe_size BIGINT",
        "DROP TABLE onco.event_evidence",
        "CREATE TABLE onco.of_old (x BIGINT)",
        "ALTER TABLE onco.withdrawn_person ADD COLUMN gone VARCHAR",
        "UPDATE onco.warehouse_version SET declaration = 'other'",
    )
    assert set(old.bring_up_to_date()) == {"omop.person", "onco.note_event", "onco.note_extraction"}
    assert old.count("note_extraction") == old.count("person") == old.count("event_evidence") == 0
    assert old.count("note") == old.count("person_reconciliation") == 1
    assert old.rows("withdrawn_person") == [{"person_hash": "hash", "salt": "salt"}]
    assert not [row for row in columns(old) if row[1] == "of_old" or row[1].startswith("old_")]


def test_a_step_that_fails_leaves_the_file_as_it_was(old, monkeypatch):
    before = columns(old)

    def fail(connection):
        connection.execute("DELETE FROM omop.note")
        raise ZeroDivisionError

    monkeypatch.setitem(schema.STEPS, 1, fail)
    with pytest.raises(ZeroDivisionError):
        old.bring_up_to_date()
    assert columns(old) == before
    with duckdb.connect(str(old.path)) as connection:
        assert connection.execute("SELECT count(*) FROM omop.note").fetchone() == (1,)
        assert connection.execute("SELECT version FROM onco.warehouse_version").fetchone() == (1,)


@pytest.mark.parametrize(("version", "way_out"), [(0, "too old .* move the file away"), (99, "newer .* install that")])
def test_what_cannot_be_brought_up_to_date_is_refused_and_left_alone(old, version, way_out):
    change(old, f"UPDATE onco.warehouse_version SET version = {version}")
    before = old.path.read_bytes()
    with pytest.raises(WarehouseVersionError, match=way_out):
        old.bring_up_to_date()
    assert old.path.read_bytes() == before


def test_every_version_has_its_step():
    assert sorted(schema.STEPS) == list(range(1, schema.SCHEMA_VERSION))


def test_no_warehouse_is_made_by_looking(tmp_path):
    assert Warehouse(tmp_path / "warehouse.duckdb").bring_up_to_date() == ()
    assert not list(tmp_path.iterdir())


def said(path):
    """Return what the tables and columns of a file say that they are."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE table_name <> 'warehouse_version'"
        ).fetchall()
        cells = connection.execute(
            "SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns() "
            "WHERE NOT internal AND table_name <> 'warehouse_version'"
        ).fetchall()
    return dict(tables + cells)


def test_tables_say_what_they_are_to_a_notebook_whatever_way_the_file_came_about(old, tmp_path):
    fresh = Warehouse(tmp_path / "fresh.duckdb")
    assert fresh.count("note") == 0
    told = said(fresh.path)
    assert None not in told.values()
    assert told["omop.death"] == "One row per deceased patient (CDM 5.4)"
    old.bring_up_to_date()
    assert said(old.path) == told
    # One of this version that was made before tables said so.
    change(fresh, *(f"COMMENT ON TABLE {table.qualified_name} IS NULL" for table in TABLES))
    fresh.bring_up_to_date()
    assert said(fresh.path) == told
    # One of a version that told otherwise of a column alone.
    change(fresh, "COMMENT ON COLUMN onco.care_event.status IS 'done or planned'")
    fresh.bring_up_to_date()
    assert said(fresh.path) == told
    fresh.compact()
    assert said(fresh.path) == said(fresh.publish(tmp_path / "published.duckdb")) == told
