"""Tolerances of the reconciliation, family by family, each with its reason.

They are configuration, not truth: a hospital that measures its own delays passes its own values to
:func:`onco_pipeline.reconciliation.reconcile`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onco_pipeline.events import Family


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two dates of one event may lie, in days.

    A coded row dated S supports a text event of day precision [a, b] when ``a - before <= S <= b + after``.
    A month or a year needs no tolerance: its bounds already hold it.

    Attributes
    ----------
    before, after
        Days that the coded row may lie before and after the told day.
    mentions
        Days by which two notes may differ on a day and still tell one event.
    plan
        Days by which an exam may slip from its planned day and still be the planned one.
    conflict
        Up to this many days, a told and a coded date that nothing else explains are one event with
        conflicting dates; further apart they are two events.
    rationale
        Why.
    """

    before: int
    after: int
    mentions: int
    plan: int
    conflict: int
    rationale: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the reconciliation can be tuned with.

    Attributes
    ----------
    tolerances
        One :class:`Tolerance` a family.
    report_delay
        Days within which a pathology report follows its specimen: a result told by the report's date is
        brought back to the specimen's.
    molecular_delay
        The same for a gene study, which comes weeks after the histology.
    renewal_gap
        Coded periods of one drug no further apart than this many days are one period (a prescription renewed after
        the weekend).
    rest
        A coded stop followed by a coded start within this many days, both unknown to the notes, is the rest between
        two cycles and no event.
    pause
        A drug taken up again within this many days of its stop was paused; later, it is a new episode.
    """

    tolerances: dict[Family, Tolerance] = field(
        default_factory=lambda: {
            Family.IMAGING: Tolerance(
                before=1,
                after=1,
                mentions=1,
                plan=14,
                conflict=14,
                rationale="An exam of the night is coded on the next day or signed on it. Two exams of one kind within "
                "two weeks are rare, but real: a conflict is called only when the exam's own report, the note of the "
                "very stay or two independent notes tell the other date, and none says that it was done elsewhere.",
            ),
            Family.BIOPSY: Tolerance(
                before=1,
                after=1,
                mentions=1,
                plan=14,
                conflict=21,
                rationale="The act is the day of the specimen; laboratories register it up to a day later. A second "
                "biopsy of the same organ within three weeks follows a first that both sources would know.",
            ),
            Family.PATHOLOGY: Tolerance(
                before=1,
                after=30,
                mentions=1,
                plan=30,
                conflict=0,
                rationale="One result has three dates (specimen, reception, report); the coded act may carry the last. "
                "Differences are explained by these, never a conflict.",
            ),
            Family.METASTASIS: Tolerance(
                before=30,
                after=90,
                mentions=31,
                plan=0,
                conflict=0,
                rationale="ICD-10 codes belong to stays: the first coded stay follows the exam that showed the "
                "metastasis by up to three months, and precedes the final word (a biopsy) by up to one.",
            ),
            Family.ORAL_THERAPY: Tolerance(
                before=7,
                after=10,
                mentions=7,
                plan=30,
                conflict=60,
                rationale="The prescription precedes the first intake by days, the first dispensation may follow it; a "
                "month later it is a renewal. One drug is not started twice within two months without a stop between.",
            ),
        }
    )
    report_delay: int = 30
    molecular_delay: int = 45
    renewal_gap: int = 3
    rest: int = 10
    pause: int = 60

    def of(self, family: str) -> Tolerance:
        """Return the tolerance of a family."""
        return self.tolerances[Family(family)]


#: The settings used unless others are given.
DEFAULTS = Settings()
