"""Pathways: dbt shapes the validated care events into patients, events, pathways and delays.

Reads ``validated_care_event`` and the ``omop`` tables; makes the schemas ``staging`` and ``marts``.
Every dbt test is an asset check of its model.
"""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from assets.common import AUTOMATION, OWNERS, WRITER_POOL, Clock, embedded, last_told, left_as_it_is
from onco_pipeline.report import plates
from onco_pipeline.report.charts import drawn
from resources import unchanged
from resources.dbt import DbtResource, prepare_manifest, project_dir
from resources.dbt_lineage import Columns, as_metadata, column_lineage
from resources.dbt_runner import project_fingerprint
from resources.dbt_translator import OncoDbtTranslator
from resources.home import Home
from resources.warehouse import Warehouse, WarehouseResource

#: How the record of what was done calls this step.
_STEP = "pathways"
_HOME = Home.from_environment()


@dbt_assets(
    manifest=prepare_manifest(project_dir(), _HOME.dbt, _HOME.warehouse),
    dagster_dbt_translator=OncoDbtTranslator(OWNERS, AUTOMATION),
    name="pathways",
    pool=WRITER_POOL,
)
def pathways(context: dg.AssetExecutionContext, dbt: DbtResource, warehouse: WarehouseResource) -> Iterator[Any]:
    """Build and test the models, unless nothing they read has changed; a failure names the model or test."""
    door, clock = warehouse.door(), Clock()
    steps = unchanged.Steps.of(door)
    arguments = dbt.study().dbt_arguments()
    models = context.assets_def
    whole = context.selected_asset_keys == models.keys and context.selected_asset_check_keys == models.check_keys
    made_from = unchanged.content(
        [unchanged.tables(door, _read_by(context)), project_fingerprint(project_dir()), arguments]
    )
    if whole and steps.holds(_STEP, made_from, _left(door)) and (told := _told(context)):
        yield from _as_they_are(context, told, clock)
        return
    steps.drop(_STEP)
    door.let_go()  # dbt opens the file itself, with settings of its own
    # Told at the end: what a table is made from, and how it looks, is known once dbt has let go of the file.
    built = dbt.build(context, arguments)
    columns = column_lineage(built.manifest, Path(dbt.target_path))
    for event in built.events:
        if isinstance(event, dg.Output):
            name = context.asset_key_for_output(event.output_name).to_user_string()
            yield event.with_metadata({**event.metadata, **_about(name, columns.get(name, {}), door)})
        else:
            yield event
    if whole and not built.warnings:
        steps.keep(_STEP, made_from, _left(door))


def _read_by(context: dg.AssetExecutionContext) -> list[str]:
    """Return the tables that the models read."""
    return sorted(key.path[-1] for key in context.assets_def.dependency_keys - context.assets_def.keys)


def _left(door: Warehouse) -> str:
    return unchanged.relations(door, ("staging", "marts"))


def _told(context: dg.AssetExecutionContext) -> dict[dg.AssetKey, dict[str, dg.MetadataValue]] | None:
    """Return what was said of each model when it was built, None where Dagster's record of it is gone."""
    told = {key: last_told(context, key.to_user_string()) for key in context.selected_asset_keys}
    return None if None in told.values() else told


def _as_they_are(
    context: dg.AssetExecutionContext, told: dict[dg.AssetKey, dict[str, dg.MetadataValue]], clock: Clock
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Tell of every model that it is as it was built, of every test that it passed on these very rows."""
    above = context.assets_def.asset_deps
    for key in TopologicalSorter({key: above[key] & told.keys() for key in told}).static_order():
        yield left_as_it_is(key.to_user_string(), told[key], clock)
    for check in sorted(context.selected_asset_check_keys):
        yield dg.AssetCheckResult(
            passed=True, asset_key=check.asset_key, check_name=check.name, metadata={"unchanged": True}
        )


def _about(name: str, columns: Columns, door: Warehouse) -> dict[str, object]:
    """Return what the UI shows of a model: its column lineage, and the pictures of the aggregates."""
    told: dict[str, object] = {"dagster/column_lineage": as_metadata(columns)} if columns else {}
    # In the order that the report reads them in: it shows the same pictures.
    if name == "agg_delay":
        delays = door.query("FROM marts.agg_delay ORDER BY ALL")
        if plates.has_delays(delays):
            told["delays"] = dg.MetadataValue.md(embedded(drawn(plates.delays, delays)))
    if name == "agg_monthly_activity":
        activity = door.query("FROM marts.agg_monthly_activity ORDER BY ALL")
        if plates.has_activity(activity):
            told["activity"] = dg.MetadataValue.md(embedded(drawn(plates.activity, activity)))
    return told


ASSETS = [pathways]
