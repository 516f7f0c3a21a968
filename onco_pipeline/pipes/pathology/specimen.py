"""Which organ a pathology result is about: the organ sampled, else the one the tumour names."""

from __future__ import annotations

import re

from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import find_places, following_places, organ_of_tumour, site_of
from onco_pipeline.pipes.sweep import StemPattern

__all__ = ["specimen_site"]

#: Operations that tell the organ they removed.
_OPERATIONS = (
    (re.compile(r"mastectomi|tumorectomi|quadrantectomi|segmentectomie? mamm"), "sein"),
    (re.compile(r"colectomi|sigmoidectomi|coloscop|polypectomi"), "côlon"),
    (re.compile(r"proctectomi|amputation abdomino|resection (?:basse )?anterieure"), "rectum"),
    (re.compile(r"lobectomi|pneumonectomi|segmentectomi(?!es? (?:\w+ )?hepat)|wedge|resection atypique"), "poumon"),
    (re.compile(r"nephrectomi"), "rein"),
    (Screened(r"(?<!cysto)(?<!cysto-)prostatectomi|\bpbp\b"), "prostate"),
    (re.compile(r"hysterectomi|hysteroscop|conisation"), "utérus"),
    (re.compile(r"ovariectomi|annexectomi|oophorectomi|salpingo"), "ovaire"),
    (re.compile(r"thyroidectomi"), "thyroïde"),
    (re.compile(r"surrenalectomi"), "surrénale"),
    (Screened(r"hepatectomi|metastasectomi|segmentectomies? (?:\w+ )?hepat|\bpbh\b"), "foie"),
    (Screened(r"(?<!chole)cystectomi|cysto-?prostatectomi|\brtuv"), "vessie"),
    (re.compile(r"pancreatectomi"), "pancréas"),
    (Screened(r"gastrectomi|gastroscop|\bfogd\b"), "estomac"),
    (re.compile(r"oesophagectomi"), "œsophage"),
    (Screened(r"lymphadenectomi|curage|sentinelle|\bgs\b|adenectomi|\bebus\b"), "ganglion"),
    (re.compile(r"orchidectomi|orchiectomi"), "testicule"),
    (re.compile(r"splenectomi"), "rate"),
    (re.compile(r"parotidectomi"), "parotide"),
    (re.compile(r"laryngectomi"), "larynx"),
    (re.compile(r"omentectomi"), "péritoine"),
    (re.compile(r"bronchoscop|fibro(?:scopie)? bronch"), "bronche"),
    (Screened(r"myelogramm|\bbom\b"), "moelle osseuse"),
)
_ANY_OPERATION = StemPattern("|".join(f"(?:{pattern.pattern})" for pattern, _ in _OPERATIONS))
_SAMPLE = StemPattern(
    r"(?:micro|macro|re|cyto)?-?biops\w+|(?:cyto-?)?ponctions?|\bfna\b|\bpba\b|\bpbp\b|\bbag\b|prelevements?"
    r"|echantillons?|exerese|excision"
    r"|resection|cytologi\w+|aspiration|muqueuse|nodule|masse|lesion|metasta\w+"
)
_ORIGIN = re.compile(r"(?:origine(?: \w+-)?|primitif|metastases? (?:de|d'un) \w+ (?:du|de la|de l'|d'))\s*$")
#: "A - Hystérectomie" in the list of what was received, "A : carcinome" where it is read.
LABEL = re.compile(
    r"^[ \t]*(?:(?:prelevement|flacon|pot|lame|piece) ?(?:n ?° ?)?)?([a-h]|[1-9])[ \t]?(?:[-:)/]|\.(?=[ \t]))[ \t]*(?=[a-z0-9])",
    re.MULTILINE,
)
#: What is stained in a breast cancer; its name; and what takes a specimen of any organ.
_RECEPTORS = re.compile(r"strogen|progest|recepteurs hormonaux|her-?2")
_OF_BREAST = re.compile(r"\bseins?\b|mammaire|carcinome canalaire|carcinome lobulaire")
_SAMPLING = re.compile(r"biops|ponction|ectomi|exerese|resection|excis|cytolog")
_SKIN_REGIONS = frozenset({"membre inférieur", "membre supérieur", "face", "cou", "abdomen", "pelvis"})


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
    first = max(first, folded.rfind(";", first, start) + 1)
    words = folded[start:end]
    spread = "metasta" in words
    nodes = re.search(r"\bn ?\+|\bgs\b|ganglion", words) is not None or "t" not in words
    stage = re.search(r"p ?t ?[0-4]|\bt[0-4][a-d]?n", words) is not None and not nodes
    tumour = organ_of_tumour(folded, start, min(len(folded), end + 10))
    near = _sampled(folded, max(first, start - 70), start, skip_nodes=stage)
    named = _named(folded, start, end, last)
    if named in _SKIN_REGIONS and tumour == "peau":
        named = tumour
    site = (
        near
        or named
        or _sampled(folded, first, start, skip_nodes=stage)
        or _sampled(folded, end, min(last, end + 60), skip_nodes=stage)
        or (None if spread else tumour)
        or next((site for place in reversed(find_places(folded, first, start)) if (site := site_of([place]))), None)
        or _receptors_of(folded, words, scope.previous(start, 2)[0], first)
        or _sampled(folded, scope.previous(start, 2)[0], first, skip_nodes=stage)
    )
    # A bronchial biopsy tells of a tumour of the lung.
    if site == "bronche" and re.search(r"carcinom|\badk\b|tumeur", words):
        return "poumon"
    return site


