"""A job that is killed at any moment ends, once it is started again, as if nothing had happened.

Three kills of a first run and of ``onco forget`` each in ``make test``; ``make soak`` kills thirty times and more:
first runs, runs after a correction, and ``onco forget``. The moments are drawn in seconds of processor time, so that a busy machine draws the same.
"""

import contextlib
import json
import os
import random
import shutil
import subprocess
import time

import duckdb
import psutil
import pytest
from soaking import SOAK, only_in_soak
from warehouses import contents, differing, ended, onco, plain_environment

from onco_pipeline.running import choose_source
from resources.home import Home
from resources.lock import is_taken, lock_of

pytestmark = [pytest.mark.integration, pytest.mark.soak]

KILLS = int(os.environ.get("ONCO_SOAK_KILLS", "30")) if SOAK else 3
SEED = int(os.environ.get("ONCO_SOAK_SEED", "20"))


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
    """Start a command, kill it ``seconds`` of work after it took the home's lock; return whether it was at work."""
    process = psutil.Popen(
        command, env=plain_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 900
    while not is_taken(lock_of(home.warehouse)) and process.poll() is None:
        assert time.monotonic() < deadline, "the command never began"
        time.sleep(0.02)
    began = used(process) if process.is_running() else 0.0
    while process.poll() is None and used(process) - began < seconds:
        time.sleep(0.01)
    at_work = process.poll() is None
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()  # the process alone: workers that it started live on, as they would
    process.wait()
    return at_work


def whole(path):
    """Return whether a warehouse can be opened and read to the end."""
    return bool(contents(path))


def seconds_of(finished) -> float:
    return json.loads((finished.root.parent / "cost.json").read_text())["cpu_seconds"]


def test_a_job_killed_at_random_moments_ends_like_one_that_was_not(finished_home, tmp_path):
    finished, _ = finished_home
    source, draw = finished.settings()["source"], random.Random(SEED)
    kills = home_number = 0
    while kills < KILLS:
        home_number += 1
        home = Home(tmp_path / f"home-{home_number}")
        run = onco("run", "--source", source, "--home", home.root)
        for _ in range(min(KILLS - kills, 3)):
            kills += killed(run, home, draw.uniform(0, seconds_of(finished)))
            if home.published.exists():
                assert whole(home.published), "readers must find the published copy whole at any time"
        last = ended(run)
        assert last.returncode == 0, last.stdout + last.stderr
        assert differing(home.warehouse, finished.warehouse) == []
        assert differing(home.published, finished.warehouse) == []
        assert runs_under_way(home) == []
        shutil.rmtree(home.root)


def runs_under_way(home):
    import dagster as dg

    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        return [run.run_id for run in instance.get_runs() if not run.is_finished]


@only_in_soak
def test_a_run_after_a_correction_killed_at_random_moments_ends_the_same(finished_home, corrected, tmp_path):
    finished, _ = finished_home
    draw, kills, number = random.Random(SEED + 1), 0, 0
    before = contents(finished.published)
    while kills < KILLS // 3:
        number += 1
        home = Home(tmp_path / f"home-{number}")
        shutil.copytree(finished.root, home.root)
        choose_source(home, corrected.source, replace=True)
        run = onco("run", "--home", home.root)
        for _ in range(2):
            kills += killed(run, home, draw.uniform(0, seconds_of(finished)))
            assert contents(home.published) in (before, contents(corrected.home.published))
        last = ended(run)
        assert last.returncode == 0, last.stdout + last.stderr
        assert differing(home.warehouse, corrected.home.warehouse) == []
        shutil.rmtree(home.root)


def test_a_withdrawal_killed_at_random_moments_ends_the_same(finished_home, tmp_path):
    finished, _ = finished_home
    draw, kills = random.Random(SEED + 2), 0
    with duckdb.connect(str(finished.published), read_only=True) as connection:
        person = connection.execute("SELECT min(person_id) FROM omop.person").fetchone()[0]
        notes = [
            key
            for (key,) in connection.execute("SELECT note_id FROM omop.note WHERE person_id = ?", [person]).fetchall()
        ]
    for number in range(KILLS):
        home = Home(tmp_path / f"home-{number}")
        shutil.copytree(finished.root, home.root)
        forget = onco("forget", person, "--yes", "--home", home.root)
        kills += killed(forget, home, draw.uniform(0, 1.5))
        last = ended(forget)
        assert last.returncode == 0, last.stdout + last.stderr
        names = [name.encode() for name in (person, *notes)]
        others = [file for file in home.root.rglob("*") if file.is_file() and file.suffix != ".duckdb"]
        assert [file for file in others if any(name in file.read_bytes() for name in names)] == []
        for path in (home.warehouse, home.published):
            with duckdb.connect(str(path), read_only=True) as connection:
                for table in ("omop.person", "omop.note", "onco.note_event", "onco.care_event", "marts.dim_patient"):
                    assert connection.execute(
                        f"SELECT count(*) FROM {table} WHERE person_id = ?", [person]
                    ).fetchone() == (0,)
        shutil.rmtree(home.root)
    assert kills >= KILLS // 2
