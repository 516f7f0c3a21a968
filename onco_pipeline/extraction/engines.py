"""Run the extraction over many notes: in this process, in several, or on a cluster.

Workers get batches of notes and return rows; the process that asked is the only one that opens the warehouse.
The three engines call one function on the same batches and give their results in the order of the notes, so that
the tables are the same whichever ran.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from onco_pipeline.errors import UserError
from onco_pipeline.extraction.bounded import NOTE_TIMEOUT, NoteTimeout, within
from onco_pipeline.extraction.large_pages import use_large_pages
from onco_pipeline.extraction.orphans import end_at_once, end_with_parent
from onco_pipeline.extraction.records import rows_of
from onco_pipeline.extraction.rows import Row


@dataclass(frozen=True, slots=True)
class NoteResult:
    """What came of one note: its rows, or the class of the error that it met."""

    note_id: str
    rows: list[Row]
    error: str | None = None


def extract_one(note: Mapping[str, Any], note_timeout: float = NOTE_TIMEOUT, linker: Path | None = None) -> NoteResult:
    """Extract a note; one that fails or takes too long is reported by the class of its error, never by its text.

    Raises
    ------
    UserError
        When the linker cannot be used: that is no note's fault, and no note would be read.
    """
    try:
        return NoteResult(str(note["note_id"]), within(note_timeout, lambda: rows_of(note, linker)))
    except UserError:
        raise
    except (Exception, NoteTimeout) as error:  # one note must never stop a run
        return NoteResult(str(note["note_id"]), [], type(error).__name__)


@cache
def _build_once() -> None:
    """Have the tables built that a process builds when it reads its first event: they are no note's own time."""
    rows_of({"note_id": "", "note_text": "Scanner le 12/03/2019."})


#: Notes after which a process has met most words and beginnings that it will remember.
SETTLED = 1_000
_read = 0


def _settle(notes: int) -> None:
    """Have what a process remembers moved to large pages, once, when most of it is there: it saves a twenty-fifth."""
    global _read
    if _read < SETTLED <= _read + notes:
        use_large_pages()
    _read += notes


def extract_batch(
    notes: list[Mapping[str, Any]], note_timeout: float = NOTE_TIMEOUT, linker: Path | None = None
) -> list[NoteResult]:
    """Extract a batch; see :func:`extract_one`."""
    _build_once()
    results = [extract_one(note, note_timeout, linker) for note in notes]
    _settle(len(notes))
    return results


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
    linker: Path | None = None,
) -> Iterator[list[NoteResult]]:
    """Yield the results of the notes batch by batch, in the order of the notes.

    Parameters
    ----------
    notes
        Mappings with ``note_id`` and ``note_text``; see :func:`~onco_pipeline.extraction.records.rows_of`.
    engine
        ``local`` (this process), ``multiprocessing`` (processes of this machine) or ``spark`` (a cluster).
    workers
        Processes of the multiprocessing engine, cores of a Spark that runs on this machine only.
    batch_size
        Notes in a batch.
    note_timeout
        Seconds of processor time that one note may take; 0 for no limit.
    linker
        Folder of a trained linker; the rules alone date the events when None.

    Raises
    ------
    UserError
        When there is no such engine, or Spark is not installed.
    """
    open_engine = ENGINES.get(engine)
    if open_engine is None:
        raise UserError(f"There is no extraction engine {engine!r}: choose {', '.join(ENGINES)}.")
    with open_engine(workers) as (submit, window, most):
        size = min(batch_size, most)
        pieces, under_way = _batches(notes, size), window * -(-batch_size // size)
        # A bounded window of batches under way keeps memory flat, and the order is that of the notes.
        waiting = deque(submit(piece, note_timeout, linker) for piece in islice(pieces, under_way))
        done: list[NoteResult] = []
        while waiting:
            done += waiting.popleft().result()
            while len(done) >= batch_size:
                yield done[:batch_size]
                done = done[batch_size:]
            waiting.extend(submit(piece, note_timeout, linker) for piece in islice(pieces, 1))
        if done:
            yield done


#: Hands a piece of a batch over, with the limit of a note and the linker, and gives the promise of its results.
Submit = Callable[[list[Mapping[str, Any]], float, Path | None], "Future[list[NoteResult]]"]


#: What hands a piece over, how many batches are under way at once, and the most notes of a piece.
Engine = tuple[Submit, int, int]
#: A process is handed few notes at a time: while the last are read, the others have nothing left to do.
_PIECE = 50


@contextmanager
def _local(workers: int) -> Iterator[Engine]:
    def submit(batch: list[Mapping[str, Any]], note_timeout: float, linker: Path | None) -> Future[list[NoteResult]]:
        done: Future[list[NoteResult]] = Future()
        done.set_result(extract_batch(batch, note_timeout, linker))
        return done

    yield submit, 1, sys.maxsize


@contextmanager
def _multiprocessing(workers: int) -> Iterator[Engine]:
    context = multiprocessing.get_context("spawn")

    def submit(batch: list[Mapping[str, Any]], note_timeout: float, linker: Path | None) -> Future[list[NoteResult]]:
        with _unheard(signal.SIGINT):  # this starts a process as long as there are too few
            return pool.submit(extract_batch, batch, note_timeout, linker)

    with ProcessPoolExecutor(workers, context, _begin_worker, (os.getpid(),)) as pool:
        try:
            yield submit, 2 * workers, _PIECE
        except BaseException:  # Ctrl-C above all: nobody waits for the pieces that are not begun
            pool.shutdown(cancel_futures=True)
            raise


def _begin_worker(parent: int) -> None:
    end_with_parent(parent)
    end_at_once()


@contextmanager
def _unheard(sign: signal.Signals) -> Iterator[None]:
    """Have the processes that start meanwhile pass over a signal; this one hears it, at the end if it comes in between.

    A terminal sends Ctrl-C to each process. The one that was asked ends the others; a worker that hears it by itself
    shows where it was, and may die with a lock that the rest wait for.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {sign})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _spark(workers: int) -> Iterator[Engine]:
    from onco_pipeline.spark import session

    with session(workers) as context, ThreadPoolExecutor(2 * context.defaultParallelism) as threads:
        # A batch is a job of one task: Spark gives the cores of the cluster to as many as are under way, repeats
        # the task of a lost worker, and hands the rows back. The threads only wait.
        def run(batch: list[Mapping[str, Any]], note_timeout: float, linker: Path | None) -> list[NoteResult]:
            one = context.parallelize([batch], 1)
            return one.map(partial(extract_batch, note_timeout=note_timeout, linker=linker)).collect()[0]

        def submit(
            batch: list[Mapping[str, Any]], note_timeout: float, linker: Path | None
        ) -> Future[list[NoteResult]]:
            return threads.submit(run, batch, note_timeout, linker)

        yield submit, 2 * context.defaultParallelism, sys.maxsize


#: Where the batches of notes can be read.
ENGINES: dict[str, Callable[[int], AbstractContextManager[Engine]]] = {
    "local": _local,
    "multiprocessing": _multiprocessing,
    "spark": _spark,
}
