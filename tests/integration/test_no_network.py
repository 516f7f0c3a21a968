"""Nothing leaves the machine: every command and the UI run in processes that can reach loopback only."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest
from guarding import GUARD, guard
from soaking import only_in_soak
from warehouses import ended, onco, plain_environment

from onco_pipeline.cli import app
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration
#: Commands that a guarded run of their own tests covers.
TESTED_ELSEWHERE: set[str] = set()


def test_the_guard_itself_works(tmp_path):
    log = tmp_path / "log"
    tried = ended([sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)"], **guard(log))
    assert tried.returncode != 0
    assert log.read_text() == "192.0.2.1\n"


@pytest.fixture(scope="module")
def made(finished_home, tmp_path_factory):
    """Return the folder of a copy of a finished run, and the log of what is tried to reach from now on.

    That the run itself reaches nobody is asked in ``test_privacy.py``, of the run made there.
    """
    home, _ = finished_home
    folder = shutil.copytree(home.root.parent, tmp_path_factory.mktemp("guarded"), dirs_exist_ok=True)
    log = folder / "network.log"
    log.touch()
    return folder, log


@pytest.mark.soak
@only_in_soak
def test_every_other_command_reaches_nobody(made):
    folder, log = made
    person = Warehouse(folder / "home" / "warehouse.duckdb").rows("validated_care_event")[0]["person_id"]
    done = ended([sys.executable, str(GUARD / "commands.py"), str(folder), person], **guard(log))
    assert done.returncode == 0, done.stdout + done.stderr
    ran = {line.split()[0] for line in done.stdout.splitlines() if line.endswith(" 0")}
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
        onco("ui", "--home", folder / "home", "--port", port),
        env=plain_environment(**guard(log)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
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
        _, alive = psutil.wait_procs([server, *children], timeout=5)
        for process in alive:
            process.kill()
    assert log.read_text() == ""
