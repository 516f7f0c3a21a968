"""Whether the bare mention of a drug tells that it was given then, or only that it is taken, was known, or may be."""

from __future__ import annotations

import re

from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug

__all__ = ["EVERY_DAY", "implied", "only_recalled"]

#: "100 mg x 2, dose inchangée depuis le 05/11".
_UNCHANGED = re.compile(
    r"\b(?:dose|posologie|traitement)s? (?:est |reste )?(?:inchangee?|stable|identique|maintenue?)s? (?:depuis|dep)\b"
)
#: "Ce jour C5 Ibrance".
_OF_A_LATER_CYCLE = re.compile(
    r"\b(?:(?:c ?|cure |cycle )(?:[2-9]|1\d)(?: ?j ?1)?|" + patterns.LATER + r")(?: de| d'| du| par| sous)? ?\Z"
)
_BY_MISTAKE = re.compile(r"\bpar erreur\b[^.;]{0,40}\Z")
#: "Tagrisso : prise oubliée hier".
_FORGOTTEN = re.compile(r"[ :,]{1,3}(?:(?:une |1 |\d )?(?:prises?|doses?|comprimes?|cp|gelules?) )?(?:oubli|saut|vomi)")
#: "Ordonnance du 06/05 : capécitabine 2000 mg x 2": what a paper of that day goes on prescribing.
_OF_A_PAPER = re.compile(r"\bordonnances?\b[^.;]{0,45}\Z")
#: "Affirme prendre son Glivec tous les jours, sauf la semaine passée".
EVERY_DAY = re.compile(
    r"(?: \d{2,4} ?mg)? (?:tous les (?:jours|matins|soirs)|chaque (?:jour|matin|soir)|quotidiennement|sans oubli)\b(?! (?:depuis|a partir|des))"
)
#: "Prise d'imatinib irrégulière en août": how a drug is taken.
_HOW_TAKEN = re.compile(
    r"(?<!premiere )(?<!1re )(?<!1ere )(?<!debut de )(?<!debut de la )\b(?:prises?|observance|adherence) (?:d[eu] |d'|de l'|de la |a la |a l'|au )\Z"
)
_IRREGULARLY = re.compile(
    r" (?:\d{2,4} ?mg )?(?:pris(?:e|es)? )?(?:de facon |de maniere )?(?:irreguli|aleatoire|correctement|regulierement|bien pris)"
)
#: "Ribociclib depuis mars (+ létrozole)": taken with it.
_WITH_IT = re.compile(r"\( ?(?:\+|avec\b|et\b|plus\b|associ|combin|en association|adjonction|ajout)")
#: "Inhibiteur (létrozole) depuis mars": a bracket that names what the word before it is.
_NAMES_IT = re.compile(
    r"(?:inhibiteurs?(?: (?:de|d'|du|cdk4/6|[a-z-]+)){0,4}|anti-?aromatases?|\bia|\btki|\bitk|hormonotherapie|therapie ciblee|chimiotherapie(?: orale| par voie orale)?|traitement(?: oral)?) ?\Z"
)


def only_recalled(folded: str, drug: Drug, drugs: list[Drug]) -> bool:
    """Whether a drug is named without a date in the bracket of the one before: "exémestane depuis mars (létrozole mal toléré)"."""
    before = next((other for other in reversed(drugs) if other.end <= drug.start and other.group != drug.group), None)
    if before is None:
        return False
    opened = folded.rfind("(", before.end, drug.start)
    if opened < 0 or folded.find(")", opened, drug.start) >= 0 or _WITH_IT.match(folded, opened, drug.start):
        return False
    if _NAMES_IT.search(folded, before.end, opened) is not None:
        return False
    closed = folded.find(")", drug.end, drug.end + 120)
    return closed >= 0 and patterns.A_DATE.search(folded, opened, closed) is None


def implied(folded: str, first: int, start: int, end: int, limit: int) -> bool:
    """Whether the bare first mention of a drug, behind what stands before its combination, tells that it was given."""
    before = folded[max(start, first - 70) : first]
    later = patterns.LATER_CYCLE.match(folded, end) or _OF_A_LATER_CYCLE.search(before)
    if later or patterns.GOES_ON.match(folded, end) or _UNCHANGED.search(folded, end, limit):
        return False
    if _HOW_TAKEN.search(before) or _IRREGULARLY.match(folded, end) or EVERY_DAY.match(folded, end):
        return False  # "prise d'imatinib irrégulière en août"
    if before.endswith(("pre-", "post-", " pre ", " avant ", " avant le ", " avant la ", " avant l'")):
        return False  # "bilan pré-Lonsurf fait le 08/03"
    if patterns.ADDED_ON_TOP.search(before):
        return False  # "Tukysa ajouté au Xeloda le 12": taken already
    if _BY_MISTAKE.search(before) or _FORGOTTEN.match(folded, end) or _OF_A_PAPER.search(before):
        return False
    if patterns.CIRCUMSTANCE.search(before) or patterns.CONSIDERED.search(folded, max(start, first - 130), first):
        return False
    return not re.search(
        r"\b(?:poursui\w+|poursuite|sous|renouvel\w+|re(?:conduct|condui)\w+|prolong\w+|(?:prenait|prend|recevait|recoit|etait|est|avait) deja\b|maint(?!enance)\w+|on continue|(?:je|nous) continu(?:e|ons)|on garde|(?:je|nous) gard(?:e|ons))[^,;.:]{0,25}$",
        before,
    ) or bool(patterns.SINCE.search(folded, end, limit))
