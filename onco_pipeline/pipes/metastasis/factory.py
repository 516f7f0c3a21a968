"""The EDS-NLP component ``onco.metastasis``, a shell over the function that finds the events."""

from edsnlp.core import registry

from onco_pipeline.events import Family
from onco_pipeline.pipes.event_matcher import EventMatcher
from onco_pipeline.pipes.metastasis.metastasis import find


class MetastasisMatcher(EventMatcher):
    """Find the first statement of metastatic disease, and those of new metastatic sites.

    Scope: distant spread and distant recurrence, by words ("métastases", "lésions secondaires",
    "carcinose", M1, stade IV), by progression or relapse in another organ, and by new lesions of an
    organ the primary does not sit in. Regional nodes, local recurrence and what is known are none.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.metastasis")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.metastasis.factory.MetastasisMatcher object at ...>
    >>> doc = nlp("Cancer du côlon. IRM : 2 métastases hépatiques.")
    >>> [(event.text, event.site) for event in doc._.onco_events]
    [('métastases hépatiques', 'foie')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    The wording of French oncology notes, the TNM classification and the annotation
    guidelines.
    """

    family = Family.METASTASIS
    find = staticmethod(find)


create_component = registry.factory.register("onco.metastasis", assigns=["doc.spans", "doc._.onco_events"])(
    MetastasisMatcher
)
