"""The fictitious hospital: lives, the notes that doctors write about them, tables and gold, all from a seed.

Rooms: ``patients`` (what happened), ``planning``, ``templates`` and ``wording`` (who wrote what, in which words),
``noise``, ``coding`` (what the hospital coded), ``world`` (the gold of whole patients), ``hospital`` (files).
"""

from onco_pipeline.synthesis.hospital import GENERATOR_VERSION, Summary, generate
from onco_pipeline.synthesis.wording import Families

__all__ = ["GENERATOR_VERSION", "Families", "Summary", "generate"]
