"""Read any part of a source in batches of bounded size, every row accounted for.

Values come as they are stored (typed for Parquet and DuckDB, text for all others); what they
mean is decided later, in SQL, so that a bad date is one bad row and not the end of the run. A line that
is no row at all (a quote that is never closed, a field too many) comes out as a bad row with its reason.
"""

# Names of relations and columns are quoted, values never enter the SQL.
# ruff: noqa: S608

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onco_pipeline.omop import databases, hive
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Kind, Part, connect_read_only

#: A batch ends at this many rows, or at this many characters.
_ROWS, _CHARACTERS = 20_000, 16_000_000

#: The longest field of a CSV file: a longer one is a quote that was never closed.
_LONGEST_FIELD = 64_000_000

#: Typed parts are read in fewer rows at a time, because the size of their texts is not known before, and handed on
#: together up to so many bytes: what is made of a batch costs as much as two thousand rows of it.
_TYPED_ROWS, _BYTES = 4_096, 16_000_000

_DELIMITERS = ",;\t|"

#: Quotes within quotes after which it is clear how a CSV file writes them.
_TELLING = 100


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
    with _clearly(part):
        if part.kind is Kind.PARQUET:
            return pq.read_schema(part.path).names
        if part.kind is Kind.POSTGRESQL:
            return databases.columns(part.database, part.relation)
        if part.kind is Kind.HIVE:
            return hive.columns(part.relation)
        if part.kind is Kind.DUCKDB:
            with connect_read_only(part.path) as connection:
                return connection.sql(f"SELECT * FROM {_relation(part)} LIMIT 0").columns
        if part.kind is Kind.CSV:
            return _csv_header(part)
        return _json_keys(part)


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
    with _clearly(part):
        if part.kind is Kind.CSV:
            yield from _batches(_csv_rows(part, columns), columns, first_row)
        elif part.kind is Kind.JSON_LINES:
            yield from _batches(_json_rows(part, columns), columns, first_row)
        else:
            for rows in _together(_typed(part, columns)):
                position = pa.array(range(first_row, first_row + rows.num_rows), pa.int64())
                yield Batch(rows.add_column(0, "source_row", position))
                first_row += rows.num_rows


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


def _typed(part: Part, columns: Sequence[str]) -> Iterator[pa.Table]:
    if part.kind is Kind.PARQUET:
        return _parquet(part, columns)
    if part.kind is Kind.POSTGRESQL:
        return databases.rows(part.database, part.relation, columns, _TYPED_ROWS)
    if part.kind is Kind.HIVE:
        return hive.rows(part.relation, columns, _TYPED_ROWS, part.timezone)
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
            array = pa.array([None if v is None else _decode(v) for v in array.to_pylist()], pa.large_string())
        elif textual:
            try:
                array.validate(full=True)
            except pa.ArrowInvalid:
                raw = array.cast(pa.large_binary()).to_pylist()
                array = pa.array([None if v is None else _decode(v) for v in raw], pa.large_string())
        arrays.append(array)
    return pa.table(arrays, names=list(columns))


# -- text parts -------------------------------------------------------------------------------
def _decode(raw: bytes, encoding: str | None = None) -> str:
    """Return the text of ``raw``: in the encoding given, else UTF-8, else the Windows and Latin-1 ones.

    Latin-1 reads any byte, so nothing is ever lost or replaced; files that mix encodings come out right
    line by line.
    """
    for candidate in (encoding, "utf-8", "cp1252"):
        if candidate is not None:
            try:
                return raw.decode(candidate)
            except UnicodeDecodeError:
                continue
    return raw.decode("latin-1")


#: What Excel is told of the separator in a line before the header; it is found out anyway.
_EXCEL_HINT = re.compile(r'"?sep=."?\s*')


