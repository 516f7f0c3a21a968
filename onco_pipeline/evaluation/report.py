"""An evaluation: everything that is told of one set of predictions against one gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onco_pipeline.evaluation.causes import Fault, faults
from onco_pipeline.evaluation.gold import Gold
from onco_pipeline.evaluation.records import Annotation
from onco_pipeline.evaluation.scoring import (
    Accuracy,
    Records,
    Score,
    month,
    reconciliation_accuracy,
    scores,
    site_accuracy,
    strict,
    strict_pairs,
)
from onco_pipeline.evaluation.statuses import StatusReport, status_report


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one evaluation.

    Attributes
    ----------
    unit
        ``note`` or ``patient``: what the bootstrap draws.
    without_prediction
        Notes or patients of the gold that the prediction lacks.
    not_in_gold
        How many predicted notes or patients the gold lacks.
    failed
        Notes whose extraction failed, with the class of the error.
    statuses
        None when the gold holds records only, or when only records were predicted.
    """

    unit: str
    owners: int
    without_prediction: tuple[str, ...]
    not_in_gold: int
    gold_records: int
    predicted_records: int
    strict: dict[str, Score]
    month: dict[str, Score]
    site: Accuracy
    reconciliation: Accuracy
    statuses: StatusReport | None
    faults: tuple[Fault, ...]
    failed: Mapping[str, str]
    remarks: tuple[str, ...]

    def as_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """Return the figures under their names, ready for JSON; never the words of a note.

        Parameters
        ----------
        errors
            List the missed and spurious records too.
        """
        made: dict[str, Any] = {
            "unit": self.unit,
            "owners": self.owners,
            "without_prediction": list(self.without_prediction),
            "not_in_gold": self.not_in_gold,
            "gold_records": self.gold_records,
            "predicted_records": self.predicted_records,
            "strict": {name: score.as_dict() for name, score in self.strict.items()},
            "month": {name: score.as_dict() for name, score in self.month.items()},
            "site": self.site.as_dict(),
            "reconciliation": self.reconciliation.as_dict(),
            "status": self.statuses.as_dict() if self.statuses else None,
            "failed": dict(self.failed),
            "remarks": list(self.remarks),
        }
        if errors:
            made["errors"] = [fault.as_dict(self.unit) for fault in self.faults]
        return made


def evaluate(
    gold: Gold,
    predicted: Records,
    *,
    mentions: Mapping[str, Sequence[Annotation]] | None = None,
    texts: Mapping[str, str] | None = None,
    failed: Mapping[str, str] | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> Evaluation:
    """Score predictions against gold.

    Parameters
    ----------
    gold
        As :func:`~onco_pipeline.evaluation.gold.read_gold` returns it.
    predicted
        Records by note, or by patient.
    mentions
        All that the extraction found in each note, for statuses and causes.
    texts
        The notes, to place gold records that give their words only.
    failed
        Class of the error of each note whose extraction failed.
    draws, seed
        Of the bootstrap.
    """
    statuses = None
    if gold.annotations is not None and mentions is not None:
        statuses = status_report(gold.annotations, mentions)
    pairs = strict_pairs(gold.records, predicted)
    return Evaluation(
        unit=gold.unit,
        owners=len(gold.records),
        without_prediction=tuple(owner for owner in gold.records if owner not in predicted),
        not_in_gold=sum(owner not in gold.records for owner in predicted),
        gold_records=sum(map(len, gold.records.values())),
        predicted_records=sum(len(found) for owner, found in predicted.items() if owner in gold.records),
        strict=scores(gold.records, predicted, strict, draws=draws, seed=seed),
        month=scores(gold.records, predicted, month, draws=draws, seed=seed),
        site=site_accuracy(pairs),
        reconciliation=reconciliation_accuracy(pairs),
        statuses=statuses,
        faults=tuple(faults(gold.records, predicted, mentions, texts)),
        failed=failed or {},
        remarks=(*gold.remarks, *_strangers(gold, texts or {})),
    )


def _strangers(gold: Gold, texts: Mapping[str, str]) -> list[str]:
    """Return a remark when gold records quote what their note does not say: the two may not belong together."""
    quotes = [
        (texts[owner], record.quote)
        for owner, records in gold.records.items()
        if owner in texts
        for record in records
        if record.quote
    ]
    absent = sum(quote not in text for text, quote in quotes)
    return [f"{absent} of {len(quotes)} gold quotes do not stand in their note."] if absent else []
