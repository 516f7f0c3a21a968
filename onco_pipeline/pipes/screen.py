"""Ask for the words that a pattern cannot do without before it is tried.

Most patterns look into a few words around an event or a date for a cue that is seldom there. ``re`` tries each of its
alternatives at each character; whether a literal stands in a string, Python tells in some thirty nanoseconds. A
*screened* pattern knows, from its own parse tree, a few literals of which every match holds one, and is tried only
where one of them stands. A compiled build looks for the literals of all patterns at once (:class:`Windows`), and tells
from where in those words a match may begin.
"""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from onco_pipeline.pcre.parsed import parts
from onco_pipeline.pipes.automaton import LOOKS, REPEATS, Items
from onco_pipeline.pipes.literals import FAR, LONG, NATIVE, native

if NATIVE:
    from onco_pipeline.pipes.passes import over_literals
if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

__all__ = ["WINDOWS", "Screened", "Windows", "is_telling", "needed", "taken_in"]

#: Literals looked for at most, ways to spell one, and letters of a literal beyond which it is no better.
_MOST, _SPELLINGS, _LETTERS = 60, 6, 5
#: A pair of characters with one of these stands everywhere, and so does a consonant written twice.
_COMMON = frozenset("aeiouy \n")
#: Characters that tell something alone.
_MARKS = frozenset(";.:?!()[]+=%|/")


class Windows:
    """The literals of all screened patterns, and which of them stand in part of a text.

    What was told is remembered twice: of the last two parts here, by identity, for one pattern after the other is asked of
    the very same words, which spares a call from compiled code into the loop in C; of some more in that loop, by their
    words, for other readers cut the same out of a text anew.

    A text is gone over once, whole, when parts as long as a sixteenth of it have been asked about: what does not stand in
    it stands in none, and what does is looked up in what was found. So it is for parts cut out of it by :meth:`cut`.

    Examples
    --------
    >>> windows = Windows()
    >>> windows.add({"refus": 0, "decline": 0}), windows.add({"annul": 0})
    (0, 1)
    """

    def __init__(self) -> None:
        self._sets: list[dict[str, int]] = []
        self._literals: over_literals.Literals | None = None
        self._begin: Callable[[int, int, int], int]
        # The text that was gone over whole, and where the literals of each pattern first and last stand in it, as
        # numbers that fit in a byte: 1 and the place shifted, 0 for none. Most parts lie before or behind all of them.
        self._whole, self._firsts, self._lasts = "", b"", b""
        self._shift: i64 = 0
        # The last two parts cut out of it, and where they begin.
        self._cut, self._cut_before = "", ""
        self._cut_from: i64 = 0
        self._cut_before_from: i64 = 0
        # The text whose parts are asked about, and how much of it was.
        self._asked, self._spent = "", 0
        self._text, self._start, self._stop, self._told = "", 0, -1, b""
        self._text_before, self._start_before, self._stop_before, self._told_before = "", 0, -1, b""

    def add(self, literals: dict[str, int]) -> int:
        """Take the literals that a pattern needs in, and how far before each a match may begin; return its number."""
        self._sets.append(literals)
        self._literals, self._stop, self._stop_before = None, -1, -1
        self._whole = self._cut = self._cut_before = self._asked = ""
        return len(self._sets) - 1

    def knows(self, text: str) -> bool:
        """Return whether a text was the last to be gone over whole."""
        return text is self._whole and bool(text)

    def has_longer(self, text: str) -> bool:
        """Return whether the text gone over whole is more than twice as long as another: that may be a part of it."""
        return len(self._whole) > 2 * len(text)

    def read(self, text: str) -> None:
        """Go over a text whole, unless that was done last."""
        if text is not self._whole:
            self._whole, self._shift = "", max(0, len(text).bit_length() - 7)
            self._firsts, self._lasts = self._made().read(text, self._shift)
            self._whole, self._cut, self._cut_before = text, "", ""

    def holds(self, number: int) -> bool:
        """Return whether a literal of a pattern stands in the text gone over whole."""
        return self._firsts[number] > 0

    def places(self, number: int) -> list[int]:
        """Return where the literals of a pattern begin in the text gone over whole, in order."""
        return self._made().places(number)

    def lacks(self, number: int, text: str) -> bool:
        """Return whether a text is known to hold no literal of a pattern: one gone over whole, or a part cut out of it."""
        known = text is self._whole or text is self._cut or text is self._cut_before
        return known and bool(text) and not self._firsts[number]

    def begin(self, number: int, text: str, start: int, stop: int) -> int:
        """Return where in part of a text a match of a pattern may begin; -1 where none of its literals stands there.

        It is told by compiled builds alone.
        """
        if text and (text is self._whole or text is self._cut or text is self._cut_before):
            first = self._firsts[number]
            if not first:
                return -1
            begins: i64 = 0
            if text is not self._whole:
                begins = self._cut_from if text is self._cut else self._cut_before_from
            low: i64 = begins + max(start, 0)
            high: i64 = begins + min(stop, len(text))
            if (high >> self._shift) + 1 < first or (low >> self._shift) + 1 > self._lasts[number]:
                return -1
            found = self._begin(number, low, high)
            return -1 if found < 0 else found - begins
        start = max(start, 0)
        if start >= stop:
            return -1
        # One part of a few words is asked about after the other: what does not stand in them is told at once.
        if len(text) < LONG and not self.told(text, 0, len(text))[number]:
            return -1
        told = self.told(text, start, stop)[number]
        return start + told - 1 if told else -1

    def cut(self, text: str, start: int, stop: int) -> str:
        """Return a part of a text, of which patterns are asked next; neither offset is less than 0."""
        part = text[start:stop]
        if NATIVE and part:
            if text is not self._whole:
                self._ask(text, len(part))
            if text is self._whole:
                self._cut_before, self._cut_before_from = self._cut, self._cut_from
                self._cut, self._cut_from = part, start
        return part

    def told(self, text: str, start: int, stop: int) -> bytes:
        """Return, for each pattern, 0 where part of a text has none of its literals, else 1 and where a match may begin.

        That is told in characters from ``start``, and as 254 where it is further in. It is told by compiled builds alone.
        """
        if text is self._text and start == self._start and stop == self._stop:
            return self._told
        if text is self._text_before and start == self._start_before and stop == self._stop_before:
            return self._told_before
        if len(text) >= LONG:
            self._ask(text, stop - start)
        told = self._made().told(text, start, stop)
        self._text_before, self._start_before, self._stop_before = self._text, self._start, self._stop
        self._told_before = self._told
        self._text, self._start, self._stop, self._told = text, start, stop, told
        return told

    def _ask(self, text: str, length: int) -> None:
        """Go over a text whole when enough of it has been asked about."""
        if text is not self._asked:
            self._asked, self._spent = text, 0
        self._spent += max(0, length)
        if length < len(text) <= 16 * self._spent and not self.has_longer(text):
            self.read(text)

    def _made(self) -> over_literals.Literals:
        """Return what looks for the literals of all patterns taken in so far."""
        if self._literals is None:
            self._literals = native(self._sets)
            self._begin = self._literals.begin  # to look a method up takes Python longer than the method
        return self._literals


