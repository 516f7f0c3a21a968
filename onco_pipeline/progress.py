"""Show how far a long step is, on the terminal, without ever showing what it works on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tqdm import tqdm

#: Called with the number of items that were just finished.
Advance = Callable[[int], None]


class Quiet(io.TextIOBase):
    """Takes the place of standard error while libraries talk: bars are shown, all else is dropped.

    A library whose records cannot be written (a full disk) prints what it wanted to write, and where it was.

    Examples
    --------
    >>> from contextlib import redirect_stderr
    >>> terminal = io.StringIO()
    >>> with redirect_stderr(Quiet(terminal)):
    ...     _ = sys.stderr.write("noise")
    >>> terminal.getvalue()
    ''
    """

    def __init__(self, shown: TextIO) -> None:
        self.shown = shown

    def writable(self) -> bool:
        """Say that it takes whatever is written."""
        return True

    def write(self, text: str) -> int:
        """Drop a text."""
        return len(text)


@contextmanager
def progress(label: str, total: int | None, unit: str) -> Iterator[Advance]:
    """Show a bar for ``total`` items; yields a function to call with each finished number of items.

    On a terminal the bar moves often; written to a file it adds a line every ten seconds only.

    Examples
    --------
    >>> with progress("reading", 3, "rows") as advance:
    ...     advance(3)
    """
    shown = getattr(sys.stderr, "shown", sys.stderr)
    interval = 0.2 if shown.isatty() else 10.0
    with tqdm(total=total, desc=label, unit=f" {unit}", mininterval=interval, file=shown, leave=True) as bar:
        yield bar.update
