"""Copied text is one piece of evidence, however many notes carry it.

Half of the words of hospital notes are copied from earlier ones. A mention belongs to the lineage of the
earliest note that tells the same event with the same date in the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onco_pipeline.reconciliation.model import Mention
from onco_pipeline.text import fold

__all__ = ["assign_lineages", "similarity"]

#: Characters of context on either side of a quote that a copy is recognised by.
CONTEXT = 90
#: Words of one shingle, and the share of shared shingles above which two contexts are one text.
SHINGLE = 3
THRESHOLD = 0.6

_WORD = re.compile(r"[a-z0-9]+")


def similarity(one: str, other: str) -> float:
    """Return the share of word triples that two texts have in common (0 to 1), whatever case and accents.

    Examples
    --------
    >>> similarity("Scanner du 3 mai sans lésion", "scanner du 3 mai sans lesion")
    1.0
    """
    first, second = _shingles(one), _shingles(other)
    union = first | second
    return len(first & second) / len(union) if union else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    size = min(SHINGLE, len(words))
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if size else frozenset()


def assign_lineages(mentions: Iterable[Mention], texts: Mapping[str, str] | None = None) -> tuple[Mention, ...]:
    """Return the mentions with their lineage set, in a fixed order.

    Parameters
    ----------
    texts
        Text of each note, where at hand: then the words around the quotes are compared. Without it, a copy is
        a mention whose quote and date are written in the same words.
    """
    ordered = sorted(mentions, key=lambda m: (m.known_note_date, m.note_id, m.quote_start, m.id))
    origins: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    result = []
    for mention in ordered:
        key = (mention.family, mention.subtype, mention.site, mention.status, mention.interval)
        origin = next((m for m in origins[key] if _is_copy(mention, m, texts or {})), None)
        if origin is None:
            origins[key].append(mention)
        result.append(replace(mention, lineage=(origin or mention).id))
    return tuple(result)


def _is_copy(mention: Mention, origin: Mention, texts: Mapping[str, str]) -> bool:
    if mention.note_id == origin.note_id:
        return True
    mine, theirs = texts.get(mention.note_id), texts.get(origin.note_id)
    if mine and theirs:
        return similarity(_context(mention, mine), _context(origin, theirs)) >= THRESHOLD
    written = (fold(mention.quote), fold(mention.date_quote or ""))
    return mention.date_quote is not None and written == (fold(origin.quote), fold(origin.date_quote or ""))


def _context(mention: Mention, text: str) -> str:
    start = max(0, mention.quote_start - CONTEXT)
    return text[start : mention.quote_start + len(mention.quote) + CONTEXT]
