"""Can this text hold an event of a family at all? A cheap answer, before any pattern runs.

Most notes of a hospital speak of one or two families only. Looking for a few literal stems costs a
few microseconds; a compiled pattern over the whole note costs a hundred times more. The stems are
wide on purpose: a false "yes" costs time, a false "no" loses an event.
"""

from __future__ import annotations

import re
from functools import cache

from onco_pipeline.events import Family
from onco_pipeline.pipes.oral_therapy.vocabulary import has_drug_word

__all__ = ["families_in", "may_hold"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def _whole(text: str) -> re.Pattern[str]:
    return re.compile("(?<![a-z0-9])(?:" + "|".join(re.escape(word) for word in _words(text)) + ")(?![a-z])")


# Literal stems of folded text, and short words that would stand inside many others ("pet" in "appetit").
# Each family's own patterns check more: the case of abbreviations, what stands around.
_STEMS: dict[Family, tuple[str, ...]] = {
    Family.BIOPSY: _words(
        "biops, ponction, myelogramme, medullogramme, aspirat, brossage, cytolog, echantillon, prelev, "
        "carotte, resection, atypique, trucut, frottis, moelle, cytop"
    ),
    Family.IMAGING: _words(
        "scan, tomo, resonance, scinti, gammagraph, mammo, echo, radio, cliche, doppler, ultraso, imagerie, "
        "spect, octreo, octroe, angiogra, urograph, cystogra, thorax, radiog"
    ),
    Family.METASTASIS: _words(
        "secondaire, secondarisme, carcinos, carcinomatos, lymphangite, stade iv, stade 4, dissemin, "
        "progress, recidiv, rechut, evolution, ensemenc, implant, lesion, nodule, atteinte, infiltrat, "
        "extension, masse"
    ),
    Family.PATHOLOGY: _words(
        "anapath, anatom, histolog, patholog, cytolog, carcino, melanom, sarcom, lymphom, tumeur, grade, "
        "gleason, pd-l1, ki-67, mutation, mutee, biops, ponction, negati, positi, contribut, malign, "
        "caryotype, breslow, bethesda, adicap, n+, extemporane, immuno, metasta, resection, exerese, aplasie, "
        "yp, rpt"
    ),
}
_WHOLE: dict[Family, re.Pattern[str]] = {
    Family.BIOPSY: _whole("pbp, pbh, pbr, pbo, pbm, bom, bmo, fna, paf, paaf, pba, bag, cnb, ebus, eus, bsgc, bgs, bx"),
    Family.IMAGING: _whole(
        "tdm, irm, lrm, tep, pet, rx, ebus, eus, ct, tac, temp, ett, eto, asp, rmn, rm, irmc, irmmp, tep- "
        "scan, petscan, tepscan, coro, radio, radios"
    ),
    Family.METASTASIS: _whole("meta, m1, metas, m1a, m1b, m1c"),
    Family.PATHOLOGY: _whole(
        "adk, sbr, pt, pn, her2, egfr, kras, braf, alk, brca, pdl1, msi, mss, mmr, ki67, cci, cli, r0, fish, "
        "ngs, fna, pt0, pt1, pt2, pt3, pt4, ptis, ap, pa, cdi, ilc, adn, t790m"
    ),
}


def may_hold(family: Family, folded: str) -> bool:
    """Return whether a folded text can hold an event of a family.

    Examples
    --------
    >>> may_hold(Family.BIOPSY, "sortie a domicile, pas de fievre")
    False
    >>> may_hold(Family.ORAL_THERAPY, "reprise du letrozole")
    True
    """
    if family is Family.ORAL_THERAPY:
        return has_drug_word(folded)
    return any(stem in folded for stem in _STEMS[family]) or _WHOLE[family].search(folded) is not None


def families_in(folded: str) -> frozenset[Family]:
    """Return the families a folded text can hold an event of.

    Examples
    --------
    >>> families_in("sortie a domicile") == frozenset()
    True
    """
    return frozenset(family for family in _all() if may_hold(family, folded))


@cache
def _all() -> tuple[Family, ...]:
    return tuple(Family)
