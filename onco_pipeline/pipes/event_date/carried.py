"""Whether a date told in an earlier sentence still holds for an event."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.drugs import brought_about
from onco_pipeline.pipes.event_date.nearby import dates_between, one_time
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.stem_pattern import StemPattern

#: Characters from its start within which a date opens its sentence.
OPENING = 25
#: The stay that a visit begins: "Elle est admise fin mars. Lors de son admission, un scanner ...".
_OF_STAY = r"(?: d[eu'])? ?(?:la |l'|son |sa |cette |cet |ce )?(?:admission|hospitalisation|sejour|passage|arrivee)\b"
#: The tense of what lies before the story, and sentences back to the date that the story is told from.
_HAD = StemPattern(
    r"\bavai(?:en)?t (?:deja |donc |auparavant |initialement |precedemment |d'abord )?(?:ete|eu|beneficie|subi|recu|presente|consulte|debute|commence|suivi|fait l'objet|developpe)\b"
)
FURTHEST_BACK = 2
#: Characters from the name of a scan to its day.
_LOOKED = 45
#: Words that say that time has gone by since the date of the sentence before.
LATER = Screened(
    r"\b(?:controle|reevaluation|suivi|apres|ulterieur\w*|surveillance|actuel\w*|ensuite|puis|"
    rf"plus tard|(?:lors d\w+|pendant|au cours)(?!{_OF_STAY})|depuis)\b"
)
#: ... and these before the event: "une nouvelle biopsie", but not "un scanner montre un nouvel épanchement".
_ANEW = Screened(r"\b(?:nouve\w+|dernier\w*)\b")
#: "Après diagnostic par scanner d'une lésion rénale, il a été opéré": by the exam that the visit led to.
_FOUND_BY = re.compile(
    r"\bapres (?:le |un |une |la |l'|sa |son )?(?:diagnostic|decouverte|confirmation|detection|objectivation|visualisation|identification|realisation|mise en evidence|documentation|bilan) "
    r"[^.;,]{0,40}\Z"
)
#: "Après une échographie, une lésion a été détectée": what the exam itself showed.
_THEN_SEEN = re.compile(
    r"[^.;,]{0,40}, [^.;]{0,60}\b(?:a|ont) (?:alors )?(?:ete )(?:detect|decouv|vue?s?\b|mise?s? en evidence|observ|retrouv|objectiv|diagnosti|identifi|visualis)"
)
#: A sentence that opens the time of follow-up: what an earlier one is dated by does not hold beyond it.
_TIME_HAS_PASSED = Screened(
    r"\W*(?:(?:et|mais|cependant|toutefois|neanmoins),? )?(?:(?:en attendant|dans l'attente d[eu']) ?|(?:lors|a l'occasion|au cours|pendant|durant|dans le cadre) (?:d'un(?:e|es)? |d[eu] |des |d')?(?:l'un(?:e)? |un(?:e)? )?"
    r"(?:d[eu] |des |d')?(?:la |le |les |l'|son |sa |ses |ces |ce |cette )?(?:\w+ )?(?:controles?|suivi|surveillance|visites?|consultations? de (?:controle|suivi)|bilans? de (?:controle|suivi|surveillance)"
    r"|annees?|mois|evolution)\b|par la suite\b|ulterieurement|secondairement|depuis lors|au fil d|dans les (?:annees|mois|semaines) (?:qui|suivant)"
    r"|(?:quelque|quelques|plusieurs|peu de) (?:temps|mois|annees|semaines) (?:plus tard|apres)|a distance de|dans un second temps|apres (?:avoir \w+ |l'administration d[eu]s? ?|la fin d[eu]s? ?)?(?:\w+ ){0,3}(?:cycles?|cures?|semaines de traitement|mois de traitement)\b|(?:apres|au bout de|a l'issue d[eu]s?) (?:\w+ )?(?:deux|trois|quatre|cinq|six|sept|huit|\d{1,2}) (?:autres )?(?:cycles|cures|doses|injections|perfusions|administrations)\b|dans le cadre d[eu'] ?(?:son |sa |la |le )?(?:suivi|surveillance)|apres (?:son |sa )(?:operation|intervention|chirurgie)\b)"
)
#: A visit sets the scene wherever in its sentence its date stands ("elle a été examinée en août 2010 pour un goitre").
_VISIT = StemPattern(
    r"\b(?:(?:consult(?:e|ant|ait)|examine|adresse|admis|hospitalis[e]|vue?|recue?|present(?:e|ait)|rendue?)(?:e|s|es)?"
    r"(?: (?:aux urgences|en consultation|(?:a|dans|au|par) (?:la |le |l'|notre )?\w+(?: \w+)?|(?:le |son |les |l')(?:service d(?:es? |u |')|medecin |centre )?\w+(?: \w+)?))?"
    r"|(?:consult(?:e|ant|ait)|examine|adresse|admis|hospitalis[e])(?:e|s|es)?(?: (?:[a-z']+ ){0,5}[a-z']+)? (?:pour|en raison|avec|devant|suite a|a cause)"
    r"(?: (?!a\b|ont\b|est\b|sont\b|et une)[a-z',-]+){1,12}"
    r"|(?:re)?(?:consult(?:e|ant|ait)|adresse|admis|hospitalise|(?:s'est|se|s'etait) (?:presente|rendu))(?:e|s|es)? (?:aux?|dans|a|en|chez|par|le|son|les|l')"
    r"(?:[ ']?(?!a\b|ont\b|est\b|sont\b|et\b|qui\b|ou\b|pour\b)[a-z-]++){1,8}"
    r"|(?:lors d[eu]?|a l'occasion d[eu]?|des|a)[ '](?:(?:la |l'|sa |une )(?:\w+ )?)?(?:visite|consultation)(?: (?!a\b|ont\b|est\b|sont\b|et\b|qui\b|ou\b)[a-z'-]+){0,5}"
    r"|(?:evalue(?:e|s|es)?|prise?s? en charge|oriente(?:e|s|es)?) (?:aux?|dans|a|en|chez|par|vers|le|son|les|l')(?:[ ']?(?!a\b|ont\b|est\b|sont\b|et\b|qui\b|ou\b|pour\b)[a-z-]++){1,8}"
    r"|(?:commenc|debut|entrepri)\w* (?:une|un|le|son|l') ?(?:etude|bilan|exploration)s?) (?:en|le|fin|debut|a la|au)\s?\Z"
)
#: An admission: a new exam told right behind it was done on it.
_ADMITTED = StemPattern(
    r"\b(?:re)?(?:admis|hospitalis|consult)\w*\b|\bvisite\b|\bs'est (?:de nouveau |a nouveau )?presentee? (?:aux?|a|en|dans)\b"
)
_CHECKED = frozenset({"controle", "suivi", "reevaluation"})
#: A check-up that is itself the scene: "Lors du bilan de santé de septembre 2011, une lésion ..."
_CHECK_UP = re.compile(r"\W*(?:lors|a l'occasion) d[^.;,:()]{0,60}\(?(?:en |le )?\Z")
#: An exam that heads its line with its day: what was sampled in it has that day.
_EXAM_HEADS = re.compile(
    r"\W*(?:l'|une? |l[ae] )?(?:[a-z-]+ )?(?:echo|mammo|tdm|tomodens|scanner|irm|pet|tep|radio|angio|ct |fibro|endosc|[a-z]{4,}scopie)[^.;:0-9]{0,70}\(?\Z"
)
#: In a hospital's note a sample told behind a scan with its day was taken on another one: "TEP du 01/04. Biopsies négatives."
_LOOKED_THEN = Screened(
    r"\b(?:scanner|tdm|tomodensitometrie|irm|tep|pet|scintigraphie)\b[^.;:()]{0,30} ?(?:\(|(?:du|le|en) ?)(?:le |du )?\Z"
)
#: "Quatre cycles jusqu'en mars 2017. Un scanner de réévaluation": what came of a course, at its end.
_WEIGHS_UP = re.compile(
    r"\W*(?:une? |l[ae] |l'|au )(?:nouve[a-z]+ )?[a-z-]{3,}(?: [a-z-]+){0,4}? (?:de |d')(?:re-?evaluation|evaluation|reponse|fin de traitement)\b"
)
_COURSE = re.compile(r"\b(?:cycles?|cures?|doses?|seances?|perfusions?)\b")
#: "Sans signe de récidive jusqu'en septembre 2012": what is told next was found then.
_FREE_UNTIL = re.compile(
    r"\b(?:sans|aucune?|absence|indemne|libre|stables?|stabil\w+|remission|reponses?|asymptomatique|suivi\w*|surveill\w*|controles?|normal\w*)\b[^.;]*\Z"
)
#: "... jusqu'en juin 2018, date à laquelle elle a présenté une toux".
_AND_THEN = re.compile(r",? ?(?:quand|lorsqu|date a laquelle|moment (?:ou|auquel))")
#: "Elle consulte en mai pour une masse apparue 3 mois plus tôt": what is told next goes on from the visit.
_COUNTED_BACK = re.compile(r"\b(?:auparavant|avant|plus tot)\b")
_WAS_FOLLOWED = re.compile(r"\b(?:etai(?:en)?t|avai(?:en)?t ete) (?:deja )?suivi\w* (?:depuis )?\Z")
_MEETING = Screened(r"\b(?:rcp|reunion|comite|staff)\b")
#: "À la fin du traitement, en août 2010, il a été admis": a visit, told behind the date that a circumstance leads to.
_LED_TO = re.compile(
    r"\W*(?:mais |cependant,? |toutefois,? )?(?:a|au|aux|apres|avant|pendant|durant|lors|suite|devant|malgre|alors|en raison|\d{1,3}|un|une|deux|trois|quatre|cinq|six|quelques|plusieurs)\b[^.;:]{0,90}, (?:en|le|debut|fin|mi-?) ?\Z"
)
_CAME_THEN = re.compile(
    r",? (?:(?:il|elle|l[ae] patiente?|notre patiente?) )?(?:s'est|s'etait|est|fut|a|avait)(?: de nouveau| a nouveau)? (?:ete )?(?:de nouveau |a nouveau )?(?:re)?(?:admis|hospitalis|consult|adresse|presentee? (?:aux?|dans|a|en|chez)|rendue?|transfer)"
)
#: "Il consulte début avril 2015": the part of a month that the date's own words open with.
_PART, _PART_LONG = re.compile(r"debut "), 6
_AFTER_IT = Screened(r"\bapres (?:une? |la |le |cette |l')?\Z")
_ENSUITE = Screened(r"\b(?:ensuite|par la suite|ulterieur\w*|plus tard|dans l'intervalle|secondairement)\b")


def carries_on(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention, distance: int
) -> bool:
    """Return whether a date of an earlier sentence still holds for an event.

    A date that opens its sentence sets the scene ("En mars 2015, elle consulte. Un scanner montre ..."); one
    further inside belongs to what its own sentence tells. The scene ends with a follow-up word, and does not
    date drugs, whose starts and stops are told with dates of their own, but for what the sentence before has
    brought about ("En mai, progression. Une nouvelle ligne est débutée ..."). A pathology result follows its sample.
    """
    if event.family is Family.PATHOLOGY:
        if layout.reference_date is not None:
            return True
        opening, _ = layout.sentence_bounds(event.start, len(folded))
        return _TIME_HAS_PASSED.match(folded, opening, event.start) is None
    if event.family is Family.IMAGING and distance == 1 and _weighs_up(folded, layout, event, mention):
        return True
    if event.family is Family.ORAL_THERAPY:
        return brought_about(folded, layout, dates, event, mention, distance)
    if distance > 0 and time_has_passed(folded, layout, event, distance):
        return False
    opening = layout.sentences[layout.sentence(mention.start)][0]
    if _MEETING.search(folded, opening, mention.start):
        return False
    # "X jusqu'en juin, date à laquelle elle a présenté une toux. Un scanner ...": the story goes on from there.
    free = mention.bound == "until" and (
        (mention.period is None and _AND_THEN.match(folded, mention.end) is not None)
        or _FREE_UNTIL.search(folded, opening, mention.start) is not None
    )
    if event.family is Family.BIOPSY and distance > 0 and layout.reference_date is not None:
        if _LOOKED_THEN.search(folded, max(opening, mention.start - _LOOKED), mention.start):
            return False
    if event.family is Family.BIOPSY and _sampled_in_exam(folded, layout, event, mention):
        return True
    if mention.start - opening > OPENING and not (
        free
        or _VISIT.search(folded, opening, mention.start)
        or (_PART.match(folded, mention.start) and _VISIT.search(folded, opening, mention.start + _PART_LONG))
        or _CHECK_UP.match(folded, opening, mention.start)
        or (_CAME_THEN.match(folded, mention.end) and _LED_TO.match(folded, opening, mention.start))
    ):
        return False
    if event.family is Family.METASTASIS:
        start = layout.sentences[layout.sentence(event.start)][0]
        return _ENSUITE.search(folded, start, event.start) is None
    start, end = layout.sentences[layout.sentence(event.start)]
    admitted = distance == 1 and _ADMITTED.search(folded, opening, start) is not None
    if _ANEW.search(folded, start, event.start) is not None and not admitted:
        return False
    # "Après une biopsie, un scanner": the biopsy itself is of what went before.
    first = _AFTER_IT.search(folded, start, event.start)
    if first is not None and event.family is Family.BIOPSY:
        return LATER.search(folded, start, first.start()) is None
    if event.family is Family.IMAGING:
        found_by = _FOUND_BY.search(folded, start, event.start)
        if found_by is None and _THEN_SEEN.match(folded, event.end):
            found_by = _AFTER_IT.search(folded, start, event.start)
        if found_by is not None:
            return LATER.search(folded, start, found_by.start()) is None
    until = min(end, event.end + OPENING)
    later = LATER.search(folded, start, until)
    if later is None:
        return True
    # "En octobre, il a consulté. Un scanner a ensuite été réalisé", "un scanner de suivi montre ...": what the visit led to.
    of_visit = later.group() == "ensuite" or (later.group() in _CHECKED and later.start() >= event.end)
    if not (admitted and of_visit) or mention.interval is None or mention.interval.precision is not Precision.MONTH:
        return False
    return LATER.search(folded, later.end(), until) is None


def _weighs_up(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether an exam tells what came of a course at its end: "... cycles jusqu'en mars. Un scanner de réévaluation"."""
    if mention.bound != "until" or mention.interval is None or mention.interval.precision is not Precision.MONTH:
        return False
    start, _ = layout.sentence_bounds(event.start, len(folded))
    opening, _ = layout.sentence_bounds(mention.start, len(folded))
    return (
        not folded[mention.end : start].strip(" .\n")
        and _WEIGHS_UP.match(folded, start, event.end + OPENING) is not None
        and _COURSE.search(folded, opening, mention.start) is not None
    )


