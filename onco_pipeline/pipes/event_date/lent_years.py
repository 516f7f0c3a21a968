"""Whether a date without a year has its own from another date that the text tells beside it."""

from onco_pipeline.events import DateKind, DateMention
from onco_pipeline.text import fold

__all__ = ["of_the_year_told"]

#: Days within which a date without a year goes on from one with it, and characters behind it in which that one stands.
_SAME_STORY, _BEHIND = 60, 60


def of_the_year_told(dates: list[DateMention], mention: DateMention) -> bool:
    """Return whether a year-less date has its year from one told weeks from it: "depuis mars 2021 (biopsie du 04/03)".

    The year may be told behind: "réduit à 20 mg le 23 novembre, puis à 14 mg en janvier 2021".
    """
    for other in reversed(dates):
        if other.start > mention.end + _BEHIND or other is mention or mention.anchor is None:
            continue
        if fold(other.text) == mention.anchor:
            if other.interval is None or mention.interval is None or other.kind is DateKind.DEICTIC:
                return False
            # "Opérée en avril 2020. Le 2/06, mise en route": two months at most after what may have been the month's end.
            ahead = (mention.interval.start - other.interval.end).days
            if ahead > _SAME_STORY or (other.interval.start - mention.interval.start).days > _SAME_STORY:
                return False
            # "biopsie du 11/12/2019 ... TEP du 18/12, IRM du 20/12"
            return other.kind is not DateKind.YEARLESS or of_the_year_told(dates, other)
    return False
