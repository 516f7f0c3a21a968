"""How sure a care event is: a logistic score over what supports it, calibrated on a hospital whose truth is known.

Read the result as the probability that the event happened in these days (within one, where it has a day).
"""

from __future__ import annotations

import math
from functools import lru_cache

from onco_pipeline.events import Reconciliation
from onco_pipeline.intervals import Precision
from onco_pipeline.reconciliation.calibration import Calibration, shipped
from onco_pipeline.reconciliation.model import Told

__all__ = ["confidence", "features"]


def features(event: Told) -> dict[str, float]:
    """Return the features of an event.

    ``extraction`` is the best confidence among the mentions that date it; ``lineages`` the natural logarithm of the
    number of independent tellings; the others are 0 or 1 (``misdated`` the share of mentions with another date).
    """
    dating = [m for m in event.mentions if m.id not in event.misdated]
    precision = event.interval.precision if event.interval else Precision.YEAR
    # A coded act that no note tells is as sure as its code; the extraction has no part in it.
    extraction = max((m.confidence for m in dating), default=0.5 if event.units else 0.0)
    return {
        "extraction": extraction,
        "coded": float(bool(event.units)),
        "lineages": math.log(max(1, len({m.lineage for m in dating}))),
        "own_report": float(any(m.rank == 0 for m in event.mentions)),
        "day": float(precision is Precision.DAY),
        "year": float(precision is Precision.YEAR),
        "misdated": 1 - len(dating) / len(event.mentions) if event.mentions else 0.0,
        "conflict": float(event.reconciliation in (Reconciliation.CONFLICTING, Reconciliation.IMPOSSIBLE)),
        "plan": float(event.reconciliation in (Reconciliation.PLANNED, Reconciliation.NOT_PERFORMED)),
    }


def confidence(event: Told, calibration: Calibration | None = None) -> float:
    """Return the confidence of an event, 0 to 1, to four digits."""
    told = features(event)
    return round(calibration.probability(told), 4) if calibration else _by_the_shipped(tuple(told.items()))


@lru_cache(maxsize=16_384)
def _by_the_shipped(told: tuple[tuple[str, float], ...]) -> float:
    """Return what the shipped coefficients make of features: most events share theirs with many others."""
    return round(shipped().probability(dict(told)), 4)
