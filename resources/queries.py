"""The SELECT statements of the warehouse's door: a table, a condition, an order."""

# Names of tables and columns come from onco_pipeline.tables, values go as parameters.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from onco_pipeline import tables
from onco_pipeline.table import Table

#: Values that columns must have, or an SQL condition.
Where = str | Mapping[str, Any] | None


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> pa.Table:
    """Return the whole result of a query."""
    connection.complete()  # a half-fetched result of the caller would block this one
    return connection.sql(sql, params=values).to_arrow_table()


def declared(table: Table | str) -> Table:
    """Return a table by itself or by its name."""
    return tables.table(table) if isinstance(table, str) else table


def condition_of(table: Table, where: Where, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """Return the SQL of a condition and the values of its ``?``."""
    if where is None:
        return "true", []
    if isinstance(where, str):
        return where, list(parameters)
    conditions, values = ["true"], []
    for name, value in where.items():
        column = table.column(name).name
        many = isinstance(value, list | tuple | set | frozenset)
        conditions.append(f"{column} IN (SELECT unnest(?))" if many else f"{column} IS NOT DISTINCT FROM ?")
        values.append(list(value) if many else value)
    return " AND ".join(conditions), values


def select(
    table: Table, where: Where, columns: Sequence[str] | None, parameters: Sequence[Any]
) -> tuple[str, list[Any]]:
    """Return the SQL that reads a table in the order of its key, and the values of its ``?``."""
    names = [table.column(name).name for name in columns or table.column_names]
    condition, values = condition_of(table, where, parameters)
    order = ", ".join(table.key)
    return f"SELECT {', '.join(names)} FROM {table.qualified_name} WHERE {condition} ORDER BY {order}", values
