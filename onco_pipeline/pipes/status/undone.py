"""Words that say that an act did not take place, or will not; matched against folded text (see ``onco_pipeline.text``)."""

import re

from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.status.fell_through import FATE_OF_ANOTHER, FELL_THROUGH_BEFORE, FELL_THROUGH_BEHIND
from onco_pipeline.pipes.status.patterns import NEGATED_BEFORE
from onco_pipeline.pipes.stem_pattern import StemPattern

#: "Ne s'est pas présentée au scanner du 03/11".
NO_SHOW_AT = Screened(
    r"\b(?:ne s'(?:est|etait) pas (?:presente|rendu)\w*|n'(?:est|etait) pas (?:venue?s?|allee?s?)|a manque|absente?) (?:a|au|pour|aux?) "
    r"(?:l[ae] |l'|son |sa |une? )?(?:(?:examen|rdv|rendez-vous) (?:de |d'|du )?)?\Z"
    # "N'est pas allée faire son scanner", "a oublié son rendez-vous de scanner"
    r"|\boublis? (?:de son |de |d'|du )(?:rdv|rendez-vous|creneau)(?: (?:de |d'|du |pour ))? ?(?:l[ae] |l'|son )?\Z"
    r"|\b(?:n'(?:est|etait) pas (?:venue?s?|allee?s?) (?:faire|passer|realiser)|(?:a|avait) (?:oublie|rate|manque|loupe)(?: (?:de |d')(?:faire|passer|aller (?:a|au)))?) "
    r"(?:l[ae] |l'|son |sa )?(?:(?:examen|rdv|rendez-vous) (?:de |d'|du |pour )?(?:l[ae] |l'|son |sa )?)?\Z"
)
NO_SHOW = Screened(
    r"\bne s'(?:est|etait|y est|y etait) pas (?:presente|rendu)\w*|\bn'(?:est|etait|y est) pas (?:venue?s?|alle)\b|\b(?:patiente?|pte?) (?:non|pas) venue?\b"
)
REFUSED = Screened(
    r"\brefus\w*|\bdecline\w*|\b(?:ne |n'en )(?:l[ae']s? ?)?(?:souhait|veu|desir|voul)\w+ (?:pas|plus)\b|\bn'(?:a|ont|avait|avaient) pas "
    r"(?:souhaite|voulu|desire|accepte|consenti)\b|\bnon (?:souhaite|voulu|acceptee?)\w*\b|\boppos(?:ee?|e?ait) a\b"
)
#: "TEP prévue le 25/01 : annulée (grève), |scanner TAP le 22/01": what was called off is the item before.
OTHER_CALLED_OFF = re.compile(
    r"\w[^;]{6,}\b(?:annule|refuse|deprogramme|decommande|non faite?|non realise|pas faite?)e?(?: ?\([^()]{1,40}\)| (?:pour|faute|car|par|devant|suite)\b[^,;:]{1,40})?"
    r" *, (?:puis |mais )?(?:l[ae] |l'|une? )?\Z"
)
#: "Échographie le même jour, ponction d'ascite non faite": nor is an act of another kind this one.
OTHER_NOT_DONE = re.compile(
    r", (?:l[ae] |l'|une? )?(?:ponction|drainage|[a-z]{4,}scopie|embolisation|intervention|chirurgie|radiotherapie|infiltration|pose|perfusion)\b[^,;.]{0,30} non (?:fait|realis|effectu|pratiqu)"
)
#: "Refusée initialement puis acceptée, faite le 28/02", "refusée en 2019, acceptée finalement en 2021".
ACCEPTED_SINCE = Screened(
    r"\brefus\w*\b[^.;|]{0,45}?(?:,|\bpuis|\bmais|\bavant d')[^.;|]{0,25}\b(?:accepte\w*|consenti\w*|d'accord)"
)
#: "Elle a refusé la chimiothérapie, et un scanner ...", "sans injection, refusée", "FNA insuffisante, a refusé de la
#: refaire": refused is a treatment, the contrast, or the exam's being done again.
REFUSED_ELSE = Screened(
    r"\brefus\w*(?: (?:par|de la part de) (?:la patiente|le patient))? (?:de |d'|du |des |un |une |le |la |les |l'|tout |toute |recevoir |prendre |poursuivre |continuer |nouve\w+ |autre )*"
    r"(?:traitement|therap|chimio|radio-?(?:therap|chimio)|hormono|immunoth|corticoth|perfusion|injection|produit|contraste|transfusion|greffe|chirurgie|refaire|repeter|renouveler)"
    r"|\b(?:contraste|injection|iode|gadolinium)[^.;|]{0,60}\brefus\w*"
)
#: "Bicalutamide de 2016 à 2019 (refus des injections)": what is refused is not what is swallowed.
REFUSED_NO_DRUG = Screened(
    r"\brefus\w* (?:de |d'|du |des |un |une |le |la |les |l'|tout |toute )*(?:injection|chirurgie|operation|intervention|radiotherap|curage|mastectom|transfusion|greffe|perfusion|castration|pulpectom|pac\b|port-?a-?cath|biopsie|scanner|irm\b)"
)
#: "Elle ne souhaite pas reprendre l'Aromasine, arrêtée le 2 septembre": it was stopped all the same.
NOT_AGAIN = Screened(
    r"\b(?:ne |n'en )(?:souhait|veu|desir|voul|accept)\w+ (?:pas|plus) (?:la |le |l'|en )?(?:reprendre|poursuivre|continuer)\b|\brefus\w* (?:de |d')(?:la |le |l')?(?:reprendre|poursuivre|continuer)\b"
)
#: "Le chirurgien a rejeté la biopsie", "n'a pas retenu l'indication d'une biopsie", "biopsie récusée": right beside the act.
REJECTED_BEFORE = Screened(
    r"\b(?:rejet|recus)(?:e|ee|ees|es|er|ant|ait|aient|ent) (?:l'indication |l'idee |la possibilite |la realisation |le principe |la proposition )?"
    r"(?:d'|de )?(?:une? |la |le |l'|les |toute |cette |ce )?(?:nouvel\w+ )?\Z|"
    r"\bne (?:retien|pos|valid|approuv|autoris)\w+ pas (?:l'indication |la realisation )?(?:d'|de )?(?:une? |la |le |l'|les |cette |ce )?\Z|"
    r"\bn'(?:a|ont|avait|avaient) pas (?:retenu|pose|valide|approuve|autorise|juge (?:utile|indique|necessaire|opportun)|vu|trouve|percu|reconnu)e? "
    r"(?:(?:l'|d')?(?:indication|interet|utilite|opportunite) |la (?:realisation|necessite) |de raison )?(?:d'|de )?(?:une? |la |le |l'|les |cette |ce )?\Z"
)
REJECTED_AFTER = Screened(
    r"(?: [a-z'-]+){0,4}?[ ,:]+(?:a |ont )?(?:donc |finalement )?(?:ete |est |etait |fut )?(?:donc |finalement )?(?:rejet|recus)(?:e|es|ee|ees)\b"
)
CANCELLED = StemPattern(
    r"(?<!\bcycle \d )(?<!\bcure \d )(?<!\bc\d )\bannul(?!air|e (?:et remplace )?(?:le (?:rdv|rendez-vous)|cel(?:ui|le) d))\w+|\bdeprogramm\w+|\bdecommand\w+|\bsupprimee?s?\b|\b(?:reporte|repousse)\w*(?! du (?:\w{3,5}di )?\d{1,2}(?:[/.]\d{1,2}|er)?(?: \w{3,9})?[/. \d]*[),;])\b|\bajourne\w*|\bdecalee?s?\b(?! (?:vers|par rapport|dans|du|de la|d[eu]|d'|en|sur)\b)(?![^.;]{0,60}\b(?:et|puis|mais|finalement) (?:(?:a ete|ont ete) )?(?:faite?|realisee?|effectuee?|pratiquee?)s?\b)|\b(?:deplac|decal|repouss)ee?s? (?:deux|trois|2|3|plusieurs) (?:fois|reprises)\b|\babandonnee?s?\b(?! (?:en raison|pour|devant|du fait))|"
    # "la possibilité d'une biopsie a été écartée", not "une infection a été écartée par le scanner"; "|" is the act
    r"\becartee?s? (?:l[ae] |une |d'une )?\||\|(?: [a-z-]+){0,6}? (?:(?:a|est|fut) (?:donc |finalement )?(?:ete )?)?(?:donc |finalement )?ecartee?s?\b|"
    r"\bn'(?:a|ont|avait|avaient) (?:finalement |donc |malheureusement )?pas eu lieu\b|\bretiree?s? du programme\b|\bnon honoree?s?\b|"
    r"(?<!\ble )(?<!\bdu )(?<!\bce )(?<!\bun )\bmanquee?s?\b(?! d[e'])|\bsans suite\b|\by renonc\w+|"
    # "PBF posée pour le 12, ascite : geste récusé", "remplacée par une échographie le 6"
    r"\b(?:geste|acte|examen|procedure|indication) (?:[a-z]+ ){0,2}?recuse?e?\b|(?:\bpuis|\bfinalement|\bmais|,) (?:a ete |ont ete )?recusee?s?\b|\bremplacee?s? par(?: (?:une?|l[ae]|l'|des|celle|celui))?\s?\Z|"
    r"\bne l'a(?:vait|urait)? pas permise?\b|\bn'a pas permis (?:de |d')(?:la |le |l')?(?:realis|faire|pratiqu|effectu)\w*|"
    # "La patiente n'a pas tenu dans le tube", "examen arrêté avant injection"
    r"\bn'(?:a|ont|avait|avaient) (?:donc |finalement )?(?:pas |jamais )(?:pu )?(?:tenir|tenu|supporter|supporte|rester|entrer|entre|passer) (?:[a-z']+ ){0,3}?(?:tube|tunnel|machine|aimant|anneau|irm|scanner|decubitus)\b|"
    r"\b(?:crise de (?:panique|claustrophobie|nerfs)|claustrophobie|panique|agitation) ?[:,;=>-]+ ?(?:examen|acquisition|irm) (?:interrompu|arrete|stoppe)e?\b|\b(?:examen|acquisition|irm) (?:interrompu|arrete|stoppe)e? (?:d'emblee|avant)\b|\binterrompue? (?:pour|par|devant) (?:une )?(?:claustro|agitation|crise|panique)\w*|\bechec \(?claustro\w*"
)
#: "L'IRM prévue le 04/07 a été remplacée par une échographie": what is told before is the other exam's.
REPLACED_BY = re.compile(r"\bremplacee?s? par\b")
#: "L'IRM demandée pour le 3 n'a pas été faite": called off, where the act had been ordered.
LEFT_UNDONE = Screened(
    r"\bnon (?:re)?(?:faite?s?|realisee?s?|pratiquee?s?|effectuee?s?)\b|\bn'(?:a|ont|avait|avaient) (?:finalement |donc |malheureusement )?pas (?:pu )?(?:etre |ete )"
    r"(?:faite?|realisee?|pratiquee?|effectuee?)s?\b|\bcontre-?indiquee?s?\b"
)
#: "L'IRM du 20/03 n'a pas été faite": one that had its day.
OF_ITS_DAY = re.compile(
    r"(?: [a-z-]{4,18}){0,3}? ?(?:du |d'|de |prevu |\(?)(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi) )?(?:le )?\d{1,2}(?:[/.]\d|er\b| (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))"
)
#: "Non refaite (prévue le 14/06, appareil en panne)".
HAD_BEEN_PLANNED = re.compile(
    r" ?[(,] ?(?:(?:initialement|d'abord|etait|avait ete) )*(?:prevue?|programmee?|planifiee?|reservee?) (?:le|pour|en|debut|fin|ce)\b"
)
NOT_DONE = Screened(
    r"\bnon (?:re)?(?:demande|fait|realis|pratiqu|effectu|retenu|debut|commenc|demarr|instaur|initi|prescri|introduit|rembours|delivr)\w*|\bpas (?:encore )?(?:pu )?(?:ete )?(?:re)?(?:fait|realis|"
    r"pratiqu|effectu|indiqu)\w*|\bn'(?:a|ont|avait|avaient) ete (?:faite?|realisee?|pratiquee?|effectuee?)s?\b(?! que\b| qu')|\bjamais (?:ete )?(?:faite?|realisee?|pratiquee?|effectuee?|debutee?|commencee?|demarree?|introduite?|instauree?|prise?)s?\b|\bn'(?:a|ont|avait|avaient) pas (?:pu )?(?:etre |ete )(?!(?:\w+ment )?(?:concluan|contributi|valid|diagnosti|informati|satisf|suffis|represent|en mesure|positi|capable|interpret|specifi|perti|utile))|\bn'(?:a|ont|avait|avaient) pu (?:etre )?(?:faite?|realisee?|pratiquee?|effectuee?)s?\b(?! que )|\bn'(?:a|ont) jamais (?:ete |pu )|\binutile\w*|\b(?:non|pas) (?:necessaires?|indiquee?s?|justifiee?s?|faisables?)\b|"
    r"\bpas (?:d')?indication|\bsans (?:utilite|interet|objet)\b|\bn'(?:a|ont|avait|avaient) (?:donc )?(?:plus|pas) (?:d'|de |lieu d')(?:interet|utilite|objet|raison d'etre|sens)\b|\bperd\w* (?:donc )?(?:tout |son |de son )(?:interet|utilite|objet)\b|\bcontre-?indique\w*|\bpas utile|\b(?:pas|non|plus) a (?:re)?(?:faire|realiser|pratiquer)\b(?! (?:avant|d'emblee|en urgence))"
)
#: "Biopsie impossible": right behind the act.
IMPOSSIBLE = Screened(
    r"\s*(?:(?:sous |par |de |du )?\w+ )?(?:est |etait |s'est averee? |a ete )?(?:impossible(?! (?:a|d'|de) ?(?:interpret|lire|analys|conclu|exploit|compar|affirm|distingu|precis))|irrealisable|(?:non |in|jamais |pas |plus )disponible(?! pour)|introuvable)"
    r"|,? (?:est |etait |actuellement |toujours )*en rupture\b(?![^.;]{0,40}\bdepuis)"
)
#: What the words on both sides of an event are put together for.
TURNED_DOWN = AnyOf(REFUSED.pattern, CANCELLED.pattern, FATE_OF_ANOTHER.pattern)
#: What tells, before an event or behind it, that it was refused, called off or not done: most events have none of it.
TOLD_BEFORE = AnyOf(
    *(REFUSED.pattern, CANCELLED.pattern, FATE_OF_ANOTHER.pattern, REJECTED_BEFORE.pattern),
    *(NO_SHOW_AT.pattern, NEGATED_BEFORE.pattern, *FELL_THROUGH_BEFORE),
)
TOLD_BEHIND = AnyOf(
    *(REFUSED.pattern, CANCELLED.pattern, FATE_OF_ANOTHER.pattern, REJECTED_AFTER.pattern),
    *(NO_SHOW.pattern, NOT_DONE.pattern, IMPOSSIBLE.pattern, *FELL_THROUGH_BEHIND),
)
