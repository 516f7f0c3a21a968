"""Read the structure of a note: the one function behind ``onco.document``."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from onco_pipeline.pipes.dates.reading import read_expressions
from onco_pipeline.pipes.document.entries import entries_of, table_rows
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.document.page_lines import blocks_of, joined, lines_of, page_of, unbroken_of
from onco_pipeline.pipes.document.reference import reference_date, written_date
from onco_pipeline.pipes.document.sections import ignored_of, paper_lines, sections_of
from onco_pipeline.pipes.document.segments import clauses_of, sentences_of
from onco_pipeline.text import fold

#: How the notes of a pathologist are filed.
_PATHOLOGY_CLASS = "CR-ANAPATH"


def analyse(text: str, note_class: str | None = None, note_date: date | None = None) -> Layout:
    """Return the sentences, clauses, sections, dated entries and paper marks of a note.

    Parameters
    ----------
    text
        The note as it is; every offset of the result is one of its characters.
    note_class
        ``note_class_source_value`` (``CR-RCP``, ``DOC-SCAN`` ...): decides which date the author
        speaks from.
    note_date
        Day of ``note_datetime``; None for a text that has none.

    Examples
    --------
    >>> layout = analyse("Paris, le 11 mai 2020\\nTDM du 27/04 : stable.\\n15.04.2020 : IRM", "LT", date(2020, 5, 18))
    >>> layout.reference_date
    datetime.date(2020, 5, 11)
    >>> len(layout.sentences), [entry.label for entry in layout.entries]
    (3, ['dated_entry'])
    """
    source, lines = text, lines_of(text)
    page = page_of(text, lines)
    text = joined(text, lines, page[0])
    if text is not source:
        lines = lines_of(text)
    folded = fold(text)
    expressions = read_expressions(text)
    ignored = ignored_of(folded)
    ignored_lines = paper_lines(folded, lines, ignored)
    sections = sections_of(text, folded, lines, ignored_lines)
    starts = [section.start for section in sections]
    entries = entries_of(text, folded, lines, expressions, starts, note_class, ignored_lines)
    breaks = (
        {section.title_start for section in sections} | {entry.start for entry in entries} | table_rows(text, lines)
    )
    line_breaks = {
        lines[place][0]
        for offset in breaks
        if (place := bisect_right(lines, (offset, len(text))) - 1) >= 0
        and offset < lines[place][1]
        and not any(map(str.isalnum, text[lines[place][0] : offset]))  # a title within a line begins no line
    }
    blocks = blocks_of(source, folded, lines, line_breaks, ignored_lines, page)
    reference = reference_date(folded, lines, expressions, ignored, note_class, note_date)
    unbroken = unbroken_of(text, blocks, ignored_lines)
    if unbroken is not text:
        text, folded, lines = unbroken, fold(unbroken), lines_of(unbroken)
    sentences = sentences_of(text, folded, blocks)
    clauses = clauses_of(folded, sentences, [(e.start, e.end) for e in expressions])
    return Layout(
        sentences=sentences,
        clauses=clauses,
        lines=lines,
        sections=sections,
        entries=entries,
        ignored=ignored,
        unbroken=None if text is source else text,
        reference_date=reference,
        written_date=written_date(reference, note_class, note_date),
        of_pathology=note_class is not None and note_class.startswith(_PATHOLOGY_CLASS),
    )
