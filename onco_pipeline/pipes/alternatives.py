"""A pattern taken apart into its alternatives, so that only those are tried that a text's next characters can begin.

Python's ``re`` tries the alternatives of a pattern one by one. A date is written in three dozen ways, a pathology
result in two hundred and fifty words, and the first characters of a word leave one or two of them. The pattern is
compiled again for each such choice, as it is met: the groups keep their names and numbers, the alternatives their
order, and those left out cannot match there, so the match is the one that the whole pattern finds.
"""

from __future__ import annotations

import functools
import itertools
import re
import re._compiler as compiler
import re._constants as op
import re._parser as parser
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from onco_pipeline.collecting import held_back
from onco_pipeline.pcre.kept import key_of, part_of
from onco_pipeline.pcre.parsed import parts
from onco_pipeline.pipes.automaton import (
    LOOKS,
    REPEATS,
    Items,
    Open,
    State,
    after,
    as_ascii,
    closure,
    graph,
    split_open,
)
from onco_pipeline.pipes.literals import NATIVE, padded

if NATIVE:
    from onco_pipeline.pcre.engine import of_tree
    from onco_pipeline.pipes.passes import over_beginnings

__all__ = ["ALWAYS", "NOTHING", "WORD", "Alternatives", "Beginnings", "Match", "Places"]

#: ``match(text, start, end)`` of a compiled pattern.
Match = Callable[[str, int, int], re.Match[str] | None]
#: For each pattern that can match at a place: its number, and how it is matched there.
Matches = tuple[tuple[int, Match], ...]
#: The places where a pattern can begin, in order, and how it is matched at each of them.
Places = tuple[list[int], list[Match]]
#: Characters that are looked at, at one place and along a text.
_REACH, _FAR = 7, 12
#: Beginnings remembered; past it (the texts of a hospital have no end) they are followed anew.
_MOST = 200_000
#: Nodes remembered, so that twice the number of each stands in the table, and what stands for what is not known yet.
_MOST_NODES, _UNKNOWN = 26_000, 0xFFFF
#: The code that stands for every character beyond ASCII.
_BEYOND = 128
#: What begins at a character: see :meth:`Beginnings.along`.
NOTHING, WORD, ALWAYS = 0, 1, 2
#: Alternatives from which a choice that stands not at the beginning of a pattern is worth being followed.
_WIDE = 8
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
    items, state
        What ``re`` has parsed the pattern to.
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
        tree = parser.parse(pattern)
        self.items, self.state = parts(tree), tree.state
        self._path = _parting(self.items)
        self._branches = _branches_at(self.items, self._path) if self._path else [self.items]
        self.whole = re.compile(pattern)
        self._key = key_of(pattern)
        self.at_boundary = (op.AT, op.AT_BOUNDARY) in itertools.takewhile(lambda item: item[0] in LOOKS, self.items)
        self.opens: list[Open] = []
        states: list[State] = []
        for place, branch in enumerate(self._branches):
            kept, opens = split_open(self._with([branch]))
            self.opens += opens
            if kept is not None:
                states.append(graph(kept, (number, place), ahead=True))
        self.entry = closure(states)
        self._compiled: dict[tuple[int, ...], Match] = {tuple(range(len(self._branches))): self.whole.match}

    def only(self, numbers: tuple[int, ...]) -> Match:
        """Return the ``match`` of the pattern with some of its alternatives only, told by their sorted numbers."""
        if numbers not in self._compiled:
            tree = functools.partial(self._tree_of, numbers)
            with held_back():
                made = of_tree(tree, part_of(self._key, numbers)) if NATIVE else compiler.compile(tree())
            self._compiled[numbers] = made.match
        return self._compiled[numbers]

    def _tree_of(self, numbers: tuple[int, ...]) -> Any:
        return _with_own_groups(self._with([self._branches[number] for number in numbers]), self.state)

    def _with(self, branches: list[Any]) -> Items:
        """Return the parts of the pattern with some of its alternatives only."""
        return _replaced(self.items, self._path, branches, self.state) if self._path else self.items


