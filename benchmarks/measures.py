"""What is measured, one function a table of ``docs/performance.md``. Processor time, unless a figure says otherwise."""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from benchmarks.notes import Note, characters, hospital, mix, public, short
from onco_pipeline.extraction import reading
from onco_pipeline.extraction.engines import SETTLED, extract, extract_batch
from onco_pipeline.extraction.large_pages import use_large_pages
from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, rows_of

#: The stock chain of the issue, pipe by pipe.
STOCK = (
    "normalizer", "sentences", "sections", "dates", "negation", "hypothesis", "family", "history", "solid_tumor", "tnm",
)  # fmt: skip
ROUNDS = 5
#: Notes that a process reads before the clock begins, where its start is not measured.
_WARM = 4_000
#: Notes that a way of reading reads again before its clock begins: what a process holds is far away once it has paused.
_AGAIN = 50
#: Seconds until processes have started and read their notes once.
_STARTED = 10
Figures = dict[str, Any]


def stock_chain() -> Callable[[str], object]:
    """Return the stock EDS-NLP chain."""
    import edsnlp

    warnings.filterwarnings("ignore")
    nlp = edsnlp.blank("eds")
    for name in STOCK:
        nlp.add_pipe(f"eds.{name}")
    return nlp


def _seconds(work: Callable[[Note], object], notes: Iterable[Note]) -> float:
    start = time.process_time()
    for note in notes:
        work(note)
    return time.process_time() - start


