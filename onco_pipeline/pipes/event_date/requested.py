"""Days on which an act or a drug was asked for, granted or sent: not that of the act, nor of the drug's beginning."""

import re

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.event_date.visits import is_visit
from onco_pipeline.pipes.screen import WINDOWS, Screened

__all__ = ["of_a_request"]

#: "À programmer, ordonnance faite ce jour": the day of the order.
_ORDERED_ON = Screened(
    r"\b(?:ordonnances?|demandes?|bons?|prescriptions?|courriers?)(?: (?:d'examen|d[eu] [a-z]+))? (?:a ete |est |sont )?"
    r"(?:faite?|remise?|donnee?|redigee?|envoyee?|etablie?|signee?|partie?)s? (?:le |hier |ce )?\Z"
)
#: "La radio que j'avais demandée le 21 août était anormale".
_HAD_ASKED = Screened(
    r"\bqu(?:e |')(?:j'|nous |vous |il |elle |on |le dr )?[a-z' ]{0,16}(?:demande|prescrit)e?s? (?:le )?\Z"
)
#: "Bon de scanner remis ce jour, RDV le 05/01": the paper's day.
_PAPER_OF = Screened(r"\b(?:ordonnance|demande|bon|prescription)s? (?:d'|de |du |pour )(?:une? |l[ae] |l')?\Z")
_HANDED_OVER = re.compile(r"[^.;,:]{0,30} (?:remis|donne|fait|redige|envoye|signe|adresse)e?s? (?:le |ce |hier )?")
#: "ATU demandée le 08/06, accord le 14/06", "commandé le 03/06": the way to a drug, and no beginning of it.
_ON_ITS_WAY = Screened(
    r"\b(?:demande|commande|sollicit|obten|accord|autoris|valid|livr|receptionn|dossier|recue? (?:a|par|en) (?:la )?pharmacie)\w*"
    r"(?:(?: (?!debut|commenc|demarr|instaur|initi|introdui|pris|a partir|a compter|des )[a-z'-]+){1,4})? (?:le |ce |hier )?\Z"
)
#: "Demande d'ATU pour l'osimertinib faite le 08/06".
_REQUEST_FOR = Screened(
    r"\b(?:demande|dossier|autorisation|accord|commande|atu|aac|acces precoce|acces compassionnel)s? (?:d'|de |du |pour )?(?:l[ae] |l'|une? )?\Z"
)
_SENT_ON = re.compile(r"(?: [a-z]+)? (?:le |ce |hier )")
#: "En attente de son PET (demandé le 20 octobre)".
_AWAITED = Screened(
    r"\b(?:attente|attend\w*) (?:d[eu] |d'|toujours |encore |pour )?(?:(?:l[ae]|l'|son|sa|une?|cette|ce) ?)?\Z"
)
_ASKED_IN = re.compile(r"[(,] ?(?:qui a ete )?(?:demande|prescrit|sollicite)e?s? (?:le |en |depuis (?:le )?)\Z")
_ASKED_NOW = re.compile(r"\b(?:demande|prescrit|commande)e?s? \Z")
#: Characters before a date in which a word tells what it is of.
_BACK, _BESIDE = 70, 25


def of_a_request(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date tells when an event was asked for and not when it came about."""
    if event.subtype == "start":
        return _on_its_way(folded, event, mention)
    if not event.is_act or mention.start < event.end:
        return False
    back = max(event.end, mention.start - _BACK)
    return (
        _ORDERED_ON.search(folded, back, mention.start) is not None
        or _HAD_ASKED.search(folded, back, mention.start) is not None
        or (
            _AWAITED.search(folded, max(0, event.start - _BACK), event.start) is not None
            and _ASKED_IN.search(folded, back, mention.start) is not None
        )
        or _hands_over(folded, event, mention)
        or (is_visit(mention) and _ASKED_NOW.search(folded, back, mention.start) is not None)
    )


def _hands_over(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date tells when the paper that asks for an exam was handed over."""
    return (
        _PAPER_OF.search(folded, max(0, event.start - _BESIDE), event.start) is not None
        and _HANDED_OVER.fullmatch(folded, event.end, mention.start) is not None
    )


def _on_its_way(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is the one on which a drug was asked for, granted or delivered."""
    if (
        mention.start >= event.end
        and _SENT_ON.fullmatch(folded, event.end, mention.start)
        and _REQUEST_FOR.search(folded, max(0, event.start - _BACK), event.start)
    ):
        return True
    start = max(event.end if mention.start >= event.end else 0, mention.start - _BACK)
    words = WINDOWS.cut(folded, start, mention.start)
    # Seldom there at all: asked of the whole before it is asked behind the last mark.
    return (
        _ON_ITS_WAY.search(words) is not None
        and _ON_ITS_WAY.search(words[max(map(words.rfind, ",.;:(\n")) + 1 :]) is not None
    )
