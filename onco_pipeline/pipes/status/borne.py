"""Whether a drug that was proposed was taken: the next sentence tells how it was borne."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.status.told_later import REACH

__all__ = ["taken_since"]

#: A drug that was proposed in its time, and then what came of taking it: "À la fin du traitement, la toxicité était moindre".
_WAS_PROPOSED = Screened(
    r"\b(?:(?:a|ont|avait|fut|furent)(?: (?:alors|donc|ensuite|finalement|egalement))?(?: ete)?|avons) (?:alors |donc |ensuite |finalement )?propos(?:e|ee|es|ees)?\b"
)
_TREATMENT = r"(?:du |de ce |de la |son |le |ce |cette |la )?(?:traitement|therapie|medicament|nouvelle ligne|reprise|reintroduction)"
_TAKEN = re.compile(
    r"(?:"
    rf"(?:a l'approche|a la fin|au (?:cours|debut|terme|long)|pendant|durant|sous|depuis|au bout d[eu']|(?:\w+ )?(?:jours|semaines|mois) apres)(?: (?:de la fin|du debut|le debut|toute la duree))? ?{_TREATMENT}\b"
    r"|apres (?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|huit|dix|douze) (?:cycles?|cures?|mois|semaines)(?: (?:de|sous) (?:ce )?traitement)?,"
    rf"|{_TREATMENT} (?:a|est|avait) (?:ete )?(?:tres |bien |mal |globalement |parfaitement )*(?:tolere|supporte|suivi|pris|poursuivi|maintenu|efficace)"
    r"|(?:l[ae] )?(?:bonne |excellente |tres bonne )?(?:tolerance|reponse) (?:a ete|etait|est|fut)\b"
    r"|(?:(?:l[ae] )?patiente?|il|elle) (?:l'a|le prend|la prend|les prend|a) (?:tres |bien |mal |parfaitement )*(?:tolere|supporte|pris|suivi|accepte et)"
    r")"
)


#: "Il a conseillé de commencer le bicalutamide, |qu'il prend depuis samedi".
_TAKES_IT = re.compile(
    r"(?: \d[\w/ ]{0,14})?,? (?:que (?:l[ae] patiente?|mme [a-z]+|m\. [a-z]+)|qu'(?:elle|il)) (?:prend|a (?:donc |bien )?(?:commence|debute|pris|demarre))\b(?: [a-z]+){0,2}? (?:depuis|le|des|hier|ce)\b"
)


def taken_since(folded: str, layout: Layout, event: EventMention, before: str, after: str) -> bool:
    """Return whether the next sentence tells how a drug that was proposed was borne, or what it did: it was taken.

    "Il a été proposé de reprendre le vismodégib. À la fin du traitement, la toxicité était moindre."
    """
    if event.subtype != "start" or event.status is not Status.PROPOSED:
        return False
    if _TAKES_IT.match(after) is not None:
        return True
    following = layout.sentence(event.start) + 1
    if following >= len(layout.sentences) or _WAS_PROPOSED.search(f"{before[-REACH:]}|{after[:REACH]}") is None:
        return False
    return _TAKEN.match(folded, *layout.sentences[following]) is not None
