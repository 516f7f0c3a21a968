"""What comes in from the source: a table whose files hold what they held is not read again.

Files are compared byte for byte, by hash. A table of a database is read at every run, and so is one of which the
reading has something to tell (that it is missing, that its notes name no patient): it would go untold otherwise. Of a
table that is read, the rows that stand in the warehouse as they are there are left (:mod:`onco_pipeline.omop.known`).
"""

from __future__ import annotations

import dataclasses
import hashlib

from onco_pipeline.omop.coded_rows import dates_of_stays, several_codes
from onco_pipeline.omop.loading import LoadReport, ingest_table, known_report
from onco_pipeline.omop.note_classes import unknown_classes
from onco_pipeline.omop.patients import derive_persons, strangers
from onco_pipeline.omop.sources import Source
from onco_pipeline.table import Table
from onco_pipeline.tables import QUARANTINE, SOURCE_LOAD, SOURCE_TABLES, WITHDRAWN_PERSON
from resources.unchanged import Steps, content, tables
from resources.warehouse import Warehouse

__all__ = ["bring_in"]


def bring_in(source: Source, warehouse: Warehouse) -> list[LoadReport]:
    """Bring every table of a source into the warehouse that is not there as the source has it.

    Raises
    ------
    SourceError
        When the source cannot be read as it stands; tables read before are in the warehouse already.
    """
    steps = Steps.of(warehouse)
    with warehouse.session(), warehouse.connect() as connection:
        # Before the first table is read: what it leaves in quarantine is not what another one left.
        there = _there(warehouse)
        reports: list[LoadReport] = []
        made_from: dict[str, str] = {}
        for table in SOURCE_TABLES:
            made_from[table.name] = _made_from(source, table, warehouse)
            if made_from[table.name] and steps.holds(_step(table.name), made_from[table.name], there[table.name]):
                reports.append(known_report(table, connection))
                continue
            same = steps.holds(_rows(table.name), _read_by(source, warehouse), there[table.name])
            for step in (_step(table.name), _rows(table.name)):
                steps.drop(step)
            reports.append(ingest_table(source, table, connection, as_last_time=same))
        derive_persons(connection)
        read_again = {report.source_table for report in reports if report.notices}
        for look in (strangers, unknown_classes, several_codes, dates_of_stays):
            reports = _with_notices(reports, look(connection))
        there = _there(warehouse)
        for report in reports:
            name = report.source_table
            if made_from[name] and name not in read_again:
                steps.keep(_step(name), made_from[name], there[name])
            steps.keep(_rows(name), _read_by(source, warehouse), there[name])
    return reports


def _with_notices(reports: list[LoadReport], told: dict[str, str]) -> list[LoadReport]:
    return [
        dataclasses.replace(report, notices=(*report.notices, told[report.source_table]))
        if report.source_table in told
        else report
        for report in reports
    ]


def _step(name: str) -> str:
    """Return how the record of what was done calls the reading of a table."""
    return f"ingestion of {name}"


def _rows(name: str) -> str:
    """Return how the record of what was done calls the rows of a table, of whatever files: what they were made by."""
    return f"rows of {name}"


def _read_by(source: Source, warehouse: Warehouse) -> str:
    """Return a hash of what decides, beside a row, what becomes of it."""
    return content([repr(source.config), tables(warehouse, [WITHDRAWN_PERSON])])


def _there(warehouse: Warehouse) -> dict[str, str]:
    """Return a hash of what the reading of each table left."""
    beside = tables(warehouse, [QUARANTINE, SOURCE_LOAD])
    return {table.name: content([tables(warehouse, [table]), beside]) for table in SOURCE_TABLES}


def _made_from(source: Source, table: Table, warehouse: Warehouse) -> str:
    """Return a hash of all that the rows of a table come from; none where they are no files that can be read."""
    parts = source.parts(table)
    if any(part.relation for part in parts):
        return ""
    files = []
    for part in parts:
        try:
            with part.path.open("rb") as file:
                files.append((repr(part), hashlib.file_digest(file, "sha256").hexdigest()))
        except OSError:
            return ""  # told by who reads it
    return content([files, repr(source.config), tables(warehouse, [WITHDRAWN_PERSON])])
