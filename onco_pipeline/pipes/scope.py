"""What the five families share: the bounds of a statement, whether a note is about cancer, the order of events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.document.layout import Layout, last_until
from onco_pipeline.pipes.screen import WINDOWS
from onco_pipeline.pipes.stem_pattern import StemPattern

if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

__all__ = ["FindEvents", "Scope", "about_cancer", "as_typed", "event_at", "in_order", "within", "without_brackets"]

#: ``find(text, folded, layout)``: a family's events, in order of position.
FindEvents = Callable[[str, str, Layout], list[EventMention]]

_BRACKET = re.compile(r"\([^()]*\)")
_PLAIN_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%][a-z0-9)%])[.!?]\s|\n")
_CANCER = StemPattern(
    r"cancer|carcino|neopla|adenocarc|\badk\b|melanom|sarcom|lymphom|leucemi|myelom|gliom|glioblast|metasta|oncolog|"
    r"chimiother|radiother|tumeurs? malign|tumora|seminom|mesotheliom|krukenberg|\bchimio\b|\bpsma\b|\bdotatoc\b|\bfolfirinox\b|\blmc\b|\bllc\b|\blal\b|\blam\b|leucoblast|\bhodgkin|\bgist\b|hormonother|blastom|myelodysplas|\bsmd\b|\blmmc\b|\blap\b|\bvaquez\b|myelofibros|myeloprolif|primitif inconnu|\bpca\b|mhspc|\bcrpc\b|\btne\b|\bcci\b|\bgleason\b|neuro-?endocrin|\bchc\b|\bcbn?pc\b|\bcmt\b|\bhgsc\b|carcinoid|(?<!ci)tinib\b|fenib\b|panib\b|ciclib\b|parib\b|taxel\b|platine?\b|rubicine?\b|brolizumab|nivolumab|trastuzumab|capecitabine|gemcitabine|temozolomid|folfox|folfiri|xelox|myelogram|plasmocyt|autogreffe|(?:localisation|lesion|nodule)s? (?:[a-z]+ ){0,2}secondaire|"
    r"\b(?:k|neo) (?:du |de la |de l'|d'|de )?(?:sein|ovaire|poumon|bronch|colon|rectum|prostate|rein|vessie|pancreas|thyro|uter|endom|estomac|oe?soph|mamm|pulm|colique|rect|orl|vesic)"
)


class Scope:
    """Where a statement begins and ends: the sentences of the layout, or plain ones when it has none."""

    __slots__ = ("_bounds", "_starts", "folded")

    def __init__(self, folded: str, layout: Layout) -> None:
        self.folded = folded
        self._bounds = layout.sentences or list(_plain_sentences(folded))
        self._starts: list[i64] = layout.sentence_starts or [start for start, _ in self._bounds]

    def index(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset."""
        return last_until(self._starts, offset)

    @property
    def count(self) -> int:
        """Number of sentences."""
        return len(self._bounds)

    def bounds(self, index: int) -> tuple[int, int]:
        """Return the bounds of a sentence by its number."""
        return self._bounds[index]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the bounds of the sentence that holds an offset."""
        if not self._bounds:
            return 0, len(self.folded)
        return self._bounds[self.index(offset)]

    def previous(self, offset: int, count: int = 1) -> tuple[int, int]:
        """Return the bounds of up to ``count`` sentences before the one that holds an offset, and it."""
        if not self._bounds:
            return 0, len(self.folded)
        index = self.index(offset)
        return self._bounds[max(0, index - count)][0], self._bounds[index][1]

    def before(self, offset: int, size: int) -> str:
        """Return at most ``size`` folded characters before an offset, within its sentence."""
        return WINDOWS.cut(self.folded, max(self.sentence(offset)[0], offset - size), offset)

    def after(self, start: int, end: int, size: int) -> str:
        """Return at most ``size`` folded characters after ``end``, within the sentence of ``start``."""
        return WINDOWS.cut(self.folded, end, min(max(end, self.sentence(start)[1]), end + size))


def _plain_sentences(folded: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _PLAIN_SENTENCE_END.finditer(folded):
        yield start, match.end()
        start = match.end()
    if start < len(folded) or start == 0:
        yield start, len(folded)


@lru_cache(maxsize=4)
def about_cancer(folded: str) -> bool:
    """Return whether a note speaks of cancer at all.

    Examples
    --------
    >>> about_cancer("carcinome du sein"), about_cancer("fracture du femur")
    (True, False)
    """
    return _CANCER.stands_in(folded)


def without_brackets(words: str) -> str:
    """Return folded words with each bracket that is opened and closed among them as a blank.

    Examples
    --------
    >>> without_brackets("sa soeur (seins) a eu (2018")
    'sa soeur   a eu (2018'
    """
    return _BRACKET.sub(" ", words) if "(" in words else words


def in_order(events: list[EventMention]) -> list[EventMention]:
    """Return the events of several families in order of position."""
    ordered: list[EventMention] = []
    for event in events:  # each is put behind those that stand before it: compiled, it costs a fraction of ``sorted``
        place = event_at(ordered, event.start)
        while place < len(ordered) and not _precedes(event, ordered[place]):
            place += 1
        ordered.insert(place, event)
    return ordered


def _precedes(one: EventMention, other: EventMention) -> bool:
    """Return whether an event comes before another that starts at the same place or behind it."""
    if one.start != other.start:
        return True
    return (one.end, one.family, one.subtype) < (other.end, other.family, other.subtype)


def as_typed(events: list[EventMention], text: str) -> None:
    """Give events that were found in a note read in capitals their words as the note has them."""
    for event in events:
        event.text = text[event.start : event.end].replace("\n", " ")


def event_at(found: list[EventMention], offset: int) -> int:
    """Return the place of the first event that starts at an offset or behind it; ``found`` is sorted by start."""
    # Halving in place: compiled, it costs a fraction of ``bisect``, which asks each for its start by name.
    low: i64 = 0
    high: i64 = len(found)
    while low < high:
        middle = (low + high) >> 1
        if found[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def within(found: list[EventMention], start: int, end: int) -> list[EventMention]:
    """Return the events that start between two offsets; ``found`` is sorted by start."""
    return found[event_at(found, start) : event_at(found, end)]
