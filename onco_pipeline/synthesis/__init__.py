"""The fictitious hospital: lives, the notes that doctors write about them, tables and gold, all from a seed.

Rooms: ``patients`` (what happened), ``documents`` and ``templates`` (who wrote what), ``noise``,
``coding`` (what the hospital coded), ``world`` (the gold of whole patients), ``hospital`` (files).
"""

from onco_pipeline.synthesis.hospital import Summary, generate

__all__ = ["Summary", "generate"]
