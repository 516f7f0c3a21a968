"""Whether a statement tells the result of an examination."""

from __future__ import annotations

import re

from onco_pipeline.pipes.pathology.acceptance import CLINICAL, NEAR, Read, is_accepted
from onco_pipeline.pipes.pathology.chromosomes import of_chromosomes
from onco_pipeline.pipes.pathology.gene_results import gene_result
from onco_pipeline.pipes.pathology.pieces import (
    OF_ANOTHER_DAY,
    OPERATION,
    operated_between,
    without_surgeons_margins,
)
from onco_pipeline.pipes.pathology.runs import RESULT, STAIN, STRONG_GRADE, Detail
from onco_pipeline.pipes.pathology.stains import not_known
from onco_pipeline.pipes.screen import Screened

__all__ = ["liquid", "result_bounds"]

_STRONG_MARKER = re.compile(r"pmmr|dmmr|instabilite|microsat|\bmss\b|\bmsi\b|pd-?l-?1|triple")
_TELLS = re.compile(
    r"(?:montr|revel|decri|confirm|affirm|prouv|attest|authentifi|demontr|retrouv|conclu|indiq|\bparl|\bramen|f(?:ait|aisait|aisant) etat|\bcomme\b|identifi|objectiv|met(?:tant|tait)? en evidence|trouv|(?<!en )(?<!par )rapport|"
    r"s.agi[a-z]{1,5} d.une? (?!patient|homme|femme|malade)|repond|diagnosti|correspond|compatible|en faveur|evoqu|sugger|decouvr|decouvert|\ba(?:vait|i)? (?:bien )?vu\b|ramen|\bete (?:une? |celui|le suiv)|etait|etaient|est|sont|\by a\b|\breste|(?<=\d )evocat|(?<=\d )suspecte?s? d|classe|revien|reven|posit|negat|avec|:"
    r"|->|=>|=|→| --? |,\s*$|\)\s*$|\d\s*$|\|)"
)
#: "Le traitement des patients atteints d'un cancer ALK-positif": of many, and of no examination.
_POPULATION = Screened(
    r"\b(?:patiente?s|malades|sujets|personnes|femmes|hommes|enfants) (?:[a-z]+ )?(?:atteint|avec|porteu|present|ayant|dont|qui)[^.;:]{0,70}\Z"
)
_OF_MANY = 110
#: What a report is told with: nothing but what was seen in it follows.
_HEADS = re.compile(r"\s?:|\s(?:a|ont) (?:montr|revel|objectiv|conclu|retrouv)")
#: "Frottis du 27/05 LSIL", "biopsie bronchique (12/03) CPC".
_DAY_THEN = re.compile(
    r"[^,;.()]{0,40}?(?:\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}/(?:19|20)\d\d"
    r"|(?:(?:le|du) \d{1,2}(?:er)? |en |d[e'] ?)(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?: (?:19|20)\d\d)?) (?:[-–] )?(?:un |une |non |est )?"
)
#: "Biopsies faites en ville, adénocarcinome".
_ANSWERS = re.compile(
    r" ?(?:x ?\d{1,2}|(?:[^,;.()]|\.(?=\d)){0,30}), (?:un |une )?| [a-z-]{2,16}(?:iques?|ales?|aires?|uses?|ees?) "
)
#: ... and so far behind, where nothing tells of another time: "biopsie de la lésion faite en mai par le Dr P. (libéral), ADK".
_ANSWERS_AT_LAST = re.compile(
    r"(?![^,;]{0,90}\b(?:prevu|program|demand|propos|refus|annul|a (?:faire|prevoir|discuter)|dans le cadre|chez|pour|suivie?)\b)(?:[^,;.:()]|\.(?=\d)){0,80}(?:(?<= [a-z])\. ?[^,;.:()]{0,30})?(?:\([^()]{1,40}\) ?)? ?[,;] (?:c'est |(?:il s'agi[a-z]{1,5} )?d')?(?:un |une )?"
)
# "anatomie pathologique (AP) d'hépatocarcinome", "histologie du carcinome", "biopsies positives".
_OF = re.compile(r"\s*(?:\([a-z-]{1,4}\))?(?: ?(?:de|du|d'un|d'une|d|l|le|la|recidive|rechute|un|une)(?![a-z])[ ']?)*")
_PROVED_BY = re.compile(
    r"(?:\bpar|\b(?:a la suite|lors|au cours|au moyen|a l'aide|au decours|au terme) d['eu]s?|\bgrace a|\bapres|\bsur|\bdans|\ba)\s?(?:(?:la|une?|l'|les|des|cette)\s?)?"
    r"(?:[a-z-]+ (?:et|avec) (?:d'|par )?(?:une?|la|l'|des) )?\s?$|\bau $|\((?:par |sur )?$"
)
_READ_ON_PIECE = re.compile(
    r"\b(?:pose|porte|fait|etabli|diagnostique|confirme|prouve|retrouve|decouvert|objective|vu)\w* (?:\w+ment )?(?:sur|a|par|lors d[e'u]) ?(?:l[ae] |l'|une? |cette )?(?:piece (?:de |d'))?\Z"
)
_THOUGHT = re.compile(r" ?(?:\(?\?|suspecte?e?s?\b|a priori|probable|vraisembl|en apparence|a confirmer)")


