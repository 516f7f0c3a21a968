"""Validate a table's frame with Great Expectations: counts and keys of failing rows, never their text."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from onco_pipeline.events import Family, Reconciliation, Status
from onco_pipeline.quality.settings import DEFAULTS, QualitySettings

#: Columns that hold words of notes: Great Expectations never sees them.
SECRET = ("quote", "date_quote", "note_text", "note_title", "attributes")

SETS: dict[str, list[Any]] = {
    "families": [str(value) for value in Family],
    "statuses": [str(value) for value in Status],
    "reconciliations": [str(value) for value in Reconciliation],
    "yes": [True],
    "possible": [str(value) for value in Reconciliation if value is not Reconciliation.IMPOSSIBLE],
}
#: Reads the values of a column of another table, for rules that refer to it.
Lookup = Callable[[str, str], Collection[Any]]
#: Where an expectation carries its name.
_LABEL = "label"
#: What is kept of a result: numbers of rows, never a value or a place of one.
_COUNTS = frozenset(
    f"{what}_{how}" for what in ("element", "unexpected", "missing") for how in ("count", "percent")
) | {"unexpected_percent_total", "unexpected_percent_nonmissing"}
#: What asks of a text which others it is equal to, or whether it is there; and whether it is one of a few.
_FILLED = "column_values_to_not_be_null"
_OF_EQUALITY = frozenset(("column_values_to_be_unique", "compound_columns_to_be_unique", _FILLED))
_OF_VALUES = frozenset(("column_values_to_be_in_set",))
#: Failing keys shown at most.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expectation's result: how many rows fail it, and the keys of the first of them."""

    name: str
    severity: str
    passed: bool
    failing: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Validated:
    """What a table's validation gave.

    Attributes
    ----------
    outcomes
        One an expectation, in the order of the suite.
    counted
        Great Expectations' own result as JSON, with its counts and without any value or place of a row; None for an
        empty table, of which nothing was asked.
    """

    outcomes: tuple[Outcome, ...]
    counted: dict[str, Any] | None


@lru_cache(maxsize=16)
def suite(name: str) -> dict[str, Any]:
    """Return the suite of a table as its YAML file says.

    Raises
    ------
    ValueError
        When two of its expectations are called the same: the result of one would be taken for the other's.
    """
    rules = yaml.safe_load(files("onco_pipeline.quality").joinpath(f"suites/{name}.yaml").read_text(encoding="utf-8"))
    called = [label(rule) for rule in rules["expectations"]]
    if twice := sorted({one for one in called if called.count(one) > 1}):
        raise ValueError(f"suites/{name}.yaml asks twice for {', '.join(twice)}: tell them apart with `of:`")
    return rules


def prepare(frame: pd.DataFrame, rules: Mapping[str, Any], lookup: Lookup | None = None) -> pd.DataFrame:
    """Return the frame without its secret columns, with the columns that the suite derives.

    Parameters
    ----------
    frame
        Rows of the table.
    rules
        The suite; its ``derive`` says which columns to add: ``days`` (from one date to another, both
        counted), ``year``, ``difference`` and ``sum`` of two columns, ``found_in`` (whether the value
        is one of another table's column, empty where the row has none).
    lookup
        Reads that other column; see :data:`Lookup`.

    Raises
    ------
    ValueError
        When the suite refers to another table and no ``lookup`` is given.
    """
    rows = frame.drop(columns=[name for name in SECRET if name in frame])
    for name, how in rules.get("derive", {}).items():
        ((kind, columns),) = how.items()
        rows[name] = _derived(rows, kind, columns, lookup)
    return rows


def _derived(rows: pd.DataFrame, kind: str, columns: list[str], lookup: Lookup | None) -> pd.Series:
    if kind == "days":
        start, end = (pd.to_datetime(rows[name], errors="coerce").dt.normalize() for name in columns)
        return (end - start).dt.days + 1
    if kind == "year":
        return pd.to_datetime(rows[columns[0]], errors="coerce").dt.year
    if kind == "difference":
        return rows[columns[1]] - rows[columns[0]]
    if kind == "sum":
        return rows[columns[0]] + rows[columns[1]]
    if kind != "found_in":
        raise ValueError(f"a suite cannot derive {kind!r}")
    if lookup is None:
        raise ValueError("the suite refers to another table: give validate a lookup")
    own, other_table, other = columns
    return _found_in(rows[own], pd.Series(lookup(other_table, other)))


