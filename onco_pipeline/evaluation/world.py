"""Whole patients against the world gold: were the events found, rightly judged, and rightly dated.

The world gold (``gold/patients.jsonl`` of a synthetic hospital) says what truly happened and what the evidence
shows of it. Finding an event, judging it and dating it are measured apart, each over patients:

* *events*: one to one within a patient, family and kind (subtype of an exam; step and drug of a therapy), no more than
  :data:`REACH` days apart, the closest first; precision, recall and F1;
* *status*: of the events found, how many have the right reconciliation; and of those told in the text alone, how many
  the right place (outside, or uncoded inside);
* *date*: of the events found that the gold dates to the day, how many lie within one day of the gold's date;
* *confidence*: how far the stated probabilities lie from the share of events that were right (expected calibration
  error, and the reliability of each tenth of the scale);
* *first metastasis*: of the patients who have one, for how many its month is right; to be given none is wrong.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from onco_pipeline.events import Family
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.calibration import expected_calibration_error, reliability
from onco_pipeline.text import fold_key

__all__ = ["REACH", "Measure", "Pair", "WorldReport", "pair_person", "rightly_told", "world_report"]

Record = Mapping[str, Any]

#: Two records further apart than this are not the same event, in days.
REACH = 31
#: What the project aims at, by measure.
TARGETS = {"events F1": 0.92, "status": 0.93, "date within one day": 0.93, "first metastasis, month": 0.85}


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and the predicted one that is the same event."""

    gold: Record
    found: Record

    @property
    def days(self) -> int:
        """How far the predicted date lies from the gold's: 0 when they share a day."""
        return _interval(self.gold).gap(_interval(self.found))


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its 95 % bootstrap interval over patients; None when nothing could be judged."""

    name: str
    value: float | None
    low: float
    high: float
    judged: int

    @property
    def target(self) -> float | None:
        """What the project aims at, if it names a figure."""
        return TARGETS.get(self.name)

    def as_dict(self) -> dict[str, Any]:
        """Return the figure under its names."""
        return {"value": self.value, "low": self.low, "high": self.high, "judged": self.judged, "target": self.target}


@dataclass(frozen=True, slots=True)
class WorldReport:
    """The figures of one world, and what was paired and what was not, by patient."""

    patients: int
    measures: tuple[Measure, ...]
    families: tuple[Measure, ...]
    statuses: dict[tuple[str, str], int]
    reliability: tuple[tuple[float, float, int], ...]
    calibration_error: float | None
    pairs: dict[str, list[Pair]]
    missed: dict[str, list[Record]]
    spurious: dict[str, list[Record]]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures under their names, without a word of any note."""
        return {
            "patients": self.patients,
            "measures": {measure.name: measure.as_dict() for measure in self.measures},
            "families": {measure.name: measure.as_dict() for measure in self.families},
            "calibration_error": self.calibration_error,
            "reliability": [
                {"stated": said, "right": share, "events": count} for said, share, count in self.reliability
            ],
            "statuses": [
                {"gold": gold, "found": found, "n": count} for (gold, found), count in sorted(self.statuses.items())
            ],
        }


def kind(record: Record) -> tuple[str, ...]:
    """Return what two records of one event share besides the date.

    Examples
    --------
    >>> kind({"family": "imaging", "subtype": "ct", "site": "tap"})
    ('imaging', 'ct')
    """
    family = record["family"]
    if family == Family.IMAGING:
        return family, record["subtype"]
    if family == Family.ORAL_THERAPY:
        return family, record["subtype"], fold_key(record.get("site") or "")
    return (family,)


def pair_person(gold: Sequence[Record], found: Sequence[Record]) -> tuple[list[Pair], list[Record], list[Record]]:
    """Pair the records of one patient, the closest dates first, the same site before another.

    Returns
    -------
    tuple
        Pairs, gold records without a partner, predicted records without one.
    """
    wanted, offered = _by_kind(gold), _by_kind(found)
    pairs: list[Pair] = []
    missed: list[Record] = []
    left: list[Record] = []
    for name in sorted(wanted.keys() | offered.keys()):
        ours, theirs = wanted.get(name, []), offered.get(name, [])
        cost = np.array([[_cost(one, other) for other in theirs] for one in ours]).reshape(len(ours), len(theirs))
        rows, columns = linear_sum_assignment(cost)
        matched = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if cost[r, c] < _APART]
        pairs += [Pair(ours[row], theirs[column]) for row, column in matched]
        missed += [record for index, record in enumerate(ours) if index not in {row for row, _ in matched}]
        left += [record for index, record in enumerate(theirs) if index not in {column for _, column in matched}]
    return pairs, missed, left


_APART = 1e6


def _cost(gold: Record, found: Record) -> float:
    one, other = _interval(gold), _interval(found)
    gap = one.gap(other)
    if gap > REACH:
        return _APART
    bounds = abs((one.start - other.start).days) + abs((one.end - other.end).days)
    site = fold_key(gold.get("site") or "") != fold_key(found.get("site") or "")
    return gap + 0.001 * min(bounds, 999) + 0.4 * site + 0.2 * (gold["reconciliation"] != found["reconciliation"])


def _by_kind(records: Sequence[Record]) -> dict[tuple[str, ...], list[Record]]:
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[kind(record)].append(record)
    return groups


def _interval(record: Record) -> DateInterval:
    return DateInterval.from_iso(f"{record['date_start']}..{record['date_end']}")


