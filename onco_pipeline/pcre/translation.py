"""Say to PCRE2 what Python's ``re`` understands by a pattern.

The two dialects differ in a dozen small things: what ``\\w`` holds, where ``$`` and ``^`` stand, which escapes exist.
So a pattern is not handed on as it is written, but as ``re`` has parsed it: every set as the characters that it holds,
every anchor as what it looks for. PCRE2 reads bytes: each is one character of ISO 8859-1, as Python holds a string
that has no others. A text with others is shown to it with three characters in their place: one for all letters, one for
all blanks, one for the rest (:data:`LETTER`, :data:`BLANK`, :data:`OTHER`); a pattern that would tell these apart
(:attr:`Translation.tells_beyond`) is left to ``re`` in such a text.
"""

from __future__ import annotations

import re
import re._constants as op
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from onco_pipeline.pcre.parsed import parts

__all__ = ["BLANK", "LETTER", "OTHER", "WORD", "Translation", "UntoldError", "translated"]

#: The bytes of which ``\\w``, ``\\d`` and ``\\s`` hold the characters.
WORD = frozenset(code for code in range(256) if chr(code).isalnum() or chr(code) == "_")


def _bits(codes: Iterable[int]) -> int:
    return sum(1 << code for code in codes)


#: Sets of bytes, as bits.
_WORD = _bits(WORD)
_DIGIT = _bits(code for code in range(256) if chr(code).isdecimal())
_SPACE = _bits(code for code in range(256) if chr(code).isspace())
_EVERY = (1 << 256) - 1
#: What stands for the letters, the blanks and all other characters beyond ISO 8859-1: "þ" and two control characters.
LETTER, BLANK, OTHER = 0xFE, 0x85, 0x9F
_STANDINS = _bits((LETTER, BLANK, OTHER))
_LAST = 0x10FFFF
_CATEGORIES = {
    op.CATEGORY_WORD: _WORD, op.CATEGORY_NOT_WORD: _EVERY ^ _WORD,
    op.CATEGORY_DIGIT: _DIGIT, op.CATEGORY_NOT_DIGIT: _EVERY ^ _DIGIT,
    op.CATEGORY_SPACE: _SPACE, op.CATEGORY_NOT_SPACE: _EVERY ^ _SPACE,
}  # fmt: skip
#: Until Python 3.14, an empty text has no place within a word either.
_NOWHERE = r"(?!\A\z)" if sys.version_info < (3, 14) else ""
#: Anchors as ``re`` understands them, without and with ``re.MULTILINE``.
_ANCHORS = {
    op.AT_BEGINNING: (r"\A", r"(?:\A|(?<=\x0a))"),
    op.AT_BEGINNING_STRING: (r"\A", r"\A"),
    op.AT_END: (r"(?=\x0a?\z)", r"(?=\x0a|\z)"),
    op.AT_END_STRING: (r"\z", r"\z"),
    op.AT_BOUNDARY: (r"\b", r"\b"),
    op.AT_NON_BOUNDARY: (rf"{_NOWHERE}\B", rf"{_NOWHERE}\B"),
}
_LOOKS = {(op.ASSERT, 1): "?=", (op.ASSERT, -1): "?<=", (op.ASSERT_NOT, 1): "?!", (op.ASSERT_NOT, -1): "?<!"}
_HOW = {op.MAX_REPEAT: "", op.MIN_REPEAT: "?", op.POSSESSIVE_REPEAT: "+"}
#: Flags that change nothing of what is told here but where anchors and dots stand, and how often PCRE2 repeats.
_MULTILINE, _DOTALL = int(re.MULTILINE), int(re.DOTALL)
_KNOWN = int(re.UNICODE | re.VERBOSE) | _MULTILINE | _DOTALL
_MOST = 65_535
_AROUND = (op.AT, op.ASSERT, op.ASSERT_NOT)
#: Bytes that a match can begin with anywhere from which on most places of a text are tried in any case.
_TELLING = 24
_FAILS = "(*F)"


class UntoldError(Exception):
    """A pattern that PCRE2 is not told: ``re`` matches it."""


@dataclass(frozen=True)
class Translation:
    """A pattern as PCRE2 is told it.

    Attributes
    ----------
    text
        The pattern.
    groups
        How many groups it has.
    names
        The numbers of its groups by name.
    closing
        The numbers of its groups in the order in which they end.
    repeated
        Those of them that can match more than once.
    tells_beyond
        Whether it tells characters beyond ISO 8859-1 apart by more than being letters, blanks or neither.
    guard
        What tells of a place that no match begins there before the alternatives of the pattern are tried; may be empty.
    firsts, lasts
        The bytes that a match can begin and end with, as 256 bits; None where it can be empty, or that is not known.
    least, most
        How many characters a match has.
    """

    text: bytes
    groups: int
    names: dict[str, int]
    closing: tuple[int, ...]
    repeated: frozenset[int]
    tells_beyond: bool
    guard: bytes
    firsts: bytes | None
    lasts: bytes | None
    least: int
    most: int


