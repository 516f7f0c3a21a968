"""Make the tables of a new warehouse, and never half-read one that was made with others."""

# Names of tables come from onco_pipeline.tables, values go as parameters.
# ruff: noqa: S608

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from onco_pipeline import tables
from onco_pipeline.omop.connections import transaction
from resources.errors import WAY_OUT, WarehouseVersionError

#: Raised by one whenever a table of ``tables.py`` changes in a released version.
SCHEMA_VERSION = 1

_VERSION_TABLE = "onco.warehouse_version"


def declaration_hash() -> str:
    """Return a hash of every table's declaration: what a warehouse must have been made with."""
    ddl = "\n".join(table.ddl() for table in tables.TABLES)
    return hashlib.sha256(ddl.encode()).hexdigest()[:16]


def prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Create every table in a new file; refuse a file with other tables.

    Raises
    ------
    WarehouseVersionError
        When ``path`` was made by another version of the program, or is no warehouse at all.
    """
    names = {
        f"{schema}.{name}"
        for schema, name in connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
    }
    if not names:
        with transaction(connection):
            for schema in ("omop", "onco"):
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for table in tables.TABLES:
                connection.execute(table.ddl())
            connection.execute(f"CREATE TABLE {_VERSION_TABLE} (version BIGINT, declaration VARCHAR)")
            connection.execute(f"INSERT INTO {_VERSION_TABLE} VALUES (?, ?)", [SCHEMA_VERSION, declaration_hash()])
        return
    if _VERSION_TABLE not in names:
        raise WarehouseVersionError(
            f"{path} holds other tables than a warehouse; give another home, or, if it is a hospital's "
            "own database, name it as the source"
        )
    version, declaration = connection.execute(f"SELECT version, declaration FROM {_VERSION_TABLE}").fetchone()
    if version > SCHEMA_VERSION:
        raise WarehouseVersionError(
            f"{path} was made by a newer version of the program (tables {version}, this one knows "
            f"{SCHEMA_VERSION}): install that version, or {WAY_OUT}"
        )
    if version < SCHEMA_VERSION or declaration != declaration_hash():
        raise WarehouseVersionError(f"{path} was made by another version of the program, with other tables: {WAY_OUT}")
