"""The dates that an event may have: which of a note's may be its own at all, cheapest first."""

import math
import re
from dataclasses import dataclass, replace

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Block, Layout
from onco_pipeline.pipes.event_date.bounds import cost_of_bounds
from onco_pipeline.pipes.event_date.carried import (
    OPENING,
    carries_on,
    counted_back,
    later_told_since,
    read_another_day,
    story_went_on,
    told_back,
)
from onco_pipeline.pipes.event_date.costs import (
    CLAIMED,
    DATE_BETWEEN,
    ENTRY,
    ENTRY_HEADER,
    PREVIOUS_SENTENCE,
)
from onco_pipeline.pipes.event_date.drug_costs import (
    followed_an_operation,
)
from onco_pipeline.pipes.event_date.excluded import never_its_date
from onco_pipeline.pipes.event_date.nearby import dates_between, dates_near, events_near, told_finer
from onco_pipeline.pipes.event_date.restated import restated
from onco_pipeline.pipes.event_date.scene import (
    another_time,
    seen_again,
    sets_scene,
)
from onco_pipeline.pipes.event_date.weighing import cost_of_others, cost_of_place

#: Sentences that a narrative's date is carried forward over.
FURTHEST = 3
#: "Plus marquée depuis deux semaines. ... PD-L1 positif", "contrôle dans trois mois. L'examen était positif": how long
#: something has lasted, or when something else is to come.
_LASTS_OR_TO_COME = re.compile(
    r"depuis |(?:dans|d'ici|sous) (?!les )"
    # "Au cours des deux derniers mois, la lésion avait grossi": a course, and no day on which anything was read
    r"|(?:(?:au cours|lors|pendant|durant) )?(?:d[eu]s? |les |l[ae] )?(?:\w+ ){0,3}?derniere?s? (?:jours?|semaines?|mois|annees?)\b"
)
_SINCE = re.compile(r"\bdepuis (?:avant-)?\Z")
_WHO = re.compile(
    r"\W*(?:(?:pte?|patiente?) ?: ?)?(?:mme|mlle|m\.|mr|monsieur|madame|patiente?)\b[^\n]{0,30}?\b\d{1,3} ?(?:ans?|a)\b[^\n.]*\Z"
)
#: "IRM du 29/11 : normale": it showed no spread.
_NORMAL = re.compile(
    r"\)? ?[:=,] ?(?:normale?\b|ras\b|negati(?:f|ve)\b|sans (?:anomalie|lesion|particularite|localisation)|pas de (?:lesion|localisation|metast|anomalie))"
)
#: What a date of an earlier sentence, or of the title of the entry, costs at least: it may be the end of a period.
_LEAST_BEFORE, _LEAST_IN_TITLE = PREVIOUS_SENTENCE - DATE_BETWEEN, ENTRY - DATE_BETWEEN
#: Days of a period within which a sample can have been read.
_READ_WITHIN = 62
#: Where no date begins: a number that the processor has as it is.
_NO_END = 1 << 40
#: How the reasons of dates begin that stand with their event.
_GLUED = ("right", "in the bracket")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that an event may have, and what it would cost (lower is better)."""

    date: DateMention
    cost: float
    reason: str
    carried: bool = False  # from an earlier sentence, where it dates what led to the event


def _reach(layout: Layout, sentence: int) -> tuple[int, int]:
    """Return where the dates begin, and end, that are neither told later nor too many sentences before."""
    sentences = layout.sentences
    first = sentences[sentence - FURTHEST][0] if sentence > FURTHEST else 0
    return first, sentences[sentence + 1][0] if sentence + 1 < len(sentences) else _NO_END


def _to_come(layout: Layout, mention: DateMention) -> bool:
    """Whether a date lies after the note, in whatever way it is read."""
    written = layout.written_date
    read = mention.interval or mention.future
    return written is not None and read is not None and read.start > written


def candidates(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    *,
    best_alone: bool = False,
) -> list[Candidate]:
    """Return the dates that an event may have, cheapest first.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    layout
        Structure of the note.
    events, dates
        Everything found in the note, sorted by position.
    event
        The event to date.
    best_alone
        Return none but the cheapest: of the others it is not asked whether they are never its date, which costs most.
    """
    sentence = layout.sentence(event.start)
    begins = own_sentence = layout.sentences[sentence][0] if layout.sentences else 0
    if restated(folded, dates, event, own_sentence):
        return []
    settled_at: int = event.attributes.get("settled_at", 0)
    if settled_at > event.start and layout.sentences:
        sentence = layout.sentence(settled_at)
        begins = layout.sentences[sentence][0]
    entry = layout.entry(event.start)
    first, beyond = _reach(layout, sentence)
    own_line, described = own_sentence, False
    if event.is_finding:  # "Pte : Mme V., 54 ans, GIST méta hépatique": who the patient is, and nothing of that day
        own_line = layout.lines[layout.line(event.start)][0] if layout.lines else own_sentence
        described = _WHO.match(folded, own_line, event.start) is not None
    every, dates = dates, dates_near(dates, event, entry, settled_at)
    scene, events = events, events_near(events, dates, event)
    found: list[Candidate] = []
    earlier: list[DateMention] = []  # dates of the sentences before
    behind_only = titled = False
    # What is told of a period decides which of its dates are dearer.
    of_period = event.family is Family.ORAL_THERAPY and event.attributes.get("bound") == "from"
    every_one = of_period or not best_alone
    for mention in dates:
        if mention.role not in ("event", "duration") or (mention.interval is None and mention.future is None):
            continue
        if described and mention.end <= own_line:
            continue
        in_title = _in_title(entry, mention)
        if mention.start >= beyond or (mention.start < first and not in_title) or mention.start < settled_at:
            continue
        if event.family is Family.METASTASIS and _to_come(layout, mention):
            continue  # "fracture sur métastase, enclouage demain": what has spread is there
        if event.is_finding and _of_the_treatment(events, event, mention, own_sentence):
            continue
        if mention.start < begins and sentence > 0:
            earlier.append(mention)
            titled = titled or in_title
            continue
        operated = followed_an_operation(folded, event, mention)
        if (every_one or operated) and never_its_date(folded, layout, dates, event, mention):
            continue  # asked last: it asks the most
        behind_only = behind_only or operated
        cost, reason = cost_of_place(folded, layout, events, dates, event, mention, 0)
        cost += cost_of_bounds(folded, event, mention)
        cost += cost_of_others(folded, layout, events, event, mention, 0, glued=reason.startswith(_GLUED))
        found.append(Candidate(mention, cost, reason))
    if behind_only:
        found, earlier = [one for one in found if one.date.start >= event.end], []
    least = _LEAST_IN_TITLE if titled else _LEAST_BEFORE
    if not every_one and earlier and (best := _best(folded, layout, dates, event, found, least)) is not None:
        return [best]  # cheaper than any date told before, of which the most would have to be asked
    timed, opened, lost_in_time = _own_times(every, own_sentence, event) if earlier else (False, False, False)
    confirms = event.family is Family.IMAGING and bool(earlier) and seen_again(folded, event)
    for mention in earlier:
        distance = sentence - layout.sentence(mention.start)
        in_title = _in_title(entry, mention)
        if not in_title and (
            lost_in_time
            or not _holds_on(
                folded, layout, event, mention, distance, dates, every, scene, own_sentence, confirms=confirms
            )
        ):
            continue
        if every_one and never_its_date(folded, layout, dates, event, mention):
            continue
        cost, reason = cost_of_place(folded, layout, events, dates, event, mention, distance)
        if in_title:
            finer = told_finer(dates, event, mention, mention.end)
            if finer and _year_of_a_story(layout, event, mention):
                continue  # "2017\nEn août, ... Le PET-scan montre ...": no event of its months is of the year at large
            cost, reason = min(cost, ENTRY), ENTRY_HEADER
            cost += PREVIOUS_SENTENCE * 2 if finer else 0
            if opened or told_finer(dates, event, mention, own_sentence):
                cost += CLAIMED  # "10/06 : crise convulsive. Neurochirurgie 13/06 : métastase"
        else:
            cost += CLAIMED * (timed + opened)  # its own sentence has named another time since
        cost += cost_of_bounds(folded, event, mention)
        cost += cost_of_others(folded, layout, events, event, mention, distance, glued=False)
        found.append(Candidate(mention, cost, reason, not in_title and event.family is Family.IMAGING))
    if of_period:
        found = _of_the_period(layout, event, found)
    if every_one:
        found.sort(key=lambda candidate: (candidate.cost, candidate.date.start))
        return found[:1] if best_alone else found
    best = _best(folded, layout, dates, event, found)
    return [] if best is None else [best]


def _in_title(entry: Block | None, mention: DateMention) -> bool:
    """Return whether a date stands in the title of an event's dated entry."""
    return entry is not None and entry.title_start <= mention.start < max(entry.title_end, entry.start + 1)


