"""A scorer for ChemoTimelines of our own, by the rules that the shared task documents.

Strict: drug, relation and date are the same. Relaxed to the day, month or year: dates are cut to that; ``contains-1``
counts for ``begins-on`` and ``ends-on`` and they for it, but neither for the other; and a date within the period that
the other side gives the drug, from its first beginning to its last end, is right. A wrong relation with the right date
is one error, not two. A patient without timelines counts as right when nothing is predicted. The official score is the
mean of two macro F1, with and without those patients, relaxed to the month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date

Entry = Sequence[str]
Timelines = Mapping[str, Sequence[Entry]]

RELATIONS = ("begins-on", "ends-on", "contains-1")
_LENGTH = {"day": 10, "month": 7, "year": 4}
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def faults(timelines: Timelines, patients: Sequence[str]) -> list[str]:
    """Return what is wrong with the form of a submission."""
    found = [] if set(timelines) == {name.lower() for name in patients} else ["not the patients of the study"]
    for entries in timelines.values():
        for drug, relation, told in entries:
            if drug != drug.lower() or not drug:
                found.append("a drug is empty or not in lower case")
            if relation not in RELATIONS:
                found.append(f"{relation} is no relation of the task")
            if not _DATE.fullmatch(told):
                found.append(f"{told} is no date of ISO 8601")
    return found + ["a patient is not in lower case" for name in timelines if name != name.lower()]


def score(gold: Timelines, predicted: Timelines, relaxed_to: str | None = None) -> dict[str, float]:
    """Return ``micro``, ``macro_all`` (type A), ``macro_some`` (type B) and ``official``: F1 each."""
    counts = {patient: _patient(gold[patient], predicted.get(patient, ()), relaxed_to) for patient in gold}
    singles = {patient: _f1(*numbers) for patient, numbers in counts.items()}
    for patient in gold:
        if not gold[patient]:
            singles[patient] = float(not predicted.get(patient))
    some = [singles[patient] for patient in gold if gold[patient]]
    macro_all, macro_some = _mean(list(singles.values())), _mean(some)
    return {
        "micro": _f1(*map(sum, zip(*counts.values(), strict=True))),
        "macro_all": macro_all,
        "macro_some": macro_some,
        "official": (macro_all + macro_some) / 2,
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _f1(right: int, spurious: int, missed: int) -> float:
    return 2 * right / (2 * right + spurious + missed) if right else 0.0


def _patient(gold: Sequence[Entry], predicted: Sequence[Entry], relaxed_to: str | None) -> tuple[int, int, int]:
    if relaxed_to is None:
        told, truth = _unique(predicted), _unique(gold)
        missed = [entry for entry in truth if entry not in told]
        spurious = [entry for entry in told if entry not in truth]
        right = len(told) - len(spurious)
        return right, len(_not_told_twice(spurious, missed)), len(missed)
    told, truth = (_unique(_cut(entries, relaxed_to)) for entries in (predicted, gold))
    missed = [entry for entry in truth if entry not in told]
    spurious = [entry for entry in told if entry not in truth]
    wrong = [entry for entry in spurious if not _forgiven(entry, truth, _periods(gold))]
    right = len(told) - len(wrong)
    return (
        right,
        len(_not_told_twice(wrong, missed)),
        len([entry for entry in missed if not _forgiven(entry, told, _periods(predicted))]),
    )


def _unique(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(tuple(entry) for entry in entries))


def _cut(entries: Sequence[Entry], relaxed_to: str) -> list[Entry]:
    return [(drug, relation, told[: _LENGTH[relaxed_to]]) for drug, relation, told in entries]


def _not_told_twice(spurious: Sequence[Entry], missed: Sequence[Entry]) -> list[Entry]:
    counted = {(drug, told) for drug, _, told in missed}
    return [entry for entry in spurious if (entry[0], entry[2]) not in counted]


def _forgiven(entry: Entry, others: Sequence[Entry], periods: Mapping[str, tuple[date, date]]) -> bool:
    drug, relation, told = entry
    like = ("begins-on", "ends-on") if relation == "contains-1" else ("contains-1",)
    if any((drug, other, told) in others for other in like):
        return True
    if drug not in periods:
        return False
    start, end = periods[drug]
    day = _first_day(told)
    if (relation == "ends-on" and day <= start) or (relation == "begins-on" and day >= end):
        return False
    return start <= day <= end


def _periods(entries: Sequence[Entry]) -> dict[str, tuple[date, date]]:
    """Return from when to when each drug was taken, where both are told."""
    starts: dict[str, date] = {}
    ends: dict[str, date] = {}
    for drug, relation, told in entries:
        if relation == "begins-on":
            starts[drug] = min(_first_day(told), starts.get(drug, date.max))
        elif relation == "ends-on":
            ends[drug] = max(_last_day(told), ends.get(drug, date.min))
    return {drug: (starts[drug], ends[drug]) for drug in starts.keys() & ends.keys()}


def _first_day(told: str) -> date:
    parts = [int(part) for part in told.split("-")]
    return date(*(*parts, *[1] * (3 - len(parts))))


def _last_day(told: str) -> date:
    first = _first_day(told)
    if len(told) == 10:
        return first
    month = first.month if len(told) == 7 else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
