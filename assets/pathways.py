"""Pathways: dbt shapes the validated care events into patients, events, pathways and delays.

Reads ``validated_care_event`` and the ``omop`` tables; makes the schemas ``staging`` and ``marts``.
Every dbt test is an asset check of its model.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from assets.common import AUTOMATION, OWNERS, WRITER_POOL, Clock, all_last_told, embedded, left_as_it_is
from onco_pipeline.report import plates
from onco_pipeline.report.charts import drawn
from resources import changed_people, dbt_again, unchanged
from resources.dbt import Built, DbtResource, prepare_manifest
from resources.dbt_lineage import as_metadata, column_lineage
from resources.dbt_runner import project_dir, project_fingerprint
from resources.dbt_translator import OncoDbtTranslator
from resources.home import Home
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

#: How the record of what was done calls this step, and what it keeps of dbt for the next run.
_STEP = "pathways"
_AGAIN, _PEOPLE = "pathways again", "pathways of people"
_LINEAGE = "dagster/column_lineage"
#: What dbt calls the seconds of a model.
_SECONDS = "Execution Duration"
#: What was said of each asset.
_Told = Mapping[dg.AssetKey, Mapping[str, dg.MetadataValue]]


def _manifest(home: Home) -> Mapping[str, Any]:
    """Return what dbt reads of the project, kept in the home where there is one: to look at the graph makes none."""
    with tempfile.TemporaryDirectory() as scratch:
        kept = home.dbt if home.root.is_dir() else Path(scratch)
        return json.loads(prepare_manifest(project_dir(), kept, home.warehouse).read_text(encoding="utf-8"))


@dbt_assets(
    manifest=_manifest(Home.from_environment()),
    dagster_dbt_translator=OncoDbtTranslator(OWNERS, AUTOMATION),
    name="pathways",
    pool=WRITER_POOL,
)
def pathways(context: dg.AssetExecutionContext, dbt: DbtResource, warehouse: WarehouseResource) -> Iterator[Any]:
    """Build and test the models that read something that has changed; a failure names the model or test."""
    door, clock = warehouse.door(), Clock()
    steps = unchanged.Steps.of(door)
    arguments = dbt.study().dbt_arguments()
    models = context.assets_def
    whole = context.selected_asset_keys == models.keys and context.selected_asset_check_keys == models.check_keys
    read = {table: unchanged.tables(door, [table]) for table in _read_by(context)}
    # The file's name too: the SQL calls the database by it.
    settings = unchanged.content([project_fingerprint(project_dir()), arguments, door.path.stem])
    stands = whole and steps.holds(_STEP, settings, _left(door))
    told = (_told(context) if stands else None) or {}
    same = {table for table, rows in read.items() if told and steps.holds(_of(table), rows)}
    if same == read.keys():
        yield from _tell(context, told, {}, [], clock)
        return
    again = Path(dbt.target_path, "again.json")
    knows = bool(told) and steps.holds(_AGAIN, settings, unchanged.content(again))
    # Dropped first and kept last: it vouches for what is kept of each table.
    steps.drop(_STEP)
    people, now = Path(dbt.target_path, changed_people.PEOPLE), changed_people.rows_of_people(door, read)
    known = knows and steps.holds(_PEOPLE, settings, unchanged.content(people))
    whose = changed_people.changed(changed_people.kept(people), now) if known else None
    done = dbt_again.run(dbt_again.kept(again), same, door, whose) if knows else None
    if done is not None:
        yield from _tell(context, told, *_made_again(context, done, told, door), clock)
    else:
        door.let_go()  # dbt opens the file itself, with settings of its own
        built = dbt.build(context, arguments)
        door.free_views()
        # Told at the end: what a table is made from, and how it looks, is known once dbt has let go of the file.
        yield from _tell(context, {}, *_made(context, dbt, built, door), clock)
        if not whole or built.warnings:
            return
        steps.drop(_AGAIN)
        if nodes := dbt_again.nodes_of(built.nodes, built.manifest):
            dbt_again.keep(nodes, again)
            steps.keep(_AGAIN, settings, unchanged.content(again))
    changed_people.keep(now, people)
    steps.keep(_PEOPLE, settings, unchanged.content(people))
    for table, rows in read.items():
        steps.keep(_of(table), rows)
    steps.keep(_STEP, settings, _left(door))


def _of(table: str) -> str:
    """Return how the record of what was done calls a table as it was when the models were last built."""
    return f"{_STEP} of {table}"


def _read_by(context: dg.AssetExecutionContext) -> list[str]:
    """Return the tables that the models read."""
    return sorted(key.path[-1] for key in context.assets_def.dependency_keys - context.assets_def.keys)


def _left(door: Warehouse) -> str:
    return unchanged.relations(door, ("staging", "marts"))


def _told(context: dg.AssetExecutionContext) -> _Told | None:
    """Return what was said of each model when it was built, None where Dagster's record of it is gone."""
    told = all_last_told(context, (key.to_user_string() for key in context.selected_asset_keys))
    return None if told is None else {dg.AssetKey(name): said for name, said in told.items()}


