"""Notes to bags: each event of a note with the dates that it may have, before anybody says which is right."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onco_pipeline.extraction.records import events_of
from onco_pipeline.extraction.rows import event_keys
from onco_pipeline.pipes.event_date.bags import Bag, bags
from onco_pipeline.pipes.event_date.features import NoteView

__all__ = ["Instance", "instances", "of_view", "owner_of"]

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
    return [one for view in views for one in of_view(note, view)]


def of_view(note: Mapping[str, Any], view: NoteView) -> list[Instance]:
    """Return the bags of a note that the rules have dated."""
    note_id, owner = str(note["note_id"]), owner_of(note)
    names = dict(zip(map(id, view.events), event_keys(note_id, view.events), strict=True))
    return [Instance(names[id(bag.event)], note_id, owner, view.note_class, bag) for bag in bags(view)]


def owner_of(note: Mapping[str, Any]) -> str:
    """Return whose note it is; a note of nobody is its own person.

    Examples
    --------
    >>> owner_of({"note_id": 7, "person_id": 3}), owner_of({"note_id": 7, "person_id": None})
    ('3', 'note 7')
    """
    person = note.get("person_id")
    return str(person) if isinstance(person, str | int) else f"note {note['note_id']}"
