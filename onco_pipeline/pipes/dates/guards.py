"""Tell a date from what only looks like one, by the words around it: cues, years, months, days, feasts and weeks.

What is written in figures parted by a slash, a dot or a dash is asked in
:mod:`onco_pipeline.pipes.dates.figure_guards`. Every function takes the folded text. They look a few characters back or ahead, so they cost
nothing on the long stretches where nothing looks like a date.
"""

from __future__ import annotations

import re

from onco_pipeline.pipes.dates.lexicon import MEASURE, MONTH, MONTH_NAME, WEEKDAY
from onco_pipeline.pipes.screen import WINDOWS, Screened

Match = re.Match[str]

_BACK = 40


def words_before(text: str, start: int, length: int = _BACK) -> str:
    """Return the characters before an offset."""
    return WINDOWS.cut(text, max(0, start - length), start)


# -- cues for a date ---------------------------------------------------------------------------
_DATE_CUE = re.compile(
    r"(?:\b(?:le|du|au|des le|depuis|jusqu'au|ou le|et le|date|datee?|dates|en|vers|avant|apres|entre|et du|rdv|rv|rendez-vous"
    rf"|{WEEKDAY})\s{{0,3}}:?\s{{0,3}}|\bles\s[0-3]?[0-9]\set\s|\bl[ea]\s|\bdes le\s|jusqu'[ae]u?n?\s)\Z"
)
_DAY_ARTICLE = re.compile(rf"\b(?:le|du|au|{WEEKDAY})\s{{1,3}}\Z")
_MONTH_CUE = re.compile(
    r"(?:\b(?:en|de|d'|depuis|jusqu'en|fin|debut|mi|courant|vers|des|avant|apres|entre|et|a|mois de|du mois de"
    r"|printemps|tdm|irm|scanner|tep|pet|scan|echo|scinti)[\s'-]{0,3}|\d\s{0,2}(?:et|,)\s?)\Z"
)
_MORE_MONTHS = re.compile(rf"\.?\s?(?:et|,|/|-|puis)\s?{MONTH}(?:\s(?:19|20)[0-9]{{2}}|\s?(?:et|,))")
#: A line's mark, and what stands behind the month that heads it.
_LINE_OPENS = re.compile(r"(?:\A|\n)[ \t]*(?:[-*•·>–—+] ?)?\Z")
_LINE_GOES_ON = re.compile(r" ?:(?![0-9])")


def has_date_cue(text: str, start: int) -> bool:
    """Whether a word that calls for a date stands right before ("le", "depuis", "RDV :")."""
    return _DATE_CUE.search(text[max(0, start - 16) : start]) is not None


def has_day_article(text: str, start: int) -> bool:
    """Whether "le", "du", "au" or a weekday stands right before."""
    return bool(_DAY_ARTICLE.search(words_before(text, start, 14)))


def opens_months(text: str, m: Match) -> bool:
    """Whether a short month opens a bracket of several, the last with its year: "(sept. et déc. 2021)"."""
    if not text.startswith("(", m.start() - 1):
        return False
    alone = m.group().endswith(".") and text.startswith(")", m.end())  # "(sept.)", and not "(OCT)"
    return alone or _MORE_MONTHS.match(text, m.end()) is not None


def has_month_cue(text: str, start: int) -> bool:
    """Whether a short month ("déc.") is held by a word before it."""
    return bool(_MONTH_CUE.search(words_before(text, start, 14)))


def heads_its_line(text: str, m: Match) -> bool:
    """Whether a short month stands with a colon at the head of its line ("- sept : TEP"); "mar :" may be a Tuesday."""
    if _LINE_GOES_ON.match(text, m.end()) is None or m["month_m"].startswith("mar"):
        return False
    return _LINE_OPENS.search(text, max(0, m.start() - 8), m.start()) is not None


def is_month_name(word: str) -> bool:
    """Whether the month is written out, so that it can stand alone."""
    return re.fullmatch(MONTH_NAME, word) is not None


