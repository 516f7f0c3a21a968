"""Find the day the author of a note speaks from.

``note_datetime`` may be the day a letter was scanned or a report was signed. The text says better:
the letter's own date, the consultation, the tumour board, the exam, the end of the stay.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from onco_pipeline.pipes.dates.arithmetic import day_of, full_year
from onco_pipeline.pipes.dates.expression import Expression
from onco_pipeline.pipes.document.page_lines import Stretch, index_of
from onco_pipeline.pipes.document.patterns import LETTER_HEAD, REFERENCE_CUES
from onco_pipeline.pipes.screen import WINDOWS, Screened

#: Documents that were written elsewhere: their note date is the day they were scanned.
IMPORTED_CLASSES = ("DOC-SCAN", "DOC-IMPOR")
#: "Dr O., pneumologue            5 mars 2019": the day of a letter stands at the right of its head.
_FAR_RIGHT = (" " * 4, " " * 4 + "le ")
_HEAD_CHARACTERS = 1_200
# How far the text's own day may lie before the note's, for documents that are not imported.
_LONGEST_DELAY = timedelta(days=120)
_LONGEST_ARCHIVE = timedelta(days=366 * 30)
_EARLIEST = timedelta(days=-3)

#: "Progression hépatique au scanner du ...", "réponse sur la TDM du ...", "PD (IRM du ...": an exam that a line speaks of.
_SPOKEN_OF = re.compile(
    r"\b(?:au|aux|sur|par|a|en|depuis|apres|selon|lors de|avec|vu|via|suite a|cf)\s(?:(?:la|le|l'|les|son|sa|une?|notre|votre|dernier|derniere|nouveau|nouvelle|premiere?) ?)*"
    r"(?:scanner|tdm|irm|tep|pet|scintigraphie|scinti|mammographie|echographie|tomodens\w*|imagerie)"
    r"|\b(?:progress\w*|pd|rp|rc|stab\w*|reponse|regress\w*|recidiv\w*|rechut\w*|stop\w*|arret\w*)\b[^\n]*\b(?:scanner|tdm|irm|tep|pet|scinti\w*|mammographie|echographie)\b"
)

#: "Comparaison : IRM du 14/05", "par rapport au scanner du", "ce jour, comparée à celle du": an exam of before.
_COMPARED = re.compile(
    r"\b(?:compar\w+|par rapport|anterieur\w*|precedent\w*|confront\w+|historique|derniere?|dernier examen|examens? de reference)\b[^.;\n]{0,70}\Z"
)
_BESIDE_IT = 90

#: Which cue decides, by class of document; the others follow in this order.
_ORDER: dict[str, tuple[str, ...]] = {
    "CR-RCP": ("meeting",),
    "CR-IMAG": ("exam", "report"),
    "CR-ANAPATH": ("addendum", "report", "specimen"),
    "CR-OP": ("operation",),
    "CR-CONS": ("consultation",),
    "CRH": ("stay_end", "consultation", "stay_start"),
    "LT": ("letter", "stay_end", "consultation"),
    "DOC": ("letter", "consultation", "meeting", "exam", "report", "stay_end", "specimen"),
}
_ANY = ("letter", "meeting", "consultation", "stay_end", "exam", "addendum", "report", "specimen")

#: The last signature and the last addendum count, of the rest the first.
_LAST = frozenset({"report", "addendum"})
#: What only the first lines of a note tell.
_OF_THE_HEAD = frozenset({"meeting", "consultation", "exam", "stay_end", "stay_start"})
#: A kind, the pattern of what stands before its day (None for that of a letter), and whether only the first lines tell it.
_Cue = tuple[str, Screened | None, bool]


def full_date(expression: Expression, note_date: date | None) -> date | None:
    """Return the day an expression names in full, or None.

    Two-digit years take the century that does not lie after the note.
    """
    if not expression.names_day or expression.year is None:
        return None
    try:
        return day_of(full_year(expression.year, note_date), expression.month or 1, expression.day or 1)
    except ValueError:
        return None


def reference_date(
    folded: str,
    read: str,
    lines: list[Stretch],
    expressions: list[Expression],
    ignored: list[Stretch],
    note_class: str | None,
    note_date: date | None,
) -> date | None:
    """Return the day the author speaks from, or the note's own date when the text does not say.

    Parameters
    ----------
    read
        The folded text in which dates were looked for: ``folded``, some of its line ends as blanks.
    expressions
        Date expressions of the note, in order.
    ignored
        Stretches of the paper itself: print dates there are never the author's day.
    """
    found: dict[str, date] = {}
    order, asked, cues = _cues(note_class)
    for expression in expressions:
        if asked[0] in found and asked[0] not in _LAST:
            break
        day = full_date(expression, note_date)
        if day is None or any(start <= expression.start < end for start, end in ignored):
            continue
        if not _plausible(day, note_class, note_date):
            continue
        for kind in _kinds(folded, read, lines, expression, cues, found):
            if kind == "exam" and _COMPARED.search(folded, max(0, expression.start - _BESIDE_IT), expression.start):
                continue
            # Of a note of unknown kind, an exam is the subject only where its date ends a title.
            if kind == "exam" and not order and not _ends_a_title(folded, expression):
                continue
            if kind not in found or kind in _LAST:
                found[kind] = day
    for kind in asked:
        if kind in found:
            chosen = found[kind]
            if kind == "report" and note_date and not _imported(note_class):
                return note_date  # typed, signed or validated: what the author says of today is of the note's own day
            if kind in ("addendum", "specimen") and note_date and not _imported(note_class):
                return max(chosen, note_date)
            return chosen
    return note_date


def _ends_a_title(folded: str, expression: Expression) -> bool:
    """Return whether an exam's day ends the line that names it: "Progression au scanner du 13/05/2015." only speaks of one."""
    before = folded[folded.rfind("\n", 0, expression.start) + 1 : expression.start]
    return not folded[expression.end :].partition("\n")[0].strip(" .,") and _SPOKEN_OF.search(before) is None


