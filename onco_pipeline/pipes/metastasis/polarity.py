"""Whether a statement of spread is denied or left in doubt by the words around it."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns

__all__ = ["polarity_of"]


def polarity_of(before: str, after: str) -> str | None:
    """Return ``denied``, ``doubtful`` or None for a statement between folded words of its sentence.

    Examples
    --------
    >>> polarity_of("pas de ", "hepatique"), polarity_of("le scanner montre des ", "hepatiques")
    ('denied', None)
    """
    clause = patterns.TURN_OR_COLON.rest(before)
    if patterns.NOT_RULED_OUT.search(clause) or patterns.NOT_RULED_OUT_AFTER.match(after):
        return "doubtful"
    if patterns.NEGATED.search(clause) or re.match(
        r"[^,;.]{0,40}(?:(?:a ete|ont ete|est|sont) (?:donc |ainsi |formellement )?exclu|ecarte|eliminee?s?|non (?:retrouv|confirm|exclu))",
        after,
    ):
        return "denied"
    clause = clause[-60:]
    if "origine" in clause + after:
        clause, after = patterns.ORIGIN_DOUBTED.sub(" ", clause), patterns.ORIGIN_DOUBTED.sub(" ", after)
    doubts = list(patterns.DOUBT.finditer(clause))
    if (doubts and not patterns.FOUND.search(clause, doubts[-1].end())) or re.match(
        r"\s?\?|[^,;.]{0,12}(?:suspect|possible|probable|douteu|non exclu)|[^.;]{0,50}\b(?:ne tranche|sans pouvoir trancher|ne permet pas de (?:les |la |le )?(?:caracteris|tranch|conclu))",
        after,
    ):
        return "doubtful"
    return None
