"""Nothing leaves the machine: the whole job runs in processes that can reach loopback only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration
GUARD = Path(__file__).parent / "no_network"


def guarded(log: Path, *command: str) -> subprocess.CompletedProcess[str]:
    log.touch()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("ONCO_", "DAGSTER_"))},
        "PYTHONPATH": str(GUARD),
        "ONCO_NETWORK_LOG": str(log),
    }
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_the_guard_itself_works(tmp_path):
    log = tmp_path / "log"
    ended = guarded(log, sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)")
    assert ended.returncode != 0
    assert log.read_text() == "192.0.2.1\n"


def test_the_whole_job_reaches_nobody(tmp_path):
    log = tmp_path / "log"
    onco = [sys.executable, "-m", "onco_pipeline.cli"]
    made = guarded(log, *onco, "synth", "--patients", "4", "--seed", "5", "--out", str(tmp_path / "hospital"))
    assert made.returncode == 0, made.stderr
    ended = guarded(log, *onco, "run", "--source", str(tmp_path / "hospital"), "--home", str(tmp_path / "home"))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Care events" in ended.stdout
    assert log.read_text() == ""
