"""One statement of spread, read: where it is, whether it is denied or doubted, and whether it is news."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.anew import comes_back, grows_there, new_lesion
from onco_pipeline.pipes.metastasis.labels import is_known_for, is_label, of_family, of_label, sums_up
from onco_pipeline.pipes.metastasis.lesions import lesion_places, of_primary
from onco_pipeline.pipes.metastasis.listed import MONTH
from onco_pipeline.pipes.metastasis.places import places_told
from onco_pipeline.pipes.metastasis.polarity import SURE_LOOK, beside_what_is_denied, polarity_of
from onco_pipeline.pipes.metastasis.regional import is_regional
from onco_pipeline.pipes.metastasis.told import Told, key_of
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.sites import Place, find_places, laterality, site_of

__all__ = ["read_statement"]

_DAY_BETWEEN = re.compile(r"\d[/.]\d{2}[/.]\d|\b" + MONTH + r" (?:19|20)\d{2}")
_DAY_WITHIN = re.compile(r"\d/\d{2}|(?:19|20)\d{2}")
#: Characters around a statement in which its sentence gives it a day of its own.
_DATED_BEFORE, _DATED_BEHIND = 160, 60
#: Characters before a spread that "d'allure" may stand in, and behind it those that say that the look is sure.
_LOOK, _SURE = 12, 45
#: Characters behind a place within which the bracket that it stands in is closed.
_BRACKET = 40
#: Characters before lesions in which the organ that heads their item stands.
_HEAD = 15
#: Places that are no metastatic site of their own.
_VAGUE = frozenset({"sang", "thorax", "abdomen"})
_SYNCHRONOUS = Screened(r"synchron|d'emblee")
_METACHRONOUS = Screened(r"metachron|recidiv|rechut")


@dataclass(slots=True)
class _Statement:
    """A match of spread's words, how it is read, where it and its sentence begin and end, and the words beside it."""

    folded: str
    match: re.Match[str]
    kind: str
    start: int
    end: int
    first: int
    last: int
    words: str
    before: str
    after: str
    held: bool


def read_statement(
    text: str, folded: str, match: re.Match[str], scope: Scope, layout: Layout, told: Told
) -> EventMention | None:
    """Return the spread that a match of its words tells of, or None; what it tells is added to what the note has told.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    match
        Of :data:`~onco_pipeline.pipes.metastasis.spread.SPREAD`.
    scope, layout
        The note's sentences and its structure.
    told
        What the note has told before.

    Returns
    -------
    EventMention | None
        Its attribute ``again`` is there where the spread was told before: true where this tells of it once more, maybe
        with its day, false where it sums up or tells that it has grown.
    """
    said = _said(folded, match, scope)
    if said.words.startswith("metastatique") and patterns.MEETING_OF.search(said.before):
        return None
    places = _places(said, scope, told)
    of_kind = _of_its_kind(said, places, layout, told)
    if of_kind is None:
        return None
    places = of_kind
    sites = list(dict.fromkeys(site for place in places if (site := site_of([place]))))
    if patterns.GROWS_INTO.match(said.words) and not patterns.REACHED.difference(told.primaries).intersection(sites):
        return None
    if not sites and said.words.startswith(("carcinos", "carcinomatose")):
        sites = ["péritoine"]
    if is_regional(folded, said.start, said.end, said.first, said.last, sites, told, said.kind):
        return None
    event = _mention(text, said, places, sites)
    if _doubt(text, said, event, layout):
        return event
    return _as_news(said, event, places, scope, layout, told)


def _said(folded: str, match: re.Match[str], scope: Scope) -> _Statement:
    start, end = match.span()
    kind = match.lastgroup or "word"
    first, last = scope.sentence(start)
    held = patterns.HELD_FOR.match(folded, end, last) if kind == "lesion" else None
    if held is not None:  # "plusieurs lésions hépatiques, suspectes, que la RCP considère comme métastatiques"
        kind, end = "word", held.end()
    before = WINDOWS.cut(folded, max(first, start - 90), start)
    after = WINDOWS.cut(folded, end, min(last, end + 110))
    return _Statement(folded, match, kind, start, end, first, last, match.group(), before, after, held is not None)


