"""What a careful reader makes of a story in which few acts have a date of their own.

What has none has the one of the presentation that it follows, when the next dated step falls in the same month or the
next one; or of the step that it led to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onco_pipeline.intervals import DateInterval, Precision, months_between
from onco_pipeline.synthesis.lives import Fact
from onco_pipeline.synthesis.page import Mention, Page, Said

__all__ = ["Reader", "Waiting"]


@dataclass(slots=True)
class Waiting:
    """What was told without a date, until the reader knows what comes next."""

    fact: Fact
    start: int
    end: int
    leads: bool
    follows: bool
    cause: Said | None = None


class Reader:
    """Follows a story as it is told, and says in the end when each of its acts was.

    Parameters
    ----------
    page
        Where the story is written.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dated: list[Said] = []
        self.waiting: list[Waiting] = []

    def keep(self, said: dict[str, Said]) -> None:
        """Take in the date of what was just said, if it has one."""
        if "d" in said:
            self.dated.append(said["d"])

    def wait(self, told: Iterable[Waiting]) -> None:
        """Take in what was just said without a date."""
        self.waiting += told

    def fresh(self) -> list[Waiting]:
        """Return what was told without a date since the last one, and may lead to what is told next."""
        last = self.dated[-1].end if self.dated else 0
        return [one for one in self.waiting if one.leads and one.start > last]

    def led_to(self, day: date) -> bool:
        """Return whether what was just told without a date is of the month of the step that it leads to."""
        fresh = self.fresh()
        return bool(fresh) and all(months_between(one.fact.day, day) == 0 for one in fresh)

    def led(self, fresh: Sequence[Waiting]) -> None:
        """Note that the step just told, with its date, was taken because of these."""
        for one in fresh:
            one.cause = self.dated[-1]

    def settle(self) -> None:
        """Give what was told without a date the one that a careful reader gives it, if any."""
        for one in self.waiting:
            before = next((said for said in reversed(self.dated) if said.end <= one.start), None)
            after = next((said for said in self.dated if said.start >= one.end), None)
            when = _read(one, before, after)
            if when is not None:
                self.note(one.fact, one.start, one.end, when)

    def note(self, fact: Fact, start: int, end: int, when: Said) -> None:
        """Record when an act was, and where it is told."""
        self.page.note(Mention(fact, start, end, when.start, when.end, when.interval, "done"))


def _read(one: Waiting, before: Said | None, after: Said | None) -> Said | None:
    if one.follows and before is not None and after is not None:
        if months_between(before.interval.start, after.interval.start) in (0, 1):
            first = before.interval.start
            if before.interval.precision is Precision.MONTH or first == one.fact.day:
                return before
            return Said(before.start, before.end, DateInterval.month(first.year, first.month))
    return one.cause
