"""Who writes what and when: from a life to its notes, each written from what its author would know.

:func:`write` plans the notes of a patient along his steps, gives each an author and a page, lets the
template write it, then ages the paper (``noise``). A note's gold is what its own words say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis import noise
from onco_pipeline.synthesis.lives import HORIZON, Fact, Patient
from onco_pipeline.synthesis.page import Page, Voice
from onco_pipeline.synthesis.planning import PAPER, Plan, plans
from onco_pipeline.synthesis.templates import narrative
from onco_pipeline.synthesis.wording import bank


@dataclass(slots=True)
class Told:
    """One event as a note tells it; ``quote`` and ``date_quote`` are slices of the final text."""

    fact: Fact
    start: int
    end: int
    date_start: int
    date_end: int
    interval: DateInterval
    status: str


@dataclass(slots=True)
class Note:
    """One document with its gold; ``undated`` when the warehouse does not know its day."""

    note_id: str
    kind: str
    title: str
    written: datetime
    reference: date
    text: str
    told: list[Told] = field(default_factory=list)
    visit: str | None = None
    undated: bool = False


#: Share of the notes that were changed after they were written.
_TOUCHED = 0.06
_STAMP = bank("outside.stamp")


def voice(rng: Random) -> Voice:
    """Draw an author's habits."""
    draw = rng.random
    first = (0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 7)[int(draw() * 13)]
    second = (first, first, 0, 1, 4)[int(draw() * 5)]
    return Voice(
        full=(first, first, second),
        bare=(0, 0, 1, 2)[int(draw() * 4)],
        vague=0.2 + 0.4 * draw(),
        terse=(0.0, 0.25, 0.9)[int(draw() * 3)],
        brand=(0.05, 0.3, 0.8)[int(draw() * 3)],
        accents=draw() > 0.06,
        width=(0, 0, 0, 0, 88, 100)[int(draw() * 6)],
    )


def write(patient: Patient) -> list[Note]:
    """Return the patient's notes in the order of writing.

    Examples
    --------
    >>> from onco_pipeline.synthesis.patients import simulate
    >>> notes = write(simulate(0, 1))
    >>> all(told.interval.start <= note.reference for note in notes for told in note.told if told.status == "done")
    True
    """
    end = min(HORIZON, patient.death or HORIZON)
    notes: list[Note] = []
    for plan in plans(patient):
        if plan.day > end:
            continue
        notes.append(_write(patient, plan, f"N{patient.index:06d}{len(notes) + 1:02d}"))
    return notes


def narrate(patient: Patient, notes: Sequence[Note], rng: Random, share: float) -> list[Note]:
    """Return notes that tell the patient's whole life in words, each by another author: no other note changes.

    A case report with sections, or a discursive letter; the warehouse does not know the day of either.

    Parameters
    ----------
    patient, notes
        Who, and what was written of him so far.
    rng
        The author's dice, not the patient's.
    share
        How many a patient has in the mean; the fraction says who has one more.

    Examples
    --------
    >>> from onco_pipeline.synthesis.patients import simulate
    >>> life = simulate(0, 1)
    >>> notes = write(life)
    >>> narrate(life, notes, Random(1), 0.0), narrate(life, notes, Random(1), 1.0)[0].kind in ("CR-AUTRE", "LT-AUTR")
    ([], True)
    """
    count = int(share) + (rng.random() < share % 1) if notes else 0
    return [
        _narrative(patient, notes, rng, f"N{patient.index:06d}{len(notes) + 1 + more:02d}") for more in range(count)
    ]


def _narrative(patient: Patient, notes: Sequence[Note], rng: Random, note_id: str) -> Note:
    day = max(note.reference for note in notes)
    if rng.random() < 0.7:
        plan = Plan("CR-AUTRE", day, "Observation", partial(narrative.observation, patient=patient))
    else:
        plan = Plan("LT-AUTR", day, "Courrier", partial(narrative.letter, patient=patient))
    page = Page(rng, day, voice(rng), patient.families)
    plan.template(page)
    text, told = _aged(patient, plan, page)
    return Note(note_id, plan.kind, plan.title, datetime.combine(day, time(12)), day, text, told, undated=True)


# -- writing ----------------------------------------------------------------------------------
def _write(patient: Patient, plan: Plan, note_id: str) -> Note:
    rng = patient.rng
    page = Page(rng, plan.day, voice(rng), patient.families)
    plan.template(page)
    text, told = _aged(patient, plan, page)
    hour = time(8 + int(rng.random() * 11), int(rng.random() * 60))
    late = plan.late
    if not late and rng.random() < _TOUCHED:
        late = rng.randint(1, 30)  # the warehouse keeps the day of the last change
    filed = min(plan.day + timedelta(days=late), patient.death or HORIZON)
    written = datetime.combine(max(filed, plan.day), hour)
    return Note(note_id, plan.kind, plan.title, written, plan.day, text, told)


def _aged(patient: Patient, plan: Plan, page: Page) -> tuple[str, list[Told]]:
    """Return the text as the paper or the screen leaves it, with the gold moved along."""
    rng, text = page.rng, page.text.rstrip()
    told = [
        Told(m.fact, m.start, m.end, m.date_start, m.date_end, m.interval, m.status)
        for m in sorted(page.mentions.values(), key=lambda m: (m.start, m.fact.key))
    ]
    if not page.voice.accents:
        text = noise.without_accents(text)
    scan = plan.kind in PAPER
    if scan:
        if rng.random() < 0.7:
            text = _edit(text, told, noise.scanned(rng, text, 0.012))
        if rng.random() < 0.25:
            text = _edit(text, told, noise.split_dates(rng, [(item.date_start, item.date_end) for item in told], text))
        if rng.random() < 0.3:
            text = _edit(text, told, noise.hyphenated(rng, text, _spans(told), 70))
    elif rng.random() < 0.3:
        text = _edit(text, told, noise.typos(rng, text, 0.003))
    if len(text) > 900 and rng.random() < 0.15:
        text = _edit(text, told, noise.page_break(rng, text, _spans(told), _banner(patient, plan, rng)))
    if page.voice.width:
        text = noise.wrapped(text, page.voice.width, _spans(told))
    if scan:
        filed = plan.day + timedelta(days=plan.late)
        text += page.words(_STAMP, d=f"{filed:%d/%m/%Y}") if rng.random() < 0.6 else ""
    return text, told


def _spans(told: list[Told]) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in told] + [(item.date_start, item.date_end) for item in told]


def _banner(patient: Patient, plan: Plan, rng: Random) -> str:
    """Return what a printer puts at the head or the foot of a page."""
    who, number = f"{patient.initial}.", f"8{patient.index:09d}"
    return rng.choice(
        (
            f"1/2   Pat : {who} | IPP {number} | imprimé le {plan.day:%d/%m/%Y}",
            f"Page 1/2   Pat : {who} | IPP {number} | imprimé le {plan.day:%d/%m/%Y}",
            f"2/2Pat : {who} le {plan.day:%Y/%m/%d} IPP {number} Intitulé {plan.title}",
            f"Document confidentiel - {who} - édité le {plan.day:%d/%m/%y} - page 2",
        )
    )


def _edit(text: str, told: list[Told], edits: list[noise.Edit]) -> str:
    if not edits:
        return text
    text, starts, shifts = noise.apply_edits(text, edits)
    for item in told:
        item.start, item.end = noise.moved(item.start, starts, shifts), noise.moved(item.end, starts, shifts)
        item.date_start, item.date_end = (
            noise.moved(item.date_start, starts, shifts),
            noise.moved(item.date_end, starts, shifts),
        )
    return text