def liquid(details: list[Detail], end: int) -> bool:
    """Whether the specimen told last before the end of a result is blood."""
    told = [detail for detail in details if detail.kind in {"sample", "liquid"} and detail.end <= end]
    return bool(told) and told[-1].kind == "liquid"


def result_bounds(
    run: list[Detail], sentence: list[Detail], folded: str, start: int, told_before: bool, *, in_report: bool = False
) -> tuple[int, int] | None:
    """Return the bounds of the result that a run of details states, or None.

    Parameters
    ----------
    run, sentence
        The details that stand together, and all of their sentence.
    folded
        The folded note.
    start
        Where the sentence begins.
    told_before
        Whether an examination is told before, that this may be the result of.
    in_report
        Whether the note is a pathologist's.
    """
    results = _without_stray_outcomes(
        [
            detail
            for detail in run
            if detail.kind in RESULT and not (not_known(detail, folded) or _only_suspected(detail, folded))
        ]
    )
    if not (told_before or in_report):
        results = without_surgeons_margins(results, sentence, folded)
    pending = [detail for detail in run if detail.kind == "pending"]
    if not results:
        named = [detail for detail in run if detail.kind == "report"]
        if named and pending and 0 <= pending[0].start - named[-1].end < 30:
            return named[-1].start, pending[0].end
        return None
    first, last = results[0].start, results[-1].end
    judged_at = next((detail.start for detail in results if detail.kind == "verdict"), first)
    if _POPULATION.search(folded, max(start, first - _OF_MANY), max(first, judged_at)) is not None:
        return None
    reports = [detail for detail in run if detail.kind in {"report", "sample", "surgery", "liquid"}]
    source = _source(run, sentence, reports, folded, first)
    surgery = next((detail for detail in reversed(reports) if detail.end <= first and detail.kind == "surgery"), None)
    strong = any(
        (detail.kind == "ptnm" and not CLINICAL.match(detail.word))
        or (detail.kind == "grade" and STRONG_GRADE.match(detail.word))
        or (detail.kind == "marker" and _STRONG_MARKER.match(detail.word))
        for detail in results
    )
    told = _is_told(source or surgery, reports, results, folded)
    gene = bool(gene_result(results, pending, folded))
    read = Read(
        run, sentence, folded, start, told_before, in_report, results, first, source, surgery, told, strong, gene
    )
    if not (is_accepted(read) or of_chromosomes(run, folded)):
        return None
    head = next((detail for detail in run if detail.kind in {"report", "liquid"} and detail.end <= first), None)
    if head is not None and first - head.end < 80 and not operated_between(run, head, first, folded):
        first = head.start
    return first, last


