"""Organs and body regions: the words of French notes, and the one noun the project writes for each.

The five event families share this finder. A word names a *place* (``vertèbre``, ``lobe``), and the
family decides which site that is: a vertebra is ``os`` where a metastasis sits and ``rachis`` where
an MRI looked. Source of the vocabulary: the project's annotation guidelines (``docs/families.md``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from onco_pipeline.pipes.lexer import Lexer
from onco_pipeline.pipes.screen import Screened

if TYPE_CHECKING:
    from mypy_extensions import i64  # a number as the processor has it, which only a compiler asks for

__all__ = ["Place", "Use", "find_places", "following_places", "laterality", "names_of", "region_of", "site_of"]

#: What a site is asked for: a lesion or specimen sits in an ``organ``, an exam looks at a ``region``.
Use = Literal["organ", "region"]


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an organ or region; ``name`` is a key of the tables of this module.

    ``of_nodes``: it says where lymph nodes are ("adénopathies médiastinales"), which are nodes wherever they are.
    """

    start: int
    end: int
    name: str
    of_nodes: bool = False


# Name, organ, region, words. The first row that fits wins, so the narrow ones stand first. An empty
# organ or region means that the place names none (the axilla is no imaged region).
_PLACES: tuple[tuple[str, str, str, str], ...] = (
    ("moelle osseuse", "moelle osseuse", "rachis", r"moelle osseuse|(?:(?<=remplacement )|(?<=infiltration )|(?<=envahissement )|(?<=invasion )|(?<=plasmocytaire )|(?<=blastique )|(?<=lymphomateuse )|(?<=leucemique )|(?<=richesse )|(?<=hypoplasie )|(?<=aplasie )|(?<=insuffisance ))medullaires?(?! osseu)|(?:osteo-?)?medullaires? osseus\w+"
        r"|osteo-?medullaires?"),
    ("moelle épinière", "cerveau", "rachis", r"moelle(?: epiniere)?\b(?! os)|(?<!carcinome )(?<!cancer )medullaires?|dorso-?medullaire"),
    ("tap", "", "tap", r"(?:c[a-z]{4,5}o-?)?thoraco-?\s?abdomino-?\s?pelvi\w+|thorax-abdomen-pelvis|c?tap\b|\bt-a-p\b"
        r"|cervico-?thoraco-?\s?abdo\w*(?: ?- ?pelvi\w+)?"
     r"|corps entier|corporel\w*|body\b|(?<=scanner du )corps(?! (?:de|vert|uter|call|gastr|pancr))"),
    ("thorax-abdomen", "", "thorax+abdomen", r"thoraco-?\s?abdo(?:minal\w*|minau\w|-|\b)|thorax-abdomen"),
    ("abdomen-pelvis", "", "abdomen+pelvis", r"abdomino-?\s?pelvi\w+|abdo-?pelvi\w+|abdomen-pelvis"),
    ("ganglion", "ganglion", "ganglion", r"ganglion(?!s? de la base)\w*|\bgg\b|adenopathi\w+|lymphadenop\w+|\badp\b|lymphatiques?"
        r"|sentinelle|adenectomie"
     r"|\bgs\b|\bcurage"),
    ("aisselle", "ganglion", "ganglion", r"axillaires?|aisselles?"),
    ("creux sus-claviculaire", "ganglion", "cou", r"(?<!artere )(?<!veine )(?<!arteres )(?<!vaisseaux )(?:sus|supra|sous|infra)-?\s?clavi\w+"),
    ("aine", "ganglion", "pelvis", r"(?<!hernie )(?<!hernies )inguin\w+|\baines?\b"),
    ("ganglions iliaques", "ganglion", "pelvis", r"iliaques? (?:externes?|internes?|primitifs?|commun\w*)|chaines? (?:ganglionnaires? |lymphatiques? )?(?:iliaques?|lombo-?aortiques?|obturatrices?|cervicales?|jugulaires?)"),
    ("médiastin", "médiastin", "thorax", r"mediastin\w*|sous-?carinair\w+|paratrache\w+|inter-?trache\w+"),
    ("rétropéritoine", "rétropéritoine", "abdomen", r"retro-?peritone\w+|retroperitoine|lombo-?aorti\w+"
        r"|latero-?aorti\w+"),
    ("péritoine", "péritoine", "abdomen", r"peritone\w+|peritoine|omentum|omenta\w+|epiplo\w+|ascit\w+|mesenter\w+"),
    ("plèvre", "plèvre", "thorax", r"pleur(?:a[lu]|o)\w*|pleure|plevre"),
    ("péricarde", "péricarde", "cœur", r"pericard\w+"),
    ("bronche", "bronche", "thorax", r"(?:(?<!biopsie )(?<!biopsies )trans-?|(?:endo)?-?(?<!trans)(?<!trans-))bronch(?:es?|ique|iques|o-?pulm\w+)\b|carene|eperons?"),
    ("poumon", "poumon", "thorax", r"poumons?|pulmon\w+|(?:(?<=nodules des )|(?<=opacites des )|(?<=nodules des deux )|(?<=nodules des 2 )|(?<=opacites des deux )|(?<=nodules aux ))bases(?! d[eu])|pulm\b|(?:(?<=biopsie )|(?<=biopsies ))trans-?bronch\w+|sous-?pleura\w+|\b(?:lobe|(?<!bronche )lobaires?)(?: \w+)? (?:superieur|inferieur|moyen)\w*"
        r"|\bls[dgi]\b|\bli[dg]\b|\blm\b"
     r"|lingula|parenchyme pulm\w*|culmen|hilaires?|apex|(?:(?<=lesion )|(?<=masse )|(?<=nodule ))apicale?\b"),
    ("pneumothorax", "", "thorax", r"pneumo-?thorax"),
    ("sternum", "os", "thorax", r"stern(?:um|ale?s?|aux)\b"),
    ("thorax", "thorax", "thorax", r"(?:cervico-?)?thora(?:x|ci\w+)|\bthx\b|poitrine|intra-?thora\w+"),
    # "au sein d'une lésion" is within it.
    ("sein", "sein", "sein", r"(?<!au )seins?\b|(?<=au )sein\b(?! d(?:e |u |es |'))|mamm?aires?|mamelon\w*|quadrant|\bqs[ei]\b|\bqi[ei]\b|retro-?areol\w+"),
    ("surrénale", "surrénale", "abdomen", r"surrenal\w*"),
    ("voies biliaires", "voies biliaires", "voies biliaires", r"voies? biliaires?|biliaires?|cholangi\w+|vesicule"
        r"|choledo\w+|bili\b"),
    ("foie", "foie", "foie", r"hep\b(?!-)|foie|hepat(?:ique|iques|o-\w+)?\b|sus-hepat\w+|\bsegments? (?:[iv]+|[1-8])\b"
        r"|intrahepat\w+"),
    ("pancréas", "pancréas", "abdomen", r"pancrea\w+"),
    ("rate", "rate", "abdomen", r"\brate\b|(?:intra-?)?spleni\w+"),
    ("estomac", "estomac", "abdomen", r"estomac|gastri\w+|antr(?:e|al|ale|ales)\b|fundi\w+|cardia\b"),
    ("œsophage", "œsophage", "thorax", r"oe?sopha\w+"),
    ("rectum", "rectum", "rectum", r"rectum|rectal\w*|rectaux|haut-?rectum|(?<=cm de la )marge anale"),
    ("côlon", "côlon", "abdomen", r"colons?\b|coliques?|colorect\w+|sigmoid\w+|\bsigma\b|caec\w+|coecum|colo-?rect\w+"),
    ("intestin", "intestin", "abdomen", r"(?<!gastro-)(?<!gastro )intestin\w*|grele|ileon|ilea(?:l|le|ux)|duoden\w+|jejun\w+|appendic\w+"),
    ("anus", "anus", "pelvis", r"\banus\b|\banal(?:e|es)?\b|anaux"),
    ("vessie", "vessie", "pelvis", r"vessie|vesical\w*|vesicaux|urothel\w+"),
    ("rein", "rein", "rein", r"\breins?\b|renal(?:e|es)?\b|renaux|perirenal\w*"),
    ("prostate", "prostate", "prostate", r"prostat\w+|multiparametriq\w+|\bmp\b"),
    ("testicule", "testicule", "testicule", r"testicul\w+|scrotal\w*"),
    ("col utérin", "utérus", "pelvis", r"col uterin|col de l'uterus|(?:(?<=cancer du )|(?<=carcinome du )|(?<=\bk )|(?<=\bk du ))col\b(?! du f)|cervico-?uterin\w*|exocol|endocol"),
    ("utérus", "utérus", "utérus", r"uter(?:us|in|ine|ines|ins)\b|endometr\w+|myometr\w+|(?:endo|trans)-?vaginal\w*"),
    ("ovaire", "ovaire", "ovaire", r"ovaires?|ovarien\w*|annexiel\w*"),
    ("vagin", "vagin", "pelvis", r"vagin\b|vaginal\w*|vulv\w+"),
    ("thyroïde", "thyroïde", "thyroïde", r"(?:hemi|para)?thyroid\w*"),
    ("parotide", "parotide", "parotide", r"parotid\w*"),
    ("larynx", "larynx", "cou", r"larynx|larynge\w+|glott\w+|corde vocale"),
    ("pharynx", "pharynx", "cou", r"\w*pharyn\w+|amygdal\w+|cavum|sinus pirif\w+"),
    ("langue", "langue", "face", r"\blangue\b|lingual\w*|buccal\w*|\bbouche\b|jugal(?:e|es)?\b"),
    ("méninges", "méninges", "cerveau", r"(?:lepto-?|pachy-?)?mening(?!iom)\w+|(?<![a-z-])durales?\b"),
    ("cerveau", "cerveau", "cerveau", r"cerebr?\b|cerveau|cerebr\w+|cereb\b|(?<=irm )cer\b|(?<=scanner )cer\b|(?<=tdm )cer\b|encephal\w+|intra-?crani\w+|crani(?!o-?caudal)\w+|\bcrane|cervelet|\bvermi(?:s|enne?s?)\b|hemispheriques?|(?<=deux )hemispheres"
        r"|cerebell\w+|sus-?tentori\w+"
     r"|(?:supra|infra|sous)-?(?: et infra-?)?tentori\w+|frontal\w*|(?<!plevre )(?<!peritoine )(?<!biopsie )(?<!biopsies )(?<!pleurale )parietal\w*|temporal\w*|occipital\w*|mening\w+"
     r"|\bsnc\b|systeme nerveux central|hypophys\w+|selle turcique"),
    ("liquide céphalorachidien", "liquide céphalorachidien", "rachis", r"liquide cephalo-?rachidien|\blcr\b"
        r"|cephalo-?rachid\w+|lombaire(?= \(?pl\b)|(?<=ponction )lombaires?"),
    ("rachis", "os", "rachis", r"rachis|rachidi\w+|colonne(?: vertebr\w+| dors\w+| lomb\w+| cervic\w+)?|vertebr\w+"
        r"|lombaires?"
        r"|dorso-?lomb\w+"
     r"|lombo-?sacr\w+|(?:(?<=de )|(?<=en )|(?<=corps de )|(?<=a )|(?<=: )|(?<=image )|(?<=et ))(?:[dt](?:[3-9]"
     r"|1[0-2])|l[1-5]|s1|c[3-7])\b(?! ?[:=])"
     r"|(?:(?<=lytique )|(?<=lyse )|(?<=biopsie )|(?<=ponction )|(?<=metastase )|(?<=meta )|(?<=fracture )|(?<=tassement )|(?<=condensante )|(?<=condensation ))(?:[dt](?:[3-9]|1[0-2])|l[1-5]|c[3-7])\b(?! ?(?:[:=]|n[0-3x]))"),
    ("bassin", "os", "pelvis", r"bassin|sacrum|sacre[es]?\b|sacro-?ilia\w+|coccyx|(?<!chaine )(?<!chaines )(?<!artere )(?<!arteres )(?<!veine )(?<!veines )(?<!vaisseaux )(?<!axe )(?<!axes )iliaque|acetabul\w+|cotyl\w+|ischio-?pubi\w+|ilio-?pubi\w+"),
    ("os", "os", "os", r"\bos\b|osseus\w+|\bosseux|(?:(?<=la )|(?<=une )|(?<=les )|(?<=deux )|(?<=des )"
        r"|(?<=\d )|(?<=\de )|(?<=eme ))(?<!des 2 )(?<!les 2 )(?<!aux 2 )(?<!des deux )(?<!les deux )(?<!aux deux )cotes?\b"
        r"|costa(?:l|le|les|ux)\b|\bglene\b|trochanter\w*|femur|femora\w+|humer\w+|tibia\w*|squelett\w+|ischion"
     r"|clavicule|omoplate|scapula\b|sternum|crete iliaque|squelette axial|calotte(?: cranienne)?|voute (?:cranienne|du crane)"),
    ("tissus mous", "tissus mous", "tissus mous", r"tissus? mous|parties molles|muscul\w+|muscles?\b|psoas"),
    ("paupière", "peau", "face", r"paupieres?|palpebra\w+"),
    ("peau", "peau", "peau", r"\bpeau\b|cutane\w*|sous-?cutane\w*|(?:sous|ss)-?cut\b|derm(?:e|ique|iques)\b|scalp|cuir chevelu"
        r"|scapulaire"),
    ("cœur", "cœur", "cœur", r"coeur|\bcour\b|cardia(?:que|ques)|(?<=echo )card\b|(?<=echo)card\b|myocard\w+|trans-?thoraciq\w+ cardiaq\w+"),
    ("abdomen", "abdomen", "abdomen", r"abdom(?:en|inal\w*|inaux)|abdo\b|ventre"),
    ("cul-de-sac de Douglas", "péritoine", "pelvis", r"douglas"),
    ("pelvis", "pelvis", "pelvis", r"pelvis|pelvi(?:en\w*|que)\b|parametr\w+"),
    ("cou", "cou", "cou", r"\bcou\b|cervico-?facial\w*|cervica(?:l|le|les|ux)\b|latero-?cervic\w+"
        r"|troncs supra-?aortiques|\btsa\b"
        r"|massif facial|jugul\w+"),
    ("membre inférieur", "membre inférieur", "membre inférieur", r"membres? inferieurs?|(?<=doppler )mis?\b|(?<=doppler des )mis?\b|(?<=veineux )mis?\b|(?<=veineux des )mis?\b|cuisses?|jambes?|genoux?\b"
        r"|pieds?\b|cheville"
     r"|mollets?|hanches?|fess\w+"),
    ("membre supérieur", "membre supérieur", "membre supérieur", r"membres? superieurs?|\bbras\b|avant-bras"
        r"|epaules?|coudes?|poignets?|\bmains?\b"),
    ("face", "face", "face", r"\bface\b|facial\w*|visage|orbit\w+|nasal\w*|\bnez\b|sinus\b(?! (?:endoderm|costo|sagit|transvers|longit|veineux|coron|lymph|pirif))|maxill\w+|mandibul\w+"),
    ("sang", "sang", "sang", r"\bsang\b|sanguin\w*|plasm(?:a|atique)"),
)  # fmt: skip

