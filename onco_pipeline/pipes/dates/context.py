"""What the note tells around an expression: dates before it, its entry, the author's day.

This is where the year of a year-less date and the anchor of a relative one are chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates import arithmetic as reading
from onco_pipeline.pipes.dates.anchors import anchor_class, told_by
from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.document.layout import Block, Layout

#: Roles of dates that say nothing about when events happened.
_PAPER = ("birth", "print")
#: A going back in time is rarer than a going on: it counts this much longer when years are compared.
_BACKWARD_COST = 3
#: Up to here an event's words and its date can stand apart.
_NEAR = 60
#: What stands before a date that opens its sentence.
_LEAD_IN = re.compile(r"\W*(?:(?:en|le|au|fin|debut|vers|puis|enfin|ensuite|finalement|depuis)\W+){0,3}")
_RECENT = timedelta(days=45)
#: Sentences back to the step that a year-less one follows, and the time that may lie between them.
_LINES_ABOVE, _GOES_ON = 2, timedelta(days=62)
#: Nobody counts a stay's days from what was done longer before it.
_LONG_BEFORE = timedelta(days=200)


@dataclass(slots=True)
class Found:
    """An expression resolved: the reading for a done event, the one for a planned event, and why."""

    interval: DateInterval | None
    future: DateInterval | None = None
    anchor: str | None = None
    role: str = "event"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that another one is told from, and its words."""

    interval: DateInterval
    text: str
    future: DateInterval | None = None


