"""How French notes name an imaging exam (written for folded text: lower case, no accents)."""

from __future__ import annotations

import re

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import WordPattern

_SUFFIX = (
    r"(?:-?[1-6](?!\d))?(?:[- /]?(?:scan(?:ner)?|tdm|ct|tc|fdg|psma|choline|dotatoc|dota|dopa|f-?dopa|fes|18f))*\b"
)

#: One alternation for all exams; the name of the group is the subtype.
EXAM = WordPattern(
    r"(?<![a-z0-9])(?:"
    r"(?P<pet>t\. ?e\. ?p\.?(?![a-z])|(?:morpho-?|i)?tep(?![a-z])"
    + _SUFFIX
    + r"|i?pet(?![a-z])"
    + _SUFFIX
    + r"|petscan(?:ner)?s?|tepscan(?:ner)?s?"
    # a PET called by its tracer alone: "DOTATOC 14/03/2018", "PSMA du 04/04"
    r"|(?<!lu-)(?<!lu )(?<!lutetium-)(?<!lutetium )(?:(?:68-?ga|ga-?68)[- ])?(?:(?:dota(?:toc|tate|noc))(?= (?:(?:positi\w+|negati\w+|normale?|fait|realise) )?(?:(?:du|le|en|de) )?(?:\d|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))|psma(?= (?:du|le) \d))"
    r"|tomographies? (?:a|par|d')? ?emissions? (?:de |a )?(?:positr?ons?)(?: au (?:18f?-?)?f?-?fdg)?(?:[- ](?:couplee?"
    r"|associee?) [\w' ]{1,20}?(?:tomodensitometrie|scanner|tdm))?"
    r"|tomoscintigraphies? (?:par|a) emission de positons?)"
    r"|(?P<bone_scan>(?:scinti(?:graphie?s?|gramme|\.)?|scint\.?|gammagraphies?|tomoscintigraphies?)[ -]*(?:corps entier "
    r"|du squelette|osseuses?|os(?![a-z])|au (?:99m)?tc\w*|au technetium\w*)+|ggo(?![a-z])|so(?= (?:du |le |demandee?|prevue?|ras\b|normale?\b|negative\b))|(?:(?<=\+ )|(?<=et ))so(?= (?:demandee?|du |le |ras\b|normale?|a )))"
    r"|(?P<mammography>(?:angio-?|macro-?)?mammographies?|mammo(?![a-z])|mammograph?iques?|mammogrammes?"
    r"|tomosyntheses?(?: mammaires?)?|cliches? mammaires?)"
    r"|(?P<mri>(?:bili-?|angio-?|entero-?|cardio-?|cholangio-?|uro-?|arthro-?)?[il]rm(?:c|mp|f)?(?![a-z])"
    r"|i\. ?r\. ?m\.?(?![a-z])|imageries? par resonance magnetique(?: nucleaire)?"
    r"|mri(?![a-z])|(?:cholangio-?)?resonances? magnetiques?(?: nucleaires?)?|(?:cholangio|entero)-?resonances?(?![a-z])|rmn(?![a-z])|remnographies?"
    r"|angiographies? (?:\w+ )?(?:par|en) (?:imagerie par )?(?:resonance magnetique|irm)(?![a-z]))"
    r"|(?P<ct>(?:angio-?|uro-?|entero-?|coro-?|colo-?|arthro-?|cone-?beam )?(?:scanners?|scann?ographies?|tdm(?!-?1(?!\d))"
    r"|tomodensito-?metries?|tomodensitogrammes?)(?: ?/ ?ct)?"
    r"|(?:angio-?)?ct[- ]?scans?(?:ner)?|tomodensito\w+|tomographies? (?:axiale |computerisee|calculee|assistee"
    r"|par ordinateur|numerisee)[\w' ]{0,25}?(?=[ ,.(:\n]|$)"
    r"|(?:contro?le|examen|exploration|bilan|evaluation|reevaluation|surveillance|suivi|complement|etude) (?:scann?ographique|tomodensitometrique)s?(?![a-z])"
    r"|angiographies? (?:(?:\w+ )?(?:par|en) )?(?:tomodensitometrie|scanner|tdm|ct(?:[- ]scan)?)(?![a-z])"
    r"|tomographies?(?! (?:par |a |d')(?:emission|coherence)| en coherence| optique)(?![a-z])"
    r"|angio-?ct(?![a-z])|ct(?![a-z0-9-])|(?<!\d )tac(?![a-z])(?!\)? ?(?:x ?)?\d)(?! (?:pendant|adjuvant|en adjuvant))|(?:uro|coro|entero|colo|angio|arthro)-?scans?(?![a-z])|scan(?![a-z])(?! ?: ?\d{1,2}/[\do]{1,2}/\d{2,4}\s*(?:\n|\Z))|cone[ -]?beam(?: ct)?(?![a-z])|cbct(?![a-z])|c?tap(?![a-z]))"
    r"|(?P<ultrasound>echo-?cardio-?(?:graphies?|grammes?)|echo-?endoscopies?|(?<!ponction )(?<!ponctions )(?<!prelevement )(?<!prelevements )(?<!biopsie )(?<!biopsies )echo-?endoscopiques?|echo-?endo(?![a-z])|(?:echo-?|eco-?)dopplers?"
    r"|angio-?dopplers?|dopplers?(?: couleurs?| puls\w+)?"
    r"|(?:contro?le|depistage|examen|exploration|bilan|evaluation|surveillance|suivi|complement|etude) (?:echo(?:(?:cardio)?graph|endoscop)ique)\w*"
    r"|ech?o-?graphi(?:es?)(?:[- ]dopplers?)?(?![a-z])|echotomographies?|echo-?card(?![a-z])|echo-(?:coeur|cour|abdo|mammaire|pelv|hepat|cervic|thyr|renal|vesic|tsa|sein|foie)[a-z]*|echo(?![a-z-])|ebus(?:-?tbna)?|eus(?:-fn[ab])?(?![a-z])|ees(?![a-z])|ee(?= ?(?:\+|du \d|le \d|\d{1,2}/|avec (?:fn|pon|cyto|bio)))"
    r"|ultrasons?(?:onographie)?"
    r"|ultrasonographies?|ett(?![a-z])|eto(?![a-z])|elastographies?|fibroscan)"
    r"|(?P<xray>radiographies?|radios?(?= ?(?:: ?|aux urgences )?(?:(?:du|le|faite le|realisee le) ?)?\d{1,2}[/. ])|(?<!en )(?<!de )(?<!vu )radios?(?= (?:(?:faite|realisee) le\b|(?:faite |realisee )?(?:hier|ce (?:jour|matin|soir)|le lendemain|avant-hier|aux urgences)|de controle\b|normale\b|sans particularite))|(?:contro?le|examen|bilan|evaluation|surveillance) radiographiques?|radios? (?:du "
    r"|de la |de |des |d'|pulm|thor|bassin|stand|simple|rachis|poignet|main\b|hanche|epaule|genou|cheville|coude|femur|humerus|lomb|gril)"
    r"|rx(?![a-z])|cliches? (?:pulm\w+|thorac\w+|d[eu] thorax|radiolog\w+|standards?|simples?|de (?:face|profil)"
    r"|d'abdomen|de l'abdomen)|asp(?![a-z])"
    r"|abdomen sans preparation|thorax de face|panoramique dentaire|transits? (?:oe?so\w*|gastro[\w-]*|du grele|baryte)\w*"
    r"|lavements? baryt\w+|rp(?= (?:systematique|pre-?operatoire|pre-?op|d'embauche)\b| le \d{1,2}(?:/\d{1,2}(?:/\d{2,4})?)? ?:| le \d{1,2}/\d{1,2}(?:/\d{2,4})? \((?:opac|normal|image|masse|nodul|foyer|epanch|elarg)| de face\b| face\b| (?:hier|ce jour|ce matin|avant-hier)\b| (?:de controle )?a h ?\+? ?\d)|rp(?= d(?:u|e) (?!la |l'|nos|cette|toutes|les |plusieurs|masse|metast))"
    r"|urographies?(?: intra-?veineuses?)?|uiv(?![a-z])|(?:uretro-?)?cystographies?|togd(?![a-z])|hystero-?salpingographies?|fistulographies?|orthopantomo\w+|panorex|myelographies?|sialographies?|defecographies?|opacification|galactographies?"
    r"|telethorax|telecoe?ur)"
    r"|(?P<other>octr[eo]+o?-?scann?(?:er)?s?|octroescan|temp(?:-tdm|/tdm)?(?![a-z])|spect(?:-ct|/ct)?(?![a-z])"
    r"|lymphoscinti\w+|scinti(?:graphies?)?(?![a-z])|gammagraphies?"
    r"|arterio-?graphies?|(?:coro(?:naro)?-?)?angiographies?|ventriculographies?(?: (?:radio-?)?isotopiques?)?|cavographies?|phlebographies?|(?:osteo-?)?densitometries?(?: osseuses?)?|(?:bi-?photonique )?absorptiometries?(?: bi-?photoniques?)?|dexa(?=[- ]scan| osseuse| rachi| du rachis)|dmo(?= (?:du |le |en |de controle|normale|rachi|femor|\(|\d{1,2}/)| ?:)|dat-?scans?|mibg|hida(?![a-z]))"
    r")"
)

