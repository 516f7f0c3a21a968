"""What the patient is known for, and what is told of a relative or told once more: no news of a spread."""

from __future__ import annotations

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.told import Told
from onco_pipeline.pipes.scope import Scope, without_brackets
from onco_pipeline.pipes.screen import WINDOWS

__all__ = ["is_known_for", "is_label", "of_family", "of_label", "sums_up"]

#: Characters before a statement in which its sentence says that it sums up.
_SENTENCE = 2_000
#: Characters of a note's head, before which nothing has been told.
_HEAD = 40
#: Characters behind a statement that closes a sentence which is a label.
_A_LABEL = 30


def is_known_for(folded: str, scope: Scope, start: int, end: int, first: int, last: int) -> bool:
    """Return whether a sentence only names a cancer that has spread, as an exam's reason or behind one without news."""
    if patterns.INDICATION.match(folded, first, start) and patterns.DATED.search(folded, first, last) is None:
        return True
    return (
        last - end < _A_LABEL
        and patterns.JUST_A_LABEL.fullmatch(folded, first, start) is not None
        and patterns.DATED.search(folded, first, last) is None
        and patterns.NOTHING_NEW.search(folded, scope.previous(start, 2)[0], first) is not None
    )


def is_label(folded: str, scope: Scope, start: int, told: Told) -> bool:
    """Whether a statement is what the patient is known for ("Motif : cancer du sein métastatique osseux"), not news."""
    if any(key not in told.labels for key in told.sites if key):
        return False
    first = scope.previous(start, 1)[0]
    return patterns.SHOWN_BY.search(folded, first, start) is None


def of_label(folded: str, layout: Layout, keys: set[str], told: Told, first: int) -> bool:
    """Whether the places of a statement with a day are those of the patient's label, which told of them without one.

    A report without a date of its own tells in order: once its story has begun, what the label told is past.
    """
    if not keys or keys == {"ganglion"} or not all(key in told.labels for key in keys):
        return False
    stood = max(told.labels[key] for key in keys)
    return layout.reference_date is not None or patterns.DATED.search(folded, stood, first) is None


def of_family(folded: str, layout: Layout, first: int, start: int, end: int) -> bool:
    section = layout.section(start)
    if section is not None and section.label == "family_history":
        return True
    if patterns.OF_A_RELATIVE.match(folded, end):
        return True
    # "syndrome de Lynch (frère porteur de la mutation) et cancer du côlon métastatique": the bracket is closed.
    return patterns.FAMILY.search(without_brackets(WINDOWS.cut(folded, max(first, start - 110), start))) is not None


def sums_up(layout: Layout, folded: str, first: int, start: int) -> bool:
    """Whether the statement restates: a conclusion, a diagnosis, "au total"."""
    section = layout.section(start)
    # "Synthèse. Cancer du sein en 2004 ...", at the head of a note, sums up nothing that was told before.
    if section is not None and section.label in {"conclusion", "diagnosis"} and section.title_start > _HEAD:
        # An exam listed after another one's conclusion tells for itself.
        return patterns.LISTED_EXAM.match(folded, first, start) is None
    return patterns.SUMMARY.search(folded, max(first, start - _SENTENCE), start) is not None
