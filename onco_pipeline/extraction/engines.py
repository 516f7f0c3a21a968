"""Run the extraction over many notes: in this process, or in several. Workers never open the warehouse."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onco_pipeline.errors import UserError
from onco_pipeline.extraction.bounded import NOTE_TIMEOUT, NoteTimeout, within
from onco_pipeline.extraction.orphans import end_with_parent
from onco_pipeline.extraction.records import Row, rows_of


@dataclass(frozen=True, slots=True)
class NoteResult:
    """What came of one note: its rows, or the class of the error that it met."""

    note_id: str
    rows: list[Row]
    error: str | None = None


def extract_one(note: Mapping[str, Any], note_timeout: float = NOTE_TIMEOUT) -> NoteResult:
    """Extract a note; one that fails or takes too long is reported by the class of its error, never by its text."""
    try:
        return NoteResult(str(note["note_id"]), within(note_timeout, lambda: rows_of(note)))
    except (Exception, NoteTimeout) as error:  # one note must never stop a run
        return NoteResult(str(note["note_id"]), [], type(error).__name__)


def extract_batch(notes: list[Mapping[str, Any]], note_timeout: float = NOTE_TIMEOUT) -> list[NoteResult]:
    """Extract a batch; see :func:`extract_one`."""
    return [extract_one(note, note_timeout) for note in notes]


def _batches(notes: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[Mapping[str, Any]]]:
    iterator = iter(notes)
    while batch := list(islice(iterator, size)):
        yield batch


def extract(
    notes: Iterable[Mapping[str, Any]],
    *,
    engine: str = "local",
    workers: int = 1,
    batch_size: int = 500,
    note_timeout: float = NOTE_TIMEOUT,
) -> Iterator[list[NoteResult]]:
    """Yield the results of the notes batch by batch, in the order of the notes.

    Parameters
    ----------
    notes
        Mappings with ``note_id`` and ``note_text``; see :func:`~onco_pipeline.extraction.records.rows_of`.
    engine
        ``local`` (this process) or ``multiprocessing``.
    workers
        Processes of the multiprocessing engine.
    batch_size
        Notes in a batch.
    note_timeout
        Seconds of processor time that one note may take; 0 for no limit.

    Raises
    ------
    UserError
        When there is no such engine.
    """
    if engine == "local":
        for batch in _batches(notes, batch_size):
            yield extract_batch(batch, note_timeout)
    elif engine == "multiprocessing":
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, end_with_parent, (os.getpid(),)) as pool:
            batches = _batches(notes, batch_size)
            # A bounded window keeps memory flat and the order of the notes.
            waiting = [pool.submit(extract_batch, batch, note_timeout) for batch in islice(batches, 2 * workers)]
            while waiting:
                yield waiting.pop(0).result()
                waiting.extend(pool.submit(extract_batch, batch, note_timeout) for batch in islice(batches, 1))
    else:
        raise UserError(f"There is no extraction engine {engine!r}: choose local or multiprocessing.")