def _places(said: _Statement, scope: Scope, told: Told) -> list[Place]:
    """Return the places that a statement is of, those that are free of it apart."""
    folded, start = said.folded, said.start
    above = scope.previous(start, 1)[0]
    places = places_told(folded, start, said.end, said.first, said.last, said.kind, above, told.primaries)
    if said.kind == "lesion" and not places and patterns.CALLED_SPREAD.match(said.after):
        said.kind = "word"  # "deux lésions secondaires, dômes VII et VIII", "foie : six lésions secondaires"
        places = find_places(folded, max(said.first, start - _HEAD), start)[-1:]
    vague = _VAGUE - ({"thorax", "abdomen"} if said.kind == "relapse" else set())
    places = [place for place in places if (site_of([place]) or "sang") not in vague]
    free = [place for place in places if patterns.FREE.match(folded, place.end)]
    return [place for place in places if place not in free] or places


def _of_its_kind(said: _Statement, places: list[Place], layout: Layout, told: Told) -> list[Place] | None:
    """Return the places of a statement of its kind; None where it is no spread."""
    if said.kind == "lesion":
        return _of_lesions(said, places, layout, told)
    if said.kind in {"progress", "relapse"}:
        return _of_progress(said, places, told)
    if said.kind == "stage":
        return _of_a_stage(said, places, told)
    if said.kind != "spread":
        return places
    if "medullaire" in said.words and patterns.SPINAL_CORD.search(said.before + said.after):
        return None
    if not places or re.search(r"metasta|dissemin|secondaire|carcino(?!me)", said.words):
        return places
    if patterns.DESTROYS.match(said.after):
        return None  # a tumour of the sinuses destroys their walls
    # "atteinte pulmonaire" of a lung cancer is the cancer itself.
    return [place for place in places if site_of([place]) not in told.primaries] or None


def _of_lesions(said: _Statement, places: list[Place], layout: Layout, told: Told) -> list[Place] | None:
    before, after, words = said.before, said.after, said.words
    if patterns.NODES_OF.match(words) or patterns.NONE_BESIDE.match(after):
        return None
    if words[0].isdigit() and "adenopath" in words and patterns.NODES_LOOKED_AT.match(after):
        return None
    if patterns.BACK_IN_PLACE.search(before):
        return None
    # What a hand feels is no metastasis yet.
    section = layout.section(said.start)
    felt = section is not None and section.label == "clinical_exam"
    if (felt and not patterns.IMAGED.search(said.folded, said.first, said.start)) or "palpa" in after:
        return None
    since, until = len(patterns.TURN.rest(before)), len(patterns.NEXT_EXAM.cut(patterns.TURN_OR_STOP.cut(after)))
    of_this_exam = WINDOWS.cut(said.folded, said.start - since, said.end + until)
    return lesion_places(said.folded, said.match, places, of_this_exam, told) or None


def _of_progress(said: _Statement, places: list[Place], told: Told) -> list[Place] | None:
    before, after, words = said.before, said.after, said.words
    if patterns.goes_well(words, before, after):
        return None
    spread = re.search(r"metasta|distance|system|multiple|bilatera|viscer", words + after[:12]) is not None
    places = [place for place in places if spread or not of_primary(place, told)]
    if (not places and not spread) or patterns.LOCAL.search(
        patterns.AND_LOCAL.sub("", patterns.LOCAL_AND.sub("", words) + after[:25])
    ):
        return None
    sites = {site_of([place]) for place in places}
    if said.kind == "relapse" and places and sites <= patterns.OF_THE_HEAD:
        return None  # it comes back where it was
    effusion = said.kind == "relapse" or not words.startswith("progress")
    if sites == {"plèvre"} and effusion and "pulm" not in words:
        clause = patterns.TURN.rest(before) + words + patterns.TURN_OR_STOP.cut(after)
        if not patterns.MALIGNANT_STRICT.search(clause):
            return None
    if "osseu" in words:  # "progression osseuse à la hanche"
        places = [place for place in places if site_of([place]) == "os"] or places
    return places


