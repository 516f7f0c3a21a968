"""Give every value its type and every bad row its reason, in SQL over a whole table at once.

Input is the staged text of a source table; the output of these functions is SQL. A reason names the
column and what is wrong with it, never the value: columns can be swapped, and then any of them holds
the text of a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onco_pipeline.intervals import FIRST_YEAR, LAST_YEAR
from onco_pipeline.omop.columns import ROW_STATUS
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.moments import DAY, EXCEL, FORMATS, NO_DAY, OFFSET, TIME
from onco_pipeline.table import Table, Type, literal

#: An identifier or a code that is longer than this is a text in the wrong column.
LONGEST_IDENTIFIER, LONGEST_CODE = 128, 256

_BLANKS = " \t\r\n\u00a0\u202f"
_BLANK_AT_AN_END = f"^[{_BLANKS}]|[{_BLANKS}]$"
_EMPTY = ("", "null", "none", "nan", "nat", "<na>", "n/a", "\\n")
_LONGEST_EMPTY = max(map(len, _EMPTY))
_NONE = ", ".join(f"DATE {literal(day.isoformat())}" for day in NO_DAY)
#: A day as a float column has it, and one of nothing but zeros: what databases (MySQL) and the PMSI write for none.
_WHOLE_DAY, _ZEROS = r"\s*(\d{8}|\d{14})[.,]0+\s*", r"\s*0[0\s/.:,T-]*Z?\s*"
#: The number of a day and its time in a spreadsheet, the first one that all spreadsheets number alike (1 March 1900).
_SERIAL, _FIRST_SERIAL = r"\d{2,5}([.,]\d+)?", 61
#: The column of births.
BIRTH = "birth_datetime"
#: A long number as a spreadsheet shows it, without its last digits.
_ROUNDED, _AS_TEXT = r"\d[.,]\d+[eE]\+?\d+", "export it as text"
#: Whose century a source must tell.
_TOLD = "say how it is written in sources.yaml: date_formats"
#: What the source says of a row that is alive.
ALIVE = ("actif", "active", "validé", "valide")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong with a row.

    Attributes
    ----------
    column
        Column at fault.
    reason
        What is wrong with it, in words.
    condition
        SQL that is true of the rows at fault.
    """

    column: str
    reason: str
    condition: str


def one_of(values: Sequence[str]) -> str:
    """Return some values as SQL writes them behind IN."""
    return "(" + ", ".join(literal(value) for value in values) + ")"


_EMPTY_SQL = one_of(_EMPTY)


def text_sql(expression: str, column: str) -> str:
    """Return the SQL of a value as staged text: no blanks around it, NULL when nothing is left.

    ``null``, ``nan`` and the like, as exports write them, are nothing, and so is a date of zeros. Identifiers, and
    dates of eight or fourteen digits, lose the ``.0`` (or ``,0``) that a float column gave them. The text of a note
    stays as it is, to the character: offsets point into it.
    """
    if column == "note_text":
        return expression
    # Asked first: few values need it, and to trim costs four times as much as to look.
    trimmed = (
        f"CASE WHEN regexp_matches({expression}, {literal(_BLANK_AT_AN_END)}) "
        f"THEN trim({expression}, {literal(_BLANKS)}) ELSE {expression} END"
    )
    is_filled = f"length({trimmed}) > {_LONGEST_EMPTY} OR lower({trimmed}) NOT IN {_EMPTY_SQL}"
    filled = f"CASE WHEN {is_filled} THEN {trimmed} END"
    if column.endswith("_id"):
        number = "^(-?\\d+)[.,]0+$"
        return (
            f"CASE WHEN regexp_matches({expression}, '[.,]0') "
            f"THEN regexp_replace({filled}, {literal(number)}, '\\1') ELSE {filled} END"
        )
    if column.endswith("_datetime"):
        return (
            # Asked for by their first letter and their point first, as above.
            f"CASE WHEN {expression} < '1' AND regexp_full_match({expression}, {literal(_ZEROS)}) THEN NULL "
            f"WHEN (contains({expression}, '.0') OR contains({expression}, ',0')) "
            f"AND regexp_full_match({expression}, {literal(_WHOLE_DAY)}) "
            f"THEN regexp_extract({expression}, {literal(_WHOLE_DAY)}, 1) ELSE {filled} END"
        )
    return filled


def timestamp_sql(column: str, timezone: str, formats: Sequence[str] = ()) -> str:
    """Return the SQL of a date or time: naive, on the wall clock of ``timezone``; NULL when it is none.

    Read are the ``formats`` given, before all others (``%d/%m/%y`` and ``%d%m%Y`` look like what is read without
    being told; ``excel`` is the number of days that spreadsheets hold), ISO dates and times (also with ``/``), with or
    without offset, ``dd/mm/yyyy`` (also with ``-`` or ``.``), ``dd-MON-yyyy``, ``yyyymmdd`` and ``yyyymmddhhmmss``.
    Nothing is guessed: 12/25/2019 is no date, nor is 12/03/19.
    """
    known = _known_sql(column, timezone)
    return f"coalesce({_parsed_sql(column, formats)}, {known})" if formats else known


def _known_sql(column: str, timezone: str) -> str:
    """Return the SQL of a date or time in one of the writings that need no telling."""
    return (
        f"CASE WHEN regexp_full_match({column}, {literal(f'{DAY}({TIME})?')}) THEN TRY_CAST({column} AS TIMESTAMP) "
        f"WHEN regexp_full_match({column}, {literal(DAY + TIME + OFFSET)}) "
        f"THEN TRY_CAST({column} AS TIMESTAMPTZ) AT TIME ZONE {literal(timezone)} "
        f"WHEN regexp_full_match({column}, '\\d{{8}}') THEN TRY_STRPTIME({column}, '%Y%m%d') "
        f"WHEN regexp_full_match({column}, '\\d{{14}}') THEN TRY_STRPTIME({column}, '%Y%m%d%H%M%S') "
        f"ELSE {_parsed_sql(column, FORMATS)} END"
    )


