"""Whether a run of details states a result: by what it holds, what it is read on, and what stands between the two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.pathology.gene_results import inherited_only
from onco_pipeline.pipes.pathology.pieces import found_free, read_on_piece, surgical
from onco_pipeline.pipes.pathology.runs import Detail
from onco_pipeline.pipes.pathology.stains import stained, valued
from onco_pipeline.pipes.screen import WINDOWS, Screened

__all__ = ["CLINICAL", "NEAR", "Read", "is_accepted"]

#: Characters between details that belong together.
NEAR = 40
#: A stage without its "p" may be the clinician's.
CLINICAL = re.compile(r"t ?[0-4]")
#: Verdicts that come before what was found.
_JUDGED_FIRST = ("beni", "negati", "positi", "non ", "resultat", "en faveur", "compatib", "rapporte")
#: Characters between a sample and its verdict.
_VERDICT_REACH = 60
#: "Biopsies bronchiques sept jours plus tard, le compte rendu conclut : matériel non contributif".
_CONCLUDED = re.compile(
    r"\bconclu\w*(?: (?:a|au|que)\b)? ?:? ?(?:un |des |l[ae] |les )?\Z|\b(?:objectiv|montr|revel|retrouv|conclu)\w*(?: a)? (?:une? |des )(?:[a-z-]+ ){1,4}\Z"
)
#: "Biopsies faites en ville au mois de mars : toutes négatives".
_ANSWERED = re.compile(r"(?::|=|->|→) ?(?:toutes?|tous|l'ensemble|resultats?|le tout)? ?\Z|\brevenue?s? \Z")
_CAME_BACK = ("revenu ", "revenus ", "revenue ", "revenues ")
#: What a pathologist's conclusion says of a sample that tells nothing.
_TELLS_NOTHING = re.compile(r"contributi|ininterpret|acellulaire|insuffisant|non concluant")
_HISTORY = ("atcd", "antecedent")
_MALIGNANT_CELLS = re.compile(r"cellules? (?:malignes?|neoplasiques?|tumorales?|carcinomateu\w+)")
_TAPPED = re.compile(r"\b(?:pl|lcr|ponctions? lombaires?)\b[^.;]{0,60}\Z")
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
_NODES_TAKEN = re.compile(r"(?:lymph)?adenectomie|curage")
_IN_NODES = re.compile(
    r" (?:ganglionnaires?|(?:dans|sur|de|d') ?(?:l'un|les|un|une|deux|trois|quatre|cinq|\d{1,2}))\b(?! (?:a|ont) ete)"
)
_RESULT_OF = re.compile(r"\bresultats? (?:(?:etai(?:en)?t|est|sont|fut|d[eu]) )?(?:d')?(?:une?|des) \Z")


@dataclass(slots=True)
class Read:
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
        return WINDOWS.cut(self.folded, max(self.start, self.first - 60), self.first)


def is_accepted(read: Read) -> bool:
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


def _is_headed(read: Read) -> bool:
    """Return whether a line stands below the head that tells what was read: "Au NGS (prélèvement du 30/03) :\nBRCA1 sauvage"."""
    return read.told_before and read.folded.endswith((":\n", ": \n", ":"), 0, read.start)


def _is_read_tumour(read: Read, tumour: Detail) -> bool:
    folded, results, surgery = read.folded, read.results, read.surgery
    context = patterns.CONTEXT.search(read.before)
    # A clinician's stage tells of no examination.
    examined = any(
        detail.kind in {"grade", "marker"} or (detail.kind == "ptnm" and not CLINICAL.match(detail.word))
        for detail in results
    )
    if examined or read.gene:
        # "ATCD : carcinome mammaire en 2006 (CCI, RH+)" tells what was read then.
        of_history = context is not None and examined and context.group().startswith(_HISTORY)
        return context is None or of_history or read.strong or read.reported
    in_nodes = read.told and _in_nodes_taken(read, tumour)
    told = (
        (read.told and read.reported)
        or in_nodes
        or read.told_before
        or read.in_report
        or (surgery is not None and surgical(surgery, tumour, folded))
    )
    # "Une lobectomie a été faite, avec pour résultat une métastase": read on the piece.
    of_piece = surgery is not None and (
        surgery.word == "gs"
        or "sentinel" in surgery.word
        or _RESULT_OF.search(folded, surgery.end, tumour.start) is not None
        or in_nodes
    )
    only = _metastasis_only(tumour, results, read.reported or of_piece)
    if told and (context is None or read.reported) and not (only and "metastatique" not in tumour.word):
        return True
    # "Ablation d'un nævus le 12/03 : bénin": what was taken out is named first, and judged.
    if surgery is not None and any(one.kind == "verdict" and read_on_piece(surgery, one, folded) for one in results):
        return True
    # "Biopsie mammaire bénigne en 2007 (fibroadénome)": its verdict stands first.
    return found_free(tumour, read.sentence, folded) or (
        results[0].word.startswith(_JUDGED_FIRST) and read.reported and _verdict_of(results[0], read.source, folded)
    )


def _is_read_finding(read: Read, *, judged: bool) -> bool:
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


def _is_read_verdict(read: Read) -> bool:
    folded, results, surgery, source = read.folded, read.results, read.surgery, read.source
    verdict = next((detail for detail in results if detail.kind == "verdict"), None)
    if _verdict_of(verdict, source, folded) or stained(results) or (read.reported and _amplified(results)):
        return True
    if verdict is not None and surgery is not None:
        near = verdict.start - surgery.end < NEAR or folded.startswith(": ", verdict.start - 2)
        of_piece = re.search(r"sentinel|\bgs\b|\brtu", surgery.word) or _FREE_OF_CANCER.match(verdict.word)
        if (of_piece is not None and near) or read_on_piece(surgery, verdict, folded):
            return True
        if folded.endswith(_CAME_BACK, surgery.end, verdict.start):
            return True  # "les ganglions prélevés ce jour-là sont revenus négatifs"
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
            or _ANSWERED.search(folded, source.end, verdict.start) is not None
            or verdict.word.startswith("n'")  # "n'ont pas retrouvé de tissu tumoral"
        )
        and not patterns.NOT_TISSUE.search(folded, source.start, verdict.start)
    )


def _in_nodes_taken(read: Read, tumour: Detail) -> bool:
    """Whether metastases are told of the nodes that were taken out: "curage axillaire, trouvant des micrométastases"."""
    if not tumour.word.startswith("micrometa") and _IN_NODES.match(read.folded, tumour.end) is None:
        return False
    return any(
        detail.kind == "surgery" and detail.end <= tumour.start and _NODES_TAKEN.match(detail.word) is not None
        for detail in read.run
    )


def _opens_reading(finding: Detail, folded: str, start: int) -> bool:
    """Whether the sentence behind a sampling opens with a finding: "Conclusion : CIN 1", "Blastose 3 %"."""
    if _BLASTS.match(finding.word) and _FIGURE_BEHIND.match(folded, finding.end):
        return True
    return _READ_FIRST.fullmatch(folded, start, finding.start) is not None


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


def _metastasis_only(tumour: Detail, results: list[Detail], reported: bool) -> bool:
    """Tell a bare "métastases" is what imaging shows; pathology names the tumour or the specimen."""
    return "meta" in tumour.word and not reported and len(results) == 1


def _mitoses_counted(results: list[Detail], folded: str) -> bool:
    """Whether mitoses are told with their number, which is counted on a specimen: "gastrectomie : 9 cm, 12 mitoses"."""
    return any(
        detail.word.startswith("mitos") and _FIGURE_BEFORE.search(folded, max(0, detail.start - 8), detail.start)
        for detail in results
    )
