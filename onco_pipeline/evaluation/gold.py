"""Read gold: JSON lines of records, a folder of full annotations, or a folder of brat standoff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.brat import read_brat
from onco_pipeline.evaluation.full import read_full
from onco_pipeline.evaluation.records import Annotation, Record, check_subtype, record_of
from onco_pipeline.evaluation.scoring import MATCHED_BY_SUBTYPE
from onco_pipeline.omop.sources import Kind, kind_of

_FORMS = 'JSON lines {"note_id": ..., "events": [...]}, a folder of full annotations (*.json), or of brat (*.ann)'


@dataclass(frozen=True, slots=True)
class RecordFile:
    """Records of a JSON lines file, gold or predicted.

    Attributes
    ----------
    unit
        ``note`` or ``patient``: what a line is.
    """

    unit: str
    records: dict[str, list[Record]]


@dataclass(frozen=True, slots=True)
class Gold:
    """What a hospital's annotators say is true.

    Attributes
    ----------
    annotations
        Every mention with its status, by note; None when the gold holds records only.
    notes
        The notes that the gold itself holds, in the form the extraction reads; empty when it holds none.
    remarks
        What was left out in reading, in words.
    """

    unit: str
    records: dict[str, list[Record]]
    annotations: dict[str, list[Annotation]] | None = None
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_gold(path: Path) -> Gold:
    """Read gold in any of its three forms, told apart by what stands at ``path``.

    Raises
    ------
    UserError
        When nothing is there, the form is none of the three, or a line or file does not keep to it.
    """
    if not path.exists():
        raise UserError(f"There is no gold at {path}. Give {_FORMS}.")
    if not path.is_dir():
        file = read_records(path, gold=True)
        return Gold(file.unit, file.records)
    if any(path.glob("*.ann")):
        folder = read_brat(path)
    elif any(path.glob("*.json")):
        folder = read_full(path)
    else:
        raise UserError(f"{path} holds neither *.ann nor *.json files. Give {_FORMS}.")
    made = {
        note_id: [record for event in events for record in event.records(folder.notes[note_id]["note_text"])]
        for note_id, events in folder.annotations.items()
    }
    return Gold("note", made, folder.annotations, folder.notes, folder.remarks)


def holds_records(path: Path) -> bool:
    """Tell whether a file holds lines of records, not notes, by its first line; a packed one or a table is not."""
    if path.is_dir() or kind_of(path) in (Kind.CSV, Kind.PARQUET) or path.suffix.lower() == ".gz":
        return False
    first = next(_objects(path), (0, {}))[1]
    return "events" in first


def read_records(path: Path, *, gold: bool = False) -> RecordFile:
    """Read JSON lines of records, one line a note or one line a patient.

    Parameters
    ----------
    path
        The file.
    gold
        Refuse an exam or a step of therapy of a kind that there is not: nothing could match it, and it would count as
        missed. What another program predicted may have kinds of its own, and is wrong with them.

    Raises
    ------
    UserError
        When the file is absent, or a line is not such an object; names the line and what is wrong,
        never what the note says.
    """
    unit, records = "", {}
    for number, line in _objects(path):
        where = f"{path}, line {number}"
        if "note_text" in line and "events" not in line:
            raise UserError(f"{where}: this is a note, not a record of events. Give the notes first, then the gold.")
        if "events" not in line or not ("note_id" in line or "person_id" in line):
            raise UserError(f'{where}: expected {{"note_id" or "person_id": ..., "events": [...]}}.')
        kind, name = ("note", "note_id") if "note_id" in line else ("patient", "person_id")
        if unit and kind != unit:
            raise UserError(f"{where}: a line of a {kind} among lines of {unit}s. Keep them in two files.")
        unit, owner = kind, str(line[name])
        if owner in records:
            raise UserError(f"{where}: {name} {owner} stands twice. Put its events in one line.")
        records[owner] = _records(line, where, gold=gold)
    if not records:
        raise UserError(f"{path} holds no record. Give {_FORMS}.")
    return RecordFile(unit, records)


def _records(line: Mapping[str, Any], where: str, *, gold: bool) -> list[Record]:
    events = line["events"]
    if not isinstance(events, list):
        raise UserError(f"{where}: events is not a list.")
    made = []
    for number, event in enumerate(events, 1):
        try:
            record = record_of(event)
            if gold and record is not None and record.family in MATCHED_BY_SUBTYPE:
                check_subtype(record.family, record.subtype or "")
        except (ValueError, TypeError, AttributeError) as error:
            reason = error if isinstance(error, ValueError) else "not a record"
            raise UserError(f"{where}, event {number}: {reason}.") from None
        if record is not None:
            made.append(record)
    return made


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if not path.exists():
        raise UserError(f"There is no file at {path}.")
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    value = json.loads(line)
                except ValueError:
                    value = None
                if not isinstance(value, dict):
                    raise UserError(f"{path}, line {number}: not a JSON object; one object a line is expected.")
                yield number, value
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8 text.") from None
