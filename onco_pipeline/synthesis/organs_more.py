"""Three more cancers, of kidney, ovary and skin: what their tumours are and what a report says of them."""

from __future__ import annotations

from random import Random

from onco_pipeline.synthesis.tumours import Tumour, weighted


def kidney(rng: Random, sex: str) -> Tumour:
    """Draw a renal cell carcinoma."""
    side, of_side = rng.choice((("droit", "dt"), ("gauche", "g")))
    grade = rng.choice((1, 2, 2, 3, 3, 4))
    size = 25 + int(rng.lognormvariate(3.2, 0.5))
    t = "T1a" if size <= 40 else "T1b" if size <= 70 else rng.choice(("T2a", "T3a"))
    clear = rng.random() < 0.8
    long = "carcinome rénal à cellules claires" if clear else "carcinome papillaire du rein"
    short = "CCR à cellules claires" if clear else "CCR papillaire"
    return Tumour(
        "rein",
        "rein",
        rng.choice((f"pôle supérieur du rein {side}", f"pôle inférieur du rein {side}", f"rein {side}")),
        f"{long} {side}",
        f"{short} {of_side}",
        (
            f"{long}, grade OMS/ISUP {grade}",
            f"{short}, grade {grade}, PAX8+",
            f"{long} PAX8+, CAIX+" if clear else f"{long}, CK7+",
        ),
        (
            f"{long} de {size} mm, grade ISUP {grade}, p{t} Nx, R0",
            f"p{t}Nx R0, grade {grade}",
            f"{short} grade {grade}, p{t}, marges saines",
        ),
        (
            f"métastase {{site}} d'un {long}",
            "carcinome à cellules claires PAX8+ d'origine rénale" if clear else "carcinome papillaire d'origine rénale",
            f"localisation {{site}} d'un {short}",
        ),
        (),
        size,
        f"c{t} N0",
        ("PHVR", "A7A0"),
        "C64",
        (
            "Prolifération en massifs et en alvéoles de cellules à cytoplasme clair, réseau capillaire fin.",
            f"Nucléoles visibles, grade ISUP {grade}. Pas de composante sarcomatoïde.",
            rng.choice(("Graisse du sinus respectée.", "Veine rénale libre.")),
        ),
    )


def ovary(rng: Random, sex: str) -> Tumour:
    """Draw a carcinoma of the ovary."""
    high = rng.random() < 0.8
    grade = "haut grade" if high else "bas grade"
    brca = weighted(rng, (("BRCA1/2 sauvages", 0.7), ("mutation BRCA1", 0.18), ("mutation BRCA2", 0.12)))
    size = 40 + int(rng.lognormvariate(3.4, 0.4))
    t = rng.choice(("T1c", "T2b", "T3b", "T3c", "T3c"))
    return Tumour(
        "ovaire",
        "brca" if brca.startswith("mutation") else "none",
        rng.choice(("ovaire droit", "ovaire gauche")),
        "carcinome de l'ovaire",
        "cancer ovarien",
        (
            f"carcinome séreux de {grade}, p53 {'muté' if high else 'sauvage'}, WT1+",
            f"carcinome séreux {grade}, PAX8+, WT1+",
            f"carcinome séreux ovarien de {grade}",
        ),
        (
            f"carcinome séreux de {grade} bilatéral, p{t}, résidu nul (CC0)",
            f"p{t} N0, carcinome séreux {grade}",
            f"carcinome séreux de {grade}, p{t}, capsule rompue",
        ),
        (
            f"métastase {{site}} d'un carcinome séreux de {grade}",
            "carcinome séreux PAX8+, WT1+ d'origine ovarienne",
            "localisation {site} d'un carcinome ovarien",
        ),
        (brca,),
        size,
        f"c{t} N0",
        ("PHGO", "S7C0"),
        "C56",
        (
            "Prolifération papillaire et solide, fentes étroites, atypies marquées.",
            f"Ki67 {rng.choice((40, 60, 80))} %. Mitoses nombreuses.",
            "Psammomes présents.",
        ),
    )


def skin(rng: Random, sex: str) -> Tumour:
    """Draw a melanoma of the skin."""
    place = rng.choice(("dos", "mollet droit", "bras gauche", "épaule droite", "cuisse gauche", "thorax"))
    breslow = rng.choice(("0,8", "1,2", "1,7", "2,4", "3,1", "4,5", "6,0"))
    depth = float(breslow.replace(",", "."))
    t = "T1b" if depth <= 1 else "T2a" if depth <= 2 else "T3b" if depth <= 4 else "T4b"
    braf = rng.random() < 0.5
    result = rng.choice(("mutation BRAF V600E", "BRAF V600E muté")) if braf else "BRAF sauvage"
    of_place = "de l'" + place if place[0] in "aeiouéè" else ("de la " if place.startswith("cuisse") else "du ") + place
    ulcer = rng.choice(("ulcéré", "non ulcéré"))
    kind = rng.choice(("SSM", "nodulaire"))
    return Tumour(
        "peau",
        "braf" if braf else "wt",
        place,
        f"mélanome {of_place}",
        f"mélanome {place}",
        (
            f"mélanome {kind} de Breslow {breslow} mm, {ulcer}",
            f"mélanome {kind}, Breslow {breslow} mm, {rng.randint(1, 6)} mitoses/mm²",
            f"mélanome invasif, Breslow {breslow} mm, Clark IV",
        ),
        (
            f"pas de résidu de mélanome sur la reprise, p{t}, marges saines",
            f"p{t} N0, marges de 20 mm indemnes",
            f"cicatrice sans tumeur résiduelle, p{t}",
        ),
        (
            "métastase {site} d'un mélanome, SOX10+, Melan-A+",
            "prolifération mélanocytaire maligne SOX10+",
            "localisation {site} d'un mélanome malin",
        ),
        (result,),
        rng.randint(6, 25),
        f"p{t} N0",
        ("OHPC", "M7A0"),
        "C43",
        (
            "Prolifération mélanocytaire atypique asymétrique, thèques confluentes.",
            f"Index de Breslow : {breslow} mm. Régression absente.",
            "Pas d'embole ni d'engainement vu.",
        ),
    )
