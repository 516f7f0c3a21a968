"""What every export is made from, and what they share: which events count, whole numbers for ids, tables as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, details
from onco_pipeline.private_files import write_private

#: Events that never took place.
_NOT_CARE = ("impossible", "not_performed")


@dataclass(frozen=True, slots=True)
class ExportData:
    """The tables an export reads, each with the columns of ``onco_pipeline.tables`` or of its mart.

    Attributes
    ----------
    care_event
        ``onco.validated_care_event``.
    event_evidence, note_event, note
        ``onco.event_evidence``, ``onco.note_event`` and ``omop.note``.
    dim_patient, fct_oral_therapy_episode, fct_metastasis_free_interval
        The marts.
    version
        Of the extraction, as the files name it.
    """

    care_event: pd.DataFrame
    event_evidence: pd.DataFrame
    note_event: pd.DataFrame
    note: pd.DataFrame
    dim_patient: pd.DataFrame
    fct_oral_therapy_episode: pd.DataFrame
    fct_metastasis_free_interval: pd.DataFrame
    version: str


def performed(care_event: pd.DataFrame) -> pd.DataFrame:
    """Return the events that took place, in order of patient and day.

    Examples
    --------
    >>> performed(pd.DataFrame(columns=["status", "reconciliation", "person_id", "date_start", "care_event_id"])).empty
    True
    """
    kept = care_event[(care_event["status"] == "done") & ~care_event["reconciliation"].isin(_NOT_CARE)]
    return kept.sort_values(["person_id", "date_start", "care_event_id"], kind="stable")


#: Details of a pathology event that are results, in the order of a report; genes stand apart, by name.
RESULTS = ("histology", "grade", "gleason", "isup", "ptnm", "margins", "er", "pr", "her2", "ki67", "pd_l1", "msi")


def results_of(row: Any) -> list[tuple[str, str]]:
    """Return the results that a pathology event tells: name and value, genes last."""
    told = details(row.attributes)
    named = [(name, _words(told[name])) for name in RESULTS if told.get(name) not in (None, "", [], {})]
    return named + [(gene, _words(variant)) for gene, variant in sorted((told.get("genes") or {}).items())]


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(part)}" for name, part in sorted(value.items()) if part is not None)
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def day_zero(data: ExportData) -> dict[str, date]:
    """Return the day each patient's time is counted from: the first cancer code, else the first event that took place.

    Patients without either are absent.
    """
    origin = {
        row.person_id: day(row.first_cancer_code_date)
        for row in data.dim_patient.itertuples(index=False)
        if not pd.isna(row.first_cancer_code_date)
    }
    for row in performed(data.care_event).itertuples(index=False):
        origin.setdefault(row.person_id, day(row.date_start))
    return {person: first for person, first in origin.items() if first is not None}


def whole_numbers(names: Iterable[str]) -> dict[str, int]:
    """Return a whole number for each id: its own where all are whole numbers, else its place in their order.

    OMOP CDM wants integers where a hospital may have text.

    Examples
    --------
    >>> whole_numbers(["7", "12"]), whole_numbers(["p2", "p1"])
    ({'12': 12, '7': 7}, {'p1': 1, 'p2': 2})
    """
    ordered = sorted(set(names))
    if all(name.isascii() and name.isdigit() and len(name) < 19 and str(int(name)) == name for name in ordered):
        return {name: int(name) for name in ordered}
    return {name: place for place, name in enumerate(ordered, 1)}


def write_text(path: Path, text: str) -> Path:
    """Write a file that only its owner can read."""
    return write_private(path, text.encode("utf-8"))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, separator: str = "\t") -> Path:
    """Write rows as separated text with a header, quoted where needed; an empty cell is nothing at all."""
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return write_text(path, frame.to_csv(index=False, sep=separator, lineterminator="\n"))
