"""A hospital's Hive tables as a source, read through Spark: the session a job was submitted with, or one of our own.

The metastore is the cluster's: Spark finds it by the ``hive-site.xml`` of its configuration, and asks for credentials
as the cluster does (Kerberos ticket, key store); none stands in ``sources.yaml``.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.spark import session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Cores of a session of our own.
_CORES = 2


def relations(database: str) -> list[tuple[str, str]]:
    """Return database and name of every table and view of a Hive database.

    Raises
    ------
    SourceError
        When Spark knows no such database, or cannot reach the metastore.
    """
    with _connected(database) as spark:
        if not spark.catalog.databaseExists(database):
            known = ", ".join(sorted(each.name for each in spark.catalog.listDatabases())[:20])
            raise SourceError(
                f"Spark knows no Hive database {database!r} (there is {known}). Does SPARK_CONF_DIR lead to the "
                "hive-site.xml of the cluster?"
            )
        return sorted((database, table.name) for table in spark.catalog.listTables(database) if not table.isTemporary)


def columns(relation: tuple[str, str]) -> list[str]:
    """Return the columns of a table or view, in order; those that it is partitioned by stand last."""
    with _connected(relation[0]) as spark:
        return spark.table(_quoted(relation)).columns


def rows(relation: tuple[str, str], names: Sequence[str], size: int, zone: str) -> Iterator[pa.Table]:
    """Yield the rows of a table as text, ``size`` at a time.

    One partition is fetched after the other, so that memory does not grow with the table; times are told on the
    clock of ``zone``.
    """
    from pyspark.sql.functions import col

    with _connected(relation[0]) as spark:
        spark.conf.set("spark.sql.session.timeZone", zone)
        frame = spark.table(_quoted(relation)).select(*(col(f"`{name}`").cast("string") for name in names))
        held: list[Sequence[str | None]] = []
        for row in frame.toLocalIterator():
            held.append(row)
            if len(held) == size:
                yield _table(held, names)
                held = []
        if held:
            yield _table(held, names)


def _table(held: Sequence[Sequence[str | None]], names: Sequence[str]) -> pa.Table:
    values = zip(*held, strict=True)
    return pa.table([pa.array(value, pa.large_string()) for value in values], names=list(names))


def _quoted(relation: tuple[str, str]) -> str:
    return ".".join(f"`{part.replace('`', '``')}`" for part in relation)


@cache
def _session() -> SparkSession:
    """Open Spark once for all tables; a session of our own ends with the program."""
    stack = ExitStack()
    stack.enter_context(session(_CORES, hive=True))
    atexit.register(stack.close)
    from pyspark.sql import SparkSession

    return SparkSession.builder.getOrCreate()


@contextmanager
def _connected(database: str) -> Iterator[SparkSession]:
    spark = _session()
    from pyspark.errors import PySparkException

    try:
        yield spark
    except PySparkException as error:
        # What Spark says may quote addresses and data: its class is told.
        why = error.getCondition() or type(error).__name__
        raise SourceError(f"The Hive database {database} cannot be read: Spark answers with {why}") from None
