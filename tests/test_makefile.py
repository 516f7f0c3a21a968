"""Which Python ``make setup`` takes: the path's own, unless that one is slow and the system has a better one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SYSTEM = Path("/usr/bin/python3.11")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def chosen(path: Path | None, *settings: str) -> str:
    """What ``PYTHON`` is where a folder stands first on the path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTHON"))}
    if path is not None:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    asked = ["make", "-s", "--eval=which: ; @echo $(PYTHON)", "which", *settings]
    return subprocess.run(asked, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def python_that(answers: str, folder: Path) -> Path:
    """A python3.11 that answers every question by how it ends."""
    program = folder / "python3.11"
    program.write_text(f"#!/bin/sh\n{answers}\n")
    program.chmod(0o755)
    return program


def system_is_whole() -> bool:
    asked = "import ensurepip, os, sysconfig; exit(not os.path.exists(sysconfig.get_path('include') + '/Python.h'))"
    return SYSTEM.exists() and subprocess.run([SYSTEM, "-c", asked], check=False, capture_output=True).returncode == 0


def test_a_python_that_was_optimised_is_kept(tmp_path: Path) -> None:
    own = python_that("exit 1", tmp_path)
    assert chosen(tmp_path) == str(own)


def test_the_systems_is_taken_for_one_that_was_not(tmp_path: Path) -> None:
    own = python_that("exit 0", tmp_path)
    assert chosen(tmp_path) == str(SYSTEM if system_is_whole() else own)


def test_what_is_asked_for_is_taken() -> None:
    assert chosen(None, "PYTHON=/somewhere/python3.11") == "/somewhere/python3.11"
