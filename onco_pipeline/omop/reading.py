"""Read any part of a source in batches of bounded size, every row accounted for.

Values come as they are stored (typed for Parquet and DuckDB, text for all others); what they
mean is decided later, in SQL, so that a bad date is one bad row and not the end of the run. A line that
is no row at all (a quote that is never closed, a field too many) comes out as a bad row with its reason.
"""

# Names of relations and columns are quoted, values never enter the SQL.
# ruff: noqa: S608

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onco_pipeline.omop import databases, hive
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Kind, Part, connect_read_only
from onco_pipeline.omop.text_files import csv_header, csv_rows, decode, json_keys, json_rows

#: A batch ends at this many rows, or at this many characters.
_ROWS, _CHARACTERS = 20_000, 16_000_000

#: Typed parts are read in fewer rows at a time, because the size of their texts is not known before, and handed on
#: together up to so many bytes: what is made of a batch costs as much as two thousand rows of it.
_TYPED_ROWS, _BYTES = 4_096, 16_000_000


@dataclass(slots=True)
class Batch:
    """Rows of a part.

    Attributes
    ----------
    rows
        The columns asked for, after ``source_row``, the position in the source, from 1.
    unreadable
        Position and reason of what could not be read as a row.
    """

    rows: pa.Table
    unreadable: list[tuple[int, str]] = field(default_factory=list)


def column_names(part: Part) -> list[str]:
    """Return the columns of a part, as it spells them.

    Raises
    ------
    SourceError
        When the part cannot be read.
    """
    own = _own_columns(part)
    lower = {name.strip().lower() for name in own}
    return [*own, *(name for name, _ in part.partition if name.lower() not in lower)] if own else own


def _own_columns(part: Part) -> list[str]:
    with _clearly(part):
        if part.kind is Kind.PARQUET:
            return pq.read_schema(part.path).names
        if part.kind is Kind.POSTGRESQL:
            return databases.columns(*_on_server(part))
        if part.kind is Kind.HIVE:
            return hive.columns(_on_server(part)[1])
        if part.kind is Kind.DUCKDB:
            with connect_read_only(part.path) as connection:
                return connection.sql(f"SELECT * FROM {_relation(part)} LIMIT 0").columns
        if part.kind is Kind.CSV:
            return csv_header(part)
        return json_keys(part)


def read(part: Part, columns: Sequence[str], first_row: int = 1) -> Iterator[Batch]:
    """Yield the rows of a part.

    Parameters
    ----------
    columns
        Names as :func:`column_names` gives them.
    first_row
        Position that the first row gets; parts of one table are numbered through.

    Raises
    ------
    SourceError
        When the part is damaged; rows that were yielded before must then not be used.
    """
    if part.partition and (told := _told_by_folders(part, columns)):
        # What the folders tell stands in no file: it is put beside what is read of it.
        for batch in read(replace(part, partition=()), [name for name in columns if name not in told], first_row):
            rows = batch.rows
            for name, value in told.items():
                rows = rows.append_column(name, pa.array([value] * rows.num_rows, pa.large_string()))
            yield Batch(rows.select(["source_row", *columns]), batch.unreadable)
        return
    with _clearly(part):
        if part.kind is Kind.CSV:
            yield from _batches(csv_rows(part, columns), columns, first_row)
        elif part.kind is Kind.JSON_LINES:
            yield from _batches(json_rows(part, columns), columns, first_row)
        else:
            for rows in _together(_typed(part, columns)):
                position = pa.array(range(first_row, first_row + rows.num_rows), pa.int64())
                yield Batch(rows.add_column(0, "source_row", position))
                first_row += rows.num_rows


def _told_by_folders(part: Part, columns: Sequence[str]) -> dict[str, str | None]:
    """Return those of some columns that the folders of a part tell and it does not hold itself, with their values."""
    own = set(_own_columns(part))
    return {name: value for name, value in part.partition if name in columns and name not in own}


