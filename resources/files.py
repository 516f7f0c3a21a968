"""The warehouse as a file: made for its owner only, copied and replaced in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from onco_pipeline.private_files import partial_of, replacing
from onco_pipeline.table import literal


def side_files(path: Path) -> tuple[Path, Path]:
    """Return a DuckDB file and its write-ahead log.

    Examples
    --------
    >>> [file.name for file in side_files(Path("warehouse.duckdb"))]
    ['warehouse.duckdb', 'warehouse.duckdb.wal']
    """
    return path, path.with_name(f"{path.name}.wal")


@contextmanager
def replacing_database(target: Path) -> Iterator[Path]:
    """Yield the path of a DuckDB file to write, as :func:`~onco_pipeline.private_files.replacing` does."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _, log = side_files(partial_of(target))
    log.unlink(missing_ok=True)
    try:
        with replacing(target) as partial:
            yield partial
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
    finally:
        log.unlink(missing_ok=True)


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
