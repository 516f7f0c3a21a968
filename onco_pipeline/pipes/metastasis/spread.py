"""The words in which French notes tell that a cancer has spread, whatever is said around them (for folded text)."""

from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["DISTANT", "DUE", "NOT_DUE", "SPREAD"]

#: Where a cancer is carried to, as an adjective.
DISTANT = (
    r"(?:(?:pleuro-?|bi-?)?pulmonaires?|hepatiques?|osseuses?|osseux|cereb(?:rales?|ral|elleux|elleuses?)|peritonea(?:l|le|les|ux)|pleura(?:l|le|les|ux)"
    r"|peritoneales?|pleurales?"
    r"|surrenalien\w*|ganglionnaires?|cutanees?|sous-cutanees?|meningees?|"
    r"splenique\w*|visceral\w*|a distance|systemiques?|metastatiques?|supra-?\w*|infra-?tentori\w+|medullaires?"
    r"|retro-?peritonea\w+|lombo-?aorti\w+|sus-?claviculaires?|ovarien\w*|encephal\w+|multi-?organe|metastique)"
)

#: Behind "secondaire": what is secondary to something has it for its cause, unless that is the cancer, or what is named
#: next is the exam that saw it.
_BUT = r"(?! ?(?:l'|la |le |une? |son |sa )?(?:derni[a-z]+ )?(?:scanner|scan|tdm|irm|tep|pet|echo|scinti|radio(?!th)|rx|controle|bilan|cancer|(?:adeno-?)?carcinome|adk|melanome|sarcome|neoplasie|tumeur|maladie|primitif|niveau|distance|foie|poumons?|os(?![a-z])|squelette|rachis|cerveau|cervelet|peritoine|plevre|surrenales?|rate|etage|lobe|segment|dome|bassin|crane|sus-|sous-|depens|plan))"
NOT_DUE = rf"(?![a-z])(?! (?:a|au|aux)\b{_BUT})"
DUE = rf"secondaires? (?:a|au|aux)\b{_BUT}"

