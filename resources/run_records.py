"""Dagster's record of runs while the command works: its SQLite files stay open between two events.

A job records several hundred events. Dagster opens and closes the file for each, which makes SQLite tidy up every
time and SQLAlchemy compile every statement anew: a third of what a run without news costs. The files are Dagster's
own, read by the UI as ever; a run that the UI starts keeps Dagster's way.
"""

# No `from __future__ import annotations`: Dagster reads the annotations of what it configures.
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as sa
import yaml
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy.pool import QueuePool

from resources.home import Home

#: Seconds to wait for another process that writes, such as the UI.
_PATIENCE = 60
#: What a site sets in ``dagster.yaml`` when its records stand elsewhere (docs/scaling.md).
_SET_BY_THE_SITE = ("storage", "event_log_storage")
#: Dagster copies what a step prints to a file by processes of its own, and the command lets no step print: there is
#: nothing to copy, and at Ctrl-C each of them would show a traceback.
_NO_COPIES = {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"}


class OpenEventLogStorage(SqliteEventLogStorage):
    """Dagster's event log in SQLite, each file opened once."""

    def __init__(self, base_dir: str, inst_data: Any = None) -> None:
        self._engines: dict[str, sa.Engine] = {}
        self._engine_lock = threading.RLock()
        self._seen: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "OpenEventLogStorage":
        """Return the storage that a configuration names."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sa.Connection]:
        with self._engine_lock:
            engine = self._engines.get(shard)
            if engine is None:
                with super()._connect(shard):
                    pass  # Dagster makes the file when it is not there
                engine = self._engines[shard] = _engine(self.conn_string_for_shard(shard))
            with engine.begin() as connection:
                yield connection

    def has_table(self, table_name: str) -> bool:
        """Return whether the index has a table: Dagster asks at each event, and none ever goes."""
        if table_name not in self._seen:
            with self.index_connection() as connection:
                if not sa.inspect(connection).has_table(table_name):
                    return False
            self._seen.add(table_name)
        return True

    def dispose(self) -> None:
        """Close the files."""
        with self._engine_lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()
        super().dispose()


def _engine(address: str) -> sa.Engine:
    engine = sa.create_engine(address, poolclass=QueuePool, pool_size=1, connect_args={"timeout": _PATIENCE})

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _: object) -> None:
        # With Dagster's write-ahead log a killed run loses nothing by it; only a power cut may take the last events.
        connection.execute("PRAGMA synchronous = NORMAL")

    return engine


def instance_of(home: Home) -> dg.DagsterInstance:
    """Return Dagster's instance of a home, its event log kept open unless the site chose another storage."""
    configuration = home.dagster / "dagster.yaml"
    told = yaml.safe_load(configuration.read_text(encoding="utf-8")) if configuration.exists() else None
    overrides: dict[str, Any] = {}
    if not any(name in (told or {}) for name in _SET_BY_THE_SITE):
        overrides["event_log_storage"] = {
            "module": __name__,
            "class": OpenEventLogStorage.__name__,
            "config": {"base_dir": str(Path(home.dagster, "history", "runs"))},
        }
    if "compute_logs" not in (told or {}):
        overrides["compute_logs"] = _NO_COPIES
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(home.dagster), overrides=overrides))