class Context:
    """The dates of a note found so far, and the ways to ask for one of them."""

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
        interval = self._title_interval(entry)
        return interval.start if interval is not None and interval.precision is Precision.DAY else None

    def _title_interval(self, entry: Block) -> DateInterval | None:
        for expression, found in zip(self.expressions, self.found, strict=True):
            if expression.start > entry.title_start:
                break
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
    def _told(self, index: int) -> Found | None:
        found = self.found[index]
        usable = (
            found is not None and found.interval is not None and found.role not in _PAPER and found.role != "duration"
        )
        return found if usable else None

    def _anchor(self, index: int) -> Anchor:
        found, expression = self.found[index], self.expressions[index]
        assert found is not None and found.interval is not None  # noqa: S101 - guaranteed by the callers
        return Anchor(found.interval, self.folded[expression.start : expression.end], found.future)

    def _same_sentence(self, one: int, other: int) -> bool:
        sentence = self.layout.sentence
        return sentence(self.expressions[one].start) == sentence(self.expressions[other].start)

    def before(self, index: int, *, sentences: int, same_line: bool = False) -> int | None:
        """Return the index of the last date told before, at most so many sentences back."""
        here = self.expressions[index].start
        sentence, line = self.layout.sentence(here), self.layout.line(here)
        for other in range(index - 1, -1, -1):
            start = self.expressions[other].start
            if sentence - self.layout.sentence(start) > sentences:
                return None
            if same_line and self.layout.line(start) != line and sentence != self.layout.sentence(start):
                return None
            if self._told(other) is not None:
                return other
        return None

    def after_in_sentence(self, index: int) -> int | None:
        """Return the index of the next date with a year of its own in the same sentence."""
        for other in range(index + 1, len(self.expressions)):
            if not self._same_sentence(index, other):
                return None
            expression = self.expressions[other]
            if expression.form is Form.CALENDAR and expression.year is not None:
                return other
        return None

    def told_before(self, index: int) -> Anchor | None:
        """Return the last date told before in the same sentence."""
        other = self.before(index, sentences=0)
        return None if other is None else self._anchor(other)

    def narrative(self, index: int) -> Anchor | None:
        """Return where the story stands: the entry's date, or the last date told before."""
        entry = self.layout.entry(self.expressions[index].start)
        same = self.before(index, sentences=0)
        if same is not None:
            return self._anchor(same)
        if entry is not None and entry.title_start != self.expressions[index].start:
            interval = self._title_interval(entry)
            if interval is not None:
                return Anchor(interval, self.folded[entry.title_start : entry.title_end])
        other = self.before(index, sentences=1_000)
        return None if other is None else self._anchor(other)

    def prior_for_day(self, index: int) -> Anchor | None:
        """Return the date that gives "le 16" its month."""
        other = self.before(index, sentences=0)
        here = self.expressions[index]
        entry_day = self.entry_day(here)
        if other is None and entry_day is not None:
            return Anchor(DateInterval.day(entry_day), self.reference_words(here))
        if other is None:
            other = self.before(index, sentences=2 if self.note else 6, same_line=self.note is not None)
            if other is not None and self.note is not None:
                told = self._told(other)
                if told is None or told.interval is None or self.note - told.interval.start <= _RECENT:
                    return None
        while other is not None:
            told = self._told(other)
            precision = told.interval.precision if told and told.interval else None
            short = told is not None and told.interval is not None and told.interval.days <= 31
            if precision in (Precision.DAY, Precision.MONTH) or short:
                return self._anchor(other)
            previous = self.before(other, sentences=0)
            other = previous if previous is not None and self._same_sentence(previous, index) else None
        return None

    # -- anchors of relative dates ---------------------------------------------------------------
    def anchor(self, index: int, expression: Expression) -> Anchor | None:
        """Return what a relative date is told from: a named event, a date beside it, the story so far."""
        named = anchor_class(expression.complement) if expression.complement else None
        if named is not None:
            event = self.event_date(named, index)
            if event is not None or named in ("rt_end", "treatment_end"):
                return event
        beside = self.beside(index)
        if beside is not None:
            return beside
        if expression.origin is Origin.CYCLE and named is None:
            return self._cycle_anchor(index)
        if expression.modifier == "attributive" and self.note is not None and self._compares(expression):
            return Anchor(DateInterval.day(self.note), "note")
        return self.narrative(index)

    def restated(self, index: int, expression: Expression) -> Anchor | None:
        """Return the date that a relative one only tells again: "En novembre 2017, 22 mois après la chirurgie, ..."."""
        if index == 0 or expression.origin is not Origin.TEXT or self._told(index - 1) is None:
            return None
        before = self.expressions[index - 1]
        starts = self.layout.sentences[self.layout.sentence(before.start)][0] if self.layout.sentences else 0
        lead, between = self.folded[starts : before.start], self.folded[before.end : expression.start]
        tells = expression.complement is not None or self.folded.startswith("apres", expression.start)
        if before.form is not Form.CALENDAR or not tells or not _LEAD_IN.fullmatch(lead) or between.strip() != ",":
            return None
        return self._anchor(index - 1)

    def _compares(self, expression: Expression) -> bool:
        section = self.layout.section(expression.start)
        return section is not None and section.label in ("comparison", "indication", "technique")

    def beside(self, index: int) -> Anchor | None:
        """Return the date right behind "trois semaines après le ...", "le lendemain du ..."."""
        if index + 1 >= len(self.expressions):
            return None
        here, following = self.expressions[index], self.expressions[index + 1]
        gap = self.folded[here.end : following.start]
        if following.form is not Form.CALENDAR or not re.fullmatch(
            r"\s{0,3}(?:(?:le|la|du|de|d'|celui du|l')\s{0,3})?", gap
        ):
            return None
        if not re.search(
            r"(?:apres|avant|lendemain|veille|post|depuis|jour|suivant|de|du)(?:\s{1,3}(?:le|la|celui du))?\Z",
            self.folded[here.start : following.start].rstrip(),
        ):
            return None
        if following.year is not None:
            interval = reading.interval_of(following, self.century(following.year))
        else:
            year_less = self.yearless(index + 1, following)
            interval = year_less.interval if year_less else None
        return None if interval is None else Anchor(interval, self.folded[following.start : following.end])

    def _cycle_anchor(self, index: int) -> Anchor | None:
        """Return day 0 of "J5", "S12", "M3": the operation, the cure, the start or the admission told last.

        What lies long before the stay that the note tells of, or among the antecedents, is not counted from.
        """
        admission = self.event_date("admission", index)
        best: tuple[int, Anchor] | None = None
        for name in ("surgery", "first_cure", "treatment_start", "chemo"):
            if name == "chemo" and best is not None:
                break  # any later perfusion is no day 1: it counts only where no first one is told
            # "S12" is counted from a day; an operation known to the year cannot be meant.
            found = self._event_before(name, index, to_the_day=True)
            if found is None or (best is not None and found[0] <= best[0]):
                continue
            section = self.layout.section(found[0])
            if section is not None and section.label == "past_history":
                continue
            if admission is not None and admission.interval.start - found[1].interval.end > _LONG_BEFORE:
                continue
            best = found
        return best[1] if best is not None else admission

    def event_date(self, name: str, index: int) -> Anchor | None:
        """Return the date of an event told elsewhere in the note, the last one before if there are several."""
        before = self._event_before(name, index)
        if before is not None:
            return before[1]
        if name in ("discharge", "admission"):
            stay = self._stay(name)
            if stay is not None:
                return stay
        for m in told_by(name).finditer(self.folded, self.expressions[index].end):
            dated = self._date_of_words(m.start(), m.end(), index)
            if dated is not None:
                return self._anchor(dated)
        return None

    def _event_before(self, name: str, index: int, *, to_the_day: bool = False) -> tuple[int, Anchor] | None:
        best: tuple[int, Anchor] | None = None
        for m in told_by(name).finditer(self.folded, 0, self.expressions[index].start):
            dated = self._date_of_words(m.start(), m.end(), index)
            if dated is not None and (not to_the_day or self._anchor(dated).interval.precision is Precision.DAY):
                best = (m.start(), self._anchor(dated))
        return best

    def _date_of_words(self, start: int, end: int, index: int) -> int | None:
        """Return the index of the date that stands with some words, in the same sentence."""
        sentence = self.layout.sentence(start)
        best: tuple[int, int] | None = None
        for other, expression in enumerate(self.expressions):
            if other == index or self._told(other) is None or self.layout.sentence(expression.start) != sentence:
                continue
            distance = expression.start - end if expression.start >= end else start - expression.end + 15
            if 0 <= distance <= _NEAR and (best is None or distance < best[0]):
                best = (distance, other)
        return None if best is None else best[1]

    def _stay(self, name: str) -> Anchor | None:
        """Return the first or last day of the stay ("hospitalisé du 25/02 au 08/03")."""
        half = 2 if name == "discharge" else 1
        for other, expression in enumerate(self.expressions):
            if expression.joined != half or self._told(other) is None:
                continue
            before = self.folded[max(0, expression.start - 60) : expression.start]
            if re.search(r"hospitalis|sejour|\bcrh?\b|compte rendu d'hosp", before):
                return self._anchor(other)
        return None

    # -- years -------------------------------------------------------------------------------------
    def century(self, year: int) -> int:
        """Return the full year of two figures, as seen from the note."""
        if year >= 100:
            return year
        latest = self.note.year + 5 if self.note else 2049
        return 2000 + year if 2000 + year <= latest else 1900 + year

    def yearless(self, index: int, expression: Expression) -> Found | None:
        """Give a date without a year its year: from dates told before, else from the author's day."""
        worded = self._worded_year(index, expression)
        if worded is not None:
            return worded
        upper, reference = self.upper(expression), self.reference(expression)
        prior = self._year_context(index, expression)
        if prior is not None:
            interval = self._nearest(
                expression, prior.interval, upper if prior.interval.start <= (upper or prior.interval.start) else None
            )
            if interval is not None:
                return Found(interval, self._next(expression, reference) if reference else None, prior.text)
        if upper is None or reference is None:
            return Found(None) if reading.interval_of(expression, 2020) else None
        past = self._latest(expression, upper)
        if past is None:
            return None
        return Found(past, self._next(expression, reference), "note")

    def _worded_year(self, index: int, expression: Expression) -> Found | None:
        """Resolve "de la même année", "décembre dernier", "mars prochain"."""
        modifier = expression.modifier
        if modifier is None or modifier == "clip":
            return None
        told = modifier in ("same_year", "following_year", "preceding_year", "following", "preceding")
        anchor = self.narrative(index) if told or self.note is None else None
        if told and anchor is None:
            return None
        reference = self.reference(expression)
        base = anchor.interval.start if anchor else reference
        if base is None:
            return None
        words = anchor.text if anchor else "note"
        shift = {"following_year": 1, "preceding_year": -1, "last_year": -1}.get(modifier, 0)
        if modifier.endswith("_year"):
            return Found(reading.interval_of(expression, base.year + shift), anchor=words)
        if modifier in ("next", "following"):
            return Found(self._next(expression, base), anchor=words)
        if modifier == "this":
            told = reading.interval_of(expression, base.year)
            if told is not None and told.start > base:  # "cet hiver" in February
                earlier = reading.interval_of(expression, base.year - 1)
                told = earlier if earlier is not None and earlier.end >= base else told
            return Found(told, anchor=words)
        before = self._latest(expression, base - timedelta(days=1))
        if before is not None and before.end >= base:
            before = reading.interval_of(expression, before.start.year - 1)
        return Found(before, anchor=words)

    def _year_context(self, index: int, expression: Expression) -> Anchor | None:
        """Return the date whose year a year-less one shares, if the text gives one."""
        same = self.before(index, sentences=0)
        if same is not None:
            anchor = self._anchor(same)
            apart = expression.start - self.expressions[same].end
            # "cancer du sein en 2009 ... scanner du 12/03": a bare year far off says nothing
            if self.note is None or anchor.interval.precision is not Precision.YEAR or apart <= 40:
                return anchor
        following = self.after_in_sentence(index)
        if following is not None:
            other = self.expressions[following]
            interval = reading.interval_of(other, self.century(other.year or 0))
            if interval is not None and (self.note is None or interval.precision is not Precision.YEAR):
                return Anchor(interval, self.folded[other.start : other.end])
        entry = self.layout.entry(expression.start)
        if entry is not None and entry.title_start != expression.start and entry.label not in ("quote", "addendum"):
            interval = self._title_interval(entry)
            if interval is not None:
                return Anchor(interval, self.folded[entry.title_start : entry.title_end])
        if self.note is None:
            return self.narrative(index) or self._first_after(index)
        near = self.before(index, sentences=1, same_line=True)
        if near is not None:
            anchor = self._anchor(near)
            if anchor.interval.precision is Precision.DAY and expression.day is not None:
                return anchor
        return self._line_above(index, expression)

    def _line_above(self, index: int, expression: Expression) -> Anchor | None:
        """Return the dated step just told, when the year-less one follows it within weeks.

        "Biopsie le 7 mars 2018 : ...", and on the next line "TEP du 14 mars": a story goes on in its own year.
        """
        above = self.before(index, sentences=_LINES_ABOVE)
        if above is None or self.layout.section(self.expressions[above].start) is not self.layout.section(
            expression.start
        ):
            return None
        anchor = self._anchor(above)
        if anchor.interval.precision not in (Precision.DAY, Precision.MONTH):
            return None
        follows = self._nearest(expression, anchor.interval, None)
        if follows is None or not timedelta(0) <= follows.end - anchor.interval.start <= _GOES_ON:
            return None
        return anchor

    def _first_after(self, index: int) -> Anchor | None:
        for other in self.expressions[index + 1 :]:
            if other.form is Form.CALENDAR and other.year is not None:
                interval = reading.interval_of(other, self.century(other.year))
                if interval is not None:
                    return Anchor(interval, self.folded[other.start : other.end])
        return None

    def _nearest(self, expression: Expression, prior: DateInterval, upper: date | None) -> DateInterval | None:
        """Return the occurrence nearest to the date told before, going on rather than back."""
        best: tuple[int, DateInterval] | None = None
        for year in range(prior.start.year - 1, prior.end.year + 2):
            candidate = reading.interval_of(expression, year)
            if candidate is None or (upper is not None and candidate.start > upper):
                continue
            ahead, behind = (candidate.start - prior.end).days, (prior.start - candidate.end).days
            cost = max(0, ahead, behind * _BACKWARD_COST)
            if best is None or cost < best[0]:
                best = (cost, candidate)
        return None if best is None else best[1]

    def _latest(self, expression: Expression, upper: date) -> DateInterval | None:
        """Return the latest occurrence that does not start after ``upper`` (29/02 may lie years back)."""
        for back in range(9):
            candidate = reading.interval_of(expression, upper.year - back)
            if candidate is not None and candidate.start <= upper:
                return candidate
        return None

    def _next(self, expression: Expression, lower: date) -> DateInterval | None:
        for ahead in range(9):
            candidate = reading.interval_of(expression, lower.year + ahead)
            if candidate is not None and candidate.end >= lower:
                return candidate
        return None
