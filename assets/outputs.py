"""What people open: the report, sample timelines, and a read-only copy of the warehouse for notebooks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import dagster as dg
import pandas as pd
from dagster._core.storage.asset_check_execution_record import COMPLETED_ASSET_CHECK_EXECUTION_RECORD_STATUSES as _ENDED

from assets.common import AUTOMATION, OWNERS, WRITER_POOL, Folders, address, timed
from assets.quality import CHECKS
from onco_pipeline.private_files import write_private
from onco_pipeline.report import timeline
from onco_pipeline.report.page import CohortData, render
from onco_pipeline.report.timeline import sample_patients
from onco_pipeline.study import Study
from resources import unchanged
from resources.home import Home
from resources.report_data import AGGREGATES, cohort_data, person_data
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

_GROUP = "outputs"


def check_table(instance: dg.DagsterInstance) -> pd.DataFrame:
    """Return what the quality checks said last, a row a table, from Dagster's record of runs."""
    keys = [key for check in CHECKS for key in check.check_keys]
    found: dict[str, list[int]] = {}
    for key in keys:
        # The last that ended: a run that waits in the queue has planned its own already.
        records = instance.event_log_storage.get_asset_check_execution_history(key, limit=1, status=_ENDED)
        said = records[0].evaluation if records else None
        if said is None or "expectations" not in said.metadata:
            continue
        row = found.setdefault(key.asset_key.to_user_string(), [0, 0])
        row[0] += int(said.metadata["expectations"].value)
        row[1] += len(said.metadata["failed"].value)
    rows = [(table, *numbers) for table, numbers in sorted(found.items())]
    return pd.DataFrame(rows, columns=["table", "expectations", "not met"])


def report_of(warehouse: Warehouse, home: Home, instance: dg.DagsterInstance) -> CohortData:
    """Return what the cohort report of a home is made from."""
    from onco_pipeline.extraction.pipeline import PIPELINE_VERSION

    return cohort_data(
        warehouse,
        Study.read(home.study),
        source="Hospital tables" if home.settings().get("source") else "A fictitious hospital",
        evaluations=home.evaluations,
        pipeline_version=PIPELINE_VERSION,
        checks=check_table(instance),
    )


def _draw(steps: unchanged.Steps, step: str, data: object, path: Path, draw: Callable[[], object]) -> bool:
    """Draw a file, unless it is there as it was drawn from the same data; return whether it was drawn."""
    made_from = unchanged.content(data)
    if steps.holds(step, made_from, unchanged.content(path)):
        return False
    steps.drop(step)
    draw()
    steps.keep(step, made_from, unchanged.content(path))
    return True


@dg.asset(
    deps=[
        *AGGREGATES,
        "fct_metastasis_free_interval",
        "fct_cohort_inclusion",
        "fct_care_event",
        "source_load",
        "validated_care_event",
    ],
    group_name=_GROUP,
    kinds={"html"},
    owners=OWNERS,
    description="The cohort in one HTML page, without a word of a note or a small number.",
    automation_condition=AUTOMATION,
    pool=WRITER_POOL,
)
def cohort_report(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, folders: Folders
) -> dg.MaterializeResult:
    """Render the report from the marts."""
    with timed() as clock:
        door, path = warehouse.door(), Path(folders.reports) / "report.html"
        with door.session():
            data = report_of(door, Home(Path(folders.reports).parent), context.instance)
        drawn = _draw(
            unchanged.Steps.of(door), "cohort_report", data, path, lambda: write_private(path, render(data).encode())
        )
    return dg.MaterializeResult(
        metadata={
            "report": dg.MetadataValue.path(str(path)),
            "open": address(path),
            "patients_included": data.n_included,
            "unchanged": not drawn,
            "bytes": path.stat().st_size,
            "seconds": clock.seconds,
        }
    )


@dg.asset(
    deps=["validated_care_event", "event_evidence", "note_event", "note", "structured_event", "death"],
    group_name=_GROUP,
    kinds={"html"},
    owners=OWNERS,
    description="The timelines of a few patients, each event with the sentences that tell it. They quote notes.",
    automation_condition=AUTOMATION,
    pool=WRITER_POOL,
)
def patient_timelines(warehouse: WarehouseResource, folders: Folders) -> dg.MaterializeResult:
    """Draw the patients whose pathways show most, each when something of theirs has changed; other pages go."""
    with timed() as clock:
        door = warehouse.door()
        steps, folder = unchanged.Steps.of(door), Path(folders.reports) / "timelines"
        with door.session():
            care_events = door.read("validated_care_event", columns=["care_event_id", "person_id", "family"])
            people = {timeline.file_name(person): person_data(door, person) for person in sample_patients(care_events)}
        for old in folder.glob("timeline-*.html"):
            if old.name not in people:
                old.unlink()
        drawn = 0
        for place, (name, data) in enumerate(people.items()):
            # By their place: the record of what was done names no patient.
            drawn += _draw(
                steps, f"patient_timelines {place}", data, folder / name, partial(timeline.save, data, folder / name)
            )
    return dg.MaterializeResult(
        metadata={
            "folder": dg.MetadataValue.path(str(folder)),
            "open": address(folder),
            "timelines": len(people),
            "timelines_drawn": drawn,
            "seconds": clock.seconds,
        }
    )


@dg.asset(
    deps=["cohort_report", "fct_care_event", "fct_care_pathway", "fct_pathway_delay", "dim_patient"],
    group_name=_GROUP,
    kinds={"duckdb", "file"},
    owners=OWNERS,
    description="A read-only copy of the warehouse, replaced in one move: notebooks never wait for a run.",
    automation_condition=AUTOMATION,
    pool=WRITER_POOL,
)
def published_warehouse(warehouse: WarehouseResource, folders: Folders) -> dg.MaterializeResult:
    """Publish the snapshot."""
    with timed() as clock:
        path = Path(folders.published)
        warehouse.door().publish(path)
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(path)),
            "bytes": path.stat().st_size,
            "seconds": clock.seconds,
        }
    )


ASSETS = [cohort_report, patient_timelines, published_warehouse]
