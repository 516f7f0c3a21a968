"""One change of a drug as an event: its span, phase, dose, line and setting."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule
from onco_pipeline.pipes.oral_therapy.others import other_drugs
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import WINDOWS

__all__ = ["SUBTYPE", "change", "next_dose", "told_at"]

#: What each kind of cue makes of a drug.
SUBTYPE = {"strong": "start", "weak": "start", "resume": "start", "stop": "stop", "dose": "dose_change"}

#: A date that stands between a drug and its change.
_A_TIME = re.compile(
    r"\d[/.]\d|(?:19|20)\d\d|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain|aujourd'hui|ce (?:jour|matin|soir)|semaine|"
    + patterns.MONTH[3:-1]
    + r")(?![a-z])"
)
#: "Trois mois après le début du lenvatinib, la dose a été réduite": that name belongs to the date.
_COUNTED_FROM_IT = re.compile(
    r"\b(?:apres|avant|depuis) (?:l[ae] |l'|son )?(?:debut|initiation|instauration|introduction|reprise|arret|fin)"
    r"(?: du traitement)? (?:par |du |de la |de l'|de |d')?\Z"
)


def change(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    kind: str,
    cue: re.Match[str] | None,
    memory: Memory,
    *,
    named: bool,
    **more: Any,
) -> EventMention:
    """Return what happens to a drug, as its cue tells it; what it is told of ``memory`` stands there afterwards."""
    agent = drug.agents[0]
    start, end = drug.start, drug.end
    if cue is not None and (kind in {"stop", "dose", "resume"} or not named):
        # A date between them ("400 mg du 10 au 23, réduit à") would belong to neither: the cue stands alone then.
        between = folded[end : cue.start()] or folded[cue.end() : start]
        joined = named and len(between) <= 30 and _A_TIME.search(between) is None
        joined = joined and _COUNTED_FROM_IT.search(folded, max(0, start - 45), start) is None
        start, end = (min(cue.start(), start), max(cue.end(), end)) if joined else cue.span()
        if dose := patterns.DOSE_REACHED.match(folded, end):
            end = dose.end()  # "réduit à 400 mg le 3": the dose is part of what is told
    subtype = SUBTYPE[kind]
    attributes: dict[str, Any] = {
        "atc": agent.atc_current,
        "atc_pre2021": agent.atc_pre2021,
        "phase": _phase(kind, cue),
    }
    if cue is not None:
        attributes["cue"] = cue.group()
    if drug.regimen:
        attributes["regimen"] = drug.regimen.upper()
    if drug.partners:
        attributes["combined_with"] = sorted(drug.partners)
    if not named:
        attributes["anaphoric"] = True
    first, last = scope.sentence(start)
    origin = cue.end() if cue is not None and kind in {"dose", "resume"} else drug.end
    dose = patterns.DOSE.search(folded, min(origin, last), min(last, origin + 45))
    if dose and not any(other_drugs(folded, min(origin, dose.start()), dose.start())):
        attributes["dose"] = text[dose.start(1) : dose.end(1)].strip(" ,")
    if (line := patterns.LINE.search(folded, first, last)) and subtype == "start":
        attributes["line"] = int(line["n"] or line["l"] or patterns.LINES[line["w"]])
    near = WINDOWS.cut(folded, max(first, drug.start - 70), min(last, drug.end + 30))
    if setting := patterns.SETTING.name_in(near):
        attributes["setting"] = setting
    attributes.update(more)
    if subtype == "start":
        memory.active.add(agent.inn_fr)
        memory.stopped.discard(agent.inn_fr)
    elif subtype == "stop":
        memory.active.discard(agent.inn_fr)
        memory.stopped.add(agent.inn_fr)
    return EventMention(
        Family.ORAL_THERAPY, subtype, start, end, text[start:end], site=agent.inn_fr, attributes=attributes
    )


def told_at(
    span: tuple[int, int],
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    kind: str,
    memory: Memory,
    *,
    named: bool,
    **more: Any,
) -> list[EventMention]:
    """Return what happens to a drug, one event a molecule, where the words for it stand and not at the drug's own."""
    start, end = span
    return [
        replace(
            change(text, folded, scope, part, kind, None, memory, named=named, **more),
            start=start,
            end=end,
            text=text[start:end],
        )
        for part in one_a_molecule(drug)
    ]


def next_dose(text: str, step: re.Match[str], event: EventMention) -> EventMention:
    """Return a second change of dose told by its figure alone."""
    start, end = step.span("dose")
    return replace(
        event, start=start, end=end, text=text[start:end], attributes=event.attributes | {"dose": text[start:end]}
    )


def _phase(kind: str, cue: re.Match[str] | None) -> str:
    word = cue.group() if cue is not None else ""
    if kind == "stop":
        return "pause" if re.match(r"paus|fenetre|suspen|interr", word) else "stop"
    if kind == "strong" and re.match(r"switch|relais|relay|passage|passe|remplac|change", word):
        return "switch"
    return {"strong": "start", "weak": "start", "resume": "resume", "dose": "dose_change"}[kind]
