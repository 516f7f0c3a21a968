"""What a date says of itself that rules it out for an event, wherever it stands."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.dates.told import LIKENED_BACK, LIKENED_TO
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.brackets import bracket_closed
from onco_pipeline.pipes.event_date.drugs import ends_treatment
from onco_pipeline.pipes.event_date.findings import told_of_the_patient
from onco_pipeline.pipes.event_date.nearby import last_before
from onco_pipeline.pipes.event_date.not_of_act import not_of_act
from onco_pipeline.pipes.event_date.not_of_drug import not_of_drug
from onco_pipeline.pipes.event_date.not_of_result import not_of_result
from onco_pipeline.pipes.event_date.not_of_spread import not_of_spread
from onco_pipeline.pipes.event_date.requested import of_a_request
from onco_pipeline.pipes.event_date.visits import of_the_visit
from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.screen import Screened

__all__ = ["never_its_date", "of_blood"]

#: "Un mois après la TEP" counts from the exam, and is the date of something else.
_COUNTED_FROM = Screened(r"\b(?:apres|avant) (?:l[ae'] ?|les |cette |ce |son |sa |une? )?\Z")
#: "Trois mois après la mastectomie de juin 2019, le scanner montre ...": between a step and the date that it is counted from.
_COUNTED_FROM_A_DATE = re.compile(
    r"(?: (?:une? |l[ae] |l'|son |sa )[a-z'-]+(?: [a-z'-]+){0,2}?)?(?: (?:realis|effectu|pratiqu|fait|debut|commenc|termin|achev|dat|surven|subi)\w*)? ?(?:(?:du|de|d'|en|le|au|a|debut|fin) ?){0,2}"
)
#: "Vue à J8 de sa biopsie": not its own day, as "le soir même du scanner" is.
_ANOTHER_DAY = re.compile(r"\bj ?[+-]?\d|lendemain|veille|\d ?(?:jours?|semaines?|mois|ans?)\b|\b(?:apres|avant)\b")
#: Days as figures or words write them, and what opens the bracket that one stands in.
_DAYS_WRITTEN = frozenset({DateKind.ABSOLUTE, DateKind.TWO_DIGIT_YEAR, DateKind.YEARLESS})
_ITS_BRACKET = re.compile(r" ?\((?:le |du )?")
#: "Passé de 6 mm (mai) à 11 mm", "contre 9 mm en mars": the day of an earlier size.
_SIZE_THEN = Screened(
    r"\b(?:passe\w* |passant |augment\w* |diminu\w* |contre |vs |versus |mesurai(?:t|ent) )(?:de |a )?\d{1,3}(?:[.,]\d)? ?(?:[x*] ?\d{1,3}(?:[.,]\d)? ?)?(?:mm|cm),? ?\(?(?:en |au |le |du |sur (?:celui|celle) d[eu] )?\Z"
)
#: What a date that opens a clause stands behind, and the treatment that the clause tells.
_OPENS_CLAUSE = re.compile(r"[^.;:\n]*, (?:et |puis )?(?:le|en|au|fin|debut|des le) ?")
_DOES_THEN = re.compile(
    r",? (?:il|elle|on|nous|l[ae] patiente?) (?:a|avons|ont|est) (?:donc |alors |ensuite |finalement )*(?:ete )?(?:oper|commenc|debut|recu|subi|benefici|entam|demarr|initi)"
)
#: "Stade IIIC1 opéré, avec une ILE 2 ans après l'opération": how long there was no disease.
_FREE_FOR = Screened(r"\b(?:ile|ilm|ism|ilp|slp|pfs|pil|dfi|intervalle libre|survie(?: sans [a-z]+)?) (?:de |d'|a )?\Z")
#: "23/06 (retard, initialement 14/04)": the day on which it was not done.
_AT_FIRST = Screened(r"\binitialement (?:prevue?s? |programmee?s? )?(?:le |au |du )?\Z")
#: "Décalée (fièvre ce jour-là) et effectuée le 19/11": the day on which it was not done.
_OF_A_HINDRANCE = Screened(
    r"\b(?:decal|report|annul|deprogramm|decommand|repouss|differ|ajourn|non (?:fait|realis|effectu))\w*[^().;]{0,20}\([^().;]*\Z"
)
#: What few dates have before them, each of something earlier.
_OF_BEFORE = AnyOf(LIKENED_TO.pattern, _SIZE_THEN.pattern, _AT_FIRST.pattern)
_THAT_DAY, _HINDERED = "jour-la", 70
#: An exam at the head of an entry, up to a step told with it, and what tells behind the step that it was done.
_EXAM_OF_ENTRY = re.compile(
    r"\W*(?:une? |l[ae] |l')?(?:scanner|tdm|irm|tep|pet|scinti|echo|mammo|radio|reevaluation|evaluation|bilan|controle)[^.;:,()]{0,50} "
)
_WHAT_IT_FOUND = re.compile(r"(?: (?:d[eu] |d'|sous )[^.;:,\n]{2,40})? ?(?:[:=,]|->) ?[a-z0-9]")
#: "Suites simples, sortie J8", "retour à domicile à J5": when the patient left, and no act's day.
_WENT_HOME = Screened(
    r"\b(?:sortie?|retour (?:a|au) domicile|rad|lever|(?:ablation|retrait) (?:d[eu]s? )?drains?),? ?(?:\(|: ?)?(?:a |au |le )?\Z"
)
#: "Hémoculture (3/10/11) : négative", an item of a list: when blood was taken, and nothing else.
_OF_BLOOD = Screened(
    r"(?:\A|\n)[^a-z\n]{0,6}(?:(?:hemo|uro|copro)cultures?|hemogrammes?|nfs|numeration|biochimie|analyses?|(?:bilan|examens?|tests?) (?:sanguin|biologique|de laboratoire|d'urine)s?|marqueurs?(?: tumoraux)?|coagulation|serologies?|ionogramme|electrocardiogramme|ecg|spirometrie)"
    r"(?: (?!et\b|avec\b)[a-z']+){0,3} ?\(?(?:(?:le|du|de|en|a|au) )?\Z"
)
_TITLE_ENDS = re.compile(r" ?(?:(?:de|du|d'|apres|avant) ?(?:la |le |l')?[a-z'-]+){0,2} ?:")
#: "(Le dernier le 22/09)": of a cycle.
_OF_LAST_ONE = re.compile(r"(?:l[ae] )?derni(?:er|ere)\b")
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


def never_its_date(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether what a date says of itself rules it out, wherever it stands."""
    if mention.role == "duration" and not ends_treatment(folded, layout, dates, event, mention):
        return True
    if told_of_the_patient(folded, event, mention) or _a_step_counts_from(folded, dates, event, mention):
        return True
    if of_the_visit(folded, layout, dates, event, mention) or of_a_request(folded, event, mention):
        return True
    if _has_its_day(folded, dates, mention) or _how_long_by_then(folded, layout, event, mention):
        return True
    beside = max(0, mention.start - _BESIDE)
    if of_blood(folded, mention):
        return True
    if _OF_BEFORE.may_stand(folded, max(0, mention.start - LIKENED_BACK), mention.start):
        likened = LIKENED_TO.search(folded, max(0, mention.start - LIKENED_BACK), mention.start)
        if likened is not None and not likened.start() <= event.start < mention.end:
            return True
        if _SIZE_THEN.search(folded, beside, mention.start):
            return True
        if event.status is Status.DONE and _AT_FIRST.search(folded, beside, mention.start):
            return True
    if mention.kind is DateKind.ANCHORED and _FREE_FOR.search(folded, beside, mention.start):
        return True
    if event.status is Status.DONE and folded[mention.start : mention.start + len(_THAT_DAY)] == _THAT_DAY:
        if _OF_A_HINDRANCE.search(folded, max(0, mention.start - _HINDERED), mention.start):
            return True
    if mention.kind is DateKind.ANCHORED and _counted_from_it(folded, event, mention):
        return True
    if event.family is Family.ORAL_THERAPY:
        return not_of_drug(folded, event, mention)
    return _of_another_remark(folded, dates, event, mention) or _not_of_its_kind(folded, layout, dates, event, mention)


