"""A result of which the note tells no sample with its day: the day on which it was reported is all that dates it.

Registries date a result by its sample, else by the day that the sample came in, else by that of the report (ENCR).
"""

import re
from datetime import timedelta

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

__all__ = ["date_as_reported"]

_OF_THE_REPORT = frozenset({"report", "reception"})
#: What yields tissue, and has a day of its own.
_TAKEN = Screened(
    r"biops|ponction|preleve|\w{3}ectomies?\b|\binterventions?\b|\boper(?:e|ee|es|ees|ation)\b|\bresections?\b|\bexereses?\b|\bexcisions?\b"
    r"|\bchirurg|\bpieces?\b|\bblocs?\b|\blames?\b|myelogramme|scopie|curage|conisation"
)
#: Before the report, days within which such an act with its day may be what the result was read on.
_RECENT = timedelta(days=120)
#: "Résultats du 11/03 : |carcinome", "carcinome |(CR du 11/03)".
_BEFORE = re.compile(r"\)? ?(?::|,|=|->|→)? ?(?:un |une |d'un |d'une )?")
#: "Le NGS, rendu le 7 mars, |montre une mutation", "la recherche revenue le 7 |est négative".
_LEADS_TO = re.compile(
    r"\)?,? (?:[a-z'-]+ ){0,3}?(?:montr|confirm|conclu|redress|retrouv|revel|decri|est |sont |etait |parl|donn|indiqu|precis|apport|identifi|met en evidence|objectiv)[^.;:\n]{0,50}"
)
#: "J'ai reçu le 12/08 |les résultats de la biopsie : |carcinome".
_ITS_RESULTS = re.compile(
    r",? (?:les?|l[ae]|l') ?(?:resultats?|reponses?|cr|comptes?[ -]rendus?|anapath\w*|histologie|conclusions?)\b[^.;:\n]{0,50} ?: ?(?:un |une )?"
)
#: What such a day is told of: "résultat anapath du 11/03", not "courrier reçu le 11/03".
_OF_TISSUE = Screened(
    r"\b(?:resultats?|reponses?|anapath\w*|anatomo\w*|histolog\w*|cytolog\w*|ngs|fish|ihc|immuno\w*|moleculaire|sequencage|genotypage|relecture|panel|recherche)\b[^.;:\n]{0,40}\Z"
)
_BACK = 75
_BEHIND = re.compile(
    r"(?: (?:a|=|:|de)? ?\d{1,3} ?%)? ?\((?:(?:cr|comptes?[ -]rendus?|resultats?|reponse|rendu|recue?|anapath|anatomo\w*)(?: anapath\w*)?(?: (?:du|le|recue?s?|rendue?s?|en date du))* ?)"
    # "statut HRD positif (score 52) rendu le 18/04", "BRCA muté, résultat du 11/03"
    r"|(?: ?\([^()]{2,30}\))?,? (?:(?:resultats?|reponse) (?:rendue?s? |recue?s? )?(?:du |le )|(?:rendue?s?|recue?s?) le )"
)


def date_as_reported(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give an undated result the day of its report, where its note tells of no sample and no operation, in place."""
    undated = [
        event
        for event in events
        if event.family is Family.PATHOLOGY and event.status is Status.DONE and event.interval is None
    ]
    reports = [date for date in dates if date.role in _OF_THE_REPORT and date.interval is not None] if undated else []
    for event in undated:
        for date in reports:
            if layout.sentence(date.start) != layout.sentence(event.start) or not _told_of(folded, event, date):
                continue
            if not _taken_before(folded, layout, dates, date):
                event.take_date(date, date.interval, f"{date.text}: the day of its report" if explain else None)
            break


def _told_of(folded: str, event: EventMention, date: DateMention) -> bool:
    """Return whether the day of a report stands with a result: in it, right before it or in brackets behind it."""
    if event.start <= date.start < event.end:
        return True
    if event.end <= date.start:
        return _BEHIND.fullmatch(folded, event.end, date.start) is not None
    if _ITS_RESULTS.fullmatch(folded, date.end, event.start):
        return True
    leads = _BEFORE.fullmatch(folded, date.end, event.start) or _LEADS_TO.fullmatch(folded, date.end, event.start)
    return leads is not None and _OF_TISSUE.search(folded, max(0, date.start - _BACK), date.start) is not None


def _taken_before(folded: str, layout: Layout, dates: list[DateMention], report: DateMention) -> bool:
    """Return whether a note tells, with its day, of an act from which the result of a report may be."""
    if report.interval is None or _TAKEN.search(folded) is None:
        return False
    for date in dates:
        if date.role != "event" or date.interval is None:
            continue
        if not report.interval.start - _RECENT <= date.interval.end <= report.interval.end:
            continue
        start, end = layout.sentence_bounds(date.start, len(folded))
        if _TAKEN.search(folded, start, end) is not None:
            return True
    return False