def _found_in(values: pd.Series, there: pd.Series) -> pd.Series:
    """Return whether each value is one of another column's, None of an empty one."""
    if isinstance(values.dtype, pd.StringDtype) and isinstance(there.dtype, pd.StringDtype):
        # By Arrow itself: pandas makes an Arrow scalar of each value that it looks up in Arrow text.
        texts = [pa.array(column, pa.large_string(), from_pandas=True) for column in (values, there)]
        found = pc.is_in(texts[0], value_set=texts[1], skip_nulls=True)
        known = found.to_numpy(zero_copy_only=False)
    else:
        known = values.astype(object).isin(set(there)).to_numpy()
    places = np.where(values.notna(), known.astype(np.int8), np.int8(-1))  # -1 is how pandas writes an empty one
    return pd.Series(pd.Categorical.from_codes(places, categories=[False, True]), index=values.index)


def validate(
    frame: pd.DataFrame, name: str, lookup: Lookup | None = None, settings: QualitySettings = DEFAULTS
) -> Validated:
    """Validate a table against its suite.

    Parameters
    ----------
    frame
        The rows; may be empty, and then passes.
    name
        Name of the table.
    lookup
        See :func:`prepare`.
    settings
        Bounds and severities that take the place of the suite's own.
    """
    rules = suite(name)
    told = [
        {**rule, "severity": settings.severity(name, label(rule), rule["severity"])} for rule in rules["expectations"]
    ]
    if frame.empty:
        return Validated(tuple(Outcome(label(rule), rule["severity"], True, 0, ()) for rule in told), None)
    rows = prepare(frame, rules, lookup)
    made = expectations(name, settings)
    for each, rule in zip(made, told, strict=True):
        each.meta = {_LABEL: label(rule)}
    # All at once: what several expectations ask of a column is counted once. Only the columns that they ask for.
    asked = _light(rows[_columns(rules)], rules)
    whole = _validated(asked, name, made, "SUMMARY")
    if not whole.success:
        whole = _validated(asked, name, made, "COMPLETE")  # with the places of the failing rows, looked for one by one
    found = {result.expectation_config.meta[_LABEL]: result for result in whole.results}
    outcomes = tuple(_outcome(found[label(rule)], rows, rule, rules["key"]) for rule in told)
    return Validated(outcomes, _counted(whole.to_json_dict()))


def columns_read(name: str) -> set[str]:
    """Return the columns of a table that its suite reads: those it asks about or derives others from, and the key.

    Examples
    --------
    >>> sorted(columns_read("death"))
    ['death_datetime', 'person_id']
    """
    rules = suite(name)
    derived = rules.get("derive", {})
    asked = {rules["key"], *_columns(rules)} - derived.keys()
    for how in derived.values():
        ((kind, columns),) = how.items()
        asked |= set(columns[:1] if kind == "found_in" else columns)
    return asked - derived.keys()


def _columns(rules: Mapping[str, Any]) -> list[str]:
    """Return the columns that a suite's expectations are about, each once."""
    asked = [rule.get("columns") or [rule["column"]] for rule in rules["expectations"]]
    return list(dict.fromkeys(name for names in asked for name in names))


