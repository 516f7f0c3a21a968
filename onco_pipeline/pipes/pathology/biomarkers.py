"""What the stains and the molecular tests of a result found: receptors, HER2, PD-L1, mismatch repair, genes."""

from __future__ import annotations

import re
from typing import Any

from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = ["biomarkers"]

#: A share or a sign, and a share that follows the sign ("positifs à 90 %").
_PERCENT = (
    r"\s?(?:[:=(]|a|de|dans|score)?\s?(?:(?P<percent>\d{1,3})\s?%|(?P<sign>\+{1,3}|-(?!\w)|posit\w+|negat\w+|0\b)"
    r"(?:\s?(?:a|dans|\(|:)?\s?(?P<share>\d{1,3})\s?%)?)"
)
#: Its two letters begin a word of every second line: what looks for these first takes longer than the pattern.
_ER = re.compile(r"(?:\b(?:re|er|ro)s?|recepteurs?(?: \w+| d'| aux?| des)* ?(?:oe?strogen\w+|ostrogen\w+))" + _PERCENT)
_PR = Screened(r"(?:\b(?:rp|pr)s?|progester\w+)" + _PERCENT)
_HR = Screened(r"(?:\brh|recepteurs hormonaux)" + _PERCENT)
_RECEPTORS = (("er", _ER), ("pr", _PR), ("hr", _HR))
_TRIPLE = Screened(r"triple[- ]negati\w+")
_HER2 = Screened(
    r"(?:her-?2(?:[-/ ]?neu)?|erb-?b?-?2)(?: en ihc)?\s?:?\s?(?:score )?:?\s?(?:\(?(?P<score>[0-3])\s?\+?(?!\d|/)"
    r"|(?P<sign>posit\w+|negat\w+|neg\b|-(?!\w)|\+|surexprim\w+|(?:non|pas) surexprim\w+)(?:\s?\((?:score )?(?P<then>[0-3])\s?\+?\))?)"
)
_FISH = Screened(
    r"fish\s?:?\s?(?:her-?2\s?:?\s?)?(?P<no>non |pas d')?(?P<state>amplifi\w+|negat\w+|posit\w+)"
    r"|(?P<no_before>non |pas d')?amplifi\w+ (?:en|par|au|a la) fish\b"
)
_KI67 = Screened(r"(?:mib-?1,? ?\(?/?ki-?67|ki-?67|mib-?1)\D{0,12}?(\d{1,3})\s?%?")
_PDL1 = re.compile(
    r"pd-?l-?1(?: \(?(?:22c3|sp142|sp263|28-8)\)?)?\s?:?\s?(?P<kind>tps|cps|ic)?\s?(?:[:=]|de |a )?\s?"
    r"(?P<value>[<>]?\s?\d{1,3}\s?%?|negat\w+|posit\w+)"
)
_MSI = Screened(
    r"\b(?P<stable>mss|pmmr|(?:pas de|sans) perte d'expression|microsatellites? stables?|stabilite (?:des )?microsatell\w+)"
    r"|\b(?P<unstable>msi(?:-?h)?\b|dmmr|instabilite (?:des )?microsatell\w+|microsatellites? instables?|perte d'expression (?:de )?"
    r"(?:mlh1|msh2|msh6|pms2))"
)
_TMB = Screened(r"\btmb\s?:?\s?(\d{1,3}(?:[.,]\d)?)")
_GENE = StemPattern(r"\b(?:" + patterns.GENES + r")(?![a-z0-9])")
_VARIANT = re.compile(r"\b(?:" + patterns.VARIANT + r"|[a-z]\d{2,4}[a-z])\b")
#: A variant before its gene: "mutation V600E de BRAF".
_VARIANT_BEFORE = re.compile(r"\b(" + patterns.VARIANT + r")(?: de | du gene | d'| )(?:l')?\Z")
_WILD = re.compile(
    r"sauvage|wild|nati[fv]|non mute|non trans|non rearr|absen|negat|\bneg\b|pas de mutation|sans mutation"
    r"|non retrouve|non detect|aucune mutation|ni |non (?:co-?)?delet|non methyl|non amplifi|pas (?:ete )?(?:mute|transloc|translo|rearrang|amplifi|detect|retrouv|trouv)"
)
_MUTATED = re.compile(
    r"mute|mutation|positif|posit|\+|delet|transloc|translo|rearrang|amplifi|detect|present|fusion|trouve|methyl|codelet"
)
_DENIED_BEFORE = re.compile(r"(?:absence|pas|sans|aucune?) (?:de |d')?(?:la )?(?:mutation|translocation|codeletion)")
_TOLD_BEFORE = re.compile(
    r"(?:mutation|translocation|rearrangement|fusion|amplification|(?:co)?deletion|methylation)\W"
)
#: Genes told of together.
_JOINED = re.compile(r" ?(?:,|/|et|ni|ou)(?: et| ou)? ?")
_NAMES = {
    "CMET": "MET",
    "FLT3ITD": "FLT3-ITD",
    "ARV7": "AR-V7",
    "CKIT": "KIT",
    "ROS": "ROS1",
    "1P/19Q": "1P19Q",
    "BCRABL": "BCR-ABL",
    "BCRABL1": "BCR-ABL",
}


