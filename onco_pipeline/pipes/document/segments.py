"""Cut a note into sentences and clauses.

French hospital notes break the rules that sentence splitters rest on: list items without a full
stop, table rows, wrapped lines of scanned letters, sentences that start with a date
("... foie.\\n15.04.2020 : scanner"), names and titles with dots ("Dr. A. B.").
"""

from __future__ import annotations

import re
from itertools import pairwise

from onco_pipeline.pipes.document.page_lines import Stretch, index_of
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.sweep import WordPattern
from onco_pipeline.text import is_blank, is_small

if NATIVE:
    from onco_pipeline.pipes.passes.over_words import clause_marks


# Words whose dot ends no sentence. Months are apart: theirs ends one before a capital, not before a figure.
# fmt: off
_ABBREVIATIONS = frozenset({
    "dr", "drs", "pr", "prs", "m", "mme", "mmes", "mlle", "mr", "st", "ste", "cf", "ex", "env", "vs", "resp", "no",
    "art", "fig", "max", "min", "tel", "bd", "av", "chap", "p", "pp", "vol", "ref", "hopi", "hopit", "hosp", "chir",
    "med", "serv", "dept", "circ", "approx", "ggl", "inj", "lat", "ant", "post", "sup", "inf", "gch", "gche", "dt",
    "dte", "cer", "cereb", "thor", "enc", "scint", "bilat", "fam", "atcd", "pers", "prof", "int", "ext", "deb", "dep", "pdt", "ds", "jq", "jusq", "microb", "macrob", "ponct", "sem", "evol", "susp",
})
# fmt: on
#: ... and organs and courses cut short, whose dot ends one before a capital and a figure: "méta pulm. 08/2023 : méta cérébr. TEP ..."
_ORGANS_CUT = frozenset(
    {
        "recid",
        "pelv",
        "rachid",
        "cran",
        "lombo",
        "axill",
        "inguin",
        "bronch",
        "gastr",
        "prost",
        "pancr",
        "parot",
        "cutan",
        "rect",
        "vesic",
        "endom",
        "duoden",
        "gangl",
        "perit",
        "pleur",
        "surr",
        "surren",
        "progr",
        "evol",
        "loc",
        "oss",
        "cerebr",
        "enceph",
        "thx",
        "pulm",
        "mamm",
        "hepat",
        "hep",
        "card",
        "abdo",
        "lomb",
        "scan",
        "scint",
        "pt",
        "pts",
    }
)
_EXAM_CUT = re.compile(r"\b(?:irm|tdm|scanner|echo|rx|radio|tep|scinti|mammo|biopsie|bx) [a-z]+\Z")
#: Initials of a name: "Dr A. B.", "M . T ."; and a number.
_INITIALS = re.compile(
    r"(?<![a-z])(?:n°|p\.o|(?:drs?|prs?|m|mm|mme|mlle|mr|prof|madame|monsieur|docteur)(?:\s|\.)\s?(?:[a-z]\s?\.\s?)*[a-z])\Z"
)
#: What opens a sentence behind a name cut to its initial, and no surname: "Mme D. Une biopsie", not "Dr A. Le Gall".
_OPENS_SENTENCE = re.compile(
    r"(?:Une?|L[ea]s?|Il|Elle|Je|Nous|On|Son|Sa|Ses|Ce|Cet|Cette|Ces|Des|Devant|Au|Aux|En|Dans|Pour|Pas|Patiente?|Depuis|Par) [a-zà-ÿ]|L'[a-zà-ÿ]|J'ai "
)
#: "PAAF thyr. D le 20/01": a side behind a word cut short.
_SIDE_BEHIND = re.compile(r"[DG](?:[,;)]| (?=le |du |en |\d|sous |par |=))")
_INITIAL_BEHIND = re.compile(r"[A-Z]\.[, )]")
_MONTHS_CUT = frozenset({"jan", "janv", "fev", "fevr", "avr", "juil", "aou", "sep", "sept", "oct", "nov", "dec"})
_STOPS, _CLOSING = ".!?", '"»)]'
_OPENING = '"«([ -–•'
# Where a clause may end: at a mark (:func:`_clause_marks`), or before a word that goes on to something else.
CLAUSE_MARKS = ";()→,:=-"
_CLAUSE_WORD = WordPattern(
    r"(?<![a-z0-9_])\b(?:(?:puis|mais|alors que|tandis que|suivie? (?:de|d'|par|d'une?))\b"
    r"|et (?=(?:(?:le|la|une?|nouve\w+|d'une?|du|son|sa|l'|les|des) ?)?(?:scanner|tdm|irm|tep|pet|scinti|echo|radio|mammo|biops|micro|ponction|cyto"
    r"|myelo|bom|repri|arret|debut|stop|fibro|colo|anapath)))"
)


