"""Which drug words without a name are of: the last told, the one ordered, the only one there is."""

from __future__ import annotations

import re

from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory

__all__ = ["antecedent", "going_on"]

#: "Arrêt oméprazole": of a drug against something else.
_OF_ANOTHER_DRUG = re.compile(
    r" (?:d[eu] |de l'|d'|l[ae] |l')?(?:[a-z]{3,}(?:prazole|conazole|pril|sartan|olol|dipine|mycine|cilline|floxacine|xaban|gatran|gliptine|setron|zepam|pidem|statine)"
    r"|ipp|aspirine|paracetamol|clopidogrel|amiodarone|millepertuis|metformine|ibuprofene|apixaban|eliquis|previscan|kardegic|corticoides?|cortisone|prednisone)\b"
)
#: Sentences over which "arrêt immédiat" is of the drug told before.
_AT_ONCE = 3
#: Sentences since a drug's stop in which "reprise" is of that one.
_LATELY = 6
_PARTICIPLE = re.compile(r"[eiu](?:e|s|es)?\Z")
_AND_THEN = re.compile(r"\bpuis (?:[a-z]+ment )?\Z")
#: "L'arrêt de ces deux traitements": of all that is taken, where that is two.
_BOTH = 2
_TWO = re.compile(
    r"\b(?:ces|les|des) (?:2|deux)(?: (?:traitements?|molecules|medicaments|comprimes|therapies|produits|drogues|cibles)"
    r"|(?= ?(?:[.,;:()]|\Z|depuis\b|le \d|ce jour|hier|a partir|des\b)))"
)
#: Sentences over which a bare change of dose is still of the only drug that a note tells of.
_ONLY_DRUG = 12
_NAMED_THEN = re.compile(r"(?:^|[.:;]) ?\Z")  # "Dr K : 400 mg/j à compter de demain"
_ONE_ORDERS = re.compile(
    r"(?:^\W*|\b)(?:consignes?|conduite|cat|decision|action|reponse)(?: (?:du |de la |de )?(?:dr|docteur|prof?|oncologue|onco|medecin)(?: [a-z]\w*)?)? ?: ?(?:ok,? )?\Z|(?:^\W*|\b)soit ?\Z|(?:^\W*|\b)(?:je|on|nous)(?: (?:la|le|l[ea]s?))?(?: donc| alors)? ?\Z"
)
_ORDERED = re.compile(r"(?:->|=>|→)\s?$")
#: "- 19/02 au 04/03 : STOP (protéinurie)": a line of the course, told by its days.
_ENTERED = re.compile(
    r"[\s*•>|-]*(?:du )?" + patterns.DATE + r"(?:\s?(?:au|->|-|→)\s?" + patterns.DATE + r")?\s{0,12}(?:[:|=-]\s?)?"
)
_AT_A_DOSE = re.compile(
    r" \d{2,4} ?(?:mg ?)?x ?\d\b| \d{2,4} ?mg(?:/j(?:our)?)?(?![a-z/])| ?,? ?(?:a|au|avec|par) (?:la )?(?:dose (?:de )?|\d{1,4}(?:[.,]\d)? ?mg)| ?,? ?(?:(?:a|au|avec|par) (?:la )?)?(?:(?:demi|mi|1/2)[ -]?dose|pleine dose)"
)


def going_on(memory: Memory) -> list[Drug]:
    """Return the drugs last named; where all of those have ended and one other is taken, that one.

    "Médicament : Cabometyx [...] Lignes antérieures : Sutent (2018 -> 2019) [...] 17/02 : pause".
    """
    names = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    if not names or not names <= memory.stopped or len(memory.active) > 1:
        return memory.current
    taken = next(iter(memory.active), None) or max(memory.halted, key=memory.halted.__getitem__, default="")
    return [memory.named[taken]] if taken in memory.named and taken not in names else memory.current


