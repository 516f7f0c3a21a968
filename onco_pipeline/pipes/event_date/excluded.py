"""What a date says of itself that rules it out for an event, wherever it stands."""

import re

from onco_pipeline.events import DAY_ACTS, DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.brackets import bracket_closed
from onco_pipeline.pipes.event_date.drugs import ends_treatment
from onco_pipeline.pipes.event_date.findings import told_of_the_patient
from onco_pipeline.pipes.event_date.nearby import last_before
from onco_pipeline.pipes.event_date.requested import of_a_request
from onco_pipeline.pipes.event_date.visits import of_the_visit
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
#: "Métastases osseuses depuis le 18/12/2017": since when they are there, where no news of an exam is told.
_SINCE_THEN = Screened(r"\bdepuis l[ea] (?:(?:scanner|tdm|irm|tep|pet|scintigraphie) (?:du |de |d'|en )?)?\Z")
#: "Porteur depuis le 10/07/2017 de métastases".
_BORNE_SINCE = re.compile(r" (?:d'une? |de |des |d')(?:(?:multiples?|plusieurs|maladie|cancer|nombreuses) ?){0,2}")
_AS_NEWS = re.compile(
    r"\b(?:(?:re-?)?appar|nouve|progress|evolu|survenu|major|augment|modif|stab|regress|inchang|dimin|repon|surviennent|plus (?:nombr|volum|etend))"
)
#: Days as figures or words write them, and what opens the bracket that one stands in.
_DAYS_WRITTEN = frozenset({DateKind.ABSOLUTE, DateKind.TWO_DIGIT_YEAR, DateKind.YEARLESS})
_ITS_BRACKET = re.compile(r" ?\((?:le |du )?")
#: "Passé de 6 mm (mai) à 11 mm", "contre 9 mm en mars": the day of an earlier size.
_SIZE_THEN = Screened(
    r"\b(?:passe\w*|passant|augment\w*|diminu\w*|contre|vs|versus|mesurait|mesuraient) (?:de |a )?\d{1,3}(?:[.,]\d)? ?(?:[x*] ?\d{1,3}(?:[.,]\d)? ?)?(?:mm|cm),? ?\(?(?:en |au |le |du |sur (?:celui|celle) d[eu] )?\Z"
)
#: "34 % de blastes, contre 8 % en août", "HER2 0 (2+ en 2019)", "alors qu'il était positif sur la biopsie de 2018": an earlier result's.
_RESULT_THEN = Screened(
    r"\b(?:contre|vs|versus|au lieu d[e'])\.? ?(?:[<>]? ?\d{1,3}(?:[.,]\d)? ?%?|[0-3]\+?|(?:negati|positi|sauvage|mute)\w*)(?: (?:de )?[a-z]{4,12})?,? ?\(?(?:(?:en|le|au|du|fin|debut|courant|sur (?:l[ae] )?(?:biopsie|piece|prelevement) d[eu]) ?)?\Z"
    r"|\((?:[<>]? ?\d{1,3}(?:[.,]\d)? ?%|[0-3]\+|(?:negati|positi)\w*) (?:en|le|au|du|sur (?:l[ae] )?(?:biopsie|piece|prelevement) d[eu]) ?\Z"
    r"|\b(?:alors qu|tandis qu|la ou )[^.;:]{4,60}\b(?:sur|dans) (?:l[ae]s? |l')?(?:[a-z-]+ ){1,3}(?:de|du|d'|en) ?\Z"
)
_RESULT_BACK = 95
#: "Létrozole débuté le 12/05 (RH+, HER2-)", "osimertinib depuis le 12/05 (EGFR del19)", "tumorectomie prévue le 22/06 pour CCI grade 2".
_BEGUN_ON = Screened(
    r"\b(?:debut|commenc|introdui|demarr|instaur|initi|repris|poursui)[a-z]* (?:le |en |debut |fin |depuis (?:le )?)?\Z|\bdepuis (?:le |fin |debut )?\Z"
    r"|\b(?:prevue?s?|programmee?s?|planifiee?s?) (?:le |en |au |pour le )?\Z"
)
_TISSUE_TOLD = re.compile(
    r"biops|ponction|prelev|anapath|anatomo|histolog|cytolog|piece|\bbloc|myelogram|\b(?:pb[hprof]|bom|bx)\b|resultat|\bngs\b|\badnt?c|liquid"
)
_RIGHT_BEHIND = re.compile(r" ?(?:\(|,|pour|dans le cadre d'|devant)? ?(?:une? |son |sa |ce )?")
_TREATED = 60
#: The exam that another one is compared with shows what was there before.
_COMPARED_WITH = Screened(
    r"\b(?:compar\w+|par rapport|versus|vs|depuis l\w+|anterieur\w*|precedent\w*) (?:(?:a|au|aux|avec) )?(?:(?:l[ae]s? |l'|cell?es? |celui |l'examen |un |une |\w+graphie |"
    r"scanner |tdm |irm |tep |examen |etude |imagerie |bilan |controle |anterieure? |precedente? )){0,4}\(?(?:du |de |d'|le |en )?\Z"
)
_REFERENCE = Screened(
    r"\b(?:examen|scanner|tdm|irm|tep|imagerie) (?:de reference|de comparaison|precedente?|anterieure?) ?(?:du |de |d'|le |: ?)?\(?\Z"
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
#: What a bracket may hold with the next act told behind it: "résection (AP : nécrose), fermeture de stomie après 6 mois".
_TOLD_IN_BRACKETS = DAY_ACTS | {Family.PATHOLOGY}
#: "23/06 (retard, initialement 14/04)": the day on which it was not done.
_AT_FIRST = Screened(r"\binitialement (?:prevue?s? |programmee?s? )?(?:le |au |du )?\Z")
#: "La dose a été réduite à 37,5 mg au quatrième cycle": nobody tells the day of that cycle.
_AT_A_CYCLE = re.compile(
    r"[^.;]{0,45}?\b(?:au|des le|a partir du|lors du|dans le|pendant le|au cours du|apres le) (?:\d+|[a-z]+i)(?:er|e|eme)s? (?:cycle|cure|mois)\b"
)
#: "Scanners tous les six mois", and what tells the one of them that has a date.
_SERIES_BEHIND = re.compile(r"[^.;:,()0-9]{0,25}? (?:tous|toutes) les (?:\w+ )?(?:mois|semaines|ans|cycles|cures)\b")
_ONE_OF_THEM = re.compile(
    r": ?\Z| \((?:le |du )?(?:\d{1,2}/\d{1,2}, ?)*\Z|\b(?:derni(?!er(?:e|s|es)? (?:cycle|cure|dose|prise|seance))|premi|celui|celle|dont|recent|prochain|jusqu|depuis|puis"
    # "TDM tous les 4 mois, normaux en février et juin"
    r"|(?:normau?x|normales?|stables?|negati\w+|rassurant\w*|inchange\w*|sans (?:[a-z']+ ){1,3}?)[ (]{0,2}(?:(?:en|de|du|le|les|:) ?)*\Z)"
)
#: "TDM ok, biopsie le 09/11": an item of a list that ends before the next one's day.
_ITEM_CLOSED = re.compile(
    r" (?:ok|ras|faite?s?|(?:est |deja )?(?:demande|prescrit)e?s?(?=, (?:l[ae] |l'|une? )?(?:scanner|tdm|irm|tep|pet|scinti|echo|mammo|radio|rx)))[,;] "
)
#: "Échographie en avril, IRM en attente de rendez-vous": no day told before is its own.
_NO_DAY_YET = re.compile(
    r"[ ,(]{1,3}(?:en attente (?:de |d'une? )?(?:rdv|rendez-vous|date|convocation|programmation|creneau)|(?:date|rdv) a venir|sans date|a programmer)\b"
)
#: "BRCA (pièce de 2014) à demander".
_OF_A_SAMPLE = re.compile(
    r"\b(?:pieces?|blocs?|lames?|biopsies?|prelevements?)(?: (?:operatoires?|tumora\w+|initiales?))? (?:de |du |d')\Z"
    # the steps into a trial: "palbociclib (bras A) randomisé le 17/12, C1J1 le 22/12"
    r"|\b(?:randomisee?s?|randomisation|inclusion|incluse?|screening|consentement(?: signe)?|signe)s? (?:le |en |du )?\Z"
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
#: An exam at the head of an entry, up to a step told with it, and what tells behind the step that it was done.
_EXAM_OF_ENTRY = re.compile(
    r"\W*(?:une? |l[ae] |l')?(?:scanner|tdm|irm|tep|pet|scinti|echo|mammo|radio|reevaluation|evaluation|bilan|controle)[^.;:,()]{0,50} "
)
_WHAT_IT_FOUND = re.compile(r"(?: (?:d[eu] |d'|sous )[^.;:,\n]{2,40})? ?(?:[:=,]|->) ?[a-z0-9]")
#: "Suites simples, sortie J8", "retour à domicile à J5": when the patient left, and no act's day.
_WENT_HOME = Screened(
    r"\b(?:sortie?|retour (?:a|au) domicile|rad|lever|(?:ablation|retrait) (?:d[eu]s? )?drains?),? ?(?:\(|: ?)?(?:a |au |le )?\Z"
)
#: "(Le dernier le 22/09)": of a cycle.
_OF_LAST_ONE = re.compile(r"(?:l[ae] )?derni(?:er|ere)\b")
#: "Des nodules apparus depuis le TDM de mai".
_NOT_THERE_IN = Screened(
    r"\b(?:apparue?s?|nouve(?:au|aux|lles?)|survenue?s?) depuis (?:l[ae] |l'|debut |fin |le mois de )?(?:(?:scanner|tdm|irm|tep|pet|examen|controle|bilan|imagerie)(?: precedente?)? ?(?:du |de |d'|en )?)?\(?\Z"
)
#: "Rx : opacité (30/09) -> scanner : masse (04/10)": each has its day behind what it showed.
_CHAIN = re.compile(r"\)\s?(?:-+>|=+>|→|,? puis)")
_ITS_OWN_BRACKET = re.compile(r" ?: ?[^.;():\d]{2,40} \((?:le |en )?\d")
#: "IRM (avant |biopsies, 20/01)": the bracket tells when the exam was made.
_ONLY_RELATES = Screened(r"\((?:faite? |realisee? )?(?:avant|apres|pre|post|a distance d[eu]s?)[ -](?:l[ae]s? |l')?\Z")
#: "Mammographie annuelle depuis 2012": the year of the first.
_SINCE_LONG = re.compile(
    r"(?: [a-z-]+)? (?:annuel|bisannuel|semestriel|trimestriel|mensuel|regulier|systematique)\w*(?: de [a-z]+)? (?:depuis|dep\.?) ?"
)
#: "Contrôle biologique à 1 mois, échographie annuelle".
_YEARLY_ONLY = re.compile(
    r"(?: [a-z-]{3,14}){0,2} (?:annuel|semestriel|trimestriel|mensuel|bisannuel)(?:le)?s?\b(?! (?:le|en|du|prevu))"
)
_IN_SO_LONG = re.compile(r"(?:a|dans) (?:\d|un|deux|trois|quatre|six)")
_TOLD_IN_LINES = DAY_ACTS | {Family.PATHOLOGY, Family.METASTASIS}
_MARKS = " \t*•>–-"
_TITLES = re.compile(r"(?: ?(?:-|–|au?|/) ?[0-9/]{4,10})? ?:")
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


#: "Métastatique en réponse complète depuis 2016": since when it is quiet, and not when it came.
_QUIET_SINCE = Screened(
    r"\b(?:reponses?|remission|stable|stabilises?|controlee?s?|quiescent|surveillance|pause therapeutique|abstention)\b[^.;:]{0,30}\bdepuis (?:le |la |l'|debut |fin |mi-?)?\Z"
)


def _shown_before(folded: str, event: EventMention, mention: DateMention, back: int) -> bool:
    """Return whether a date is that of an exam which spread is compared with, or which did not show it yet."""
    if _NOT_YET_SEEN.search(folded, back, mention.start) or _QUIET_SINCE.search(
        folded, max(event.end, back), mention.start
    ):
        return True
    if event.end <= mention.start and _REFERENCE.search(folded, max(event.end, back), mention.start):
        return True
    if _COMPARED_WITH.search(folded, back, mention.start) is None:
        return False
    bears = mention.end <= event.start and _BORNE_SINCE.fullmatch(folded, mention.end, event.start) is not None
    since = (bears or event.end <= mention.start) and _SINCE_THEN.search(folded, back, mention.start) is not None
    told = max(event.start - _BESIDE, folded.rfind(";", 0, event.start), 0)
    return not since or _AS_NEWS.search(folded, told, max(event.end, mention.start)) is not None


def _appeared_since(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of the exam which did not show lesions yet: "TDM du 06/06 : nodules apparus depuis février"."""
    since = _NOT_THERE_IN.search(folded, max(event.start, mention.start - _BACK), mention.start)
    return since is not None and any(
        day.end <= event.start and event.start - day.end < _REMARK and day.role == "event" and day.interval is not None
        for day in dates
    )


def _within(day: DateMention, mention: DateMention) -> bool:
    """Return whether a date lies in the stretch that a vaguer one tells: "durant l'été (juillet 2020)"."""
    return day.interval is not None and mention.interval is not None and mention.interval.contains(day.interval)


def _has_its_day(folded: str, dates: list[DateMention], mention: DateMention) -> bool:
    """Return whether a term is told with the day that it fell on: "TDM de contrôle à 2 ans (15/03/18)"."""
    vague = mention.interval is not None and mention.interval.precision is Precision.INTERVAL
    if not vague and (mention.kind is not DateKind.DEICTIC or not folded.startswith("a ", mention.start)):
        return False
    return any(
        day.kind in _DAYS_WRITTEN
        and (not vague or _within(day, mention))
        and mention.end < day.start
        and _ITS_BRACKET.fullmatch(folded, mention.end, day.start)
        for day in dates
    )


#: "Nous suspendons la capécitabine jusqu'au 10 juin": when it will be taken again.
_UNTIL_THEN = re.compile(r"[^.;,]{0,40}?\bjusqu'(?:a |au |a la |en |a l')(?:l[ae] )?(?:\w+di )?")
#: "Sunitinib 1re ligne (14 mois), nivolumab depuis 2020": an infusion, told behind, has its own beginning.
_OF_AN_INFUSION = re.compile(
    r"(?:[^,;.+]*[a-z0-9)][^,;.+]*,|[^.;]*?,? puis) ?(?:le |la |l'|du |de )?(?:[a-z-]{3,} ){0,2}?[a-z-]*(?:platine|taxel|mab|rubicine|tecan|trexed|zomib|ribuline|bectedine|folfox|folfiri|folfirinox|fulvestrant|faslodex|gemcitabine)\b"
    r"[^,;.()]{0,25}? (?:depuis|dep\.?|a partir d[eu]|a c(?:omp|p)ter d[eu])(?: le)? ?"
)


def _of_something_else(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind a drug's change is that of a pause's end, or of an infusion told in between."""
    if event.subtype == "stop":
        paused = event.attributes.get("phase") == "pause" and event.attributes.get("bound") is None
        return paused and _UNTIL_THEN.fullmatch(folded, event.end, mention.start) is not None
    return event.subtype == "start" and _OF_AN_INFUSION.fullmatch(folded, event.end, mention.start) is not None


def _of_a_treatment(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before a result is that of a drug's beginning or of what is planned: "létrozole débuté le 12/05 (RH+)"."""
    return (
        _RIGHT_BEHIND.fullmatch(folded, mention.end, event.start) is not None
        and _BEGUN_ON.search(folded, max(0, mention.start - _BESIDE), mention.start) is not None
        and _TISSUE_TOLD.search(folded, max(0, mention.start - _TREATED), event.end) is None
    )


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
    if of_the_visit(folded, layout, dates, event, mention) or of_a_request(folded, event, mention):
        return True
    if mention.end <= event.start and _in_passing(folded, event, mention):
        return True
    if (
        event.family in _TOLD_IN_LINES
        and mention.start >= event.end
        and _heads_a_line_below(folded, dates, event, mention)
    ):
        return True
    if event.family is Family.PATHOLOGY and mention.end <= event.start and _of_a_treatment(folded, event, mention):
        return True
    if event.family is Family.METASTASIS and _appeared_since(folded, dates, event, mention):
        return True
    if (
        event.family in DAY_ACTS
        and mention.start >= event.end
        and _ONLY_RELATES.search(folded, max(0, event.start - _BESIDE), event.start)
    ):
        return True
    if _has_its_day(folded, dates, mention):
        return True
    if event.family in DAY_ACTS and mention.end <= event.start:
        if _CHAIN.match(folded, mention.end, event.start) and _ITS_OWN_BRACKET.match(folded, event.end):
            return True
    if (
        event.family is Family.IMAGING
        and mention.end <= event.start
        and _IN_SO_LONG.match(folded, mention.start)
        and _YEARLY_ONLY.match(folded, event.end)
    ):
        return True
    if (
        event.family is Family.IMAGING
        and mention.start >= event.end
        and _SINCE_LONG.fullmatch(folded, event.end, mention.start)
    ):
        return True
    if _SIZE_THEN.search(folded, max(0, mention.start - _BESIDE), mention.start):
        return True
    if event.family is Family.PATHOLOGY and mention.start >= event.start:
        if _RESULT_THEN.search(folded, max(event.start, mention.start - _RESULT_BACK), mention.start):
            return True
    if _of_no_day(folded, event, mention) or _how_long_by_then(folded, layout, event, mention):
        return True
    if has_no_day_yet(folded, event, mention) or _complained_since(folded, event, mention):
        return True
    if event.family in DAY_ACTS and mention.start >= event.end and _ITEM_CLOSED.match(folded, event.end, mention.start):
        return True
    if event.family in _TOLD_IN_BRACKETS and mention.start >= event.end and bracket_closed(folded, event, mention):
        return True
    if (
        event.family is Family.ORAL_THERAPY
        and mention.start >= event.end
        and _of_something_else(folded, event, mention)
    ):
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
    back = max(0, mention.start - _BACK)
    if event.family is Family.METASTASIS and _shown_before(folded, event, mention, back):
        return True
    if event.family is Family.IMAGING and mention.end <= event.start:
        if _COMPARED_TO.search(folded, max(0, event.start - _BESIDE), event.start):
            return True
    begins = event.family is Family.ORAL_THERAPY and event.subtype == "start"
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
    return event.family is Family.PATHOLOGY and since  # no result is read "depuis 2019"


def _heads_a_line_below(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date opens a line below an event whose own line opens with another: "2019 : biopsie, RE+\n2014 : CLI"."""
    below = folded.rfind("\n", event.end, mention.start)
    if below < 0 or folded[below + 1 : mention.start].strip(_MARKS) or not _TITLES.match(folded, mention.end):
        return False
    line = folded.rfind("\n", 0, event.start) + 1
    return any(
        one.role == "event" and not folded[line : one.start].strip(_MARKS)
        for one in dates
        if line <= one.start < event.start
    )


def has_no_day_yet(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether an act waits for its day, so that none told before is its own: "scanner à programmer"."""
    before = event.family in DAY_ACTS and mention.end <= event.start
    return before and _NO_DAY_YET.match(folded, event.end) is not None


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
    if step.role == "event" and folded[step.end : mention.start] == " (":
        return True  # "trois mois après le début de l'association (décembre)"
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
