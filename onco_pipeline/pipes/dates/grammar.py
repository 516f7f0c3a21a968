"""Read the hits of the scanner into expressions, and drop those that are no dates.

A reader gets the match and the folded text; it returns an :class:`Expression`, or None when what
stands around the hit says that it is a measure, a score, a fraction or a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR, Unit
from onco_pipeline.pipes.dates import guards
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.lexicon import FEASTS, PARTS, SEASONS, WEEKDAYS, month_number, number, ordinal, unit
from onco_pipeline.pipes.dates.patterns import SCANNER
from onco_pipeline.text import fold

Match = re.Match[str]
_OCR = str.maketrans({"o": "0", "l": "1", "i": "1", " ": None})


def _figures(text: str) -> int:
    return int(text.translate(_OCR))


def _day(text: str) -> int:
    return 1 if text.startswith("pr") else int(re.sub(r"\s?er$", "", text).translate(_OCR))


def _modifier(text: str | None) -> str | None:
    """Sort "dernier", "de la même année" ... into the few kinds that matter."""
    if text is None:
        return None
    words = " ".join(text.split())
    yearly = "annee" in words or words.endswith(" an")
    if "meme" in words:
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


def _short_year(text: str) -> int:
    """Keep two figures as they are: the century is chosen when the note's own day is known."""
    return int(text.lstrip("'").translate(_OCR))


def _calendar(m: Match, kind: DateKind, **parts: object) -> Expression:
    return Expression(m.start(), m.end(), Form.CALENDAR, kind, **parts)  # type: ignore[arg-type]


# -- figures -----------------------------------------------------------------------------------
def _read_iso(m: Match, text: str) -> Expression | None:
    return _calendar(m, DateKind.ABSOLUTE, day=int(m["iso_d"]), month=int(m["iso_m"]), year=int(m["iso_y"]))


def _read_dmy(m: Match, text: str) -> Expression | None:
    words = m.group("dmy")
    if sum(c.isdigit() for c in words) < 3 or guards.is_code(text, m.start()):
        return None
    day_text, start = m["dmy_d"], m.start()
    if " " in day_text and not guards.split_day_expected(text, start):
        day_text, start = day_text.split(" ")[1], start + 2
    year_text = m["dmy_y"]
    long_year = len(year_text) == 4
    if not long_year and m["dmy_s"] == "." and len(day_text) == 1 and len(m["dmy_m"]) == 1:
        return None
    year = _figures(year_text)
    expression = _calendar(
        m,
        DateKind.ABSOLUTE if long_year else DateKind.TWO_DIGIT_YEAR,
        day=_figures(day_text),
        month=_figures(m["dmy_m"]),
        year=year,
    )
    expression.start = start
    return expression


def _read_spaced(m: Match, text: str) -> Expression | None:
    year_text = m["spaced_y"]
    if guards.follows_figures(text, m.start()):
        return None
    if len(year_text) == 2 and not (guards.has_article(text, m.start()) or guards.stands_alone(text, m)):
        return None
    kind = DateKind.ABSOLUTE if len(year_text) == 4 else DateKind.TWO_DIGIT_YEAR
    return _calendar(m, kind, day=int(m["spaced_d"]), month=int(m["spaced_m"]), year=int(year_text))


def _read_eight(m: Match, text: str) -> Expression | None:
    if not guards.has_article(text, m.start()):
        return None
    value = m["eight_v"]
    return _calendar(m, DateKind.ABSOLUTE, day=int(value[:2]), month=int(value[2:4]), year=int(value[4:]))


