"""The date expressions of a note, read once however many pipes ask."""

from __future__ import annotations

from functools import lru_cache

from onco_pipeline.pipes.dates.combine import combine
from onco_pipeline.pipes.dates.expression import Expression
from onco_pipeline.pipes.dates.grammar import scan
from onco_pipeline.text import fold


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Expression, ...]:
    return tuple(combine(scan(text), fold(text)))


def read_expressions(text: str) -> list[Expression]:
    """Return the date expressions of a note, lists opened and periods marked; do not change them.

    The last notes read are remembered, so that the structure of a note and its dates cost one
    reading together.

    Examples
    --------
    >>> [(e.day, e.month) for e in read_expressions("les 3, 4 et 5 mai")]
    [(3, 5), (4, 5), (5, 5)]
    """
    return list(_read(text))
