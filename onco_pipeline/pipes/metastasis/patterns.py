"""What words around a told spread make of it: news, known, local, of another disease, none (for folded text)."""

from __future__ import annotations

import re

from onco_pipeline.pipes.metastasis.spread import DISTANT, NOT_DUE
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

#: Where lesions of a cancer that has spread are its spread, whatever they look like.
SPREADS_TO = frozenset({"foie", "os", "poumon", "cerveau", "surrénale", "péritoine", "rate", "plèvre"})
#: "Infiltration tumorale de la muqueuse", "adénopathie suggérant une infiltration tumorale": the tumour grows where it is,
#: or into its nodes, unless it is told of an organ that it has to be carried to.
GROWS_INTO = re.compile(r"infiltrations? (?:tumorale|neoplasique)")
REACHED = SPREADS_TO | {"moelle osseuse", "méninges", "rétropéritoine"}
#: An exam, its day, and nothing but its colon or its verb before lesions.
JUST_IMAGED = re.compile(
    r"\b(?:scanner|tdm|tap|tomodens\w*|irm|tep|pet|scinti\w*)\b[^.;:\n]{0,45}(?::|=|\bmontr\w+|\bre?trouv\w+|\bobjectiv\w+|\brevel\w+|\bajout\w+|\bdecouvr\w+|\bmet(?:tant)? en evidence|\bvisualis\w+|\bdetect\w+|\bidentifi\w+|\bavec|\bvoit|\bnote) ?(?:(?:des|de) )?\Z"
)
#: "La tumeur rénale de 10 cm et des nodules pulmonaires": told beside the tumour by the same exam.
BESIDE_TUMOUR = re.compile(
    r"\b(?:tumeur|primitif|lesion primitive)\b[^.;:\n]{0,50}?(?:,? et|,? ainsi que|, avec|,|,? associee? a) (?:surtout )?(?:des )?\Z"
)
ONE_ON_TRACER = re.compile(
    r"\b(?:tep|pet|psma|choline|scinti\w*)\b[^.;]*\b(?:lesion|foyer|fixation)\b[^.;]{0,60}\b(?:unique|isolee?|stereo\w*|irradi\w*|sbrt)\b|\b(?:tep|pet|psma|choline|scinti\w*)\b[^.;]*\b(?:unique|seule?) (?:lesion|foyer|fixation)\b"
)
MEASURED = re.compile(r"[^.;,\n]{0,45}\b(?:\d+(?:[.,]\d)? ?(?:mm|cm)|unique|isolee?)\b")
AND_IN = re.compile(r" et (?:(?:de|des|dans|du|au) )?(?:(?:les|la|le|l') ?)?(?:glandes )?")
#: What is too small or too uncertain to say, or was there before.
LEFT_AS_FOUND = re.compile(
    r"micro|[^.,;\n]{0,70},? ?\b(?:micro|infra-?centim|sub-?centim|millim|non specif|aspecif|indetermin|a (?:controler|surveiller|recontroler)|stable|inchang|(?<!non )(?<!in)(?<!pas )connu|deja|diminu|regress|persist|reponse|stabil|cicatri|surveill|sequell|\?)"
)
#: A sample or an operation: metastases of no told place that it is read to hold are those told before.
READ_ON = Screened(
    r"\b(?:fn[ab]|fnac|cytolog\w*|\w+ectomie|resect\w+|reseq\w+|exerese|anapath\w*|anatomo\w+|biops\w+|ponction\w*)\b"
)
#: "La biopsie du 02/09 est en faveur d'une métastase": so a pathologist names what a sample is; an image is only like it.
READ_FOR = Screened(
    r"\b(?:biops|(?:micro|re)-?biops|extempo|exerese|anapath|anatomo|histolog|cytolog|prelev|(?:cyto)?-?ponction|pb[hpf]\b|bom\b|piece|resection|immuno|ihc\b|[a-z]{4,}ectomi)(?![^.;]*\b(?:scanner|tdm|irm|tep|pet|scinti\w*|echographie|radiograph\w*)\b)[^.;]{0,110}\ben faveur d"
)
#: "Bonne évolution pulmonaire", "évolution hépatique favorable": a course, and no growth of a cancer.
GOES_WELL_BEFORE = re.compile(r"\b(?:bonne|favorable|excellente|meilleure|belle) \Z")
GOES_WELL = re.compile(
    r"(?:,? (?:[\w-]+ ){0,4}?)(?:(?:tres |plutot |toujours |globalement )?(?:favorable|satisfaisante|rassurante|positive|simple|benigne)\b|sans particularite|vers l'amelioration"
    r"|d[eu] (?:la |l'|son |sa |ses )?(?:infect|pneumo|plaie|cicatr|abces|hepatite|fracture|epanchement|eruption|rash|toxicite|emboli))"
)
#: What is said to have grown, or to have been treated, was there.
GROWS_BEFORE = re.compile(
    r"\b(?:progress\w+|augment\w+|croissance|major\w+|aggrav\w+|evolution|evolutiv\w+|accroiss\w+)(?: \w+){0,2} (?:(?:de |des |du |d')(?:la |l'|les )?(?:\w+ )?)?\Z"
)
TREATED_BEHIND = re.compile(r"[^,;.:]{0,25}\b(?:irradi|traite|resequ|thermo-?abl|cimento|embolis|radiofreq)\w*")
#: ... or of the place that it was taken from: "EUS-FNA 02/08/2022 : métastase".
SAMPLE_SAYS = re.compile(
    r"\b(?:fn[ab]|biops\w+|(?:cyto-?)?ponction\w*|anapath\w*|\w+ectomie|exerese)\b[^.;,:\n]{0,40} ?: ?(?:une? |[2-9] )?\Z"
)
#: A day, a month or a year, and the words of the day of the visit.
DATED = re.compile(
    r"\b(?:19|20)\d{2}\b|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.\d{2}|\b(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\b|\bce jour\b|aujourd'hui|\bhier\b"
)
#: What shows or tells of a spread as news.
SHOWN_BY = Screened(
    r"\b(?:scanner|tdm|irm|tep|pet|tomodens\w*|scinti\w*|echo\w*|radiograph\w*|biops\w+|ponction\w*|anapath\w*|bilan|imagerie|decouv\w+|apparition|appar\w+|montr\w+|revel\w+|retrouv\w+|objectiv\w+)\b"
)
#: "Lésions osseuses (bassin) douloureuses, RT 8 Gy": what is irradiated is the cancer's.
IRRADIATED = re.compile(
    r" [^.;:\n]{3,60}?, (?:puis |traitees? par )?(?:rt|rte|radiotherapie|irradiation|sbrt|stereotaxie)\b(?: [a-z-]{4,14})? ?(?:\d{1,2} ?(?:gy|x)|(?:le|du|en|antalgique|flash)\b)"
)
#: "Des lésions costales et iliaques secondaires".
NAMED_BEHIND = re.compile(r"[^,;.:]{0,45}?\b(?:secondaires?" + NOT_DUE + r"|metasta\w+)")
#: "Multiples cérébrales M1".
ORGAN_BEFORE = re.compile(
    r"\b(?:osseuses?|osseux|hepatiques?|pulmonaires?|cerebrales?|cerebral|surrenalienne?s?|peritoneales?|pleurales?|foie|os|poumons?|cerveau|peritoine|plevre|surrenales?|hep|pulm|cereb|perit) \Z"
)
#: "M1 dans la clavicule".
IN_AN_ORGAN = re.compile(r" ?\(?(?:(?:dans|au niveau d[eu]|sur) |osseu|hepat|pulm|cereb|surren|perit|pleur)")
#: "M1c (foie) en mai 2022 puis M1d (cerveau) en mars 2023": the next stage, and not the last one told again.
BECOMES = re.compile(r"\b(?:puis|passage en|passe|devenue?|desormais) (?:stade )?\Z")
#: "Une TEP, où une progression a été observée dans le foie": folded, it reads "ou".
WHERE = re.compile(r", ou (?:une )?\Z")
#: "Progression dans le foie", not "progression osseuse sur la scintigraphie".
IN_A_PLACE = re.compile(
    r"\b(?:dans|au niveau|sur)\b(?! (?:l[ae] |les |l'|une? |cette? |le dernier )?(?:scanner|tdm|tomo|irm|tep|pet|scinti|echo|radio|imagerie|bilan|dernier|examens|controles))"
)
#: "Progression au niveau hépatique": of the organ as a whole, and not "dans la côte" or "dans un nodule de la rate".
WHOLE_ORGAN = re.compile(
    r"\b(?:(?:dans|au niveau|aux niveaux|sur) (?:d[eu] |de la |de l'|des |le |la |les |l')?|du |des |de la )(?:systeme nerveux central|snc|foie|poumons?|os|cerveau|squelette"
    r"|peritoine|plevre|hepatiques?|pulmonaires?|osseux|cerebral|cerebrale|peritoneal|pleural)\Z"
)
#: ... and nothing new is told of it: "avec l'apparition de trois lésions", "et dans le sein gauche".
MORE_BEHIND = re.compile(r"[^.;]{0,60}?\b(?:nouve|appari|dans |sur |au niveau|deux|trois|quatre|cinq|multiples|\d)")
#: Since when an organ's spread can come anew: what was there was gone.
CLEARED_SINCE = Screened(
    r"(?:sans|aucune?|absence d[e']) ?(?:la )?(?:signes?|preuves?|maladie|recidive(?! locale)|rechute(?! locale)|lesion)|(?:reponse|remission) (?:\w+ )?complete|\bremission\b"
    r"|\brc\b|intervalle libre|indemne|metastasectom|(?:resection|exerese|ablation|radiofrequence)"
)
#: "Progression cérébrale, 5 nouvelles lésions": new ones of the organ just named.
NEW_ONES_BEHIND = re.compile(
    r"(?: ?\([^()]{0,40}\) ?:|,| avec| :| \() ?(?:(?:\d{1,2}|une|deux|trois|quatre|cinq|plusieurs|de|multiples) |(?<=\())nouve\w+ (?:lesion|nodule|foyer|metastase|fixation|localisation|hyperfixation)s?(?! (?:d[eu']|"
    + DISTANT
    + r"))"
)
#: What an image is taken for: "un gâteau épiploïque évoquant une carcinose".
#: "Des lésions hépatiques, évoquant une dissémination": what is told behind a comma is of them too.
EVOKES = re.compile(
    r"[^,;.]{0,30}, (?:fortement |tres )?(?:evoquant|evocat\w+ d[e']|faisant (?:evoquer|suspecter|craindre)) ?(?:en premier lieu |avant tout )?(?:une? |des )?(?:[a-z]+ ){0,2}(?:metasta|secondaire)"
)
EVOKED_BEHIND = re.compile(r"[^,;.]{0,60} evo(?:quant|cat\w+ d)[^,;.]{0,30}\b(?:metasta|secondaire)")
#: "Deux nodules pulmonaires infracentimétriques à contrôler", whatever else is told beside them.
TO_WATCH = re.compile(
    r"(?:(?!metasta|secondaire)[^.;,:\n]){0,60}? a (?:re-?)?(?:controler|surveiller|evaluer|verifier)\b"
)
SEEN_AS = re.compile(r"gateau|lacher|ensemencement")
LOOKS_BEHIND = re.compile(r",? (?:tres |fortement )?(?:evoqu(?:ant|e|ent)\b|evocat\w+|suspecte?s?\b|compatibles? avec)")
#: "RCP sein métastatique", "réunion mélanome métastatique": what a meeting is about.
MEETING_OF = Screened(r"\b(?:rcp|staff|reunion)\b(?: [a-z-]+){0,3} \Z")
#: "Apparition d'une carcinomatose": told as new by the words before it.
APPEARS_BEFORE = Screened(r"\b(?:apparitions? (?:de |d'|des )(?:une? )?|nouve\w+ )\Z")
#: ... or behind it: "lésion lytique de D10 non vue auparavant".
UNSEEN_BEFORE = re.compile(
    r"[^,;.]{0,45}?\b(?:non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?)s? |absente?s? (?:en|le|sur|au|lors|avant)|de novo\b|apparue?s?\b|(?<=, )nouve(?:lles?|aux?)(?=[.,;)\n]|\Z)|(?<=e )nouvelle(?= d[eu]s? )|(?<=es )nouvelles(?= d[eu]s? |[.,;)\n]|\Z)|(?<=[sx] )nouveaux(?= d[eu]s? |[.,;)\n]|\Z)|\(nouve(?:lles?|aux?)\))"
)
#: "Radiochirurgie d'une métastase nouvellement découverte": what is treated is news all the same.
NEWLY_FOUND = re.compile(
    r"[^,;.]{0,30}?\b(?:(?:nouvellement|recemment) (?:decouv|diagnosti|appar)\w+|de (?:decouverte|diagnostic|survenue|apparition) recente?\b)"
)
#: What the next exam calls lesions is its own: "3 lésions rehaussées, complété par une IRM le 30 : 8 métastases".
NEXT_EXAM = Screened(
    r"\b(?:complete|suivi|confirme|control)\w* (?:par |en |a l'|d'un )(?:une? |l[ae] )?(?:irm|tdm|scanner|tep|pet)\b|,? (?:puis )?(?:micro-?biops|biops|exerese|resection|vats|wedge|[a-z]{4,}ectomi|thoracoscop|videothoracoscop|coelioscop|colioscop)\w*(?: [a-z'-]+){0,5} (?:le|en) (?:\d|[a-z]{3,9} \d{4})[^.;:]{0,14}:"
)
#: Nouns that name a spread by themselves, whatever is said to be known before a comma.
NOUN_APART = re.compile(r"carcino|lymphangit|mening")
#: "Métastase mammaire": where it comes from, for these organs seldom hold one.
ORIGINS = re.compile(
    r"metasta(?:se|tique)s? (?:mammaire|prostatique|colique|colo-?rectale|rectale|vesicale|urotheliale|endometriale)s?\Z"
)
#: "Carcinose ovarienne": it seeds the peritoneum, and comes from the organ that it is named after.
SEEDS = ("carcinose", "carcinomatose")
#: "IRM à M1", "contrôles M1, M3": the first month after a treatment.
MONTH_ONE = re.compile(r"\b(?:a|irm|tdm|scanner|tep|controles?|bilan|cs|consultations?|visites?|evaluations?) \Z")
#: "MLH1 (clone M1)": an antibody.
OF_A_CLONE = re.compile(r"\bclones? (?:[a-z0-9-]{2,8}, ?){0,3}\Z")
MONTHS_ON = re.compile(r"(?:,| et|/| puis|-) ?m ?(?:[2-9]|1[0-8])\b")
SEEDS_FROM = frozenset(
    {"ovaire", "estomac", "côlon", "pancréas", "sein", "utérus", "intestin", "rectum", "voies biliaires"}
)
#: What is told under a clinical examination's title of an image, and not of what a hand felt.
IMAGED = Screened(r"\b(?:scanner|tdm|irm|tep|pet|tomodens\w*|scinti\w*|echograph\w*|radiograph\w*|mammograph\w*)\b")
#: Where a sentence turns to something else.
TURN = Screened(r"[;]|\bmais\b|\bpuis\b")
TURN_OR_STOP = Screened(r"[;.]|\bmais\b|\bpuis\b")
TURN_OR_MARK = Screened(r"[;.:]|\bpuis\b|\bmais\b")
#: What ends the list of places behind a statement, within its sentence.
BEYOND_ITS_PLACES = Screened(
    r"(?<=\)), (?:une?|deux|trois|quatre|des|plusieurs) (?:metasta|nodule|lesion)| [-–/•] ?(?=(?:foie|poumons?|rate|os|cerveau|surrenales?|pancreas|reins?|pelvis|thorax|abdomen|squelette|mediastin|plevre|peritoine|ganglions?|cadre osseux) ?:)|,? (?:et |puis |avec )?(?:l'|une )?apparitions? d(?:e |'une? |es )(?:[a-z]+ )?(?:lesion|nodule|metasta|foyer|image|localisation)|, (?:une? |des |les |l[ae] )?(?:nodule|lesion|masse|adenopath)\w*(?= \w+(?: \w+)? (?:stable|inchang|connu))|\bet (?:une|des|de|deux) \w+(?: \w+){0,2} (?:sugger|evoqu|suspec|douteu)"
    r"|(?:,|\bet) (?:(?:une?|des|deux|trois|plusieurs|\d) )?(?:micro-?)?(?:lesion|nodule|foyer|image|formation)s? (?:[^.;:, ]|(?! et ) ){3,35}?,? (?:suspect|indetermine|douteu|equivoque|non (?:specifique|caracteris)|a (?:controler|surveiller|caracteriser)\b)"
    r"|\bet (?:(?:dans|sur|par) )?(?:l[ea] |l'|une? )?(?:scanner|tdm|irm|tep|pet|scinti\w*|echo\w*|radio\w*)(?: (?:cerebrale?|encephalique|hepatique|thoracique|abdomin\w*|tap|pelvien\w*|osseuse|mammaire|rachidien\w*))? ?(?:\(|du|de|d'|en|le|montr|retrouv|objectiv|normale?|sans)"
    r"|(?:,|\bet) (?:ensuite |puis )?(?:(?:(?:en|le|fin|debut|courant|depuis) )?(?:[a-z]{3,9} )?(?:(?:19|20)\d{2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?)|(?:en|depuis) (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*) ?[:,]? ?(?:des |de |une? |l[ae]s? |l')?(?:nouve\w+ )?(?:metasta|lesion|nodul|localisation|progress|recidiv|rechut|evolution|attein|carcinose|diffusion|dissemin|extension|envahiss)"
    r"|\bet (?:une? |la )?(?:\w+ )?(?:reduction|diminution|stabil|disparition|regression)"
    r"|\b(?:d'|de |du |d'un |de l')(?:(?:adeno|cholangio|hepato|chorio)?carcinome|melanome|sarcome|adk|cancer|neoplasie|tumeur)\b|\b(?:adk|adenocarcinome)\b|\b(?:due|liee|provenant|issue)s? (?:a |d'|de )|\b(?:qui|avec|puis|mais|sans|pour|traitee?s?|d'un |du cancer|d'origine|compatible|suggerant"
    r"|necessit\w+|entrain\w+)\b"
)
OF_ORIGIN = Screened(r"d'origine\s*$")
#: Words that make a statement one of what is known: stability, response, treatment of it.
KNOWN = Screened(
    r"\baugmentation (?:du nombre|de (?:la |leur )?taille|du volume)|\bdoublement d(?:u|e)|\bmajoration (?:(?:en|de la|du|de leur) (?:taille|nombre|volume) (?:et (?:en|de la|du) (?:taille|nombre|volume) )?)?d(?:es?|u) (?:l[ae]s? |l'|multiples )?(?:lesion|nodule|metasta|localisation|masse|implant|carcinose)|\bstab\w+|persist\w+|regress\w+|reponse\w*(?! ?:)|diminu\w+|disparition|disparu\w*|extinction|reduction|amelior\w+|inchange\w*"
    # "nécrose complète des métastases (ypT0)", "en rémission de sa maladie métastatique"
    r"|\bnecrose (?:[a-z]+ )?(?:complete|totale|partielle|a \d|de \d|\d)|\byp?t0 d|sterilis\w+|remission (?:[a-z]+ )?(?:de|d')"
    r"|(?<!in)(?<!non )(?<!pas )connue?s?\b|remplac(?!ement (?:medul|graiss|du signal|de la moelle|spong|oss|tumor|diffus))\w+|deja (?:connue?s?|decrite?s?|visible)|sclero\w+|traitement\w* (?:\w+ )?(?:de|des|du"
    r"|pour|contre)|traitee?s? pour(?! (?:une? |son |sa )?(?:cancer|carcinome|adk|adenocarcinome|melanome|sarcome|tumeur)[^.;]{0,40}, (?:(?:oligo|multi)-?)?metasta)|chimiother\w+ (?:\w+ )?(?:pour|de)\b|irradi\w+|radiother\w+ (?:\w+ )?(?:sur|de"
    r"|des)\b|sbrt|radiochirurg\w+|rt sur|ligne (?:metastatique|pour)|qt metast\w*|chimiotherapie metast\w*"
    r"|traitement metast\w*"
)
#: "Une progression des nodules pulmonaires", and not "une progression avec des nodules".
GROWTH_OF = re.compile(
    r"\b(?:progression|majoration|croissance|augmentation|evolution)(?: (?:nette|discrete|legere|significative))?(?: des [a-z]{4,} [a-z]{4,} et)? \Z"
)
#: "Des adénopathies rétropéritonéales, sans métastase."
NONE_BESIDE = re.compile(
    r"[^.;:]{0,30}, (?:mais )?(?:sans|pas de|aucune?|absence de) (?:signe de |evidence de )?(?:metastases?\b(?! (?:hepat|pulm|osseu|cereb|visc|surren|ailleurs))|maladie a distance|dissemination)"
)
STABLE_THERE = re.compile(r"(?:\A|[,:;.] ?)[a-z]{2,20} (?:stables?|inchangee?s?), \Z")
#: "Outre la maladie pulmonaire connue, des fixations osseuses".
BESIDES = Screened(r"\b(?:outre|en plus de|a cote de) [^,;.]{3,70},")
#: What an exam showed is not what the words before it speak of: "céphalées persistantes, montrant une métastase".
SHOWED = Screened(
    r"\b(?:montr|revel|objectiv|decouvr|retrouv|detect|identifi|visualis)(?:ant|e|ent|a|ait)\b|\bmettant en evidence\b"
    r"|\b(?:a|ont|avait) (?:egalement |alors |ensuite )?(?:montre|revele|objective|decouvert|retrouve|detecte|identifie|visualise|mis en evidence)\b"
)
KNOWN_AFTER = Screened(
    r"[^,;.]{0,30}(?:avec (?:une )?augmentation (?:d[ue] |de la |de leur )(?:nombre|taille|volume)|stable|persist|inchang|en (?:\w+ )?(?:regress|progression|augmentation|majoration|croissance)|controlees?\b|sterilis|eteint|quiescent|(?:entierement |completement |totalement )?necrosee?s?\b|(?:a|ont) (?:\w+ )?(?:a )?(?:diminu|regress|disparu|fondu|doubl|tripl|grossi|augment|progress)|residuel|(?:n'a|n'ont) pas (?:montre (?:de )?(?:changement|modification)|change|bouge|evolue))"
    # "métastase du primitif pulmonaire connu": the cancer was known, and not its spread; "métastases osseuses connues depuis 2019" tells when they came
    r"|(?![^,;.]{0,24}\b(?:primitif|cancer|(?:adeno)?carcinome|adk|melanome|sarcome|tumeur|neoplasie|cbn?pc|ce|chc|cci|cli|tne)s?\b)[^,;.]{0,30}(?<!non )(?<!in)(?<!pas )connu(?!e?s? (?:depuis|des) (?:le |l'|debut |fin )?(?:\d|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))"
)
#: "Localisations ovariennes d'un adénocarcinome connu": what was known is the cancer that ends the statement.
ENDS_WITH_CANCER = re.compile(r"(?:carcinome|cancer|melanome|sarcome|tumeur|adk|neoplasie|maladie)\Z")
CANCER_KNOWN = re.compile(r" ?[^,;.]{0,24}\bconnu")
#: What is known stands before, and is named as a whole.
KNOWN_ONES = re.compile(r"\b(?:lesions|localisations|cibles|atteintes|metastases) (?:deja )?connues(?:,| et) \Z")
#: ... at the end of a list: "diminution notable de la lésion mammaire, ainsi que des métastases hépatiques".
KNOWN_TOO = Screened(
    r"\b(?:diminution|regression|reduction|disparition|stabilite|stabilisation|reponse)\b[^.;:]{0,140}(?:,|\bet|\bainsi que|\bcomme) (?:de la |de l'|de |des |du |les |la |l'|aux? )+\Z"
    # "croissance discrète de l'adénopathie et des métastases"
    r"|\b(?:croissance|augmentation|majoration)\b[^,.;:]{0,100} et (?:de la |de l'|des |du )\Z"
)
#: What was taken out or destroyed: the next relapse there is news.
REMOVED_SINCE = re.compile(
    r"\b(?:hepatectomi|metastasectomi|segmentectomi|lobectomi|wedge|resect|reseq|radiofreq|thermo-?abl|stereotax|micro-?ondes|cryoabl|exerese|remission|reponse complete|surrenalectomi|chirurgi(?!en)|oper(?:ee?s?|ation)\b)"
)
#: "Biopsie d'une des métastases": the ones told of.
SAMPLED = Screened(
    r"\b(?:resection|exerese|ablation|chirurgie|biopsie|ponction|embolisation|irradiation|traitement)(?: \w+)?"
    r" (?:de la|des|de l'une des|d'une des|de ses|de sa|de cette|de ces|de l') ?$"
    # "on lui retira de nombreuses métastases"
    r"|\b(?:retir|enlev|reseq|excis|irradi|detrui)[a-z]{0,4} (?:(?:de|des|d'|les|ses|ces|plusieurs|nombreuses|multiples|diverses|deux|trois|quatre) ?){1,3}$"
)
#: The cord of the spine is compressed, not spread to: "atteinte médullaire sévère avec compression".
SPINAL_CORD = Screened(r"compressi\w*|moelle epiniere|(?:intra|extra|epi)-?dura\w+|motri\w+|sensiti\w+|niveau [dtlc]\d")
COMES_FROM = re.compile(
    r" ?(?:\(m1\) )?(?:(?:due|liee|provenant|issue|secondaire)s? (?:a|au|de|d')? ?(?:un |une |l')?|d'un|d'une|du|de la|de l'|de|d'|(?= ?(?:adk|adenocarcinome|carcinome)\b))\s?(?:\w+ )?(?:(?:adeno|cholangio|hepato|chorio)?carcinome|melanome|sarcome|adk|cancer|neoplasie|tumeur)"
)
#: "Cancer du sein métastatique": the organ is the cancer's own.
OF_THE_CANCER = Screened(
    r"\b(?:cancer|(?:adeno)?carcinome|adk|tumeur|neoplas\w+|melanome|sarcome)s?(?: (?!avec|et|qui|dont|par|essaim|gagn|s'est|touch)[\w'-]+){0,5} \Z"
)
#: "Maladie stable, pas de nouvelle lésion. ADK pulmonaire M1 surrénale": the label that closes a report tells nothing of its day.
NOTHING_NEW = Screened(
    r"\b(?:stable|stabilite|stabilisation|pas de nouvelle|sans nouvelle|aucune nouvelle|reponse|regression|(?:scanner|tdm|irm|tep|pet|scinti\w*|echo\w*|pl|bilan)\b[^.;]{0,60}\b(?:absence|negati(?:f|ve)|normale?|sans anomalie|pas de (?:lesion|cellule|recidive)))(?![a-z])(?![^.;:]*\b(?:apparition|nouvelles? (?:lesion|metasta)\w* (?:hepat|osseu)|progression)\b)"
)
#: ... a sentence that is nothing but a cancer and its spread.
JUST_A_LABEL = re.compile(
    r"\W*(?:patiente? (?:porteu\w+|atteinte?|suivie?|traitee?) (?:d'un |pour un )|il s'agit d'un |diagnostic : ?)?(?:(?:adeno-?)?carcinome|adk|cancer|k|cbn?pc|melanome|sarcome|tumeur|neoplasie)(?: [a-z0-9'+-]+){0,8} \Z"
)
#: "Foyers d'allure évolutive, témoignant d'une dissémination": what it looks like is then told to be.
SIGNIFIES = re.compile(
    r"[^.;]{0,110}?\b(?:temoign|sign|tradui)(?:ant|e|ent|sant|sent|t)\b (?:d'|de )?(?:une? |la |l')?(?:dissemin|atteinte second|maladie metasta|(?:extension|evolution|diffusion|atteinte|origine|nature) metasta|envahissement|metasta)"
)
#: "Indication : surveillance d'un CBNPC stade IV osseux": what the patient is known for.
INDICATION = re.compile(
    r"\W*(?:indication|motif(?: de l'examen| d'examen)?|renseignements? cliniques?|contexte|histoire|clinique)s? ?:[^.;:]*\b(?:surveillance|suivi|controle|bilan|evaluation|reevaluation)\b[^.;:]*\Z"
)
#: What an image looks like before anything confirms it.
LOOKS_LIKE = Screened(r"\b(?:evoca(?:teur|trice)s?|evoquant|evoque(?:nt)?|d'allure|d'aspect|suspecte?s?)\b")
#: "Condensation suspecte -> IRM : métastase", "nodule d'allure banale, biopsie : métastase": what comes next has looked again.
NEXT_LOOK = Screened(
    r"->|=>|;|\b(?:irm|tdm|scanner|tep|pet|scinti\w*|biops\w+|ponction\w*|exerese|anapath\w*)\b[^,;:.]{0,40}(?: :|:|=)"
)
#: ... where the disease is said to have come on: "progression avec apparition de nodules évocateurs de métastases".
SAID_TO_GROW = Screened(
    r"\b(?:progressions? (?!douteu|possib|probab)|progresse|apparitions?|apparue?s? |nouve(?:lles?|aux|au) (?:\w+ )?(?:lesion|nodule|masse|metasta|loe|implant|foyer|image))[^.;]*\Z"
)
#: A spread that stays in the organ or its own nodes.
LOCAL = re.compile(
    r"\bloca(?:le?s?|ux)\b|loco-?regiona\w*|localement|\bin situ\b|anastomo\w+|cicatric\w+|moignon|\bloge\b|tranche|berge|site operatoire|(?:lit|zone|champ|site) (?:operatoire|d'irradiation|irradie\w*|tumoral|chirurgical)|zone d[eu'] ?(?:la |l')?[a-z]+ectomie|sur cicatrice|du lit|biologique"
    r"|biochimique|\bpsa\b|marqueur|renale? aigue|pelvien\w*|prostati\w+|mammaires?$"
)
#: "Récidive locale au scanner : masse de 36 mm": the mass is that relapse.
BACK_IN_PLACE = re.compile(r"\brecidives? (?:tumorale )?loca(?:le|les)\b[^.;:]{0,60}: ?\Z")
#: Places of the head and neck: a relapse there is of a cancer that was there.
OF_THE_HEAD = frozenset({"face", "cou", "pharynx", "larynx", "langue"})
#: ... and so is the bone that it grows through: "atteinte osseuse et destruction des parois du sinus".
DESTROYS = re.compile(
    r",? (?:et |avec )?(?:une )?(?:destruction|lyse|erosion)\b[^.;]{0,40}\b(?:paroi|plancher|sinus|orbit|maxill|ethmoid|clivus)"
)
#: The exam that showed it, in brackets.
DATED_BRACKET = re.compile(r"\([^()]{0,60}\d[^()]{0,30}\)")
#: "Progression hépatique et locorégionale", "récidive locale et pulmonaire" are of both.
AND_LOCAL = re.compile(r" et (?:locale|loco-?regionale|pelvienne|anastomotique|prostatique|mammaire)s?\b")
LOCAL_AND = re.compile(
    r"locale (?=(?:dans|au niveau)\b)|(?:locale|loco-?regionale|ganglionnaire|pelvienne|anastomotique|prostatique|mammaire)(?: et |, (?=(?:\w+, )?\w+ et ))"
)
FAMILY = Screened(
    r"\b(?:(?<!dure-)(?<!dure )(?<!pie-)mere|maman|papa|pere|freres?|soe?urs?(?! mar(?:ie|y)[- ])|tantes?|oncles?|cousin\w*|grand-\w+|(?<!des )(?<!les )fils|fille"
    r"|(?:antecedents?|histoire|contexte|atcd)(?: \w+){0,2} familia\w+|maternel\w*"
    r"|paternel\w*|conjoint|epou\w+|femme est|mari)\b"
)
#: "Métastase pulmonaire chez le frère".
OF_A_RELATIVE = re.compile(
    r"[^.;:\n]{0,40}? (?:chez|de) (?:l[ae] |son |sa |ses |les |un de ses |une de ses |l'un de ses )(?:jumeau |demi-|grand-)?(?:mere|pere|freres?|soe?urs?(?! mar(?:ie|y))|tantes?|oncles?|cousine?s?|grands?-parents?|fils|fille|mari|epou(?:x|se)|conjointe?|compagn(?:on|e))\b"
)
#: What a summing-up may tell the day of: "diagnostiqué en juin 2017 d'un cancer de stade IV".
DIAGNOSED = Screened(r"\bdiagnosti(?:c|quee?s?)\b")
#: Words of a summing-up: they restate what the note has told.
SUMMARY = Screened(
    r"\b(?:c'est donc|il s'agit donc|en somme|soit (?:donc )?une? (?:rechute|recidive|evolution|maladie|progression|atteinte|stade)|au total|en resume|en conclusion|conclusion|pour rappel|diagnostic (?:retenu|final))\b"
)
LISTED_EXAM = re.compile(
    r"\s*[-•*\"–]?\s*(?:tomodens|scanner|tdm|irm|imagerie|tep|pet|scinti|radio|echo|biops|mammo)[^.:]{0,60}\d[^.:]{0,20}:"
)
#: A stage IV of the neck or the thyroid without distant spread.
WITHOUT_SPREAD = re.compile(r"[^.;]{0,40}\bm0\b|[^.;]{0,15}n[0-3x][abc]?\s?m0\b")
#: "Cancer du col stade IVA", "cavité buccale T4aN2b, stade IVB": of these a letter behind the four tells that the tumour
#: has grown into its neighbours.
GROWN_LOCALLY = {
    **dict.fromkeys(("utérus", "vagin", "œsophage", "thyroïde"), "a"),
    **dict.fromkeys(("larynx", "pharynx", "langue", "face", "parotide"), "ab"),
}
NO_SPREAD_BEFORE = re.compile(r"t ?[0-4][a-d]? ?n ?[0-3x][abc]? ?m ?[0x][,; ]{0,3}$")
#: "Un nodule pulmonaire et de nombreux nouveaux nodules": the second sits where the first does.
AND_OTHERS = Screened(r"\bet (?:d[e'] ?)?\Z")
#: "Depuis mai 2017, métastases osseuses": since when they are known.
SINCE_BEFORE = Screened(r"\bdepuis (?:le |la |l'|debut |fin )?[^,;.]{3,30}, ?(?:des |les |une )?\Z")
SINCE_BEHIND = re.compile(
    r" ?[^,;.:]{0,45}?,? ?\(?(?:connu|appar|decouv|diagnosti|survenu|revele|presente?s? depuis|evoluant depuis|mises? en evidence)[a-z]* (?:(?:depuis|en|le|au|debut|fin|courant|mi-?) ?){1,2}(?:le mois (?:de |d')|l'(?=automne|ete|hiver)|le (?=printemps))?(?:\d|automne|ete|hiver|printemps|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
)
#: "Lésions hépatiques, suspectes, que la RCP considère comme métastatiques": what lesions are held for, behind them.
HELD_FOR = Screened(
    r"(?:[^.;:\nnpj]|(?!\b(?:non|pas|jamais)\b)[npj]){0,90}? (?:considere|interprete|retenu|juge|classe|etiquete)(?:e?s?|nt|ons) (?:(?:d'emblee|finalement|a posteriori|en rcp|par la rcp) )?(?:comme )?(?:etant )?(?:d'origine |de nature )?(?:secondaires?"
    + NOT_DUE
    + r"|metastatiques?(?![a-z]))"
)
#: "Deux lésions secondaires": a spread in so many words, wherever it sits.
CALLED_SPREAD = re.compile(r" (?:d'origine |de nature )?(?:secondaires?" + NOT_DUE + r"|metastatiques?)(?![a-z])")
#: What calls the lesions told before by their name; a stage.
SPELT = re.compile(
    r"\b(?:compatibles? avec|sugger\w+|evoca\w+ d[e'u]|en rapport avec|correspond\w+ a)(?: (?:la presence|une atteinte))?(?: d[e'])? ?(?:une? |des |la |l'|deux )?(?:\w+ )?\Z"
)
STAGED = re.compile(r"stade|e-?iv|[cp]?m1")
#: A stage that is told behind the tumour, and without its word: "CBNPC IV (os)".
STAGED_TUMOUR = re.compile(r"cbn?pc|cnpc|nsclc|sclc|adk|adenocarcinome|carcinome|cancer")
#: A relapse told as one more is one more, be it where the last one was.
ONCE_MORE = Screened(
    r"(?<!apres une )(?<!apres cette )\b(?:nouvelle|deuxieme|seconde|troisieme|quatrieme|autre|2e|3e|2eme|3eme)\s(?:rechute|recidive)|\bde nouveau (?:presente |fait |developpe )?une (?:rechute|recidive)"
)
#: "Une progression a été observée dans le foie": of lesions that were there, if any were.
SEEN_TO_GROW = re.compile(r"^(?:oligo-?)?progression\b.* (?:a|ont) (?:ete|alors) |\bprogress(?:e|ent|ait|aient)\Z")
NODES_OF = re.compile(r"\d{1,2} (?:des|sur|de) (?:les )?\d{1,3} (?:ganglions?|adenopath)")
#: "pT3N0 (12 adénopathies analysées)".
NODES_LOOKED_AT = re.compile(
    r"(?: lymphatiques?| \w+ales?| \w+iques?| \w+aires?)? (?:(?:ont|a) ete )?(?:analys|examin|isole|prelev|retir|reseq|exci[sz]|diseq|dissequ|obten|enlev|sans|negativ|indemn|non envahi)"
)
#: "L'examen confirme la métastase d'un carcinome": the one that is known.
CONFIRMS_THE = re.compile(r"\bconfirm\w+ (?:la|les|cette|ces) (?:presence (?:de |d[eu]s? )(?:la |l')?)?\Z")
#: Lesions that remain to be explained.
LEFT_OPEN = StemPattern(
    r"\b(?:micro-?)?(?:nodules?|lesions?|images?|foyers?)\b[^.;]{0,70}\b(?:suspecte?s?|non specifiques?|aspecifiques?|indetermine\w*"
    r"|a (?:controler|surveiller|confronter|caracteriser|preciser|biopsier)|(?:nature|origine) (?:inconnue|non (?:precisee?|determinee?)))\b"
)
#: ... or that turn out to be of another disease.
SARCOID = StemPattern(r"\b(?:micro-?)?(?:nodules?|lesions?|adenopathies)\b[^.;]{0,70}\b(?:sarcoidose|granulom\w+)\b")
#: ... that the patient is known for.
OTHER_DISEASE = Screened(
    r"\b(?:sarcoidose|granulomatose|histiocytose|tuberculose(?: pulmonaire| active)?|echinococcose|hydatidose|maladie de wegener|polyarthrite rhumatoide|silicose)\b[^;\n]{0,12}\b(?:connue?|active?|traitee?|suivie?|evolutive|pulmonaire|ancienne|en cours)\b"
)
#: Cancers of the blood spread from the first day, and have no metastases.
BLOOD_CANCER = StemPattern(
    r"\blymphomateu\w+|\bplasmocyt\w+|\bblastes?\b|\bleucemi\w+|\bmyelomes?\b|\blymphomes?\b|\bhodgkin|\bl[lm]c\b|\bla[lm]\b|\bwaldenstrom"
)
SOLID_CANCER = StemPattern(
    r"carcinom|melanom|sarcom|\badk\b|metasta|blastom|gliom|\bk (?:du |de |d')?[a-z]|cancers? (?:du|de|des|bronch|mamm|prosta|colo)|neoplasie|mesothel|seminom"
)
#: ... and what spreads in so many words in a note that is about one.
NAMES_SPREAD = re.compile(r"metasta|secondaire|carcino|m1|m\+")


