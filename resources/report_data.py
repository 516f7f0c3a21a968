"""Read from the warehouse what the cohort report, the timelines and the exports are made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from onco_pipeline.exports.data import ExportData
from onco_pipeline.extraction.as_read import as_read
from onco_pipeline.report.page import CohortData
from onco_pipeline.report.readings import evidence_table, load_table, measured, precision_table, versions
from onco_pipeline.report.timeline import PersonData
from onco_pipeline.study import Study
from resources.dbt_runner import project_dir, project_fingerprint
from resources.warehouse import Warehouse, WarehouseError

#: The marts that the report shows numbers of.
AGGREGATES = (
    "agg_cohort_inclusion",
    "agg_cohort_profile",
    "agg_monthly_activity",
    "agg_delay",
    "agg_pathway_variant",
    "agg_pathway_flow",
)

#: With the order of their rows: that in which they stand depends on what was made again last.
_EXPORTED_MARTS = {
    "dim_patient": "person_id",
    "fct_oral_therapy_episode": "person_id, episode_of_patient",
    "fct_metastasis_free_interval": "person_id",
}

_PERFORMED = """
    SELECT {column}, count(*) AS n_events, count(DISTINCT person_id) AS n_patients
    FROM marts.fct_care_event JOIN marts.fct_cohort_inclusion USING (person_id)
    WHERE is_performed AND is_included GROUP BY ALL ORDER BY ALL
"""


def cohort_data(
    warehouse: Warehouse,
    study: Study,
    *,
    source: str,
    evaluations: Path,
    pipeline_version: str,
    checks: pd.DataFrame | None = None,
) -> CohortData:
    """Return the tables of the cohort report.

    Parameters
    ----------
    warehouse
        A warehouse whose marts are built.
    study
        The settings the marts were built with.
    source
        What the hospital's tables are, in words.
    evaluations
        Folder of what ``onco evaluate --json`` wrote.
    pipeline_version
        Version of the extraction.
    checks
        What the quality checks said, a row a table.

    Raises
    ------
    WarehouseError
        When there are no marts yet.
    """
    _require_marts(warehouse, *AGGREGATES)
    threshold = study.small_cell_threshold
    aggregates = {name: warehouse.query(f"FROM marts.{name} ORDER BY ALL") for name in AGGREGATES}
    intervals = warehouse.query(
        "SELECT intervals.* FROM marts.fct_metastasis_free_interval AS intervals "
        "JOIN marts.fct_cohort_inclusion USING (person_id) WHERE is_included ORDER BY person_id"
    )
    included = warehouse.query("SELECT count(*) AS n FROM marts.fct_cohort_inclusion WHERE is_included")
    load = warehouse.read("source_load")
    quality: dict[str, pd.DataFrame] = {
        "Rows of the source": load_table(load, threshold),
        "Agreement of text and coded rows": evidence_table(
            warehouse.query(_PERFORMED.format(column="reconciliation")), threshold
        ),
        "Precision of the dates": precision_table(warehouse.query(_PERFORMED.format(column="precision")), threshold),
    }
    if checks is not None and len(checks):
        quality["Checks of the tables"] = checks
    return CohortData(
        **aggregates,
        intervals=intervals,
        n_included=int(included["n"][0]),
        study=study,
        source=source,
        quality=quality,
        measured=measured(evaluations),
        provenance={**versions(), **_fingerprints(warehouse, load, pipeline_version)},
    )


def _require_marts(warehouse: Warehouse, *names: str) -> None:
    made = warehouse.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'marts'")
    if not set(made["table_name"]).issuperset(names):
        raise WarehouseError(f"{warehouse.path} has no marts yet: run `onco run` first")


def export_data(warehouse: Warehouse, *, pipeline_version: str) -> ExportData:
    """Return the tables that the exports are made from.

    Raises
    ------
    WarehouseError
        When there are no marts yet.
    """
    _require_marts(warehouse, *_EXPORTED_MARTS)
    return ExportData(
        care_event=warehouse.read("validated_care_event"),
        **{name: warehouse.read(name) for name in ("event_evidence", "note_event", "note")},
        **{name: warehouse.query(f"FROM marts.{name} ORDER BY {order}") for name, order in _EXPORTED_MARTS.items()},
        version=pipeline_version,
    )


def _fingerprints(warehouse: Warehouse, load: pd.DataFrame, pipeline_version: str) -> Mapping[str, str]:
    read = {f"source table {row.source_table}": row.table_fingerprint for row in load.itertuples()}
    return {
        "extraction": pipeline_version,
        "dbt models": project_fingerprint(project_dir()),
        **read,
        "validated care events": warehouse.content_hash("validated_care_event"),
    }


def person_data(warehouse: Warehouse, person_id: str) -> PersonData:
    """Return one patient's validated events with everything that supports them, notes as they were read."""
    mine = {"person_id": person_id}
    note_event, note = as_read(warehouse.read("note_event", where=mine), warehouse.read("note", where=mine))
    return PersonData(
        person_id=person_id,
        care_event=warehouse.read("validated_care_event", where=mine),
        event_evidence=warehouse.read("event_evidence", where=mine),
        note_event=note_event,
        note=note,
        structured_event=warehouse.read("structured_event", where=mine),
        death=warehouse.read("death", where=mine),
    )
