"""A file that another program writes while it is read may be there by half: nothing of it comes in."""

import os

import pytest

from onco_pipeline.omop.errors import SourceError
from onco_pipeline.omop.loading import ingest_table
from onco_pipeline.omop.sources import Source
from onco_pipeline.tables import NOTE

MORE = {"csv": b'13,2,,,LT,,"Scanner"\n', "jsonl": b'{"note_id": "13", "note_text": "scanner"}\n'}


def grown(path):
    with path.open("ab") as file:
        file.write(MORE.get(path.suffix[1:], b"x"))


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def replaced(path):
    other = path.with_suffix(".new")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def gone(path):
    path.unlink()


@pytest.mark.parametrize("happens", [grown, cut, replaced, gone])
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_the_run_ends_and_the_warehouse_is_as_it_was(tmp_path, door, write, happens, suffix):
    door.take(write.csv(tmp_path / "before"))
    there = door.content()
    table = write.hospital["note"].assign(note_text="Texte de demain.")
    path = tmp_path / "now" / f"note.{suffix}"
    path.parent.mkdir()
    if suffix == "csv":
        table.to_csv(path, index=False)
    elif suffix == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_parquet(path, index=False)

    with pytest.raises(SourceError, match=rf"note\.{suffix} was written to while it was read") as told:
        ingest_table(Source.open(path.parent), NOTE, door.connection, lambda rows: happens(path))
    assert "demain" not in str(told.value)
    assert door.content() == there


def test_the_next_run_takes_what_is_written_by_then(tmp_path, door, write):
    source = Source.open(write.csv(tmp_path))
    with pytest.raises(SourceError, match="Run again once it is written"):
        ingest_table(source, NOTE, door.connection, lambda rows: grown(tmp_path / "note.csv"))
    assert door.take(tmp_path).rows_kept == len(write.hospital["note"]) + 1
