"""The organ that a sampling was taken from: what its words tell, the endoscope's way, the lesion told around it."""

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.biopsy import patterns
from onco_pipeline.pipes.primaries import organ_of_tumour
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.sites import Place, find_places, following_places, site_of

__all__ = ["ACRONYMS", "organ_of"]

_FLUID_SITES = {
    "pleur": "plèvre",
    "thora": "plèvre",
    "ascit": "péritoine",
    "paracent": "péritoine",
    "peritone": "péritoine",
    "lomb": "liquide céphalorachidien",
    "lcr": "liquide céphalorachidien",
    "cephalo": "liquide céphalorachidien",
    "pericard": "péricarde",
    "bronch": "bronche",
    "lba": "bronche",
}
#: The organ that an acronym names.
ACRONYMS = {
    "pbh": "foie",
    "pbf": "foie",
    "pbr": "rein",
    "ebus": "ganglion",
    "bsgc": "ganglion",
    "bsgs": "ganglion",
    "bgs": "ganglion",
    "gs": "ganglion",
    "ganglion": "ganglion",
    "ptt": "poumon",
    "ptp": "poumon",
    "mammotome": "sein",
}
#: Organs that are looked into, and sampled from within.
_HOLLOW = frozenset({"côlon", "rectum", "anus", "intestin", "estomac", "œsophage", "vessie"})
_OF_A_BREAST = re.compile(r"(?:micro|macro)-?biops")
#: Characters in which the organ of an unqualified biopsy stands.
_AROUND = 1_500
#: ... in which other words tell what an ambiguous one means, or that a place is free.
_NEAR, _ABSENT = 150, 60


def organ_of(event: EventMention, word: str, kind: str, folded: str, scope: Scope, places: list[Place]) -> str | None:
    """Return the organ that an act has taken from, or None where nothing tells it.

    ``word`` and ``kind`` are what the act was found by, ``places`` those that stand right behind it.
    """
    if event.subtype == "bone_marrow":
        return "moelle osseuse"
    if kind in {"fluid", "fluid_cytology"}:
        return next((site for stem, site in _FLUID_SITES.items() if stem in word), None)
    if kind in {"excised", "sentinel"}:
        return "ganglion"
    if site := site_of(places):
        if site == "cou" and folded.startswith("cervical", places[0].start):
            near = folded[max(0, event.start - _NEAR) : event.end + _NEAR]
            site = "utérus" if patterns.CERVIX_TALK.search(near) else site
        return "poumon" if site == "thorax" else site
    if word == "pbf" and patterns.ENDOSONOGRAPHY.search(scope.before(event.start, 40)):
        # Through the stomach's wall the pancreas is punctured.
        return "pancréas" if "pancrea" in folded or "caudal" in folded else None
    for acronym, site in ACRONYMS.items():
        if word.startswith(acronym):
            return site
    first, last = scope.sentence(event.start)
    if word == "pbp":
        return organ_of_pbp(folded, first, last)
    if word == "pbo":
        return "os"
    if patterns.THROUGH_THE_CHEST.match(folded, event.end, last):
        return "poumon"
    if patterns.OF_THE_LIVER.match(folded, event.end, last):
        return "foie"
    if scoped := patterns.BY_ENDOSCOPE.match(folded, event.end, last):
        entered = _last_named(folded, scoped.start("scope"), scoped.end(), surgical=False)
        if entered is not None:
            return entered
    places = find_places(folded, event.start, event.end)
    if places and (site := site_of(places)):
        return site
    if event.subtype == "cytology" and patterns.BETHESDA.search(folded, event.end, min(last, event.end + _ABSENT)):
        if "thyro" in folded or "tirads" in folded:
            return "thyroïde"
    site = _site_around(event, folded, scope)
    if site is None and "carott" in word and patterns.PROSTATE_TALK.search(folded[max(0, first - 300) : last + 100]):
        return "prostate"  # whose cores are so called, and counted
    if site == "thorax" and patterns.CHEST_WALL.search(folded, max(0, event.start - _NEAR), last) is None:
        return "poumon"
    if site == "foie" and patterns.ENDOSONOGRAPHY.search(scope.before(event.start, 40)):
        # Through the stomach's wall the pancreas is sampled; the liver was only looked at.
        return "pancréas" if "pancrea" in folded or "caudal" in folded else None
    return site


def organ_of_pbp(folded: str, first: int, last: int) -> str:
    """Return the organ of a "PBP" in a sentence, which is short for two: the lung, or the prostate."""
    own = folded[first:last]
    if patterns.LUNG_TALK.search(own) and not patterns.PROSTATE_TALK.search(own):
        return "poumon"
    if patterns.PROSTATE_TALK.search(folded, first, last + 100):
        return "prostate"
    before = [
        max((match.end() for match in talk.finditer(folded, max(0, first - 300), first)), default=-1)
        for talk in (patterns.PROSTATE_TALK, patterns.LUNG_TALK)
    ]
    return "prostate" if before[0] > before[1] else "poumon"  # what was spoken of last


