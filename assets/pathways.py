"""Pathways: dbt shapes the validated care events into patients, events, pathways and delays.

Reads ``validated_care_event`` and the ``omop`` tables; makes the schemas ``staging`` and ``marts``.
Every dbt test is an asset check of its model.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtCliRuntimeError, dbt_assets

from assets.common import AUTOMATION, OWNERS, WRITER_POOL, embedded
from onco_pipeline.report import plates
from resources.dbt import OncoDbtResource, prepare_manifest, project_dir
from resources.dbt_lineage import Columns, as_metadata, column_lineage
from resources.dbt_translator import OncoDbtTranslator
from resources.home import Home
from resources.warehouse import Warehouse, WarehouseResource

_HOME = Home.from_environment()


@dbt_assets(
    manifest=prepare_manifest(project_dir(), _HOME.dbt, _HOME.warehouse),
    dagster_dbt_translator=OncoDbtTranslator(OWNERS, AUTOMATION),
    name="pathways",
    pool=WRITER_POOL,
)
def pathways(context: dg.AssetExecutionContext, dbt: OncoDbtResource, warehouse: WarehouseResource) -> Iterator[Any]:
    """Build and test the models; a failure names the model or test and its count."""
    # Told at the end: what a table is made from, and how it looks, is known once dbt has let go of the file.
    said: list[Any] = []
    try:
        said.extend(dbt.cli(["build", *dbt.study().dbt_arguments()], context=context).stream())
    except DagsterDbtCliRuntimeError:
        dbt.results()  # raises a message that a reader can act on, without dbt's own output
        raise
    columns = column_lineage(dbt.manifest)
    for event in said:
        if isinstance(event, dg.Output):
            name = context.asset_key_for_output(event.output_name).to_user_string()
            yield event.with_metadata({**event.metadata, **_about(name, columns.get(name, {}), warehouse.door())})
        else:
            yield event


def _about(name: str, columns: Columns, door: Warehouse) -> dict[str, object]:
    """Return what the UI shows of a model: its column lineage, and the pictures of the aggregates."""
    told: dict[str, object] = {"dagster/column_lineage": as_metadata(columns)} if columns else {}
    if name == "agg_delay":
        delays = door.query("FROM marts.agg_delay")
        if plates.has_delays(delays):
            told["delays"] = dg.MetadataValue.md(embedded(plates.delays(delays)))
    if name == "agg_monthly_activity":
        activity = door.query("FROM marts.agg_monthly_activity")
        if plates.has_activity(activity):
            told["activity"] = dg.MetadataValue.md(embedded(plates.activity(activity)))
    return told


ASSETS = [pathways]
