"""What speaks for and against a date as that of a drug's change: what stands between, and what else is told beside it."""

import re

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.appointments import names_a_visit, of_a_visit
from onco_pipeline.pipes.event_date.costs import CLAIMED, EVENT_BETWEEN, WRONG_BOUND
from onco_pipeline.pipes.event_date.drugs import in_bracket_of_another, of_a_later_exam, of_next_drug, told_that_day
from onco_pipeline.pipes.event_date.owned import after_what_was_done, ends_then, then_another
from onco_pipeline.pipes.screen import Screened

#: Another treatment told right before a date has that date ("VTD puis autogreffe le 12/09").
_OTHER_TREATMENT = re.compile(
    r"\b(?:puis|et|suivie?s? d[e'u]|avant)\b.{0,20}\b(?:(?:auto|allo)?-?greffe|chirurgie|[a-z]{4,}ectomie|radiotherapie|irradiation|intervention|exerese|resection|amputation)"
    r"(?: \w+){0,2}(?: (?:le|en|du|\()|(?<=greffe))\s?\Z"
    # "imatinib néoadjuvant, gastrectomie en mars", "VTD x4, autogreffe 11/2017"
    r"|(?:[,;+]|->) ?(?:[a-z]+ ){0,2}?(?:(?:auto|allo)?-?greffe|chirurgie|[a-z]{4,}ectomie|exerese|resection|amputation)(?: [a-z']+){0,3}?(?: (?:le|en|du))? ?\(?\Z"
    # "capécitabine et radiothérapie, puis opérée en juillet"
    r"|\b(?:puis|et)(?: (?:a|fut)(?: ete)?| etait)? (?:opere|reseque|irradie|greffe)e?s? (?:le|en|debut|fin)\s?\Z"
)
#: "De l'imatinib puis, en mars 2018, du sunitinib": the day of what came next.
_AND_THEN = re.compile(r",? (?:et )?puis,? (?:en |le |debut |fin )?")
#: "Opérée en juillet 2018 après un traitement par capécitabine": what had been given by then.
_GIVEN_BEFORE = re.compile(
    r",? (?:apres|a l'issue d'|au terme d') ?(?:\w+ ){0,4}?(?:traitement|chimiotherapie|radio-?chimiotherapie|cycles|cures)(?: \w+){0,2}? (?:par|de|d'|avec|a base de) ?(?:l'|la |du )?(?:[a-z]+(?:,| et|-) )?"
)
#: "Débuté et, après deux mois de traitement, en avril 2016, un PSA": what came of it by then.
_LATER_ON = Screened(
    r"\b(?:apres|au bout d[e']|a l'issue d[e']) ?(?:environ )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|huit|douze) (?:jours?|semaines?|mois|ans?|cycles?|cures?)\b(?! (?:d'(?:interruption|arret|absence)|de (?:pause|suspension|fenetre)|sans ))[^.;]{0,40}\Z"
)
#: "... et la radiothérapie s'est achevée en mai": the end of something else.
_OTHER_ENDED = re.compile(
    r"\b(?:radio-?chimiotherapie|radiotherapie|chimiotherapie|irradiation|rt)\b[^.;]{0,25}\b(?:achev|termin|pris fin)\w*[^.;]{0,6}\Z"
)
#: "Il a subi une lobectomie en novembre 2007, puis un traitement adjuvant par cisplatine et capécitabine".
_FOLLOWED = re.compile(
    r",? (?:puis|suivie?s? (?:d|par)|pour l[ae]quel(?:le)?|et a recu en adjuvant|avec (?:une? )?(?:traitement|chimiotherapie) adjuvant)\b|\badjuvante?\b"
)
_OPERATION = re.compile(
    r"\b(?:[a-z]{3,}ectomie|resection|exerese|operee?|chirurgie|intervention|amputation)\b[^.;]{0,50}\Z"
)
_OPERATION_BEHIND = re.compile(
    r",? (?:par |d'une? |avec |[a-z]+ ){0,3}?(?:[a-z]{3,}ectomie|resection|exerese|chirurgie|amputation)\b"
)
_OPERATED_WITHIN = 70
#: "ALAT 4N hier -> STOP": what was seen, and what is ordered for it.
_SO = re.compile(r"->|=>|→")
_YESTERDAY = re.compile(r"(?:avant-)?hier(?: (?:soir|matin))?|la veille")
#: "(traité par X, Y et Z), il a présenté en février une récidive": the bracket is closed before the date.
_OUT_OF_BRACKET = re.compile(r"[^()]*\)[^()]*,[^()]*\b(?:a|ont|est|avait|presente|consulte)\b")
#: "Apalutamide 240 mg depuis le 12/03", "réduit à 3 mg à partir de C3 (29/03)": what a drug's own date stands behind.
_DRUG_GLUE = re.compile(
    r"(?: ?(?:/|-|\+|et|avec) ?(?:la )?(?:prednis\w+|pred|dexa\w*|dex|pdn)(?: \d{1,2} ?mg)?)?(?: \d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?)?,? \(?(?:depuis|a partir d[eu]|a c(?:omp|p)ter d[eu]|des) (?:le )?"
    r"|(?: \d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?)?,? (?:(?:a partir|lors) d[eu] |des |a |au |pour )?(?:l[ae] )?(?:c|cycle |cure )\d{1,2}(?: ?j ?1)?"
    r" ?(?:\(|: ?)?(?:le |du )?"
)
#: "Reprise après trois mois d'interruption le 4 avril": how long it was left.
_PAUSED_FOR = re.compile(
    r"(?:apres|au bout d[e']) ?(?:\d{1,2}|une?|deux|trois|quatre|six) (?:jours?|semaines?|mois|ans?) (?:d'interruption|d'arret|de pause|de suspension|de fenetre)"
)
#: "Suspendu à l'admission (12/05)", "repris à la sortie le 17/05", "arrêté aux urgences le 12/10": where it was changed.
_IN_THE_STAY = re.compile(
    r"(?: \d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?)?,? (?:a (?:l'|son )(?:admission|entree|arrivee)|a (?:la|sa) sortie|(?:lors|au cours) d(?:e l'|e son |e la |e sa |u )"
    r"(?:admission|entree|hospitalisation|sortie|sejour|consultation|visite|hdj|passage aux urgences)|aux urgences|en (?:consultation|cs|hdj|hopital de jour|hospitalisation))"
    r" ?(?:\(|,)? ?(?:le |du )?"
)


