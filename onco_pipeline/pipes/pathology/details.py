"""The normalised details of a pathology result: histology, grade, stage, margins; markers and genes apart."""

from __future__ import annotations

import re
from typing import Any

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.pathology import patterns
from onco_pipeline.pipes.pathology.biomarkers import biomarkers
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.sites import laterality
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = ["describe"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
#: The ISUP group of a Gleason score that is told by its sum alone; a 7 may be of either of two.
_GROUPS = {"6": 1, "8": 4, "9": 5, "10": 5}
_LEVEL = r"(?P<value>[1-6]|vi|iv|v|i{1,3})(?![a-z0-9])"
_GRADE = re.compile(
    r"\b(?:grade(?: histopronostique| sbr| ee| nottingham| de| oms| fnclcc)*|sbr|fnclcc(?: grade)?|elston(?:[ -]ellis)?"
    r"|nottingham(?: de grade)?)\s?:?\s?(?P<value>[1-4]|iv|i{1,3})\b|\bg(?P<short>[1-3])\b"
)
_HIGH_LOW = Screened(r"\b(haut|bas) grade\b")
_GLEASON = re.compile(
    r"gleason\D{0,12}?(?:(?P<total>\d{1,2})\s?)?\(?\s?(?P<a>[2-5])\s?\+\s?(?P<b>[2-5])|gleason\D{0,8}(?P<alone>\d{1,2})"
)
_ISUP = Screened(r"isup\s?:?\s?([1-5])")
#: Scores told by their name and a level, Arabic or Roman.
_SCORES = FirstOf(
    ("fuhrman", Screened(r"(?:fuhr|furh|fhur)man\s?:?\s?(?:grade )?" + _LEVEL)),
    ("clark", Screened(r"clark\s?:?\s?(?:niveau )?" + _LEVEL)),
    ("trg", Screened(r"\b(?:trg|mandard|becker|dworak|ryan)\s?:?\s?(?:grade )?" + _LEVEL)),
    ("crs", Screened(r"\bcrs\s?:?\s?(?:score )?(?P<value>[1-3])\b")),
    ("bethesda", Screened(r"bethesda\s?:?\s?(?:categorie |classe )?" + _LEVEL)),
    ("miller_payne", Screened(r"miller[- ]payne\s?:?\s?(?:grade )?" + _LEVEL)),
)
_PTNM = re.compile(
    r"(?<![a-z0-9])(?P<prefix>[myra]{0,2})(?:p\s?)?t\s?(?P<t>is|(?<=pt)a\b"
    r"|[0-4x])(?P<ts>[a-d]?(?:mi)?)(?:[\s,;/]*(?:y?p)?\s?n\s?(?P<n>[0-3x][abc]?(?:mi"
    r"|sn)?))?(?:[\s,;/]*(?:\([^)]{1,12}\)\s?)?[pc]?\s?m\s?(?P<m>[01x][abc]?))?"
)
#: Nodes: the figures stand by an N, in its bracket or beside the word; "27/06" alone is a date.
_NODES = Screened(
    r"(?P<positive>\d{1,2})\s?n\s?\+\s?(?:/|sur)\s?(?P<total>\d{1,2})\b|\bp?n\s?[0-3x][abc]?(?:mi)?(?:\s?\(sn\))?\s?[(\[]\s?"
    r"(?P<a>\d{1,2})\s?n?\s?\+?\s?(?:/|sur)\s?(?P<b>\d{1,2})|\bn\s?\+?\s?[(\[]?\s?(?P<c>\d{1,2})\s?(?:/|sur)\s?(?P<d>\d{1,2})\b"
    r"|\b(?P<e>\d{1,2})\s?(?:ganglions? (?:\w+ )?)?(?:/|sur)\s?(?P<f>\d{1,2})\s?(?:ganglions?|n\+|adenopathies)"
    r"|\bganglions?(?: \w+){0,2}\s?[(:]?\s?(?P<g>\d{1,2})\s?(?:/|sur)\s?(?P<h>\d{1,2})\b"
)
_MARGINS = StemPattern(
    r"\br(?P<r>[012])\b|(?:marges?|limites|berges|bords?)(?: \w+){0,3}? (?P<state>libres?|saines?|negatives?|non (?:tumorales?|envahies?|atteintes?)"
    r"|positives?|envahies?|atteintes?|tumorales?)"
)
_BRESLOW = Screened(r"breslow(?: (?:de|a|:))?\s?(?P<mm>\d+(?:[.,]\d+)?)")
_MITOSES = Screened(r"mitos\w+\s?:?\s?(?:a )?(\d{1,3})|(\d{1,3}) mitoses")
#: Found or not, by the word before or after.
_SIGNS = {
    "ulceration": Screened(r"\bulcer(?:e|ee|ees|es|ation)\b"),
    "lymphovascular_invasion": Screened(
        r"\bemboles?(?: (?:vasculaires?|lymphatiques?|tumoraux))*|\bv1,? l[01]\b|\bv0,? l1\b|\bl1,? v[01]\b"
    ),
    "perineural_invasion": Screened(r"\b(?:engainements?|infiltration|invasion|permeation)s? peri-?\s?nerv\w+|\bpn1\b"),
}
_NOT_BEFORE = re.compile(r"(?:\bnon|\bpas d[e']|\bsans|\babsence d[e'’]s?|\bni(?: d[e'])?|\baucune?)\s?(?:\w+ )?\Z")
_NOT_AFTER = re.compile(r"(?: \w+){0,2}\s?(?::|\()?\s?(?:-(?!\w)|absent|negati|non\b)")
_SIGNATURE = Screened(
    r"(?P<name>oncotype(?: ?dx)?|endopredict|prosigna|mammaprint)\W{0,3}(?:(?:score|risque|rs)(?: de recidive)?\s?:?\s?)?"
    r"(?P<value>\d{1,3}(?:[.,]\d)?|faible|intermediaire|eleve|haut|bas)?"
)
_VERDICT_NONE = Screened(
    r"non[- ]?contributi|acellulaire|ininterpretable|non concluant|insuffisant|conclu(?:re|sion)|diagnostic"
)
_MALIGNANT = StemPattern(
    r"maligne?s?\b|envahi|metasta|carcino(?!ide benin)|\badk\b|\bcci\b|\bcli\b|\bchc\b|melanom|sarcom|lymphom|leucem|myelom|gliom|"
    r"glioblastom|blastome|mesotheliom|seminom|neoplas|\bn\s?\+"
)
_DENIES = Screened(
    r"(?:\bpas d[e'] ?|\baucune? |\babsence d[e'] ?|\bsans |\bni |negati\w+ pour (?:la |le |les |une? )?|n'(?:a|ont|avai(?:en)?t) (?:pas )?(?:ete )?(?:montre|revele|mis en evidence|retrouve|objective|identifie|detecte|trouve) (?:aucune? |de |d')?)"
    r"(?:\w+[ '-]){0,3}\Z"
)
_NEGATIVE = Screened(r"(?<!triple )(?<!triple-)negati(?!ve \d)|norma|benin|indemne|\bp?n0\b")
_POSITIVE = re.compile(r"positi")
_CYTOLOGY = Screened(r"cytolog|ponction|\bfna|bethesda|cellules malignes")
_MARKER_KEYS = frozenset({"er", "pr", "hr", "her2", "ki67", "pd_l1", "msi"})
_KINDS = FirstOf(
    ("frozen_section", Screened(r"extempor|per-?operatoire")),
    ("genomic_signature", Screened(r"oncotype|endopredict|prosigna|mammaprint")),
    ("cytogenetics", Screened(r"caryotyp|cytogenet|\bph\+|\bt\(\d+;\d+\)|\bdel\(?\d")),
)


def describe(text: str, folded: str, start: int, end: int) -> dict[str, Any]:
    """Return the details of the result between two offsets, ready for JSON.

    Keys, each only where the text tells it: ``histology``, ``grade`` (1 to 4, ``high`` or ``low``), ``gleason``, ``isup``
    (told, or the group of the Gleason score), ``fuhrman``, ``clark``, ``trg``, ``crs``, ``bethesda``, ``miller_payne``,
    ``ptnm`` (and ``after_treatment``), ``nodes`` (positive/examined), ``margins`` (``R0`` to ``R2``), ``breslow_mm``,
    ``mitoses``, ``ulceration``, ``lymphovascular_invasion``, ``perineural_invasion``, ``genomic_signature``,
    ``laterality``, ``cytology``, ``verdict`` (``positive``, ``negative``, ``non_contributive``), and those of
    :func:`~onco_pipeline.pipes.pathology.biomarkers.biomarkers`. Always ``kind``: ``histology``, ``cytology``, ``ihc``,
    ``fish``, ``molecular``, ``cytogenetics``, ``genomic_signature`` or ``frozen_section``.

    Examples
    --------
    >>> found = describe("", "cci grade iii, re 90 %, her2 1+, ki67 40 %", 0, 42)
    >>> found["histology"], found["grade"], found["er"], found["her2"], found["ki67"]
    ('invasive ductal carcinoma', 3, '90 %', '1+', 40)
    """
    words = WINDOWS.cut(folded, start, end)
    found: dict[str, Any] = {}
    if histology := patterns.HISTOLOGY.name_in(words):
        found["histology"] = histology
    found |= _grades(words)
    found |= _stages(words)
    if match := _BRESLOW.search(words):
        found["breslow_mm"] = float(match["mm"].replace(",", "."))
    if match := _MITOSES.search(words):
        found["mitoses"] = int(match.group(1) or match.group(2))
    for key, pattern in _SIGNS.items():
        if match := pattern.search(words):
            denied = _NOT_BEFORE.search(words, 0, match.start()) or _NOT_AFTER.match(words, match.end())
            found[key] = denied is None
    found |= biomarkers(words)
    if match := _SIGNATURE.search(words):
        found["genomic_signature"] = " ".join(part for part in (match["name"], match["value"]) if part)
    if _CYTOLOGY.search(words):
        found["cytology"] = True
    if side := laterality(text, folded, start, end):
        found["laterality"] = side
    if verdict := _verdict(words, found):
        found["verdict"] = verdict
    found["kind"] = _kind(words, found)
    return found


def _grades(words: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if match := _GRADE.search(words):
        found["grade"] = _level(match["value"] or match["short"])
    elif match := _HIGH_LOW.search(words):
        found["grade"] = "high" if match.group(1) == "haut" else "low"
    if match := _GLEASON.search(words):
        found["gleason"] = f"{match['a']}+{match['b']}" if match["a"] else match["alone"]
    if match := _ISUP.search(words):
        found["isup"] = int(match.group(1))
    elif "gleason" in found and (group := _gleason_group(found["gleason"])):
        found["isup"] = group
    for key, pattern in _SCORES.standing(words):
        if match := pattern.search(words):
            found[key] = _level(match["value"])
    return found


def _level(value: str) -> int:
    return _ROMAN.get(value) or int(value)


def _gleason_group(score: str) -> int | None:
    """Return the ISUP group of a Gleason score: 3+3 is 1, 3+4 is 2, 4+3 is 3, a sum of 8 is 4, more is 5."""
    if "+" not in score:
        return _GROUPS.get(score)
    first, second = (int(part) for part in score.split("+"))
    if first + second <= 6:
        return 1
    if first + second == 7:
        return 2 if first == 3 else 3
    return 4 if first + second == 8 else 5


def _stages(words: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (match := _PTNM.search(words)) and (
        match["n"] or words[match.start() : match.end()].lstrip("myra").startswith("p")
    ):
        stage = f"{match['prefix']}pT{match['t']}{match['ts']}"
        found["ptnm"] = stage + (f"N{match['n']}" if match["n"] else "") + (f"M{match['m']}" if match["m"] else "")
        if match["prefix"]:
            found["after_treatment"] = "y" in match["prefix"]
    if match := _NODES.search(words):
        positive, total = (int(figure) for figure in match.groups() if figure is not None)
        if positive <= total:
            found["nodes"] = f"{positive}/{total}"
    if match := _MARGINS.search(words):
        free = match["r"] is None and match["state"].startswith(("libr", "sain", "neg", "non"))
        found["margins"] = f"R{match['r']}" if match["r"] else ("R0" if free else "R1")
    return found


def _verdict(words: str, found: dict[str, Any]) -> str | None:
    """Return whether the tissue was malignant, so far as the words say; a marker's sign is none of the tissue's."""
    if _VERDICT_NONE.search(words):
        return "non_contributive"
    malignant = _MALIGNANT.search(words)
    if malignant is not None:
        free = found.get("nodes", "").startswith("0/") and all(
            match.group() == "envahi" for match in _MALIGNANT.finditer(words)
        )
        denied = _DENIES.search(words, 0, malignant.start()) is not None and all(
            _DENIES.search(words, 0, match.start()) for match in _MALIGNANT.finditer(words)
        )
        return "negative" if free or denied else "positive"
    if _MARKER_KEYS.intersection(found) or "genes" in found:
        return None
    if _NEGATIVE.search(words):
        return "negative"
    return "positive" if _POSITIVE.search(words) or re.search(r"T(?:is|[1-4])", found.get("ptnm", "")) else None


#: Characters behind a result that are looked at with it, and those of it at least.
_BEHIND, _BESIDE = 60, 25
_OF_GENES = re.compile(r"\b(?:moleculaires?|mutation(?:nel|s)?[a-z]*|ngs|sequencage|genotypage)\b")


def _kind(words: str, found: dict[str, Any]) -> str:
    tissue = "histology" in found or "ptnm" in found
    named = _KINDS.name_in(words)
    if named == "frozen_section":
        return named
    if tissue:
        return "histology"
    if "genes" in found or "tmb" in found:
        return "molecular"
    if named:
        return named
    if found.get("cytology"):
        return "cytology"
    if "her2_fish" in found and "her2" not in found:
        return "fish"
    if _MARKER_KEYS.intersection(found):
        return "ihc"
    # "Étude moléculaire de BRAF et c-KIT, avec des résultats natifs": of genes, whatever was found in each
    return "molecular" if _OF_GENES.search(words, 0, max(_BESIDE, len(words) - _BEHIND)) is not None else "histology"
