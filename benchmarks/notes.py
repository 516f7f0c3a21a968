"""The notes that are measured: public case reports, the fictitious hospital, and a mix with few cancers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyarrow.parquet import read_metadata

from onco_pipeline.extraction.note_files import read_notes
from onco_pipeline.synthesis import generate

Note = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
#: Where the public corpora stand beside a checkout; they are no part of the repository.
CORPORA = ROOT.parent / "shared" / "corpora"
SEED = 11


def public() -> list[Note]:
    """Return every note of the public corpora; ``cancer`` where the corpus tells it."""
    fracco = _lines("fracco/notes.jsonl", "note_id", "note_text")
    return [{**note, "cancer": True} for note in fracco] + _lines("e3c/case_reports.jsonl", "id", "text")


def hospital(folder: Path, notes: int, seed: int = SEED) -> list[Note]:
    """Return the first notes of a fictitious hospital, written to ``folder`` when it does not hold as many yet."""
    file = folder / "note.parquet"
    if not file.exists() or read_metadata(file).num_rows < notes:
        generate(folder, patients=max(20, notes), seed=seed, notes=notes)
    return list(read_notes(file))[:notes]


def mix() -> list[Note]:
    """Return real reports of which one in five is about a cancer, shuffled."""
    others = [note for note in _lines("e3c/case_reports.jsonl", "id", "text") if not note["cancer"]]
    cancers = [note for note in public() if note["cancer"]]
    rng = random.Random(SEED)  # noqa: S311 -- a sample, not a secret
    chosen = others + rng.sample(cancers, len(others) // 4)
    rng.shuffle(chosen)
    return chosen


def short(count: int) -> Iterator[Note]:
    """Yield short notes (some 200 characters) one by one, holding none."""
    for number in range(count):
        day, month = number % 28 + 1, number % 12 + 1
        text = (
            f"Note {number}. Patiente suivie pour un cancer du sein. Scanner TAP du {day:02d}/{month:02d}/2019 : "
            "stable. Poursuite du létrozole. Prochaine consultation dans 3 mois avec une biologie de contrôle."
        )
        yield {"note_id": str(number), "person_id": str(number // 5), "note_text": text, "note_datetime": "2020-01-02"}


def characters(notes: list[Note]) -> int:
    """Return how many characters the notes have together."""
    return sum(len(note["note_text"]) for note in notes)


def _lines(file: str, identifier: str, text: str) -> list[Note]:
    path = CORPORA / file
    if not path.exists():
        raise SystemExit(f"The public corpora are not here: looked for {file} in {CORPORA}.")
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{"note_id": str(row[identifier]), "note_text": row[text], "cancer": row.get("cancer")} for row in rows]
