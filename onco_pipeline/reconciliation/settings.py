"""Tolerances of the reconciliation, family by family, each with its reason.

They are configuration, not truth: a hospital that measures its own delays writes its own values into the
``settings.yaml`` of its home (:func:`configured`), or passes them to :func:`onco_pipeline.reconciliation.reconcile`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

from onco_pipeline.errors import UserError
from onco_pipeline.events import Family
from onco_pipeline.families import added


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


def _tolerance_of_added(told: Mapping[str, int]) -> Tolerance:
    """Return the tolerance of a family that a package adds: an act is coded on its day unless it says otherwise."""
    usual = Tolerance(
        before=1, after=1, mentions=1, plan=14, conflict=14, rationale="As the package that adds it says."
    )
    days: Mapping[str, Any] = told
    return replace(usual, **days)


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
            **{Family(name): _tolerance_of_added(family.tolerance) for name, family in added().items()},
        }
    )
    report_delay: int = 30
    molecular_delay: int = 45
    renewal_gap: int = 3
    rest: int = 10
    pause: int = 60

    def of(self, family: str) -> Tolerance:
        """Return the tolerance of a family."""
        return self.tolerances[cast(Family, family)]  # a family is equal to its name


#: The settings used unless others are given.
DEFAULTS = Settings()


def configured(values: object) -> Settings:
    """Return the settings with what a configuration changes of them.

    Parameters
    ----------
    values
        Days by name: a family with some of its tolerances (``imaging: {before: 2}``), or one of the others
        (``pause: 90``); None for the settings as they are.

    Raises
    ------
    UserError
        When a name is unknown, or a value is no whole number of days.

    Examples
    --------
    >>> configured({"imaging": {"after": 3}, "pause": 90}).of("imaging").after
    3
    """
    if not isinstance(values, Mapping | None):
        raise UserError("reconciliation in settings.yaml holds names and days, as in: reconciliation: {pause: 90}")
    tolerances, plain = dict(DEFAULTS.tolerances), {}
    for name, value in (values or {}).items():
        if name in tolerances:
            if not isinstance(value, Mapping):
                raise UserError(
                    f"reconciliation in settings.yaml: {name} holds tolerances, as in {{before: 2, after: 3}}"
                )
            for one, days in value.items():
                _check(f"{name}: {one}", one, days, _days_of(Tolerance))
            tolerances[Family(name)] = replace(tolerances[Family(name)], **value)
        else:
            _check(str(name), name, value, (*tolerances, *_days_of(Settings)))
            plain[name] = value
    return replace(DEFAULTS, tolerances=tolerances, **plain)


def _days_of(kind: type[Tolerance] | type[Settings]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.type == "int")


def _check(where: str, name: object, days: object, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UserError(f"reconciliation in settings.yaml: {where} is not known. There are {', '.join(known)}.")
    if not isinstance(days, int) or isinstance(days, bool) or days < 0:
        raise UserError(f"reconciliation in settings.yaml: {where} is a whole number of days, 0 or more.")
