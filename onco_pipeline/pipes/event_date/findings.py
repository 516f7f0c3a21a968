"""What dates a finding besides a date of its own: the exam or specimen that shows it."""

from collections.abc import Sequence

from onco_pipeline.events import EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout

#: Acts that show that a cancer has spread.
_SHOWS = frozenset({Family.IMAGING, Family.BIOPSY, Family.PATHOLOGY})


def date_by_exam(layout: Layout, events: Sequence[EventMention], *, explain: bool = False) -> None:
    """Give metastases the date of the exam that their sentence names before them, in place.

    A date between the two, or right after the finding, is its own; one further on belongs to what came of it
    ("la scintigraphie montre des métastases, de sorte qu'un traitement est débuté en mai").
    """
    for place, event in enumerate(events):
        if event.family is not Family.METASTASIS or event.status is not Status.DONE:
            continue
        if event.date is not None and event.date.start <= event.end + 3:
            continue
        sentence = layout.sentence(event.start)
        exam = next(
            (
                other
                for other in reversed(events[:place])
                if other.family in _SHOWS and other.interval is not None and other.status is Status.DONE
            ),
            None,
        )
        if exam is None or layout.sentence(exam.start) != sentence:
            continue
        event.date, event.interval, event.confidence = exam.date, exam.interval, exam.confidence
        if explain:
            event.explanation = f"date of the exam ({exam.text})"
