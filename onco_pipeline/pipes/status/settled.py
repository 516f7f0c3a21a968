"""What became of an act in the end: the last word on it, and what its date says."""

from __future__ import annotations

from datetime import date

from onco_pipeline.events import DateKind, EventMention, Status
from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.status import patterns
from onco_pipeline.pipes.status.fell_through import IMPOSSIBLE_ON

__all__ = ["last_word", "settle_by_date"]

#: What few events have behind them.
_CALLED_OFF = AnyOf(patterns.CALLED_OFF.pattern, IMPOSSIBLE_ON.pattern, patterns.MOVED_TO.pattern)


def last_word(after: str) -> tuple[Status, int, int] | None:
    """Return what became of an act called off and taken up again, where it is called off and where taken up.

    "Prévue le 09/12, annulée, finalement faite 8 jours plus tard" was done; "demandée, non faite, sera réalisée le
    24/06" is planned: the last word counts, and its date stands after it.
    """
    if not _CALLED_OFF.may_stand(after):
        return None
    off = patterns.CALLED_OFF.search(after) or IMPOSSIBLE_ON.match(after)
    moved = patterns.MOVED_TO.search(after)
    if moved is not None and not patterns.TAKEN_UP.search(after, moved.end()):
        found = patterns.FOUND_THEN.match(after, moved.end()) is not None
        return Status.DONE if found else Status.PLANNED, moved.start(), moved.end() - 1
    if off is None:
        return None
    again = list(patterns.TAKEN_UP.finditer(after, off.end()))
    if not again or patterns.CALLED_OFF.search(after, again[-1].end()):
        return None
    last = next((word for word in again if not word["planned"]), again[-1])
    return (Status.PLANNED if last["planned"] else Status.DONE), off.start(), last.start()


def settle_by_date(event: EventMention, reference: date | None) -> None:
    """Turn a done event that lies after the note into a planned one, and drop a plan that lies before."""
    if reference is None or event.interval is None:
        return
    if event.status is Status.DONE and event.interval.start > reference:
        event.status = Status.PLANNED
    elif event.status is Status.PLANNED and event.interval.end < reference:
        if event.date is not None and event.date.kind is DateKind.ANCHORED:
            event.withhold()  # "prochaine TEP 3 mois après le début du traitement": counted from the wrong one
        else:
            event.status = Status.DONE
