"""Where an exam looked that names no region: told by the lesion that it shows, or that was seen by it."""

from __future__ import annotations

import re

from onco_pipeline.pipes.imaging import patterns
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import Place, find_places, site_of

__all__ = ["region_shown", "seen_before"]

#: Regions by the part of the body that they lie in, others being one of their own; what sits anywhere (bones, nodes, skin) tells no region.
_PART = {
    **dict.fromkeys(("thorax", "sein", "cœur"), "thorax"),
    **dict.fromkeys(
        ("abdomen", "foie", "rein", "voies biliaires", "pelvis", "prostate", "utérus", "ovaire", "rectum"), "abdomen"
    ),
    **dict.fromkeys(("cou", "thyroïde", "parotide"), "cou"),
    **dict.fromkeys(("cerveau", "face"), "cerveau"),
}
_NO_REGION = frozenset({"os", "ganglion", "peau", "sang", "tissus mous", "tap"})
#: "Nodule du sein droit (par |écho et mammographie)", "lésions pulmonaires au dernier |scanner": told before the exam.
_SEEN_BY = re.compile(
    r"(?:\b(?:au|a la|par|en|dans|sur|lors|a l'aide|suite a|a) ?)(?:(?:une?|l[ae]|l'|l|d[eu]|d'une?|ce|cette|nouve(?:au|lle)|derniere?|premiere?|second|deuxieme) ?)*\Z"
)
#: Where the words turn to another act than the exam: what follows tells of that one.
_OTHER_ACT = Screened(
    r"biops|ponction|traite|chimio|radiother|irradi|chirurg|oper[ea]|reseq|resec|\w+ectomie|hormono|immunother|decide|debut|\birm\b|\btep\b|echogra|scinti|lign[ea] "
)
#: "Sans lésion hépatique", "pas de nodule du poumon": nothing is shown there.
_ABSENT = Screened(
    r"\b(?:(?:pas|absence) d(?:'|e )|(?:sans|aucune?|ni|indemnes?|exclu\w*|eliminer) )(?:[a-z'-]+ ){0,5}\Z"
)
#: "Progression du cancer du |sein": whose it is, not where it is seen.
_CANCER_OF = Screened(r"(?:cancer|carcinom\w*|neoplas\w*|antecedents?|suivi\w* pour) (?:[a-z'-]+ ){0,3}\Z")
_BEHIND, _BEFORE, _LISTED = 260, 200, 500
_NEAR = 60


def region_shown(folded: str, scope: Scope, start: int, end: int) -> str | None:
    """Return the region that all lies in which an exam between two offsets is told to show, or None.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "le scanner a montre une progression des nodules pulmonaires."
    >>> region_shown(note, Scope(note, Layout()), 3, 10)
    'thorax'
    >>> note = "le scanner a montre des lesions pulmonaires et hepatiques."
    >>> region_shown(note, Scope(note, Layout()), 3, 10) is None
    True
    """
    first, last = scope.sentence(start)
    if _SEEN_BY.search(folded, max(first, start - 40), start) is not None:
        region = _only(_places(folded, max(first, start - _BEFORE), start))
        if region is not None:
            return region
    words = folded[end:last].rstrip()
    if (
        len(words) < _NEAR
        and scope.index(start) + 1 < scope.count
        and (words.endswith(":") or "\n" in folded[end:last])
    ):
        last = min(_end_of_list(folded, last), end + _LISTED)  # "Scanner de mars 2017 :", and below what it shows
    else:
        last = min(last, end + _BEHIND)
    if following := patterns.EXAM.search(folded, end, last):
        last = following.start()
    if turned := _OTHER_ACT.search(folded, end, last):
        last = turned.start()
    return _only(_places(folded, end, last))


def seen_before(folded: str, scope: Scope, start: int, behind: int = 0) -> str | None:
    """Return the region of what is told to have been seen by the exam that starts at an offset: the one named last.

    ``behind`` is where the exam before it ends: what is told before that was seen by that one.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "nodule de la thyroide de 7 cm a l'echographie (extension intrathoracique)"
    >>> seen_before(note, Scope(note, Layout()), note.index("echo"))
    'thyroïde'
    """
    first = scope.sentence(start)[0]
    if _SEEN_BY.search(folded, max(first, start - 40), start) is None:
        return None
    places = _places(folded, max(first, behind, start - _BEFORE), start)
    return next((region for place in reversed(places) if (region := _region(place)) is not None), None)


def _end_of_list(folded: str, offset: int) -> int:
    gap = folded.find("\n\n", offset)
    return len(folded) if gap == -1 else gap


def _places(folded: str, start: int, end: int) -> list[Place]:
    return [
        place
        for place in find_places(folded, start, end)
        if _ABSENT.search(folded, max(start, place.start - _NEAR), place.start) is None
        and _CANCER_OF.search(folded, max(start, place.start - _NEAR), place.start) is None
    ]


def _only(places: list[Place]) -> str | None:
    """Return the region of places that lie in one part of the body, None where they lie in several."""
    regions = [region for place in places if (region := _region(place)) is not None]
    parts = {_PART.get(region, region) for region in regions}
    if len(parts) != 1:
        return None
    named = set(regions)
    return named.pop() if len(named) == 1 else parts.pop()


def _region(place: Place) -> str | None:
    region = site_of([place], "region")
    return None if region in _NO_REGION else region
