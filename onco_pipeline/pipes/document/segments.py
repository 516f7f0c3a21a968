"""Cut a note into lines, sentences and clauses.

French hospital notes break the rules that sentence splitters rest on: list items without a full
stop, table rows, wrapped lines of scanned letters, sentences that start with a date
("... foie.\\n15.04.2020 : scanner"), names and titles with dots ("Dr. A. B.").
"""

from __future__ import annotations

import re
from itertools import pairwise

from onco_pipeline.pipes.document.patterns import BULLET
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import WordPattern

if NATIVE:
    from onco_pipeline.pipes import passes

Stretch = tuple[int, int]

# Words whose dot ends no sentence. Months are apart: theirs ends one before a capital, not before a figure.
# fmt: off
_ABBREVIATIONS = frozenset({
    "dr", "drs", "pr", "prs", "m", "mme", "mmes", "mlle", "mr", "st", "ste", "cf", "ex", "env", "vs", "resp", "no",
    "art", "fig", "max", "min", "tel", "bd", "av", "chap", "p", "pp", "vol", "ref", "hopi", "hopit", "hosp", "chir",
    "med", "serv", "dept", "circ", "approx", "ggl", "inj", "lat", "ant", "post", "sup", "inf", "gch", "gche", "dt",
    "dte", "cer", "cereb", "thor", "bilat", "fam", "atcd", "pers", "prof", "int", "ext", "deb", "dep", "pdt", "ds", "jq", "jusq",
})
# fmt: on
#: Initials of a name: "Dr A. B.", "M . T ."; and a number.
_INITIALS = re.compile(
    r"(?<![a-z])(?:n°|(?:drs?|prs?|m|mm|mme|mlle|mr|prof|madame|monsieur|docteur)(?:\s|\.)\s?(?:[a-z]\s?\.\s?)*[a-z])\Z"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MONTH_DOT = StemPattern(r"(?<![a-z])(?:janv?|fevr?|avr|juil|aou|sept?|oct|nov|dec)\Z")
_STOPS, _CLOSING = ".!?", '"»)]'
_OPENING = '"«([ -–•'
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
#: Characters of the widest page that wraps, and of the shortest line that goes on beyond doubt.
_WIDEST, _SHORTEST = 200, 25
#: A line that may begin something: a date's words, an entry of a treatment, the paper's own, a title before its colon.
_MAY_BEGIN = re.compile(
    r"(?:l[ea]s?|l'|en|du|des?|d'|au|depuis|jusqu\w*|et|ou|a|puis|vers|fin|d[eé]but|mi|courant|prochaine?s?|pr[eé]voir|auj\w*|stop|rdv|tel|cat"
    r"|visite|appel|contact|suivi|semaine|cycle|cure|[vscj]\d+|page|tampon|imprim\w*|num[eé]ris\w*|scann\w*|[eé]dit\w*|document|fax|mail"
    r"|secr\w*|standard|janv\w*|f[eé]vr?\w*|mars|avr\w*|mai|juin|juil\w*|ao[uû]\w*|sept\w*|oct\w*|nov\w*|d[eé]c\w*|ce|cette|hier"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)(?![a-zà-ÿ])|.{0,45}:"
)
# Where a clause may end: at a mark (:func:`_clause_marks`), or before a word that goes on to something else.
CLAUSE_MARKS = ";()→,:=-"
_CLAUSE_WORD = WordPattern(
    r"(?<![a-z0-9_])\b(?:(?:puis|mais|alors que|tandis que|suivie? (?:de|d'|par|d'une?))\b"
    r"|et (?=(?:(?:le|la|une?|nouve\w+|d'une?|du|son|sa|l'|les|des) ?)?(?:scanner|tdm|irm|tep|pet|scinti|echo|radio|mammo|biops|micro|ponction|cyto"
    r"|myelo|bom|repri|arret|debut|stop|fibro|colo|anapath)))"
)


_DATED = re.compile(r"[ \-*]*\d{1,2}[/.]\d{1,2}")
_DATED_CELL = re.compile(r"\| ?(?=\d{1,2}[/.]\d{1,2})")
_LIST_OF_DAYS = re.compile(r" ?[0-9]{1,2} ?(?:,|et |ou )")
_FIGURES = "0123456789"
#: Letters of the longest word whose dot ends no sentence.
_LONGEST_ABBREVIATION = 6


def lines_of(text: str) -> list[Stretch]:
    """Return the non-empty lines, without their line break.

    Examples
    --------
    >>> lines_of("a\\n\\nbc")
    [(0, 1), (3, 5)]
    """
    found, start = [], 0
    for line in text.replace("\r", "\n").split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            found.append((start, end))
        start = end + 1
    return found


