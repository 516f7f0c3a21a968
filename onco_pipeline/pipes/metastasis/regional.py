"""What stays in a primary's own region: its nodes, and what is on its way to them. They are N, not M."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis.told import Told
from onco_pipeline.pipes.screen import Screened

__all__ = ["is_regional"]

#: Nodes that drain no organ's own region.
_BEYOND_REGION = re.compile(r"a distance|m1\b|retro-?peritone|supra-?clav|sus-?clav|lombo|controlateral")
#: "Métastases dans 13 des 18 adénopathies", "métastase dans 1/12 ganglions": what a specimen's nodes show is N.
_NODES_COUNTED = re.compile(
    r" ?(?:(?:d'un |d'|de )?(?:\w+ )){0,2}(?:dans|sur|de|a|:)? ?\(?(?:\d{1,2}|(?:l')?une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) ?(?:des|de|sur|/) ?(?:les |l'ensemble des )?(?:\d{1,3}|[a-z]{4,7}) ?(?:ganglions?|adenopathies?|adp\b)"
)
#: "Métastase d'un carcinome, avec une invasion vasculaire, dans 14/17 ganglions".
_NODES_COUNTED_ON = Screened(r"\b(?:dans|sur|de) \d{1,2} ?(?:/|sur|des) ?(?:les )?\d{1,3} (?:ganglions?|adenopathies?)")
#: "Métastases cutanées en transit" of a melanoma are of its region.
_IN_TRANSIT = re.compile(r"[^,;.:]{0,25}\ben transit\b")
#: "48 ganglions isolés, dont 7 avec atteinte métastatique".
_NODES_AMONG = Screened(
    r"\b\d{1,3} (?:ganglions?|adenopath\w+)\b[^.;]{0,50}\bdont (?:un |une |l')?\w+ (?:\w+ )?(?:avec|presentant|etai(?:en)?t|est|sont|envahi)[^.;]{0,25}\Z"
)
#: Nodes that drain a primary: what is said of them is N, not M.
_REGIONAL = {
    "sein": re.compile(r"axillaire|sentinelle|mammaire interne|infra-?clav|sous-?clav|aisselle|rotter"),
    "poumon": re.compile(r"hilaire|mediastin|sous-?carinair|paratrache|interlobaire|\b\d{1,2}[rl]\b|pulmonaire"),
    "bronche": re.compile(r"hilaire|mediastin|sous-?carinair|paratrache"),
    "peau": re.compile(r"sentinelle|inguin|axillaire|aissell|cervical|drainage|regiona|\d sur \d|\d/\d|adenopathie"),
    "thyroïde": re.compile(
        r"cervica|recurrent|jugul|central|lateral|\b(?:ii|v|vi)[ab]?\b|metastases? ganglionnaires?\b(?! (?:medias|axill|abdo|retro))"
    ),
    "prostate": re.compile(r"pelvi|obturat|iliaques? (?:interne|externe)"),
    "rectum": re.compile(r"mesorect|pelvi|iliaque interne"),
    "côlon": re.compile(r"mesocol|pericol|mesenter"),
    "estomac": re.compile(r"perigastr|coe?liaque|coronair"),
    "utérus": re.compile(r"pelvi|iliaque"),
    "vessie": re.compile(r"pelvi|iliaque|obturat"),
    **dict.fromkeys(
        ("larynx", "langue", "pharynx", "face", "parotide"), re.compile(r"cervica|jugul|sous-?mand|niveaux? i")
    ),
    "rein": re.compile(r"hilaire renal"),
}
_REGIONAL_ALWAYS = re.compile(
    r"sentinelle|\bn\+|\bn[123]\b|regiona|(?<!du )(?<!le )(?<!au )(?<![\d/])\d{1,2} ?/ ?\d{1,2}(?![\d/])|\d sur \d|sur les \w+ (?:isole|preleve)|\bgs\b|curage"
    r"|lymphadenectom|micro-?metasta|mastectomie|pn[0-3]"
    r"|(?:dans|a|de|sur) (?:\d{1,2}|une?|deux|trois|quatre|cinq|six) (?:(?:des|sur) (?:les )?\d{1,2} )?ganglions?|metastases? (?:dans|sur) (?:\d{1,2}|une?|deux|trois|quatre|cinq|six) adenopathies?"
)

#: "Métastase ganglionnaire d'un carcinome mammaire": so a pathologist concludes on a node of the region.
_OF_A_NODE = re.compile(r"metastases? ganglionnaires? d(?:'un|u|e l'|') ?(?:adeno-?)?(?:carcinome|melanome)")
_NODES = re.compile(r"ganglion|adenopath|axillaire|aissell")
_MICRO = re.compile(r"micro-?metasta")
_SPECIMEN = re.compile(r"pieces?|ganglion\w* sur")


def is_regional(
    folded: str, start: int, end: int, first: int, last: int, sites: list[str], told: Told, kind: str
) -> bool:
    """Return whether a statement is about nodes of the tumour's own region, or about what is on its way to them."""
    if _IN_TRANSIT.match(folded, end, last):
        return True
    if _NODES_COUNTED.match(folded, end, last) or _NODES_AMONG.search(folded, max(first, start - 110), start):
        return True
    if kind == "word" and not sites and _NODES_COUNTED_ON.search(folded, end, last):
        return True
    near = folded[max(first, start - 45) : min(last, end + 55)]
    if "ganglion" in sites or _NODES.search(near[: 45 + end - start + 25]):
        if _BEYOND_REGION.search(near):
            return False
        if kind not in {"progress", "relapse"} and _REGIONAL_ALWAYS.search(near):
            return True
        if set(sites) <= {"ganglion", "médiastin", "cou"}:
            # "Aspiration de l'adénopathie axillaire, réalisée le 27/11 avec le résultat d'une métastase"
            near = folded[max(first, start - (130 if kind == "word" else 45)) : min(last, end + 55)]
            if _BEYOND_REGION.search(near):
                return False
            if kind == "word" and _OF_A_NODE.match(folded, start, last) and _BEYOND_REGION.search(folded) is None:
                near = folded
            return any(pattern.search(near) for organ, pattern in _REGIONAL.items() if organ in told.primaries)
    return (_MICRO.search(folded, start, end) is not None and set(sites) <= {"ganglion"}) or (
        _SPECIMEN.search(near) is not None and "ganglion" in sites
    )
