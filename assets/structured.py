"""Structured events: the hospital's coded rows (CCAM, ICD-10, ATC) read as care events."""

import dagster as dg

from assets.common import WRITER_POOL, last_told, left_as_it_is, result, spec, timed
from onco_pipeline.reconciliation.structured import structured_events
from onco_pipeline.tables import CONDITION_OCCURRENCE, DRUG_EXPOSURE, PROCEDURE_OCCURRENCE, STRUCTURED_EVENT
from resources import unchanged
from resources.hospital import HospitalResource
from resources.warehouse_resource import WarehouseResource

_SOURCES = (PROCEDURE_OCCURRENCE, CONDITION_OCCURRENCE, DRUG_EXPOSURE)


@dg.multi_asset(
    name="structured_event",
    specs=[spec(STRUCTURED_EVENT, group="structured", deps=[table.name for table in _SOURCES], kinds={"pandas"})],
    pool=WRITER_POOL,
)
def structured_event(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, hospital: HospitalResource
) -> dg.MaterializeResult:
    """Map the coded rows and replace the table, unless no coded row and no tolerance has changed."""
    door, tolerances = warehouse.door(), hospital.tolerances()
    steps, step = unchanged.Steps.of(door), STRUCTURED_EVENT.name
    with timed() as clock, door.session():
        made_from = unchanged.content([unchanged.tables(door, _SOURCES), tolerances])
        told = last_told(context, step)
        if told is not None and steps.holds(step, made_from, unchanged.tables(door, [STRUCTURED_EVENT])):
            return left_as_it_is(step, told, clock)
        steps.drop(step)
        procedures, conditions, exposures = (door.read(table) for table in _SOURCES)
        events = structured_events(procedures, conditions, exposures, settings=tolerances)
        door.replace(STRUCTURED_EVENT, events)
        steps.keep(step, made_from, unchanged.tables(door, [STRUCTURED_EVENT]))
    return result(
        STRUCTURED_EVENT,
        len(events),
        clock,
        by_family=dg.MetadataValue.json({str(k): int(v) for k, v in events["family"].value_counts().items()}),
    )


ASSETS = [structured_event]
