"""When all the exams of a section were done, told once at its head: "Examens réalisés entre juin et juillet 2011."."""

import re

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.nearby import dates_between

#: The head of a section: exams in general, and not one of them.
_HEAD = re.compile(
    r"\W*(?:(?:tous )?les |l'ensemble des )?(?:tests?|examens?|explorations?|bilans?)(?: complementaires?| d'extension| suivants?| initia(?:l|ux))*"
    r"(?:,? (?:ont |a )?(?:ete )?(?:realise|effectue|pratique|fait)e?s?)? (?:en|le|entre|du|au|lors de l'admission (?:en|le)) \Z"
)
_OF_SECTION = frozenset({Family.IMAGING, Family.BIOPSY, Family.PATHOLOGY, Family.METASTASIS})


def date_by_head(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give the undated exams of a section, and what they found, the time that its first sentence tells, in place."""
    for event in events:
        if event.interval is not None or event.status is not Status.DONE or event.family not in _OF_SECTION:
            continue
        section = layout.section(event.start)
        if section is None or not layout.sentences or event.attributes.get("earlier"):
            continue
        told = [date for date in dates_between(dates, section.title_end, event.start) if date.role == "event"]
        if not told or told[0].interval is None:
            continue
        first = told[0]
        opening = layout.sentences[layout.sentence(first.start)][0]
        if _HEAD.match(folded, max(opening, section.title_end), first.start) is None:
            continue
        interval = first.period or first.interval
        if any(date.period != first.period if first.period is not None else date is not first for date in told):
            continue  # the list has told a day of one of them since
        event.take_date(first, interval, f"{first.text}: the head of the section" if explain else None, 0.5)
