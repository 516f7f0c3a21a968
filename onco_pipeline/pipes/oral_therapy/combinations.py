"""Which drugs of a sentence are one combination, and which only another name or another arm."""

from __future__ import annotations

import re
from itertools import pairwise

from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug
from onco_pipeline.pipes.scope import Scope

__all__ = ["group_drugs", "other_arm", "without_names_of"]

# Between two drugs of one treatment: "+", "et", a comma, a dose, a bracket.
_DOSING = (
    r"(?:(?:a la dose |a une dose )?(?:de |a |d')?\d[^,;.:+]{0,28}?(?:, ?jours? [\d a-]{1,9})?|\(\d[^)]{0,40}\)"
    r"|acetate|prednisone|(?:ou )?placebo)"
)
_JOIN = (
    r"(?:\+|-|/|et|plus|(?:, ?)?associee?s? (?:a|au)|en association (?:avec|a|au)|avec|combine\w* (?:a|avec)|,(?= ?(?:l'"
    r"|le |la |du |de |d')?[a-z-]+[ ,)]))"
)
_COORDINATION = re.compile(
    r"[\s)(]*(?:"
    + _DOSING
    + r"\s?)?\s*"
    + _JOIN
    + r"(?: ?(?:(?:de|du|le|la|l'|d'|avec|inhibiteurs?|analogues?|agonistes?|l'acetate d'|acetate d')(?![a-z])|\d[^,;.+]{0,22}? (?:de |d')))*[ '(]*"
)


#: "Stop Zytiga 28/7 - docétaxel C1 le 11/8": a day of its own, in full or before a dash.
_DAY_BETWEEN = re.compile(r"\d[/.]\d{2}[/.]\d|(?<![\d/])\d{1,2}/\d{1,2} - ")
_TAKEN_BEFORE = re.compile(r" ?\((?:deja|en cours|poursuivi)")


_OWN_MONTHS = re.compile(r"\d{1,2}/(?:19|20)?\d{2}(?!\d| ?mg)|\b(?:19|20)\d\d\b")


#: What is given as one treatment only, and the dose that may be all that stands between: "Tafinlar 150x2 Mekinist 2".
_ONE_TREATMENT = {
    "dabrafénib": "tramétinib", "encorafénib": "binimétinib", "vémurafénib": "cobimétinib",
    "tramétinib": "dabrafénib", "binimétinib": "encorafénib", "cobimétinib": "vémurafénib",
}  # fmt: skip
_DOSE_ALONE = re.compile(r" ?(?:\d{1,3}(?: ?mg)?(?: ?x ?\d)?(?:/j)? ?)?")


def _only(drug: Drug) -> str:
    return drug.agents[0].inn_fr if len(drug.agents) == 1 else ""


def other_arm(folded: str, start: int, end: int) -> bool:
    """Whether a drug only stands for an arm of a trial: "pasiréotide vs évérolimus"."""
    return (
        patterns.VERSUS.search(folded, max(0, start - 15), start) is not None
        or patterns.VERSUS_AFTER.match(folded, end) is not None
    )


def without_names_of(drugs: list[Drug], folded: str) -> list[Drug]:
    """Leave out a name that a bracket gives the drugs told before it: "capécitabine-témozolomide (CAPTEM)", "apalutamide (Erleada 240 mg)"."""
    kept: list[Drug] = []
    for drug in drugs:
        told = {agent.inn_fr for other in kept[-2:] for agent in other.agents}
        # "CAPOX (capécitabine + oxaliplatine)" tells what it is made of.
        other_name = drug.regimen is not None or (bool(kept) and kept[-1].regimen is None)
        named = other_name and bool(drug.agents) and {agent.inn_fr for agent in drug.agents} <= told
        if not (named and kept and folded[kept[-1].end : drug.start] == " ("):
            kept.append(drug)
    return kept


def group_drugs(drugs: list[Drug], folded: str, scope: Scope) -> None:
    """Give the drugs numbers so that those of one combination share a number, and know each other."""
    for number, (previous, drug) in enumerate(pairwise(drugs), 1):
        joined = scope.index(previous.start) == scope.index(drug.start) and _COORDINATION.fullmatch(
            folded, previous.end, drug.start
        )
        beside = previous.regimen is not None and folded[previous.end : drug.start] == " "  # "XELOX bevacizumab"
        if beside or (
            not joined
            and _ONE_TREATMENT.get(_only(previous)) == _only(drug)
            and _DOSE_ALONE.fullmatch(folded, previous.end, drug.start)
        ):
            drug.group = previous.group
            continue
        if joined and _DAY_BETWEEN.search(joined.group()):
            joined = None  # "RT-TMZ 10/12/18 - 22/01/19 (témozolomide 75 mg/m2, interrompu"
        if joined and _TAKEN_BEFORE.match(folded, drug.end):
            joined = None  # "ribociclib ce matin + létrozole (déjà pris depuis mars)"
        # "Arimidex 01/12-06/15 / Aromasine-Afinitor 07/15": what has its own months is no part of the next one.
        if joined and _OWN_MONTHS.search(joined.group()):
            joined = None
        # "XELOX, l'oxaliplatine ayant été retirée": one of its drugs is singled out.
        if joined and previous.regimen and not drug.agents and "," in joined.group():
            joined = None
        drug.group = previous.group if joined else number
    together: dict[int, set[str]] = {}
    for drug in drugs:
        together.setdefault(drug.group, set()).update(agent.inn_fr for agent in drug.agents)
    for drug in drugs:
        drug.partners = frozenset(together[drug.group])
