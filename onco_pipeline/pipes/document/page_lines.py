"""The lines of a note, and which of them only the width of a page has broken.

A list of short lines and running text that a page cuts look alike line by line: what is told from the whole note is how
wide its page is and whether many lines come close to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.pipes.document.patterns import BULLET
from onco_pipeline.text import is_blank, is_small

__all__ = [
    "Page", "Stretch", "blocks_of", "breaks_off", "index_of", "is_listed", "joined", "laid_open", "lines_of", "unbroken_of",
]  # fmt: skip

Stretch = tuple[int, int]

_FUNCTION_WORD = re.compile(
    # With its apostrophe: "sein d", "poumon l" are sides.
    r"(?<![a-z])(?:de|du|des|[dln]'|la|le|les|un|une|et|ou|a|au|aux|en|par|pour|avec|sans|sous|sur|dans|chez|que|qui|est|son|sa|ses|ce|cette|cet|ne"
    r"|plus|tres|puis|mais|donc|car|soit|vers|dont|ni|depuis)\Z"
)
#: "prochaine TEP avril", below a long line of a note in haste: the next item.
_OPENS_ANEW = re.compile(r"(?:prochaine?s?|a prevoir|prevoir|auj|stop|rdv|tel|cat)\b ?(?=[a-z\d:=])")
#: A line that goes on with the day of what was told above it: "Biopsie mammaire réalisée / le 05/03/2020 en ville".
_DATE_TO_COME = re.compile(
    r" *(?:le|du|au|en|depuis(?: le)?|jusqu'au) (?:[0-9]{1,2}(?:er)?[/. -](?:[0-9]{1,2}\b|[a-z]{3})"
    r"|(?:janv|fevr|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|20[0-9]{2}\b))"
)
#: "Date de la RCP : 07/03/2019", below a heading that fills its line.
_LABEL = re.compile(r" *[a-z][a-z' -]{2,30} ?:")
#: Characters of the widest page that wraps, and of the shortest line that begins a letter.
_WIDEST, _SHORTEST = 200, 25
#: How a letter begins, and its first sentence: with no title, no date, and in no line of the paper itself.
_GREETING = re.compile(r"(?:[A-Z]?[a-zè]+ ){0,3}[Cc]h[eè]re?s? [^\n.:;,|]{2,40},")
_IS_WRITTEN = re.compile(
    r"(?:Je|J['’]ai|Votre|Vous|Nous|Merci|Mme|M\.|Madame|Monsieur) (?!.*\b(?:[Ii][Pp][Pp]|[Nn][Ii][Pp]|[Pp]age)\b)[^|\t]*\Z"
)
#: A line that may begin something: a date's words, an entry of a treatment, the paper's own, a title before its colon.
_MAY_BEGIN = re.compile(
    r"(?:l[ea]s?|l'|en|du|des?|d'|au|depuis|jusqu\w*|et|ou|a|puis|vers|fin|d[eé]but|mi|courant|prochaine?s?|pr[eé]voir|auj\w*|stop|rdv|tel|cat"
    r"|visite|appel|contact|suivi|semaine|cycle|cure|[vscj]\d+|page|tampon|imprim\w*|num[eé]ris\w*|scann\w*|[eé]dit\w*|document|fax|mail"
    r"|secr\w*|standard|janv\w*|f[eé]vr?\w*|mars|avr\w*|mai|juin|juil\w*|ao[uû]\w*|sept\w*|oct\w*|nov\w*|d[eé]c\w*|ce|cette|hier"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)(?![a-zà-ÿ])|.{0,45}:"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A note as its page shows it.

    Attributes
    ----------
    source
        The note as it is.
    text
        The same with a blank for each line end that stands within a sentence beyond doubt: see :func:`joined`.
    lines
        The non-empty lines of ``text``.
    width, wrapped
        Characters of the longest line of ``source``, and whether its lines are broken by that width.
    """

    source: str
    text: str
    lines: list[Stretch]
    width: int
    wrapped: bool


def laid_open(source: str) -> Page:
    """Return a note as its page shows it: once, before anything is looked for in it.

    Examples
    --------
    >>> page = laid_open("Cher confrère,\\nVotre patiente a eu un scanner.\\nIl est normal.")
    >>> page.text, page.lines, page.width, page.wrapped
    ('Cher confrère, Votre patiente a eu un scanner.\\nIl est normal.', [(0, 46), (47, 61)], 31, False)
    """
    lines = lines_of(source)
    width, wrapped = _shape_of(source, lines)
    text = joined(source, lines, width)
    return Page(source, text, lines if text is source else lines_of(text), width, wrapped)


