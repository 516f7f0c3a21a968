"""Registers ``onco.document`` with EDS-NLP."""

from edsnlp.core import registry

from onco_pipeline.pipes.document.document import DocumentStructure

create_component = registry.factory.register("onco.document", assigns=["doc._.onco_layout"])(DocumentStructure)
