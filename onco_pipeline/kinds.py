"""The words that care events are told in: families, subtypes, statuses and the like, each an enumeration.

:mod:`onco_pipeline.events` has them all, which is where to take them from.
"""

from __future__ import annotations

from enum import StrEnum

from onco_pipeline.families import added, added_names

__all__ = [
    "SUBTYPES",
    "CancerContext",
    "DateKind",
    "Experiencer",
    "Family",
    "Reconciliation",
    "Status",
    "subtypes",
]


class Family(StrEnum):
    """What kind of care event it is: the five of this project, and those of :mod:`onco_pipeline.families`."""

    _ignore_ = "members name_of_added"

    BIOPSY = "biopsy"
    IMAGING = "imaging"
    METASTASIS = "metastasis"
    ORAL_THERAPY = "oral_therapy"
    PATHOLOGY = "pathology"
    members = vars()
    for name_of_added in added_names():
        members[name_of_added.upper()] = name_of_added


#: Subtypes of each of the five families, as the annotation guidelines name them.
SUBTYPES: dict[Family, tuple[str, ...]] = {
    Family.BIOPSY: ("biopsy", "cytology", "bone_marrow"),
    Family.IMAGING: ("ct", "mri", "pet", "bone_scan", "mammography", "ultrasound", "xray", "other"),
    Family.METASTASIS: ("onset", "new_site"),
    Family.ORAL_THERAPY: ("start", "stop", "dose_change"),
    Family.PATHOLOGY: ("result",),
}


def subtypes(family: Family) -> tuple[str, ...]:
    """Return the subtypes of a family, one of the five or an added one."""
    return SUBTYPES[family] if family in SUBTYPES else added()[family].subtypes


class Status(StrEnum):
    """What the text says became of the event."""

    DONE = "done"
    PLANNED = "planned"
    PROPOSED = "proposed"
    PENDING = "pending"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    SUSPECTED = "suspected"
    NEGATED = "negated"


class Experiencer(StrEnum):
    """Whose event it is."""

    PATIENT = "patient"
    FAMILY = "family"


class CancerContext(StrEnum):
    """Which disease the event belongs to."""

    CURRENT = "current"
    PREVIOUS = "previous_cancer"
    OTHER = "other"


class DateKind(StrEnum):
    """How a date is written."""

    ABSOLUTE = "absolute"
    TWO_DIGIT_YEAR = "two_digit_year"
    YEARLESS = "yearless"
    DAY_ONLY = "day_only"
    DEICTIC = "deictic"
    ANCHORED = "anchored"
    FUZZY = "fuzzy"
    RANGE = "range"


class Reconciliation(StrEnum):
    """How text and structured rows agree on one care event."""

    CONFIRMED = "confirmed"
    TEXT_ONLY = "text_only"
    STRUCTURED_ONLY = "structured_only"
    CONFLICTING = "conflicting"
    NOT_PERFORMED = "not_performed"
    PLANNED = "planned"
    IMPOSSIBLE = "impossible"
