"""Close Dagster's books on runs that were killed: it would hold a place in the queue for them for ever."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import psutil

from onco_pipeline.errors import UserError
from resources.home import Home

#: The tag that tells which process a run of the command lives in.
PROCESS_TAG = "onco/process"


_UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def this_process() -> str:
    """Return this process's number and when it began: numbers are used again.

    Examples
    --------
    >>> is_alive(this_process())
    True
    """
    return f"{os.getpid()}-{psutil.Process().create_time():.2f}"


def is_alive(process: str) -> bool:
    """Return whether the process that :func:`this_process` named still runs.

    Examples
    --------
    >>> is_alive(f"{os.getpid()}-1.00")
    False
    """
    number, _, began = process.partition("-")
    try:
        return f"{psutil.Process(int(number)).create_time():.2f}" == began
    except (psutil.Error, ValueError):
        return False


def end_dead_runs(instance: dg.DagsterInstance, *, untagged: bool = False) -> int:
    """Mark as failed the runs that are recorded as under way and whose process is gone; return how many.

    Parameters
    ----------
    untagged
        Also those that say nothing of their process, as runs that the UI started do: right only where
        nobody else works in the home.
    """
    ended = 0
    for run in instance.get_runs(dg.RunsFilter(statuses=_UNDER_WAY)):
        process = run.tags.get(PROCESS_TAG)
        if not is_alive(process) if process is not None else untagged:
            instance.report_run_failed(run, "The process of this run ended without a word: it was killed.")
            ended += 1
    return ended


@contextmanager
def recorded(home: Home) -> Iterator[None]:
    """Say in one message that Dagster's records cannot be read or written (full disk, no right, damage).

    Raises
    ------
    UserError
        In place of the database's error, which would quote what was to be written.
    """
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise UserError(
            f"{home.dagster}: Dagster's records cannot be used ({error.orig}). Check the free space and the rights of "
            "the folder; if they are damaged, remove the folder: it holds nothing but the history of runs. "
            "What was committed to the warehouse is still there"
        ) from None
