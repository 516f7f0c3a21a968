"""In how many ways hospitals write that an exam did not take place, beside "annulé" and "refusé"."""

import re

from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

__all__ = [
    "FATE_OF_ANOTHER",
    "FELL_THROUGH_BEFORE",
    "FELL_THROUGH_BEHIND",
    "IMPOSSIBLE_ON",
    "box_left_empty",
    "fell_through",
    "of_the_act",
]

_THE_ACT = (
    r"(?:(?:l[ae] |l'|les |son |sa |ses |cette |ce |une? |d'une? )?(?:(?:realisation|passage) d[eu'] ?)?(?:l[ae] |l')?"
    r"(?:(?:examen|rdv|rendez-vous|creneau|convocation) (?:d[e'] ?|du |pour )(?:l[ae] |l'|son |sa )?)?)"
)
_TO_DO = r"(?:re)?(?:fai(?:re|t)|pass(?:er|e)|realis(?:er|e)|pratiqu(?:er|e)|effectu(?:er|e)|honor(?:er|e)|subi)"
#: Told before the act: "nous n'avons pas pu réaliser la |biopsie", "a fait faux bond au |scanner".
_BEFORE = Screened(
    rf"\b(?:n'(?:a|ai|avons|ont|avait|avaient) (?:\w+ment |donc )?(?:pas|jamais|plus|toujours pas) (?:pu |voulu |souhaite )?{_TO_DO} {_THE_ACT}"
    # "n'a pu passer sa scintigraphie", "l'IRM (et non le scanner)"
    rf"|n'(?:a|ai|avons|ont|avait|avaient) (?:\w+ment |donc |toutefois )?pu {_TO_DO} {_THE_ACT}"
    rf"|(?:impossible|pas (?:ete )?(?:possible|faisable|envisageable)) (?:de |d'){_TO_DO} {_THE_ACT}"
    rf"|ne (?:maint\w+|conserv\w+|gard\w+|fer\w+) pas {_THE_ACT}"
    rf"|ne pas (?:re)?(?:convoquer|programmer|adresser|faire venir) (?:(?:l[ae] |ce |cette )?patiente? |mme \w+ |m\. \w+ )?(?:pour|au|a) {_THE_ACT}"
    rf"|(?:n'(?:ira|irait|est pas alle|ira donc)|ne (?:viendra|se rendra|se presentera|veut|souhaite|compte)) (?:pas|plus) (?:aller |se rendre |passer )?(?:(?:a|au|pour|aux) )?{_THE_ACT}"
    rf"|ne s'est pas deplacee? (?:pour|au|a) {_THE_ACT}|(?:non|pas) (?:venue?|presentee?) (?:pour|au|a) {_THE_ACT}|faux bond (?:au|a) {_THE_ACT}"
    rf"|renonc\w+ (?:au|a) {_THE_ACT}|ne consent\w* pas (?:au|a) {_THE_ACT}"
    rf"|(?:pas|plus|ni) lieu d[e'] ?(?:maintenir|garder|faire|realiser|programmer|conserver|effectuer|pratiquer) {_THE_ACT}"
    rf"|(?:surseoir|sursoi\w*|sursis) (?:au|a) {_THE_ACT}|(?:dit|disent|a dit) non (?:au|a) {_THE_ACT}|absence (?:d[eu'] ?(?:l[ae] )?(?:patiente?|mme \w+|m\. \w+) )(?:au|a) {_THE_ACT}"
    rf"|pas d'accord (?:de (?:la |sa )\w+ |du \w+ )?(?:pour|avec) {_THE_ACT}"
    rf"|(?:(?:\A|[.;:\n]) ?)(?:pas|non|toujours pas) (?:pu )?(?:fait|faire|passee?|passer|realisee?|effectuee?) (?:l[ae] |l'|son |sa ){_THE_ACT}"
    rf"|laiss\w+ (?:donc )?tomber {_THE_ACT}|(?:fait|faire) sauter {_THE_ACT})\Z"
)
_DAY = (
    r"(?:(?: (?:d'abord|initialement|prevue?s?|fixee?s?|programmee?s?|calee?s?|posee?s?|du|de|le|l[ae]|au|pour|a|lundi|mardi|mercredi|jeudi"
    r"|vendredi|janv\w*|fevr?\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept?\w*|oct\w*|nov\w*|dec\w*)(?![a-z])| ?[(\d][\d/.-]*+\)?){1,9})"
)
#: "Échec de la |biopsie le 26/02 (lésion non vue)", and one that brought something to be read, if not enough.
_FAILED = Screened(rf"\bechecs? (?:technique )?d[eu'] ?(?:une? )?{_THE_ACT}\Z")
_BROUGHT = re.compile(
    r"[^.;]{0,60}\b(?:non[- ]contributi|insuffisant|non representati|acellulaire|ininterpretable|non concluant)"
)
#: Told right behind it and its day: "biopsie fixée le 9, impossible (fièvre)", "IRM 14/06 NF".
_BEHIND = Screened(
    rf"{_DAY} ?[,:(]? ?(?:(?:(?:est|etait|a ete|s'est (?:averee?|revelee?)) )?(?:impossible(?! (?:a|d'|de) ?(?:interpret|lire|analys|conclu|exploit|compar|affirm|distingu|precis))|irrealisable|infaisable|non faisable|non realisable)"
    r"|(?:a |est |fut |ete )*(?:finalement |donc )?(?:recuse|rejete)e?s?\b|n[fr]\b|echec\b(?! (?:de|du|partiel)\b)"
    r"|(?:rate(?:e|es|s)|(?<!: )rate(?= ?(?:[.,;(\n]|\Z|car\b|pour\b))|loupee?s?|manquee?s?|avortee?s?)\b|(?:(?:machine|appareil|scanner|irm|cyclotron|automate) )?(?:hs|hors service|en panne)\b|(?:patiente? )?(?:pas venue?|excusee?)\b|renoncement\b"
    r"|jamais (?:fait|realise|passe)e?\b|non (?:obtenue?|programmee?|honoree?)\b"
    # "Biopsie du 14/06 différée", not "biopsie différée (14/06)": the last look during an operation's
    r"|(?:a |est |fut |ete |(?<=[,:] )|(?<=\d ))(?:finalement |donc )?differee?s?\b(?! de))"
)
#: "TEP du 22 au 24 février impossible (grève), réalisée le 3 mars": called off, and what becomes of it stands behind.
IMPOSSIBLE_ON = Screened(
    rf"(?:{_DAY})? ?(?:(?:etait|est|a ete|s'est averee?) )?impossible\b(?! (?:a|d'|de) ?(?:interpret|lire|analys|conclu|exploit|compar|affirm|distingu|precis))"
)
#: Told anywhere behind it, in its own words.
_TOLD = StemPattern(
    r"\bn'(?:a|ont) (?:\w+ )?(?:pas )?pu (?:se (?:faire|tenir|derouler)|avoir lieu)\b(?!,? que )|\b(?:en a|en ont|en avait) decide autrement\b|\bne se (?:fera|fait|feront|tiendra) (?:\w+ )?pas\b|\bn'aura (?:\w+ )?pas lieu\b"
    r"|\btombee?s? a l'eau\b|\bdesist(?:e|ee|es|ement)\b|\b(?:n'a|n'ont|n'avait) (?:plus|pas) lieu d'etre\b|\blaissee?s? de cote\b"
    r"|\bsuspendue?s? (?:dans l'attente|en attente|jusqu)|\b(?:aucune|pas d')(?: |e )?(?:images?|sequences?|acquisitions?|cliches?) exploitables?\b"
    r"|[,:] (?:a ete |est |donc |finalement )*(?:recuse|rejete)e?s?\b|\ba (?:finalement |donc )?saute\b|\bcadu(?:c|que)s?\b|\bbarree?s? (?:sur|de|du)\b|\brayee?s? (?:sur|de|du)\b"
    r"|\bn'(?:a|ont) (?:\w+ment |donc )?(?:pas )?pu (?:etre )?(?:honor|obten)\w*|\bn'a pas abouti\b|\bsold\w+ par un echec\b|\b(?:stoppe|arrete|interrompu)e? avant (?:la )?(?:ponction|prelevement|premier passage|injection|acquisition)"
    r"|\b(?:demande|prescrit|sollicite)e?s? (?:le|en|ce|depuis) [^.;,]{2,20},? (?:toujours |encore )?(?:en attente(?: (?:de|d'une?) (?:date|rdv|rendez-vous|creneau|convocation))?|sans (?:date|rdv|rendez-vous|reponse|nouvelles?)|pas (?:encore )?de (?:date|rdv|rendez-vous|reponse))(?= ?(?:[.,;)\n]|\Z))"
    r"|, jamais (?:ete )?(?:fait|realis|pass|pratiqu|effectu)\w*|\b(?:dit|disant|repondu) non\b|\bsursoi\w+|\bsurseoir\b"
    r"|\bnon (?:obtenue?|honoree?)s?\b|\ba (?:supprimer|annuler|decommander|rayer)\b"
    r"|\bn'(?:est|etait) (?:finalement |donc )?(?:pas|plus) (?:maintenu|conserve|necessaire|d'actualite|realisable|faisable|possible)"
    r"|\bn'(?:a|ont) (?:\w+ment |donc )?(?:pas|jamais) ete (?:passe|realisable|faisable|possible|maintenu|honore)|\b(?:pas|non|jamais) (?:ete )?passee?s?\b"
    r"|\bmais (?:l'appareil|la machine|le scanner|l'irm|le cyclotron|la camera|le tube) (?:etait |est |avait ete )?(?:en (?:panne|maintenance|revision|arret|travaux)|indisponible|hors service)"
)
#: "Le créneau du 14/06 pour le |scanner est rendu".
_SLOT = Screened(r"\bcreneau\b[^.;]{0,40}\Z")
_SLOT_LOST = re.compile(r"[^.;]{0,40}\b(?:rendu|perdu|libere|cede|redonne)\b")
#: "Réservée le 5 juillet, mais la patiente m'indique qu'elle n'ira pas": told of the act however far behind.
_WILL_NOT_GO = Screened(
    r"\b(?:n'ira(?:it)?|(?:ne |n')(?:s'y |l[ae]' ?|l[ae] |l'|y )?(?:viendra|ira|rendra|presentera|honorera|fera|passera)(?:it)?) pas\b"
)
#: What most acts have on neither side.
FELL_THROUGH_BEFORE = (_BEFORE.pattern, _FAILED.pattern, _SLOT.pattern)
FELL_THROUGH_BEHIND = (_BEHIND.pattern, _TOLD.pattern, _WILL_NOT_GO.pattern)
_TOLD_BEFORE, _TOLD_BEHIND = AnyOf(*FELL_THROUGH_BEFORE), AnyOf(*FELL_THROUGH_BEHIND)

