"""Titles, headers, footers and cues of French hospital documents.

Patterns are written in lower case without accents, for :func:`onco_pipeline.text.fold`.
"""

from __future__ import annotations

import re

from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern
from onco_pipeline.pipes.sweep import PlacedPattern

#: What a report calls what it adds later of the same sample; what a complement is of may follow.
ADDENDUM = r"comptes? rendus? complementaires?|addendums?|avenants?|complements?"
#: Label of a section -> the titles it goes by. The first label whose pattern fits wins.
TITLES: dict[str, str] = {
    "family_history": (
        r"(?:atcd?s?|antecedents?|histoire|heredite)[ .]*(?:oncologiques?|cancerologiques?|carcinologiques?)?[ .]*(?:fam\w*\.?|de (?:la )?famille)"
        r"(?: interessants| oncologiques| carcinologiques| notables)?|cote famil(?:ial|le)|histoire familiale|heredite|fam(?:ille|iliaux|\.)?(?= ?:)"
    ),
    "allergies": r"allergies?(?: connues?)?",
    "lifestyle": r"mode de vie|habitus|facteurs? de risques?|contexte (?:social|socio-?professionnel)",
    "past_history": (
        r"(?:principaux )?antecedents?(?: (?:personnels?|medicaux|medical|chirurgicaux|oncologiques?|carcinologiques?|notables|actuels?"
        r"|medico-chirurgicaux|gyneco\w*|obstetricaux|du patient|de la patiente|de cancer|pathologiques|d'interet|et|anterieurs))*"
        r"|atcds?(?: (?:perso\w*|med\w*|chir\w*|onco\w*))*\.?|contexte personnel|comorbidites"
    ),
    "comparison": r"comparaisons?|(?:etude|analyse|lecture) comparative|documents? (?:anterieurs?|de comparaison|de reference)|anteriorites?|comparatifs?|(?:examens?|imageries?) (?:anterieure?s?|de comparaison|de reference|precedente?s?)",
    "indication": r"indications?|renseignements?(?: (?:cliniques?|fournis|communiques|transmis|medicaux))*|contexte(?: clinique)?|(?:informations?|donnees) cliniques?",
    "reason": r"motifs?(?: (?:d'hospitalisation|d'entree|d'admission|de (?:la )?consultation|de venue|du sejour))?|objet",
    "history": (
        r"(?:l'?)?histoires?(?: (?:de la maladie|actuelle|recente|resumee|clinique|oncologique|carcinologique|medicale))*"
        r"(?: actuelle)?|hdlm|hdm|anamnes(?:e|ie|is)|maladie actuelle|rappels?(?: (?:clinique|historique|de l'histoire|du dossier|dossier|des faits|anamnestique|therapeutique))?"
        r"|pour memoire|historique|resume(?: clinique| du dossier)?|dossier|elements"
    ),
    "technique": r"techniques?(?: d'examen)?|protocole(?: technique)?|mode operatoire",
    "addendum": rf"{ADDENDUM}(?: (?:moleculaires?|d'examen|de compte rendu))?",
    "specimen": r"natures?(?: d(?:es?|u) prelevements?)?|materiels?|prelevements?(?: adresses?| recus?)?|siege(?: du prelevement)?",
    "macroscopy": r"(?:examen |description |etude )?macroscopi(?:e|que)",
    "immunohistochemistry": r"immuno-?histochimie|immuno-?marquages?|ihc|etude immuno-?histochimique",
    "molecular": r"(?:etude |analyse |recherche )?(?:biologie|pathologie|genetique|analyse) moleculaire|etude genetique|genetique|ngs",
    "microscopy": r"(?:examen |description |etude )?(?:microscopi(?:e|que)|histologi(?:e|que))(?: definitive)?",
    "pathology": r"(?:examen |resultats? )?(?:d')?(?:anatomie? (?:et cytologie )?pathologi(?:que|ques)|anatomo-?pathologi(?:e|que)|anapath|ap)",
    "findings": r"resultats?(?: de l'examen| du bilan)?|description|constatations|interpretation|analyse|lecture",
    "conclusion": r"conclusions?(?: du compte rendu| diagnostique| generale)?|(?:en conclusion|au total|synthese|en synthese|impression|en resume|total)",
    "discharge_treatment": r"(?:traitements?|ordonnance|prescriptions?) (?:de|a la) sortie",
    "current_treatment": r"traitements? (?:habituels?|a l'entree|en cours|actuels?|au long cours|personnels?|a domicile)",
    "procedure": r"gestes?(?: (?:realises?|operatoires?))?|compte rendu operatoire|acte(?: realise| operatoire| chirurgical)?|temps operatoire|bloc operatoire|deroulement(?: de l'intervention)?|intervention",
    "clinical_exam": (
        r"(?:l')?(?:examen|exploration)s?(?: (?:cliniques?|physiques?|general|somatique|neurologique|du jour|d'entree|de sortie|a l'entree|a la sortie"
        r"|a l'admission|a l'arrivee))*|clinique|cliniquement|etat general|status"
    ),
    "investigations": (
        r"(?:les )?(?:examens?|tests?|essais|epreuves|explorations?)(?: (?:complementaires?|paracliniques?|biologiques?|d'imagerie"
        r"|analytiques|radiologiques?))+(?: dans le service)?|bilans?(?: (?:d'extension|biologique|initial|realise|complementaire|d'imagerie))*"
        r"|paraclinique|imageries?|biologie|analyses? (?:sanguines?|de laboratoire|de sang)"
    ),
    "diagnosis": r"(?:le )?diagnostics?(?: (?:final|retenu|differentiel|histologique|principal|de sortie|clinique))?|jugement (?:diagnostique|clinique)",
    "evolution": (
        r"(?:l')?evolutions?(?: (?:clinique|dans le service|sous traitement|et traitement|favorable|recente|depuis \w+(?: \w+)?))*"
        r"|suites(?: (?:operatoires|post-?operatoires|immediates))?|developpements?|progres|progression|traitement et evolution"
        r"|au cours (?:du sejour|de l'hospitalisation)|pendant (?:le sejour|l'hospitalisation)|notes? d'evolution|actualisation"
        r"|depuis(?: (?:la )?derniere (?:consultation|visite))?|intervalle"
    ),
    "treatment": (
        r"(?:le )?traitements?(?: (?:propose|systemique|chirurgical|recu|oncologique|medical|specifique|realise))*|prise en charge(?: therapeutique)?"
        r"|therapeutique|chimiotherapie|radiotherapie"
    ),
    "staging": r"stades?|stadification|classement|classification|ptnm|ctnm|tnm",
    "question": r"questions?(?: posees?| a la rcp| pour la rcp| a discuter)?|discussion",
    "proposal": r"propositions?(?: (?:therapeutiques?|de la rcp|acceptee|de traitement))*|avis(?: de la rcp| rcp)?",
    "decision": r"decisions?(?: (?:therapeutiques?|de la rcp|prise))*",
    "plan": (
        r"conduite(?: (?:a tenir|proposee|pratique))?|cat|projet(?: (?:therapeutique|de soins))?|p/|p(?= ?:)|plan(?: de soins| d'action)?|a prevoir|a faire"
        r"|suites? a donner|suite|suivi|surveillance|rendez-vous(?: a prevoir| pris)?|rdv|programme|consignes|controles? prevus?|prochain(?:e|s)? \w+"
    ),
    "today": r"ce jour|aujourd'hui|a ce jour|consultation du jour",
}  # fmt: skip

