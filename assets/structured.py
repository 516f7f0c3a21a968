"""Structured events: the hospital's coded rows (CCAM, ICD-10, ATC) read as care events."""

import dagster as dg

from assets.common import WRITER_POOL, result, spec, timed
from onco_pipeline.reconciliation.structured import structured_events
from onco_pipeline.tables import CONDITION_OCCURRENCE, DRUG_EXPOSURE, PROCEDURE_OCCURRENCE, STRUCTURED_EVENT
from resources.hospital import HospitalResource
from resources.warehouse import WarehouseResource

_SOURCES = (PROCEDURE_OCCURRENCE, CONDITION_OCCURRENCE, DRUG_EXPOSURE)


@dg.multi_asset(
    name="structured_event",
    specs=[spec(STRUCTURED_EVENT, group="structured", deps=[table.name for table in _SOURCES], kinds={"pandas"})],
    pool=WRITER_POOL,
)
def structured_event(warehouse: WarehouseResource, hospital: HospitalResource) -> dg.MaterializeResult:
    """Map the coded rows and replace the table."""
    door = warehouse.door()
    with timed() as clock, door.session():
        events = structured_events(*(door.read(table) for table in _SOURCES), settings=hospital.tolerances())
        door.replace(STRUCTURED_EVENT, events)
    return result(
        STRUCTURED_EVENT,
        len(events),
        clock,
        by_family=dg.MetadataValue.json({str(k): int(v) for k, v in events["family"].value_counts().items()}),
    )


ASSETS = [structured_event]
