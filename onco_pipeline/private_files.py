"""Files and folders that their owner alone may read: what quotes notes, or is made from them."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onco_pipeline.errors import UserError
from onco_pipeline.tables import SOURCE_TABLES

_TABLES = frozenset(table.name for table in SOURCE_TABLES)


def private_folder(folder: Path) -> Path:
    """Make a folder, or take one that is there, for its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def refuse_tables(folder: Path) -> None:
    """Refuse to write into a folder that holds the tables of a hospital: a slip of the pen would lose them.

    Raises
    ------
    UserError
        When it holds some; names them.
    """
    held = [path.name for path in sorted(folder.iterdir())] if folder.is_dir() else []
    tables = [name for name in held if name.partition(".")[0].lower() in _TABLES or name == "sources.yaml"]
    if tables:
        raise UserError(f"{folder} holds tables of a source ({', '.join(tables)}): give a folder of its own.")


def check_places(*files: Path | None) -> None:
    """Refuse, before the work, places where its outcome could not be written after it.

    Raises
    ------
    UserError
        When a place is a folder, or has none to stand in.

    Examples
    --------
    >>> check_places(Path("page.md"), None)
    """
    for file in files:
        if file is None:
            continue
        if file.is_dir():
            raise UserError(f"{file} is a folder: give the name of a file.")
        if not file.parent.is_dir():
            raise UserError(f"There is no folder {file.parent}: make it, or give another place.")


class _OwnerOnly:
    """Let no file be created for others to read, inside a ``with`` block.

    The mask belongs to the whole process: the first block to begin sets it, the last to end restores it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._depth = 0
        self._previous = 0

    def __enter__(self) -> None:
        with self._lock:
            if self._depth == 0:
                self._previous = os.umask(0o077)
            self._depth += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0:
                os.umask(self._previous)


#: ``with OWNER_ONLY:`` around whatever makes files.
OWNER_ONLY = _OwnerOnly()


def partial_of(target: Path) -> Path:
    """Return the file that is written before it takes the place of ``target``; a killed run may leave it.

    Examples
    --------
    >>> partial_of(Path("published.duckdb")).name
    '.published.duckdb.partial'
    """
    return target.with_name(f".{target.name}.partial")


#: What a disk refuses to whoever writes on: full, a quota used up, a file too large, worn out, read-only.
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say of a disk that refuses to be written on where it was written to: a file that is open does not tell its name.

    Examples
    --------
    >>> try:
    ...     with writing_to(Path("out/events.jsonl")):
    ...         raise OSError(errno.ENOSPC, "No space left on device")
    ... except OSError as error:
    ...     print(error.filename)
    out/events.jsonl
    """
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in _OF_THE_DISK:
            error.filename = str(path)
        raise


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield the path of a file to write; when the block ends well it takes the place of ``target``.

    A reader that has ``target`` open keeps what it has; a failure leaves ``target`` as it was. Its owner alone may
    read it.
    """
    partial = partial_of(target)
    partial.unlink(missing_ok=True)
    try:
        with OWNER_ONLY, writing_to(target):
            yield partial
        partial.chmod(0o600)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def write_private(path: Path, content: bytes) -> Path:
    """Write a file that its owner alone may read, in place of the one before.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(path) as new:
            new.write_bytes(content)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Give another place.") from None
    return path


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Open a file for writing that takes the place of the one before only once all of it is written.

    Raises
    ------
    UserError
        When it is a folder, or its folder is not there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, whole(Path(folder) / "events.jsonl") as lines:
    ...     _ = lines.write("{}")
    """
    check_places(path)
    if path.exists() and not path.is_file():  # a pipe
        with path.open("w", encoding="utf-8") as lines:
            yield lines
        return
    with replacing(path) as new, new.open("w", encoding="utf-8") as lines:
        yield lines
