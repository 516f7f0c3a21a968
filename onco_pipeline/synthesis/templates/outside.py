"""What a colleague outside the hospital writes, before the patient ever comes: scanned letters (DOC-SCAN)."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import Patient
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.templates import history, talk
from onco_pipeline.synthesis.templates.clinic import title_of
from onco_pipeline.synthesis.wording import bank

_PLACE, _GREETING, _FAREWELL = bank("outside.place"), bank("outside.greeting"), bank("outside.farewell")
_OWN, _RELATIVES = bank("clinic.section.own"), bank("clinic.section.relatives")
_PLEA = bank("outside.plea")
_CLOSE = bank("outside.close")


def referral(page: Page, patient: Patient) -> None:
    """Write the letter of referral: the author knows what was done outside, and nothing of the hospital."""
    rng = page.rng
    page.outside_author = True
    day = dates.absolute(page.reference, rng.choice((4, 4, 0, 5))).core
    page.line(rng.choice(CARE[patient.tumour.organ].senders).format(i=rng.choice("BCDFGHLMPRT")))
    page.say(_PLACE)
    page.line(day).line()
    page.say(_GREETING)
    page.line()
    page.say(
        _PLEA,
        p=title_of(patient),
        i=patient.initial,
        a=str(patient.age(page.reference)),
        c=rng.choice(patient.organ.complaints),
        e="e" if patient.sex == "f" else "",
    )
    page.line()
    for fact in history.past_facts(page, patient):
        if not fact.outside:
            continue
        if fact.family == "imaging":
            tell.imaging(page, fact)
        elif fact.family == "biopsy":
            tell.sampled(page, patient, fact)
    page.line()
    if page.chance(0.6):
        page.say(_OWN)
        talk.background(page, patient)
        if page.chance(0.5):
            page.say(_RELATIVES)
            talk.relatives(page)
        page.line()
    page.say(_CLOSE, q="la" if patient.sex == "f" else "le")
    page.line()
    page.say(_FAREWELL)
