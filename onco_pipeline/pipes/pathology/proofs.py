"""Results told by their proof alone, or by what was left: "récidive confirmée par biopsie", "marges élargies, négatives"."""

from __future__ import annotations

from collections.abc import Iterator

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["proofs"]

_PROVED = WordPattern(
    r"(?<![a-z])(?<!non )(?<!pas )(?<!etre )\b(?:confirm|prouv|document|authentifi)(?:e|ee|es|ees)(?: (?:histologiquement|cytologiquement|ensuite|secondairement))? par "
    r"(?:une? |la |l'|des |les |deux )?(?:[a-z-]+ (?:avec|et) (?:une? |des )?)?(?:nouvelle )?"
    r"(?:(?:micro-?|re-?)?biops(?:ie|ies|y)|cyto-?ponctions?|ponctions?[- ](?:biopsie|cytolog\w+)|paaf|fnac?|ponctions?(?: aspiration)? a l'aiguille)(?![a-z])"
)
#: "Récidive confirmée histologiquement en mars 2020", told with its day.
_PROVED_THEN = WordPattern(
    r"(?<![a-z])(?:(?<!non )(?<!pas )(?<!etre )(?:confirm|prouv|document|authentifi)(?:e|ee|es|ees) (?:histologiquement|cytologiquement|sur le plan histologique|a l'histologie|par l'(?:histologie|anapath|anatomopathologie|examen histologique))"
    r"|(?<!non )(?<!pas )(?<!etre )(?:histologiquement|cytologiquement) (?:confirm|prouv|document)(?:e|ee|es|ees)|(?<!pas de )(?<!sans )(?<!aucune )preuve (?:histo|cyto)logique (?:obtenue|apportee))"
    r"(?= \(?(?:le |en |fin |debut |mi-? ?|courant |depuis )?(?:\d|janv|fevr|mars|avri|mai\b|juin|juil|aout|sept|octo|nove|dece))"
)
#: "Le frottis de février est normal", "myélogramme en rémission": what was read is told by one word that other things have, too.
_NORMAL = WordPattern(
    r"(?<![a-z])(?:frottis(?! sanguin)|(?:re-?)?biops(?:ies?|y)(?! liq)|myelogrammes?|bom|cytologies?|anapath|histologie)(?: (?!et\b|puis\b|avec\b|mais\b|qui\b)[\w'/().-]+){0,9}?"
    r"(?: (?:est|sont|etai(?:en)?t|revien(?:t|nent)|(?:est |etait )?revenue?s?|s'est averee?)(?: tout a fait| strictement| bien)? (?:normale?s?|normaux|rassurante?s?|en (?:rc|remission))| ?: ?(?:normale?s?|rassurante?s?|(?:en )?(?:rc|remission))| en remission)\b(?! (?:en|de) (?:taille|volume|couleur))"
)
#: "La cytologie urinaire du 12 octobre est douteuse"
_DOUBTED = WordPattern(
    r"(?<![a-z])(?:frottis(?! sanguin)|cyto(?:logies?|ponctions?)|paaf)(?: (?!et\b|puis\b|avec\b|mais\b|qui\b)[\w'/().-]+){0,9}?"
    r"(?: (?:est|sont|etai(?:en)?t|revien(?:t|nent)|(?:est |etait )?revenue?s?)| ?:|(?<=\d)) (?:douteu(?:x|se)s?|suspecte?s?|atypiques?)\b(?! (?:de|d'|pour)\b)"
)
#: "Cyto 17/02 +": a sign is what was found.
_SIGNED = WordPattern(
    r"(?<![a-z])(?:cyto(?:logie|ponction)?s?|(?:re-?)?biops(?:ie|ies|y)|bx|pb[hp]|paaf)(?: (?!ou\b|et\b|puis\b)[a-z]{2,12}){0,2}"
    r" (?:le |du )?\(?\d{1,2}[/.]\d{1,2}(?:[/.](?:20)?\d{2})?\)? ?:? ?\+(?= ?[.,;)\n]|\Z)"
)
#: "Les marges ont été élargies et étaient négatives": what is taken out around a scar is read for what the first operation left.
_WIDENED = WordPattern(
    r"(?<![a-z])(?:(?:marges|berges|limites|bords)(?: (?:chirurgica|latera|profond|cutane)\w+| de (?:la )?(?:resection|exerese|cicatrice))? (?:ont|avaient|furent) (?:ensuite )?(?:(?:du etre|ete|pu etre) )?(?:elargi|repris|etendu|agrandi|recoup|complet)e{0,2}s"
    r"|(?:re-?excision|re-?resection|re-?exerese|recoupe)s?"
    r"|reprises? chirurgicales?(?! (?:de|d[eu]|sur)\b)(?![^.;:]{0,45}\b(?:pour|devant|en raison)\b)"
    r"|(?:elargissement|agrandissement|extension|reprise|complement)s?(?: (?:chirurgica|complementair|latera|profond)\w+)*"
    r" (?:des |d[eu] |de la |de l'|d'|de sa )?(?:marges|berges|limites|bords|cicatrice|exerese|resection|tumorectomie|lit (?:tumoral|operatoire)))\b"
    r"(?![^.;]{0,90}(?:propos|prevu|program|refus|conseil|envisag|discut|necessair|recidiv|rechut|metasta))"
    r"[^.;]{0,90}?\b(?P<told>(?:(?:marges|berges|limites) )?(?:negatives?|indemnes?|saines?|libres?)\b(?! de recidive)"
    r"|(?:aucune?|sans|pas d[e']|absence d[e']|plus d[e'])(?: aucune?)? ?(?:[a-z]+ ){0,2}?"
    r"(?:tumeur|tumoral\w*|neoplasi\w+|residu\w*|reliquats?|melanome|carcinome|sarcome|malignite|cellules?)\b(?: (?:residue|tumora|maligne|restant|invasi|infiltr)\w*)*)"
)
#: "L'histologie était identique à celle de la tumeur primitive": read, and told by what had been read before.
_READ = r"anatomo-?patholog|anatomie patholog|histo-?patholog|histolog|patholog|anapath"
_ALIKE = (
    r"(?:,? (?:etai(?:en)?t|est|sont|etant|s'est revelee?|s'averait|a ete|ont ete|fut|montr\w+ un aspect|retrouv\w+ un aspect))?"
    r" (?:identiques?|similaires?|superposables?|comparables?|analogues?|concordante?s?|l[ae] meme|les memes) (?:a|au|aux|que|avec) (?:l[ae]s? |l'|cel(?:le|ui|les)(?:-la)? (?:de |du |d')?(?:la |l')?)?"
)
_SAME = WordPattern(
    rf"(?<![a-z])(?:(?:(?:(?:examen|etude|analyse|resultat|diagnostic)s? )?(?:{_READ})\w*|(?:examen|etude|analyse|lecture)s? (?:de la |du )(?:piece|specimen)(?: \w+)?)(?: (?:definitif|de la piece|de l'exerese|de la lesion)\w*)?{_ALIKE}"
    rf"(?:tumeur|primiti|lesion|precedent|premier|initial|{_READ}|biopsie|piece|cancer|carcinome|sarcome|melanome)\w*|resultats?{_ALIKE}(?:{_READ}|biopsie)\w*"
    r"|(?:la |une )?memes? (?:histologie|anatomopathologie|aspect histologique|type histologique) (?:que|qu'))"
)
#: What tells of itself what a sample showed.
_VERDICTS = (
    (_SAME, "positive"),
    (_SIGNED, "positive"),
    (_PROVED_THEN, "positive"),
    (_DOUBTED, "positive"),
    (_NORMAL, "negative"),
)
#: Characters behind the sampling in which a result of its own stands.
_BEHIND = 90
_NEXT = 4


