"""Every declared table has its types in Arrow, the same for the warehouse and for the fictitious hospital."""

import pyarrow.parquet as pq
import pytest

from onco_pipeline.arrow import ARROW_TYPES, arrow_schema
from onco_pipeline.synthesis import generate
from onco_pipeline.table import Type
from onco_pipeline.tables import SOURCE_TABLES, TABLES


def test_every_type_is_known():
    assert set(ARROW_TYPES) == set(Type)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_schema_has_the_columns_of_its_table(table):
    schema = arrow_schema(table)
    assert schema.names == list(table.column_names)
    assert [field.nullable for field in schema] == [column.nullable for column in table.columns]


def test_a_fictitious_hospital_is_written_in_the_types_of_the_warehouse(tmp_path):
    generate(tmp_path, patients=1)
    for table in SOURCE_TABLES:
        written = pq.read_schema(tmp_path / f"{table.name}.parquet")
        assert written.equals(arrow_schema(table, without="row_fingerprint")), table.name
