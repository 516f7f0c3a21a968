"""Sets of literals, all looked for in one pass over a text.

The automaton of Aho and Corasick ("Efficient string matching", Communications of the ACM 18, 1975): a state for each
beginning of a literal, and for each character the state of the longest beginning that the text then ends with.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Sequence
from importlib.util import find_spec

__all__ = ["FAR", "NATIVE", "Automaton", "padded"]

#: Whether the loops over characters run in C: ``passes`` stands in a compiled build only.
NATIVE = find_spec("onco_pipeline.pipes.passes") is not None

#: Characters from this code on are one, to an automaton.
_BEYOND = 128
_MOST_STATES = 0xFFFF
#: Characters before a literal beyond which a match is taken to begin anywhere, and what says so to loops in C.
FAR, ANYWHERE = 60_000, 0xFFFF


class Automaton:
    """The automaton of several sets of literals.

    Parameters
    ----------
    sets
        For each set its literals, and how many characters before each a match may begin that needs it.

    Attributes
    ----------
    numbers
        The number of each character by its code, the last for all from 255 on.
    table
        A row a state: the state that follows each number of a character.
    width
        Numbers of characters, filled up to a power of two.
    first
        The state from which on literals end.
    ends
        For each state from ``first`` on, the sets of which a literal ends there, and how far before its last character
        a match may begin.

    Raises
    ------
    ValueError
        When the literals need more states than sixteen bits can tell apart.

    Examples
    --------
    >>> automaton = Automaton([[("scan", 0), ("irm", 0)], [("nner", 3)]])
    >>> state, found = 0, []
    >>> for place, character in enumerate("un scanner"):
    ...     state = automaton.table[state * automaton.width + automaton.numbers[ord(character)]]
    ...     if state >= automaton.first:
    ...         found += [(number, place - before) for number, before in automaton.ends[state - automaton.first]]
    >>> found
    [(0, 3), (1, 3)]
    """

    def __init__(self, sets: Sequence[Sequence[tuple[str, int]]]) -> None:
        codes = sorted({_code(letter) for literals in sets for literal, _ in literals for letter in literal})
        number_of = {code: number for number, code in enumerate(codes, 1)}
        self.numbers = bytes(number_of.get(min(code, _BEYOND), 0) for code in range(256))
        self.width = width = padded(len(codes) + 1)
        following: list[list[int]] = [[-1] * width]
        depths = [0]
        ends: list[list[tuple[int, int]]] = [[]]
        for number, literals in enumerate(sets):
            for literal, before in literals:
                state = 0
                for letter in literal:
                    code = number_of[_code(letter)]
                    if following[state][code] < 0:
                        following[state][code] = len(following)
                        following.append([-1] * width)
                        depths.append(depths[state] + 1)
                        ends.append([])
                    state = following[state][code]
                ends[state].append((number, len(literal) - 1 + before))
        _fall_back(following, ends)
        # The states where literals end come last; before that, those of the first letters, which texts ask for most.
        order = sorted(range(len(following)), key=lambda state: (bool(ends[state]), depths[state]))
        if len(order) > _MOST_STATES:
            raise ValueError(f"{len(order)} states are more than a table of sixteen bits can tell apart")
        new = {state: place for place, state in enumerate(order)}
        self.first = next((new[state] for state in order if ends[state]), len(order))
        self.ends = [tuple(ends[state]) for state in order[self.first :]]
        self.table = array("H", [new[target] for state in order for target in following[state]])

    def laid_out(self) -> tuple[array[int], array[int], array[int]]:
        """Return ``ends`` as loops in C read it: where those of each state begin, the sets, and how far before.

        Examples
        --------
        >>> [list(part) for part in Automaton([[("foie", 0), ("oie", 0)], [("ie", 1)]]).laid_out()]
        [[0, 1, 3, 6], [1, 0, 1, 0, 0, 1], [2, 2, 2, 3, 2, 2]]
        """
        starts, sets, befores = array("I", [0]), array("H"), array("H")
        for ended in self.ends:
            for number, before in ended:
                sets.append(number)
                befores.append(before if before < FAR else ANYWHERE)
            starts.append(len(sets))
        return starts, sets, befores


def padded(width: int) -> int:
    """Return the least power of two that is no less: a row of a table is found by a shift then, sooner than by a product.

    Examples
    --------
    >>> padded(33), padded(64)
    (64, 64)
    """
    return 1 << (width - 1).bit_length()


def _code(letter: str) -> int:
    return min(ord(letter), _BEYOND)


def _fall_back(following: list[list[int]], ends: list[list[tuple[int, int]]]) -> None:
    """Have what a state lacks go on from the longest ending of its own that is a beginning too."""
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
