"""A pattern taken apart into its alternatives, so that only those are tried that a text's next characters can begin.

Python's ``re`` tries the alternatives of a pattern one by one. A date is written in three dozen ways, a pathology
result in two hundred and fifty words, and the first characters of a word leave one or two of them. The pattern is
compiled again for each such choice, as it is met: the groups keep their names and numbers, the alternatives their
order, and those left out cannot match there, so the match is the one that the whole pattern finds.
"""

from __future__ import annotations

import codecs
import re
import re._compiler as compiler
import re._constants as op
import re._parser as parser
from collections.abc import Callable, Sequence

from onco_pipeline.pipes.automaton import LOOKS, Open, State, after, closure, graph, split_open

__all__ = ["ALWAYS", "NOTHING", "WORD", "Alternatives", "Beginnings", "Match", "Places"]

#: ``match(text, start, end)`` of a compiled pattern.
Match = Callable[[str, int, int], re.Match[str] | None]
#: For each pattern that can match at a place: its number, and how it is matched there.
Matches = tuple[tuple[int, Match], ...]
#: The places where a pattern can begin, in order, and how it is matched at each of them.
Places = tuple[list[int], list[Match]]
#: Characters that are looked at.
_REACH = 7
#: Beginnings remembered; past it (the texts of a hospital have no end) they are followed anew.
_MOST = 200_000
#: Nodes remembered: a hundred megabytes.
_MOST_NODES = 100_000
#: The table does not tell yet.
_UNKNOWN = -1
#: What the encoding of the codes is known by where a character lies beyond ASCII.
_BEYOND_ASCII = "onco_beyond_ascii"
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
    number
        Of the node.
    states
        Where the automata are after these characters; none when no further character matters.
    ended
        The alternatives that have matched before.
    matches
        For each pattern that can match: its number, and how.
    """

    __slots__ = ("ended", "matches", "number", "states")

    def __init__(self, number: int, states: frozenset[State], ended: frozenset[Alternative], matches: Matches) -> None:
        self.number, self.states, self.ended, self.matches = number, states, ended, matches


class Beginnings:
    """What several patterns can begin with, followed character by character and remembered.

    Characters that no pattern tells apart have one number; where a node goes with each of them stands in one table,
    filled as texts ask for it.

    Examples
    --------
    >>> beginnings = Beginnings([Alternatives("irm|tdm", 0), Alternatives("imagerie", 1)])
    >>> [[number for number, _ in beginnings.at(text, 0)] for text in ("i", "irm", "image", "radio")]
    [[0, 1], [0], [1], []]
    """

    def __init__(self, patterns: Sequence[Alternatives]) -> None:
        self._patterns = patterns
        self._numbers = _told_apart(frozenset().union(*(pattern.entry for pattern in patterns)))
        self._width = max(self._numbers) + 1
        self._classes = self._numbers[:_BEYOND] + bytes([self._numbers[_BEYOND]]) * (256 - _BEYOND)
        self._known: dict[str, Matches] = {}
        self._forget()

    def at(self, text: str, place: int) -> Matches:
        """Return the patterns that can begin at a place of a text: the number of each, and how it is matched there."""
        matches = self._known.get(text[place : place + _REACH])
        return self._matches_at(text, place) if matches is None else matches

    def along(self, text: str, kinds: bytes) -> list[Places]:
        """Return for each pattern the places of a text where it can begin, and how it is matched at each of them.

        Parameters
        ----------
        text
            Folded text.
        kinds
            What begins at each character, by its code; all that lies beyond ASCII has the last: ``NOTHING``, a
            ``WORD`` where none is going on, or ``ALWAYS`` something.
        """
        if len(self._nodes) > _MOST_NODES:
            self._forget()
        codes = text.encode("ascii", _BEYOND_ASCII)
        begins, numbers = codes.translate(kinds), codes.translate(self._classes)
        found: list[Places] = [([], []) for _ in self._patterns]
        table, nodes, width, length = self._table, self._nodes, self._width, len(text)
        within = False
        for place in range(length):
            kind = begins[place]
            starts = kind == ALWAYS or (kind == WORD and not within)
            within = kind == WORD
            if not starts:
                continue
            node, here = 0, place
            while here < length and here < place + _REACH:
                following = table[node * width + numbers[here]]
                if following == _UNKNOWN:
                    following = self._step(node, text[here])
                node = following >> 1
                if following & 1:
                    break  # no further character matters
                here += 1
            for number, how in nodes[node].matches:
                places, hows = found[number]
                places.append(place)
                hows.append(how)
        return found

    def _matches_at(self, text: str, place: int) -> Matches:
        """Follow what a text goes on with, and remember it."""
        if len(self._known) > _MOST:
            self._forget()
        head, number = text[place : place + _REACH], 0
        for character in head:
            following = self._table[number * self._width + self._numbers[min(ord(character), _BEYOND)]]
            if following == _UNKNOWN:
                following = self._step(number, character)
            number = following >> 1
            if following & 1:
                break
        self._known[head] = matches = self._nodes[number].matches
        return matches

    def _forget(self) -> None:
        self._known.clear()
        self._number_of: dict[tuple[frozenset[State], frozenset[Alternative]], int] = {}
        self._nodes: list[Node] = []
        #: For each node and number of a character: the node met next, doubled, and one more when it is the last.
        self._table: list[int] = []
        self._node(frozenset().union(*(pattern.entry for pattern in self._patterns)), frozenset())

    def _step(self, number: int, character: str) -> int:
        """Return what the table tells of a node and a character that it was not asked for before."""
        node = self._nodes[number]
        states = after(node.states, character)
        ended = node.ended.union(state.number for state in states if state.final)
        following = self._node(states, ended) * 2 + (not states)
        self._table[number * self._width + self._numbers[min(ord(character), _BEYOND)]] = following
        return following

    def _node(self, states: frozenset[State], ended: frozenset[Alternative]) -> int:
        key = states, ended
        number = self._number_of.get(key)
        if number is None:
            by_pattern: dict[int, list[int]] = {}
            for pattern, alternative in sorted(ended.union(state.number for state in states)):
                by_pattern.setdefault(pattern, []).append(alternative)
            matches = tuple((pattern, self._patterns[pattern].only(tuple(few))) for pattern, few in by_pattern.items())
            number = self._number_of[key] = len(self._nodes)
            self._nodes.append(Node(number, states, ended, matches))
            self._table.extend([_UNKNOWN] * self._width)
        return number


def _told_apart(entry: frozenset[State]) -> bytes:
    """Return a number for each ASCII character, and one for all others: the same for those that are never told apart."""
    seen: set[State] = set()
    waiting = list(entry)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(state.free)
            if state.target is not None:
                waiting.append(state.target)
    sets = {state.characters for state in seen}
    numbers: dict[tuple[int, ...], int] = {}
    told = [tuple(bits >> code & 1 for bits in sets) for code in range(_BEYOND + 1)]
    return bytes([numbers.setdefault(one, len(numbers)) for one in told])


def _beyond(error: UnicodeError) -> tuple[bytes, int]:
    """Write the characters that lie beyond ASCII as one code."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes([_BEYOND]) * (error.end - error.start), error.end


codecs.register_error(_BEYOND_ASCII, _beyond)
