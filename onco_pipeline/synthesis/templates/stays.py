"""What a ward writes: stay report, day-hospital report, discharge letter, last stay; and the tumour board's sheet."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.lives import Patient, Step
from onco_pipeline.synthesis.page import Bank, Page
from onco_pipeline.synthesis.templates import history, talk
from onco_pipeline.synthesis.templates.clinic import identity, of_specialty, opening
from onco_pipeline.synthesis.vocabulary import IMAGING

_TITLE = Bank(
    "COMPTE RENDU D'HOSPITALISATION\nService {z} - du {d} au {x}\n",
    "CRH {s}, séjour du {d} au {x}\n",
    "Hospitalisation du {d} au {x} - {s}\n",
    "Compte rendu d'hospitalisation\nEntrée : {d}   Sortie : {x}\n",
)
_TITLE_DAY = Bank("CRH HDJ {s} - séjour du {d}\n", "HDJ du {d} - {s}\n", "Hospitalisation de jour du {d} ({s})\n")
_REASON = {
    "stay": ("bilan {c}", "prise en charge diagnostique ({c})", "{c}"),
    "surgery": ("{w} pour {l}", "intervention programmée : {w}"),
    "terminal": ("altération de l'état général", "soins de confort", "dyspnée et douleurs non contrôlées"),
    "chemo": ("C1 {w}", "chimiothérapie, {w}"),
}
_COURSE = {
    "stay": Bank("Séjour sans incident. ", "Surveillance simple, [pas de saignement|pas de fièvre]. ", "Bien toléré. "),
    "surgery": Bank(
        "Suites simples, [drain retiré à J3|lever à J1|redon enlevé à J2], [antalgiques de palier 1|pas de fièvre]. ",
        "Fièvre à J4 spontanément résolutive. Cicatrice propre. ",
    ),
    "terminal": Bank(
        "[Hypnovel et morphine au PSE|Soins de confort exclusifs], famille entourante. ",
        "Décision collégiale de limitation des traitements. ",
    ),
    "chemo": Bank(
        "Perfusion bien tolérée, [retour au domicile|PAC fonctionnelle]. ",
        "J1C1 fait sans incident. [Prochaine cure dans 3 semaines|NFS à J15]. ",
    ),
}


def stay(page: Page, patient: Patient, step: Step) -> None:
    """Write a stay report (CRH-HC, CRH-HDJ)."""
    rng, form, terse = page.rng, page.voice.full[0], page.chance(page.voice.terse * 0.7)
    bank = _TITLE if step.end > step.day else _TITLE_DAY
    page.say(
        bank,
        z=of_specialty(patient),
        s=patient.organ.specialty,
        d=dates.absolute(step.day, form),
        x=dates.absolute(step.end, form),
    )
    page.line()
    opening(page, patient)
    page.line()
    reason = rng.choice(_REASON[step.kind]).format(
        c=rng.choice(patient.organ.complaints), w=step.words, l=patient.disease(page.reference, short=True)
    )
    page.line(rng.choice(("Motif : ", "Motif d'hospitalisation : ", "MOTIF\n")) + reason + ".")
    page.write(rng.choice(("Antécédents : ", "ANTÉCÉDENTS\n", "ATCD : ")))
    talk.background(page, patient)
    page.line()
    if page.chance(0.55):
        page.write(rng.choice(("ATCD familiaux : ", "Antécédents familiaux : ")))
        talk.relatives(page)
        page.line()
    if page.chance(0.5):
        page.write(rng.choice(("Mode de vie : ", "MODE DE VIE\n")))
        talk.lifestyle(page, patient)
        page.line()
    if page.chance(0.55):
        page.write(rng.choice(("Traitement à l'entrée : ", "Traitement habituel : ")))
        talk.medication(page)
        page.line()
    page.line().line(rng.choice(("Histoire de la maladie :", "HISTOIRE DE LA MALADIE", "HDM :")))
    history.chart_history(page, patient, 1.0, terse)
    page.line().line()
    page.write(rng.choice(("Examen d'entrée : ", "EXAMEN CLINIQUE\n", "Examen : ")))
    talk.examination(page, patient)
    page.line().line(rng.choice(("Évolution dans le service :", "ÉVOLUTION", "Évolution :")))
    in_stay(page, patient, step)
    page.say(_COURSE[step.kind])
    page.line()
    if page.chance(0.5):
        page.write(rng.choice(("Traitement de sortie : ", "Ordonnance de sortie : ")))
        talk.medication(page)
        page.line()
    page.line()
    page.write(rng.choice(("Au total : ", "CONCLUSION\n", "Conclusion et suite : ", "Sortie : ")))
    history.outlook(page, patient)
    if page.chance(0.3):
        talk.musing(page, patient)
    page.line()
    page.line(f"Dr {rng.choice('BCDFGHLMPRT')}., interne : {rng.choice('BCDFGHLMPRT')}.")


_ON_DAY = Bank("{q.C} {d.on}{d} : {r}. ", "{d.On}{d}, {q} : {r}. ")
_ON_DAY_WAITING = Bank(
    "{q.C} {d.on}{d}[, résultat en attente|, anapath en cours]. ", "{d.On}{d}, {q} sans [incident|complication]. "
)


def in_stay(page: Page, patient: Patient, step: Step) -> None:
    """Tell what was done during the stay by the day of the month alone ("le 16")."""
    for fact in history.past_facts(page, patient):
        if (
            not step.day <= fact.day <= step.end
            or fact.family not in ("imaging", "biopsy")
            or fact.outside
            or fact.act == "sentinel"
        ):
            continue
        same_month = step.day.month == step.end.month
        d = dates.day_only(fact.day) if same_month and page.chance(0.6) else dates.yearless(fact.day, page.voice.bare)
        q = tell.named(page, fact)
        if fact.family == "imaging" and fact.shows is None:
            page.say(_ON_DAY, (fact, "q", "d"), q=q, d=d, r=fact.words)
        elif fact.family == "imaging" and fact.shows is not None:
            page.say(_ON_DAY, (fact, "q", "d"), (fact.shows, "r", "d"), q=q, d=d, r=fact.shows.words)
        else:
            page.say(_ON_DAY_WAITING, (fact, "q", "d"), q=q, d=d)
    if step.kind == "surgery":
        tell.surgery(page, patient, step)


_DISCHARGE = Bank(
    "Lettre de liaison à la sortie - hospitalisation du {d} au {x}\n",
    "LETTRE DE SORTIE\nSéjour du {d} au {x}\n",
    "Sortie le {x} après hospitalisation du {d} ({s}).\n",
)


def discharge(page: Page, patient: Patient, step: Step) -> None:
    """Write a discharge letter (LT-SOR)."""
    form = page.voice.full[0]
    page.say(_DISCHARGE, d=dates.absolute(step.day, form), x=dates.absolute(step.end, form), s=patient.organ.specialty)
    page.line().line("Cher confrère,")
    opening(page, patient)
    page.line()
    in_stay(page, patient, step)
    page.write("Histoire résumée : ")
    history.history(page, patient, 0.45)
    page.line()
    history.outlook(page, patient)
    page.line().line("Confraternellement.")


_BOARD = Bank(
    "RÉUNION DE CONCERTATION PLURIDISCIPLINAIRE - {s}\nDate de la RCP : {d}     Fiche n° {n}\n",
    "RCP {s} du {d}\n",
    "RCP {s} - séance du {d} - fiche n°{n}\n",
)
_QUESTION = {
    "présentation initiale": ("prise en charge initiale ?", "stratégie thérapeutique ?", "chirurgie première ?"),
    "post-opératoire": ("traitement adjuvant ?", "chimiothérapie adjuvante ?"),
    "récidive métastatique": ("traitement de la récidive ?", "ligne suivante ?"),
}
_ADVICE = {
    "présentation initiale": Bank(
        "[Avis|Proposition] : {t}. ", "Décision : {t}, [accord de tous|à présenter au patient]. "
    ),
    "post-opératoire": Bank(
        "Proposition : [surveillance|traitement adjuvant selon l'état général]. ",
        "Décision : [traitement adjuvant|pas de chimiothérapie]. ",
    ),
    "récidive métastatique": Bank(
        "Proposition : traitement systémique. ",
        "Décision : [nouvelle ligne|traitement général], [si progression : essai clinique|inclusion à discuter]. ",
    ),
}
_STRATEGY = {
    "sein": "chirurgie puis traitement adjuvant",
    "poumon": "traitement multimodal",
    "côlon": "résection première si opérable",
    "prostate": "radiothérapie ou chirurgie à discuter",
}


def board(page: Page, patient: Patient, step: Step) -> None:
    """Write a tumour board's sheet (CR-RCP), its history as a table or as lines."""
    rng, voice = page.rng, page.voice
    d = dates.absolute(page.reference, voice.full[0]).core
    page.say(
        _BOARD,
        s=patient.organ.specialty.upper() if page.chance(0.5) else patient.organ.specialty,
        d=d,
        n=str(rng.randint(1, 4)),
    )
    page.line(f"Patient : {identity(patient)}   PS {rng.choice((0, 0, 1, 1, 2))}")
    if page.chance(0.4):
        page.write("ATCD : ")
        talk.background(page, patient)
        page.line()
    if page.chance(0.35):
        page.write("ATCD fam. : ")
        talk.relatives(page)
        page.line()
    if page.chance(0.5):
        table(page, patient)
    else:
        page.line(rng.choice(("Dossier :", "Histoire :", "Éléments :")))
        history.history(page, patient, 1.0, page.chance(0.7))
        page.line()
    spread = any(fact.family == "metastasis" and fact.known <= page.reference for fact in patient.facts)
    label = rng.choice(("Classement", "Stade", "Classification"))
    page.line(f"{label} : {patient.tumour.stage}{' M1' if spread else ' M0'}")
    page.line(f"Question : {rng.choice(_QUESTION[step.words])}")
    page.say(_ADVICE[step.words], t=_STRATEGY[patient.tumour.organ])
    history.outlook(page, patient)
    page.line()
    if page.chance(0.5):
        page.line("Présents : chirurgien, radiologue, oncologue, radiothérapeute, pathologiste.")


_ROW = Bank("{d} | {q}{w} | {r}")


def table(page: Page, patient: Patient) -> None:
    """Write the history as a flattened table: date, exam, result."""
    page.line("Date     | Examen            | Résultat")
    form = page.rng.choice((0, 1, 1, 6))
    for fact in history.past_facts(page, patient):
        if fact.family not in ("imaging", "biopsy") or fact.act == "sentinel" or (page.reference - fact.day).days > 900:
            continue
        result = fact.shows if fact.shows is not None and fact.shows.known <= page.reference else None
        words = result.words if result is not None else fact.words or "en attente"
        marks: list[tuple] = [(fact, "q", "d")] + ([(result, "r", "d")] if result is not None else [])
        w = " (ville)" if fact.outside and fact.act in IMAGING else " (externe)" if fact.outside else ""
        page.say(_ROW, *marks, d=dates.absolute(fact.day, form), q=tell.short(page, fact), w=w, r=words)
        page.line()
