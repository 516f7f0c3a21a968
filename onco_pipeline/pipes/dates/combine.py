"""Join what belongs together: lists of days, periods, alternatives, weekdays before their date.

"les 3, 4 et 5 mai" holds three dates, "du 12 au 14 mars 2020" the two ends of a period,
"le 8 ou le 9/04" one date that is not known to the day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onco_pipeline.events import DateKind
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

# Days told before the date that gives their month: "les 3, 4 et" | 5 mai, "10-" | 17/08.
_EARLIER_DAYS = StemPattern(
    r"(?:\b(?P<lead>les|le|du|des|entre le|entre les|au|aux)\s+)?"
    r"(?P<days>(?:(?<![0-9/.,])[0-3]?[0-9](?:\s?er)?\s{0,2}(?:,|-|\bet|\bou|\bau|\ba)(?:\s{0,2}\b(?:du|le|au)\b)?\s{0,2})+)\Z"
)
#: How such days end, whatever stands before.
_LISTED_BEFORE = re.compile(r"(?:,|-|\bet|\bou|\bau|\ba)(?:\s{0,2}\b(?:du|le|au)\b)?\s{0,2}\Z")
_TWO_DAYS = re.compile(r"[0-3]?[0-9]\s{0,2}et\s{0,2}")
_EARLIER_DAY = re.compile(r"(?P<day>[0-3]?[0-9])(?:\s?er)?\s{0,2}(?P<link>,|-|et|ou|au|a)")
_LINK = re.compile(
    r"\s{0,3}(?P<link>jusqu'(?:au|en|a)|->|=>|>|→|-|,|\bet\b|\bou\b|\bau\b|\ba\b)?\s{0,3}"
    r"(?:jusqu'(?:au|en|a)\s)?(?:\b(?:le|la|en|du|de|d'|au)\s{0,2})?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?\Z"
)
_LEAD = re.compile(
    r"\b(?P<lead>entre|du|de|depuis|dep\.?|a partir de|a partir du|des)\s{0,2}(?:le\s|l'|la\s)?\Z|\bd'\Z"
)
_WEEK_OF = Screened(r"\bsemaine du\s{1,3}\Z")
#: A month in figures that shares the year of the one behind it, and months that name a period, and no stretch of days.
_EARLIER_MONTH = re.compile(r"(?:\A|[(\s:,;])(?P<month>0[1-9]|1[0-2])\s?(?:-|–|->|→|a|au)\s?\Z")
_HYPHEN = re.compile(r"\s?[-–]\s?")
_APART = 2
#: "Déplacée du 24/05 au 31/05": from one day to another.
_PUT_OFF = re.compile(
    r"\b(?:report|decal|repouss|differ|deplac|avanc)(?:ee?s?|er?) du (?:(?:lun|mar|mercre|jeu|vendre|same)di )?\Z"
)
_PUT_OFF_WITHIN = 26
_WEEKDAY_LINK = re.compile(r"\s{0,3},?\s{0,3}(?:le\s)?\(?\Z")
_FROM = Screened(
    r"\b(?:depuis|dep\.?|des|a partir d[eu]|a compter d[eu]|a dater d[eu])\s{0,2}(?:le\s|l'|la\s)?(?:mois de\s|l'annee\s)?\Z|\bdes le\s\Z"
)
_UNTIL = Screened(
    r"\bfin ?(?:le|en|[:=] ?)?\s{0,2}\Z|\bjusqu'\Z|\bjusqu(?:'|e\s)(?:au?|en|a la|a l')\s{0,2}(?:le\s|la\s|l')?(?:mois de\s)?\Z"
)
#: "Poursuivi jusqu'à la progression de juin 2019".
_UNTIL_IT = Screened(
    r"\bjusqu'(?:a (?:la |l'|une |sa )?|au )(?:progression|rechute|recidive|evolution|aggravation|toxicite|deces|transplantation|greffe)"
    r"(?: [a-z]{3,15}){0,2} (?:de|du|en|le|d'|au)(?: mois de)?\s?\Z"
)
#: Characters before a date in which such words stand.
_UNTIL_REACH = 70
_AROUND = Screened(r"\b(?:vers|autour d[eu]|aux (?:alentours|environs) d[eu]|environ)\s{0,2}(?:le\s|la\s|l')?\Z")
#: Most dates stand behind none of these.
_NEAR_BOUND = AnyOf(_FROM.pattern, _UNTIL.pattern, _AROUND.pattern, _WEEK_OF.pattern)

_TO_A_SEASON = ("a l'", "au ")
_RANGE_LINKS = ("au", "a", "-", "->", "=>", ">", "→", "jusqu'au", "jusqu'en", "jusqu'a")


def combine(found: list[Expression], folded: str) -> list[Expression]:
    """Return the expressions with lists opened, periods marked and lonely weekdays dropped.

    Parameters
    ----------
    found
        What ``grammar.scan`` gave, in order.
    folded
        The folded note.
    """
    found = _drop_weekdays(found, folded)
    found = _open_lists(found, folded)
    found = _open_months(found, folded)
    _name_days(found, folded)
    _mark_bounds(found, folded)
    return _link_pairs(found, folded)


def _drop_weekdays(found: list[Expression], folded: str) -> list[Expression]:
    """Drop the weekday of "lundi 18 février": the date says all but its year, which the weekday can tell."""
    kept: list[Expression] = []
    for index, current in enumerate(found):
        if current.form is not Form.WEEKDAY or index + 1 == len(found):
            kept.append(current)
            continue
        after = found[index + 1]
        if (
            after.form in (Form.CALENDAR, Form.DAY_ONLY)
            and after.day is not None
            and _WEEKDAY_LINK.fullmatch(folded[current.end : after.start])
        ):
            if (after.names_day and after.year is None and current.modifier is None) or after.form is Form.DAY_ONLY:
                after.weekday = current.weekday
            continue
        kept.append(current)
    return kept


def _name_days(found: list[Expression], folded: str) -> None:
    """Read "lundi 9" as a day of the month that a date behind it names: "du lundi 9 au vendredi 13 avril"."""
    for index in range(len(found) - 1):
        current, after = found[index], found[index + 1]
        if current.form is Form.WEEKDAY and current.day is not None and after.names_day and after.month is not None:
            link = _LINK.fullmatch(folded, current.end, after.start)
            if link is not None and link["link"] in ("au", "et", "ou", ","):
                current.form, current.kind, current.weekday = Form.DAY_ONLY, DateKind.DAY_ONLY, None


def _open_lists(found: list[Expression], folded: str) -> list[Expression]:
    """Give the days of "les 3, 4 et 5 mai" and "10-17/08" the month and year of the last one."""
    result: list[Expression] = []
    for current in found:
        if not current.names_day:
            result.append(current)
            continue
        floor = 0
        for other in reversed(result):
            if other.form is not Form.DAY_ONLY:
                floor = other.end
                break
        window = max(floor, current.start - 45)
        listed = _LISTED_BEFORE.search(folded, max(window, current.start - 12), current.start)
        m = _EARLIER_DAYS.search(folded, window, current.start) if listed else None
        if m is None or "\n" in m.group() or (m["lead"] is None and not _bare_range_fits(m, folded, floor)):
            result.append(current)
            continue
        while result and result[-1].start >= m.start():
            result.pop()
        days = list(_EARLIER_DAY.finditer(folded, m.start("days"), m.end("days")))
        result.extend(_listed(current, days))
    return result


def _open_months(found: list[Expression], folded: str) -> list[Expression]:
    """Give the two ends of "01-04/2019", "03 à 06/2017" and "juil.-nov. 2021" a month each."""
    result: list[Expression] = []
    for current in found:
        if current.form is not Form.CALENDAR or current.day is not None or current.year is None:
            result.append(current)
            continue
        floor = result[-1].end if result else 0
        if current.months is not None and current.months[1] - current.months[0] >= _APART:
            middle = _HYPHEN.search(folded, current.start, current.end)
            if middle is not None:
                result.extend(_two_months(current, current.start, middle.start(), middle.end(), *current.months))
                continue
        earlier = _EARLIER_MONTH.search(folded, max(floor, current.start - 10), current.start)
        in_figures = current.month is not None and current.part is None and folded[current.start].isdigit()
        if earlier is not None and in_figures and int(earlier["month"]) < (current.month or 0):
            result.extend(
                _two_months(current, *earlier.span("month"), current.start, int(earlier["month"]), current.month or 12)
            )
            continue
        result.append(current)
    return result


def _two_months(whole: Expression, start: int, end: int, start2: int, first: int, last: int) -> list[Expression]:
    """Return the two ends of a period that names its year once."""
    begins = replace(whole, start=start, end=end, month=first, months=None, joined=1, bound="from", kind=DateKind.RANGE)
    ends = replace(whole, start=start2, month=last, months=None, joined=2, bound="until", kind=DateKind.RANGE)
    return [begins, ends]


def _bare_range_fits(m: re.Match[str], folded: str, floor: int) -> bool:
    """Accept "10-17/08" and "14 - 20 sept." without an article, when nothing else claims the figures."""
    if m.start() >= floor and folded[m.start() - 1 : m.start()] == "(" and _TWO_DAYS.fullmatch(m["days"]):
        return True  # "TDM et IRM (15 et 16/4, respectivement)"
    if not re.fullmatch(r"[0-3]?[0-9]\s{0,2}-\s{0,2}", m["days"]):
        return False
    return (
        m.start() >= floor
        and re.search(r"[a-z0-9\n(:;,]\s{0,2}\Z|\A\Z", folded[max(0, m.start() - 3) : m.start()]) is not None
    )


def _listed(last: Expression, days: list[re.Match[str]]) -> list[Expression]:
    """Build the earlier days of a list, a period or an alternative, and the last one after them."""
    link = days[-1]["link"]
    if link == "au" and len(days) == 1 and _put_off(days[0]):
        return [_earlier_day(last, days[0]), last]
    if link in ("au", "a", "-") and len(days) == 1:
        first = _earlier_day(last, days[0])
        first.kind = last.kind = DateKind.RANGE
        first.joined, last.joined, first.bound, last.bound = 1, 2, "from", "until"
        return [first, last]
    if link == "ou" and len(days) == 1 and int(days[0]["day"]) < (last.day or 0):
        return [replace(last, start=days[0].start(), days=(int(days[0]["day"]), last.day or 0), kind=DateKind.RANGE)]
    return [*(_earlier_day(last, day) for day in days), last]


def _put_off(day: re.Match[str]) -> bool:
    """Return whether a day is the one that an act was moved from: "décalée du 23 au 30/05" tells no period."""
    return _PUT_OFF.search(day.string, max(0, day.start() - _PUT_OFF_WITHIN), day.start()) is not None


def _earlier_day(last: Expression, m: re.Match[str]) -> Expression:
    """Return a day that shares the last one's month, or stands in the month before when it is greater."""
    day, month, year = int(m["day"]), last.month or 1, last.year
    if day > (last.day or 31):
        month, year = (month - 1, year) if month > 1 else (12, None if year is None else year - 1)
    return replace(last, start=m.start("day"), end=m.end("day"), day=day, month=month, year=year, bare=False)