def speed(folder: Path, *, notes: int = 350, rounds: int = ROUNDS, linker: Path | None = None) -> Figures:
    """Return the speed of ours and of the stock chain, turn about on the same notes, one core; with a linker, too.

    As in a process that has been reading for a second: it has learnt from other notes than those measured, what it
    holds is in large pages, the stock chain with it, and each has just read some of those other notes when its clock
    begins. With a linker, every other round is its own: what one reading learns would help another of the same notes.
    """
    nlp = stock_chain()
    ways: dict[str, Callable[[Note], object]] = {"ratio": rows_of}
    if linker is not None:
        ways["with_linker"] = partial(rows_of, linker=linker)
    sets = {"public case reports": public(), "fictitious hospital": hospital(folder / "2k", 2_000), "mix": mix()}
    figures: Figures = {}
    for name, all_notes in sets.items():
        rng = random.Random(1)  # noqa: S311 -- a sample, not a secret
        shuffled = rng.sample(all_notes, len(all_notes))
        learnt_from = min(SETTLED, len(shuffled) // 2)
        for note in shuffled[:learnt_from]:
            for read in ways.values():
                read(note)
        for note in shuffled[:10]:
            nlp(note["note_text"])
        use_large_pages()
        ours, stock, ratios = [], [], {name: [] for name in ways}
        for way, read in [*ways.items()] * rounds:
            sample, others = rng.sample(shuffled[learnt_from:], notes), rng.sample(shuffled[:learnt_from], _AGAIN)
            units = characters(sample) / 2_000
            theirs = _seconds_behind(others, lambda note: nlp(note["note_text"]), sample)
            mine = _seconds_behind(others, read, sample)
            ratios[way].append(theirs / mine)
            if way == "ratio":
                ours.append(units / mine)
                stock.append(units / theirs)
        figures[name] = {
            "ours": round(statistics.median(ours)),
            "stock": round(statistics.median(stock), 1),
            **{way: round(statistics.median(found), 1) for way, found in ratios.items()},
            "least": round(min(ratios["ratio"]), 1),
            "most": round(max(ratios["ratio"]), 1),
            "notes": notes,
            "rounds": rounds,
        }
    return figures


def _seconds_behind(others: Iterable[Note], work: Callable[[Note], object], notes: Iterable[Note]) -> float:
    """Return how long notes take a way of reading that has just read others."""
    _seconds(work, others)
    return _seconds(work, notes)


def stages(folder: Path, *, notes: int = 400) -> Figures:
    """Return the share of each stage of the reading, in percent of the whole."""
    names = {
        "plain": "fold", "fold": "fold", "has_stem": "scan", "has_word": "scan", "analyse": "structure and date words",
        "find_dates": "dates resolved", "assign_status": "status", "date_events": "linking",
    }  # fmt: skip
    figures: Figures = {}
    kept = {name: getattr(reading, name) for name in names}, dict(reading.FINDERS)
    for title, sample in (
        ("public case reports", public()[::4][:notes]),
        ("fictitious hospital", hospital(folder / "2k", 2_000)[:notes]),
    ):
        for note in sample:
            rows_of(note)
        shares: Counter[str] = Counter()

        def timed(work: Callable[..., Any], name: str, shares: Counter[str] = shares) -> Callable[..., Any]:
            def run(*given: Any, **named: Any) -> Any:
                start = time.process_time()
                made = work(*given, **named)
                shares[name] += time.process_time() - start
                return made

            return run

        try:
            for name, stage in names.items():
                setattr(reading, name, timed(kept[0][name], stage))
            for family, finder in kept[1].items():
                reading.FINDERS[family] = timed(finder, f"{family} patterns")
            whole = _seconds(rows_of, sample)
        finally:
            for name, work in kept[0].items():
                setattr(reading, name, work)
            reading.FINDERS.update(kept[1])
        shares["rows and the rest"] = whole - shares.total()
        figures[title] = {name: round(100 * spent / whole, 1) for name, spent in shares.most_common()}
    return figures


def lossless(folder: Path, *, synthetic: int = 20_000) -> Figures:
    """Compare the reading of plain text with the whole EDS-NLP pipeline, row by row; stop where they differ."""
    nlp = build()
    figures: Figures = {}
    for name, notes in (
        ("public case reports", public()),
        ("fictitious hospital", hospital(folder / "20k", synthetic)),
    ):
        rows = 0
        for note in notes:
            fast, whole = rows_of(note), extract_note(nlp, note)
            if fast != whole:
                sys.exit(f"LOSS in {name}: note {note['note_id']} has {len(whole)} rows, {len(fast)} when read fast.")
            rows += len(fast)
        figures[name] = {"notes": len(notes), "rows": rows}
    return figures


def growth(folder: Path, *, most: int = 100_000) -> Figures:
    """Return processor seconds of the local engine against the number of notes, a thousand and each ten times more."""
    sizes = [size for size in (1_000, 10_000, 100_000) if size <= most]
    notes = hospital(folder / f"{most // 1_000}k", most)
    for note in notes[:500]:
        rows_of(note)
    figures: Figures = {}
    for size in sizes:
        start = time.process_time()
        rows = sum(len(item.rows) for batch in extract(notes[:size]) for item in batch)
        figures[str(size)] = {"seconds": round(time.process_time() - start, 2), "rows": rows}
    return figures


def workers(folder: Path, *, notes: int = 20_000, rounds: int = ROUNDS) -> Figures:
    """Return the clock time of one and two processes, turn about, their start apart: only on a quiet machine.

    A process remembers the words that it meets: its first thousand notes cost twice as much as those that follow, its
    second a tenth more than its tenth. Two processes learn beside each other, each from half of the notes, and a
    hospital has millions: the clock begins when every process has read some thousands. Beside it, what the machine
    gives: one and two processes that read the same notes and hand nothing over.
    """
    needed = 2 * _WARM + notes
    sample = hospital(folder / f"{needed // 1_000}k", needed)
    taken: dict[int, list[float]] = {1: [], 2: []}
    apart: list[float] = []
    for _ in range(rounds):
        alone, beside = _apart(sample[:_WARM], 1), _apart(sample[:_WARM], 2)
        apart.append(2 * alone / beside)
        for count, seconds in taken.items():
            given = iter(sample[: _WARM * count + notes])
            results = extract(given, engine="multiprocessing", workers=count, batch_size=100)
            for _ in range(_WARM // 100 * count):
                next(results)
            start = time.perf_counter()
            left = sum(len(batch) for batch in results)
            seconds.append((time.perf_counter() - start) / left)
    ratio = [one / two for one, two in zip(taken[1], taken[2], strict=True)]
    return {
        "one": round(1 / statistics.median(taken[1])),
        "two": round(1 / statistics.median(taken[2])),
        "ratio": round(statistics.median(ratio), 2),
        "apart": round(statistics.median(apart), 2),
        "rounds": rounds,
        "load": round(psutil.getloadavg()[0], 1),
    }


def _apart(notes: list[Note], count: int) -> float:
    """Return the seconds by the clock that each of some processes takes to read the same notes at the same time."""
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        at = time.time() + _STARTED
        return statistics.mean(pool.map(_clocked, [notes] * count, [at] * count))


def _clocked(notes: list[Note], at: float) -> float:
    """Return the seconds that it takes to read notes once more, begun at a time of the clock."""
    extract_batch(notes)
    time.sleep(max(0.0, at - time.time()))
    start = time.perf_counter()
    extract_batch(notes)
    return time.perf_counter() - start


class _Peak:
    """The most memory that this process and its children hold together while the block runs, in MB."""

    def __enter__(self) -> _Peak:
        self.megabytes, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._ended.wait(0.5):
            held = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    held += process.memory_full_info().pss
                except psutil.Error:
                    continue
            self.megabytes = max(self.megabytes, held / 1e6)

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def memory(folder: Path, *, most: int = 1_000_000) -> Figures:
    """Return the peak memory of this process and two workers together, against the number of short notes."""
    figures: Figures = {}
    for size in (most // 16, most):
        with _Peak() as peak:
            start = time.perf_counter()
            treated = sum(len(batch) for batch in extract(short(size), engine="multiprocessing", workers=2))
        figures[str(treated)] = {"megabytes": round(peak.megabytes), "seconds": round(time.perf_counter() - start)}
    return figures


def job(folder: Path, *, notes: int = 10_000) -> Figures:
    """Return the cost of the whole job and of its extraction, then again with one note in a hundred new."""
    from resources.home import Home

    tables = folder / f"job_{notes}"  # the job reads them all
    made = hospital(tables, notes)
    with tempfile.TemporaryDirectory() as scratch:
        # Before the job is imported: it asks the environment where dbt's reading of the project is kept.
        home = Home(Path(scratch) / "home").prepare()
        return _job(tables, len(made), Path(scratch) / "source", home)


def _job(tables: Path, notes: int, source: Path, home: Any) -> Figures:
    import pandas as pd

    from assets import mentions
    from onco_pipeline.running import choose_source, run_job

    source.mkdir()
    for file in tables.glob("*.parquet"):
        (source / file.name).symlink_to(file.resolve())
    whole = pd.read_parquet(source / "note.parquet")
    # One patient in a hundred comes with the last run.
    people = sorted(whole["person_id"].unique())[::100]
    (source / "note.parquet").unlink()
    whole[~whole["person_id"].isin(people)].to_parquet(source / "note.parquet")
    choose_source(home, source)
    spent: list[float] = []
    kept = mentions.extract_pending

    def timed(*given: Any) -> Any:
        start = _all_seconds()
        done = kept(*given)
        spent.append(_all_seconds() - start)
        return done

    figures: Figures = {}
    mentions.extract_pending = timed
    try:
        for name in ("first", "nothing new", "one in a hundred new"):
            if name.startswith("one"):
                whole.to_parquet(source / "note.parquet")
            spent.clear()
            start, began = _all_seconds(), time.perf_counter()
            summary = run_job(home)
            figures[name] = {
                "notes": summary.notes_treated,
                "of": notes,
                "seconds": round(_all_seconds() - start, 1),
                "clock": round(time.perf_counter() - began, 1),
                "extraction": round(sum(spent), 1),
            }
    finally:
        mentions.extract_pending = kept
    return figures


def _all_seconds() -> float:
    """Processor seconds of this process and of the ended ones it started (dbt)."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
