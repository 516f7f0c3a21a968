"""The coded rows that the hand-written patients' gold names as evidence are evidence here too."""

import json

import pandas as pd
import pytest

from onco_pipeline.codes import ccam
from onco_pipeline.reconciliation import reconcile, structured_events

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def hospital(shared):
    folder = shared / "gold" / "hospital"
    if not folder.is_dir():
        pytest.skip("the hand-written hospital is not here")
    return folder


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str)


def test_coded_evidence_is_found(hospital):
    procedures = read(hospital, "procedure_occurrence")
    coded = structured_events(procedures, read(hospital, "condition_occurrence"), read(hospital, "drug_exposure"))
    _, evidence = reconcile(pd.DataFrame(), coded, read(hospital, "note"), persons=read(hospital, "person"))
    rows = procedures.itertuples(index=False)
    # An endoscopy alone is no event here, though a reader may name it beside its biopsy.
    no_event = {row.procedure_occurrence_id for row in rows if ccam.act(row.procedure_source_value) is None}
    lines = (hospital / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    named = {key for line in lines for event in json.loads(line)["events"] for key in event["evidence"]}
    named = {key for key in named if not key.startswith("N")} - no_event
    assert named
    assert named <= set(evidence["evidence_id"])
