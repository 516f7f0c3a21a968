"""Read what needs the author's day or a day told before: "le 16", "jeudi", "ce jour", "la veille", "l'an dernier"."""

from __future__ import annotations

import re

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import Unit
from onco_pipeline.pipes.dates import guards, step_guards
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.lexicon import MONTH_NAME, PARTS, WEEKDAY, WEEKDAYS, unit
from onco_pipeline.pipes.dates.parts import Match, calendar, day_number, figures, modifier_kind

_SATURDAY = 5


# -- a day by itself ---------------------------------------------------------------------------
def read_dayonly(m: Match, text: str) -> Expression | None:
    """Read "le 16", "du 22"; and "(22)" behind an exam, below the month that heads its line."""
    group = "dayonly_d" if m["dayonly_d"] else "dayonly_d2" if m["dayonly_d2"] else "dayonly_b"
    if m["dayonly_b"] and not guards.is_day_of_month_ahead(text, m.start()):
        return None
    if m["dayonly_le"] == "les":
        return None  # the days of "les 3, 4 et 5 mai" are read with their month
    day = day_number(m[group])
    if not 1 <= day <= 31 or guards.is_not_a_day(text, m, group):
        return None
    return Expression(m.start(group), m.end(group), Form.DAY_ONLY, DateKind.DAY_ONLY, day=day)


def read_weekday(m: Match, text: str) -> Expression | None:
    """Read "jeudi", "lundi dernier", "mardi en huit"."""
    day = m["weekday_d"] or m["weekday_d2"]
    if day is None and guards.is_weekly(text, m.start(), m.end()):
        return None
    weekday = WEEKDAYS.index(m["weekday_w"])
    expression = Expression(m.start(), m.end(), Form.WEEKDAY, DateKind.DEICTIC, weekday=weekday)
    words = " ".join((m["weekday_mod"] or "").split())
    if day:
        expression.day, expression.kind = day_number(day), DateKind.DAY_ONLY
    elif m["weekday_en"]:
        expression.modifier, expression.count = "next", 7 if m["weekday_en"] in ("8", "huit") else 14
    elif "semaine" in words:
        expression.modifier = {"c": "this_week", "d": "this_week"}.get(words[0], "this_week")
        if "derniere" in words or "passee" in words:
            expression.modifier = "last_week"
        elif "prochaine" in words:
            expression.modifier = "next_week"
    elif words:
        expression.modifier = modifier_kind(words)
    return expression


def read_weekend(m: Match, text: str) -> Expression | None:
    """Read "le week-end dernier", "ce week-end"."""
    modifier = modifier_kind(m["weekend_mod"] or m["weekend_mod2"])
    return Expression(
        m.start(), m.end(), Form.WEEKDAY, DateKind.DEICTIC, weekday=_SATURDAY, unit=Unit.WEEK, modifier=modifier
    )


def read_today(m: Match, text: str) -> Expression | None:
    """Read "ce jour", "aujourd'hui"."""
    if guards.means_until_now(text, m.start()):
        return None
    return Expression(m.start(), m.end(), Form.STEP, DateKind.DEICTIC, unit=Unit.DAY)


def read_yesterday(m: Match, text: str) -> Expression | None:
    """Read "hier", "après-demain"."""
    word = re.sub(r"(avant|apres) ", r"\1-", m.group()).partition(" ")[0]
    count = {"hier": -1, "avant-hier": -2, "demain": 1, "apres-demain": 2}[word]
    return Expression(m.start(), m.end(), Form.STEP, DateKind.DEICTIC, count=count, unit=Unit.DAY)