def _site_around(event: EventMention, folded: str, scope: Scope) -> str | None:
    """Return the organ of an unqualified biopsy: the endoscopy or the lesion that its own sentence names."""
    first, last = scope.sentence(event.start)
    surgical = patterns.SURGICAL.search(folded, event.start, min(last, event.end + 30)) is not None
    last = min(last, event.end + _AROUND)
    begin = max(first, event.start - _AROUND)
    if (site := _last_named(folded, begin, event.start, surgical=surgical)) is not None:
        return site
    after = [place for place in find_places(folded, event.end, last) if site_of([place])]
    found = patterns.FOUND.search(folded, event.end, last)
    there = [
        place
        for place in after
        if found is None or place.start < found.start() or patterns.SEATED.search(folded, found.start(), place.start)
    ]
    if there:
        return site_of(there[:1])
    result = folded[event.end : last]
    told_before = folded[max(0, event.start - 3) : event.start] == "la "
    # The tumour tells its organ sooner than the line before; but what a needle takes cells of is seldom the skin.
    of_skin = event.subtype != "cytology" and not told_before and "melanome" in result and "metasta" not in result
    if of_skin or _excised_from_skin(event, folded, first):
        return "peau"
    # "Microbiopsie 15/02 : CCI", below a scan that shows the bones: so a breast is sampled.
    if _OF_A_BREAST.match(folded, event.start) and "metasta" not in result:
        if organ_of_tumour(folded, event.end, last) == "sein" or organ_of_tumour(folded, first, event.start) == "sein":
            return "sein"  # "tumorectomie pour CCI (microbiopsie du 11/02)"
    begin = max(scope.previous(event.start, 1)[0], event.start - _AROUND)
    if folded.startswith("biopsies", event.start) and (entered := _hollow(folded, begin, first)) is not None:
        return entered
    if (site := _last_named(folded, begin, first, surgical=surgical)) is not None:
        return site
    if after:
        return site_of(after[:1])
    # Further back only what is told there alone.
    begin = max(scope.previous(event.start, 2)[0], event.start - _AROUND)
    sites = {site_of([place]) for place in _of_the_lesion(folded, begin, first)}
    if len(sites) == 1:
        return sites.pop()
    begin = max(scope.previous(event.start, 1)[0], event.start - _AROUND)
    return site_of(_told(folded, begin, event.start)[::-1])  # better what it grows into than nothing


def _hollow(folded: str, begin: int, end: int) -> str | None:
    """Return the hollow organ of a tumour that has spread to another one: of it, through an endoscope, several samples are taken.

    "Épaississement du côlon, lésions hépatiques secondaires. Biopsies le 26/06".
    """
    places = _of_the_lesion(folded, begin, end)
    hollow = [place for place in places if site_of([place]) in _HOLLOW]
    spread = hollow and hollow[-1] is not places[-1] and patterns.OF_SPREAD.search(folded, hollow[-1].end, end)
    return site_of(hollow[-1:]) if spread else None


def _excised_from_skin(event: EventMention, folded: str, first: int) -> bool:
    """Return whether a lump is cut out of one whose melanoma the sentence tells: "mélanome du dos, biopsie-exérèse"."""
    before = folded[first : event.start]
    return "exere" in folded[event.start : event.end] and "melanome" in before and "metasta" not in before


def _last_named(folded: str, begin: int, end: int, *, surgical: bool) -> str | None:
    """Return the organ of the endoscopy or place named last between two offsets, those told to be free apart."""
    site, position = None, -1
    for organ, pattern in [] if surgical else patterns.ENDOSCOPY.standing(folded, begin, end):
        for match in pattern.finditer(folded, begin, end):
            if match.start() > position:
                site, position = organ, match.start()
    places = _of_the_lesion(folded, begin, end)
    if not places or places[-1].start <= position:
        return site
    if len(places) > 1 and patterns.PART_OF.fullmatch(folded, places[-2].start, places[-1].start):
        return site_of(places[-2:-1])  # the skin of a breast is skin
    return site_of(places[-1:])


def _of_the_lesion(folded: str, begin: int, end: int) -> list[Place]:
    """Return the organs told, but for what a lesion grows into and what an exam looked at ("scanner du thorax")."""
    told = _told(folded, begin, end)
    if not told:
        return []
    looked_at = {
        place.start
        for exam in patterns.LOOKED_AT.finditer(folded, begin, end)
        for place in following_places(folded, exam.end(), end)
    }
    return [
        place
        for place in told
        if place.start not in looked_at
        and patterns.GROWN_INTO.search(folded, max(begin, place.start - _ABSENT), place.start) is None
    ]


def _told(folded: str, begin: int, end: int) -> list[Place]:
    """Return the organs named between two offsets, but for those told to be free."""
    return [
        place
        for place in find_places(folded, begin, end)
        if site_of([place]) not in (None, "sang")
        and folded.find("ectom", place.start, place.end) == -1  # "appendicectomie dans l'enfance"
        # What was cut out beside the organ sampled before, or is a sampling of its own.
        and not folded.startswith(("curage", "sentinelle"), place.start)
        and not folded.startswith(" sentinelle", place.end)
        and not folded.endswith("curage ", 0, place.start)
        and patterns.ABSENT.search(folded, max(begin, place.start - _ABSENT), place.start) is None
        and not _is_free(folded, place)
        and patterns.OF_OLD.match(
            folded, folded.rfind("\n", max(0, place.start - _AROUND), place.start) + 1, place.start
        )
        is None
    ]


def _is_free(folded: str, place: Place) -> bool:
    """Return whether an organ is told to be free, alone or with others: "foie et poumons libres"."""
    if patterns.FREE_BEHIND.match(folded, place.end):
        return True
    together = patterns.FREE_TOGETHER.match(folded, place.end) is not None
    return together and patterns.STANDS_ALONE.search(folded, max(0, place.start - _ABSENT), place.start) is not None
