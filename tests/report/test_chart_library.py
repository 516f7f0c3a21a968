"""The chart library of the timelines is put together once an environment, and read there afterwards."""

from pathlib import Path

import pytest
import vl_convert

from onco_pipeline.report import library


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library.sys, "prefix", str(tmp_path))
    library.chart_library.cache_clear()
    yield tmp_path
    library.chart_library.cache_clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put together, each time that it was."""
    times: list[str] = []

    def bundle() -> str:
        times.append(f"library {len(times)} é")
        return times[-1]

    monkeypatch.setattr(vl_convert, "javascript_bundle", bundle)
    return times


def test_it_is_put_together_once_an_environment(environment, made):
    first = library.chart_library()
    library.chart_library.cache_clear()  # as another process finds it
    assert (first, library.chart_library(), len(made)) == ("library 0 é", "library 0 é", 1)
    assert [file.name for file in environment.rglob("*.js")] == [library._kept().name]
    assert not list(environment.rglob(".*")), "what it was written to is gone"


def test_that_of_another_version_is_left(environment, made, monkeypatch):
    library.chart_library()
    library.chart_library.cache_clear()
    monkeypatch.setattr(library, "version", lambda _: "0.0")
    assert library.chart_library() == "library 1 é"


def test_an_environment_that_cannot_be_written_is_done_without(environment, made):
    (environment / "share").write_text("a file where a folder would stand")
    assert library.chart_library() == "library 0 é"