def proofs(folded: str, scope: Scope, told: list[EventMention]) -> Iterator[tuple[int, int, str]]:
    """Yield the bounds of statements that a sample proved what was suspected, or that no more was found around a scar, with the verdict.

    Only where no other result is told of it.

    Examples
    --------
    >>> from onco_pipeline.pipes.document.layout import Layout
    >>> note = "recidive hepatique, confirmee par biopsie."
    >>> [(note[start:end], verdict) for start, end, verdict in proofs(note, Scope(note, Layout()), [])]
    [('confirmee par biopsie', 'positive')]
    """
    for match in _PROVED.finditer(folded):
        first, last = scope.sentence(match.start())
        if not _told_beside(told, max(first, match.start() - _BEHIND), min(last, match.end() + _BEHIND)):
            yield *match.span(), "positive"
    for match in _WIDENED.finditer(folded):
        first, last = match.span("told")
        if not _told_beside(told, match.start(), last + _BEHIND):
            yield first, last, "negative"
    for pattern, verdict in _VERDICTS:
        for match in pattern.finditer(folded):
            if not _told_beside(told, match.start(), match.end() + _NEXT):
                yield *match.span(), verdict


def _told_beside(told: list[EventMention], start: int, end: int) -> bool:
    """Whether a result is told between two offsets."""
    return any(event.start < end and start < event.end for event in told)
