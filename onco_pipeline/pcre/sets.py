"""Sets of characters, as the bytes of which PCRE2 is told, and how it writes them."""

from __future__ import annotations

import re
import re._constants as op
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

__all__ = [
    *("BLANK", "CHARACTERS", "DOTALL", "EVERY", "FAILS", "FOLLOWED_BY", "LETTER", "OTHER", "SPACE", "STANDINS", "WORD"),
    *("UntoldError", "held_by", "held_in", "spelt"),
]

#: The bytes of which ``\\w`` and ``\\s`` hold the characters.
WORD = frozenset(code for code in range(256) if chr(code).isalnum() or chr(code) == "_")
SPACE = frozenset(code for code in range(256) if chr(code).isspace())


def _bits(codes: Iterable[int]) -> int:
    return sum(1 << code for code in codes)


#: Sets of bytes, as bits.
_WORD = _bits(WORD)
_DIGIT = _bits(code for code in range(256) if chr(code).isdecimal())
_SPACE = _bits(SPACE)
EVERY = (1 << 256) - 1
#: What stands for the letters, the blanks and all other characters beyond ISO 8859-1: "þ" and two control characters.
LETTER, BLANK, OTHER = 0xFE, 0x85, 0x9F
STANDINS = _bits((LETTER, BLANK, OTHER))
_LAST = 0x10FFFF
_CATEGORIES = {
    op.CATEGORY_WORD: _WORD, op.CATEGORY_NOT_WORD: EVERY ^ _WORD,
    op.CATEGORY_DIGIT: _DIGIT, op.CATEGORY_NOT_DIGIT: EVERY ^ _DIGIT,
    op.CATEGORY_SPACE: _SPACE, op.CATEGORY_NOT_SPACE: EVERY ^ _SPACE,
}  # fmt: skip
DOTALL = int(re.DOTALL)
#: A pattern that never matches.
FAILS = "(*F)"
#: How it is said what must follow. PCRE2 10.42 takes the only character that can for the first of the match, and then
#: looks for one like it further on: it does not find ``(?=b)(?:bx)*b`` in "b". Where nothing comes first, it does.
FOLLOWED_BY = "?=(?:)"
#: Sets that PCRE2 looks up in one table for all patterns (``library.pxi``), where each other set has one of its own.
_KINDS = {_WORD: r"\w", EVERY ^ _WORD: r"\W", _SPACE: r"\s", EVERY ^ _SPACE: r"\S"}


class UntoldError(Exception):
    """A pattern that PCRE2 is not told: ``re`` matches it."""


def held_by(kind: Any, value: Any, flags: int) -> int:
    """Return the bytes of which a part of a pattern takes one."""
    if kind is op.LITERAL and value < 256:
        return 1 << int(value)
    if kind is op.ANY:
        return EVERY if flags & DOTALL else EVERY ^ 1 << 10
    if kind is op.NOT_LITERAL:
        return held_in(((op.NEGATE, None), (op.LITERAL, value)))[0]
    return held_in(tuple(value) if kind is op.IN else ((kind, value),))[0]


@lru_cache(maxsize=4096)
def held_in(items: tuple[Any, ...]) -> tuple[int, bool]:
    """Return the bytes of a set, and whether it tells some characters beyond ISO 8859-1 apart: patterns share sets."""
    held = 0
    negated = tells_beyond = False
    for kind, value in items:
        if kind is op.NEGATE:
            negated = True
        elif kind is op.CATEGORY and value in _CATEGORIES:
            held |= _CATEGORIES[value]
        elif kind in (op.LITERAL, op.RANGE):
            first, last = value if kind is op.RANGE else (value, value)
            taken = EVERY >> 255 - min(last, 255) & ~((1 << min(first, 256)) - 1)
            every = taken & STANDINS == STANDINS and last == _LAST
            tells_beyond |= (bool(taken & STANDINS) or last > 255) and not every
            held |= taken
        else:
            raise UntoldError
    return EVERY ^ held if negated else held, tells_beyond


@lru_cache(maxsize=4096)
def spelt(held: int) -> str:
    """Return one character out of some, as PCRE2 writes it."""
    if held in _KINDS:
        return _KINDS[held]
    count = held.bit_count()
    if count < 2:
        return _character(held.bit_length() - 1) if held else FAILS
    if count > 128:
        left = EVERY ^ held
        return f"[^{_ranges(left)}]" if left else "(?s:.)"
    return f"[{_ranges(held)}]"


def _ranges(held: int) -> str:
    told, code = "", 0
    while held >> code:
        if held >> code & 1:
            begun = code
            while held >> code + 1 & 1:
                code += 1
            told += _character(begun) + (f"-{_character(code)}" if code != begun else "")
        code += 1
    return told


def _character(code: int) -> str:
    letter = chr(code)
    return letter if letter.isascii() and (letter.isalnum() or letter == " ") else f"\\x{code:02x}"


CHARACTERS = [_character(code) for code in range(256)]
