"""A date expression as the text writes it, before anything is looked up elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onco_pipeline.events import DateKind
from onco_pipeline.intervals import Part, Season, Unit


class Form(StrEnum):
    """What an expression names, and so how it is resolved."""

    CALENDAR = "calendar"  # day, month, season or year: whole or partly told
    DAY_ONLY = "day_only"  # "le 16"
    WEEKDAY = "weekday"  # "jeudi", "lundi dernier"
    STEP = "step"  # a count of units before or after something
    SAME_DAY = "same_day"  # "le même jour", "le soir même"
    UNIT = "unit"  # "la semaine dernière", "cette année", "le mois suivant"
    LAST_UNITS = "last_units"  # "les 3 derniers mois"


class Origin(StrEnum):
    """What a relative expression counts from."""

    NOTE = "note"  # the day the author speaks from
    TEXT = "text"  # a date told before
    EITHER = "either"  # "à 3 mois": from the note when planned, from the text when told
    CYCLE = "cycle"  # J15, S12, M3: surgery, first day of treatment, or admission


@dataclass(slots=True)
class Expression:
    """One date expression, its parts still unresolved.

    Attributes
    ----------
    start, end
        Offsets in the note.
    day, month, year
        The parts told in figures or words; None when left out.
    months
        First and last month of a quarter or semester.
    count, count_high, unit
        A step: ``count`` to ``count_high`` units, negative when it goes back.
    modifier
        ``last``, ``next``, ``this``, ``same``, ``following`` or ``preceding`` for a month, weekday or unit.
    complement
        Folded words that say what a step counts from ("la sortie").
    bare
        Whether figures stand without any cue, so that a neighbour may decide what they are.
    """

    start: int
    end: int
    form: Form
    kind: DateKind
    day: int | None = None
    month: int | None = None
    year: int | None = None
    part: Part | None = None
    season: Season | None = None
    months: tuple[int, int] | None = None
    weekday: int | None = None
    count: int = 0
    count_high: int | None = None
    unit: Unit | None = None
    origin: Origin = Origin.NOTE
    modifier: str | None = None
    complement: str | None = None
    days: tuple[int, int] | None = None  # days of the month an expression spans ("le 8 ou le 9/04")
    about: bool = False  # "vers le 20 avril"
    iso_week: int | None = None  # "semaine 41": the week of the year
    week: bool = False  # "la semaine du 12 mars"
    bound: str | None = None
    role: str | None = None
    bare: bool = False
    joined: int = 0  # 1 and 2 for the two ends of a period, 0 otherwise

    @property
    def names_day(self) -> bool:
        """Whether a day and a month are both told."""
        return self.form is Form.CALENDAR and self.day is not None and self.month is not None
