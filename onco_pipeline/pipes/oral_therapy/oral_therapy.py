"""``onco.oral_therapy``: what happens to the anticancer drugs that a patient swallows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_matcher import EventMatcher, Scope, about_cancer
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import (
    Drug,
    Memory,
    antecedent,
    begins,
    coordinated,
    group_drugs,
    one_a_molecule,
    other_arm,
    targets,
    titrated,
    without_objects,
)
from onco_pipeline.pipes.oral_therapy.vocabulary import find_drugs, other_drugs

__all__ = ["OralTherapyMatcher", "find"]

_SUBTYPE = {"strong": "start", "weak": "start", "resume": "start", "stop": "stop", "dose": "dose_change"}


def find(text: str, folded: str, layout: Layout) -> list[EventMention]:
    """Return what a note says of the start, stop and dose of oral anticancer drugs.

    Parameters
    ----------
    text, folded
        The source text and ``fold(text)``.
    layout
        The note's structure; an empty one means plain sentences.

    Returns
    -------
    list[EventMention]
        One mention a drug and phase, in order of position. ``subtype`` is ``start``, ``stop`` or
        ``dose_change``; ``site`` is the drug's INN in French. ``attributes`` hold ``atc``,
        ``atc_pre2021``, ``phase`` (``start, resume, switch, stop, pause, dose_change``) and, where the
        text tells them, ``dose``, ``regimen``, ``line``, ``setting``, ``bound`` (``from`` or ``until``:
        which end of a period dates it), ``cue``, ``anaphoric`` (the drug itself is not named),
        ``combined_with`` (INNs of the other oral drugs of the combination), ``implicit`` (no word of
        beginning: the first mention of the drug) and ``told_again`` (offsets of later words that tell a
        start again; ``onco.event_date`` uses and drops them).

    Examples
    --------
    >>> note = "Tamoxifene de mai 2009 a juin 2014, puis letrozole debute le 3/7."
    >>> [(event.site, event.subtype) for event in find(note, note.lower(), Layout())]
    [('tamoxifène', 'start'), ('tamoxifène', 'stop'), ('létrozole', 'start')]
    """
    scope = Scope(folded, layout)
    oral = [
        Drug(drug.start, drug.end, drug.agents, drug.regimen)
        for drug in find_drugs(text, folded, about_cancer=about_cancer(folded))
        if not layout.is_ignored(drug.start) and not other_arm(folded, drug.start, drug.end)
    ]
    if not oral:
        return []
    taken = [(drug.start, drug.end) for drug in oral]
    others = [
        Drug(begin, stop)
        for begin, stop in other_drugs(folded)
        if not any(start < stop and begin < end for start, end in taken)
    ]
    drugs = sorted([*oral, *others], key=lambda drug: drug.start)
    group_drugs(drugs, folded, scope)
    by_sentence: dict[int, list[Drug]] = {}
    for drug in drugs:
        by_sentence.setdefault(scope.index(drug.start), []).append(drug)
    memory = Memory()
    events: list[EventMention] = []
    first = min(scope.index(drug.start) for drug in oral)
    for index in range(first, scope.count):
        events.extend(_read_sentence(text, folded, scope, index, by_sentence.get(index, []), memory))
    return sorted(events, key=lambda event: (event.start, event.end, event.subtype))


def _read_sentence(
    text: str, folded: str, scope: Scope, index: int, drugs: list[Drug], memory: Memory
) -> list[EventMention]:
    start, end = scope.bounds(index)
    events: list[EventMention] = []
    cues = list(without_objects(folded, patterns.PHASE.finditer(folded, start, end)))
    last: list[Drug] = []
    for position, cue in enumerate(cues):
        kind = cue.lastgroup or ""
        if kind == "keep":
            continue
        if kind in {"dose", "stop"} and patterns.NO_CHANGE.search(folded, max(start, cue.start() - 30), cue.start()):
            continue
        if cue.group().startswith("abandonn") and patterns.EXAM_DROPPED.search(
            folded, max(start, cue.start() - 60), cue.start()
        ):
            continue
        if kind == "dose" and _told_before(folded, cue, cues[position - 1] if position else None, start):
            continue
        if (
            kind == "dose"
            and patterns.DOSE_ADJECTIVE.fullmatch(cue.group())
            and patterns.DOSE_TOLD.search(folded, max(start, cue.start() - 8), cue.start())
        ):
            continue
        chosen, forward = targets(folded, cue, kind, drugs, cues[position + 1 :], start)
        if not chosen and not forward and kind in {"stop", "dose", "resume"}:
            chosen = coordinated(folded, cue, cues[position - 1] if position else None, last, drugs)
            chosen = chosen or antecedent(folded, cue, kind, drugs, memory, index, start, end)
            chosen = titrated(chosen) if kind == "dose" else chosen
            last = chosen or last
            events.extend(
                _event(text, folded, scope, part, kind, cue, memory, named=False)
                for drug in chosen
                for part in one_a_molecule(drug)
            )
            continue
        last = chosen or last
        for drug in titrated(chosen) if kind == "dose" else chosen:
            if kind == "strong" and patterns.LATER_CYCLE.match(folded, drug.end):
                continue
            if kind in {"strong", "weak"} and not begins(folded, cue, kind, drug, memory, start):
                continue
            # Told twice in a row it is one change; stopped, resumed and stopped again it is three.
            if drug.phases[-1:] == [_SUBTYPE[kind]] and kind != "dose":
                continue
            drug.phases.append(_SUBTYPE[kind])
            events.extend(
                _event(text, folded, scope, part, kind, cue, memory, named=True) for part in one_a_molecule(drug)
            )
        if kind == "dose" and (step := patterns.NEXT_DOSE.match(folded, cue.end(), end)):
            events.extend(_next_dose(text, step, event) for event in events[-1:] if event.subtype == "dose_change")
    for drug in drugs:
        if drug.agents:
            events.extend(_period(text, folded, scope, drug, drugs, events, memory, start, end))
    _begun_again(folded, memory, index, drugs, start, end)
    memory.starts.update((event.site or "", event) for event in events if event.subtype == "start")
    if not drugs:
        events.extend(_until(text, folded, scope, memory, index, start, end))
    else:
        memory.current, memory.sentence = drugs, index
    memory.seen.update(agent.inn_fr for drug in drugs for agent in drug.agents)
    return events


def _told_before(folded: str, cue: re.Match[str], previous: re.Match[str] | None, start: int) -> bool:
    """Whether a change of dose is only referred to, or belongs to a resumption."""
    if patterns.CHANGED_BEFORE.search(folded, max(start, cue.start() - 30), cue.start()):
        return True
    if previous is None or not (
        previous.lastgroup == "resume" or re.match(r"prescri|(?:re)?debut|commenc", previous.group())
    ):
        return False
    return patterns.AT_ANOTHER_DOSE.fullmatch(folded, previous.end(), cue.start()) is not None


def _begun_again(folded: str, memory: Memory, index: int, drugs: list[Drug], start: int, end: int) -> None:
    """Note at the start of the current drugs that it is told again: "Le traitement a débuté en octobre"."""
    begun = patterns.BEGUN.search(folded, start, end)
    if begun is None or not 0 <= index - memory.sentence <= 2:
        return
    current = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    near = [drug for drug in drugs if drug.start < begun.end() + 25]
    named = {agent.inn_fr for drug in near for agent in drug.agents}
    for name in sorted((current & named if near else current) & memory.starts.keys()):
        memory.starts[name].attributes.setdefault("told_again", []).append(begun.start())


def _event(
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
    agent = drug.agents[0]
    start, end = drug.start, drug.end
    if cue is not None and kind in {"stop", "dose", "resume"}:
        # A date between them ("400 mg du 10 au 23, réduit à") would belong to neither: the cue stands alone then.
        between = folded[end : cue.start()] or folded[cue.end() : start]
        joined = named and len(between) <= 30 and re.search(r"\d[/.]\d|(?:19|20)\d\d", between) is None
        start, end = (min(cue.start(), start), max(cue.end(), end)) if joined else cue.span()
        if dose := patterns.DOSE_REACHED.match(folded, end):
            end = dose.end()  # "réduit à 400 mg le 3": the dose is part of what is told
    subtype = _SUBTYPE[kind]
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
    near = folded[max(first, drug.start - 70) : min(last, drug.end + 30)]
    if setting := next((name for name, pattern in patterns.SETTING if pattern.search(near)), None):
        attributes["setting"] = setting
    attributes.update(more)
    if subtype == "start":
        memory.active.add(agent.inn_fr)
    elif subtype == "stop":
        memory.active.discard(agent.inn_fr)
    return EventMention(
        Family.ORAL_THERAPY, subtype, start, end, text[start:end], site=agent.inn_fr, attributes=attributes
    )


def _next_dose(text: str, step: re.Match[str], event: EventMention) -> EventMention:
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


def _period(
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
        for match in patterns.PERIOD.finditer(folded, floor, drug.start):
            period = match
        if period is not None and re.search(r"[;]|\bradio|\birm|scanner", folded[period.end() : drug.start]):
            period = None
    told = {(event.subtype, event.site) for event in events}
    stopped = (
        re.search(
            r"(?:stop|interr|suspend|pause|arret)\w*(?: \w+)?\s*$",
            folded[max(start, period.start() - 30) : period.start()],
        )
        if period
        else None
    )
    # "A interrompu son Xeloda du 20 au 27": the pause's own period.
    before = any(
        event.subtype == "stop" and event.site == drug.agents[0].inn_fr and event.start < drug.start for event in events
    )
    stopped = stopped or (period is not None and before and 0 <= period.start() - drug.end <= 20)
    until = None if period else patterns.UNTIL.search(folded, drug.end, limit)
    until = until or (None if period else patterns.FOR_A_TIME.search(folded, drug.end, limit))
    for part in one_a_molecule(drug):
        name = part.agents[0].inn_fr
        if period is not None and not stopped:
            if ("start", name) not in told:
                found.append(_event(text, folded, scope, part, "strong", None, memory, named=True, bound="from"))
            else:
                _mark(events, "start", name, "from")
            if not _stopped_there(events, name, period) and not patterns.OPEN_END.search(period.group()):
                found.append(_event(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            continue
        if period is not None and stopped:
            _mark(events, "stop", name, "from")
        if until is not None and ("stop", name) not in told:
            found.append(_event(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            if ("start", name) not in told:
                memory.seen.add(name)
        elif (
            (not drug.phases or (not before and _since(folded, drug, limit)))
            and name not in memory.seen
            and not _named_before(drug, drugs)
            and _implied(folded, drug, start, limit)
        ):
            found.append(_event(text, folded, scope, part, "strong", None, memory, named=True, implicit=True))
    return found


def _since(folded: str, drug: Drug, limit: int) -> bool:
    """Whether a drug whose change is told has its start told too: "imatinib depuis mars 2016, augmenté à 800 mg"."""
    if "start" in drug.phases:
        return False
    end = min(limit, drug.end + 40)
    since = patterns.SINCE.search(folded, drug.end, end) or patterns.FIRST_DOSE.search(folded, drug.end, end)
    between = folded[drug.end : since.start()] if since is not None else ","
    return not re.search(r"[,;.]|(?:stop|interr|suspen|pause|arret|cess)\w*\s*$", between)


def _stopped_there(events: list[EventMention], name: str, period: re.Match[str]) -> bool:
    """Whether a word before the end of a period tells that end; one after it tells a pause, or a later stop."""
    return any(event.subtype == "stop" and event.site == name and event.start < period.end() for event in events)


def _named_before(drug: Drug, drugs: list[Drug]) -> bool:
    """Whether the sentence has named the drug already: "capécitabine et oxaliplatine (XELOX)"."""
    return any(other.start < drug.start and set(other.agents) & set(drug.agents) for other in drugs)


def _until(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return the end of the current drug told without its name: "sous traitement jusqu'en juillet 2016"."""
    match = patterns.UNTIL.search(folded, start, end)
    if match is None or index - memory.sentence > 2:
        return []
    before = folded[max(start, match.start() - 60) : match.start()]
    if not patterns.ANAPHOR.search(before) or patterns.NOT_THE_DRUG.search(before):
        return []
    active = [drug for drug in memory.current if any(agent.inn_fr in memory.active for agent in drug.agents)]
    return [
        replace(
            _event(text, folded, scope, part, "stop", None, memory, named=False, bound="until"),
            start=match.start(),
            end=match.end(),
            text=text[match.start() : match.end()],
        )
        for drug in active
        for part in one_a_molecule(drug)
    ]


