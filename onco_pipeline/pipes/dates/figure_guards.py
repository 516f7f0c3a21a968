"""Tell a date in figures ("12/03", "29.01", "03/2019") from a count, a score, a measure, a code or a page number.

By the words around it, as :mod:`onco_pipeline.pipes.dates.guards` does for dates in words; every function takes the
folded text.
"""

from __future__ import annotations

import re

from onco_pipeline.pipes.dates.guards import Match, has_day_article, words_before
from onco_pipeline.pipes.dates.lexicon import MEASURE
from onco_pipeline.pipes.screen import Screened

_DOTTED = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:20)?\d{2}(?![\d.])")
_DOTTED_CUE = re.compile(
    r"\b(?:(?:irm|scanner|tdm|tep|echo\w*|scinti\w*|biops\w+|tap|pbf)(?: [a-z-]{2,14}){0,2}|le|du|au|depuis|des|stop|stoppee?|arret\w*|debut\w*|repris\w*|prevue?|faite?|rdv|bom)\s\Z"
)
_SCORE_BEFORE = Screened(
    r"\b(?:eva|evs|vas|nrs|ens|ecog|oms|ps|score|cotee?s?|evaluee?s?|karnofsky|ik|glasgow|gleason|grade|stade|isup|elston|sbr"
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
    r"\b(?:du|le|au|scanner|tdm|irm|tep|echo\w*|scinti\w*|radio\w*|mammo\w*|(?:micro-?|macro-?)?biopsie|(?:cyto-?)?ponction(?:-?biopsie)?|cyto|bx|eus|een|ebus|fn[ab]c?|lba|rcp|cs|consultation|hdj|cure|examen"
    r"|rendez-vous|rdv|rv|controle|os|psma|fdg|tap|programme\w*|prevue?|reporte\w*|debute\w*|arrete\w*|interrompue?|repris\w*"
    r"|faite?|realise\w*|depuis|dep\.?)\s{0,2}[:(]?\s{0,2}\Z"
    # "IRM encéphalique 4/11"; of a biopsy, "3/12" counts cores
    r"|\b(?:(?:colo|uro|entero|angio|arthro)?-?scanner|tdm|irm|tep|pet|echo\w*|scinti\w*|radio\w*|mammo\w*)(?:[ -][a-z'-]{1,20}){1,3} ?[(:]? ?\Z"
    # "stop Zytiga 28/7", "pause xeloda 3/6"; "1/2" and the like may be a share of its dose
    r"|\b(?:stop|stoppee?|arret\w*|pause|debut\w*|repri\w+|switch)(?: [a-z-]{4,20}){1,2} \(?\Z"
    # "TDM et IRM (15 et 16/4)"
    r"|\b(?:scanner|tdm|irm|tep|pet|echo\w*|scinti\w*|radio\w*|mammo\w*)(?: [a-z'-]{2,20}){0,3} ?\((?:\d{1,2} ?(?:et|,|puis) ?){1,2}\Z"
)


#: "10/10 adénopathies", "2/3 des ganglions", "4/12 carottes": parts of what was counted.
_COUNTED_AFTER = re.compile(
    r"\s(?:des |de |d')?(?:(?!avec |puis |et |pour )\w+ )?(?:adenopath|ganglion|adp\b|noe?uds|lymphonoe?ud|carottes|fragments|biopsies|prelevements|cylindres|lames|blocs|nodules)"
)
#: "06/07 Biopsies prostatiques -> ...": samples are not counted with a zero before them.
_SAMPLED_AFTER = re.compile(r"\s(?:biopsies|prelevements)\b")
#: "- 10/12 Biopsies bronchiques -> ...", not "- 3/12 biopsies positives : ...".
_SAMPLED_THEN = re.compile(
    r"\s(?:biopsies|prelevements)(?! (?:positi|atteint|envahi|negati|infiltr|malign|benin|tumora|sain|interess))(?: [a-z-]+){0,4} ?(?::|-+>|=+>|→)"
)
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
#: What an entry tells behind its day: words, or the name of an act.
_ENTRY_TOLD = re.compile(
    r" ?(?::|\||-+>|=+>|→) ?(?!ganglion|carotte|atteint|positi|envahi|metast|n\+|adp\b|fragment|prelevement|biopsies\b)[a-z]{2}"
    r"| [-–] ?(?:[a-z-]*biops|scan|tdm|irm|tep|pet|tap|echo|scinti|mammo|[a-z-]*ponction|pb[hfp]\b|debut|arret|stop|reprise|chirurg|[a-z]+ectomie|opere|rcp|radio|fibro|[a-z]+scopie)"
    r"| (?:scanner|tdm|irm|tep|pet|echo\w*|scinti\w*|mammo\w*|rx|radio\w*|rcp|cs|consultation|hdj|(?:cyto-?)?ponction|(?:micro-?|macro-?)?biopsie|fibro\w*|\w*scopie|pb[hp]|bom|myelogramme|debut|arret|stop|reprise)\b"
)
_NAMED_EXAM = re.compile(
    r"\b(?:scanner|tdm|irm|tep|pet|tep-?tdm|echo|scinti\w*|mammo\w*|rcp|hdj)(?: (?:tap|cerebrale?|osseuse))?\s\Z"
)


