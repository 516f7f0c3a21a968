"""The dates that an event may have, each as a vector of numbers: what the learned linker weighs.

The options of an event are the candidates of the rules, the other dates within reach that the rules leave
out, what the rules chose in the end, and "no date". Everything the rules know of an option (its cost, its
rank, whether they chose it) is a feature, so that the linker starts from their knowledge.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from onco_pipeline.events import SUBTYPES, DateKind, DateMention, EventMention, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Block, Layout
from onco_pipeline.pipes.event_date.candidates import Candidate, candidates
from onco_pipeline.pipes.event_date.carried import OPENING
from onco_pipeline.pipes.event_date.first_date import reading
from onco_pipeline.pipes.event_date.not_of_act import has_no_day_yet
from onco_pipeline.pipes.event_date.story import Story
from onco_pipeline.pipes.screen import Screened

__all__ = ["FEATURES", "RULES", "NoteView", "Option", "carried", "options", "reference_of", "vectors"]

#: Sentences before and after the event that a date is looked for in, and characters of a report's head.
BEFORE, AFTER, HEAD = 4, 3, 800
#: Options of an event at most, "no date" apart; the nearest are kept.
MOST = 20
#: Statuses whose events are linked by the model; the others keep what the rules gave.
LINKED = frozenset({Status.DONE, Status.PLANNED})

#: Whose date it is: what the rules never take (the date of a report, which may be the act's own day) is weighed too.
_ROLES = ("event", "duration", "document", "report", "reception", "stay")
_GLUE_AFTER = re.compile(
    r"[ ,\n]*(?:\w+ ){0,2}\(?(?:du|de|le|en|d'|des|:|realisee? (?:le|en)|faite? (?:le|en))?[ \n]*\(?"
)
_GLUE_BEFORE = re.compile(r"\)?[ \n]*(?:\||:|,|-)?[ \n]*(?:l[ae'] ?|une? )?")
_ACT_HEAD = Screened(
    r"(?:preleve\w*|prelevement|date (?:de |du |d'|de l')?\w+|examen|exploration|realise\w*|effectue\w*|pratique\w*)"
    r"[^.\n]{0,25}\Z"
)
_PAPER_HEAD = Screened(
    r"(?:recu\w*|enregistre\w*|arrive\w*|valid(?:e|ation)\w*|signe\w*|signature|edite\w*|compte rendu|cr|rendu\w*|repon\w+|transmis\w*|"
    r"dicte\w*|frappe\w*|resultats?|anapath|relue?s?|lue?s?|lecture|conclu\w*)[^.\n]{0,20}\Z"
)
_ORDER_HEAD = Screened(
    r"(?:demande\w*|prescri\w*|initialement|d'abord|prevue?s?|programme\w*|fixee?s?|rendez-vous|rdv)[^.\n]{0,20}\Z"
)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note once the rules have dated its events.

    Attributes
    ----------
    folded
        ``fold`` of the text.
    layout
        Its structure.
    events, dates
        Everything found, sorted by position; each event bears the rules' date.
    reference
        The day the author speaks from, None when unknown.
    note_class
        Document type, None when unknown.
    """

    folded: str
    layout: Layout
    events: list[EventMention]
    dates: list[DateMention]
    reference: date | None = None
    note_class: str | None = None


def reference_of(layout: Layout, day: date | None) -> date | None:
    """Return the last day that a done event of a note can have, as the rules take it; None when undated."""
    return layout.written_date or layout.reference_date or day if day is not None else None


@dataclass(frozen=True, slots=True)
class Option:
    """A date that an event may have, or none.

    Attributes
    ----------
    mention
        The date expression; None for "no date".
    interval
        What it means for this event; None for "no date".
    candidate
        What the rules say of it; None when they leave it out.
    chosen
        Whether it is what the rules gave the event.
    refused
        Whether the rules speak against giving it to an event that they leave undated: they weighed it and did not give
        it, another event of the family has it and stands nearer, it is the day of a report, or the next dated step of the
        story lies more than a month later (:meth:`~onco_pipeline.pipes.event_date.story.Story.has_moved_on`).
    """

    mention: DateMention | None
    interval: DateInterval | None
    candidate: Candidate | None = None
    chosen: bool = False
    refused: bool = False

    @property
    def may_be_given(self) -> bool:
        """Whether it is a date that an undated event may get, where the place it stands at is open."""
        return self.interval is not None and not self.refused


