"""The examples in docstrings hold: a reader copies them, and nothing else would notice that one has gone wrong."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("onco_pipeline", "assets", "resources")
    for path in (ROOT / room).rglob("*.py")
    if path.name != "__init__.py" and "_compiled" not in path.parts and ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    done = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert done.attempted
    assert done.failed == 0
