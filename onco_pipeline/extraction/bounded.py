"""Bound the time that one note may take, so that no text can hold up a run.

Counted is processor time, not the clock on the wall: on a busy machine a note takes longer and is not
to blame. A note takes some ten milliseconds; the limit is for texts that no one wrote by hand.
"""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
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
    return (_signalled if main else _watched)(seconds, work)


#: A ring may fall where it cannot be raised; so the bell rings again after this share of the limit, at least so late.
_AGAIN, _AT_LEAST = 0.25, 0.05


def _signalled(seconds: float, work: Callable[[], Result]) -> Result:
    def late(_: int, frame: FrameType | None) -> None:
        if _at_work(frame):
            raise NoteTimeout

    previous = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds, max(seconds * _AGAIN, _AT_LEAST))
    try:
        return _guarded(work)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def _watched(seconds: float, work: Callable[[], Result]) -> Result:
    thread = threading.get_ident()
    clock = time.pthread_getcpuclockid(thread)
    until = time.clock_gettime(clock) + seconds
    lock, ended = threading.Lock(), threading.Event()

    def watch() -> None:
        pause = seconds
        while not ended.wait(pause):
            with lock:
                left = 0.0 if ended.is_set() else until - time.clock_gettime(clock)
                if left <= 0 and not ended.is_set() and _at_work(sys._current_frames().get(thread)):
                    _interrupt(thread, NoteTimeout)
            pause = left if left > 0.01 else max(seconds * _AGAIN, _AT_LEAST)

    watcher = threading.Thread(target=watch, name="note-timeout", daemon=True)
    watcher.start()
    try:
        return _guarded(work)
    finally:
        while not ended.is_set():
            with suppress(NoteTimeout), lock:  # one sent at the last moment arrives here
                ended.set()
                _interrupt(thread, None)  # and one that has not arrived must not arrive later
        watcher.join()


def _guarded(work: Callable[[], Result]) -> Result:
    return work()


def _at_work(frame: FrameType | None) -> bool:
    """Return whether what is raised in a frame ends the guarded work.

    Python drops what is raised in a destructor, in a callback of the garbage collector, or by the hook that is told of
    such a loss. And work that has come back is not to be interrupted on its way out.
    """
    callbacks = [sys.unraisablehook, *gc.callbacks]
    codes = {getattr(getattr(each, "func", each), "__code__", None) for each in callbacks}
    while frame is not None and frame.f_code is not _guarded.__code__:
        if frame.f_code.co_name == "__del__" or frame.f_code in codes:
            return False
        frame = frame.f_back
    return frame is not None


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error is not None else None
    )
