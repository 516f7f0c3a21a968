"""``onco.metastasis``: the statements that a cancer has spread, at first or to a new site."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.anew import comes_back, grows_there, new_lesion
from onco_pipeline.pipes.metastasis.chained import chained
from onco_pipeline.pipes.metastasis.composed import composed
from onco_pipeline.pipes.metastasis.gate import may_tell_of_spread
from onco_pipeline.pipes.metastasis.labels import is_known_for, is_label, of_family, of_label, sums_up
from onco_pipeline.pipes.metastasis.lesions import lesion_places, of_primary
from onco_pipeline.pipes.metastasis.listed import MONTH, add_listing, listings
from onco_pipeline.pipes.metastasis.other_diseases import of_another_disease
from onco_pipeline.pipes.metastasis.places import places_told
from onco_pipeline.pipes.metastasis.polarity import SURE_LOOK, beside_what_is_denied, polarity_of
from onco_pipeline.pipes.metastasis.regional import is_regional
from onco_pipeline.pipes.metastasis.spread import SPREAD
from onco_pipeline.pipes.metastasis.told import Told, key_of
from onco_pipeline.pipes.primaries import primaries_told_alone, primary_organs
from onco_pipeline.pipes.scope import Scope, in_order
from onco_pipeline.pipes.screen import WINDOWS
from onco_pipeline.pipes.sites import Place, find_places, laterality, site_of

__all__ = ["find"]


#: Characters between two mentions of one statement; where the second calls the first by its name.
_SHORT, _LONG = 90, 260
_DAY_BETWEEN = re.compile(r"\d[/.]\d{2}[/.]\d|\b" + MONTH + r" (?:19|20)\d{2}")
_DAY_WITHIN = re.compile(r"\d/\d{2}|(?:19|20)\d{2}")
#: Characters before bare lesions in which the patient is told to have another disease that makes them.
_OF_OLD = 160
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
_SYNCHRONOUS = re.compile(r"synchron|d'emblee")
_METACHRONOUS = re.compile(r"metachron|recidiv|rechut")


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
        ``polarity`` (``denied`` or ``doubtful``), ``wording`` (``explicit`` or ``lesion``) and
        ``told_again`` (offsets of later statements of the same spread; ``onco.event_date`` uses and drops them).

    Examples
    --------
    >>> note = "Cancer du sein. Metastases hepatiques en 2015. Stabilite des metastases."
    >>> [(event.text, event.subtype, event.site) for event in find(note, note.lower(), Layout())]
    [('Metastases hepatiques', 'onset', 'foie')]
    """
    if not may_tell_of_spread(folded) or (
        patterns.BLOOD_CANCER.stands_in(folded) and not patterns.SOLID_CANCER.search(folded)
    ):
        return []
    of_blood = patterns.of_blood(folded)
    scope = Scope(folded, layout)
    told = Told(primary_organs(folded) | primaries_told_alone(folded))
    events: list[EventMention] = []
    matches = list(SPREAD.finditer(folded))
    said = [match.start() for match in matches if match.lastgroup != "lesion"]
    lists = sorted(
        [
            *listings(folded, scope, layout, told.primaries),
            *chained(folded, layout, told.primaries),
            *([] if of_blood else composed(folded, scope, layout, told.primaries, said)),
        ],
        key=lambda listing: listing.read_at,
    )
    for match in matches:
        while lists and lists[0].read_at <= match.start():
            add_listing(lists.pop(0), text, told, events)
        if layout.is_ignored(match.start()):
            continue
        if of_blood and not patterns.NAMES_SPREAD.search(match.group()):
            continue
        event = _read(text, folded, match, scope, layout, told)
        if event is None:
            continue
        again = event.attributes.pop("again", None)
        if again is not None:
            if again:
                _tell_again(events, event)
            continue
        previous = events[-1] if events else None
        if previous and scope.index(previous.start) == scope.index(event.start) and _joins(previous, event, folded):
            # "ADP médiastinales, métastases osseuses": the named spread says where it is.
            named = previous.attributes.get("wording") == "lesion" and event.attributes.get("wording") == "explicit"
            placed = bool(find_places(folded, event.start, event.end))  # not "nodules pulmonaires, métastatiques"
            of_nodes = previous.site in (None, "ganglion", "médiastin")
            named, near = named and (placed or of_nodes), event.start - previous.end < _SHORT
            sites = [*_sites(previous), *_sites(event)] if near and placed and not named else []
            if len(set(sites)) > 1:
                previous.attributes["sites"] = list(dict.fromkeys(sites))
            previous.site = (event.site if named and near else None) or previous.site or event.site
            for sign in ("grows", "sure"):
                if event.attributes.get(sign):
                    previous.attributes[sign] = True
            if near:
                previous.end = max(previous.end, event.end)
                previous.text = text[previous.start : previous.end]
            continue
        events.append(event)
    for listing in lists:
        add_listing(listing, text, told, events)
    events = [event for event in events if not of_another_disease(folded, scope, event)]
    _leave_open(folded, events)
    return in_order(events)


