"""The words of a pathology result, by what they tell (for folded text)."""

from __future__ import annotations

import re

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.lexer import Lexer
from onco_pipeline.pipes.screen import Screened

GENES = (
    r"egfr|k-?ras|n-?ras|h-?ras|\bras\b(?! ?[–-]{1,2} ?[a-z0-9])|b-?raf|\balk\b|ros-?1|c-?met|\bmet\b(?= (?:exon|muta|ampli))"
    r"|\bret\b(?= (?:fusion|muta|rearr))|ntrk\d?|pik3ca|esr1|brca-?[12]?(?:/2)?|palb2|hrd|"
    r"idh[12]?|mgmt|1p/?19q|ar-?v7|flt3(?:-?itd)?|npm1|tp53|jak2|bcr-?abl1?|\bkit\b|c-?kit|pdgfra?|fgfr[1-4]|her2(?= mut)|stk11"
    r"|keap1|ctnnb1|nras|terte?|cdkn2a|myd88|ighv|(?:[cn]-?)?mycn?\b|bcl-?[26]|mdm2|ewsr1|h3 ?k27m|atrx|asxl1|sf3b1|calr|ccnd1|dnmt3a|runx1|cebpa|smad4"
)
VARIANT = (
    r"t790m|l858r|g12[acdrsv]|g13d|v600[ekr]?|c797s|h1047r|e54[25]k|q61[krl]|f317l|s768i|t315i|exon ?\d+|exons \d+"
    r"|(?<![a-z0-9])(?!r506q|c677t|a1298c|g20210a|c282y)[acdefghiklmnpqrstvwy]\d{3,4}[acdefghiklmnpqrstvwy](?![a-z0-9])|del ?19|del ?\(?\d{1,2}[pq][\d.]*\)?|del ?\(\d{1,2}\)(?:\([pq][\d.-]*\))?"
)

