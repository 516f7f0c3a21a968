"""Which column of a hospital's table is which of ours: OMOP CDM 5.4 and AP-HP names, and what is mapped.

The two dialects name the same thing differently (``note_date`` and ``note_datetime``), and CDM tables
carry both with one of them empty: several columns may feed one of ours, and row by row the first that
is filled counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.table import Table
from onco_pipeline.tables import table

#: AP-HP's mark of a row that is alive; read where it is there, in any table.
ROW_STATUS = "row_status_source_value"

_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("person", "death_datetime"): ("death_datetime", "death_date"),
    ("death", "death_datetime"): ("death_datetime", "death_date"),
    ("visit_occurrence", "visit_start_datetime"): ("visit_start_datetime", "visit_start_date"),
    ("visit_occurrence", "visit_end_datetime"): ("visit_end_datetime", "visit_end_date"),
    ("note", "note_datetime"): ("note_datetime", "note_date"),
    ("note", "note_class_source_value"): ("note_class_source_value", "note_source_value"),
    ("note", "note_text"): ("note_text", "note_deid"),
    ("procedure_occurrence", "procedure_datetime"): ("procedure_datetime", "procedure_date"),
    ("condition_occurrence", "condition_start_datetime"): ("condition_start_datetime", "condition_start_date"),
    ("drug_exposure", "drug_exposure_start_datetime"): ("drug_exposure_start_datetime", "drug_exposure_start_date"),
    ("drug_exposure", "drug_exposure_end_datetime"): ("drug_exposure_end_datetime", "drug_exposure_end_date"),
}

#: What is no name of a column: a number, a date, or more words than a name has.
_VALUE, _LONGEST_NAME = re.compile(r"[\d\s:/.,+-]*\d[\d\s:/.,TZ+-]*"), 64

#: What parts the fields of a CSV file.
_SEPARATORS = ",;\t|"

#: Columns that are put together from several.
BIRTH_PARTS = ("year_of_birth", "month_of_birth", "day_of_birth")


def known_columns(table_name: str) -> tuple[str, ...]:
    """Return the columns that ``sources.yaml`` may map.

    Examples
    --------
    >>> known_columns("death")
    ('person_id', 'death_datetime', 'row_status_source_value')
    """
    parts = BIRTH_PARTS if table_name == "person" else ()
    return (*content_columns(table(table_name)), *parts, ROW_STATUS)


def candidates(table_: Table, column: str, mapping: Mapping[str, str | Sequence[str]]) -> tuple[str, ...]:
    """Return the source's columns that may hold ``column``, best first.

    Examples
    --------
    >>> from onco_pipeline.tables import NOTE
    >>> candidates(NOTE, "note_datetime", {})
    ('note_datetime', 'note_date')
    >>> candidates(NOTE, "note_datetime", {"note_datetime": "date_cr"})
    ('date_cr',)
    """
    mapped = mapping.get(column)
    if mapped is None:
        return _ALIASES.get((table_.name, column), (column,))
    return (mapped,) if isinstance(mapped, str) else tuple(mapped)


def find(names: Sequence[str], available: Sequence[str]) -> list[str]:
    """Return those of ``names`` that are ``available``, as spelt there; case does not count.

    Examples
    --------
    >>> find(["note_datetime", "note_date"], ["NOTE_ID", "NOTE_DATE"])
    ['NOTE_DATE']
    """
    spelt = {name.strip().lower(): name for name in reversed(available)}
    return [spelt[name.lower()] for name in names if name.lower() in spelt]


def columns_told(available: Sequence[str]) -> str:
    """Return the columns that a part has, for a message.

    A CSV file without a line of names begins with a patient's row: what is no name is not told.

    Examples
    --------
    >>> columns_told(["id", "texte"])
    'the columns id, texte'
    >>> columns_told(["id;texte"])
    "one column, id;texte: its fields seem to be parted by ';', which is not the delimiter given"
    >>> columns_told(["P7", "1950-03-12", "Mme X"])
    'a first line that seems to hold values: a CSV file begins with the names of its columns'
    """
    kept = max(_SEPARATORS, key=available[0].count) if len(available) == 1 else ""
    names = available[0].split(kept) if kept else available
    if any(_VALUE.fullmatch(name.strip('" ')) or len(name) > _LONGEST_NAME for name in names):
        return "a first line that seems to hold values: a CSV file begins with the names of its columns"
    if len(names) > len(available):
        return f"one column, {available[0]}: its fields seem to be parted by {kept!r}, which is not the delimiter given"
    return f"the columns {', '.join(available)}" if available else "no column"
