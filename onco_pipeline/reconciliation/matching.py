"""Told events meet coded exams: one to one, by the best total, family by family.

Three rounds: dates that agree within the family's tolerance; dates that agree once an error of writing is undone;
at last, dates that cannot both be right although nothing else explains either side (a conflict).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import numpy as np
from scipy.optimize import linear_sum_assignment

from onco_pipeline.events import Family, Reconciliation
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.compatibility import merged_site, site_score, subtype_score
from onco_pipeline.reconciliation.model import Mention, Told, Unit, swapped, year_slips
from onco_pipeline.reconciliation.settings import Settings
from onco_pipeline.text import fold

__all__ = ["assign", "attach_leftovers", "begun_after", "ended_before", "match_units"]

#: Families whose coded day is the day of the act itself, to be preferred to a told day that differs by a day.
_CODED_DAY = (Family.IMAGING, Family.BIOPSY)


def assign(scores: np.ndarray) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (row, column) of the greatest total score; pairs of score 0 are none.

    Examples
    --------
    >>> assign(np.array([[0.9, 0.8], [0.8, 0.0]]))
    [(0, 1), (1, 0)]
    """
    if not scores.size:
        return []
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if scores[r, c] > 0]


#: Days from a prescription within which its own note tells the first intake, and before its end the last one.
_INTAKE = 3


def match_units(events: list[Told], units: Sequence[Unit], family: str, settings: Settings) -> list[Unit]:
    """Match told events with coded exams of one family, in place, and return the unmatched exams."""
    waiting = sorted(units, key=lambda u: (u.day, u.subtype, u.site or "", u.rows))
    for score, outcome in ((_agreement, None), (_undone_error, "error"), (_conflict, "conflict")):
        if not waiting:
            break
        open_events = sorted((e for e in events if not e.units), key=lambda e: e.order)
        matrix = _scores(open_events, waiting, family, settings, score)
        pairs = assign(matrix)
        for row, column in pairs:
            _link(open_events[row], waiting[column], family, outcome)
        taken = {column for _, column in pairs}
        waiting = [unit for index, unit in enumerate(waiting) if index not in taken]
        if score is _agreement and family == Family.IMAGING:
            waiting = _match_other_regions(events, waiting)
    return waiting


def _match_other_regions(events: Sequence[Told], waiting: list[Unit]) -> list[Unit]:
    """Match an exam with the only act of its kind and day, when it is coded as one of another region.

    One scan is one code of several that lie side by side in a list. Two scans of one kind on one day are told, or
    coded, as two.
    """
    left = []
    for unit in waiting:
        coded = [other for other in waiting if (other.day, other.subtype) == (unit.day, unit.subtype)]
        same = [e for e in events if (e.day, e.subtype) == (unit.day, unit.subtype)]
        if len(coded) != 1 or len(same) != 1 or same[0].units or same[0].outside:
            left.append(unit)
            continue
        site = same[0].site
        _link(same[0], unit, Family.IMAGING, None)
        same[0].site = site or unit.site
        same[0].attributes["coded_site"] = unit.site
    return left


def _scores(
    events: Sequence[Told],
    units: Sequence[Unit],
    family: str,
    settings: Settings,
    score: Callable[[Told, Unit, Settings], float],
) -> np.ndarray:
    matrix = np.zeros((len(events), len(units)))
    for row, event in enumerate(events):
        for column, unit in enumerate(units):
            alike = subtype_score(event.subtype, unit.subtype, family) * site_score(event.site, unit.site, family)
            if alike and event.interval is not None:
                matrix[row, column] = alike * score(event, unit, settings)
    return matrix


def _agreement(event: Told, unit: Unit, settings: Settings) -> float:
    """Score a pair whose dates agree."""
    if event.interval is None:
        return 0.0
    score = 0.0
    if event.interval.precision is Precision.DAY:
        tolerance = settings.of(unit.family)
        days = (unit.day - event.interval.start).days
        if -tolerance.before <= days <= tolerance.after:
            reach = tolerance.after if days > 0 else tolerance.before
            score = 1.0 - 0.5 * abs(days) / (reach + 1)
    elif event.interval.overlaps(unit.interval):
        score = 0.45 + 0.1 / event.interval.days
    if not score:
        return 0.0
    # A specimen's first act is its histology; the gene study has none of its own in CCAM.
    score *= 0.6 if event.kind == "molecular" else 1.0
    score *= 0.7 if event.outside else 1.0
    return score + (0.05 if _same_visit(event, unit) else 0.0)


def _same_visit(event: Told, unit: Unit) -> bool:
    return any(mention.visit in unit.visits for mention in event.mentions if mention.visit)


def _undone_error(event: Told, unit: Unit, settings: Settings) -> float:
    """Score a pair whose dates agree once day and month are exchanged back, or the year is set right."""
    if event.day is None or event.outside:
        return 0.0
    if swapped(event.day) == unit.day:
        return 0.6
    return 0.4 if unit.day in year_slips(event.day) and len(event.lineages) == 1 else 0.0