def page_of(text: str, lines: list[Stretch]) -> tuple[int, bool]:
    """Return the width of a note's page, and whether its lines are broken by it.

    Examples
    --------
    >>> page_of("IRM normale\\nscanner", [(0, 11), (12, 19)])
    (11, False)
    """
    width = max((end - start for start, end in lines), default=0)
    lengths = sorted(end - start for start, end in lines)
    # A page wraps when many lines come close to the longest one, and that one is no paragraph.
    full = sum(length >= 0.75 * width for length in lengths)
    # In running text a good share of the lines begin in lower case; in a list of short notes hardly any.
    runs = sum(text[start:end].lstrip(" ")[:1].islower() for start, end in lines)
    wrapped = 50 <= width <= 160 and full >= 3 and full >= len(lengths) / 4 and runs >= max(1, len(lines) / 8)
    return width, wrapped


def joined(text: str, lines: list[Stretch], width: int) -> str:
    """Return the text with a blank for each line end that a page's width has put into a sentence beyond doubt.

    What is left in doubt (a line that opens with a date, a title's word, a capital) is told by what the note is made
    of, in :func:`blocks_of`. Most lines are no such ones, and the text that these leave is gone through once.

    Examples
    --------
    >>> note = "Le scanner du 4 mars retrouve une progression dans les deux\\npoumons et une lesion du segment IV."
    >>> joined(note, lines_of(note), 59) == note.replace("\\n", " ")
    True
    """
    if width > _WIDEST:
        return text
    pieces: list[str] = []
    kept = 0
    long = max(50.0, 0.6 * width)
    above, last = 0, -9
    for start, end in lines:
        before, stop = above, last
        above, last = start, end
        if start != stop + 1 or stop - before < long or end - start < _SHORTEST or not text[start].islower():
            continue
        closing = text[stop - 1]
        if text[before].isdigit():  # "2/3 Pat : M.": the paper's own, perhaps
            continue
        if not (closing.islower() or closing == ",") or _MAY_BEGIN.match(text, start, end) is not None:
            continue
        if text.find("|", before, end) < 0 and text.find("\t", before, end) < 0:
            pieces.append(text[kept:stop])
            kept = start
    return " ".join([*pieces, text[kept:]]) if pieces else text


def blocks_of(
    text: str, folded: str, lines: list[Stretch], breaks: set[int], ignored: set[int], shape: tuple[int, bool]
) -> list[Stretch]:
    """Join the lines that a page's width has broken; every other line is a block of its own.

    Parameters
    ----------
    text
        The note as it is: what of it is one line on the page.
    lines
        Lines of the note, those that are :func:`joined` as one.
    breaks
        Starts of lines that begin something new (title, entry, table row).
    ignored
        Starts of lines of the paper itself; a sentence may run on across them.
    shape
        What :func:`page_of` tells.
    """
    width, wrapped = shape
    blocks: list[Stretch] = []
    last_end: int | None = None  # the end of the last line that was not ignored
    for start, end in lines:
        if start in ignored:
            if (
                not blocks
                or last_end is None
                or not _runs_on(text, folded, blocks[-1], _next_line(lines, ignored, end), width, wrapped, breaks)
            ):
                blocks.append((start, end))
                last_end = None
            continue
        if last_end is not None and _runs_on(text, folded, blocks[-1], (start, end), width, wrapped, breaks, last_end):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
        last_end = end
    return blocks


