"""How sure a care event is: a logistic score over what supports it.

The coefficients below are the authors' reading of how such evidence fares, not fitted; a calibration against a
gold standard replaces them without changing the features. Read the result as the probability that the event
happened in these days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from onco_pipeline.events import Reconciliation
from onco_pipeline.intervals import Precision
from onco_pipeline.reconciliation.model import Told

__all__ = ["COEFFICIENTS", "Coefficients", "confidence", "features"]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Log-odds of each feature of :func:`features`."""

    intercept: float = -0.4
    extraction: float = 2.0
    coded: float = 2.0
    lineages: float = 0.7
    own_report: float = 0.6
    day: float = 0.3
    year: float = -0.4
    misdated: float = -0.5
    conflict: float = -1.5
    plan: float = -0.6


COEFFICIENTS = Coefficients()


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


def confidence(event: Told, coefficients: Coefficients = COEFFICIENTS) -> float:
    """Return the confidence of an event, 0 to 1, to four digits."""
    logit = coefficients.intercept + sum(getattr(coefficients, name) * value for name, value in features(event).items())
    return round(1 / (1 + math.exp(-logit)), 4)