def read_sameday(m: Match, text: str) -> Expression | None:
    """Read "le même jour", "le soir même du scanner"."""
    if m["sameday_while"] and re.search(
        r"(?:complete|associe|couple)e?s?\s+\Z", m.string[max(0, m.start() - 14) : m.start()]
    ):
        return None  # "mammographie complétée dans le même temps par une échographie, le 12/03"
    expression = Expression(m.start(), m.end(), Form.SAME_DAY, DateKind.ANCHORED, origin=Origin.TEXT)
    expression.start = m.start() + (3 if m.group().startswith(("le ", "du ", "ce ", "au ")) else 0)
    if re.search(r"(?:jour|soir|matin)\s+meme", m.group()):
        expression.start = m.start()
    expression.end = step_guards.sameday_end(m)
    if m["sameday_stay"]:
        expression.modifier, expression.complement = "stay", "admission"
    # "Vertébroplastie le 17/11 avec biopsie dans le même temps": what is sampled meanwhile is sampled that day.
    meanwhile = m["sameday_while"] and not re.search(
        r"(?:biops|preleve)[a-z]* \Z", m.string[max(0, m.start() - 14) : m.start()]
    )
    if m["sameday_vague"] or meanwhile:
        expression.modifier = "vague"
    anchored = m["sameday_of"] and step_guards.is_anchor_phrase(m["sameday_of"])
    if m["sameday_dayof"]:
        if not anchored:
            return None  # "le jour de ses 60 ans"
        expression.start, expression.modifier = m.start(), "day of"
    if anchored:
        expression.complement, expression.end = m["sameday_of"], step_guards.complement_end(m, "sameday")
    return expression


_ITS_DAY = re.compile(
    rf"\s?,?\s\(?(?:soit )?(?:le )?(?:{WEEKDAY} )?(?:1er|[0-3]?[0-9])(?:\s?/\s?[01]?[0-9](?![0-9])|\s(?:{MONTH_NAME})(?![a-z]))"
)


def read_nextday(m: Match, text: str) -> Expression | None:
    """Read "le lendemain", "la veille de la sortie"."""
    words = " ".join(m["nextday_w"].split())
    if "avant-veille" in words:
        count = -2
    elif "veille" in words or words.endswith(("d'avant", "precedent")):
        count = -1
    else:
        count = 2 if "surlendemain" in words else 1
    if words.startswith("les "):
        return None  # "les lendemains de cure"
    if count in (1, -1) and not m["nextday_of"] and _ITS_DAY.match(text, m.end()):
        return None  # "le lendemain 27 juin", "la veille, le 12/06": told with its own day
    expression = Expression(
        m.start(), m.end("nextday_w"), Form.STEP, DateKind.ANCHORED, count=count, unit=Unit.DAY, origin=Origin.TEXT
    )
    if words.startswith("de la veille") and not m["nextday_of"]:
        expression.modifier = "attributive"
    if m["nextday_of"] and (
        step_guards.is_anchor_phrase(m["nextday_of"]) or step_guards.date_follows(text, m.start("nextday_of"))
    ):
        expression.complement, expression.end = m["nextday_of"], step_guards.complement_end(m, "nextday")
    return expression


def read_period(m: Match, text: str) -> Expression | None:
    """Read "la semaine dernière", "cette année", "le mois suivant", "la même année"."""
    words, det = m["period_u"], (m["period_det"] or "").strip()
    modifier = modifier_kind(m["period_mod"])
    if m["period_same"]:
        modifier = "same"
    elif modifier is None and m["period_part"]:
        modifier = "this"  # "au début de la semaine"
    elif modifier is None:
        if det in ("ce", "cet", "cette") and m["period_u"] != "an":
            modifier = "this"
        else:
            return None
    elif modifier.endswith("_year"):
        modifier = {"last_year": "last"}.get(modifier, modifier.removesuffix("_year"))
    told = modifier in ("same", "following", "preceding")
    part = PARTS.get(m["period_part"] or "")
    return Expression(
        m.start(), m.end(), Form.UNIT, DateKind.ANCHORED if told else DateKind.DEICTIC, unit=unit(words)[1], part=part,
        count=unit(words)[0], modifier=modifier, origin=Origin.TEXT if told else Origin.NOTE,
    )  # fmt: skip


def read_partof(m: Match, text: str) -> Expression | None:
    """Read "en début d'année", "fin du mois", "début de semaine"."""
    part = PARTS[m["partof_part"]]
    words = m["partof_u"]
    if part is None or guards.is_not_a_part(text, m.start()):
        return None
    if m["partof_y"]:
        return calendar(m, DateKind.FUZZY, year=figures(m["partof_y"]), part=part)
    modifier = modifier_kind(m["partof_mod"]) or "this"
    modifier = {"last_year": "last", "same_year": "same"}.get(modifier, modifier.removesuffix("_year"))
    told = modifier in ("same", "following", "preceding")
    return Expression(
        m.start(), m.end(), Form.UNIT, DateKind.FUZZY, unit=unit(words)[1], count=unit(words)[0], part=part,
        modifier=modifier, origin=Origin.TEXT if told else Origin.NOTE,
    )  # fmt: skip