def unbroken_of(text: str, blocks: list[Stretch], ignored: set[int]) -> str | None:
    """Return the text with a blank for each line end within a block; None where no block has one.

    Words that are hyphenated there stay as they are, and so do the lines of the paper itself.

    Examples
    --------
    >>> unbroken_of("biopsie du\\nfoie\\nscanner", [(0, 15), (16, 23)], set())
    'biopsie du foie\\nscanner'
    >>> unbroken_of("biopsie\\nscanner", [(0, 7), (8, 15)], set()) is None
    True
    """
    pieces: list[str] = []
    kept = 0
    for start, end in blocks:
        place = text.find("\n", start, end)
        while place >= 0:
            behind = place + 1
            if text[place - 1] not in "-‐" and behind not in ignored and _line_start(text, place) not in ignored:
                pieces.append(text[kept:place])
                kept = behind
            place = text.find("\n", behind, end)
    return " ".join([*pieces, text[kept:]]) if pieces else None


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
    block: Stretch,
    line: Stretch | None,
    width: int,
    wrapped: bool,
    breaks: set[int],
    last_end: int | None = None,
) -> bool:
    """Whether a line continues the block before it."""
    if line is None or line[0] in breaks:
        return False
    end = block[1] if last_end is None else last_end
    if text.count("\n", end, line[0]) > 1 and last_end is None and "\n\n" in text[end : line[0]].replace("\r", ""):
        return False
    if "\n\n" in text[end : line[0]].replace("\r", "") or (
        folded[line[0]] in "-*•·–" and is_listed(folded, line[0], line[1])
    ):
        return False
    tail, head = text[block[0] : end].rstrip(), text[line[0] : line[1]].lstrip()
    last_line = tail[tail.rfind("\n") + 1 :]
    if not tail or not head or tail[-1] in ".!?|":
        return False
    lower = head[0].islower()
    if tail[-1] in ":;":  # what follows them begins with a capital or a bullet where it is a list
        return wrapped and lower and len(last_line) >= 0.75 * width and not _OPENS_ANEW.match(folded, line[0], line[1])
    if tail[-1] in "-‐" and lower and len(tail) > 1 and tail[-2].isalpha():
        return True
    if tail[-1] == "," or ((lower or head[0].isdigit()) and breaks_off(folded, block[0], end)):
        return True
    if lower and _OPENS_ANEW.match(folded, line[0], line[1]):
        return False
    # Under a line that opens with its own day, such a line is the next of a list.
    if lower and _DATE_TO_COME.match(folded, line[0], line[1]) and not last_line.lstrip(" -*•·–")[:1].isdigit():
        return True
    long_enough = len(last_line) >= (0.6 * width if wrapped else max(50, 0.6 * width))
    if lower or head[0] in "(«":
        return long_enough and width <= 200
    return wrapped and len(last_line) >= 0.75 * width and _LABEL.match(folded, line[0], line[1]) is None


def sentences_of(text: str, folded: str, blocks: list[Stretch]) -> list[Stretch]:
    """Cut blocks at full stops that end a sentence.

    Examples
    --------
    >>> text = "Vu par le Dr. A. RCP du 10.10.2010. 12/03/2019 : IRM"
    >>> [text[a:b] for a, b in sentences_of(text, text.lower(), [(0, len(text))])]
    ['Vu par le Dr. A. RCP du 10.10.2010.', '12/03/2019 : IRM']
    """
    sentences: list[Stretch] = []
    stops, index = _places_of(text, ".!?"), 0
    for block_start, block_end in [cell for block in blocks for cell in _cells(folded, block)]:
        start = behind = block_start
        while index < len(stops) and stops[index] < block_end:
            place = stops[index]
            index += 1
            if place < behind or _goes_on(text[place + 1 : place + 2]):
                continue
            closed = _closed(text, place, block_end)
            following = _behind_gap(text, closed, block_end)
            if following < 0:
                continue
            behind = following
            if behind < block_end and _ends(text, folded, start, place, closed, behind):
                sentences.append((start, closed))
                start = behind
        if start < block_end:
            sentences.append((start, block_end))
    return [(a, b) for a, b in (_strip(text, stretch) for stretch in sentences) if a < b]


def _places_of(text: str, marks: str) -> list[int]:
    """Return where any of some marks stands in a text, in order."""
    found: list[int] = []
    for mark in marks:
        place = text.find(mark)
        while place != -1:
            found.append(place)
            place = text.find(mark, place + 1)
    found.sort()
    return found


def _goes_on(character: str) -> bool:
    """Return whether a mark before this character ends no sentence: "12.5", "p.ex", a cell of a table ("pulm.⇥12/03")."""
    return character.isdigit() or character.islower() or character == "\t"


def _cells(folded: str, block: Stretch) -> list[Stretch]:
    """Cut a line of several cells that each open with their day: "22/02 radio | 01/03 TDM | 09/03 biopsies"."""
    start, end = block
    cuts = (
        [match.end() for match in _DATED_CELL.finditer(folded, start, end)] if folded.find("|", start, end) >= 0 else []
    )
    if len(cuts) < 2 or _DATED.match(folded, start, end) is None:
        return [block]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _closed(text: str, place: int, end: int) -> int:
    """Return where the marks that begin at a place, and the quotes and brackets that they close, are over."""
    while place < end and text[place] in _STOPS:
        place += 1
    while place < end and text[place] in _CLOSING:
        place += 1
    return place


def _behind_gap(text: str, place: int, end: int) -> int:
    """Return where the blanks that begin at a place are over, or the place itself before "Le"; -1 where no sentence ends."""
    start = place
    while place < end and text[place].isspace():
        place += 1
    glued = place == start and place + 1 < end and _is_capital(text[place]) and _is_small(text[place + 1])
    return place if place > start or glued else -1


def _is_capital(character: str) -> bool:
    return "A" <= character <= "Z" or "À" <= character <= "Ý"


def _is_small(character: str) -> bool:
    return "a" <= character <= "z" or "à" <= character <= "ÿ"


