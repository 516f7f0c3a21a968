"""What the fictitious hospital can do and how it is called: exams, samplings, drugs, codes.

Codes are real ones (CCAM, ICD-10, ATC before and after 2021): the hospital's tables must look like
a hospital's. Words are those of French reports; the gold site of an exam is the guidelines' word.
"""

from __future__ import annotations

from dataclasses import dataclass

from onco_pipeline.synthesis.sentences import Noun, noun


@dataclass(frozen=True, slots=True)
class Act:
    """An exam or a sampling act.

    ``names`` are the forms of prose, ``short`` those of telegraphic lines; ``codes`` the alternatives
    of CCAM codes, each a set that is coded together.
    """

    subtype: str
    site: str | None
    names: tuple[Noun, ...]
    short: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    title: str = ""
    technique: str = ""


def _act(subtype: str, site: str | None, names: str, short: str, codes: str, title: str = "", tech: str = "") -> Act:
    nouns = tuple(noun(*name.strip().rsplit("/", 1)) for name in names.split(";"))
    shorts = tuple(name.strip() for name in short.split(";"))
    sets = tuple(tuple(group.split("+")) for group in codes.split()) if codes else ()
    return Act(subtype, site, nouns, shorts, sets, title, tech)


_IV = "Acquisition hélicoïdale après injection de {n} mL de produit de contraste iodé"

