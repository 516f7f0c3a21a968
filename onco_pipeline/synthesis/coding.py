"""What the hospital codes: stays and consultations, CCAM acts, ICD-10 diagnoses, drug orders.

Coding is not the truth: acts done outside never appear, some inside are forgotten, a few carry a
wrong day, a metastasis shows only at the next coded stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.documents import Note
from onco_pipeline.synthesis.drugs import DRUGS
from onco_pipeline.synthesis.lives import HORIZON, WRONG, Fact, Patient
from onco_pipeline.synthesis.vocabulary import METASTASIS_ICD
from onco_pipeline.synthesis.world import Rows

_ADMITTED = "hospitalisés"
_DAY_CARE = "hospitalisation incomplète"
_CONSULTATION = "consultation externe"


@dataclass(slots=True)
class Coded:
    """The structured rows of one patient, by table, and which fact each row shows."""

    visits: list[dict[str, Any]] = field(default_factory=list)
    procedures: list[dict[str, Any]] = field(default_factory=list)
    conditions: list[dict[str, Any]] = field(default_factory=list)
    drugs: list[dict[str, Any]] = field(default_factory=list)
    by_fact: Rows = field(default_factory=dict)


def code(patient: Patient, notes: list[Note]) -> Coded:
    """Return the patient's structured rows, and give every hospital note its visit.

    Examples
    --------
    >>> from onco_pipeline.synthesis.documents import write
    >>> from onco_pipeline.synthesis.patients import simulate
    >>> life = simulate(0, 1)
    >>> len({row["visit_occurrence_id"] for row in code(life, write(life)).visits}) > 0
    True
    """
    coder = _Coder(patient)
    coder.stays()
    coder.acts()
    coder.orders()
    for note in notes:
        if note.kind not in ("DOC-SCAN", "CR-RCP"):
            note.visit = coder.visit(note.reference)
    coder.diagnoses()
    coder.out.visits.sort(key=lambda row: (row["visit_start_datetime"], row["visit_occurrence_id"]))
    return coder.out


class _Coder:
    def __init__(self, patient: Patient) -> None:
        self.patient, self.rng, self.out = patient, patient.rng, Coded()
        self.days: dict[date, str] = {}
        self.stay_rows: list[dict[str, Any]] = []

    def key(self, prefix: str, rows: list[dict[str, Any]]) -> str:
        return f"{prefix}{self.patient.index:06d}{len(rows) + 1:02d}"

    def show(self, fact: Fact, row_id: str, day: date) -> None:
        self.out.by_fact.setdefault(fact.key, []).append((row_id, DateInterval.day(day)))

    # -- visits ----------------------------------------------------------------------------
    def open(self, kind: str, start: datetime, end: datetime) -> str:
        visit = self.key("V", self.out.visits)
        self.out.visits.append(
            {
                "visit_occurrence_id": visit,
                "person_id": self.patient.person_id,
                "visit_start_datetime": start,
                "visit_end_datetime": end,
                "visit_source_value": kind,
                "care_site_short_name": self.patient.hospital,
            }
        )
        return visit

    def stays(self) -> None:
        for step in self.patient.steps:
            if step.kind in ("stay", "surgery", "terminal"):
                kind, last = _ADMITTED, step.end
            elif step.kind == "chemo" or (step.kind == "start" and step.facts and self.rng.random() < 0.45):
                kind, last = _DAY_CARE, step.day
            else:
                continue
            start = datetime.combine(step.day, time(9 if kind == _DAY_CARE else 8))
            visit = self.open(kind, start, datetime.combine(last, time(17)))
            self.stay_rows.append(self.out.visits[-1])
            day = step.day
            while day <= last:
                self.days.setdefault(day, visit)
                day += timedelta(days=1)

    def visit(self, day: date) -> str:
        """Return the visit of a day; a consultation is opened when there is none."""
        known = self.days.get(day)
        if known is None:
            hour = 8 + int(self.rng.random() * 9)
            known = self.open(_CONSULTATION, datetime.combine(day, time(hour)), datetime.combine(day, time(hour + 1)))
            self.days[day] = known
        return known

    # -- acts ------------------------------------------------------------------------------
    def acts(self) -> None:
        for fact in self.patient.facts:
            if fact.coded is None or fact.state not in ("done", WRONG) or fact.coded > HORIZON:
                continue
            hour = (
                time(0)
                if fact.family == "pathology"
                else time(8 + int(self.rng.random() * 9), 5 * int(self.rng.random() * 12))
            )
            visit = self.visit(fact.day)
            for code_ in fact.codes:
                row = self.key("PR", self.out.procedures)
                self.out.procedures.append(
                    {
                        "procedure_occurrence_id": row,
                        "person_id": self.patient.person_id,
                        "visit_occurrence_id": visit,
                        "procedure_datetime": datetime.combine(fact.coded, hour),
                        "procedure_source_value": code_,
                    }
                )
                self.show(fact, row, fact.coded)

    # -- drugs -----------------------------------------------------------------------------
    def orders(self) -> None:
        """Code drug orders: a row from a start to the next stop of the same drug; some are never entered."""
        open_orders: dict[str, dict[str, Any]] = {}
        for fact in sorted(self.patient.facts, key=lambda fact: (fact.day, fact.key)):
            if fact.family != "oral_therapy" or fact.day > HORIZON:
                continue
            inn = fact.site or ""
            if fact.subtype == "start" and inn not in open_orders and self.rng.random() < 0.72:
                shift = self.rng.choice((-10, 5, 7, 14)) if self.rng.random() < 0.02 else 0
                day = fact.day + timedelta(days=shift)
                row: dict[str, Any] = {
                    "drug_exposure_id": self.key("DR", self.out.drugs),
                    "person_id": self.patient.person_id,
                    "visit_occurrence_id": self.visit(fact.day),
                    "drug_exposure_start_datetime": datetime.combine(day, time(0)),
                    "drug_exposure_end_datetime": None,
                    "drug_source_value": DRUGS[inn].code(day),
                    "route_source_value": "orale",
                }
                self.out.drugs.append(row)
                open_orders[inn] = row
                self.show(fact, row["drug_exposure_id"], day)
            elif fact.subtype == "stop" and inn in open_orders:
                row = open_orders.pop(inn)
                row["drug_exposure_end_datetime"] = datetime.combine(fact.day, time(0))
                self.show(fact, row["drug_exposure_id"], fact.day)

    # -- diagnoses -------------------------------------------------------------------------
    def diagnoses(self) -> None:
        """Code the cancer at every stay, and what is known of its spread by then."""
        patient = self.patient
        spread = [fact for fact in patient.facts if fact.family == "metastasis"]
        shown: set[int] = set()
        for visit in sorted(self.stay_rows, key=lambda row: row["visit_start_datetime"]):
            day = visit["visit_start_datetime"].date()
            if self.rng.random() < 0.93:
                self.condition(visit, patient.tumour.icd, "DP")
            if "N1" in patient.tumour.stage and self.rng.random() < 0.4:
                self.condition(visit, CARE[patient.tumour.organ].nodes, "DAS")
            for fact in spread:
                if fact.known <= day and self.rng.random() < 0.75:
                    row = self.condition(visit, METASTASIS_ICD[fact.site or ""], "DAS")
                    if fact.key not in shown:
                        shown.add(fact.key)
                        self.show(fact, row, day)

    def condition(self, visit: dict[str, Any], icd: str, status: str) -> str:
        row = self.key("CO", self.out.conditions)
        self.out.conditions.append(
            {
                "condition_occurrence_id": row,
                "person_id": self.patient.person_id,
                "visit_occurrence_id": visit["visit_occurrence_id"],
                "condition_start_datetime": visit["visit_start_datetime"],
                "condition_source_value": icd,
                "condition_status_source_value": status,
            }
        )
        return row
