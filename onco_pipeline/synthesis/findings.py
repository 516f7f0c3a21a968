"""What exams show, in the words of reports: the primary, its spread, its course, and what is normal."""

from __future__ import annotations

from random import Random

from onco_pipeline.synthesis.tumours import Tumour
from onco_pipeline.synthesis.wording import bank

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
    ("rein", "ct_abdomen"): (
        "masse solide de {size} mm du {place}, rehaussée",
        "lésion tissulaire du {place} de {size} mm, suspecte",
        "tumeur du {place} de {size} mm, veine rénale libre",
    ),
    ("ovaire", "us_pelvis"): (
        "masse annexielle mixte de {size} mm, O-RADS 5",
        "formation solido-kystique de l'{place}, {size} mm",
        "masse pelvienne hétérogène de {size} mm, O-RADS 4",
    ),
    ("ovaire", "mri_pelvis"): (
        "masse de l'{place} de {size} mm, O-RADS 5",
        "lésion ovarienne de {size} mm, composante solide rehaussée",
    ),
    ("peau", "us_node"): ("aires ganglionnaires libres", "ganglions d'allure banale"),
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


def primary(rng: Random, tumour: Tumour, act: str, families: str, spread: bool = False) -> str:
    """Return what an exam shows of the primary; ``spread`` when it shows metastases as well."""
    shown = (_PRIMARY_SPREAD.get((tumour.organ, act)) if spread else None) or _PRIMARY.get((tumour.organ, act))
    if shown is None:
        return normal(rng, act, families)
    size = max(5, tumour.size + rng.randint(-3, 3))
    return rng.choice(shown).format(size=size, place=tumour.place, suv=rng.randint(5, 18))


def normal(rng: Random, act: str, families: str) -> str:
    """Return a normal result of an exam."""
    return bank(f"findings.normal.{act}").text(rng, families)


def course(rng: Random, kind: str, families: str) -> str:
    """Return the course of the disease: stable, response, progression or free of disease."""
    return bank(f"findings.course.{kind}").text(rng, families)


def spread(rng: Random, site: str, families: str) -> str:
    """Return a statement of metastases at a site, a noun phrase without article."""
    return bank(f"findings.spread.{site}").text(rng, families)


def suspected(rng: Random, site: str, families: str) -> str:
    """Return what an exam shows that may be a metastasis, or not."""
    slots = {"a": ADJECTIVES[site][1], "n": str(rng.randint(6, 18))}
    return bank("findings.suspected").text(rng, families, **slots)


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
