"""Find the stems that many patterns begin with in one pass over a text.

To look for a stem in a note of four thousand characters takes a microsecond or four, and two dozen patterns have some
four hundred stems. A text is gone over once instead, character by character (:mod:`onco_pipeline.pipes.literals`), and
each set of stems is told where they stand. The last two texts are remembered: all readers of a note ask for the same,
and some for a long part of it in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onco_pipeline.pipes.automaton import as_ascii
from onco_pipeline.pipes.literals import NATIVE, Automaton, native

if NATIVE:
    from onco_pipeline.pipes.passes import over_literals
if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

__all__ = ["LONG", "STEMS", "Stems", "first_from"]

#: Characters of a text from which it is worth being gone over.
LONG = 200


class Stems:
    """Sets of stems, and where they stand in a text.

    Examples
    --------
    >>> stems = Stems()
    >>> cancers, sites = stems.add(["carcino", "tumeur"]), stems.add(["foie", "os"])
    >>> found = stems.found("adenocarcinome du foie, tumeur des os")
    >>> found[cancers], found[sites]
    ([5, 24], [18, 35])
    """

    def __init__(self) -> None:
        self._sets: list[tuple[str, ...]] = []
        self._automaton: Automaton | None = None
        self._literals: over_literals.Literals | None = None
        self._uneven: list[int] = []
        self._forget()

    def add(self, stems: Iterable[str]) -> int:
        """Take a set of stems in, of ASCII characters; return its number."""
        self._sets.append(tuple(stems))
        self._automaton = self._literals = None
        self._forget()
        return len(self._sets) - 1

    def _forget(self) -> None:
        self._text, self._found = "", list[list[int]]()
        self._text_before, self._found_before = "", list[list[int]]()

    def knows(self, text: str) -> bool:
        """Return whether a text is among the last two gone over."""
        return text is self._text or text is self._text_before

    def found(self, text: str) -> list[list[int]]:
        """Return, for each set, where its stems begin in a text, in order."""
        if text is self._text and text:
            return self._found
        if text is self._text_before and text:
            return self._found_before
        # The lists of the text before the last are filled again, by a compiled build: there no other thread comes in
        # between. At no point is a text known by lists that are being filled, for a note may be given up at any.
        free = self._found_before if NATIVE else []
        self._text_before, self._found_before, self._text, self._found = self._text, self._found, "", free
        self._found = self._along(text, free)
        self._text = text
        return self._found

    def _along(self, text: str, found: list[list[int]]) -> list[list[int]]:
        for places in found:
            if places:
                places.clear()
        found = found or [[] for _ in self._sets]
        if NATIVE:
            if self._literals is None:
                self._literals = native([dict.fromkeys(stems, 0) for stems in self._sets])
            self._literals.along(text, found)
            return found
        known = self._built() if self._automaton is None else self._automaton
        table, width, first, ends, state = known.table, known.width, known.first, known.ends, 0
        for place, code in enumerate(as_ascii(text).translate(known.numbers)):
            state = table[state * width + code]
            if state >= first:
                for number, before in ends[state - first]:
                    found[number].append(place - before)
        for number in self._uneven:
            if len(found[number]) > 1:
                found[number].sort()
        return found

    def _built(self) -> Automaton:
        self._automaton = Automaton(self._sets)
        self._uneven = [number for number, stems in enumerate(self._sets) if len(set(map(len, stems))) > 1]
        return self._automaton


#: The stems of all patterns that look for theirs so.
STEMS = Stems()


def first_from(places: list[int], start: int) -> int:
    """Return the number of the first place at an offset or behind it.

    Examples
    --------
    >>> first_from([3, 8, 12], 8)
    1
    """
    low: i64 = 0
    high: i64 = len(places)
    while low < high:
        middle = (low + high) >> 1
        if places[middle] < start:
            low = middle + 1
        else:
            high = middle
    return low