def _read_dmonth(m: Match, text: str) -> Expression | None:
    if guards.follows_figures(text, m.start()) and "-" not in m.group()[:4]:
        return None
    parts: dict[str, object] = {"day": _day(m["dmonth_d"]), "month": month_number(m["dmonth_m"])}
    if m["dmonth_y"]:
        return _calendar(m, DateKind.ABSOLUTE, year=_figures(m["dmonth_y"]), **parts)
    if m["dmonth_y2"] and guards.short_year_fits(text, m.end()):
        return _calendar(m, DateKind.TWO_DIGIT_YEAR, year=_short_year(m["dmonth_y2"]), **parts)
    expression = _calendar(m, DateKind.YEARLESS, modifier=_modifier(m["dmonth_mod"]), **parts)
    if m["dmonth_y2"]:
        expression.end = m.end("dmonth_m")
    return expression


def _read_mmyyyy(m: Match, text: str) -> Expression | None:
    month = _figures(m["mmyyyy_m"])
    if not 1 <= month <= 12 or guards.is_code(text, m.start()):
        return None
    if m["mmyyyy_s"] == "." and len(m["mmyyyy_m"]) == 1:
        return None
    return _calendar(m, DateKind.ABSOLUTE, month=month, year=_figures(m["mmyyyy_y"]))


def _read_fraction(m: Match, text: str) -> Expression | None:
    """Read "12/03" as a day and month, or "09/19" as a month and year; scores and fractions are dropped."""
    first_text, second_text = m["fraction_a"], m["fraction_b"]
    if not (any(c.isdigit() for c in first_text + second_text)):
        return None
    first, second = _figures(first_text), _figures(second_text)
    cued = guards.has_date_cue(text, m.start())
    if m["fraction_s"] != "/":
        return _read_dotted(m, text, first, second)
    if guards.is_ratio(text, m, cued):
        return None
    padded = len(first_text) == 2 and len(second_text) == 2
    if not (cued or padded or guards.opens_or_lists(text, m)):
        return None
    if 1 <= second <= 12 and 1 <= first <= 31:
        return _calendar(m, DateKind.YEARLESS, day=first, month=second, bare=not cued and first <= 12)
    if 1 <= first <= 12 and len(second_text) == 2 and (len(first_text) == 2 or cued):
        return _calendar(m, DateKind.TWO_DIGIT_YEAR, month=first, year=second)
    return None


def _read_dotted(m: Match, text: str, first: int, second: int) -> Expression | None:
    """Read "le 15.04" or "le 15-04"; the same figures without an article are a decimal or a range."""
    padded = len(m["fraction_a"]) == 2 and len(m["fraction_b"]) == 2
    if padded and 1 <= second <= 12 and 1 <= first <= 31 and guards.has_day_article(text, m.start()):
        if guards.measure_follows(text, m.end()):
            return None
        return _calendar(m, DateKind.YEARLESS, day=first, month=second)
    return None


def _read_years(m: Match, text: str) -> Expression | None:
    """Leave "2009-2014" to the period reader: only its first year is taken here."""
    return _read_bare_year(m, text, m["years_a"], m.end("years_a"))


def _read_year(m: Match, text: str) -> Expression | None:
    return _read_bare_year(m, text, m["year_y"], m.end())


def _read_bare_year(m: Match, text: str, written: str, end: int) -> Expression | None:
    if not written.isdigit() and not guards.has_date_cue(text, m.start()):
        return None
    if guards.is_not_a_year(text, m.start(), end):
        return None
    return Expression(m.start(), end, Form.CALENDAR, DateKind.ABSOLUTE, year=_figures(written))


# -- counts of units ---------------------------------------------------------------------------
def _step(m: Match, prefix: str, sign: int, origin: Origin, kind: DateKind) -> Expression | None:
    """Read the count and the unit of one alternative; hours become days."""
    count, (factor, step_unit) = number(m[f"{prefix}_n"]), unit(m[f"{prefix}_u"])
    high = number(m[f"{prefix}_n2"]) if m[f"{prefix}_n2"] else None
    if m[f"{prefix}_u"].startswith("h"):
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


def _read_ago(m: Match, text: str) -> Expression | None:
    return _step(m, "ago", -1, Origin.NOTE, DateKind.DEICTIC)


