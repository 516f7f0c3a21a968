"""Words that say what became of an event; matched against folded text (see ``onco_pipeline.text``)."""

import re

from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

#: "prévu le 01/09, reporté au 20/09": what was called off has its new day right behind.
MOVED_TO = Screened(
    r"\b(?:(?:re)?(?:report|differ|decal|repouss|deplac|avanc|replac|refix|redonn)ee?s?|remise?s?) "
    r"(?:(?:pour|en raison|du fait|a cause|devant|faute|a la demande) [^.;:,\d]{3,40}? )?"
    r"(?:(?:d'une? (?:mois|semaine|quinzaine)|de (?:\d{1,2}|deux|trois|quatre|quelques) (?:jours?|semaines?|mois)),? ?(?:\((?:au |le )?|: (?:au |le )?|(?:soit )?(?:au|a|pour|le) )|(?:du (?:[a-z]{3,8}di )?\d[\d/. a-z]{0,14} )?(?:au|a|pour) |en (?=janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))(?:le |la (?!semaine))?(?=\d{1,2}(?:er)?[/. ]|mois d|la semaine|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|demain|apres-demain|debut|fin|mi-|semaine|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
)
#: "Fait le 01/03, prochain en septembre", "Scanner en février sans anomalie, contrôle prévu en juillet".
NEXT_NAMED = Screened(
    r"(?<=\d)[^.;\d]{0,30}[,;] ?(?:et |puis |avec )?(?:(?:le|la|un|une) )?"
    r"(?:prochaine?s?\b|suivante?s?\b|second|deuxieme|2e(?:me)?\b|(?:donc )?a (?:refaire|recontroler|repeter)\b)"
    # "La dernière remonte à mars ; celle prévue en juin n'a pas été faite"
    r"|[,;] ?(?:mais |et |or )?cel(?:le|ui) (?:(?:initialement |qui etait )?(?:prevue?|programmee?|demandee?)|du|de)\b"
    r"|[,;] ?(?:et |puis |avec )?(?:(?:le|un|son|nouveau|prochain) ){0,2}controles?\b(?= (?:a |en |dans |le |prevu|programm|au |fin |debut |\d))"
)
#: "C1 le 04/05, C2 le 25/05, C3 prévue le 15/06": the next cycle, and the figure that stands before it.
NEXT_CYCLE = re.compile(r"[,;] ?(?:et |puis |avec )?(?:(?:le|la|un|une) )?[cjm] ?\d{1,2}(?: ?j ?\d{1,2})?\b")
FIGURE_BEFORE = re.compile(r"\d(?=[^.;\d]{0,30}\Z)")
#: "Décalée au 18/03 : carcinome": it was done on the new day.
FOUND_THEN = re.compile(
    r"[^.;:]{0,50}?(?: ?: ?|, |\bc'est )(?:bien |c'est |retrouve |montre )*[^.;:]{0,40}?(?:carcinom|metasta|lymphom|melanom|sarcom|adk\b|rechute|recidive|benin|negati|positi|normal|stable|reponse|progress|pas de |absence|lesion|nodule)"
)
#: "Demande d'IRM faite ce jour, rdv donné pour le 1er octobre": what is asked for, and where its day is told.
ASKED_BEFORE = Screened(r"\bdemandes? (?:d'|de |du |pour )(?:l'|la |le |une? |(?:nouve\w+|autre) )?\Z")
DAY_GIVEN = Screened(r"\b(?:rdv|rendez-vous|prevue?s?|programmee?s?|obtenue?s?|fixee?s?)\b")
#: "Si progression au scanner d'avril, passage à la capécitabine": all of the sentence waits for it.
CONDITION_OPENS = re.compile(r"\W*(?:si|s'il|s'ils)\b[^;]{3,120}, ?(?:alors |on |il |nous |je )?(?:[a-z' ]{0,30})\Z")
#: "À confirmer par IRM": an exam that is thought of.
CONFIRMED_BY = Screened(
    r"(?<!incite )(?<!incites )(?<!conduit )(?<!conduits )(?<!amene )(?<!amenes )(?<!pousse )(?<!engage )(?<!decide )(?<!oblige )(?<!contraint )"
    r"\ba (?:confirmer|verifier|documenter|preciser|caracteriser|etayer|confronter|correler|completer)(?: par| en| sur| a| avec)? ?(?:l[ae] |l'|une? )?\Z"
)
#: "J'interromps X aujourd'hui et nous débuterons Y": the words of the drug behind.
NEXT_DRUG_TOLD = re.compile(
    r"(?:,|;|\bet|\bpuis|\bmais|, et) (?:(?:je|j'|nous|on|il|elle|l[ae]|l'|un|une|relais)\b ?)?(?:lui )?[^,;.:]{0,30}\Z"
)
PENDING = Screened(
    r"\ben (?:attente|cours)\b|\battendu\w*|\b(?:non|pas)(?: encore)? (?:recu|parvenu|rendu|revenu|disponible)e?s?\b"
)
#: "Cytologie demandée", "anapath envoyée".
ASKED_FOR = Screened(r"\b(?:demande|envoye|lance|adresse)e?s?\Z|\ba venir\b")
#: A sample that went to the laboratory, and a result that has not come back.
SENT = re.compile(
    r"\b(?:adresse|envoye|transmi|demande|lance)\w*\b(?:[^.;:,]{0,30}\bpour (?:une? |la |le |l'|les )?| d'une? | de (?:la )?| l[ae] | une )"
    r"(?:(?:recherche|statut|analyse|etude|determination)s? d?e?s?(?:u | |')?(?:l[ae]s? |l')?)?\Z"
    # "envoyé en cyto + bio mol (", "matériel parti en NGS ("
    r"|\b(?:adresse|envoye|parti|transmi|confie)\w* (?:en|a l[a']|au(?: x)?|chez) [^.;:()]{2,40}\(\Z"
)
#: "Biopsie liquide à prévoir si cytologie négative", "ADN circulant demandé ce jour".
STILL_TO_DO = re.compile(
    r"(?:biopsies? liq\w*|adn tumoral circulant|adntc|ctdna) (?:de controle )?(?:(?:est |sera )?a (?:prevoir|faire|discuter|realiser|demander|programmer)|si|en cas|(?:est )?demandee?|prescrite?|prevue?|programmee?)\b"
    # "Oncotype sur pièce opératoire si N0", "NGS si progression"
    r"|(?:test genomique|oncotype\w*|endopredict|prosigna|mammaprint|ngs|biologie moleculaire|recherche|brca\S*)[a-z0-9 /-]{0,45} si (?!bien)\w"
)
NO_RESULT_YET = re.compile(
    r"[^.;]{0,70}?\b(?:resultats?|reponse) (?:non (?:encore )?(?:recue?s?|parvenue?s?|disponibles?|rendue?s?)|pas encore|sous|"
    r"attendu\w*|a venir|en cours|en attente|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\b|d'ici)|"
    r"[^.;:]{0,70}, non (?:encore )?(?:recue?s?|parvenue?s?|rendue?s?|revenue?s?)\b|"
    r"[^.;]{0,50}?\b(?:adresse|envoye|transmis|parti|confie)e?s? (?:le \d\S*|ce jour|hier|en \w+),? (?:toujours )?en (?:attente|cours)\b|"
    r"[^.;]{0,70}?\b(?:r|res|rep|result)\.? (?:en attente|attendu|a venir|en cours)|"
    r"\s*:? ?demandes? (?:(?:est|a ete) )?(?:partie|envoyee|adressee|faxee|transmise|lancee|faite)s?\b|"
    r"\s*(?:tumoral\w* |somatique\w* |constitutionnel\w* )?(?:a ete |est |sont |ont ete )?(?:demande|lance)e?s?\b(?! (?:par|et|:))"
)
PROPOSED = Screened(
    r"\b(?:decide|retenu|pose|valide)e?s? (?:en|par la|lors de la|a la) (?:rcp|reunion|concertation|staff)\b|\balternatives? (?:serait|possible|:)|\bpropos(?:e|on|ai)\w*(?! et accepte)|\bserai(?:t|ent) (?:souhaitable|utile|necessaire|justifie|interessant|a )\w*|\bpourrai\w+\b(?! (?:aussi |egalement )?(?:correspondre|s'agir|evoquer|representer|suggerer|etre (?:li|compatible|du\b|due|en rapport|secondaire|une?\b|des\b|attribu)))|\bpourrait-on|\bdiscussion d\w*|\ba (?:re)?discuter\b|\ba reconsiderer\b|\ba (?:re)?evaluer (?:lundi|mardi|mercredi|jeudi|vendredi|en consultation|en cs|selon)\b|\b(?:decidera|jugera|statuera|appreciera|discutera)(?:i|ont|nt)?\b|\ba (?:re)?voir (?:avec|en|selon|lors|apres|a la|au)\b|\benvisage\w*|\bdiscute\w*\b|\b(?:evoque|suggere)(?! (?:la|les?|fortement|plutot|en premier)\b| l'|e?s? (?:au|sur|par|a|des|lors d(?:e|'|u))(?: (?:la |le |cet |cette |une? |son |sa |l'))? ?\Z)\w*|\brecommand\w+|\bconseill(?:e\w*|ons|ait)\b|\b(?:suggerons|suggererai[st]?|preconis(?:ons|e|ait|ee?s?(?!, ?(?:qui|decri|montr|revel|retrouv|objectiv|confirm))))\b"
)
#: "RCP : olaparib." A meeting's advice names the drug and begins nothing.
PROPOSITION = Screened(r"\bpropositions?\b[^.;:\n]{0,40} ?: ?[^.;:\n]{0,30}\Z")
ADVISED = Screened(r"\b(?:rcp|avis|staff)\b[^.;:]{0,40} ?: ?\Z")
#: What a proposal told behind an act has an object of its own.
OF_ANOTHER_ACT = re.compile(r" (?:de |d')(?:ne pas )?[a-z]{3,}(?:er|ir|re)\b| (?:une?|des)(?: [a-z]| ?\Z)")
#: "Je vous l'adresse pour reprise et ganglion sentinelle."
REFERRED = Screened(r"\bje (?:vous |te )(?:l'|la |le )?(?:re)?(?:adresse|confie|envoie)\b[^.;]{0,70}\bpour\b")
#: The drug that is taken stands behind it.
INSTEAD = re.compile(r"\b(?:au profit|en faveur) d(?:e |u |'|e l')")
#: "PBF ? non", "Ibrutinib ?": asked, and not done.
QUESTIONED = re.compile(r" ?\?(?! ?:)")
#: "Nodule du LSD → biopsie sous scanner, TEP.": what a finding leads to, named without a day and without what it showed.
LED_TO = re.compile(r"(?:\A\W*|[a-z).] ?)(?:->|=>|→) ?[a-z' +,/-]{0,40}\Z")
NAMED_ONLY = re.compile(
    r"(?!.*(?:negati|normal|stable|positi|benin|malin|carcin|metasta|\bpas d|\bsans\b|progress|repon|regress|\badk|\bcc[ir]\b|confirm|montr|retrouv|fait|realis|effectu|\bce (?:jour|matin|soir)|aujourd|\bhier))"
    r"[a-z' ,+/()-]{0,70}[.;\n]?\s*"
)
#: A drug that a meeting names and that begins now: "RCP : lomustine 200 mg, 1re prise ce soir".
TAKEN_FROM = re.compile(
    r"[^.;]{0,60}?\b(?:(?:premiere?|1ere|1re|1er) (?:prise|dose|comprime|cp|gelule)|debute?|commence|demarre)[^.;,]{0,12}? ?(?:ce |le \d|demain|aujourd)"
)
#: "Scanner du 11 maintenu": the appointment stands.
KEPT = Screened(
    r" ?(?:[a-z-]+ )?(?:(?:du|le|prevue? (?:le|du|en)) )?[\d/]{0,8}(?: [a-z]{3,9})? ?(?:est |sont )?(?:bien )?maintenue?s?\b"
)
#: "Je la reverrai en juin avec un nouveau scanner": the exam goes with the visit to come.
SEEN_AGAIN = Screened(
    r"\b(?:reverr(?:a|ai|ons)|reviendra|revoir|revu[es]* (?:dans|en)|(?:sera|serai|etre|a) revu[es]* le|rv|rdv|prochaine? (?:consultation|visite|rdv|cs)|(?:consultation|cs|controle) (?:dans|en|a|le(?= [\da-z/ ]{3,16} avec (?:une? |un nouveau )?[a-z]{2,9} ?(?:[.;,\n]|\Z))))\b[^.;]{0,45}"
    r"\b(?:avec|apres|muni\w* d'?e?)(?: (?:l[ae]s?|l'|une?|son|sa|ses|nouve\w+|resultats?|d[eu]))* ?\Z"
)
#: "Revient avec un scanner le 31/03": where "un scanner du 31/03" was made.
RETURNS_WITH = Screened(r"\brevient avec (?:une? |l[ae] |l')?\Z")
ON_THAT_DAY = re.compile(r"(?: [a-z-]{2,20}){0,3} le (?:\w+di )?\d")
#: "Une éventuelle biopsie", "biopsie éventuelle": beside the event, or it speaks of something else.
EVENTUAL_BEFORE = Screened(r"\beventuel\w*(?: \w+){0,2}[ ']\Z")
EVENTUAL_AFTER = Screened(r"(?: \w+)?,? \(?eventuel\w*")
CONDITIONAL = Screened(
    r"(?<!determiner )(?<!savoir )(?<!verifier )(?<!evaluer )\bsi (?!possible|bien qu)\w+|\bs'il\b|\ben cas d[e']|\bsous reserve"
    r"|(?:^|[,;(] ?|\bou )(?:a defaut(?! d[e'u])|sinon|faute de quoi|dans le cas contraire)\b"
)
#: The condition that follows its act, in the same breath ("olaparib si progression").
CONDITION_AFTER = Screened(
    r"[^.,;:)|]{0,45}?\b(?:(?<!determiner )(?<!savoir )(?<!verifier )(?<!evaluer )si (?!possible|bien)\w+|si [<>]|si (?:(?:une?|l[ae]) )?\Z|s'il\b|en cas d[e']|sous reserve|selon (?:l[ae]s? |l'|ses? )?(?:resultat|evolution|bilan|tolerance|reponse|anapath|avis|clinique|hrd|brca|statut|mutation|ngs|biologie|choix|rcp|plaquettes|nfs|pnn|hemogramme|creat\w*|psa|ta\b|toxicite))"
)
#: "Biopsies : à faire. Date retenue : 28/03": the day of the plan told just before.
DAY_SET = re.compile(
    r"\W*(?:date|rdv|rendez-vous|creneau|programmation)\b(?: (?:retenue?|prevue?|fixee?|proposee?|obtenu|donne|pris|le|de|d'examen))* ?:? ?(?:le )?(?=\d)"
)
#: An act with its day set goes ahead unless something speaks against it: "si confirmation : X à débuter le 3".
ON_THE_CALENDAR = re.compile(
    r"[^.;]{0,25}?\b(?:a (?:debuter|commencer|demarrer|faire|realiser|prevoir)\b|a partir d[eu'](?!\w)|"
    r"(?:prevue?s?|programmee?s?|planifiee?s?) (?:\w+ )?(?:le|en|debut|fin|mi|des|a partir)\b)"
)
#: A drug's change with its day set, whatever it waits for: "reprise à 100 mg x2 le 18/05 si G1".
ON_ITS_DAY = re.compile(
    r"[^.;,]{0,30}?\b(?:(?:la )?semaine prochaine|demain|(?:lun|mar|mercre|jeu|vendre|same)di prochain|dans (?:\d{1,2}|une|deux|trois) (?:jours?|semaines?))\b|"
    r" (?:de controle |d'evaluation |de reevaluation )?\(?\d{1,2}/\d{1,2}/(?:20)?\d\d\b|"  # "Contrôle TDM 20/02/2023."
    r"[^.;,]{0,30}?\b(?:le|a partir d[eu]|des le) (?:(?:lun|mar|mercre|jeu|vendre|same)di )?\d{1,2}(?:er)?(?:/\d{1,2}|(?<=di \d)(?!\d)|(?<=di \d\d)| (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\w*)"
)
#: ... or with its month: "scanner d'évaluation fin septembre".
IN_ITS_MONTH = re.compile(
    r"(?:[ /](?:et |\+ )?[a-z'-]+){0,4} (?:(?:en|debut|fin|mi-?|courant) ?(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*|"
    # "scanner et IRM cérébrale dans 2 mois"
    r"(?:dans|d'ici|a) (?:\d{1,2}|une?|deux|trois|quatre|cinq|six|huit) (?:semaines?|mois)(?! (?:d[eu]\b|d'|des\b|apres|post))|(?:l[ae] )?(?:semaine|mois) prochaine?\b)"
)
#: "Une biopsie a été proposée, qui a été réalisée le 14/06".
DONE_BEHIND = re.compile(
    r"[^.;,]{0,90}, (?:qui|laquelle|lequel) (?:a|ont|fut|furent) (?:finalement |ensuite |bien )?(?:ete )?(?:realis|pratiqu|effectu|fait)(?:e|ee|es|ees|s)?\b"
    r"|[^.;,]{0,60} (?:et|puis|et puis|mais) (?:a ete |finalement |donc )*(?:realise|pratique|effectue|fait)e?s? (?:le|en|ce|hier)\b"
    # "re-biopsie proposée, patient d'accord, faite le 26/10"
    r"|[^.;]{0,80}, (?:et |puis |finalement |bien )*(?:faite?|realisee?|pratiquee?|effectuee?)s? (?:le \d|ce (?:jour|matin)|hier)"
)
#: "Biopsie faite le 08/07 (reportée car AVK)": done on that day, whatever was planned.
DONE_AT_ONCE = re.compile(r" ?(?:[a-z]+ )?(?:faite?|realisee?|effectuee?|pratiquee?)s? (?:le |ce |hier|en )")
#: "Une coloscopie demandée a confirmé une lésion, qui a été biopsiée": the verb tells that it was done.
WAS_SAMPLED = Screened(r"\b(?:(?:a|ont|avait|avaient) ete|fut|furent)(?: (?:alors|ensuite|egalement|aussi|donc))? \Z")
#: A drug that was proposed and taken: "a été proposé, avec 8 cycles entre avril et septembre", "dont il a reçu 6 cycles".
TAKEN_BEHIND = re.compile(
    # "validé en RCP le 03/06, débuté le 16/06"
    r"[^.;]{0,60}?, (?:puis |et |finalement |bien )*(?:debut|commenc|demarr|instaur|initi|introdui)(?:e|te?)e?s? (?:le \d|en [a-z]|depuis |des |ce (?:jour|matin)|hier|(?:a partir |a compter )?d[eu] |(?:fin|debut|mi)[ -])|"
    r"[^.;]{0,110}?(?:\b(?:dont|qu'|que|et qu'|lequel|laquelle|desquels) ?(?:il|elle|l[ae] patiente?)? ?(?:a|avait|ont) (?:ete )?(?:finalement |ensuite |bien |deja )?(?:recu|pris|complete|suivi|beneficie|administr)\w*|"
    r", (?:qui|qu'il|qu'elle|lequel|laquelle) (?:a|ont|avait) (?:ete )?(?:finalement |ensuite |alors )?(?:debut|commenc|initi|instaur|entam)(?:e|ee|es|ees)\b|"
    r"\bavec (?:un total de )?(?:\d{1,2}|un|deux|trois|quatre|cinq|six|huit|dix|douze) (?:cycles|cures|mois) (?:entre|de|d'|du|jusqu|administre|recu|realise)|"
    r",(?: en)? (?:recevant|completant|terminant|debutant|commencant)\b|, administree?s? (?:de|d'|du|entre|en)\b)"
)
#: What is proposed and has its beginning set: "je lui propose X, qui débutera lundi".
WILL_BEGIN = re.compile(
    r"[^.;]{0,60}?\b(?:(?:rdv|rendez-vous|creneau|date) (?:est |deja |a ete )?(?:pris|fixee?|donnee?|obtenue?|reservee?|arretee?)\b|debut (?:prevu )?(?:le|ce|demain|lundi|mardi|mercredi|jeudi|vendredi)\b|(?:qui|sera|seront) (?:\w+ )?(?:debut|commenc|demarr)\w*|a (?:debuter|commencer|demarrer) (?:le|des le|en) (?=\d|[a-z]+ \d{4})|a (?:debuter|commencer|demarrer|prendre) (?:(?:a partir d[eu]|des|le) )(?:le )?(?=\d|lundi|mardi|mercredi|jeudi|vendredi|demain)|qui (?:aura|auront) lieu|qui (?:est|sont|sera|seront) (?:prevue?|programmee?|fixee?|realisee?|faite?)s?)"
)
#: Words of a result that has come, whatever else is awaited ("adénocarcinome TTF1+, EGFR en cours").
VERDICT = Screened(
    r"\b[0-3]\+|carcinom|\badk\b|\bcci\b|\bcli\b|\bchc\b|\bcbnpc\b|metasta|lymphom|melanom|sarcom|myelom|leucem|gliom|\b(?:positi|negati|benin|malin|normal|indemne|envahi|hyperplasi|dysplasi|adenom|fibro-?adenom|papillom|atypi|inflammat)\w*|\b(?:neg|pos)\b|contributi|\bgrade\b|\bgleason\b|\d ?%|\b[a-z]\w{1,7}\+"
)
#: What is told with today among plans: "arrêt de l'olaparib ce jour".
TODAY_BEHIND = re.compile(r"[^.;,:]{0,20}?\b(?:ce (?:jour|matin|soir)|aujourd'hui)\b")
#: "Dr O. a demandé l'arrêt du Revlimid le jour même": an order that is carried out, no appointment.
TOLD_TO_STOP = re.compile(
    r"\b(?:a|ai|ont|avons|avait) (?:donc |alors )?(?:fait )?demandee? (?:l'|un |une |la |le |de |d')*\Z"
)
#: "Si marges + ou pT3 : PSA à M3": a stage that nobody has found.
SUPPOSED = re.compile(r"(?:^|[.;\n] ?|, |- )\W{0,3}(?:et )?(?:si|en cas d[e']) [^.;:,\n]{0,40}\Z")
#: "Une biopsie, avec exérèse si les résultats de malignité étaient confirmés": further inside its sentence.
SUPPOSED_MIDWAY = re.compile(r"[a-z0-9)] si (?:l[ae]s? |l'|une? |celle-ci |celui-ci |elle |il )[^.;:,\n]{0,40}\Z")
#: "Si le gène EGFR s'avérait muté, l'osimertinib serait rediscuté".
WERE_IT_SO = Screened(
    r"\b(?:s'avera\w+|se revela\w+|s'avere|se revele|etait|etaient|(?:ser|pourr|devr|rest|fer)ai(?:t|ent))\b"
)
SUPPOSED_BEHIND = re.compile(r"[^.;:\n]{0,25}(?: ?:| ?->| ?=>| ?→|, (?:alors|discuter|proposer|envisager|il faudra))")
#: One of these stands in every ``FIRST_PLAN`` and ``AT_FIRST``.
FIRST_WORDS = Screened(r"initialement|d'abord|primitivement|premier temps")
#: What was planned first, of an act that was done on another day.
FIRST_PLAN = Screened(
    r"[,(]? ?\b(?:(?:initialement|d'abord|primitivement) (?:prevue?|programmee?|planifiee?|fixee?)|prevue? initialement)"
    r"(?:(?! a ete | ont ete |\bannul|\bdeprogramm|\bdecommand)[^,;.()]){0,40}(?:\([^)]*\)|"
    r",? ?(?P<postponed>(?:reporte|decale|repousse|retarde)\w*[^,;.()]*(?:\([^)]*\))?))?(?:[,).]|\Z|(?= est | a | montr|;))"
)
#: "Prévue initialement la semaine dernière, aura lieu le 22 juin".
TO_TAKE_PLACE = Screened(r"\b(?:aura|auront) lieu (?=le |en |fin |debut |mi-|lundi|mardi|mercredi|jeudi|vendredi)")
ASKED_THEN_DONE = Screened(
    r"[^.;:,]{0,40}?\b(?:demandee?|prescrite?)s? (?:en|le|depuis|debut|fin|lors) [^.;:]{2,25}?,? (?:n')?(?:a|ont) (?:finalement |enfin )?(?:pu )?(?:ete |etre )(?:fait|realis|pratiqu|effectu)\w* (?:que )?(?=le |en |hier)"
)
#: "Arrêté comme prévu au bout de deux ans": it was done.
AS_PLANNED = Screened(r"\b(?:comme|ainsi que|tel que) (?:prevu|convenu|programme|initialement prevu)e?\b")
OF_NEXT_ITEM = Screened(
    r"[,;] (?:et )?(?:l[ae] |l'|une? )?(?:[a-z]{4,}scopie|bilan|eeg|ecg|efr|consultation|chirurgie|radiotherapie|cure|chimio\w*)\b[^,;]{0,15}\Z"
)
#: What the patient said at first.
AT_FIRST = re.compile(r"\b(?:d'abord|initialement|dans un premier temps) (?:ete )?(?:refus|declin|annul|report)\w*")
DONE_AT_LAST = StemPattern(
    r"\b(?:a|ont)(?: pu)? (?:bien |enfin |finalement |effectivement )?(?:pu )?(?:ete |etre )(?:re)?(?:fait|realis|pratiqu|effectu)\w*|"
    r"\b(?:finalement|et|puis) (?:re)?(?:fait|realis|pratiqu|effectu|obtenu)e?e?s?\b|(?:, |(?<=,) )(?P<then>(?:re)?(?:fait|realis|pratiqu|effectu|obtenu)e?e?s? (?=le \d|en [a-z]|ce |hier))|\ba (?:bien |enfin |finalement |effectivement )?(?:eu lieu|pu (?:se (?:faire|tenir|derouler)|avoir lieu))\b"
)
WHAT_IT_SHOWED = re.compile(
    r"(?: (?:du|de|le|en))? ?\d[\d/. a-z]{0,16} ?: [^;:]{3,50}(?:;|(?=, a (?:re)?(?:controler|surveiller|suivre|evaluer|confirmer|explorer|preciser|verifier)\b))"
)
ITS_DAY_BEHIND = re.compile(
    r"[a-z]* (?:que )?(?:(?:le|ce|en|debut|fin) |l[ae] )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |\d{1,2}(?:er)?[/. ]|hier)"
)
#: An act told by its name and its term only ("TDM de contrôle à 3 mois."): no finding, so it is still to come.
TERM_ONLY = re.compile(
    r"\s*(?:injectee? |de (?:controle|reevaluation|surveillance|suivi) )*(?:a|dans) (?:\d+|un|une|deux|trois|quatre|cinq|six) "
    r"(?:semaines?|mois|ans?)(?: d(?:e |u )(?:la |l')?(?:fin|debut|sortie|chirurgie|intervention)[^.;:,(]{0,30})?\s*(?:[.;]|\n|\Z)"
)
PLANNED = StemPattern(
    r"\bprev(?:ue?s?|oir|ois|oyons)\b|\b(?:nous|je|on) (?:sollicit|organis)(?:e|ons)\b|(?:\A|(?<=[.;:>-] )|(?<=[.;:>-]))refaire\b|\b(?:je|nous|on) (?:lui |leur |vous |l[ae] )?(?:fais|faisons|fait) (?:donc |egalement |aussi )?(?:re)?(?:faire|pratiquer|realiser|passer)\b|\bca(?:le|se)e?s? (?:au|le|pour|pour le|a) (?=\d|demain|(?:lun|mar|mercre|jeu|vendre|same)di)|\bfixee?s? (?:au|pour le) (?=\d|(?:lun|mar|mercre|jeu|vendre|same)di)|\b(?:creneaux?|places?|dates?) (?:obtenue?s?|retenue?s?|fixee?s?|reservee?s?|proposee?s? et acceptee?s?)\b|\breservee?s?\b|\b(?:obtenue?|pris|prise|note|notee)s? (?:(?:a|chez|en|dans) [a-z' -]{2,25} )?pour (?=l[ae] )|\bobtenue?s? pour\b|"
    r"\bconvoquee?s?\b|\b(?:re)?programm\w+|\bplanifi\w+|\bser(?:a|ont)\b|\ba venir\b|\brdv\b|\brendez-vous\b|"
    r"(?<!\bsa )(?<!\bma )(?<!\bleur )(?<!\bnotre )(?<!\bvotre )(?<!\bla )\bdemand(?:ee?s?|ons)\b|\ba (?:re)?(?:faire|realiser|debuter|controler|recontroler|programmer|caler|planifier|organiser|fixer)\b|\bprochaine?s?\b|\bdevra\b|\bdoi(?:t|vent) (?:passer|avoir|beneficier|realiser|faire faire|subir|debuter|commencer)\b|"
    r"\b(?:realisable|faisable)s? (?:le|des le|a partir d[eu]|des) (?=\d|lundi|mardi|mercredi|jeudi|vendredi)|"
    r"\bd'ici (?:\d+|une?|deux|trois|quatre|six|quinze|la fin|fin|le)\b|"
    r"\bdans (?:\d+|un|une|deux|trois|quatre|six|quinze) (?:jour|semaine|mois|an)|\ba partir de (?:lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|demain)|\bau retour d|\bdes (?:la )?(?:reception|livraison|delivrance|obtention)\b|\ben attente d(?:e |u |'|es )|\bconvenue?s? (?:avec [^.;:,]{1,30} )?(?:d(?:e |u |')|au |pour )|\bs'accord\w+ (?:avec [^.;:,]{1,30} )?sur\b|\binterviendra\b|"
    r"\b(?:aur|fer|passer|recevr|beneficier|realiser|pratiquer|effectuer|completer|debuter|commencer|reprendr|demarrer|"
    r"introduir|controler|subir)(?:a|ai|ons|ont)\b|\b(?:va|vais|vont|allons) (?:faire|realiser|pratiquer|passer|avoir|"
    r"beneficier|debuter|commencer|recevoir|completer|reprendre)"
)
#: "L'échographie du 2 est normale et on fera une TEP": what the sentence plans next is something else.
SHOWN_THEN_PLANNED = re.compile(
    r"[^.;:]{0,30}\b(?:est|sont|etai(?:t|ent)|avai(?:t|ent)|montr\w+|retrouv\w+|objectiv\w+|normal\w*|negati\w+|stables?|douteu\w+|rassurant\w*|acr ?\d|bi-?rads ?\d|ras)\b[^.;:]{0,25}?(?:,|;|\bet) ?(?:qu'|donc |puis |je |nous |on |elle |il |l[ae] patiente? |mme |m\. )(?=[a-z ]{2,20}(?:r(?:a|ai|ons|ont)|va|vais|vont)\b)"
)
#: "Jusqu'à la fin des six cycles prévus": what was planned is how many.
CYCLES_PLANNED = re.compile(
    r"\b(?:cycles?|cures?|mois|seances?|doses?|semaines?|ans) (?:initialement )?(?:prevu|planifie|programme)e?s?\b"
)
#: "Avis du Dr M. demandé ce jour -> suspension", "scanner demandé -> pause": what was asked for is no drug's change.
OPINION_ASKED = Screened(r"\bavis\b[^.;:]{0,30}\bdemandee?s?\b|\bdemandee?s?\b[^.;:]{0,25}(?:->|=>|→)")
DONE_AGAIN = Screened(
    r"(?<!\bsera )(?<!\bseront )(?<!\betre )(?<!\bdemande )(?<!\bordonnance )\b(?:finalement |puis |ensuite )?(?:re)?(?:faite?s?|realisee?s?|pratiquee?s?|effectuee?s?|montr\w+|retrouv\w+|"
    r"objectiv\w+|revel\w+|debutee?s?)\b"
)
#: "Le patient souhaite arrêter X en janvier": a wish, unless it is told with its year, or is met today.
WISHED = Screened(
    r"(?<!\ba )(?<!\bai )(?<!\bont )(?<!\bavait )(?<!\bavaient )\b(?:souhait(?:e|ent|erai(?:t|ent|s))|aimerai(?:t|s)|voudrai(?:t|s)|veut|prefer(?:e|erai(?:t|s))|desire(?:rait)?|pense|hesite a|reve d[e']|parle d[e'])"
    r" ?(?:[a-z]+ment |donc |bien |vraiment |pouvoir )?\Z"
)
TO_DO_ONLY = re.compile(
    r"(?:re)?(?:arret|stopp|cess|debut|commenc|diminu|baiss|abandonn|introdui|interromp|suspend|prend|redui)(?:er|re)\b"
)
GRANTED = re.compile(
    r"[^.;]{0,60}[.;,] ?(?:donc |et |ce que |ce qui |nous |je |on |l')*(?:ok\b|accord|d'accord|accept|arret|stop|suspen|pause|interr|valid|fait|est fait)"
)
YEAR_OR_TODAY = re.compile(r"[^.;]{0,50}?(?:\b(?:19|20)\d\d\b|\bce (?:jour|matin|soir)\b|aujourd'hui|/\d\d\b)")
#: "Elle doit débuter X lundi", "va être arrêté": before what is to be done, and within the words of a change of drug.
_TO_DO = (
    r"(?:faire|realiser|pratiquer|passer|avoir|beneficier|(?:re)?debuter|(?:re)?commencer|demarrer|(?:re)?introduire|instaurer|recevoir|"
    r"completer|reprendre|arreter|stopper|suspendre|prendre|subir|etre)"
)
TO_DO_BEFORE = Screened(
    rf"\b(?:doi(?:s|t|vent)|devr(?:ai|a|ont)|va|vais|vont|allons) (?:\w+ment |donc |bientot |alors |aussi )?{_TO_DO}\b[^.;:,]{{0,30}}\Z"
    # "Merci de bien vouloir réaliser chez ce patient une échographie"
    rf"|\b(?:(?:re)?mercie?|prier\w*|prie) (?:de |d')(?:bien vouloir )?(?:faire )?{_TO_DO}\b[^.;:,]{{0,40}}\Z"
)
TO_DO_WITHIN = re.compile(
    r"\bfin (?:prevue|theorique|previsionnelle|programmee)\b|"
    r"\b(?:arreter|stopper|suspendr|interrompr|debuter|commencer|demarrer|initier|instaurer|introduir|reprendr)(?:a|ai|ons|ont)\b|"
    rf"\bser(?:a|ont)\b|\b(?:doi(?:s|t|vent)|devr(?:a|ont)|va|vais|vont|allons) (?:\w+ment |donc )?{_TO_DO}\b|(?<!commence )(?<!amenee )(?<!amene )(?<!continue )\ba (?:debuter|demarrer|commencer|introduire|instaurer|initier|arreter|stopper|suspendre)\b"
)
#: "Arrêt ce jour et nous débuterons Y": what comes next is of something else.
NEXT_TO_DO = Screened(
    r"(?:,| et| puis) (?:nous |on |je |elle |il |puis |ensuite )*(?:debuter|commencer|reprendr|demarrer|introduir|passer|fer|aur|recevr)(?:a|ai|ons|ont)\b"
)
#: "Devait passer une IRM le 02/06, faite le 04/06", "devait débuter X, n'a pas débuté".
HAD_TO = Screened(rf"\b(?:devai(?:s|t|ent)|aurai(?:s|t|ent) du) (?:\w+ment |donc )?{_TO_DO}\b")
DONE_SINCE = re.compile(
    r"[,;] (?:mais |et |puis )?(?:(?:finalement|en fait|au final),? )?(?:(?:elle|il|l'examen|celui-ci|celle-ci) )?"
    r"(?:l'a ete|(?:a (?:ete )?)?(?:finalement )?(?:faite?|realisee?|pratiquee?|effectuee?|debutee?|commencee?|arretee?|reprise?)s?)(?: finalement)? (?=le |en |ce |hier)"
)
NOT_SINCE = re.compile(
    r"[^.;]{0,40}[,;]? ?\bmais (?:(?:il|elle|l[ae] patiente?) (?:a ete|etait|est|n'a|s'est|avait)|[a-z' -]{3,25} (?:en panne|indisponible|trop|fievre|hospitalis))[^.;]{0,60}(?:[.;\n]|\Z)(?![^.]{0,30}\b(?:fait|realis|reprogramm))|"
    r"[,;] (?:mais |et )?(?:elle |il |ce qui )?n'(?:a|est) (?:finalement |donc )?(?:pas|jamais) (?:ete )?(?:(?:re)?debut|(?:re)?commenc|pris|repri|fait|realis|venu|pratiqu)"
    r"|[^.;]{0,60}[,:(] ?(?:mais |et |donc |finalement )*(?:pas|non|jamais) (?:encore |ete )?(?:(?:re)?debut|(?:re)?commenc|pris|repri|demarr|initi|instaur|introdui)"
)
TO_BEGIN = re.compile(
    r"(?: \d[\d.,]* ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j(?:our)?)?)?)?[ ,:]*(?:est |reste )?a (?:debuter|demarrer|commencer|introduire|instaurer|initier|r?ajouter|associer|adjoindre)\b"
)
TO_RESUME = re.compile(r"\ba (?:reprendre|re-?introduire|re-?debuter|recommencer)\b")
#: "IRM le 20/11, TEP en attente": asked for, and no day given.
AWAITED_ITSELF = Screened(
    r" ?(?:(?!result|lectur|compte|relect|interpr|cr\b|anapath|reponse)[a-z'-]+ ){0,2}?en attente(?: de (?:date|rdv|rendez-vous|creneau|programmation|convocation))? ?(?:[.,;)\n]|\Z)"
)
#: "Dr P : ok, reprendre à 200 mg lundi": an order.
RESUME_ORDER = re.compile(r"(?:\A|[:;,(.]|->|=>|→|\bok,?|\bpeut|\bpourra|\bdoit|\bdevra) ?\Z")
#: An act called off, and the same act taken up again further on in the sentence.
CALLED_OFF = StemPattern(
    r"[,(] ?(?:mais )?impossible\b|\bannul(?!air|e (?:et remplace )?(?:le (?:rdv|rendez-vous)|cel(?:ui|le) d))\w+|\bdeprogramm\w+|\bdecommand\w+|\bsupprimee?s?\b|\breportee?s?\b|\bajournee?s?\b|\bnon (?:faite?s?|realisee?s?)\b|"
    r"\bn'(?:a|ont|avait|avaient) (?:finalement |donc |malheureusement )?pas eu lieu\b|\bnon honoree?s?\b|\binterrompue? (?:avant|d'emblee)\b|(?<!\ble )(?<!\bdu )(?<!\bce )(?<!\bun )\bmanquee?s?\b(?! d[e'])|"
    r"\bn'(?:a|ont) (?:finalement |malheureusement )?(?:pas )?pu (?:se (?:faire|tenir|derouler)|(?:etre|avoir) (?:fait|realis|effectu|pratiqu|pass|lieu))\w*(?!,? que )"
    r"|\b(?:en a|en ont|en avait) decide autrement\b"
)
TAKEN_UP = re.compile(
    r"(?<!non )(?<!pas )(?<!pas ete )(?<!jamais ete )\b(?P<planned>(?:sera|seront|refixee?s?|recalee?s?|replanifiee?s?|(?:elle|il|elles|ils|et) (?:aura|auront) lieu|reprogrammee?s?|reconvoquee?s?|reprevue?s?|a refaire|(?<!\bau )(?:rdv|rendez-vous)(?! (?:avait|etait|manque|non honore|oublie|rate|non tenu))|(?<!initialement )(?<!d'abord )(?<!\()prevue?s? (?:le|en|debut|fin|mi))\b)|"
    r"\b(?:finalement|puis|enfin|ensuite|mais)\s(?:a ete |ete |re)?(?:faite?s?|realisee?s?|pratiquee?s?|effectuee?s?|passee?s?|debutee?s?)\b|"
    r"\b(?:(?:re)?(?:realisee?|faite?|pratiquee?|effectuee?|passee?)|rattrapee?|obtenue?)s? (?:(?:en ville|ailleurs|ici|en externe|sur place|(?:a|au) [a-z. -]{1,20}) )?(?:le\b|finalement\b|(?=\d{1,2}[/.]\d))|"
    r"\ba (?:enfin|finalement) (?:pu )?(?:ete|etre) (?:faite?|realisee?|pratiquee?|effectuee?|passee?)s?\b|"
    # "annulée ; elle a eu lieu le 25 mai"
    r"\b(?:elle|il|celle-ci|celui-ci|l'examen) a (?:donc |finalement |enfin )?(?:eu lieu|(?:pu )?(?:ete |etre )(?:faite?|realisee?|pratiquee?|effectuee?|passee?)\b(?! (?:une?|des)\b))"
)
#: An exam that was asked for and whose findings follow was done.
REQUESTED = StemPattern(r"\bdemand(?:ee?s?|ons)\b|\bprescrite?s?\b|\b(?:re)?programmee?s?\b|\bsollicitee?s?\b")
FINDINGS_FOLLOW = re.compile(
    r"(?:\b(?:(?:montr|confirm|revel|retrouv|objectiv|mett|identifi|visualis|decri|indiqu|decouvr)(?:ant|e|ent|a|erent)|(?:trouv|rapport|observ|constat|detect|exclu)ant)\b|"
    r"\b(?:qui|et) (?:n'|ne )?(?:l'|les? )?(?:a|ont|avai\w+) (?:pas |ete )?(?:montr|confirm|revel|retrouv|objectiv|mis en evidence|"
    r"identifi|visualis|permis|conclu|realis|effectu|pratiqu)|\bavec (?:pour |un |le |des |comme )?resultats?\b|\b(?:est|etait|s'est averee?|revient) (?:a?normale?|sans|rassurante?)\b"
    # "un scanner a été demandé, dans lequel une masse a été vue", "une masse a été observée"
    r"|\b(?:dans|sur|lors|au cours) (?:de )?(?:l[ae](?:quelle|quel)|lesquel\w*|duquel|desquel\w*)\b"
    r"|, (?:et )?(?:une?|des|l'|de|deux|trois|plusieurs|aucune?) [^.;:]{0,90}\b(?:a|ont|n'a|n'ont) (?:pu )?(?:ete |etre )?(?:mis\w* en evidence|(?:re)?trouve|observe|constate|decouvert|identifie|detecte|visualise|vue?s?\b)"
    r"|\A[^.;:,\n]{0,80}\b(?:etaient|sont) (?:tou\w* )?a?norma(?:les|ux)\b"
    r"|\A[^.;:,\n]{0,45}\bsans (?:aucune? )?(?:changement|modification|anomalie|alteration|lesion|evidence|preuve|signe d[e'] ?(?:la )?(?:maladie|recidive|progression))s?\b"
    r"|\A[^.;:\n]{0,50} ?: ?(?:pas d|absence|aucune?\b|lesion|masse|nodule|neoplas|ventricul|adenopath|aspect|presence|norma|progress|stabil|regress|augment|diminu))"
)
#: Under the title of an advice, what has its appointment all the same: "prochaine consultation le 06/12, avec l'IRM".
APPOINTED = Screened(r"\b(?:prochaine?s?|prevue?s?|(?:re)?programmee?s?|rdv|rendez-vous|planifiee?s?|reservee?s?)\b")
#: What was done at once was not only proposed: "l'étude a été recommandée et une biopsie a été réalisée".
DONE_BESIDE = Screened(r"[^.;,:]{0,60}?\b(?:a|ont) (?:pu )?(?:ete |etre )(?:realis|effectu|pratiqu|fait)\w*")
#: A sample that something is read on ("résultat attendu, matériel insuffisant sur les biopsies du 08/01").
READ_ON = Screened(r"\b(?:sur|d'apres) (?:la |les |l'|ces |cette |ses )(?:premieres? |dernieres? )?$")
#: "Chirurgie à discuter, scanner à 3 mois": what is to be discussed stands before the comma.
SETTLED_ITEM = Screened(r"[^,;.:]*\b(?:a discuter|discutee?|proposee?|evoquee?|envisagee?)s?(?: \w+ \w+)? ?, ")
#: "J'ai débuté le bicalutamide ce jour, analogue dans 15 jours."
BEGUN_BEFORE = re.compile(
    r"\b(?:j'ai|nous avons|on a|a ete|ont ete) (?:donc |alors |egalement |aussi )?(?:debute|commence|instaure|introduit|initie|demarre|mis en route)e?s?(?: (?:d[eu]|l[ae]s?|une?|par|l'))* ?(?:l'|d')?\Z"
)
#: A drug that was asked for and then begun.
BEGUN_AFTER = re.compile(
    r"[^.;]{0,110}?\b(?:qui|et|puis) (?:a|ont|avait)? ?(?:ete )?(?:debute|commence|initie|instaure)e?s?\b"
    r"|[^.;,]{0,25}\b(?:donne|administre|debute)e?s? (?:ce (?:jour|matin|soir)|aujourd'hui|hier)\b"
)
#: "Métastases : aucune au TEP": the exam was done, and saw none.
NONE_SEEN_ON = Screened(r"[:,] ?aucune?s?(?: retrouvee?s?| vue?s?| visibles?)? (?:au|a la|a l'|sur (?:l[ae] |l'))\s?\Z")
NEGATED_BEFORE = Screened(
    r"(?:\bn'(?:a|ai|ont|avons|avait|avaient|aurait) (?:\w+ment |donc )?(?:pas|jamais) (?:encore )?\Z|\bet non (?:pas )?(?:l[ae] |l'|une? |sur (?:l[ae] |l'))\Z|\bne (?:pas|plus) \Z|\bn'(?:a|ont|avait|avaient) (?:pas )?pu etre \Z|\bn'(?:a|ont|avait|avaient|est|etait) (?:\w+ment |donc |toutefois |toujours )?(?:pas|jamais) (?:encore )?(?:pu )?(?:ete|etre) (?:(?:fait|realise|pratique|effectue|demande|prevu) (?:de |d')|juge (?:utile|necessaire|indique) (?:de |d')(?:faire |realiser |pratiquer )?(?:une? |la |le )?)?\Z|\bse pass(?:e|er|era|ons|erons) de (?:la |l'|cette )?|\bn'(?:a|ont) pas (?:donne lieu a|permis|necessite|conduit a|justifie) (?:de |des |d'|la |l'|une )?(?:faire |realiser )?(?:de |des |une )?|\bne ser(?:a|ont) (?:\w+ment |donc )?(?:pas|jamais) \Z|\bne pourr(?:a|ont) (?:pas )?etre \Z|\bne pas (?:effectuer|realiser|pratiquer|faire|refaire|proceder a|prelever) (?:de |d'|une? |la |les )?|\brenonc\w+ a (?:la |une |l'|les )?|\bsans (?:avoir )?(?:(?:realis|pratiqu|effectu|pass|debut|commenc)(?:er?|ee?)|faire|fait|prendre|pris|recu) (?:de |d'|une? |l[ae] |l'|les |son |sa )?|\bpas (?:(?:eu|fait|pratique|realise|effectue|recu|beneficie|pris) )?(?:de |d')|\bn'(?:ai|avons|a|ont) pas (?:encore )?(?:demande|prescrit|programme|prevu|fait faire) (?:de |d'|l[ae] |l'|une? )|\bjamais (?:eu |fait |recu |pris |beneficie )(?:de |d')|\baucune? |\babsence (?:de |d')|\bsans (?!modif|change|anomal|altera|resultat|lesion|progress|evolution|reponse|recidive)|\bni (?:de |d')?|\bjamais (?:de |d')|\b(?:pas|nul(?:le)?|aucune?|sans) (?:d'|de )?(?:besoin|utilite|interet|necessite)s? (?:a|pour|d[e'])(?: ?(?:faire|realiser|refaire|pratiquer))? ?(?:d'|de )?(?:une? |la |le |l'|les )?|\b(?:pas|aucune|sans) (?:d')?indication (?:a|d[e'])(?: (?:realiser|faire|refaire|pratiquer|reprendre|debuter|proposer))? ?(?:d'|de )?(?:une? |la |le |l'|les )?|"
    r"\b(?:n'(?:a|ont|avait|avaient)|ne s'est) pas (?:pu )?(?:fait faire|fait|faire|passer|passe|avoir|realiser|beneficier de|supporter|supporte) "
    r"(?:l[ae] |l'|les |sa |son |ses |ce |cette )|"
    r"\bn'(?:a|ai|avait|avons|ont) (?:finalement |en fait |donc )?(?:pas|jamais|toujours pas) (?:encore )?(?:debute|commence|demarre|pris|recu|repris|introduit) (?:l[ae] |l'|les |son |sa |ses |de |d'|du )?|\bn'(?:a|ai|avait|ont) pas pu (?:re)?prendre (?:l[ae] |l'|les |son |sa |ses |de |d'|du )?|\bnegati\w+ pour )(?:nouvel\w+ |autre |signe de |argument (?:pour|en faveur d[e']) ?)?(?:(?:re)?prise d(?:e |u |'))?(?:\w+[ -]){0,2}$"
)
#: "Nous n'avons pas demandé d'IRM, |le scanner du 5 février suffisant": nothing was asked for, and what follows is known.
NOT_ASKED = re.compile(
    r"\b(?:n'(?:ai|avons|a|ont|avait) pas (?:re)?demande|non demandee?)\b[^.;,]{0,45}(?:,|\bcar\b|\bpuisque\b|\bau vu d[eu']|\bvu\b)"
)
#: "Sans qu'aucun scanner ne révèle": it was done, and showed nothing.
SHOWS_NOTHING = re.compile(
    r"(?: [a-z0-9'./-]+){0,9}? n(?:e |')(?:revel|montr|objectiv|retrouv|mett|detect|identifi|decel)[a-z]*"
)
NO_FINDING_BEFORE = Screened(
    # "Après 20 mois sans maladie, récidive", "un intervalle sans progression (ISP) de 12 mois, progression" deny nothing.
    r"\b(?:pas(?! (?:bon|bonne|bons|bonnes|rassur|favorable|satisf|fameu)[a-z]*\b)|aucune?|absence|(?<!intervalle )sans(?! (?:maladie|progression|recidive|rechute|evolution|traitement|symptome)s?(?: de \w+ \w+)?,| (?:lien|rapport|relation) | (?:injection|inj\b|produit de contraste|contraste|gado|preparation|anesthesie|retard|delai|attendre|surprise|doute|conteste|equivoque|ambiguite))"
    # "Pas de récidive jusqu'en août, date à laquelle une métastase ...": what is denied ends with its time.
    r"|ni|exclu\w*|elimin\w*|indemne|disparition)\b(?:(?!\bmais\b|\b(?:en revanche|par contre|alors que)\b|\bdepuis (?:l'apparition|la decouverte|le diagnostic)\b|\b(?:date|moment|epoque) (?:a laquelle|ou)\b|\blorsqu|\bquand\b|\bjusqu'(?:en|a|au)\b)[^.;:]){0,60}$"
)
#: "Sans translocation ALK, stade IV": what is denied is the gene's.
GENE_DENIED = re.compile(
    r"\b(?:sans|pas d[e']|absence d[e']|ni|aucune?) ?(?:de |d')?(?:mutations?|translocations?|amplifications?|rearrangements?|surexpression|expression|perte|fusion)\b[^,;.:]{0,40},"
)
SUSPECTED = StemPattern(
    r"\bsuspect\w*|\bsuspicion|\bpossible\w*|\bprobable\w*|\bevo(?:ca\w+|quant)|\bdouteu\w+|\bdoute\b|\ben faveur d|\?|"
    r"\bnon exclue?|\bpas (?:etre )?(?:exclu|elimin)\w*|\b(?:peu(?:ven)?t|pourrai(?:en)?t) (?:correspondre|evoquer|faire evoquer)\b|\ba (?:eliminer|confirmer)\b|\bindetermine\w*|\bd'allure\b"
)
#: "Opacités rondes multiples bilatérales en faveur de métastases": many of them are told as what they are.
MANY_SEEN = re.compile(
    r"\b(?:multiples?|innombrables?|nombreu(?:x|ses)|plusieurs|bilatera(?:ux|les)|disseminee?s|diffuse?s)\b[^.;:]{0,60}\ben faveur d(?:e |'|es )(?:localisations? |lesions? )?\Z"
)
SPEAKS_FOR = re.compile(r"\ben faveur d")
READ_ON_TISSUE = re.compile(
    r"\b(?:\w*biops|pieces?\b|prelev|cytolog|histolog|anapath|immuno-?(?:histo|marq|phen)|ihc\b|gata-?3|ttf-?1|pax-?8|cdx-?2|ck ?\d{1,2}\b)"
)
#: "La récidive ne fait pas de doute", "sans aucun doute".
NO_DOUBT = Screened(
    r"\b(?:ne )?(?:fait|faire|laisse)(?:nt)? (?:[a-z]{4,9} )?(?:pas |plus |peu |guere |aucune? )?(?:(?:de )?place )?(?:au |de |d'|un )?(?:seul )?doute\b|\b(?:sans|hors|aucun)(?: l'ombre)?(?: aucun| le moindre| d'un| de)? doute\b"
)
STAGED = re.compile(r"[ycp]{0,2}T ?[0-4X]|[cp]?M1")
EVOCATIVE = re.compile(r"\bevo(?:ca\w+|quant)")