_TITLE = "|".join(f"(?P<{label}>{words})" for label, words in TITLES.items())
_LINE_HEAD = r"[ \"*#>•·\-]*(?:[0-9]{1,2}[.)\-] ?|[ivx]{1,4}[.)] ?)?"
_ASIDE = (
    r"(?: ?\([^()\n]{1,120}\)|(?: (?:du|au)|, ?(?:(?:du|au|le) )?) ?[0-9][0-9/. ]{3,12}[0-9](?: ?\([^()\n]{1,120}\))?)?"
)
#: A known title at the head of a line: alone on it, or with a colon (or a full stop) behind.
TITLE_LINE = PlacedPattern(
    rf"(?m)^{_LINE_HEAD}(?P<title>(?:{_TITLE})(?![a-z]){_ASIDE}) ?(?:(?P<colon>:|\.(?= \S)|(?<=p/))|[.:]? *$)"
)
#: A known title in the middle of a line, after a full stop; only a colon makes it one there.
TITLE_INLINE = PlacedPattern(rf"(?<=[.;] )(?P<title>(?:{_TITLE})(?![a-z]){_ASIDE}) ?:")
#: ... but where the ends of lines were lost: a word with a capital behind it says so ("... négatif. Examen physique Bon état").
TITLE_RUN_ON = PlacedPattern(rf"(?<=[.;] )(?P<title>(?:{_TITLE})(?![a-z])) (?=[a-z])")

