"""Run the extraction over many notes: in this process, or in several. Workers never open the warehouse."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from edsnlp.core import PipelineProtocol

from onco_pipeline.errors import UserError
from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import Row, extract_note


@dataclass(frozen=True, slots=True)
class NoteResult:
    """What came of one note: its rows, or the class of the error that it met."""

    note_id: str
    rows: list[Row]
    error: str | None = None


@lru_cache(maxsize=1)
def _pipeline() -> PipelineProtocol:
    return build()


def extract_batch(notes: list[Mapping[str, Any]]) -> list[NoteResult]:
    """Extract a batch; a note that fails is reported by the class of its error, never by its text."""
    results = []
    for note in notes:
        try:
            results.append(NoteResult(str(note["note_id"]), extract_note(_pipeline(), note)))
        except Exception as error:  # one note must never stop a run
            results.append(NoteResult(str(note["note_id"]), [], type(error).__name__))
    return results


def _batches(notes: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[Mapping[str, Any]]]:
    iterator = iter(notes)
    while batch := list(islice(iterator, size)):
        yield batch


def extract(
    notes: Iterable[Mapping[str, Any]], *, engine: str = "local", workers: int = 1, batch_size: int = 500
) -> Iterator[list[NoteResult]]:
    """Yield the results of the notes batch by batch, in the order of the notes.

    Parameters
    ----------
    notes
        Mappings with ``note_id`` and ``note_text``; see :func:`~onco_pipeline.extraction.records.extract_note`.
    engine
        ``local`` (this process) or ``multiprocessing``.
    workers
        Processes of the multiprocessing engine.
    batch_size
        Notes in a batch.

    Raises
    ------
    UserError
        When there is no such engine.
    """
    if engine == "local":
        yield from map(extract_batch, _batches(notes, batch_size))
    elif engine == "multiprocessing":
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            batches = _batches(notes, batch_size)
            # A bounded window keeps memory flat and the order of the notes.
            waiting = [pool.submit(extract_batch, batch) for batch in islice(batches, 2 * workers)]
            while waiting:
                yield waiting.pop(0).result()
                waiting.extend(pool.submit(extract_batch, batch) for batch in islice(batches, 1))
    else:
        raise UserError(f"There is no extraction engine {engine!r}: choose local or multiprocessing.")
