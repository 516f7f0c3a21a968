"""What is pinned installs on any release of the Python that the project asks for, a distribution's early one included."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
#: Debian 12 has 3.11.2, and the first of a series is what a version like "3.11" promises.
FIRST = "3.11.0"


def pinned() -> list[str]:
    """Return the names of the packages of the lock."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==", line))]


def test_the_project_promises_the_first_release():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert SpecifierSet(asked).contains(FIRST)


def test_every_pin_installs_on_the_first_release():
    asked = {}
    for name in pinned():
        try:
            asked[name] = metadata(name).get("Requires-Python", "")
        except PackageNotFoundError:
            continue  # an extra that this environment was made without
    if len(asked) < 100:
        pytest.skip("few of the pinned packages are installed here")
    assert [name for name, releases in asked.items() if not SpecifierSet(releases).contains(FIRST)] == []
