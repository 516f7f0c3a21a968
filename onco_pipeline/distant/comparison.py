"""Which way of learning is worth what: methods compared on notes that none of them was made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from onco_pipeline.distant.instances import Instance, of_view
from onco_pipeline.distant.labels import BagLabel
from onco_pipeline.distant.material import Material
from onco_pipeline.distant.metrics import risk_coverage
from onco_pipeline.distant.settings import LinkerSettings
from onco_pipeline.distant.truth import Truth, right_options, truth_of
from onco_pipeline.evaluation.records import Record, record_of
from onco_pipeline.evaluation.scoring import same_dates, scores, strict
from onco_pipeline.extraction.records import events_of, record
from onco_pipeline.extraction.rows import Row, event_rows
from onco_pipeline.pipes.event_date.bags import ALONE, Choice, Decision, choose
from onco_pipeline.pipes.event_date.features import FEATURES, NoteView
from onco_pipeline.pipes.status.settled import settle_by_date
from onco_pipeline.reconciliation.calibration import expected_calibration_error

__all__ = [
    *("BEST", "LEARNED", "OVERRULING", "Linked", "NoteRead", "by_model", "by_rules", "clean", "link_figures"),
    *("nearest", "read", "spoil", "strict_f1", "wrong_links_cut"),
]

_DISTANCE = FEATURES.index("distance")


def _loss(**changes: Any) -> LinkerSettings:
    settings = LinkerSettings()
    return settings.model_copy(update={"loss": settings.loss.model_copy(update=changes)})


#: The ways of learning that are compared; ``oracle`` is trained on the truth instead of the labels.
LEARNED: dict[str, LinkerSettings] = {
    "cross-entropy": _loss(bag=False, pu=0, closed_world=True, robust="none", rules=0),
    "bag + PU": _loss(robust="none"),
    "bag + PU + robust": _loss(robust="gce"),
    "oracle": _loss(robust="none", pu=0, negative=0, rules=0),
}
#: The one that is shipped, and what it would be if the model replaced dates of the rules and took them away too.
BEST, OVERRULING = "bag + PU + robust", Decision(0.5, overrule=True)


@dataclass(slots=True)
class NoteRead:
    """A note that the rules have read, with the bags of its events.

    Attributes
    ----------
    note_id
        The note.
    rows
        Its events as the rules date them.
    bags
        The bag of each event that may be linked, by ``note_event_id``.
    view
        The note once the rules have dated its events.
    """

    note_id: str
    rows: list[Row]
    bags: dict[str, Instance]
    view: NoteView


def read(notes: Sequence[Mapping[str, Any]]) -> list[NoteRead]:
    """Read notes once; every method then dates the same events."""
    made = []
    for note in notes:
        views: list[NoteView] = []
        found = events_of(note, views.append)
        if found is None or not views:
            continue
        (view,) = views
        rows = event_rows(found[0], note, *found[1:])
        named = {one.note_event_id: one for one in of_view(note, view)}
        made.append(NoteRead(str(note["note_id"]), rows, named, view))
    return made


@dataclass(slots=True)
class Linked:
    """What a method gives each event.

    Attributes
    ----------
    choices
        With the rules where the method is unsure.
    alone
        The method's own first choice, with its probability; empty for the rules and for the nearest date.
    """

    choices: dict[str, Choice] = field(default_factory=dict)
    alone: dict[str, Choice] = field(default_factory=dict)


def nearest(instances: Sequence[Instance]) -> Linked:
    """Give each event the date that stands nearest, "no date" where there is none."""
    made = {}
    for one in instances:
        gaps = one.bag.numbers[:-1, _DISTANCE]
        place = int(gaps.argmin()) if len(gaps) else len(one.bag.options) - 1
        made[one.note_event_id] = Choice(one.bag.intervals[place], 1.0)
    return Linked(made)


def by_rules(instances: Sequence[Instance]) -> Linked:
    """Give each event what the rules gave it."""
    return Linked({one.note_event_id: Choice(one.bag.intervals[one.bag.chosen], 1.0) for one in instances})


def by_model(instances: Sequence[Instance], probabilities: Sequence[np.ndarray], decision: Decision) -> Linked:
    """Give each event what a model and the rules together give it."""
    made = Linked()
    for one, row in zip(instances, probabilities, strict=True):
        made.choices[one.note_event_id] = choose(one.bag, row, decision)
        made.alone[one.note_event_id] = choose(one.bag, row, ALONE)
    return made


def clean(material: Material, gold: Mapping[str, Sequence[Truth]]) -> Material:
    """Return the material with the truth in place of its labels, for the oracle: every event that the gold tells."""
    labels = []
    for one in material.instances:
        truth = truth_of(one, gold)
        right = right_options(one, truth) if truth is not None else (False,) * len(one.bag.options)
        wrong = tuple(truth is not None and not good for good in right[:-1])
        labels.append(BagLabel(right, (*wrong, False), (None,) * len(right), agreeing=right))
    return Material(material.instances, labels, material.sides)


def spoil(material: Material, share: float, seed: int = 0) -> Material:
    """Return the material with a share of the positive bags turned to another of their dates, drawn by the seed."""
    draw = np.random.default_rng(seed)
    labels = []
    for one, said in zip(material.instances, material.labels, strict=True):
        others = [
            place
            for place, option in enumerate(one.bag.options[:-1])
            if not said.positive[place] and option.interval is not None
        ]
        if any(said.positive) and draw.random() < share and others:
            taken = others[int(draw.integers(len(others)))]
            positive = tuple(place == taken for place in range(len(said.positive)))
            said = replace(said, positive=positive, agreeing=positive)
        labels.append(said)
    return Material(material.instances, labels, material.sides)


def link_figures(
    notes: Sequence[NoteRead], linked: Linked, gold: Mapping[str, Sequence[Truth]], *, draws: int = 500, seed: int = 0
) -> dict[str, Any]:
    """Return link accuracy, calibration error and risk by coverage, for events inside and outside the hospital.

    An event of the gold that was found is linked right when its date is the gold's. Intervals are bootstrap 95 % over
    patients.
    """
    found: dict[str, list[tuple[str, bool, float, bool]]] = {"inside": [], "outside": []}
    for one in (bag for note in notes for bag in note.bags.values()):
        truth = truth_of(one, gold)
        if truth is None:
            continue
        given = linked.choices[one.note_event_id]
        own = linked.alone.get(one.note_event_id, given)
        found["outside" if truth.outside else "inside"].append(
            (one.person_id, _right(truth, given), own.probability, _right(truth, own))
        )
    figures: dict[str, Any] = {}
    for side, rows in found.items():
        people = sorted({person for person, *_ in rows})
        counts = {person: [0, 0] for person in people}
        for person, right, *_ in rows:
            counts[person][0] += right
            counts[person][1] += 1
        table = np.array([counts[person] for person in people], dtype=float).reshape(-1, 2)
        random = np.random.default_rng(seed)
        shares = []
        for _ in range(draws if len(table) else 0):
            some = table[random.integers(len(table), size=len(table))].sum(axis=0)
            shares.append(some[0] / max(some[1], 1.0))
        probabilities, rights = [row[2] for row in rows], [row[3] for row in rows]
        figures[side] = {
            "events": len(rows),
            "accuracy": float(np.mean([row[1] for row in rows])) if rows else 0.0,
            "low": float(np.quantile(shares, 0.025)) if shares else 0.0,
            "high": float(np.quantile(shares, 0.975)) if shares else 0.0,
            "error": expected_calibration_error(probabilities, rights) if linked.alone else None,
            "risk": risk_coverage(probabilities, rights) if linked.alone else None,
        }
    return figures


def wrong_links_cut(
    notes: Sequence[NoteRead], linked: Linked, gold: Mapping[str, Sequence[Truth]], *, draws: int = 500, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Return by which share the rules' wrong links are fewer, with a bootstrap 95 % interval over patients.

    Negative when there are more; events as for :func:`link_figures`, the same patients drawn for both.
    """
    wrong: dict[str, dict[str, list[int]]] = {"inside": {}, "outside": {}}
    for one in (bag for note in notes for bag in note.bags.values()):
        truth = truth_of(one, gold)
        if truth is None:
            continue
        counts = wrong["outside" if truth.outside else "inside"].setdefault(one.person_id, [0, 0])
        counts[0] += not _right(truth, Choice(one.bag.intervals[one.bag.chosen], 1.0))
        counts[1] += not _right(truth, linked.choices[one.note_event_id])
    figures = {}
    for side, people in wrong.items():
        table = np.array([people[person] for person in sorted(people)], dtype=float).reshape(-1, 2)
        random = np.random.default_rng(seed)
        drawn = [
            table[random.integers(len(table), size=len(table))].sum(axis=0) for _ in range(draws if len(table) else 0)
        ]
        cuts = [1 - after / max(before, 1.0) for before, after in drawn] or [0.0]
        before, after = table.sum(axis=0)
        low, high = np.quantile(cuts, (0.025, 0.975))
        figures[side] = {"cut": float(1 - after / max(before, 1.0)), "low": float(low), "high": float(high)}
    return figures


