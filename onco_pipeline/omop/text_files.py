"""Lines of text files as rows: CSV in whatever dialect and encoding an export writes, and JSON objects.

A line that is no row at all comes out as the reason why.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.sources import Part

__all__ = ["csv_header", "csv_rows", "decode", "holds_nothing", "json_keys", "json_rows", "open_bytes"]

#: The longest field of a CSV file: a longer one is a quote that was never closed.
_LONGEST_FIELD = 64_000_000

_DELIMITERS = ",;\t|"

#: Bytes in which a first line ends, names of columns or not.
_HEADER_WITHIN = 1 << 16

#: Quotes within quotes after which it is clear how a CSV file writes them, and characters that are looked through.
_TELLING, _TOLD_WITHIN = 100, 16_000_000


def decode(raw: bytes, encoding: str | None = None) -> str:
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
        self._by_returns = not isinstance(self._file, io.TextIOWrapper) and self._begins_with_a_return()
        if self._by_returns:  # each character stands for its byte until a line is decoded
            self._file = io.TextIOWrapper(self._file, "latin-1", newline="\r")
        first = self._file.readline(16)
        if not _EXCEL_HINT.fullmatch(first if isinstance(first, str) else first.decode("latin-1")):
            self._file.seek(begins)
        self.quotes = 0
        self.too_long = False
        self.ended = False
        self._escaped = re.compile(f"{re.escape(escape)}.", re.DOTALL) if escape else None

    def _begins_with_a_return(self) -> bool:
        """Return whether the first line ends with a return alone, as in Excel's "CSV (Macintosh)"."""
        begins = self._file.tell()
        ended = re.search(rb"\r\n|\r|\n", self._file.read(_HEADER_WITHIN))
        self._file.seek(begins)
        return ended is not None and ended.group() == b"\r"

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
        if self._by_returns:
            raw = raw.encode("latin-1")
        line = raw if isinstance(raw, str) else decode(raw, self._encoding)
        self.quotes += (self._escaped.sub("", line) if self._escaped else line).count('"')
        return line

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def open_bytes(path: Path) -> IO[Any]:
    """Open a file for reading, unpacked where it is packed."""
    if path.name.lower().endswith(".gz"):
        return cast("IO[Any]", gzip.open(path, "rb"))  # it reads as one, and is none by name
    return path.open("rb")


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
            if escaped + doubled >= _TELLING or size >= _TOLD_WITHIN:
                break
    return "\\" if escaped > doubled else None


def holds_nothing(part: Part) -> bool:
    """Return whether a text file has no line, or blank ones alone: not even the names of columns."""
    try:
        with _Lines(part) as lines:
            return not any(line.strip("\ufeff \t\r\n\x00") for line in lines)
    except (OSError, EOFError, zlib.error, UnicodeError):  # told of by whoever reads it
        return False


def csv_header(part: Part) -> list[str]:
    with _Lines(part) as lines:
        first = next(lines, "")
    names = [name.strip() for name in next(csv.reader([first], delimiter=_delimiter(part, first)), [])]
    if not any(names):
        raise SourceError(
            f"{part} is empty: a CSV file begins with the names of its columns. Export it again, or take it away "
            "if the table has no rows any more"
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise SourceError(f"{part}: the column {', '.join(twice)} is there twice")
    return names


def csv_rows(part: Part, columns: Sequence[str]) -> Iterator[list[str] | str]:
    csv.field_size_limit(_LONGEST_FIELD)
    header = csv_header(part)
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


def json_keys(part: Part) -> list[str]:
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


def json_rows(part: Part, columns: Sequence[str]) -> Iterator[list[str | None] | str]:
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
