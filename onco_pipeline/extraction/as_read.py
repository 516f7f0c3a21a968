"""Show notes as they were read: the text beneath what an export wrapped it in, and where quotes stand in it."""

from __future__ import annotations

from bisect import bisect_left

import pandas as pd

from onco_pipeline.extraction.wrapping import unwrap

__all__ = ["as_read"]

_PLACES = ("quote_start", "quote_end", "date_quote_start", "date_quote_end")


def as_read(note_events: pd.DataFrame, notes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return events and notes for whoever is to see them; for a note that nothing wraps, as they are.

    Parameters
    ----------
    note_events
        Rows of ``note_event``, with places in the text that the warehouse keeps.
    notes
        Rows of ``note``.

    Examples
    --------
    >>> notes = pd.DataFrame({"note_id": ["1"], "note_text": ["<p>IRM c&eacute;r&eacute;brale"]})
    >>> places = {"quote_start": [3], "quote_end": [30], "date_quote_start": [None], "date_quote_end": [None]}
    >>> events, shown = as_read(pd.DataFrame({"note_id": ["1"], **places}), notes)
    >>> shown["note_text"][0][events["quote_start"][0] : events["quote_end"][0]]
    'IRM cérébrale'
    """
    moved: dict[str, list[int]] = {}
    texts = []
    for note_id, source in zip(notes["note_id"], notes["note_text"], strict=True):
        text, offsets = unwrap(source)
        texts.append(text)
        if offsets is not None:
            moved[note_id] = offsets
    if not moved:
        return note_events, notes
    places = {
        name: [
            bisect_left(moved[note_id], int(place)) if note_id in moved and pd.notna(place) else place
            for note_id, place in zip(note_events["note_id"], note_events[name], strict=True)
        ]
        for name in _PLACES
    }
    kinds = {name: note_events[name].dtype for name in _PLACES}
    shown = {name: pd.Series(values, note_events.index, dtype=kinds[name]) for name, values in places.items()}
    return note_events.assign(**shown), notes.assign(note_text=texts)
