"""Let worker processes end with the process that started them, however it ends.

A worker of a killed run would otherwise wait for ever for notes that nobody sends, and hold its memory.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import signal
import sys

#: ``prctl``: the signal that a process gets when the thread that started it ends.
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Ask the system to kill this process when ``parent`` ends; where there is no such request, do nothing.

    Parameters
    ----------
    parent
        Number of the process that starts this one, as it knows it: it may be gone already.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_at_once() -> None:
    """Have this process end without freeing one by one what it holds, which takes a second: the system takes it whole.

    For a worker that has handed its results over. What was registered to be done at the end before this is left out.
    """
    atexit.register(os._exit, 0)