def written_date(reference: date | None, note_class: str | None, note_date: date | None) -> date | None:
    """Return the last day a done event of the text can have.

    A report may be signed after the exam it tells; an imported letter ends with its own date.
    """
    if reference is None or note_date is None or _imported(note_class):
        return reference
    return max(reference, note_date)


def _imported(note_class: str | None) -> bool:
    return note_class in IMPORTED_CLASSES


def _order(note_class: str | None) -> tuple[str, ...]:
    if note_class is None:
        return ()
    if note_class in _ORDER:
        return _ORDER[note_class]
    return next((kinds for prefix, kinds in _ORDER.items() if note_class.startswith(prefix)), ())


@lru_cache(maxsize=1_024)
def _cues(note_class: str | None) -> tuple[tuple[str, ...], list[str], list[_Cue]]:
    """Return the cues that decide for a class of notes, all those that are looked at, in their order, and their patterns.

    "Scanner du 12/03" in the first line of a consultation is what it talks of, not its day.
    """
    order = _order(note_class)
    asked = [kind for kind in dict.fromkeys((*order, *_ANY)) if kind != "exam" or not order or "exam" in order]
    cues = [(kind, REFERENCE_CUES.get(kind), kind in _OF_THE_HEAD) for kind in asked]
    return order, asked, cues


def _plausible(day: date, note_class: str | None, note_date: date | None) -> bool:
    if note_date is None:
        return True
    return _EARLIEST <= note_date - day <= (_LONGEST_ARCHIVE if _imported(note_class) else _LONGEST_DELAY)


def _kinds(
    folded: str, read: str, lines: list[Stretch], expression: Expression, cues: list[_Cue], found: dict[str, date]
) -> list[str]:
    """Return what the words before a date say of the document.

    Cues are looked at in their order, up to the first kind ``found`` or told here: what comes behind it decides no more.
    """
    line_start = folded.rfind("\n", 0, expression.start) + 1
    line_end = folded.find("\n", expression.end)
    line_end = len(folded) if line_end == -1 else line_end
    before = WINDOWS.cut(read, max(line_start, expression.start - 90), expression.start)
    kinds: list[str] = []
    index = index_of(lines, expression.start)
    if not lines or not lines[index][0] <= expression.start < lines[index][1]:
        index = 99
    at_end = not folded[expression.end : line_end].strip(" .,")
    if (
        index < 6
        and at_end
        and len(before) < 80
        and (not before.strip() or LETTER_HEAD.match(before) or before.endswith(_FAR_RIGHT))
    ) or (index < 6 and at_end and before.endswith(", le ") and len(before) < 80):
        kinds.append("letter")
    elif index < 6 and at_end and before.endswith(("- le ", "- ")) and len(before) < 60 and ":" not in before:
        kinds.append("letter" if before.endswith("- le ") else "consultation")
    if expression.start > _HEAD_CHARACTERS and expression.start < len(folded) - 400:
        return kinds
    for kind, cue, of_the_head in cues:
        if kind in found and kind not in _LAST:
            break
        if cue is not None and not (index > 5 and of_the_head) and cue.search(before) is not None:
            kinds.append(kind)
        if kind in found or (kind in kinds and kind != "exam"):  # an exam may be one that another is compared with
            break
    if (
        expression.joined == 2
        and "stay_end" not in kinds
        and index < 6
        and _stay_before(folded, line_start, expression.start)
    ):
        kinds.append("stay_end")
    return kinds


def _stay_before(folded: str, line_start: int, start: int) -> bool:
    head = folded[line_start:start]
    return any(word in head for word in ("hospitalis", "sejour", "crh", "compte rendu d'hosp"))


__all__ = ["IMPORTED_CLASSES", "full_date", "reference_date", "written_date"]
