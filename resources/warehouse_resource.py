"""The warehouse as Dagster hands it to the assets: one run at a time, the file kept open from step to step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from resources.database_file import Kept
from resources.lock import exclusive, lock_of
from resources.warehouse import Warehouse

__all__ = ["WarehouseResource"]


class WarehouseResource(dg.ConfigurableResource):
    """The warehouse as the assets get it; ``door()`` is the plain :class:`Warehouse`.

    A run holds the home's lock from its first step to its last, so that two runs never mix their steps. It keeps the
    file open from step to step, and lets go of it while notes are extracted and while dbt works.

    Attributes
    ----------
    path
        The DuckDB file.
    lock_timeout
        Seconds to wait for another process that holds it.
    memory_limit
        What DuckDB may hold in memory before it spills to disk.
    """

    path: str
    lock_timeout: float = 60.0
    memory_limit: str = "2GB"

    _kept: Kept | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[WarehouseResource]:
        """Wait for the run before this one to end."""

        def say() -> None:
            if context.log is not None:
                context.log.info("Another run is working in this home: waiting for it to end")

        with exclusive(lock_of(Path(self.path)), say):
            self.door().bring_up_to_date()
            self._kept = Kept()
            try:
                yield self
            finally:
                self._kept.close()
                self._kept = None

    def door(self) -> Warehouse:
        """Return the warehouse."""
        return Warehouse(self.path, lock_timeout=self.lock_timeout, memory_limit=self.memory_limit, kept=self._kept)
