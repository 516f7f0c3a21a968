"""The story of the illness as a note tells it: written new, copied from an earlier note, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis import plans, tell
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Mention, Page
from onco_pipeline.synthesis.wording import bank


def past_facts(page: Page, patient: Patient) -> list[Fact]:
    """Return what the author can tell as done, in the order in which it happened."""
    reference = page.reference
    facts = [
        fact
        for fact in patient.facts
        if fact.state == "done" and fact.known <= reference and fact.purpose != "previous"
    ]
    facts.sort(key=lambda fact: (fact.day, fact.key))
    return facts


#: How likely an exam of each purpose is worth telling in a history.
_WORTH = {"diagnosis": 0.85, "staging": 0.65, "relapse": 0.95, "follow-up": 0.3, "evaluation": 0.6}


def history(page: Page, patient: Patient, detail: float = 1.0, lines: bool = False, since: date = date.min) -> None:
    """Tell what happened so far.

    Parameters
    ----------
    detail
        1 for a full history, less for a summary: scales how likely each event is told.
    lines
        Telegraphic lines, one an event, instead of sentences.
    since
        Leave out what the author of that day could tell already.
    """
    facts = [fact for fact in past_facts(page, patient) if _news(fact) > since]
    # Drug steps of this very day are told as today's decision, not as history.
    facts = [fact for fact in facts if fact.family != "oral_therapy" or fact.day < page.reference]
    events: list[tuple[date, int, Fact | Step]] = [
        (fact.day, 0, fact)
        for fact in facts
        if (fact.family in ("imaging", "biopsy", "oral_therapy") or fact.purpose == "molecular")
        and fact.act != "sentinel"
    ]
    events.extend((step.day, 1, step) for step in _treatments(page, patient, since))
    events.sort(key=lambda event: event[:2])
    told: set[int] = set()
    for position, (_, _, item) in enumerate(events):
        if isinstance(item, Step):
            _told(page, lines, _treatment, patient, item)
        elif item.key in told:
            continue
        elif item.family == "oral_therapy":
            told |= _drug(page, item, facts, lines, detail)
        elif not page.chance(_worth(item, detail)):
            continue
        elif item.family == "imaging":
            following = events[position + 1][2] if position + 1 < len(events) else None
            if not lines and _series(following, item) and page.chance(0.7):
                told.add(following.key)
                tell.imaging_series(page, item, following)
            elif not lines and _pairs(following, item) and page.chance(0.6):
                told.add(following.key)
                tell.imaging_pair(page, item, following)
            else:
                _told(page, lines, tell.imaging, item, lines)
        elif item.family == "biopsy":
            known = item.shows is not None and item.shows.known <= page.reference
            missed = _missed(item, patient) if known and not lines else None
            if missed is not None:
                plans.rescheduled(page, patient, missed, item)
            else:
                _told(page, lines, tell.sampled, patient, item, lines and known)
        else:
            _told(page, lines, tell.molecular, item)


def _told(page: Page, lines: bool, function: Callable[..., None], *arguments: object) -> None:
    """Tell one event as a sentence, or as a line with its dash."""
    if lines:
        page.write("- ")
    function(page, *arguments)
    if lines:
        page.line()


def _worth(fact: Fact, detail: float) -> float:
    """Return how likely a history of this detail tells the fact."""
    if fact.family == "biopsy":
        return 0.5 + 0.5 * detail
    if fact.family == "pathology":
        return 0.5 * detail
    return _WORTH.get(fact.purpose, 0.5) * detail + (0.3 if fact.shows else 0.0)


def _treatments(page: Page, patient: Patient, since: date) -> list[Step]:
    """Return the operations and infusions over by now that are news, in themselves or by their specimen."""
    steps = []
    for step in patient.steps:
        if step.kind not in ("surgery", "radiotherapy", "chemo"):
            continue
        over = step.end if step.kind == "surgery" else step.day
        news = max([step.day, *(fact.known for fact in step.facts if fact.known <= page.reference)])
        if over < page.reference and news > since:
            steps.append(step)
    return steps


def _missed(fact: Fact, patient: Patient) -> Fact | None:
    """Return the appointment for the same act that fell through shortly before, if there was one."""
    return next(
        (
            other
            for other in patient.facts
            if other.act == fact.act and other.state == "cancelled" and 0 < (fact.day - other.day).days < 60
        ),
        None,
    )


def _news(fact: Fact) -> date:
    """Return the day of the latest thing to tell of a fact: a sampling is news again with its result."""
    return fact.known if fact.shows is None or fact.family != "biopsy" else fact.shows.known


def _series(following: object, item: Fact) -> TypeGuard[Fact]:
    """Whether two facts are the same exam done twice, told in one breath ("TDM TAP des 3/05 et 4/11")."""
    return (
        isinstance(following, Fact)
        and following.family == "imaging"
        and item.act == following.act
        and item.shows is None
        and following.shows is None
        and bool(item.words and following.words)
        and item.outside == following.outside
    )


def _pairs(following: object, item: Fact) -> TypeGuard[Fact]:
    return (
        isinstance(following, Fact)
        and following.family == "imaging"
        and item.shows is None
        and following.shows is None
        and item.subtype != following.subtype
        and bool(item.words and following.words)
        and item.outside == following.outside
        and (following.day - item.day).days < 15
    )


def _drug(page: Page, fact: Fact, facts: list[Fact], lines: bool, detail: float) -> set[int]:
    """Tell one step of a drug, with a companion started that day or with its end; return what was told."""
    if fact.subtype == "dose_change" and not page.chance(0.4 + 0.5 * detail):
        return set()
    drugs = [other for other in facts if other.family == "oral_therapy"]
    if fact.subtype == "start":
        companion = next(
            (
                o
                for o in drugs
                if o.day == fact.day and o.subtype == "start" and o.site != fact.site and o.key > fact.key
            ),
            None,
        )
        if companion is not None:
            _told(page, lines, tell.oral, fact, companion)
            return {companion.key}
        after = next((other for other in drugs if other.site == fact.site and other.day > fact.day), None)
        if after is not None and after.subtype == "stop" and page.chance(0.5):
            _told(page, lines, tell.period, fact, after)
            return {after.key}
    _told(page, lines, tell.oral, fact)
    return set()


_RADIATION = bank("history.radiation")
_INFUSION = bank("history.infusion")


def _treatment(page: Page, patient: Patient, step: Step) -> None:
    if step.kind == "surgery":
        tell.surgery(page, patient, step)
    elif step.kind == "radiotherapy":
        over = step.end <= page.reference
        page.say(_RADIATION if over else _INFUSION, s=step.words, d=page.exact(step.day), d2=page.exact(step.end))
    else:
        page.say(_INFUSION, s=step.words, d=page.exact(step.day))


_SENTENCE_END = re.compile(r"\. (?=[A-ZÉÀ])|\n")
_SINCE = bank("history.since")


def chart_history(page: Page, patient: Patient, detail: float, lines: bool) -> None:
    """Tell the history by copying an earlier note's words, or write it so that later notes may copy it.

    A history that will be copied holds whole dates only: copied to another day, "hier" would lie.
    One copy in thirty carries a slip of the pen (day and month changed over).
    """
    kept = patient.chart
    if kept is not None and page.chance(0.5):
        written, text, mentions = kept
        listed = text.startswith("- ")
        if listed and not lines:
            page.line()
        if page.chance(0.15):
            text, mentions = _shortened(page, text, mentions)
        _paste(page, text, mentions, slip=page.chance(0.03))
        before = page.pieces
        if not listed:
            page.say(_SINCE)
        page.context = None
        length = page.length
        history(page, patient, detail, listed, since=written)
        if page.length == length:
            page.undo(before)
        return
    if lines:
        page.line()
    before = page.length
    page.whole_dates = True
    known = set(page.mentions)
    history(page, patient, detail, lines)
    page.whole_dates = False
    fresh = [mention for key, mention in page.mentions.items() if key not in known and mention.start >= before]
    shifted = [
        replace(
            m,
            start=m.start - before,
            end=m.end - before,
            date_start=m.date_start - before,
            date_end=m.date_end - before,
        )
        for m in fresh
    ]
    patient.chart = (page.reference, page.text[before:], shifted)


def _shortened(page: Page, text: str, mentions: list[Mention]) -> tuple[str, list[Mention]]:
    """Return a copy that lacks its end: cut after a sentence, with the events told before the cut."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if len(ends) < 3:
        return text, mentions
    cut = ends[int(len(ends) * (0.4 + 0.5 * page.rng.random()))]
    return text[:cut], [m for m in mentions if max(m.end, m.date_end) <= cut]


