"""The EDS-NLP component ``onco.event_date``, a shell over the function that does it."""

from edsnlp.core import PipelineProtocol, registry
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.document.document import note_day
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.event_date import date_events
from onco_pipeline.pipes.event_matcher import folded_text
from onco_pipeline.pipes.extensions import declare


class EventDateLinker(BaseComponent):
    """Choose the date of each event.

    Scope: each event of the five families gets the date of the note that dates it, in the reading that its status
    asks for, or none: the nearest date in the same statement, the header of its entry, the act that a result was
    read on, the first telling of what is told again. No date is made up.

    Examples
    --------
    >>> from onco_pipeline.extraction.pipeline import build
    >>> doc = build(explain=True)("Biopsie du foie le 12/03/2019. IRM prévue le 02/04/2019.")
    >>> [(event.family.value, str(event.interval)) for event in doc._.onco_events]
    [('biopsy', '2019-03-12..2019-03-12 (day)'), ('imaging', '2019-04-02..2019-04-02 (day)')]

    Extensions
    ----------
    ``doc._.onco_events``
        Each event's ``date``, ``interval``, ``confidence`` (and ``explanation``) are set.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.
    explain
        Say of each event why it has its date.

    Performance
    -----------
    Share of events with the right date, beside the nearest date of the stock chain: ``docs/evaluation.md``.

    Source
    ------
    This project's rules; EDS-NLP 0.23 has no pipe that links an event to its date.
    """

    def __init__(
        self, nlp: PipelineProtocol | None = None, name: str | None = "onco.event_date", *, explain: bool = False
    ) -> None:
        super().__init__(nlp=nlp, name=name)
        self.explain = explain

    def set_extensions(self) -> None:
        """Declare what the pipe reads on a ``Doc``."""
        super().set_extensions()
        declare("onco_events", "onco_dates", "onco_layout", "note_datetime")

    def __call__(self, doc: Doc) -> Doc:
        """Date the events of a document."""
        layout = doc._.onco_layout or Layout()
        date_events(folded_text(doc), layout, doc._.onco_events, doc._.onco_dates, note_day(doc), explain=self.explain)
        return doc


create_component = registry.factory.register("onco.event_date", assigns=["doc._.onco_events"])(EventDateLinker)
