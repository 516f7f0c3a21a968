"""One cell of a frame as Python has it: pandas has many ways to say that it is empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd


def plain(value: Any) -> Any:
    """Return a cell, None where it is empty.

    Examples
    --------
    >>> plain(float("nan")) is None, plain("foie")
    (True, 'foie')
    """
    return None if pd.isna(value) else value


def day(value: Any) -> date | None:
    """Return a cell as a day, None where it is empty.

    Examples
    --------
    >>> day("2019-03-12 10:30"), day(None) is None
    (datetime.date(2019, 3, 12), True)
    """
    return None if pd.isna(value) else pd.Timestamp(value).date()


def details(value: Any) -> dict[str, Any]:
    """Return the normalised details of an event: JSON in a frame, a mapping where a warehouse has read it.

    Examples
    --------
    >>> details('{"place": "outside"}'), details(None)
    ({'place': 'outside'}, {})
    """
    if isinstance(value, str) and value:
        value = json.loads(value)
    return dict(value) if isinstance(value, Mapping) else {}
