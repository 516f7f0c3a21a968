"""The three engines leave the same tables; Spark is told plainly when it is not there."""

import builtins
import os
import shutil

import pandas as pd
import pytest

from assets.mentions import ExtractionConfig, extract_pending
from onco_pipeline.errors import UserError
from onco_pipeline.extraction.engines import ENGINES, extract
from onco_pipeline.omop.loading import ingest
from onco_pipeline.omop.sources import Source
from onco_pipeline.synthesis import generate
from onco_pipeline.tables import NOTE_EVENT, NOTE_EXTRACTION
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def hospital(tmp_path_factory):
    folder = tmp_path_factory.mktemp("engines") / "hospital"
    generate(folder, patients=6, seed=17)
    return folder


def tables_of(hospital, home, engine):
    warehouse = Warehouse(home / f"{engine}.duckdb")
    with warehouse.connect() as connection:
        list(ingest(Source.open(hospital), connection))
    done = extract_pending(warehouse, ExtractionConfig(engine=engine, workers=2, batch_size=7))
    assert done.treated == warehouse.count("note") > 20
    rows = {table.name: warehouse.rows(table) for table in (NOTE_EVENT, NOTE_EXTRACTION)}
    assert len(rows["note_event"]) > 50
    return rows


@pytest.fixture(scope="module")
def local(hospital, tmp_path_factory):
    return tables_of(hospital, tmp_path_factory.mktemp("local"), "local")


def test_processes_leave_the_tables_of_one_process(hospital, local, tmp_path):
    assert tables_of(hospital, tmp_path, "multiprocessing") == local


def test_spark_leaves_the_tables_of_one_process(hospital, local, tmp_path):
    pytest.importorskip("pyspark", reason="the extra is not installed: pip install 'onco-pipeline[spark]'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Java 17 is not installed (Debian package: openjdk-17-jre-headless)")
    assert tables_of(hospital, tmp_path, "spark") == local


def test_spark_that_is_not_installed_is_told_with_the_way_out(monkeypatch):
    known = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("pyspark"):
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match=r"onco-pipeline\[spark\]"):
        list(extract([{"note_id": "1", "note_text": "IRM."}], engine="spark"))


def test_java_that_is_not_installed_is_told_with_the_way_out(monkeypatch):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UserError, match="Java 17"):
        list(extract([{"note_id": "1", "note_text": "IRM."}], engine="spark"))


def test_an_unknown_engine_is_told_with_those_there_are():
    with pytest.raises(UserError, match="local, multiprocessing, spark"):
        list(extract([], engine="abacus"))
    assert list(ENGINES) == ["local", "multiprocessing", "spark"]


@pytest.mark.parametrize("engine", ["local", "multiprocessing"])
def test_notes_are_taken_as_they_are_needed(engine):
    taken = 0

    def notes():
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield {"note_id": str(number), "note_text": "IRM le 12/03/2019."}

    results = extract(notes(), engine=engine, workers=1, batch_size=5)
    first = next(results)
    results.close()
    assert [item.note_id for item in first] == ["0", "1", "2", "3", "4"]
    assert taken <= 5 * 5
    assert pd.DataFrame(first[0].rows)["family"].tolist() == ["imaging"]
