"""Find the sections of a note, its dated entries, and the lines that belong to the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onco_pipeline.pipes.automaton import State, after, closure, graph, parse
from onco_pipeline.pipes.document.layout import Block
from onco_pipeline.pipes.document.page_lines import Stretch, breaks_off, is_listed
from onco_pipeline.pipes.document.patterns import (
    IGNORED_LINE,
    IGNORED_PART,
    IGNORED_WITHIN,
    IGNORED_WORD,
    TITLE_INLINE,
    TITLE_LINE,
    TITLES,
    UPPER_TITLE,
)
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.text import is_blank, is_small

#: Every label a section can carry; ``other`` is a title in capitals that says nothing known.
SECTION_LABELS = (*TITLES, "other")
#: Sections that a title followed by text on its own line keeps to that line (and its list).
_SHORT_SECTIONS = frozenset(
    {"family_history", "past_history", "allergies", "lifestyle", "reason", "indication", "comparison", "today"}
)
#: Titles too common in running text to stand without a colon or a line of their own.
_SENTENCE_WORDS = re.compile(
    r"(?:depuis|suites?|stades?|avis|intervention|progression|analyse|description|lecture|clinique|dossier|ap|total)\Z"
)


#: The hospital's name at the foot or the head of a page.
_LETTERHEAD = re.compile(
    r"[ \t|*-]*(?:hopita(?:l|ux)|c\.?h\.?(?:[ur]\.?)?|ghu|ap-?hp|centre (?:hospitalier|de lutte|anti-?cancereux)|clinique (?!:)|polyclinique|institut|pole|service d[e'])\b[^.:\n]{3,90}(?=\n|\Z)"
)
#: Characters of a line that may have been cut by the width of its page.
_LONG = 40
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
#: Characters behind a sentence of a family's history from which what names no relative is no longer of it.
_GOES_FAR = 300
_OF_KIN = re.compile(
    r"\b(?:(?:grand-?)?(?:mere|pere|parent)|soe?ur|frere|oncle|tante|cousin|fils|fille|niece|neveu|fratrie|famil|matern|patern|apparent|lignee|branche|enfant)"
)
#: What a title in the middle of a line stands behind.
_STOP = Screened(r"[.;] ")


def ignored_of(folded: str, lines: list[Stretch]) -> list[Stretch]:
    """Return the stretches of page marks, print marks, stamps and telephone headers, sorted and disjoint."""
    found: set[Stretch] = set()
    for start, _ in lines:
        m = IGNORED_LINE.match(folded, start)
        if m is not None:
            found.add(m.span())
    for word in IGNORED_WORD.finditer(folded):
        m = IGNORED_WITHIN[word.group()].match(folded, folded.rfind("\n", 0, word.start()) + 1)
        if m is not None:
            found.add(m.span())
    parts = [m.span() for m in IGNORED_PART.finditer(folded)]
    if not found and not parts:
        return []
    whole = sorted(found)
    inside = [part for part in parts if not any(start <= part[0] < end for start, end in whole)]
    return sorted(span for span in whole + inside if span[1] > span[0])


def paper_lines(folded: str, lines: list[Stretch], ignored: list[Stretch]) -> set[int]:
    """Return the starts of the lines that belong to the paper: the page marks, and the hospital's name beside one."""
    found = {start for start, end in lines if any(a <= start and end <= b for a, b in ignored)} if ignored else set()
    if not found:
        return found
    marks = [place for place, (start, _) in enumerate(lines) if start in found]
    beside = {lines[place][0] for mark in marks for place in (mark - 1, mark + 1) if 0 <= place < len(lines)}
    return found | {start for start in beside if _LETTERHEAD.match(folded, start) is not None}


@dataclass(frozen=True, slots=True)
class _Title:
    label: str
    start: int
    end: int
    line_start: int
    content_follows: bool


def sections_of(text: str, folded: str, lines: list[Stretch], ignored: set[int]) -> list[Block]:
    """Return the titled sections, sorted and disjoint.

    A title alone on its line opens a section up to the next title. A title with text behind it
    ("ATCD : HTA.") opens one up to the next title or empty line; for the short kinds (history,
    indication, comparison ...) only its own line and the list below it.
    """
    titles = _titles(text, folded, lines, ignored)
    sections: list[Block] = []
    for index, title in enumerate(titles):
        limit = titles[index + 1].start if index + 1 < len(titles) else len(text)
        end = limit
        if title.content_follows:
            end = min(limit, _content_end(text, folded, title, limit))
        if title.label == "other" and end - title.end <= 1:
            continue
        sections.append(Block(title.label, title.start, end, title.start, title.end))
    return sections