_ORGAN = {name: organ or None for name, organ, _, _ in _PLACES}
_REGION = {name: region or None for name, _, region, _ in _PLACES}
_REGION_OF_ORGAN = {organ: region for _, organ, region, _ in reversed(_PLACES) if organ and region}
#: Where lymph nodes are found, besides the places that speak of nothing else.
_STATIONS = frozenset({"médiastin", "rétropéritoine", "péritoine", "poumon", "thorax", "abdomen", "pelvis", "cou"})
#: The nodes that a place qualifies: "adénopathies lombo-aortiques et |médiastinales", "ganglions du |médiastin".
_NODES_OF = Screened(
    r"(?:adenopathi\w+|ganglions?|lymphadenop\w+|adenomegalies?|\badp)"
    r"(?:,? (?!(?:avec|sans|nodul|lesion|masse|tumeur|epanch|infiltr|carcino|metastase|implant|atteinte|recidiv|rechut|progress|extension|diss|dans|par|sur)\w*)[a-z'-]{2,}){0,5},? \Z"
)
_ADJECTIVE = re.compile(
    r"\w*(?:al|ale|ales|aux|aires?|iques?|ie?nn?e?s?|aortiq\w+|peritone\w+|carinair\w+|trache\w+)\Z"
)
_PLACED_IN = re.compile(r"\b(?:du|de la|de l'|des|au|en) ?\Z")
_NODES_NEAR = 80
_LEXER = Lexer([(name, words) for name, *_, words in _PLACES], begin=r"(?<![a-z])")


