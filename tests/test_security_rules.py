"""Each exception to a security rule says why it is one; secrets and open addresses are nowhere."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for room in ("onco_pipeline", "assets", "resources") for path in (ROOT / room).rglob("*.py"))
_LINE = re.compile(r"#\s*noqa:\s*[^#]*\bS\d{3}\b(?P<why>.*)")
_FILE = re.compile(r"^#\s*ruff:\s*noqa:\s*S\d{3}")


def unexplained(text: str) -> list[int]:
    """Return the numbers of the lines that set a security rule aside without a reason."""
    lines, found = text.splitlines(), []
    for number, line in enumerate(lines, 1):
        of_file = _FILE.match(line)
        of_line = _LINE.search(line)
        if (of_file and not re.match(r"#\s*\w.{20,}", lines[number - 2])) or (
            of_line and not of_file and len(re.sub(r"[^A-Za-z ]", "", of_line["why"]).strip()) < 8
        ):
            found.append(number)
    return found


def test_every_exception_to_a_security_rule_is_explained():
    assert [f"{path.relative_to(ROOT)}:{n}" for path in SOURCES for n in unexplained(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = 1  # noqa: S608", [1]),
        ("x = 1  # noqa: S608 -- no user text", []),
        ("# ruff: noqa: S608", [1]),
        ("\n# ruff: noqa: S608", [2]),
        ("# Names come from the catalogue, values go as parameters.\n# ruff: noqa: S608", []),
        ("x = 1  # noqa: E501", []),
    ],
)
def test_what_is_unexplained_is_found(text, lines):
    assert unexplained(text) == lines


def test_the_security_rules_are_on():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in settings["select"]
    assert not [rule for rule in settings["ignore"] if rule.startswith("S") and not rule.startswith("SIM")]
    for pattern, rules in settings["per-file-ignores"].items():
        assert pattern.startswith("tests/") or not [rule for rule in rules if re.fullmatch(r"S\d*", rule)]


def test_nothing_listens_beyond_this_machine():
    for path in SOURCES:
        assert "0.0.0.0" not in path.read_text("utf-8"), path
