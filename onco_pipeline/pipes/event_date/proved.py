"""A spread that an exam has shown, and a sample proves some weeks later: one statement, and no further site."""

import re
from datetime import timedelta

from onco_pipeline.events import EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout

__all__ = ["leave_proofs"]

#: Between what an exam shows and what is read on a sample of it.
_WEEKS = timedelta(days=92)
#: Statements back to the one that a sample proves.
_LAST = 20
_READ = re.compile(r"\bap\b|anatomo|anatomie patho|histolog|patholog|biops|ponction|cytolog|exerese|piece|immuno")
_ANEW = re.compile(
    r"\bnouve|\bautre|\bapparu|\bapparition|recidiv|rechut|progress|supplementaire|controlatera"
    r"|(?:\d ?i?e(?:me)?|deuxieme|seconde?|troisieme|quatrieme) (?:lesion|nodule|localisation|metastase|foyer)"
)


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
