"""The only door to the DuckDB file: one writer at a time, owner-only, every table as declared.

:class:`Warehouse` needs no Dagster; :mod:`resources.warehouse_resource` hands it to the assets. No connection
outlives the call that opened it, because a second process (a notebook, the UI) can open the file only when
nobody holds it: a run alone keeps it open between short calls.
"""

# Names of tables and columns come from onco_pipeline.tables, values go as parameters.
# ruff: noqa: S608

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from onco_pipeline.omop.connections import registered, transaction
from onco_pipeline.omop.fingerprints import fingerprint_sql, table_fingerprint_sql
from onco_pipeline.table import Table
from resources.database_file import DatabaseFile, Kept
from resources.errors import WarehouseBusy, WarehouseError, WarehouseVersionError, no_warehouse
from resources.files import copy_pages, copy_rows, free_views, replacing_database, views_bound_to
from resources.frames import to_arrow, to_frame, to_rows
from resources.queries import Where, condition_of, declared, fetch, select
from resources.schema import migrate, prepare

__all__ = ["Warehouse", "WarehouseBusy", "WarehouseError", "WarehouseVersionError"]


class Warehouse:
    """A DuckDB file with every table of ``onco_pipeline.tables``.

    Parameters
    ----------
    path
        The file; made on first use, with its folder, for the owner only.
    lock_timeout
        Seconds to wait for another process that holds the file.
    memory_limit
        What DuckDB may hold in memory before it spills to ``<path>.tmp``.
    must_exist
        Refuse to make the file: for commands that only read.
    kept
        Keeps the file open from one call to the next, until :meth:`let_go`; without it each call opens and closes it.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> warehouse = Warehouse(Path(folder.name) / "warehouse.duckdb")
    >>> row = {"person_id": "7", "evidence_fingerprint": "ab", "n_events": 2}
    >>> warehouse.upsert("person_reconciliation", pd.DataFrame([row]))
    >>> warehouse.rows("person_reconciliation") == [row]
    True
    >>> folder.cleanup()
    """

    def __init__(
        self,
        path: Path | str,
        *,
        lock_timeout: float = 60.0,
        memory_limit: str = "2GB",
        must_exist: bool = False,
        kept: Kept | None = None,
    ) -> None:
        self.path = Path(path)
        self.lock_timeout = lock_timeout
        if must_exist and not self.path.exists():
            raise no_warehouse(self.path)
        self._file = DatabaseFile(self.path, lock_timeout, memory_limit, kept)
        self._session: duckdb.DuckDBPyConnection | None = None

    # -- connections --------------------------------------------------------------------------
    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the file, made and checked, and close it whatever happens.

        Raises
        ------
        WarehouseBusy
            When another process holds the file longer than ``lock_timeout`` seconds.
        WarehouseVersionError
            When the file was made by another version.
        WarehouseError
            When it cannot be opened or written (damaged, read-only, disk full).
        """
        if self._session is not None:
            yield self._session
            return
        with self._file.held(prepare) as (connection, _):
            yield connection

    def let_go(self) -> None:
        """Close the file where it was kept open: before something long, or before another opens it."""
        self._file.let_go()

    @contextmanager
    def session(self) -> Iterator[Warehouse]:
        """Open the file once for all that the block does, where each call would open it: that costs 50 ms a call.

        Others find the file held until the block ends: nothing long may be done in it.

        Examples
        --------
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> with Warehouse(Path(folder.name) / "warehouse.duckdb").session() as warehouse:
        ...     warehouse.count("note") + warehouse.count("person")
        0
        >>> folder.cleanup()
        """
        if self._session is not None:
            yield self
            return
        with self.connect() as connection:
            self._session = connection
            try:
                yield self
            finally:
                self._session = None

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a connection whose writes are committed together, or not at all."""
        with self.connect() as connection, transaction(connection):
            yield connection

    def bring_up_to_date(self) -> tuple[str, ...]:
        """Give the file of an older version the tables of this one, before a run.

        Returns
        -------
        tuple of str
            The tables that could not be carried over, which the run rebuilds; none as a rule.

        Raises
        ------
        WarehouseVersionError
            When that cannot be done: a newer version, one that is too old, or no warehouse.
        """
        if not self.path.exists():
            return ()
        with self._file.held(migrate) as (_, emptied):
            return emptied

    # -- reading ------------------------------------------------------------------------------
    @contextmanager
    def _using(self, connection: duckdb.DuckDBPyConnection | None) -> Iterator[duckdb.DuckDBPyConnection]:
        if connection is not None:
            yield connection
        else:
            with self.connect() as opened:
                yield opened

    def query(
        self,
        sql: str,
        parameters: Sequence[Any] = (),
        *,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> pd.DataFrame:
        """Return the result of any SQL as a frame (JSON columns as text)."""
        with self._using(connection) as used:
            return to_frame(fetch(used, sql, list(parameters)))

    def read(
        self,
        table: Table | str,
        where: Where = None,
        columns: Sequence[str] | None = None,
        parameters: Sequence[Any] = (),
        *,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> pd.DataFrame:
        """Return the rows of a table as a frame, in the order of its key.

        Parameters
        ----------
        where
            Values that columns must have (a list: one of them), or an SQL condition with ``?`` for each
            of ``parameters``.
        columns
            Columns to read, all by default.
        """
        table = declared(table)
        with self._using(connection) as used:
            arrow = fetch(used, *select(table, where, columns, parameters))
        return to_frame(arrow, table)

    def rows(
        self,
        table: Table | str,
        where: Where = None,
        columns: Sequence[str] | None = None,
        parameters: Sequence[Any] = (),
        *,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> list[dict[str, Any]]:
        """Return the rows of a table as dicts of plain Python values, None where empty; see :meth:`read`."""
        table = declared(table)
        with self._using(connection) as used:
            return to_rows(fetch(used, *select(table, where, columns, parameters)), table)

    def stream(
        self,
        table: Table | str,
        where: Where = None,
        columns: Sequence[str] | None = None,
        parameters: Sequence[Any] = (),
        *,
        batch_size: int = 2_000,
    ) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of a table in batches, in the order of its key, holding one batch at a time.

        Each batch is read by its own query, so that no connection stays open while the caller works:
        ``columns`` must hold the key, which must be a single column.
        """
        table = declared(table)
        (key,) = table.key
        condition, given = condition_of(table, where, parameters)
        last: str | None = None
        while True:
            if last is None:
                sql, values = select(table, condition, columns, given)
            else:
                sql, values = select(table, f"({condition}) AND {key} > ?", columns, [*given, last])
            with self.connect() as connection:
                batch = to_rows(fetch(connection, f"{sql} LIMIT {int(batch_size)}", values), table)
            if batch:
                yield batch
            if len(batch) < batch_size:
                return
            last = batch[-1][key]

    def count(self, table: Table | str, where: Where = None, parameters: Sequence[Any] = ()) -> int:
        """Return the number of rows."""
        table = declared(table)
        condition, values = condition_of(table, where, parameters)
        with self.connect() as connection:
            sql = f"SELECT count(*) FROM {table.qualified_name} WHERE {condition}"
            return connection.execute(sql, values).fetchone()[0]

    def content_hash(self, table: Table | str) -> str:
        """Return a hash of the table's rows, whatever their order: equal content, equal hash."""
        table = declared(table)
        hashes = f"(SELECT {fingerprint_sql(table)} AS h FROM {table.qualified_name})"
        with self.connect() as connection:
            return connection.execute(f"SELECT {table_fingerprint_sql('h')} FROM {hashes}").fetchone()[0]

    # -- writing ------------------------------------------------------------------------------
    def replace(
        self, table: Table | str, frame: pd.DataFrame, *, connection: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        """Make ``frame`` the whole content of the table."""
        self._write(declared(table), frame, "true", connection)

    def upsert(
        self, table: Table | str, frame: pd.DataFrame, *, connection: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        """Add the rows of ``frame``; a row whose key is known takes the place of the old one."""
        table = declared(table)
        same = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in table.key)
        self._write(table, frame, f"EXISTS (SELECT 1 FROM incoming AS new WHERE {same})", connection)

    def add(
        self, table: Table | str, frame: pd.DataFrame, *, connection: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        """Add rows of which the caller knows that none has a key that is there: those of patients just deleted."""
        self._write(declared(table), frame, None, connection)

    def delete(
        self,
        table: Table | str,
        keys: Sequence[Any],
        column: str | None = None,
        *,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> int:
        """Delete the rows whose ``column`` (the first of the key by default) is in ``keys``; return how many."""
        table = declared(table)
        name = table.column(column or table.key[0]).name
        with self._using(connection) as used:
            sql = f"DELETE FROM {table.qualified_name} WHERE {name} IN (SELECT unnest(?))"
            return used.execute(sql, [list(keys)]).fetchone()[0]

    def _write(
        self, table: Table, frame: pd.DataFrame, goes: str | None, connection: duckdb.DuckDBPyConnection | None
    ) -> None:
        arrow = to_arrow(frame, table)
        with contextlib.ExitStack() as stack:
            used = connection if connection is not None else stack.enter_context(self.transaction())
            with registered(used, "incoming", arrow):
                if _share_a_key(used, "incoming", table, arrow.num_rows):
                    told = f"rows to write share a key ({', '.join(table.key)})"
                    raise WarehouseError(f"table {table.qualified_name}: {told}")
                if goes is not None:
                    used.execute(f"DELETE FROM {table.qualified_name} AS old WHERE {goes}")
                used.execute(f"INSERT INTO {table.qualified_name} SELECT * FROM incoming")

    # -- whole file ---------------------------------------------------------------------------
    def publish(self, path: Path | str) -> Path:
        """Put a copy of the warehouse at ``path`` in one step; open readers keep the copy they have."""
        path = Path(path)
        with self._clear(path), self.connect() as connection, replacing_database(path) as partial:
            copy_pages(connection, self.path, partial)
            if views_bound_to(self.path.stem, connection):
                with duckdb.connect(str(partial), config=self._file.settings()) as copy:
                    free_views(copy, self.path.stem)
        return path

    def free_views(self) -> None:
        """Take the file's name out of the views that dbt made: a copy is then as good as it is."""
        with self.transaction() as connection:
            free_views(connection, self.path.stem)

    def compact(self) -> None:
        """Write the file afresh, so that nothing of a deleted row stays in its free pages."""
        with self._clear(self.path), self.connect() as connection, replacing_database(self.path) as partial:
            free_views(connection, self.path.stem)
            connection.execute("CHECKPOINT")  # no log of the old file may stand beside the new one
            copy_rows(connection, self.path, partial)

    @contextmanager
    def _clear(self, target: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WarehouseError(f"{target}: the copy could not be written ({error.strerror})") from None


def _share_a_key(connection: duckdb.DuckDBPyConnection, name: str, table: Table, rows: int) -> bool:
    """Return whether rows share a key: by their hashes first, which are all different as a rule."""
    keys = ", ".join(table.key)
    if connection.execute(f"SELECT count(DISTINCT hash({keys})) FROM {name}").fetchall()[0][0] == rows:
        return False
    return connection.execute(f"SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {name})").fetchall()[0][0] < rows
