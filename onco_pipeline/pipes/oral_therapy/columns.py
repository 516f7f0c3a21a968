"""The end of a drug that a table of treatments tells in a column of its own."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory
from onco_pipeline.pipes.oral_therapy.changes import told_at
from onco_pipeline.pipes.scope import Scope

__all__ = ["of_columns"]

#: A cell of a table's row, rows over which a header still speaks for its columns, and cells that a row of dates has.
_CELL = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")
_ROWS, _COLUMNS = 12, 3


def of_columns(
    text: str, folded: str, scope: Scope, drug: Drug, events: list[EventMention], memory: Memory
) -> list[EventMention]:
    """Return the end of a drug that a table tells in a column of its own ("Molécule | Début | Fin")."""
    cells = _cells(folded, folded.rfind("\n", 0, drug.start) + 1)
    if len(cells) < _COLUMNS:
        return []
    place = _column_of_end(folded, cells[0][0])
    if place is None or place >= len(cells):
        return []
    start, end = cells[place]
    told = patterns.A_DATE.match(folded, start, end)
    if told is None or patterns.OPEN_END.search(folded, start, end):
        return []
    ended = {event.site for event in events if event.subtype == "stop"}
    return [
        event
        for event in told_at(told.span(), text, folded, scope, drug, "stop", memory, named=True)
        if event.site not in ended
    ]


def _cells(folded: str, start: int) -> list[tuple[int, int]]:
    """Return where the cells of a table's row begin and end, blanks left out; none where the line is no row."""
    end = folded.find("\n", start)
    end = len(folded) if end < 0 else end
    if "|" not in folded[start:end]:
        return []
    return [match.span() for match in _CELL.finditer(folded, start, end)]


def _column_of_end(folded: str, offset: int) -> int | None:
    """Return which column of the table around an offset tells when a treatment ended, as its header says beside the beginning."""
    line = folded.rfind("\n", 0, offset) + 1
    for _ in range(_ROWS):
        if line == 0:
            return None
        line = folded.rfind("\n", 0, line - 1) + 1
        cells = _cells(folded, line)
        if not cells:
            return None
        titles = [folded[start:end] for start, end in cells]
        if any(patterns.COLUMN_START.fullmatch(title) for title in titles):
            return next((place for place, title in enumerate(titles) if patterns.COLUMN_END.fullmatch(title)), None)
    return None
