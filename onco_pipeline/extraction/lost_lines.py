"""Line ends that an export lost, put back where a title, an entry, an item or a row of a table begins."""

from __future__ import annotations

import re

from onco_pipeline.extraction.placed import Placed, rewrite
from onco_pipeline.pipes.document.patterns import TITLE_INLINE, TITLE_RUN_ON
from onco_pipeline.text import fold

__all__ = ["marked_lines", "with_line_ends"]

#: Characters from which a note has lines, and so many of it to each line end from which they were lost.
_LEAST, _A_LINE = 300, 2000
#: What a title, an entry or an item stands behind.
_STOP = re.compile(r"(?<=[.;:)»\"]) ")
#: "12/03/2019 : scanner", "Mars 2015 : ...", "- IRM": what begins a line of its own.
_ENTRY = re.compile(
    r"(?:\d{1,2}[/.]\d{1,2}(?:[/.](?:\d\d){1,2})?|\d{1,2}/(?:19|20)\d\d"
    r"|(?:(?:jan|fev|mar|avr|mai|juin|juil|aou|sep|oct|nov|dec)[a-z]{0,7}\.? )?(?:19|20)\d\d) ?:(?= ?\S)"
    r"|[-•*–] ?(?=[a-z0-9])"
)
#: "15/01/19 | TEP-FDG | ...": the first cell of a row.
_ROW = re.compile(r"(?<=\S) (?=(?:\d{1,2}/\d{1,2}/(?:\d\d){1,2}|\d{1,2}/(?:19|20)\d\d) *\|)")
#: Rows that make a table.
_ROWS = 2

#: A line end as spreadsheets write it into their files.
_OF_A_SHEET = re.compile("_x000[DAda]_\n?")
#: What exports put in place of a line end; where it stands so often, it is one.
_IN_PLACE = {mark: re.compile(rf" ?{re.escape(mark)} ?") for mark in ("¶", "||", "~", " // ", " / ", " * ")}
_OFTEN, _EACH = 4, 300
#: What parts words, too: "RH+ / HER2-".
_BETWEEN_WORDS = (" / ", " * ")


def marked_lines(text: str) -> Placed:
    """Return a text with line ends in place of the marks that an export wrote for them, and where its characters stood.

    No place is told where there are none.

    Examples
    --------
    >>> marked_lines("IRM normale._x000D_\\nTEP normale.")[0]
    'IRM normale.\\nTEP normale.'
    >>> marked_lines("Motif : toux¶IRM du 12/03¶TEP du 14/03¶Biopsie le 20/03¶")[0].split("\\n")
    ['Motif : toux', 'IRM du 12/03', 'TEP du 14/03', 'Biopsie le 20/03', '']
    >>> marked_lines("RH+ / HER2- : 3 lésions (~ 2 cm)")
    ('RH+ / HER2- : 3 lésions (~ 2 cm)', [])
    """
    if "_" in text and "_x000" in text:  # one character is looked for ten times as fast
        return rewrite(text, _OF_A_SHEET, lambda _: "\n")
    if _has_few_lines(text):
        for mark, pattern in _IN_PLACE.items():
            if mark not in text or (mark in _BETWEEN_WORDS and len(text) < _LEAST):
                continue
            if (often := text.count(mark)) >= _OFTEN and often * _EACH >= len(text):
                return rewrite(text, pattern, lambda _: "\n")
    return text, []


def with_line_ends(text: str) -> str:
    """Return a note that lost its line ends with some of them back, in place of blanks; any other as it is.

    Examples
    --------
    >>> told = "Antécédents familiaux : mère, cancer du sein. Examen physique Bon état général, poids stable. " * 4
    >>> with_line_ends(told)[:94].split("\\n")
    ['Antécédents familiaux : mère, cancer du sein.', 'Examen physique', 'Bon état général, poids stable.', '']
    >>> with_line_ends("Conclusion : stable. Examen physique Bon état.")  # one line, as it may have been
    'Conclusion : stable. Examen physique Bon état.'
    """
    if len(text) < _LEAST or not _has_few_lines(text):
        return text
    folded, ends = fold(text), []
    for stop in _STOP.finditer(text):
        begin = stop.end()
        if TITLE_INLINE.match(folded, begin) is not None or _ENTRY.match(folded, begin) is not None:
            ends.append(stop.start())
        elif text[begin : begin + 1].isupper():
            title = TITLE_RUN_ON.match(folded, begin)
            # A capital behind a title begins what stood below it.
            if title is not None and text[title.end() : title.end() + 2].istitle():
                ends += (stop.start(), title.end() - 1)
    rows = [row.start() for row in _ROW.finditer(text)] if "|" in text else []
    if len(rows) >= _ROWS:
        ends += rows
    if not ends:
        return text
    letters = list(text)
    for end in ends:
        letters[end] = "\n"
    return "".join(letters)


def _has_few_lines(text: str) -> bool:
    """Return whether a text has so few line ends that it must have lost some."""
    # Most texts have enough in their first lines: no count goes through the rest.
    place = -1
    for _ in range(len(text) // _A_LINE + 1):
        place = text.find("\n", place + 1)
        if place < 0:
            return True
    return False
