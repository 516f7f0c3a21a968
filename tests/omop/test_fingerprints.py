"""A fingerprint follows the content of a row, and nothing else."""

import datetime as dt
import itertools
import random

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onco_pipeline.omop.fingerprints import (
    fingerprint_sql,
    quick_hash_sql,
    row_fingerprint,
    row_hash_sql,
    table_fingerprint_sql,
)
from onco_pipeline.table import Type
from onco_pipeline.tables import CARE_EVENT, VISIT_OCCURRENCE

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


def changed_in_two_places(length):
    """All texts of digits of one length that differ from zeros in two places at most."""
    texts = set()
    for one, other in itertools.combinations(range(length), 2):
        for first, second in itertools.product("0123456789", repeat=2):
            text = ["0"] * length
            text[one], text[other] = first, second
            texts.add("".join(text))
    return sorted(texts)


@pytest.mark.parametrize("length", [7, 12, 13, 16, 17, 33])
@pytest.mark.parametrize("kind", ["VARCHAR", "BLOB", "VARCHAR[]", "STRUCT(a VARCHAR)"])
def test_the_quick_hash_tells_texts_apart_that_differ_in_any_two_places(length, kind):
    texts = pa.table({"x": changed_in_two_places(length)})  # noqa: F841 -- read by the query
    value = {"VARCHAR[]": "[x]", "STRUCT(a VARCHAR)": "{'a': x}"}.get(kind, "x")
    rows = f"SELECT CAST({value} AS {kind}) AS x FROM texts"
    asked = f"SELECT count(*), count(DISTINCT {quick_hash_sql({'x': kind})}) FROM ({rows})"
    there, told = duckdb.execute(asked).fetchone()
    assert there == told > 1_000


def test_the_quick_hash_of_duckdb_alone_does_not():
    """Should this fail, DuckDB's hash has become better, and the second look at each text can go."""
    texts = pa.table({"x": changed_in_two_places(17)})  # noqa: F841 -- read by the query
    there, told = duckdb.execute("SELECT count(*), count(DISTINCT hash(x)) FROM texts").fetchone()
    assert told < there


def test_the_quick_hash_sees_every_column_and_what_is_empty():
    columns = CARE_EVENT.types
    connection = duckdb.connect()
    connection.execute(CARE_EVENT.ddl().replace(CARE_EVENT.qualified_name, "t").replace(" NOT NULL", ""))
    full = {"BIGINT": "7", "DOUBLE": "7.5", "BOOLEAN": "true", "DATE": "2020-01-01", "TIMESTAMP": "2020-01-01 10:00"}
    rows = [[full.get(kind, '{"a": 1}') for kind in columns.values()]]
    rows += [[None if at == lacking else value for at, value in enumerate(rows[0])] for lacking in range(len(columns))]
    rows.append([None] * len(columns))
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", rows)
    asked = f"SELECT count(DISTINCT {quick_hash_sql(columns)}), count(DISTINCT {quick_hash_sql(columns, 't')}) FROM t"
    assert connection.execute(asked).fetchone() == (len(rows), len(rows))
    both = f"SELECT count(*) FROM t WHERE {quick_hash_sql(columns)} = {quick_hash_sql(columns, 't')}"
    assert connection.execute(both).fetchone() == (0,)


def test_texts_of_declared_tables_are_looked_at_twice():
    twice = {kind for kind in Type if quick_hash_sql({"x": kind.value}).count('"x"') == 2}
    assert twice == {Type.TEXT, Type.JSON}


def test_rows_that_carry_their_fingerprint_are_told_by_it():
    assert "row_fingerprint" in row_hash_sql(VISIT_OCCURRENCE)
    assert "visit_start" not in row_hash_sql(VISIT_OCCURRENCE)
