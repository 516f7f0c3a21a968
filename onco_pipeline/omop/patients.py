"""Whose the rows are: every patient whom a table names has a row, and tables must speak of the same patients."""

# Names come from onco_pipeline.tables.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

from onco_pipeline.counts import count_of
from onco_pipeline.omop.connections import transaction
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN
from onco_pipeline.table import Table
from onco_pipeline.tables import DEATH, NOTE, PERSON, SOURCE_TABLES

#: Fingerprint of a person whom no person table names, only rows of other tables.
DERIVED = "derived"

#: Patients on both sides, from which on it is no chance that none is on both.
_SEVERAL = 10


def derive_persons(connection: duckdb.DuckDBPyConnection) -> int:
    """Give every patient whom a table names a row in ``omop.person``, and return how many that concerns.

    A source of notes alone has no person table, and others miss patients: their events count like any
    other's. Such a row holds the identifier only and goes when nothing names the patient any more. It is
    no row of the source, so the load record of ``person`` does not count it.
    """
    named = " UNION ".join(
        f"SELECT person_id FROM {table.qualified_name}" for table in SOURCE_TABLES if table is not PERSON
    )
    name = PERSON.qualified_name
    with transaction(connection):
        connection.execute(
            f"DELETE FROM {name} WHERE {FINGERPRINT_COLUMN} = '{DERIVED}' AND person_id NOT IN ({named})"
        )
        connection.execute(
            f"INSERT INTO {name} BY NAME SELECT person_id, '{DERIVED}' AS {FINGERPRINT_COLUMN} FROM ({named}) "
            f"WHERE person_id NOT IN (SELECT person_id FROM {name}) ORDER BY person_id"
        )
    return connection.execute(f"SELECT count(*) FROM {name} WHERE {FINGERPRINT_COLUMN} = '{DERIVED}'").fetchall()[0][0]


def strangers(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the tables that know no patient of the notes, each with what to say of it.

    Their identifiers are written otherwise, then: "000123" and "123", a pseudonym of another release. Nothing is
    missing in either table, and yet no act would ever meet the note that tells it.
    """
    known = f"{FINGERPRINT_COLUMN} <> '{DERIVED}'"
    found = {}
    for table in SOURCE_TABLES:
        if table is NOTE:
            continue
        patients, shared, with_notes = connection.execute(
            f"""
            WITH theirs AS (SELECT DISTINCT person_id FROM {table.qualified_name} WHERE {known}),
                ours AS (SELECT DISTINCT person_id FROM {NOTE.qualified_name})
            SELECT (SELECT count(*) FROM theirs), (SELECT count(*) FROM theirs SEMI JOIN ours USING (person_id)),
                (SELECT count(*) FROM ours)
            """
        ).fetchall()[0]
        if not shared and min(patients, with_notes) >= _SEVERAL and table is not DEATH:  # nobody has to have died
            found[table.name] = (
                f"table {table.name} knows none of the {with_notes:,} patients of the notes, and has "
                f"{patients:,} others: person_id must be written differently in the two"
            )
        elif twins := _written_otherwise(table, connection):
            found[table.name] = (
                f"table {table.name}: {count_of(twins, 'patient')} of it would be known to the notes or the table of "
                "patients but for zeros, marks or capitals in person_id (000123 and 123): nothing of theirs meets what "
                "the notes tell. Write person_id alike in all tables"
            )
    return found


def _written_otherwise(table: Table, connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many patients of a table are, but for how they are written, patients whom notes or persons name."""
    plain = "ltrim(lower(regexp_replace(person_id, '[^\\p{L}\\p{N}]', '', 'g')), '0')"
    known = f"{FINGERPRINT_COLUMN} <> '{DERIVED}'"
    persons = "" if table is PERSON else f"UNION SELECT person_id FROM {PERSON.qualified_name} WHERE {known}"
    return connection.execute(
        f"""
        WITH named AS (SELECT person_id FROM {NOTE.qualified_name} {persons}),
        strange AS (
            SELECT DISTINCT person_id FROM {table.qualified_name} WHERE {known} AND person_id NOT IN (FROM named)
        )
        SELECT count(*) FROM strange
        WHERE (SELECT count(*) FROM strange) > 0
            AND {plain} <> '' AND {plain} IN (SELECT {plain} FROM named)
        """
    ).fetchall()[0][0]
