"""Hold Python's garbage collector back where much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["held_back", "staying"]


@contextmanager
def held_back() -> Iterator[None]:
    """Keep the garbage collector from running inside the block.

    What a lot of patients is reconciled with is no garbage until the lot is written: a tenth of that time. Nor is a
    pattern that a note asks for.

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


@contextmanager
def staying() -> Iterator[None]:
    """Make what stays: the garbage collector does not run inside the block.

    Nor does it look for garbage among that afterwards, but when it goes through all that the process holds. Each time
    that half a million objects have grown by a quarter it goes through all of them: a third of the time that the
    patterns take to be made, none of which is garbage. Once made they would still be its youngest objects, and be gone
    through three times before they count as old: half a second of each command. Only for what is made once a process:
    to ask whether somebody else holds objects back counts them all.

    Examples
    --------
    >>> with staying():
    ...     made = [[] for _ in range(1_000)]
    >>> gc.get_count()[0] < 1_000
    True
    """
    with held_back():
        yield
        # Both hang one list of objects onto another, whatever its length; together they make everything old.
        others = gc.get_freeze_count()
        gc.freeze()
        if not others:
            gc.unfreeze()
