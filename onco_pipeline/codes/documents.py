"""Document types of the AP-HP warehouse (``note_class_source_value``) and how far each is trusted.

Types are read through a table because releases differ; the last rows are names of older releases. Other hospitals call
theirs by words ("Compte rendu d'imagerie"): these tell what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onco_pipeline.codes.reading import read_rows, split
from onco_pipeline.text import fold

__all__ = ["UNKNOWN", "DocumentType", "document_type", "document_types", "source_rank"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A document type.

    Attributes
    ----------
    kind
        ``imaging``, ``pathology``, ``diagnostic_act``, ``operative``, ``tumour_board``, ``stay``,
        ``consultation``, ``letter``, ``progress``, ``external``, ``prescription``, ``care_plan``,
        ``report``, ``exam`` or ``other``.
    priority
        For this project: high, medium, low or none.
    rank
        How near the author stands to the event: 1 tumour board (dates collected with care), 2 stays,
        consultations, letters, 3 and 4 the rest. See :func:`source_rank`.
    source_of
        Families whose act this document itself reports.
    """

    code: str
    kind: str
    document_group: str
    priority: str
    rank: int
    source_of: tuple[str, ...]


UNKNOWN = DocumentType("", "other", "miscellaneous", "low", 4, ())


#: What the words of a class say: the first that fits. What is asked for, and what is sent about an act, stand before
#: the act: neither is its report.
_WORDS = tuple(
    (re.compile(words), code)
    for words, code in (
        (r"ordonnance.*(?:imagerie|examen|biolog|irm|scanner|radio)", "ORDO-EXAM"),
        (r"ordonnance|prescription medic", "ORDO-MED"),
        (r"demande|\bbons? d|convocation|consentement|questionnaire|rendez.vous|\brdv\b|information", ""),
        (r"\brcp\b|concertation|\bstaff\b", "CR-RCP"),
        (r"consultation|\bcs\b|\bcons\b", "CR-CONS"),
        (r"lettre|courrier|\blt\b", "LT"),
        (r"operatoire|\bcro\b", "CR-OP"),
        (r"hospitalis|\bhospi?t?\b|\bsejour|\bcrh\b|\bhdj\b|hopital de jour", "CRH"),
        (r"anapath|anat\w*[ .-]*(?:cyto[ -]?)?path|cytolog|histolog|histopath|\bacp\b", "CR-ANAPATH"),
        (r"endoscop|fibroscop|coloscop|gastroscop|cystoscop|bronchoscop", "CR-ACTES-DG"),
        (
            r"imagerie|radiolog|radiograph|\bradio\b|scann|\btdm\b|\birm\b|\btep\b|echograph|mammograph|scintigra"
            r"|medecine nucleaire",
            "CR-IMAG",
        ),
    )
)


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Return every known document type."""
    return tuple(
        DocumentType(
            row["code"],
            row["kind"],
            row["document_group"],
            row["priority"],
            int(row["rank"]),
            split(row["source_of"]),
        )
        for row in read_rows("document_types")
    )


@cache
def _by_code() -> dict[str, DocumentType]:
    return {row.code.upper(): row for row in document_types()}


def document_type(code: str | None) -> DocumentType:
    """Return the document type of a ``note_class_source_value``; an unknown or missing one is :data:`UNKNOWN`.

    A class that is no code of the AP-HP is known by its words, if it has any that tell.

    Examples
    --------
    >>> document_type("CR-IMAG").kind
    'imaging'
    >>> document_type("Compte-rendu d'anatomie pathologique").kind
    'pathology'
    >>> document_type(None).kind
    'other'
    """
    if not isinstance(code, str):
        return UNKNOWN
    return _by_code().get(code.strip().upper()) or _by_words(code)


@cache
def _by_words(label: str) -> DocumentType:
    words = fold(label).replace("_", " ")
    return next((_by_code().get(code, UNKNOWN) for pattern, code in _WORDS if pattern.search(words)), UNKNOWN)


def source_rank(code: str | None, family: str) -> int:
    """Return how far a document is trusted on an event of a family: 0 for the report of the act itself.

    The order is report of the act > tumour board > stay, consultation, letter > the rest.

    Examples
    --------
    >>> source_rank("CR-ANAPATH", "pathology"), source_rank("CR-RCP", "pathology"), source_rank("LT", "pathology")
    (0, 1, 2)
    """
    kind = document_type(code)
    return 0 if family in kind.source_of else kind.rank
