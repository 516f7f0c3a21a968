"""The date that fits an event best, and what it means for it."""

import re
from datetime import date

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.candidates import Candidate, candidates
from onco_pipeline.pipes.event_date.costs import ENTRY_HEADER
from onco_pipeline.pipes.event_date.drugs import day_after_pause
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.event_date.own_words import still_left
from onco_pipeline.pipes.event_date.scene import ARRIVED

__all__ = ["LIMIT", "just_past", "reading", "take_first", "years_on"]

#: Days since a plan's day that is just past, where the next such day lies most of a year ahead.
_JUST_PAST, _NEXT_YEAR = 31, 300
#: Beyond this cost an event has no date.
LIMIT = 420
#: How far a date is believed, from 0 to 1, by what its cost is above that of a sure one: costs are whole.
_SURE = 20
_BELIEVED = [round(1 / (1 + cost / 150), 3) for cost in range(LIMIT + _SURE + 1)]
#: A line that an act and its day head.
_HEADED_LINE = re.compile(r"\W*(?:[a-z]+(?:[ '-]|\b)){1,4} ?\(?(?:le )?[\d/.-]{6,10}\)? ?:")
#: What opens an item of a list.
_ITEM_MARK = re.compile(r" *(?P<mark>[-*•>]|\[(?=[ x]?\])) ?")
_SPELT_OUT = re.compile(
    r",? ?\(?(?:rdv|rendez-vous|programmee?s?|prevue?s?|fixee?s?|reservee?s?)(?: pris| fixe| donne)? (?:le |au |pour le )"
    r"|(?: jour pour jour| d[e'u][a-z' ]{3,30}(?=,? soit ))?\s?(?:\( ?|, soit |soit |, )(?:vers )?(?:l[ae] |en |l')?"
)
#: "3 mois après la fin de la radiothérapie", and the bracket right behind.
_FROM_AN_EVENT = re.compile(r"\b(?:apres|avant|suivant|lendemain d[eu']|veille d[eu']|j ?\+? ?\d{1,3} d[eu'])\b ?[a-z]")
_OPENS = re.compile(r"(?: [a-z'-]{2,20}){0,3} ?\((?!soit)")
#: "Adressée le 09/09. TDM cérébrale aux urgences", "en urgence, une IRM".
_AT_ONCE = r"(?:aux (?:urgences|sau)|au (?:sau|dechocage)|en urgence|a l'(?:admission|entree|arrivee)|d'emblee|aussitot|immediate?(?:ment)?|sur[- ]le[- ]champ|seance tenante|dans l'heure)"
_AT_ONCE_BEHIND = re.compile(rf"(?: [a-z'-]+){{0,3}}? \(?{_AT_ONCE}\b|(?: [a-z-]{{5,}}){{0,2}}? urgente?s?\b")
_AT_ONCE_BEFORE = re.compile(rf"\b{_AT_ONCE}[ ,:]+(?:[a-z'-]+ ){{0,2}}\Z")
_BROUGHT = re.compile(r"[^.;]{0,60}\b(?:urgences|sau\b)")
_AT_ONCE_REACH = 40
#: "Passage aux urgences ce jour. TDM cérébrale : normale."
_EMERGENCY = re.compile(r"\b(?:urgences|sau|dechocage)\b")
#: "De 2013 à 2015, arrêté pour progression cérébrale": what ended a treatment was seen at its end.
_ENDED_FOR = re.compile(
    r"\b(?:arret|stopp|interromp|interrup|suspen|abandonn|remplac|discontinu)\w*\b[^.;]{0,40}?\b(?:pour|par|raison|devant|cause|suite|face|du fait)\b"
)
#: "De mars 2018 à novembre 2019, date à laquelle une mutation a été retrouvée".
_AT_ITS_END = re.compile(r",? ?(?:date a laquelle|moment (?:ou|auquel))\b")


def years_on(interval: DateInterval, years: int) -> DateInterval:
    """Return the same days of another year; a 29th of February is the last day of its month."""
    days = [
        (day.replace(day=28) if (day.month, day.day) == (2, 29) else day).replace(year=day.year + years)
        for day in (interval.start, interval.end)
    ]
    return DateInterval(days[0], days[1], interval.precision)


