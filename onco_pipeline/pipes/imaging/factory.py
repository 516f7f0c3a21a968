"""The EDS-NLP component ``onco.imaging``, a shell over the function that finds the events."""

from edsnlp.core import registry

from onco_pipeline.events import Family
from onco_pipeline.pipes.event_matcher import EventMatcher
from onco_pipeline.pipes.imaging.imaging import find


class ImagingMatcher(EventMatcher):
    """Find imaging exams: CT, MRI, PET, bone scan, mammography, ultrasound, X-ray and others.

    Scope: every exam of a patient that looks at the body, by its French names, abbreviations and
    loans ("PET-CT", "TAC"); an echo-endoscopy, an echocardiogram and a Doppler are ultrasound. The
    guidance of a puncture is none.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.imaging")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.imaging.factory.ImagingMatcher object at ...>
    >>> [(event.subtype, event.site) for event in nlp("TDM TAP le 04/12.")._.onco_events]
    [('ct', 'tap')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    The surface forms follow French radiology reports and the annotation guidelines.
    """

    family = Family.IMAGING
    find = staticmethod(find)


create_component = registry.factory.register("onco.imaging", assigns=["doc.spans", "doc._.onco_events"])(ImagingMatcher)