def _mark_bounds(found: list[Expression], folded: str) -> None:
    for expression in found:
        if expression.form is Form.STEP or expression.joined:
            continue
        start = expression.start
        before = WINDOWS.cut(folded, max(0, start - 24), start)
        near = _NEAR_BOUND.may_stand(before)
        if near and _FROM.search(before):
            expression.bound = "from"
        elif (near and _UNTIL.search(before)) or _UNTIL_IT.search(folded, max(0, start - _UNTIL_REACH), start):
            expression.bound = "until"
        elif not near:
            continue
        elif expression.form is Form.CALENDAR and _AROUND.search(before):
            expression.about = True
        elif expression.names_day and _WEEK_OF.search(before):
            expression.week = True


def _link_pairs(found: list[Expression], folded: str) -> list[Expression]:
    """Mark the ends of periods, and let each date of a pair lend its year to the other."""
    result: list[Expression] = []
    # From the right, so that in "01, 02 et 03/2019" a year travels all the way to the left.
    for current in reversed(found):
        after = result[-1] if result else None
        if after is None or not _can_pair(current, after):
            result.append(current)
            continue
        m = _LINK.fullmatch(folded, current.end, after.start)
        if (
            m is not None
            and _PUT_OFF.search(folded, max(0, current.start - _PUT_OFF_WITHIN), current.start) is not None
        ):
            _share_year(current, after)
            result.append(current)
            continue
        link = m["link"] if m is not None else None
        if m is not None and link is None and folded.startswith(_TO_A_SEASON, after.start):
            link = "a"  # "de mars 2015 à l'été 2017": the word of the period is the season's own
        if m is None or link is None:
            result.append(current)
            continue
        if link == "-" and "\n" in m.group():  # the bullet of the next line
            result.append(current)
            continue
        lead = _LEAD.search(folded, max(0, current.start - 20), current.start)
        _share_year(current, after)
        _align_fractions(current, after)
        days = current.names_day and after.names_day and not (current.joined or after.joined)
        if link == "ou" and days and current.month == after.month and (current.day or 0) < (after.day or 0):
            result[-1] = replace(
                after, start=current.start, days=(current.day or 1, after.day or 1), kind=DateKind.RANGE
            )
            continue
        between = link == "et" and lead is not None and lead["lead"] == "entre"
        # "octobre 2011 à avril 2014" needs no "de" before it where both ends are told as exactly.
        alike = (current.day is None) == (after.day is None) and (current.month is None) == (after.month is None)
        ranged = link in _RANGE_LINKS and (lead is not None or alike or link not in ("a", "au"))
        if (between or ranged) and not after.joined and not current.joined:
            current.joined, after.joined = 1, 2
            current.bound, after.bound = "from", "until"
        result.append(current)
    return result[::-1]


