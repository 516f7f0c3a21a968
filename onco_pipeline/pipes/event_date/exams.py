"""The dated exam that stands before a finding, and shows it, or beside another exam, and was made with it."""

import re

from onco_pipeline.events import EventMention, Experiencer, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.scope import within

__all__ = ["KNOWN", "date_beside", "date_between", "exam_before", "seen_anew"]

#: An echocardiogram shows no spread.
_NEVER_SHOWS = frozenset({"cœur"})
#: What is said of a finding that is not new.
KNOWN = re.compile(r"[^.;]{0,60}\b(?:connue?s?|stables?|traite|opere|reseque|irradie|deja|anterieur|inchange)")
#: A spread told as new, sentences up to which the exam that shows it may stand before it, and what parts the two.
_ANEW = re.compile(
    r"\bde novo\b|\bd'apparition (?:recente|nouvelle)|\bnouve(?:lles?|aux?)\b|\bapparition\b|\bnon (?:visible|presente|connue?)s? "
)
_ANEW_AFTER = 3
_GOES_BY = re.compile(
    r"\b(?:traitement|chimiotherapie|radiotherapie|ligne|cycles?|cures?|apres|depuis|mois|semaines|ensuite|puis|decide|commence|debut)\w*\b"
)
#: What an exam is spoken of by that was not made with the one beside it.
_NOT_THEN = frozenset({"earlier", "restated", "initial"})
_ANOTHER_TIME = re.compile(
    r"[^.;,]{0,30}?\b(?:avant|apres|anterieure?s?|precedente?s?|initiale?s?|de reference|du diagnostic|post-?(?:chirurgical|operatoire)|de controle|de suivi)\b"
)
#: Events that are looked at before and behind an exam, and how precise those are that date it.
_NEAR, _COARSE = 8, frozenset({Precision.MONTH, Precision.YEAR})
#: Characters before an exam in which its date stands.
_BACK = 60


def exam_before(layout: Layout, earlier: list[EventMention], offset: int, sentences: int = 0) -> EventMention | None:
    """Return the last dated exam before an offset, when it stands in the same sentence or so many before it."""
    sentence, section = layout.sentence(offset), layout.section(offset)
    for other in reversed(earlier):
        if sentence - layout.sentence(other.start) > sentences or layout.section(other.start) is not section:
            return None
        shows = other.is_act and other.site not in _NEVER_SHOWS
        if shows and other.interval is not None and other.status is Status.DONE:
            return other
    return None


def seen_anew(folded: str, layout: Layout, earlier: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the exam some sentences before a spread that is told as new, where nothing has been dated since.

    "Scanner (21/11) : masse stable. Elle mesure 8 cm. Multiples métastases hépatiques de novo."
    """
    start, end = layout.sentence_bounds(event.start, len(folded))
    if _ANEW.search(folded, start, end) is None or KNOWN.match(folded, event.end) is not None:
        return None
    exam = exam_before(layout, earlier, event.start, _ANEW_AFTER)
    if exam is None or exam.family is not Family.IMAGING or exam.date is None or exam.date.start < exam.start - _BACK:
        return None
    if exam.date.start > start or "\n" in folded[exam.end : event.start]:
        return None
    return None if _GOES_BY.search(folded, exam.end, event.start) else exam


def date_beside(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give an exam or a sampling without a date the month of one that its sentence tells with it, in place.

    "En mai, elle consulte. Une radiographie montre un épanchement, et une nouvelle échographie et un scanner une masse."
    """
    for event in events:
        if not _wants_a_date(folded, event):
            continue
        start, end = layout.sentence_bounds(event.start, len(folded))
        for other in within(events, start, end):
            if not other.is_act or other.status is not Status.DONE or other.date is None:
                continue
            month = other.interval is not None and other.interval.precision is Precision.MONTH
            if month and other.date.start < start:
                event.share_date(other, f"told with it ({other.text})" if explain else None)
                break


def date_between(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give an exam or a sampling without a date the month or year of what its paragraph tells before it and behind it, in place.

    "En mai 2014, une radiographie montre une masse. Un scanner la confirme. La biopsie était un carcinome": where the one
    and the other have one date, what is told between the two lies nowhere else.
    """
    if not layout.lines:
        return
    for place, event in enumerate(events):
        if not _wants_a_date(folded, event) or "anaphoric" in event.attributes:
            continue
        if "extension" in folded[layout.sentence_bounds(event.start, len(folded))[0] : event.start]:
            continue  # the work-up that follows an operation is a step of its own
        start, end = layout.lines[layout.line(event.start)]
        before = next((one for one in reversed(events[max(0, place - _NEAR) : place]) if _dates_others(one)), None)
        after = next((one for one in events[place + 1 : place + 1 + _NEAR] if _dates_others(one)), None)
        if before is None or after is None or before.start < start or after.start >= end or before.date is None:
            continue
        if before.date is after.date and before.interval == after.interval and before.date.start < event.start:
            event.share_date(before, f"told between {before.text} and {after.text}" if explain else None)


def _wants_a_date(folded: str, event: EventMention) -> bool:
    """Return whether an exam or a sampling was done on no day that is told, and is not said to be of another time."""
    if event.interval is not None or event.status is not Status.DONE or not event.is_act:
        return False
    return _NOT_THEN.isdisjoint(event.attributes) and _ANOTHER_TIME.match(folded, event.end) is None


def _dates_others(event: EventMention) -> bool:
    """Return whether an event was done in a month or year that is told, and so tells when what stands beside it was."""
    if event.family is Family.ORAL_THERAPY or event.status is not Status.DONE or event.interval is None:
        return False
    return event.experiencer is Experiencer.PATIENT and event.interval.precision in _COARSE
