"""Patients who withdrew: known by a hash only, and kept out of every later run."""

# Names of tables come from onco_pipeline.tables, values go as parameters; the salt is hexadecimal digits.
# ruff: noqa: S608

from __future__ import annotations

import hashlib
import secrets

import duckdb

from onco_pipeline.omop.checking import Fault
from onco_pipeline.tables import WITHDRAWN_PERSON

#: Why a row of a patient who withdrew is in quarantine.
REASON = "the patient withdrew (onco forget)"


def withdraw(connection: duckdb.DuckDBPyConnection, person_id: str) -> None:
    """Keep ``person_id`` out of every later run.

    Identifiers are short and easy to try one after the other, so that their hash is salted; it still
    tells whoever holds both the warehouse and a list of patients who withdrew. It must: a patient that
    is in the source would come back otherwise.
    """
    name = WITHDRAWN_PERSON.qualified_name
    known = connection.execute(f"SELECT any_value(salt) FROM {name}").fetchone()[0]
    salt = known or secrets.token_hex(16)
    row = [hashlib.sha256((salt + person_id).encode()).hexdigest(), salt]
    connection.execute(f"DELETE FROM {name} WHERE person_hash = ?", row[:1])
    connection.execute(f"INSERT INTO {name} (person_hash, salt) VALUES (?, ?)", row)


def is_withdrawn(connection: duckdb.DuckDBPyConnection, person_id: str) -> bool:
    """Return whether ``person_id`` withdrew."""
    sql = f"SELECT count(*) FROM {WITHDRAWN_PERSON.qualified_name} WHERE person_hash = sha256(salt || ?)"
    return connection.execute(sql, [person_id]).fetchone()[0] > 0


def fault_of_withdrawn(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Return the fault of a staged row whose patient withdrew; none when nobody did."""
    name = WITHDRAWN_PERSON.qualified_name
    salts = connection.execute(f"SELECT DISTINCT salt FROM {name}").fetchall()
    if not salts:
        return []
    ((salt,),) = salts
    hashes = f"SELECT person_hash FROM {name}"
    return [Fault("person_id", REASON, f"sha256('{salt}' || person_id) IN ({hashes})")]
