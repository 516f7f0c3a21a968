"""Words that say what became of an event; matched against folded text (see ``onco_pipeline.text``)."""

import re

REFUSED = re.compile(r"\brefus\w*|\bdecline\w*|\bne (?:souhaite|veut) pas\b|\bne le souhaite pas\b|\bopposee? a\b")
CANCELLED = re.compile(r"\bannul\w+|\bdeprogramm\w+|\bdecommand\w+|\breporte\w*\b|\bajourne\w*|\brepousse\w*")
NOT_DONE = re.compile(
    r"\bnon (?:re)?(?:fait|realis|pratiqu|effectu|disponible|retenu)\w*|\bpas (?:pu )?(?:ete )?(?:re)?(?:fait|realis|"
    r"pratiqu|effectu|indiqu)\w*|\bn'a pas (?:pu )?(?:etre |ete )|\bn'ont pas (?:pu )?(?:etre |ete )|\binutile\w*|"
    r"\bpas (?:d')?indication|\bcontre-?indique\w*|\bpas utile"
)
PENDING = re.compile(r"\ben (?:attente|cours)\b|\battendu\w*")
PROPOSED = re.compile(
    r"\bpropos(?:e|on|ai)\w*|\ba discuter\b|\benvisage\w*|\bdiscute\w*\b|\bevoque\w*|\bsuggere\w*|\brecommand\w+|\bconseille\w*"
)
#: "Une éventuelle biopsie", "biopsie éventuelle": beside the event, or it speaks of something else.
EVENTUAL_BEFORE = re.compile(r"\beventuel\w*(?: \w+){0,2}[ ']\Z")
EVENTUAL_AFTER = re.compile(r"(?: \w+)?,? \(?eventuel\w*")
CONDITIONAL = re.compile(r"\bsi (?!possible)\w+|\bs'il\b|\ben cas d[e']|\bsous reserve")
#: An act with its day set goes ahead unless something speaks against it: "si confirmation : X à débuter le 3".
SCHEDULED = re.compile(
    r"[^.;]{0,25}\b(?:a debuter|prevue?s?|programmee?s?|planifiee?s?) (?:\w+ )?(?:le|en|debut|fin|mi|des|a partir)\b"
)
PLANNED = re.compile(
    r"\bprevue?s?\b|\bprevoir\b|\b(?:re)?programm\w+|\bplanifi\w+|\bser(?:a|ont)\b|\brdv\b|\brendez-vous\b|"
    r"\bdemandee?s?\b|\ba (?:re)?(?:faire|realiser|debuter|controler|recontroler)\b|\bprochaine?s?\b|\bdevra\b|"
    r"\bdans (?:\d+|un|une|deux|trois|quatre|six|quinze) (?:jour|semaine|mois|an)|\ba partir de (?:lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|demain)|\bcommencera|\bdebutera|\bau retour d"
)
DONE_AGAIN = re.compile(
    r"\b(?:finalement |puis |ensuite )?(?:re)?(?:faite?s?|realisee?s?|pratiquee?s?|effectuee?s?|montr\w+|retrouv\w+|"
    r"objectiv\w+|revel\w+|debutee?s?)\b"
)
#: An act called off, and the same act taken up again further on in the sentence.
CALLED_OFF = re.compile(
    r"\bannul\w+|\bdeprogramm\w+|\bdecommand\w+|\breportee?s?\b|\bajournee?s?\b|\bnon (?:faite?s?|realisee?s?)\b"
)
TAKEN_UP = re.compile(
    r"\b(?P<planned>(?:sera|seront|reprogrammee?s?|reprevue?s?|a refaire)\b)|"
    r"\b(?:finalement|puis|enfin|ensuite|mais)\s(?:a ete |ete |re)?(?:faite?s?|realisee?s?|pratiquee?s?|effectuee?s?|debutee?s?)\b|"
    r"\b(?:realisee?s?|faite?s?|pratiquee?s?|effectuee?s?) (?:le|finalement)\b"
)
#: An exam that was asked for and whose findings follow was done.
REQUESTED = re.compile(r"\bdemandee?s?\b|\bprescrite?s?\b|\b(?:re)?programmee?s?\b|\bsollicitee?s?\b")
FINDINGS_FOLLOW = re.compile(
    r"(?:\b(?:montr|confirm|revel|retrouv|objectiv|mett|identifi|visualis|decri|indiqu|decouvr)(?:ant|e|ent|a|erent)\b|"
    r"\b(?:qui|et) (?:n'|ne )?(?:l'|les? )?(?:a|ont|avai\w+) (?:pas |ete )?(?:montr|confirm|revel|retrouv|objectiv|mis en evidence|"
    r"identifi|visualis|permis|conclu|realis|effectu|pratiqu)|\bavec (?:pour |un |le |des |comme )?resultats?\b)"
)
#: A sample that something is read on ("résultat attendu, matériel insuffisant sur les biopsies du 08/01").
READ_ON = re.compile(r"\b(?:sur|d'apres) (?:la |les |l'|ces |cette |ses )(?:premieres? |dernieres? )?$")
NEGATED_BEFORE = re.compile(
    r"(?:\bpas (?:de |d')|\baucune? |\babsence (?:de |d')|\bsans |\bni (?:de |d')?|\bjamais (?:de |d')|"
    r"\bnegati\w+ pour )(?:nouvel\w+ |autre |signe de |argument (?:pour|en faveur d[e']) ?)?(?:\w+[ -]){0,2}$"
)
NO_FINDING_BEFORE = re.compile(
    r"\b(?:pas|aucune?|absence|sans|ni|exclu\w*|elimin\w*|indemne|disparition)\b[^.;:]{0,60}$"
)
SUSPECTED = re.compile(
    r"\bsuspect\w*|\bsuspicion|\bpossible\w*|\bprobable\w*|\bevoca\w+|\bdouteu\w+|\bdoute\b|\ben faveur d|\?|"
    r"\bnon exclue?|\bpas (?:etre )?(?:exclu|elimin)\w*|\ba (?:eliminer|confirmer)\b|\bindetermine\w*|\bd'allure\b"
)
FAMILY = re.compile(
    r"\b(?:mere|pere|soeur|sour|frere|tante|oncle|fille|fils|cousine?|grand-?(?:mere|pere)|epou(?:x|se)|conjointe?|"
    r"(?:sa|sa propre) femme|son mari|neveu|niece|atcd fam\w*|antecedents? familiau?x?)\b"
)
