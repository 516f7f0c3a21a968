"""Find the date expressions of a note: run the scanner, hand each hit to its reader, keep what can be a date."""

from __future__ import annotations

from collections.abc import Callable

from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR
from onco_pipeline.pipes.dates import read_calendar as calendar
from onco_pipeline.pipes.dates import read_steps as steps
from onco_pipeline.pipes.dates import read_words as words
from onco_pipeline.pipes.dates.expression import Expression
from onco_pipeline.pipes.dates.parts import Match
from onco_pipeline.pipes.dates.patterns import SCANNER
from onco_pipeline.text import fold

#: One reader a form of ``patterns.SCANNER``.
_READERS: dict[str, Callable[[Match, str], Expression | None]] = {
    "blank": calendar.read_blank,
    "iso": calendar.read_iso,
    "dmy": calendar.read_dmy,
    "spaced": calendar.read_spaced,
    "wordday": calendar.read_wordday,
    "pair": calendar.read_pair,
    "eight": calendar.read_eight,
    "dmonth": calendar.read_dmonth,
    "mmyyyy": calendar.read_mmyyyy,
    "fraction": calendar.read_fraction,
    "isomonth": calendar.read_isomonth,
    "years": calendar.read_years,
    "year": calendar.read_year,
    "ago": steps.read_ago,
    "since": steps.read_since,
    "within": steps.read_within,
    "term": steps.read_term,
    "lasting": steps.read_last_units,
    "lasting2": lambda m, text: steps.read_last_units(m, text, "lasting2"),
    "lasting3": lambda m, text: steps.read_last_units(m, text, "lasting3"),
    "later": steps.read_later,
    "after": steps.read_after,
    "at": steps.read_at,
    "lasted": steps.read_lasted,
    "dayn": steps.read_dayn,
    "weekn": steps.read_weekn,
    "isoweek": calendar.read_isoweek,
    "dayonly": words.read_dayonly,
    "weekday": words.read_weekday,
    "weekend": words.read_weekend,
    "today": words.read_today,
    "yesterday": words.read_yesterday,
    "sameday": words.read_sameday,
    "nextday": words.read_nextday,
    "period": words.read_period,
    "partof": words.read_partof,
    "month": calendar.read_month,
    "partyear": calendar.read_partyear,
    "season": calendar.read_season,
    "quarter": calendar.read_quarter,
    "feast": calendar.read_feast,
}


def scan(text: str) -> list[Expression]:
    """Find the date expressions of a note, in order, none overlapping another.

    Only the words themselves are read: nothing is resolved against the note's own day or against
    other dates. Impossible days and months are left out.

    Parameters
    ----------
    text
        The note as it is; offsets of the result are offsets in it.

    Examples
    --------
    >>> [(e.day, e.month, e.year) for e in scan("IRM le 12/03/2019, TA 12/8, scanner en mai 2020")]
    [(12, 3, 2019), (None, 5, 2020)]
    """
    folded = fold(text)
    found: list[Expression] = []
    position = 0
    while (m := SCANNER.search(folded, position)) is not None:
        expression = _READERS[m.lastgroup or ""](m, folded)
        if expression is None or not _possible(expression):
            position = m.start() + 1
            continue
        found.append(expression)
        position = max(expression.end, position + 1)
    return found


def _possible(expression: Expression) -> bool:
    if expression.month is not None and not 1 <= expression.month <= 12:
        return False
    if expression.day is not None and not 1 <= expression.day <= 31:
        return False
    if expression.year is None or expression.year < 100:
        return True
    return FIRST_YEAR <= expression.year <= LAST_YEAR
