"""Bound what is looked at around an event: the cost of a note grows with its length, not with its square.

Nothing that a person wrote is read differently for it: with a dozen dates between, a date costs more than any event
pays for one, whatever else speaks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.document.layout import Block

#: Dates before an event, and after it, that can be its own.
_DATES = 20
#: Events up to which all are looked at, and characters around the dates looked at in which the others stand.
_EVENTS, _MARGIN = 100, 400
_start, _end = attrgetter("start"), attrgetter("end")


def within(found: Sequence[EventMention], start: int, end: int) -> Sequence[EventMention]:
    """Return the events that start between two offsets; ``found`` is sorted by start."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def dates_between(dates: Sequence[DateMention], start: int, end: int) -> Sequence[DateMention]:
    """Return the dates that start between two offsets."""
    return dates[bisect_left(dates, start, key=_start) : bisect_left(dates, end, key=_start)]


def last_before(dates: Sequence[DateMention], offset: int) -> DateMention | None:
    """Return the last date that ends at an offset or before it."""
    place = bisect_right(dates, offset, key=_end)
    return dates[place - 1] if place else None


def dates_near(
    dates: Sequence[DateMention], event: EventMention, entry: Block | None, settled_at: int
) -> Sequence[DateMention]:
    """Return the dates that can be an event's own: those around it, and those that head its entry.

    Parameters
    ----------
    dates
        Every date of the note, in order.
    entry
        The dated entry that holds the event.
    settled_at
        Where the note tells that the event took place, when it does so further on; 0 otherwise.
    """
    if len(dates) <= 2 * _DATES:
        return dates
    first = max(0, bisect_left(dates, event.start, key=_start) - _DATES)
    last = bisect_left(dates, max(event.start, settled_at), key=_start) + _DATES
    head: Sequence[DateMention] = ()
    if entry is not None:
        end = min(max(entry.title_end, entry.start + 1), dates[first].start)
        head = dates_between(dates, entry.title_start, end)
    return [*head, *dates[first:last]]


def events_near(
    events: Sequence[EventMention], dates: Sequence[DateMention], event: EventMention
) -> Sequence[EventMention]:
    """Return the events that stand around an event and the dates that can be its own."""
    if len(events) <= _EVENTS or not dates:
        return events
    start = min(dates[0].start, event.start) - _MARGIN
    return within(events, start, max(dates[-1].end, event.end) + _MARGIN)
