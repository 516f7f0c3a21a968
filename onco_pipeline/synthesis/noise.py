"""What keyboards, scanners and printers do to a text, with every gold span carried along.

Noise is a list of edits ``(start, end, replacement)``; :func:`apply_edits` rewrites the text and moves
the offsets. Length-preserving noise (lost accents, lines broken at a blank) needs no edits.
"""

from __future__ import annotations

import string
from bisect import bisect_right
from collections.abc import Sequence
from random import Random

Edit = tuple[int, int, str]

_PLAIN = str.maketrans("éèêëàâäîïôöùûüçÉÈÊËÀÂÎÏÔÙÛÜÇ’", "eeeeaaaiioouuucEEEEAAIIOUUUC'")
_CONFUSED = {
    "l": "1",
    "1": "l",
    "0": "O",
    "O": "0",
    "m": "rn",
    "é": "e",
    "è": "e",
    "I": "l",
    "à": "a",
    ",": " ,",
    ";": " ;",
    "'": "' ",
}
_LETTERS = frozenset(string.ascii_lowercase)


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, list[int], list[int]]:
    """Return the edited text, and the starts and shifts that :func:`moved` needs.

    Edits must be sorted and disjoint.

    Examples
    --------
    >>> text, starts, shifts = apply_edits("TDM du 12/03", [(0, 3, "Scanner")])
    >>> text[moved(7, starts, shifts):]
    '12/03'
    """
    pieces: list[str] = []
    starts, shifts = [-1], [0]
    position = 0
    for start, end, replacement in edits:
        pieces.append(text[position:start])
        pieces.append(replacement)
        position = end
        starts.append(end)
        shifts.append(shifts[-1] + len(replacement) - (end - start))
    pieces.append(text[position:])
    return "".join(pieces), starts, shifts


def moved(offset: int, starts: list[int], shifts: list[int]) -> int:
    """Return where an offset of the old text lies in the new one; edits before it have shifted it."""
    return offset + shifts[bisect_right(starts, offset) - 1]


def without_accents(text: str) -> str:
    """Return the text as typed without accents, character for character.

    Examples
    --------
    >>> without_accents("métastase hépatique")
    'metastase hepatique'
    """
    return text.translate(_PLAIN)


def typos(rng: Random, text: str, rate: float) -> list[Edit]:
    """Return slips of the keyboard inside longer words: a letter lost, doubled, or two changed over."""
    edits: list[Edit] = []
    for position in _places(rng, len(text), rate):
        if position < 2 or position + 3 > len(text) or not _LETTERS.issuperset(text[position - 2 : position + 2]):
            continue
        kind = rng.random()
        letter = text[position]
        if kind < 0.4:
            edits.append((position, position + 1, ""))
        elif kind < 0.7:
            edits.append((position, position + 1, letter * 2))
        else:
            edits.append((position - 1, position + 1, letter + text[position - 1]))
    return _disjoint(edits)


def scanned(rng: Random, text: str, rate: float) -> list[Edit]:
    """Return what optical reading confuses: O and 0, l and 1, rn and m, blanks before commas, lost accents."""
    edits: list[Edit] = []
    for position in _places(rng, len(text), rate):
        replacement = _CONFUSED.get(text[position])
        if replacement is not None:
            edits.append((position, position + 1, replacement))
    return _disjoint(edits)


def split_dates(rng: Random, dates: Sequence[tuple[int, int]], text: str) -> list[Edit]:
    """Return blanks that a scanner sees within a date of figures ("1 2/03/2019")."""
    edits: list[Edit] = []
    for start, end in sorted(set(dates)):
        words = text[start:end]
        if len(words) >= 8 and words[:2].isdigit() and not words[2].isalnum() and rng.random() < 0.25:
            edits.append((start + 1, start + 1, " "))
    return _disjoint(edits)


def hyphenated(rng: Random, text: str, protected: Sequence[tuple[int, int]], width: int) -> list[Edit]:
    """Return words cut at the end of a line, about once in three lines of ``width``, never in a protected span."""
    edits: list[Edit] = []
    for position in range(width, len(text) - 6, width):
        word = text[position - 3 : position + 3]
        spared = not any(start < position < end for start, end in protected)
        if spared and word.isalpha() and rng.random() < 0.35:
            edits.append((position, position, "-\n"))
    return edits


def page_break(rng: Random, text: str, protected: Sequence[tuple[int, int]], banner: str) -> list[Edit]:
    """Return a printed page's header dropped into a sentence, never into a protected span."""
    for _ in range(8):
        position = text.find(" ", int(len(text) * (0.35 + 0.4 * rng.random())))
        if position > 0 and not any(start < position < end for start, end in protected):
            return [(position, position + 1, f"\n{banner}\n")]
    return []


def wrapped(text: str, width: int, protected: Sequence[tuple[int, int]]) -> str:
    """Return the text with blanks turned into line breaks near ``width``; same length, spans intact."""
    characters, begin = list(text), 0
    for line in text.split("\n"):
        end, reach = begin + len(line), begin + width
        while reach < end:
            place = text.rfind(" ", begin + 1, reach + 1)
            while place > 0 and any(start <= place < stop for start, stop in protected):
                place = text.rfind(" ", begin + 1, place)
            if place < 0:
                break  # one long protected span: left as it is
            characters[place] = "\n"
            begin, reach = place + 1, place + 1 + width
        begin = end + 1
    return "".join(characters)


def _places(rng: Random, length: int, rate: float) -> list[int]:
    count = int(length * rate + rng.random())
    return sorted({int(rng.random() * length) for _ in range(count)})


def _disjoint(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
