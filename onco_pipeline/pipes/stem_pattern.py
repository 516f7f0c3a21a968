"""Patterns whose matches may begin anywhere: the literals that they begin with are looked for before they are tried."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator

from onco_pipeline.pipes.alternatives import Alternatives, Beginnings
from onco_pipeline.pipes.automaton import BEYOND, State, after, heads
from onco_pipeline.pipes.literals import LONG, NATIVE
from onco_pipeline.pipes.screen import WINDOWS, is_telling, needed
from onco_pipeline.pipes.stems import STEMS, first_from

__all__ = ["StemPattern"]

#: Letters of a stem from which it is looked for with all others in a whole note.
_LEAST_STEM = 2
#: Literals from which a short text is rather searched by the pattern itself, where it is compiled.
_MANY = 6


class StemPattern:
    """A compiled pattern for folded text whose matches may begin anywhere, in the middle of a word too.

    The literals that it can begin with, read from the pattern itself, are looked for first: a string finds a literal
    in nanoseconds where ``re`` tries a list of alternatives at every character, and that is so of a few words as of a
    whole note. What is found is what the same pattern compiled by ``re`` finds.

    Parameters
    ----------
    pattern
        As for ``re.compile``. It must not match the empty string.

    Raises
    ------
    ValueError
        When the pattern can match nothing at all.

    Examples
    --------
    >>> tumour = StemPattern(r"carcino(?:me|mes)|sarcomes?|\\badk\\b")
    >>> [match.group() for match in tumour.finditer("adenocarcinome, adk et sarcomes")]
    ['carcinome', 'adk', 'sarcomes']
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        alternatives = Alternatives(pattern)
        if alternatives.opens or any(state.final for state in alternatives.entry):
            raise ValueError(
                f"a stem pattern must match something, and begin with letters of its own: {pattern[:60]!r}"
            )
        self._beginnings = Beginnings([alternatives])
        self._heads = heads(alternatives.entry)
        # Where too much is open for a list of literals, a set of characters tells what to look at.
        self._stems = (
            None if self._heads else re.compile(_stems(alternatives.entry, at_boundary=alternatives.at_boundary))
        )
        shortest = min(map(len, self._heads), default=0)
        self._number = -1
        for literals in (needed(alternatives.items, alternatives.state), dict.fromkeys(self._heads, 0)):
            if literals and all(map(is_telling, literals)):
                self._number = WINDOWS.add(literals)
                break
        self._set = STEMS.add(self._heads) if shortest >= _LEAST_STEM else None
        # Of many literals each takes longer to look for in a few words than the pattern takes there, once it is compiled.
        self._at_once = len(self._heads) >= _MANY
        # Where a word must begin, what stands within one is left out.
        self._at_word = alternatives.at_boundary and all(head[0].isalnum() for head in self._heads)
        # At the start of a text, over the whole of one, or put in place of what matches: as ``re`` does it.
        self.match, self.fullmatch, self.sub = (
            alternatives.whole.match, alternatives.whole.fullmatch, alternatives.whole.sub,
        )  # fmt: skip
        self._search, self._finditer = alternatives.whole.search, alternatives.whole.finditer

    def finditer(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets of a folded text, in order and without overlap."""
        stop = len(folded) if end is None else end
        every: list[re.Match[str]] = []
        if self._is_short(folded, stop - start):
            begin = self._from(folded, start, stop)
            return iter(every) if begin < 0 else self._finditer(folded, begin, stop)
        for place in self._places(folded, start, stop):
            if place < start:
                continue
            found = self._at(folded, place, stop)
            if found is not None:
                every.append(found)
                start = found.end()
        return iter(every)

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match between two offsets of a folded text, or None."""
        stop = len(folded) if end is None else end
        if self._is_short(folded, stop - start):
            begin = self._from(folded, start, stop)
            return None if begin < 0 else self._search(folded, begin, stop)
        for place in self._places(folded, start, stop):
            found = self._at(folded, place, stop)
            if found is not None:
                return found
        return None

    def _is_short(self, folded: str, size: int) -> bool:
        """Return whether part of a text is searched by the pattern itself: no literal of it is known to stand there."""
        if not NATIVE or self._set is None:
            return NATIVE and size < LONG
        return self._at_once and not STEMS.takes(folded, size)

    def _at(self, folded: str, place: int, stop: int) -> re.Match[str] | None:
        if self._at_word and place and _in_word(folded[place - 1]):
            return None
        for _, match in self._beginnings.at(folded, place):
            found = match(folded, place, stop)
            if found is not None:
                return found
        return None

    def stands_in(self, folded: str) -> bool:
        """Return whether a folded text holds a match: sooner told than which is the first."""
        if self._stems is not None or self._set is not None:
            return self.search(folded) is not None
        for head in self._heads:
            place = folded.find(head)
            while place != -1:
                if self._at(folded, place, len(folded)) is not None:
                    return True
                place = folded.find(head, place + 1)
        return False

    def may_stand_in(self, folded: str, start: int, stop: int) -> bool:
        """Return whether a match may stand between two offsets, as far as a compiled build knows by its literals.

        Examples
        --------
        >>> StemPattern("carcinomes?|sarcomes?").may_stand_in("deux sarcomes", 0, 13)
        True
        """
        return self._from(folded, start, stop) >= 0

    def _from(self, folded: str, start: int, stop: int) -> int:
        """Return where a match may begin in a part of a text, as far as its literals tell together; -1 where none stands."""
        if not NATIVE or self._number < 0:
            return start
        return WINDOWS.begin(self._number, folded, start, stop)

    def _places(self, folded: str, start: int, stop: int) -> list[int]:
        """Return the places where a match may begin, in order, and perhaps some within words besides."""
        if self._stems is not None:
            return [stem.start() for stem in self._stems.finditer(folded, start, stop)]
        if self._set is not None and STEMS.takes(folded, stop - start):
            found = STEMS.places(folded, self._set)
            if not found:
                return found
            return found[first_from(found, start) : first_from(found, stop)]
        places: list[int] = []
        start = self._from(folded, start, stop)
        part = folded[start:stop] if start >= 0 else ""
        for head in self._heads:
            if head in part:  # the operator costs a third of a call, and mostly says no
                place = folded.find(head, start, stop)
                while place != -1:
                    places.append(place)
                    place = folded.find(head, place + 1, stop)
        places.sort()
        return places


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _stems(states: frozenset[State], *, at_boundary: bool) -> str:
    """Return a pattern for one character that a match can begin with, its followers looked at ahead.

    It begins with a plain set of characters: only then ``re`` runs over all others without trying to match.
    """
    begun = _followers(states, 3)
    every = _class(functools.reduce(operator.or_, begun.values()))
    word = rf"(?<=\b{every})" if at_boundary else ""
    rests = "|".join(f"(?<={_class(bits)}){rest}" for rest, bits in begun.items())
    return f"{every}{word}" if set(begun) == {""} else f"{every}{word}(?:{rests})"


def _followers(states: frozenset[State], depth: int) -> dict[str, int]:
    """Return what can follow each character that these states can begin with: characters by pattern."""
    by_rest: dict[str, int] = {}
    for code in range(129):
        reached = after(states, chr(code) if code < 128 else "\u0370")
        if not reached:
            continue
        rest = ""
        if depth > 1 and not any(state.final for state in reached):
            further = _followers(reached, depth - 1)
            rest = f"(?=(?:{'|'.join(f'{_class(bits)}{more}' for more, bits in further.items())}))"
        by_rest[rest] = by_rest.get(rest, 0) | 1 << code
    return by_rest


def _class(bits: int) -> str:
    beyond = r"\x80-\U0010ffff" if bits & BEYOND else ""
    return "[" + "".join(rf"\x{code:02x}" for code in range(128) if bits >> code & 1) + beyond + "]"