def take_first(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    reference: date | None,
    *,
    explain: bool = False,
) -> None:
    """Give an event the date that fits it best, in place: as a plan, a period, or the month of a visit.

    Parameters
    ----------
    folded, layout, events, dates
        The note, its structure, its events and its dates.
    event
        The event; where no date fits, it keeps none.
    reference
        The day that the note is told on, where that is known.
    explain
        Leave in the event why.
    """
    planned = event.status is Status.PLANNED  # which looks at the others, too
    found = candidates(folded, layout, events, dates, event, best_alone=not planned)
    best = found[0] if found else None
    if best is not None and planned:
        best = _planned_for(folded, layout, event, best, found)
    if best is not None and best.date.is_counted and event.attributes.get("technique") == "sentinel_node":
        if layout.sentence(best.date.start) != layout.sentence(event.start):
            best = None  # taken in an operation, and not "il y a 2 mois" with the biopsy told before
    if best is not None and best.cost <= LIMIT:
        event.date = best.date
        event.interval = reading(folded, dates, event, best.date, reference)
        day = event.interval if best.carried else None
        if (
            day is not None
            and day.precision is Precision.DAY
            and not (_at_once(folded, layout, event, best.date) or _in_its_line(folded, layout, event, best))
        ):
            # A visit's day dates the exam that it led to within the month only.
            event.interval = DateInterval.month(day.start.year, day.start.month)
        event.confidence = _BELIEVED[max(0, int(best.cost) + _SURE)]
        event.interval = day_after_pause(folded, event, event.interval)
        if explain:
            event.explanation = f"{best.date.text}: {best.reason} (cost {best.cost:.0f})"
    if event.date is not None and event.date.future is not None and still_left(folded, event, event.date):
        event.interval = years_on(event.date.future, -1)


