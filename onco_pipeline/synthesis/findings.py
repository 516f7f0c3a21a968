"""What exams show, in the words of reports: the primary, its spread, its course, and what is normal."""

from __future__ import annotations

from random import Random

from onco_pipeline.synthesis.organs import Tumour

_PRIMARY: dict[tuple[str, str], tuple[str, ...]] = {
    ("sein", "mammography"): (
        "opacité spiculée de {size} mm du {place}, ACR 5",
        "masse dense à contours flous du {place}, ACR 4",
        "distorsion architecturale avec microcalcifications du {place}, ACR 5",
        "image stellaire du {place}, {size} mm (ACR 5)",
    ),
    ("sein", "us_breast"): (
        "masse hypoéchogène de {size} mm, ACR 5",
        "nodule tissulaire mal limité du {place}, {size} mm",
        "formation hypoéchogène atténuante, aisselle libre",
    ),
    ("sein", "mri_breast"): (
        "rehaussement de type masse de {size} mm du {place}, lésion unique",
        "lésion unifocale de {size} mm, sein controlatéral sans anomalie",
        "prise de contraste de {size} mm du {place}, pas d'autre foyer",
    ),
    ("poumon", "xray_chest"): ("opacité du {place}", "opacité arrondie du {place}", "image suspecte du {place}"),
    ("poumon", "ct_chest"): (
        "masse du {place} de {size} mm",
        "lésion tissulaire spiculée du {place} mesurant {size} mm",
        "nodule du {place}, {size} mm, adénopathies hilaires",
    ),
    ("poumon", "pet"): (
        "hyperfixation de la masse du {place} (SUVmax {suv})",
        "masse du {place} hypermétabolique, SUV {suv}, ganglion 4R fixant",
    ),
    ("côlon", "ct_tap"): (
        "épaississement du {place} sur {size} mm, pas de lésion à distance",
        "tumeur du {place}, foie et poumons libres",
        "processus tumoral du {place} avec infiltration de la graisse, pas de métastase visible",
    ),
    ("prostate", "mri_prostate"): (
        "cible PI-RADS 5 de {size} mm, {place}",
        "lésion PI-RADS 4 du {place}, capsule respectée",
        "lésion de {size} mm PI-RADS 5 au contact de la capsule",
    ),
}

#: The same with disease at a distance: what is said of the primary before the metastasis.
_PRIMARY_SPREAD = {
    ("côlon", "ct_tap"): ("épaississement du {place} sur {size} mm", "processus tumoral sténosant du {place}"),
    ("poumon", "pet"): ("masse du {place} hypermétabolique (SUVmax {suv})",),
}

_NORMAL = {
    "ct_tap": (
        "pas de lésion secondaire",
        "pas d'argument pour une localisation à distance",
        "sans lésion suspecte à distance",
        "foie, poumons et os sans particularité",
    ),
    "ct_chest": ("pas de nodule suspect", "parenchyme sans lésion évolutive"),
    "mri_brain": ("pas de lésion secondaire", "sans anomalie suspecte", "normale pour l'âge"),
    "bone_scan": (
        "pas de foyer suspect",
        "fixations dégénératives",
        "sans lésion évocatrice",
        "négative hormis une arthrose des genoux",
    ),
    "pet": ("pas de fixation à distance", "pas de foyer hypermétabolique suspect"),
    "pet_psma": ("fixation prostatique isolée", "pas de fixation extraprostatique"),
    "ct_abdomen": ("pas d'adénopathie, foie homogène", "pas de lésion hépatique"),
    "us_abdomen": ("foie stéatosique, pas de lésion focale", "sans particularité"),
    "us_liver": ("foie homogène", "kyste biliaire simple"),
    "mri_liver": ("angiome du segment VII, pas de métastase", "kystes biliaires banals"),
    "mri_spine": ("discopathies étagées, pas de lésion suspecte", "tassement ancien d'allure bénigne"),
    "us_heart": ("FEVG 62 %", "FEVG conservée à 58 %", "pas de trouble de la cinétique"),
    "xray_chest": ("pas de foyer", "sans anomalie pleuroparenchymateuse"),
    "mammography": ("ACR 2 bilatéral", "pas de signe de récidive, ACR 2"),
    "us_breast": ("remaniements post-opératoires", "ACR 2"),
    "mri_breast": ("pas d'anomalie de rehaussement",),
    "mri_prostate": ("pas de récidive locale",),
}

