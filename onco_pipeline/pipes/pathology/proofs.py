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
#: "Cyto 17/02 +": a sign is what was found.
_SIGNED = WordPattern(
    r"(?<![a-z])(?:cyto(?:logie|ponction)?s?|(?:re-?)?biops(?:ie|ies|y)|bx|pb[hp]|paaf)(?: (?!ou\b|et\b|puis\b)[a-z]{2,12}){0,2}"
    r" (?:le |du )?\(?\d{1,2}[/.]\d{1,2}(?:[/.](?:20)?\d{2})?\)? ?:? ?\+(?= ?[.,;)\n]|\Z)"
)
#: Characters behind the sampling in which a result of its own stands.
_BEHIND = 90
_NEXT = 4


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
    for match in _SIGNED.finditer(folded):
        if not any(event.start < match.end() + _NEXT and match.start() < event.end for event in told):
            yield match.span()
