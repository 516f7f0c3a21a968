"""Cells whose reading is told, and not how they were taken: a fluid or a node was sampled all the same."""

import re

from onco_pipeline.pipes.scope import Scope

__all__ = ["of_the_fluid", "were_read"]

#: Characters before the reading in which what was sampled is spoken of.
_NEAR = 150
#: "La cytologie était positive", "cytologie : adénocarcinome" ...
_FOUND = re.compile(
    r" (?:[a-z]+ )?(?:positi|negati|malign|suspect|atypi)"
    r"|[^.;\n]{0,40}? ?(?:\b(?:etai[et]n?t?|etant|est|sont|a|ont|revien\w*|montr\w*|retrouv\w*|confirm\w*)\b|[:=])[^.;\n]{0,80}?"
    r"(?:\b(?:positi|negati|malign|tumora|neoplas|carcinom|adenocarcinom|lymphom|atypi|suspect|metasta|adk\b)|\bsans cellule)"
)
#: ... "retrouvées à la cytologie".
_FOUND_IN = re.compile(
    r"\b(?:retrouv|trouv|vu|observ|mis)(?:ee?s|e)(?: en evidence)? (?:a|en|dans|sur|lors de) (?:la |l')?\Z"
)
_OF = re.compile(
    r"\b(?:epanchements?|pleuresies?|ascites?|liquides? (?:pleura|d'ascite|ascit|periton|pericard|cephalo|sero|hema|hemo|san|de )"
    r"|drains? (?:pleur|thora|pericard)|drainages? (?:pleur|thora|pericard|peri))[^;]{0,170}\Z|\b(?:adenopathies?|ganglions?)\b[^.;]{0,170}\Z"
)
#: What took them, which is the sampling then.
_TAKEN = re.compile(
    r"biops|\b(?:bag|ptt|pb[a-z])\b|poncti|\bfna|\bpaaf|scopi|prelev|cytolog|centese|aspirat|lavage|brossage|frottis|echantillon"
)
_CUT_OUT = re.compile(r"ectomie|resection|exerese|resequ|piece|curage")


def were_read(folded: str, start: int, end: int, scope: Scope) -> bool:
    """Return whether "cytologie" tells what was found in cells of a fluid or a node, and no other words how they were taken."""
    first, last = scope.sentence(start)
    told = folded[max(0, start - _NEAR) : start]
    if _FOUND.match(folded, end, last) is None and _FOUND_IN.search(told) is None:
        return False
    return (
        _OF.search(told) is not None
        and _TAKEN.search(folded, scope.previous(start, 1)[0], start) is None
        and _CUT_OUT.search(folded, first, start) is None
        and _TAKEN.search(folded, end, last) is None
    )


def of_the_fluid(folded: str, start: int, word: str, scope: Scope) -> bool:
    """Return whether cells named with their fluid were taken by it: not so "ponction, avec cytologie négative du LCR"."""
    read = _FOUND.match(word, len("cytologie")) is not None
    return not read or _TAKEN.search(folded, scope.sentence(start)[0], start) is None