_DATED = re.compile(r"[ \-*]*\d{1,2}[/.]\d{1,2}")
_DAY_IN_BRACKETS = re.compile(r"\( ?(?:le |du |en )?(?:\d{1,2}[/.-]\d|\d{1,2}(?:er)? [a-z]{3,9}\b|(?:19|20)\d\d\b)")
_DATED_CELL = re.compile(r"\| ?(?=\d{1,2}[/.]\d{1,2})")
_LIST_OF_DAYS = re.compile(r" ?[0-9]{1,2} ?(?:,|et |ou )")
_FIGURES = "0123456789"
#: Blanks before the mark of an item.
_INDENT = 12
#: Letters of the longest word whose dot ends no sentence.
_LONGEST_ABBREVIATION = 6
#: Characters of the longest sentence: no doctor writes one, of 60,000 the longest had 1,427. What has lost its full stops
#: is cut here, for all that looks through the sentence of each event would else cost the square of its length.
LONGEST_SENTENCE = 2_000
#: Where one of them is rather cut, in this order.
_RATHER_AT = ("\n", ";", ", ", " ")


def sentences_of(text: str, folded: str, blocks: list[Stretch]) -> list[Stretch]:
    """Cut blocks at full stops that end a sentence.

    Examples
    --------
    >>> text = "Vu par le Dr. A. RCP du 10.10.2010. 12/03/2019 : IRM"
    >>> [text[a:b] for a, b in sentences_of(text, text.lower(), [(0, len(text))])]
    ['Vu par le Dr. A. RCP du 10.10.2010.', '12/03/2019 : IRM']
    >>> [b - a for a, b in sentences_of("scanner " * 500, "scanner " * 500, [(0, 4000)])]
    [1999, 1999]
    """
    sentences: list[Stretch] = []
    stops, index = _places_of(text, ".!?"), 0
    cells = [cell for block in blocks for cell in _cells(folded, block)] if "|" in folded else blocks
    for block_start, block_end in cells:
        start = behind = block_start
        while index < len(stops) and stops[index] < block_end:
            place = stops[index]
            index += 1
            if place < behind or (place + 1 < len(text) and _goes_on(text, place + 1)):
                continue
            closed = _closed(text, place, block_end)
            following = _behind_gap(text, closed, block_end)
            if following < 0:
                continue
            behind = following
            if behind < block_end and _ends(text, folded, start, place, closed, behind):
                _put(sentences, text, start, closed)
                start = behind
        if start < block_end:
            _put(sentences, text, start, block_end)
    return sentences


