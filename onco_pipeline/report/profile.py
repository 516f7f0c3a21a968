"""Who the patients of a cohort are, as the first table of an article tells it."""

from __future__ import annotations

from typing import Any

import pandas as pd

#: What ``agg_cohort_profile`` tells, in the order in which such a table does.
CHARACTERISTICS = {
    "sex": "sex",
    "age_group": "age on the index date (years)",
    "cancer_group": "cancer",
    "hospital": "main hospital",
}
_WORDS = {"m": "male", "f": "female"}


def profile(rows: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of ``agg_cohort_profile`` by characteristic, in words, each in the order a reader expects.

    Ages go up, the rest goes from the most patients to the fewest; what is hidden stands after it, what the tables do
    not tell at the end.

    Parameters
    ----------
    rows
        ``characteristic, value, n_patients, patient_share, is_suppressed``.

    Examples
    --------
    >>> rows = pd.DataFrame({"characteristic": "sex", "value": ["unknown", "f", "m"], "n_patients": [60, 20, 40],
    ...     "patient_share": [1 / 2, 1 / 6, 1 / 3], "is_suppressed": False})
    >>> [row["value"] for row in profile(rows)["sex"]]
    ['male', 'female', 'unknown']
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for name, title in CHARACTERISTICS.items():
        own = rows[rows["characteristic"] == name].to_dict("records")
        if own:
            own.sort(key=_age_order if name == "age_group" else _size_order)
            found[title] = [row | {"value": _in_words(name, row["value"])} for row in own]
    return found


def _age_order(row: dict[str, Any]) -> tuple[bool, bool, str]:
    return row["value"] == "unknown", row["value"] != "under_40", row["value"]


def _size_order(row: dict[str, Any]) -> tuple[bool, bool, int, str]:
    hidden = bool(row["is_suppressed"])
    return row["value"] == "unknown", hidden, 0 if hidden else -int(row["n_patients"]), row["value"]


def _in_words(characteristic: str, value: str) -> str:
    if characteristic == "hospital":
        return value
    if (characteristic, value) == ("cancer_group", "unknown"):
        return "no primary cancer coded"
    return _WORDS.get(value, value.replace("_", " "))
