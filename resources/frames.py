"""Turn a pandas frame into the Arrow table that a warehouse table wants, and back.

Names, order and types come from ``onco_pipeline.tables``; whatever does not fit is refused with the
name of the table and of the column, never with a value: values are patients' data.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd
import pyarrow as pa

from onco_pipeline.arrow import ARROW_TYPES, arrow_schema
from onco_pipeline.counts import count_of
from onco_pipeline.table import Column, Table, Type


class FrameError(ValueError):
    """A frame does not fit the table it is written to."""


def _is_null(value: Any) -> bool:
    return value is None or (not isinstance(value, dict | list | tuple) and pd.isna(value) is True)


def _as_date(value: Any) -> dt.date:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return pd.Timestamp(value).date()


def _as_timestamp(value: Any) -> dt.datetime:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    stamp = pd.Timestamp(value)
    if stamp.tzinfo is not None:
        raise ValueError("a time zone")
    return stamp.to_pydatetime(warn=False)


#: One for all: ``json.dumps`` makes another for each value.
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _json_texts(values: pd.Series) -> list[str | None]:
    """Return JSON texts, refusing what could not be read back: each is looked at once, and most stand there often."""
    texts: list[str | None] = []
    given: set[str] = set()
    for value in values:
        if isinstance(value, str):
            given.add(value)
        texts.append(None if _is_null(value) else value if isinstance(value, str) else _WRITTEN(value))
    for text in given:
        json.loads(text)
    return texts


_CONVERT = {Type.DATE: _as_date, Type.TIMESTAMP: _as_timestamp}


def _to_array(series: pd.Series, column: Column, table: Table) -> pa.Array:
    convert = _CONVERT.get(column.type)
    try:
        if column.type is Type.TIMESTAMP and pd.api.types.is_datetime64_dtype(series.dtype):
            return pa.array(series.astype("datetime64[us]"), type=ARROW_TYPES[column.type], from_pandas=True)
        if column.type is Type.DATE and pd.api.types.infer_dtype(series, skipna=True) == "date":
            return pa.array(series, type=ARROW_TYPES[column.type], from_pandas=True)
        if column.type is Type.JSON:
            return pa.array(_json_texts(series), type=ARROW_TYPES[column.type])
        if convert is not None:
            values = [None if _is_null(value) else convert(value) for value in series]
            return pa.array(values, type=ARROW_TYPES[column.type])
        return pa.array(series, type=ARROW_TYPES[column.type], from_pandas=True)
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        raise FrameError(
            f"table {table.qualified_name}: column {column.name} holds values that are no {column.type.value}"
        ) from None  # the cause would quote the value


def to_arrow(frame: pd.DataFrame, table: Table) -> pa.Table:
    """Return ``frame`` as an Arrow table with exactly the columns of ``table``.

    Dates may be :class:`datetime.date`, timestamps or ISO strings; JSON columns take dicts and lists
    (written with sorted keys) or JSON text. An empty frame may come without columns.

    Raises
    ------
    FrameError
        When a column is missing, unknown, of the wrong type, or empty where it must not be.

    Examples
    --------
    >>> from onco_pipeline.tables import PERSON_RECONCILIATION as table
    >>> frame = pd.DataFrame({"n_events": [2], "person_id": ["7"], "evidence_fingerprint": ["ab"]})
    >>> to_arrow(frame, table).column_names
    ['person_id', 'evidence_fingerprint', 'n_events']
    """
    if frame.empty and not len(frame.columns):
        return arrow_schema(table).empty_table()
    missing = [name for name in table.column_names if name not in frame.columns]
    unknown = sorted(str(name) for name in frame.columns if name not in table.column_names)
    if missing or unknown:
        parts = [f"lacks {', '.join(missing)}"] if missing else []
        parts += [f"has no column called {', '.join(unknown)}"] if unknown else []
        raise FrameError(f"table {table.qualified_name}: the frame {' and '.join(parts)}")
    arrays = []
    for column in table.columns:
        array = _to_array(frame[column.name], column, table)
        if array.null_count and not column.nullable:
            counts = f"{array.null_count:,} of {count_of(len(frame), 'row')}"
            raise FrameError(f"table {table.qualified_name}: column {column.name} is empty in {counts}")
        arrays.append(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array)
    return pa.table(arrays, schema=arrow_schema(table))


def to_frame(arrow: pa.Table, table: Table | None = None) -> pd.DataFrame:
    """Return an Arrow table as a pandas frame, as the domain library wants it.

    Dates come as :class:`datetime.date`, timestamps as ``datetime64[us]``, JSON columns of ``table``
    as dicts and lists.

    Examples
    --------
    >>> to_frame(pa.table({"day": pa.array([dt.date(2019, 3, 1)])})).day[0]
    datetime.date(2019, 3, 1)
    """
    frame = arrow.to_pandas(date_as_object=True)
    for column in table.columns if table else ():
        if column.type is Type.JSON and column.name in frame.columns:
            frame[column.name] = pd.Series(_decoded(arrow[column.name]), index=frame.index, dtype=object)
    return frame


def _decoded(texts: pa.ChunkedArray) -> list[Any]:
    """Return the values of a JSON column, read as one list: a reader for each text costs more than the reading."""
    return json.loads(f"[{','.join(texts.fill_null('null').to_pylist())}]")


def to_rows(arrow: pa.Table | pa.RecordBatch, table: Table | None = None) -> list[dict[str, Any]]:
    """Return an Arrow table as a list of dicts with plain Python values, None where empty.

    Examples
    --------
    >>> to_rows(pa.table({"site": pa.array([None, "foie"])}))
    [{'site': None}, {'site': 'foie'}]
    """
    rows = arrow.to_pylist()
    for column in table.columns if table else ():
        if column.type is Type.JSON and column.name in arrow.schema.names:
            for row in rows:
                if row[column.name] is not None:
                    row[column.name] = json.loads(row[column.name])
    return rows
