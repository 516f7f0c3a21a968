"""Numbers about the data and its making that a report shows: quality tables, scores, versions."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import pandas as pd

from onco_pipeline.disclosure import Relation, suppress
from onco_pipeline.errors import UserError
from onco_pipeline.report.page import Measured

#: Whose version a reader needs to make the same numbers again.
_PACKAGES = ("onco-pipeline", "edsnlp", "dagster", "dbt-core", "duckdb", "great-expectations", "lifelines", "torch")

_EVIDENCE = ("confirmed", "text_only", "structured_only", "conflicting")


def load_table(load: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return what was read of each table of the source, small numbers left empty: seven deaths are seven patients.

    Parameters
    ----------
    load
        ``source_table, rows_read, rows_kept, rows_quarantined``: the first number is the sum of the two others.
    threshold
        The least number that may be shown.

    Examples
    --------
    >>> columns = ["source_table", "rows_read", "rows_kept", "rows_quarantined"]
    >>> load_table(pd.DataFrame([("death", 7, 7, 0)], columns=columns), 11)["rows_read"].tolist()
    [<NA>]
    """
    numbers = ["rows_read", "rows_kept", "rows_quarantined"]
    shown = load[["source_table", *numbers]].astype(dict.fromkeys(numbers, "Int64"))
    for row in range(len(shown)):
        values = [int(value) for value in shown.loc[shown.index[row], numbers]]
        hidden = suppress(values, [Relation(0, (1, 2))], threshold=threshold)
        for name, hide in zip(numbers, hidden, strict=True):
            if hide:
                shown.loc[shown.index[row], name] = pd.NA
    return shown


def evidence_table(events: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return the performed events by how text and coded rows agree, what must be hidden left empty.

    Parameters
    ----------
    events
        ``reconciliation, n_events, n_patients`` of the performed events of the cohort.
    threshold
        The least number of patients that may be shown.
    """
    counts = {row.reconciliation: (int(row.n_events), int(row.n_patients)) for row in events.itertuples()}
    names = [*_EVIDENCE, *sorted(set(counts) - set(_EVIDENCE))]
    values = [counts.get(name, (0, 0)) for name in names]
    # The report shows the events known from text alone and all events too: the coded ones follow from the two.
    coded = tuple(place for place, name in enumerate(names) if name != "text_only")
    total = sum(events for events, _ in values)
    told = sum(values[place][0] for place in coded)
    cells = [*(events for events, _ in values), told, total]
    small = [patients < threshold for _, patients in values] + [told < threshold, total < threshold]
    place = len(names)
    relations = [Relation(place, coded), Relation(place + 1, (names.index("text_only"), place))]
    hidden = suppress(cells, relations, threshold=threshold, small=small)
    return pd.DataFrame(
        {
            "text and coded rows": names,
            "events": pd.array(
                [None if hide else value for hide, value in zip(hidden, cells[:place], strict=False)], dtype="Int64"
            ),
        }
    )


def precision_table(events: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Return the performed events by precision of their date, what must be hidden left empty.

    Parameters
    ----------
    events
        ``precision, n_events, n_patients``.
    """
    names = ["day", "month", "year", "interval"]
    counts = {row.precision: (int(row.n_events), int(row.n_patients)) for row in events.itertuples()}
    values = [counts.get(name, (0, 0)) for name in names]
    total = sum(number for number, _ in values)
    hidden = suppress(
        [*(number for number, _ in values), total],
        [Relation(len(names), tuple(range(len(names))))],
        threshold=threshold,
        small=[patients < threshold for _, patients in values] + [total < threshold],
    )
    shown = [None if hide else number for hide, (number, _) in zip(hidden, values, strict=False)]
    return pd.DataFrame({"precision of the date": names, "events": pd.array(shown, dtype="Int64")})


def measured(folder: Path) -> list[Measured]:
    """Return the evaluations that stand in a folder, by name; none when it does not exist.

    Raises
    ------
    UserError
        When a file there is not one that ``onco evaluate --json`` writes.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            scores = [_score(family, score) for family, score in told["strict"].items()]
            found.append(Measured(path.stem, pd.DataFrame(scores), int(told["owners"]), str(told["unit"])))
        except (json.JSONDecodeError, KeyError, TypeError, UnicodeDecodeError):
            raise UserError(
                f"{path} is no evaluation: write it with 'onco evaluate NOTES GOLD --json {path}', or move it away."
            ) from None
    return found


def _score(family: str, score: dict[str, Any]) -> dict[str, Any]:
    return {
        "family": family,
        "f1": score["f1"],
        "low": score["low"],
        "high": score["high"],
        "precision": score["precision"],
        "recall": score["recall"],
        "gold": score["tp"] + score["fn"],
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that make the numbers."""
    return {"Python": python_version(), **{name: version(name) for name in _PACKAGES}}
