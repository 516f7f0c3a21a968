"""Open the warehouse's file and close it: wait for whoever holds it, keep it for its owner, and say what went wrong."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from onco_pipeline.omop.connections import OFFLINE
from onco_pipeline.private_files import OWNER_ONLY
from resources.errors import WAY_OUT, WarehouseBusy, WarehouseError
from resources.files import side_files
from resources.schema import prepare

__all__ = ["DatabaseFile", "Kept"]

#: How DuckDB says that the disk is full, gone or read-only, depending on what it was doing.
_DISK_ERRORS = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


#: The machine's zone must not change what is read.
_ZONE = "SET TimeZone = 'UTC'"


class Kept:
    """A warehouse's file while it is kept open: opening and closing it costs as much as reading half of a table."""

    def __init__(self) -> None:
        self.connection: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with OWNER_ONLY:
                connection.close()


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """A DuckDB file that one process opens at a time.

    Attributes
    ----------
    lock_timeout
        Seconds to wait for another process that holds it.
    memory_limit
        What DuckDB may hold in memory before it spills to disk.
    kept
        Keeps it open from one call to the next; without it each call opens and closes it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with DatabaseFile(Path(folder) / "warehouse.duckdb", 60.0, "2GB").held(prepare) as (connection, _):
    ...         connection.execute("SELECT count(*) FROM omop.note").fetchall()
    [(0,)]
    """

    path: Path
    lock_timeout: float
    memory_limit: str
    kept: Kept | None = None

    def let_go(self) -> None:
        """Close it where it was kept open."""
        if self.kept is not None:
            self.kept.close()

    @contextmanager
    def held(self, ready: Callable[[duckdb.DuckDBPyConnection, Path], Any]) -> Iterator[tuple[Any, Any]]:
        """Open the file, make it ``ready``, and close it; yield the connection and what ``ready`` said."""
        with OWNER_ONLY:
            connection, said = self._take(ready)
            try:
                yield connection, said
            except BaseException as error:
                self.let_go()  # after a failure DuckDB may refuse everything until it is opened anew
                if not _is_of_the_disk(error):
                    raise
                raise WarehouseError(
                    f"{self.path}: reading or writing failed ({_first_line(error)}). Check the free space and "
                    "the rights of its folder; what was committed before is still there"
                ) from error
            finally:
                connection.close()
                for file in side_files(self.path):
                    with contextlib.suppress(OSError):
                        file.chmod(0o600)

    def _take(self, ready: Callable[[duckdb.DuckDBPyConnection, Path], Any]) -> tuple[Any, Any]:
        """Return a connection of its own: to the file as it is kept open, where that is so."""
        if self.kept is None or ready is not prepare:
            return self._open(ready)
        if self.kept.connection is None:
            self.kept.connection, _ = self._open(ready)
        connection = self.kept.connection.cursor()
        connection.execute(_ZONE)
        return connection, None

    def _open(self, ready: Callable[[duckdb.DuckDBPyConnection, Path], Any]) -> tuple[Any, Any]:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WarehouseError(f"{self.path.parent}: cannot make this folder ({error.strerror})") from None
        deadline = time.monotonic() + self.lock_timeout
        pause = 0.05
        while True:
            try:
                connection = duckdb.connect(str(self.path), config=self.settings())
                break
            except duckdb.IOException as error:
                if "lock" not in str(error).lower():
                    raise self._unusable(error) from None
                if time.monotonic() >= deadline:
                    raise WarehouseBusy(
                        f"{self.path} is in use by another process (waited {self.lock_timeout:.0f} s). Wait for the "
                        "other run to end, or close the notebook or viewer that has it open; viewers should open "
                        "the published copy, published.duckdb in its folder"
                    ) from None
            except duckdb.Error as error:
                raise self._unusable(error) from None
            time.sleep(pause)
            pause = min(2 * pause, 1.0)
        try:
            connection.execute(_ZONE)
            said = ready(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection, said

    def settings(self) -> dict[str, Any]:
        """Return those of every connection: DuckDB refuses a second one that differs."""
        return {**OFFLINE, "memory_limit": self.memory_limit}

    def _unusable(self, error: duckdb.Error) -> WarehouseError:
        if not os.access(self.path.parent, os.W_OK):
            return WarehouseError(f"{self.path}: its folder is read-only; choose another home or change its rights")
        if self.path.is_dir():
            return WarehouseError(f"{self.path} is a folder, and no warehouse: move it away, or choose another home")
        if self.path.exists() and not os.access(self.path, os.R_OK | os.W_OK):
            return WarehouseError(
                f"{self.path} may not be read and written by this user: run as its owner, or have its rights changed"
            )
        return WarehouseError(
            f"{self.path} cannot be opened as a warehouse: it is damaged, or no DuckDB file "
            f"({_first_line(error)}). To go on, {WAY_OUT}"
        )


def _is_of_the_disk(error: BaseException) -> bool:
    """Tell a full, lost or read-only disk from two writers of one row, or a mistake in the program."""
    if isinstance(error, duckdb.TransactionException):
        return "ailed to commit" in str(error)
    return isinstance(error, _DISK_ERRORS)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0][:200]
