"""What a clinician writes at his desk: consultation, letter to the family doctor, follow-up sheet, prescription."""

from __future__ import annotations

from datetime import date

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.making import LOCKDOWN
from onco_pipeline.synthesis.page import Mark, Page
from onco_pipeline.synthesis.templates import history, talk
from onco_pipeline.synthesis.wording import bank, layouts

_TITLES = bank("clinic.titles")
_TITLES_DISTANT = bank("clinic.titles_distant")
_OPENING = bank("clinic.opening")
_NEWS = {
    "annonce": bank("clinic.news.annonce"),
    "surveillance": bank("clinic.news.surveillance"),
    "rechute": bank("clinic.news.rechute"),
    "évaluation": bank("clinic.news.évaluation"),
    "progression": bank("clinic.news.progression"),
}
_OWN, _RELATIVES = bank("clinic.section.own"), bank("clinic.section.relatives")
_LIFE, _PILLS = bank("clinic.section.life"), bank("clinic.section.pills")
_PLACE = bank("clinic.place")
_REMINDER = bank("clinic.reminder")
_TODAY = bank("clinic.today")
_PLAN = bank("clinic.plan")


def title_of(patient: Patient) -> str:
    """Return Mme or M."""
    return "Mme" if patient.sex == "f" else "M."


def identity(patient: Patient) -> str:
    """Return the patient as a form names him: title, initial, birth."""
    born = "née" if patient.sex == "f" else "né"
    return f"{title_of(patient)} {patient.initial}., {born} le {patient.birth:%d/%m/%Y}"


def of_specialty(patient: Patient) -> str:
    """Return "de sénologie", "d'oncologie thoracique"."""
    name = patient.organ.specialty
    return ("d'" if name[0] in "aeiou" else "de ") + name


def consultation(page: Page, patient: Patient, step: Step) -> None:
    """Write a consultation report (CR-CONS)."""
    rng, voice = page.rng, page.voice
    terse = page.chance(voice.terse)
    d = dates.absolute(page.reference, voice.full[0]).core
    distant = LOCKDOWN[0] <= page.reference <= LOCKDOWN[1]
    page.say(
        _TITLES_DISTANT if distant else _TITLES,
        z=of_specialty(patient),
        s=patient.organ.specialty,
        d=d,
        i=rng.choice("BCDFGLMPRST"),
    )
    page.line().line()
    opening(page, patient)
    page.line()
    if page.chance(0.4):
        page.say(_OWN)
        talk.background(page, patient)
        page.line()
    if page.chance(0.3):
        page.say(_RELATIVES)
        talk.relatives(page)
        page.line()
    if page.chance(0.3):
        page.say(_LIFE)
        talk.lifestyle(page, patient)
        page.line()
    if page.chance(0.35):
        page.say(_PILLS)
        talk.medication(page)
        page.line()
    page.say(_REMINDER)
    history.chart_history(page, patient, 0.75, terse)
    page.line()
    page.say(_TODAY)
    bank = _NEWS.get(step.words)
    if bank is not None:
        page.say(bank)
    talk.examination(page, patient)
    today(page, step)
    page.line()
    page.say(_PLAN)
    history.outlook(page, patient)
    if page.chance(0.35):
        talk.musing(page, patient)
    page.say(_AGAIN)
    page.line()


_AGAIN = bank("clinic.again")


def opening(page: Page, patient: Patient) -> None:
    """Write who the patient is and what for."""
    label = patient.disease(page.reference, short=page.chance(0.4))
    page.say(
        _OPENING,
        p=title_of(patient),
        i=patient.initial,
        a=str(patient.age(page.reference)),
        e="e" if patient.sex == "f" else "",
        l=label,
    )


def today(page: Page, step: Step) -> None:
    """Tell the drug steps decided at this very encounter."""
    for fact in step.facts:
        if fact.family == "oral_therapy" and fact.day <= page.reference:
            tell.oral(page, fact)


