"""What Great Expectations says of a suite that is met, as JSON: the same for all tables but for a dozen numbers.

Data Docs are made of it, and the next run reads it. It is written here as Great Expectations 1.24 writes it, field by
field (``tests/quality/test_counting.py`` compares them for every suite); of another version nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

#: The version whose results are written here, but for its last number.
_WRITTEN_LIKE = "1.24."
#: What tells the number of rows alone: these ask whether a value is there.
_OF_ALL_ROWS = ("expect_column_values_to_not_be_null", "expect_column_values_to_be_null")
_NUMBERS_OF_ALL = ("element_count", "unexpected_count", "unexpected_percent")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one expectation: all rows, those without a value where these are left out, and those that break it."""

    rows: int
    missing: int
    broken: int


@cache
def _installed() -> str:
    return version("great-expectations")


def is_known() -> bool:
    """Return whether the results of the Great Expectations that is installed look as they are written here."""
    return _installed().startswith(_WRITTEN_LIKE)


def met(
    table: str, rules: Sequence[Mapping[str, Any]], counts: Sequence[Counts], sets: Mapping[str, list[Any]]
) -> dict[str, Any]:
    """Return the result of a suite all of whose expectations are met.

    Parameters
    ----------
    rules
        The expectations, with the bounds that a home changed.
    counts
        What was counted, one a rule.
    sets
        The values of the sets that rules name.
    """
    # Great Expectations puts together what is asked of one column, and what is asked of several.
    columns = list(dict.fromkeys(rule.get("column") for rule in rules))
    pairs = sorted(zip(rules, counts, strict=True), key=lambda pair: columns.index(pair[0].get("column")))
    return {
        "success": True,
        "results": [_result(table, rule, counted, sets) for rule, counted in pairs],
        "suite_name": table,
        "suite_parameters": {},
        "statistics": {
            "evaluated_expectations": len(rules),
            "successful_expectations": len(rules),
            "unsuccessful_expectations": 0,
            "success_percent": 100.0,
        },
        "meta": {
            "great_expectations_version": _installed(),
            "batch_spec": {"batch_data": "PandasDataFrame"},
            "active_batch_definition": {
                "datasource_name": "warehouse",
                "data_connector_name": "fluent",
                "data_asset_name": table,
                "batch_identifiers": {"dataframe": "<DATAFRAME>"},
            },
        },
        "id": None,
    }


def _result(table: str, rule: Mapping[str, Any], counts: Counts, sets: Mapping[str, list[Any]]) -> dict[str, Any]:
    numbers = dict(_numbers(counts))
    kept = _NUMBERS_OF_ALL if rule["type"] in _OF_ALL_ROWS else numbers
    return {
        "success": True,
        "expectation_config": {
            "type": rule["type"],
            "kwargs": dict(_asked(table, rule, sets)),
            "meta": {},
            "severity": "critical",
        },
        "result": {name: numbers[name] for name in kept},
        "meta": {},
        "exception_info": {"raised_exception": False, "exception_traceback": None, "exception_message": None},
    }


def _asked(table: str, rule: Mapping[str, Any], sets: Mapping[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    """Yield what an expectation asks, by the names and in the order of Great Expectations."""
    yield "batch_id", f"warehouse-{table}"
    yield ("column", rule["column"]) if "column" in rule else ("column_list", rule["columns"])
    if rule.get("mostly", 1) != 1:
        yield "mostly", float(rule["mostly"])
    if "values" in rule:
        yield "value_set", sets[rule["values"]]
    if "regex" in rule:
        yield "regex", rule["regex"]
    for side in ("min", "max"):
        if side in rule:
            yield f"{side}_value", float(rule[side])


def _numbers(counts: Counts) -> Iterator[tuple[str, float | None]]:
    asked = counts.rows - counts.missing
    share = counts.broken / asked * 100 if asked else None
    yield "element_count", counts.rows
    yield "unexpected_count", counts.broken
    yield "unexpected_percent", share
    yield "missing_count", counts.missing
    yield "missing_percent", counts.missing / counts.rows * 100
    yield "unexpected_percent_total", counts.broken / counts.rows * 100
    yield "unexpected_percent_nonmissing", share