def _parsed_sql(column: str, formats: Sequence[str]) -> str:
    """Return the SQL of what one of some formats reads in a text; NULL when none does."""
    written = [text for text in formats if text != EXCEL]
    listed = "[" + ", ".join(literal(text) for text in written) + "]"
    # TRY_STRPTIME would also take "epoch" and "infinity" for dates.
    read = [f"CASE WHEN regexp_matches({column}, '\\d') THEN TRY_STRPTIME({column}, {listed}) END"] if written else []
    if EXCEL in formats:
        number = f"TRY_CAST(replace({column}, ',', '.') AS DOUBLE)"
        read.append(
            f"CASE WHEN regexp_full_match({column}, {literal(_SERIAL)}) AND {number} >= {_FIRST_SERIAL} "
            f"THEN TIMESTAMP '1899-12-30' + to_seconds(CAST(round({number} * 86400) AS BIGINT)) END"
        )
    return read[0] if len(read) == 1 else f"coalesce({', '.join(read)})"


def _born_sql(stamp: str) -> str:
    """Return the SQL of a birth whose year was written with two digits: nobody is born in the future."""
    return f"CASE WHEN {stamp} > current_date THEN {stamp} - INTERVAL 100 YEAR ELSE {stamp} END"


def stamps(table: Table, timezone: str, formats: Sequence[str] = ()) -> dict[str, str]:
    """Return the SQL of the times that a table's rows are written with, by the name of their column."""
    times = (name for name in content_columns(table) if table.column(name).type is Type.TIMESTAMP)
    read = {name: timestamp_sql(name, timezone, formats) for name in times}
    if BIRTH in read and (short := [text for text in formats if "%y" in text]):
        # The century of two digits is this one up to 68: read so, who was born in 1963 was not yet born when treated.
        others = [text for text in formats if "%y" not in text]
        written = "".join(f"coalesce({_parsed_sql(BIRTH, others)}, " if others else "(")
        read[BIRTH] = f"{written}coalesce({_born_sql(_parsed_sql(BIRTH, short))}, {_known_sql(BIRTH, timezone)}))"
    return read


def value_sql(table: Table, column: str, read: Mapping[str, str]) -> str:
    """Return the SQL of a column's value, in its own type, from its staged text.

    Where there may be no date, a day that databases write for none is none: a note is not lost for it.

    Parameters
    ----------
    read
        The SQL of each time, as :func:`stamps` gives it, or the name of a column that holds it.
    """
    if column not in read:
        return column
    stamp = read[column]
    if not table.column(column).nullable:
        return stamp
    return f"CASE WHEN CAST({stamp} AS DATE) NOT IN ({_NONE}) THEN {stamp} END"


def faults(table: Table, read: Mapping[str, str]) -> list[Fault]:
    """Return what can be wrong with a row of ``table``, in the order it is looked for.

    The conditions speak of the staged text, in columns named as those of ``table`` and, besides,
    ``row_status_source_value``; ``read`` is what :func:`value_sql` takes.
    """
    found = [
        Fault(ROW_STATUS, "row_status: the source marks the row as deleted", f"lower({ROW_STATUS}) LIKE 'supp%'"),
        Fault(ROW_STATUS, "row_status is not Actif", f"lower({ROW_STATUS}) NOT IN {one_of(ALIVE)}"),
    ]
    for name in content_columns(table):
        column = table.column(name)
        if name == "note_text":
            found.append(Fault(name, "note_text is empty: a note without text", _no_text_sql(name)))
            continue
        if not column.nullable:
            found.append(Fault(name, f"{name} is missing", f"{name} IS NULL"))
        if column.type is Type.TIMESTAMP:
            years = f"year({value_sql(table, name, read)}) NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
            found.append(Fault(name, f"{name} is no date", f"{name} IS NOT NULL AND {read[name]} IS NULL"))
            two_digits = f"year({value_sql(table, name, read)}) BETWEEN 2 AND 99"
            found.append(Fault(name, f"{name} has a year of two digits ({_TOLD})", two_digits))
            found.append(Fault(name, f"{name} lies outside {FIRST_YEAR}-{LAST_YEAR}", years))
        elif name.endswith("_id"):
            unfit = f"length({name}) > {LONGEST_IDENTIFIER} OR regexp_matches({name}, '[\\p{{C}}\\p{{Zl}}\\p{{Zp}}]')"
            found.append(Fault(name, f"{name} is no identifier (too long, or with control characters)", unfit))
            rounded = f"regexp_full_match({name}, {literal(_ROUNDED)})"
            found.append(
                Fault(name, f"{name} is a rounded number (1.23E+12), which several may share: {_AS_TEXT}", rounded)
            )
        elif name != "note_title":
            found.append(Fault(name, f"{name} is no code (too long)", f"length({name}) > {LONGEST_CODE}"))
    return found


def _no_text_sql(column: str) -> str:
    """Return the SQL of "holds nothing to read": only blanks and control characters, or the word "null"."""
    says_nothing = f"length({column}) < 8 AND lower(trim({column}, {literal(_BLANKS)})) IN {_EMPTY_SQL}"
    return f"{column} IS NULL OR NOT regexp_matches({column}, '[^\\s\\p{{Z}}\\p{{C}}]') OR ({says_nothing})"