def index_of(stretches: list[Stretch], offset: int) -> int:
    """Return the number of the last stretch that starts at an offset or before it; the first when none does."""
    # Halving in place: compiled, it costs a tenth of ``bisect``, which compares pairs; where much is asked of the same
    # stretches, :func:`~onco_pipeline.pipes.document.layout.last_until` costs half of it.
    low, high = 0, len(stretches)
    while low < high:
        middle = (low + high) // 2
        if stretches[middle][0] <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def lines_of(text: str) -> list[Stretch]:
    """Return the non-empty lines, without their line break.

    Examples
    --------
    >>> lines_of("a\\n\\nbc")
    [(0, 1), (3, 5)]
    """
    found: list[Stretch] = []
    text, start = text.replace("\r", "\n"), 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        # A line is cut out only where it may be one of blanks.
        if start < end and not (is_blank(text, start) and text[start:end].isspace()):
            found.append((start, end))
        start = end + 1
    return found


def _shape_of(text: str, lines: list[Stretch]) -> tuple[int, bool]:
    """Return the width of a note's page, and whether its lines are broken by it."""
    width = 0
    for start, end in lines:
        width = max(width, end - start)
    # A page wraps when many lines come close to the longest one, and that one is no paragraph.
    if not 50 <= width <= 160:
        return width, False
    full = 0
    for start, end in lines:
        full += 4 * (end - start) >= 3 * width
    if full < 3 or 4 * full < len(lines):
        return width, False
    # In running text a good share of the lines begin in lower case; in a list of short notes hardly any.
    runs = 0
    for start, end in lines:
        while start < end and text[start] == " ":
            start += 1
        runs += start < end and is_small(text, start)
    return width, runs > 0 and 8 * runs >= len(lines)


def joined(text: str, lines: list[Stretch], width: int) -> str:
    """Return the text with a blank for each line end that stands within a sentence beyond doubt.

    A page's width has put it there, or it stands behind the greeting of a letter.

    What is left in doubt (a line that opens with a date, a title's word, a capital) is told by what the note is made
    of, in :func:`blocks_of`. Most lines are no such ones, and the text that these leave is gone through once.

    Examples
    --------
    >>> note = "Le scanner du 4 mars retrouve une progression dans les deux\\npoumons et une lesion du segment IV."
    >>> joined(note, lines_of(note), 59) == note.replace("\\n", " ")
    True
    """
    ends: list[int] = []
    long = max(50.0, 0.6 * width)
    above, last = 0, -9
    for start, end in lines:
        before, stop = above, last
        above, last = start, end
        if start != stop + 1:
            continue
        if text[stop - 1] == "," and stop - before < long:
            if (
                end - start >= _SHORTEST
                and _GREETING.fullmatch(text, before, stop)
                and _IS_WRITTEN.match(text, start, end)
            ):
                ends.append(stop)
            continue
        if width > _WIDEST or stop - before < long or not is_small(text, start):
            continue
        if text[before].isdigit():  # "2/3 Pat : M.": the paper's own, perhaps
            continue
        if not (text[stop - 1] == "," or is_small(text, stop - 1)) or _MAY_BEGIN.match(text, start, end) is not None:
            continue
        if text.find("|", before, end) < 0 and text.find("\t", before, end) < 0:
            ends.append(stop)
    return _with_blanks(text, ends)


def blocks_of(page: Page, folded: str, breaks: set[int], ignored: set[int]) -> list[Stretch]:
    """Join the lines that a page's width has broken; every other line is a block of its own.

    Parameters
    ----------
    page
        The note, :func:`laid_open`.
    folded
        Its text, folded.
    breaks
        Starts of lines that begin something new (title, entry, table row).
    ignored
        Starts of lines of the paper itself; a sentence may run on across them.
    """
    # What is one line on the page is told by the note as it is.
    text, lines, width, wrapped = page.source, page.lines, page.width, page.wrapped
    blocks: list[Stretch] = []
    # Lines that are in ``blocks``, some at a time; where the last block begins, and ends unless that line was ignored.
    kept, begun, last = 0, 0, -1
    for number, (start, end) in enumerate(lines):
        if ignored and start in ignored:
            following = None if last < 0 else _next_line(lines, ignored, end)
            if following is None or not _runs_on(text, folded, begun, last, following, width, wrapped, breaks):
                last = -1
                continue
        elif last >= 0 and _runs_on(text, folded, begun, last, (start, end), width, wrapped, breaks):
            last = end
        else:
            begun, last = start, end
            continue
        blocks += lines[kept:number]
        kept = number + 1
        blocks[-1] = (begun, last)
    blocks += lines[kept:]
    return blocks


