"""Bring the rows of a source table into the warehouse's connection as text, in its own column names.

The staged table is temporary: whatever happens on the way, nothing of the warehouse has changed yet.
"""

# Names of columns are quoted; of values, only those of sources.yaml enter the SQL, as literals.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import duckdb
import pyarrow as pa

from onco_pipeline.counts import count_of
from onco_pipeline.omop import known
from onco_pipeline.omop.checking import text_sql
from onco_pipeline.omop.columns import BIRTH_PARTS, ROW_STATUS, candidates, columns_told, find
from onco_pipeline.omop.connections import registered
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.losses import LOOKED_AT, losses
from onco_pipeline.omop.reading import column_names, read
from onco_pipeline.omop.source_config import CONFIG_NAME, close_names
from onco_pipeline.omop.sources import Kind, Part, Source
from onco_pipeline.omop.text_files import holds_nothing
from onco_pipeline.progress import Advance
from onco_pipeline.table import Table, literal

STAGE = "onco_stage"
#: Files that a notice names.
_NAMED = 5


@dataclass(slots=True)
class Staged:
    """What was staged.

    Attributes
    ----------
    rows_read
        Rows of the source, readable or not.
    unreadable
        Position and reason of those that are no rows at all.
    notices
        What the user should know, without being an error.
    """

    rows_read: int = 0
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def stage(
    source: Source,
    table: Table,
    connection: duckdb.DuckDBPyConnection,
    advance: Advance | None = None,
    *,
    as_last_time: bool = False,
) -> Staged:
    """Create the temporary table ``onco_stage`` with every readable row of ``table``.

    Its columns are ``source_row``, those of ``table`` without the fingerprint, and
    ``row_status_source_value``; all text, NULL where the source has nothing.

    Parameters
    ----------
    as_last_time
        Leave out the rows that stand in the warehouse as they are here: they go to the temporary table ``onco_known``
        (:mod:`onco_pipeline.omop.known`).

    Raises
    ------
    SourceError
        When a part cannot be read or lacks a column that a row cannot do without.
    """
    names = [*content_columns(table), ROW_STATUS]
    columns = ", ".join(f"{name} {known.TEXT}" for name in names)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {STAGE} (source_row BIGINT, {columns})")
    staged = Staged()
    mapping = source.config.tables[table.name].columns if table.name in source.config.tables else {}
    given = source.parts(table)
    staged.notices += _told_of_files_beside(source, table, given)
    before = [_state(part) for part in given]  # ahead of their columns, which are read from them as well
    parts = [
        (part, _origins(part, table, mapping, available))
        for part in _filled(given, table, staged, connection)
        # No line, no key: an empty table as JSON lines write it.
        if (available := column_names(part)) or part.kind is not Kind.JSON_LINES or any(read(part, []))
    ]
    # What each of our columns may come from, as text, is called by our name and a number.
    widths = {name: max((len(origins[name]) for _, origins in parts), default=0) for name in _named(table, parts)}
    texts = {name: [f"{name}_{number}" for number in range(width)] for name, width in widths.items()}
    cleaned = ", ".join(_in_our_classes(_cleaned_sql(name, texts), name, source.config.note_classes) for name in names)
    if as_last_time:
        known.prepare(connection, [column for each in texts.values() for column in each])
    looked_at = 0
    for part, origins in parts:
        needed = list(dict.fromkeys(name for sources in origins.values() for name in sources))
        for batch in read(part, needed, staged.rows_read + 1):
            raw = ", ".join(["source_row", *_texts_sql(texts, origins, batch.rows.schema)])
            with registered(connection, "onco_batch", batch.rows):
                if as_last_time:
                    known.take(table, texts, f"SELECT {raw} FROM onco_batch", connection)
                    if table.name == "note" and looked_at < LOOKED_AT:
                        _keep_first(texts, f"SELECT {raw} FROM onco_batch LIMIT {LOOKED_AT - looked_at}", connection)
                        looked_at += batch.rows.num_rows
                else:
                    connection.execute(
                        f"INSERT INTO {STAGE} SELECT source_row, {cleaned} FROM (SELECT {raw} FROM onco_batch)"
                    )
            staged.unreadable += batch.unreadable
            rows = batch.rows.num_rows + len(batch.unreadable)
            staged.rows_read += rows
            if advance is not None:
                advance(rows)
    for part, state in zip(given, before, strict=True):
        if _state(part) != state:
            raise SourceError(
                f"Table {table.name}: {part} was written to while it was read, so that it may be there by half. Run "
                "again once it is written; a program that writes it under another name and renames it then (mv) "
                "spares you this."
            )
    if not given:
        staged.notices.append(f"the source has no table {table.name}: it is taken as empty{source.like(table)}")
    if as_last_time:
        known.find(table, texts, connection)
        known.stage_others(table, texts, STAGE, cleaned, connection)
    if table.name == "note":
        if not (as_last_time and known.is_any(connection)):
            _give_each_note_a_person(connection, staged)
        staged.notices += losses(connection, known.FIRST if as_last_time else STAGE)
    return staged


