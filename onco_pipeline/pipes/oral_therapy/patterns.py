"""Words that tell what happens to a drug: started, stopped, resumed, at another dose (for folded text)."""

from __future__ import annotations

import re

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import WordPattern

MONTH = (
    r"(?:janv(?:ier|\.)?|fev(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|aout|sept(?:embre|\.)?"
    r"|oct(?:obre|\.)?|nov(?:embre|\.)?|dec(?:embre|\.)?)"
)
#: A date, only as far as a period needs it; ``onco.dates`` reads it.
DATE = (
    r"(?:(?:le |l'|debut |fin |mi-? ?|courant |mois d(?:e |'))*(?:(?:\d{1,2}(?:er)? )?"
    + MONTH
    + r"(?: (?:de )?(?:(?:19|20)?\d{2}\b|la meme annee))?"
    r"|\d{1,2}[/.-]\d{1,2}(?:(?!-\d{1,2}/\d)[/.-]\d{2,4}|(?!\d|-(?:19|20)\d{2}))|\d{1,2}[/.-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|(?:19|20)\d{2}(?!-\d{2}-\d{2}| ?mg\b| ?x ?\d\b|/j)|\d{1,2}(?= (?:au|et|a) ))"
    r"|(?:(?:l'|cet )ete|(?:l'|cet )?(?:automne|hiver)|(?:le |ce )?printemps)\b(?: (?:de )?(?:19|20)\d{2})?|ete (?:19|20)\d{2}"
    r"|aujourd'hui|ce jour|maintenant)"
)
A_DATE = re.compile(DATE)
#: "de mai 2009 à juin 2014", "du 20/11 au 04/12/17", "entre août et septembre 2011", "09/17 -> 09/19".
PERIOD = StemPattern(
    r"(?:(?<![\d/])(?:0[1-9]|1[0-2])\s?[-–]\s?(?:0[1-9]|1[0-2])/(?:19|20)\d{2}|\b(?:de|du|d'|depuis|dep\.?|entre|a partir (?:de|du))\s?"
    + DATE
    + r"\s?(?:jusqu'(?:a|en|au)|a|au|et|->|=>|→|>|-|–)\s?(?:la )?(?:ce jour|"
    + DATE
    + r")"
    r"|\bdebut(?:ee?)? (?:le |en |: ?|= ?)?"
    + DATE
    + r"\s?[-,;/]?\s?(?:et )?(?:fin|arret(?:ee?)?|terminee?) ?(?:le |en |: ?|= ?)?"
    + DATE
    + r"|(?<![\d/])"
    + DATE
    + r"\s?(?:->|=>|→|>|-|–|au|a)\s?"
    + DATE
    + r")"
)
#: A period that goes on has no end: "d'avril 2011 à ce jour".
OPEN_END = re.compile(r"(?:ce jour|aujourd'hui|maintenant)\s?$")
UNTIL = Screened(
    # "jusqu'à ce jour" ends nothing, unless it is said to: "..., puis arrêt"
    r"\bjusqu'?(?:a|au|en|aux)?\b ?(?:la |l'|le )?(?!(?:ce jour|aujourd'hui|maintenant)(?!,? (?:puis|et) (?:est |donc |on )?(?:arret|stop|interr|suspen)))(?="
    + DATE
    + r"|progression|toxicite|(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b|(?:avant-)?hier\b|l[ae] (?:semaine|mois) dernie|il y a \d)"
)
#: "Il a reçu le traitement pendant 5 mois".
FOR_SO_LONG = Screened(
    r"\b(?:a|ont) (?:donc |ensuite |ainsi )?(?:recu|pris|suivi|poursuivi|maintenu) (?:le|ce|son) (?:meme )?traitement "
    r"(?=pendant (?:\d+|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze) (?:mois|ans?|semaines?)\b)"
)
#: "Avec une réponse jusqu'en mars 2015, date à laquelle la maladie a progressé": the end of what the drug did; "jusqu'en
#: mai, date à laquelle la dose a dû être réduite": no end at all.
EFFECT_BEFORE = Screened(r"\b(?:benefices?|reponses?|stabili\w+|remission|controle)\b[^,;.]{0,60}\Z")
THEN_WORSE = re.compile(
    r"[^,;.]{3,24}?,? ?(?:date a laquelle|moment (?:ou|auquel)|ou|quand|lorsqu)[^.;]{0,60}?\b(?:progress|rechut|recidiv|oligo|evoluti|aggrav)"
)
THEN_REDUCED = re.compile(
    r"[^,;.]{3,24}?,? ?(?:date a laquelle|moment (?:ou|auquel)|ou|quand|lorsqu)[^.;]{0,70}?\b(?:redui\w*|diminu\w*|baiss\w*|augment\w*|adapt\w*|ajust\w*)"
    r" (?:progressivement )?(?:la |sa |les )?(?:dose|posologie)|[^,;.]{3,24}?,? ?(?:date a laquelle|moment (?:ou|auquel)|ou|quand|lorsqu)[^.;]{0,40}?\b(?:dose|posologie)s?\b[^.;]{0,25}\b(?:redui|diminu|baiss|augment|adapt|ajust)"
)
SINCE = re.compile(
    r"\b(?:depuis|dep\.?|dp|des|a partir d[eu])\s(?:le |l'|debut |fin |mi-?)*(?="
    + DATE
    + r"|\d|l'an|(?:(?:un peu )?(?:plus|moins) d[e'] ?|environ |bientot |maintenant |pres d[e'] ?|presque )?(?:une?|deux|trois|quatre|cinq|six|sept|huit|dix) (?:jours?|semaines?|mois|ans?)\b)"
    # "depuis la fin de sa radiothérapie (mars 2018)", "depuis sa mastectomie (12/2017)"
    r"|\b(?:depuis|des) (?:la fin de |le debut de |la fin du |le debut du )?(?:la |sa |son |le |l')?[a-z-]{5,20}(?: [a-z-]{5,14})? \(?(?:en |le |du |de |fin )?(?="
    + DATE
    + r")"
)

#: A dose with its unit.
DOSE = re.compile(
    r"(?:\b(?:a |de |d'|dose (?:de |initiale de |a )?)*)?\b(\d[\d ]{0,5}(?:[.,]\d+)?\s?(?:mg|g|mcg|ug"
    r"|ug)(?:\s?/\s?(?:m2|m²|kg))?(?:\s?(?:/|x ?[1-4](?!\d)|x|par|toutes les|une fois|deux fois|[1-4] fois|\d{1,2}(?= ?(?:h|jours"
    r"|j))|fois|matin|soir|jours?|j|h|heures?|/j)[\w/]*){0,4})"
)

