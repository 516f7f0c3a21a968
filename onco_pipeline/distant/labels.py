"""Labels without annotation: which date an event has, by the hospital's own coded rows.

An event done inside the hospital has a coded row with a trusted day. A date of the text that agrees with a
compatible row of the patient is probably the event's: at least one of the agreeing dates is. A date that agrees with
none, at a time when the patient's care is coded, is probably not. Everything else is unlabelled, above
all what was done elsewhere: the model has to generalise to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from onco_pipeline.distant.instances import Instance
from onco_pipeline.events import EventMention, Family
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.compatibility import site_score, subtype_score
from onco_pipeline.reconciliation.settings import DEFAULTS, Settings
from onco_pipeline.tables import DISTANT_LABELS

__all__ = ["BagLabel", "Coverage", "LabelState", "coverage", "label", "label_all", "label_rows"]

#: Days within which a compatible coded row leaves it open whether a date is wrong.
NEAR = 30
#: Days that a vague date may span and still be told by one coded row; a year says too little.
WIDEST = 62


class LabelState(StrEnum):
    """What the structured data says of a bag."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True)
class BagLabel:
    """What the structured data says of each option of a bag.

    Attributes
    ----------
    positive
        Options of which at least one is right.
    negative
        Options that are probably wrong; those in neither are unlabelled.
    rows
        The coded row that each positive option agrees with: source table and key.
    covered
        Whether a coded row could have been there: the event is not told as done elsewhere, and has a date in the
        time in which the patient's care is coded.
    agreeing
        Options that agree with a coded row, whatever the rules say: the positive ones, and those that contradict the
        rules, which a label does not believe. Empty where nothing is known.
    """

    positive: tuple[bool, ...]
    negative: tuple[bool, ...]
    rows: tuple[tuple[str, str] | None, ...]
    covered: bool = False
    agreeing: tuple[bool, ...] = ()

    @property
    def state(self) -> LabelState:
        """Positive, negative when every date is, else unlabelled."""
        if any(self.positive):
            return LabelState.POSITIVE
        dated = self.negative[:-1]
        return LabelState.NEGATIVE if dated and all(dated) else LabelState.UNLABELLED


@dataclass(frozen=True, slots=True)
class Row:
    """A coded row that is a care event."""

    key: tuple[str, str]
    family: str
    subtype: str
    site: str | None
    day: date


@dataclass(slots=True)
class Coverage:
    """What the hospital's tables know of one patient.

    Attributes
    ----------
    rows
        Coded care events.
    first, last
        Days between which the patient's care is coded; None when nothing ever was.
    """

    rows: list[Row] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def extend(self, start: date, end: date) -> None:
        """Widen the time in which the care is coded."""
        self.first = start if self.first is None else min(self.first, start)
        self.last = end if self.last is None else max(self.last, end)

    def holds(self, interval: DateInterval) -> bool:
        """Return whether all of an interval lies in the time in which the care is coded."""
        if self.first is None or self.last is None:
            return False
        return self.first <= interval.start and interval.end <= self.last


def coverage(structured: Iterable[Mapping[str, Any]], visits: Iterable[Mapping[str, Any]]) -> dict[str, Coverage]:
    """Return what the tables know, by patient.

    Parameters
    ----------
    structured
        Rows of ``onco.structured_event``.
    visits
        Rows of ``omop.visit_occurrence``.
    """
    found: dict[str, Coverage] = defaultdict(Coverage)
    for row in structured:
        of_person = found[str(row["person_id"])]
        day = _day(row["date_start"])
        key = (str(row["source_table"]), str(row["source_id"]))
        of_person.rows.append(Row(key, str(row["family"]), str(row["subtype"]), row.get("site") or None, day))
        of_person.extend(day, day)
    for row in visits:
        start = _day(row["visit_start_datetime"])
        end = _day(row["visit_end_datetime"]) if row.get("visit_end_datetime") is not None else start
        found[str(row["person_id"])].extend(start, max(start, end))
    for of_person in found.values():
        of_person.rows.sort(key=lambda row: (row.day, row.key, row.subtype))
    return dict(found)


def _day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value


def label_all(
    instances: Sequence[Instance], known: Mapping[str, Coverage], settings: Settings = DEFAULTS
) -> list[BagLabel]:
    """Return what the structured data says of the bags of whole notes; see :func:`label`.

    A date that the rules gave to another event of the family in the note is that event's, as long as nothing
    speaks for this one: the coded row that it agrees with is explained already.
    """
    given: dict[tuple[str, str], list[tuple[Instance, DateInterval | None]]] = defaultdict(list)
    for one in instances:
        given[one.note_id, one.bag.event.family].append((one, one.bag.intervals[one.bag.chosen]))
    made = []
    for one in instances:
        event = one.bag.event
        told = given[one.note_id, event.family]
        claimed = {
            day
            for other, day in told
            if day and (other.bag.event.start, other.bag.event.end) != (event.start, event.end)
        }
        made.append(label(one, known.get(one.person_id), settings, claimed=claimed))
    return made


