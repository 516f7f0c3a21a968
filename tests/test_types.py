"""Every function says what it takes and gives, and what it does is of those types: mypy's strict rules, as `make lint`."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Where `make compile` and `make lint` put it: beside the virtual environment, for it asks for other libraries.
PLACES = [ROOT / ".compile" / "bin" / "mypy", Path(sys.prefix).parent / ".compile" / "bin" / "mypy"]


def test_the_types_hold(tmp_path):
    mypy = next((place for place in PLACES if place.is_file()), None)
    if mypy is None:
        pytest.skip("no mypy in .compile, so the types are not checked: make .compile/.installed")
    made = subprocess.run([mypy, f"--cache-dir={tmp_path}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr


def test_no_line_is_left_out_of_the_types():
    for place in ("onco_pipeline", "assets", "resources"):
        for path in (ROOT / place).rglob("*.py"):
            assert "type: ignore" not in path.read_text(encoding="utf-8"), path