#: What is said of something else told behind the act, "; consultation d'anesthésie annulée", of a part of it, "refus de
#: l'injection", or overcome, "maintenu malgré le refus initial".
FATE_OF_ANOTHER = Screened(
    r"[;,] (?:et )?(?:l[ae] |l'|une? |son |sa )?(?:consultation|chirurgie|operation|intervention|hospitalisation|anesthesie|cure|seance|chimio\w*"
    r"|radiotherapie|avis|bilan|[a-z]{4,}scopie|(?:rdv|rendez-vous) (?:du|de|d'))(?![a-z])(?: [a-z0-9'/-]+){0,6}? (?:a |ete |est |etait |ayant )*"
    r"(?:annul|report|recus|refus|deprogramm|supprim|abandon|decal)\w*"
    r"|\bmalgre (?:l[ae] |l'|une? |son |sa )?(?:refus|report|annulation|reticence)s?\b"
    r"|\brefus (?:de la |de l'|du |d'|de )(?:toute )?(?:voie|injection|sedation|premedication|perfusion|produit|contraste|anesthesie|iode)\w*"
)


#: A box of a form that is not ticked, beside an exam: "IRM [ ]", "TEP : NON"; a ticked one before it is its own.
_NOT_TICKED = re.compile(r" ?(?:\[ ?\]|\( ?\)|[☐□]|: ?non(?= ?(?:[.,;|/)\n-]|\Z|  )))")
_BOX = 5
_BOX_BEFORE = re.compile(r"(?P<empty>[☐□]|\[ ?\]) ?\Z|(?:[☒☑]|\[x\]|\(x\)) ?\Z")