def _receptors_of(folded: str, words: str, start: int, end: int) -> str | None:
    """Return the breast where receptors are told behind its cancer, and no sampling of another organ stands between."""
    told = _RECEPTORS.search(words) and _OF_BREAST.search(folded, start, end)
    return "sein" if told and not _SAMPLING.search(folded, start, end) else None


def specimens_of(folded: str) -> dict[str, str | None]:
    """Return the organ of each specimen that a report lists under a letter or number, where it lists two and more.

    Examples
    --------
    >>> specimens_of("a - hysterectomie\nb - omentectomie\nexamen\na : carcinome sereux\nb : indemne")
    {'a': 'utérus', 'b': 'péritoine'}
    """
    listed: dict[str, str | None] = {}
    twice = False
    for match in LABEL.finditer(folded):
        label, words = match.group(1), match.end()
        if label in listed:
            twice = True
            continue
        stop = folded.find("\n", words)
        stop = len(folded) if stop == -1 else stop
        site = _sampled(folded, words, stop, skip_nodes=False)
        if site is None:
            site = next((found for place in find_places(folded, words, stop) if (found := site_of([place]))), None)
        listed[label] = site
    return listed if twice and len(listed) > 1 else {}


def _sampled(folded: str, start: int, end: int, *, skip_nodes: bool) -> str | None:
    """Return the organ of the last sampling or operation between two offsets."""
    site: str | None = None
    position = -1
    for pattern, organ in _OPERATIONS if _ANY_OPERATION.search(folded, start, end) else ():
        for match in pattern.finditer(folded, start, end):
            if match.start() > position and not (skip_nodes and organ == "ganglion"):
                site, position = organ, match.start()
    for match in _SAMPLE.finditer(folded, start, end):
        sampled = site_of(following_places(folded, match.end(), min(len(folded), match.end() + 70)))
        if sampled and match.start() >= position and not (skip_nodes and sampled == "ganglion"):
            site, position = sampled, match.start()
    return site


def _named(folded: str, start: int, end: int, last: int) -> str | None:
    """Return the organ that the result itself names, unless it is where the tumour came from."""
    tail = re.split(r"[,.;:(]", folded[end : min(last, end + 50)], maxsplit=1)[0]
    for place in find_places(folded, start, end + len(tail)):
        site = site_of([place])
        if site is None or site in {"sang", "thorax"}:
            continue
        if _ORIGIN.search(folded, max(0, place.start - 25), place.start):
            continue
        return site
    return None
