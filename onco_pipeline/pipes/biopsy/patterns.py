"""How French notes name a biopsy, a cytological puncture or a marrow sample (for folded text)."""

from __future__ import annotations

import re

from onco_pipeline.pipes.first_of import FirstOf
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sweep import WordPattern

_NEEDLE = r"(?:(?:a|par|avec) ?)?(?:l'? ?|une )?(?:grosse )?aiguille(?: (?:fine|centrale|epaisse|creuse))?"

#: One alternation for all samplings; the group's name says which.
SAMPLING = WordPattern(
    r"(?<![a-z0-9])(?:"
    r"(?P<marrow>bom|pbm|bmo|myelogrammes?|myelo(?= (?:(?:lun|mar|mercre|jeu|vendre)di|du|le|fait|prevu|programme|refait|a refaire|demande|realise|en attente|de (?:controle|reevaluation)|post|\d{1,2}[/.]\d{1,2}\b)|\s?:)|medullogrammes?|ponctions?[ -](?:sternales?|medullaires?|(?:de la "
    r"|de )?moelle(?: osseuse)?|d'os)|ponctions?[ -]aspirations? (?:(?:de la )?moelle|medullaires?)|(?<!de )(?<!la )(?<!en )moelle(?=,? (?:faite|realisee|prelevee|prevue|programmee|de (?:controle|reevaluation|suivi)|d'evaluation)\b| (?:du |le )?\d{1,2}[/.]\d{1,2})"
    r"|(?:aspirations?|aspirats?|prelevements?|frottis)(?: (?:de|de la|d'un\w*))? (?:moelle(?: osseuse)?"
    r"|medullaires?)|(?:ponctions?[- ])?biops\w+(?: \w+)? (?:de(?: la)? moelle(?: osseuse)?|osteo-?medullaires?"
    r"|medullaires?))"
    r"|(?P<needle>(?:micro|macro)b(?:iop)?(?=\. ?(?:\d|du|le|sein|mamm|echo))|(?:micro-?|macro-?|cryo-?)biops\w+(?: ?/ ?\w+)?|macro-?biops\w+|(?:micro-?)?(?:biospies?|bipsies?|biopises?)|tru[- ]?cut|biops\w+ "
    + _NEEDLE
    + r"|bag|agb|bav(?= (?:compatible|mammaire|du sein|sous stereo))|cnb|pba|pbp|pbh|pbr|pbo|pbf|ptt|ptp|ptba"
    r"|ponctions?[- ]?/?biops\w+)"
    r"|(?P<cytology>cyto-?ponctions?|cyto-?ponctionn(?:ee?s?|er|ant)|cyto(?= (?:[a-z]{4,14} (?:d|g|dte|gche|droite|gauche)? ?)?(?:bethesda|\d{1,2}/\d{1,2}\b|du \d|le \d|echo-?guid)| ?: ?(?:bethesda|\d)| \(\d)|cyto-?aspirations?|(?:ponctions?|aspirations?|paf)[ -](?:cytolog\w+|"
    + _NEEDLE
    + r")|ponctions?[- ](?:(?:et|par) )?aspirati(?:ons?|ves?)(?: "
    + _NEEDLE
    + r")?"
    r"|aspirations? (?:cervicales?|axillaires?|ganglionnaires?|thyroidiennes?|trans-?thoraciques?)"
    r"|cytologies? (?:des |de l'|de la |d'une |du )(?:adenopathies?|ganglions?|nodules?|masses?|aisselles?)|cytologies? (?:adenopathiques?|ganglionnaires?|guidee?s?|echo-?guidee?s?)(?! precedent)"
    r"|paaf|paf|pag|fn(?:ac?|b)|ebus(?:-?tbna)?|eus-?fn[ab]|pafee|ponctions? transbronchiq\w+|brossages? (?:bronchi\w+"
    r"|biliai\w+|cytolog\w+)|brossages? (?:de la |d[eu]s? |d'une |de l')(?:voies? biliaires?|vbp|choledoque|hile|stenose|cholangio\w+)|(?:lavages? (?:broncho-?(?:alveo|alvio|pulmo)\w+|bronch\w+)|lba|aspirat(?:ion)?s? (?:bronch\w+|broncho-?alveolaires?))(?=[^.;\n]{0,100}?(?:\bcytolog|\bcellules? (?:\w+ )?(?:malign|neoplas|tumor|atypi|carcino|suspect|anormal)))|brossages?(?= ?[:(.,;]| (?:et|du|de la|le|en|:|positi|negati|non contrib|cytolo|montr|retrouv|reven)))"
    r"|(?P<biopsy>(?:re-?|auto-)?biops(?:ies?|y)(?:[- ](?:exereses?|excisions?))?|exereses?-biops\w+|(?:re-?|micro-?|macro-?)?bx(?![a-z])"
    r"|bsgc|bsgs|bgsa|bgs|mammotomes?|punchs?(?= (?:cutane|d(?:e la|e l'|u|'une?) (?:lesion|peau|plaque|nodule|tumeur|cicatrice|sein)|biops|a ete |ont ete |realis|fait|du \d|le \d|(?:de )?\d(?:[.,]\d)? ?mm|\d{1,2} (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)))"
    r"|(?:re-?)?biopsie(?:e|s|es)?|(?:re-?)?biopsi(?:er|ant|ait|aient))"
    r"|(?P<fluid>(?:ponctions?|ponct\.|paracenteses?|thora(?:co)?centeses?|pericard[io]*centeses?)(?: (?:exploratrices?"
    r"|diagnostiques?|evacuatrices?))?(?: (?:pleura\w+|d'ascite|de l'ascite|ascit\w+|de la plevre|de l'epanchement|lombaires?|pericardi\w+|du liquide \w+"
    r"|de l'epanchement(?: \w+)?))"
    r"|(?:pleuro|thora(?:co)?|para|pericard[io]*)centeses?|pl(?= (?:du|le|therapeutique et|prevue|programmee|realisee|faite|diagnostique|exploratrice|normale|negative|positive|initiale|de controle)|\s?:|\s\())"
    r"|(?P<fluid_cytology>(?:liquides? (?:pleura\w+|peritonea\w+|d'ascite|ascit\w+|pericardi\w+)|epanchements? (?:pleura\w+|pericardi\w+)|ascite)(?: (?:droite?|gauche|[dg]))?(?= ?(?:du |le |[(:,] ?){1,2}[0-9a-z./]{2,12}(?: [a-z]{3,9})?(?: \d{4})?(?: ?[,:)]){1,2} ?(?:[a-z]+ )?(?:(?:presence |absence |amas |pas )(?:d[e'] ?))?(?:nombreu\w+ |rares |quelques )*(?:cellules? (?:[a-z]+ )?(?:malign|neoplas|tumor|atypi|carcino|suspect|anormal|lymphomat)|adenocarcinom|carcinom|acellulaire))|liquides? (?:pleura\w+|peritonea\w+|d'ascite|de l'ascite|ascit\w+|pericardi\w+|de lavage peritoneal)(?: (?:droite?|gauche|[dg]))?(?: ?[,:(] ?| du | le | (?:(?:adresse|envoye|parti|transmis|analyse) )?(?:en|pour) )"
    r"(?:(?:du |le |en )?[0-9a-z./]{2,12}(?: \d{4})? ?[,:)]{1,2} ?)?(?:(?:examen|analyse|etude) )?cytologi(?:e|es|que)(?![a-z])(?! urin)|(?:cytologies?|(?:examens?|etudes?|analyses?) cytologiques?) (?:(?:positi|negati|malign|suspect|normal|initial|diagnostiqu)[a-z]{0,3} )?(?:de l'|du |de la |d'un |d'une |de |des )?(?:liquide )?(?:de |d')?(?:l'"
    r"|la )?(?:pleura\w+|peritone\w+|ascit\w+|pericardi\w+|biliaires?|lcr|cephalo\w+|lavage \w+|lba|liquide \w+)(?: pleural"
    r"| peritoneal)?)"
    r"|(?P<cells>cytologies?(?! urin| cervic|s? vagin| du col))"
    r"|(?P<bare_sample>(?:prelevements?|fragments?(?= [a-z]+ (?:du|le) \d)) (?:oesophagi|gastri|duoden|antra|fundi|coli|rect|ilea|bronchi|hepati|rena|pulmonair|pleura|ganglionnair|mammair|prostati|vesica|endometri|peritone|mediastin|larynge|pharynge)\w+(?= (?:faits?|realises?|effectues?|du|le|en|d'|lors|par|au cours)\b)|prelevements?(?= \((?!bacterio)[^()\n]{0,30}\d{1,2}[/ ])|prelevements?(?= (?:d'une? |du |de la |de l'|des |sur (?:l[ae] |l'|une? ))(?:foyer|nodule|lesion|masse|adenopath|adp|gangl|tumeur|ulcer|plaque|polype|bourgeon|zone|implant|formation))|prelevements?(?= (?:(?:fait|realise|effectue|pratique|initial|biopsique|recu|envoye)[a-z]{0,3} )?(?:le |du |d[e'] ?|en |fin |debut |mi-?)?(?:\d{1,2}[/.]\d|\d{1,2}(?:er)? (?=[jfmasond])|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|(?:19|20)\d\d\b)))"
    r"|(?P<excised>exereses? (?:(?:chirurgicale )?(?:d'une? |du |de l'|de la ))?(?:gg|ganglions?|adenopathies?|adp|ganglionnaires?)(?! sentinel|s? du curage)|adenectomies?)"
    r"|(?P<sentinel>ganglions? (?:lymphatiques? )?sentinelles?|gs)"
    r"|(?P<puncture>ponctions?(?= (?:(?:sous|ss) (?:scanner|tdm|echo|controle|ee|een|eus|irm)|echo-?(?:guid|endoscop)|scan\w*-?guid|trans-?(?:thora|gastr|duoden)"
    r"|trans-?parie|percutane|guidee?s? |de la (?:masse|lesion|tumeur|thyroide)|d'une? (?:nodule|adenop|gangl"
    r"|masse)|du nodule|du ganglion|de l'adenop|ganglionn|thyroid|mammaire|adenop))"
    r")"
    r"|(?P<punctured>ponctionn(?:ee?s?|er|ons))"
    r"|(?P<lesion_taken>prelevee?s?(?= (?:sous (?:echo|scanner|tdm|irm|controle)|a l'aiguille|au (?:trocart|punch|pistolet)|hier\b|ce jour|ce matin|le \d|\(n ?=)))"
    r"|(?P<guided>ponctions?(?! [a-z]*(?:veineuse|arterielle|lombaire|evacuat|draina|articul|sous-clav)))"
    r"|(?P<sample>(?:echantillons?|prelevements?|fragments?) (?:de tissus?|tissulaires?|tumora\w+|biopsiques?"
    r"|histologiques?|biops\w+|cytologiques?|endoscopiques?)(?: \w+)?|curetage biopsique|prelever (?:du |le |un (?:fragment|echantillon) d[eu] |des fragments d[eu] )tissus?(?: [a-z]{5,16})?"
    r"|prelevements?(?= (?:a l'aiguille|sous vide|au (?:trocart|pistolet|punch)|(?:au|de|en) \d{1,2} ?g(?:auge)?\b))|(?:serie|prelevements?|realisation) (?:de |d'une (?:dizaine|douzaine|quinzaine) de )(?:[a-z0-9-]{1,8} )?carottes?(?: biopsiques?)?"
    r"|prelev(?:e|er|ant|ions|ons|ait)s? (?:[a-z0-9']+ ){0,3}?(?:fragments?|carottes?)"
    r"|prelevements?(?= (?:ont|avaient|furent) (?:ete )?(?:realis|effectu|pris|obten)[^.;\n]{0,70}?\b(?:histolog|anatomopatholog|anatomo-patholog|anapath|cytolog|etude patholog))"
    r"|carottes? biopsiques?|gestes? biopsiques?|carottes?(?= (?:hepati|rena|pulmonair|prostati|mammair|ganglionnair|osseu|tumora)\w+,? (?:le|du|ce) )|(?<=\d )carottes?(?= (?:le |du |ce (?:jour|matin)|prostat))|carottages?(?= (?:biopsique|prostat|mammair|hepati|d[eu]s? |d'|le \d))"
    r"|carottes?(?= (?:[a-z'-]+ ){0,4}?(?:(?:a|ont|est|sont|avaient|furent) (?:[a-z]+ ){0,2}?)?(?:preleve|obtenu|realise|faite)e?s?(?![a-z]))"
    r"|(?:echantillons?|fragments?)(?= (?:[a-z'-]+ ){0,6}?(?:a|ont|est|sont|avait|avaient|fut|furent) (?:[a-z]+ ){0,2}?(?:preleve|obtenu)e?s?(?![a-z])))"
    r"|(?P<scoped>prelevements?(?! (?:d[eu] )?(?:la )?(?:bacterio|mycolog|microbio|sanguin|urin|veineu|sang)))"
    r")(?![a-z])"
)

