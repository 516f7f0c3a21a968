"""What exams show: the test family, kept for measuring."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "findings.normal.ct_tap": (
        "aucune lésion à distance décelée",
        "examen sans localisation secondaire",
        "étages thoracique et abdominal sans anomalie notable",
    ),
    "findings.normal.ct_chest": ("aucun nodule", "poumons libres"),
    "findings.normal.mri_brain": ("encéphale sans localisation secondaire", "examen cérébral sans anomalie"),
    "findings.normal.bone_scan": ("aucune hyperfixation anormale", "tracé arthrosique banal"),
    "findings.normal.pet": ("aucun hypermétabolisme à distance", "examen métabolique sans foyer anormal"),
    "findings.normal.pet_psma": ("captation limitée à la loge prostatique", "aucune captation à distance"),
    "findings.normal.ct_abdomen": ("foie et ganglions sans anomalie", "étage abdominal libre"),
    "findings.normal.us_abdomen": ("foie brillant sans nodule", "examen abdominal banal"),
    "findings.normal.us_liver": ("parenchyme hépatique régulier", "petit kyste hépatique isolé"),
    "findings.normal.us_pelvis": ("utérus et annexes sans anomalie",),
    "findings.normal.us_node": ("ganglions fins à centre graisseux", "aires axillaires et inguinales sans anomalie"),
    "findings.normal.mri_liver": ("nodule bénin de type angiome", "aucun nodule suspect du foie"),
    "findings.normal.mri_spine": ("arthrose vertébrale seule", "aucune anomalie de signal vertébral suspecte"),
    "findings.normal.mri_pelvis": ("pelvis sans anomalie de signal",),
    "findings.normal.us_heart": ("fraction d'éjection à 60 %", "cinétique cardiaque correcte"),
    "findings.normal.xray_chest": ("cliché sans opacité", "silhouette et champs pulmonaires corrects"),
    "findings.normal.mammography": ("classée ACR 1", "classée ACR 2 des deux côtés"),
    "findings.normal.us_breast": ("cicatrice sans nodule", "classée ACR 1"),
    "findings.normal.mri_breast": ("aucun rehaussement suspect",),
    "findings.normal.mri_prostate": ("loge opératoire sans anomalie",),
    "findings.course.stable": ("aspect superposable", "aucun changement significatif", "lésions inchangées", "SD"),
    "findings.course.response": ("réponse au traitement", "lésions nettement plus petites", "PR selon RECIST"),
    "findings.course.progression": ("évolutivité des lésions déjà décrites", "lésions plus volumineuses", "PD"),
    "findings.course.free": ("rémission maintenue", "aucun signe de reprise évolutive", "contrôle satisfaisant"),
    "findings.spread.os": (
        "atteinte secondaire du squelette axial",
        "métastases du rachis dorsal et du bassin",
        "ostéolyse métastatique de L2",
    ),
    "findings.spread.foie": (
        "nodules secondaires du foie",
        "foie métastatique",
        "métastases des deux lobes du foie",
        "deux localisations hépatiques secondaires",
    ),
    "findings.spread.poumon": (
        "métastases des deux champs pulmonaires",
        "localisations secondaires pulmonaires",
        "miliaire pulmonaire métastatique",
    ),
    "findings.spread.cerveau": (
        "localisations encéphaliques secondaires",
        "métastase frontale gauche",
        "métastases sus- et sous-tentorielles",
    ),
    "findings.spread.plèvre": ("atteinte pleurale secondaire", "pleurésie métastatique"),
    "findings.spread.péritoine": ("carcinose du péritoine", "implants péritonéaux secondaires"),
    "findings.spread.surrénale": ("métastase de la surrénale gauche", "localisation surrénalienne secondaire"),
    "findings.spread.ganglion": (
        "métastases ganglionnaires rétropéritonéales",
        "ganglions lomboaortiques métastatiques",
    ),
    "findings.suspected": (
        "anomalie {a} de {n} mm non caractérisée",
        "petite formation {a} ({n} mm) dont la nature reste incertaine",
    ),
}
