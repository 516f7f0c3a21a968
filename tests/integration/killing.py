"""A command in a process of its own, killed after a given amount of work, and what it leaves."""

import contextlib
import json
import os
import time

import psutil
from soaking import SOAK

from resources.lock import is_taken, lock_of

KILLS = int(os.environ.get("ONCO_SOAK_KILLS", "30"))
SEED = int(os.environ.get("ONCO_SOAK_SEED", "20"))
#: A run on a home that is there costs a third of a first one: ``make test`` kills such runs.
OF_A_CORRECTION = KILLS // 3 if SOAK else 3


def used(process: psutil.Process) -> float:
    """Return the processor seconds of a process and of those it started."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            times = each.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def killed(command, home, seconds):
    """Kill a command ``seconds`` of work after it took the home's lock; return whether it was at work."""
    deadline = time.monotonic() + 900
    while not is_taken(lock_of(home.warehouse)) and command.poll() is None:
        assert time.monotonic() < deadline, "the command never began"
        time.sleep(0.02)
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(command.pid)
        began = used(process)
        while command.poll() is None and used(process) - began < seconds:
            time.sleep(0.01)
    at_work = command.poll() is None
    command.kill()
    command.ended()
    return at_work


def seconds_of(finished) -> float:
    return json.loads((finished.root.parent / "cost.json").read_text())["cpu_seconds"]


def runs_under_way(home):
    import dagster as dg

    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        return [run.run_id for run in instance.get_runs() if not run.is_finished]