def _heads_sentence(text: str, place: int) -> bool:
    """Return whether a capital or a figure stands at a place, behind quotes, brackets and bullets."""
    while place < len(text):
        character = text[place]
        if _is_capital(character) or "0" <= character <= "9":
            return True
        if character not in _OPENING:
            return False
        place += 1
    return False


def _is_abbreviation(word: str) -> bool:
    """Return whether a word, or the words before it, ask for a dot that ends no sentence.

    Examples
    --------
    >>> [_is_abbreviation(words) for words in ("vu par le dr", "mme a. b", "le foie", "stade t", "dossier n°")]
    [True, True, False, False, True]
    """
    letters = word[len(word.rstrip(_LETTERS)) :]
    return letters in _ABBREVIATIONS or (len(letters) < 2 and _INITIALS.search(word) is not None)


def _ends(text: str, folded: str, start: int, mark: int, closed: int, following: int) -> bool:
    """Whether the full stop at ``mark`` ends the sentence from ``start`` on; ``following`` begins the next."""
    after = text[following : following + 1]
    only = closed == mark + 1  # neither other marks nor quotes and brackets behind it
    if text[mark] != "." or (not only and text[mark + 1] in _STOPS):
        return _heads_sentence(text, following) or (text[mark] in "!?" and not after.islower())
    before = folded[max(start, mark - 14) : mark]
    last = before[-_LONGEST_ABBREVIATION - 1 :]
    if only and not (len(last) > _LONGEST_ABBREVIATION and last.isascii() and last.isalpha()):
        word = before.rstrip()
        if _MONTH_DOT.search(word):
            return after.isupper()
        if _is_abbreviation(word):
            # "stade T. Le" is as rare as "Dr. Le": a lone capital or a title never ends a sentence,
            # unless the dot stands apart and a new line begins (scanned text).
            return False
    if following == closed and not re.search(r"[a-z)]{2}\Z", before):
        return False
    if _heads_sentence(text, following):
        return True
    # Telegraphic notes start sentences in lower case: "foie normal. pas d'adénopathie"
    return re.search(r"(?:[a-z]{5}|\)|%) ?\Z", before) is not None and after.isalpha()


def clauses_of(folded: str, sentences: list[Stretch], held: list[Stretch]) -> list[Stretch]:
    """Cut sentences where one event may end and the next begin.

    Separators stay with the clause before them; an opening bracket begins a clause. Date
    expressions (``held``) are never cut.

    Examples
    --------
    >>> text = "irm le 12/03, normale ; scanner (04/05) puis tep"
    >>> [text[a:b] for a, b in clauses_of(text, [(0, len(text))], [])]
    ['irm le 12/03,', 'normale ;', 'scanner', '(04/05)', 'puis tep']
    """
    clauses: list[Stretch] = []
    holes = iter(held)
    hole = next(holes, None)
    marks, index = _clause_marks(folded), 0
    worded = _CLAUSE_WORD.may_stand_in(folded)
    for start, end in sentences:
        first = index
        while index < len(marks) and marks[index] < end:
            index += 1
        places = marks[first:index]
        if worded and (words := [word.start() for word in _CLAUSE_WORD.finditer(folded, start, end)]):
            places = sorted([*places, *words])
        last = start
        for place in places:
            while hole is not None and hole[1] <= place:
                hole = next(holes, None)
            if place < start or (hole is not None and hole[0] <= place < hole[1]):
                continue
            mark = folded[place]
            if mark == "," and _day_follows(folded, place + 1):
                continue
            cut = place if mark in "(pmaste" else place + 2 if mark in "=-" else place + 1
            if last < cut <= end:
                clauses.append((last, cut))
                last = cut
        if last < end:
            clauses.append((last, end))
    return [(a, b) for a, b in (_strip(folded, stretch) for stretch in clauses) if a < b]


def _day_follows(folded: str, place: int) -> bool:
    """Return whether one more of a list of days stands behind a comma: ", 12 et 19 mars"."""
    behind = place + 1 if folded[place : place + 1] == " " else place
    figure = folded[behind : behind + 1]
    return figure != "" and figure in _FIGURES and _LIST_OF_DAYS.match(folded, place, place + 8) is not None


def _clause_marks(folded: str) -> list[int]:
    """Return where the marks stand that end a clause, in order: not those of "12:30", "1,5" and "p53=muté"."""
    if NATIVE:
        return passes.clause_marks(folded)
    return [place for place in _places_of(folded, CLAUSE_MARKS) if _ends_clause(folded, place)]


def _ends_clause(folded: str, place: int) -> bool:
    mark, following = folded[place], folded[place + 1 : place + 2]
    if mark in ",:":
        return not (place > 0 and folded[place - 1] in _FIGURES and following in _FIGURES and following != "")
    return following == ">" if mark in "=-" else True


def _strip(text: str, stretch: Stretch) -> Stretch:
    start, end = stretch
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
