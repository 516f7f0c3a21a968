"""The beginning of a drug that no verb tells: "Sutent 50 mg début 10/2022, stop 03/2023", "soit 2 mois après le début du pazopanib"."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule
from onco_pipeline.pipes.oral_therapy.changes import change
from onco_pipeline.pipes.scope import Scope

__all__ = ["beginning"]

#: A dose behind a drug, with its unit or without one.
_DOSE = (
    r"(?:,? ?(?:a |de )?\d{1,4}(?:[.,]\d{1,2})?(?: ?(?:mg|g|cp|cps)\b)?(?:/(?:j(?:our)?|24 ?h|12 ?h|m2)\b)?"
    r"(?: ?x ?\d)?(?:/j(?:our)?\b)?(?: en continu\b| 4/2\b| 2/1\b| j1-j?\d{1,2}\b)?)?"
)
#: "Sutent 50 mg début 10/2022", "Sprycel 100 mg - déb. 06/2017", "capécitabine, 1re prise 21/06/21".
_BEGUN_BEHIND = re.compile(
    _DOSE
    + r"[ ,:;(|–-]{1,4}(?:(?:date (?:de|du) )?debut(?: du traitement)?|deb\.?|initiation|introduction|instauration"
    r"|(?:1re|1ere|premiere) (?:prise|dispensation|delivrance)|j1|c1(?: ?j1)?)[ :=(]{1,3}(?:le |en |au |des )?(?="
    + patterns.DATE
    + r"|il y a |hier\b|(?:ce|cette) |la semaine |le mois )"
)
#: "Sutent 37,5 : 09/17 arrêt 02/18": its first day has no word where the last one has.
_FROM_TO_STOP = re.compile(
    _DOSE + r"[ ,:;(|–-]{1,3}(?:le |en )?" + patterns.DATE + r"\)?[ ,;–-]{1,3}(?:arret\w*|stop\w*|fin|termine\w*)"
    r"(?: definitif)?[ :=(]{1,3}(?:le |en )?(?=" + patterns.DATE + r")"
)
_OF_THE_BEGINNING = (
    r"(?:debut|initiation|introduction|instauration|demarrage|mise en route|mise sous) ?(?:(?:du|de son|d'un) traitement )?"
    r"(?:par |avec |de )?(?:du |de l'|de la |de |d'|l'|le |la )?\Z"
)
#: "Consultation à 1 mois du début du cabozantinib (02/08/2021)": told by the way, and with its day.
_BEGINNING_BEFORE = re.compile(r"\b(?:le |l'|du |de l'|d'|la |de la )?" + _OF_THE_BEGINNING)
_ITS_DAY = re.compile(_DOSE + r" ?\((?:le |en |du |depuis (?:le )?)?" + patterns.DATE + r"\)")
#: "Le scanner du 2 juillet, soit 2 mois après le début du pazopanib".
_COUNTED_BACK = re.compile(
    r"(?:\(|, |"
    + patterns.DATE
    + r" ?)(?:soit )?(?:a )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze) (?:jours?|semaines?|mois|ans?) "
    r"(?:apres |du |de )(?:le |l'|la )?" + _OF_THE_BEGINNING
)
#: Characters before a drug in which that stands.
_BEFORE = 90


def beginning(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    drugs: list[Drug],
    events: list[EventMention],
    memory: Memory,
    start: int,
    end: int,
) -> list[EventMention]:
    """Return the start of a drug that stands beside its name as a noun with its day, or as a day alone.

    A start that is counted back from a date told before it is marked ``counted_back``; ``onco.event_date`` uses and
    drops the mark.
    """
    told = {event.site for event in events if event.subtype == "start" and event.attributes.get("phase") != "resume"}
    parts = [part for part in one_a_molecule(drug) if part.agents[0].inn_fr not in told]
    if not parts:
        return []
    tail = max(other.end for other in drugs if other.group == drug.group)
    before = max(start, drug.start - _BEFORE)
    unseen = not {part.agents[0].inn_fr for part in parts} & memory.seen
    marks: dict[str, bool] = {}
    # "Interruption de l'abémaciclib début avril": what it begins is the month.
    changed = any(event.subtype != "start" and event.start < drug.start and drug.end <= event.end for event in events)
    by_word = not changed and _BEGUN_BEHIND.match(folded, tail, end) is not None
    by_day = unseen and _FROM_TO_STOP.match(folded, tail, end) is not None
    if not by_word and not by_day:
        if unseen and _COUNTED_BACK.search(folded, before, drug.start):
            marks["counted_back"] = True
        elif not (_ITS_DAY.match(folded, tail, end) and _BEGINNING_BEFORE.search(folded, before, drug.start)):
            return []
    return [change(text, folded, scope, part, "strong", None, memory, named=True, **marks) for part in parts]
