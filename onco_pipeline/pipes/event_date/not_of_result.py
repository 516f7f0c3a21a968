"""What rules a date out for a result: it is of an earlier one, or of the treatment that it was given for."""

import re

from onco_pipeline.events import DateMention, EventMention
from onco_pipeline.pipes.screen import Screened

__all__ = ["not_of_result"]


#: "34 % de blastes, contre 8 % en août", "HER2 0 (2+ en 2019)", "alors qu'il était positif sur la biopsie de 2018": an earlier result's.
_RESULT_THEN = Screened(
    r"\b(?:contre|vs|versus|au lieu d[e'])\.? ?(?:[<>]? ?\d{1,3}(?:[.,]\d)? ?%?|[0-3]\+?|(?:negati|positi|sauvage|mute)\w*)(?: (?:de )?[a-z]{4,12})?,? ?\(?(?:(?:en|le|au|du|fin|debut|courant|sur (?:l[ae] )?(?:biopsie|piece|prelevement) d[eu]) ?)?\Z"
    r"|\((?:[<>]? ?\d{1,3}(?:[.,]\d)? ?%|[0-3]\+|(?:negati|positi)\w*) (?:en|le|au|du|sur (?:l[ae] )?(?:biopsie|piece|prelevement) d[eu]) ?\Z"
    r"|\b(?:alors qu|tandis qu|la ou )[^.;:]{4,60}\b(?:sur|dans) (?:l[ae]s? |l')?(?:[a-z-]+ ){1,3}(?:de|du|d'|en) ?\Z"
)
#: "Létrozole débuté le 12/05 (RH+, HER2-)", "osimertinib depuis le 12/05 (EGFR del19)", "tumorectomie prévue le 22/06 pour CCI grade 2".
_BEGUN_ON = Screened(
    r"\b(?:debut|commenc|introdui|demarr|instaur|initi|repris|poursui)[a-z]* (?:le |en |debut |fin |depuis (?:le )?)?\Z|\bdepuis (?:le |fin |debut )?\Z"
    r"|\b(?:prevue?s?|programmee?s?|planifiee?s?) (?:le |en |au |pour le )?\Z"
)
_TISSUE_TOLD = re.compile(
    r"biops|ponction|prelev|anapath|anatomo|histolog|cytolog|piece|\bbloc|myelogram|\b(?:pb[hprof]|bom|bx)\b|resultat|\bngs\b|\badnt?c|liquid"
)
_RIGHT_BEHIND = re.compile(r" ?(?:\(|,|pour|dans le cadre d'|devant)? ?(?:une? |son |sa |ce )?")
#: Characters before a date in which an earlier result is told, in which a sample is, and right beside it.
_RESULT_BACK, _TREATED, _BESIDE = 95, 60, 25


def not_of_result(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of something else than the result beside it.

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> read = read_events("Biopsie du 03/04/2021 : HER2 0 (2+ en 2019).")
    >>> [str(event.interval) for event in read if event.family == "pathology"]
    ['2021-04-03..2021-04-03 (day)']
    """
    if mention.end <= event.start and _of_a_treatment(folded, event, mention):
        return True
    if mention.start >= event.start:
        if _RESULT_THEN.search(folded, max(event.start, mention.start - _RESULT_BACK), mention.start):
            return True
    # No result is read "depuis 2019".
    return mention.bound == "from" and mention.period is None and mention.start >= event.end


def _of_a_treatment(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before a result is that of a drug's beginning or of what is planned: "létrozole débuté le 12/05 (RH+)"."""
    return (
        _RIGHT_BEHIND.fullmatch(folded, mention.end, event.start) is not None
        and _BEGUN_ON.search(folded, max(0, mention.start - _BESIDE), mention.start) is not None
        and _TISSUE_TOLD.search(folded, max(0, mention.start - _TREATED), event.end) is None
    )