def find_places(folded: str, start: int = 0, end: int | None = None) -> list[Place]:
    """Return the organs and regions named between two offsets of a folded text, in order.

    Examples
    --------
    >>> [place.name for place in find_places("biopsie hepatique et du rachis")]
    ['foie', 'rachis']
    """
    stop = len(folded) if end is None else end
    places = _READ.places_of(folded)
    found: list[Place] = []
    for number in range(_first_from(places, start), len(places)):
        place = places[number]
        if place.start >= stop:
            break
        if place.end <= stop:
            found.append(place)
    return found


def _first_from(places: list[Place], offset: int) -> int:
    """Return the number of the first place that starts at an offset or behind it."""
    # Halving in place: compiled, it costs a fraction of ``bisect``.
    low: i64 = 0
    high: i64 = len(places)
    while low < high:
        middle = (low + high) >> 1
        if places[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


#: "Progression extra-cérébrale": anywhere but there.
_NOT_THERE, _NOT = ("extra-", "extra "), len("extra-")


@lru_cache(maxsize=4)
def _places_of(folded: str) -> list[Place]:
    """Every place of a text, read once for the five families that ask for stretches of it."""
    return [
        Place(
            token.start,
            token.end,
            token.kind,
            token.kind in _STATIONS and _of_nodes(folded, token.start, token.end),
        )
        for token in _LEXER.tokens(folded)
        if folded[max(0, token.start - _NOT) : token.start] not in _NOT_THERE
    ]


class _Read:
    """The places of the text that was asked about last: a dozen stretches of one note are, one after the other."""

    def __init__(self) -> None:
        self._folded = ""
        self._places: list[Place] = []

    def places_of(self, folded: str) -> list[Place]:
        """Return every place of a text; the list is not to be changed."""
        if folded is not self._folded:
            self._folded, self._places = folded, _places_of(folded)
        return self._places


_READ = _Read()


def _of_nodes(folded: str, start: int, end: int) -> bool:
    """Return whether a place only says where the lymph nodes named before it are."""
    low = max(0, start - _NODES_NEAR)
    if _NODES_OF.search(folded, low, start) is None:
        return False
    return (_ADJECTIVE.match(folded, start, end) or _PLACED_IN.search(folded, low, start)) is not None


# What may stand between a head noun and the place it is about ("scanner de controle du thorax").
_LINK = re.compile(
    r"[\s'\"(),/+-]*(?:(?:du|de|des|la|le|les|l|d|tc|x|(?<=d')une?|(?<=sur )une?|(?<=dans )une?|(?<=par )une?|au|aux|a"
    r"|en|niveau|et|ou|ainsi|que|sur|dans|avec|par|c|sans(?! (?:autres? )?(?:lesions?|masses?|nodul|tumeur|epanch|zones?))|"
    r"\w*(?:controle|evaluation|surveillance|(?<=')extension|fdg|psma|inj|injectee?s?|injection|iv)|"
    r"contrastes?|intraveineu\w+|completes?|dynamiques?|stadification|muqueuses?|implants?|(?<=d')une?|l'une?|certaine?s|plusieurs|"
    r"nouve\w+|urgen\w+|simples?|standards?|precoces?|recent\w*|multiparametriques?|depistage|routine|post-?\w+"
    r"|pre-?\w+|"
    r"percutane\w+|chirurgicale?s?|echo-?guide\w*|scan\w*-?guide\w*|stereota\w+|trans\w+|endoscopiques?|excision\w*|"
    r"incisionn?el\w*|etage\w+|multiples?|selectives?|aiguilles?|fine|centrale|ponction|guide\w*|echographie|"
    r"lesions?|masses?|nodul\w+|tumeurs?|tumora\w+|ensemble|region\w*|zone|milieu|corps|os|axial|tissus?|"
    r"proxima\w+|dista\w+|liquide|droite?s?|gauches?|bilatera\w+|primitive?|superieure?s?|inferieure?s?|complementaire|"
    r"visceral\w*|tete|parenchyme|epanchement)(?![a-z])[\s'\"),/+-]*)*"
)


def following_places(folded: str, offset: int, limit: int) -> list[Place]:
    """Return the places that qualify the noun ending at ``offset``, up to ``limit``.

    A place qualifies while nothing but articles, prepositions, adjectives and other places stands
    between: "scanner du thorax, de l'abdomen et du bassin" has three, "scanner montrant un foie" none.

    Examples
    --------
    >>> [place.name for place in following_places("scanner du thorax et de l'abdomen normal", 7, 40)]
    ['thorax', 'abdomen']
    >>> following_places("scanner montrant un foie", 7, 24)
    []
    """
    found: list[Place] = []
    cursor = offset
    for place in find_places(folded, offset, limit):
        link = _LINK.match(folded, cursor, place.start)
        if link is None or link.end() < place.start:
            break
        # An enumeration goes on over a comma only when another region follows at once.
        if "," in folded[cursor : place.start] and not found:
            break
        found.append(place)
        cursor = place.end
    return found


def site_of(places: list[Place], use: Use = "organ") -> str | None:
    """Return the site of a list of places: the first organ, or for an exam the region they span.

    Examples
    --------
    >>> site_of(find_places("thorax, abdomen et bassin"), "region")
    'tap'
    >>> site_of(find_places("corps vertebral"))
    'os'
    """
    if use == "organ":
        for place in places:
            if organ := "ganglion" if place.of_nodes else _ORGAN[place.name]:
                return organ
        return None
    regions = [region for place in places if (region := _REGION[place.name])]
    if not regions:
        return None
    if len(regions) > 1:
        parts = {part for region in regions for part in region.split("+")}
        if {"thorax", "abdomen", "pelvis"} <= parts or "tap" in parts:
            return "tap"
    return regions[0].split("+")[0]


def names_of(organs: frozenset[str]) -> frozenset[str]:
    """Return the names of the places that sit in organs.

    Examples
    --------
    >>> sorted(names_of(frozenset({"foie", "os"})))
    ['bassin', 'foie', 'os', 'rachis', 'sternum']
    """
    return frozenset(name for name, organ in _ORGAN.items() if organ in organs)


def region_of(organ: str) -> str | None:
    """Return the region that an exam of an organ looks at, or None.

    Examples
    --------
    >>> region_of("côlon"), region_of("poumon"), region_of("sang")
    ('abdomen', 'thorax', 'sang')
    """
    return _REGION_OF_ORGAN.get(organ)


_SIDE = Screened(
    r"\b(?:(?P<both>bilatera\w+|des deux cotes|dg\b)|(?P<right>droite?s?)|(?P<short>dte?)|gauches?|gche?)\b"
)
_LETTER = re.compile(r"\b[dg]\b")


def laterality(text: str, folded: str, start: int, end: int) -> str | None:
    """Return ``droit``, ``gauche`` or ``bilatéral`` when the stretch names a side, else None.

    The single letters D and G count in capitals only.

    Examples
    --------
    >>> laterality("sein G", "sein g", 0, 6)
    'gauche'
    """
    told = _SIDE.search(folded, start, end)
    part = text[start : end if told is None else told.start()]
    if "D" in part or "G" in part:
        for letter in _LETTER.finditer(folded, start, start + len(part)):
            if text[letter.start()] == "D":
                return "droit"
            if text[letter.start()] == "G":
                return "gauche"
    if told is None:
        return None
    return "bilatéral" if told["both"] else "droit" if told["right"] or told["short"] else "gauche"
