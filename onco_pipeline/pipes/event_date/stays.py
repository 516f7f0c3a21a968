"""What was changed of a drug when a patient came to hospital or left: it has the first or the last day of the stay."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

__all__ = ["date_by_stay"]

#: "Suspendu à l'admission", "repris à 200 mg à la sortie", "arrêté pendant l'hospitalisation".
_AT_A_STAY = re.compile(
    r"(?: (?:temporairement|transitoirement|donc|a (?:dose|demi-dose)\b[a-z ]{0,10}|(?:a )?\d{2,4}(?:[.,]\d)? ?mg(?:/j)?(?: ?x ?\d)?))?,? "
    r"(?:(?P<out>a (?:la|sa) sortie|au retour a domicile)"
    r"|(?:a (?:l'|son )(?:admission|entree|arrivee)|(?:pendant|durant|lors d[eu']|au cours d[eu']) ?(?:l[ae]|l'|cette|ce|son)? ?(?:hospitalisation|sejour)))"
    r"(?! (?:d[eu']|le|en|precedent))\b"
)
_STAYED = Screened(r"\b(?:hospitalis\w+|sejour)\b[^.;:\n]{0,50}\Z")
#: Sentences, and characters before the two days, in which a stay is told.
_SENTENCES_BACK, _BACK = 3, 70


def date_by_stay(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a drug's undated change told with a stay the first or last day of the stay told last before it, in place."""
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.interval is not None or event.status is not Status.DONE:
            continue
        told = _AT_A_STAY.match(folded, event.end)
        if told is None:
            continue
        half = "until" if told["out"] else "from"
        stay = next(
            (one for one in reversed(dates) if one.end <= event.start and one.bound == half and _of_stay(folded, one)),
            None,
        )
        if stay is None or stay.interval is None:
            continue
        if layout.sentence(event.start) - layout.sentence(stay.start) > _SENTENCES_BACK:
            continue
        why = f"{stay.text}: the stay in which it was changed" if explain else None
        event.take_date(stay, stay.interval, why, 0.5)


def _of_stay(folded: str, mention: DateMention) -> bool:
    return (
        mention.period is not None and _STAYED.search(folded, max(0, mention.start - _BACK), mention.start) is not None
    )
