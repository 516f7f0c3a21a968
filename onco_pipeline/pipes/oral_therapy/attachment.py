"""Which drug a phase word is about: the one it stands beside, or the one last spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onco_pipeline.codes.drugs import OralAgent
from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = ["Drug", "Memory", "coordinated", "one_a_molecule", "targets", "titrated", "until_next", "without_objects"]


@dataclass(slots=True)
class Drug:
    """A drug word in its sentence: an oral one with its agents, or another one with none."""

    start: int
    end: int
    agents: tuple[OralAgent, ...] = ()
    regimen: str | None = None
    group: int = 0
    phases: list[str] = field(default_factory=list)
    partners: frozenset[str] = frozenset()


@dataclass(slots=True)
class Memory:
    """What the note has told so far."""

    current: list[Drug] = field(default_factory=list)
    sentence: int = -1
    seen: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)
    starts: dict[str, EventMention] = field(default_factory=dict)
    named: dict[str, Drug] = field(default_factory=dict)  # the last mention of each
    halted: dict[str, int] = field(default_factory=dict)  # the sentence in which each was stopped last
    dose: str = ""  # the one that the last line of a course tells


# How a cue reaches the drug after it ("débuté un traitement par X") or before it ("X a été débuté").
_BREAK = StemPattern(r"[;\n]|\b(?:montr|revel|presenta|objectiv|permi|entrain)\w+|\bqui\b|\bmais\b|\bdate a laquelle\b")
#: "X du 03/02 au 17/05 (arrêt pour progression), Y": what a bracket tells is of what stands before it.
#: "X : arrêt ce jour (pneumopathie), corticoïdes": what ended was told before.
_DAY_TOLD = re.compile(
    r" (?:ce (?:jour|matin|soir)|aujourd'hui|hier|(?:(?:le|en|depuis|depuis le) )?"
    + patterns.DATE
    + r")(?: ?\([^()]*\))?[,;] "
)
_BRACKET_CLOSES = re.compile(r"[^()]*\)")
_PUIS = len(" puis ")
_BACK_BREAK = StemPattern(r"[;\n]| puis |\bmais\b.{25}")
_PASSIVE = re.compile(
    r"(?:\b(?:ete|est|fut|soit|etre|etait)\b|,|\bqu'?(?:il|elle)? (?:a|avait)|\bqui a|^)\s*(?:donc |alors |ensuite "
    r"|egalement |definitivement |finalement |temporairement |\w+ment )*$"
)
_LINKED = re.compile(
    r"\s*(?:le \S+ |en \w+ \d* ?)?(?:par|avec|sous|du|de|le(?! \d)|la|l'|les|un|une|d'|d'un|au|a|pour|vers|des|cette|ce(?! (?:jour|matin|soir))"
    r"|son)(?![a-z])|\s*:"
)


#: "Réintroduit à 250 mg le 9 janvier sous metformine": the second drug only goes with it.
_CHANGES = frozenset({"stop", "dose", "resume"})
_OF_IT = re.compile(r"repri|arret|stop|suspend|interromp|debut|commenc|introdu|initi|instaur|termin|achev")
#: "Imatinib, passage à 800 mg/j en juin puis sunitinib": the dose is of the drug before.
_THEN_NEXT = re.compile(r"\d[^;.]{0,40}\b(?:puis|relaye|relais|avant)\b")
#: "Chimiothérapie terminée en mars 2019, puis tamoxifène": what follows is not what ended.
_ENDED_THEN = re.compile(
    r"(?:termin|achev|arret|stopp|interromp|suspend|clotur|fini)(?:e?e?s?|ue?s?)\b[^;.]{0,50}?(?:\b(?:puis|suivi|relaye|remplace|avant)e?s?\b|\bau profit\b|, relais\b)"
)
#: "Elle a repris une chimiothérapie jusqu'à l'automne, puis Lynparza": what was begun is told, and the next drug behind it.
_ANOTHER_FIRST = re.compile(
    r" (?:d')?(?:une? |l[ae] |l'|sa |des |d'une )?(?:nouvelle |autre )?(?:(?:poly)?chimio(?:therapie)?|radiotherapie|radio-?chimiotherapie|immunotherapie|irradiation)\b[^;.]{0,60}?(?:,| et)? (?:puis|suivie? d[eu']|avant)\b"
)
_COMES_AFTER = re.compile(
    r"\d[^;.]{0,25}?\b(?:apres|devant|suite a|malgre) (?:l'|une? |la )?(?:echec|progression|intolerance|toxicite|echappement|resistance)[^.;,]{0,25}\Z"
)
#: "Femara + Kisqali, ce dernier ayant été arrêté": of one of the two.
_THE_LATTER = re.compile(r"[^.;]{0,30}?[,(] ?(?:ce dernier|cette derniere)\b")
_COVERED_BY = re.compile(r"\d[^;.]{0,30} sous (?:couvert d[eu'] ?)?\Z")
_OBJECT = re.compile(
    r"\s*(?:d'|de |du |le |la |l'|ce |cette |son |sa |un |une )*(?:meme |double )?(?:(?:traitement|hormonotherapie|therapie) (?:d'|de ))?"
)


def without_objects(folded: str, cues: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the phase words but those that are the object of the one before: "arrêt du traitement par X"."""
    kept: list[re.Match[str]] = []
    stop: re.Match[str] | None = None
    for cue in cues:
        kind = cue.lastgroup
        if kind == "weak" and stop is not None and _OBJECT.fullmatch(folded, stop.end(), cue.start()):
            continue
        stop = cue if kind == "stop" or kind == "dose" else None
        kept.append(cue)
    return kept


