"""The EDS-NLP component ``onco.biopsy``, a shell over the function that finds the events."""

from edsnlp.core import registry

from onco_pipeline.events import Family
from onco_pipeline.pipes.biopsy.biopsy import find
from onco_pipeline.pipes.event_matcher import EventMatcher


class BiopsyMatcher(EventMatcher):
    """Find biopsies: tissue and cell sampling acts, marrow samples and diagnostic punctures.

    Scope: core, surgical, excisional, endoscopic and sentinel-node biopsies, fine-needle aspirations,
    diagnostic punctures of fluids, marrow biopsies and aspirates. The guidance, the number of cores,
    the technique and the side go to the attributes.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.biopsy")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.biopsy.factory.BiopsyMatcher object at ...>
    >>> [(event.subtype, event.site) for event in nlp("Cytoponction thyroïdienne prévue.")._.onco_events]
    [('cytology', 'thyroïde')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    The surface forms follow French surgery, endoscopy and pathology reports and the
    annotation guidelines.
    """

    family = Family.BIOPSY
    find = staticmethod(find)


create_component = registry.factory.register("onco.biopsy", assigns=["doc.spans", "doc._.onco_events"])(BiopsyMatcher)
