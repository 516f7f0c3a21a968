"""What ``re`` has parsed a pattern to."""

from __future__ import annotations

import re._constants as op
import re._parser as parser
from typing import Any

__all__ = ["REPEATS", "parts"]

#: Kinds of parts that repeat what they hold.
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def parts(pattern: Any) -> list[Any]:
    """Return the parts of a parsed pattern, or of one within it: pairs of what each is and what it holds.

    ``re._parser.SubPattern`` can be gone through as it is, but then a function written in Python hands out each part.

    Examples
    --------
    >>> [str(kind) for kind, value in parts(parser.parse("ab?"))]
    ['LITERAL', 'MAX_REPEAT']
    """
    return pattern.data if isinstance(pattern, parser.SubPattern) else list(pattern)
