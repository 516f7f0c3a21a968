"""A drug that gives way to another: "passage du létrozole à l'exémestane", "tamoxifène remplacé par anastrozole"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from onco_pipeline.pipes.oral_therapy.attachment import Drug
from onco_pipeline.pipes.oral_therapy.patterns import DATE
from onco_pipeline.pipes.screen import WINDOWS, Screened

__all__ = ["in_place_of", "replaced"]

_CHANGE = r"pass(?:age|e|er|ant|ee?s?)|relais|relay\w+|remplac\w+|substitu\w+|switch\w*|chang\w+|bascul\w+|rotation|conversion"
_OF = r"(?:de l'|du |de la |de |d'|le |la |l')"
#: What stands before a drug that is left: "passage du", "switch", "en remplacement de l'", "à la place du".
_LEFT = re.compile(
    r"\b(?:"
    + _CHANGE
    + r")(?: therapeutique| hormonale?| ce jour| donc| alors| aujourd'hui)? (?:"
    + _OF
    + r")?(?:association )?$"
)
_IN_PLACE_OF = Screened(
    r"\b(?:en (?:remplacement|relais|substitution)|a la place|en lieu et place|au lieu) " + _OF + r"(?:association )?$"
)
_TO = (
    r"(?:a|au|aux|par|pour|vers|contre|->|→|au profit d[eu]|en faveur d[eu])(?: (?:le|la|un|une|du|de la))? ?(?:l'|d')?"
)
#: What stands between it and the drug that takes its place.
_TOWARDS = re.compile(r"(?: \d[\d.,]* ?mg(?:/\w+)?)? ?" + _TO + r"(?:association )?")
_TAKEN_OVER = re.compile(
    r"(?:, [^,.;:]{3,40},)?,? ?(?:(?:est|a ete|sera|etait|fut|ete) )?(?:donc |alors |ensuite |finalement |secondairement )?"
    # "remplacé en mars par du tamoxifène"
    r"(?:(?:remplac|relay|switch|chang)\w+|substitu\w+(?! (?:a|au) )|(?:a |ont )?(?:laiss|ced)\w+ (?:la |sa )?place) (?:(?:(?:depuis |des |en )?"
    + DATE
    + r"|hier),? )?"
    + _TO
    + r"(?:association )?"
)
#: "Le lorlatinib a remplacé l'alectinib fin août", "létrozole substitué à l'anastrozole", "l'exémestane succède au
#: létrozole": the second one is left.
_TAKES_ITS_PLACE = re.compile(
    r"[^.;:]{0,60}?\b(?:(?:a|avait|ayant|vient|viendra|est venue?|va|doit)(?: [a-z]+ment)? (?:remplac(?:e|er)|succede|succeder|pris la (?:place|suite|releve))|remplace(?:ra|rait|ant)?(?! (?:par|le \d))|remplacant"
    r"|succede(?:ra|rait)?|prend la (?:place|suite|releve)|substituee?s?(?= (?:a|au) )|se substitu\w+)"
    r" (?:(?:(?:depuis |des |en )?" + DATE + r"|hier),? )?(?:a |au |du |de |d')?(?:l[ae] |l'|son )?(?:association )?"
)
#: "Létrozole -> exémestane le 25/09".
_ARROW_TO = re.compile(r" ?(?:-+>|=>|→) ?")
#: "L'anastrozole est mal supporté, je le remplace par du tamoxifène".
_I_REPLACE = re.compile(
    r"[^.;]{0,70}[,:] (?:donc |et )?(?:je|nous|on) (?:l[ae] |l'|les )(?:remplac|substitu|switch|chang|relai)\w+ "
    + _TO
    + r"(?:association )?"
)
#: "Exémestane depuis mars (relais du létrozole)", "(remplace le létrozole)", "(ex-létrozole)": what stands before one left
#: for the drug told before it.
_LEFT_BEHIND = re.compile(
    r"[(,] ?(?:en )?(?:(?:relais|switch\w*|suite|remplacement|changement|passage|rotation|place) (?:du |de l'|de la |d')"
    r"|(?:remplac|substitu|succed)\w+ (?:au |a l'|le |la |l')|(?:a la )?(?:suite|place) (?:du |de l'|au |a l')|(?:ex|anc)[- .]{1,2}|ancien(?:nement)? )\Z"
)
_ITS_OWN_DATE = re.compile(r"(?: \d{1,4} ?mg)? ?\(?(?:de |en |du |depuis |le )?" + DATE)
_TAKES_OVER = re.compile(r"[^,;.()]{0,20}? (?:a|au|par|pour|vers) (?:l'|la |le |du )?\Z")
#: An end that is told in so many words stays one.
_ENDED = re.compile(r"\b(?:arret|stop|interr|suspen|cess|retrait|fin )[^,;.]{0,25}$")

#: "En relais de l'enzalutamide (arrêté le 14/04)": the end of the one left is told as well.
_ENDED_BEHIND = re.compile(
    r"(?: \d[\d.,]* ?mg(?:/\w+)?)?(?: \([^()]{1,40}\))? ?[(,] ?(?:(?:lequel|laquelle|qui|celui-ci|celle-ci) (?:a|avait|est|etait|fut) (?:donc |deja )?(?:ete )?|lui-meme |elle-meme |deja )?(?:arret|stopp|interromp|suspend|termin)(?:e|u)e?s?\b"
)


def replaced(folded: str, drugs: list[Drug]) -> Iterator[Drug]:
    """Yield the drugs of a sentence whose only news is that another takes their place.

    Nothing begins for them on that day, and an end that a change of line merely implies is no event.

    Parameters
    ----------
    folded
        Folded text of the note.
    drugs
        The drugs of one sentence, in order, numbered by combination.

    Source
    ------
    Annotation guidelines: "a stop that a switch of line merely implies is no record".
    """
    combinations = [list(group) for _, group in groupby(drugs, key=lambda drug: drug.group)]
    for number, combination in enumerate(combinations):
        first, last = combination[0], combination[-1]
        before = WINDOWS.cut(folded, max(0, first.start - 45), first.start)
        told_after = bool(number) and _LEFT_BEHIND.search(before) and not _tells_more(folded, combinations, number)
        ousted = bool(number) and _TAKES_ITS_PLACE.fullmatch(folded, combinations[number - 1][-1].end, first.start)
        if _IN_PLACE_OF.search(before) or told_after or ousted:
            if _ENDED_BEHIND.match(folded, last.end) is None:
                yield from combination
        elif number + 1 < len(combinations) and not _ENDED.search(before):
            between = folded[last.end : combinations[number + 1][0].start]
            if (
                _TAKEN_OVER.fullmatch(between)
                or _I_REPLACE.fullmatch(between)
                or _ARROW_TO.fullmatch(between)
                or (_LEFT.search(before) and _TOWARDS.fullmatch(between))
            ):
                yield from combination


def in_place_of(folded: str, start: int) -> bool:
    """Return whether a drug is told as the one that another takes the place of: "en relais de l'enzalutamide"."""
    return _IN_PLACE_OF.search(folded, max(0, start - 45), start) is not None


def _tells_more(folded: str, combinations: list[list[Drug]], number: int) -> bool:
    """Return whether more is told than that a drug was left: "(passage du létrozole à l'exémestane)", "(suite au létrozole de 2019)"."""
    last = combinations[number][-1]
    if _ITS_OWN_DATE.match(folded, last.end):
        return True
    if number + 1 >= len(combinations):
        return False
    return _TAKES_OVER.match(folded, last.end, combinations[number + 1][0].start) is not None
