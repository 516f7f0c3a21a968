"""``onco.oral_therapy``: what happens to the anticancer drugs that a patient swallows."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.antecedents import antecedent
from onco_pipeline.pipes.oral_therapy.attachment import (
    Drug,
    Memory,
    coordinated,
    one_a_molecule,
    targets,
    titrated,
    without_objects,
)
from onco_pipeline.pipes.oral_therapy.begun import begins
from onco_pipeline.pipes.oral_therapy.changes import SUBTYPE, change, next_dose, told_at
from onco_pipeline.pipes.oral_therapy.columns import of_columns
from onco_pipeline.pipes.oral_therapy.combinations import group_drugs, other_arm, without_names_of
from onco_pipeline.pipes.oral_therapy.courses import beginning
from onco_pipeline.pipes.oral_therapy.doses import (
    course_line,
    dose_behind,
    dose_from,
    dosed_anew,
    ladder_line,
    later_doses,
    titration,
)
from onco_pipeline.pipes.oral_therapy.ladders import cycles_in_line, doses_in_line
from onco_pipeline.pipes.oral_therapy.others import meets, other_drugs
from onco_pipeline.pipes.oral_therapy.periods import of_period, unnamed_end
from onco_pipeline.pipes.oral_therapy.switches import in_place_of, replaced
from onco_pipeline.pipes.oral_therapy.unchanged import tells_no_change
from onco_pipeline.pipes.oral_therapy.vocabulary import find_drugs
from onco_pipeline.pipes.scope import Scope, about_cancer
from onco_pipeline.pipes.screen import Screened

__all__ = ["find"]


_ALONGSIDE = re.compile(r"\bconcomitante? (?:a|de|avec) (?:la |une )?\Z")
#: "Date de début : 03/02/2020", "Début prévu : 28/03": a line of a form.
_FORM = ("date", "debut prevu", "debut effectif")
#: Sentences over which "première prise" is still told of the only drug of a note.
_ONE_DRUG_REACH = 15
#: "En attendant l'approbation du trametinib": not taken yet.
_AWAITED = re.compile(
    r"\b(?:attendant|attente d[e']) ?(?:l'|la |le |son )?(?:approbation|autorisation|arrivee|disponibilite|accord|delivrance|reception|livraison)(?: [a-z]+)? (?:du |de l'|de la |de |d'|pour (?:le |l')?)\Z"
)
#: "Demande d'ATU nominative pour le tépotinib faite le 10/09", and what tells that it was granted.
_ATU_ASKED = re.compile(
    r"\bdemandes? (?:d'|de l'|de |pour l')(?:atu|aap|aac|acces (?:precoce|compassionnel)|autorisation)[^.;:]{0,22}? (?:pour|de|du|d') ?(?:le |la |l')?\Z"
)
_GRANTED = re.compile(r"[^.\n]{0,80}\b(?:obten|accord|debut|recu|commenc|deliv)")
_AWAITED_REACH = 60
#: "Riprétinib en ATU demandé".
_ASKED_FOR = re.compile(
    r" (?:en )?\(?(?:atu|aap|aac|acces (?:precoce|compassionnel))(?: [a-z]{4,12})? (?:demandee?|sollicitee?|en attente|en cours (?:de demande|d'obtention|de validation))(?![^.\n]{0,80}\b(?:obten|accord|debut|recu|commenc|deliv))"
)
#: The head of a note that names the drugs that a visit is about: "TOX erlotinib/osimertinib - cs 03/12/20".
_VISIT_OF = re.compile(r"\b(?:cs|consult\w*|tox\w*|suivi|visite|hdj|appel|etp|entretien|teleconsultation|tel)\b")
#: Drugs for the bones, and what joins one to the drug that is told.
_FOR_BONES = re.compile(r"denosumab|xgeva|zometa|[a-z]{3,}dron(?:ate|ique)")
_WITH = re.compile(r"(?:\bavec|\bet|\+|,|\bassociee? (?:a|au)) ?(?:du |de l'|l'|le |de |un )?(?:acide )?\Z")
_BESIDE = 22
#: "Entretien par X, Y et acide zolédronique jusqu'en mai": how long all of them were given.
_OF_ALL = re.compile(r",? (?:jusqu|pendant|entre|de [a-z]+ (?:\d{4} )?a )")
_ARROWS = ("->", "=>", "→")
_TAKEN_FIRST = ("prise", "dose", "comprime", "gelule", "dispensation", "delivrance", "prescription")


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
        beginning: the first mention of the drug), ``counted_back`` (from a date before it) and ``told_again`` (offsets of later words that tell a
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
        if not layout.is_ignored(drug.start)
        and not other_arm(folded, drug.start, drug.end)
        and _AWAITED.search(folded, max(0, drug.start - _AWAITED_REACH), drug.start) is None
        and _ASKED_FOR.match(folded, drug.end) is None
        and not (
            _ATU_ASKED.search(folded, max(0, drug.start - _AWAITED_REACH), drug.start)
            and _GRANTED.match(folded, drug.end) is None
        )
    ]
    if not oral:
        return []
    taken = [(drug.start, drug.end) for drug in oral]  # in order, and none in another
    others = [
        Drug(begin, stop)
        for begin, stop in other_drugs(folded)
        if not meets(taken, begin, stop) and not _goes_with(folded, begin, stop)
    ]
    drugs = sorted([*oral, *others], key=lambda drug: drug.start)
    drugs = without_names_of(drugs, folded)
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


#: "Le FOLFOX sera repris, plutôt que la capécitabine": what is not taken.
_RATHER_THAN = Screened(
    r"\b(?:plutot (?:que|qu')|et non(?: pas)?|de preference (?:au?|a la|a l')) ?(?:l[ae] |l'|d'une? |de l'|de la |du |de |d')?\Z"
)


def _goes_with(folded: str, start: int, end: int) -> bool:
    """Whether a word is a drug for the bones that only goes with what is told: "repris à 37,5 mg avec du dénosumab".

    ... or the radiotherapy that a drug is given with: "témozolomide concomitant à la radiothérapie du 21/03 au 03/05".
    """
    if folded.startswith("radiother", start) and _ALONGSIDE.search(folded, max(0, start - _BESIDE), start):
        return True
    return (
        _FOR_BONES.fullmatch(folded, start, end) is not None
        and _WITH.search(folded, max(0, start - _BESIDE), start) is not None
        and _OF_ALL.match(folded, end) is None
    )


def _read_sentence(
    text: str, folded: str, scope: Scope, index: int, drugs: list[Drug], memory: Memory
) -> list[EventMention]:
    start, end = scope.bounds(index)
    events: list[EventMention] = []
    left = [drug for drug in replaced(folded, drugs) if drug.agents] if drugs else []
    if left:
        names = {agent.inn_fr for drug in left for agent in drug.agents}
        memory.seen |= names
        memory.active -= names
        drugs = [drug for drug in drugs if drug not in left]
    drugs = [drug for drug in drugs if not _RATHER_THAN.search(folded, max(start, drug.start - _BESIDE), drug.start)]
    cues = without_objects(folded, patterns.PHASE.finditer(folded, start, end))
    last: list[Drug] = []
    begun_later: list[Drug] = []
    titled = bool(drugs) and not cues and _heads(folded, start, end, drugs)
    for position, cue in enumerate(cues):
        kind = cue.lastgroup or ""
        if tells_no_change(folded, cue, cues[position - 1] if position else None, drugs, start, end):
            continue
        not_to = patterns.NOT_TO.search(folded, max(start, cue.start() - 20), cue.start()) is not None or (
            cue.group() == "derniere prise" and _cycles_to_come(folded, start, end)
        )
        chosen, forward = targets(folded, cue, kind, drugs, cues[position + 1 :], start)
        # "C4 de X ce jour ; C1 le 09/07": of the drug before; a line of cycles below it is read as a course.
        in_a_form = kind == "strong" and (cue.group().startswith(_FORM) or (bool(drugs) and cue.group() == "c1"))
        if not_to:
            for drug in chosen:
                drug.phases.append("kept")
            continue
        if not chosen and not forward and (kind in {"stop", "dose", "resume"} or in_a_form):
            chosen = coordinated(folded, cue, cues[position - 1] if position else None, last, drugs)
            chosen = chosen or antecedent(folded, cue, kind, drugs, memory, index, start, end)
            chosen = titrated(chosen) if kind == "dose" else chosen
            if chosen and not drugs:
                memory.sentence = index  # the story goes on about it
            last = chosen or last
            if chosen and not drugs:
                memory.sentence = index  # what is told of it goes on
            paused = {"bound": "from"} if kind == "stop" and _of_a_pause(folded, cue, start, end) else {}
            events.extend(
                change(text, folded, scope, part, kind, cue, memory, named=False, **paused)
                for drug in chosen
                for part in one_a_molecule(drug)
            )
            events.extend(dose_behind(text, folded, scope, kind, cue, chosen, memory, end, named=False))
            if kind == "dose" and chosen and (step := patterns.NEXT_DOSE.match(folded, cue.end(), end)):
                events.extend(next_dose(text, step, event) for event in events[-1:] if event.subtype == "dose_change")
            continue
        last = chosen or last
        # "Sorafénib 400 x 2 -> stop 26/10 -> 200 x 2 le 03/11": what was stopped is taken again.
        if kind == "dose" and cue.group() in _ARROWS and chosen and all(one.phases[-1:] == ["stop"] for one in chosen):
            kind = "resume"
        for drug in titrated(chosen) if kind == "dose" else chosen:
            if kind == "strong" and (patterns.LATER_CYCLE.match(folded, drug.end) or in_place_of(folded, drug.start)):
                continue
            if kind == "strong" and _begun_later(folded, cue, cues[position + 1 :], drugs):
                begun_later.append(drug)
                continue
            if kind in {"strong", "weak"} and not begins(folded, cue, kind, drug, memory, start):
                continue
            # Told twice in a row it is one change; stopped, resumed and stopped again it is three.
            if (
                drug.phases[-1:] == [SUBTYPE[kind]]
                and kind != "dose"
                and not _for_good(folded, cue, cues[:position], start)
            ):
                continue
            # "Vénétoclax : palier 20 mg le 06/03, 50 mg le 13/03": the first step of a drug begins it.
            opens = (
                cue.group().startswith("palier")
                and not drug.phases
                and not {agent.inn_fr for agent in drug.agents} & memory.seen
            )
            told = "strong" if opens else kind
            drug.phases.append(SUBTYPE[told])
            if told == "strong" and drug in begun_later:  # dated by its own word
                events.extend(told_at(cue.span(), text, folded, scope, drug, told, memory, named=True))
                continue
            events.extend(
                change(text, folded, scope, part, told, cue, memory, named=True) for part in one_a_molecule(drug)
            )
        events.extend(dose_behind(text, folded, scope, kind, cue, chosen, memory, end, named=True))
        if kind == "dose" and (step := patterns.NEXT_DOSE.match(folded, cue.end(), end)):
            events.extend(next_dose(text, step, event) for event in events[-1:] if event.subtype == "dose_change")
    for drug in drugs:
        if drug.agents and not titled:
            events.extend(
                dose_from(text, folded, scope, drug, memory, end)
                or dosed_anew(text, folded, scope, drug, events, memory, start, end)
            )
            events.extend(beginning(text, folded, scope, drug, drugs, events, memory, start, end))
            events.extend(of_period(text, folded, scope, drug, drugs, events, memory, start, end))
            if "|" in folded[start:end]:
                events.extend(of_columns(text, folded, scope, drug, events, memory))
            stepwise = titration(text, folded, scope, drug, drugs, memory, end)
            stepwise = stepwise or doses_in_line(text, folded, scope, drug, drugs, events, memory, end)
            stepwise = stepwise or cycles_in_line(text, folded, scope, drug, drugs, events, memory, end)
            stepwise = stepwise or later_doses(text, folded, scope, drug, drugs, memory, end)
            events.extend([step for step in stepwise if not _told_in(events, step)])
    events.extend(_begun_again(text, folded, scope, memory, index, drugs, start, end))
    for event in events:
        if event.subtype == "stop":
            memory.halted[event.site or ""] = index
        elif event.subtype == "start":
            memory.halted.pop(event.site or "", None)
    for drug in drugs:
        for agent in drug.agents:
            memory.named[agent.inn_fr] = drug
    for event in events:
        if event.subtype == "start":
            memory.starts[event.site or ""] = event
    if not drugs:
        events.extend(unnamed_end(text, folded, scope, memory, index, start, end))
        events.extend([] if events else ladder_line(text, folded, scope, memory, index, start, end))
        if not events:
            events.extend(course_line(text, folded, scope, memory, index, start, end))
    else:
        memory.current, memory.sentence = drugs, index
    for drug in [] if titled else drugs:
        for agent in drug.agents:
            memory.seen.add(agent.inn_fr)
    return events


def _heads(folded: str, start: int, end: int, drugs: list[Drug]) -> bool:
    """Whether a note's first line names drugs, its visit and the visit's day, and nothing that happened to them."""
    if folded[:start].strip() or _VISIT_OF.search(folded, start, end) is None:
        return False
    if patterns.A_DATE.search(folded, start, end) is None:
        return False
    behind = min(drug.end for drug in drugs)
    return patterns.SINCE.search(folded, behind, end) is None and patterns.PERIOD.search(folded, behind, end) is None


def _cycles_to_come(folded: str, start: int, end: int) -> bool:
    """Whether a sentence tells of one of more cycles to come: the "dernière prise" of "cycle 4/6" ends no treatment."""
    of_all = patterns.CYCLE_OF.search(folded, start, end)
    return of_all is not None and int(of_all["n"]) < int(of_all["all"])


def _told_in(events: list[EventMention], step: EventMention) -> bool:
    """Whether a dose is told within the words of a change that has been read: "20 mg, puis 50 mg le 18"."""
    return any(
        event.site == step.site and event.subtype == step.subtype and event.start <= step.start < step.end <= event.end
        for event in events
    )


def _of_a_pause(folded: str, cue: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop is told with the two days that it lasted between."""
    return (
        patterns.PAUSED.match(folded, cue.end(), end) is not None
        or patterns.PAUSED_BEFORE.search(folded, max(start, cue.start() - 50), cue.start()) is not None
    )


