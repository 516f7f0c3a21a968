"""A small fictitious hospital, read once: its bags, its coded rows and its gold."""

from dataclasses import dataclass

import pandas as pd
import pytest

from onco_pipeline.distant.instances import Instance, instances
from onco_pipeline.distant.labels import Coverage, coverage
from onco_pipeline.distant.truth import Truth, read_truth
from onco_pipeline.reconciliation.structured import structured_events
from onco_pipeline.synthesis import generate


@dataclass(frozen=True)
class World:
    notes: list[dict]
    bags: list[Instance]
    known: dict[str, Coverage]
    gold: dict[str, list[Truth]]


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    folder = tmp_path_factory.mktemp("learning")
    generate(folder, patients=14, seed=11)
    tables = {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}
    notes = tables["note"].to_dict("records")
    structured = structured_events(
        *(tables[name] for name in ("procedure_occurrence", "condition_occurrence", "drug_exposure"))
    )
    return World(
        notes,
        list(instances(notes)),
        coverage(structured.to_dict("records"), tables["visit_occurrence"].to_dict("records")),
        read_truth(folder / "gold" / "notes.jsonl"),
    )
