"""Calendar arithmetic of the resolver: pure functions from expressions and days to intervals."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from onco_pipeline.intervals import DateInterval, Part, Precision, Unit
from onco_pipeline.pipes.dates.expression import Expression, Origin

#: "vers le 20 avril" is read as five days on either side.
ABOUT_DAYS = 5
#: Days of a window of which a day told behind it is one.
_WEEKS = 21
#: Days that some days of a month span at most, where a step has moved them across its end.
_OF_A_MONTH = 31
#: Days that a story goes on by within a month that is all that is known.
_SOME_DAYS = 7
#: Days before another that "la veille" and "l'avant-veille" are.
_EVE = 2
#: Days of each month, by its number; of a year that is no leap year. A list: compiled, a tuple is made anew to look into it.
_DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


#: The days told so far, by the number of each: to make one anew costs four times as much as to look it up.
_TOLD: dict[int, date] = {}


def day_of(year: int, month: int, day: int) -> date:
    """Return a day by its numbers.

    Raises
    ------
    ValueError
        When the month has no such day.

    Examples
    --------
    >>> day_of(2020, 2, 29)
    datetime.date(2020, 2, 29)
    """
    number = (year * 128 + month) * 128 + day  # of two figures each, whatever a note tells
    known = _TOLD.get(number)
    if known is None:
        known = date(year, month, day)
        _TOLD[number] = known
    return known


def _days_of(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month]


def full_year(year: int, note: date | None) -> int:
    """Return the full year of two figures: of this century, unless that lies more than five years after the note.

    Examples
    --------
    >>> full_year(19, date(2020, 6, 18)), full_year(62, date(2020, 6, 18)), full_year(1962, None)
    (2019, 1962, 1962)
    """
    if year >= 100:
        return year
    latest = note.year + 5 if note else 2049
    return 2000 + year if 2000 + year <= latest else 1900 + year


def interval_of(expression: Expression, year: int) -> DateInterval | None:
    """Return the interval of a calendar expression in a given year; None when it does not exist (31/02).

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> interval_of(scan("fin mars")[0], 2020).start, interval_of(scan("le 31/02")[0], 2020)
    (datetime.date(2020, 3, 21), None)
    """
    if not 1 <= year <= 9998:
        return None
    if expression.season is not None:
        season = DateInterval.season(year, expression.season)
        return _part_of(season, expression.part) if expression.part else season
    if expression.months is not None:
        return DateInterval.months(year, *expression.months)
    if expression.iso_week is not None:
        try:
            monday = date.fromisocalendar(year, expression.iso_week, 1)
        except ValueError:  # a 53rd week that the year lacks
            return None
        return DateInterval.between(monday, monday + timedelta(days=6))
    month = expression.month
    if month is None:
        return DateInterval.part_of_year(year, expression.part) if expression.part else DateInterval.year(year)
    length = _days_of(year, month)
    if expression.days is not None:
        first, last = expression.days
        return (
            DateInterval.between(date(year, month, first), date(year, month, min(last, length)))
            if first <= length
            else None
        )
    if expression.day is None:
        return (
            DateInterval.part_of_month(year, month, expression.part)
            if expression.part
            else DateInterval.month(year, month)
        )
    day = min(expression.day, length) if expression.modifier == "clip" else expression.day
    if day > length:
        return None
    told = DateInterval.day(day_of(year, month, day))
    if expression.week:
        monday = told.start - timedelta(days=told.start.weekday())
        return DateInterval.between(monday, monday + timedelta(days=6))
    return told.widen(ABOUT_DAYS) if expression.about else told


def _part_of(whole: DateInterval, part: Part) -> DateInterval:
    """Return the first, middle or last third of an interval."""
    third = timedelta(days=whole.days // 3)
    if part is Part.EARLY:
        return DateInterval.between(whole.start, whole.start + third)
    if part is Part.MID:
        return DateInterval.between(whole.start + third, whole.end - third)
    return DateInterval.between(whole.end - third, whole.end)


def _with_day(year: int, month: int, day: int) -> date | None:
    return day_of(year, month, day) if day <= _days_of(year, month) else None


def _shift(year: int, month: int, by: int) -> tuple[int, int]:
    years, month_index = divmod(year * 12 + month - 1 + by, 12)
    return years, month_index + 1


def last_day(upper: date, day: int) -> date | None:
    """Return the latest date on or before ``upper`` that is the ``day`` of a month.

    Examples
    --------
    >>> last_day(date(2020, 6, 18), 16), last_day(date(2020, 6, 18), 31)
    (datetime.date(2020, 6, 16), datetime.date(2020, 5, 31))
    """
    for back in range(3):
        year, month = _shift(upper.year, upper.month, -back)
        found = _with_day(year, month, day)
        if found is not None and found <= upper:
            return found
    return None


def next_day(lower: date, day: int) -> date | None:
    """Return the earliest date on or after ``lower`` that is the ``day`` of a month."""
    for ahead in range(3):
        year, month = _shift(lower.year, lower.month, ahead)
        found = _with_day(year, month, day)
        if found is not None and found >= lower:
            return found
    return None


def day_in(month: DateInterval | None, day: int) -> date | None:
    """Return the ``day`` of a month, None where the month is none or has no such day."""
    if month is None or month.precision is not Precision.MONTH:
        return None
    return _with_day(month.start.year, month.start.month, day)


def day_after(prior: DateInterval | None, day: int, upper: date | None) -> date | None:
    """Return the ``day`` of the month told before, or of the one after when that day has passed.

    Parameters
    ----------
    prior
        The date told before.
    upper
        Last day a done event can have: a later month is not taken when it lies beyond.
    """
    if prior is None:
        return None
    start = prior.end if prior.precision is Precision.INTERVAL else prior.start
    same = _with_day(start.year, start.month, day)
    if prior.precision is Precision.INTERVAL and prior.days <= _WEEKS:
        # "La semaine suivante (le 19)": one of the days told.
        within = _with_day(prior.start.year, prior.start.month, day)
        for one in (same, within):
            if one is not None and prior.start <= one <= prior.end:
                return one
    if prior.precision is Precision.MONTH or day >= start.day:
        return same
    year, month = _shift(start.year, start.month, 1)
    following = _with_day(year, month, day)
    if following is not None and (upper is None or following <= upper):
        return following
    return same


def weekday_days(base: date, expression: Expression) -> tuple[date | None, date | None]:
    """Return the past and the future reading of a weekday, seen from ``base``.

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> weekday_days(date(2018, 11, 22), scan("lundi prochain")[0])
    (None, datetime.date(2018, 11, 26))
    """
    weekday = expression.weekday or 0
    if expression.day is not None:
        past = _matching(base, weekday, expression.day, -1)
        return past, _matching(base, weekday, expression.day, 1)
    monday = base - timedelta(days=base.weekday())
    weeks = {"last_week": -1, "this_week": 0, "next_week": 1}.get(expression.modifier or "")
    if weeks is not None:
        day = monday + timedelta(days=7 * weeks + weekday)
        return (day, None) if day <= base else (None, day)
    back = (base.weekday() - weekday - 1) % 7 + 1
    ahead = (weekday - base.weekday() - 1) % 7 + 1
    if expression.count:  # "mardi en quinze": a week or two after the next such day, today included
        ahead = ahead % 7 + expression.count
    past, future = base - timedelta(days=back), base + timedelta(days=ahead)
    if expression.modifier in ("last", "preceding"):
        return past, None
    if expression.modifier in ("next", "following"):
        return None, future
    return past, future


def weekends(base: date, expression: Expression) -> tuple[DateInterval | None, DateInterval | None]:
    """Return the past and the future reading of "le week-end dernier", "ce week-end", each its two days.

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> str(weekends(date(2022, 3, 9), scan("le week-end dernier")[0])[0])
    '2022-03-05..2022-03-06 (interval)'
    """
    saturday = base - timedelta(days=(base.weekday() + 2) % 7)
    if expression.modifier == "last" and saturday + timedelta(days=1) >= base:
        saturday -= timedelta(days=7)
    past, future = (
        DateInterval.between(day, day + timedelta(days=1)) for day in (saturday, saturday + timedelta(days=7))
    )
    if expression.modifier == "last":
        return past, None
    return (None, future) if expression.modifier == "next" else (past, future)


def _matching(base: date, weekday: int, day: int, direction: int) -> date | None:
    """Return the nearest date that is both this weekday and this day of the month."""
    for step in range(30):
        year, month = _shift(base.year, base.month, step * direction)
        found = _with_day(year, month, day)
        if found and found.weekday() == weekday and (found - base).days * direction >= 0:
            return found
    return None


def last_units(base: date, expression: Expression) -> DateInterval:
    """Return "les 3 derniers mois" seen from ``base``: whole days, weeks, months or years, the current one left out.

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> str(last_units(date(2013, 2, 12), scan("les 2 derniers mois")[0]))
    '2012-12-01..2013-01-31 (interval)'
    """
    count = abs(expression.count)
    match expression.unit:
        case Unit.DAY:
            return DateInterval.between(base - timedelta(days=count), base - timedelta(days=1))
        case Unit.WEEK:
            monday = base - timedelta(days=base.weekday())
            return DateInterval.between(monday - timedelta(days=7 * count), monday - timedelta(days=1))
        case Unit.MONTH:
            year, month = _shift(base.year, base.month, -count)
            return DateInterval.between(date(year, month, 1), base.replace(day=1) - timedelta(days=1))
        case _:
            return DateInterval.between(date(base.year - count, 1, 1), date(base.year - 1, 12, 31))


def unit_interval(base: DateInterval, expression: Expression) -> DateInterval:
    """Return "la semaine dernière", "cette année", "le mois suivant", "début du mois" seen from ``base``."""
    shift = {"last": -1, "preceding": -1, "next": 1, "following": 1}.get(expression.modifier or "", 0)
    match expression.unit:
        case Unit.WEEK:
            monday = base.start - timedelta(days=base.start.weekday()) + timedelta(days=7 * shift)
            week = {None: (0, 6), Part.EARLY: (0, 1), Part.MID: (2, 3), Part.LATE: (4, 6)}[expression.part]
            return DateInterval.between(monday + timedelta(days=week[0]), monday + timedelta(days=week[1]))
        case Unit.MONTH:
            months = expression.count or 1
            year, month = _shift(base.start.year, base.start.month, shift * months)
            if months > 1:
                first = (month - 1) // months * months + 1
                return DateInterval.months(year, first, first + months - 1)
            return (
                DateInterval.part_of_month(year, month, expression.part)
                if expression.part
                else DateInterval.month(year, month)
            )
        case _:
            year = base.start.year + shift
            return DateInterval.part_of_year(year, expression.part) if expression.part else DateInterval.year(year)


def eve_of_what_comes(expression: Expression, base: DateInterval, reference: date | None) -> DateInterval | None:
    """Return the author's yesterday for "la veille" behind a day to come: "biopsie demain. TDM de la veille : stabilité".

    What has been done is seen from the author's day; what is planned for the eve of that day is not.

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> tomorrow = DateInterval.day(date(2022, 5, 21))
    >>> eve_of_what_comes(scan("tdm faite la veille")[0], tomorrow, date(2022, 5, 20)).start
    datetime.date(2022, 5, 19)
    """
    eve = expression.unit is Unit.DAY and -_EVE <= expression.count < 0 and expression.complement is None
    if not eve or reference is None or base.start <= reference or expression.origin is not Origin.TEXT:
        return None
    return stepped(DateInterval.day(reference), expression)


def stepped(base: DateInterval, expression: Expression, *, exact: bool = False) -> DateInterval:
    """Return the interval a step reaches: in its unit's precision, or the window it opens.

    Examples
    --------
    >>> from onco_pipeline.pipes.dates.grammar import scan
    >>> stepped(DateInterval.day(date(2020, 1, 31)), scan("trois semaines plus tard")[0]).start
    datetime.date(2020, 2, 18)
    """
    step_unit = expression.unit or Unit.DAY
    if expression.count == 0:
        return base
    some_days = step_unit is Unit.DAY and abs(expression.count) <= _SOME_DAYS and expression.count_high is None
    if some_days and base.precision is Precision.MONTH:
        return base  # "admis en février, trois jours après": still that month
    low = _whole(base, step_unit).step(expression.count, step_unit)
    if exact and step_unit is Unit.WEEK and base.precision is Precision.DAY and expression.count_high is None:
        return base.step(7 * expression.count, Unit.DAY)
    if expression.modifier == "window":
        last = base.start + timedelta(days=expression.count * 7) if step_unit is Unit.WEEK else low.end
        return DateInterval.between(base.start, max(base.start, last))
    if expression.count_high is None:
        return low
    high = base.step(expression.count_high, step_unit)
    if step_unit is Unit.WEEK and base.precision is Precision.DAY:
        low, high = low.widen(-3), high.widen(-3)
    return DateInterval.between(min(low.start, high.start), max(low.end, high.end))


def counted_back(told: DateInterval, expression: Expression) -> DateInterval | None:
    """Return what a step was counted from, where only the day that it leads to is told: "le 2 juillet, soit 2 mois après"."""
    if expression.count <= 0 or expression.count_high is not None or told.precision is Precision.YEAR:
        return None
    return _whole(told, expression.unit or Unit.DAY).step(-expression.count, expression.unit or Unit.DAY)


def _whole(base: DateInterval, unit: Unit) -> DateInterval:
    """Return the month of some days ("fin mars", "24 heures après"): months told from them keep their own precision."""
    if unit not in (Unit.MONTH, Unit.YEAR) or base.precision is not Precision.INTERVAL or base.days > _OF_A_MONTH:
        return base
    middle = base.start + (base.end - base.start) / 2
    return DateInterval.month(middle.year, middle.month)
