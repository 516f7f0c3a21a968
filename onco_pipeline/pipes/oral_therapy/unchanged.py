"""Words of a change that change nothing: of an exam, a tumour or a rhythm, told before, or only told of."""

from __future__ import annotations

import re

from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug
from onco_pipeline.pipes.screen import Screened

#: "Sept cycles, le premier le 03/01 et le dernier le 07/03": the ends of a treatment, where cycles are counted.
_THE_LAST = ("le dernier", "la derniere", "le premier", "la premiere")
#: "TDM TAP de fin de traitement": an exam's name.
_EXAM_OF = re.compile(
    r"\b(?:scanner|tdm|tap|tep|irm|bilan|imagerie|evaluation|echographie|controle|biopsie|bom)(?: [a-z-]+)? (?:de|en) \Z"
)
_CHANGES = frozenset({"reduction", "diminution", "augmentation", "majoration", "baisse"})
#: A verb or participle of change without the dose that it leads to, and what stands between it and its drug.
_VERB = re.compile(
    r"(?:diminu|redui|augment|major|abaiss|baiss)(?:ons|ez|er|re|sons|e|s|t|te|ee|ts|es|ees|tes)?"
    r"|(?:remonte|descendu|monte|redescendu|repasse|passe|porte|ramene)e?s?"
)
_ITS_OBJECT = re.compile(
    r" (?:(?:donc|alors|egalement|aussi|ce jour|aujourd'hui|des ce jour|des aujourd'hui) ){0,2}(?:le |la |l'|son |sa )?"
)
#: ... where the words themselves tell that it is a drug's dose: "réduit 400/j", "baisse de l'Ibrance à 100", "mg/j diminué".
_DOSED_BEHIND = re.compile(
    r" \d{2,4}\b| (?:donc |alors |egalement |aussi |ce jour |aujourd'hui )?(?:le |la |l'|son |sa )?[a-z-]{5,25}(?: \d+ ?mg)? a \d| (?:de l'|du |de la |d')"
)
_DRUG_BEFORE = re.compile(r"(?:[a-z0-9)] \(|mg |mg/j |nib |lib |rib |mide |bine |limus )\Z")
_ITS_PLACE = re.compile(
    r"(?: (?:a |: )?\d[^;.()]{0,25}?)?(?: (?:depuis|debut\w*|introdui\w*|initie\w*|commence\w*|instaure\w*|pris\w*|prescri\w*) [^;.()]{2,25})?(?: ?\([^()]{1,40}\))?,? ?\(?"
    r"(?:(?:a|ai|ont|avons|avait|est|etait|ete|fut|donc|alors|ensuite|puis|et|finalement|progressivement|que|nous|j'|je|on|l'on|l') ?){0,5}"
)
#: "Xeloda -25 % à partir du C3", "à 75 % depuis le 10/10": right behind its drug.
_SHARE = re.compile(r"(?:a |-)?\d{2} ?%")
#: "Plus d'Afinitor depuis", "sans", "privée de": what a patient is without.
_WITHOUT = ("plus", "sans", "priv")
_OF_WHAT_IT_IS = re.compile(r" ?(?:d[eu] |d'|l[ae] |l')?")
_OF_WHAT = re.compile(r" (?:de l'|du |de la |de |d')")
_NOT_OF_A_TUMOUR = ("traitement", "posologie", "comprimes", "un palier", "un cran")
#: "Oubli de prise hier soir, repris ce matin": one dose, and no pause.
_FORGOTTEN = Screened(
    r"\b(?:oubli(?:e|ee)?|saute|omis|rate|manque)s?(?: (?:de |d'|d'une |une |la |sa |une seule |1 ))?(?:prises?|doses?|comprimes?|cp|gelules?)\b(?![^.;]{0,40}\b(?:pendant|durant|jours|semaine))[^.;]{0,60}\Z"
)
_COUNTED = re.compile(r"\b[a-z0-9-]{2,14} x ?\d{1,2} ?\((?:l[ae] )?\Z")


