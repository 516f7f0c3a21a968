"""The ends of a drug's period, told by dates and not by a word of change: "du 3 mars au 5 juin", "jusqu'en 2019"."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule
from onco_pipeline.pipes.oral_therapy.changes import change, told_at
from onco_pipeline.pipes.oral_therapy.vocabulary import other_drugs
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.text import fold

__all__ = [
    "course_line",
    "dose_from",
    "dosed_anew",
    "ladder_line",
    "later_doses",
    "of_period",
    "titration",
    "unnamed_end",
]

#: Lines over which the course of a treatment is told without the drug's name, where a note tells of no other one too.
_COURSE, _ONE_DRUG_COURSE = 6, 30
#: "Évérolimus stoppé le 20/07, exémestane poursuivi": it had begun on some earlier day.
_GOES_ON = re.compile(
    r" (?:est |a ete |reste )?(?:poursuivi|maintenu|continue|conserve)e?s?\b(?! (?:de|du|jusqu|pendant|depuis))"
)
_DOSED_ON = re.compile(
    r" \d{2,4}(?:[.,]\d)? ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)?(?: (?:le |des le )|(?: [a-z]{4,10})? ?: (?:le )?)(?="
    + patterns.DATE
    + ")"
)
#: Characters behind a drug in which its own beginning stands, whatever period is told before it.
_OWN_START = 35
#: "L'imatinib, pris depuis le printemps 2019, a été doublé".
_TAKEN = re.compile(r",? (?:pris|recu|prescrit|administre)e?s? ")
#: "Ce jour C5 Ibrance".
_OF_A_LATER_CYCLE = re.compile(r"\b(?:c ?|cure |cycle )(?:[2-9]|1\d)(?: ?j ?1)?(?: de| d'| du)? ?\Z")
#: "Ribociclib depuis mars (+ létrozole)": taken with it.
_WITH_IT = re.compile(r"\( ?(?:\+|avec\b|et\b|plus\b|associ|combin|en association|adjonction|ajout)")
#: Characters behind a drug in which the steps of its titration stand.
_STEPS = 260
#: ... and of those, the ones in which the first step ends.
_FIRST_STEP = 100


def of_period(
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
    """Return the ends of a drug's period, and the start that its first mention implies."""
    found: list[EventMention] = []
    following = next((other for other in drugs if other.start >= drug.end and other.group != drug.group), None)
    limit = min(end, following.start if following else end, drug.end + 220)
    # A period before the drug is its own only when no other drug stands before it.
    alone = not any(other.end <= drug.start and other.group != drug.group for other in drugs)
    floor = max(start, drug.start - 150) if alone else drug.start
    period = patterns.PERIOD.search(folded, drug.end, limit)
    if period is None or re.search(r"[.;]|\bradio", folded[drug.end : period.start()]):
        period = None
        # "VRd (03 à 06/2017), Revlimid 25 mg à partir du 13/03/2017": told with a day of its own.
        own = patterns.SINCE.search(folded, drug.end, min(limit, drug.end + _OWN_START)) is not None
        for match in patterns.PERIOD.finditer(folded, floor, drug.start):
            period = match
        if period is not None and (own or re.search(r"[;]|\bradio|\birm|scanner", folded[period.end() : drug.start])):
            period = None
    stay = period is not None and patterns.OF_A_STAY.search(folded, max(start, period.start() - 40), period.start())
    if period is not None and stay and re.search(r"\bpour\b", folded[period.end() : drug.start]):
        period = None
    if period is not None and patterns.RESTS.search(folded, max(start, period.start() - 20), period.start()):
        period = None
    since, again = _between_mentions(drug, drugs, period)
    resumed = period.end() if period is not None else end  # "de mai 2017 à mai 2020, interrompu ..., repris"
    told = {
        (event.subtype, event.site)
        for event in events
        if since <= event.start < again and not (event.attributes.get("phase") == "resume" and event.start > resumed)
    }
    stopped: object = (
        patterns.PAUSE_TOLD.search(folded[max(start, period.start() - 60) : period.start()]) if period else None
    )
    # "A interrompu son Xeloda du 20 au 27": the pause's own period.
    before = any(
        event.subtype == "stop"
        and event.site == drug.agents[0].inn_fr
        and event.start < drug.start
        and "cue" in event.attributes
        for event in events
    )
    stopped = stopped or (period is not None and before and 0 <= period.start() - drug.end <= 20)
    until = None if period else _until(folded, drug, limit)
    until = until or (None if period else patterns.ENDED.search(folded, drug.end, min(limit, drug.end + 45)))
    until = until or (None if period else patterns.FOR_A_TIME.search(folded, drug.end, limit))
    lasting = None if period or until else patterns.LASTING_FROM.search(folded, drug.end, limit)
    again_at = patterns.THEN_AT.match(folded, period.end(), limit) if period is not None and stopped else None
    if again_at is not None:
        found += told_at(again_at.span("dose"), text, folded, scope, drug, "resume", memory, named=True)
    for part in one_a_molecule(drug):
        name = part.agents[0].inn_fr
        if lasting is not None or (period is not None and not stopped):
            if ("start", name) not in told:
                found.append(change(text, folded, scope, part, "strong", None, memory, named=True, bound="from"))
            else:
                _mark(events, "start", name, "from")
            ends = lasting or period
            if (
                ends is not None
                and not _stopped_there(events, name, since, ends)
                and not patterns.OPEN_END.search(ends.group())
            ):
                found.append(change(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            continue
        if period is not None and stopped:
            _mark(events, "stop", name, "from")
        if until is not None and ("stop", name) not in told:
            found.append(change(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            if ("start", name) not in told:
                memory.seen.add(name)
        elif (
            (not drug.phases or (not before and _since(folded, drug, limit)))
            and name not in memory.seen
            and not _named_before(drug, drugs)
            and not patterns.SECOND_DOSE.match(folded, drug.end)
            and _implied(folded, _first_of(drug, drugs), start, drug.end, limit)
            and not _only_recalled(folded, drug, drugs)
        ):
            found.append(change(text, folded, scope, part, "strong", None, memory, named=True, implicit=True))
    return found


def _between_mentions(drug: Drug, drugs: list[Drug], period: re.Match[str] | None) -> tuple[int, int]:
    """Return from where on, and up to where, what is told is of the period that stands right behind a drug.

    "Témozolomide du 10/01 au 21/02, puis témozolomide adjuvant C1 le 21/03": each time it is named it has its own.
    """
    if period is None or period.start() < drug.end:
        return 0, 1 << 62
    same = [other for other in drugs if other.group != drug.group and set(other.agents) & set(drug.agents)]
    since = max((other.end for other in same if other.end <= drug.start), default=0)
    return since, min((other.start for other in same if other.start >= period.end()), default=1 << 62)


def _until(folded: str, drug: Drug, limit: int) -> re.Match[str] | None:
    """Return where the end of a drug is told, if what ends there is the drug and not its effect or its dose."""
    until = patterns.UNTIL.search(folded, drug.end, limit)
    if until is None or patterns.THEN_REDUCED.match(folded, until.end()):
        return None
    if patterns.PUT_OFF.search(folded, max(0, drug.start - 60), drug.start):
        return None
    worse = folded.startswith("progression", until.end()) or patterns.THEN_WORSE.match(folded, until.end()) is not None
    return None if worse and patterns.EFFECT_BEFORE.search(folded, drug.end, until.start()) else until


def later_doses(
    text: str, folded: str, scope: Scope, drug: Drug, drugs: list[Drug], memory: Memory, end: int
) -> list[EventMention]:
    """Return the doses of a drug told by the days they hold from ("depuis le 26/10/2020, 40 mg depuis janvier").

    After a period that has ended ("du 31/05 au 05/07, 100 mg depuis le 12/07") the drug was taken up again.
    """
    if drug.phases[-1:] == ["stop"] and len(drugs) > 1:
        return []  # "débuté le 27 juin après arrêt de X : 20 mg, puis 50 mg depuis le 4": of what has begun
    following = next(
        (
            other
            for other in drugs
            if other.start >= drug.end and other.group != drug.group and other.phases[-1:] != ["stop"]
        ),
        None,
    )
    limit = min(end, following.start if following else end, drug.end + 150)
    found = []
    for match in patterns.DOSE_SINCE.finditer(folded, drug.end, limit):
        begun = re.search(patterns.DATE, folded[drug.end : match.start()])
        ended = patterns.PERIOD.search(folded, drug.end, match.start())
        again = ended is not None and match.group()[0] != "(" and not patterns.OPEN_END.search(ended.group())
        if begun or patterns.SECOND_DOSE.match(folded, drug.end, match.end()):
            kind = "resume" if again else "dose"
            found += told_at(match.span("dose"), text, folded, scope, drug, kind, memory, named=True)
    return found


def titration(
    text: str, folded: str, scope: Scope, drug: Drug, drugs: list[Drug], memory: Memory, end: int
) -> list[EventMention]:
    """Return the doses of a drug behind its first one, each told with its day ("20 mg le 10/08, 50 mg le 17/08")."""
    following = next((other for other in drugs if other.start >= drug.end and other.group != drug.group), None)
    limit = min(end, following.start if following else end, drug.end + _STEPS)
    ladder = patterns.LADDER.search(folded, drug.end, min(limit, drug.end + _FIRST_STEP))
    found: list[EventMention] = []
    steps = patterns.LADDER_STEP
    if ladder is None:
        ladder, steps = patterns.BARE_LADDER.match(folded, drug.end, limit), patterns.BARE_STEP
    # "24 mg débuté 01/09, 20 mg 29/09, 14 mg 05/11": the first dose stands before the day of its own.
    first = ladder is not None and patterns.DOSED_AND_DATED.search(folded, drug.end, ladder.start()) is not None
    step = steps.match(folded, ladder.start() if first else ladder.end(), limit) if ladder is not None else None
    while step is not None:
        found += told_at(step.span("dose"), text, folded, scope, drug, "dose", memory, named=True)
        step = steps.match(folded, step.end(), limit)
    return found


def ladder_line(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return the steps of a titration told below its drug: "Paliers hebdomadaires : 50 mg le 27/07, 100 mg le 03/08"."""
    names = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    ladder = patterns.LADDER_BELOW.search(folded, start, end)
    if ladder is None or len(names) != 1 or index - memory.sentence > _COURSE or any(other_drugs(folded, start, end)):
        return []
    memory.sentence = index
    found: list[EventMention] = []
    step = patterns.LADDER_STEP.match(folded, ladder.start(), end)
    while step is not None:
        found += told_at(step.span("dose"), text, folded, scope, memory.current[-1], "dose", memory, named=False)
        step = patterns.LADDER_STEP.match(folded, step.end(), end)
    return found


def dosed_anew(
    text: str, folded: str, scope: Scope, drug: Drug, memory: Memory, start: int, end: int
) -> list[EventMention]:
    """Return the change of dose that a dated line tells by the dose alone ("C4 05/07 : capécitabine 1000 mg x2")."""
    dosed = patterns.DOSED.match(folded, drug.end, end)
    if dosed is None or drug.phases or patterns.DATED_LINE.match(folded, start, drug.start) is None:
        return []
    known = [memory.starts.get(agent.inn_fr) for agent in drug.agents]
    before = [patterns.DOSED.match(f" {fold(str(one.attributes.get('dose')))}") for one in known if one is not None]
    if len(before) != 1 or before[0] is None or _a_day(before[0]) == _a_day(dosed):
        return []
    return [change(text, folded, scope, part, "dose", None, memory, named=True) for part in one_a_molecule(drug)]


def _a_day(dosed: re.Match[str]) -> int:
    return int(dosed["mg"]) * int(dosed["times"] or 1)


def course_line(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return what a line of a treatment's course tells by its day and dose ("25/10/2021  20 mg"), of the one drug named above."""
    names = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    step = patterns.COURSE_LINE.match(folded, start, end)
    reach = _ONE_DRUG_COURSE if memory.seen == names else _COURSE
    if step is None or len(names) != 1 or index - memory.sentence > reach or any(other_drugs(folded, start, end)):
        return []
    # Without a word for it, the first dose told of a drug begins it.
    kind = "strong" if step["start"] else "resume" if step["resume"] else "dose"
    before, memory.dose, memory.sentence = memory.dose, step["dosed"], index
    if step["cycle"] and kind == "dose":  # "C1 21/06 : 280 mg", "C2 19/07 : 370 mg", "C3 16/08 : 370 mg"
        if int(step["n"]) == 1:
            kind = "strong"
        elif before in ("", step["dosed"]):
            return []
    return told_at(step.span("dosed"), text, folded, scope, memory.current[-1], kind, memory, named=False)


def dose_from(text: str, folded: str, scope: Scope, drug: Drug, memory: Memory, end: int) -> list[EventMention]:
    """Return the new dose of a drug told before, by the day it holds from ("apalutamide 180 mg à compter de demain")."""
    match = patterns.DOSE_FROM.match(folded, drug.end, end)
    if match is None and patterns.SO.search(folded, max(0, drug.start - 8), drug.start):
        match = patterns.DOSE_SINCE_THEN.match(folded, drug.end, end)
    if match is None and not drug.phases and patterns.BEGINS_ON.match(folded, drug.end, end):
        return [change(text, folded, scope, part, "strong", None, memory, named=True) for part in one_a_molecule(drug)]
    if match is None or drug.phases:
        return []
    return [
        change(text, folded, scope, part, "dose", None, memory, named=True)
        for part in one_a_molecule(drug)
        if part.agents[0].inn_fr in memory.seen and part.agents[0].inn_fr not in memory.stopped
    ]


def _since(folded: str, drug: Drug, limit: int) -> bool:
    """Whether a drug whose change is told has its start told too: "imatinib depuis mars 2016, augmenté à 800 mg"."""
    if drug.phases[:1] == ["stop"] and _DOSED_ON.match(folded, drug.end, limit):
        return True  # "Erleada 240 le 27/07/20, rash => stop 17/08, reprise le 07/09"
    if "start" in drug.phases:
        return False
    end = min(limit, drug.end + 40)
    since = patterns.SINCE.search(folded, drug.end, end) or patterns.FIRST_DOSE.search(folded, drug.end, end)
    between = folded[drug.end : since.start()] if since is not None else ","
    between = "" if _TAKEN.fullmatch(between) else between
    return not re.search(r"[,;.](?!\d)|(?:stop|interr|suspen|pause|arret|cess)\w*\s*$", between)


def _stopped_there(events: list[EventMention], name: str, since: int, period: re.Match[str]) -> bool:
    """Whether a word before the end of a period tells that end; one after it tells a pause, or a later stop."""
    return any(
        event.subtype == "stop" and event.site == name and since <= event.start < period.end() for event in events
    )


def _named_before(drug: Drug, drugs: list[Drug]) -> bool:
    """Whether the sentence has named the drug already: "capécitabine et oxaliplatine (XELOX)"."""
    return any(other.start < drug.start and set(other.agents) & set(drug.agents) for other in drugs)


def unnamed_end(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return the end of the current drug told without its name: "sous traitement jusqu'en juillet 2016"."""
    match = patterns.UNTIL.search(folded, start, end) or patterns.FOR_SO_LONG.search(folded, start, end)
    if match is None or index - memory.sentence > 2:
        return []
    before = folded[max(start, match.start() - 60) : match.end()]
    if not patterns.ANAPHOR.search(before) or patterns.NOT_THE_DRUG.search(before):
        return []
    active = [drug for drug in memory.current if any(agent.inn_fr in memory.active for agent in drug.agents)]
    return [
        event
        for drug in active
        for event in told_at(match.span(), text, folded, scope, drug, "stop", memory, named=False, bound="until")
    ]


def _mark(events: list[EventMention], subtype: str, name: str, bound: str) -> None:
    for event in events:
        # What a period has ended is no pause: "TMZ 10/12 - 22/01 (témozolomide 75 mg/m2, interrompu du 02 au 09/01)".
        ended = event.attributes.get("bound") == "until" and "cue" not in event.attributes
        if event.subtype == subtype and event.site == name and not ended:
            event.attributes["bound"] = bound


def _first_of(drug: Drug, drugs: list[Drug]) -> int:
    """Return where the combination of a drug begins: "pour toxicité du dabrafénib-tramétinib" is told of both."""
    return min(other.start for other in drugs if other.group == drug.group)


def _only_recalled(folded: str, drug: Drug, drugs: list[Drug]) -> bool:
    """Whether a drug is named without a date in the bracket of the one before: "exémestane depuis mars (létrozole mal toléré)"."""
    before = next((other for other in reversed(drugs) if other.end <= drug.start and other.group != drug.group), None)
    if before is None:
        return False
    opened = folded.rfind("(", before.end, drug.start)
    if opened < 0 or folded.find(")", opened, drug.start) >= 0 or _WITH_IT.match(folded, opened, drug.start):
        return False
    closed = folded.find(")", drug.end, drug.end + 120)
    return closed >= 0 and patterns.A_DATE.search(folded, opened, closed) is None


def _implied(folded: str, first: int, start: int, end: int, limit: int) -> bool:
    """Whether the bare first mention of a drug, behind what stands before its combination, tells that it was given."""
    before = folded[max(start, first - 70) : first]
    later = patterns.LATER_CYCLE.match(folded, end) or _OF_A_LATER_CYCLE.search(before)
    if later or _GOES_ON.match(folded, end):
        return False
    if patterns.CIRCUMSTANCE.search(before) or patterns.CONSIDERED.search(folded, max(start, first - 130), first):
        return False
    return not re.search(
        r"\b(?:poursui\w+|poursuite|sous|renouvel\w+|maint(?!enance)\w+)[^,;.:]{0,25}$", before
    ) or bool(patterns.SINCE.search(folded, end, limit))
