from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onco_pipeline.synthesis import Summary, generate
from onco_pipeline.tables import SOURCE_TABLES


@dataclass
class Hospital:
    folder: Path
    summary: Summary
    tables: dict[str, list[dict]]
    notes: list[dict]
    patients: list[dict]


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    folder = tmp_path_factory.mktemp("hospital")
    summary = generate(folder, patients=400, seed=11)
    tables = {table.name: pq.read_table(folder / f"{table.name}.parquet").to_pylist() for table in SOURCE_TABLES}
    return Hospital(
        folder, summary, tables, read_lines(folder / "gold/notes.jsonl"), read_lines(folder / "gold/patients.jsonl")
    )
