"""Data Docs are local pages with counts: no value of a row, nothing fetched, for their owner only."""

import json
import re
import shutil
import stat

import jinja2
import pandas as pd
import pytest

from onco_pipeline.quality import data_docs
from onco_pipeline.quality.data_docs import build_data_docs, offline, pages_of
from onco_pipeline.quality.validation import validate


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    rows = pd.DataFrame(
        {
            "person_id": ["p1", "p1", "Zanzibarine"],
            "death_datetime": pd.to_datetime(["2020-01-01", "1901-01-01", "2020-01-01"]),
        }
    )
    folder = tmp_path_factory.mktemp("home") / "reports" / "data_docs"
    folder.mkdir(parents=True)
    (folder / "old.html").write_text("of the run before")
    found = {"death": validate(rows, "death", lambda *_: ["p1"]), "person": validate(pd.DataFrame(), "person")}
    # As a run keeps them: written to a file and read again.
    counted = {table: json.loads(json.dumps(each.counted)) for table, each in found.items()}
    index = build_data_docs(counted, folder)
    return index.parent


def test_each_suite_has_its_page_and_each_validation_its_result(pages):
    assert not (pages / "old.html").exists()
    assert {path.stem for path in (pages / "expectations").glob("*.html")} == {"death", "person"}
    (result,) = (pages / "validations").rglob("*.html")
    text = re.sub(r"<[^>]+>|\s+", " ", result.read_text(encoding="utf-8"))
    assert re.search(r"Failed", text)
    assert "2 unexpected values found" in re.sub(r"\s+", " ", text)
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert "1 of 3 expectations met" in index
    assert "empty table" in index
    for link in re.findall(r'href="([^"]+)"', index):
        assert (pages / link).exists(), link


def test_no_value_of_a_row_is_in_the_pages(pages):
    for path in pages.rglob("*"):
        assert path.is_dir() or b"Zanzibarine" not in path.read_bytes(), path


def test_nothing_is_fetched_and_nothing_runs(pages):
    for path in pages.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "Content-Security-Policy" in text
        assert not re.findall(r"<(?:link|img|iframe|source)\b[^>]*(?:href|src)=[\"'](?:https?:)?//", text), path


def test_the_pages_lead_nowhere_else_and_name_no_run(pages):
    for path in pages.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"<a\b[^>]*href=[\"'](?:https?:)?//", text), path
        assert "newsletter" not in text and "/ __none__" not in text, path


def test_the_pages_are_for_their_owner_only(pages):
    for path in [pages, *pages.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@pytest.mark.integration
def test_a_browser_shows_them_and_asks_nobody(pages, page):
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    (result,) = (pages / "validations").rglob("*.html")
    page.goto(result.as_uri())
    assert page.locator("span", has_text=re.compile(r"Status:\s+Failed")).first.is_visible()
    assert not page.get_by_text("Failed Only").is_visible()  # a button that only a script would answer
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert errors == []


def test_pages_that_stand_are_kept_to_the_byte_and_the_others_are_written(pages, tmp_path):
    folder = tmp_path / "data_docs"
    shutil.copytree(pages, folder)
    (result,) = pages_of(folder, "death")[1:]
    result.write_text(f"{result.read_text()}<!-- of the run before -->")
    before = [path.read_bytes() for path in pages_of(folder, "death")]
    rows = pd.DataFrame({"person_id": ["p1"], "death_datetime": pd.to_datetime(["2020-01-01"])})
    found = {"death": validate(rows, "death", lambda *_: ["p1"]).counted, "note": None}
    index = build_data_docs(found, folder, stand={"death"})
    assert [path.read_bytes() for path in pages_of(folder, "death")] == before
    assert {path.stem for path in (folder / "expectations").glob("*.html")} == {"death", "note"}
    assert "3 of 3 expectations met" in index.read_text()
    for link in re.findall(r'href="([^"]+)"', index.read_text()):
        assert (folder / link).exists(), link
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_what_is_not_fetched_stays():
    page = '<head><link rel="stylesheet" href="../static/a.css"></head><img src="../static/logo.png">'
    assert '<img src="../static/logo.png">' in offline(page)
    assert 'href="../static/a.css"' in offline(page)


def test_a_template_is_compiled_once_for_all_kinds_of_pages(tmp_path, monkeypatch):
    compiled, usual = [], jinja2.Environment.compile

    def listening(self, source, name=None, *more, **named):
        compiled.append(name)
        return usual(self, source, name, *more, **named)

    monkeypatch.setattr(jinja2.Environment, "compile", listening)
    monkeypatch.setattr(data_docs, "_TEMPLATES", data_docs._Compiled())
    rows = pd.DataFrame({"person_id": ["p1"], "death_datetime": pd.to_datetime(["2020-01-01"])})
    build_data_docs({"death": validate(rows, "death", lambda *_: ["p1"]).counted}, tmp_path / "data_docs")
    assert len(compiled) == len(set(compiled)) > 5
