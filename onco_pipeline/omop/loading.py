"""Bring a source table into the warehouse: check every row, keep what is sound, change what has changed.

One transaction a table: a run that is killed leaves each table as it was, or as it is now at the source.
"""

# Names come from onco_pipeline.tables, reasons are literals of this package.
# ruff: noqa: S608

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from onco_pipeline.counts import count_of
from onco_pipeline.omop.checking import Fault, faults, stamps, value_sql
from onco_pipeline.omop.connections import registered, transaction
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN, content_columns, fingerprint_sql, table_fingerprint_sql
from onco_pipeline.omop.known import FIRST, KNOWN, RAW
from onco_pipeline.omop.patients import DERIVED, derive_persons
from onco_pipeline.omop.source_config import CONFIG_NAME
from onco_pipeline.omop.sources import Source
from onco_pipeline.omop.staging import STAGE, Staged, stage
from onco_pipeline.omop.withdrawals import REASON, fault_of_withdrawn
from onco_pipeline.progress import Advance
from onco_pipeline.table import Table, literal
from onco_pipeline.tables import QUARANTINE, SOURCE_LOAD, SOURCE_TABLES

_VERDICT = "onco_verdict"
_KEPT = f"(SELECT key, fingerprint FROM {_VERDICT} WHERE fault IS NULL)"
#: What of it is new, changed or gone.
_DIFFERENT = "onco_different"

#: A table of so many rows of which none is good is an export gone wrong, or one that sources.yaml must describe.
_MANY = 20
#: Reasons that are no fault of a row: the source or the patient took it back.
_TAKEN_BACK = ("row_status", REASON)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of the rows of one source table; ``rows_read = rows_kept + rows_quarantined``.

    Attributes
    ----------
    rows_new, rows_changed, rows_removed
        How many rows differ from the run before.
    reasons
        Number of quarantined rows by reason.
    notices
        What the user should know, without being an error; never a patient's data.
    """

    source_table: str
    rows_read: int
    rows_kept: int
    rows_quarantined: int
    table_fingerprint: str
    rows_new: int
    rows_changed: int
    rows_removed: int
    reasons: dict[str, int]
    notices: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything differs from the run before."""
        return bool(self.rows_new or self.rows_changed or self.rows_removed)


def ingest(
    source: Source,
    connection: duckdb.DuckDBPyConnection,
    advance: Advance | None = None,
    began: Callable[[Table], None] | None = None,
) -> list[LoadReport]:
    """Bring every table of ``source`` into the warehouse that ``connection`` has open.

    Raises
    ------
    SourceError
        When the source cannot be read as it stands; tables read before are in the warehouse already.
    """
    reports = []
    for table in SOURCE_TABLES:
        if began is not None:
            began(table)
        reports.append(ingest_table(source, table, connection, advance))
    derive_persons(connection)
    return reports


def ingest_table(
    source: Source,
    table: Table,
    connection: duckdb.DuckDBPyConnection,
    advance: Advance | None = None,
    *,
    as_last_time: bool = False,
) -> LoadReport:
    """Bring one table into the warehouse: rows new, changed and removed, quarantine and load record.

    Parameters
    ----------
    connection
        An open connection to the warehouse, outside any transaction.
    advance
        Called with the number of rows of each batch that was read.
    as_last_time
        The table is as this very program left it, reading by the same settings and leaving out the same patients: a
        row that stands there as it is here need not be looked at again. The result is the same without.

    Raises
    ------
    SourceError
        When the source cannot be read as it stands; the warehouse is then as it was.
    """
    try:
        staged = stage(source, table, connection, advance, as_last_time=as_last_time)
        checked = _check(source, table, connection)
        if as_last_time:
            connection.execute(f"INSERT INTO {_VERDICT} BY NAME FROM {KNOWN}")
        with transaction(connection):
            report = _apply(checked, staged, connection)
    finally:
        with contextlib.suppress(duckdb.Error):  # must not hide why the block ended
            for temporary in (STAGE, _VERDICT, _DIFFERENT, RAW, KNOWN, FIRST):
                connection.execute(f"DROP TABLE IF EXISTS temp.{temporary}")
    return report


def known_report(table: Table, connection: duckdb.DuckDBPyConnection) -> LoadReport:
    """Return the report of a table of which the source has the very rows of the run before; the load record says so."""
    columns = ("rows_read", "rows_kept", "rows_quarantined", "table_fingerprint")
    (row,) = connection.execute(
        f"SELECT {', '.join(columns)} FROM {SOURCE_LOAD.qualified_name} WHERE source_table = ?", [table.name]
    ).fetchall()
    none: dict[str, Any] = dict.fromkeys(("rows_new", "rows_changed", "rows_removed"), 0)
    known: dict[str, Any] = dict(zip(columns, row, strict=True))
    report = LoadReport(source_table=table.name, **known, **none, reasons=_reasons(table, connection))
    with transaction(connection):
        _write_load(report, connection)
    return report