def _light(rows: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows with a number for each text where no more is asked than which are equal, known or filled.

    Great Expectations copies all columns of the filled rows for each column that it is asked about, and texts are
    what takes long to copy and to compare.
    """
    kinds: dict[str, set[str]] = {}
    for rule in rules["expectations"]:
        for column in rule.get("columns") or [rule["column"]]:
            kinds.setdefault(column, set()).add(rule["type"].removeprefix("expect_"))
    light = {}
    for name, asked in kinds.items():
        if isinstance(rows[name].dtype, pd.StringDtype):
            if asked <= _OF_EQUALITY:
                light[name] = _numbered(rows[name], apart=asked != {_FILLED})
            elif asked <= _OF_EQUALITY | _OF_VALUES:
                light[name] = rows[name].astype("category")
    return rows.assign(**light)


def _numbered(texts: pd.Series, *, apart: bool) -> pd.Series:
    """Return a number for each text, none for an empty one; ``apart``: the same for the same text and for no other."""
    whole = pa.array(texts, pa.large_string(), from_pandas=True)
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.combine_chunks()
    if not apart:
        numbers = np.where(pc.is_valid(whole).to_numpy(zero_copy_only=False), 0.0, np.nan)
    elif len(whole) > 1 and not whole.null_count and pc.all(pc.less_equal(whole[:-1], whole[1:])).as_py():
        # A key is read in its own order: a text is another one where it is not the one before.
        steps = pc.not_equal(whole[:-1], whole[1:]).to_numpy(zero_copy_only=False)
        numbers = np.concatenate([[0], np.cumsum(steps)])
    else:
        numbers = whole.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    return pd.Series(numbers, index=texts.index)


def _validated(rows: pd.DataFrame, name: str, asked: list[Any], told: str) -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # three seconds: imported only when something is validated

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset(name)
    with _unmarked():
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch(batch_parameters={"dataframe": rows})
        return batch.validate(
            gx.ExpectationSuite(name=name, expectations=asked),
            result_format={"result_format": told, "include_unexpected_rows": False},
        )


@contextmanager
def _unmarked() -> Iterator[None]:
    """Let Great Expectations not hash every value, twice, for a mark of the frame that :func:`_counted` throws away.

    It was a third of what the validation of a large table cost.
    """
    from great_expectations.execution_engine import pandas_execution_engine as engine

    usual = engine.hash_pandas_dataframe
    engine.hash_pandas_dataframe = lambda _: ""
    try:
        yield
    finally:
        engine.hash_pandas_dataframe = usual


def _counted(found: dict[str, Any]) -> dict[str, Any]:
    """Return a result without what it quotes of the rows: values, their places, the hash of the frame."""
    for each in found["results"]:
        each["result"] = {key: value for key, value in each["result"].items() if key in _COUNTS}
        each["meta"] = each["expectation_config"]["meta"] = {}
    found["meta"].pop("batch_markers", None)
    return found


def label(rule: Mapping[str, Any]) -> str:
    """Return what an expectation is called in messages and in ``quality.yaml``.

    Where a suite asks the same of a column twice, ``of`` tells the two apart.

    Examples
    --------
    >>> label({"type": "expect_column_values_to_be_unique", "column": "note_id"})
    'values_to_be_unique: note_id'
    >>> label({"type": "expect_column_values_to_be_in_set", "column": "status", "of": "done ones"})
    'values_to_be_in_set: status, done ones'
    """
    columns = rule.get("column") or ", ".join(rule["columns"])
    called = f"{rule['type'].removeprefix('expect_').removeprefix('column_')}: {columns}"
    return f"{called}, {rule['of']}" if "of" in rule else called


def in_words(name: str, called: str) -> str:
    """Return what it means that rows of a table fail an expectation, nothing where no words are needed.

    Parameters
    ----------
    called
        The expectation, as :func:`label` calls it.

    Examples
    --------
    >>> in_words("condition_occurrence", "values_to_match_regex: condition_source_value")
    'without a code of ICD-10: they tell nothing'
    """
    return next((str(rule.get("says", "")) for rule in suite(name)["expectations"] if label(rule) == called), "")


def expectations(name: str, settings: QualitySettings = DEFAULTS) -> list[Any]:
    """Return what a table's suite asks, as Great Expectations' own objects, with the bounds that a home changed."""
    return [_expectation(rule, settings.of(name, label(rule))) for rule in suite(name)["expectations"]]


def _expectation(rule: Mapping[str, Any], changed: Mapping[str, float]) -> Any:
    """Return the expectation that a rule stands for; ``changed`` bounds take the place of the rule's own."""
    import great_expectations.expectations as gxe

    rule = {**rule, **changed}
    options: dict[str, Any] = {"column": rule["column"]} if "column" in rule else {"column_list": rule["columns"]}
    if "regex" in rule:
        options["regex"] = rule["regex"]
    if "values" in rule:
        options["value_set"] = SETS[rule["values"]]
    options |= {f"{side}_value": rule[side] for side in ("min", "max") if side in rule}
    if "mostly" in rule:
        options["mostly"] = rule["mostly"]
    kind = "".join(part.title() for part in rule["type"].split("_"))
    return getattr(gxe, kind)(**options)


def _outcome(found: Any, rows: pd.DataFrame, rule: Mapping[str, Any], key: str) -> Outcome:
    places = found.result.get("unexpected_index_list") or []
    keys = tuple(sorted(set(map(str, rows[key].loc[places])))[:_SHOWN]) if not found.success else ()
    failing = int(found.result.get("unexpected_count") or (0 if found.success else len(rows)))
    return Outcome(label(rule), rule["severity"], bool(found.success), 0 if found.success else failing, keys)
