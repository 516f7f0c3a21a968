"""Whether a word of beginning really begins a drug, or tells again what is known."""

from __future__ import annotations

import re

from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory
from onco_pipeline.pipes.oral_therapy.implied import EVERY_DAY

__all__ = ["begins"]

#: "Depuis 10 jours sous Xeloda", and not "diarrhée depuis 48 h sous Xeloda".
_SINCE_BEFORE = re.compile(
    r"(?:[,;:.(\n-] ?|\b(?:patiente?|est|etait|elle|il|actuellement|traitee?) |\A)(?:depuis (?:[a-z]+ )?\d[^,;.]{1,14} \Z|depuis (?:(?:un|une|deux|trois|quatre|cinq|six) )(?:jours?|semaines?|mois|ans?) \Z)"
)
#: "Une nouvelle rechute, de sorte que le témozolomide lui a été administré": the drug is given once more.
_ANEW = re.compile(
    r"\b(?:nouvelle|autre|[2-4]e|deuxieme|seconde|troisieme|quatrieme) (?:rechute|recidive|progression|ligne|poussee)\b|\b(?:a|de) nouveau\b"
)


_NEVER_BEGUN = re.compile(r",? (?:jamais|non|pas(?: encore)?|n'a (?:pas|jamais) ete) (?:debut|commenc|pris|demarr)")
#: "C3 de", "troisième cycle de": what stands before a drug that goes on.
_OF_A_LATER_CYCLE = re.compile(
    r"(?:\b(?:c ?|cure |cycle )(?:[2-9]|1\d)(?: ?j ?1)?|\b" + patterns.LATER + r")"
    r"(?: sous| de| d[u'])?(?: l[ae] | l'| )?\Z"
)
_CYCLE_BEGINS = re.compile(
    r"\b(?:(?:prochaine?|nouve(?:au|lle)) (?:cycle|cure)|"
    + patterns.LATER
    + r"),? (?:(?:qui|devait|doit|devra|a|est|etait|avait) )*\Z"
)
#: "Sortie d'essai le 28/02, capmatinib stoppé".
_LEFT = re.compile(r"\b(?:sortie?|fin|exclusion|retrait|hors) (?:de l'|d'|de |du |l')?\Z")


def begins(folded: str, cue: re.Match[str], kind: str, drug: Drug, memory: Memory, start: int) -> bool:
    """Whether a word of beginning really begins this drug here."""
    before = folded[max(start, cue.start() - 45) : cue.start()]
    names = {agent.inn_fr for agent in drug.agents}
    known = names <= memory.seen
    if patterns.REFERENCE.search(before):
        return not known
    if known and names <= memory.active and patterns.ADDED_TO.search(folded, max(start, drug.start - 40), drug.start):
        return False
    if patterns.KEEPS.search(before) and cue.group() == "prendre":
        return False
    if kind == "weak" and re.match(r"essai|bras|protocole|schema", cue.group()):
        if patterns.CONSIDERED.search(folded, max(start, cue.start() - 100), cue.start()):
            return False
        if _LEFT.search(before):
            return False
    if kind == "strong" and drug.end <= cue.start() and _OF_A_LATER_CYCLE.search(folded, start, drug.start):
        return False  # "C3 Xeloda débuté le 09/11": a cycle begins, not the treatment
    if kind == "strong" and _CYCLE_BEGINS.search(before):
        return False  # "dès le prochain cycle, qui commence le 19 juin"
    if kind == "strong" and cue.group().startswith("prescri") and _NEVER_BEGUN.match(folded, drug.end, cue.start()):
        return False  # "jamais débuté (prescrit le 11/05)"
    if kind == "strong" and cue.group().startswith("prend") and EVERY_DAY.match(folded, drug.end):
        return False
    if kind == "weak":
        if cue.group().startswith("sous"):
            since = patterns.SINCE.search(folded, drug.end, min(len(folded), drug.end + 85))
            if since is not None and (
                since.start() > drug.end + 35 or re.search(r"[,;.](?!\d)", folded[drug.end : since.start()])
            ):
                since = None  # "sous X, on baisse à 100 mg à partir du 11/03"
            since = since or _SINCE_BEFORE.search(folded[max(start, cue.start() - 40) : cue.start()])
            return since is not None and not known
        if known and cue.group().startswith(("retraite", "re-traite")):
            return True  # "un retraitement avec X": what was left, told or not, is begun again
        return not known and not re.search(
            r"(?:progress\w+|echec|malgre|apres|toxicit\w+|tolera\w+)[^,;.]{0,30}$", before
        )
    # "a reçu", "traité par" retell what is known; "débuté", "mis sous" begin it again.
    retells = re.match(r"re[cç]|traite|beneficie|prend|administr|propose|indique|autoris|associ", cue.group())
    anew = _ANEW.search(folded, max(start, cue.start() - 110), cue.start()) is not None
    return not (known and retells and names <= memory.active and not anew)
