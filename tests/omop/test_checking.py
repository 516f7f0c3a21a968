"""Values get the type they must have; what has none is called by its name, and never quoted."""

import datetime as dt

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.omop.checking import faults, stamps, text_sql, timestamp_sql, value_sql
from onco_pipeline.omop.columns import ROW_STATUS
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.moments import NO_DAY, moment_of
from onco_pipeline.table import Type
from onco_pipeline.tables import NOTE, SOURCE_TABLES, VISIT_OCCURRENCE

CONNECTION = duckdb.connect()
CONNECTION.execute("SET TimeZone = 'UTC'")


def evaluate(sql, value):
    return CONNECTION.execute(f"SELECT {sql} FROM (SELECT ? AS x)", [value]).fetchall()[0][0]


def stamp(value, timezone="Europe/Paris", formats=()):
    return evaluate(timestamp_sql("x", timezone, formats), value)


def fault_of(table, **values):
    """Return the reason of the first fault of a row, None when it is sound."""
    names = [*content_columns(table), ROW_STATUS]
    looked_for = faults(table, stamps(table, "Europe/Paris"))
    cases = " ".join(f"WHEN {fault.condition} THEN {number}" for number, fault in enumerate(looked_for))
    columns = ", ".join(f"? AS {name}" for name in names)
    given_values = [values.get(name) for name in names]
    number = CONNECTION.execute(f"SELECT CASE {cases} END FROM (SELECT {columns})", given_values).fetchall()[0][0]
    return None if number is None else looked_for[number].reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-12", dt.datetime(2019, 3, 12)),
        ("2019-03-12 08:05", dt.datetime(2019, 3, 12, 8, 5)),
        ("2019-03-12T08:05:09.250", dt.datetime(2019, 3, 12, 8, 5, 9, 250_000)),
        ("2019-3-2", dt.datetime(2019, 3, 2)),
        ("20190312", dt.datetime(2019, 3, 12)),
        ("12/03/2019", dt.datetime(2019, 3, 12)),
        ("1/3/2019 08:05", dt.datetime(2019, 3, 1, 8, 5)),
        ("12-03-2019 08:05:09", dt.datetime(2019, 3, 12, 8, 5, 9)),
        ("12.03.2019", dt.datetime(2019, 3, 12)),
        ("2019/03/12 08:05:09", dt.datetime(2019, 3, 12, 8, 5, 9)),
        ("20190312080509", dt.datetime(2019, 3, 12, 8, 5, 9)),
        ("12-MAR-2019", dt.datetime(2019, 3, 12)),
        ("12MAR2019:08:05:09.000", dt.datetime(2019, 3, 12, 8, 5, 9)),
        # An offset is brought to the wall clock of the hospital: a night in UTC can be another day.
        ("2019-03-12T23:30:00Z", dt.datetime(2019, 3, 13, 0, 30)),
        ("2019-07-12 23:30:00+00", dt.datetime(2019, 7, 13, 1, 30)),
        ("2019-07-12T23:30:00+02:00", dt.datetime(2019, 7, 12, 23, 30)),
    ],
)
def test_dates_as_hospitals_write_them(text, expected):
    assert stamp(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "12/25/2019", "2019-02-30", "mars 2019", "2019", "0", "1552348800", "epoch", "now", "infinity", "-infinity",
        "2019/13/12", "2019-03/12", "20191312080509", "1552348800000", "12-MOI-2019",
        "2019-03-12 25:00", "2019-07-01 10:00+99", "99999999", "2019-03-12 et après", "'; DROP TABLE note; --",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert stamp(text) is None


def test_other_formats_and_zones_are_told():
    assert stamp("12 Mar 2019") is None
    assert stamp("12 Mar 2019", formats=["%d %b %Y"]) == dt.datetime(2019, 3, 12)
    assert stamp("2019-03-12T02:00:00Z", timezone="America/Guadeloupe") == dt.datetime(2019, 3, 11, 22)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # Each looks like a date that is read without being told, and is another one.
        ("12/03/19", "%d/%m/%y"),
        ("12-03-19 00:00", "%d-%m-%y %H:%M"),
        ("12032019", "%d%m%Y"),
        ("03/12/2019", "%m/%d/%Y"),
    ],
)
def test_what_is_told_goes_before_what_is_known(text, written):
    assert stamp(text, formats=[written]) == dt.datetime(2019, 3, 12)
    assert stamp("2019-03-12", formats=[written]) == dt.datetime(2019, 3, 12)
    assert stamp("31.03.2019", formats=[written]) == dt.datetime(2019, 3, 31)


@given(st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(2100, 12, 31)))
def test_iso_dates_come_back_as_they_were(moment):
    assert stamp(moment.isoformat()) == moment
    assert stamp(moment.strftime("%d/%m/%Y %H:%M:%S")) == moment.replace(microsecond=0)


@given(st.text(max_size=30))
def test_no_text_makes_a_date_fail(text):
    assert stamp(text) is None or isinstance(stamp(text), dt.datetime)


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("person_id", " 123.0 ", "123"),
        ("person_id", "123,00", "123"),
        ("person_id", "123.50", "123.50"),
        ("procedure_source_value", " HLHJ006\u00a0", "HLHJ006"),
        ("drug_source_value", "1.0", "1.0"),
        ("visit_occurrence_id", "NaN", None),
        ("visit_occurrence_id", "  ", None),
        ("note_text", "  NULL ", "  NULL "),
    ],
)
def test_text_is_cleaned_and_notes_are_not(column, text, expected):
    assert evaluate(text_sql("x", column), text) == expected


