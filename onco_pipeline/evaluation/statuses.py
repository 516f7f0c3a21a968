"""How well statuses are read: mentions of the gold and of the extraction aligned, and the confusion of the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from onco_pipeline.evaluation.records import FLAT_STATUSES, Annotation
from onco_pipeline.evaluation.scoring import Accuracy, Score

#: What a gold event is confused with when no mention was found for it.
NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which found mention is which gold event of one note.

    Attributes
    ----------
    extra
        Found mentions that touch no gold event of their family.
    """

    pairs: list[tuple[Annotation, Annotation]]
    missed: list[Annotation]
    extra: list[Annotation]


def align(gold: Sequence[Annotation], found: Sequence[Annotation]) -> Alignment:
    """Align one to one by family and overlap, else by the same date and subtype; status plays no part.

    Where several mentions overlap one event, the date, then the subtype, then the overlap decide.
    """
    weight = np.array([[_likeness(wanted, other) for other in found] for wanted in gold]).reshape(len(gold), len(found))
    rows, columns = linear_sum_assignment(weight, maximize=True)
    chosen = {row: column for row, column in zip(rows, columns, strict=True) if weight[row, column] > 0}
    taken = set(chosen.values())
    return Alignment(
        pairs=[(gold[row], found[column]) for row, column in chosen.items()],
        missed=[wanted for index, wanted in enumerate(gold) if index not in chosen],
        extra=[
            other
            for index, other in enumerate(found)
            if index not in taken
            and not any(wanted.family is other.family and _shared(wanted, other) for wanted in gold)
        ],
    )


def _shared(one: Annotation, other: Annotation) -> int:
    """Return the characters that the best two mentions share."""
    return max((max(0, min(b, d) - max(a, c)) for a, b in one.spans for c, d in other.spans), default=0)


def _likeness(gold: Annotation, found: Annotation) -> float:
    if gold.family is not found.family:
        return 0.0
    shared = _shared(gold, found)
    dated = _same_date(gold, found)
    alike = gold.subtype == found.subtype
    if not shared:
        return 1.0 if dated and alike else 0.0
    longest = max(end - start for start, end in (*gold.spans, *found.spans))
    return 10.0 + 3.0 * dated + 1.0 * alike + shared / longest


def _same_date(gold: Annotation, found: Annotation) -> bool:
    if gold.interval is None or found.interval is None:
        return False
    bounds = (found.interval.start, found.interval.end)
    return (gold.interval.start, gold.interval.end) == bounds or (
        gold.acceptable is not None and gold.acceptable.contains(found.interval)
    )


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Statuses of the aligned events.

    Attributes
    ----------
    confusion
        Counts by gold status and found status; the found one is :data:`NOT_FOUND` for a missed event.
    spurious
        Mentions found where the gold has no event of the family, by flat status.
    experiencer, cancer_context, date
        Over aligned events; the date over those that the gold dates, its acceptable interval included.
    """

    confusion: Counter[tuple[str, str]]
    spurious: Counter[str]
    experiencer: Accuracy
    cancer_context: Accuracy
    date: Accuracy

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that the gold holds, in the order of :data:`FLAT_STATUSES`."""
        held = {wanted for wanted, _ in self.confusion}
        return tuple(status for status in FLAT_STATUSES if status in held)

    def score(self, status: str, *, missed: bool = False) -> Score:
        """Return the score of one status over the aligned events.

        Parameters
        ----------
        missed
            Count events that were not found as misses of their status.
        """
        counted = {cell: n for cell, n in self.confusion.items() if missed or cell[1] != NOT_FOUND}
        return Score(
            tp=self.confusion[status, status],
            fp=sum(n for (wanted, found), n in counted.items() if found == status != wanted),
            fn=sum(n for (wanted, found), n in counted.items() if wanted == status != found),
        )

    def macro_f1(self, *, missed: bool = False) -> float:
        """Return the mean F1 over the statuses that the gold holds (0 to 1)."""
        held = self.statuses
        return sum(self.score(status, missed=missed).f1 for status in held) / len(held) if held else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the figures under their names."""
        return {
            "macro_f1": self.macro_f1(),
            "macro_f1_missed_counted": self.macro_f1(missed=True),
            "by_status": {
                status: {**self.score(status).as_dict(), "f1_missed_counted": self.score(status, missed=True).f1}
                for status in self.statuses
            },
            "confusion": [
                {"gold": wanted, "found": found, "events": n} for (wanted, found), n in sorted(self.confusion.items())
            ],
            "spurious": dict(sorted(self.spurious.items())),
            "experiencer": self.experiencer.as_dict(),
            "cancer_context": self.cancer_context.as_dict(),
            "date": self.date.as_dict(),
        }


def status_report(gold: Mapping[str, Sequence[Annotation]], found: Mapping[str, Sequence[Annotation]]) -> StatusReport:
    """Compare the statuses of a full annotation with those of the extraction, note by note.

    Parameters
    ----------
    gold, found
        Annotations by note; optional ones of the gold count neither as missed nor as spurious.
    """
    confusion: Counter[tuple[str, str]] = Counter()
    spurious: Counter[str] = Counter()
    pairs: list[tuple[Annotation, Annotation]] = []
    for note_id, wanted in gold.items():
        aligned = align(wanted, found.get(note_id, ()))
        kept = [(one, other) for one, other in aligned.pairs if not one.optional]
        pairs += kept
        confusion.update((one.flat_status, other.flat_status) for one, other in kept)
        confusion.update((one.flat_status, NOT_FOUND) for one in aligned.missed if not one.optional)
        spurious.update(other.flat_status for other in aligned.extra)
    dated = [(one, other) for one, other in pairs if one.interval is not None]
    return StatusReport(
        confusion,
        spurious,
        experiencer=Accuracy(sum(one.experiencer is other.experiencer for one, other in pairs), len(pairs)),
        cancer_context=Accuracy(sum(one.cancer_context is other.cancer_context for one, other in pairs), len(pairs)),
        date=Accuracy(sum(o.interval is not None and _same_date(one, o) for one, o in dated), len(dated)),
    )
