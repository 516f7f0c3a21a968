"""Fit the confidence of care events on a synthetic hospital, whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.counts import count_of
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.world import pair_person, rightly_told
from onco_pipeline.events import Reconciliation
from onco_pipeline.extraction.engines import extract
from onco_pipeline.reconciliation import structured_events
from onco_pipeline.reconciliation.calibration import Calibration, fit
from onco_pipeline.reconciliation.confidence import features
from onco_pipeline.reconciliation.fingerprints import RULES_VERSION
from onco_pipeline.reconciliation.person import BuiltEvent, reconcile_person
from onco_pipeline.reconciliation.reading import Frames, read_evidence

__all__ = ["calibrate"]

#: Notes handed to the extraction at a time.
_BATCH = 100


def calibrate(hospital: Path, progress: Callable[[int], None] | None = None) -> Calibration:
    """Return coefficients fitted on a hospital that ``onco synth`` wrote.

    Parameters
    ----------
    hospital
        Folder of its tables, with ``gold/patients.jsonl``.
    progress
        Called with the number of notes read since the last call.

    Raises
    ------
    UserError
        When there is no such hospital, or it is too small.
    """
    path = hospital / "gold" / "patients.jsonl"
    if not path.exists():
        raise UserError(f"There is no world gold at {path}. Make a hospital first: onco synth --out {hospital}")
    with path.open(encoding="utf-8") as lines:
        gold = {line["person_id"]: line["events"] for line in map(json.loads, lines)}
    told: list[dict[str, float]] = []
    right: list[bool] = []
    for evidence in read_evidence(_frames(hospital, progress)):
        built = [e for e in reconcile_person(evidence) if e.told.reconciliation is not Reconciliation.IMPOSSIBLE]
        records = [_record(event) for event in built]
        pairs, _, _ = pair_person(gold.get(evidence.person_id, []), records)
        good = {id(pair.found) for pair in pairs if rightly_told(pair)}
        told += [features(event.told) for event in built]
        right += [id(record) in good for record in records]
    try:
        return fit(
            told,
            right,
            f"{count_of(len(gold), 'synthetic patient')}, {count_of(len(told), 'event')}, rules {RULES_VERSION}",
        )
    except ValueError as error:
        raise UserError(f"{hospital} cannot be calibrated on: {error}. Make a larger one.") from None


def _frames(hospital: Path, progress: Callable[[int], None] | None) -> Frames:
    def table(name: str) -> pd.DataFrame:
        return pd.read_parquet(hospital / f"{name}.parquet")

    notes = table("note")
    rows: list[dict[str, Any]] = []
    plain = notes.astype(object).where(notes.notna(), None)
    for batch in extract(plain.to_dict("records"), batch_size=_BATCH):
        rows.extend(row for item in batch for row in item.rows)
        if progress is not None:
            progress(len(batch))
    coded = structured_events(table("procedure_occurrence"), table("condition_occurrence"), table("drug_exposure"))
    return Frames(pd.DataFrame(rows), coded, notes, table("person"), table("death"), table("visit_occurrence"))


def _record(event: BuiltEvent) -> dict[str, Any]:
    told, interval = event.told, event.told.interval
    if interval is None or told.reconciliation is None:
        raise ValueError(f"care event {event.care_event_id} has no date or no reconciliation: a fault of the program")
    return {
        "family": event.family.value,
        "subtype": told.subtype,
        "site": told.site,
        "status": event.status.value,
        "date_start": interval.start.isoformat(),
        "date_end": interval.end.isoformat(),
        "precision": interval.precision.value,
        "reconciliation": told.reconciliation.value,
    }
