"""ADICAP: the eight-character code that closes a French pathology report.

One character for how the specimen was taken, one for the technique, two for the organ, four for the lesion.
Its first character alone tells a biopsy from a resection, and the second of the lesion tells a benign
tumour from a malignant one or from a metastasis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onco_pipeline.codes.reading import Row, read_rows

__all__ = ["Adicap", "decode"]

# The lesion of a tumour starts with the morphology's letter; its second character is the behaviour.
_SHAPE = re.compile(r"([A-Z])\W?([A-Z])\W?([A-Z]{2})\W?([A-Z0-9]{4})")


@dataclass(frozen=True, slots=True)
class Adicap:
    """What an ADICAP code says.

    Attributes
    ----------
    sampling
        How the specimen was taken (``core_biopsy_guided``, ``complete_resection`` ...).
    biopsy_subtype
        ``biopsy`` or ``cytology`` where the sampling is a biopsy, None where it is not (a resection, a fluid).
    site
        Organ in French, or None where the code names a whole system.
    lesion, behaviour
        The four characters of the lesion, and ``benign``, ``borderline``, ``in_situ``, ``micro_invasive``,
        ``malignant``, ``metastasis`` or None when it is no tumour.
    """

    code: str
    sampling: str
    biopsy_subtype: str | None
    technique: str
    site: str | None
    lesion: str
    behaviour: str | None


@cache
def _dictionary(name: str) -> dict[str, Row]:
    return {row["code"]: row for row in read_rows("adicap") if row["dictionary"] == name}


def decode(code: str) -> Adicap | None:
    """Return what an ADICAP code says, or None when the text is no such code.

    Examples
    --------
    >>> found = decode("HHGSA7B2")
    >>> found.sampling, found.site, found.behaviour
    ('core_biopsy_guided', 'sein', 'malignant')
    >>> decode("OHGSA7B2").biopsy_subtype is None  # a resection
    True
    """
    match = _SHAPE.fullmatch(code.strip().upper())
    if match is None:
        return None
    mode, technique, organ, lesion = match.groups()
    sampling = _dictionary("D1").get(mode)
    if sampling is None:
        return None
    site = _dictionary("D3").get(organ)
    # Tumour codes are a letter then a behaviour; non-tumour lesions put digits elsewhere.
    behaviour = _dictionary("behaviour").get(lesion[1]) if lesion[0].isalpha() else None
    return Adicap(
        code="".join(match.groups()),
        sampling=sampling["meaning"],
        biopsy_subtype=sampling["subtype"] or None,
        technique=technique,
        site=site["meaning"] if site else None,
        lesion=lesion,
        behaviour=behaviour["meaning"] if behaviour else None,
    )