def stands_alone(text: str, m: Match) -> bool:
    """Whether the hit is a line of its own."""
    before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
    return before in ("", "\n") and after in ("", "\n")


# -- years -------------------------------------------------------------------------------------
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[0-9][^\S\n]|[<>=~±*×]\s?|(?<![a-z])x\s?|(?<![a-z0-9])\+\s?|\+|\b(?:annees|n°|no|numero|dossier|ipp|ref|reference|icd|cim|ajcc|uicc|tnm|who|oms|recist|pcwg\w?|figo"
    r"|esmo|asco|nccn|eau|lugano|classification|version|edition|criteres?|guidelines?|recommandations?|iso|modele|score"
    r"|article|bp|cs|tel|fax|psa|ca|ace|cea|afp|hcg|ldh|plaquettes?|leucocytes?|gb|pnn|ferritine|dose|calories|est de"
    r"|etait de|egale? a|chambre|poste|lot|serie|protocole|essai|etude|code|palier|auc|valeur|taux de|jusqu'a|a raison de"
    r"|poids|superieure? a|inferieure? a|pese)\s{0,2}[:=(]?\s{0,2})\Z"
)
#: "2021", "** 2021 **": a year alone on its line heads what stands below it.
_OPENS_LINE = re.compile(r"(?:\A|\n)[ \t]*[*~#>-]{0,3} ?\Z")
_ENDS_LINE = re.compile(r" ?[:.*]{0,3}[ \t]*\n")
#: "* 2014 : tumorectomie": an item of a list, and no product.
_BULLET = re.compile(r"(?:\A|\n)[ \t]*[*~][ \t]*\Z")
#: "2018 -> 2020": what an arrow leads to from a year is one.
_FROM_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s?(?:->|=>)\s?\Z")
_NOT_YEAR_AFTER = re.compile(
    rf"(?:\s?[,.][0-9]|\s?[-]\s?(?!(?:0?[1-9]|1[0-2])/(?:19|20)[0-9]{{2}})[0-9]{{1,3}}(?![0-9])|\s{{0,2}}{MEASURE}|\s?[x×*°%€$]|\s?[/]\s?(?:[a-z]|mm|[0-9]{{1,3}}(?![0-9]))"
    r"|\s?(?:uh|hu|ppm|bp|pb|ui|mui|mg|unites?)\b|\s?(?:a|->|=>|→)\s?[0-9]{2,4} ?mg\b)"
)


#: "La dernière classification de l'OMS des tumeurs du système nerveux central (2016)": an edition's year.
_OF_AN_EDITION = Screened(r"\b(?:classification|recommandations?|guidelines?|referentiels?)\b[^.;:()0-9]{0,90}\(\Z")


def is_not_a_year(text: str, start: int, end: int) -> bool:
    """Whether four figures are a dose, a laboratory value, a reference or a classification's edition."""
    if text[start - 1 : start] == "*" == text[end : end + 1]:
        return False  # "*2012* : scanner"
    if _ENDS_LINE.match(text, end) and _OPENS_LINE.search(text, max(0, start - 8), start):
        return False
    if _NOT_YEAR_AFTER.match(text, end):
        # "en 2019 x 3 cures" keeps its year when a word asked for one
        return not re.search(r"\b(?:en|depuis|l'annee|annee|fin|debut)\s\Z", words_before(text, start, 10)) or bool(
            re.match(r"\s?(?:mg|ml|g|ui|%|[,.][0-9])", text[end : end + 5])
        )
    if (
        _NOT_YEAR_BEFORE.search(words_before(text, start, 20))
        and _BULLET.search(text, max(0, start - 8), start) is None
        and _FROM_A_YEAR.search(text, max(0, start - 9), start) is None
    ):
        return True
    return text[start - 1 : start] == "(" and _OF_AN_EDITION.search(text, max(0, start - 120), start) is not None


