"""What one note misread alone, and the patient's other evidence sets right before events are made of it.

A note leaves the year of "scanner le 16 mars" open, and the habit of a year, old or new, slips into a date; another
note, or the coded exam, knows. What was called off has no day of its own when the day stands with another act's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from onco_pipeline.events import DateKind, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.compatibility import site_score, subtype_score
from onco_pipeline.reconciliation.model import Mention, Unit, year_slips

__all__ = ["read_again"]

#: Months of a new year whose notes give December the new year's number.
_NEW_YEAR = 3
#: Days that such a December may lie before its note.
_RECENT = 100
#: A date this close after the name of an act is that act's own ("TEP du 3 mai", "scanner TAP (03/05)").
_BESIDE = 14
#: Characters between the day that heads a note and what the note tells.
_HEADING = 40
#: Days between the month that a bare day was read in and the one that it was meant of.
_NEXT_MONTHS = 62
_CALLED_OFF = (Status.CANCELLED, Status.REFUSED)
#: Details that only an exam that took place can have.
_RESULTS = ("response", "score")
#: How a date is written that tells its year.
_WITH_YEAR = (DateKind.ABSOLUTE, DateKind.TWO_DIGIT_YEAR)
#: Nobody plans a metastasis, nor what a result will be.
_NEVER_PLANNED = (Family.METASTASIS, Family.PATHOLOGY)


def read_again(
    mentions: Sequence[Mention], everything: Iterable[Mention], units: Sequence[Unit], examined: Collection[date] = ()
) -> list[Mention]:
    """Return the mentions of one family as all the evidence of the patient lets them be read.

    Parameters
    ----------
    mentions
        Those of one family.
    everything
        The mentions of all families.
    units
        The coded exams of the family.
    examined
        Days of the biopsies and exams already built, which show results and metastases.
    """
    coded = [(unit.subtype, unit.site, unit.day) for unit in units]
    known = {status: coded + _days_told(mentions, status) for status in (Status.PLANNED, Status.DONE)}
    named = coded + _days_told([m for m in mentions if m.date_kind in _WITH_YEAR], Status.DONE)
    done = [m for m in everything if m.status == Status.DONE and m.date_quote_start is not None]
    if mentions and mentions[0].family in _NEVER_PLANNED:
        named += [(mentions[0].subtype, None, day) for day in sorted(examined)]
    return [_reread(mention, known, named, done) for mention in mentions]


_Known = list[tuple[str, str | None, date]]


def _days_told(mentions: Sequence[Mention], status: Status) -> _Known:
    told = [m for m in mentions if m.status == status and _is_day(m)]
    return [(m.subtype, m.site, m.interval.start) for m in told if m.interval]


def _reread(mention: Mention, known: Mapping[Status, _Known], named: _Known, done: Sequence[Mention]) -> Mention:
    if mention.interval is None or mention.note_date is None:
        return mention
    if mention.status in _CALLED_OFF and any(_owns_date(other, mention) for other in done):
        return replace(mention, interval=None, date_kind=None, date_quote=None)
    if mention.status in _CALLED_OFF and _headed_by(mention):
        return replace(mention, interval=None, date_kind=None, date_quote=None)
    if mention.attributes.get("restated") and any(_is_another(other, mention) for other in done):
        return replace(mention, interval=None, date_kind=None, date_quote=None)
    if not _is_day(mention):
        return mention
    day, written = mention.interval.start, mention.note_date
    if mention.status == Status.DONE and mention.date_kind == DateKind.DAY_ONLY and not _is_known(mention, day, named):
        # "TEP du 2": which month it was is left to the reader, and another note or the code says it.
        months = {o for _, _, o in named if o.day == day.day and 0 < abs((o - day).days) <= _NEXT_MONTHS}
        told = [other for other in months if _is_known(mention, other, named)]
        if len(told) == 1:
            return _moved(mention, told[0], Status.DONE if told[0] <= written else Status.PLANNED)
    if mention.status == Status.DONE and mention.date_kind == DateKind.YEARLESS and not _is_known(mention, day, named):
        told = [slip for slip in year_slips(day) if slip <= written and _is_known(mention, slip, named)]
        if len(told) == 1:
            return _moved(mention, told[0], Status.DONE)
        coming = next((slip for slip in year_slips(day) if day < written < slip), None)
        if coming and _is_known(mention, coming, known[Status.PLANNED]):
            return _moved(mention, coming, Status.PLANNED)
    if mention.status == Status.PLANNED and written.month <= _NEW_YEAR and day.year == written.year:
        past = next((slip for slip in year_slips(day) if 0 <= (written - slip).days <= _RECENT), None)
        if past and (_was_done(mention) or _is_known(mention, past, known[Status.DONE])):
            return _moved(mention, past, Status.DONE)
    return mention


def _is_day(mention: Mention) -> bool:
    return mention.interval is not None and mention.interval.precision is Precision.DAY


def _is_known(mention: Mention, day: date, known: _Known) -> bool:
    """Whether other evidence has an act of this kind on that day."""
    return any(
        day == other
        and subtype_score(mention.subtype, subtype, mention.family) * site_score(mention.site, site, mention.family)
        for subtype, site, other in known
    )


def _was_done(mention: Mention) -> bool:
    return mention.family in _NEVER_PLANNED or any(mention.attributes.get(name) for name in _RESULTS)


def _moved(mention: Mention, day: date, status: Status) -> Mention:
    attributes = {**mention.attributes, "year_read_from": "other evidence"}
    return replace(mention, interval=DateInterval.day(day), status=status, attributes=attributes)


def _headed_by(called_off: Mention) -> bool:
    """Whether what was refused has only the day that heads its note ("CS 18/11/2019 ... BOM proposée : refus")."""
    end, day = called_off.date_quote_end, called_off.note_date
    return (
        called_off.date_kind in _WITH_YEAR
        and called_off.interval == (DateInterval.day(day) if day else None)
        and end is not None
        and called_off.quote_start - end > _HEADING
    )


def _is_another(act: Mention, restated: Mention) -> bool:
    """Whether a sample told again ("relecture des lames de biopsies bronchiques") has another organ's day."""
    words = (restated.note_id, restated.family, restated.date_quote_start)
    same = (act.note_id, act.family, act.date_quote_start) == words
    return same and not act.attributes.get("restated") and not site_score(act.site, restated.site, act.family)


def _owns_date(act: Mention, called_off: Mention) -> bool:
    """Whether the date of what was called off stands with the name of another act of the note, before it."""
    start, end = called_off.date_quote_start, called_off.date_quote_end
    if act.note_id != called_off.note_id or start is None or end is None or start != act.date_quote_start:
        return False
    if act.family == called_off.family and act.subtype == called_off.subtype:
        return False
    beside = 0 <= start - act.quote_end <= _BESIDE
    return beside and act.quote_start < called_off.quote_start and end <= called_off.quote_start
