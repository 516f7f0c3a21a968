"""What the technical platforms write: imaging reports, pathology reports with their three dates."""

from __future__ import annotations

from datetime import date, timedelta

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.sentences import noun
from onco_pipeline.synthesis.templates.clinic import identity
from onco_pipeline.synthesis.templates.history import past_facts
from onco_pipeline.synthesis.vocabulary import BIOPSY, IMAGING
from onco_pipeline.synthesis.wording import bank

_HEAD = bank("reports.head")
_INDICATION = bank("reports.indication")
_WHY = {
    "diagnosis": ("bilan initial", "caractérisation", "suspicion de lésion"),
    "staging": ("bilan d'extension",),
    "relapse": ("suspicion de récidive", "bilan de récidive"),
    "follow-up": ("surveillance", "surveillance systématique"),
    "evaluation": ("évaluation thérapeutique", "réévaluation sous traitement"),
}
_CENTRES = ("du Parc", "des Lilas", "Saint-Roch", "de la Gare", "Bellevue", "des Tilleuls")
_IMPORTED_IMAGING, _IMPORTED_PATHOLOGY = bank("reports.imported_imaging"), bank("reports.imported_pathology")
_TECHNIQUE = bank("reports.technique")
_COMPARED = bank("reports.compared")
_ALONE = bank("reports.alone")
_REGIONS = {
    "ct_tap": (
        "Thorax. Pas d'épanchement pleural ni péricardique.",
        "Médiastin : pas d'adénomégalie. Chambre implantable en place.",
        "Abdomen : rate, pancréas et reins sans particularité. Kyste cortical rénal simple.",
        "Pelvis : pas d'épanchement. Vessie en semi-réplétion.",
        "Os : lésions dégénératives étagées, arthrose interapophysaire postérieure.",
        "Athérome aorto-iliaque calcifié, non anévrismal.",
    ),
    "ct_chest": (
        "Emphysème centrolobulaire des sommets.",
        "Arbre trachéobronchique libre jusqu'aux divisions segmentaires.",
        "Pas d'épanchement pleural. Cœur de taille normale.",
        "Sur les coupes abdominales hautes, surrénales fines.",
    ),
    "ct_abdomen": (
        "Voies biliaires fines.",
        "Reins symétriques, pas de dilatation.",
        "Pas d'épanchement intrapéritonéal.",
    ),
    "pet": (
        "Tête et cou : RAS.",
        "Thorax : fixation physiologique du myocarde.",
        "Abdomen-pelvis : fixations digestives physiologiques.",
        "Glycémie 0,98 g/L avant injection. Examen de bonne qualité.",
    ),
    "mri_brain": (
        "Système ventriculaire de taille normale.",
        "Pas d'anomalie de diffusion.",
        "Leucopathie vasculaire Fazekas 1.",
        "Polygone de Willis perméable.",
    ),
    "mri_prostate": (
        "Volume prostatique 48 mL.",
        "Zone de transition hétérogène, adénomateuse.",
        "Vésicules séminales libres.",
    ),
    "mri_spine": ("Cône médullaire en place.", "Pas de compression médullaire."),
    "mri_breast": ("Prise de contraste matricielle modérée.", "Pas d'adénopathie mammaire interne."),
    "mammography": ("Seins de densité b.", "Pas de microcalcification controlatérale.", "Clichés de bonne qualité."),
    "us_breast": ("Creux axillaires libres.", "Galactophores non dilatés."),
    "bone_scan": ("Bonne visualisation du squelette.", "Élimination rénale symétrique."),
    "us_abdomen": ("Vésicule alithiasique.", "Rate homogène."),
}
_RESULT = bank("reports.result")
_SAME = bank("reports.same")
_CONCLUSION = bank("reports.conclusion")
_NEXT, _NEXT_SPREAD = bank("reports.next"), bank("reports.next_spread")


def imported(page: Page, patient: Patient, fact: Fact) -> None:
    """Write the report of an exam or a sample of outside, as it was sent to the hospital (DOC-IMPOR)."""
    page.outside_author = True
    name, doctor = page.rng.choice(_CENTRES), page.rng.choice("BCDFGHLMPRT")
    page.say(_IMPORTED_IMAGING if fact.family == "imaging" else _IMPORTED_PATHOLOGY, i=name, j=f"{doctor}.")
    if fact.family == "imaging":
        imaging(page, patient, fact)
    elif fact.shows is not None:
        pathology(page, patient, fact.shows, fact, None, None)


