"""Which organ a pathology result is about: the organ sampled, else the one the tumour names."""

from __future__ import annotations

import re

from onco_pipeline.pipes.biopsy.organs import organ_of_pbp
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.primaries import organ_of_tumour
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.sites import Place, find_places, following_places, site_of
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = ["specimen_site"]

#: Operations that tell the organ they removed: those that are met every day, and those that most notes hold none of.
_OPERATIONS = FirstOf(
    (
        "sein",
        Screened(
            r"mastectomi|tumorectomi(?!es? (?:partielle )?(?:ren|hepat|cerebr|pulmon|pancrea|ovar|thyro|surren|vesic|laryng))|quadrantectomi|segmentectomie? mamm"
        ),
    ),
    ("côlon", Screened(r"colectomi|sigmoidectomi|coloscop|polypectomi")),
    ("rectum", Screened(r"proctectomi|amputation abdomino|resection (?:basse )?anterieure")),
    ("thyroïde", Screened(r"lobectomies? (?:\w+ )?(?:de la )?thyroid")),
    ("poumon", Screened(r"lobectomi|pneumonectomi|segmentectomi|wedge|resection atypique")),
    ("rein", Screened(r"nephrectomi")),
    ("prostate", Screened(r"(?<!cysto)(?<!cysto-)prostatectomi|\bpbp\b")),
    ("utérus", Screened(r"hysterectomi|hysteroscop|conisation")),
)
_OTHER_OPERATIONS = FirstOf(
    ("ovaire", Screened(r"ovariectomi|annexectomi|oophorectomi|salpingo")),
    ("thyroïde", Screened(r"thyroidectomi")),
    ("surrénale", Screened(r"surrenalectomi")),
    ("foie", Screened(r"hepatectomi|metastasectomi|\bpb[hf]\b")),
    ("vessie", Screened(r"(?<!chole)cystectomi|cysto-?prostatectomi|\brtuv")),
    ("pancréas", Screened(r"pancreatectomi|\bdpc\b|\bwhipple\b")),
    ("estomac", Screened(r"gastrectomi|gastroscop|\bfogd\b")),
    ("œsophage", Screened(r"oe?sophagectomi")),
    ("ganglion", Screened(r"lymphadenectomi|curage|sentinelle|\bgs\b|adenectomi|\bebus\b")),
    ("testicule", Screened(r"orchidectomi|orchiectomi")),
    ("rate", Screened(r"splenectomi")),
    ("parotide", Screened(r"parotidectomi")),
    ("larynx", Screened(r"laryngectomi")),
    ("péritoine", Screened(r"omentectomi")),
    ("bronche", Screened(r"bronchoscop|fibro(?:scopie)? bronch")),
    ("moelle osseuse", Screened(r"myelogramm|\bbom\b")),
    ("foie", Screened(r"\bpb[hf]\b")),
    ("rein", Screened(r"\bpbr\b")),
)
_SAMPLE = StemPattern(
    r"(?:micro|macro|re|cyto)?-?biops\w+|(?:cyto-?)?ponctions?|\bfna\b|\bpb[aefhopr]\b|\bbag\b|prelevements?"
    r"|echantillons?|exerese|excision"
    r"|resection|cytologi\w+|aspiration|muqueuse|nodule|masse|lesion|metasta\w+"
)
_ORIGIN = Screened(
    r"(?:origine(?: \w+-)?|primitif"
    r"|localisations? [a-z]{3,14} d'une? (?:\w*carcinom\w+|adk|cancer|melanome|tumeur)(?: (?:du|de la|de l'))?"
    # "métastase d'un carcinome mammaire", "métastases d'un adénocarcinome du côlon"
    r"|metastases? (?:\(m1\) )?(?:dues? (?:a|au) |liees? a |compatibles? avec )?(?:une? |d'une? |d'|de |du )?(?:\w+ )?(?:\w*carcinom\w+|adk|cancer|neoplas\w+|tumeur|melanome|sarcome)"
    r"(?: (?!dans|au|sur|avec)[\w-]+){0,3}?(?: (?:du|de la|de l'|d'))?)\s*$"
)
#: "A - Hystérectomie" in the list of what was received, "A : carcinome" where it is read.
LABEL = re.compile(
    r"^[ \t]*(?:(?:prelevement|flacon|pot|lame|piece) ?(?:n ?° ?)?)?([a-h]|[1-9])[ \t]?(?:[-:)/]|\.(?=[ \t]))[ \t]*(?=[a-z0-9])",
    re.MULTILINE,
)
#: "Sein gauche : carcinome infiltrant": the specimen that a line of a report is about.
_ORGAN_HEAD = re.compile(
    r"[ \t•*-]{0,4}(?!(?:nature|contexte|indication|renseignement|antecedent|atcd|conclusion|motif|siege)"
    r")([a-z][a-z' -]{2,40}?)(?: \([^()\n]{0,30}\))? ?:(?! *\n)"
)
#: What is stained in a breast cancer; its name; and what takes a specimen of any organ.
_RECEPTORS = Screened(r"strogen|progest|recepteurs hormonaux|her-?2")
_OF_BREAST = re.compile(r"\bseins?\b|mammaire|(?<!adeno)carcinome canalaire|carcinome lobulaire")
_TAKING = re.compile(r"\b(?:(?:micro-?|re-?)?biops\w+|(?:cyto-?)?ponctions?|fnac?\b|paaf\b|bag\b)")
_CELLS = re.compile(r"cyto-?ponction|cytolog|\bfnac?\b|\bpaaf\b|aiguille fine")
#: What comes back or grows in sits elsewhere than where it came from.
_BACK_AGAIN = Screened(
    r"(?:recidives?|rechutes?|infiltrations?|infiltre\w*|localisations?) (?:\w+ )?(?:par |d'un |d'une |d'|de |du )"
)
_NODES_TOO = re.compile(r"(?:ectomie|resection|exerese).*(?:lymphadenectom|curage|sentinelle)")
_IN_NODES = re.compile(r"metasta|infiltr|envahi|atteint|ganglion|adenopath")
_SAMPLING = re.compile(r"biops|ponction|ectomi|exerese|resection|excis|cytolog")
#: The bile ducts within the liver are taken out with it.
_IN_THE_LIVER = re.compile(r"cholangiocarcinom\w+ intra-?hepati|\bccih\b")
#: What a melanoma or an osteosarcoma that comes back elsewhere still is by its name.
_TOLD_BY_NAME = frozenset({"peau", "os"})
_SKIN_REGIONS = frozenset({"membre inférieur", "membre supérieur", "face", "cou", "abdomen", "pelvis"})
_OF_NODES = re.compile(r"\bn ?\+|\bgs\b|ganglion")
_COUNTED_NODES = re.compile(r"\d ?n ?\+")
_OF_TUMOUR = re.compile(r"p ?t ?[0-4]|\bt[0-4][a-d]?n")
#: "pT1c N0, plèvre viscérale intacte": how far the tumour goes, and not where it was taken from.
_SPARED = re.compile(
    r" (?:(?:viscerale|parietale|mediastinale|externe|propre) )?(?:(?:est |etait )?(?:non )?)(?:intacte?|respectee?|indemne|libre|envahie?|franchie?|depassee?|rompue?)s?\b"
)
_STOP = re.compile(r"[,.;:(]")


