"""Show how far a long step is, on the terminal, without ever showing what it works on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

#: Called with the number of items that were just finished.
Advance = Callable[[int], None]


@contextmanager
def progress(label: str, total: int | None, unit: str) -> Iterator[Advance]:
    """Show a bar for ``total`` items; yields a function to call with each finished number of items.

    On a terminal the bar moves often; written to a file it adds a line every ten seconds only.

    Examples
    --------
    >>> with progress("reading", 3, "rows") as advance:
    ...     advance(3)
    """
    interval = 0.2 if sys.stderr.isatty() else 10.0
    with tqdm(total=total, desc=label, unit=f" {unit}", mininterval=interval, file=sys.stderr, leave=True) as bar:
        yield bar.update
