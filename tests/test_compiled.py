"""A compiled build is used for the sources it was made of, never for others, and reads notes as they do."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from onco_pipeline.compiled import BUILDS, PACKAGE, fingerprint, modules
from onco_pipeline.compiling import with_constants

PURE = {name: value for name, value in os.environ.items() if name != "ONCO_PURE"}
WHERE = "import onco_pipeline.text as text, onco_pipeline.compiled as c; print(text.__file__, c.is_stale())"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package's sources, without builds."""
    copy = tmp_path / "onco_pipeline"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", BUILDS.name))
    return copy


def imported(package: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import a module that is compiled, in a Python of its own; its output is where the module came from."""
    return subprocess.run(
        [sys.executable, "-c", WHERE],
        cwd=package.parent,
        env={**PURE, "PYTHONPATH": str(package.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plain_functions_are_compiled_and_components_are_not(package):
    names = {path.relative_to(package).as_posix() for path in modules(package)}
    assert {"text.py", "pipes/sweep.py", "pipes/biopsy/biopsy.py", "pipes/event_date/candidates.py"} <= names
    assert names.isdisjoint({"pipes/event_matcher.py", "pipes/biopsy/factory.py", "pipes/event_date/scorer.py"})


@pytest.mark.parametrize("name", ["pipes/biopsy/patterns.py", "pipes/biopsy/factory.py", "events.py", "intervals.py"])
def test_one_more_character_in_a_source_is_another_fingerprint(package, name):
    before = fingerprint(package)
    assert before == fingerprint(PACKAGE)
    source = package / name
    source.write_text(source.read_text(encoding="utf-8") + "#", encoding="utf-8")
    assert fingerprint(package) != before


def test_sources_that_no_note_is_read_with_leave_the_build_as_it_is(package):
    before = fingerprint(package)
    (package / "cli.py").write_text("", encoding="utf-8")
    assert fingerprint(package) == before


def test_nothing_but_the_constants_of_a_source_is_declared_anew_for_the_compiler(package):
    declared = 0
    for path in modules(package):
        source = path.read_text(encoding="utf-8")
        marked = with_constants(source)
        declared += marked.count(": Final")
        assert list(_plain(marked)) == list(_plain(source))
    assert declared > 600


def _plain(source: str) -> Iterator[str]:
    """Yield the statements of a module, each constant's for itself and without declarations."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module == "typing" and node.names[0].name == "Final":
            continue
        if isinstance(node, ast.AnnAssign) and node.value is not None and "Final" in ast.unparse(node.annotation):
            told = node.annotation.slice if isinstance(node.annotation, ast.Subscript) else None
            yield f"{ast.unparse(node.target)}{f': {ast.unparse(told)}' if told else ''} = {ast.unparse(node.value)}"
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Tuple)
        ):
            for name, value in zip(node.targets[0].elts, node.value.elts, strict=True):
                yield f"{ast.unparse(name)} = {ast.unparse(value)}"
        else:
            yield ast.unparse(node)


def test_a_build_of_other_sources_is_never_used(package):
    # No extension module: whoever takes it for one fails, so the file shows whether it was asked for.
    built = package / BUILDS.name / fingerprint(package) / "onco_pipeline" / f"text{EXTENSION_SUFFIXES[0]}"
    built.parent.mkdir(parents=True)
    built.write_bytes(b"no extension module")
    assert str(built) in imported(package).stderr
    assert imported(package, ONCO_PURE="1").stdout.split() == [str(package / "text.py"), "False"]
    source = package / "pipes" / "sites.py"
    source.write_text(source.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert imported(package).stdout.split() == [str(package / "text.py"), "True"]


@pytest.mark.shared
def test_the_build_reads_the_annotated_notes_as_the_sources_do(shared):
    if not (BUILDS / fingerprint()).is_dir():
        pytest.skip("the extraction was not compiled from these sources (make compile)")
    code = (
        "import hashlib, sys; from pathlib import Path\n"
        "from onco_pipeline.compiled import build_in_use\n"
        "from onco_pipeline.extraction.records import read_notes, rows_of\n"
        "rows = [rows_of(note) for name in sys.argv[1:] for note in read_notes(Path(name))]\n"
        "print(build_in_use() is not None, sum(map(len, rows)), hashlib.sha256(repr(rows).encode()).hexdigest())"
    )
    notes = [str(shared / "gold" / f"{name}.notes.jsonl") for name in ("hard", "cases_dev")]
    read = [
        subprocess.run(
            [sys.executable, "-c", code, *notes], env={**PURE, **more}, capture_output=True, text=True, check=True
        ).stdout.split()
        for more in ({}, {"ONCO_PURE": "1"})
    ]
    assert [told[0] for told in read] == ["True", "False"]
    assert int(read[0][1]) > 300
    assert read[0][1:] == read[1][1:]
