"""Can this text hold an event of a family at all? A cheap answer, before any pattern runs.

Most notes of a hospital speak of one or two families only. Looking for a few literal stems costs a
few microseconds; a compiled pattern over the whole note costs a hundred times more. The stems are
wide on purpose: a false "yes" costs time, a false "no" loses an event.
"""

from __future__ import annotations

import re

from onco_pipeline.events import Family
from onco_pipeline.families import added
from onco_pipeline.pipes.literals import LONG, NATIVE
from onco_pipeline.pipes.oral_therapy.vocabulary import has_drug_word
from onco_pipeline.pipes.stems import STEMS
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["has_stem", "has_word", "may_hold"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


class _Whole:
    """Short words, looked for as such; what follows a word is part of the pattern, so that it tells where to look."""

    __slots__ = ("_at_end", "_longest", "_within")

    def __init__(self, text: str) -> None:
        words = "|".join(re.escape(word) for word in _words(text))
        self._within = WordPattern(f"(?<![a-z0-9])(?:{words})[^a-z]")
        self._at_end = re.compile(rf"(?<![a-z0-9])(?:{words})\Z")
        self._longest = max(map(len, _words(text)))

    def stands_in(self, folded: str) -> bool:
        """Return whether one of the words stands in a folded text."""
        return (
            self._within.search(folded) is not None
            or self._at_end.search(folded, max(0, len(folded) - self._longest)) is not None
        )


# Literal stems of folded text, and short words that would stand inside many others ("pet" in "appetit").
# Each family's own patterns check more: the case of abbreviations, what stands around.
_STEMS: dict[Family, tuple[str, ...]] = {
    Family.BIOPSY: _words(
        "biops, ponction, centese, gramme, aspirat, brossage, cytolog, echantillon, prelev, frottis, fragment, carott, "
        "lavage, microb, macrob, trucut, tru-cut, tru cut, biospi, bipsi, biopis, mammotome, punch, curetage, sentinelle, exerese, adenectom, moelle, "
        "cellules mal, cellules car, cellules aty, cellules neo, cellules tum, cellules sus, acellulaire"
    ),
    Family.IMAGING: _words(
        "scan, tomo, resonance, scint, graphie, graphique, mammo, echo, doppler, ultraso, octreo, octroe, cliche, "
        "thorax, transit, lavement, i.r.m, t.e.p, opacification, telecoeur, telecour, panoramique, panorex, orthopanto, abdomen sans, ebus, angio, dotat, dotan, densitom, absorptiom, morphotep"
    ),
    Family.METASTASIS: _words(
        "survenue, oligometa, tassement, fracture patho, fracture tumor, reparu, os+, recid, relaps, krukenberg, marie-jos, mary jos, marie jos, mary-jos, metachron, cible, foie pris, foie +, foie+, squelette +, cerveau +, peritoine +, poumons +, metas, secondaire, secondarisme, carcinos, carcinomato, carcinomateu, m1, stade, e-iv, dissemin, "
        "progress, recidiv, rechut, recurrence, evolution, evolutive, evolutivite, evol., 2aire, generalis, cancer est, neoplasie est, echappement, aggravation, ensemenc, implant, "
        "diffus, essaim, envahi, infiltre par, infiltree par, infiltres par, infiltrees par, "
        "classee iv, classe iv, stadifie, cotee iv, cancer rep, cancer evolu, cancer flamb, neoplasie rep, neoplasie flamb, "
        "flambee, coloni, foie est, squelette est, cerveau est, peritoine est, poumons sont, os sont, "
        "lesion, nodul, attein, infiltrat, envahisse, masse, foyer, image, formation, adenopathie, ganglion, "
        "lacher, gateau, affectation, implication, epanchement, maladie, localisation, fixation, metabolism, depot, "
        "opacite, densite, captation, rehauss, lacune, granulation, epaississ, biops, ponction, curetage, exerese, "
        "osteolys, sarcomatos, signaux, extension, propag, reapparit, reprise, s'eten, est eten, debord, install, revien, gagn, "
        "concern, touche, liquide, prelev, retir, cytolog, octreo, lymphangit, miliaire, pleuresie, ascite, pericardite, prise de contraste, prises de contraste, scinti"
    ),
    Family.PATHOLOGY: _words(
        "anapath, centese, mammotome, keratos, condylom, anatom, hodgkin, castleman, toxiderm, toxicoderm, pemphig, lichen, blastose, histo, patholog, cytolog, punch, carcin, melanom, sarcom, lymphom, leucem, myelom, gliom, "
        "blastom, adenom, naevus, nevus, navus, tumeur, neoplas, grade, gleason, pd-l1, ki-67, mutation, mute, transcrit, biops, "
        "ponction, prelev, echantillon, specimen, piece, ectomie, resect, exerese, excision, opere, chirurg, curage, "
        "ganglion, adenopath, contribut, malign, caryotype, breslow, bethesda, adicap, n+, extemporane, immuno, "
        "metasta, recepteur, luminal, triple, microsatell, differenci, marges, ypt, pt0, pt1, pt2, pt3, "
        "pt4, ptis, ptx, pn0, pn1, pn2, pn3, t790m, l858r, v600, transloc, bcr-abl, her2, her-2, egfr, kras, k-ras, "
        "nras, braf, brca, dysplasi, indemne, ana path, ana-path, reliquat, residu, cytogen, brossage, frottis, ctdna, blastes, plasmocyt, moelle, hyperplas, exon, hsil, lsil, cin3, cin2, cin 3, cin 2, "
        "carott, oncotype, endopredict, prosigna, mammaprint, lavage, microb, macrob, guardant, foundation, myelogramme, alesage, cellule, phenotyp, ablation, curetage"
    ),
}
_SETS: dict[Family, int] = {family: STEMS.add(stems) for family, stems in _STEMS.items()}
_WHOLE: dict[Family, _Whole] = {
    Family.BIOPSY: _Whole(
        "bom, pbm, bmo, myelo, bag, bav, agb, cnb, pba, pbp, pbh, pbr, pbo, pbf, ptt, ptp, ptba, paaf, paf, pag, fna, fnac, fnb, ebus, eus, bx, rebx, cyto, "
        "bsgc, bsgs, bgsa, bgs, gs, pafee, pl, lba, microbx, macrobx"
    ),
    Family.IMAGING: _Whole(
        "tdm, irm, irmc, irmmp, lrm, rmn, tep, pet, ct, tac, tap, ctap, rx, asp, ett, eto, eus, ees, ee, temp, spect, uiv, rp, "
        "radio, radios, remnographie, mibg, hida, psma, itep, ipet, mri, cbct, cone, dmo, togd, datscan"
    ),
    Family.METASTASIS: _Whole(
        "iv, iva, ivb, ivc, mh, mhs, lhs, mts, histologie, pci, extempo, borgne, borgnes, omental, loc, 2aire, 2aires, superscan, super, crpcm, mcrpc, mhspc, pl, mhcc, mhccr, pbh, bom, myelogramme, psma, dotatoc, lyse, lyses, meta, met, mets, figo, m+, pd, ep, adp, loe, loes, tep, tepscan, pet, petscan, eiv, eiva, eivb, eivc"
    ),
    Family.PATHOLOGY: _Whole(
        "adk, cbc, tir4, tir5, tir3, gvh, gvhd, cci, ccis, cli, ilc, cdi, chc, gist, tne, sbr, re, er, rp, rh, pr, msi, mss, pmmr, dmmr, pdl1, ki67, "
        "alk, ros1, ret, met, ntrk, pik3ca, esr1, hrd, idh1, idh2, mgmt, 1p19q, flt3, npm1, tp53, jak2, kit, fgfr, "
        "fish, ngs, ihc, ihq, fna, fnb, extempo, r0, r1, r2, ap, pa, gs, isup, trg, adn, ph+, ebus, pba, pbe, pbf, pbh, pbo, pbp, pbr, "
        "ptba, bag, agb, cnb, bom, pta, rtu, rtuv, pl, adntc, lcr, mrd, hpv, lnh, lal, lam, cyto, lba, bgsa, fcv, fcu, tru-cut, trucut, bx, rebx, cpc, cbpc, cbnpc, llc, plasmo"
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
    return has_stem(family, folded) or has_word(family, folded)


def has_stem(family: Family, folded: str) -> bool:
    """Return whether a stem of a family stands in a folded text, or the name of a drug: the cheaper half of the answer."""
    if family is Family.ORAL_THERAPY:
        return has_drug_word(folded)
    if family not in _STEMS:
        return any(stem in folded for stem in added()[family].stems)
    if NATIVE or len(folded) >= LONG:
        return STEMS.holds(folded, _SETS[family])
    return any(stem in folded for stem in _STEMS[family])


def has_word(family: Family, folded: str) -> bool:
    """Return whether one of a family's short words stands in a folded text, whatever ends the lines between them."""
    return family in _WHOLE and _WHOLE[family].stands_in(folded)
