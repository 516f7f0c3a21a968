"""A killed run leaves no worker behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

ENDLESS = """
import itertools, sys
from onco_pipeline.extraction.engines import extract
notes = ({"note_id": str(n), "note_text": "Scanner le 12/03/2019."} for n in itertools.count())
if __name__ == "__main__":
    for batch in extract(notes, engine="multiprocessing", workers=2, batch_size=5):
        print(len(batch), flush=True)
"""

INTERRUPTED = """
import itertools, signal, sys
from onco_pipeline.extraction.engines import extract
notes = ({"note_id": str(n), "note_text": "Scanner le 12/03/2019."} for n in itertools.count())
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a background job starts, ignores it
    try:
        for batch in extract(notes, engine="multiprocessing", workers=2):
            print(len(batch), flush=True)
    except KeyboardInterrupt:
        sys.exit("interrupted")
"""


ENDED = """
import atexit
from onco_pipeline.extraction.orphans import end_at_once
class Held:
    def __del__(self):
        print("freed", flush=True)
atexit.register(print, "put away", flush=True)
end_at_once()
held = Held()
print("handed over", flush=True)
"""


def test_a_worker_that_has_handed_its_results_over_frees_nothing():
    ended = subprocess.run([sys.executable, "-c", ENDED], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handed over\n", "")


def workers_of(run):
    return [child for child in run.children(recursive=True) if "spawn_main" in " ".join(child.cmdline())]


@pytest.mark.integration
@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked to end them in Linux's way")
def test_workers_end_with_a_run_that_is_killed(tmp_path):
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    run = psutil.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "5\n"
    workers = workers_of(run)
    assert len(workers) == 2
    run.kill()
    run.wait()
    deadline = time.monotonic() + 20
    while any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers):
        assert time.monotonic() < deadline, "workers outlive their run"
        time.sleep(0.1)


@pytest.mark.integration
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_the_workers_in_silence(tmp_path):
    """A terminal sends Ctrl-C to all: a worker that hears it by itself shows a traceback, or hangs the rest."""
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    run = psutil.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 30
    while len(workers_of(run)) < 2:
        assert time.monotonic() < deadline, "no worker has started"
        time.sleep(0.05)
    time.sleep(1)  # they load what they need
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert told == "interrupted\n"
    assert run.returncode == 1