def _can_pair(current: Expression, after: Expression) -> bool:
    calendar = (Form.CALENDAR, Form.DAY_ONLY)
    return current.form in calendar and after.form in calendar and after.start - current.end < 40


def _share_year(current: Expression, after: Expression) -> None:
    """Lend the later date's month and year to the earlier one that lacks them."""
    if current.form is Form.DAY_ONLY and after.names_day:
        current.form, current.month, current.year = Form.CALENDAR, after.month, after.year
        if (current.day or 0) > (after.day or 0):
            before = (after.month or 1) - 1
            current.month, current.year = (
                (before, after.year) if before else (12, None if after.year is None else after.year - 1)
            )
    elif (
        current.form is Form.CALENDAR and current.year is None and after.form is Form.CALENDAR
        and after.year is not None and current.month and after.month and current.modifier is None
    ):  # fmt: skip
        later = (current.month, current.day or 0) > (after.month, after.day or 31)
        current.year = after.year - 1 if later else after.year


def _align_fractions(current: Expression, after: Expression) -> None:
    """Read "09/11" beside "03/20" as a month and a year too."""
    for one, other in ((current, after), (after, current)):
        if one.bare and other.day is None and other.month and other.kind is DateKind.TWO_DIGIT_YEAR:
            one.month, one.year, one.day, one.bare = one.day, one.month, None, False
            one.kind = DateKind.TWO_DIGIT_YEAR
