"""The shapes of a life: a care event (``Fact``), an encounter or treatment (``Step``), a ``Patient``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from onco_pipeline.synthesis.organs import Organ
from onco_pipeline.synthesis.page import Mention
from onco_pipeline.synthesis.tumours import Tumour

#: State of what only a wrong code shows.
WRONG = "miscoded"
#: The records end here.
HORIZON = date(2021, 12, 31)


@dataclass(slots=True, eq=False)
class Fact:
    """One real care event.

    Attributes
    ----------
    day
        When it happened, or was to happen (cancelled, refused, or still to come).
    known, closed
        First day on which a hospital author can tell it as done; as cancelled or refused.
    ordered
        Since when it was planned, if anybody planned it.
    act
        Key in ``IMAGING`` or ``BIOPSY``.
    words
        What it showed; for a drug the reason of the step.
    shows
        The metastasis that an imaging shows; the result of a sampling.
    coded
        Its date in the structured tables, None when no row exists; right or wrong.
    """

    key: int
    family: str
    subtype: str
    site: str | None
    day: date
    known: date
    act: str = ""
    words: str = ""
    outside: bool = False
    state: str = "done"
    ordered: date | None = None
    closed: date | None = None
    shows: Fact | None = None
    purpose: str = ""
    dose: str = ""
    specimen: bool = False
    coded: date | None = None
    codes: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Step:
    """An encounter or a treatment that is no care event by itself (surgery, tumour board, chemotherapy)."""

    kind: str
    day: date
    end: date
    words: str = ""
    outside: bool = False
    facts: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class Patient:
    """One life: who, which tumour, what happened."""

    index: int
    person_id: str
    sex: str
    birth: date
    initial: str
    organ: Organ
    tumour: Tumour
    hospital: str
    rng: Random
    families: str = "all"
    facts: list[Fact] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    death: date | None = None
    metastatic: bool = False
    #: The history that later notes copy: when it was written, its words, its gold.
    chart: tuple[date, str, list[Mention]] | None = None

    def disease(self, day: date, short: bool = False) -> str:
        """Return what the patient is followed for as known on a day: a suspicion, until a report names it."""
        named = any(fact.specimen or fact.purpose == "named" for fact in self.facts if fact.known <= day)
        if not named:
            return self.organ.suspected
        return self.tumour.brief if short else self.tumour.label

    def age(self, day: date) -> int:
        """Return the age in whole years."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))
