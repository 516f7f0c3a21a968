"""The coefficients of the confidence, fitted on a hospital whose truth is known, and how far they can be relied on.

A logistic regression (Platt's scaling, on several features rather than on one score) with a small ridge penalty. The
fitted coefficients are a small file beside this module, which says what they were fitted on; ``onco calibrate`` makes
it from a synthetic hospital of the development families, ``onco evaluate --world`` measures it on one of the test
families.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from onco_pipeline.counts import count_of

__all__ = ["Calibration", "expected_calibration_error", "fit", "reliability", "shipped"]

_FILE = Path(__file__).with_name("calibration.json")
#: Events below which a fit says nothing.
LEAST = 200
#: Weight of the ridge penalty: one event's worth, which keeps a feature that never varies at 0.
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log-odds of each feature of :func:`onco_pipeline.reconciliation.confidence.features`.

    Attributes
    ----------
    fitted_on
        Which hospital, how many events, which version of the rules.
    """

    intercept: float
    coefficients: Mapping[str, float]
    fitted_on: str = ""

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that an event with these features happened in these days.

        Raises
        ------
        KeyError
            When a feature has no coefficient: the file belongs to another version of the rules.
        """
        logit = self.intercept + sum(self.coefficients[name] * value for name, value in features.items())
        return float(1 / (1 + np.exp(-logit)))

    def save(self, path: Path) -> None:
        """Write the coefficients as JSON."""
        table = {"fitted_on": self.fitted_on, "intercept": self.intercept, "coefficients": dict(self.coefficients)}
        path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read coefficients."""
        table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return cls(table["intercept"], table["coefficients"], table["fitted_on"])


@cache
def shipped() -> Calibration:
    """Return the coefficients that the project ships."""
    return Calibration.load(_FILE)


def fit(features: Sequence[Mapping[str, float]], right: Sequence[bool], fitted_on: str = "") -> Calibration:
    """Return the coefficients under which the features tell best which events were right.

    Newton's method from zero: the same events give the same coefficients, in whatever order they come, to four digits.

    Raises
    ------
    ValueError
        When there are too few events, or all of them are right or wrong.
    """
    truth = np.asarray(right, dtype=float)
    if len(truth) < LEAST or truth.min() == truth.max():
        raise ValueError(
            f"{count_of(len(truth), 'event')}, {int(truth.sum())} of them right: "
            f"{LEAST} at least are needed, of both kinds"
        )
    names = sorted(features[0])
    design = np.column_stack([np.ones(len(truth)), [[row[name] for name in names] for row in features]])
    penalty = np.diag([0.0, *[_RIDGE] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(100):
        stated = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (truth - stated) - penalty @ weights
        curvature = (design * (stated * (1 - stated))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    rounded = [round(float(weight), 4) for weight in weights]
    return Calibration(rounded[0], dict(zip(names, rounded[1:], strict=True)), fitted_on)


def reliability(stated: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """Return, for each tenth of the probability scale that occurs: mean stated, share that is right, events.

    Examples
    --------
    >>> reliability([0.95, 0.25, 0.25], [True, False, True])
    [(0.25, 0.5, 2), (0.95, 1.0, 1)]
    """
    said, truth = np.asarray(stated, dtype=float), np.asarray(right, dtype=float)
    place = np.minimum((said * bins).astype(int), bins - 1)
    return [
        (float(said[place == k].mean()), float(truth[place == k].mean()), int((place == k).sum()))
        for k in range(bins)
        if (place == k).any()
    ]


def expected_calibration_error(stated: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return the mean distance between what is stated and what is so, weighted by events (0 is best).

    Examples
    --------
    >>> expected_calibration_error([0.75] * 4, [True, True, True, False])
    0.0
    >>> round(expected_calibration_error([0.95, 0.95], [True, False]), 2)
    0.45
    """
    rows = reliability(stated, right, bins)
    total = sum(count for *_, count in rows)
    return sum(abs(said - share) * count for said, share, count in rows) / total if total else 0.0
