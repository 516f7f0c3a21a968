"""Inline-annotated examples: "<ct site=tap>TDM TAP</ct> le 4" says what must be found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.document.analyse import analyse
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.text import fold

Find = Callable[[str, str, Layout], list[EventMention]]
_TAG = re.compile(r"<(?P<subtype>[a-z_]+)(?P<attributes>(?: [a-z0-9_]+=[^ >]+)*)>(?P<words>[^<]*)</(?P=subtype)>")


def mentions(find: Find, text: str) -> list[EventMention]:
    """Return what a family finds in a text."""
    return find(text, fold(text), analyse(text))


def check(find: Find, example: str) -> list[EventMention]:
    """Assert that a family finds the marked words of an example, with their attributes, and no others.

    A tag's name is the subtype; ``site`` and every other attribute (blanks written as ``_``) must be
    equal. A tag overlaps its mention; two tags on the same words stand one after the other, the
    second around nothing (``<start>tamoxifène</start><stop></stop>``).
    """
    text, expected = "", []
    cursor = 0
    for match in _TAG.finditer(example):
        text += example[cursor : match.start()]
        attributes = dict(pair.split("=", 1) for pair in match["attributes"].split())
        words = match["words"]
        start = len(text) if words else expected[-1][1]
        text += words
        expected.append((match["subtype"], start, len(text), attributes))
        cursor = match.end()
    text += example[cursor:]
    found = mentions(find, text)
    told = [(event.subtype, event.text, event.site) for event in found]
    assert len(found) == len(expected), f"{text!r}: found {told}"
    left = list(found)
    for subtype, start, end, attributes in expected:
        event = next((e for e in left if e.subtype == subtype and e.start < end and start < e.end), None)
        assert event is not None, f"{text!r}: no {subtype} at {text[start:end]!r}; found {told}"
        left.remove(event)
        for name, value in attributes.items():
            wanted = None if value == "none" else value.replace("_", " ")
            actual: Any = event.site if name == "site" else event.attributes.get(name)
            assert (None if actual is None else str(actual).replace("_", " ")) == wanted, (
                f"{text!r}: {name} is {actual!r}, not {wanted!r}"
            )
    for event in found:
        assert text[event.start : event.end] == event.text
        assert event.text.strip(), f"{text!r}: an empty mention"
    return found
