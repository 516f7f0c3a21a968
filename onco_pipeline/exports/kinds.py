"""The exports by name: what each makes, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onco_pipeline.exports import cbioportal, chemotimelines, fhir, omop_cdm, standoff
from onco_pipeline.exports.data import ExportData


@dataclass(frozen=True, slots=True)
class Kind:
    """One export: its function, what it makes in a sentence, and whether its files hold the text of notes."""

    write: Callable[[ExportData, Path], list[Path]]
    makes: str
    holds_text: bool = False


KINDS: dict[str, Kind] = {
    "omop": Kind(omop_cdm.write, "OMOP CDM 5.4: note_nlp, episode, episode_event, measurement as CSV", holds_text=True),
    "cbioportal": Kind(cbioportal.write, "cBioPortal study with a clinical timeline, in days from day 0"),
    "brat": Kind(standoff.write_brat, "brat standoff: events and their dates on the notes", holds_text=True),
    "docs": Kind(standoff.write_docs, "spaCy DocBin with a span group a family, for edsnlp", holds_text=True),
    "fhir": Kind(fhir.write, "FHIR R4 bundles, one a patient, with the notes that tell each resource"),
    "chemotimelines": Kind(chemotimelines.write, "ChemoTimelines JSON: each patient's oral drugs and their dates"),
}
