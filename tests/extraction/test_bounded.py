"""One note cannot hold up a run: it is set aside when its time is up, in every engine, and the next one is read."""

import functools
import gc
import re
import signal
import sys
import threading
import time

import pytest

from onco_pipeline.extraction.bounded import NoteTimeout, within
from onco_pipeline.extraction.engines import extract, extract_one


def spin():
    while True:
        sum(range(1000))


def swallow():
    while True:
        try:
            spin()
        except Exception:
            continue


def backtrack():
    re.fullmatch(r"(a|aa)+b", "a" * 60)


class Slow:
    """Half of the time passes in its destructor."""

    def __del__(self):
        spend(0.02)


def spend(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(1000))


def destroy():
    while True:
        Slow()
        spend(0.02)


def collect():
    while True:
        gc.collect(0)
        spend(0.02)


@pytest.fixture
def slow_collector():
    """Let the garbage collector call something slow, as hypothesis does, where Python drops what is raised."""
    callback = functools.partial(lambda seconds, *_: spend(seconds), 0.02)
    gc.callbacks.append(callback)
    yield callback
    gc.callbacks.remove(callback)


def in_thread(work):
    """Return what a thread that is not the main one made of ``work``."""
    told = []

    def run():
        try:
            told.append(work())
        except BaseException as error:
            told.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    return told[0]


@pytest.mark.parametrize("work", [spin, swallow, backtrack])
def test_work_without_end_is_interrupted(work):
    start = time.process_time()
    with pytest.raises(NoteTimeout):
        within(0.1, work)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("work", [spin, swallow])
def test_work_without_end_is_interrupted_in_another_thread(work):
    assert isinstance(in_thread(lambda: within(0.1, work)), NoteTimeout)


@pytest.mark.parametrize("run", [lambda work: work(), in_thread], ids=["main", "thread"])
@pytest.mark.parametrize("work", [destroy, collect])
def test_a_ring_where_python_drops_exceptions_is_put_off(run, work, slow_collector, monkeypatch):
    lost = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: lost.append(told.object))

    def bounded():
        with pytest.raises(NoteTimeout):
            within(0.1, work)
        return "interrupted"

    for _ in range(3):
        assert run(bounded) == "interrupted"
    # Callbacks of weak references, whose frames look like any other, may lose one; the next ring makes up for it.
    assert Slow.__del__ not in lost and slow_collector not in lost


def test_what_is_in_time_comes_back_and_leaves_no_alarm():
    before = signal.getsignal(signal.SIGPROF)
    assert within(0.05, lambda: "done") == "done"
    assert in_thread(lambda: within(0.05, lambda: "done")) == "done"
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before
    start = time.process_time()
    while time.process_time() - start < 0.3:  # nothing rings afterwards
        sum(range(1000))


def test_an_error_of_the_work_stays_the_error():
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_waiting_is_not_working():
    assert within(0.2, lambda: time.sleep(0.4) or "slept") == "slept"


def test_no_limit_is_no_limit():
    assert within(0, lambda: "done") == "done"


LONG = {
    "note_id": "long",
    "note_datetime": "2020-01-01",
    "note_text": "Biopsie du foie le 12/03/2019 : cancer. " * 20_000,
}
SHORT = {"note_id": "short", "note_datetime": "2020-01-01", "note_text": "Scanner le 12/03/2019."}


@pytest.mark.parametrize("engine", ["local", "multiprocessing"])
def test_a_note_that_takes_too_long_is_set_aside_in_every_engine(engine):
    extract_one(SHORT)  # whatever is built once is built before the clock runs
    made = list(extract([LONG, SHORT], engine=engine, workers=1, batch_size=2, note_timeout=0.4))
    results = {item.note_id: item for batch in made for item in batch}
    assert (results["long"].error, results["long"].rows) == ("NoteTimeout", [])
    assert results["short"].error is None
    assert len(results["short"].rows) == 1
