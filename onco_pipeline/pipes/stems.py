"""Find the stems that many patterns begin with in one pass over a text.

To look for a stem in a note of four thousand characters takes a microsecond or four, and two dozen patterns have some
four hundred stems. A text is gone over once instead, character by character, in the automaton of Aho and Corasick
("Efficient string matching", Communications of the ACM 18, 1975), and each set of stems is told where they stand. The
last text is remembered: all readers of a note ask for the same.
"""

from __future__ import annotations

import sys
from array import array
from collections import deque
from collections.abc import Iterable

from onco_pipeline.pipes.automaton import as_ascii

__all__ = ["LONG", "STEMS", "Stems"]

#: Characters of a text from which it is worth being gone over.
LONG = 200

_UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
#: A state of the automaton is written as one character; from here on they mean something else.
_MOST_STATES = 0xD800


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
        self._text, self._found = "", list[list[int]]()
        self._table = ""

    def add(self, stems: Iterable[str]) -> int:
        """Take a set of stems in, of ASCII characters; return its number."""
        self._sets.append(tuple(stems))
        self._text, self._table = "", ""
        return len(self._sets) - 1

    def knows(self, text: str) -> bool:
        """Return whether a text is the last one gone over."""
        return text is self._text

    def found(self, text: str) -> list[list[int]]:
        """Return, for each set, where its stems begin in a text, in order."""
        if text is not self._text or not text:
            self._found = self._along(text)
            self._text = text
        return self._found

    def _along(self, text: str) -> list[list[int]]:
        if not self._table:
            self._build()
        table, width, ends, first = self._table, self._width, self._ends, self._first
        numbers = as_ascii(text).translate(self._numbers)
        found: list[list[int]] = [[] for _ in self._sets]
        state = 0
        for place in range(len(text)):
            state = ord(table[state * width + numbers[place]])
            if state >= first:
                for number, before in ends[state - first]:
                    found[number].append(place - before)
        for number in self._uneven:
            found[number].sort()
        return found

    def _build(self) -> None:
        """Make the automaton; the states where stems end have the highest numbers."""
        letters = sorted({letter for stems in self._sets for stem in stems for letter in stem})
        self._numbers = bytes(letters.index(chr(code)) + 1 if chr(code) in letters else 0 for code in range(256))
        self._width = len(letters) + 1
        self._uneven = [number for number, stems in enumerate(self._sets) if len(set(map(len, stems))) > 1]
        following: list[list[int]] = [[-1] * self._width]
        ends: list[list[tuple[int, int]]] = [[]]
        for number, stems in enumerate(self._sets):
            for stem in stems:
                state = 0
                for code in stem.encode("ascii").translate(self._numbers):
                    if following[state][code] < 0:
                        following[state][code] = len(following)
                        following.append([-1] * self._width)
                        ends.append([])
                    state = following[state][code]
                ends[state].append((number, len(stem) - 1))
        # What a state lacks goes on from the longest ending of its own that is a beginning too.
        shorter = [0] * len(following)
        waiting = deque([0])
        while waiting:
            state = waiting.popleft()
            for code, target in enumerate(following[state]):
                instead = following[shorter[state]][code] if state else 0
                if target < 0:
                    following[state][code] = instead
                else:
                    shorter[target] = instead
                    ends[target] += ends[instead]
                    waiting.append(target)
        order = sorted(range(len(following)), key=lambda state: bool(ends[state]))
        if len(order) >= _MOST_STATES:
            raise ValueError(f"{len(order)} states are more than can be written as characters")
        new = {state: place for place, state in enumerate(order)}
        self._first = next((new[state] for state in order if ends[state]), len(order))
        self._ends = [tuple(ends[state]) for state in order[self._first :]]
        written = array("H", [new[target] for state in order for target in following[state]])
        self._table = written.tobytes().decode(_UTF_16)


#: The stems of all patterns that look for theirs so.
STEMS = Stems()
