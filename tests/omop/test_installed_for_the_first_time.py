"""What three hospitals met that installed the program for the first time: nothing is lost or misread unseen."""

import datetime as dt
import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onco_pipeline.omop.coded_rows import dates_of_stays, several_codes
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.patients import strangers
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import NOTE, PROCEDURE_OCCURRENCE, SOURCE_TABLES
from resources.arrivals import bring_in
from resources.warehouse import Warehouse


def notes(*numbers, **more):
    return pd.DataFrame(
        {"note_id": [f"N{n}" for n in numbers], "person_id": [f"P{n}" for n in numbers], "note_text": "Scanner"} | more
    )


def configure(folder, text):
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    return folder


# -- folders that tell a column -----------------------------------------------------------------
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_column_that_stands_in_the_names_of_folders_is_a_column(tmp_path, door, write, kind):
    for folder, numbers in {"CR-IMAG": [1, 2], "CR%20RCP": [3], "__HIVE_DEFAULT_PARTITION__": [4]}.items():
        parts = tmp_path / "note" / "annee=2021" / f"note_class_source_value={folder}"
        getattr(write, kind)(parts, {"part-0": notes(*numbers)})
    report = door.take(tmp_path)
    assert report.rows_kept == 4
    kinds = dict(door.rows("note", "note_id, note_class_source_value"))
    assert kinds == {"N1": "CR-IMAG", "N2": "CR-IMAG", "N3": "CR RCP", "N4": None}


def test_a_key_in_the_names_of_folders_is_one_and_no_note_becomes_a_patient_of_its_own(tmp_path, door):
    for person in ("P7", "P8"):
        folder = tmp_path / "note" / f"person_id={person}"
        folder.mkdir(parents=True)
        table = pa.table({"note_id": [f"{person}a", f"{person}b"], "note_text": ["Scanner", "IRM"]})
        pq.write_table(table, folder / "0.parquet")
    report = door.take(tmp_path)
    assert report.notices == ()
    assert door.rows("note", "person_id") == [("P7",), ("P7",), ("P8",), ("P8",)]


def test_what_a_file_holds_itself_goes_before_the_name_of_its_folder(tmp_path, door, write):
    write.csv(tmp_path / "note" / "person_id=P9", {"0": notes(1)})
    door.take(tmp_path)
    assert door.rows("note", "person_id") == [("P1",)]


def test_a_mapping_may_name_a_column_of_the_folders(tmp_path, door, write):
    write.csv(tmp_path / "docs" / "type=RCP", {"0": notes(1)})
    configure(tmp_path, "tables: {note: {name: docs, columns: {note_class_source_value: TYPE}}}")
    door.take(tmp_path)
    assert door.rows("note", "note_class_source_value") == [("RCP",)]


# -- files that would go unread -----------------------------------------------------------------
def test_a_part_beside_a_table_is_told_of_until_it_is_named(tmp_path, door, write):
    first, second = notes(1), notes(2)
    write.csv(tmp_path, {"note": first, "NOTE_2021": second, "note_nlp": first, "notebook": first, "note (2)": second})
    (told,) = door.take(tmp_path).notices
    assert told.startswith("table note: NOTE_2021.csv, note (2).csv beside it are not read")
    assert "name: 'note*'" in told
    configure(tmp_path, "tables: {note: {name: 'note*20*'}}")
    assert door.take(tmp_path).rows_kept == 1


def test_a_pattern_does_not_ask_for_capitals_and_tells_of_what_it_leaves(tmp_path, door, write):
    write.csv(tmp_path, {"Docs_2020": notes(1), "docs_2021": notes(2)})
    write.parquet(tmp_path, {"docs_2022": notes(3)})
    configure(tmp_path, "tables: {note: {name: 'docs_*.csv'}}")
    report = door.take(tmp_path)
    assert report.rows_kept == 2
    assert report.notices[0].startswith("table note: docs_2022.parquet beside it is not read")


def test_the_tables_themselves_are_beside_nothing(tmp_path, write):
    source = Source.open(write.csv(tmp_path))
    assert [source.beside(table, source.parts(table)) for table in SOURCE_TABLES] == [[]] * len(SOURCE_TABLES)


