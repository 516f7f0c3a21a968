"""What the drugs of cancers are given for beside: joints, grafts, a wish for a child."""

from __future__ import annotations

import re

from onco_pipeline.codes.drugs import OralAgent

__all__ = ["CANCER_BRANDS", "NOT_ONLY_CANCER", "dosed_as_for_cancer", "for_another_disease", "for_other_hormones"]

#: Molecules that treat other diseases as often: they count only in a note that speaks of cancer.
NOT_ONLY_CANCER = frozenset(
    [
        "méthotrexate",
        "cyclophosphamide",
        "hydroxycarbamide",
        "thalidomide",
        "mercaptopurine",
        "évérolimus",
        "mégestrol",
        "trétinoïne",
        "médroxyprogestérone",
        "ruxolitinib",
        "nintédanib",
        "anagrélide",
        "chlorambucil",
        "diéthylstilbestrol",
        "melphalan",
        "busulfan",
    ]
)

#: ... and the names that are those of a cancer's drug alone.
CANCER_BRANDS = frozenset(
    {"hydrea", "ruxo", "afinitor", "vesanoid", "jakavi", "alkeran", "chloraminophene", "vargatef"}
)

#: "Everolimus 10 mg": a graft is given 3 mg a day at most (summary of product characteristics).
_AGAINST_CANCER = re.compile(r"\W{0,3}(?:a )?(?:10|7[.,]5|5) ?mg(?:/j|\b)(?! ?/ ?(?:l|ml))")
_OTHER_DISEASE = re.compile(
    r"immunosuppress|(?<!auto)(?<!auto-)greff|transplant|polyarthrit|rhumatoid|wegener|granulomatose|lupus|vascularit|sclerodermi|psoria|crohn|myastheni"
    r"|nephropathi|fibrose pulm|drepanocyt"
)
#: What hormones of the breast and the prostate are given for as well, where a note names no cancer.
_HORMONES = frozenset({"létrozole", "tamoxifène", "anastrozole", "bicalutamide", "flutamide"})
_FOR_HORMONES = re.compile(
    r"infertil|sterilit|sopk|ovaires? (?:poly|micropoly)|ovulation|stimulation|\bfiv\b|\bpma\b|\bamp\b|insemination|hypofertil|desir (?:de grossesse|d'enfant)"
    r"|gynecomast|hirsut|puberte|acne\b|alopeci|mastodyni|endometrios"
)
#: Characters before a drug in which the words of its sentence say what it is for; for hormones, on both its sides.
_REASON, _REASON_BEFORE, _REASON_BEHIND = 90, 120, 60


def dosed_as_for_cancer(agent: OralAgent, folded: str, end: int) -> bool:
    """Return whether the dose behind a drug is one that only a cancer asks for."""
    return agent.inn_fr == "évérolimus" and _AGAINST_CANCER.match(folded, end) is not None


def for_another_disease(folded: str, start: int) -> bool:
    """Return whether the words just before a drug say that it is taken for something else than cancer.

    Examples
    --------
    >>> note = "polyarthrite sous methotrexate. lmc"
    >>> for_another_disease(note, note.index("metho")), for_another_disease(note, len(note))
    (True, False)
    """
    before = re.split(r"[.;\n]", folded[max(0, start - _REASON) : start])[-1]
    return _OTHER_DISEASE.search(before) is not None


def for_other_hormones(agent: OralAgent, folded: str, start: int, end: int) -> bool:
    """Return whether a drug of hormones is taken for a child, or for what hormones do: "SOPK, stimulation par létrozole"."""
    if agent.inn_fr not in _HORMONES:
        return False
    return _FOR_HORMONES.search(folded, max(0, start - _REASON_BEFORE), end + _REASON_BEHIND) is not None
