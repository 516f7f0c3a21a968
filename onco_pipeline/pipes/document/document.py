"""``onco.document``: the structure of a note, left where the later pipes look."""

from datetime import date, datetime

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.document.analyse import analyse
from onco_pipeline.pipes.extensions import declare, plain_text


def note_day(doc: Doc) -> date | None:
    """Return the day of ``doc._.note_datetime``, None when the document has none; EDS-NLP makes a datetime of a text."""
    value = doc._.note_datetime
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def note_class(doc: Doc) -> str | None:
    """Return ``doc._.note_class_source_value``, None when the document has none (of a data frame: NaN)."""
    value = doc._.note_class_source_value
    return value if isinstance(value, str) else None


class DocumentStructure(BaseComponent):
    """Read sentences, clauses, sections, dated entries and paper marks from the raw text.

    Scope: the structure that the later pipes rest on, by the raw line breaks, titles and dates of French hospital
    documents; which day the author speaks from (a letter's own date, an exam's, the note's); what is paper and not
    told (headers, signatures, print marks).

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.document")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.document.document.DocumentStructure object at ...>
    >>> doc = nlp("Antécédents :\\nBiopsie en 2012.\\nConclusion :\\nScanner normal.")
    >>> [section.label for section in doc._.onco_layout.sections]
    ['past_history', 'conclusion']

    Extensions
    ----------
    ``doc._.onco_layout``
        The :class:`~onco_pipeline.pipes.document.layout.Layout` of the note.
    ``doc._.note_datetime``, ``doc._.note_class_source_value``
        Read: when the note was written (a date, a datetime, or a text that EDS-NLP makes one of: it takes 04/05/2019 for
        the fifth of April), and what kind of document it is.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.

    Performance
    -----------
    With the words of dates, a third of the time of reading a note (``docs/performance.md``).

    Source
    ------
    Document types of the AP-HP (``onco_pipeline/codes/data/document_types.csv``); titles of French hospital notes.
    """

    def __init__(self, nlp: PipelineProtocol | None = None, name: str | None = "onco.document") -> None:
        super().__init__(nlp=nlp, name=name)

    def set_extensions(self) -> None:
        """Declare what the pipe reads and sets on a ``Doc``."""
        super().set_extensions()
        declare("onco_layout", "note_datetime", "note_class_source_value")

    def __call__(self, doc: Doc) -> Doc:
        """Read the structure of a document."""
        layout = doc._.onco_layout = analyse(plain_text(doc), note_class(doc), note_day(doc))
        if layout.unbroken is not None:  # what the later pipes read
            doc.user_data["onco_text"] = layout.unbroken
            doc.user_data.pop("onco_folded", None)
        return doc
