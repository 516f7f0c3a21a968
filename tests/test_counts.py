"""A number stands beside what it counts in the right number: "1 note", wherever a count is told."""

import ast
from pathlib import Path

import pytest

from onco_pipeline.counts import count_of
from onco_pipeline.extraction.note_files import Done

ROOT = Path(__file__).resolve().parent.parent
COUNTED = ("notes", "events", "patients", "rows", "files", "columns", "reasons", "kinds", "classes", "models", "lines")
#: Told only where there are several: a floor, a threshold or a pattern of the program's own says so.
SEVERAL = {"threshold", "NOTES", "with_notes", "before", "looked_at", "count", "total", "report.rows_read", "patients"}
PER_SOMETHING = {"self.before", "train_patients", "test_patients", "counts[side]['events']", "len(found)"}


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (1000, "1,000 notes"), (-1, "-1 notes")]
)
def test_one_is_told_in_the_singular(number, told):
    assert count_of(number, "note") == told


def test_the_lines_of_an_extraction():
    assert Done(1, 1, {}).lines() == ["1 note, 1 event, 0 failed"]
    assert Done(2, 0, {"NoteTimeout": 1}, undated=1).lines()[-1].startswith("note_datetime is no date in 1 note:")


def told_by_hand(path):
    """Yield the f-strings that write a number before a plural of their own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, after in zip(node.values, node.values[1:], strict=False):
            words = after.value.split() if isinstance(after, ast.Constant) and after.value.startswith(" ") else []
            if isinstance(value, ast.FormattedValue) and words and words[0].strip(".,:;)") in COUNTED:
                yield ast.unparse(value.value), value.lineno


def test_no_message_makes_a_plural_by_hand():
    found = [
        f"{path.relative_to(ROOT)}:{line} {{{value}}}"
        for folder in ("onco_pipeline", "assets", "resources")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for value, line in told_by_hand(path)
        if value not in SEVERAL | PER_SOMETHING and "count_of" not in value
    ]
    assert found == []
