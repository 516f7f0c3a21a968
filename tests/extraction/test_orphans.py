"""A killed run leaves no worker behind."""

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


@pytest.mark.integration
@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked to end them in Linux's way")
def test_workers_end_with_a_run_that_is_killed(tmp_path):
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    run = psutil.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "5\n"
    workers = [child for child in run.children(recursive=True) if "spawn_main" in " ".join(child.cmdline())]
    assert len(workers) == 2
    run.kill()
    run.wait()
    deadline = time.monotonic() + 20
    while any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers):
        assert time.monotonic() < deadline, "workers outlive their run"
        time.sleep(0.1)
