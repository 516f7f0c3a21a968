"""Tables inside a page: links that save them as CSV or Parquet, without a server or a file beside the page."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import pandas as pd

_TYPES = {"csv": "text/csv;charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class Download:
    """One file inside the page: its name and its content as a ``data:`` address."""

    name: str
    address: str


def downloads(name: str, table: pd.DataFrame) -> list[Download]:
    """Return the links of one table, as CSV and as Parquet.

    Examples
    --------
    >>> [link.name for link in downloads("agg_delay", pd.DataFrame({"n": [1]}))]
    ['agg_delay.csv', 'agg_delay.parquet']
    """
    packed = io.BytesIO()
    table.to_parquet(packed, index=False)
    contents = {"csv": table.to_csv(index=False).encode("utf-8"), "parquet": packed.getvalue()}
    return [
        Download(f"{name}.{ending}", f"data:{_TYPES[ending]};base64,{base64.b64encode(content).decode('ascii')}")
        for ending, content in contents.items()
    ]
