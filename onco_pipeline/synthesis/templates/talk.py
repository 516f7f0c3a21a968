"""What surrounds the events in a note: background, relatives, way of life, examination, distractors.

Numbers, dates and relatives that look like events and are none (blood pressure, birth dates, a
mother's metastases) are part of the exercise: they carry no gold.
"""

from __future__ import annotations

from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.lives import Patient
from onco_pipeline.synthesis.page import Bank, Page

_BACKGROUND = (
    "HTA",
    "diabète de type 2",
    "appendicectomie dans l'enfance",
    "cholécystectomie {y}",
    "dyslipidémie",
    "hypothyroïdie substituée",
    "asthme",
    "prothèse de hanche droite {y}",
    "fibrillation atriale sous apixaban",
    "tabac {n} PA",
    "tabagisme sevré depuis {y}",
    "cataracte opérée {y}",
    "SAOS appareillé",
    "hernie inguinale opérée {y}",
    "allergie à la pénicilline",
    "BPCO",
    "glaucome",
    "phlébite en {y}",
)
_RELATIVES = Bank(
    "[mère|sœur|tante maternelle] : cancer du sein à {n} ans[| avec métastases osseuses en {y}]",
    "[père|frère] : cancer de la prostate en {y}[|, traité par bicalutamide]",
    "père décédé d'un cancer bronchique en {y}[| (métastases cérébrales)]",
    "[mère|père] : cancer colorectal en {y}[|, biopsies hépatiques positives à l'époque]",
    "une sœur sous létrozole depuis {y}",
    "pas de cancer connu dans la famille",
    "pas d'antécédent carcinologique familial",
    "grand-mère : cancer de l'ovaire ; une cousine suivie pour un mélanome (scanner en {y})",
)
_EXAMINATION = Bank(
    "OMS {o}, poids {w} kg, TA {t}. [Examen clinique sans particularité|Auscultation libre, abdomen souple]. ",
    "OMS {o}. TA {t}, SpO2 9{n} %. [Pas d'adénopathie périphérique|Abdomen souple, dépressible, indolore]. ",
    "[État général conservé|Bon état général], PS {o}. TA {t}, [apyrétique|T° 36,{n}]. [Pas de douleur|EVA {o}/10]. ",
    "PS {o}. {w} kg (stable). [Examen neurologique normal|Pas de point douloureux osseux|Poumons clairs]. ",
    "PS {o}, {w} kg, TA {t}. [Perte de {n} kg|Appétit conservé]. [Pas de syndrome cave|Mollets souples]. ",
    "À l'examen : OMS {o}, TA {t}, [pas d'œdème|pas de masse palpable|cicatrice propre]. ",
)
_BIOLOGY = Bank(
    "Biologie : Hb {h} g/dL, [plaquettes 2{n}0 G/L|créatinine {c} µmol/L], bilan hépatique normal. ",
    "NFS : Hb {h}, PNN {o},{n} G/L. ",
    "{k}. ",
)
_MARKERS = {
    "sein": ("CA 15-3 à {n}2 U/mL", "CA 15-3 normal"),
    "poumon": ("ACE 4,{n}", "LDH normales"),
    "côlon": ("ACE {n},2 µg/L", "ACE à 1{n} ng/mL"),
    "prostate": ("PSA {n},4 ng/mL", "PSA 0,{n}", "PSA à 1{n}"),
}
_NEGATED = Bank(
    "Pas d'indication à une [biopsie hépatique|TEP|IRM cérébrale]. ",
    "[Pas de nouvelle biopsie|Pas de scintigraphie] à ce stade. ",
    "[Biopsie liquide|TEP] à discuter en cas de progression. ",
    "En cas de progression : {x} à envisager. ",
    "L'IRM n'est pas nécessaire. ",
    "Pas de métastase connue à ce jour. ",
)
_HOPED = {"sein": "capécitabine", "poumon": "vinorelbine orale", "côlon": "régorafénib", "prostate": "enzalutamide"}


def background(page: Page, patient: Patient) -> None:
    """Write two or three items of the patient's own history, and an old cancer if there was one."""
    rng = page.rng
    items = [
        rng.choice(_BACKGROUND).format(
            y=rng.randint(1985, patient.birth.year + 30 if patient.birth.year > 1970 else 2012), n=rng.randint(10, 50)
        )
        for _ in range(rng.randint(1, 3))
    ]
    page.write(", ".join(dict.fromkeys(items)))
    for fact in patient.facts:
        if fact.purpose == "previous":
            page.say(_PREVIOUS, (fact, "r", "d"), r=fact.words, d=dates.year(fact.day.year))
    page.write(". ")


_PREVIOUS = Bank(", {r} en {d}", " ; {r} en {d}[|, considéré guéri]", ", {r} ({d})")


def relatives(page: Page) -> None:
    """Write a relative's cancer."""
    rng = page.rng
    page.say(_RELATIVES, n=str(rng.randint(38, 79)), y=str(rng.randint(1985, 2015)))
    page.write(". ")


def examination(page: Page, patient: Patient) -> None:
    """Write a short clinical examination, and at times some biology."""
    rng = page.rng
    o, n = str(rng.choice((0, 0, 1, 1, 2))), str(rng.randint(1, 9))
    page.say(
        _EXAMINATION, o=o, w=str(rng.randint(48, 96)), t=rng.choice(("12/8", "13/7", "14/8", "135/82", "11/6")), n=n
    )
    if page.chance(0.5):
        k = rng.choice(_MARKERS[patient.tumour.organ]).format(n=n)
        page.say(
            _BIOLOGY, h=f"{rng.randint(9, 15)},{n}", n=n, c=str(rng.randint(50, 110)), o=str(rng.randint(1, 4)), k=k
        )


def musing(page: Page, patient: Patient) -> None:
    """Write something that is not done, or only thought of."""
    page.say(_NEGATED, x=_HOPED[patient.tumour.organ])


_ALONE = Bank(
    "[vit seul{e}|vit en couple|vit avec sa famille], {k}[|, autonome]. ",
    "{k}, [deux|trois] enfants, [autonome|marche sans aide]. ",
    "[retraité{e}|en arrêt de travail], {k}, aide-ménagère [deux|trois] fois par semaine. ",
)
_TRADES = ("commerce", "enseignement", "bâtiment", "agriculture", "transports", "restauration", "bureau", "soins")
_PILLS = (
    "amlodipine 5 mg/j",
    "metformine 1000 mg x 2/j",
    "atorvastatine 20 mg le soir",
    "lévothyroxine 75 µg/j",
    "ramipril 5 mg/j",
    "apixaban 5 mg x 2/j",
    "paracétamol 1 g x 3/j si besoin",
    "oméprazole 20 mg/j",
    "bisoprolol 2,5 mg/j",
    "morphine LP 20 mg x 2/j",
    "prégabaline 75 mg x 2/j",
    "macrogol 2 sachets/j",
    "énoxaparine 4000 UI/j",
    "zopiclone si insomnie",
)


def lifestyle(page: Page, patient: Patient) -> None:
    """Write how the patient lives."""
    trade = page.rng.choice(_TRADES)
    retired = patient.age(page.reference) > 62
    trade = f"ancien métier : {trade}" if retired else f"secteur professionnel : {trade}"
    page.say(_ALONE, e="e" if patient.sex == "f" else "", k=trade)


def medication(page: Page) -> None:
    """Write two to four drugs that are none of ours."""
    page.write(", ".join(page.rng.sample(_PILLS, page.rng.randint(2, 4))) + ". ")
