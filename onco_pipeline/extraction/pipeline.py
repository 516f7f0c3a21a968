"""Build the EDS-NLP pipeline that reads a note."""

from __future__ import annotations

from importlib.metadata import version

import edsnlp
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
RULES = 4

#: What the ledger of treated notes remembers.
PIPELINE_VERSION = f"{version('onco-pipeline')}+rules{RULES}.edsnlp{version('edsnlp')}"


def build(*, explain: bool = False) -> PipelineProtocol:
    """Return the pipeline.

    Parameters
    ----------
    explain
        Say of each event why it has its date.

    Examples
    --------
    >>> doc = build()("Biopsie du sein le 12/03/2019 : carcinome canalaire infiltrant, RE 90 %.")
    >>> [(e.family.value, str(e.interval)) for e in doc._.onco_events][0]
    ('biopsy', '2019-03-12..2019-03-12 (day)')
    """
    nlp = edsnlp.blank("eds")
    for name in PIPES:
        nlp.add_pipe(name, config={"explain": explain} if name == "onco.event_date" else None)
    return nlp
