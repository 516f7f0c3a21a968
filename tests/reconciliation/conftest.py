"""A small patient to write down in a test: notes, what they say, coded rows, and the events that come out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pandas as pd
import pytest

from onco_pipeline.intervals import DateInterval
from onco_pipeline.omop.fingerprints import FINGERPRINT_COLUMN, fingerprint_sql
from onco_pipeline.reconciliation import DEFAULTS, evidence_fingerprints, reconcile, structured_events
from onco_pipeline.tables import (
    CONDITION_OCCURRENCE,
    DEATH,
    DRUG_EXPOSURE,
    NOTE,
    NOTE_EVENT,
    PERSON,
    PROCEDURE_OCCURRENCE,
    STRUCTURED_EVENT,
    VISIT_OCCURRENCE,
)
from resources.frames import to_arrow


def frame(rows: list[dict[str, Any]], table: Any) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(table.column_names))


def fingerprints_of(tables: dict[str, pd.DataFrame], **more: Any) -> dict[str, str]:
    """Return the hash of each patient, of tables that stand in a database of their own."""
    named = {"note_events": NOTE_EVENT, "structured_events": STRUCTURED_EVENT, "notes": NOTE, "persons": PERSON}
    named |= {"deaths": DEATH, "visits": VISIT_OCCURRENCE}
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA onco; CREATE SCHEMA omop")
        for name, table in named.items():
            rows = tables.get(name, pd.DataFrame())
            given = rows.reindex(columns=list(table.column_names)) if len(rows) else pd.DataFrame()
            for name in {FINGERPRINT_COLUMN, "note_text"} & set(given):
                given[name] = given[name].astype(object).where(given[name].notna(), "")
            arrow = to_arrow(given, table)
            connection.register("given", arrow)
            own = FINGERPRINT_COLUMN in table.column_names
            made = f" REPLACE ({fingerprint_sql(table)} AS {FINGERPRINT_COLUMN})" if own else ""
            connection.execute(f"CREATE TABLE {table.qualified_name} AS SELECT *{made} FROM given")
        return evidence_fingerprints(connection, **more)


@dataclass
class Case:
    """One or more fictitious patients; dates are written as ``2020``, ``2020-03``, ``2020-03-04`` or a range."""

    person_id: str = "p"
    notes: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)
    diagnoses: list[dict[str, Any]] = field(default_factory=list)
    drugs: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)

    def note(self, note_id, day, kind="CRH-HC", visit=None, text=None):
        self.notes.append(
            {
                "note_id": note_id,
                "person_id": self.person_id,
                "note_datetime": day,
                "note_class_source_value": kind,
                "visit_occurrence_id": visit,
                "note_text": text,
            }
        )
        return self

    def says(self, note_id, family, subtype, site, when, status="done", **more):
        interval = DateInterval.from_iso(when) if when else None
        key = f"{note_id}-{len(self.mentions)}"
        row = {
            "note_event_id": key,
            "note_id": note_id,
            "person_id": self.person_id,
            "family": family,
            "subtype": subtype,
            "site": site,
            "status": status,
            "experiencer": "patient",
            "cancer_context": "current",
            "conditional": False,
            "date_start": interval.start if interval else None,
            "date_end": interval.end if interval else None,
            "precision": interval.precision.value if interval else None,
            "date_kind": "absolute" if interval else None,
            "quote": f"{subtype} {site}",
            "quote_start": 10 * len(self.mentions),
            "quote_end": 10 * len(self.mentions) + 5,
            "date_quote": when,
            "confidence": 0.9,
            "attributes": json.dumps(more.pop("attributes", {})),
        }
        self.mentions.append(row | more)
        return self

    def act(self, code, day, visit=None):
        key = f"act{len(self.acts)}"
        self.acts.append(
            {
                "procedure_occurrence_id": key,
                "person_id": self.person_id,
                "visit_occurrence_id": visit,
                "procedure_datetime": day,
                "procedure_source_value": code,
            }
        )
        return self

    def diagnosis(self, code, day, status="DAS"):
        self.diagnoses.append(
            {
                "condition_occurrence_id": f"dx{len(self.diagnoses)}",
                "person_id": self.person_id,
                "visit_occurrence_id": None,
                "condition_start_datetime": day,
                "condition_source_value": code,
                "condition_status_source_value": status,
            }
        )
        return self

    def drug(self, code, start, end=None, route=None):
        self.drugs.append(
            {
                "drug_exposure_id": f"rx{len(self.drugs)}",
                "person_id": self.person_id,
                "visit_occurrence_id": None,
                "drug_exposure_start_datetime": start,
                "drug_exposure_end_datetime": end,
                "drug_source_value": code,
                "route_source_value": route,
            }
        )
        return self

    def visit(self, key, start, end):
        self.visits.append(
            {
                "visit_occurrence_id": key,
                "person_id": self.person_id,
                "visit_start_datetime": start,
                "visit_end_datetime": end,
            }
        )
        return self

    def person(self, birth=None, death=None):
        self.persons.append({"person_id": self.person_id, "birth_datetime": birth, "death_datetime": death})
        return self

    def structured(self):
        return structured_events(
            frame(self.acts, PROCEDURE_OCCURRENCE),
            frame(self.diagnoses, CONDITION_OCCURRENCE),
            frame(self.drugs, DRUG_EXPOSURE),
        )[list(STRUCTURED_EVENT.column_names)]

    def tables(self):
        return {
            "note_events": frame(self.mentions, NOTE_EVENT),
            "structured_events": self.structured(),
            "notes": pd.DataFrame(self.notes),
            "persons": frame(self.persons, PERSON),
            "visits": frame(self.visits, VISIT_OCCURRENCE),
        }

    def rebuild(self, **more):
        return reconcile(**self.tables(), **more)

    def events(self, settings=DEFAULTS):
        """Return the care events as dictionaries, with their evidence."""
        care, evidence = self.rebuild(settings=settings)
        rows = care.to_dict("records")
        for row in rows:
            own = evidence[evidence["care_event_id"] == row["care_event_id"]]
            row["evidence"] = sorted(own["evidence_id"])
            row["attributes"] = json.loads(row["attributes"])
            row["when"] = str(DateInterval.between(row["date_start"], row["date_end"])).split(" ")[0]
        return rows

    def event(self):
        """Return the only care event."""
        (found,) = self.events()
        return found

    def brief(self):
        """Return what each event is, when, and how text and codes agree."""
        return [
            (e["subtype"], e["site"], e["date_start"].isoformat(), e["reconciliation"])
            for e in sorted(self.events(), key=lambda e: (e["date_start"], e["family"], e["subtype"], e["site"] or ""))
        ]


@pytest.fixture(scope="session")
def fingerprints():
    return fingerprints_of


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def new_case():
    return Case
