"""Write dbt's ``sources.yml`` from :mod:`onco_pipeline.tables`, so that the two never drift.

``python -m resources.dbt_sources`` writes the file of the checkout; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from onco_pipeline.table import Column, Table
from onco_pipeline.tables import TABLES

#: Where the file stands in the dbt project.
SOURCES_PATH = Path("models", "staging", "sources.yml")

_SCHEMAS = {
    "omop": "The hospital's own tables, cleaned, and what was kept out of them.",
    "onco": "What the pipeline found: events of notes, events of coded rows, and both reconciled.",
}

_HEADER = "# Made from onco_pipeline/tables.py by `python -m resources.dbt_sources`: change it there.\n"


def _column(column: Column) -> dict[str, Any]:
    unit = f" ({column.unit})" if column.unit else ""
    return {
        "name": column.name,
        "description": f"{column.description}{unit}.",
        "data_type": column.type.value.lower(),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": f"{table.description}.",
        "columns": [_column(column) for column in table.columns],
    }


def render_sources() -> str:
    """Return the text of ``sources.yml``: every table the warehouse creates, with its columns.

    Examples
    --------
    >>> "name: validated_care_event" in render_sources()
    True
    """
    sources = [
        {
            "name": schema,
            "schema": schema,
            "description": description,
            "tables": [_table(table) for table in TABLES if table.schema == schema],
        }
        for schema, description in _SCHEMAS.items()
    ]
    body = yaml.safe_dump({"version": 2, "sources": sources}, sort_keys=False, allow_unicode=True, width=110)
    return _HEADER + body


if __name__ == "__main__":
    from resources.dbt_runner import project_dir

    (project_dir() / SOURCES_PATH).write_text(render_sources(), encoding="utf-8")
