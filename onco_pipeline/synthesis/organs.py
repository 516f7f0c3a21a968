"""Seven cancers: what the tumour is, how it is found, where it spreads, what a report says of it.

Distributions are rounded from general clinical knowledge: they make a world that a clinician
recognises, not an epidemiological model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from onco_pipeline.synthesis import organs_more
from onco_pipeline.synthesis.tumours import Tumour, weighted

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Organ:
    """How a cancer presents and spreads."""

    name: str
    specialty: str
    women: float
    age: tuple[float, float]
    metastatic_at_start: float
    relapse: float
    surgery: float
    spread: tuple[tuple[str, float], ...]
    complaints: tuple[str, ...]
    suspected: str
    tumour: Callable[[Random, str], Tumour]


def _breast(rng: Random, sex: str) -> Tumour:
    side, of_side = ("gauche", "g") if rng.random() < 0.51 else ("droit", "d")
    quadrant = weighted(rng, (("QSE", 0.5), ("QSI", 0.18), ("QIE", 0.16), ("QII", 0.08), ("quadrant central", 0.08)))
    group = weighted(rng, (("rh", 0.72), ("her2", 0.15), ("tn", 0.13)))
    grade = ROMAN[min(2, int(rng.random() * 2.2) + (group != "rh"))]
    er = (
        0 if group == "tn" else rng.choice((100, 100, 95, 90, 90, 80, 70)) if group == "rh" else rng.choice((0, 30, 80))
    )
    pr = 0 if er == 0 else rng.choice((0, 5, 20, 40, 60, 80))
    her2 = "3+" if group == "her2" else weighted(rng, (("0", 0.5), ("1+", 0.4), ("2+ FISH non amplifié", 0.1)))
    ki = rng.choice((5, 8, 10, 15, 20, 25)) if group == "rh" else rng.choice((30, 40, 50, 70))
    lobular = group == "rh" and rng.random() < 0.15
    kind, short = ("lobulaire", "CLI") if lobular else ("canalaire", "CCI")
    long = f"carcinome {kind} infiltrant"
    if not lobular and rng.random() < 0.4:
        long = "carcinome infiltrant de type non spécifique"
    markers = f"RE {er} %, RP {pr} %, HER2 {her2}, Ki67 {ki} %"
    size, positive = 8 + int(rng.lognormvariate(2.6, 0.5)), max(0, int(rng.gauss(0.4, 1.6)))
    removed = rng.choice((2, 3, 4)) if positive < 2 else rng.choice((9, 12, 14))
    t = "T1c" if size <= 20 else "T2" if size <= 50 else "T3"
    n = "N0" if not positive else "N1a" if positive < 4 else "N2a"
    rh = ("RH+" if er else "RH-") + (" HER2+" if group == "her2" else " HER2-")
    return Tumour(
        "sein",
        group,
        f"{quadrant} {side}",
        f"{long} du sein {side}",
        f"{short} sein {of_side}",
        (
            f"{long} de grade {grade}, {markers}",
            f"{short} grade {grade}, {markers}",
            f"{short} SBR {grade}, {rh}, Ki67 {ki} %",
            f"carcinome {kind} infiltrant SBR {grade}, {rh}",
        ),
        (
            f"{long} de grade {grade}, {size} mm, p{t} {n} ({positive}N+/{removed}), R0",
            f"p{t}{n} ({positive}N+/{removed}) R0",
            f"{short} grade {grade} de {size} mm, p{t} {n}, R0",
            f"p{t} {n}, limites saines",
        ),
        (
            f"métastase {{site}} d'un carcinome mammaire, RE {er} %, RP {max(0, pr - 10)} %, HER2 {her2}",
            f"localisation {{site}} d'un carcinome d'origine mammaire, GATA3+, RE {er} %",
            f"carcinome mammaire, {rh}",
        ),
        ("mutation PIK3CA H1047R", "PIK3CA sauvage") if group == "rh" else (),
        size,
        f"c{t} N{min(1, positive)}",
        ("HHGS", "A7B2"),
        rng.choice(("C504", "C504", "C502", "C508", "C509")),
        (
            f"Prolifération carcinomateuse infiltrante faite de travées et de massifs, score d'Elston-Ellis {grade}.",
            "Stroma fibreux avec infiltrat lymphocytaire modéré. Pas d'embole vu.",
            f"Contingent in situ {rng.choice((5, 10, 20))} %, de grade nucléaire intermédiaire.",
        ),
    )


def _lung(rng: Random, sex: str) -> Tumour:
    lobe, long_lobe = rng.choice(
        (
            ("LSD", "lobe supérieur droit"),
            ("LSG", "lobe supérieur gauche"),
            ("LID", "lobe inférieur droit"),
            ("LIG", "lobe inférieur gauche"),
        )
    )
    tps = rng.choice((0, 1, 5, 10, 40, 60, 80))
    kind = weighted(rng, (("adk", 0.66), ("epi", 0.24), ("cpc", 0.10)))
    group = "none"
    molecular: tuple[str, ...] = ()
    if kind == "adk":
        group = weighted(rng, (("egfr", 0.2), ("alk", 0.08), ("none", 0.72)))
        if group == "egfr":
            exon = rng.choice(("délétion de l'exon 19", "L858R"))
            molecular = (f"mutation EGFR ({exon})", f"EGFR muté, {exon}")
        elif group == "alk":
            molecular = ("réarrangement ALK", "ALK réarrangé en FISH")
        else:
            molecular = rng.choice(
                (("KRAS G12C",), ("KRAS G12D",), ("EGFR, ALK et ROS1 négatifs", "EGFR et BRAF sauvages"))
            )
    words = {
        "adk": (
            f"adénocarcinome bronchique TTF1+, PD-L1 {tps} %",
            f"ADK TTF1+, PD-L1 TPS {tps} %",
            "adénocarcinome pulmonaire TTF1+, p40-",
        ),
        "epi": (
            f"carcinome épidermoïde p40+, PD-L1 {tps} %",
            f"épidermoïde, p40+, TTF1-, PD-L1 {tps} %",
            "carcinome épidermoïde bronchique p40+",
        ),
        "cpc": (
            "carcinome neuro-endocrine à petites cellules, Ki67 90 %",
            "CBPC, synaptophysine+, Ki67 90 %",
            "carcinome à petites cellules, CD56+",
        ),
    }[kind]
    label = {"adk": "adénocarcinome", "epi": "carcinome épidermoïde", "cpc": "carcinome à petites cellules"}[kind]
    size = 12 + int(rng.lognormvariate(3.1, 0.5))
    t = "T1c" if size <= 30 else "T2a" if size <= 40 else "T2b" if size <= 50 else "T3"
    n = rng.choice((0, 0, 1, 2))
    return Tumour(
        "poumon",
        group,
        long_lobe if rng.random() < 0.4 else lobe,
        f"{label} du {long_lobe}",
        f"{ {'adk': 'ADK', 'epi': 'épidermoïde', 'cpc': 'CBPC'}[kind] } {lobe}",
        words,
        (f"{label} de {size} mm, p{t} N{n}, plèvre viscérale intacte, R0", f"p{t}N{n} R0", f"{words[2]}, p{t} N{n}"),
        (
            f"métastase {{site}} d'un {label} d'origine pulmonaire",
            f"{label} TTF1+ compatible avec l'origine bronchique"
            if kind == "adk"
            else f"localisation {{site}} d'un {label}, p40+"
            if kind == "epi"
            else "infiltration par un carcinome à petites cellules",
        ),
        molecular,
        size,
        f"c{t} N{n}",
        ("HHRP" if rng.random() < 0.5 else "PHRB", {"adk": "A7A0", "epi": "E7T0", "cpc": "A7A0"}[kind]),
        {"LSD": "C341", "LSG": "C341", "LID": "C343", "LIG": "C343"}[lobe],
        (
            "Fragments bronchiques et parenchymateux infiltrés par une prolifération tumorale en massifs et en glandes."
            if kind == "adk"
            else "Fragments infiltrés par des massifs cellulaires atypiques, mitoses nombreuses.",
            f"Cellularité tumorale estimée à {rng.choice((20, 40, 60, 70))} %.",
            "Stroma desmoplastique, nécrose focale.",
        ),
    )


def _colon(rng: Random, sex: str) -> Tumour:
    place, icd = rng.choice(
        (
            ("sigmoïde", "C187"),
            ("sigmoïde", "C187"),
            ("côlon droit", "C182"),
            ("caecum", "C180"),
            ("côlon gauche", "C186"),
            ("côlon ascendant", "C182"),
        )
    )
    mmr = "dMMR" if rng.random() < 0.14 else "pMMR"
    ras = weighted(
        rng,
        (
            ("KRAS G12D", 0.25),
            ("KRAS G12V", 0.12),
            ("NRAS Q61K", 0.05),
            ("BRAF V600E", 0.09),
            ("RAS et BRAF sauvages", 0.49),
        ),
    )
    degree = weighted(rng, (("bien", 0.4), ("moyennement", 0.5), ("peu", 0.1)))
    size, positive = 15 + int(rng.lognormvariate(3.0, 0.4)), max(0, int(rng.gauss(0.8, 2.2)))
    removed = 12 + int(rng.random() * 14)
    t, n = rng.choice(("T2", "T3", "T3", "T3", "T4a")), "N0" if not positive else "N1b" if positive < 4 else "N2a"
    l_of = "de l'" if place[0] in "aeiou" else "du "
    return Tumour(
        "côlon",
        "braf" if ras.startswith("BRAF") else "ras" if "sauvages" not in ras else "wt",
        place,
        f"adénocarcinome {l_of}{place}",
        f"ADK {place}",
        (
            f"adénocarcinome lieberkühnien {degree} différencié, {mmr}",
            f"ADK lieberkühnien {degree} différencié {mmr}",
            f"adénocarcinome {degree} différencié, CK20+, CDX2+",
            f"ADK infiltrant {mmr}",
        ),
        (
            f"adénocarcinome lieberkühnien {degree} différencié, p{t} {n} ({positive}N+/{removed}), R0",
            f"p{t}{n} ({positive}N+/{removed}) R0",
            f"ADK {degree} différencié, p{t} {n}, V1, R0, {mmr}",
            f"p{t} {n}, {mmr}",
        ),
        (
            "métastase {site} d'un adénocarcinome d'origine colique",
            "adénocarcinome CK20+, CDX2+ d'origine colique",
            "localisation {site} d'un adénocarcinome lieberkühnien",
        ),
        (ras,),
        size,
        f"c{t.replace('a', '')} N{min(1, positive)}",
        ("PHDC", "A7A2" if degree == "moyennement" else "A7A0"),
        icd,
        (
            "Muqueuse colique remaniée, infiltrée par une prolifération glandulaire cribriforme.",
            "Nécrose salissante intraluminale. Infiltration de la sous-muqueuse.",
            f"Expression conservée de MLH1, PMS2, MSH2 et MSH6 ({mmr})."
            if mmr == "pMMR"
            else f"Perte d'expression de MLH1 et PMS2 ({mmr}).",
        ),
    )


def _prostate(rng: Random, sex: str) -> Tumour:
    a, b, isup = rng.choice(((3, 3, 1), (3, 4, 2), (3, 4, 2), (4, 3, 3), (4, 3, 3), (4, 4, 4), (4, 5, 5), (5, 4, 5)))
    cores, total = rng.randint(2, 11), rng.choice((12, 12, 14, 15))
    gleason = f"Gleason {a + b} ({a}+{b})"
    side = rng.choice(("gauche", "droit"))
    t = rng.choice(("T2a", "T2c", "T3a", "T3b"))
    return Tumour(
        "prostate",
        "prostate",
        f"lobe {side}",
        "adénocarcinome de la prostate",
        "ADK prostate",
        (
            f"adénocarcinome acinaire {gleason}, ISUP {isup}, {cores}/{total} carottes",
            f"ADK prostatique {gleason}, {cores}/{total}",
            f"adénocarcinome prostatique {gleason}, groupe ISUP {isup}",
            f"{gleason} ISUP {isup}, {cores} carottes sur {total}",
        ),
        (
            f"adénocarcinome acinaire {gleason}, p{t} N0, R{rng.choice((0, 0, 1))}",
            f"p{t}N0 {gleason}",
            f"ADK {gleason}, p{t} N0",
        ),
        (
            "métastase {site} d'un adénocarcinome prostatique, NKX3.1+",
            "adénocarcinome d'origine prostatique, PSA+",
            "localisation {site} d'un carcinome prostatique",
        ),
        ("mutation BRCA2 somatique", "BRCA1/2 sauvages") if rng.random() < 0.3 else (),
        rng.randint(8, 24),
        f"c{t} N0",
        ("PHHP", "A7A4"),
        "C61",
        (
            f"Prolifération de petites glandes infiltrantes, {gleason}, longueur cumulée {rng.randint(8, 60)} mm.",
            f"Engainements périnerveux {rng.choice(('présents', 'non vus'))}. Pas d'extension extraprostatique.",
            "Perte des cellules basales (p63 négatif), AMACR positif.",
        ),
    )


ORGANS: dict[str, Organ] = {
    organ.name: organ
    for organ in (
        Organ(
            "sein",
            "sénologie",
            0.99,
            (61, 13),
            0.07,
            0.3,
            0.97,
            (("os", 0.45), ("foie", 0.25), ("poumon", 0.18), ("cerveau", 0.07), ("plèvre", 0.05)),
            (
                "nodule découvert à l'autopalpation",
                "dépistage organisé",
                "nodule palpé",
                "rétraction cutanée",
                "dépistage individuel",
            ),
            "nodule mammaire suspect",
            _breast,
        ),
        Organ(
            "poumon",
            "oncologie thoracique",
            0.36,
            (66, 9),
            0.5,
            0.45,
            0.7,
            (("cerveau", 0.27), ("os", 0.27), ("surrénale", 0.17), ("foie", 0.15), ("plèvre", 0.14)),
            (
                "hémoptysie de faible abondance",
                "toux persistante",
                "altération de l'état général",
                "douleur thoracique",
                "dyspnée d'effort",
                "découverte fortuite",
            ),
            "nodule pulmonaire suspect",
            _lung,
        ),
        Organ(
            "côlon",
            "oncologie digestive",
            0.46,
            (69, 11),
            0.22,
            0.3,
            0.92,
            (("foie", 0.55), ("poumon", 0.2), ("péritoine", 0.2), ("os", 0.05)),
            (
                "rectorragies",
                "anémie ferriprive",
                "test immunologique de dépistage positif",
                "troubles du transit",
                "douleurs abdominales",
            ),
            "processus tumoral colique",
            _colon,
        ),
        Organ(
            "prostate",
            "onco-urologie",
            0.0,
            (70, 8),
            0.14,
            0.3,
            0.45,
            (("os", 0.75), ("ganglion", 0.15), ("foie", 0.1)),
            ("élévation du PSA", "PSA de dépistage élevé", "toucher rectal suspect", "dysurie et PSA élevé"),
            "nodule prostatique suspect",
            _prostate,
        ),
        Organ(
            "rein",
            "onco-urologie",
            0.35,
            (64, 11),
            0.25,
            0.35,
            0.9,
            (("poumon", 0.4), ("os", 0.3), ("foie", 0.12), ("surrénale", 0.1), ("cerveau", 0.08)),
            ("hématurie", "découverte fortuite à l'échographie", "lombalgies", "altération de l'état général"),
            "masse rénale suspecte",
            organs_more.kidney,
        ),
        Organ(
            "ovaire",
            "oncologie gynécologique",
            1.0,
            (62, 12),
            0.15,
            0.5,
            0.95,
            (("péritoine", 0.55), ("foie", 0.2), ("plèvre", 0.15), ("ganglion", 0.1)),
            ("distension abdominale", "douleurs pelviennes", "ascite", "métrorragies"),
            "masse annexielle suspecte",
            organs_more.ovary,
        ),
        Organ(
            "peau",
            "onco-dermatologie",
            0.47,
            (60, 15),
            0.05,
            0.35,
            0.97,
            (("poumon", 0.3), ("cerveau", 0.25), ("foie", 0.2), ("os", 0.1), ("ganglion", 0.15)),
            ("lésion pigmentée évolutive", "naevus modifié", "lésion cutanée noire qui saigne"),
            "lésion cutanée pigmentée suspecte",
            organs_more.skin,
        ),
    )
}
