"""Who writes what and when: from a life to its notes, each written from what its author would know.

:func:`write` plans the notes of a patient along his steps, gives each an author and a page, lets the
template write it, then ages the paper (``noise``). A note's gold is what its own words say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis import noise
from onco_pipeline.synthesis.lives import HORIZON, Fact, Patient, Step
from onco_pipeline.synthesis.making import LOCKDOWN
from onco_pipeline.synthesis.page import Page, Voice
from onco_pipeline.synthesis.templates import clinic, outside, reports, stays


@dataclass(slots=True)
class Told:
    """One event as a note tells it; ``quote`` and ``date_quote`` are slices of the final text."""

    fact: Fact
    start: int
    end: int
    date_start: int
    date_end: int
    interval: DateInterval
    status: str


@dataclass(slots=True)
class Note:
    """One document with its gold."""

    note_id: str
    kind: str
    title: str
    written: datetime
    reference: date
    text: str
    told: list[Told] = field(default_factory=list)
    visit: str | None = None


@dataclass(slots=True)
class _Plan:
    """A note to be written: kind, reference day, title, and the template with its arguments."""

    kind: str
    day: date
    title: str
    template: Callable[[Page], None]
    late: int = 0
    span: tuple[date, date] | None = None


def voice(rng: Random) -> Voice:
    """Draw an author's habits."""
    draw = rng.random
    first = (0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 7)[int(draw() * 13)]
    second = (first, first, 0, 1, 4)[int(draw() * 5)]
    return Voice(
        full=(first, first, second),
        bare=(0, 0, 1, 2)[int(draw() * 4)],
        vague=0.2 + 0.4 * draw(),
        terse=(0.0, 0.25, 0.9)[int(draw() * 3)],
        brand=(0.05, 0.3, 0.8)[int(draw() * 3)],
        accents=draw() > 0.06,
        width=(0, 0, 0, 0, 88, 100)[int(draw() * 6)],
    )


def write(patient: Patient) -> list[Note]:
    """Return the patient's notes in the order of writing.

    Examples
    --------
    >>> from onco_pipeline.synthesis.patients import simulate
    >>> notes = write(simulate(0, 1))
    >>> all(told.interval.start <= note.reference for note in notes for told in note.told if told.status == "done")
    True
    """
    plans = sorted(_plans(patient), key=lambda plan: plan.day)
    end = min(HORIZON, patient.death or HORIZON)
    notes: list[Note] = []
    for plan in plans:
        if plan.day > end:
            continue
        notes.append(_write(patient, plan, f"N{patient.index:06d}{len(notes) + 1:02d}"))
    return notes


# -- which notes ------------------------------------------------------------------------------
def _plans(patient: Patient) -> list[_Plan]:
    plans: list[_Plan] = []
    for step in patient.steps:
        plans.extend(_of_step(patient, step))
    plans.extend(_reports(patient))
    sheet = _sheet(patient)
    if sheet is not None:
        plans.append(sheet)
    return plans


def _of_step(patient: Patient, step: Step) -> list[_Plan]:
    rng, kind, specialty = patient.rng, step.kind, patient.organ.specialty
    stay = (step.day, step.end)
    if kind == "referral":
        late = rng.choice((1, 3, 5, 8, 15, 40))
        return [_Plan("DOC-SCAN", step.day, "Courrier externe", lambda page: outside.referral(page, patient), late)]
    if kind == "board":
        return [_Plan("CR-RCP", step.day, f"RCP {specialty}", lambda page: stays.board(page, patient, step))]
    if kind in ("stay", "surgery", "terminal"):
        plans = [_Plan("CRH-HC", step.end, f"CRH {specialty}", lambda page: stays.stay(page, patient, step), 0, stay)]
        if rng.random() < 0.3:
            plans.append(
                _Plan(
                    "LT-SOR", step.end, "Lettre de liaison", lambda page: stays.discharge(page, patient, step), 0, stay
                )
            )
        return plans
    if kind == "chemo":
        day = Step(kind, step.day, step.day, step.words)
        return [
            _Plan(
                "CRH-HDJ",
                step.day,
                f"HDJ {specialty}",
                lambda page: stays.stay(page, patient, day),
                0,
                (step.day, step.day),
            )
        ]
    if kind == "start":
        if rng.random() < 0.3:
            return [_Plan("ORDO-MED", step.day, "Ordonnance", lambda page: clinic.prescription(page, patient, step))]
        return []
    if kind == "consult":
        roll = rng.random()
        if roll < 0.3:
            return [
                _Plan(
                    "LT",
                    step.day,
                    "Lettre au médecin traitant",
                    lambda page: clinic.letter(page, patient, step),
                    rng.choice((0, 0, 1, 3)),
                )
            ]
        if roll < 0.92 and LOCKDOWN[0] <= step.day <= LOCKDOWN[1]:
            title = f"Téléconsultation {specialty}"
            return [_Plan("CR-TELECONS", step.day, title, lambda page: clinic.consultation(page, patient, step))]
        if roll < 0.92:
            return [
                _Plan(
                    "CR-CONS",
                    step.day,
                    f"Consultation {specialty}",
                    lambda page: clinic.consultation(page, patient, step),
                )
            ]
    return []


