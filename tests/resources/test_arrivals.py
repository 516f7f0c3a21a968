"""A table of the source is read again when anything that its rows come from has changed, and only then."""

import os
import shutil

import duckdb
import pytest

from onco_pipeline.omop import loading
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.sources import Source
from onco_pipeline.omop.withdrawals import withdraw
from onco_pipeline.tables import DEATH, NOTE, PERSON, QUARANTINE, SOURCE_LOAD, SOURCE_TABLES
from resources import arrivals
from resources.arrivals import bring_in
from resources.database_file import Kept
from resources.warehouse import Warehouse

NOTES = "note_id,person_id,note_datetime,note_text\n10,1,2019-03-12,Scanner ce jour\n11,2,hier,Biopsie\n12,3,,IRM\n"
PERSONS = "person_id,gender_source_value\n1,f\n2,m\n"
DEATHS = "person_id,death_datetime\n2,2021-02-03\n"


@pytest.fixture
def hospital(tmp_path):
    folder = tmp_path / "hospital"
    folder.mkdir()
    for name, text in (("note", NOTES), ("person", PERSONS), ("death", DEATHS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def warehouse(tmp_path, hospital):
    made = Warehouse(tmp_path / "home" / "warehouse.duckdb")
    bring_in(Source.open(hospital), made)
    return made


@pytest.fixture
def read(monkeypatch):
    """The tables that are read from now on."""
    names = []
    usual = loading.stage

    def stage(source, table, *more, **given):
        if source.parts(table):
            names.append(table.name)
        return usual(source, table, *more, **given)

    monkeypatch.setattr(loading, "stage", stage)
    return names


@pytest.fixture
def as_last_time(monkeypatch):
    """Of each table that is read from now on, whether the rows that stand there already are left."""
    told = {}
    usual = arrivals.ingest_table

    def ingest(source, table, *more, as_last_time):
        told[table.name] = as_last_time
        return usual(source, table, *more, as_last_time=as_last_time)

    monkeypatch.setattr(arrivals, "ingest_table", ingest)
    return told


def content(warehouse):
    return {table.name: warehouse.rows(table) for table in (*SOURCE_TABLES, QUARANTINE, SOURCE_LOAD)}


def anew(hospital, folder):
    """Return what a warehouse holds into which the source came twice, read whole both times."""
    made = Warehouse(folder / "anew" / "warehouse.duckdb")
    for _ in range(2):
        with made.connect() as connection:
            loading.ingest(Source.open(hospital), connection)
    return content(made)


def test_what_is_as_it_was_is_not_read_again_and_told_as_when_it_is(warehouse, hospital, tmp_path, read):
    reports = {report.source_table: report for report in bring_in(Source.open(hospital), warehouse)}
    assert read == []
    assert content(warehouse) == anew(hospital, tmp_path)
    assert warehouse.count(PERSON) == 3, "a patient whom only a note names"
    note = reports["note"]
    assert (note.rows_read, note.rows_kept, note.rows_quarantined, note.changed) == (3, 2, 1, False)
    assert list(note.reasons.values()) == [1]
    assert reports["drug_exposure"].notices, "a table that is missing is told of at every run"
    bring_in(Source.open(hospital), warehouse)
    assert content(warehouse) == anew(hospital, tmp_path)


def test_nothing_is_left_open_behind_what_is_not_read_again(tmp_path, hospital, read):
    for table in SOURCE_TABLES:
        if not (hospital / f"{table.name}.csv").exists():
            (hospital / f"{table.name}.csv").write_text(",".join(content_columns(table)) + "\n", encoding="utf-8")
    warehouse = Warehouse(tmp_path / "kept" / "warehouse.duckdb", kept=Kept())
    for _ in range(2):
        with warehouse.session():
            bring_in(Source.open(hospital), warehouse)
        warehouse.publish(tmp_path / "published.duckdb")
        warehouse.let_go()
    assert len(read) == len(SOURCE_TABLES), "each once"


def test_one_more_row_has_its_table_read_and_no_other(warehouse, hospital, tmp_path, read):
    with (hospital / "note.csv").open("a", encoding="utf-8") as file:
        file.write("13,4,2019-05-02,TDM\n")
    reports = {report.source_table: report for report in bring_in(Source.open(hospital), warehouse)}
    assert read == ["note"]
    assert reports["note"].rows_new == 1
    assert warehouse.count(PERSON) == 4
    bring_in(Source.open(hospital), warehouse)
    assert content(warehouse) == anew(hospital, tmp_path)
    assert read.count("death") == 2, "in the warehouse that was made anew"


def test_a_file_of_the_same_size_and_time_is_told_apart(warehouse, hospital, read):
    path = hospital / "death.csv"
    before = path.stat()
    path.write_text(DEATHS.replace("2021", "2022"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    bring_in(Source.open(hospital), warehouse)
    assert read == ["death"]
    assert warehouse.rows(DEATH)[0]["death_datetime"].year == 2022


@pytest.mark.parametrize("table", [NOTE, QUARANTINE, SOURCE_LOAD])
def test_a_warehouse_that_is_not_as_it_was_left_is_filled_again(warehouse, hospital, tmp_path, read, table):
    with warehouse.connect() as connection:
        connection.execute(f"DELETE FROM {table.qualified_name}")
    bring_in(Source.open(hospital), warehouse)
    assert "note" in read
    bring_in(Source.open(hospital), warehouse)
    assert content(warehouse) == anew(hospital, tmp_path)


def test_a_patient_who_withdrew_since_is_taken_out(warehouse, hospital, read):
    with warehouse.connect() as connection:
        withdraw(connection, "1")
    bring_in(Source.open(hospital), warehouse)
    assert set(read) == {"person", "death", "note"}
    assert [row["note_id"] for row in warehouse.rows(NOTE)] == ["12"]


def test_other_settings_of_the_source_have_it_read(warehouse, hospital, read):
    (hospital / "sources.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    bring_in(Source.open(hospital), warehouse)
    assert set(read) == {"person", "death", "note"}


def test_a_run_that_is_killed_after_a_table_leaves_no_mark_that_it_was_read(warehouse, hospital, monkeypatch):
    (hospital / "note.csv").write_text(NOTES.replace("Scanner", "Examen"), encoding="utf-8")

    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(arrivals, "derive_persons", killed)
        with pytest.raises(KeyboardInterrupt):
            bring_in(Source.open(hospital), warehouse)
    warehouse.delete(NOTE, ["10"])
    bring_in(Source.open(hospital), warehouse)
    assert [row["note_text"] for row in warehouse.rows(NOTE)] == ["Examen ce jour", "IRM"]


def test_a_database_is_read_at_every_run(warehouse, hospital, tmp_path, read):
    path = tmp_path / "hospital.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in ("note", "person", "death"):
            connection.execute(f"CREATE TABLE {name} AS FROM read_csv('{hospital}/{name}.csv', all_varchar = true)")
    shutil.rmtree(hospital)
    for _ in range(2):
        bring_in(Source.open(path), warehouse)
    assert read.count("note") == read.count("death") == 2


def test_rows_are_left_in_a_table_whose_files_have_changed(warehouse, hospital, tmp_path, as_last_time):
    (hospital / "note.csv").write_text(f"{NOTES}13,1,,TEP\n", encoding="utf-8")
    bring_in(Source.open(hospital), warehouse)
    assert as_last_time["note"] and "person" not in as_last_time
    assert content(warehouse)["note"] == anew(hospital, tmp_path)["note"]


@pytest.mark.parametrize("change", ["settings", "withdrawal", "rows", "program"])
def test_rows_are_read_again_where_something_else_may_come_of_them(
    warehouse, hospital, as_last_time, monkeypatch, change
):
    (hospital / "note.csv").write_text(f"{NOTES}13,1,,TEP\n", encoding="utf-8")
    if change == "settings":
        (hospital / "sources.yaml").write_text("timezone: America/Martinique\n", encoding="utf-8")
    elif change == "program":
        monkeypatch.setattr("resources.unchanged.program", lambda: "another one")
    else:
        with warehouse.connect() as connection:
            if change == "withdrawal":
                withdraw(connection, "3")
            else:
                connection.execute("DELETE FROM omop.note WHERE note_id = '12'")
    bring_in(Source.open(hospital), warehouse)
    assert not as_last_time["note"]
