"""Values of the parts of a date expression, and what every reader shares."""

from __future__ import annotations

import re

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import Part, Season
from onco_pipeline.pipes.dates.expression import Expression, Form

Match = re.Match[str]
#: Letters that scanned text puts for figures.
_OCR = str.maketrans({"o": "0", "l": "1", "i": "1", " ": None})


def figures(text: str) -> int:
    """Return the number that figures stand for, with the letters that a scanner puts for them."""
    number = 0
    for place in range(len(text)):  # compiled, it costs a third of asking ``int`` or a dictionary
        figure = ord(text[place]) - ord("0")
        if not 0 <= figure <= 9:
            return int(text.translate(_OCR))
        number = 10 * number + figure
    return number


def year_number(text: str) -> int:
    """Return the year that four figures name, two of which may have changed places ("2103")."""
    year = figures(text)
    return 2010 + year % 10 if 2100 <= year < 2110 else year


def day_number(text: str) -> int:
    """Return the day that "12", "1er" or "premier" names."""
    if text.isdigit():
        return int(text)
    return 1 if text.startswith("pr") else figures(re.sub(r"\s?er$", "", text))


def modifier_kind(text: str | None) -> str | None:
    """Sort "dernier", "de la même année" ... into the few kinds that matter."""
    if text is None:
        return None
    words = " ".join(text.split())
    yearly = "annee" in words or words.endswith(" an")
    if "meme" in words or words.endswith(("-la", " la")):
        return "same_year"
    if yearly and re.search(r"suivant|d'apres", words):
        return "following_year"
    if yearly and re.search(r"precedent|d'avant", words):
        return "preceding_year"
    if yearly:
        return "last_year" if re.search(r"dernier|passe", words) else "this_year"
    if re.search(r"dernier|passe|ecoule", words):
        return "last"
    if words.startswith("prochain"):
        return "next"
    if re.search(r"suivant|d'apres", words):
        return "following"
    if re.search(r"precedent|d'avant", words):
        return "preceding"
    return "this"


def short_year(text: str) -> int:
    """Keep two figures as they are: the century is chosen when the note's own day is known."""
    return int(text.lstrip("'").translate(_OCR))


def calendar(
    m: Match,
    kind: DateKind,
    *,
    day: int | None = None,
    month: int | None = None,
    year: int | None = None,
    part: Part | None = None,
    season: Season | None = None,
    months: tuple[int, int] | None = None,
    modifier: str | None = None,
    iso_week: int | None = None,
    bare: bool = False,
) -> Expression:
    """Return a calendar expression over the whole hit."""
    start, end = m.span()
    made = Expression(start, end, Form.CALENDAR, kind, day, month, year, part, season, months)
    made.modifier, made.iso_week, made.bare = modifier, iso_week, bare
    return made