def _of_a_stage(said: _Statement, places: list[Place], told: Told) -> list[Place] | None:
    folded, words, end = said.folded, said.words, said.end
    if words == "m1" and (
        patterns.MONTH_ONE.search(said.before)
        or patterns.MONTHS_ON.match(folded, end)
        or patterns.OF_A_CLONE.search(said.before)
    ):
        return None
    if "m1" not in words and (
        patterns.WITHOUT_SPREAD.match(folded, end, said.last) or patterns.NO_SPREAD_BEFORE.search(said.before)
    ):
        return None
    if any(words[-1] in patterns.GROWN_LOCALLY.get(organ, "") for organ in told.primaries):
        return None
    named = patterns.STAGED_TUMOUR.match(words) is not None  # "carcinome bronchique IV (os)"
    return [place for place in places if site_of([place]) not in told.primaries and not (named and place.start < end)]


def _doubt(text: str, said: _Statement, event: EventMention, layout: Layout) -> bool:
    """Note what a statement's words leave of it, in its event; return whether it is denied, doubted or a relative's."""
    folded, before, after, words, kind = said.folded, said.before, said.after, said.words, said.kind
    # "les ganglions n'ont pas été retirés (pT4N2M1)": a stage in a bracket is not what is denied before it.
    ahead = before.rpartition("(")[2] if kind == "stage" else before
    if kind == "progress" and " ete " in words:
        ahead = patterns.WHERE.sub("", ahead)
    beside = beside_what_is_denied(ahead, words, after)
    polarity = polarity_of(ahead.rpartition(",")[2] if beside else ahead, after)
    if of_family(folded, layout, said.first, said.start, said.end):
        polarity = "family"
    if polarity is None and patterns.SEEN_AS.match(words) and patterns.LOOKS_BEHIND.match(after):
        polarity = "doubtful"
    if polarity is None and kind == "lesion" and (patterns.EVOKES.match(after) or patterns.TO_WATCH.match(after)):
        polarity = "doubtful"
    if said.held and polarity is None:
        event.end, event.text = said.end, text[event.start : said.end]
    told_by = folded[event.start : event.end].replace("(", ",").partition(",")[0]
    look = SURE_LOOK.search(folded, max(said.first, event.start - _LOOK), min(said.last, event.end + _SURE))
    signified = patterns.SIGNIFIES.match(after) is not None
    if polarity is None and (signified or (look is not None and look.start() <= event.end + 1)):
        event.attributes["sure"] = True
    elif polarity is None and patterns.LOOKS_LIKE.search(_looks(before, kind) + told_by):
        if patterns.SAID_TO_GROW.search(before + told_by) or patterns.UNSEEN_BEFORE.match(after):
            event.attributes["grows"] = True
        else:
            polarity = "doubtful"
    if polarity is None and patterns.EVOKED_BEHIND.match(after) and patterns.SAID_TO_GROW.search(before + told_by):
        event.attributes["grows"] = True  # "apparition d'une lésion surrénale évoquant une métastase"
    if polarity is not None:
        event.attributes["polarity"] = polarity
    elif beside:
        event.attributes["beside"] = True
    if "en faveur" in before and patterns.READ_FOR.search(folded, said.first, said.start):
        event.attributes["read"] = True
    return polarity is not None


