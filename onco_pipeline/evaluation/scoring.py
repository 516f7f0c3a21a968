"""Strict and month scores with bootstrap intervals, by the very rules of the guidelines' own scorer."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onco_pipeline.evaluation.records import Record
from onco_pipeline.events import Family
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.text import fold_key

#: Records by note, or by patient.
Records = Mapping[str, Sequence[Record]]
#: Whether the date of a predicted record (second) is that of a gold one (first).
Agree = Callable[[Record, Record], bool]

#: Families of which a predicted record must have the subtype of the gold one.
MATCHED_BY_SUBTYPE = (Family.IMAGING, Family.ORAL_THERAPY)

FAMILIES = tuple(family.value for family in Family)


def key(record: Record) -> tuple[str | None, ...]:
    """Return what a predicted record must share with a gold one besides the date."""
    if record.family is Family.IMAGING:
        return record.family, record.status, record.subtype
    if record.family is Family.ORAL_THERAPY:
        return record.family, record.status, record.subtype, fold_key(record.site or "")
    return record.family, record.status


def strict(gold: Record, predicted: Record) -> bool:
    """Tell whether the bounds are the same; two fuzzy intervals need to share half their union."""
    return same_dates(gold.interval, predicted.interval)


def same_dates(one: DateInterval, other: DateInterval) -> bool:
    """Compare two dates strictly; see :func:`strict`.

    Examples
    --------
    >>> same_dates(DateInterval.from_iso("2019-03-01..2019-03-10"), DateInterval.from_iso("2019-03-01..2019-03-20"))
    True
    """
    if one.precision == other.precision == Precision.INTERVAL:
        return one.overlap_ratio(other) >= 0.5
    return (one.start, one.end) == (other.start, other.end)


def month(gold: Record, predicted: Record) -> bool:
    """Tell whether both start in one calendar month; in one year where the gold is a year."""
    one, other = gold.interval.start, predicted.interval.start
    return one.year == other.year and (gold.interval.precision == Precision.YEAR or one.month == other.month)


def pair(
    gold: Sequence[Record], predicted: Sequence[Record], agree: Agree
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Match the records of one note one to one.

    Returns
    -------
    tuple
        Pairs of gold and predicted, gold records without a match, predicted records without one.
    """
    waiting, pairs, missed = list(predicted), [], []
    for wanted in gold:
        same = [index for index, found in enumerate(waiting) if key(found) == key(wanted) and agree(wanted, found)]
        if not same:
            missed.append(wanted)
            continue
        # Among equals prefer the exact date, then the same site, then the order of the file.
        best = min(same, key=lambda index: _distance(wanted, waiting[index]))
        pairs.append((wanted, waiting.pop(best)))
    return pairs, missed, waiting


def _distance(gold: Record, predicted: Record) -> tuple[bool, bool]:
    bounds = (gold.interval.start, gold.interval.end) != (predicted.interval.start, predicted.interval.end)
    return bounds, fold_key(gold.site or "") != fold_key(predicted.site or "")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one family, or of all; precision, recall and F1 of nothing are 0.

    Attributes
    ----------
    low, high
        Bounds of the 95 % bootstrap interval of F1.
    """

    tp: int
    fp: int
    fn: int
    low: float = 0.0
    high: float = 0.0

    @property
    def precision(self) -> float:
        """Share of the predicted records that are right (0 to 1)."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold records that were found (0 to 1)."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall (0 to 1).

        Examples
        --------
        >>> Score(tp=3, fp=1, fn=1).f1
        0.75
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures under their names."""
        named = {name: getattr(self, name) for name in ("tp", "fp", "fn", "low", "high")}
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, **named}


def scores(gold: Records, predicted: Records, agree: Agree, *, draws: int = 1000, seed: int = 0) -> dict[str, Score]:
    """Return the micro score of each family and of ``all`` of them.

    Parameters
    ----------
    gold, predicted
        Records by note or patient. One that the prediction lacks has no events; one that the gold
        lacks is not scored.
    agree
        :func:`strict` or :func:`month`.
    draws
        Bootstrap samples of notes.
    seed
        Of the bootstrap: the same seed, the same interval.
    """
    counts = np.array([_counts(events, predicted.get(owner, ()), agree) for owner, events in gold.items()])
    if not len(counts):
        return {name: Score(0, 0, 0) for name in (*FAMILIES, "all")}
    rng = random.Random(seed)  # noqa: S311 -- a bootstrap, not a secret
    places = range(len(counts))
    samples = np.array([counts[rng.choices(places, k=len(counts))].sum(axis=0) for _ in range(draws)])
    made = {}
    for index, name in enumerate((*FAMILIES, "all")):
        chosen = slice(None) if name == "all" else slice(index, index + 1)
        low, high = _bounds(samples[:, chosen].sum(axis=1))
        tp, fp, fn = map(int, counts[:, chosen].sum(axis=(0, 1)))
        made[name] = Score(tp, fp, fn, low, high)
    return made


def _counts(gold: Sequence[Record], predicted: Sequence[Record], agree: Agree) -> list[tuple[int, int, int]]:
    pairs, missed, extra = pair(gold, predicted, agree)
    tp = Counter(wanted.family for wanted, _ in pairs if not wanted.optional)
    fn = Counter(wanted.family for wanted in missed if not wanted.optional)
    fp = Counter(found.family for found in extra)
    return [(tp[family], fp[family], fn[family]) for family in Family]


def _bounds(samples: np.ndarray) -> tuple[float, float]:
    ranked = sorted(Score(*map(int, sample)).f1 for sample in samples)
    return (ranked[int(0.025 * len(ranked))], ranked[max(0, int(0.975 * len(ranked)) - 1)]) if ranked else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of the judged are right."""

    right: int
    judged: int

    @property
    def share(self) -> float | None:
        """Share that is right (0 to 1); None when nothing could be judged."""
        return self.right / self.judged if self.judged else None

    def as_dict(self) -> dict[str, Any]:
        """Return the figures under their names."""
        return {"accuracy": self.share, "right": self.right, "judged": self.judged}


def strict_pairs(gold: Records, predicted: Records) -> list[tuple[Record, Record]]:
    """Return the strictly matched records of all notes."""
    return [match for owner, events in gold.items() for match in pair(events, predicted.get(owner, ()), strict)[0]]


def site_accuracy(pairs: Sequence[tuple[Record, Record]]) -> Accuracy:
    """Return how many pairs whose gold names a site have it right; a drug is part of the match itself."""
    sited = [(wanted, found) for wanted, found in pairs if wanted.site and wanted.family is not Family.ORAL_THERAPY]
    return Accuracy(sum(fold_key(wanted.site) == fold_key(found.site or "") for wanted, found in sited), len(sited))


def reconciliation_accuracy(pairs: Sequence[tuple[Record, Record]]) -> Accuracy:
    """Return how many pairs of patients' records agree on how text and coded rows fit together."""
    judged = [(wanted, found) for wanted, found in pairs if wanted.reconciliation]
    return Accuracy(sum(wanted.reconciliation == found.reconciliation for wanted, found in judged), len(judged))
