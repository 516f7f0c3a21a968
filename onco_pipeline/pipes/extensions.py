"""The extensions of a ``Doc`` that the pipes share, declared once however many pipes read them."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

#: Name and default of each; spaCy gives every document a copy of a list of its own.
_DEFAULTS: dict[str, Any] = {
    "note_datetime": None,
    "note_class_source_value": None,
    "onco_layout": None,
    "onco_dates": [],
    "onco_events": [],
}


def declare(*names: str) -> None:
    """Declare extensions of a ``Doc`` that are not there yet; another library's stay as they are.

    Raises
    ------
    KeyError
        When the project has no extension of that name.

    Examples
    --------
    >>> declare("onco_events")
    >>> Doc.has_extension("onco_events")
    True
    """
    for name in names:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=_DEFAULTS[name])
