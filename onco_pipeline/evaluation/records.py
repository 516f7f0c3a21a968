"""What is scored: the dated record of the annotation guidelines, and the full annotation of a mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from onco_pipeline.events import CancerContext, Experiencer, Family, Status, subtypes
from onco_pipeline.intervals import DateInterval, Precision

#: Character offsets, the second one past the last character.
Span = tuple[int, int]

_Choice = TypeVar("_Choice", bound=StrEnum)

#: The eight flat statuses of a full annotation, in the order tables show them.
FLAT_STATUSES = ("done", "planned", "cancelled", "refused", "suspected", "negated", "historical", "family")

#: What a record's status may be.
_STATUSES = tuple(dict.fromkeys((*Status, *FLAT_STATUSES)))

_FLAT = {Status.PROPOSED: "planned", Status.PENDING: "planned"}


@dataclass(frozen=True, slots=True)
class Record:
    """One dated event of a note or of a patient.

    Attributes
    ----------
    status
        As the file says it: ``done`` or ``planned`` by the guidelines.
    spans
        Where the mention stands in the note, when the file says so.
    evidence
        Of a patient's record: ids of the notes and coded rows that support it.
    optional
        An event that may be missed or found without being counted.
    """

    family: Family
    subtype: str | None
    site: str | None
    status: str
    interval: DateInterval
    quote: str | None = None
    date_quote: str | None = None
    spans: tuple[Span, ...] = ()
    reconciliation: str | None = None
    evidence: tuple[str, ...] = ()
    optional: bool = False


def record_of(event: Mapping[str, Any]) -> Record | None:
    """Read one event of a JSON line; None when it has no date, and so is not scored.

    Raises
    ------
    ValueError
        When a key is missing or a value is none of those allowed; says which.

    Examples
    --------
    >>> told = {"family": "biopsy", "status": "done", "precision": "day"}
    >>> record_of({**told, "date_start": "2019-03-12", "date_end": "2019-03-12"}).family
    <Family.BIOPSY: 'biopsy'>
    >>> record_of(told) is None
    True
    """
    if not event.get("date_start"):
        return None
    for name in ("family", "status", "date_end", "precision"):
        if not event.get(name):
            raise ValueError(f"an event has no {name}")
    # The values are not repeated: in a file whose columns are swapped they may be words of a note.
    for name in ("family", "status", "subtype", "site", "quote", "date_quote", "reconciliation"):
        if not isinstance(event.get(name), str | None):
            raise ValueError(f"{name} is not text")
    if event["status"] not in _STATUSES:
        raise ValueError(f"unknown status; there are {', '.join(_STATUSES)}")
    family, precision = one_of(Family, event["family"]), one_of(Precision, event["precision"])
    try:
        bounds = (date.fromisoformat(str(event["date_start"])), date.fromisoformat(str(event["date_end"])))
    except ValueError:
        raise ValueError("date_start and date_end are written 2019-03-12") from None
    start, end = event.get("start"), event.get("end")
    return Record(
        family=family,
        subtype=event.get("subtype"),
        site=event.get("site"),
        status=event["status"],
        interval=DateInterval(*bounds, precision),
        quote=event.get("quote"),
        date_quote=event.get("date_quote"),
        spans=() if start is None or end is None else ((int(start), int(end)),),
        reconciliation=event.get("reconciliation"),
        evidence=tuple(map(str, event.get("evidence") or ())),
        optional=bool(event.get("optional")),
    )


@dataclass(frozen=True, slots=True)
class Annotation:
    """One event as a note tells it, negated and cancelled ones included.

    Attributes
    ----------
    subtype
        A subtype of the guidelines, or None where the annotation has no record of its kind
        ("poursuite", an absence).
    sites
        Organs, or the INN of each drug of a combination.
    spans
        All the mentions of the event.
    acceptable
        A wider interval that is right too, where the text is ambiguous.
    optional
        An annotation that may be missed or found without being counted.
    """

    family: Family
    subtype: str | None
    sites: tuple[str, ...]
    status: Status
    experiencer: Experiencer
    cancer_context: CancerContext
    spans: tuple[Span, ...]
    interval: DateInterval | None
    acceptable: DateInterval | None = None
    optional: bool = False

    @property
    def flat_status(self) -> str:
        """One of :data:`FLAT_STATUSES`: whose event it is first, then what became of it, then which disease.

        Examples
        --------
        >>> mother = annotation_of({"family": "biopsy", "status": "refused", "experiencer": "family"})
        >>> mother.flat_status
        'family'
        """
        if self.experiencer is Experiencer.FAMILY:
            return "family"
        if self.status is Status.DONE:
            return "historical" if self.cancer_context is CancerContext.PREVIOUS else "done"
        return _FLAT.get(self.status, self.status.value)

    def records(self, text: str | None = None) -> Iterator[Record]:
        """Yield the records that the guidelines make of it: none unless done or planned, dated and the patient's.

        Parameters
        ----------
        text
            The note, for the quote.
        """
        asserted = self.status in (Status.DONE, Status.PLANNED) and self.experiencer is Experiencer.PATIENT
        if not asserted or self.interval is None or self.subtype is None:
            return
        start, end = self.spans[0]
        for site in self.sites or (None,):
            yield Record(
                family=self.family,
                subtype=self.subtype,
                site=site,
                status=self.status.value,
                interval=self.interval,
                quote=text[start:end] if text is not None else None,
                spans=self.spans,
                optional=self.optional,
            )
            if self.family is not Family.ORAL_THERAPY:
                return  # several organs are one event, several drugs are several


def annotation_of(row: Mapping[str, Any]) -> Annotation:
    """Return a row of ``onco.note_event`` as an annotation, to be compared with the gold's."""
    start, end = row.get("date_start"), row.get("date_end")
    site = row.get("site")
    interval = None
    if start is not None and end is not None:
        interval = DateInterval(start, end, Precision(row["precision"]))
    return Annotation(
        family=Family(row["family"]),
        subtype=row.get("subtype"),
        sites=(site,) if site else (),
        status=Status(row["status"]),
        experiencer=Experiencer(row.get("experiencer", Experiencer.PATIENT)),
        cancer_context=CancerContext(row.get("cancer_context", CancerContext.CURRENT)),
        spans=((row["quote_start"], row["quote_end"]),) if "quote_start" in row else (),
        interval=interval,
    )


def one_of(kind: type[_Choice], value: object) -> _Choice:
    """Return the member of a vocabulary that has this value.

    Raises
    ------
    ValueError
        When there is none; names the members, and not the value, which may be words of a note.

    Examples
    --------
    >>> one_of(Status, "done")
    <Status.DONE: 'done'>
    """
    if not isinstance(value, str) or value not in list(kind):
        raise ValueError(f"unknown {kind.__name__.lower()}; there are {', '.join(kind)}")
    return kind(value)


def check_subtype(family: Family, subtype: str) -> str:
    """Return the subtype when the family has it.

    Raises
    ------
    ValueError
        When it has not.
    """
    if subtype not in subtypes(family):
        raise ValueError(f"{family} has no such subtype; there are {', '.join(subtypes(family))}")
    return subtype
