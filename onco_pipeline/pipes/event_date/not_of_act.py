"""What rules a date out for an exam or a sampling: it is of another act, or of one of a series that it does not tell."""

import re

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.pipes.screen import Screened

__all__ = ["has_no_day_yet", "not_of_act"]


#: "TEP (13/02) : a augmenté par rapport au scanner": an exam of another day.
_COMPARED_TO = Screened(
    r"\b(?:par rapport|compar\w+) (?:au|a la|a l'|aux|avec (?:l[ae]s? |l')) ?(?:derniere?s? |precedente?s? )?\Z"
)
#: "Scanners tous les six mois", and what tells the one of them that has a date.
_SERIES_BEHIND = Screened(r"[^.;:,()0-9]{0,25}? (?:tous les |toutes les )(?:\w+ )?(?:mois|semaines|ans|cycles|cures)\b")
_ONE_OF_THEM = re.compile(
    r": ?\Z| \((?:le |du )?(?:\d{1,2}/\d{1,2}, ?)*\Z|\b(?:derni(?!er(?:e|s|es)? (?:cycle|cure|dose|prise|seance))|premi|celui|celle|dont|recent|prochain|jusqu|depuis|puis"
    # "TDM tous les 4 mois, normaux en février et juin"
    r"|(?:normau?x|normales?|stables?|negati\w+|rassurant\w*|inchange\w*|sans (?:[a-z']+ ){1,3}?)[ (]{0,2}(?:(?:en|de|du|le|les|:) ?)*\Z)"
)
#: "TDM ok, biopsie le 09/11": an item of a list that ends before the next one's day.
_ITEM_CLOSED = re.compile(
    r" (?:ok|ras|faite?s?|(?:est |deja )?(?:demande|prescrit)e?s?(?=, (?:l[ae] |l'|une? )?(?:scanner|tdm|irm|tep|pet|scinti|echo|mammo|radio|rx)))[,;] "
)
#: "Échographie en avril, IRM en attente de rendez-vous": no day told before is its own.
_NO_DAY_YET = re.compile(
    r"[ ,(]{1,3}(?:en attente (?:de |d'une? )?(?:rdv|rendez-vous|date|convocation|programmation|creneau)|(?:date|rdv) a venir|sans date|a programmer)\b"
)
#: "À démarrer le 7 juin après ETT": what comes first has a day of its own.
_TO_BEGIN = re.compile(
    r"\b(?:a (?:re)?(?:debuter|demarrer|commencer|prendre|instaurer|initier)|prevue?s?|debutera|programmee?s?)\b[^.;]{0,15}\Z"
)
_AFTER_IT = re.compile(r"\bapres (?:une? |l[ae] |l')?\Z")
#: "Rx : opacité (30/09) -> scanner : masse (04/10)": each has its day behind what it showed.
_CHAIN = re.compile(r"\)\s?(?:-+>|=+>|→|,? puis)")
_ITS_OWN_BRACKET = re.compile(r" ?: ?[^.;():\d]{2,40} \((?:le |en )?\d")
#: "IRM (avant |biopsies, 20/01)": the bracket tells when the exam was made.
_ONLY_RELATES = Screened(r"\((?:faite? |realisee? )?(?:avant|apres|pre|post|a distance d[eu]s?)[ -](?:l[ae]s? |l')?\Z")
#: "Mammographie annuelle depuis 2012": the year of the first.
_SINCE_LONG = re.compile(
    r"(?: [a-z-]+)? (?:annuel|bisannuel|semestriel|trimestriel|mensuel|regulier|systematique)\w*(?: de [a-z]+)? (?:depuis|dep\.?) ?"
)
#: "Contrôle biologique à 1 mois, échographie annuelle".
_YEARLY_ONLY = re.compile(
    r"(?: [a-z-]{3,14}){0,2} (?:annuel|semestriel|trimestriel|mensuel|bisannuel)(?:le)?s?\b(?! (?:le|en|du|prevu))"
)
_IN_SO_LONG = re.compile(r"(?:a|dans) (?:\d|un|deux|trois|quatre|six)")
#: Characters before a date in which a word tells what it is of, and right beside it.
_BACK, _BESIDE = 70, 25


def not_of_act(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of something else than the exam or sampling beside it.

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> [str(event.interval) for event in read_events("Mammographie annuelle depuis 2012.")]
    ['None']
    """
    if mention.end <= event.start and _told_before_it(folded, event, mention):
        return True
    if mention.start >= event.end and _told_behind_it(folded, event, mention):
        return True
    return event.family is Family.IMAGING and _of_a_series(folded, event, mention)


def _told_before_it(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before an act is that of what was told before it."""
    if _CHAIN.match(folded, mention.end, event.start) and _ITS_OWN_BRACKET.match(folded, event.end):
        return True
    if _TO_BEGIN.search(folded, max(0, mention.start - _BACK), mention.start) and _AFTER_IT.search(
        folded, max(mention.end, event.start - 15), event.start
    ):
        return True
    if event.family is Family.IMAGING:
        if _IN_SO_LONG.match(folded, mention.start) and _YEARLY_ONLY.match(folded, event.end):
            return True
        if _COMPARED_TO.search(folded, max(0, event.start - _BESIDE), event.start):
            return True
    return has_no_day_yet(folded, event, mention)


def _told_behind_it(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind an act is that of what is told behind it, or of what it is counted from."""
    if _ITEM_CLOSED.match(folded, event.end, mention.start):
        return True
    if _ONLY_RELATES.search(folded, max(0, event.start - _BESIDE), event.start):
        return True
    return event.family is Family.IMAGING and _SINCE_LONG.fullmatch(folded, event.end, mention.start) is not None


def _of_a_series(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam is one of many, whose day no date beside it tells: "scanners tous les six mois"."""
    series = _SERIES_BEHIND.match(folded, event.end)
    if series is None:
        return False
    return mention.end <= event.start or _ONE_OF_THEM.search(folded, series.end(), mention.start) is None


def has_no_day_yet(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether an act waits for its day, so that none told before is its own: "scanner à programmer"."""
    before = event.is_act and mention.end <= event.start
    return before and _NO_DAY_YET.match(folded, event.end) is not None
