"""What a colleague outside the hospital writes, before the patient ever comes: scanned letters (DOC-SCAN)."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Patient
from onco_pipeline.synthesis.page import Bank, Page
from onco_pipeline.synthesis.templates import history, talk
from onco_pipeline.synthesis.templates.clinic import title_of

_FROM = {
    "sein": ("Cabinet de gynécologie", "Dr {i}., gynécologue", "Centre de radiologie des Lilas"),
    "poumon": ("Cabinet de pneumologie", "Dr {i}., pneumologue", "Clinique du Parc - service de pneumologie"),
    "côlon": (
        "Clinique des Tilleuls - gastro-entérologie",
        "Dr {i}., gastro-entérologue",
        "Cabinet médical de la Gare",
    ),
    "prostate": ("Dr {i}., urologue", "Clinique Saint-Roch - urologie", "Cabinet d'urologie"),
}
_PLEA = Bank(
    "Je vous adresse {p} {i}., {a} ans, pour [avis et prise en charge|prise en charge]. Circonstances : {c}. ",
    "Je [te|vous] confie {p} {i}., {a} ans, vu{e} pour {c}. ",
    "Merci de [recevoir|voir rapidement] {p} {i}., {a} ans ({c}). ",
    "Vous voudrez bien prendre en charge {p} {i}., {a} ans, qui présente : {c}. ",
)
_CLOSE = Bank(
    "Je vous remercie de [{q} convoquer rapidement|votre aide]. ",
    "Compte rendus et CD joints. ",
    "Le dossier d'imagerie est joint. ",
    "La famille est informée. ",
)


def referral(page: Page, patient: Patient) -> None:
    """Write the letter of referral: the author knows what was done outside, and nothing of the hospital."""
    rng = page.rng
    page.outside_author = True
    day = dates.absolute(page.reference, rng.choice((4, 4, 0, 5))).core
    page.line(rng.choice(_FROM[patient.tumour.organ]).format(i=rng.choice("BCDFGHLMPRT")))
    page.line(f"{rng.choice(('Le', 'le', 'Fait le'))} {day}").line()
    page.line(
        rng.choice(("Cher confrère,", "Cher ami,", "Chère amie,", "Chers collègues,", "Monsieur et cher confrère,"))
    )
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
        page.write("Antécédents : ")
        talk.background(page, patient)
        if page.chance(0.5):
            page.write("Famille : ")
            talk.relatives(page)
        page.line()
    page.say(_CLOSE, q="la" if patient.sex == "f" else "le")
    page.line()
    page.line(rng.choice(("Bien confraternellement.", "Amitiés.", "Confraternellement.", "Cordialement.")))