def _read_since(m: Match, text: str) -> Expression | None:
    expression = _step(m, "since", -1, Origin.NOTE, DateKind.DEICTIC)
    if expression:
        expression.bound = "from"
    return expression


def _read_within(m: Match, text: str) -> Expression | None:
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
        expression.end = guards.complement_end(m, "within")
    word = m["within_w"]
    if not past and (word != "dans" or re.match(r"dans\s+les\s", m.group())):
        expression.modifier = "window"  # any day up to the step: "sous 4 semaines", "dans les 3 mois"
    return expression


def _read_last_units(m: Match, text: str, prefix: str = "lasting") -> Expression | None:
    factor, step_unit = unit(m[f"{prefix}_u"])
    if m[f"{prefix}_u"].startswith("h"):
        return None
    count = -number(m[f"{prefix}_n"]) * factor
    return Expression(m.start(), m.end(), Form.LAST_UNITS, DateKind.DEICTIC, count=count, unit=step_unit)


def _read_later(m: Match, text: str) -> Expression | None:
    word = " ".join(m["later_w"].split())
    sign = -1 if word in ("plus tot", "auparavant", "avant", "avant cela") else 1
    expression = _step(m, "later", sign, Origin.TEXT, DateKind.ANCHORED)
    if expression is None:
        return None
    takes_complement = word in ("apres", "avant", "post")
    expression.end = m.end("later_w")
    if takes_complement and m["later_of"]:
        expression.complement = m["later_of"]
        expression.end = guards.phrase_end(m.string, m.start("later_of"), m.end("later_of"))
    return expression


def _read_after(m: Match, text: str) -> Expression | None:
    if m.group().startswith("avec") and "intervalle" not in m.group():
        return None
    expression = _step(m, "after", 1, Origin.TEXT, DateKind.ANCHORED)
    if expression and m["after_of"]:
        expression.complement = m["after_of"]
        expression.end = guards.complement_end(m, "after")
    return expression


def _read_at(m: Match, text: str) -> Expression | None:
    """Read "à 3 mois", "à 6 semaines de la fin de RT"; "à 52 ans" is an age."""
    unit_word = m["at_u"]
    if unit_word.startswith("h"):
        return None
    if unit_word.startswith("an") and (number(m["at_n"]) > 10 or guards.is_age(text, m.start())):
        return None
    if guards.is_rhythm(text, m.start(), m.end("at_u")):
        return None
    expression = _step(m, "at", 1, Origin.EITHER, DateKind.ANCHORED if m["at_of"] else DateKind.DEICTIC)
    if expression:
        expression.end = m.end("at_u")
        if m["at_of"]:
            expression.complement = m["at_of"]
            expression.end = guards.complement_end(m, "at")
            expression.origin = Origin.TEXT
    return expression


def _read_lasted(m: Match, text: str) -> Expression | None:
    """Read "pendant 2 mois": the day it ended, kept apart by its role."""
    expression = _step(m, "lasted", 1, Origin.TEXT, DateKind.ANCHORED)
    if expression:
        expression.role, expression.bound = "duration", "until"
    return expression


# -- cycles ------------------------------------------------------------------------------------
def _read_dayn(m: Match, text: str) -> Expression | None:
    figures = m["dayn_n"] or m["dayn_n2"]
    if m["dayn_n2"] and guards.is_day_of_cycle(text, m.start(), m.end("dayn_n2")):
        return None
    if m["dayn_n"] and guards.is_schedule(text, m.start(), m.end("dayn_n")):
        return None
    count = int(figures) if figures else ordinal(m["dayn_o"])
    if count > 400:
        return None
    count = -count if m["dayn_s"] == "-" else count
    expression = Expression(
        m.start(), m.end(), Form.STEP, DateKind.ANCHORED, count=count, unit=Unit.DAY, origin=Origin.CYCLE
    )
    expression.modifier = "plus" if m["dayn_s"] or "+" in m.group() else None
    tail = m.end("dayn_n") if m["dayn_n"] else (m.end("dayn_n2") if m["dayn_n2"] else m.end("dayn_o") + 5)
    if m["dayn_post"]:
        expression.complement, expression.end = "chirurgie", m.end("dayn_post")
    elif m["dayn_of"] and guards.is_anchor_phrase(m["dayn_of"]):
        expression.complement, expression.end = m["dayn_of"], guards.complement_end(m, "dayn")
    else:
        expression.end = min(tail, m.end())
    return expression


