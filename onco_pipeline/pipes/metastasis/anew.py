"""Whether what is told of a site that is known is news of it: a relapse, further lesions, or the known ones grown."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.told import Told

__all__ = ["comes_back", "grows_there", "new_lesion"]

#: Characters before a relapse in which what was there is told to have been removed.
_REMOVED_BACK = 200
#: Characters before a progression in which the patient is told to have been free of disease.
_CLEARED_BACK = 400


def comes_back(folded: str, start: int, kind: str, dated: bool) -> bool:
    """Whether a relapse with a day is told after what was known there had been taken out or destroyed."""
    return (
        kind == "relapse"
        and dated
        and patterns.REMOVED_SINCE.search(folded, max(0, start - _REMOVED_BACK), start) is not None
    )


def grows_there(folded: str, match: re.Match[str], after: str, keys: set[str], told: Told, kind: str) -> bool:
    """Whether a progression in a whole organ is that of the spread told there, which nothing has cleared since."""
    return (
        kind == "progress"
        and bool(keys)
        and all(told.sites.get(key, False) for key in keys)
        and patterns.WHOLE_ORGAN.search(match.group()) is not None
        and patterns.MORE_BEHIND.match(after) is None
        and patterns.CLEARED_SINCE.search(folded, max(0, match.start() - _CLEARED_BACK), match.start()) is None
    )


def new_lesion(match: re.Match[str], before: str, after: str, kind: str) -> bool:
    """Whether further lesions of a known site are told as new ones."""
    of_known = patterns.SEEN_TO_GROW.search(match.group()) is not None
    if kind == "progress" and not of_known and patterns.IN_A_PLACE.search(match.group() + after[:25]):
        return True
    if re.search(r"\bnouve\w+ (?:loe|lesion|nodule|masse)", before[-80:]):
        return True
    if kind == "relapse" and patterns.ONCE_MORE.search(before[-25:] + match.group()):
        return True
    if kind == "progress" and patterns.NEW_ONES_BEHIND.match(after):
        return True
    around = before[-45:] + match.group() + after[:15]
    return (
        re.search(
            r"nouve\w+ (?:lesion|loe|metasta|localis|nodul|foyer|site|masse|implant|(?:hyper-?)?fixation)|appari(?:tion|u)\w* (?:de |d'"
            r"|des )(?!symp)|\bautres\b|deuxieme lesion|troisieme lesion|\b[23]e lesion",
            around,
        )
        is not None
    )
