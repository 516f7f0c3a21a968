"""After a run every table tells its columns and what each is made from, down to the hospital's own columns."""

import dagster as dg
import pytest

from onco_pipeline.tables import SOURCE_TABLES, TABLES
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration

#: Where a column begins: the hospital's own tables, and the two seeds that a site may change.
RAW = {table.name for table in SOURCE_TABLES} | {"icd10_cancer_group", "pathway_transition"}


@pytest.fixture(scope="module")
def told(finished_home):
    """Return the metadata of the last materialisation of each asset."""
    home, _ = finished_home
    with dg.DagsterInstance.from_config(str(home.dagster)) as instance:
        latest = {
            key.to_user_string(): instance.get_latest_materialization_event(key) for key in instance.get_asset_keys()
        }
        return {name: dict(event.asset_materialization.metadata) for name, event in latest.items() if event}


def lineage(metadata):
    value = metadata.get("dagster/column_lineage")
    if value is None:
        return {}
    return {
        column: [(dep.asset_key.to_user_string(), dep.column_name) for dep in deps]
        for column, deps in value.value.deps_by_column.items()
    }


def test_every_column_of_a_mart_leads_to_columns_of_the_hospital(finished_home, told):
    warehouse = Warehouse(finished_home[0].warehouse)
    graph = {name: lineage(metadata) for name, metadata in told.items()}

    def roots(table, column, seen=()):
        if table in RAW:
            return {(table, column)}
        above = graph.get(table, {}).get(column, [])
        return {root for dep in above if dep not in seen for root in roots(*dep, (*seen, dep))}

    marts = warehouse.query(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'marts' ORDER BY ALL"
    )
    lost = [f"{table}.{column}" for table, column in marts.itertuples(index=False) if not roots(table, column)]
    assert lost == []
    assert roots("fct_care_event", "date_start") >= {
        ("note", "note_text"),
        ("procedure_occurrence", "procedure_datetime"),
    }
    assert ("note", "note_text") in roots("agg_delay", "median_days")


def test_what_a_column_is_made_from_exists(finished_home, told):
    warehouse = Warehouse(finished_home[0].warehouse)
    there = set(
        warehouse.query("SELECT table_name, column_name FROM information_schema.columns").itertuples(
            index=False, name=None
        )
    )
    told_of = {dep for metadata in told.values() for deps in lineage(metadata).values() for dep in deps}
    assert len(told_of) > 100
    assert told_of - there == set()


def test_the_tables_of_python_tell_all_their_columns(told):
    for table in TABLES:
        columns = lineage(told.get(table.name, {}))
        if columns:
            assert set(columns) == set(table.column_names), table.name
    assert {"note_event", "structured_event", "care_event", "validated_care_event"} <= {
        name for name, metadata in told.items() if lineage(metadata)
    }


def test_pictures_in_the_metadata_hold_numbers_only(told):
    picture = told["care_event"]["picture"].value
    assert picture.startswith("![picture](data:image/png;base64,")