def translated(tree: Any, flags: int = 0, *, edges: bool = True) -> Translation:
    """Translate what ``re._parser.parse`` made of a pattern; ``edges``: tell what it begins and ends with, too.

    Raises
    ------
    UntoldError
        When the pattern ignores case or asks for ASCII alone, or holds what is not known here.

    Examples
    --------
    >>> import re._parser as parser
    >>> translated(parser.parse(r"(?P<side>gauche|droite?)$")).text
    b'(gauche|droite?)(?=\\\\x0a?\\\\z)'
    >>> translated(parser.parse(r"[^\\d,]+?(?<!x)")).tells_beyond
    False
    >>> told = translated(parser.parse(r"(?:le )?\\b(?:foie|rate)s?"))
    >>> [[chr(code) for code in range(256) if held[code >> 3] >> (code & 7) & 1] for held in (told.firsts, told.lasts)]
    [['f', 'l', 'r'], ['e', 's']]
    >>> told.least
    4
    """
    flags = int(flags) | tree.state.flags
    translator = _Translator(flags)
    text = translator.sequence(tree, flags) + translator.left_out(tree.state.groups)
    told = [_edge(tree, flags, step) for step in (1, -1)] if edges else [_UNKNOWN] * 2
    firsts, lasts = (None if edge.empty else (edge.free | edge.at_word).to_bytes(32, "little") for edge in told)
    return Translation(
        text.encode("ascii"), tree.state.groups - 1, dict(tree.state.groupdict), tuple(translator.closing),
        frozenset(translator.repeated), translator.tells_beyond, _guard(tree, told[0]).encode("ascii"), firsts, lasts,
        *(min(int(width), sys.maxsize) for width in tree.getwidth()),
    )  # fmt: skip


class _Edge(NamedTuple):
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


_UNKNOWN, _NOTHING = _Edge(_EVERY, 0, True), _Edge(0, 0, False)


def _edge(items: Any, flags: int, step: int) -> _Edge:
    """Return what parts of a pattern can begin or end with (-1).

    What looks around counts as fulfilled, and what is not known as any byte, or none.
    """
    free, at_word, within = 0, 0, False
    for kind, value in parts(items)[::step]:
        if kind is op.AT or kind in (op.ASSERT, op.ASSERT_NOT):
            within |= value is op.AT_BOUNDARY
            continue
        edge = _edge_of(kind, value, flags, step)
        at_word |= edge.at_word | (edge.free if within else 0)
        free |= 0 if within else edge.free
        if not edge.empty:
            return _Edge(free, at_word, False)
    return _Edge(free, at_word, True)


def _edge_of(kind: Any, value: Any, flags: int, step: int) -> _Edge:
    if kind in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
        return _Edge(_held_by(kind, value, flags), 0, False)
    if kind is op.BRANCH:
        every = _NOTHING
        for branch in value[1]:
            edge = _edge(branch, flags, step)
            every = _Edge(every.free | edge.free, every.at_word | edge.at_word, every.empty or edge.empty)
        return every
    if kind is op.SUBPATTERN:
        _, added, taken, inner = value
        return _edge(inner, (flags | added) & ~taken, step)
    if kind is op.ATOMIC_GROUP:
        return _edge(value, flags, step)
    if kind in _HOW:
        edge = _edge(value[2], flags, step)
        return _Edge(edge.free, edge.at_word, edge.empty or not value[0])
    return _NOTHING if kind is op.FAILURE else _UNKNOWN


def _guard(items: Any, first: _Edge) -> str:
    """Return what to look for before a pattern is tried at a place, where that spares trying each alternative there.

    PCRE2 knows which bytes a match can begin with. It does not know that most of them begin one at a word's beginning
    only, where each alternative asks for that on its own.
    """
    begun = next((kind for kind, value in parts(items) if kind not in _AROUND or value is op.AT_BOUNDARY), None)
    if begun is op.AT or first.empty or not first.at_word or first.free.bit_count() > _TELLING:
        return ""
    word = rf"\b(?={_spelt(first.at_word)})"
    return rf"(?:{word}|(?={_spelt(first.free)}))" if first.free else word


def _held_by(kind: Any, value: Any, flags: int) -> int:
    """Return the bytes of which a part of a pattern takes one."""
    if kind is op.LITERAL and value < 256:
        return 1 << int(value)
    if kind is op.ANY:
        return _EVERY if flags & _DOTALL else _EVERY ^ 1 << 10
    if kind is op.NOT_LITERAL:
        return _held(((op.NEGATE, None), (op.LITERAL, value)))[0]
    return _held(tuple(value) if kind is op.IN else ((kind, value),))[0]