#: Short names that mean something else in lower case.
CAPITALS_ONLY = frozenset(
    {
        "pet",
        "so",
        "ct",
        "tac",
        "tap",
        "ett",
        "eto",
        "eus",
        "ees",
        "ee",
        "asp",
        "temp",
        "rp",
        "rmn",
        "tep",
        "lrm",
        "uiv",
        "rx",
        "ggo",
        "cbct",
        "dmo",
        "mri",
        "togd",
        "pet1",
        "pet2",
        "pet3",
        "ipet",
    }
)

#: ... and those that hurried notes type small all the same, where a region or a day follows ("tep le 12/03", "rx thorax").
TYPED_SMALL = frozenset({"tep", "pet", "tap", "rx", "ett", "asp"})
DATED_OR_PLACED = re.compile(
    r"[ -]?(?:scan\w*|tdm|fdg|psma|thora\w+|thx\b|pulm\w+|cereb\w+|abdo\w+|tap\b|bassin|rachis\w*|hepat\w+|injecte\w*)"
    r"|(?: ?/ ?\d{0,2} ?(?:mois|an|sem\w*))?,? ?(?:(?:de controle|du|le|de|en|prevue?|faite?|rdv) ){0,3}:? ?(?:\d{1,2}[/. ]|(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\w*\b|ce jour|hier|dans \d)"
)
#: "CT" for chimiothérapie.
CHEMOTHERAPY_CT = StemPattern(
    r"(?<![a-z])ct (?:neo-?adj\w*|adj\w*|d'induction|palliative|de rattrapage|concomitante|hebdo\w*|par |a base)|(?<![a-z])(?:rt|rct)[ /+-]{1,3}ct(?![a-z])|\bct[ /+-]{1,3}rt\b"
    r"|\b(?:lignes?|cures?|cycles?) de ct\b"
)
#: "Schéma CT (paclitaxel, cyclophosphamide)": there alone, whatever "CT" is elsewhere in the note.
OF_DRUGS_BEFORE = re.compile(
    r"\b(?:schema|protocole|regime|regimen|combinaison|polychimiotherapie)s?(?: (?:de|type))? \Z"
)
OF_DRUGS_BEHIND = re.compile(
    r" ?(?:x ?\d\b|\((?:pacli|doce|cyclo|taxo|endoxan|carbo|cispla)[a-z]*|(?:tous les|toutes les|hebdo\w*|q ?\d)\b)"
)
#: "131I-MIBG en doses de 100 mCi", "traitement par MIBG": given, and not looked at.
MIBG_GIVEN = re.compile(
    r"(?:\b131[- ]?i|\bi[- ]?131|\biode[- ]?131)[- ]{0,2}\Z|\b(?:traitement|therapie|radiotherapie metabolique|doses?|cures?|cycles?|seances?)\b[^.;,]{0,25}(?:par|de|d'|au|avec|a la) ?\Z"
)
#: Words before an exam that make it the guide of another act ("biopsie sous scanner").
GUIDED_BY = Screened(
    r"(?:(?:\bsous| ss)(?: (?:contro?le|guidage|guide|reperage|direction))?|guidee?s? (?:par|sous|avec)|guidage(?: par)?"
    r"|repere(?:e|s|es)? (?:par|en|sous)|reperage (?:par|sous)|assiste\w* par|"
    # "une étude d'extension à l'aide d'un scanner" guides nothing
    r"(?:ponction|biopsi|aspiration|drainage|prelevement|resect|resection|exerese|interven|ablation|radiofreq|embolis|repera?g)\w*[^.;,]{0,40} a l'aide (?:de|d'une?)|"
    r"(?:ponction|biopsi|cytoponction|drainage|pb[ap]|bag|prelevement)\w*(?: \w+){0,3} (?:par|avec)|(?:ponction|biops|bag|carott)[^.;,()]{0,45} \(avec)"
    r"(?: (?:de|du|d'|d|la|le|l'|un|une)|d'|l')* ?'?$"
)
#: "Biopsie TDM 06/04/21": in haste, the guide stands right behind the puncture.
PUNCTURED_UNDER = re.compile(r"\b(?:(?:micro-?)?biopsies?|ponction|pbp) \Z")
DATED_ALONE = re.compile(r" (?:du |le )?\d")
#: "Un foyer qui correspond au scanner à une adénopathie": the scan of the PET itself.
SEEN_ON_ITS_SCAN = Screened(r"\bcorrespond\w*(?: (?:au|en|sur|le|a|la))* ?\Z|\b(?:mibi|bone|octreo\w*) \Z")
#: "Cytoponction sous EBUS", "EBUS-cytoponction": the guide of a puncture that is told beside it.
GUIDES_PUNCTURE = Screened(
    r"(?:ponction|biopsi|aspiration)\w*(?: \w+){0,3} (?:sous|par|avec|via|en) (?:l'|un |une )?\Z"
)
WITH_PUNCTURE = re.compile(r"[ -]{1,2}(?:(?:avec|et|\+|pour) )?(?:une? )?(?:cyto-?)?ponctions?\b")
#: Words after an exam that make it something else.
NOT_AN_EXAM = re.compile(
    r"\s?(?:-?\s?guide|-\s?fusion|graphiste|gene|interventionnel|dosimetri|de centrage|de simulation|de dosimetrie|de reperage"
    r"|de positionnement|de mise en place|gramme\b|scope"
    r"|(?:conclu\w* a )?une? ?reperage)"
)
#: "ECHO 0" at a physical examination is the ECOG score, misspelt.
PERFORMANCE_SCORE = re.compile(r" ?[:=]? ?[0-4](?= ?(?:[.,;\n]|$))")
#: A bare "scinti" of an oncology note is one of the bones, unless it looks at something else.
BARE_SCINTIGRAPHY = frozenset({"scinti", "scintigraphie", "scintigraphies", "gammagraphie", "gammagraphies"})
NOT_OF_BONES = re.compile(
    r"post-?\s?(?:dose|therap)|defauts?\b|embolie|hypertension|baryt|thyro|iod|renale|renal|dmsa|mag ?3|myocard|cardiaq|cavit|pulmon|perfusion|ventilation|mibg|octre|somatosta|dota|parathy|sentinel|ganglion|lympho"
    r"|hepat|biliair|gastri|leucocyt|polynucl|globules|cerebr|salivair|datscan|i-?123|i-?131|gallium"
)
#: "Scintigraphie corps entier post-dose": that of a thyroid treated with iodine.
OF_IODINE = re.compile(r"post-?\s?(?:dose|therap)|\bmci\b|irathera|radio-?iode|\biode\b|i-?131|131-?i|thyrogen")
#: A score names the organ that it is of.
SCORE_SITES = {
    "acr": "sein",
    "bi-rads": "sein",
    "birads": "sein",
    "pi-rads": "prostate",
    "pirads": "prostate",
} | dict.fromkeys(("eu-tirads", "eu-ti-rads", "tirads", "ti-rads"), "thyroïde")
#: A pulmonary embolism is abbreviated like a PET.
#: What an angiography by CT looks for in the chest.
OF_THE_LUNGS = Screened(
    r"emboli(?!s)|thrombo-?embol|\b(?:pte|tep|ep)\b|arteres? pulmonaires?|arterielle? pulmonaire|poumon"
)
#: "Un scanner et une IRM crânienne": of one region, both.
AND_ANOTHER = re.compile(r" et (?:d'|par )?(?:une? |l[ae] |l')?")
#: "Mammographie et échographie bilatérales", "par écho et mammographie": one work-up, of the breasts.
MAMMOGRAPHY_AND = Screened(
    r"mammo(?:grammes?|graphies?)?\b(?: bilaterales?| numeriques?| diagnostiques?)*(?: \([^()]{0,30}\))?(?: ?[+/,&]| et| ainsi qu| puis| avec)(?: ?(?:d'|par|une?|l[ae]|l'|e))* ?\Z"
)
AND_MAMMOGRAPHY = re.compile(r"s?(?: bilaterales?)?(?: ?[+/,&]| et| ainsi qu)(?: ?(?:d'|par|une?|l[ae]|l'|e))* ?mammo")
EMBOLISM = re.compile(r"embol|thromb|anticoag|heparin|dyspnee aigue|angio-?scan|phleb")
EMBOLISM_DEFINED = Screened(r"embolie? (?:pulmonaire )?(?:\w+ )?\(tep\)|\btep \((?:thrombo-?)?embolie")

