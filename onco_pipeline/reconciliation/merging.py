"""From the mentions of many notes to what they tell of each event.

Mentions of one family are taken up from the most precise to the vaguest; each joins the event it fits best
or opens one. Then errors of writing are recognised: a day and month exchanged, a year slipped, a report's
date given for the specimen's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from onco_pipeline.events import Family
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.compatibility import merged_site, site_score, subtype_score
from onco_pipeline.reconciliation.model import (
    Mention,
    Told,
    Unit,
    resolve_interval,
    shift,
    support,
    swapped,
    year_slips,
)
from onco_pipeline.reconciliation.settings import Settings
from onco_pipeline.text import fold

__all__ = [
    "absorb",
    "absorb_event",
    "gather",
    "join_halves_of_tap",
    "merge_misdated",
    "move_findings_to_specimens",
    "move_results_to_specimens",
]

#: Months of a new year in which the old one still slips in.
_NEW_YEAR = 3
#: Days between two months taken for each other (of a biopsy, of an exam), and within which a note knows when it was.
_DAYS_OFF = 7
#: Days in which a sample is reported on.
_REPORTED_WITHIN = 31
_MONTHS_APART, _MONTH_APART, _AT_HAND = 62, 31, 14

#: Details that only the specimen of an operation shows.
_RESECTION = re.compile(r"\b[yr]*pt[0-4x]|\b\d+ ?n ?\+|\br[012]\b|\btrg\b|piece operatoire|berges?\b|marges?\b")
_RESECTION_DETAILS = ("ptnm", "margins", "nodes", "trg")


def gather(mentions: Iterable[Mention], settings: Settings) -> list[Told]:
    """Return the events that dated mentions of one family tell."""
    events: list[Told] = []
    for mention in sorted(mentions, key=lambda m: m.order):
        best, fitting = 0.0, None
        tolerance = settings.of(mention.family).mentions
        for event in events:
            # The first of equals is the oldest: events are opened in the order of the mentions.
            if (score := fit(mention, event, tolerance)) > best:
                best, fitting = score, event
        if fitting is not None:
            absorb(fitting, [mention])
        else:
            events.append(_open(mention))
    return events


def _open(mention: Mention) -> Told:
    return Told(
        mentions=[mention],
        subtype=mention.subtype,
        site=mention.site,
        kind=mention.kind,
        interval=mention.interval,
    )


def likeness(mention: Mention | Told, event: Told, family: str) -> float:
    """Return how well subtype, site and kind of result agree (0 to 1)."""
    if mention.kind != event.kind:
        return 0.0
    alike = subtype_score(mention.subtype, event.subtype, family)
    return alike and alike * site_score(mention.site, event.site, family)


def fit(mention: Mention, event: Told, tolerance: int) -> float:
    """Return how well a dated mention fits an event at most so many days away, 0 when it cannot be the same one."""
    alike = likeness(mention, event, mention.family)
    if not alike or mention.interval is None or event.interval is None:
        return 0.0
    told, known = mention.interval, event.interval
    if told.overlaps(known):
        if told.precision is Precision.DAY:
            return alike
        # A narrow span that holds the day says more than a wide one, and a mid-point near it more than a far one.
        return alike * (0.5 + 0.4 * told.overlap_ratio(known))
    if told.precision is not Precision.DAY or known.precision is not Precision.DAY:
        return 0.0
    gap = told.gap(known)
    if gap > tolerance or any(mention.note_id == other.note_id for other in event.mentions):
        return 0.0
    return alike * 0.45 * (1 - gap / (2 * tolerance))


def absorb(event: Told, mentions: Iterable[Mention], error: str | None = None) -> None:
    """Add mentions to an event; those with an ``error`` support it without dating it."""
    for mention in mentions:
        event.mentions.append(mention)
        event.site = merged_site(event.site, mention.site)
        if error:
            event.misdated[mention.id] = error
    event.interval = resolve_interval(event.mentions, event.misdated) or event.interval


def absorb_event(event: Told, other: Told, error: str | None = None) -> None:
    """Add all that another event is told by."""
    absorb(event, other.mentions, error)
    event.misdated.update(other.misdated)
    event.supporting.extend(other.supporting)


# -- errors of writing ---------------------------------------------------------------------------
def merge_misdated(
    events: list[Told], doubtful: list[Told], units: Sequence[Unit], family: str
) -> tuple[list[Told], list[Told]]:
    """Merge an event whose date is another's with an error of writing into that other.

    A day and month exchanged, or the right day of the wrong year, told by one note against better evidence of
    the same kind of event. The ``doubtful`` (told as done of a day after their note) are weaker than all others.

    Returns
    -------
    tuple of list
        The events and the doubtful ones that remain.
    """
    slipped = {id(event) for event in events if any(_old_year(event, other.day) for other in events)}
    ordered = sorted(events, key=lambda e: (id(e) in slipped, -_strength(e, units, family), -len(e.notes), e.order))
    ordered += sorted(doubtful, key=lambda event: event.order)
    kept: list[Told] = []
    while ordered:
        event = ordered.pop()  # the weakest, measured against all stronger ones
        found = next(
            ((other, error) for other in ordered if (error := _writing_error(event, other, units, family))), None
        )
        if found is None:
            kept.append(event)
        else:
            absorb_event(found[0], event, found[1])
    kept.sort(key=lambda event: event.order)
    return [e for e in kept if e not in doubtful], [e for e in kept if e in doubtful]


def merge_misplaced(events: list[Told], units: Sequence[Unit], family: str) -> list[Told]:
    """Merge an event into a better supported one of the same day and kind that others tell of another organ.

    Which organ a specimen came from is often left to the reader; two organs on one day are believed when one note
    tells both, or when both are coded.
    """
    kept: list[Told] = []
    ordered = sorted(events, key=lambda event: (-_strength(event, units, family), -len(event.notes), event.order))
    for event in ordered:
        named = [u for u in units if u.site and u.day == event.day and site_score(event.site, u.site, family)]
        other = next((k for k in kept if _same_but_place(event, k, units, family)), None)
        if other is None or named:
            kept.append(event)
        else:
            site = other.site
            absorb_event(other, event)
            other.site = site
    return sorted(kept, key=lambda event: event.order)


def _same_but_place(event: Told, other: Told, units: Sequence[Unit], family: str) -> bool:
    return (
        event.day is not None
        and event.day == other.day
        and event.kind == other.kind
        and bool(subtype_score(event.subtype, other.subtype, family))
        and not event.notes & other.notes
        and _better_told(other, event, units, family)
    )


def _better_told(other: Told, event: Told, units: Sequence[Unit], family: str) -> bool:
    """Whether one note stands against several or the code, or several against better ones."""
    if len(event.notes) == 1:
        return len(other.notes) > 1 or _is_coded(other, units, family)
    return support(other.mentions) > support(event.mentions)


def _strength(event: Told, units: Sequence[Unit], family: str) -> float:
    return support(event.mentions) + 3.0 * _is_coded(event, units, family)


def _is_coded(event: Told, units: Sequence[Unit], family: str) -> bool:
    return any(
        unit.day == event.day
        and subtype_score(event.subtype, unit.subtype, family) * site_score(event.site, unit.site, family) > 0
        for unit in units
    )


def _old_year(event: Told, other: date | None) -> bool:
    """Whether a note of the year's first weeks gives last year's number to a day of these very weeks.

    The habit of the old year is so common in January that one telling with the right year is enough against it.
    """
    day = event.day
    if day is None or other is None or abs(other.year - day.year) != 1 or len(event.notes) > 1:
        return False
    note_date = min(m.known_note_date for m in event.mentions)
    if note_date.month > _NEW_YEAR or other.year != note_date.year or other not in year_slips(day):
        return False
    return 0 <= (note_date - other).days <= _NEW_YEAR * 31


def _writing_error(event: Told, other: Told, units: Sequence[Unit], family: str) -> str | None:
    if event.day is None or other.day is None or not likeness(event, other, family) or _is_coded(event, units, family):
        return None
    if _old_year(event, other.day):
        return "year_slip"
    if event.notes & other.notes:
        return None
    if swapped(event.day) == other.day:
        return "day_month_swap"
    # One note against several, or against the codes: two yearly check-ups on the same day are possible.
    sure = len(other.lineages) > 1 or _is_coded(other, units, family)
    if other.day in year_slips(event.day) and len(event.notes) == 1 and sure:
        return "year_slip"
    # Nobody samples one organ twice within two months on the same day of the month.
    if family == Family.BIOPSY and len(event.notes) == 1 and sure and _other_month(event, other.day, _MONTHS_APART):
        return "month_slip"
    # ... nor looks at it twice within one.
    coded = family == Family.IMAGING and len(event.notes) == 1 and _is_coded(other, units, family)
    if coded and not event.outside and _other_month(event, other.day, _MONTH_APART):
        return "month_slip"
    if family == Family.BIOPSY and len(event.notes) == 1 and _of_its_report(event.day, other):
        return "report_date"
    # ... nor twice within days, when only a late note says so.
    if family == Family.BIOPSY and len(event.notes) == 1 and sure and _days_off(event, other.day):
        return "day_slip"
    return None


def _other_month(event: Told, other: date, apart: int) -> bool:
    """Whether a day told long after it is another one but for its month ("PBF 28/03" for 28/02)."""
    day = event.day
    if day is None or day.day != other.day or not 0 < abs((day - other).days) <= apart:
        return False
    return all(m.note_date is not None and (m.note_date - day).days > _AT_HAND for m in event.mentions)


def _of_its_report(day: date, other: Told) -> bool:
    """Whether a day is that of the report on a sample: "biopsies du 08/02", on which the laboratory wrote."""
    written = [m.note_date for m in other.mentions if m.rank == 0]
    return day in written and other.day is not None and 0 < (day - other.day).days <= _REPORTED_WITHIN


def _days_off(event: Told, other: date) -> bool:
    """Whether a day told long after it lies within days of a better known one."""
    day = event.day
    if day is None or not 0 < abs((day - other).days) <= _DAYS_OFF:
        return False
    return all(m.note_date is not None and (m.note_date - day).days > _AT_HAND for m in event.mentions)


# -- pathology -------------------------------------------------------------------------------------
def move_results_to_specimens(
    results: list[Told], biopsies: Sequence[Told], units: Sequence[Unit], settings: Settings
) -> list[Told]:
    """Bring results told by the date of their report back to the day of the specimen.

    The specimen is a biopsy, a coded biopsy or pathology act, or the same result told elsewhere by an earlier date,
    no more than ``settings.report_delay`` days before, of a compatible organ. A result that falls on a specimen of
    its own stays where it is.
    """
    specimens = [(event.day, event.site) for event in biopsies if event.day]
    specimens += [(unit.day, unit.site) for unit in units if unit.family in (Family.BIOPSY, Family.PATHOLOGY)]
    # A biopsy whose code contradicts its notes is still where the notes tell it, for its result.
    told = [(m.interval.start, m.site) for e in biopsies for m in e.mentions if m.interval and m.id not in e.misdated]
    for result in sorted(results, key=lambda event: event.order):
        if result.interval is None or any(_of_specimen(result, *specimen) for specimen in (*specimens, *told)):
            continue
        delay = settings.molecular_delay if result.kind == "molecular" else settings.report_delay
        # What only a resection can show was not read on a biopsy.
        taken = [(u.day, u.site) for u in units if u.family == Family.PATHOLOGY] if _resected(result) else specimens
        _move(result, taken, delay, 0.0)
    for result in results:
        _take_organ(result, specimens)
    return _merge_same_results(results)


def move_findings_to_specimens(
    findings: list[Told], biopsies: Sequence[Told], exams: Sequence[Told], settings: Settings
) -> list[Told]:
    """Bring a metastasis told by the day its result was known back to the biopsy of its organ.

    One that falls on an exam or a biopsy of the patient stays: that is what showed it.
    """
    seen = {event.day for event in (*biopsies, *exams) if event.day}
    specimens = [(event.day, event.site) for event in biopsies if event.day]
    for finding in findings:
        if finding.day and not seen & {shift(finding.day, step) for step in (-1, 0, 1)}:
            _move(finding, specimens, settings.report_delay, 0.9)
    return findings


def _move(event: Told, specimens: Sequence[tuple[date, str | None]], delay: int, alike: float) -> None:
    """Date an event by the likeliest of the specimens it may report, if there is one."""
    if event.interval is None:
        return
    # A gene study is told by the tumour's name, not by the organ that was sampled.
    least = 0.5 if event.kind == "molecular" else 0.0
    found = [
        (score, day)
        for day, site in specimens
        if _may_report(event.interval, day, delay)
        and (score := max(least, site_score(event.site, site, Family.PATHOLOGY))) > 0
    ]
    score, day = max(found, default=(0.0, date.min))
    if not found or score < alike:
        return
    if event.day:
        event.misdated.update(dict.fromkeys((m.id for m in event.mentions), "report_date"))
    event.interval = DateInterval.day(day)


def _take_organ(result: Told, specimens: Sequence[tuple[date, str | None]]) -> None:
    """Give a result that names no organ the one that was sampled on its day, where there is only one."""
    organs = {site for day, site in specimens if site and day == result.day}
    if not result.site and len(organs) == 1:
        (result.site,) = organs


def _resected(result: Told) -> bool:
    return any(
        _RESECTION.search(fold(mention.quote)) or any(mention.attributes.get(name) for name in _RESECTION_DETAILS)
        for mention in result.mentions
    )


def _of_specimen(result: Told, day: date, site: str | None) -> bool:
    return (
        result.day is not None
        and abs((result.day - day).days) <= 1
        and bool(site_score(result.site, site, Family.PATHOLOGY))
    )


def _may_report(told: DateInterval, specimen: date, delay: int) -> bool:
    if told.precision is Precision.DAY:
        return 0 < (told.start - specimen).days <= delay
    return told.days <= 31 and told.start <= specimen <= told.end


def _merge_same_results(results: list[Told]) -> list[Told]:
    """Merge results of one kind and organ on one specimen; a later date of the same result is its report's."""
    kept: list[Told] = []
    for result in sorted(results, key=lambda event: event.order):
        same = [
            other
            for other in kept
            if result.interval
            and other.interval
            and likeness(result, other, Family.PATHOLOGY)
            and (result.interval == other.interval)
        ]
        if same:
            interval = same[0].interval
            absorb_event(same[0], result)
            same[0].interval = interval
        else:
            kept.append(result)
    return kept


# -- imaging -------------------------------------------------------------------------------
def join_halves_of_tap(events: list[Told]) -> list[Told]:
    """Join a chest CT and an abdominal CT of one day into one exam, as their codes are."""
    for chest in [event for event in events if event.subtype == "ct" and event.site == "thorax" and event.day]:
        abdomen = next(
            (e for e in events if e.subtype == "ct" and e.site in ("abdomen", "pelvis") and e.day == chest.day), None
        )
        if abdomen is not None:
            events.remove(abdomen)
            absorb_event(chest, abdomen)
            chest.site = "tap"
    return events
