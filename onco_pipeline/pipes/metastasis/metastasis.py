"""``onco.metastasis``: the statements that a cancer has spread, at first or to a new site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_matcher import EventMatcher, Scope, about_cancer
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.sites import Place, find_places, laterality, primary_organs, site_of

__all__ = ["MetastasisMatcher", "find"]


@dataclass(slots=True)
class _Told:
    """What the note has told so far: whether there is spread at all, and where."""

    primaries: frozenset[str]
    sites: set[str] = field(default_factory=set)
    any: bool = False


def find(text: str, folded: str, layout: Layout) -> list[EventMention]:
    """Return the statements of metastatic disease in a note.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    layout
        The note's structure; an empty one means plain sentences.

    Returns
    -------
    list[EventMention]
        In order of position. ``subtype`` is ``onset`` for the first asserted spread of the note and
        ``new_site`` for a further one; ``site`` is the metastatic organ or None. Later mentions of
        known metastases, stability, regression, regional nodes and local recurrence are none. Denied
        and suspected statements are kept, for ``onco.status`` to say so; ``attributes`` may hold
        ``sites`` (when several), ``timing`` (``synchronous``, ``metachronous``), ``laterality``,
        ``polarity`` (``denied`` or ``doubtful``), ``wording`` (``explicit`` or ``lesion``).

    Examples
    --------
    >>> note = "Cancer du sein. Metastases hepatiques en 2015. Stabilite des metastases."
    >>> [(event.text, event.subtype, event.site) for event in find(note, note.lower(), Layout())]
    [('Metastases hepatiques', 'onset', 'foie')]
    """
    if not about_cancer(folded):
        return []
    scope = Scope(folded, layout)
    told = _Told(primary_organs(folded))
    events: list[EventMention] = []
    for match in patterns.SPREAD.finditer(folded):
        if layout.is_ignored(match.start()):
            continue
        event = _read(text, folded, match, scope, told)
        if event is None:
            continue
        previous = events[-1] if events else None
        if previous and scope.index(previous.start) == scope.index(event.start) and _joins(previous, event, folded):
            previous.end = max(previous.end, event.end)
            previous.text = text[previous.start : previous.end]
            previous.site = previous.site or event.site
            continue
        events.append(event)
    return events


def _joins(previous: EventMention, event: EventMention, folded: str) -> bool:
    """Whether two mentions of one sentence are one statement."""
    between = folded[previous.end : event.start]
    if previous.attributes.get("polarity") != event.attributes.get("polarity"):
        return False
    return len(between) < 90 and ";" not in between and not re.search(r"\b(?:puis|mais|ensuite|le \d|en \w+ \d{4})\b", between)


def _read(text: str, folded: str, match: re.Match[str], scope: Scope, told: _Told) -> EventMention | None:
    kind = match.lastgroup or "word"
    start, end = match.span()
    first, last = scope.sentence(start)
    before = folded[max(first, start - 90) : start]
    after = folded[end : min(last, end + 110)]
    clause = re.split(r"[;]|\bmais\b|\bpuis\b", before)[-1] + match.group() + re.split(r"[;.]|\bmais\b|\bpuis\b", after)[0]
    places = _places(folded, start, end, first, last, kind)
    sites = list(dict.fromkeys(site for place in places if (site := site_of([place])) and site not in {"sang", "thorax", "abdomen"}))
    if kind == "lesion":
        sites = [site for site in sites if site not in told.primaries or _other_side(clause)]
        if not sites or patterns.BENIGN.search(clause) or not patterns.MALIGNANT.search(clause):
            return None
    elif kind in {"progress", "relapse"}:
        sites = [site for site in sites if site not in told.primaries or "metasta" in match.group()]
        if (not sites and "metasta" not in match.group() and "distance" not in match.group() and "system" not in match.group()) or (
            patterns.LOCAL.search(match.group() + after[:25])
        ):
            return None
    if _regional(folded, start, end, first, last, sites, told):
        return None
    polarity = _polarity(before, match.group(), after)
    event = _mention(text, folded, match, places, sites, polarity, kind)
    if polarity is not None:
        return event
    around = before[-60:] + " " + match.group() + " " + after[:45]
    if patterns.KNOWN.search(before[-55:] + match.group()) or re.match(r"[^,;.]{0,30}(?:stable|persist|inchang|en regress|ont diminu|connu)", after):
        told.any = True
        told.sites.update(sites)
        return None
    if kind == "stage" and told.any:
        return None
    fresh = [site for site in sites if site not in told.sites]
    novel = re.search(r"\bnouve|apparition|apparu|\bautres?\b|deuxieme|troisieme|\b3e\b|\b2e\b|progress|rechut|recidiv", around)
    if told.any and not fresh and not novel:
        return None
    if told.any and not sites and not novel:
        return None
    if fresh or not told.sites:
        event.site = fresh[0] if fresh else event.site
    event.subtype = "new_site" if told.any else "onset"
    told.any = True
    told.sites.update(sites)
    return event


def _places(folded: str, start: int, end: int, first: int, last: int, kind: str) -> list[Place]:
    """The places a statement names: in it, right after it, else just before it."""
    stop = min(last, end + 80)
    tail = re.split(r"[;.]|\b(?:qui|avec|puis|mais|sans|pour|traitee?s?|d'un |du cancer|d'origine|compatible|suggerant|necessit\w+|entrain\w+)\b", folded[end:stop], maxsplit=1)[0]
    inside = find_places(folded, start, min(last, end + len(tail)))
    inside = [place for place in inside if not re.search(r"d'origine\s*$", folded[max(0, place.start - 10) : place.start])]
    if inside:
        return inside
    if kind in {"lesion"}:
        return [place for place in find_places(folded, end, stop)]
    head = re.split(r"[;.:]|\bpuis\b|\bmais\b", folded[max(first, start - 80) : start])[-1]
    return find_places(folded, start - len(head), start)[-2:]


def _other_side(clause: str) -> bool:
    return re.search(r"controlatera|bilatera|lacher|metasta|secondaire", clause) is not None


def _regional(folded: str, start: int, end: int, first: int, last: int, sites: list[str], told: _Told) -> bool:
    """Whether the statement is about nodes of the tumour's own region."""
    near = folded[max(first, start - 45) : min(last, end + 55)]
    if "ganglion" in sites or re.search(r"ganglion|adenopath|axillaire", near[: 45 + end - start + 25]):
        if re.search(r"a distance|m1\b|retro-?peritone|supra-?clav|sus-?clav|lombo|controlateral", near):
            return False
        if patterns.REGIONAL_ALWAYS.search(near):
            return True
        if set(sites) <= {"ganglion"}:
            return any(
                pattern.search(near) for organ, pattern in patterns.REGIONAL.items() if organ in told.primaries
            )
    return re.search(r"micro-?metasta", folded[start:end]) is not None or re.search(r"pieces?|ganglion\w* sur", near) is not None and "ganglion" in sites


