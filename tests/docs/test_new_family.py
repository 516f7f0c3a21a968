"""The package that docs/new_family.md makes works as the page says, installed as a stranger would install it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pages import blocks

from onco_pipeline import families
from onco_pipeline.errors import UserError
from onco_pipeline.families import AddedFamily, CodedAct

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "new_family.md"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Write the files of the page, and install them into a folder of their own."""
    folder = tmp_path_factory.mktemp("radiotherapy")
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        if block.title:
            path = folder / "package" / block.title.removeprefix('title="').removesuffix('"')
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--target", str(folder / "site"), str(folder / "package")], check=True)
    return folder / "site"


MARK = "=====\n"
#: What a package that adds a family must find, told as JSON: asked in the process that runs the page, which is slow to start.
ASKED = """
import json
import pandas as pd
from onco_pipeline.events import SUBTYPES, Family, subtypes
from onco_pipeline.extraction.pipeline import PIPELINE_VERSION, build
from onco_pipeline.extraction.records import rows_of
from onco_pipeline.pipes.event_date.features import FEATURES
from onco_pipeline.quality.drift import extraction_rates
from onco_pipeline import reconciliation
from onco_pipeline.reconciliation.settings import DEFAULTS
from onco_pipeline.report.charts import LANES
from onco_pipeline.study import Study

family = Family("radiotherapy")
note = {"note_id": "N1", "person_id": "P1", "note_datetime": pd.Timestamp("2020-03-15"),
        "note_class_source_value": "CR-CONS",
        "note_text": "Radiothérapie mammaire 50 Gy en 25 fractions du 3 au 28 février 2020."}
rows = rows_of(note)
days = pd.bdate_range("2020-02-03", "2020-02-28")
acts = pd.DataFrame({"procedure_occurrence_id": [f"A{n}" for n in range(len(days))], "person_id": "P1",
                     "procedure_datetime": days, "procedure_source_value": "ZZNL065", "visit_occurrence_id": None})
coded = reconciliation.structured_events(acts, pd.DataFrame(), pd.DataFrame())
events, evidence = reconciliation.reconcile(pd.DataFrame(rows), coded, pd.DataFrame([note]))
print(json.dumps({
    "members": [str(one) for one in Family], "own": len(SUBTYPES), "subtypes": subtypes(family),
    "pipes": build().pipe_names, "version": PIPELINE_VERSION, "lane": LANES[family],
    "rows": [[row["family"], str(row["date_start"]), str(row["date_end"]), row["site"]] for row in rows],
    "coded": len(coded), "events": events[["family", "subtype", "site", "reconciliation"]].values.tolist(),
    "evidence": sorted(evidence["evidence_table"]), "after": DEFAULTS.of("radiotherapy").after,
    "features": [name for name in FEATURES if name.startswith("family ")],
    "rates": extraction_rates(pd.DataFrame([note]), pd.DataFrame(rows))["family"].tolist(),
    "vars": Study().dbt_arguments(),
}))
"""


@pytest.fixture(scope="module")
def printed(installed):
    """Run the page's blocks and what is asked beside them where the package is installed; return what each prints."""
    code = [
        block.body for block in blocks(PAGE.read_text(encoding="utf-8")) if block.kind == "python" and not block.title
    ]
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", f"\nprint({MARK!r}, end='')\n".join([*code, ASKED])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split(MARK)


def test_the_page_tells_the_truth(printed):
    page = PAGE.read_text(encoding="utf-8")
    shown = [block for block in blocks(page) if block.kind == "text"]
    *told, _ = printed
    assert len(shown) == len(told) == 3
    if os.environ.get("ONCO_WRITE_DOCS") == "1":
        for block, true in reversed(list(zip(shown, told, strict=True))):
            page = page[: block.start] + true + page[block.end :]
        PAGE.write_text(page, encoding="utf-8")
        return
    assert [block.body for block in shown] == told


def test_the_added_family_is_everywhere_the_five_are(printed):
    found = json.loads(printed[-1])
    five = ["biopsy", "imaging", "metastasis", "oral_therapy", "pathology"]
    assert found["members"] == [*five, "radiotherapy"]
    assert found["own"] == 5 and found["subtypes"] == ["external", "stereotactic", "brachytherapy"]
    assert found["pipes"][-3:] == ["onco.radiotherapy", "onco.status", "onco.event_date"]
    assert found["version"].endswith(".radiotherapy=onco-radiotherapy0.1.0")
    assert found["rows"] == [["radiotherapy", "2020-02-03", "2020-02-28", "sein"]]
    assert found["coded"] == 1, "twenty sessions are one course"
    assert found["events"] == [["radiotherapy", "external", "sein", "confirmed"]]
    assert found["evidence"] == ["note_event", "procedure_occurrence"]
    assert found["lane"] == "Radiotherapy" and found["after"] == 3
    assert found["features"] == [f"family {name}" for name in five], "a trained linker still fits"
    assert found["rates"] == sorted([*five, "radiotherapy"])
    variables = json.loads(found["vars"][1])
    assert variables["event_families"][-1] == "radiotherapy" and "stereotactic" in variables["event_subtypes"]


class Point:
    """An entry point, as far as it is looked at."""

    def __init__(self, name, value, family=None):
        self.name, self.value, self.family = name, value, family
        self.module, self.dist = value.partition(":")[0], None

    def load(self):
        if isinstance(self.family, Exception):
            raise self.family
        return self.family


GOOD = AddedFamily("Surgery", ("resection",), lambda *_: [], ("chirurg",), {"ABCD001": CodedAct("resection")})


@pytest.fixture
def packages(monkeypatch):
    """Return a function that takes the place of the installed packages."""

    def install(*points):
        monkeypatch.setattr(families, "entry_points", lambda group: points)
        for made in (families._points, families.added, families.added_names):
            made.cache_clear()

    yield install
    monkeypatch.undo()
    for made in (families._points, families.added, families.added_names):
        made.cache_clear()


def test_a_good_family_is_taken(packages):
    packages(Point("surgery", "mine:FAMILY", GOOD))
    assert families.added() == {"surgery": GOOD}
    assert families.added_versions() == ".surgery=mine:FAMILY"


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([Point("biopsy", "mine:FAMILY", GOOD)], "taken or no plain word"),
        ([Point("Surgery 2", "mine:FAMILY", GOOD)], "taken or no plain word"),
        ([Point("surgery", "a:F", GOOD), Point("surgery", "b:F", GOOD)], "both add the family surgery"),
        ([Point("surgery", "mine:FAMILY", ImportError("x"))], "cannot be loaded (ImportError): try to import mine"),
        ([Point("surgery", "mine:FAMILY", "no family")], "is no AddedFamily"),
        ([Point("surgery", "mine:FAMILY", AddedFamily("S", (), GOOD.find, ("a",)))], "needs subtypes and stems"),
        (
            [Point("surgery", "m:F", AddedFamily("S", ("a",), GOOD.find, ("a",), {"ABCD001": CodedAct("b")}))],
            "subtypes that it does not have: b",
        ),
        (
            [Point("surgery", "m:F", AddedFamily("S", ("a",), GOOD.find, ("a",), {"C50": CodedAct("a")}))],
            "none of CCAM: C50",
        ),
    ],
)
def test_a_faulty_family_is_told_with_its_package(packages, points, message):
    packages(*points)
    with pytest.raises(UserError) as error:
        families.added()
    assert message in str(error.value) and "package" in str(error.value)
