"""How the story goes on between a date and an event, and after both: what says whether the date still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.intervals import DateInterval, months_between
from onco_pipeline.pipes.event_date.carried import LATER, time_has_passed

if TYPE_CHECKING:
    from onco_pipeline.pipes.event_date.features import NoteView

__all__ = ["Story"]

#: Months within which the next step of a story still belongs to what it follows.
_SOON = 6


class Story:
    """What is told around an event.

    Parameters
    ----------
    view, event
        The note, and one of its events.
    """

    __slots__ = ("_control", "_event", "_sentence", "_steps", "_view")

    def __init__(self, view: NoteView, event: EventMention) -> None:
        self._view, self._event = view, event
        layout = view.layout
        self._sentence = layout.sentence(event.start)
        start, end = layout.sentences[self._sentence] if layout.sentences else (event.start, event.end)
        self._control = LATER.search(view.folded, start, min(end, event.end + 40)) is not None
        self._steps: list[DateMention] = [
            mention
            for mention in view.dates
            if mention.start >= event.end and mention.role == "event" and mention.interval is not None
        ]

    def of(self, mention: DateMention, interval: DateInterval) -> list[float]:
        """Return the numbers of an option that :data:`~onco_pipeline.pipes.event_date.features.FEATURES` ends with.

        Parameters
        ----------
        mention, interval
            A date expression, and what it means for the event.
        """
        following = next((step.interval for step in self._steps if step.start > mention.start), None)
        gap = None if following is None else months_between(interval.start, following.start)
        return [
            gap is None,
            gap == 0,
            gap == 1,
            gap is not None and 1 < gap <= _SOON,
            gap is not None and gap > _SOON,
            gap is not None and gap < 0,
            self._passes(mention),
            self._control,
        ]

    def has_moved_on(self, mention: DateMention, interval: DateInterval) -> bool:
        """Return whether a date of an earlier sentence holds no longer in a case report: no step follows it soon.

        By the annotation guidelines an undated work-up has the month of the presentation before it only when the next
        dated step falls in that month or in the next one.
        """
        if self._view.reference is not None:
            return False  # a hospital's note is told from its own day: nothing dated need follow
        if mention.start >= self._event.start or self._sentence == self._view.layout.sentence(mention.start):
            return False
        following = next((step.interval for step in self._steps), None)
        return following is None or months_between(interval.start, following.start) not in (0, 1)

    def _passes(self, mention: DateMention) -> bool:
        """Return whether a sentence since the date opens the time of follow-up."""
        layout = self._view.layout
        if mention.start >= self._event.start or not layout.sentences:
            return False
        distance = self._sentence - layout.sentence(mention.start)
        return distance > 0 and time_has_passed(self._view.folded, layout, self._event, distance)
