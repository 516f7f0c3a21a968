"""The days on which a drug was decided on: the visit that orders it, or the form that it is written on."""

import re
from datetime import date
from itertools import islice

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.appointments import of_a_visit
from onco_pipeline.pipes.event_date.nearby import date_at, dates_between
from onco_pipeline.pipes.scope import event_at
from onco_pipeline.pipes.screen import Screened

__all__ = ["date_by_form", "date_decisions"]

#: What the author does now, and an order at the head of its sentence.
_DECIDES = re.compile(
    r"\b(?:je|j'|nous|on)\s?(?:lui )?(?:arrete|arretons|suspend(?:s|ons)?|interromp(?:s|t|ons)|stoppe|stoppons|diminue|diminuons|redui(?:s|t|sons)|debute|debutons|"
    r"commence|commencons|introdui(?:s|t|sons)|instaure|demarre|reprend(?:s)?|reprenons|augmente|augmentons|baisse|baissons|majore|majorons|passe a|passons a)(?![a-z])"
)
_ORDER = re.compile(
    r"[\W\d]*(?:donc |decision d['e] ?|au total |cat )?\W*(?:arret|stop|pause|suspension|reprise|reduction|diminution|baisse|augmentation|mise sous|debut|introduction|switch|(?:passage|retour) a(?= \d))\b"
    r"|[^.;:]{0,60}\bavis\b[^;:\n]{0,50}:(?:[^.;:]{0,60},)? ?(?:(?:arret|stop|pause|suspension|suspendre|arreter)\b|[a-z-]{4,25} (?:stoppee?|arretee?|suspendue?|interrompue?)\b)"
    r"|[^.;:]{0,30}\b(?:consignes?|conduite(?: a tenir)?|cat|conseils?|reponse)\b[^;:\n]{0,40}: ?(?:ok,? )?(?:arret\w*|stop\w*|pause|suspen\w+|interromp\w+|reduction|redui\w+|diminu\w+|baiss\w+)\b"
    r"|\W*[a-z-]{4,25} (?:donc )?(?:stoppee?|arretee?|suspendue?|interrompue?)s?\W*\Z"
)
#: "Votrient suspendu, revu en cs le 23/04": what is told of the day has its next visit beside it.
_JUST_CHANGED = re.compile(r"\W*[a-z-]{4,25} (?:donc )?(?:stoppee?|arretee?|suspendue?|interrompue?)s?[ ,;+]")
_DECIDING = frozenset({"conclusion", "plan", "decision", "treatment", "evolution", "today", "proposal"})
_MEETING = Screened(r"\brcp\b|reunion de concertation|comite de concertation|\bstaff\b")
#: A line of a form, the line that tells its day, and how far above it stands.
_FORM_LINE = re.compile(r"[ *•-]*[a-z][a-z' ./()-]{2,40} ?: ?\S")
_FORM_DATE = re.compile(
    r"(?:\A|[\n.;] ?|[ *•-])(?:date|jour)(?: (?:de |d'|du )(?:la |l')?(?:appel|modification|intervention|decision|evenement|contact|entretien|changement|visite|consultation|declaration))? ?: ?(?:le )?\Z"
)
_FORM_LINES = 5
#: "Poursuivi jusqu'à ce jour puis arrêté": stopped that day.
_UNTIL_TODAY = Screened(
    r"\bjusqu'(?:a )?(?:ce jour|aujourd'hui),? (?:(?:puis|et|mais|ou|date a laquelle|jour ou)(?: (?:il|elle|l[ae] (?:traitement|patiente?)|nous|je))? )?"
    r"(?:(?:l'|le |la |est |a |ete |ai |avons |donc |finalement )*)(?:arret|stopp|interromp|suspend|cess)\w*"
)
_PERIOD_OPENS = re.compile(r"[ \t*•>–-]{0,4}(?:du )?")
#: Characters of a note's head, and days before a visit in which what it has just told lies.
_HEAD, _RECENT_DAYS = 200, 45


def _heading_period(folded: str, layout: Layout, dates: list[DateMention], event: EventMention) -> DateMention | None:
    """Return the first day of the period that heads an event's line: "Du 03/07 au 06/07 : corticoïdes. X suspendu"."""
    if not layout.lines:
        return None
    start = layout.lines[layout.line(event.start)][0]
    told = dates_between(dates, start, event.start)
    if len(told) < 2 or told[0].bound != "from" or told[1].bound != "until":
        return None
    first, last = told[:2]
    opens = _PERIOD_OPENS.fullmatch(folded, start, first.start) is not None
    return first if opens and folded[last.end : last.end + 2].strip().startswith(":") else None