def _put(sentences: list[Stretch], text: str, start: int, end: int) -> None:
    """Add a sentence; what is too long for one is cut behind the last mark or blank that leaves a piece of some length."""
    while end - start > LONGEST_SENTENCE:
        last = start + LONGEST_SENTENCE
        cut = last
        for mark in _RATHER_AT:
            place = text.rfind(mark, start + LONGEST_SENTENCE // 2, last)
            if place >= 0:
                cut = place + len(mark)
                break
        _put_stripped(sentences, text, start, cut)
        start = cut
    _put_stripped(sentences, text, start, end)


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


def _goes_on(text: str, place: int) -> bool:
    """Return whether a mark before this place ends no sentence: "12.5", "p.ex", a cell of a table ("pulm.⇥12/03")."""
    if text[place] == " " or text[place] == "\n":
        return False
    return text[place] == "\t" or is_small(text, place) or text[place].isdigit()


def _cells(folded: str, block: Stretch) -> list[Stretch]:
    """Cut a line of several cells that each open with their day: "22/02 radio | 01/03 TDM | 09/03 biopsies"."""
    start, end = block
    cuts = [match.end() for match in _DATED_CELL.finditer(folded, start, end)]
    if len(cuts) < 2 or _DATED.match(folded, start, end) is None:
        return [block]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _closed(text: str, place: int, end: int) -> int:
    """Return where the marks that begin at a place, and the quotes and brackets that they close, are over."""
    place += 1
    if place < end and text[place] == " ":  # most marks stand alone
        return place
    while place < end and text[place] in _STOPS:
        place += 1
    while place < end and text[place] in _CLOSING:
        place += 1
    return place


def _behind_gap(text: str, place: int, end: int) -> int:
    """Return where the blanks that begin at a place are over, or the place itself before "Le"; -1 where no sentence ends."""
    start = place
    while place < end and is_blank(text, place):
        place += 1
    glued = place == start and place + 1 < end and _is_capital(text, place) and _is_small(text, place + 1)
    return place if place > start or glued else -1


def _is_capital(text: str, place: int) -> bool:
    code = ord(text[place])  # compiled, to compare numbers costs a tenth of comparing strings
    return 65 <= code <= 90 or 192 <= code <= 221  # "A" to "Z", "À" to "Ý"


def _is_small(text: str, place: int) -> bool:
    code = ord(text[place])
    return 97 <= code <= 122 or 224 <= code <= 255  # "a" to "z", "à" to "ÿ"


def _heads_sentence(text: str, place: int) -> bool:
    """Return whether a capital or a figure stands at a place, behind quotes, brackets and bullets."""
    while place < len(text):
        if _is_capital(text, place) or 48 <= ord(text[place]) <= 57:
            return True
        if text[place] not in _OPENING:
            return False
        place += 1
    return False


def _last_letters(words: str) -> str:
    start = len(words)
    while start > 0 and 97 <= ord(words[start - 1]) <= 122:  # "a" to "z"
        start -= 1
    return words[start:]


def _is_abbreviation(word: str, letters: str) -> bool:
    """Return whether a word that ends with some letters, or the words before it, ask for a dot that ends no sentence.

    Examples
    --------
    >>> told = ("vu par le dr", "mme a. b", "le foie", "stade t", "dossier n°")
    >>> [_is_abbreviation(words, _last_letters(words)) for words in told]
    [True, True, False, False, True]
    """
    return letters in _ABBREVIATIONS or (len(letters) < 2 and _INITIALS.search(word) is not None)


def _ends(text: str, folded: str, start: int, mark: int, closed: int, following: int) -> bool:
    """Whether the full stop at ``mark`` ends the sentence from ``start`` on; ``following`` begins the next."""
    after = text[following : following + 1]
    only = closed == mark + 1  # neither other marks nor quotes and brackets behind it
    if only and text[mark] == "." and (mark == start or (mark - start <= _INDENT and text[start:mark].isspace())):
        return False  # ". TDM : ascite": the dot of an item
    if text[mark] != "." or (not only and text[mark + 1] in _STOPS):
        return _heads_sentence(text, following) or (text[mark] in "!?" and not after.islower())
    before = folded[max(start, mark - 14) : mark]
    if only and len(_last_letters(before)) <= _LONGEST_ABBREVIATION:
        word = before.rstrip()
        letters = _last_letters(word)
        if letters in _MONTHS_CUT:
            return after.isupper()
        if letters in _ORGANS_CUT and (after.islower() or (after.isdigit() and _EXAM_CUT.search(word) is not None)):
            return False
        if _is_abbreviation(word, letters):
            # "stade T. Le" is as rare as "Dr. Le": a lone capital or a title never ends a sentence, unless what can
            # only open one follows a name's initial, which is some blanks and a word behind its title.
            return after.isupper() and _OPENS_SENTENCE.match(text, following) is not None and word[-2:-1] == " "
    initial = only and text[following + 1 : following + 2] == "." and _INITIAL_BEHIND.match(text, following) is not None
    if initial and not before[-2:-1].isalnum():
        return False  # "(J. P., dermatologue, 28 mai)"
    if only and after in ("D", "G") and _SIDE_BEHIND.match(text, following) is not None and _is_small(text, mark - 1):
        return False
    if following == closed and not re.search(r"[a-z)]{2}\Z", before):
        return False
    if after == "(" and only and text.find("\n", closed, following) < 0 and _DAY_IN_BRACKETS.match(folded, following):
        return False  # "Biopsie pulm. (23/07/2018) : ..."
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
    places, index = _clause_marks(folded), 0
    if _CLAUSE_WORD.may_stand_in(folded):
        places += [word.start() for start, end in sentences for word in _CLAUSE_WORD.finditer(folded, start, end)]
        places.sort()
    for start, end in sentences:
        last = start
        while index < len(places) and places[index] < end:
            place = places[index]
            index += 1
            cut = -1 if place < start or _is_held(held, place) else _cut_at(folded, place)
            if last < cut <= end:
                _put_stripped(clauses, folded, last, cut)
                last = cut
        _put_stripped(clauses, folded, last, end)
    return clauses


def is_cut(folded: str, first: int, last: int, end: int, held: list[Stretch]) -> bool:
    """Return whether a clause ends between two words of a sentence, as :func:`clauses_of` cuts it.

    Parameters
    ----------
    first, last
        Where the words begin.
    end
        Where their sentence ends.
    held
        Date expressions of the note.

    Examples
    --------
    >>> text = "irm le 12/03, normale ; scanner (04/05) puis tep"
    >>> [is_cut(text, 0, last, len(text), []) for last in (7, 14)]
    [False, True]
    """
    lead = max(0, first - 2)  # one character before the first mark that counts tells whether it stands among figures
    for mark in _clause_marks(folded[lead : last + 2]):
        if first < _cut_at(folded, lead + mark) <= last and not _is_held(held, lead + mark):
            return True
    if _CLAUSE_WORD.may_stand_in(folded):
        for word in _CLAUSE_WORD.finditer(folded, first + 1, end):
            if word.start() > last:
                break
            if not _is_held(held, word.start()):
                return True
    return False


def _is_held(held: list[Stretch], place: int) -> bool:
    """Return whether a date expression stands at a place: they are sorted, and disjoint."""
    if not held:
        return False
    start, end = held[index_of(held, place)]
    return start <= place < end


def _cut_at(folded: str, place: int) -> int:
    """Return where a mark or a word ends a clause; -1 where a comma goes on with a list of days."""
    mark = ord(folded[place])
    if mark == ord(","):
        return -1 if _day_follows(folded, place + 1) else place + 1
    if mark == ord("(") or ord("a") <= mark <= ord("z"):  # what a bracket or a word begins is cut off before it
        return place
    return place + 2 if mark == ord("-") or mark == ord("=") else place + 1


def _day_follows(folded: str, place: int) -> bool:
    """Return whether one more of a list of days stands behind a comma: ", 12 et 19 mars"."""
    behind = place + 1 if place < len(folded) and folded[place] == " " else place
    if behind >= len(folded) or not ord("0") <= ord(folded[behind]) <= ord("9"):
        return False
    return _LIST_OF_DAYS.match(folded, place, place + 8) is not None


def _clause_marks(folded: str) -> list[int]:
    """Return where the marks stand that end a clause, in order: not those of "12:30", "1,5" and "p53=muté"."""
    if NATIVE:
        return clause_marks(folded)
    return [place for place in _places_of(folded, CLAUSE_MARKS) if _ends_clause(folded, place)]


def _ends_clause(folded: str, place: int) -> bool:
    mark, following = folded[place], folded[place + 1 : place + 2]
    if mark in ",:":
        return not (place > 0 and folded[place - 1] in _FIGURES and following in _FIGURES and following != "")
    return following == ">" if mark in "=-" else True


def _put_stripped(found: list[Stretch], text: str, start: int, end: int) -> None:
    """Add a stretch without the blanks at its ends, if anything is left of it."""
    while start < end and is_blank(text, start):
        start += 1
    while end > start and is_blank(text, end - 1):
        end -= 1
    if start < end:
        found.append((start, end))