def _titles(text: str, folded: str, lines: list[Stretch], ignored: set[int]) -> list[_Title]:
    titles: list[_Title] = []
    above = (0, 0)
    for start, end in lines:
        if ignored and start in ignored:
            continue
        before, above = above, (start, end)
        m = TITLE_LINE.match(folded, start, end)
        mark = None if m is None else m["colon"]
        if m is not None and is_small(text, start) and cut_short(folded, before, start):
            if mark != ":" or breaks_off(folded, *before):
                continue  # "... orienté vers un / traitement.", "en cas de / progression : ..."
        if m is not None and (mark != "." or _full_stop_title(text, m)):
            first, last = m.span("title")
            if not (mark is None and _SENTENCE_WORDS.match(folded, first, last) and not text[first].isupper()):
                follows = _goes_on(text, m.end(), end)
                titles.append(_Title(_label_of(folded, m, first, last), first, last, start, follows))
        elif _begins_upper(text, start) and UPPER_TITLE.fullmatch(text, start, end) and "|" not in text[start:end]:
            titles.append(_Title("other", start, end, start, content_follows=False))
        for inline in _inline_titles(folded, start, end):
            if not titles or inline.start() >= titles[-1].end:
                first, last = inline.span("title")
                titles.append(_Title(_label_of(folded, inline, first, last), first, last, start, content_follows=True))
    return titles


#: Where the titles of each label begin, and the letters of one that nearly always leave one label.
_ENTRIES = {label: closure([graph(parse(words), 0)]) for label, words in TITLES.items()}
_TELLING = 4


@lru_cache(maxsize=4_096)
def _labels_from(beginning: str) -> list[str]:
    """Return the labels of the titles that can begin so: to ask a match for each of thirty costs as much as to find it."""
    return [label for label, entry in _ENTRIES.items() if _leads_on(entry, beginning)]


def _leads_on(states: frozenset[State], beginning: str) -> bool:
    for character in beginning:
        if any(state.final for state in states):
            return True  # "ap :": whatever stands behind the title's words
        states = after(states, character)
    return bool(states)


def _label_of(folded: str, title: re.Match[str], start: int, end: int) -> str:
    labels = _labels_from(folded[start : min(end, start + _TELLING)])
    for label in labels[:-1]:
        if title[label] is not None:
            return label
    return labels[-1]


def cut_short(folded: str, above: Stretch, start: int) -> bool:
    """Return whether the line above one is long, ends no sentence, and nothing stands between the two."""
    first, last = above
    if last - first < _LONG or folded.count("\n", last, start) != 1:
        return False
    while last > first and is_blank(folded, last - 1):
        last -= 1
    return last > first and folded[last - 1] not in ".:;!?|"


def _begins_upper(text: str, start: int) -> bool:
    """Return whether a line can be a title in capitals: its second letter is small in nearly all others."""
    return start + 1 == len(text) or not is_small(text, start + 1)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Return whether more than blanks, dots and colons stands between two offsets."""
    while start < end and text[start] in " .:":
        start += 1
    return start < end


def _inline_titles(folded: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the titles in the middle of a line: each behind a full stop or semicolon, and before a colon."""
    found: list[re.Match[str]] = []
    last = folded.rfind(":", start, end)
    if last <= start or (folded.find(". ", start, last) < 0 and folded.find("; ", start, last) < 0):
        return found
    for stop in _STOP.finditer(folded, start, last):
        if stop.end() >= start and (title := TITLE_INLINE.match(folded, stop.end(), end)) is not None:
            start = title.end()
            found.append(title)
    return found


def _full_stop_title(text: str, m: re.Match[str]) -> bool:
    """Accept "Macroscopie. Pièce ..." but not "Traitement. il" nor a title of several words."""
    return (
        text[m.start("title")].isupper() and " " not in m["title"] and text[m.end() : m.end() + 2].strip()[:1].isupper()
    )


def _content_end(text: str, folded: str, title: _Title, limit: int) -> int:
    """Return where a section ends that began on its title's own line."""
    blank = _EMPTY_LINE.search(text, title.end, limit)
    end = blank.start() if blank else limit
    if title.label not in _SHORT_SECTIONS:
        return end
    line, stop = title.start, text.find("\n", title.end, end)
    if title.label == "family_history":
        line_end = end if stop == -1 else stop
        told = _family_told(folded, title.end, line_end)
        if told < line_end:
            return told
    while stop != -1:
        following = stop + 1
        listed = is_listed(folded, following, limit)
        opening = text[following : following + 1]
        # "... une cousine suivie pour un / (scanner en 1990)", "... depuis / 2010"
        goes_on = opening.islower() or opening in "(«" or breaks_off(folded, line, stop)
        if not (listed or goes_on):
            return stop
        line, stop = following, text.find("\n", following, end)
    return end


def _family_told(folded: str, start: int, end: int) -> int:
    """Return where a family's history ends in its line: before what goes on for long and names no relative."""
    for stop in _STOP.finditer(folded, start, max(start, end - _GOES_FAR)):
        following = folded.find(". ", stop.end(), end)
        if _OF_KIN.search(folded, stop.end(), end if following < 0 else following) is None:
            return stop.end()
    return end
