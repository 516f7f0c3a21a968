"""The organs of the tumours that a note names: what a primary is, told by its name or beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import find_places, following_places, site_of
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["organ_of_tumour", "primaries_told_alone", "primary_organs"]

_CANCER = StemPattern(
    r"\bm?crpc|\bmcspc|\bm?hspc|cancers?|carcino(?:me|mes|sarcome)|adeno-?(?:carcinome|k)\w*|\badk\b|\bcci\b|\bcli\b|neoplas\w+|neoplasm\w*"
    r"|tumeurs?|melanomes?|sarcomes?|lymphomes?"
    r"|\bepidermoides? (?=(?:du |de la |de l')?(?:ls[gd]\b|li[gd]\b|lm\b|lobe|poumon|pulm|bronch|oe?soph|anal|anus|langue|larynx|pharynx|orl\b))"
    r"|\b(?:k|neo) (?=(?:du |de la |de l'|d'|de )?(?:sein|ovaire|poumon|bronch|colon|rectum|prostate|rein|vessie|col\b|pancreas|thyro|uter|endom|estomac|oe?soph|mamm|pulm|colique|rect|vesic))"
    r"|hepatocarcinome|\bgist\b|mesotheliomes?|seminomes?|(?:hepato|nephro|neuro)blastomes?|cholangiocarcinomes?|\bchc\b|\btne\b|\bcbn?pc\b|\bcbnpc\b|gliom\w+|glioblastome\w*|myelome|chordome|(?:angio|chondro|lipo"
    r"|myxo|osteo|leiomyo|rhabdomyo|neuro|fibro)sarcomes?"
)
#: Cancers whose name alone tells the organ: those that are met every day, and those that most notes hold none of.
_NAMED = FirstOf(
    ("peau", Screened(r"melanom\w+")),
    ("foie", Screened(r"hepatocarcinom\w+|carcinome hepato-?cell\w+|\bchc\b")),
    ("cerveau", Screened(r"(?<!gan)glio(?:m|blastom)\w+|astrocytom\w+|medulloblastom\w+|oligodendro\w+")),
    ("poumon", Screened(r"\b(?:cbn?pc|cbnp)\b|carcinome bronch\w+")),
    (
        "sein",
        Screened(
            r"(?<!adeno)carcinome (?:canalaire|lobulaire|intra-?canalaire|(?:infiltrant )?de type non specifique)|\bcci\b|\bcli\b|\bcci[sn]\b"
        ),
    ),
    ("rein", Screened(r"carcinome (?:renal|a cellules (?:renales|claires))")),
    ("vessie", Screened(r"carcinome urothel\w+")),
)
_NAMED_SELDOM = FirstOf(
    ("os", Screened(r"osteosarcom\w+|chordom\w+|sarcome d'ewing|(?:angio|chondro)sarcomes? osseux")),
    ("péritoine", Screened(r"mesotheliom\w+(?: \w+){0,3} peritone\w+")),
    ("plèvre", Screened(r"mesotheliom\w+")),
    ("testicule", Screened(r"seminom\w+")),
    ("foie", Screened(r"cholangiocarcinom\w+ intra-?hepati|\bccih\b")),
    ("voies biliaires", Screened(r"cholangiocarcinom\w+")),
    ("rein", Screened(r"nephroblastom\w+")),
    ("foie", Screened(r"hepatoblastom\w+")),
    ("prostate", Screened(r"gleason|adenocarcinome acinaire|\bm?-?crpc|\bm?-?cspc|\bm?-?hspc")),
    ("pharynx", Screened(r"(?:cancers?|carcinomes?|epidermoides?|tumeurs?) (?:epidermoides? )?(?:orl|des vads)\b")),
)
#: What a cancer is, between its name and its organ: "carcinome épidermoïde peu différencié du poumon".
_KIND = re.compile(
    r"(?: (?:epidermoides?|malpighien\w*|(?:non )?a (?:petites|grandes) cellules|non microcytaires?|microcytaires?|neuro-?endocrin\w+|infiltrant\w*|invasi\w+|in situ|"
    r"(?:bien|peu|moyennement|moderement) differencie\w*|indifferencie\w*|(?:de )?(?:haut|bas) grade|papillaires?|sereux|sereuse|mucineux|mucineuse|lieberkuhnien\w*|"
    r"acineux|lepidique\w*|medullaires?|anaplasique\w*|primiti(?:f|ve)|(?:localement )?avancee?|germinale?s?|seminomateu\w+|d'origine))+(?= )"
)
#: "Sein HER2+ métastatique hépatique", "Rein opéré 2015": a cancer told by its organ alone, and what only a cancer has.
_TELEGRAPHIC = WordPattern(
    r"(?<![a-z0-9])(?:sein|ovaire|poumon|rein|prostate|colon|rectum|vessie|pancreas|oe?sophage|estomac|thyroide|uterus|endometre)"
    r"(?= (?:(?:droite?|gauche|g|d|orl) )?(?:her-?2|rh ?\+|triple neg|luminal|stades? i|metasta|m\+|m1|iv\b|c?p?t[0-4]|pt[0-4]|egfr|alk|kras|gleason|figo))"
)
#: "Antécédents familiaux de cancer du sein", "sa mère, d'un cancer gastrique": none of the patient's.
_OF_RELATIVES = Screened(
    r"\b(?:familia(?:l|le|ux|les)|sa mere|son pere|sa soe?ur|son frere|une? (?:tante|oncle|soe?ur|frere|cousine?)|grand[s-]?\s?(?:mere|pere|oncle|tante)s?)\b[^.;\n]*\Z"
)
#: "Biopsie pulmonaire : carcinome épidermoïde p40+", "PBP | adénocarcinome TTF1+": read as of the lung that it was taken from.
_OF_LUNG = Screened(
    r"(?:pulmon|\bpbp\b|thoraci|bronch|\blobe\b|\bls[gd]\b|\bli[gd]\b)[^.;\n]{0,90}(?:carcinom\w+|\badk\b)[^.;\n]{0,50}\Z"
)
_LUNG_MARKER = Screened(r"\b(?:(?:ttf ?-?1|p40) ?(?:\+|positi)|a petites cellules)")
#: Characters before the marker in which the lung and its cancer stand.
_BEFORE_MARKER = 200
_RULED_OUT = re.compile(r" (?:est |a ete |donc |formellement )?(?:exclu|elimine|ecarte|infirme)(?![a-z]{4})")


def organ_of_tumour(folded: str, start: int, end: int) -> str | None:
    """Return the organ that a tumour's name alone implies ("mélanome" is of the skin), or None."""
    return _NAMED.name_in(folded, start, end) or _NAMED_SELDOM.name_in(folded, start, end)


