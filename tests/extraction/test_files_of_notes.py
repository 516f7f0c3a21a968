"""Notes alone come from any kind of file that a table may come from; what is none says so, and quotes nothing."""

import gzip
import json

import pytest

from onco_pipeline.errors import UserError
from onco_pipeline.extraction.records import extract_file, read_notes

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
        ("n.txt", b"Zibeline", "line 1: not a JSON object"),
    ],
)
def test_what_is_no_file_of_notes_says_so(tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=told) as error:
        list(read_notes(tmp_path / name))
    assert "Zib" not in str(error.value)


def test_a_folder_is_no_file_of_notes(tmp_path):
    with pytest.raises(UserError, match="is a folder: give one file of notes here, or the folder to onco run"):
        list(read_notes(tmp_path))