def _sites(event: EventMention) -> list[str]:
    return event.attributes.get("sites") or ([event.site] if event.site else [])


def _leave_open(folded: str, events: list[EventMention]) -> None:
    """Doubt bare lesions that the note goes on to call unspecific, where it states no spread in so many words."""
    if any("polarity" not in event.attributes and event.attributes["wording"] == "explicit" for event in events):
        return
    for event in events:
        if event.attributes["wording"] != "lesion":
            continue
        named = "metasta" in folded[event.start : event.end]
        if patterns.LEFT_OPEN.search(folded, event.start) or (
            not named
            and (
                patterns.SARCOID.search(folded, event.start)
                or patterns.OTHER_DISEASE.search(folded, max(0, event.start - _OF_OLD), event.start)
            )
        ):
            event.attributes.setdefault("polarity", "doubtful")


def _tell_again(events: list[EventMention], event: EventMention) -> None:
    """Note at the first statement that it is told again, maybe with the date that it lacks there."""
    sites = {event.site, *event.attributes.get("sites", ())}
    for first in reversed(events):
        if "polarity" not in first.attributes and (first.site in sites or None in (first.site, event.site)):
            first.attributes.setdefault("told_again", []).append(event.start)
            return


def _joins(previous: EventMention, event: EventMention, folded: str) -> bool:
    """Whether two mentions of one sentence are one statement."""
    between = folded[previous.end : event.start]
    if previous.attributes.get("polarity") != event.attributes.get("polarity"):
        return False
    # "Deux lésions du foie, ... compatibles avec des métastases", "stade IV (cT2N2M1), sans mutation, avec une atteinte
    # métastatique des poumons": what is told first is called by its name, or told where it is.
    spelt = patterns.SPELT.search(between) is not None or patterns.STAGED.match(previous.text) is not None
    return (
        len(between) < (_LONG if spelt else _SHORT)
        and ";" not in between
        and not re.search(
            r" [-–/•] ?[a-z]{2,10} ?:|\b(?:puis|mais|ensuite|enfin|le \d{1,2}|en \w+ \d{4}|(?:en|depuis) (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*)\b|\b[a-z]{3,9} \d{4} ?:|(?:19|20)\d{2} ?[,/] ",
            between,
        )
    )


