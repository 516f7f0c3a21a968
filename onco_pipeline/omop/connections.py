"""What every DuckDB connection of the project has in common."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

#: Nothing is installed, nothing is fetched: DuckDB's own off switches.
OFFLINE = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block writes, all of it or nothing.

    Examples
    --------
    >>> with duckdb.connect(config=OFFLINE) as connection, transaction(connection):
    ...     _ = connection.execute("CREATE TABLE events (day DATE)")
    """
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        # A commit that failed has rolled back already, and then says so.
        with contextlib.suppress(duckdb.Error):
            connection.rollback()
        raise


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> Iterator[None]:
    """Let SQL read an Arrow table under a name, inside the block.

    Examples
    --------
    >>> with duckdb.connect(config=OFFLINE) as connection, registered(connection, "rows", pa.table({"n": [1, 2]})):
    ...     connection.execute("SELECT sum(n) FROM rows").fetchall()
    [(3,)]
    """
    connection.register(name, rows)
    try:
        yield
    finally:
        # After a failed write DuckDB refuses this too, which must not hide the failure.
        with contextlib.suppress(duckdb.Error):
            connection.unregister(name)
