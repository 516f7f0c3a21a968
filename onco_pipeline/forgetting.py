"""``onco forget``: remove every trace of a patient from a home, and keep them out of later runs.

What is not the program's is left and named: the source, and files that someone put into the inbox.
"""

# Names of tables are read from the warehouse's own catalogue, values go as parameters.
# ruff: noqa: S608

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from onco_pipeline.errors import UserError
from onco_pipeline.omop.withdrawals import is_withdrawn, withdraw
from onco_pipeline.private_files import partial_of
from onco_pipeline.tables import EXTRACTION_RATE, QUARANTINE, SOURCE_TABLES
from resources.changed_people import PEOPLE
from resources.home import Home
from resources.lock import exclusive, lock_of
from resources.warehouse import Warehouse

#: Columns that name a patient or something of theirs, by the table that gives their values.
_PERSON = "person_id"
#: Files larger than this are read in pieces.
_PIECE = 1 << 24


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, and what is left because it is not the program's.

    Attributes
    ----------
    rows
        Rows removed, by table.
    emptied
        Study tables over several patients: emptied, and made anew by the next run.
    files
        Files removed, relative to the home.
    models
        Trained linkers that may hold traces of the patient, removed; the rules date the events until the next training.
    history
        Whether Dagster's record of past runs named the patient and was removed.
    left
        Files outside the program's care that still name the patient.
    """

    rows: dict[str, int]
    emptied: tuple[str, ...]
    files: tuple[str, ...]
    models: tuple[str, ...]
    history: bool
    left: tuple[str, ...]


def forget(home: Home, person_id: str) -> Forgotten:
    """Remove a patient who withdrew from the warehouse, its published copy, the reports and the run history.

    Files go first, then the rows in one transaction, then the warehouse is written afresh, so that nothing
    stays in its free pages. Later runs quarantine the patient's rows unread. Calling it again is harmless.

    Raises
    ------
    UserError
        When nothing in the home is about ``person_id``, so that a slip of the pen is noticed.
    """
    warehouse = Warehouse(home.warehouse, must_exist=True)
    with exclusive(lock_of(home.warehouse)):
        with warehouse.connect() as connection:
            names = _names(connection, person_id)
            if names is None and not is_withdrawn(connection, person_id):
                raise UserError(
                    f"Nothing in {home.root} is about a patient {person_id!r}: nothing was removed. "
                    "Look the identifier up in omop.person."
                )
        known = [person_id, *sorted({value for values in (names or {}).values() for value in values})]
        # Files first: only the rows tell which they are. Stopped anywhere on the way, a second call does the rest.
        files = (*_remove_files(home, known), *_remove_partial(home))
        models = _remove_models(home, person_id)
        history = _remove_history(home, known)
        with warehouse.transaction() as connection:
            rows = _delete(connection, person_id, names or {})
            emptied = _empty_aggregates(connection) if rows else ()
            withdraw(connection, person_id)
        warehouse.compact()
        if home.published.exists():
            warehouse.publish(home.published)
        return Forgotten(rows, emptied, files, models, history, _left(home, known))


def _names(connection: duckdb.DuckDBPyConnection, person_id: str) -> dict[str, list[str]] | None:
    """Return the keys of the patient's rows by name of their column; None when there is no row."""
    names: dict[str, list[str]] = {}
    found = False
    for schema, table, columns in _tables(connection):
        if _PERSON not in columns:
            continue
        keys = [column for column in columns if column.endswith("_id") and column in _own_keys()]
        sql = ", ".join(["1", *keys])
        for _, *values in connection.execute(
            f"SELECT DISTINCT {sql} FROM {schema}.{table} WHERE {_PERSON} = ?", [person_id]
        ).fetchall():
            found = True
            for key, value in zip(keys, values, strict=True):
                if value is not None:
                    names.setdefault(key, []).append(str(value))
    return {key: sorted(set(values)) for key, values in names.items()} if found else None


