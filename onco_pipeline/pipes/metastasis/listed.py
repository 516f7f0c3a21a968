"""Spread told by a bare list behind an exam, without a word of spread: "TEP du 03/05 : foie, L1, aile iliaque D"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis.told import Told, key_of
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.sites import Place, find_places, site_of
from onco_pipeline.pipes.sweep import WordPattern

__all__ = [
    "MONTH",
    "SEATS",
    "Listing",
    "add_listing",
    "beside",
    "items_of",
    "listings",
    "places_in",
    "plain_words",
]

#: A month, written out or in short.
MONTH = r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"\(?(?:(?:du|le|de|en|faite? le|realisee? le) )?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}/\d{4}"
    r"|(?:\d{1,2}(?:er)? )?" + MONTH + r"(?: \d{2,4})?|ce jour|hier)(?![\d/a-z])\)?"
)
#: An exam and its day; the group's name tells how the exam sees: a tracer shows where it is, a scan needs a word for what.
_EXAM = WordPattern(
    r"(?<![a-z0-9])(?:(?P<tracer>(?:tep|pet)(?:[ /-]?(?:scan(?:ner)?|tdm|ct|fdg|psma|choline|dotatoc|dota|f-?dopa|18f|ga-?68|68-?ga))*(?![a-z])"
    r"|scinti(?:graphies?)?(?: os(?:seuses?)?)?(?![a-z]))"
    r"|(?P<scan>(?:scanner|tdm|irm)(?: (?:tap|thora\w+|abdo\w+|cereb\w+|hepat\w+|pelv\w+))*(?![a-z])))"
    r"(?:(?: ?(?:\([^()\n]{0,30}\)|"
    + _DAY
    + r"))+(?:(?: est| :)? (?:[a-z]{4,12} )?positi(?:f|ve)(?= ?:))?(?: ?:| ?=>?| ?-+>)?| ?:| ?=>?| ?-+>) ?(?=[a-z0-9])"
)
#: Where a list ends, what stands in brackets, and what parts its items.
_ENDS = re.compile(r"[;:\n]|=>|->|\.(?=\s|$)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r" ?(?:,|\+|/(?!\d)|\bet(?![a-z])| - ) ?")
#: Bones by their short names, where a list leaves out what stands before them elsewhere; "T4" may be a stage.
_VERTEBRAE = re.compile(
    r"(?<![a-z0-9])(?:d(?:[1-9]|1[0-2])|t(?:[5-9]|1[0-2])|l[1-5]|s[12]|c[2-7]|cotes?(?: \d{1,2})?)(?![a-z0-9])"
)
#: "TEP : L2, aile iliaque. Biopsie de L2 le 29/03 : métastase": what the sample tells is the proof, and has its day.
_PROVEN_NEXT = re.compile(
    r"[^.;\n]{0,40}[.;,\n ]{1,3}(?:puis |une? |la )?(?:(?:micro-?|re-?)?biops\w+|(?:cyto-?)?ponction\w*|pb[fhop]\b)[^.;\n]{0,70}"
    r"(?:metasta|secondaire|localisation|carcinom|adk\b|positi)"
)
#: What an image shows: no place, and needed where no tracer tells.
_LESION = r"(?:micro-?)?nodules?|lesions?|loes?|ls|2ndaires|secondaires?|foyers?|(?:hyper-?)?fixations?|hypermetabolismes?|captations?|localisations?"
_HAS_LESION = re.compile(rf"(?<![a-z])(?:{_LESION})(?![a-z])")
#: Words that leave an item a mere place.
_QUALIFIES = re.compile(
    rf"(?<![a-z0-9])(?:{_LESION}|atteintes?|positi(?:f|ve)s?|hyper-?(?: ?m(?:etab\w*)?|fixant\w*|captant\w*)|fixant\w*|psma ?\+?|gg|adp"
    r"|une?|deux|trois|quatre|cinq|multiples?|plusieurs|quelques|nombreu\w+|innombrables?|diffus\w*|disseminee?s?"
    r"|du|de|des|d|la|le|les|l|au|aux|en|niveau|droite?s?|gauches?|g|dte?|gche|bilat\w*|homolat\w*|controlat\w*|bilobaires?"
    r"|(?:segt?s?|segments?|sgts?|sg)\.?|[iv]{1,4}|viii?|ixe?|[1-8]|\d{1,2}e(?:me)?|aile|branche|corps|tete|col|arcs?|posterieurs?|anterieurs?|lateral\w*"
    r"|superieure?s?|inferieure?s?|moyen\w*|sup|inf|lytiques?|condensant\w*|mixtes?|tumeur|primitif|primitive|connue?|[tnm]\d?[a-d]?|\d{1,2}[lr]"
    r"|suv ?(?:max)? ?:? ?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)? ?(?:mm|cm)|nouve(?:au|aux|lle|lles)|apparues?|troisier|virchow|iliaques?|axial\w*"
    r"|creux|dos|flanc|(?:sus|sous|supra|infra)-?clav\w*|com(?:m\w*)?|(?:lombo|latero|inter|para)-?aort\w*|pelviens?|ischio-?pubi\w*|pubi\w*|hile\w*)(?![a-z0-9])"
)
_REST = re.compile(r"[\s\d'.,x*+/s-]*")
#: "TEP : col, iliaque D": of the vessels, where no bone is named.
_ILIAC_NODE = re.compile(r"(?<!aile )(?<!os )(?<!crete )(?<!sacro-)iliaque")
#: What an item has that is free of the disease, or was so before.
_FREE = re.compile(
    r"(?<![a-z])(?:ras|stables?|normal\w*|normaux|libres?|indemnes?|inchange\w*|negati\w+|o?k|propres?|sp|sans|pas|ni|non|0|aucun\w*)(?![a-z])"
)
_ADJECTIVE = re.compile(r"[a-z-]+(?:aires?|iques?|euses?|eux|ales?|aux|ees?|ien(?:ne)?s?)")
_MANY = re.compile(r"(?<![a-z])(?:multiples?|innombrables?|nombreu\w+|diffus\w*)(?![a-z])")
#: Where a distant spread sits, however it is told; nodes and what lies beside a primary stay with it.
SEATS = frozenset({"foie", "os", "poumon", "cerveau", "surrénale", "péritoine", "rate", "moelle osseuse"})
_DISTANT = SEATS | {"peau"}
#: Organs whose own region holds others of these.
_BESIDE = {"bronche": frozenset({"poumon"}), "plèvre": frozenset({"poumon"}), "ovaire": frozenset({"péritoine"})}


@dataclass(frozen=True, slots=True)
class Listing:
    """The places of spread in a list behind an exam, and where they stand.

    ``until`` is where the clause ends that must have been read before; ``grows``: what it looks like is no doubt.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    explicit: bool = False
    until: int = 0
    grows: bool = False

    @property
    def read_at(self) -> int:
        """Where the words of spread before it have been read."""
        return max(self.end, self.until)


