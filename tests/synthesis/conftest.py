from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onco_pipeline.synthesis import Families, Summary, generate
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


def build(folder: Path, patients: int, families: str) -> Hospital:
    summary = generate(folder, patients=patients, seed=11, families=families)
    tables = {table.name: pq.read_table(folder / f"{table.name}.parquet").to_pylist() for table in SOURCE_TABLES}
    return Hospital(
        folder, summary, tables, read_lines(folder / "gold/notes.jsonl"), read_lines(folder / "gold/patients.jsonl")
    )


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    return build(tmp_path_factory.mktemp("hospital"), 400, Families.DEV)


@pytest.fixture(scope="session")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> Hospital:
    return build(tmp_path_factory.mktemp("unseen"), 150, Families.TEST)


@pytest.fixture(params=[Families.DEV, Families.TEST])
def either(request: pytest.FixtureRequest) -> Hospital:
    """A hospital of either family of wording."""
    return request.getfixturevalue("hospital" if request.param == Families.DEV else "unseen")
