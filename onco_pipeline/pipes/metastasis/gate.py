"""Which notes may tell of spread at all: those about a cancer, and those that say what only a cancer does."""

from __future__ import annotations

from onco_pipeline.pipes.scope import about_cancer
from onco_pipeline.pipes.sweep import WordPattern

__all__ = ["may_tell_of_spread"]

#: What no other disease has, in a note that names no cancer: "foie truffé de métas", "M1 hépatique", "rechute osseuse".
_SAYS_SPREAD = WordPattern(
    r"(?<![a-z0-9])(?:metas?\b(?! (?:analys|chin))|[cpyr]{0,2}t[0-4x][a-d]? ?n[0-3x][a-c]? ?[cp]?m1|m1[abcd]\b|[cp]?m1(?= ?[:(]? ?(?:os\b|hep\b|osseu|hepat|foie|pulm|poumon|cereb|cerveau|perit|surren|pleur|gangl|visc|a distance))"
    r"|m\+(?![a-z0-9+/]| ?\d)|secondarisme|lachers? de ballon|carcinoses?\b|miliaires? carcino|atteintes? (?:[a-z]+ ){0,2}secondaire"
    r"|(?:rechute|recidive|relapse|recurrence)s? (?:[a-z]+ ){0,2}?(?:hepat|foie|pulmonaires? (?:sur|au|a la) (?:l[ae] )?(?:scanner|tdm|tep|pet)|osseu|os\b|cereb|perit|surren|metasta|a distance|pleuro|ganglionnaires? (?:a distance|sus|medias|retro|lombo|mesent))"
    r"|(?:foie|squelette|cerveau|peritoine) (?:est|etait) (?:[a-z]{4,14} )?(?:envahi|colonise|metast)|localisations? (?:secondaire|a distance|(?:pulmonaire|hepatique|osseuse|cerebrale)s? (?:secondaire|connue))"
    r"|(?:mets?|mts) (?=foie|hepat|os\b|osseu|pulm|cereb)|[ml]hs\b|mhccrs?\b|soe?ur marie-?jos|m-?c[rs]pc\b|crpc-?m\b|(?<!a )(?<!irm )(?<!tdm )(?<!scanner )(?<!controle )(?<!de )m1(?=[.;)\n]|\Z)"
    # ... and what only a cancer is watched, staged or treated by
    r"|ca ?(?:15[.-]?3|19[.-]?9|125)\b|psa\b|recist\b|figo\b|[cpyr]{0,2}t[0-4][a-d]? ?n[0-3]|(?:pembro|atezo|durva|ave|beva|ipi|ceme|dosta)[a-z]{2,6}mab|cetuximab|panitumumab|(?:enfor|sacitu|brentu)[a-z]{3,6}mab|foie (?:multi-?nodulaire|secondaire)|(?:nodules?|lesions?) [a-z]{4,14} de novo|tumeurs? (?:du|de la|de l'|caec|sigm|pulm|pancr|colique|renale|hepat|bronch|ovar|gastr|rect|mamm)"
    r"|recid\.? (?:hepat|foie|osseu|pulm|cereb|perit)|poussees? evolutives? (?:au niveau |sur le plan )?(?:hepat|pulm|osseu|perit|cereb)|dissemination (?:hepat|osseu|pulm|perit|metast)"
    r"|(?:plusieurs|multiples|nouvelles|deux|trois|quatre|cinq) localisations? (?:hepatiques|osseuses|cerebrales|surrenaliennes|rachidiennes)|hypermetabolismes? osseux|uveale?\b"
    r"|nouvelles? cibles?\b|(?:foie|squelette|cerveau|peritoine|poumons) (?:(?:est|sont|etait|etaient) )?(?:(?:desormais|maintenant) (?:atteint|touche|envahi|pris)|(?:atteint|touche|envahi|pris)s? (?:desormais|maintenant))"
    r"|apparitions? (?:de |d'une )(?:nouvelles? )?localisations?\b|primitif (?:orl|corps|tete|queue|col|pulm|mamm|sigm|rect|gastr|ovar|pancre|bronch|renal|prostat|inconnu|en place|reseque|opere)|oligo-?(?:metast|progress|recid)"
    # ... or how it goes on, and what it is called once it has: "la maladie s'est étendue au foie", "TDM en progression par ..."
    r"|(?:tep|pet)(?:-?(?:tdm|scan|scanner|fdg|psma))?(?![a-z])"
    r"|(?:la|sa|cette|leur) maladie (?:mammaire|prostatique|colique|rectale|pulmonaire|bronchique|renale|ovarienne|pancreatique|gastrique|(?:s'est |s'etait |est |avait |a |ont )?(?:[a-z]{4,14} )?(?:passee?|etendue?|propagee?|generalisee?|disseminee?|progress[a-z]*|gagn[a-z]{1,3}|diffus[a-z]+|essaim[a-z]+))(?![a-z])"
    r"|(?:extension|dissemination|diffusion|propagation)s? (?:au|aux|a la|a l') ?(?:foie|poumons?|os|squelette|cerveau|peritoine|plevre|surrenales?|cervelet)(?![a-z])"
    r"|(?:evolution|reponse) dissociee|progressions? (?:metabolique|morphologique|radiologique|lesionnelle|dissociee|oncologique|sous (?:chimio|trait|immuno|hormono|l[1-5]))|en progression(?= (?:par|avec)\b| ?[:.])|prog(?=\.|\b ?[:,])"
    r"|(?:osteo-?)?lyses? (?:[a-z]+ ){0,2}(?:de |du |des |osseuse|costale|vertebr)|vertebres? borgnes?|envahissements? (?:vertebra(?:l|ux)|rachidien|osseux)|localisations? de la (?:recidive|rechute|maladie)|maladie (?:de )?stade iv|rt (?:adjuvante|antalgique|stereo[a-z]*|conformationnelle|panencephalique)|\d{1,2} cures?(?![a-z])|acr ?[56](?![0-9])|bi-?rads ?[56]|primitif (?:a (?:chercher|trouver|preciser|determiner)|non (?:connu|retrouve|identifie))|maladie (?:jusque-la|jusqu'alors|exclusivement|uniquement|purement) (?:osseuse|hepatique|pulmonaire|ganglionnaire|peritoneale|cerebrale)|scinti[a-z]*(?: os| osseuse)?(?: (?:du|le|:))? ?[\d/.]{4,10} ?:? ?(?:\(\+\)|positive(?! pour))|loc(?:alisation)?s?\.? (?:second|2|ii\b|meta|os\b|osse|hepa|pulm|cereb)|nouvelles? localisations?|(?:caractere|nature|origine) (?:secondaire|metastatique)|(?:nodules?|lesions?|foyers?|masses?|formations?|images?) [^.;:\n]{0,50}?\bsecondaires?(?=[.,;)\n]|\Z)|(?:tous|toutes|(?:lesions?|foyers?|nodules?|masses?)(?: [a-z]+){0,2}) (?:d'origine|de nature|d'allure|d'aspect) secondaires?|(?:considere|interprete|retenu|juge|classe)e?s? (?:comme )?(?:etant )?(?:secondaire|metast)"
    r"|(?:envahissement|infiltration|atteinte|extension|dissemination)s? (?:[a-z]+ ){0,2}(?:secondaire|tumora|metast|de (?:la|sa) maladie)|images? secondaires|tassements? (?:[a-z0-9]+ ){0,3}(?:malin|tumora)"
    r"|(?:sein|poumon|colon|rectum|rein|prostate|ovaire|pancreas|vessie|estomac|endometre|thyroide|oesophage) (?:stade )?(?:iv|m1|m\+)(?![a-z])"
    r"|(?:sbrt|stereotax|radiochirurg|immunother|curiether|anti-?pd-?l?1)|\d{1,2} ?gy(?![a-z])|(?:en|la) rcp(?! en )|cp?npc(?![a-z])|cbpc(?![a-z])"
    r"|2aires?(?![a-z])|evol(?:utions?|\.) (?:secondaire|metast)|echappements? (?:en|le|sous|avec|hormonal|therapeutique)(?![a-z])|progressions? (?:(?:en|le|au) [a-z0-9/ ]{3,16} )?avec (?:une )?apparition"
    r"|(?:rechute|recidive)s? (?:en|le) [a-z0-9/ ]{3,16} (?:au niveau |sur le plan )?(?:osseu|hepat|pulm|cereb|perit)|(?:m1|stade iv) d'emblee|scinti[a-z]*(?: osseuse)? positive(?! pour)|lesions? (?:[a-z]+ ){0,2}en cible"
    r"|bilans? d'extension|atteintes? (?:osseuse|hepatique|cerebrale|surrenalienne|peritoneale)s? (?:depuis|de (?=\d))|generalisations? (?=en |le )|essaimages?(?![a-z])"
    r"|(?:keytruda|opdivo|avastin|herceptin|kadcyla|enhertu|xeloda|afinitor|ibrance|tagrisso|zytiga|xtandi|lynparza|votrient|sutent|cabometyx|letrozole|anastrozole|exemestane|fulvestrant|tamoxifene|enzalutamide|abiraterone|everolimus|lutathera|decapeptyl)"
    r")"
)


def may_tell_of_spread(folded: str) -> bool:
    """Return whether a note is about a cancer, or says what is said of nothing but one.

    Examples
    --------
    >>> may_tell_of_spread("la maladie s'est etendue au foie"), may_tell_of_spread("kystes du foie")
    (True, False)
    """
    return about_cancer(folded) or _SAYS_SPREAD.search(folded) is not None
