"""Registers ``onco.pathology`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.pathology.pathology import PathologyMatcher

create_component = registry.factory.register("onco.pathology", assigns=["doc.spans", "doc._.onco_events"])(
    PathologyMatcher
)
