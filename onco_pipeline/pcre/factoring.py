"""Ask first for what tells soonest that a pattern does not match at a place.

The rules' patterns list words by what they mean, not by how they are spelt. PCRE2 tries one alternative after the
other, and makes code of each: of a hundred organs it goes through the code of a hundred to learn that a place names
none, and most of that code is far away in memory. So what alternatives begin with alike is asked once, and a character
before what must stand before it.
"""

from __future__ import annotations

import re._constants as op
from collections.abc import Sequence
from typing import Any

from onco_pipeline.pcre.edges import firsts
from onco_pipeline.pcre.parsed import REPEATS, parts

__all__ = ["ahead", "factored"]

Items = list[Any]
#: What takes one character, or none, and is the same wherever it is spelt alike.
_ALIKE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.AT)


def ahead(items: Any) -> Items:
    """Return parts of a pattern, in which a character is asked for before what must stand before it.

    ``(?<!non )realise`` becomes ``r(?<!non r)ealise``: at most places a character tells sooner that nothing matches.

    Examples
    --------
    >>> import re._parser as parser
    >>> [str(kind) for kind, _ in ahead(parser.parse(r"(?<!non )(?<!pas )fait"))]
    ['LITERAL', 'ASSERT_NOT', 'ASSERT_NOT', 'LITERAL', 'LITERAL', 'LITERAL']
    """
    arranged: Items = []
    behind: Items = []
    for item in parts(items):
        if _looks_behind(item):
            behind.append(item)
        elif not behind:
            arranged.append(item)
        else:
            told = item[0] is op.LITERAL or item[0] is op.IN
            arranged += [item, *[_seen_from(asked, item) for asked in behind]] if told else [*behind, item]
            behind = []
    return [*arranged, *behind]


def _looks_behind(item: Any) -> bool:
    """Return whether a part of a pattern does nothing but look at what stands before a place."""
    kind, value = item
    if kind is op.ASSERT or kind is op.ASSERT_NOT:
        return bool(value[0] < 0)
    if kind is op.BRANCH:
        return all(_behind_alone(branch) for branch in value[1])
    return False


def _behind_alone(branch: Any) -> bool:
    return all(item[0] is op.AT or _looks_behind(item) for item in parts(branch))


def _seen_from(item: Any, character: Any) -> Any:
    """Return what looks at what stands before a place, asked for behind the character that stands there."""
    kind, value = item
    if kind is op.BRANCH:
        return op.BRANCH, (None, [[_seen_from(inner, character) for inner in parts(branch)] for branch in value[1]])
    if kind is op.AT:
        return op.ASSERT, (-1, [item, character])
    return kind, (-1, [*parts(value[1]), character])


class _Kin:
    """Alternatives that begin alike, at the place of the first of them; what is seldom asked is found out late."""

    def __init__(self, alternative: Items, flags: int) -> None:
        self.alternatives, self.flags = [alternative], flags
        self.head = _head(alternative)
        self._begins, self._numbered = 0, -1

    def take(self, other: _Kin) -> None:
        """Take in an alternative that begins alike."""
        self.alternatives += other.alternatives
        self._begins, self._numbered = 0, -1

    def may_follow(self, other: _Kin) -> bool:
        """Return whether it is the same which of two comes first."""
        # Groups have their numbers by where they stand.
        return self.differs(other) and not (self.numbered() and other.numbered())

    def differs(self, other: _Kin) -> bool:
        """Return whether no character can begin both."""
        if self.head is not None and other.head is not None and self.head[0] is other.head[0] is op.LITERAL:
            return bool(self.head != other.head)
        return not self.firsts() & other.firsts()

    def firsts(self) -> int:
        """Return the bytes that they can begin with."""
        if not self._begins:
            for alternative in self.alternatives:
                self._begins |= firsts(alternative, self.flags)
        return self._begins

    def numbered(self) -> bool:
        """Return whether there are groups with numbers in them."""
        if self._numbered < 0:
            self._numbered = any(_numbered(alternative) for alternative in self.alternatives)
        return self._numbered > 0


def factored(branches: Sequence[Any], flags: int) -> list[Items]:
    """Return alternatives that match the same, one before the other as they did, and no two of which begin alike.

    An alternative is moved to one before that begins as it does only where none in between can begin with any character
    that it can begin with, so that at any place at most one of those that changed their order matches.

    Parameters
    ----------
    branches
        The alternatives, as ``re`` has parsed them.
    flags
        The flags of the pattern, at this place.

    Examples
    --------
    >>> import re._parser as parser
    >>> def of(pattern):
    ...     ((_, (_, branches)),) = parser.parse(pattern)
    ...     return [[str(kind) for kind, _ in items] for items in factored(branches, 0)]
    >>> of("foie|rate|fosse|reins?")
    [['LITERAL', 'LITERAL', 'BRANCH'], ['LITERAL', 'BRANCH']]
    """
    every: list[_Kin] = []
    for branch in branches:
        new = _Kin(ahead(branch), flags)
        if (home := _home(every, new)) is None:
            every.append(new)
        else:
            home.take(new)
    return [_together(kin.alternatives) for kin in every]


def _home(every: list[_Kin], new: _Kin) -> _Kin | None:
    """Return those that an alternative can be put to."""
    if new.head is None:
        return None
    for kin in reversed(every):
        if kin.head == new.head:
            return kin
        if not kin.may_follow(new):
            return None
    return None


def _together(alternatives: list[Items]) -> Items:
    """Return alternatives that begin alike as one, with what they begin with in front; the rest is left."""
    first, length = alternatives[0], 0
    if len(alternatives) == 1:
        return first
    while all(_head(items, length) == _head(first, length) is not None for items in alternatives):
        length += 1
    return [*first[:length], *_either([items[length:] for items in alternatives])]


def _either(branches: list[Items]) -> Items:
    """Return what matches one of some alternatives: a set where each is a character, ``?`` where one may be empty."""
    if len(branches) == 1:
        return branches[0]
    if not branches[-1]:
        within = _either(branches[:-1])
        return [(op.MAX_REPEAT, (0, 1, within))] if within else []
    if not branches[0]:
        return [(op.MIN_REPEAT, (0, 1, _either(branches[1:])))]
    if all(len(items) == 1 and items[0][0] is op.LITERAL for items in branches):
        return [(op.IN, [items[0] for items in branches])]
    return [(op.BRANCH, (None, branches))]


def _head(items: Items, place: int = 0) -> Any:
    return items[place] if place < len(items) and items[place][0] in _ALIKE else None


def _numbered(items: Any) -> bool:
    """Return whether there are groups with numbers in some parts of a pattern."""
    for kind, value in parts(items):
        if kind is op.LITERAL or kind is op.IN:
            continue
        if kind is op.SUBPATTERN and value[0] is not None:
            return True
        for inner in _within(kind, value):
            if _numbered(inner):
                return True
    return False


def _within(kind: Any, value: Any) -> list[Any]:
    """Return what stands inside a part of a pattern."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[-1]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind in REPEATS:
        return [value[2]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.GROUPREF_EXISTS:
        return [inner for inner in value[1:] if inner is not None]
    return []