def _at_once(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam is told to be that of an emergency or an arrival, whose day then dates it."""
    opening, _ = layout.sentence_bounds(mention.start, len(folded))
    if ARRIVED.search(folded, max(opening, mention.start - _AT_ONCE_REACH), mention.start):
        return True  # "Aux urgences le 18 mai, TDM cérébrale. Radiographie du bassin"
    _, closing = layout.sentence_bounds(mention.start, len(folded))
    next_sentence = layout.sentence(event.start) - layout.sentence(mention.start) == 1
    if next_sentence and not mention.is_counted and _BROUGHT.match(folded, mention.end, closing):
        return True  # "Le 14 février, elle se rend aux urgences. Un scanner cérébral"
    start, end = layout.sentence_bounds(event.start, len(folded))
    return (
        _AT_ONCE_BEHIND.match(folded, event.end, end) is not None
        or _AT_ONCE_BEFORE.search(folded, max(start, event.start - _AT_ONCE_REACH), event.start) is not None
        or (
            event.date is not None
            and event.date.kind is DateKind.DEICTIC
            and _EMERGENCY.search(folded, *layout.sentence_bounds(event.date.start, len(folded))) is not None
        )
    )


def _in_its_line(folded: str, layout: Layout, event: EventMention, best: Candidate) -> bool:
    """Return whether an exam stands in the line of an act that its day heads: "Endoscopie (19/7) : tumeur. Écho-endoscopie : T3"."""
    if not layout.lines or layout.line(best.date.start) != layout.line(event.start):
        return False
    start, _ = layout.lines[layout.line(event.start)]
    return _HEADED_LINE.match(folded, start, best.date.end + 3) is not None


def _of_another_item(folded: str, layout: Layout, event: EventMention, best: Candidate) -> bool:
    """Return whether a date stands in an earlier item of the list that a plan is an item of: "- IRM : le 06/06\n- TEP"."""
    if not layout.lines or layout.line(best.date.start) >= layout.line(event.start):
        return False
    mark = _ITEM_MARK.match(folded, layout.lines[layout.line(event.start)][0])
    earlier = _ITEM_MARK.match(folded, layout.lines[layout.line(best.date.start)][0])
    return mark is not None and earlier is not None and mark["mark"] == earlier["mark"]


def _planned_for(
    folded: str, layout: Layout, event: EventMention, best: Candidate, found: list[Candidate]
) -> Candidate | None:
    """Return the date of a plan told in a dated entry: not the entry's own, which is the day it was asked for.

    "20/02 : TEP demandée, rdv 04/03." An entry may head what it plans ("04/03 : TEP prévue"): then nothing else is told.
    """
    if _of_another_item(folded, layout, event, best):
        return None
    entry = layout.entry(event.start)
    if entry is None or not entry.title_start <= best.date.start < max(entry.title_end, entry.start + 1):
        return best
    other = next((one for one in found if one.date.start >= event.end and one.cost <= LIMIT), None)
    return other or (None if best.reason == ENTRY_HEADER else best)


def reading(
    folded: str,
    dates: list[DateMention],
    event: EventMention,
    mention: DateMention,
    reference: date | None = None,
) -> DateInterval | None:
    """Return what a date of the note means for an event: the days to come of a plan, the whole period of an exam.

    What did not take place is told soon before or soon after its day: the reading nearer to the note counts.
    """
    past, future = mention.interval, mention.future
    called_off = event.status is Status.CANCELLED or event.status is Status.REFUSED
    if called_off and past and future and reference and reference - past.end <= future.start - reference:
        return past
    planned = called_off or event.status is Status.PLANNED or event.status is Status.PROPOSED
    if mention.period is not None and event.family is not Family.ORAL_THERAPY:
        ended_for = mention.bound == "until" and (
            _ENDED_FOR.search(folded, mention.end, max(event.start, mention.end))
            or _AT_ITS_END.match(folded, mention.end, max(event.start, mention.end))
        )
        # "Planifié entre le 6 et le 10 décembre": days without a year, to come.
        yearless = planned and future is not None and reference is not None and mention.period.end < reference
        whole = (years_on(mention.period, 1) or mention.period) if yearless else mention.period
        return mention.interval if ended_for else whole
    if planned and event.family is Family.ORAL_THERAPY and just_past(mention, reference):
        return past
    counted = _counted_from_bracket(folded, dates, mention, planned=planned, reference=reference)
    apposition = None if counted else _apposition(folded, dates, mention, planned=planned)
    return apposition or (mention.future if planned else None) or mention.interval or mention.future


def _counted_from_bracket(
    folded: str, dates: list[DateMention], mention: DateMention, *, planned: bool, reference: date | None
) -> bool:
    """Return whether a day in brackets is that of the event that a step is counted from, and not the step's own.

    "Scanner 2 mois après l'opération (03/04/2019)": read otherwise only where the step would lead beyond the note.
    """
    if mention.kind is not DateKind.ANCHORED or reference is None or mention.interval is None:
        return False
    if _FROM_AN_EVENT.search(folded, mention.start, mention.end) is None or not _OPENS.match(folded, mention.end):
        return False
    place = date_at(dates, mention.end)
    told = dates[place].interval if place < len(dates) else None
    if told is not None and mention.interval.contains(told):
        return False  # "un mois après l'opération (12/04)", of which the day is told elsewhere
    return planned or mention.interval.start <= reference


def just_past(mention: DateMention | None, reference: date | None) -> bool:
    """Return whether a plan's day is just past: "prévue le 10/03" in a note of the 12th, and not in a year."""
    if mention is None or reference is None or mention.kind is not DateKind.YEARLESS:
        return False
    past, future = mention.interval, mention.future
    if past is None or future is None:
        return False
    return 0 <= (reference - past.end).days <= _JUST_PAST and (future.start - reference).days > _NEXT_YEAR


def _apposition(folded: str, dates: list[DateMention], mention: DateMention, *, planned: bool) -> DateInterval | None:
    """Return the date that spells out a relative one: "dans 3 mois (mi-décembre)", "deux semaines plus tard, le 18/06"."""
    if not mention.is_counted:
        return None
    for other in dates:
        if other.start >= mention.end:
            if _SPELT_OUT.fullmatch(folded, mention.end, other.start) is None:
                return None
            return (other.future if planned else None) or other.interval
    return None
