"""The care events of one patient, from everything that notes and codes tell of him or her.

Pure and deterministic: the same evidence gives the same events, in whatever order its rows come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onco_pipeline.events import Family, Reconciliation, Status
from onco_pipeline.families import added_names
from onco_pipeline.intervals import DateInterval
from onco_pipeline.reconciliation import merging, metastases, periods, plans
from onco_pipeline.reconciliation.matching import attach_leftovers, match_units
from onco_pipeline.reconciliation.model import Mention, PersonEvidence, Told, Unit
from onco_pipeline.reconciliation.rereading import read_again
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings
from onco_pipeline.reconciliation.sites import settle_site

__all__ = ["BuiltEvent", "reconcile_person"]

#: A specimen that was taken is a done biopsy, even while its result is awaited.
_TAKEN = {(Family.BIOPSY, Status.PENDING), (Family.IMAGING, Status.PENDING)}
#: What is done where its report is written.
_REPORTED_WHERE_DONE = (Family.IMAGING, Family.PATHOLOGY)
#: Days in which the report of an act is written.
_REPORTED = 31
#: A drug is what it is, and a metastasis has the site by which its mentions were told apart.
_SITED_BY_RULE = (Family.METASTASIS, Family.ORAL_THERAPY)
#: Biopsies and exams come first: results and metastases are dated by what showed them. Added families touch no other.
_ORDER = (
    *(Family.BIOPSY, Family.IMAGING, Family.METASTASIS, Family.ORAL_THERAPY, Family.PATHOLOGY),
    *(Family(name) for name in added_names()),
)


@dataclass(frozen=True, slots=True)
class BuiltEvent:
    """One care event with its key; see ``onco.care_event`` and ``onco.event_evidence``."""

    care_event_id: str
    person_id: str
    family: Family
    told: Told

    @property
    def status(self) -> Status:
        """``planned`` for what is still to come, else ``done``."""
        return Status.PLANNED if self.told.reconciliation is Reconciliation.PLANNED else Status.DONE


def reconcile_person(evidence: PersonEvidence, settings: Settings = DEFAULTS) -> list[BuiltEvent]:
    """Return the care events of one patient, in order of time.

    Every dated mention of something done, and every coded exam, is evidence of exactly one of them.
    """
    built: dict[Family, list[Told]] = {}
    for family in _ORDER:
        units = [u for u in evidence.units if u.family == family]
        examined = {e.day for one in (Family.BIOPSY, Family.IMAGING) for e in built.get(one, ()) if e.day}
        own = [m for m in evidence.mentions if m.family == family]
        mentions = read_again(own, evidence.mentions, units, examined)
        if family in (Family.METASTASIS, Family.PATHOLOGY):
            exams = [*built[Family.BIOPSY], *built[Family.IMAGING]]
            mentions = _on_the_day_of_their_exam(mentions, exams, moved=family is Family.METASTASIS)
        built[family] = _family(family, mentions, units, evidence, built, settings)
    built[Family.IMAGING] = plans.without_guidance(built[Family.IMAGING], built[Family.BIOPSY])
    events = [(family, told) for family, tolds in built.items() for told in tolds]
    _judge(events, evidence)
    periods.mark_episodes([told for family, told in events if family is Family.ORAL_THERAPY], settings.pause)
    return _with_keys(evidence.person_id, events)


def _family(
    family: Family,
    mentions: Sequence[Mention],
    units: Sequence[Unit],
    evidence: PersonEvidence,
    built: dict[Family, list[Told]],
    settings: Settings,
) -> list[Told]:
    done = [m for m in mentions if _is_done(m, family)]
    dated = [m for m in done if m.interval and not plans.announced(m)]
    events = merging.gather(dated, settings)
    ahead = merging.gather([m for m in done if plans.announced(m)], settings)
    events, ahead = merging.merge_misdated(events, ahead, units, family)
    if family in (Family.BIOPSY, Family.PATHOLOGY):
        events = merging.merge_misplaced(events, units, family)
    announced = [m for told in ahead for m in told.mentions]
    if family is Family.METASTASIS:
        events = merging.move_findings_to_specimens(events, built[Family.BIOPSY], built[Family.IMAGING], settings)
        silent = metastases.silent_days(evidence.mentions)
        events = metastases.first_metastases(events, units, settings, silent)
        events = metastases.shown_first(events, [*built[Family.BIOPSY], *built[Family.IMAGING]], built[Family.BIOPSY])
        events = metastases.match_codes(events, units, settings)
        doubted = [m for m in mentions if m.status == Status.SUSPECTED and m.interval and m.interval.days == 1]
        exams = {e.day for one in (Family.BIOPSY, Family.IMAGING) for e in built[one] if e.day}
        doubted = [m for m in doubted if m.interval and m.interval.start in exams]
        denied = [m for m in mentions if m.status == Status.NEGATED]
        metastases.suspected_first(events, doubted, denied, settings)
    else:
        events = _match(family, events, units, evidence, built, settings)
    if family in plans.PLANNED_FAMILIES:
        planned = [m for m in mentions if m.status == Status.PLANNED and m.interval]
        called_off = [m for m in mentions if m.status in plans.CALLED_OFF and not plans.taken_up(m, mentions)]
        left = plans.upgrade([*planned, *announced], events, family, settings)
        called_off += plans.missed(left, mentions, family, settings)
        not_performed, left = plans.call_off(left, called_off, events, family, settings)
        events += not_performed + plans.keep_standing(left, events, evidence.last_note, family, settings)
    else:
        events += _after_their_note(ahead)
    if family is Family.METASTASIS:
        possible = [e for e in events if e.reconciliation is not Reconciliation.IMPOSSIBLE]
        metastases.number_sites(possible)
    _add_undated(events, [m for m in done if not m.interval], family, settings)
    if family not in _SITED_BY_RULE:
        taken = built.get(Family.BIOPSY, ()) if family is Family.PATHOLOGY else ()
        specimens = [(e.day, e.site) for e in taken if e.day and e.reconciliation is not Reconciliation.NOT_PERFORMED]
        for event in events:
            settle_site(event, family, specimens)
    return events


def _on_the_day_of_their_exam(
    mentions: Sequence[Mention], exams: Sequence[Told], *, moved: bool = False
) -> list[Mention]:
    """Return what exams showed, on the day to which their own misdated telling in the same note was set right.

    "Métastases osseuses (scintigraphie du 10/10/2016)": the scan was that of 2017, and so are they. With ``moved`` they
    go with an exam to its coded day, too, unless another exam or sampling was on the day that is told; results go to
    their specimen by a rule of their own.
    """
    days = {e.day for e in exams}
    right: dict[tuple[str, DateInterval | None], DateInterval | None] = {
        (m.note_id, m.interval): e.interval
        for e in exams
        for m in e.mentions
        if e.day and (m.id in e.misdated or (moved and _is_moved(m, e, days)))
    }
    if not right:
        return list(mentions)  # nearly always
    told = [right.get((m.note_id, m.interval), m.interval) for m in mentions]
    return [m if day == m.interval else replace(m, interval=day) for m, day in zip(mentions, told, strict=True)]


def _is_moved(mention: Mention, exam: Told, days: Collection[date | None]) -> bool:
    """Tell whether the code of an exam has moved it from the day that a mention tells, on which no other exam was."""
    if not exam.units or mention.interval is None or exam.reconciliation is Reconciliation.CONFLICTING:
        return False
    return mention.interval.days == 1 and mention.interval.start not in days


def _is_done(mention: Mention, family: Family) -> bool:
    return mention.status == Status.DONE or (family, mention.status) in _TAKEN


def _match(
    family: Family,
    events: list[Told],
    units: Sequence[Unit],
    evidence: PersonEvidence,
    built: dict[Family, list[Told]],
    settings: Settings,
) -> list[Told]:
    if family is Family.PATHOLOGY:
        biopsies = [e for e in built[Family.BIOPSY] if e.reconciliation is not Reconciliation.NOT_PERFORMED]
        events = merging.move_results_to_specimens(events, biopsies, evidence.units, settings)
    elif family is Family.IMAGING:
        events = merging.join_halves_of_tap(events)
    elif family is Family.ORAL_THERAPY:
        events = periods.join_doses(events)
    left = match_units(events, units, family, settings)
    left = attach_leftovers(events, left, family, settings)
    for unit in left:
        kind = "histology" if family is Family.PATHOLOGY else ""  # CCAM has no act for a gene study
        alone = Told([], unit.subtype, unit.site, kind, units=[unit], interval=unit.interval)
        alone.reconciliation = Reconciliation.STRUCTURED_ONLY
        events.append(alone)
    if family is Family.ORAL_THERAPY:
        events = periods.join_doses(periods.fold_rests(events, settings.rest))
        events = periods.settle(events, settings)
    return sorted(events, key=lambda e: e.order)


def _after_their_note(ahead: Iterable[Told]) -> list[Told]:
    """Mark results and metastases that a note tells as known of a day after it: nobody could know."""
    events = list(ahead)
    for told in events:
        told.reconciliation = Reconciliation.IMPOSSIBLE
        told.attributes["impossible"] = "after its note"
    return events


def _add_undated(events: Sequence[Told], undated: Iterable[Mention], family: Family, settings: Settings) -> None:
    """Let a mention without date support the only event that it can be about.

    The report of an act is about the last one of its kind before it, even one that only the codes show.
    """
    for mention in sorted(undated, key=lambda m: m.order):
        if family is Family.METASTASIS:
            event = metastases.undated_site(mention, events)
        else:
            event = _reported(mention, events, family, settings) or _of_the_stay(mention, events, family)
            event = event or _only_one_meant(mention, events, family) or _dispensed_then(mention, events, family)
        if event is not None:
            event.supporting.append(mention)
            if event.reconciliation is Reconciliation.STRUCTURED_ONLY:
                event.reconciliation = Reconciliation.CONFIRMED


def _reported(mention: Mention, events: Sequence[Told], family: Family, settings: Settings) -> Told | None:
    if mention.rank or not mention.note_date:
        return None
    near = [
        (e.day, index)
        for index, e in enumerate(events)
        if e.day
        and merging.likeness(mention, e, family) > 0
        and 0 <= (mention.note_date - e.day).days <= settings.report_delay
        and e.reconciliation is not Reconciliation.NOT_PERFORMED
    ]
    return events[max(near)[1]] if near else None


def _of_the_stay(mention: Mention, events: Sequence[Told], family: Family) -> Told | None:
    """Return the only exam of its kind that is coded in the stay that a note is about, whatever was done before."""
    if mention.visit is None or family is Family.ORAL_THERAPY:
        return None
    coded = [
        e
        for e in events
        if any(mention.visit in unit.visits for unit in e.units) and merging.likeness(mention, e, family) > 0
    ]
    return coded[0] if len(coded) == 1 else None


def _dispensed_then(mention: Mention, events: Sequence[Told], family: Family) -> Told | None:
    """Return the only coded change of a drug in the weeks around a note that tells it without a day."""
    if family is not Family.ORAL_THERAPY or mention.note_date is None:
        return None
    near = [
        e
        for e in events
        if e.units
        and e.day
        and merging.likeness(mention, e, family) > 0
        and abs((mention.note_date - e.day).days) <= _REPORTED
    ]
    return near[0] if len(near) == 1 else None


def _only_one_meant(mention: Mention, events: Sequence[Told], family: Family) -> Told | None:
    known = [
        e
        for e in events
        if e.mentions
        and merging.likeness(mention, e, family) > 0.9
        and e.interval
        and e.interval.start <= mention.known_note_date
    ]
    return known[0] if len(known) == 1 else None


def _judge(events: Iterable[tuple[Family, Told]], evidence: PersonEvidence) -> None:
    """Set what remains: told without a code, impossible, and where it was probably done."""
    for family, told in events:
        if told.reconciliation is None:
            told.reconciliation = Reconciliation.TEXT_ONLY
        if told.reconciliation is Reconciliation.TEXT_ONLY:
            told.attributes["place"] = "outside" if _probably_outside(told, family, evidence) else "uncoded"
        to_come = told.reconciliation in (Reconciliation.PLANNED, Reconciliation.NOT_PERFORMED)
        reason = None if to_come else _impossible(told, evidence)
        if reason:
            told.reconciliation = Reconciliation.IMPOSSIBLE
            told.attributes["impossible"] = reason


def _probably_outside(told: Told, family: Family, evidence: PersonEvidence) -> bool:
    """Tell whether a note says so, or the patient was not in the hospital on any of these days.

    A drug is taken at home: it counts as another hospital's only before the first contact with this one. What a note
    of the hospital had planned was the hospital's to do.
    """
    if told.outside or told.interval is None:
        return told.outside
    if family is Family.ORAL_THERAPY:
        days = [start for start, _ in evidence.visits] + [m.known_note_date for m in evidence.mentions]
        return told.interval.end < min(days)
    if any(m.status == Status.PLANNED and m.visit for m in told.supporting):
        return False
    # Who wrote the exam's own report did it, whatever visit it is filed under; a sample may have been sent in.
    own_report = family in _REPORTED_WHERE_DONE
    if any(m.rank == 0 and (m.visit or own_report) and _may_report(m, told.interval) for m in told.mentions):
        return False
    return not any(start <= told.interval.end and told.interval.start <= end for start, end in evidence.visits)


def _may_report(mention: Mention, told: DateInterval) -> bool:
    """Tell whether a report can be that of the act: an operation's also tells the biopsy of weeks before it."""
    return mention.note_date is None or (mention.note_date - told.start).days <= _REPORTED


