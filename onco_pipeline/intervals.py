"""The one date type of the project: an inclusive interval of days, with the precision it was told in.

Medical text rarely gives a day. "mars 2019" is every day of March; "début 2018" its first quarter.
Keeping the bounds *and* the precision lets a reconciliation compare "mars 2019" with 12/03/2019
without inventing a day. The reading of fuzzy words follows the annotation guidelines of the project
(see :meth:`DateInterval.part_of_year` and its siblings).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["DateInterval", "Part", "Precision", "Season", "Unit", "months_between"]

#: Dates outside these years are read as faults of the text, never as events.
FIRST_YEAR, LAST_YEAR = 1900, 2100
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


class Precision(StrEnum):
    """How exactly a date was told."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


class Unit(StrEnum):
    """A calendar unit of a relative step ("trois mois plus tard")."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Part(StrEnum):
    """A vague part of a month or year: début, mi-, fin."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Season(StrEnum):
    """A season; winter is the one that begins in the named year."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


_YEAR_PARTS = {Part.EARLY: (1, 3), Part.MID: (5, 8), Part.LATE: (10, 12)}
_SEASONS = {
    Season.SPRING: ((3, 20), (6, 20)),
    Season.SUMMER: ((6, 21), (9, 22)),
    Season.AUTUMN: ((9, 23), (12, 20)),
    Season.WINTER: ((12, 21), (3, 19)),
}


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def months_between(first: date, second: date) -> int:
    """Return how many calendar months lie between two days.

    Examples
    --------
    >>> months_between(date(2019, 12, 31), date(2020, 2, 1))
    2
    """
    return 12 * (second.year - first.year) + second.month - first.month


def _add_months(day: date, months: int) -> date:
    """Step by calendar months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


