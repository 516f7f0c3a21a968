"""What stays in a primary's own region: its nodes, and what is on its way to them. They are N, not M."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.told import Told

__all__ = ["is_regional"]

_NODES = re.compile(r"ganglion|adenopath|axillaire")
_MICRO = re.compile(r"micro-?metasta")
_SPECIMEN = re.compile(r"pieces?|ganglion\w* sur")


def is_regional(
    folded: str, start: int, end: int, first: int, last: int, sites: list[str], told: Told, kind: str
) -> bool:
    """Return whether a statement is about nodes of the tumour's own region, or about what is on its way to them."""
    if patterns.IN_TRANSIT.match(folded, end, last):
        return True
    if patterns.NODES_COUNTED.match(folded, end, last) or patterns.NODES_AMONG.search(
        folded, max(first, start - 110), start
    ):
        return True
    near = folded[max(first, start - 45) : min(last, end + 55)]
    if "ganglion" in sites or _NODES.search(near[: 45 + end - start + 25]):
        if patterns.BEYOND_REGION.search(near):
            return False
        if kind not in {"progress", "relapse"} and patterns.REGIONAL_ALWAYS.search(near):
            return True
        if set(sites) <= {"ganglion", "médiastin", "cou"}:
            # "Aspiration de l'adénopathie axillaire, réalisée le 27/11 avec le résultat d'une métastase"
            near = folded[max(first, start - (130 if kind == "word" else 45)) : min(last, end + 55)]
            if patterns.BEYOND_REGION.search(near):
                return False
            return any(pattern.search(near) for organ, pattern in patterns.REGIONAL.items() if organ in told.primaries)
    return (_MICRO.search(folded, start, end) is not None and set(sites) <= {"ganglion"}) or (
        _SPECIMEN.search(near) is not None and "ganglion" in sites
    )
