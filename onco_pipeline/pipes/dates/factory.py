"""Registers ``onco.dates`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.dates.dates import DatesMatcher

create_component = registry.factory.register("onco.dates", assigns=["doc.spans", "doc._.onco_dates"])(DatesMatcher)