#: Lines of the paper itself: page marks, print marks, stamps, telephone headers.
IGNORED_LINE = PlacedPattern(
    r"(?m)^[ \-*|\[(]*(?:"
    r"p ?a ?g ?e ?[0-9oli]{1,3} ?(?:/|sur|de) ?[0-9oli]{1,3}\b.*"
    r"|[0-9]{1,3} ?/ ?[0-9]{1,3} *$|[1-9][0-9]{0,2} ?/ ?[1-9][0-9]{0,2} *(?:pat\b|patiente? ?:|ch\b|chu\b|hopital|ipp|nip|n°|imprime|edite).*"
    r"|(?:document )?(?:imprime|numerise|scanne|edition)e? ?(?:le|du|:).*|numerise [0-9].*|tampon.*|-* ?tampon ?:.*"
    r"|(?:document|page) (?:medical |strictement )?confidentiel(?:le)?\b.{0,110}"
    r"|(?:tel(?:ephone)?|fax|secretariat|standard|e-?mail|finess|n° finess|ipp|nip|nda)\b ?[.:n°].{0,120}"
    r")$"
)
#: The same, told by a word further on in the line: looked for in the notes that hold the word.
IGNORED_WITHIN: dict[str, re.Pattern[str]] = {
    "page": re.compile(
        r"^[ \-*|\[(]*.{0,60}(?:\bpage [0-9]{1,3} ?(?:/|sur|de) ?[0-9]{1,3}|[-–] page [0-9]{1,3}) *$", re.MULTILINE
    ),
    "ipp": re.compile(r"^[ \-*|\[(]*.{0,40}\bipp ?:? ?[0-9]{6,}.*$", re.MULTILINE),
    "nip": re.compile(r"^[ \-*|\[(]*.{0,40}\bnip ?:? ?[0-9]{6,}.*$", re.MULTILINE),
}
#: Where one of these words stands.
IGNORED_WORD = StemPattern("|".join(IGNORED_WITHIN))
#: Parts of a line that belong to the paper ("imprimé le 12/03/2019 09:14").
IGNORED_PART = StemPattern(
    r"\b(?:imprime|numerise|scanne)e? (?:le )?[0-9oli]{1,2}[/.\-][0-9oli]{1,2}[/.\-][0-9oli]{2,4}(?: ?(?:a )?[0-9]{1,2}[:h][0-9]{2})?"
    r"|(?<=- )scan(?:ne)? (?:le )?[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4} *$"
    r"|-{2,} ?tampon.*"
)

BULLET = re.compile(r"[ ]*(?:[-*•·–>]+ ?|\.[ ](?=[a-z0-9])|[0-9]{1,2}[.)] |\"[ ]?(?=[a-z0-9(]))")
#: A table row: cells parted by bars or tabs.
TABLE_ROW = re.compile(r"[^\n|]*\|[^\n|]*\|?[^\n]*")
UPPER_TITLE = re.compile(r"[ ]*[A-ZÀ-Ý][A-ZÀ-Ý'’ \-/&,()]{4,70}:?[ ]*$")

#: What stands before the day of the operation that a report is about.
OPERATED_ON = Screened(
    r"\b(?:(?:compte[- ]rendu|cr) (?:operatoire|d'intervention)|cro) ?(?:du |de l'intervention du |: ?|- ?)(?:le |du )?\Z|\bdate (?:de l'|d'|de )?(?:intervention|operation|acte)\s?:?\s?(?:le )?\Z|(?:\A|\n| {3})\W*(?:intervention|operation|operee?|bloc)(?: (?:realisee?|effectuee?|pratiquee?))? (?:du|le)\s?:\s?(?:le )?\Z"
)