_GREETING = bank("clinic.greeting")
_FAREWELL = bank("clinic.farewell")
_LETTER = bank("clinic.letter")


def letter(page: Page, patient: Patient, step: Step) -> None:
    """Write a letter to the family doctor (LT)."""
    rng = page.rng
    page.line(f"{page.words(_PLACE)} {dates.absolute(page.reference, rng.choice((4, 4, 0))).core}")
    page.line().line(page.words(_GREETING))
    page.say(
        _LETTER,
        p=title_of(patient),
        i=patient.initial,
        a=str(patient.age(page.reference)),
        e="e" if patient.sex == "f" else "",
        l=patient.disease(page.reference),
        z=of_specialty(patient),
    )
    page.line().say(_REMINDER)
    history.history(page, patient, 0.6)
    page.line()
    talk.examination(page, patient)
    today(page, step)
    page.line()
    history.outlook(page, patient)
    if page.chance(0.3):
        talk.musing(page, patient)
    page.line()
    page.line(page.words(_FAREWELL))


_ENTRY_START = bank("clinic.entry_start")
_ENTRY_LOWER = bank("clinic.entry_lower")
_ENTRY_STOP = bank("clinic.entry_stop")
_ENTRY_AGAIN = bank("clinic.entry_again")
_ENTRY_EXAM = bank("clinic.entry_exam")
_ENTRY_IDLE = bank("clinic.entry_idle")
_SHEET = bank("clinic.sheet")


def sheet(page: Page, patient: Patient, entries: list[tuple[date, Fact | None]]) -> None:
    """Write a follow-up sheet (DOC-EVOL): dated entries, each with the event of its day.

    ``entries`` are ``(day, fact or None)`` in order; an entry without a fact says nothing of note.
    """
    form = page.voice.full[0] if page.voice.full[0] != 4 else 0
    layout = page.rng.choice(layouts("entry", page.families))
    page.line(page.words(_SHEET))
    page.line(f"{title_of(patient)} {patient.initial}., {patient.tumour.brief}")
    for day, fact in entries:
        said = page.say(layout["day"], d=dates.absolute(day, form))["d"]
        if fact is None:
            page.line(page.words(_ENTRY_IDLE))
            continue
        q = tell.named(page, fact)
        if fact.family == "imaging":
            w = " (ville)" if fact.outside else ""
            r = fact.shows.words if fact.shows else fact.words
            marks: list[Mark] = [(fact, "q", said), *([(fact.shows, "r", said)] if fact.shows else [])]
            page.say(_ENTRY_EXAM, *marks, q=q, w=w, r=r)
        else:
            bank = {"dose_change": _ENTRY_LOWER, "stop": _ENTRY_STOP}.get(
                fact.subtype, _ENTRY_AGAIN if fact.words == "reprise" else _ENTRY_START
            )
            page.say(bank, (fact, "q", said), q=q, x=fact.dose, y=fact.words)
        page.line()
    history.outlook(page, patient, 1)
    page.line()


_RX = bank("clinic.rx")


def prescription(page: Page, patient: Patient, step: Step) -> None:
    """Write a prescription (ORDO-MED): what was started that day, and other drugs."""
    page.line("ORDONNANCE")
    form = page.voice.full[0]
    page.line(f"Le {dates.absolute(page.reference, form).core}")
    page.line(identity(patient)).line()
    for fact in step.facts:
        if fact.subtype == "start":
            page.write("- ").say(
                _RX, (fact, "q", "d"), q=tell.named(page, fact), x=fact.dose, d=dates.absolute(fact.day, form)
            )
            page.line()
    for other in page.rng.sample(
        (
            "Paracétamol 1 g si douleur",
            "Métoclopramide 10 mg si nausées",
            "Lopéramide 2 mg si diarrhée",
            "Crème émolliente matin et soir",
        ),
        2,
    ):
        page.line("- " + other)