def _own_times(dates: list[DateMention], own_sentence: int, event: EventMention) -> tuple[bool, bool, bool]:
    """Return whether an event's sentence names a time before it, opens with a date, or with a time of no known day."""
    before = [date for date in dates_between(dates, own_sentence, event.start) if date.role == "event"]
    timed = any(date.bound != "until" for date in before)  # the end of a period is no time of its own
    opening = [date for date in before if date.start <= own_sentence + OPENING and date.end <= event.start]
    # The sentence opens with a date, which holds for the event before any earlier one ...
    opened = any(date.interval is not None for date in opening)
    # ... or with a time of which nobody tells the day: "un mois après le diagnostic".
    lost_in_time = any(date.interval is None and date.future is None for date in opening)
    return timed, opened, lost_in_time


def _holds_on(
    folded: str,
    layout: Layout,
    event: EventMention,
    mention: DateMention,
    distance: int,
    dates: list[DateMention],
    every: list[DateMention],
    scene: list[EventMention],
    own_sentence: int,
    *,
    confirms: bool,
) -> bool:
    """Return whether a date told ``distance`` sentences before an event may still be its own.

    ``dates`` are those around the event, ``every`` and ``scene`` all dates and events of the note, ``own_sentence`` is
    where the event's sentence begins, and ``confirms`` what :func:`seen_again` says of it.
    """
    if layout.section(event.start) is not layout.section(mention.start) and not _read_in_line(layout, event, mention):
        return False
    if event.is_act:
        if event.status is Status.PROPOSED or event.status is Status.REFUSED:
            return False  # what was proposed or refused has the day that is told with it, or none
        if told_back(folded, layout, dates, mention):
            return False
    if counted_back(folded, layout, mention) or not carries_on(folded, layout, dates, event, mention, distance):
        return False
    if mention.is_counted and _LASTS_OR_TO_COME.match(folded, mention.start):
        return False
    if event.family is Family.PATHOLOGY:
        # Nothing is read on a specimen for the months of the treatment told before.
        return mention.period is None and not read_another_day(folded, layout, event, mention, own_sentence)
    if mention.kind is DateKind.DEICTIC and event.is_act:
        if _SINCE.search(folded, max(0, mention.start - 16), mention.start):
            return False  # "pas de gaz depuis hier. ASP : niveaux"
    if event.family is Family.IMAGING:
        if not sets_scene(folded, layout, scene, dates, event, mention, confirms=confirms):
            return False
        in_story = layout.reference_date is None
        return not (in_story and another_time(folded, layout, scene, every, event, mention, confirms=confirms))
    if event.family is Family.METASTASIS:
        in_a_report = layout.reference_date is None
        return _NORMAL.match(folded, mention.end) is None and not (
            in_a_report and later_told_since(dates, event, mention)
        )
    return event.family is not Family.BIOPSY or not story_went_on(folded, layout, dates, event, mention)