def _reports(patient: Patient) -> list[_Plan]:
    rng, plans = patient.rng, []
    for fact in patient.facts:
        if fact.outside or fact.state != "done":
            continue
        if fact.family == "imaging" and fact.act != "us_heart" and rng.random() < (0.7 if fact.shows else 0.3):
            plans.append(
                _Plan(
                    "CR-IMAG", fact.known, "CR d'imagerie", lambda page, fact=fact: reports.imaging(page, patient, fact)
                )
            )
        elif fact.family == "biopsy" and fact.shows is not None and rng.random() < 0.8:
            result = fact.shows
            extra = next(
                (other for other in patient.facts if other.purpose == "molecular" and other.day == fact.day), None
            )
            extra = extra if extra is not None and rng.random() < 0.6 else None
            day = extra.known if extra is not None else result.known
            plans.append(
                _Plan(
                    "CR-ANAPATH",
                    day,
                    "CR anatomopathologie",
                    lambda page, fact=fact, result=result, extra=extra: reports.pathology(
                        page, patient, result, fact, None, extra
                    ),
                )
            )
        elif fact.specimen and rng.random() < 0.65:
            step = next(step for step in patient.steps if fact in step.facts)
            plans.append(
                _Plan(
                    "CR-ANAPATH",
                    fact.known,
                    "CR anatomopathologie pièce opératoire",
                    lambda page, fact=fact, step=step: reports.pathology(page, patient, fact, None, step, None),
                )
            )
    return plans


def _sheet(patient: Patient) -> _Plan | None:
    """Plan one follow-up sheet of the oral therapy: its entries are the days on which something happened."""
    rng = patient.rng
    drugs = [fact for fact in patient.facts if fact.family == "oral_therapy" and fact.day <= HORIZON]
    if not drugs or rng.random() > 0.65:
        return None
    first = min(fact.day for fact in drugs)
    last = max(fact.day for fact in drugs)
    entries: list[tuple] = [(fact.day, fact) for fact in drugs]
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
    end = max(max(entry[0], entry[1].known if entry[1] is not None else entry[0]) for entry in entries)
    return _Plan("DOC-EVOL", end, "Suivi des thérapies orales", lambda page: clinic.sheet(page, patient, entries))


# -- writing ----------------------------------------------------------------------------------
def _write(patient: Patient, plan: _Plan, note_id: str) -> Note:
    rng = patient.rng
    page = Page(rng, plan.day, voice(rng))
    plan.template(page)
    text, told = _aged(patient, plan, page)
    hour = time(8 + int(rng.random() * 11), int(rng.random() * 60))
    written = datetime.combine(plan.day + timedelta(days=plan.late), hour)
    return Note(note_id, plan.kind, plan.title, written, plan.day, text, told)


def _aged(patient: Patient, plan: _Plan, page: Page) -> tuple[str, list[Told]]:
    """Return the text as the paper or the screen leaves it, with the gold moved along."""
    rng, text = page.rng, page.text.rstrip()
    told = [
        Told(m.fact, m.start, m.end, m.date_start, m.date_end, m.interval, m.status)
        for m in sorted(page.mentions.values(), key=lambda m: (m.start, m.fact.key))
    ]
    if not page.voice.accents:
        text = noise.without_accents(text)
    scan = plan.kind == "DOC-SCAN"
    if scan and rng.random() < 0.7:
        text = _edit(text, told, noise.scanned(rng, text, 0.012))
    elif rng.random() < 0.3:
        text = _edit(text, told, noise.typos(rng, text, 0.003))
    protected = [(item.start, item.end) for item in told] + [(item.date_start, item.date_end) for item in told]
    if len(text) > 900 and rng.random() < 0.12:
        leaf = rng.choice(("1/2", "Page 1/2"))
        banner = f"{leaf}   Pat : {patient.initial}. | IPP 8{patient.index:09d} | imprimé le {plan.day:%d/%m/%Y}"
        text = _edit(text, told, noise.page_break(rng, text, protected, banner))
        protected = [(item.start, item.end) for item in told] + [(item.date_start, item.date_end) for item in told]
    if page.voice.width:
        text = noise.wrapped(text, page.voice.width, protected)
    if scan and rng.random() < 0.6:
        text += f"\n\n[tampon : reçu et numérisé le {plan.day + timedelta(days=plan.late):%d/%m/%Y}]"
    return text, told


def _edit(text: str, told: list[Told], edits: list[noise.Edit]) -> str:
    if not edits:
        return text
    text, starts, shifts = noise.apply_edits(text, edits)
    for item in told:
        item.start, item.end = noise.moved(item.start, starts, shifts), noise.moved(item.end, starts, shifts)
        item.date_start, item.date_end = (
            noise.moved(item.date_start, starts, shifts),
            noise.moved(item.date_end, starts, shifts),
        )
    return text