_SHORT_YEAR_AFTER = re.compile(
    r"\s{0,3}(?:$|[.,;:()\]\n|>=-]|(?:et|ou|a|au|puis|pour|chez|par|avec|sous|en|le|la|les|de|du|une?|qui|il|elle|dans|sans"
    r"|sur|on|jusqu|mais|avant|apres|lors|suite|devant|date|met|est|sont|etait|ont|ainsi|alors|car|ce)\b|(?:l|d|n|qu)'"
    # "un scanner en mai 18 montre ..."
    r"|(?:montr|retrouv|objectiv|revel|confirm|conclu|decri|trouv|visualis|evoqu|normal|stable|negati|positi)\w*)"
)


def short_year_fits(text: str, end: int) -> bool:
    """Whether two figures behind a month read as a year: nothing counted follows them."""
    return bool(_SHORT_YEAR_AFTER.match(text, end))


_SEVEN = re.compile(r"\s(?!dans\b|sous\b|puis\b|apres\b|mais\b|sans\b|plus\b)[a-z-]{3,}s\b")
#: "Vingt ganglions dans la petite courbure et sept dans la grande", "les sept sont envahis".
_SEVEN_OF_THEM = re.compile(r"\s(?:dans|sur|au niveau|a (?:droite|gauche)|d[e'u]|des|sont|etaient|ont|autres?)\b")
_COUNTS_THEM = re.compile(r"\b(?:et|ou|dont|les|ces|ses|des|aux|sur|soit)\s\Z")


def is_not_a_month(text: str, m: Match) -> bool:
    """Whether a month's word is something else ("mars" of a name, "mai" inside a street, "sept cycles")."""
    before = words_before(text, m.start(), 16)
    if m["month_m"] == "sept" and m.end() == m.end("month_m"):
        alone = m.start() == m.start("month_m") and _COUNTS_THEM.search(before) is not None
        if _SEVEN.match(text, m.end()) or (alone and _SEVEN_OF_THEM.match(text, m.end())):
            return True
    return bool(
        re.search(r"\b(?:rue|avenue|bd|boulevard|place|docteur|dr|m\.|mme|monsieur|madame)\s(?:de |du )?\Z", before)
    )


def is_not_a_part(text: str, start: int) -> bool:
    """Whether "fin" or "début" does not belong to the month ("en fin", "aiguille fine" never match)."""
    return bool(re.search(r"\b(?:grain|aiguille)\s\Z", words_before(text, start, 10)))


def is_auxiliary(text: str, m: Match) -> bool:
    """Whether "été" is the participle of être ("a été 2017")."""
    return bool(
        re.search(
            r"\b(?:a|ai|ont|avait|avaient|aurait|ayant|avoir|n'a|l'a)\s(?:pas\s|deja\s)?\Z",
            words_before(text, m.start(), 14),
        )
    )


def is_feast(text: str, start: int) -> bool:
    """Whether a feast is told as a time ("à Noël", "depuis Noël"), not as a name."""
    return bool(
        re.search(r"\b(?:a|depuis|avant|apres|de|pour|vers|jusqu'a|la|le|du|au)\s\Z", words_before(text, start, 9))
    )


# -- days --------------------------------------------------------------------------------------
_NOT_DAY_AFTER = re.compile(
    rf"\s{{0,2}}(?:{MEASURE}|[+=x×*%°]|dernier(?:e|es|s)\b|premiere?s?|autres?|membres?|cotes?|lits?|bis|ter|e\s|heures?|h\d"
    r"|pieces?|lymphonoe?uds?|tumeurs?|traitements?|medicaments?|molecules?|bras|temps|vertebres?|orteils?|doigts?)"
)


#: A line that a month heads ("mars 2021 : ...", "- 03/21 : ..."), and the exam or act that a day in brackets stands behind.
_MONTH_AHEAD = re.compile(
    rf"[ \t]*(?:[-*•·>–—+] ?)?(?:(?:debut|mi|fin|courant|en)[ -])?(?:{MONTH}(?:[ /'-]?(?:20)?[0-9]{{2}})?|(?:0?[1-9]|1[0-2])[/.](?:20)?[0-9]{{2}}) ?(?:[:|>=–—-]|->|,)"
)
_ACT_OF_A_DAY = re.compile(
    r"\b(?:scanners?|tdm|irm|tep|pet|echo\w*|scinti\w*|mammo\w*|radio\w*|rx|rp|\w*biopsies?|bx|pbp|pbh|bom|ponctions?|cytoponctions?|myelo\w*|\w{2,}scopies?|fibro\w*|"
    r"\w{3,}ectomies?|\w{3,}tomies?|chirurgie|intervention|resection|exerese|rtuv?|curage|drainage|rcp)\b[^,;.:()\n]{0,40}\(\Z"
)