def unbroken_of(text: str, blocks: list[Stretch], ignored: set[int], doubtful: set[int]) -> str:
    """Return the text with a blank for each line end within a block; itself where no block has one.

    Words that are hyphenated there stay as they are, and so do the lines of the paper itself, and the ends of lines
    above the starts of doubtful ones.

    Examples
    --------
    >>> unbroken_of("biopsie du\\nfoie\\nscanner", [(0, 15), (16, 23)], set(), set())
    'biopsie du foie\\nscanner'
    >>> note = "biopsie\\nscanner"
    >>> unbroken_of(note, [(0, 7), (8, 15)], set(), set()) is note
    True
    """
    ends: list[int] = []
    for start, end in blocks:
        place = text.find("\n", start, end)
        while place >= 0:
            behind = place + 1
            paper = behind in ignored or _line_start(text, place) in ignored
            if text[place - 1] not in "-‐" and not paper and behind not in doubtful:
                ends.append(place)
            place = text.find("\n", behind, end)
    return _with_blanks(text, ends)


def _with_blanks(text: str, ends: list[int]) -> str:
    """Return a text with a blank for each of some line ends; itself where there is none."""
    if not ends:
        return text
    pieces: list[str] = []
    kept = 0
    for end in ends:
        pieces.append(text[kept:end])
        kept = end + 1
    pieces.append(text[kept:])
    return " ".join(pieces)


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _next_line(lines: list[Stretch], ignored: set[int], offset: int) -> Stretch | None:
    return next((line for line in lines if line[0] > offset and line[0] not in ignored), None)


def is_listed(folded: str, start: int, end: int) -> bool:
    """Return whether a line opens as an item of a list: with a bullet, a number or a quote.

    Examples
    --------
    >>> [is_listed(line, 0, len(line)) for line in ("- irm", "2) irm", "irm")]
    [True, True, False]
    """
    return not folded[start : start + 1].isalpha() and BULLET.match(folded, start, end) is not None


def breaks_off(folded: str, start: int, end: int) -> bool:
    """Return whether a line (or block) ends with a word that asks for another one.

    Examples
    --------
    >>> breaks_off("biopsie mammaire le", 0, 19), breaks_off("biopsie mammaire", 0, 16)
    (True, False)
    """
    return _FUNCTION_WORD.search(folded[max(start, end - 12) : end].rstrip()) is not None


def _runs_on(
    text: str,
    folded: str,
    begun: int,
    end: int,
    line: Stretch,
    width: int,
    wrapped: bool,
    breaks: set[int],
) -> bool:
    """Whether a line continues the block before it, which begins at ``begun`` and whose words end at ``end``."""
    start, stop = line
    if text[end - 1] == "." or start in breaks:
        return False
    if start - end > 1 and "\n\n" in text[end:start].replace("\r", ""):
        return False
    if folded[start] in "-*•·–" and is_listed(folded, start, stop):
        return False
    last, first = end, start  # without the blanks around
    while last > begun and is_blank(text, last - 1):
        last -= 1
    while first < stop and is_blank(text, first):
        first += 1
    if last == begun or first == stop:
        return False
    closing = text[last - 1]
    if closing in ".!?|":
        return False
    above = max(begun, text.rfind("\n", begun, last) + 1)
    length, lower = last - above, is_small(text, first)
    if closing in ":;":  # what follows them begins with a capital or a bullet where it is a list
        # ... or where its first word was too long for the line: "NGS (prélèvement du 25/06/21) :\nBRCA1 sauvage".
        lower = lower or (closing == ":" and length + 1 + len(text[first:stop].partition(" ")[0]) > width)
        return wrapped and lower and 4 * length >= 3 * width and not _OPENS_ANEW.match(folded, start, stop)
    if closing in "-‐" and lower and last - 1 > begun and text[last - 2].isalpha():
        return True
    if closing == "," or ((lower or text[first].isdigit()) and breaks_off(folded, begun, end)):
        return True
    if lower and _OPENS_ANEW.match(folded, start, stop):
        return False
    # Under a line that opens with its own day, such a line is the next of a list.
    if lower and _DATE_TO_COME.match(folded, start, stop) and not text[above:last].lstrip(" -*•·–")[:1].isdigit():
        return True
    if lower or text[first] in "(«":
        return length >= (0.6 * width if wrapped else max(50, 0.6 * width)) and width <= 200
    return wrapped and 4 * length >= 3 * width and _LABEL.match(folded, start, stop) is None
