"""Tell a pathologist's report by its title."""

from __future__ import annotations

from onco_pipeline.pipes.document.patterns import PATHOLOGY_TITLE, SPECIMEN_CAME, TITLE_WITHIN

__all__ = ["has_pathology_title"]


def has_pathology_title(folded: str) -> bool:
    """Return whether a folded note has the title of a pathologist's report, or begins as such a report does.

    Examples
    --------
    >>> has_pathology_title("compte rendu d'anatomie pathologique\\nsein gauche")
    True
    >>> has_pathology_title("biopsie hepatique, recue le 12/03"), has_pathology_title("consultation du 12/03")
    (True, False)
    """
    return (
        PATHOLOGY_TITLE.search(folded, 0, TITLE_WITHIN) is not None
        or SPECIMEN_CAME.match(folded, 0, TITLE_WITHIN) is not None
    )