def _right(truth: Truth, choice: Choice) -> bool:
    return choice.interval is not None and same_dates(truth.interval, choice.interval)


def strict_f1(
    notes: Sequence[NoteRead], linked: Linked, gold: Mapping[str, Sequence[Record]]
) -> tuple[float, float, float]:
    """Return strict F1 with its bootstrap interval over notes, when the events have the dates of a method."""
    predicted = {}
    for note in notes:
        rows = [_dated(row, note, linked) for row in note.rows]
        made = map(record_of, record(note.note_id, rows)["events"])
        predicted[note.note_id] = [one for one in made if one is not None]
    score = scores(gold, predicted, strict, draws=200)["all"]
    return score.f1, score.low, score.high


def _dated(row: Row, note: NoteRead, linked: Linked) -> Row:
    instance = note.bags.get(row["note_event_id"])
    if instance is None:
        return row
    given = linked.choices[row["note_event_id"]].interval
    if given == instance.bag.event.interval:
        return row
    option = next(option for option in instance.bag.options if option.interval == given)
    event = replace(instance.bag.event, date=option.mention, interval=given)
    settle_by_date(event, note.view.reference)
    dates = (given.start, given.end, given.precision.value) if given is not None else (None, None, None)
    return {
        **row,
        **dict(zip(("date_start", "date_end", "precision"), dates, strict=True)),
        "status": event.status.value,
    }
