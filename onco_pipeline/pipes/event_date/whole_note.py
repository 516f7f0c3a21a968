"""What the note as a whole says of an event's date, once each event has its nearest one."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.event_date.owned import IN_ITS_BRACKET
from onco_pipeline.pipes.scope import within
from onco_pipeline.pipes.screen import Screened

#: Dates that are told again more exactly, and the words between the two.
_COARSE = frozenset({DateKind.ANCHORED, DateKind.DEICTIC, DateKind.FUZZY})
#: "TEP de juillet : réponse complète (faite le 23/07)", "IRM du mois dernier, faite le 23/08".
_DONE_ON = (
    r"|[^.;()0-9]{0,60}[(,] ?(?:finalement |bien )?(?:faite?|realisee?|effectuee?|pratiquee?|passee?)s? "
    r"(?:ici |en ville |chez (?:nous|vous) )?le (?:\w+di )?"
)
_SPELT_LATER = re.compile(
    r"[^.;:()0-9]{0,60}(?:, (?:soit )?(?:le|ce) (?:\w+di )?| \((?:soit )?le (?:\w+di )?)" + _DONE_ON
)
#: "Les scanners de juin (le 15) et de décembre (12/12, en ville)".
_IN_BRACKETS = re.compile(
    r"(?: ?\((?:soit )?(?:le )?(?:\w+di )?|\),? (?:faite?|realisee?|effectuee?|passee?)s? (?:le |du )(?:\w+di )?)"
    + _DONE_ON
)
#: "Prochaine TEP fin juin (RDV le 27/06)".
_APPOINTED = re.compile(
    r" ?[(,:] ?(?:rdv|rendez-vous)(?: (?:deja )?(?:pris|fixe|prevu|obtenu|donne)?)? ?:? ?(?:(?:le|au|pour le) )?(?:\w+di )?"
    r"|,? ?\(?(?:fixe|prevu|programme|reserve)e?s? (?:le|au|pour le) (?:\w+di )?"
)
_NOT_YET_OR_NEVER = (Status.PLANNED, Status.CANCELLED, Status.REFUSED)
#: "Suspendu 8 jours en avril (diarrhée, du 11 au 19)".
_DAYS_OF_A_PAUSE = re.compile(r" ?\((?:[^()0-9]{1,40}[,:] ?|[^()]{1,25}[,:] )?(?:soit )?(?:du )?")
#: "L'échographie montre ... Une nouvelle échographie (21/12)": two exams.
_ANOTHER = re.compile(r"\b(?:nouve(?:lle|l|au)|autre|deuxieme|seconde?|2e(?:me)?) \Z")
_BEFORE_NAME = 15
#: "Un scanner de contrôle en janvier. ... Le 29, un scanner urgent": what an emergency asks for is an exam of its own.
_ONE, _URGENT = (
    re.compile(r"\bune? \Z"),
    re.compile(r"(?: [a-z'-]+){0,3}? (?:urgente?|(?:en|aux|d'|dans l')? ?urgences?)\b"),
)
_PROVED_BY = re.compile(r"[^.;]{0,50}\b(?:prouve|confirme|documente|authentifie)\w*\b[^.;]{0,60}")
#: "En janvier 2022 sur le scanner du 17".
_SHOWN_BY = re.compile(r"(?: (?:sur|au|a|par)| ?: ?(?:au|sur|a)?) ?(?:l[ae] |l'|une? )?")
#: ... and with it in brackets before what it shows.
_SHOWN_IN = re.compile(
    r"[ :]{0,2}\(?(?:du |le )?[0-9/.]{6,10}\),? (?:dans (?:laquelle|lequel)|(?:qui|ou l'on|ou)\b|montrant|revelant|objectivant)[^.;\n]*"
)
#: Characters between a date and the act that it heads ("12/03 : biopsie initiale").
_HEADED = 4
#: Acts alike in all but their place of which a month may take its day: the last of them is told like the first.
_ALIKE = 20
#: Characters before a spread, and behind it or its date, in which the act stands that showed it.
_SHOWN_BEFORE, _SHOWN_BEHIND = 1_000, 150
#: How precise a finer date is.
_FINE = frozenset({Precision.DAY, Precision.MONTH})
#: What a scan of the whole trunk shows.
_OF_THE_TRUNK = frozenset({"thorax", "abdomen", "pelvis"})
#: Regions that are looked at alone.
_APART = frozenset({"cerveau", "sein", "rachis", "membre inférieur", "membre supérieur"})


def refine_by_month(folded: str, events: list[EventMention], *, of_organ: bool = False, explain: bool = False) -> None:
    """Give an event told by its month the day that the same act has elsewhere in the note, in place.

    "Le scanner de décembre" is the scan of 4 December when the note has one only; a result "sur les biopsies
    d'avril" has the day of that biopsy. ``of_organ`` asks for the same organ, too.
    """
    acts: _Days | None = None
    for event in events:
        if event.interval is None or event.status is not Status.DONE:
            continue
        of_year = event.interval.precision is Precision.YEAR and event.family is Family.METASTASIS
        if not of_year and event.interval.precision is not Precision.MONTH:
            continue
        finer = _FINE if of_year else frozenset({Precision.DAY})
        if event.family is Family.METASTASIS:  # shown by an act that stands beside it, of whatever kind
            others = within(events, event.start - _SHOWN_BEFORE, event.end + _SHOWN_BEHIND)
            if event.date is not None and event.date.end < event.start - _SHOWN_BEFORE:
                others = [*within(events, event.date.end, event.date.end + _SHOWN_BEHIND), *others]
        else:
            acts = acts or _Days(events)
            others = acts.of_month(event.interval)
        days = {
            (other.interval.start, other.interval.end): other
            for other in others
            if other.interval is not None
            and other.interval.precision in finer
            and other.status is Status.DONE
            and event.interval.contains(other.interval)
            and (_same_act(event, other) or _in_brackets_behind(folded, event, other))
            and not (other.start > event.start and _one_more(folded, other))
            and not (of_organ and not _of_one_organ(event, other))
        }
        if len(days) > 1 and event.family is Family.METASTASIS:
            # "Récidive en février 2019 (TEP du 18/02, biopsie du 26/02)": the exam showed it first
            first = min(days)
            days = {first: days[first]} if days[first].family is Family.IMAGING else days
        if len(days) == 1:
            (other,) = days.values()
            why = f"{event.explanation}; the day from {other.text}" if explain else None
            event.take_date(event.date, other.interval, why)
            if acts is not None:
                acts.add(event)


def _one_more(folded: str, other: EventMention) -> bool:
    """Return whether an exam is told as one of its own: "une nouvelle IRM", "une IRM urgente"."""
    before = max(0, other.start - _BEFORE_NAME)
    if _ANOTHER.search(folded, before, other.start):
        return True
    return _ONE.search(folded, before, other.start) is not None and _URGENT.match(folded, other.end) is not None


class _Days:
    """What a note tells as done on a day, by the month: of what is alike but for its place the first few alone.

    A thousand scanners of one day date a month no better than the first of them.
    """

    def __init__(self, events: list[EventMention]) -> None:
        self._of_month: dict[tuple[int, int], list[EventMention]] = {}
        for event in events:
            self.add(event)

    def add(self, event: EventMention) -> None:
        """Take an event in, if it was done on a day."""
        told = event.interval
        if told is None or told.precision is not Precision.DAY or event.status is not Status.DONE:
            return
        acts = self._of_month.setdefault((told.start.year, told.start.month), [])
        if len(acts) < _ALIKE or len([other for other in acts if _alike(event, other)]) < _ALIKE:
            acts.append(event)

    def of_month(self, month: DateInterval) -> list[EventMention]:
        """Return the acts of the month that an interval begins in."""
        return self._of_month.get((month.start.year, month.start.month), [])


def _alike(event: EventMention, other: EventMention) -> bool:
    told, other_told = (event.family, event.subtype, event.site), (other.family, other.subtype, other.site)
    return told == other_told and event.interval == other.interval


def refine_by_apposition(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Give an event the day that spells out its coarser date further on in the clause, in place.

    "Suspendu au bout de deux semaines devant des ecchymoses, le 5 décembre": one act, told twice when.
    """
    for event in events:
        told = event.date
        if told is None or event.interval is None or event.interval.precision is Precision.DAY:
            continue
        of_month = event.interval.precision is Precision.MONTH and event.family is not Family.ORAL_THERAPY
        if told.period is not None or told.end < event.start:
            continue
        place = date_at(dates, told.end)
        following = dates[place] if place < len(dates) else None
        if following is None or following.interval is None or following.role != "event":
            continue
        if event.status in _NOT_YET_OR_NEVER and _APPOINTED.fullmatch(folded, told.end, following.start):
            planned = following.future if event.status is Status.PLANNED else None
            event.take_date(following, planned or following.interval, None)
            continue
        paused = event.subtype == "stop" and following.period is not None and following.bound == "from"
        if told.kind not in _COARSE and not of_month and not paused:
            continue
        day = (following.future if event.status is Status.PLANNED else None) or following.interval
        if day.precision is not Precision.DAY or not event.interval.contains(day):
            continue
        between = folded[told.end : following.start]
        spelt = _SPELT_LATER if told.kind in _COARSE else _IN_BRACKETS
        if paused:
            spelt = _DAYS_OF_A_PAUSE
        if spelt.fullmatch(between) is None or any(True for _ in within(events, told.end, following.start)):
            continue
        event.take_date(following, day, None)


