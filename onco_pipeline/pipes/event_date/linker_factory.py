"""Registers ``onco.event_date_linker`` with EDS-NLP; apart from the rules' factory, because it needs torch."""

from edsnlp.core import registry

from onco_pipeline.pipes.event_date.linker import LearnedLinker

create_component = registry.factory.register("onco.event_date_linker", assigns=["doc._.onco_events"])(LearnedLinker)