#: "Elle poursuit son arrêt de traitement", "toujours en arrêt": it was left on an earlier day.
_STILL_LEFT = re.compile(
    r"\b(?:poursui(?:t|vent|te de)|maintien de|(?:toujours|reste|actuellement) (?:en|a l')) ?(?:son |l'|cet |sa |la )?\Z"
)
#: "Un mélanome de l'épaule, |retiré en 2015": no drug was.
_LESION_TAKEN_OUT = re.compile(
    r"\b(?:melanome|carcinome|cancer|tumeur|lesion|nodule|polype|kyste|naevus|adenome|drain|sonde|pac|port-?a-?cath|chambre implantable)s?\b[^.;:]{0,45}\Z"
)


def tells_no_change(
    folded: str, cue: re.Match[str], previous: re.Match[str] | None, drugs: list[Drug], start: int, end: int
) -> bool:
    """Return whether a word of ``patterns.PHASE`` tells of no change of a drug where it stands.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    cue, previous
        The word, and the one before it in the sentence.
    drugs
        Those that the sentence names.
    start, end
        Where the sentence stands.
    """
    kind = cue.lastgroup or ""
    if kind == "keep":
        return True
    if kind in {"dose", "stop"} and patterns.NO_CHANGE.search(folded, max(start, cue.start() - 30), cue.start()):
        return True
    if kind == "stop" and _STILL_LEFT.search(folded, max(start, cue.start() - 30), cue.start()):
        return True
    if cue.group().startswith("fin d") and _EXAM_OF.search(folded, max(start, cue.start() - 40), cue.start()):
        return True
    if cue.group() in ("fin", "abandon") and not _end_of_a_drug(folded, cue, drugs):
        return True
    if kind == "stop" and cue.group().startswith(_WITHOUT) and not _without_a_drug(folded, cue, drugs):
        return True
    if kind == "dose" and cue.group() in _CHANGES and not _change_of_a_drug(folded, cue, drugs):
        return True
    if (
        kind == "dose"
        and _SHARE.match(cue.group())
        and not any(drug.agents and drug.end == cue.start() - 1 for drug in drugs)
    ):
        return True
    if kind == "dose" and _VERB.fullmatch(cue.group()) and not _of_its_drug(folded, cue, drugs, start):
        return True
    if cue.group().startswith(_THE_LAST) and not patterns.OF_CYCLES.search(folded, start, cue.start()):
        return True
    if (
        kind == "stop"
        and patterns.LONG_BEFORE.search(folded, max(start, cue.start() - 40), cue.start())
        and not patterns.ITS_OWN_DAY.match(folded, cue.end(), end)
    ):
        return True
    if kind == "resume" and patterns.NOT_RESUMED.search(folded, max(start, cue.start() - 25), cue.start()):
        return True
    if (
        kind == "resume"
        and patterns.AFTER_RESUMING.search(folded, max(start, cue.start() - 25), cue.start())
        and not patterns.A_DAY_BEHIND.match(folded, cue.end(), end)
    ):
        return True
    if kind == "resume" and _FORGOTTEN.search(folded, start, cue.start()):
        return True
    if kind == "stop" and patterns.LAST_OF_ANOTHER.search(folded, max(start, cue.start() - 30), cue.start()):
        return True
    if kind == "stop" and cue.group() in patterns.MANY and _some_pauses(folded, cue, start, end):
        return True
    if kind == "stop" and _last_of_others(folded, cue, drugs, start):
        return True
    if kind == "stop" and patterns.OF_RHYTHM.search(folded, max(start, cue.start() - 35), cue.start()):
        return True
    if cue.group().startswith("retire") and _LESION_TAKEN_OUT.search(folded, start, cue.start()) is not None:
        return True
    if cue.group().startswith("abandonn") and patterns.EXAM_DROPPED.search(
        folded, max(start, cue.start() - 60), cue.start()
    ):
        return True
    if kind == "dose" and _told_before(folded, cue, previous, start):
        return True
    if kind == "dose" and patterns.OF_A_VALUE.search(folded, max(start, cue.start() - 40), cue.start()):
        return True
    return kind == "dose" and _only_its_dose(folded, cue, start, end)