def _read(
    text: str, folded: str, match: re.Match[str], scope: Scope, layout: Layout, told: Told
) -> EventMention | None:
    kind = match.lastgroup or "word"
    start, end = match.span()
    first, last = scope.sentence(start)
    held = patterns.HELD_FOR.match(folded, end, last) if kind == "lesion" else None
    if held is not None:  # "plusieurs lésions hépatiques, suspectes, que la RCP considère comme métastatiques"
        kind, end = "word", held.end()
    before = WINDOWS.cut(folded, max(first, start - 90), start)
    if match.group().startswith("metastatique") and patterns.MEETING_OF.search(before):
        return None
    after = WINDOWS.cut(folded, end, min(last, end + 110))
    clause = patterns.TURN.rest(before) + match.group() + patterns.TURN_OR_STOP.cut(after)
    places = places_told(folded, start, end, first, last, kind, scope.previous(start, 1)[0], told.primaries)
    if kind == "lesion" and not places and patterns.CALLED_SPREAD.match(after):
        kind = "word"  # "deux lésions secondaires, dômes VII et VIII", "foie : six lésions secondaires"
        places = find_places(folded, max(first, start - _HEAD), start)[-1:]
    vague = _VAGUE - ({"thorax", "abdomen"} if kind == "relapse" else set())
    places = [place for place in places if (site_of([place]) or "sang") not in vague]
    free = [place for place in places if patterns.FREE.match(folded, place.end)]
    places = [place for place in places if place not in free] or places
    section = layout.section(start)
    if kind == "lesion":
        # What a hand feels is no metastasis yet.
        if patterns.NODES_OF.match(match.group()) or patterns.NONE_BESIDE.match(after):
            return None
        if match.group()[0].isdigit() and "adenopath" in match.group() and patterns.NODES_LOOKED_AT.match(after):
            return None
        if patterns.BACK_IN_PLACE.search(before):
            return None
        felt = section is not None and section.label == "clinical_exam"
        if (felt and not patterns.IMAGED.search(folded, first, start)) or "palpa" in after:
            return None
        of_this_exam = (
            patterns.TURN.rest(before) + match.group() + patterns.NEXT_EXAM.cut(patterns.TURN_OR_STOP.cut(after))
        )
        places = lesion_places(folded, match, places, of_this_exam, told)
        if not places:
            return None
    elif kind in {"progress", "relapse"}:
        if patterns.goes_well(match.group(), before, after):
            return None
        spread = re.search(r"metasta|distance|system|multiple|bilatera|viscer", match.group() + after[:12]) is not None
        places = [place for place in places if spread or not of_primary(place, told)]
        if (not places and not spread) or patterns.LOCAL.search(
            patterns.AND_LOCAL.sub("", patterns.LOCAL_AND.sub("", match.group()) + after[:25])
        ):
            return None
        if kind == "relapse" and places and {site_of([place]) for place in places} <= patterns.OF_THE_HEAD:
            return None  # it comes back where it was
        effusion = kind == "relapse" or not match.group().startswith("progress")
        pleural = {site_of([place]) for place in places} == {"plèvre"}
        if pleural and effusion and "pulm" not in match.group() and not patterns.MALIGNANT_STRICT.search(clause):
            return None
        if "osseu" in match.group():  # "progression osseuse à la hanche"
            places = [place for place in places if site_of([place]) == "os"] or places
    elif kind == "stage":
        if match.group() == "m1" and (
            patterns.MONTH_ONE.search(before)
            or patterns.MONTHS_ON.match(folded, end)
            or patterns.OF_A_CLONE.search(before)
        ):
            return None
        if "m1" not in match.group() and (
            patterns.WITHOUT_SPREAD.match(folded, end, last) or patterns.NO_SPREAD_BEFORE.search(before)
        ):
            return None
        if any(match.group()[-1] in patterns.GROWN_LOCALLY.get(organ, "") for organ in told.primaries):
            return None
        named = patterns.STAGED_TUMOUR.match(match.group()) is not None  # "carcinome bronchique IV (os)"
        places = [
            place
            for place in places
            if site_of([place]) not in told.primaries and not (named and place.start < match.end())
        ]
    elif kind == "spread" and "medullaire" in match.group() and patterns.SPINAL_CORD.search(before + after):
        return None
    elif kind == "spread" and places and not re.search(r"metasta|dissemin|secondaire|carcino(?!me)", match.group()):
        if patterns.DESTROYS.match(after):
            return None  # a tumour of the sinuses destroys their walls
        # "atteinte pulmonaire" of a lung cancer is the cancer itself.
        places = [place for place in places if site_of([place]) not in told.primaries]
        if not places:
            return None
    sites = list(dict.fromkeys(site for place in places if (site := site_of([place]))))
    if patterns.GROWS_INTO.match(match.group()) and not patterns.REACHED.difference(told.primaries).intersection(sites):
        return None
    if not sites and match.group().startswith(("carcinos", "carcinomatose")):
        sites = ["péritoine"]
    if is_regional(folded, start, end, first, last, sites, told, kind):
        return None
    # "les ganglions n'ont pas été retirés (pT4N2M1)": a stage in a bracket is not what is denied before it.
    ahead = before.rpartition("(")[2] if kind == "stage" else before
    if kind == "progress" and " ete " in match.group():
        ahead = patterns.WHERE.sub("", ahead)
    beside = beside_what_is_denied(ahead, match.group(), after)
    polarity = polarity_of(ahead.rpartition(",")[2] if beside else ahead, after)
    if of_family(folded, layout, first, start, end):
        polarity = "family"
    if polarity is None and patterns.SEEN_AS.match(match.group()) and patterns.LOOKS_BEHIND.match(after):
        polarity = "doubtful"
    if polarity is None and kind == "lesion" and (patterns.EVOKES.match(after) or patterns.TO_WATCH.match(after)):
        polarity = "doubtful"
    event = _mention(text, folded, match, places, sites, polarity, kind)
    if held is not None and polarity is None:
        event.end, event.text = end, text[event.start : end]
    words = folded[event.start : event.end].replace("(", ",").partition(",")[0]
    look = SURE_LOOK.search(folded, max(first, event.start - _LOOK), min(last, event.end + _SURE))
    signified = patterns.SIGNIFIES.match(after) is not None
    if polarity is None and (signified or (look is not None and look.start() <= event.end + 1)):
        event.attributes["sure"] = True
    elif polarity is None and patterns.LOOKS_LIKE.search(_looks(before, kind) + words):
        if patterns.SAID_TO_GROW.search(before + words) or patterns.UNSEEN_BEFORE.match(after):
            event.attributes["grows"] = True
        else:
            polarity = event.attributes["polarity"] = "doubtful"
    if beside and polarity is None:
        event.attributes["beside"] = True
    if "en faveur" in before and patterns.READ_FOR.search(folded, first, start):
        event.attributes["read"] = True
    if polarity is not None:
        return event
    if kind in {"stage", "word"} and is_known_for(folded, scope, start, end, first, last):
        return None
    # A node station is a site of its own; any other organ counts once.
    keys = {key_of(place) for place in places}
    explicit = kind != "lesion"
    dated = patterns.DATED.search(folded, max(first, start - _DATED_BEFORE), min(last, end + _DATED_BEHIND)) is not None
    labelled = dated and kind != "progress" and of_label(folded, layout, keys, told, first)
    if labelled and patterns.GROWS_BEFORE.search(before) is None and patterns.TREATED_BEHIND.match(after) is None:
        told.take_from_label(keys)
    elif not dated and explicit and kind != "progress" and is_label(folded, scope, start, told):
        told.labels.update(dict.fromkeys(keys, end))
    fresh = told.fresh(keys, explicit and not patterns.SEEN_TO_GROW.search(match.group()))
    told_of = patterns.TURN.rest(patterns.SHOWED.rest(patterns.BESIDES.rest(before)[-55:]))
    if kind == "progress" and patterns.STABLE_THERE.search(told_of):
        told_of = ""  # "foie stable, progression osseuse"
    known: object = patterns.KNOWN.search(told_of + match.group()) or patterns.KNOWN_AFTER.match(after)
    if patterns.SINCE_BEFORE.search(before) or (known and patterns.SINCE_BEHIND.match(after)):
        known = None  # "depuis mai 2017, métastases osseuses connues", "réponse des métastases apparues en mars 2019"
    if patterns.ENDS_WITH_CANCER.search(match.group()) and patterns.CANCER_KNOWN.match(after):
        known = None
    known = known or (match.group().startswith("des ") and patterns.GROWTH_OF.search(before))
    appears = (
        re.search(r"nouve|appari", match.group()) is not None
        or patterns.APPEARS_BEFORE.search(before) is not None
        or (kind == "lesion" and patterns.UNSEEN_BEFORE.match(after) is not None)
    )
    if patterns.NEWLY_FOUND.match(after):
        known = None
    # "Progression des lésions connues, carcinomatose méningée"
    apart = known and kind == "word" and patterns.NOUN_APART.match(match.group()) and before.endswith(", ")
    if (fresh and appears) or apart:
        # "Métastases hépatiques connues, nouvelle lésion surrénalienne": what is known stands before the comma.
        known = patterns.KNOWN.search(patterns.TURN.rest(before[-55:]).rpartition(",")[2].rpartition(" et ")[2])
    elsewhere_known = not appears and patterns.KNOWN_TOO.search(folded, first, start)
    known = known or (told.any and (patterns.SAMPLED.search(before) or elsewhere_known))
    if told.any and kind == "word" and not any(place.start >= start for place in places):
        known = known or patterns.CONFIRMS_THE.search(before)  # the one that is known, wherever it is
    if known and not (fresh and re.search(r"(?:resection|exerese) d\w*\W*$", before)):
        told.known |= keys
        return None
    only_grows = not new_lesion(match, before, after, kind) and "nouve" not in after
    if kind == "progress" and keys and keys <= told.known and only_grows:
        return None  # "majoration des lésions hépatiques ... Conclusion : progression hépatique"
    confirmed = any(told.sites.values())
    if told.any and (
        (kind == "stage" and confirmed and not (fresh and _tells_where(match, before, after)))
        or (sums_up(layout, folded, first, start) and (confirmed or (kind == "progress" and not keys)))
        or (
            not fresh
            and (confirmed or not explicit)
            and (not new_lesion(match, before, after, kind) or grows_there(folded, match, after, keys, told, kind))
            and not comes_back(folded, start, kind, dated)
        )
        or (keys and keys <= told.sites.keys() and kind == "word" and patterns.SAMPLE_SAYS.search(before))
        or (not keys and kind == "word" and patterns.READ_ON.search(folded, scope.previous(start, 1)[0], start))
    ):
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


def _looks(before: str, kind: str) -> str:
    """Return the words before a statement that may doubt it: a further exam tells anew what it names."""
    beside = before.rpartition(",")[2]
    return beside if kind == "lesion" else patterns.NEXT_LOOK.rest(beside)


def _tells_where(match: re.Match[str], before: str, after: str) -> bool:
    """Whether a stage is news of a further organ: "puis M1d (cerveau)", "M1 dans la clavicule"."""
    placed = patterns.IN_AN_ORGAN.match(after) is not None or patterns.ORGAN_BEFORE.search(before) is not None
    bare = match.group().startswith(("m1", "m+")) and not before.endswith("du ") and placed
    return bare or patterns.BECOMES.search(before) is not None


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
    around = folded[max(0, start - 40) : end + 40]
    if _SYNCHRONOUS.search(around):
        event.attributes["timing"] = "synchronous"
    elif _METACHRONOUS.search(around):
        event.attributes["timing"] = "metachronous"
    if side := laterality(text, folded, start, end):
        event.attributes["laterality"] = side
    if polarity:
        event.attributes["polarity"] = polarity
    event.attributes["wording"] = "lesion" if kind == "lesion" else "explicit"
    return event
