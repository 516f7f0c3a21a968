"""Tell a changed row from a known one, and two tables with the same rows from two that differ.

A row's fingerprint is the SHA-256 of its values spelt out with their names and lengths, in the order of
the names: it depends on the content alone, not on the order of the columns, the machine, the file
format or the run. SHA-256 rather than a quicker hash: a note whose change goes unseen is a note with
wrong events, DuckDB has it built in and vectorised (about 400 MB/s on two cores, next to which reading
the files is slow), and no audit has to ask why a weak hash was chosen.

A table's fingerprint adds up its rows' fingerprints, so that the order of the rows does not count and
nothing has to be sorted or held in memory.

Where a step asks whether its input is what it was, a miss costs no more than a step done late: there
DuckDB's own quick hash will do, asked so that no two texts of everyday meet (:func:`quick_hash_sql`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from onco_pipeline.table import Table, Type, literal

#: The column that holds the fingerprint; never part of what is hashed.
FINGERPRINT_COLUMN = "row_fingerprint"


def content_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that make up the content of a row: all but the fingerprint itself.

    Examples
    --------
    >>> from onco_pipeline.tables import DEATH
    >>> content_columns(DEATH)
    ('person_id', 'death_datetime')
    """
    return tuple(name for name in table.column_names if name != FINGERPRINT_COLUMN)


def _spelt_sql(expression: str, type_: Type) -> str:
    if type_ is Type.TIMESTAMP:
        return f"strftime({expression}, '%Y-%m-%d %H:%M:%S.%f')"
    if type_ is Type.TEXT:
        return expression
    return f"CAST({expression} AS VARCHAR)"


def fingerprint_sql(table: Table, expressions: Mapping[str, str] | None = None) -> str:
    """Return the SQL expression of a row's fingerprint.

    Parameters
    ----------
    table
        The table, for the names and types of its columns.
    expressions
        SQL of each column's value; by default the column of that name.

    Examples
    --------
    >>> from onco_pipeline.tables import DEATH
    >>> fingerprint_sql(DEATH)[:14]
    'sha256(concat('
    """
    expressions = expressions or {}
    parts = []
    for name in sorted(content_columns(table)):
        value = _spelt_sql(expressions.get(name, f'"{name}"'), table.column(name).type)
        parts.append(f"'{name}=', coalesce(CAST(length({value}) AS VARCHAR) || ':' || {value}, '~'), ';'")
    return f"sha256(concat({', '.join(parts)}))"


def row_fingerprint(row: Mapping[str, object], table: Table) -> str:
    """Return a row's fingerprint, as :func:`fingerprint_sql` computes it in the warehouse.

    Parameters
    ----------
    row
        Text and timestamps (naive :class:`datetime.datetime`) by column name; a missing column is empty.

    Examples
    --------
    >>> from onco_pipeline.tables import DEATH
    >>> dead = {"person_id": "7", "death_datetime": dt.datetime(2020, 3, 1)}
    >>> row_fingerprint(dead, DEATH) == row_fingerprint(dict(reversed(dead.items())), DEATH)
    True
    """
    spelt = []
    for name in sorted(content_columns(table)):
        value = row.get(name)
        if isinstance(value, dt.datetime):
            value = value.isoformat(sep=" ", timespec="microseconds")
        spelt.append(f"{name}=~;" if value is None else f"{name}={len(str(value))}:{value};")
    return hashlib.sha256("".join(spelt).encode()).hexdigest()


def table_fingerprint_sql(row_hash: str) -> str:
    """Return the SQL aggregate that fingerprints many rows, whatever their order.

    Parameters
    ----------
    row_hash
        SQL expression of each row's SHA-256, in hexadecimal.

    Notes
    -----
    Rows are counted, and two independent 60-bit slices of their hashes are summed: unlike an exclusive
    or, a sum does not lose a row that is there twice.

    Examples
    --------
    >>> import duckdb
    >>> sql = "SELECT {} FROM (VALUES ({}), ({})) AS t(x)"
    >>> fingerprint = table_fingerprint_sql("sha256(x)")
    >>> one = duckdb.execute(sql.format(fingerprint, "'a'", "'b'")).fetchone()
    >>> other = duckdb.execute(sql.format(fingerprint, "'b'", "'a'")).fetchone()
    >>> one == other
    True
    """

    def slice_sum(first: int) -> str:
        digits = f"CAST('0x' || substr({row_hash}, {first}, 15) AS BIGINT)"
        return f"CAST(coalesce(sum({digits}), 0) AS VARCHAR)"

    return f"sha256(concat_ws(':', CAST(count(*) AS VARCHAR), {slice_sum(1)}, {slice_sum(33)}))"


#: What DuckDB's hash mixes well as it is: values of eight bytes or fewer, as the catalogue spells their types.
_FIXED = re.compile(
    r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|BOOLEAN|DATE|TIME|TIMESTAMP.*|FLOAT|DOUBLE|DECIMAL.*)\Z"
)


def quick_hash_sql(types: Mapping[str, str], salt: str = "") -> str:
    """Return the SQL expression of a quick 64-bit hash of a row, as a number that can be summed.

    Parameters
    ----------
    types
        The row's columns and their types, as :meth:`~onco_pipeline.table.Table.types` or DuckDB's catalogue has them.
    salt
        Told apart from the same row with another salt: the name of the row's table, where rows of several are summed.

    Notes
    -----
    DuckDB (2.0) hashes a text eight bytes at a time and multiplies in between, which leaves a change of the eighth
    byte in the last eight bits: another one of the sixteenth can undo it. All texts that differ in such places alone
    share 256 hashes. So each text is hashed once more behind a blank, where those places are others.

    Examples
    --------
    >>> print(quick_hash_sql({"a": "BIGINT", "b": "VARCHAR"}, "t"))
    CAST(hash('t', "a", "b", ' ' || CAST("b" AS VARCHAR)) AS HUGEINT)
    """
    values = {f'"{name}"': kind for name, kind in sorted(types.items())}
    again = [f"' ' || CAST({value} AS VARCHAR)" for value, kind in values.items() if _FIXED.match(kind) is None]
    return f"CAST(hash({', '.join([literal(salt), *values, *again])}) AS HUGEINT)"


def row_hash_sql(table: Table) -> str:
    """Return the SQL of a quick hash of a declared table's row; of one that carries its fingerprint only that is read.

    Examples
    --------
    >>> from onco_pipeline.tables import DEATH
    >>> print(row_hash_sql(DEATH))
    CAST(hash('death', "row_fingerprint", ' ' || CAST("row_fingerprint" AS VARCHAR)) AS HUGEINT)
    """
    carried = FINGERPRINT_COLUMN in table.column_names
    types = {FINGERPRINT_COLUMN: table.column(FINGERPRINT_COLUMN).type.value} if carried else table.types
    return quick_hash_sql(types, table.name)
