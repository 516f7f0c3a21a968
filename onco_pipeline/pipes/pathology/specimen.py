"""Which organ a pathology result is about: the organ sampled, else the one the tumour names."""

from __future__ import annotations

import re

from onco_pipeline.pipes.event_matcher import Scope
from onco_pipeline.pipes.sites import find_places, following_places, organ_of_tumour, site_of

__all__ = ["specimen_site"]

#: Operations that tell the organ they removed.
_OPERATIONS = (
    (re.compile(r"mastectomi|tumorectomi|quadrantectomi|segmentectomie? mamm"), "sein"),
    (re.compile(r"colectomi|sigmoidectomi|coloscop|polypectomi"), "côlon"),
    (re.compile(r"proctectomi|amputation abdomino|resection (?:basse )?anterieure"), "rectum"),
    (re.compile(r"lobectomi|pneumonectomi|segmentectomi|wedge|resection atypique"), "poumon"),
    (re.compile(r"nephrectomi"), "rein"),
    (re.compile(r"prostatectomi|\bpbp\b"), "prostate"),
    (re.compile(r"hysterectomi|hysteroscop|conisation"), "utérus"),
    (re.compile(r"ovariectomi|annexectomi|oophorectomi|salpingo"), "ovaire"),
    (re.compile(r"thyroidectomi"), "thyroïde"),
    (re.compile(r"surrenalectomi"), "surrénale"),
    (re.compile(r"hepatectomi|metastasectomi|\bpbh\b"), "foie"),
    (re.compile(r"cystectomi|\brtuv"), "vessie"),
    (re.compile(r"pancreatectomi"), "pancréas"),
    (re.compile(r"gastrectomi|gastroscop|\bfogd\b"), "estomac"),
    (re.compile(r"oesophagectomi"), "œsophage"),
    (re.compile(r"lymphadenectomi|curage|sentinelle|\bgs\b|adenectomi|\bebus\b"), "ganglion"),
    (re.compile(r"orchidectomi|orchiectomi"), "testicule"),
    (re.compile(r"splenectomi"), "rate"),
    (re.compile(r"parotidectomi"), "parotide"),
    (re.compile(r"laryngectomi"), "larynx"),
    (re.compile(r"omentectomi"), "péritoine"),
    (re.compile(r"bronchoscop|fibro(?:scopie)? bronch"), "bronche"),
    (re.compile(r"myelogramm|\bbom\b"), "moelle osseuse"),
)
_SAMPLE = re.compile(
    r"(?:micro|macro|re|cyto)?-?biops\w+|(?:cyto-?)?ponctions?|\bfna\b|\bpba\b|\bpbp\b|\bbag\b|prelevements?|echantillons?|exerese|excision"
    r"|resection|cytologi\w+|aspiration|muqueuse|nodule|masse|lesion|metasta\w+"
)
_TUMOUR_ORGAN = re.compile(
    r"(?:carcino\w+|adk|adenom\w+|cancer|tumeur|neoplas\w+|sarcom\w+|lymphom\w+|metasta\w+|infiltr\w+|tissu\w*)(?: (?:\w+-?\w*)){0,3}?"
)
_ORIGIN = re.compile(r"(?:d'origine|compatibles? avec une? (?:origine|primitif)|d'un|de l'|due? a)\s*\w*\s*$")


def specimen_site(folded: str, scope: Scope, start: int, end: int, *, liquid: bool = False) -> str | None:
    """Return the organ of the specimen of a result between two offsets, or None.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "biopsie hepatique : metastase d'un adenocarcinome"
    >>> specimen_site(note, Scope(note, Layout()), 20, 49)
    'foie'
    """
    if liquid:
        return "sang"
    first, last = scope.sentence(start)
    # The specimen told just before in the same sentence.
    if site := _sampled(folded, first, start):
        return site
    if site := _named(folded, start, end):
        return site
    if site := _sampled(folded, end, min(last, end + 60)):
        return site
    tumour = organ_of_tumour(folded, start, min(len(folded), end + 10))
    before = scope.previous(start, 2)[0]
    if "metasta" not in folded[start:end] and tumour:
        return tumour
    return _sampled(folded, before, first)


def _sampled(folded: str, start: int, end: int) -> str | None:
    """The organ of the last sampling or operation between two offsets."""
    site, position = None, -1
    for pattern, organ in _OPERATIONS:
        for match in pattern.finditer(folded, start, end):
            if match.start() > position:
                site, position = organ, match.start()
    for match in _SAMPLE.finditer(folded, start, end):
        organ = site_of(following_places(folded, match.end(), min(len(folded), match.end() + 70)))
        if organ and match.start() >= position:
            site, position = organ, match.start()
    return site


def _named(folded: str, start: int, end: int) -> str | None:
    """The organ that the result itself names, unless it is where the tumour came from."""
    for place in find_places(folded, start, min(len(folded), end + 25)):
        site = site_of([place])
        if site is None or site in {"sang", "thorax"}:
            continue
        if re.search(r"d'origine\s*$|origine\s*$", folded[max(0, place.start - 12) : place.start]):
            continue
        return site
    return None
