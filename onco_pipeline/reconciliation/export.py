"""Care events as JSON records, one line a patient, in the form of the annotation guidelines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, details, plain

__all__ = ["person_records"]


def person_records(care_events: pd.DataFrame, evidence: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield ``{"person_id": ..., "events": [record, ...]}`` for each patient, ordered by ``person_id``.

    A record's ``evidence`` is the note ids, then the keys of the coded rows, that support it. Impossible events are
    left out: they are kept in the warehouse for correction, not told as care. ``place`` says of an event that stands in
    the text alone whether it was done ``outside`` or inside and never coded (``uncoded``).

    Parameters
    ----------
    care_events, evidence
        Rows of ``onco.care_event`` (or ``onco.validated_care_event``) and of ``onco.event_evidence``.

    Examples
    --------
    >>> list(person_records(pd.DataFrame(), pd.DataFrame()))
    []
    """
    sources: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for row in evidence.itertuples(index=False):
        told = row.evidence_table == "note_event"
        sources[row.care_event_id].append((not told, str(row.note_id if told else row.evidence_id)))
    if not len(care_events):
        return
    possible = care_events[care_events["reconciliation"] != "impossible"]
    ordered = possible.sort_values(["person_id", "date_start", "date_end", "family", "care_event_id"], kind="stable")
    for person_id, rows in ordered.groupby("person_id", sort=True):
        yield {
            "person_id": person_id,
            "events": [_record(row, sources[row.care_event_id]) for row in rows.itertuples(index=False)],
        }


def _written(cell: Any) -> str | None:
    told = day(cell)
    return None if told is None else told.isoformat()


def _record(row: Any, sources: list[tuple[bool, str]]) -> dict[str, Any]:
    return {
        "care_event_id": row.care_event_id,
        "family": row.family,
        "subtype": row.subtype,
        "site": plain(row.site),
        "status": row.status,
        "date_start": _written(row.date_start),
        "date_end": _written(row.date_end),
        "precision": row.precision,
        "quote": plain(row.quote),
        "date_quote": plain(row.date_quote),
        "reconciliation": row.reconciliation,
        "place": details(row.attributes).get("place"),
        "confidence": row.confidence,
        "evidence": list(dict.fromkeys(source for _, source in sorted(sources))),
    }