def _read_weekn(m: Match, text: str) -> Expression | None:
    count = int(m["weekn_n"])
    weeks = m["weekn_l"] == "s"
    if count == 0 or count > 104 or (weeks and count < 2) or guards.names_vertebra(text, m.start()):
        return None
    step_unit = Unit.WEEK if weeks else Unit.MONTH
    return Expression(
        m.start("weekn_l"), m.end(), Form.STEP, DateKind.ANCHORED, count=count, unit=step_unit, origin=Origin.CYCLE
    )


# -- a day by itself ---------------------------------------------------------------------------
def _read_dayonly(m: Match, text: str) -> Expression | None:
    group = "dayonly_d" if m["dayonly_d"] else "dayonly_d2"
    if m["dayonly_le"] == "les":
        return None  # the days of "les 3, 4 et 5 mai" are read with their month
    day = _day(m[group])
    if not 1 <= day <= 31 or guards.is_not_a_day(text, m, group):
        return None
    return Expression(m.start(group), m.end(group), Form.DAY_ONLY, DateKind.DAY_ONLY, day=day)


def _read_weekday(m: Match, text: str) -> Expression | None:
    if guards.is_weekly(text, m.start(), m.end()):
        return None
    weekday = WEEKDAYS.index(m["weekday_w"])
    expression = Expression(m.start(), m.end(), Form.WEEKDAY, DateKind.DEICTIC, weekday=weekday)
    words = " ".join((m["weekday_mod"] or "").split())
    if m["weekday_d"]:
        expression.day, expression.kind = _day(m["weekday_d"]), DateKind.DAY_ONLY
    elif m["weekday_en"]:
        expression.modifier, expression.count = "next", 7 if m["weekday_en"] in ("8", "huit") else 14
    elif "semaine" in words:
        expression.modifier = {"c": "this_week", "d": "this_week"}.get(words[0], "this_week")
        if "derniere" in words or "passee" in words:
            expression.modifier = "last_week"
        elif "prochaine" in words:
            expression.modifier = "next_week"
    elif words:
        expression.modifier = _modifier(words)
    return expression


def _read_today(m: Match, text: str) -> Expression | None:
    if guards.means_until_now(text, m.start(), m.end()):
        return None
    return Expression(m.start(), m.end(), Form.STEP, DateKind.DEICTIC, unit=Unit.DAY)


def _read_yesterday(m: Match, text: str) -> Expression | None:
    word = re.sub(r"\s.*", "", m.group())
    count = {"hier": -1, "avant-hier": -2, "demain": 1, "apres-demain": 2}[word]
    return Expression(m.start(), m.end(), Form.STEP, DateKind.DEICTIC, count=count, unit=Unit.DAY)


def _read_sameday(m: Match, text: str) -> Expression | None:
    expression = Expression(m.start(), m.end(), Form.SAME_DAY, DateKind.ANCHORED, origin=Origin.TEXT)
    expression.start = m.start() + (3 if m.group().startswith(("le ", "du ", "ce ", "au ")) else 0)
    if re.search(r"(?:jour|soir|matin)\s+meme", m.group()):
        expression.start = m.start()
    expression.end = guards.sameday_end(m)
    if m["sameday_of"] and guards.is_anchor_phrase(m["sameday_of"]):
        expression.complement, expression.end = m["sameday_of"], guards.complement_end(m, "sameday")
    return expression


