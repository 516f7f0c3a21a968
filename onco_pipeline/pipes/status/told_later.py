"""What is told of an event further on: its new day, or that it was done."""

from __future__ import annotations

from onco_pipeline.events import EventMention, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.status import patterns

__all__ = ["REACH", "carried_out", "moved_on"]

#: Characters in which a cue before or after an event still speaks of it.
REACH = 90


def moved_on(folded: str, layout: Layout, event: EventMention) -> int | None:
    """Return where the next sentence gives a cancelled act its new day ("Elle est reportée au 3 juillet")."""
    behind = patterns.MOVED_BEHIND.match(folded, event.end, layout.sentence_bounds(event.start, len(folded))[1])
    if behind is not None:
        return behind.end() - 1
    following = layout.sentence(event.start) + 1
    if following >= len(layout.sentences):
        return None
    told = patterns.MOVED_ON.match(folded, *layout.sentences[following])
    return told.start() if told else None


def carried_out(folded: str, layout: Layout, event: EventMention, before: str, after: str) -> int | None:
    """Return where the next sentence tells that an act proposed or decided on was done, if it does.

    "Une biopsie lui a été proposée. Ce geste a été réalisé le 14/07": its date stands there.
    """
    behind = patterns.CARRIED_OUT_BEHIND.match(folded, event.end, layout.sentence_bounds(event.start, len(folded))[1])
    if behind is not None:
        return behind.end() - 1
    following = layout.sentence(event.start) + 1
    if event.status is Status.PLANNED and following < len(layout.sentences):
        day_set = patterns.DAY_SET.match(folded, *layout.sentences[following])
        if day_set is not None:
            return day_set.start()
    intended = event.status in (Status.PROPOSED, Status.PLANNED) or (
        event.status is Status.DONE and patterns.DECIDED.search(f"{before[-REACH:]}|{after[:REACH]}")
    )
    if not intended or following >= len(layout.sentences):
        return None
    told = patterns.CARRIED_OUT.match(folded, *layout.sentences[following])
    return told.start() if told else None