@dataclass(frozen=True, slots=True, order=True)
class DateInterval:
    """An inclusive interval of days and the precision it was told in.

    Parameters
    ----------
    start, end
        First and last day, both included.
    precision
        ``day`` (then start equals end), ``month``, ``year``, or ``interval`` for anything else.

    Raises
    ------
    ValueError
        When ``end`` lies before ``start``.

    Examples
    --------
    >>> str(DateInterval.month(2019, 3))
    '2019-03-01..2019-03-31 (month)'
    >>> DateInterval.month(2019, 3).contains(DateInterval.day(date(2019, 3, 12)))
    True
    """

    start: date
    end: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an interval cannot end ({self.end}) before it starts ({self.start})")

    # -- building --------------------------------------------------------------------------
    @classmethod
    def day(cls, day: date) -> DateInterval:
        """Return the interval of one day."""
        return DateInterval(day, day, Precision.DAY)  # by name, which compiled code knows what to do with

    @classmethod
    def month(cls, year: int, month: int) -> DateInterval:
        """Return a whole month.

        Examples
        --------
        >>> DateInterval.month(2020, 2).end
        datetime.date(2020, 2, 29)
        """
        return cls(date(year, month, 1), date(year, month, _last_day(year, month)), Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> DateInterval:
        """Return a whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def between(cls, start: date, end: date) -> DateInterval:
        """Return an interval of any length; one day long, it has day precision."""
        return cls.day(start) if start == end else cls(start, end, Precision.INTERVAL)

    @classmethod
    def part_of_month(cls, year: int, month: int, part: Part) -> DateInterval:
        """Return début (1-10), mi- (11-20) or fin (21-last) of a month."""
        first, last = {Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, _last_day(year, month))}[part]
        return cls(date(year, month, first), date(year, month, last), Precision.INTERVAL)

    @classmethod
    def part_of_year(cls, year: int, part: Part) -> DateInterval:
        """Return début (Jan-Mar), mi- (May-Aug) or fin (Oct-Dec) of a year.

        Examples
        --------
        >>> str(DateInterval.part_of_year(2018, Part.LATE))
        '2018-10-01..2018-12-31 (interval)'
        """
        first, last = _YEAR_PARTS[part]
        return cls.months(year, first, last)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> DateInterval:
        """Return whole months of one year, both included (a quarter, a semester)."""
        return cls(date(year, first, 1), date(year, last, _last_day(year, last)), Precision.INTERVAL)

    @classmethod
    def season(cls, year: int, season: Season) -> DateInterval:
        """Return the astronomical season that begins in ``year``."""
        (month, day), (end_month, end_day) = _SEASONS[season]
        end_year = year + 1 if season is Season.WINTER else year
        return cls(date(year, month, day), date(end_year, end_month, end_day), Precision.INTERVAL)

    @classmethod
    def from_iso(cls, text: str) -> DateInterval:
        """Read ``2019``, ``2019-03``, ``2019-03-12`` or ``2019-03-12..2019-05-01``.

        Raises
        ------
        ValueError
            When the text is none of these.

        Examples
        --------
        >>> DateInterval.from_iso("2019-03") == DateInterval.month(2019, 3)
        True
        """
        if ".." in text:
            start, end = (date.fromisoformat(part) for part in text.split("..", 1))
            return cls.between(start, end)
        parts = text.split("-")
        if len(parts) == 3:
            return cls.day(date.fromisoformat(text))
        if len(parts) == 2:
            return cls.month(int(parts[0]), int(parts[1]))
        return cls.year(int(text))

    # -- reading ---------------------------------------------------------------------------
    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()} ({self.precision})"

    @property
    def days(self) -> int:
        """The number of days in the interval (1 for a day)."""
        return (self.end - self.start).days + 1

    @property
    def midpoint(self) -> date:
        """The middle day, rounded down."""
        return self.start + timedelta(days=(self.end - self.start).days // 2)

    @property
    def plausible(self) -> bool:
        """Whether both bounds lie within 1900-2100."""
        return self.start >= _FIRST_DAY and self.end <= _LAST_DAY

    # -- comparing -------------------------------------------------------------------------
    def same(self, other: DateInterval | None) -> bool:
        """Whether the other is equal: told as ``==`` tells it, which is not compiled and takes ten times as long.

        Examples
        --------
        >>> march = DateInterval.month(2019, 3)
        >>> march.same(DateInterval.from_iso("2019-03")), march.same(DateInterval.year(2019)), march.same(None)
        (True, False, False)
        """
        return other is not None and (
            self.start == other.start and self.end == other.end and self.precision is other.precision
        )

    def contains(self, other: DateInterval) -> bool:
        """Whether every day of ``other`` lies in this interval."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: DateInterval) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def intersect(self, other: DateInterval) -> DateInterval | None:
        """Return the shared days, with the precision of the operand that gave them, or None.

        Examples
        --------
        >>> march = DateInterval.month(2019, 3)
        >>> march.intersect(DateInterval.day(date(2019, 3, 12))).precision
        <Precision.DAY: 'day'>
        """
        if not self.overlaps(other):
            return None
        start, end = max(self.start, other.start), min(self.end, other.end)
        for operand in (self, other):
            if (operand.start, operand.end) == (start, end):
                return operand
        return DateInterval.between(start, end)

    def overlap_ratio(self, other: DateInterval) -> float:
        """Return shared days over the days from the first start to the last end (0 to 1)."""
        shared = (min(self.end, other.end) - max(self.start, other.start)).days + 1
        total = (max(self.end, other.end) - min(self.start, other.start)).days + 1
        return max(0, shared) / total

    def gap(self, other: DateInterval) -> int:
        """Return the days between the two intervals, 0 when they overlap.

        Examples
        --------
        >>> DateInterval.day(date(2020, 1, 1)).gap(DateInterval.day(date(2020, 1, 4)))
        3
        """
        return max(0, (other.start - self.end).days, (self.start - other.end).days)

    # -- stepping --------------------------------------------------------------------------
    def widen(self, days: int) -> DateInterval:
        """Return the interval with ``days`` added on both sides."""
        step = timedelta(days=days)
        return DateInterval.between(self.start - step, self.end + step)

    def step(self, count: int, unit: Unit) -> DateInterval:
        """Return where ``count`` units later (earlier when negative) lies, in that unit's precision.

        Days keep the precision of the start; weeks give three days on either side; months give a
        month; years give a year. A vaguer start stays as vague: two days after "mars 2019" is
        "mars 2019" moved by two days.

        Raises
        ------
        OverflowError, ValueError
            When the step leaves the calendar.

        Examples
        --------
        >>> str(DateInterval.day(date(2015, 3, 20)).step(1, Unit.MONTH))
        '2015-04-01..2015-04-30 (month)'
        >>> str(DateInterval.day(date(2020, 1, 10)).step(2, Unit.WEEK))
        '2020-01-21..2020-01-27 (interval)'
        """
        if unit is Unit.DAY or unit is Unit.WEEK:
            shift = timedelta(days=count * (7 if unit is Unit.WEEK else 1))
            start, end = self.start + shift, self.end + shift
            if unit is Unit.WEEK and self.precision is Precision.DAY:
                return DateInterval.between(start - timedelta(days=3), end + timedelta(days=3))
            return DateInterval.between(start, end)
        if unit is Unit.MONTH:
            start, end = _add_months(self.start, count), _add_months(self.end.replace(day=1), count)
            if self.precision in (Precision.DAY, Precision.MONTH):
                return DateInterval.month(start.year, start.month)
            return DateInterval.between(start, date(end.year, end.month, _last_day(end.year, end.month)))
        start_year, end_year = self.start.year + count, self.end.year + count
        if start_year == end_year:
            return DateInterval.year(start_year)
        return DateInterval.between(date(start_year, 1, 1), date(end_year, 12, 31))
