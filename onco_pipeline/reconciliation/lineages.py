"""Copied text is one piece of evidence, however many notes carry it.

Half of the words of hospital notes are copied from earlier ones. A mention belongs to the lineage of the
earliest note that tells the same event with the same date in the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from onco_pipeline.reconciliation.model import Mention
from onco_pipeline.text import fold

__all__ = ["assign_lineages", "similarity"]

#: Characters of context on either side of a quote that a copy is recognised by.
CONTEXT = 90
#: Words of one shingle, and the share of shared shingles above which two contexts are one text.
SHINGLE = 3
THRESHOLD = 0.6
#: The same as a share of the shingles of both, one after the other.
_OF_BOTH = THRESHOLD / (1 + THRESHOLD)

#: Each byte that is no letter or digit of a folded text as a space: to split at those takes a third of the time that
#: looking for words with a pattern does.
_SPACED = bytes(byte if chr(byte) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for byte in range(256))


def similarity(one: str, other: str) -> float:
    """Return the share of word triples that two texts have in common (0 to 1), whatever case and accents.

    Examples
    --------
    >>> similarity("Scanner du 3 mai sans lésion", "scanner du 3 mai sans lesion")
    1.0
    """
    return _shared(_Words(one), _Words(other))


_Shingles = frozenset[tuple[bytes, ...]]


class _Words:
    """The words of a text: all, those that differ, and the triples of them, which are made when they are asked for."""

    __slots__ = ("_shingles", "different", "words")

    def __init__(self, text: str) -> None:
        self.words: list[bytes] = fold(text).encode("ascii", "replace").translate(_SPACED).split()
        self.different: frozenset[bytes] = frozenset(self.words)
        self._shingles: _Shingles | None = None

    @property
    def shingles(self) -> _Shingles:
        if self._shingles is None:
            words = self.words
            if len(words) >= SHINGLE:
                self._shingles = frozenset(zip(words, words[1:], words[2:], strict=False))
            else:
                self._shingles = frozenset([tuple(words)] if words else [])
        return self._shingles


def _shared(one: _Words, other: _Words) -> float:
    if one is other:
        return float(bool(one.words))
    common = len(one.shingles & other.shingles)
    union = len(one.shingles) + len(other.shingles) - common
    return common / union if union else 0.0


def _is_copy(one: _Words, other: _Words) -> bool:
    return not _surely_differ(one, other) and _shared(one, other) >= THRESHOLD


def _surely_differ(one: _Words, other: _Words) -> bool:
    """Tell texts that have too few words in common to be copies: thirty pairs of thirty-one, without their triples.

    A triple that both texts have is made of words that both have: there are two fewer of them, at most, than such words
    stand in the one text. And a text has as many triples as it has different words, but two: each is the last of one.
    """
    if one is other or len(one.words) < SHINGLE or len(other.words) < SHINGLE:
        return False
    standing = len(one.different & other.different) + len(one.words) - len(one.different)
    return standing - 2 < _OF_BOTH * (len(one.different) + len(other.different) - 4)


def assign_lineages(mentions: Iterable[Mention], texts: Mapping[str, str] | None = None) -> tuple[Mention, ...]:
    """Return the mentions with their lineage set, in a fixed order.

    Parameters
    ----------
    texts
        Text of each note, where at hand: then the words around the quotes are compared. Without it, a copy is
        a mention whose quote and date are written in the same words.
    """
    ordered = sorted(mentions, key=lambda m: (m.known_note_date, m.note_id, m.quote_start, m.id))
    origins: dict[tuple[object, ...], list[_Telling]] = defaultdict(list)
    known: dict[str, _Words] = {}
    result = []
    for mention in ordered:
        day = mention.interval
        when = (day.start, day.end, day.precision) if day else None  # hashed by C, as an interval is not
        key = (mention.family, mention.subtype, mention.site, mention.status, when)
        told = _Telling(mention, (texts or {}).get(mention.note_id), known)
        earlier = origins[key]
        origin = next((one for one in earlier if told.is_copy_of(one)), None) if earlier else None
        if origin is None:
            earlier.append(told)
        lineage = (origin or told).mention.id
        result.append(mention if mention.lineage == lineage else mention.of_lineage(lineage))
    return tuple(result)


class _Telling:
    """A mention, and the words around it, taken apart once however often they are copied and compared."""

    __slots__ = ("_around", "_known", "mention", "text")

    def __init__(self, mention: Mention, text: str | None, known: dict[str, _Words]) -> None:
        self.mention, self.text, self._known = mention, text, known
        self._around: _Words | None = None

    @property
    def around(self) -> _Words:
        if self._around is None:
            context = _context(self.mention, self.text or "")
            if context not in self._known:
                self._known[context] = _Words(context)
            self._around = self._known[context]
        return self._around

    def is_copy_of(self, origin: _Telling) -> bool:
        mention, other = self.mention, origin.mention
        if mention.note_id == other.note_id:
            return True
        if self.text and origin.text:
            return _is_copy(self._around or self.around, origin._around or origin.around)
        written = (fold(mention.quote), fold(mention.date_quote or ""))
        return mention.date_quote is not None and written == (fold(other.quote), fold(other.date_quote or ""))


def _context(mention: Mention, text: str) -> str:
    start = max(0, mention.quote_start - CONTEXT)
    return text[start : mention.quote_start + len(mention.quote) + CONTEXT]
