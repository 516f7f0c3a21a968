"""Pathways: dbt shapes the validated care events into patients, events, pathways and delays.

Reads ``validated_care_event`` and the ``omop`` tables; makes the schemas ``staging`` and ``marts``.
Every dbt test is an asset check of its model.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtCliRuntimeError, dbt_assets

from assets.common import AUTOMATION, OWNERS, WRITER_POOL
from resources.dbt import OncoDbtResource, OncoDbtTranslator, prepare_manifest, project_dir
from resources.home import Home


@dbt_assets(
    manifest=prepare_manifest(project_dir(), Home.from_environment().dbt),
    dagster_dbt_translator=OncoDbtTranslator(OWNERS, AUTOMATION),
    name="pathways",
    pool=WRITER_POOL,
)
def pathways(context: dg.AssetExecutionContext, dbt: OncoDbtResource) -> Iterator[Any]:
    """Build and test the models; a failure names the model or test and its count."""
    try:
        yield from dbt.cli(["build", *dbt.study().dbt_arguments()], context=context).stream()
    except DagsterDbtCliRuntimeError:
        dbt.results()  # raises a message that a reader can act on, without dbt's own output
        raise


ASSETS = [pathways]
