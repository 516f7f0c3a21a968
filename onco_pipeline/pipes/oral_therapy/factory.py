"""Registers ``onco.oral_therapy`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.oral_therapy.oral_therapy import OralTherapyMatcher

create_component = registry.factory.register("onco.oral_therapy", assigns=["doc.spans", "doc._.onco_events"])(
    OralTherapyMatcher
)