#: Abbreviations that count in capitals only.
CAPITALS_ONLY = frozenset(
    {
        "bom",
        "pbm",
        "bmo",
        "bag",
        "bav",
        "agb",
        "cnb",
        "pba",
        "pbp",
        "pbh",
        "pbr",
        "pbo",
        "pbf",
        "ptt",
        "ptp",
        "ptba",
        "pl",
        "paaf",
        "paf",
        "pag",
        "fna",
        "fnac",
        "bsgc",
        "bsgs",
        "bgsa",
        "bgs",
        "ebus",
        "gs",
    }
)
#: The score of a puncture of the thyroid.
BETHESDA = re.compile(r"\bbethesda\b")
#: "J'ai ponctionné le ganglion", "le nodule a été ponctionné".
PUNCTURED_IT = re.compile(
    r" (?:egalement |aussi )?(?:l[ae]s? |l'|une? |des |cette |ce |d'une? )(?:nodul|gangl|adenop|adp|masse|lesion|gg)\w*"
)
PUNCTURED_BEFORE = re.compile(
    r"\b(?:nodules?|ganglions?|adenopathies?|adp|masses?|lesions?)\b(?:[^.;:]{0,80}|[^.:]{0,60}[;,] (?:il|elle|celui-ci|celle-ci|qui) (?:doit |devra |devait |va |pourra |a pu )?)\b(?:a|ont|est|ete|etre|sera|seront)(?: [a-z]+)? \Z"
)
#: "Adénopathie sus-claviculaire gauche |ponctionnée le 02/07".
PUNCTURED_NOUN = re.compile(
    r"\b(?:nodules?|ganglions?|adenopathies?|adp|masses?|lesions?)\b(?: (?!non\b|pas\b|jamais\b)[a-z-]{1,20}){0,4},? \Z"
)
#: "Adénopathie inguinale prélevée sous écho", "granulations péritonéales, prélevées (n=6)": what was taken of it.
LESION_BEFORE = re.compile(
    r"\b(?:nodul|gangli?|adenop|adp|mass|lesion|granul|ulcer|plaqu|polyp|bourgeon|implant|tumeur|formation|foyer)[a-z]*\b(?:[^.;:]{0,50}?\b(?:a|ont|est|ete|etait) |[^.;:,\d]{0,35}[ ,]|,? )\Z"
)
#: "PAF (mutation APC)": polyposis, and no puncture.
POLYPOSIS = re.compile(r"polypos|\bapc\b|\bmutyh\b|coloproctectom|adenomatos")
#: "Les urgences ont ponctionné la plèvre": a fluid.
FLUID_TAPPED = re.compile(
    r" (?:egalement |aussi )?(?:l[ae] |l'|son |cette |cet )(?:plevre|ascite|epanchement|pleuresie|pericarde|liquide)\b"
)
#: ... or behind it how: "ponctionné à l'aiguille fine", "ponctionnée sous écho".
PUNCTURED_SO = re.compile(
    r" (?:(?:hier|ce jour) )?(?:a l'aiguille|(?:en|sous|par) (?:ee|eus|echo-?endoscopie)\b|sous (?:echo|scanner|controle|tdm|irm)|pour (?:cytolog|analyse|etude cyto))"
)
#: "L'ascite a été ponctionnée": a fluid.
FLUID_PUNCTURED = re.compile(
    r"\b(?:epanchements?|pleuresies?|ascites?|liquide)\b[^.;:]{0,40}\b(?:a|ont|est|ete|etre|sera)(?: (?:en revanche|[a-z]+))?(?: ete)? \Z"
)
#: "Épanchement pleural : ponction du 22/01", "ascite ponctionnée": a fluid that is tapped, told before the act.
FLUID_BEFORE = re.compile(
    r"\b(?:epanchements?|pleuresies?|ascites?|liquides?(?= (?:pleur|d'ascite|ascit|periton|pericard)))(?: (?!sans|avec|pas)[a-z-]{3,16}){0,3}(?: du \d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?(?: ?[:,(+] ?(?:une |1 )?| ?)\Z"
)
#: "Ponction du 06/03 reportée": of what a note has told to be punctured.
PUNCTURED_AGAIN = re.compile(
    r" (?:du|de|le|ce|hier|faite?|realisee?|prevue?|programmee?|reportee?|annulee?|decalee?)(?: (?:ce|le|du))? (?=\d|jour|matin|lundi|mardi|mercredi|jeudi|vendredi)"
)
#: "La ponction du 21/04 n'est pas concluante": of tissue, by what is told of it.
PUNCTURE_READ = re.compile(
    r" (?:(?:du|de la|de l'|d'une?) [a-z]{3,14} |(?!lombaire|evacuat|veineu|arteri)[a-z]{5,14} )?(?:(?:du|le|de|en) )?\(?(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}(?:er)? [a-z]{3,9}(?: \d{4})?|[a-z]{3,9} \d{4}|[a-z]{3,9})\)?(?: :| =|,| est| n'est| etait| a| n'a| revient| en faveur)[^.;\n]{0,40}?\b(?:(?:non )?contributi|(?:pas )?concluant|carcinom|adenocarcinom|adk\b|malign|cellules? tumor|lymphom|metastas)"
)
#: "Gastroscopie le 28/11 avec prélèvements étagés", "prélèvements sous échoendoscopie d'une adénopathie": of tissue, by what took them.
SCOPED_BEFORE = re.compile(
    r"\b(?:[a-z]{3,}scopies?|f?o?ogd|eogd|fibro|endoscopies?|eus|een?)\b(?:(?!\b(?:sans|pas|ni|aucune?)\b)[^.;:\n]){0,80}?(?:\b(?:avec|et|pour)\b|\+|,)\s?(?:(?:l[ae]s?|des|d'|de|realisation|multiples|nombreux|plusieurs|quelques|nouveaux|\d{1,2}|deux|trois|quatre|cinq|six) ?)*\Z"
)
SCOPED_BEHIND = re.compile(
    r" (?:(?:multiples|etages|realises?|faits?|effectues?|dirig\w+|guides?) )*(?:sous|par|lors d[eu']|au cours d[eu']|en|a l'occasion d[eu']) ?(?:la |l'|une? )?(?:een?\b|eus\b|echo-?endoscop|[a-z]{3,}scopie|fogd\b|ogd\b|fibro|(?:controle |guidage )?(?:scanner|tdm|echographi\w*|scanographi\w*)\b)"
)
OF_GERMS = re.compile(r"bacterio|mycolog|microbio|\bcultures?\b|\bbk\b|virolog|\bpcr\b|ecouvillon|\bph\b")
#: "GS + tumorectomie du sein gauche": taken by the operation named behind.
SENTINEL_FIRST = re.compile(
    r"(?: (?:axillaires?|inguina\w+|droite?s?|gauches?|[dg])){0,2} ?(?:\+|/|\bet|\bpuis) ?(?:une? |la )?(?:[a-z]{3,}ectomie|exerese|resection|chirurgie|conservat)"
)
#: An endosonography of which it is told that nothing was taken.
NOTHING_TAKEN = re.compile(
    r"\b(?:sans|pas de|aucune?) (?:[a-z]+ )?(?:prelevement|ponction|biopsie|cible|cytoponction)s?\b(?! contributi)"
)
#: Sections of a pathology report that tell what was received and seen.
OF_A_SPECIMEN = frozenset({"specimen", "macroscopy", "microscopy", "immunohistochemistry", "findings", "staging"})
#: A sentinel node is an act where an operation takes it, or where it has a day; else it is a specimen. "+ GS" ends the
#: name of an operation ("TM + GS"), and operations are no events.
SENTINEL_TAKEN = re.compile(
    r"(?:ectomies?|exereses?|excisions?|resections?|reprise|chirurgie|operee?s?|conservat\w+|prelevements?|techniques?|procedures?|recherches?|detections?|biopsies?|reperages?)\b"
    r"[^.;:]{0,40}?(?:\+|\bet\b|\bpuis\b|\bavec\b|,|/|\bd[eu]s?\b|\bd')\s?(?:l[ae]s? |l'|du |deux |trois |un |une |d'un |\d )*\Z"
    # "Prélèvement séparé : ganglion sentinelle"
    r"|\bprelevements? (?:separes?|a part|associes?|complementaires?) ?: ?(?:l[ae]s? |du |un |deux |trois |\d )?\Z"
)
#: "Ganglion sentinelle adressé à part", "GS : deux ganglions chauds retirés".
SENTINEL_REMOVED = re.compile(
    r" ?\((?:\d{1,2}|un|deux|trois|quatre) (?:ganglions? )?(?:chauds? |bleus? )?(?:preleve|retire|excise|adresse|enleve)s?\b|"
    r"(?: (?:axillaires?|inguina\w+|cervica\w+|pelvien\w*|droite?s?|gauches?|chauds?|bleus?|[dg]))*(?:,? (?:repere|detecte|identifie|marque|localise)e?s? (?:par|au|a la|en|avec) [^.;:()]{3,45}?,?)?(?: ?: ?(?:(?:un|deux|trois|quatre|\d) )?ganglions?(?: [a-z]+){0,4}?)?"
    r" (?:(?:a|ont|est|sont) (?:ete )?)?(?:preleve|adresse|envoye|retire|enleve|excise|reseque|biopsie)s?\b"
)
#: "Échec du ganglion sentinelle": none was found.
SENTINEL_FAILED = re.compile(r"\b(?:echecs?|absence|impossibilite|pas|sans)\b[^.;:]{0,25}\Z")
#: "CR anapath de la reprise + GS en attente".
SENTINEL_READ = re.compile(r"\b(?:anapath|histologie|anatomopathologie|cr|compte[ -]rendu|resultats?)\b[^.;:]{0,30}\Z")
SENTINEL_DATED = re.compile(
    r"(?: \((?![^()]*\d)[^()\n]{2,24}\))?(?: (?:axillaires?|inguina\w+|cervica\w+|bilatera\w+|pelvien\w*|droite?s?|gauches?|dte?|gche?|[dg]|(?:le |du |en )?fait|(?:prevu|programme|realise|pratique|effectue|preleve|retire|adresse|enleve)s?))*(?: (?:positifs?|negatifs?|x ?\d))?\s?[:(]? ?(?:le |du |faits? le |en )?\d{1,2}(?:er)?(?:[/.](?:\d{2}(?!\d)|(?:19|20)\d{2})|\s(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))"
)

