"""The words in which French notes tell that a cancer has spread, whatever is said around them (for folded text)."""

from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["DISTANT", "SPREAD"]

#: Where a cancer is carried to, as an adjective.
DISTANT = (
    r"(?:(?:pleuro-?)?pulmonaires?|hepatiques?|osseuses?|osseux|cereb(?:rales?|ral|elleux|elleuses?)|peritonea(?:l|le|les|ux)|pleura(?:l|le|les|ux)"
    r"|peritoneales?|pleurales?"
    r"|surrenalien\w*|ganglionnaires?|cutanees?|sous-cutanees?|meningees?|"
    r"splenique\w*|visceral\w*|a distance|systemiques?|metastatiques?|supra-?\w*|infra-?tentori\w+|medullaires?"
    r"|retro-?peritonea\w+|lombo-?aorti\w+|sus-?claviculaires?|ovarien\w*|encephal\w+|multi-?organe|metastique)"
)

#: Words of spread; the group's name is the kind of statement.
SPREAD = WordPattern(
    r"(?<![a-z0-9])(?:"
    r"(?P<word>(?:oligo-?)?(?<!non )metasta(?:ses?|sis|tiques?|see?s?)(?![a-z])|mets? (?=(?:cereb|hepat|osseu|pulm|surren|pleur|perit|os\b|foie|poumon))|metas?(?=[ ,.;):]|$)(?! (?:analys"
    r"|chin))|(?:lesions?|localisations?|atteintes?|envahissements?) (?:"
    + DISTANT
    + r" )?secondaires?(?! (?:a |au |aux ))|secondarismes?|depots? secondaires?|localisations? a distance"
    r"|(?:lesions?|nodules?|foyers?|images?|localisations?) "
    + DISTANT
    + r"(?: [a-z]{2,12}){0,2},? (?:rapporte|attribue|rattache|impute)e?s? (?:a la |a sa |a son |a l'|au )(?:cancer|neoplasie|maladie (?:mammaire|neoplasique|tumorale)|\w*carcinome|melanome|sarcome|primitif|tumeur)"
    # "lésions hépatiques multiples, secondaires", "atteinte surrénalienne gauche et pancréatique secondaire"
    r"|(?:lesions?|nodules?|micronodules?|foyers?|images?|localisations?|atteintes?) "
    + DISTANT
    + r"(?: [a-z]{2,12}){0,2},? (?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)(?![a-z])|(?:lesions?|nodules?|micronodules?|localisations?) (?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)(?![a-z])"
    r"|(?:lesions?|nodules?|micronodules?|foyers?|images?|localisations?|atteintes?) "
    + DISTANT
    + r"(?: (?!connu|stable|inchang|deja|d'origine)[a-z]{2,16}){0,3},? (?:(?:prouve|confirme|avere)e?s? )?(?:secondaires?(?![a-z])(?! (?:a|au|aux)\b)|metastatiques?(?![a-z]))"
    r"|(?:lesions?|nodules?|images?|foyers?|fixations?|localisations?|hypermetabolismes?"
    r"|adenopathies?)(?: \w+){0,4} (?:d'allure|d'aspect|de nature|d'origine) (?:secondaire|metastatique)s?"
    r"|localisations? "
    + DISTANT
    + r" (?:de l'|d'une? |du |de son |de sa |de la )(?:\w*carcinome|cancer|melanome|sarcome|tumeur|adk|neoplasie|maladie(?! d[eu']))\b"
    r"|prises? de contraste (?:lepto-?meningees?|meningees? nodulaires?)|(?:multiples?|deux|trois|quatre|cinq|\d{1,2}) ls(?![a-z0-9])"
    r"|natures? (?:secondaire|metastatique) (?:\w+ )?(?:prouve|confirme|avere|etabli|affirme|authentifie)e|(?:confirm\w+|affirm\w+|prouv\w+|etabli\w+|preuve de|confirmation de) (?:la |leur |sa )nature secondaire"
    r"|carcinoses?(?: peritoneales?)?|carcinomatoses?|(?:nodules?|implants?) de carcinose"
    r"|lymphangites? carcinomateuses?|meningites? carcinomateuses?|mening\w+ carcinomateu\w+"
    r"|lachers? de ballons?|ensemencements? \w+|gateau epiploique)"
    r"|(?P<stage>\b[cp]?m1[abcd]?\b|m\+(?![a-z0-9+/]| ?\d)|(?:[yc]?p?t[0-4xis]+[a-d]?\s?[cp]?n[0-3x][abc]?\s?[cp]?)m1[abcd]?\b|stades? (?:(?:clinique|figo|tnm|ajcc|uicc|pronostique|tumoral|oncologique|actuel) )?(?:iv"
    r"|4)[abc]?\b(?! (?:de|du) (?:l'arteri|parkinson|insuff))|figo (?:stade )?iv[ab]?\b|(?:class|stadifi|cot)ee?s? (?:(?:d'emblee|figo|tnm|ajcc|uicc) )?iv[abc]?\b(?! (?:de |selon )?(?:la )?(?:nyha|gold|child|killip|fontaine))|(?<![a-z0-9'])e-?iv[abc]?\b"
    # "CBNPC IV (os)", "ADK pancréatique IVB foie": a stage without its word, of a tumour
    r"|\b(?:cbn?pc|cnpc|nsclc|sclc),? iv[abc]?\b|\b(?:adk|adenocarcinome|carcinome|cancer)s? (?:(?:de l'|de la |du |d'|des )?(?:bronch|pulmo|poumon|non a |a (?:petites|grandes)|petites|cellules|sein|mammair|pancrea|col|rect|gastri|estomac|rein|rena|prosta|ovari|ovaire|oesopha|vessi|urothel|thyro|biliair|vesicul|hepato|endomet|uter|sigmoid|grel|epiderm|malpigh|lobul|canal|infiltr|invasif|peu |bien |moyennement |differenci|lieberk|mucin)[a-z-]{0,12},? ?){0,5}(?<![a-z])iv[abc]?(?= ?[(,:=–-]? ?(?:(?:os|foie|cerveau|peritoine|plevre|poumons?|surrenales?)\b|"
    + DISTANT
    + r")))"
    r"|(?P<spread>(?:disseminations?|essaimages?|(?<!en )(?<!de )(?<!la )(?<!equence )(?<!equences )(?<!signal )diffusions?)(?: (?!restrein)\w+)? (?:peritone\w+|pleura\w+|hemato\w+|osseu\w+|metasta\w+|pulmon\w+"
    r"|hepati\w+|cerebra\w+|encephal\w+|viscera\w+|a distance|tumorale|mening\w+|leptomening\w+|lymphatique)|infiltrations? (?:metastatique"
    r"|neoplasique|tumorale|carcinomateuse)\w*"
    r"|(?:infiltrations?|envahissements?|atteintes?|affectations?|implications?) (?:de |d'|du |des |de la "
    r"|multiple |secondaire )*(?:la )?(?:moelle osseuse|medullaires?(?! epiniere)|peritoneales?|pleurales?"
    r"|leptomeningees?|meningees?|osseuses?|hepatiques?|cerebrales?|pulmonaires?|foie|os\b|squelette)(?: (?:du|par|d'un|due|par un"
    r"|dans le cadre|secondaires?|metastati\w+) \w+)?"
    r"|(?<!bilan d')(?<!bilans d')extensions? (?:(?:hepatiques?|surrenalienn\w+|cerebrales?|pulmonaires?|osseuses?)(?:,| et) (?:hepatiques?|surrenalienn\w+|cerebrales?|pulmonaires?|osseuses?)|a distance|metastatiques?)"
    r"|(?:foie|squelette|cerveau|peritoine|poumons|os) (?:est|etait|sont|etaient) (?:[a-z]{4,14} )?(?:atteint|touche|envahi|colonise|essaime)s?(?![a-z])"
    r"|(?:foie|peritoine|poumons|plevre|cerveau|squelette|epiploon|mesentere|rachis) (?:(?:est|etait|sont|etaient) )?(?:tout )?(?:seme|parseme|crible|truffe|farci|constelle|tapisse|bourre)e?s? (?:de |d')(?:[a-z]{4,12} )?(?:nodules|lesions|implants|granulations|micronodules|foyers)"
    r"|(?:vertebres?|cotes|femur|bassin|sacrum|sternum|humerus|os|squelette|foie|poumons|peritoine|plevre|surrenales?|moelle(?: osseuse)?|bom|myelogramme|cerveau|meninges)(?: (?:lombaires?|dorsales?|thoraciques?|iliaques?|droite?s?|gauches?))? (?:(?:est|sont|etai(?:en)?t|apparai(?:ssen)?t) )?(?:[a-z]{5,14}ment )?(?:envahi|infiltre|colonise|atteint|touche|occupe|remplace)e?s? par (?:le |la |l'|un |une |son |sa |des )?(?:maladie|cancer|\w*carcinome|melanome|sarcome|tumeur|neoplasie|adk|cellules (?:tumorales|carcinomateuses|malignes|metastatiques))(?! d[eu'] (?:crohn|paget|gaucher))"
    r"|colonisations? (?:tumorale |metastatique |neoplasique )?(?:hepatiques?|osseuses?|peritoneales?|cerebrales?)"
    r"|generalisations? (?:metastatique|tumorale|du cancer|de la maladie|de son cancer)"
    r"|(?:hyper-?)?fixations? (?:pulmonaires?|osseuses?|hepatiques?|costales?|rachidiennes?) (?:diffuses?|multiples?|pathologiques?|bilaterales?)"
    r"|maladie (?:osseuse |hepatique |pulmonaire |viscerale |cerebrale )?(?:metastatique|disseminee"
    r"|a distance)(?: multiple)?|implants? (?:tumora\w+|peritone\w+|neoplas\w+|metasta\w+|secondaires?)"
    r"|miliaires? (?:pulmonaires?|carcinomateuses?|peritoneales?|hepatiques?|cerebrales?|osseuses?|metastatiques?)(?! tubercul)"
    r"|(?:ascites?|pleuresies?|pericardites?) (?:carcinomateuses?|neoplasiques?|malignes?|metastatiques?)"
    r"|localisations? (?:hepatiques?|osseuses?|pulmonaires?|cerebrales?|surrenalienn\w+|peritoneales?|pleurales?)(?! primit)"
    r"|(?:epanchement|cytologie) (?:pleural\w*|peritonea\w*) (?:malin|maligne|positive)|polymetast\w+)"
    r"|(?P<node>(?:ganglions?|adenopathies?|adp)(?: [\w-]+){0,3} (?:avec|envahie?s? par|infiltree?s? par"
    r"|metastatiques? d[e'])(?: un| une| le| l')? ?(?:melanome|carcinome|adenocarcinome|adk)"
    # "ganglion sus-claviculaire biopsié le 25/10/2013 : localisation d'un mélanome"
    r"|(?:ganglions?|adenopathies?|adp)(?: [\w-]+){0,3}(?:,? (?:biopsie|ponctionne|preleve|cytoponctionne)e?s?)?(?: (?:le|en) [\d/]{5,10}| en [a-z]{3,9}(?: \d{4})?)? ?[:,=] ?(?:(?:c'est |il s'agit d')?(?:une? |la )?(?:localisation|infiltration|colonisation|envahissement)s? )(?:d'un |d'une |de |du |par un |par le )(?:melanome|carcinome|adenocarcinome|adk))"
    r"|(?P<relapse>(?:recidives?|rechutes?|recurrences?)(?: de la maladie| tumorale| du cancer| clinique"
    r"| radiologique| multiple| (?:locale|loco-?regionale|ganglionnaire|\w{3,}(?:ienne|ale|aire|ique))(?: et|,)|s)*(?: a distance| (?:(?:au niveau|dans|sur) (?:du |de la |des |le |la |les |l'"
    r"|de l'|d')?)?(?:systeme nerveux central|foie|poumons?|os\b|cerveau|pancreas|cervelet|squelette|plevre|peritoine|surrenales?|retro-?peritoine|"
    + DISTANT
    + r"))"
    r"|(?:recidives?|rechutes?)(?: (?:tumorale|de la maladie))?,? (?:mais )?cette fois(?:-ci)?,? (?:(?:au niveau )?(?:d[eu] |de la |au |aux |des )?(?:foie|poumons?|os\b|cerveau|plevre|peritoine|surrenales?)\b|(?!ganglionn|locale)"
    + DISTANT
    + r")"
    r"|(?:recidives?|rechutes?) ?: ?(?:(?:os|foie|poumons?|cerveau|plevre|peritoine|surrenales?)\b|(?!ganglionn|locale)"
    + DISTANT
    + r")"
    # "rechute, foie + péritoine", "rechute (foie, os)", "récidive au foie et au péritoine"
    r"|(?:recidives?|rechutes?)(?: (?:tumorale|de la maladie|multiple|diffuse))? ?(?:[,(+=–-]|->|=>|au|aux|du|de la|de l'|a type de|d'abord|avec)? ?(?:(?:une? )?(?:atteinte|localisation)s? |au |du |de la |de l'|l[ae]s? |l')?"
    r"(?:os|foie|poumons?|cerveau|cervelet|plevre|peritoine|surrenales?|squelette)\b(?! (?:stable|libre|indemne|normal|ras\b|sain|propre|non|opere))"
    r"|(?:recidives?|rechutes?)(?: [a-z-]{4,16}){0,2} (?:en|le|fin|debut|mi-?|courant|depuis) [a-z0-9/. ]{3,16}(?: ?\([^()\n]{0,60}\))?, (?:\w+ et )?"
    + DISTANT
    # "rechute 6 ans plus tard (poumon)"
    + r"|(?:recidives?|rechutes?)(?: a| apres)? (?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:ans?|mois)(?: plus tard| apres)?(?: [a-z-]{4,16})? ?[(,:] ?(?:\w+ et )?(?:(?:os|foie|poumons?|cerveau|plevre|peritoine|surrenales?)\b|(?!ganglionn|locale)"
    + DISTANT
    + r")"
    r"|(?:recidives?|rechutes?)(?: ?(?:n°|no|n) ?\d)?(?: [a-z-]{4,16})? ?(?:\d{1,2}/)?(?:\d{1,2}/)?(?:19|20)\d{2} ?[(:] ?(?:\w+ et )?(?:(?:os|foie|poumons?|cerveau|plevre|peritoine|surrenales?)\b|(?!ganglionn|locale)"
    + DISTANT
    + r")"
    r"|(?:recidives?|rechutes?)(?: \w+){0,3} (?:au niveau |dans )?(?:de l'|du |le |l')(?:abdomen|thorax|pelvis|bassin|cou)(?: \([^()]{0,80}\))? et "
    r"(?:au niveau |dans )?(?:des |du |de la |le |les )?(?:os\b|foie|poumons?|cerveau|squelette|rachis)"
    r"|(?:recidives?|rechutes?)(?: \w+){0,3}? (?:(?:a ete|est|etait) \w+ )?(?:au niveau(?![a-z])|dans(?![a-z])|sur(?![a-z])|du muscle|de la paroi|(?:des|de) (?:\w+ )?(?:ganglions?|adenopath\w+)(?: lymphatiques?)?)"
    # "la maladie gagna les poumons", "le cancer s'est étendu au foie", "elle rechuta au péritoine"
    r"|(?:maladie|cancer|neoplasie)(?: [a-z]{4,16})? (?:(?:a|avait|ait) (?:[a-z]{4,14} )?)?(?:gagn(?:e|a|ait|ant)|atteint|atteignit|atteignant|progressant|essaimant|s'etendant|recidivant|touch(?:e|a|ait|ant)|envahi(?:t|ssait)?|essaim(?:e|a|ait)|recidiv(?:e|a|ait)|rechut(?:e|a|ait)|progress(?:e|a|ait)|diffus(?:e|a|ait)"
    r"|(?:(?:s'est|s'etait) (?:[a-z]{4,14} )?)?(?:etendue?|propagee?|disseminee?|generalisee?|manifestee?)|s'eten(?:d|dit|dait)|se propag(?:e|ea|eait)|dissemin(?:e|a|ait)|reappar(?:u|ut|ait|aissait)|repart(?:ait|it)?|reprend|reprenait|flamb(?:e|a|ait)|evolu(?:e|a|ait)|s'aggrav(?:e|ait)|est (?:revenue?|reapparue?)|revint|revient)"
    r" (?:d'abord |ensuite |alors |egalement |aussi |maintenant |desormais |cette fois )?(?:aux? |a la |a l'|dans |vers |sur |jusqu'aux? |au niveau (?:d[eu]s? )?|en |de )?(?:le |la |les |l'|deux )*"
    r"(?:foie|poumons?|os\b|cerveau|cervelet|peritoine|plevre|surrenales?|squelette|rate|peau|meninges|"
    + DISTANT
    + r")"
    r"|(?:recidiv|rechut)(?:e|ee?s?|a|ait|aient|erent) (?:aux? |a la |a l'|sur (?:le |la |les )?)(?:foie|poumons?|os\b|cerveau|cervelet|peritoine|plevre|surrenales?|squelette)\b"
    r"|(?:recidives?|rechutes?|evolutions?|echappements?) (?:\w+ )?metastatiques?)"
    # "progression - surrénale gauche"
    r"|(?P<progress>(?:oligo-?)?progressions?(?: [a-z]{4,14})? ?[-–:=] ?(?:surrenales?|foie|poumons?|os\b|cerveau|peritoine|plevre|rachis|"
    + DISTANT
    + r")|(?:oligo-?)?progressions?(?: \w+){0,2} (?:dans|au niveau d[eu])(?: la| les?)? ?(?:l')?\w+(?: (?:gauche|droite?))?(?:, (?:dans |au niveau d[eu] )?(?:la |les? |l')?\w+){0,2}(?:,| et)(?: dans| au niveau d[eu])? (?:le |la |l'|les |du |de la |de l'|des )?(?:foie|poumons?|os\b|cerveau|squelette|peritoine|plevre|rachis|surrenales?)"
    # "les ganglions axillaires progressent", "le foie progressait"
    r"|(?:foie|poumons?|os|cerveau|peritoine|surrenales?|ganglions?|gg|adp)(?: [a-z-]{1,16}\.?){0,3}? progress(?:e|ent|ait|aient)\b(?! pas)"
    r"|(?:(?:oligo-?)?progressions?|\bprog\b\.?|evolutions?|evolutivite|(?:maladies?|reprises?|poussees?) evolutives?|flambees?(?: evolutive)?|echappements?|aggravations?|progresse(?:e?s?|nt)?(?:, (?:mais )?cette fois(?:-ci)?)?(?= (?:\w+ ){0,2}?(?:au|aux|dans|sur|vers|jusqu)\b)|\bpd\b|\bep\b)(?: (?:de la maladie"
    r"|d[eu] (?:son |l'|l[ae] )?(?:cancer|carcinome|adenocarcinome|melanome|sarcome)(?: (?:du |de la |de l')?(?:sein|poumon|colon|rectum|rein|prostate|ovaire|mammaire|bronchique|pulmonaire|renal|colique|ovarien|prostatique)(?! et))?"
    r"|tumorale?|therapeutique|de la tumeur|radiologique|clinique|metabolique|morphologique|multiples?|systemique|nette|importante"
    r"|de celle-ci|oligo|neoplasique|et \w+|avec [a-z]{5,12}|oncologique|progressive|lente|rapide|franche|discrete|claire|evidente|massive"
    r"|extra[- ]?[a-z]{5,14}|explosive|marquee|significative|secondaire|isolee|documentee|exclusive|unique|nouvelle"
    # "progression médiastinale et osseuse"
    r"|(?!loc|hepat|pulm|osseu|cereb|perit|pleur|surren|gangl|cutan|mening|splen|visc|meta)[a-z]{5,}(?:ale|aire|ique|ienne) et))*"
    r"(?:,? (?:a|ont) (?:ete |alors ete )?(?:observe|constate|detecte|objective|mise en evidence|documente|confirme|diagnostique|visualise|retrouve|identifie|note|vue|decele)e?s?(?= (?:tant |principalement )?(?:au niveau|dans|sur)\b| ?\())?(?: tant| principalement)?"
    r"(?: (?:(?:jusqu'|tant )?au niveau|aux niveaux|sur le plan|au plan|vers(?: le niveau| les niveaux)?|dans|sur|a|aux?|par|de|des|du|d'une?|en raison de)(?: (?:de l'|de la|du|des|le|la|les|l'|d'|un|une"
    r"|nouve\w+))*)?(?:,? ?\(?(?:multiples? |deux |niveau |(?<=\()(?:nouveaux |nouvelles )?(?:foyers |lesions |nodules |atteinte |metastases |adenopathies ))*)(?:(?:du |de la )?(?:systeme nerveux central|\bsnc\b|foie"
    r"|poumons?|os\b|cerveau|cervelet|squelette|pancreas|peritoine|peau|rachis|cotes?|surrenale"
    r"|ganglions? lymphatiques?|ganglions?|gg\b|adp\b|(?:pulm|hep|cerebr?|periton|pleur|surr)\.?(?![a-z]))|"
    + DISTANT
    + r"))"
    r"|(?P<lesion>(?:(?:apparitions?|presence) (?:de |d'|des )+)?(?:(?:multiples?|plusieurs|nouve(?:lles?|aux?)"
    r"|nombreu(?:ses|x)|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d{1,2}|innombrables|au moins \w+|une|un|deuxieme|troisieme|3e"
    r"|2e|des|autres?)\s|(?<=presence d')|(?<=presence de )|(?<=apparition de )|(?<=apparition d')"
    r"|apparitions?,? (?:sous|pendant|au cours d[eu]|depuis) (?:la |le |l')?[a-z-]+,? (?:de |d'|des )"
    # "apparition en juillet 2022 de lésions cérébrales"
    r"|apparitions?,? (?:en |le |debut |fin |courant |depuis |mi-?)[a-z0-9/ ]{3,20}?,? (?:de |d'|des )"
    r"|(?<=sous forme de )|(?<=sous la forme de )|(?<=: )|(?<=\+ )|(?<=\| )|(?<=, )(?=(?:lesions|nodules|foyers|masses) )|(?<= et )(?=(?:lesions|nodules|foyers|masses) (?:pulm|hepat|osseu|cereb|periton|surren|pleur)\w+)"
    # "nodules stables, lésion lytique de D10 non vue auparavant"
    r"|(?<=, )(?=(?:lesion|nodule|masse|foyer) [^,;.]{3,45}(?:non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?) |absente? (?:en|le|sur|au|lors|avant)|apparue?\b|de novo\b)))+(?:petite?s? |nouve\w+ |grande?s? |gros\w* |autres? |formations? )?"
    r"(?:lesions?|loes?|nodules?|masses?|foyers?|images?|micronodules?|formations? nodulaires?|depots?|(?:lympho?)?adenopathies?|(?<=nouvelle )localisation|(?<=nouvelles )localisations"
    r"|implants?|hyper-?fixations|fixations|hypermetabolismes|(?<=apparition d'une )(?:hyper-?)?fixation|(?<=apparition d'un )hyper-?metabolisme|prises? de contraste)(?![a-z])(?! de (?:neovasc|contraste)"
    r"| (?:du |de la |de l'|d'un |d'une |de )(?:irm|scanner|tdm|tep|pet|scinti|radio|echo|mammo|tomo|examen)))"
    r")"
)
