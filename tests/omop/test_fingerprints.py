"""A fingerprint follows the content of a row, and nothing else."""

import datetime as dt
import random

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.omop.fingerprints import fingerprint_sql, row_fingerprint, table_fingerprint_sql
from onco_pipeline.tables import VISIT_OCCURRENCE

TEXT = st.none() | st.text(max_size=12)
TIME = st.none() | st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(2100, 12, 31))
ROW = st.fixed_dictionaries(
    {
        "visit_occurrence_id": TEXT,
        "person_id": TEXT,
        "visit_start_datetime": TIME,
        "visit_end_datetime": TIME,
        "visit_source_value": TEXT,
        "care_site_short_name": TEXT,
    }
)
CONNECTION = duckdb.connect()
SCHEMA = pa.schema(
    [(name, pa.timestamp("us") if name.endswith("datetime") else pa.string()) for name in VISIT_OCCURRENCE.column_names]
)


def in_duckdb(sql, rows):
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    CONNECTION.register("rows", table)
    return [row[0] for row in CONNECTION.execute(f"SELECT {sql} FROM rows").fetchall()]


@given(st.lists(ROW, min_size=1, max_size=5))
def test_sql_and_python_agree(rows):
    computed = in_duckdb(fingerprint_sql(VISIT_OCCURRENCE), rows)
    assert computed == [row_fingerprint(row, VISIT_OCCURRENCE) for row in rows]


@given(ROW, ROW, st.randoms())
def test_equal_content_equal_fingerprint_whatever_the_order(one, other, shuffle):
    names = list(one)
    shuffle.shuffle(names)
    assert row_fingerprint({name: one[name] for name in names}, VISIT_OCCURRENCE) == row_fingerprint(
        one, VISIT_OCCURRENCE
    )
    same = row_fingerprint(one, VISIT_OCCURRENCE) == row_fingerprint(other, VISIT_OCCURRENCE)
    assert same == (one == other)


def test_values_cannot_pass_from_one_column_to_the_next():
    one = {"visit_occurrence_id": "a;person_id=1:b", "person_id": ""}
    other = {"visit_occurrence_id": "a", "person_id": "b"}
    assert row_fingerprint(one, VISIT_OCCURRENCE) != row_fingerprint(other, VISIT_OCCURRENCE)
    assert row_fingerprint({"person_id": None}, VISIT_OCCURRENCE) != row_fingerprint(
        {"person_id": ""}, VISIT_OCCURRENCE
    )


def test_a_known_row_keeps_its_fingerprint_from_version_to_version():
    row = {"visit_occurrence_id": "V1", "person_id": "P1", "visit_start_datetime": dt.datetime(2019, 3, 1, 8, 30)}
    assert row_fingerprint(row, VISIT_OCCURRENCE)[:16] == "b5428f23b96f8b63"


@settings(max_examples=40)
@given(st.lists(ROW, min_size=2, max_size=6), st.integers(0, 2**16))
def test_a_table_fingerprint_ignores_the_order_and_sees_every_row(rows, seed):
    sql = table_fingerprint_sql(fingerprint_sql(VISIT_OCCURRENCE))
    shuffled = random.Random(seed).sample(rows, len(rows))
    (whole,) = in_duckdb(sql, rows)
    assert in_duckdb(sql, shuffled) == [whole]
    assert in_duckdb(sql, rows[1:]) != [whole]
    assert in_duckdb(sql, [*rows, rows[0]]) != [whole]


def test_an_empty_table_has_a_fingerprint():
    (empty,) = in_duckdb(table_fingerprint_sql(fingerprint_sql(VISIT_OCCURRENCE)), [])
    assert len(empty) == 64
