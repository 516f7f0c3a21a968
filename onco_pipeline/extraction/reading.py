"""Read the events of a note straight from its text: the pipes' own functions, without a tokenised document.

The EDS-NLP components are thin shells over these same functions, for those who build pipelines of their own.
No function of ours looks at a token, and to tokenise a note and ask for its text back costs more than all the
rest: the extraction therefore reads plain text. ``tests/extraction/test_plain_text.py`` and ``benchmarks/`` hold
the two to the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onco_pipeline.collecting import staying
from onco_pipeline.events import EventMention, Family
from onco_pipeline.families import added

with staying():  # thousands of patterns are made, and all of them stay
    from onco_pipeline.pipes.biopsy import biopsy
    from onco_pipeline.pipes.dates.resolve import find_dates
    from onco_pipeline.pipes.document.analyse import analyse
    from onco_pipeline.pipes.document.page_lines import laid_open
    from onco_pipeline.pipes.event_date.event_date import date_events
    from onco_pipeline.pipes.event_date.features import NoteView, reference_of
    from onco_pipeline.pipes.imaging import imaging
    from onco_pipeline.pipes.metastasis import metastasis
    from onco_pipeline.pipes.oral_therapy import oral_therapy
    from onco_pipeline.pipes.pathology import pathology
    from onco_pipeline.pipes.scope import FindEvents, as_typed, in_order
    from onco_pipeline.pipes.status.status import assign_status
    from onco_pipeline.pipes.triggers import has_stem, has_word
    from onco_pipeline.text import fold, in_capitals, plain

#: What finds each family's events, in the order of the pipes.
FINDERS: dict[Family, FindEvents] = {
    Family.BIOPSY: biopsy.find,
    Family.IMAGING: imaging.find,
    Family.METASTASIS: metastasis.find,
    Family.ORAL_THERAPY: oral_therapy.find,
    Family.PATHOLOGY: pathology.find,
    **{Family(name): family.find for name, family in added().items()},
}


def read_events(
    source: str,
    note_class: str | None = None,
    note_date: date | None = None,
    *,
    explain: bool = False,
    linker: Callable[[NoteView], None] | None = None,
) -> list[EventMention]:
    """Return the events of a note, with their status and date, in order of position.

    Three stages, each the cheaper the earlier it ends: a scan for the families' stems, the families' own
    patterns over the note's structure, and the dates. A note without a stem ends at the first, one whose
    stems come to nothing at the second; neither can lose an event, because a date makes none.

    Parameters
    ----------
    source
        The note, unwrapped (:func:`onco_pipeline.extraction.wrapping.unwrap`); offsets are its own.
    note_class
        ``note_class_source_value``: decides which day the author speaks from.
    note_date
        Day of ``note_datetime``.
    explain
        Say of each event why it has its date.
    linker
        Corrects the dates in place (:func:`onco_pipeline.pipes.event_date.correcting.corrector`); the rules alone
        when None.

    Examples
    --------
    >>> [(event.subtype, str(event.interval)) for event in read_events("IRM du 12/03/2019 normale.")]
    [('mri', '2019-03-12..2019-03-12 (day)')]
    >>> read_events("Sortie au domicile ce jour.")
    []
    """
    told = plain(source)
    text = capitals = in_capitals(told)
    # Laid open first: to look through one more text costs a tenth of the note.
    page = laid_open(text)
    folded = fold(told if page.text is text else page.text)
    # Where lines are broken by the page's width, they are put together first: all is then looked for in one text.
    likely = [] if page.wrapped else _likely(folded)
    if not likely and not page.wrapped and not any(has_word(family, folded) for family in FINDERS):
        return []
    layout = analyse(text, note_class, note_date, page)
    if layout.unbroken is not None:
        text, folded = layout.unbroken, fold(layout.unbroken)
    if page.wrapped:
        likely = _likely(folded)
    # Words are looked for once the lines are as they stay: the first look for one goes over the whole note.
    families = [family for family in FINDERS if family in likely or has_word(family, folded)]
    told_of: list[EventMention] = []
    for family in families:
        told_of += FINDERS[family](text, folded, layout)
    events = in_order(told_of)
    if events:
        if capitals is not told:
            as_typed(events, told)
        assign_status(folded, layout, events)
        dates = find_dates(text, layout, note_date)
        date_events(folded, layout, events, dates, note_date, explain=explain)
        if linker is not None:
            linker(NoteView(folded, layout, events, dates, reference_of(layout, note_date), note_class))
    return events


def _likely(folded: str) -> list[Family]:
    """Return the families of which a stem stands in a folded note."""
    return [family for family in FINDERS if has_stem(family, folded)]