#: The beginning of a treatment told apart from its name: "Le traitement a débuté le ...", "premier cycle le ...".
BEGUN = Screened(
    r"\b(?:debut (?:du|de ce|de la|de l'|de cette|de son) ?(?:traitement|chimiotherapie|hormonotherapie|therapie|ligne)"
    r"|(?:le|la|ce|cette|l')\s?(?:traitement|chimiotherapie|hormonotherapie|therapie|ligne)(?: (?!par|avec)[\w']+){0,4}? "
    r"(?:(?:n')?(?:a|ont) (?:donc |ete |alors |finalement |enfin |pu |etre )*(?:debute|commence|initie|instaure|prescri)\w*|debute\b|commence\b)"
    r"|traitement (?:debute|commence|initie|instaure)(?= (?:le|des le|ce|hier|en)\b)"
    r"|(?:premier|1er|premiere|1ere|1re) (?:cycle|cure|dose|prise|administration|comprime|gelule|dispensation|delivrance)s?\b|primo-?(?:dispensation|prescription|delivrance)|(?:j1)?c1(?:j1)?\b|j1(?= ?[:=(]? ?(?:le )?\d{1,2}[/ ])"
    r"|(?:(?<=[.;] )|(?<=\n))(?:debut|demarr|commenc|initi|introdui|instaur)(?:e|ee|t|te)s?(?= (?:le \d|en [a-z]{3,9}\b|hier|ce (?:jour|matin)|il y a))"
    r"|(?:(?<=[.;] )|(?<=\n))debut(?: effectif| reel| retarde| differe)?(?= ?(?:le |: ?|= ?|en )?(?:\d{1,2}[/.]\d|"
    + MONTH
    + r"\b)))"
)
# "Après avoir terminé le troisième cycle": the treatment goes on.
_NOT_A_CYCLE = r"(?! (?:le |la |son |sa )?(?:\w+ieme|premiere?|seconde?|\d{1,2}(?:er|e|eme)) (?:cycle|cure))"
FIRST_DOSE = re.compile(
    r"\b(?:premiere?|1ere|1re|1er) (?:prise|cure|dose|cycle|administration|comprime|gelule|dispensation|delivrance)\b"
)
DOSE_REACHED = re.compile(
    r" ?(?:a |de )?(?:\d[\d.,]* ?(?:mg|g|%)(?:/\w+)?(?: x ?\d(?:/j)?)?(?: (?:a|des) c\d{1,2})?|(?:demi|mi|1/2|pleine)[ -]?dose)(?![a-z])"
)
#: What begins a drug. ``strong`` words say that it begins; ``weak`` ones only that it was given.
PHASE = WordPattern(
    r"(?<![a-z])(?:"
    r"(?P<resume>(?<!deux )(?<!trois )(?<!plusieurs )(?<!quelques )(?<!maintes )repri(?:se?s?|ses)(?! j ?\d)(?! (?:chirurg|evoluti|de l'evolution|du travail|des act|alimentaire|en charge"
    r"|ganglionn|tumoral|metasta|biologi|biochimi|osseuse|hepatique|pulmonaire|cerebrale|peritoneale|loco|(?:en |au niveau )?local|de la (?:pleine dose|dose pleine|maladie|croissance)|d(?:e |es |u )(?:sels? de )?platine|de l'appui|(?:du )?transit|(?:de l'|d'une )?alimentation|de la marche|une vie|une activite|l'activite|son activite|ses activites|du poids|(?:ses |une |d')?etudes|conscience|contact|l'ecole|le (?:travail|sport|dessus|cours)))|recommenc\w+(?= (?:a (?:prendre|recevoir)|l[ae] |l'|un traitement|son traitement))|reprend(?:re|s)?|reprend(?:ra|rai|rons|ront)(?! (?:l[ae] |l'|les |son |sa |ses |une? )?(?:travail|sport|contact|rendez|rdv|activit|ecole|etude|poids|aliment|marche|conduite|radio|chimio|immuno|suivi|surveillance|rythme|charge))|reprenons|reprennent|reprenant|re-?introdui\w*|re-?introduction|re-?challenge|re-?debut\w*|re-?demarr\w+)"
    r"|(?P<dose>(?:reduction|diminution|augmentation|majoration|adaptation|ajustement|escalade|desescalade"
    r"|baisse|doublement)s?(?: progressives?)?(?: de)?(?: la)? (?:dose|posologie|doses)s?"
    r"|(?:redui\w+|diminu\w+|augment\w+|major\w+|baiss\w+|abaiss\w+|ajust\w+|adapt\w+|(?:re)?descend\w+|ramen\w+|remont\w+|doubl(?:e[rz]?|ons|ant|ait))(?: (?:progressivement|de moitie"
    r"|legerement|donc|alors))? (?:la|les|sa|leur) (?:dose|posologie)s?"
    r"|(?:doses?|posologie)(?: (?:\w+|d'\w+)){0,4}? (?:(?:a|ont|est|fut|a donc|doit|avait)(?: ete"
    r"| etre)? )?(?:donc )?(?:reduites?|diminuees?|abaissees?|augmentees?|majorees?|ajustees?|baissees?|portees?|adaptees?|doublees?|divisees?(?= par \d))"
    # "dose qu'il fallut abaisser", "posologie que l'on a dû réduire", "posologie revue à la baisse"
    r"|doses?,? (?:qu'|que |qui |laquelle )(?:il |elle |l'on |on |nous )?(?:(?:a|avons|avait|dut|fut|fallut|fallait|du|ete|etre|fallu|donc) ){0,3}(?:redui(?:re|te)|diminue[er]|abaisse[er]|baisse[er]|augmente[er]|majore[er]|adapte[er])"
    r"|posologies?,? (?:qu'|que |qui |laquelle )(?:il |elle |l'on |on |nous )?(?:(?:a|avons|avait|dut|fut|fallut|fallait|du|ete|etre|fallu|donc) ){0,3}(?:redui(?:re|te)|diminue[er]|abaisse[er]|baisse[er]|augmente[er]|majore[er]|adapte[er])"
    r"|(?:doses?|posologies?)(?: \w+){0,4}? revues? a la (?:baisse|hausse)|(?:dut|fallut|fallu|du|doit|faut) (?:redui|diminu|abaiss|baiss|augment)(?:re|er) (?:la|sa|les) (?:doses?|posologies?)"
    r"|(?:ramenee?s?|redescendue?s?)(?= \d{3,4} (?:debut|fin|mi|le|en|depuis|des)\b)|(?:redui(?:te?s?|re|sant|s|sons)|diminu(?:ee?s?|er|ant)|augment(?:ee?s?|er|ant)|major(?:ee?s?|er|ant)|portee?s?|passee?s?|baissee?s?|baiss(?:er|ons|ant)|descend(?:s|ons|re|ant)?|ramenee?s?"
    r"|remontee?s?|montee?s?|(?:re)?descendue?s?|repassee?s?|doublee?s?|allegee?s?|ajustee?s?|adaptee?s?|re-?augmentee?s?|abaissee?s?)(?: (?:progressivement|ensuite|a nouveau|secondairement|donc|alors))? (?:a|de|jusqu'a)(?! \d[\d,.]*(?: ?(?:a|-) ?\d[\d,.]*)? ?(?:mm|cm|j|jours?|semaines?|mois|cycles?|cures?)\b)(?= (?:\d{2,4}"
    r"|\d(?:[.,]\d)? ?mg|la dose|demi|pleine dose|\d (?:cp|comp|gel)|[1-6] ?/ ?j))"
    r"|(?:passage a|retour a|descente a|rev(?:en(?:ue?s?|ir|ait|ons|ant)|ient|iens)(?: ce jour| aujourd'hui| donc)? a|objectif(?: de)?|(?:reduction|diminution|augmentation|majoration|baisse|(?:des)?escalade) a)(?= (?:\d{1,4}(?:[.,]\d{1,2})? ?(?:mg|cp|comp|gel|%)|\d{2,4} ?x ?[1-4]\b|[1-9]\d0\b(?! ?(?:ml|cc|g/|ui|m\b|euros|watts|kcal))|la dose|demi))"
    r"|(?:redui(?:te?s?|s)|reduction|diminuee?s?|diminution|baissee?s?) (?:de moitie|d'un (?:tiers|quart))(?= (?:a|au|apres|l[ae]?|en|des|depuis|pour|devant)\b|,)"
    r"|(?:redui\w{1,3}|reduction|diminuee?s?|diminution|baissee?s?|augmentee?s?|augmentation|majoree?s?) de \d{1,4}(?:[.,]\d)? ?(?:mg)?(?: ?x ?\d)?(?:/j(?:our)?)? a (?=\d{1,4}(?:[.,]\d)? ?(?:mg|x ?\d))"
    r"|(?:(?:nouvelle )?(?:reduction|diminution|augmentation|baisse)(?: de (?:dose|posologie))?(?: ce jour| aujourd'hui)? ?:(?= ?[a-z-]{4,20} \d{1,4} ?mg))"
    r"|(?:double dose|dose double)(?= (?:\(|\d{2,4} ?mg|le \d|en |depuis|des ))|retour (?=\d{1,4}(?:[.,]\d)? ?mg(?: ?x ?\d)? (?:le|des|depuis|ce|au) )"
    r"|\b\d{2,4} ?x ?\d ?(?:->|=>|→) ?(?=\d{2,4} ?x ?\d)"
    r"|(?:pass(?:age|ee?s?|er|ons|e) )?de \d ?(?:cp|comprimes?|gelules?|gel)?(?:/j(?:our)?)? ?a (?=\d ?(?:cp|comprimes?|gelules?|gel)\b)"
    r"|pass(?:age|ee?s?|er(?:a|ons)?) de \d{2,4} ?(?:mg)?(?: ?x ?\d)?(?:/j(?:our)?)? ?a (?=\d{2,4} ?(?:mg|x ?\d|/j))|\b\d{1,4}(?:[.,]\d)? ?(?:mg(?:/j(?:our)?)?)?(?: x ?\d)? ?(?:->|=>|→) ?(?=\d{1,4}(?:[.,]\d)? ?mg|\d{2,4} (?:le|depuis) \d)"
    r"|(?:pleine dose|dose (?:pleine|cible|maximale|d'entretien)|posologie cible)(?: de \d{2,4} ?mg(?:/j(?:our)?)?)? (?:(?:est|etait|a ete) )?atteinte(?= (?:le|en|depuis|des)\b)"
    r"|(?<![\d.,])\d{2,4} ?mg(?:/j(?:our)?)? (?:(?:est|etait|a ete|ont ete) )?atteinte?s?(?= (?:le|en|depuis|des)\b)"
    r"|(?:(?:reprise|retour) (?:de la |a la )|retour a |(?<!a )(?<!repris )(?<!reprise ))pleine dose(?: \(\d{2,4}(?: ?mg)?\))?(?= (?:depuis|le|des|a partir))|(?<=puis a )pleine dose|(?<!repris )(?<!reprise )(?:demi-|mi-|(?<![\d/])1/2[ -]?)dose(?! (?:debut|initi|instaur|commenc|introdui|demarr))"
    r"|(?:passage|passee?s?|prise?|reduite?|espacee?)(?: (?:en|a) prises?| a| en| la prise| les prises)? (?:un|1) (?:jour|j) ?(?:sur|/) ?(?:deux|trois|2|3)|(?:un|1) (?:jour|j) ?(?:sur|/) ?(?:deux|trois|2|3)(?= [^.;]{0,25}au lieu d)|(?:cinq|six|quatre|[3-6]) (?:jours|j) ?(?:sur|/) ?(?:sept|7)(?= [^.;]{0,25}au lieu d)|(?:en )?(?:schema |rythme )?[1-4]/[1-3](?= [^.;]{0,25}au lieu de [1-6]/[1-3])"
    r"|(?:\d|une?|deux|trois|quatre) (?:cp|comprimes?|gelules?|gel)(?:/j(?:our)?| par jour| un jour sur (?:deux|2)| le (?:matin|soir))*,? \(?au lieu (?:de|d'une?)(?= )|(?<=[|:>(] )\d{2,4} ?(?:mg(?:/j(?:our)?)?(?: \d ?x ?/j(?:our)?)?|/j(?:our)?)(?= (?:a partir d(?:[eu]\b|')|a c(?:omp|p)ter d(?:[eu]\b|')|des\b))|\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)? \(?au lieu de(?= \d)|\d{2,4}(?: ?x ?\d)? \(?au lieu de(?= \d{2,4}\b)|\d{2,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?!\d)| (?:x|pendant) ?\d{1,2} ?(?:j|jours|sem|semaines?))?,? puis (?:a )?(?=\d{1,4}(?:[.,]\d)? ?mg)"
    # ... of the drug right behind, which ``oral_therapy`` asks for: "réduction de la capécitabine le 11/11"
    r"|(?:reduction|diminution|augmentation|majoration|baisse)(?= (?:de l'|du |de la |de |d')[a-z-]{5,25} (?:le \d|en [a-z]{3,9}\b|depuis |ce jour|\((?:le )?\d))"
    r"|(?:reduction|diminution|augmentation|majoration|baisse)(?= (?:(?:de l'|du |de la |de )[a-z-]{5,25}|[a-z]{3,18}(?:nib|clib|rib|lisib|mide|zole|tabine|limus|tamide|terone)|[a-z]{4,18}(?= a \d{1,4}(?:[.,]\d)? ?(?:mg|x ?\d|%))) a \d| (?:de l'|du |de la |de )?[a-z-]{5,25} \d{2,4} ?(?:mg(?! ?/ ?d?l\b)|x ?\d))"
    # "Encorafénib 300 mg/j (diminué le 02/09 pour arthralgies)", "palbociclib réduit le 02/09"
    r"|(?:(?<=[a-z0-9)] \()|(?<=mg )|(?<=mg/j )|(?<=nib )|(?<=lib )|(?<=rib )|(?<=mide )|(?<=bine )|(?<=limus ))(?:diminue|redui|augmente|majore|baisse)(?:e|t|te|ee|s|ts|es|ees|tes)?"
    r"(?= (?:depuis |pour [a-z ]{3,25} |devant [a-z ]{3,25} )?(?:le \d|en [a-z]{3,9} \d|depuis |ce jour|hier|fin |debut |\d{1,2}/\d))"
    # "réduit 400/j le 15/03", "baisse 100x2 le 07/01", "↘ 70 mg 01/2019"
    r"|(?:redui(?:te?|s)|reduction|diminuee?|diminution|baissee?|baisse|augmentee?|majoree?|passee?|passage)s?(?= \d{2,4} ?(?:mg|/j|x ?\d))"
    r"|(?:a |-)?\d{2} ?%(?: de (?:la )?(?:dose|posologie))?(?= (?:a partir d|a c(?:omp|p)ter d|depuis|des (?:c\d|l[ea]|ce)|au c\d|le \d))"
    r"|(?:desormais|dorenavant) (?:a )?(?=\d{2,4} ?mg)|dimin\.?(?= \d{2,4}(?: ?mg)?(?: ?x ?\d)?(?:/j)? (?:le \d|depuis |des le|ce jour))"
    r"|[↗↘↑↓](?= ?\d{2,4} ?(?:mg|x ?\d|/j))"
    # "QTc allongé -> 200 mg le 17/06"
    r"|(?<=\d/\d{4} )(?:->|=>|→)(?= \d{2,4}(?: ?mg)?(?: ?x ?\d)? ?(?:[;,.(\n]|\Z))"
    r"|(?<=[a-z0-9)] )(?:->|=>|→)(?= \d{2,4} ?(?:mg(?:/j(?:our)?)?(?: ?x ?\d)?|x ?\d) (?:le|des|a partir|a c(?:omp|p)ter|depuis|ce) )"
    r"|(?:diminu|redui|augment|major|abaiss|baiss)(?:e|s|ons|ez|es|t|sons|er|re)"
    r"(?= (?:donc |alors |egalement |aussi |ce jour |aujourd'hui )?(?:le |la |l'|son |sa )?[a-z-]{5,25}(?: \d+ ?mg)? a \d)"
    # ... of the drug that stands right behind or before, which ``unchanged`` asks for: "nous baissons aujourd'hui
    # l'Ibrance d'un palier", "Zejula 200 mg/j, baissé le 05/09 à 100 mg/j", "Ruxo majoré la semaine dernière"
    r"|(?:baisse|reduction|diminution|augmentation|majoration) d'un (?:palier|cran|niveau)(?: de dose)?(?= (?:de l'|du |de la |de |d')[a-z-]{4,25})|(?:retour|re(?:part|mont|pass|vien)[a-z]{0,4}) (?:a (?:la )?)?(?:pleine dose|dose pleine|(?:dose|posologie) (?:initiale|standard|habituelle|pleine))(?= (?:de l'|du |de la |de |d')[a-z-]{4,25})"
    r"|(?:diminu|redui|augment|major|abaiss|baiss)(?:ons|ez|e|s|t|sons|er|re)(?= (?:(?:donc|alors|egalement|aussi|ce jour|aujourd'hui|des ce jour|des aujourd'hui) ){0,2}(?:le |la |l'|son |sa )[a-z-]{4,25}(?: \d+ ?mg)? (?:d'un (?:palier|cran|tiers|quart)|de (?:moitie|\d)|a (?:la )?(?:demi|dose|\d)|ce jour|aujourd'hui|le \d|en [a-z]{3,9}\b|depuis|des (?:demain|le|ce)|\())"
    r"|(?:diminue|redui|augmente|majore|abaisse|baisse|allege)(?:e|t|te|ee|s|ts|es|ees|tes)?(?= (?:\(\d{2,4} ?(?:%|mg)|d'un (?:palier|cran|tiers|quart)\b|de (?:moitie|\d{2,4} ?(?:mg|%)) |l[ae] (?:semaine|mois) dernie|depuis |ce (?:jour|matin|mois)|hier\b|aujourd'hui|le \d|il y a \d|en [a-z]{3,9}\b|(?:fin|debut|mi)[ -][a-z]{3,9}\b|\d{1,2}/\d))"
    r"|(?:remonte|descendu|monte|redescendu|repasse|passe|porte|ramene)e?s?(?= (?:hier|ce jour|aujourd'hui|le \d[\d/]{0,9}|en [a-z]{3,9}(?: \d{4})?|depuis [a-z0-9/ ]{3,15}|(?:debut|fin|mi)[ -][a-z]{3,9}|la semaine derniere|il y a [a-z0-9 ]{3,14}) a (?:\d{2,4}\b|\d ?(?:mg|cp)|demi|la dose|pleine))"
    r"|(?<!antalgique de )(?<!antalgiques de )palier (?:de dose )?-?\d)"
    r"|(?P<stop>sorti(?:e|s|es)? (?:de l'|d'|de )(?:essai|etude|protocole)(?! clinique)|c\d{1,2} et derniere?(?= (?:cycle |cure )?(?:le|en|:|\())|(?:est |sont )?arrivee?s? (?:a (?:son |leur )?|au )terme|(?<=[a-z] : )fin(?= (?:le|en|au) )|(?:(?<=\d, )|(?<=\d ; )|(?<=\d / ))fin(?= (?:le |en |: ?)?\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/]))|(?<!en )(?<!la )(?<!de )(?<!des )(?<!a )fin(?= (?:de l'|du |de la |de |d')(?!hormono|traitement|grossesse|sejour|chimio|radio)[a-z-]{5,25})|fin des? \d{1,2} (?:ans|mois)(?= d[e']| (?:prevue?|theorique|le|en)\b)|(?:(?:le |(?<=\())dernier|(?:la |(?<=\())derniere)(?= (?:le \d|en (?:[a-z]+ (?:19|20)\d\d|\d{1,2}[-/.](?:19|20)\d\d)))|(?:ne|n'en|n') ?(?:prend|prenait|recoit|supporte) (?:donc )?plus|n'a plus (?:re)?pris|n'a plus(?= (?:de |d')[a-z-]{4,25} (?:depuis|dep)\b)|(?:a|ai|avait|avons) (?:\w+ment |donc |deja )?(?:cesse|arrete|stoppe) (?:de |d')(?:prendre|recevoir)|(?:a|avait) cesse|(?:a|ai|avons|avait) (?:de (?:lui|elle)-meme |d'(?:lui|elle)-meme |spontanement |definitivement |aussitot |egalement )cesse|cesse[es]{0,3}(?= (?:le |la |son |sa |ses |les |l')?(?:traitement|comprimes|prises?|medicament|\d{1,2}[/ ]))|(?:est|fut|ete|sont) (?:donc |alors |ensuite )?cessee?s?(?! de )|(?:(?<=et )|(?<=, )|(?<=puis ))(?:cesse|quitte)e?s?(?= (?:en|le|debut|fin|mi|au)\b)|cessation|(?:mis|mettons) fin(?= (?:a|au)\b| (?:le|en|ce) )|(?:a|avait) saute(?= (?:son |sa |ses |le |la |les |des )(?:traitement|comprimes|prises?|gelules|cachets|doses?))|laissee?s? de cote(?= (?:du \d|depuis|le \d|pendant|entre))"
    r"|dernier(?:e|s|es)? (?:c\d{1,2}(?= (?:le |en |:|\())|cycles?(?: \(c ?\d{1,2}\))?(?= (?:le |en ))|prise|dose|cure|administration|comprime|gelule|cachet)s?|arret(?:e?r?(?:e|s|es|ent)?|ons|ez|ant|ait|aient|a|erent|era|erai|erons|eront)(?! (?:cardi|respir|circul|du tabac|de travail|tabag|alcool|a repetition|repetes|iteratifs|frequents))"
    r"|arrets?(?: definitifs?| precoce| temporaires?| prematuree?| transitoires?)?(?! (?:cardi|respir|circul"
    r"|du tabac|de travail|tabag|de l'alcool|a repetition|repetes|iteratifs|frequents))|stopp(?:e|es|ee|ees|er|ant|ent|ons|ez|ait|a|era|erai|erons|eront)|stop(?![a-z])|stoppage"
    r"|(?<=[a-z0-9),;>] )(?<!on )(?<!jours )(?<!jour )(?<!semaines )(?<!semaine )(?<!sem )off(?= ?[.,;:(\n]| depuis| le | ce | en | \d{1,2}/| \Z)"
    r"|interromp\w+|interruptions?(?! volontaire| repetees?| iteratives?| a repetition| frequentes?)|suspend(?:re|u|ue|us|ues|ant|it|s|ons|ent|ra|rai|rons|ront)?|suspensions?|retire(?:r|e|s|es"
    r"|ment)?|retrait(?! (?:du )?(?:drain|sonde|catheter))|discontinu\w+|abandonn(?:e|er|ee|es|ons)|abandon(?= (?:d[eu] |de l'|de la |d')[a-z-]{4,25}\b)"
    # "Pas de prise d'olaparib du 1er au 5 juillet": days without it, not a dose forgotten
    r"|non prise?s?(?= (?:depuis|du \d))|omise?s?(?= (?:depuis|du \d))"
    r"|plus(?= d(?:e |')[a-z-]{4,25} (?:depuis|dep)\b)|(?:sans|privee?(?= d))(?= (?:d[eu] |l'|d')?[a-z-]{4,25} (?:depuis|dep)\b)|(?<!a )(?<!ai )(?<!ait )(?<!nt )pas (?:re)?pris(?= (?:l[ae] |l'|son |sa |ses |les |d'|de )[^.;,]{0,40}?\bdepuis\b)|(?:(?:pas|absence) de prises?(?= d)|n'(?:a|ont|avait|avaient) pas (?:re)?pris)(?= [^.;]{0,50}?\b(?:du \d|depuis|entre le \d))"
    r"|pauses?(?! alimentaire)|fenetre therapeutique|fenetre(?= (?:de \d|d'une|du \d))|mise?s? entre parentheses|non renouvelee?s?(?= (?:le|en|depuis|ce) )|(?:(?:a|avait|ont) (?:donc )?termine|(?<!ait )(?<!aient )termin(?:e|ee|es|er|ant))"
    + _NOT_A_CYCLE
    + r"|(?:fini|boucle)(?:e|es|s)?(?= (?:(?:le|en|fin|debut|mi|courant|depuis|au mois|ce|des) |mi-))|achev(?:e|ee|es|er|ant)|pri(?:s|t) fin|fin (?:theorique|previsionnelle|prevue|programmee)(?! (?:de (?:la )?(?:cure|chimio|radio|rt\b)|du (?:cycle|sejour)|de (?:cycle|l'hospit)))|date (?:de fin|d'arret)(?: d[eu] traitement)?(?= ?[:=])|fin (?:de|du) traitement|fin de l'hormonotherapie)"
    r"|(?P<strong>(?:date (?:de |d')?(?:debut|instauration|initiation|introduction|mise en route|(?:1re|1ere|premiere) (?:prise|dispensation|delivrance))(?: d[eu] traitement)?(?: (?:prevue?|effective?|reelle|programmee?|souhaitee?))?|debut (?:prevu|effectif)(?: le)?)(?= ?[:=])|debut prevu(?= (?:le|en|dans|vers|debut|mi|fin|la semaine)\b)|j1 ?-?c1|c1 ?-?j1(?![0-9])|c1(?= (?:(?:de |du |d')?[a-z-]{6,20} )?(?:le |du |a partir du )?\d{1,2}(?:er)?[/. ])|\(?j1 ?(?:=|:|le)(?= ?\d)|\(?(?:j ?0|s1) ?=(?= ?(?:le )?\d)|j1(?= \d{1,2}/\d)|(?:(?<=\()|(?<=\d, )|(?<=; ))debut(?= (?:le |: ?)?\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![/\d]))|(?:(?<=\()|(?<=, )|(?<=; ))debut(?= (?:la semaine (?:du|prochaine|derniere)|le \d|demain|ce jour|hier|(?:lun|mar|mercre|jeu|vendre|same)di\b))|(?:re)?debut(?:e|ee|es|ees|er|ant|ent|a|ait|ons|era|erai|erons|eront)|(?:au |le )?debut (?:d'|de |du )"
    r"|debut(?= (?!janv|fev|mars|avril|juin|juil|aout|sept|oct|nov|dec|semaine|annee|hiver|printemps|automne)[a-z-]{5,20})|commenc\w+(?! a (?!recevoir|administrer|utiliser)(?:s'|se |(?:ne |les? |la )?[a-z]{3,}(?:er|ir|oir)\b))"
    r"|demarr\w+|(?:(?<=conduit a l')|(?<=amene a l')|(?<=permis l')|(?<=justifie l'))utilisation|tentee?s?|(?:le premier|la premiere)(?= (?:le \d|en [a-z]+ (?:19|20)\d\d))|initi(?:e|ee|es|ees|er|ant|ation|a|ons|era|erons)s?|instaur\w+|introdui(?:te?s?|re|sant|sit|s|sons|ra|rons)|introduction"
    r"|entam\w+"
    r"|mis(?:e|es)? (?:en (?:place|route) )?(?:sous|avec)|mis(?:e|es)? en (?:place|route)|mett(?:re|ons|ait|ra|rons) sous|met sous|relais|(?:au profit|en faveur)(?= (?:du |de (?:l'|la )?|d')[a-z])"
    r"|relayee? par|switch\w*|passage (?:a|au|sous|vers|par)|pass(?:e|er|ee|ant) (?:a|au|sous)(?= [a-z])|ajout\w*|associ(?:e|ee"
    r"|es|er)?(?= (?:a|au)\b)"
    r"|re[cç](?:oit|u|ue|us|evant|evoir|evra|oivent)|prescri\w+|administr\w+|prend(?:re)?(?= )|(?:(?<=ete )|(?<=fut ))(?:re)?donnee?s?|beneficie\w*"
    r"|(?:re-?)?trait(?:ee?s?|er)(?: \w+){0,3} (?:par|avec)|nouvelle ligne(?: \w+){0,4} (?:par|avec|de|:)|propose\w*|propose"
    r"|indique\w*|autoris\w+|a completer par|change\w* (?:pour|par)|remplac\w+ par|opte pour)"
    r"|(?P<weak>(?:re-?)?traitements?(?: (?!interromp|suspend|arret|stopp|repri[st]|diminu|redui|augment|major)\w+(?:-\w+)?){0,7}? (?:par|avec|au|a l'|a base d[e']|sous|a la|a|de)(?![a-z])"
    r"|(?:hormono|chimio|mono|bi|tri)therapies?(?: \w+){0,5}? (?:par|avec|au|a base d[e']|de|a la|a l')(?![a-z])"
    r"|ligne(?: \w+){0,4}? (?:par|avec|de|:|a base d[e'])|l[1-6] ?:?(?= )|schema|protocole|regime|bras|essai"
    r"|sous(?= )"
    r"|en association (?:avec|a|au)|maintenance par|entretien par|adjuvant\w* par)"
    r"|(?P<keep>poursui\w+|poursuite|continu\w+|maint(?:ien|enir|enu\w*|ient)|conserv\w+|renouvel\w+|recondui\w+|reconduction|en cours"
    r"|toujours sous|observance)"
    r")(?![a-z])"
)

