"""A job that is killed at any moment ends, once it is started again, as if nothing had happened.

First runs and withdrawals are killed in ``make soak`` only; ``make test`` kills a run after a correction
(``test_corrections.py``). The moments are drawn in seconds of processor time, so that a busy machine draws the same.
"""

import random
import shutil
from functools import partial

import duckdb
import pytest
from killing import KILLS, SEED, killed, runs_under_way, seconds_of
from soaking import only_in_soak
from warehouses import Forked, contents, differing

from resources.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.soak]


def whole(path):
    """Return whether a warehouse can be opened and read to the end."""
    return bool(contents(path))


@only_in_soak
def test_a_job_killed_at_random_moments_ends_like_one_that_was_not(finished_home, tmp_path):
    finished, _ = finished_home
    source, draw = finished.settings()["source"], random.Random(SEED)
    kills = home_number = 0
    while kills < KILLS:
        home_number += 1
        home = Home(tmp_path / f"home-{home_number}")
        run = partial(Forked, "run", "--source", source, "--home", home.root)
        for _ in range(min(KILLS - kills, 3)):
            kills += killed(run(), home, draw.uniform(0, seconds_of(finished)))
            if home.published.exists():
                assert whole(home.published), "readers must find the published copy whole at any time"
        last = run().ended()
        assert last.returncode == 0, last.stdout + last.stderr
        assert differing(home.warehouse, finished.warehouse) == []
        assert differing(home.published, finished.warehouse) == []
        assert runs_under_way(home) == []
        shutil.rmtree(home.root)


@only_in_soak
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
        forget = partial(Forked, "forget", person, "--yes", "--home", home.root)
        kills += killed(forget(), home, draw.uniform(0, 1.5))
        last = forget().ended()
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