def is_day_of_month_ahead(text: str, start: int) -> bool:
    """Whether a figure in brackets is the day of the exam before it, in the month that heads the line."""
    line = text.rfind("\n", 0, start) + 1
    return _ACT_OF_A_DAY.search(text, max(line, start - 70), start) is not None and bool(_MONTH_AHEAD.match(text, line))


_EXAM_OF = re.compile(r"\b(?:scanner|tdm|irm|tep|pet|echo|scinti\w*|mammo\w*)(?: [a-z'-]{2,14}){0,2} \Z")
_EQUALS_WORDS = re.compile(r"\s?= ?[a-z]{2}")


def is_not_a_day(text: str, m: Match, group: str) -> bool:
    """Whether the figure behind "le" or "du" counts something, or names a thing ("du 5 FU")."""
    end = m.end(group)
    if _NOT_DAY_AFTER.match(text, end):
        # "TEP du 21 = réponse partielle"
        told = m.group().startswith("du") and _EXAM_OF.search(text, max(0, m.start() - 24), m.start()) is not None
        return not (told and _EQUALS_WORDS.match(text, end))
    before = words_before(text, m.start(), 24)
    if m.group().startswith("du"):
        # "du 16" after an exam or a verb; "chromosome du 17" or "exon du 19" name no day
        return bool(re.search(r"\b(?:exon|chromosome|bras|alinea|lit|chambre|article|segment|hopital)s?\s\Z", before))
    return bool(re.search(r"\b(?:entre|grade|stade|type|dans|sur|par|exon|chromosome|numero|n°)\s\Z", before))


def is_weekly(text: str, start: int, end: int) -> bool:
    """Whether a weekday tells a rhythm ("chaque lundi", "lundi, mercredi et vendredi")."""
    if re.search(r"\b(?:chaque|tous les|toutes les|les|du)\s\Z", words_before(text, start, 11)):
        return True
    near = rf"\s?(?:,|et|a|au|/|-)\s?(?:le\s)?{WEEKDAY}"
    return bool(re.match(near, text[end : end + 18])) or bool(
        re.search(rf"{WEEKDAY}\s?(?:,|et|a|au|/|-)\s?(?:le\s)?\Z", words_before(text, start, 18))
    )


def means_until_now(text: str, start: int) -> bool:
    """Whether "à ce jour" means until now."""
    return bool(re.search(r"\b(?:a|jusqu'a)\s\Z", words_before(text, start, 9))) and text.startswith("ce", start)


def is_week_of_treatment(text: str, start: int, end: int) -> bool:
    """Whether "semaine 12" is counted from the start of something."""
    before, after = words_before(text, start, 12), text[end : end + 14]
    return bool(
        re.search(r"(?:\b(?:a|de|depuis|jusqu'a)(?: la)?|[0-9]|\bpar|\bla)\s{1,3}\Z", before)
        or re.match(r"\s{0,3}(?:d[eu']|post|apres|sous|et\b|a\b|[-+])", after)
    )


def quinzaine(which: str, what: str) -> tuple[int, int]:
    """Return the days of "la première quinzaine", "la dernière semaine" of a month.

    Examples
    --------
    >>> quinzaine("premiere", "quinzaine"), quinzaine("derniere", "semaine")
    ((1, 15), (25, 31))
    """
    first = which in ("premiere", "1ere")
    if what == "semaine":
        if first:
            return 1, 7
        return (25, 31) if which == "derniere" else (8, 14)
    return (1, 15) if first else (16, 31)
