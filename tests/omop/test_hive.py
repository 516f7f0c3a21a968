"""Hive tables through Spark: a metastore of the test's own, in processes of their own (a JVM keeps its first settings)."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from pydantic import ValidationError
from soaking import only_in_soak

from onco_pipeline.omop.source_config import SourceConfig

pytestmark = [pytest.mark.integration, pytest.mark.soak]

SITE = """<configuration>
<property><name>javax.jdo.option.ConnectionURL</name>
<value>jdbc:derby:;databaseName={folder}/metastore;create=true</value></property>
<property><name>hive.metastore.warehouse.dir</name><value>{folder}/tables</value></property>
<property><name>spark.sql.warehouse.dir</name><value>{folder}/tables</value></property>
<property><name>datanucleus.schema.autoCreateAll</name><value>true</value></property>
<property><name>hive.metastore.schema.verification</name><value>false</value></property>
</configuration>
"""

WRITE = """
import sys
from pyspark.sql import SparkSession
from onco_pipeline.spark import session
with session(1, hive=True):
    spark = SparkSession.builder.getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "Europe/Paris")
    spark.sql(f"CREATE DATABASE eds LOCATION 'file:{sys.argv[1]}/tables/eds'")
    spark.sql("CREATE TABLE eds.note (note_id BIGINT, person_id BIGINT, note_datetime TIMESTAMP, note_text STRING) "
              "PARTITIONED BY (note_class_source_value STRING) STORED AS PARQUET")
    spark.sql("INSERT INTO eds.note PARTITION (note_class_source_value = 'CR-CONS') "
              "SELECT 1, 7, TIMESTAMP '2020-06-01 00:30:00', 'Scanner du 3 mai 2020.'")
    spark.sql("INSERT INTO eds.note PARTITION (note_class_source_value = 'CR-IMAG') "
              "SELECT 2, 7, TIMESTAMP '2020-06-02 10:00:00', 'IRM.'")
    spark.sql("INSERT INTO eds.note PARTITION (note_class_source_value = 'CR-IMAG') "
              "SELECT 3, 7, NULL, CAST(NULL AS STRING)")
"""

READ = """
import json, sys
from pathlib import Path
from onco_pipeline.omop.loading import ingest
from onco_pipeline.omop.sources import Source
from resources.warehouse import Warehouse
home = Path(sys.argv[1])
warehouse = Warehouse(home / "warehouse.duckdb")
with warehouse.connect() as connection:
    list(ingest(Source.open(home / sys.argv[2]), connection))
rows = [{**row, "note_datetime": str(row["note_datetime"])} for row in warehouse.rows("note")]
print(json.dumps({"notes": rows, "quarantine": [row["reason"] for row in warehouse.rows("quarantine")]}))
"""


@pytest.fixture(scope="module")
def metastore(tmp_path_factory):
    pytest.importorskip("pyspark", reason="the extra is not installed: pip install 'onco-pipeline[spark]'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Java 17 is not installed (Debian package: openjdk-17-jre-headless)")
    folder = tmp_path_factory.mktemp("hive")
    (folder / "hive-site.xml").write_text(SITE.format(folder=folder), encoding="utf-8")
    run(folder, WRITE, folder)
    return folder


def run(folder, program, *arguments, code=0):
    ended = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "SPARK_CONF_DIR": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == code, ended.stderr[-3000:]
    return ended


@only_in_soak
def test_notes_of_a_hive_table_are_read_with_their_partition_and_the_hospital_s_clock(metastore):
    (metastore / "sources.yaml").write_text("hive: eds\ntimezone: Europe/Paris\n", encoding="utf-8")
    said = run(metastore, READ, metastore, "sources.yaml").stdout.splitlines()[-1]
    found = json.loads(said)
    assert [(n["note_id"], n["note_datetime"], n["note_class_source_value"]) for n in found["notes"]] == [
        ("1", "2020-06-01 00:30:00", "CR-CONS"),
        ("2", "2020-06-02 10:00:00", "CR-IMAG"),
    ]
    assert len(found["quarantine"]) == 1, "the row without a text"


@only_in_soak
def test_a_database_that_is_not_there_is_told_with_those_there_are(metastore):
    (metastore / "other.yaml").write_text("hive: edz\n", encoding="utf-8")
    told = run(metastore, READ, metastore, "other.yaml", code=1).stderr
    assert "no Hive database 'edz'" in told
    assert "eds" in told


def test_two_servers_at_once_are_refused():
    with pytest.raises(ValidationError, match="leave one out"):
        SourceConfig(database="HOSPITAL", hive="eds")
