"""Copies that Altair makes of a chart: it copies all that a chart is made of at each step of putting it together.

A report's pictures took a third of their time in that, most of it in asking what kind of thing an option is that nobody
set. Inside :func:`spared` the same copies are made without asking, and nothing is checked against Vega-Lite's schema:
``tests/report`` checks every picture. And for each channel that is told in short (``x="day:T"``) Altair makes a table
of all its classes by their schemas: here that is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from altair.utils import schemapi
from altair.utils.schemapi import SchemaBase, Undefined, debug_mode

#: What a part of a chart holds when it holds no more than Altair's own base class gives it.
_PLAIN = frozenset(("_args", "_kwds"))


@contextmanager
def spared() -> Iterator[None]:
    """Let Altair copy charts quickly, and check nothing, inside the block.

    Examples
    --------
    >>> import altair as alt
    >>> part = alt.Axis(title="days")
    >>> with spared():
    ...     part.copy() == part, part.copy() is part
    (True, False)
    """
    usual = schemapi._deep_copy, schemapi._FromDict
    schemapi._deep_copy, schemapi._FromDict = _copied, _by_schema
    try:
        with debug_mode(False):
            yield
    finally:
        schemapi._deep_copy, schemapi._FromDict = usual


def _by_schema(classes: Iterable[type[SchemaBase]]) -> Any:
    """Return what finds the class of a part by its schema, the same for the same classes."""
    return _table_of(tuple(classes))


_table_of = lru_cache(maxsize=2)(schemapi._FromDict)


def _copied(part: Any, by_ref: Set[str]) -> Any:
    """Return what Altair's own ``_deep_copy`` returns."""
    if isinstance(part, SchemaBase):
        if own := getattr(part, "__deepcopy__", None):
            return own(part)
        given = [_copied(one, by_ref) for one in part._args]
        named = {
            name: one if one is Undefined or name in by_ref else _copied(one, by_ref)
            for name, one in part._kwds.items()
        }
        if part.__dict__.keys() != _PLAIN:
            return part.__class__(*given, **named)
        copy = object.__new__(part.__class__)
        copy.__dict__.update(_args=tuple(given), _kwds=named)
        return copy
    if isinstance(part, list):
        return [_copied(one, by_ref) for one in part]
    if isinstance(part, dict):
        return {name: one if name in by_ref else _copied(one, by_ref) for name, one in part.items()}
    return part
