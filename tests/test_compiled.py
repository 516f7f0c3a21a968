"""A compiled build is used for the sources it was made of, never for others, and reads notes as they do."""

import ast
import copy
import importlib
import inspect
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from onco_pipeline import compiling
from onco_pipeline.compiled import BUILDS, PACKAGE, UNFINISHED, fingerprint, modules
from onco_pipeline.compiling import compiler, taken
from onco_pipeline.declaring import declared, enumerations, with_constants, with_constructors

PURE = {name: value for name, value in os.environ.items() if name != "ONCO_PURE"}
WHERE = "import onco_pipeline.text as text, onco_pipeline.compiled as c; print(text.__file__, c.is_stale())"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package's sources, without builds."""
    copy = tmp_path / "onco_pipeline"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", BUILDS.name))
    return copy


@pytest.fixture
def build_here() -> None:
    """Skip a test where there is no build of these sources."""
    if not (BUILDS / fingerprint()).is_dir():
        pytest.skip("the extraction was not compiled from these sources (make compile)")


def annotated(shared: Path) -> list[str]:
    """Return the files of the annotated notes."""
    return [str(shared / "gold" / f"{name}.notes.jsonl") for name in ("hard", "cases_dev")]


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


def test_a_python_of_another_release_is_refused_before_anything_is_compiled(tmp_path, monkeypatch, capsys):
    other = tmp_path / "python"
    other.write_text("#!/bin/sh\nprintf '3.11.0 .so\\n/opt/python/bin/python3.11\\n'\n", encoding="utf-8")
    other.chmod(0o700)
    monkeypatch.setattr(compiling, "BUILDS", tmp_path / "builds")
    monkeypatch.setattr(compiling, "_compile", lambda *_: pytest.fail("a build was begun"))
    assert compiling.main([str(other)]) == 1
    assert "run `make compile PYTHON=/opt/python/bin/python3.11`" in capsys.readouterr().err
    assert compiling.main([str(tmp_path / "nowhere")]) == 1
    assert "is no Python that the project is installed in" in capsys.readouterr().err
    assert not (tmp_path / "builds").exists()


def test_plain_functions_are_compiled_and_components_are_not(package):
    names = {path.relative_to(package).as_posix() for path in modules(package)}
    assert {"text.py", "pipes/sweep.py", "pipes/biopsy/biopsy.py", "pipes/event_date/candidates.py"} <= names
    assert {"reconciliation/model.py", "reconciliation/person.py", "reconciliation/merging.py"} <= names
    assert names.isdisjoint({"pipes/event_matcher.py", "pipes/biopsy/factory.py", "pipes/event_date/scorer.py"})


@pytest.mark.parametrize(
    "name",
    [
        *("pipes/biopsy/patterns.py", "pipes/biopsy/factory.py", "events.py", "intervals.py"),
        *("reconciliation/merging.py", "reconciliation/settings.py"),
    ],
)
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


def test_a_build_is_stale_when_it_is_whole_and_of_other_sources(package):
    assert imported(package).stdout.split()[-1] == "False"
    (package / BUILDS.name / f"{UNFINISHED}5u6u").mkdir(parents=True)  # what is left where compiling was killed
    assert imported(package).stdout.split()[-1] == "False"
    (package / BUILDS.name / "0123456789abcdef").mkdir()
    assert imported(package).stdout.split()[-1] == "True"


def test_nothing_is_told_to_the_compiler_but_constants_members_patterns_methods_and_constructors(package):
    texts = [path.read_text(encoding="utf-8") for path in package.rglob("*.py")]
    members = enumerations(texts)
    constants = asked = made = compiled = engine = methods = 0
    for path in modules(package):
        source = path.read_text(encoding="utf-8")
        told = declared(source, members)
        constants += told.count(": Final")
        asked += told.count(": Final = Family.") + told.count(": Final = Status.")
        compiled += told.count("_PATTERN_")
        engine += told.count(" _compiled(")
        methods += told.count("_search: Final = ")
        made += told.count("def __init__(") - source.count("def __init__(")
        assert list(_plain(told, members)) == list(_plain(source, members))
    assert constants > 800
    assert asked > 40
    assert made > 15
    assert compiled > 200
    assert engine > 600
    assert methods > 400


