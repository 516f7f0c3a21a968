"""A pattern taken apart into its alternatives, so that only those are tried that a text's next characters can begin.

Python's ``re`` tries the alternatives of a pattern one by one. A date is written in three dozen ways, a pathology
result in two hundred and fifty words, and the first characters of a word leave one or two of them. The pattern is
compiled again for each such choice, as it is met: the groups keep their names and numbers, the alternatives their
order, and those left out cannot match there, so the match is the one that the whole pattern finds.
"""

from __future__ import annotations

import re
import re._compiler as compiler
import re._constants as op
import re._parser as parser
from collections.abc import Callable, Sequence

from onco_pipeline.pipes.automaton import LOOKS, Open, State, after, closure, graph, split_open

__all__ = ["ALWAYS", "NOTHING", "WORD", "Alternatives", "Beginnings", "Match"]

#: ``match(text, start, end)`` of a compiled pattern.
Match = Callable[[str, int, int], re.Match[str] | None]
#: For each pattern that can match at a place: its number, and how it is matched there.
Matches = tuple[tuple[int, Match], ...]
#: Characters that are looked at.
_REACH = 7
#: Beginnings remembered; past it (the texts of a hospital have no end) they are followed anew.
_MOST = 200_000
#: The code that stands for every character beyond ASCII.
_BEYOND = 128
#: What begins at a character: see :meth:`Beginnings.along`.
NOTHING, WORD, ALWAYS = 0, 1, 2
#: An alternative: the numbers of its pattern and of itself.
Alternative = tuple[int, int]


class Alternatives:
    """The alternatives of a pattern.

    Parameters
    ----------
    pattern
        As for ``re.compile``.
    number
        What the pattern is known by beside others.

    Attributes
    ----------
    entry
        Where the automaton of the pattern starts; the number of a state is that of its :data:`Alternative`.
    opens
        What the alternatives that can begin with any word are known by; they are no part of ``entry``.
    whole
        The pattern, compiled.
    at_boundary
        Whether every alternative begins at ``\\b`` (``re`` takes out what all of them begin with).

    Examples
    --------
    >>> exam = Alternatives(r"(?<![a-z])(?:irm|scanners?|scintigraphies?)")
    >>> exam.only((1,))("irm et scanner", 0, 14), exam.only((1,))("irm et scanner", 7, 14).group()
    (None, 'scanner')
    """

    def __init__(self, pattern: str, number: int = 0) -> None:
        self._tree = parser.parse(pattern)
        items = list(self._tree)
        place = next((place for place, (kind, _) in enumerate(items) if kind not in LOOKS), len(items))
        parted = place < len(items) and items[place][0] is op.BRANCH
        self._branches = list(items[place][1][1]) if parted else [items[place:]]
        self._before, self._behind = items[:place], items[place + 1 :] if parted else []
        self.whole = re.compile(pattern)
        self.at_boundary = (op.AT, op.AT_BOUNDARY) in self._before
        self.opens: list[Open] = []
        states: list[State] = []
        for place, branch in enumerate(self._branches):
            kept, opens = split_open([*branch, *self._behind])
            self.opens += opens
            if kept is not None:
                states.append(graph(kept, (number, place)))
        self.entry = closure(states)
        self._compiled: dict[tuple[int, ...], Match] = {tuple(range(len(self._branches))): self.whole.match}

    def only(self, numbers: tuple[int, ...]) -> Match:
        """Return the ``match`` of the pattern with some of its alternatives only, told by their sorted numbers."""
        if numbers not in self._compiled:
            branches = [self._branches[number] for number in numbers]
            tree = parser.SubPattern(self._tree.state, [*self._before, (op.BRANCH, (None, branches)), *self._behind])
            self._compiled[numbers] = compiler.compile(tree).match
        return self._compiled[numbers]


class Node:
    """What can stand in a text that goes on with certain characters.

    Attributes
    ----------
    states
        Where the automata are after these characters; none when no further character matters.
    ended
        The alternatives that have matched before.
    matches
        For each pattern that can match: its number, and how.
    following
        The nodes met one character further.
    """

    __slots__ = ("ended", "following", "matches", "states")

    def __init__(self, states: frozenset[State], ended: frozenset[Alternative], matches: Matches) -> None:
        self.states, self.ended, self.matches = states, ended, matches
        self.following: dict[str, Node] = {}


class Beginnings:
    """What several patterns can begin with, followed character by character and remembered.

    Examples
    --------
    >>> beginnings = Beginnings([Alternatives("irm|tdm", 0), Alternatives("imagerie", 1)])
    >>> [[number for number, _ in beginnings.at(text, 0)] for text in ("i", "irm", "image", "radio")]
    [[0, 1], [0], [1], []]
    """

    def __init__(self, patterns: Sequence[Alternatives]) -> None:
        self._patterns = patterns
        self._known: dict[str, Matches] = {}
        self._forget()

    def at(self, text: str, place: int) -> Matches:
        """Return the patterns that can begin at a place of a text: the number of each, and how it is matched there."""
        matches = self._known.get(text[place : place + _REACH])
        return self._matches_at(text, place) if matches is None else matches

    def along(self, text: str, kinds: bytes) -> list[list[tuple[int, Match]]]:
        """Return for each pattern the places of a text where it can begin, and how it is matched there.

        Parameters
        ----------
        text
            Folded text.
        kinds
            What begins at each character, by its code; all that lies beyond ASCII has the last: ``NOTHING``, a
            ``WORD`` where none is going on, or ``ALWAYS`` something.
        """
        found: list[list[tuple[int, Match]]] = [[] for _ in self._patterns]
        within = False
        for place in range(len(text)):
            kind = kinds[min(ord(text[place]), _BEYOND)]
            begins = kind == ALWAYS or (kind == WORD and not within)
            within = kind == WORD
            if begins:
                for number, how in self.at(text, place):
                    found[number].append((place, how))
        return found

    def _matches_at(self, text: str, place: int) -> Matches:
        """Follow what a text goes on with, and remember it."""
        if len(self._known) > _MOST:
            self._forget()
        head, node = text[place : place + _REACH], self._root
        for character in head:
            node = node.following.get(character) or self._step(node, character)
            if not node.states:
                break
        self._known[head] = node.matches
        return node.matches

    def _forget(self) -> None:
        self._known.clear()
        self._nodes: dict[tuple[frozenset[State], frozenset[Alternative]], Node] = {}
        self._root = self._node(frozenset().union(*(pattern.entry for pattern in self._patterns)), frozenset())

    def _step(self, node: Node, character: str) -> Node:
        states = after(node.states, character)
        ended = node.ended.union(state.number for state in states if state.final)
        node.following[character] = found = self._node(states, ended)
        return found

    def _node(self, states: frozenset[State], ended: frozenset[Alternative]) -> Node:
        key = states, ended
        if key not in self._nodes:
            by_pattern: dict[int, list[int]] = {}
            for pattern, number in sorted(ended.union(state.number for state in states)):
                by_pattern.setdefault(pattern, []).append(number)
            matches = [(number, self._patterns[number].only(tuple(few))) for number, few in by_pattern.items()]
            self._nodes[key] = Node(states, ended, tuple(matches))
        return self._nodes[key]
