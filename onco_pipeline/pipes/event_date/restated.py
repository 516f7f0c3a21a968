"""A finding that a sentence only names again, as the reason for what it tells."""

import re

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.nearby import dates_between, last_before
from onco_pipeline.pipes.screen import Screened

__all__ = ["restated"]

#: A spread that has just been seen: told as a reason, it is no older than what it is the reason for.
_NEWS = re.compile(r"(?:nouve\w+ )?(?:oligo-?)?(?:progress|recidiv|rechut|apparition|nouve)")
_LATER_ON = re.compile(
    r"\.|\bapres (?:\w+ )?(?:\d+|un|deux|trois|quatre|cinq|six|\w+) (?:cycle|mois|cure|ligne|semaine|seance)"
)
#: A finding named as the reason for what comes next was made before, and is told there.
_RESTATED = Screened(
    r"\b(?:avec (?:le|un) diagnostic d(?:e |')|compte tenu d(?:e |u |es |')|(?:patiente?|malade|tumeur) etant |en raison d(?:e |u |es |')|malgre |"
    r"suite a |(?:traite\w*|[a-z]{3,}ectomie(?: \w+)?|exerese|chirurgie|\w+nib|\w+clib|\w+ozole|\w+mide|\w+arib|chimiotherapie|hormonotherapie|depuis[^.;,]{1,20}) pour |antecedents? (?:personnels? )?d(?:e |'))(?:l[ae]s? |l'|une? |ce(?:tte)? )?(?:\w+ ){0,2}\Z"
)
_FOR_REASONS = re.compile(r"\W*(?:compte tenu|etant donne|en raison) d")
_AS_WELL = re.compile(r" (?:ainsi que|et|ou|mais aussi|de|du|des) |d'")
_TELLS = re.compile(
    r"\b(?:a|ont|est|sont|fut|furent|avait|avaient|etait|etaient|montr\w+|revel\w+|retrouv\w+|biopsi\w+|ponction\w*|prelev\w+|mise en evidence|presence)\b"
)
_REMOVED = re.compile(r"ectomie|resection|exerese|ablation|excis|retiree?\b|enlevee?\b|reseque")
#: "Chez une patiente atteinte d'un cancer du poumon de stade IV": who the patient is, unless it says since when.
_HAS = Screened(r"\batteinte?s? d(?:e |'|u )(?:une? )?(?:[a-z'-]+ ){1,5}\Z")
_IS_ONE_WITH = Screened(
    r"\b(?:femme|homme|patiente?|malade|sujet|cas)\b[^.;:\n]{0,30}\b(?:atteinte?|porteu(?:r|se)|souffrant) d(?:e |'|u )(?:une? )?(?:[a-z'-]+ ){0,6}\Z"
)
_SINCE = re.compile(r"[^.;\n]{0,60}\b(?:depuis|diagnosti\w+|decouvert\w*) ")
#: Characters before a finding in which such a word counts.
_BACK = 70


def restated(folded: str, dates: list[DateMention], event: EventMention, opening: int = -1) -> bool:
    """Return whether a finding is only the reason for what its sentence tells ("un traitement en raison de métastases").

    After a date and a comma it is news all the same: "En mars 2007, en raison d'une progression hépatique, ...". The
    sentence begins at ``opening``, where it is asked.
    """
    if not event.is_finding:
        return False
    if event.family is Family.METASTASIS and _HAS.search(folded, max(0, event.start - _BACK), event.start) is not None:
        return _SINCE.match(folded, event.end) is None
    # "La patiente était une femme atteinte d'un cancer du sein triple négatif": nothing that was read then.
    if (
        opening >= 0
        and event.family is Family.PATHOLOGY
        and _IS_ONE_WITH.search(folded, max(opening, event.start - _BACK), event.start) is not None
        and not dates_between(dates, opening, event.start)
    ):
        return _SINCE.match(folded, event.end) is None
    # "Compte tenu de l'origine mammaire, ainsi que du sous-type triple négatif, il a été décidé"
    if (
        opening >= 0
        and event.family is Family.PATHOLOGY
        and _FOR_REASONS.match(folded, opening, event.start) is not None
    ):
        _, comma, told = folded[opening : event.start].rpartition(",")
        told = told if comma and _AS_WELL.match(told) is None else ""  # "Compte tenu de X, une biopsie liquide"
        if not (told or _TELLS.search(folded, opening, event.start) or dates_between(dates, opening, event.start)):
            return True
    cue = _RESTATED.search(folded, max(0, event.start - _BACK), event.start)
    if (
        cue is not None
        and cue.group().startswith("avec")
        and folded[: cue.start()].rstrip(" ")[-1:] not in ("", ".", ":", ";", "\n")
    ):
        return False  # "opérée, avec un diagnostic de carcinome": what the operation found
    before = last_before(dates, cue.start()) if cue is not None else None
    if event.family is Family.PATHOLOGY and cue is not None and _dated_behind(folded, dates, event):
        return False  # "sigmoïdectomie pour adénocarcinome pT2N0 (2015)"
    # "En avril 2006, une hépatectomie en raison de métastases": told for the first time
    first = (
        event.subtype == "onset" and before is not None and cue is not None and cue.group().startswith("en raison")
        and _REMOVED.search(folded, before.end, cue.start()) is not None
    )  # fmt: skip
    news = event.family is Family.METASTASIS and (first or _NEWS.match(folded, event.start, event.end) is not None)
    if cue is not None and before is not None and news and "malgre" not in cue.group():
        return (
            _LATER_ON.search(folded, before.end, cue.start()) is not None
        )  # "en octobre, arrêt en raison d'une progression osseuse"
    return cue is not None and (before is None or folded[before.end : cue.start()].strip() != ",")


def _dated_behind(folded: str, dates: list[DateMention], event: EventMention) -> bool:
    """Return whether a result has a date in brackets right behind it."""
    return any(
        folded[event.end : date.start].strip() == "(" and date.role == "event"
        for date in dates_between(dates, event.end, event.end + OPENING)
    )
