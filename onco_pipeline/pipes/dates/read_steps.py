"""Read what is told as a count of units: "il y a 3 mois", "deux semaines plus tard", "à J15", "à S12"."""

from __future__ import annotations

import re

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import Unit
from onco_pipeline.pipes.dates import step_guards
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.lexicon import number, ordinal, unit
from onco_pipeline.pipes.dates.parts import Match

_PAUSE_THEN_DAY = re.compile(
    r" ?(?:d'interruption|d'arret|de pause|de suspension|sans traitement),? (?:le [0-9]|en (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))"
)
_LESS_THAN = re.compile(r"\bmoins\s+d")


# -- counts of units ---------------------------------------------------------------------------
def _step(m: Match, prefix: str, sign: int, origin: Origin, kind: DateKind) -> Expression | None:
    """Read the count and the unit of one alternative; hours become days."""
    told = m[f"{prefix}_u"]
    if told is None:  # "il y a une quinzaine"
        days = sign * number(m[f"{prefix}_days"])
        return Expression(m.start(), m.end(), Form.STEP, kind, count=days, unit=Unit.DAY, origin=origin)
    count, (factor, step_unit) = number(m[f"{prefix}_n"]), unit(told)
    high = number(m[f"{prefix}_n2"]) if m[f"{prefix}_n2"] else None
    if told.startswith("h"):
        if count < 20:
            return None
        count, high = round(count / 24), None
    if step_unit is Unit.YEAR and (m[f"{prefix}_half"] or m[f"{prefix}_extra"]):
        extra = 6 if m[f"{prefix}_half"] else number(m[f"{prefix}_extra"])
        count, step_unit, high = count * 12 + extra, Unit.MONTH, None
    count, high = count * factor * sign, None if high is None else high * factor * sign
    if high is not None and abs(high) <= abs(count):
        high = None
    return Expression(m.start(), m.end(), Form.STEP, kind, count=count, count_high=high, unit=step_unit, origin=origin)


def read_ago(m: Match, text: str) -> Expression | None:
    """Read "il y a 3 mois", "il y a moins d'un mois"."""
    expression = _step(m, "ago", -1, Origin.NOTE, DateKind.DEICTIC)
    if expression is not None and _LESS_THAN.search(m.group()):
        expression.form = Form.LAST_UNITS
        if expression.count == -1 and expression.unit in (Unit.MONTH, Unit.YEAR):  # up to the day, and no whole month
            days = 30 if expression.unit is Unit.MONTH else 365
            expression.count, expression.unit = -days, Unit.DAY
    return expression


def read_since(m: Match, text: str) -> Expression | None:
    """Read "depuis 2 ans"."""
    expression = _step(m, "since", -1, Origin.NOTE, DateKind.DEICTIC)
    if expression:
        expression.bound = "from"
    return expression


def read_within(m: Match, text: str) -> Expression | None:
    """Read "dans 3 mois", "sous 4 semaines", "dans les 3 derniers mois"."""
    past = m["within_past"] is not None
    sign = -1 if past else 1
    origin = Origin.TEXT if m["within_text"] or m["within_of"] else Origin.NOTE
    expression = _step(m, "within", sign, origin, DateKind.DEICTIC if origin is Origin.NOTE else DateKind.ANCHORED)
    if expression is None:
        return None
    if past:
        expression.form = Form.LAST_UNITS
    if m["within_of"]:
        expression.complement = m["within_of"]
        expression.end = step_guards.complement_end(m, "within")
    word = m["within_w"]
    if (
        not past
        and expression.count_high is None
        and (word not in ("dans", "ds") or re.match(r"dans\s+les\s", m.group()))
    ):
        expression.modifier = "window"  # any day up to the step: "sous 4 semaines", "dans les 3 mois"
    return expression


def read_term(m: Match, text: str) -> Expression | None:
    """Read "Rv 3 mois"."""
    return _step(m, "term", 1, Origin.NOTE, DateKind.DEICTIC)


def read_last_units(m: Match, text: str, prefix: str = "lasting") -> Expression | None:
    """Read "les 3 derniers mois"."""
    factor, step_unit = unit(m[f"{prefix}_u"])
    if m[f"{prefix}_u"].startswith("h"):
        return None
    count = -number(m[f"{prefix}_n"]) * factor
    return Expression(m.start(), m.end(), Form.LAST_UNITS, DateKind.DEICTIC, count=count, unit=step_unit)


def read_later(m: Match, text: str) -> Expression | None:
    """Read "trois semaines plus tard", "8 jours après la chirurgie"."""
    word = " ".join(m["later_w"].split())
    sign = -1 if word in ("plus tot", "auparavant", "avant", "avant cela") else 1
    expression = _step(m, "later", sign, Origin.TEXT, DateKind.ANCHORED)
    if expression is None:
        return None
    takes_complement = word in ("apres", "avant", "post")
    expression.end = m.end("later_w")
    if takes_complement and m["later_of"]:
        expression.complement = m["later_of"]
        expression.end = step_guards.phrase_end(m.string, m.start("later_of"), m.end("later_of"))
    return expression