#: Exams of the whole body, which name no region.
_WHOLE_BODY = ("pet", "bone_scan")
#: Days by which an act that names no organ is still that of the only biopsy told about then.
_DAYS_OFF = 7


def _conflict(event: Told, unit: Unit, settings: Settings) -> float:
    """Score a pair of the same subtype and organ whose dates contradict each other."""
    limit = settings.of(unit.family).conflict
    if event.day is None or event.outside or event.subtype != unit.subtype:
        return 0.0
    gap = abs((unit.day - event.day).days)
    trusted = (
        _same_visit(event, unit) or len(event.lineages) > 1 or any(mention.rank == 0 for mention in event.mentions)
    )
    named = bool(event.site and unit.site) or event.subtype in _WHOLE_BODY
    # Many acts of biopsy name no organ: there the told side must be sure, or the act some days off.
    unnamed_act = unit.family == Family.BIOPSY and not unit.site and (trusted or gap <= _DAYS_OFF)
    if gap > limit or not (named or unnamed_act):
        return 0.0
    if not trusted and unit.family == Family.IMAGING:
        return 0.0
    return 0.5 - 0.4 * gap / (limit + 1)


def _link(event: Told, unit: Unit, family: str, outcome: str | None) -> None:
    told = event.interval
    event.units.append(unit)
    event.site = merged_site(event.site, unit.site)
    if family == Family.IMAGING and event.subtype == "other":
        event.subtype = unit.subtype  # "scinti du 22": the code knows which
    event.reconciliation = Reconciliation.CONFLICTING if outcome == "conflict" else Reconciliation.CONFIRMED
    vague = told is None or told.precision is not Precision.DAY
    # A first intake told by two independent notes is better known than the day of its prescription.
    tellings = {m.lineage for m in event.mentions if m.interval == told and m.id not in event.misdated}
    intake = (
        family == Family.ORAL_THERAPY
        and len(tellings) == 1
        and not begun_after(event.mentions, told, unit.day)
        and not ended_before(event.mentions, told, unit.day)
    )
    if outcome or vague or intake or family in _CODED_DAY:
        event.interval = unit.interval
    if outcome and told is not None:
        event.attributes["told_date"] = str(told)
        if outcome == "error" and event.day is not None:
            error = "day_month_swap" if swapped(told.start) == unit.day else "year_slip"
            event.misdated.update({m.id: error for m in event.mentions if m.interval == told})


def begun_after(mentions: Iterable[Mention], told: DateInterval | None, coded: date) -> bool:
    """Whether the note of the day of a prescription tells that the first intake came some days later."""
    later = told is not None and told.precision is Precision.DAY and 0 < (told.start - coded).days <= _INTAKE
    return later and any(m.interval == told and m.note_date == coded and m.subtype == "start" for m in mentions)


def ended_before(mentions: Iterable[Mention], told: DateInterval | None, coded: date) -> bool:
    """Whether a note of the time tells that a drug was stopped some days before its prescription was ended.

    The tablets are the patient's to leave; the order ends when a doctor next opens the file.
    """
    if told is None or told.precision is not Precision.DAY or not 0 < (coded - told.start).days <= _INTAKE:
        return False
    return any(
        m.interval == told
        and m.subtype == "stop"
        and m.note_date is not None
        and told.start <= m.note_date <= coded + timedelta(days=_INTAKE)
        for m in mentions
    )


def attach_leftovers(events: Sequence[Told], units: Sequence[Unit], family: str, settings: Settings) -> list[Unit]:
    """Attach exams that only repeat a matched event (a second act of the same exam); return the others.

    A nodal specimen examined with the organ's on one day is part of its result; so is a stain coded beside it.
    """
    left = []
    for unit in units:
        same = [
            e
            for e in events
            if e.units and (any(_repeats(unit, known, family, settings) for known in e.units) or _neck_of(e, unit))
        ]
        if same:
            same[0].units.append(unit)
        else:
            left.append(unit)
    return left


def _neck_of(event: Told, unit: Unit) -> bool:
    """Whether an act of the neck is the other half of an exam told with both: "TDM cervico-thoracique"."""
    return (
        (unit.family, unit.site, unit.subtype) == (Family.IMAGING, "cou", event.subtype)
        and any(known.day == unit.day for known in event.units)
        and any("cervico" in fold(mention.quote) for mention in event.mentions)
    )


#: What nobody does again on the next day of a stay: coded so, it is one act entered twice.
_SELDOM_TWICE = frozenset(("mri", "pet", "bone_scan", "mammography"))


def _repeats(unit: Unit, known: Unit, family: str, settings: Settings) -> bool:
    nodal = family == Family.PATHOLOGY and "ganglion" in (unit.site, known.site)
    sites = nodal or site_score(unit.site, known.site, family)
    if not sites or not subtype_score(unit.subtype, known.subtype, family):
        return False
    reach = settings.report_delay if unit.accessory else 0
    if unit.subtype in _SELDOM_TWICE and unit.site == known.site and unit.visits & known.visits:
        reach = max(reach, 1)
    return 0 <= (unit.day - known.day).days <= reach if family != Family.ORAL_THERAPY else unit.day == known.day
