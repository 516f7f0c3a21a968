"""Rows that stand in the warehouse as the source has them: they are neither cleaned, nor checked, nor hashed again.

Most rows of a table that has changed are those of the run before. One that holds, to the character, what the warehouse
holds of it was cleaned and checked before: to clean it changes nothing, and it has the fingerprint that stands there.
That is so as long as the same program reads the same settings, and the table is as the run before left it; whoever
calls this knows (``resources/arrivals.py``). A row that is written otherwise in any way (a blank, a date in another
spelling), or that shares its key with another one, is read as ever.

A batch is compared when it is read, so that of a row that is known no more than its number is held: with the rows of
the warehouse whose keys lie between its least and its greatest, which are few where the rows come in the order of their
keys. A batch whose keys lie far apart is held, and compared with the others of this kind at the end.
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

__all__ = ["FIRST", "KNOWN", "RAW", "TEXT", "find", "is_any", "prepare", "stage_others", "take"]

#: The rows of the source as text that are not known, or not yet, and those that are: ``source_row``, ``key`` and
#: ``fingerprint``; and the texts of the first notes.
RAW, KNOWN, FIRST = "onco_raw", "onco_known", "onco_first"
#: The type of a text that is only passing through: DuckDB compresses temporary tables of more rows than a row group
#: has, which took twice as long as all else that is done with the notes of a large hospital.
TEXT = "VARCHAR USING COMPRESSION uncompressed"
#: A batch is compared by itself with as many rows of the warehouse as it has at most, times this.
_FEW_TIMES = 4


def prepare(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Create the temporary tables."""
    texts = "".join(f", {column} {TEXT}" for column in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {RAW} (source_row BIGINT{texts})")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {KNOWN} (source_row BIGINT, key VARCHAR, fingerprint VARCHAR)")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {FIRST} (note_text {TEXT})")


def take(table: Table, texts: Mapping[str, Sequence[str]], batch: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Take in a batch: what is known of it where that is told at little cost, and the rows as text of all else.

    Parameters
    ----------
    texts
        By the name of each column, those of the batch that it may come from, the best first.
    batch
        The SQL of its rows, with the columns of :data:`RAW`.
    """
    key = _first(texts.get(table.key[0], ()))
    first_row, rows, *between = connection.execute(
        f"SELECT min(source_row), count(*), min({key}), max({key}) FROM ({batch}) AS r"
    ).fetchall()[0]
    near = f"w.{table.key[0]} BETWEEN ? AND ?"
    of_them = connection.execute(f"SELECT count(*) FROM {table.qualified_name} AS w WHERE {near}", between)
    if of_them.fetchall()[0][0] > _FEW_TIMES * rows:
        connection.execute(f"INSERT INTO {RAW} {batch}")
        return
    connection.execute(f"INSERT INTO {KNOWN} {_compared(table, texts, f'({batch})')} AND {near}", between)
    is_known = f"FROM {KNOWN} AS k WHERE k.source_row >= {first_row or 0} AND {_SAME}"
    connection.execute(f"INSERT INTO {RAW} FROM ({batch}) AS r WHERE NOT EXISTS ({is_known})")


def find(table: Table, texts: Mapping[str, Sequence[str]], connection: duckdb.DuckDBPyConnection) -> None:
    """Compare what was taken in and not compared yet; then forget the rows that share their keys."""
    connection.execute(f"INSERT INTO {KNOWN} {_compared(table, texts, RAW)}")
    _forget(table, texts, "key IN (SELECT key FROM onco_known GROUP BY key HAVING count(*) > 1)", connection)


def _compared(table: Table, texts: Mapping[str, Sequence[str]], rows: str) -> str:
    """Return the SQL of those of some rows of the source, called r, that the warehouse has, to the character."""
    (key,) = table.key
    same = [_is_written(table, name, _first(texts.get(name, ()))) for name in content_columns(table)]
    status = _first(texts.get(ROW_STATUS, ()))
    conditions = [
        *same,
        f"w.{FINGERPRINT_COLUMN} <> '{DERIVED}'",
        f"({status} IS NULL OR lower({status}) IN {one_of(ALIVE)})",
        *(f"r.{part} IS NULL" for name in BIRTH_PARTS for part in texts.get(name, ())),
    ]
    return f"""
        SELECT r.source_row, w.{key} AS key, w.{FINGERPRINT_COLUMN} AS fingerprint
        FROM {rows} AS r JOIN {table.qualified_name} AS w ON {_first(texts.get(key, ()))} = w.{key}
        WHERE {" AND ".join(conditions)}
        """


def stage_others(
    table: Table, texts: Mapping[str, Sequence[str]], stage: str, cleaned: str, connection: duckdb.DuckDBPyConnection
) -> None:
    """Stage the rows that are not known, and then those whose key turned out to be that of one of these."""
    (key,) = table.key
    others = f"SELECT source_row, {cleaned} FROM {RAW} AS r WHERE NOT EXISTS (FROM {KNOWN} AS k WHERE {_SAME})"
    connection.execute(f"INSERT INTO {stage} {others}")
    if _forget(table, texts, f"key IN (SELECT {key} FROM {stage})", connection):
        more = f"NOT EXISTS (FROM {stage} AS s WHERE s.source_row = r.source_row)"
        connection.execute(f"INSERT INTO {stage} {others} AND {more}")


_SAME = "k.source_row = r.source_row"


def is_any(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether a row is known."""
    return bool(connection.execute(f"FROM {KNOWN} LIMIT 1").fetchall())


def _forget(
    table: Table, texts: Mapping[str, Sequence[str]], condition: str, connection: duckdb.DuckDBPyConnection
) -> int:
    """Make rows that were known rows of the source like any other; return how many.

    As text a row that was compared with its batch is no longer held: the warehouse has it, to the character.
    """
    (key,) = table.key
    written = {texts[name][0]: f"CAST(w.{name} AS VARCHAR)" for name in content_columns(table) if texts.get(name)}
    connection.execute(
        f"""
        INSERT INTO {RAW} BY NAME
        SELECT r.source_row, {", ".join(f"{value} AS {column}" for column, value in written.items())}
        FROM {KNOWN} AS r JOIN {table.qualified_name} AS w ON r.key = w.{key}
        WHERE r.{condition} AND NOT EXISTS (FROM {RAW} AS k WHERE {_SAME})
        """
    )
    return connection.execute(f"DELETE FROM {KNOWN} WHERE {condition}").fetchall()[0][0]


def _first(columns: Sequence[str]) -> str:
    """Return the SQL of the first of some columns that holds something, be it blanks."""
    return f"coalesce({', '.join(f'r.{column}' for column in columns)})" if columns else "CAST(NULL AS VARCHAR)"


def _is_written(table: Table, name: str, text: str) -> str:
    """Return the SQL of "this text is how the warehouse's value is written": of a time with all of it, or as a day."""
    stands = f"CAST(w.{name} AS VARCHAR)" if table.column(name).type is Type.TIMESTAMP else f"w.{name}"
    # Not IS NOT DISTINCT FROM, of which a join makes another of its keys: it would hash the text of every note.
    same = f"coalesce({text} = {stands}, {text} IS NULL AND {stands} IS NULL)"
    return same if stands == f"w.{name}" else f"({same} OR coalesce({text} || ' 00:00:00' = {stands}, false))"
