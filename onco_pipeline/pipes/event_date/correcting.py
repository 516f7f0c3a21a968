"""What the learned linker does to the events of a note, whatever way the note is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from onco_pipeline.pipes.event_date.bags import Bag, Decision, bags, choose
from onco_pipeline.pipes.event_date.features import NoteView
from onco_pipeline.pipes.event_date.models import LinkModel, load_model
from onco_pipeline.pipes.status.settled import settle_by_date

__all__ = ["correct", "corrector", "decide"]


@lru_cache(maxsize=2)
def corrector(folder: Path) -> Callable[[NoteView], None]:
    """Return a function that dates a note's events by the model in a folder beside the rules; loaded once.

    Raises
    ------
    UserError
        When there is no usable model in the folder.
    """
    model = load_model(folder)
    return lambda view: correct(model, view)


def correct(model: LinkModel, view: NoteView, *, explain: bool = False) -> None:
    """Give a note's events the dates that the model is sure enough of, in place."""
    decision = model.decision
    found = list(bags(view, decision))
    if not found:
        return
    for bag, row in zip(found, model.probabilities(found), strict=True):
        if decide(bag, row, decision, explain=explain):
            settle_by_date(bag.event, view.reference)


def decide(bag: Bag, probabilities: Sequence[float], decision: Decision, *, explain: bool = False) -> bool:
    """Give a bag's event the date that model and rules together give it, in place; return whether that changed it.

    The confidence is the probability of the date that the event ends with; that of the rules, where their date is not
    in question.
    """
    event = bag.event
    if not decision.is_open_to(bag):
        return False
    given = choose(bag, probabilities, decision)
    event.confidence = round(given.probability, 3)
    if given.interval == event.interval:
        return False
    told = [place for place, interval in enumerate(bag.intervals) if interval == given.interval]
    option = bag.options[max(told, key=lambda place: probabilities[place])]
    words = option.mention.text if option.mention is not None else "no date"
    why = f"{words}: the learned linker (probability {given.probability:.2f})" if explain else None
    event.take_date(option.mention, option.interval, why)
    return True
