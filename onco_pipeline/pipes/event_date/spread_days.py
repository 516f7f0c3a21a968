"""Whose day a spread has: an exam's within the month that is told, a sample's that was read as spread."""

from onco_pipeline.events import EventMention, Family
from onco_pipeline.intervals import Precision

__all__ = ["held_spread", "of_its_month"]

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