def options(view: NoteView, event: EventMention) -> list[Option]:
    """Return the dates that an event may have, in the order of the text, and "no date" last.

    Parameters
    ----------
    view
        The note.
    event
        One of its events, dated by the rules.

    Examples
    --------
    >>> from onco_pipeline.extraction.pipeline import build
    >>> from onco_pipeline.pipes.event_date.views import view_of
    >>> view = view_of(build()("Scanner du 12/03/2019. Biopsie le 14/03/2019."))
    >>> [(str(option.interval.start), option.chosen) for option in options(view, view.events[1])[:-1]]
    [('2019-03-12', False), ('2019-03-14', True)]
    """
    ranked = {id(c.date): c for c in candidates(view.folded, view.layout, view.events, view.dates, event)}
    story = Story(view, event)
    found: list[Option] = []
    for mention in view.dates:
        first = reading(view.folded, view.dates, event, mention, view.reference)
        if first is None or mention.role not in _ROLES:
            continue
        candidate = ranked.get(id(mention))
        reached = candidate is not None or _within_reach(view.layout, event, mention)
        # A year-less date lies in one year or the next: the rules' reading first, then the other one.
        for interval in dict.fromkeys(one for one in (first, mention.interval, mention.future) if one is not None):
            chosen = event.date is mention and event.interval == interval
            if chosen or reached:
                cost = candidate if interval == first else None
                refused = event.interval is None and _refused(view, event, mention, interval, cost, story)
                found.append(Option(mention, interval, cost, chosen, refused))
    if len(found) > MOST:
        near = sorted(found, key=lambda option: (not option.chosen, _distance(event, option.mention)))[:MOST]
        found = [option for option in found if option in near]
    if event.interval is not None and not any(option.chosen for option in found):
        # What the rules made of a date and of what stands elsewhere (the month of a work-up, a day from another place).
        found.append(Option(event.date, event.interval, ranked.get(id(event.date)), chosen=True))
    return [*found, Option(None, None, chosen=event.interval is None)]


def _refused(
    view: NoteView,
    event: EventMention,
    mention: DateMention,
    interval: DateInterval,
    candidate: Candidate | None,
    story: Story,
) -> bool:
    if mention.role == "report" or candidate is not None or story.has_moved_on(mention, interval):
        return True
    if has_no_day_yet(view.folded, event, mention):
        return True
    if mention.role == "duration" and mention.start >= event.end:
        return True  # a time told after an event is counted from it: "suspendu pendant un mois"
    gap = abs(event.start - mention.start)
    return any(
        other.date is mention and other.interval == interval and abs(other.start - mention.start) < gap
        for other in view.events
        if other is not event and other.family is event.family
    )