def _as_news(
    said: _Statement, event: EventMention, places: list[Place], scope: Scope, layout: Layout, told: Told
) -> EventMention | None:
    """Return a stated spread as news, as told again, or None where it is known for long; add it to what is told."""
    folded, before, after, kind, first, start = said.folded, said.before, said.after, said.kind, said.first, said.start
    if kind in {"stage", "word"} and is_known_for(folded, scope, start, said.end, first, said.last):
        return None
    # A node station is a site of its own; any other organ counts once.
    keys = {key_of(place) for place in places}
    explicit = kind != "lesion"
    around = max(first, start - _DATED_BEFORE), min(said.last, said.end + _DATED_BEHIND)
    dated = patterns.DATED.search(folded, *around) is not None
    labelled = dated and kind != "progress" and of_label(folded, layout, keys, told, first)
    if labelled and patterns.GROWS_BEFORE.search(before) is None and patterns.TREATED_BEHIND.match(after) is None:
        told.take_from_label(keys)
    elif not dated and explicit and kind != "progress" and is_label(folded, scope, start, told):
        told.labels.update(dict.fromkeys(keys, said.end))
    fresh = told.fresh(keys, explicit and not patterns.SEEN_TO_GROW.search(said.words))
    appears = (
        re.search(r"nouve|appari", said.words) is not None
        or patterns.APPEARS_BEFORE.search(before) is not None
        or (kind == "lesion" and patterns.UNSEEN_BEFORE.match(after) is not None)
    )
    if _is_known(said, places, bool(fresh), appears, told):
        told.known |= keys
        return None
    only_grows = not new_lesion(said.match, before, after, kind) and "nouve" not in after
    if kind == "progress" and keys and keys <= told.known and only_grows:
        return None  # "majoration des lésions hépatiques ... Conclusion : progression hépatique"
    confirmed = any(told.sites.values())
    if told.any and _is_told(said, places, keys, fresh, dated, scope, layout, told):
        told.add(keys, explicit)
        named = explicit or patterns.NAMED_BEHIND.match(after) is not None
        # "une progression hépatique a de nouveau été observée" grows what was told, and has a later day
        summed = sums_up(layout, folded, first, start) and patterns.DIAGNOSED.search(folded, first, start) is None
        grown = kind == "progress" or patterns.GROWS_BEFORE.search(before) is not None
        event.attributes["again"] = named and not grown and not summed
        return event
    new = next((place for place in places if place.name in fresh or site_of([place]) in fresh), None)
    event.site = site_of([new]) if new else event.site
    event.subtype = "new_site" if confirmed or (labelled and appears) else "onset"
    told.add(keys, explicit)
    if dated:
        for key in keys:
            told.labels.pop(key, None)
    return event


def _is_known(said: _Statement, places: list[Place], fresh: bool, appears: bool, told: Told) -> bool:
    """Return whether a spread is spoken of as there before, on no day that is told."""
    folded, before, after, words, kind = said.folded, said.before, said.after, said.words, said.kind
    told_of = patterns.TURN.rest(patterns.SHOWED.rest(patterns.BESIDES.rest(before)[-55:]))
    if kind == "progress" and patterns.STABLE_THERE.search(told_of):
        told_of = ""  # "foie stable, progression osseuse"
    known: object = patterns.KNOWN.search(told_of + words) or patterns.KNOWN_AFTER.match(after)
    if patterns.SINCE_BEFORE.search(before) or (known and patterns.SINCE_BEHIND.match(after)):
        known = None  # "depuis mai 2017, métastases osseuses connues", "réponse des métastases apparues en mars 2019"
    if patterns.ENDS_WITH_CANCER.search(words) and patterns.CANCER_KNOWN.match(after):
        known = None
    known = known or (words.startswith("des ") and patterns.GROWTH_OF.search(before))
    if patterns.NEWLY_FOUND.match(after):
        known = None
    # "Progression des lésions connues, carcinomatose méningée", and of an organ that was not told of: "... et métastases osseuses"
    apart = (
        known
        and kind == "word"
        and (
            (before.endswith(", ") and patterns.NOUN_APART.match(words))
            or (fresh and told.any and patterns.KNOWN_ONES.search(before))
        )
    )
    if (fresh and appears) or apart:
        # "Métastases hépatiques connues, nouvelle lésion surrénalienne": what is known stands before the comma.
        known = patterns.KNOWN.search(patterns.TURN.rest(before[-55:]).rpartition(",")[2].rpartition(" et ")[2])
    if not known and told.any:
        known = patterns.SAMPLED.search(before) or (
            not appears and patterns.KNOWN_TOO.search(folded, said.first, said.start)
        )
    if not known and told.any and kind == "word" and not any(place.start >= said.start for place in places):
        known = patterns.CONFIRMS_THE.search(before)  # the one that is known, wherever it is
    return bool(known) and not (fresh and re.search(r"(?:resection|exerese) d\w*\W*$", before) is not None)


