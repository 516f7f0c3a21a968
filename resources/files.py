"""The warehouse as a file: made for its owner only, copied and replaced in one step."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from onco_pipeline.table import literal


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


def side_files(path: Path) -> tuple[Path, Path]:
    """Return a DuckDB file and its write-ahead log.

    Examples
    --------
    >>> [file.name for file in side_files(Path("warehouse.duckdb"))]
    ['warehouse.duckdb', 'warehouse.duckdb.wal']
    """
    return path, path.with_name(f"{path.name}.wal")


def partial_of(target: Path) -> Path:
    """Return the file that is written before it takes the place of ``target``; a killed run may leave it.

    Examples
    --------
    >>> partial_of(Path("published.duckdb")).name
    '.published.duckdb.partial'
    """
    return target.with_name(f".{target.name}.partial")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield the path of a file to write; when the block ends well it takes the place of ``target``.

    A reader that has ``target`` open keeps what it has; a failure leaves ``target`` as it was.
    """
    partial = partial_of(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in side_files(partial):
        file.unlink(missing_ok=True)
    try:
        with OWNER_ONLY:
            yield partial
        partial.chmod(0o600)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        for file in side_files(partial):
            file.unlink(missing_ok=True)


def copy_pages(connection: duckdb.DuckDBPyConnection, source: Path, partial: Path) -> None:
    """Copy the file as it is; the open ``connection`` keeps writers out meanwhile."""
    connection.execute("CHECKPOINT")
    shutil.copyfile(source, partial)


def copy_rows(connection: duckdb.DuckDBPyConnection, source: Path, partial: Path) -> None:
    """Write the live rows into a new file: nothing of a deleted row goes along."""
    connection.execute(f"ATTACH {literal(str(partial))} AS afresh")
    try:
        connection.execute(f'COPY FROM DATABASE "{source.stem}" TO afresh')
    finally:
        connection.execute("DETACH afresh")


def free_views(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Take the file's name out of every view: dbt writes it in, and a copy is called otherwise."""
    views = connection.execute("SELECT sql FROM duckdb_views() WHERE NOT internal ORDER BY view_oid").fetchall()
    for (sql,) in views:
        freed = sql.replace(f'"{catalog}".', "").replace(f"{catalog}.", "")
        connection.execute(freed.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))
