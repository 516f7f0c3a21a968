"""Files and folders that their owner alone may read: what quotes notes, or is made from them."""

from __future__ import annotations

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


def write_private(path: Path, content: bytes) -> Path:
    """Write a file that its owner alone may read, in place of the one before.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Give another place.") from None
    return path


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Open a file for writing that takes the place of the one before only once all of it is written.

    Raises
    ------
    UserError
        When its folder is not there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, whole(Path(folder) / "events.jsonl") as lines:
    ...     _ = lines.write("{}")
    """
    if path.exists() and not path.is_file():  # a pipe, or a folder: the system says what it thinks of that
        with path.open("w", encoding="utf-8") as lines:
            yield lines
        return
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}: make it, or give another place.")
    new = path.with_name(f".{path.name}.partial")
    try:
        with new.open("w", encoding="utf-8") as lines:
            yield lines
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