def _sampled_in_exam(folded: str, layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a sampling is told in the line of a dated exam: "Échographie (06/2013) : adénopathies. BAG réalisée"."""
    if not layout.lines or layout.line(mention.start) != layout.line(event.start):
        return False
    start, _ = layout.lines[layout.line(event.start)]
    return (
        _EXAM_HEADS.match(folded, start, mention.start) is not None
        and _ANEW.search(folded, max(start, event.start - OPENING), event.start) is None
    )


def time_has_passed(folded: str, layout: Layout, event: EventMention, distance: int) -> bool:
    """Return whether a sentence since a date, up to the event's own, opens the time of follow-up."""
    last = layout.sentence(event.start)
    return any(
        _TIME_HAS_PASSED.match(folded, layout.sentences[number][0], min(layout.sentences[number][1], event.start))
        for number in range(last - distance + 1, last + 1)
    )


def told_back(folded: str, layout: Layout, dates: list[DateMention], mention: DateMention) -> bool:
    """Return whether a date goes back behind the one told before it.

    "Admise le 06/09. Elle avait été opérée le 12/08." What such a sentence tells lies before the story, which goes on from the date told first.
    """
    if mention.interval is None or not layout.sentences:
        return False
    if counted_back(folded, layout, mention):
        return True
    opening = layout.sentences[layout.sentence(mention.start)][0]
    if _HAD.search(folded, opening, mention.start) is None:
        return False
    first = layout.sentences[max(0, layout.sentence(mention.start) - FURTHEST_BACK)][0]
    before = [
        one.interval for one in dates_between(dates, first, opening) if one.role == "event" and one.interval is not None
    ]
    return bool(before) and mention.interval.end < before[-1].start


def counted_back(folded: str, layout: Layout, mention: DateMention) -> bool:
    """Return whether a date is counted back from what its sentence tells, which no later sentence goes on from."""
    if mention.kind is not DateKind.ANCHORED or _COUNTED_BACK.search(folded, mention.start, mention.end) is None:
        return False
    opening = layout.sentences[layout.sentence(mention.start)][0]
    return mention.start - opening > OPENING or _WAS_FOLLOWED.search(folded, opening, mention.start) is not None


def story_went_on(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether another time has been told between a date and an event, "depuis ..." apart."""
    return any(
        date.role == "event"
        and date.bound != "from"
        and not one_time(mention, date)
        and not told_back(folded, layout, dates, date)
        for date in dates_between(dates, mention.end, event.start)
    )  # "En septembre 2013, après 8 mois de traitement, ..." is one time


def later_told_since(dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a later time has been told between a date and an event: the story is there by now."""
    return mention.interval is not None and any(
        date.role == "event"
        and not date.is_counted
        and date.interval is not None
        and date.interval.start > mention.interval.end
        and not one_time(mention, date)
        for date in dates_between(dates, mention.end, event.start)
    )


#: "Opéré en juin. La biopsie préopératoire avait montré un adénocarcinome": before what is told.
_SAMPLED_BEFORE = Screened(
    r"\b(?:biopsie|ponction|cytoponction)s? (?:pre-?operatoire|pre-?therapeutique|initiale|diagnostique)s?\b[^.;]{0,40}\b(?:avait|avaient)\b"
)
#: "Le traitement a débuté le 1er décembre. PD-L1 positif", "une radiothérapie terminée en mars": a treatment's own day.
_GIVEN_THEN = Screened(
    r"\b(?:(?:radio-?)?chimiotherapie|radiotherapie|irradiation|radiochirurgie|immunotherapie|hormonotherapie|traitement|cycle|cure|ligne|[a-z]{4,}mab)s?\b"
    r"(?: (?!oper|chirurg|resec|biops)[a-z0-9/'-]+){0,7}?"
    r"(?: \([^()]{0,20}\))?,? (?:le|en|du|debut|fin|depuis(?: le)?|jusqu'(?:en|au)) ?\Z"
)
_TREATED_WITHIN = 90
#: "Une amygdalectomie, traitement qui a été réalisé en décembre".
_OPERATED_THEN = re.compile(
    r"\b(?:[a-z]{4,}ectomie|resection|exerese|intervention|chirurgie|operation)\b[^.;]{0,70}, (?:un )?(?:traitement|intervention|geste|ce) qui (?:a|fut|avait) (?:ete )?(?:finalement )?(?:realis|effectu|pratiqu|fait)[a-z]* (?:le |en )\Z"
)
#: "Une chimiothérapie néoadjuvante, suivie d'une résection".
_OPERATED_AFTER = Screened(
    r"\bneo-?adjuvante?\b[^.]{0,200}?\b(?:resection|[a-z]{3,}ectomie|exerese|chirurgie|operee?|amputation|intervention)\b"
)


def read_another_day(folded: str, layout: Layout, event: EventMention, mention: DateMention, sentence: int) -> bool:
    """Return whether a result whose sentence is given was read before the date told before it, or some time after.

    Before an operation, where a biopsy "préopératoire" had shown it; months after a diagnosis, where a treatment and the
    operation behind it part the two; and no result is of the day on which a treatment was begun or given.
    """
    if _SAMPLED_BEFORE.search(folded, sentence, event.start):
        return True
    opening, _ = layout.sentence_bounds(mention.start, len(folded))
    if _GIVEN_THEN.search(folded, max(opening, mention.start - _TREATED_WITHIN), mention.start) and (
        _OPERATED_THEN.search(folded, opening, mention.start) is None
    ):
        return True
    told = mention.interval
    if told is None or told.precision is Precision.YEAR:
        return False
    return _OPERATED_AFTER.search(folded, mention.end, event.start) is not None
