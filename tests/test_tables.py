"""The declarations of the warehouse are complete and consistent."""

import duckdb
import pytest

from onco_pipeline import tables
from onco_pipeline.table import Table
from onco_pipeline.tables import SOURCE_TABLES, TABLES, table


def test_names_are_unique():
    assert len({t.name for t in TABLES}) == len(TABLES)


@pytest.mark.parametrize("declared", TABLES, ids=lambda t: t.name)
def test_each_table_is_well_declared(declared):
    assert declared.description
    assert all(column.description for column in declared.columns)
    assert len(set(declared.column_names)) == len(declared.columns)
    for key in declared.key:
        assert not declared.column(key).nullable


@pytest.mark.parametrize("declared", TABLES, ids=lambda t: t.name)
def test_duckdb_accepts_the_ddl(declared):
    with duckdb.connect() as connection:
        connection.execute(f"CREATE SCHEMA {declared.schema}")
        connection.execute(declared.ddl())
        rows = connection.execute(f"DESCRIBE {declared.qualified_name}").fetchall()
    assert tuple(row[0] for row in rows) == declared.column_names
    assert [row[1] for row in rows] == [column.type.value for column in declared.columns]


def test_source_rows_carry_a_fingerprint():
    assert all(t.column("row_fingerprint") for t in SOURCE_TABLES)


def test_unknown_names_say_so():
    with pytest.raises(KeyError, match="no table called 'nothing'"):
        table("nothing")
    with pytest.raises(KeyError, match="no column 'nothing'"):
        table("note").column("nothing")


def test_every_table_that_is_declared_is_made():
    declared = [value for value in vars(tables).values() if isinstance(value, Table)]
    assert {table.qualified_name for table in declared} == {table.qualified_name for table in tables.TABLES}