def _end_of_a_drug(folded: str, cue: re.Match[str], drugs: list[Drug]) -> bool:
    """Whether what ends is a drug named right behind ("fin de capécitabine : 14/02"), or before a day of its own (", fin le 03/04")."""
    behind = _OF_WHAT.match(folded, cue.end())
    if behind is None:
        return any(drug.agents and drug.end <= cue.start() for drug in drugs)
    return any(drug.agents and drug.start == behind.end() for drug in drugs)


def _without_a_drug(folded: str, cue: re.Match[str], drugs: list[Drug]) -> bool:
    """Whether what a patient is without is the drug named right behind: "plus d'Afinitor depuis le 12"."""
    behind = _OF_WHAT_IT_IS.match(folded, cue.end())
    return behind is not None and any(drug.agents and drug.start == behind.end() for drug in drugs)


def _change_of_a_drug(folded: str, cue: re.Match[str], drugs: list[Drug]) -> bool:
    """Whether what is reduced is a drug or the treatment, and not the tumour: "réduction de la capécitabine le 11/11"."""
    behind = _OF_WHAT.match(folded, cue.end())
    if behind is None or folded.startswith(_NOT_OF_A_TUMOUR, behind.end()):
        return True
    return any(drug.start == behind.end() for drug in drugs)


def _of_its_drug(folded: str, cue: re.Match[str], drugs: list[Drug], start: int) -> bool:
    """Whether a verb of change is of the drug right behind it or before it: "nous baissons l'Ibrance", "Zejula, baissé le 5"."""
    if _DOSED_BEHIND.match(folded, cue.end()) or _DRUG_BEFORE.search(folded, max(start, cue.start() - 8), cue.start()):
        return True
    behind = _ITS_OBJECT.match(folded, cue.end())
    if behind is not None and any(drug.start == behind.end() for drug in drugs):
        return True
    before = next((drug for drug in reversed(drugs) if drug.end <= cue.start()), None)
    return before is not None and _ITS_PLACE.fullmatch(folded, max(start, before.end), cue.start()) is not None


def _last_of_others(folded: str, cue: re.Match[str], drugs: list[Drug], start: int) -> bool:
    """Whether a last cycle is that of what stands right before its bracket, and no oral drug: "mitotane + EDP x 4 (dernière cure ...)"."""
    counted = _COUNTED.search(folded, max(start, cue.start() - 40), cue.start())
    if counted is None or not cue.group().startswith("dernier"):
        return False
    return not any(drug.agents and drug.end > counted.start() and drug.start < cue.start() for drug in drugs)


def _some_pauses(folded: str, cue: re.Match[str], start: int, end: int) -> bool:
    """Whether pauses are only said to have been made: "entrecoupé de pauses, arrêté le 29/10"."""
    before = patterns.SOME_PAUSES.search(folded, max(start, cue.start() - 40), cue.start())
    return before is not None and patterns.DATED_NEXT.match(folded, cue.end(), end) is None


def _only_its_dose(folded: str, cue: re.Match[str], start: int, end: int) -> bool:
    """Whether "à dose réduite" tells at which dose a drug is taken; "depuis mars 2020, à dose réduite depuis juin" a change."""
    adjective = patterns.DOSE_ADJECTIVE.fullmatch(cue.group()) is not None
    told = adjective and patterns.DOSE_TOLD.search(folded, max(start, cue.start() - 8), cue.start()) is not None
    if told is False and adjective and patterns.DOSE_KEPT.match(folded, cue.end(), end):
        return True
    if adjective and patterns.BEGUN_AT_IT.match(folded, cue.end(), end):
        return True
    since = patterns.HELD_SINCE.match(folded, cue.end(), end)
    return told and not (since is not None and patterns.A_DATE.search(folded, start, cue.start()))


def _told_before(folded: str, cue: re.Match[str], previous: re.Match[str] | None, start: int) -> bool:
    """Whether a change of dose is only referred to, or belongs to a resumption."""
    if patterns.CHANGED_BEFORE.search(folded, max(start, cue.start() - 30), cue.start()):
        return True
    if previous is None or not (
        previous.lastgroup == "resume" or re.match(r"prescri|(?:re)?debut|commenc", previous.group())
    ):
        return False
    return patterns.AT_ANOTHER_DOSE.fullmatch(folded, previous.end(), cue.start()) is not None
