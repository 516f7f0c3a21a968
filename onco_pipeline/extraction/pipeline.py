"""Build the EDS-NLP pipeline that reads a note."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from onco_pipeline.families import added, added_versions

if TYPE_CHECKING:  # the version is asked by all, the pipeline by few: it brings spaCy and torch
    from edsnlp.core import PipelineProtocol

#: The pipes, in the order they run.
PIPES = (
    "onco.document",
    "onco.dates",
    "onco.biopsy",
    "onco.imaging",
    "onco.metastasis",
    "onco.oral_therapy",
    "onco.pathology",
    "onco.status",
    "onco.event_date",
)

#: Raise it with every change of what comes out: notes are extracted again when it differs.
RULES = 31

#: What the ledger of treated notes remembers.
PIPELINE_VERSION = f"{version('onco-pipeline')}+rules{RULES}.edsnlp{version('edsnlp')}{added_versions()}"


def pipeline_version(linker: Path | None = None) -> str:
    """Return what the ledger of treated notes remembers, with the trained linker that is used beside the rules."""
    if linker is None:
        return PIPELINE_VERSION
    from onco_pipeline.pipes.event_date.models import fingerprint

    return f"{PIPELINE_VERSION}.linker{fingerprint(linker)}"


def build(*, explain: bool = False, linker: Path | None = None) -> PipelineProtocol:
    """Return the pipeline.

    Parameters
    ----------
    explain
        Say of each event why it has its date.
    linker
        Folder of a trained linker, which corrects the dates of the rules.

    Examples
    --------
    >>> doc = build()("Biopsie du sein le 12/03/2019 : carcinome canalaire infiltrant, RE 90 %.")
    >>> [(e.family.value, str(e.interval)) for e in doc._.onco_events][0]
    ('biopsy', '2019-03-12..2019-03-12 (day)')
    """
    import edsnlp

    from onco_pipeline.pipes.event_matcher import EventMatcher

    nlp = edsnlp.blank("eds")
    for name in PIPES:
        if name == "onco.status":
            for family, told in added().items():
                nlp.add_pipe(EventMatcher.of(family, told.find)(nlp), name=f"onco.{family}")
        nlp.add_pipe(name, config={"explain": explain} if name == "onco.event_date" else None)
    if linker is not None:
        from onco_pipeline.pipes.event_date import linker_factory  # noqa: F401 -- registers the pipe, and needs torch

        nlp.add_pipe("onco.event_date_linker", config={"model": str(linker), "explain": explain})
    return nlp