#: The kinds of words in a result, narrow ones first; one pass finds them all.
DETAILS = Lexer(
    (
        (
            "liquid",
            r"(?:biopsies?|bx) (?:liq(?:uides?)?|plasmatiques?|sanguines?)\b|adn tumoral circulant|adntc?\b|ctdna|sang peripherique"
            r"|echantillons? (?:de |du )?(?:serum|plasma|sang)(?:uins?)?",
        ),
        (
            "report",
            r"(?:l'|d')?(?:examens?|etudes?|analyses?|rapports?|resultats?|diagnostics?|comptes?[- ]rendus?"
            r"|confirmation|preuve)s? (?:de l'|d'|du service d')?(?:definitifs? |complementaires? |peroperatoires? "
            r"|extemporanes? )?(?:anatomo-?(?:-?cyto)?-?patho\w+|anatomo\w*|histo-?patho\w+|histolog\w+|patholog\w+"
            r"|cytolog\w+|cyto-?patho\w+|anapath\w*|ap\b|immuno-?histo\w+)(?: definiti\w+)?"
            r"|anatomo-?cyto-?patho\w+|anatomo-?patho\w+|anatomie[- ](?:et cytologie )?patholog\w+|anapath\w*"
            r"|ana[- ](?:path|pat)\w*|anat\.? ?path\w*|anapat\b|anatomo-?path(?:\.|\b)|histos?(?= ?[:=(]| (?:du|de|des|le|la|est|definitive|recue|revien\w*|retrouv\w*|montr\w*|conclu\w*|en faveur)\b)|hist(?= ?[:=])"
            r"|histopatholog\w+|histologi(?:e|ques?|quement)|cytologi(?:e|es|ques?|quement)(?: urinaires?)?"
            r"|(?:(?<!scanner )(?<!tdm )(?<!irm )(?<!ct )(?<!tap )(?<!echo )ap|l'ap)(?= (?:a"
            r"|correspond|etait|est|etant|de|d'|montr|revel|defin|compatible|positi|negati|confirm|sugger|evoca|conclu|final|:)|\s?:| (?:(?:de la|du|de l') ?)?(?:pieces?|biopsies?|[a-z]{3,}ectomie|trompes?|ovaires?|uterus|col|seins?|foie|colon|rectum|prostate|reins?|poumon|thyroide|testicule|vessie|estomac|ganglion\w*)(?: (?:droite?s?|gauches?|sentinelles?|axillaires?|operatoire|pelviens?|bilateral\w*))* ?:)|pa(?=\s?:| de| d'(?:aden|carc|mela|sarc|un)| compatible| positi| confirm| diagnosti)"
            r"|rapports? (?:du |de l'|des )(?:medecins? legistes?|(?:anatomo-?)?pathologistes?)|rapports? d'(?:autopsie|necropsie)|l'(?:autopsie|necropsie)(?= (?:a |ont )?(?:montr|revel|confirm|retrouv|conclu))"
            r"|resultats? (?:per-?operatoires?|extemporanes?)|extemporanee?s?|extempo(?= ?:)|pathologistes?(?= (?:a |y )?(?:decri|conclu|retrouv|voi|vu|parle|pose|retient|retenu|confirm|affirm|trouv))|relectures? (?:(?:des|de la|de ces|de) )?(?:lames?|blocs?|pieces?|anapath\w*|anatomo\w*|histo\w*|tenpath|rreps|resos|mesopath|lymphopath|renaten|inserm/tenpath|expert(?:e|ale)?\b(?! (?:du|de la|des) (?:scan|irm|tep|tdm|imag)))|lames?(?= (?:a|ont) ete (?:re)?lues?)|(?:(?<=a la )|(?<=apres ))relecture(?! (?:du|de la|de l'|des|d'un) ?[a-z])(?![^.;\n]{0,90}\b(?:scanner|irm|tep|tdm|tap|images?|cliches?|echo\w*|mammo\w*|radio\w*)\b)|immuno-?histo-?chimi\w*|immuno-?marquages?|ihc\b|ihq\b|caryotypes?|(?:(?:bilan|etude|analyse|examen)s? )?cytogenetiques?"
            r"|\bngs\b|\bfish\b|biologie moleculaire|etudes? (?:moleculaires?|mutationnelles?|genetiques?)|analyse moleculaire"
            r"|tests? (?:moleculaire|genetique)s?|(?:oncotype(?: ?dx)?|endopredict|prosigna|mammaprint)(?= (?:fait|realise|demande|revien|recu|rendu))|foundation ?-?one(?: cdx)?\b|guardant(?: ?360)?\b|immuno-?phenotypages?(?: (?:sanguin|lymphocytaire|medullaire|des lymphocytes))?|la pathologie(?= (?:a |etait |est )?(?:montr|revel|compatible|conclu|correspond|confirm|rapport|retrouv))|departement de pathologie"
            # "opéré, avec un rapport de lymphadénite réactive"
            r"|(?<=avec )(?:un |le )rapports?(?: anatom\w+)?(?: patholog\w+)?(?= d(?:e |'))"
            # a heading of the specimen's report, and not of the disease that the patient is treated for
            r"|pathologie(?= ?: ?(?:metastase|prolifer|tumeur (?!du |de |des )|infiltrat|presence|absence|aucune|carcinome a petites|rhabdo|compatible)| de la (?:piece|biopsie))"
            r"|(?:envoye|adresse|transmis|soumis)\w* (?:en|a l'|au (?:service|laboratoire|departement) d[e'] ?)(?:anatomo-?)?(?:anatomie )?patholog\w+",
        ),
        (
            "sample",
            r"(?:micro-?|macro-?|cryo-?|re-?|cyto-?)?biops\w+|produits? d'alesage|(?:examens? du )?(?:lcr|liquide cephalo-?rachidien)(?=[^.;\n]{0,60}?(?:cytolog|cellules? (?:\w+ )?(?:malign|neoplas|tumor|atypi|suspect|anormal|lymphomat)|blastes))|(?:liquides? (?:de ponction )?(?:pleural|peritoneal|pericardique|d\'ascite|d\'epanchement|de lavage)|ascite|epanchement(?: pleural| pericardique)?)(?=[^.;\n]{0,45}?(?: : |[:,=] ?|avec (?:des )?|presence de |absence de |pas de )(?:cytologi|cytolog|nombreu\w+ |rares |quelques |absence d[e\'] ?|pas d[e\'] ?|presence d[e\'] ?|(?:amas|groupes?) d[e\'] ?|des )*(?:cytologie |cellules? (?:\w+ )?(?:malign|neoplas|tumor|atypi|suspect|anormal|lymphomat|carcino|epithel|mesothel)|adenocarcin|carcinom|adk|acellulaire|inflammatoire\b|positif\b|negatif\b))|(?:micro-?)?(?:biospies?|bipsies?|biopises?)|tru[- ]?cut|bgsa\b|mammotomes?|fc[vu]\b|(?:(?:thora(?:co)?|pleuro|para|pericard[io]*)centeses?|lba|lavages? broncho\w+(?:[- ]alveol\w+)?)(?=[^.;\n]{0,80}?(?:cytolog|cellules? (?:\w+ )?(?:malign|neoplas|tumor|atypi|suspect|anormal)|carcino))|ponctions?|cyto-?ponction(?:s|n\w+)?|ponctionnee?s?|cyto|rebx|fn[ab]c?\b|paaf|\bpaf\b|\bpba\b"
            r"|\bbag\b|\bagb\b|\bcnb\b|\bpb[aefhopr]\b|\bptba\b|\bb[mo][om]\b|\bpbm\b|\bebus\b|\bbx\b(?! liq)|\bpl\b(?= (?:du|le|en) )|myelogrammes?|brossages?|echantillons?|prelevements?|specimens?|myelo(?= (?:[a-z-]+ ){0,5}?(?:du |le )?\d|\s?:)"
            r"|prelevee?s?(?= (?:sous (?:echo|scanner|tdm|irm)|a l'aiguille|au (?:trocart|punch|pistolet)))|gestes? biopsiques?|pieces?(?: operatoires?| de resection| d'exerese)?|aspirations?|carottes|fragments?(?= (?:le|du) \d)|punchs?|frottis(?= (?:du \d|de [a-z]{3,9} (?:19|20)\d\d|du col|anal|le \d|cervic|vagin|de depistage|de controle|en [a-z]+ \d))",
        ),
        (
            "surgery",
            r"\w{3,}ectomies?|resections?|exereses?|excisions?|operee?s?|curages?|\bgs\b(?! ?[+-] ?\(?\d)"
            r"|ganglions? (?:lymphatiques? )?sentinelles?|interventions?(?: chirurgicales?)?|chirurgie|ganglions?(?: lymphatiques?)?"
            r"|adenopathies?|plastie|curetages?(?! (?:ganglion|cellul))|ablations?(?=(?: (?:chirurgicale|complete|d'une?|de|du|de la|des|l[ae]|cette|ce|petite?)| [dl]')* ?(?:lesion|naev|navu|nev|polype|nodule|grain|tumeur|tumefaction|adenopath|ganglion|kyste|masse|excroissance))|conisation|rtu[vp]?\b|laparotomie|thoracotomie|enleve(?:e?s?|r|ant)|retire(?:e?s?|r)|excisee?s?|resequ(?:ee?s?|ant)",
        ),
        (
            "ptnm",
            r"(?:[yra]{0,2})p ?t ?(?:[0-4x]|is|a\b(?! ?\d))(?!\d*[.,]\d)[a-d]?(?:mi|\(\w+\)| ?[hb]g\b)?(?:[\s,;/]*(?:y?p)? ?n ?[0-3x][abc]?(?:mi"
            r"|sn)?(?:\s?[(\[](?![^)\]]*\d/\d{1,2}/\d)[\w\s/+,-]{1,14}[)\])])?)?(?:[\s,;/]*[pc]? ?m ?[01xo][abc]?\b)?"
            r"|(?:gs|ganglions? (?:lymphatiques? )?sentinelles?)(?: \w+)? ?[:(]? ?(?:\+|-|positifs?|negatifs?) ?\(?\d{1,2} ?/ ?\d{1,2}(?![/\d])"
            r"|(?!rt[23]d\b)[yr]{1,2}p?t[0-4x](?:is)?[a-d]?(?:[\s,/]*y?p?n[0-3x][abc]?)?(?:[\s,/]*m[01x]\b)?"
            r"|[yr]?pn ?[0-3x][abc]?(?:mi)?(?:\s?\([\d\w/+ -]{1,12}\))?|t[0-4][a-d]?n[0-3][abc]?m[01x]"
            r"|\br[012]\b(?!\w)(?! ?\([^()]{0,14}(?:19|20)\d\d\) ?:)(?!(?: (?:et|ou) r[12])? (?:dans|du|au|lors du) (?:l[ae] )?(?:reflexe|clignement|blink))|\d{1,2} ?n ?[+-] ?/ ?\d{1,2}|\d{1,2} ?n ?\+ ?\(?(?:r ?[+-]|sans rc|avec rc)\)?(?: ?(?:/|sur) ?\d{1,2})?|\d{1,2} ?n ?\+ (?:sur|pour) \d{1,2}|(?<!asat )(?<!alat )(?<!ggt )(?<!pal )(?<!lipase )(?<!cpk )(?<!ldh )(?<!transaminases )\b\d{1,2} ?n ?-(?![\w/>])|\bn ?\+(?! ?\d)|\bn-(?= \()|v[01] l[01]|(?:marges?|limites"
            r"|berges|frontieres?|bords?)(?: \w+){0,3} (?:libres?|saines?|in sano|negatives?|positives?|envahies?|atteintes?"
            r"|tumorales?|r[012])|\d{1,2} ?/ ?\d{1,2} ganglions?|\d{1,2} des \d{1,3} (?:ganglions?|adenopathies)(?: (?:lymphatiques?|axillaires?|reseques?|preleves?|examines?|isoles?|analyses?|retires?))* (?:(?:etaient|sont|etait) )?(?:atteints?|metastatiques?|positi(?:f|ve)s?|envahie?s?)|(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt)(?: ganglions?)?(?: [a-z]+)? dont (?:une?|deux|trois|quatre|cinq|six|\d{1,2})(?: seule?s?)?(?: (?:est|sont|etai(?:en)?t))? (?:metasta\w+|envahie?s?|positi(?:f|ve)s?|atteinte?s?)|\d{1,2} ganglions?(?: lymphatiques?| axillaires?)? (?:sur|positifs?|(?:envahis?|metastatiques?|atteints?|positifs?) (?:sur|/) ?(?=\d))(?: ?\d+)?"
            r"|(?:(?:resultats? )?positi(?:f|ve)s?|metastases?|atteinte?s?|envahie?s?|envahissement|infiltre?e?s?|infiltration|affecte?e?s?|metastatiques?|maladie|tumeur) (?:dans|sur|de|pour) (?:\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
            r" (?:des|sur|de) (?:les )?(?:\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt) (?:ganglions?|adenopathies?)"
            r"|(?:sans|aucune?|absence d[e']|pas d[e']) ?(?:presence d[e'] ?|signes? d[e'] ?|evidence d[e'] ?)?(?:maladie|atteinte|envahissement|infiltration|metastases?|tumeur)"
            r"(?: \w+){0,2}? (?:dans|sur|des|de|d'aucun des) (?:les |l'ensemble des |tous les )?\d{1,3} ganglions?(?: \w+)?"
            r"|\d{1,3} ganglions?(?: (?:lymphatiques?|isoles?|preleves?|reseques?|examines?|analyses?|retires?|obtenus?|tous|tout|etaient))*,? "
            r"(?:indemnes?|negatifs?|sains?|libres?|sans (?:atteinte|metastase|envahissement|infiltration|maladie)s?)(?: \w+)?",
        ),
        (
            "grade",
            r"grades? (?:[1-4][ab]?|iv|i{1,3}|intermediaire|histo\w*|nuclea\w*|de malignite|(?:sbr|ee|elston"
            r"|nottingham|(?:fuhr|furh|fhur)man|bas|haut))(?: (?:[1-4]|iv|i{1,3})\b)?|(?:haut|bas) grade"
            r"|\bg[1-3]\b(?! (?:\w+ )?toxic)"
            r"|\bsbr ?:? ?(?:[1-3]|i{1,3})\b|\bgr\.? ?(?:[1-3]|i{1,3})\b|\brs ?(?:[:=]|a|de|est de) ?\d{1,2}\b|score de recidive (?:a |de |: ?|est de )\d{1,2}\b|(?:elston|nottingham|bloom)(?:[ -]ellis)?(?: \w+){0,2}"
            r"|\bg(?:l|s)? ?\d{1,2} ?(?:\( ?[3-5] ?\+ ?[3-5] ?\)?|[3-5] ?\+ ?[3-5])"
            # a bracket that it has not opened is closed behind it: "prostatectomie (Gleason 3+4), infarctus 2014"
            r"|gleason(?: \w+){0,2} ?:? ?(?:\(\d{1,2}(?: ?\+ ?\d)?\)?|\d{1,2}(?: ?\+ ?\d)?)(?: ?(?:\( ?[3-5] ?\+ ?[3-5] ?\)?|[3-5] ?\+ ?[3-5]))?"
            r"(?:,? \d{1,2}/\d{1,2})?"
            r"|isup ?:? ?[1-5]|(?:fuhr|furh|fhur)man ?\w{0,3}"
            r"|breslow(?: (?:de|a|:|<|>))?(?: ?\d+(?:[.,]\d+)?(?: ?mm)?)?|clark(?: niveau)? ?\w{0,3}|fnclcc ?\w"
            r"|bethesda ?[ivx1-6]{1,3}|\btir ?-?[1-5][abf]?\b|\btrg ?[0-5]|miller[- ]payne ?\w?|(?:bien|moyennement|moderement|peu"
            r"|in)[- ]?differenciee?s?|indifferenciee?s?|mitos\w+|index mitotique|(?<!un )(?<!l')(?<!d')(?<!des )(?<!les )(?<!cet )ulceree?s?(?! (?:gastri|duoden|gingiv|pepti|corne|sacre|variqu|cutane|perfor|hemorrag|de |du |des ))|emboles?|engainements?|figo [i1-4]\w*"
            r"|bcr-?abl1?(?: \w+){0,2} ?[:=]? ?(?:[<>] ?)?\d+(?:[.,]\d+)? ?%"
            r"|score (?:de gleason |de )?[3-5] ?\+ ?[3-5]|(?<=: )b[2-5][abc]?(?= ?[.,;(])|lesions? (?:mammaires? )?b ?[2-5][ab]?\b|\bb ?[2-5][ab]?(?= ?(?:\([a-z]|(?:sur|a) (?:la )?(?:micro|macro)-?biops|en histolog))"
            r"|rcb ?-?[0-3i]+\b|dukes \w|mandard \w|\bcrs ?:? ?[1-3]|(?:oncotype(?: ?dx)?|endopredict|prosigna|mammaprint)(?: (?:sur|de) (?:l[ae] |l'|une? )?[a-z ]{3,25}(?: (?:du|de) [a-z0-9/ ]{4,16})?)?(?: (?:du|le|de) \d{1,2}/\d{1,2}(?:/\d{2,4})?)?\W{0,3}"
            r"(?:(?:score|risque|rs)(?: de recidive)?\s?:?\s?)?(?:(?:est )?(?:a |de ))?(?:\d{1,3}|faible|intermediaire|eleve|haut|bas)",
        ),
        (
            "marker",
            r"(?:recepteurs?|recept\.?) (?:hormonaux|aux? |des? |a l[a']|d')?(?:\w*strogen\w+|progester\w+"
            r"|hormon\w+|androg\w+|mammaglob\w+)(?:[\w ',]{0,25}progester\w+)?|\b(?:re|er|rp|pr|rh"
            r"|ro)s? ?(?:[:=]? ?(?:\d{1,3} ?%|[+-]{1,3}(?!\w)|0\b|posit\w+|negat\w+)|(?=\())|\b(?:mrd|maladie residuelle(?: minime)?)(?= ?(?:[:=] ?)?(?:negati|positi|indetect|detect|<|\d))|\bhpv ?-?(?:16|18|hr|haut risque)?(?= ?(?:[:=] ?)?(?:positi|negati|\+))|her-?2(?:[-/ ]?neu)?"
            r"|c?-?erb-?b?-?2|ki-?67|mib-?1|triple[- ]negati\w+|luminal(?: [ab])?|pd-?l-?1(?: tps| cps)?|\btps\b|\bcps\b"
            r"|\bmsi\b(?! ?\d)|\bmss\b|[dp]mmr|instabilite (?:des )?microsatell\w+|microsatell\w+|\btmb\b"
            r"|\bck ?\d{1,2}(?:/\d+)?|ttf-?1|\bp(?:40|53|63|16)\b|\bcd ?(?![48]\b)\d{1,3}|s-?100|hmb-?45|melan-?a"
            r"|gata-?3"
            r"|napsine?|cdx-?2|synaptophys\w+|chromogran\w+(?! seriq)|vimentin\w*|desmin\w*|pax-?8|wt-?1|\bema\b|dog-?1"
            r"|mammaglobu?l?\w+|gcdfp\S*|pancytokera\w+|panck|cytokeratin\w+|(?<!anti-)(?<!anticorps )(?<!taux de )thyroglobulin\w+(?! (?:de |a )?[<>]? ?\d|[^.;]{0,25}ng)|e-?cadherin\w*",
        ),
        (
            "gene",
            # "fusion EML4-ALK", "translocation de RET"
            r"(?:fusions?|translocations?|rearrangements?|transcrits?) (?:du gene |de fusion |de |d'|impliquant )?(?:[a-z0-9]{3,6}[-:/]{1,2})?(?:alk|ros-?1|ret|ntrk[1-3]?|fgfr[1-3]|nrg1|met|braf|erg|myc|bcl-?[26]|ss18|fli-?1|ssx[12]?|foxo1|ewsr1|ddit3)(?![a-z0-9])"
            r"|(?:mutations? (?:de sensibilite|de resistance|somatiques?|activatrices?|acquise?|du gene|de l'|de "
            r"|du |des |d')* ?)?(?:"
            + GENES
            + "|"
            + VARIANT
            + r")(?:[ /,-]{1,3}(?:et )?(?:"
            + GENES
            + "|"
            + VARIANT
            + r"))*|(?:presence|absence|detection|recherche)s? (?:de |d')(?:la |l'|une )?mutations?"
            r"|mutations? (?:(?:a ete|est|etait|y est) )?(?:re)?(?:trouvee?|detectee?|confirmee?|presente?)s?\b(?! (?:de|d'|du|dans|chez|en)\b)|mutations? (?:d[eu] "
            r"|de resistance|de sensibilite|activatrice|recherch)\w*|translocations?(?: alk)?|\bph\+|amplifi\w+"
            # the proteins of mismatch repair: "perte d'expression de MLH1 et PMS2"
            r"|(?:trisomie|monosomie)s? (?:du |de |chromosome )*(?:(?!21\b)\d{1,2}|[xy])\b|(?:(?<=caryotype )|(?<=caryotype : ))complexe|\bh?(?:mlh-?1|mhl-?1|msh-?[26]|pms-?2)(?![0-9])|\bt\(\d+;\d+\)",
        ),
        (
            "tumour",
            r"(?:adeno|micro)?-?carcino(?:mes?|sarcomes?|ides?|mateu\w+)|adk\b"
            # "biopsies : CE", a squamous cell carcinoma
            r"|(?:(?<=: )|(?<== )|(?<=> ))ce(?= ?[).;,]| (?:infiltrant|invasif|bien diff|peu diff|moyennement diff|keratinisant))|cci[sn]?\b|\bcli\b|\bilc\b|\bcdi\b"
            r"|\bcis\b|\bclis\b|\b[dl]cis\b|\bn?sclc\b|\bcpnpc\b|\bucnt\b|\bniftp\b|\bdfsp\b|\bssm\b|\bdlbcl\b|\bgbm\b|\blmm?c\b|\btvni?m\b|\btvim\b|\bhgpin\b|\bareb(?:-?t|[ -]?[12])?\b|cholangio-?carcinomes?|\bstic\b|\bais\b(?= ?[,.;(])|\bcbc\b|maladie de (?:hodgkin|castleman|waldenstrom|bowen|paget|kaposi)|l(?:mn|n)h\b|lam(?: ?\d\b|\b(?= ?(?:\d|m\d|avec|de novo|secondaire|npm)))|lal\b(?= ?(?:b|t|de|ph))|\bcbn?pc\b|(?:(?<=: )|(?<== )|(?<=> ))(?:cpc|adc|cic|csc|scc|cck|cne|net|lh|mh|lf|lcm|lzm|lal|smd|smp|tcc|cmt|cpt|cvt|lms|ups|bcc|nem|asap|stump|adeno(?:k|carci)?|hodgkin)\b(?! ?[:=]? ?(?:\d|serique|norma|eleve|recul|stable|negati))|\bcce\b|\bcec\b|\bcei?[bpm]d\b|\b[hl]gsc\b|\b(?:[chp]|cc)?rcc\b|\blbdgc\b|\bldgc\b|\blbgc\b|adenocarcinome\w*|adenomes?|melano(?:mes?|ma)|(?:\w+-?)?sarcomes?|lymphomes?"
            r"|\w*blastomes?|\w*gliomes?|astrocytomes?|naevus|nevus|navus|chordomes?"
            r"|(?:hem|lymph)?angiomes?|(?:angio-?)?myxomes?|(?:leio|rhabdo)myomes?|papillomes?|ependymomes?|craniopharyngiomes?|dysgerminomes?"
            r"|(?:en)?chondromes?|insulinomes?|gastrinomes?|pheochromocytomes?|plasmocytomes?|kerato-?acanthomes?|neurinomes?|neurofibromes?"
            r"|hamarto\w+|teratomes?|seminomes?|mesotheliomes?|thymomes?|\bgist\b|\bpnet\b|\btne\b|(?:carcinome |tumeur )?(?:a cellules )?de merkel\b|\bmerkel\b(?= ?[.,;)\n]|\Z)|mycosis fongoides?|\bhcc\b|cyst-?adeno\w+|epitheliomas?|(?:(?<=: )|(?<== )|(?<=> )|(?<=→ )|(?<=un ))(?:basocellulaire|spinocellulaire|carcinoide|epidermoide|malpighien)s?|(?:(?<=: )|(?<=, )|(?<== )|(?<=> )|(?<=→ )|(?<=\())(?:epidermoide|malpighien|sereux|urothelial|canalaire|lobulaire|endometrioide|mucineux|neuro-?endocrine|papillaire|vesiculaire|folliculaire|medullaire|tubuleux|verruqueux|basocellulaire|spinocellulaire|trichoblastique)(?: (?:infiltrant|invasif|in situ|hg|bg|haut grade|bas grade|keratinisant|papillaire))*(?= ?[.,;)+\n]| (?:de haut|de bas|grade|gr|g[1-3]|sbr|re|rh|hpv|p16|peu|bien|moy|p?t\d)| (?:de )?\d{1,3} ?(?:mm|cm)\b|\Z)|histiocytoses?|mastocytoses?|(?:syndrome |smd )?myelodysplasi\w+|dermatofibrosarcomes?|lentigos? malins?|erythroplasie|maladies? de (?:paget|bowen|kaposi|rosai)\w*"
            r"|(?:(?:adeno|histiocyto|dermato|angio|chondro|elasto|myo)-?fibrom|fibro-?adenom|cylindrom|pilomatri[cx]om|syringom|hidradenom|porom|hibernom|osteom|odontom|cholesteatom|adamantinom|angiokeratom|botriomycom|xanthom|trichoepitheliom|paragangliom)es?|\w{4,}cytom\w+|lipomes?|fibromes?|schwannom\w+|meningiomes?|hepatocarcinom\w+|\bchc\b|myelom\w+"
            r"|leucemi\w+|\bllc\b|\bldgcb\b|\blf\b(?= (?:de )?(?:bas |haut )?grade)"
            r"|germino\w+|choriocarcinom\w+|polypes?(?: \w+){0,2} (?:en|avec) dysplasie"
            r"|tumeurs? (?:malignes?|benignes?|du stroma|carcinoides?|neuro-?endocrin\w+|stromales?|mesenchymateuse\w*|melanocytaires?|fusocellulaires?|(?:myo)?fibroblastiques?|neuro-?ectodermi\w+|rhabdoides?|glomiques?"
            r"|vasculaires?|cartilagineuses?"
            r"|epitheliales?|germinales?|fibreuse\w*|mulleriennes?|a cellules|constituee?|assez|(?:de )?phyllode\w*"
            r"|papillaires?|sereuses?|de (?:la granulosa|brenner|sertoli|leydig|klatskin|frantz|warthin|grawitz|buschke\w*|abrikossoff|wilms)"
            r"|de krukenberg|desmoide\w*|trophoblast\w*|mucineu\w+|borderline)|neoplas(?:ie|me)s?|(?:(?<=: )|(?<=d'une )|(?<= une ))localisation secondaire(?! du)|localisations? (?:(?:medullaire |ganglionnaire |cutanee )?d(?:\'un|e|u|e la) (?:\w+ )?(?:lymphome|carcinome|adenocarcinome|myelome|melanome|leucemie|sarcome|hemopathie)\w*)"
            r"|proliferations?(?: \w+)? (?:tumorale|maligne|carcinomateuse|lymphoide)|(?:micro-?"
            r"|macro-?)?metastas[ei]s?"
            r"|(?<=comme )metastatiques?|\bmetas?(?= (?:d[eu]\b|d'|[a-z]{2,5}\b))",
        ),
        (
            "finding",
            r"cellules? (?:claires|independantes|en bague|(?:[a-z-]+ )?(?:malignes?|suspectes?|neoplasiques?|tumorales?|atypiques?|carcinomateu\w+|lymphomateu\w+))|malignite"
            r"|cellules? (?:[a-z-]+ )?(?:rondes?|fusiformes?|immatures?|atypiques?|epithelioides?|geantes?|squameuses?|urotheliales?|pleomorphes?|plasmocytaires?|residuelles?|viables?)"
            r"|proliferations? (?:[a-z]+ )?(?:de |d'|cellulaires?|mesenchymateuses?|vasculaires?|melanocytaires?|gliales?|epitheliales?|fusocellulaires?)|atypies?|neoformations? (?:maligne|(?:largement )?necros|avec des zones|constitu|epitheli)\w*"
            r"|fibromatoses?|cicatrices? radiaires?|lesions? (?:b[3-5]\b|folliculaires?)|(?<=: )myomes?|amyloses?|depots? amyloides?|nephropath\w+|glomerulo(?:nephrites?|path\w+)|microangiopath\w+|chol[eo]stases?|endometriose|(?:cyto-?)?steato-?necroses?|steatose|steatohepatite|cirrhose|psoriasis"
            r"|vascularites?|osteomyelites?|bronchiolites?|pneumon(?:ie|opathie)s? organisee|reactionnel\w*|residus? tumora\w+|tumeur residuelle"
            r"|hyperplasies?|hyper-?plasiques?|hypo-?plasiques?|megacaryocyt(?:ose|es? (?:en exces|nombreux|augment\w+|rares|dystrophiques))|aplasie|dysplasies?|\b(?:cin|ain|vin|vain) ?[123]\b|\b(?:ain|vin|vain)\b(?= (?:de haut|de bas|differenci|usuel|indifferenci))|\basc-?(?:us|h)\b|(?<=: )recidives?(?: locales?)?|(?:(?<=: )|(?<=evocateur de )|(?<=evoquant un ))(?:tumeur de )?warthin|(?<=cytologie )de warthin|\b[hl]sil\b|metaplasies?|(?:\w+ )?infiltrations?|infiltr(?:e|ee)s?|envahi(?:e?s?|ssements?)"
            r"|(?:lymph)?adenites?(?: reacti\w+)?|granulom\w+|necrose|inflammat\w+|fibrose|colites?|ileites?|gastrites?|atroph(?:ie|ique)s?(?= (?:simple|villositaire|glandulaire|muqueuse|endometri|gastrique|antrale|fundique|de la muqueuse))|(?:(?<=: )|(?<=: une )|(?<== )|(?<=aspect d')|(?<=aspect d'une )|(?<=aspect de )|(?<=en faveur d'une )|(?<=compatible avec une )|(?<=compatibles avec une )|(?<=montre une )|(?<=montrait une )|(?<=montrant une )|(?<=retrouve une )|(?<=retrouvait une )|(?<=revele une )|(?<=objective une )|(?<=conclut a une )|(?<=conclu a une )|(?<=conclure a une )|(?<=diagnostic de ))(?:glomerulo|pyelo|retro|lymph)?(?:nephr|pancreat|hepat|thyroid|mast|prostat|oe?sophag|cervic|vagin|vulv|salping|cholecyst|appendic|diverticul|sigmoid|arter|periton|epiplo|fasci|pannicul|synov|chondr|cheil|follicul|folliculo|duoden|rect|rectocol|cholang|pleur|pneumon|alveol|dermat|sialaden|myos|myocard|endometr)ites?(?! (?:virale|[abce](?= ?(?:[.,;)\n]|chron|virale|aigue|connue|traite|guerie|en |depuis |le |du )|\Z)))|infiltrats? (?:lympho|inflam|plasmo|tumor|neopl)\w+|tissus? (?:\w+ ){0,3}norma\w+"
            r"|tissus? (?:pulmonaire|sous-pleural|osseux|hepatique|fibr\w+|thyroidien|mammaire|ganglionnaire)|(?:os|cortex|parenchyme|muqueuse) (?:\w+ ){0,2}normale?\b"
            r"|(?:(?<=confirme l')|(?<=confirmant l')|(?<=confirmait l')|(?<=suggere l')|(?<=suggerant l'))origine [a-z]{4,}"
            r"|(?:(?<=confirme le )|(?<=confirmant le ))diagnostic"
            r"|(?:nature|caractere|origine) (?:metastatique|malin|maligne|tumorale?|neoplasique|benigne?|benin)"
            r"|(?:(?<=confirmant la )|(?<=confirme la )|(?<=confirmer la ))(?:recidive|rechute|progression)"
            r"|normale?s|tuberculo\w+|sarcoidos\w+|reponse (?:pathologique|histologique) complete|(?:(?<=montre une )|(?<=revele une )|(?<=montrant une )|(?<=revelant une )|(?<=conclut a une )|(?<=conclu a une )|(?<=confirme une ))reponse(?: tumorale)? complete|remaniements?"
            r"|blastes?|blastose|keratoses? (?:actinique|seborrheique)s?|condylomes?|kystes? (?:epiderm(?:ique|oide)|dermoide|sebace|trichilemmal|mucoide)s?|mastopathies?|mastoses?|adenoses?|angiomyolipomes?|pseudo-?tumeurs? inflam\w+|nash\b|rejets? (?:aigu|chronique|cellulaire|humoral|vasculaire)\w*|(?:(?<=: )|(?<=: une )|(?<=: un ))(?:goitres?|gynecomasties?|adenomatoses?|atrophies?|reponse(?: histologique| tumorale)? complete|sterilisation(?: complete| tumorale)?)|(?:materiel|tissu|prelevement|fragment|cylindre|carotte)s? (?:\w+ )?necroti\w+|toxi(?:co)?dermies?|gvhd?\b|lichens?\b|pemphigo\w+|plasmocyt\w+|plasmo\b|moelle (?:osseuse )?(?:de (?:richesse|cellularite) (?:normale|conservee|diminuee|augmentee)|riche|pauvre|desertique|normale)|(?:(?<=moelle )|(?<=moelle osseuse ))(?:normo|hypo|hyper)-?cellulaire",
        ),
        (
            "verdict",
            r"(?:(?<=frottis )|(?<=frottis de controle )|(?<=fcv de controle )|(?<=fcv )|(?<=fcu )|(?<=uterin )|(?<=vaginal )|(?<=myelogramme )|(?<=bom )|(?<=caryotype )|(?<=medullaire ))normal\w*|\b(?:pos|neg)\b(?= ?(?:[.,;)\n]|le \d|en \d|du \d|\Z))"
            r"|(?:pas d[e']|absence d[e']|sans|aucun) ?(?:reliquats?|residus?)(?: (?:tumora\w+|(?:de (?:la |l')?|du )(?:lesion|melanome|tumeur|carcinome)))?"
            r"|(?:(?<=cytologie )|(?<=cytologies )|(?<=urinaire )|(?<=urinaires )|(?<=frottis )|(?<=cytologie est )|(?<=cytologie revient ))(?:suspecte?s?|douteuse?s?|atypiques?)\b|(?:(?<=: )|(?<=, ))(?:saine?s?|douteu(?:x|ses?)|suspecte?s?|atypiques?|malin|maligne?s?)(?= ?(?:[.;,)\n]|$))|(?:(?<=: )|(?<=: une ))(?:pas de lesions?|(?:muqueuse|parenchyme|tissu)s? (?:\w+ )?(?:saine?|normale?))(?= ?(?:[.;,)\n]|$))|non informati(?:f|ve)s?|benin(?:e?s?)?\b|rien de (?:malin|suspect|tumoral)\b|(?:sans|pas d[e']|aucune|absence d[e']) ?(?:alterations?|anomalies?|modifications?|lesions?) (?:morpholog|histolog)iques?|(?<!substance )(?<!matiere )(?<!ligne )blanches?(?= ?[.,;)])|indemnes?(?! de (?:toute |la )?(?:recidive|rechute|maladie))|benigne?s?\b|(?:resultats? )?(?:\w+ )?(?:non[- ])?contributi(?:f|ve)s?|acellulaires?|ininterpretables?|n'(?:a|ont|avaient) pas (?:retrouve|montre|mis en evidence|objective|revele|identifie|trouve)e?s? (?:d[e'] ?)(?:cellules?|lesions?|tissus?|signes?|foyers?|elements?|proliferations?) (?:[a-z]+ )?(?:suspect|anorma|malin|malign|tumora|carcino|neoplas|atypi)\w*|non probante?s?|46 ?, ?x[xy]\b|(?:(?<=\d )|(?<=: )|(?<=est )|(?<=sont )|(?<=etait )|(?<=etaient )|(?<=revenue )|(?<=revenues ))rassurante?s?\b|(?<=\d )(?:evocat(?:eur|rice)s?|suspecte?s?) (?:d[eu']|d'une?)(?![a-z])|(?:n'(?:a|ont|avai(?:t|ent)) pas permis|ne permet(?:tent|tait|taient)? pas|sans permettre) (?:de |d')(?:conclure|conclusion|diagnostic|porter un diagnostic)|(?:sans|pas de) conclusion possible|non (?:evaluables?|analysables?|exploitables?|interpretables?|representati(?:f|ve)s?)|cellularite insuffisante|(?:materiel|prelevement|echantillon) insuffisant(?! pour (?:l'|la |une? )(?:evaluation|analyse|etude))|insuffisante?s?(?=,? (?:pour (?:conclure|un diagnostic|le diagnostic)|a (?:refaire|renouveler|repeter|recommencer)))|(?:pas d'|sans |aucun |absence d')arguments? (?:pour|en faveur)|(?:pas d[e']|absence d[e']|sans|aucune) ?recidives?(?= (?:histolog|tumora|locale|carcinom|microscop)|[.;)\n]|\Z)"
            # "pas de mutation", "ne retrouve pas d'altération actionnable"
            r"|(?:sans|aucune?|pas d[e']) ?(?:(?:mutations?|rearrangements?|translocations?|amplifications?|fusions?)(?= (?:d[eu] |d'|des |l'|retrouv|detect|identifi|mise?|trouv|activ|cibl|action|pathog|somat|egfr|k-?ras|n-?ras|ras|b-?raf|alk|ros|ret|met|kit|brca|pik3ca|esr1|fgfr|idh|ntrk|her)|[.,;)\n]|\Z))|(?:sans|aucune?|absence d[e']|pas d[e']) ?(?:(?:addictions? oncogen\w+|(?:alterations?|anomalies?|variants?|mutations?) (?:moleculaires?|genomiques?|genetiques?|cibl\w+|action\w+|pathogenes?|somatiques?|theranostiques?)))"
            r"|\d{1,2} ?\+ ?(?:/|sur) ?\d{1,2}(?![/\d])|(?:sans|aucune?|absence d[e']|pas d[e']) ?(?:signes? d[e'] ?|preuves? d[e'] ?|evidence d[e'] ?|traces? d[e'] ?)?"
            r"(?:malignite|cancer(?= ?(?:[.,;)\n]|\Z))|infiltration (?:tumorale|neoplasique|carcinomateuse|lymphomateuse|leucemique|plasmocytaire)|cell(?:ules?|\.)? (?:malignes?|tumorales?|neoplasiques?|anormales?|suspectes?|atypiques?|lymphomateuses?|carcinomateuses?|blastiques?|melan\w+|metasta\w+)|neoplasie|tumeur(?: residuelle)?|maladie residuelle|(?:structures?|restes?|residus?) (?:tumora\w+|neoplasi\w+)|contingents? (?:tumora|malin)\w*|foyers? (?:tumora|carcinomateu|invasi)\w*|envahissements? (?:tumora|medullaire|ganglionnaire|lymphomateu)\w*|localisations? (?:tumora|lymphomateu|hematolog)\w*|lesions? (?:malignes?|tumorales?|invasives?))"
            r"|(?:resultats? )?(?:negati(?:f|ve)s?|positi(?:f|ve)s?)(?: pour)?(?! (?:au|a la|a l'|pour le|pour la) ?(?:covid|sars|corona|vih|vhb|vhc|grippe))|(?<=cytologie )\+(?!\w)|(?<=cyto )\+(?!\w)|(?<=anapath )\+(?!\w)|(?:non|pas|pas ete) concluant(?:e?s?\b)(?!, (?:le|la|l)\b)|sans (?:particularite"
            r"|anomalie)|compatibles? avec|en faveur (?:de|du|d'une?|d)|rapportee?s? comme",
        ),
        (
            "outcome",
            r"mute(?:e|s|es)?|non mutee?s?|(?:non |hyper-?)?methylee?s?|(?:non )?co-?delet(?:e|ee)s?|sauvages?|wild[- ]?type|nati(?:f|ve)s?|(?:non )?translocee?s?"
            r"|(?:non )?transloqu?ee?s?|rearrang\w+|(?:non )?amplifie\w*|deletions?|absen(?:te?s?|ce)|non (?:retrouve"
            r"|detect|trouve)\w*|detect(?:e|ee|ant|ion)\w*|perte (?:d'expression|de l'expression)|expression (?:alteree|conservee|perdue|intacte|normale)|conserve\w*",
        ),
        (
            "pending",
            r"en (?:cours|attente)|attendue?s?|a venir|non (?:recu|parvenu)\w*|demandee?s?|envoyee?s?"
            r"|sous \d semaines|resultats? (?:lundi|mardi|mercredi|jeudi|vendredi)",
        ),
    ),
    finish=r"(?![a-z])",
)

