"""``onco.status``: what became of each event, whose it is, and under which condition."""

import re

from onco_pipeline.events import CancerContext, EventMention, Experiencer, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.scope import event_at
from onco_pipeline.pipes.screen import WINDOWS
from onco_pipeline.pipes.status import patterns
from onco_pipeline.pipes.status.agenda import of_agenda
from onco_pipeline.pipes.status.borne import taken_since
from onco_pipeline.pipes.status.deciding import outside_brackets, status_told
from onco_pipeline.pipes.status.experiencer import experiencer, same_subject
from onco_pipeline.pipes.status.told_later import (
    NOT_UNTIL,
    REACH,
    carried_out,
    done_since,
    label_of,
    moved_on,
    moved_since,
    never_taken,
)

_JOINED = re.compile(
    r"\s*(?:,|et|ou|ni|avec|[-+/]|puis)\s*(?:d'|d(?:es?|u)(?![a-z])\s?)?(?:(?:l[ae']s?|une?)(?![a-z]))?\s*"
)
#: Sections in which a weekday tells of the days that were.
_STORY = frozenset({"past_history", "evolution"})
#: Characters behind an act in which its name ends: "la biopsie transjugulaire, d'abord prévue le 21".
_NAMED_WITHIN = 24
#: Events before and after another in which the nearest one that is not joined to it stands.
_BESIDE_IT = 50


