"""A source is found wherever it is, and what is wrong with it is said in so many words."""

import re
from pathlib import Path

import pandas as pd
import pytest

from onco_pipeline.omop.columns import BIRTH_PARTS, candidates
from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.fingerprints import content_columns
from onco_pipeline.omop.source_config import SourceConfig
from onco_pipeline.omop.sources import Kind, Source
from onco_pipeline.tables import NOTE, PERSON, PROCEDURE_OCCURRENCE, SOURCE_TABLES


def configure(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_same_hospital_comes_in_from_every_format(tmp_path, door, write):
    write.duckdb(tmp_path / "hospital.duckdb")
    door.take_all(write.csv(tmp_path / "csv"))
    expected = door.content()
    assert [len(expected[name]) for name in ("person", "note", "procedure_occurrence")] == [2, 3, 1]
    for source in (
        write.parquet(tmp_path / "parquet"),
        tmp_path / "hospital.duckdb",
        write.csv(tmp_path / "semicolon", sep=";", encoding="latin-1"),
        write.csv(tmp_path / "utf16", encoding="utf-16"),
        write.csv(tmp_path / "bom", encoding="utf-8-sig", sep="\t"),
    ):
        reports = door.take_all(source)
        assert not any(report.changed for report in reports.values()), source
        assert door.content() == expected


def test_folders_of_parts_are_one_table(tmp_path, door, write):
    parts = tmp_path / "note" / "year=2019"
    parts.mkdir(parents=True)
    write.hospital["note"].iloc[:2].to_parquet(parts / "part-0.parquet", index=False)
    write.hospital["note"].iloc[2:].to_parquet(parts / "part-1.parquet", index=False)
    (parts / "_SUCCESS").touch()
    assert [part.path.name for part in Source.open(tmp_path).parts(NOTE)] == ["part-0.parquet", "part-1.parquet"]
    assert door.take(tmp_path).rows_kept == 3


def test_one_file_of_notes_is_a_source(tmp_path, door, write):
    notes = write.notes(tmp_path / "cases.jsonl", '{"note_id": 7, "note_text": "Scanner"}\n')
    reports = door.take_all(notes)
    assert reports["note"].rows_new == 1
    assert reports["person"].notices == ("the source has no table person: it is taken as empty",)


def test_names_are_mapped(tmp_path, door, write):
    frame = write.hospital["note"].rename(columns={"note_text": "texte", "note_datetime": "DATE_CR"})
    write.csv(tmp_path, {"documents_2019": frame})
    configure(
        tmp_path, "tables:\n  note:\n    name: documents_*\n    columns: {note_text: texte, note_datetime: date_cr}\n"
    )
    assert door.take(tmp_path).rows_kept == 3
    assert door.rows("note", "note_text") == [(text,) for text in write.hospital["note"].note_text]


def test_a_duckdb_schema_is_chosen(tmp_path, door, write):
    path = write.duckdb(tmp_path / "h.duckdb", schema="edsomop")
    write.duckdb(path, {"note": write.hospital["note"].head(1)}, schema="old")
    with pytest.raises(SourceError, match=r"edsomop\.note, old\.note is meant; set 'schema:'"):
        door.take(path)
    configure(tmp_path, "path: h.duckdb\nschema: EDSOMOP\n")
    assert door.take(tmp_path / "sources.yaml").rows_kept == 3


def test_more_notes_stand_in_the_drop_folder(tmp_path, door, write):
    write.csv(tmp_path / "hospital")
    write.notes(tmp_path / "inbox" / "b.jsonl", '{"note_id": "90", "person_id": "1", "note_text": "IRM"}\n')
    write.notes(tmp_path / "inbox" / ".half-copied.jsonl", "{")
    write.notes(tmp_path / "inbox" / "a.csv", "note_id,person_id,note_text\n10,1,otherwise\n91,1,PET\n")
    report = door.take(tmp_path / "hospital", drop_folder=tmp_path / "inbox")
    assert report.rows_new == 5
    assert report.reasons == {"duplicate note_id: a row with this key and other content stands before it": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tables: {notes: x}", "there is no table 'notes'.*did you mean note?"),
        ("tables: {note: {columns: {note_txt: x}}}", "table note has no column 'note_txt'.*did you mean note_text?"),
        ("delimeter: ';'", r"delimeter: there is no such entry; did you mean delimiter\?"),
        ("delimiter: '||'", "delimiter: .*at most 1 character"),
        ("timezone: Paris", "there is no time zone 'Paris'"),
        ("encoding: utf-9", "there is no encoding 'utf-9'"),
        ("date_formats: ['%Q']", "'%Q' is no date format"),
        ("tables: [", "line 1: this is no readable YAML file"),
        ("- note", "write entries such as 'tables:'"),
        ("path: nowhere", "there is nothing at the path it gives"),
        ("tables: {note: documents}", "sources.yaml calls it 'documents', but .* holds note.csv"),
    ],
)
def test_a_wrong_sources_yaml_says_what_is_wrong(tmp_path, text, message, write):
    write.csv(configure(tmp_path, text))
    with pytest.raises(SourceError, match=message):
        Source.open(tmp_path).parts(NOTE)