#: Adicap code with or without its separators; the case is checked on the source text. "KRAS G12D", "BRAF V600" are none.
ADICAP = re.compile(
    r"\b(?!(?:[knh]ras|[abc]?raf|egfr|fgfr|pten|ntrk|erbb)[ .])[a-z]{2}[ .]?[a-z]{2}[ .]?[a-z][0-9a-z][a-z0-9][0-9]\b"
)

#: Words that end a result: a treatment, a new act, an exam.
BREAK = Screened(
    r"\b(?:traitee?s? par|traitement|chimiother\w+|radiother\w+|scanner|irm|tdm|tep|pet|echographi\w+|hospitalis\w+"
    r"|(?<!avec une )(?<!resultat une )(?<!resultat de )(?<!montre une )(?<!revele une )(?<!confirme une )(?<!confirmant une )(?<!confirme la )(?<!confirmant la )(?<!: )(?:recidiv|rechut)\w+|(?:de sorte|si bien) qu'en [a-z]|patiente? a|ont ete|il a ete decide|a debute|a recu|stade clinique|rcp|refaite?s? (?:le|en|ce|a))\b"
)
#: What makes a tumour's name a clinical context and no result.
CONTEXT = Screened(
    r"(?:suspicion|suspect\w*|consult\w*|bilan|antecedents?|atcd|suivie?s?|surveillance|traitee?s?|prise en charge|traitement"
    r"|evoquant|evocat\w+|\brcp|reunion|staff|risque|depistage|stade clinique|recherche|exclure|eliminer|ecarter|origine|hypothese)(?: (?:\w+"
    r"|\w+'\w*)){0,3} ?(?:d'|de |du |pour |par |un |une )*$"
)
#: Samples that a pathologist does not read.
NOT_TISSUE = re.compile(
    r"bacterio|(?<!cytologie et )(?<!cytologie et la )(?<!cytologie et des )\bcultures?\b|\bgermes?\b|gorge|ecouvillon|serolog|mycolog|virolog|microbio|hemocult|urocult|\bbk\b|\bbaar\b|\bpcr\b|parasit|toxi|immunolog"
    r"|(?:etude|bilan)s? d'extension|biologi|sanguin|nasophar|covid|crachat|(?<!cytologie )(?<!cytologies )(?<!cytologique )urin"
)
SECTION_WORD = Screened(r"anatomie pathologique|histologie|anapath|anatomopatholog|cytopatholog|ihc|immunohisto")

