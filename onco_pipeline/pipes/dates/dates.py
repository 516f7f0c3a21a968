"""``onco.dates``: the dates of a note, resolved as far as the note allows."""

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.dates.resolve import find_dates
from onco_pipeline.pipes.document.document import note_day
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.extensions import declare, plain_text


class DatesMatcher(BaseComponent):
    """Find and resolve the date expressions of a note, in place of ``eds.dates``.

    Scope: every way a French note writes a time of a day or longer, whole or in part ("12/03/19", "le 16", "fin
    mars", "J15 de la chirurgie", "il y a trois mois"); ages, scores, fractions, doses, rhythms and codes are none.
    A date that nothing in the note resolves is kept, without an interval. The clock is never read.

    Examples
    --------
    >>> import datetime, edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.dates")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.dates.dates.DatesMatcher object at ...>
    >>> doc = nlp.make_doc("TDM le 12/03, contrôle dans 3 mois.")
    >>> doc._.note_datetime = datetime.datetime(2020, 6, 18)
    >>> [(found.text, str(found.interval)) for found in nlp.get_pipe("onco.dates")(doc)._.onco_dates]
    [('12/03', '2020-03-12..2020-03-12 (day)'), ('dans 3 mois', '2020-09-01..2020-09-30 (month)')]

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

    Notes
    -----
    Reads ``doc._.note_datetime`` and, where ``onco.document`` ran before, ``doc._.onco_layout``: without it the note
    is one sentence without entries or headers.

    Performance
    -----------
    The dates asked for by the shared sets, and the time against ``eds.dates``, stand in ``docs/dates.md``.

    Source
    ------
    Fuzzy words follow the annotation guidelines of the project; the forms, French clinical notes.
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
