"""How French authors write a day: the phrase, and the interval that a careful reader gets from it.

Every function returns a :class:`DatePhrase`, whose ``interval`` follows the annotation rules
(``onco_pipeline.intervals``): a textual gold never claims more than the words say. Results are cached, because
a hospital of a hundred thousand notes writes the same few thousand days over and over.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from onco_pipeline.intervals import DateInterval, Part, Season, Unit

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NUMBERS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_PARTS = {Part.EARLY: "début ", Part.MID: "mi-", Part.LATE: "fin "}

#: Formats of a whole date, and how many there are; ``absolute`` explains them by example.
FULL_FORMATS = 8
YEARLESS_FORMATS = 3


class DatePhrase(NamedTuple):
    """The words of a date and the little words that French puts before them.

    ``on`` goes before it as an adverb ("réalisé *le* 12/03"), ``of`` after a noun ("scanner *du*
    12/03"), ``since`` after "depuis", ``until`` for an end ("*jusqu'en* mars 2019").
    """

    core: str
    interval: DateInterval
    on: str
    of: str
    since: str
    until: str


def _of(core: str) -> str:
    return "d'" if core[0] in "aeéhioy" else "de "


def _day(core: str, day: date) -> DatePhrase:
    return DatePhrase(core, DateInterval.day(day), "le ", "du ", "le ", "jusqu'au ")


def _adverb(core: str, interval: DateInterval) -> DatePhrase:
    return DatePhrase(core, interval, "", _of(core), "", "jusqu'à ")


@lru_cache(maxsize=65_536)
def absolute(day: date, form: int = 0) -> DatePhrase:
    """Return a whole date in one of ``FULL_FORMATS`` ways.

    Examples
    --------
    >>> [absolute(date(2019, 3, 1), form).core for form in range(FULL_FORMATS)]
    ['01/03/2019', '01/03/19', '01.03.2019', '01-03-2019', '1er mars 2019', '1 mars 2019', '01.03.19', '1/03/2019']
    """
    d, m, y = day.day, day.month, day.year
    if form == 4:
        core = f"{'1er' if d == 1 else d} {MONTHS[m - 1]} {y}"
    elif form == 5:
        core = f"{d} {_SHORT[m - 1]} {y}"
    elif form == 7:
        core = f"{d}/{m:02d}/{y}"
    else:
        mark = "/" if form < 2 else "." if form in (2, 6) else "-"
        year = f"{y % 100:02d}" if form in (1, 6) else f"{y}"
        core = f"{d:02d}{mark}{m:02d}{mark}{year}"
    return _day(core, day)


@lru_cache(maxsize=32_768)
def yearless(day: date, form: int = 0) -> DatePhrase:
    """Return a date without its year, which the context must give.

    Examples
    --------
    >>> [yearless(date(2019, 3, 5), form).core for form in range(YEARLESS_FORMATS)]
    ['05/03', '5 mars', '5/03']
    """
    if form == 1:
        return _day(f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}", day)
    return _day(f"{day.day:02d}/{day.month:02d}" if form == 0 else f"{day.day}/{day.month:02d}", day)


@lru_cache(maxsize=8_192)
def day_only(day: date) -> DatePhrase:
    """Return the day of the month alone ("le 16"), for the month that the text is in."""
    return _day("1er" if day.day == 1 else str(day.day), day)


@lru_cache(maxsize=16_384)
def month(year: int, number: int, form: int = 0) -> DatePhrase:
    """Return a month: ``mars 2019``, ``03/2019``, or ``mars`` alone (form 2).

    Examples
    --------
    >>> month(2019, 4).of + month(2019, 4).core, month(2019, 4, 1).core
    ("d'avril 2019", '04/2019')
    """
    name = MONTHS[number - 1]
    core = f"{name} {year}" if form == 0 else f"{number:02d}/{year}" if form == 1 else name
    return DatePhrase(core, DateInterval.month(year, number), "en ", _of(core), "", "jusqu'en ")


def year(number: int) -> DatePhrase:
    """Return a year alone."""
    return DatePhrase(str(number), DateInterval.year(number), "en ", "de ", "", "jusqu'en ")


@lru_cache(maxsize=16_384)
def part_of_month(day: date) -> DatePhrase:
    """Return début, mi- or fin of the day's month.

    Examples
    --------
    >>> part_of_month(date(2019, 3, 25)).core
    'fin mars 2019'
    """
    part = Part.EARLY if day.day <= 10 else Part.MID if day.day <= 20 else Part.LATE
    core = f"{_PARTS[part]}{MONTHS[day.month - 1]} {day.year}"
    return DatePhrase(core, DateInterval.part_of_month(day.year, day.month, part), "", "de ", "", "jusqu'à ")


def part_of_year(day: date) -> DatePhrase | None:
    """Return début, mi-, fin or the season of the day's year; None when the day lies in none."""
    for part in Part:
        interval = DateInterval.part_of_year(day.year, part)
        if interval.start <= day <= interval.end:
            return DatePhrase(f"{_PARTS[part]}{day.year}", interval, "", "de ", "", "jusqu'à ")
    interval = DateInterval.season(day.year, Season.AUTUMN)
    if interval.start <= day <= interval.end:
        return DatePhrase(f"automne {day.year}", interval, "à l'", "de l'", "l'", "jusqu'à l'")
    return None


def _count(number: int, in_words: bool) -> str:
    return _NUMBERS[number] if in_words and 0 < number < len(_NUMBERS) else str(number)


def today(day: date, form: int = 0) -> DatePhrase:
    """Return the note's own day: ce jour, aujourd'hui, ce matin."""
    return _adverb(("ce jour", "aujourd'hui", "ce matin")[form], DateInterval.day(day))


def ago(day: date, reference: date, in_words: bool = True) -> DatePhrase | None:
    """Return hier, il y a N semaines / mois / ans, when it is true of ``day``; else None.

    Examples
    --------
    >>> ago(date(2019, 3, 12), date(2019, 6, 20)).core
    'il y a trois mois'
    """
    if (reference - day).days == 1:
        return _adverb("hier", DateInterval.day(day))
    return _relative(day, reference, "il y a ", in_words)


def ahead(day: date, reference: date, in_words: bool = True) -> DatePhrase | None:
    """Return demain, dans N jours / semaines / mois, when it is true of ``day``; else None."""
    distance = (day - reference).days
    if distance == 1:
        return _adverb("demain", DateInterval.day(day))
    if distance in (8, 10, 15):
        return _adverb(f"dans {distance} jours", DateInterval.day(day))
    return _relative(day, reference, "dans ", in_words)


def _relative(day: date, reference: date, before: str, in_words: bool) -> DatePhrase | None:
    sign = 1 if day > reference else -1
    distance = abs((day - reference).days)
    months = abs((day.year - reference.year) * 12 + day.month - reference.month)
    anchor = DateInterval.day(reference)
    if 11 <= distance <= 40 and before != "il y a ":
        weeks = round(distance / 7)
        interval = anchor.step(sign * weeks, Unit.WEEK)
        phrase = f"{before}{_count(weeks, in_words)} semaines"
    elif 1 <= months <= 11:
        interval = anchor.step(sign * months, Unit.MONTH)
        phrase = f"{before}{_count(months, in_words)} mois"
    elif 12 <= months <= 120 and sign < 0:
        years = reference.year - day.year
        if abs(months - 12 * years) > 4:
            return None
        interval = anchor.step(-years, Unit.YEAR)
        phrase = f"{before}{_count(years, in_words)} an{'s' if years > 1 else ''}"
    else:
        return None
    return _adverb(phrase, interval) if interval.start <= day <= interval.end else None


def after(day: date, anchor: date, form: int = 0) -> DatePhrase | None:
    """Return le jour même, le lendemain, N jours plus tard, un mois plus tard; None when none is true.

    Examples
    --------
    >>> after(date(2019, 3, 13), date(2019, 3, 12)).core
    'lendemain'
    """
    distance = (day - anchor).days
    exact = DateInterval.day(day)
    if distance == 0:
        return DatePhrase("même jour" if form else "jour même", exact, "le ", "du ", "le ", "jusqu'au ")
    if distance == 1:
        return DatePhrase("lendemain", exact, "le ", "du ", "le ", "jusqu'au ")
    if 2 <= distance <= 9:
        return DatePhrase(f"{_count(distance, form == 1)} jours plus tard", exact, "", "", "", "")
    interval = DateInterval.day(anchor).step(1, Unit.MONTH)
    if 26 <= distance <= 34 and interval.start <= day <= interval.end:
        return DatePhrase("un mois plus tard", interval, "", "", "", "")
    return None


def next_weekday(day: date, reference: date) -> DatePhrase | None:
    """Return "lundi prochain" when ``day`` lies in the week after the reference's; else None."""
    monday = reference - timedelta(days=reference.weekday())
    if monday + timedelta(days=7) <= day <= monday + timedelta(days=13) and (day - reference).days <= 7:
        core = f"{_WEEKDAYS[day.weekday()]} prochain"
        return DatePhrase(core, DateInterval.day(day), "", "de ", "", "jusqu'à ")
    return None


def weekday_date(day: date) -> DatePhrase:
    """Return "jeudi 12 mars": the weekday and the year-less date, read as one date."""
    core = f"{_WEEKDAYS[day.weekday()]} {'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"
    return DatePhrase(core, DateInterval.day(day), "le ", "du ", "le ", "jusqu'au ")
