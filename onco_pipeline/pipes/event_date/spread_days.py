"""Whose day a spread has: an exam's within the month that is told, a sample's that was read as spread, its discovery's."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision

__all__ = ["date_by_discovery", "held_spread", "of_its_month"]

#: Behind a spread, what leads to the day that it was found on: no other thing that has a day of discovery.
_FOUND_ON = re.compile(
    r"(?:(?!cancer|carcinom|adk|neopl|tumeur|primitif|melanom|sarcom|\bk |patient|thrombo|epanch|metasta)[^.;:()\n]){0,40}?[ ,(]+"
    r"(?:(?:(?:decouverte?|diagnostiquee?|revelee?|survenue?|apparue?|mise en evidence)s? (?:(?:en|le|des|debut|fin|courant) )?"
    r"|(?:connue?|evoluant|presente?)s? (?:depuis|des) )(?:le |en |debut |fin )?|dg ?:? ?(?:en |le )?)"
)
_REACH = 75

#: Organs whose samples hold a carcinoma that is called metastatic because it was carried there.
_CARRIED_TO = frozenset({"foie", "os", "ganglion", "plèvre", "péritoine", "cerveau", "surrénale", "moelle osseuse"})


def of_its_month(event: EventMention, exam: EventMention) -> bool:
    """Return whether an exam between a finding and the month before it has its day in that month: "11/2021 : TDM 15/11"."""
    told, shown = event.interval, exam.interval
    return (
        event.date is not None
        and exam.date is not None
        and event.date.end <= exam.start
        and exam.date.end <= event.start
        and told is not None
        and shown is not None
        and told.precision in (Precision.MONTH, Precision.YEAR)
        and shown.precision is Precision.DAY
        and told.contains(shown)
    )


def held_spread(folded: str, events: list[EventMention], event: EventMention, results: list[EventMention]) -> bool:
    """Return whether "carcinome métastatique" is what a sample of an organ was read as that spread is carried to."""
    if not folded.startswith("metastatique", event.start):
        return False
    return any(
        one.family is Family.BIOPSY and one.date is result.date and (one.site or event.site) in _CARRIED_TO
        for result in results
        if result.date is not None
        for one in events
    )


def date_by_discovery(
    folded: str, spreads: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a spread the day that it is told to have been found on, behind it, and not that of what was done about it.

    "Irradiation du 2 au 13 mai de la métastase du fémur, découverte en avril", in place.
    """
    for event in spreads:
        if event.status is not Status.DONE:
            continue
        if event.date is not None and event.date.end > event.start:
            continue
        behind = next((date for date in dates if date.start >= event.end), None)
        if behind is None or behind.interval is None or behind.start - event.end > _REACH:
            continue
        if _FOUND_ON.fullmatch(folded, event.end, behind.start) is not None:
            event.take_date(behind, behind.interval, f"{behind.text}: found on" if explain else None)