def world_report(
    gold: Mapping[str, Sequence[Record]], found: Mapping[str, Sequence[Record]], *, draws: int = 1000, seed: int = 0
) -> WorldReport:
    """Measure the care events of a hospital against its world gold.

    Parameters
    ----------
    gold, found
        Records by patient, in the form of ``onco events``; the gold's also say whether they were ``outside``.
    draws, seed
        Of the bootstrap over patients.
    """
    pairs, missed, spurious = {}, {}, {}
    statuses: dict[tuple[str, str], int] = defaultdict(int)
    for person, records in gold.items():
        pairs[person], missed[person], spurious[person] = pair_person(records, found.get(person, ()))
        for pair in pairs[person]:
            statuses[pair.gold["reconciliation"], pair.found["reconciliation"]] += 1
    people = list(gold)
    samples = _samples(len(people), draws, seed)

    def f1(name: str, family: Family | None = None) -> Measure:
        counts = np.array(
            [
                [sum(family in (None, _family(record)) for record in records) for records in (tp, fp, fn)]
                for tp, fp, fn in (([p.gold for p in pairs[x]], spurious[x], missed[x]) for x in people)
            ]
        ).reshape(len(people), 3)
        doubled = np.stack([2 * counts[:, 0], counts @ np.array([2, 1, 1])], axis=1)
        return _measure(name, doubled, samples)

    def share(name: str, judge: Callable[[str], list[bool]]) -> Measure:
        judged = [judge(person) for person in people]
        return _measure(name, np.array([[sum(rows), len(rows)] for rows in judged]).reshape(len(people), 2), samples)

    measures = (
        f1("events F1"),
        share("status", lambda x: [p.gold["reconciliation"] == p.found["reconciliation"] for p in pairs[x]]),
        share("done or planned", lambda x: [p.gold["status"] == p.found["status"] for p in pairs[x]]),
        share("outside or uncoded", lambda x: [place for p in pairs[x] if (place := _place_right(p)) is not None]),
        share(
            "date within one day",
            lambda x: [p.days <= 1 for p in pairs[x] if p.gold["precision"] == Precision.DAY],
        ),
        share("same date, any precision", lambda x: [_same(p) for p in pairs[x]]),
        share("same site", lambda x: [right for p in pairs[x] if (right := _site_right(p)) is not None]),
        share("first metastasis, month", lambda x: _first_metastasis(gold[x], found.get(x, ()))),
    )
    families = tuple(f1(family.value, family) for family in Family)
    stated = [item for person in people for item in _stated(pairs[person], spurious[person])]
    said, right = [confidence for confidence, _ in stated], [truth for _, truth in stated]
    return WorldReport(
        patients=len(people),
        measures=measures,
        families=families,
        statuses=dict(statuses),
        reliability=tuple(reliability(said, right)),
        calibration_error=expected_calibration_error(said, right) if stated else None,
        pairs=pairs,
        missed=missed,
        spurious=spurious,
    )


def _family(record: Record) -> Family:
    return Family(record["family"])


def _place_right(pair: Pair) -> bool | None:
    """Whether an event of the text alone is placed right; None when there is nothing to judge."""
    if pair.gold["reconciliation"] != "text_only" or not pair.found.get("place"):
        return None
    return (pair.found["place"] == "outside") == bool(pair.gold.get("outside"))


def _site_right(pair: Pair) -> bool | None:
    """Whether the organ or region is right; None for a drug, and where the gold names none."""
    if pair.gold["family"] == Family.ORAL_THERAPY or not pair.gold.get("site"):
        return None
    return fold_key(pair.gold["site"]) == fold_key(pair.found.get("site") or "")


def _same(pair: Pair) -> bool:
    bounds = ("date_start", "date_end")
    return all(pair.gold[name] == pair.found[name] for name in bounds)


def _first_metastasis(gold: Sequence[Record], found: Sequence[Record]) -> list[bool]:
    wanted, given = _first(gold), _first(found)
    return [] if wanted is None else [wanted == given]


def _first(records: Sequence[Record]) -> str | None:
    """Return the month of the first metastasis, a year where no more is known."""
    dates = [
        (record["date_start"], record["precision"])
        for record in records
        if record["family"] == Family.METASTASIS and record["status"] == "done"
    ]
    if not dates:
        return None
    day, precision = min(dates)
    return day[:4] if precision == Precision.YEAR else day[:7]


def rightly_told(pair: Pair) -> bool:
    """Whether the found event is what its confidence is about: it happened, within a day of its dates."""
    return pair.days <= 1 and pair.gold["status"] == pair.found["status"]


def _stated(pairs: Sequence[Pair], spurious: Sequence[Record]) -> list[tuple[float, bool]]:
    """Return the confidence of each found event, and whether it was right."""
    judged = [(pair.found, rightly_told(pair)) for pair in pairs] + [(record, False) for record in spurious]
    return [(float(record["confidence"]), right) for record, right in judged if record.get("confidence") is not None]


def _samples(patients: int, draws: int, seed: int) -> np.ndarray:
    rng = random.Random(seed)  # noqa: S311 -- a bootstrap, not a secret
    return np.array([rng.choices(range(patients), k=patients) for _ in range(draws)]) if patients else np.empty((0, 0))


def _measure(name: str, counts: np.ndarray, samples: np.ndarray) -> Measure:
    """Return the ratio of two sums over patients, with its interval."""
    above, below = counts.sum(axis=0) if len(counts) else (0, 0)
    if not below:
        return Measure(name, None, 0.0, 0.0, 0)
    drawn = counts[samples.astype(int)].sum(axis=1)
    shares = np.sort(drawn[:, 0] / np.maximum(drawn[:, 1], 1))
    low, high = shares[int(0.025 * len(shares))], shares[max(0, int(0.975 * len(shares)) - 1)]
    return Measure(name, float(above / below), float(low), float(high), int(below))