def of_blood(folded: str, mention: DateMention) -> bool:
    """Return whether a date is that of an item of a list that tells what was found in blood or urine."""
    if _OF_BLOOD.search(folded, max(0, mention.start - _BACK), mention.start) is None:
        return False
    bracketed = folded[mention.start - 1] == "("
    if not bracketed and _TITLE_ENDS.match(folded, mention.end) is None:
        return False
    # "Analyses à l'admission :", of which all that follows is, too
    return not mention.is_counted or any(figure.isdigit() for figure in mention.text)


def _not_of_its_kind(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a date is of something else than an event of this family."""
    if event.family is not Family.METASTASIS and _of_what_came_next(folded, event, mention):
        return True
    if event.family is Family.METASTASIS:
        lasted = mention.bound == "from" and mention.is_counted and mention.start >= event.end
        if lasted and event.attributes.get("wording") == "lesion":
            return True  # "une masse de la clavicule, perceptible depuis deux mois"
        return not_of_spread(folded, layout, dates, event, mention) or _complained_since(folded, event, mention)
    if event.family is Family.PATHOLOGY:
        return not_of_result(folded, event, mention)
    if event.is_act:
        return not_of_act(folded, event, mention) or _complained_since(folded, event, mention)
    return False


def _of_what_came_next(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind an event opens what was done next: "avec une biopsie normale, le 26 juillet, il a débuté X"."""
    if mention.start < event.end or _DOES_THEN.match(folded, mention.end) is None:
        return False
    return _OPENS_CLAUSE.fullmatch(folded, event.end, mention.start) is not None


def _of_another_remark(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before or behind an event stands in a line or a bracket, or with a word, that closes it off."""
    if mention.kind is DateKind.ANCHORED and _WENT_HOME.search(folded, max(0, mention.start - _BESIDE), mention.start):
        return True
    if mention.end <= event.start:
        return _in_passing(folded, event, mention)
    if mention.start < event.end:
        return False
    if (event.is_act or event.is_finding) and _heads_a_line_below(folded, dates, event, mention):
        return True
    return (event.is_act or event.family is Family.PATHOLOGY) and bracket_closed(folded, event, mention)


def _counted_from_it(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a step is counted from an event, so that its day is another's: "un mois après la TEP"."""
    within = mention.start < event.start < mention.end
    if within and _ANOTHER_DAY.search(folded, mention.start, event.start):
        return True
    return _COUNTED_FROM.search(folded, mention.start, event.start) is not None


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
    if mention.end > event.start or mention.period is not None:
        return False
    back = max(0, mention.start - _BACK)
    ago = mention.kind is DateKind.DEICTIC and _CAME_ON.search(folded, back, mention.start) is not None
    since = mention.bound == "from" or ago
    return since and _COMPLAINT.search(folded, back, mention.start) is not None
