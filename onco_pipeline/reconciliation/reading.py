"""Tables in: one :class:`PersonEvidence` a patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from onco_pipeline.cells import details
from onco_pipeline.codes import ccam
from onco_pipeline.codes.documents import source_rank
from onco_pipeline.events import DateKind, Experiencer, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN
from onco_pipeline.reconciliation.compatibility import pathology_kind
from onco_pipeline.reconciliation.lineages import assign_lineages
from onco_pipeline.reconciliation.model import Mention, PersonEvidence, Unit, year_slips
from onco_pipeline.text import fold

__all__ = ["Frames", "read_evidence"]


def _none() -> pd.DataFrame:
    return pd.DataFrame()


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables that care events are built from (:mod:`onco_pipeline.tables`).

    Attributes
    ----------
    note_events, structured_events
        ``onco.note_event`` and ``onco.structured_event``.
    notes
        ``omop.note``: ``note_id, person_id, note_datetime, note_class_source_value`` and, optionally,
        ``visit_occurrence_id`` and ``note_text`` (which lets copied text be recognised by its context).
    persons, deaths, visits
        ``omop.person``, ``omop.death``, ``omop.visit_occurrence``; each may be empty.
    """

    note_events: pd.DataFrame
    structured_events: pd.DataFrame
    notes: pd.DataFrame
    persons: pd.DataFrame = field(default_factory=_none)
    deaths: pd.DataFrame = field(default_factory=_none)
    visits: pd.DataFrame = field(default_factory=_none)

    @classmethod
    def of(cls, *frames: pd.DataFrame, **optional: pd.DataFrame | None) -> Frames:
        """Return the tables, with an empty one for each that is None."""
        return cls(*frames, **{name: frame for name, frame in optional.items() if frame is not None})

    @property
    def all(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def read_evidence(frames: Frames, only: Collection[str] | None = None) -> Iterator[PersonEvidence]:
    """Yield the evidence of each patient who has a note event or a coded row, ordered by ``person_id``.

    Parameters
    ----------
    only
        The patients wanted; all when None.
    """
    told = _told_by_person(frames.note_events, only)
    groups = {name: _by_person(frame, only) for name, frame in frames.all.items() if name != "note_events"}
    people = sorted(set(told) | set(groups["structured_events"]))
    for person_id in people:
        rows = {name: rows.get(person_id, []) for name, rows in groups.items()}
        yield _evidence(person_id, told.get(person_id, []), rows)


#: What is read of a mention, in the order in which :func:`_mention` takes it: there are many rows of it, and a dict for
#: each, asked for each field, costs as much again as what is made of them.
_TOLD = (
    "note_event_id", "note_id", "family", "subtype", "site", "status", "date_start", "date_end", "precision",
    "date_kind", "confidence", "quote", "date_quote", "attributes", "quote_start", "quote_end", "date_quote_start",
    "date_quote_end", "experiencer", "conditional",
)  # fmt: skip


def _told_by_person(frame: pd.DataFrame, only: Collection[str] | None) -> dict[str, list[tuple[Any, ...]]]:
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    kept = _of_people(frame, only)
    if kept is None:
        return groups
    columns = [_plain(kept[name]) if name in kept else [None] * len(kept) for name in _TOLD]
    for person_id, row in zip(_plain(kept["person_id"]), zip(*columns, strict=True), strict=True):
        groups[str(person_id)].append(row)
    return groups


def _of_people(frame: pd.DataFrame, only: Collection[str] | None) -> pd.DataFrame | None:
    """Return the rows of the patients wanted, None when nobody is in the table."""
    if not len(frame) or "person_id" not in frame:
        return None
    kept = frame[frame["person_id"].notna()]
    return kept if only is None else kept[kept["person_id"].astype(str).isin(set(only))]


#: Columns that say nothing of an event: a row becomes a dict, and each of its fields costs.
_UNREAD = frozenset(
    (FINGERPRINT_COLUMN, "cancer_context", "care_site_short_name", "gender_source_value", "note_title",
     "visit_source_value")
)  # fmt: skip


def _by_person(frame: pd.DataFrame, only: Collection[str] | None) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    kept = _of_people(frame, only)
    if kept is None:
        return groups
    columns = [name for name in kept.columns if name not in _UNREAD]
    for values in zip(*(_plain(kept[name]) for name in columns), strict=True):
        row = dict(zip(columns, values, strict=True))
        groups[str(row["person_id"])].append(row)
    return groups


def _plain(column: pd.Series) -> list[Any]:
    """Return the values as Python's own, None where empty; times as days, which is all that is asked of them."""
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column.to_numpy().astype("datetime64[D]").tolist()
    if isinstance(column.dtype, pd.StringDtype):
        return column.to_numpy(dtype=object, na_value=None).tolist()
    values = column.astype(object)
    return values.where(column.notna(), None).tolist() if column.hasnans else values.tolist()


def _evidence(person_id: str, told: list[tuple[Any, ...]], rows: Mapping[str, list[dict[str, Any]]]) -> PersonEvidence:
    notes = {str(note["note_id"]): note for note in rows["notes"]}
    texts = {note_id: note["note_text"] for note_id, note in notes.items() if note.get("note_text")}
    heads = {note_id: _Head.of(note) for note_id, note in notes.items()}
    mentions = [mention for row in told if (mention := _mention(row, heads)) is not None]
    dates = [head.day for head in heads.values() if head.day]
    person = rows["persons"][0] if rows["persons"] else {}
    deaths = [row.get("death_datetime") for row in (*rows["deaths"], person)]
    return PersonEvidence(
        person_id=person_id,
        mentions=assign_lineages(mentions, texts),
        units=_units(rows["structured_events"]),
        last_note=max(dates, default=None),
        birth=_as_date(person.get("birth_datetime")),
        death=min((day for value in deaths if (day := _as_date(value))), default=None),
        visits=tuple(sorted(_visits(rows["visits"]))),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What a note says of all that it tells: its day, its stay, the kind of document."""

    day: date | None
    visit: str | None
    kind: str | None

    @classmethod
    def of(cls, note: Mapping[str, Any]) -> _Head:
        visit = note.get("visit_occurrence_id")
        return cls(
            _as_date(note.get("note_datetime")), str(visit) if visit else None, note.get("note_class_source_value")
        )


_NO_NOTE = _Head(None, None, None)


def _mention(row: tuple[Any, ...], heads: Mapping[str, _Head]) -> Mention | None:
    """Return a mention, None of what is not about the patient or is hung on a condition."""
    (
        key, note_id, family, subtype, site, status, start, end, precision, date_kind, confidence, quote, date_quote,
        told, quote_start, quote_end, date_quote_start, date_quote_end, experiencer, conditional,
    ) = row  # fmt: skip
    if experiencer == Experiencer.FAMILY or conditional:
        return None
    note = heads.get(str(note_id), _NO_NOTE)
    attributes = dict(told) if isinstance(told, dict) else details(told)
    family, quote, status = str(family), str(quote or ""), str(status)
    return Mention(
        id=str(key),
        note_id=str(note_id),
        note_date=note.day,
        visit=note.visit,
        family=family,
        subtype=str(subtype),
        site=_site(site, family, quote),
        status=status,
        interval=_interval(_as_date(start), _as_date(end), precision, date_kind, status, note.day),
        date_kind=date_kind,
        confidence=float(confidence or 0.0),
        rank=_rank(note.kind, family),
        quote=quote,
        date_quote=date_quote,
        attributes=attributes,
        kind=pathology_kind(quote, attributes) if family == Family.PATHOLOGY else "",
        outside=attributes.get("outside") is True,
        lineage=str(key),
        quote_start=int(quote_start or 0),
        quote_end=int(quote_end or 0),
        date_quote_start=_offset(date_quote_start),
        date_quote_end=_offset(date_quote_end),
    )


_rank = lru_cache(maxsize=4_096)(source_rank)


def _offset(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def _site(site: str | None, family: str, quote: str) -> str | None:
    """Return the site, but none for the result of a metastasis, which names the organ that it came from."""
    if family == Family.PATHOLOGY and site != "ganglion" and "metasta" in fold(quote):
        return None
    return site or None


_PRECISIONS = {precision.value: precision for precision in Precision}
#: What was called off, and how a date is written that leaves its year open.
_CALLED_OFF = (Status.CANCELLED, Status.REFUSED)
_OPEN_YEAR = (DateKind.YEARLESS, DateKind.DAY_ONLY)


def _interval(
    start: date | None, end: date | None, precision: str | None, date_kind: str | None, status: str, note: date | None
) -> DateInterval | None:
    if start is None or end is None or end < start:
        return None
    if start != end:
        return DateInterval(start, end, _PRECISIONS[precision or Precision.INTERVAL.value])
    if note and date_kind in _OPEN_YEAR and status in _CALLED_OFF:
        # What was called off lies before its note or after it: the year that the text leaves open is the nearest one.
        start = _nearest((start, *year_slips(start)), note)
    return DateInterval.day(start)


def _nearest(days: tuple[date, ...], note: date) -> date:
    return min(days, key=lambda day: abs((day - note).days))


def _as_date(value: Any) -> date | None:
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):  # pandas.Timestamp is one
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, np.datetime64):
        return _as_date(pd.Timestamp(value))
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _visits(rows: list[dict[str, Any]]) -> Iterator[tuple[date, date]]:
    for row in rows:
        start = _as_date(row.get("visit_start_datetime"))
        if start is not None:
            end = _as_date(row.get("visit_end_datetime")) or start
            yield start, max(start, end)


def _units(rows: list[dict[str, Any]]) -> tuple[Unit, ...]:
    """Group the coded rows that are one exam: same family, kind, day and organ.

    A pathology act without organ (a stain, a biopsy's histology) goes with the only organ examined on that day.
    """
    groups: dict[tuple[str, str, date, str | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        day = _as_date(row["date_start"])
        if day is not None:
            groups[str(row["family"]), str(row["subtype"]), day, row.get("site") or None].append(row)
    for key in [k for k in groups if k[0] == Family.PATHOLOGY and k[3] is None]:
        named = [k for k in groups if k[:3] == key[:3] and k[3] is not None]
        if len(named) == 1:
            groups[named[0]] += groups.pop(key)
    units = [
        Unit(
            family=family,
            subtype=subtype,
            site=site,
            day=day,
            rows=tuple(sorted((str(row["source_table"]), str(row["source_id"])) for row in members)),
            visits=frozenset(str(row["visit_occurrence_id"]) for row in members if row.get("visit_occurrence_id")),
            accessory=all(_is_accessory(row) for row in members),
        )
        for (family, subtype, day, site), members in groups.items()
    ]
    return tuple(sorted(units, key=lambda u: (u.family, u.day, u.subtype, u.site or "", u.rows)))


def _is_accessory(row: Mapping[str, Any]) -> bool:
    """Tell an act that is only coded beside another one (a stain)."""
    facts = ccam.acts(str(row.get("code") or ""))
    return any(fact.complementary for fact in facts if fact.family == row["family"])
