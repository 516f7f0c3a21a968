"""Notes to bags: each event of a note with the dates that it may have, before anybody says which is right."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onco_pipeline.extraction.records import event_keys, events_of
from onco_pipeline.pipes.event_date.bags import Bag, bags
from onco_pipeline.pipes.event_date.features import NoteView

__all__ = ["Instance", "instances"]

#: Notes that a worker reads at a time.
_BATCH = 100


@dataclass(slots=True, eq=False)
class Instance:
    """A bag and whose it is.

    Attributes
    ----------
    note_event_id, note_id, person_id
        Keys of ``onco.note_event``; a note of nobody is its own person.
    note_class
        Document type, None when unknown.
    bag
        The event and its options.
    """

    note_event_id: str
    note_id: str
    person_id: str
    note_class: str | None
    bag: Bag


def instances(notes: Iterable[Mapping[str, Any]], *, workers: int = 1) -> Iterator[Instance]:
    """Yield the bags of notes, in the order of the notes whatever the number of workers.

    Parameters
    ----------
    notes
        As for :func:`~onco_pipeline.extraction.records.rows_of`. A note that cannot be read has no bag.
    workers
        Processes.
    """
    iterator = iter(notes)
    batches = iter(lambda: list(islice(iterator, _BATCH)), [])
    if workers <= 1:
        for batch in batches:
            yield from _of_batch(batch)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_of_batch, batch) for batch in islice(batches, 2 * workers)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting.extend(pool.submit(_of_batch, batch) for batch in islice(batches, 1))


def _of_batch(notes: Sequence[Mapping[str, Any]]) -> list[Instance]:
    found = []
    for note in notes:
        try:
            found += _of_note(note)
        except Exception:  # noqa: S112 -- the extraction reports such a note; here it has nothing to teach
            continue
    return found


def _of_note(note: Mapping[str, Any]) -> list[Instance]:
    views: list[NoteView] = []
    events_of(note, views.append)
    found: list[Instance] = []
    for view in views:
        note_id = str(note["note_id"])
        names = dict(zip(map(id, view.events), event_keys(note_id, view.events), strict=True))
        person, kind = note.get("person_id"), view.note_class
        owner = str(person) if isinstance(person, str | int) else f"note {note_id}"
        found += [Instance(names[id(bag.event)], note_id, owner, kind, bag) for bag in bags(view)]
    return found
