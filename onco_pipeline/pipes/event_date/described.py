"""A disease named as what the patient has, not as news: "Mme W., 64 ans, CBNPC ROS1+ métastatique". It has no day there."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention

__all__ = ["described"]

#: Characters before a finding in which it is looked for whose description it stands in.
_BACK = 140
#: What introduces a description, up to the finding: the reason for a request, the patient with his age, the disease.
_OPENED = re.compile(
    r"(?:\b(?:indications?|motif|contexte|renseignements? cliniques?|rc)\b[^.:\n]{0,25}:[^.\n]*"
    r"|\b(?:patiente?|mr|mme|m\.|monsieur|madame|homme|femme)\b[^\n]{0,40}\bans\b[.,;: ]{1,3}[^.\n]{0,60}"
    r"|\b(?:cancer|k|adk|carcinome|adenocarcinome|melanome|cbnpc|sarcome|tumeur)\b(?: (?!a |est |avec )[\w'-]+){0,3} )\Z"
)
#: ... unless something was seen or done there.
_TOLD = re.compile(
    r"\b(?:montr|revel|objectiv|decouv|decel|retrouv|mis en evidence|met(?:tant|tait)? en evidence|apparition|progress|"
    r"recidiv|rechut|biops|prelev|preleve|ponction|analyse|examen|scanner|tdm|irm|tep|echo|oper|resec)\w*"
)


def described(folded: str, event: EventMention) -> bool:
    """Return whether a spread or a result only describes the patient's disease, where no day of it is told.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    event
        An event that the rules leave undated.

    Examples
    --------
    >>> from onco_pipeline.events import Family
    >>> from onco_pipeline.text import fold
    >>> text = fold("Mme W., 64 ans, cancer du sein métastatique. Scanner : apparition de métastases.")
    >>> def told(words):
    ...     start = text.index(words)
    ...     return EventMention(Family.METASTASIS, "onset", start=start, end=start + len(words), text=words)
    >>> described(text, told("metastatique")), described(text, told("metastases"))
    (True, False)
    """
    if not event.is_finding:
        return False
    opened = _OPENED.search(folded, max(0, event.start - _BACK), event.start)
    return opened is not None and _TOLD.search(folded, opened.start(), event.start) is None
