"""The EDS-NLP component ``onco.status``, a shell over the function that does it."""

from edsnlp.core import PipelineProtocol, registry
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_matcher import folded_text
from onco_pipeline.pipes.extensions import declare
from onco_pipeline.pipes.status.status import assign_status


class StatusQualifier(BaseComponent):
    """Set the status of the events that the family pipes found.

    Scope: done, planned, proposed, pending, cancelled, refused, suspected, negated; the patient's or a relative's;
    of this cancer or an earlier one; conditional or not. In place of ``eds.negation``, ``eds.hypothesis``,
    ``eds.family`` and ``eds.history``, which know no plan, no refusal and no cancelled act.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> for name in ("onco.document", "onco.imaging", "onco.status"):
    ...     _ = nlp.add_pipe(name)
    >>> doc = nlp("Scanner fait. IRM à prévoir. Le patient refuse la TEP.")
    >>> [(event.subtype, event.status.value) for event in doc._.onco_events]
    [('ct', 'done'), ('mri', 'planned'), ('pet', 'refused')]

    Extensions
    ----------
    ``doc._.onco_events``
        Each event's ``status``, ``experiencer``, ``cancer_context`` and ``conditional`` are set.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.

    Performance
    -----------
    The confusion of statuses on the annotated sets stands in ``docs/evaluation.md``.

    Source
    ------
    The annotation guidelines' statuses; NegEx (Chapman 2001) and ConText (Harkema 2009) for words that decide within
    a scope.
    """

    def __init__(self, nlp: PipelineProtocol | None = None, name: str | None = "onco.status") -> None:
        super().__init__(nlp=nlp, name=name)

    def set_extensions(self) -> None:
        """Declare what the pipe reads on a ``Doc``."""
        super().set_extensions()
        declare("onco_events", "onco_layout")

    def __call__(self, doc: Doc) -> Doc:
        """Set the status of a document's events."""
        assign_status(folded_text(doc), doc._.onco_layout or Layout(), doc._.onco_events)
        return doc


create_component = registry.factory.register("onco.status", assigns=["doc._.onco_events"])(StatusQualifier)
