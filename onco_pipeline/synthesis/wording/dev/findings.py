"""What exams show: the development family."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "findings.normal.ct_tap": (
        "pas de lésion secondaire",
        "pas d'argument pour une localisation à distance",
        "sans lésion suspecte à distance",
        "foie, poumons et os sans particularité",
    ),
    "findings.normal.ct_chest": (
        "pas de nodule suspect",
        "parenchyme sans lésion évolutive",
    ),
    "findings.normal.mri_brain": (
        "pas de lésion secondaire",
        "sans anomalie suspecte",
        "normale pour l'âge",
    ),
    "findings.normal.bone_scan": (
        "pas de foyer suspect",
        "fixations dégénératives",
        "sans lésion évocatrice",
        "négative hormis une arthrose des genoux",
    ),
    "findings.normal.pet": (
        "pas de fixation à distance",
        "pas de foyer hypermétabolique suspect",
    ),
    "findings.normal.pet_psma": (
        "fixation prostatique isolée",
        "pas de fixation extraprostatique",
    ),
    "findings.normal.ct_abdomen": (
        "pas d'adénopathie, foie homogène",
        "pas de lésion hépatique",
    ),
    "findings.normal.us_abdomen": (
        "foie stéatosique, pas de lésion focale",
        "sans particularité",
    ),
    "findings.normal.us_pelvis": (
        "annexes non vues",
        "utérus et ovaires d'aspect normal",
    ),
    "findings.normal.us_node": (
        "pas d'adénopathie suspecte",
        "aires ganglionnaires libres",
    ),
    "findings.normal.mri_pelvis": ("pas d'anomalie pelvienne",),
    "findings.normal.us_liver": (
        "foie homogène",
        "kyste biliaire simple",
    ),
    "findings.normal.mri_liver": (
        "angiome du segment VII, pas de métastase",
        "kystes biliaires banals",
    ),
    "findings.normal.mri_spine": (
        "discopathies étagées, pas de lésion suspecte",
        "tassement ancien d'allure bénigne",
    ),
    "findings.normal.us_heart": (
        "FEVG 62 %",
        "FEVG conservée à 58 %",
        "pas de trouble de la cinétique",
    ),
    "findings.normal.xray_chest": (
        "pas de foyer",
        "sans anomalie pleuroparenchymateuse",
    ),
    "findings.normal.mammography": (
        "ACR 2 bilatéral",
        "pas de signe de récidive, ACR 2",
    ),
    "findings.normal.us_breast": (
        "remaniements post-opératoires",
        "ACR 2",
    ),
    "findings.normal.mri_breast": ("pas d'anomalie de rehaussement",),
    "findings.normal.mri_prostate": ("pas de récidive locale",),
    "findings.course.stable": (
        "maladie stable",
        "stabilité",
        "lésions stables",
        "stable en RECIST",
        "pas d'évolution",
    ),
    "findings.course.response": (
        "réponse partielle",
        "nette diminution des lésions",
        "régression de plus de 30 % des cibles",
        "RP selon RECIST",
    ),
    "findings.course.progression": (
        "progression des lésions connues",
        "majoration en taille des lésions",
        "évolution défavorable",
    ),
    "findings.course.free": (
        "pas de récidive",
        "pas d'argument pour une récidive",
        "sans lésion évolutive",
        "examen sans particularité",
    ),
    "findings.spread.os": (
        "métastases osseuses vertébrales",
        "plusieurs lésions osseuses secondaires (T8, L3)",
        "métastase osseuse du sacrum",
        "lésions ostéolytiques secondaires du bassin",
        "fixations osseuses métastatiques multiples",
    ),
    "findings.spread.foie": (
        "métastases hépatiques bilobaires",
        "trois métastases hépatiques",
        "lésions hépatiques secondaires des segments IV et VII",
        "métastase hépatique unique du segment VI",
        "localisations secondaires hépatiques multiples",
    ),
    "findings.spread.poumon": (
        "métastases pulmonaires bilatérales",
        "nodules pulmonaires secondaires",
        "lâcher de ballons métastatique pulmonaire",
        "cinq nodules pulmonaires d'allure métastatique certaine",
    ),
    "findings.spread.cerveau": (
        "métastases cérébrales",
        "deux métastases cérébrales",
        "trois lésions cérébrales secondaires",
        "métastase cérébelleuse droite de 18 mm",
    ),
    "findings.spread.plèvre": (
        "carcinose pleurale",
        "métastases pleurales",
        "épaississements pleuraux métastatiques",
    ),
    "findings.spread.péritoine": (
        "carcinose péritonéale",
        "nodules de carcinose péritonéale",
        "métastases péritonéales",
    ),
    "findings.spread.surrénale": (
        "métastase surrénalienne gauche",
        "métastase surrénalienne droite de 28 mm",
        "métastases surrénaliennes bilatérales",
    ),
    "findings.spread.ganglion": (
        "métastases ganglionnaires lomboaortiques",
        "adénopathies rétropéritonéales métastatiques",
    ),
    "findings.suspected": (
        "[image|lésion] {a} [suspecte|indéterminée] de {n} mm, à contrôler",
        "doute sur une lésion {a} de {n} mm",
        "lésion {a} de {n} mm, nature à préciser",
    ),
}
