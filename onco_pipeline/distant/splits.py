"""Who trains and who tests: whole patients, and with them every patient who shares copied text with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from onco_pipeline.text import fold

__all__ = ["Split", "lineages", "passages", "split"]

#: Words on either side of a whole date that a copied passage is recognised by.
_SIDE = 8
_DATE = re.compile(r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19|20)?[0-9]{2}\Z")
_WORD = re.compile(r"[a-z]+|[0-9][0-9/.\-]*[0-9]|[0-9]")


class Split(StrEnum):
    """What a patient is used for."""

    TRAIN = "train"
    TUNE = "tune"  # early stopping, calibration
    HELD_OUT = "held_out"  # promotion


def passages(text: str) -> Iterator[int]:
    """Yield a hash of each passage of a text that holds a whole date.

    A copied history keeps its dates with the words around them; printed phrases that many letters share have
    none, and two patients seldom have the same day in the same sixteen words.

    Examples
    --------
    >>> told = "bilan initial, vue par son médecin puis scanner du 12/03/2019 montrant une masse du sein de 22 mm"
    >>> set(passages(told)) == set(passages("Rappel : " + told + ", opérée depuis"))
    True
    """
    words = _WORD.findall(fold(text))
    for place, word in enumerate(words):
        if _DATE.match(word) and place >= _SIDE and len(words) - place > _SIDE:
            around = " ".join(words[place - _SIDE : place + _SIDE + 1])
            yield int.from_bytes(hashlib.blake2b(around.encode(), digest_size=8).digest())


def lineages(notes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for each patient, the first patient of those that share copied text with him, directly or through others.

    Parameters
    ----------
    notes
        Patient and text of each note.
    """
    parents: dict[str, str] = {}

    def root(person: str) -> str:
        while parents[person] != person:
            parents[person] = parents[parents[person]]
            person = parents[person]
        return person

    owners: dict[int, str] = {}
    for person, text in notes:
        parents.setdefault(person, person)
        for passage in passages(text):
            one, other = sorted((root(owners.setdefault(passage, person)), root(person)))
            parents[other] = one
    return {person: root(person) for person in parents}


def split(lineage: Mapping[str, str], *, seed: int = 0, tune: float = 0.15, held_out: float = 0.15) -> dict[str, Split]:
    """Return what each patient is used for.

    Drawn by a hash of seed and lineage: a patient stays where he is when others come, and nobody is on a side
    that a copy of his notes is not on.

    Parameters
    ----------
    lineage
        :func:`lineages` of all notes.
    seed
        Another seed, another draw.
    tune, held_out
        Shares of the lineages.

    Examples
    --------
    >>> sides = split({"a": "a", "b": "a", "c": "c"})
    >>> sides["a"] is sides["b"]
    True
    """
    sides = {}
    for person, first in lineage.items():
        digest = hashlib.blake2b(f"{seed}:{first}".encode(), digest_size=8).digest()
        place = int.from_bytes(digest) / 2**64
        sides[person] = Split.HELD_OUT if place < held_out else Split.TUNE if place < held_out + tune else Split.TRAIN
    return sides
