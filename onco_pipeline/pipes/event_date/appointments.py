"""Appointments: the visit to come beside a drug's change ("suspendu, revu le 23/04"), an exam told by its day alone."""

import re

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.screen import Screened

#: "Arrêt du Stivarga, cs le 31": the day of the visit.
_OF_A_VISIT = Screened(
    r"\b(?:cs|consultation|hydratation|hdj|transfusion|nfs|ecg|prise de sang|ordonnance|ordo|courrier|rappel\w*|rdv|rendez-vous|rv|revue?|revoi[rts]|reverr\w+|vue?|visite|prochain hdj|reevaluation|reevaluee?|bilan)\b[^,;|]{0,20}\Z"
)
#: "Suspendre les deux, paracétamol, rappel demain": the visit is an item of its own.
_ITEM_BEFORE = re.compile(r"[^()]{0,80}?(?:[,;+.]|->|=>|→| et) ?(?:(?:sera|etre|on|je|a|la|le|l'|nous|se|vous) ?)*\Z")
#: "Stop jusqu'à la cs du 18/03".
_UNTIL_IT = re.compile(r"[^.;]{0,20}\bjusqu'(?:a|au) ?(?:(?:l[ae]|sa|son|notre) )?(?:prochaine? )?\Z")
#: "Scanner le 8 novembre." as an item of its own at the end of a note, and characters that may follow it there.
_SENTENCE_ENDED = re.compile(r"(?:[.;\n]|\A)[ *•>=-]*(?:l[ae] |un |une )?\Z")
_AND_ITS_DAY = re.compile(r"(?: [a-z-]{3,20}){0,2} (?:le |l[ea] (?:lun|mar|mercre|jeu|vendre)di )?")
_LAST_WORDS = 120


def names_a_visit(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a word for a visit stands before a date behind a drug's change."""
    return _OF_A_VISIT.search(folded, event.end, mention.start) is not None


def of_a_visit(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind a drug's change is that of a visit told as the next item."""
    visit = _OF_A_VISIT.search(folded, event.end, mention.start) if mention.start >= event.end else None
    if visit is None or (event.subtype == "start" and visit.group().startswith("ordo")):
        return False  # "X prescrit, ordonnance du 06/11": the paper's day stands for the prescription
    if _UNTIL_IT.fullmatch(folded, event.end, visit.start()):
        return True
    return _ITEM_BEFORE.fullmatch(folded, event.end, visit.start()) is not None


def stands_alone(folded: str, event: EventMention) -> bool:
    """Return whether an exam and its day are all of the last but few words of a note: "Scanner le 8 novembre."."""
    return (
        event.date is not None
        and len(folded) - event.date.end <= _LAST_WORDS
        and _SENTENCE_ENDED.search(folded, max(0, event.start - 12), event.start) is not None
        and _AND_ITS_DAY.fullmatch(folded, event.end, event.date.start) is not None
    )
