"""What a clinician writes at his desk: consultation, letter to the family doctor, follow-up sheet, prescription."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Patient, Step
from onco_pipeline.synthesis.making import LOCKDOWN
from onco_pipeline.synthesis.page import Bank, Page
from onco_pipeline.synthesis.templates import history, talk

_TITLES = Bank(
    "Consultation [d'oncologie|{z}] du {d}",
    "CS {s} {d}",
    "Consultation du {d}",
    "CONSULTATION {s} - {d}",
    "Cs du {d} ([Dr {i}.|{s}])",
)
_TITLES_DISTANT = Bank(
    "Téléconsultation du {d} (contexte épidémique)",
    "TÉLÉCONSULTATION {s} - {d} - Covid-19",
    "Consultation téléphonique du {d}, [confinement|patient non déplacé]",
)
_OPENING = Bank(
    "{p} {i}., {a} ans, [suivi|vu]{e} pour un {l}. ",
    "{p} {i}., {a} ans. {l.C}. ",
    "Je [vois|revois] ce jour {p} {i}. ({a} ans) pour {l}. ",
    "{a} ans, {l}. ",
)
_NEWS = {
    "annonce": Bank(
        "Consultation d'annonce, [conjoint présent|sans accompagnant|en présence d'un proche]. ",
        "Annonce du diagnostic ce jour. IDE d'annonce vue. ",
    ),
    "surveillance": Bank(
        "[Va bien|Pas de plainte|Se sent bien]. ",
        "Consultation de surveillance. [Asthénie modérée|Reprise du travail|Transit régulier]. ",
    ),
    "rechute": Bank(
        "[Le bilan est en faveur d'une rechute|Mauvaise nouvelle annoncée ce jour]. ",
        "Récidive annoncée [avec tact|en présence de la famille]. ",
    ),
    "évaluation": Bank(
        "Vient avec l'imagerie d'évaluation. ", "[Bonne tolérance du traitement|Tolérance acceptable]. "
    ),
    "progression": Bank(
        "Évolution de la maladie malgré le traitement. ",
        "Dégradation [clinique|progressive] depuis quelques semaines. ",
    ),
}
_REMINDER = ("Rappel : ", "Histoire de la maladie : ", "HDM : ", "Rappel de l'histoire : ", "Pour mémoire : ", "")
_TODAY = ("Ce jour : ", "Aujourd'hui : ", "Clinique : ", "Ce jour, ", "")
_PLAN = ("CAT : ", "Conduite à tenir : ", "Au total : ", "Projet : ", "Suite : ", "P/ ")


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
        page.write(rng.choice(("Antécédents : ", "ATCD : ")))
        talk.background(page, patient)
        page.line()
    if page.chance(0.3):
        page.write(rng.choice(("ATCD familiaux : ", "Antécédents familiaux : ")))
        talk.relatives(page)
        page.line()
    if page.chance(0.3):
        page.write(rng.choice(("Mode de vie : ", "Contexte : ")))
        talk.lifestyle(page, patient)
        page.line()
    if page.chance(0.35):
        page.write(rng.choice(("Traitement habituel : ", "TTT : ", "Traitements : ")))
        talk.medication(page)
        page.line()
    label = rng.choice(_REMINDER)
    page.write(label)
    history.chart_history(page, patient, 0.75, terse)
    page.line()
    page.write(rng.choice(_TODAY))
    bank = _NEWS.get(step.words)
    if bank is not None:
        page.say(bank)
    talk.examination(page, patient)
    today(page, step)
    page.line()
    page.write(rng.choice(_PLAN))
    history.outlook(page, patient)
    if page.chance(0.35):
        talk.musing(page, patient)
    page.say(_AGAIN)
    page.line()


_AGAIN = Bank(
    "Revu en consultation avec les résultats. ",
    "Je le reverrai dans le service. ",
    "Prochaine consultation selon les résultats. ",
    "Soins de support proposés. ",
    "Ordonnance renouvelée. ",
    "",
)


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


_GREETING = ("Cher confrère,", "Chère consœur,", "Mon cher confrère,", "Cher ami,", "Chers confrères,")
_FAREWELL = (
    "Bien confraternellement.",
    "Confraternellement.",
    "Avec mes salutations confraternelles.",
    "Bien à vous.",
    "Amitiés.",
)
_LETTER = Bank(
    "J'ai revu [ce jour|en consultation] {p} {i}., {a} ans, suivi{e} pour un {l}. ",
    "Je vous donne des nouvelles de {p} {i}., {a} ans ({l}). ",
    "Votre patient{e} {p} {i}., {a} ans, a été vu{e} [ce jour|aujourd'hui] en consultation {z}. ",
    "Merci de continuer à suivre avec nous {p} {i}., {a} ans, atteint{e} d'un {l}. ",
)


def letter(page: Page, patient: Patient, step: Step) -> None:
    """Write a letter to the family doctor (LT)."""
    rng = page.rng
    page.line(
        f"{rng.choice(('Paris, le', 'Le', 'Paris le'))} {dates.absolute(page.reference, rng.choice((4, 4, 0))).core}"
    )
    page.line().line(rng.choice(_GREETING))
    page.say(
        _LETTER,
        p=title_of(patient),
        i=patient.initial,
        a=str(patient.age(page.reference)),
        e="e" if patient.sex == "f" else "",
        l=patient.disease(page.reference),
        z=of_specialty(patient),
    )
    page.line().write(rng.choice(_REMINDER))
    history.history(page, patient, 0.6)
    page.line()
    talk.examination(page, patient)
    today(page, step)
    page.line()
    history.outlook(page, patient)
    if page.chance(0.3):
        talk.musing(page, patient)
    page.line()
    page.line(rng.choice(_FAREWELL))


_ENTRY = Bank(
    "{d} [consultation|HDJ|appel IDE|téléconsultation] : ",
    "{d} : ",
    "{d} - ",
    "{d} ([IDE|médecin|tel]) : ",
)
_ENTRY_START = Bank(
    "début {q.du}{q} {x}, [carnet remis|éducation thérapeutique faite|ECG fait]. ",
    "{q} {x} [débuté|démarré]{q.e} ce jour. ",
    "1re prise {q.du}{q} ({x}). ",
)
_ENTRY_LOWER = Bank(
    "{y}, {q} [diminué|réduit]{q.e} à {x}. ",
    "{y} -> [baisse|réduction] {q.du}{q} à {x} [dès ce soir|ce jour]. ",
    "passage à {x} {q.du}{q} ({y}). ",
)
_ENTRY_STOP = Bank("{y}, {q} [suspendu|arrêté|stoppé]{q.e}. ", "[arrêt|suspension] {q.du}{q} ({y}). ")
_ENTRY_AGAIN = Bank("reprise {q.du}{q} à {x}. ", "{q} repris{q.e} à {x}. ")
_ENTRY_EXAM = Bank("{q}{w} : {r}. ", "{q}{w}, {r}. ", "résultat {q.du}{q} du jour{w} : {r}. ")
_ENTRY_IDLE = (
    "RAS.",
    "bonne observance, pas de toxicité.",
    "asthénie G1, pas de fièvre.",
    "appel de surveillance, tolérance correcte.",
    "ordonnance renouvelée.",
    "rash G1, crème émolliente.",
)
_SHEET = (
    "SUIVI DES THÉRAPIES ORALES",
    "Suivi infirmier - thérapies orales",
    "NOTES D'ÉVOLUTION",
    "Feuille de suivi - chimiothérapie orale",
    "Suivi IPA",
)


def sheet(page: Page, patient: Patient, entries: list[tuple]) -> None:
    """Write a follow-up sheet (DOC-EVOL): dated entries, each with the event of its day.

    ``entries`` are ``(day, fact or None)`` in order; an entry without a fact says nothing of note.
    """
    form = page.voice.full[0] if page.voice.full[0] != 4 else 0
    page.line(page.rng.choice(_SHEET))
    page.line(f"{title_of(patient)} {patient.initial}., {patient.tumour.brief}")
    for day, fact in entries:
        said = page.say(_ENTRY, d=dates.absolute(day, form))["d"]
        if fact is None:
            page.line(page.rng.choice(_ENTRY_IDLE))
            continue
        q = tell.named(page, fact)
        if fact.family == "imaging":
            w = " (ville)" if fact.outside else ""
            r = fact.shows.words if fact.shows else fact.words
            marks = [(fact, "q", said)] + ([(fact.shows, "r", said)] if fact.shows else [])
            page.say(_ENTRY_EXAM, *marks, q=q, w=w, r=r)
        else:
            bank = {"dose_change": _ENTRY_LOWER, "stop": _ENTRY_STOP}.get(
                fact.subtype, _ENTRY_AGAIN if fact.words == "reprise" else _ENTRY_START
            )
            page.say(bank, (fact, "q", said), q=q, x=fact.dose, y=fact.words)
        page.line()
    history.outlook(page, patient, 1)
    page.line()


_RX = Bank(
    "{q.C} {x}, [début|première prise] {d.on}{d}, [QSP 28 jours|à distance du repas]",
    "{q.C} : {x}, à débuter {d.on}{d} - [QSP 1 mois|renouvelable 2 fois]",
)


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