def antecedent(
    folded: str,
    cue: re.Match[str],
    kind: str,
    drugs: list[Drug],
    memory: Memory,
    index: int,
    start: int,
    end: int,
) -> list[Drug]:
    """Return the drugs that "le traitement a été arrêté" or a bare "repris à 500 mg" is about."""
    if kind == "stop" and _OF_ANOTHER_DRUG.match(folded, cue.end()):
        return []
    window = folded[max(start, cue.start() - 70) : min(end, cue.end() + 45)]
    if patterns.NOT_THE_DRUG.search(window):
        return []
    earlier = [drug for drug in drugs if drug.end <= cue.start() and not _aside(folded, drug, start, cue.start())]
    distance = 0 if earlier else index - memory.sentence
    anaphor = patterns.ANAPHOR.search(window) is not None
    earlier = earlier or (going_on(memory) if kind in {"stop", "dose"} and not anaphor else memory.current)
    known = any(agent.inn_fr in memory.active for drug in earlier for agent in drug.agents)
    # "Reprise à 3 mg x 2": what was stopped further up is taken again at a dose of its own.
    dosed = kind == "resume" and _AT_A_DOSE.match(folded, cue.end(), end) is not None
    if kind == "stop" and not anaphor and 0 < distance <= 12 and len(memory.active) == 1:
        # "RCP : progression => arrêt définitif ce jour": the one drug that the notes of a course are about.
        alone = [drug for drug in earlier if {agent.inn_fr for agent in drug.agents} == memory.active]
        head = folded[start : cue.start()]
        ordered = _ORDERED.search(head) or _ONE_ORDERS.search(head) or _ENTERED.fullmatch(folded, start, cue.start())
        # "Interruption du 02/05 au 09/05", "toxicité, arrêt du 02/05 au 09/05"
        if ordered is None and (not head.strip() or head.rstrip().endswith((",", ":"))):
            ordered = patterns.PAUSED.match(folded, cue.end(), end)
        if ordered is None and patterns.IN_ITS_ENTRY.fullmatch(folded, start, cue.start()) is not None:
            ordered = patterns.OF_NOTHING_ELSE.match(folded, cue.end(), end)
        if ordered is None and distance <= _AT_ONCE:
            ordered = patterns.AT_ONCE.match(folded, start, end)
            ordered = ordered or (None if head.strip() else patterns.ENDS_ON.match(folded, cue.end(), end))
        if distance > 2 or (alone and ordered):
            return alone[-1:] if ordered else []
    if kind == "dose" and 2 < distance <= _ONLY_DRUG and len(memory.seen) == 1 and not memory.stopped:
        # "Imatinib 400 depuis mars. [...] => passage à 400 x 2": nothing else is taken.
        head = folded[start : cue.start()]
        ordered = _ORDERED.search(head) or _ONE_ORDERS.search(head) or _NAMED_THEN.search(head)
        ordered = ordered or patterns.DATED_LINE.match(folded, start, cue.start())
        return [drug for drug in earlier if drug.agents][-1:] if ordered else []
    if not earlier or distance > ((12 if known else 5) if anaphor else 12 if dosed else 2):
        return []
    if patterns.AFTER_HAVING.search(folded, max(start, cue.start() - 25), cue.start()):
        return []
    if (
        len(earlier) > 1
        and not earlier[-1].agents
        and patterns.ADDED_TO.search(folded, max(0, earlier[-1].start - 40), earlier[-1].start)
    ):
        earlier = earlier[
            :-1
        ]  # "repris X, en association au daratumumab. La dose a été abaissée": X goes with what is injected
    last = earlier[-1]
    chosen = [drug for drug in earlier if drug.group == last.group and drug.agents]
    both = _TWO.search(window) is not None and kind in {"stop", "resume"}
    of_both = memory.active if kind == "stop" else memory.stopped
    if both and len(of_both) == _BOTH:
        chosen = [memory.named[name] for name in sorted(of_both) if name in memory.named] or chosen
    if kind == "stop":  # "le scanner a conduit à interrompre les traitements": told already, with its drug
        chosen = [drug for drug in chosen if not {agent.inn_fr for agent in drug.agents} <= memory.stopped]
    chosen = _halted(chosen, memory, index) if kind == "resume" else chosen
    if not chosen:
        return []
    bare = kind != "stop" and distance <= 2
    pronoun = re.search(
        r"\b(?:fallu|(?:a|ai|avons|avait) (?:du|pu|decide d[e'])|(?:conduit|amenee?|obligee?|contrainte?) a) ?(?:l'|la |le |les )\Z|\b(?:necessit\w+|impos\w+|motiv\w+|justifi\w+|(?:ayant|a) (?:conduit|mene|amene|oblige) a|obligeant a|entrain\w+)(?: (?:un|une|son|sa))? (?:l')?\Z|\b(?:(?:il|elle|qui|l')(?: \w+){0,2} (?:a|est|fut|ont|avait)|l'(?:a|ai|avons|avait|ont))(?: (?:\w+|d'\w+)){0,2} $|\b(?:a|ai|avons|avait) tout $",
        folded[start : cue.start()],
    )
    telegraphic = distance <= 1 and re.search(
        r"(?:^\s?[-•*>=]*\s?|(?:[;,(.:]|->|=>|→)\s?)$", folded[start : cue.start()]
    )
    # "X depuis mars, puis stoppé": of what stands before
    telegraphic = telegraphic or (
        distance == 0 and _PARTICIPLE.search(cue.group()) and _AND_THEN.search(folded, start, cue.start())
    )
    return chosen if anaphor or bare or dosed or pronoun or telegraphic else []


def _aside(folded: str, drug: Drug, start: int, place: int) -> bool:
    """Whether a drug against something else stands in a bracket that is closed: "(statine le 15/02) -> dose abaissée"."""
    if drug.agents or folded.find(")", drug.end, place) < 0:
        return False
    return folded.rfind("(", start, drug.start) > folded.rfind(")", start, drug.start)


def _halted(chosen: list[Drug], memory: Memory, index: int) -> list[Drug]:
    """Return the drug that was stopped last where the one named since goes on: "X stoppé. Y poursuivi. Reprise à 400"."""
    if any(agent.inn_fr in memory.stopped for drug in chosen for agent in drug.agents):
        return chosen
    lately = [name for name, told in memory.halted.items() if index - told <= _LATELY and name in memory.named]
    last = max((memory.halted[name] for name in lately), default=0)
    return [memory.named[name] for name in lately if memory.halted[name] == last] or chosen