#: A fluid named before what its cells were.
_FLUID = re.compile(
    r"\bliquide (?:pleural|peritoneal|d'ascite|de l'ascite|ascitique|pericardique)\b(?: (?:droite?|gauche|[dg])\b)?[^.;:a-z]{0,16}(?:(?:en|pour|du|le|adresse|envoye|analyse) [^.;:]{0,16})?\Z"
)
_FLUID_BACK = 75
#: ... and a sampling or an operation told right before it.
_NEAR = 70
_OF_CELLS = ("cytolog", "examen cytolog", "analyse cytolog", "etude cytolog")


def specimen_site(folded: str, scope: Scope, start: int, end: int, *, liquid: bool = False) -> str | None:
    """Return the organ of the specimen of a result between two offsets, or None.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "biopsie hepatique : metastase d'un adenocarcinome"
    >>> specimen_site(note, Scope(note, Layout()), 20, 49)
    'foie'
    """
    if liquid:
        return "sang"
    if "breslow" in folded[start:end]:
        return "peau"  # the depth of a melanoma, whatever node was taken with it
    first, last = scope.sentence(start)
    first = max(first, folded.rfind(";", first, start) + 1)
    words = WINDOWS.cut(folded, start, end)
    if words.startswith(_OF_CELLS) and (fluid := _FLUID.search(folded, max(first, start - _FLUID_BACK), start)):
        return site_of(
            find_places(folded, fluid.start(), fluid.end())
        )  # "liquide pleural en cytologie : adénocarcinome"
    of_nodes = _OF_NODES.search(words) is not None
    # "pT1c N0 (0N+/2)" counts nodes too, and is of the tumour
    of_tumour = _OF_TUMOUR.search(words) is not None
    counted = of_tumour and "ganglion" not in words and _COUNTED_NODES.search(words) is not None
    nodes = (of_nodes and not counted) or "t" not in words
    stage = not nodes and of_tumour
    near = _sampled(folded, max(first, start - _NEAR), start, skip_nodes=stage)
    if near is not None and near != "ganglion":
        return _of_the_tumour(near, words)
    spread = "metasta" in words or _BACK_AGAIN.search(folded, max(first, start - 30), end) is not None
    tumour = organ_of_tumour(folded, start, min(len(folded), end + 10))
    lump = None
    if tumour == "peau" and _CELLS.search(folded, first, start):
        # A needle takes cells of a lump or a node, not of the skin.
        lump, tumour = site_of(find_places(folded, scope.previous(start, 1)[0], start)[::-1]), None
    elif tumour in _TOLD_BY_NAME:
        lump = _lump_sampled(folded, first, start)
    named = _named(folded, start, end, last, tumour)
    of_organ = named or tumour
    if near == "ganglion" and of_organ not in (None, near) and not (spread or of_nodes):
        if _NODES_TOO.search(folded, first, start):
            near = of_organ  # "hystérectomie et curage, avec un carcinome de l'ovaire": the nodes went with it
    if named in _SKIN_REGIONS and tumour == "peau":
        named = tumour
    # "Adénocarcinome ALK+ (biopsie bronchique du 14/05), métastases osseuses": what was sampled stands in the bracket.
    closed = folded.find(")", end, end + 60) if folded.startswith(" (", end) and not near else -1
    site = (
        near
        or (_sampled(folded, end, closed, skip_nodes=stage) if closed > 0 else None)
        or named
        or (_sampled(folded, first, start, skip_nodes=stage) if start - first > _NEAR else None)
        or _sampled(folded, end, min(last, end + 60), skip_nodes=stage)
        or _taken_from(folded, first, start)
        or (lump if spread or lump else tumour)
        or site_of(_beside(find_places(folded, first, start), skip_nodes=stage))
        or _receptors_of(folded, words, scope.previous(start, 2)[0], first)
        # "Thyroïdectomie et curage", and below "carcinome médullaire": the nodes went with the organ.
        or (None if spread or of_nodes else _sampled(folded, scope.previous(start, 2)[0], first, skip_nodes=True))
        or _sampled(folded, scope.previous(start, 2)[0], first, skip_nodes=stage)
    )
    return _of_the_tumour(site, words)


