"""Rows that stand in the warehouse as the source has them: they are neither cleaned, nor checked, nor hashed again.

Most rows of a table that has changed are those of the run before. One that holds, to the character, what the warehouse
holds of it was cleaned and checked before: to clean it changes nothing, and it has the fingerprint that stands there.
That is so as long as the same program reads the same settings, and the table is as the run before left it; whoever
calls this knows (``resources/arrivals.py``). A row that is written otherwise in any way (a blank, a date in another
spelling), or that shares its key with another one, is read as ever.
"""

# Names come from onco_pipeline.tables.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from onco_pipeline.omop.checking import ALIVE, one_of
from onco_pipeline.omop.columns import BIRTH_PARTS, ROW_STATUS
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN, content_columns
from onco_pipeline.omop.patients import DERIVED
from onco_pipeline.table import Table, Type

__all__ = ["KNOWN", "RAW", "find", "is_any", "prepare", "stage_others"]

#: The rows of the source as text, and those of them that are known: ``source_row``, ``key`` and ``fingerprint``.
RAW, KNOWN = "onco_raw", "onco_known"


def prepare(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Create the temporary table of the rows as text."""
    texts = "".join(f", {column} VARCHAR" for column in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {RAW} (source_row BIGINT{texts})")


def find(table: Table, texts: Mapping[str, Sequence[str]], connection: duckdb.DuckDBPyConnection) -> None:
    """Create the temporary table of the rows that are known.

    Parameters
    ----------
    texts
        By the name of each column, those of :data:`RAW` that it may come from, the best first.
    """
    (key,) = table.key
    same = [_is_written(table, name, _first(texts.get(name, ()))) for name in content_columns(table)]
    status = _first(texts.get(ROW_STATUS, ()))
    conditions = [
        *same,
        f"w.{FINGERPRINT_COLUMN} <> '{DERIVED}'",
        f"({status} IS NULL OR lower({status}) IN {one_of(ALIVE)})",
        *(f"r.{part} IS NULL" for name in BIRTH_PARTS for part in texts.get(name, ())),
    ]
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {KNOWN} AS
        SELECT r.source_row, w.{key} AS key, w.{FINGERPRINT_COLUMN} AS fingerprint
        FROM {RAW} AS r JOIN {table.qualified_name} AS w ON {_first(texts.get(key, ()))} = w.{key}
        WHERE {" AND ".join(conditions)}
        """
    )
    _forget("key IN (SELECT key FROM onco_known GROUP BY key HAVING count(*) > 1)", connection)


def stage_others(table: Table, stage: str, cleaned: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Stage the rows that are not known, and then those whose key turned out to be that of one of these."""
    (key,) = table.key
    others = f"SELECT source_row, {cleaned} FROM {RAW} AS r WHERE NOT EXISTS (FROM {KNOWN} AS k WHERE {_SAME})"
    connection.execute(f"INSERT INTO {stage} {others}")
    if _forget(f"key IN (SELECT {key} FROM {stage})", connection):
        more = f"NOT EXISTS (FROM {stage} AS s WHERE s.source_row = r.source_row)"
        connection.execute(f"INSERT INTO {stage} {others} AND {more}")


_SAME = "k.source_row = r.source_row"


def is_any(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether a row is known."""
    return bool(connection.execute(f"FROM {KNOWN} LIMIT 1").fetchall())


def _forget(condition: str, connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute(f"DELETE FROM {KNOWN} WHERE {condition}").fetchall()[0][0]


def _first(columns: Sequence[str]) -> str:
    """Return the SQL of the first of some columns that holds something, be it blanks."""
    return f"coalesce({', '.join(f'r.{column}' for column in columns)})" if columns else "CAST(NULL AS VARCHAR)"


def _is_written(table: Table, name: str, text: str) -> str:
    """Return the SQL of "this text is how the warehouse's value is written": of a time with all of it, or as a day."""
    if table.column(name).type is not Type.TIMESTAMP:
        return f"{text} IS NOT DISTINCT FROM w.{name}"
    stands = f"CAST(w.{name} AS VARCHAR)"
    return f"({text} IS NOT DISTINCT FROM {stands} OR {text} || ' 00:00:00' = {stands})"
