"""The marts made again for the patients whose rows have changed are those that are made again for everybody."""

import random
import shutil

import pytest
from warehouses import contents, differing

from resources import changed_people, dbt_again
from resources.dbt_runner import parsed, project_dir
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration

_READ = ("note", "person", "death", "visit_occurrence", "condition_occurrence", "validated_care_event")
#: What may happen to the rows of one patient between two runs; each leaves rows that the tests of the marts allow.
_HAPPENS = (
    "DELETE FROM omop.note WHERE person_id = $1 AND hash(note_id, $2) % 2 = 0",
    "DELETE FROM omop.visit_occurrence WHERE person_id = $1 AND hash(visit_occurrence_id, $2) % 2 = 0",
    "DELETE FROM omop.condition_occurrence WHERE person_id = $1 AND hash(condition_occurrence_id, $2) % 2 = 0",
    "DELETE FROM onco.validated_care_event WHERE person_id = $1 AND hash(care_event_id, $2) % 3 = 0",
    "DELETE FROM omop.death WHERE person_id = $1; UPDATE omop.person SET death_datetime = NULL, "
    "row_fingerprint = row_fingerprint || 'x' WHERE person_id = $1 AND $2 > 0",
    "INSERT INTO onco.validated_care_event SELECT * REPLACE (care_event_id || $2 AS care_event_id) "
    "FROM onco.validated_care_event WHERE person_id = $1 AND hash(care_event_id, $2) % 3 = 0",
    "UPDATE onco.validated_care_event SET date_start = date_start - 40, date_end = date_end - 40 "
    "WHERE person_id = $1 AND hash(care_event_id, $2) % 3 = 0",
    "UPDATE onco.validated_care_event SET status = 'planned', reconciliation = 'planned' "
    "WHERE person_id = $1 AND hash(care_event_id, $2) % 4 = 0",
    "INSERT INTO onco.validated_care_event SELECT * REPLACE (care_event_id || $2 AS care_event_id, "
    "'new' || $2 AS person_id) FROM onco.validated_care_event WHERE person_id = $1",
    "INSERT INTO omop.note SELECT * REPLACE (note_id || $2 AS note_id, row_fingerprint || $2 AS row_fingerprint, "
    "'n''ew' || $2 AS person_id) FROM omop.note WHERE person_id = $1",
    "DELETE FROM omop.note WHERE person_id = $1; DELETE FROM omop.person WHERE person_id = $1; "
    "DELETE FROM onco.validated_care_event WHERE person_id = $1 AND $2 > 0",
)


def _something_happens(door, chance):
    with door.connect() as connection:
        people = [
            row[0] for row in connection.execute("SELECT person_id FROM marts.dim_patient ORDER BY ALL").fetchall()
        ]
        for _ in range(chance.randint(1, 3)):
            person = chance.choice(people)
            for sql in chance.choice(_HAPPENS).split("; "):
                given = [person, chance.randint(1, 10**6)] if "$2" in sql else [person]
                connection.execute(sql, given).fetchall()


@pytest.mark.parametrize("seed", range(2))
def test_marts_made_again_by_person_are_those_made_for_everybody(finished_home, tmp_path, monkeypatch, seed):
    finished, _ = finished_home
    monkeypatch.setattr(changed_people, "_MOST", 0.9)
    nodes = dbt_again.kept(finished.dbt / "again.json")
    warehouse = tmp_path / "home" / "warehouse.duckdb"
    warehouse.parent.mkdir()
    shutil.copy(finished.warehouse, warehouse)
    door, chance, done = Warehouse(warehouse), random.Random(seed), 0
    for number in range(6):  # each on what the one before left
        before = changed_people.rows_of_people(door, _READ)
        marts = contents(warehouse)
        _something_happens(door, chance)
        people = changed_people.changed(before, changed_people.rows_of_people(door, _READ))
        assert people is not None
        whole = tmp_path / str(number) / "warehouse.duckdb"  # of the same name, which the SQL calls the database by
        whole.parent.mkdir()
        shutil.copy(warehouse, whole)
        by_person = dbt_again.run(nodes, (), door, people)
        assert (by_person is None) == (dbt_again.run(nodes, (), Warehouse(whole)) is None)
        assert differing(warehouse, whole) == []
        done += by_person is not None and contents(warehouse) != marts
    assert done > 3


def test_only_rows_of_the_patients_whose_rows_have_changed_are_made_again(finished_home, tmp_path):
    finished, _ = finished_home
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(finished.warehouse, warehouse)
    door = Warehouse(warehouse)
    (one, other) = door.query("SELECT DISTINCT person_id FROM marts.fct_care_event ORDER BY ALL LIMIT 2")["person_id"]
    with door.connect() as connection:
        connection.execute("UPDATE marts.fct_care_event SET n_notes = 777777").fetchall()
    assert dbt_again.run(dbt_again.kept(finished.dbt / "again.json"), (), door, {one}) is not None
    marked = set(door.query("SELECT DISTINCT person_id FROM marts.fct_care_event WHERE n_notes = 777777")["person_id"])
    assert other in marked and one not in marked


#: What breaks a promise of the marts, each of the rows of one patient ($1) or of those and another's ($2).
_BREAKS = (
    "INSERT INTO onco.validated_care_event SELECT * REPLACE ($1 AS person_id) FROM onco.validated_care_event "
    "WHERE person_id = $2",
    "INSERT INTO onco.validated_care_event FROM onco.validated_care_event WHERE person_id = $1 LIMIT 1",
    "UPDATE onco.validated_care_event SET family = 'else' WHERE person_id = $1",
    "INSERT INTO omop.note SELECT * REPLACE ($1 AS person_id) FROM omop.note WHERE person_id = $2 LIMIT 1",
    "UPDATE onco.validated_care_event SET date_start = date_end + 1 WHERE person_id = $1 AND date_end IS NOT NULL",
)