#: "biopsie" that names no act on the patient: a tool, a scar, a surgical specimen.
NOT_AN_ACT_BEFORE = Screened(
    r"\bpre-? ?$|(?:pieces?|pince|aiguille|canal|cicatrice|trajet|site|orifice|point|lit|risque\w*|complications?|protocole"
    r"|voie) (?:de |a |d'|du |de la )(?:la |l'|une )?$"
    # "purpura thrombotique thrombocytopénique (PTT)"
    r"|\b(?:purpura|thrombotique|thrombo(?:cyto)?penique) \($"
    r"|\b(?:pst|pansements?|plaies?|fils|agrafes)(?: (?:post|du site|du point|de|d[eu]|de la|sur)| d')* ?$"
)
NOT_AN_ACT_AFTER = re.compile(
    r"[ -]*(?:(?:liq(?:uides?)?|plasmatiques?|sanguines?)\b|(?:de|sur) (?:la |une )?pieces?\b|operatoire|definitives?\b|post-?operatoire|(?:effectue"
    r"|realise|pratique)\w* apres l'(?:operation|intervention)"
    r"|drainage|evacuat|sous-?clav|veineu|arterie|folicul|follicul|ovocyt|du pac\b|d'?evacu|de decompr)"
)
#: "Un échantillon a été prélevé": an act, unless it is of what grows or flows, or of a sampling that has a name; all other
#: talk of a sample or its fragments is of what was read on it.
TAKEN = re.compile(
    r"(?:[a-z'-]+ ){0,5}?(?:a|ont|est|sont|avait|avaient|fut|furent) (?:[a-z]+ ){0,2}?(?:preleve|obtenu|recueilli|pris)e?s?\b"
)
TAKING = re.compile(
    r"(?<!impossibilite d')(?<!sans )(?<!tente d')(?<!pas )(?<!sans pouvoir )\b(?:prelev(?:er|ant|e)|obt(?:enir|enant|enu)|recueillir|recueillant)\b (?:(?:un|une|des|d'|de|du|plusieurs|nouveaux|nouvel|petits?|suffisamment) ?){0,3}\Z"
)
SPECIMEN_WORD = re.compile(r"(?:echantillon|fragment)(?!s? (?:biops|endoscop))s?")
#: "Prélèvement du 01/08 : carcinome": of tissue, where what a pathologist reads on it follows, and neither an operation
#: nor a fluid is told.
READ_THERE = re.compile(
    r"(?:\bcc[ir]s?\b|\bcli\b|\bcin ?[123]\b|\bchc\b|\bcbc\b|haut grade|bas grade|gleason|carcinom|\badk\b|lymphom|sarcom|melanom|malign|tumora|neoplas|prolifer|dysplas|metaplas|barrett|histolog|\banap|anatomo|(?:materiel|prelevement) insuffisant|contributi|\bpd-?l1|\bngs\b|\bihc\b|immuno-?histo)"
)
READ_FIRST = re.compile(
    r"\b(?:histolog\w*|anapath\w*|anatomo\w*|cytolog\w*|ihc|ngs|fish|immuno\w*|analyse|\d{2,4}) ?\((?:[^()]{0,34}[ ,])?(?:du )?\Z"
)
NO_BIOPSY = re.compile(
    r"[a-z]{3,}ectomies?|\bpieces?\b|exerese|resection|operatoire|\boper[e ]|chirurg|intervention|conisation|\brtu|curage|sentinelle|biolog|marqueur|bilan|hormon|genetiq|germinal|constitutionnel|\btaux\b|\bpcr\b|gorge|nasal|naso-?phar|covid|bacterio|virolog|hemocult|cutanes? (?:de|bacterio)|ecouvillon"
)
#: Cores are what a biopsy takes: of one that is named they are the number, and a finding is told on them.
ON_CORES = re.compile(
    r"\b(?:sur|dans|parmi|dont|avec|soit|chacune|resultats? des?) (?:les |ces |des |une? )?(?:\d{1,2} |[a-z]{3,8} )?\Z|\d ?/ ?\d{1,2} (?:des )?\Z"
)
OF_A_GENITIVE = re.compile(r"\b(?:du|resultats? des?|sur (?:le|un|des|les)) \Z")
NO_TISSUE = re.compile(
    r"\b(?:cultures?|microbio\w*|bacterio\w*|hemocultur\w*|serolog\w*|expectorations?|urin\w*|sang\w*|lcr|lavage|lba|liquide|plasma\w*|biops\w*|b[apo]g|ponctions?|ponctionn\w*|aspirations?|fnac?|paaf|cytoponction\w*)\b"
)
#: "La biopsie", "les deux biopsies" at the head of a sentence; an operation, and a sampling, in the one before.
SPEAKS_OF = re.compile(r"\W*(?:la|les(?: (?:deux|trois|quatre))?) ")
TAKEN_OUT = re.compile(r"\b(?:[a-z]{3,}ectomie|resection|exerese|excise|reseque|operee?|intervention chirurgicale)")
SAMPLED = re.compile(r"biops|ponction|\bfna|endosc|[a-z]scopie|prelev|cytolog")
#: A fluid that is tapped for relief is no sampling.
RELIEF = re.compile(r"evacua|draina|soulage|iterativ|depletive|decompress")
EXPLORES = Screened(
    r"cytolog|cellul|anapath|anatomo|histolog|carcinom|\badk\b|malign|neoplas|diagnosti|exploratr|envoye|analyse"
    r"|examen du liquide|\balk\b|\bros-?1|\begfr|\bngs\b|\bihc\b|(?:adresse|parti|transmi|confie)\w* (?:en|a l[a']|au|pour)\b|\bcyto\b|\banap\b"
)

