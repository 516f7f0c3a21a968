"""What coded rows may hide though each of them is good: several codes in one cell, acts with the date of their stay."""

# Names come from onco_pipeline.tables.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

from onco_pipeline.counts import count_of
from onco_pipeline.table import literal
from onco_pipeline.tables import CONDITION_OCCURRENCE, DRUG_EXPOSURE, PROCEDURE_OCCURRENCE, VISIT_OCCURRENCE

#: What a code looks like, in capitals and without the marks within it, by the column that holds it.
_CODES = (
    (PROCEDURE_OCCURRENCE, "procedure_source_value", "[A-Z]{4}[0-9]{3}"),
    (CONDITION_OCCURRENCE, "condition_source_value", "[A-Z][0-9]{2}\\.?[0-9]{0,3}"),
    (DRUG_EXPOSURE, "drug_source_value", "[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}"),
)
#: What parts the codes of a cell.
_BETWEEN = r"\s*[;,|/\s]\s*"
#: Acts in stays of several nights, from which on their days tell something, and the share that is no chance.
_SEVERAL, _SHARE = 20, 0.95


def several_codes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return, by table, what to say of rows with several codes in one cell: only the first of them is read."""
    found = {}
    for table, column, code in _CODES:
        more = f"{code}({_BETWEEN}{code})+"
        (n,) = connection.execute(
            f"SELECT count(*) FROM {table.qualified_name} "
            f"WHERE length({column}) > 6 AND regexp_full_match(upper({column}), {literal(more)})"
        ).fetchall()[0]
        if n:
            found[table.name] = (
                f"table {table.name}: {count_of(n, 'row')} with several codes in one cell ({column}): the first is "
                "read, and no other. Export a row for each code"
            )
    return found


def dates_of_stays(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what to say of acts that nearly all have the first day of their stay: it is not the day of the act, then.

    A scan of the fourth day contradicts its report by that, and the event takes the coded day.
    """
    acts, first = connection.execute(
        f"""
        SELECT count(*), count(*) FILTER (CAST(a.procedure_datetime AS DATE) = CAST(v.visit_start_datetime AS DATE))
        FROM {PROCEDURE_OCCURRENCE.qualified_name} AS a
        JOIN {VISIT_OCCURRENCE.qualified_name} AS v USING (visit_occurrence_id)
        WHERE CAST(v.visit_end_datetime AS DATE) - CAST(v.visit_start_datetime AS DATE) > 1
        """
    ).fetchall()[0]
    if acts < _SEVERAL or first < _SHARE * acts:
        return {}
    name = PROCEDURE_OCCURRENCE.name
    return {
        name: f"table {name}: {first:,} of {acts:,} acts of stays of several days have the first day of their stay, as "
        "if it were that of the stay: events would take it for the day of the act. Map procedure_datetime to the date "
        "of the act itself, if the source has one"
    }
