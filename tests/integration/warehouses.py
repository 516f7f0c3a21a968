"""What the tests of reliability share: the content of a warehouse, and the command in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
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


# -- commands of a process that has loaded the program ------------------------------------------------
#: A run loads libraries for ten seconds before it does anything. What asks how runs behave, and not how the command
#: starts, forks a process that has loaded them, as often as it likes; ``test_privacy.py`` starts the command itself.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["onco_pipeline.running", "onco_pipeline.summary", "dbt.cli.main", "great_expectations"])


class Forked:
    """A command of ``onco`` in a process of its own, which began with the program loaded; ``pid`` is its number."""

    def __init__(self, *arguments: object, **environment: str) -> None:
        self._told = tempfile.TemporaryDirectory(prefix="forked-")  # goes with this object
        self._folder = Path(self._told.name)
        self._process = _FORKS.Process(
            target=_command, args=([*map(str, arguments)], plain_environment(**environment), self._folder)
        )
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return how it ended: the exit code, a signal as a negative number; None while it runs."""
        return self._process.exitcode

    def kill(self) -> None:
        """Kill the process alone: workers that it started live on, as they would."""
        self._process.kill()

    def said(self, stream: str = "stderr") -> str:
        """Return what it has told so far."""
        path = self._folder / stream
        return path.read_text("utf-8") if path.exists() else ""

    def says(self, words: str, timeout: float = 600) -> bool:
        """Wait until it tells some words, or ends; return whether it did."""
        deadline = time.monotonic() + timeout
        while words not in self.said() and self.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        return words in self.said()

    def ended(self, timeout: float = 1800) -> subprocess.CompletedProcess[str]:
        """Wait for its end; return how it ended and what it told."""
        self._process.join(timeout)
        return subprocess.CompletedProcess((), self.poll(), self.said("stdout"), self.said("stderr"))


def _command(arguments: list[str], environment: dict[str, str], folder: Path) -> None:
    os.setsid()
    os.umask(0o022)  # as users have it
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    sys.argv = ["onco", *arguments]
    from onco_pipeline.cli import main

    main()
