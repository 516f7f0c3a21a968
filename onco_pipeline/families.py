"""Families of events that other packages add: found by their entry points, used everywhere the own five are.

A package adds a family with one entry point, whose name is the family's and whose object is an :class:`AddedFamily`::

    [project.entry-points."onco_pipeline.families"]
    radiotherapy = "onco_radiotherapy:FAMILY"

It is then found by every process that works (a run, its workers, the web server), and nothing has to be imported.
``docs/new_family.md`` does it once, for radiotherapy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from onco_pipeline.errors import UserError

#: Where packages say which families they add.
GROUP = "onco_pipeline.families"
#: The families of this project.
OWN = ("biopsy", "imaging", "metastasis", "oral_therapy", "pathology")
#: What cannot be the name of a family: the margins and ends of the study tables.
_TAKEN = frozenset({*OWN, "all", "start", "end", "other", "date", "drift"})


@dataclass(frozen=True, slots=True)
class CodedAct:
    """What a CCAM act shows: its subtype, and the organ where the code names one."""

    subtype: str
    site: str | None = None


@dataclass(frozen=True)
class AddedFamily:
    """A family of events as another package describes it.

    Attributes
    ----------
    title
        Name of its lane in pictures.
    subtypes
        Every subtype that :attr:`find` or :attr:`acts` can give.
    find
        ``find(text, folded, layout) -> list[EventMention]``: the mentions of a note, in order of position, as the
        five families do (``onco_pipeline.pipes.event_matcher``). ``layout`` is a
        ``onco_pipeline.pipes.document.layout.Layout``.
    stems
        Literal pieces of folded text, of which a note must hold one to be looked at. Wide on purpose: a stem too
        few loses events.
    acts
        CCAM code, seven characters, to what it shows.
    course_days
        Acts of one subtype and site that lie no further apart than this many days are one course of treatment,
        dated by the first; 0 when each day is an event of its own.
    tolerance
        Days within which text and code tell one event: what to change of
        ``onco_pipeline.reconciliation.settings.Tolerance``.
    plannable
        Whether it is ordered ahead, so that a plan and the act that follows are one event.
    """

    title: str
    subtypes: tuple[str, ...]
    find: Callable[[str, str, Any], list[Any]]
    stems: tuple[str, ...]
    acts: Mapping[str, CodedAct] = field(default_factory=dict)
    course_days: int = 0
    tolerance: Mapping[str, int] = field(default_factory=dict)
    plannable: bool = True


@cache
def added_names() -> tuple[str, ...]:
    """Return the names of the families that installed packages add, sorted, without loading them.

    Raises
    ------
    UserError
        When a name is no plain word, or is taken by this project or by another package.

    Examples
    --------
    >>> added_names()
    ()
    """
    return tuple(_points())


@cache
def _points() -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        whose = _package(point)
        if not re.fullmatch(r"[a-z][a-z_]*[a-z]", point.name) or point.name in _TAKEN:
            raise UserError(
                f"{whose} adds a family called {point.name!r}, which is taken or no plain word: a name has lower-case "
                f"letters and underscores, and is none of {', '.join(sorted(_TAKEN))}."
            )
        if point.name in found and point.value != found[point.name].value:
            raise UserError(f"{_package(found[point.name])} and {whose} both add the family {point.name}: remove one.")
        found[point.name] = point
    return found


def _package(point: EntryPoint) -> str:
    return f"the package {point.dist.name}" if point.dist is not None else f"the package of {point.value}"


@cache
def added() -> dict[str, AddedFamily]:
    """Return the added families by name.

    Raises
    ------
    UserError
        When a package cannot be loaded, or gives something else than an :class:`AddedFamily`, or one that contradicts
        itself; the message names the package.
    """
    return {name: _loaded(name, point) for name, point in _points().items()}


def _loaded(name: str, point: EntryPoint) -> AddedFamily:
    try:
        family = point.load()
    except Exception as error:
        raise UserError(
            f"The family {name} of {_package(point)} cannot be loaded ({type(error).__name__}): "
            f"try to import {point.module}, mend it or remove the package."
        ) from None
    fault = _fault(family)
    if fault:
        raise UserError(f"The family {name} of {_package(point)} cannot be used: {fault}.")
    return family


def _fault(family: Any) -> str | None:
    if not isinstance(family, AddedFamily):
        return "its entry point is no AddedFamily"
    if not family.subtypes or not family.stems:
        return "it needs subtypes and stems"
    wrong = sorted({act.subtype for act in family.acts.values()} - set(family.subtypes))
    if wrong:
        return f"its acts have subtypes that it does not have: {', '.join(wrong)}"
    codes = [code for code in family.acts if not re.fullmatch(r"[A-Z]{4}\d{3}", code)]
    return f"its acts have codes that are none of CCAM: {', '.join(codes[:3])}" if codes else None


def added_versions() -> str:
    """Return which packages add families, and their versions: notes are read again when this changes.

    Empty when none does.
    """
    return "".join(
        f".{name}={point.dist.name}{point.dist.version}" if point.dist is not None else f".{name}={point.value}"
        for name, point in _points().items()
    )