def _plain(source: str, members: dict[str, frozenset[str]]) -> Iterator[str]:
    """Yield the statements of a module, each constant's for itself, and nothing of what a compiler is told."""
    names = {f"_{name}_{member}": (name, member) for name, held in members.items() for member in held}

    class ByRe(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()) if node.id == "_compiled" else node

    tree = ByRe().visit(ast.parse(source))
    patterns = {
        node.target.id: node.value.args[0]
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.target).startswith("_PATTERN_")
    }
    methods = {
        node.target.id: node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Attribute)
        and node.target.id == f"{ast.unparse(node.value.value)}_{node.value.attr}"
        and node.value.attr.islower()
    }

    class Untold(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.Call:
            self.generic_visit(node)
            if isinstance(node.func, ast.Name) and node.func.id in methods:
                node.func = copy.deepcopy(methods[node.func.id])
            called = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(called, ast.Name) and called.id in patterns:
                node.args.insert(0, patterns[called.id])
                called.id = "re"
            return node

        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id not in names:
                return node
            name, member = names[node.id]
            return ast.Attribute(ast.Name(name, ast.Load()), member, ast.Load())

        def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
            self.generic_visit(node)
            if any(ast.unparse(decorator).startswith("dataclass(") for decorator in node.decorator_list):
                node.body = [line for line in node.body if getattr(line, "name", "") not in ("__init__", "__reduce__")]
                for told in node.decorator_list[0].keywords:
                    told.arg = "frozen" if told.arg == "unsafe_hash" else told.arg
            return node

    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module, node.names[0].name) in (
            ("typing", "Final"), ("onco_pipeline.pcre.engine", "compiled")
        ):  # fmt: skip
            continue
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id in (*names, *patterns, *methods)
        ):
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
            yield ast.unparse(Untold().visit(node))


@pytest.mark.parametrize("head", ["", "from __future__ import annotations\n\n"])
def test_a_module_of_constants_alone_can_be_run_as_the_compiler_is_given_it(head):
    names: dict[str, object] = {}
    exec(with_constants(f'"""What it costs."""\n\n{head}#: Why.\nNEAR, FAR = 1, 2\nMOST = 3\n'), names)
    assert (names["NEAR"], names["FAR"], names["MOST"]) == (1, 2, 3)