def _paste(page: Page, text: str, mentions: list[Mention], slip: bool) -> None:
    offset = page.length
    wrong = page.rng.choice(mentions) if slip and mentions else None
    changed = _swapped(text[wrong.date_start : wrong.date_end], wrong.interval, page.reference) if wrong else None
    if wrong is not None and changed is not None:
        text = text[: wrong.date_start] + changed[0] + text[wrong.date_end :]
    page.write(text)
    for mention in mentions:
        interval = mention.interval
        if wrong is not None and changed is not None and mention.date_start == wrong.date_start:
            interval = changed[1]
        page.note(
            Mention(
                mention.fact,
                mention.start + offset,
                mention.end + offset,
                mention.date_start + offset,
                mention.date_end + offset,
                interval,
                mention.status,
            )
        )


def _swapped(words: str, interval: DateInterval, reference: date) -> tuple[str, DateInterval] | None:
    """Change day and month over in a numeric date, when that gives another past day."""
    day = interval.start
    if len(words) < 8 or not (words[:2] + words[3:5]).isdigit() or day.day > 12 or day.day == day.month:
        return None
    other = date(day.year, day.day, day.month)
    return (words[3:5] + words[2] + words[:2] + words[5:], DateInterval.day(other)) if other <= reference else None


_NO_PLAN = bank("history.no_plan")


def _redone(fact: Fact, patient: Patient, page: Page) -> bool:
    """Whether the same exam has taken place since it fell through."""
    return any(
        other.act == fact.act and other.state == "done" and fact.day <= other.day and other.known <= page.reference
        for other in patient.facts
    )


def outlook(page: Page, patient: Patient, most: int = 2) -> None:
    """Write what is planned after the reference, and what was planned and fell through."""
    reference, written, before = page.reference, 0, page.length
    for fact in patient.facts:
        if fact.ordered is None or fact.ordered > reference or fact.family == "pathology":
            continue
        if fact.state in ("cancelled", "refused") and fact.closed is not None and fact.closed <= reference:
            if (reference - fact.closed).days < 120 and page.chance(0.3 if _redone(fact, patient, page) else 0.8):
                plans.not_done(page, fact, patient)
        elif fact.day > reference and written < most and page.chance(0.85):
            written += 1
            plans.plan(page, fact)
    if page.length == before:
        page.say(_NO_PLAN)