IMAGING: dict[str, Act] = {
    "ct_tap": _act(
        "ct",
        "tap",
        "scanner thoraco-abdomino-pelvien/m; TDM thoraco-abdomino-pelvienne/f; scanner TAP/m; TDM TAP/f",
        "TDM TAP; Scanner TAP; TAP; TDM thoraco-abdo-pelvien",
        "ZZQH033 ZZQH033 ZBQH001+ZCQH001",
        "SCANNER THORACO-ABDOMINO-PELVIEN",
        _IV + ", temps portal.",
    ),
    "ct_chest": _act(
        "ct",
        "thorax",
        "scanner thoracique/m; TDM thoracique/f; scanner du thorax/m",
        "TDM thorax; TDM tho; Scanner thoracique",
        "ZBQH001 ZBQK001",
        "SCANNER THORACIQUE",
        _IV + ".",
    ),
    "ct_abdomen": _act(
        "ct",
        "abdomen",
        "scanner abdomino-pelvien/m; TDM abdomino-pelvienne/f",
        "TDM AP; TDM abdo-pelvien; Scanner AP",
        "ZCQH001",
        "SCANNER ABDOMINO-PELVIEN",
        _IV + ", temps portal.",
    ),
    "mri_brain": _act(
        "mri",
        "cerveau",
        "IRM cérébrale/f; IRM encéphalique/f",
        "IRM cérébrale; IRM encéphale; IRM cér.",
        "ACQJ002",
        "IRM CÉRÉBRALE",
        "Séquences T1, T2 FLAIR, diffusion, T1 3D après gadolinium.",
    ),
    "mri_breast": _act(
        "mri",
        "sein",
        "IRM mammaire/f; IRM des seins/f",
        "IRM mammaire; IRM seins",
        "QEQJ001",
        "IRM MAMMAIRE",
        "Antenne dédiée, T2, diffusion, T1 dynamique après gadolinium avec soustractions.",
    ),
    "mri_liver": _act(
        "mri",
        "foie",
        "IRM hépatique/f; IRM du foie/f",
        "IRM hépatique; IRM foie",
        "ZCQJ004",
        "IRM HÉPATIQUE",
        "Séquences T2, diffusion, T1 dynamique après injection.",
    ),
    "mri_spine": _act(
        "mri",
        "rachis",
        "IRM rachidienne/f; IRM du rachis/f",
        "IRM rachis; IRM rachidienne",
        "LHQJ002 LHQN002",
        "IRM DU RACHIS ENTIER",
        "Sagittal T1, T2, STIR ; axial sur les lésions.",
    ),
    "mri_prostate": _act(
        "mri",
        "prostate",
        "IRM prostatique/f; IRM multiparamétrique de prostate/f; IRM de la prostate/f",
        "IRM prostate; IRM prostatique; IRM mp",
        "ZCQJ004",
        "IRM PROSTATIQUE MULTIPARAMÉTRIQUE",
        "T2 trois plans, diffusion b2000, perfusion.",
    ),
    "pet": _act(
        "pet",
        None,
        "TEP-TDM au FDG/f; TEP-scanner/m; TEP au 18F-FDG/f; TEP-TDM/f; TEP/f",
        "TEP FDG; TEP-TDM; TEP; TEP scan",
        "ZZQL016",
        "TEP-TDM AU 18F-FDG",
        "Acquisition 60 minutes après injection de {n} MBq de 18F-FDG.",
    ),
    "pet_psma": _act(
        "pet",
        None,
        "TEP au PSMA/f; TEP-TDM PSMA/f; TEP choline/f",
        "TEP PSMA; TEP-PSMA",
        "ZZQL016",
        "TEP-TDM AU 68Ga-PSMA",
        "Acquisition 60 minutes après injection de {n} MBq.",
    ),
    "bone_scan": _act(
        "bone_scan",
        None,
        "scintigraphie osseuse/f; scinti osseuse/f; scintigraphie du squelette/f",
        "Scinti os; Scintigraphie osseuse",
        "PAQL003",
        "SCINTIGRAPHIE OSSEUSE CORPS ENTIER",
        "Images à 3 h de l'injection de {n} MBq de 99mTc-HMDP.",
    ),
    "mammography": _act(
        "mammography",
        "sein",
        "mammographie/f; mammographie bilatérale/f; mammographie de dépistage/f",
        "Mammo; Mammographie; Mammo bilat.",
        "QEQK001 QEQK004 QEQK005",
        "MAMMOGRAPHIE BILATÉRALE",
        "Incidences face et oblique, tomosynthèse.",
    ),
    "us_breast": _act(
        "ultrasound",
        "sein",
        "échographie mammaire/f; échographie/f",
        "Écho mammaire; Écho sein",
        "QEQM001",
        "ÉCHOGRAPHIE MAMMAIRE ET AXILLAIRE",
        "Sonde linéaire 12 MHz.",
    ),
    "us_liver": _act(
        "ultrasound",
        "foie",
        "échographie hépatique/f; échographie du foie/f",
        "Écho foie; Écho hépatique",
        "HLQM001",
        "ÉCHOGRAPHIE HÉPATIQUE",
        "Voie sous-costale et intercostale.",
    ),
    "us_abdomen": _act(
        "ultrasound",
        "abdomen",
        "échographie abdominale/f",
        "Écho abdo; Échographie abdominale",
        "ZCQM008",
        "ÉCHOGRAPHIE ABDOMINALE",
        "Patient à jeun.",
    ),
    "us_pelvis": _act(
        "ultrasound",
        "pelvis",
        "échographie pelvienne/f; échographie endovaginale/f; échographie du pelvis/f",
        "Écho pelvis; Écho pelvienne; Écho EV",
        "ZCQM003 ZCQJ006 ZCQJ003",
        "ÉCHOGRAPHIE PELVIENNE",
        "Voie sus-pubienne et endovaginale.",
    ),
    "us_node": _act(
        "ultrasound",
        "ganglion",
        "échographie ganglionnaire/f; échographie des aires ganglionnaires/f",
        "Écho gg; Écho ganglionnaire",
        "QZQM001",
        "ÉCHOGRAPHIE GANGLIONNAIRE",
        "Sonde linéaire 12 MHz.",
    ),
    "mri_pelvis": _act(
        "mri",
        "pelvis",
        "IRM pelvienne/f; IRM du pelvis/f",
        "IRM pelvis; IRM pelvienne",
        "ZCQJ004",
        "IRM PELVIENNE",
        "T2 trois plans, diffusion, T1 après gadolinium.",
    ),
    "us_heart": _act(
        "ultrasound",
        "cœur",
        "échographie cardiaque/f; échocardiographie/f; ETT/f",
        "ETT; Écho cœur",
        "",
        "ÉCHOCARDIOGRAPHIE TRANSTHORACIQUE",
        "",
    ),
    "xray_chest": _act(
        "xray",
        "thorax",
        "radiographie thoracique/f; radio de thorax/f; radiographie du thorax/f",
        "Rx thorax; Radio thorax",
        "ZBQK002",
        "RADIOGRAPHIE DU THORAX",
        "Cliché de face debout.",
    ),
}