def _own_keys() -> frozenset[str]:
    """Columns whose values belong to one patient only."""
    return frozenset({name for table in SOURCE_TABLES for name in table.key} | {"note_event_id", "care_event_id"}) - {
        _PERSON
    }


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, list[str]]]:
    return connection.execute(
        """
        SELECT schema_name, table_name, list(column_name ORDER BY column_index)
        FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
        WHERE NOT duckdb_tables.internal AND NOT temporary GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()


def _delete(connection: duckdb.DuckDBPyConnection, person_id: str, names: dict[str, list[str]]) -> dict[str, int]:
    removed = {}
    for schema, table, columns in _tables(connection):
        conditions: list[str] = []
        values: list[str | list[str]] = []
        if _PERSON in columns:
            conditions.append(f"{_PERSON} = ?")
            values.append(person_id)
        for key, known in names.items():
            if key in columns:
                conditions.append(f"{key} IN (SELECT unnest(?))")
                values.append(known)
        if table == QUARANTINE.name:
            conditions.append("source_key IN (SELECT unnest(?))")
            values.append([person_id, *(value for known in names.values() for value in known)])
        if conditions:
            sql = f"DELETE FROM {schema}.{table} WHERE {' OR '.join(conditions)}"
            count = connection.execute(sql, values).fetchone()[0]
            if count:
                removed[f"{schema}.{table}"] = count
    return removed


def _empty_aggregates(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Empty the tables whose rows are over several patients: the next run makes them again.

    The rates of earlier runs, which counted the patient's notes too, are among them: the drift check begins anew.
    """
    emptied = []
    for schema, table, columns in _tables(connection):
        study = schema in ("marts", "staging") and table.startswith(("agg_", "fct_", "int_"))
        if (study and _PERSON not in columns) or table == EXTRACTION_RATE.name:
            connection.execute(f"DELETE FROM {schema}.{table}")
            emptied.append(f"{schema}.{table}")
    return tuple(emptied)


def _pattern(names: Iterable[str]) -> re.Pattern[bytes]:
    alternatives = b"|".join(re.escape(name.encode()) for name in sorted(names, key=len, reverse=True))
    return re.compile(rb"(?<![\w])(?:" + alternatives + rb")(?![\w])")


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if pattern.search(tail + piece):
                return True
            tail = piece[-512:]
    return False


def _remove_files(home: Home, names: list[str]) -> tuple[str, ...]:
    """Remove reports, timelines and dbt's leavings that name the patient."""
    pattern, removed = _pattern(names), []
    home.steps.unlink(missing_ok=True)  # hashes of what is about to go, some of one patient's rows alone
    (home.dbt / PEOPLE).unlink(missing_ok=True)
    for folder in (home.reports, home.dbt):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and _holds(path, pattern):
                path.unlink()
                removed.append(path.relative_to(home.root).as_posix())
    # Exports number patients and notes by their order: without one, all of them are others. They are made again.
    for path in sorted(home.exports.rglob("*")) if home.exports.is_dir() else ():
        if path.is_file():
            path.unlink()
            removed.append(path.relative_to(home.root).as_posix())
    return tuple(removed)


def _remove_models(home: Home, person_id: str) -> tuple[str, ...]:
    """Remove the linkers that were trained with the patient's notes: weights may hold traces of what they learned."""
    if not home.models.is_dir():
        return ()
    from onco_pipeline.distant.store import ModelStore  # torch, only where there are models

    store = ModelStore(home.models)
    names = store.trained_with(person_id)
    store.remove(names)
    return names


def _remove_partial(home: Home) -> tuple[str, ...]:
    """Remove what a killed run left half-written, copies of the warehouse and any other file of the home."""
    pattern = partial_of(Path("*")).name
    found = (file for name in (pattern, f"{pattern}.wal") for file in home.root.rglob(name) if file.is_file())
    left = sorted(file for file in found if home.inbox not in file.parents)
    for file in left:
        file.unlink()
    return tuple(file.relative_to(home.root).as_posix() for file in left)


def _remove_history(home: Home, names: list[str]) -> bool:
    """Remove Dagster's record of past runs when any of it names the patient (keys of failed checks do).

    All of it: an event log is many files and indices that quote one another. Schedules and the
    sensor's cursor stay.
    """
    pattern = _pattern(names)
    folders = [home.dagster / name for name in ("history", "storage", "logs")]
    named = any(_holds(path, pattern) for folder in folders for path in folder.rglob("*") if path.is_file())
    if named:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
    return named


def _left(home: Home, names: list[str]) -> tuple[str, ...]:
    pattern = _pattern(names)
    files = (path for path in sorted(home.inbox.rglob("*")) if path.is_file())
    return tuple(path.relative_to(home.root).as_posix() for path in files if _holds(path, pattern))
