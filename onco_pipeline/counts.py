"""How many of what, in words: "1 note", "2,000 notes"."""

from __future__ import annotations

__all__ = ["count_of"]


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a number with what it counts, in the singular where it is one.

    Parameters
    ----------
    number
        How many there are.
    noun, plural
        What one of them is called, and several of them where it is not the noun with an s.

    Examples
    --------
    >>> count_of(1, "note"), count_of(0, "note"), count_of(2000, "class", "classes")
    ('1 note', '0 notes', '2,000 classes')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
