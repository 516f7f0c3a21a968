"""One run at a time in a home: a second one waits for the first, whoever started it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from resources.errors import WarehouseError


def lock_of(warehouse: Path) -> Path:
    """Return the lock file of a warehouse.

    Examples
    --------
    >>> lock_of(Path("data/warehouse.duckdb")).name
    'warehouse.lock'
    """
    return warehouse.with_suffix(".lock")


@contextmanager
def exclusive(path: Path, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock file ``path`` inside the block; wait for whoever holds it.

    The system frees it when its holder ends, however it ends: a killed run leaves no lock behind.

    Parameters
    ----------
    path
        The lock file; made, with its folder, for the owner only.
    on_wait
        Called once when the lock is taken and the wait begins.

    Raises
    ------
    WarehouseError
        When the file cannot be made.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, exclusive(Path(folder) / "warehouse.lock"):
    ...     print("alone")
    alone
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be made ({error.strerror}); check the rights of its folder") from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_taken(path: Path) -> bool:
    """Return whether somebody holds the lock now: for a word to the user before the wait."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