def _made(
    context: dg.AssetExecutionContext, dbt: DbtResource, built: Built, door: Warehouse
) -> tuple[dict[dg.AssetKey, dg.Output], list[dg.AssetCheckResult]]:
    """Return what to tell of the models that dbt built, and of the tests that it asked."""
    columns = column_lineage(built.manifest, Path(dbt.target_path))
    made = {}
    for event in built.events:
        if isinstance(event, dg.Output):
            key = context.asset_key_for_output(event.output_name)
            name = key.to_user_string()
            lineage = {_LINEAGE: as_metadata(columns[name])} if columns.get(name) else {}
            made[key] = event.with_metadata({**event.metadata, **lineage, **_pictures(name, door)})
    return made, [event for event in built.events if not isinstance(event, dg.Output)]


def _made_again(
    context: dg.AssetExecutionContext, done: dbt_again.Made, told: _Told, door: Warehouse
) -> tuple[dict[dg.AssetKey, dg.MaterializeResult], list[dg.AssetCheckResult]]:
    """Return the same of what was done again without dbt: what dbt told of a model holds, but for its seconds."""
    made = {}
    for key in context.selected_asset_keys:
        name = key.to_user_string()
        if name in done.models:
            now = {_SECONDS: done.models[name], **_pictures(name, door)}
            made[key] = dg.MaterializeResult(asset_key=key, metadata={**told[key], **now})
    checks = [
        dg.AssetCheckResult(passed=True, asset_key=key.asset_key, check_name=key.name, metadata={"status": "pass"})
        for key in sorted(context.selected_asset_check_keys)
        if key.name in done.tests
    ]
    return made, checks


def _tell(
    context: dg.AssetExecutionContext,
    told: _Told,
    made: Mapping[dg.AssetKey, dg.Output | dg.MaterializeResult],
    checks: Sequence[dg.AssetCheckResult],
    clock: Clock,
) -> Iterator[dg.Output | dg.MaterializeResult | dg.AssetCheckResult]:
    """Tell of each model that was made, of each other that it is as it was built, and the same of the tests.

    A test that was not asked again passed on these very rows.
    """
    above = context.assets_def.asset_deps
    selected = context.selected_asset_keys
    for key in TopologicalSorter({key: above[key] & selected for key in selected}).static_order():
        if key in made:
            yield made[key]
        elif key in told:
            yield left_as_it_is(key.to_user_string(), told[key], clock)
    yield from checks
    asked = {(check.asset_key, check.check_name) for check in checks}
    for check in sorted(context.selected_asset_check_keys) if told else ():
        if (check.asset_key, check.name) not in asked:
            yield dg.AssetCheckResult(
                passed=True, asset_key=check.asset_key, check_name=check.name, metadata={"unchanged": True}
            )


def _pictures(name: str, door: Warehouse) -> dict[str, object]:
    """Return what the UI shows of the aggregates."""
    # In the order that the report reads them in: it shows the same pictures.
    if name == "agg_delay":
        delays = door.query("FROM marts.agg_delay ORDER BY ALL")
        if plates.has_delays(delays):
            return {"delays": dg.MetadataValue.md(embedded(drawn(plates.delays, delays)))}
    if name == "agg_monthly_activity":
        activity = door.query("FROM marts.agg_monthly_activity ORDER BY ALL")
        if plates.has_activity(activity):
            return {"activity": dg.MetadataValue.md(embedded(drawn(plates.activity, activity)))}
    return {}


ASSETS = [pathways]