class _Translator:
    """Goes through a parse tree once, and keeps what it learns on the way."""

    def __init__(self, flags: int) -> None:
        self.tells_beyond = False
        self.closing: list[int] = []
        self.repeated: set[int] = set()
        self._next = 1
        self._repeats = 0

    def sequence(self, items: Iterable[Any], flags: int) -> str:
        """Return parts of a pattern, one behind the other."""
        if flags & ~_KNOWN:
            raise UntoldError
        return "".join([self._part(kind, value, flags) for kind, value in parts(items)])

    def left_out(self, group: int) -> str:
        """Return groups that never match for the numbers before one that no group has: alternatives taken out."""
        if group < self._next:
            raise UntoldError
        missing = group - self._next
        self._next = group
        return "(){0}" * missing

    def _part(self, kind: Any, value: Any, flags: int) -> str:
        if kind is op.LITERAL and value < 256:
            self.tells_beyond |= bool(_STANDINS >> value & 1)
            return _CHARACTERS[value]
        if kind is op.LITERAL:
            return self._set([(kind, value)])
        if kind is op.NOT_LITERAL:
            return self._set([(op.NEGATE, None), (op.LITERAL, value)])
        if kind is op.IN:
            return self._set(value)
        if kind is op.ANY:
            return _spelt(_held_by(kind, value, flags))
        if kind is op.AT:
            return _ANCHORS[value][bool(flags & _MULTILINE)]
        if kind is op.BRANCH:
            return f"(?:{'|'.join([self.sequence(branch, flags) for branch in value[1]])})"
        if kind is op.SUBPATTERN:
            return self._group(value, flags)
        if kind in _HOW:
            return self._repeat(value, flags) + _HOW[kind]
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return f"({_LOOKS[kind, value[0]]}{self.sequence(value[1], flags)})"
        if kind is op.ATOMIC_GROUP:
            return f"(?>{self.sequence(value, flags)})"
        if kind is op.FAILURE:
            return _FAILS
        if kind is op.GROUPREF:
            self.tells_beyond = True
            return rf"\g{{{value}}}"
        if kind is op.GROUPREF_EXISTS:
            group, *ways = value
            told = "|".join([self.sequence(way, flags) for way in ways if way is not None])
            return f"(?({group}){told})"
        raise UntoldError

    def _group(self, value: Any, flags: int) -> str:
        group, added, taken, inner = value
        flags = (flags | added) & ~taken
        if group is None:
            return f"(?:{self.sequence(inner, flags)})"
        before = self.left_out(group)
        self._next += 1
        within = self.sequence(inner, flags)
        # The branches inside stand in brackets of their own; where they are all there is, the group's will do.
        if len(inner) == 1 and inner[0][0] is op.BRANCH:
            within = within[3:-1]
        self.closing.append(group)
        if self._repeats:
            self.repeated.add(group)
        return f"{before}({within})"

    def _repeat(self, value: Any, flags: int) -> str:
        least, most, inner = value
        most = None if most is op.MAXREPEAT else most
        if max(least, most or 0) > _MOST:
            raise UntoldError
        self._repeats += most != 1
        within = self.sequence(inner, flags)
        self._repeats -= most != 1
        inner = parts(inner)
        one = len(inner) == 1 and inner[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY) and within != _FAILS
        return (within if one else f"(?:{within})") + _times(least, most)

    def _set(self, items: Sequence[Any]) -> str:
        """Return one character out of a set."""
        held, tells_beyond = _held(tuple(items))
        self.tells_beyond |= tells_beyond
        return _spelt(held)


@lru_cache(maxsize=4096)
def _held(items: tuple[Any, ...]) -> tuple[int, bool]:
    """Return the bytes of a set, and whether it tells some characters beyond ISO 8859-1 apart: patterns share sets."""
    held = 0
    negated = tells_beyond = False
    for kind, value in items:
        if kind is op.NEGATE:
            negated = True
        elif kind is op.CATEGORY and value in _CATEGORIES:
            held |= _CATEGORIES[value]
        elif kind in (op.LITERAL, op.RANGE):
            first, last = value if kind is op.RANGE else (value, value)
            taken = _EVERY >> 255 - min(last, 255) & ~((1 << min(first, 256)) - 1)
            every = taken & _STANDINS == _STANDINS and last == _LAST
            tells_beyond |= (bool(taken & _STANDINS) or last > 255) and not every
            held |= taken
        else:
            raise UntoldError
    return _EVERY ^ held if negated else held, tells_beyond


def _times(least: int, most: int | None) -> str:
    if most is None:
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    if (least, most) == (0, 1):
        return "?"
    return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


@lru_cache(maxsize=4096)
def _spelt(held: int) -> str:
    """Return one character out of some, as PCRE2 writes it."""
    count = held.bit_count()
    if count < 2:
        return _character(held.bit_length() - 1) if held else _FAILS
    if count > 128:
        left = _EVERY ^ held
        return f"[^{_ranges(left)}]" if left else "(?s:.)"
    return f"[{_ranges(held)}]"


def _ranges(held: int) -> str:
    told, code = "", 0
    while held >> code:
        if held >> code & 1:
            begun = code
            while held >> code + 1 & 1:
                code += 1
            told += _character(begun) + (f"-{_character(code)}" if code != begun else "")
        code += 1
    return told


def _character(code: int) -> str:
    letter = chr(code)
    return letter if letter.isascii() and (letter.isalnum() or letter == " ") else f"\\x{code:02x}"


_CHARACTERS = [_character(code) for code in range(256)]