def _read_nextday(m: Match, text: str) -> Expression | None:
    words = " ".join(m["nextday_w"].split())
    if "avant-veille" in words:
        count = -2
    elif "veille" in words or words.endswith(("d'avant", "precedent")):
        count = -1
    else:
        count = 2 if "surlendemain" in words else 1
    if words.startswith("les "):
        return None  # "les lendemains de cure"
    expression = Expression(
        m.start(), m.end("nextday_w"), Form.STEP, DateKind.ANCHORED, count=count, unit=Unit.DAY, origin=Origin.TEXT
    )
    if words.startswith("de la veille") and not m["nextday_of"]:
        expression.modifier = "attributive"
    if m["nextday_of"] and (
        guards.is_anchor_phrase(m["nextday_of"]) or guards.date_follows(text, m.start("nextday_of"))
    ):
        expression.complement, expression.end = m["nextday_of"], guards.complement_end(m, "nextday")
    return expression


def _read_period(m: Match, text: str) -> Expression | None:
    """Read "la semaine dernière", "cette année", "le mois suivant", "la même année"."""
    words, det = m["period_u"], m["period_det"].strip()
    modifier = _modifier(m["period_mod"])
    if m["period_same"]:
        modifier = "same"
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


def _read_partof(m: Match, text: str) -> Expression | None:
    """Read "en début d'année", "fin du mois", "début de semaine"."""
    part = PARTS[m["partof_part"]]
    words = m["partof_u"]
    if part is None or guards.is_not_a_part(text, m.start()):
        return None
    if m["partof_y"]:
        return _calendar(m, DateKind.FUZZY, year=_figures(m["partof_y"]), part=part)
    modifier = _modifier(m["partof_mod"]) or "this"
    modifier = {"last_year": "last", "same_year": "same"}.get(modifier, modifier.removesuffix("_year"))
    told = modifier in ("same", "following", "preceding")
    return Expression(
        m.start(), m.end(), Form.UNIT, DateKind.FUZZY, unit=unit(words)[1], count=unit(words)[0], part=part,
        modifier=modifier, origin=Origin.TEXT if told else Origin.NOTE,
    )  # fmt: skip


# -- months, years, seasons --------------------------------------------------------------------


def _read_month(m: Match, text: str) -> Expression | None:
    short = not m["month_y"] and not guards.is_month_name(m["month_m"])
    month = month_number(m["month_m"])
    part_word = m["month_part"]
    start = m.start()
    if part_word and guards.is_not_a_part(text, m.start()):
        part_word, start = None, m.start("month_m")
    part = PARTS.get(part_word or "")
    kind = DateKind.FUZZY if part else DateKind.ABSOLUTE
    expression = Expression(start, m.end(), Form.CALENDAR, kind, month=month, part=part)
    if m["month_q"]:
        expression.days, expression.kind = guards.quinzaine(m["month_q"], m["month_qu"]), DateKind.FUZZY
    elif m["month_lastday"]:
        expression.day = 1 if m["month_lastday"] == "premier" else 31
        expression.modifier = "clip"
    if m["month_d"]:
        expression.day = int(m["month_d"])
    if m["month_y"]:
        expression.year = _figures(m["month_y"])
        return expression
    if m["month_y2"] and guards.short_year_fits(text, m.end()) and not guards.is_not_a_month(text, m):
        expression.year = _short_year(m["month_y2"])
        if not part:
            expression.kind = DateKind.TWO_DIGIT_YEAR
        return expression
    if m["month_y2"]:
        expression.end = m.end("month_m")
    if (short and not (part or guards.has_month_cue(text, m.start()))) or guards.is_not_a_month(text, m):
        return None
    expression.modifier = expression.modifier or _modifier(m["month_mod"])
    if not part and not m["month_q"]:
        expression.kind = DateKind.YEARLESS
    return expression