def _is_told(
    said: _Statement,
    places: list[Place],
    keys: set[str],
    fresh: set[str],
    dated: bool,
    scope: Scope,
    layout: Layout,
    told: Told,
) -> bool:
    """Return whether a spread is one that the note has told of: the same place, a sum, a stage, what a sample proves."""
    folded, before, after, kind, start = said.folded, said.before, said.after, said.kind, said.start
    match, explicit, confirmed = said.match, kind != "lesion", any(told.sites.values())
    if kind == "stage" and confirmed and not (fresh and _tells_where(match, before, after)):
        return True
    if sums_up(layout, folded, said.first, start) and (confirmed or (kind == "progress" and not keys)):
        return True
    if (
        not fresh
        and (confirmed or not explicit)
        and (not new_lesion(match, before, after, kind) or grows_there(folded, match, after, keys, told, kind))
        and not comes_back(folded, start, kind, dated)
    ):
        return True
    if keys and keys <= told.sites.keys() and kind == "word" and patterns.SAMPLE_SAYS.search(before):
        return True
    above = scope.previous(start, 1)[0]
    return not keys and kind == "word" and patterns.READ_ON.search(folded, above, start) is not None


def _looks(before: str, kind: str) -> str:
    """Return the words before a statement that may doubt it: a further exam tells anew what it names."""
    beside = before.rpartition(",")[2]
    return beside if kind == "lesion" else patterns.NEXT_LOOK.rest(beside)


def _tells_where(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a stage is news of a further organ: "puis M1d (cerveau)", "M1 dans la clavicule"."""
    placed = patterns.IN_AN_ORGAN.match(after) is not None or patterns.ORGAN_BEFORE.search(before) is not None
    bare = match.group().startswith(("m1", "m+")) and not before.endswith("du ") and placed
    return bare or patterns.BECOMES.search(before) is not None


def _mention(text: str, said: _Statement, places: list[Place], sites: list[str]) -> EventMention:
    folded, start, end = said.folded, said.start, said.match.end()
    near = [place for place in places if place.start >= start and place.end - end < 70]
    # "métastatique (poumon), RTUV du 05/11/2021 : urothélial": what a day parts from it is something else.
    near = [place for place in near if place.start < end or not _DAY_BETWEEN.search(folded, end, place.start)]
    bracket = patterns.DATED_BRACKET.search(folded, end, max(end, near[-1].end) + _BRACKET) if near else None
    if bracket is not None and (
        bracket.end() <= near[-1].end or _DAY_WITHIN.search(bracket.group())
    ):  # "hépatique (IRM du 21/09), biopsie hépatique": what is told behind is something else
        near = [place for place in near if place.end <= bracket.start()]
    if near:
        end = max(end, near[-1].end)
    event = EventMention(Family.METASTASIS, "onset", start, end, text[start:end], site=sites[0] if sites else None)
    if len(sites) > 1:
        event.attributes["sites"] = sites
    around = max(0, start - 40), min(len(folded), end + 40)
    if _SYNCHRONOUS.search(folded, *around):
        event.attributes["timing"] = "synchronous"
    elif _METACHRONOUS.search(folded, *around):
        event.attributes["timing"] = "metachronous"
    if side := laterality(text, folded, start, end):
        event.attributes["laterality"] = side
    event.attributes["wording"] = "lesion" if said.kind == "lesion" else "explicit"
    return event