_ELLIPSIS = re.compile(
    r"(?:,|;|\bet|\bpuis|\bavant d'etre|\bpour etre|\bmais)(?: (?:a|est|fut|ensuite|puis|enfin|finalement"
    r"|definitivement|ete|donc))*\s?(?:a |de |d')?$"
)


def coordinated(
    folded: str, cue: re.Match[str], previous: re.Match[str] | None, last: list[Drug], drugs: list[Drug]
) -> list[Drug]:
    """Return the drugs of the phase word before when this one goes on about them: "réduit à 400 mg ..., puis arrêté"."""
    if previous is None or not last or _ELLIPSIS.search(folded, previous.end(), cue.start()) is None:
        return []
    if any(drug.start >= previous.end() and drug.end <= cue.start() and drug.group != last[0].group for drug in drugs):
        return []
    return last


def targets(
    folded: str, cue: re.Match[str], kind: str, drugs: list[Drug], later: list[re.Match[str]], start: int
) -> tuple[list[Drug], bool]:
    """Return the oral drugs that a phase word is about, and whether they stand after it.

    An empty list with ``forward`` set means that the word is about a drug given another way.
    """
    # "La posologie du Glivec a été augmentée": named within the words.
    inside = next((drug for drug in drugs if cue.start() < drug.start and drug.end < cue.end()), None)
    if inside is not None:
        return _oral(drugs, inside), False
    after = next((drug for drug in drugs if drug.start >= cue.end()), None)
    to_begin = kind == "strong" and cue.group().startswith("debut")  # "X après arrêt de Y, début prévu le 10/01"
    ended = {id(drug) for drug in drugs if (kind == "dose" or to_begin) and drug.phases[-1:] == ["stop"]}
    ended = ended if len(ended) < len(drugs) else set()
    before = next((drug for drug in reversed(drugs) if drug.end <= cue.start() and id(drug) not in ended), None)
    reach = 110 if kind in {"strong", "weak"} else 70
    forward = (
        after is not None
        and after.start - cue.end() <= reach
        and not _BREAK.search(folded, cue.end(), after.start)
        and not _BRACKET_CLOSES.match(folded, cue.end(), after.start)
        and not (kind == "stop" and before is not None and _DAY_TOLD.match(folded, cue.end(), after.start))
        # "Kisqali STOP (Dr A.), létrozole poursuivi": what goes on did not end.
        and not (kind == "stop" and patterns.GOES_ON.match(folded, after.end))
        # "Melphalan C1 le 10/03 après échec du lénalidomide": what it comes after.
        and not (kind == "strong" and _COMES_AFTER.search(folded, cue.end(), after.start))
        # "Hypersensibilité à X : arrêt, corticoïdes": the next item.
        and not (kind == "stop" and before is not None and before.agents and folded[cue.end() : cue.end() + 1] == ",")
        and not (kind in _CHANGES and _COVERED_BY.search(folded, cue.end(), after.start))
        and not (kind == "dose" and before is not None and _THEN_NEXT.search(folded, cue.end(), after.start))
        and not (kind == "stop" and _ENDED_THEN.match(folded, cue.start(), after.start))
        and not (kind in {"strong", "resume"} and _ANOTHER_FIRST.match(folded, cue.end(), after.start))
        and not any(
            other.end() <= after.start and (kind in {"stop", "dose"} or other.lastgroup in {"stop", "dose", "resume"})
            for other in later
        )
    )
    # "Lynparza : passage à la chimiothérapie": what takes a place stands behind, and is no drug that is swallowed.
    if kind == "strong" and not forward and (cue.group() in _IN_ITS_FAVOUR or cue.group().startswith(_PASSES)):
        return [], True
    # "Évérolimus stoppé le 20, exémestane poursuivi": a participle belongs to the drug that it stands right after.
    adjoins = (
        before is not None
        and cue.start() - before.end <= 2
        and re.search(r"(?:[eiu]|scrit|duit)(?:e|s|es)?$", cue.group()) is not None
        and (after is None or after.start - cue.end() > 3 or "," in folded[cue.end() : after.start])
    )
    # "X => stop 22/01, metformine, reprise 250 mg": what was stopped, and not what stands between.
    if (
        kind == "resume"
        and before is not None
        and not before.agents
        and folded[before.end : before.end + 1] in (",", ";")
    ):
        halted = next((one for one in reversed(drugs) if one.end <= before.start and one.phases[-1:] == ["stop"]), None)
        if halted is not None:
            return _oral(drugs, halted), False
    if adjoins and kind in {"stop", "strong"} and before is not None and before.agents:
        return _oral(drugs, before), False
    # "Palbociclib baissé à 100 mg, létrozole inchangé": the dose is of the drug that it stands behind.
    if kind == "dose" and before is not None and after is not None and _parted_from_next(folded, before, cue, after):
        return _oral(drugs, before), False
    # "Zoladex repris 07/20 + Erleada 240 le 27/07": of the drug that is injected, and not of the one behind.
    if adjoins and before is not None and not before.agents and _OF_IT.match(cue.group()):
        return [], True
    passive = _PASSIVE.search(folded, max(start, cue.start() - 40), cue.start()) is not None
    linked = _LINKED.match(folded, cue.end()) is not None or cue.group().endswith(_TO)
    # "CAPOX le 3, arrêt oxaliplatine": a noun right before a drug is of that one.
    linked = linked or (after is not None and after.start - cue.end() == 1 and _NOUN.fullmatch(cue.group()) is not None)
    backward = before is not None and not _BACK_BREAK.search(folded, before.end, cue.start())
    # "Xeloda six mois puis arrêt en mars": of what was told, where nothing behind is ended.
    if (
        kind == "stop"
        and before is not None
        and not (backward or forward)
        and folded.endswith(" puis ", 0, cue.start())
    ):
        backward = not _BACK_BREAK.search(folded, before.end, cue.start() - _PUIS)
    if kind == "weak":
        return (_oral(drugs, after), True) if forward and after else ([], False)
    if kind == "dose":
        backward = backward and before is not None and cue.start() - before.end <= 90
    if forward and after is not None and (linked or not (passive and backward)):
        # "suspendue, puis reprise à 500 mg ... X" is not about X: the object of a stop or a dose is near.
        near_enough = after.start - cue.end() <= 45 or not backward
        if kind in {"strong", "resume"} or near_enough:
            return _oral(drugs, after), True
    if backward and before is not None:
        near = cue.start() - before.end
        if near <= 130 and (passive or near <= 60 or kind in {"stop", "dose", "resume"}):
            if patterns.ANAPHOR.search(folded, before.end, cue.end() + 25) and not before.agents:
                return [], False
            if before.agents and _THE_LATTER.match(folded, before.end, cue.start()):
                return [before], False
            return _oral(drugs, before), False
    return [], False


