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
    if patterns.ANSWERED_NO.match(after):
        return "denied"
    clause = clause[-60:]
    if "origine" in clause + after:
        clause, after = patterns.ORIGIN_DOUBTED.sub(" ", clause), patterns.ORIGIN_DOUBTED.sub(" ", after)
    doubts = list(patterns.DOUBT.finditer(clause))
    if (doubts and not _found_since(clause, doubts[-1], after)) or re.match(
        r"\s?\?|[^,;.]{0,50}\bqui pourrai(?:en)?t (?:etre|correspondre)|[^.;]{0,40}\b(?:sugger|evoqu|soulev|pos)\w* la possibilite\b|[^.;]{0,90}\b(?:devra(?:it|ient)?|doi(?:ven)?t) etre (?:envisag|exclu|elimin|ecart)|(?:[^,;.]{0,16} de \d[\d ,x.]{0,6}(?:et \d{1,3} ?)?[mc]m)?[^,;.]{0,12}(?:suspect|possible|probable|douteu|non exclu)|[^.;]{0,50}\b(?:ne tranche|sans pouvoir trancher|ne permet pas de (?:les |la |le )?(?:caracteris|tranch|conclu))",
        after,
    ):
        return "doubtful"
    return None


def _found_since(clause: str, doubt: re.Match[str], after: str) -> bool:
    """Return whether a statement tells what was found, behind a doubt in the words before it."""
    if patterns.FOUND.search(clause, doubt.end()) is not None:
        return True
    if doubt.group() == "bilan" and patterns.DISCOVERED.match(after) is not None:
        return True
    # "où une métastase a été trouvée": folded, it reads "ou".
    parted = "," in clause[doubt.end() :] or doubt.group().startswith("ou ")
    return parted and patterns.FOUND_AFTER.match(after) is not None
