"""Days that a proof gives: of the sample that a result was read on, to the spread that it shows."""

import re
from datetime import timedelta

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.document.segments import LONGEST_SENTENCE
from onco_pipeline.pipes.event_date.findings import BESIDE, of_entry
from onco_pipeline.pipes.event_date.spread_days import held_spread
from onco_pipeline.pipes.scope import within

__all__ = ["date_by_result", "date_proofs", "leave_proofs"]

_PROVED = re.compile(r"\b(?:confirm|prouv|document|authentifi)\w*[^.;]{0,60}$")
#: "Métastase de mélanome": what a sample was read as, not the nodes counted on it, nor what it was taken for.
_READ_AS = re.compile(
    r"(?:une? )?metastases?\b(?! (?:\w+ )?(?:sur|dans) (?:\w+ ){0,2}(?:ganglion|sur))|infiltrations? metasta"
    r"|(?:(?:nature|origine|caractere) )?metastatique (?:de la |du |de ce(?:t|tte)? )(?:lesion|nodule|masse|tumeur|implant)"
    r"|(?:presence d[e'] ?)?(?:\w+ )?(?:nodules?|implants?|lesions?) (?:metastatiques?|tumora(?:l|ux)|de carcinose)"
)
_REASON = re.compile(r"\b(?:en raison d|pour|devant|suspicion d)[a-z']* ?(?:nouvelles? )?\Z")
#: Between what an exam shows and what is read on a sample of it.
_WEEKS = timedelta(days=92)
#: Statements back to the one that a sample proves.
_LAST = 20
_READ = re.compile(r"\bap\b|anatomo|anatomie patho|histolog|patholog|biops|ponction|cytolog|exerese|piece|immuno")
_ANEW = re.compile(
    r"\bnouve|\bautre|\bapparu|\bapparition|recidiv|rechut|progress|supplementaire|controlatera"
    r"|(?:\d ?i?e(?:me)?|deuxieme|seconde?|troisieme|quatrieme) (?:lesion|nodule|localisation|metastase|foyer)"
)


def date_by_result(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give a metastasis that a result's own words tell the day of the sample that the result was read on, in place.

    "20/03 : anapath reçue ce jour : métastase de mélanome", of the puncture told under 09/03.
    """
    results = [
        event
        for event in events
        if event.family is Family.PATHOLOGY and event.status is Status.DONE and event.interval is not None
    ]
    untold = False  # "hépatectomie pour métastases": the spread was known before, on no told day
    for event in events if results else ():
        if event.family is not Family.METASTASIS or event.status is not Status.DONE or untold:
            continue
        around = [
            one for one in within(results, event.start - LONGEST_SENTENCE, event.start + 1) if event.start < one.end
        ]
        untold = event.interval is None and not around
        of_report = event.date is not None and any(one.start <= event.date.start < event.start for one in around)
        # "TEP le 21/03. Biopsie le 29/03. Le pathologiste m'a appelé : métastase": of the sample, told since that day.
        told_back = event.date is not None and layout.sentence(event.date.start) < layout.sentence(event.start)
        open_to = event.interval is None or of_report or told_back or of_entry(layout, event)
        if not open_to or not (
            _READ_AS.match(folded, event.start)
            or (event.interval is None and held_spread(folded, events, event, around))
        ):
            continue
        if _REASON.search(folded, max(0, event.start - BESIDE), event.start):
            continue
        for result in around:
            if result.date is event.date or result.interval is None:
                continue
            nearer = told_back and event.date is not None and _sample_since(events, event.date, result)
            if event.interval is None or nearer or result.interval.end < event.interval.start:
                event.share_date(result, f"date of the result ({result.text})" if explain else None)
                sample = next((one for one in events if one.family is Family.BIOPSY and one.date is result.date), None)
                event.site = event.site or (sample.site if sample is not None else None)
            break


def _sample_since(events: list[EventMention], mention: DateMention, result: EventMention) -> bool:
    """Return whether a result has the day of a sample that was told after another date."""
    return result.date is not None and any(
        one.family is Family.BIOPSY and one.date is result.date and mention.end <= one.start for one in events
    )


def date_proofs(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give an undated sampling and its result the date of the spread that their sentence says they proved, in place.

    "Une récidive ganglionnaire a été confirmée par biopsie.": told and proved at one time.
    """
    spreads = [
        event
        for event in events
        if event.family is Family.METASTASIS and event.status is Status.DONE and event.interval is not None
    ]
    for event in events if spreads else ():
        if not event.on_tissue or event.interval is not None or event.status is not Status.DONE:
            continue
        for spread in within(spreads, *layout.sentence_bounds(event.start, len(folded))):
            if spread.end > event.end:
                continue
            if _PROVED.search(folded, spread.end, event.end) is not None:
                event.share_date(spread, f"date of what it proved ({spread.text})" if explain else None)
                break


def leave_proofs(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Take the date from a further site that only a sample of the site told before proves, in place.

    "Août : ponction d'une adénopathie : métastase. 17 septembre : exérèse, l'étude de l'adénopathie montre une métastase."
    """
    told = [
        event
        for event in events
        if event.family is Family.METASTASIS and event.status is Status.DONE and event.interval is not None
    ]
    for place, event in enumerate(told):
        if event.subtype != "new_site" or event.site is None or event.interval is None:
            continue
        start, end = layout.sentence_bounds(event.start, len(folded))
        if not _READ.search(folded, start, end) or _ANEW.search(folded, start, event.end):
            continue
        sites = _sites(event)
        for first in told[max(0, place - _LAST) : place]:
            if first.interval is None or not sites <= _sites(first):
                continue
            if timedelta(0) <= event.interval.start - first.interval.start <= _WEEKS:
                event.withhold()
                break


def _sites(event: EventMention) -> set[str | None]:
    return {event.site, *event.attributes.get("sites", ())}
