"""Whether a statement tells the result of an examination."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.pathology.chromosomes import of_chromosomes
from onco_pipeline.pipes.pathology.gene_results import gene_result, inherited_only
from onco_pipeline.pipes.pathology.pieces import (
    OF_ANOTHER_DAY,
    OPERATION,
    found_free,
    operated_between,
    read_on_piece,
    surgical,
    without_surgeons_margins,
)
from onco_pipeline.pipes.pathology.runs import RESULT, STAIN, STRONG_GRADE, Detail
from onco_pipeline.pipes.pathology.stains import not_known, stained, valued
from onco_pipeline.pipes.screen import Screened

__all__ = ["liquid", "result_bounds"]

_NEAR = 40
#: Verdicts that come before what was found.
_JUDGED_FIRST = ("beni", "negati", "positi", "non ", "resultat", "en faveur", "compatib", "rapporte")
#: Characters between a sample and its verdict.
_VERDICT_REACH = 60
#: "Biopsies bronchiques sept jours plus tard, le compte rendu conclut : matériel non contributif".
_CONCLUDED = re.compile(
    r"\bconclu\w*(?: (?:a|au|que)\b)? ?:? ?(?:un |des |l[ae] |les )?\Z|\b(?:objectiv|montr|revel|retrouv|conclu)\w*(?: a)? (?:une? |des )(?:[a-z-]+ ){1,4}\Z"
)
#: What a pathologist's conclusion says of a sample that tells nothing.
_TELLS_NOTHING = re.compile(r"contributi|ininterpret|acellulaire|insuffisant|non concluant")
#: A stage without its "p" may be the clinician's.
_CLINICAL = re.compile(r"t ?[0-4]")
_HISTORY = ("atcd", "antecedent")
_MALIGNANT_CELLS = re.compile(r"cellules? (?:malignes?|neoplasiques?|tumorales?|carcinomateu\w+)")
_TAPPED = re.compile(r"\b(?:pl|lcr|ponctions? lombaires?)\b[^.;]{0,60}\Z")
_STRONG_MARKER = re.compile(r"pmmr|dmmr|microsat|\bmss\b|\bmsi\b|pd-?l-?1|triple")
_TELLS = re.compile(
    r"(?:montr|revel|decri|confirm|affirm|prouv|attest|authentifi|demontr|retrouv|conclu|indiq|\bparl|\bramen|f(?:ait|aisait|aisant) etat|\bcomme\b|identifi|objectiv|met(?:tant|tait)? en evidence|trouv|(?<!en )(?<!par )rapport|"
    r"s.agi[a-z]{1,5} d.une? (?!patient|homme|femme|malade)|repond|diagnosti|correspond|compatible|en faveur|evoqu|sugger|decouvr|decouvert|\ba(?:vait|i)? (?:bien )?vu\b|ramen|\bete (?:une? |celui|le suiv)|etait|etaient|est|sont|classe|revien|reven|posit|negat|avec|:"
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
    r"|(?:(?:le|du) \d{1,2}(?:er)? |en |d[e'] ?)(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?: (?:19|20)\d\d)?) (?:un |une |non |est )?"
)
#: "Biopsies faites en ville, adénocarcinome".
_ANSWERS = re.compile(
    r" ?(?:x ?\d{1,2}|(?:[^,;.()]|\.(?=\d)){0,30}), (?:un |une )?| [a-z-]{2,16}(?:iques?|ales?|aires?|uses?|ees?) "
)
#: ... and so far behind, where nothing tells of another time: "biopsie de la lésion faite en mai par le Dr P. (libéral), ADK".
_ANSWERS_AT_LAST = re.compile(
    r"(?![^,;]{0,90}\b(?:prevu|program|demand|propos|refus|annul|a (?:faire|prevoir|discuter)|dans le cadre|chez|pour|suivie?)\b)(?:[^,;.:()]|\.(?=\d)){0,80}(?:(?<= [a-z])\. ?[^,;.:()]{0,30})?(?:\([^()]{1,40}\) ?)? ?[,;] (?:c'est |il s'agi[a-z]{1,5} d')?(?:un |une )?"
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
#: "Myélogramme le 1er février, 2 % de plasmocytes".
_COUNTED = Screened(r"\d ?% (?:de |d')?\Z")
#: "Myélogramme le 12. Blastose 3 %", "Conclusion : CIN 1": the sentence behind a sampling opens with what was read.
_READ_FIRST = re.compile(
    r"\W*(?:(?:conclusion|diagnostic|resultat|histo(?:logie)?|anapath|lecture|cytologie) ?: ?)(?:aspect d[e'] ?|lesions? d[e'] ?|une? )?\Z"
)
_BLASTS = re.compile(r"(?:blast|plasmocyt)\w*\Z")
_FIGURE_BEHIND = re.compile(r" ?[:=]? ?(?:a |< ?|> ?)?\d{1,2}(?:[.,]\d)? ?%")
_FIGURE_BEFORE = re.compile(r"\d ?\Z")
#: A receptor names the kind of breast cancer, and was read on its tissue.
_OF_BREAST = re.compile(
    r"\b(?:cancers?|k|carcinomes?|neoplasies?|tumeurs?|kc?) (?:du |de |des )?(?:seins?|mammaires?)(?: (?:droite?|gauche|dte?|gche?|[dg]|bilateral|infiltrant|metastatique|inflammatoire))*(?:,? (?:diagnostique |opere |traite )?(?:(?:en|de) )?(?:[a-z]{3,9} )?(?:19|20)\d\d ?,)? ?\(?\Z"
)
#: "Lymphadénectomie, sans preuve de malignité": only a specimen tells that.
_FREE_OF_CANCER = re.compile(r"(?:sans|aucune?|absence|pas) .*(?:malignite|cellules|reliquat|residu)")
_RESULT_OF = re.compile(r"\bresultats? (?:(?:etai(?:en)?t|est|sont|fut|d[eu]) )?(?:d')?(?:une?|des) \Z")


def liquid(details: list[Detail], end: int) -> bool:
    """Whether the specimen told last before the end of a result is blood."""
    told = [detail for detail in details if detail.kind in {"sample", "liquid"} and detail.end <= end]
    return bool(told) and told[-1].kind == "liquid"


@dataclass(slots=True)
class _Read:
    """A run of details that may state a result, and what it is read on.

    ``results`` are its details that tell something, from ``first`` on; ``reports`` its examinations, samples and
    operations; ``source`` the sample or report that the result is of, ``surgery`` the operation; ``told`` whether the
    words between them tell it; ``strong`` what only a specimen shows.
    """

    run: list[Detail]
    sentence: list[Detail]
    folded: str
    start: int
    told_before: bool
    in_report: bool
    results: list[Detail]
    first: int
    source: Detail | None
    surgery: Detail | None
    told: bool
    strong: bool
    gene: bool

    @property
    def reported(self) -> bool:
        return self.source is not None

    @property
    def before(self) -> str:
        return self.folded[max(self.start, self.first - 60) : self.first]


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
        (detail.kind == "ptnm" and not _CLINICAL.match(detail.word))
        or (detail.kind == "grade" and STRONG_GRADE.match(detail.word))
        or (detail.kind == "marker" and _STRONG_MARKER.match(detail.word))
        for detail in results
    )
    told = _is_told(source or surgery, reports, results, folded)
    gene = bool(gene_result(results, pending, folded))
    read = _Read(
        run, sentence, folded, start, told_before, in_report, results, first, source, surgery, told, strong, gene
    )
    if not (_is_accepted(read) or of_chromosomes(run, folded)):
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
    return (
        head.start > first
        or _TELLS.search(folded, head.end, min(first + 12, results[0].end)) is not None
        or (report is not None and _HEADS.match(folded, report.end) is not None)
        or (head.kind == "sample" and _ANSWERS.fullmatch(folded, head.end, first) is not None)
        or (
            head.kind == "sample"
            and _ANSWERS_AT_LAST.fullmatch(folded, head.end, first) is not None
            and OF_ANOTHER_DAY.match(folded, results[0].end) is None
        )
        or _OF.fullmatch(folded, head.end, first) is not None
        or (head.kind == "sample" and folded[first - 1] == "(")
        or (head.kind in {"sample", "report"} and _DAY_THEN.fullmatch(folded, head.end, first) is not None)
    )


def _is_accepted(read: _Read) -> bool:
    """Return whether a run states a result, by the first that it holds of a tumour, a finding, a proof, a verdict, a value."""
    results, kinds = read.results, {detail.kind for detail in read.run}
    tumour = next((detail for detail in results if detail.kind == "tumour"), None)
    if tumour is not None:
        return _is_read_tumour(read, tumour)
    if "finding" in kinds:
        return _is_read_finding(read, judged="verdict" in kinds)
    if read.strong or read.gene or len([detail for detail in results if detail.kind == "marker"]) > 1:
        return (
            read.strong
            or _is_headed(read)
            or read.in_report
            or not inherited_only(read.run, read.sentence, read.folded)
        )
    if kinds & {"verdict", "outcome"}:
        return _is_read_verdict(read)
    if not kinds & {"grade", "marker"}:
        return False
    told_value = any(valued(detail, read.folded) for detail in results)
    return (
        ((read.reported or read.told_before) and ("grade" in kinds or told_value))
        or (told_value and _OF_BREAST.search(read.before) is not None)
        or (read.surgery is not None and _mitoses_counted(results, read.folded))
    )


def _is_headed(read: _Read) -> bool:
    """Return whether a line stands below the head that tells what was read: "Au NGS (prélèvement du 30/03) :\nBRCA1 sauvage"."""
    return read.told_before and read.folded.endswith((":\n", ": \n", ":"), 0, read.start)


def _is_read_tumour(read: _Read, tumour: Detail) -> bool:
    folded, results, surgery = read.folded, read.results, read.surgery
    context = patterns.CONTEXT.search(read.before)
    # A clinician's stage tells of no examination.
    examined = any(
        detail.kind in {"grade", "marker"} or (detail.kind == "ptnm" and not _CLINICAL.match(detail.word))
        for detail in results
    )
    if examined or read.gene:
        # "ATCD : carcinome mammaire en 2006 (CCI, RH+)" tells what was read then.
        of_history = context is not None and examined and context.group().startswith(_HISTORY)
        return context is None or of_history or read.strong or read.reported
    told = (
        (read.told and read.reported)
        or read.told_before
        or read.in_report
        or (surgery is not None and surgical(surgery, tumour, folded))
    )
    # "Une lobectomie a été faite, avec pour résultat une métastase": read on the piece.
    of_piece = surgery is not None and (
        surgery.word == "gs"
        or "sentinel" in surgery.word
        or _RESULT_OF.search(folded, surgery.end, tumour.start) is not None
    )
    only = _metastasis_only(tumour, results, read.reported or of_piece)
    if told and (context is None or read.reported) and not (only and "metastatique" not in tumour.word):
        return True
    # "Biopsie mammaire bénigne en 2007 (fibroadénome)": its verdict stands first.
    return found_free(tumour, read.sentence, folded) or (
        results[0].word.startswith(_JUDGED_FIRST) and read.reported and _verdict_of(results[0], read.source, folded)
    )


def _is_read_finding(read: _Read, *, judged: bool) -> bool:
    folded, results, first = read.folded, read.results, read.first
    counted = _COUNTED.search(folded, max(0, first - 12), first) is not None
    return (
        (read.reported and (read.told or counted))
        or (judged and read.surgery is not None)
        or read.strong
        or (read.told_before and (len(results) > 1 or _opens_reading(results[0], folded, read.start)))
        or _in_fluid(results, folded, read.start)
        or read_on_piece(read.surgery, results[0], folded)
        # "La cytologie n'a pas été concluante, mais n'a pas montré d'atypie": its verdict stands first.
        or (results[0].kind == "verdict" and _verdict_of(results[0], read.source, folded))
    )


def _is_read_verdict(read: _Read) -> bool:
    folded, results, surgery, source = read.folded, read.results, read.surgery, read.source
    verdict = next((detail for detail in results if detail.kind == "verdict"), None)
    if _verdict_of(verdict, source, folded) or stained(results) or (read.reported and _amplified(results)):
        return True
    if verdict is not None and surgery is not None:
        near = verdict.start - surgery.end < _NEAR or folded.startswith(": ", verdict.start - 2)
        of_piece = re.search(r"sentinel|\bgs\b|\brtu", surgery.word) or _FREE_OF_CANCER.match(verdict.word)
        if of_piece is not None and near:
            return True
    # "HER2 : score 2+ en IHC, FISH non amplifiée (biopsie du 11/04)"
    if source is not None and source.start >= results[-1].end and any(valued(detail, folded) for detail in results):
        return True
    return verdict is not None and read.in_report and _TELLS_NOTHING.search(verdict.word) is not None


def _verdict_of(verdict: Detail | None, source: Detail | None, folded: str) -> bool:
    """Whether a verdict stands beside the sample or report that it is of."""
    return (
        verdict is not None
        and source is not None
        and (
            verdict.start - source.end < _VERDICT_REACH
            or (_CONCLUDED.search(folded, max(source.end, verdict.start - _VERDICT_REACH), verdict.start) is not None)
        )
        and not patterns.NOT_TISSUE.search(folded, source.start, verdict.start)
    )


def _opens_reading(finding: Detail, folded: str, start: int) -> bool:
    """Whether the sentence behind a sampling opens with a finding: "Conclusion : CIN 1", "Blastose 3 %"."""
    if _BLASTS.match(finding.word) and _FIGURE_BEHIND.match(folded, finding.end):
        return True
    return _READ_FIRST.fullmatch(folded, start, finding.start) is not None


def _only_suspected(detail: Detail, folded: str) -> bool:
    """Whether what is called benign is only thought to be: "polype bénin suspecté"."""
    return detail.word.startswith("beni") and _THOUGHT.match(folded, detail.end) is not None


def _amplified(results: list[Detail]) -> bool:
    """Whether HER2 is told to be amplified or not, whatever ratio stands between: "HER2 ISH : ratio 2,4, amplifié"."""
    return any(one.kind == "marker" and one.word.startswith(("her", "erb")) for one in results) and any(
        one.kind == "outcome" and "amplifi" in one.word for one in results
    )


def _in_fluid(results: list[Detail], folded: str, start: int) -> bool:
    """Whether malignant cells are told of a tap: "PL le 13/01 : cellules carcinomateuses"."""
    return any(
        detail.kind == "finding"
        and _MALIGNANT_CELLS.match(detail.word) is not None
        and _TAPPED.search(folded, start, detail.start) is not None
        for detail in results
    )


def _without_stray_outcomes(results: list[Detail]) -> list[Detail]:
    """Leave out outcomes before any test ("une lésion a été détectée, opérée : ..."); "absence de mutation" opens one."""
    for place, detail in enumerate(results):
        following = results[place + 1] if place + 1 < len(results) else None
        opened = {"gene", "marker", "finding"} if detail.word.startswith("absen") else {"gene", "marker"}
        opens = following is not None and following.kind in opened and following.start - detail.end < _NEAR
        if detail.kind != "outcome" or opens:
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


def _metastasis_only(tumour: Detail, results: list[Detail], reported: bool) -> bool:
    """Tell a bare "métastases" is what imaging shows; pathology names the tumour or the specimen."""
    return "meta" in tumour.word and not reported and len(results) == 1


def _mitoses_counted(results: list[Detail], folded: str) -> bool:
    """Whether mitoses are told with their number, which is counted on a specimen: "gastrectomie : 9 cm, 12 mitoses"."""
    return any(
        detail.word.startswith("mitos") and _FIGURE_BEFORE.search(folded, max(0, detail.start - 8), detail.start)
        for detail in results
    )
