"""Whose an event is: the patient's, or a relative's whom the note speaks of."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention, Experiencer, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.scope import without_brackets
from onco_pipeline.pipes.screen import Screened

__all__ = ["experiencer", "same_subject"]

#: Relatives, and what is said of all of them.
_RELATIVE = Screened(
    r"\b(?:(?<!dure-)(?<!dure )(?<!pie-)mere|(?<!carte )maman|papa|pere|soe?ur(?! mar(?:ie|y)[- ])|frere|tante|oncle|fille|(?<!des )(?<!les )fils|cousine?|grand-?(?:mere|pere)|epou(?:x|se)|(?<!session )(?<!decision )(?<!reunion )(?<!consultation )(?<!suivi )(?<!travail )(?<!charge )(?<!discussion )conjointe?|"
    r"(?:son|le) compagnon|(?:sa|la) compagne|(?:un|une|son|sa) (?:amie?|voisine?)|un mari|beau-(?:pere|frere)|belle-soeur|(?:sa|sa propre) femme|la femme(?= d[eu]\b)|son mari|le mari (?:de|du|est (?:sous|traite|suivi)|prend|recoit|a (?:eu|pris|recu|ete traite))|(?:chambre|lit) voisine?|voisine? de (?:chambre|lit)|neveu|niece|atcd fam\w*|antecedents? familiau?x?)\b"
)
#: "En raison d'antécédents familiaux, une mammographie": the patient's.
_FAMILY_HISTORY = re.compile(r"(?:atcd fam\w*|antecedents? familiau?x?)\Z")
#: A sentence about a relative ("Sa mère est décédée d'un cancer, elle avait pris du tamoxifène") and what turns it to another.
_RELATIVE_SUBJECT = Screened(
    r"\W*(?:(?:enfin|par ailleurs|d'autre part|en outre|de plus|pour memoire|pour rappel|(?:a|on|il faut) note[rz]? (?:aussi |egalement )?que|(?:je |nous )?(?:vous )?(?:rappell?|signal|precis|not|soulign|ajout)(?:e|ons) (?:aussi |egalement |enfin |par ailleurs )?que),? )?"
    r"(?:(?:sa|son|ses|une?|la|le|deux|antecedent d')\s?)?(?:maman|papa|mere|pere|soe?urs?|freres?|tantes?|oncles?|filles?|fils|cousine?s?|grand-?(?:mere|pere)|"
    r"niece|neveu)\b(?! (?:present|accompagn|nous|m'|demand|signal|rapport|precis|s'inqui|appel|confirm|souhait|insist|explique|decrit|est present|trouve))"
)
#: "Sœur : cancer du sein ; la patiente a eu une IRM", "sa mère ... ; scanner de la patiente".
_PATIENT_AGAIN = re.compile(r";[^;]{0,20}?\b(?:l[ae]|notre|cette?|chez) (?:l[ae] )?patiente?\b")
_OF_THE_PATIENT = re.compile(r" (?:[a-z-]+ )?(?:de la|du|chez l[ae]) patiente?\b")
_NEW_SUBJECT = re.compile(
    r"[;:]|\bpatiente?\b|\bm(?:me|r|\.)\b|\bmonsieur\b|\bmadame\b|elle-meme|lui-meme|\bnotre\b|\bje\b|\bnous\b|\bon\b"
)
#: A relative who calls or comes along: what is told next is of the patient.
_CALLER = Screened(
    r"\b(?:appels?|appel\w+|tel|telephone|message|mail|accompagn\w+|presence|entretien|vue?s? avec|selon|d'apres|aux? dires?|informe\w*|prevenue?s?)\b[^.;:(]{0,14}?"
    r"\b(?:fils|filles?|epou(?:x|se)|conjointe?|mari|femme|soe?urs?|freres?|mere|pere|neveu|niece)\b"
    # "sa fille nous signale que la biopsie ..."
    r"|\b(?:s(?:a|on)|l[ae]) (?:fils|fille|epou(?:x|se)|conjointe?|mari|femme|soe?ur|frere|mere|pere|niece|neveu)(?: [a-z]+)? (?:(?:nous|me|m'|vous) ?)?(?:a |avait )?(?:signal|di[ts]|appr(?:end|is)|rapport|inform|indiqu|precis|rappel|appel|telephon|accompagn)[a-z]*\b"
)
#: "Biopsie du sein chez sa sœur en 2019", "la mammographie de sa mère".
_OF_RELATIVE = Screened(
    r" (?:(?:(?:du |de la |de l'|des )?[a-z-]+ )?(?:chez|de)|(?:[a-z'-]+ ){2,4}?chez) (?:sa|son|ses|la|le|une|un) (?:propre )?(?:mere|pere|soe?urs?|freres?|fille|fils|tante|oncle|cousine?|niece|neveu|grand-?(?:mere|pere))\b"
)
#: What most sentences hold none of, and the characters behind one in which that may still be told.
_RELATIVES = AnyOf(_RELATIVE.pattern, _RELATIVE_SUBJECT.pattern, _OF_RELATIVE.pattern)
_BEHIND = 120


_OF_SELF = re.compile(
    r"\bpatiente?\b|\bm(?:me|r|\.)(?![a-z])|\bmonsieur\b|\bmadame\b|elle-meme|lui-meme|\bnotre\b|\bnous\b"
)


def same_subject(folded: str, start: int, end: int) -> bool:
    """Return whether nothing between two offsets turns from a relative to the patient.

    Examples
    --------
    >>> same_subject("biopsie en janvier, benigne", 7, 20), same_subject("biopsie ; la patiente, benigne", 7, 23)
    (True, False)
    """
    return ";" not in folded[start:end] and _OF_SELF.search(folded, start, end) is None


def experiencer(
    folded: str, layout: Layout, event: EventMention, sentence: tuple[int, int], before: str, label: str
) -> Experiencer:
    """Return whose event it is; a relative stays the subject of a sentence until someone else is."""
    if event.family is Family.METASTASIS and event.attributes.get("polarity") == "family":
        return Experiencer.FAMILY  # "ATCD maternel : sein métastatique au foie"
    start, end = sentence
    if not _RELATIVES.may_stand(folded, start, min(len(folded), max(end, event.end) + _BEHIND)):
        return Experiencer.FAMILY if label == "family_history" else Experiencer.PATIENT
    if _OF_RELATIVE.match(folded, event.end):
        return Experiencer.FAMILY
    # "syndrome de Lynch (frère porteur) avec un adénocarcinome": who stands in a closed bracket is not spoken of.
    # ... nor who stands in another cell of a table.
    told, words = _RELATIVE.search(before), before
    if told is not None:
        words = without_brackets(_CALLER.rest(before)).rpartition("|")[2]
        told = _RELATIVE.search(words)
    if told is not None and (
        _PATIENT_AGAIN.search(words, told.end())
        or (";" in words[told.end() :] and _OF_THE_PATIENT.match(folded, event.end))
    ):
        return Experiencer.PATIENT
    of_history = told is not None and _FAMILY_HISTORY.match(told.group()) is not None
    family = label == "family_history" or (told is not None and not (of_history and event.is_act))
    if not family and layout.sentences:
        told = _RELATIVE_SUBJECT.match(folded, start, event.start)
        family = told is not None and _NEW_SUBJECT.search(folded, told.end(), event.start) is None
        family = family and "|" not in folded[start : event.start]
    return Experiencer.FAMILY if family else Experiencer.PATIENT