HISTOLOGY = FirstOf(
    ("invasive lobular carcinoma", Screened(r"carcinome lobulaire|\bcli\b|\bilc\b")),
    ("ductal carcinoma in situ", Screened(r"canalaire in situ|\bccis\b|intra-?canalaire")),
    (
        "invasive ductal carcinoma",
        Screened(r"carcinome (?:\w+ )?canalaire|canalaire infiltrant|\bcci\b|\bcdi\b|non specifique|\btns\b"),
    ),
    ("hepatocellular carcinoma", Screened(r"hepatocarcinom|hepato-?cellulaire|\bchc\b")),
    ("clear cell carcinoma", Screened(r"cellules claires")),
    (
        "small cell carcinoma",
        Screened(r"petites\s+cellules(?! non)(?<!non a petites cellules)|\bcbpc\b|microcytaire"),
    ),
    ("neuroendocrine tumour", Screened(r"neuro-?endocrin|carcinoide|\btne\b|\bpnet\b")),
    ("squamous cell carcinoma", Screened(r"epidermoide|malpighien|spinocellulaire")),
    ("urothelial carcinoma", Screened(r"urothelial|transitionnel")),
    ("papillary carcinoma", Screened(r"carcinome papillaire")),
    ("carcinosarcoma", Screened(r"carcinosarcome")),
    ("adenocarcinoma", Screened(r"adeno-?carcinom|\badk\b|lieberkuhn")),
    ("melanoma", Screened(r"melano")),
    ("lymphoma", Screened(r"lymphom")),
    ("glioma", Screened(r"gliom|glioblastom|astrocytom|oligodendro")),
    ("gastrointestinal stromal tumour", Screened(r"\bgist\b|stromale")),
    ("mesothelioma", Screened(r"mesotheliom")),
    ("sarcoma", Screened(r"sarcom")),
    ("adenoma", Screened(r"adenome")),
    ("carcinoma", Screened(r"carcinom")),
)
