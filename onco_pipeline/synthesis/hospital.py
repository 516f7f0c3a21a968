"""The fictitious hospital as a hospital would hand it over: OMOP tables in Parquet, and the gold beside them.

Patients are made one by one and written in batches, so memory does not grow with the hospital; each
patient depends on ``(seed, index)`` alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from onco_pipeline.arrow import arrow_schema
from onco_pipeline.counts import count_of
from onco_pipeline.errors import UserError
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN
from onco_pipeline.private_files import refuse_tables, writing_to
from onco_pipeline.synthesis.coding import Coded, code
from onco_pipeline.synthesis.documents import Note, narrate, write
from onco_pipeline.synthesis.lives import Patient
from onco_pipeline.synthesis.patients import simulate
from onco_pipeline.synthesis.wording import Families
from onco_pipeline.synthesis.world import patient_gold, textual
from onco_pipeline.tables import SOURCE_TABLES

#: Changes whenever the same seed gives another hospital, so that one made by an older generator is made anew.
GENERATOR_VERSION = 3

#: Patients in one row group: bounds the memory, and a row group stays worth reading.
BATCH = 250

_PLANNED_OR_DONE = ("done", "planned")
#: What a fictitious hospital has beside its tables, and a real one has not.
_TRUTH = Path("gold", "patients.jsonl")


@dataclass(slots=True)
class Summary:
    """What was generated: counts of patients, notes, rows by table, and gold by kind."""

    out: Path
    patients: int = 0
    notes: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    note_classes: Counter[str] = field(default_factory=Counter)
    textual: Counter[str] = field(default_factory=Counter)
    world: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        world = sum(self.world.values())
        coded = sum(self.rows[name] for name in ("procedure_occurrence", "condition_occurrence", "drug_exposure"))
        told = sum(count for name, count in self.textual.items() if name.endswith(_PLANNED_OR_DONE))
        return (
            f"{count_of(self.patients, 'patient')}, {count_of(self.notes, 'note')} "
            f"of {count_of(len(self.note_classes), 'kind')}, {count_of(coded, 'coded row')}, "
            f"{count_of(told, 'event')} told, {count_of(world, 'event')} that left a trace"
        )


def generate(
    out: Path,
    patients: int = 200,
    seed: int = 0,
    notes: int | None = None,
    families: str = Families.DEV,
    narratives: float = 0.0,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Write a fictitious hospital into a folder.

    The folder gets one Parquet file per source table (``person.parquet`` ... ``drug_exposure.parquet``,
    columns of ``tables.SOURCE_TABLES`` without the fingerprint, identifiers as text) and
    ``gold/notes.jsonl`` (what each text says) and ``gold/patients.jsonl`` (what happened). Files of an
    earlier hospital there are replaced, once the new one is complete.

    Parameters
    ----------
    out
        Folder; made when absent.
    patients
        How many patients.
    seed
        Another seed, another hospital; the same seed and number give the same bytes.
    notes
        Instead of a number of patients: stop after the patient that brings the notes to this number.
    families
        Which families of wording (:class:`Families`): ``dev`` to make rules and models with, ``test`` to measure
        them, ``all`` for the greatest variety. Patients of ``dev`` and ``test`` differ as well.
    narratives
        How many more notes, in the mean, tell a patient's whole life in words, 0 to 9
        (:func:`~onco_pipeline.synthesis.documents.narrate`); all other notes and rows stay as they are without.
    progress
        Called with (done, total) after each batch; counts notes when ``notes`` is given, else patients.

    Returns
    -------
    Summary

    Raises
    ------
    UserError
        When ``patients`` or ``notes`` is less than 1, ``narratives`` is out of reach, more than a million patients are
        asked for, the families are none, or the folder holds tables that are of no fictitious hospital.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     generate(Path(folder), patients=3).patients
    3
    """
    if patients < 1 or (notes is not None and notes < 1):
        raise UserError("a hospital needs at least one patient and one note: ask for 1 or more")
    if patients > 1_000_000:
        raise UserError(f"{patients:,} patients are more than identifiers can number: ask for a million or fewer")
    if not 0 <= narratives <= 9:
        raise UserError(f"{narratives} narratives a patient are not to be had: ask for 0 to 9")
    if families not in tuple(Families):
        raise UserError(f"there is no family of wording called {families}: ask for {', '.join(Families)}")
    out = Path(out)
    if not (out / _TRUTH).is_file():
        refuse_tables(out)
    partial = out / ".partial"
    if partial.exists():
        rmtree(partial)
    (partial / "gold").mkdir(parents=True)
    summary = Summary(out)
    with writing_to(out), ExitStack() as stack:
        writer = _Writer(partial, stack)
        index = 0
        while (index < patients) if notes is None else (summary.notes < notes and index < 1_000_000):
            patient = simulate(seed, index, families)
            rng = Random(f"onco:narrative:{families}:{seed}:{index}")  # noqa: S311  (fiction, not cryptography)
            _one(patient, writer, summary, rng, narratives)
            index += 1
            if index % BATCH == 0:
                writer.flush()
                if progress is not None:
                    progress(*((index, patients) if notes is None else (min(summary.notes, notes), notes)))
        writer.flush()
    if progress is not None:
        progress(*((index, patients) if notes is None else (notes, notes)))
    _publish(partial, out)
    return summary