@dataclass(frozen=True, slots=True)
class _Checked:
    """A staged table whose rows have their verdicts: its columns of times, and the faults by number."""

    table: Table
    times: tuple[str, ...]
    faults: list[Fault]


def _check(source: Source, table: Table, connection: duckdb.DuckDBPyConnection) -> _Checked:
    """Create ``onco_verdict``: for each staged row its key, its times, its fingerprint, its fault's number if any."""
    # Read once: to tell which writing of a time it is takes as long as the hash of a visit.
    read = stamps(table, source.config.timezone, source.config.date_formats)
    held = {name: f"{name}_read" for name in read}
    (key,) = table.key
    looked_for = [*fault_of_withdrawn(connection), *faults(table, held)]
    cases = " ".join(f"WHEN {fault.condition} THEN {number}" for number, fault in enumerate(looked_for))
    twin, rival = len(looked_for), len(looked_for) + 1
    looked_for += [
        Fault(key, f"duplicate {key}: the same row stands before it", ""),
        Fault(key, f"duplicate {key}: a row with this key and other content stands before it", ""),
    ]
    typed = ", ".join(f"{value_sql(table, name, held)} AS {name}" for name in content_columns(table))
    times = "".join(f", {name}" for name in read)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {_VERDICT} AS
        WITH read AS (
            SELECT *{"".join(f", {sql} AS {held[name]}" for name, sql in read.items())} FROM {STAGE}
        ),
        judged AS (
            SELECT *, CASE {cases} END AS fault FROM read
        ),
        typed AS (
            SELECT source_row, fault, {typed} FROM judged
        ),
        hashed AS (
            SELECT source_row, {key} AS key, fault{times},
                CASE WHEN fault IS NULL THEN {fingerprint_sql(table)} END AS fingerprint
            FROM typed
        ),
        ranked AS (
            SELECT *,
                first_value(source_row) OVER same_key AS first_row,
                first_value(fingerprint) OVER same_key AS first_fingerprint
            FROM hashed
            WINDOW same_key AS (PARTITION BY key, fault IS NULL ORDER BY source_row)
        )
        SELECT source_row, key, fingerprint{times},
            CASE
                WHEN fault IS NOT NULL THEN fault
                WHEN source_row = first_row THEN NULL
                WHEN fingerprint = first_fingerprint THEN {twin}
                ELSE {rival}
            END AS fault
        FROM ranked
        """
    )
    return _Checked(table, tuple(read), looked_for)


def _apply(checked: _Checked, staged: Staged, connection: duckdb.DuckDBPyConnection) -> LoadReport:
    table = checked.table
    _compare(table, connection)
    is_known = f"here <> '{DERIVED}'"
    new, changed, removed = connection.execute(
        f"""
        SELECT count(at_source) FILTER ({is_known} IS NOT true), count(at_source) FILTER ({is_known}),
            count(*) FILTER (at_source IS NULL AND {is_known})
        FROM {_DIFFERENT}
        """
    ).fetchall()[0]
    _write_rows(checked, connection)
    reasons = _write_quarantine(checked, staged, connection)
    rows_kept, fingerprint = connection.execute(
        f"SELECT count(*), {table_fingerprint_sql('fingerprint')} FROM {_KEPT}"
    ).fetchall()[0]
    report = LoadReport(
        source_table=table.name,
        rows_read=staged.rows_read,
        rows_kept=rows_kept,
        rows_quarantined=sum(reasons.values()),
        table_fingerprint=fingerprint,
        rows_new=new,
        rows_changed=changed,
        rows_removed=removed,
        reasons=reasons,
        notices=(*staged.notices, *_told_of_loss(table, removed, removed + rows_kept - new)),
    )
    if report.rows_read != report.rows_kept + report.rows_quarantined:
        raise RuntimeError(
            f"table {table.name}: of {count_of(report.rows_read, 'row')} read, {report.rows_kept:,} were kept and "
            f"{report.rows_quarantined:,} quarantined: rows were lost, nothing was written"
        )
    _stop_where_none_is_good(report)
    _write_load(report, connection)
    return report


def _told_of_loss(table: Table, gone: int, before: int) -> tuple[str, ...]:
    """Return what to say of a table that has lost most of its rows since the run before: an export may be cut short."""
    if gone < _MANY or 2 * gone < before:
        return ()
    return (f"table {table.name}: {gone:,} of the {before:,} rows of the run before are gone",)


def _stop_where_none_is_good(report: LoadReport) -> None:
    """Stop before good rows of an earlier run go because not one of this one's can be read."""
    bad = {reason: n for reason, n in report.reasons.items() if not reason.startswith(_TAKEN_BACK)}
    if report.rows_kept or sum(bad.values()) < max(report.rows_read, _MANY):
        return
    often = sorted(bad, key=lambda reason: -bad[reason])[:3]
    raise SourceError(
        f"Table {report.source_table}: not one of its {report.rows_read:,} rows is good "
        f"({'; '.join(f'{bad[reason]:,} times: {reason}' for reason in often)}). It was left as the last run left it. "
        f"Say in {CONFIG_NAME} how it is written: columns, delimiter, escape, date_formats (docs/sources.md)"
    )


