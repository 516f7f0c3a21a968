"""Days of a visit or of a meeting: no act told beside it was done then, and nothing was found then."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

__all__ = ["is_visit", "of_the_visit"]

#: A meeting decides on acts, which have other days.
_OF_MEETING = Screened(r"\b(?:rcp|reunion|comite|staff|session multidisciplinaire|concertation)\b[^.;:,0-9]{0,60}\Z")
#: Lines that a note's head may have, and what it calls the visit there.
_HEAD_LINES = 5
_VISIT_BEHIND = re.compile(
    r"[\W]*(?:(?:hdj|cs|consult\w*|teleconsult\w*|visite|suivi|rcp)\b[^.;:]{0,30}"
    # "03/09/2018 C4 FOLFOX", "03/09/2018 - 8e trastuzumab": the cycle that the visit is for
    r"|(?:c ?\d{1,2}(?: ?j ?\d{1,2})?|(?:cure|cycle|seance) ?(?:n ?[°o] ?)?\d{1,2}|\d{1,2}(?:e|eme) [a-z-]{4,})\b[^.;:]{0,40})\Z"
)
_VISIT_HEAD = re.compile(
    r"[^.;]{0,40}?\b(?:(?:tele)?consultation|cs|visite|hdj|hopital de jour|seance|rcp|reunion|staff|suivi|vue? le)\b[^.;]{0,60}\Z"
)
#: A title that names the visit, its day, the patient and what for.
_VISIT_NAMED = re.compile(
    r"\W*(?:tele)?(?:consultation|consult|cs|visite|hdj|hopital de jour|suivi|telephone)\b(?:[ /-]{1,3}[a-z.'-]{2,20}){0,3} ?:? ?(?:du |le |en date du )?(?:\w+di )?"
)
_THEN_FOR = re.compile(
    r" ?[–—:|-] ?(?:(?!tdm|irm|scan|tep|pet|scinti|biops|echo|bilan)[^:;\n.=>]|(?<= [a-z])\.|(?<=mme)\.){0,80}"
)
#: "Date : 30/11/2023          Médecin : Dr A.", "Paris, le 30/11/2023   Réf : 12345": the next field of the head's line.
_NEXT_FIELD = re.compile(
    r"\s*(?:a )?\d{1,2} ?[h:] ?\d{0,2}\s*\Z|\s{3,}(?!\d)\S|\s*[|–—-]?\s*(?:dr|pr|docteur|professeur|medecin|service|unite|ref|dossier|patiente?|ipp|nip|page|oncolog\w+|redige\w*|heure)\b"
)
#: "Vue le 30/11 pour son cancer du sein métastatique", in a note of that day: what she has, and nothing new.
_SEEN = Screened(
    r"\b(?:re)?(?:vue?|recue?|adressee?|hospitalisee?|presentee?|consulte|examinee?)s?\b[^.;:\n]{0,40}(?:\b(?:le|du|ce)\s)?\Z"
)
_SEEN_FOR = re.compile(
    r" (?:[a-z ]{0,20})?pour (?:le suivi d[eu'] ?|l[ae] |son |sa |une? )?(?:suivi d[eu'] ?(?:son |un )?)?(?:c ?\d|cure|cycle|seance|cancer|k\b|adk|adenocarcinome|carcinome|melanome|gist|neoplasie|tumeur|lymphome|cbnpc)[^.;:]{0,60}\Z"
    r"| pour (?:un |une |son |sa |des )?\Z"
)
#: A head's line that tells an act ends with the act's day.
_ACT = re.compile(
    r"scan|tdm|tomo|\birm|\btep|\bpet|echo|scinti|radio|mammo|biops|ponction|prelev|examen|realis|effectu|intervention|opera|opere|chirurg|scopie|ectomie|\d{2}[/.]\d"
)
#: "Venu ce jour 20/06/2023 pour C5": the visit.
_SEEN_TODAY = Screened(
    r"\b(?:venue?s?|vue?s?|revue?s?|recue?s?|consult\w*|passage|hdj)\b[^.;:]{0,12}\bce jour,? ?(?:le )?\(?\Z"
)
#: "ADK stade IV EGFR muté, C3 ce jour": of the cycle.
_CYCLE_OF = re.compile(r"(?:\bc ?|cycle |cure )\d{1,2}(?: ?j ?\d{1,2})?(?: de [a-z-]{4,20})?,? \Z")
#: "Échographie à faire avant la prochaine consultation du 11": by then, and not then.
_BEFORE_A_VISIT = Screened(
    r"\b(?:avant|pour) (?:l[ae] |sa |ma |notre |son )?(?:prochaine? |nouvelle )?(?:consultation|visite|rdv|rendez-vous|cs|cure|cycle|hdj|seance)(?: (?:d'anesthesie|(?:pre-?)?anesthesique|d'oncologie|avec [a-z. ]{3,20}?))?(?: (?:du|le|de|prevue? (?:le|en)))* ?\(?(?:le |du )?\Z"
    # "Contrôle par TDM avant chirurgie (date prévue : 07/04)"
    r"|\bavant (?:l[ae] |l')?(?:chirurgie|intervention|operation|greffe|[a-z]{4,}ectomie) ?\((?:date )?(?:prevue?|programmee?|fixee?)?(?: le| au)? ?:? ?\Z"
)
#: "TDM à caler avant C5 (06/10)", "prévoir IRM avant le bloc du 06/10".
_BEFORE_AN_ACT = Screened(
    r"\bavant (?:l[ae] |l'|sa |son )?(?:c ?\d{1,2}(?: ?j ?\d{1,2})?|bloc(?: operatoire)?|chirurgie|intervention|operation|greffe|radiotherapie|rt|rcp|staff|reunion|sortie|[a-z]{4,}ectomie)"
    r" (?:\(?(?:prevue? |programmee? |fixee? )?(?:du |le |au |de |: )?(?:\w+di )?|de la semaine du )\Z"
)
#: Characters before a date in which a word tells what it is of.
_BACK, _BESIDE = 70, 25


def of_the_visit(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a date is the day of a visit or a meeting at which an event was only told or decided on."""
    finding = event.is_finding
    if (finding or event.status is Status.PLANNED or event.status is Status.PROPOSED) and (
        _heads_the_visit(folded, layout, event, mention)
    ):
        return True
    beside = max(0, mention.start - _BESIDE)
    if finding and (
        (is_visit(mention) and _CYCLE_OF.search(folded, beside, mention.start))
        or _SEEN_TODAY.search(folded, beside, mention.start)
    ):
        return True
    if event.is_act and event.end < mention.start and _by_a_visit(folded, dates, event, mention):
        return True
    begins = event.family is Family.ORAL_THERAPY and event.subtype == "start"
    if (begins or finding or event.on_tissue) and (
        _OF_MEETING.search(folded, max(0, mention.start - _BACK), mention.start)
    ):
        return True
    return event.family is Family.PATHOLOGY and is_visit(mention)