def _parting(items: Items) -> list[int]:
    """Return where the alternatives of a pattern part: a number of one of its parts, and of one within that, and so on.

    They do so at its beginning, where they can be told best, or else at the widest choice that each match makes: what
    stands before a title leaves a choice of thirty. Empty when there is none.
    """
    place = next((place for place, (kind, _) in enumerate(items) if kind not in LOOKS), len(items))
    if place < len(items) and items[place][0] is op.BRANCH:
        return [place]
    width, path = _widest(items)
    return path if width >= _WIDE else []


def _widest(items: Items) -> tuple[int, list[int]]:
    """Return how many alternatives the widest choice has that each match of a pattern makes, and where it stands."""
    best: tuple[int, list[int]] = 0, []
    for place, (kind, value) in enumerate(items):
        if kind is op.BRANCH:
            best = max(best, (len(value[1]), [place]), key=lambda found: found[0])
        elif kind is op.SUBPATTERN:
            width, path = _widest(parts(value[-1]))
            best = max(best, (width, [place, *path]), key=lambda found: found[0])
    return best


def _branches_at(items: Items, path: list[int]) -> list[Any]:
    place, *within = path
    value = items[place][1]
    return _branches_at(parts(value[-1]), within) if within else list(value[1])


def _replaced(items: Items, path: list[int], branches: list[Any], state: Any) -> Items:
    """Return the parts of a pattern with other alternatives where a path leads."""
    place, *within = path
    kind, value = items[place]
    if within:
        inner = parser.SubPattern(state, _replaced(parts(value[-1]), within, branches, state))
        return [*items[:place], (kind, (*value[:-1], inner)), *items[place + 1 :]]
    chosen = parts(branches[0]) if len(branches) == 1 else [(op.BRANCH, (None, branches))]
    return [*items[:place], *chosen, *items[place + 1 :]]


def _with_own_groups(items: Items, state: Any) -> Any:
    """Return part of a pattern as one of its own, its groups numbered anew where all of them have names.

    ``re`` copies what it knows of all the groups up to the last one found whenever it tries another way, so a group with
    the number 180 makes a match five times as dear. The names that are not in this part are known to find nothing.
    """
    if len(state.groupdict) + 1 != state.groups:
        return parser.SubPattern(state, items)
    own = parser.State()
    own.str, own.flags, own.groupwidths = state.str, state.flags, [None]
    new: dict[int, int] = {}
    part = parser.SubPattern(own, _renumbered(items, state, own, new))
    nothing = len(own.groupwidths)
    own.groupwidths.append(None)
    own.groupdict = {name: new.get(number, nothing) for name, number in state.groupdict.items()}
    return part


def _renumbered(items: Items, state: Any, own: Any, new: dict[int, int]) -> Items:
    """Return the parts of a pattern with their groups numbered as they are met, which ``new`` tells."""

    def within(part: Any) -> Any:
        return parser.SubPattern(own, _renumbered(parts(part), state, own, new))

    made: list[Any] = []
    for kind, value in items:
        if kind is op.SUBPATTERN:
            group, *flags, inner = value
            if group is not None:
                new[group] = len(own.groupwidths)
                own.groupwidths.append(state.groupwidths[group])
                group = new[group]
            made.append((kind, (group, *flags, within(inner))))
        elif kind is op.BRANCH:
            made.append((kind, (None, [within(branch) for branch in value[1]])))
        elif kind in REPEATS or (kind in LOOKS and kind is not op.AT):
            *bounds, inner = value
            made.append((kind, (*bounds, within(inner))))
        elif kind is op.ATOMIC_GROUP:
            made.append((kind, within(value)))
        elif kind is op.GROUPREF:
            made.append((kind, new[value]))
        elif kind is op.GROUPREF_EXISTS:
            group, *ways = value
            made.append((kind, (new[group], *(None if way is None else within(way) for way in ways))))
        else:
            made.append((kind, value))
    return made


