"""Spread told by a bare place behind a day that heads its entry: "09/2018 : os. 02/2020 : foie, FOLFIRI"."""

from __future__ import annotations

import re

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis.listed import Listing, beside, items_of, places_in, plain_words
from onco_pipeline.pipes.sites import Place, site_of
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["chained"]

_MONTH = r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:(?:\d{{1,2}}[/.-]){{0,2}}(?:19|20)\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}|\d{{1,2}}/\d{{2}}|(?:\d{{1,2}} )?{_MONTH} (?:19|20)?\d{{2}})"
#: A day at the head of its entry, and the word behind it, which must begin with that of an organ.
_ENTRY = WordPattern(
    rf"(?<![a-z0-9/.]){_DAY} ?(?::|=>?|->|–|-(?= )) ?"
    r"(?=(?:(?:[123456]|une?|deux|trois|multiples?) )?(?:m\+ ?|metas? )?(?:os|foie|poumons?|pulm|cerveau|cereb|perit|plevre|pleur|surren|mening|hepat|pancreas|rate|peau|cutan|sous-?cut|rachis|snc)[a-z]*)"
)
#: What stands before it at the head of a line or a sentence.
_HEAD = re.compile(r"(?:\A|\n|[.;] |;)[ \t]*(?:[-•*–>] ?)?(?:(?:en|le) )?\Z")
#: Where an entry ends, before what was done about it.
_ENDS = re.compile(r"[;\n]|=>|->|→|\.(?=\s|$)")
#: What a place is followed by where the entry goes on: what was done about it.
_DONE_ABOUT = re.compile(
    r"(?:puis |et )?(?:rt\b|rte?\b|radio|irradi|stereo|sbrt|chir|resec|reseq|exer|opere|\w+ectomie|surveill|abst|chimio|traite|thermo|embol|ciment|l[1-6]\b|[1-6]e ligne|\d{1,2} (?:cures?|seances?)"
    r"|tdm|scan|irm|tep|pet|scinti|biops|pbf|pbh|stop|arret|reprise|switch|passage|nouvelle ligne|debut|pause"
    r"|\w+(?:nib|mab|ciclib|parib|taxel|platine?|rubicine?|citabine|lutamide|terone|zole|xifene|strant|tecan|limus|folfox|folfiri|folfirinox|xelox)(?![a-z])|folf|xelo|lv5|fec|ac\b|tamox|everolimus)"
)
#: Words that name a spread anywhere in the note, without which one bare place is any finding's.
_NAMED = re.compile(
    r"metasta|(?<![a-z])metas?(?![a-z])|secondaire|stade iv|(?<![a-z])m1|m\+|recidiv|rechut|evolution|progress"
)
#: Places that hold a spread in a chain, beside nodes and the primary's own organ.
_HELD = frozenset(
    {
        "foie",
        "os",
        "poumon",
        "cerveau",
        "surrénale",
        "péritoine",
        "rate",
        "peau",
        "plèvre",
        "pancréas",
        "méninges",
        "moelle osseuse",
    }
)


def chained(folded: str, layout: Layout, primaries: frozenset[str]) -> list[Listing]:
    """Return the entries of a note's chain of dates that tell spread by the place alone.

    The entry must hold a place and what was done about it, no finding; and the note must name a spread, or have two
    such entries.
    """
    if not primaries:
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
    if len({place.name for listing in found for place in listing.places}) < 2 and _NAMED.search(folded) is None:
        return []
    return found


def _places(folded: str, start: int, stop: int, near: frozenset[str]) -> list[Place]:
    """Return the places that open an entry; none where anything else is told of them."""
    kept: list[Place] = []
    for first, last in items_of(folded, start, stop):
        places = places_in(folded, first, last)
        if not places or not plain_words(folded, first, last, places):
            if not kept or _DONE_ABOUT.match(folded, first, last) is None:
                return []
            break
        kept += [place for place in places if site_of([place]) in _HELD and site_of([place]) not in near]
    return kept
