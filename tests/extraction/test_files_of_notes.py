"""Notes alone come from any kind of file that a table may come from; what is none says so, and quotes nothing."""

import gzip
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from onco_pipeline.cli import app
from onco_pipeline.errors import UserError
from onco_pipeline.extraction.note_files import extract_file, read_notes

NOTE = {"note_id": "1", "note_text": 'IRM du 12/03/2019 : "normale",\nà contrôler.', "note_class_source_value": None}


def test_notes_are_read_from_csv_and_packed_lines(tmp_path):
    packed, table = tmp_path / "notes.jsonl.gz", tmp_path / "notes.csv"
    packed.write_bytes(gzip.compress(json.dumps(NOTE).encode()))
    table.write_bytes(
        'note_id;note_text;note_class_source_value\r\n1;"IRM du 12/03/2019 : ""normale"",\nà contrôler.";\r\n'.encode(
            "cp1252"
        )
    )
    assert list(read_notes(packed)) == list(read_notes(table)) == [NOTE]
    assert extract_file(table, tmp_path / "events.jsonl").events == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("n.csv", b"note_id,texte\n1,Zibeline\n", "has no column note_text; it has the columns note_id, texte"),
        ("n.csv", b"1,Zibeline le 12/03/2019\n", "a first line that seems to hold values"),
        ("n.csv", b"note_id,note_text\n1,Zibeline,2\n", "row 1 has 3 fields where the header names 2"),
        ("n.parquet", b"Zibeline", "damaged or incomplete"),
        ("n.jsonl", b'{"note_id": 1, "note_text": "Zib\xe9line"}', "line 1: not a JSON object"),
        *(
            ("n.jsonl", line, "line 1: not a JSON object")
            for line in (b"[1, 2]", b"null", b"12", b'"note_id"', b'[{"note_id": 1, "note_text": "Zibeline"}]')
        ),
        ("n.jsonl", b'{"note_id": 1, "note_text": ["Zibeline"]}', "line 1: not a JSON object"),
        ("n.jsonl", b'{"note_id": {"a": 1}, "note_text": "Zibeline"}', "line 1: not a JSON object"),
        ("n.txt", b"Zibeline", "line 1: not a JSON object.*read as JSON lines: name it .csv or .parquet"),
        ("n.xlsx", b"PK", "line 1: not a JSON object.*read as JSON lines: name it .csv or .parquet"),
    ],
)
def test_what_is_no_file_of_notes_says_so(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=told) as error:
        list(read_notes(tmp_path / name))
    assert "Zib" not in str(error.value)


def write(path, *ids):
    """Write notes of these keys as the file's name asks for: lines, a table of text, or Parquet."""
    notes = [{"note_id": key, "note_text": f"IRM le 0{day}/03/2019."} for day, key in enumerate(ids, 1)]
    if path.suffix == ".parquet":
        pd.DataFrame(notes).to_parquet(path)
    elif ".csv" in path.suffixes:
        pd.DataFrame(notes).to_csv(path, index=False)  # packed where the name says so
    else:
        lines = "\n".join(json.dumps(note) + "\n" for note in notes).encode()  # each second one is empty
        path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def told_of(command, notes, folder):
    """Run a command on notes, as whoever types it; what it said and whether it left a file."""
    gold, out = folder / "gold.jsonl", folder / "out.json"
    gold.write_text('{"note_id": "a", "events": []}\n', encoding="utf-8")
    rest = {"extract": ["--out", str(out)], "evaluate": [str(gold), "--json", str(out)]}[command]
    made = CliRunner().invoke(app, [command, str(notes), *rest])
    return str(made.exception), out.exists()


@pytest.mark.parametrize("command", ["extract", "evaluate"])
@pytest.mark.parametrize(
    ("name", "place"),
    [
        *((name, "lines 1 and 5") for name in ("n.jsonl", "n.jsonl.gz", "n.JSON", "n.txt")),
        *((name, "rows 1 and 3") for name in ("n.csv", "n.csv.gz", "n.parquet")),
    ],
)
def test_a_note_that_stands_twice_stops_every_command_that_reads_notes(tmp_path, command, name, place):
    said, left = told_of(command, write(tmp_path / name, "a", "b", "a"), tmp_path)
    assert said.endswith(f"{name}: note_id a stands twice, in {place}. Keep one of the two.")
    assert not left


@pytest.mark.parametrize("command", ["extract", "evaluate"])
@pytest.mark.parametrize(("name", "place"), [("n.jsonl", "line 3"), ("n.csv", "row 2"), ("n.parquet", "row 2")])
def test_a_note_without_a_key_stops_every_command_that_reads_notes(tmp_path, command, name, place):
    said, left = told_of(command, write(tmp_path / name, "a", None), tmp_path)
    assert said.endswith(f"{name}, {place}: note_id is empty.")
    assert not left


