"""``onco.event_date``: which of the note's dates an event has, or none."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.document import note_day
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.report import date_by_report
from onco_pipeline.pipes.event_matcher import folded_text
from onco_pipeline.pipes.extensions import declare
from onco_pipeline.pipes.status.status import settle_by_date

#: Costs of a date's place relative to its event; the cheapest candidate wins. A character costs one.
OTHER_CLAUSE, ENTRY = 25, 40
PREVIOUS_SENTENCE, EACH_FURTHER_SENTENCE = 120, 60
EVENT_BETWEEN, DATE_BETWEEN, CLAIMED, WRONG_BOUND = 30, 35, 80, 400
#: A date right after its event ("IRM du 12/03", "IRM (avril 2015)") is worth more than one before it.
GLUED_AFTER, GLUED_BEFORE = -40, -15
#: Beyond this cost an event has no date.
LIMIT = 420
#: Sentences that a narrative's date is carried forward over.
FURTHEST = 3
#: Characters from its start within which a date opens its sentence.
_OPENING = 25
#: Words that say that time has gone by since the date of the sentence before.
_LATER = re.compile(
    r"\b(?:controle|reevaluation|suivi|apres|ulterieur\w*|nouve\w+|dernier\w*|surveillance|actuel\w*|ensuite|puis|"
    r"plus tard|lors d\w+|pendant|depuis|au cours)\b"
)
#: A finding named as the reason for what comes next was made before, and is told there.
_RESTATED = re.compile(
    r"\b(?:avec (?:le|un) diagnostic d(?:e |')|compte tenu d(?:e |u |es |')|en raison d(?:e |u |es |')|malgre |"
    r"suite a |antecedents? (?:personnels? )?d(?:e |'))(?:l[ae]s? |l'|une? |ce(?:tte)? )?(?:\w+ ){0,2}\Z"
)
_ACTS = frozenset({Family.IMAGING, Family.BIOPSY, Family.ORAL_THERAPY})
_RESTATED_FAMILIES = frozenset({Family.METASTASIS, Family.PATHOLOGY})
_BACK = 70
#: A finding named as the reason for what comes next was made before, and is told there.
_RESTATED = re.compile(
    r"\b(?:avec (?:le|un) diagnostic d(?:e |')|compte tenu d(?:e |u |es |')|en raison d(?:e |u |es |')|malgre |"
    r"suite a |antecedents? (?:personnels? )?d(?:e |'))(?:l[ae]s? |l'|une? |ce(?:tte)? )?(?:\w+ ){0,2}\Z"
)
_RESTATED_FAMILIES = frozenset({Family.METASTASIS, Family.PATHOLOGY})
_BACK = 70
#: Days to an exam to come, and days since a past one that would have been told with its year.
_SOON, _LONG_AGO = 90, 240
_NO_FINDING = re.compile(r"\s?(?:[.;,)\n]|$|a |en |dans )")
_SPELT_OUT = re.compile(r"\s?(?:\(|, soit |soit |, )(?:vers )?(?:l[ae] |en |l')?")
_NEXT_OF_SERIES = re.compile(r"(?:\s?\([^)\n]{0,30}\))?(?:\s?,|\s?,?\set)\s(?:du |de |d'|le |en |celui du |celle du )?")
_TIGHT = 4
_GLUE_AFTER = re.compile(r"[ ,]*(?:\w+ ){0,2}\(?(?:du|de|le|en|d'|des|:|realisee? (?:le|en)|faite? (?:le|en))? *\(?")
_GLUE_BEFORE = re.compile(r"\)? *(?:\||:|,|-)? *(?:l[ae'] ?|une? )?")


#: Families of a work-up, and how precise the presentation before it must be.
_WORK_UP = frozenset({Family.IMAGING, Family.BIOPSY, Family.PATHOLOGY})
_FINE = frozenset({Precision.DAY, Precision.MONTH})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that an event may have, and what it would cost (lower is better)."""

    date: DateMention
    cost: float
    reason: str