@lru_cache(maxsize=4)
def primary_organs(folded: str) -> frozenset[str]:
    """Return the organs of the cancers a note speaks of, so that they are not taken for metastatic sites.

    Examples
    --------
    >>> sorted(primary_organs("adenocarcinome du colon droit, metastases hepatiques"))
    ['côlon']
    """
    organs = set()
    for match in _CANCER.finditer(folded):
        if _OF_RELATIVES.search(folded, max(0, match.start() - 110), match.start()) or _RULED_OUT.match(
            folded, match.end()
        ):
            continue
        named = organ_of_tumour(folded, match.start(), min(len(folded), match.end() + 25))
        kind = _KIND.match(folded, match.end())
        behind = match.end() if kind is None else kind.end()
        organ = named or site_of(following_places(folded, behind, behind + 60))
        # A primary is rarely said to sit in a node, the peritoneum or a bone.
        if organ and (named or organ not in {"ganglion", "péritoine", "os", "plèvre", "sang"}):
            organs.add(organ)
    if any(
        _OF_LUNG.search(folded, max(0, marker.start() - _BEFORE_MARKER), marker.start())
        for marker in _LUNG_MARKER.finditer(folded)
    ):
        organs.add("poumon")
    return frozenset(organs)


def primaries_told_alone(folded: str) -> frozenset[str]:
    """Return the organs that stand for their cancer ("Sein HER2+ métastatique").

    Examples
    --------
    >>> sorted(primaries_told_alone("rein pt3 opere en 2015. seins normaux"))
    ['rein']
    """
    organs = set()
    for match in _TELEGRAPHIC.finditer(folded):
        organ = site_of(find_places(folded, *match.span()))
        if organ and not _OF_RELATIVES.search(folded, max(0, match.start() - 110), match.start()):
            organs.add(organ)
    return frozenset(organs)
