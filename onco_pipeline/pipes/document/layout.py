"""What a note looks like: sections, dated entries, sentences, clauses, and the paper's own marks.

:class:`Layout` is what ``onco.document`` leaves on a ``Doc`` (``doc._.onco_layout``) and what every
later pipe asks. All offsets are characters of the source text; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from onco_pipeline.pipes.document.segments import clauses_of, is_cut

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
    sentences, lines
        Sorted, disjoint ``(start, end)`` stretches. A list item or a table row is a sentence of its own.
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
    folded, dates
        What is cut into clauses where that is asked: the text as it is read, folded, and its date expressions.
    sentence_starts, line_starts
        Where the sentences and lines begin, made of them: each reader of an event asks which of them holds it.
    """

    sentences: list[tuple[int, int]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    sections: list[Block] = field(default_factory=list)
    entries: list[Block] = field(default_factory=list)
    ignored: list[tuple[int, int]] = field(default_factory=list)
    unbroken: str | None = None
    reference_date: date | None = None
    written_date: date | None = None
    of_pathology: bool = False
    folded: str = ""
    dates: list[tuple[int, int]] = field(default_factory=list)
    sentence_starts: list[i64] = field(default_factory=list)
    line_starts: list[i64] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sentence_starts = [start for start, _ in self.sentences]
        self.line_starts = [start for start, _ in self.lines]

    def sentence(self, offset: int) -> int:
        """Return the index of the sentence that holds ``offset`` (the last one that starts before it)."""
        return last_until(self.sentence_starts, offset)

    def sentence_bounds(self, offset: int, length: int) -> tuple[int, int]:
        """Return where the sentence that holds ``offset`` begins and ends; the note, ``length`` long, has one at least."""
        return self.sentences[self.sentence(offset)] if self.sentences else (0, length)

    @property
    def clauses(self) -> list[tuple[int, int]]:
        """The clauses, sorted and disjoint, which subdivide the sentences; cut whenever they are asked for."""
        return clauses_of(self.folded, self.sentences, self.dates)

    def same_clause(self, one: int, other: int) -> bool:
        """Return whether one clause holds the words that begin at two offsets.

        Few of a note's clauses are ever asked for: what stands between the two is looked at, and the rest is not cut.
        """
        if not self.sentences:
            return True
        first, last = min(one, other), max(one, other)
        sentence = self.sentence(first)
        if sentence != self.sentence(last):
            return False
        return not is_cut(self.folded, first, last, self.sentences[sentence][1], self.dates)

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


def last_until(starts: list[i64], offset: i64) -> int:
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
