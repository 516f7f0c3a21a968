"""Everything Dagster knows of the project, put together: assets, checks, job, schedule, sensor, resources.

``workspace.yaml`` loads this module. :func:`build_defs` builds the same definitions on any home, with
any resource replaced, which is how the tests run the whole job in a temporary folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from onco_pipeline.collecting import staying
from onco_pipeline.omop.sources import dropped_files

with staying():  # what is loaded stays
    from assets import distant, events, exports, mentions, notes, outputs, pathways, quality, structured
    from assets.common import Folders
    from resources.dbt import DbtResource
    from resources.home import Home
    from resources.hospital import HospitalResource
    from resources.linker import LinkerResource
    from resources.warehouse_resource import WarehouseResource

JOB_NAME = "care_pathways"
LEARNING_JOB = "distant_supervision"

MODULES = (notes, mentions, structured, events, pathways, outputs, distant, exports)

care_pathways = dg.define_asset_job(
    JOB_NAME,
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups(distant.GROUP, exports.GROUP),
    description="From the hospital's tables to the marts and the report; only what is new is treated.",
    executor_def=dg.in_process_executor,
)

distant_supervision = dg.define_asset_job(
    LEARNING_JOB,
    selection=dg.AssetSelection.groups(distant.GROUP),
    description="Label dates by the coded rows, train a linker on them, promote it when it is better.",
    executor_def=dg.in_process_executor,
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=care_pathways,
    cron_schedule="0 2 * * *",
    execution_timezone="Europe/Paris",
    description="Every night at two; start it in the UI.",
)


def _inbox_sensor(home: Home) -> dg.SensorDefinition:
    @dg.sensor(
        name="inbox",
        job=care_pathways,
        minimum_interval_seconds=60,
        description=f"Starts a run when new note files stand in {home.inbox.name}/ of the home.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        # The cursor is what stood there, not a moment: a file keeps its time when it is moved in, or copied with it.
        there, seen = _files_in(home.inbox), _seen(context.cursor)
        fresh = [name for name, file in there.items() if seen.get(name) != file]
        cursor = json.dumps(there)
        if not fresh:
            context.update_cursor(cursor)  # what is gone may come again
            return dg.SkipReason("no new note file in the inbox")
        key = hashlib.sha256(f"{context.cursor}\n{cursor}".encode()).hexdigest()[:16]
        request = dg.RunRequest(run_key=f"inbox-{key}", tags={"inbox_files": str(len(fresh))})
        return dg.SensorResult(run_requests=[request], cursor=cursor)

    return inbox


def _files_in(folder: Path) -> dict[str, list[int]]:
    """Return the note files of the inbox, each with its time and size."""
    there: dict[str, list[int]] = {}
    for file, _ in dropped_files(folder):
        with contextlib.suppress(FileNotFoundError):  # moved away while we look
            stat = file.stat()
            there[file.name] = [stat.st_mtime_ns, stat.st_size]
    return there


def _seen(cursor: str | None) -> dict[str, list[int]]:
    """Return the files that the sensor has met; none where its cursor is that of an older version, a moment."""
    known = json.loads(cursor or "{}")
    return known if isinstance(known, dict) else {}


def build_defs(home: Home | None = None, resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """Return the project's definitions on ``home``.

    Parameters
    ----------
    home
        Folder of the warehouse; ONCO_HOME when not given.
    resource_overrides
        Resources to use instead of the project's own (``warehouse``, ``hospital``, ``dbt``, ``folders``).
    """
    home = home or Home.from_environment()
    resources: dict[str, Any] = {
        "warehouse": WarehouseResource(path=str(home.warehouse)),
        "hospital": HospitalResource(home=str(home.root)),
        "linker": LinkerResource(home=str(home.root)),
        "dbt": DbtResource(warehouse_path=str(home.warehouse), target_path=str(home.dbt), study_path=str(home.study)),
        "folders": Folders(reports=str(home.reports), published=str(home.published), exports=str(home.exports)),
    }
    follow = dg.AutomationConditionSensorDefinition(
        "follow",
        target=dg.AssetSelection.all(),
        description="Makes each table again when one that it is made from has changed and passed its checks.",
    )
    return dg.Definitions(
        assets=[
            *notes.ASSETS,
            *mentions.ASSETS,
            *structured.ASSETS,
            *events.ASSETS,
            *pathways.ASSETS,
            *quality.ASSETS,
            *outputs.ASSETS,
            *distant.ASSETS,
            *exports.ASSETS,
        ],
        asset_checks=[*quality.CHECKS, *distant.CHECKS],
        jobs=[care_pathways, distant_supervision],
        schedules=[nightly],
        sensors=[_inbox_sensor(home), follow],
        resources={**resources, **(resource_overrides or {})},
        executor=dg.in_process_executor,
    )


defs = build_defs()
