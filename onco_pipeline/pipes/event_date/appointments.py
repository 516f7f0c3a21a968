"""The day of the visit to come that stands beside a drug's change: "suspendu, revu en consultation le 23/04"."""

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
