"""Say to PCRE2 what Python's ``re`` understands by a pattern.

The two dialects differ in a dozen small things: what ``\\w`` holds, where ``$`` and ``^`` stand, which escapes exist.
So a pattern is not handed on as it is written, but as ``re`` has parsed it: every set as the characters that it holds,
every anchor as what it looks for. PCRE2 reads bytes: each is one character of ISO 8859-1, as Python holds a string
that has no others. A text with others is shown to it with three characters in their place: one for all letters, one for
all blanks, one for the rest (:mod:`onco_pipeline.pcre.sets`); a pattern that would tell these apart
(:attr:`Translation.tells_beyond`) is left to ``re`` in such a text. What a pattern asks for is asked in another order
(:mod:`onco_pipeline.pcre.factoring`), and finds the same.
"""

from __future__ import annotations

import re
import re._constants as op
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onco_pipeline.pcre.edges import UNKNOWN, closes, edge_of, guard
from onco_pipeline.pcre.factoring import ahead, factored
from onco_pipeline.pcre.parsed import parts
from onco_pipeline.pcre.sets import (
    CHARACTERS,
    DOTALL,
    FAILS,
    FOLLOWED_BY,
    STANDINS,
    UntoldError,
    held_by,
    held_in,
    spelt,
)

__all__ = ["Translation", "translated"]

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
_LOOKS = {(op.ASSERT, 1): FOLLOWED_BY, (op.ASSERT, -1): "?<=", (op.ASSERT_NOT, 1): "?!", (op.ASSERT_NOT, -1): "?<!"}
_HOW = {op.MAX_REPEAT: "", op.MIN_REPEAT: "?", op.POSSESSIVE_REPEAT: "+"}
#: Flags that change nothing of what is told here but where anchors and dots stand, and how often PCRE2 repeats.
_MULTILINE = int(re.MULTILINE)
_KNOWN = int(re.UNICODE | re.VERBOSE) | _MULTILINE | DOTALL
_MOST = 65_535
#: What can be repeated as it is written.
_ONE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.BRANCH)


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
    closes
        Whether a match ends where the text ends: a search need not begin sooner than the longest one.
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
    closes: bool


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
    >>> told.least, told.closes
    (4, False)
    """
    flags = int(flags) | tree.state.flags
    translator = _Translator(flags)
    text = translator.sequence(tree, flags) + translator.left_out(tree.state.groups)
    told = [edge_of(tree, flags, step) for step in (1, -1)] if edges else [UNKNOWN] * 2
    firsts, lasts = (None if edge.empty else (edge.free | edge.at_word).to_bytes(32, "little") for edge in told)
    least, most = (min(int(width), sys.maxsize) for width in tree.getwidth())
    return Translation(
        text.encode("ascii"), tree.state.groups - 1, dict(tree.state.groupdict), tuple(translator.closing),
        frozenset(translator.repeated), translator.tells_beyond, guard(tree, told[0]).encode("ascii"), firsts, lasts,
        least, most, edges and closes(tree),
    )  # fmt: skip


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
        return self._arranged(ahead(items), flags)

    def _arranged(self, items: Iterable[Any], flags: int) -> str:
        return "".join([self._part(kind, value, flags) for kind, value in items])

    def left_out(self, group: int) -> str:
        """Return groups that never match for the numbers before one that no group has: alternatives taken out."""
        if group < self._next:
            raise UntoldError
        missing = group - self._next
        self._next = group
        return "(){0}" * missing

    def _part(self, kind: Any, value: Any, flags: int) -> str:
        if kind is op.LITERAL and value < 256:
            self.tells_beyond |= bool(STANDINS >> value & 1)
            return CHARACTERS[value]
        if kind is op.LITERAL:
            return self._set([(kind, value)])
        if kind is op.NOT_LITERAL:
            return self._set([(op.NEGATE, None), (op.LITERAL, value)])
        if kind is op.IN:
            return self._set(value)
        if kind is op.ANY:
            return spelt(held_by(kind, value, flags))
        if kind is op.AT:
            return _ANCHORS[value][bool(flags & _MULTILINE)]
        if kind is op.BRANCH:
            branches = factored(value[1], flags)
            return f"(?:{'|'.join([self._arranged(branch, flags) for branch in branches])})"
        if kind is op.SUBPATTERN:
            return self._group(value, flags)
        if kind in _HOW:
            return self._repeat(value, flags) + _HOW[kind]
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return f"({_LOOKS[kind, value[0]]}{self.sequence(value[1], flags)})"
        if kind is op.ATOMIC_GROUP:
            return f"(?>{self.sequence(value, flags)})"
        if kind is op.FAILURE:
            return FAILS
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
        # Alternatives stand in brackets already.
        one = len(inner) == 1 and inner[0][0] in _ONE and within != FAILS
        return (within if one else f"(?:{within})") + _times(least, most)

    def _set(self, items: Sequence[Any]) -> str:
        """Return one character out of a set."""
        held, tells_beyond = held_in(tuple(items))
        self.tells_beyond |= tells_beyond
        return spelt(held)


def _times(least: int, most: int | None) -> str:
    if most is None:
        return {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    if (least, most) == (0, 1):
        return "?"
    return f"{{{least}}}" if least == most else f"{{{least},{most}}}"
