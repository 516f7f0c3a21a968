"""From the events of a note to rows of ``note_event``: apart from the rest of the room, so that it can be compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from onco_pipeline.events import EventMention
from onco_pipeline.text import fold_key

__all__ = ["Row", "event_keys", "event_rows"]

Row = dict[str, Any]


def event_rows(
    events: Sequence[EventMention], note: Mapping[str, Any], source: str, offsets: list[int] | None
) -> list[Row]:
    """Return events as rows of ``onco.note_event``; the other parameters are what :func:`events_of` returns."""
    keys = event_keys(note["note_id"], events)
    note_id, person = str(note["note_id"]), note.get("person_id")
    known = isinstance(person, str) or not (person is None or pd.isna(person))
    person_id = str(person) if known else None
    return [_row(event, note_id, person_id, source, offsets, key) for event, key in zip(events, keys, strict=True)]


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


def _row(
    event: EventMention, note_id: str, person_id: str | None, source: str, offsets: list[int] | None, key: str
) -> Row:
    date, interval = event.date, event.interval
    start, end = event.start, event.end
    first, last = (date.start, date.end) if date is not None else (0, 0)
    if offsets is not None:
        start, end, first, last = offsets[start], offsets[end], offsets[first], offsets[last]
    # Written out whole, it is made with room for all; ``_value_`` is what ``value`` returns, without the call.
    return {
        "note_event_id": key,
        "note_id": note_id,
        "person_id": person_id,
        "family": event.family._value_,
        "subtype": event.subtype,
        "site": event.site,
        "status": event.status._value_,
        "experiencer": event.experiencer._value_,
        "cancer_context": event.cancer_context._value_,
        "conditional": event.conditional,
        "date_start": None if interval is None else interval.start,
        "date_end": None if interval is None else interval.end,
        "precision": None if interval is None else interval.precision._value_,
        "date_kind": None if date is None else date.kind._value_,
        "quote": source[start:end],
        "quote_start": start,
        "quote_end": end,
        "date_quote": None if date is None else source[first:last],
        "date_quote_start": None if date is None else first,
        "date_quote_end": None if date is None else last,
        "confidence": event.confidence,
        "attributes": event.attributes,
    }
