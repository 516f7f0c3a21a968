"""The EDS-NLP component ``onco.pathology``, a shell over the function that finds the events."""

from edsnlp.core import registry

from onco_pipeline.events import Family
from onco_pipeline.pipes.event_matcher import EventMatcher
from onco_pipeline.pipes.pathology.pathology import find


class PathologyMatcher(EventMatcher):
    """Find pathology results: histology, cytology, immunohistochemistry, molecular results.

    Scope: what an examination of a tissue, of cells or of circulating DNA found, asked for or still
    awaited. A diagnosis without a detail of the examination, an exam's lesions and blood tests are none.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.pathology")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.pathology.factory.PathologyMatcher object at ...>
    >>> doc = nlp("Colectomie : adénocarcinome pT3N1, KRAS muté.")
    >>> [(event.text, event.site) for event in doc._.onco_events]
    [('adénocarcinome pT3N1, KRAS muté', 'côlon')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    The vocabulary follows French pathology reports, the TNM classification, the ADICAP
    thesaurus and the annotation guidelines.
    """

    family = Family.PATHOLOGY
    find = staticmethod(find)


create_component = registry.factory.register("onco.pathology", assigns=["doc.spans", "doc._.onco_events"])(
    PathologyMatcher
)
