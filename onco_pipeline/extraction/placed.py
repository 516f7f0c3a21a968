"""A text that is rewritten without losing where each of its characters stood."""

from __future__ import annotations

import re
from collections.abc import Callable

#: A text, and where each of its characters, and its end, stood in the text that it was made of.
Placed = tuple[str, list[int]]


class Rewriting:
    """A text made of another, from its beginning to its end.

    Examples
    --------
    >>> made = Rewriting("a--b")
    >>> made.keep_until(1)
    >>> made.put("-")
    >>> made.skip_until(3)
    >>> made.done()
    ('a-b', [0, 1, 3, 4])
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._next: int | None = None
        self._pieces: list[str] = []
        self._places: list[int] = []

    @property
    def at_line_start(self) -> bool:
        """Whether the text so far ends with a line, or has not begun."""
        return not self._pieces or self._pieces[-1].endswith("\n")

    def keep_until(self, end: int) -> None:
        """Take what stands from here to ``end`` as it is."""
        if end > self._at:
            self._pieces.append(self._source[self._at : end])
            first = self._at if self._next is None else self._next
            self._places.append(first)
            self._places.extend(range(self._at + 1, end))
            self._at, self._next = end, None

    def put(self, text: str) -> None:
        """Write ``text``, which stands for what is here."""
        if text:
            self._pieces.append(text)
            self._places.extend([self._at if self._next is None else self._next] * len(text))
            self._next = None

    def skip_until(self, end: int, *, before: bool = False) -> None:
        """Leave out what stands from here to ``end``.

        Parameters
        ----------
        before
            Whether what comes next is said to stand where the gap begins, so that what came last ends there.
        """
        if before and self._next is None:
            self._next = self._at
        elif not before:
            self._next = None
        self._at = end

    def done(self) -> Placed:
        """Take the rest as it is, and return the text with its places."""
        self.keep_until(len(self._source))
        return "".join(self._pieces), [*self._places, len(self._source) if self._next is None else self._next]


def rewrite(text: str, pattern: re.Pattern[str], of: Callable[[re.Match[str]], str]) -> Placed:
    """Return ``text`` with what ``of`` makes of each match in its place; where nothing matches, without any place.

    Examples
    --------
    >>> rewrite("cœur", re.compile("œ"), lambda _: "oe")
    ('coeur', [0, 1, 1, 2, 3, 4])
    """
    if not pattern.search(text):
        return text, []
    made = Rewriting(text)
    for found in pattern.finditer(text):
        made.keep_until(found.start())
        made.put(of(found))
        made.skip_until(found.end())
    return made.done()