def _for_good(folded: str, cue: re.Match[str], before: list[re.Match[str]], start: int) -> bool:
    """Whether a stop ends what was only paused before: "interrompu 15 jours en novembre et définitivement arrêté en mars"."""
    paused = bool(before) and before[-1].lastgroup == "stop" and patterns.PAUSE_LENGTH.match(folded, before[-1].end())
    return bool(paused) and patterns.FOR_GOOD.search(folded, max(start, cue.start() - 20), cue.end() + 15) is not None


def _begun_later(folded: str, cue: re.Match[str], later: list[re.Match[str]], drugs: list[Drug]) -> bool:
    """Return whether what is prescribed is told to have begun on a day of its own: "prescrit le 20/09, débuté le 03/10"."""
    if not cue.group().startswith("prescri") or not later or later[0].lastgroup != "strong":
        return False
    begun = later[0].start()
    if _BEGUN_THEN.match(folded, begun) is None or _ON_A_DAY.fullmatch(folded, cue.end(), begun) is None:
        return False
    return not any(cue.end() <= drug.start < begun for drug in drugs)


#: "Prescrit le 20/09, débuté (seulement) le 03/10".
_BEGUN_THEN = re.compile(
    r"(?:debut|commenc|demarr|initi)\w* (?:seulement |finalement |que |reellement )?(?:le|en|ce|hier)\b"
)
_ON_A_DAY = re.compile(r" (?:le |en |ce |hier)[^.;]{0,40}(?:,|\bet|\bpuis|\bmais) ?[^.;,]{0,15}")


