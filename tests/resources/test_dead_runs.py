"""Runs whose process is gone are closed in Dagster's books; those at work are left alone."""

import os
import subprocess
import sys

import dagster as dg
import pytest
from sqlalchemy.exc import OperationalError

from onco_pipeline.errors import UserError
from resources.dead_runs import PROCESS_TAG, end_dead_runs, is_alive, recorded, this_process
from resources.home import Home


@dg.job
def nothing():
    pass


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def started(instance, process=None, status=dg.DagsterRunStatus.STARTED):
    tags = {PROCESS_TAG: process} if process else {}
    return instance.create_run_for_job(nothing, status=status, tags=tags).run_id


def dead_process():
    """Return the name of a process that was, and is no more."""
    code = "from resources.dead_runs import this_process; print(this_process())"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_a_run_whose_process_is_gone_is_ended_once(instance):
    dead = started(instance, dead_process())
    assert end_dead_runs(instance) == 1
    run = instance.get_run_by_id(dead)
    assert run.status is dg.DagsterRunStatus.FAILURE
    assert end_dead_runs(instance) == 0


def test_a_number_that_is_used_again_is_another_process():
    assert is_alive(this_process())
    assert not is_alive(f"{os.getpid()}-1.00")
    assert not is_alive("rubbish")


def test_runs_at_work_and_runs_of_others_are_left_alone(instance):
    living, of_the_ui = started(instance, this_process()), started(instance)
    done = started(instance, dead_process(), dg.DagsterRunStatus.SUCCESS)
    assert end_dead_runs(instance) == 0
    assert {instance.get_run_by_id(run).status.value for run in (living, of_the_ui)} == {"STARTED"}
    assert end_dead_runs(instance, untagged=True) == 1
    assert instance.get_run_by_id(of_the_ui).status is dg.DagsterRunStatus.FAILURE
    assert instance.get_run_by_id(living).status is dg.DagsterRunStatus.STARTED
    assert instance.get_run_by_id(done).status is dg.DagsterRunStatus.SUCCESS


def test_records_that_cannot_be_used_are_told_without_what_was_to_be_written(tmp_path):
    def write():
        raise OperationalError(
            "INSERT INTO event_logs", {"event": "Zanzibarine"}, Exception("database or disk is full")
        )

    with (
        pytest.raises(UserError, match=r"records cannot be used \(database or disk is full\)") as error,
        recorded(Home(tmp_path)),
    ):
        write()
    assert "Zanzibarine" not in str(error.value)
