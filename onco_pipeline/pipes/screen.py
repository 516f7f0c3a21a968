"""Ask for the words that a pattern cannot do without before it is tried.

Most patterns look into a few words around an event or a date for a cue that is seldom there. ``re`` tries each of its
alternatives at each character; whether a literal stands in a string, Python tells in some thirty nanoseconds. A
*screened* pattern knows, from its own parse tree, a few literals of which every match holds one, and is tried only
where one of them stands.
"""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
from collections.abc import Iterator
from typing import Any

from onco_pipeline.pipes.automaton import LOOKS, Items

__all__ = ["Screened", "needed"]

#: Literals looked for at most, ways to spell one, and letters of a literal beyond which it is no better.
_MOST, _SPELLINGS, _LONG = 60, 6, 5
#: Characters that tell something alone.
_MARKS = frozenset(";.:?!()[]+=%|/")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Screened:
    """A compiled pattern that is tried only in a text that holds a literal it needs.

    It finds what the same pattern compiled by ``re`` finds: the very same pattern is run, from the same place.

    Parameters
    ----------
    pattern
        As for ``re.compile``.

    Raises
    ------
    ValueError
        When a match can do without any literal of two characters, or a mark.

    Examples
    --------
    >>> refused = Screened(r"\\brefus\\w*|\\bdecline\\w*")
    >>> refused.search("le patient refuse la biopsie").group()
    'refuse'
    >>> refused.search("la biopsie est faite") is None
    True
    """

    __slots__ = ("_finditer", "_literals", "_match", "_search", "_sub", "fullmatch", "pattern")

    def __init__(self, pattern: str) -> None:
        compiled = re.compile(pattern)
        self._literals = tuple(sorted(_least(needed(list(parser.parse(pattern))) or frozenset())))
        if not self._literals:
            raise ValueError(f"a screened pattern must need one of a few literals: {pattern[:60]!r}")
        self.pattern = pattern
        self._search, self._finditer = compiled.search, compiled.finditer
        self._match, self.fullmatch, self._sub = compiled.match, compiled.fullmatch, compiled.sub

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match between two offsets of a folded text, or None."""
        stop = len(folded) if end is None else end
        part = folded[start:stop]
        for literal in self._literals:
            if literal in part:
                return self._search(folded, start, stop)
        return None

    def match(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match that begins at an offset of a folded text, or None."""
        stop = len(folded) if end is None else end
        part = folded[start:stop]
        for literal in self._literals:
            if literal in part:
                return self._match(folded, start, stop)
        return None

    def finditer(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets of a folded text, in order and without overlap."""
        stop = len(folded) if end is None else end
        part = folded[start:stop]
        for literal in self._literals:
            if literal in part:
                return self._finditer(folded, start, stop)
        return iter(())

    def sub(self, replacement: str, folded: str) -> str:
        """Return a text with other words in place of each match."""
        return folded if self.search(folded) is None else self._sub(replacement, folded)

    def cut(self, folded: str) -> str:
        """Return a text up to the first match; the whole of it where there is none."""
        found = self.search(folded)
        return folded if found is None else folded[: found.start()]

    def rest(self, folded: str) -> str:
        """Return a text behind the last match; the whole of it where there is none."""
        start = 0
        for found in self.finditer(folded):
            start = found.end()
        return folded[start:]


def needed(items: Items) -> frozenset[str] | None:
    """Return literals, two characters or a mark, of which every match of a parsed pattern holds one; None: unknown.

    Examples
    --------
    >>> sorted(needed(list(parser.parse(r"\\b(?:irm|scan(?:ner)?)\\b \\w+"))))
    ['irm', 'scan']
    >>> sorted(needed(list(parser.parse(r"l[ae]s?t|(?=.*spicul)"))))
    ['last', 'lat', 'lest', 'let', 'spicul']
    >>> needed(list(parser.parse(r"\\d+ ?[a-z]"))) is None
    True
    """
    known: list[frozenset[str]] = []
    runs = [""]
    for kind, value in items:
        if kind in LOOKS:
            # It takes no character: what stands on either side of it is read together.
            if kind is op.ASSERT and value[0] > 0 and (ahead := needed(list(value[1]))) is not None:
                known.append(ahead)
            continue
        choices = _choices(kind, value)
        if choices is not None and (len(choices) == 1 or len(runs) * len(choices) <= _SPELLINGS):
            runs = [run + choice for run in runs for choice in choices]
            continue
        known.append(frozenset(runs))
        runs = [""]
        found = _needed_of(kind, value)
        if found is not None:
            known.append(found)
    known.append(frozenset(runs))
    usable = [literals for literals in known if len(literals) <= _MOST and all(map(_tells, literals))]
    return max(usable, key=_worth, default=None)


def _choices(kind: object, value: Any) -> list[str] | None:
    """Return the few ways in which a part of a pattern can be written, or None."""
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN and all(inner is op.LITERAL for inner, _ in value):
        return [chr(code) for _, code in value]
    if kind in _REPEATS and value[:2] == (0, 1) and len(value[2]) == 1:
        once = _choices(*value[2][0])
        return None if once is None else ["", *once]
    return None


def _needed_of(kind: object, value: Any) -> frozenset[str] | None:
    if kind is op.SUBPATTERN:
        return needed(list(value[-1]))
    if kind is op.ATOMIC_GROUP:
        return needed(list(value))
    if kind in _REPEATS:
        return needed(list(value[2])) if value[0] else None
    if kind is op.BRANCH:
        found: frozenset[str] = frozenset()
        for branch in value[1]:
            literals = needed(list(branch))
            if literals is None:
                return None
            found |= literals
        return _least(found)
    return None


def _least(literals: frozenset[str]) -> frozenset[str]:
    """Return the literals that hold none of the others: where "reported" stands, so does "report"."""
    return frozenset(one for one in literals if not any(part in one for part in literals - {one}))


def _tells(literal: str) -> bool:
    """Return whether a literal is not in nearly every text."""
    return len(literal) >= 2 or literal in _MARKS


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    """Long literals are seldom there; of those as long, fewer are looked for sooner."""
    return min(_LONG, min(map(len, literals))), -len(literals)
