"""Which patients changed: one hash a patient of everything that his or her events depend on.

The warehouse computes it where the rows stand, so that a run with little news reads the rows of few patients.
"""

from __future__ import annotations

import hashlib

import duckdb

from onco_pipeline.omop.fingerprints import row_hash_sql
from onco_pipeline.reconciliation.calibration import shipped
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings
from onco_pipeline.table import Table
from onco_pipeline.tables import DEATH, NOTE, NOTE_EVENT, PERSON, STRUCTURED_EVENT, VISIT_OCCURRENCE

__all__ = ["evidence_fingerprints"]

#: Changes whenever the rules do, so that every patient is rebuilt by the new ones.
RULES_VERSION = "10"

#: A patient who is in one of these has events; the others say more of him or her.
_EVIDENCE = (NOTE_EVENT, STRUCTURED_EVENT)
_CONTEXT = (NOTE, PERSON, DEATH, VISIT_OCCURRENCE)


def evidence_fingerprints(connection: duckdb.DuckDBPyConnection, settings: Settings = DEFAULTS) -> dict[str, str]:
    """Return, for each patient with evidence, a hash of everything that his or her events depend on.

    Neither the order of the rows nor that of the columns matters. Compare with ``onco.person_reconciliation``: a
    patient whose hash is unchanged need not be rebuilt; one who is there no more has lost the evidence.

    Parameters
    ----------
    connection
        To a database with the tables that :func:`~onco_pipeline.reconciliation.frames.reconcile` is given, under
        their names of :mod:`onco_pipeline.tables`.
    settings
        Tolerances: a changed one rebuilds everybody.

    Examples
    --------
    >>> connection = duckdb.connect()
    >>> for table in (*_EVIDENCE, *_CONTEXT):
    ...     _ = connection.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
    ...     columns = ", ".join(f"{name} VARCHAR" for name in table.column_names)
    ...     _ = connection.execute(f"CREATE TABLE {table.qualified_name} ({columns})")
    >>> _ = connection.execute("INSERT INTO onco.structured_event (person_id, family) VALUES ('7', 'biopsy')")
    >>> list(evidence_fingerprints(connection))
    ['7']
    """
    rows = " UNION ALL ".join(_rows_of(table) for table in (*_EVIDENCE, *_CONTEXT))
    found = connection.execute(
        f"SELECT person_id, count(*) || ':' || sum(said) FROM ({rows}) "  # noqa: S608 -- from onco_pipeline.tables
        "WHERE person_id IS NOT NULL GROUP BY person_id HAVING bool_or(is_evidence) ORDER BY person_id"
    ).fetchall()
    salted = hashlib.sha256(f"{RULES_VERSION}|{shipped()!r}|{settings!r}|".encode())
    return {person_id: _hash(salted.copy(), said) for person_id, said in found}


def _hash(salted: hashlib._Hash, said: str) -> str:
    salted.update(said.encode())
    return salted.hexdigest()[:32]


def _rows_of(table: Table) -> str:
    """Return the SQL of whose each row of a table is, and of what it says in short.

    Of rows that carry their own fingerprint only that is read. Rows are told apart by a quick hash, which is
    summed over those of a patient, as it is where a whole step asks what has changed (``resources/unchanged.py``).
    """
    return (
        f"SELECT person_id, {table in _EVIDENCE} AS is_evidence, "  # noqa: S608 -- the same
        f"{row_hash_sql(table)} AS said FROM {table.qualified_name}"
    )