BIOPSY: dict[str, Act] = {
    "breast": _act(
        "biopsy",
        "sein",
        "microbiopsie/f; microbiopsie échoguidée/f; biopsie mammaire/f; ponction-biopsie/f",
        "Microbiopsie sein; Biopsie sein; Microbiopsie",
        "QEHJ001 QEHJ001 QEHB002 QEHJ004",
    ),
    "bronchus": _act(
        "biopsy",
        "bronche",
        "biopsies bronchiques/fp; biopsie bronchique/f",
        "Fibro + biopsies; Biopsies bronchiques",
        "GEHE001",
    ),
    "lung": _act(
        "biopsy",
        "poumon",
        "ponction-biopsie pulmonaire sous scanner/f; biopsie pulmonaire/f; ponction transthoracique/f; "
        "biopsie scannoguidée du poumon/f",
        "PBP sous TDM; Biopsie pulm.; PTT sous scanner",
        "ZZHH008",
    ),
    "node_ebus": _act(
        "cytology",
        "ganglion",
        "EBUS-cytoponction/f; cytoponction ganglionnaire par EBUS/f",
        "EBUS 4R; EBUS cytoponction",
        "GEQJ237",
    ),
    "colon": _act(
        "biopsy",
        "côlon",
        "biopsies coliques/fp; biopsies perendoscopiques/fp; biopsies/fp",
        "Coloscopie + biopsies; Biopsies coliques; Biopsies",
        "HZHE002",
    ),
    "prostate": _act(
        "biopsy",
        "prostate",
        "biopsies prostatiques/fp; biopsies de prostate échoguidées/fp; ponction-biopsie prostatique/f; "
        "biopsies prostatiques ciblées/fp",
        "PBP; Biopsies prostate; Biopsies prostatiques",
        "JGHJ001 JGHJ001 JGHJ002 JGHB283",
    ),
    "liver": _act(
        "biopsy",
        "foie",
        "ponction-biopsie hépatique/f; biopsie hépatique/f; biopsie du foie/f; PBH/f",
        "PBH; Biopsie foie; Biopsie hépatique",
        "HLHJ006 HLHH006",
    ),
    "bone": _act(
        "biopsy",
        "os",
        "biopsie osseuse/f; biopsie vertébrale/f; biopsie osseuse sous scanner/f; biopsie iliaque/f",
        "Biopsie os; Biopsie osseuse; PBO",
        "LHHH002 ZZHH008",
    ),
    "met_lung": _act(
        "biopsy",
        "poumon",
        "biopsie pulmonaire/f; biopsie sous scanner du nodule pulmonaire/f",
        "Biopsie pulm.; PBP",
        "ZZHH008",
    ),
    "peritoneum": _act(
        "biopsy",
        "péritoine",
        "biopsies péritonéales/fp; biopsie péritonéale/f",
        "Biopsies péritonéales",
        "ZZHJ013",
    ),
    "node": _act(
        "biopsy",
        "ganglion",
        "biopsie ganglionnaire/f; biopsie d'adénopathie/f",
        "Biopsie gg; Biopsie ganglion",
        "ZZHJ001",
    ),
    "adrenal": _act(
        "biopsy",
        "surrénale",
        "biopsie surrénalienne/f; biopsie de la surrénale/f",
        "Biopsie surrénale",
        "ZZHH008",
    ),
    "kidney": _act(
        "biopsy",
        "rein",
        "ponction-biopsie rénale/f; biopsie rénale/f; biopsie percutanée du rein/f",
        "PBR; Biopsie rein; Biopsie rénale",
        "JAHJ006",
    ),
    "ovary": _act(
        "biopsy",
        "ovaire",
        "biopsie ovarienne/f; biopsie de la masse annexielle/f; biopsie de l'ovaire/f",
        "Biopsie ovaire; Biopsie ovarienne",
        "ZZHJ013",
    ),
    "skin": _act(
        "biopsy",
        "peau",
        "biopsie-exérèse cutanée/f; biopsie cutanée/f; biopsie-exérèse/f",
        "Biopsie-exérèse; Biopsie peau; Biopsie cutanée",
        "QZHA001",
    ),
    "sentinel": _act(
        "biopsy",
        "ganglion",
        "ganglion sentinelle/m; prélèvement du ganglion sentinelle/m",
        "GS",
        "",
    ),
}

#: CCAM of the histology of a biopsy.
HISTOLOGY_CODES = ("ZZQX162", "ZZQX163", "ZZQX217")

#: ICD-10 of secondary disease by gold site.
METASTASIS_ICD = {
    "os": "C795",
    "foie": "C787",
    "poumon": "C780",
    "cerveau": "C793",
    "plèvre": "C782",
    "péritoine": "C786",
    "surrénale": "C797",
    "ganglion": "C778",
    "peau": "C792",
}