def test_nothing_there_says_so(tmp_path):
    with pytest.raises(SourceError, match="There is no source at"):
        Source.open(tmp_path / "nowhere")
    with pytest.raises(SourceError, match=r"no table called note, and .* holds nothing"):
        Source.open(tmp_path).parts(NOTE)
    (tmp_path / "note.txt").write_text("not a table")
    with pytest.raises(SourceError, match=r"neither a DuckDB file nor a table this program reads \(\.csv"):
        Source.open(tmp_path / "note.txt").parts(NOTE)


def test_two_files_for_one_table_are_not_guessed_at(tmp_path, write):
    write.parquet(write.csv(tmp_path))
    with pytest.raises(SourceError, match=r"which of note\.csv, note\.parquet is meant"):
        Source.open(tmp_path).parts(NOTE)


def test_missing_tables_are_empty(tmp_path, write):
    source = Source.open(write.csv(tmp_path))
    assert source.parts(PERSON)[0].kind is Kind.CSV
    assert [t.name for t in SOURCE_TABLES if not source.parts(t)] == [
        "death",
        "visit_occurrence",
        "condition_occurrence",
        "drug_exposure",
    ]


def test_a_missing_column_is_named_with_the_way_to_map_it(tmp_path, door, write):
    frame = write.hospital["procedure_occurrence"].rename(columns={"procedure_source_value": "code_ccam"})
    write.csv(tmp_path, {**write.hospital, "procedure_occurrence": frame})
    with pytest.raises(SourceError) as error:
        door.take(tmp_path, PROCEDURE_OCCURRENCE.name)
    for words in (
        "Table procedure_occurrence",
        "has no column procedure_source_value",
        "code_ccam",
        "columns: {procedure_source_value: its_name}",
    ):
        assert words in str(error.value)


def test_a_mapping_that_leads_nowhere_is_named(tmp_path, door, write):
    write.csv(configure(tmp_path, "tables: {note: {columns: {note_text: note_txt}}}"))
    with pytest.raises(SourceError, match=r"takes note_text from note_txt, but .*; did you mean note_text\?"):
        door.take(tmp_path)


def test_the_short_form_names_the_table_only():
    assert SourceConfig.model_validate({"tables": {"note": "documents"}}).tables["note"].name == "documents"


def test_a_damaged_part_stops_before_anything_is_written(tmp_path, door, write):
    door.take_all(write.parquet(tmp_path))
    before = door.content()
    whole = (tmp_path / "note.parquet").read_bytes()
    for damaged in (whole[:-30], whole[:200], b""):
        (tmp_path / "note.parquet").write_bytes(damaged)
        with pytest.raises(SourceError, match="cannot be read as Parquet"):
            door.take(tmp_path)
        assert door.content() == before


def test_an_empty_table_is_no_error(tmp_path, door, write):
    write.csv(tmp_path, {"note": write.hospital["note"].head(0), "person": pd.DataFrame({"person_id": []})})
    reports = door.take_all(tmp_path)
    assert reports["note"].rows_read == reports["person"].rows_read == 0
    (tmp_path / "note.csv").write_text("")
    with pytest.raises(SourceError, match="is empty: a CSV file begins with the names"):
        door.take(tmp_path)


DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def test_the_documented_example_is_understood(tmp_path):
    text = DOCUMENTATION.read_text(encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    config = SourceConfig.load(tmp_path / "sources.yaml")
    assert config.db_schema == "edsomop"
    assert config.tables["procedure_occurrence"].name == "actes_ccam"
    assert config.drop_folder == tmp_path / "incoming"


@pytest.mark.parametrize("table", SOURCE_TABLES, ids=lambda t: t.name)
def test_every_column_that_is_read_is_documented(table):
    lines = DOCUMENTATION.read_text(encoding="utf-8").splitlines()
    (line,) = [text for text in lines if text.startswith(f"| `{table.name}` |")]
    documented = set(re.findall(r"`(\w+)`", line)) - {table.name}
    expected = {name for column in content_columns(table) for name in candidates(table, column, {})}
    assert documented == (expected | set(BIRTH_PARTS) if table.name == "person" else expected)
