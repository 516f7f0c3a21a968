"""The words around an event and a date as hashed pieces: whole words and their letter triples, by place.

Nothing is learned here and no vocabulary is kept: a piece is a number, the learned linker has a vector for
each. A misspelt word keeps most of its triples; a word that training never met keeps those it shares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

import numpy as np
import xxhash

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.event_date.features import NoteView

__all__ = ["Words"]

_TOKEN = re.compile(r"[a-z]+|[0-9]+|\n|[^\sa-z0-9]")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
#: Words read at each place.
_BETWEEN, _ASIDE, _LEFT, _TOLD = 7, 4, 3, 8


@lru_cache(maxsize=65_536)
def _hashes(word: str) -> np.ndarray:
    """Return the hashes of a word and of its letter triples; figures count by their number only."""
    if word[0].isdigit():
        word = "0" * len(word)
    marked = f"<{word}>"
    triples = {marked[i : i + 3] for i in range(len(marked) - 2)} if word.isalpha() and len(word) > 3 else set()
    found = [xxhash.xxh64_intdigest(piece.encode()) for piece in (marked, *sorted(triples))]
    return np.array(found, dtype=np.uint64)


@lru_cache(maxsize=131_072)
def _pieces(place: str, word: str, bits: int) -> np.ndarray:
    """Return the pieces of a word at a place, int32 below ``2 ** bits``."""
    salt = np.uint64(xxhash.xxh64_intdigest(place.encode()))
    return (((_hashes(word) ^ salt) * _PRIME) >> np.uint64(64 - bits)).astype(np.int32)


class Words:
    """The words of a note, its dates and events each one mark.

    Parameters
    ----------
    view
        The note.
    bits
        Pieces are numbers below ``2 ** bits``.
    """

    __slots__ = ("_bits", "_starts", "_words")

    def __init__(self, view: NoteView, bits: int) -> None:
        self._bits = bits
        marks: dict[int, tuple[int, str]] = {}
        for mention in view.dates:
            marks[mention.start] = (mention.end, "§date")
        for event in view.events:
            marks.setdefault(event.start, (event.end, f"§{event.family}"))
        self._starts: list[int] = []
        self._words: list[str] = []
        place = 0
        for start in [*sorted(marks), len(view.folded)]:
            if start < place:
                continue
            for token in _TOKEN.finditer(view.folded, place, start):
                self._starts.append(token.start())
                self._words.append(token.group())
            if start in marks:
                end, mark = marks[start]
                self._starts.append(start)
                self._words.append(mark)
                place = max(place, end)

    def around(
        self, event: EventMention, mention: DateMention | None, text: str, labels: tuple[str, ...]
    ) -> np.ndarray:
        """Return the pieces of what stands between an event and a date and on either side of both.

        Parameters
        ----------
        event, mention
            The pair; the words around the event alone for "no date".
        text
            Folded words of the event.
        labels
            What the pair is known by besides its words (sections, document type); hashed like words.

        Returns
        -------
        numpy.ndarray
            Shape (pieces,), int32.
        """
        found = [(f"event {place}", word) for place, word in enumerate(text.split()[:_ASIDE])]
        found += [("label", label) for label in labels]
        first = event if mention is None or event.start <= mention.start else mention
        last = mention if first is event and mention is not None else event
        found += _apart("left", self._before(first.start, _ASIDE))
        found += _apart("right", self._after(last.end, _ASIDE))
        found += [("after event", word) for word in self._after(event.end, _TOLD)]
        found += [("before event", word) for word in self._before(event.start, _TOLD)]
        if mention is not None:
            order = "after" if first is event else "before"
            inner = self._words[bisect_left(self._starts, first.end) : bisect_left(self._starts, last.start)]
            if len(inner) > 2 * _BETWEEN:
                inner = [*inner[:_BETWEEN], "§far", *inner[-_BETWEEN:]]
            found += [(f"between {order}", word) for word in inner]
            found += _apart(f"from {order}", inner[:2])
            found += _apart(f"to {order}", inner[-2:][::-1])
            found += [("date left", word) for word in self._before(mention.start, _LEFT)]
            found += [("date right", word) for word in self._after(mention.end, _LEFT)]
        return np.concatenate([_pieces(place, word, self._bits) for place, word in found])

    def _before(self, offset: int, count: int) -> list[str]:
        place = bisect_left(self._starts, offset)
        return self._words[max(0, place - count) : place][::-1]

    def _after(self, offset: int, count: int) -> list[str]:
        place = bisect_left(self._starts, offset)
        return self._words[place : place + count]


def _apart(name: str, words: list[str]) -> list[tuple[str, str]]:
    """Return words with their distance from the pair, so that the next one and the one after count apart."""
    return [(f"{name} {distance}", word) for distance, word in enumerate(words)]
