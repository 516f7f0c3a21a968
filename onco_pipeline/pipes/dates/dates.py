"""``onco.dates``: the dates of a note, resolved as far as the note allows."""

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.dates.resolve import find_dates
from onco_pipeline.pipes.document.document import note_day
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.extensions import declare, plain_text


class DatesMatcher(BaseComponent):
    """Find and resolve the date expressions of a note.

    Extensions
    ----------
    ``doc._.onco_dates``
        Every :class:`~onco_pipeline.events.DateMention`, in order of position.
    ``doc.spans["onco.dates"]``
        One span a mention, labelled ``date``.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.
    """

    def __init__(self, nlp: PipelineProtocol | None = None, name: str | None = "onco.dates") -> None:
        super().__init__(nlp=nlp, name=name)

    def set_extensions(self) -> None:
        """Declare what the pipe reads and sets on a ``Doc``."""
        super().set_extensions()
        declare("onco_dates", "onco_layout", "note_datetime")

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of a document."""
        doc._.onco_dates = find_dates(plain_text(doc), doc._.onco_layout or Layout(), note_day(doc))
        doc.spans["onco.dates"] = [
            doc.char_span(found.start, found.end, label="date", alignment_mode="expand") for found in doc._.onco_dates
        ]
        return doc
