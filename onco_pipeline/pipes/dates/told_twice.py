"""Counts that only tell a date again, which stands beside them: "En novembre 2017, 22 mois après la chirurgie"."""

from __future__ import annotations

import re

from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.dates import arithmetic
from onco_pipeline.pipes.dates.anchors import anchor_class, told_by
from onco_pipeline.pipes.dates.context import HOW_LONG, Context
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.told import Anchor

__all__ = ["finer_told", "restated"]

#: What stands before a date that opens its sentence.
_LEAD_IN = re.compile(r"\W*(?:(?:en|le|au|fin|debut|vers|puis|enfin|ensuite|finalement|depuis)\W+){0,3}")
#: A relative date that only says how long that was: "le 8 janvier 2014 (2 ans après le diagnostic)", ", soit 3 ans après".
_SPELLS_OUT = re.compile(
    r"\s?\((?:soit |a |c'est-a-dire |(?:apres |avec )?(?:une? )?(?:pil|ilp|ism|ilm|slp|pfs|dfi|intervalle|delai|periode|survie)(?: [a-z]+){0,3} d[e'] ?)?|\s?, (?:soit|c'est-a-dire|encore|toujours) (?:a )?"
)
_SPELT_BEHIND = re.compile(r"\s?, (?:soit )?(?:en |le |au |courant |debut |fin )?")
_OF_SOMETHING = re.compile(
    r"apres (?:\w+ ){1,3}(?:sans (?:traitement|maladie|progression|recidive)|d[e'] ?(?:traitement|suivi|surveillance|lie\b|slp\b|pfs\b|ilp\b|ilm\b|chimiotherapie|intervalle|hormonotherapie))"
)
#: What lies well before the step that is counted from it.
_LONG_PAST = frozenset({"diagnosis", "surgery", "treatment_end", "rt_end"})


def restated(context: Context, index: int, expression: Expression) -> Anchor | None:
    """Return the date that a relative one only tells again: "En novembre 2017, 22 mois après la chirurgie, ..."."""
    behind = _spelt_behind(context, index, expression)
    if behind is not None or index == 0 or expression.origin is not Origin.TEXT or context.usable(index - 1) is None:
        return behind
    before = context.expressions[index - 1]
    starts = _sentence_start(context, before)
    lead, between = context.folded[starts : before.start], context.folded[before.end : expression.start]
    tells = expression.complement is not None or context.folded.startswith("apres", expression.start)
    if before.form is not Form.CALENDAR:
        return None
    if _SPELLS_OUT.fullmatch(between) is not None:  # "le 8 janvier 2014 (2 ans et demi après le diagnostic)"
        spelt = expression.complement is not None or between.strip(" ,") in ("soit", "encore", "toujours")
        return context.anchor_of(index - 1) if spelt or "soit" in between else None
    # "En juillet 2007, trois mois après, le scanner montre ...": the day that opens the sentence, told once more.
    closed = context.folded[expression.end : expression.end + 1] == "," and between.strip() == ","
    if closed and expression.complement is None and lead.strip() and _LEAD_IN.fullmatch(lead):
        return context.anchor_of(index - 1)
    # "Scanner du 2 juillet à 2 mois du début du pazopanib": how long after it that day is.
    at = before.day is not None and expression.complement is not None and between.strip() in ("", ",")
    if at and context.folded.startswith("a ", expression.start):
        return context.anchor_of(index - 1)
    if not tells or between.strip() != ",":
        return None
    # "sans progression jusqu'en septembre, après un intervalle de 9 mois": how long it had lasted by then.
    long = HOW_LONG.match(context.folded, expression.start) is not None
    of_something = long or _OF_SOMETHING.match(context.folded, expression.start) is not None
    lasted = (before.bound == "until" and long) or (
        # "le scanner de mars 2014, après 44 mois de suivi": beside its date, how long something had lasted.
        before.year is not None and context.folded.startswith("apres", expression.start) and of_something
    )
    # "le scanner du 24/07/2014, 5 ans après le début du traitement, confirme": set between commas.
    enclosed = before.day is not None and expression.complement is not None
    lasted = lasted or (enclosed and context.folded[expression.end : expression.end + 1] in (",", ";", "."))
    if not lasted and not _LEAD_IN.fullmatch(lead):
        # "Devant la toxicité, en octobre 2014, après 21 mois de X": set between commas of its own.
        _, comma, opening = lead.rpartition(",")
        if not comma or not _LEAD_IN.fullmatch(opening):
            return None
    return context.anchor_of(index - 1)


def finer_told(context: Context, index: int, interval: DateInterval, base: Anchor) -> Anchor | None:
    """Return the date that a count comes out at, told just before it: "En 09/2004, une récidive, 7 ans après la chirurgie".

    So it does where it could only be counted from that date itself, and nothing there is of what it names.
    """
    before = context.expressions[index - 1] if index else None
    if before is None or before.form is not Form.CALENDAR or before.year is None or context.usable(index - 1) is None:
        return None
    if context.layout.sentence(before.start) != context.layout.sentence(context.expressions[index].start):
        return None
    told = context.anchor_of(index - 1)
    if interval.contains(told.interval) and not interval.same(told.interval):
        return told
    named = anchor_class(context.expressions[index].complement or "")
    if named is None or named not in _LONG_PAST or not base.interval.same(told.interval):
        return None
    starts = _sentence_start(context, before)
    return told if told_by(named).search(context.folded, starts, context.expressions[index].start) is None else None


def _sentence_start(context: Context, expression: Expression) -> int:
    return context.layout.sentence_bounds(expression.start, len(context.folded))[0]


def _spelt_behind(context: Context, index: int, expression: Expression) -> Anchor | None:
    """Return the date that spells out a count that opens its sentence: "Après cinq mois de traitement, en avril 2013, ..."."""
    if expression.origin is not Origin.TEXT or index + 1 >= len(context.expressions):
        return None
    following = context.expressions[index + 1]
    if following.form is not Form.CALENDAR or following.year is None:
        return None
    if _SPELT_BEHIND.fullmatch(context.folded, expression.end, following.start) is None:
        return None
    starts = _sentence_start(context, expression)
    if _LEAD_IN.fullmatch(context.folded, starts, expression.start) is None:
        return None
    interval = arithmetic.interval_of(following, context.century(following.year))
    return None if interval is None else Anchor(interval, context.folded[following.start : following.end])
