"""Processes that can reach loopback only, and leave a log of what they tried to reach."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

GUARD = Path(__file__).parent / "no_network"


def guard(log: Path) -> dict[str, str]:
    """Return the variables that make every Python process load the guard."""
    return {
        "PYTHONPATH": os.pathsep.join([str(GUARD), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "ONCO_NETWORK_LOG": str(log),
    }


def no_network_at_all() -> list[str]:
    """Return the command that starts another in a network namespace without a route, where the system has any.

    Native code, which the guard of Python does not see, finds no network there either.
    """
    command = ["unshare", "--net", "--map-root-user"]
    if shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        return command
    return []
