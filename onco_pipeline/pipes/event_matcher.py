"""What the five family pipes share: bounds of a statement, light polarity, and the EDS-NLP component.

A family is a pure function ``find(text, folded, layout) -> list[EventMention]``. :class:`EventMatcher`
runs it on a ``Doc`` and leaves the mentions where the later pipes look: ``doc._.onco_events`` and the
span group ``onco.<family>``.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.extensions import declare, plain_text
from onco_pipeline.pipes.sweep import StemPattern
from onco_pipeline.pipes.triggers import may_hold
from onco_pipeline.text import fold

__all__ = ["EventMatcher", "FindEvents", "Scope", "about_cancer", "folded_text", "in_order"]

FindEvents = Callable[[str, str, Layout], list[EventMention]]

_PLAIN_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%][a-z0-9)%])[.!?]\s|\n")
_CANCER = StemPattern(
    r"cancer|carcino|neopla|adenocarc|\badk\b|melanom|sarcom|lymphom|leucemi|myelom|gliom|glioblast|metasta|oncolog|"
    r"chimiother|radiother|tumeurs? malign|tumora|\blmc\b|\bllc\b|\bgist\b|hormonother|blastom|\bpca\b|mhspc|\bcrpc\b|"
    r"\bk (?:du |de la |de l'|d'|de )?(?:sein|ovaire|poumon|bronch|colon|rectum|prostate|rein|vessie|pancreas|thyro|uter|endom|estomac|oesoph)"
)


class Scope:
    """Where a statement begins and ends: the sentences of the layout, or plain ones when it has none."""

    __slots__ = ("_bounds", "_starts", "folded")

    def __init__(self, folded: str, layout: Layout) -> None:
        self.folded = folded
        self._bounds = list(layout.sentences) or list(_plain_sentences(folded))
        self._starts = [start for start, _ in self._bounds]

    def index(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

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
        return self.folded[max(self.sentence(offset)[0], offset - size) : offset]

    def after(self, start: int, end: int, size: int) -> str:
        """Return at most ``size`` folded characters after ``end``, within the sentence of ``start``."""
        return self.folded[end : min(max(end, self.sentence(start)[1]), end + size)]


def _plain_sentences(folded: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _PLAIN_SENTENCE_END.finditer(folded):
        yield start, match.end()
        start = match.end()
    if start < len(folded) or start == 0:
        yield start, len(folded)


def about_cancer(folded: str) -> bool:
    """Return whether a note speaks of cancer at all.

    Examples
    --------
    >>> about_cancer("carcinome du sein"), about_cancer("fracture du femur")
    (True, False)
    """
    return _CANCER.search(folded) is not None


def in_order(events: Iterable[EventMention]) -> list[EventMention]:
    """Return the events of several families in order of position."""
    return sorted(events, key=lambda event: (event.start, event.end, event.family, event.subtype))


def folded_text(doc: Doc) -> str:
    """Return the folded text of a document, computed once for all the pipes."""
    folded = doc.user_data.get("onco_folded")
    if folded is None:
        folded = doc.user_data["onco_folded"] = fold(plain_text(doc))
    return folded


class EventMatcher(BaseComponent):
    """Base of the five family pipes: run a family's ``find`` and record its mentions.

    Extensions
    ----------
    ``doc._.onco_events``
        Every :class:`~onco_pipeline.events.EventMention` of the document, over all the families, in
        order of position.
    ``doc.spans["onco.<family>"]``
        One span a mention, with the family as its label.

    Parameters
    ----------
    nlp, name
        The pipeline and the pipe's name in it.

    Notes
    -----
    The layout is the one that ``onco.document`` left on the document; without that pipe, sentences
    end at full stops and line breaks. Running a pipe twice replaces its mentions.
    """

    family: Family
    find: FindEvents

    def __init__(self, nlp: PipelineProtocol | None = None, name: str | None = None) -> None:
        super().__init__(nlp=nlp, name=name or f"onco.{self.family}")

    def set_extensions(self) -> None:
        """Declare what the pipe sets on a ``Doc``."""
        super().set_extensions()
        declare("onco_events", "onco_layout")

    @classmethod
    def of(cls, family: str, find: FindEvents) -> type["EventMatcher"]:
        """Return the component of a family, for a package that adds one."""
        return type(
            f"{family.title().replace('_', '')}Matcher", (cls,), {"family": Family(family), "find": staticmethod(find)}
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find the family's events in a document and record them on it."""
        folded = folded_text(doc)
        found: list[EventMention] = []
        if may_hold(self.family, folded):
            found = type(self).find(plain_text(doc), folded, doc._.onco_layout or Layout())
        others = [event for event in doc._.onco_events if event.family is not self.family]
        doc._.onco_events = in_order([*others, *found])
        doc.spans[f"onco.{self.family}"] = [
            doc.char_span(event.start, event.end, label=str(self.family), alignment_mode="expand") for event in found
        ]
        return doc