def _oral(drugs: list[Drug], chosen: Drug) -> list[Drug]:
    """Return the oral drugs of the combination that holds the chosen word, when it is oral or joined to one."""
    return [drug for drug in drugs if drug.group == chosen.group and drug.agents]


def titrated(drugs: list[Drug]) -> list[Drug]:
    """Return the drugs whose dose a change can be about: a hormone's is fixed where another drug stands beside it."""
    others = [drug for drug in drugs if not all(agent.atc_current.startswith("L02") for agent in drug.agents)]
    return others or drugs


def until_next(drug: Drug, drugs: list[Drug], end: int) -> int:
    """Return where the words about a drug end at the latest: where the next one of another group is named, or ``end``."""
    following = next((other for other in drugs if other.start >= drug.end and other.group != drug.group), None)
    return min(end, following.start) if following is not None else end


def one_a_molecule(drug: Drug) -> list[Drug]:
    """Return one drug a molecule: a regimen may hold two."""
    # Spelt out: ``dataclasses.replace`` is not compiled.
    return [
        Drug(drug.start, drug.end, (agent,), drug.regimen, drug.group, drug.phases, drug.partners - {agent.inn_fr})
        for agent in drug.agents
    ]


_NOUN = re.compile(
    r"arrets?(?: \w+)?|stop|suspension|interruption|pause|reprise|introduction|debut|initiation|instauration|demarrage|relais|switch|ajout"
)
#: "Passée à l'exémestane": the word names what is behind it.
_TO = (" a", " au", " avec", " par", " pour", " sous", " vers")
_IN_ITS_FAVOUR, _PASSES = ("au profit", "en faveur"), ("passage ", "relaye")


def _parted_from_next(folded: str, before: Drug, cue: re.Match[str], after: Drug) -> bool:
    """Return whether a change of dose stands right behind an oral drug, and a comma parts it from the next one."""
    return (
        bool(before.agents)
        and _DOSE_THEN.match(folded, cue.end(), after.start) is not None
        and _RIGHT_BEHIND.fullmatch(folded, before.end, cue.start()) is not None
    )


#: A dose and the comma that closes it, and what may stand between a drug and the word of its change.
_DOSE_THEN = re.compile(r" ?(?:la |une )?(?:dose|demi|pleine|\d)[^,;.]{0,30},")
_RIGHT_BEHIND = re.compile(r" ?(?:\d[^,;.:]{0,12} )?(?:(?:est|a ete|etait|donc|finalement|ce jour|ce matin) ?){0,3}")
