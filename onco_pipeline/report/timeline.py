"""One patient's timeline: an interactive picture, and under it each event with the sentences that tell it.

The page quotes notes. It works offline (the chart library is inside), asks nothing of any network (its
content policy forbids it), and every word of a note is escaped. The picture itself holds no words of a note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, details
from onco_pipeline.codes import ccam, icd10
from onco_pipeline.errors import UserError
from onco_pipeline.private_files import write_private
from onco_pipeline.report.charts import LANES, png, spec_of, svg, svg_of
from onco_pipeline.report.copies import spared
from onco_pipeline.report.evidence import Passage, passages
from onco_pipeline.report.lanes import chart, ordered
from onco_pipeline.report.library import chart_library
from onco_pipeline.report.page import environment, slug


@dataclass(frozen=True, slots=True)
class PersonData:
    """The rows of one patient, named as the tables they are read from."""

    person_id: str
    care_event: pd.DataFrame
    event_evidence: pd.DataFrame
    note_event: pd.DataFrame
    note: pd.DataFrame
    structured_event: pd.DataFrame
    death: pd.DataFrame


def sample_patients(care_event: pd.DataFrame, size: int = 4) -> list[str]:
    """Return the patients whose pathways show most: most families, then most events, then lowest id.

    Examples
    --------
    >>> sample_patients(pd.DataFrame({"person_id": ["a", "b", "b"], "family": ["biopsy", "biopsy", "imaging"]}), 1)
    ['b']
    """
    if care_event.empty:
        return []
    by_person = care_event.groupby("person_id")["family"].agg(["nunique", "size"]).reset_index()
    ranked = by_person.sort_values(["nunique", "size", "person_id"], ascending=[False, False, True])
    return ranked["person_id"].head(size).tolist()


#: What the reconciliation remarks about an event, in words.
_REMARKS = {
    "outside": "done elsewhere, or no visit here holds the day",
    "uncoded": "during a visit here, but not coded",
}


def _remarks(event: Mapping[str, Any]) -> list[str]:
    known = details(event["attributes"])
    remarks = [_REMARKS[known["place"]]] if known.get("place") in _REMARKS else []
    if event["family"] == "oral_therapy" and known.get("place") == "uncoded":
        remarks = ["taken at home, and not coded"]
    if known.get("told_date"):
        remarks.append(f"the text gives {known['told_date']}, the code the date shown")
    if known.get("date_errors"):
        errors = known["date_errors"]
        named = errors if isinstance(errors, str) else ", ".join(map(str, errors))
        remarks.append(f"misdated in a note ({named.replace('_', ' ')})")
    if known.get("left_censored"):
        remarks.append("no start is known")
    if isinstance(known.get("impossible"), str):
        remarks.append(f"impossible: {known['impossible']}")
    return remarks


def _label(code: str, table: str) -> str:
    """Return what a coded row says, in words where the code tables know it."""
    if table == "procedure_occurrence" and (known := ccam.act(code)):
        return f"{code}, {known.label}"
    if table == "condition_occurrence" and (secondary := icd10.metastasis(code)):
        return f"{code}, secondary tumour" + (f": {secondary.site}" if secondary.site else "")
    return code


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the page lists it."""

    number: int
    lane: str
    what: str
    when: str
    state: str
    source: str
    confidence: float
    remarks: list[str]
    passages: list[Passage]
    rows: list[str]


def told(data: PersonData, events: pd.DataFrame) -> list[Told]:
    """Return a patient's events as :func:`ordered` has them, each with the sentences and rows that support it."""
    evidence = data.event_evidence
    by_event = passages(evidence, data.note_event, data.note)
    coded = evidence[evidence["evidence_table"] != "note_event"].merge(
        data.structured_event[["source_table", "source_id", "code", "date_start"]].drop_duplicates(
            ["source_table", "source_id"]
        ),
        left_on=["evidence_table", "evidence_id"],
        right_on=["source_table", "source_id"],
        how="left",
    )
    rows: dict[str, list[str]] = {}
    for row in coded.sort_values(["care_event_id", "evidence_table", "evidence_id"]).itertuples():
        when = "" if pd.isna(row.date_start) else f", {day(row.date_start)}"
        code = "" if pd.isna(row.code) else f": {_label(row.code, row.evidence_table)}"
        rows.setdefault(row.care_event_id, []).append(f"{row.evidence_table} {row.evidence_id}{code}{when}")
    return [
        Told(
            number=event["number"],
            lane=LANES.get(event["family"], event["family"]),
            what=event["what"],
            when=event["when"],
            state=event["state"],
            source=event["source"],
            confidence=event["confidence"],
            remarks=_remarks(event),
            passages=by_event.get(event["care_event_id"], []),
            rows=rows.get(event["care_event_id"], []),
        )
        for event in events.to_dict("records")
    ]


def for_script(value: object) -> str:
    """Return JSON that may stand inside a script element, whatever words it holds.

    Examples
    --------
    >>> for_script("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def render(data: PersonData) -> str:
    """Return one patient's page.

    Raises
    ------
    UserError
        When the patient has no validated event.
    """
    events = _events(data)
    spec = spec_of(chart(events))
    death = day(data.death["death_datetime"].iloc[0]) if len(data.death) else None
    return (
        environment()
        .get_template("timeline.html.j2")
        .render(
            person_id=data.person_id,
            events=told(data, events),
            n_notes=len(data.note),
            death=None if death is None else death.isoformat(),
            spec=for_script(spec),
            library=chart_library(),
            still=svg_of(spec),
        )
    )


def _events(data: PersonData) -> pd.DataFrame:
    if data.care_event.empty:
        raise UserError(
            f"Patient {data.person_id!r} has no validated care event in this warehouse. "
            "Look the identifier up in omop.person."
        )
    return ordered(data.care_event)


def file_name(person_id: str) -> str:
    """Return the name of a patient's page: unlike for unlike patients, fit for any file system.

    Examples
    --------
    >>> file_name("P 1/2")
    'timeline-P-1-2-b75cb9.html'
    """
    digest = hashlib.sha256(person_id.encode()).hexdigest()[:6]
    return f"timeline-{slug(person_id)[:60]}-{digest}.html"


@spared()
def save(data: PersonData, out: Path) -> None:
    """Write one patient's timeline for its owner only: ``.html`` (with the evidence), ``.svg`` or ``.png``.

    Raises
    ------
    UserError
        When the patient has no event, or the file's ending is none of the three.
    """
    match out.suffix.lower():
        case ".html":
            content = render(data).encode()
        case ".svg":
            content = svg(chart(_events(data), title=f"Patient {data.person_id}")).encode()
        case ".png":
            content = png(chart(_events(data), title=f"Patient {data.person_id}"))
        case other:
            raise UserError(f"A timeline is written as .html, .svg or .png, not as {other or 'a file without ending'}.")
    write_private(out, content)
