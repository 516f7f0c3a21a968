"""``onco.event_date``: which of the note's dates an event has, or none."""

import re
from datetime import date

from onco_pipeline.events import COUNTED, DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.ahead import TOLD_AHEAD, told_ahead
from onco_pipeline.pipes.event_date.candidates import Candidate, candidates
from onco_pipeline.pipes.event_date.costs import ENTRY_HEADER
from onco_pipeline.pipes.event_date.drug_decisions import date_by_form, date_decisions
from onco_pipeline.pipes.event_date.drugs import (
    date_combinations,
    date_counted_back,
    day_after_pause,
    join_periods,
    leave_planned_ends,
    leave_prescriptions,
)
from onco_pipeline.pipes.event_date.findings import date_by_exam, date_by_line, leave_retold_onsets
from onco_pipeline.pipes.event_date.headed import date_by_head
from onco_pipeline.pipes.event_date.lists import add_other_sides, add_sites_of_a_list, date_in_turn, share_heading_date
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.event_date.operations import (
    date_by_named_operation,
    date_by_operation,
    date_by_operation_behind,
    date_by_reported_operation,
    date_stages,
    refine_by_operation,
)
from onco_pipeline.pipes.event_date.own_words import still_left
from onco_pipeline.pipes.event_date.past_plans import requested_then, settle_past_plans, still_to_do
from onco_pipeline.pipes.event_date.proofs import date_by_result, date_proofs
from onco_pipeline.pipes.event_date.repeated import add_repeated
from onco_pipeline.pipes.event_date.report import date_by_report
from onco_pipeline.pipes.event_date.reported import date_as_reported
from onco_pipeline.pipes.event_date.retold import (
    add_confirmed,
    date_at_diagnosis,
    date_by_second_telling,
    date_by_suspicion,
)
from onco_pipeline.pipes.event_date.rows import add_rows
from onco_pipeline.pipes.event_date.sampled import take_from_sampling
from onco_pipeline.pipes.event_date.scene import ARRIVED, leave_asked_for, settle_in_story
from onco_pipeline.pipes.event_date.series import add_series
from onco_pipeline.pipes.event_date.spread_days import date_by_discovery
from onco_pipeline.pipes.event_date.stays import date_by_stay
from onco_pipeline.pipes.event_date.today import date_by_hour, past_midnight
from onco_pipeline.pipes.event_date.whole_note import (
    add_called_off,
    follow_back,
    leave_called_off,
    leave_first_doses,
    one_change_a_date,
    refine_by_apposition,
    refine_by_month,
    refine_retold,
)
from onco_pipeline.pipes.event_date.work_up import date_work_up
from onco_pipeline.pipes.status.settled import settle_by_date

#: Beyond this cost an event has no date.
LIMIT = 420
#: A line that an act and its day head.
_HEADED_LINE = re.compile(r"\W*(?:[a-z]+(?:[ '-]|\b)){1,4} ?\(?(?:le )?[\d/.-]{6,10}\)? ?:")
#: What opens an item of a list.
_ITEM_MARK = re.compile(r" *(?P<mark>[-*•>]|\[(?=[ x]?\])) ?")
#: Days since a plan's day that is just past, where the next such day lies most of a year ahead.
_JUST_PAST, _NEXT_YEAR, _A_WHILE = 31, 300, 150
#: Characters behind a day to come in which a step is counted from it.
_COUNTED_FROM = 60
_SPREAD = frozenset({Family.METASTASIS})
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


