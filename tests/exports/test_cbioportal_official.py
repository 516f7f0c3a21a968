"""The official validator itself, where ``CBIOPORTAL_VALIDATOR`` tells how to run it: ``docs/exports.md``.

It is not part of this project (AGPL) and on no package index, so that nothing here runs without it. What it says of a
right study, of every broken rule and of damaged studies is held against the word of our own check.
"""

import os
import random
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from cbioportal_cases import CASES, IMAGING, LET_THROUGH, PATIENTS, SAMPLES, change

from onco_pipeline.exporting import export
from onco_pipeline.exports import cbioportal
from onco_pipeline.exports.cbioportal_check import check

COMMAND = os.environ.get("CBIOPORTAL_VALIDATOR", "")
if not COMMAND:
    pytest.skip(
        "CBIOPORTAL_VALIDATOR does not tell how to run cBioPortal's validateData.py (docs/exports.md)",
        allow_module_level=True,
    )
#: Said of any study without a portal to ask, and of one that knows of no recurrences but metastases.
EXPECTED = re.compile(r"Skipping validations relating to|Columns DFS_MONTHS and/or DFS_STATUS not found")


def official(study):
    """Return the exit code (0 or 3: passed; 1: failed) and the errors and warnings but the expected ones."""
    command = shlex.split(COMMAND)
    if command[0].endswith(".py"):
        command.insert(0, sys.executable)
    run = subprocess.run([*command, "-s", study, "-n"], capture_output=True, text=True, timeout=120)
    assert "Validation of data" in run.stderr, run.stderr
    lines = [line for line in run.stdout.splitlines() if re.match("WARNING|ERROR|CRITICAL", line)]
    return run.returncode, [line for line in lines if not EXPECTED.search(line)]


@pytest.fixture
def study(data, tmp_path):
    """Return a study that is right."""
    cbioportal.write(data, tmp_path / "study")
    return tmp_path / "study"


def test_a_study_passes(study):
    assert official(study) == (3, [])


def test_a_study_without_patients_passes(data, tmp_path):
    frames = {name: getattr(data, name).iloc[:0] for name in data.__slots__ if name != "version"}
    cbioportal.write(type(data)(**frames, version="0"), tmp_path)
    assert official(tmp_path) == (3, [])


@pytest.mark.parametrize("name", ["NA", "3-mar", "DEC", "'q'", "#P", "é/1", "x" * 90])
@pytest.mark.parametrize("site", ['foie "gauche"', "'foie'", "- 'x' -", "l'os de l'aile", "a\rb\tc\x85d", "#foie"])
def test_awkward_names_and_values_pass(data, tmp_path, name, site):
    frames = {table: getattr(data, table) for table in data.__slots__ if table != "version"}
    frames = {
        table: frame.replace({"person_id": {"P1": name}}) if "person_id" in frame else frame
        for table, frame in frames.items()
    }
    events = frames["care_event"].assign(site=site)
    cbioportal.write(type(data)(**frames | {"care_event": events}, version="0"), tmp_path)
    assert official(tmp_path) == (3, [])


def test_the_study_of_a_whole_home_passes(finished_home, tmp_path):
    home, _ = finished_home
    export(home, "cbioportal", tmp_path)
    assert official(tmp_path) == (3, [])


@pytest.mark.parametrize(("name", "before", "after", "fault"), CASES)
def test_the_official_validator_reports_what_the_check_reports(study, name, before, after, fault):
    """... but for what it is known to let through; so that its word that a study passes means something."""
    change(study, name, before, after)
    assert bool(official(study)[1]) is not (fault in LET_THROUGH)


_CELLS = [
    "",
    "NA",
    "n/a",
    "[null]",
    "1.5",
    "<3",
    "--5",
    "a b",
    "é",
    "'x'",
    '"',
    "#x",
    "3-Mar",
    "LIVING",
    "SEX",
    "x" * 70,
]


def _damage(study, chance):
    path = study / chance.choice([IMAGING, PATIENTS, SAMPLES, "meta_study.txt", "meta_timeline_imaging.txt"])
    mark = ": " if path.name.startswith("meta") else "\t"
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    at = chance.randrange(len(lines))
    cells = lines[at].split(mark)
    kind = chance.choice(["cell", "cell", "more", "fewer", "twice", "gone"])
    if kind in ("cell", "more"):
        where = chance.randrange(len(cells))
        cells[where : where + (kind == "cell")] = [chance.choice(_CELLS)]
    elif kind == "fewer":
        cells.pop()
    lines[at : at + 1] = {"twice": [lines[at]] * 2, "gone": []}.get(kind, [mark.join(cells)])
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.mark.parametrize("seed", range(60))
def test_the_check_misses_nothing_that_the_official_validator_reports(study, tmp_path, seed):
    shutil.copytree(study, tmp_path / "damaged")
    _damage(tmp_path / "damaged", random.Random(seed))
    assert check(tmp_path / "damaged") or official(tmp_path / "damaged") == (3, [])