def _read_partyear(m: Match, text: str) -> Expression | None:
    part_word = m["partyear_part"]
    part = PARTS[part_word]
    if guards.is_not_a_year(text, m.start("partyear_y"), m.end()):
        return None
    return _calendar(m, DateKind.FUZZY if part else DateKind.ABSOLUTE, year=_figures(m["partyear_y"]), part=part)


def _read_season(m: Match, text: str) -> Expression | None:
    word, modifier = m["season_s"], _modifier(m["season_mod"])
    det = (m["season_det"] or "").strip()
    if (
        word == "ete"
        and det in ("", "du", "ce", "le", "au")
        and not (m["season_y"] and not guards.is_auxiliary(text, m))
    ):
        return None
    if word != "ete" and not (det or m["season_y"] or modifier or m["season_part"]):
        return None
    if det in ("ce", "cet") and modifier is None:
        modifier = "this"
    year = _figures(m["season_y"]) if m["season_y"] else None
    expression = _calendar(m, DateKind.FUZZY, season=SEASONS[word], year=year, modifier=modifier)
    expression.part = PARTS.get(m["season_part"] or "")
    return expression


def _read_quarter(m: Match, text: str) -> Expression | None:
    word = m["quarter_u"] or {"t": "trimestre", "s": "semestre"}[m["quarter_l"]]
    size = 3 if word == "trimestre" else 6
    year_text = m["quarter_y"] or m["quarter_y2"]
    if year_text is None:
        return None
    ordinal_text = m["quarter_o"] or m["quarter_n"]
    if ordinal_text == "dernier":
        rank = 12 // size
    else:
        rank = int(ordinal_text) if ordinal_text.isdigit() else ordinal(ordinal_text)
    if rank * size > 12:
        return None
    months = (rank * size - size + 1, rank * size)
    return _calendar(m, DateKind.FUZZY, months=months, year=_figures(year_text))


def _read_feast(m: Match, text: str) -> Expression | None:
    if not guards.is_feast(text, m.start()):
        return None
    day, month = FEASTS[" ".join(m["feast_f"].split())]
    year = _figures(m["feast_y"]) if m["feast_y"] else None
    return _calendar(m, DateKind.FUZZY, day=day, month=month, year=year)


#: One reader a form of ``patterns.SCANNER``.
_READERS: dict[str, Callable[[Match, str], Expression | None]] = {
    "iso": _read_iso, "dmy": _read_dmy, "spaced": _read_spaced, "eight": _read_eight, "dmonth": _read_dmonth,
    "mmyyyy": _read_mmyyyy, "fraction": _read_fraction, "years": _read_years, "year": _read_year, "ago": _read_ago,
    "since": _read_since, "within": _read_within, "lasting": _read_last_units,
    "lasting2": lambda m, text: _read_last_units(m, text, "lasting2"),
    "lasting3": lambda m, text: _read_last_units(m, text, "lasting3"), "later": _read_later, "after": _read_after,
    "at": _read_at, "lasted": _read_lasted, "dayn": _read_dayn, "weekn": _read_weekn, "dayonly": _read_dayonly,
    "weekday": _read_weekday, "today": _read_today, "yesterday": _read_yesterday, "sameday": _read_sameday,
    "nextday": _read_nextday, "period": _read_period, "partof": _read_partof, "month": _read_month,
    "partyear": _read_partyear, "season": _read_season, "quarter": _read_quarter, "feast": _read_feast,
}  # fmt: skip


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
        position = max(expression.end, m.start() + 1)
    return found


def _possible(expression: Expression) -> bool:
    if expression.month is not None and not 1 <= expression.month <= 12:
        return False
    if expression.day is not None and not 1 <= expression.day <= 31:
        return False
    if expression.year is None or expression.year < 100:
        return True
    return FIRST_YEAR <= expression.year <= LAST_YEAR