def _begun_again(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, drugs: list[Drug], start: int, end: int
) -> list[EventMention]:
    """Note at the start of the current drugs that it is told again: "Le traitement a débuté en octobre".

    Of a drug that was only named before ("Troisième mois de sorafénib. Commencé le 9 juin") it is the start: returned.
    """
    further = index - memory.sentence
    if not 0 <= further <= (_ONE_DRUG_REACH if len(memory.starts) == 1 else 2):
        return []
    begun = patterns.BEGUN.search(folded, start, end)
    if begun is None or patterns.REFERENCE.search(folded, max(start, begun.start() - 45), begun.start()):
        return []
    # Where a note tells of one drug only, "première prise" further down is of none but it.
    if further > 2 and not begun.group().endswith(_TAKEN_FIRST):
        return []
    current = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    near = [drug for drug in drugs if drug.start < begun.end() + 25]
    named = {agent.inn_fr for drug in near for agent in drug.agents}
    for name in sorted((current & named if near else current) & memory.starts.keys()):
        memory.starts[name].attributes.setdefault("told_again", []).append(begun.start())
    opens = not folded[start : begun.start()].strip(" -•") and further == 1
    if (
        drugs
        or not opens
        or len(memory.current) != 1
        or len(current) != 1
        or current & (memory.starts.keys() | memory.stopped)
    ):
        return []
    return [change(text, folded, scope, memory.current[0], "strong", begun, memory, named=False)]
