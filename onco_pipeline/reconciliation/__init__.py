"""Text and codes together: one truth per care event of a patient.

``structured`` reads coded rows as events; ``reading`` gathers the evidence of each patient; ``person`` builds the
events (``merging`` joins mentions, ``metastases`` finds first times, ``matching`` meets the codes, ``plans`` follows
what was planned, ``periods`` the drugs, ``sites`` says where); ``confidence`` says how sure each is; ``fingerprints``
tells whose evidence changed; ``frames``, ``export`` and ``episodes`` give them out. The rules are told in
``docs/reconciliation.md``.
"""

from onco_pipeline.reconciliation.episodes import drug_episodes
from onco_pipeline.reconciliation.export import person_records
from onco_pipeline.reconciliation.fingerprints import evidence_fingerprints
from onco_pipeline.reconciliation.frames import reconcile
from onco_pipeline.reconciliation.person import reconcile_person
from onco_pipeline.reconciliation.reading import Frames, read_evidence
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings, Tolerance, configured
from onco_pipeline.reconciliation.structured import structured_events

__all__ = [
    "DEFAULTS",
    "Frames",
    "Settings",
    "Tolerance",
    "configured",
    "drug_episodes",
    "evidence_fingerprints",
    "person_records",
    "read_evidence",
    "reconcile",
    "reconcile_person",
    "structured_events",
]