# -- the day the author speaks from ------------------------------------------------------------
#: What the words before a date say of the document, by kind. Searched at the end of the text before it.
REFERENCE_CUES: dict[str, Screened] = {
    "meeting": Screened(
        r"(?:date de la rcp|\brcp\b[^.\n]{0,60}?(?:du|le|seance du|en date du)|seance du|reunion du|\bstaff\b[^.\n]{0,30}(?:du|le)) ?:? ?\Z"
    ),
    "exam": Screened(
        r"(?:(?:date (?:de l'|d'|de )?examen|examen|realisee?|effectuee?|acquisition|pratiquee?)s? ?(?:du|le)? ?:?"
        r"|(?:scanner|tdm|irm|tep\S*|scintigraphie|mammographie|echographie|tomodensitometrie)[^.\n]{0,60}(?:du|le)) ?\Z"
    ),
    "consultation": Screened(
        r"(?:(?:tele)?consultation[^.\n]{0,60}?(?:du|le|-|:|,)|(?:tele)?consultation|\bcs\b[^.\n]{0,40}?(?:du|le)?|vue?s? (?:ce jour )?(?:en consultation )?le"
        r"|hdj[^.\n]{0,40}?(?:du|le)?|visite du) ?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi) )?\Z"
    ),
    "stay_end": Screened(r"(?:(?:date de )?sortie|sortie? (?:le|du)|sortante? le) ?:? ?(?:le )?\Z"),
    "stay_start": Screened(
        r"(?:hospitalisation|hospitalisee?|sejour|crh?\b[^.\n]{0,40}|compte rendu d'hospitalisation|entree|admission)[^.\n]{0,30}?(?:du|le|:)? ?\Z"
    ),
    "specimen": Screened(r"(?:preleve(?:ment)?s?|date (?:de|du) prelevement) ?(?:le|du)? ?:? ?\Z"),
    "report": Screened(
        r"(?:edite|valide|signe|redige|compte rendu (?:du|initial|valide le|edite le)|interprete et signe|dicte|tape|frappe) ?(?:le|du)? ?:? ?\Z"
    ),
    "operation": OPERATED_ON,
    "addendum": Screened(rf"(?:{ADDENDUM}(?: moleculaires?)?) ?(?:du|le)? ?:? ?\Z"),
}
#: "Paris, le 11 mai 2020", "Lyon, 18 novembre 2019", "Le 24/02/2017": what may stand before a letter's date.
LETTER_HEAD = re.compile(
    r"^[ ]*(?:(?:[a-z*][a-z*'\- .]{1,60}[,\-] ?(?:[l1]e )?)|[l1]e |(?:fait|redige|ecrit|etabli)e? (?:a [a-z'\- ]+,? ?)?[l1]e |date ?: ?(?:le )?"
    # "Paris le 12/03/2021": a town, and not what was done on a day
    r"|(?!(?:scan|tdm|irm|tep|pet|echo|radio|mammo|scinti|biops|ponction|oper|vu|revu|entr|sort|hospit|recu|prelev|sign|valid|edit|dict|frapp|tap|imprim|numeris|ne|deced|debut|fin|chirurg|interven|consult|rcp|staff|reunion|admi|exam|bilan|cure|arret|repris|demand|fait|realis|pratiqu|transm|envoy|date|cycle|dose|seance|visite|appel|rdv|rendez)[a-z]*)[a-z]{4,20}(?:-[a-z]+){0,4} le )(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\Z"
)
QUOTE_CUE = re.compile(
    r"repris|copie|extrait|rappel|fiche|consultation|\bcs\b|courrier|compte rendu|lettre|crh?\b|texte|precedent"
)

#: The title of a pathologist's report, and the characters within which it stands below the letterhead.
PATHOLOGY_TITLE = Screened(
    r"(?m)^[^\n.;:]{0,50}(?:anatomie (?:et cytologie )?pathologi\w+|anatomo-?(?:cyto-?)?pathologi\w+|cytopathologi\w+|(?:laboratoire|service|cabinet|centre|institut|departement|unite) de pathologie)[^\n.;:]{0,40}(?:$|[.:] )"
)
#: The first words of a report without one.
SPECIMEN_CAME = re.compile(
    r"\W*(?:piece (?:operatoire|d'exerese)|prelevement|biopsies?)[^.;:\n]{0,40} recue?s? le|"
    r"\W*(?:(?:micro-?|ponctions?-)?biopsies?|cyto-?ponctions?|pieces?|prelevements?)\b[^.;:\n]{0,40}\n\W*prelevee?s? (?:le|du)\b"
)
TITLE_WITHIN = 500
