"""A patient's tumour: what it is, how reports name it; and dice for choosing."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Tumour:
    """One patient's tumour.

    ``label`` and ``brief`` name the disease without detail (no pathology record by themselves);
    ``biopsy`` and ``specimen`` are results as reports and letters put them, from long to short;
    ``relapse`` is the result of a metastasis' sample, with ``{site}`` for the adjective; ``group``
    decides the drugs.
    """

    organ: str
    group: str
    place: str
    label: str
    brief: str
    biopsy: tuple[str, ...]
    specimen: tuple[str, ...]
    relapse: tuple[str, ...]
    molecular: tuple[str, ...]
    size: int
    stage: str
    adicap: tuple[str, str]
    icd: str
    microscopy: tuple[str, ...]


def pick(rng: Random, *choices: str) -> str:
    """Return one of the choices, each as likely as the others."""
    return choices[int(rng.random() * len(choices))]


def weighted(rng: Random, choices: tuple[tuple[str, float], ...]) -> str:
    """Return one of the choices by its weight."""
    roll = rng.random() * sum(weight for _, weight in choices)
    for choice, weight in choices:
        roll -= weight
        if roll < 0:
            return choice
    return choices[-1][0]