def listings(folded: str, scope: Scope, layout: Layout, primaries: frozenset[str]) -> list[Listing]:
    """Return the lists of a note that tell spread by the places they name.

    Every item must be a place and nothing that its size, side or uptake does not tell: one word more and the
    list is a sentence, which the other patterns read.
    """
    if not primaries:
        return []
    near = beside(primaries)
    found = []
    for match in _EXAM.finditer(folded):
        if layout.is_ignored(match.start()):
            continue
        _, last = scope.sentence(match.start())
        closed = _ENDS.search(folded, match.end(), last)
        stop = closed.start() if closed is not None else last
        if _PROVEN_NEXT.match(folded, stop):
            continue
        places = _places_of(folded, match.end(), stop, near, by_tracer=match.lastgroup == "tracer")
        if places:
            found.append(Listing(places[0].start, places[-1].end, tuple(places)))
    return found


@lru_cache(maxsize=64)
def beside(primaries: frozenset[str]) -> frozenset[str]:
    """Return the organs of the primaries, and those that their own region holds."""
    return primaries.union(*(_BESIDE.get(organ, ()) for organ in primaries))


def add_listing(listing: Listing, text: str, told: Told, events: list[EventMention]) -> None:
    """Add the statement of spread that a list makes, unless words of spread have made it or told of all its places."""
    if any(event.end > listing.start for event in events[-3:]):
        return
    keys = {key_of(place) for place in listing.places}
    told.take_from_label(keys)  # it stands behind a day
    fresh = told.fresh(keys, explicit=False)
    if not fresh:
        return
    sites = list(dict.fromkeys(site for place in listing.places if (site := site_of([place]))))
    new = [site for site in sites if site in fresh] or sites
    subtype = "new_site" if any(told.sites.values()) else "onset"
    told.add(keys, listing.explicit)
    event = EventMention(
        Family.METASTASIS,
        subtype,
        listing.start,
        listing.end,
        text[listing.start : listing.end],
        site=new[0],
        attributes={"wording": "explicit" if listing.explicit else "lesion"},
    )
    if len(sites) > 1:
        event.attributes["sites"] = sites
    if listing.grows:
        event.attributes["grows"] = True
    events.append(event)


