"""Every command of the tutorial runs, and prints what the page says.

``ONCO_WRITE_DOCS=1 pytest tests/docs/test_tutorial.py`` writes the page's outputs anew after a change of the rules.
"""

import io
import os
from pathlib import Path

import pytest
from pages import blocks, differences, true_page
from rich.console import Console

from onco_pipeline.summary import show

pytestmark = pytest.mark.integration

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
RUN = "onco run --source hospital --home home"


def test_the_tutorial_tells_the_truth(finished_home, tmp_path, monkeypatch, clean_environment):
    home, summary = finished_home
    monkeypatch.chdir(tmp_path)
    # The run itself was made for all the tests, from the very hospital that the page makes.
    (tmp_path / "home").symlink_to(home.root)

    def told():
        out = io.StringIO()
        show(summary, Path("home"), Console(file=out, width=80))
        return out.getvalue().replace(str(home.root), str(tmp_path / "home"))

    page = PAGE.read_text(encoding="utf-8")
    true = true_page(page, {RUN: told}, tmp_path)
    if os.environ.get("ONCO_WRITE_DOCS") == "1":
        PAGE.write_text(true, encoding="utf-8")
        return
    assert differences(page, true) == [], "ONCO_WRITE_DOCS=1 pytest tests/docs/test_tutorial.py writes what is true now"
    assert all((tmp_path / name).stat().st_size > 100 for name in ("patient.html", "cohort.html", "events.jsonl"))


def test_the_hospital_of_the_page_is_that_of_the_run(finished_home, tmp_path, monkeypatch):
    """Or the run that stands for the page's would be another."""
    import pandas as pd
    from pages import onco

    monkeypatch.chdir(tmp_path)
    (synth,) = (
        line.removeprefix("$ onco ")
        for block in blocks(PAGE.read_text(encoding="utf-8"))
        for line in block.body.splitlines()
        if line.startswith("$ onco synth")
    )
    onco(synth.split())
    source = Path(str(finished_home[0].settings()["source"]))
    for table in ("note", "procedure_occurrence"):
        mine = pd.read_parquet(tmp_path / "hospital" / f"{table}.parquet")
        pd.testing.assert_frame_equal(mine, pd.read_parquet(source / f"{table}.parquet"))


@pytest.mark.parametrize(
    ("true", "told"),
    [
        ("a 12 b", 0),
        ("a 13 b", 0),
        ("a 19 b", 1),
        ("a 12 c", 1),
        ("a 12 b d", 1),
        ("a 12\nb", 1),
        ("a  12    b", 0),
    ],
)
def test_a_page_that_is_wrong_is_told(true, told):
    assert len(differences("a 12 b", true)) == told
    assert differences("2019-03-12", "2019-03-13")
