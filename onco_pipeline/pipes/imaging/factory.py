"""Registers ``onco.imaging`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.imaging.imaging import ImagingMatcher

create_component = registry.factory.register("onco.imaging", assigns=["doc.spans", "doc._.onco_events"])(ImagingMatcher)
