"""What the tests of reliability share: the content of a warehouse, and the command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb

#: What a load record tells of the way there: which rows were new depends on the run before.
_OF_THE_WAY = ("rows_new", "rows_changed", "rows_removed")
#: The rates remember earlier runs: the content is what the last run found.
_LAST_RATES = "SELECT * EXCLUDE (run) FROM onco.extraction_rate WHERE run = (SELECT max(run) FROM onco.extraction_rate)"


def contents(path: Path) -> dict[str, tuple[int, int]]:
    """Return, by table and view, the number of rows and the sum of their hashes: equal content, equal numbers."""
    found = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables "
            "WHERE table_schema IN ('omop', 'onco', 'staging', 'marts') ORDER BY ALL"
        ).fetchall()
        for schema, name in names:
            left = ", ".join(_OF_THE_WAY) if name == "source_load" else ""
            rows = f"SELECT * {f'EXCLUDE ({left})' if left else ''} FROM {schema}.{name}"
            rows = _LAST_RATES if name == "extraction_rate" else rows
            found[f"{schema}.{name}"] = connection.execute(
                f"SELECT count(*), coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) FROM ({rows}) AS t"
            ).fetchone()
    return found


def differing(one: Path, other: Path) -> list[str]:
    """Return the tables and views in which two warehouses differ."""
    first, second = contents(one), contents(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def plain_environment(**more: str) -> dict[str, str]:
    """Return the environment of a user who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ONCO_", "DAGSTER_"))}
    return {**kept, **more}


def onco(*arguments: object) -> list[str]:
    """Return the command line of a command of the program."""
    return [sys.executable, "-m", "onco_pipeline.cli", *map(str, arguments)]


def ended(command: list[str], timeout: float = 1800, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command, env=plain_environment(**environment), capture_output=True, text=True, timeout=timeout, check=False
    )