def of_blood(folded: str) -> bool:
    """Whether a note is about a cancer of the blood, whatever other cancer it names: it speaks of that one more often."""
    if not BLOOD_CANCER.stands_in(folded):
        return False
    blood = sum(1 for _ in BLOOD_CANCER.finditer(folded))
    return blood > sum(1 for _ in SOLID_CANCER.finditer(folded))


def goes_well(words: str, before: str, after: str) -> bool:
    """Whether "evolution" is the course of something, and no growth of a cancer: "évolution hépatique favorable"."""
    if not words.startswith("evolution"):
        return False
    return GOES_WELL_BEFORE.search(before) is not None or GOES_WELL.match(after) is not None


#: One lesion, or some, may be the primary: more must be said of it.
VAGUE_NUMBER = re.compile(r"(?:une?|des|autres?) |presence|(?:masse|nodule|lesion)")
NOT_VAGUE = Screened(
    r"lesions? maligne|fixations? [a-z]+ (?:multiples|diffuses|pathologiques|bilaterales)|metasta\w+|secondaires?(?![a-z]| (?:a|au|aux)\b)|\b(?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)\b|compatibles? avec|evoca\w+|evoqu\w+|suggest\w+|hyper-?metabol\w+|hyperfix\w+|hyper-?absor\w+|spicul\w+"
    r"|lytiques?|osteolyti\w+|osteoconden\w+|condensantes?|blastiques?|(?:non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?)|absente?|inconnue?)s? (?:en|le|sur|au|a|lors|avant|aupara|anter|prece)|nouve\w+|apparition|apparue?s?\b|\bde novo\b|\bpremiere fois\b|progression|evolutivite|rechute|recidive|tentori\w+|bilat(?:\b|era\w+)|(?:nodul|lesion)\w+ \w+(?: \w+)?,? multiples\b|peritone[a-z]+ diffus"
)
#: What tells that a mass is no cancer seen for the first time; a new exam does not.
NO_PRIMARY = re.compile(
    r"metasta|secondaire|recidiv|rechut|progress|evolutivite|reprise evolutive|implant|apparition"
    r"|nouve\w+\b(?! (?:scanner|tdm|ct|irm|tep|pet|tomodens|scinti|echo|radio|bilan|examen|imagerie|angio|controle|hospitalis|consult))"
)
#: Lesions of the primary's organ that are its spread: nodules on both sides of a cancer of the lung are M1.
SPREAD_WITHIN = re.compile(r"controlatera|lacher|metasta")
BOTH_LUNGS = re.compile(r"(?:nodul|lesion)\w+ (?:\w+ )?pulmonaires? (?:\w+ )?(?:bilatera|des deux cotes)")
#: How one lesion looks that is a cancer of its own.
OF_A_PRIMARY = Screened(r"(?=.*\bspicul)(?!.*(?:metasta|secondaire))")
#: "Nodules hépatiques multiples, os RAS, foie stable": what has nothing, or nothing new.
FREE = re.compile(
    r"(?: est| sont)? ?:? ?(?:ras\b|normal\w*|indemnes?\b|stables?\b|libres?\b|inchange\w*|sans (?:anomalie|lesion|particularite|recidive))"
)
#: Nodes are everywhere: bare ones need a word of malignancy.
NODES_MALIGNANT = re.compile(
    r"metasta\w+|secondaire|compatibles? avec|progress\w+|rechute|recidive|apparition|nouve\w+|tumora\w+|neoplas\w+"
    # "TEP choline : adénopathies rétropéritonéales hyperfixantes"
    r"|adenopath\w+ (?:retro-?perit|lombo-?aort|latero-?aort|(?:sus|supra)-?clav)[a-z-]+ (?:et [a-z-]+ )?hyper-?(?:fix|metabol|capt)"
    r"|carcino\w+"
)
BENIGN = Screened(
    r"(?:evoca\w+|evoqu\w+|compatibles? avec|sugger\w+|suggest\w+|en faveur|en rapport avec|correspond\w+ a|typiques?) (?:d'|de |des |du |avec )?(?:une? |la |le |l'|des )?(?:[a-z-]{4,14} )?(?:pres\b|leuco\w+|encephalo\w+|encephalit\w+|avc\b|accident vasculaire|sclerose|radio-?necro\w+|histiocyto\w+|pneumopath\w+|pneumonit\w+|pneumoni\w+|enostos\w+|hnf\b|hyperplasie|steato\w+|osteopor\w+|fibros\w+|ganglioneurom\w+|lipom\w+|sarcoidos\w+|infarctus|thrombo\w+|mycos\w+|aspergill\w+)|nodul\w+(?: \w+){0,3} en verre depoli|physiologi\w+|interposition|superposition|artefact\w*|kyst\w+|angiom\w+|hemangiom\w+|benin\w*|simples?|calcifi\w+|banales?|sans (?:aucun )?caractere (?:secondaire|suspect|evolutif|malin)|lithias\w+|cicatric\w+|post-?traumat\w+"
    r"|degenerati\w+|(?:poly-?)?arthr\w+|articulaires?|demyelin\w+|ischem\w+|hematom\w+|(?<!hyper)(?<!hyper-)vasculair\w+|inflammat\w+|substance blanche"
    r"|infect\w+|abces|osteophyt\w+|fractur\w+|sarcoid\w+|tubercul\w+|reactionnel\w*|aspecifiq\w+|non specifiq\w+"
    r"|indetermin\w+|thyroidi\w+|goitre"
)
#: What breaks a bone from within.
LYTIC = re.compile(r"\blytiqu|osteoly|\blyses?\b")
#: "Apparition de lésions érythémateuses sur les bras": a disease of the skin.
RASH = Screened(r"erythemat|papul|pustul|vesiculeu|bulleu|squameu|pruri|maculeu|maculo|urtica|eczema|acneiform")
#: What makes bare lesions metastatic: what they look like, or what the sentence calls them.
MALIGNANT = Screened(
    r"metasta\w+|secondaires?(?![a-z]| (?:a|au|aux)\b)|\b(?:2(?:nd)?aires?|ii ?aires?|2r(?:e?s)?)\b|compatibles? avec|suggest\w+|evoca\w+|evoqu\w+|hyper-?metabol\w+|hyperfix\w+|hyper-?absor\w+|spicul\w+"
    r"|lytiques?|osteolyti\w+|(?:osteo)?condens\w+|blastiques?|(?:non (?:vue?|connue?|visible|presente?|decrite?|retrouvee?)|absente?|inconnue?)s? (?:en|le|sur|au|a|lors|avant|aupara|anter|prece)|maligne?s?|progress(?!iv)\w+|rechute|recidive|lacher"
    r"|hypercapt\w+|captation|tumoral\w*|neoplas\w+|(?<!non )(?<!peu )evoluti(?:fs?|ves?|vite)\b|nouve\w+|apparition|apparue?s?\b|\bde novo\b|\bpremiere fois\b|carcino\w+|supra|(?:infra|sus|sous)-?tentori\w+"
    r"|bilat(?:\b|era\w+)|multiples?|peritone[a-z]+ diffus|biopsi\w+|psma ?\+"
)

#: What tells a malignant pleural relapse from a recurrent effusion.
MALIGNANT_STRICT = re.compile(r"metasta|carcino|tumora|neoplas|nodul|malign|maladie")
