"""Words of French dates: months, numbers, units, weekdays, seasons, and what each one is worth.

Everything here is written as :func:`onco_pipeline.text.fold` leaves it: lower case, no accents.
"""

from __future__ import annotations

import re

from onco_pipeline.intervals import Part, Season, Unit

# -- months ------------------------------------------------------------------------------------
# Scanned letters confuse rn with m, and 1 with l or i; both readings are listed where they occur.
MONTH_NAME = (
    r"(?:janvi[ec]r|janiver|fevri[ec]r|fevier|(?:m|rn)ars|avri[l1]|(?:m|rn)ai|ju[i1l]n|ju[i1l][l1i]{2}[ec]t|juilet|[ao][o0]ut"
    r"|septe(?:m|rn)br[ec]|septmbre|oct[o0]br[ec]|n[o0]ve(?:m|rn)br[ec]|novmbre|dece(?:m|rn)br[ec]|decmbre)(?![a-z])"
)
#: Short forms; too ambiguous to stand alone ("oct", "sep", "mar"), so a day, a year or a cue must hold them.
MONTH_SHORT = r"(?:janv?|fevr?|feb|mar|avr|apr|jui[l1]?|ju[l1]|aou|aug|sept?|oct|nov|dec)(?![a-z])\.?"
MONTH = rf"(?:{MONTH_NAME}|{MONTH_SHORT})"

_MONTH_STEMS = {
    "jan": 1, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "jui": 7,
    "aou": 8, "oou": 8, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
#: Those that no scanner turns into another month.
_BY_BEGINNING = {stem: month for stem, month in _MONTH_STEMS.items() if stem not in ("jui", "jul")}


def month_number(word: str) -> int:
    """Return 1 to 12 for a month as the patterns above spell it.

    Raises
    ------
    KeyError
        When the word is no month.

    Examples
    --------
    >>> month_number("juin"), month_number("juil."), month_number("rnars")
    (6, 7, 3)
    """
    known = _BY_BEGINNING.get(word[:3])
    if known is not None:
        return known
    plain = (
        word.strip(". ")
        .replace("rn", "m")
        .replace("1", "l")
        .replace("0", "o")
        .replace("jull", "juil")
        .replace("juln", "juin")
    )
    return 6 if plain.startswith("juin") else _MONTH_STEMS[plain[:3]]


# -- numbers -----------------------------------------------------------------------------------
_UNITS_TO_SIXTEEN = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
_NUMBER_WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS_TO_SIXTEEN) if value}
_NUMBER_WORDS |= {"une": 1, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19}
for _tens, _value in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60)):
    _NUMBER_WORDS[_tens] = _value
    _NUMBER_WORDS[f"{_tens} et un"] = _NUMBER_WORDS[f"{_tens}-et-un"] = _value + 1
    for _unit in range(2, 10):
        _NUMBER_WORDS[f"{_tens}-{_UNITS_TO_SIXTEEN[_unit]}"] = _value + _unit
_NUMBER_WORDS |= {"quinzaine": 15, "dizaine": 10, "huitaine": 8, "vingtaine": 20, "trentaine": 30, "douzaine": 12}

NUMBER = (
    r"(?:[0-9]{1,3}(?![0-9])|"
    + "|".join(re.escape(word) for word in sorted(_NUMBER_WORDS, key=len, reverse=True))
    + r")"
)


#: Days of a month in words, the first apart ("premier").
DAY_IN_WORDS = (
    r"(?:vingt(?:[- ]et[- ]un|[- ](?:deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[- ]et[- ]un)?|deux|trois|quatre|cinq|six|sept|huit|neuf"
    r"|dix(?:[- ](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)"
)


def number(word: str) -> int:
    """Return the value of a number written in figures or in words.

    Examples
    --------
    >>> number("12"), number("quinze"), number("vingt-quatre")
    (12, 15, 24)
    """
    return int(word) if word.isdigit() else _NUMBER_WORDS[" ".join(word.split())]


def day_in_words(word: str) -> int:
    """Return the day that "sept", "vingt-deux" or "trente et un" names, whatever joins its words."""
    parts = [part for part in re.split(r"[- ]", word) if part != "et"]
    return sum(_NUMBER_WORDS[part] for part in parts)


#: Ordinals a day of a cycle or of a stay is told with ("3eme jour", "cinquieme jour").
_ORDINAL_WORDS = {
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
}  # fmt: skip
ORDINAL = r"(?:[0-9]{1,2}\s?(?:eme|ere|er|e|me)(?![a-z])|" + "|".join(sorted(_ORDINAL_WORDS, reverse=True)) + r")"


def ordinal(word: str) -> int:
    """Return the value of an ordinal ("3eme", "troisieme")."""
    figures = re.match(r"[0-9]+", word)
    return int(figures.group()) if figures else _ORDINAL_WORDS[word]


# -- units -------------------------------------------------------------------------------------
UNIT = r"(?:jours?|j|semaines?|sem\.?|mois|ans?|annees?|trimestres?|semestres?|heures?|h)(?![a-z0-9])"


def unit(word: str) -> tuple[int, Unit]:
    """Return how many calendar units a unit word stands for ("trimestre" is three months).

    Hours become days by the caller, which alone knows their count.
    """
    if word.startswith(("j", "h")):
        return 1, Unit.DAY
    if word.startswith("sem") and not word.startswith("semes"):
        return 1, Unit.WEEK
    if word.startswith("mois"):
        return 1, Unit.MONTH
    if word.startswith("tri"):
        return 3, Unit.MONTH
    if word.startswith("semes"):
        return 6, Unit.MONTH
    return 1, Unit.YEAR


# -- weekdays, seasons, parts ------------------------------------------------------------------
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAY = r"(?:" + "|".join(WEEKDAYS) + r")(?![a-z])"

SEASONS = {
    "printemps": Season.SPRING, "ete": Season.SUMMER, "automne": Season.AUTUMN, "hiver": Season.WINTER,
}  # fmt: skip

PARTS = {
    "debut": Part.EARLY, "fin": Part.LATE, "mi": Part.MID, "milieu": Part.MID, "courant": None,
}  # fmt: skip

#: Feasts whose day never moves: (day, month).
FEASTS = {"noel": (25, 12), "nouvel an": (1, 1), "jour de l'an": (1, 1), "toussaint": (1, 11)}

# -- what follows a number that is no date -----------------------------------------------------
#: A measure, a count or a dose: a number in front of one of these is no day and no year.
MEASURE = (
    r"(?:m?g|kg|[dcmu]?l|cc|mm|cm|dm|m2|ui|u|ng|gy|cgy|mbq|mci|kcal|mmhg|bpm|hz|kda|mmol|%|‰|°|℃|h|heures?|min|mn"
    r"|minutes?|secondes?|jours?|j|semaines?|sem|mois|ans?|annees?|cycles?|cures?|seances?|fractions?|doses?|lignes?"
    r"|carottes?|biopsies|prelevements?|fragments?|flacons?|lames?|blocs?|ganglions?|gg|adp|nodules?|lesions?"
    r"|metastases?|cotes?|segments?|mitoses?|champs?|hpf|cellules?|copies|fois|x|paquets?|pa|verres?|cigarettes?"
    r"|comprimes?|cp|gelules?|capsules?|ampoules?|patients?|patientes?|cas|enfants?|personnes?|points?|grades?"
    r"|litres?|grammes?|metres?|kilos?|euros?|fdg|fu|f18|f|n\+?|sn)(?![a-z0-9])"
)
