"""Whether a gene is told with its result, and whether it is one that the patient was born with."""

import re

from onco_pipeline.pipes.pathology.runs import Detail
from onco_pipeline.pipes.screen import Screened

__all__ = ["gene_result", "inherited_only"]

_NEAR = 40
_VARIANT = re.compile(r"[a-z]\d{3,4}[a-z]")
_INHERITED = re.compile(r"brca|palb2|p53|chek2|h?m[lh][lh]-?1|msh-?[26]|pms-?2|\batm\b|\bmutation\w*\s*\Z")
#: A gene's fusion is a result, unless it is only looked for.
_FUSED = re.compile(r"(?:fusion|translocation|rearrangement|transcrit)s? ")
_LOOKED_FOR = re.compile(r"\b(?:recherches?|rechercher|statut|test|si|en cas d[e'])(?: (?:de|d'|du|une?|la|des))* ?\Z")
#: "Absence de mutation EGFR |en NGS", not "en l'absence de mutation EGFR, chimiothérapie".
_BY_A_TEST = re.compile(
    r"(?: (?:d[eu] |de l')?[a-z0-9/-]{2,10}){0,2} (?:en|par|au|a la|sur) (?:l[ae] |l')?(?:ngs|sequen|biologie|fish|panel|pcr|biopsie|piece)"
)
_UNNAMED = re.compile(r"recherches? de mutations?")
_GERMLINE = Screened(r"lynch|germinal|constitutionnel|heredit")
_OF_A_FAMILY = 70
_OF_TISSUE = re.compile(
    r"immuno-?histo|\bih[cq]\b|expression|tumora|somati|\bbloc|piece|biops|\btumeur|\blames?\b|materiel|theranosti|biologie moleculaire|\bngs\b"
)
#: "Profil moléculaire de la tumeur (matériel du 9/06) : mutation BRCA1", "le NGS a montré une mutation de PIK3CA": what
#: stands behind is what was found.
_PROFILE = re.compile(
    r"\b(?:profil(?:age)?|biomarqueurs?|biologie|statut|analyses?|etudes?|recherches? moleculaires?|ngs|panel|sequencage)\b(?:[^.;:]|(?<=\d)\.(?=\d)){0,70}"
    r"(?:: ?| (?:(?:montr|revel|identifi|retrouv|detect|objectiv|decel|trouv)[a-z]*|m(?:is|et|ettant|ettait) en evidence) (?:une? |la |l'|des |deux )?)\Z"
)
_FOUND_IN = re.compile(
    r" somatique\b| (?:activatrice |pathogene )*(?:sur|dans) (?:l[ae]s? |l')?(?:materiel|lames?|blocs?|tumeur|pieces?|prelevement|biopsie|echantillon)"
)


def gene_result(results: list[Detail], pending: list[Detail], folded: str) -> bool:
    """Whether a gene is told with its result (or with the request for one)."""
    for position, detail in enumerate(results):
        if detail.kind != "gene":
            continue
        if detail.word.startswith(("presence", "detection", "monosomie", "trisomie")) or (
            detail.word.startswith("absence") and _BY_A_TEST.match(folded, detail.end) is not None
        ):
            return True
        if _FUSED.match(detail.word) and not _LOOKED_FOR.search(folded, max(0, detail.start - 25), detail.start):
            return True
        if re.search(
            r"\b(?:[a-z]\d{2,4}[a-z]\b|t790m|l858r|v600|g12|g13|exon|del ?19|f317l|ph\+|c797s|t315i)", detail.word
        ):
            return True
        near = folded[detail.end : detail.end + 60]
        profiled = _PROFILE.search(folded, max(0, detail.start - 90), detail.start) is not None
        if detail.word.startswith("mutation") and (profiled or _FOUND_IN.match(folded, detail.end)):
            return True
        others = results[:position][-1:] + results[position + 1 : position + 3]
        if any(
            other.kind in {"outcome", "verdict"} and abs(other.start - detail.end) < 60 for other in others
        ) or re.match(r"\s?(?:\+|-(?= |$)|neg|pos|ampli)", near):
            return True
        if detail.word.startswith("mutation") and re.search(
            r"(?:trouv|retrouv|detect|identifi|present|recherch)", near
        ):
            return True
        if any(abs(other.start - detail.end) < 60 for other in pending):
            return True
    return False


def inherited_only(run: list[Detail], sentence: list[Detail], folded: str) -> bool:
    """Whether the only genes told are those one is born with, and nothing speaks of a tumour's tissue."""
    # A variant's name alone ("A1708E") says nothing of whose it is.
    genes = [detail for detail in run if detail.kind == "gene" and not _VARIANT.fullmatch(detail.word)]
    if not genes or any(detail.kind in {"tumour", "ptnm", "marker"} for detail in run):
        return False
    if _GERMLINE.search(folded, max(0, genes[0].start - _OF_A_FAMILY), genes[0].start):
        return True
    if any(detail.kind in {"sample", "surgery", "liquid"} for detail in sentence):
        return False
    if len(genes) < sum(detail.kind == "gene" for detail in run) and all(_UNNAMED.fullmatch(one.word) for one in genes):
        return False  # "recherche de mutation du domaine kinase : T315I"
    return all(_INHERITED.search(detail.word) for detail in genes) and not _OF_TISSUE.search(
        folded, sentence[0].start - _NEAR if sentence[0].start > _NEAR else 0, sentence[-1].end + _NEAR
    )
