"""Make the tables of a new warehouse, bring an older one up to date, and never half-read one of another version.

Whoever only reads meets an older warehouse with a refusal that names the way out; a run brings it up to
date first, in one transaction (:func:`migrate`). What cannot be carried over is emptied and rebuilt from the
source by that same run. Who withdrew is always carried over.
"""

# Names of tables come from onco_pipeline.tables or the catalogue, values go as parameters.
# ruff: noqa: S608

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb

from onco_pipeline import tables
from onco_pipeline.omop.connections import transaction
from onco_pipeline.table import Table
from resources.errors import WAY_OUT, WarehouseVersionError

#: Raised by one whenever rows of an older version need a step of :data:`STEPS` to mean the same.
SCHEMA_VERSION = 2

_VERSION_TABLE = "onco.warehouse_version"

#: Tables that hold only together: when the columns of one change, all of a group are rebuilt.
_TOGETHER = (
    frozenset({"onco.note_event", "onco.note_extraction"}),
    frozenset({"onco.care_event", "onco.event_evidence", "onco.person_reconciliation"}),
)


def _failed_is_called_quarantined(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE onco.note_extraction SET outcome = 'quarantined' WHERE outcome = 'failed'")


#: What turns the rows of a version into those of the next, by the version that they are of.
STEPS: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {1: _failed_is_called_quarantined}


@lru_cache(maxsize=1)
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
    made_with = _made_with(connection, path)
    if made_with is None:
        with transaction(connection):
            for schema in ("omop", "onco"):
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for table in tables.TABLES:
                connection.execute(table.ddl())
            _describe(connection)
            connection.execute(f"CREATE TABLE {_VERSION_TABLE} (version BIGINT, declaration VARCHAR)")
            connection.execute(f"INSERT INTO {_VERSION_TABLE} VALUES (?, ?)", [SCHEMA_VERSION, declaration_hash()])
    elif made_with != (SCHEMA_VERSION, declaration_hash()):
        raise WarehouseVersionError(
            f"{path} was made by another version of the program, with other tables: "
            f"`onco run` brings it up to date; or {WAY_OUT}"
        )


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Bring the file of an older version up to date, all of it or nothing; its tables say what they are.

    Returns
    -------
    tuple of str
        The tables that could not be carried over: empty now, and rebuilt by the run that follows.

    Raises
    ------
    WarehouseVersionError
        When ``path`` was made by a newer version, or by one that is too old, or is no warehouse at all.
    """
    made_with = _made_with(connection, path)
    if made_with is None:
        return ()
    if made_with == (SCHEMA_VERSION, declaration_hash()):
        with transaction(connection):
            _describe(connection)
        return ()
    version, _ = made_with
    if any(step not in STEPS for step in range(version, SCHEMA_VERSION)):
        raise WarehouseVersionError(f"{path} was made by a version that is too old (tables {version}): {WAY_OUT}")
    with transaction(connection):
        for step in range(version, SCHEMA_VERSION):
            STEPS[step](connection)
        emptied = _fit(connection)
        _describe(connection)
        connection.execute(f"DELETE FROM {_VERSION_TABLE}")
        connection.execute(f"INSERT INTO {_VERSION_TABLE} VALUES (?, ?)", [SCHEMA_VERSION, declaration_hash()])
    return emptied


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Write beside each table and column what it is, where that stands there otherwise: notebooks show it."""
    there = dict(
        connection.execute(
            "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    )
    columns: dict[str, dict[str, str]] = {}
    for name, column, told in connection.execute(
        "SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall():
        columns.setdefault(name, {})[column] = told
    for table in tables.TABLES:
        if (there.get(table.qualified_name), columns.get(table.qualified_name)) != table.descriptions():
            connection.execute(table.comments())


def _made_with(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, str] | None:
    """Return the version and the declarations that a file was made with; None for a new file."""
    names = {
        f"{schema}.{name}"
        for schema, name in connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
    }
    if not names:
        return None
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
    return version, declaration


def _fit(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Give every table the columns it is declared with; return the tables that lost their rows."""
    there = _columns(connection)
    declared = {table.qualified_name: table for table in tables.TABLES}
    changed = {name for name, table in declared.items() if name in there and there[name] != _wanted(table)}
    for group in _TOGETHER:
        if group & changed:
            changed |= group & set(there)
    for name in there:
        if name in changed or name not in declared:
            connection.execute(f"ALTER TABLE {name} RENAME TO old_{name.partition('.')[2]}")
    for table in tables.TABLES:
        connection.execute(table.ddl())
    emptied = []
    for name in sorted(set(there)):
        old = f"{name.partition('.')[0]}.old_{name.partition('.')[2]}"
        if name not in declared:
            connection.execute(f"DROP TABLE {old}")
        elif name in changed:
            if declared[name] is tables.WITHDRAWN_PERSON:
                # Nobody who withdrew may come back: a version that cannot carry this over needs a step.
                common = ", ".join(column for column in declared[name].column_names if column in dict(there[name]))
                connection.execute(f"INSERT INTO {name} ({common}) SELECT {common} FROM {old}")
            else:
                emptied.append(name)
            connection.execute(f"DROP TABLE {old}")
    return tuple(emptied)


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[tuple[str, tuple[str, bool]], ...]]:
    """Return name, type and nullability of the columns of every table of ours, in order."""
    rows = connection.execute(
        """
        SELECT schema_name || '.' || table_name, column_name, data_type, is_nullable FROM duckdb_columns()
        WHERE schema_name IN ('omop', 'onco') AND NOT internal AND schema_name || '.' || table_name <> ?
        ORDER BY 1, column_index
        """,
        [_VERSION_TABLE],
    ).fetchall()
    found: dict[str, list[tuple[str, tuple[str, bool]]]] = {}
    for table, column, kind, nullable in rows:
        found.setdefault(table, []).append((column, (kind, nullable)))
    return {table: tuple(columns) for table, columns in found.items()}


def _wanted(table: Table) -> tuple[tuple[str, tuple[str, bool]], ...]:
    return tuple((column.name, (column.type.value, column.nullable)) for column in table.columns)
