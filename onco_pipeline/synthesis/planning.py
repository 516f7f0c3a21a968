"""Which documents a life leaves: who writes, on which day, and when the paper is filed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import HORIZON, Fact, Patient, Step
from onco_pipeline.synthesis.making import LOCKDOWN
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.templates import acts, clinic, outside, reports, stays

#: Documents that come on paper.
PAPER = ("DOC-SCAN", "DOC-IMPOR")


@dataclass(slots=True)
class Plan:
    """A note to be written: kind, the day its author speaks from, title, template, and days until it is filed."""

    kind: str
    day: date
    title: str
    template: Callable[[Page], None]
    late: int = 0


def plans(patient: Patient) -> list[Plan]:
    """Return the notes to be written, in the order of their days."""
    planned = [plan for step in patient.steps for plan in _of_step(patient, step)]
    for fact in patient.facts:
        if fact.state == "done":
            planned += _imported(patient, fact) if fact.outside else _reports(patient, fact)
    planned += _sheet(patient)
    return sorted(planned, key=lambda plan: plan.day)


def _of_step(patient: Patient, step: Step) -> list[Plan]:
    rng, kind, specialty = patient.rng, step.kind, patient.organ.specialty
    if kind == "referral":
        write = partial(outside.referral, patient=patient)
        return [Plan("DOC-SCAN", step.day, "Courrier externe", write, rng.choice((1, 3, 5, 8, 15, 40)))]
    if kind == "board":
        return [Plan("CR-RCP", step.day, f"RCP {specialty}", partial(stays.board, patient=patient, step=step))]
    if kind in ("stay", "surgery", "terminal"):
        return _stay(patient, step)
    if kind == "chemo":
        day = Step(kind, step.day, step.day, step.words)
        return [Plan("CRH-HDJ", step.day, f"HDJ {specialty}", partial(stays.stay, patient=patient, step=day))]
    if kind == "start" and rng.random() < 0.3:
        return [Plan("ORDO-MED", step.day, "Ordonnance", partial(clinic.prescription, patient=patient, step=step))]
    return _consultation(patient, step) if kind == "consult" else []


def _stay(patient: Patient, step: Step) -> list[Plan]:
    rng, specialty, planned = patient.rng, patient.organ.specialty, []
    if step.kind == "surgery" and rng.random() < 0.45:
        day = step.day + timedelta(days=rng.choice((0, 0, 1)))
        write = partial(acts.operation, patient=patient, step=step)
        planned.append(Plan("CR-OP", day, "Compte rendu opératoire", write))
    planned.append(Plan("CRH-HC", step.end, f"CRH {specialty}", partial(stays.stay, patient=patient, step=step)))
    if rng.random() < 0.3:
        write = partial(stays.discharge, patient=patient, step=step)
        planned.append(Plan("LT-SOR", step.end, "Lettre de liaison", write))
    return planned


def _consultation(patient: Patient, step: Step) -> list[Plan]:
    rng, specialty, planned = patient.rng, patient.organ.specialty, []
    if step.words == "annonce" and rng.random() < 0.35:
        planned.append(Plan("PPS", step.day, "Programme de soins", partial(acts.care_plan, patient=patient)))
    roll = rng.random()
    if roll < 0.3:
        write = partial(clinic.letter, patient=patient, step=step)
        planned.append(Plan("LT", step.day, "Lettre au médecin traitant", write, rng.choice((0, 0, 1, 3))))
    elif roll < 0.92:
        distant = LOCKDOWN[0] <= step.day <= LOCKDOWN[1]
        kind, title = ("CR-TELECONS", "Téléconsultation") if distant else ("CR-CONS", "Consultation")
        write = partial(clinic.consultation, patient=patient, step=step)
        planned.append(Plan(kind, step.day, f"{title} {specialty}", write))
    return planned


def _reports(patient: Patient, fact: Fact) -> list[Plan]:
    """Plan what the hospital's own platforms write of an act."""
    rng, planned = patient.rng, []
    endoscopy = CARE[patient.tumour.organ].endoscopy
    if endoscopy is not None and fact.family == "biopsy" and fact.act in ("bronchus", "colon") and rng.random() < 0.6:
        day = fact.day + timedelta(days=rng.choice((0, 0, 0, 1)))
        planned.append(Plan(endoscopy[0], day, "Endoscopie", partial(acts.endoscopy, patient=patient, fact=fact)))
    if fact.family == "imaging" and fact.act != "us_heart":
        if rng.random() < (0.7 if fact.shows else 0.3):
            write = partial(reports.imaging, patient=patient, fact=fact)
            planned.append(Plan("CR-IMAG", fact.known, "CR d'imagerie", write))
    elif fact.family == "biopsy" and fact.shows is not None:
        if rng.random() < 0.8:
            planned.append(_pathology(patient, fact, fact.shows))
    elif fact.specimen and rng.random() < 0.65:
        step = next(step for step in patient.steps if fact in step.facts)
        write = partial(reports.pathology, patient=patient, fact=fact, sampling=None, step=step, extra=None)
        planned.append(Plan("CR-ANAPATH", fact.known, "CR anatomopathologie pièce opératoire", write))
    return planned


def _pathology(patient: Patient, fact: Fact, result: Fact) -> Plan:
    """Plan the report of a sample, which waits for its gene study more often than not."""
    same_day = [other for other in patient.facts if other.purpose == "molecular" and other.day == fact.day]
    extra = same_day[0] if same_day and patient.rng.random() < 0.6 else None
    day = extra.known if extra is not None else result.known
    write = partial(reports.pathology, patient=patient, fact=result, sampling=fact, step=None, extra=extra)
    return Plan("CR-ANAPATH", day, "CR anatomopathologie", write)


def _imported(patient: Patient, fact: Fact) -> list[Plan]:
    """Plan the copy of a report of outside: the report of an exam, or of a sample once it is read."""
    rng = patient.rng
    subject = fact if fact.family == "imaging" else fact.shows if fact.family == "biopsy" else None
    if subject is None or fact.act == "us_heart" or rng.random() > 0.3:
        return []
    write = partial(reports.imported, patient=patient, fact=fact)
    return [Plan("DOC-IMPOR", subject.known, "Document importé", write, rng.choice((2, 4, 9, 20, 45)))]


def _sheet(patient: Patient) -> list[Plan]:
    """Plan one follow-up sheet of the oral therapy: its entries are the days on which something happened."""
    rng = patient.rng
    drugs = [fact for fact in patient.facts if fact.family == "oral_therapy" and fact.day <= HORIZON]
    if not drugs or rng.random() > 0.65:
        return []
    first, last = min(fact.day for fact in drugs), max(fact.day for fact in drugs)
    entries: list[tuple[date, Fact | None]] = [(fact.day, fact) for fact in drugs]
    entries += [
        (fact.day, fact)
        for fact in patient.facts
        if fact.family == "imaging"
        and fact.state == "done"
        and first <= fact.day
        and fact.known <= last + timedelta(days=40)
    ]
    entries += [(first + timedelta(days=rng.choice((14, 28, 35, 56))), None) for _ in range(rng.randint(0, 2))]
    entries.sort(key=lambda entry: (entry[0], entry[1].key if entry[1] is not None else -1))
    end = max(fact.known if fact is not None else day for day, fact in entries)
    write = partial(clinic.sheet, patient=patient, entries=entries)
    return [Plan("DOC-EVOL", end, "Suivi des thérapies orales", write)]