@pytest.mark.parametrize("command", ["extract", "evaluate"])
@pytest.mark.parametrize("name", ["n.jsonl", "n.jsonl.gz", "n.csv", "n.csv.gz", "n.parquet"])
def test_every_command_that_reads_notes_takes_them_from_any_kind_of_file(tmp_path, command, name):
    assert told_of(command, write(tmp_path / name, "a", "b"), tmp_path) == ("None", True)


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.parquet"])
def test_notes_of_keys_that_differ_are_read_whatever_they_say(tmp_path, name):
    keys = ["a", "A", "a ", "b"]
    assert [note["note_id"] for note in read_notes(write(tmp_path / name, *keys))] == keys


def test_a_key_is_the_same_as_a_number_and_as_text(tmp_path):
    with pytest.raises(UserError, match="note_id 1 stands twice, in lines 1 and 3"):
        list(read_notes(write(tmp_path / "n.jsonl", 1, "1")))


def test_a_folder_is_no_file_of_notes(tmp_path):
    with pytest.raises(UserError, match="is a folder: give one file of notes here, or the folder to onco run"):
        list(read_notes(tmp_path))


def lines(path, *notes):
    path.write_text("".join(json.dumps(note) + "\n" for note in notes), encoding="utf-8")
    return path


def first_day(path):
    return json.loads(path.read_text(encoding="utf-8").splitlines()[0])["events"][0]["date_start"]


def test_the_day_comes_first_in_the_date_of_a_note(tmp_path):
    notes = lines(
        tmp_path / "n.jsonl", {"note_id": "1", "note_text": "Biopsie du sein hier.", "note_datetime": "04/05/2019"}
    )
    extract_file(notes, tmp_path / "out.jsonl")
    assert first_day(tmp_path / "out.jsonl") == "2019-05-03"


@pytest.mark.parametrize("written", ["2019-04-31", "12/25/2019", "12/03/19", "le 4 mai"])
def test_a_note_whose_date_is_none_is_told(tmp_path, written):
    notes = lines(
        tmp_path / "n.jsonl",
        {"note_id": "1", "note_text": "Biopsie hier.", "note_datetime": written},
        {"note_id": "2", "note_text": "Biopsie hier.", "note_datetime": "2019-03-12"},
        {"note_id": "3", "note_text": "Biopsie hier."},
    )
    done = extract_file(notes, tmp_path / "out.jsonl")
    assert (done.undated, done.events) == (1, 1)
    assert "note_datetime is no date in 1 note:" in done.lines()[-1]


def test_notes_that_all_lack_a_date_are_told_once(tmp_path):
    one, two = ({"note_id": name, "note_text": "Biopsie hier.", "date": "2019-03-12"} for name in "ab")
    done = extract_file(lines(tmp_path / "n.jsonl", one, two), tmp_path / "out.jsonl")
    assert done.lines()[1:] == ['no note has a note_datetime: what "hier" and "le 12" mean is not known']
    done = extract_file(lines(tmp_path / "n.jsonl", one, two | {"note_datetime": "2019-03-12"}), tmp_path / "out.jsonl")
    assert done.lines()[1:] == []


def test_columns_may_have_the_names_of_omop_or_the_ap_hp(tmp_path):
    table = tmp_path / "n.csv"
    table.write_text(
        "NOTE_ID;NOTE_DATETIME;NOTE_DATE;NOTE_DEID\n1;;04/05/2019;Biopsie du sein hier.\n", encoding="utf-8"
    )
    assert extract_file(table, tmp_path / "out.jsonl").events == 1
    assert first_day(tmp_path / "out.jsonl") == "2019-05-03"
    notes = lines(tmp_path / "n.jsonl", {"note_id": "1", "note_deid": "Biopsie hier.", "note_date": "2019-05-04"})
    extract_file(notes, tmp_path / "out.jsonl")
    assert first_day(tmp_path / "out.jsonl") == "2019-05-03"


def test_the_notes_are_never_written_over(tmp_path):
    notes = lines(tmp_path / "n.jsonl", NOTE)
    before = notes.read_bytes()
    (tmp_path / "same.jsonl").symlink_to(notes)
    for out in (notes, tmp_path / "same.jsonl"):
        with pytest.raises(UserError, match="is the file of notes itself"):
            extract_file(notes, out)
    assert notes.read_bytes() == before


def test_events_of_before_stay_when_the_notes_cannot_be_read(tmp_path):
    out = tmp_path / "events.jsonl"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(UserError):
        extract_file(lines(tmp_path / "n.jsonl", NOTE, {"note_id": "2"}), out)
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.jsonl", "n.jsonl"]


def test_a_linker_that_is_none_stops_the_extraction(tmp_path):
    with pytest.raises(UserError, match="no trained linker"):
        extract_file(lines(tmp_path / "n.jsonl", NOTE), tmp_path / "out.jsonl", linker=tmp_path)


def test_events_for_a_folder_that_is_not_there_say_so(tmp_path):
    with pytest.raises(UserError, match=f"no folder {tmp_path / 'none'}: make it"):
        extract_file(lines(tmp_path / "n.jsonl", NOTE), tmp_path / "none" / "out.jsonl")