def _told_of_files_beside(source: Source, table: Table, parts: Sequence[Part]) -> Iterator[str]:
    """Yield what to say of files that bear the table's name and more: parts that nobody named would be lost unseen."""
    if beside := source.beside(table, parts):
        more = f" and {len(beside) - _NAMED} more" if len(beside) > _NAMED else ""
        yield (
            f"table {table.name}: {', '.join(beside[:_NAMED])}{more} beside it "
            f"{'is' if len(beside) == 1 else 'are'} not read. "
            f"If the table is in several files, give a pattern in {CONFIG_NAME}: "
            f"tables: {{{table.name}: {{name: '{table.name}*'}}}}"
        )


def _filled(
    parts: Sequence[Part], table: Table, staged: Staged, connection: duckdb.DuckDBPyConnection
) -> Iterator[Part]:
    """Yield the parts without those CSV files of which not even the names of columns are there.

    An export writes such a file for a table, or a part of one, without rows, and so does a copy that was cut short. It
    is told of, and read on to its error where the table would be lost with it.
    """
    empty = [part for part in parts if part.kind is Kind.CSV and holds_nothing(part)]
    held = connection.execute(f"SELECT count(*) FROM {table.qualified_name}").fetchall()[0][0]
    if len(empty) == len(parts) and (table.name == "note" or held):
        empty = []
    if empty:
        files = ", ".join(part.path.name for part in empty[:_NAMED])
        staged.notices.append(
            f"table {table.name}: {count_of(len(empty), 'file')} without a line ({files}): no rows there"
        )
    yield from (part for part in parts if part not in empty)


