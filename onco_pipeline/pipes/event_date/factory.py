"""Registers ``onco.event_date`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.event_date.event_date import EventDateLinker

create_component = registry.factory.register("onco.event_date", assigns=["doc._.onco_events"])(EventDateLinker)
