"""One exam told twice: announced at first, and then told with its day."""

import re

from onco_pipeline.events import EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout

__all__ = ["date_announced", "name_by_day"]

#: "L'étude a été prolongée par une TEP :\n- TEP (02/05/16) : lésion osseuse": the item says on which day.
_ITEM_BELOW = re.compile(r"[^.;:\n]{0,120}:[ \t]*\n?[ \t*•>\"–-]*(?:l[ae] |l'|une? )?")
#: "Un scanner et une IRM ont été réalisés. Le scanner (26/08) a décrit ...": the next sentence does.
_TOLD_NEXT = re.compile(r"[^.;:\n]{0,120}\.[ \t]*(?:l[ae] |l'|ce |cette )")
_DAY_BEHIND = re.compile(r"(?: [a-z'-]+){0,3}?(?: ?\(| ?:)? ?(?:le |du |de |en )?\Z")
_FINE = frozenset({Precision.DAY, Precision.MONTH})
_DAY_IN_BRACKET = re.compile(r"(?: [a-z'-]+){0,3} ?\((?:le |du )?\Z")
#: Characters behind an exam's name in which its bracket stands.
_BESIDE = 45


def date_announced(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Give an exam that is announced, and told right behind with a day of its own, that day, in place.

    Not where the announcement has a day of its own in its sentence.
    """
    exams = [event for event in events if event.family is Family.IMAGING and event.status is Status.DONE]
    for place, first in enumerate(exams):
        if first.interval is not None and _has_its_own(layout, first):
            continue
        for told in exams[place + 1 : place + 4]:
            if told.subtype != first.subtype or told.date is None or told.interval is None:
                continue
            behind = _ITEM_BELOW if "\n" in folded[first.end : told.start] else _TOLD_NEXT
            beside = told.interval.precision in _FINE and 0 <= told.date.start - told.end <= _BESIDE
            if not beside or not behind.fullmatch(folded, first.end, told.start):
                break
            glue = _DAY_BEHIND if behind is _ITEM_BELOW else _DAY_IN_BRACKET
            if glue.fullmatch(folded, told.end, told.date.start):
                first.share_date(told, None)
                told.site = told.site or first.site
            break


def name_by_day(events: list[EventMention]) -> None:
    """Take an exam that only its day names for the one told with that day, in place: "nouveau depuis l'examen du 03/11"."""
    for event in events:
        if "anaphoric" not in event.attributes or event.family is not Family.IMAGING or event.interval is None:
            continue
        if not event.text.lower().endswith("examen"):
            continue
        same = [
            other
            for other in events
            if other.family is Family.IMAGING
            and other.interval == event.interval
            and other.status is event.status
            and "anaphoric" not in other.attributes
        ]
        if len(same) == 1:
            event.subtype, event.site = same[0].subtype, same[0].site


def _has_its_own(layout: Layout, event: EventMention) -> bool:
    """Return whether an exam's date stands in its own sentence, and is no step counted from another."""
    if event.date is None or event.interval is None or event.date.is_counted:
        return False
    return layout.sentence(event.date.start) == layout.sentence(event.start)
