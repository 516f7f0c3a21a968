"""Registers ``onco.biopsy`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.biopsy.biopsy import BiopsyMatcher

create_component = registry.factory.register("onco.biopsy", assigns=["doc.spans", "doc._.onco_events"])(BiopsyMatcher)