#: The words around a drug that make it a circumstance of something else.
CIRCUMSTANCE = re.compile(
    r"(?:progress\w+|evolu\w+|echapp\w+|recidiv\w+|rechut\w+|malgre|echec\w*|resistan\w+|refractaire\w*"
    r"|intoleran\w+|allergi\w+|toxicit\w+|effets? (?:secondaires?|indesirables?)|imputab\w+|oublis?|oubliee?s?|saute (?:une|deux|trois|des|\d) (?:prises?|doses?|comprimes?)|liee?s? (?:a|au)"
    r"|secondaires? (?:a|au|a la)|indui\w+ par|due?s? (?:a|au)|sensib\w+|eligib\w+|tolera\w+|tolere\w*|reponse"
    r"|recherch\w+|dosage|taux|penetration|apres|inhibiteur\w*|exposition|experience|depuis le debut du traitement"
    r"|essais? \w* ?evaluant"
    r"|ordo(?:nnance)?|interaction\w*|cycles? d[eu]|mois d[eu]|semaines? d[eu]|(?<!\bce )jours? d[eu]|ans d[eu]|annees? d[eu])"
    r"(?: (?:\w+|l'\w*|d'\w*)){0,4} ?(?:l'|d'|au |a |la |le |du |de |sous |par |avec )*$"
)
#: A beginning that is only a point of reference: "deux semaines après le début du traitement par X".
REFERENCE = Screened(
    r"(?:apres|depuis|avant|lors|des|suite a|suivant|dans les \w+ (?:jours|mois|semaines) (?:de|suivant))(?: (?:de"
    r"|du|le|la|l'|l|son|un|une|\d+))* ?(?:l')?$|\b(?:au|du|le) (?=debut)$|\bau$"
)
#: "Trois ans et demi après la fin du traitement": what is dated there is something else.
LONG_BEFORE = Screened(
    r"\b(?:jours?|semaines?|mois|ans?|annees?)(?: et demie?)? (?:apres|suivant|depuis) (?:l[ae] |l'|son |sa )?\Z"
    r"|\bapres (?:\w+ ){1,2}(?:jours?|j|semaines?|sem|mois) (?:de |d')\Z"
)
#: ... unless it has a day of its own: "trois mois après l'arrêt du tamoxifène en mars 2021".
ITS_OWN_DAY = re.compile(
    r" (?:(?:du |de l'|de la |de |d')(?:traitement (?:par |de ))?[a-z-]{5,25} (?:en |le |du |\((?:le |en )?)|du |\((?:du |le )?)"
    + DATE
)
#: A trial or a drug that a patient is only considered for.
CONSIDERED = re.compile(
    r"\b(?:evaluer|evaluee?|evaluation|possibilite|envisag\w+|eligib\w+|candidate?|pour entrer|discut\w+|perspective)\b[^.;]{0,70}$"
)
#: "En association au létrozole": what the patient takes already is joined by something else.
ADDED_TO = re.compile(
    r"(?:(?:en association|associee?s?|ajoutee?s?|en plus|en complement|en sus|combinee?s?) (?:avec|a|au|du|de)"
    # "ajouter le palbociclib au létrozole"
    r"|\b(?:ajout|adjoi|associ|adjonction)\w* (?:du |de la |de l'|de |d'|l[ae] |l')?[a-z-]{5,25} (?:a|au|avec))(?: la| le)? ?(?:l')?$"
)
ADDED_ON_TOP = Screened(
    r"\b(?:ajout|adjonction|adjoi)\w*(?: (?:du |de la |de l'|de |d'|l[ae] |l')?[a-z-]{5,25})?(?: le \d[\d/]{0,9}| en [a-z]{3,9})? (?:a|au|a la|a l'|avec) ?(?:l[ae] |l'|son |sa )?\Z"
)
#: "Évérolimus stoppé le 20/07, exémestane poursuivi": it had begun on some earlier day.
GOES_ON = re.compile(
    r",? (?:seule? )?(?:est |a ete |reste |etant |ayant ete )?(?:(?:poursuivi|maintenu|continue|conserve|reconduit|prolonge|renouvele)e?s?|idem|inchangee?)\b(?! (?:de|du|jusqu|pendant|depuis))"
)
LATER = r"(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|(?:[2-9]|1\d) ?e(?:me)?) (?:cycle|cure)"
#: "Début Xeloda C3": a cycle that is not the first begins, not the treatment.
_IN_FIGURES = r"(?:j ?1 ?(?:du |de )?)?(?:c|cycle |cure )(?:[2-9]|1\d)(?: ?j ?1)?|(?:c ?\d{1,2} ?)?j ?(?:[2-9]|[1-9]\d)"
LATER_CYCLE = re.compile(rf" ?[:,]? ?\(?(?:(?:dont )?(?:l[ae] )?{LATER}|{_IN_FIGURES})\b")
#: "Ne pas reprendre avant la consultation": what is not to be done; "chimiothérapie (dernière cure le 10/01)": of that one.
NOT_TO = Screened(r"\bne (?:pas|plus|jamais) (?:l[ae] |l'|les )?\Z")
NOT_RESUMED = re.compile(r"\b(?:non|jamais|(?:n'a|n'est|n'ont) pas(?: encore)?(?: ete)?|pas encore) \Z")
#: "Aggravation après la réintroduction de X, il a été décidé d'arrêter": what is dated there is something else.
AFTER_RESUMING = Screened(r"\b(?:apres|depuis|malgre|suite a|lors de) (?:la |cette |sa )?\Z")
A_DAY_BEHIND = re.compile(r"[^,;.]{0,45}?(?:\b(?:le|en|du|depuis) |\()" + DATE)
LAST_OF_ANOTHER = Screened(
    r"\b(?:oxygene|oxygenotherapie|o2|vni|antalgiques?|morphin\w+|opio\w+|oxycodone|antibiotiques?|corticoides?|prednisone|tabac|alcool|sonde|nutrition parenterale|heparine|anticoagulants?|statine|aspirine|ains),? (?:(?:a|ont|est|sont|ete|fut|furent|donc|alors) ){0,3}\Z"
    r"|\b(?:chimio\w*|radio\w*|rt|irradiation|immuno\w*|folfox|folfiri|folfirinox) ?\((?:l[ae] )?\Z"
)
#: "Dernière prise du cycle 4/6".
CYCLE_OF = re.compile(r"\b(?:c|cycle |cure )(?:n ?° ?)?(?P<n>\d{1,2})(?: ?/ ?| sur )(?P<all>\d{1,2})\b(?!/)")
OF_CYCLES = re.compile(r"\b(?:cycles|cures)\b[^.;]{0,60}\Z")
#: "Biopsie osseuse abandonnée": an exam that is given up.
EXAM_DROPPED = re.compile(
    r"\b(?:biopsie|ponction|scanner|irm|tep|scintigraphie|examen|chirurgie|intervention|radiotherapie|projet|idee)\b[^.;]{0,45}\Z"
)
NO_CHANGE = re.compile(
    r"\b(?:(?:sans|ni) jamais|sans (?:qu'il (?:soit|fut|ait ete) necessaire d[e']|avoir a|devoir|necessite d[e'])|sans|ni|non|eventuelles?"
    r"|possibles?|aucune?|pas (?:de|d')|(?:n'a pas necessite|sans necessiter)(?: de| d'"
    r"| la)?)\s?(?:nouvelle )?$"
)
#: A change told before is a point of reference: "4 mois après cet ajustement de la dose".
CHANGED_BEFORE = re.compile(r"\b(?:apres|depuis|suite a|malgre) (?:cet|cette|ce|l'|la|le)(?: \w+)? ?$")
#: A drug resumed at another dose is only resumed.
AT_ANOTHER_DOSE = re.compile(r"[^.;,]{0,40}?\b(?:avec|a|par) (?:une? |la |sa )?(?:nouvelle )?$")
#: "Le CA 125 remonte à 88", "plaquettes descendues à 78": a value that is measured, no dose.
OF_A_VALUE = Screened(
    r"\b(?:ca ?\d{2,3}(?:[-.]\d)?|ace|psa|afp|b?hcg|ldh|marqueurs?|taux|creat\w*|clairance|dfg|plaquettes?|plq|hb|hemoglobine|leuco(?!penie)\w*|pnn|neutro(?!penie)\w*|"
    r"lympho(?!penie)\w*|gb|bili\w*|asat|alat|ggt|transaminases|crp|ferritine|tsh|calcemie|albumin\w*|poids|ps|oms|fevg|ki-?67|suv\w*|blastes?|temperature|ta|tension|taille|"
    r"diametre|masse|nodules?|lesions?)\b[^.;:,>→]{0,25}\Z"
)
#: The period that a pause fills: "suspendu du 13 au 22/01", "du 06/12 au 19/12 : fenêtre thérapeutique".
PAUSED = re.compile(r"[^.;:,]{0,45}?" + PERIOD.pattern)
PAUSED_BEFORE = re.compile(PERIOD.pattern + r"\W{0,4}\Z")
#: "Interrompu 10 jours pour fièvre du 20 au 30 mars": the period is the pause's own.
PAUSE_TOLD = re.compile(
    r"(?<!sans )(?:stop|interr|suspend|pause|arret|fenetre|parenthes)\w*(?:(?! (?:traite|recu|recue|apres|pris|prise|administre|administree|depuis)\b) [\w'-]+| ?\([^()]{1,30}\)){0,6}\s*:?\s*$"
)
#: ... and the dose at which a drug is taken again: "suspendu du 20/11 au 04/12, puis 14 mg".
THEN_AT = re.compile(
    r"(?: ?\([^().;]{3,40}\))?,? (?:(?P<then>puis|ensuite) (?:a )?)?(?P<dose>\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d)?)(?(then)| ensuite\b)(?! ?(?:le|des|depuis|a partir)\b)"
)
#: "Semaine de repos du 12 au 18/09": the schedule's own.
RESTS = re.compile(r"\b(?:repos|intercure|inter-cure)\s?\Z")
#: "Hospitalisé du 02 au 06/03 pour fièvre sous X": the stay's own.
OF_A_STAY = Screened(r"\b(?:hospit\w*|sejour|vacances|arret de travail|voyage)\b[^.;]{0,25}\Z")
#: "Temporiser l'introduction du ribociclib jusqu'au 15 octobre": what has not begun does not end.
PUT_OFF = Screened(r"\b(?:temporis|differ|retard|report|repouss|decal|attend)\w*[^.;]{0,45}\Z")
#: "à dose réduite" tells at which dose, not that it changes.
DOSE_TOLD = re.compile(r"\b(?:a|avec|a une|une|la|cette|meme)\s?$")
#: "Xeloda doses adaptées (1000 mg matin et soir) débuté le 28/12": the dose that it begins at.
BEGUN_AT_IT = re.compile(
    r"(?: \([^()]{0,60}\))?,? (?:a ete |est |etait |puis )?(?:debut|commenc|initi|introdui|instaur|demarr)(?:e|ee|t|te)s? (?:le|en|ce|hier|depuis|fin|debut|mi|des|au)\b"
)
DOSE_ADJECTIVE = re.compile(r"(?:doses?|posologie) (?:reduite|diminuee|augmentee|adaptee|ajustee)s?")
#: ... or that it is left so: "dose réduite maintenue", "posologie réduite bien tolérée".
DOSE_KEPT = re.compile(
    r",? (?:(?:est|reste|a ete|etait|tjs|toujours|donc|alors|depuis|qui) ){0,3}(?:maint|poursuiv|conserv|gard|continu|inchang|(?:bien |mieux )toler|en cours)"
)
#: ... and that it holds since some day: "avec une dose réduite à 120 mg depuis juin 2021".
HELD_SINCE = re.compile(r"(?: a \d{1,4} ?mg(?:/j(?:our)?)?)? (?:depuis|des|a partir d[eu]) (?:le )?" + DATE)
#: How long a pause was, and an end that is none.
PAUSE_LENGTH = re.compile(
    r"(?: \w+ment)? (?:pendant |durant )?(?:\d{1,2}|une?|deux|trois|quatre|dix|quinze) (?:jours?|j|semaines?|mois)\b"
)
FOR_GOOD = re.compile(r"\bdefinitif|\bdefinitivement\b")
#: A second step of the same change: "à 100 mg/jour et 50 mg/jour".
NEXT_DOSE = re.compile(
    r"[^.;]{0,40}?\d ?mg\S*(?:(?: [\w/]+){0,4}(?: \([^()\n]{3,30}\))?,? (?:et|puis)(?: a)?|[^.;,]{0,25}, (?:puis )?a|(?: [^.;]{0,90})?, puis a(?= \d{2,4} ?mg(?:/j)?(?: x ?\d)? (?:le |en |des |depuis |debut |fin |mi-|a (?:partir|compter) d[eu] )"
    + DATE
    + r")) (?=\d{2,4} ?mg)(?P<dose>\d{2,4} ?mg\S*)"
)
#: "V2 03/08 : ", "Visite 3 (01/08) : ", "Appel du 02/11 : ": what stands before the day of a line of a treatment's course.
VISIT = (
    r"(?:(?:(?:visite|appel|tel|contact|suivi|semaine)(?: (?:tel\w*|ide|ipa|patiente?))?\.?(?: ?(?:n° ?)?\d{1,3})?|[vsj]\d{1,3})"
    r" ?[-=:,]? ?(?:\(|du |le )?)?"
)
#: "C4 05/07 SMP G2 : capécitabine 1000 mg x2": a line headed by its day tells a known drug with its dose.
DATED_LINE = re.compile(
    r"[ \-*•>|]*"
    + VISIT
    + r"(?:c(?:ure|ycle)? ?\d{1,2} ?(?:j ?1)?[ :(=-]{1,3})?(?:(?:depuis|des|a partir d[eu]|a compter d[eu]) )?(?:le |du )?"
    + DATE
)
#: "Entrecoupé de pauses", "avec quelques interruptions pour toxicité": many, on no told day.
SOME_PAUSES = re.compile(
    r"\b(?:entrecoupee?s? (?:de |d'|par )(?:\w+ )?|ponctuee?s? (?:de |d'|par )(?:\w+ )?|(?:avec|malgre|apres|sans compter) (?:des |de |d'|les |quelques |plusieurs |multiples |nombreuses |\w+ )+|(?:des|de|plusieurs|quelques|multiples|nombreuses|frequentes) )\Z"
)
MANY = frozenset({"pauses", "interruptions", "arrets", "suspensions"})
DATED_NEXT = re.compile(r"[^.;,()]{0,12}(?:\b(?:le|en|du|depuis) |\()" + DATE)
#: Titles of the columns of a table of treatments.
COLUMN_START = re.compile(r"(?:date (?:de |du )?)?(?:debut|initiation|instauration|introduction)|du|depuis(?: le)?")
COLUMN_END = re.compile(r"(?:date (?:de |d')?)?(?:fin|arret|interruption)(?: de traitement)?|au|jusqu'au")
#: "400 puis 800 mg depuis le 12/03": the first dose has no date of its own.
SECOND_DOSE = re.compile(
    r" \(?\d{2,4} ?(?:mg(?:/j)?)? ?,? ?puis (?:a )?\d{2,4} ?(?:mg|\((?:le |en |depuis )?\d|depuis|des |a partir|x ?\d depuis)"
)
#: "Tamoxifène 5 ans (fin décembre 2016)": its end.
ENDED = Screened(
    r"\b(?:\d{1,2} (?:ans?|mois)|x ?\d{1,2}) ?[(,] ?(?:fin|termine\w*|jusqu'en) (?:en |le |: ?)?(?=" + DATE + r")"
)
#: "qu'elle a maintenu pendant 2 mois": the end of a told length of time.
FOR_A_TIME = Screened(
    r"\b(?:maint\w+|poursui\w+|recue?s?|prise?s?|administr\w+)(?: \w+)? (?:pendant|durant) (?:\d{1,2}|un|une|deux"
    r"|trois|quatre|cinq|six|huit|dix|douze)"
    r" (?:mois|ans?|annees?)\b"
)

