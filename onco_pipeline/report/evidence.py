"""Show where an event stands in a note: the passage around it, event and date marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import pandas as pd

from onco_pipeline.cells import plain

#: Most characters shown on either side of the event and its date, when no sentence ends before.
_CONTEXT = 160

#: Where a sentence of a note ends: a stop and a blank, or the end of its line.
_SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a note as safe HTML, under the note's title and date; ``status`` is what it says became of it."""

    title: str
    date: str | None
    html: str
    status: str = "done"
    note_id: str = ""


def highlight(text: str, event: tuple[int, int], date: tuple[int, int] | None, context: int = _CONTEXT) -> str:
    """Return the sentence of an event as HTML, and that of its date where it is another; both marked.

    Parameters
    ----------
    text
        The note.
    event, date
        ``(start, end)`` offsets of the event's words and of its date's words.
    context
        Most characters shown on either side of each mark.

    Examples
    --------
    >>> highlight("Vue ce jour. Biopsie le 3/12 <b>", (13, 20), (24, 28))
    '… <mark class="event">Biopsie</mark> le <mark class="date">3/12</mark> &lt;b&gt;'
    """
    marks = [(*event, "event")] + ([(*date, "date")] if date and not _overlap(event, date) else [])
    marks.sort()
    pieces: list[str] = []
    shown = 0
    for start, end, kind in marks:
        begin, finish = _sentence(text, start, end, context)
        if begin > shown:
            pieces.append(" … " if pieces else "… ")
            shown = begin
        pieces.append(escape(text[shown:start]))
        pieces.append(f'<mark class="{kind}">{escape(text[start:end])}</mark>')
        shown = end
        after = min([finish, *(other for other, _, _ in marks if other > start)])
        pieces.append(escape(text[end:after]))
        shown = max(after, end)
    if shown < len(text.rstrip()):
        pieces.append(" …")
    return "".join(pieces)


def _sentence(text: str, start: int, end: int, context: int) -> tuple[int, int]:
    """Return where the sentence of a mark begins and ends, no farther away than ``context``."""
    begin = max(0, start - context)
    for match in _SENTENCE_END.finditer(text, begin, start):
        begin = match.end()
    while begin < start and text[begin].isspace():
        begin += 1
    stop = _SENTENCE_END.search(text, end, min(len(text), end + context))
    finish = stop.end() if stop else min(len(text), end + context)
    return begin, finish - (1 if stop and text[finish - 1] == "\n" else 0)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def passages(evidence: pd.DataFrame, note_events: pd.DataFrame, notes: pd.DataFrame) -> dict[str, list[Passage]]:
    """Return, for each care event, the passages of the notes that support it.

    Parameters
    ----------
    evidence
        Rows of ``event_evidence``.
    note_events
        Rows of ``note_event`` they point to.
    notes
        Rows of ``note`` (``note_id, note_title, note_class_source_value, note_datetime, note_text``).
    """
    told = evidence[evidence["evidence_table"] == "note_event"]
    rows = told.merge(
        note_events.drop(columns=["person_id"]), left_on="evidence_id", right_on="note_event_id", suffixes=("_", "")
    )
    by_id = {note["note_id"]: note for note in notes.to_dict("records")}
    found: dict[str, list[Passage]] = {}
    for row in rows.sort_values(["care_event_id", "note_id", "quote_start"]).itertuples():
        note = by_id.get(row.note_id)
        if note is None:
            continue
        date = None
        if pd.notna(row.date_quote_start):
            date = (int(row.date_quote_start), int(row.date_quote_end))
        when = note["note_datetime"]
        found.setdefault(row.care_event_id, []).append(
            Passage(
                title=str(plain(note["note_title"]) or plain(note["note_class_source_value"]) or row.note_id),
                date=None if pd.isna(when) else pd.Timestamp(when).date().isoformat(),
                html=highlight(note["note_text"], (int(row.quote_start), int(row.quote_end)), date),
                status=str(row.status),
                note_id=str(row.note_id),
            )
        )
    return found