def _compare(table: Table, connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``onco_different``: the keys of rows that the warehouse has otherwise, with the fingerprints of both.

    One of the two is empty where only the other has such a row.
    """
    (key,) = table.key
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {_DIFFERENT} AS
        SELECT coalesce(k.key, w.{key}) AS key, k.fingerprint AS at_source, w.{FINGERPRINT_COLUMN} AS here
        FROM {_KEPT} AS k FULL JOIN {table.qualified_name} AS w ON k.key = w.{key}
        WHERE k.fingerprint IS DISTINCT FROM w.{FINGERPRINT_COLUMN}
        """
    )


def _write_rows(checked: _Checked, connection: duckdb.DuckDBPyConnection) -> None:
    name, (key,) = checked.table.qualified_name, checked.table.key
    # A row that no source has, made for a patient whom others name, stays until a row of the source takes its place.
    gone = f"SELECT key FROM {_DIFFERENT} WHERE here <> '{DERIVED}' OR here IS NOT NULL AND at_source IS NOT NULL"
    connection.execute(f"DELETE FROM {name} WHERE {key} IN ({gone})")
    content = content_columns(checked.table)
    values = ", ".join(f"{'v' if column in checked.times else 's'}.{column} AS {column}" for column in content)
    columns = ", ".join([*content, FINGERPRINT_COLUMN])
    connection.execute(
        f"""
        INSERT INTO {name} ({columns})
        SELECT {values}, v.fingerprint
        FROM {STAGE} AS s
        JOIN {_VERDICT} AS v USING (source_row)
        WHERE v.fault IS NULL AND v.key IN (SELECT key FROM {_DIFFERENT} WHERE at_source IS NOT NULL)
        """
    )


def _write_quarantine(checked: _Checked, staged: Staged, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    table, name = checked.table, QUARANTINE.qualified_name
    connection.execute(f"DELETE FROM {name} WHERE source_table = ?", [table.name])
    reasons = ", ".join(
        f"({number}, {literal(fault.column)}, {literal(fault.reason)})" for number, fault in enumerate(checked.faults)
    )
    # A key that is long or several words is a text in the wrong column: it is left out. So is the key of
    # a row of a patient who withdrew: nothing of theirs stays, not even a number.
    connection.execute(
        rf"""
        INSERT INTO {name} (source_table, source_row, source_key, column_name, reason)
        SELECT {literal(table.name)}, source_row,
            CASE WHEN regexp_full_match(key, '\S{{1,64}}') AND reason <> {literal(REASON)} THEN key END,
            column_name, reason
        FROM {_VERDICT} JOIN (VALUES {reasons}) AS f(fault, column_name, reason) USING (fault)
        ORDER BY source_row
        """
    )
    rows = [(table.name, row, f"row {reason}") for row, reason in staged.unreadable]
    if rows:
        unreadable = pa.table(dict(zip(("source_table", "source_row", "reason"), zip(*rows, strict=True), strict=True)))
        with registered(connection, "onco_unreadable", unreadable):
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM onco_unreadable")
    return _reasons(table, connection)


def _reasons(table: Table, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of quarantined rows of a table by reason."""
    counts = connection.execute(
        f"SELECT reason, count(*) FROM {QUARANTINE.qualified_name} WHERE source_table = ? "
        "GROUP BY reason ORDER BY reason",
        [table.name],
    ).fetchall()
    return dict(counts)


def _write_load(report: LoadReport, connection: duckdb.DuckDBPyConnection) -> None:
    row = {
        "source_table": report.source_table,
        "rows_read": report.rows_read,
        "rows_kept": report.rows_kept,
        "rows_quarantined": report.rows_quarantined,
        "rows_new": report.rows_new,
        "rows_changed": report.rows_changed,
        "rows_removed": report.rows_removed,
        "table_fingerprint": report.table_fingerprint,
    }
    name = SOURCE_LOAD.qualified_name
    # No UPDATE: DuckDB takes no checkpoint after one, nor is the file published, while it has been open for reading.
    connection.execute(f"DELETE FROM {name} WHERE source_table = ?", [report.source_table])
    holes = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({holes})", list(row.values()))