class Node:
    """What can stand in a text that goes on with certain characters.

    Attributes
    ----------
    states
        Where the automata are after these characters; none when no further character matters.
    ended
        The alternatives that have matched before.
    value
        What the table says where it leads here: twice the node's number, and one more when no further character matters.
    """

    __slots__ = ("ended", "states", "value")

    def __init__(self, states: frozenset[State], ended: frozenset[Alternative], value: int) -> None:
        self.states, self.ended, self.value = states, ended, value


class Beginnings:
    """What several patterns can begin with, followed character by character and remembered.

    Characters that no pattern tells apart have one number. Where a node goes with each of them stands in one table, a
    row a node, filled as texts ask for it.

    Examples
    --------
    >>> beginnings = Beginnings([Alternatives("irm|tdm", 0), Alternatives("imagerie", 1)])
    >>> [[number for number, _ in beginnings.at(text, 0)] for text in ("i", "irm", "image", "radio")]
    [[0, 1], [0], [1], []]
    """

    def __init__(self, patterns: Sequence[Alternatives]) -> None:
        self._patterns = patterns
        self._entry: frozenset[State] = frozenset().union(*(pattern.entry for pattern in patterns))
        self._numbers = _told_apart(self._entry)
        self._width = padded(max(self._numbers) + 1)
        self._row = array("H", [_UNKNOWN] * self._width)
        self._known: dict[str, Matches] = {}
        self._forget()

    def at(self, text: str, place: int) -> Matches:
        """Return the patterns that can begin at a place of a text: the number of each, and how it is matched there."""
        matches = self._told_at(text, place) if NATIVE else self._known.get(text[place : place + _REACH])
        return self._matches_at(text, place) if matches is None else matches

    def along(self, text: str, kinds: bytes, again: list[Places] | None = None) -> list[Places]:
        """Return for each pattern the places of a text where it can begin, and how it is matched at each of them.

        Parameters
        ----------
        text
            Folded text.
        kinds
            What begins at each character, by its code; all that lies beyond ASCII has the last: ``NOTHING``, a
            ``WORD`` where none is going on, or ``ALWAYS`` something.
        again
            What was returned of another text and is asked no more: a compiled build, where no other thread comes in
            between, fills its lists again, for to make a hundred anew costs a note one part in a hundred.
        """
        if max(len(self._nodes), len(self._ends)) > _MOST_NODES:
            self._forget()
        if not NATIVE or not again:
            again = [([], []) for _ in self._patterns]
        found: list[Places] = again
        for places, hows in found:
            if places:  # most are empty, and to be told to clear them costs more than to see it
                places.clear()
                hows.clear()
        if NATIVE:
            self._beginning.along(text, kinds, _FAR, self._step, self._matches, found)
            return found
        table, width, at_node, codes = self._table, self._width, self._at_node, as_ascii(text)
        begins, numbers = codes.translate(kinds), codes.translate(self._numbers)
        length, within = len(text), False
        for place in range(length):
            kind = begins[place]
            starts = kind == ALWAYS or (kind == WORD and not within)
            within = kind == WORD
            if not starts:
                continue
            value, here, stop = 0, place, min(place + _FAR, length)
            while here < stop:
                following = table[(value >> 1) * width + numbers[here]]
                value = self._step(value, text[here]) if following == _UNKNOWN else following
                if value & 1:
                    break
                here += 1
            matches = at_node[value]
            for number, how in self._matches(value) if matches is None else matches:
                places, hows = found[number]
                places.append(place)
                hows.append(how)
        return found

    def make_all(self) -> None:
        """Make all that a text can ask for, whatever its words: each pattern with those alternatives that go together."""
        begun: set[tuple[frozenset[State], frozenset[Alternative]]] = {(self._entry, frozenset())}
        told_apart = [chr(self._numbers.index(number)) for number in range(max(self._numbers) + 1)]
        seen, met = set(begun), set[frozenset[Alternative]]()
        for _ in range(_FAR):
            following = set()
            for states, ended in begun:
                for character in told_apart:
                    reached = after(states, character)
                    following.add((reached, ended.union(state.number for state in reached if state.final)))
            met.update(ended for reached, ended in following if not reached)
            begun = {(reached, ended) for reached, ended in following if reached} - seen
            seen |= begun
        for alternatives in met.union(ended.union(state.number for state in states) for states, ended in seen):
            self._made_of(alternatives)

    def _matches_at(self, text: str, place: int) -> Matches:
        """Follow what a text goes on with, and remember it."""
        if len(self._known) > _MOST or max(len(self._nodes), len(self._ends)) > _MOST_NODES:
            self._forget()
        head, value = text[place : place + _REACH], 0
        for character in head:
            value = self._step(value, character)
            if value & 1:
                break
        matches = self._matches(value)
        if not NATIVE:  # there the table tells it, sooner than a dictionary of many words
            self._known[head] = matches
        return matches

    def _matches(self, value: int) -> Matches:
        """Return what can match at a node, once it has been worked out."""
        matches = self._at_node[value]
        if matches is None:
            node = self._ends[value >> 1] if value & 1 else self._nodes[value >> 1]
            matches = self._made_of(node.ended.union(state.number for state in node.states))
            self._at_node[value] = matches
        return matches

    def _made_of(self, alternatives: frozenset[Alternative]) -> Matches:
        """Return the patterns that some alternatives belong to: the number of each, and how these are matched."""
        by_pattern: dict[int, list[int]] = {}
        for pattern, alternative in sorted(alternatives):
            by_pattern.setdefault(pattern, []).append(alternative)
        return tuple((pattern, self._patterns[pattern].only(tuple(few))) for pattern, few in by_pattern.items())

    def _forget(self) -> None:
        self._known.clear()
        self._node_of: dict[tuple[frozenset[State], frozenset[Alternative]], Node] = {}
        #: The nodes that have a row in the table, and those where no further character matters.
        self._nodes: list[Node] = []
        self._ends: list[Node] = []
        #: What can match at a node, by its value; None until a text asks for it: most nodes are only passed through,
        #: and to compile part of a pattern takes a millisecond.
        self._at_node: list[Matches | None] = []
        self._table = array("H")
        if NATIVE:
            self._beginning = over_beginnings.Beginning(
                self._numbers, self._table, self._width, _UNKNOWN, _REACH, self._at_node
            )
            self._told_at = self._beginning.at  # to look a method up takes Python longer than the method
        self._node(self._entry, frozenset())

    def _step(self, value: int, character: str) -> int:
        """Return what the table says of a node and a character, once it has been worked out."""
        index = (value >> 1) * self._width + self._numbers[min(ord(character), _BEYOND)]
        if self._table[index] == _UNKNOWN:
            node = self._nodes[value >> 1]
            states = after(node.states, character)
            ended = node.ended.union(state.number for state in states if state.final)
            following = self._node(states, ended).value  # which may make the table longer
            self._table[index] = following
        return self._table[index]

    def _node(self, states: frozenset[State], ended: frozenset[Alternative]) -> Node:
        key = states, ended
        node = self._node_of.get(key)
        if node is None:
            alike = self._nodes if states else self._ends
            node = self._node_of[key] = Node(states, ended, 2 * len(alike) + (not states))
            alike.append(node)
            if states:
                self._table += self._row
            self._at_node.extend([None] * (node.value + 1 - len(self._at_node)))
        return node


def _told_apart(entry: frozenset[State]) -> bytes:
    """Return a number for each ASCII character, then that of all others: the same for those that are never told apart."""
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
    known = [numbers.setdefault(one, len(numbers)) for one in told]
    return bytes(known + known[-1:] * (255 - _BEYOND))
