"""The validated events are the care events as they are: only patients of whom something has changed are written."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest

from assets.events import publish_events
from resources.warehouse import Warehouse

pytestmark = pytest.mark.integration
EVENTS, VALIDATED = "care_event", "validated_care_event"


def events(chance, people):
    """Return events of some patients."""
    rows = []
    for person in people:
        for number in range(chance.randint(1, 3)):
            day = date(2019, 1, 1) + timedelta(chance.randrange(900))
            rows.append(
                {
                    "care_event_id": f"{person}-{number}", "person_id": person, "family": "imaging", "subtype": "ct",
                    "site": chance.choice(["foie", None]), "status": "done", "date_start": day, "date_end": day,
                    "precision": "day", "reconciliation": "text_only", "confidence": 0.5, "n_notes": 1,
                    "n_structured": 0, "quote": "TDM", "date_quote": chance.choice(["hier", None]), "attributes": "{}",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture
def warehouse(tmp_path):
    made = Warehouse(tmp_path / "warehouse.duckdb")
    made.add(EVENTS, events(random.Random(1), map(str, range(30))))
    assert publish_events(made) == made.count(EVENTS)
    return made


@pytest.mark.parametrize("seed", range(4))
def test_what_is_published_is_what_stands_there(warehouse, seed):
    chance = random.Random(seed)
    for turn in range(4):
        someone = chance.sample(range(30), 5)
        gone, changed, moved = ([str(person) for person in some] for some in (someone[:2], someone[2:4], someone[4:]))
        warehouse.delete(EVENTS, [*gone, *changed], "person_id")
        warehouse.add(EVENTS, events(chance, [*changed, f"new {turn}"]))
        with warehouse.connect() as connection:  # an event that turns out to be another patient's
            connection.execute("UPDATE onco.care_event SET person_id = '0' WHERE person_id = ?", moved)
        assert publish_events(warehouse) == warehouse.count(EVENTS)
        assert warehouse.rows(VALIDATED) == warehouse.rows(EVENTS)


def test_rows_that_are_lost_or_added_there_are_mended(warehouse):
    with warehouse.connect() as connection:
        connection.execute("DELETE FROM onco.validated_care_event WHERE person_id = '3'")
        connection.execute("UPDATE onco.validated_care_event SET site = 'poumon' WHERE person_id = '4'")
        connection.execute("UPDATE onco.validated_care_event SET person_id = 'nobody' WHERE person_id = '5'")
    publish_events(warehouse)
    assert warehouse.rows(VALIDATED) == warehouse.rows(EVENTS)


def test_patients_who_are_as_they_were_are_not_written_again(warehouse):
    places = "SELECT list((care_event_id, rowid) ORDER BY rowid) FROM onco.validated_care_event WHERE person_id <> '7'"
    with warehouse.session(), warehouse.connect() as connection:  # DuckDB may number them anew when the file is closed
        before = connection.execute(places).fetchone()[0]
        connection.execute("UPDATE onco.care_event SET site = 'os' WHERE person_id = '7'")
        publish_events(warehouse)
        assert connection.execute(places).fetchone()[0] == before
    assert warehouse.rows(VALIDATED) == warehouse.rows(EVENTS)


def test_a_change_that_duckdb_s_own_hash_does_not_see_is_published(warehouse):
    alike = ("PATIENT2-VISIT00A", "PATIENT9-VISIT05A")
    for text in alike:
        with warehouse.connect() as connection:
            assert connection.execute("SELECT hash(?) = hash(?)", alike).fetchone() == (True,)
            connection.execute("UPDATE onco.care_event SET quote = ? WHERE person_id = '3'", [text])
        publish_events(warehouse)
        assert warehouse.rows(VALIDATED) == warehouse.rows(EVENTS)
