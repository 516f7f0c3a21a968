"""The Spark session that notes and Hive tables are read in: the one it was submitted with, or one on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onco_pipeline.errors import UserError

if TYPE_CHECKING:
    from pyspark import SparkContext

#: A session of our own listens to this machine only, and shows no page of its own.
_OWN = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def session(workers: int, *, hive: bool = False) -> Iterator[SparkContext]:
    """Give the context of the running Spark session, or of one on this machine that ends with the block.

    Parameters
    ----------
    workers
        Cores of a session of our own. A job that ``spark-submit`` started has the cluster it was given.
    hive
        Whether a session of our own knows the tables of the Hive metastore that its ``hive-site.xml`` names.

    Raises
    ------
    UserError
        When pyspark or Java is not installed.
    """
    try:
        from pyspark import SparkContext
        from pyspark.sql import SparkSession
    except ImportError:
        raise UserError("The spark engine needs pyspark: pip install 'onco-pipeline[spark]'.") from None
    # A submitted job is told its cluster by the environment, and its session by the one that is open.
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ or SparkContext._active_spark_context is not None
    if not submitted and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UserError("The spark engine needs Java 17 (Debian: openjdk-17-jre-headless): no java was found.")
    if submitted:
        yield SparkSession.builder.getOrCreate().sparkContext
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{workers}]").appName("onco_pipeline")
    for name, value in _OWN.items():
        builder = builder.config(name, value)
    builder = builder.enableHiveSupport() if hive else builder
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark.sparkContext
    finally:
        spark.stop()