def _mark(events: list[EventMention], subtype: str, name: str, bound: str) -> None:
    for event in events:
        if event.subtype == subtype and event.site == name:
            event.attributes["bound"] = bound


def _implied(folded: str, drug: Drug, start: int, limit: int) -> bool:
    """Whether the bare first mention of a drug tells that it was given."""
    before = folded[max(start, drug.start - 70) : drug.start]
    if patterns.LATER_CYCLE.match(folded, drug.end):
        return False
    if patterns.CIRCUMSTANCE.search(before) or patterns.CONSIDERED.search(
        folded, max(start, drug.start - 130), drug.start
    ):
        return False
    return not re.search(r"\b(?:poursui\w+|poursuite|sous|renouvel\w+|maint\w+)[^,;.:]{0,25}$", before) or bool(
        patterns.SINCE.search(folded, drug.end, limit)
    )


class OralTherapyMatcher(EventMatcher):
    """Find starts, stops and dose changes of oral anticancer drugs.

    Scope: the agents of ``onco_pipeline.codes.drugs`` by INN, French brand, usual abbreviation or
    regimen (XELOX), misspelt by one letter; molecules that are also injected only with an oral route.
    A pause is a stop, a resumption a start; a combination gives one mention a drug.

    Extensions and parameters are those of :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.oral_therapy")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.oral_therapy.oral_therapy.OralTherapyMatcher object at ...>
    >>> [(event.subtype, event.site) for event in nlp("Létrozole débuté le 3 mai.")._.onco_events]
    [('start', 'létrozole')]

    Performance
    -----------
    Recall and precision on the annotated sets stand in ``docs/families.md``.

    Source
    ------
    WHO ATC index and French public drug database for the names; the phase words follow the
    annotation guidelines.
    """

    family = Family.ORAL_THERAPY
    find = staticmethod(find)
