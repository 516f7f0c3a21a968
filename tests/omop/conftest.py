"""What the tests of the door share: a small hospital in any format, and a warehouse to bring it into."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from onco_pipeline.omop.loading import ingest, ingest_table
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import SOURCE_TABLES, TABLES, table

HOSPITAL = {
    "person": pd.DataFrame(
        {
            "person_id": ["1", "2"],
            "gender_source_value": ["f", "m"],
            "birth_datetime": ["1950-03-01", "1948-07-15"],
            "death_datetime": [None, "2021-02-03"],
        }
    ),
    "note": pd.DataFrame(
        {
            "note_id": ["10", "11", "12"],
            "person_id": ["1", "1", "2"],
            "visit_occurrence_id": ["100", None, "101"],
            "note_datetime": ["2019-03-12 10:30:00", "2019-04-02 00:00:00", None],
            "note_class_source_value": ["CRH-HC", "CR-IMAG", "LT"],
            "note_title": ["Hospitalisation", None, "Lettre; suite"],
            "note_text": [
                'Biopsie du foie le 12/03/2019.\nDite "contributive".\n',
                "Scanner ce jour : stable",
                " Écho, puis IRM. ",
            ],
        }
    ),
    "procedure_occurrence": pd.DataFrame(
        {
            "procedure_occurrence_id": ["50"],
            "person_id": ["1"],
            "visit_occurrence_id": ["100"],
            "procedure_datetime": ["2019-03-12 09:00:00"],
            "procedure_source_value": ["HLHJ006"],
        }
    ),
}


class Writer:
    """Writes a small hospital, or any other tables, in any format."""

    hospital = HOSPITAL

    @staticmethod
    def csv(folder: Path, tables: dict[str, pd.DataFrame] = HOSPITAL, **options) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            frame.to_csv(folder / f"{name}.csv", index=False, **options)
        return folder

    @staticmethod
    def parquet(folder: Path, tables: dict[str, pd.DataFrame] = HOSPITAL) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in tables.items():
            frame.to_parquet(folder / f"{name}.parquet", index=False)
        return folder

    @staticmethod
    def duckdb(path: Path, tables: dict[str, pd.DataFrame] = HOSPITAL, schema: str = "main") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for name, frame in tables.items():
                connection.register("frame", frame)
                connection.execute(f"CREATE TABLE {schema}.{name} AS SELECT * FROM frame")
        return path

    @staticmethod
    def notes(path: Path, text: str, encoding: str = "utf-8") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path


class Door:
    """A warehouse in memory, and what comes in."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("SET TimeZone = 'UTC'")
        for schema in ("omop", "onco"):
            self.connection.execute(f"CREATE SCHEMA {schema}")
        for declared in TABLES:
            self.connection.execute(declared.ddl())

    def take(self, path: Path, name: str = "note", **options):
        """Bring one table in and return the report."""
        return ingest_table(Source.open(path, **options), table(name), self.connection)

    def take_all(self, path: Path, **options):
        """Bring every table in and return the reports by table."""
        return {report.source_table: report for report in ingest(Source.open(path, **options), self.connection)}

    def rows(self, name: str, columns: str = "*") -> list[tuple]:
        """Return the rows of a table in the order of its key."""
        declared = table(name)
        sql = f"SELECT {columns} FROM {declared.qualified_name} ORDER BY {', '.join(declared.key)}"
        return self.connection.execute(sql).fetchall()

    def content(self) -> dict[str, list[tuple]]:
        """Return all source tables."""
        return {declared.name: self.rows(declared.name) for declared in SOURCE_TABLES}


@pytest.fixture(scope="session")
def new_door() -> type[Door]:
    return Door


@pytest.fixture
def door():
    opened = Door()
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def write() -> Writer:
    return Writer()