#: "| 17/07 | Alpélisib suspendu (hyperglycémie), repris à 250 mg le 07/08": the day before the words is the pause's.
_HALTED_FIRST = re.compile(r"\b(?:suspend|suspens|interromp|interrup|stop|arret|pause)\w*\b[^;]{0,60}\brepri")

#: "Début du létrozole le 20/05, palbociclib à ajouter": what is left to begin does not share the day told before.
_LEFT_TO_BEGIN = re.compile(
    r"[ ,:]*(?:est |reste )?a (?:re)?(?:debuter|demarrer|commencer|introduire|instaurer|initier|ajouter|rajouter|associer|adjoindre)\b"
)
#: "Une radiothérapie (consultation le 20), puis de l'Arimidex".
_VISIT_IN_BRACKET = re.compile(r"\((?:[a-z-]+ )?(?:consultation|cs|rdv|rendez-vous|visite|rcp)\b[^()]{0,20}\Z")
_BEGINNINGS = ("commenc", "debut", "instaur", "introdui", "initi", "demarr")
_NEXT_ITEM = re.compile(r"\)?[,;] (?:et |puis |avec )?(?:l[ae] |l'|du )?")
_TOLD_WITH_IT = re.compile(r"[a-z]{5}")


def leads_to_a_day(folded: str, start: int, end: int) -> bool:
    """Return whether what stands between a drug's change and a date says that it is the change's own."""
    return _DRUG_GLUE.fullmatch(folded, start, end) is not None or in_the_stay(folded, start, end)


def in_the_stay(folded: str, start: int, end: int) -> bool:
    """Return whether only the stay or visit of a change stands before its date: "suspendu à l'admission (12/05)"."""
    return _IN_THE_STAY.fullmatch(folded, start, end) is not None