def _within_reach(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    distance = layout.sentence(event.start) - layout.sentence(mention.start)
    return -AFTER <= distance <= BEFORE or mention.start < HEAD


def carried(layout: Layout, event: EventMention) -> bool:
    """Return whether an event has the date of a sentence before its own, or none."""
    told_at = max(event.start, event.attributes.get("settled_at", 0))
    return event.date is None or layout.sentence(event.date.start) < layout.sentence(told_at)


def _distance(event: EventMention, mention: DateMention | None) -> int:
    return 0 if mention is None else max(mention.start - event.end, event.start - mention.end, 0)


_KINDS, _PRECISIONS = tuple(DateKind), tuple(Precision)
#: The five that a model was trained on: one that an installed package adds must not change the length of a vector.
_FAMILIES = tuple(SUBTYPES)
_SUBTYPES = ("start", "stop", "dose_change", "onset", "new_site", "cytology", "bone_marrow")
#: Names of the numbers of an option, in the order of :func:`vectors`.
FEATURES: tuple[str, ...] = (
    # of the event
    *(f"family {family}" for family in _FAMILIES),
    *(f"subtype {subtype}" for subtype in _SUBTYPES),
    *("planned", "resumed", "event opens its sentence", "options", "rules found none", "note without a day"),
    # of the option as the rules see it
    *("no date", "candidate", "cost", "rank", "cost above the cheapest", "chosen", "same date as chosen", "derived"),
    # of the date
    *(f"kind {kind}" for kind in _KINDS),
    *(f"precision {precision}" for precision in _PRECISIONS),
    *(f"role {role}" for role in _ROLES),
    *("other reading", "told otherwise too", "order cue before"),
    *("from", "until", "after the note", "the note's day", "years before the note", "told again"),
    *("opens its sentence", "in the head", "act cue before", "paper cue before", "title of an entry"),
    # of the two
    *("before", "after", "inside", "distance", "right after", "right before", "same line", "same clause"),
    *("same sentence", "one sentence before", "two sentences before", "far before", "one sentence after", "far after"),
    *("same section", "same entry", "title of the event's entry", "nearest", "nearest before", "nearest after"),
    *("dates between", "events between", "events of the family between", "line breaks between"),
    *("nearest event of the date", "nearest of the family of the date", "date within another's reach"),
    # of the story: what is told next, and whether it went on between the two
    *("last step", "next step the same month", "next step a month later", "next step within half a year"),
    *("next step later", "next step earlier", "time goes by between", "a control"),
)

#: Positions of what the rules say; training hides them now and then, so that the model learns to read without them.
RULES = tuple(
    FEATURES.index(name)
    for name in (
        *("rules found none", "candidate", "cost", "rank", "cost above the cheapest", "chosen"),
        *("same date as chosen", "derived"),
    )
)


def vectors(view: NoteView, event: EventMention, found: Sequence[Option]) -> np.ndarray:
    """Return one row of numbers an option, named by :data:`FEATURES`; most lie in 0 to 1.

    Parameters
    ----------
    view, event
        The note and the event.
    found
        :func:`options` of the event.

    Returns
    -------
    numpy.ndarray
        Shape (options, features), float32. The same note gives the same numbers.
    """
    costs = [option.candidate.cost for option in found if option.candidate is not None]
    cheapest = min(costs, default=0.0)
    order = {cost: place for place, cost in enumerate(sorted(set(costs)))}
    chosen = next((option.interval for option in found if option.chosen), None)
    gaps = [_distance(event, o.mention) for o in found if o.mention is not None]
    nearest = min(gaps, default=0)
    befores = [_distance(event, o.mention) for o in found if o.mention is not None and o.mention.start < event.start]
    afters = [_distance(event, o.mention) for o in found if o.mention is not None and o.mention.start >= event.start]
    common = _of_event(view, event, found)
    story = Story(view, event)
    rows = []
    for option in found:
        cost = option.candidate.cost if option.candidate is not None else None
        rules = [
            option.mention is None,
            cost is not None,
            1.0 if cost is None else min(max(cost, -50.0), 600.0) / 400,
            0.0 if cost is None else 1 / (1 + order[cost]),
            1.0 if cost is None else min(cost - cheapest, 400.0) / 400,
            option.chosen,
            option.interval == chosen,
            option.mention is not None and option.chosen and option.interval not in _readings(option.mention),
        ]
        if option.mention is None or option.interval is None:
            rows.append([*common, *rules, *[0.0] * (len(FEATURES) - len(common) - len(rules))])
            continue
        again = sum(other.interval == option.interval for other in found) > 1
        gap = _distance(event, option.mention)
        place = [gap == nearest, gap == min(befores, default=-1), gap == min(afters, default=-1)]
        rows.append(
            [
                *common,
                *rules,
                *_of_date(view, option.mention, option.interval, again=again, other=_is_other(option, found)),
                *_of_place(view, event, option.mention, gap, place),
                *story.of(option.mention, option.interval),
            ]
        )
    # An array takes a tenth of the time that numpy needs to find out what a list of lists holds.
    return np.frombuffer(array("f", chain.from_iterable(rows)), dtype=np.float32).reshape(len(rows), -1)


def _readings(mention: DateMention) -> tuple[DateInterval | None, ...]:
    return mention.interval, mention.future, mention.period


def _of_event(view: NoteView, event: EventMention, found: Sequence[Option]) -> list[float]:
    return [
        *(event.family is family for family in _FAMILIES),
        *(event.subtype == subtype for subtype in _SUBTYPES),
        event.status is Status.PLANNED,
        event.attributes.get("phase") == "resume",
        _opens(view.layout, event.start),
        math.log1p(len(found)) / 3,
        event.interval is None,
        view.reference is None,
    ]


def _is_other(option: Option, found: Sequence[Option]) -> tuple[bool, bool]:
    """Return whether an option is the second reading of its expression, and whether its expression has two."""
    readings = [other for other in found if other.mention is option.mention]
    return readings[0] is not option, len(readings) > 1


def _of_date(
    view: NoteView, mention: DateMention, interval: DateInterval, *, again: bool, other: tuple[bool, bool]
) -> list[float]:
    before = view.folded[max(0, mention.start - 45) : mention.start]
    entry = view.layout.entry(mention.start)
    days = (view.reference - interval.end).days if view.reference is not None else None
    return [
        *(mention.kind is kind for kind in _KINDS),
        *(interval.precision is precision for precision in _PRECISIONS),
        *(mention.role == role for role in _ROLES),
        *other,
        _ORDER_HEAD.search(before) is not None,
        mention.bound == "from",
        mention.bound == "until",
        view.reference is not None and interval.start > view.reference,
        interval.start == view.reference,
        0.0 if days is None else math.log1p(max(0, days) / 30) / 5,
        again,
        _opens(view.layout, mention.start),
        mention.start < HEAD / 2,
        _ACT_HEAD.search(before) is not None,
        _PAPER_HEAD.search(before) is not None,
        _titles(entry, mention),
    ]


def _of_place(
    view: NoteView, event: EventMention, mention: DateMention, gap: int, nearest: Sequence[bool]
) -> list[float]:
    layout, folded = view.layout, view.folded
    after = mention.start >= event.end
    inside = not after and mention.end > event.start
    left, right = (event.end, mention.start) if after else (mention.end, event.start)
    glue = folded[left:right] if 0 <= right - left < 60 else "none"
    sentences = layout.sentence(event.start) - layout.sentence(mention.start)
    section, entry = layout.section(event.start), layout.entry(event.start)
    between = [other for other in view.events if other is not event and left <= other.start and other.end <= right]
    distances = [(_distance(other, mention), other.family is event.family) for other in view.events]
    closest = min(distance for distance, _ in distances)
    of_family = min(distance for distance, same in distances if same)
    return [
        not after and not inside,
        after,
        inside,
        math.log1p(gap) / 7,
        after and _GLUE_AFTER.fullmatch(glue) is not None,
        not after and not inside and _GLUE_BEFORE.fullmatch(glue) is not None,
        layout.line(event.start) == layout.line(mention.start),
        sentences == 0 and layout.same_clause(event.start, mention.start),
        sentences == 0,
        sentences == 1,
        sentences == 2,
        sentences > 2,
        sentences == -1,
        sentences < -1,
        section is layout.section(mention.start),
        entry is not None and entry is layout.entry(mention.start),
        _titles(entry, mention),
        *nearest,
        min(5, sum(left <= d.start and d.end <= right and d is not mention for d in view.dates)) / 5,
        min(5, len({(other.start, other.end) for other in between})) / 5,
        min(5, len({other.start for other in between if other.family is event.family})) / 5,
        min(5, folded.count("\n", left, right) if right > left else 0) / 5,
        gap == closest,
        gap == of_family,
        gap > closest and closest <= OPENING,
    ]


def _opens(layout: Layout, offset: int) -> bool:
    return bool(layout.sentences) and offset - layout.sentences[layout.sentence(offset)][0] <= OPENING


def _titles(entry: Block | None, mention: DateMention) -> bool:
    return entry is not None and entry.title_start <= mention.start < max(entry.title_end, entry.start + 1)
