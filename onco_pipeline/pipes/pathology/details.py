"""The normalised details of a pathology result: histology, grade, stage, margins, markers, genes."""

from __future__ import annotations

import re
from typing import Any

from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.sites import laterality

__all__ = ["describe"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_GRADE = re.compile(
    r"\b(?:grade(?: histopronostique| sbr| ee| nottingham| de)*|sbr|elston(?:[ -]ellis)?"
    r"|nottingham(?: de grade)?)\s?:?\s?(?P<value>[1-4]|iv|i{1,3})\b|\bg(?P<short>[1-3])\b"
)
_GLEASON = re.compile(
    r"gleason\D{0,12}?(?:(?P<total>\d{1,2})\s?)?\(?\s?(?P<a>[2-5])\s?\+\s?(?P<b>[2-5])|gleason\D{0,8}(?P<alone>\d{1,2})"
)
_ISUP = re.compile(r"isup\s?:?\s?([1-5])")
_PTNM = re.compile(
    r"(?<![a-z0-9])(?P<prefix>[yra]{0,2})(?:p\s?)?t\s?(?P<t>is"
    r"|[0-4x])(?P<ts>[a-d]?(?:mi)?)(?:[\s,;/]*(?:y?p)?\s?n\s?(?P<n>[0-3x][abc]?(?:mi"
    r"|sn)?))?(?:[\s,;/]*(?:\([^)]{1,12}\)\s?)?[pc]?\s?m\s?(?P<m>[01x][abc]?))?"
)
_NODES = re.compile(r"\b(?P<positive>\d{1,2})\s?n?\s?\+?\s?(?:/|sur)\s?(?P<total>\d{1,2})\b")
_MARGINS = re.compile(
    r"\br(?P<r>[012])\b|(?:marges?|limites|berges|bords?)(?: \w+){0,3}? (?P<state>libres?|saines?|negatives?"
    r"|positives?|envahies?|atteintes?|tumorales?)"
)
_BRESLOW = re.compile(r"breslow(?: (?:de|a|:))?\s?(?P<mm>\d+(?:[.,]\d+)?)")
_PERCENT = r"\s?(?:[:=(]|a|de)?\s?(?:(?P<percent>\d{1,3})\s?%|(?P<sign>\+{1,3}|-(?!\w)|posit\w+|negat\w+|0\b))"
_ER = re.compile(r"(?:\b(?:re|er|ro)s?|recepteurs?(?: \w+| d'| aux?| des)* ?(?:oe?strogen\w+|ostrogen\w+))" + _PERCENT)
_PR = re.compile(r"(?:\b(?:rp|pr)s?|progester\w+)" + _PERCENT)
_HR = re.compile(r"(?:\brh|recepteurs hormonaux)" + _PERCENT)
_HER2 = re.compile(
    r"(?:her-?2(?:[-/ ]?neu)?|erb-?b2)\s?:?\s?(?:\(?(?P<score>[0-3]\+?(?!\d|/))|(?P<sign>posit\w+|negat\w+|-(?!\w)|\+))"
)
_FISH = re.compile(
    r"fish\s?:?\s?(?P<no>non |pas d')?(?P<state>amplifi\w+|negat\w+|posit\w+)"
    r"|(?P<no_before>non )?amplifi\w+ (?:en|par|au|a la) fish\b"
)
_KI67 = re.compile(r"(?:ki-?67|mib-?1)\D{0,12}?(\d{1,3})\s?%?")
_PDL1 = re.compile(r"pd-?l1\s?:?\s?(?P<kind>tps|cps|ic)?\s?:?\s?(?P<value>[<>]?\s?\d{1,3}\s?%?|negat\w+|posit\w+)")
_MSI = re.compile(
    r"\b(?P<stable>mss|pmmr|pas de perte d'expression|microsatellites? stables?)|\b(?P<unstable>msi(?:-?h)?\b|dmmr"
    r"|instabilite (?:des )?microsatell\w+)"
)
_GENE = re.compile(r"\b(?:" + patterns._GENES + r")(?![a-z0-9])")
_VARIANT = re.compile(r"\b(?:" + patterns._VARIANT + r")\b")
_WILD = re.compile(
    r"sauvage|wild|natif|non mute|non trans|non rearr|absen|negat|\bneg\b|pas de mutation|sans mutation"
    r"|non retrouve|non detect|aucune mutation|ni "
)
_MUTATED = re.compile(
    r"mute|mutation|positif|posit|delet|transloc|translo|rearrang|amplifi|detect|present|fusion|trouve"
)
_VERDICT = (
    ("non_contributive", re.compile(r"non[- ]?contributi|acellulaire|ininterpretable|non concluant|insuffisant")),
    (
        "negative",
        re.compile(
            r"negati|pas de cellule|n'a pas revele|absence de (?:cellule|malign|metast|tumeur)|aucun|norma|benin"
        ),
    ),
    ("positive", re.compile(r"positi|maligne|envahi|infiltr|metasta|carcinom|\badk\b|melano|sarcom|lymphom")),
)
_CYTOLOGY = re.compile(r"cytolog|ponction|\bfna|bethesda|cellules malignes")


def describe(text: str, folded: str, start: int, end: int) -> dict[str, Any]:
    """Return the details of the result between two offsets, ready for JSON.

    Keys, each only where the text tells it: ``kind`` (``histology``, ``molecular``), ``cytology``, ``histology``,
    ``grade``, ``gleason``, ``isup``, ``ptnm``, ``nodes``, ``margins``, ``breslow_mm``, ``er``, ``pr``, ``hr``,
    ``her2``, ``her2_fish``, ``ki67``, ``pd_l1``, ``msi`` (``MSI`` or ``MSS``), ``genes`` (gene to variant,
    ``mutated`` or ``wild_type``), ``laterality``, ``verdict``.

    Examples
    --------
    >>> found = describe("", "cci grade iii, re 90 %, her2 1+, ki67 40 %", 0, 42)
    >>> found["histology"], found["grade"], found["er"], found["her2"], found["ki67"]
    ('invasive ductal carcinoma', 3, '90 %', '1+', 40)
    """
    words = folded[start:end]
    found: dict[str, Any] = {}
    histology = next((name for name, pattern in patterns.HISTOLOGY if pattern.search(words)), None)
    if histology:
        found["histology"] = histology
    if match := _GRADE.search(words):
        value = match["value"] or match["short"]
        found["grade"] = _ROMAN.get(value) or int(value)
    if match := _GLEASON.search(words):
        found["gleason"] = f"{match['a']}+{match['b']}" if match["a"] else match["alone"]
    if match := _ISUP.search(words):
        found["isup"] = int(match.group(1))
    if (match := _PTNM.search(words)) and (
        match["n"] or words[match.start() : match.end()].lstrip("yra").startswith("p")
    ):
        found["ptnm"] = _stage(match)
        if match["prefix"]:
            found["after_treatment"] = "y" in match["prefix"]
    if (match := _NODES.search(words)) and re.search(r"n\+|pn|ganglion|\bn[0-3]", words):
        found["nodes"] = f"{match['positive']}/{match['total']}"
    if match := _MARGINS.search(words):
        found["margins"] = (
            f"R{match['r']}" if match["r"] else ("R0" if match["state"].startswith(("libr", "sain", "neg")) else "R1")
        )
    if match := _BRESLOW.search(words):
        found["breslow_mm"] = float(match["mm"].replace(",", "."))
    for key, pattern in (("er", _ER), ("pr", _PR), ("hr", _HR)):
        if match := pattern.search(words):
            found[key] = f"{match['percent']} %" if match["percent"] else _sign(match["sign"])
    if match := _HER2.search(words):
        found["her2"] = (
            match["score"]
            if match["score"] and match["score"] not in {"2", "1", "3"}
            else _sign(match["sign"] or match["score"])
        )
    if match := _FISH.search(words):
        denied = match["no"] or match["no_before"] or (match["state"] or "").startswith("neg")
        found["her2_fish"] = "negative" if denied else "positive"
    if match := _KI67.search(words):
        found["ki67"] = int(match.group(1))
    if match := _PDL1.search(words):
        found["pd_l1"] = " ".join(
            part for part in (match["kind"] and match["kind"].upper(), match["value"].strip()) if part
        )
    if match := _MSI.search(words):
        found["msi"] = "MSS" if match["stable"] or "stable" in words[match.end() : match.end() + 10] else "MSI"
        if "pmmr" in words or "pas de perte" in words:
            found["msi"] = "MSS"
    if genes := _genes(words):
        found["genes"] = genes
    if _CYTOLOGY.search(words):
        found["cytology"] = True
    if side := laterality(text, folded, start, end):
        found["laterality"] = side
    if verdict := next((name for name, pattern in _VERDICT if pattern.search(words)), None):
        found["verdict"] = verdict
    found["kind"] = "molecular" if genes and not histology and "ptnm" not in found else "histology"
    return found


def _stage(match: re.Match[str]) -> str:
    stage = f"{match['prefix']}pT{match['t']}{match['ts']}"
    if match["n"]:
        stage += f"N{match['n']}"
    if match["m"]:
        stage += f"M{match['m']}"
    return stage


def _sign(word: str) -> str:
    if word.isdigit():
        return "negative" if word == "0" else word
    return "positive" if word.startswith(("+", "pos")) else "negative"


def _genes(words: str) -> dict[str, str]:
    """Each gene with its variant, or whether it is mutated; a gene without a result is left out."""
    genes: dict[str, str] = {}
    found = list(_GENE.finditer(words))
    for position, match in enumerate(found):
        stop = found[position + 1].start() if position + 1 < len(found) else len(words)
        after = re.split(r"[.;]|, (?!exon)", words[match.end() : min(stop, match.end() + 60)], maxsplit=1)[0]
        before = words[max(0, match.start() - 30) : match.start()]
        name = match.group().upper().replace("-", "").replace(" ", "")
        name = {"KRAS": "KRAS", "BRAF": "BRAF", "CMET": "MET", "CKIT": "KIT", "ROS": "ROS1"}.get(name, name)
        if variant := _VARIANT.search(after):
            genes.setdefault(name, variant.group().upper())
        elif _WILD.search(after) or re.search(r"(?:absence|pas|sans|aucune?) (?:de |d')?(?:la )?mutation", before):
            genes.setdefault(name, "wild_type")
        elif _MUTATED.search(after) or re.search(r"(?:mutation|translocation|rearrangement|fusion)\W", before):
            genes.setdefault(name, "mutated")
    return genes
