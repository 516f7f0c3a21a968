"""Copies of a finished home, and a home built from a hospital that corrected and deleted some of its rows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hospitals import correct


@pytest.fixture
def home(finished_home, tmp_path, clean_environment):
    """Return a copy of a finished home, to spoil: other tests keep theirs."""
    from resources.home import Home

    finished, _ = finished_home
    shutil.copytree(finished.root, tmp_path / "home")
    return Home(tmp_path / "home").prepare()


@dataclass(frozen=True)
class Corrected:
    """The corrected tables, what was corrected, and the home of a first run on them."""

    source: Path
    deleted_note: str
    missing_note: str
    changed_note: str
    deleted_act: str
    emptied_person: str
    home: object


@pytest.fixture(scope="session")
def corrected(finished_home, tmp_path_factory) -> Corrected:
    """Return the corrected hospital of the finished home, and a home built from it from the start."""
    from onco_pipeline.running import choose_source, run_job
    from resources.home import Home

    finished, _ = finished_home
    folder = tmp_path_factory.mktemp("corrected")
    what = correct(Path(str(finished.settings()["source"])), folder / "hospital")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONCO_HOME", "")
        patch.setenv("DAGSTER_HOME", "")
        home = Home(folder / "home").prepare()
        choose_source(home, folder / "hospital")
        run_job(home)
    return Corrected(source=folder / "hospital", home=home, **what)
