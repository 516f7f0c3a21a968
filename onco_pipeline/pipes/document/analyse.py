"""Read the structure of a note: the one function behind ``onco.document``."""

from __future__ import annotations

from datetime import date

from onco_pipeline.pipes.dates.reading import read_expressions
from onco_pipeline.pipes.document.entries import entries_of, may_open, table_rows
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.document.page_lines import Page, Stretch, blocks_of, index_of, laid_open, lines_of, unbroken_of
from onco_pipeline.pipes.document.reference import reference_date, written_date
from onco_pipeline.pipes.document.sections import ignored_of, paper_lines, sections_of
from onco_pipeline.pipes.document.segments import sentences_of
from onco_pipeline.text import fold

#: How the notes of a pathologist are filed.
_PATHOLOGY_CLASS = "CR-ANAPATH"


def analyse(
    source: str, note_class: str | None = None, note_date: date | None = None, page: Page | None = None
) -> Layout:
    """Return the sentences, clauses, sections, dated entries and paper marks of a note.

    Parameters
    ----------
    source
        The note as it is; every offset of the result is one of its characters.
    note_class
        ``note_class_source_value`` (``CR-RCP``, ``DOC-SCAN`` ...): decides which date the author
        speaks from.
    note_date
        Day of ``note_datetime``; None for a text that has none.
    page
        The note, :func:`~onco_pipeline.pipes.document.page_lines.laid_open`, where that was done before.

    Examples
    --------
    >>> layout = analyse("Paris, le 11 mai 2020\\nTDM du 27/04 : stable.\\n15.04.2020 : IRM", "LT", date(2020, 5, 18))
    >>> layout.reference_date
    datetime.date(2020, 5, 11)
    >>> len(layout.sentences), [entry.label for entry in layout.entries]
    (3, ['dated_entry'])
    """
    page = laid_open(source) if page is None else page
    text, lines = page.text, page.lines
    folded = fold(text)
    ignored = ignored_of(folded, lines)
    ignored_lines = paper_lines(folded, lines, ignored)
    sections = sections_of(text, folded, lines, ignored_lines)
    starts = [section.start for section in sections]
    line_breaks = table_rows(text, lines)
    _break_at([section.title_start for section in sections], text, lines, line_breaks)
    blocks = blocks_of(page, folded, line_breaks, ignored_lines)
    # Of what ends blocks only the dates are not known yet. What none of them can open is put together first, so that
    # most notes are gone through once.
    unbroken = text
    any_joined = len(blocks) < len(lines)
    if any_joined:
        unbroken = unbroken_of(text, blocks, ignored_lines, may_open(text, folded, lines))
    expressions = read_expressions(unbroken)
    entries = entries_of(text, folded, lines, expressions, starts, note_class, ignored_lines)
    reference = reference_date(folded, fold(unbroken), lines, expressions, ignored, note_class, note_date)
    if any_joined:
        _break_at([entry.start for entry in entries], text, lines, line_breaks)
        blocks = blocks_of(page, folded, line_breaks, ignored_lines)
        known, unbroken = unbroken, unbroken_of(text, blocks, ignored_lines, set())
        if unbroken == known:
            unbroken = known  # the one that has been gone through
    if unbroken is not text:
        text, folded, lines = unbroken, fold(unbroken), lines_of(unbroken)
    return Layout(
        sentences=sentences_of(text, folded, blocks),
        lines=lines,
        sections=sections,
        entries=entries,
        ignored=ignored,
        unbroken=None if text is source else text,
        reference_date=reference,
        written_date=written_date(reference, note_class, note_date),
        of_pathology=note_class is not None and note_class.startswith(_PATHOLOGY_CLASS),
        folded=folded,
        dates=[(expression.start, expression.end) for expression in expressions],
    )


def _break_at(offsets: list[int], text: str, lines: list[Stretch], line_breaks: set[int]) -> None:
    """Add the starts of the lines that begin with what stands at some offsets: a title within a line begins none."""
    for offset in offsets:
        start, end = lines[index_of(lines, offset)]
        if start == offset or (start < offset < end and not any(map(str.isalnum, text[start:offset]))):
            line_breaks.add(start)
