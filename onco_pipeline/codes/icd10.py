"""ICD-10: metastases by site, primary cancers by group.

``C77`` covers regional nodes as well as distant ones: a coded node is never a metastasis by itself.
Source: ICD-10-FR (PMSI) codes; groups of eds-scikit (Kempf et al., 2022) where one exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onco_pipeline.codes.reading import normalise_code, read_rows

__all__ = ["MetastasisCode", "PrimaryCode", "metastasis", "metastasis_codes", "primary", "primary_codes"]


@dataclass(frozen=True, slots=True)
class MetastasisCode:
    """A code of secondary malignancy: its site in French (None where unspecified), and whether it is nodal."""

    code: str
    site: str | None
    nodal: bool

    @property
    def distant(self) -> bool:
        """Whether the code by itself asserts a distant metastasis."""
        return not self.nodal


@dataclass(frozen=True, slots=True)
class PrimaryCode:
    """A category of primary tumour.

    Attributes
    ----------
    organ_group
        The project's group (``breast``, ``head_neck`` ...).
    site
        Organ in French, or None where the category has no single organ.
    behaviour
        ``malignant``, ``in_situ`` or ``uncertain``.
    eds_scikit_group
        The group of the eds-scikit cancer list, or None where it is finer than three characters.
    """

    code: str
    organ_group: str
    site: str | None
    behaviour: str
    eds_scikit_group: str | None


@cache
def metastasis_codes() -> tuple[MetastasisCode, ...]:
    """Return every code of C77-C79."""
    return tuple(
        MetastasisCode(row["code"], row["site"] or None, row["nodal"] == "1") for row in read_rows("icd10_metastases")
    )


@cache
def _metastases() -> dict[str, MetastasisCode]:
    return {row.code: row for row in metastasis_codes()}


def metastasis(code: str) -> MetastasisCode | None:
    """Return the metastasis code of an ICD-10 code (with or without dot or extension), or None.

    Examples
    --------
    >>> metastasis("C79.5").site
    'os'
    >>> metastasis("C773").distant
    False
    >>> metastasis("C504") is None
    True
    """
    plain = normalise_code(code)
    return next((found for size in (4, 3) if (found := _metastases().get(plain[:size]))), None)


@cache
def primary_codes() -> tuple[PrimaryCode, ...]:
    """Return every category of primary tumour."""
    return tuple(
        PrimaryCode(
            row["code"], row["organ_group"], row["site"] or None, row["behaviour"], row["eds_scikit_group"] or None
        )
        for row in read_rows("icd10_primaries")
    )


@cache
def _primaries() -> dict[str, PrimaryCode]:
    return {row.code: row for row in primary_codes()}


def primary(code: str) -> PrimaryCode | None:
    """Return the primary tumour of an ICD-10 code, or None (secondary tumours included).

    Examples
    --------
    >>> primary("C50.4").organ_group, primary("D051").behaviour
    ('breast', 'in_situ')
    """
    return _primaries().get(normalise_code(code)[:3])
