"""Nothing leaves the machine: every command runs in a process that can reach loopback only.

Of the UI ``test_ui.py`` asks it, of the whole job ``test_privacy.py``: there they run guarded.
"""

import shutil
import sys

import pytest
from guarding import GUARD, guard
from soaking import only_in_soak
from warehouses import ended

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


@pytest.fixture
def made(finished_home, tmp_path):
    """Return the folder of a copy of a finished run, and the log of what is tried to reach from now on."""
    home, _ = finished_home
    folder = shutil.copytree(home.root.parent, tmp_path / "guarded")
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
