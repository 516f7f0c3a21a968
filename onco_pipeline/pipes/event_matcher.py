"""What the five family pipes share as EDS-NLP components.

A family is a pure function ``find(text, folded, layout) -> list[EventMention]``. :class:`EventMatcher`
runs it on a ``Doc`` and leaves the mentions where the later pipes look: ``doc._.onco_events`` and the
span group ``onco.<family>``.
"""

from edsnlp.core import PipelineProtocol
from edsnlp.pipes.base import BaseComponent
from spacy.tokens import Doc

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.extensions import declare, plain_text
from onco_pipeline.pipes.scope import FindEvents, Scope, about_cancer, as_typed, in_order
from onco_pipeline.pipes.triggers import may_hold
from onco_pipeline.text import fold

__all__ = ["EventMatcher", "FindEvents", "Scope", "about_cancer", "folded_text", "in_order"]


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
            if (typed := doc.user_data.get("onco_typed")) is not None:
                as_typed(found, typed)
        others = [event for event in doc._.onco_events if event.family is not self.family]
        doc._.onco_events = in_order([*others, *found])
        doc.spans[f"onco.{self.family}"] = [
            doc.char_span(event.start, event.end, label=str(self.family), alignment_mode="expand") for event in found
        ]
        return doc
