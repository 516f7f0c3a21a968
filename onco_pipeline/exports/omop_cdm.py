"""OMOP CDM 5.4: ``note_nlp``, ``episode``, ``episode_event`` and ``measurement``, as CSV files that load into its DDL.

Concept ids come from a mapping file that a site fills (``concepts.csv``: ``domain, source_value, concept_id``); what it
does not name is 0, the CDM's "no matching concept". None is invented here. Ids that are no whole numbers get one by
their order, and ``id_map.csv`` keeps which.

Source: OHDSI CommonDataModel, tables of version 5.4.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from onco_pipeline.cells import day, plain
from onco_pipeline.errors import UserError
from onco_pipeline.exports.data import ExportData, performed, results_of, whole_numbers, write_table
from onco_pipeline.private_files import private_folder

#: Columns of the four tables, in the order of the DDL.
COLUMNS: dict[str, tuple[str, ...]] = {
    "note_nlp": (
        "note_nlp_id",
        "note_id",
        "section_concept_id",
        "snippet",
        "offset",
        "lexical_variant",
        "note_nlp_concept_id",
        "note_nlp_source_concept_id",
        "nlp_system",
        "nlp_date",
        "nlp_datetime",
        "term_exists",
        "term_temporal",
        "term_modifiers",
    ),
    "episode": (
        "episode_id",
        "person_id",
        "episode_concept_id",
        "episode_start_date",
        "episode_start_datetime",
        "episode_end_date",
        "episode_end_datetime",
        "episode_parent_id",
        "episode_number",
        "episode_object_concept_id",
        "episode_type_concept_id",
        "episode_source_value",
        "episode_source_concept_id",
    ),
    "episode_event": ("episode_id", "event_id", "episode_event_field_concept_id"),
    "measurement": (
        "measurement_id",
        "person_id",
        "measurement_concept_id",
        "measurement_date",
        "measurement_datetime",
        "measurement_time",
        "measurement_type_concept_id",
        "operator_concept_id",
        "value_as_number",
        "value_as_concept_id",
        "unit_concept_id",
        "range_low",
        "range_high",
        "provider_id",
        "visit_occurrence_id",
        "visit_detail_id",
        "measurement_source_value",
        "measurement_source_concept_id",
        "unit_source_value",
        "unit_source_concept_id",
        "value_source_value",
        "measurement_event_id",
        "meas_event_field_concept_id",
    ),
}
#: What a site maps: kinds of source value, and what each names.
DOMAINS = {
    "note_nlp": "family:subtype of a mention, such as imaging:ct",
    "episode": "disease, metastasis or treatment",
    "episode_object": "cancer group, metastatic site or ATC code that the episode is about",
    "episode_type": "how the episode is known: nlp",
    "event_field": "field that episode_event.event_id or measurement.measurement_event_id points to",
    "measurement": "result of a pathology report, such as her2 or KRAS",
    "measurement_type": "how the measurement is known: nlp",
}
_SNIPPET, _VARIANT, _MODIFIERS, _SOURCE_VALUE = 250, 250, 2000, 50


class Concepts:
    """The concept ids that a site maps source values to; 0 for what it does not name."""

    def __init__(self, mapping: Mapping[tuple[str, str], int] | None = None) -> None:
        self._mapping = dict(mapping or {})
        self.asked: set[tuple[str, str]] = set()

    @classmethod
    def read(cls, path: Path | None) -> Concepts:
        """Read a mapping file with the columns ``domain``, ``source_value`` and ``concept_id``.

        Raises
        ------
        UserError
            When the file lacks a column, names an unknown domain or an id that is no whole number; names the line.
        """
        if path is None:
            return cls()
        if not path.exists():
            raise UserError(f"There is no mapping of concepts at {path}.")
        mapping: dict[tuple[str, str], int] = {}
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = {"domain", "source_value", "concept_id"} - set(reader.fieldnames or ())
            if missing:
                raise UserError(f"{path} has no column {', '.join(sorted(missing))}.")
            for number, row in enumerate(reader, 2):
                if row["domain"] not in DOMAINS:
                    raise UserError(f"{path}, line {number}: the domain is none of {', '.join(DOMAINS)}.")
                if not (row["concept_id"] or "").strip().isdigit():
                    raise UserError(f"{path}, line {number}: concept_id is not a whole number (0 for none).")
                mapping[row["domain"], row["source_value"]] = int(row["concept_id"])
        return cls(mapping)

    def __call__(self, domain: str, source_value: Any) -> int:
        """Return the concept id of a source value, and remember that it was asked for."""
        asked = (domain, str(source_value))
        self.asked.add(asked)
        return self._mapping.get(asked, 0)

    def rows(self) -> list[list[Any]]:
        """Return every source value that was asked for, with its concept id: the file for a site to fill."""
        return [[domain, value, self._mapping.get((domain, value), 0)] for domain, value in sorted(self.asked)]


def write(data: ExportData, out: Path, *, concepts: Path | None = None) -> list[Path]:
    """Write the four tables, ``concepts.csv`` with the values to map, and ``id_map.csv``."""
    folder = private_folder(out)
    known = Concepts.read(concepts)
    people, notes, rows = tables(data, known)
    written = [write_table(folder / f"{name}.csv", COLUMNS[name], rows[name], separator=",") for name in COLUMNS]
    mapped = [["person", *pair] for pair in people.items()] + [["note", *pair] for pair in notes.items()]
    written.append(write_table(folder / "id_map.csv", ("table", "source_id", "cdm_id"), mapped, separator=","))
    if concepts is None or concepts.resolve() != (folder / "concepts.csv").resolve():
        header = ("domain", "source_value", "concept_id")
        written.append(write_table(folder / "concepts.csv", header, known.rows(), separator=","))
    return written


def tables(data: ExportData, concepts: Concepts) -> tuple[dict[str, int], dict[str, int], dict[str, list[list[Any]]]]:
    """Return the ids of patients and notes, and the rows of the four tables."""
    people = whole_numbers(data.dim_patient["person_id"])
    notes = whole_numbers(data.note["note_id"])
    mentions = data.note_event[data.note_event["note_id"].isin(notes)]
    mentions = mentions.sort_values("note_event_id", kind="stable")
    ids = {row.note_event_id: number for number, row in enumerate(mentions.itertuples(index=False), 1)}
    stamps = data.note["note_datetime"].dropna()
    # The day of the newest note, not of the run: the same warehouse gives the same file on any day.
    read_on = pd.Timestamp(stamps.max()).date() if len(stamps) else None
    texts = dict(zip(data.note["note_id"], data.note["note_text"], strict=True))
    note_nlp = [
        _mention(row, ids[row.note_event_id], notes, texts, read_on, data.version, concepts)
        for row in mentions.itertuples(index=False)
    ]
    events = performed(data.care_event)
    events = events[events["person_id"].isin(people)]
    evidence: dict[str, list[int]] = {}
    for row in data.event_evidence.sort_values(["care_event_id", "evidence_id"]).itertuples(index=False):
        if row.evidence_table == "note_event" and row.evidence_id in ids:
            evidence.setdefault(row.care_event_id, []).append(ids[row.evidence_id])
    measurement = _measurements(events, people, evidence, concepts)
    episode, episode_event = _episodes(data, events, people, evidence, concepts)
    rows = {"note_nlp": note_nlp, "episode": episode, "episode_event": episode_event, "measurement": measurement}
    return people, notes, rows


def _mention(
    row: Any, number: int, notes: dict[str, int], texts: dict[str, str], read_on: Any, version: str, concepts: Concepts
) -> list[Any]:
    text = texts[row.note_id]
    around = text[max(0, row.quote_start - 60) : row.quote_end + 60]
    modifiers = {
        "status": row.status,
        "experiencer": row.experiencer,
        "date_start": day(row.date_start),
        "date_end": day(row.date_end),
        "precision": plain(row.precision),
        "site": plain(row.site),
        "subtype": row.subtype,
        "conditional": bool(row.conditional),
        "confidence": round(float(row.confidence), 3),
    }
    told = json.dumps(
        {k: v for k, v in modifiers.items() if v is not None}, ensure_ascii=False, default=str, sort_keys=True
    )
    exists = row.status not in ("negated", "refused", "cancelled") and row.experiencer == "patient"
    temporal = {"planned": "future", "proposed": "future", "done": "past"}.get(row.status)
    return [
        number,
        notes[row.note_id],
        0,
        around[:_SNIPPET],
        str(row.quote_start),
        row.quote[:_VARIANT],
        concepts("note_nlp", f"{row.family}:{row.subtype}"),
        0,
        f"onco_pipeline {version}"[:_VARIANT],
        day(read_on),
        None,
        "Y" if exists else "N",
        temporal,
        told[:_MODIFIERS],
    ]


def _measurements(
    events: pd.DataFrame, people: dict[str, int], evidence: dict[str, list[int]], concepts: Concepts
) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for event in events[events["family"] == "pathology"].itertuples(index=False):
        told = evidence.get(event.care_event_id, [])
        for name, value in results_of(event):
            number = float(value) if value.replace(".", "", 1).isdigit() else None
            row = dict.fromkeys(COLUMNS["measurement"])
            row |= {
                "measurement_id": len(rows) + 1,
                "person_id": people[event.person_id],
                "measurement_concept_id": concepts("measurement", name),
                "measurement_date": day(event.date_start),
                "measurement_type_concept_id": concepts("measurement_type", "nlp"),
                "value_as_number": number,
                "measurement_source_value": name[:_SOURCE_VALUE],
                "measurement_source_concept_id": 0,
                "value_source_value": value[:_SOURCE_VALUE],
                "measurement_event_id": told[0] if told else None,
                "meas_event_field_concept_id": concepts("event_field", "note_nlp.note_nlp_id") if told else None,
            }
            rows.append(list(row.values()))
    return rows


def _episodes(
    data: ExportData,
    events: pd.DataFrame,
    people: dict[str, int],
    evidence: dict[str, list[int]],
    concepts: Concepts,
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the disease of each patient, the metastases and the drugs within it, and the mentions that tell them."""
    episodes: list[list[Any]] = []
    links: list[list[Any]] = []
    disease: dict[str, int] = {}

    def add(kind: str, person: str, about: Any, start: Any, end: Any, number: int, told: list[str]) -> int:
        episode = len(episodes) + 1
        made: dict[str, Any] = dict.fromkeys(COLUMNS["episode"])
        made |= {
            "episode_id": episode,
            "person_id": people[person],
            "episode_concept_id": concepts("episode", kind),
            "episode_start_date": start,
            "episode_end_date": end,
            "episode_parent_id": disease.get(person),
            "episode_number": number,
            "episode_object_concept_id": concepts("episode_object", about),
            "episode_type_concept_id": concepts("episode_type", "nlp"),
            "episode_source_value": f"{kind}: {about}"[:_SOURCE_VALUE],
            "episode_source_concept_id": 0,
        }
        episodes.append(list(made.values()))
        field = concepts("event_field", "note_nlp.note_nlp_id")
        mentions = dict.fromkeys(mention for event in told for mention in evidence.get(event, ()))
        links.extend([episode, mention, field] for mention in mentions)
        return episode

    first = events.groupby("person_id")["date_start"].min()
    for patient in data.dim_patient.sort_values("person_id").itertuples(index=False):
        start = day(patient.first_cancer_code_date) or day(first.get(patient.person_id))
        if start is not None:
            about = plain(patient.cancer_group) or "cancer"
            disease[patient.person_id] = add("disease", patient.person_id, about, start, None, 1, [])
    counts: dict[str, int] = {}
    for event in events[events["family"] == "metastasis"].itertuples(index=False):
        counts[event.person_id] = counts.get(event.person_id, 0) + 1
        about = plain(event.site) or "site not told"
        number = counts[event.person_id]
        add("metastasis", event.person_id, about, day(event.date_start), None, number, [event.care_event_id])
    for drug in data.fct_oral_therapy_episode.itertuples(index=False):
        start = day(drug.start_date_midpoint) or day(drug.first_known_date)
        if drug.person_id in people and start is not None:
            told = [plain(drug.start_care_event_id), plain(drug.stop_care_event_id)]
            about, end = plain(drug.atc) or drug.drug, day(drug.stop_date_midpoint)
            end = None if end is None else max(start, end)
            add("treatment", drug.person_id, about, start, end, int(drug.episode_of_patient), [t for t in told if t])
    return episodes, links


__all__ = ["COLUMNS", "DOMAINS", "Concepts", "tables", "write"]
