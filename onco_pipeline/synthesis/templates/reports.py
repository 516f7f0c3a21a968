"""What the technical platforms write: imaging reports, pathology reports with their three dates."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Bank, Page, noun
from onco_pipeline.synthesis.templates.clinic import identity
from onco_pipeline.synthesis.templates.history import past_facts
from onco_pipeline.synthesis.vocabulary import BIOPSY, IMAGING

_HEAD = Bank(
    "{q}\nDate de l'examen : {d}[| - validé le {x}]\n",
    "{q} du {d}\n",
    "{q}      Examen du {d} - CR validé le {x}\n",
    "IMAGERIE MÉDICALE\n{q}\nExamen réalisé le {d}\n",
)
_INDICATION = Bank(
    "Indication : {l}, {y}.\n",
    "Indication. {y.C} d'un {l}.\n",
    "Motif : {y} ({l}).\n",
    "Renseignements cliniques : {l}. {y.C}.\n",
)
_WHY = {
    "diagnosis": ("bilan initial", "caractérisation", "suspicion de lésion"),
    "staging": ("bilan d'extension",),
    "relapse": ("suspicion de récidive", "bilan de récidive"),
    "follow-up": ("surveillance", "surveillance systématique"),
    "evaluation": ("évaluation thérapeutique", "réévaluation sous traitement"),
}
_COMPARED = Bank(
    "Comparaison : {q} du {d}[| (externe, CD fourni)].\n",
    "Comparaison faite [avec {q.le}|{q.au}]{q} du {d}.\n",
    "Examen comparé : {q} du {d}.\n",
)
_ALONE = ("Comparaison : pas d'examen antérieur disponible.\n", "Pas d'antériorité.\n", "")
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
_RESULT = Bank("[RÉSULTATS|Résultats] :\n{b}{r.C}.\n", "[Résultats|Résultat] :\n{r.C}.\n{b}", "{b}{r.C}.\n")
_SAME = (
    "Lésions mesurées selon RECIST, tableau joint au dossier",
    "Remaniements connus, inchangés dans leur morphologie",
    "Pas d'élément nouveau sur les coupes réalisées",
    "Séquelles thérapeutiques sans particularité",
)
_CONCLUSION = Bank("[CONCLUSION|Conclusion|Au total] :\n{r.C}[|{y}].\n", "[Conclusion|En conclusion] : {r}[|{y}].\n")
_NEXT = ("", ", à confronter aux données cliniques", ", contrôle à discuter en RCP", ". Pas d'autre lésion suspecte")


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
    )["d"]
    told = (
        patient.disease(fact.day, short=True) if fact.purpose != "diagnosis" else rng.choice(patient.organ.complaints)
    )
    page.say(_INDICATION, l=told, y=rng.choice(_WHY.get(fact.purpose, ("bilan",))))
    if act.technique:
        page.line(f"Technique : {act.technique.format(n=rng.choice((90, 110, 120, 180, 243)))}")
    earlier = [
        other
        for other in past_facts(page, patient)
        if other.family == "imaging" and other.day < fact.day and other.subtype == fact.subtype
    ]
    if earlier:
        other = earlier[-1]
        page.say(_COMPARED, (other, "q", "d"), q=tell.named(page, other), d=page.exact(other.day))
    elif rng.random() < 0.5:
        page.write(rng.choice(_ALONE))
    regions = _REGIONS.get(fact.act, ())
    body = "".join(sentence + "\n" for sentence in regions if rng.random() < 0.7)
    if fact.shows is not None:
        spread = fact.shows
        details = f"{fact.words.capitalize()}.\n" if fact.words else ""
        page.say(_RESULT, (spread, "r", said), r=spread.words, b=body + details)
        page.say(_CONCLUSION, (spread, "r", said), r=spread.words, y=rng.choice(_NEXT[:3]))
    else:
        plain = fact.purpose in ("follow-up", "evaluation") and rng.random() < 0.6
        page.say(_RESULT, r=rng.choice(_SAME) if plain else fact.words, b=body)
        page.say(_CONCLUSION, r=fact.words, y=rng.choice(_NEXT))
    page.line(f"Dr {rng.choice('BCDFGHLMPRT')}.")


_DATES = Bank(
    "Prélevé le : {d}   Reçu le : {y}   Édité le {x}\n",
    "Date de prélèvement : {d}    Réception : {y}\nCompte rendu : {x}\n",
    "Prélèvement du {d}, enregistré le {y}, compte rendu validé le {x}.\n",
    "Prélevé le {d} - reçu le {y} - signé le {x}\n",
)
_SAMPLE = Bank(
    "Nature : {q}[|, {n} fragments]\n",
    "Nature du prélèvement : {q}.\n",
    "Matériel : {q}, {n} carottes.\n",
    "{q.C} [fixées|reçues] en formol.\n",
)
_SPECIMEN = Bank(
    "Pièce de {q} orientée.\n", "Nature : pièce opératoire ({q}).\n", "Macroscopie : pièce de {q} de {n}0 g.\n"
)
_RELAPSED = (
    "Tissu remanié, infiltré par une prolifération carcinomateuse.",
    "Cellules atypiques en amas, noyaux hyperchromatiques, mitoses visibles.",
    "Cellularité tumorale suffisante pour une recherche moléculaire.",
    "Parenchyme résiduel sans particularité.",
)
_FINAL = Bank("[CONCLUSION|Conclusion] : {r}.\n", "[Conclusion|CONCLUSION]\n{r.C}.\n", "Au total : {r}.\n")
_COMPLEMENT = Bank(
    "Complément du {x} ([même prélèvement|biologie moléculaire]) : {r}.\n",
    "COMPTE RENDU COMPLÉMENTAIRE du {x} : {r}.\n",
)
_HEADINGS = (
    "ANATOMIE ET CYTOLOGIE PATHOLOGIQUES",
    "LABORATOIRE D'ANATOMIE PATHOLOGIQUE",
    "Anatomie pathologique",
    "ACP - compte rendu d'examen",
)


def pathology(
    page: Page, patient: Patient, fact: Fact, sampling: Fact | None, step: Step | None, extra: Fact | None
) -> None:
    """Write a pathology report (CR-ANAPATH) of a biopsy (``sampling``) or of a resection (``step``)."""
    rng, form = page.rng, page.voice.full[0]
    page.line(f"{rng.choice(_HEADINGS)}   n° {fact.day.year % 100}{rng.choice('HPB')}{rng.randint(1000, 19999):05d}")
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
            page.say(
                Bank("Adressé avec {q}.\n", "{q.C} : examiné en totalité.\n"),
                (node, "q", said),
                q=BIOPSY["sentinel"].names[0],
            )
    page.write("\n")
    positive = not fact.words.startswith(("non contrib", "matériel non"))
    if positive:
        for sentence in (
            _RELAPSED if sampling is not None and sampling.purpose == "relapse" else patient.tumour.microscopy
        ):
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


def date_after(day: dates.date) -> dates.date:
    """Return the next day."""
    return day + dates.timedelta(days=1)
