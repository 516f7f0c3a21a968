"""Mentions: the events that the notes tell, note by note, with a ledger that lets a killed run resume."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import pandas as pd

from assets.common import WRITER_POOL, result, spec, timed
from onco_pipeline.extraction.bounded import NOTE_TIMEOUT
from onco_pipeline.extraction.pipeline import pipeline_version
from onco_pipeline.progress import progress
from onco_pipeline.tables import NOTE, NOTE_EVENT, NOTE_EXTRACTION
from resources.linker import LinkerResource
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

if TYPE_CHECKING:  # the patterns take seconds to make ready: only where there is a note to read
    from onco_pipeline.extraction.engines import NoteResult

#: Notes whose content and pipeline version the ledger does not hold: what is left to do.
_PENDING = """
    NOT EXISTS (
        SELECT 1 FROM onco.note_extraction AS done
        WHERE done.note_id = note.note_id
          AND done.note_fingerprint = note.row_fingerprint
          AND done.pipeline_version = ?
    )
"""
_NOTE_COLUMNS = (
    "note_id", "person_id", "note_datetime", "note_class_source_value", "note_text", "row_fingerprint",
)  # fmt: skip


class ExtractionConfig(dg.Config):
    """How the extraction runs.

    Attributes
    ----------
    engine
        ``local`` (in this process), ``multiprocessing`` or ``spark``: the tables are the same (``docs/scaling.md``).
    workers
        Processes of the multiprocessing engine.
    batch_size
        Notes that are extracted and committed together; what a killed run can lose. Each batch opens and closes the
        warehouse, which takes as long as reading two hundred notes.
    note_timeout
        Seconds of processor time that one note may take before it is set aside; 0 for no limit.
    """

    engine: str = "local"
    workers: int = 2
    batch_size: int = 2_000
    note_timeout: float = NOTE_TIMEOUT


@dataclass(slots=True)
class Extracted:
    """What one extraction did."""

    treated: int = 0
    failed: int = 0
    removed: int = 0


def extract_pending(
    warehouse: Warehouse,
    config: ExtractionConfig,
    advance: Callable[[int], object] = lambda _: None,
    linker: Path | None = None,
) -> Extracted:
    """Extract every note that is new, changed, or known to another version, batch by batch.

    Each batch is one transaction: the events of its notes are replaced and its notes entered in the ledger
    together, so that a run killed at any moment loses at most a batch and repeats none. With a trained linker the
    version is another one: changing the linker has every note extracted again.
    """
    from onco_pipeline.extraction.engines import extract

    version = pipeline_version(linker)
    done = Extracted(removed=forget_missing(warehouse))
    batches = warehouse.stream(NOTE, _PENDING, _NOTE_COLUMNS, [version], batch_size=config.batch_size)
    fingerprints: dict[str, str] = {}

    def pending() -> Iterator[dict[str, object]]:
        for batch in batches:
            warehouse.let_go()  # what follows is long, and others may want to read
            for note in batch:
                fingerprints[note["note_id"]] = note["row_fingerprint"]
                yield note

    for results in extract(
        pending(),
        engine=config.engine,
        workers=config.workers,
        batch_size=config.batch_size,
        note_timeout=config.note_timeout,
        linker=linker,
    ):
        _commit(warehouse, results, fingerprints, version)
        if config.engine != "local":  # the local one reads the next notes at once
            warehouse.let_go()
        done.treated += len(results)
        done.failed += sum(item.error is not None for item in results)
        advance(len(results))
    return done


def forget_missing(warehouse: Warehouse) -> int:
    """Remove the events and ledger rows of notes that the hospital no longer has; return how many notes."""
    gone = "note_id NOT IN (SELECT note_id FROM omop.note)"
    with warehouse.transaction() as connection:
        connection.execute(f"DELETE FROM onco.note_event WHERE {gone}")  # noqa: S608 -- no user text
        return connection.execute(f"DELETE FROM onco.note_extraction WHERE {gone}").fetchone()[0]  # noqa: S608 -- no user text


def _commit(warehouse: Warehouse, results: "list[NoteResult]", fingerprints: dict[str, str], version: str) -> None:
    ledger = [
        {
            "note_id": item.note_id,
            "note_fingerprint": fingerprints.pop(item.note_id),
            "pipeline_version": version,
            "outcome": "quarantined" if item.error else "extracted",
            "n_events": len(item.rows),
            "error": item.error,
        }
        for item in results
    ]
    rows = [row for item in results for row in item.rows]
    with warehouse.transaction() as connection:
        warehouse.delete(NOTE_EVENT, [item.note_id for item in results], "note_id", connection=connection)
        if rows:
            # Their keys begin with their notes': none is left there.
            warehouse.add(NOTE_EVENT, pd.DataFrame(rows), connection=connection)
        warehouse.upsert(NOTE_EXTRACTION, pd.DataFrame(ledger), connection=connection)


@dg.multi_asset(
    name="mentions",
    specs=[
        spec(NOTE_EVENT, group="extraction", deps=["note"], kinds={"edsnlp"}),
        spec(NOTE_EXTRACTION, group="extraction", deps=["note"], kinds={"edsnlp"}),
    ],
    pool=WRITER_POOL,
)
def mentions(
    warehouse: WarehouseResource, linker: LinkerResource, config: ExtractionConfig
) -> Iterator[dg.MaterializeResult]:
    """Extract the pending notes."""
    door = warehouse.door()
    model = linker.in_use()
    version = pipeline_version(model)
    with timed() as clock:
        waiting = door.count(NOTE, _PENDING, [version])
        if waiting:
            with progress("extracting", waiting, "notes") as advance:
                done = extract_pending(door, config, advance, model)
        else:
            done = Extracted(removed=forget_missing(door))
        with door.session():
            told = "SELECT family, status, count(*) AS n FROM onco.note_event GROUP BY ALL ORDER BY ALL"
            families, notes = door.query(told), door.count(NOTE_EXTRACTION)
    yield result(
        NOTE_EVENT,
        int(families["n"].sum()),
        clock,
        by_family_and_status=dg.MetadataValue.md(families.to_markdown(index=False)),
    )
    yield result(
        NOTE_EXTRACTION,
        notes,
        clock,
        notes_treated=done.treated,
        notes_failed=done.failed,
        notes_removed=done.removed,
        notes_per_second=round(done.treated / clock.seconds, 1) if done.treated else 0.0,
        pipeline_version=version,
    )


ASSETS = [mentions]