def label(
    instance: Instance, known: Coverage | None, settings: Settings = DEFAULTS, *, claimed: Collection[DateInterval] = ()
) -> BagLabel:
    """Return what the structured data says of a bag.

    A date agrees with a row within the tolerance of the family (:mod:`onco_pipeline.reconciliation.settings`).
    Dates told to the day come before vague ones, which one row can hold by chance. A result has the day of its
    specimen: a coded sampling comes before the coded examination. An event that the note says was done elsewhere
    has no row and is left alone.

    Parameters
    ----------
    instance
        The bag.
    known
        :func:`coverage` of its patient.
    settings
        Tolerances.
    claimed
        Dates that belong to other events of the family in the note, and so are positive here only when the rules
        give them to this event too.
    """
    bag = instance.bag
    count = len(bag.options)
    if known is None or bag.event.attributes.get("outside") is True:
        return BagLabel((False,) * count, (False,) * count, (None,) * count)
    told = [(place, option.interval) for place, option in enumerate(bag.options) if option.interval is not None]
    claimed = set(claimed) - {bag.intervals[bag.chosen]}
    for rows in _by_trust(bag.event, known.rows):
        agreeing = _agreeing(told, rows, bag.event.family, settings)
        agreeing = {place: row for place, row in agreeing.items() if bag.intervals[place] not in claimed}
        if agreeing:
            break
    found = tuple(place in agreeing for place in range(count))
    if bag.intervals[bag.chosen] is not None and not any(bag.options[place].chosen for place in agreeing):
        # The rules give another date, and no coded row speaks for it: an event that the hospital did not do or did
        # not code, far more often than a mistake of the rules. Two functions that contradict each other abstain.
        agreeing = {}
    compatible = [row for rows in _by_trust(bag.event, known.rows) for row in rows]
    negative = [False] * count
    for place, interval in told:
        covered = interval.days <= WIDEST and known.holds(interval)
        open_ = place in agreeing or bag.options[place].chosen
        negative[place] = covered and not open_ and not _near(interval, compatible)
    return BagLabel(
        tuple(place in agreeing for place in range(count)),
        tuple(negative),
        tuple(agreeing.get(place) for place in range(count)),
        any(known.holds(interval) for _, interval in told),
        found,
    )


def _by_trust(event: EventMention, rows: Sequence[Row]) -> list[list[Row]]:
    """Return the compatible rows, those that date the event best first; at least one list."""
    own = [row for row in rows if row.family == event.family and _alike(event, row)]
    if event.family is not Family.PATHOLOGY:
        return [own]
    samplings = [row for row in rows if row.family == Family.BIOPSY and site_score(event.site, row.site, Family.BIOPSY)]
    return [samplings, own]


def _alike(event: EventMention, row: Row) -> bool:
    return bool(subtype_score(event.subtype, row.subtype, row.family) and site_score(event.site, row.site, row.family))


def _agreeing(
    told: Sequence[tuple[int, DateInterval]], rows: Sequence[Row], family: Family, settings: Settings
) -> dict[int, tuple[str, str]]:
    """Return the options that agree with a row, with the row that is nearest."""
    tolerance = settings.of(family)
    exact: dict[int, tuple[int, tuple[str, str]]] = {}
    vague: dict[int, tuple[int, tuple[str, str]]] = {}
    for place, interval in told:
        for row in rows:
            gap = (row.day - interval.start).days
            if interval.precision is Precision.DAY:
                before, after = tolerance.before, tolerance.after
                if row.family != family:
                    before, after = 1, 1  # the day of the specimen is the day of the sampling
                if -before <= gap <= after:
                    exact[place] = min(exact.get(place, (10**6, row.key)), (abs(gap), row.key))
            elif interval.days <= WIDEST and interval.start <= row.day <= interval.end:
                vague[place] = min(vague.get(place, (10**6, row.key)), (0, row.key))
    found = exact or vague
    if not found:
        return {}
    # Diagnoses are coded at stays that follow: the nearest date is not the likeliest. Acts are coded on their day.
    closest = min(gap for gap, _ in found.values())
    return {place: key for place, (gap, key) in found.items() if family is Family.METASTASIS or gap == closest}


def _near(interval: DateInterval, rows: Sequence[Row]) -> bool:
    reach = timedelta(days=NEAR)
    return any(interval.start - reach <= row.day <= interval.end + reach for row in rows)


def label_rows(instances: Sequence[Instance], labels: Sequence[BagLabel], sides: Mapping[str, str]) -> pd.DataFrame:
    """Return the labelled pairs as rows of ``onco.distant_labels``; "no date" is no row.

    Parameters
    ----------
    instances, labels
        The bags and what :func:`label` says of each.
    sides
        What each patient is used for (:func:`onco_pipeline.distant.splits.split`).
    """
    rows = []
    for instance, said in zip(instances, labels, strict=True):
        for place, option in enumerate(instance.bag.options):
            if option.interval is None:
                continue
            state = "positive" if said.positive[place] else "negative" if said.negative[place] else "unlabelled"
            table, key = said.rows[place] or (None, None)
            rows.append(
                {
                    "note_event_id": instance.note_event_id,
                    "place": place,
                    "note_id": instance.note_id,
                    "person_id": instance.person_id,
                    "family": instance.bag.event.family.value,
                    "date_start": option.interval.start,
                    "date_end": option.interval.end,
                    "precision": option.interval.precision.value,
                    "label": state,
                    "source_table": table,
                    "source_id": key,
                    "rules": option.chosen,
                    "split": str(sides[instance.person_id]),
                }
            )
    return pd.DataFrame(rows, columns=list(DISTANT_LABELS.column_names))
