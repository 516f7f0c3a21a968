"""What is true of a bag where gold exists: the synthetic world has it; no training reads it but the oracle's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from onco_pipeline.distant.instances import Instance
from onco_pipeline.evaluation.scoring import same_dates
from onco_pipeline.intervals import DateInterval, Precision

__all__ = ["Truth", "pair_truth", "read_truth", "right_options", "truth_of"]


@dataclass(frozen=True, slots=True)
class Truth:
    """One event of the textual gold.

    Attributes
    ----------
    family, status, start, end
        What it is and where it is told.
    interval
        Its date.
    outside
        Whether it was done elsewhere; None where the gold does not say.
    """

    family: str
    status: str
    start: int
    end: int
    interval: DateInterval
    outside: bool | None = None


def read_truth(path: Path) -> dict[str, list[Truth]]:
    """Return the events of a textual gold with offsets (``gold/notes.jsonl`` of a synthetic hospital), by note."""
    return {note_id: list(map(_truth, events)) for note_id, events in _lines(path)}


def _lines(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            value = json.loads(line)
            yield str(value["note_id"]), [event for event in value["events"] if event.get("start") is not None]


def _truth(event: Mapping[str, Any]) -> Truth:
    start, end = (date.fromisoformat(event[name]) for name in ("date_start", "date_end"))
    return Truth(
        event["family"],
        event["status"],
        event["start"],
        event["end"],
        DateInterval(start, end, Precision(event["precision"])),
        event.get("outside"),
    )


def truth_of(instance: Instance, gold: Mapping[str, Sequence[Truth]]) -> Truth | None:
    """Return the gold event that a bag's event is, by family and overlapping words; None when it is none or several.

    Events of one place that differ (a combination of drugs) are told apart by nothing here, and left out.
    """
    event = instance.bag.event
    same = [
        truth
        for truth in gold.get(instance.note_id, ())
        if truth.family == event.family and truth.start < event.end and event.start < truth.end
    ]
    if len(same) > 1:
        same = [truth for truth in same if truth.status == event.status] or same
    return same[0] if len({truth.interval for truth in same}) == 1 else None


def right_options(instance: Instance, truth: Truth) -> tuple[bool, ...]:
    """Return which options of a bag give the true date."""
    return tuple(
        option.interval is not None and same_dates(truth.interval, option.interval) for option in instance.bag.options
    )


def pair_truth(instances: Sequence[Instance], gold: Mapping[str, Sequence[Truth]]) -> np.ndarray:
    """Return for each pair (event, date) 1 when they belong together, 0 when they do not, -1 when nobody knows.

    The pairs are those of :func:`onco_pipeline.distant.functions.votes`, in its order.
    """
    known: list[int] = []
    for instance in instances:
        truth = truth_of(instance, gold)
        count = len(instance.bag.options) - 1
        known += [-1] * count if truth is None else map(int, right_options(instance, truth)[:-1])
    return np.array(known, dtype=np.int8)
