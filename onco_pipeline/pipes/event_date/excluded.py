"""What a date says of itself that rules it out for an event, wherever it stands."""

import re

from onco_pipeline.events import DAY_ACTS, FINDINGS, DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.brackets import bracket_closed
from onco_pipeline.pipes.event_date.drugs import ends_treatment
from onco_pipeline.pipes.event_date.findings import told_of_the_patient
from onco_pipeline.pipes.event_date.nearby import last_before
from onco_pipeline.pipes.screen import Screened

__all__ = ["has_no_day_yet", "never_its_date"]

#: "Un mois après la TEP" counts from the exam, and is the date of something else.
_COUNTED_FROM = Screened(r"\b(?:apres|avant) (?:l[ae'] ?|les |cette |ce |son |sa |une? )?\Z")
#: "Trois mois après la mastectomie de juin 2019, le scanner montre ...": between a step and the date that it is counted from.
_COUNTED_FROM_A_DATE = re.compile(
    r"(?: (?:une? |l[ae] |l'|son |sa )[a-z'-]+(?: [a-z'-]+){0,2}?)?(?: (?:realis|effectu|pratiqu|fait|debut|commenc|termin|achev|dat|surven|subi)\w*)? ?(?:(?:du|de|d'|en|le|au|a|debut|fin) ?){0,2}"
)
#: "Vue à J8 de sa biopsie": not its own day, as "le soir même du scanner" is.
_ANOTHER_DAY = re.compile(r"\bj ?[+-]?\d|lendemain|veille|\d ?(?:jours?|semaines?|mois|ans?)\b|\b(?:apres|avant)\b")
#: "Sunitinib débuté, avec une stabilité après trois mois": counted from the very beginning.
_COUNTED_BEHIND = re.compile(
    r"[^.;]{0,90}?\b(?:stab|reponse|progress|toler|toxic|rechut|recidiv|maladie|diminu|disparit)\w*[^.;]{0,50} apres (?:\w+ ){1,2}(?:jour|semaine|mois|ans?|cycle)s?\b"
)
#: "Des métastases après un an de traitement", where the day is told before.
_OF_TREATMENT = re.compile(r"apres (?:\w+ ){1,3}(?:de|d'un|du) (?:traitement|therapie|chimiotherapie|hormonotherapie)")
#: A meeting decides on acts, which have other days.
_OF_MEETING = Screened(r"\b(?:rcp|reunion|comite|staff|session multidisciplinaire|concertation)\b[^.;:,0-9]{0,60}\Z")
#: Lines that a note's head may have, and what it calls the visit there.
_HEAD_LINES = 5
_VISIT_BEHIND = re.compile(
    r"[\W]*(?:(?:hdj|cs|consult\w*|teleconsult\w*|visite|suivi|rcp)\b[^.;:]{0,30}"
    # "03/09/2018 C4 FOLFOX", "03/09/2018 - 8e trastuzumab": the cycle that the visit is for
    r"|(?:c ?\d{1,2}(?: ?j ?\d{1,2})?|(?:cure|cycle|seance) ?(?:n ?[°o] ?)?\d{1,2}|\d{1,2}(?:e|eme) [a-z-]{4,})\b[^.;:]{0,40})\Z"
)
_VISIT_HEAD = re.compile(
    r"[^.;]{0,40}?\b(?:(?:tele)?consultation|cs|visite|hdj|hopital de jour|seance|rcp|reunion|staff|suivi|vue? le)\b[^.;]{0,60}\Z"
)
#: A title that names the visit, its day, the patient and what for.
_VISIT_NAMED = re.compile(
    r"\W*(?:tele)?(?:consultation|consult|cs|visite|hdj|hopital de jour|suivi|telephone)\b(?:[ /-]{1,3}[a-z.'-]{2,20}){0,3} ?:? ?(?:du |le |en date du )?(?:\w+di )?"
)
_THEN_FOR = re.compile(
    r" ?[–—:|-] ?(?:(?!tdm|irm|scan|tep|pet|scinti|biops|echo|bilan)[^:;\n.=>]|(?<= [a-z])\.|(?<=mme)\.){0,80}"
)
#: "Date : 30/11/2023          Médecin : Dr A.", "Paris, le 30/11/2023   Réf : 12345": the next field of the head's line.
_NEXT_FIELD = re.compile(
    r"\s*(?:a )?\d{1,2} ?[h:] ?\d{0,2}\s*\Z|\s{3,}(?!\d)\S|\s*[|–—-]?\s*(?:dr|pr|docteur|professeur|medecin|service|unite|ref|dossier|patiente?|ipp|nip|page|oncolog\w+|redige\w*|heure)\b"
)
#: "Vue le 30/11 pour son cancer du sein métastatique", in a note of that day: what she has, and nothing new.
_SEEN = Screened(
    r"\b(?:re)?(?:vue?|recue?|adressee?|hospitalisee?|presentee?|consulte|examinee?)s?\b[^.;:\n]{0,40}(?:\b(?:le|du|ce)\s)?\Z"
)
_SEEN_FOR = re.compile(
    r" (?:[a-z ]{0,20})?pour (?:le suivi d[eu'] ?|l[ae] |son |sa |une? )?(?:suivi d[eu'] ?(?:son |un )?)?(?:c ?\d|cure|cycle|seance|cancer|k\b|adk|adenocarcinome|carcinome|melanome|gist|neoplasie|tumeur|lymphome|cbnpc)[^.;:]{0,60}\Z"
    r"| pour (?:un |une |son |sa |des )?\Z"
)
#: A head's line that tells an act ends with the act's day.
_ACT = re.compile(
    r"scan|tdm|tomo|\birm|\btep|\bpet|echo|scinti|radio|mammo|biops|ponction|prelev|examen|realis|effectu|intervention|opera|opere|chirurg|scopie|ectomie|\d{2}[/.]\d"
)
#: The exam that another one is compared with shows what was there before.
_COMPARED_WITH = Screened(
    r"\b(?:compar\w+|par rapport|versus|vs|depuis l\w+|anterieur\w*|precedent\w*) (?:(?:a|au|aux|avec) )?(?:(?:l[ae]s? |l'|cell?es? |celui |l'examen |un |une |\w+graphie |"
    r"scanner |tdm |irm |tep |examen |etude |imagerie |bilan |controle |anterieure? |precedente? )){0,4}\(?(?:du |de |d'|le |en )?\Z"
)
#: "TEP (13/02) : a augmenté par rapport au scanner": an exam of another day.
_COMPARED_TO = Screened(
    r"\b(?:par rapport|compar\w+) (?:au|a la|a l'|aux|avec (?:l[ae]s? |l')) ?(?:derniere?s? |precedente?s? )?\Z"
)
#: "Lésions osseuses, non vues en 2019", "absentes en janvier": when there was nothing yet.
_NOT_YET_SEEN = Screened(
    r"\b(?:(?:non|pas) (?:re)?(?:vue?|visible|decrite?|presente?|connue?|trouvee?|mentionnee?)s?|absente?s?|(?:n'(?:existai|etai)(?:t|ent)) pas(?: (?:presente?|visible)s?)?|inexistante?s?)"
    r" (?:en |(?:au|du|sur) (?:l[ae] |l')?(?:scanner |tdm |irm |tep |bilan |examen |controle |cliches? )?(?:precedente?s? )?(?:de |d'|du )?(?:en )?|(?:a|sur) l[a'] ?(?:tep |irm |scintigraphie )(?:de |d'|du )?)(?:l'ete |fin |debut )?\Z"
)
#: "23/06 (retard, initialement 14/04)": the day on which it was not done.
_AT_FIRST = Screened(r"\binitialement (?:prevue?s? |programmee?s? )?(?:le |au |du )?\Z")
#: "Venu ce jour 20/06/2023 pour C5": the visit.
_SEEN_TODAY = Screened(
    r"\b(?:venue?s?|vue?s?|revue?s?|recue?s?|consult\w*|passage|hdj)\b[^.;:]{0,12}\bce jour,? ?(?:le )?\(?\Z"
)
#: "ADK stade IV EGFR muté, C3 ce jour": of the cycle.
_CYCLE_OF = re.compile(r"(?:\bc ?|cycle |cure )\d{1,2}(?: ?j ?\d{1,2})?(?: de [a-z-]{4,20})?,? \Z")
#: "Échographie à faire avant la prochaine consultation du 11": by then, and not then.
_BEFORE_A_VISIT = Screened(
    r"\b(?:avant|pour) (?:l[ae] |sa |ma |notre |son )?(?:prochaine? |nouvelle )?(?:consultation|visite|rdv|rendez-vous|cs|cure|cycle|hdj|seance)(?: (?:d'anesthesie|(?:pre-?)?anesthesique|d'oncologie|avec [a-z. ]{3,20}?))?(?: (?:du|le|de|prevue? (?:le|en)))* ?\(?(?:le |du )?\Z"
    # "Contrôle par TDM avant chirurgie (date prévue : 07/04)"
    r"|\bavant (?:l[ae] |l')?(?:chirurgie|intervention|operation|greffe|[a-z]{4,}ectomie) ?\((?:date )?(?:prevue?|programmee?|fixee?)?(?: le| au)? ?:? ?\Z"
)
#: "La dose a été réduite à 37,5 mg au quatrième cycle": nobody tells the day of that cycle.
_AT_A_CYCLE = re.compile(
    r"[^.;]{0,45}?\b(?:au|des le|a partir du|lors du|dans le|pendant le|au cours du|apres le) (?:\d+|[a-z]+i)(?:er|e|eme)s? (?:cycle|cure|mois)\b"
)
#: "Scanners tous les six mois", and what tells the one of them that has a date.
_SERIES_BEHIND = re.compile(r"[^.;:,()0-9]{0,25}? (?:tous|toutes) les (?:\w+ )?(?:mois|semaines|ans|cycles|cures)\b")
_ONE_OF_THEM = re.compile(
    r": ?\Z|\b(?:derni(?!er(?:e|s|es)? (?:cycle|cure|dose|prise|seance))|premi|celui|celle|dont|recent|prochain|jusqu|depuis|puis"
    # "TDM tous les 4 mois, normaux en février et juin"
    r"|(?:normau?x|normales?|stables?|negati\w+|rassurant\w*|inchange\w*|sans (?:[a-z']+ ){1,3}?)[ (]{0,2}(?:(?:en|de|du|le|les|:) ?)*\Z)"
)
#: "À programmer, ordonnance faite ce jour": the day of the order.
_ORDERED_ON = Screened(
    r"\b(?:ordonnances?|demandes?|bons?|prescriptions?|courriers?)(?: (?:d'examen|d[eu] [a-z]+))? (?:a ete |est |sont )?"
    r"(?:faite?|remise?|donnee?|redigee?|envoyee?|etablie?|signee?|partie?)s? (?:le |hier |ce )?\Z"
)
#: "La radio que j'avais demandée le 21 août était anormale".
_HAD_ASKED = Screened(
    r"\bqu(?:e |')(?:j'|nous |vous |il |elle |on |le dr )?[a-z' ]{0,16}(?:demande|prescrit)e?s? (?:le )?\Z"
)
#: "TDM ok, biopsie le 09/11": an item of a list that ends before the next one's day.
_ITEM_CLOSED = re.compile(r" (?:ok|ras|faite?s?)[,;] ")
#: "Échographie en avril, IRM en attente de rendez-vous": no day told before is its own.
_NO_DAY_YET = re.compile(
    r"[ ,(]{1,3}(?:en attente (?:de |d'une? )?(?:rdv|rendez-vous|date|convocation|programmation|creneau)|(?:date|rdv) a venir|sans date|a programmer)\b"
)
#: "Bon de scanner remis ce jour, RDV le 05/01": the paper's day.
_PAPER_OF = Screened(r"\b(?:ordonnance|demande|bon|prescription)s? (?:d'|de |du |pour )(?:une? |l[ae] |l')?\Z")
_HANDED_OVER = re.compile(r"[^.;,:]{0,30} (?:remis|donne|fait|redige|envoye|signe|adresse)e?s? (?:le |ce |hier )?")
#: "ATU demandée le 08/06, accord le 14/06", "commandé le 03/06": the way to a drug, and no beginning of it.
_ON_ITS_WAY = Screened(
    r"\b(?:demande|commande|sollicit|obten|accord|autoris|valid|livr|receptionn|dossier|recue? (?:a|par|en) (?:la )?pharmacie)\w*"
    r"(?:(?: (?!debut|commenc|demarr|instaur|initi|introdui|pris)[a-z'-]+){1,4})? (?:le |ce |hier )?\Z"
)
#: "Demande d'ATU pour l'osimertinib faite le 08/06".
_REQUEST_FOR = Screened(
    r"\b(?:demande|dossier|autorisation|accord|commande|atu|aac|acces precoce|acces compassionnel)s? (?:d'|de |du |pour )?(?:l[ae] |l'|une? )?\Z"
)
#: "BRCA (pièce de 2014) à demander".
_OF_A_SAMPLE = re.compile(
    r"\b(?:pieces?|blocs?|lames?|biopsies?|prelevements?)(?: (?:operatoires?|tumora\w+|initiales?))? (?:de |du |d')\Z"
)
#: "RT puis PCV ; début RT le 09/03": of what comes first.
_OTHER_BEGINS = re.compile(
    r"[;,.(] ?(?:debut|demarrage|fin|reprise) (?:de |de la |d[eu] )?(?:rt|radiotherapie|rct|irradiation|immunotherapie) ?:? ?(?:le |prevue? le |au )?\Z"
)
#: "À démarrer le 7 juin après ETT": what comes first has a day of its own.
_TO_BEGIN = re.compile(
    r"\b(?:a (?:re)?(?:debuter|demarrer|commencer|prendre|instaurer|initier)|prevue?s?|debutera|programmee?s?)\b[^.;]{0,15}\Z"
)
_AFTER_IT = re.compile(r"\bapres (?:une? |l[ae] |l')?\Z")
#: "FOLFOX dès le 05/01, puis capécitabine en entretien": the day of what comes first.
_AND_THEN = re.compile(r" ?,? ?(?:puis|suivie?s? d[e'u]|et ensuite) ")
_SENT_ON = re.compile(r"(?: [a-z]+)? (?:le |ce |hier )")
#: An exam at the head of an entry, up to a step told with it, and what tells behind the step that it was done.
_EXAM_OF_ENTRY = re.compile(
    r"\W*(?:une? |l[ae] |l')?(?:scanner|tdm|irm|tep|pet|scinti|echo|mammo|radio|reevaluation|evaluation|bilan|controle)[^.;:,()]{0,50} "
)
_WHAT_IT_FOUND = re.compile(r"(?: (?:d[eu] |d'|sous )[^.;:,\n]{2,40})? ?(?:[:=,]|->) ?[a-z0-9]")
_ASKED_NOW = re.compile(r"\b(?:demande|prescrit|commande)e?s? \Z")
_TISSUE = frozenset({Family.BIOPSY, Family.PATHOLOGY})
#: "Suites simples, sortie J8", "retour à domicile à J5": when the patient left, and no act's day.
_WENT_HOME = Screened(
    r"\b(?:sortie?|retour (?:a|au) domicile|rad|lever|(?:ablation|retrait) (?:d[eu]s? )?drains?),? ?(?:\(|: ?)?(?:a |au |le )?\Z"
)
#: "(Le dernier le 22/09)": of a cycle.
_OF_LAST_ONE = re.compile(r"(?:l[ae] )?derni(?:er|ere)\b")
#: "Une dyspnée apparue il y a deux mois".
_CAME_ON = Screened(r"\b(?:apparue?s?|evoluant|installee?s?|survenue?s?) \Z")
#: What a patient complains of, before the words that say since when.
_COMPLAINT = Screened(
    r"\b(?:douleurs?|[a-z]{3,}algies?|cephalees?|toux|dyspnee|essoufflement|asthenie|amaigrissement|perte de poids|fievre|nausees|vomissements|diarrhees?|rectorragies?|hematurie|metrorragies?|hemoptysies?|dysphagie"
    r"|dysphonie|ictere|boiterie|vertiges|diplopie|convulsions|[a-z]*paresies?|paresthesies|instabilite|symptom\w+|tumefaction|anorexie)\b[^.;:\n]{0,60}\Z"
)
#: Characters, and words before the date, of a remark in brackets that tells more than a date.
_REMARK, _WORDS_OF_REMARK = 160, 6
#: Characters before a date in which a word tells what it is of.
_BACK, _BESIDE = 70, 25