def date_events(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    note_date: date | None,
    *,
    explain: bool = False,
) -> None:
    """Give each event its date, in place; an event that no date fits keeps none.

    A pathology result without a nearer date takes the one of the sampling told before it; an exam that one name
    enumerates over several dates is added for each of them.
    """
    # Without a date of the note, a date in its text is part of the story told, not the day it is told on.
    reference = layout.written_date or layout.reference_date or note_date if note_date is not None else None
    plans: list[EventMention] = []
    ahead: set[int] = set()
    begun: set[int] = set()  # days of drugs that are to begin, from which what follows is counted
    for event in events:
        if event.attributes.pop("counted_back", False):
            date_counted_back(folded, dates, event)
            continue
        found = candidates(folded, layout, events, dates, event)
        best = next(iter(found), None)
        if best is not None and event.status is Status.PLANNED:
            best = _planned_for(folded, layout, event, best, found)
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
            event.confidence = round(1 / (1 + max(0.0, best.cost + 20) / 150), 3)
            event.interval = day_after_pause(folded, event, event.interval)
            if explain:
                event.explanation = f"{best.date.text}: {best.reason} (cost {best.cost:.0f})"
        if event.date is not None and event.date.future is not None and still_left(folded, event, event.date):
            event.interval = _years_on(event.date.future, -1)
        if past_midnight(folded, event, reference):
            event.interval = event.date.future if event.date is not None else None
            continue
        if event.date is not None and told_ahead(folded, dates, event, reference):
            event.status, event.interval = Status.PLANNED, event.date.future
            ahead.add(event.date.start)
        planned = event.status is Status.PLANNED
        if planned and event.subtype == "start" and event.date is not None and event.interval == event.date.future:
            begun.add(event.date.start)
        settle_by_date(event, reference)
        if planned and event.status is Status.DONE and still_to_do(folded, event):
            event.status = Status.PLANNED
            event.withhold()
        if planned and event.status is Status.DONE:
            plans.append(event)  # its day has come; whether it took place may be told further on
        if note_date is None:
            settle_in_story(folded, event)
    for event in events if ahead or begun else ():  # "TEP le 2 juillet, puis biopsie du ganglion"
        later = event.family in TOLD_AHEAD and event.status is Status.DONE and event.date is not None
        if not later or event.date is None or event.interval is None:
            continue
        # "Échographie le 9 décembre et scintigraphie la semaine suivante"
        counted = event.date.kind is DateKind.ANCHORED and any(
            0 < event.date.start - day < _COUNTED_FROM for day in ahead | begun
        )
        if counted:
            event.status, event.interval = Status.PLANNED, event.date.future or _years_on(event.interval, 1)
        elif event.date.start in ahead and event.start > event.date.end:
            event.status, event.interval = Status.PLANNED, event.date.future
    date_in_turn(folded, events, dates, explain=explain)
    share_heading_date(folded, events, dates)
    add_called_off(folded, layout, events, dates)
    leave_called_off(events, plans)
    settle_past_plans(folded, layout, events)
    for event in events:
        intended = event.attributes.pop("intended", False)
        if event.status is not Status.PLANNED or event.date is None:
            continue
        asked = intended or requested_then(folded, event)
        if _is_over(event.date, reference) and (
            (asked and _far_ahead(event.date, reference)) or still_to_do(folded, event)
        ):
            event.withhold()  # "nodule vu ce jour. Biopsie à planifier"
        elif _of_an_exam_before(events, event) and _is_over(event.date, reference):
            event.withhold()  # "IRM du 12/05 : PIRADS 4 ; cartographie prévue, 12 biopsies"
        elif _just_past(event.date, reference):
            event.interval = event.date.interval
            settle_by_date(event, reference)
    follow_back(folded, layout, events, explain=explain)
    date_by_operation(folded, layout, events, dates, Family.BIOPSY, explain=explain)
    take_from_sampling(folded, layout, events, dates, explain=explain)
    date_combinations(layout, events, explain=explain)
    join_periods(folded, events)
    leave_prescriptions(events)
    leave_planned_ends(events)
    one_change_a_date(events)
    refine_by_month(folded, events, explain=explain)
    refine_by_apposition(folded, events, dates)
    date_by_report(folded, layout, events, dates, explain=explain)
    date_by_operation(folded, layout, events, dates, Family.PATHOLOGY, explain=explain)
    date_by_reported_operation(folded, layout, events, dates, explain=explain)
    date_by_named_operation(folded, layout, events, dates, explain=explain)
    date_stages(folded, layout, events, dates, explain=explain)
    refine_by_operation(folded, layout, events, dates, explain=explain)
    date_by_operation_behind(folded, layout, events, dates, explain=explain)
    date_by_head(folded, layout, events, dates, explain=explain)
    date_work_up(folded, layout, events, dates, explain=explain)
    follow_back(folded, layout, events, explain=explain)  # the work-up may have dated what is only spoken of again
    # The work-up's month, of an exam of the same organ whose day is told further on.
    refine_by_month(folded, events, of_organ=True, explain=explain)
    date_by_operation(folded, layout, events, dates, Family.IMAGING, explain=explain)
    date_by_hour(folded, layout, events, dates, reference, explain=explain)
    refine_retold(layout, events, explain=explain)
    date_by_exam(folded, layout, events, explain=explain)
    spreads = [event for event in events if event.family is Family.METASTASIS]
    if any(event.interval is None for event in spreads):
        date_by_operation(folded, layout, events, dates, Family.METASTASIS, explain=explain)
    date_by_discovery(folded, spreads, dates, explain=explain)
    date_by_suspicion(events, explain=explain)
    date_by_second_telling(folded, layout, events, dates, explain=explain)
    for event in events:  # "Validation alectinib. Début le 17/03", in a note of the 15th
        if event.family is Family.ORAL_THERAPY and event.status is Status.DONE:
            settle_by_date(event, reference)
    date_at_diagnosis(folded, layout, events, dates, explain=explain)
    date_by_result(folded, layout, events, explain=explain)
    date_by_line(folded, layout, events, explain=explain)
    if note_date is None:  # in a letter what the patient is known for stands among the days of other things
        date_work_up(folded, layout, events, dates, _SPREAD, explain=explain)
    date_proofs(folded, layout, events, explain=explain)
    date_by_form(folded, layout, events, dates, explain=explain)
    date_by_stay(folded, layout, events, dates, explain=explain)
    date_as_reported(folded, layout, events, dates, explain=explain)
    date_decisions(folded, layout, events, dates, reference, explain=explain)
    leave_first_doses(events)
    if note_date is None:
        leave_asked_for(folded, layout, events)
    leave_retold_onsets(events)
    add_confirmed(folded, layout, events, dates)
    add_sites_of_a_list(folded, events, dates)
    add_other_sides(folded, events, dates)
    add_series(folded, events, dates)
    add_rows(folded, events, dates)
    add_repeated(folded, layout, events, dates, reference)