class _Lines:
    """The lines of a text file, counting the quotes since the last row began, but those behind an ``escape``."""

    def __init__(self, part: Part, escape: str | None = None) -> None:
        self._file = open_bytes(part.path)
        start = self._file.read(3)
        self._file.seek(0)
        self._encoding = part.encoding
        if start[:2] in (b"\xff\xfe", b"\xfe\xff") or (part.encoding or "").lower().replace("-", "").startswith(
            "utf16"
        ):
            # The only encoding whose line ends are more than a byte: decoded as a stream.
            self._file = io.TextIOWrapper(self._file, part.encoding or "utf-16", errors="replace", newline="")
        elif start == b"\xef\xbb\xbf":
            self._file.read(3)
        begins = self._file.tell()
        first = self._file.readline(16)
        if not _EXCEL_HINT.fullmatch(first if isinstance(first, str) else first.decode("latin-1")):
            self._file.seek(begins)
        self.quotes = 0
        self.too_long = False
        self.ended = False
        self._escaped = re.compile(f"{re.escape(escape)}.", re.DOTALL) if escape else None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        raw = piece = self._file.readline(_LONGEST_FIELD)
        if not raw:
            self.ended = True
            raise StopIteration
        while len(piece) == _LONGEST_FIELD:  # the rest of a line without end is read past, not held
            self.too_long = True
            piece = self._file.readline(_LONGEST_FIELD)
        line = raw if isinstance(raw, str) else _decode(raw, self._encoding)
        self.quotes += (self._escaped.sub("", line) if self._escaped else line).count('"')
        return line

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def open_bytes(path: Path) -> IO[Any]:
    """Open a file for reading, unpacked where it is packed."""
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")


def _delimiter(part: Part, header: str) -> str:
    if part.delimiter:
        return part.delimiter
    return max(_DELIMITERS, key=lambda delimiter: (header.count(delimiter), -_DELIMITERS.index(delimiter)))


#: A quote behind a backslash that ends no field, and two quotes that stand for one within a field.
_ESCAPED_QUOTE, _DOUBLED_QUOTE = re.compile(r'\\"[^",;\t|\r\n]'), re.compile(r'[^",;\t|\r\n]""(?![,;\t|\r\n]|$)')


def _escape(part: Part) -> str | None:
    """Return what stands before a quote within quotes: a backslash in the files of Spark, Hive and MySQL.

    Elsewhere the quote is written twice. The first of the file's quotes tell which.
    """
    if part.escape:
        return part.escape
    escaped = doubled = size = 0
    with _Lines(part) as lines:
        for line in lines:
            size += len(line)
            if '"' in line:
                escaped += len(_ESCAPED_QUOTE.findall(line))
                doubled += len(_DOUBLED_QUOTE.findall(line))
            if escaped + doubled >= _TELLING or size >= _CHARACTERS:
                break
    return "\\" if escaped > doubled else None


def _csv_header(part: Part) -> list[str]:
    with _Lines(part) as lines:
        first = next(lines, "")
    names = [name.strip() for name in next(csv.reader([first], delimiter=_delimiter(part, first)), [])]
    if not any(names):
        raise SourceError(f"{part} is empty: a CSV file begins with the names of its columns")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise SourceError(f"{part}: the column {', '.join(twice)} is there twice")
    return names


def _csv_rows(part: Part, columns: Sequence[str]) -> Iterator[list[str] | str]:
    csv.field_size_limit(_LONGEST_FIELD)
    header = _csv_header(part)
    places = [header.index(name) for name in columns]
    escape = _escape(part)
    with _Lines(part, escape) as lines:
        reader = csv.reader(lines, delimiter=_delimiter(part, next(lines)), escapechar=escape)
        while True:
            lines.quotes, lines.too_long = 0, False
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = None
            if row is None or lines.too_long:
                yield "is no CSV row: a field is too long, or a line break stands outside quotes"
            elif not row:
                continue  # an empty line
            elif lines.ended and lines.quotes % 2:
                yield "is no CSV row: a quote is opened and never closed"
            elif len(row) != len(header):
                yield f"has {len(row)} fields where the header names {len(header)}"
            else:
                yield [row[place] for place in places]


def _json_keys(part: Part) -> list[str]:
    keys: dict[str, None] = {}
    with _Lines(part) as lines:
        for line in lines:
            row = _json_row(line)
            if isinstance(row, dict):
                keys.update(dict.fromkeys(row))
    return list(keys)


def _json_row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _json_rows(part: Part, columns: Sequence[str]) -> Iterator[list[str | None] | str]:
    with _Lines(part) as lines:
        for line in lines:
            if not line.strip():
                continue
            row = _json_row(line)
            if row is None:
                yield "is no JSON object on one line"
            else:
                yield [_json_text(row.get(name)) for name in columns]


def _json_text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # Half a character (a lone surrogate) can be written in JSON but is no text.
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


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