_SEEN_BEHIND = re.compile(r"\s(?:lesions?|nodules?|metastases?|masses?)\b")


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


def heads_entry(text: str, m: Match) -> bool:
    """Whether figures alone before a colon, an arrow or an act open their line: "- 8/11 : TDM", "3/7 scanner"."""
    return heads_line(text, m.start()) and _ENTRY_TOLD.match(text, m.end()) is not None


def is_ratio(text: str, m: Match, first: int, second: int, cued: bool) -> bool:
    """Whether "12/14", "7/10", "12/8", of which the figures are told, is a count, a score, a blood pressure or a page mark."""
    start, end = m.span()
    before = words_before(text, start)
    if _PRESSURE_BEFORE.search(before) or _SCORE_BEFORE.search(before):
        return True
    if _SCALE_BEFORE.search(before) and second == 10 and len(m["fraction_a"]) == 1:
        return True
    if _CYCLE_DAY_BEFORE.search(before) and len(m["fraction_a"]) == len(m["fraction_b"]) == 2:
        return False  # "J6 (08/10)"
    after = text[end : end + 16]
    # Nobody counts "12/05" cores, nor 22 of 10.
    some = first <= second
    if _SAMPLED_AFTER.match(after) and (
        not some
        or m["fraction_b"].startswith("0")
        or (heads_line(text, start) and (m["fraction_a"].startswith("0") or _SAMPLED_THEN.match(text, end)))
    ):
        return False
    if re.match(rf"\s{{0,2}}{MEASURE}", after) and not re.match(r"\s{0,2}(?:f|n|x|a|pa|cas|patiente?)\b", after):
        if _SEEN_BEHIND.match(after) and _NAMED_EXAM.search(text, max(0, start - 24), start):
            return False  # "scanner 15/12 lésions hépatiques": no exam tells how many of them it looked at
        return not (cued and re.match(r"\s{0,2}(?:h|j)\b", after) is None and has_day_article(text, start))
    if cued:
        return False
    padded = m["fraction_b"].startswith("0") or (m["fraction_a"].startswith("0") and "biops" in before[-12:])
    if some and _COUNT_BEFORE.search(before) and not padded:
        return True
    if _COUNTED_AFTER.match(text, end):
        return True
    if re.match(r"\s?(?:pat\b|hg|=\s?\d)", after) or (
        some
        and re.match(r"\s?(?:sur\b|[+](?!\s?[a-z]{2}))", after)
        and not (m["fraction_a"].startswith("0") and opens_or_lists(text, m))  # "TEP 02/23 +"
    ):
        return True
    line_start = text.rfind("\n", 0, start) + 1
    if m["fraction_a"].startswith("0") or m["fraction_b"].startswith("0"):
        return False  # nobody numbers pages so
    paper = re.match(r"\s{0,3}(?:pat\b|patiente? ?:|ch|hop|ipp|$)", after)
    return not text[line_start:start].strip() and paper is not None


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
    return _NUMBER_OF.search(text, max(0, start - 14), start) is not None


def split_day_expected(text: str, start: int) -> bool:
    """Whether "1 2/02/2020" can be a day that a scanner tore apart."""
    return bool(re.search(r"(?:\b(?:le|du|au)\s{1,3}|[(:]\s{0,2}|^|\n)\Z", words_before(text, start, 8)))


def among_figures(text: str, start: int, separator: str) -> bool:
    """Whether "6-8-10" goes on a list of single figures: "curage 5-6-8-10"."""
    return separator == "-" and re.search(r"(?<![0-9])[0-9]{1,2}-\Z", words_before(text, start, 4)) is not None


def follows_figures(text: str, start: int) -> bool:
    """Whether other figures come right before, so that these belong to a longer number."""
    return start > 1 and text[start - 1] in " ." and text[start - 2] in "0123456789"


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