#: "celle de janvier", "l'examen du 20/12": an exam named by its date alone.
ELLIPSIS = WordPattern(
    r"(?<![a-z])(?:cell?es?|celui|ceux|le (?:deuxieme|second|troisieme)(?= (?:le|du|en) )|l[ae] precedente?,?|l'examen(?: (?:initial|precedent|anterieur|de (?:reference|base)))?|cet examen|cette etude|l'etude(?: precedente)?"
    r"|(?:au|du|le) (?:precedent|dernier) examen|l'exploration)(?: (?:faite?|realisee?|effectuee?|pratiquee?|datant|datee?))?"
    r"(?= (?:de |du |d'|en |le |au )(?:(?:fin |debut |mi-? ?|mois d(?:e |'))(?=janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))?(?:\d|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|l'annee|la semaine"
    r"|l'ete|l'automne|hier|ce jour|ce matin|la veille|cette semaine|lundi|mardi|mercredi|jeudi|vendredi)| initialement| precedente?)"
)
#: "Scanner tous les 6 mois. Dernier le 14/09", "le dernier scan (nov 23), le précédent (juil 23)": one more of the exams
#: told just before; what may not stand between, and what stands right before it.
ONE_OF_SERIES = WordPattern(
    r"(?<![a-z])(?:prochaine?|(?:avant-)?dernieres?|derniers?|precedente?|seconde?|2n?de?|2e(?:me)?|deuxieme|troisieme|3e(?:me)?)"
    r"(?: (?:remont(?:e|ait) a|dat(?:e|ait) d[eu]|datant d[eu]|realisee?|faite?|effectuee?))?"
    r"(?= ?:? \(?(?:le |du |en |fin |debut |mi-? ?|d')?(?:\d{1,2}[/.]\d|\d{1,2}(?:er)? (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)|(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)|(?<=en )(?:19|20)\d\d))"
)
OTHER_SERIES = Screened(
    r"\b(?:cures?|cycles?|seances?|consult\w*|cs|injections?|perfusions?|chimio\w*|radiother\w*|doses?|visites?|biops\w*|ponction\w*|traitements?|ligne|hospit\w*|regles|psa|ace|bilans?|dosage|prises?|transfusions?|coloscop\w*|fibro\w*|frottis|fcu|enfants?|grossesses?|recidives?|rechutes?|vaccin\w*|fille|fils|resections?|chirurg\w*|interventions?|operations?|exereses?|\w+ectomies?|embolis\w*|radiofrequences?|stereotax\w*|sutures?|courriers?|lettres?)\b"
)
A_DATE = re.compile(
    r"\d[/.]\d|\b(?:19|20)\d\d\b|\b(?:le|du) \d{1,2}\b|\b(?:janv(?:ier)?|fev(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)\b"
)
AT_AN_ITEM = re.compile(r"(?:\A|[.,;:(\n–-]|\b(?:et|puis|au|du|avec|dont|que)) ?(?:\b(?:l[ae]|son|sa) )?\Z")
#: "TDM du 3/02 comparé au 10/11": the other exam of a comparison, of the modality named just before.
COMPARED = WordPattern(
    r"(?<![a-z])(?:(?:par rapport|compar\w+) (?:(?:au|a la|a l'|avec l[ae] |avec l') ?(?:bilan|controle|imagerie|exploration|reference)"
    r"(?: (?:precedente?|anterieure?|initiale?))?|(?:aux|avec les) (?:images|examens|bilans|imageries)(?: (?:precedente?|anterieure?)s)?)|par rapport au|idem(?: au| a)?|(?:examens? )?comparee?s? (?:au|avec le)|(?:etude comparative|comparaison) (?:avec|au)(?: le| l'examen)?|comparatifs?(?: ?:| avec| au)?|(?:vs|versus)(?: (?:positi\w+|negati\w+|normale?|stable|douteu\w+))?(?: le(?= \d)| en(?= \d))?)(?: precedent| dernier| baseline| reference| nadir| screening)?"
    r"(?= (?:du |de |d'(?=il y a \d))?(?:il y a \d|\d{1,2}[/.]\d{1,2}|\d{1,2} (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)))"
)
#: ... where no exam need stand in its sentence: it is of the kind of the report's own.
WHOLE_EXAM = re.compile(
    r"^comparai|^comparati|examen|bilan|imagerie|controle|exploration|etude compar|compar\w+ \w+ (?:le )?precedent"
)
#: What a report's comparison calls earlier exams of its own kind: "Examens du 06/08 et du 14/05. Baseline du 13/01".
EARLIER_EXAM = re.compile(
    r"(?<![a-z])(?:examens?|bilans?|imageries?|etudes?|anteriorites?|(?:le |les )?precedente?s?|anterieure?s?|baseline|reference|nadir)"
    r"(?: (?:precedente?s?|anterieure?s?|initiale?s?|initiaux|similaires?|identiques?|de (?:reference|base)))?"
    r" ?:? ?(?=(?:du |de |le |en |d')?\(?(?:\d{1,2}[/.]|\d{1,2}(?:er)? [a-z]{3}|(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)))"
)
#: ... or by their days alone: "Comparaison : 12/03/2020 et 15/06/2020".
BARE_DAY = re.compile(r"\W{0,3}(?:(?:au|aux|du|le|avec) )?\(?\d{1,2}[/.]\d")
#: "la masse décrite dans le scanner", "les adénopathies vues au TDM": seen then, told now.
SEEN_THERE = re.compile(
    r"[a-z](?P<told> (?:[a-z]+ment )?(?:decrit|observe|visualise|signale|mentionne|identifie|detecte|connu|decouvert|vu|rapporte|retrouve|objective)e?s? (?:precedemment )?(?:dans |sur |par |lors d[eu] ?)?(?:l[ae] |l'|au |du ))\Z"
)
#: ... unless the sentence says that it was seen then.
IS_SEEN = re.compile(r"\b(?:a|ont|est|sont|ete|fut|furent|etait|etaient|avait|avaient)\Z")
#: What an exam showed is told again, on a day that may be another one.
RESULT_OF = Screened(
    r"\b(?:resultats?|conclusions?|lecture|relecture|cr|compte[- ]rendu|reponse) (?:(?:du|de la|de l'|des|d'un|d'une) ?)?\Z"
    # what a step is taken on: "au vu du scanner, en mars 2016, une chimiothérapie"
    r"|\b(?:au vu|compte tenu|sur la base|sur la foi) (?:d[eu] |des )(?:l[ae'] ?)?\Z"
)
#: Definite or demonstrative words before an exam that point back to one already told.
POINTS_BACK = Screened(
    r"(?:\bce|\bcet|\bcette|\bledit|\bladite|par rapport (?:au|a la)|(?:idem|identiques?|superposables?) (?:a|au|a la|que (?:le|la))|cf\.?(?: le| la)?|(?:memes?|derniere?s?"
    r"|precedente?s?))\s?$"
)
#: "Un autre scanner", "une seconde IRM": beside the one told before.
ONE_MORE = Screened(
    r"\b(?:un autre|une autre|une? nouve(?:l|lle|au)|(?:un|une|le|la) (?:second|deuxieme|troisieme)e?)\s\Z"
)
DEFINITE = re.compile(r"(?:\ble|\bla|\bl'|\bau|\bdu|\ba la|\bde la|\bde l')\s?$")