_COURSE = {
    "stable": ("maladie stable", "stabilité", "lésions stables", "stable en RECIST", "pas d'évolution"),
    "response": (
        "réponse partielle",
        "nette diminution des lésions",
        "régression de plus de 30 % des cibles",
        "RP selon RECIST",
    ),
    "progression": ("progression des lésions connues", "majoration en taille des lésions", "évolution défavorable"),
    "free": (
        "pas de récidive",
        "pas d'argument pour une récidive",
        "sans lésion évolutive",
        "examen sans particularité",
    ),
}

_SPREAD = {
    "os": (
        "métastases osseuses vertébrales",
        "plusieurs lésions osseuses secondaires (T8, L3)",
        "métastase osseuse du sacrum",
        "lésions ostéolytiques secondaires du bassin",
        "fixations osseuses métastatiques multiples",
    ),
    "foie": (
        "métastases hépatiques bilobaires",
        "trois métastases hépatiques",
        "lésions hépatiques secondaires des segments IV et VII",
        "métastase hépatique unique du segment VI",
        "localisations secondaires hépatiques multiples",
    ),
    "poumon": (
        "métastases pulmonaires bilatérales",
        "nodules pulmonaires secondaires",
        "lâcher de ballons métastatique pulmonaire",
        "cinq nodules pulmonaires d'allure métastatique certaine",
    ),
    "cerveau": (
        "métastases cérébrales",
        "deux métastases cérébrales",
        "trois lésions cérébrales secondaires",
        "métastase cérébelleuse droite de 18 mm",
    ),
    "plèvre": ("carcinose pleurale", "métastases pleurales", "épaississements pleuraux métastatiques"),
    "péritoine": ("carcinose péritonéale", "nodules de carcinose péritonéale", "métastases péritonéales"),
    "surrénale": (
        "métastase surrénalienne gauche",
        "métastase surrénalienne droite de 28 mm",
        "métastases surrénaliennes bilatérales",
    ),
    "ganglion": ("métastases ganglionnaires lomboaortiques", "adénopathies rétropéritonéales métastatiques"),
}


def primary(rng: Random, tumour: Tumour, act: str, spread: bool = False) -> str:
    """Return what an exam shows of the primary; ``spread`` when it shows metastases as well."""
    bank = (_PRIMARY_SPREAD.get((tumour.organ, act)) if spread else None) or _PRIMARY.get((tumour.organ, act))
    if bank is None:
        return normal(rng, act)
    size = max(5, tumour.size + rng.randint(-3, 3))
    return rng.choice(bank).format(size=size, place=tumour.place, suv=rng.randint(5, 18))


def normal(rng: Random, act: str) -> str:
    """Return a normal result of an exam."""
    return rng.choice(_NORMAL.get(act, ("sans particularité",)))


def course(rng: Random, kind: str) -> str:
    """Return the course of the disease: stable, response, progression or free of disease."""
    return rng.choice(_COURSE[kind])


def spread(rng: Random, site: str) -> str:
    """Return a statement of metastases at a site, a noun phrase without article."""
    return rng.choice(_SPREAD[site])


#: Where an exam of the body can show metastases of a site.
SHOWN_BY = {
    "os": ("bone_scan", "mri_spine", "ct_tap", "pet"),
    "foie": ("ct_tap", "mri_liver", "ct_tap", "pet"),
    "poumon": ("ct_tap", "ct_chest", "pet"),
    "cerveau": ("mri_brain",),
    "plèvre": ("ct_tap", "ct_chest"),
    "péritoine": ("ct_tap", "pet"),
    "surrénale": ("ct_tap", "pet"),
    "ganglion": ("ct_tap", "pet_psma"),
}

#: Adjective of a metastatic site: (masculine singular, feminine singular, masculine plural, feminine plural).
ADJECTIVES = {
    "os": ("osseux", "osseuse", "osseux", "osseuses"),
    "foie": ("hépatique", "hépatique", "hépatiques", "hépatiques"),
    "poumon": ("pulmonaire", "pulmonaire", "pulmonaires", "pulmonaires"),
    "cerveau": ("cérébral", "cérébrale", "cérébraux", "cérébrales"),
    "plèvre": ("pleural", "pleurale", "pleuraux", "pleurales"),
    "péritoine": ("péritonéal", "péritonéale", "péritonéaux", "péritonéales"),
    "surrénale": ("surrénalien", "surrénalienne", "surrénaliens", "surrénaliennes"),
    "ganglion": (
        "ganglionnaire à distance",
        "ganglionnaire à distance",
        "ganglionnaires à distance",
        "ganglionnaires à distance",
    ),
}
