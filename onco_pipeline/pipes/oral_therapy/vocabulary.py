"""Which words of a note are oral anticancer drugs, and which are drugs given another way.

A note has some three hundred words; those that begin, end and are as long as a name are looked up in a
dictionary, which costs less than one pattern that lists every name. Misspelt names ("trmetinib", "témozolamide")
are caught by their ending and one edit of distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onco_pipeline.codes.drugs import OralAgent, Route, agent_of_name, oral_agents
from onco_pipeline.pipes.oral_therapy.shortened import shortened
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.text import fold_key

__all__ = ["DrugWord", "find_drugs", "has_drug_word", "other_drugs"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split(" "))


#: Regimens, and the oral agents in them.
REGIMENS: dict[str, tuple[str, ...]] = {
    "xelox": ("capécitabine",), "capox": ("capécitabine",), "xeliri": ("capécitabine",), "capiri": ("capécitabine",),
    "capeox": ("capécitabine",), "capoxiri": ("capécitabine",), "xeloxiri": ("capécitabine",), "ecx": ("capécitabine",),
    "eox": ("capécitabine",), "cap50": ("capécitabine",), "gemcap": ("capécitabine",), "captem": ("capécitabine", "témozolomide"),
    "stupp": ("témozolomide",), "temodal": ("témozolomide",),
    "rvd": ("lénalidomide",), "vrd": ("lénalidomide",), "krd": ("lénalidomide",), "drd": ("lénalidomide",),
    "kpd": ("pomalidomide",), "pvd": ("pomalidomide",), "vtd": ("thalidomide",),
}  # fmt: skip
# Short names are words of other meanings in lower case.
_CAPITALS_ONLY = frozenset({"ecx", "eox", "rvd", "vrd", "krd", "drd", "kpd", "pvd", "vtd", "tam"})
_DEXAMETHASONE = re.compile(r"[A-Z]{2,3}d")  # "VRd", "KRd"
#: "TAM 2016-2021" in a note of the breast; "TAM 65", "TAM > 65 mmHg" is a blood pressure.
_BREAST = Screened(r"\bseins?\b|mammaire|mammo\b|mammograph|mastectom|tumorectom|hormonother|\brh ?\+")
_WITH_DABRAFENIB = re.compile(r"\bdabra\w* ?(?:[/+-]|et)? ?\Z")
_PRESSURE = re.compile(r" ?(?:[:=<>≥]|a )* ?\d{2,3}(?![\d/.-]| ?(?:mg|mois|ans))")

#: Forms that the code table does not list: spellings of the French clinic and older brands.
_SYNONYMS: dict[str, str] = {
    "capecitabin": "capécitabine", "capecitabina": "capécitabine", "letrozol": "létrozole", "anastrozol": "anastrozole",
    "exemestan": "exémestane", "tamoxifen": "tamoxifène", "temozolamide": "témozolomide", "tmz": "témozolomide",
    "abirateron": "abiratérone", "hydroxyuree": "hydroxycarbamide", "lonsurf": "trifluridine-tipiracil",
    "trifluridine": "trifluridine-tipiracil", "taf-tas": "trifluridine-tipiracil", "tas-102": "trifluridine-tipiracil",
    "s-1": "tégafur-giméracil-otéracil", "vp16": "étoposide", "vepeside": "étoposide", "vp-16": "étoposide",
    "tdx": "tamoxifène", "melfalan": "melphalan", "nolvadex": "tamoxifène", "zoladex": "",
    "utefos": "tégafur-uracile", "maygace": "mégestrol",
    # as colleagues write them to one another
    "abi": "abiratérone", "enza": "enzalutamide", "palbo": "palbociclib", "letro": "létrozole",
    "cape": "capécitabine", "cabo": "cabozantinib", "lenva": "lenvatinib", "olap": "olaparib",
    "apalu": "apalutamide", "daro": "darolutamide", "revli": "lénalidomide", "ibru": "ibrutinib", "rego": "régorafénib",
    "suni": "sunitinib", "pazo": "pazopanib", "evero": "évérolimus", "enco": "encorafénib", "bini": "binimétinib",
    "dabra": "dabrafénib", "vemu": "vémurafénib", "cobi": "cobimétinib", "lorla": "lorlatinib", "ribo": "ribociclib", "tmx": "tamoxifène", "tam": "tamoxifène",
    "osi": "osimertinib", "nira": "niraparib", "temo": "témozolomide", "imat": "imatinib", "gefi": "géfitinib",
    "erlo": "erlotinib", "alec": "alectinib", "sora": "sorafénib", "tram": "tramétinib", "trame": "tramétinib", "trami": "tramétinib", "tuca": "tucatinib",
    # names that other countries' packages bear
    "verzenio": "abémaciclib", "lorbrena": "lorlatinib", "venclexta": "vénétoclax", "pomalyst": "pomalidomide",
    "gleevec": "imatinib", "gilotrif": "afatinib", "retevmo": "selpercatinib", "xpovio": "sélinexor",
}  # fmt: skip

#: Molecules that treat other diseases as often: they count only in a note that speaks of cancer.
NOT_ONLY_CANCER = _words(
    "méthotrexate cyclophosphamide hydroxycarbamide thalidomide mercaptopurine évérolimus mégestrol trétinoïne "
    "médroxyprogestérone ruxolitinib nintédanib anagrélide chlorambucil diéthylstilbestrol melphalan busulfan"
)

_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z]+){1,2}")
_SAME_DRUG = re.compile(r" ?[/+-]? ?")
#: "Tramétinib (Mekinist)": the brand of the same drug.
_BRAND_BEHIND = re.compile(r" ?\((?P<word>[a-z][a-z0-9-]{3,})\)")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[0-9]+)?")
_ORAL = Screened(
    r"\bper[ -]?os\b|\boral(?:e|es|aux)?\b|\bp\.?o\.?\b|\bvo\b|comprimes?|gelules?|capsules?|\bcps?\b|metronomique"
    r"|par la bouche"
)


# Drugs given into a vein or under the skin, and other treatments: they take a phase word ("arrêt de
# l'oxaliplatine") away from the oral drug next to it. Endings tell most of them.
_OTHER_ENDINGS = (
    "platine", "platin", "taxel", "mab", "rubicine", "tecan", "trexed", "citabine", "zomib", "dronique", "dronate",
    "relix", "statine", "phosphonate", "phosphonates", "relin", "reline", "fungine", "cilline", "floxacine",
)  # fmt: skip
_LAST_LETTERS = frozenset(ending[-3:] for ending in _OTHER_ENDINGS)
_OTHER_WORDS = _words(
    "cddp cbdca taxol taxotere 5-fu 5fu fluorouracile fluorouracil 5-fluorouracile avastin herceptin "
    "herceptine decapeptyl enantone zoladex lhrh lh-rh zometa fulvestrant faslodex eribuline trabectedine "
    "aflibercept il-2 il2 interferon bcg octreotide lanreotide cytarabine vincristine vinblastine "
    "vindesine vinorelbine etoposide ifosfamide dacarbazine bleomycine mitomycine cyclophosphamide "
    "endoxan vinflunine adriamycine anticoagulants anticoagulant fec tac cmf chop folfirinox folfox folfiri folfox4 folfox6 prednisone prednisolone "
    "dexamethasone corticoides corticoide corticotherapie methylprednisolone hydrocortisone enoxaparine "
    "heparine warfarine avk antibiotique antibiotiques morphine opioide opioides opiaces levothyroxine "
    "insuline metformine immunotherapie radiotherapie anti-vegf anti-pd1 anti-pd-1 anti-pdl1 anti-pd-l1 "
    "oxali carbo cispl cisplat gemci gemzar pem alimta pemetrex doce pacli nabpacli beva bev trastu pertu pembro keytruda nivo opdivo atezo durva imfinzi ipi "
    "cetux pani erbitux vectibix dxm bortezo velcade dara darzalex rituximab ritux lanvis vcr mitox tdm1 t-dm1 tdxd t-dxd enhertu kadcyla denosumab xgeva zoladex "
    "mesalazine ciclosporine immunosuppresseur immunosuppresseurs fludrocortisone goserelin gosereline"
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


def other_drugs(folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the treatments that are not swallowed anticancer drugs.

    Examples
    --------
    >>> list(other_drugs("arret de l'oxaliplatine"))
    [(11, 23)]
    """
    doses = _doses(folded)
    for match in _ANY_WORD.finditer(folded, start, len(folded) if end is None else end):
        word = match.group()
        if _is_other(word) or (match.end() in doses and _DOSED.match(folded, match.start())):
            yield match.span()


