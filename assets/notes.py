"""Ingestion: the hospital's tables, checked row by row; only what is new or changed flows on."""

from collections.abc import Iterator

import dagster as dg

from assets.common import WRITER_POOL, result, spec, timed
from onco_pipeline.tables import NOTE, QUARANTINE, SOURCE_LOAD, SOURCE_TABLES
from resources.arrivals import bring_in
from resources.hospital import HospitalResource
from resources.warehouse_resource import WarehouseResource

_GROUP = "ingestion"
_NAMES = [table.name for table in SOURCE_TABLES]


@dg.multi_asset(
    name="ingestion",
    specs=[
        *(spec(table, group=_GROUP) for table in SOURCE_TABLES),
        spec(QUARANTINE, group=_GROUP),
        spec(SOURCE_LOAD, group=_GROUP),
    ],
    pool=WRITER_POOL,
)
def ingestion(warehouse: WarehouseResource, hospital: HospitalResource) -> Iterator[dg.MaterializeResult]:
    """Read every source table that has changed, keep the good rows, quarantine the others with the reason."""
    door = warehouse.door()
    with timed() as clock:
        source = hospital.open(holds_notes=door.count(NOTE) > 0)
        with door.session():
            reports = {report.source_table: report for report in bring_in(source, door)}
            rows = {table.name: door.count(table) for table in (*SOURCE_TABLES, QUARANTINE, SOURCE_LOAD)}
    for table in SOURCE_TABLES:
        report = reports.get(table.name)
        if report is None:
            yield result(table, rows[table.name], clock)
            continue
        yield result(
            table,
            rows[table.name],
            clock,
            rows_read=report.rows_read,
            rows_kept=report.rows_kept,
            rows_quarantined=report.rows_quarantined,
            rows_new=report.rows_new,
            rows_changed=report.rows_changed,
            rows_removed=report.rows_removed,
            reasons=dg.MetadataValue.json({str(key): int(n) for key, n in report.reasons.items()}),
            notices=dg.MetadataValue.json([str(notice) for notice in report.notices]),
            fingerprint=report.table_fingerprint,
        )
    for table in (QUARANTINE, SOURCE_LOAD):
        yield result(table, rows[table.name], clock)


ASSETS = [ingestion]
