"""Where an entry of a list, a table or a calendar begins and ends."""

from __future__ import annotations

import re

from onco_pipeline.pipes.dates.expression import Expression, Form, Origin
from onco_pipeline.pipes.dates.lexicon import MONTH, PARTS, SEASONS
from onco_pipeline.pipes.document.layout import Block
from onco_pipeline.pipes.document.page_lines import Stretch, breaks_off, is_listed
from onco_pipeline.pipes.document.patterns import QUOTE_CUE, TABLE_ROW
from onco_pipeline.pipes.document.sections import cut_short

__all__ = ["entries_of", "may_open", "table_rows"]

#: Lines back from a date to the sentence that a page's foot and the next one's head cut before it.
_FOOTER = 4
_HEAD = (
    r"[ |\"*#>•·\-–(«]*(?:[0-9]{1,2}[.)] ?|[0-9]- ?)?"
    # "V2 03/08 : stop", "Visite 3 (01/08) : reprise", "Appel du 02/11 : arrêt": an entry of the course of a treatment.
    r"(?P<visit>(?:(?:visite|appel|tel|contact|suivi|semaine|cycle|cure)(?: (?:tel\w*|ide|ipa|patiente?))?\.?(?: ?(?:n° ?)?[0-9]{1,3})?"
    r"|[vscj][0-9]{1,3}(?: ?j ?[0-9]{1,2})?) ?[-=:,]? ?(?:\(|du |le )?)?"
    r"[(\[]?(?P<article>le |en |l')?"
)
_ENTRY_HEAD = re.compile(_HEAD + r"\Z")
_ENTRY_TAIL = re.compile(r"\)? ?(?P<mark>\]|:|\||  +|-+>? |=>? ?|\.(?= |\n|$)|(?=\n|$))")
#: "mars :", "sept. 2021 :", "2020": a line of a calendar.
_CALENDAR_LINE = re.compile(rf"[ \t*•·>–-]*(?:{MONTH}(?: (?:19|20)[0-9]{{2}})? ?:|(?:19|20)[0-9]{{2}} ?:?[ \t]*\Z)")
#: A line that an entry may open, as far as its first words tell.
_MAY_OPEN = re.compile(
    rf"{_HEAD}(?:[0-9]{{1,4}} ?(?:er )?(?:[/.-]|{MONTH})|(?:19|20)[0-9]{{2}}|[0-9]{{6}}|[cjms] ?[+-]?[0-9]|jour|{MONTH}"
    rf"|(?:{'|'.join((*PARTS, *SEASONS))})(?![a-z]))"
)
#: Characters of a line that is more than a date.
_MORE_THAN_A_DATE = 25
#: What an entry in the middle of a line stands behind.
_INLINE_HEADS = (". ", "; ")


def table_rows(text: str, lines: list[Stretch]) -> set[int]:
    """Return the starts of the lines that are rows of a table flattened with bars."""
    if "|" not in text:
        return set()
    return {start for start, end in lines if text.count("|", start, end) >= 2 and TABLE_ROW.match(text, start, end)}


def entries_of(
    text: str,
    folded: str,
    lines: list[Stretch],
    expressions: list[Expression],
    stops: list[int],
    note_class: str | None,
    ignored: set[int],
) -> list[Block]:
    """Return the stretches that a date of their own opens, sorted and disjoint.

    Labels: ``dated_entry`` ("12/03/2019 : scanner", "Mars 2015 :"), ``table_row``
    ("28/12/18 | TDM | ..."), ``quote`` (text copied from a dated note), ``addendum``.
    The title of an entry is its date.

    Parameters
    ----------
    expressions
        Date expressions of the note, in order.
    stops
        Starts of section titles: no entry runs across one.
    ignored
        Starts of the lines that belong to the paper: a sentence runs on below them.
    """
    of_lines = _line_entries(text, folded, lines, expressions, note_class, ignored)
    heads = [*_quotes(text, folded, expressions), *of_lines]
    heads.sort(key=lambda block: (block.start, -block.end))
    entries: list[Block] = []
    for index, block in enumerate(heads):
        if entries and block.start < entries[-1].end:
            if entries[-1].label == "quote":
                continue
            entries[-1] = _cut(entries[-1], block.start)
        end = block.end
        if block.label != "quote":
            following = [head.start for head in heads[index + 1 : index + 2] if head.start > block.start]
            end = min([end, *following, *(stop for stop in stops if block.title_end < stop < end)])
        entries.append(_cut(block, end))
    return [entry for entry in entries if entry.end > entry.start]


