"""What spreads and comes back without being a cancer: an infection, granulomas, cysts of a worm, endometriosis."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = ["of_another_disease"]

#: By their stems. Those that most patients of a hospital have beside their cancer (arthrosis, gout) spread nowhere.
_DISEASE = (
    r"(?:tubercul|neuro-?(?:tubercul|sarcoid)|sarcoid|brucell|syphili|borreli|toxoplasm|leishmani|amibi|bilharzi|aspergill|candid[ao]|cryptococc|histoplasm"
    r"|mucormycos|mycobact|mycos[ei]|nocardi|actinomyc|staphyloc|streptoc|salmonell|bartonell|echinococc|hydatid|hydatique|kystes? hydatiques?"
    r"|abces|endocardit|septic|septique|sepsis|bacteriemi|candidemi|spondylodiscit|osteomyelit|zona|herpes|vzv|infectieu|infection"
    r"|wegener|granulomatose|vascularit|behcet|takayasu|lupus|lupique|sclerodermi|sclerose en plaques|crohn|endometrios|amylos|hemochromat|silicos|igg4"
    r"|histiocytos|mastocytos|still\b|gaucher|neurofibromatos|psoriasis|pemphig|eczema|retinopath)"
)
#: ... right behind: "localisation osseuse de la sarcoïdose", "métastases septiques", "lésions secondaires de grattage".
_BEHIND = re.compile(
    r"(?:(?: [a-z-]{4,16}){0,2}?(?:,? (?:d'(?:une? )?|de (?:la |l'|son |sa |cette |cet )?|du |des |liee?s? (?:a |au )(?:la |l'|une? |son |sa )?"
    rf"|dans le cadre d(?:e la |'une? |u |e l')))(?:(?:probable|possible|maladie|infection|poussee) (?:de |d'|a |du )?)?)? ?(?:{_DISEASE}|grattage|hemorrag|ischemi|maladie (?:renale|arterielle|respiratoire|hepatique chronique)|insuffisance)"
)
#: ... or at the head of what its spread is told in: "endocardite, localisations secondaires", "endométriose stade IV".
_SPREADS_TOO = re.compile(
    r"(?:nouvelles? )?(?:localis|atteinte|extension|dissemin|recidiv|rechut|pousse|stade|miliair|foyer|diffusion|propagation)"
)
#: A stage of what has stages as well, told with its organ.
_CHRONIC = re.compile(
    r"stade (?:iv|4)[a-c]? (?:de (?:la |son |sa )?|d'une? )?(?:maladie|insuffisance|nephropath|fibrose|retinopath|escarre|bpco|arterio)"
)
#: What is away from something else, and nowhere far: "récidive à distance de l'intervention".
_AWAY_FROM = re.compile(
    r" d(?:e (?:la |l'|sa |son |ses |cette |toute )?|u |es )(?:interv|operat|chirurg|traitement|fin|exerese|episode|radioth|chimio|prise|arret|greffe)"
)
_OF_GERMS = re.compile(r"septi|infectieu|bacter|mycoti")
_NAMES_SPREAD = re.compile(r"metas|carcino|[cp]?m1")
_NAMES_CANCER = StemPattern(
    r"cancer|carcino|neopla|\badk\b|melanom|sarcom|lymphom|gliom|blastom|metasta|oncolog|chimiother|radiother|\bchimio\b|tumeurs?\b|tumora|seminom"
    r"|mesotheliom|neuro-?endocrin|\bcbn?pc\b|\bk (?:du |de |d')?[a-z]|immunother|tinib\b|\bpca\b"
)
_NAMES_DISEASE = StemPattern(_DISEASE)
#: Characters before a spread in which the disease may stand whose it is.
_HEAD = 70


def of_another_disease(folded: str, scope: Scope, event: EventMention) -> bool:
    """Return whether what is told as a spread is that of a disease that is no cancer.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "localisation osseuse de la sarcoidose. cancer du sein, localisation osseuse"
    >>> told = [EventMention("metastasis", "onset", start, start + 20, note[start : start + 20]) for start in (0, 55)]
    >>> [of_another_disease(note, Scope(note, Layout()), event) for event in told]
    [True, False]
    """
    words = folded[event.start : event.end]
    behind = _BEHIND.match(folded, event.end)
    if behind is not None and behind.group().endswith("hemorrag") and _NAMES_SPREAD.search(words):
        behind = None  # "métastases hémorragiques": they bleed
    if (
        behind is not None
        or _CHRONIC.match(folded, event.start)
        or (folded.endswith("distance", 0, event.end) and _AWAY_FROM.match(folded, event.end))
    ):
        return True
    if _OF_GERMS.search(words):
        return True
    if _NAMES_SPREAD.search(words):
        return False
    before = scope.before(event.start, _HEAD)
    if _SPREADS_TOO.match(words) and (disease := _NAMES_DISEASE.search(before.rpartition(";")[2])) is not None:
        return _NAMES_CANCER.search(before, disease.start()) is None
    # In this order: nearly every note that tells of spread names a cancer, and soon.
    return not _NAMES_CANCER.stands_in(folded) and _NAMES_DISEASE.stands_in(folded)
