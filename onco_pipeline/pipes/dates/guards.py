"""Tell a date from what only looks like one, by the words around it.

Every function takes the folded text. They look a few characters back or ahead, so they cost
nothing on the long stretches where nothing looks like a date.
"""

from __future__ import annotations

import re

from onco_pipeline.pipes.dates.lexicon import MEASURE, MONTH_NAME, WEEKDAY
from onco_pipeline.pipes.screen import Screened

Match = re.Match[str]

_BACK = 40
_FIGURE_BEFORE = re.compile(r"[0-9][ .]\Z")


def words_before(text: str, start: int, length: int = _BACK) -> str:
    """Return the characters before an offset."""
    return text[max(0, start - length) : start]


# -- cues for a date ---------------------------------------------------------------------------
_DATE_CUE = Screened(
    r"(?:\b(?:le|du|au|des le|depuis|jusqu'au|ou le|et le|date|datee?|dates|en|vers|avant|apres|entre|et du|rdv|rendez-vous"
    rf"|{WEEKDAY})\s{{0,3}}:?\s{{0,3}}|\bles\s[0-3]?[0-9]\set\s|\bl[ea]\s|\bdes le\s|jusqu'[ae]u?n?\s)\Z"
)
_DAY_ARTICLE = re.compile(rf"\b(?:le|du|au|{WEEKDAY})\s{{1,3}}\Z")
_MONTH_CUE = re.compile(
    r"(?:\b(?:en|de|d'|depuis|jusqu'en|fin|debut|mi|courant|vers|des|avant|apres|entre|et|a|mois de|du mois de"
    r"|printemps|tdm|irm|scanner|tep|pet|scan|echo|scinti)[\s'-]{0,3}|\d\s{0,2}(?:et|,)\s?)\Z"
)


def has_date_cue(text: str, start: int) -> bool:
    """Whether a word that calls for a date stands right before ("le", "depuis", "RDV :")."""
    return bool(_DATE_CUE.search(words_before(text, start, 16)))


def has_day_article(text: str, start: int) -> bool:
    """Whether "le", "du", "au" or a weekday stands right before."""
    return bool(_DAY_ARTICLE.search(words_before(text, start, 14)))


def has_month_cue(text: str, start: int) -> bool:
    """Whether a short month ("déc.") is held by a word before it."""
    return bool(_MONTH_CUE.search(words_before(text, start, 14)))


def is_month_name(word: str) -> bool:
    """Whether the month is written out, so that it can stand alone."""
    return re.fullmatch(MONTH_NAME, word) is not None


def stands_alone(text: str, m: Match) -> bool:
    """Whether the hit is a line of its own."""
    before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
    return before in ("", "\n") and after in ("", "\n")


