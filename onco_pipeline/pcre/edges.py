"""What a parsed pattern can begin and end with."""

from __future__ import annotations

import re._constants as op
from typing import Any, NamedTuple

from onco_pipeline.pcre.parsed import REPEATS, parts
from onco_pipeline.pcre.sets import EVERY, FOLLOWED_BY, held_by, spelt

__all__ = ["UNKNOWN", "Edge", "closes", "edge_of", "firsts", "guard"]

_AROUND = (op.AT, op.ASSERT, op.ASSERT_NOT)
#: Bytes that a match can begin with anywhere from which on most places of a text are tried in any case.
_TELLING = 24


class Edge(NamedTuple):
    """What parts of a pattern can begin or end with: bytes, as bits.

    Attributes
    ----------
    free, at_word
        The bytes that stand there anywhere, and those that stand there only where a word begins or ends.
    empty
        Whether nothing at all may stand there.
    """

    free: int
    at_word: int
    empty: bool


UNKNOWN, _NOTHING = Edge(EVERY, 0, True), Edge(0, 0, False)


def edge_of(items: Any, flags: int, step: int) -> Edge:
    """Return what parts of a pattern can begin or end with (-1).

    What looks around counts as fulfilled, and what is not known as any byte, or none.
    """
    free, at_word, within = 0, 0, False
    for kind, value in parts(items)[::step]:
        if kind is op.AT or kind in (op.ASSERT, op.ASSERT_NOT):
            within |= value is op.AT_BOUNDARY
            continue
        edge = _edge_of_part(kind, value, flags, step)
        at_word |= edge.at_word | (edge.free if within else 0)
        free |= 0 if within else edge.free
        if not edge.empty:
            return Edge(free, at_word, False)
    return Edge(free, at_word, True)


def _edge_of_part(kind: Any, value: Any, flags: int, step: int) -> Edge:
    if kind in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
        return Edge(held_by(kind, value, flags), 0, False)
    if kind is op.BRANCH:
        every = _NOTHING
        for branch in value[1]:
            edge = edge_of(branch, flags, step)
            every = Edge(every.free | edge.free, every.at_word | edge.at_word, every.empty or edge.empty)
        return every
    if kind is op.SUBPATTERN:
        _, added, taken, inner = value
        return edge_of(inner, (flags | added) & ~taken, step)
    if kind is op.ATOMIC_GROUP:
        return edge_of(value, flags, step)
    if kind in REPEATS:
        edge = edge_of(value[2], flags, step)
        return Edge(edge.free, edge.at_word, edge.empty or not value[0])
    return _NOTHING if kind is op.FAILURE else UNKNOWN


def firsts(items: Any, flags: int) -> int:
    """Return the bytes that parts of a pattern can begin with; all of them where they can be empty."""
    edge = edge_of(items, flags, 1)
    return EVERY if edge.empty else edge.free | edge.at_word


def closes(items: Any) -> bool:
    """Return whether all that parts of a pattern match ends where the text ends, because they say so last."""
    for kind, value in parts(items)[-1:]:
        if kind is op.BRANCH:
            return all(map(closes, value[1]))
        if kind is op.SUBPATTERN:
            return closes(value[-1])
        return value is op.AT_END_STRING
    return False


def guard(items: Any, first: Edge) -> str:
    """Return what to look for before a pattern is tried at a place, where that spares trying each alternative there.

    PCRE2 knows which bytes a match can begin with. It does not know that most of them begin one at a word's beginning
    only, where each alternative asks for that on its own.
    """
    begun = next((kind for kind, value in parts(items) if kind not in _AROUND or value is op.AT_BOUNDARY), None)
    if begun is op.AT or first.empty or not first.at_word or first.free.bit_count() > _TELLING:
        return ""
    word = rf"\b({FOLLOWED_BY}{spelt(first.at_word)})"
    return rf"(?:{word}|({FOLLOWED_BY}{spelt(first.free)}))" if first.free else word