@pytest.mark.parametrize("breaks", _BREAKS)
def test_what_tests_find_in_all_rows_they_find_in_those_of_whom_they_are_asked(finished_home, tmp_path, breaks):
    finished, _ = finished_home
    nodes = dbt_again.kept(finished.dbt / "again.json")
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(finished.warehouse, warehouse)
    door = Warehouse(warehouse)
    before = changed_people.rows_of_people(door, _READ)
    (one, other) = door.query("SELECT DISTINCT person_id FROM marts.fct_care_event ORDER BY ALL LIMIT 2")["person_id"]
    with door.connect() as connection:
        connection.execute(breaks, [one, other] if "$2" in breaks else [one]).fetchall()
    people = changed_people.changed(before, changed_people.rows_of_people(door, _READ))
    assert people == {one}
    assert dbt_again.run(nodes, (), door, people) is None
    assert dbt_again.run(nodes, (), door) is None


def test_each_test_of_a_table_by_person_finds_what_is_broken_there(finished_home, tmp_path):
    """Rows of one patient made wrong in the marts themselves: a test that is asked of the others alone would pass."""
    finished, _ = finished_home
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(finished.warehouse, warehouse)
    nodes = dbt_again.kept(finished.dbt / "again.json")
    found = 0
    with Warehouse(warehouse).connect() as connection:
        for node in nodes:
            for column in node.unique:
                (value, person) = connection.execute(
                    f"SELECT {column}, person_id FROM {node.tested} WHERE {column} IS NOT NULL ORDER BY ALL LIMIT 1"
                ).fetchone()
                connection.begin()
                connection.execute(
                    f"INSERT INTO {node.tested} SELECT * REPLACE ('another' AS person_id, '{value}' AS {column}) "
                    f"FROM {node.tested} WHERE {column} = '{value}' LIMIT 1"
                    if column != "person_id"
                    else f"INSERT INTO {node.tested} FROM {node.tested} WHERE person_id = '{value}' LIMIT 1"
                ).fetchall()
                assert dbt_again._fails(node, None, connection), node.name
                for asked, fails in (({person}, True), ({"nobody"}, False)):
                    theirs = dbt_again._Theirs(asked, connection)
                    assert dbt_again._fails(node, theirs, connection) is fails, node.name
                    theirs.drop()
                connection.rollback()
                found += 1
    assert found > 5


def test_tests_by_person_are_told_from_the_others(finished_home):
    finished, _ = finished_home
    nodes = {node.name: node for node in dbt_again.kept(finished.dbt / "again.json") if not node.relation}
    by_person = {name for name, node in nodes.items() if node.people}
    assert "assert_pathway_complete" in by_person and "columns_hold_fct_care_event" in by_person
    assert not any("aggregates" in name or "subtraction" in name or "agg_" in name for name in by_person)
    assert nodes["columns_hold_fct_care_event"].unique == ("care_event_id",)
    assert nodes["columns_hold_stg_note"].people == (), "a view promises nothing"


def test_models_by_person_are_told_from_the_others(finished_home):
    finished, _ = finished_home
    told = {node.name: node.people for node in dbt_again.kept(finished.dbt / "again.json") if node.relation}
    manifest = parsed(project_dir(), finished.warehouse, finished.dbt)
    models = (node for node in manifest.nodes.values() if node.resource_type == "model")
    by_person = {node.name for node in models if node.config.meta.get("by_person")}
    sums = {node.name: node.sums for node in dbt_again.kept(finished.dbt / "again.json") if node.sums}
    assert sums == {"int_activity_cell": ("n_events", "n_patients")}
    assert {name for name, people in told.items() if people} == by_person | sums.keys()
    assert all(name in by_person for name in told if name.startswith(("fct_", "dim_")))
    assert not any(name in by_person for name in told if name.startswith(("agg_", "int_")))


def test_sums_over_patients_are_corrected_by_those_who_have_changed(finished_home, tmp_path):
    finished, _ = finished_home
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(finished.warehouse, warehouse)
    door = Warehouse(warehouse)
    with door.connect() as connection:
        connection.execute("UPDATE staging.int_activity_cell SET n_events = n_events + 1000").fetchall()
        (one,) = connection.execute("SELECT min(person_id) FROM marts.fct_care_event WHERE is_performed").fetchone()
        connection.execute("DELETE FROM onco.validated_care_event WHERE person_id = ?", [one]).fetchall()
    events = "SELECT count(*) FROM marts.fct_care_event WHERE person_id = ? AND is_performed"
    whole = "calendar = 'all' AND family = 'all' AND hospital = 'all' AND source = 'all'"
    with door.connect() as connection:
        before = connection.execute(f"SELECT n_events FROM staging.int_activity_cell WHERE {whole}").fetchone()[0]
        gone = connection.execute(events, [one]).fetchone()[0]
    assert gone and dbt_again.run(dbt_again.kept(finished.dbt / "again.json"), (), door, {one}) is not None
    with door.connect() as connection:
        now = connection.execute(f"SELECT n_events FROM staging.int_activity_cell WHERE {whole}").fetchone()[0]
    assert now == before - gone, "what stood of the others was not counted anew"


def test_a_table_that_names_no_patient_is_nobody_s(finished_home):
    finished, _ = finished_home
    assert set(changed_people.rows_of_people(Warehouse(finished.warehouse), ["note_extraction"])) == {""}


def test_hashes_are_left_and_found(tmp_path):
    rows = {"é'\"": "1", "": "2"}
    changed_people.keep(rows, tmp_path / "people.json")
    assert changed_people.kept(tmp_path / "people.json") == rows
