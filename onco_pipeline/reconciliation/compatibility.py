"""Can two statements tell the same event? Compatibility of subtypes and of sites.

A chest CT may be the chest part of a CT of chest, abdomen and pelvis; a PET-CT is never a CT; an act that
names no organ is compatible with all. Regions contain organs, so that "IRM hépatique" meets the coded MRI
of the abdomen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from onco_pipeline.codes.drugs import agent_of_name
from onco_pipeline.events import Family
from onco_pipeline.text import fold, fold_key

__all__ = ["holds", "merged_site", "pathology_kind", "site_score", "subtype_score"]

# What each region holds, one level down; _closure makes it transitive.
_PARTS: dict[str, tuple[str, ...]] = {
    "tap": ("thorax", "abdomen"),
    "thorax": ("poumon", "bronche", "plèvre", "médiastin", "cœur", "œsophage", "péricarde", "thymus", "trachée"),
    # A coded exam of "abdomen or pelvis" is filed under abdomen, so that abdomen holds the pelvis here.
    "abdomen": (
        *("foie", "rein", "rate", "pancréas", "surrénale", "estomac", "intestin", "côlon", "voies biliaires"),
        *("péritoine", "rétropéritoine", "vésicule biliaire", "pelvis", "uretère", "appendice"),
    ),
    "pelvis": (
        *("prostate", "vessie", "utérus", "ovaire", "rectum", "anus", "vagin", "testicule", "vulve", "pénis"),
        *("urètre", "trompe", "vésicule séminale"),
    ),
    "cerveau": ("méninges", "hypophyse"),
    "cou": ("thyroïde", "parathyroïde", "larynx", "parotide", "glande salivaire", "pharynx", "oropharynx"),
    "face": ("œil", "nez", "bouche", "langue", "fosses nasales", "oreille", "sinus de la face", "rhinopharynx"),
    "os": ("rachis", "crâne", "côte", "bassin", "fémur", "humérus", "sternum", "sacrum"),
    "poumon": ("bronche",),
    "peau": ("tissus mous",),
    "larynx": ("pharynx", "hypopharynx", "oropharynx"),
    "bouche": ("langue", "gencive", "lèvre", "amygdale"),
    "voies biliaires": ("vésicule biliaire",),
    "rectum": ("anus",),
    "côlon": ("rectum", "sigmoïde", "cæcum"),
    "œsophage": ("estomac",),
    "moelle osseuse": ("sang",),
}
#: A node can lie in any region; as a target of ultrasound or needle it is coded as soft tissue or neck.
_NODE_REGIONS = frozenset({"cou", "tissus mous", "peau", "membre supérieur", "membre inférieur", "médiastin"})
#: Marrow is sampled through a bone.
_MARROW = frozenset({"os", "moelle osseuse"})

# Genes, and techniques that only look for genes: a molecular result is a record of its own.
_MOLECULAR = re.compile(
    r"\b(?:egfr|k-?ras|n-?ras|b-?raf|ras|her2 mute|met|alk|ros ?-?1|ret|ntrk\d?|pik3ca|esr1|brca ?[12]?|hrd|idh ?[12]?|"
    r"mgmt|1p19q|flt3|npm1|tp53|kit|pdgfra|fgfr\d?|exon|ngs|mutation|mutee?s?|del ?19|v600|[a-z]\d{2,4}[a-z]|"
    r"biologie moleculaire|translocation|fusion|amplification|panel|"
    r"fish|caryotype|cytogenetique|del ?\(?\d{1,2}\(?[pq]|t\(\d{1,2})\b"
)
_HISTOLOGY = re.compile(
    r"carcinom|adk\b|\bcci\b|\bcli\b|melanom|sarcom|lymphom|gleason|isup|\bp?t[0-4x][a-d]?\b|\bpt|grade|\br[eop]\b|\brh\b|"
    r"ki ?-?67|pd-?l1|her2|ttf ?-?1|metastase|inflammatoire|non contributi|benin|trg|\br[012]\b|\d ?n\+|"
    r"breslow|cellules|seminome|prolifer|p[mM]mr|mss\b|msi\b|dmmr|sans tumeur|indemne|envahi"
)


@cache
def _closure(region: str) -> frozenset[str]:
    """Return everything that a region holds, itself included."""
    return frozenset({region}).union(*(_closure(part) for part in _PARTS.get(region, ())))


def site_score(one: str | None, other: str | None, family: str) -> float:
    """Return how well two sites agree: 1 equal, 0.9 one holds the other, 0.8 one unknown, 0 different.

    Drugs agree when they are one agent, whatever name each side uses.

    Examples
    --------
    >>> site_score("thorax", "tap", "imaging"), site_score("foie", None, "biopsy"), site_score("foie", "sein", "biopsy")
    (0.9, 0.8, 0.0)
    """
    if family == Family.ORAL_THERAPY:
        return 1.0 if one and other and _drug(one) == _drug(other) else 0.0
    if not one or not other:
        return 0.8
    if fold_key(one) == fold_key(other):
        return 1.0
    if one in _closure(other) or other in _closure(one):
        return 0.9
    pair = {one, other}
    if "ganglion" in pair and pair & _NODE_REGIONS and family in (Family.IMAGING, Family.BIOPSY):
        return 0.9
    # The ultrasound of a breast is that of its armpit too.
    if family == Family.IMAGING and pair == {"ganglion", "sein"}:
        return 0.9
    if family == Family.BIOPSY and pair <= _MARROW:
        return 0.9
    # One code is both that of the pancreas and of the bile ducts, and an echo-endoscopy looks at both.
    if pair == {"pancréas", "voies biliaires"} and family in (Family.IMAGING, Family.BIOPSY):
        return 0.9
    # One operation takes out both, one act examines them, and one exam sees them.
    if pair == {"utérus", "ovaire"} and family in (Family.PATHOLOGY, Family.IMAGING):
        return 0.9
    # A cerebral scan is coded as one of the head; the face is scanned with the neck.
    if family == Family.IMAGING and pair in ({"face", "cou"}, {"abdomen", "rachis"}):
        return 0.7
    return 0.0


def holds(region: str, site: str) -> bool:
    """Return whether a site lies in a region, or a node may.

    Examples
    --------
    >>> holds("poumon", "bronche"), holds("bronche", "poumon"), holds("cou", "ganglion"), holds("os", "os")
    (True, False, True, True)
    """
    return site in _closure(region) or (site == "ganglion" and region in _NODE_REGIONS)


@cache
def _drug(name: str) -> str:
    agent = agent_of_name(name)
    return agent.atc_current if agent else fold_key(name)


def subtype_score(one: str, other: str, family: str) -> float:
    """Return how well two subtypes of one family agree: 1 equal, less when only alike, 0 when never the same.

    Examples
    --------
    >>> subtype_score("pet", "ct", "imaging"), subtype_score("cytology", "biopsy", "biopsy")
    (0.0, 0.9)
    """
    if one == other:
        return 1.0
    if family == Family.METASTASIS:
        return 0.95  # "first" and "further" are told from one note's point of view
    if family == Family.BIOPSY:
        return 0.9 if "bone_marrow" not in (one, other) else 0.6
    if family == Family.IMAGING and "other" in (one, other):
        return 0.5
    return 0.0


def merged_site(one: str | None, other: str | None) -> str | None:
    """Return the more specific of two compatible sites, the first when neither is.

    Examples
    --------
    >>> merged_site("abdomen", "foie"), merged_site(None, "sein"), merged_site("os", "rachis")
    ('foie', 'sein', 'rachis')
    """
    if not one or not other:
        return one or other
    return other if other != one and other in _closure(one) else one


def pathology_kind(quote: str | None, attributes: Mapping[str, Any]) -> str:
    """Return whether a pathology statement is about ``histology`` (markers included) or only ``molecular``.

    A tumour's gene study comes weeks after its histology, on the same specimen, and is a result of its own.

    Examples
    --------
    >>> pathology_kind("mutation BRAF V600E", {}), pathology_kind("adénocarcinome, KRAS muté", {})
    ('molecular', 'histology')
    """
    folded = fold(quote or "")
    if "histology" in attributes or _HISTOLOGY.search(folded):
        return "histology"
    if _MOLECULAR.search(folded):
        return "molecular"
    return "molecular" if attributes.get("kind") == "molecular" else "histology"