def _cut(block: Block, end: int) -> Block:
    return Block(block.label, block.start, min(block.end, end), block.title_start, block.title_end)


def _line_entries(
    text: str,
    folded: str,
    lines: list[Stretch],
    expressions: list[Expression],
    note_class: str | None,
    ignored: set[int],
) -> list[Block]:
    found: list[Block] = []
    line_index = 0
    for expression in expressions:
        while line_index + 1 < len(lines) and lines[line_index + 1][0] <= expression.start:
            line_index += 1
        start, end = lines[line_index] if lines else (0, 0)
        if not start <= expression.start < end:
            continue
        label = _entry_label(text, folded, expression, start, end)
        if label is None or _is_wrapped(text, folded, lines, line_index, expression, ignored):
            continue
        at_line_start = _ENTRY_HEAD.fullmatch(folded, start, expression.start) is not None
        block_start = start if at_line_start else expression.start
        block_end = end if label == "table_row" else _entry_end(text, folded, lines, line_index, expression, note_class)
        found.append(Block(label, block_start, block_end, expression.start, expression.end))
    return found


def _is_wrapped(
    text: str, folded: str, lines: list[Stretch], index: int, expression: Expression, ignored: set[int]
) -> bool:
    """Return whether the page's width alone brought a date to the head of its line: "Biopsie le / 5/03/2020 en ville".

    A date that stands alone on its line is a heading, whatever stands above it, unless it closes what that opened:
    "(biopsie hépatique, / 25/09)".
    """
    start, end = lines[index]
    if index and _closes_bracket(folded, lines[index - 1], expression):
        return True
    if index and folded[start] == "(" and cut_short(folded, lines[index - 1], start):
        return True  # "IRM cérébrale / (17/03/2014) : ..."
    below = index and text[start].islower() and cut_short(folded, lines[index - 1], start)
    if below and not _in_a_calendar(folded, lines, index):
        return True  # "... TTF1+. IRM encéphalique / le 07.11.18 : ..."
    if index == 0 or not folded[expression.end : end].strip(" :|)-") or folded[start : expression.start].strip():
        return False
    before_start, before_end = lines[index - 1]
    if folded.count("\n", before_end, start) == 1 and breaks_off(folded, before_start, before_end):
        return True
    return _below_a_footer(folded, lines, index, ignored)


def may_open(text: str, folded: str, lines: list[Stretch]) -> set[int]:
    """Return the starts of the lines that an entry may open, before the dates of the note are known.

    Examples
    --------
    >>> note = "mars 2019 : scanner\\nnormal\\n(04/05) irm"
    >>> sorted(may_open(note, note, [(0, 19), (20, 26), (27, 38)]))
    [0, 27]
    """
    found: set[int] = set()
    above = (0, 0)
    for start, end in lines:
        before, above = above, (start, end)
        if _MAY_OPEN.match(folded, start, end) is None:
            continue
        # As in ``_is_wrapped``.
        if (text[start] == "(" or text[start].islower()) and cut_short(folded, before, start):
            if _CALENDAR_LINE.match(folded, start, end) is not None:
                found.add(start)
        elif end - start < _MORE_THAN_A_DATE or not (
            text[start].isdigit() and folded.count("\n", before[1], start) == 1 and breaks_off(folded, *before)
        ):
            found.add(start)
    return found