#: ... even when relief was the aim as well ("ponction évacuatrice et exploratrice", "évacuatrice (cytologie : ...)").
EXPLORES_TOO = re.compile(r"exploratr|diagnosti|cytolog|anapath")

#: A sampling that a sample named again is of.
SAMPLED_BEFORE = re.compile(r"biops|\b(?:pb[hprmo]|ptbm|bom)\b|ponction|\bcarottes?\b")
#: What is tapped to be drained or cultured, and is no tumour.
COLLECTED = re.compile(
    r"\b(?:collections?|abces|hematomes?|urinomes?|bilomes?|lymphoceles?|seromes?|kystes? (?:synovia|popli|de baker))"
)
#: Words before that make the mention a reference to an act told elsewhere.
POINTS_BACK = Screened(
    r"(?:\b(?:sequencage|etude moleculaire|analyse moleculaire|profil moleculaire|pd-?l1|mutations?|relecture|reexamen|revision)\b(?: (?!a\b|ont\b|est\b)[a-z0-9-]+){0,5} (?:de|des|dans|sur) (?:la |l'|les )?|\b(?:genotypage|phenotypage|ngs) (?:de |des |sur )(?:la |l'|les )?|\b(?:jours?|semaines?|mois|ans?|heures?|lendemain|veille|[jh]) (?:apres|avant|de) (?:la|les|l')|\bcet?te?s?(?: memes?)?|\bces(?: memes)?|\bledit\w*|resultats? (?:definitifs? )?(?:de |des |d')(?:la |l')?|analyse (?:de "
    r"|des )(?:la )?|\bsur(?: (?:la|les|des))?|anatomopatholog\w+ (?:de |des )(?:la |les )?"
    r"|anatomie pathologique (?:de |des )(?:la |les )?|histolog\w+ (?:de |des )(?:la |les )?|anapath\w* (?:de "
    r"|des )(?:la |les )?|(?:lames?|bloc|blocs|materiel) (?:de |des |d')(?:la |les )?|blocs? |relecture (?:de |des )(?:la "
    r"|les )?|\bexamen (?:de la |des )|\b(?:apres|suite a) (?:la |les )(?:premiere |nouvelle |seconde )?|\bresultats? (?:\w+ )?(?:de la|des) (?:premiere|nouvelle|seconde|deuxieme)"
    r"|\b(?:identiques?|similaires?|comparables?) (?:a |au )(?:celui |celle |ceux )?(?:du |de la |la )?|\b(?:celui|celle) (?:du|de la))\s?$"
)
#: "la biopsie initiale": the one told first, or nowhere.
OF_THE_FIRST = re.compile(
    r" (?:[a-z-]+ )?(?:initiale?s?|precedente?s?|anterieure?s?|au diagnostic|du diagnostic)\b(?! en\b| \(| du \d)"
)
THE_OLD_ONE = Screened(r"\b(?:l'ancienne|les anciennes|la precedente|les precedentes)\s\Z")
DEFINITE = Screened(r"(?:\bla|\bles|\baux?|l')\s?$")
#: "Écho-endoscopie avec ponction": the needle takes cells.
ENDOSCOPIC = Screened(
    r"endoscopie(?:,? (?:le |du |haute |digestive )*[0-9/+. a-z']{0,24}?)?(?: ?\+| ?[/:(]|,? avec| et| pour) ?(?:une? |de )?\Z"
)
#: What stands between a puncture and the endoscopy that guides it.
GUIDE_LINK = re.compile(
    r"(?: (?:(?:le|du|ce|hier) ?)?(?:\d[\d/. ]{0,9}[a-z]{0,9}|jour|matin|jour-la)? ?)? ?(?:-|/|\+|:|sous|par|via|avec|et|lors d[eu']) ?(?:l'|un |une |la |des |plusieurs )?"
)
#: The same act once more is a new one.
REPEATS = re.compile(r"\b(?:repet|refai|renouvel|recommenc|reitere)\w* l(?:a |es |')$")

