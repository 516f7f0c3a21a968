"""Which columns each column of the warehouse is made from, for the tables that Python makes.

The Dagster UI draws it from raw column to mart; dbt's part is read from its SQL (``resources/dbt_lineage``).
The tables of the hospital itself begin the graph: they have nothing above them.
"""

from __future__ import annotations

import dagster as dg

from onco_pipeline import tables
from onco_pipeline.table import Table

_CODED = ("procedure_occurrence", "condition_occurrence", "drug_exposure")
_CODES = tuple(f"{table}.{table.split('_')[0]}_source_value" for table in _CODED)
_KEYS = tuple(f"{table}.{table}_id" for table in _CODED)
_DAYS = (
    "procedure_occurrence.procedure_datetime",
    "condition_occurrence.condition_start_datetime",
    "drug_exposure.drug_exposure_start_datetime",
    "drug_exposure.drug_exposure_end_datetime",
)
_DATED = ("note.note_text", "note.note_datetime", "note.note_class_source_value")
_SIDES = ("note_event.note_event_id", "structured_event.source_id")
_AGREED = (
    "note_event.date_start",
    "note_event.date_end",
    "note_event.status",
    "structured_event.date_start",
    "structured_event.date_end",
    "person.birth_datetime",
    "death.death_datetime",
    "visit_occurrence.visit_start_datetime",
)


def _both(column: str) -> tuple[str, ...]:
    return f"note_event.{column}", f"structured_event.{column}"


#: Column to the columns it is made from; ``*`` for the columns that are not named.
_LINEAGE: dict[str, dict[str, tuple[str, ...]]] = {
    "quarantine": {"*": tuple(f"{table.name}.{table.key[0]}" for table in tables.SOURCE_TABLES)},
    "source_load": {"*": tuple(f"{table.name}.{table.key[0]}" for table in tables.SOURCE_TABLES)},
    "note_extraction": {
        "note_id": ("note.note_id",),
        "note_fingerprint": ("note.row_fingerprint",),
        "*": ("note.note_text",),
    },
    "note_event": {
        "note_id": ("note.note_id",),
        "person_id": ("note.person_id",),
        "note_event_id": ("note.note_id", "note.note_text"),
        **dict.fromkeys(("date_start", "date_end", "precision", "date_kind", "status"), _DATED),
        "*": ("note.note_text",),
    },
    "structured_event": {
        "source_table": _KEYS,
        "source_id": _KEYS,
        "person_id": tuple(f"{table}.person_id" for table in _CODED),
        "visit_occurrence_id": tuple(f"{table}.visit_occurrence_id" for table in _CODED),
        **dict.fromkeys(("date_start", "date_end", "precision"), _DAYS),
        "*": _CODES,
    },
    "care_event": {
        "care_event_id": (*_both("person_id"), *_both("family"), *_both("date_start")),
        **{
            name: _both(name)
            for name in ("person_id", "family", "subtype", "site", "date_start", "date_end", "precision")
        },
        "status": ("note_event.status", "note_event.conditional"),
        "reconciliation": _AGREED,
        "confidence": ("note_event.confidence", *_AGREED),
        "n_notes": ("note_event.note_id",),
        "n_structured": ("structured_event.source_id",),
        "quote": ("note_event.quote",),
        "date_quote": ("note_event.date_quote",),
        "*": ("note_event.attributes", "structured_event.code"),
    },
    "event_evidence": {
        "person_id": _both("person_id"),
        "note_id": ("note_event.note_id",),
        "evidence_table": ("note_event.note_event_id", "structured_event.source_table"),
        "*": _SIDES,
    },
    "extraction_rate": {
        "run": ("note.note_id",),
        "note_class_source_value": ("note.note_class_source_value",),
        "month": ("note.note_datetime",),
        "family": ("note_event.family",),
        "n_notes": ("note.note_id",),
        "n_events": ("note_event.note_event_id",),
    },
    "distant_labels": {
        **{name: (f"note_event.{name}",) for name in ("note_event_id", "note_id", "person_id", "family")},
        **dict.fromkeys(("place", "date_start", "date_end", "precision"), _DATED),
        "source_table": ("structured_event.source_table",),
        "source_id": ("structured_event.source_id",),
        "split": ("note_event.person_id",),
        "*": (*_both("date_start"), *_both("date_end")),
    },
    "person_reconciliation": {"person_id": _both("person_id"), "*": _SIDES},
}
_LINEAGE["validated_care_event"] = {
    column: (f"care_event.{column}",) for column in tables.VALIDATED_CARE_EVENT.column_names
}


def column_lineage(table: Table) -> dg.TableColumnLineage | None:
    """Return what each column of a table is made from; None for the tables that nothing is above.

    Examples
    --------
    >>> column_lineage(tables.NOTE_EVENT).deps_by_column["quote"][0].column_name
    'note_text'
    """
    told = _LINEAGE.get(table.name)
    if told is None:
        return None
    deps = {column: told.get(column, told.get("*", ())) for column in table.column_names}
    return dg.TableColumnLineage(
        {
            column: [
                dg.TableColumnDep(asset_key=dg.AssetKey(upstream), column_name=name)
                for upstream, name in (dep.split(".") for dep in above)
            ]
            for column, above in deps.items()
        }
    )
