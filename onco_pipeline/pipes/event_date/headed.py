"""When all the exams of a section or of a list were done, told once at its head: "Examens réalisés entre juin et juillet 2011."."""

import re

from onco_pipeline.events import DateMention, EventMention, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.nearby import dates_between
from onco_pipeline.pipes.event_date.scene import VISIT

#: The head of a section: exams in general, and not one of them.
_HEAD = re.compile(
    r"\W*(?:(?:tous )?les |l'ensemble des )?(?:tests?|examens?|explorations?|bilans?)(?: complementaires?| d'extension| suivants?| initia(?:l|ux))*"
    r"(?:,? (?:ont |a )?(?:ete )?(?:realise|effectue|pratique|fait)e?s?)? (?:en|le|entre|du|au|lors de l'admission (?:en|le)) \Z"
)
#: An item of a list, lines that one may hold, and sentences of its head that the date may stand in.
_ITEM = re.compile(r"[ \t]*[-*•·–—\"“«>][ \t]?\S")
_ITEMS, _HEAD_SENTENCES = 20, 2
#: An operation, whose findings a list tells: "Elle a été opérée le 11/10. Les résultats étaient :".
_OPERATED = re.compile(r"\boper(?:e|ee|es|ees)\b|\w{4}ectomies?\b|\bresections?\b|\bexereses?\b|\binterventions?\b")


def date_by_head(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give the undated exams of a section, and what they found, the time that its first sentence tells, in place."""
    for event in events:
        if event.interval is not None or event.status is not Status.DONE or not (event.is_act or event.is_finding):
            continue
        if not layout.sentences or event.attributes.get("earlier"):
            continue
        if (of_list := _of_the_list(folded, layout, dates, event)) is not None:
            event.take_date(*of_list, f"{of_list[0].text}: the head of the list" if explain else None, 0.5)
            continue
        section = layout.section(event.start)
        if section is None:
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


def _of_the_list(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention
) -> tuple[DateMention, DateInterval] | None:
    """Return the date of the visit or operation whose list an event is an item of, with what it means for the event.

    "Le 17 mai, elle est admise pour des examens complémentaires :", with the exams below it, an item each.
    """
    number = layout.line(event.start)
    if not layout.lines or _ITEM.match(folded, *layout.lines[number]) is None:
        return None
    head = number - 1
    while head > max(0, number - _ITEMS) and (
        _ITEM.match(folded, *layout.lines[head]) is not None or folded[slice(*layout.lines[head])].isspace()
    ):
        head -= 1
    start, end = layout.lines[max(0, head)]
    if head < 0 or not folded[start:end].rstrip().endswith(":"):
        return None
    told = [one for one in dates_between(dates, start, event.start) if one.role == "event"]
    if not told or (mention := told[-1]).interval is None or mention.start >= end or mention.period is not None:
        return None
    if layout.sentence(end - 1) - layout.sentence(mention.start) >= _HEAD_SENTENCES:
        return None
    sentence = layout.sentence_bounds(mention.start, len(folded))
    if event.on_tissue and _OPERATED.search(folded, *sentence) is not None:
        return mention, mention.interval
    if VISIT.search(folded, *sentence) is None or mention.interval.precision not in (Precision.DAY, Precision.MONTH):
        return None
    return mention, DateInterval.month(mention.interval.start.year, mention.interval.start.month)
