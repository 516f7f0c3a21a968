"""What became of what was planned: done, called off, or still to come.

A plan whose exam is found done is evidence for it. A plan that is called off is ``not_performed`` and carries the
planned date. A plan that lies after the last note is ``planned``. A plan whose date has passed without a trace is
no event: nothing says that it took place, and it is not to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onco_pipeline.events import Family, Reconciliation, Status
from onco_pipeline.families import added
from onco_pipeline.intervals import DateInterval
from onco_pipeline.reconciliation.compatibility import site_score
from onco_pipeline.reconciliation.matching import begun_after
from onco_pipeline.reconciliation.merging import absorb, gather, likeness
from onco_pipeline.reconciliation.model import Mention, Told, swapped
from onco_pipeline.reconciliation.settings import Settings

__all__ = ["CALLED_OFF", "announced", "call_off", "keep_standing", "missed", "taken_up", "upgrade", "without_guidance"]

#: Statuses of what was planned and will not be.
CALLED_OFF = (Status.CANCELLED, Status.REFUSED)

#: What tells of nothing that took place.
_NOT_DONE = (Reconciliation.PLANNED, Reconciliation.NOT_PERFORMED, Reconciliation.IMPOSSIBLE)
#: Days around its note within which an undated cancellation looks for its plan.
_CANCELLATION_REACH = 180


def announced(mention: Mention) -> bool:
    """Whether a note speaks as if done of a day that lies after it ("arrêt lundi prochain 11/04")."""
    return bool(
        mention.status == Status.DONE
        and mention.interval
        and mention.note_date
        and (mention.interval.start - mention.note_date).days > 1
    )


def taken_up(called_off: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether what was called off was carried out all the same, so that the patient missed nothing.

    "Prévue le 5, annulée, faite le 17" has two days: the plan of the 5th came to nothing, and is told so.
    """
    if not called_off.attributes.get("taken_up"):
        return False
    return not any(
        other.note_id == called_off.note_id
        and other.status in (Status.DONE, Status.PLANNED)
        and _moved_to(called_off.interval, other.interval)
        and likeness(called_off, _as_event(other), called_off.family)
        for other in mentions
    )


def _moved_to(planned: DateInterval | None, other: DateInterval | None) -> bool:
    return planned is not None and other is not None and planned.days == other.days == 1 and planned != other


def _new_dose(mention: Mention) -> bool:
    """Whether a note orders another dose from a day on: the patient takes it then, and nobody tells it again."""
    ordered = mention.family == Family.ORAL_THERAPY and mention.subtype == "dose_change"
    return ordered and mention.interval is not None and mention.interval.days == 1


def upgrade(plans: Iterable[Mention], done: Sequence[Told], family: str, settings: Settings) -> list[Mention]:
    """Give each planned mention to the done event that fulfils it; return the plans that none fulfils."""
    slip = settings.of(family).plan
    left = []
    for plan in sorted(plans, key=lambda m: m.order):
        scored = [(score, event) for event in done if (score := _fulfils(event, plan, family, slip)) > 0]
        if scored:
            best = max(score for score, _ in scored)
            event = next(event for score, event in scored if score == best)
            event.supporting.append(plan)
            if event.day is None and not event.units and _is_its_day(event, plan):
                event.interval = plan.interval  # "réduit demain", and later "450 mg depuis février"
            if event.day and family == Family.ORAL_THERAPY and _told_first_intake(event, plan):
                event.interval = plan.interval  # "délivré ce jour, débute demain": the code is the prescription's
            if event.reconciliation is Reconciliation.STRUCTURED_ONLY:
                event.reconciliation = Reconciliation.CONFIRMED  # a note announced it, the code shows it
        else:
            left.append(plan)
    return left


def _is_its_day(event: Told, plan: Mention) -> bool:
    """Whether a plan tells the day of what was done, of which later notes only know the month."""
    known, told = event.interval, plan.interval
    return known is not None and told is not None and told.days == 1 < known.days <= 31 and known.contains(told)


def _told_first_intake(event: Told, plan: Mention) -> bool:
    """Whether a plan knows the first intake better than the code: of that very prescription, and told again since."""
    if event.day is None or plan.interval is None:
        return False
    again = (
        plan.interval.days == 1
        and plan.note_date == event.day
        and any(
            m.interval == plan.interval and m.lineage != plan.lineage and m.note_id != plan.note_id
            for m in event.mentions
        )
    )
    return again or begun_after([plan], plan.interval, event.day)


def _fulfils(event: Told, plan: Mention, family: str, slip: int) -> float:
    if event.interval is None or plan.interval is None or event.reconciliation is Reconciliation.IMPOSSIBLE:
        return 0.0
    # "Microbiopsie du 02/07", in a note of June, for that of 07/02: no plan, but day and month exchanged.
    if event.day and plan.note_date and swapped(plan.interval.start) == event.day <= plan.note_date:
        return 0.5 * likeness(plan, event, family)
    # What was done before the plan was made cannot fulfil it.
    if plan.note_date and event.interval.end < plan.note_date:
        return 0.0
    gap = event.interval.gap(plan.interval)
    if gap > slip:
        return 0.0
    return likeness(plan, event, family) * (1.0 - 0.5 * gap / (slip + 1))


def missed(plans: Sequence[Mention], mentions: Iterable[Mention], family: str, settings: Settings) -> list[Mention]:
    """Return the mentions that say of a plan, after its day, that it was not carried out ("n'a jamais été faite")."""
    slip = settings.of(family).plan
    return [
        mention
        for mention in mentions
        if mention.status == Status.NEGATED
        and mention.interval
        and any(_fell_through(mention, p, family, slip) for p in plans)
    ]


