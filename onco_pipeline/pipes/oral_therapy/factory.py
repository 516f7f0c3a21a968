"""The EDS-NLP component ``onco.oral_therapy``, a shell over the function that finds the events."""

from edsnlp.core import registry

from onco_pipeline.events import Family
from onco_pipeline.pipes.event_matcher import EventMatcher
from onco_pipeline.pipes.oral_therapy.oral_therapy import find


class OralTherapyMatcher(EventMatcher):
    """Find starts, stops and dose changes of oral anticancer drugs.

    Scope: the agents of ``onco_pipeline.codes.drugs`` by INN, French brand, usual abbreviation or
    regimen (XELOX), misspelt by one letter; molecules that are also injected only with an oral route.
    A pause is a stop, a resumption a start; a combination gives one mention a drug.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.oral_therapy")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.oral_therapy.factory.OralTherapyMatcher object at ...>
    >>> [(event.subtype, event.site) for event in nlp("Létrozole débuté le 3 mai.")._.onco_events]
    [('start', 'létrozole')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    WHO ATC index and French public drug database for the names; the phase words follow the
    annotation guidelines.
    """

    family = Family.ORAL_THERAPY
    find = staticmethod(find)


create_component = registry.factory.register("onco.oral_therapy", assigns=["doc.spans", "doc._.onco_events"])(
    OralTherapyMatcher
)
