"""What an operation's piece showed, and what a surgeon tells of it before anybody has looked."""

import re

from onco_pipeline.pipes.pathology.runs import DATED, Detail
from onco_pipeline.pipes.screen import Screened

__all__ = [
    "OF_ANOTHER_DAY",
    "OPERATION",
    "found_free",
    "operated_between",
    "read_on_piece",
    "surgical",
    "without_surgeons_margins",
]

_MARGINS = re.compile(r"r[012]\b|marges?\b|limites\b|berges\b|frontieres?\b|bords?\b")
#: "Classée T4 N0 M0 R0", "résection (12/03/2020, R0)": told as one figure of the report.
_STAGED_BEFORE = re.compile(r"\b[nm] ?[0-3x][abc]?,? ?\Z|\d[,:] ?\Z")
#: "Splénectomie du 06/07/2017, lymphome de la zone marginale", not "..., carcinome du sein en 2018".
_DAY_OF_SURGERY = re.compile(
    r"[^.;:()]{0,60}? (?:le |du |en |\()(?:\d{1,2}(?:/\d{1,2}|(?:er)? [a-z]{3,9})|[a-z]{3,9})?(?:[/ ](?:19|20)?\d\d)?\)?,? (?:un |une )?"
)
OF_ANOTHER_DAY = re.compile(
    r"[^.;:,]{0,45}?\b(?:connue?s?|remission|stables?|par ailleurs|sous (?!muqueu)[a-z]{4,}|en (?:cours|progression|evolution)|evolutif)\b|[^.;:,]{0,45}?\b(?:en|le|depuis|diagnostique\w*|decouver\w*|traite\w*|connu\w*|suivi\w*) ?(?:le |en )?(?:\d|[a-z]{3,9} (?:19|20)\d\d|janv|fevr|mars|avri|mai\b|juin|juil|aout|sept|octo|nove|dece)"
)
#: "Amygdalectomie le 21/05 à visée diagnostique : hyperplasie": what only a pathologist tells of a piece.
_OF_A_PIECE = re.compile(
    r"(?!infiltr|envahi|inflam|normal|remani|necros|fibros|recidiv|[ci]?ol?ite|ileite|goitre|tissu|lesion|neoform|prolif|cirrhos|origine|diagnos|nature|caractere|nephr|pancreat|pleur|os |cortex)"
)
_PIECE_READ = re.compile(
    r"[^.;:()]{0,60}(?:\([^()]{1,30}\))?[^.;:()]{0,20}? ?(?::|=|->|→) ?(?:une? |des |d'|l'|aspect d[e'] ?|lesions? d[e'] ?)?"
)
_DENIED = Screened(r"\b(?:aucune?|pas de|absence de) (?:\w+ )?\Z")
_SEEN_IN = re.compile(
    r"\b(?:observ|trouv|retrouv|identifi|decel|detect|mis\w* en evidence)\w*\b.{0,40}\b(?:lors d|dans|sur|au niveau d)"
)
_FREE_REACH = 130
OPERATION = re.compile(r"\w{3,}ectomie|resection|exerese|conisation|excision|ablation|curetage")
_SURGERY_TELLS = re.compile(
    r":|=|->|→|; ?a (?:droite|gauche)\b|decouvr|rapport|avec (?:le |un )?diagnostic|fai(?:t|sait) etat|montr|revel|confirm|retrouv|posit\w+ pour|compatible|correspond|resultat|en faveur"
)


def surgical(head: Detail, tumour: Detail, folded: str) -> bool:
    """Whether a tumour is told as the finding of an operation: "résection du LSG : hamartochondrome"."""
    between = folded[head.end : tumour.start]
    reach = 140 if "confirm" in between else 90
    if OPERATION.match(head.word) and _DAY_OF_SURGERY.fullmatch(between):
        return OF_ANOTHER_DAY.match(folded, tumour.end) is None
    if tumour.start - head.end >= reach:
        return False
    if "en rapport" in between and OPERATION.match(head.word) is None:
        between = between.replace("en rapport", "")  # "TDM : adénopathies, en rapport avec une néoplasie"
    return _SURGERY_TELLS.search(between) is not None


def read_on_piece(surgery: Detail | None, finding: Detail, folded: str) -> bool:
    """Return whether a finding that only a pathologist tells is told of an operation: "exérèse le 12/03 : hyperplasie"."""
    return (
        surgery is not None
        and OPERATION.match(surgery.word) is not None
        and _OF_A_PIECE.match(finding.word) is not None
        and (
            _PIECE_READ.fullmatch(folded, surgery.end, finding.start) is not None
            # "Exérèse d'une lésion vulvaire en mai 2020, VIN 3"
            or _DAY_OF_SURGERY.fullmatch(folded, surgery.end, finding.start) is not None
        )
    )


def without_surgeons_margins(results: list[Detail], sentence: list[Detail], folded: str) -> list[Detail]:
    """Leave out margins ahead of any report: "résection R0", "excision à bords libres" say how it was operated."""
    for place, detail in enumerate(results):
        if (
            detail.kind != "ptnm"
            or _MARGINS.match(detail.word) is None
            or _STAGED_BEFORE.search(folded, max(0, detail.start - 6), detail.start)
            or any(one.kind in {"report", "sample", "liquid"} and one.end <= detail.start for one in sentence)
        ):
            return results[place:]
    return []


def operated_between(run: list[Detail], head: Detail, first: int, folded: str) -> bool:
    """Whether an operation with its day stands between a report's name and a result: "cytologie en mars, lobectomie en mai : carcinome"."""
    return any(
        one.kind == "surgery" and head.end <= one.start < first and DATED.match(folded, one.end) is not None
        for one in run
    )


def found_free(tumour: Detail, sentence: list[Detail], folded: str) -> bool:
    """Whether a specimen was free of the tumour: "aucun mélanome n'a été observé dans les ganglions sentinelles"."""
    return _DENIED.search(folded, max(0, tumour.start - 20), tumour.start) is not None and any(
        detail.kind in {"surgery", "sample"}
        and 0 < detail.start - tumour.end < _FREE_REACH
        and _SEEN_IN.search(folded, tumour.end, detail.start)
        for detail in sentence
    )
