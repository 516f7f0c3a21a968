"""What there is to learn from: bags of a hospital's notes, their labels, and who may see them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from onco_pipeline.distant.instances import Instance, instances, owner_of
from onco_pipeline.distant.labels import BagLabel, Coverage, label_all
from onco_pipeline.distant.splits import Split, lineages, split

__all__ = ["Material", "choose_people", "gather"]


@dataclass(slots=True)
class Material:
    """Labelled bags and the split of their patients.

    Attributes
    ----------
    instances, labels
        The bags and what the structured data says of each.
    sides
        What each patient is used for.
    """

    instances: list[Instance] = field(default_factory=list)
    labels: list[BagLabel] = field(default_factory=list)
    sides: dict[str, Split] = field(default_factory=dict)

    def of(self, side: Split) -> Material:
        """Return the part of one side."""
        return self._where([self.sides[one.person_id] is side for one in self.instances])

    def with_day(self, known: bool) -> Material:
        """Return what is told in notes that have a day of their own, or in those that have none."""
        return self._where([one.bag.known_day is known for one in self.instances])

    def _where(self, wanted: Sequence[bool]) -> Material:
        kept = [place for place, good in enumerate(wanted) if good]
        return Material([self.instances[i] for i in kept], [self.labels[i] for i in kept], self.sides)

    @property
    def fingerprint(self) -> str:
        """A hash of the features, labels and split: the same data gives the same, in any order of notes."""
        digests = []
        for one, said in zip(self.instances, self.labels, strict=True):
            digest = hashlib.blake2b(f"{one.note_event_id}|{self.sides[one.person_id]}".encode(), digest_size=16)
            digest.update(np.ascontiguousarray(one.bag.numbers).tobytes())
            digest.update(bytes(said.positive) + bytes(said.negative))
            digests.append(digest.hexdigest())
        return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()[:16]


def choose_people(notes: Mapping[str, int], *, most: int, seed: int = 0) -> list[str]:
    """Return patients, drawn by a hash, until their notes reach ``most``; sorted.

    Parameters
    ----------
    notes
        Number of notes of each patient who has coded rows.
    most
        Notes to read at most (one patient's more, so that there always is one).
    seed
        Another seed, another draw.

    Examples
    --------
    >>> choose_people({"a": 5, "b": 5, "c": 5}, most=10) == choose_people({"c": 5, "b": 5, "a": 5}, most=10)
    True
    """
    drawn = sorted(notes, key=lambda person: hashlib.blake2b(f"{seed}|{person}".encode()).digest())
    chosen, total = [], 0
    for person in drawn:
        if total >= most:
            break
        chosen.append(person)
        total += notes[person]
    return sorted(chosen)


def gather(
    notes: Sequence[Mapping[str, Any]],
    known: Mapping[str, Coverage],
    *,
    seed: int = 0,
    workers: int = 1,
    found: Iterable[Instance] | None = None,
) -> Material:
    """Return the labelled bags of notes, split by patient and lineage of text.

    Parameters
    ----------
    notes
        Rows of ``omop.note`` with their text.
    known
        :func:`~onco_pipeline.distant.labels.coverage` of the patients.
    seed
        Of the split.
    workers
        Processes that read the notes.
    found
        The bags of these very notes, where they are at hand already.
    """
    bags = list(instances(notes, workers=workers) if found is None else found)
    owners = [(owner_of(note), note["note_text"]) for note in notes if isinstance(note.get("note_text"), str)]
    sides = split(lineages(owners), seed=seed)
    return Material(bags, label_all(bags, known), sides)
