"""After a run every table tells its columns and what each is made from, down to the hospital's own columns."""

import dagster as dg
import pytest

from assets.lineage import column_lineage
from onco_pipeline.definitions import build_defs
from onco_pipeline.tables import DISTANT_LABELS, SOURCE_TABLES
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


def test_every_table_tells_what_each_of_its_columns_is_made_from(finished_home, told):
    graph = build_defs(finished_home[0]).resolve_asset_graph()
    tables = {key.to_user_string() for key in graph.materializable_asset_keys if columns_of(graph, key)}
    # Labels are made only when a linker is to be trained.
    ran = tables - RAW - {"distant_labels"}
    assert len(ran) > 30
    silent = {name: columns_of(graph, dg.AssetKey(name)) for name in ran}
    for name, columns in silent.items():
        traced = lineage(told[name])
        assert set(traced) == set(columns), name
        assert [column for column, deps in traced.items() if not deps] == [], name
    labels = column_lineage(DISTANT_LABELS).deps_by_column
    assert set(labels) == set(DISTANT_LABELS.column_names) and all(labels.values())


def columns_of(graph, key):
    """Return the columns that an asset tells, with their types; nothing for a file."""
    schema = graph.get(key).metadata.get("dagster/column_schema")
    return {} if schema is None else {column.name: column.type for column in schema.columns}


def test_the_types_that_the_ui_shows_are_those_of_the_warehouse(finished_home):
    graph = build_defs(finished_home[0]).resolve_asset_graph()
    there = Warehouse(finished_home[0].warehouse).query(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
    )
    types = {(row.table_name, row.column_name): row.data_type for row in there.itertuples(index=False)}
    wrong = [
        (key.to_user_string(), name, told, types.get((key.to_user_string(), name)))
        for key in graph.materializable_asset_keys
        for name, told in columns_of(graph, key).items()
        if types.get((key.to_user_string(), name)) != told
    ]
    assert wrong == []


def test_pictures_in_the_metadata_hold_numbers_only(told):
    picture = told["care_event"]["picture"].value
    assert picture.startswith("![picture](data:image/png;base64,")
