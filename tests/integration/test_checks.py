"""A blocking check that fails stops what is downstream and says so; one that only warns does not."""

import os

import dagster as dg
import duckdb
import pandas as pd
import pytest
from soaking import only_in_soak

from assets.quality import compare_rates, settings_of
from onco_pipeline.errors import UserError
from onco_pipeline.quality.drift import extraction_rates
from onco_pipeline.running import _check_lines, run_job
from onco_pipeline.tables import CARE_EVENT, VALIDATED_CARE_EVENT
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

pytestmark = pytest.mark.integration


def spoil(home, statement):
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(statement)


def marts(home):
    return Warehouse(home.warehouse).query("FROM marts.fct_care_event ORDER BY care_event_id")


def test_an_impossible_confidence_stops_the_marts(home):
    warehouse = Warehouse(home.warehouse)
    before, facts = warehouse.content_hash(VALIDATED_CARE_EVENT), marts(home)
    published = home.published.stat().st_mtime_ns
    spoil(
        home,
        "UPDATE onco.note_event SET confidence = 2 WHERE note_event_id = (SELECT min(note_event_id) FROM onco.note_event)",
    )
    with pytest.raises(UserError, match="note_event: values_to_be_between: confidence, 1 row") as told:
        run_job(home)
    assert "nothing was published" in str(told.value)
    assert "Dagster" not in str(told.value)
    assert warehouse.content_hash(VALIDATED_CARE_EVENT) == before
    assert marts(home).equals(facts)
    assert home.published.stat().st_mtime_ns == published


def test_evidence_of_no_event_stops_the_marts(home):
    warehouse = Warehouse(home.warehouse)
    before = warehouse.content_hash(VALIDATED_CARE_EVENT)
    spoil(
        home,
        "UPDATE onco.event_evidence SET care_event_id = 'nothing' WHERE care_event_id = (SELECT min(care_event_id) FROM onco.event_evidence)",
    )
    with pytest.raises(UserError, match="event_evidence: values_to_be_in_set: event_known"):
        run_job(home)
    assert warehouse.content_hash(VALIDATED_CARE_EVENT) == before


@pytest.mark.soak
@only_in_soak
def test_a_warning_is_told_and_stops_nothing(home):
    spoil(home, "UPDATE onco.care_event SET reconciliation = 'impossible'")
    summary = run_job(home)
    assert "care_event: warning_expectations" in summary.checks_failed
    warehouse = Warehouse(home.warehouse)
    assert warehouse.content_hash(VALIDATED_CARE_EVENT) == warehouse.content_hash(CARE_EVENT)


def test_what_a_check_says_names_keys_and_never_text(home):
    import dagster as dg

    spoil(home, "UPDATE onco.note_event SET confidence = 2, quote = 'Zanzibarine'")
    with pytest.raises(UserError) as told:
        run_job(home)
    assert "Zanzibarine" not in str(told.value)
    with dg.DagsterInstance.get() as instance:
        key = dg.AssetCheckKey(dg.AssetKey("note_event"), "blocking_expectations")
        (record, *_) = instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
        told = record.event.dagster_event.event_specific_data.metadata
    assert told["failed"].value["values_to_be_between: confidence"] > 0
    assert len(told["failing_keys"].value["values_to_be_between: confidence"]) == 20
    assert "Zanzibarine" not in repr(told)
    assert os.environ["DAGSTER_HOME"].startswith(str(home.root))


def test_drift_and_the_thresholds_of_a_place_warn(home):
    bounds = 'person: {"values_to_be_between: birth_year": {min: 2090}}'
    (home.root / "quality.yaml").write_text(f"drift: {{min_notes: 5, ratio: 1.3, z: 2}}\n{bounds}\n", encoding="utf-8")
    spoil(home, "UPDATE onco.extraction_rate SET n_events = 10 * n_events + n_notes WHERE family = 'imaging'")
    assert run_job(home).checks_failed == ("extraction_rate: drift", "person: warning_expectations")
    warehouse = WarehouseResource(path=str(home.warehouse))
    rows, drifts = compare_rates(warehouse.door(), settings_of(warehouse))
    assert rows > 0
    assert drifts == [], "a drift is told once"


def test_rates_that_the_database_counts_are_those_of_the_rows(home):
    spoil(home, "UPDATE omop.note SET note_class_source_value = NULL, note_datetime = NULL WHERE note_id LIKE '%1'")
    door = WarehouseResource(path=str(home.warehouse)).door()
    notes = door.read("note", columns=["note_id", "note_class_source_value", "note_datetime"])
    events = door.read("note_event", columns=["note_event_id", "note_id", "family"])
    compare_rates(door, settings_of(WarehouseResource(path=str(home.warehouse))))
    last = door.query("FROM onco.extraction_rate WHERE run = (SELECT max(run) FROM onco.extraction_rate)")
    wanted = extraction_rates(notes, events)
    key = ["note_class_source_value", "month", "family"]
    pd.testing.assert_frame_equal(
        last[wanted.columns].sort_values(key, ignore_index=True).astype(object),
        wanted.astype(object),
        check_dtype=False,
    )
    assert {"none"} < set(wanted["month"])


def test_a_slip_in_the_thresholds_is_told(home):
    (home.root / "quality.yaml").write_text("persons: {}", encoding="utf-8")
    with pytest.raises(UserError, match=r"quality\.yaml: there is no table called 'persons'"):
        settings_of(WarehouseResource(path=str(home.warehouse)))


def test_a_warning_says_in_the_summary_what_it_means():
    failed = {"values_to_be_between: life_days": 2, "values_to_be_unique: person_id": 1}
    check = dg.AssetCheckEvaluation(
        asset_key=dg.AssetKey(["person"]),
        check_name="warning_expectations",
        passed=False,
        metadata={"failed": dg.MetadataValue.json(failed)},
    )
    first, second = _check_lines(check)
    assert first.startswith("person: values_to_be_between: life_days, 2 rows of patients dead before their birth")
    assert second == "person: values_to_be_unique: person_id, 1 row"