def cost_of_other_drugs(
    folded: str, layout: Layout, events: list[EventMention], event: EventMention, mention: DateMention
) -> float:
    """Return what it costs that a date may be that of a visit, an exam or another drug told beside a drug's change."""
    cost = 0.0
    if _PAUSED_FOR.match(folded, mention.start):
        cost += CLAIMED
    if mention.start >= event.end:
        if of_a_visit(folded, event, mention):
            cost += WRONG_BOUND + CLAIMED
        elif names_a_visit(folded, event, mention) and not in_the_stay(folded, event.end, mention.start):
            cost += CLAIMED
        if of_next_drug(folded, events, event, mention) or _in_bracket_behind(folded, events, event, mention):
            cost += WRONG_BOUND
    if in_bracket_of_another(folded, events, event, mention):
        cost += WRONG_BOUND
    if (
        mention.end <= event.start
        and event.attributes.get("phase") == "resume"
        and _HALTED_FIRST.search(folded, event.start, event.end)
    ):
        cost += CLAIMED
    if event.subtype == "start" and ends_then(folded, events, event, mention):
        cost += WRONG_BOUND
    if event.subtype == "start" and _begun_behind(folded, events, event, mention):
        cost += WRONG_BOUND
    if of_a_later_exam(folded, layout, events, event, mention):
        cost += WRONG_BOUND
    return cost


def cost_of_words(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    event: EventMention,
    mention: DateMention,
    gap: tuple[int, int],
) -> float:
    """Return what the words between a drug's change and a date of its sentence cost."""
    if mention.start >= event.end:
        ended = event.subtype == "start" and _OTHER_ENDED.search(folded, gap[0], gap[1]) is not None
        ended = ended or (event.subtype == "start" and _LATER_ON.search(folded, gap[0], gap[1]) is not None)
        ended = ended or (event.subtype == "start" and _AND_THEN.fullmatch(folded, gap[0], gap[1]) is not None)
        other = ended or _OTHER_TREATMENT.search(folded, gap[0], gap[1]) or then_another(folded, events, event, gap)
        left = _OUT_OF_BRACKET.match(folded, gap[0], gap[1]) is not None
        return (WRONG_BOUND + EVENT_BETWEEN if other else 0.0) + (WRONG_BOUND if left else 0.0)
    cost = EVENT_BETWEEN if told_that_day(folded, event, mention) else 0.0
    if event.subtype == "start" and _GIVEN_BEFORE.fullmatch(folded, gap[0], gap[1]):
        cost += WRONG_BOUND
    if _SO.search(folded, gap[0], gap[1]) and _YESTERDAY.fullmatch(folded, mention.start, mention.end):
        cost += CLAIMED
    if after_what_was_done(folded, layout, event, mention):
        cost += 2 * CLAIMED
    if ")" in folded[gap[0] : gap[1]] and _VISIT_IN_BRACKET.search(folded, max(0, mention.start - 40), mention.start):
        cost += WRONG_BOUND
    if (
        event.subtype == "start"
        and _NEXT_ITEM.fullmatch(folded, gap[0], gap[1])
        and _LEFT_TO_BEGIN.match(folded, event.end)
        and _TOLD_WITH_IT.search(folded, layout.sentence_bounds(mention.start, len(folded))[0], mention.start)
    ):
        cost += WRONG_BOUND + CLAIMED
    return cost


def followed_an_operation(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of an operation, which a drug only followed: "opéré en novembre, puis traité par X".

    It did so within the year, where that is all that is told.
    """
    told = mention.interval
    if event.subtype != "start" or mention.end > event.start or told is None or told.precision is Precision.YEAR:
        return False
    gap = (mention.end, event.start)
    adjuvant = folded.startswith((" adjuvant", " en adjuvant"), event.end)
    if not adjuvant and _FOLLOWED.search(folded, gap[0], gap[1]) is None:
        return False
    return (
        _OPERATION.search(folded, max(0, mention.start - _OPERATED_WITHIN), mention.start) is not None
        or _OPERATION_BEHIND.match(folded, gap[0], gap[1]) is not None
    )


def _begun_behind(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of the drug's end, and its beginning is told behind: "arrêt de X (ce jour), commencé en avril"."""
    cue = str(event.attributes.get("cue") or "")
    if (
        mention.start < event.end
        or not cue.startswith(_BEGINNINGS)
        or folded.find(cue, mention.end, mention.end + 20) < 0
    ):
        return False
    return any(
        other.family is event.family
        and other.subtype == "stop"
        and other.site == event.site
        and other.start < event.start
        and other.end == event.end
        for other in events
    )


def _in_bracket_behind(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands with another drug in the bracket behind: "régorafénib (après sorafénib, mai - juin)"."""
    opened = folded.find("(", event.end, mention.start)
    if opened < 0 or folded.find(")", opened, mention.start) >= 0:
        return False
    with_it = event.attributes.get("combined_with", ())
    return any(
        other.family is Family.ORAL_THERAPY
        and other.site != event.site
        and other.site not in with_it
        and opened < other.start < mention.start
        for other in events
    )