def biomarkers(words: str) -> dict[str, Any]:
    """Return what the markers and genes named in folded words showed.

    Keys, each only where the text tells it: ``er``, ``pr``, ``hr`` (a share, ``positive`` or ``negative``), ``her2``
    (``0``, ``1+``, ``2+``, ``3+``, ``positive`` or ``negative``), ``her2_fish``, ``ki67`` (percent), ``pd_l1``,
    ``msi`` (``MSI`` or ``MSS``), ``tmb`` (mutations a megabase) and ``genes`` (gene to variant, ``mutated`` or
    ``wild_type``).

    Examples
    --------
    >>> biomarkers("re 90 %, rp negatifs, her2 1+, ki67 40 %")
    {'er': '90 %', 'pr': 'negative', 'her2': '1+', 'ki67': 40}
    >>> biomarkers("mutation v600e de braf, kras sauvage")
    {'genes': {'BRAF': 'V600E', 'KRAS': 'wild_type'}}
    """
    found: dict[str, Any] = {}
    for key, pattern in _RECEPTORS:
        if match := pattern.search(words):
            share = match["percent"] or match["share"]
            found[key] = f"{share} %" if share else _sign(match["sign"])
    if match := _HER2.search(words):
        score = match["score"] or match["then"]
        found["her2"] = (score if score == "0" else f"{score}+") if score else _sign(match["sign"])
    if _TRIPLE.search(words):
        for key in ("er", "pr", "her2"):
            found.setdefault(key, "negative")
    if match := _FISH.search(words):
        denied = match["no"] or match["no_before"] or (match["state"] or "").startswith("neg")
        found["her2_fish"] = "negative" if denied else "positive"
    if match := _KI67.search(words):
        found["ki67"] = int(match.group(1))
    if match := _PDL1.search(words):
        kind = (match["kind"] or "").upper()
        value = match["value"].strip()
        found["pd_l1"] = f"{kind} {value if value[0] in '<>0123456789' else _sign(value)}".strip()
    if match := _MSI.search(words):
        found["msi"] = "MSS" if match["stable"] else "MSI"
        if "pmmr" in words or "pas de perte" in words:
            found["msi"] = "MSS"  # the question is told before its answer
    if match := _TMB.search(words):
        found["tmb"] = float(match.group(1).replace(",", "."))
    if genes := _genes(words):
        found["genes"] = genes
    return found


def _sign(word: str) -> str:
    return "positive" if word.startswith(("+", "pos", "surexp")) else "negative"


def _genes(words: str) -> dict[str, str]:
    """Each gene with its variant, or whether it is mutated; a gene without a result is left out."""
    genes: dict[str, str] = {}
    found = list(_GENE.finditer(words))
    for position, match in enumerate(found):
        following = position + 1
        while following < len(found) and _JOINED.fullmatch(words, found[following - 1].end(), found[following].start()):
            following += 1  # "KRAS et NRAS n'étaient pas mutés" tells of both
        stop = found[following].start() if following < len(found) else len(words)
        after = re.split(r"[.;]|, (?!exon)", words[match.end() : min(stop, match.end() + 60)], maxsplit=1)[0]
        before = words[max(0, match.start() - 30) : match.start()]
        name = match.group().upper().replace("-", "").replace(" ", "")
        name = _NAMES.get(name, name)
        if _WILD.search(after) or _DENIED_BEFORE.search(before):
            genes.setdefault(name, "wild_type")
        elif variant := _VARIANT.search(after) or _VARIANT_BEFORE.search(before):
            genes.setdefault(name, variant.group(variant.re.groups).upper())
        elif _MUTATED.search(after) or _TOLD_BEFORE.search(before):
            genes.setdefault(name, "mutated")
    return genes
