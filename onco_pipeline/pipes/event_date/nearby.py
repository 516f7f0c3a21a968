"""Bound what is looked at around an event: the cost of a note grows with its length, not with its square.

Nothing that a person wrote is read differently for it: with a dozen dates between, a date costs more than any event
pays for one, whatever else speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onco_pipeline.events import DateKind, DateMention, EventMention
from onco_pipeline.pipes.document.layout import Block
from onco_pipeline.pipes.scope import within

if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

#: Dates before an event, and after it, that can be its own.
_DATES = 20
#: Days later that are still the same stay.
_DAYS_ON = 7
#: Events up to which all are looked at, and characters around the dates looked at in which the others stand.
_EVENTS, _MARGIN = 100, 400


def date_at(dates: list[DateMention], offset: int) -> int:
    """Return the place of the first date that starts at an offset or behind it."""
    # Halving in place: compiled, it costs a fraction of ``bisect``, which asks each for its start by name.
    low: i64 = 0
    high: i64 = len(dates)
    while low < high:
        middle = (low + high) >> 1
        if dates[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def dates_between(dates: list[DateMention], start: int, end: int) -> list[DateMention]:
    """Return the dates that start between two offsets."""
    return dates[date_at(dates, start) : date_at(dates, end)]


def last_before(dates: list[DateMention], offset: int) -> DateMention | None:
    """Return the last date that ends at an offset or before it."""
    low: i64 = 0
    high: i64 = len(dates)
    while low < high:
        middle = (low + high) >> 1
        if dates[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    return dates[low - 1] if low else None


def told_finer(dates: list[DateMention], event: EventMention, mention: DateMention, start: int) -> bool:
    """Return whether a time within a date's own is told between an offset and an event.

    Such as the day of a month that heads an entry, in the event's sentence ("02/2017 : FOGD le 14/02/17"), or a month of
    the year, anywhere below it ("2017 ... En août, ...").
    """
    return mention.interval is not None and any(
        date.role == "event"
        and date.interval is not None
        and date.interval != mention.interval
        and mention.interval.contains(date.interval)
        for date in dates_between(dates, start, event.start)
    )


def one_time(first: DateMention, other: DateMention) -> bool:
    """Return whether two dates tell one time: "En septembre 2013, après 8 mois", or some hours or days later."""
    if first.period is not None or first.interval is None or other.interval is None:
        return False
    if first.interval.same(other.interval):
        return True
    later = (other.interval.start - first.interval.start).days
    return other.kind is DateKind.ANCHORED and 0 <= later <= _DAYS_ON


def dates_near(
    dates: list[DateMention], event: EventMention, entry: Block | None, settled_at: int
) -> list[DateMention]:
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
    first = max(0, date_at(dates, event.start) - _DATES)
    last = date_at(dates, max(event.start, settled_at)) + _DATES
    head: list[DateMention] = []
    if entry is not None:
        end = min(max(entry.title_end, entry.start + 1), dates[first].start)
        head = dates_between(dates, entry.title_start, end)
    return [*head, *dates[first:last]]


def events_near(events: list[EventMention], dates: list[DateMention], event: EventMention) -> list[EventMention]:
    """Return the events that stand around an event and the dates that can be its own."""
    if len(events) <= _EVENTS or not dates:
        return events
    start = min(dates[0].start, event.start) - _MARGIN
    return within(events, start, max(dates[-1].end, event.end) + _MARGIN)