def never_its_date(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether what a date says of itself rules it out, wherever it stands."""
    if mention.role not in ("event", "duration") or (mention.interval is None and mention.future is None):
        return True
    if mention.role == "duration" and not ends_treatment(folded, layout, dates, event, mention):
        return True
    if told_of_the_patient(folded, event, mention) or _a_step_counts_from(folded, dates, event, mention):
        return True
    of_visit = event.family in FINDINGS or event.status in (Status.PLANNED, Status.PROPOSED)
    if of_visit and _heads_the_visit(folded, layout, event, mention):
        return True
    if mention.end <= event.start and _in_passing(folded, event, mention):
        return True
    if _of_no_day(folded, event, mention) or _how_long_by_then(folded, layout, event, mention):
        return True
    if has_no_day_yet(folded, event, mention) or _complained_since(folded, event, mention):
        return True
    if (
        event.family in DAY_ACTS
        and mention.start >= event.end
        and (
            _ORDERED_ON.search(folded, max(event.end, mention.start - _BACK), mention.start)
            or _HAD_ASKED.search(folded, max(event.end, mention.start - _BACK), mention.start)
            or _ITEM_CLOSED.match(folded, event.end, mention.start)
            or bracket_closed(folded, event, mention)
            or _hands_over(folded, event, mention)
            or (_visit(mention) and _ASKED_NOW.search(folded, max(event.end, mention.start - _BACK), mention.start))
        )
    ):
        return True
    if event.subtype == "start" and _on_its_way(folded, event, mention):
        return True
    if (
        event.subtype == "start"
        and mention.start >= event.end
        and _OTHER_BEGINS.search(folded, max(event.end, mention.start - _BACK), mention.start)
    ):
        return True
    if event.family is Family.ORAL_THERAPY and _OF_A_SAMPLE.search(
        folded, max(0, mention.start - _BESIDE), mention.start
    ):
        return True
    if (
        event.family in DAY_ACTS
        and mention.end <= event.start
        and _TO_BEGIN.search(folded, max(0, mention.start - _BACK), mention.start)
        and _AFTER_IT.search(folded, max(mention.end, event.start - 15), event.start)
    ):
        return True
    if event.status is Status.PLANNED and event.attributes.get("implicit") and mention.end <= event.start:
        if _AND_THEN.match(folded, mention.end, event.start):
            return True
    if (
        event.family is not Family.ORAL_THERAPY
        and mention.kind is DateKind.ANCHORED
        and _WENT_HOME.search(folded, max(0, mention.start - _BESIDE), mention.start)
    ):
        return True
    done = event.status is Status.DONE
    if done and _AT_FIRST.search(folded, max(0, mention.start - _BESIDE), mention.start):
        return True
    if (
        event.family in FINDINGS
        and _visit(mention)
        and _CYCLE_OF.search(folded, max(0, mention.start - _BESIDE), mention.start)
    ):
        return True
    if event.family in FINDINGS and _SEEN_TODAY.search(folded, max(0, mention.start - _BESIDE), mention.start):
        return True
    if event.family in DAY_ACTS and event.end < mention.start and _by_a_visit(folded, dates, event, mention):
        return True
    back = max(0, mention.start - _BACK)
    if event.family is Family.METASTASIS and (
        _COMPARED_WITH.search(folded, back, mention.start) or _NOT_YET_SEEN.search(folded, back, mention.start)
    ):
        return True
    if event.family is Family.IMAGING and mention.end <= event.start:
        if _COMPARED_TO.search(folded, max(0, event.start - _BESIDE), event.start):
            return True
    begins = event.family is Family.ORAL_THERAPY and event.subtype == "start"
    if (begins or event.family in FINDINGS | _TISSUE) and _OF_MEETING.search(
        folded, max(0, mention.start - _BACK), mention.start
    ):
        return True
    if mention.kind is DateKind.ANCHORED and mention.start >= event.end:
        if begins and _COUNTED_BEHIND.match(folded, event.end, mention.end):
            return True
        if (
            event.family is Family.METASTASIS
            and _OF_TREATMENT.match(folded, mention.start)
            and _told_before(layout, dates, event)
        ):
            return True
    if mention.kind is DateKind.ANCHORED and (
        (mention.start < event.start < mention.end and _ANOTHER_DAY.search(folded, mention.start, event.start))
        or _COUNTED_FROM.search(folded, mention.start, event.start)
    ):
        return True
    since = mention.bound == "from" and mention.period is None and mention.start >= event.end
    return event.family is Family.PATHOLOGY and (since or _visit(mention))  # no result is read "depuis 2019"


def has_no_day_yet(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether an act waits for its day, so that none told before is its own: "scanner à programmer"."""
    before = event.family in DAY_ACTS and mention.end <= event.start
    return before and _NO_DAY_YET.match(folded, event.end) is not None


def _hands_over(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date tells when the paper that asks for an exam was handed over."""
    return (
        _PAPER_OF.search(folded, max(0, event.start - _BESIDE), event.start) is not None
        and _HANDED_OVER.fullmatch(folded, event.end, mention.start) is not None
    )


def _on_its_way(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is the one on which a drug was asked for, granted or delivered."""
    if (
        mention.start >= event.end
        and _SENT_ON.fullmatch(folded, event.end, mention.start)
        and _REQUEST_FOR.search(folded, max(0, event.start - _BACK), event.start)
    ):
        return True
    start = max(event.end if mention.start >= event.end else 0, mention.start - _BACK)
    words = folded[start : mention.start]
    return _ON_ITS_WAY.search(words[max(map(words.rfind, ",.;:(\n")) + 1 :]) is not None


def _in_passing(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date stands in a remark that is closed before the event: "(un test positif en 2017), et un scanner"."""
    if event.family is Family.ORAL_THERAPY or mention.bound is not None:
        return False  # "(6 cycles jusqu'en mai), suivis de X"
    opened = folded.rfind("(", max(0, mention.start - _REMARK), mention.start)
    if opened < 0 or ")" in folded[opened : mention.start]:
        return False
    told = folded[opened + 1 : mention.start]
    closed = folded.find(")", mention.end, event.start)
    remark = len(told.split()) >= _WORDS_OF_REMARK or _OF_LAST_ONE.match(told) is not None
    return closed >= 0 and "(" not in folded[mention.end : closed] and remark


def _a_step_counts_from(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date only tells what the step before it is counted from, of which the event is no part."""
    step = last_before(dates, mention.start)
    if step is None or step.kind is not DateKind.ANCHORED or step.anchor != folded[mention.start : mention.end]:
        return False
    # "Vue à J8 de sa biopsie du 29 juin : carcinome": what the act itself gave.
    if step.start <= event.start < mention.start or folded[mention.end : event.start].strip() == ":":
        return False
    return _COUNTED_FROM_A_DATE.fullmatch(folded, step.end, mention.start) is not None


def _of_no_day(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether an event is told to be of a cycle, or one of many, whose day no date beside it tells."""
    if event.family is Family.ORAL_THERAPY:
        changed = event.subtype == "dose_change"
        return changed and mention.end <= event.start and _AT_A_CYCLE.match(folded, event.end) is not None
    if event.family is not Family.IMAGING or (series := _SERIES_BEHIND.match(folded, event.end)) is None:
        return False
    return mention.end <= event.start or _ONE_OF_THEM.search(folded, series.end(), mention.start) is None


def _how_long_by_then(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a step only tells how long a treatment had lasted by the day that heads its entry.

    "12/06 : TDM après 2 mois : apparition d'une lésion hépatique"; what is to come has nothing found.
    """
    if mention.kind is not DateKind.ANCHORED or event.status is not Status.DONE:
        return False
    entry = layout.entry(mention.start)
    if entry is None or entry.title_end >= mention.start or entry is not layout.entry(event.start):
        return False
    return (
        _EXAM_OF_ENTRY.fullmatch(folded, entry.title_end, mention.start) is not None
        and _WHAT_IT_FOUND.match(folded, mention.end) is not None
    )


def _complained_since(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date tells since when the patient had what led to a finding: "Toux depuis mars, métastases"."""
    acts = event.family is Family.METASTASIS or event.family in DAY_ACTS
    if not acts or mention.end > event.start or mention.period is not None:
        return False
    back = max(0, mention.start - _BACK)
    ago = mention.kind is DateKind.DEICTIC and _CAME_ON.search(folded, back, mention.start) is not None
    since = mention.bound == "from" or ago
    return since and _COMPLAINT.search(folded, back, mention.start) is not None


def _told_before(layout: Layout, dates: list[DateMention], event: EventMention) -> bool:
    """Return whether the sentence has a date of its own before an event."""
    start = layout.sentences[layout.sentence(event.start)][0] if layout.sentences else 0
    return any(start <= one.start < event.start and one.role == "event" and one.interval is not None for one in dates)


def _by_a_visit(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam is to be done by the day of a visit: neither then nor on a later day told behind."""
    return any(
        _BEFORE_A_VISIT.search(folded, max(event.end, one.start - _BACK), one.start) is not None
        for one in dates
        if event.end < one.start <= mention.start <= event.end + 2 * _BACK
    )


def _heads_the_visit(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of the visit in the note's head: what is told below it was found before."""
    if mention.interval is None or mention.interval.start != layout.reference_date or not layout.lines:
        return False
    back = max(0, mention.start - _BACK)
    if _SEEN.search(folded, back, mention.start) and _SEEN_FOR.match(folded, mention.end, event.start):
        return True
    line = layout.line(mention.start)
    if line > _HEAD_LINES:
        return False
    start, end = layout.lines[line]
    if line == layout.line(event.start):  # "Téléconsultation du 09/06 - cancer du sein métastatique"
        named = mention.end <= event.start and _VISIT_NAMED.fullmatch(folded, start, mention.start) is not None
        return named and _THEN_FOR.fullmatch(folded, mention.end, event.start) is not None
    if _VISIT_BEHIND.match(folded, mention.end, end) is not None and not folded[start : mention.start].strip():
        return True
    if _VISIT_HEAD.match(folded, start, mention.start) is not None:
        return True
    alone = not folded[mention.end : end].strip(" .,:") or _NEXT_FIELD.match(folded, mention.end, end) is not None
    if alone and _ACT.search(folded, start, mention.start) is None:
        return True  # "Mme R., 62 ans          15 mai 2019"
    return (
        alone
        and re.fullmatch(
            r"[^.;:0-9]{0,40}\ble (?:\w+di )?|\W*(?:date ?:? ?)?(?:\w+di )?", folded[start : mention.start]
        )
        is not None
    )


def _visit(mention: DateMention) -> bool:
    """Return whether a date is the day of the visit ("revu ce jour"): no result of an examination is of that day."""
    return mention.kind is DateKind.DEICTIC and mention.interval is not None and mention.interval.days == 1
