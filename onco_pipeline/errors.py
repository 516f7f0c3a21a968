"""Errors that a user can mend: shown as one message, without a traceback and without a patient's data."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[1]
#: Packages of ours whose names are anybody's.
_COMMON = ("assets", "resources")
_OURS = tuple(f"{_ROOT / room}{os.sep}" for room in ("onco_pipeline", *_COMMON))

#: What puts right a path that is of another kind than was asked for: neither space nor rights do.
_MENDED_BY = {
    errno.EISDIR: "Give the name of a file",
    errno.ENOTDIR: "A file stands where a folder is asked for: give another place",
    errno.EEXIST: "A file stands where a folder is asked for: give another place",
    errno.ENOENT: "There is nothing of that name: look the place up",
}


class UserError(Exception):
    """Something the user can put right; the message says what happened, where, and what to do."""


class InterruptedRunError(UserError):
    """What was asked for was broken off, by Ctrl-C or by the system; the message says what stays of it."""


class InternalError(UserError):
    """A mistake in the program; the message says where, and quotes nothing that it was working on."""


@contextmanager
def private() -> Iterator[None]:
    """Let no error out that may quote what was worked on: a library's message often holds the value at fault.

    A :class:`UserError` goes through as it is; the system's refusals (no space, no right) become one; of all
    else the class and the place are told. Set ONCO_TRACEBACK=1, on made-up data, to see the whole.

    Raises
    ------
    UserError
        In place of whatever the block raised.

    Examples
    --------
    >>> try:
    ...     with private():
    ...         int("Mme Martin")
    ... except UserError as error:
    ...     "Martin" in str(error), "ValueError" in str(error)
    (False, True)
    """
    try:
        yield
    except UserError:
        raise
    except OSError as error:
        if os.environ.get("ONCO_TRACEBACK"):
            raise
        raise UserError(system_refusal(error)) from None
    except Exception as error:
        if os.environ.get("ONCO_TRACEBACK"):
            raise
        if isinstance(error, ImportError) and (hidden := _hidden_by(error)):
            raise UserError(hidden) from None
        raise InternalError(
            f"a mistake in the program: {type(error).__name__} at {_place(error)}. What it says is not shown, since it "
            "may quote a note; report the class and the place. ONCO_TRACEBACK=1 shows all of it"
        ) from None


def system_refusal(error: OSError) -> str:
    """Return in one line what the system refused, on which file, and what to look at.

    Examples
    --------
    >>> system_refusal(OSError(28, "No space left on device", "/data/x.csv"))
    '/data/x.csv: No space left on device. Check the free space, and the rights of the folder'
    >>> system_refusal(IsADirectoryError(21, "Is a directory", "/data"))
    '/data: Is a directory. Give the name of a file'
    """
    where = f"{error.filename}: " if error.filename else ""
    mended = _MENDED_BY.get(error.errno or 0, "Check the free space, and the rights of the folder")
    return f"{where}{error.strerror or type(error).__name__}. {mended}"


def _hidden_by(error: ImportError) -> str | None:
    """Return what to do when a package of ours was not found for somebody else's of the same name; None otherwise."""
    room = (error.name or "").partition(".")[0]
    found = sys.modules.get(room) if room in _COMMON else None
    if found is None:
        return None
    places = [str(place) for place in getattr(found, "__path__", [found.__file__])]
    if str(_ROOT / room) in places:
        return None
    return (
        f"{places[0]} is a package called {room}, and Python looks there before it looks at the one of this program, "
        f"in {_ROOT}. Start the command in another folder, or take that folder off PYTHONPATH"
    )


def _place(error: BaseException) -> str:
    """Return file and line of the last step that was the project's own."""
    steps = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if step.filename.startswith(_OURS) and step.filename != __file__]
    step = (own or list(steps))[-1]
    return f"{step.filename.removeprefix(f'{_ROOT}{os.sep}')}:{step.lineno}"