@lru_cache(maxsize=4)
def _doses(folded: str) -> frozenset[int]:
    """Return where the blanks before a dose stand: the only places where a name with a dose can end."""
    return frozenset(match.start() for match in _DOSE.finditer(folded)) if "mg" in folded else frozenset()


def _is_other(word: str) -> bool:
    return word in _OTHER_WORDS or (word[-3:] in _LAST_LETTERS and word.endswith(_OTHER_ENDINGS))


@dataclass(frozen=True, slots=True)
class DrugWord:
    """One word of a note that names oral drugs (several for a regimen)."""

    start: int
    end: int
    agents: tuple[OralAgent, ...]
    regimen: str | None = None


@cache
def _index() -> dict[str, tuple[OralAgent, ...]]:
    index: dict[str, tuple[OralAgent, ...]] = {}
    for agent in oral_agents():
        for name in agent.names:
            key = fold_key(name)
            index.setdefault(key, (agent,))
            # A fixed combination is written in many ways; its first part alone names it
            # only where that part is no agent of its own.
            head = key.split("-")[0]
            if "-" in key and agent_of_name(head) is None:
                index.setdefault(head, (agent,))
    for key, name in _SYNONYMS.items():
        known = agent_of_name(name) if name else None
        if known is not None:
            index[key] = (known,)
    return shortened() | index


