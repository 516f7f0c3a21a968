"""What the reconciliation of one patient works on: mentions, coded units, and what notes tell of one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from onco_pipeline.events import Reconciliation
from onco_pipeline.intervals import DateInterval, Precision

__all__ = ["Mention", "PersonEvidence", "Told", "Unit", "resolve_interval", "support"]

#: How much one independent telling weighs, by source rank (:func:`onco_pipeline.codes.documents.source_rank`).
_WEIGHTS = {0: 3.0, 1: 1.5, 2: 1.0, 3: 0.8}


@dataclass(slots=True)
class Mention:
    """One row of ``note_event``, read for the reconciliation; never changed (to say so to Python triples its making).

    Attributes
    ----------
    rank
        Source rank of the document for this family, 0 the report of the act.
    kind
        ``histology`` or ``molecular`` for a pathology result, else empty.
    lineage
        Mentions copied from one another share it; they are one piece of evidence.
    outside
        The note says that it was done elsewhere.
    order
        The order in which mentions are taken up: the most precise first, then the best source. Made of the others,
        whatever is given.
    """

    id: str
    note_id: str
    note_date: date | None
    visit: str | None
    family: str
    subtype: str
    site: str | None
    status: str
    interval: DateInterval | None
    date_kind: str | None
    confidence: float
    rank: int
    quote: str
    date_quote: str | None
    attributes: Mapping[str, Any]
    kind: str = ""
    lineage: str = ""
    outside: bool = False
    quote_start: int = 0
    quote_end: int = 0
    date_quote_start: int | None = None
    date_quote_end: int | None = None
    order: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        days = self.interval.days if self.interval else 1 << 20
        order = (days, self.rank, self.note_date or date.max, self.note_id, self.quote_start, self.id)
        self.order = order  # asked for in every sorting, of which there are many

    def of_lineage(self, lineage: str) -> Mention:
        """Return the mention as one of another lineage; ``dataclasses.replace`` takes five times as long."""
        return Mention(
            self.id, self.note_id, self.note_date, self.visit, self.family, self.subtype, self.site, self.status,
            self.interval, self.date_kind, self.confidence, self.rank, self.quote, self.date_quote, self.attributes,
            self.kind, lineage, self.outside, self.quote_start, self.quote_end, self.date_quote_start,
            self.date_quote_end,
        )  # fmt: skip

    @property
    def known_note_date(self) -> date:
        """The date of the note, or a day after all others where it has none."""
        return self.note_date or date.max


@dataclass(frozen=True, slots=True)
class Unit:
    """The coded rows that show one exam: its two acts, its renewed code."""

    family: str
    subtype: str
    site: str | None
    day: date
    rows: tuple[tuple[str, str], ...]
    visits: frozenset[str]
    accessory: bool = False

    @property
    def interval(self) -> DateInterval:
        """The day of the act."""
        return DateInterval.day(self.day)


@dataclass(frozen=True, slots=True)
class PersonEvidence:
    """Everything known of one patient that the care events are built from."""

    person_id: str
    mentions: tuple[Mention, ...]
    units: tuple[Unit, ...]
    last_note: date | None
    birth: date | None = None
    death: date | None = None
    visits: tuple[tuple[date, date], ...] = ()
    fingerprint: str = ""


#: The first coded row of an event without one.
_NO_ROW = ("", "")


@dataclass(slots=True, eq=False)
class Told:
    """What the evidence gathered so far tells of one event.

    Attributes
    ----------
    mentions
        Statements that the event was done (or, in a plan, that it is planned).
    supporting
        Statements that support it without dating it: earlier plans, mentions without a date.
    misdated
        Why a mention's date is not taken (``day_month_swap``, ``year_slip``, ``report_date``), by mention id.
    units
        The coded exams that show it.
    """

    mentions: list[Mention]
    subtype: str
    site: str | None
    kind: str = ""
    supporting: list[Mention] = field(default_factory=list)
    misdated: dict[str, str] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    interval: DateInterval | None = None
    reconciliation: Reconciliation | None = None
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day of an event that is dated to the day."""
        return self.interval.start if self.interval and self.interval.precision is Precision.DAY else None

    @property
    def notes(self) -> frozenset[str]:
        """The notes that tell it."""
        return frozenset(mention.note_id for mention in self.mentions)

    @property
    def lineages(self) -> frozenset[str]:
        """The independent tellings."""
        return frozenset(mention.lineage for mention in self.mentions)

    @property
    def outside(self) -> bool:
        """Whether a note says that it was done elsewhere."""
        return any(mention.outside for mention in self.mentions)

    @property
    def order(self) -> tuple[Any, ...]:
        """A total order that does not depend on the order of the input rows."""
        interval = self.interval or DateInterval.day(date.max)
        ids, row = "", _NO_ROW
        if len(self.mentions) == 1:
            ids = self.mentions[0].id
        elif self.mentions:
            ids = min([mention.id for mention in self.mentions])
        if self.units:
            row = min([row for unit in self.units for row in unit.rows], default=_NO_ROW)
        return interval.start, interval.end, self.subtype, self.site or "", self.kind, ids, row


def resolve_interval(mentions: Iterable[Mention], misdated: Mapping[str, str] | None = None) -> DateInterval | None:
    """Return the best date of mentions of one event: the most precise wins, and no vaguer one moves it.

    Among days that differ, the one with the most independent support, then the better source, then the note
    closest after the event. Vague dates are intersected.
    """
    wrong = misdated or {}
    dated = [m for m in mentions if m.interval and m.id not in wrong]
    days = {m.interval.start for m in dated if m.interval and m.interval.precision is Precision.DAY}
    if len(days) == 1:
        return DateInterval.day(*days)
    dated.sort(key=lambda m: m.order)
    if days:
        return DateInterval.day(max(days, key=lambda day: _day_key(day, dated)))
    result: DateInterval | None = None
    for mention in dated:
        if mention.interval is not None:
            result = mention.interval if result is None else result.intersect(mention.interval) or result
    return result


def _day_key(day: date, dated: list[Mention]) -> tuple[float, int, int, int]:
    told = [m for m in dated if m.interval and m.interval.end == m.interval.start == day]
    delays = [(m.note_date - day).days for m in told if m.note_date and m.note_date >= day]
    delay = min(delays, default=1 << 20)
    return support(told), -min(m.rank for m in told), -delay, -day.toordinal()


def support(mentions: Iterable[Mention]) -> float:
    """Return the weight of independent tellings, copies counting once and good sources more."""
    best: dict[str, float] = {}
    for mention in mentions:
        weight = _WEIGHTS.get(mention.rank, 0.5)
        best[mention.lineage] = max(best.get(mention.lineage, 0.0), weight)
    return sum(best.values())


def swapped(day: date) -> date | None:
    """Return the day with day and month exchanged, or None when that is no other date.

    Examples
    --------
    >>> swapped(date(2019, 8, 10)), swapped(date(2019, 8, 13))
    (datetime.date(2019, 10, 8), None)
    """
    if day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def year_slips(day: date) -> tuple[date, ...]:
    """Return the same day one year earlier and one year later, where it exists."""
    found = []
    for year in (day.year - 1, day.year + 1):
        try:
            found.append(day.replace(year=year))
        except ValueError:
            continue
    return tuple(found)


def shift(day: date, days: int) -> date:
    """Return the day so many days later, held within the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
