"""A hospital that corrects and deletes some of its rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

NEW_SENTENCE = "\nScanner thoracique du 03/02/2017 : normal.\n"


def correct(source: Path, target: Path) -> dict[str, str]:
    """Copy a hospital, with rows deleted, gone and changed; return which."""
    shutil.copytree(source, target)
    notes = pd.read_parquet(target / "note.parquet")
    acts = pd.read_parquet(target / "procedure_occurrence.parquet")
    people = notes["person_id"].drop_duplicates().tolist()
    several = notes[notes["person_id"].isin(people[1:])]
    deleted, missing, changed = several["note_id"].iloc[[0, len(several) // 2, -1]].tolist()
    act = acts[acts["person_id"].isin(people[1:])]["procedure_occurrence_id"].iloc[0]
    notes["row_status_source_value"] = "Actif"
    notes.loc[notes["note_id"].eq(deleted) | notes["person_id"].eq(people[0]), "row_status_source_value"] = "Supprimé"
    notes.loc[notes["note_id"].eq(changed), "note_text"] += NEW_SENTENCE
    notes[notes["note_id"].ne(missing)].to_parquet(target / "note.parquet", index=False)
    acts["row_status_source_value"] = ["supprimé" if key == act else "Actif" for key in acts["procedure_occurrence_id"]]
    acts[acts["person_id"].ne(people[0])].to_parquet(target / "procedure_occurrence.parquet", index=False)
    return {
        "deleted_note": str(deleted),
        "missing_note": str(missing),
        "changed_note": str(changed),
        "deleted_act": str(act),
        "emptied_person": str(people[0]),
    }
