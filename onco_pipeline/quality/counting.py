"""Count a suite in the warehouse: what Great Expectations says of a table that is as it should be.

Great Expectations takes a second to start, fifty milliseconds to be asked anything, and reads every row into memory;
what it says of a suite that is met is a dozen numbers (:mod:`onco_pipeline.quality.results`). DuckDB counts these in
one statement. Nothing is decided here that it would decide otherwise: where an expectation is not met with certainty,
where rows share a key, or where a suite asks something that is not counted here, there is no answer, and Great
Expectations validates the table, and names the keys of what fails.
"""

# Names of tables and columns come from onco_pipeline.tables and the suites.
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb

from onco_pipeline.quality.results import Counts, is_known, met
from onco_pipeline.quality.settings import DEFAULTS, QualitySettings
from onco_pipeline.quality.validation import SETS, Outcome, Validated, label, suite
from onco_pipeline.table import Type
from onco_pipeline.tables import table as declared

#: A share of rows this near to what is asked is left to Great Expectations, which rounds in its own way.
_NEAR = 1e-9
_FILLED, _EMPTY = "expect_column_values_to_not_be_null", "expect_column_values_to_be_null"
_UNIQUE = "expect_column_values_to_be_unique"
_UNIQUE_TOGETHER = "expect_compound_columns_to_be_unique"
_AMONG, _BETWEEN = "expect_column_values_to_be_in_set", "expect_column_values_to_be_between"
_MATCHES = "expect_column_values_to_match_regex"


class _NotCounted(Exception):  # noqa: N818 -- what happened, rather than that it is an error
    """A suite asks something that is not counted here, or its answer is not certain."""


def counted(connection: duckdb.DuckDBPyConnection, name: str, settings: QualitySettings = DEFAULTS) -> Validated | None:
    """Return what validating a table gives, when every expectation is met; None when Great Expectations must tell.

    Parameters
    ----------
    name
        Name of the table.
    settings
        Bounds and severities that take the place of the suite's own.
    """
    if not is_known():
        return None
    rules = [{**rule, **settings.of(name, label(rule))} for rule in suite(name)["expectations"]]
    try:
        counts = _count(connection, name, rules)
    except _NotCounted:
        return None
    severities = [settings.severity(name, label(rule), rule["severity"]) for rule in rules]
    fulfilled = (Outcome(label(rule), how, True, 0, ()) for rule, how in zip(rules, severities, strict=True))
    return Validated(tuple(fulfilled), met(name, rules, counts, SETS))


def _count(connection: duckdb.DuckDBPyConnection, name: str, rules: list[dict[str, Any]]) -> list[Counts]:
    parts, given = [], []
    for rule in rules:
        missing, broken, values = _asked(name, rule)
        parts += [missing, broken]
        given += values
    sql = f"SELECT count(*), {', '.join(parts)} FROM {_rows(name)} AS t"
    rows, *numbers = connection.execute(sql, given).fetchall()[0]
    if not rows:
        raise _NotCounted  # nothing is asked of an empty table
    found = []
    for place, rule in enumerate(rules):
        absent, wrong = numbers[2 * place : 2 * place + 2]
        if rule["type"] == _MATCHES:
            wrong = _not_matching(connection, name, rule)
        if wrong and rule["type"] in (_UNIQUE, _UNIQUE_TOGETHER):
            wrong = _equal(connection, name, rule)
        if not _is_met(rule, rows - absent, wrong):
            raise _NotCounted
        found.append(Counts(rows, absent, wrong))
    return found


def _is_met(rule: Mapping[str, Any], asked: int, broken: int) -> bool:
    if not broken:
        return True
    if rule["type"] in (_UNIQUE, _UNIQUE_TOGETHER):
        return False  # how many rows share a key with another is not counted
    return (asked - broken) / asked > rule.get("mostly", 1) + _NEAR