def _impossible(told: Told, evidence: PersonEvidence) -> str | None:
    if told.interval is None:
        return None
    if evidence.death and told.interval.start > evidence.death:
        return "after death"
    if evidence.birth and told.interval.end < evidence.birth:
        return "before birth"
    return None if told.interval.plausible else "out of the calendar"


def _in_time(event: tuple[Family, Told]) -> tuple[Any, ...]:
    family, told = event
    start, end, *others = told.order
    return start, end, family, *others


def _with_keys(person_id: str, events: Iterable[tuple[Family, Told]]) -> list[BuiltEvent]:
    """Give each event a key made of what it is, so that it keeps it from run to run."""
    seen: dict[tuple[str, ...], int] = {}
    built = []
    for family, told in sorted(events, key=_in_time):
        if told.interval is None:
            continue
        content = (
            person_id,
            family.value,
            told.subtype if family is not Family.METASTASIS else "",
            told.site or "",
            told.kind,
            told.interval.start.isoformat(),
            told.interval.end.isoformat(),
            str(told.reconciliation is Reconciliation.PLANNED),
        )
        seen[content] = seen.get(content, 0) + 1
        # Two results of one kind on one specimen differ by their place in the patient's order.
        text = "\x1f".join((*content, str(seen[content])))
        key = hashlib.sha256(text.encode()).hexdigest()[:24]
        built.append(BuiltEvent(key, person_id, family, told))
    return built
