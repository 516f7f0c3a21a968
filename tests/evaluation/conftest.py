"""Files of the made-up gold: notes, records, a folder of brat."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up_gold import EVENTS, TEXT


@pytest.fixture
def write_lines(tmp_path) -> Callable[..., Path]:
    """Return a function that writes objects as JSON lines and returns the file."""

    def write(name: str, *objects: object) -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in objects), encoding="utf-8")
        return path

    return write


@pytest.fixture
def notes_file(write_lines) -> Path:
    note = {"note_id": "n1", "note_datetime": "2019-07-01", "note_class_source_value": "CR-CONS", "note_text": TEXT}
    return write_lines("notes.jsonl", note)


@pytest.fixture
def gold_file(write_lines) -> Path:
    return write_lines("gold.jsonl", {"note_id": "n1", "events": EVENTS})


@pytest.fixture
def brat_folder(tmp_path) -> Callable[..., Path]:
    """Return a function that writes one annotated note: entities are given by their words."""

    def write(*lines: str, text: str = TEXT, note_id: str = "n1") -> Path:
        folder = tmp_path / "brat"
        folder.mkdir(exist_ok=True)
        (folder / f"{note_id}.txt").write_bytes(text.encode())
        (folder / f"{note_id}.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return folder

    return write
