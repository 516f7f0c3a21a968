"""What rules a date out for a drug: it is of another treatment, of a sample, or of a cycle that nobody dates."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Status

__all__ = ["not_of_drug"]


#: "Sunitinib débuté, avec une stabilité après trois mois": counted from the very beginning.
_COUNTED_BEHIND = re.compile(
    r"[^.;]{0,90}?\b(?:stab|reponse|progress|toler|toxic|rechut|recidiv|maladie|diminu|disparit)\w*[^.;]{0,50} apres (?:\w+ ){1,2}(?:jour|semaine|mois|ans?|cycle)s?\b"
)
#: "La dose a été réduite à 37,5 mg au quatrième cycle": nobody tells the day of that cycle.
_AT_A_CYCLE = re.compile(
    r"[^.;]{0,45}?\b(?:au|des le|a partir du|lors du|dans le|pendant le|au cours du|apres le) (?:\d+|[a-z]+i)(?:er|e|eme)s? (?:cycle|cure|mois)\b"
)
#: "BRCA (pièce de 2014) à demander".
_OF_A_SAMPLE = re.compile(
    r"\b(?:pieces?|blocs?|lames?|biopsies?|prelevements?)(?: (?:operatoires?|tumora\w+|initiales?))? (?:de |du |d')\Z"
    # the steps into a trial: "palbociclib (bras A) randomisé le 17/12, C1J1 le 22/12"
    r"|\b(?:randomisee?s?|randomisation|inclusion|incluse?|screening|consentement(?: signe)?|signe)s? (?:le |en |du )?\Z"
)
#: "Capécitabine x 4 (dernier en 06/2008) avec excision chirurgicale (en 08/2008)": of the last one, and of an operation.
_OF_AN_END = re.compile(
    r"(?<!apres )(?<!apres la )(?<!apres l')(?<!apres une )\b(?:excision|exerese|resection|chirurg[a-z]+|[a-z]{4,}ectomie|intervention|operation|irradiation)(?: [a-z]{4,14}){0,2} \((?:le |en )?\Z"
    r"|\(derniere? (?:le |en )\Z"
)
#: "RT puis PCV ; début RT le 09/03": of what comes first.
_OTHER_BEGINS = re.compile(
    r"[;,.(] ?(?:debut|demarrage|fin|reprise) (?:de |de la |d[eu] )?(?:rt|radiotherapie|rct|irradiation|immunotherapie) ?:? ?(?:le |prevue? le |au )?\Z"
)
#: "FOLFOX dès le 05/01, puis capécitabine en entretien": the day of what comes first.
_AND_THEN = re.compile(r" ?,? ?(?:puis|suivie?s? d[e'u]|et ensuite) ")
#: "Nous suspendons la capécitabine jusqu'au 10 juin": when it will be taken again.
_UNTIL_THEN = re.compile(r"[^.;,]{0,40}?\bjusqu'(?:a |au |a la |en |a l')(?:l[ae] )?(?:\w+di )?")
#: "Sunitinib 1re ligne (14 mois), nivolumab depuis 2020": an infusion, told behind, has its own beginning.
_OF_AN_INFUSION = re.compile(
    r"(?:[^,;.+]*[a-z0-9)][^,;.+]*,|[^.;]*?,? puis) ?(?:le |la |l'|du |de )?(?:[a-z-]{3,} ){0,2}?[a-z-]*(?:platine|taxel|mab|rubicine|tecan|trexed|zomib|ribuline|bectedine|folfox|folfiri|folfirinox|fulvestrant|faslodex|gemcitabine)\b"
    r"[^,;.()]{0,25}? (?:depuis|dep\.?|a partir d[eu]|a c(?:omp|p)ter d[eu])(?: le)? ?"
)
#: "Arrêt de la capécitabine, et a poursuivi avec quatre cycles de FOLFOX, le dernier en novembre": of what came instead.
_OF_WHAT_FOLLOWED = re.compile(
    r"[^.;]{0,40}?(?:,|\bet|\bpuis) (?:(?:il|elle|on|l[ae] patiente?|puis) )?(?:a|ont) (?:ensuite |alors |donc )?(?:poursuivi|recu|continue|repris|debute|commence|eu|beneficie)\b"
    r"[^.;]*?\b(?:cycles?|cures?|seances?|radiotherapie|irradiation|chimiotherapie)\b[^.;]*\b(?:derniere?|termin[a-z]+|achev[a-z]+|jusqu'(?:en|au|a)|fini\w*)\b[^.;]*"
)
#: "Au quatrième cycle la dose a été réduite, au cinquième la toxicité a augmenté, de sorte qu'en juin ...": nor of that one.
_AT_A_CYCLE_BEFORE = re.compile(
    r"\b(?:au|des le|a partir du|lors du|apres le) (?:\d+|[a-z]+i)(?:er|e|eme)s? (?:cycle|cure|mois)\b[^.;,]{0,25}\Z"
)
_LEADS_ON = re.compile(r", (?:au|apres|puis|mais|de sorte|si bien|malgre)\b|\bde sorte qu")
#: Characters before a date in which a word tells what it is of, and right beside it.
_BACK, _BESIDE = 70, 25


def not_of_drug(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of something else than the drug beside it.

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> [str(event.interval) for event in read_events("Sunitinib débuté ; début RT le 09/03/2020.")]
    ['None']
    """
    behind = mention.start >= event.end
    if behind and _of_something_else(folded, event, mention):
        return True
    if behind and event.subtype == "dose_change" and _LEADS_ON.search(folded, event.end, mention.start):
        return _AT_A_CYCLE_BEFORE.search(folded, max(0, event.start - _BACK), event.start) is not None
    if behind and event.subtype == "start":
        if _OTHER_BEGINS.search(folded, max(event.end, mention.start - _BACK), mention.start):
            return True
        if mention.kind is DateKind.ANCHORED and _COUNTED_BEHIND.match(folded, event.end, mention.end):
            return True
    if _OF_A_SAMPLE.search(folded, max(0, mention.start - _BESIDE), mention.start):
        return True
    if event.subtype == "start" and folded.endswith(
        ("(", "(en ", "(le ", "dernier en ", "derniere en "), 0, mention.start
    ):
        if _OF_AN_END.search(folded, max(0, mention.start - _BACK), mention.start):
            return True
    if mention.end > event.start:
        return False
    if event.subtype == "dose_change" and _AT_A_CYCLE.match(folded, event.end) is not None:
        return True  # nobody tells the day of that cycle
    planned = event.status is Status.PLANNED and event.attributes.get("implicit")
    return bool(planned) and _AND_THEN.match(folded, mention.end, event.start) is not None


def _of_something_else(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind a drug's change is that of a pause's end, or of an infusion told in between."""
    if event.subtype == "stop":
        if _OF_WHAT_FOLLOWED.fullmatch(folded, event.end, mention.start) is not None:
            return True
        paused = event.attributes.get("phase") == "pause" and event.attributes.get("bound") is None
        return paused and _UNTIL_THEN.fullmatch(folded, event.end, mention.start) is not None
    return event.subtype == "start" and _OF_AN_INFUSION.fullmatch(folded, event.end, mention.start) is not None
