"""Which words of a note are oral anticancer drugs.

A note has some three hundred words; those that begin, end and are as long as a name are looked up in a
dictionary, which costs less than one pattern that lists every name. Misspelt names ("trmetinib", "témozolamide")
are caught by their ending and one edit of distance.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onco_pipeline.codes.drugs import OralAgent, Route, agent_of_name, oral_agents
from onco_pipeline.pipes.literals import NATIVE
from onco_pipeline.pipes.oral_therapy.other_uses import (
    CANCER_BRANDS,
    NOT_ONLY_CANCER,
    dosed_as_for_cancer,
    for_another_disease,
    for_other_hormones,
)
from onco_pipeline.pipes.oral_therapy.shortened import shortened
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.text import fold_key

if NATIVE:
    from onco_pipeline.pipes.passes import over_words

__all__ = ["DrugWord", "find_drugs", "has_drug_word"]


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
_BREAST = Screened(r"\bseins?\b|mammaire|mammo\b|mammograph|mastectom|tumorectom|hormonother|\bhormono\b|\brh ?\+")
_WITH_DABRAFENIB = re.compile(r"\bdabra\w* ?(?:[/+-]|et)? ?\Z")
#: "HU : 500 mg x 3/j": hydroxyurea, and no Hounsfield unit.
_HYDROXYUREA_DOSE = re.compile(r" ?:? ?(?:500|1000|1500|[1-3] ?g\b|[1-4] (?:gel|cp))")
_TAMOXIFEN_DOSE = re.compile(r" ?:? ?20 ?mg(?![a-z])")
_PRESSURE = re.compile(r" ?(?:[:=<>≥]|a )* ?\d{2,3}(?![\d/.-]| ?(?:mg|mois|ans))")

#: Forms that the code table does not list: spellings of the French clinic and older brands.
_SYNONYMS: dict[str, str] = {
    "capecitabin": "capécitabine", "capecitabina": "capécitabine", "letrozol": "létrozole", "anastrozol": "anastrozole",
    "exemestan": "exémestane", "tamoxifen": "tamoxifène", "temozolamide": "témozolomide", "tmz": "témozolomide",
    "abirateron": "abiratérone", "hydroxyuree": "hydroxycarbamide", "lonsurf": "trifluridine-tipiracil",
    "trifluridine": "trifluridine-tipiracil", "taf-tas": "trifluridine-tipiracil", "tas-102": "trifluridine-tipiracil", "tas102": "trifluridine-tipiracil",
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
    "mtx": "méthotrexate", "hu": "hydroxycarbamide", "ruxo": "ruxolitinib", "erlo": "erlotinib", "alec": "alectinib", "sora": "sorafénib", "tram": "tramétinib", "trame": "tramétinib", "trami": "tramétinib", "tuca": "tucatinib",
    # names that other countries' packages bear
    "verzenio": "abémaciclib", "lorbrena": "lorlatinib", "venclexta": "vénétoclax", "pomalyst": "pomalidomide",
    "gleevec": "imatinib", "gilotrif": "afatinib", "retevmo": "selpercatinib", "xpovio": "sélinexor",
}  # fmt: skip

#: A machine for DNA: "ABI Prism 7000".
_SEQUENCER = re.compile(r" ?(?:prism|\d{4}\b|sequenc|biosystems)")
_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z]+){1,2}")
_SAME_DRUG = re.compile(r" ?[/+-]? ?")
#: "Tramétinib (Mekinist)": the brand of the same drug.
_BRAND_BEHIND = re.compile(r" ?\((?P<word>[a-z][a-z0-9-]{3,})\)")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[0-9]+)?")
_ORAL = Screened(
    r"\bper[ -]?os\b|\boral(?:e|es|aux)?\b|\bp\.?o\.?\b|\bvo\b|comprimes?|gelules?|capsules?|\bcps?\b|metronomique"
    r"|par la bouche"
)


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
def _lengths() -> array[int]:
    """Return how long the words are that name a drug, rightly or wrongly spelt, by their first and last two letters.

    Each is a number, of which the bit of a length is set; a word of another length, or other letters, names none.
    """
    lengths = array("Q", bytes(8 * _LETTERS**3))
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
    if NATIVE:
        told = over_words.words_told(folded, _NUMBERS, _FIRST_FIGURE, _HYPHEN, lengths)
    else:
        told = _words_told(folded, lengths)
    return frozenset({word for word in told if word in regimens or _lookup(word)})


def _words_told(folded: str, lengths: array[int]) -> list[str]:
    """Return the words that may name a drug by their length and letters, and all that a hyphen joins to figures."""
    numbers = folded.encode("ascii", "replace").translate(_NUMBERS) + b"\0"
    told: list[str] = []
    start = -1  # where the word began that is going on
    for place in range(len(numbers)):
        number = numbers[place]
        if 0 < number < _FIRST_FIGURE or (start >= 0 and _FIRST_FIGURE <= number < _HYPHEN):
            start = place if start < 0 else start
            continue
        if start < 0:
            continue
        if number == _HYPHEN and _FIRST_FIGURE <= numbers[place + 1] < _HYPHEN:
            end = place + 1
            while _FIRST_FIGURE <= numbers[end] < _HYPHEN:
                end += 1
            told.append(folded[start:end])
        else:
            known = lengths[_told_by(numbers, start, place)] >> (place - start) & 1 == 1
            if not known and place - start > 8 and numbers[place - 1] >= _FIRST_FIGURE:
                known = lengths[_told_by(numbers, start, place - 1)] >> (place - 1 - start) & 1 == 1
            if known:
                told.append(folded[start:place])
        start = -1
    return told


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
        dosed = word == "tam" and _TAMOXIFEN_DOSE.match(folded, end) is not None
        capitals = dosed or written.isupper() or _DEXAMETHASONE.fullmatch(written) is not None
        if not agents or (word in _CAPITALS_ONLY and not capitals):
            continue
        if word == "abi" and _SEQUENCER.match(folded, end):
            continue
        if word == "hu" and not (written.isupper() and _HYDROXYUREA_DOSE.match(folded, end)):
            continue
        if word in ("tram", "trame") and not _WITH_DABRAFENIB.search(folded, max(0, match.start() - 20), match.start()):
            continue  # a painkiller's beginning as well
        if word == "tam" and not dosed and (_PRESSURE.match(folded, end) or not _BREAST.search(folded)):
            continue
        agents = tuple(
            agent
            for agent in agents
            if (
                agent.inn_fr not in NOT_ONLY_CANCER
                or (
                    (
                        about_cancer
                        or word in CANCER_BRANDS
                        or _names_others(words)
                        or dosed_as_for_cancer(agent, folded, end)
                    )
                    and not for_another_disease(folded, match.start())
                )
            )
            and (about_cancer or not for_other_hormones(agent, folded, match.start(), match.end()))
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
    end, places = 0, list[int]()
    for word in words:
        place = folded.find(word)
        while place != -1:
            places.append(place)
            place = folded.find(word, place + len(word))
    for place in sorted(places):
        if place < end:
            continue
        start, end = folded.rfind(" ", 0, place) + 1, folded.find(" ", place)
        end = len(folded) if end == -1 else end
        yield from (match for match in _WORD.finditer(folded, start, end) if match.group() in words)


@lru_cache(maxsize=4)
def _names_others(words: frozenset[str]) -> bool:
    """Return whether a note names a drug that is given against cancers alone: it speaks of one ("exémestane + évérolimus")."""
    return any(len(word) > 5 and agent.inn_fr not in NOT_ONLY_CANCER for word in words for agent in _lookup(word))


def _combination(folded: str, match: re.Match[str]) -> tuple[tuple[OralAgent, ...], int] | None:
    """Return the fixed combination that a word opens, with its end, or None."""
    whole = _HYPHENATED.match(folded, match.start())
    found = _index().get(whole.group()) if whole is not None else None
    return (found, whole.end()) if whole is not None and found is not None else None


#: Brands that exist by mouth only, although the molecule is injected under other names.
_ORAL_BRANDS = frozenset({"celltop", "imeth", "myleran", "onureg", "chloraminophene", "alkeran", "purinethol"})


_VEIN = Screened(
    r"\b(?:iv|ivl|im|sc|it)\b|intra-?(?:veineu|theca|muscul|rachid)\w*|sous-?cutane\w*|haute dose|perfusion|injecti\w+|\bg/m2"
)


def _injected(folded: str, match: re.Match[str]) -> bool:
    """Whether the words beside a drug say that it is given by a needle."""
    return _VEIN.search(folded, max(0, match.start() - 30), match.end() + 40) is not None


#: "Navelbine 60 mg/m²", "Navelbine débutée le 24/10 (60 mg/m²/semaine)": capsules; a vein is given 25 or 30 (summary of
#: product characteristics), of capsules 50 too once they were too much. Beyond another drug the dose is that one's.
_ORAL_DOSE = {
    "vinorelbine": re.compile(
        r"(?:\W{0,3}(?:a (?:la dose de )?|oral\w* )?"
        r"|(?:(?! et | puis | avec |platine)(?:[^.;\n+]|(?<=\d)\.(?=\d))){0,60}?\((?:a )?)"
        r"[4-8]0 ?mg ?/ ?m"
    )
}


def _swallowed(agent: OralAgent, word: str, folded: str, match: re.Match[str]) -> bool:
    if agent.route is Route.ORAL or word in _ORAL_BRANDS:
        return True
    dose = _ORAL_DOSE.get(agent.inn_fr)
    if dose is not None and dose.match(folded, match.end()):
        return True
    # The route stands beside the name, not beyond another drug.
    after = re.split(r"[.;\n+]|\bet\b|\bpuis\b", folded[match.end() : match.end() + 40], maxsplit=1)[0]
    before = re.split(r"[.;:,\n+]|\bet\b|\bpuis\b", folded[max(0, match.start() - 30) : match.start()])[-1]
    return bool(_ORAL.search(after) or _ORAL.search(before))
