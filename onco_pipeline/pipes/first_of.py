"""Ask a text for the first of many patterns, each with the name that it gives."""

from __future__ import annotations

import re._parser as parser

from onco_pipeline.pcre.parsed import parts
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.screen import TELLING, WINDOWS, Screened, needed

__all__ = ["FirstOf"]


class FirstOf:
    """Screened patterns in order, each with a name.

    Most texts hold none of them. A compiled build looks for the literals of all of them first, and asks one pattern
    after the other only where one of those stands.

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
        self.rows = list(rows)
        literals: dict[str, int] = {}
        for _, pattern in self.rows:
            tree = parser.parse(pattern.pattern)
            literals.update(needed(parts(tree), tree.state) or {})
        self._short = tuple(sorted(literal for literal in literals if len(literal) < TELLING))
        telling = {literal: before for literal, before in literals.items() if len(literal) >= TELLING}
        self._number = WINDOWS.add(telling) if telling else -1

    def standing(self, folded: str, start: int = 0, end: int | None = None) -> list[tuple[str, Screened]]:
        """Return all rows where one of them may stand between two offsets of a folded text, else none."""
        stop = len(folded) if end is None else end
        return self.rows if not NATIVE or self._may_stand(folded, start, stop) else []

    def _may_stand(self, folded: str, start: int, stop: int) -> bool:
        if self._number >= 0 and WINDOWS.begin(self._number, folded, start, stop) >= 0:
            return True
        part = folded[start:stop] if self._short else ""
        return any(literal in part for literal in self._short)

    def name_in(self, folded: str, start: int = 0, end: int | None = None) -> str | None:
        """Return the name of the first pattern that stands between two offsets of a folded text, or None."""
        stop = len(folded) if end is None else end
        for name, pattern in self.standing(folded, start, stop):
            if pattern.search(folded, start, stop) is not None:
                return name
        return None
