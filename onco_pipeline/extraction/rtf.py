"""The text of a note that an export left in RTF, and where each of its characters stood."""

from __future__ import annotations

import re

from onco_pipeline.extraction.placed import Placed, Rewriting

__all__ = ["is_rtf", "plain_of_rtf"]

_TOKEN = re.compile(
    r"\\'(?P<byte>[0-9A-Fa-f]{2})"
    # The letter of an older reader stands behind that of Unicode.
    r"|\\u(?P<code>-?\d{1,5}) ?(?:\\'[0-9A-Fa-f]{2}|\?)?"
    r"|\\(?P<word>[A-Za-z]{1,32})(?:-?\d{1,10})? ?"
    r"|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|(?P<end>[\r\n]+)",
    re.DOTALL,
)
_LINES = frozenset(("par", "line", "row", "sect", "page"))
_TABS = frozenset(("tab", "cell"))
_LETTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}  # fmt: skip
#: Groups that hold no text of the note: fonts, colours, pictures, what the file says of itself.
_HIDDEN = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "datastore", "generator"),
        *("listtable", "listoverridetable", "rsidtbl", "xmlnstbl", "latentstyles", "fldinst", "revtbl", "filetbl"),
    )
)


def is_rtf(text: str) -> bool:
    r"""Return whether a text is RTF.

    Examples
    --------
    >>> is_rtf(r"{\rtf1\ansi Scanner}"), is_rtf("Scanner {thorax}")
    (True, False)
    """
    return "{\\rtf" in text[:200] and text.lstrip("\ufeff \t\r\n").startswith("{\\rtf")


def plain_of_rtf(source: str) -> Placed:
    r"""Return the text of a note in RTF.

    Examples
    --------
    >>> plain_of_rtf(r"{\rtf1{\fonttbl\f0 Arial;}\b Scanner\b0  c\'e9r\'e9bral\par}")[0]
    'Scanner cérébral\n'
    """
    made = Rewriting(source)
    hidden: list[bool] = [False]
    for found in _TOKEN.finditer(source):
        if hidden[-1]:
            made.skip_until(found.start())
        else:
            made.keep_until(found.start())
            made.put(_letter(found))
        if found["brace"] == "{":
            hidden.append(hidden[-1])
        elif found["brace"] == "}" and len(hidden) > 1:
            hidden.pop()
        elif found["word"] in _HIDDEN or found["sign"] == "*":
            hidden[-1] = True
        made.skip_until(found.end())
    return made.done()


def _letter(found: re.Match[str]) -> str:
    """Return what a token writes."""
    if found["byte"]:
        return bytes([int(found["byte"], 16)]).decode("cp1252", "ignore")
    if found["code"]:
        code = int(found["code"]) % 0x10000
        return "" if 0xD800 <= code < 0xE000 else chr(code)
    if found["word"]:
        word = found["word"]
        return "\n" if word in _LINES else "\t" if word in _TABS else _LETTERS.get(word, "")
    # An escaped sign is itself; "\~" is a blank that does not break, "\-" a hyphen that may.
    sign = found["sign"] or ""
    return {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n"}.get(sign, sign if sign in "\\{}" else "")