def _source(run: list[Detail], sentence: list[Detail], reports: list[Detail], folded: str, first: int) -> Detail | None:
    """Return the sample or report that a result is of: before it in its run or its sentence, else behind it."""
    source = next((detail for detail in reversed(reports) if detail.end <= first and detail.kind != "surgery"), None)
    if source is None:
        # The sampling may stand earlier in the sentence, beyond a date or a bracket.
        source = next(
            (
                detail
                for detail in reversed(sentence)
                if detail.end <= first
                and detail.kind in {"report", "sample", "liquid"}
                and first - detail.end < 160
                and "|" not in folded[detail.end : first]
            ),
            None,
        )
    return source or _proof_after(run, sentence, folded)


def _is_told(head: Detail | None, reports: list[Detail], results: list[Detail], folded: str) -> bool:
    """Return whether the words between a sample, a report or an operation and a result tell the one of the other."""
    if head is None:
        return False
    first = results[0].start
    # "Rapport anatomopathologique : dans la pièce, on a observé un carcinome": the report tells it, not the piece.
    report = next((detail for detail in reports if detail.kind == "report" and detail.end <= first), None)
    told_to = min(first + 12, results[0].end)
    return (
        head.start > first
        or ":" in folded[head.end : told_to]  # which tells it, too, and is seen at once
        or (report is not None and _HEADS.match(folded, report.end) is not None)
        or (head.kind == "sample" and _ANSWERS.fullmatch(folded, head.end, first) is not None)
        or (
            head.kind == "sample"
            and _ANSWERS_AT_LAST.fullmatch(folded, head.end, first) is not None
            and OF_ANOTHER_DAY.match(folded, results[0].end) is None
        )
        or _OF.fullmatch(folded, head.end, first) is not None
        or (head.kind == "sample" and folded[first - 1] == "(")
        or _TELLS.search(folded, head.end, told_to) is not None
        or (head.kind in {"sample", "report"} and _DAY_THEN.fullmatch(folded, head.end, first) is not None)
    )


def _only_suspected(detail: Detail, folded: str) -> bool:
    """Whether what is called benign is only thought to be: "polype bénin suspecté"."""
    return detail.word.startswith("beni") and _THOUGHT.match(folded, detail.end) is not None


def _without_stray_outcomes(results: list[Detail]) -> list[Detail]:
    """Leave out outcomes before any test ("une lésion a été détectée, opérée : ..."); "absence de mutation" opens one."""
    for place, detail in enumerate(results):
        if detail.kind != "outcome":
            return results[place:]
        following = results[place + 1] if place + 1 < len(results) else None
        opened = {"gene", "marker", "finding"} if detail.word.startswith("absen") else {"gene", "marker"}
        if following is not None and following.kind in opened and following.start - detail.end < NEAR:
            return results[place:]
    return results


def _proof_after(run: list[Detail], sentence: list[Detail], folded: str) -> Detail | None:
    """Return the sampling told after its result: "adénocarcinome diagnostiqué par biopsie"."""
    last = run[-1]
    for detail in sentence:
        if detail.kind in {"sample", "report", "liquid"} and 0 <= detail.start - last.end < 70:
            between = folded[last.end : detail.start]
            return detail if _PROVED_BY.search(between) else None
        if detail.kind == "surgery" and detail.start > run[0].start and OPERATION.search(detail.word):
            # "lymphome posé sur l'exérèse ganglionnaire du 12 août"
            if _READ_ON_PIECE.search(folded, run[0].end, detail.start):
                return detail
        if detail.kind in {"sample", "report", "liquid"} and detail in run and detail.start > run[0].start:
            if _PROVED_BY.search(folded, run[0].end, detail.start):
                return detail
            if STAIN.match(detail.word) is None:  # how it was read, and not on what
                return None
    return None
