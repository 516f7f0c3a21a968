"""Periods of a drug: starts and stops that follow one another, and what only looks like one of them.

A drug that is being taken is not started again, and one that was stopped is not stopped again. A note that says so
against better evidence repeats the period it speaks of by another date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onco_pipeline.events import Family, Reconciliation
from onco_pipeline.reconciliation.compatibility import site_score
from onco_pipeline.reconciliation.merging import absorb_event
from onco_pipeline.reconciliation.model import Told
from onco_pipeline.reconciliation.settings import Settings

__all__ = ["fold_rests", "join_doses", "mark_episodes", "settle"]

#: Days that a drug is taken in one course, and from one course to the next.
_COURSE, _CYCLE = 28, 42


def join_doses(events: list[Told]) -> list[Told]:
    """Join a change of dose to the start of the same drug on its day: a resumption at another dose is a start.

    One told by its month alone ("15 mg depuis juillet") is the start that lies in it.
    """
    starts = [event for event in events if event.subtype == "start" and event.interval and event.day]
    for change in [event for event in events if event.subtype == "dose_change" and event.interval]:
        start = next((s for s in starts if _same_drug(s, change) and _overlap(change, s)), None)
        if start is not None:
            events.remove(change)
            told = start.interval
            absorb_event(start, change)
            start.interval = told
            if start.reconciliation is Reconciliation.STRUCTURED_ONLY:
                start.reconciliation = Reconciliation.CONFIRMED  # the code alone had it, and a note tells the new dose
    return events


def _overlap(one: Told, other: Told) -> bool:
    return one.interval is not None and other.interval is not None and one.interval.overlaps(other.interval)


def fold_rests(events: list[Told], rest: int) -> list[Told]:
    """Fold the rest between two cycles, which only the codes show, into the period that it interrupts.

    A rest of so many days, or that of a drug coded course by course (five days in four weeks, four weeks in six).
    """
    coded = sorted((e for e in events if not e.mentions and not e.supporting and e.day), key=lambda e: e.order)
    for stop in [event for event in coded if event.subtype == "stop"]:
        line = [e for e in events if _same_drug(e, stop) and e.day and e is not stop]
        before = [e for e in line if e.subtype == "start" and _days(e, stop) >= 0]
        if not before:
            continue
        period = max(before, key=lambda e: e.order)
        begun = max([unit.day for unit in period.units if unit.subtype == "start"], default=_when(period))
        taken = (_when(stop) - begun).days
        course = max(rest, _CYCLE - taken) if taken <= _COURSE else rest
        resumption = next(
            (e for e in line if e.subtype == "start" and e in coded and 0 < _days(stop, e) <= course), None
        )
        if resumption is not None:
            period.units += [*stop.units, *resumption.units]
            events = [e for e in events if e not in (stop, resumption)]
            coded.remove(resumption)
        elif taken <= _COURSE and _goes_on(stop, events):
            period.units += stop.units
            events = [e for e in events if e is not stop]
    return events


def _goes_on(stop: Told, events: Iterable[Told]) -> bool:
    """Whether the next that is known of a drug says that it was taken until then: what the code ended was a course."""
    later = [e for e in events if e is not stop and _same_drug(e, stop) and e.interval and _days(stop, e) > 0]
    following = min(later, key=_place, default=None)
    return following is not None and bool(following.mentions) and following.subtype in ("stop", "dose_change")


def settle(events: list[Told], settings: Settings) -> list[Told]:
    """Give a start within a running period, and a stop before the next stop, to the event that they repeat.

    Only what a single note tells without a code gives way; a pause with its resumption stands.
    """
    for weak in sorted((e for e in events if _is_weak(e)), key=lambda e: e.order):
        line = sorted((e for e in events if e.subtype in ("start", "stop") and _same_drug(e, weak)), key=_place)
        index = line.index(weak)
        before = line[index - 1] if index else None
        after = line[index + 1] if index + 1 < len(line) else None
        repeated = _repeated(weak, before, after, settings.of(Family.ORAL_THERAPY).conflict)
        if repeated is not None:
            interval = repeated.interval
            absorb_event(repeated, weak, "within_period")
            repeated.interval = interval
            near = abs(_days(weak, repeated)) <= settings.of(Family.ORAL_THERAPY).conflict
            if near and repeated.reconciliation is Reconciliation.STRUCTURED_ONLY:
                repeated.reconciliation = Reconciliation.CONFIRMED  # told by a poorer date, but told
            events = [e for e in events if e is not weak]
    return events


def _repeated(weak: Told, before: Told | None, after: Told | None, reach: int) -> Told | None:
    """Return the neighbour of the same kind that a weak start or stop repeats, or None where it has its own place."""
    first, second = (before, after) if weak.subtype == "start" else (after, before)
    # A start repeats the one before it, however long ago: the drug is still taken; a stop the one that ends the period.
    if first is not None and first.subtype == weak.subtype and not _is_weak(first):
        return first
    near = second is not None and abs(_days(second, weak)) <= reach
    return second if second is not None and near and second.subtype == weak.subtype and not _is_weak(second) else None


def _is_weak(event: Told) -> bool:
    if event.units or len(event.notes) > 1 or event.subtype not in ("start", "stop"):
        return False
    # "Interrompu du 24/12 au 3/01": what ended then was the pause, as its one telling says.
    return event.subtype == "start" or not any(m.attributes.get("bound") == "from" for m in event.mentions)


def _same_drug(one: Told, other: Told) -> bool:
    return bool(site_score(one.site, other.site, Family.ORAL_THERAPY))


def _when(event: Told) -> date:
    """Return the day an event is placed at: a vague start as early, a vague stop as late as it can be."""
    if event.interval is None:
        return date.max
    return event.interval.end if event.subtype == "stop" else event.interval.start


def _place(event: Told) -> tuple[object, ...]:
    return _when(event), event.subtype != "start", event.order


def _days(one: Told, other: Told) -> int:
    return (_when(other) - _when(one)).days


def mark_episodes(events: Iterable[Told], pause: int) -> None:
    """Give each event of an oral drug the number of its episode, in its attributes.

    ``episode`` counts from 1. A stop that a new start follows within ``pause`` days is a ``pause`` of the episode, and
    that start its ``resumption``. An episode whose start no evidence tells is ``left_censored``; its last event is
    ``ongoing`` when none tells its end. What is planned or impossible belongs to no episode.
    """
    lines: dict[str, list[Told]] = {}
    for event in sorted(events, key=_place):
        if event.reconciliation not in _NOT_TAKEN:
            lines.setdefault(event.site or "", []).append(event)
    for line in lines.values():
        _number(line, pause)


def _number(line: Sequence[Told], pause: int) -> None:
    number, running = 0, False
    stopped: Told | None = None
    for event in line:
        if event.subtype == "start":
            if stopped is not None and _days(stopped, event) <= pause:
                stopped.attributes["pause"] = event.attributes["resumption"] = True
            elif not running:
                number += 1
            running, stopped = True, None
        else:
            if not number:
                number, event.attributes["left_censored"] = 1, True
            running = event.subtype != "stop"
            stopped = None if running else event
        event.attributes["episode"] = number
    if running:
        line[-1].attributes["ongoing"] = True


#: What tells of no tablet taken.
_NOT_TAKEN = (Reconciliation.PLANNED, Reconciliation.NOT_PERFORMED, Reconciliation.IMPOSSIBLE)
