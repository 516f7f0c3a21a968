"""Hold Python's garbage collector back where much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["held_back"]


@contextmanager
def held_back() -> Iterator[None]:
    """Keep the garbage collector from running inside the block.

    Each time that half a million objects have grown by a quarter it goes through all of them: a third of the time that
    the patterns take to be made, none of which is garbage. Nor is what a lot of patients is reconciled with, until the
    lot is written: a tenth of that time.

    Examples
    --------
    >>> with held_back():
    ...     inside = gc.isenabled()
    >>> inside, gc.isenabled()
    (False, True)
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
