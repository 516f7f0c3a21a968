"""What became of an exam that had been planned: "étaient prévus le 9 janvier. Seule la scintigraphie a pu être réalisée"."""

import re

from onco_pipeline.events import EventMention, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

_WAS_PLANNED = Screened(
    r"\b(?:etait|etaient|avait ete|avaient ete|devait|devaient) (?:initialement |egalement |aussi )?"
    r"(?:re)?(?:prevu|programm|planifi|fix|avoir lieu|etre (?:fait|realis|pratiqu))"
)
#: "Qui devait avoir lieu le 2, est reportée au 23": the new day is still to come.
_MOVED = re.compile(r"\b(?:report|differ|decal|repouss|deplac|replac|refix)")
#: "Nodule TIRADS 5 le 12/04, |cytoponction à prévoir": of a day to come, and not of the one told before it.
_TO_DO = re.compile(
    r"(?: (?:[a-z-]{5,16}|sous a[gl]|en ville|au bloc)){0,2} (?:est |sont |reste |restent )?(?:a (?:prevoir|faire|programmer|organiser|planifier|demander)|prevue?s?|programmee?s?|a venir)\b"
    r"(?! ?(?:\(|:|,)? ?(?:le|en|du|pour|au|ce|cette|debut|fin|mi|des|dans|apres|initialement|hier|lundi|mardi|mercredi|jeudi|vendredi|\d)\b)"
)
#: "Gastroscopie du 2 juin. Merci de faire |l'IRM": what is asked of the reader has no day of what was told before.
_REQUESTED_OF = re.compile(
    r"\. ?(?:je (?:vous|te) (?:remercie|prie|demande|laisse)|merci|pou(?:vez|rriez|rrais)-(?:vous|tu)|peux-tu|je vous saurais gre)\b[^.;:]{0,70}\Z"
)
#: "Demandée le 12/05", "validé en RCP le 12/05".
_REQUESTED = re.compile(
    r"\b(?:demande|prescrite?|decide|valide|discute|evoque|aborde|souhaite|conseille|preconise)e?s? (?:(?:en|par la|lors de la) (?:rcp|reunion|consultation|staff) )?(?:le |du |en )?\Z"
)
_MOVED_TO = re.compile(
    r"\b(?:report|repouss|decal|differ|deplac|avanc|reprogramm|replac|remise?)\w* (?:au|a|pour)(?: (?:l[ae]|mois de))? \Z"
)
#: Characters behind an exam in which its plan is told, and sentences in which what became of it is.
_BEHIND, _SENTENCES = 60, 2


def settle_past_plans(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Give what became of a past plan the day of the plan, in place.

    The plan's day lies before the note. Where the next sentences tell that the same exam was done, or called off, on no
    day of their own, they mean that one, and the plan itself tells nothing more.
    """
    for place, event in enumerate(events):
        if not event.is_act or event.status is not Status.PLANNED or event.date is None:
            continue
        _, end = layout.sentence_bounds(event.start, len(folded))
        was = _WAS_PLANNED.search(folded, event.end, min(end, event.end + _BEHIND))
        if was is None or _MOVED.search(folded, was.end(), event.date.start) is not None:
            continue
        if _MOVED_TO.search(folded, event.end, event.date.start) is not None:
            continue  # "était prévue le 3 ; elle a été repoussée au 20"
        event.interval = event.date.interval or event.interval
        sentence = layout.sentence(event.start)
        for other in events[place + 1 :]:
            if layout.sentence(other.start) - sentence > _SENTENCES:
                break
            same = (other.family, other.subtype) == (event.family, event.subtype)
            if (
                same
                and other.start >= end
                and other.status in (Status.DONE, Status.CANCELLED)
                and other.interval is None
            ):
                other.share_date(event, None)
                event.withhold()
                break


def requested_then(folded: str, event: EventMention) -> bool:
    """Return whether the day behind a plan is the one on which it was asked for: "biopsie demandée le 12/05, sans date"."""
    date = event.date
    return (
        event.is_act
        and date is not None
        and date.start >= event.end
        and _REQUESTED.search(folded, event.end, date.start) is not None
    )


def still_to_do(folded: str, event: EventMention) -> bool:
    """Return whether a plan was dated by a past day told before it, which is not its own.

    Examples
    --------
    >>> from onco_pipeline.events import DateKind, DateMention, Family
    >>> note = "nodule vu le 12/04, cytoponction a prevoir"
    >>> day = DateMention(13, 18, "12/04", None, DateKind.YEARLESS)
    >>> event = EventMention(Family.BIOPSY, "cytology", 20, 32, "cytoponction", date=day)
    >>> still_to_do(note, event)
    True
    """
    if not event.is_act or event.date is None or event.date.end > event.start:
        return False
    between = folded[event.date.end : event.start]
    apart = re.search(r"[a-z,;]", between) is not None  # not "le 12/04 biopsie programmée"
    return apart and (_TO_DO.match(folded, event.end) is not None or _REQUESTED_OF.search(between) is not None)
