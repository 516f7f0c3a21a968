"""Hostile input: it is kept as it is or kept out with a reason; no text of a note shows outside."""

import datetime as dt
import decimal

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onco_pipeline.omop.errors import SourceError

CANARY = "Zibeline Quartz"


def one_note(text):
    return {"note": pd.DataFrame({"note_id": ["1"], "person_id": ["P1"], "note_text": [text]})}


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,
        "Scanner\n" * 100_000,
        "7" * 2_000_000,
        "=HYPERLINK(1)",
        "<script>alert(1)</script>",
        "\u202eرنين\u200f IRM",
        "Scanner\x00cérébral",
        "MÃ©tastase hÃ©patique",
        "'; DROP TABLE omop.note; --",
        "e\u0301cho",
    ],
    ids=["5 MB", "lines", "digits", "formula", "html", "right to left", "NUL", "mojibake", "SQL", "decomposed"],
)
@pytest.mark.parametrize("file", ["csv", "parquet", "duckdb"])
def test_odd_notes_are_kept_to_the_character(tmp_path, door, write, text, file):
    path = tmp_path / "hospital.duckdb" if file == "duckdb" else tmp_path
    report = door.take(getattr(write, file)(path, one_note(text)))
    assert report.rows_kept == 1
    assert door.rows("note", "note_text") == [(text,)]


def test_swapped_columns_leave_no_text_in_quarantine_or_messages(tmp_path, door, write):
    text = f"{CANARY}, scanner du 12/03/2019. " * 20
    swapped = pd.DataFrame(
        {
            "note_id": ["1", "2", text, "4", "5", f"6 {CANARY}"],
            "person_id": ["P1", "P1", "P1", text, "P1", "P1"],
            "note_datetime": [text, "2019-03-12", None, None, None, "hier"],
            "note_class_source_value": ["CRH", text, "CRH", "CRH", "CRH", "CRH"],
            "note_text": ["CRH"] * 6,
            "row_status_source_value": [None, None, None, None, text, None],
        }
    )
    report = door.take(write.csv(tmp_path, {"note": swapped}))
    assert report.rows_quarantined == 6
    assert CANARY not in repr(report)
    assert CANARY not in repr(door.rows("quarantine"))


def test_a_refused_source_says_nothing_of_its_notes(tmp_path, door, write):
    frame = pd.DataFrame({"note_id": ["1"], "texte": [CANARY]})
    with pytest.raises(SourceError) as error:
        door.take(write.csv(tmp_path, {"note": frame}))
    assert CANARY not in str(error.value)
    assert "texte" in str(error.value)


def test_any_parquet_type_is_read_as_what_it_says(tmp_path, door):
    identifiers = [
        pa.array([1, 2], pa.int8()),
        pa.array([1, 2], pa.uint64()),
        pa.array([1.0, 2.0], pa.float32()),
        pa.array([decimal.Decimal("1.00"), decimal.Decimal("2.00")], pa.decimal128(9, 2)),
        pa.array(["1", "2"], pa.dictionary(pa.int32(), pa.string())),
        pa.array([b"1", b"2"], pa.binary()),
        pa.array(["1", "2"], pa.large_string()),
    ]
    moments = [
        pa.array([dt.date(2019, 3, 12), None], pa.date32()),
        pa.array([dt.datetime(2019, 3, 12), None], pa.timestamp("ns")),
        pa.array([dt.datetime(2019, 3, 11, 23), None], pa.timestamp("ms", "UTC")),
        pa.array(["2019-03-12", "NaT"]),
        pa.array([20190312, None], pa.int32()),
    ]
    fingerprints = set()
    for index in range(len(identifiers)):
        columns = {
            "note_id": identifiers[index],
            "note_datetime": moments[index % len(moments)],
            "note_text": pa.array(["Scanner", "IRM"]),
            "extra": pa.array([[1], [2]]),
        }
        pq.write_table(pa.table(columns), tmp_path / "note.parquet")
        fingerprints.add(door.take(tmp_path).table_fingerprint)
        assert door.rows("note", "note_id, CAST(note_datetime AS VARCHAR)") == [
            ("1", "2019-03-12 00:00:00"),
            ("2", None),
        ]
    assert len(fingerprints) == 1


def test_columns_of_another_kind_are_bad_rows_and_no_crash(tmp_path, door):
    columns = {
        "note_id": pa.array([[1], [2]]),
        "person_id": pa.array([True, False]),
        "note_datetime": pa.array([{"day": 1}, {"day": 2}]),
        "note_text": pa.array([1.5, None]),
    }
    pq.write_table(pa.table(columns), tmp_path / "note.parquet")
    report = door.take(tmp_path)
    assert report.rows_read == report.rows_quarantined == 2


def test_the_source_is_never_written(tmp_path, door, write):
    path = write.duckdb(tmp_path / "hospital.duckdb")
    before = path.read_bytes()
    path.chmod(0o400)
    door.take_all(path)
    assert path.read_bytes() == before


def test_a_source_that_is_in_use_says_so(tmp_path, door, write):
    path = write.duckdb(tmp_path / "hospital.duckdb")
    import subprocess
    import sys

    hold = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(SourceError, match="in use by another process"):
            door.take(path)
        holder.stdin.close()


def test_a_duckdb_view_over_nothing_says_so(tmp_path, door, write):
    path = write.duckdb(tmp_path / "hospital.duckdb", {"persons": pd.DataFrame({"person_id": [1]})})
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE VIEW note AS SELECT person_id AS note_id, '' AS note_text FROM persons")
        connection.execute("DROP TABLE persons")
    with pytest.raises(SourceError, match="cannot be read as DuckDB"):
        door.take(path)
