"""What a regular expression can begin with: its parse tree as an automaton, followed for a few characters.

A superset on purpose: whatever looks around (``\\b``, ``$``, ``(?=...)``, ``(?<!...)``) counts as fulfilled, but for
what must follow the whole where that is asked for; a character beyond ASCII as fitting everywhere, a count beyond its
minimum as without end.
"""

from __future__ import annotations

import codecs
import functools
import operator
import re._constants as op
import re._parser as parser
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onco_pipeline.pcre.parsed import REPEATS, parts

__all__ = [
    "BEYOND",
    "LOOKS",
    "REPEATS",
    "Open",
    "State",
    "after",
    "as_ascii",
    "bits_of",
    "closure",
    "graph",
    "heads",
    "parse",
    "split_open",
]

#: A parsed pattern or part of one, as Python's own parser gives it.
Items = list[tuple[Any, Any]]


#: The bit that stands for every character beyond ASCII.
BEYOND = 1 << 128
_ALL = (1 << 129) - 1


def bits_of(characters: str) -> int:
    """Return a set of ASCII characters as the bits of a number; one more bit stands for all that lies beyond.

    Examples
    --------
    >>> bits_of("ab") == 1 << 97 | 1 << 98
    True
    """
    return sum(1 << ord(character) for character in set(characters))


def as_ascii(text: str) -> bytes:
    """Return a text as one byte a character: its code, or 128 for all that lie beyond ASCII.

    Examples
    --------
    >>> as_ascii("a€°b")
    b'a\\x80\\x80b'
    """
    return text.encode("ascii", _BEYOND_ASCII)


