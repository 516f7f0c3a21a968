"""Tell whether a note says that an act was done in another place."""

from __future__ import annotations

from onco_pipeline.pipes.screen import Screened

__all__ = ["done_elsewhere"]

_ELSEWHERE = (
    r"\ben (?:ville|externe)\b|\(externe\b|\bexterne\)|\ba l'exterieur\b|\bhors de l'etablissement"
    r"|\bautre (?:centre|hopital|etablissement|laboratoire|clinique)|\b(?:laboratoire|cabinet|radiologue|confrere) de ville\b"
)
#: ... of the act told just before: what stands behind a comma is another act's, but for how that one was done.
_OF_THE_ACT = Screened(
    r"(?:[^,;.\n]|(?<=[0-9])\.(?=[0-9])|\n(?=\S)|, ?(?=(?:faite?|realisee?|pratiquee?|effectuee?|en ville|en externe)\b)){0,60}?"
    rf"(?:{_ELSEWHERE})"
)


def done_elsewhere(folded: str, start: int, end: int) -> bool:
    """Return whether the words from ``start`` on, which follow an act, say that another place did it.

    Parameters
    ----------
    folded
        The note, folded (:func:`onco_pipeline.text.fold`).
    start, end
        End of the act's words, and end of its sentence.

    Examples
    --------
    >>> text = "microbiopsie du sein (05/03/20) (externe) : carcinome"
    >>> done_elsewhere(text, 12, len(text)), done_elsewhere("biopsie du qse externe", 7, 22)
    (True, False)
    """
    return _OF_THE_ACT.match(folded, start, end) is not None