def imaging(page: Page, patient: Patient, fact: Fact) -> None:
    """Write an imaging report (CR-IMAG)."""
    rng, act = page.rng, IMAGING[fact.act]
    form = page.voice.full[0]
    said = page.say(
        _HEAD,
        (fact, "q", "d"),
        q=noun(act.title, "m"),
        d=dates.absolute(fact.day, form),
        x=dates.absolute(page.reference, form),
        z=dates.absolute(fact.ordered or fact.day, form),
    )["d"]
    told = (
        patient.disease(fact.day, short=True) if fact.purpose != "diagnosis" else rng.choice(patient.organ.complaints)
    )
    page.say(_INDICATION, l=told, y=rng.choice(_WHY.get(fact.purpose, ("bilan",))))
    if act.technique:
        page.say(_TECHNIQUE)
        page.line(act.technique.format(n=rng.choice((90, 110, 120, 180, 243))))
    earlier = [
        other
        for other in past_facts(page, patient)
        if other.family == "imaging"
        and other.day < fact.day
        and other.subtype == fact.subtype
        and (other.outside or not page.outside_author)
    ]
    if earlier:
        other = earlier[-1]
        page.say(_COMPARED, (other, "q", "d"), q=tell.named(page, other), d=page.exact(other.day))
    elif rng.random() < 0.5:
        page.say(_ALONE)
    regions = _REGIONS.get(fact.act, ())
    body = "".join(sentence + "\n" for sentence in regions if rng.random() < 0.7)
    if fact.shows is not None:
        spread = fact.shows
        details = f"{fact.words.capitalize()}.\n" if fact.words else ""
        page.say(_RESULT, (spread, "r", said), r=spread.words, b=body + details)
        page.say(_CONCLUSION, (spread, "r", said), r=spread.words, y=page.words(_NEXT_SPREAD))
    else:
        plain = fact.purpose in ("follow-up", "evaluation") and rng.random() < 0.6
        page.say(_RESULT, r=page.words(_SAME) if plain else fact.words, b=body)
        page.say(_CONCLUSION, r=fact.words, y=page.words(_NEXT))
    page.line(f"Dr {rng.choice('BCDFGHLMPRT')}.")


_DATES = bank("reports.dates")
_SAMPLE = bank("reports.sample")
_SPECIMEN_NODE = bank("reports.specimen_node")
_SPECIMEN = bank("reports.specimen")
_RELAPSED = bank("reports.relapsed")
_FINAL = bank("reports.final")
_COMPLEMENT = bank("reports.complement")
_HEADINGS = bank("reports.headings")


def pathology(
    page: Page, patient: Patient, fact: Fact, sampling: Fact | None, step: Step | None, extra: Fact | None
) -> None:
    """Write a pathology report (CR-ANAPATH) of a biopsy (``sampling``) or of a resection (``step``)."""
    rng, form = page.rng, page.voice.full[0]
    page.line(f"{page.words(_HEADINGS)}   n° {fact.day.year % 100}{rng.choice('HPB')}{rng.randint(1000, 19999):05d}")
    received = fact.day if fact.day.weekday() > 3 or rng.random() < 0.3 else date_after(fact.day)
    said = page.say(
        _DATES, d=dates.absolute(fact.day, form), y=dates.absolute(received, form), x=dates.absolute(fact.known, form)
    )["d"]
    page.line(f"Patient : {identity(patient)}")
    if rng.random() < 0.7:
        told = rng.choice((patient.disease(fact.day, short=True), "suspicion de néoplasie", patient.organ.suspected))
        page.line(f"Renseignements cliniques : {told}.")
    n = str(rng.randint(2, 6))
    if sampling is not None:
        name = rng.choice(BIOPSY[sampling.act].names)
        page.say(_SAMPLE, (sampling, "q", said), q=name, n=n)
    elif step is not None:
        page.say(_SPECIMEN, q=step.words, n=n)
        node = next((other for other in step.facts if other.act == "sentinel"), None)
        if node is not None:
            page.say(_SPECIMEN_NODE, (node, "q", said), q=BIOPSY["sentinel"].names[0])
    page.write("\n")
    positive = not fact.words.startswith(("non contrib", "matériel non"))
    if positive:
        if sampling is not None and sampling.purpose == "relapse":
            page.line(page.words(_RELAPSED))
        else:
            for sentence in patient.tumour.microscopy:
                if rng.random() < 0.8:
                    page.line(sentence)
    page.say(_FINAL, (fact, "r", said), r=fact.words)
    if extra is not None:
        page.say(_COMPLEMENT, (extra, "r", said), x=dates.absolute(extra.known, form), r=extra.words)
    if positive and rng.random() < 0.7:
        sampled, lesion = patient.tumour.adicap
        code = ("OH" + sampled[2:] if fact.specimen else sampled) + (
            "AMA0" if sampling is not None and sampling.purpose == "relapse" else lesion
        )
        page.line(f"ADICAP : {code}")


def date_after(day: date) -> date:
    """Return the next day."""
    return day + timedelta(days=1)
