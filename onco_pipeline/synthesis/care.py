"""How each cancer is cared for: first exam, sampling, staging, operation, drugs by vein, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Care:
    """The usual way of one cancer.

    Attributes
    ----------
    first
        The exam that first shows it; key in ``IMAGING``.
    sampling
        Acts that sample it; keys in ``BIOPSY``, each as likely as the others.
    staging
        Exams of the work-up with the share of patients who have them.
    surgery, days
        Names of the operation (all feminine), and nights spent in hospital.
    specimen
        CCAM of the examination of the specimen.
    radiation
        What those who are not operated on have.
    follow_up
        The exam of the surveillance.
    nodes
        ICD-10 of invaded regional nodes.
    chemo
        Treatments by vein.
    strategy, hoped, markers, senders
        What boards propose, what is thought of for later, blood markers (``{n}`` a digit), who refers.
    endoscopy
        Document type and sight of the endoscopy that samples it, None where a needle does.
    """

    first: str
    sampling: tuple[str, ...]
    staging: tuple[tuple[str, float], ...]
    surgery: tuple[str, ...]
    days: int
    specimen: str
    radiation: str
    follow_up: str
    nodes: str
    chemo: tuple[str, ...]
    strategy: str
    hoped: str
    markers: tuple[str, ...]
    senders: tuple[str, ...]
    endoscopy: tuple[str, str] | None = None


CARE: dict[str, Care] = {
    "sein": Care(
        "mammography",
        ("breast",),
        (("mri_breast", 0.5), ("ct_tap", 0.5), ("bone_scan", 0.35)),
        ("tumorectomie", "mastectomie", "mastectomie partielle"),
        2,
        "QEQX004",
        "radiothérapie",
        "mammography",
        "C773",
        ("paclitaxel hebdomadaire", "EC 100", "docétaxel"),
        "chirurgie puis traitement adjuvant",
        "capécitabine",
        ("CA 15-3 à {n}2 U/mL", "CA 15-3 normal"),
        ("Cabinet de gynécologie", "Dr {i}., gynécologue", "Centre de radiologie des Lilas"),
    ),
    "poumon": Care(
        "ct_chest",
        ("bronchus", "bronchus", "lung"),
        (("pet", 0.75), ("mri_brain", 0.75)),
        ("lobectomie", "lobectomie par thoracoscopie", "bilobectomie"),
        7,
        "GFQX004",
        "radio-chimiothérapie concomitante",
        "ct_tap",
        "C771",
        ("carboplatine-pémétrexed", "carboplatine-paclitaxel", "pembrolizumab", "cisplatine-étoposide"),
        "traitement multimodal",
        "vinorelbine orale",
        ("ACE 4,{n}", "LDH normales"),
        ("Cabinet de pneumologie", "Dr {i}., pneumologue", "Clinique du Parc - service de pneumologie"),
        ("CR-BRONC", "bourgeon endobronchique"),
    ),
    "côlon": Care(
        "ct_tap",
        ("colon",),
        (("mri_liver", 0.25),),
        ("colectomie", "résection colique par cœlioscopie", "colectomie segmentaire"),
        7,
        "HHQX006",
        "radiothérapie",
        "ct_tap",
        "C772",
        ("FOLFIRI-bévacizumab", "FOLFOX", "FOLFIRI-cétuximab"),
        "résection première si opérable",
        "régorafénib",
        ("ACE {n},2 µg/L", "ACE à 1{n} ng/mL"),
        ("Clinique des Tilleuls - gastro-entérologie", "Dr {i}., gastro-entérologue", "Cabinet médical de la Gare"),
        ("CR-ENDO-DIG", "lésion bourgeonnante occupant la lumière"),
    ),
    "prostate": Care(
        "mri_prostate",
        ("prostate",),
        (("bone_scan", 0.7), ("ct_abdomen", 0.5)),
        ("prostatectomie radicale", "prostatectomie totale robot-assistée"),
        3,
        "JGQX004",
        "radiothérapie prostatique 78 Gy",
        "ct_tap",
        "C775",
        ("docétaxel", "leuproréline"),
        "radiothérapie ou chirurgie à discuter",
        "enzalutamide",
        ("PSA {n},4 ng/mL", "PSA 0,{n}", "PSA à 1{n}"),
        ("Dr {i}., urologue", "Clinique Saint-Roch - urologie", "Cabinet d'urologie"),
    ),
    "rein": Care(
        "ct_abdomen",
        ("kidney",),
        (("ct_chest", 0.7), ("mri_brain", 0.2)),
        ("néphrectomie élargie", "néphrectomie partielle", "tumorectomie rénale"),
        5,
        "JAQX004",
        "radiothérapie stéréotaxique",
        "ct_tap",
        "C772",
        ("nivolumab-ipilimumab", "nivolumab", "bévacizumab"),
        "chirurgie première",
        "cabozantinib",
        ("créatinine 1{n}0 µmol/L", "LDH normales"),
        ("Dr {i}., urologue", "Clinique Saint-Roch - urologie", "Dr {i}., néphrologue"),
    ),
    "ovaire": Care(
        "us_pelvis",
        ("ovary",),
        (("ct_tap", 0.85), ("mri_pelvis", 0.4)),
        ("cytoréduction", "hystérectomie avec annexectomie", "annexectomie bilatérale"),
        8,
        "JJQX005",
        "radiothérapie",
        "ct_tap",
        "C775",
        ("carboplatine-paclitaxel", "carboplatine-bévacizumab", "doxorubicine liposomale"),
        "chirurgie de cytoréduction puis chimiothérapie",
        "olaparib",
        ("CA 125 à {n}40 U/mL", "CA 125 normal"),
        ("Cabinet de gynécologie", "Dr {i}., gynécologue", "Maternité des Peupliers - gynécologie"),
    ),
    "peau": Care(
        "us_node",
        ("skin",),
        (("pet", 0.4), ("mri_brain", 0.4), ("ct_tap", 0.5)),
        ("reprise d'exérèse à 2 cm", "exérèse élargie"),
        1,
        "QZQX005",
        "radiothérapie",
        "ct_tap",
        "C773",
        ("nivolumab", "pembrolizumab", "dacarbazine"),
        "reprise chirurgicale et ganglion sentinelle",
        "vémurafénib",
        ("LDH normales", "S100 normale"),
        ("Dr {i}., dermatologue", "Cabinet de dermatologie du Centre", "Clinique du Parc - dermatologie"),
    ),
}
