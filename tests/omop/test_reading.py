"""Every row of a file comes out, read or with the reason why not; no text is lost on the way."""

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.reading import column_names, read
from onco_pipeline.omop.sources import Kind, Part


def part_of(path, **options):
    kinds = {"csv": Kind.CSV, "jsonl": Kind.JSON_LINES, "parquet": Kind.PARQUET}
    return Part(kinds[path.name.split(".")[1]], path, **options)


def everything(part, columns=None):
    """Return the rows, and the reasons by position."""
    rows, reasons = [], {}
    for batch in read(part, columns or column_names(part)):
        rows += batch.rows.to_pylist()
        reasons |= dict(batch.unreadable)
    return rows, reasons


def texts(path, content, **options):
    path.write_bytes(content)
    rows, reasons = everything(part_of(path, **options), ["note_text"])
    return [row["note_text"] for row in rows], reasons


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("note_id,note_text\n1,Métastase à l’œsophage\n".encode(), {}),
        ("note_id;note_text\r\n1;Métastase à l’œsophage\r\n".encode("cp1252"), {}),
        ("\ufeffnote_id,note_text\n1,Métastase à l’œsophage\n".encode(), {}),
        ("note_id,note_text\n1,Métastase à l’œsophage\n".encode("utf-16"), {}),
        ("note_id,note_text\n1,Métastase à l’œsophage\n".encode("utf-16-le"), {"encoding": "utf-16-le"}),
        ("note_id;note_text\r1;Métastase à l’œsophage\r".encode("cp1252"), {}),
        ("note_id#note_text\n1#Métastase à l’œsophage\n".encode(), {"delimiter": "#"}),
    ],
)
def test_encodings_and_delimiters_are_found_out(tmp_path, raw, options):
    assert texts(tmp_path / "note.csv", raw, **options) == (["Métastase à l’œsophage"], {})


def test_lines_that_end_with_a_return_alone_are_lines(tmp_path):
    raw = b'\xef\xbb\xbfnote_id,note_text\r1,"\xc3\xa0\nb"\r2,"\xe0\rc"\r3,d,e\r4,f'
    assert texts(tmp_path / "note.csv", raw) == (["à\nb", "à\rc", "f"], {3: "has 3 fields where the header names 2"})
    assert texts(tmp_path / "note.csv.gz", gzip.compress(raw))[0] == ["à\nb", "à\rc", "f"]
    assert texts(tmp_path / "note.jsonl", b'{"note_text": "a"}\r{"note_text": "b"}\r') == (["a", "b"], {})


def test_a_file_that_mixes_encodings_comes_out_right(tmp_path):
    raw = b'note_id,note_text\n1,\xc3\xa9cho\n2,\xe9cho\n3,"\xc3\xa0\n\xe0"\n4,\x81\n'
    assert texts(tmp_path / "note.csv", raw) == (["écho", "écho", "à\nà", "\x81"], {})


def test_compressed_files_are_read(tmp_path):
    assert texts(tmp_path / "note.csv.gz", gzip.compress(b"note_text\nscanner\n")) == (["scanner"], {})
    with pytest.raises(SourceError, match="damaged or incomplete"):
        texts(tmp_path / "note.csv.gz", gzip.compress(b"note_text\nscanner\n" * 50)[:-12])


def test_lines_that_are_no_rows_have_a_reason(tmp_path):
    raw = b'note_id,note_text\n1,a\n2,b,c\n3\n\n4,"d\ne"\n5,"never closed\n6,f\n'
    found, reasons = texts(tmp_path / "note.csv", raw)
    assert found == ["a", "d\ne"]
    assert reasons == {
        2: "has 3 fields where the header names 2",
        3: "has 1 fields where the header names 2",
        5: "is no CSV row: a quote is opened and never closed",
    }


def test_a_field_without_end_stops_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("onco_pipeline.omop.text_files._LONGEST_FIELD", 1_000)
    raw = b"note_id,note_text\n1," + b"x" * 5_000 + b"\n2,ok\n"
    found, reasons = texts(tmp_path / "note.csv", raw)
    assert found == ["ok"]
    assert reasons == {1: "is no CSV row: a field is too long, or a line break stands outside quotes"}


def test_json_lines_that_are_no_objects_have_a_reason(tmp_path):
    lines = ['{"note_text": "a"}', "[1]", "{", "", '{"note_text": 3.0}', "9" * 5_000, "[" * 100_000]
    lines += ['{"note_text": ["b"]}', '{"note_text": "\\ud800"}', '{"note_id": 1}']
    found, reasons = texts(tmp_path / "note.jsonl", "\n".join(lines).encode())
    assert found == ["a", "3", '["b"]', "?", None]
    assert reasons == dict.fromkeys((2, 3, 5, 6), "is no JSON object on one line")


def test_a_key_that_comes_late_is_a_column(tmp_path):
    lines = [{"note_id": i} for i in range(3_000)] + [{"note_text": "late"}]
    (tmp_path / "note.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert column_names(part_of(tmp_path / "note.jsonl")) == ["note_id", "note_text"]


def test_parquet_text_that_is_no_utf8_is_decoded(tmp_path):
    raw = pa.array([b"\xe9cho", "écho".encode(), None], pa.binary())
    broken = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    pq.write_table(pa.table({"note_text": broken, "binary": raw}), tmp_path / "note.parquet")
    rows, _ = everything(part_of(tmp_path / "note.parquet"))
    assert [(row["note_text"], row["binary"]) for row in rows] == [("écho", "écho"), ("écho", "écho"), (None, None)]


def test_rows_are_numbered_through_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("onco_pipeline.omop.reading._ROWS", 7)
    (tmp_path / "note.csv").write_text("note_id\n" + "".join(f"{i}\n" for i in range(1, 31)))
    part = part_of(tmp_path / "note.csv")
    sizes = [batch.rows.num_rows for batch in read(part, ["note_id"])]
    assert sizes == [7, 7, 7, 7, 2]
    rows, _ = everything(part)
    assert all(str(row["source_row"]) == row["note_id"] for row in rows)


def test_batches_are_bounded_by_their_text(tmp_path, monkeypatch):
    monkeypatch.setattr("onco_pipeline.omop.reading._CHARACTERS", 1_000)
    (tmp_path / "note.csv").write_text("note_text\n" + f"{'x' * 400}\n" * 10)
    assert [b.rows.num_rows for b in read(part_of(tmp_path / "note.csv"), ["note_text"])] == [3, 3, 3, 1]


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=8), st.sampled_from(",;\t|"))
def test_whatever_is_written_as_csv_is_read_back(tmp_path_factory, rows, delimiter):
    import csv

    path = tmp_path_factory.mktemp("csv") / "note.csv"
    rows = [[value.replace("\r", "").replace("\0", "") for value in row] for row in rows]
    with path.open("w", newline="", encoding="utf-8", errors="replace") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([["note_id", "note_text"], *rows])
    found, reasons = everything(part_of(path))
    assert [[row["note_id"], row["note_text"]] for row in found] == rows
    assert not reasons


@given(st.binary(max_size=300))
def test_no_bytes_crash_a_reader(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("note.csv", "note.jsonl", "note.parquet", "note.csv.gz"):
        (folder / name).write_bytes(content)
        try:
            rows, reasons = everything(part_of(folder / name))
        except SourceError:
            continue
        positions = sorted([row["source_row"] for row in rows] + list(reasons))
        assert positions == list(range(1, len(positions) + 1))
