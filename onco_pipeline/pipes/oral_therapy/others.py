"""Which words of a note are treatments given another way than by mouth, or for something else than cancer.

They take the words around them ("arrêt de l'oxaliplatine") away from the oral drug next to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onco_pipeline.pipes.document.page_lines import index_of
from onco_pipeline.pipes.stems import STEMS

__all__ = ["meets", "other_drugs"]

# Endings tell most of the drugs that are given into a vein or under the skin.
_OTHER_ENDINGS = (
    "platine", "platin", "taxel", "mab", "rubicine", "tecan", "trexed", "citabine", "zomib", "dronique", "dronate",
    "relix", "statine", "phosphonate", "phosphonates", "relin", "reline", "fungine", "cilline", "floxacine",
)  # fmt: skip
_LAST_LETTERS = frozenset(ending[-3:] for ending in _OTHER_ENDINGS)
_OTHER_NAMES = (
    "cddp cbdca taxol taxotere 5-fu 5fu fluorouracile fluorouracil 5-fluorouracile avastin herceptin "
    "herceptine decapeptyl enantone zoladex lhrh lh-rh zometa fulvestrant faslodex eribuline trabectedine "
    "aflibercept il-2 il2 interferon bcg octreotide lanreotide cytarabine vincristine vinblastine "
    "vindesine vinorelbine etoposide ifosfamide dacarbazine bleomycine mitomycine cyclophosphamide "
    "endoxan vinflunine adriamycine anticoagulants anticoagulant fec tac cmf chop folfirinox folfox folfiri folfox4 folfox6 prednisone prednisolone "
    "dexamethasone corticoides corticoide corticotherapie methylprednisolone hydrocortisone enoxaparine "
    "heparine warfarine avk antibiotique antibiotiques morphine opioide opioides opiaces levothyroxine "
    "insuline metformine immunotherapie radiotherapie anti-vegf anti-pd1 anti-pd-1 anti-pdl1 anti-pd-l1 "
    "oxali carbo carbo-taxol carbotaxol taxol-carbo carbo-caelyx caelyx carbo-pem carbo-alimta cispl cisplat gemci gemzar pem alimta pemetrex doce pacli nabpacli beva bev trastu pertu pembro keytruda nivo opdivo atezo durva imfinzi ipi "
    "cetux pani erbitux vectibix dxm bortezo velcade dara darzalex rituximab ritux lanvis vcr mitox tdm1 t-dm1 tdxd t-dxd enhertu kadcyla denosumab xgeva zoladex "
    "mesalazine ciclosporine immunosuppresseur immunosuppresseurs fludrocortisone goserelin gosereline"
)
_OTHER_WORDS = frozenset(_OTHER_NAMES.split(" "))
_FIRST_OF_TWO = frozenset(
    {
        "atezo",
        "nivo",
        "ipi",
        "pembro",
        "durva",
        "carbo",
        "cispl",
        "gem",
        "gemci",
        "folfiri",
        "folfox",
        "folfirinox",
        "taxol",
        "beva",
        "trastu",
    }
)
_ANY_WORD = re.compile(r"[a-z0-9][a-z0-9-]{2,}")
_DOSE = re.compile(r" (?=\d[\d.,]{0,5} ?mg\b)")
#: Any name with a dose is a drug: "du dexanabinol 30 mg/kg".
_DOSED = re.compile(
    r"(?<![a-z0-9])(?!dose|posologie|raison|comprimes?|gelules?|capsules?|traitement|jours?|matin|jour|total|soit|seule?|orale?"
    r"|injection|metronom|hebdo|progress|cycles?|semaines?|sachets?|puis|avec"
    # what is said of the drug before it, and no drug
    r"|entretien|maintenance|consolidation|induction|neo-?adj|adjuv|concomit|debut|repri|arret|poursui|augment|diminu|redui|major|baiss|prescri|depuis|actuel|environ"
    r"|metasta|palliat|pleine|demi|palier|quotidien|pendant|continu|maint|adapt|passage|relais|switch|ligne|initi|instaur"
    r"|repren|reduc|tentativ|retour|double|redemarr|redescend|descend|abaiss|ramen|montee|stable|reste|commenc|donn|administr|recevoir|prendre|prise|associ|combin|revenu|remont|passe)(?P<name>[a-z][a-z-]{5,})"
    + _DOSE.pattern
)


#: Where names and endings stand in a note that was gone over for its stems.
_NAMES = STEMS.add(sorted({*_OTHER_WORDS, *_OTHER_ENDINGS}))
_OF_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def other_drugs(folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the treatments that are not swallowed anticancer drugs.

    Examples
    --------
    >>> list(other_drugs("arret de l'oxaliplatine"))
    [(11, 23)]
    """
    doses = _doses(folded)
    whole = start == 0 and (end is None or end == len(folded))
    if whole and STEMS.knows(folded):
        words = _likely(folded, doses)
    else:
        words = [found.span() for found in _ANY_WORD.finditer(folded, start, len(folded) if end is None else end)]
    for begin, stop in words:
        if _is_other(folded[begin:stop]) or (stop in doses and _DOSED.match(folded, begin)):
            yield begin, stop


@lru_cache(maxsize=4)
def _doses(folded: str) -> frozenset[int]:
    """Return where the blanks before a dose stand: the only places where a name with a dose can end."""
    return frozenset(match.start() for match in _DOSE.finditer(folded)) if "mg" in folded else frozenset()


def _likely(folded: str, doses: frozenset[int]) -> list[tuple[int, int]]:
    """Return the words of a note that hold a name or an ending, or stand before a dose: ``_ANY_WORD`` finds all of them."""
    words: list[tuple[int, int]] = []
    end = 0
    for place in sorted({*STEMS.places(folded, _NAMES), *(dose - 1 for dose in doses)}):
        if place < end or folded[place] not in _OF_WORDS:
            continue
        begin = place
        while begin > 0 and folded[begin - 1] in _OF_WORDS:
            begin -= 1
        while folded[begin] == "-" and begin < place:
            begin += 1
        word = _ANY_WORD.match(folded, begin)
        if word is not None:
            end = word.end()
            words.append((begin, end))
    return words


def _is_other(word: str) -> bool:
    if word in _OTHER_WORDS or (word[-3:] in _LAST_LETTERS and word.endswith(_OTHER_ENDINGS)):
        return True
    return "-" in word and word.partition("-")[0] in _FIRST_OF_TWO  # "atezo-bev", "nivo-ipi"


def meets(taken: list[tuple[int, int]], begin: int, stop: int) -> bool:
    """Return whether a stretch overlaps one of those taken, which are in order and of which none is in another."""
    start, end = taken[index_of(taken, stop - 1)]
    return start < stop and begin < end
