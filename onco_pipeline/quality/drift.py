"""Compare how many events the notes of each type and month give with what they gave at the runs before.

A change of the rules, of a document's layout or of the export shows here first: the same notes give other
numbers, or a new month gives others than the months before it. Several runs are remembered, so that what changes
little from run to run and much over months is seen too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from onco_pipeline.events import Family
from onco_pipeline.quality.settings import DEFAULTS, DriftSettings

_KEY = ["note_class_source_value", "month", "family"]
_NUMBERS = ["n_notes", "n_events"]
#: Notes and events, by document type, month and family.
Counts = dict[tuple[str, str, str], tuple[int, int]]
#: Stands for a type or a month that a note does not have, and for all months together.
NONE, ALL = "none", "all"
#: A type that is not written like one is a text in the wrong column: it is not repeated.
_LIKE_A_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./-]{0,39}")


@dataclass(frozen=True, slots=True)
class Drift:
    """Events of a family per note of a type and month: before, and now."""

    note_class: str
    month: str
    family: str
    before: float
    now: float

    def __str__(self) -> str:
        """Say it in a line, without repeating what is no document type."""
        kind = self.note_class if _LIKE_A_TYPE.fullmatch(self.note_class) else "(no document type)"
        return f"{kind}, {self.month}, {self.family}: {self.before:.2f} events per note before, {self.now:.2f} now"


def remembered(before: pd.DataFrame, now: pd.DataFrame, settings: DriftSettings = DEFAULTS.drift) -> pd.DataFrame:
    """Return what is kept for the next run: the rates of the last runs, these included, numbered from 1.

    Rates that are those of the run before are not kept twice: a run without news, or one that was killed and started
    again, pushes nothing out.
    """
    runs = _by_run(before)
    if not runs or not _same(runs[-1], now):
        runs.append(now)
    kept = [rates.assign(run=number) for number, rates in enumerate(runs[-settings.runs :], 1)]
    return pd.concat(kept, ignore_index=True)[["run", *_KEY, "n_notes", "n_events"]]


def _by_run(rates: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the rates of each run, the oldest first."""
    return [rows.drop(columns="run").reset_index(drop=True) for _, rows in rates.groupby("run", sort=True)]


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return _counts(one) == _counts(other)


def extraction_rates(notes: pd.DataFrame, note_events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``onco.extraction_rate``: notes and events by document type, month and family.

    Parameters
    ----------
    notes
        ``note_id``, ``note_class_source_value``, ``note_datetime``; where a row stands for several notes of one type
        and month, ``n`` says how many.
    note_events
        ``note_id``, ``family``; one row an event, or ``n`` of them.
    """
    kinds = notes.assign(
        note_class_source_value=notes["note_class_source_value"].fillna(NONE),
        month=pd.to_datetime(notes["note_datetime"]).dt.strftime("%Y-%m").fillna(NONE),
    )
    n_notes = _numbers(kinds, _KEY[:2], "n_notes")
    rows = n_notes.merge(pd.DataFrame({"family": [str(family) for family in Family]}), how="cross")
    told = note_events.merge(kinds[["note_id", *_KEY[:2]]], on="note_id")
    rows = rows.merge(_numbers(told, _KEY, "n_events"), on=_KEY, how="left")
    rows["n_events"] = rows["n_events"].fillna(0).astype("int64")
    return rows[[*_KEY, "n_notes", "n_events"]].sort_values(_KEY, ignore_index=True)


def _numbers(rows: pd.DataFrame, key: list[str], name: str) -> pd.DataFrame:
    groups = rows.groupby(key)
    return (groups["n"].sum() if "n" in rows else groups.size()).rename(name).reset_index()


def drifted(before: pd.DataFrame, now: pd.DataFrame, settings: DriftSettings = DEFAULTS.drift) -> list[Drift]:
    """Return the rates that have changed since the runs before.

    A type and month that was there is compared with itself, a month that is new with the type's months before
    it, and each type as a whole with itself: a small hospital has few notes of a type in a month. What it is compared
    with is the run of the middle rate (the median) among the last ones; of an even number, the oldest is left out.
    Rates that are those of the last run tell nothing new, and a drift is not told again.

    Parameters
    ----------
    before
        Rows of ``onco.extraction_rate``; nothing is compared when it is empty.
    now
        What :func:`extraction_rates` returns.

    Examples
    --------
    >>> row = {"note_class_source_value": "CRH-HC", "month": "2019-03", "family": "biopsy", "n_notes": 400}
    >>> before, now = (pd.DataFrame([{**row, "n_events": n}]) for n in (200, 40))
    >>> [str(drift) for drift in drifted(before.assign(run=1), now)][0]
    'CRH-HC, 2019-03, biopsy: 0.50 events per note before, 0.10 now'
    """
    runs = _by_run(before)[-settings.runs :]
    if not runs or now.empty or _same(runs[-1], now):
        return []
    told, counted = [_counts(rates) for rates in runs], _counts(now)
    known, whole = _usual(told, settings), _usual(map(_all_months, told), settings)
    found = []
    for key, (n_notes, n_events) in counted.items():
        reference = known.get(key) or whole.get((key[0], ALL, key[2]))
        if reference and _far(reference, (n_notes, n_events), settings):
            found.append(_drift(key, reference, (n_notes, n_events)))
    for key, counts in _all_months(counted).items():
        if key in whole and _far(whole[key], counts, settings):
            found.append(_drift(key, whole[key], counts))
    return found


def _usual(runs: Iterable[Counts], settings: DriftSettings) -> Counts:
    """Return the counts of the run of the middle rate, of each type, month and family that a run knew well enough."""
    told: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for counts in runs:
        for key, (n_notes, n_events) in counts.items():
            if n_notes >= settings.min_notes:
                told.setdefault(key, []).append((n_notes, n_events))
    usual = {}
    for key, values in told.items():
        odd = values if len(values) % 2 else values[1:]
        usual[key] = sorted(odd, key=lambda value: value[1] / value[0])[len(odd) // 2]
    return usual


def _counts(rates: pd.DataFrame) -> Counts:
    # Column by column: rows of a frame are made value by value.
    keys, values = (zip(*(rates[name].tolist() for name in names), strict=True) for names in (_KEY, _NUMBERS))
    return dict(zip(keys, values, strict=True))


def _all_months(counts: Counts) -> Counts:
    """Return the counts of each type and family over all months."""
    totals: Counts = {}
    for (kind, _, family), (n_notes, n_events) in counts.items():
        notes, events = totals.get((kind, ALL, family), (0, 0))
        totals[kind, ALL, family] = notes + n_notes, events + n_events
    return dict(sorted(totals.items()))


def _drift(key: tuple[str, str, str], before: tuple[int, int], now: tuple[int, int]) -> Drift:
    return Drift(*key, before=before[1] / before[0], now=now[1] / now[0])


def _far(before: tuple[int, int], now: tuple[int, int], settings: DriftSettings) -> bool:
    """Return whether two rates differ, by ratio and beyond the chance of two Poisson counts."""
    (notes_before, events_before), (notes_now, events_now) = before, now
    if min(notes_before, notes_now) < settings.min_notes:
        return False
    # Half an event more on each side: a rate of none is low, not infinitely low.
    one, other = (events_before + 0.5) / notes_before, (events_now + 0.5) / notes_now
    error = math.sqrt((events_before + 0.5) / notes_before**2 + (events_now + 0.5) / notes_now**2)
    return max(one / other, other / one) >= settings.ratio and abs(one - other) / error >= settings.z