@cache
def _regimens() -> dict[str, tuple[OralAgent, ...]]:
    return {
        name: tuple(agent for part in parts if (agent := agent_of_name(part)) is not None)
        for name, parts in REGIMENS.items()
        if name not in _index()
    }


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """Names of seven letters and more by their last three letters, for misspelt words."""
    endings: dict[str, list[str]] = {}
    for key in _index():
        if len(key) >= 8 and "-" not in key:
            endings.setdefault(key[-3:], []).append(key)
    return {ending: tuple(names) for ending, names in endings.items()}


def _one_edit(word: str, name: str) -> bool:
    """Whether one letter inserted, dropped or replaced, or two neighbours swapped, makes ``name``."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, other = word[start:], name[start:]
    return (
        rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _lookup(word: str) -> tuple[OralAgent, ...]:
    """Return the agents that one folded word names."""
    found = _index().get(word)
    if found is not None:
        return found
    if len(word) < 8:
        return ()
    if len(word) > 8 and word[-1].isdigit() and (found := _index().get(word[:-1])) is not None:
        return found  # the figure of a footnote: "du vemurafenib1 960 mg"
    for name in _endings().get(word[-3:], ()):
        if _one_edit(word, name):
            return _index()[name]
    return ()


def has_drug_word(folded: str) -> bool:
    """Return whether any word of a folded text names an oral anticancer drug or a regimen with one.

    Examples
    --------
    >>> has_drug_word("sous letrozole depuis 2015"), has_drug_word("sous paracetamol")
    (True, False)
    """
    return bool(_drug_words(folded))


#: What a word is told by: its first letter and its last two, each a number below this; figures follow the letters.
_LETTERS = 37
_HYPHEN = 37
#: The number of each character of a text, as one byte; nothing else stands in a word.
_NUMBERS = bytes(
    code - 96 if 97 <= code <= 122 else code - 48 + 27 if 48 <= code <= 57 else _HYPHEN if code == 45 else 0
    for code in range(256)
)
_FIRST_FIGURE = 27


@cache
def _lengths() -> list[int]:
    """Return how long the words are that name a drug, rightly or wrongly spelt, by their first and last two letters.

    Each is a number, of which the bit of a length is set; a word of another length, or other letters, names none.
    """
    lengths = [0] * _LETTERS**3
    for name in [*_index(), *_regimens()]:
        if _WORD.fullmatch(name) is None or "-" in name:
            continue  # looked up in any case
        numbers = name.encode().translate(_NUMBERS)
        own = 1 << len(name)
        # Misspelt, it begins and ends the same.
        near = own << 1 | own | own >> 1 if len(name) >= 8 else own
        lengths[_told_by(numbers, 0, len(name))] |= near
    return lengths


def _told_by(numbers: bytes, start: int, end: int) -> int:
    """Return the first and last two letters of a word as one number."""
    before = numbers[end - 2] if end - start > 1 else 0
    return (numbers[start] * _LETTERS + before) * _LETTERS + numbers[end - 1]


@lru_cache(maxsize=4)
def _drug_words(folded: str) -> frozenset[str]:
    """Return the words of a text that may name a drug: those that ``_WORD`` finds and the dictionary knows."""
    regimens, lengths = _regimens(), _lengths()
    numbers = folded.encode("ascii", "replace").translate(_NUMBERS) + b"\0"
    found: set[str] = set()
    start = -1  # where the word began that is going on
    behind = 0  # what was read
    for place in range(len(numbers)):
        number = numbers[place]
        if 0 < number < _FIRST_FIGURE or (start >= 0 and _FIRST_FIGURE <= number < _HYPHEN):
            if start < 0 and place >= behind:
                start = place
            continue
        if start < 0:
            continue
        if number == _HYPHEN and _FIRST_FIGURE <= numbers[place + 1] < _HYPHEN:
            match = _WORD.match(folded, start)
            word, behind = ("", place) if match is None else (match.group(), match.end())
            known = True
        else:
            known = lengths[_told_by(numbers, start, place)] >> (place - start) & 1 == 1
            if not known and place - start > 8 and numbers[place - 1] >= _FIRST_FIGURE:
                known = lengths[_told_by(numbers, start, place - 1)] >> (place - 1 - start) & 1 == 1
            word = folded[start:place] if known else ""
        if known and (word in regimens or _lookup(word)):
            found.add(word)
        start = -1
    return frozenset(found)


def find_drugs(text: str, folded: str, *, about_cancer: bool) -> Iterator[DrugWord]:
    """Yield the oral anticancer drugs that a note names, in order.

    A molecule that is also injected counts only with an oral route beside it, or when the brand is
    oral only; a molecule that treats other diseases as well only where the note is ``about_cancer``.

    Examples
    --------
    >>> note = "Vinorelbine orale puis XELOX"
    >>> [(drug.agents[0].inn_fr, drug.regimen) for drug in find_drugs(note, note.lower(), about_cancer=True)]
    [('vinorelbine', None), ('capécitabine', 'xelox')]
    """
    regimens = _regimens()
    words = _drug_words(folded)
    last: DrugWord | None = None
    taken: set[str] = set()  # told once as swallowed, a drug is swallowed further down as well
    for match in _standing(folded, words):
        word = match.group()
        end = match.end()
        if last is not None and match.start() < last.end:
            continue
        agents = _lookup(word)
        regimen = None
        # "niraparib-abiratérone" is one drug; "dabrafénib-tramétinib" are two.
        if agents and (combination := _combination(folded, match)):
            agents, end = combination
        if not agents:
            agents = regimens.get(word, ())
            regimen = word if agents else None
        written = text[match.start() : match.end()]
        if not agents or (word in _CAPITALS_ONLY and not (written.isupper() or _DEXAMETHASONE.fullmatch(written))):
            continue
        if word in ("tram", "trame") and not _WITH_DABRAFENIB.search(folded, max(0, match.start() - 20), match.start()):
            continue  # a painkiller's beginning as well
        if word == "tam" and (_PRESSURE.match(folded, end) or not _BREAST.search(folded)):
            continue
        agents = tuple(
            agent
            for agent in agents
            if (agent.inn_fr not in NOT_ONLY_CANCER or (about_cancer and not _for_another_disease(folded, match)))
            and (_swallowed(agent, word, folded, match) or (agent.inn_fr in taken and not _injected(folded, match)))
        )
        taken.update(agent.inn_fr for agent in agents)
        # The second part of a fixed combination ("trifluridine/tipiracil") is the same drug.
        if not agents or (last and last.agents == agents and _SAME_DRUG.fullmatch(folded, last.end, match.start())):
            continue
        brand = _BRAND_BEHIND.match(folded, end)
        if brand is not None and regimen is None and _lookup(brand["word"]) == agents:
            end = brand.end()
        last = DrugWord(match.start(), end, agents, regimen)
        yield last


def _standing(folded: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Yield the words of a text that are among some, in order: only the stretches between blanks that hold one are read."""
    end = 0
    for place in sorted(found.start() for word in words for found in re.finditer(re.escape(word), folded)):
        if place < end:
            continue
        start, end = folded.rfind(" ", 0, place) + 1, folded.find(" ", place)
        end = len(folded) if end == -1 else end
        yield from (match for match in _WORD.finditer(folded, start, end) if match.group() in words)


