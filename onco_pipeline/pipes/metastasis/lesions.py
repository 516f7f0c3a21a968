"""Which bare lesions are spread, by what is said of them and by what the note has told of the cancer."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.told import Told
from onco_pipeline.pipes.sites import Place, region_of, site_of

__all__ = ["lesion_places", "of_primary"]


_A_PAIR = 2
_LIMBS = frozenset({"membre inférieur", "membre supérieur"})


def of_primary(place: Place, told: Told) -> bool:
    """Whether a place is the primary's organ, or the region that holds it."""
    site = site_of([place])
    if site in {"thorax", "abdomen"}:
        return any(site in (organ, region_of(organ)) for organ in told.primaries)
    return site in told.primaries


def lesion_places(folded: str, match: re.Match[str], places: list[Place], clause: str, told: Told) -> list[Place]:
    """Return the places where bare lesions are spread: not the primary's organ, not what looks benign."""
    alone = not match.group().rstrip().endswith("s")
    metabolic = _metabolic(clause, places, told) or (not alone and _of_skeleton(match.group(), clause, places, told))
    metabolic = metabolic or (alone and _only_bone(clause, places, told))
    told_of = clause
    if patterns.AND_OTHERS.search(folded, max(0, match.start() - 8), match.start()):
        told_of = clause[max(0, clause.find(match.group())) :]  # what is said of the first lesion is said of that one
    # "Le 14/12/2021, TDM : nodules pulmonaires des deux bases", of a cancer that is known to have spread
    goes_on = any(told.sites.values()) and _goes_on(folded, match, places, told, alone=alone)
    goes_on = goes_on or (not alone and patterns.IRRADIATED.match(folded, match.end()) is not None)
    goes_on = goes_on or (not alone and _beside_tumour(folded, match, places, told))
    if not (metabolic or goes_on or patterns.MALIGNANT.search(clause)) or _benign(told_of):
        return []
    if alone and not told.any and "masse" in match.group() and not patterns.NO_PRIMARY.search(clause):
        return []  # the first mass of a note is the cancer itself
    elsewhere = "progression" in clause and not any(site_of([place]) == "poumon" for place in places)
    if alone and not told.primaries and not elsewhere and not re.search(r"metasta|secondaire|\blocalisation", clause):
        return []  # one lesion of no known cancer may be the cancer itself
    if alone and patterns.OF_A_PRIMARY.search(clause):
        return []  # whatever cancer the patient had before
    if patterns.VAGUE_NUMBER.match(match.group()) and not (patterns.NOT_VAGUE.search(clause) or metabolic or goes_on):
        return []
    near = folded[match.start() : match.end() + 40]
    if patterns.RASH.search(near) and not re.search(r"metasta|secondaire", clause):
        return []
    both = not alone and patterns.BOTH_LUNGS.search(near) is not None
    within = both or patterns.SPREAD_WITHIN.search(clause) is not None
    elsewhere_too = any(told.sites.values()) and _and_elsewhere(folded, places, told)
    if places and site_of(places[:1]) in told.primaries and not (within or elsewhere_too):
        return []
    elsewhere = both or re.search(r"controlatera|lacher|metasta|secondaire", near) is not None
    kept = [place for place in places if elsewhere or site_of([place]) not in told.primaries]
    if not re.search(r"metasta|secondaire|sous-?cutane|nodul", clause):
        kept = [place for place in kept if site_of([place]) != "peau"]  # the skin has lesions of its own
    if not re.search(r"metasta|secondaire|sous-?cutane", clause):
        kept = [place for place in kept if site_of([place]) not in _LIMBS]  # and so have the legs
    if not re.search(r"metasta|secondaire", clause):
        kept = [place for place in kept if site_of([place]) != "pelvis"]  # a mass there comes back where it was
    if told.primaries & patterns.OF_THE_HEAD and not re.search(r"metasta|secondaire", clause):
        kept = [place for place in kept if site_of([place]) not in patterns.OF_THE_HEAD]  # another one of the mouth
        if not kept:
            return []
    nodes = "adenopath" in match.group() or all(site_of([place]) == "ganglion" for place in kept)
    if nodes and not patterns.NODES_MALIGNANT.search(clause):
        return []
    return kept


def _benign(clause: str) -> bool:
    """Whether lesions look benign; a bone that a lysis breaks does not: "lésions lytiques de L2 et L5, fracture de L2"."""
    benign = patterns.BENIGN.search(clause)
    return benign is not None and not (
        benign.group().startswith("fractur") and patterns.LYTIC.search(clause, 0, benign.start())
    )


def _and_elsewhere(folded: str, places: list[Place], told: Told) -> bool:
    """Whether lesions are told of the primary's organ and of another: "nouvelles lésions pulmonaires et surrénaliennes"."""
    if len(places) < _A_PAIR or site_of(places[1:2]) not in patterns.SPREADS_TO - told.primaries:
        return False
    return patterns.AND_IN.fullmatch(folded, places[0].end, places[1].start) is not None


def _goes_on(folded: str, match: re.Match[str], places: list[Place], told: Told, *, alone: bool) -> bool:
    """Whether an exam shows lesions in an organ where a cancer that has spread had none: they need no other word.

    A single one has its size, or is said to be the only one.
    """
    if alone and patterns.MEASURED.match(folded, match.end()) is None:
        return False
    sites = {site for place in places if (site := site_of([place]))}
    return (
        bool(sites)
        and sites <= patterns.SPREADS_TO - told.primaries
        and patterns.JUST_IMAGED.search(folded, max(0, match.start() - 60), match.start()) is not None
        and patterns.LEFT_AS_FOUND.match(folded, match.start()) is None
    )


def _beside_tumour(folded: str, match: re.Match[str], places: list[Place], told: Told) -> bool:
    """Whether an exam shows lesions far from the tumour that it names just before them."""
    sites = {site for place in places if (site := site_of([place]))}
    return (
        bool(told.primaries)
        and bool(sites)
        and sites <= patterns.SPREADS_TO - told.primaries
        and patterns.BESIDE_TUMOUR.search(folded, max(0, match.start() - 90), match.start()) is not None
        and patterns.LEFT_AS_FOUND.match(folded, match.start()) is None
    )


def _metabolic(clause: str, places: list[Place], told: Told) -> bool:
    """Whether a tracer shows lesions in several organs besides the primary's."""
    sites = {site for place in places if (site := site_of([place]))} - told.primaries - {"ganglion"}
    return len(sites) > 1 and re.search(r"\b(?:tep|pet|psma|fdg|f-?dopa|scinti\w*)\b", clause) is not None


def _only_bone(clause: str, places: list[Place], told: Told) -> bool:
    """Whether a tracer shows one lesion, of a bone: "le TEP-PSMA retrouvait une lésion unique de l'aile iliaque"."""
    bone = {site_of([place]) for place in places} == {"os"} and bool(told.primaries) and "os" not in told.primaries
    return bone and patterns.ONE_ON_TRACER.search(clause) is not None


def _of_skeleton(word: str, clause: str, places: list[Place], told: Told) -> bool:
    """Whether a tracer shows foci in bones: "la scintigraphie montre des fixations de D7", "TEP : 3 foyers osseux"."""
    bones = {site_of([place]) for place in places} == {"os"} and "os" not in told.primaries
    return (
        bones
        and re.search(r"foyers|fixations", word) is not None
        and re.search(r"\b(?:scinti|octreoscan|dota|(?:tep|pet)\b|psma)|\bpour la premiere fois\b", clause) is not None
    )
