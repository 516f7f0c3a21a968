"""Spread told by what makes such a statement, in any order: an organ, what an exam sees there, and why it is news.

The lists of :mod:`onco_pipeline.pipes.metastasis.spread` know whole phrases. French has no end of them: "le foie est le
siège de plusieurs hypodensités, nouvelles" holds none. Here a clause is read by its parts: a distant organ, a word of
lesion or of the disease that reaches it, and what is said of them, weighed together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.listed import SEATS, Listing, beside
from onco_pipeline.pipes.metastasis.polarity import polarity_of
from onco_pipeline.pipes.metastasis.reaching import (
    MALIGNANT,
    NO_NEWS,
    OF_ITS_ORGAN,
    RESULT,
    around,
    reached,
    sampled,
)
from onco_pipeline.pipes.primaries import organ_of_tumour
from onco_pipeline.pipes.scope import Scope, without_brackets
from onco_pipeline.pipes.screen import WINDOWS, Screened
from onco_pipeline.pipes.sites import Place, find_places, names_of, site_of
from onco_pipeline.pipes.stems import first_from
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["composed"]

#: What a statement turns on; the group's name tells how it is read.
_ANCHOR = WordPattern(
    r"(?<![a-z0-9])(?:"
    r"(?P<lesion>(?:micro-?|pseudo-?)?nodules?|lesions?|(?<! les )(?<! ces )(?<! les deux )(?<! ces deux )(?<! des )localisations?|images?|foyers?|(?:hypo|hyper)(?:densites?|signaux)|(?:hyper-?)?fixations?|hyper-?metabolismes?|(?:hyper-?)?captations?"
    r"|(?<!effet de )masses?|formations?|implants?|depots?|granulations?|opacites?|lacunes?|lyses?|osteolyses?|prises? de contraste|rehaussements?|epaississements? nodulaires?|loe"
    r"|multi-?nodulaire|miliaire|metas)"
    r"|(?P<reach>(?:positi(?:f|ve)|pathologique|anormale)s?(?= (?:\(|(?:sur|au|aux|dans)(?![a-z])))|sarcomatoses?|atteintes?|envahissements?|(?<!d')extensions?|diffusions?(?= (?:aux?|vers|dans|a la|a l')(?![a-z]))|disseminations?|essaimages?|propagations?|(?:oligo-?)?(?:progressions?|recidives?)|rechutes?|evolutions?|reapparitions?|reprises?|echappements?"
    r"|(?:s'(?:eten|est eten)|se propag|s'est propag|essaim|progress(?=e[ ,]|ent[ ,]|ait[ ,])|deborde|diffuse|s'install|revien|repar(?:ue?|ut)(?= )|gagn|touche|attein|coloni|concern)[a-z]*|envahi(?:e?s?|t))"
    r"|(?P<sample>(?:micro-?|re-?)?biops[a-z]+|pb[hpf]|bom|myelogrammes?|pl(?= )|(?:cyto-?)?ponction[a-z]*|cytologi[a-z]*|histologie|extempo[a-z]*|exereses?|curetages?|liquides?|l'analyse|fragments(?= (?:osseux|pleuraux|hepatiques|peritoneaux))|anapath[a-z]*|preleve[a-z]*|prelevements?|retire[a-z]*)"
    r")(?![a-z])"
)
#: What proves lesions; what tells that they were not there before; how they look; and how many they are.
_PROVEN = Screened(
    r"\b(?:biops|pb[hpf]\b|bom\b|ponction|exerese|curetage|cytolog|examen extemporane)[^.;\n]{0,45}(?:positi(?:f|ve)|confirm|adeno-?carcinome|carcinome|melanome|\badk\b|sarcome|cellules [a-z ]{0,12}(?:tumoral|carcino|malign|neoplas)|metasta|nature (?:tumorale|maligne)|localisation)"
)
_NEW = Screened(
    r"\bsurvenues? d|nouve(?:au|aux|lle|lles)\b(?! (?:scanner|tdm|irm|tep|pet|bilan|examen|controle|imagerie))|(?:re-?)?appar(?:u|ait|aiss|ition)|non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?)s?\b|absente?s? (?:en|le|sur|au|lors|avant|de)|n'(?:exist|etai|y )[a-z]*"
    r"|inexistant|jusque-la|jusqu'alors|jusqu'ici|desormais|maintenant(?! (?:de|a) )|dorenavant|sans traduction|de novo\b|s'install|devenue?s?\b|premiere fois|depuis (?:le|la) dern"
)
_LOOKS = Screened(
    r"tumora(?<!lit tumora)|malign|\bmalins?\b|neoplas|progression|miliaire|parsem|cribl|constell|truff|farci|tapiss|fixant|suspect|evocat|evoqu|compatibles? avec|en faveur|hyper-?metabol|hyper-?fix|hyper-?capt|\blyti|osteoly|rehauss|contraste|necro|hyper-?vascul|oe?deme|effet de masse|intense|excave|condens|epidurite|annulaire|\blyses?\b|\brondes?\b|en cocarde|lacher"
)
_MANY = re.compile(
    r"\b(?:multiples?|plusieurs|(?:une |la )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|multitude|myriade)|nombreu\w+|innombrables?|diffus\w*|bilat\w*|dissemin\w*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|(?<![/.,])(?:[2-9]|1\d)(?= [a-z])(?! (?:mm|cm|mois|ans|jours|semaines|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))|parsem\w+|cribl\w+|constell\w+|seme\w*|bilob\w+|etage\w*|multi-?nodul\w+|miliaire)\b|\((?:x ?)?(?:[2-9]|1\d)\)"
)
#: "Les nodules ont disparu mais hyperfixation surrénalienne": what is set against the rest is news.
_CONTRAST = Screened(
    r"\b(?:dispar|regress|stable|repon|diminu|reponse|stabil)[^.;]{0,60}\b(?:mais|en revanche|par contre|cependant|toutefois)\b[^.;,]{0,20}\Z"
)
#: An exam that opens a part of its sentence, with its day.
_OPENS = re.compile(r"(?<=: )(?:une? |l')?(?:irm|tdm|scanner|tep|pet|scinti\w*|echo\w*)\b[^:;]{0,40}\d")
#: What is done about lesions of a cancer, in their clause or the next.
_TREATED = Screened(
    r"\b(?:wbrt|radiochirurg|stereota|irradiation|radiotherapie|rt\b|sbrt|in toto|chimiother|folf|xel|docetaxel|paclitaxel|capecitabine|soins palliatifs|palliati)"
)
#: Words that a lesion has of a primary, of a treatment or of another time, and questions that stay open.
_NEXT_LESION = Screened(
    r"(?:,| et|,? ainsi que|,? avec)(?: (?:une?|des|de|deux|trois|plusieurs|multiples|\d|petite?s?|quelques)){0,3} (?:micro-?)?(?:nodul|lesion|masse|adenopath|epanchement|kyst|angiom|image|opacit|foyer|fixation|metasta)"
)
_A_LESION = Screened(
    r"\b(?:micro-?)?(?:nodul|lesion|masse|adenopath|epanchement|kyst|angiom|image|opacit|foyer|fixation)"
)
#: Where spread sits, beside nodes.
_HELD = SEATS | {"plèvre", "méninges", "pancréas"}
#: Where it seldom sits, and is told by the kind of cancer that a sample holds.
_RARELY = frozenset(
    {"estomac", "intestin", "côlon", "rectum", "thyroïde", "ovaire", "rein", "sein", "péricarde", "cœur"}
)
#: Organs that a primary grows into: there, a lesion that "reaches" them is no metastasis.
_OF_THE_CHEST = frozenset({"poumon", "bronche"})
_GROWS_INTO = {
    "voies biliaires": frozenset({"foie", "péritoine"}),
    "pancréas": frozenset({"rate", "surrénale"}),
    "estomac": frozenset({"rate"}),
    "rein": frozenset({"surrénale"}),
    "poumon": frozenset({"plèvre"}),
    "bronche": frozenset({"plèvre"}),
    "œsophage": frozenset({"plèvre", "poumon"}),
    **dict.fromkeys(
        ("face", "pharynx", "langue", "larynx", "parotide", "peau"), frozenset({"os", "cerveau", "méninges"})
    ),
    "tissus mous": frozenset({"os"}),
    "cerveau": frozenset({"méninges"}),
}
#: What a tracer of a cancer's own receptors is taken up by.
_AVID = Screened(r"\boctreo|\bdota|\bpsma|\bmibg|\bcholine")
_TAKES_UP = ("fixation", "hyperfix", "hyper-fix", "captation", "hypercapt", "foyer")
#: "PBH du 11/10. Carcinome canalaire": the result in a sentence of its own.
_THEN_READ = re.compile(
    r"\W*(?:(?:resultats?|reponse|conclusion|diagnostic|histologie|anapath|ap)\b[^.;:\n]{0,20}: ?)?(?:une? )?(?:(?:adeno-?)?carcinome|adk|metasta|localisation d|cellules (?:carcino|malign|tumor))"
)
_ITS_ORGAN = WordPattern(r"(?<![a-z0-9])(?:pbh|bom|myelogrammes?|pl)(?![a-z])")
#: Organs in which a carcinoma has been carried, whatever cancer the note names, and what it is called there.
_NEVER_FIRST = frozenset({"surrénale", "os", "moelle osseuse", "méninges", "rate", "cerveau"})
_CARCINOMA = re.compile(
    r"(?:adeno-?)?carcinome(?! (?:cortico|surrenal|neuro-?endocrine primitif))|adk|metasta|localisation|(?=[a-z ]{4,40}d'origine )"
)
#: ... or that the sample is told to come from.
_ORIGIN_TOLD = re.compile(
    r"d'origine (?:mammaire|ovarienne|colique|colo-?rectale|digestive|gastrique|pulmonaire|bronchique|renale|prostatique|pancreatique|uterine)"
)
#: What only tells where something is beside, and nodes, whatever bone they are named after.
_LANDMARK = Screened(
    r"\b(?:angle|flexure|courbure|hile|artere|veine|proche d[eu']?|contact d[eu']?|contact avec|pres d[eu']?|adjacente?s? (?:a|au)|hypochondre|capsule|adenopathies?|ganglions?|adp|chaine)(?: [a-z-]{4,14})?[ -](?:la |le |l')?\Z"
)
_LOBE = re.compile(r"frontal|parietal|temporal|occipital")
_OF_THE_BRAIN = Screened(r"annulaire|oedeme|comitia|crani|cereb|encephal|cervel|\birm\b|hemispher|tentori")
_OF_THE_LIVER = Screened(r"hepat|\bfoie")
_CONFIRMED = re.compile(r"(?<!non )(?<!pas )confirmee?s?\b")
#: Characters before a sample in which what it was taken from stands.
_BEFORE_IT = 110
_BACK, _ON, _NEXT = 80, 110, 90
_ENOUGH = 2


def composed(folded: str, scope: Scope, layout: Layout, primaries: frozenset[str], said: list[int]) -> list[Listing]:
    """Return the statements of spread that the parts of a clause make together.

    ``said`` holds where words of spread stand, in order: a clause with one of them is read by it.
    """
    near = beside(primaries)
    wanted = _names_away_from(near)
    seats = [place.start for place in find_places(folded) if place.name in wanted]
    seats += [sample.start() for sample in _ITS_ORGAN.finditer(folded)] if primaries else []
    found: list[Listing] = []
    if not seats:
        return found
    seats.sort()
    done = 0
    for match in _ANCHOR.finditer(folded):
        start, end = match.span()
        if start < done or layout.is_ignored(start):
            continue
        # most words of lesion and most samples are of the primary's organ
        at = first_from(seats, start - _BEFORE_IT)
        if at == len(seats) or seats[at] > end + _ON:
            continue
        kind = match.lastgroup
        if kind == "sample":
            result = RESULT.search(folded, end, end + _ON)
            if result is None or not (primaries or _CARCINOMA.match(folded, result.start())):
                continue
        first, last = scope.sentence(start)
        before = patterns.TURN.rest(WINDOWS.cut(folded, max(first, start - _BACK), start))
        after = patterns.TURN_OR_STOP.cut(WINDOWS.cut(folded, end, min(last, end + _ON)))
        after = _NEXT_LESION.cut(WINDOWS.cut(folded, end, end + len(after)))
        if kind == "sample" and match.group() in OF_ITS_ORGAN and _THEN_READ.match(folded, last):
            after = WINDOWS.cut(folded, end, min(scope.sentence(last + 1)[1], end + _ON))
        others = _A_LESION.search(before.rpartition(",")[0]) is not None
        before = before.rpartition(",")[2] if others else before  # "kystes hépatiques, nodules pulmonaires nouveaux"
        if kind == "lesion":  # "cancer métastatique osseux stable : IRM, foie : nouvelles lésions"
            before = before[_of_this_exam(before) :]
        low, high = start - len(before), end + len(after)
        # "Nodules au TAP, évolutifs au scanner, biopsie le 4 : métastase": the result tells it, with its own day
        if any(low <= place < high or (high <= place < last and folded.startswith(": ", place - 2)) for place in said):
            continue
        back = max(scope.previous(start, 1)[0], start - _BEFORE_IT)
        listing = _read(folded, match, before, after, near, primaries, back, spread=bool(said))
        if listing is None or _spoilt(folded, layout, first, start, before, after):
            continue
        found.append(listing)
        done = high
    return found


@lru_cache(maxsize=64)
def _names_away_from(near: frozenset[str]) -> frozenset[str]:
    return names_of((_HELD | _RARELY) - near)


def _read(
    folded: str,
    match: re.Match[str],
    before: str,
    after: str,
    near: frozenset[str],
    primaries: frozenset[str],
    earlier: int,
    *,
    spread: bool,
) -> Listing | None:
    """Return what a clause tells around the word that it turns on, or None."""
    kind = match.lastgroup
    news = True
    start, end = match.span()
    stop = end + len(after)
    low = start - len(before)
    clause = WINDOWS.cut(folded, low, stop)
    if kind == "lesion":
        word = MALIGNANT.search(clause)
        sure = word is not None and polarity_of(clause[: word.start()], clause[word.end() :]) is None
        news = _NEW.search(clause) is not None
        weight = 2 * sure + 2 * news + min(2, len({look.group() for look in _LOOKS.finditer(clause)}))
        weight -= match.group().startswith("micro")
        proof = _PROVEN.search(folded, end, min(len(folded), stop + _NEXT))
        weight += match.group().startswith(("osteolys", "lyse")) * (2 if spread else 1)
        many = _MANY.search(folded[max(low, start - 30) : min(stop, end + 40)]) is not None
        weight += many and "en cocarde" in clause
        weight += 2 * (match.group().startswith(_TAKES_UP) and _AVID.search(before) is not None)
        weight += _CONTRAST.search(folded, max(0, start - 110), start) is not None
        weight += many
        if weight <= _ENOUGH:  # beyond that it is enough in any case
            weight += _TREATED.search(folded, end, min(len(folded), stop + _NEXT)) is not None
        if proof is None and weight < _ENOUGH - 1:
            return None
        places = around(folded, start, end, before, after)
        sites = {site_of([place]) for place in places} & (_HELD - near)
        weight += len(sites) > 1  # "des foyers hépatiques et vertébraux"
        weight += len(sites) > 1 and not many and match.group().endswith("s")
        if proof is not None and _proves(folded, proof, stop, places):
            weight, sure, news = weight + 2, True, True
        if weight < (_ENOUGH if primaries else _ENOUGH + 1) or not (primaries or many or spread):
            return None
    elif kind == "reach":
        sure = True
        places = reached(folded, match, before, after, primaries)
        near = near.union(*(_GROWS_INTO.get(organ, frozenset()) for organ in primaries))
    else:
        sure = True
        places = sampled(folded, match, before, after, earlier)
        if not near.isdisjoint(_OF_THE_CHEST):
            near = near | {"plèvre"}  # its fluid is of the lung's own cancer, until a stage says so
    seats = _HELD
    if kind == "sample" and not primaries and _ORIGIN_TOLD.search(after) is None:
        seats = _NEVER_FIRST
    if kind == "sample" and organ_of_tumour(folded, end, stop) in primaries:
        seats = seats | _RARELY  # "plis gastriques épaissis, biopsies : carcinome lobulaire"
    held = [place for place in places if site_of([place]) in seats - near and _is_seat(folded, place, before, after)]
    if not held or (kind == "lesion" and patterns.BENIGN.search(clause)):
        return None
    if kind != "sample" and NO_NEWS.search(clause):
        return None
    first, last = min(start, held[0].start), max(end, held[-1].end)
    return Listing(first, last, tuple(held), explicit=sure, until=stop, grows=news)


def _of_this_exam(before: str) -> int:
    """Return where the words begin that may tell of lesions: at the last exam that opens its part of the sentence."""
    start = 0
    for exam in _OPENS.finditer(before):
        start = exam.start()
    return start


def _proves(folded: str, proof: re.Match[str], stop: int, places: list[Place]) -> bool:
    """Return whether the sample told behind lesions is theirs, and is told to hold the cancer."""
    if "suspect" in proof.group() or polarity_of(proof.group(), "") is not None:
        return False
    sites = {site_of([place]) for place in places}
    return all(site_of([place]) in sites for place in find_places(folded, stop, proof.end()))


def _is_seat(folded: str, place: Place, before: str, after: str) -> bool:
    """Return whether a place is where something sits: no node beside it, no landmark, no word of another organ."""
    word = folded[place.start : place.end]
    if place.name == "moelle épinière" or folded.startswith("bassinet", place.start):
        return False
    if _LANDMARK.search(folded, max(0, place.start - 30), place.start):
        return False
    if _LOBE.match(word):
        return _OF_THE_BRAIN.search(before + after) is not None
    if word.startswith("segment"):
        return _OF_THE_LIVER.search(before + after) is not None
    return True


def _spoilt(folded: str, layout: Layout, first: int, start: int, before: str, after: str) -> bool:
    """Whether a clause denies, doubts or repeats what it tells, or tells it of somebody else."""
    polarity = polarity_of(before, after)
    if polarity == "doubtful" and _CONFIRMED.search(after) is not None:
        polarity = None
    if polarity is not None or patterns.KNOWN.search(before[-55:]) or patterns.KNOWN_AFTER.match(after):
        return True
    section = layout.section(start)
    if section is not None and (
        section.label == "family_history"
        or (section.label == "clinical_exam" and not patterns.IMAGED.search(folded, first, start))
    ):
        return True
    return patterns.FAMILY.search(without_brackets(WINDOWS.cut(folded, max(first, start - 110), start))) is not None