def box_left_empty(before: str, after: str) -> bool:
    """Return whether the box beside an exam in a form is not ticked.

    Parameters
    ----------
    before, after
        Folded words just before and just behind the exam.

    Examples
    --------
    >>> box_left_empty("irm [x] - ", " [ ]"), box_left_empty("[x] ", " [ ] tep"), box_left_empty("", " : non")
    (True, False, True)
    """
    box = _BOX_BEFORE.search(before, max(0, len(before) - _BOX))
    return box["empty"] is not None if box is not None else _NOT_TICKED.match(after) is not None


def of_the_act(around: str) -> str:
    """Return the words around an act without what became of something else.

    Examples
    --------
    >>> of_the_act("| du 14/06 : stable ; chirurgie recusee").strip()
    '| du 14/06 : stable'
    """
    return FATE_OF_ANOTHER.sub(" ", around)


#: "N'a pu passer son scanner que le 27/04": it took place then.
_NOT_BEFORE = re.compile(r"[^.;,]{0,30}?\bqu(?:e|'a|'en|'au)\b")


def fell_through(before: str, after: str, further: str) -> bool:
    """Return whether the words around an exam or a sampling tell that it did not take place.

    Parameters
    ----------
    before, after
        Folded words of its sentence just before and just behind the act.
    further
        Those behind it up to the end of its scope.

    Examples
    --------
    >>> fell_through("impossible de faire la ", " le 14/06", " le 14/06")
    True
    >>> fell_through("", " du 14/06, exerese impossible", " du 14/06, exerese impossible")
    False
    >>> fell_through("echec de la ", " le 26/02 (lesion non vue)", " le 26/02 (lesion non vue)")
    True
    """
    if (_TOLD_BEHIND.may_stand(after) or _TOLD_BEHIND.may_stand(further)) and (
        _BEHIND.match(after) is not None or _TOLD.search(after) is not None or _WILL_NOT_GO.search(further) is not None
    ):
        return True
    return _TOLD_BEFORE.may_stand(before) and (
        (_BEFORE.search(before) is not None and _NOT_BEFORE.match(after) is None)
        or (_FAILED.search(before) is not None and _BROUGHT.match(after) is None)
        or (_SLOT.search(before) is not None and _SLOT_LOST.match(after) is not None)
    )
