"""Sets of literals, all looked for in one pass over a text.

Python follows the automaton of Aho and Corasick ("Efficient string matching", Communications of the ACM 18, 1975): a
state for each beginning of a literal, and for each character the state of the longest beginning that the text then ends
with. In C that is no way to be fast: each step waits for the last, in a table of a megabyte. A compiled build asks a
small table instead whether any literal begins with the next four characters, which it can ask for many places at once,
and follows a tree from the few that are left.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec

#: Whether the loops over characters run in C: their modules stand in a compiled build only.
NATIVE = find_spec("onco_pipeline.pipes.passes.over_literals") is not None

if NATIVE:
    from onco_pipeline.pipes.passes import over_literals

__all__ = ["ENDS", "FAR", "LAST_CHILD", "LONG", "NATIVE", "Automaton", "Tree", "native", "padded"]

#: Characters of a text from which it is worth being gone over.
LONG = 200
#: Characters from this code on are one, to an automaton.
_BEYOND = 128
_MOST_STATES = 0xFFFF
#: Characters before a literal beyond which a match is taken to begin anywhere, and what says so to loops in C.
FAR, ANYWHERE = 60_000, 0xFFFF
#: The letters of French and the blank, the most frequent first.
_OFTEN = "e saitnrulodcpmvqfbghjxyzwk"
#: Of a node of a tree: that it is the last of its siblings, and that literals end there.
LAST_CHILD, ENDS = 0x100, 0x200


class Automaton:
    """The automaton of several sets of literals.

    Parameters
    ----------
    sets
        The literals of each.

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
        For each state from ``first`` on, the sets of which a literal ends there, and how many characters before its last
        it began.

    Raises
    ------
    ValueError
        When the literals need more states than sixteen bits can tell apart.

    Examples
    --------
    >>> automaton = Automaton([["scan", "irm"], ["nner"]])
    >>> state, found = 0, []
    >>> for place, character in enumerate("un scanner"):
    ...     state = automaton.table[state * automaton.width + automaton.numbers[ord(character)]]
    ...     if state >= automaton.first:
    ...         found += [(number, place - before) for number, before in automaton.ends[state - automaton.first]]
    >>> found
    [(0, 3), (1, 6)]
    """

    def __init__(self, sets: Sequence[Sequence[str]]) -> None:
        number_of = _numbered(literal for literals in sets for literal in literals)
        self.numbers = _by_code(number_of)
        self.width = width = padded(len(number_of) + 1)
        following: list[list[int]] = [[-1] * width]
        depths = [0]
        ends: list[list[tuple[int, int]]] = [[]]
        for number, literals in enumerate(sets):
            for literal in literals:
                state = 0
                for letter in literal:
                    code = number_of[_code(letter)]
                    if following[state][code] < 0:
                        following[state][code] = len(following)
                        following.append([-1] * width)
                        depths.append(depths[state] + 1)
                        ends.append([])
                    state = following[state][code]
                ends[state].append((number, len(literal) - 1))
        _fall_back(following, ends)
        # The states where literals end come last; before that, those of the first letters, which texts ask for most.
        order = sorted(range(len(following)), key=lambda state: (bool(ends[state]), depths[state]))
        if len(order) > _MOST_STATES:
            raise ValueError(f"{len(order)} states are more than a table of sixteen bits can tell apart")
        new = {state: place for place, state in enumerate(order)}
        self.first = next((new[state] for state in order if ends[state]), len(order))
        self.ends = [tuple(ends[state]) for state in order[self.first :]]
        self.table = array("H", [new[target] for state in order for target in following[state]])


class Tree:
    """Sets of literals as loops in C look for them: what four characters can begin one, and how each goes on.

    Parameters
    ----------
    sets
        The literals of each, and how far before each a match may begin that needs it.

    Attributes
    ----------
    numbers
        The number of each character by its code, the last for all from 255 on; 0: in no literal.
    grams
        For three characters, by the last five bits of the number of each, which fourths may follow where a literal
        begins, as a bit for each last three bits of a number.
    pairs
        The node that two characters lead to, by their numbers; 0: none.
    width
        Numbers of characters, filled up to a power of two: those of a row of ``pairs``.
    nodes
        For each node the number of its character, :data:`LAST_CHILD`, :data:`ENDS`, and its first child from the 17th
        bit on (0: none). Children stand side by side by their numbers, and what follows one is near it.
    ended
        For each node the number of what ends there.
    ends, sets, befores
        Where what ends begins in the other two; the sets; how far before the literal a match may begin.

    Raises
    ------
    ValueError
        When the literals need more nodes than sixteen bits can tell apart.

    Examples
    --------
    >>> tree = Tree([{"foie": 0, "oie": 2}, {"foi": 1}])
    >>> f, o, i, e = (tree.numbers[ord(letter)] for letter in "foie")
    >>> node = tree.pairs[f * tree.width + o]
    >>> letters = []
    >>> while node := tree.nodes[node] >> 16:
    ...     letters.append((tree.nodes[node] & 0xFF, bool(tree.nodes[node] & ENDS)))
    >>> letters == [(i, True), (e, True)]
    True
    """

    def __init__(self, sets: Sequence[Mapping[str, int]]) -> None:
        number_of = _numbered(literal for literals in sets for literal in literals)
        self.numbers = _by_code(number_of)
        self.width = padded(len(number_of) + 1)
        every = range(len(number_of) + 1)
        grams = bytearray(1 << 15)
        heads: dict[tuple[int, ...], _Node] = {}
        for number, literals in enumerate(sets):
            for literal, before in literals.items():
                word = tuple(number_of[_code(letter)] for letter in literal)
                # What one character is begins with any second.
                for told in [word] if len(word) > 1 else [(*word, second) for second in every]:
                    node = heads.setdefault(told[:2], _Node())
                    for letter in told[2:]:
                        node = node.children.setdefault(letter, _Node())
                    node.ends.append((number, before if before < FAR else ANYWHERE))
                    for third in told[2:3] or range(32):
                        gram = ((told[0] & 31) << 5 | told[1] & 31) << 5 | third & 31
                        grams[gram] |= 1 << (told[3] & 7) if len(told) > 3 else 0xFF
        self.grams = bytes(grams)
        self.pairs = array("H", [0]) * (self.width * self.width)
        self.nodes, self.ended = array("I", [0]), array("H", [0])
        self.ends, self.sets, self.befores = array("I", [0]), array("H"), array("H")
        for (first, second), node in sorted(heads.items(), key=lambda head: head[0]):
            place = len(self.nodes)
            self._put([(second, node)])
            self.pairs[first * self.width + second] = place

    def _put(self, siblings: list[tuple[int, _Node]]) -> None:
        """Give nodes side by side their places, and behind them what follows each."""
        place = len(self.nodes)
        if place + len(siblings) > _MOST_STATES:
            raise ValueError(f"more than {_MOST_STATES} nodes cannot be told apart by sixteen bits")
        for number, node in siblings:
            self.nodes.append(number | (ENDS if node.ends else 0))
            self.ended.append(len(self.ends) - 1 if node.ends else 0)
            if node.ends:
                self.sets.extend([one for one, _ in node.ends])
                self.befores.extend([before for _, before in node.ends])
                self.ends.append(len(self.sets))
        self.nodes[-1] |= LAST_CHILD
        for offset, (_, node) in enumerate(siblings):
            if node.children:
                self.nodes[place + offset] |= len(self.nodes) << 16
                self._put(sorted(node.children.items(), key=lambda child: child[0]))


class _Node:
    """What begins with certain characters: by the number of the next, and the literals that end there."""

    __slots__ = ("children", "ends")

    def __init__(self) -> None:
        self.children: dict[int, _Node] = {}
        self.ends: list[tuple[int, int]] = []


def native(sets: Sequence[Mapping[str, int]]) -> over_literals.Literals:
    """Return what looks for sets of literals in C; for compiled builds alone."""
    tree = Tree(sets)
    return over_literals.Literals(
        *(tree.numbers, tree.grams, tree.pairs, tree.width, tree.nodes, tree.ended),
        *(tree.ends, tree.sets, tree.befores, len(sets)),
    )


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


def _numbered(literals: Iterable[str]) -> dict[int, int]:
    """Return a number from 1 on for each code in some literals, the smallest for those that French texts are full of."""
    codes = {_code(letter) for literal in literals for letter in literal}
    often = {ord(letter): place for place, letter in enumerate(_OFTEN)}
    return {code: number for number, code in enumerate(sorted(codes, key=lambda code: (often.get(code, 99), code)), 1)}


def _by_code(number_of: Mapping[int, int]) -> bytes:
    return bytes(number_of.get(min(code, _BEYOND), 0) for code in range(256))


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