def _fell_through(mention: Mention, plan: Mention, family: str, slip: int) -> bool:
    past = plan.interval is not None and mention.note_date is not None and plan.interval.end <= mention.note_date
    return past and _calls_off(mention, plan, family, slip)


def without_guidance(exams: Sequence[Told], biopsies: Sequence[Told]) -> list[Told]:
    """Return the exams without the ultrasound of an ultrasound-guided sampling (EBUS) that was called off: one act."""
    words = {
        (m.note_id, m.quote_start)
        for b in biopsies
        if b.reconciliation is Reconciliation.NOT_PERFORMED
        for m in b.mentions
    }
    return [
        exam
        for exam in exams
        if exam.reconciliation is not Reconciliation.NOT_PERFORMED
        or not all((m.note_id, m.quote_start) in words for m in exam.mentions)
    ]


def call_off(
    plans: list[Mention], cancellations: Iterable[Mention], done: Sequence[Told], family: str, settings: Settings
) -> tuple[list[Told], list[Mention]]:
    """Return what was planned and not performed, and the plans that stand.

    A cancellation is about the plan of its date; without a date of its own, about the nearest plan of its kind. One
    whose exam was done on that very day all the same supports the done event.
    """
    slip = settings.of(family).plan
    events: list[Told] = []
    standing = list(plans)
    for refusal in sorted(cancellations, key=lambda m: m.order):
        fulfilled = next((e for e in done if _same_day(e, refusal) and likeness(refusal, e, family)), None)
        if fulfilled is not None:
            fulfilled.supporting.append(refusal)
            continue
        own = [plan for plan in standing if _calls_off(refusal, plan, family, slip)]
        known = next((e for e in events if _same_plan(e, refusal, own, family, slip)), None)
        if known is None and refusal.interval is None and not own:
            continue  # refused or cancelled without any date: nothing to place in time
        if known is None:
            known = Told(mentions=[], subtype=refusal.subtype, site=refusal.site, kind=refusal.kind)
            known.reconciliation = Reconciliation.NOT_PERFORMED
            events.append(known)
        standing = [plan for plan in standing if plan not in own]
        absorb(known, [refusal, *own])
        known.attributes["outcome"] = refusal.status
    return events, standing


def _same_day(event: Told, mention: Mention) -> bool:
    return event.interval is not None and event.interval == mention.interval


def _calls_off(refusal: Mention, plan: Mention, family: str, slip: int) -> bool:
    if not likeness(refusal, _as_event(plan), family) or plan.interval is None:
        return False
    if plan.note_date and refusal.note_date and plan.note_date > refusal.note_date:
        return False  # planned again afterwards
    if refusal.interval is not None:
        return refusal.interval.gap(plan.interval) <= slip
    if refusal.note_date is None:
        return True
    return DateInterval.day(refusal.note_date).gap(plan.interval) <= _CANCELLATION_REACH


def _same_plan(event: Told, refusal: Mention, own: Sequence[Mention], family: str, slip: int) -> bool:
    if not likeness(refusal, event, family) or event.interval is None:
        return False
    if (
        refusal.interval is not None
        and refusal.note_id in event.notes
        and refusal.interval.days == event.interval.days == 1
    ):
        return refusal.interval == event.interval  # one note tells of two: "18/04 : annulée, 02/05 : refusée"
    if refusal.interval is not None:
        return refusal.interval.gap(event.interval) <= slip
    return not own


def _as_event(mention: Mention) -> Told:
    return Told([mention], mention.subtype, mention.site, mention.kind, interval=mention.interval)


def _taken_since(plan: Told, done: Sequence[Told]) -> bool:
    """Whether what was only announced of a drug must have come: it was stopped since, or taken up again."""
    if plan.subtype not in ("start", "stop") or plan.interval is None:
        return False
    since = sorted(
        (e for e in done if e.interval and e.interval.start > plan.interval.end and _same_drug(e, plan)),
        key=lambda event: event.order,
    )
    return bool(since) and (since[0].subtype == "start") == (plan.subtype == "stop")


def _same_drug(event: Told, plan: Told) -> bool:
    return event.reconciliation not in _NOT_DONE and bool(site_score(event.site, plan.site, Family.ORAL_THERAPY))


def keep_standing(
    plans: Iterable[Mention], done: Sequence[Told], last_note: date | None, family: str, settings: Settings
) -> list[Told]:
    """Return the plans that lie after the patient's last note, and the announced events whose day has come.

    An author who announces an event as certain ("arrêté lundi 18/01") is believed once the day has passed, and so is
    the first intake of a drug that a later note tells to be stopped, and the pause of one that is taken up again.
    """
    kept = []
    for event in gather(plans, settings):
        if event.interval is None:
            continue
        coming = last_note is None or event.interval.end > last_note
        if coming:
            event.reconciliation = Reconciliation.PLANNED
            kept.append(event)
        elif any(announced(mention) or _new_dose(mention) for mention in event.mentions) or (
            family == Family.ORAL_THERAPY and _taken_since(event, done)
        ):
            event.reconciliation = Reconciliation.TEXT_ONLY
            kept.append(event)
    return kept


#: Families whose plans are followed; nobody plans a metastasis, and a result comes when it comes.
PLANNED_FAMILIES = (
    *(Family.BIOPSY, Family.IMAGING, Family.ORAL_THERAPY),
    *(Family(name) for name, family in added().items() if family.plannable),
)
