"""A sampling that is only spoken of: "accessible à une biopsie", "nodule à biopsier", "en vue de la biopsie"."""

from __future__ import annotations

import re

from onco_pipeline.pipes.screen import Screened

__all__ = ["only_intended"]

#: What a sampling is the aim, the matter or the question of.
_AIMED_AT = Screened(
    r"\b(?:en vue d['e]|dans l'(?:optique|attente|idee) d['e]|en prevision d['e]|avant(?! l[ae]s? )|consentements? (?:pour|a|de|d'|eclaire pour)|explications? (?:de|sur|d')|informations? (?:de|sur|d')"
    r"|possibilites? d['e]|eventualite d['e]|decision d['e]|projet d['e]|accessibles? a|accord(?: du patient| de la patiente)? pour|on attend|nous attendons|j'attends|attendre|sous reserve d['e]"
    r"|necessite d['e]|utilite d['e]|faisabilite d['e]|(?:se prete|prete) a|cibles? (?:pour|de)|creneau pour)"
    r" ?(?:faire |realiser |pratiquer )?(?:toute |une? |l[ae]s? |l'|des |d'une? |sa )?(?:nouvelles? |eventuelles? |re-?)?\Z"
    r"|\b(?:consultation|bilan|anesthesie|arret|relais)\b[^.;]{0,40}\bavant (?:l[ae]s? |sa )\Z"
    # "j'ai adressé Mme T. au Dr N. pour biopsie"
    r"|\b(?:j'ai|nous avons|je|on|nous) (?:l'|la |le |les |vous )?(?:l'ai |l'avons |donc |ai |a |avons )?(?:re)?(?:adress|confi|envoy|orient)[a-z]*\b[^;\n]{0,60}\bpour (?:une? |la |l')?(?:nouvelle )?\Z"
)
#: A sampling that has its own day is no mere aim: "explications sur la biopsie du 12/05".
_HAS_DAY = re.compile(
    r"(?: [a-z'-]+){0,3}? (?:du|de|d'|faite?|realisee?|effectuee?|prevue?|programmee?|fixee?)s? ?(?:le |en |au |pour le )?(?:\d|janv|fevr|mars|avri|mai\b|juin|juil|aout|sept|octo|nove|dece|lundi|mardi|mercredi|jeudi|vendredi|demain|hier)"
)
_INFINITIVE = re.compile(r"(?:re-?|cyto-?)?(?:biopsi|ponctionn)er\Z")
#: "Nous avons pu biopsier", "j'ai fait ponctionner"
_MANAGED = re.compile(r"\b(?:pu|fait|du|fallu|reussi a|vien[ts] de|venons de|vient d'en)(?: (?:faire|se faire))? \Z")
_TO_BE = re.compile(r"\b(?:pour|afin d'|sans|avant d'|avant de l') ?etre \Z")
_ASKED_FOR = re.compile(
    r"(?: [a-z'-]+){0,2}? ?(?:,? (?:(?:est|reste|semble|parait|etait|a ete) )?(?:donc )?(?:indispensable|necessaire|souhaitable|a envisager|abordee?)s?)\b(?! par)(?![^.;]{0,45}(?:\b(?:programm|prevu|fixe|rdv|rendez-vous|realis|faite?|effectu)|:))"
)


def only_intended(words: str, before: str, after: str) -> bool:
    """Return whether the words around a sampling speak of it without telling that it was done.

    Parameters
    ----------
    words, before, after
        Folded words of the sampling, of its sentence before it and behind it.

    Examples
    --------
    >>> only_intended("biopsie", "irm : lesion accessible a une ", "."), only_intended("biopsier", "nodule a ", "")
    (True, True)
    >>> only_intended("biopsie", "explications sur la ", " du 12/05"), only_intended("biopsier", "on a pu ", " le nodule")
    (False, False)
    """
    if _INFINITIVE.match(words) is not None:
        return _MANAGED.search(before) is None
    if _TO_BE.search(before) is not None:
        return True
    return (_AIMED_AT.search(before) is not None and _HAS_DAY.match(after) is None) or _ASKED_FOR.match(
        after
    ) is not None