_OTHER_DISEASE = re.compile(
    r"immunosuppress|(?<!auto)(?<!auto-)greff|transplant|polyarthrit|rhumatoid|wegener|granulomatose|lupus|vascularit|sclerodermi|psoria|crohn|myastheni"
    r"|nephropathi|fibrose pulm|drepanocyt"
)


def _for_another_disease(folded: str, match: re.Match[str]) -> bool:
    """Whether the words just before a drug say that it is taken for something else than cancer."""
    before = re.split(r"[.;\n]", folded[max(0, match.start() - 90) : match.start()])[-1]
    return _OTHER_DISEASE.search(before) is not None


def _combination(folded: str, match: re.Match[str]) -> tuple[tuple[OralAgent, ...], int] | None:
    """Return the fixed combination that a word opens, with its end, or None."""
    whole = _HYPHENATED.match(folded, match.start())
    found = _index().get(whole.group()) if whole is not None else None
    return (found, whole.end()) if whole is not None and found is not None else None


#: Brands that exist by mouth only, although the molecule is injected under other names.
_ORAL_BRANDS = frozenset({"celltop", "onureg", "chloraminophene", "alkeran", "purinethol"})


_VEIN = Screened(
    r"\b(?:iv|ivl|im|sc|it)\b|intra-?(?:veineu|theca|muscul|rachid)\w*|sous-?cutane\w*|haute dose|perfusion|injecti\w+|\bg/m2"
)


def _injected(folded: str, match: re.Match[str]) -> bool:
    """Whether the words beside a drug say that it is given by a needle."""
    return _VEIN.search(folded, max(0, match.start() - 30), match.end() + 40) is not None


def _swallowed(agent: OralAgent, word: str, folded: str, match: re.Match[str]) -> bool:
    if agent.route is Route.ORAL or word in _ORAL_BRANDS:
        return True
    # The route stands beside the name, not beyond another drug.
    after = re.split(r"[.;\n+]|\bet\b|\bpuis\b", folded[match.end() : match.end() + 40], maxsplit=1)[0]
    before = re.split(r"[.;:,\n+]|\bet\b|\bpuis\b", folded[max(0, match.start() - 30) : match.start()])[-1]
    return bool(_ORAL.search(after) or _ORAL.search(before))