_DOTTED = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:20)?\d{2}(?![\d.])")
_DOTTED_CUE = re.compile(
    r"\b(?:(?:irm|scanner|tdm|tep|echo\w*|scinti\w*|biops\w+|tap|pbf)(?: [a-z-]{2,14}){0,2}|le|du|au|depuis|des|stop|stoppee?|arret\w*|debut\w*|repris\w*|prevue?|faite?|rdv|bom)\s\Z"
)
_SCORE_BEFORE = Screened(
    r"\b(?:eva|ens|ecog|oms|ps|score|cotee?s?|evaluee?s?|karnofsky|ik|glasgow|gleason|grade|stade|isup|elston|sbr"
    r"|birads|acr|apgar|mmse|moca|g8|figo|bethesda|isup|intensite|douleurs?)\s{0,2}[:=]?\s{0,2}(?:a\s|de\s)?\Z"
)
#: "EN 6/10" is a scale, "en 06/18" a month.
_SCALE_BEFORE = Screened(r"\ben\s{0,2}[:=]?\s{0,2}(?:a\s)?\Z")
_PRESSURE_BEFORE = re.compile(
    r"\b(?:h?t\.?a\.?|p\.?a\.?|pas|tension(?:nel\w*)?|arterielle|tensions?)\s{0,3}[:=]?\s{0,2}(?:a\s|de\s)?\Z"
)
_COUNT_BEFORE = re.compile(
    r"(?:\b(?:ca|carottes?|biopsies?|ganglions?|gg|curage|prelevements?|fragments?|positifs?|positives?|envahies?|envahis"
    r"|atteints?|atteintes?|pn[0-3][a-c]?|n[0-3][a-c]?|n\+|lymphadenectomie|nodes?|quadrants?|cycles?|cures?|seances?"
    r"|oeil|acuite|visuelle|od|og|av|page|p|n°|no|numero|fiche|dossier|chambre|ch|lit|salle|bloc|jours?|j\s?\d+)\.?"
    r"|gleason[^.;\n]{0,18},|isup[^.;\n]{0,10},|[+=(]\s?\d+\s?[+])\s{0,3}[:=(]?\s{0,2}\Z"
)
_EXAM_BEFORE = re.compile(
    r"\b(?:du|le|au|scanner|tdm|irm|tep|echo\w*|scinti\w*|radio\w*|mammo\w*|(?:micro-?|macro-?)?biopsie|(?:cyto-?)?ponction(?:-?biopsie)?|cyto|bx|rcp|cs|consultation|hdj|cure|examen"
    r"|rendez-vous|rdv|controle|os|psma|fdg|tap|programme\w*|prevue?|reporte\w*|debute\w*|arrete\w*|interrompue?|repris\w*"
    r"|faite?|realise\w*|depuis|dep\.?)\s{0,2}[:(]?\s{0,2}\Z"
    # "IRM encéphalique 4/11"; of a biopsy, "3/12" counts cores
    r"|\b(?:scanner|tdm|irm|tep|pet|echo\w*|scinti\w*|radio\w*|mammo\w*)(?:[ -][a-z'-]{3,20}){1,3} \(?\Z"
    # "stop Zytiga 28/7", "pause xeloda 3/6"; "1/2" and the like may be a share of its dose
    r"|\b(?:stop|stoppee?|arret\w*|pause|debut\w*|repri\w+|switch)(?: [a-z-]{4,20}){1,2} \(?\Z"
    # "TDM et IRM (15 et 16/4)"
    r"|\b(?:scanner|tdm|irm|tep|pet|echo\w*|scinti\w*|radio\w*|mammo\w*)(?: [a-z'-]{2,20}){0,3} ?\((?:\d{1,2} ?(?:et|,|puis) ?){1,2}\Z"
)


#: "10/10 adénopathies", "2/3 des ganglions", "4/12 carottes": parts of what was counted.
_COUNTED_AFTER = re.compile(
    r"\s(?:des |de |d')?(?:(?!avec |puis |et |pour )\w+ )?(?:adenopath|ganglion|adp\b|noeuds|lymphonoeud|carottes|fragments|biopsies|prelevements|cylindres|lames|blocs|nodules)"
)
#: "06/07 Biopsies prostatiques -> ...": samples are not counted with a zero before them.
_SAMPLED_AFTER = re.compile(r"\s(?:biopsies|prelevements)\b")
_FIGURES = str.maketrans("oli", "011")
_CYCLE_DAY_BEFORE = Screened(r"\bj\s?\+?\d{1,3} ?\(\Z")


#: "- 29.01 : 8 mg", "19.02 au 04.03 : STOP", "TDM 26.03": where figures parted by a dot are a day and a month.
_LINE_HEAD = re.compile(r"(?:^|\n)[\s*•>|-]{0,6}\Z")
_OF_AN_ENTRY = re.compile(r"\s?(?:[:|]|[-=]{1,2}>|→|au\s[0-9]{2}\.[01][0-9](?![0-9]))")
#: "12.01  TDM stable", below "2016" or beside "05.04  IRM": a column of days, each with what was done.
_TOLD_BESIDE = re.compile(r"[ \t]{1,6}(?:[|–-] ?)?[a-z]{2}")
_COLUMN_ABOVE = re.compile(
    r"(?:\A|\n)[ \t*•>|-]{0,6}(?:(?:19|20)\d{2} ?:?|[0-3]\d\.[01]\d(?![\d.,])[^\n]*)\n(?:[^\n]+\n){0,2}[^\n]{0,6}\Z"
)
_COLUMN_BELOW = re.compile(r"[^\n]*\n[ \t*•>|-]{0,6}[0-3]\d\.[01]\d[ \t]{1,6}(?:[|–-] ?)?[a-z]{2}")
_SOME_LINES = 400
_NAMED_EXAM = re.compile(
    r"\b(?:scanner|tdm|irm|tep|pet|tep-?tdm|echo|scinti\w*|mammo\w*|rcp|hdj)(?: (?:tap|cerebrale?|osseuse))?\s\Z"
)