# -- files without a line -----------------------------------------------------------------------
@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_file_without_a_line_is_a_table_without_rows_and_is_told_of(tmp_path, door, write, content):
    write.csv(tmp_path)
    (tmp_path / "death.csv").write_bytes(content)
    report = door.take(tmp_path, "death")
    assert report.rows_read == 0
    assert report.notices == ("table death: 1 file without a line (death.csv): no rows there",)
    parts = write.csv(tmp_path / "parts" / "note", {"a": notes(1), "c": notes(2)}).parent
    (parts / "note" / "b.csv").write_bytes(content)
    report = door.take(parts)
    assert (report.rows_kept, report.notices) == (2, ("table note: 1 file without a line (b.csv): no rows there",))


def test_a_file_without_a_line_takes_no_row_away(tmp_path, door, write):
    door.take_all(write.csv(tmp_path))
    before = door.content()
    for name in ("note", "procedure_occurrence"):
        (tmp_path / f"{name}.csv").write_bytes(b"")
        with pytest.raises(SourceError, match=r"is empty: .* Export it again, or take it away"):
            door.take(tmp_path, name)
    assert door.content() == before


# -- dates --------------------------------------------------------------------------------------
@pytest.mark.parametrize("none", ["0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00000000", "0", "0.0"])
def test_a_date_of_zeros_is_none(tmp_path, door, write, none):
    door.take(write.csv(tmp_path, {"note": notes(1, note_datetime=none)}))
    assert door.rows("note", "note_datetime") == [(None,)]
    deaths = pd.DataFrame({"person_id": ["P1"], "death_datetime": [none]})
    report = door.take(write.csv(tmp_path / "death", {"death": deaths}).parent, "death")
    assert report.reasons == {"death_datetime is missing": 1}


@pytest.mark.parametrize("text", ["20210304.0", "20210304,0", " 20210304.00 ", "20210304000000.0"])
def test_whole_days_of_a_float_column_are_days(tmp_path, door, write, text):
    door.take(write.csv(tmp_path, {"note": notes(1, note_datetime=text)}, sep=";"))
    assert door.rows("note", "note_datetime") == [(dt.datetime(2021, 3, 4),)]


def test_nobody_is_born_in_the_future(tmp_path, door, write):
    """Two digits of a year are of this century up to 68, and then most patients were not yet born when treated."""
    births = ["11/02/63", "30/07/50", "05/06/03", "17/05/1948", "1947-09-19"]
    persons = pd.DataFrame({"person_id": list("ABCDE"), "birth_datetime": births, "death_datetime": "04/12/22"})
    write.csv(tmp_path, {"person": persons, "note": notes(1, note_datetime="04/12/22 10:30")})
    configure(tmp_path, 'date_formats: ["%d/%m/%y %H:%M", "%d/%m/%y"]')
    door.take_all(tmp_path)
    read = door.rows("person", "year(birth_datetime), year(death_datetime)")
    assert read[:5] == [(1963, 2022), (1950, 2022), (2003, 2022), (1948, 2022), (1947, 2022)]


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        ("44571", dt.datetime(2022, 1, 10)),
        ("44571.4375", dt.datetime(2022, 1, 10, 10, 30)),
        ("44571,4375", dt.datetime(2022, 1, 10, 10, 30)),
        ("44571.0", dt.datetime(2022, 1, 10)),
        ("10/01/2022", dt.datetime(2022, 1, 10)),
        ("20220110", dt.datetime(2022, 1, 10)),
    ],
)
def test_days_of_a_spreadsheet_are_read_where_it_is_told(tmp_path, door, write, serial, expected):
    write.csv(tmp_path, {"note": notes(1, note_datetime=serial)}, sep=";")
    configure(tmp_path, "date_formats: [excel]")
    door.take(tmp_path)
    assert door.rows("note", "note_datetime") == [(expected,)]