def test_the_constructors_for_the_compiler_take_and_give_what_those_of_dataclass_do():
    met = 0
    for path in modules():
        module = importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        for node in ast.parse(with_constructors(path.read_text(encoding="utf-8"))).body:
            if not isinstance(node, ast.ClassDef) or "unsafe_hash" not in ast.unparse(node.decorator_list):
                continue
            scope = dict(vars(module))
            exec(compile(ast.Module([node], []), str(path), "exec", dont_inherit=True), scope)
            kind, again = vars(module)[node.name], scope[node.name]
            ours, theirs = (inspect.signature(one).parameters for one in (again, kind))
            assert list(ours) == list(theirs)
            # A default that is made anew each time is None to ours, and a sign of its own in what dataclass makes.
            assert [one.default for one in ours.values()] == [
                inspect.Parameter.empty if one.default is MISSING is one.default_factory
                else None if one.default is MISSING
                else one.default
                for one in fields(kind)
            ]  # fmt: skip
            values = [date(2020, 1, 1)] * len(ours)
            assert repr(again(*values)) == repr(kind(*values))
            assert hash(again(*values)) == hash(kind(*values))
            assert copy.copy(again(*values)) == again(*values)
            met += 1
    assert met > 8


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
@pytest.mark.usefixtures("build_here")
def test_the_build_reads_the_annotated_notes_as_the_sources_do(shared):
    code = (
        "import hashlib, sys; from pathlib import Path\n"
        "from onco_pipeline.compiled import build_in_use\n"
        "from onco_pipeline.extraction.note_files import read_notes\n"
        "from onco_pipeline.extraction.records import rows_of\n"
        "rows = [rows_of(note) for name in sys.argv[1:] for note in read_notes(Path(name))]\n"
        "print(build_in_use() is not None, sum(map(len, rows)), hashlib.sha256(repr(rows).encode()).hexdigest())"
    )
    read = [
        subprocess.run(
            [sys.executable, "-c", code, *annotated(shared)],
            env={**PURE, **more},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for more in ({}, {"ONCO_PURE": "1"})
    ]
    assert [told[0] for told in read] == ["True", "False"]
    assert int(read[0][1]) > 300
    assert read[0][1:] == read[1][1:]


@pytest.mark.shared
@pytest.mark.usefixtures("build_here")
def test_the_build_has_kept_what_every_pattern_is_to_pcre2(shared):
    """No note has a pattern translated, and what is kept is what would be said of it now."""
    code = (
        "import gc, random, sys; from pathlib import Path\n"
        "from onco_pipeline.extraction.note_files import read_notes\n"
        "from onco_pipeline.extraction.records import rows_of\n"
        "from onco_pipeline.pcre import engine, kept\n"
        "from onco_pipeline.pcre.translation import translated\n"
        "for name in sys.argv[1:]:\n"
        "    for note in read_notes(Path(name)): rows_of(note)\n"
        "if not engine.AVAILABLE: print(-1), sys.exit()\n"
        "every = [made for made in gc.get_objects() if isinstance(made, engine.Pattern)]\n"
        "whole = [made for made in every if made.pattern and kept.key_of(made.pattern, made.flags) in kept._rows()]\n"
        "for made in random.Random(1).sample(whole, 300):\n"
        "    row = kept._rows()[kept.key_of(made.pattern, made.flags)]\n"
        "    assert kept._read(row) == translated(made.tree(), made.flags), made.pattern\n"
        "print(len(kept._MADE), len(whole))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, *annotated(shared)], env=PURE, capture_output=True, text=True, check=True
    ).stdout.split()
    if told == ["-1"]:
        pytest.skip("there is no libpcre2-8 here")
    assert told[0] == "0"
    assert int(told[1]) > 1_000


@pytest.mark.skipif(shutil.which(compiler()) is None, reason="no C compiler")
@pytest.mark.parametrize(("options", "known"), [((), True), (("-O1",), True), (("-fno-such-option-of-any",), False)])
def test_the_compiler_is_told_only_the_options_that_it_takes(tmp_path, options, known):
    assert taken(options, tmp_path) == (list(options) if known else [])


def test_without_a_compiler_no_option_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("CC", str(tmp_path / "none"))
    assert taken(("-O1",), tmp_path) == []


@pytest.mark.skipif(shutil.which(compiler()) is None, reason="there is no C compiler here")
def test_a_python_that_lacks_what_compiles_is_told_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(compiling, "BUILDS", tmp_path / "builds")
    monkeypatch.setattr(compiling, "find_spec", lambda name: None if name == "Cython" else object())
    assert compiling.main([sys.executable]) == 1
    assert "has no Cython: run `make compile`" in capsys.readouterr().err
    assert not (tmp_path / "builds").exists()


@pytest.mark.usefixtures("build_here")
def test_a_linker_is_weighed_and_judged_by_the_build_too():
    """What torch and numpy hand to compiled functions is of the types that these were compiled for."""
    code = (
        "from onco_pipeline.compiled import build_in_use\n"
        "from onco_pipeline.distant.doubt import compared, compared_fills\n"
        "from onco_pipeline.distant.instances import instances\n"
        "from onco_pipeline.distant.labels import BagLabel\n"
        "from onco_pipeline.distant.metrics import agreement, judge\n"
        "from onco_pipeline.distant.training import predict\n"
        "from onco_pipeline.pipes.event_date.bags import ALONE, RULES_ALONE\n"
        "from onco_pipeline.pipes.event_date.models import LinkModel\n"
        "text = 'Vu le 02/01/2019. Scanner le 05/03/2019, IRM sans lésion. Biopsie réalisée en mai 2019.'\n"
        "notes = [{'note_id': str(n), 'note_text': text, 'note_datetime': day} for n, day in enumerate(['2019-06-01', None])]\n"
        "found = list(instances(notes))\n"
        "every = [(True,) * len(one.bag.options) for one in found]\n"
        "labels = [BagLabel(all_, all_, (('a', 'b'),) * len(all_), True, all_) for all_ in every]\n"
        "rows = predict(LinkModel.untrained(), found)\n"
        "compared(found, labels, rows), compared_fills(found, labels, rows, ALONE)\n"
        "judge(found, labels, rows, ALONE), agreement(found, labels, rows, RULES_ALONE)\n"
        "print(build_in_use() is not None, len(found))"
    )
    told = subprocess.run([sys.executable, "-c", code], env=PURE, capture_output=True, text=True, check=False)
    assert told.stdout.split() == ["True", "6"], told.stderr[-600:]