def read_after(m: Match, text: str) -> Expression | None:
    """Read "après 4 mois", "au bout de 2 ans"."""
    if m.group().startswith("avec") and "intervalle" not in m.group():
        return None
    if m["after_u"] and _PAUSE_THEN_DAY.match(text, m.end("after_u")):
        return None  # "reprise après trois mois d'interruption le 4 avril": how long, and the day itself
    expression = _step(m, "after", 1, Origin.TEXT, DateKind.ANCHORED)
    if expression and m["after_of"]:
        expression.complement = m["after_of"]
        expression.end = step_guards.complement_end(m, "after")
    return expression


_GOES_BACK = re.compile(r"\b(?:remonte|remontent|remontant|remontait|remontaient)(?: (?:deja|maintenant))? \Z")
_EXAM_AT = re.compile(r"\b(?:irm|tdm|scanner|echographie|echo|radio|rx)\b(?: [a-z]{4,14}){0,2} \Z")


def read_at(m: Match, text: str) -> Expression | None:
    """Read "à 3 mois", "à 6 semaines de la fin de RT"; "à 52 ans" is an age."""
    unit_word = m["at_u"]
    if unit_word.startswith("h"):  # "IRM post-opératoire à 48 h"
        after = step_guards.is_post_operative(text, m.start())
        control = after or _EXAM_AT.search(text, max(0, m.start() - 40), m.start()) is not None  # "puis IRM à 48 h"
        expression = _step(m, "at", 1, Origin.TEXT, DateKind.ANCHORED) if control else None
        if expression is not None:
            expression.end, expression.complement = m.end("at_u"), "chirurgie" if after else None
        return expression
    if unit_word.startswith("an") and (number(m["at_n"]) > 10 or step_guards.is_age(text, m.start())):
        return None
    if step_guards.is_rhythm(text, m.start()) or text.endswith("jusqu'", 0, m.start()):
        return None
    if step_guards.names_exam(text, m.start(), m.end("at_u")):
        return None
    if _GOES_BACK.search(text, max(0, m.start() - 20), m.start()):  # "le dernier scanner remonte à six mois"
        expression = _step(m, "at", -1, Origin.NOTE, DateKind.DEICTIC)
        if expression is not None:
            expression.end = m.end("at_u")
        return expression
    expression = _step(m, "at", 1, Origin.EITHER, DateKind.ANCHORED if m["at_of"] else DateKind.DEICTIC)
    if expression:
        expression.end = m.end("at_u")
        if m["at_of"]:
            expression.complement = m["at_of"]
            expression.end = step_guards.complement_end(m, "at")
            expression.origin = Origin.TEXT
    return expression


def read_lasted(m: Match, text: str) -> Expression | None:
    """Read "pendant 2 mois": the day it ended, kept apart by its role."""
    expression = _step(m, "lasted", 1, Origin.TEXT, DateKind.ANCHORED)
    if expression:
        expression.role, expression.bound = "duration", "until"
    return expression


# -- cycles ------------------------------------------------------------------------------------
def read_dayn(m: Match, text: str) -> Expression | None:
    """Read "J15", "au 3e jour de ...", "J+3"."""
    if m["dayn_h"]:  # "IRM à H48": hours after an operation
        return Expression(
            m.start(), m.end("dayn_h"), Form.STEP, DateKind.ANCHORED, count=int(m["dayn_h"]) // 24, unit=Unit.DAY,
            origin=Origin.CYCLE, complement="chirurgie",
        )  # fmt: skip
    figures = m["dayn_n"] or m["dayn_n2"]
    if m["dayn_n2"] and step_guards.is_day_of_cycle(text, m.start(), m.end("dayn_n2")):
        return None
    if m["dayn_n"] and step_guards.is_schedule(text, m.start(), m.end("dayn_n")):
        return None
    count = int(figures) if figures else ordinal(m["dayn_o"])
    tail = m.end("dayn_n") if m["dayn_n"] else (m.end("dayn_n2") if m["dayn_n2"] else m.end("dayn_o") + 5)
    if step_guards.recurs(text, tail):
        return None
    if count > 400:
        return None
    count = -count if m["dayn_s"] == "-" else count
    expression = Expression(
        m.start(), m.end(), Form.STEP, DateKind.ANCHORED, count=count, unit=Unit.DAY, origin=Origin.CYCLE
    )
    expression.modifier = "plus" if m["dayn_s"] or "+" in m.group() else None
    if m["dayn_post"]:
        expression.complement, expression.end = "chirurgie", m.end("dayn_post")
    elif m["dayn_of"] and step_guards.is_anchor_phrase(m["dayn_of"]):
        expression.complement, expression.end = m["dayn_of"], step_guards.complement_end(m, "dayn")
    else:
        expression.end = min(tail, m.end())
    return expression


def read_weekn(m: Match, text: str) -> Expression | None:
    """Read "à S12", "à M3"."""
    count = int(m["weekn_n"])
    weeks = m["weekn_l"] == "s"
    if count == 0 or count > 104 or (weeks and count < 2) or step_guards.names_vertebra(text, m.start()):
        return None
    step_unit = Unit.WEEK if weeks else Unit.MONTH
    return Expression(
        m.start("weekn_l"), m.end(), Form.STEP, DateKind.ANCHORED, count=count, unit=step_unit, origin=Origin.CYCLE
    )