def test_numbers_are_days_of_a_spreadsheet_only_where_it_is_told(tmp_path, door, write):
    report = door.take(write.csv(tmp_path, {"note": notes(1, note_datetime="44571")}))
    assert report.reasons == {"note_datetime is no date": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dd/MM/yyyy", "names no year"),
        ("DD/MM/RR", "names no year"),
        ("%d/%m", "names no year"),
        ("%d/%M/%Y", "names a day and no month"),
    ],
)
def test_a_format_that_can_read_no_date_is_told_of(tmp_path, write, text, message):
    configure(write.csv(tmp_path), f'date_formats: ["{text}"]')
    with pytest.raises(SourceError, match=message) as error:
        Source.open(tmp_path)
    assert "%d day, %m month, %Y year" in str(error.value)


# -- patients written otherwise -----------------------------------------------------------------
@pytest.mark.parametrize(("theirs", "ours"), [("0301", "301"), ("IPP-12", "ipp12"), ("00007", "7")])
def test_patients_written_otherwise_are_told_of_however_few(tmp_path, door, write, theirs, ours):
    acts = pd.DataFrame(
        {
            "procedure_occurrence_id": ["1", "2"],
            "person_id": [ours, "X"],
            "procedure_datetime": "2021-03-04",
            "procedure_source_value": "QEQK001",
        }
    )
    door.take_all(write.csv(tmp_path, {"note": notes(1, person_id=theirs), "procedure_occurrence": acts}))
    (told,) = strangers(door.connection).items()
    assert told[0] == PROCEDURE_OCCURRENCE.name
    assert "1 patient of it would be known to the notes" in told[1]
    assert theirs not in told[1]


def test_patients_without_notes_are_no_others(tmp_path, door, write):
    persons = pd.DataFrame({"person_id": ["P1", "P2", "01", "1"]})
    acts = pd.DataFrame(
        {
            "procedure_occurrence_id": ["1", "2"],
            "person_id": ["P2", "01"],
            "procedure_datetime": "2021-03-04",
            "procedure_source_value": "QEQK001",
        }
    )
    door.take_all(write.csv(tmp_path, {"note": notes(1), "person": persons, "procedure_occurrence": acts}))
    assert strangers(door.connection) == {}


def test_persons_written_otherwise_than_in_the_notes_are_told_of(tmp_path, door, write):
    persons = pd.DataFrame({"person_id": ["7"], "birth_datetime": "1950-01-01"})
    door.take_all(write.csv(tmp_path, {"note": notes(1, person_id="007"), "person": persons}))
    assert list(strangers(door.connection)) == ["person"]


# -- good rows that hide something --------------------------------------------------------------
@pytest.mark.parametrize("number", ["1.23457E+12", "1,23457E+12", "4.5e16"])
def test_a_number_that_a_spreadsheet_rounded_is_nobody(tmp_path, door, write, number):
    report = door.take(write.csv(tmp_path, {"note": notes(1, 2, person_id=[number, "1234567890123"])}, sep=";"))
    assert report.rows_kept == 1
    (reason,) = report.reasons
    assert reason.startswith("person_id is a rounded number")
    assert number not in reason


@pytest.mark.parametrize(
    ("table", "several", "one"),
    [
        ("condition_occurrence", ["C78.7;C79.5", "c787, c795", "C787 C795"], ["C78.7 - Tumeur, secondaire", "C787+0"]),
        ("procedure_occurrence", ["QEQK001|QEQM001", "qeqk001/QEQM001"], ["QEQK001-1-0", "QEQK001 1 0", "QEQK001.01"]),
        ("drug_exposure", ["L01BC06;L02BG04"], ["L01 BC06", "L01BC06 / 500 mg"]),
    ],
)
def test_several_codes_in_one_cell_are_told_of(tmp_path, door, write, table, several, one):
    start = {"drug_exposure": "drug_exposure_start_datetime", "condition_occurrence": "condition_start_datetime"}
    codes = [*several, *one]
    rows = {
        f"{table}_id": range(len(codes)),
        "person_id": "P1",
        start.get(table, "procedure_datetime"): "2021-03-04",
        f"{table.partition('_')[0]}_source_value": codes,
    }
    door.take_all(write.csv(tmp_path, {"note": notes(1), table: pd.DataFrame(rows)}))
    told = several_codes(door.connection)
    assert list(told) == [table]
    count = f"{len(several)} row{'s' if len(several) > 1 else ''}"
    assert told[table].startswith(f"table {table}: {count} with several codes in one cell")


