"""The docs site builds in strict mode, offline, and its reference pages hold every table, component and command."""

import doctest
import re
import sys
from pathlib import Path

import pytest
import typer

from onco_pipeline.cli import app
from onco_pipeline.tables import TABLES
from resources.dbt_runner import project_dir
from resources.reference_docs import (
    SECTIONS,
    commands_page,
    components,
    docstring_parts,
    pipes_page,
    tables_page,
    without_roles,
)

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(components())


@pytest.mark.parametrize("name", NAMES)
def test_a_component_tells_all_that_a_user_asks(name):
    parts = docstring_parts(components()[name])
    assert [section for section in SECTIONS if not parts.get(section)] == []
    assert len(parts[""]) > 80, "what it takes and what it leaves"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_component_runs(name):
    component = components()[name]
    finder = doctest.DocTestFinder(recurse=False)
    (test,) = finder.find(component, component.__qualname__, module=sys.modules[component.__module__])
    assert test.examples or name == "onco.event_date_linker", "an example"  # that one needs a trained model
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_reference_of_components_holds_each_with_all_its_parts():
    page = pipes_page()
    assert re.findall(r"^## `(.+)`$", page, re.MULTILINE)[:9] == list(components())[:9]
    assert page.count("#### Performance") == page.count("#### Source") == len(NAMES)
    assert ":class:" not in page and "doctest:" not in page and "``" not in page.replace("```", "")


def test_the_reference_of_tables_holds_every_column():
    page = tables_page(project_dir())
    for table in TABLES:
        section = page.split(f"### `{table.name}`\n", 1)[1].split("\n### ", 1)[0]
        assert [name for name in table.column_names if f"| `{name}` |" not in section] == []
    assert "### `stg_care_event`" in page


def test_the_reference_of_commands_holds_every_option():
    command = typer.main.get_command(app)
    page = commands_page(command)
    assert set(re.findall(r"^## `onco (\S+)`$", page, re.MULTILINE)) == set(command.commands) - {"linker"}
    run = page.split("## `onco run`")[1].split("\n## ")[0]
    assert "| `--source` |" in run and "`ONCO_HOME`" in run and "`--replace`, `--no-replace`" in run


def test_roles_become_code():
    assert without_roles("a :func:`~x.y.z` of :mod:`x.y`, ``b``") == "a `z` of `y`, `b`"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site; a warning is an error."""
    mkdocs = pytest.importorskip("mkdocs", reason="the extra 'docs' is not installed")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    assert mkdocs.__version__
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.syspath_prepend(str(ROOT))
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


def test_the_site_builds_and_asks_nothing_of_any_network(site):
    pages = sorted(site.rglob("*.html"))
    assert {"index.html", "tutorial.html", "commands.html", "pipes.html", "tables.html"} <= {p.name for p in pages}
    fetched = re.compile(r"""<(?:script|link|img|iframe|source)[^>]+(?:src|href)=["']?(https?:)?//""")
    asked = {(page.name, found.group()) for page in pages for found in fetched.finditer(page.read_text("utf-8"))}
    assert asked == set()
    styles = [path for path in site.rglob("*.css") if re.search(r"url\([\"']?https?:", path.read_text("utf-8"))]
    assert styles == []


def test_every_page_of_docs_is_reachable(site):
    home = (site / "index.html").read_text(encoding="utf-8")
    assert [
        p.stem for p in (ROOT / "docs").glob("*.md") if f'href="{p.stem}.html' not in home and p.stem != "index"
    ] == []
