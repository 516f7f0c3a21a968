"""What has been told before an expression: the author's day, the entry it stands in, the dates found so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.dates.roles import is_birth
from onco_pipeline.pipes.document.layout import Block, Layout
from onco_pipeline.pipes.screen import Screened

#: Roles of dates that say nothing about when events happened.
_PAPER = ("birth", "print")
_RECENT = timedelta(days=45)
#: Days by which the day told next still goes on from the one before.
_DAYS_ON = 12
_COMPARED = Screened(r"\b(?:compar\w+|par rapport) [^.;,0-9]{0,30}\Z")
#: "Identiques à celles de la seconde tumeur, diagnostiquée en 2008": of what it is likened to.
LIKENED_TO = Screened(
    r"\b(?:(?:identiques?|similaires?|semblables?|comparables?|superposables?|analogues?) (?:a|au|aux)|l?es memes? [a-z]{4,20} que) (?:celles?|ceux|celui|l[ae]s?|l')\b[^.;:\n]{0,90}\Z"
)
#: Characters before a date in which such words stand.
LIKENED_BACK = 130
#: Expressions among which the one that another is told from stands, were they without an end.
_FAR = 100
_start = attrgetter("start")


@dataclass(slots=True)
class Found:
    """An expression resolved: the reading for a done event, the one for a planned event, and why."""

    interval: DateInterval | None
    future: DateInterval | None = None
    anchor: str | None = None
    role: str = "event"
    base: DateInterval | None = None  # what a step was counted from
    since: DateInterval | None = None  # ... where the day it leads to is what is told


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that another one is told from, and its words."""

    interval: DateInterval
    text: str
    future: DateInterval | None = None
    heads: bool = False  # a year above a list, in which all of it lies


