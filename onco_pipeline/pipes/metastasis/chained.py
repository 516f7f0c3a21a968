"""Spread told by a bare place behind a day that heads its entry: "09/2018 : os. 02/2020 : foie, FOLFIRI"."""

from __future__ import annotations

import re

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis.listed import MONTH, SEATS, Listing, beside, items_of, places_in, plain_words
from onco_pipeline.pipes.sites import Place, find_places, site_of
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["chained"]

_DAY = rf"(?:(?:\d{{1,2}}[/.-]){{0,2}}(?:19|20)\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}|\d{{1,2}}/\d{{2}}|(?:\d{{1,2}} )?{MONTH} (?:19|20)?\d{{2}})"
_ORGAN = (
    r"(?:os|foie|poumons?|pulm|cerveau|cereb|perit|plevre|pleur|surren|mening|hepat|pancreas|rate|splen|peau|cutan|sous-?cut"
    r"|rachis|snc|ganglionn)[a-z]*"
)
#: A day at the head of its entry, and the word behind it, which must begin with that of an organ.
_ENTRY = WordPattern(
    rf"(?<![a-z0-9/.]){_DAY}\)? ?(?::|=>?|->|–|-(?= )) ?"
    rf"(?=(?:(?:[123456]|une?|deux|trois|multiples?) )?(?:m\+ ?|metas? )?{_ORGAN})"
)
#: What stands before it at the head of a line or a sentence.
_HEAD = re.compile(
    r"(?:\A|\n|[.;] |;)[ \t]*(?:[-•*–>] ?)?(?:(?:en|le) |(?:r ?[1-6]|(?:1 ?ere|[2-6] ?e(?:me)?|premiere|deuxieme|troisieme) (?:rechute|recidive)|(?:rechute|recidive)(?: ?n?°? ?[1-6])?) ?[:(]? ?)?\Z"
)
#: Organs at the head of an item of a list, and the day or the exam that it saw them with.
_PLACED = WordPattern(
    rf"(?<![a-z0-9-])(?!ganglionn){_ORGAN}(?: [dg](?![a-z])| droite?| gauche)?(?:(?:,| et| \+|/) ?{_ORGAN}(?: [dg](?![a-z])| droite?| gauche)?){{0,2}}"
    rf" ?(?:\((?:en )?|(?P<seen>: ?(?:tdm|tep|pet|irm|scanner|scinti[a-z]*)(?: [a-z-]{{3,14}})? ?(?:du |le |de |en |: ?)?)|: ?|en |depuis )?{_DAY}(?= ?[:(),.;\n]| ?[-=]>|\Z)"
)
_ITEM = re.compile(r"(?:\A|\n)[ \t]*(?:\d ?[).-]+ ?|[-•*–>] ?)\Z")
#: The title of a list of spreads, some lines above.
_LIST_TITLE = re.compile(
    r"(?:metasta\w+|rechutes?|recidives?|localisations? secondaires?|progressions?)[^\n.;]{0,20}:? ?\n"
)
_TITLE_BACK = 450
#: What an item has that tells of no spread.
_FREE = re.compile(
    r"[^\n;]{0,50}\b(?:ras\b|normal\w*|stables?|negati\w+|sans|pas d|absence|indemne|libres?|aucun|rien|non)\b"
)
#: Where an entry ends, before what was done about it.
_ENDS = re.compile(r"[;\n]| :|=>|->|→|\.(?=\s|$)")
#: What a place is followed by where the entry goes on: what was done about it.
_DONE_ABOUT = re.compile(
    r"(?:puis |et )?(?:rt\b|rte?\b|radio|irradi|stereo|sbrt|chir|resec|reseq|exer|opere|\w+ectomie|surveill|abst|chimio|traite|thermo|embol|ciment|l[1-6]\b|[1-6]e ligne|\d{1,2} (?:cures?|seances?)"
    r"|tdm|scan|irm|tep|pet|scinti|biops|pbf|pbh|stop|arret|reprise|switch|passage|nouvelle ligne|debut|pause"
    r"|\w+(?:nib|mab|ciclib|parib|taxel|platine?|rubicine?|citabine|lutamide|terone|zole|xifene|strant|tecan|limus|folfox|folfiri|folfirinox|xelox)(?![a-z])|folf|xelo|lv5|fec|ac\b|tamox|everolimus)"
)
#: The exam that saw it, behind a place: "14/12/2023 : cerveau (IRM)".
_SEEN_WITH = re.compile(r" ?\((?:irm|tdm|scanner|tep|pet|scinti[a-z]*|echo)[^()\n]{0,20}\)\Z")
#: "03/2018 : poumon (2 nodules)".
_LESIONS_BEHIND = re.compile(r" ?\((?:\d{1,2}|deux|trois|multiples|plusieurs) (?:nodules|lesions|foyers)")
#: Words that name a spread anywhere in the note, without which one bare place is any finding's.
_NAMED = re.compile(
    r"metasta|(?<![a-z])metas?(?![a-z])|secondaire|stade iv|(?<![a-z])iv[abc]?(?![a-z])|(?<![a-z])m1|m\+|recidiv|rechut|evolution|progress"
)
#: Places that hold a spread in a chain, beside nodes and the primary's own organ.
_HELD = SEATS | {"peau", "plèvre", "pancréas", "méninges", "rétropéritoine"}


