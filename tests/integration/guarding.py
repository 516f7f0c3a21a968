"""Processes that can reach loopback only, and leave a log of what they tried to reach."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from warehouses import plain_environment

GUARD = Path(__file__).parent / "no_network"


def environment(log: Path, **more: str) -> dict[str, str]:
    """Return the environment in which every Python process loads the guard."""
    return plain_environment(
        PYTHONPATH=os.pathsep.join([str(GUARD), *filter(None, [os.environ.get("PYTHONPATH")])]),
        ONCO_NETWORK_LOG=str(log),
        **more,
    )


def guarded(log: Path, *command: str) -> subprocess.CompletedProcess[str]:
    log.touch()
    return subprocess.run(command, env=environment(log), capture_output=True, text=True, timeout=1800, check=False)


def no_network_at_all() -> list[str]:
    """Return the command that starts another in a network namespace without a route, where the system has any.

    Native code, which the guard of Python does not see, finds no network there either.
    """
    command = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        return command
    return []
