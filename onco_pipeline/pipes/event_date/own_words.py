"""Words right behind an event that lead to its own date, whatever day heads its entry or dates what it goes with."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family

#: "Radio faite aux urgences hier soir": the verb's own day.
_DONE_THEN = re.compile(
    r"(?: [a-z-]+){0,2} (?:re)?(?:faite?|realisee?|passee?|effectuee?|pratiquee?)s?(?: [a-z'-]+){0,5} ?"
)
#: "En juin le PSA monte, une IRM a été renouvelée le 26 août", and characters in which such words stand.
_DONE_ON = re.compile(
    r"(?: [a-z-]+){0,2} (?:a|ont) (?:donc |alors |finalement )?(?:pu etre|ete) (?:re)?(?:faite?|realise|passe|effectue|pratique|renouvele|repete)e?s? (?:le|en) "
)
_DONE_NEAR = 60
_RELATIVE_DAY = re.compile(r"(?:avant-)?hier(?: (?:soir|matin))?|ce (?:matin|midi|soir)|cette nuit")
#: "+ létrozole (déjà pris depuis le 29/03)".
_TAKEN_ALREADY = re.compile(
    r" ?\((?:(?:deja|en cours|poursuivie?s?|prise?s?|recue?s?) ){1,2}(?:depuis|dep\.?) (?:le )?"
)
#: "VRd (03 à 06/2017) - Revlimid 25 mg à partir du 13/03/2017".
_FROM_THEN = re.compile(
    r"(?: ?\((?!depuis|dep|des |a partir|le |en )[^()]{3,50}\))?(?: \d[\d.,]* ?m?g?(?:/m2|/j(?:our)?)?(?: ?x ?\d)?)?(?: j1 ?(?:-|a) ?j?\d{1,2})? (?:a partir d[eu]|depuis) (?:le )?"
)
#: "Interrompu en octobre 2019, repris (à 10 mg) ensuite": on some later day.
_LATER_ON = re.compile(
    r"(?: a \d[\d.,]* ?mg(?:/j)?)? (?:ensuite|par la suite|secondairement|ulterieurement|plus tard|depuis)\b(?! (?:le|la|en) )"
)


#: "Rechute hépatique à 14 mois de la fin de la chimiothérapie, soit en février 2022".
_SPELT_OUT = re.compile(
    r",? (?:a|au bout de|apres|avec un delai de) [^.;,()]{2,70}, soit (?:donc )?(?:en |le |(?:en |a la )?(?:debut|fin) )?"
)


#: "Interruption de 3 semaines en avril 2021", "pause de 15 jours début mai".
_OF_SO_LONG = re.compile(
    r" (?:de |d'|pendant |durant )?(?:environ )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|quinze) ?(?:j|jours?|sem|semaines?|mois) (?:en |le |au (?:mois de )?)?"
)


def leads_to_its_date(folded: str, event: EventMention, mention: DateMention) -> str | None:
    """Return why a date behind an event is its own, if the words between the two say so."""
    if event.is_act and _RELATIVE_DAY.fullmatch(folded, mention.start, mention.end):
        return "right after the verb" if _DONE_THEN.fullmatch(folded, event.end, mention.start) else None
    if event.is_act and 0 < mention.start - event.end < _DONE_NEAR:
        return "right after the verb" if _DONE_ON.fullmatch(folded, event.end, mention.start) else None
    if event.family is Family.ORAL_THERAPY and _TAKEN_ALREADY.fullmatch(folded, event.end, mention.start):
        return "taken since then"
    if event.subtype == "stop" and _OF_SO_LONG.fullmatch(folded, event.end, mention.start):
        return "told with how long it lasted"
    if event.attributes.get("implicit") and _FROM_THEN.fullmatch(folded, event.end, mention.start):
        return "told with its beginning"
    if event.family is Family.METASTASIS and _SPELT_OUT.fullmatch(folded, event.end, mention.start):
        return "spells out how long after"
    return None


def resumed_later(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a drug is told to have been taken up again on some day after one told before.

    "Interrompu du 4 au 25 juillet, repris depuis": when the pause ends it is that day.
    """
    ends_pause = mention.bound == "until" and mention.period is not None
    resumed = event.attributes.get("phase") == "resume" and not ends_pause
    return resumed and _LATER_ON.match(folded, event.end) is not None


#: "Commencée en janvier 2022, est interrompue depuis le 30 mai".
_STILL = re.compile(
    r"\b(?:est|sont|reste|restent) (?:actuellement |toujours )?(?:interrompue?|suspendue?|arretee?|stoppee?|en pause|en arret)s? depuis (?:le )?\Z"
)
_STILL_REACH = 50


def still_left(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a drug is told not to be taken now, since a day without year: the last such day before the note."""
    if event.subtype != "stop" or mention.kind is not DateKind.YEARLESS or mention.start < event.end:
        return False
    return _STILL.search(folded, max(0, mention.start - _STILL_REACH), mention.start) is not None
