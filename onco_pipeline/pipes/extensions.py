"""The extensions of a ``Doc`` that the pipes share, declared once however many pipes read them."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from onco_pipeline.text import in_capitals, plain

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


def plain_text(doc: Doc) -> str:
    """Return the text of a document as it is read, put together once for all the pipes.

    With plain blanks; in capitals where it was typed without any; and, behind ``onco.document``, without the line ends
    that a page's width has put into sentences. ``doc.text`` joins the tokens anew each time it is asked for.
    """
    text = doc.user_data.get("onco_text")
    if text is None:
        typed = plain(doc.text)
        text = doc.user_data["onco_text"] = in_capitals(typed)
        if text is not typed:
            doc.user_data["onco_typed"] = typed
    return text
