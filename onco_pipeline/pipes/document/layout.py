"""What a note looks like: sections, dated entries, sentences, clauses, and the paper's own marks.

:class:`Layout` is what ``onco.document`` leaves on a ``Doc`` (``doc._.onco_layout``) and what every
later pipe asks. All offsets are characters of the source text; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with a title: a section, or one dated entry of a follow-up sheet.

    ``start`` and ``end`` bound the whole block, title included; ``title_start`` and ``title_end``
    the title alone (equal when there is none). ``label`` is a normalised name such as
    ``family_history``, ``past_history``, ``indication``, ``comparison``, ``conclusion``, ``plan``.
    """

    label: str
    start: int
    end: int
    title_start: int
    title_end: int


@dataclass(slots=True)
class Layout:
    """The structure of one note.

    Attributes
    ----------
    sentences, clauses, lines
        Sorted, disjoint ``(start, end)`` stretches. Clauses subdivide sentences; a list item or a
        table row is a sentence of its own.
    sections, entries
        Sorted blocks. An entry starts with its own date ("12/03/2019 : scanner ...", "Mars 2015 :").
    ignored
        Stretches that belong to the paper: page headers, footers, stamps, print marks.
    unbroken
        The text with a blank for each line end that only the width of a page has put into a sentence, one for one: what
        is read of the note. None where there is none.
    reference_date
        The day the author speaks from (letter date, consultation date), which may differ from
        ``note_datetime``; None when neither is known.
    written_date
        The last day a done event of the text can have: the day a report was signed, when it comes
        after the exam it tells; the letter's own date for a scanned letter.
    of_pathology
        Whether the note is filed as a pathologist's report, whatever its first lines say.
    sentence_starts, clause_starts, line_starts
        Where the sentences, clauses and lines begin, made of them: each reader of an event asks which of them holds it.
    """

    sentences: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[tuple[int, int]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    sections: list[Block] = field(default_factory=list)
    entries: list[Block] = field(default_factory=list)
    ignored: list[tuple[int, int]] = field(default_factory=list)
    unbroken: str | None = None
    reference_date: date | None = None
    written_date: date | None = None
    of_pathology: bool = False
    sentence_starts: list[int] = field(default_factory=list)
    clause_starts: list[int] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sentence_starts = [start for start, _ in self.sentences]
        self.clause_starts = [start for start, _ in self.clauses]
        self.line_starts = [start for start, _ in self.lines]

    def sentence(self, offset: int) -> int:
        """Return the index of the sentence that holds ``offset`` (the last one that starts before it)."""
        return last_until(self.sentence_starts, offset)

    def sentence_bounds(self, offset: int, length: int) -> tuple[int, int]:
        """Return where the sentence that holds ``offset`` begins and ends; the note, ``length`` long, has one at least."""
        return self.sentences[self.sentence(offset)] if self.sentences else (0, length)

    def clause(self, offset: int) -> int:
        """Return the index of the clause that holds ``offset``."""
        return last_until(self.clause_starts, offset)

    def line(self, offset: int) -> int:
        """Return the index of the line that holds ``offset``."""
        return last_until(self.line_starts, offset)

    def section(self, offset: int) -> Block | None:
        """Return the section that holds ``offset``, or None."""
        return _holder(self.sections, offset)

    def entry(self, offset: int) -> Block | None:
        """Return the dated entry that holds ``offset``, or None."""
        return _holder(self.entries, offset)

    def is_ignored(self, offset: int) -> bool:
        """Whether ``offset`` stands in a page header, a footer or a stamp."""
        return bool(self.ignored) and any(start <= offset < end for start, end in self.ignored)


def last_until(starts: list[int], offset: int) -> int:
    """Return the number of the last start at an offset or before it; the first when there is none.

    Examples
    --------
    >>> [last_until([3, 8, 12], offset) for offset in (2, 3, 11, 12)]
    [0, 0, 1, 2]
    """
    # Halving in place: compiled, it costs a fraction of ``bisect``.
    low: i64 = 0
    high: i64 = len(starts)
    while low < high:
        middle = (low + high) >> 1
        if starts[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0
    return low - 1


def index_of(stretches: list[tuple[int, int]], offset: int) -> int:
    """Return the number of the last stretch that starts at an offset or before it; the first when none does."""
    # Halving in place: compiled, it costs a tenth of ``bisect``, which compares pairs; where much is asked of the same
    # stretches, :func:`last_until` costs half of it.
    low, high = 0, len(stretches)
    while low < high:
        middle = (low + high) // 2
        if stretches[middle][0] <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def _holder(blocks: list[Block], offset: int) -> Block | None:
    low: i64 = 0
    high: i64 = len(blocks)
    while low < high:
        middle = (low + high) >> 1
        if blocks[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return None
    block = blocks[low - 1]
    return block if offset < block.end else None
