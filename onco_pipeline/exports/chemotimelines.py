"""Drug timelines in the form of the ChemoTimelines shared task: ``{patient: [[drug, relation, date], ...]}``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onco_pipeline.cells import day
from onco_pipeline.errors import UserError
from onco_pipeline.exports.data import ExportData, performed, write_text
from onco_pipeline.private_files import private_folder

#: What a change of a drug is called in the task; a change of dose lies within the treatment.
RELATIONS = {"start": "begins-on", "stop": "ends-on", "dose_change": "contains-1"}


def timelines(data: ExportData) -> dict[str, list[list[str]]]:
    """Return each patient's drugs with the day, month or year of each change.

    A date told to the month or the year is written ``2019-03`` or ``2019``; one that is an interval of its own gives
    its first day. Every patient is there, those without an oral therapy with an empty list; everything is in lower
    case, as the task's scorer wants it. Source: ChemoTimelines 2024 shared task, format of submissions.

    Raises
    ------
    UserError
        When two patients differ in capital letters only.
    """
    people = sorted(map(str, data.dim_patient["person_id"]))
    if len({person.lower() for person in people}) < len(people):
        raise UserError("Two patients differ in capital letters only: ChemoTimelines cannot tell them apart.")
    made: dict[str, list[list[str]]] = {person.lower(): [] for person in people}
    for row in performed(data.care_event).itertuples(index=False):
        if row.family != "oral_therapy" or row.subtype not in RELATIONS:
            continue
        entry = [str(row.site).lower(), RELATIONS[row.subtype], _date(row)]
        own = made.setdefault(str(row.person_id).lower(), [])
        if entry not in own:
            own.append(entry)
    return made


def _date(row: Any) -> str:
    whole = day(row.date_start)
    assert whole is not None  # noqa: S101 -- the table does not allow it
    length = {"month": 7, "year": 4}.get(row.precision, 10)
    return whole.isoformat()[:length]


def write(data: ExportData, out: Path) -> list[Path]:
    """Write ``timelines.json`` into a folder."""
    text = json.dumps(timelines(data), ensure_ascii=False, indent=1, sort_keys=True)
    return [write_text(private_folder(out) / "timelines.json", text + "\n")]
