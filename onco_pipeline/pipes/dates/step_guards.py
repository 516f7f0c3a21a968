"""Tell a step of time ("J8", "à trois mois", "une semaine après la biopsie") from what only looks like one.

By the words around it, as :mod:`onco_pipeline.pipes.dates.guards` does for dates; every function takes the folded text.
"""

from __future__ import annotations

import re

from onco_pipeline.pipes.dates.anchors import ANCHOR_NOUN
from onco_pipeline.pipes.dates.guards import Match, words_before

_SCHEDULE = re.compile(r"(?:\b[jc]\s?\d{1,3}\s?(?:a|,|-|et|/|;|=|\+)?\s?|=\s?)\Z")
_SCHEDULE_AFTER = re.compile(
    r"\s?(?:-|a|,|et|/|;|\+)?\s?[jc]\s?\d|\s?=|\s?[-/]\s?\d|\s?c\d|\s+(?:tous|toutes)\b|\s?q\d"
)


def is_schedule(text: str, start: int, end: int) -> bool:
    """Whether "J1" belongs to a drug's schedule ("J1-J14", "J1, J8, J15", "J1C4 = ...")."""
    if _SCHEDULE.search(words_before(text, start, 12)):
        return True
    return bool(_SCHEDULE_AFTER.match(text, end))


def is_day_of_cycle(text: str, start: int, end: int) -> bool:
    """Whether "jour 1" tells when in a cycle a dose is given ("85 mg/m2 jour 1 tous les 21 jours")."""
    dose = re.search(r"(?:mg|m2|m²|kg|auc\s?\d|ui|heures|h)\s{1,2}(?:(?:le|au|a)\s)?\Z", words_before(text, start, 13))
    return bool(dose) or bool(re.match(r"\s?(?:tous|toutes|chaque|et\s\d|,\s?\d|a\s\d|-\s?\d)", text[end : end + 9]))


_OF_EACH_CYCLE = re.compile(r"\s(?:d'un|de chaque|des|du|de tous les|par) cycles?\b")


def recurs(text: str, end: int) -> bool:
    """Whether a day is one of every cycle ("au 14e jour d'un cycle", "J8 de chaque cycle")."""
    return _OF_EACH_CYCLE.match(text, end) is not None


def names_vertebra(text: str, start: int) -> bool:
    """Whether "S1" stands in a list of vertebrae or liver segments ("de L5 à S1")."""
    return bool(re.search(r"\b[cdtls]\s?\d{1,2}\s{0,2}\Z", words_before(text, start, 6)))


_AGE_BEFORE = re.compile(
    r"(?:\b(?:age|agee?|ages|mere|pere|soe?ur|frere|tante|oncle|cousine?|fille|fils|grand-\w+|niece|neveu|menarche|menopause\w*"
    r"|grossesse|parite|decedee?|deces|cancer|survie|risque|surviv\w+|dfs|os|pfs)\b[^.;\n]{0,30})\Z"
)


def is_age(text: str, start: int) -> bool:
    """Whether "à 5 ans" tells an age, or a survival, and no day."""
    return bool(_AGE_BEFORE.search(words_before(text, start, 45)))


def is_post_operative(text: str, start: int) -> bool:
    """Whether hours are counted from an operation ("IRM post-opératoire à 48 h", "de contrôle à 48 heures")."""
    return bool(
        re.search(
            r"\b(?:post-?\s?op\w*|controle)(?: precoce| immediate?)?(?: realisee?| faite?)?\s\Z",
            words_before(text, start, 40),
        )
    )


def is_rhythm(text: str, start: int) -> bool:
    """Whether "à 6 mois" belongs to a measure ("2 à 3 mois", "survie à 5 ans")."""
    return bool(
        re.search(
            r"(?:[0-9]|\b(?:deux|trois|quatre|cinq|six|dix|jours?|semaines?|mois|ans?|inferieure?|superieure?|egale?))\s\Z",
            words_before(text, start, 12),
        )
    )


_HEADED_EXAM = re.compile(
    r"(?:\A|[\n.;•-] ?)(?:le )?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})? ?[:,-] ?(?:une? |le |la )?(?:scanners?|tdm|irm|tep|pet|scinti\w*|echo\w*|mammo\w*|radio\w*)(?: [a-z-]{3,16}){0,2} \Z"
)
_FINDS = re.compile(
    r"(?: (?:post|de|d'|du|apres|sous)[a-z' -]{0,25})? ?(?:[:=(]|,? (?:montr|retrouv|objectiv|revel|stable|normal|sans|qui|ras\b))"
)


#: "Scanner à 3 mois normal (20/09)": which control it was, what it showed, and its day.
_EXAM_BEFORE = re.compile(
    r"\b(?:scanners?|tdm|tap|irm|tep|pet|scinti\w*|echo\w*|mammo\w*|radio\w*|controle)(?: [a-z-]{2,16}){0,3} \Z"
)
_FOUND_ON = re.compile(
    r",? (?:normale?|stables?|negati(?:f|ve)|rassurante?|satisfaisante?|ras|inchangee?|sans [a-z]{4,12})(?: [a-z]{4,14})? ?\((?:le |du |en )?\d"
)


def names_exam(text: str, start: int, end: int) -> bool:
    """Whether "à 3 mois" says which control an exam with its own day is ("12/06/2021 : scanner à 3 mois : stable")."""
    if _FOUND_ON.match(text, end) is not None and _EXAM_BEFORE.search(words_before(text, start, 60)) is not None:
        return True
    return _FINDS.match(text, end) is not None and _HEADED_EXAM.search(words_before(text, start, 60)) is not None


def is_anchor_phrase(words: str) -> bool:
    """Whether a complement names an event that a date can be looked up for."""
    return ANCHOR_NOUN.search(words) is not None


def date_follows(text: str, start: int) -> bool:
    """Whether a date's figures come right behind."""
    return bool(re.match(r"(?:le\s)?\d", text[start : start + 5]))


def phrase_end(text: str, start: int, end: int) -> int:
    """Return the end of the event's noun inside a complement, or the end of the word before it."""
    noun = ANCHOR_NOUN.search(text, start, end)
    if noun:
        return noun.end()
    stripped = text[:start].rstrip()
    return len(stripped)


def complement_end(m: Match, prefix: str) -> int:
    """Return where an expression ends whose complement may name an event."""
    noun = ANCHOR_NOUN.search(m.string, m.start(f"{prefix}_of"), m.end(f"{prefix}_of"))
    return noun.end() if noun else len(m.string[: m.start(f"{prefix}_prep")].rstrip())


def sameday_end(m: Match) -> int:
    """Return the end of "le même jour" without its complement."""
    return len(m.string[: m.start("sameday_prep")].rstrip()) if m["sameday_prep"] else m.end()