def dotted_stands_as_date(text: str, m: Match) -> bool:
    """Whether "29.01" heads an entry or stands right behind an exam's name, where no decimal would."""
    if (
        _LINE_HEAD.search(text[max(0, m.start() - 8) : m.start()]) is not None
        and m.start() - text.rfind("\n", 0, m.start()) <= 8
    ):
        return _OF_AN_ENTRY.match(text, m.end()) is not None or _in_a_column(text, m)
    return _NAMED_EXAM.search(text, max(0, m.start() - 24), m.start()) is not None


def _in_a_column(text: str, m: Match) -> bool:
    """Whether "12.01" opens a line that tells an event, where a year heads it or a line beside it opens so."""
    if _TOLD_BESIDE.match(text, m.end()) is None or measure_follows(text, m.end()):
        return False
    return (
        _COLUMN_ABOVE.search(text, max(0, m.start() - _SOME_LINES), m.start()) is not None
        or _COLUMN_BELOW.match(text, m.end()) is not None
    )


def dotted_by_habit(text: str, m: Match) -> bool:
    """Whether "14.6" is a date behind a word that calls for one, in a note that writes a full date so ("21.06.21")."""
    return (
        _DOTTED_CUE.search(text, max(0, m.start() - 24), m.start()) is not None
        and not measure_follows(text, m.end())
        and _DOTTED.search(text) is not None
    )


def opens_or_lists(text: str, m: Match) -> bool:
    """Whether a short fraction stands where dates stand: after an exam, at the head of a line, in a list."""
    return bool(_EXAM_BEFORE.search(words_before(text, m.start(), 60)))


