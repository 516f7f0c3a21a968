"""Tables out: the care events of a hospital, patient by patient, with the evidence of each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from onco_pipeline.events import Status
from onco_pipeline.reconciliation.confidence import confidence
from onco_pipeline.reconciliation.model import Mention, Told
from onco_pipeline.reconciliation.person import BuiltEvent, reconcile_person
from onco_pipeline.reconciliation.reading import Frames, read_evidence
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings
from onco_pipeline.table import Table, Type
from onco_pipeline.tables import CARE_EVENT, EVENT_EVIDENCE

__all__ = ["reconcile"]

Row = dict[str, Any]
#: One for all rows: ``json.dumps`` makes another for each.
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def reconcile(
    note_events: pd.DataFrame,
    structured_events: pd.DataFrame,
    notes: pd.DataFrame,
    *,
    persons: pd.DataFrame | None = None,
    deaths: pd.DataFrame | None = None,
    visits: pd.DataFrame | None = None,
    settings: Settings = DEFAULTS,
    only: Collection[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the care events of a hospital and the evidence of each.

    Parameters
    ----------
    note_events, structured_events, notes, persons, deaths, visits
        See :class:`~onco_pipeline.reconciliation.reading.Frames`; any may be empty.
    settings
        Tolerances.
    only
        Rebuild these patients only: patients do not influence one another, so that the result is the same as the
        rows of these patients in a full run.

    Returns
    -------
    tuple of pandas.DataFrame
        Rows of ``onco.care_event`` and of ``onco.event_evidence``, in a fixed order.

    Examples
    --------
    >>> none = pd.DataFrame()
    >>> events, evidence = reconcile(none, none, none)
    >>> len(events), list(evidence.columns)[:2]
    (0, ['care_event_id', 'person_id'])
    """
    events: list[tuple[Any, ...]] = []
    evidence: list[tuple[Any, ...]] = []
    frames = Frames.of(note_events, structured_events, notes, persons=persons, deaths=deaths, visits=visits)
    for person in read_evidence(frames, only):
        for built in reconcile_person(person, settings):
            events.append(tuple(_event_row(built).values()))
            evidence.extend(_evidence_rows(built))
    return _frame(events, CARE_EVENT), _frame(evidence, EVENT_EVIDENCE)


def _frame(rows: list[tuple[Any, ...]], table: Table) -> pd.DataFrame:
    """Return rows, in the order of the columns, as a table whose empty cells are None whatever the other rows hold."""
    numbers = {Type.FLOAT: "float64", Type.INTEGER: "int64"}
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(values, dtype=numbers.get(column.type, object))
            for column, values in zip(table.columns, columns, strict=True)
        }
    )


def _event_row(built: BuiltEvent) -> Row:
    """Return the row of ``onco.care_event`` of an event, in the order of its columns."""
    told, interval = built.told, built.told.interval
    if interval is None or told.reconciliation is None:
        raise ValueError(f"care event {built.care_event_id} has no date or no reconciliation: a fault of the program")
    best = _best_mention(told)
    attributes = _attributes(told)
    return {
        "care_event_id": built.care_event_id,
        "person_id": built.person_id,
        "family": built.family.value,
        "subtype": told.subtype,
        # A CT that no note and no code names the region of looked at least at what it shows.
        "site": told.site or attributes.get("region_shown"),
        "status": built.status.value,
        "date_start": interval.start,
        "date_end": interval.end,
        "precision": interval.precision.value,
        "reconciliation": told.reconciliation.value,
        "confidence": confidence(told),
        "n_notes": len({mention.note_id for mention in _mentions(told)}),
        "n_structured": len({row for unit in told.units for row in unit.rows}),
        "quote": best.quote if best else None,
        "date_quote": best.date_quote if best else None,
        "attributes": _WRITTEN(attributes) if attributes else "{}",
    }


def _mentions(told: Told) -> list[Mention]:
    return [*told.mentions, *told.supporting]


def _best_mention(told: Told) -> Mention | None:
    """Return the mention to quote: one that gives the event's date, from the best source, told as done."""
    given = told.mentions or told.supporting
    if len(given) == 1:
        return given[0]
    return min(
        given,
        key=lambda m: (m.id in told.misdated, m.interval != told.interval, m.status != Status.DONE, *m.order),
        default=None,
    )


def _attributes(told: Told) -> Row:
    """Merge the details of the mentions, the best source first, under what the reconciliation found."""
    merged: Row = {}
    mentions = told.mentions
    if len(mentions) > 1:
        mentions = sorted(mentions, key=lambda m: (m.rank, *m.order))
    for mention in mentions:
        for name, value in mention.attributes.items():
            if value not in (None, "", [], {}):
                merged.setdefault(name, value)
    if told.misdated:
        merged["date_errors"] = sorted(set(told.misdated.values()))
    return merged | told.attributes


def _evidence_rows(built: BuiltEvent) -> Iterator[tuple[str, str, str, str, str | None]]:
    """Yield the rows of ``onco.event_evidence`` of an event, in the order of its columns."""
    rows: dict[tuple[str, str], str | None] = {("note_event", m.id): m.note_id for m in _mentions(built.told)}
    rows |= {row: None for unit in built.told.units for row in unit.rows}
    for (table, key), note_id in sorted(rows.items()):
        yield built.care_event_id, built.person_id, table, key, note_id
