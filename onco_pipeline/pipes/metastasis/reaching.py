"""Which organs a spread's words are of: those around a lesion's, those that it reaches, the one a sample was taken from."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis import patterns
from onco_pipeline.pipes.metastasis.polarity import polarity_of
from onco_pipeline.pipes.metastasis.spread import DUE
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sites import Place, find_places, site_of

__all__ = ["GAP", "MALIGNANT", "NO_NEWS", "OF_ITS_ORGAN", "RESULT", "around", "reached", "sampled"]

#: Characters from a lesion's words to the organ that they are of.
GAP = 60
#: What leaves no doubt about lesions.
MALIGNANT = Screened(
    r"metasta|secondaires?(?![a-z]| (?:a|au|aux)\b)|carcino(?:se|mat)|localisations? (?:d'un |d'une |du |de la |de l'|de son |de sa |a distance)|dissemin|hematogene|\b(?:recidive|rechute)|reprise (?:de la maladie|evolutive|tumorale)"
    r"|(?<!in)(?<!non )(?<!peu )evoluti(?:f|ve|vite)|evolution (?!favor|clin)|echappement|extra-?hepatique|a distance"
)
#: What tells that they are the tumour itself, were known before, are harmless, or are still to be looked at.
NO_NEWS = Screened(
    DUE
    + r"|\bprimiti(?:f|ve)(?! (?:corps|tete|queue|du |de la |de l'|coliq|pulm|bronch|mamm|pancr|orl|gastr|renal|sein|inconnu|connu))|tumeur principale|\bbenin|\bbenign|adenome|granulom|calcifi|sequell|cicatric|lipome|polype|\bdents?\b|dentaire|stable|inchang|regress|diminu|dispar|reponse|remission|(?<!non )(?<!pas )(?<!in)connue?s?\b|residuel|persist|traumat|biops\w+ (?:prevue|programm|a faire)"
    r"|meningiom|\b(?:liee?s? a|en rapport avec) (?:un |de l'|l')?oe?deme|prothes|embol|sans effet|sphenoid|verre depoli|articulation|devitalis|(?:augment\w+|major\w+|croissance|agrandissement|progression) (?:\w+ ){0,2}d(?:e|es|u|') (?:(?:la|les|l'|ces|deux|certaines) ?)?(?:des )?(?:lesion|nodul|masse|foyer)|negati(?:f|ve)s? pour|s'agir d|conseill\w+ un suivi|ou d'une"
    r"|indetermin|aspecif|non specif|a (?:controler|surveiller|recontroler)|hypo-?plasi|surveill|micro-?calcif|mammograph|acr ?[1-6]|bi-?rads|antecedent"
)
#: The result of a sample.
RESULT = Screened(
    r"\b(?:(?:adeno-?)?carcinome|adk\b|melanome|sarcome|(?:cellules|elements|amas) [a-z ]{0,12}(?:tumora(?:les|ux)|(?:adeno)?carcinomateu(?:x|ses)|malignes|neoplasiques|cancereuses)|positi(?:f|ve)s?\b(?! pour (?:[a-z]?\d|egfr|alk|ros|braf|kras|la vim|l'inh|ck|ttf|le recept))|nature (?:tumorale|maligne)|metasta|localisation d)"
)
#: Samples whose name tells the organ that they are of.
OF_ITS_ORGAN = {
    "pbh": "foie",
    "pl": "méninges",
    **dict.fromkeys(("bom", "myelogramme", "myelogrammes"), "moelle osseuse"),
}

#: What may stand between the disease and the organ that it reaches.
_TO = re.compile(
    r"(?:[ ,:(+-]|\b(?:a|au|aux|la|le|les|l'|d'|de|du|des|dans|vers|sur|niveau|sous|forme|mode|jusqu'aux?|maladie|cette fois|nette|rapide|diffuse|massive|multifocale|tumorale|maintenant|desormais|ensuite|alors|et|puis|une?|deux|plusieurs"
    r"|secondaire|metastatique|viscerale|nodules?|lesions?|locale|ganglionnaire|multiple|importante|atteinte|localisations?|corps|cotes|glandes?|grand)(?![a-z])"
    # "le cancer progresse en novembre 2018, cette fois aux os"
    r"|\b(?:(?:en|debut|fin|mi|courant|depuis)[ -])?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?: (?:19|20)\d{2})?(?![a-z0-9])|\ben (?:19|20)\d{2}(?![\d])|\ble \d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d))*"
)
#: ... and between an organ and the disease that has reached it: "le poumon est désormais touché".
_BY = re.compile(
    r"(?: (?:droite?|gauche))? (?:est|sont|etait|etaient|a ete|ont ete|avai(?:en)?t ete|fut|furent)(?: [a-z-]{4,14})? "
)
_PASSIVE = re.compile(r"(?:touche|atteint|envahi|colonise|concerne)e?s?\Z")
_VERB = re.compile(
    r"s'|se |essaim|progress(?!io)|deborde|revien|repar|gagn|touche|attein(?!te)|envahi(?!ss)|coloni|concern|diffuse\Z"
)
#: A mass that extends or invades does so where it is.
_TRACER = Screened(r"\b(?:scinti|tep\b|pet\b|psma|dotatoc|bilan d'extension|octreoscan)[^.;]*\Z")
_GROWN = re.compile(r"\b(?:masse|lesion|tumeur|nodule|processus|corps)\b[^.;,]{0,60}\Z")
_DISEASE = Screened(
    r"\b(?:maladie|cancer|neoplasie|adk|carcinome|melanome|dissemination|progression|recidive)\b(?:[^.;:]|(?<= [a-z])\.){0,45}\Z"
)
_OF_WHAT = re.compile(
    r"[a-z]{5,}(?<!janvier)(?<!fevrier)(?<!avril)(?<!juillet)(?<!septembre)(?<!octobre)(?<!novembre)(?<!decembre)(?<!cytologie)(?<!cytologique)(?<!analyse)(?<!examen)(?<!liquide)(?![a-z])"
)
#: "Hyposignal des corps vertébraux, envahissement tumoral": what is told to be reached stands before.
_OF_THE_TUMOUR = re.compile(r" (?:tumora(?:l|le)|neoplasique|carcinomateu(?:x|se)|metastatique|secondaire)(?![a-z])")
_JUST_BEFORE = re.compile(r"(?: [a-z]{4,14})?(?:,| :| avec| par)? (?:un |une |l')?")
_COUNTED_THERE = re.compile(
    r", (?:au moins )?(?:(?:une?|deux|trois|quatre|cinq|multiples|plusieurs|nombreux|\d{1,2}) )"
)
_EXAM_BEFORE = re.compile(
    r"\b(?:irm|tdm|scanner|echo\w*|tep|pet|scinti\w*|radio\w*)(?: (?:de |du |des |de la |de l'|la |le ))? ?\Z"
)
#: "Le péritoine est le siège de nodules, surtout dans le Douglas".
_SIEGE = re.compile(
    r"\b(?:siege|porteu[rs]e?|contien[a-z]*|comport[a-z]+|renferm[a-z]+) (?:de |d'|des )?[a-z ]{0,12}\Z"
)
#: Organs that an exam looks at alone, so that what it shows is theirs.
_LOOKED_AT = frozenset({"cerveau", "foie", "rachis"})
#: What takes samples of the organ that it looks into, whatever was told before.
_ENDOSCOPY = Screened(r"\b(?:fogd|fibro|coloscop|gastroscop|endoscop|bronchoscop|ebus|rtu)")
#: What a sample is told to be of, a clause or a sentence before it.
_OF_LESION = Screened(
    r"\b(?:nodul|lesion|image|masse|lacune|lyse|osteolyse|epanchement|fracture|tassement|foyer|hypodens|fixation|ascite|drainage|epaississ|plis)"
)


def around(folded: str, start: int, end: int, before: str, after: str) -> list[Place]:
    """Return the organs that lesions are told of: behind their word, else before it."""
    behind = [place for place in find_places(folded, end, end + min(len(after), GAP)) if site_of([place])]
    if behind:
        told = [place for place in behind if "," not in folded[end : place.start]]
        if told or _SIEGE.search(before) is None:
            return told
    ahead = find_places(folded, start - min(len(before), GAP), start)
    for place in reversed(ahead):
        if _EXAM_BEFORE.search(folded, max(0, place.start - 25), place.start):
            return (
                [place]
                if place.name in _LOOKED_AT or (place.name == "poumon" and "nodule" in folded[start:end])
                else []
            )
        if _COUNTED_THERE.fullmatch(folded, place.end, start) and not folded[: place.start].rstrip().endswith(","):
            return [place]  # "scanner : foie, 3 nodules"
        if folded.count(",", place.end, start) in (0, 2):  # "la surrénale, jusque-là normale, porte une masse"
            return [place]
    return []


def reached(folded: str, match: re.Match[str], before: str, after: str, primaries: frozenset[str]) -> list[Place]:
    """Return the organs that the disease is told to reach."""
    start, end = match.span()
    word = match.group()
    if _PASSIVE.match(word):
        subject = find_places(folded, start - min(len(before), 60), start)
        if subject and _BY.fullmatch(folded, subject[-1].end, start):
            first = len(subject) - 1  # "le foie, le rachis et la plèvre étaient envahis"
            while first and _TO.fullmatch(folded, subject[first - 1].end, subject[first].start):
                first -= 1
            return subject[first:]
    if word == "atteinte" and not MALIGNANT.search(after):
        near_brain = find_places(folded, end, end + min(len(after), 30))[:1]
        if site_of(near_brain) in {"cerveau", "méninges"}:
            return []
    if word.startswith(("positi", "pathol", "anorm")) and not (primaries and _TRACER.search(before)):
        return []
    if _GROWN.search(before) and word.startswith(("extension", "envahi", "attei")):
        return []
    ill = (
        _DISEASE.search(before) is not None
        or before.endswith(("ca ", "cela "))
        or (word.startswith("s'install") and "maladie" in after[:20])
    )
    if _VERB.match(word) and not word.startswith("essaim") and not ill:
        return []
    found: list[Place] = []
    cursor = end
    for place in find_places(folded, end, end + min(len(after), GAP)):
        if _TO.fullmatch(folded, cursor, place.start) is None:
            break
        found.append(place)
        cursor = place.end
    if "scinti" in before:  # "scintigraphie pathologique (crâne, côtes)": it sees the bone of the skull
        found = [place for place in found if site_of([place]) != "cerveau"]
    if not found and _OF_THE_TUMOUR.match(folded, end):
        ahead = find_places(folded, start - min(len(before), 40), start)[-1:]
        found = [place for place in ahead if _JUST_BEFORE.fullmatch(folded, place.end, start)]
    return found


def sampled(folded: str, match: re.Match[str], before: str, after: str, earlier: int) -> list[Place]:
    """Return the distant organ that a sample was taken from, where the cancer was found in it."""
    start, end = match.span()
    result = RESULT.search(after)
    if (
        result is None
        or polarity_of(before + match.group() + after[: result.start()], after[result.end() :]) is not None
    ):
        return []
    places = find_places(folded, start, end + result.start())
    own = OF_ITS_ORGAN.get(match.group())
    if own == "méninges" and result.group().startswith("positi") and _OF_WHAT.search(after, 0, result.start()):
        return []  # "PL : pneumocoque, antigène positif"
    if own is not None and not places:
        return [Place(start, end, own)]
    if not places and _OF_LESION.search(folded, earlier, start):
        told = folded[earlier:start]
        benign = patterns.BENIGN.search(told)  # "fracture du col, histologie : adénocarcinome"
        spoilt = (
            (benign is not None and not benign.group().startswith("fractur"))
            or NO_NEWS.search(told)
            or _ENDOSCOPY.search(told)
        )
        places = [] if spoilt else find_places(folded, earlier, start)[-1:]
    if any(place.of_nodes or site_of([place]) == "ganglion" for place in places):
        return []
    return places[-1:]