class _clearly:  # noqa: N801 -- reads as a phrase where it is used
    """Turn the errors of the readers into one message that names the part and quotes nothing."""

    def __init__(self, part: Part) -> None:
        self.part = part

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, SourceError):
            return
        if isinstance(error, OSError) and error.strerror:
            raise SourceError(f"{self.part} cannot be read: {error.strerror}") from None
        if isinstance(
            error, OSError | EOFError | csv.Error | zlib.error | pa.ArrowException | duckdb.Error | UnicodeError
        ):
            raise SourceError(
                f"{self.part} cannot be read as {self.part.kind}: it is damaged or incomplete. "
                "Export it again; the warehouse stays as it was"
            ) from None


# -- typed parts ------------------------------------------------------------------------------
def _relation(part: Part) -> str:
    return ".".join('"' + name.replace('"', '""') + '"' for name in part.relation or ())


def _on_server(part: Part) -> tuple[str, tuple[str, str]]:
    """Return the variable that holds the address of a part's server, and the schema and name of its table there."""
    if part.relation is None:
        raise ValueError("a part that stands on a server names its table")
    return part.database or "", part.relation


def _typed(part: Part, columns: Sequence[str]) -> Iterator[pa.Table]:
    if part.kind is Kind.PARQUET:
        return _parquet(part, columns)
    if part.kind is Kind.POSTGRESQL:
        return databases.rows(*_on_server(part), columns, _TYPED_ROWS)
    if part.kind is Kind.HIVE:
        return hive.rows(_on_server(part)[1], columns, _TYPED_ROWS, part.timezone)
    return _duckdb(part, columns)


def _together(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield small tables of the same columns as fewer, larger ones."""
    held: list[pa.Table] = []
    size = 0
    for rows in tables:
        if held and (size >= _BYTES or rows.schema != held[0].schema):
            yield pa.concat_tables(held)
            held, size = [], 0
        held.append(rows)
        size += rows.nbytes
    if held:
        yield pa.concat_tables(held)


def _duckdb(part: Part, columns: Sequence[str]) -> Iterator[pa.Table]:
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    with connect_read_only(part.path) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        reader = connection.sql(f"SELECT {names} FROM {_relation(part)}").to_arrow_reader(_TYPED_ROWS)
        for batch in reader:
            yield _readable(pa.Table.from_batches([batch]), columns)


def _parquet(part: Part, columns: Sequence[str]) -> Iterator[pa.Table]:
    with pq.ParquetFile(part.path) as file:
        for batch in file.iter_batches(batch_size=_TYPED_ROWS, columns=list(columns)):
            yield _readable(pa.Table.from_batches([batch]), columns)


def _readable(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Return the columns in order, with text that is no valid UTF-8 decoded as what it must have been."""
    arrays = []
    for name in columns:
        array = rows.column(name)
        kind = array.type
        if pa.types.is_dictionary(kind):
            array, kind = array.cast(kind.value_type), kind.value_type
        textual = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
            array = pa.array([None if v is None else decode(v) for v in array.to_pylist()], pa.large_string())
        elif textual:
            try:
                array.validate(full=True)
            except pa.ArrowInvalid:
                raw = array.cast(pa.large_binary()).to_pylist()
                array = pa.array([None if v is None else decode(v) for v in raw], pa.large_string())
        arrays.append(array)
    return pa.table(arrays, names=list(columns))


# -- text parts -------------------------------------------------------------------------------
def _batches(rows: Iterable[list[Any] | str], columns: Sequence[str], position: int) -> Iterator[Batch]:
    positions: list[int] = []
    values: list[list[Any]] = []
    unreadable: list[tuple[int, str]] = []
    size = 0

    def batch() -> Batch:
        by_column = zip(*values, strict=True) if values else ([] for _ in columns)
        arrays = [pa.array(column, pa.large_string()) for column in by_column]
        return Batch(pa.table([pa.array(positions, pa.int64()), *arrays], names=["source_row", *columns]), unreadable)

    for row in rows:
        if isinstance(row, str):
            unreadable.append((position, row))
        else:
            positions.append(position)
            values.append(row)
            size += sum(len(value) for value in row if value is not None)
        position += 1
        if len(values) + len(unreadable) >= _ROWS or size >= _CHARACTERS:
            yield batch()
            positions, values, unreadable, size = [], [], [], 0
    if values or unreadable:
        yield batch()