def candidates(
    folded: str, layout: Layout, events: Sequence[EventMention], dates: Sequence[DateMention], event: EventMention
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
    """
    if _restated(folded, dates, event):
        return []
    if event.family in _RESTATED_FAMILIES and _RESTATED.search(folded, max(0, event.start - _BACK), event.start):
        return []
    sentence = layout.sentence(event.start)
    entry = layout.entry(event.start)
    section = layout.section(event.start)
    found = []
    for mention in dates:
        if mention.role not in ("event", "duration") or (mention.interval is None and mention.future is None):
            continue
        if mention.role == "duration" and event.subtype != "stop":
            continue
        if mention.start < event.attributes.get("settled_at", 0):
            continue
        distance = sentence - layout.sentence(mention.start)
        in_entry_title = entry is not None and entry.title_start <= mention.start < max(
            entry.title_end, entry.start + 1
        )
        if distance < 0 or (distance > FURTHEST and not in_entry_title):
            continue
        if distance > 0 and section is not layout.section(mention.start) and not in_entry_title:
            continue
        if distance > 0 and not in_entry_title and not _carries_on(folded, layout, event, mention):
            continue
        cost, reason = _cost(folded, layout, events, dates, event, mention, distance)
        if in_entry_title and distance > 0:
            cost, reason = min(cost, ENTRY), "entry header"
        # A drug is resumed when its pause ends.
        wanted = "until" if event.attributes.get("phase") == "resume" else event.attributes.get("bound")
        implied = event.attributes.get("bound") == "until"
        period_end = implied and mention.bound is None and mention.role != "duration"
        if wanted and (period_end or mention.bound) and mention.bound != wanted:
            cost += WRONG_BOUND
        if not wanted and mention.bound == "until" and event.subtype != "stop":
            cost += DATE_BETWEEN
        if _belongs_to_another(folded, events, event, mention):
            cost += CLAIMED
        found.append(Candidate(mention, cost, reason))
    return sorted(found, key=lambda candidate: (candidate.cost, candidate.date.start))


def _restated(folded: str, dates: Sequence[DateMention], event: EventMention) -> bool:
    """Return whether a finding is only the reason for what its sentence tells ("un traitement en raison de métastases").

    Right after a date it is news all the same: "En mars 2007, en raison d'une progression hépatique, ...".
    """
    if event.family not in _RESTATED_FAMILIES:
        return False
    cue = _RESTATED.search(folded, max(0, event.start - _BACK), event.start)
    return cue is not None and not any(0 <= cue.start() - date.end <= _TIGHT for date in dates)


def _belongs_to_another(folded: str, events: Sequence[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands right after an act of another kind ("scanner du 12/02"), which is its own."""
    if event.family is Family.METASTASIS:
        return False  # the exam's date is the finding's
    return any(
        other.family is not event.family
        and other.family in _ACTS
        and not (event.family is Family.PATHOLOGY and other.family is Family.BIOPSY)
        and 0 <= mention.start - other.end <= _OPENING
        and _GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
        for other in events
    )


def _carries_on(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date of an earlier sentence still holds for an event.

    A date that opens its sentence sets the scene ("En mars 2015, elle consulte. Un scanner montre ..."); one
    further inside belongs to what its own sentence tells. The scene ends with a follow-up word, and does not
    date drugs, whose starts and stops are told with dates of their own. A pathology result follows its sample.
    """
    if event.family is Family.PATHOLOGY:
        return True
    if event.family is Family.ORAL_THERAPY:
        return False
    if mention.start - layout.sentences[layout.sentence(mention.start)][0] > _OPENING:
        return False
    if event.family is Family.METASTASIS:
        return True
    start, end = layout.sentences[layout.sentence(event.start)]
    return _LATER.search(folded, start, min(end, event.end + _OPENING)) is None


def _cost(
    folded: str,
    layout: Layout,
    events: Sequence[EventMention],
    dates: Sequence[DateMention],
    event: EventMention,
    mention: DateMention,
    distance: int,
) -> tuple[float, str]:
    after = mention.start >= event.end
    gap = (event.end, mention.start) if after else (mention.end, event.start)
    if gap[1] < gap[0]:
        return 0.0, "inside the event's words"
    if distance > 0:
        between = sum(d is not mention and gap[0] <= d.start < gap[1] and d.role == "event" for d in dates)
        cost = PREVIOUS_SENTENCE + EACH_FURTHER_SENTENCE * (distance - 1) + DATE_BETWEEN * between
        return cost, f"{distance} sentence(s) before"
    cost = float(min(gap[1] - gap[0], 150))
    if layout.clauses and layout.clause(event.start) != layout.clause(mention.start):
        cost += OTHER_CLAUSE
    ends = {(e.start, e.end) for e in events if gap[0] <= e.start and e.end <= gap[1] and e.family is event.family}
    cost += EVENT_BETWEEN * len(ends)
    cost += DATE_BETWEEN * sum(d is not mention and gap[0] <= d.start < gap[1] for d in dates)
    glue = folded[gap[0] : gap[1]]
    if after and _GLUE_AFTER.fullmatch(glue):
        return cost + GLUED_AFTER, "right after"
    if not after and _GLUE_BEFORE.fullmatch(glue):
        return cost + GLUED_BEFORE, "right before"
    return cost, "same sentence"


def link(
    folded: str,
    layout: Layout,
    events: Sequence[EventMention],
    dates: Sequence[DateMention],
    note_date: date | None,
    *,
    explain: bool = False,
) -> None:
    """Give each event its date, in place; an event that no date fits keeps none.

    A pathology result without a nearer date takes the one of the sampling told before it.
    """
    # Without a date of the note, a date in its text is part of the story told, not the day it is told on.
    reference = layout.written_date or layout.reference_date or note_date if note_date is not None else None
    starts = [event.start for event in events]
    for event in events:
        best = next(iter(candidates(folded, layout, events, dates, event)), None)
        if best is not None and best.cost <= LIMIT:
            planned = event.status in (Status.PLANNED, Status.PROPOSED, Status.CANCELLED, Status.REFUSED)
            event.date = best.date
            event.interval = (best.date.future if planned else None) or best.date.interval or best.date.future
            event.interval = _apposition(folded, dates, best.date, planned=planned) or event.interval
            if best.date.period is not None and event.family is not Family.ORAL_THERAPY:
                event.interval = best.date.period
            event.confidence = round(1 / (1 + max(0.0, best.cost + 20) / 150), 3)
            if explain:
                event.explanation = f"{best.date.text}: {best.reason} (cost {best.cost:.0f})"
        if _told_ahead(folded, event, reference):
            event.status, event.interval = Status.PLANNED, event.date.future
        settle_by_date(event, reference)
    for event in events:
        if event.family is Family.PATHOLOGY:
            _take_from_sampling(layout, events, starts, event, explain)
    _one_change_a_date(events)
    refine_by_month(events, explain=explain)
    date_by_report(folded, layout, events, dates, explain=explain)
    _one_change_a_date(events)
    date_work_up(events, dates, explain=explain)


def _of_its_bound(event: EventMention) -> bool:
    return event.date is not None and event.date.bound is not None and event.date.bound == event.attributes.get("bound")


def _told_ahead(folded: str, event: EventMention, reference: date | None) -> bool:
    """Return whether an exam without a finding and without a year is the one to come: weeks ahead, not most of a year ago."""
    if reference is None or event.status is not Status.DONE or event.date is None:
        return False
    if event.family not in (Family.IMAGING, Family.BIOPSY) or event.date.kind is not DateKind.YEARLESS:
        return False
    past, future = event.date.interval, event.date.future
    if past is None or future is None or event.date.start < event.end:
        return False
    near = (future.start - reference).days <= _SOON and (reference - past.end).days >= _LONG_AGO
    return near and _NO_FINDING.match(folded, event.date.end) is not None


def _apposition(
    folded: str, dates: Sequence[DateMention], mention: DateMention, *, planned: bool
) -> DateInterval | None:
    """Return the date that spells out a relative one: "dans 3 mois (mi-décembre)", "deux semaines plus tard, le 18/06"."""
    if mention.kind not in (DateKind.DEICTIC, DateKind.ANCHORED):
        return None
    for other in dates:
        if other.start >= mention.end:
            if _SPELT_OUT.fullmatch(folded, mention.end, other.start) is None:
                return None
            return (other.future if planned else None) or other.interval
    return None


def refine_by_month(events: Sequence[EventMention], *, explain: bool = False) -> None:
    """Give an event told by its month the day that the same act has elsewhere in the note, in place.

    "Le scanner de décembre" is the scan of 4 December when the note has one only; a result "sur les biopsies
    d'avril" has the day of that biopsy.
    """
    for event in events:
        if event.interval is None or event.interval.precision is not Precision.MONTH or event.status is not Status.DONE:
            continue
        days = {
            (other.interval.start, other.interval.end): other
            for other in events
            if other.interval is not None
            and other.interval.precision is Precision.DAY
            and other.status is Status.DONE
            and event.interval.contains(other.interval)
            and _same_act(event, other)
        }
        if len(days) == 1:
            (other,) = days.values()
            event.interval = other.interval
            if explain:
                event.explanation = f"{event.explanation}; the day from {other.text}"


def _same_act(event: EventMention, other: EventMention) -> bool:
    if event.family is Family.PATHOLOGY:
        return other.family is Family.BIOPSY
    return (
        event.family in (Family.IMAGING, Family.BIOPSY)
        and other.family is event.family
        and other.subtype == event.subtype
    )


def add_series(folded: str, events: list[EventMention], dates: Sequence[DateMention]) -> None:
    """Add an exam for each further date that one name enumerates ("TEP du 12/03/20 et du 02/09/20"), in place."""
    for event in list(events):
        if event.family is not Family.IMAGING or event.date is None or event.date.start < event.end:
            continue
        last = event.date
        if event.attributes.get("series") is None and last.start - event.end > _OPENING:
            continue
        for mention in dates:
            if mention.start < last.end or mention.role != "event" or mention.interval is None:
                continue
            if _NEXT_OF_SERIES.fullmatch(folded, last.end, mention.start) is None:
                break
            if any(0 <= other.start - mention.end <= _TIGHT for other in events):
                break  # the next exam's own date
            events.append(replace(event, date=mention, interval=mention.interval, attributes=dict(event.attributes)))
            last = mention
    events.sort(key=lambda event: (event.start, event.end))


def _one_change_a_date(events: Sequence[EventMention]) -> None:
    """Leave a date to the one change of a drug that it dates best: a day does not both start and stop it."""
    best: dict[tuple[str | None, int], EventMention] = {}
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.date is None:
            continue
        key = (event.site, event.date.start)
        other = best.get(key)
        if other is None or other.subtype == event.subtype:
            best.setdefault(key, event)
            continue
        loser = min((other, event), key=lambda one: (_of_its_bound(one), one.confidence))
        best[key] = event if loser is other else other
        loser.date = loser.interval = None


def _one_change_a_date(events: Sequence[EventMention]) -> None:
    """Leave a date to the one change of a drug that it dates best: a day does not both start and stop it."""
    best: dict[tuple[str | None, int], EventMention] = {}
    for event in events:
        if event.family is not Family.ORAL_THERAPY or event.date is None:
            continue
        key = (event.site, event.date.start)
        other = best.get(key)
        if other is None or other.subtype == event.subtype:
            best.setdefault(key, event)
            continue
        loser = other if event.confidence > other.confidence else event
        best[key] = event if loser is other else other
        loser.date = loser.interval = None


def date_work_up(events: Sequence[EventMention], dates: Sequence[DateMention], *, explain: bool = False) -> None:
    """Give an undated work-up the month of the presentation before it, in place.

    The annotation guidelines' ruling: only when the next dated step falls in the same or the next month,
    so that the work-up cannot lie anywhere else.
    """
    told = [date for date in dates if date.role == "event" and date.interval is not None]
    starts = [date.start for date in told]
    for event in events:
        if event.interval is not None or event.status is not Status.DONE or event.family not in _WORK_UP:
            continue
        place = bisect_left(starts, event.start)
        if place == 0 or place == len(told):
            continue
        before, after = told[place - 1], told[place]
        start = before.interval.start
        month = DateInterval.month(start.year, start.month) if before.interval.precision in _FINE else None
        if month is None or not 0 <= _months_between(before.interval.start, after.interval.start) <= 1:
            continue
        event.date, event.interval, event.confidence = before, month, 0.5
        if explain:
            event.explanation = f"{before.text}: work-up between it and {after.text}"


def _months_between(first: date, second: date) -> int:
    return 12 * (second.year - first.year) + second.month - first.month


def _take_from_sampling(
    layout: Layout, events: Sequence[EventMention], starts: list[int], event: EventMention, explain: bool
) -> None:
    sentence = layout.sentence(event.start)
    if event.date is not None and layout.sentence(event.date.start) == sentence:
        return
    for other in reversed(events[: bisect_left(starts, event.start + 1)]):
        distance = sentence - layout.sentence(other.start)
        if distance > FURTHEST:
            return
        if other.family is Family.BIOPSY and other.status is Status.DONE and other.interval is not None:
            event.date, event.interval, event.confidence = other.date, other.interval, other.confidence
            if explain:
                event.explanation = f"date of the sampling ({other.text})"
            return


class EventDateLinker(BaseComponent):
    """Choose the date of each event.

    Extensions
    ----------
    ``doc._.onco_events``
        Each event's ``date``, ``interval``, ``confidence`` (and ``explanation``) are set.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.
    explain
        Say of each event why it has its date.
    """

    def __init__(
        self, nlp: PipelineProtocol | None = None, name: str | None = "onco.event_date", *, explain: bool = False
    ) -> None:
        super().__init__(nlp=nlp, name=name)
        self.explain = explain

    def set_extensions(self) -> None:
        """Declare what the pipe reads on a ``Doc``."""
        super().set_extensions()
        declare("onco_events", "onco_dates", "onco_layout", "note_datetime")

    def __call__(self, doc: Doc) -> Doc:
        """Date the events of a document."""
        layout = doc._.onco_layout or Layout()
        link(folded_text(doc), layout, doc._.onco_events, doc._.onco_dates, note_day(doc), explain=self.explain)
        add_series(folded_text(doc), doc._.onco_events, doc._.onco_dates)
        return doc
