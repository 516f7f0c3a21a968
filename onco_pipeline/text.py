"""Fold French text for matching without moving a single offset.

Every pattern of the project is written in lower case without accents and is matched against
``fold(text)``; because folding keeps one character for one character, a match's offsets slice the
*source* text to the quoted words.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from functools import lru_cache

# Typographic variants that hospital software mixes freely; each maps to one plain character.
_VARIANTS = {
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "­": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ",
    "œ": "o", "Œ": "o", "æ": "a", "Æ": "a", "…": ".", "⁄": "/",
    "µ": "u", "μ": "u",  # of "µg", the sign or the Greek letter
}  # fmt: skip


def _fold_character(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    lowered = character.lower()
    base = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)).lower()
    # Only one-for-one replacements keep offsets valid: "İ" or "ﬁ" stay as they are.
    if len(base) == 1:
        return base
    return lowered if len(lowered) == 1 else character


class _FoldTable(dict[int, int]):
    """A translation table that learns characters as they are met."""

    def __missing__(self, code: int) -> int:
        folded = ord(_fold_character(chr(code)))
        self[code] = folded
        return folded


_TABLE = _FoldTable()


class _Page:
    """What the characters of one code page fold to: as bytes, 0 where that is none, and as letters."""

    __slots__ = ("codes", "letters")

    def __init__(self, characters: str) -> None:
        self.letters = "".join(map(_fold_character, characters))
        self.codes = bytes(ord(letter) if ord(letter) < 256 else 0 for letter in self.letters)

    def fold(self, encoded: bytes) -> str:
        """Return what an encoded text folds to."""
        folded = encoded.translate(self.codes)
        # A number is looked for as such; of bytes Python asks first whether they are one, and raises an error for it.
        return codecs.charmap_decode(encoded, "strict", self.letters)[0] if 0 in folded else folded.decode("latin-1")


# Nearly every French text fits one of these pages, and going through bytes folds many times as fast as character by
# character.
# What lies beyond the first page is mostly one of these; each folds to what folds to itself.
_OFTEN = [(often, _VARIANTS[often]) for often in "’‘–—“”…œμ"]
_LATIN = _Page("".join(map(chr, range(256))))
_WINDOWS = _Page(bytes(range(256)).decode("cp1252", "replace"))


@lru_cache(maxsize=4)
def as_latin(text: str) -> bytes | None:
    """Return a text in ISO 8859-1, typographic marks as what they fold to; None when it holds others.

    The last texts are remembered, for a note is asked for so by each that makes it plain before it is read.

    Examples
    --------
    >>> as_latin("l’été"), as_latin("α")
    (b"l'\\xe9t\\xe9", None)
    """
    for often, plainly in _OFTEN:
        if often in text:
            text = text.replace(often, plainly)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


# Blanks of many widths, and the page and line marks of other systems; tabs and line ends keep their meaning.
# The last of them is that of Chinese texts.
_BLANKS = [blank for blank in map(chr, range(ord("\u3000") + 1)) if blank.isspace() and blank not in "\r\n\t "]
_LATIN_BLANKS = [blank for blank in _BLANKS if ord(blank) < 256]


def plain(text: str) -> str:
    """Return ``text`` with every blank but tabs and line ends written as a space, one for one.

    Examples
    --------
    >>> plain("12\u00a0mars\u20092019")
    '12 mars 2019'
    """
    for blank in _BLANKS if as_latin(text) is None else _LATIN_BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text


def is_blank(text: str, place: int) -> bool:
    """Return whether a blank stands at a place of a text, as ``isspace`` tells it, in a third of its time.

    Examples
    --------
    >>> [is_blank("a b\u00a0", place) for place in range(4)]
    [False, True, False, True]
    """
    code = ord(text[place])
    return code == 32 or (not 32 < code < 128 and text[place].isspace())


def is_small(text: str, place: int) -> bool:
    """Return whether a small letter stands at a place of a text, as ``islower`` tells it, in a tenth of its time.

    Examples
    --------
    >>> [is_small("aAéÉ1", place) for place in range(5)]
    [True, False, True, False, False]
    """
    code = ord(text[place])
    return 97 <= code <= 122 if code < 128 else text[place].islower()


#: A note with fewer capitals than one letter in so many was typed without them, its abbreviations too.
_SELDOM = 200
_CAPITAL = bytes(chr(code).isupper() for code in range(256))
_NO_LETTER = bytes(code for code in range(256) if not chr(code).isalpha())


def in_capitals(text: str) -> str:
    """Return a text that was typed without capitals in capitals, one for one; any other as it is.

    "tep", "pbp" and "ett" are abbreviations there that are told from words by their capitals elsewhere.

    Examples
    --------
    >>> in_capitals("vu ce jour. pbp le 12/05"), in_capitals("Vu ce jour. PBP le 12/05")
    ('VU CE JOUR. PBP LE 12/05', 'Vu ce jour. PBP le 12/05')
    """
    encoded = as_latin(text)
    if encoded is None:
        return text
    # Nearly every text has more than enough in its first eighth.
    eighth, capitals = len(encoded) // 8 + 1, 0
    for start in range(0, len(encoded), eighth):
        capitals += encoded[start : start + eighth].translate(_CAPITAL).count(1)
        if capitals * _SELDOM >= len(encoded):
            return text
    if capitals * _SELDOM >= len(encoded.translate(None, _NO_LETTER)):
        return text
    upper = text.upper()
    return upper if len(upper) == len(text) else text


@lru_cache(maxsize=128)
def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents, with plain quotes, dashes and blanks.

    The result has exactly as many characters as ``text`` (``œ`` becomes ``o``: write ``oe?sophage``).
    Line breaks are kept. Decomposed accents (letter + combining mark) are not joined here:
    the extraction composes such notes before the pipeline sees them. The last texts are remembered:
    each reader of a note asks for the whole of it.

    Examples
    --------
    >>> fold("Métastase hépatique – l’IRM")
    "metastase hepatique - l'irm"
    >>> len(fold("Œsophage")) == len("Œsophage")
    True
    """
    latin = as_latin(text)
    if latin is not None:
        return _LATIN.fold(latin)
    try:
        return _WINDOWS.fold(text.encode("cp1252"))
    except UnicodeEncodeError:
        return text.translate(_TABLE)


@lru_cache(maxsize=65_536)
def fold_key(text: str) -> str:
    """Return a comparison key: folded, stripped, with inner blanks collapsed and ``œ`` spelt ``oe``.

    Examples
    --------
    >>> fold_key("  Cœur ") == fold_key("coeur")
    True
    """
    spelt = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    return sys.intern(" ".join(fold(unicodedata.normalize("NFC", spelt)).split()))
