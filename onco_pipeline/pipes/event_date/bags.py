"""A bag is one event with the dates that it may have: what the learned linker scores and is trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onco_pipeline.events import EventMention, Experiencer, Family
from onco_pipeline.intervals import DateInterval
from onco_pipeline.pipes.document.layout import Block, Layout
from onco_pipeline.pipes.event_date.costs import ENTRY_HEADER, SENTENCES_BEFORE
from onco_pipeline.pipes.event_date.described import described
from onco_pipeline.pipes.event_date.features import LINKED, NoteView, Option, carried, options, vectors
from onco_pipeline.pipes.event_date.restated import restated
from onco_pipeline.pipes.event_date.words import Around, Words

__all__ = [
    "ALONE",
    "BITS",
    "RULES_ALONE",
    "Bag",
    "Choice",
    "Decision",
    "bags",
    "choose",
    "fill_way",
    "probabilities_by_date",
    "withheld",
]

#: Hashed pieces of words are numbers below ``2 ** BITS``.
BITS = 15


@dataclass(slots=True, eq=False)
class Bag:
    """One event and the dates that it may have, "no date" last.

    Attributes
    ----------
    event
        The event, dated by the rules.
    options
        What it may have.
    numbers
        Shape (options, features), float32.
    pieces
        For each option, the hashed pieces of the words around the pair.
    known_day
        Whether the note says or bears the day it was written, as every note that is trained on does.
    withheld
        Whether the rules left the event undated on purpose (:func:`withheld`), not because no date fits.
    ways
        Of each option, :func:`fill_way`; empty for "no date" alone.
    """

    event: EventMention
    options: list[Option]
    numbers: np.ndarray
    pieces: list[np.ndarray]
    known_day: bool = True
    withheld: bool = False
    ways: Sequence[str] = ()

    @property
    def intervals(self) -> list[DateInterval | None]:
        """The date that each option gives the event."""
        return [option.interval for option in self.options]

    @property
    def chosen(self) -> int:
        """Position of what the rules gave the event."""
        return next(place for place, option in enumerate(self.options) if option.chosen)

    @property
    def way(self) -> str | None:
        """Where the rules found what they gave: "own sentence", "earlier sentence", "derived"; None for "no date".

        A header's date is one of an earlier sentence. Derived is what they took from another event, or made of a date
        and of what stands elsewhere. Of a result, which has the day of its specimen and is told with that of its report,
        it is another way ("earlier sentence, result").
        """
        option = self.options[self.chosen]
        if option.interval is None:
            return None
        if option.candidate is None:
            found = "derived"
        else:
            reason = option.candidate.reason
            before = reason == ENTRY_HEADER or reason.endswith(SENTENCES_BEFORE)
            found = "earlier sentence" if before else "own sentence"
        return f"{found}, result" if self.event.family is Family.PATHOLOGY else found


def fill_way(event: EventMention, option: Option, layout: Layout) -> str:
    """Return where a date stands that an undated event would get: what is judged, and opened, as one.

    The family of families (an act or what it shows, a drug, a result) and the place of the date.
    """
    mention = option.mention
    if mention is None:
        return "no date"
    kind = {Family.PATHOLOGY: "result", Family.ORAL_THERAPY: "drug"}.get(event.family, "act")
    if mention.role == "duration":
        return f"{kind}, a duration"
    distance = layout.sentence(event.start) - layout.sentence(mention.start)
    place = "its own sentence" if distance == 0 else "an earlier sentence" if distance > 0 else "a later sentence"
    return f"{kind}, {place}"


def bags(view: NoteView, decision: Decision | None = None) -> Iterator[Bag]:
    """Yield a bag for each event that the model may link.

    Events of relatives and events that are negated, suspected, called off or only proposed keep what the
    rules gave, and so do exams that one name enumerates with several dates.

    Parameters
    ----------
    view
        The note.
    decision
        Only the events whose date may change by it; all when None.
    """
    events = [event for event in view.events if event.status in LINKED and event.experiencer is Experiencer.PATIENT]
    if decision is not None:
        events = [event for event in events if decision.may_change(view, event)]
    if not events:
        return
    told = Counter(_name(event) for event in view.events)
    words = Words(view, BITS)
    for event in events:
        if told[_name(event)] > 1:
            continue
        found = options(view, event)
        ways = [fill_way(event, option, view.layout) for option in found]
        if decision is not None and not decision.has_choice(view, event, found, ways):
            continue
        text = view.folded[event.start : event.end]
        around = Around(words, event, text)
        pieces = [around.date(option.mention, _labels(view, event, option)) for option in found]
        numbers = vectors(view, event, found)
        yield Bag(event, found, numbers, pieces, view.reference is not None, withheld(view, event), ways)


def withheld(view: NoteView, event: EventMention) -> bool:
    """Return whether the rules left an event undated on purpose, not because no date fits.

    A date was taken from it, it is only the reason for what its sentence tells, it describes what the patient has
    ("mélanome métastatique, sous dabrafénib depuis mai"), or it is the bound of a period ("capécitabine 1250 mg/m2",
    told before "jusqu'en mai") which only a date makes an event.
    """
    if event.interval is not None:
        return False
    bound = event.attributes.get("bound")
    if event.withheld or bound is not None:
        return True
    return restated(view.folded, view.dates, event) or described(view.folded, event)


def _name(event: EventMention) -> tuple[object, ...]:
    return event.family, event.start, event.end, event.subtype, event.site


def _labels(view: NoteView, event: EventMention, option: Option) -> tuple[str, ...]:
    section = _label(view.layout.section(event.start))
    labels = [f"{event.family} in {section}", f"class {view.note_class} {event.family}"]
    if option.mention is not None:
        labels.append(f"date in {_label(view.layout.section(option.mention.start))} of {section}")
        labels.append(f"{option.mention.kind} for {event.family} {event.subtype} {event.status}")
    return tuple(labels)


def _label(block: Block | None) -> str:
    return block.label if block is not None else "none"


def probabilities_by_date(
    intervals: Sequence[DateInterval | None], probabilities: Sequence[float]
) -> dict[DateInterval | None, float]:
    """Return the probability of each date: that of all the expressions that give it.

    Examples
    --------
    >>> day = DateInterval.from_iso("2019-03-12")
    >>> probabilities_by_date([day, day, None], [0.5, 0.25, 0.25])[day]
    0.75
    """
    summed: dict[DateInterval | None, float] = {}
    for interval, probability in zip(intervals, probabilities, strict=True):
        summed[interval] = summed.get(interval, 0.0) + float(probability)
    return summed


@dataclass(frozen=True, slots=True)
class Choice:
    """What an event is given.

    Attributes
    ----------
    interval
        Its date, None for "no date".
    probability
        That it is right, by the model (0 to 1).
    """

    interval: DateInterval | None
    probability: float


@dataclass(frozen=True, slots=True)
class Decision:
    """When the model is followed.

    Attributes
    ----------
    threshold
        Probability that a date takes to be given (0 to 1).
    overrule
        Whether any date of the rules may be replaced, or taken away. Coded rows do not teach that: where they
        contradict the rules they are seldom right (:func:`onco_pipeline.distant.labels.label` abstains there).
    replaced
        Ways of the rules (:attr:`Bag.way`) whose dates a likelier one replaces: those that the coded rows have been
        seen to speak against (:func:`onco_pipeline.distant.doubt.doubtful_ways`).
    filled
        Places (:func:`fill_way`) from which an undated event of a note without a day of its own is given a date: those
        where the coded rows have been seen to agree (:func:`onco_pipeline.distant.doubt.trusted_places`). In a note with
        a day all places are open.
    """

    threshold: float = 0.4
    overrule: bool = False
    replaced: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    def may_change(self, view: NoteView, event: EventMention) -> bool:
        """Return whether an event may get another date than by the rules, as far as can be told before it is weighed."""
        if self.overrule:
            return True
        if self.threshold > 1:
            return False
        if event.interval is None:
            return (view.reference is not None or bool(self.filled)) and not withheld(view, event)
        if view.reference is None:
            return False
        return bool(self.replaced) and carried(view.layout, event)

    def has_choice(self, view: NoteView, event: EventMention, found: Sequence[Option], ways: Sequence[str]) -> bool:
        """Return whether an event that may get another date has one among its options that may be given."""
        if self.overrule or event.interval is not None:
            return True
        known = view.reference is not None
        return any(self._may_give(option, way, known) for option, way in zip(found, ways, strict=True))

    def is_open_to(self, bag: Bag) -> bool:
        """Return whether an event may get another date than by the rules."""
        if bag.intervals[bag.chosen] is None:
            asked = not bag.withheld and (bag.known_day or bool(self.filled))
        else:
            asked = bag.known_day and bag.way in self.replaced
        return self.overrule or asked

    def may_fill(self, bag: Bag, place: int) -> bool:
        """Return whether the option at a place may be given."""
        return self._may_give(bag.options[place], bag.ways[place], bag.known_day)

    def _may_give(self, option: Option, way: str, known_day: bool) -> bool:
        return option.may_be_given and (known_day or way in self.filled)


#: The rules with no model, and the model with no rules.
RULES_ALONE, ALONE = Decision(1.01), Decision(0.0, overrule=True)


def choose(bag: Bag, probabilities: Sequence[float], decision: Decision) -> Choice:
    """Return what model and rules together give a bag.

    An event that the rules leave undated gets the likeliest of its dates from the threshold on, but for those that they
    refuse it (:class:`Option`), and so does one that they date in one of the ways that are replaced; one that they
    leave undated on purpose stays so. Where the model may overrule them, any event gets what is likeliest, "no date"
    among it. Expressions of one date count together; among equals the rules' date stands. In a note that has no day of
    its own no date is replaced, and only those places give one that the coded rows have spoken for.
    """
    by_date = probabilities_by_date(bag.intervals, probabilities)
    ruled = bag.intervals[bag.chosen]
    weighed = list(by_date)
    if not decision.overrule:
        weighed = [bag.intervals[place] for place in range(len(bag.options)) if decision.may_fill(bag, place)]
    if not weighed or not decision.is_open_to(bag):
        return Choice(ruled, by_date[ruled])
    best = max(weighed, key=lambda interval: (round(by_date[interval], 6), interval == ruled))
    given = best if by_date[best] >= decision.threshold else ruled
    return Choice(given, by_date[given])