#: "Sunitinib pendant 14 mois à compter de février 2019": both ends.
LASTING_FROM = Screened(
    r"\b(?:pendant|durant) (?:environ )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)"
    r" (?:semaines?|mois|ans?|annees?),? (?:et ce )?(?:a compter|a partir|a dater|depuis|des)(?: d[eu'])? ?(?=(?:le |l')?(?:mois de |l'annee )?"
    + DATE
    + r")"
)
#: "Visite 2 (18/07) : diarrhée G3, stop": told in a line of the course, with nothing behind it that it could be of.
IN_ITS_ENTRY = re.compile(
    r"[ \-*•>|]*" + VISIT + r"(?:le |du )?" + DATE + r"\)? ?[:|=-] ?(?:[^.;]{2,80}(?:,|->|=>|→|:) ?)?"
)
OF_NOTHING_ELSE = re.compile(
    r"(?: (?:temporaire|transitoire|provisoire|definitif|immediat|complet)(?:ment)?)?(?: (?:pendant )?\d{1,2} ?(?:j|jours|semaines?|sem|s)\b)? ?(?:[.,;(\n]|->|=>|→|\Z)"
)
#: "Kisqali / Début 10/10/22 / Arrêt 02/11/22": a line of its own.
ENDS_ON = re.compile(r"(?: definitif)? ?(?:le |en |: ?|= ?)?" + DATE)
#: "Pneumopathie au TDM du 20/10. Arrêt immédiat."
AT_ONCE = re.compile(
    r"\W*(?:arret|suspension|interruption|stop) (?:immediate?|definiti(?:f|ve)|temporaire|provisoire|transitoire)\W*\Z"
)
#: "puis 2 semaines de pause": the rhythm of a drug, and no end of it.
OF_RHYTHM = re.compile(
    r"(?:\bpuis|\bet|suivie?s? d[e'u]|/|,) ?(?:\d{1,2}|une?|deux|trois) ?(?:semaines?|sem\.?|jours?|j) (?:de |d')\Z"
)

