"""Which of a sentence's details make one statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.screen import WINDOWS, Screened

__all__ = ["DATED", "RESULT", "STAIN", "STRONG_GRADE", "Detail", "runs"]

# Two details further apart than this belong to two statements.
_GAP = 75
#: Details of a statement in which its result stands, were it a list without an end.
_RUN = 60
#: Kinds of details that tell what was found; grades that only a pathologist gives.
RESULT = frozenset({"tumour", "finding", "grade", "ptnm", "marker", "gene", "verdict", "outcome"})
STRONG_GRADE = re.compile(
    r"gleason|g[ls]? ?\d{1,2} ?\(? ?[3-5] ?\+|rcb|oncotype|endopredict|prosigna|mammaprint|breslow|bethesda|\bsbr|isup|(?:fuhr|furh|fhur)man|\btir|clark|elston|nottingham"
)
#: ... of which another time tells anew.
_NEWS = frozenset({"tumour", "sample", "report", "surgery", "ptnm"})
_OPERATION = re.compile(r"\w{3,}ectomie|resection|exerese|operee?|intervention|chirurgie|curage|conisation")
_SENTINEL_DATED = re.compile(
    r"(?:ganglions? sentinelles?|gs)(?: [a-z]+){0,2} (?:negatif|positif|indemne|envahi)s?,? \(?(?:le |en |du |fin |debut )?"
    r"(?:\d{1,2}/|\d{1,2}(?:er)? [a-z]{3}|\d{4}\b|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec)"
)
STAIN = re.compile(r"ihc|ihq|ngs|fish|immuno")
#: "Biopsie du sein droit le 05/09 (CCIS) et du sein gauche le 08/09 (CCI)".
_OTHER_SIDE = Screened(r"\)? ?(?:,|;|et|puis) [^.;()]{0,25}\b(?:gauche|droite?|controlateral\w*) \(?(?:le |du |en )\d")
#: "PBR (carcinome), 25/03/21 néphrectomie (pT3a)", "du 15/02 (nécrose) et du 02/03 (sarcome)": another day is told.
_OTHER_DAY = re.compile(
    r"\) ?(?:,|;|et|puis)(?: et| puis)? ?(?:le |du |en |celle du )?\d{1,2}/\d{1,2}(?!\d)"
    r"|[^.;:]{0,40}?(?:,|;|\bet|\bpuis) (?:l'autre|une autre|la (?:seconde|deuxieme|2e(?:me)?)) (?:le |du |en )\d"
)
_TIME = (
    r"(?:le \d{1,2}(?:er)?[ /.]|(?:debut|fin|mi|courant) |\d{1,2}/\d|(?:en |au mois d[e'] ?)?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
    r"|en (?:19|20)\d\d\b)"
)
DATED = re.compile(r" ?(?:le|du) \d|,? ?\(?\d{1,2}/\d| (?:en )?" + _TIME)
#: "Un cancer du rein pT2, et enfin en 2008 un mélanome": the story goes on at another time.
_OTHER_TIME = re.compile(r"[^.;:]{0,80}?(?:,|\bet|\bpuis|;)(?: (?:et|puis|enfin|ensuite|alors))* (?:en |le )?" + _TIME)


_EMPTY_LINE = re.compile(r"\n\s*\n")
_SPREAD_DATED = re.compile(r"[a-z' ,]{0,40}? \(?" + _TIME)


@dataclass(frozen=True, slots=True)
class Detail:
    """A word of a result: its offsets, its kind (:data:`~onco_pipeline.pipes.pathology.patterns.DETAILS`) and itself."""

    start: int
    end: int
    kind: str
    word: str


def runs(details: list[Detail], folded: str) -> list[list[Detail]]:
    """Cut the details of a sentence into statements."""
    runs: list[list[Detail]] = []
    for detail in details:
        last = runs[-1][-1] if runs else None
        if last is None or _parted(last, detail, runs[-1], folded):
            runs.append([])
        runs[-1].append(detail)
    return runs


def _parted(last: Detail, detail: Detail, run: list[Detail], folded: str) -> bool:
    between = WINDOWS.cut(folded, last.end, detail.start)
    opens = detail.kind in {"sample", "report", "surgery", "liquid"}
    closed = between.startswith(")") and "(" not in between
    if closed and detail.word.startswith("metasta") and _SPREAD_DATED.match(folded, detail.end):
        return True  # "exérèse (Breslow 5 mm), métastases pulmonaires en 2015": the bracket is of what stands before it
    has_result = any(one.kind in {"tumour", "finding", "verdict", "ptnm"} for one in run[-_RUN:])
    if detail.kind == "report" and STAIN.match(detail.word) and len(between) < 15 and ";" not in between:
        return False
    if detail.kind == "surgery":
        if any(one.kind in RESULT for one in run[-_RUN:]) and _SENTINEL_DATED.match(folded, detail.start):
            return True  # "Breslow 4 mm), ganglion sentinelle négatif le 12/11": read on another day
        scored = any(one.kind == "grade" and STRONG_GRADE.match(one.word) for one in run[-_RUN:])
        if scored and DATED.match(folded, detail.end) is not None:
            return True  # "Bethesda VI puis thyroïdectomie 31/01"
    if has_result and (_OTHER_DAY.match(between) or (detail.kind in _NEWS and _OTHER_TIME.match(between))):
        return True
    if opens and has_result:
        # "adénocarcinome ... (biopsie)" closes its own statement; an operation with its day opens one.
        dated = "," in between and DATED.match(folded, detail.end) is not None
        return detail.kind != "surgery" or ";" in between or dated
    if (
        ("\n" in between and _EMPTY_LINE.search(between))
        or patterns.BREAK.search(between)
        or _OTHER_SIDE.match(between)
    ):
        return True
    if detail.kind == "ptnm" and detail.word.startswith("y") and has_result and run[0].kind == "tumour":
        # "CCI HER2+ (06/2018), chimiothérapie, tumorectomie le 31/01 : ypT0 N0": read on what was taken out since
        return any(_OPERATION.match(one.word) for one in run if one.kind == "surgery")
    if (
        ";" in between
        and detail.kind in {"tumour", "gene", "surgery"}
        and (has_result or last.kind in {"gene", "sample"})
    ):
        return True
    reach = 150 if not has_result and last.kind in {"sample", "report", "surgery", "liquid"} else _GAP
    return len(between) > reach