def _places_of(folded: str, start: int, stop: int, near: frozenset[str], *, by_tracer: bool) -> list[Place]:
    """Return the places of spread among the items of a list; none when it is no list of places."""
    counted: list[Place] = []
    bare = 0  # how many of the last ones a "libres" behind them may speak of too
    many = shown = False
    for first, last in items_of(folded, start, stop):
        item = folded[first:last]
        places = places_in(folded, first, last)
        if _FREE.search(item) is not None:
            if not places or len(item) > 40:
                return []
            counted = counted[: len(counted) - bare]
            bare = 0
            continue
        if not plain_words(folded, first, last, places):
            return []
        # "nodules hépatiques et pulmonaires": the noun is of both
        shown = _HAS_LESION.search(item) is not None or (shown and _ADJECTIVE.fullmatch(item) is not None)
        if not (by_tracer or shown):
            continue
        kept = [place for place in places if site_of([place]) in _DISTANT and site_of([place]) not in near]
        if _ILIAC_NODE.search(item):
            kept = [place for place in kept if place.name != "bassin"]
        many = many or (bool(kept) and _MANY.search(item) is not None)
        counted += kept
        bare = 0 if shown else bare + len(kept)
    if not by_tracer and not many and len({site_of([place]) for place in counted}) < 2:
        return []
    return counted


def items_of(folded: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where the items of a list stand; what parts them within brackets parts none."""
    masked = _BRACKETS.sub(lambda match: "(" + "_" * len(match.group(1)) + ")", folded[start:stop])
    items, cursor = [], 0
    for part in _PARTS.finditer(masked):
        items.append((start + cursor, start + part.start()))
        cursor = part.end()
    items.append((start + cursor, stop))
    return [(first, last) for first, last in items if folded[first:last].strip()]


def places_in(folded: str, first: int, last: int) -> list[Place]:
    places = find_places(folded, first, last)
    taken = {place.start for place in places}
    short = [match for match in _VERTEBRAE.finditer(folded, first, last) if match.start() not in taken]
    return sorted([*places, *(Place(*match.span(), "rachis") for match in short)], key=lambda place: place.start)


def plain_words(folded: str, first: int, last: int, places: list[Place]) -> bool:
    """Return whether an item has nothing but its places and what qualifies them."""
    rest, cursor = [], first
    for place in places:
        rest.append(folded[cursor : place.start])
        cursor = max(cursor, place.end)
    rest.append(folded[cursor:last])
    return _REST.fullmatch(_QUALIFIES.sub(" ", " ".join(rest).replace("(", " ").replace(")", " "))) is not None