def _of_the_tumour(site: str | None, words: str) -> str | None:
    """Return the organ of a specimen as that of the tumour that a result's words tell."""
    if site == "voies biliaires" and _IN_THE_LIVER.search(words):
        return "foie"
    # A bronchial biopsy tells of a tumour of the lung.
    if site == "bronche" and re.search(r"carcinom|\badk\b|tumeur", words):
        return "poumon"
    return site


def _beside(places: list[Place], *, skip_nodes: bool) -> list[Place]:
    """Return places from the last on, without nodes where a tumour's stage is told: they were taken with it."""
    return [place for place in reversed(places) if not (skip_nodes and site_of([place]) == "ganglion")]


def _lump_sampled(folded: str, start: int, end: int) -> str | None:
    """Return the organ told before the last word of sampling: "adénopathie axillaire qui a fait l'objet d'une biopsie"."""
    taken = [match.start() for match in _TAKING.finditer(folded, start, end)]
    places = find_places(folded, start, taken[-1]) if taken else []
    site = site_of(places[::-1])
    return None if site in _SKIN_REGIONS or site == "sang" else site


def _taken_from(folded: str, start: int, end: int) -> str | None:
    """Return the first organ told behind the last word of sampling: "une biopsie a été réalisée (25/10) du ganglion"."""
    taken = [match.end() for match in _TAKING.finditer(folded, start, end)]
    places = find_places(folded, taken[-1], end) if taken else []
    return next((site for place in places if (site := site_of([place])) not in (None, "sang")), None)