def _in_a_calendar(folded: str, lines: list[Stretch], index: int) -> bool:
    """Return whether a month heads a line as others, or a year, do the lines above: "mars : TEP" below "janvier : toux"."""
    if _CALENDAR_LINE.match(folded, *lines[index]) is None:
        return False
    return any(_CALENDAR_LINE.match(folded, *line) is not None for line in lines[max(0, index - _FOOTER) : index])


def _below_a_footer(folded: str, lines: list[Stretch], index: int, ignored: set[int]) -> bool:
    """Return whether the sentence that a page's foot cuts goes on here: "Biopsie le / Hôpital X / Page 2/3 / 5/03/2020"."""
    mark = False
    for start, end in reversed(lines[max(0, index - _FOOTER) : index]):
        if start in ignored:
            mark = True
        elif breaks_off(folded, start, end):
            return mark
    return False


def _closes_bracket(folded: str, above: Stretch, expression: Expression) -> bool:
    """Return whether the bracket behind a date at the head of its line was opened in the line above."""
    if not folded.startswith(")", expression.end):
        return False
    opened = folded.rfind("(", *above)
    return opened != -1 and folded.find(")", opened, above[1]) == -1


def _entry_label(text: str, folded: str, expression: Expression, start: int, end: int) -> str | None:
    cycle_day = expression.form is Form.STEP and expression.origin is Origin.CYCLE
    if not (cycle_day or (expression.form is Form.CALENDAR and (expression.month or expression.year))):
        return None
    if expression.joined == 2 or expression.bound == "until":
        return None
    head = _ENTRY_HEAD.fullmatch(folded, start, expression.start)
    if head is None and (cycle_day or folded[max(start, expression.start - 2) : expression.start] not in _INLINE_HEADS):
        return None
    tail = _ENTRY_TAIL.match(folded, expression.end, end)
    mark = tail["mark"] if tail else None
    if head is None:
        return "dated_entry" if mark == ":" else None
    if head["visit"]:
        return "dated_entry" if mark is not None and mark[:1] in (":", "-", "=") else None
    if mark == "|":
        return "table_row"
    if mark in (":", "]") or (
        mark is not None and not head["article"] and mark.strip() in ("", "-", "->", "=", "=>", ".")
    ):
        return "dated_entry"
    # "20/12/2016 admission ...": figures at the head of a line need no colon
    if (
        not head["article"]
        and (expression.names_day or cycle_day)
        and text[expression.end : expression.end + 1] in " \t("
    ):
        return "dated_entry" if text[expression.start].isdigit() or cycle_day else None
    return None


def _entry_end(
    text: str, folded: str, lines: list[Stretch], index: int, expression: Expression, note_class: str | None
) -> int:
    """Return where an entry ends: with its line, or with the lines below that belong to it."""
    start, end = lines[index]
    heading = not text[expression.end : end].strip(" :.|)-")
    listed = is_listed(folded, start, end)
    runs = heading or note_class == "DOC-EVOL"
    for following_start, following_end in lines[index + 1 :]:
        gap = text[end:following_start]
        if gap.replace("\r", "").count("\n") > 1:
            break
        bullet = is_listed(folded, following_start, following_end)
        if listed and bullet and not heading:
            break
        if not (runs or text[following_start:following_end].lstrip()[:1].islower()):
            break
        end = following_end
    return end


def _quotes(text: str, folded: str, expressions: list[Expression]) -> list[Block]:
    """Return quoted text whose date stands before it: "(repris de la fiche du 07/02/19) : « ... »"."""
    found: list[Block] = []
    if "«" not in text:
        return found
    for m in re.finditer(r"«[^»]{20,}»", text):
        before = [
            e for e in expressions if m.start() - 60 <= e.end <= m.start() and e.form is Form.CALENDAR and e.names_day
        ]
        if not before:
            continue
        date = before[-1]
        line_start = max(text.rfind("\n", 0, date.start), m.start() - 160) + 1
        if QUOTE_CUE.search(folded, line_start, date.start) and "." not in text[date.end : m.start()]:
            found.append(Block("quote", line_start, m.end(), date.start, date.end))
    return found