SOUND = {"note_id": "1", "person_id": "2", "note_text": "Scanner"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"note_datetime": "2019-03-12"}, None),
        ({ROW_STATUS: "Actif"}, None),
        ({ROW_STATUS: "supprimé"}, "row_status: the source marks the row as deleted"),
        ({ROW_STATUS: "SUPP"}, "row_status: the source marks the row as deleted"),
        ({ROW_STATUS: "inconnu"}, "row_status is not Actif"),
        ({"note_id": None}, "note_id is missing"),
        ({"person_id": None}, "person_id is missing"),
        ({"note_id": "x" * 129}, "note_id is no identifier (too long, or with control characters)"),
        ({"person_id": "a\nb"}, "person_id is no identifier (too long, or with control characters)"),
        ({"note_datetime": "hier"}, "note_datetime is no date"),
        ({"note_datetime": "9998-12-31"}, "note_datetime lies outside 1900-2100"),
        ({"note_datetime": "1019-03-12"}, "note_datetime lies outside 1900-2100"),
        *(
            (
                {"note_datetime": day},
                "note_datetime has a year of two digits (say how it is written in sources.yaml: date_formats)",
            )
            for day in ("12/03/19", "12-03-19 08:05", "0019-03-12")
        ),
        ({"note_class_source_value": "x" * 300}, "note_class_source_value is no code (too long)"),
        ({"note_text": None}, "note_text is empty: a note without text"),
        ({"note_text": " \n\t\u00a0\u200f\x00"}, "note_text is empty: a note without text"),
        ({"note_text": "NaN"}, "note_text is empty: a note without text"),
        ({"note_text": "RAS"}, None),
    ],
)
def test_each_fault_of_a_note_has_its_reason(change, reason):
    assert fault_of(NOTE, **{**SOUND, **change}) == reason


def test_an_end_without_end_is_open_and_a_start_is_not():
    visit = {"visit_occurrence_id": "1", "person_id": "2", "visit_start_datetime": "2019-03-12"}
    assert fault_of(VISIT_OCCURRENCE, **visit, visit_end_datetime="9999-12-31 00:00:00") is None
    assert fault_of(VISIT_OCCURRENCE, **visit, visit_end_datetime="9998-12-31") is not None
    assert fault_of(VISIT_OCCURRENCE, **{**visit, "visit_start_datetime": "9999-12-31"}) is not None


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=lambda t: t.name)
@pytest.mark.parametrize("day", NO_DAY, ids=str)
def test_a_day_that_stands_for_none_costs_no_row_that_can_do_without(table, day):
    for column in table.columns:
        if column.type is Type.TIMESTAMP:
            sql = value_sql(table, column.name, stamps(table, "Europe/Paris"))
            told = CONNECTION.execute(f"SELECT {sql} FROM (SELECT '{day} 00:00:00' AS {column.name})").fetchone()[0]
            assert (told is None) is column.nullable
            years = [fault for fault in faults(table, stamps(table, "Europe/Paris")) if "lies outside" in fault.reason]
            assert any(fault.column == column.name for fault in years)


def test_a_note_of_no_day_is_read_and_one_of_another_day_keeps_it():
    assert fault_of(NOTE, **{**SOUND, "note_datetime": "1900-01-01"}) is None
    assert fault_of(NOTE, **{**SOUND, "note_datetime": "1900-01-02"}) is None
    assert fault_of(NOTE, **{**SOUND, "note_datetime": "1899-12-29"}) is not None
    sql = value_sql(NOTE, "note_datetime", stamps(NOTE, "Europe/Paris"))
    assert CONNECTION.execute(f"SELECT {sql} FROM (SELECT '1900-01-02' AS note_datetime)").fetchone()[0].day == 2


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=lambda t: t.name)
def test_what_a_row_cannot_do_without_is_looked_for_in_every_table(table):
    reasons = [fault.reason for fault in faults(table, stamps(table, "Europe/Paris"))]
    for name in content_columns(table):
        if not table.column(name).nullable and name != "note_text":
            assert f"{name} is missing" in reasons


@given(
    st.one_of(
        st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).flatmap(
            lambda day: st.sampled_from(
                [
                    f"{day:%Y-%m-%d}",
                    f"{day:%Y/%m/%d} 8:05",
                    f"{day:%d/%m/%Y}",
                    f"{day:%m/%d/%Y}",
                    f"{day:%d.%m.%Y 08:05:09}",
                    f"{day.day}-{day.month}-{day.year}",
                    f"{day:%Y%m%d}",
                    f"{day:%Y%m%d080509}",
                    f"{day:%d-%b-%Y}",
                    f"{day:%d%b%Y}:08:05:09.250",
                    f"{day:%Y-%m}",
                    f"{day:%Y}",
                ]
            )
        ),
        st.sampled_from(
            ["2019-02-30", "30/02/2019", "20190230", "epoch", "infinity", "12", "", "le 4 mai 2019", "12/3"]
        ),
    )
)
def test_a_date_alone_is_read_as_a_column_of_them_is(text):
    assert moment_of(text) == stamp(text)
