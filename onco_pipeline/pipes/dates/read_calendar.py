"""Read dates that name a day, a month, a year, a season or a quarter, in figures or in words.

A reader gets a hit of ``patterns.SCANNER`` and the folded text; it returns an :class:`Expression`, or None
when what stands around the hit says that it is a measure, a score, a fraction or a code.
"""

from __future__ import annotations

import re

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR
from onco_pipeline.pipes.dates import figure_guards, guards
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.dates.lexicon import FEASTS, PARTS, SEASONS, day_in_words, month_number, ordinal
from onco_pipeline.pipes.dates.parts import Match, calendar, day_number, figures, modifier_kind, short_year, year_number
from onco_pipeline.pipes.screen import Screened

#: What a day written with blanks is told by: the exam right before it, and how long such a name may be.
_BEHIND_AN_EXAM = Screened(
    r"\b(?:tdm|tap|irm|tep|pet|scanner|scan|echo(?:graphie)?|mammo(?:graphie)?|rx|radio|scinti(?:graphie)?|biopsies?|cerebrale?|thorax|thoracique|hepatique|osseuse|pelvienne?|abdominale?|mammaire|prostatique|injectee?) ?:? \Z"
)
_NAME, _TWO = 20, 2
#: "RDV donné au secrétariat : 1/12 à 8h".
_AT_AN_HOUR = re.compile(r" (?:a )?(?:[01]?\d|2[0-3]) ?h(?![a-z])")


# -- figures -----------------------------------------------------------------------------------
def read_blank(m: Match, text: str) -> Expression | None:
    """Read "__/__/19", a form left half empty: its year is known."""
    long_year = len(m["blank_y"]) == 4
    kind = DateKind.ABSOLUTE if long_year else DateKind.TWO_DIGIT_YEAR
    return calendar(m, kind, year=int(m["blank_y"]))


def read_iso(m: Match, text: str) -> Expression | None:
    """Read "2020-03-12"."""
    return calendar(m, DateKind.ABSOLUTE, day=int(m["iso_d"]), month=int(m["iso_m"]), year=int(m["iso_y"]))


def _meant(typed: str, text: str) -> int:
    """Return the year that was meant by one of no century: 2019 by "2109" and "0219", 2008 by "2208" in a note of then."""
    year = int(re.sub(r"\A(?:0(2)|(2)([1-9])0)", lambda found: "20" + (found[3] or ""), typed))
    other = int(f"20{typed[2:]}") if typed.isdecimal() else year
    latest = max((int(told) for told in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)), default=year)
    return other if other <= latest < year else year


def read_dmy(m: Match, text: str) -> Expression | None:
    """Read "12/03/2019", "12.03.19", with the letters of scanned figures."""
    day_text: str = m["dmy_d"]
    month_text: str = m["dmy_m"]
    year_text: str = m["dmy_y"]
    start, end = m.span()
    scanned = not (day_text.isdigit() and month_text.isdigit() and year_text.isdigit())
    if (scanned and len([c for c in m["dmy"] if c.isdigit()]) < 3) or figure_guards.is_code(text, start):
        return None
    if " " in day_text and not figure_guards.split_day_expected(text, start):
        day_text, start = day_text.split(" ")[1], start + 2
    long_year = len(year_text) == 4
    short = not long_year and m["dmy_s"] == "." and len(day_text) == 1 and len(month_text) == 1
    if short and not guards.has_day_article(text, start):  # "2.6.21" may be the number of a chapter
        return None
    if not long_year and (
        figure_guards.size_follows(text, end) or figure_guards.among_figures(text, start, m["dmy_s"])
    ):
        return None
    year = figures(year_text)
    if long_year and not FIRST_YEAR <= year <= LAST_YEAR:
        year = _meant(year_text, text)
    kind = DateKind.ABSOLUTE if long_year else DateKind.TWO_DIGIT_YEAR
    return Expression(start, end, Form.CALENDAR, kind, figures(day_text), figures(month_text), year)


def read_spaced(m: Match, text: str) -> Expression | None:
    """Read "12 03 2019"; two figures of a year ask for an article or a line of their own."""
    year_text = m["spaced_y"]
    if figure_guards.follows_figures(text, m.start()):
        return None
    bracketed = text[m.start() - 1 : m.start()] == "(" and text[m.end() : m.end() + 1] == ")"
    told = bracketed or guards.has_date_cue(text, m.start()) or guards.stands_alone(text, m)
    full = len(m["spaced_d"]) == len(m["spaced_m"]) == _TWO  # "TDM TAP 06 11 23"
    told = told or (full and _BEHIND_AN_EXAM.search(text, max(0, m.start() - _NAME), m.start()) is not None)
    if len(year_text) == 2 and not told:
        return None
    kind = DateKind.ABSOLUTE if len(year_text) == 4 else DateKind.TWO_DIGIT_YEAR
    return calendar(m, kind, day=int(m["spaced_d"]), month=figures(m["spaced_m"]), year=int(year_text))


