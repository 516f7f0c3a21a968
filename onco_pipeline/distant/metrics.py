"""How well dates are linked: accuracy, calibration, and what is gained by leaving the doubtful to the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onco_pipeline.distant.instances import Instance
from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.event_date.bags import ALONE, RULES_ALONE, Bag, Decision, choose
from onco_pipeline.reconciliation.calibration import expected_calibration_error, reliability

__all__ = ["Judged", "agreement", "judge", "risk_coverage"]


def _is_positive(bag: Bag, label: BagLabel, interval: DateInterval | None) -> bool:
    return any(good and told == interval for good, told in zip(label.positive, bag.intervals, strict=True))


def agreement(
    instances: Sequence[Instance], labels: Sequence[BagLabel], probabilities: Sequence[np.ndarray], decision: Decision
) -> float:
    """Return the share of the positive bags that get one of their positive dates (0 to 1; 0 when there is none)."""
    hits = [
        _is_positive(one.bag, label, choose(one.bag, row, decision).interval)
        for one, label, row in zip(instances, labels, probabilities, strict=True)
        if any(label.positive)
    ]
    return float(np.mean(hits)) if hits else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """How model and rules do on the positive bags of some patients.

    Attributes
    ----------
    bags
        Their number.
    rules, model, linked
        Share of right dates (0 to 1): the rules alone, the model alone, both together.
    overruled
        Share of bags that get another date than by the rules.
    error
        Expected calibration error of the model (0 to 1).
    reliability
        For each tenth of probability: mean probability, share right, number of bags.
    """

    bags: int
    rules: float
    model: float
    linked: float
    overruled: float
    error: float
    reliability: tuple[tuple[float, float, int], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures, rounded to four digits."""
        names = ("rules", "model", "linked", "overruled", "error")
        figures = {name: round(getattr(self, name), 4) for name in names}
        bins = [[round(mean, 4), round(share, 4), count] for mean, share, count in self.reliability]
        return {"bags": self.bags, **figures, "reliability": bins}


def judge(
    instances: Sequence[Instance], labels: Sequence[BagLabel], probabilities: Sequence[np.ndarray], decision: Decision
) -> Judged:
    """Return how a model does on the positive bags among some, against their labels."""
    kept = [i for i, label in enumerate(labels) if any(label.positive)]
    ones, told, rows = [instances[i] for i in kept], [labels[i] for i in kept], [probabilities[i] for i in kept]
    if not kept:
        return Judged(0, 0.0, 0.0, 0.0, 0.0, 0.0, ())
    best = [choose(one.bag, row, ALONE) for one, row in zip(ones, rows, strict=True)]
    right = [_is_positive(one.bag, label, made.interval) for one, label, made in zip(ones, told, best, strict=True)]
    sure = [made.probability for made in best]
    given = [choose(one.bag, row, decision).interval for one, row in zip(ones, rows, strict=True)]
    return Judged(
        bags=len(kept),
        rules=agreement(ones, told, rows, RULES_ALONE),
        model=float(np.mean(right)),
        linked=agreement(ones, told, rows, decision),
        overruled=float(np.mean([g != one.bag.intervals[one.bag.chosen] for g, one in zip(given, ones, strict=True)])),
        error=expected_calibration_error(sure, right),
        reliability=tuple(reliability(sure, right)),
    )


def risk_coverage(probabilities: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return the share of errors among the surest 10 %, 20 % ... 100 %: coverage and risk, both 0 to 1.

    Examples
    --------
    >>> risk_coverage([0.9, 0.8], [True, False])[-1]
    (1.0, 0.5)
    """
    if not len(probabilities):
        return []
    order = np.argsort(-np.asarray(probabilities, dtype=float), kind="stable")
    wrong = 1 - np.asarray(right, dtype=float)[order]
    counts = [max(1, round(len(order) * step / 10)) for step in range(1, 11)]
    return [(step / 10, float(wrong[:count].mean())) for step, count in zip(range(1, 11), counts, strict=True)]