def _receptors_of(folded: str, words: str, start: int, end: int) -> str | None:
    """Return the breast where receptors are told behind its cancer, and no sampling of another organ stands between."""
    told = _RECEPTORS.search(words) and _OF_BREAST.search(folded, start, end)
    return "sein" if told and not _SAMPLING.search(folded, start, end) else None


def specimens_of(folded: str) -> dict[str, str | None]:
    """Return the organ of each specimen that a report lists under a letter or number, where it lists two and more.

    Examples
    --------
    >>> specimens_of("a - hysterectomie\\nb - omentectomie\\nexamen\\na : carcinome sereux\\nb : indemne")
    {'a': 'utérus', 'b': 'péritoine'}
    """
    listed: dict[str, str | None] = {}
    twice = False
    for match in LABEL.finditer(folded):
        label, words = match.group(1), match.end()
        if label in listed:
            twice = True
            continue
        stop = folded.find("\n", words)
        stop = len(folded) if stop == -1 else stop
        site = _sampled(folded, words, stop, skip_nodes=False)
        if site is None:
            site = site_of(find_places(folded, words, stop))
        listed[label] = site
    return listed if twice and len(listed) > 1 else {}


def organ_received(folded: str, layout: Layout) -> str | None:
    """Return the organ of what a report says it received, or None where it names none or several.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.analyse import analyse
    >>> note = "nature : ponction-biopsie hepatique, deux cylindres\\nmicroscopie : adenocarcinome"
    >>> organ_received(note, analyse(note))
    'foie'
    """
    sites: set[str | None] = set()
    for section in layout.sections:
        if section.label == "specimen":
            sites.update(site_of([place]) for place in find_places(folded, section.title_end, section.end))
            sites.add(_sampled(folded, section.title_end, section.end, skip_nodes=False))
    sites.discard(None)
    return sites.pop() if len(sites) == 1 else None


def organ_heads(folded: str, lines: list[tuple[int, int]]) -> dict[int, str]:
    """Return the organ that each line of a report opens with, by where the line starts; none where there is but one.

    Examples
    --------
    >>> organ_heads("sein gauche : carcinome\\naisselle : metastase", [(0, 23), (24, 44)])
    {0: 'sein', 24: 'ganglion'}
    """
    heads: dict[int, str] = {}
    for start, end in lines:
        head = _ORGAN_HEAD.match(folded, start, end)
        site = site_of(find_places(folded, head.start(1), head.end(1))) if head is not None else None
        if site is not None:
            heads[start] = site
    return heads if len(set(heads.values())) > 1 else {}


def _sampled(folded: str, start: int, end: int, *, skip_nodes: bool) -> str | None:
    """Return the organ of the last sampling or operation between two offsets."""
    site: str | None = None
    position = -1
    told = [*_OPERATIONS.standing(folded, start, end), *_OTHER_OPERATIONS.standing(folded, start, end)]
    for organ, pattern in told:
        for match in pattern.finditer(folded, start, end):
            if match.start() > position and not (skip_nodes and organ in ("ganglion", "péritoine")):
                site, position = organ, match.start()
                if match.group() == "segmentectomi":  # of the lung, unless the words around it say otherwise
                    around = folded[max(0, position - 120) : match.end() + 40]
                    site = "foie" if "hepati" in around else "sein" if _OF_BREAST.search(around) else organ
                elif match.group() == "pbp":
                    site = organ_of_pbp(folded, start, end)
    for match in _SAMPLE.finditer(folded, start, end):
        sampled = site_of(following_places(folded, match.end(), min(len(folded), match.end() + 70)))
        if sampled and match.start() >= position and not (skip_nodes and sampled == "ganglion"):
            site, position = sampled, match.start()
    return site


def _named(folded: str, start: int, end: int, last: int, tumour: str | None) -> str | None:
    """Return the organ that the result itself names, unless it is where the tumour came from."""
    until = max(end, min(last, end + 50))
    stop = _STOP.search(folded, end, until)
    for place in find_places(folded, start, until if stop is None else stop.start()):
        site = site_of([place])
        if site is None or site in {"sang", "thorax"} or place.of_nodes or _SPARED.match(folded, place.end):
            continue
        if _ORIGIN.search(folded, max(0, place.start - 70), place.start):
            continue
        if site == "ganglion" and tumour and not _IN_NODES.search(folded, start, place.start):
            continue  # "hépatocarcinome, associé à des adénopathies"
        return site
    return None
