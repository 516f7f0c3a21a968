"""A note as features read it, taken from a ``Doc``; the plain reading of a note makes its own without one."""

from __future__ import annotations

from spacy.tokens import Doc

from onco_pipeline.pipes.document.document import note_class, note_day
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.features import NoteView, reference_of
from onco_pipeline.pipes.event_matcher import folded_text

__all__ = ["view_of"]


def view_of(doc: Doc) -> NoteView:
    """Return the note as features read it, from a ``Doc`` that the pipes up to ``onco.event_date`` went over."""
    layout = doc._.onco_layout or Layout()
    return NoteView(
        folded=folded_text(doc),
        layout=layout,
        events=doc._.onco_events,
        dates=doc._.onco_dates,
        reference=reference_of(layout, note_day(doc)),
        note_class=note_class(doc),
    )
