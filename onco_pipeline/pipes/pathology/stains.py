"""Whether a marker is told with what it showed, or only as a stain that was done."""

import re
from itertools import pairwise

from onco_pipeline.pipes.pathology.runs import Detail

__all__ = ["not_known", "stained", "valued"]

#: Characters before a marker in which its value stands.
_NEAR = 40
_VALUED = re.compile(
    r"[\s:=(]*(?:(?:est|etait|relu|evalue|estime|calcule|cote|score)e? )*(?:(?:a|de) )?(?:[<>]? ?\d{1,3}(?= ?(?:[(;]|[.,](?!\d)|\Z|sur ))|\+|-(?!\w)|[<>]? ?\d+ ?%|[0-3]\b|(?:[\w']+ ){0,4}?(?:posit|negat|neg\b|express|perte|conserv|absen|presen|faible|fort|intens"
    r"|diffus|stable|score|(?:non )?amplif|surexpr))"
)
_VALUED_BEFORE = re.compile(r"(?:express|posit|negat|perte|marqu)\w*[^.;]{0,30}\Z")
#: Characters between a marker and its outcome.
_BESIDE = 15
#: A marker that nobody has read, alone or with the one told beside it.
_UNKNOWN = re.compile(
    r"(?:(?: ?[,/] ?| et | ou | ni )(?:(?:le |du |l')?(?:statut |expression |recepteurs? )?(?:de |du |d')?)(?:her-?2(?:[-/ ]?neu)?|ki-?67|hormon\w+|progest\w+))*"
    r"(?: (?:etai(?:en)?t|est|sont))? (?:inconnu|indetermin|non (?:precis|determin|realis|disponible|connu|evalu|test|effectu|recherch))"
)


def valued(detail: Detail, folded: str) -> bool:
    """Whether a marker is told with what it showed, and not only as a stain that was done."""
    return (
        detail.kind == "marker"
        and (
            _VALUED.match(folded, detail.end)
            or _VALUED_BEFORE.search(folded, max(0, detail.start - _NEAR), detail.start)
            or re.search(r"[+%]|posit|negat|triple|luminal", detail.word)
        )
        is not None
    )


def stained(results: list[Detail]) -> bool:
    """Whether a marker is told with what its test showed: "FISH : HER2 non amplifié"."""
    return any(
        one.kind == "marker" and other.kind == "outcome" and other.start - one.end < _BESIDE
        for one, other in pairwise(results)
    )


def not_known(detail: Detail, folded: str) -> bool:
    """Whether a marker is told to be unknown: "récepteurs hormonaux et HER2 inconnus" tells no result."""
    return detail.kind == "marker" and _UNKNOWN.match(folded, detail.end) is not None