def _polarity(before: str, words: str, after: str) -> str | None:
    clause = re.split(r"[;:]|\bmais\b|\bpuis\b", before)[-1]
    if patterns.NEGATED.search(clause) or re.match(r"[^,;.]{0,40}(?:a ete exclu|ont ete exclu|ecarte|eliminee?s?|non (?:retrouv|confirm|exclu))", after):
        return "denied"
    if patterns.DOUBT.search(clause[-60:]) or re.match(r"\s?\?|[^,;.]{0,12}(?:suspect|possible|probable|douteu|non exclu)", after):
        return "doubtful"
    return None


def _mention(
    text: str,
    folded: str,
    match: re.Match[str],
    places: list[Place],
    sites: list[str],
    polarity: str | None,
    kind: str,
) -> EventMention:
    start, end = match.span()
    near = [place for place in places if place.start >= start and place.end - end < 70]
    if near:
        end = max(end, near[-1].end)
    event = EventMention(Family.METASTASIS, "onset", start, end, text[start:end], site=sites[0] if sites else None)
    if len(sites) > 1:
        event.attributes["sites"] = sites
    around = folded[max(0, start - 40) : end + 40]
    if re.search(r"synchron|d'emblee", around):
        event.attributes["timing"] = "synchronous"
    elif re.search(r"metachron|recidiv|rechut", around):
        event.attributes["timing"] = "metachronous"
    if side := laterality(text, folded, start, end):
        event.attributes["laterality"] = side
    if polarity:
        event.attributes["polarity"] = polarity
    event.attributes["wording"] = "lesion" if kind == "lesion" else "explicit"
    return event


class MetastasisMatcher(EventMatcher):
    """Find the first statement of metastatic disease, and those of new metastatic sites.

    Scope: distant spread and distant recurrence, by words ("métastases", "lésions secondaires",
    "carcinose", M1, stade IV), by progression or relapse in another organ, and by new lesions of an
    organ the primary does not sit in. Regional nodes, local recurrence and what is known are none.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.metastasis")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.metastasis.metastasis.MetastasisMatcher object at ...>
    >>> doc = nlp("Cancer du côlon. IRM : 2 métastases hépatiques.")
    >>> [(event.text, event.site) for event in doc._.onco_events]
    [('métastases hépatiques', 'foie')]

    Notes
    -----
    Extensions and parameters: see :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.
    Performance: recall and precision on the annotated sets stand in ``docs/families.md``.
    Source: the wording of French oncology notes, the TNM classification and the annotation
    guidelines.
    """

    family = Family.METASTASIS
    find = staticmethod(find)
