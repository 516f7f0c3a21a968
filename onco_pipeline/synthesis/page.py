"""A page being written: text grows from sentence templates, and every gold span is noted as it falls.

So no template (:mod:`onco_pipeline.synthesis.sentences`) can let a gold span drift from its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.dates import DatePhrase
from onco_pipeline.synthesis.sentences import Bank, Noun

if TYPE_CHECKING:
    from onco_pipeline.synthesis.lives import Fact

#: How often a date of this January gets last year's number.
_OLD_YEAR = 0.06


@dataclass(frozen=True, slots=True)
class Voice:
    """How one author writes.

    ``full`` and ``bare`` are the date formats he likes; ``vague`` his taste for months and seasons in
    old history; ``terse`` for telegraphic lines; ``brand`` for brand names; ``accents`` whether his
    keyboard has them; ``width`` where his software breaks lines (0 for never).
    """

    full: tuple[int, ...]
    bare: int
    vague: float
    terse: float
    brand: float
    accents: bool
    width: int


class Said(NamedTuple):
    """What is written on the page already, and the interval of a date."""

    start: int
    end: int
    day: DateInterval | None

    @property
    def interval(self) -> DateInterval:
        """The interval of what is a date."""
        if self.day is None:
            raise TypeError("what stands there is no date")
        return self.day


#: What fills a slot of a sentence.
Slot = Noun | DatePhrase | str
#: A gold record of a sentence: its fact, the slots of its words and of its date, or a date of before, and its status.
Mark = tuple["Fact", str, str | Said] | tuple["Fact", str, str | Said, str]


@dataclass(slots=True)
class Mention:
    """A gold record of a page: which fact, told where, dated where, and what the words say."""

    fact: Fact
    start: int
    end: int
    date_start: int
    date_end: int
    interval: DateInterval
    status: str


def _dated(value: Slot, start: int, end: int) -> Said:
    if not isinstance(value, DatePhrase):
        raise TypeError("the date of a gold record fills its slot as a date")
    return Said(start, end, value.interval)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Page:
    """The text of one note while it is written.

    Parameters
    ----------
    rng
        The author's dice.
    reference
        The day the author speaks from.
    voice
        How the author writes.
    families
        Which families of wording he draws from.
    """

    __slots__ = (
        "_parts",
        "anchor",
        "context",
        "families",
        "length",
        "mentions",
        "outside_author",
        "reference",
        "rng",
        "voice",
        "whole_dates",
    )

    def __init__(self, rng: Random, reference: date, voice: Voice, families: str = "all") -> None:
        self.rng = rng
        self.families = families
        self.reference = reference
        self.voice = voice
        self.length = 0
        #: The last day told in this paragraph, which gives year-less dates their year.
        self.context: date | None = None
        #: The day of the event told just before, which "le lendemain" counts from.
        self.anchor: date | None = None
        self.whole_dates = False
        self.outside_author = False
        self.mentions: dict[tuple[int, str], Mention] = {}
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """The page so far."""
        return "".join(self._parts)

    def write(self, text: str) -> Page:
        """Add plain words."""
        self._parts.append(text)
        self.length += len(text)
        return self

    def line(self, text: str = "") -> Page:
        """Add plain words and a line break; the next paragraph owes nothing to the dates before it."""
        self.context = self.anchor = None
        return self.write(text + "\n")

    def undo(self, parts: int) -> None:
        """Take back plain words: keep the first ``parts`` pieces of the page."""
        while len(self._parts) > parts:
            self.length -= len(self._parts.pop())

    @property
    def pieces(self) -> int:
        """How many pieces the page is made of so far: a mark for :meth:`undo`."""
        return len(self._parts)

    def chance(self, probability: float) -> bool:
        """Throw the author's dice."""
        return self.rng.random() < probability

    def say(self, bank: Bank, *marks: Mark, **slots: Slot) -> dict[str, Said]:
        """Write one sentence of ``bank`` and note its gold.

        Parameters
        ----------
        marks
            ``(fact, quote slot, date slot or Said)`` or the same with a status, ``done`` by default.
        slots
            What fills the template's slots.

        Returns
        -------
        dict
            Where each slot fell; a date slot with its interval.
        """
        parts, offset = self._parts, self.length
        self.anchor = None
        spans: dict[str, tuple[int, int]] = {}
        capital = False
        for segment in bank.pick(self.rng, self.families):
            if isinstance(segment, str):
                parts.append(segment)
                offset += len(segment)
                continue
            name, attribute = segment
            value = slots[name]
            if attribute and attribute != "C":
                little = getattr(value, attribute.lower())
                if attribute[0].isupper():
                    # "Le 12/03", but "Mars" where the date takes no preposition.
                    capital, little = not little, _capital(little)
                parts.append(little)
                offset += len(little)
                continue
            core = value if isinstance(value, str) else value.text if isinstance(value, Noun) else value.core
            if capital or attribute:
                core, capital = _capital(core), False
            parts.append(core)
            spans[name] = (offset, offset + len(core))
            offset += len(core)
        self.length = offset
        for mark in marks:
            fact, quote, when = mark[0], mark[1], mark[2]
            status = mark[3] if len(mark) > 3 else "done"
            if quote not in spans or (isinstance(when, str) and when not in spans):
                continue
            start, end = spans[quote]
            dated = when if isinstance(when, Said) else _dated(slots[when], *spans[when])
            self.note(Mention(fact, start, end, dated.start, dated.end, dated.interval, status))
        return {
            name: Said(start, end, value.interval if isinstance(value := slots[name], DatePhrase) else None)
            for name, (start, end) in spans.items()
        }

    def words(self, bank: Bank, **slots: str) -> str:
        """Return one wording of ``bank`` without writing it."""
        return bank.text(self.rng, self.families, **slots)

    def note(self, mention: Mention) -> None:
        """Keep a gold record; of two tellings of one event the more precise date wins, else the first."""
        key = (mention.fact.key, mention.status)
        known = self.mentions.get(key)
        if known is None or mention.interval.days < known.interval.days:
            self.mentions[key] = mention

    # -- dates -----------------------------------------------------------------------------
    def exact(self, day: date) -> DatePhrase:
        """Return a whole date in one of the author's formats; in January the year may still be the old one."""
        self.context = day
        forms = self.voice.full
        form = forms[int(self.rng.random() * len(forms))]
        if self.reference.month == day.month == 1 and day.year == self.reference.year and self.chance(_OLD_YEAR):
            day = day.replace(year=day.year - 1)
            self.context = date.min  # nothing that follows may lean on a wrong year
        return dates.absolute(day, form)

    def past(self, day: date, noun_only: bool = False) -> DatePhrase:
        """Return a past day as this author would write it here; ``noun_only`` bars adverbs."""
        if self.whole_dates:
            return self.exact(day)
        draw, distance = self.rng.random, (self.reference - day).days
        context = self.context
        roll = draw()
        if self.anchor is not None and not noun_only and 0 <= (day - self.anchor).days <= 34 and draw() < 0.45:
            phrase = dates.after(day, self.anchor, int(draw() * 2))
            if phrase is not None:
                return phrase
        if distance == 0 and roll < 0.6:
            return dates.today(day, int(draw() * 3))
        if not noun_only and roll < (0.12 if distance > 1 else 0.6):
            phrase = dates.ago(day, self.reference, draw() < 0.5) if distance < 700 else None
            if phrase is not None:
                return phrase
        if roll < 0.62 and self.knows_year(day):
            self.context = day
            return dates.yearless(day, self.voice.bare)
        if distance > 120 and roll > 1 - self.voice.vague:
            self.context = None
            phrase = self._vague(day, distance)
            if phrase is not None:
                return phrase
            self.context = context
        return self.exact(day)

    def knows_year(self, day: date) -> bool:
        """Whether a reader here would give a year-less ``day`` its right year.

        Either the paragraph has just told a day of that year, shortly before, or nothing else has
        been told yet and the last such day before the reference is meant.
        """
        if self.context is None:
            return 0 <= (self.reference - day).days < 300
        return self.context.year == day.year and 0 <= (day - self.context).days < 200

    def _vague(self, day: date, distance: int) -> DatePhrase | None:
        roll = self.rng.random()
        if distance > 900 and roll < 0.2:
            return dates.year(day.year)
        if distance > 400 and roll < 0.3:
            return dates.part_of_year(day)
        if roll < 0.45:
            return dates.part_of_month(day)
        return dates.month(day.year, day.month, 0 if roll < 0.85 else 1)

    def future(self, day: date, noun_only: bool = False) -> DatePhrase:
        """Return a day after the reference as a plan is written."""
        roll, reference = self.rng.random(), self.reference
        if not noun_only and roll < 0.35:
            phrase = dates.next_weekday(day, reference) if roll < 0.1 else None
            phrase = phrase or dates.ahead(day, reference, roll < 0.25)
            if phrase is not None:
                return phrase
        if roll < 0.6 and 0 < (day - reference).days < 300:
            return dates.yearless(day, self.voice.bare) if roll < 0.5 else dates.weekday_date(day)
        if roll > 0.9:
            return dates.part_of_month(day)
        return self.exact(day)