def _beyond(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b"\x80" * (error.end - error.start), error.end


#: What the encoding of a text is known by where a character lies beyond ASCII.
_BEYOND_ASCII = "onco_beyond_ascii"
codecs.register_error(_BEYOND_ASCII, _beyond)

_ASCII = [chr(code) for code in range(128)]
_DIGIT, _SPACE = (bits_of("".join(filter(test, _ASCII))) for test in (str.isdigit, str.isspace))
_WORD = bits_of("".join(filter(str.isalnum, _ASCII)) + "_")
_CATEGORIES: dict[Any, int] = {
    op.CATEGORY_DIGIT: _DIGIT | BEYOND,
    op.CATEGORY_NOT_DIGIT: _ALL & ~_DIGIT,
    op.CATEGORY_SPACE: _SPACE | BEYOND,
    op.CATEGORY_NOT_SPACE: _ALL & ~_SPACE,
    op.CATEGORY_WORD: _WORD | BEYOND,
    op.CATEGORY_NOT_WORD: _ALL & ~_WORD,
}
LOOKS = (op.ASSERT, op.ASSERT_NOT, op.AT)
#: Copies of a repeated part that are told apart.
_COPIES = 4


class State:
    """A place in a pattern.

    Attributes
    ----------
    number
        Of the pattern, or of the part of it that is told apart.
    characters
        Those that lead on from here, as bits; 0 where none does.
    target
        Where they lead.
    free
        States that are reached from here without a character.
    final
        Whether the pattern has matched.
    """

    __slots__ = ("characters", "final", "free", "number", "target")

    def __init__(self, number: Any, *, final: bool = False) -> None:
        self.number = number
        self.final = final
        self.characters = 0
        self.target: State | None = None
        self.free: tuple[State, ...] = ()


def graph(items: Items, number: Any, *, ahead: bool = False) -> State:
    """Return the first state of the automaton of a parsed pattern.

    Parameters
    ----------
    items, number
        The pattern, and what it is known by.
    ahead
        Whether what must follow a match (``(?=...)`` at its end) is read as part of it.

    Raises
    ------
    ValueError
        When the pattern holds what this module does not know.
    """
    return _sequence(items, State(number, final=True), ahead)


def closure(states: Iterable[State]) -> frozenset[State]:
    """Return the states where a character is read or the pattern ends, reached from these without one."""
    seen, waiting, kept = set(), list(states), set()
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        waiting.extend(state.free)
        if state.final or state.characters:
            kept.add(state)
    return frozenset(kept)


def after(states: Iterable[State], character: str) -> frozenset[State]:
    """Return the states reached by one more character.

    Examples
    --------
    >>> states = after(closure([graph(parse("irm|tdm"), 0)]), "i")
    >>> after(states, "r") != frozenset(), after(states, "d")
    (True, frozenset())
    """
    bit = 1 << ord(character) if character.isascii() else BEYOND
    return closure([state.target for state in states if state.target is not None and state.characters & bit])


def heads(states: frozenset[State], most: int = 64, longest: int = 8, telling: int = 4) -> list[str]:
    """Return literals of which every match begins with exactly one; none when there is no such list.

    Parameters
    ----------
    states
        Where the automaton starts.
    most
        Literals at most: each is looked for by itself.
    longest
        Characters a literal is followed at most; it ends earlier where the pattern can end, or leaves too much open.
    telling
        Characters from which a literal is followed only as far as it does not part: it is rare enough as it is.

    Examples
    --------
    >>> heads(closure([graph(parse("irm|tdm|t[ae]p"), 0)]))
    ['irm', 'tap', 'tdm', 'tep']
    >>> heads(closure([graph(parse("[^ ]irm"), 0)]))
    []
    """
    found: list[str] = []
    waiting = deque([("", states)])
    while waiting:
        head, here = waiting.popleft()
        bits = functools.reduce(operator.or_, (state.characters for state in here), 0)
        more = bits.bit_count() + len(waiting) + len(found)
        enough = len(head) == longest or (len(head) >= telling and bits.bit_count() > 1)
        if bits & BEYOND or more > most or enough or any(state.final for state in here):
            found.append(head)
        else:
            following = (_ASCII[code] for code in range(128) if bits >> code & 1)
            waiting.extend((head + character, after(here, character)) for character in following)
    return [] if found == [""] else sorted(found)


def _sequence(items: Items, following: State, ahead: bool) -> State:
    for kind, value in reversed(items):
        following = _item(kind, value, following, ahead)
    return following


def _item(kind: Any, value: Any, following: State, ahead: bool) -> State:
    if ahead and kind is op.ASSERT and value[0] > 0 and following.final:
        return _sequence(parts(value[1]), following, ahead)
    if kind in LOOKS:
        return following
    if kind is op.SUBPATTERN:
        return _sequence(parts(value[-1]), following, ahead)
    if kind is op.ATOMIC_GROUP:
        return _sequence(parts(value), following, ahead)
    state = State(following.number)
    if kind is op.BRANCH:
        state.free = tuple([_sequence(parts(branch), following, ahead) for branch in value[1]])
    elif kind in REPEATS:
        least, most, part = value
        return _repeat(int(least), most, parts(part), following, ahead)
    elif kind is op.GROUPREF:
        # The very words of a group before: anything, for as long as one likes.
        state.characters, state.target, state.free = _ALL, state, (following,)
    else:
        state.characters, state.target = _characters(kind, value), following
    return state


def _repeat(least: int, most: Any, part: Items, following: State, ahead: bool) -> State:
    if most is op.MAXREPEAT or most > _COPIES:
        again = State(following.number)
        again.free = following, _sequence(part, again, ahead)
        entry = again
        optional = 0
    else:
        entry = following
        optional = most - least
    for _ in range(max(0, optional)):
        skip = State(following.number)
        skip.free = following, _sequence(part, entry, ahead)
        entry = skip
    for _ in range(min(least, _COPIES)):
        entry = _sequence(part, entry, ahead)
    return entry


def _characters(kind: Any, value: Any) -> int:
    if kind is op.LITERAL:
        return 1 << min(value, 128)
    if kind is op.NOT_LITERAL:
        return _ALL & ~(1 << value) if value < 128 else _ALL
    if kind is op.ANY:
        return _ALL
    if kind is op.IN:
        bits, negated = 0, False
        for inner, what in value:
            if inner is op.NEGATE:
                negated = True
            elif inner is op.RANGE:
                bits |= sum(1 << code for code in range(what[0], min(what[1], 128) + 1))
            elif inner is op.CATEGORY:
                bits |= _CATEGORIES[what]
            else:
                bits |= _characters(inner, what)
        return _ALL & ~bits | BEYOND if negated else bits
    raise ValueError(f"the automaton does not know {kind} of a regular expression")


@dataclass(frozen=True, slots=True)
class Open:
    """An alternative that can begin with any word, and is known by what must follow.

    Attributes
    ----------
    literal
        Characters that every match holds.
    gaps
        How many characters that belong to no word a match can hold before them.
    """

    literal: str
    gaps: int


def parse(pattern: str) -> Items:
    """Return the parse tree of a pattern."""
    return parts(parser.parse(pattern))


def split_open(items: Items) -> tuple[Items | None, list[Open]]:
    """Take the alternatives that can begin with any word out of a pattern.

    Returns
    -------
    tuple
        What is left of the pattern (None: nothing), and what the alternatives taken out are known by.

    Raises
    ------
    ValueError
        When one of them has no literal of four characters.

    Examples
    --------
    >>> kept, taken = split_open(parse(r"(?:colectomie|\\w+ectomies?|(?:\\w+ )?infiltrations?)(?![a-z])"))
    >>> taken
    [Open(literal='ectomie', gaps=0), Open(literal='infiltration', gaps=1)]
    """
    if not _begins_wide(items):
        return items, []
    for place, (kind, value) in enumerate(items):
        if kind in LOOKS:
            continue
        branches = _branches(kind, value)
        if branches is None or _nullable([items[place]]):
            break
        kept, taken = [], []
        for branch in branches:
            rest, found = split_open([*branch, *items[place + 1 :]])
            taken += found
            if rest is not None:
                kept.append(rest)
        left = [*items[:place], (op.BRANCH, (None, kept))] if kept else None
        return left, taken
    literal, before = _longest_literal(items)
    if len(literal) < 4:
        raise ValueError(f"an alternative that begins with any word must hold four letters in a row, not {literal!r}")
    return None, [Open(literal, sum(_gaps(kind, value) for kind, value in before))]


def _branches(kind: Any, value: Any) -> list[Items] | None:
    if kind is op.BRANCH:
        return [parts(branch) for branch in value[1]]
    if kind is op.SUBPATTERN:
        return [parts(value[-1])]
    return None


def _begins_wide(items: Items) -> bool:
    letters = bits_of("bcfghjkmpqvwxz")
    return any(state.characters & letters == letters for state in closure([graph(items, 0)]))


def _nullable(items: Items) -> bool:
    return any(state.final for state in closure([graph(items, 0)]))


def _longest_literal(items: Items) -> tuple[str, Items]:
    """Return the longest run of literal characters that each match holds, and the parts before it."""
    best, before, run, start = "", [], "", 0
    flat = _flattened(items)
    for place, (kind, value) in enumerate([*flat, (None, None)]):
        if kind is op.LITERAL:
            start = start if run else place
            run += chr(value)
            continue
        if len(run) > len(best):
            best, before = run, flat[:start]
        run = ""
    return best, before


def _flattened(items: Items) -> Items:
    """Return the parts of a pattern with the groups that always take part opened."""
    flat: Items = []
    for kind, value in items:
        if kind is op.SUBPATTERN:
            flat += _flattened(parts(value[-1]))
        else:
            flat.append((kind, value))
    return flat


def _gaps(kind: Any, value: Any) -> int:
    """Return how many characters that belong to no word a part can take in; raise when there is no limit."""
    if kind in LOOKS:
        return 0
    if kind is op.BRANCH:
        return max(sum(_gaps(*part) for part in branch) for branch in value[1])
    if kind is op.SUBPATTERN:
        return sum(_gaps(*part) for part in value[-1])
    if kind in REPEATS:
        each = sum(_gaps(*part) for part in value[2])
        if each and value[1] is op.MAXREPEAT:
            raise ValueError("what stands before the literal of an open alternative must have an end")
        return each * int(value[1]) if each else 0
    return int(_characters(kind, value) & _ALL & ~_WORD & ~BEYOND != 0)
