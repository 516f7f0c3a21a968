"""Show where an event stands in a note: the passage around it, event and date marked."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

#: Characters shown on either side of the event and its date.
_CONTEXT = 70


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a note as safe HTML, under the note's title and date."""

    title: str
    date: str | None
    html: str


def highlight(text: str, event: tuple[int, int], date: tuple[int, int] | None, context: int = _CONTEXT) -> str:
    """Return the words around an event as HTML, the event and its date marked.

    Parameters
    ----------
    text
        The note.
    event, date
        ``(start, end)`` offsets of the event's words and of its date's words.
    context
        Characters shown around each; what lies between two distant marks is left out.

    Examples
    --------
    >>> highlight("Biopsie le 3/12 <b>", (0, 7), (11, 15))
    '<mark class="event">Biopsie</mark> le <mark class="date">3/12</mark> &lt;b&gt;'
    """
    marks = [(*event, "event")] + ([(*date, "date")] if date and not _overlap(event, date) else [])
    marks.sort()
    pieces: list[str] = []
    shown = max(0, marks[0][0] - context)
    if shown:
        pieces.append("… ")
    for position, (start, end, kind) in enumerate(marks):
        if start - shown > 2 * context:
            pieces.append(escape(text[shown : shown + context]) + " … ")
            shown = start - context
        pieces.append(escape(text[shown:start]))
        pieces.append(f'<mark class="{kind}">{escape(text[start:end])}</mark>')
        shown = end
        if position == len(marks) - 1:
            pieces.append(escape(text[end : end + context]))
            if end + context < len(text):
                pieces.append(" …")
    return "".join(pieces)


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
    texts = notes.set_index("note_id")
    found: dict[str, list[Passage]] = {}
    for row in rows.sort_values(["care_event_id", "note_id", "quote_start"]).itertuples():
        if row.note_id not in texts.index:
            continue
        note = texts.loc[row.note_id]
        date = None
        if pd.notna(row.date_quote_start):
            date = (int(row.date_quote_start), int(row.date_quote_end))
        when = note["note_datetime"]
        found.setdefault(row.care_event_id, []).append(
            Passage(
                title=str(note["note_title"] or note["note_class_source_value"] or row.note_id),
                date=None if pd.isna(when) else pd.Timestamp(when).date().isoformat(),
                html=highlight(note["note_text"], (int(row.quote_start), int(row.quote_end)), date),
            )
        )
    return found
