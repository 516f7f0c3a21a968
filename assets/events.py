"""Care events: text and coded rows of each patient reconciled; then, past the checks, validated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import dagster as dg
import duckdb
import pandas as pd

from assets.common import WRITER_POOL, all_last_told, embedded, left_as_it_is, result, spec, timed
from onco_pipeline.collecting import held_back
from onco_pipeline.omop.fingerprints import quick_hash_sql
from onco_pipeline.reconciliation import DEFAULTS, Settings, evidence_fingerprints, reconcile
from onco_pipeline.report import plates
from onco_pipeline.report.charts import drawn
from onco_pipeline.tables import CARE_EVENT, EVENT_EVIDENCE, PERSON_RECONCILIATION, VALIDATED_CARE_EVENT
from resources import unchanged
from resources.hospital import HospitalResource
from resources.warehouse import Warehouse
from resources.warehouse_resource import WarehouseResource

_GROUP = "reconciliation"
_MADE = (CARE_EVENT, EVENT_EVIDENCE, PERSON_RECONCILIATION)
#: How the record of what was done calls this step, and what it says where nothing changed.
_STEP = "care_events"
_NOBODY = {"patients_rebuilt": dg.MetadataValue.int(0), "patients_removed": dg.MetadataValue.int(0)}
#: Patients rebuilt at a time: about a hundred thousand notes in memory.
_AT_ONCE = 5_000
_UPSTREAM = ["note_event", "structured_event", "note", "person", "death", "visit_occurrence"]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many patients a reconciliation rebuilt, and how many lost all their evidence."""

    patients: int
    removed: int


def reconcile_changed(warehouse: Warehouse, settings: Settings = DEFAULTS, at_once: int = _AT_ONCE) -> Rebuilt:
    """Rebuild the events of the patients whose evidence changed; the others are not even read.

    Parameters
    ----------
    at_once
        Patients held in memory at a time, with all their notes. Each lot is kept as it ends.
    """
    with warehouse.connect() as connection:
        now = evidence_fingerprints(connection, settings)
    known = warehouse.read(PERSON_RECONCILIATION)
    before = dict(zip(known["person_id"], known["evidence_fingerprint"], strict=True))
    changed = sorted(person for person, value in now.items() if before.get(person) != value)
    gone = sorted(set(before) - set(now))
    if gone:
        with warehouse.transaction() as connection:
            _delete(warehouse, gone, connection)
    for first in range(0, len(changed), at_once):
        with held_back():
            _rebuild(warehouse, changed[first : first + at_once], now, settings)
    return Rebuilt(len(changed), len(gone))


def _rebuild(warehouse: Warehouse, people: Sequence[str], now: Mapping[str, str], settings: Settings) -> None:
    note_events, structured, notes, persons, deaths, visits = (
        warehouse.read(name, {"person_id": list(people)}) for name in _UPSTREAM
    )
    events, evidence = reconcile(
        note_events, structured, notes, persons=persons, deaths=deaths, visits=visits, settings=settings
    )
    counts = events["person_id"].value_counts() if len(events) else pd.Series(dtype="int64")
    ledger = pd.DataFrame(
        {
            "person_id": people,
            "evidence_fingerprint": [now[person] for person in people],
            "n_events": [int(counts.get(person, 0)) for person in people],
        }
    )
    with warehouse.transaction() as connection:
        _delete(warehouse, people, connection)
        if len(events):
            warehouse.add(CARE_EVENT, events, connection=connection)
            warehouse.add(EVENT_EVIDENCE, evidence, connection=connection)
        warehouse.add(PERSON_RECONCILIATION, ledger, connection=connection)


def _delete(warehouse: Warehouse, people: Sequence[str], connection: duckdb.DuckDBPyConnection) -> None:
    for table in _MADE:
        warehouse.delete(table, people, "person_id", connection=connection)


@dg.multi_asset(
    name="care_events",
    specs=[spec(table, group=_GROUP, deps=_UPSTREAM, kinds={"pandas"}) for table in _MADE],
    pool=WRITER_POOL,
)
def care_events(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, hospital: HospitalResource
) -> Iterator[dg.MaterializeResult]:
    """Reconcile the patients with new evidence, all of them when the tolerances have changed."""
    door, tolerances = warehouse.door(), hospital.tolerances()
    steps = unchanged.Steps.of(door)
    with timed() as clock, door.session():
        made_from = unchanged.content([unchanged.tables(door, _UPSTREAM), tolerances])
        told = all_last_told(context, [table.name for table in _MADE])
        done = told is not None and steps.holds(_STEP, made_from, unchanged.tables(door, _MADE))
    if told is not None and done:
        for name, said in told.items():
            yield left_as_it_is(name, {**said, **_NOBODY} if name == CARE_EVENT.name else said, clock)
        return
    with timed(), door.session():
        steps.drop(_STEP)
        rebuilt = reconcile_changed(door, tolerances)
        steps.keep(_STEP, made_from, unchanged.tables(door, _MADE))
        agreement = door.query(
            "SELECT family, reconciliation, count(*) AS n FROM onco.care_event GROUP BY ALL ORDER BY ALL"
        )
        rows = {table.name: door.count(table) for table in _MADE}
    yield result(
        CARE_EVENT,
        rows[CARE_EVENT.name],
        clock,
        patients_rebuilt=rebuilt.patients,
        patients_removed=rebuilt.removed,
        by_family_and_reconciliation=dg.MetadataValue.md(agreement.to_markdown(index=False)),
        picture=dg.MetadataValue.md(embedded(drawn(plates.agreement, agreement))) if len(agreement) else None,
    )
    for table in (EVENT_EVIDENCE, PERSON_RECONCILIATION):
        yield result(table, rows[table.name], clock)


@dg.multi_asset(
    name="validated_care_event",
    specs=[spec(VALIDATED_CARE_EVENT, group=_GROUP, deps=["care_event", "event_evidence", "note_event"])],
    pool=WRITER_POOL,
)
def validated_care_event(warehouse: WarehouseResource) -> dg.MaterializeResult:
    """Publish the care events: this step runs only when every blocking check of the run has passed."""
    with timed() as clock:
        rows = publish_events(warehouse.door())
    return result(VALIDATED_CARE_EVENT, rows, clock)


_ROW = quick_hash_sql(CARE_EVENT.types)
#: The patients of whom two tables hold something else, by the hashes of their rows.
_DIFFERENT = f"""
    CREATE OR REPLACE TEMP TABLE onco_different AS
    WITH now AS (SELECT person_id, sum({_ROW}) AS said FROM onco.care_event GROUP BY person_id),
    before AS (SELECT person_id, sum({_ROW}) AS said FROM onco.validated_care_event GROUP BY person_id)
    SELECT person_id FROM now FULL JOIN before USING (person_id) WHERE now.said IS DISTINCT FROM before.said
"""  # noqa: S608 -- the columns of a declared table


def publish_events(warehouse: Warehouse) -> int:
    """Make the validated events the care events as they are now, patient by patient; return how many there are."""
    of_them = "person_id IN (SELECT person_id FROM onco_different)"
    with warehouse.transaction() as connection:
        connection.execute(_DIFFERENT)
        connection.execute(f"DELETE FROM onco.validated_care_event WHERE {of_them}")  # noqa: S608 -- the line above
        connection.execute(
            f"INSERT INTO onco.validated_care_event SELECT * FROM onco.care_event WHERE {of_them}"  # noqa: S608 -- the same
        )
        connection.execute("DROP TABLE onco_different")
        return connection.execute("SELECT count(*) FROM onco.validated_care_event").fetchone()[0]


ASSETS = [care_events, validated_care_event]