def _asked(name: str, rule: Mapping[str, Any]) -> tuple[str, str, list[Any]]:
    """Return what counts the rows that a rule leaves out, what counts those that break it, and the latter's values."""
    kind = rule["type"]
    if kind == _UNIQUE_TOGETHER:
        columns = [_column(name, column) for column in rule["columns"]]
        # A row that lacks one of them counts as breaking it: Great Expectations looks at that.
        return "0", f"count(*) - {_different(columns)} + {_lacking(columns)}", []
    value = _value(name, rule["column"])
    missing = f"count(*) FILTER ({value} IS NULL)"
    if kind == _FILLED:
        return "0", missing, []
    if kind == _EMPTY:
        return "0", f"count({value})", []
    if kind == _UNIQUE:
        return missing, f"count({value}) - {_different([value])} FILTER ({value} IS NOT NULL)", []
    if kind == _AMONG:
        return missing, f"count(*) FILTER (NOT list_contains(?, {value}))", [SETS[rule["values"]]]
    if kind == _BETWEEN:
        bounds = [f"{value} {sign} {float(rule[side])}" for side, sign in (("min", "<"), ("max", ">")) if side in rule]
        return missing, f"count(*) FILTER ({' OR '.join(bounds)})", []
    if kind == _MATCHES:
        return missing, "0", []  # Python's own patterns: see _not_matching
    raise _NotCounted


def _different(columns: list[str]) -> str:
    """Return the SQL of how many different keys there are, at least: told apart by a hash, which is quicker.

    Two keys of one hash are taken for one (76 among five million that are alike): see :func:`_equal`.
    """
    return f"count(DISTINCT hash({', '.join(columns)}))"


def _equal(connection: duckdb.DuckDBPyConnection, name: str, rule: Mapping[str, Any]) -> int:
    """Return how many rows have a key that others have, or lack a part of it, each key but once."""
    values = [_value(name, column) for column in rule.get("columns") or [rule["column"]]]
    filled = " AND ".join(f"{value} IS NOT NULL" for value in values)
    asked = f"count(*) FILTER ({filled})" if rule["type"] == _UNIQUE else "count(*)"
    different = f"SELECT DISTINCT {', '.join(values)} FROM {_rows(name)} AS t WHERE {filled}"
    sql = f"SELECT {asked} - (SELECT count(*) FROM ({different})) FROM {_rows(name)} AS t"
    return connection.execute(sql).fetchall()[0][0]


def _lacking(columns: list[str]) -> str:
    return f"count(*) FILTER ({' OR '.join(f'{column} IS NULL' for column in columns)})"


def _not_matching(connection: duckdb.DuckDBPyConnection, name: str, rule: Mapping[str, Any]) -> int:
    """Return how many rows do not match: a pattern is Python's, and codes are few."""
    value = _value(name, rule["column"])
    codes = connection.execute(
        f"SELECT {value}, count(*) FROM {_rows(name)} AS t WHERE {value} IS NOT NULL GROUP BY ALL"
    ).fetchall()
    return sum(number for code, number in codes if not re.search(rule["regex"], code))


def _rows(name: str) -> str:
    """Return the SQL of the rows of a table with what its suite derives of each: looked up once, not once a count."""
    derived = [f"{_derived(name, how)} AS {column}" for column, how in suite(name).get("derive", {}).items()]
    return f"(SELECT {', '.join(['t.*', *derived])} FROM {declared(name).qualified_name} AS t)"


def _value(name: str, column: str) -> str:
    """Return the SQL of a column of a suite: one of the table's, or one that the suite derives."""
    return f"t.{column}" if column in suite(name).get("derive", {}) else _column(name, column)


def _derived(name: str, how: Mapping[str, list[str]]) -> str:
    """Return the SQL of what a suite derives of a row."""
    ((kind, columns),) = how.items()
    if kind == "found_in":
        own, other_table, other = columns
        there = f"SELECT {other} FROM {declared(other_table).qualified_name} WHERE {other} IS NOT NULL"
        return f"CASE WHEN {_column(name, own)} IS NOT NULL THEN {_column(name, own)} IN ({there}) END"
    first, *second = (_column(name, each) for each in columns)
    if kind == "days":
        return f"(CAST({second[0]} AS DATE) - CAST({first} AS DATE) + 1)"
    if kind == "year":
        return f"year({first})"
    if kind == "difference":
        return f"({second[0]} - {first})"
    if kind == "sum":
        return f"({first} + {second[0]})"
    raise _NotCounted


def _column(name: str, column: str) -> str:
    # pandas takes for a missing value what is no number.
    is_number = declared(name).column(column).type is Type.FLOAT
    return f"nullif(t.{column}, CAST('nan' AS DOUBLE))" if is_number else f"t.{column}"