def is_visit(mention: DateMention) -> bool:
    """Return whether a date is the day of the visit ("revu ce jour"): no result of an examination is of that day."""
    return mention.kind is DateKind.DEICTIC and mention.interval is not None and mention.interval.days == 1


def _by_a_visit(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam is to be done by the day of a visit: neither then nor on a later day told behind."""
    planned = event.status is Status.PLANNED
    return any(
        _BEFORE_A_VISIT.search(folded, max(event.end, one.start - _BACK), one.start) is not None
        or (planned and _BEFORE_AN_ACT.search(folded, max(event.end, one.start - _BACK), one.start) is not None)
        for one in dates
        if event.end < one.start <= mention.start <= event.end + 2 * _BACK
    )


def _heads_the_visit(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of the visit in the note's head: what is told below it was found before."""
    if mention.interval is None or mention.interval.start != layout.reference_date or not layout.lines:
        return False
    back = max(0, mention.start - _BACK)
    if _SEEN.search(folded, back, mention.start) and _SEEN_FOR.match(folded, mention.end, event.start):
        return True
    line = layout.line(mention.start)
    if line > _HEAD_LINES:
        return False
    start, end = layout.lines[line]
    if line == layout.line(event.start):  # "Téléconsultation du 09/06 - cancer du sein métastatique"
        named = mention.end <= event.start and _VISIT_NAMED.fullmatch(folded, start, mention.start) is not None
        return named and _THEN_FOR.fullmatch(folded, mention.end, event.start) is not None
    if _VISIT_BEHIND.match(folded, mention.end, end) is not None and not folded[start : mention.start].strip():
        return True
    if _VISIT_HEAD.match(folded, start, mention.start) is not None:
        return True
    alone = not folded[mention.end : end].strip(" .,:") or _NEXT_FIELD.match(folded, mention.end, end) is not None
    if alone and _ACT.search(folded, start, mention.start) is None:
        return True  # "Mme R., 62 ans          15 mai 2019"
    return (
        alone
        and re.fullmatch(
            r"[^.;:0-9]{0,40}\ble (?:\w+di )?|\W*(?:date ?:? ?)?(?:\w+di )?", folded[start : mention.start]
        )
        is not None
    )