def assign_status(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Set status, experiencer, context and condition of each event, in place.

    The words that decide stand between the event before and the event after it in its sentence; two
    events joined by "et" or a comma share the words that follow both.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    layout
        Structure of the note.
    events
        Events of all families, sorted by position.
    """
    for event in events:
        number = layout.sentence(event.start)
        sentence = layout.sentences[number] if layout.sentences else (0, len(folded))
        before, after = _scope(folded, sentence, events, event)
        label = label_of(folded, layout, event.start)
        event.experiencer = experiencer(folded, layout, event, sentence, before, label)
        if event.family is Family.PATHOLOGY and _of_a_relatives_sample(folded, layout, events, event):
            event.experiencer = Experiencer.FAMILY
        event.cancer_context = CancerContext.PREVIOUS if label == "past_history" else CancerContext.CURRENT
        event.conditional = (
            patterns.CONDITIONAL.search(outside_brackets(before))
            or patterns.CONDITION_AFTER.match(after)
            or _waits(folded, layout, sentence[0], event)
        ) is not None
        at_first = patterns.FIRST_WORDS.search(after) is not None
        event.status = status_told(folded, event, before, after, label, at_first=at_first)
        if event.family is Family.ORAL_THERAPY and _only_wished(folded, event, before, after):
            event.status = Status.PROPOSED
        of_act = event.status is Status.DONE and event.is_act and label not in _STORY
        if of_act and of_agenda(folded, event.start, event.end):
            event.status = Status.PLANNED
        if event.family is Family.ORAL_THERAPY and never_taken(folded, layout, event):
            event.status = Status.CANCELLED
            continue
        if event.family is Family.ORAL_THERAPY and taken_since(folded, layout, event, before, after):
            event.status = Status.DONE
        first_plan = patterns.FIRST_PLAN.search(after, 0, REACH) if at_first else None
        called_off = event.status is Status.CANCELLED or event.status is Status.NEGATED
        called_off = called_off and (event.is_act or event.family is Family.ORAL_THERAPY)
        if called_off and (place := moved_on(folded, layout, event)) is not None:
            event.status, event.attributes["settled_at"] = Status.PLANNED, place
            event.attributes["called_off_at"] = place
        elif called_off and event.is_act and (place := done_since(folded, layout, event)) is not None:
            event.status, event.attributes["settled_at"] = Status.DONE, place
            event.attributes["called_off_at"] = place
        elif (
            event.is_act
            and (place := moved_since(folded, layout, event, planned_first=first_plan is not None)) is not None
        ):
            event.status, event.attributes["settled_at"] = Status.PLANNED, place
        plan = first_plan if event.status is Status.DONE else None
        if plan is not None and plan.start() <= _NAMED_WITHIN and patterns.DONE_AT_LAST.search(after, plan.end()):
            event.attributes["settled_at"] = (
                event.end + plan.end()
            )  # "initialement programmée le 29, finalement faite le 12"
        first = first_plan if "initialement" in after else None
        if first is not None and (ahead := patterns.TO_TAKE_PLACE.search(after, first.end())) is not None:
            event.status, event.attributes["settled_at"] = Status.PLANNED, event.end + ahead.start()
        asked = None
        if event.is_act:  # "que vous aviez demandé en avril n'a été fait que le 7 juin"
            asked = NOT_UNTIL.match(after) or patterns.ASKED_THEN_DONE.match(after)
        if asked is not None:
            event.status, event.attributes["settled_at"] = Status.DONE, event.end + asked.end() - 1
        if event.is_act and (place := carried_out(folded, layout, event, number, before, after)) is not None:
            day_set = patterns.DAY_SET.match(folded, place) is not None
            event.status, event.attributes["settled_at"] = (Status.PLANNED if day_set else Status.DONE), place


def _of_a_relatives_sample(folded: str, layout: Layout, events: list[EventMention], event: EventMention) -> bool:
    """Return whether a result is of the sample told before it, of a relative: "chez la sœur, biopsie en janvier, bénigne"."""
    place = event_at(events, event.start)
    sample = events[place - 1] if place else None
    return (
        sample is not None
        and sample.family is Family.BIOPSY
        and sample.experiencer is Experiencer.FAMILY
        and layout.sentence(sample.start) == layout.sentence(event.start)
        and same_subject(folded, sample.end, event.start)
    )


def _only_wished(folded: str, event: EventMention, before: str, after: str) -> bool:
    """Return whether a change of a drug is what a patient would like: "elle souhaite arrêter X en mars", and not "... Arrêt ce jour"."""
    if (
        not (event.status is Status.DONE or event.status is Status.PLANNED)
        or patterns.WISHED.search(before[-40:]) is None
    ):
        return False
    if (
        patterns.TO_DO_ONLY.match(folded[event.start : event.end]) is None
        or patterns.YEAR_OR_TODAY.match(after) is not None
    ):
        return False
    return patterns.GRANTED.match(folded, event.end) is None


def _waits(folded: str, layout: Layout, start: int, event: EventMention) -> re.Match[str] | None:
    """Return the condition that the sentence of a drug or a sampling opens with, be it told of another event."""
    if not (event.family is Family.ORAL_THERAPY or event.family is Family.BIOPSY) or not layout.sentences:
        return None
    return patterns.CONDITION_OPENS.fullmatch(folded, start, event.start)


def _scope(folded: str, sentence: tuple[int, int], events: list[EventMention], event: EventMention) -> tuple[str, str]:
    """Return the folded words of its sentence that are an event's own, on either side."""
    left, right = sentence[0], max(sentence[1], event.end)
    place = event_at(events, event.start)
    for index in range(place - 1, max(0, place - _BESIDE_IT) - 1, -1):
        other = events[index]
        if left < other.end <= event.start and not _JOINED.fullmatch(folded, other.end, event.start):
            left = other.end
    for index in range(place, min(len(events), place + _BESIDE_IT)):
        other = events[index]
        if other.start >= right:
            break
        if event.family is Family.ORAL_THERAPY and other.family is event.family and other.start < event.end < other.end:
            right = min(right, other.end)  # "STOP Lenvima à partir de ce soir, reprise prévue le 12"
        if other.start < event.end or _answers(event, other):
            continue  # what a sample showed tells what became of it
        # "stop, reprise prévue le 25": two changes of a drug share no words.
        apart = Family.ORAL_THERAPY is event.family is other.family and event.subtype != other.subtype
        if apart and (own := patterns.NEXT_DRUG_TOLD.search(folded, event.end, other.start)) is not None:
            right = own.start()
        elif apart or _JOINED.fullmatch(folded, event.end, other.start) is None:
            right = other.start
        break
    before = WINDOWS.cut(folded, left, event.start)
    return before, WINDOWS.cut(folded, event.end, min(right, event.end + 4 * REACH))


def _answers(event: EventMention, other: EventMention) -> bool:
    return event.family is Family.BIOPSY and other.family is Family.PATHOLOGY