#: The literals of all screened patterns.
WINDOWS = Windows()


def is_telling(literal: str) -> bool:
    """Return whether a literal stands in few texts, and is looked for with all others.

    Examples
    --------
    >>> [literal for literal in ("irm", "cr", "ne", "nn", ";") if is_telling(literal)]
    ['irm', 'cr']
    """
    return len(literal) > 2 or (len(literal) == 2 and literal[0] != literal[1] and _COMMON.isdisjoint(literal))


def taken_in(literals: dict[str, int]) -> tuple[tuple[str, ...], int]:
    """Have the literals that a pattern needs looked for with those of all others, but for the ones that stand everywhere.

    Return these, and the number of the pattern; -1 where it has no others.
    """
    short = tuple(sorted(literal for literal in literals if not is_telling(literal)))
    telling = {literal: before for literal, before in literals.items() if literal not in short}
    return short, WINDOWS.add(telling) if telling else -1


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

    __slots__ = (
        "_before", "_finditer", "_least", "_literals", "_match", "_number", "_one", "_search", "_short", "_sub", "_sure", "fullmatch", "pattern",
    )  # fmt: skip

    def __init__(self, pattern: str) -> None:
        compiled = re.compile(pattern)
        tree = parser.parse(pattern)
        literals = _least(needed(parts(tree), tree.state) or {})
        if not literals:
            raise ValueError(f"a screened pattern must need one of a few literals: {pattern[:60]!r}")
        self.pattern = pattern
        self._literals = tuple(sorted(literals))
        self._least = min(map(len, literals))
        # One literal alone is found sooner by ``str.find`` than among those of all patterns, in a text not yet gone over.
        self._one, self._before = next(iter(literals.items())) if len(literals) == 1 else ("", 0)
        short, self._number = taken_in(literals)
        self._short = () if self._one else short
        # Of half the texts that it is asked for they are known not to hold its literals, which is asked first.
        self._sure = NATIVE and self._number >= 0 and not self._short
        self._search, self._finditer = compiled.search, compiled.finditer
        self._match, self.fullmatch, self._sub = compiled.match, compiled.fullmatch, compiled.sub

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match between two offsets of a folded text, or None."""
        if self._sure and WINDOWS.lacks(self._number, folded):
            return None
        stop = len(folded) if end is None else end
        begin = self._from(folded, start, stop)
        return None if begin < 0 else self._search(folded, begin, stop)

    def match(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match that begins at an offset of a folded text, or None."""
        stop = len(folded) if end is None else end
        return self._match(folded, start, stop) if self._from(folded, start, stop) == start else None

    def finditer(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return the matches between two offsets of a folded text, in order and without overlap."""
        stop = len(folded) if end is None else end
        begin = self._from(folded, start, stop)
        return iter(()) if begin < 0 else self._finditer(folded, begin, stop)

    def _from(self, folded: str, start: int, stop: int) -> int:
        """Return where a match may begin between two offsets; -1 where none of the literals stands there."""
        if stop - start < self._least:
            return -1
        if self._one:
            if self._sure and WINDOWS.lacks(self._number, folded):
                return -1
            at = folded.find(self._one, start, stop)
            return -1 if at < 0 else max(start, at - self._before)
        literals = self._short if NATIVE else self._literals
        if literals:
            part = folded[start:stop]
            for literal in literals:
                if literal in part:
                    return start
        if not NATIVE or self._number < 0:
            return -1
        return WINDOWS.begin(self._number, folded, start, stop)

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


def needed(items: Items, state: Any) -> dict[str, int] | None:
    """Return literals, two characters or a mark, of which every match of a parsed pattern holds one; None: unknown.

    With each goes how many characters of the match may stand before it.

    Examples
    --------
    >>> def of(pattern):
    ...     tree = parser.parse(pattern)
    ...     return needed(parts(tree), tree.state)
    >>> of(r"\\b(?:irm|scan(?:ner)?)\\b \\w+")
    {'irm': 0, 'scan': 0}
    >>> of(r"\\w{,3}(?:l[ae]s?t|u?n ?(?=\\d{0,9}spicul))")
    {'lat': 3, 'last': 3, 'let': 3, 'lest': 3, 'spicul': 15}
    >>> of(r"\\d+ ?[a-z]") is None
    True
    """
    known: list[dict[str, int]] = []
    before = begun = 0
    runs = [""]
    for kind, value in items:
        if kind in LOOKS:
            # It takes no character: what stands on either side of it is read together.
            if kind is op.ASSERT and value[0] > 0 and (ahead := needed(parts(value[1]), state)) is not None:
                known.append(_further(ahead, before))
            continue
        choices = _choices(kind, value)
        width = parser.SubPattern(state, [(kind, value)]).getwidth()[1]
        if choices is not None and (len(choices) == 1 or len(runs) * len(choices) <= _SPELLINGS):
            runs = [run + choice for run in runs for choice in choices]
            before = min(FAR, before + width)
            continue
        known.append(dict.fromkeys(runs, begun))
        runs = [""]
        found = _needed_of(kind, value, state)
        if found is not None:
            known.append(_further(found, before))
        before = begun = min(FAR, before + width)
    known.append(dict.fromkeys(runs, begun))
    usable = [literals for literals in known if len(literals) <= _MOST and all(map(_tells, literals))]
    return max(usable, key=_worth, default=None)


def _further(literals: dict[str, int], width: int) -> dict[str, int]:
    return {literal: min(FAR, before + width) for literal, before in literals.items()}


def _choices(kind: object, value: Any) -> list[str] | None:
    """Return the few ways in which a part of a pattern can be written, or None."""
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN and all(inner is op.LITERAL for inner, _ in value):
        return [chr(code) for _, code in value]
    if kind in REPEATS and value[:2] == (0, 1) and len(value[2]) == 1:
        once = _choices(*value[2][0])
        return None if once is None else ["", *once]
    return None


def _needed_of(kind: object, value: Any, state: Any) -> dict[str, int] | None:
    if kind is op.SUBPATTERN:
        return needed(parts(value[-1]), state)
    if kind is op.ATOMIC_GROUP:
        return needed(parts(value), state)
    if kind in REPEATS:
        return needed(parts(value[2]), state) if value[0] else None
    if kind is op.BRANCH:
        found: dict[str, int] = {}
        for branch in value[1]:
            literals = needed(parts(branch), state)
            if literals is None:
                return None
            for literal, before in literals.items():
                found[literal] = max(before, found.get(literal, 0))
        return _least(found)
    return None


def _least(literals: dict[str, int]) -> dict[str, int]:
    """Return the literals that hold none of the others: where "reported" stands, so does "report"."""
    least = {
        one: before for one, before in literals.items() if not any(part in one for part in literals.keys() - {one})
    }
    for one, before in literals.items():
        for part in least:
            if part in one:
                least[part] = max(least[part], before + one.index(part))
    return least


def _tells(literal: str) -> bool:
    """Return whether a literal is not in nearly every text."""
    return len(literal) >= 2 or literal in _MARKS


def _worth(literals: dict[str, int]) -> tuple[int, int]:
    """Long literals are seldom there; of those as long, fewer are looked for sooner."""
    return min(_LETTERS, min(map(len, literals))), -len(literals)
