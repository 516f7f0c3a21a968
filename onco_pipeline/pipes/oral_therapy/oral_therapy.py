"""``onco.oral_therapy``: what happens to the anticancer drugs that a patient swallows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from onco_pipeline.codes.drugs import OralAgent
from onco_pipeline.events import EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_matcher import EventMatcher, Scope, about_cancer
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.vocabulary import OTHER_DRUGS, find_drugs

__all__ = ["OralTherapyMatcher", "find"]

_SUBTYPE = {"strong": "start", "weak": "start", "resume": "start", "stop": "stop", "dose": "dose_change"}
# Between two drugs of one treatment: "+", "et", a comma, a dose, a bracket.
_DOSING = (
    r"(?:(?:a la dose |a une dose )?(?:de |a |d')?\d[^,;.:+]{0,28}?(?:, ?jours? [\d a-]{1,9})?|\(\d[^)]{0,40}\)"
    r"|acetate|prednisone|(?:ou )?placebo)"
)
_JOIN = (
    r"(?:\+|-|/|et|plus|associee?s? (?:a|au)|en association (?:avec|a|au)|avec|combine\w* (?:a|avec)|,(?= ?(?:l'"
    r"|le |la |du |de |d')?[a-z-]+[ ,]))"
)
_COORDINATION = re.compile(
    r"[\s)(]*(?:"
    + _DOSING
    + r"\s?)?\s*"
    + _JOIN
    + r"(?: ?(?:(?:de|du|le|la|l'|d'|avec|l'acetate d'|acetate d')(?![a-z])|\d[^,;.+]{0,22}? (?:de |d')))*[ '(]*"
)


@dataclass(slots=True)
class _Drug:
    """A drug word in its sentence: an oral one with its agents, or another one with none."""

    start: int
    end: int
    agents: tuple[OralAgent, ...] = ()
    regimen: str | None = None
    group: int = 0
    phases: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Memory:
    """What the note has told so far."""

    current: list[_Drug] = field(default_factory=list)
    sentence: int = -1
    seen: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)


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
        which end of a period dates it), ``cue``, ``anaphoric`` (the drug itself is not named) and
        ``implicit`` (no word of beginning: the first mention of the drug).

    Examples
    --------
    >>> note = "Tamoxifene de mai 2009 a juin 2014, puis letrozole debute le 3/7."
    >>> [(event.site, event.subtype) for event in find(note, note.lower(), Layout())]
    [('tamoxifène', 'start'), ('tamoxifène', 'stop'), ('létrozole', 'start')]
    """
    scope = Scope(folded, layout)
    oral = [
        _Drug(drug.start, drug.end, drug.agents, drug.regimen)
        for drug in find_drugs(text, folded, about_cancer=about_cancer(folded))
        if not layout.is_ignored(drug.start) and not _other_arm(folded, drug.start, drug.end)
    ]
    if not oral:
        return []
    taken = [(drug.start, drug.end) for drug in oral]
    others = [
        _Drug(match.start(), match.end())
        for match in OTHER_DRUGS.finditer(folded)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    drugs = sorted([*oral, *others], key=lambda drug: drug.start)
    _group(drugs, folded, scope)
    by_sentence: dict[int, list[_Drug]] = {}
    for drug in drugs:
        by_sentence.setdefault(scope.index(drug.start), []).append(drug)
    memory = _Memory()
    events: list[EventMention] = []
    first = min(scope.index(drug.start) for drug in oral)
    for index in range(first, scope.count):
        events.extend(_read_sentence(text, folded, scope, index, by_sentence.get(index, []), memory))
    return sorted(events, key=lambda event: (event.start, event.end, event.subtype))


def _other_arm(folded: str, start: int, end: int) -> bool:
    """Whether a drug only stands for an arm of a trial: "pasiréotide vs évérolimus"."""
    return (
        patterns.VERSUS.search(folded, max(0, start - 15), start) is not None
        or patterns.VERSUS_AFTER.match(folded, end) is not None
    )


def _group(drugs: list[_Drug], folded: str, scope: Scope) -> None:
    """Number the drugs so that those of one combination share a number."""
    for number, (previous, drug) in enumerate(zip(drugs, drugs[1:], strict=False), 1):
        joined = scope.index(previous.start) == scope.index(drug.start) and _COORDINATION.fullmatch(
            folded, previous.end, drug.start
        )
        # "XELOX, l'oxaliplatine ayant été retirée": one of its drugs is singled out.
        if joined and previous.regimen and not drug.agents and "," in joined.group():
            joined = None
        drug.group = previous.group if joined else number


def _read_sentence(
    text: str, folded: str, scope: Scope, index: int, drugs: list[_Drug], memory: _Memory
) -> list[EventMention]:
    start, end = scope.bounds(index)
    events: list[EventMention] = []
    cues = list(patterns.PHASE.finditer(folded, start, end))
    for position, cue in enumerate(cues):
        kind = cue.lastgroup or ""
        if kind == "keep":
            continue
        if kind == "dose" and patterns.NO_CHANGE.search(folded, max(start, cue.start() - 30), cue.start()):
            continue
        if (
            kind == "dose"
            and patterns.DOSE_ADJECTIVE.fullmatch(cue.group())
            and patterns.DOSE_TOLD.search(folded, max(start, cue.start() - 8), cue.start())
        ):
            continue
        targets, forward = _targets(folded, cue, kind, drugs, cues[position + 1 :], start)
        if not targets and not forward and kind in {"stop", "dose", "resume"}:
            targets = _antecedent(folded, cue, kind, drugs, memory, index, start, end)
            events.extend(
                _event(text, folded, scope, part, kind, cue, memory, named=False)
                for drug in targets
                for part in _split(drug)
            )
            continue
        for drug in targets:
            if kind in {"strong", "weak"} and not _begins(folded, cue, kind, drug, memory, start, forward):
                continue
            if _SUBTYPE[kind] in drug.phases and kind != "dose":
                continue
            drug.phases.add(_SUBTYPE[kind])
            events.extend(_event(text, folded, scope, part, kind, cue, memory, named=True) for part in _split(drug))
        if kind == "dose" and (step := patterns.NEXT_DOSE.match(folded, cue.end(), end)):
            events.extend(_next_dose(text, step, event) for event in events[-1:] if event.subtype == "dose_change")
    for drug in drugs:
        if drug.agents:
            events.extend(_period(text, folded, scope, drug, drugs, events, memory, start, end))
    if not drugs:
        events.extend(_until(text, folded, scope, memory, index, start, end))
    else:
        memory.current, memory.sentence = drugs, index
    memory.seen.update(agent.inn_fr for drug in drugs for agent in drug.agents)
    return events


# How a cue reaches the drug after it ("débuté un traitement par X") or before it ("X a été débuté").
_FORWARD = re.compile(r"[^;:.\n]{0,95}?$")
_BREAK = re.compile(r"[;\n]|\b(?:montr|revel|presenta|objectiv|permi|entrain)\w+|\bqui\b|\bmais\b|\bdate a laquelle\b")
_BACK_BREAK = re.compile(r"[;\n]| puis |\bmais\b.{25}")
_PASSIVE = re.compile(
    r"(?:\b(?:ete|est|fut|soit|etre|etait)\b|,|\bqu'?(?:il|elle)? (?:a|avait)|\bqui a|^)\s*(?:donc |alors |ensuite "
    r"|egalement |definitivement |finalement |temporairement |\w+ment )*$"
)
_LINKED = re.compile(
    r"\s*(?:le \S+ |en \w+ \d* ?)?(?:par|avec|sous|du|de|le|la|l'|les|un|une|d'|d'un|au|a|pour|vers|des|cette|ce"
    r"|son)(?![a-z])|\s*:"
)


def _targets(
    folded: str, cue: re.Match[str], kind: str, drugs: list[_Drug], later: list[re.Match[str]], start: int
) -> tuple[list[_Drug], bool]:
    """Return the oral drugs that a phase word is about, and whether they stand after it.

    An empty list with ``forward`` set means that the word is about a drug given another way.
    """
    after = next((drug for drug in drugs if drug.start >= cue.end()), None)
    before = next((drug for drug in reversed(drugs) if drug.end <= cue.start()), None)
    reach = 110 if kind in {"strong", "weak"} else 70
    forward = (
        after is not None
        and after.start - cue.end() <= reach
        and not _BREAK.search(folded, cue.end(), after.start)
        and not any(other.lastgroup in {"stop", "dose", "resume"} and other.end() <= after.start for other in later)
    )
    passive = _PASSIVE.search(folded, max(start, cue.start() - 40), cue.start()) is not None
    linked = _LINKED.match(folded, cue.end()) is not None
    backward = before is not None and not _BACK_BREAK.search(folded, before.end, cue.start())
    if kind == "weak":
        return (_oral(drugs, after), True) if forward and after else ([], False)
    if kind == "dose":
        backward = backward and before is not None and cue.start() - before.end <= 90
    if forward and after is not None and (linked or not (passive and backward)):
        # "suspendue, puis reprise à 500 mg ... X" is not about X: the object of a stop or a dose is near.
        if kind in {"strong", "resume"} or after.start - cue.end() <= 45 or not backward:
            return _oral(drugs, after), True
    if backward and before is not None:
        near = cue.start() - before.end
        if near <= 130 and (passive or near <= 60 or kind in {"stop", "dose", "resume"}):
            if patterns.ANAPHOR.search(folded, before.end, cue.end() + 25) and not before.agents:
                return [], False
            return _oral(drugs, before), False
    return [], False


def _oral(drugs: list[_Drug], chosen: _Drug) -> list[_Drug]:
    """The oral drugs of the combination that holds the chosen word, when it is oral or joined to one."""
    return [drug for drug in drugs if drug.group == chosen.group and drug.agents]


def _split(drug: _Drug) -> list[_Drug]:
    """One drug a molecule: a regimen may hold two."""
    return [_Drug(drug.start, drug.end, (agent,), drug.regimen, drug.group) for agent in drug.agents]


def _antecedent(
    folded: str,
    cue: re.Match[str],
    kind: str,
    drugs: list[_Drug],
    memory: _Memory,
    index: int,
    start: int,
    end: int,
) -> list[_Drug]:
    """The drugs that "le traitement a été arrêté" or a bare "repris à 500 mg" is about."""
    window = folded[max(start, cue.start() - 70) : min(end, cue.end() + 45)]
    if patterns.NOT_THE_DRUG.search(window):
        return []
    earlier = [drug for drug in drugs if drug.end <= cue.start()]
    distance = 0 if earlier else index - memory.sentence
    anaphor = patterns.ANAPHOR.search(window) is not None
    earlier = earlier or memory.current
    known = any(agent.inn_fr in memory.active for drug in earlier for agent in drug.agents)
    if not earlier or distance > ((12 if known else 5) if anaphor else 2):
        return []
    if patterns.AFTER_HAVING.search(folded, max(start, cue.start() - 25), cue.start()):
        return []
    last = earlier[-1]
    chosen = [drug for drug in earlier if drug.group == last.group and drug.agents]
    if not chosen:
        return []
    bare = kind != "stop" and distance <= 2
    pronoun = re.search(
        r"\b(?:il|elle|qui|l')(?: \w+){0,2} (?:a|est|fut|ont|avait)(?: \w+){0,2} $", folded[start : cue.start()]
    )
    telegraphic = distance <= 1 and re.search(r"(?:^|[;,(.:]\s?)$", folded[start : cue.start()])
    return chosen if anaphor or bare or pronoun or telegraphic else []


def _begins(
    folded: str, cue: re.Match[str], kind: str, drug: _Drug, memory: _Memory, start: int, forward: bool
) -> bool:
    """Whether a word of beginning really begins this drug here."""
    before = folded[max(start, cue.start() - 45) : cue.start()]
    names = {agent.inn_fr for agent in drug.agents}
    known = names <= memory.seen
    if patterns.REFERENCE.search(before):
        return not known
    if patterns.KEEPS.search(before) and cue.group() == "prendre":
        return False
    if kind == "weak":
        if cue.group().startswith("sous"):
            since = patterns.SINCE.search(folded, drug.end, min(len(folded), drug.end + 40))
            return since is not None and not known
        return not known and not re.search(
            r"(?:progress\w+|echec|malgre|apres|toxicit\w+|tolera\w+)[^,;.]{0,30}$", before
        )
    # "a reçu", "traité par" retell what is known; "débuté", "mis sous" begin it again.
    retells = re.match(r"re[cç]|traite|beneficie|prend|administr|propose|indique|autoris|associ", cue.group())
    return not (known and retells and names <= memory.active)


def _event(
    text: str,
    folded: str,
    scope: Scope,
    drug: _Drug,
    kind: str,
    cue: re.Match[str] | None,
    memory: _Memory,
    *,
    named: bool,
    **more: Any,
) -> EventMention:
    agent = drug.agents[0]
    start, end = drug.start, drug.end
    if cue is not None and kind in {"stop", "dose", "resume"}:
        joined = named and max(cue.end(), end) - min(cue.start(), start) <= 80
        start, end = (min(cue.start(), start), max(cue.end(), end)) if joined else cue.span()
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
    if not named:
        attributes["anaphoric"] = True
    first, last = scope.sentence(start)
    origin = cue.end() if cue is not None and kind in {"dose", "resume"} else drug.end
    dose = patterns.DOSE.search(folded, min(origin, last), min(last, origin + 45))
    if dose and not OTHER_DRUGS.search(folded, min(origin, dose.start()), dose.start()):
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
    """A second change of dose told by its figure alone."""
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
    drug: _Drug,
    drugs: list[_Drug],
    events: list[EventMention],
    memory: _Memory,
    start: int,
    end: int,
) -> list[EventMention]:
    """The ends of a drug's period, and the start that its first mention implies."""
    found: list[EventMention] = []
    following = next((other for other in drugs if other.start >= drug.end and other.group != drug.group), None)
    limit = min(end, following.start if following else end, drug.end + 220)
    preceding = next(
        (other for other in reversed(drugs) if other.end <= drug.start and other.group != drug.group), None
    )
    floor = max(start, preceding.end if preceding else start, drug.start - 150)
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
    until = None if period else patterns.UNTIL.search(folded, drug.end, limit)
    until = until or (None if period else patterns.FOR_A_TIME.search(folded, drug.end, limit))
    for part in _split(drug):
        name = part.agents[0].inn_fr
        if period is not None and not stopped:
            if ("start", name) not in told:
                found.append(_event(text, folded, scope, part, "strong", None, memory, named=True, bound="from"))
            else:
                _mark(events, "start", name, "from")
            if ("stop", name) not in told and not patterns.OPEN_END.search(period.group()):
                found.append(_event(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            continue
        if period is not None and stopped:
            _mark(events, "stop", name, "from")
        if until is not None and ("stop", name) not in told:
            found.append(_event(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            if ("start", name) not in told:
                memory.seen.add(name)
        elif (
            not drug.phases
            and name not in memory.seen
            and not _named_before(drug, drugs)
            and _implied(folded, drug, start, limit)
        ):
            found.append(_event(text, folded, scope, part, "strong", None, memory, named=True, implicit=True))
    return found


def _named_before(drug: _Drug, drugs: list[_Drug]) -> bool:
    """Whether the sentence has named the drug already: "capécitabine et oxaliplatine (XELOX)"."""
    return any(other.start < drug.start and set(other.agents) & set(drug.agents) for other in drugs)


def _until(
    text: str, folded: str, scope: Scope, memory: _Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """The end of the current drug told without its name: "sous traitement jusqu'en juillet 2016"."""
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
        for part in _split(drug)
    ]


def _mark(events: list[EventMention], subtype: str, name: str, bound: str) -> None:
    for event in events:
        if event.subtype == subtype and event.site == name:
            event.attributes["bound"] = bound


def _implied(folded: str, drug: _Drug, start: int, limit: int) -> bool:
    """Whether the bare first mention of a drug tells that it was given."""
    before = folded[max(start, drug.start - 70) : drug.start]
    if patterns.CIRCUMSTANCE.search(before):
        return False
    return not re.search(r"\b(?:poursui\w+|poursuite|sous|renouvel\w+|maint\w+)[^,;.:]{0,25}$", before) or bool(
        patterns.SINCE.search(folded, drug.end, limit)
    )


class OralTherapyMatcher(EventMatcher):
    """Find starts, stops and dose changes of oral anticancer drugs.

    Scope: the agents of ``onco_pipeline.codes.drugs`` by INN, French brand, usual abbreviation or
    regimen (XELOX), misspelt by one letter; molecules that are also injected only with an oral route.
    A pause is a stop, a resumption a start; a combination gives one mention a drug.

    Examples
    --------
    >>> import edsnlp
    >>> nlp = edsnlp.blank("eds")
    >>> nlp.add_pipe("onco.oral_therapy")  # doctest: +ELLIPSIS
    <onco_pipeline.pipes.oral_therapy.oral_therapy.OralTherapyMatcher object at ...>
    >>> [(event.subtype, event.site) for event in nlp("Létrozole débuté le 3 mai.")._.onco_events]
    [('start', 'létrozole')]

    Notes
    -----
    Extensions and parameters: see :class:`~onco_pipeline.pipes.event_matcher.EventMatcher`.
    Performance: recall and precision on the annotated sets stand in ``docs/families.md``.
    Source: WHO ATC index and French public drug database for the names; the phase words follow the
    annotation guidelines.
    """

    family = Family.ORAL_THERAPY
    find = staticmethod(find)