#: Words of spread; the group's name is the kind of statement.
SPREAD = WordPattern(
    r"(?<![a-z0-9])(?:"
    r"(?P<word>(?:oligo-?|multi-?|pluri-?)?(?<!non )metasta(?:ses?|sis|tiques?|see?s?)(?![a-z])|(?:mets?|mts) (?=(?:cereb|hepat|osseu|pulm|surren|pleur|perit|os\b|foie|poumon))|(?:oligo-?|multi-?|poly-?)?metas?(?=[\s,.;):]|$)(?! (?:analys"
    r"|chin))|(?:lesions?|localisations?|atteintes?|envahissements?|images?|nodules?|foyers?|fixations?) (?:tumora(?:l|le|les|ux) )?(?:"
    + DISTANT
    + r" )?secondaires?"
    + NOT_DUE
    + r"|secondarismes?|depots? secondaires?|localisations? a distance|(?<!effets )(?<!evenements )(?<!signes )secondaires (?=(?:hepatiques|osseux|osseuses|pulmonaires|cerebrales|cerebraux|peritoneaux|surrenalien\w+)(?![a-z]))|locs?\.? (?:secondaires?|2(?:nd)?aires?|2r?e?s?)(?![a-z0-9])|localisations? ii(?![a-z0-9])"
    # "nodules hépatiques au scanner, considérés comme secondaires"; "tous d'origine secondaire"
    r"|(?:lesions?|nodules?|micronodules?|foyers?|images?|masses?|opacites?|fixations?|hypodensites?) (?!connu|stable|inchang)(?:[^.;:\nnpj]|(?!\b(?:non|pas|jamais)\b)[npj]){0,90}?(?:considere|interprete|retenu|juge|classe|etiquete)e?s? (?:(?:d'emblee|finalement|a posteriori|en rcp|par la rcp) )?(?:comme )?(?:etant )?(?:d'origine |de nature )?(?:secondaires?"
    + NOT_DUE
    + r"|metastatiques?(?![a-z]))"
    r"|(?:tous|toutes|l'ensemble) (?:(?:sont|etaient|etant|est|apparaissent) )?(?:d'origine|de nature) (?:secondaires?|metastatiques?)(?![a-z])"
    r"|metachrones? (?:hepatiques?|pulmonaires?|osseuses?|cerebrales?|peritoneales?|surrenalienn\w+)"
    r"|(?:lesions?|nodules?|foyers?|images?|localisations?) "
    + DISTANT
    + r"(?: [a-z]{2,12}){0,2},? (?:rapporte|attribue|rattache|impute)e?s? (?:a la |a sa |a son |a l'|au )(?:cancer|neoplasie|maladie (?:mammaire|neoplasique|tumorale)|\w*carcinome|melanome|sarcome|primitif|tumeur)"
    # "lésions hépatiques multiples, secondaires", "atteinte surrénalienne gauche et pancréatique secondaire"
    r"|(?:lesions?|nodules?|micronodules?|foyers?|images?|localisations?|atteintes?) "
    + DISTANT
    + r"(?: [a-z]{2,12}){0,2},? (?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)(?![a-z])|(?:lesions?|nodules?|micronodules?|localisations?) (?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)(?![a-z])"
    r"|(?:lesions?|nodules?|micronodules?|foyers?|images?|localisations?|atteintes?) "
    + DISTANT
    + r"(?: (?!connu|stable|inchang|deja|d'origine)[a-z]{2,16}){0,3}(?: \([^()\n]{1,40}\))?,? (?:(?:prouve|confirme|avere)e?s? |(?:typique|manifeste|claire|evidem|certaine)ment )?(?:secondaires?"
    + NOT_DUE
    + r"|metastatiques?(?![a-z]))"
    r"|(?:lesions?|nodules?|images?|foyers?|fixations?|localisations?|hypermetabolismes?"
    r"|adenopathies?|(?:osteo-?)?lyses?|tassements?|fractures?)(?: \w+){0,4} (?:d'allure|d'aspect|de nature|d'origine) (?:secondaire|metastatique)s?"
    r"|localisations? "
    + DISTANT
    + r" (?:de l'|d'une? |du |de son |de sa |de la )(?:\w*carcinome|cancer|melanome|sarcome|tumeur|adk|neoplasie|maladie(?! d[eu']))\b"
    r"|prises? de contraste (?:lepto-?meningees?|meningees? nodulaires?)|(?:multiples?|deux|trois|quatre|cinq|\d{1,2}) ls(?![a-z0-9])"
    r"|natures? (?:secondaire|metastatique) (?:\w+ )?(?:prouve|confirme|avere|etabli|affirme|authentifie)e|(?:confirm\w+|affirm\w+|prouv\w+|etabli\w+|preuve d[eu]|confirmation d[eu]) ?(?:la |leur |sa |le |son )?(?:nature|caractere|origine) (?:secondaire|metastatique)(?! (?:a|au)\b)"
    r"|localisations? [a-z]{4,14}(?:aire|ienne|euse|ique|ale)s? (?:du |de son |de ce )(?:\w*carcinome|cancer|melanome|sarcome|adk)"
    r"|localisations (?:du |de son |de ce )(?:\w*carcinome|cancer|melanome|sarcome|adk)"
    r"|carcinoses?(?: peritoneales?)?|carcinomatoses?|(?:nodules?|implants?) de carcinose"
    r"|(?<=\d )mets(?![a-z])|(?:foie|poumons?)(?:,? (?:et )?(?:os|poumons?|plevre|rate|cerveau|peritoine|surrenales?)){0,2} (?:multi-?nodulaires? )?secondaires?"
    + NOT_DUE
    + r"|tumeurs? de krukenberg|krukenberg (?:bilatera\w+|droite?|gauche|ovarien)|nodules? (?:ombilica\w+ )?(?:de|dit de) (?:la )?(?:soe?ur|sister) (?:marie|mary)[- ]jose?ph"
    r"|(?:(?:multiples?|plusieurs|deux|trois|quatre|cinq|\d{1,2}) )?mhccr?s?(?![a-z])|(?:multiples?|deux|trois|quatre|cinq|\d{1,2}) mh(?![a-z0-9])|mhs?(?= (?:multiples?|synchrones?|metachrones?|bilob\w+)(?![a-z]))"
    r"|lymphangites? carcinomateuses?|meningites? carcinomateuses?|mening\w+ carcinomateu\w+"
    r"|lachers? de ballons?|ensemencements? \w+|gateau epiploique)"
    r"|(?P<stage>\b[cp]?m1[abcd]?\b|(?:m-?crpc|crpc-?m|m-?hspc|hspc-?m)(?= ?\(?(?:os|gang|foie|visc|pulm|poumon)\w*\b)|m\+(?![a-z0-9+/]| ?\d)|(?:[yc]?p?t[0-4xis]+[a-d]?\s?[cp]?n[0-3x][abc]?\s?[cp]?)m1[abcd]?\b|stades? (?:(?:clinique|figo|tnm|ajcc|uicc|pronostique|tumoral|oncologique|actuel) )?(?:iv"
    r"|4)[abc]?\b(?! (?:de|du) (?:l'arteri|parkinson|insuff))|figo (?:stade )?iv[ab]?\b|(?:class|stadifi|cot)ee?s? (?:(?:d'emblee|figo|tnm|ajcc|uicc) )?iv[abc]?\b(?! (?:de |selon )?(?:la )?(?:nyha|gold|child|killip|fontaine))|(?<![a-z0-9'])e-?iv[abc]?\b"
    r"|(?<![a-z0-9])iv[abc]?(?= ?\((?:os|foie|cerveau|pulm|poumon|perit|plevre|surren|hepat)[a-z]*[,)])"
    # "CBNPC IV (os)", "ADK pancréatique IVB foie": a stage without its word, of a tumour
    r"|\b(?:cbn?pc|cnpc|nsclc|sclc),? iv[abc]?\b|\b(?:adk|adenocarcinome|carcinome|cancer)s? (?:(?:de l'|de la |du |d'|des )?(?:bronch|pulmo|poumon|non a |a (?:petites|grandes)|petites|cellules|sein|mammair|pancrea|col|rect|gastri|estomac|rein|rena|prosta|ovari|ovaire|oe?sopha|vessi|urothel|thyro|biliair|vesicul|hepato|endomet|uter|sigmoid|grel|epiderm|malpigh|lobul|canal|infiltr|invasif|peu |bien |moyennement |differenci|lieberk|mucin)[a-z-]{0,12},? ?){0,5}(?<![a-z])iv[abc]?(?= ?[(,:=–-]? ?(?:(?:os|foie|cerveau|peritoine|plevre|poumons?|surrenales?)\b|"
    + DISTANT
    + r")))"
    r"|(?P<spread>(?:disseminations?|essaimages?|(?<!en )(?<!de )(?<!la )(?<!equence )(?<!equences )(?<!signal )diffusions?)(?: (?!restrein)\w+)? (?:peritone\w+|pleura\w+|hemato\w+|osseu\w+|metasta\w+|pulmon\w+"
    r"|hepati\w+|cerebra\w+|encephal\w+|viscera\w+|a distance|tumorale|mening\w+|leptomening\w+|lymphatique)|infiltrations? (?:metastatique"
    r"|neoplasique|tumorale|carcinomateuse)\w*"
    r"|(?:infiltrations?|envahissements?|atteintes?|affectations?|implications?) (?:de |d'|du |des |de la "
    r"|multiple |secondaire )*(?:la )?(?:moelle osseuse|medullaires?(?! epiniere)|peritoneales?|pleurales?"
    r"|leptomeningees?|meningees?|osseuses?|hepatiques?|cerebrales?|pulmonaires?|foie|os\b|squelette)(?! "
    + DUE
    + r")(?: (?:du|par|d'un|due|par un"
    r"|dans le cadre|secondaires?|metastati\w+) \w+)?"
    r"|(?<!bilan d')(?<!bilans d')extensions? (?:(?:hepatiques?|surrenalienn\w+|cerebrales?|pulmonaires?|osseuses?)(?:,| et) (?:hepatiques?|surrenalienn\w+|cerebrales?|pulmonaires?|osseuses?)|a distance|metastatiques?)"
    r"|(?:foie|squelette|cerveau|peritoine|poumons|os) (?:est|etait|sont|etaient) (?:[a-z]{4,14} )?(?:atteint|touche|envahi|colonise|essaime|pris(?! en\b| pour\b))s?(?![a-z])"
    r"|(?:foie|squelette|cerveau|peritoine|poumons|os(?= (?:desormais|maintenant|egalement))) (?:desormais |maintenant |egalement |massivement )?(?:atteint|touche|envahi|colonise)s?(?![a-z])(?! (?:de |d'|par (?:l'|la |une? )?(?:steat|cirrh|arthr|hepat|infect|viru|abces|le vhc|vh)))"
    # "TNE, foie + (nov. 2016)", "TEP : os ++"
    r"|(?:foie|squelette|cerveau|peritoine|poumons|surrenales?|meninges) ?:? ?(?:\+{2,3}|\+(?= ?(?:[,;:)(.]|$|en |au |a la |sur |depuis |le |d'emblee|synchron)))|os ?:? ?\+{1,3}(?= ?(?:[,;:)(.]|$|en |depuis |d'emblee))"
    r"|(?:foie|peritoine|poumons|plevre|cerveau|squelette|epiploon|mesentere|rachis) (?:(?:est|etait|sont|etaient) )?(?:tout )?(?:«[^»\n]{1,40}»,? )?(?:seme|parseme|crible|truffe|farci|constelle|tapisse|bourre)e?s? (?:de |d')(?:[a-z]{4,12} )?(?:nodules|images|lesions|implants|granulations|micronodules|foyers)"
    r"|(?:vertebres?|cotes|femur|bassin|sacrum|sternum|humerus|os|squelette|foie|poumons|peritoine|plevre|surrenales?|moelle(?: osseuse)?|bom|myelogramme|cerveau|meninges)(?: (?:lombaires?|dorsales?|thoraciques?|iliaques?|droite?s?|gauches?))? (?:(?:est|sont|etai(?:en)?t|apparai(?:ssen)?t) )?(?:[a-z]{5,14}ment )?(?:envahi|infiltre|colonise|atteint|touche|occupe|remplace)e?s? par (?:le |la |l'|un |une |son |sa |des )?(?:maladie|cancer|\w*carcinome|melanome|sarcome|tumeur|neoplasie|adk|cellules (?:tumorales|carcinomateuses|malignes|metastatiques))(?! d[eu'] (?:crohn|paget|gaucher))"
    r"|colonisations? (?:tumorale |metastatique |neoplasique )?(?:hepatiques?|osseuses?|peritoneales?|cerebrales?)"
    r"|generalisations?(?= (?:en (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|(?:19|20)\d\d)|le \d))|generalisations? (?:metastatique|tumorale|du cancer|de la maladie|de son cancer)"
    r"|(?:hyper-?)?fixations? (?:pulmonaires?|osseuses?|hepatiques?|costales?|rachidiennes?) (?:diffuses?|multiples?|pathologiques?|bilaterales?)"
    r"|maladie (?:osseuse |hepatique |pulmonaire |viscerale |cerebrale )?(?:metastatique|disseminee"
    r"|a distance)(?: multiple)?|implants? (?:tumora\w+|peritone\w+|neoplas\w+|metasta\w+|secondaires?)"
    r"|miliaires? (?:pulmonaires?|carcinomateuses?|peritoneales?|hepatiques?|cerebrales?|osseuses?|metastatiques?)(?! tubercul)"
    r"|(?:ascites?|pleuresies?|pericardites?) (?:(?:est|etait|est bien|droite|gauche) )?(?:carcinomateuses?|neoplasiques?|malignes?|metastatiques?)"
    r"|liquides? (?:pleura(?:l|ux) |d'ascite |peritonea(?:l|ux) )?(?:carcinomateux|neoplasiques?)|super-? ?(?:bone )?-?scan(?![a-z])|omental cake|gateau omental|(?:tassements?|fractures?) (?:[a-z0-9]+ ){0,3}(?:malins?|malignes?|tumora(?:l|le|les|ux)|neoplasiques?)(?![a-z])|vertebres? borgnes?|scinti[a-z]*(?: os| osseuse)?(?: (?:(?:du|le|:))? ?[\d/.]{4,10} ?:? ?(?:\(\+\)|positive(?! pour))| positive(?= (?:le|du|en) ))"
    # "coelioscopie : PCI 14": an index of carcinosis
    r"|(?:coe?lio|laparo|explor|chip)[a-z]*[^.;\n]{0,50}?\bpci (?:a |de |evalue a |estime a |= ?|: ?)?[1-9]\d?(?![\d%])"
    r"|localisations? (?:hepatiques?|osseuses?|pulmonaires?|cerebrales?|surrenalienn\w+|peritoneales?|pleurales?|rachidiennes?|vertebrales?|costales?)(?! primit)"
    r"|(?:epanchement|cytologie) (?:pleural\w*|peritonea\w*) (?:malin|maligne|positive)|polymetast\w+)"
    r"|(?P<node>(?:ganglions?|adenopathies?|adp)(?: [\w-]+){0,3} (?:avec|envahie?s? par|infiltree?s? par"
    r"|metastatiques? d[e'])(?: un| une| le| l')? ?(?:melanome|carcinome|adenocarcinome|adk)"
    # "ganglion de Virchow de 3 cm, biopsie : adénocarcinome"
    r"|(?:ganglions?|adenopathies?|adp) (?:de )?(?:virchow|troisier|(?:sus|supra)-?clav\w+|retro-?perit\w+|lombo-?aort\w+)[^.;:\n]{0,40}[,:] ?(?:(?:micro-?)?biops[a-z]+|(?:cyto-?)?ponction[a-z]*|cyto(?:logie)?|prelev[a-z]+|exerese)(?: (?:le|du|en) [^.;:,\n]{1,16})? ?[:=] ?(?:un |d'un |(?:des )?cellules d'(?:un )?)?(?:melanome|carcinome|adenocarcinome|adk|metastase)"
    # "ganglion sus-claviculaire biopsié le 25/10/2013 : localisation d'un mélanome"
    r"|(?:ganglions?|adenopathies?|adp)(?: [\w-]+){0,3}(?:,? (?:biopsie|ponctionne|preleve|cytoponctionne)e?s?)?(?: (?:le|en) [\d/]{5,10}| en [a-z]{3,9}(?: \d{4})?)? ?[:,=] ?(?:(?:c'est |il s'agit d')?(?:une? |la )?(?:localisation|infiltration|colonisation|envahissement)s? )(?:d'un |d'une |de |du |par un |par le )(?:melanome|carcinome|adenocarcinome|adk))"
    r"|(?P<relapse>(?:recidives?|recid\.?|rechutes?|recurrences?|relapses?)(?: de la maladie| tumorale| du cancer| clinique"
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
    r"|(?:(?:s'est|s'etait) (?:[a-z]{4,14} )?)?(?:etendue?|propagee?|disseminee?|generalisee?|manifestee?)|s'eten(?:d|dit|dait)|se propag(?:e|ea|eait)|dissemin(?:e|a|ait)|reappar(?:u|ut|ait|aissait)|repart(?:ait|it)?|reprend|reprenait|flamb(?:e|a|ait)|evolu(?:e|a|ait)|s'aggrav(?:e|ait)|(?:est|etait) (?:revenue?|reapparue?|passee?|allee?|partie?|descendue?|montee?)|revint|revient)"
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
    r"|(?:(?:oligo-?)?progressions?|\bprog\b\.?|evolutions?|evol\.|evolutivite|(?:maladies?|reprises?|poussees?) evolutives?|flambees?(?: evolutive)?|echappements?|aggravations?|progresse(?:e?s?|nt)?(?:, (?:mais )?cette fois(?:-ci)?)?(?= (?:\w+ ){0,2}?(?:au|aux|dans|sur|vers|jusqu)\b)|\bpd\b|\bep\b)(?: (?:de la maladie"
    r"|d[eu] (?:son |l'|l[ae] )?(?:cancer|carcinome|adenocarcinome|melanome|sarcome)(?: (?:du |de la |de l')?(?:sein|poumon|colon|rectum|rein|prostate|ovaire|mammaire|bronchique|pulmonaire|renal|colique|ovarien|prostatique)(?! et))?"
    r"|tumorale?|therapeutique|de la tumeur|radiologique|clinique|metabolique|morphologique|multiples?|systemique|nette|importante"
    r"|de celle-ci|oligo|neoplasique|et \w+|avec [a-z]{5,12}|oncologique|progressive|lente|rapide|franche|discrete|claire|evidente|massive"
    r"|extra[- ]?[a-z]{5,14}|explosive|marquee|significative|secondaire|2aire|isolee|documentee|exclusive|unique|nouvelle"
    # "progression médiastinale et osseuse"
    r"|(?!loc|hepat|pulm|osseu|cereb|perit|pleur|surren|gangl|cutan|mening|splen|visc|meta)[a-z]{5,}(?:ale|aire|ique|ienne) et))*"
    r"(?:,? (?:a|ont) (?:ete |alors ete )?(?:observe|constate|detecte|objective|mise en evidence|documente|confirme|diagnostique|visualise|retrouve|identifie|note|vue|decele)e?s?(?= (?:tant |principalement )?(?:au niveau|dans|sur)\b| ?\())?(?: tant| principalement)?"
    r"(?: (?:(?:jusqu'|tant )?au niveau|aux niveaux|sur le plan|au plan|vers(?: le niveau| les niveaux)?|dans|sur|a|aux?|par|de|des|du|d'une?|en raison de)(?: (?:de l'|de la|du|des|le|la|les|l'|d'|un|une"
    r"|nouve\w+))*)?(?:,? ?\(?(?:multiples? |deux |niveau |(?<=\()(?:nouveaux |nouvelles )?(?:foyers |lesions |nodules |atteinte |metastases |adenopathies ))*)(?:(?:du |de la )?(?:systeme nerveux central|\bsnc\b|foie"
    r"|poumons?|os\b|cerveau|cervelet|squelette|pancreas|peritoine|peau|rachis|cotes?|surrenale"
    r"|ganglions? lymphatiques?|ganglions?|gg\b|adp\b|(?:pulm|hep|cerebr?|periton|pleur|surr)\.?(?![a-z]))|"
    + DISTANT
    + r"))"
    r"|(?P<lesion>(?:(?:apparitions?|survenues?|presence) (?:de |d'|des )+)?(?:(?:multiples?|plusieurs|nouve(?:lles?|aux?)"
    r"|nombreu(?:ses|x)|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|(?<![/.])\d{1,2}|innombrables|au moins \w+|une|un|deuxieme|troisieme|3e"
    r"|2e|des|autres?)\s|(?<=presence d')|(?<=presence de )|(?<=apparition de )|(?<=apparition d')|(?<=survenue de )|(?<=survenue d')"
    r"|apparitions?,? (?:sous|pendant|au cours d[eu]|depuis) (?:la |le |l')?[a-z-]+,? (?:de |d'|des )"
    # "apparition en juillet 2022 de lésions cérébrales"
    r"|apparitions?,? (?:en |le |debut |fin |courant |depuis |mi-?)[a-z0-9/ ]{3,20}?,? (?:de |d'|des )"
    r"|(?<=sous forme de )|(?<=sous la forme de )|(?<=: )|(?<=/\d\d )(?=(?:lesions|nodules|foyers|masses) )|(?<=\+ )|(?<=\| )|(?<=, )(?=(?:lesions|nodules|foyers|masses) )|(?<= et )(?=(?:lesions|nodules|foyers|masses) (?:pulm|hepat|osseu|cereb|periton|surren|pleur)\w+)"
    # "nodules stables, lésion lytique de D10 non vue auparavant"
    r"|(?<=, )(?=(?:lesion|nodule|masse|foyer) [^,;.]{3,45}(?:non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?) |absente? (?:en|le|sur|au|lors|avant)|apparue?\b|de novo\b)))+(?:petite?s? |nouve\w+ |grande?s? |gros\w* |autres? |formations? )?"
    r"(?:(?<=nouvelle )cible|(?<=nouvelles )cibles|lesions?|loes?|nodules?|masses?|foyers?|images?|micronodules?|formations? nodulaires?|depots?|(?:lympho?)?adenopathies?|(?<=apparition d')adp|(?<=apparition de )adp|(?<=nouvelles )adp|(?<=nouvelle )localisation|(?<=nouvelles )localisations"
    r"|implants?|hyper-?fixations|fixations|hypermetabolismes|(?<=apparition d'une )(?:hyper-?)?fixation|(?<=apparition d'un )hyper-?metabolisme|prises? de contraste)(?![a-z])(?! de (?:neovasc|contraste)"
    r"| (?:du |de la |de l'|d'un |d'une |de )(?:irm|scanner|tdm|tep|pet|scinti|radio|echo|mammo|tomo|examen)))"
    r")"
)
