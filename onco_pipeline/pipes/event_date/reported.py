"""A result of which the note tells no sample and no operation: the day on which it was reported is all that dates it."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

__all__ = ["date_as_reported"]

_OF_THE_REPORT = frozenset({"report", "reception"})
#: What was read was taken on a day of its own, whether or not the note tells it.
_TAKEN = Screened(
    r"biops|ponction|preleve|\w{3}ectomies?\b|\binterventions?\b|\boper(?:e|ee|es|ees|ation)\b|\bresections?\b|\bexereses?\b|\bexcisions?\b"
    r"|\bchirurg|\bpieces?\b|\bblocs?\b|\blames?\b|myelogramme|scopie|curage|conisation"
)
#: "Résultats du 11/03 : |carcinome", "carcinome |(CR du 11/03)".
_BEFORE = re.compile(r"\)? ?(?::|,|=|->|→)? ?(?:un |une |d'un |d'une )?")
#: What such a day is told of: "résultat anapath du 11/03", not "courrier reçu le 11/03".
_OF_TISSUE = Screened(
    r"\b(?:resultats?|reponses?|anapath\w*|anatomo\w*|histolog\w*|cytolog\w*|ngs|fish|ihc|immuno\w*|moleculaire|sequencage|genotypage)\b[^.;:\n]{0,25}\Z"
)
_BACK = 60
_BEHIND = re.compile(
    r" ?\((?:(?:cr|comptes?[ -]rendus?|resultats?|reponse|rendu|recue?|anapath|anatomo\w*)(?: anapath\w*)?(?: (?:du|le|recue?s?|rendue?s?|en date du))* ?)"
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
    if not reports or any(event.family is Family.BIOPSY for event in events) or _TAKEN.search(folded):
        return
    for event in undated:
        for date in reports:
            if layout.sentence(date.start) != layout.sentence(event.start):
                continue
            told = (
                event.start <= date.start < event.end
                or (
                    date.end <= event.start
                    and _BEFORE.fullmatch(folded, date.end, event.start) is not None
                    and _OF_TISSUE.search(folded, max(0, date.start - _BACK), date.start) is not None
                )
                or (event.end <= date.start and _BEHIND.fullmatch(folded, event.end, date.start) is not None)
            )
            if told:
                event.take_date(date, date.interval, f"{date.text}: the day of its report" if explain else None)
                break
