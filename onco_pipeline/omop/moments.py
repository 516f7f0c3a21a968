"""A date or time as hospitals write it in text: which writings are read, and their reading one by one.

:func:`~onco_pipeline.omop.checking.timestamp_sql` has DuckDB read whole columns by the same writings.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pandas as pd

#: ISO, with ``-`` or ``/``; its time; its distance from Greenwich.
DAY = r"\d{4}(-\d{1,2}-|/\d{1,2}/)\d{1,2}"
TIME = r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
OFFSET = r" ?(Z|UTC|[+-](0\d|1[0-4])(:?\d{2})?)"
FORMATS = [
    f"%d{sep}%m{sep}%Y{time}" for sep in "/-." for time in ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")
]  # fmt: skip
# 12-MAR-2019 as Oracle writes it, and 12MAR2019:10:30:00 as SAS does.
FORMATS += ["%d-%b-%Y", "%d-%b-%Y %H:%M:%S", "%d%b%Y", "%d%b%Y:%H:%M:%S", "%d%b%Y:%H:%M:%S.%f"]

#: What ``date_formats`` calls the days that a spreadsheet counts from the end of 1899.
EXCEL = "excel"

#: Days that stand for "none": the first and last ones of databases and programs, and the zero of a spreadsheet.
NO_DAY = tuple(
    date.fromisoformat(day)
    for day in ("0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "2999-12-31", "9999-12-31")
)

_ISO = re.compile(f"{DAY}({TIME}({OFFSET})?)?")
_DIGITS = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}


def moment_of(text: str) -> datetime | None:
    """Return the date or time that a text is, None when it is none; the clock is the one it was written by.

    Day and month are never swapped, and nothing is guessed: 12/25/2019 is no date, nor is 12/03/19.

    Examples
    --------
    >>> moment_of("04/05/2019").isoformat()
    '2019-05-04T00:00:00'
    >>> moment_of("12/25/2019") is None
    True
    """
    text = text.strip()
    if _ISO.fullmatch(text):
        read = pd.to_datetime(text, errors="coerce")
        return None if pd.isna(read) else read.to_pydatetime().replace(tzinfo=None)
    formats = [_DIGITS[len(text)]] if text.isdecimal() and len(text) in _DIGITS else FORMATS
    for written in formats:
        try:
            return datetime.strptime(text, written)
        except ValueError:
            continue
    return None
