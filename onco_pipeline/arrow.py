"""How the types of the declared tables are stored in Arrow, and so in Parquet."""

from __future__ import annotations

import pyarrow as pa

from onco_pipeline.table import Table, Type

__all__ = ["ARROW_TYPES", "arrow_schema"]

ARROW_TYPES = {
    Type.TEXT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.FLOAT: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us"),
    Type.JSON: pa.string(),
}


def arrow_schema(table: Table, *, without: str = "") -> pa.Schema:
    """Return the Arrow schema of a table, for the warehouse, Parquet parts and exports.

    Parameters
    ----------
    table
        The table.
    without
        A column that is left out.

    Examples
    --------
    >>> from onco_pipeline.tables import DEATH
    >>> arrow_schema(DEATH, without="row_fingerprint").names
    ['person_id', 'death_datetime']
    """
    kept = (column for column in table.columns if column.name != without)
    return pa.schema([pa.field(column.name, ARROW_TYPES[column.type], column.nullable) for column in kept])
