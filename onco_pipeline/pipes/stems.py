"""Find the stems that many patterns begin with in one pass over a text.

To look for a stem in a note of four thousand characters takes a microsecond or four, and two dozen patterns have some
four hundred stems. A text is gone over once instead, character by character (:mod:`onco_pipeline.pipes.literals`), and
each set of stems is told where they stand. The last text is remembered, for all readers of a note ask for the same. A
compiled build looks for them in the very pass in which it looks for the literals of all small patterns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onco_pipeline.pipes.automaton import as_ascii
from onco_pipeline.pipes.literals import LONG, NATIVE, Automaton
from onco_pipeline.pipes.screen import WINDOWS, Windows

if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

__all__ = ["STEMS", "Stems", "first_from"]


class Stems:
    """Sets of stems, and where they stand in a text.

    Parameters
    ----------
    windows
        What goes over a text for the literals of all screened patterns, and, in a compiled build, for these too.

    Examples
    --------
    >>> stems = Stems()
    >>> cancers, sites = stems.add(["carcino", "tumeur"]), stems.add(["foie", "os"])
    >>> text = "adenocarcinome du foie, tumeur des os"
    >>> stems.places(text, cancers), stems.places(text, sites)
    ([5, 24], [18, 35])
    """

    def __init__(self, windows: Windows | None = None) -> None:
        self._sets: list[tuple[str, ...]] = []
        self._automaton: Automaton | None = None
        self._uneven: list[int] = []
        self._windows = Windows() if windows is None else windows
        #: The number of each set among those of the windows.
        self._numbers: list[int] = []
        self._forget()

    def add(self, stems: Iterable[str]) -> int:
        """Take a set of stems in, of ASCII characters; return its number."""
        self._sets.append(tuple(stems))
        self._numbers.append(self._windows.add(dict.fromkeys(self._sets[-1], 0)))
        self._automaton = None
        self._forget()
        return len(self._sets) - 1

    def _forget(self) -> None:
        self._text, self._found = "", list[list[int]]()
        self._text_before, self._found_before = "", list[list[int]]()
        self._listed_of, self._listed = "", dict[int, list[int]]()

    def knows(self, text: str) -> bool:
        """Return whether a text is among the last gone over."""
        return self._windows.knows(text) if NATIVE else text is self._text or text is self._text_before

    def takes(self, text: str, size: int) -> bool:
        """Return whether a text was gone over, or is worth it for so many characters: no cut of another that was."""
        if self.knows(text):
            return True
        return size >= LONG and not (NATIVE and self._windows.has_longer(text))

    def holds(self, text: str, number: int) -> bool:
        """Return whether a stem of a set stands in a text."""
        if not NATIVE:
            return bool(self.places(text, number))
        self._windows.read(text)
        return bool(text) and self._windows.holds(self._numbers[number])

    def places(self, text: str, number: int) -> list[int]:
        """Return where the stems of a set begin in a text, in order."""
        if not NATIVE:
            return self._along(text)[number]
        if not self.holds(text, number):
            return []
        if text is not self._listed_of:
            self._listed_of, self._listed = text, {}
        places = self._listed.get(number)
        if places is None:
            places = self._listed[number] = self._windows.places(self._numbers[number])
        return places

    def _along(self, text: str) -> list[list[int]]:
        """Return, for each set, where its stems begin in a text, in order."""
        if text is self._text and text:
            return self._found
        if text is self._text_before and text:
            return self._found_before
        known = self._built() if self._automaton is None else self._automaton
        found: list[list[int]] = [[] for _ in self._sets]
        table, width, first, ends, state = known.table, known.width, known.first, known.ends, 0
        for place, code in enumerate(as_ascii(text).translate(known.numbers)):
            state = table[state * width + code]
            if state >= first:
                for number, before in ends[state - first]:
                    found[number].append(place - before)
        for number in self._uneven:
            if len(found[number]) > 1:
                found[number].sort()
        self._text_before, self._found_before, self._text, self._found = self._text, self._found, text, found
        return found

    def _built(self) -> Automaton:
        self._automaton = Automaton(self._sets)
        self._uneven = [number for number, stems in enumerate(self._sets) if len(set(map(len, stems))) > 1]
        return self._automaton


#: The stems of all patterns that look for theirs so.
STEMS = Stems(WINDOWS)


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
