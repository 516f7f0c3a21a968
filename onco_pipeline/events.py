"""What a note tells: one passage is an event's mention, and a date's before an event claims it.

The words that events are told in (:mod:`onco_pipeline.kinds`) are taken from here. What coded rows tell, and what both
together do, has its types in :mod:`onco_pipeline.reconciliation.model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onco_pipeline.intervals import DateInterval
from onco_pipeline.kinds import (
    SUBTYPES,
    CancerContext,
    DateKind,
    Experiencer,
    Family,
    Reconciliation,
    Status,
    subtypes,
)

__all__ = [
    "SUBTYPES",
    "CancerContext",
    "DateKind",
    "DateMention",
    "EventMention",
    "Experiencer",
    "Family",
    "Reconciliation",
    "Status",
    "subtypes",
]


@dataclass(slots=True)
class DateMention:
    """One date expression of a note.

    Attributes
    ----------
    start, end
        Character offsets in the note.
    interval
        The resolved date, read with a past bias where the text leaves the year open; None when
        nothing in the note lets it be resolved.
    future
        The reading for a planned event when it differs (a year-less "12/03" after the note).
    kind
        How it is written.
    anchor
        What a relative expression was resolved against, in words ("note", "12/03/2019").
    bound
        For the two halves of a period ("de mars à juin"): ``from`` or ``until``.
    role
        ``event`` for a date an event can have; ``birth``, ``print``, ``reception``, ``report``,
        ``document`` and ``stay`` for dates of the paper itself; ``duration`` for the end of a told
        length of time ("pendant 2 mois"), which dates a stop at most.
    period
        The whole period, on each of its two halves: a drug starts at ``from`` and stops at
        ``until``, an exam of "entre mars et mai" has the whole of it.
    since
        What a step is counted from, where it only restates a date: the start of X in "le 2 juillet, soit
        2 mois après le début de X".

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> (scan,) = read_events("Scanner thoracique en mars 2019.")
    >>> scan.date.text, scan.date.kind.value, str(scan.date.interval)
    ('mars 2019', 'absolute', '2019-03-01..2019-03-31 (month)')
    """

    start: int
    end: int
    text: str
    interval: DateInterval | None
    kind: DateKind
    future: DateInterval | None = None
    anchor: str | None = None
    bound: str | None = None
    role: str = "event"
    period: DateInterval | None = None
    since: DateInterval | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it is counted from another date or from the note: "trois mois plus tard", "il y a huit jours".

        Examples
        --------
        >>> DateMention(0, 17, "il y a huit jours", None, DateKind.DEICTIC).is_counted
        True
        """
        return self.kind is DateKind.ANCHORED or self.kind is DateKind.DEICTIC


@dataclass(slots=True)
class EventMention:
    """What one passage of a note says about one event.

    Attributes
    ----------
    start, end
        Character offsets of the quoted words in the note.
    site
        Organ or body region in French (``poumon``), or the drug's INN for an oral therapy.
    attributes
        Normalised details (``laterality``, ``markers``, ``dose`` ...), ready for JSON.
    date
        The date expression that dates the event, or None.
    interval
        The date itself, in the reading that the status asks for.
    confidence
        0 to 1: that event, status and date are right.
    explanation
        Why this date was chosen, when asked for.
    withheld
        Whether a date was taken from it on purpose: what it tells is told elsewhere, or on a day that nobody tells. An
        event that no date fits is not withheld.

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> (scan,) = read_events("Scanner thoracique en mars 2019.")
    >>> scan.family.value, scan.subtype, scan.site, scan.status.value, scan.text
    ('imaging', 'ct', 'thorax', 'done', 'Scanner thoracique')
    """

    family: Family
    subtype: str
    start: int
    end: int
    text: str
    site: str | None = None
    status: Status = Status.DONE
    experiencer: Experiencer = Experiencer.PATIENT
    cancer_context: CancerContext = CancerContext.CURRENT
    conditional: bool = False
    date: DateMention | None = None
    interval: DateInterval | None = None
    confidence: float = 1.0
    attributes: dict[str, Any] = field(default_factory=dict)
    explanation: str | None = None
    withheld: bool = False

    @property
    def is_act(self) -> bool:
        """Whether it is done on one day: an exam or a sampling.

        Examples
        --------
        >>> EventMention(Family.IMAGING, "ct", 0, 3, "TDM").is_act
        True
        """
        return self.family is Family.IMAGING or self.family is Family.BIOPSY

    @property
    def on_tissue(self) -> bool:
        """Whether it is a sampling, or was read on a sample.

        Examples
        --------
        >>> EventMention(Family.PATHOLOGY, "result", 0, 9, "carcinome").on_tissue
        True
        """
        return self.family is Family.BIOPSY or self.family is Family.PATHOLOGY

    @property
    def is_finding(self) -> bool:
        """Whether it was seen, or read on a sample, and is no act.

        Examples
        --------
        >>> EventMention(Family.IMAGING, "ct", 0, 3, "TDM").is_finding
        False
        """
        return self.family is Family.METASTASIS or self.family is Family.PATHOLOGY

    def take(self, attribute: str) -> Any:
        """Return an attribute that one pipe left for another, and leave it out from now on; None where it has none.

        Examples
        --------
        >>> event = EventMention(Family.BIOPSY, "biopsy", 0, 7, "Biopsie", attributes={"intended": True})
        >>> event.take("intended"), event.take("intended")
        (True, None)
        """
        return self.attributes.pop(attribute) if attribute in self.attributes else None

    def take_date(
        self, date: DateMention | None, interval: DateInterval | None, why: str | None, confidence: float | None = None
    ) -> None:
        """Have a date that is not the nearest one, and the reason, where reasons are asked for.

        Without a confidence of its own the date is believed as much as the one before it was.

        Examples
        --------
        >>> event = EventMention(Family.IMAGING, "ct", 0, 3, "TDM")
        >>> event.take_date(None, DateInterval.month(2019, 3), "the month of the stay", 0.5)
        >>> str(event.interval), event.explanation, event.confidence
        ('2019-03-01..2019-03-31 (month)', 'the month of the stay', 0.5)
        """
        self.date = date
        self.interval = interval
        if confidence is not None:
            self.confidence = confidence
        if why is not None:
            self.explanation = why

    def share_date(self, other: EventMention, why: str | None) -> None:
        """Have the date of another event, as sure as that one's.

        Examples
        --------
        >>> sample = EventMention(Family.BIOPSY, "biopsy", 0, 7, "Biopsie", interval=DateInterval.month(2019, 3))
        >>> result = EventMention(Family.PATHOLOGY, "histology", 10, 19, "carcinome")
        >>> result.share_date(sample, "date of the sampling")
        >>> result.interval == sample.interval
        True
        """
        self.take_date(other.date, other.interval, why, other.confidence)

    def withhold(self) -> None:
        """Take the date away on purpose, so that no second opinion gives it one.

        Examples
        --------
        >>> event = EventMention(Family.IMAGING, "ct", 0, 3, "TDM")
        >>> event.withhold()
        >>> event.withheld
        True
        """
        self.date = self.interval = None
        self.withheld = True
