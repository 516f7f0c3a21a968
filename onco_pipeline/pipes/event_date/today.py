"""Acts told with the hour at which they were done: they are of the day on which the note was written."""

import re
from datetime import date, timedelta

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout

#: "TDM cérébral sans injection à 20h30", "radio de thorax (14 h)".
_HOUR = re.compile(
    r"(?:(?: (?!dans|sous|toutes|apres|depuis|pendant)[a-z-]{2,14}){0,3} |[^.;:\n]{0,50}?(?:\b(?:a|vers)|[,(]) ?)(?:[01]?\d|2[0-3]) ?h(?:\d\d)?(?!\w)"
)
#: "15h : de retour du TEP": a line that its hour heads.
_HOUR_HEADS = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3]) ?(?:[h:] ?(?:[0-5]\d)? ?[:–-]|h(?:[0-5]\d)?\b) ?[^.;\n]{0,60}\Z")
#: "Radio de thorax de contrôle à H4": hours after the sampling told before it.
_HOURS_AFTER = re.compile(r"(?: [a-z'-]{2,14}){0,4} (?:a|de) (?:la )?h ?\+? ?(?:[1-9]|1\d|2[0-3])(?!\w| ?\d)")
_SENTENCES_BACK = 2
_FOUND_AT_NIGHT = re.compile(r",? ?(?:a |vers )?0?\d ?[h:] ?(?:\d\d)?\)? ?[:=] ?(?!a |prevu)\w")
_HEAD = 120
_OF_A_DAY = frozenset({"event", "stay"})
#: Days before the note in which a day told just before is the one that the hour is of.
_JUST_BEFORE = timedelta(days=3)


def date_by_hour(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    reference: date | None,
    *,
    explain: bool = False,
) -> None:
    """Give an undated exam told with its hour the day of the note, or the one told just before it, in place."""
    _date_by_hours_after(folded, layout, events, explain=explain)
    if reference is None:
        return
    for event in events:
        if not event.is_act or event.status is not Status.DONE:
            continue
        # What the month of an earlier sentence was given for want of a day, the hour tells the day of.
        if event.interval is not None and (event.interval.precision is not Precision.MONTH or event.date is None):
            continue
        start, end = layout.sentence_bounds(event.start, len(folded))
        if event.interval is not None and event.date is not None and start <= event.date.start < end:
            continue
        if _HOUR.match(folded, event.end, end) is None and _HOUR_HEADS.match(folded, start, event.start) is None:
            continue
        told = [one for one in dates if one.end <= event.start and one.role in _OF_A_DAY and _recent(one, reference)]
        # A note that opens with its own day is of that day, whatever was told of the days before.
        its_day = DateInterval.day(reference)
        headed = any(one.start < _HEAD and its_day.same(one.interval) for one in dates)
        if headed and told and layout.line(told[-1].start) != layout.line(event.start):
            told = []
        day = told[-1].interval if told else its_day
        event.take_date(told[-1] if told else None, day, "told with its hour" if explain else None, 0.5)


def _date_by_hours_after(folded: str, layout: Layout, events: list[EventMention], *, explain: bool) -> None:
    """Give an undated exam that was made hours after the sampling told before it that one's day, in place."""
    sampling: EventMention | None = None
    for event in events:
        if event.family is Family.BIOPSY and event.interval is not None and event.status is Status.DONE:
            sampling = event
        if event.family is not Family.IMAGING or event.interval is not None or sampling is None:
            continue
        near = layout.sentence(event.start) - layout.sentence(sampling.start) <= _SENTENCES_BACK
        if near and event.status is Status.DONE and _HOURS_AFTER.match(folded, event.end):
            event.take_date(sampling.date, sampling.interval, f"hours after {sampling.text}" if explain else None, 0.5)


def past_midnight(folded: str, event: EventMention, reference: date | None) -> bool:
    """Return whether an exam with its finding was done in the night that the note goes on into ("TDM (30/08 00h50) : ...")."""
    told = event.date
    if reference is None or told is None or told.future is None or not event.is_act:
        return False
    if event.status is not Status.DONE or _FOUND_AT_NIGHT.match(folded, max(event.end, told.end)) is None:
        return False
    return told.future.start - reference == timedelta(days=1)


def _recent(one: DateMention, reference: date) -> bool:
    interval = one.interval
    if interval is None or interval.precision is not Precision.DAY:
        return False
    return timedelta(0) <= reference - interval.start <= _JUST_BEFORE
