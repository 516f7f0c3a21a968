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

#: What views and their columns say that they are, and of what they say it.
_TOLD_OF_VIEWS = """
    SELECT format('VIEW "{}"."{}"', schema_name, view_name), comment FROM duckdb_views()
    WHERE NOT internal AND comment IS NOT NULL
    UNION ALL
    SELECT format('COLUMN "{}"."{}"."{}"', schema_name, table_name, column_name), comment FROM duckdb_columns()
    WHERE comment IS NOT NULL
      AND (schema_name, table_name) IN (SELECT (schema_name, view_name) FROM duckdb_views() WHERE NOT internal)
"""


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


def views_bound_to(catalog: str, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the SQL of the views that name the file they stand in: one that is called otherwise could not read them.

    dbt writes the name in.
    """
    views = connection.execute("SELECT sql FROM duckdb_views() WHERE NOT internal ORDER BY view_oid").fetchall()
    return [sql for (sql,) in views if any(name in sql for name in _names(catalog))]


def free_views(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Take the file's name out of every view.

    What views and their columns say that they are is written again: a view that is made anew has lost it.
    """
    bound = views_bound_to(catalog, connection)
    told = connection.execute(_TOLD_OF_VIEWS).fetchall() if bound else []
    for sql in bound:
        for name in _names(catalog):
            sql = sql.replace(name, "")
        connection.execute(sql.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))
    for what, words in told:
        connection.execute(f"COMMENT ON {what} IS {literal(words)}")


def _names(catalog: str) -> tuple[str, str]:
    return f'"{catalog}".', f"{catalog}."
