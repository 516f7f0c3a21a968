"""Look at each word of a note once, and ask there which patterns could begin.

Python's ``re`` tries a pattern of three hundred alternatives at every character of a note, and nearly every
time in vain. The large patterns of this project all begin at a word. A *sweep* goes over the words of a
folded text once, follows the first few characters of each through an automaton of all the patterns, and leaves
each pattern the few places where it is worth trying, and there the few of its alternatives that can match.

The automaton is made of the patterns themselves, as Python parsed them; whatever looks around (``\\b``,
``(?=...)``, ``(?<!...)``) counts as fulfilled in it. It can only err by trying in vain, so a sweep finds exactly
what ``re`` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onco_pipeline.pipes.alternatives import ALWAYS, NOTHING, WORD, Alternatives, Beginnings, Places
from onco_pipeline.pipes.automaton import BEYOND, Open, State, bits_of
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.stems import STEMS, first_from

if NATIVE:
    from onco_pipeline.pcre.engine import matches_at, spans_at

__all__ = ["PlacedPattern", "WordPattern"]

#: Where a match may begin: at a letter that follows none, at any figure, and at whatever lies beyond ASCII.
_PLACES = r"[a-z]+|[0-9]|[^\x00-\x7f]"

_BEGINNERS = bits_of("abcdefghijklmnopqrstuvwxyz0123456789") | BEYOND
#: How a word pattern must begin, and how it may go on to say that its first character is a letter or figure.
_BEHIND = re.compile(r"\(\?<!\[a-z")
_AHEAD = re.compile(r"\(\?<!\[a-z[^\]]*\]\)\(\?=\[a-z0-9\]\)")


class WordPattern:
    """A compiled pattern for folded text whose matches all begin at a word.

    It finds what the same pattern compiled by ``re`` finds, and costs a hundredth of it where nothing is found.

    Parameters
    ----------
    pattern
        As for ``re.compile``. It must not match the empty string, nor begin inside a word.

    Raises
    ------
    ValueError
        When the pattern does not look behind itself for a letter, or can match nothing at all.

    Examples
    --------
    >>> exam = WordPattern(r"(?<![a-z0-9])(?:(?P<mri>irm)|(?P<ct>tdm|scanners?))(?![a-z])")
    >>> [(match.start(), match.lastgroup) for match in exam.finditer("irm puis scanner, hirm")]
    [(0, 'mri'), (9, 'ct')]
    >>> exam.search("irm puis scanner", 1).group()
    'scanner'
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._number = _TABLE.add(pattern)

    def may_stand_in(self, folded: str) -> bool:
        """Return whether a match could begin anywhere in a folded text: sooner told than asked for piece by piece."""
        return bool(_TABLE.swept(folded)[self._number][0])

    def finditer(self, folded: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """Return the matches between two offsets of a folded text, in order and without overlap."""
        stop = len(folded) if end is None else end
        places, matches = _TABLE.swept(folded)[self._number]
        every: list[re.Match[str]] = []  # compiled, a list costs less than to yield one by one
        first = first_from(places, start)
        if first == len(places) or places[first] >= stop:
            return every
        if NATIVE:
            return matches_at(places, matches, first, folded, stop)
        for index in range(first, len(places)):
            place = places[index]
            if place >= stop:
                break
            found = matches[index](folded, place, stop) if place >= start else None
            if found is not None:
                every.append(found)
                start = found.end()
        return every

    def spans(self, folded: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Return where the matches between two offsets begin and end: sooner told than what each holds.

        Examples
        --------
        >>> WordPattern(r"(?<![a-z0-9])(?:irm|scanners?)(?![a-z])").spans("irm puis scanner, hirm")
        [(0, 3), (9, 16)]
        """
        if not NATIVE:
            return [match.span() for match in self.finditer(folded, start, end)]
        stop = len(folded) if end is None else end
        places, matches = _TABLE.swept(folded)[self._number]
        return spans_at(places, matches, first_from(places, start), folded, stop)

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match between two offsets of a folded text, or None."""
        stop = len(folded) if end is None else end
        places, matches = _TABLE.swept(folded)[self._number]
        for index in range(first_from(places, start), len(places)):
            place = places[index]
            if place >= stop:
                return None
            found = matches[index](folded, place, stop)
            if found is not None:
                return found
        return None


class PlacedPattern:
    """A compiled pattern that is asked for at given places of folded text, most of which its first characters rule out.

    It finds what the same pattern compiled by ``re`` finds.

    Parameters
    ----------
    pattern
        As for ``re.compile``.

    Raises
    ------
    ValueError
        When the pattern can begin with any word.

    Examples
    --------
    >>> title = PlacedPattern(r"^ ?(?:motif|conclusion) ?:")
    >>> title.match("conclusion : normal", 0).group(), title.match("consultation : normale", 0)
    ('conclusion :', None)
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        alternatives = Alternatives(pattern)
        if alternatives.opens:
            raise ValueError(f"a placed pattern must begin with characters of its own: {pattern[:60]!r}")
        self._beginnings = Beginnings([alternatives])

    def match(self, folded: str, place: int, end: int | None = None) -> re.Match[str] | None:
        """Return the match at a place of a folded text, before an offset; or None."""
        stop = len(folded) if end is None else end
        for _, match in self._beginnings.at(folded, place):
            return match(folded, place, stop)
        return None


def _kinds(marks: str) -> bytes:
    """Return what ``_PLACES``, and marks beside them, say of each character, for :meth:`Beginnings.along`."""
    kinds = [
        WORD if "a" <= c <= "z" else ALWAYS if "0" <= c <= "9" or c in marks else NOTHING for c in map(chr, range(128))
    ]
    return bytes([*kinds, *[ALWAYS] * 128])


class _Table:
    """All word patterns, and where to look for them."""

    def __init__(self) -> None:
        self.patterns: list[Alternatives] = []
        #: What the alternatives are known by that can begin with any word, with the number of their pattern before and
        #: that of their literal among the stems behind; -1 where that is none of them.
        self._open: list[tuple[int, Open, int]] = []
        self.places = re.compile(_PLACES)
        self.kinds = _kinds("")
        self._beginnings: Beginnings | None = None
        self._marks = 0
        self._forget()

    def add(self, pattern: str) -> int:
        """Take a pattern in; return its number."""
        number = len(self.patterns)
        alternatives = Alternatives(pattern, number)
        if not _BEHIND.match(pattern) or any(state.final for state in alternatives.entry):
            raise ValueError(f"a word pattern must look behind, (?<![a-z]), and match something: {pattern[:60]!r}")
        if not _AHEAD.match(pattern):
            self._mark(alternatives.entry)
        for alternative in alternatives.opens:
            if alternative.literal not in _SETS:
                _SETS[alternative.literal] = STEMS.add([alternative.literal]) if alternative.literal.isascii() else -1
            self._open.append((number, alternative, _SETS[alternative.literal]))
        self.patterns.append(alternatives)
        self._beginnings = None
        self._forget()
        return number

    def _forget(self) -> None:
        self._text, self._swept = "", list[Places]()

    def swept(self, folded: str) -> list[Places]:
        """Return, for each pattern, the places of a folded text where it may begin; the last text's are remembered."""
        if folded is not self._text or not folded:
            self._text = ""  # what was swept of it is written over
            self._swept = self._sweep(folded)
            self._text = folded
        return self._swept

    def _sweep(self, folded: str) -> list[Places]:
        swept = self.beginnings.along(folded, self.kinds, self._swept)
        together = STEMS.takes(folded, len(folded))
        for number, alternative, stem in self._open:
            known = together and stem >= 0
            if known and not STEMS.holds(folded, stem):
                continue
            standing = STEMS.places(folded, stem) if known else _standing(alternative.literal, folded)
            places, matches = swept[number]
            whole = self.patterns[number].whole.match
            for place in _places_of(alternative, standing, folded):
                index = first_from(places, place)
                if index < len(places) and places[index] == place:
                    matches[index] = whole
                else:
                    places.insert(index, place)
                    matches.insert(index, whole)
        return swept

    def _mark(self, entry: Iterable[State]) -> None:
        """Look also at the marks ("_", "?") that a pattern can begin with."""
        for state in entry:
            self._marks |= state.characters & ~_BEGINNERS
        marks = "".join(chr(code) for code in range(128) if self._marks >> code & 1)
        self.places = re.compile(f"{_PLACES}|[{re.escape(marks)}]" if marks else _PLACES)
        self.kinds = _kinds(marks)

    @property
    def beginnings(self) -> Beginnings:
        """What tells the patterns that can begin at a place."""
        if self._beginnings is None:
            self._beginnings = Beginnings(self.patterns)
        return self._beginnings


#: The numbers of the literals that alternatives which begin with any word are known by.
_SETS: dict[str, int] = {}
_TABLE = _Table()


def _standing(literal: str, folded: str) -> list[int]:
    """Return where a literal stands in a text."""
    found, place = [], folded.find(literal)
    while place != -1:
        found.append(place)
        place = folded.find(literal, place + 1)
    return found


def _places_of(alternative: Open, standing: list[int], folded: str) -> list[int]:
    """Return the places where an alternative that begins with any word may begin: words before its literal.

    ``standing`` is where that literal stands.
    """
    begun: list[int] = []
    for found in standing:
        start, gaps = found, alternative.gaps
        while start > 0 and (gaps > 0 or folded[start - 1].isalnum() or folded[start - 1] == "_"):
            start -= 1
            gaps -= not (folded[start].isalnum() or folded[start] == "_")
        begun += [word.start() for word in _TABLE.places.finditer(folded, start, found + 1)]
    return begun