def heads_line(text: str, start: int) -> bool:
    """Whether nothing but the mark of a list stands before a date in its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t|*•>–-")


def is_ratio(text: str, m: Match, cued: bool) -> bool:
    """Whether "12/14", "7/10", "12/8" is a count, a score, a blood pressure or a page mark."""
    before = words_before(text, m.start())
    if _PRESSURE_BEFORE.search(before) or _SCORE_BEFORE.search(before):
        return True
    if _SCALE_BEFORE.search(before) and int(m["fraction_b"].translate(_FIGURES)) == 10 and len(m["fraction_a"]) == 1:
        return True
    if _CYCLE_DAY_BEFORE.search(before) and len(m["fraction_a"]) == len(m["fraction_b"]) == 2:
        return False  # "J6 (08/10)"
    after = text[m.end() : m.end() + 16]
    if _SAMPLED_AFTER.match(after) and (
        m["fraction_b"].startswith("0") or (m["fraction_a"].startswith("0") and heads_line(text, m.start()))
    ):
        return False
    if re.match(rf"\s{{0,2}}{MEASURE}", after) and not re.match(r"\s{0,2}(?:f|n|x|a|pa|cas|patiente?)\b", after):
        return not (cued and re.match(r"\s{0,2}(?:h|j)\b", after) is None and has_day_article(text, m.start()))
    if cued:
        return False
    # Nobody counts "12/05" cores, nor 22 of 10.
    some = int(m["fraction_a"].translate(_FIGURES)) <= int(m["fraction_b"].translate(_FIGURES))
    padded = m["fraction_b"].startswith("0") or (m["fraction_a"].startswith("0") and "biops" in before[-12:])
    if some and _COUNT_BEFORE.search(before) and not padded:
        return True
    if _COUNTED_AFTER.match(text, m.end()):
        return True
    if re.match(r"\s?(?:pat\b|hg|sur\b|=\s?\d)", after) or (some and re.match(r"\s?[+](?!\s?[a-z]{2})", after)):
        return True
    line_start = text.rfind("\n", 0, m.start()) + 1
    if m["fraction_a"].startswith("0") or m["fraction_b"].startswith("0"):
        return False  # nobody numbers pages so
    paper = re.match(r"\s{0,3}(?:pat\b|patiente? ?:|ch|hop|ipp|$)", after)
    return not text[line_start : m.start()].strip() and paper is not None


_PART_BEFORE = re.compile(r"\b(?P<part>debut|fin|mi|milieu|courant)[\s-]{1,2}(?:de\s)?\Z")


#: "Sutent 50 mg début 10/2022", "Zejula (début 02/2020": what began, and no part of a month.
_WHAT_BEGAN = re.compile(
    r"(?:[0-9] ?(?:mg|g)(?:/j(?:our)?)?|[0-9] ?x ?[0-9]|[0-9]/j|[:(])[ ,:-]{0,3}(?:debut|fin)[\s-]{1,2}\Z"
)
_ITS_END = re.compile(r"[0-9/]{6,7}[ ,;:/–-]{1,4}(?:et )?(?:fin|stop\w*|arret\w*|pause|suspen\w+|termine\w*)\b")
_ITS_BEGINNING = re.compile(r"\bdebut [0-9/]{6,7}[ ,;:/–-]{1,4}(?:et )?fin[\s-]{1,2}\Z")


def part_before(text: str, start: int) -> Match | None:
    """Return "début", "fin" or "mi-" right before a month in figures ("fin 09/2020"), if it is a part of that month."""
    part = _PART_BEFORE.search(text, max(0, start - 12), start)
    if part is None:
        return None
    noun = (
        (part["part"] == "debut" and _ITS_END.match(text, start) is not None)
        or _WHAT_BEGAN.search(text, max(0, start - 25), start) is not None
        or _ITS_BEGINNING.search(text, max(0, start - 30), start) is not None
    )
    return None if noun else part


_NUMBER_OF = Screened(r"(?:\bn°|\bnumero|\bipp|\bnip|\bfiness|\brpps|\btel|\bfax)\s?:?\s?[a-z]{0,2}\Z")


def is_code(text: str, start: int) -> bool:
    """Whether figures belong to a file or sample number ("n° 19-03-2019")."""
    return _NUMBER_OF.search(words_before(text, start, 14)) is not None


def split_day_expected(text: str, start: int) -> bool:
    """Whether "1 2/02/2020" can be a day that a scanner tore apart."""
    return bool(re.search(r"(?:\b(?:le|du|au)\s{1,3}|[(:]\s{0,2}|^|\n)\Z", words_before(text, start, 8)))


def among_figures(text: str, start: int, separator: str) -> bool:
    """Whether "6-8-10" goes on a list of single figures: "curage 5-6-8-10"."""
    return separator == "-" and re.search(r"(?<![0-9])[0-9]{1,2}-\Z", words_before(text, start, 4)) is not None


def follows_figures(text: str, start: int) -> bool:
    """Whether other figures come right before, so that these belong to a longer number."""
    return bool(_FIGURE_BEFORE.search(words_before(text, start, 2)))


# -- years -------------------------------------------------------------------------------------
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[0-9][^\S\n]|[<>=~±*x×]\s?|(?<![a-z0-9])\+\s?|\+|\b(?:annees|n°|no|numero|dossier|ipp|ref|reference|icd|cim|ajcc|uicc|tnm|who|oms|recist|pcwg\w?|figo"
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
    r"|pieces?|lymphonoeuds?|tumeurs?|traitements?|medicaments?|molecules?|bras|temps|vertebres?|orteils?|doigts?)"
)


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


_MEASURE = re.compile(rf"\s{{0,2}}{MEASURE}")


_SCORE_ENDS = re.compile(
    r"\b(?:grade|gr|stade|ps|oms|ecog|score|sbr|isup|bi-?rads|acr|her2|cycles?|cures?|ligne|groupe|type|niveau|classe|phase|x|c|l|n°) ?[:=]? ?\Z"
)


def ends_a_score(text: str, start: int) -> bool:
    """Whether the figure at a place is what a word before it counts: "carcinome grade 3", "PS 1"."""
    return _SCORE_ENDS.search(text, max(0, start - 14), start) is not None


def measure_follows(text: str, end: int) -> bool:
    """Whether a unit of measure stands after two numbers ("4.5 cm"): a size or a dose, no date."""
    return _MEASURE.match(text, end) is not None


_LENGTH = re.compile(r"\s?(?:[mc]m|dm)(?![a-z])")


def size_follows(text: str, end: int) -> bool:
    """Whether a unit of length stands after three numbers ("21/11/25 cm"): the size of a lesion."""
    return _LENGTH.match(text, end) is not None
