"""Registers ``onco.metastasis`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.metastasis.metastasis import MetastasisMatcher

create_component = registry.factory.register("onco.metastasis", assigns=["doc.spans", "doc._.onco_events"])(
    MetastasisMatcher
)
