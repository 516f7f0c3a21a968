"""What people open: the report, and a read-only copy of the warehouse for notebooks."""

from pathlib import Path

import dagster as dg

from assets.common import AUTOMATION, OWNERS, WRITER_POOL, timed
from onco_pipeline.report.page import ReportData, render, sample_patients
from resources.warehouse import WarehouseResource

_GROUP = "outputs"


class Folders(dg.ConfigurableResource):
    """Where the outputs go.

    Attributes
    ----------
    reports
        Folder of the report.
    published
        Path of the read-only DuckDB copy.
    exports
        Folder of the exports, one folder each.
    """

    reports: str
    published: str
    exports: str


@dg.asset(
    deps=["validated_care_event", "event_evidence", "note_event", "note", "source_load", "fct_pathway_delay"],
    group_name=_GROUP,
    kinds={"html"},
    owners=OWNERS,
    description="One HTML page: numbers, activity, delays, and sample timelines with their evidence.",
    automation_condition=AUTOMATION,
    pool=WRITER_POOL,
)
def care_pathway_report(warehouse: WarehouseResource, folders: Folders) -> dg.MaterializeResult:
    """Render the report from the validated events and the marts."""
    from onco_pipeline.extraction.pipeline import PIPELINE_VERSION

    with timed() as clock:
        door = warehouse.door()
        events = door.read("validated_care_event")
        people = sample_patients(events)
        data = ReportData(
            people=people,
            care_event=events,
            event_evidence=door.read("event_evidence", where={"person_id": people}),
            note_event=door.read("note_event", where={"person_id": people}),
            note=door.read("note", where={"person_id": people}),
            fct_pathway_delay=door.query("SELECT * FROM marts.fct_pathway_delay"),
            source_load=door.read("source_load"),
            n_note_events=door.count("note_event"),
        )
        page = render(data, source="Hospital tables", pipeline_version=PIPELINE_VERSION)
        path = Path(folders.reports) / "report.html"
        path.touch(mode=0o600)
        path.write_text(page, encoding="utf-8")
    return dg.MaterializeResult(
        metadata={
            "report": dg.MetadataValue.path(str(path)),
            "dagster/row_count": len(data.care_event),
            "seconds": clock.seconds,
        }
    )


@dg.asset(
    deps=["care_pathway_report", "fct_care_event", "fct_care_pathway", "fct_pathway_delay", "dim_patient"],
    group_name=_GROUP,
    kinds={"duckdb"},
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


ASSETS = [care_pathway_report, published_warehouse]
