"""Steps that have no day of their own: a treatment's first day that only heads a date, a stop that nobody dates, how long it lasted."""

from __future__ import annotations

import re

from onco_pipeline.intervals import DateInterval, Unit
from onco_pipeline.pipes.dates.context import Context
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin

__all__ = ["beyond_the_story", "first_day_of_treatment", "says_which_day", "seen_after", "since_an_untold_stop"]

#: Years that a story seldom goes on for behind its last date; a year of four figures.
_MANY_YEARS, _CENTURY = 5, 100
_IS_ON = re.compile(r" ?(?:[:=(]|le|du) ?")
_BEGINS = re.compile(r"\b(?:debut|c\d{1,2}|cure|cycle|premiere prise|1re prise)\b")
#: How long a drug was not taken, and the words that tell when it was left.
_OF_REST = re.compile(
    r"apres (?:une periode de (?:repos|pause)\b|(?:\w+ ){1,3}(?:de (?:repos|pause)|d'(?:interruption|arret)|sans traitement)\b)"
)
_HALTED = re.compile(r"\b(?:arret|suspen|interromp|interrup|stop|pause|dernier)")
#: "Je reçois Mme H. après 12 semaines de cabozantinib": of the visit, and of no step of the story.
_SEES = re.compile(
    r"\b(?:re)?(?:vois|voyons|vu|vue|recois|recevons|consulte|revient|vient|retrouve)\b(?: (?:ce jour|aujourd'hui|en consultation|en hdj))?(?:[^.;:\n]|(?:mme|mr?|dr)\.| [a-z]\.)*\Z"
)
_OF_WHAT = re.compile(r" (?:de |d'|du |sous )")


def says_which_day(context: Context, index: int, expression: Expression) -> bool:
    """Return whether the first day of a treatment only heads the date that it is: "J1 : 02/11/2020"."""
    if expression.origin is not Origin.CYCLE or expression.count > 1 or index + 1 == len(context.expressions):
        return False
    following = context.expressions[index + 1]
    return (
        following.form is Form.DAY_ONLY
        or (following.form is Form.CALENDAR and (following.year is not None or following.names_day))
    ) and _IS_ON.fullmatch(context.folded, expression.end, following.start) is not None


def since_an_untold_stop(context: Context, index: int, expression: Expression) -> bool:
    """Return whether a step is counted from a stop that nobody dates: "arrêt pour toxicité. Après 4 semaines de repos".

    What is then told to come a while later ("Après quatre semaines, ...") goes on from there, and has no day either.
    """
    if expression.count <= 0 or not context.folded.startswith("apres", expression.start):
        return False
    if _OF_REST.match(context.folded, expression.start):
        other = context.before(index, sentences=1_000)
        if other is None:
            return False
        told = context.expressions[other].start
        start, end = context.layout.sentences[context.layout.sentence(told)] if context.layout.sentences else (0, told)
        return _HALTED.search(context.folded, start, max(end, told)) is None
    before = context.found[index - 1] if index else None
    untold = before is not None and before.interval is None and context.expressions[index - 1].form is Form.STEP
    alone = expression.complement is None and context.reference(expression) is None
    return untold and alone and _OF_REST.match(context.folded, context.expressions[index - 1].start) is not None


def seen_after(context: Context, expression: Expression) -> bool:
    """Return whether a length of time is only how long the patient seen today has been treated: "je la revois après 12 semaines de X"."""
    if expression.count <= 0 or not context.folded.startswith("apres", expression.start):
        return False
    before = context.folded[max(0, expression.start - 80) : expression.start]
    return _SEES.search(before) is not None and _OF_WHAT.match(context.folded, expression.end) is not None


def beyond_the_story(context: Context, expression: Expression, base: DateInterval) -> bool:
    """Return whether many years are counted from a date that they cannot be counted from.

    "24 ans après le diagnostic", that nobody dates, counted from what was told last, lies after all that the note tells.
    """
    if expression.unit is not Unit.YEAR or expression.count < _MANY_YEARS or context.reference(expression):
        return False
    years = [one.year for one in context.expressions if one.form is Form.CALENDAR and one.year and one.year > _CENTURY]
    return bool(years) and base.start.year + expression.count > max(years) + 1


def first_day_of_treatment(context: Context, expression: Expression) -> bool:
    """Return whether "J1" names the very day a drug or a cycle begins ("04/02 : début Stivarga (J1)")."""
    if expression.origin is not Origin.CYCLE or expression.count != 1 or expression.modifier is not None:
        return False
    before = context.folded[max(0, expression.start - 60) : expression.start].rpartition("\n")[2]
    return expression.complement is None and _BEGINS.search(before) is not None
