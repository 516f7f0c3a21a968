"""Evaluate from a command: read notes and gold, extract unless predictions are given, score."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onco_pipeline.counts import count_of
from onco_pipeline.errors import UserError
from onco_pipeline.evaluation.gold import Gold, RecordFile, holds_records, read_gold, read_records
from onco_pipeline.evaluation.records import Annotation, Record, annotation_of, record_of
from onco_pipeline.evaluation.report import Evaluation, evaluate
from onco_pipeline.evaluation.world import WorldReport, world_report

#: Keys named in a message at most.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """An evaluation, and the notes it was made on for whoever asks to see their words."""

    evaluation: Evaluation
    texts: dict[str, str]


def evaluate_files(
    notes: Path, gold: Path, *, predicted: Path | None = None, workers: int = 1, draws: int = 1000, seed: int = 0
) -> Measured:
    """Score the shipped extraction, or the records of a file, against gold.

    Parameters
    ----------
    notes
        Notes (JSON lines or Parquet), the folder of the gold itself, or records to score as they are.
    gold
        See :func:`~onco_pipeline.evaluation.gold.read_gold`.
    predicted
        Records to score in place of an extraction.
    workers
        Processes that extract.
    draws, seed
        Of the bootstrap.

    Raises
    ------
    UserError
        When a file cannot be read, or notes, gold and predictions do not belong together.
    """
    truth = read_gold(gold)
    if predicted is None and holds_records(notes):
        predicted = notes
        known: dict[str, dict[str, Any]] = truth.notes
    else:
        known = _known_notes(notes, gold, truth)
    texts = {note_id: str(note["note_text"] or "") for note_id, note in known.items()}
    if predicted is not None:
        records = _matching(read_records(predicted), truth, predicted)
        return Measured(evaluate(truth, records, texts=texts or None, draws=draws, seed=seed), texts)
    if truth.unit == "patient":
        raise UserError(
            f"{gold} is the gold of whole patients: it is compared with the records of 'onco events'. "
            "Example: onco events --out events.jsonl, then onco evaluate events.jsonl gold.jsonl"
        )
    extracted, mentions, failed = _extract(known, workers)
    made = evaluate(truth, extracted, mentions=mentions, texts=texts, failed=failed, draws=draws, seed=seed)
    return Measured(made, texts)


def evaluate_world(
    hospital: Path, *, predicted: Path | None = None, home: Path | None = None, draws: int = 1000, seed: int = 0
) -> WorldReport:
    """Run the whole job on a synthetic hospital and measure its care events against what truly happened.

    Parameters
    ----------
    hospital
        Folder that ``onco synth`` wrote: tables, and ``gold/patients.jsonl``.
    predicted
        Events of that hospital as ``onco events`` writes them, to score in place of a run.
    home
        Where the run keeps its warehouse; a temporary folder, removed afterwards, when not given.
    draws, seed
        Of the bootstrap.

    Raises
    ------
    UserError
        When there is no world gold in the folder, or the run fails.
    """
    from onco_pipeline.reconciliation.export import person_records
    from resources.home import Home
    from resources.warehouse import Warehouse

    path = hospital / "gold" / "patients.jsonl"
    if not path.exists():
        raise UserError(
            f"There is no world gold at {path}. Make a hospital first: onco synth --families test --out {hospital}"
        )
    gold = _by_person(path)
    if predicted is not None:
        return world_report(gold, _by_person(predicted), draws=draws, seed=seed)
    with tempfile.TemporaryDirectory(prefix="onco-world-") as temporary:
        place = Home(home or Path(temporary)).prepare()  # first: what is loaded next reads of it
        from onco_pipeline.running import choose_source, run_job

        choose_source(place, hospital)
        run_job(place)
        warehouse = Warehouse(place.warehouse)
        lines = person_records(warehouse.read("validated_care_event"), warehouse.read("event_evidence"))
        found = {line["person_id"]: line["events"] for line in lines}
    return world_report(gold, found, draws=draws, seed=seed)


def _by_person(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the lines of a file of patients' records."""
    read_records(path)  # says what is wrong with a line, in words
    with path.open(encoding="utf-8") as lines:
        patients = [json.loads(line) for line in lines if line.strip()]
    if any("person_id" not in patient for patient in patients):
        raise UserError(f"{path} holds records of notes; a world is made of patients.")
    return {str(patient["person_id"]): patient["events"] for patient in patients}


def write_world(made: WorldReport, out: Path) -> None:
    """Write the figures of a world as JSON, without a word of any note.

    Raises
    ------
    UserError
        When the file cannot be written.
    """
    try:
        out.write_text(json.dumps(made.as_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}. Give --json another place.") from None


def _known_notes(notes: Path, gold: Path, truth: Gold) -> dict[str, dict[str, Any]]:
    """Return the notes that the gold speaks of, checked to be the very texts that were annotated."""
    from onco_pipeline.extraction.note_files import read_notes

    if notes.is_dir():
        if notes.resolve() != gold.resolve():
            raise UserError(f"{notes} is a folder: give a file of notes, or the gold's own folder.")
        return truth.notes
    known = {str(note["note_id"]): note for note in read_notes(notes)}
    if truth.unit == "patient":
        return {}
    here = {note_id: known[note_id] for note_id in truth.records if note_id in known}
    if not here:
        raise UserError(
            f"Of {count_of(len(truth.records), 'note')} of {gold} none stands in {notes}: "
            f"the gold begins with {', '.join(list(truth.records)[:_SHOWN])}, the notes with "
            f"{', '.join(list(known)[:_SHOWN]) or 'nothing'}. Do the two belong together?"
        )
    changed = [n for n, note in truth.notes.items() if n in here and here[n]["note_text"] != note["note_text"]]
    if changed:
        raise UserError(
            f"The text of {', '.join(changed[:_SHOWN])} in {notes} is not the one that was annotated in {gold}: "
            "the offsets of the annotation would point elsewhere."
        )
    return here


def _matching(file: RecordFile, truth: Gold, path: Path) -> Mapping[str, list[Record]]:
    if file.unit != truth.unit:
        raise UserError(f"{path} holds records of {file.unit}s, the gold of {truth.unit}s: they cannot be compared.")
    return file.records


def _extract(
    notes: Mapping[str, Mapping[str, Any]], workers: int
) -> tuple[dict[str, list[Record]], dict[str, list[Annotation]], dict[str, str]]:
    """Return records, mentions, and the class of the error of the notes that failed, by note."""
    from onco_pipeline.extraction.engines import extract
    from onco_pipeline.extraction.records import record
    from onco_pipeline.progress import progress

    records, mentions, failed = {}, {}, {}
    engine = "multiprocessing" if workers > 1 else "local"
    with progress("extracting", len(notes), "notes") as advance:
        for batch in extract(notes.values(), engine=engine, workers=workers, batch_size=50):
            for item in batch:
                events = record(item.note_id, item.rows)["events"]
                records[item.note_id] = [made for made in map(record_of, events) if made is not None]
                mentions[item.note_id] = [annotation_of(row) for row in item.rows]
                if item.error is not None:
                    failed[item.note_id] = item.error
            advance(len(batch))
    return records, mentions, failed


def write_figures(made: Evaluation, out: Path, *, errors: bool = False) -> None:
    """Write the figures as JSON, without a word of any note.

    Raises
    ------
    UserError
        When the file cannot be written.
    """
    figures = json.dumps(made.as_dict(errors=errors), indent=1)
    try:
        out.write_text(figures + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}. Give --json another place.") from None
