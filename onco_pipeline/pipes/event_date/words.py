"""The words around an event and a date as hashed pieces: whole words and their letter triples, by place.

Nothing is learned here and no vocabulary is kept: a piece is a number, the learned linker has a vector for
each. A misspelt word keeps most of its triples; a word that training never met keeps those it shares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xxhash

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.event_date.features import NoteView

__all__ = ["Around", "Words"]

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
def _pieces(place: str, word: str, bits: int) -> bytes:
    """Return the pieces of a word at a place: numbers below ``2 ** bits``, as the bytes of an int32 array.

    Bytes, because hundreds of them are put together for a date, and numpy takes far longer for small arrays.
    """
    salt = np.uint64(xxhash.xxh64_intdigest(place.encode()))
    return (((_hashes(word) ^ salt) * _PRIME) >> np.uint64(64 - bits)).astype(np.int32).tobytes()


def _apart(name: str, count: int) -> tuple[str, ...]:
    """Return places by their distance from the pair, so that the next word and the one after count apart."""
    return tuple(f"{name} {distance}" for distance in range(count))


@dataclass(frozen=True, slots=True)
class _Between:
    """What the places between an event and a date are called."""

    between: str
    begun: tuple[str, ...]
    ended: tuple[str, ...]

    @classmethod
    def of(cls, order: str) -> _Between:
        return cls(f"between {order}", _apart(f"from {order}", 2), _apart(f"to {order}", 2))


_EVENT, _LEFT_OF, _RIGHT_OF = (_apart(name, _ASIDE) for name in ("event", "left", "right"))
_AFTER, _BEFORE = _Between.of("after"), _Between.of("before")


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

    def before(self, offset: int, count: int) -> list[str]:
        """Return the words before an offset, the nearest first."""
        place = bisect_left(self._starts, offset)
        return self._words[max(0, place - count) : place][::-1]

    def after(self, offset: int, count: int) -> list[str]:
        """Return the words from an offset on."""
        place = bisect_left(self._starts, offset)
        return self._words[place : place + count]

    def between(self, start: int, end: int) -> list[str]:
        """Return the words between two offsets; of many, the first and the last."""
        inner = self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [*inner[:_BETWEEN], "§far", *inner[-_BETWEEN:]] if len(inner) > 2 * _BETWEEN else inner

    def pieces(self, place: str, words: Iterable[str]) -> bytes:
        """Return the pieces of words at one place."""
        return b"".join([_pieces(place, word, self._bits) for word in words])

    def apart(self, places: Sequence[str], words: Iterable[str]) -> bytes:
        """Return the pieces of words each of which has a place of its own; there may be more places than words."""
        return b"".join([_pieces(places[number], word, self._bits) for number, word in enumerate(words)])


class Around:
    """The pieces of what stands between an event and a date and on either side of both.

    Parameters
    ----------
    words
        The words of the note.
    event
        The event.
    text
        Its folded words.
    """

    __slots__ = ("_event", "_left", "_own", "_right", "_told", "_words")

    def __init__(self, words: Words, event: EventMention, text: str) -> None:
        self._words, self._event = words, event
        self._own = words.apart(_EVENT, text.split()[:_ASIDE])
        self._left = words.apart(_LEFT_OF, words.before(event.start, _ASIDE))
        self._right = words.apart(_RIGHT_OF, words.after(event.end, _ASIDE))
        self._told = words.pieces("after event", words.after(event.end, _TOLD)) + words.pieces(
            "before event", words.before(event.start, _TOLD)
        )

    def date(self, mention: DateMention | None, labels: Iterable[str]) -> np.ndarray:
        """Return the pieces of the event and one date.

        Parameters
        ----------
        mention
            The date; None for the words around the event alone.
        labels
            What the pair is known by besides its words (sections, document type); hashed like words.

        Returns
        -------
        numpy.ndarray
            Shape (pieces,), int32.
        """
        words, event = self._words, self._event
        found = [self._own, words.pieces("label", labels)]
        if mention is None:
            found += [self._left, self._right, self._told]
        elif event.start <= mention.start:
            right = words.apart(_RIGHT_OF, words.after(mention.end, _ASIDE))
            found += [self._left, right, self._told, self._between(_AFTER, event.end, mention.start, mention)]
        else:
            left = words.apart(_LEFT_OF, words.before(mention.start, _ASIDE))
            found += [left, self._right, self._told, self._between(_BEFORE, mention.end, event.start, mention)]
        return np.frombuffer(b"".join(found), dtype=np.int32)

    def _between(self, names: _Between, start: int, end: int, mention: DateMention) -> bytes:
        words = self._words
        inner = words.between(start, end)
        return (
            words.pieces(names.between, inner)
            + words.apart(names.begun, inner[:2])
            + words.apart(names.ended, inner[-2:][::-1])
            + words.pieces("date left", words.before(mention.start, _LEFT))
            + words.pieces("date right", words.after(mention.end, _LEFT))
        )
