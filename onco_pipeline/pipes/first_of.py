"""Ask a text for several patterns at once: whether any may stand there, and which is the first in order.

The sources ask for the same literals as a compiled build, one after the other: what a pattern that was forgotten among
those asked together would find is then missed by both, and the tests of the sources tell it.
"""

from __future__ import annotations

import re._parser as parser

from onco_pipeline.pcre.parsed import parts
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.screen import WINDOWS, Screened, needed, taken_in

__all__ = ["AnyOf", "FirstOf"]


class AnyOf:
    """Some patterns, of which is told at once that none stands in a text: by the literals they need.

    Parameters
    ----------
    patterns
        As for ``re.compile``.

    Raises
    ------
    ValueError
        When a match of one can do without any literal of two characters, or a mark.

    Examples
    --------
    >>> cancelled = AnyOf("annul", "report(?:er|ee)")
    >>> cancelled.may_stand("irm reportee"), cancelled.may_stand("irm faite")
    (True, False)
    """

    def __init__(self, *patterns: str) -> None:
        literals: dict[str, int] = {}
        for pattern in patterns:
            tree = parser.parse(pattern)
            own = needed(parts(tree), tree.state)
            if not own:
                raise ValueError(f"each pattern must need one of a few literals: {pattern[:60]!r}")
            literals.update(own)
        self._least = min(map(len, literals))
        self._literals = tuple(sorted(literals))
        self._short, self._number = taken_in(literals)

    def may_stand(self, folded: str, start: int = 0, end: int | None = None) -> bool:
        """Return whether one of the patterns may stand between two offsets of a folded text."""
        stop = len(folded) if end is None else end
        if stop - start < self._least:
            return False
        if NATIVE and self._number >= 0 and WINDOWS.begin(self._number, folded, start, stop) >= 0:
            return True
        literals = self._short if NATIVE else self._literals
        if literals:
            part = folded[start:stop]
            for literal in literals:
                if literal in part:
                    return True
        return False


class FirstOf:
    """Screened patterns in order, each with a name.

    Most texts hold none of them. The literals of all of them are looked for first, and one pattern is asked after the
    other only where one of those stands.

    Parameters
    ----------
    rows
        Names and patterns; a name may have several.

    Examples
    --------
    >>> kinds = FirstOf(("nodes", Screened("ganglion")), ("bone", Screened("vertebr|osseu")))
    >>> kinds.name_in("lesion osseuse et ganglion"), kinds.name_in("scanner normal")
    ('nodes', None)
    >>> [name for name, _ in kinds.standing("lesion osseuse et ganglion", 0, 14)]
    ['nodes', 'bone']
    """

    def __init__(self, *rows: tuple[str, Screened]) -> None:
        self._rows = list(rows)
        self._any = AnyOf(*[pattern.pattern for _, pattern in rows])

    def standing(self, folded: str, start: int = 0, end: int | None = None) -> list[tuple[str, Screened]]:
        """Return all rows where one of them may stand between two offsets of a folded text, else none."""
        return self._rows if self._any.may_stand(folded, start, end) else []

    def name_in(self, folded: str, start: int = 0, end: int | None = None) -> str | None:
        """Return the name of the first pattern that stands between two offsets of a folded text, or None."""
        if not self._any.may_stand(folded, start, end):
            return None
        for name, pattern in self._rows:
            if pattern.search(folded, start, end) is not None:
                return name
        return None