class Told:
    """The author's day, the dates of a note found so far, and the ways to ask for one of them."""

    def __init__(self, folded: str, layout: Layout, note_date: date | None, expressions: list[Expression]) -> None:
        self.folded, self.layout, self.expressions = folded, layout, expressions
        self.note = layout.reference_date or note_date
        self.last = layout.written_date or self.note
        self.found: list[Found | None] = [None] * len(expressions)

    def keep(self, index: int, found: Found | None) -> None:
        """Remember what an expression was resolved to."""
        self.found[index] = found

    # -- the author's day ----------------------------------------------------------------------
    def entry_day(self, expression: Expression) -> date | None:
        """Return the day of the dated entry, quote or addendum that holds the expression."""
        entry = self.layout.entry(expression.start)
        if entry is None or entry.title_start == expression.start:
            return None
        interval = self.title_interval(entry)
        return interval.start if interval is not None and interval.precision is Precision.DAY else None

    def day_of_own_entry(self, index: int) -> date | None:
        """Return the day of the entry that holds an expression, when its sentence has told no other date since."""
        here = self.expressions[index]
        day, other = self.entry_day(here), self.before(index, sentences=0)
        entry = self.layout.entry(here.start)
        if day is None or entry is None or entry.label != "dated_entry":
            return None
        return day if other is None or self.expressions[other].start == entry.title_start else None

    def title_interval(self, entry: Block) -> DateInterval | None:
        """Return the date that an entry is headed by."""
        place = bisect_left(self.expressions, entry.title_start, key=_start)
        for expression, found in zip(self.expressions[place : place + 3], self.found[place : place + 3], strict=True):
            if expression.start == entry.title_start and found is not None:
                return found.interval
        return None

    def reference(self, expression: Expression) -> date | None:
        """Return the day that "ce jour" means here: of the entry or quote, else of the note."""
        return self.entry_day(expression) or self.note

    def reference_words(self, expression: Expression) -> str:
        """Return the words of that day."""
        entry = self.layout.entry(expression.start)
        if entry is not None and self.entry_day(expression) is not None:
            return self.folded[entry.title_start : entry.title_end]
        return "note"

    def upper(self, expression: Expression) -> date | None:
        """Return the last day a done event told here can have."""
        entry = self.layout.entry(expression.start)
        if entry is not None and entry.label in ("quote", "addendum"):
            return self.entry_day(expression) or self.last
        return self.last

    # -- dates told before ---------------------------------------------------------------------
    def usable(self, index: int) -> Found | None:
        """Return what an expression was resolved to, where other dates may be told from it."""
        found = self.found[index]
        usable = (
            found is not None and found.interval is not None and found.role not in _PAPER and found.role != "duration"
        )
        return found if usable else None

    def anchor_of(self, index: int) -> Anchor:
        """Return a resolved expression as the date that another one is told from."""
        found, expression = self.found[index], self.expressions[index]
        if found is None or found.interval is None:
            raise ValueError("only a resolved expression can be an anchor")
        return Anchor(found.interval, self.folded[expression.start : expression.end], found.future)

    def _same_sentence(self, one: int, other: int) -> bool:
        sentence = self.layout.sentence
        return sentence(self.expressions[one].start) == sentence(self.expressions[other].start)

    def before(self, index: int, *, sentences: int, same_line: bool = False) -> int | None:
        """Return the index of the last date told before, at most so many sentences back."""
        here = self.expressions[index].start
        sentence = self.layout.sentence(here)
        for other in range(index - 1, max(-1, index - 1 - _FAR), -1):
            start = self.expressions[other].start
            if sentence - self.layout.sentence(start) > sentences:
                return None
            if (
                same_line
                and sentence != self.layout.sentence(start)
                and not self._in_paragraph(start, self.layout.line(here))
            ):
                return None
            if self.usable(other) is not None and not self._since(other) and not self._likened(other):
                return other
        return None

    def _likened(self, index: int) -> bool:
        """Return whether a date is that of what something is only likened to: no step of the story."""
        start = self.expressions[index].start
        return LIKENED_TO.search(self.folded, max(0, start - LIKENED_BACK), start) is not None

    def _in_paragraph(self, start: int, line: int) -> bool:
        """Return whether an offset stands in a line, or in one before it that only the width of the page has broken."""
        return all(
            self.layout.sentences[self.layout.sentence(begins)][0] < begins
            for begins, _ in self.layout.lines[self.layout.line(start) + 1 : line + 1]
        )

    def _since(self, index: int) -> bool:
        """Return whether an expression tells how long something has lasted ("depuis huit ans"): no step of the story."""
        expression = self.expressions[index]
        return expression.bound == "from" and expression.form is Form.STEP and expression.count < 0

    def after_in_sentence(self, index: int) -> int | None:
        """Return the index of the next date with a year of its own in the same sentence."""
        for other in range(index + 1, min(len(self.expressions), index + 1 + _FAR)):
            if not self._same_sentence(index, other):
                return None
            expression = self.expressions[other]
            if expression.form is Form.CALENDAR and expression.year is not None:
                return None if is_birth(self.folded, expression.start) else other
        return None

    def told_before(self, index: int) -> Anchor | None:
        """Return the last date told before in the same sentence."""
        other = self.before(index, sentences=0)
        return None if other is None else self.anchor_of(other)

    def narrative(self, index: int) -> Anchor | None:
        """Return where the story stands: the entry's date, or the last date told before."""
        entry = self.layout.entry(self.expressions[index].start)
        same = self.before(index, sentences=0)
        if same is not None:
            return self.anchor_of(same)
        if entry is not None and entry.title_start != self.expressions[index].start:
            interval = self.title_interval(entry)
            if interval is not None:
                return Anchor(interval, self.folded[entry.title_start : entry.title_end])
        other = self.before(index, sentences=1_000)
        while other is not None and self._compared(other):
            other = self.before(other, sentences=1)
        other = self.before(index, sentences=1_000) if other is None else other
        return None if other is None else self.anchor_of(other)

    def shared_base(self, index: int) -> Anchor | None:
        """Return what the step before was counted from, where this one goes on: "après 1 mois ...; scanner à 3 mois"."""
        other = self.before(index, sentences=3)
        here = self.expressions[index]
        found = None if other is None else self.found[other]
        if other is None or found is None or found.base is None:
            return None
        before = self.expressions[other]
        goes_on = before.form is Form.STEP and before.unit is here.unit and 0 < before.count < here.count
        return Anchor(found.base, self.folded[before.start : before.end]) if goes_on else None

    def _compared(self, index: int) -> bool:
        """Return whether a date is that of the exam another one is compared with."""
        start = self.expressions[index].start
        return _COMPARED.search(self.folded, max(0, start - 45), start) is not None

    def _some_days_on(self, here: Expression, told: DateInterval) -> bool:
        """Return whether a day goes on from the one just told: "scanner le 24/09 ... prothèse posée le 25"."""
        return told.precision is Precision.DAY and 0 < (here.day or 0) - told.start.day <= _DAYS_ON

    def _among_recent_days(self, index: int) -> bool:
        """Return whether an older month is only looked back to from the days just before the note: "le 19 ..., absents en septembre"."""
        other = self.before(index, sentences=2)
        told = None if other is None else self.usable(other)
        if told is None or told.interval is None or told.interval.precision is not Precision.DAY or self.note is None:
            return False
        return timedelta(0) <= self.note - told.interval.start <= _RECENT

    def _month_of_entry(self, here: Expression) -> Anchor | None:
        """Return the month that heads an entry below which days are told: "Mai 2022 :\n- TDM le 6"."""
        entry = self.layout.entry(here.start)
        interval = None if entry is None else self.title_interval(entry)
        if entry is None or interval is None or interval.precision is not Precision.MONTH:
            return None
        return Anchor(interval, self.folded[entry.title_start : entry.title_end])

    def prior_for_day(self, index: int) -> Anchor | None:
        """Return the date that gives "le 16" its month."""
        other = self.before(index, sentences=0)
        here = self.expressions[index]
        entry_day = self.entry_day(here)
        if other is None and entry_day is not None:
            return Anchor(DateInterval.day(entry_day), self.reference_words(here))
        of_month = self._month_of_entry(here) if other is None else None
        if of_month is not None:
            return of_month
        if other is None:
            other = self.before(index, sentences=2 if self.note else 6, same_line=self.note is not None)
            if other is not None and self.note is not None:
                told = self.usable(other)
                if told is None or told.interval is None:
                    return None
                ahead = told.future if told.anchor == "note" else None  # "le 19" behind "12/07/18" is of that year
                if ahead is not None and ahead.start - self.note <= _RECENT < self.note - told.interval.end:
                    return None  # "Je le revois le 4 février. Interrompu depuis le 14", in January
                if self.note - told.interval.start <= _RECENT and not self._some_days_on(here, told.interval):
                    return None
                if told.interval.precision is not Precision.DAY and self._among_recent_days(other):
                    return None
        while other is not None:
            told = self.usable(other)
            precision = told.interval.precision if told and told.interval else None
            short = told is not None and told.interval is not None and told.interval.days <= 31
            if precision in (Precision.DAY, Precision.MONTH) or short:
                return self.anchor_of(other)
            previous = self.before(other, sentences=0)
            other = previous if previous is not None and self._same_sentence(previous, index) else None
        return None