def _best(
    folded: str,
    layout: Layout,
    dates: list[DateMention],
    event: EventMention,
    found: list[Candidate],
    below: float = math.inf,
) -> Candidate | None:
    """Return the cheapest of some candidates below a cost that is not ruled out; those that are leave the list.

    Of two as cheap it is the one that the note tells first.
    """
    while found:
        best = 0
        for place in range(1, len(found)):
            cost, least = found[place].cost, found[best].cost
            if cost < least or (cost == least and found[place].date.start < found[best].date.start):
                best = place
        candidate = found[best]
        if candidate.cost >= below:
            return None
        if not never_its_date(folded, layout, dates, event, candidate.date):
            return candidate
        del found[best]
    return None


def _year_of_a_story(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a year heads a part of a report that has no day of its own."""
    told = mention.interval
    return (
        layout.reference_date is None
        and event.family is not Family.ORAL_THERAPY
        and told is not None
        and told.precision is Precision.YEAR
    )


def _of_the_treatment(events: list[EventMention], event: EventMention, mention: DateMention, own_sentence: int) -> bool:
    """Return whether a period beside a result is that of a drug told before it: "Tagrisso (T790M+) 12/2018 à 05/2021".

    ... whichever of the two stands first: "mutation de MET -> crizotinib de mars à août".
    """
    months = mention.period
    if months is None or (months.end - months.start).days <= _READ_WITHIN:
        return False
    return any(
        other.family is Family.ORAL_THERAPY
        and own_sentence <= other.start
        and other.start <= mention.start
        and (other.start >= event.end or event.family is Family.PATHOLOGY)
        for other in events
    )


def _read_in_line(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a result's heading stands in the line of a date: "Mai 2008 : récidive. Excision. AP : sarcome"."""
    return (
        event.family is Family.PATHOLOGY
        and bool(layout.lines)
        and layout.line(mention.start) == layout.line(event.start)
    )


def _of_the_period(layout: Layout, event: EventMention, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates of a drug told with its period, dearer where another date opens one: "X (vu en mars) d'avril à mai"."""
    own = any(
        one.date.bound == "from"
        and one.date.period is not None
        and layout.sentence(one.date.start) == layout.sentence(event.start)
        for one in found
    )
    return [replace(one, cost=one.cost + CLAIMED) if own and one.date.bound is None else one for one in found]
