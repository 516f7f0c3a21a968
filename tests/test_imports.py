"""What a command loads when it starts: a library that takes seconds is loaded where it is used, not by everyone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: spaCy brings thinc, and thinc brings torch. A note is read without any of them.
SLOW = {"edsnlp", "great_expectations", "lifelines", "safetensors", "spacy", "thinc", "torch"}


def file_of(module):
    """Return the source of one of our modules, None for another's."""
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


def loaded_by(tree):
    """Yield what a module imports when it is imported itself: not inside functions, nor for the type checker alone."""
    for node in tree:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from loaded_by([*node.body, *node.orelse])
        elif isinstance(node, ast.Try | ast.With | ast.ClassDef):
            yield from loaded_by(node.body)


def way_to(wanted, start):
    """Return the modules from one to the first of those wanted that its import loads, None when it loads none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if wanted(way[-1]):
            return way
        parents = [".".join(way[-1].split(".")[:end]) for end in range(1, way[-1].count(".") + 1)]
        file = file_of(way[-1])
        body = [] if file is None else ast.parse(file.read_text(encoding="utf-8")).body
        for name in [*parents, *loaded_by(body)]:
            if name not in seen and (wanted(name) or file_of(name) is not None):
                seen.add(name)
                ways.append([*way, name])
    return None


def is_slow(module):
    return module.split(".")[0] in SLOW


@pytest.mark.parametrize(
    "module",
    [
        "onco_pipeline.definitions",
        "onco_pipeline.running",
        "onco_pipeline.extraction.engines",
        "onco_pipeline.extraction.pipeline",
        "onco_pipeline.exporting",
        "onco_pipeline.reporting",
        "onco_pipeline.forgetting",
        "onco_pipeline.learning",
    ],
)
def test_a_job_starts_without_the_slow_libraries(module):
    assert file_of(module) is not None
    assert way_to(is_slow, module) is None


def test_the_way_is_found_where_there_is_one():
    assert is_slow(way_to(is_slow, "onco_pipeline.comparing")[-1])


@pytest.mark.parametrize("module", ["onco_pipeline.learning", "resources.report_data", "onco_pipeline.report.timeline"])
def test_linkers_are_listed_and_timelines_drawn_without_dagster_and_dbt(module):
    assert file_of(module) is not None
    assert way_to(lambda name: name.split(".")[0] in {"dagster", "dagster_dbt", "dbt"}, module) is None


def test_a_run_makes_the_patterns_only_when_it_has_a_note_to_read():
    def reads(module):
        return module == "onco_pipeline.extraction.reading"

    assert way_to(reads, "onco_pipeline.running") is None
    assert way_to(reads, "onco_pipeline.extraction.engines") is not None


def named(body):
    """Yield each name that the top of a module gives to something: constants, functions and classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:  # overloads have one
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize("folder", ["onco_pipeline", "assets", "resources", "benchmarks"])
def test_a_module_gives_a_name_once(folder):
    """The second of two constants of one name takes the place of the first where that is used, without a word."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "_compiled" not in path.parts:
            names = [name for name in named(ast.parse(path.read_text(encoding="utf-8")).body) if name != "_"]
            assert sorted(set(names)) == sorted(names), path
