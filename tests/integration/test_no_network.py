"""Nothing leaves the machine: the job and every command run in processes that can reach loopback only."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from warehouses import plain_environment

from onco_pipeline.cli import app
from resources.warehouse import Warehouse

SOAK = os.environ.get("ONCO_SOAK") == "1"

pytestmark = pytest.mark.integration
GUARD = Path(__file__).parent / "no_network"


ONCO = [sys.executable, "-m", "onco_pipeline.cli"]
#: Commands that a guarded run of their own tests covers.
TESTED_ELSEWHERE: set[str] = set()


def environment(log: Path) -> dict[str, str]:
    """Return the environment in which every Python process loads the guard."""
    return plain_environment(
        PYTHONPATH=os.pathsep.join([str(GUARD), *filter(None, [os.environ.get("PYTHONPATH")])]),
        ONCO_NETWORK_LOG=str(log),
    )


def guarded(log: Path, *command: str) -> subprocess.CompletedProcess[str]:
    log.touch()
    return subprocess.run(command, env=environment(log), capture_output=True, text=True, timeout=1800, check=False)


def test_the_guard_itself_works(tmp_path):
    log = tmp_path / "log"
    ended = guarded(log, sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)")
    assert ended.returncode != 0
    assert log.read_text() == "192.0.2.1\n"


def no_network_at_all() -> list[str]:
    """Return the command that starts another in a network namespace without a route, where the system has any.

    Native code, which the guard of Python does not see, finds no network there either.
    """
    command = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        return command
    return []


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of a guarded run on four patients, and the log of what it tried to reach."""
    folder = tmp_path_factory.mktemp("guarded")
    log = folder / "log"
    written = guarded(log, *ONCO, "synth", "--patients", "4", "--seed", "5", "--out", str(folder / "hospital"))
    assert written.returncode == 0, written.stderr
    run = [*ONCO, "run", "--source", str(folder / "hospital"), "--home", str(folder / "home")]
    ended = guarded(log, *no_network_at_all(), *run)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Care events" in ended.stdout
    return folder, log


def test_the_whole_job_reaches_nobody(made):
    _, log = made
    assert log.read_text() == ""


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="make soak")
def test_every_other_command_reaches_nobody(made):
    folder, log = made
    person = Warehouse(folder / "home" / "warehouse.duckdb").rows("validated_care_event")[0]["person_id"]
    ended = guarded(log, sys.executable, str(GUARD / "commands.py"), str(folder), person)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    ran = {line.split()[0] for line in ended.stdout.splitlines() if line.endswith(" 0")}
    assert log.read_text() == ""
    # What this file runs elsewhere, and what must be added to commands.py when a command is added.
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert known - ran - {"run", "synth", "ui"} - TESTED_ELSEWHERE == set()


def listening(process):
    """Return the addresses at which a process and its children listen."""
    found = set()
    for each in [process, *process.children(recursive=True)]:
        try:
            found |= {c.laddr.ip for c in each.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        except psutil.Error:
            continue
    return found


def test_the_ui_listens_on_this_machine_only_and_reaches_nobody(made):
    folder, log = made
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = psutil.Popen(
        [*ONCO, "ui", "--home", str(folder / "home"), "--port", str(port)],
        env=environment(log), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 600
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=2).close()
                break
            except OSError:
                assert server.poll() is None, "the UI stopped"
                assert time.monotonic() < deadline, "the UI did not come up"
                time.sleep(0.5)
        assert listening(server) <= {"127.0.0.1", "::1"}
        assert listening(server), "the UI listens"
    finally:
        children = server.children(recursive=True)
        os.killpg(server.pid, signal.SIGINT)
        _, alive = psutil.wait_procs([server, *children], timeout=30)
        for process in alive:
            process.kill()
    assert log.read_text() == ""