SURGICAL = Screened(
    r"chirurgic|peroperatoire|thoracoscop|coe?lioscop|laparoscop|mediastinoscop|thoracotomie|laparotomie"
    r"|videothora"
)
TRANSJUGULAR = Screened(r"trans-?jugul")
THROUGH_A_SCOPE = Screened(
    r"endoscop|bronchoscop|fibroscop|coloscop|gastroscop|colonoscop|cystoscop|\bfibro\b|etagee|brossage"
    r"|hysteroscop|laryngoscop|oe?sophagoscop|rectoscop|sigmoidoscop"
)
#: The way in, which is often told before the act: "fibroscopie avec biopsies".
WAY_IN = FirstOf(("transjugular", TRANSJUGULAR), ("endoscopic", THROUGH_A_SCOPE))
#: How a sample was taken.
TECHNIQUE = FirstOf(
    ("macrobiopsy", Screened(r"macro-?biops|mammotome|sous vide|vacora")),
    ("excisional", Screened(r"exerese|excision")),
    ("incisional", Screened(r"incision")),
    ("sentinel_node", Screened(r"sentinelle|\bbsg[cs]\b|\bbgs\b")),
    ("surgical", SURGICAL),
    ("punch", Screened(r"punch|shaving")),
    ("transbronchial", Screened(r"trans-?bronchi")),
    ("transrectal", Screened(r"trans-?rectal|endo-?rectal|\bpbp\b|randomis|saturation")),
    ("transperineal", Screened(r"trans-?perine")),
    ("transjugular", TRANSJUGULAR),
    ("endoscopic", THROUGH_A_SCOPE),
    ("stereotactic", Screened(r"stereota")),
    (
        "core_needle",
        Screened(
            r"micro-?biops|trucut|ponction[- ]?biops|\bbag\b|\bcnb\b|\bpb[ahpr]\b|carott|percutane|transparietal"
            r"|transthoraci|aiguille"
        ),
    ),
)
GUIDANCE = FirstOf(
    (
        "ct",
        Screened(
            r"(?:sous|par|guid\w+ (?:par|sous)) (?:le |un |une |guidage )?(?:controle )?(?:du |de |d'un )?(?:scanner"
            r"|tdm|ct|tomodensito\w*|scanographi\w*)|scann?o-?guid|scanner-?guid"
        ),
    ),
    (
        "ultrasound",
        Screened(
            r"echo-?guid|sous (?:controle |guidage )?(?:echo|ultrason)|guid\w+ (?:par|sous) (?:l'|une? )?(?:echo"
            r"|ultraso)|\bebus|\beus\b|echo-?endoscop|echographi"
        ),
    ),
    ("mri", Screened(r"(?:sous|guid\w+ par) (?:l'|une )?irm|fusion|ciblee")),
    ("stereotactic", Screened(r"stereota")),
)