def read_pair(m: Match, text: str) -> Expression | None:
    """Read "le 17 02", at the end of what is said."""
    if not guards.has_day_article(text, m.start()):
        return None
    return calendar(m, DateKind.YEARLESS, day=int(m["pair_d"]), month=int(m["pair_m"]))


def read_eight(m: Match, text: str) -> Expression | None:
    """Read "le 12032019"."""
    if not guards.has_date_cue(text, m.start()):
        return None
    value = m["eight_v"]
    return calendar(m, DateKind.ABSOLUTE, day=int(value[:2]), month=int(value[2:4]), year=int(value[4:]))


def read_dmonth(m: Match, text: str) -> Expression | None:
    """Read "12 mars 2019", "le 3 mai", "08 oct. 12"."""
    if figure_guards.follows_figures(text, m.start()) and "-" not in m.group()[:4]:
        return None
    if m["dmonth_d"].isalpha() and m.start("dmonth_m") == m.end("dmonth_d"):
        return None  # "IDEC" is a nurse
    if "\n" in m.group() and figure_guards.ends_a_score(text, m.start()):
        return None  # "grade 3", and on the next line "mars 2018"
    day, month = day_number(m["dmonth_d"]), month_number(m["dmonth_m"])
    if m["dmonth_y"]:
        return calendar(m, DateKind.ABSOLUTE, day=day, month=month, year=year_number(m["dmonth_y"]))
    if m["dmonth_y2"] and guards.short_year_fits(text, m.end()):
        return calendar(m, DateKind.TWO_DIGIT_YEAR, day=day, month=month, year=short_year(m["dmonth_y2"]))
    expression = calendar(m, DateKind.YEARLESS, day=day, month=month, modifier=modifier_kind(m["dmonth_mod"]))
    if m["dmonth_y2"]:
        expression.end = m.end("dmonth_m")
    return expression


def read_wordday(m: Match, text: str) -> Expression | None:
    """Read "le sept février", "vingt-deux mars 2019"."""
    day, month = day_in_words(m["wordday_d"]), month_number(m["wordday_m"])
    if m["wordday_y"]:
        return calendar(m, DateKind.ABSOLUTE, day=day, month=month, year=year_number(m["wordday_y"]))
    return calendar(m, DateKind.YEARLESS, day=day, month=month, modifier=modifier_kind(m["wordday_mod"]))


def read_mmyyyy(m: Match, text: str) -> Expression | None:
    """Read "03/2018"."""
    month = figures(m["mmyyyy_m"])
    if not 1 <= month <= 12 or figure_guards.is_code(text, m.start()):
        return None
    if m["mmyyyy_s"] == "." and len(m["mmyyyy_m"]) == 1:
        return None
    expression = calendar(m, DateKind.ABSOLUTE, month=month, year=figures(m["mmyyyy_y"]))
    if part := figure_guards.part_before(text, m.start()):
        expression.start, expression.part, expression.kind = part.start(), PARTS[part["part"]], DateKind.FUZZY
    return expression


def read_fraction(m: Match, text: str) -> Expression | None:
    """Read "12/03" as a day and month, or "09/19" as a month and year; scores and fractions are dropped."""
    first_text: str = m["fraction_a"]
    second_text: str = m["fraction_b"]
    if not any(c.isdigit() for c in first_text + second_text):
        return None
    first, second = figures(first_text), figures(second_text)
    cued = guards.has_date_cue(text, m.start())
    if m["fraction_s"] != "/":
        return read_dotted(m, text, first, second)
    if figure_guards.is_ratio(text, m, first, second, cued):
        return None
    padded = len(second_text) == 2 and (len(first_text) == 2 or second_text.startswith("0"))  # none counts "8/02"
    told = cued or padded or figure_guards.opens_or_lists(text, m) or _AT_AN_HOUR.match(text, m.end())
    if not (told or figure_guards.heads_entry(text, m)):
        return None
    if 1 <= second <= 12 and 1 <= first <= 31:
        return calendar(m, DateKind.YEARLESS, day=first, month=second, bare=not cued and first <= 12)
    if 1 <= first <= 12 and len(second_text) == 2 and (len(first_text) == 2 or cued):
        return calendar(m, DateKind.TWO_DIGIT_YEAR, month=first, year=second)
    return None


def read_dotted(m: Match, text: str, first: int, second: int) -> Expression | None:
    """Read "le 15.04" or "le 15-04"; the same figures elsewhere than at an entry's head or behind an exam are a decimal or a range."""
    padded = len(m["fraction_a"]) == 2 and len(m["fraction_b"]) == 2
    told = guards.has_day_article(text, m.start()) or (
        m["fraction_s"] == "." and padded and figure_guards.dotted_stands_as_date(text, m)
    )
    if padded and 1 <= second <= 12 and 1 <= first <= 31 and told:
        if figure_guards.measure_follows(text, m.end()):
            return None
        return calendar(m, DateKind.YEARLESS, day=first, month=second)
    if m["fraction_s"] == "." and 1 <= second <= 12 and 1 <= first <= 31 and figure_guards.dotted_by_habit(text, m):
        return calendar(m, DateKind.YEARLESS, day=first, month=second)
    return None


