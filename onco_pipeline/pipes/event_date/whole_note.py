"""What the note as a whole says of an event's date, once each event has its nearest one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onco_pipeline.events import COUNTED, DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.carried import OPENING, told_back
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.event_date.owned import IN_ITS_BRACKET
from onco_pipeline.pipes.event_date.restated import restated
from onco_pipeline.text import fold

#: "Pendant cette période" goes back to a date told before, and is no step of the story.
_SAME_TIME = re.compile(
    r"\b(?:période|periode|époque|epoque|temps|moment|derni[eè]re?s (?:mois|semaines|jours|années))\b", re.IGNORECASE
)
#: Dates that are told again more exactly, and the words between the two.
_COARSE = frozenset({DateKind.ANCHORED, DateKind.DEICTIC, DateKind.FUZZY})
_SPELT_LATER = re.compile(r"[^.;:()0-9]{0,60}(?:, (?:soit )?(?:le|ce) (?:\w+di )?| \((?:soit )?le (?:\w+di )?)")
#: "Les scanners de juin (le 15) et de décembre (12/12, en ville)".
_IN_BRACKETS = re.compile(r" ?\((?:soit )?(?:le )?(?:\w+di )?")
#: "L'échographie montre ... Une nouvelle échographie (21/12)": two exams.
_ANOTHER = re.compile(r"\b(?:nouve(?:lle|l|au)|autre|deuxieme|seconde?|2e(?:me)?) \Z")
_BEFORE_NAME = 15
_PROVED_BY = re.compile(r"[^.;]{0,50}\b(?:prouve|confirme|documente|authentifie)\w*\b[^.;]{0,60}")
#: "En janvier 2022 sur le scanner du 17".
_SHOWN_BY = re.compile(r"(?: (?:sur|au|a|par)| ?: ?(?:au|sur|a)?) ?(?:l[ae] |l'|une? )?")
#: The words of a report, which a diagnosis may hold.
_REPORTS = re.compile(r"(?:l'|d')?(?:examen|etude|analyse|anatomie|anatomo|histo|resultat|biops|cytolog|immuno)")
#: "Ses antécédents comprennent un nodule retiré en 2008": behind the presentation, and before it in time.
_ANTECEDENT = re.compile(
    r"\W*(?:(?:ses|les|parmi (?:ses|les)|dans ses|comme|pour) )?(?:antecedents?|atcd)\b(?!.*\b(?:consult|present|admis|adress|hospitalis|examin|debut))"
)
_ANTECEDENTS = 6
#: "En mars 2016, il a subi une néphrectomie": a step, wherever it is told.
_NEXT_ACT = re.compile(
    r",? (?:(?:il|elle|on|le patient|la patiente) )?(?:a|ont) (?:ete opere|subi|debute|commence|beneficie d'une? [a-z]{3,}(?:ectomie|section)|recu)"
)
#: Characters between a date and the act that it heads ("12/03 : biopsie initiale").
_HEADED = 4
_THEREAFTER = frozenset({"treatment", "evolution"})
#: Families of a work-up, and how precise the presentation before it must be.
_WORK_UP = frozenset({Family.IMAGING, Family.BIOPSY, Family.PATHOLOGY})
_FINE = frozenset({Precision.DAY, Precision.MONTH})
#: Regions that are looked at alone.
_APART = frozenset({"cerveau", "sein", "rachis", "membre inférieur", "membre supérieur"})


def refine_by_month(
    folded: str, events: Sequence[EventMention], *, of_organ: bool = False, explain: bool = False
) -> None:
    """Give an event told by its month the day that the same act has elsewhere in the note, in place.

    "Le scanner de décembre" is the scan of 4 December when the note has one only; a result "sur les biopsies
    d'avril" has the day of that biopsy. ``of_organ`` asks for the same organ, too.
    """
    for event in events:
        if event.interval is None or event.status is not Status.DONE:
            continue
        of_year = event.interval.precision is Precision.YEAR and event.family is Family.METASTASIS
        if not of_year and event.interval.precision is not Precision.MONTH:
            continue
        finer = _FINE if of_year else frozenset({Precision.DAY})
        days = {
            (other.interval.start, other.interval.end): other
            for other in events
            if other.interval is not None
            and other.interval.precision in finer
            and other.status is Status.DONE
            and event.interval.contains(other.interval)
            and (_same_act(event, other) or _in_brackets_behind(folded, event, other))
            and not (
                other.start > event.start and _ANOTHER.search(folded, max(0, other.start - _BEFORE_NAME), other.start)
            )
            and not (of_organ and (event.site != other.site or (event.site is None and event.subtype != "pet")))
        }
        if len(days) > 1 and event.family is Family.METASTASIS:
            # "Récidive en février 2019 (TEP du 18/02, biopsie du 26/02)": the exam showed it first
            first = min(days)
            days = {first: days[first]} if days[first].family is Family.IMAGING else days
        if len(days) == 1:
            (other,) = days.values()
            event.interval = other.interval
            if explain:
                event.explanation = f"{event.explanation}; the day from {other.text}"


def refine_by_apposition(folded: str, events: Sequence[EventMention], dates: Sequence[DateMention]) -> None:
    """Give an event the day that spells out its coarser date further on in the clause, in place.

    "Suspendu au bout de deux semaines devant des ecchymoses, le 5 décembre": one act, told twice when.
    """
    for event in events:
        told = event.date
        if told is None or event.interval is None or event.interval.precision is Precision.DAY:
            continue
        of_month = event.interval.precision is Precision.MONTH and event.family is not Family.ORAL_THERAPY
        if (told.kind not in _COARSE and not of_month) or told.period is not None or told.end < event.start:
            continue
        place = date_at(dates, told.end)
        following = dates[place] if place < len(dates) else None
        if following is None or following.interval is None or following.role != "event":
            continue
        day = (following.future if event.status is Status.PLANNED else None) or following.interval
        if day.precision is not Precision.DAY or not event.interval.contains(day):
            continue
        between = folded[told.end : following.start]
        spelt = _SPELT_LATER if told.kind in _COARSE else _IN_BRACKETS
        if spelt.fullmatch(between) is None or any(told.end <= other.start < following.start for other in events):
            continue
        event.date, event.interval = following, day


def refine_retold(layout: Layout, events: Sequence[EventMention], *, explain: bool = False) -> None:
    """Give a result that the diagnosis tells again by its year or month the finer date it was told with, in place."""
    results = [
        event
        for event in events
        if event.family is Family.PATHOLOGY and event.status is Status.DONE and event.interval is not None
    ]
    for event in results:
        section = layout.section(event.start)
        if section is None or section.label != "diagnosis" or event.interval is None:
            continue
        for other in results:
            finer = other.interval
            if finer is None or finer == event.interval or not event.interval.contains(finer):
                continue
            if other is not event and layout.section(other.start) is not section and _agree(other.site, event.site):
                event.date, event.interval = other.date, finer
                if explain:
                    event.explanation = f"told again; the date of {other.text}"
                break


def _same_act(event: EventMention, other: EventMention) -> bool:
    if event.family is Family.ORAL_THERAPY:  # "de février à juillet 2022 ; arrêt le 25/07/2022"
        return event.subtype == "stop" == other.subtype and event.site == other.site
    if event.family is Family.PATHOLOGY:
        return other.family is Family.BIOPSY
    return (
        event.family in (Family.IMAGING, Family.BIOPSY)
        and other.family is event.family
        and other.subtype == event.subtype
        and not _looks_elsewhere(event, other)
    )


def _looks_elsewhere(event: EventMention, other: EventMention) -> bool:
    """Return whether two exams are of regions that no one exam shows together: a scan of the head is none of the chest."""
    if event.family is not Family.IMAGING or event.site is None or other.site is None or event.site == other.site:
        return False
    return event.site in _APART or other.site in _APART


def _in_brackets_behind(folded: str, event: EventMention, other: EventMention) -> bool:
    """Return whether metastases are told with the act that showed them: "depuis mars 2021 (biopsie du 04/03)"."""
    if event.family is not Family.METASTASIS or other.family not in (Family.BIOPSY, Family.IMAGING):
        return False
    # ... or right behind the month itself: "progression en octobre 2022 (scanner du 17), hépatique".
    starts = [event.end, *([event.date.end] if event.date is not None and event.date.end < event.end else [])]
    behind = event.date is not None and _SHOWN_BY.fullmatch(folded, event.date.end, max(event.date.end, other.start))
    # "Récidive osseuse en mars 2021, prouvée par des biopsies le 17 mars 2021".
    proved = other.family is Family.BIOPSY and _PROVED_BY.fullmatch(folded, event.end, max(event.end, other.start))
    return bool(behind or proved) or any(
        re.fullmatch(r"[^.;()]{0,40}\([^.;()]{0,20}", folded[start : other.start]) for start in starts
    )


def follow_back(folded: str, layout: Layout, events: Sequence[EventMention], *, explain: bool = False) -> None:
    """Give a sampling that is only spoken of again ("une semaine après la BOM") the date it was told with, in place.

    A date right after the words is its own ("la biopsie du 12/03"), and so is one in the sentence ("En mars, la
    biopsie") unless the words speak of what was read on the sample ("En mars, l'histologie de la biopsie").
    """
    told: list[EventMention] = []
    for event in events:
        if event.family is not Family.BIOPSY:
            continue
        if not event.attributes.get("anaphoric"):
            told.append(event)
            continue
        initial = event.attributes.get("initial") is not None
        own = event.date is not None and (
            0 <= event.date.start - event.end <= OPENING
            or (not event.attributes.get("restated") and _share_sentence(layout, event, event.date))
            or 0 <= event.start - event.date.end <= _HEADED
            or (initial and event.date.start > event.end)
            or IN_ITS_BRACKET.fullmatch(folded, event.end, max(event.end, event.date.start)) is not None
        )
        first = next(
            (
                other
                for other in (told if initial else reversed(told))
                if other.subtype == event.subtype and _agree(other.site, event.site)
            ),
            None,
        )
        if own or event.status is not Status.DONE:
            continue
        if first is None:
            if initial:
                event.withhold()
            continue
        event.date, event.interval, event.confidence = first.date, first.interval, first.confidence
        if explain:
            event.explanation = f"the act told before ({first.text})"


def _share_sentence(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    return layout.sentence(mention.start) == layout.sentence(event.start)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def add_called_off(events: list[EventMention], dates: Sequence[DateMention]) -> None:
    """Add the act that was called off beside the one that took its place, in place.

    "Biopsie prévue le 09/12, annulée, finalement faite le 17" tells a cancelled and a done biopsy. The cancelled one
    is marked ``taken_up``: the patient missed nothing.
    """
    for event in list(events):
        event.attributes.pop("settled_at", None)  # notes between the two pipes, nothing of the event's own
        called_off = event.attributes.pop("called_off_at", None)
        if called_off is None:
            continue
        of_plan = [date for date in dates if event.end <= date.start < called_off and date.role == "event"]
        first = of_plan[-1] if of_plan else None
        interval = None if first is None else first.interval or first.future
        attributes = {**event.attributes, "taken_up": True}
        off = replace(event, status=Status.CANCELLED, date=first, interval=interval, attributes=attributes)
        events.insert(events.index(event), off)


def leave_called_off(events: Sequence[EventMention], plans: Sequence[EventMention]) -> None:
    """Take the day from an act that was planned for it, where the note tells further on that it was called off.

    "Ponction programmée le 06/03. ... Ponction du 06/03 reportée, faite le 09/03."
    """
    for plan in plans:
        if any(
            other.start > plan.start
            and other.status in (Status.CANCELLED, Status.REFUSED)
            and (other.family, other.interval) == (plan.family, plan.interval)
            and (other.family is not Family.IMAGING or other.subtype == plan.subtype)
            for other in events
        ):
            plan.status = Status.CANCELLED


def one_change_a_date(events: Sequence[EventMention]) -> None:
    """Leave a date to the one change of a drug that it dates best: a day does not both start and stop it."""
    best: dict[tuple[str | None, int], EventMention] = {}
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.date is None:
            continue
        key = (event.site, event.date.start)
        other = best.get(key)
        if other is None or other.subtype == event.subtype:
            best.setdefault(key, event)
            continue
        loser = min((other, event), key=lambda one: (_of_its_bound(one), one.confidence))
        best[key] = event if loser is other else other
        loser.withhold()


def leave_first_doses(events: Sequence[EventMention]) -> None:
    """Leave out a change of dose on the day on which the drug begins: the first line of its course tells that again."""
    begun = {_day_of(event, "start") for event in events} - {None}
    for event in events if begun else ():
        if _day_of(event, "dose_change") in begun:
            event.withhold()


def _day_of(event: EventMention, subtype: str) -> tuple[str | None, date] | None:
    """Return which drug an event is of and on which day, None for one of another kind or without a day."""
    told = event.interval
    if event.family is not Family.ORAL_THERAPY or event.subtype != subtype or told is None:
        return None
    return (event.site, told.start) if told.precision is Precision.DAY else None


def _of_its_bound(event: EventMention) -> bool:
    return event.date is not None and event.date.bound is not None and event.date.bound == event.attributes.get("bound")


def date_work_up(
    folded: str, layout: Layout, events: Sequence[EventMention], dates: Sequence[DateMention], *, explain: bool = False
) -> None:
    """Give an undated work-up the month of the presentation before it, in place.

    The annotation guidelines' ruling: only when the next dated step falls in the same or the next month,
    so that the work-up cannot lie anywhere else.
    """
    # "depuis deux mois" says how long a complaint has lasted, and is no step of the story; "depuis janvier 2012, elle
    # reçoit X" is what follows, where it lies ahead of the presentation.
    steps = [
        date
        for date in dates
        if date.role == "event"
        and date.interval is not None
        and _SAME_TIME.search(date.text) is None
        and (date.bound != "from" or date.period is not None or date.kind is DateKind.ABSOLUTE)
    ]
    told = [date for date in steps if date.bound != "from" or date.period is not None]
    starts = [date.start for date in told]
    for event in events:
        if event.interval is not None or event.status is not Status.DONE or event.family not in _WORK_UP:
            continue
        if event.attributes.get("earlier"):
            continue
        section = layout.section(event.start)
        if event.family is Family.PATHOLOGY and (
            (
                section is not None
                and section.label == "diagnosis"
                and not _REPORTS.match(folded, event.start, event.end)
            )
            or restated(folded, dates, event)
        ):
            continue  # told again, not found in the work-up
        place = bisect_left(starts, event.start)
        if place == 0:
            continue
        before = told[place - 1]
        if section is None or section.label not in _THEREAFTER:
            before = _presentation(folded, layout, told[:place])
        after = next(
            (
                one
                for one in steps
                if one.start >= event.start
                and not (_retold(folded, layout, before, one) or _counted_from(layout, before, one))
                and (one.bound != "from" or one.period is not None or _ahead(before, one))
            ),
            None,
        )
        if after is None:
            continue
        if before.period is not None:
            continue  # the two ends of a stay or a treatment are no presentation
        if event.family is Family.PATHOLOGY and before.kind is DateKind.DEICTIC and before.interval is not None:
            if before.interval.days == 1:
                continue  # "Vu ce jour. Cancer ALK+": no result is of the visit
        if any(
            one.date is before and 0 <= before.start - one.end <= OPENING for one in events if one.family in _WORK_UP
        ):
            continue
        opened, closed = before.interval, after.interval
        if opened is None or closed is None or opened.precision not in _FINE:
            continue
        month = DateInterval.month(opened.start.year, opened.start.month)
        if not 0 <= _months_between(opened.start, closed.start) <= 1:
            continue
        # Read on what was taken that day, further up in the same work-up.
        read_on = event.family is Family.PATHOLOGY and any(
            one.family is Family.BIOPSY and one.date is before and one.end <= event.start for one in events
        )
        event.date, event.interval, event.confidence = before, opened if read_on else month, 0.5
        if explain:
            event.explanation = f"{before.text}: work-up between it and {after.text}"


def _presentation(folded: str, layout: Layout, told: Sequence[DateMention]) -> DateMention:
    """Return the last date told but for those of the antecedents, which lie before the presentation they stand behind."""
    last = told[-1]
    for mention in reversed(told[-_ANTECEDENTS:]):
        start, _ = layout.sentence_bounds(mention.start, len(folded))
        if _ANTECEDENT.match(folded, start, mention.start) is None and not told_back(folded, layout, told, mention):
            earlier = mention.interval is not None and last.interval is not None
            return mention if earlier and last.interval.end < mention.interval.start else last  # type: ignore[union-attr]
    return last


def _ahead(before: DateMention, after: DateMention) -> bool:
    return before.interval is not None and after.interval is not None and before.interval.end < after.interval.start


def _counted_from(layout: Layout, before: DateMention, after: DateMention) -> bool:
    """Return whether a date is told from the presentation itself, in another part of the note: no step that bounds it."""
    told = before.kind not in COUNTED and after.kind in COUNTED
    counted = told and after.anchor == fold(before.text)
    return counted and layout.section(after.start) is not layout.section(before.start)


def _retold(folded: str, layout: Layout, before: DateMention, after: DateMention) -> bool:
    """Return whether a diagnosis only tells the month again that stands before it, and is no next step."""
    section = layout.section(after.start)
    if _NEXT_ACT.match(folded, after.end) is not None:
        return False
    if section is None or section.label != "diagnosis" or before.interval is None or after.interval is None:
        return False
    return _months_between(before.interval.start, after.interval.start) <= 0


def _months_between(first: date, second: date) -> int:
    return 12 * (second.year - first.year) + second.month - first.month