def _one(patient: Patient, writer: _Writer, summary: Summary, rng: Random, narratives: float) -> None:
    """Write what a patient's life leaves, and hand it to the writer."""
    notes = write(patient)
    coded = code(patient, notes)
    notes += narrate(patient, notes, rng, narratives)
    writer.patient(patient, notes, coded)
    summary.patients += 1
    summary.notes += len(notes)
    for name, rows in (
        ("visit_occurrence", coded.visits),
        ("procedure_occurrence", coded.procedures),
        ("condition_occurrence", coded.conditions),
        ("drug_exposure", coded.drugs),
    ):
        summary.rows[name] += len(rows)
    summary.rows.update(person=1, death=int(patient.death is not None), note=len(notes))
    for note in notes:
        summary.note_classes[note.kind] += 1
        told: list[dict[str, Any]] = []
        other: list[dict[str, Any]] = []
        for item in note.told:
            (told if item.status in _PLANNED_OR_DONE else other).append(textual(note, item))
            summary.textual[f"{item.fact.family} {item.status}"] += 1
        line = {
            "note_id": note.note_id,
            "person_id": patient.person_id,
            "reference_date": note.reference.isoformat(),
            "events": told,
            "not_events": other,
        }
        writer.gold("notes", line)
    gold = patient_gold(patient, notes, coded.by_fact)
    for event in gold["events"]:
        summary.world[event["reconciliation"]] += 1
    writer.gold("patients", gold)


class _Writer:
    """Collects rows and writes them as row groups."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in SOURCE_TABLES}
        self.schemas = {table.name: arrow_schema(table, without=FINGERPRINT_COLUMN) for table in SOURCE_TABLES}
        self.files = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in self.schemas.items()
        }
        self.lines: dict[str, TextIO] = {
            name: stack.enter_context((folder / "gold" / f"{name}.jsonl").open("w", encoding="utf-8"))
            for name in ("notes", "patients")
        }
        self.encode = json.JSONEncoder(ensure_ascii=False).encode

    def patient(self, patient: Patient, notes: list[Note], coded: Coded) -> None:
        death = datetime.combine(patient.death, time(4)) if patient.death is not None else None
        # Hospitals truncate births to the month.
        birth = datetime(patient.birth.year, patient.birth.month, 1)
        self.rows["person"].append(
            {
                "person_id": patient.person_id,
                "gender_source_value": patient.sex,
                "birth_datetime": birth,
                "death_datetime": death,
            }
        )
        if death is not None:
            self.rows["death"].append({"person_id": patient.person_id, "death_datetime": death})
        self.rows["note"].extend(
            {
                "note_id": note.note_id,
                "person_id": patient.person_id,
                "visit_occurrence_id": note.visit,
                "note_datetime": None if note.undated else note.written,
                "note_class_source_value": note.kind,
                "note_title": note.title,
                "note_text": note.text,
            }
            for note in notes
        )
        self.rows["visit_occurrence"].extend(coded.visits)
        self.rows["procedure_occurrence"].extend(coded.procedures)
        self.rows["condition_occurrence"].extend(coded.conditions)
        self.rows["drug_exposure"].extend(coded.drugs)

    def gold(self, name: str, line: dict[str, Any]) -> None:
        self.lines[name].write(self.encode(line) + "\n")

    def flush(self) -> None:
        for name, rows in self.rows.items():
            if rows:
                self.files[name].write_table(pa.Table.from_pylist(rows, schema=self.schemas[name]))
                rows.clear()


def _publish(partial: Path, out: Path) -> None:
    """Move the finished files to their place."""
    (out / "gold").mkdir(exist_ok=True)
    for path in sorted(partial.rglob("*")):
        if path.is_file():
            path.replace(out / path.relative_to(partial))
    rmtree(partial)
