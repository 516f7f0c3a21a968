"""Where a statement of spread says that it sits: the places in its words, behind it, and before it."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import Place, find_places, site_of

__all__ = ["places_told"]

#: Spreads whose name tells where they sit: cannonballs are of the lung, a carcinosis of the peritoneum.
_NAMED_AFTER = (
    ("lacher", "poumon"),
    ("carcinose", "péritoine"),
    ("krukenberg", "ovaire"),
    ("pci ", "péritoine"),
    ("scan", "os"),
    ("scinti", "os"),
    ("borgne", "os"),
    ("omental", "péritoine"),
)
#: "3 MHCCR", "MH synchrones": metastases of the liver by their initials.
_OF_THE_LIVER = re.compile(r"\bmh(?:s|ccrs?)?\Z")
#: What an organ is told of that is its cancer's.
_OF_A_CANCER = re.compile(r"\b(?:cancer|carcinome|adenocarcinome|adk|k|tumeur)s? (?:du |de la |de l'|de |d')?\Z")
#: What a cancer or a patient is called.
_OF_A_PATIENT = re.compile(r"(?:(?:oligo|multi|pluri|poly)-?)?metastatique")
#: Regions that an exam looks at.
_REGIONS = frozenset({"thorax", "abdomen", "pelvis", None})
#: What tells that a specimen was looked at; where it came from was told in the sentence before.
_SPECIMEN = re.compile(r"\b(?:biops|ponction|exerese|prelev|cytolog|anatom|histolog|patholog|excis|resequ|ap\b|fna\b)")
#: Characters before a statement in which the words stand that may name its places.
_AHEAD = 80
#: Exams of one organ.
_LOOKS_AT = Screened(
    r"\b(?:irm|tdm|scanner|tomodensitometrie|echo\w*|radio\w*|rx)\b(?: (?:du|de|des|de la|de l'|le|la))?[ -](?:(?P<cerveau>cereb\w+|encephal\w+)|(?P<foie>hepati\w+|foie)"
    r"|(?P<poumon>thora(?:x|ciques?)|pulmonaires?))(?! ?[,/-]| et | abdo| pelv)"
    r"|\b(?P<os>scinti(?:graphies?)?\b)(?! (?:myocard|thyro|pulm|renal|a l'iode|post|pulm|ventil|aux?|de ventil))"
)
#: "Carcinome métastatique de la prostate": so is the one behind it.
_OF_ITS_ORGAN = re.compile(r" ?(?:du|de la|de l'|d'|de) ?(?=[a-z])")
_SEAT = re.compile(r"\b(?:dans|sur|au niveau d[eu'])\b")
#: "La duodénopancréatectomie n'a pu être faite": what is to be taken out holds the cancer itself.
_TAKEN_OUT = re.compile(r"(?:duodeno-?)?pancreatectom")
#: Operations that tell the organ they removed, where it is no primary's by its name alone.
_OPERATED = Screened(
    r"(?P<surrénale>surrenalectomi)|(?P<rate>splenectomi)|(?P<foie>hepatectomi)|(?P<pancréas>pancreatectomi)|(?P<péritoine>omentectomi)"
    r"|(?P<poumon>pneumonectomi|lobectomi|\bwedge)|(?P<ovaire>annexectomi|ovariectomi|oophorectomi)|(?P<cerveau>craniotomi|craniectomi)"
    r"|(?P<thyroïde>thyroidectomi)|(?P<rein>nephrectomi)|(?P<sein>mastectomi|quadrantectomi)|(?P<estomac>gastrectomi)"
)


def places_told(
    folded: str, start: int, end: int, first: int, last: int, kind: str, earlier: int, primaries: frozenset[str]
) -> list[Place]:
    """Return the places a statement names: in it, right after it, else just before it.

    ``earlier`` is where the sentence before it begins; what an operation took out of a primary's organ is the primary.
    """
    if kind == "spread" and folded.startswith("scinti", start):
        return [Place(start, end, "os")]  # "scinti positive le 12/03 (crâne, côtes)"
    stop = min(last, end + (150 if kind == "lesion" else 80))
    inside = find_places(folded, start, min(last, _end_of_places(folded, end, stop)))
    inside = [place for place in inside if not _of_origin(folded, place)]
    if kind == "lesion" or len(inside) > 1:
        # "lésion hépatique (IRM), ACE 45, cancer rectal 2018", "localisation osseuse d'un carcinome prostatique"
        begin = end if kind == "lesion" else inside[0].end
        cancers = [_OF_A_CANCER.search(folded, max(begin, place.start - 25), place.start) for place in inside]
        inside = [place for place, told in zip(inside, cancers, strict=True) if told is None]
    if folded.startswith(patterns.SEEDS, start):
        inside = [place for place in inside if site_of([place]) not in patterns.SEEDS_FROM]
    of_cancer, head = None, ""
    if kind == "word" and _OF_A_PATIENT.match(folded, start):
        head = patterns.TURN_OR_MARK.rest(folded[max(first, start - _AHEAD) : start])
        of_cancer = patterns.OF_THE_CANCER.search(head)
        own = _OF_ITS_ORGAN.match(folded, end) if of_cancer is not None and inside else None
        if own is not None and inside[0].start == own.end():
            return inside[1:]
    if inside:
        return inside
    for word, organ in _NAMED_AFTER:
        if folded.find(word, start, end) >= 0:
            return [Place(start, end, organ)]
    if _OF_THE_LIVER.search(folded, start, end):
        return [Place(start, end, "foie")]
    if kind == "lesion":
        beside = patterns.AND_OTHERS.search(folded, max(first, start - 8), start)
        if beside:
            return find_places(folded, max(first, start - 70), start)[-1:]
        return _looked_at(folded, max(first, start - 70), start, "nodule" in folded[start:end])
    head = head or patterns.TURN_OR_MARK.rest(folded[max(first, start - _AHEAD) : start])
    near = find_places(folded, start - len(head), start)[-2:]
    # "nodule sous-cutané ..., biopsie le 5 : métastase": the specimen stands further up, or in the sentence before.
    told = start
    if of_cancer is not None:
        near, told = [], start - len(head) + of_cancer.start()  # "cancer du sein métastatique"
    if near or kind in {"progress", "relapse", "stage"}:
        return near
    # "métastase d'un carcinome mammaire": where it comes from is not where it sits.
    after = end
    if patterns.COMES_FROM.match(folded, end):
        seat = _SEAT.search(folded, end, min(last, end + 110))
        after = seat.end() if seat is not None else last
    elsewhere = find_places(folded, after, min(last, after + 70)) if after < last else []
    elsewhere = [place for place in elsewhere if not _of_origin(folded, place)][:1]
    # "scanner thorax-abdomen-pelvis ..., une glande surrénale lobulée, ..., compatible avec une métastase"
    organs = [place for place in find_places(folded, first, told) if site_of([place]) not in _REGIONS]
    organs = [place for place in organs if _TAKEN_OUT.match(folded, place.start) is None]
    found = organs[:1] or elsewhere or _operated(folded, first, told, primaries)
    if found or told < start or not _SPECIMEN.search(folded, first, start):
        return found
    return _operated(folded, earlier, first, primaries) or find_places(folded, earlier, first)[-1:]


def _end_of_places(folded: str, start: int, end: int) -> int:
    """Return where the words behind a statement that may name its places end."""
    for mark in ".;":
        place = folded.find(mark, start, end)
        end = end if place < 0 else place
    beyond = patterns.BEYOND_ITS_PLACES.search(folded, start, end)
    return end if beyond is None else beyond.start()


def _looked_at(folded: str, start: int, end: int, nodules: bool) -> list[Place]:
    """Return the organ that the last exam before bare lesions looked at: "IRM cérébrale : trois lésions".

    The chest holds other organs than the lung; nodules are of the lung.
    """
    organ, span = "", (start, start)
    for match in _LOOKS_AT.finditer(folded, start, end):
        organ = match.lastgroup or ""
        span = match.span(organ)
    return [Place(*span, organ)] if organ and (organ != "poumon" or nodules) else []


def _operated(folded: str, start: int, end: int, primaries: frozenset[str]) -> list[Place]:
    """Return the organ that the operation told between two offsets took out: "surrénalectomie : métastase"."""
    for operation in _OPERATED.finditer(folded, start, end):
        organ = operation.lastgroup or ""
        if organ not in primaries:
            return [Place(operation.start(), operation.end(), organ)]
    return []


def _of_origin(folded: str, place: Place) -> bool:
    """Whether a place is told as where the cancer comes from ("carcinomatose d'origine ovarienne")."""
    return (
        patterns.OF_ORIGIN.search(folded[max(0, place.start - 10) : place.start]) is not None
        or patterns.ORIGINS.search(folded, max(0, place.start - 15), place.end) is not None
    )
