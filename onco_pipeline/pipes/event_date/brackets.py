"""Acts told within a bracket: the date that heads it, and those behind it that are told of something else."""

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.screen import Screened

__all__ = ["bracket_closed", "heads_its_bracket"]

#: "Foie en 2018 (scanner du 12/09, |biopsie), résection le 04/02/2019": what follows the bracket is told of something
#: else, unless it goes on about what the bracket holds ("(scanner, IRM), réalisés le 12/03").
_BRACKET_CLOSED = Screened(
    r"[^()]{0,60}\) ?(?:[,;+]|puis\b|avant\b|->|→|suivie?s?\b)(?! ?(?:tou(?:te)?s |l'ensemble |(?:(?:le|du|en|dates? du) )?(?:\d|\Z)"
    r"|(?:deja |egalement )?(?:realise|effectue|pratique|fait|date|obtenu|prescrit|prevu|programme|demande)))"
)
#: Characters of a bracket before an act that stands in it.
_WITHIN = 160


def bracket_closed(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether the bracket that holds an event closes before a date, which is told of the next thing."""
    if _BRACKET_CLOSED.match(folded, event.end, mention.start) is None:
        return False
    # "(Gleason 7 (3+4))" has a bracket of its own, closed in it; "2006 exérèse (Breslow 0,8 mm" is no part of one.
    own = folded.count("(", event.start, event.end) != folded.count(")", event.start, event.end)
    return not own and _opened(folded, event) != -1


def heads_its_bracket(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a month or year heads the bracket that holds an event: "foie en mai 2018 (scanner, biopsie)"."""
    to_the_day = mention.interval is None or mention.interval.precision is Precision.DAY
    if to_the_day or mention.start > event.start or not folded.startswith((" (", "("), mention.end):
        return False
    return mention.end <= _opened(folded, event) <= mention.end + 1


def _opened(folded: str, event: EventMention) -> int:
    """Return where the bracket opens in which an event stands, or -1."""
    opened = folded.rfind("(", max(0, event.start - _WITHIN), event.start)
    return -1 if ")" in folded[max(0, opened) : event.start] else opened
