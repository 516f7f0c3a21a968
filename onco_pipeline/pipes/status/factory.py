"""Registers ``onco.status`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.status.status import StatusQualifier

create_component = registry.factory.register("onco.status", assigns=["doc._.onco_events"])(StatusQualifier)