def _keep_first(texts: Mapping[str, list[str]], batch: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the texts of the first notes, known or not: they show what all have lost."""
    connection.execute(f"INSERT INTO {known.FIRST} SELECT {_cleaned_sql('note_text', texts)} FROM ({batch})")


def _state(part: Part) -> tuple[int, int, int] | None:
    """Return what tells whether a file is the one of before, its size and its time; none for what is no file."""
    if part.relation:
        return None
    try:
        told = part.path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _named(table: Table, parts: Sequence[tuple[Part, Mapping[str, list[str]]]]) -> list[str]:
    """Return the names of what is read of a table: its columns, and what some of them are put together from."""
    return list(dict.fromkeys([*content_columns(table), ROW_STATUS, *(name for _, each in parts for name in each)]))


def _origins(
    part: Part, table: Table, mapping: Mapping[str, str | Sequence[str]], available: list[str]
) -> dict[str, list[str]]:
    """Return the columns of ``part`` that feed each of ours."""
    if part.dropped and not all(find(candidates(table, name, mapping), available) for name in mapping):
        mapping = {}  # a file dropped by another software may bear the standard names
    origins = {}
    for name in (*content_columns(table), ROW_STATUS):
        wanted = candidates(table, name, mapping)
        origins[name] = find(wanted, available)
        if name in mapping and not origins[name]:
            raise SourceError(
                f"Table {table.name}: {CONFIG_NAME} takes {name} from {' or '.join(wanted)}, but {part} has "
                f"{columns_told(available)}{close_names(wanted[0], available)}"
            )
    if table.name == "person":
        origins |= {name: find(candidates(table, name, mapping), available)[:1] for name in BIRTH_PARTS}
    missing = [
        name
        for name in content_columns(table)
        if not table.column(name).nullable and not origins[name] and (table.name, name) != ("note", "person_id")
    ]
    if missing:
        hint = close_names(missing[0], available)
        example = f"tables: {{{table.name}: {{columns: {{{missing[0]}: its_name}}}}}}"
        raise SourceError(
            f"Table {table.name}: {part} has no column {', '.join(missing)}. It has {columns_told(available)}"
            f"{hint or '.'} Name it in {CONFIG_NAME}: {example}"
        )
    return origins


def _texts_sql(texts: Mapping[str, list[str]], origins: Mapping[str, list[str]], schema: pa.Schema) -> Iterator[str]:
    """Yield the SQL of the columns of a batch as text, under the names that are ours; NULL where a part has none."""
    for name, columns in texts.items():
        found = [_as_text(origin, schema.field(origin).type) for origin in origins.get(name, [])]
        for column, sql in zip_longest(columns, found, fillvalue="CAST(NULL AS VARCHAR)"):
            yield f"{sql} AS {column}"


def _cleaned_sql(name: str, texts: Mapping[str, list[str]]) -> str:
    """Return the SQL of a staged column, of the columns that it may come from as text."""
    given = texts.get(name, [])
    if name == "note_text" and len(given) > 1:
        given = [f"CASE WHEN regexp_matches({text}, '\\S') THEN {text} END" for text in given]
    cleaned = [text_sql(text, name) for text in given]
    if name == "birth_datetime" and texts.get(BIRTH_PARTS[0]):
        cleaned.append(_birth_sql(texts))
    return f"coalesce({', '.join(cleaned)})" if cleaned else "NULL"


def _in_our_classes(sql: str, name: str, classes: Mapping[str, str]) -> str:
    """Return the SQL of a staged column with what the source calls the kinds of its notes in our codes."""
    if name != "note_class_source_value" or not classes:
        return sql
    cases = " ".join(f"WHEN lower({literal(theirs)}) THEN {literal(ours)}" for theirs, ours in classes.items())
    return f"CASE lower({sql}) {cases} ELSE {sql} END"


def _birth_sql(texts: Mapping[str, list[str]]) -> str:
    """Put a birth together; a month or a day that is not known is the first."""
    numbers = []
    for name in BIRTH_PARTS:
        cleaned = [text_sql(text, name) for text in texts[name]]
        numbers.append(f"coalesce(split_part({cleaned[0]}, '.', 1), '1')" if cleaned else "'1'")
    year, month, day = numbers
    there = text_sql(texts[BIRTH_PARTS[0]][0], BIRTH_PARTS[0])
    return f"CASE WHEN {there} IS NOT NULL THEN {year} || '-' || {month} || '-' || {day} END"


def _as_text(column: str, kind: pa.DataType) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    if pa.types.is_floating(kind):
        whole = f"{quoted} = trunc({quoted}) AND abs({quoted}) < 9e15"
        return (
            f"CASE WHEN isnan({quoted}) THEN NULL WHEN {whole} THEN CAST(CAST({quoted} AS BIGINT) AS VARCHAR) "
            f"ELSE CAST({quoted} AS VARCHAR) END"
        )
    return f"CAST({quoted} AS VARCHAR)"


def _give_each_note_a_person(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Where no note says whose it is, each is the case of a patient of its own."""
    named = connection.execute(f"SELECT count(*) FROM {STAGE} WHERE person_id IS NOT NULL").fetchall()[0][0]
    if named == 0 and staged.rows_read:
        connection.execute(f"UPDATE {STAGE} SET person_id = note_id")
        staged.notices.append("no note says whose it is (person_id): each note is taken as a patient of its own")
