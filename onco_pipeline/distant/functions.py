"""Labelling functions side by side: how much each says, how often they agree, and how often each is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from onco_pipeline.distant.instances import Instance
from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.pipes.event_date.features import FEATURES

__all__ = ["FUNCTIONS", "statistics", "votes"]

_NEAREST = FEATURES.index("nearest")
_AFTER, _BEFORE = FEATURES.index("right after"), FEATURES.index("right before")


def _structured(instance: Instance, label: BagLabel) -> list[int]:
    return [
        1 if positive else -1 if negative else 0
        for positive, negative in zip(label.positive[:-1], label.negative[:-1], strict=True)
    ]


def _rules(instance: Instance, label: BagLabel) -> list[int]:
    options = instance.bag.options
    if options[-1].chosen:
        return [0] * (len(options) - 1)
    chosen = next(option.interval for option in options if option.chosen)
    return [1 if option.interval == chosen else -1 for option in options[:-1]]


def _nearest(instance: Instance, label: BagLabel) -> list[int]:
    return [1 if near else 0 for near in instance.bag.numbers[:-1, _NEAREST]]


def _adjacent(instance: Instance, label: BagLabel) -> list[int]:
    return [1 if row[_AFTER] or row[_BEFORE] else 0 for row in instance.bag.numbers[:-1]]


#: Each says of a pair (event, date): 1 they belong together, -1 they do not, 0 nothing.
FUNCTIONS: dict[str, Callable[[Instance, BagLabel], list[int]]] = {
    "structured": _structured,
    "rules": _rules,
    "nearest": _nearest,
    "adjacent": _adjacent,
}


def votes(instances: Sequence[Instance], labels: Sequence[BagLabel]) -> np.ndarray:
    """Return what each function says of each pair, shape (pairs, functions), in the order of :data:`FUNCTIONS`."""
    said = [
        np.array([function(instance, label) for function in FUNCTIONS.values()], dtype=np.int8).T
        for instance, label in zip(instances, labels, strict=True)
        if len(instance.bag.options) > 1
    ]
    return np.concatenate(said) if said else np.zeros((0, len(FUNCTIONS)), dtype=np.int8)


def statistics(said: np.ndarray, right: np.ndarray | None = None) -> pd.DataFrame:
    """Return coverage, overlap and conflict of the functions; with the truth, precision and recall of their "yes".

    Parameters
    ----------
    said
        :func:`votes`.
    right
        For each pair 1 (belongs together), 0 (does not) or -1 (unknown); only the synthetic world can tell.

    Returns
    -------
    pandas.DataFrame
        A row a function: ``pairs`` (number), ``coverage`` (share of pairs it speaks of), ``overlap`` (share of pairs
        that another speaks of too), ``conflict`` (share of pairs that another contradicts), ``positive`` (number of
        "yes"), and with the truth ``precision``, ``recall`` (0 to 1, None where there is nothing to divide by).

    Examples
    --------
    >>> frame = statistics(np.array([[1, 1, 0, 0], [-1, 1, 0, 0]]), np.array([1, 0]))
    >>> frame.loc["rules", ["conflict", "precision", "recall"]].tolist()
    [0.5, 0.5, 1.0]
    """
    rows = []
    for place in range(len(FUNCTIONS)):
        own = said[:, place]
        others = np.delete(said, place, axis=1)
        speaks = own != 0
        shared = speaks & (others != 0).any(axis=1)
        against = speaks & (others == -own[:, None]).any(axis=1)
        row: dict[str, float | int | None] = {
            "pairs": len(said),
            "coverage": _share(speaks.sum(), len(said)),
            "overlap": _share(shared.sum(), len(said)),
            "conflict": _share(against.sum(), len(said)),
            "positive": int((own == 1).sum()),
        }
        if right is not None:
            hits = ((own == 1) & (right == 1)).sum()
            row["precision"] = _share(hits, ((own == 1) & (right >= 0)).sum())
            row["recall"] = _share(hits, (right == 1).sum())
        rows.append(row)
    return pd.DataFrame(rows, index=pd.Index(FUNCTIONS, name="function"))


def _share(part: int, whole: int) -> float | None:
    return round(float(part / whole), 4) if whole else None
