"""Can this text hold an event of a family at all? A cheap answer, before any pattern runs.

Most notes of a hospital speak of one or two families only. Looking for a few literal stems costs a
few microseconds; a compiled pattern over the whole note costs a hundred times more. The stems are
wide on purpose: a false "yes" costs time, a false "no" loses an event.
"""

from __future__ import annotations

from functools import cache

from onco_pipeline.events import Family
from onco_pipeline.pipes.oral_therapy.vocabulary import has_drug_word

__all__ = ["families_in", "may_hold"]


def _stems(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


# Literal stems of folded text. Capital abbreviations of two or three letters are stems too: the
# families' own patterns check their case.
_STEMS: dict[Family, tuple[str, ...]] = {
    Family.BIOPSY: _stems(
        "biops, ponction, myelogramme, medullogramme, pbp, pbh, pbr, pbo, pbm, bom, bmo, fna, paf, paaf, pba, "
        "bag, cnb, ebus, eus, aspirat, brossage, cytolog, echantillon, prelev, bsgc, bgs, carotte, resection "
        "atypique, trucut, frottis, moelle, bx"
    ),
    Family.IMAGING: _stems(
        "scan, tdm, tomo, irm, lrm, resonance, tep, pet, scinti, gammagraph, mammo, echo, radio, rx, cliche, "
        "doppler, ultraso, ebus, eus, ct, tac, imagerie, spect, temp, ett, eto, asp, rmn, octreo, octroe, "
        "angiogra, urograph, cystogra, thorax"
    ),
    Family.METASTASIS: _stems(
        "meta, secondaire, secondarisme, carcinos, carcinomatos, lymphangite, m1, stade iv, stade 4, "
        "dissemin, progress, recidiv, rechut, evolution, ensemenc, implant, lesion, nodule, atteinte, "
        "infiltrat, extension, masse"
    ),
    Family.PATHOLOGY: _stems(
        "anapath, anatom, histolog, patholog, cytolog, carcino, adk, melanom, sarcom, lymphom, tumeur, grade, "
        "gleason, sbr, pt, pn, her2, egfr, kras, braf, alk, brca, pd-l1, pdl1, msi, mss, mmr, ki67, ki-67, "
        "mutation, mutee, biops, ponction, negati, positi, contribut, malign, caryotype, breslow, bethesda, "
        "cci, cli, adicap, n+, r0, extemporane, fish, ngs, immuno, metasta, fna, resection, exerese, aplasie"
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
    return any(stem in folded for stem in _STEMS[family])


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
