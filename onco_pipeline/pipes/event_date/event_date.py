"""``onco.event_date``: which of the note's dates an event has, or none."""

from datetime import date

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.ahead import is_told_ahead, told_ahead
from onco_pipeline.pipes.event_date.announced import date_announced, name_by_day
from onco_pipeline.pipes.event_date.drug_decisions import date_by_form, date_decisions
from onco_pipeline.pipes.event_date.drugs import (
    date_combinations,
    date_counted_back,
    join_periods,
    leave_planned_ends,
    leave_prescriptions,
)
from onco_pipeline.pipes.event_date.exams import date_beside, date_between
from onco_pipeline.pipes.event_date.findings import date_by_exam, date_by_line, leave_retold_onsets
from onco_pipeline.pipes.event_date.first_date import just_past, take_first, years_on
from onco_pipeline.pipes.event_date.headed import date_by_head
from onco_pipeline.pipes.event_date.lists import add_other_sides, add_sites_of_a_list, date_in_turn, share_heading_date
from onco_pipeline.pipes.event_date.operations import (
    date_by_named_operation,
    date_by_operation,
    date_by_operation_behind,
    date_by_reported_operation,
    date_stages,
    refine_by_operation,
)
from onco_pipeline.pipes.event_date.past_plans import requested_then, settle_past_plans, still_to_do
from onco_pipeline.pipes.event_date.proofs import date_by_result, date_proofs, leave_proofs
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
from onco_pipeline.pipes.event_date.sampled import date_with_its_sample, take_from_sampling
from onco_pipeline.pipes.event_date.scene import leave_asked_for, settle_in_story
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

#: Days from a note to a day that can only be one in a good while.
_A_WHILE = 150
#: Characters behind a day to come in which a step is counted from it.
_COUNTED_FROM = 60
_SPREAD = frozenset({Family.METASTASIS})


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
    plans = _date_each(folded, layout, events, dates, note_date, reference, explain=explain)
    date_in_turn(folded, events, dates, explain=explain)
    share_heading_date(folded, events, dates)
    add_called_off(folded, layout, events, dates)
    leave_called_off(events, plans)
    settle_past_plans(folded, layout, events)
    _settle_plans(folded, events, reference)
    follow_back(folded, layout, events, explain=explain)
    date_by_operation(folded, layout, events, dates, Family.BIOPSY, explain=explain)
    take_from_sampling(folded, layout, events, dates, explain=explain)
    date_combinations(layout, events, explain=explain)
    join_periods(folded, events)
    leave_prescriptions(folded, events)
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
    date_announced(folded, layout, events)
    name_by_day(events)
    date_by_hour(folded, layout, events, dates, reference, explain=explain)
    if note_date is None:
        date_beside(folded, layout, events, explain=explain)
        date_with_its_sample(folded, layout, events, dates, explain=explain)
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
        date_between(folded, layout, events, explain=explain)
    date_proofs(folded, layout, events, explain=explain)
    date_by_form(folded, layout, events, dates, explain=explain)
    date_by_stay(folded, layout, events, dates, explain=explain)
    date_as_reported(folded, layout, events, dates, explain=explain)
    date_decisions(folded, layout, events, dates, reference, explain=explain)
    leave_first_doses(events)
    if note_date is None:
        leave_asked_for(folded, layout, events)
    leave_retold_onsets(events)
    leave_proofs(folded, layout, events)
    add_confirmed(folded, layout, events, dates)
    add_sites_of_a_list(folded, events, dates)
    add_other_sides(folded, events, dates)
    add_series(folded, events, dates)
    add_rows(folded, events, dates)
    add_repeated(folded, layout, events, dates, reference)


def _date_each(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    note_date: date | None,
    reference: date | None,
    *,
    explain: bool,
) -> list[EventMention]:
    """Give each event the date that fits it best, in place; return the plans whose day has come."""
    plans: list[EventMention] = []
    ahead: set[int] = set()
    begun: set[int] = set()  # days of drugs that are to begin, from which what follows is counted
    for event in events:
        if event.take("counted_back"):
            date_counted_back(folded, dates, event)
            continue
        take_first(folded, layout, events, dates, event, reference, explain=explain)
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
    if ahead or begun:
        _follow_ahead(events, ahead, begun)
    return plans


def _follow_ahead(events: list[EventMention], ahead: set[int], begun: set[int]) -> None:
    """Plan what shares the day of a plan, or is counted from it: "TEP le 2 juillet, puis biopsie du ganglion", in place."""
    for event in events:
        later = is_told_ahead(event) and event.status is Status.DONE and event.date is not None
        if not later or event.date is None or event.interval is None:
            continue
        # "Échographie le 9 décembre et scintigraphie la semaine suivante"
        counted = event.date.kind is DateKind.ANCHORED and any(
            0 < event.date.start - day < _COUNTED_FROM for day in ahead | begun
        )
        if counted:
            event.status, event.interval = Status.PLANNED, event.date.future or years_on(event.interval, 1)
        elif event.date.start in ahead and event.start > event.date.end:
            event.status, event.interval = Status.PLANNED, event.date.future


def _settle_plans(folded: str, events: list[EventMention], reference: date | None) -> None:
    """Take from plans a day that is over, where they were not done on it, in place."""
    for event in events:
        intended = event.take("intended")
        if event.status is not Status.PLANNED or event.date is None:
            continue
        asked = intended or requested_then(folded, event)
        if _is_over(event.date, reference) and (
            (asked and _far_ahead(event.date, reference)) or still_to_do(folded, event)
        ):
            event.withhold()  # "nodule vu ce jour. Biopsie à planifier"
        elif _of_an_exam_before(events, event) and _is_over(event.date, reference):
            event.withhold()  # "IRM du 12/05 : PIRADS 4 ; cartographie prévue, 12 biopsies"
        elif just_past(event.date, reference) or _was_taken_since(events, event):
            event.interval = event.date.interval
            settle_by_date(event, reference)


def _was_taken_since(events: list[EventMention], start: EventMention) -> bool:
    """Return whether a drug that is to start was stopped after the last such day: "Ibrance le 03/09 ... jusqu'en novembre"."""
    if start.family is not Family.ORAL_THERAPY or start.subtype != "start" or start.date is None:
        return False
    last = start.date.interval
    return last is not None and any(
        other.site == start.site
        and other.subtype != "start"
        and other.status is Status.DONE
        and other.start > start.start
        and other.interval is not None
        and last.end < other.interval.start
        for other in events
    )


def _is_over(mention: DateMention, reference: date | None) -> bool:
    """Return whether the day that a date would be of a done event lies before the note, or is its own."""
    return reference is not None and mention.interval is not None and mention.interval.end <= reference


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
