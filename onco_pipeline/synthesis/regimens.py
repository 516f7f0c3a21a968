"""Which drugs taken by mouth a patient is given, by disease, line and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from onco_pipeline.synthesis.drugs import DRUGS
from onco_pipeline.synthesis.tumours import Tumour


@dataclass(frozen=True, slots=True)
class Regimen:
    """Drugs that are started together, why, for how many months, and how often it is really given."""

    drugs: tuple[str, ...]
    label: str
    months: int = 60
    share: float = 1.0


def adjuvant(rng: Random, tumour: Tumour, age: int) -> Regimen | None:
    """Return what follows a resection, or None."""
    if tumour.organ == "sein":
        if tumour.group == "tn":
            return Regimen(("capécitabine",), "adjuvant", 6, 0.4)
        drug = rng.choice(("létrozole", "anastrozole", "exémestane")) if age > 54 else "tamoxifène"
        return Regimen((drug,), "adjuvant", 60, 0.95)
    if tumour.organ == "côlon":
        return Regimen(("capécitabine",), rng.choice(("XELOX adjuvant", "adjuvant")), rng.choice((3, 6)), 0.5)
    if tumour.organ == "poumon":
        return Regimen(("vinorelbine",), "adjuvant", 3, 0.12)
    if tumour.organ == "peau" and tumour.group == "braf":
        return Regimen(("dabrafénib", "tramétinib"), "adjuvant", 12, 0.4)
    if tumour.organ == "ovaire":
        return Regimen(("olaparib",) if tumour.group == "brca" else ("niraparib",), "entretien", 24, 0.35)
    return None


_PALLIATIVE: dict[tuple[str, str, int], tuple[tuple[str, ...], ...]] = {
    ("sein", "rh", 1): (
        ("palbociclib", "létrozole"),
        ("ribociclib", "létrozole"),
        ("abémaciclib", "anastrozole"),
        ("palbociclib",),
    ),
    ("sein", "rh", 2): (("évérolimus", "exémestane"), ("capécitabine",), ("capécitabine",)),
    ("sein", "her2", 1): (("capécitabine", "lapatinib"), ()),
    ("sein", "her2", 2): (("capécitabine", "lapatinib"), ("vinorelbine",)),
    ("sein", "tn", 1): (("capécitabine",), ()),
    ("sein", "tn", 2): (("vinorelbine",), ("capécitabine",)),
    ("poumon", "egfr", 1): (("osimertinib",), ("osimertinib",), ("erlotinib",), ("afatinib",), ("géfitinib",)),
    ("poumon", "egfr", 2): (("osimertinib",), ()),
    ("poumon", "alk", 1): (("alectinib",),),
    ("poumon", "alk", 2): (("lorlatinib",),),
    ("poumon", "none", 1): ((), (), (), ("vinorelbine",)),
    ("poumon", "none", 2): (("vinorelbine",), ()),
    ("prostate", "prostate", 1): (("abiratérone",), ("enzalutamide",), ("apalutamide",), ("abiratérone",)),
    ("prostate", "prostate", 2): (("enzalutamide",), ("abiratérone",), ()),
    ("rein", "rein", 1): (("sunitinib",), ("pazopanib",), ("axitinib",), ()),
    ("rein", "rein", 2): (("cabozantinib",), ("cabozantinib",), ("axitinib",)),
    ("ovaire", "brca", 1): (("olaparib",), ()),
    ("ovaire", "brca", 2): (("niraparib",), ()),
    ("ovaire", "none", 1): (("niraparib",), (), ()),
    ("ovaire", "none", 2): ((), ()),
    ("peau", "braf", 1): (("dabrafénib", "tramétinib"), ("dabrafénib", "tramétinib"), ("encorafénib", "binimétinib")),
    ("peau", "braf", 2): (("vémurafénib", "cobimétinib"), ()),
    ("peau", "wt", 1): ((),),
    ("peau", "wt", 2): ((),),
}
_COLON = {1: (("capécitabine",), ()), 2: (("trifluridine-tipiracil",), ("régorafénib",))}


def palliative(rng: Random, tumour: Tumour, line: int, day: date, taken: set[str]) -> Regimen | None:
    """Return the drugs of a metastatic line that exist on ``day`` and were not taken before; None for none."""
    choices = _COLON[line] if tumour.organ == "côlon" else _PALLIATIVE[tumour.organ, tumour.group, line]
    drugs = rng.choice(choices)
    left = tuple(inn for inn in drugs if DRUGS[inn].since <= day and inn not in taken)
    return Regimen(left, f"L{line}") if left else None
