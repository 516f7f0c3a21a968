"""From the events of a note to rows of ``note_event``: apart from the rest of the room, so that it can be compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from onco_pipeline.events import CancerContext, EventMention, Experiencer, Status
from onco_pipeline.text import fold_key

__all__ = ["Row", "event_keys", "event_rows"]

Row = dict[str, Any]

#: A row of which only is told what holds of most: its copy has room for all at once, a dictionary that is filled grows.
_ROW: Row = dict.fromkeys(
    [
        "note_event_id", "note_id", "person_id", "family", "subtype", "site", "status", "experiencer", "cancer_context",
        "conditional", "date_start", "date_end", "precision", "date_kind", "quote", "quote_start", "quote_end",
        "date_quote", "date_quote_start", "date_quote_end", "confidence", "attributes",
    ]
) | {
    "status": Status.DONE.value, "experiencer": Experiencer.PATIENT.value,
    "cancer_context": CancerContext.CURRENT.value, "conditional": False,
}  # fmt: skip


def event_rows(
    events: Sequence[EventMention], note: Mapping[str, Any], source: str, offsets: list[int] | None
) -> list[Row]:
    """Return events as rows of ``onco.note_event``; the other parameters are what :func:`events_of` returns."""
    keys = event_keys(note["note_id"], events)
    note_id, person = str(note["note_id"]), note.get("person_id")
    known = isinstance(person, str) or not (person is None or pd.isna(person))
    told = _ROW.copy()
    told["note_id"], told["person_id"] = note_id, str(person) if known else None
    return [_row(event, told, source, offsets, keys[number]) for number, event in enumerate(events)]


def event_keys(note_id: object, events: Sequence[EventMention]) -> list[str]:
    """Return the ``note_event_id`` of each event of a note."""
    seen: dict[str, int] = {}
    keys = []
    note = str(note_id)
    for event in events:
        site = fold_key(event.site) if event.site else ""
        stem = f"{note}:{event.family._value_}:{event.start}:{event.subtype}:{site}"
        count = seen[stem] = seen.get(stem, 0) + 1
        keys.append(stem if count == 1 else f"{stem}:{count}")
    return keys


def _row(event: EventMention, told: Row, source: str, offsets: list[int] | None, key: str) -> Row:
    """Return the row of an event; ``told`` is what all rows of its note have in common."""
    date, interval = event.date, event.interval
    start, end = event.start, event.end
    first, last = (date.start, date.end) if date is not None else (0, 0)
    if offsets is not None:
        start, end, first, last = offsets[start], offsets[end], offsets[first], offsets[last]
    row = told.copy()
    row["note_event_id"] = key
    # ``_value_`` is what ``value`` returns, without the call.
    row["family"], row["subtype"], row["site"] = event.family._value_, event.subtype, event.site
    if event.status is not Status.DONE:
        row["status"] = event.status._value_
    if event.experiencer is not Experiencer.PATIENT:
        row["experiencer"] = event.experiencer._value_
    if event.cancer_context is not CancerContext.CURRENT:
        row["cancer_context"] = event.cancer_context._value_
    if event.conditional:
        row["conditional"] = True
    if interval is not None:
        row["date_start"], row["date_end"], row["precision"] = interval.start, interval.end, interval.precision._value_
    if date is not None:
        row["date_kind"] = date.kind._value_
        row["date_quote"], row["date_quote_start"], row["date_quote_end"] = source[first:last], first, last
    row["quote"], row["quote_start"], row["quote_end"] = source[start:end], start, end
    row["confidence"], row["attributes"] = event.confidence, event.attributes
    return row