#: "le traitement", "les comprimés": the drug that was last spoken of.
ANAPHOR = re.compile(
    r"(?:\b(?:le|ce|son|du|au|l'ensemble du|de) (?:meme |dernier )?traitements?|\b(?:la|cette|sa) (?:therapie"
    r"|hormonotherapie|molecule|medication|bitherapie|monotherapie|ligne|combinaison|association)"
    r"|\bl'(?:hormonotherapie|association|inhibiteur)|\b(?:comprimes|gelules)\b|\b(?:les|ses) (?:medicaments"
    r"|deux medicaments|inhibiteurs|anti-?\w+)|\b\d{1,2} cycles|\bles \w+ cycles|\b(?:d|l)es (?:2|deux)(?= (?:du(?= \d)|depuis|des|le|ce|hier|a|pour|en|traitements?|molecules|medicaments|comprimes)\b| ?(?:[,.;:(\n]|\Z))|\bce(?:lui|lle)-ci|\b(?:pause|fenetre|vacances) therapeutiques?|\b(?:le"
    r"|ce) (?:medicament|schema|protocole)|\btraitement|\bttt?\b|\btherapies? ciblees?\b)"
)
NOT_THE_DRUG = re.compile(
    r"traitement (?:chirurgic|antibio|antalg|anticoag|anti-?hypert|symptom|de support|opio|hormonal substit"
    r"|immunosupp|cortico|de la douleur|antiviral|local|intraveineux)|corticother|radiother|\bsuivi|chirurg|antibio"
    r"|perfusion|nutrition|dialyse|ventilation|transfus"
)
#: A drug of the other arm of a trial was not given.
VERSUS = re.compile(r"\b(?:vs|versus)\b\.?\s?(?:l'|le |la )?$")
VERSUS_AFTER = re.compile(r"\s?\b(?:vs|versus)\b")
KEEPS = re.compile(r"(?:continu\w+|poursui\w+)(?: a| de)?\s?$")
AFTER_HAVING = re.compile(r"apres (?:avoir|l'avoir) (?:\w+ )?$")
LINE = re.compile(
    r"\b(?:(?P<n>[1-6])(?:re|ere|er|e|eme|nde?)|(?P<w>premiere|deuxieme|seconde|troisieme|quatrieme)) ligne"
    r"|\bl(?P<l>[1-6])\b"
)
LINES = {"premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4}
SETTING = FirstOf(
    ("neoadjuvant", Screened(r"neo-?adjuvant")),
    ("adjuvant", Screened(r"\badjuvant")),
    ("maintenance", Screened(r"maintenance|entretien")),
    ("palliative", Screened(r"palliati")),
    ("metastatic", Screened(r"metastati")),
)
