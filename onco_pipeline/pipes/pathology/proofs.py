"""Results told by their proof alone: "récidive confirmée par biopsie" says what the sample showed."""

from __future__ import annotations

from collections.abc import Iterator

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["proofs"]

_PROVED = WordPattern(
    r"(?<![a-z])(?<!non )(?<!pas )(?<!etre )\b(?:confirm|prouv|document|authentifi)(?:e|ee|es|ees)(?: (?:histologiquement|cytologiquement|ensuite|secondairement))? par "
    r"(?:une? |la |l'|des |les |deux )?(?:[a-z-]+ (?:avec|et) (?:une? |des )?)?(?:nouvelle )?"
    r"(?:(?:micro-?|re-?)?biops(?:ie|ies|y)|cyto-?ponctions?|ponctions?[- ](?:biopsie|cytolog\w+)|paaf|fnac?|ponctions?(?: aspiration)? a l'aiguille)(?![a-z])"
)
#: Characters behind the sampling in which a result of its own stands.
_BEHIND = 90


def proofs(folded: str, scope: Scope, told: list[EventMention]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of statements that a sample proved what was suspected, where no other result is told of it.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "recidive hepatique, confirmee par biopsie."
    >>> [note[start:end] for start, end in proofs(note, Scope(note, Layout()), [])]
    ['confirmee par biopsie']
    """
    for match in _PROVED.finditer(folded):
        first, last = scope.sentence(match.start())
        beside = (max(first, match.start() - _BEHIND), min(last, match.end() + _BEHIND))
        if not any(event.start < beside[1] and beside[0] < event.end for event in told):
            yield match.span()