def read_isomonth(m: Match, text: str) -> Expression | None:
    """Read "2018-11 :" at the head of a line, and "2018/11"."""
    if m["isomonth_m"] and not figure_guards.heads_line(text, m.start()):
        return None
    if figure_guards.is_code(text, m.start()):
        return None
    return calendar(m, DateKind.ABSOLUTE, month=int(m["isomonth_m"] or m["isomonth_n"]), year=int(m["isomonth_y"]))


def read_years(m: Match, text: str) -> Expression | None:
    """Leave "2009-2014" to the period reader: only its first year is taken here."""
    return read_bare_year(m, text, m["years_a"], m.end("years_a"))


def read_year(m: Match, text: str) -> Expression | None:
    """Read "2014"."""
    return read_bare_year(m, text, m["year_y"], m.end())


def read_bare_year(m: Match, text: str, written: str, end: int) -> Expression | None:
    if not written.isdigit() and not guards.has_date_cue(text, m.start()):
        return None
    if guards.is_not_a_year(text, m.start(), end):
        return None
    return Expression(m.start(), end, Form.CALENDAR, DateKind.ABSOLUTE, year=figures(written))


# -- months, years, seasons --------------------------------------------------------------------


def read_month(m: Match, text: str) -> Expression | None:
    """Read "mars 2019", "fin mars", "la première quinzaine de mai"."""
    short = not m["month_y"] and not guards.is_month_name(m["month_m"])
    month = month_number(m["month_m"])
    part_word = m["month_part"]
    start = m.start()
    if part_word and guards.is_not_a_part(text, m.start()):
        part_word, start = None, m.start("month_m")
    if m["month_days"]:  # "dans les premiers jours de juillet"
        part_word = "debut" if m["month_days"] == "premiers" else "fin"
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
    other = m["month_m2"] or m["month_m3"]
    if other and month < month_number(other) and part is None:  # "mars/avril 2020", "sept-oct 2020"
        expression.months, expression.month, short = (month, month_number(other)), None, False
    if m["month_y"]:
        expression.year = year_number(m["month_y"])
        return expression
    if m["month_y2"] and guards.short_year_fits(text, m.end()) and not guards.is_not_a_month(text, m):
        expression.year = short_year(m["month_y2"])
        if not part:
            expression.kind = DateKind.TWO_DIGIT_YEAR
        return expression
    if m["month_y2"]:
        expression.end = (
            m.end("month_m3") if m["month_m3"] else m.end("month_m2") if m["month_m2"] else m.end("month_m")
        )
    held = (
        part or guards.has_month_cue(text, m.start()) or guards.heads_its_line(text, m) or guards.opens_months(text, m)
    )
    if (short and not held) or guards.is_not_a_month(text, m):
        return None
    expression.modifier = expression.modifier or modifier_kind(m["month_mod"])
    if not part and not m["month_q"]:
        expression.kind = DateKind.YEARLESS
    return expression


def read_partyear(m: Match, text: str) -> Expression | None:
    """Read "début 2018"."""
    part_word = m["partyear_part"]
    part = PARTS[part_word]
    if guards.is_not_a_year(text, m.start("partyear_y"), m.end()):
        return None
    return calendar(m, DateKind.FUZZY if part else DateKind.ABSOLUTE, year=figures(m["partyear_y"]), part=part)


def read_season(m: Match, text: str) -> Expression | None:
    """Read "l'été 2017", "cet hiver"."""
    word, modifier = m["season_s"], modifier_kind(m["season_mod"])
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
    year = figures(m["season_y"]) if m["season_y"] else None
    expression = calendar(m, DateKind.FUZZY, season=SEASONS[word], year=year, modifier=modifier)
    expression.part = PARTS.get(m["season_part"] or "")
    return expression


def read_quarter(m: Match, text: str) -> Expression | None:
    """Read "1er trimestre 2019", "au S1 2019"."""
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
    return calendar(m, DateKind.FUZZY, months=months, year=figures(year_text))


def read_isoweek(m: Match, text: str) -> Expression | None:
    """Read "semaine 41", "S41 2019": a week of the year, unless it is one of a treatment ("à la semaine 12")."""
    year, number = m["isoweek_y"] or m["isoweek_y2"], int(m["isoweek_n"] or m["isoweek_n2"] or m["isoweek_n3"])
    if not 1 <= number <= 53 or (year is None and guards.is_week_of_treatment(text, m.start(), m.end())):
        return None
    kind = DateKind.FUZZY if year is None else DateKind.ABSOLUTE
    return calendar(m, kind, year=figures(year) if year else None, iso_week=number)


def read_feast(m: Match, text: str) -> Expression | None:
    """Read "à Noël 2018"."""
    if not guards.is_feast(text, m.start()):
        return None
    day, month = FEASTS[" ".join(m["feast_f"].split())]
    year = figures(m["feast_y"]) if m["feast_y"] else None
    return calendar(m, DateKind.FUZZY, day=day, month=month, year=year)
