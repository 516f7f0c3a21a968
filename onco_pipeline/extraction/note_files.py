"""A file of notes comes in, and a file of their records goes out: what ``onco extract`` does beside a warehouse."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

from onco_pipeline.counts import count_of
from onco_pipeline.errors import UserError
from onco_pipeline.extraction.engines import extract
from onco_pipeline.extraction.records import note_moment, record
from onco_pipeline.extraction.rows import Row
from onco_pipeline.omop.columns import candidates, columns_told, find
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.reading import column_names, read
from onco_pipeline.omop.sources import Kind, Part, kind_of
from onco_pipeline.omop.text_files import open_bytes
from onco_pipeline.private_files import whole
from onco_pipeline.progress import progress
from onco_pipeline.tables import NOTE


@dataclass(frozen=True, slots=True)
class Done:
    """What a file of notes gave.

    Attributes
    ----------
    errors
        Notes that could not be read, by the class of the error.
    undated
        Notes whose ``note_datetime`` is filled and no date: "hier" and "le 12" cannot be told there.
    dateless
        Notes that have none: all of them where the column is called otherwise.
    """

    notes: int
    events: int
    errors: Mapping[str, int]
    undated: int = 0
    dateless: int = 0

    @property
    def failed(self) -> int:
        """Notes that could not be read."""
        return sum(self.errors.values())

    def lines(self) -> list[str]:
        """Return what to tell whoever asked.

        Examples
        --------
        >>> Done(3, 5, {"NoteTimeout": 1}).lines()
        ['3 notes, 5 events, 1 failed', 'not read: NoteTimeout (1)']
        """
        told = [f"{count_of(self.notes, 'note')}, {count_of(self.events, 'event')}, {self.failed:,} failed"]
        if self.errors:
            told.append("not read: " + ", ".join(f"{name} ({count})" for name, count in sorted(self.errors.items())))
        if self.undated:
            told.append(f"note_datetime is no date in {count_of(self.undated, 'note')}: write 2019-03-12 or 12/03/2019")
        if self.notes and self.dateless == self.notes:
            told.append('no note has a note_datetime: what "hier" and "le 12" mean is not known')
        return told


def read_notes(path: Path) -> Iterator[Row]:
    """Yield the notes of a JSON lines, Parquet or CSV file.

    Raises
    ------
    UserError
        When the file is absent, is none of these, lacks ``note_id`` or ``note_text``, leaves a ``note_id``
        empty or has the same one twice; names the line, or the row of a table.
    """
    if not path.exists():
        raise UserError(f"There is no file of notes at {path}.")
    if path.is_dir():
        raise UserError(f"{path} is a folder: give one file of notes here, or the folder to onco run --source.")
    kind = kind_of(path)
    if kind is Kind.PARQUET:
        return _once_each(path, "row", _parquet_notes(path))
    if kind is Kind.CSV:
        return _once_each(path, "row", _csv_notes(Part(kind, path)))
    return _once_each(path, "line", _notes_of_lines(path, kind))


def _once_each(path: Path, place: str, notes: Iterable[tuple[int, Row]]) -> Iterator[Row]:
    """Yield the notes, and stop at one whose key another had: whose events are whose, no reader could tell."""
    first: dict[str, int] = {}
    for number, note in notes:
        if note["note_id"] in (None, ""):
            raise UserError(f"{path}, {place} {number}: note_id is empty.")
        key = str(note["note_id"])
        before = first.setdefault(key, number)
        if before != number:
            raise UserError(
                f"{path}: note_id {key} stands twice, in {place}s {before} and {number}. Keep one of the two."
            )
        yield note


def _parquet_notes(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        notes = pd.read_parquet(path).astype(object)
    except pa.ArrowException:
        raise UserError(f"{path} cannot be read as Parquet: it is damaged or incomplete.") from None
    _need_columns(path, list(notes.columns))
    for number, note in enumerate(notes.where(notes.notna(), None).to_dict("records"), 1):
        yield number, _in_our_names(note)


def _csv_notes(part: Part) -> Iterator[tuple[int, Row]]:
    names = column_names(part)
    _need_columns(part.path, names)
    for batch in read(part, names):
        for number, reason in batch.unreadable:
            raise UserError(f"{part.path}, row {number} {reason}.")
        for row in batch.rows.to_pylist():
            number = row.pop("source_row")
            yield number, _in_our_names({name: value or None for name, value in row.items()})


def _notes_of_lines(path: Path, kind: Kind | None) -> Iterator[tuple[int, Row]]:
    with open_bytes(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
                note = _in_our_names(told) if isinstance(told, dict) else {}
                if isinstance(note["note_id"], dict | list) or isinstance(note["note_text"], dict | list):
                    raise TypeError
            except (ValueError, TypeError, KeyError):
                kinds = "" if kind else " Named like this it is read as JSON lines: name it .csv or .parquet."
                what = f"not a JSON object with note_id and note_text.{kinds}"
                raise UserError(f"{path}, line {number}: {what}") from None
            yield number, note


def _need_columns(path: Path, columns: Sequence[str]) -> None:
    missing = [name for name in ("note_id", "note_text") if not find(candidates(NOTE, name, {}), columns)]
    if missing:
        raise UserError(f"{path} has no column {', '.join(missing)}; it has {columns_told(columns)}.")


def _in_our_names(note: Row) -> Row:
    """Give a note its fields under our names as well, where it has them under those of OMOP CDM or AP-HP."""
    for name, others in _others(tuple(note)):
        note[name] = next((note[other] for other in others if note[other] not in (None, "")), None)
    return note


@lru_cache(maxsize=64)
def _others(names: tuple[str, ...]) -> tuple[tuple[str, list[str]], ...]:
    """Return our fields of a note that stand under other names than ours among ``names``, and those, best first."""
    found = ((name, find(candidates(NOTE, name, {}), names)) for name in content_columns(NOTE))
    return tuple((name, others) for name, others in found if others not in ([], [name]))


def extract_file(notes: Path, out: Path, *, workers: int = 1, linker: Path | None = None) -> Done:
    """Write one JSON line a note: the record form of the annotation guidelines.

    What stood at ``out`` stays until the last note is read.

    Raises
    ------
    UserError
        When the file is none of notes, ``out`` is that very file, or the linker cannot be used.
    """
    if notes.exists() and out.exists() and out.samefile(notes):
        raise UserError(f"{out} is the file of notes itself: give the events another place.")
    count = events = undated = dateless = 0
    errors: Counter[str] = Counter()

    def counted() -> Iterator[Row]:
        nonlocal undated, dateless
        for note in read_notes(notes):
            when = note.get("note_datetime")
            if when in (None, ""):
                dateless += 1
            elif note_moment(when) is None:
                undated += 1
            yield note

    engine = "multiprocessing" if workers > 1 else "local"
    with whole(out) as lines, progress("extracting", None, "notes") as advance:
        for results in extract(counted(), engine=engine, workers=workers, linker=linker):
            for item in results:
                made = record(item.note_id, item.rows)
                lines.write(json.dumps(made, ensure_ascii=False) + "\n")
                count, events = count + 1, events + len(made["events"])
                if item.error is not None:
                    errors[item.error] += 1
            advance(len(results))
    return Done(count, events, errors, undated, dateless)
