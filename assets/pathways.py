"""Pathways: dbt shapes the validated care events into patients, events, pathways and delays.

Reads ``validated_care_event`` and the ``omop`` tables; makes the schemas ``staging`` and ``marts``.
Every dbt test is an asset check of its model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtCliRuntimeError, dbt_assets

from resources.dbt import OncoDbtResource, OncoDbtTranslator, prepare_manifest, project_dir
from resources.home import Home

# eager() alone would build on events that a blocking check has refused.
_FOLLOW = dg.AutomationCondition.eager() & dg.AutomationCondition.all_deps_blocking_checks_passed()


@dbt_assets(
    manifest=prepare_manifest(project_dir(), Home.from_environment().dbt),
    dagster_dbt_translator=OncoDbtTranslator(_FOLLOW),
    name="pathways",
    pool="duckdb_writer",
)
def pathways(context: dg.AssetExecutionContext, dbt: OncoDbtResource) -> Iterator[Any]:
    """Build and test the models; a failure names the model or test and its count."""
    try:
        yield from dbt.cli(["build"], context=context).stream()
    except DagsterDbtCliRuntimeError:
        dbt.results()  # raises a message that a reader can act on, without dbt's own output
        raise


ASSETS = [pathways]