#: "vue au scanner précédent": an exam of another time than what is told around it.
EARLIER = re.compile(r"\)?(?: [a-z-]+){0,2} (?:precedente?s?|anterieure?s?|initiale?s?|initiaux)\b")

TRACER = re.compile(r"\b(fdg|psma|choline|dotatoc|dota\w*|f-?dopa|dopa|fes|fet|fluorocholine)\b")
CONTRAST = Screened(r"\binj(?:ectee?s?|\b)|avec injection|produit de contraste|avec contraste|gadolin")
SCORE = Screened(
    r"\b(?P<scale>(?:eu-)?ti-?rads|bi-?rads|acr|pi-?rads|lung-?rads|li-?rads|deauville"
    r"|kellgren)\s*:?\s*(?P<value>[0-6](?:[abc])?)\b"
)
#: A response told with the exam.
RESPONSE = FirstOf(
    ("complete_response", Screened(r"reponse (?:metabolique |radiologique )?complete|\brm?c\b|remission complete")),
    ("partial_response", Screened(r"reponse (?:metabolique |radiologique )?partielle|\brp\b")),
    ("stable_disease", Screened(r"(?:maladie |lesions? )?stab(?:le|ilit)\w*")),
    ("progression", Screened(r"progress\w+|evolution (?:metastatique|tumorale)|nouvelles? lesions?|apparition d")),
    ("normal", Screened(r"\bnormale?\b|sans (?:particularite|anomalie)|\bras\b|negati(?:f|ve)s?\b")),
)
OUTSIDE = Screened(
    r"\ben ville\b|\ben externe\b|\bexterne\b|hors de l'etablissement|autre (?:centre|hopital|laboratoire)"
)
#: "TEP semestrielle : 09/19, 03/20, 10/20": one name, an exam a date.
SERIES = re.compile(
    r"[^.;:\n]{0,30}:\s?(?:\d{1,2}/){1,2}\d{2,4}(?:\s?\([^)]*\))?,\s?(?:\d{1,2}/){1,2}\d{2,4}"
    r"|,? (?:tous|toutes) les [^.;:,\n]{3,16}:"
    r"|,? (?:tous|toutes) les [^.;:,\n]{3,16},? (?:normau?x|normales|stables|negati\w+|sans [a-z]+) (?:en|le|de) "
)