@pytest.mark.parametrize(("day", "told"), [("2021-03-01", True), ("2021-03-03", False)])
def test_acts_that_all_have_the_day_of_their_stay_are_told_of(tmp_path, door, write, day, told):
    stays = {"visit_occurrence_id": range(30), "person_id": "P1", "visit_start_datetime": "2021-03-01 08:00"}
    acts = {
        "procedure_occurrence_id": range(30),
        "person_id": "P1",
        "visit_occurrence_id": range(30),
        "procedure_datetime": [day] * 3 + ["2021-03-01"] * 27,
        "procedure_source_value": "QEQK001",
    }
    for end, expected in {"2021-03-06": told, "2021-03-01": False}.items():  # none of a stay of one day
        visits = pd.DataFrame(stays | {"visit_end_datetime": end})
        tables = {"note": notes(1), "visit_occurrence": visits, "procedure_occurrence": pd.DataFrame(acts)}
        door.take_all(write.csv(tmp_path, tables))
        assert bool(dates_of_stays(door.connection)) is expected


def test_what_is_told_of_good_rows_is_told_at_every_run_though_no_file_is_read(tmp_path, write):
    acts = pd.DataFrame(
        {
            "procedure_occurrence_id": ["1"],
            "person_id": "P1",
            "procedure_datetime": "2021-03-04",
            "procedure_source_value": "QEQK001;QEQM001",
        }
    )
    source = Source.open(write.csv(tmp_path / "source", {"note": notes(1), "procedure_occurrence": acts}))
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    for _ in range(2):
        reports = {report.source_table: report for report in bring_in(source, warehouse)}
        (told,) = reports["procedure_occurrence"].notices
        assert "1 row with several codes in one cell" in told
    assert reports["procedure_occurrence"].rows_new == 0


# -- a newcomer's mistakes ----------------------------------------------------------------------
def test_a_wrong_separator_and_a_wrong_name_are_told_as_such(tmp_path, door, write):
    write.csv(tmp_path, {"Documents": notes(1)}, sep=";")
    configure(tmp_path, "delimiter: ','\ntables: {note: documents}")
    with pytest.raises(SourceError, match=r"has one column, note_id;.* parted by ';', which is not the delimiter"):
        door.take(tmp_path)
    (tmp_path / "Documents.csv").write_text("N1;Mme Zibeline;1950-03-12;IRM\n", encoding="utf-8")
    with pytest.raises(SourceError, match="a first line that seems to hold values") as error:
        door.take(tmp_path)
    assert "Zibeline" not in str(error.value)
    configure(tmp_path, "tables: {note: document}")
    with pytest.raises(SourceError, match=r"calls it 'document', but .*; did you mean documents\?"):
        Source.open(tmp_path).parts(NOTE)


@pytest.mark.parametrize("place", [".", "note", "letters"])
def test_who_has_a_file_a_note_is_told_how_to_make_a_table_of_them(tmp_path, place):
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "P7_20210304_letter.txt").write_text("Scanner", encoding="utf-8")
    path = tmp_path / place if place == "letters" else tmp_path
    with pytest.raises(SourceError, match="files of their own are put into one table first"):
        Source.open(path).parts(NOTE)


def test_the_way_to_make_a_table_of_files_that_the_docs_show_makes_one(tmp_path, door, monkeypatch):
    docs = Path(__file__).resolve().parents[2] / "docs" / "sources.md"
    (script,) = [
        code for code in re.findall(r"```python\n(.*?)```", docs.read_text("utf-8"), re.DOTALL) if "*.txt" in code
    ]
    for folder in ("letters", "omop"):
        (tmp_path / folder).mkdir()
    (tmp_path / "letters" / "P7_20210304_letter.txt").write_text('Écho : "normale"\nIRM', encoding="cp1252")
    monkeypatch.chdir(tmp_path)
    exec(script, {})
    door.take(tmp_path / "omop")
    columns = "note_id, person_id, note_datetime, note_text"
    told = ("P7_20210304_letter", "P7", dt.datetime(2021, 3, 4), 'Écho : "normale"\nIRM')
    assert door.rows("note", columns) == [told]