def date_decisions(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    reference: date | None,
    *,
    explain: bool = False,
) -> None:
    """Give what the author decides on the day of the note that day, in place.

    "On suspend l'olaparib." "=> Arrêt du pemigatinib." Told in the present or as an order, with no date in its sentence,
    and below what the visit found; a meeting's advice is none.
    """
    if reference is None or _MEETING.search(folded, 0, _HEAD):
        return
    day = DateInterval.day(reference)
    of_today = next((one for one in dates if day.same(one.interval) and one.role != "birth"), None)
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.interval is not None:
            continue
        halted = event.status is Status.PLANNED and event.subtype in (
            "stop",
            "dose_change",
        )  # told among what is to be done
        if event.status is not Status.DONE and not halted:
            continue
        start, end = layout.sentence_bounds(event.start, len(folded))
        told_until = end if event.attributes.get("bound") == "until" else event.end
        if event.subtype == "stop" and _UNTIL_TODAY.search(folded, start, told_until):
            event.status = Status.DONE
            event.take_date(None, DateInterval.day(reference), "until the day of the note" if explain else None, 0.5)
            continue
        section, entry = layout.section(event.start), layout.entry(event.start)
        if entry is not None or any(one.role == "event" for one in dates_between(dates, start, event.start)):
            continue
        if (headed := _heading_period(folded, layout, dates, event)) is not None:
            event.take_date(headed, headed.interval, f"{headed.text}: heads its line" if explain else None, 0.5)
            continue
        behind = event_at(events, event.end)
        following = min(end, events[behind].start) if behind < len(events) else end
        told = [one for one in dates_between(dates, start, following) if one.role == "event"]
        visits = [one for one in told if of_a_visit(folded, event, one)]
        alone = len(visits) == len(told)
        of_visit = section is not None and section.label == "today"
        decided = _DECIDES.search(folded, max(start, event.start - 45), event.end) is not None
        if not decided and not of_visit and alone and (section is None or section.label in _DECIDING):
            limit = max(event.end, min(end, following))
            ordered = _ORDER.match(folded, start, limit) or (visits and _JUST_CHANGED.match(folded, start, limit))
            decided = bool(ordered) and _visit_told(dates, reference, start)
        if decided or (of_visit and alone and event.attributes.get("implicit") is None):
            event.status = Status.DONE
            event.take_date(of_today, day, "decided on the day of the note" if explain else None, 0.5)


def date_by_form(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a drug's change in a line of a form the date that a line above it holds, in place.

    "Date : 14/05/2024", "Traitement : Inlyta", "Action : arrêt".
    """
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.interval is not None or not layout.lines:
            continue
        if event.attributes.get("implicit") or event.status not in (Status.DONE, Status.PLANNED):
            continue
        line = layout.line(event.start)
        place = date_at(dates, event.start)
        mention = dates[place - 1] if place else None
        if mention is None or mention.interval is None or mention.role not in ("event", "document"):
            continue
        above = layout.line(mention.start)
        if not 0 < line - above <= _FORM_LINES or any(
            _FORM_LINE.match(folded, *layout.lines[number]) is None for number in range(above + 1, line + 1)
        ):
            continue
        if _FORM_DATE.search(folded, layout.lines[above][0], mention.start):
            event.status = Status.DONE
            event.take_date(
                mention, mention.interval, f"{mention.text}: the date of the form" if explain else None, 0.5
            )


def _visit_told(dates: list[DateMention], reference: date, offset: int) -> bool:
    """Return whether the last date told before an offset lies in the weeks before the visit."""
    head = islice((one for one in dates if one.end <= offset and one.role in ("event", "document", "stay")), 2)
    if any(one.interval == DateInterval.day(reference) for one in head):
        return True  # the note opens with its day
    told = (dates[place] for place in range(date_at(dates, offset) - 1, -1, -1))
    before = islice((one for one in told if one.end <= offset and one.role == "event" and one.interval is not None), 4)
    return any(0 <= (reference - one.interval.end).days <= _RECENT_DAYS for one in before if one.interval)
