"""Files and folders that their owner alone may read: what quotes notes, or is made from them."""

from __future__ import annotations

from pathlib import Path

from onco_pipeline.errors import UserError


def private_folder(folder: Path) -> Path:
    """Make a folder, or take one that is there, for its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


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