def refine_retold(layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give what the diagnosis tells again by its year or month the finer date it was told with, in place.

    So has a result, and an act of a year with one such act only: "en 2013 après une biopsie", "l'étude de 2013".
    """
    told = [
        event
        for event in events
        if (event.is_act or event.family is Family.PATHOLOGY)
        and event.status is Status.DONE
        and event.interval is not None
    ]
    for event in told:
        section, act = layout.section(event.start), event.is_act
        summed_up = section is not None and section.label == "diagnosis"
        coarse = event.interval
        if coarse is None or not (summed_up or (act and event.attributes.get("anaphoric"))):
            continue
        if act and coarse.precision is not Precision.YEAR:
            continue
        finer = {
            other.interval: other
            for other in told
            if other.interval not in (None, coarse)
            and other is not event
            and coarse.contains(other.interval)
            and (layout.section(other.start) is not section or not summed_up)
            and (_same_act(event, other) if act else other.family is event.family)
            and _agree(other.site, event.site)
        }
        if finer and (len(finer) == 1 or not act):
            interval, other = next(iter(finer.items()))
            event.take_date(other.date, interval, f"told again; the date of {other.text}" if explain else None)


def _same_act(event: EventMention, other: EventMention) -> bool:
    if event.family is Family.ORAL_THERAPY:  # "de février à juillet 2022 ; arrêt le 25/07/2022"
        return event.subtype == "stop" == other.subtype and event.site == other.site
    if event.family is Family.PATHOLOGY:
        return other.family is Family.BIOPSY
    return (
        event.is_act
        and other.family is event.family
        and other.subtype == event.subtype
        and not _looks_elsewhere(event, other)
    )


def _of_one_organ(event: EventMention, other: EventMention) -> bool:
    """Return whether two acts are told of one organ; a scan of the whole trunk is one of the chest and belly, too."""
    if event.site == other.site:
        return event.site is not None or event.subtype == "pet"
    return event.subtype == "ct" and other.site == "tap" and event.site in _OF_THE_TRUNK


def _looks_elsewhere(event: EventMention, other: EventMention) -> bool:
    """Return whether two exams are of regions that no one exam shows together: a scan of the head is none of the chest."""
    if event.family is not Family.IMAGING or event.site is None or other.site is None or event.site == other.site:
        return False
    return event.site in _APART or other.site in _APART


def _in_brackets_behind(folded: str, event: EventMention, other: EventMention) -> bool:
    """Return whether metastases are told with the act that showed them: "depuis mars 2021 (biopsie du 04/03)"."""
    if event.family is not Family.METASTASIS or not other.is_act:
        return False
    # "En mai, une IRM a été demandée (IRM cérébrale 19/05/2018) dans laquelle une lésion évoque une métastase".
    before = other.family is Family.IMAGING and event.date is not None and event.date.end < other.start < event.start
    if before and _SHOWN_IN.fullmatch(folded, other.end, event.start) is not None:
        return True
    # ... or right behind the month itself: "progression en octobre 2022 (scanner du 17), hépatique".
    starts = [event.end, *([event.date.end] if event.date is not None and event.date.end < event.end else [])]
    behind = event.date is not None and _SHOWN_BY.fullmatch(folded, event.date.end, max(event.date.end, other.start))
    # "Récidive osseuse en mars 2021, prouvée par des biopsies le 17 mars 2021".
    proved = other.family is Family.BIOPSY and _PROVED_BY.fullmatch(folded, event.end, max(event.end, other.start))
    return bool(behind or proved) or any(
        re.fullmatch(r"[^.;()]{0,40}\([^.;()]{0,20}", folded[start : other.start]) for start in starts
    )


def follow_back(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
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
        event.share_date(first, f"the act told before ({first.text})" if explain else None)


def _share_sentence(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    return layout.sentence(mention.start) == layout.sentence(event.start)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def add_called_off(folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention]) -> None:
    """Add the act that was called off beside the one that took its place, in place.

    "Biopsie prévue le 09/12, annulée, finalement faite le 17" tells a cancelled and a done biopsy. The cancelled one
    is marked ``taken_up``: the patient missed nothing, be it told in one sentence or in two.
    """
    for event in list(events):
        event.take("settled_at")  # notes between the two pipes, nothing of the event's own
        called_off = event.take("called_off_at")
        if called_off is None:
            continue
        of_plan = [date for date in dates if event.end <= date.start < called_off and date.role == "event"]
        first = of_plan[-1] if of_plan else None
        interval = None if first is None else first.interval or first.future
        attributes = {**event.attributes, "taken_up": True}
        off = replace(event, status=Status.CANCELLED, date=first, interval=interval, attributes=attributes)
        events.insert(events.index(event), off)
    _mark_taken_up(folded, layout, events)


#: "La TEP est reprogrammée le 25/06", told of one that the sentence before calls off.
_IN_ITS_PLACE = Screened(
    r"\b(?:reprogramm|refix|replac|redonn|reconvoqu|rattrap)\w*|\bnouvelle date\b|\bfinalement\b|\beu lieu\b"
)


def _mark_taken_up(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Mark an act called off whose own new day the next sentence tells by its name, in place: one exam, not two."""
    if not any(event.status is Status.CANCELLED for event in events):
        return
    acts = [event for event in events if event.is_act]
    for off, other in pairwise(acts):
        if off.status is not Status.CANCELLED or other.status not in (Status.PLANNED, Status.DONE):
            continue
        same = (off.family, off.subtype) == (other.family, other.subtype) and _agree(off.site, other.site)
        if same and other.interval is not None and layout.sentence(other.start) == layout.sentence(off.start) + 1:
            start, end = layout.sentence_bounds(other.start, len(folded))
            if _IN_ITS_PLACE.search(folded, start, end):
                off.attributes["taken_up"] = True


def leave_called_off(events: list[EventMention], plans: list[EventMention]) -> None:
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


def one_change_a_date(events: list[EventMention]) -> None:
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


def leave_first_doses(events: list[EventMention]) -> None:
    """Leave out a change of dose on the day on which the drug begins: the first line of its course tells that again."""
    changed = [event for event in events if event.subtype == "dose_change"]
    begun = {_day_of(event, "start") for event in events} - {None} if changed else set()
    for event in changed if begun else ():
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
