"""A drug's doses in telegraphic style, each with its day: "enza 160 12/19 → 120 03/20 → stop 02/21", "C1 160 mg (01/03), C2 120 mg (29/03)"."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule, until_next
from onco_pipeline.pipes.oral_therapy.changes import change, told_at
from onco_pipeline.pipes.scope import Scope

__all__ = ["cycles_in_line", "doses_in_line"]

#: A dose; a bare figure before the name of a month is a day ("létrozole 12 mars 2020").
_A_DOSE = (
    r"(?!(?:0?[1-9]|[12]\d|3[01])(?:er)? "
    + patterns.MONTH
    + r")(?:\d{1,4}(?:[.,]\d)? ?mg(?:/m2|/j(?:our)?)?(?: ?x ?[1-4])?(?:/j)?|\d{1,4}(?:[.,]5)? ?x ?[1-4](?:/j)?|\d{1,2} ?(?:cp|cpr|comprimes?|gel|gelules?)(?:/j)?(?![a-z])|\d{2,4}(?:[.,]5)?(?:/j)?|\d(?= \(?\d{1,2}/\d{2}))"
)
_A_DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[/.-](?:19|20)\d{2}|\d{1,2}/\d{1,2}"
    r"|(?:\d{1,2}(?:er)? )?" + patterns.MONTH + r"(?: (?:19|20)?\d{2})?(?![a-z0-9]))(?![\d/])"
)  # fmt: skip
_LED_TO = r"\(?(?:(?:depuis|dep\.?|des|a partir d[eu]|en|le|du|(?:la |sa )?(?:derniere )?(?:consultation|visite|cs|v ?\d{1,2})) ){0,4}(?:(?:debut|fin|mi-?) ?)?"
_CLOSED = r"\)?(?: ?\((?!\d)[^()\n]{1,40}\))?"
#: A year alone tells the day of a dose in its bracket: "Sprycel 100 (2015), 70 (2017)".
_A_DAY = (
    r"(?:"
    + _LED_TO
    + _A_DATE
    + _CLOSED
    + r"|\((?:en |depuis |dep )?(?:19|20)\d{2}\)|(?:depuis|dep\.?) (?:19|20)\d{2}(?![\d/-])|\(?(?:(?:depuis|des|a partir de) )?(?:ce jour|aujourd'hui|hier|demain)\b\)?)"
)
#: "S1 20 mg (22/11), S2 50 mg (29/11)", "cures 1 à 3 à 125 (02/05), cure 4 à 100 (25/07)".
_LABEL = r"(?:(?:s(?:em(?:aines?|\.)?)?|paliers?|cures?|cycles?|mois) ?\d{1,2}(?: ?(?:a|-|et) ?s?\d{1,2})?[ :=]{1,3}(?=\d|a \d))?"
#: The first dose, right behind the drug.
_FIRST = re.compile(
    r"(?:,| :)? " + _LABEL + r"(?:a )?(?P<dose>" + _A_DOSE + r")[ :,]{1,2}(?:debut\w* |initi\w+ )?" + _A_DAY
)
#: ... of a drug that is taken, without its day: "Mektovi 45 x2 → 30 x2 (sept.)".
_FIRST_UNDATED = re.compile(
    r"(?:,| :)? (?:a )?(?P<dose>" + _A_DOSE + r")(?= ?(?:->|=>|→|>) ?\d|, ?" + _A_DOSE + r" (?:depuis|dep|des)\b)"
)
_NEXT = r" ?(?:[,;/>]|->|=>|→|,? puis|,? et)(?: puis| et)? ?(?:(?:retour|reprise|repris|reduit|baisse|monte|augmente|passage|remonte|double|a) )*"
_STEP = re.compile(_NEXT + _LABEL + r"(?:a )?(?P<dose>" + _A_DOSE + r")[ :]{1,2}" + _A_DAY)
_HALT = re.compile(_NEXT + r"(?:stop|arret|pause|off|suspen|interr)\w*[ :]{1,2}" + _A_DAY)
#: Two doses are one where only blanks and the unit set them apart.
_NOISE = re.compile(r"[ a-z/]|mg")
#: A cycle with its day and its dose, in either order.
_SHARE = r"\d{1,4}(?:[.,]\d)? ?mg(?:/m2|/j(?:our)?)?(?: ?x ?[1-4])?|\d{2,3} ?%"
_CYCLE = re.compile(
    r"\bc(?P<n>\d{1,2})(?: ?j ?1)?(?: a debuter| prevue?| debutee?| le| du)* ?[:=]? ?(?:(?:a )?(?P<dose>" + _SHARE + r") ?"
    + _LED_TO + "(?P<day>" + _A_DATE + ")" + _CLOSED
    + "|" + _LED_TO + "(?P<on>" + _A_DATE + ")" + _CLOSED + r"(?:,? ?\(?(?:a )?(?P<after>" + _SHARE + "))?)"
)  # fmt: skip
_BETWEEN_CYCLES = re.compile(r"[^;\n]{0,25}?[,;/+.→>-] ?(?:puis |et )?\Z")
_FULL = "100%"
_REACH = 260
#: Characters between two tellings of one change.
_SAME = 25


def doses_in_line(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    drugs: list[Drug],
    events: list[EventMention],
    memory: Memory,
    end: int,
) -> list[EventMention]:
    """Return what the figures and days right behind a drug tell: its start, each further dose, its resumption.

    Parameters
    ----------
    drug, drugs
        The drug, and all those of its sentence.
    events
        What has been read of the sentence: no change is told twice.
    """
    limit = min(until_next(drug, list(drugs), end), drug.end + _REACH)
    first = _FIRST.match(folded, drug.end, limit) or _FIRST_UNDATED.match(folded, drug.end, limit)
    if first is None or len({agent.inn_fr for agent in drug.agents}) != 1:
        return []
    name = drug.agents[0].inn_fr
    found: list[EventMention] = []
    before = _dose_before(folded, drug, drugs, memory)
    told = drug.phases or any(event.site == name and event.start == drug.start for event in events)
    if before and not told and before != _plain(first["dose"]) and name in memory.active:
        found += told_at(first.span("dose"), text, folded, scope, drug, "dose", memory, named=True)
    dose, place, halted, changes = _plain(first["dose"]), first.end(), False, []
    while True:
        step = _STEP.match(folded, place, limit)
        if step is not None:
            if halted or _plain(step["dose"]) != dose:
                changes.append((step.span("dose"), "resume" if halted else "dose"))
            dose, halted, place = _plain(step["dose"]), False, step.end()
            continue
        halt = _HALT.match(folded, place, limit)
        if halt is None:
            break
        halted, place = True, halt.end()
    dated = first.re is _FIRST
    if dated and place > first.end() and not before and not any(_begins(event, name) for event in events):
        found += [
            change(text, folded, scope, part, "strong", None, memory, named=True) for part in one_a_molecule(drug)
        ]
    for span, kind in changes:
        if not any(event.site == name and event.start < span[1] and span[0] < event.end + 2 for event in events):
            found += told_at(span, text, folded, scope, drug, kind, memory, named=True)
    return found


def _begins(event: EventMention, name: str) -> bool:
    return event.site == name and event.subtype == "start" and event.attributes.get("phase") != "resume"


def _dose_before(folded: str, drug: Drug, drugs: list[Drug], memory: Memory) -> str:
    """Return the dose that an earlier mention of the drug tells, "" where none does."""
    name = drug.agents[0].inn_fr
    same = [one for one in drugs if one.end <= drug.start and any(agent.inn_fr == name for agent in one.agents)]
    last = same[-1] if same else memory.named.get(name)
    told = None if last is None else _FIRST.match(folded, last.end)
    return "" if told is None else _plain(told["dose"])


def _plain(dose: str) -> str:
    return _NOISE.sub("", dose.replace(" x ", "x").replace("mg", ""))


def cycles_in_line(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    drugs: list[Drug],
    events: list[EventMention],
    memory: Memory,
    end: int,
) -> list[EventMention]:
    """Return the changes of dose that a run of cycles tells: "C1 12/06, C2 03/07 (75 %)", "C1 160 mg (01/03), C2 120 mg (29/03)"."""
    limit = min(until_next(drug, list(drugs), end), drug.end + _REACH)
    found: list[EventMention] = []
    dose, place = "", 0
    started = {event.site for event in events if event.subtype == "start"} | set(memory.starts)
    for cycle in _CYCLE.finditer(folded, drug.end, limit):
        if place and _BETWEEN_CYCLES.match(folded, place, cycle.start()) is None:
            break
        given = (cycle["dose"] or cycle["after"] or "").replace(" ", "")
        first, place = not place, cycle.end()
        day = cycle.span("day" if cycle["day"] else "on")
        if first and int(cycle["n"]) == 1 and not {agent.inn_fr for agent in drug.agents} & started:
            found += told_at(day, text, folded, scope, drug, "strong", memory, named=True)
        if not given:
            dose = dose or _FULL
            continue
        # A share is that of the full dose; a dose after none that was told changes nothing.
        comparable = dose != "" and dose.endswith("%") == given.endswith("%")
        if not first and comparable and given != dose:
            found += told_at(day, text, folded, scope, drug, "dose", memory, named=True)
        dose = given
    changed = {event.start for event in events if event.subtype == "dose_change"}
    return [event for event in found if not any(abs(event.start - place) < _SAME for place in changed)]