#: An endoscopy tells which organ its biopsies come from.
ENDOSCOPY = FirstOf(
    ("côlon", Screened(r"colo(?:no)?scop|ileo-?coloscop|sigmoidoscop")),
    ("rectum", Screened(r"rectoscop|anuscop|rectosigm")),
    (
        "estomac",
        Screened(
            r"gastroscop|\bfogd\b|\boogd\b|\beogd\b|fibroscopie (?:oe?so|digest|haute|gastr|gast)"
            r"|endoscopie (?:digestive )?(?:haute|gastr|oe?so)|gastroduoden"
        ),
    ),
    (
        "bronche",
        Screened(
            r"broncho?-?(?:fibro)?scop|fibro(?:scopie)?[ -]?bronch|fibro-?bronchos|fibroscopie bronchi"
            r"|endoscopie bronch"
        ),
    ),
    ("vessie", Screened(r"cystoscop|\brtuv?\b")),
    ("utérus", Screened(r"hysteroscop")),
    ("utérus", Screened(r"colposcop")),
    ("larynx", Screened(r"laryngoscop|nasofibroscop|panendoscop")),
    ("ganglion", Screened(r"mediastinoscop")),
    ("plèvre", Screened(r"thoracoscop|pleuroscop")),
    ("voies biliaires", Screened(r"\bcpre\b|cholangioscop")),
)
#: What was found on a sample tells no more where it was taken.
FOUND = Screened(
    r"\b(?:montr|revel|confirm|compatib|diagnos|resultat|rapport|positi|negati|correspond|identifi|mett|mis|dont|metast\w+ d|origine)\w*"
)
#: ... but for where it was found: "a confirmé des métastases dans l'aisselle".
SEATED = re.compile(r"\b(?:dans|sur|au niveau d[eu']) ?(?:l[ae]s? |l'|une? )?\Z")
ABSENT = Screened(
    r"\b(?:(?:pas|absence|aucune? (?:signe|atteinte|evidence|preuve)) d['e] ?|(?:sans|aucune?|ni) )(?:[a-z'-]+ ){0,4}\Z"
)
#: "La peau du |sein", "ganglion axillaire du |sein gauche": what is sampled is the part, not the whole.
PART_OF = re.compile(
    r"(?:peau|ganglions?(?: lymphatiques?)?|adenopathi\w+|axillaires?)(?: [a-z-]+(?:al|ale|aires?|aux|ien|ienne|ique)s?)?(?: droite?| gauche)? (?:du|de la|de l'|des) ?"
)
#: "Un nodule du sein, dont la |biopsie": its organ has just been told.
WHOSE = re.compile(r"\b(?:dont l[ae]s?|de laquelle la|duquel la) \Z")
#: "Une biopsie a été demandée par |bronchoscopie".
BY_ENDOSCOPE = re.compile(
    r"(?: (?!en |et |qui |avec |sans )[a-z'-]+){0,5} (?:par|lors d[eu]|au cours d[eu]|pendant|sous) (?:une? |l[ae] |l')?(?P<scope>(?!video|thoraco|pleuro|laparo|coe?lio|mediastino)[a-z-]*scopie(?: [a-z]+)?)"
)
#: What the lesion grows into or lies against, "envahissant le médiastin (veine pulmonaire et péricarde)", is seldom what
#: is sampled; nor is what an exam looked at ("IRM pelvienne").
GROWN_INTO = Screened(
    r"\b(?:(?:infiltr|envahi|refoul|comprim|erod|detrui|obstru|atteign)\w* (?:partiellement |directement |egalement )?(?:l[ae]s? |l'|une? |des )"
    r"|(?:au|en)(?: \w+)? contact (?:avec |d[eu] |des )|adheren\w* (?:a |aux? )|s'eten\w* |extension )(?:[a-z'(-]+ ){0,7}[a-z'(-]*\Z"
)
LOOKED_AT = Screened(
    r"\b(?:irm|tdm|scanner|tomodensitometrie|(?:echo|radio)graphie|radio|tep|pet|doppler|scan)(?![a-z])"
)
#: ... or said to be free behind: "le foie est normal".
FREE_BEHIND = re.compile(
    r"(?: droit| gauche)?,? (?:(?:etait|est|sont|semble|parait) )?(?:normale?s?|normaux|indemnes?|libres?|souples?|depressibles?|indolores?|clairs?(?! ?:)|sans particularites?|ras)\b"
)
#: ... and so are the organs told with it: "tumeur du sigmoïde, foie et poumons libres", of which each stands by itself.
FREE_TOGETHER = re.compile(
    r"(?:(?:,| et| ou|, et) (?:l[ae]s? |l')?[a-z-]{2,16}){1,4},? ?:? ?(?:(?:etaient|sont|semblent|paraissent) )?(?:normaux|normales?|indemnes?|libres?|sans (?:particularites?|lesions?|anomalies?)|ras)\b"
)
STANDS_ALONE = re.compile(r"(?:\A|[,:;.(] ?)(?:l[ae]s? |l')?\Z")
#: "Ponction-biopsie d'un nodule du VIII": the segments of the liver are told by their number alone.
OF_THE_LIVER = re.compile(
    r"(?: (?:d'|de |du |des |sur )(?:une? |l[ae] |l')?(?:nodules?|lesions?|metastases?|masses?|cibles?))? (?:hepatiques? )?(?:du |des |de )(?:segments? )?(?:iv[ab]?|v|vi|vii|viii)(?![a-z0-9])"
)
#: "Ponction transthoracique", "biopsies transbronchiques".
THROUGH_THE_CHEST = re.compile(r"s? (?:trans-?(?:parieto-?)?thoraciques?|trans-?bronchiques?)(?![a-z])")
#: A line of what the patient had before.
OF_OLD = re.compile(r"[ \t*•-]*(?:atcd|antecedents?)(?: familiaux| personnels| medicaux| chirurgicaux)* ?:")
OF_SPREAD = Screened(r"metasta|secondaires?\b|carcinose")
#: A biopsy "du thorax" is of the lung, unless the chest's wall or its bones are spoken of.
CHEST_WALL = re.compile(r"paroi|parietal|sternum|sternal|\bcotes?\b|costal|peau|cutane|mammaire|\bseins?\b")
ENDOSONOGRAPHY = re.compile(r"\b(?:eus|ees?|echo-?endoscop\w*)\b")
#: Nodes that an operation takes along, and glands of which an "adénectomie" is one: no sampling.
PART_OF_SURGERY = re.compile(
    r"(?<!aden)(?<!cervico)(?<!mediastino)(?:tomies?|omie)\b|\b(?:operee?s?|chirurgie|curages?|resection)\b"
)
OF_A_GLAND = re.compile(r" (?:de la |du |d'un lobe )?(?:thyroid|prostat|lobe|parathyro|hypophys)")
#: "Ponction évacuatrice, 4 L. Cytologie : cellules tumorales": what relieved was looked at, too.
CELLS_READ = re.compile(
    r"\W{0,4}(?:la )?cytologi\w*(?: du liquide| d'ascite| pleurale)?(?: ?:| retrouv| montr| posit| negat| revien)"
)
CERVIX_TALK = re.compile(r"gyneco|colposcop|uter(?:us|in)|vagin|metrorrag|\bhpv\b|frottis|col de l'")
PROSTATE_TALK = re.compile(r"prostat|gleason|\bpsa\b|urolog|toucher rectal")
LUNG_TALK = re.compile(
    r"pulmon|poumon|thora|bronch|petites cellules|ttf-?1|\bp40\b|\bpbp sous (?:tdm|scanner)|\bls[dgi]\b|\bli[dg]\b|pneumo"
)
MARROW_TALK = re.compile(r"lymphom|leucem|myelom|hemato|cytopeni|pancytop|medulla|myelo|caryotype|blastes?")
CORES = Screened(r"\b(\d{1,2}) (?:\w+ )?(?:carottes?|biopsies|prelevements?|fragments?|carottages?)")