def _years_on(interval: DateInterval, years: int) -> DateInterval:
    """Return the same days of another year; a 29th of February is the last day of its month."""
    days = [
        (day.replace(day=28) if (day.month, day.day) == (2, 29) else day).replace(year=day.year + years)
        for day in (interval.start, interval.end)
    ]
    return DateInterval(days[0], days[1], interval.precision)


def _at_once(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam is told to be that of an emergency or an arrival, whose day then dates it."""
    opening, _ = layout.sentence_bounds(mention.start, len(folded))
    if ARRIVED.search(folded, max(opening, mention.start - _AT_ONCE_REACH), mention.start):
        return True  # "Aux urgences le 18 mai, TDM cérébrale. Radiographie du bassin"
    _, closing = layout.sentence_bounds(mention.start, len(folded))
    next_sentence = layout.sentence(event.start) - layout.sentence(mention.start) == 1
    if next_sentence and mention.kind not in COUNTED and _BROUGHT.match(folded, mention.end, closing):
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
    called_off = event.status in (Status.CANCELLED, Status.REFUSED)
    if called_off and past and future and reference and reference - past.end <= future.start - reference:
        return past
    planned = event.status in (Status.PLANNED, Status.PROPOSED, Status.CANCELLED, Status.REFUSED)
    if mention.period is not None and event.family is not Family.ORAL_THERAPY:
        ended_for = mention.bound == "until" and (
            _ENDED_FOR.search(folded, mention.end, max(event.start, mention.end))
            or _AT_ITS_END.match(folded, mention.end, max(event.start, mention.end))
        )
        # "Planifié entre le 6 et le 10 décembre": days without a year, to come.
        yearless = planned and future is not None and reference is not None and mention.period.end < reference
        whole = (_years_on(mention.period, 1) or mention.period) if yearless else mention.period
        return mention.interval if ended_for else whole
    if planned and event.family is Family.ORAL_THERAPY and _just_past(mention, reference):
        return past
    counted = _counted_from_bracket(folded, dates, mention, planned=planned, reference=reference)
    apposition = None if counted else _apposition(folded, dates, mention, planned=planned)
    return apposition or (mention.future if planned else None) or mention.interval or mention.future


def _is_over(mention: DateMention, reference: date | None) -> bool:
    """Return whether the day that a date would be of a done event lies before the note, or is its own."""
    return reference is not None and mention.interval is not None and mention.interval.end <= reference


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


def _of_an_exam_before(events: list[EventMention], plan: EventMention) -> bool:
    """Return whether a sampling to come has been given the day of an exam done before it."""
    return plan.family is Family.BIOPSY and any(
        event.date is plan.date and event.family is Family.IMAGING and event.status is Status.DONE
        for event in events
        if event.start < plan.start
    )


def _far_ahead(mention: DateMention, reference: date | None) -> bool:
    """Return whether a day could be one to come only in a good while, where its year is not told."""
    return reference is None or mention.future is None or (mention.future.start - reference).days > _A_WHILE


def _just_past(mention: DateMention | None, reference: date | None) -> bool:
    """Return whether a plan's day is just past: "prévue le 10/03" in a note of the 12th, and not in a year."""
    if mention is None or reference is None or mention.kind is not DateKind.YEARLESS:
        return False
    past, future = mention.interval, mention.future
    if past is None or future is None:
        return False
    return 0 <= (reference - past.end).days <= _JUST_PAST and (future.start - reference).days > _NEXT_YEAR


def _apposition(folded: str, dates: list[DateMention], mention: DateMention, *, planned: bool) -> DateInterval | None:
    """Return the date that spells out a relative one: "dans 3 mois (mi-décembre)", "deux semaines plus tard, le 18/06"."""
    if mention.kind not in (DateKind.DEICTIC, DateKind.ANCHORED):
        return None
    for other in dates:
        if other.start >= mention.end:
            if _SPELT_OUT.fullmatch(folded, mention.end, other.start) is None:
                return None
            return (other.future if planned else None) or other.interval
    return None
