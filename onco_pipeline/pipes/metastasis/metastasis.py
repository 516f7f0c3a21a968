"""``onco.metastasis``: the statements that a cancer has spread, at first or to a new site."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.chained import chained
from onco_pipeline.pipes.metastasis.composed import composed
from onco_pipeline.pipes.metastasis.gate import may_tell_of_spread
from onco_pipeline.pipes.metastasis.listed import add_listing, listings
from onco_pipeline.pipes.metastasis.other_diseases import of_another_disease
from onco_pipeline.pipes.metastasis.spread import SPREAD
from onco_pipeline.pipes.metastasis.statement import read_statement
from onco_pipeline.pipes.metastasis.told import Told
from onco_pipeline.pipes.primaries import primaries_told_alone, primary_organs
from onco_pipeline.pipes.scope import Scope, in_order
from onco_pipeline.pipes.sites import find_places

__all__ = ["find"]


#: Characters between two mentions of one statement; where the second calls the first by its name.
_SHORT, _LONG = 90, 260
#: Characters before bare lesions in which the patient is told to have another disease that makes them.
_OF_OLD = 160


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
        event = read_statement(text, folded, match, scope, layout, told)
        if event is None:
            continue
        again = event.take("again")
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
    return in_order(events) if len(events) > 1 else events


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
    staged = patterns.STAGED.match(folded, previous.start, previous.end) is not None
    spelt = staged or patterns.SPELT.search(between) is not None
    return (
        len(between) < (_LONG if spelt else _SHORT)
        and ";" not in between
        and not re.search(
            r" [-–/•] ?[a-z]{2,10} ?:|\b(?:puis|mais|ensuite|enfin|s'ajout\w+ a|le \d{1,2}|en \w+ \d{4}|(?:en|depuis) (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*)\b|\b[a-z]{3,9} \d{4} ?:|(?:19|20)\d{2} ?[,/] ",
            between,
        )
    )
