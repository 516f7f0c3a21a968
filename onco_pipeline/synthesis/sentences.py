"""The sentences of the fictitious hospital's authors: templates with slots and choices, and the nouns that fill them.

A template is a French sentence::

    "{q.Le}{q} {d.of}{d} [montrait|retrouvait] {r}."

``{q}`` writes the slot, and a page remembers where; ``{q.le}`` writes the article of the noun, ``{d.on}`` the
preposition of the date, ``{q.C}`` a capital; ``[a|b]`` picks one.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from random import Random
from typing import NamedTuple

_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_MOST_VARIANTS = 48

Segment = str | tuple[str, str]


class Noun(NamedTuple):
    """An exam's name with its French articles; ``e`` is the ending of a participle."""

    text: str
    le: str
    un: str
    du: str
    au: str
    e: str
    ce: str
    a: str
    dun: str


@lru_cache(maxsize=4_096)
def noun(text: str, gender: str) -> Noun:
    """Return ``text`` with its articles; ``gender`` is m, f, mp or fp.

    Examples
    --------
    >>> noun("IRM cérébrale", "f").du
    "de l'"
    """
    if gender in ("mp", "fp"):
        return Noun(text, "les ", "des ", "des ", "aux ", "s" if gender == "mp" else "es", "ces ", "ont", "de ")
    vowel = text[0].lower() in "aeiouéèâœ"
    feminine = gender == "f"
    un = "une " if feminine else "un "
    dun = "d'" + un
    e = "e" if feminine else ""
    if vowel:
        return Noun(text, "l'", un, "de l'", "à l'", e, "cette " if feminine else "cet ", "a", dun)
    if feminine:
        return Noun(text, "la ", un, "de la ", "à la ", e, "cette ", "a", dun)
    return Noun(text, "le ", un, "du ", "au ", e, "ce ", "a", dun)


class Bank:
    """Sentence templates of one meaning, compiled once, by family of wording.

    Parameters
    ----------
    shared
        Templates of every family, or
    families
        the templates of each.
    """

    __slots__ = ("of", "variants")

    def __init__(self, *shared: str, **families: tuple[str, ...]) -> None:
        self.of: dict[str, tuple[str, ...]] = families or {"dev": shared, "test": shared}
        compiled = {family: [_compile(template) for template in templates] for family, templates in self.of.items()}
        every = [variants for family in compiled.values() for variants in family]
        self.variants: dict[str, list[list[tuple[Segment, ...]]]] = {**compiled, "all": every}

    def pick(self, rng: Random, families: str = "all") -> tuple[Segment, ...]:
        """Return one variant: a template of the families, then one of its choices."""
        draw = rng.random
        variants = self.variants[families]
        chosen = variants[int(draw() * len(variants))]
        return chosen[int(draw() * len(chosen))]

    def text(self, rng: Random, families: str = "all", **slots: str) -> str:
        """Return one wording with its slots filled."""
        picked = self.pick(rng, families)
        return "".join(segment if segment.__class__ is str else slots[segment[0]] for segment in picked)


def _compile(template: str) -> list[tuple[Segment, ...]]:
    pieces = _CHOICE.split(template)
    options = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    combinations = list(itertools.islice(itertools.product(*options), _MOST_VARIANTS * 8))
    # Evenly spaced ones, so that every choice stays reachable when there are very many.
    chosen = combinations[:: max(1, len(combinations) // _MOST_VARIANTS)]
    return [_segments("".join(combination)) for combination in chosen]


def _segments(text: str) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    end = 0
    for match in _SLOT.finditer(text):
        if match.start() > end:
            segments.append(text[end : match.start()])
        segments.append((match.group(1), match.group(2) or ""))
        end = match.end()
    if end < len(text):
        segments.append(text[end:])
    return tuple(segments)
