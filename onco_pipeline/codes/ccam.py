"""CCAM acts that are care events: imaging, biopsies, pathology.

Source: CNAM exports of CCAM v67 (April 2021), v78 (February 2025) and v81 (January 2026). Sites, kinds and
guidance are the project's reading of the acts. Codes of the chapter ``ZZ`` name no organ: a CT-guided biopsy
of a lung, a pancreas or a node is the same act, so that a missing site there is no evidence against a match.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from onco_pipeline.codes.reading import normalise_code, read_rows

__all__ = ["Act", "act", "acts", "all_acts"]


@dataclass(frozen=True, slots=True)
class Act:
    """One reading of one CCAM code as a care event.

    Attributes
    ----------
    family, subtype
        As in the annotation guidelines (``imaging``/``ct``, ``biopsy``/``cytology``, ``pathology``/``result``).
    site
        Organ or region in French; None where the code names none.
    kind
        Specimen, examination or technique (``macrobiopsy``, ``surgical_specimen``, ``contrast``); may be empty.
    guidance
        What guided the needle (``ct``, ``ultrasound`` ...); empty where the code does not say.
    complementary
        Coded beside another act of the same day, never alone.
    relevance
        To oncology: high, medium or low.
    """

    code: str
    family: str
    subtype: str
    site: str | None
    kind: str
    guidance: str
    complementary: bool
    relevance: str

    @property
    def label(self) -> str:
        """A short description made of the columns.

        Examples
        --------
        >>> act("QEHJ001").label
        'biopsy: sein, guided by ultrasound'
        """
        details = [self.site or "no organ named"]
        if self.kind and self.kind != self.subtype:
            details.append(self.kind.replace("_", " "))
        if self.guidance and self.guidance != "none":
            details.append(f"guided by {self.guidance}")
        return f"{self.subtype}: {', '.join(details)}"


@cache
def all_acts() -> tuple[Act, ...]:
    """Return every act, ordered by code; a code that is two events (an endosonography with biopsy) has two rows."""
    return tuple(
        Act(
            code=row["code"],
            family=row["family"],
            subtype=row["subtype"],
            site=row["site"] or None,
            kind=row["kind"],
            guidance=row["guidance"],
            complementary=row["complementary"] == "1",
            relevance=row["relevance"],
        )
        for row in read_rows("ccam_acts")
    )


@cache
def _by_code() -> dict[str, tuple[Act, ...]]:
    index: dict[str, tuple[Act, ...]] = {}
    for row in all_acts():
        index[row.code] = (*index.get(row.code, ()), row)
    return index


def acts(code: str) -> tuple[Act, ...]:
    """Return every care event that a CCAM code stands for, the biopsy first.

    Only the seven characters of the act count: activity and phase suffixes are left aside.

    Examples
    --------
    >>> [(a.family, a.subtype) for a in acts("HMQJ002")]
    [('biopsy', 'biopsy'), ('imaging', 'ultrasound')]
    """
    return _acts(code)


#: Rows of a hospital are many times as many as its codes.
@lru_cache(maxsize=16_384)
def _acts(code: str) -> tuple[Act, ...]:
    return _by_code().get(normalise_code(code)[:7], ())


def act(code: str) -> Act | None:
    """Return what a CCAM code stands for first, or None when it is no care event.

    Examples
    --------
    >>> act("ZZQH033").site
    'tap'
    >>> act("ZZHH008").site is None
    True
    """
    return next(iter(acts(code)), None)