def chained(folded: str, layout: Layout, primaries: frozenset[str]) -> list[Listing]:
    """Return the entries of a note's chain of dates that tell spread by the place alone.

    The entry must hold a place and what was done about it, no finding; and the note must name a spread, or have two
    such entries.
    """
    if not primaries and "metasta" not in folded:
        return []
    near = beside(primaries)
    found: list[Listing] = []
    for match in _ENTRY.finditer(folded):
        if layout.is_ignored(match.start()) or not _HEAD.search(folded, max(0, match.start() - 12), match.start()):
            continue
        closed = _ENDS.search(folded, match.end())
        places = _places(folded, match.end(), closed.start() if closed is not None else len(folded), near)
        if places:
            found.append(Listing(places[0].start, places[-1].end, tuple(places), explicit=True))
    found += _items_placed(folded, layout, near)
    if not found or (
        len({place.name for listing in found for place in listing.places}) < 2
        and not any(_LESIONS_BEHIND.match(folded, listing.end) for listing in found)
        and _NAMED.search(folded) is None
    ):
        return []
    return found


def _items_placed(folded: str, layout: Layout, near: frozenset[str]) -> list[Listing]:
    """Return the items of a list that open with a place and its day: "3) Cerveau 12/2021 : IRM, une lésion pariétale"."""
    found: list[Listing] = []
    for match in _PLACED.finditer(folded):
        start, end = match.span()
        if layout.is_ignored(start) or not _ITEM.search(folded, max(0, start - 12), start) or _FREE.match(folded, end):
            continue
        titled = _LIST_TITLE.search(folded, max(0, start - _TITLE_BACK), start) is not None
        if match.group("seen") and not titled:
            continue
        held = _of_spread(find_places(folded, start, end), near)
        if held and (titled or _NAMED.search(folded, 0, start) is not None):
            found.append(Listing(held[0].start, held[-1].end, tuple(held), explicit=True))
    return found


def _places(folded: str, start: int, stop: int, near: frozenset[str]) -> list[Place]:
    """Return the places that open an entry; none where anything else is told of them."""
    kept: list[Place] = []
    for first, last in items_of(folded, start, stop):
        seen = _SEEN_WITH.search(folded, first, last)
        last = last if seen is None else seen.start()
        places = places_in(folded, first, last)
        if not places or not plain_words(folded, first, last, places):
            if not kept or _DONE_ABOUT.match(folded, first, last) is None:
                return []
            break
        kept += _of_spread(places, near)
    return kept


def _of_spread(places: list[Place], near: frozenset[str]) -> list[Place]:
    """Return the places that hold a spread in a chain, away from the primary."""
    held = _HELD - near
    return [place for place in places if site_of([place]) in held]
