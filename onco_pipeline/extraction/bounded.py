"""Bound the time that one note may take, so that no text can hold up a run.

Counted is processor time, not the clock on the wall: on a busy machine a note takes longer and is not
to blame. A note takes some ten milliseconds; the limit is for texts that no one wrote by hand.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")

#: Seconds of processor time that a note may take unless a run says otherwise.
NOTE_TIMEOUT = 30.0


class NoteTimeout(BaseException):
    """A note took longer than it may. Not an ``Exception``: no library on the way may swallow it."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what ``work`` returns, if it does so in time.

    In the main thread of a process (as the local engine, the worker processes and Spark's workers are) a
    signal interrupts the work, in the middle of a regular expression too. In another thread it is
    interrupted between two steps of Python.

    Parameters
    ----------
    seconds
        Processor time; 0 or less for no limit.

    Raises
    ------
    NoteTimeout
        When the time is up.

    Examples
    --------
    >>> within(5.0, lambda: 6 * 7)
    42
    """
    if seconds <= 0:
        return work()
    main = threading.current_thread() is threading.main_thread()
    watch = _signalled if main else _watched
    with watch(seconds):
        return work()


@contextmanager
def _signalled(seconds: float) -> Iterator[None]:
    armed = True

    def late(*_: object) -> None:
        if armed:
            raise NoteTimeout

    previous = signal.signal(signal.SIGPROF, late)
    # It rings again: a first ring may fall into a destructor, where Python drops exceptions.
    signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds / 4, 0.05))
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    thread = threading.get_ident()
    clock = time.pthread_getcpuclockid(thread)
    until = time.clock_gettime(clock) + seconds
    lock, ended = threading.Lock(), threading.Event()

    def watch() -> None:
        pause = seconds
        while not ended.wait(pause):
            with lock:
                left = 0.0 if ended.is_set() else until - time.clock_gettime(clock)
                if left <= 0:
                    if not ended.is_set():
                        _interrupt(thread, NoteTimeout)
                    return
            pause = max(left, 0.01)

    watcher = threading.Thread(target=watch, name="note-timeout", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            ended.set()
            _interrupt(thread, None)  # one that was sent and has not arrived must not arrive later
        watcher.join()


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error is not None else None
    )
