"""The act that a report is about: its own findings have that act's day, whatever other dates they are compared with."""

import re
from collections.abc import Sequence

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout

#: Characters of a report's head, where its act is dated.
_HEAD = 800
_ACTS: dict[re.Pattern[str], frozenset[Family]] = {
    re.compile(
        r"(?:\bpreleve(?:e|s|es)?|\bprelevements?|\bdate (?:de|du) prelevement)(?: (?:effectue|realise)s?)?\s{0,2}"
        r"(?:le|du)?\s{0,2}:?\s{0,2}\Z"
    ): frozenset({Family.BIOPSY, Family.PATHOLOGY}),
    re.compile(
        r"\b(?:examen|exploration)(?: (?:effectue|realise))?\s{0,2}(?:(?:le|du)\s{0,2}:?|:)\s{0,2}\Z"
    ): frozenset({Family.METASTASIS}),
}
#: Sections that only a report of an act has, and those of a report that tell of other acts.
_OF_A_REPORT = frozenset({"specimen", "macroscopy", "microscopy", "technique", "results", "findings"})
_OF_AN_IMAGE = frozenset({"technique", "findings", "comparison"})
#: Characters and lines that a report's title stands within.
_TITLE, _TITLE_LINES = 300, 4
_OF_OTHERS = frozenset(
    {"indication", "past_history", "family_history", "history", "comparison", "reason", "plan", "proposal"}
)


def _exam_of_the_title(layout: Layout, events: Sequence[EventMention]) -> tuple[DateMention, frozenset[Family]] | None:
    """Return the date of the exam that an imaging report names in its first lines ("SCANNER TAP du 24/04/2020")."""
    if not any(section.label in _OF_AN_IMAGE for section in layout.sections):
        return None
    own = _own_exam(layout, events)
    if own is None or own.date is None or layout.line(own.date.start) - layout.line(own.start) > 1:
        return None
    return own.date, frozenset({Family.METASTASIS})


def _own_exam(layout: Layout, events: Sequence[EventMention]) -> EventMention | None:
    own = next((event for event in events if event.family is Family.IMAGING), None)
    if own is None or own.status is not Status.DONE or own.start > _TITLE or layout.line(own.start) > _TITLE_LINES:
        return None
    return own


def _date_own_exam(layout: Layout, events: Sequence[EventMention], mention: DateMention, *, explain: bool) -> None:
    """Give the exam in an imaging report's title the day that stands below it ("Date de l'examen : 16/01/2020")."""
    own = _own_exam(layout, events)
    if own is not None and own.interval is None and own.start < mention.start:
        own.date, own.interval = mention, mention.interval
        if explain:
            own.explanation = f"{mention.text}: the exam that the report is about"


def date_by_report(
    folded: str, layout: Layout, events: Sequence[EventMention], dates: Sequence[DateMention], *, explain: bool = False
) -> None:
    """Give the findings of a pathology or imaging report the day of its sampling or exam, in place.

    Only where the head dates the act ("Prélevé le : 17/09/2019", "Examen du 08/02/2021") and the note has the
    sections of such a report; what its history and comparison tell keeps its own dates.
    """
    if not any(section.label in _OF_A_REPORT for section in layout.sections):
        return
    act = next(
        (
            (mention, families)
            for mention in dates
            if mention.start < _HEAD and mention.role in ("event", "document") and mention.interval is not None
            for pattern, families in _ACTS.items()
            if pattern.search(folded, max(0, mention.start - 40), mention.start)
        ),
        None,
    )
    act = act or _exam_of_the_title(layout, events)
    if act is None:
        return
    mention, families = act
    if Family.METASTASIS in families:
        _date_own_exam(layout, events, mention, explain=explain)
    # What comes without a title after the findings completes them ("Compte rendu complémentaire du 14/10 : ...").
    findings = max(section.end for section in layout.sections if section.label in _OF_A_REPORT)
    for event in events:
        section = layout.section(event.start)
        if event.family not in families or event.status is not Status.DONE or event.start < mention.start:
            continue
        if section is None and not (event.family is Family.PATHOLOGY and event.start > findings):
            continue
        if section is not None and section.label in _OF_OTHERS:
            continue
        event.date, event.interval = mention, mention.interval
        if explain:
            event.explanation = f"{mention.text}: the act that the report is about"
