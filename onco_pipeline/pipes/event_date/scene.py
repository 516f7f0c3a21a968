"""Which dates an exam can share with what is told around it: the scene it belongs to, not another act's day.

"En mars 2015, elle consulte pour une toux. Un scanner montre ..." dates the scan; "En mars 2015, un scanner ...
Une IRM ..." does not date the MRI, nor does the day on which symptoms began.
"""

from __future__ import annotations

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision, months_between
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.carried import told_back
from onco_pipeline.pipes.event_date.nearby import one_time
from onco_pipeline.pipes.scope import within
from onco_pipeline.pipes.screen import Screened

#: An exam that was asked for and showed something was done at once.
_FOUND = re.compile(
    r"\b(?:montr|revel|(?<!pour )confirm|retrouv|objectiv|identifi|decel|observ|met(?:tant|tait)? en evidence|mis en evidence|detect|avec (?:pour |un |le )?resultat)\w*"
)
#: ... or how the disease did by it: "demandé en juin, où la réponse globale était une maladie stable".
_ANSWERED = re.compile(
    _FOUND.pattern + r"|\b(?:stable|stabilis|normale?\b|negati|positi)\w*|\b(?:ou|avec) [^.;]{0,40}\breponse|[0-9] ?:"
)
_REACH = 110
#: Days that a time told in weeks from a month can lie in.
_WEEKS = 45
#: Characters up to which a date behind an act's name is its own.
_BESIDE = 25
#: ... and in which a verb tells what the date is of.
_BEFORE = 60
#: Symptoms begin some unknown time before the exam that explains them.
_ONSET = Screened(
    r"\b(?:commence\w*|debut\w*) (?:a |par |avec |[^.;]{0,15}\bavec |[^.;]{0,20}\ba )?(?:ressentir|presenter|remarquer|noter|souffrir|avoir|perdre|"
    r"une? (?:\w+ )?(?:douleurs?|gene|toux|dyspnee|lesion|nodule|masse|tumeur|symptom\w+)|des (?:douleurs|symptom\w+))|"
    r"\b(?:remarqu|ressent|not|palp)(?:e|ait|i|es?|u)\b|\bapparition\b|\bsymptomes? (?:ont|a) (?:debute|commence)"
)
#: ... or tell the date themselves: "Les troubles remontent à mars 2016", "début des douleurs en mars".
_BEGAN = Screened(
    r"\b(?:troubles|symptom\w+|plaintes|signes fonctionnels|douleurs?|[a-z]{3,}algies?|cephalees?|toux|dyspnee|gene)\b[^.;]{0,40}\b"
    r"(?:remont\w+ a|debut\w+|commenc\w+|apparu\w*|install\w+|survenu\w*)(?: (?:en|le|au|debut|fin|mi|courant|mois de))*[ :-]*\Z"
    r"|\b(?:debut|apparition|installation|survenue) (?:des |de la |de |d')(?:premiers )?(?:troubles|symptom\w+|signes|douleurs?|[a-z]{3,}algies?|cephalees?|toux|dyspnee|gene)"
    r"[^.;]{0,25}\Z"
)
ARRIVED = re.compile(
    r"\b(?:aux urgences|(?:au|le|du) service des urgences|au sau|au dechocage)(?: [a-z'-]+)? (?:le |du |en |au |\()\Z"
)
#: One work-up, told exam by exam.
_GOES_ON = re.compile(
    r"\W*(?:l'|les? |la |cette |ce )?(?:etude|bilan|exploration|examen|investigation|diagnostic|stadification|reevaluation|evaluation)s?(?: \w+){0,3}? (?:s'est |s'etait |a ete |est |fut |ont ete )"
    r"(?:ensuite |alors )?(?:poursuivi|complete|elargi|prolonge)\w*"
    r"|[^.;]{0,40}\b(?:a|ont) (?:ensuite |alors )?complete (?:l'etude|le bilan|l'exploration)|\W*une? [a-z]{2,}(?: [a-z]+){0,4} (?:a|ont) (?:donc|alors|egalement|aussi) ete (?:demande|realise|effectue|pratique)\w*"
)
#: What the exam before it had shown, seen again at once.
_CONFIRMS = re.compile(
    r"(?: (?!de (?:controle|suivi|reevaluation|surveillance))[a-z'-]+){0,4}? "
    r"(?:(?:l'|les? |la )(?:a|ont|avait)? ?(?:alors |ensuite |egalement |bien )?confirm(?:ee?s?|ait|ant|e|ent)\b"
    r"|(?:a |ont |permet(?:tait)? de |a permis de |vient |est venue? )?(?:alors |ensuite |egalement |bien )?confirm(?:e|er|ait|ant|ent)"
    r" (?:la presence|l'existence|cette|ces|cet?|leurs?|le|la|l'|ses?|son|sa) "
    r"|(?:a |ont |permet(?:tait)? de |a permis de )?precis(?:e|er|ait|ant|ent) (?:leurs?|ses|son|sa) )"
)
VISIT = re.compile(
    r"\b(?:consult|admis|hospitalis|adresse|examinee?)\w*|\b(?:urgences|sau)\b|\bs'est (?:present|rend)\w*"
)
#: What came of an exam is told behind these words, with its own date.
_CONSEQUENCE = Screened(
    r"\bde sorte qu|\b(?:il|et|on) (?:a|est|fut) (?:donc |alors |ete )*(?:propose|envisage|decide|indique|retenu)\w*|\binscrite? (?:sur|en)\b|\bpour (?:une |la |l')?(?:resection|intervention|chirurgie|operation)\b|\bc'est pourquoi\b|\bpar consequent\b|\braison pour laquelle\b|\b(?:par rapport|comparee?s?|comparaison) (?:a|au|aux|avec|de)\b|\bce qui a (?:conduit|motive|amene|permis)|\betant [^.;]{3,100}, (?:une? |la |l'|il |elle )"
)
#: "TEP en réponse complète, maintenue à 6 mois": how long what it showed was so.
_HELD = Screened(
    r"\b(?:maintenu|conserve|persist|perdur)\w*(?: encore| toujours)?,? (?:a |apres |au bout de |pendant )?\Z"
)
#: "demandée le 3 août et faite le 10": the day it was asked for, and the day it was done.
_ASKED_ON = Screened(r"\b(?:demande|prescri|programme|sollicite)\w*\b")
_THEN_DONE = re.compile(
    r"\s?\(?(?:,|et|puis|mais)?\s?(?:finalement )?(?:faite?|realisee?|effectuee?|pratiquee?)s? (?:le|en|ce|hier)\b"
)
#: What became of a treatment was seen some time after it was begun.
_BEGUN = re.compile(r"\b(?:commenc|debut|initi|instaur|introdui)\w*|\bmise? (?:sous|en place)\b")
_RESPONSE = re.compile(r"\b(?:ameliora|repon|progressi(?:on|ons)\b|stabili|regressi(?:on|ons)\b|diminu|toleran)\w*")
#: "Première prise le 2 mars en HDJ après ETT": an exam on which something else waits.
_CIRCUMSTANCE = Screened(r"[a-z0-9](?<!\bqui) (?:apres|avant|sous reserve d[eu'])\s?\Z")
_ANSWERS_BY = re.compile(
    r"\b(?:chimiotherapie|radiotherapie|irradiation|traite\w*|cycles?|cures?|seances?|lignes?)\b[^.;]*\b(?:reponses?|maladie stable|stabil\w+|progression)\b[^.;,]{0,40} (?:a|au|par|sur|en) (?:l[ae] |l'|une? )?\Z"
)
_COURSE = re.compile(r"\b(?:cycles?|cures?|seances?|chimiother\w+|radiother\w+|traite\w*|recu|administr\w+)\b")
_AFTER_CYCLES = re.compile(
    r"[^.;,]{0,20}? (?:apres|a l'issue d[eu]|au bout d[eu]) (?:le |les )?(?:\d+|un|deux|trois|quatre|cinq|six|\w+ieme|\w+iere?)e? (?:cycle|cure)"
)
_BETWEEN = re.compile(r"[^.;,:]{0,45}\bentre (?:le )?")
#: "J'ai reçu le résultat de l'IRM effectuée à Lyon le 31 octobre".
_PERFORMED_ON = re.compile(
    r"(?: [a-z-]+){0,4}? (?:faite?|realisee?|effectuee?|pratiquee?|passee?)s?(?: (?:a|au|chez|dans|en|par) [^.;,:\d]{2,40}?)? (?:le |en |du )?"
)
#: "L'IRM réalisée avant le début de la radiothérapie": earlier than what is told.
_AFTER_SURGERY = re.compile(r" (?:[a-z]+ ){0,2}?post-?\s?(?:chirurgical|operatoire)")
_BEFORE_ALL = re.compile(r" (?:realise|effectue|pratique|fait)e?s? avant l[ae' ]")
#: A treatment told between an exam and a date takes the date.
_TREATED = re.compile(
    r"\b(?:a|ont|est|il|elle|on|patiente?|decide d[e'])\s?(?:ete |donc |ensuite |alors |finalement )*(?:commenc|debut|initi|instaur|"
    r"recu|entrepris|repris|oper|subi|realis\w+ une? (?:\w+ )?(?:chirurg|interven|resection|vidange|exerese|\w+ectomie|curage))"
    r"|\bet (?:une? |la |l'|son )?(?:\w+ )?(?:resection|intervention|chirurgie|exerese|[a-z]{3,}ectomie)(?: [\w-]+){0,4} (?:a|ont|fut) (?:donc |ensuite |alors )?ete (?:realis|pratiqu|effectu)"
)

#: "Une biopsie a été réalisée, et en octobre 2011 une segmentectomie": a date that opens the next clause.
_NEXT_CLAUSE = re.compile(
    r"\b(?:a|ont|est|sont|fut|furent|avait|montr\w+|revel\w+|confirm\w+)\b[^.;]*(?:,|\)|\b[a-z]+) (?:et|puis|mais)(?: donc| ensuite| alors| finalement)?,? (?:apres [^.;,]{3,60}, )?(?:en|le|debut|fin|au) ?\Z"
    r"|\bavec (?:des |un |pour )?resultats?\b[^.;]{3,120}, (?:et|puis) donc, (?:apres [^.;,]{3,60}, )?(?:en|le) ?\Z"
)
#: "... qui a diminué après la fin de la chimiothérapie en février 2013".
_OF_A_TREATMENT = Screened(
    r"(?<![-a-z])(?:chirurgie|intervention|operation|[a-z]{5,}ectomie|chimiotherapie|radiotherapie|greffe)(?: [a-z]+)? (?:du|de|d') ?\Z"
    r"|\b(?:a|ont|est|sont|fut|qui|montr\w+|revel\w+)\b[^.;]*\b(?:(?:diagnostiqu|oper|resequ|irradi|excis|instaur|acheve?|termine?)(?:e|es|ee|ees)?"
    r"|(?:chirurgie|intervention|operation|[a-z]{5,}ectomie|chimiotherapie|radiotherapie|greffe|traitement)(?: [a-z]+)?) (?:realise\w* |effectue\w* )?(?:en|le|depuis(?: le)?) ?\Z"
)
#: "... un nodule du sarcome dont il avait souffert l'année précédente".
HAD_BEFORE = re.compile(
    r"\b(?:dont|qui|que?|qu'(?:il|elle|on)|pour (?:lequel|laquelle)) (?:[a-z']+ ){0,3}?avai(?:en)?t (?:ete |deja )*[a-z]+[^.;,]*\Z"
)
#: "L'intervention a été décidée, réalisée le 02/09".
_TREATMENT_DONE = re.compile(
    r"\b(?:l'intervention|(?:une|l[ae'] ?|un) (?:nouvelle )?(?:intervention|chirurgie|operation|traitement|resection|exerese|transplantation|greffe|radiotherapie|chimiotherapie|[a-z]{5,}ectomie))\b[^.;]{0,60}\b(?:decid|realis|effectu|pratiqu|debut|commenc|instaur|elargi)\w*[^.;]{0,60}\Z"
)

#: "Orchidectomie en 2005 avec contrôles ultérieurs par scanner": exams of the years since.
_FOLLOWED_BY = Screened(
    r"\b(?:controles?|suivi|surveillance)(?: \w+)? (?:ulterieur|reguli|annuel|semestriel|trimestriel)\w*(?: (?:par|avec|au moyen d[e']))?[^.;,]{0,20}\Z"
)

#: In a story told afterwards, what was asked for was done; what is still awaited has no day to be counted from.
_ASKED = re.compile(
    r"[^.;\n]{0,60}?\b(?:a|ont|avait|avaient|furent|fut) (?:ete |egalement |alors |donc )*(?:demande|programme|prescri|sollicite|indique|prevue?|planifie|decide(?=e|s))\w*"
)
#: ... or the words before it: "a demandé une IRM en janvier 2016, où une tumeur a été détectée".
_ASKED_BEFORE = re.compile(r"\b(?:demande|prescrit|sollicite)(?:e|s|es)? (?:une? |l[ae] |l'|des )\Z")
_FOUND_THERE = re.compile(
    r"(?: (?:en|le|du) [a-z0-9/. ]{4,20})?,? (?:ou|qui|avec|montrant|revelant|objectivant|mettant|confirmant)\b[^.;\n]{0,80}?(?:montr|revel|detect|observ|mis|met|retrouv|identifi|objectiv|confirm|lesion|masse|nodul|metasta|pour resultat)"
)


#: What came of an exam, told right behind it or behind the list that it opens: it was done, whoever asked for it.
_SHOWN = re.compile(
    r"(?:[^.;:\n]{0,70}?),? ?\b(?:qui (?:a|ont|avait) (?:\w+ )?(?:montr|revel|confirm|objectiv|mis en ev|identifi|detect|decrit|permis)"
    r"|qui (?:montr|decri|revel|confirm)\w+|(?:montr|revel|objectiv|confirm)ant\b"
    r"|(?:ou|dans lequel|dans laquelle) (?:l[ae]s? |l'|une? |des )[^.;\n]{0,60}?\b(?:a|ont) (?:\w+ )?ete (?:observ|constat|detect|mise? en ev|identifi))"
)
#: ... or by the sentence behind it, with no other exam named: "De multiples nodules ont été observés", "Il montre ...".
_SEEN_NEXT = re.compile(
    r"\W*(?:(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere|cet examen|on) (?:y )?(?:a |ont )?(?:\w+ )?(?:montr|revel|confirm|objectiv|retrouv|identifi|mis|met\b|decri|not|observ|constat)\w*"
    r"|(?:une?|des?|plusieurs|de multiples|aucune?) [^.;:\n]{3,120}?\b(?:a|ont) (?:alors |ainsi |egalement )?ete (?:observ|constat|detect|identifi|mise?s? en ev|retrouv|objectiv|decouvert|decrit)\w*)"
)
#: What tells later on that an act was not done after all.
_NEVER_DONE = frozenset({Status.NEGATED, Status.CANCELLED, Status.REFUSED})


def settle_in_story(folded: str, event: EventMention) -> None:
    """Settle a planned event of a note without a date of its own, in place: asked for and done, or left undated."""
    awaited = event.status in (Status.PLANNED, Status.PROPOSED) and event.is_act
    if awaited and _SHOWN.match(folded, event.end) is not None:
        event.status = Status.DONE
    if event.family is Family.ORAL_THERAPY and event.subtype == "stop" and _ended_then(event):
        event.status = Status.DONE
    if event.status is not Status.PLANNED:
        return
    if _ASKED.match(folded, event.end) or _asked_and_found(folded, event):
        event.status = Status.DONE
    elif event.date is not None and (event.date.is_counted or event.date.start < event.start):
        event.withhold()


def _ended_then(event: EventMention) -> bool:
    """Return whether a plan's day stands right behind it: "8 cycles proposés, se terminant en 07/2010" is told afterwards."""
    return (
        event.date is not None and event.date.kind is DateKind.ABSOLUTE and 0 <= event.date.start - event.end <= _BESIDE
    )


def _asked_and_found(folded: str, event: EventMention) -> bool:
    """Return whether an exam was asked for and showed something: "a demandé une IRM en janvier 2016, où une tumeur ..."."""
    return (
        _ASKED_BEFORE.search(folded, max(0, event.start - _BESIDE), event.start) is not None
        and _FOUND_THERE.match(folded, event.end) is not None
    )


def leave_asked_for(folded: str, layout: Layout, events: list[EventMention]) -> None:
    """Take the date from an exam or sampling that was asked for, where the note tells it as done later on.

    "En décembre, une IRM pelvienne a été demandée. ... L'IRM pelvienne de mars montre ...": one exam, in March.
    """
    for place, event in enumerate(events):
        if not event.is_act or event.interval is None:
            continue
        end = layout.sentences[layout.sentence(event.start)][1] if layout.sentences else len(folded)
        if _ASKED.match(folded, event.end) is None or _ANSWERED.search(folded, event.end, min(end, event.end + _REACH)):
            continue
        following = layout.sentence(event.start) + 1
        if following < len(layout.sentences) and (named := _SEEN_NEXT.match(folded, *layout.sentences[following])):
            if not any(True for _ in within(events, layout.sentences[following][0], named.end())):
                continue  # "Un scanner a été demandé en décembre. De multiples nodules ont été observés"
        for other in events[place + 1 :]:
            if (other.family, other.subtype) != (event.family, event.subtype) or other.site not in (event.site, None):
                continue
            if other.status in _NEVER_DONE:  # "une biopsie a été programmée ... il a été décidé de ne pas l'effectuer"
                event.withhold()
                break
            if other.status is Status.DONE and other.interval is not None:
                if event.interval.end < other.interval.start:
                    event.withhold()
                break


def seen_again(folded: str, event: EventMention) -> bool:
    """Return whether an exam confirms at once what the one before it had shown: one finding, of one time."""
    return _CONFIRMS.match(folded, event.end) is not None


def sets_scene(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    mention: DateMention,
    *,
    confirms: bool,
) -> bool:
    """Return whether a date that opens an earlier sentence still holds for an exam.

    It must be known to the month, tell of a visit or a finding, not of an exam of its own nor of the first symptoms,
    and no other date may have been told since. ``confirms``: what :func:`seen_again` says of the exam.
    """
    if mention.interval is None or (
        mention.interval.days > _WEEKS and mention.interval.precision is not Precision.YEAR
    ):
        return False
    start, end = layout.sentences[layout.sentence(mention.start)]
    own_exam = any(
        other.family is event.family or _stands_right_after(other, mention) for other in within(events, start, end)
    )
    if own_exam and _GOES_ON.match(folded, *layout.sentences[layout.sentence(event.start)]):
        own_exam = False  # "L'étude a été complétée par un scanner"
    if own_exam and confirms:
        own_exam = False  # "Des nodules sont vus à la radiographie. Le scanner les confirme": one finding, of one time
    if own_exam and ARRIVED.search(folded, start, mention.start) is not None:
        own_exam = False  # "Aux urgences le 18 mai, TDM cérébrale. Radiographie du bassin"
    if own_exam or (_ONSET.search(folded, mention.end, end) and not VISIT.search(folded, mention.end, end)):
        return False
    if _BEGAN.search(folded, start, mention.start) and not VISIT.search(folded, mention.end, end):
        return False
    return not any(
        mention.end <= other.start < event.start
        and other.role == "event"
        and other.bound != "from"
        and not one_time(mention, other)
        and not told_back(folded, layout, dates, other)
        for other in dates
    )


def another_time(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    event: EventMention,
    mention: DateMention,
    *,
    confirms: bool,
) -> bool:
    """Return whether an exam of a story may lie long after the exam whose date the sentence before tells.

    "En mars, une radiographie montre une masse. Un scanner ...", and the next step told is of June: the work-up has the
    month of a visit, whenever the story goes on, but that of another exam only where it goes on in the next month. A
    sampling has it in any case, and so has an exam that ``confirms`` what the first one showed.
    """
    told = mention.interval
    if confirms or told is None or told.precision is not Precision.MONTH:
        return False
    start, end = layout.sentences[layout.sentence(mention.start)]
    if layout.sentence(event.start) == layout.sentence(mention.start) or VISIT.search(folded, start, end):
        return False
    if not any(one.is_act and one.date is mention for one in within(events, start, end)):
        return False
    after = next(
        (
            one
            for one in dates
            if one.start >= event.end and one.role == "event" and one.interval is not None and one.bound != "from"
        ),
        None,
    )
    return after is not None and after.interval is not None and months_between(told.start, after.interval.start) > 1


def _stands_right_after(act: EventMention, mention: DateMention) -> bool:
    return act.family is Family.BIOPSY and 0 <= mention.start - act.end <= _BESIDE


def _of_a_course(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before an exam is of the treatment that the exam judges.

    "6 cycles entre mai et septembre, avec réponse au scanner", "débuté en janvier, avec un scanner après 4 cycles".
    """
    before = folded[max(0, mention.start - _BEFORE) : mention.start]
    if mention.period is not None:
        return _COURSE.search(before) is not None
    return _AFTER_CYCLES.match(folded, event.end) is not None and _BEGUN.search(before) is not None


def _of_a_course_told(folded: str, mention: DateMention) -> bool:
    """Return whether a period is told to be that of a treatment, behind it."""
    return mention.period is not None and _COURSE.search(folded, mention.end, mention.end + _BEFORE) is not None


def told_of_something_else(
    folded: str, layout: Layout, event: EventMention, mention: DateMention, *, glued: bool
) -> bool:
    """Return whether a date of an exam's own sentence belongs to what led to the exam or came of it.

    "présente depuis janvier 2017" says how long a finding has been there; "de sorte qu'un traitement a été
    commencé le 18/06" dates the treatment.
    """
    if mention.start >= event.end and _HELD.search(folded, event.end, mention.start):
        return True
    asked = mention.start >= event.end and _ASKED_ON.search(folded, event.end, mention.start)
    if asked and _THEN_DONE.match(folded, mention.end):
        return True
    lasted = mention.bound == "from" and mention.is_counted
    if lasted and mention.end <= event.start:
        return True  # "une masse présente depuis deux ans, une échographie"
    earlier = bool(event.attributes.get("earlier"))
    if glued:  # "au vu des résultats de l'IRM, en octobre 2014, une radiothérapie": not the exam's own
        return earlier and folded.startswith(",", event.end)
    if earlier:
        return _PERFORMED_ON.fullmatch(folded, event.end, mention.start) is None
    if mention.end <= event.start and _of_a_course(folded, event, mention):
        return True
    if mention.end <= event.start and _BEFORE_ALL.match(folded, event.end):
        return True
    if mention.period is not None and mention.end <= event.start and _AFTER_SURGERY.match(folded, event.end):
        return True  # "Irradiée du 23/12 au 16/01, car l'IRM post-chirurgicale montrait un reliquat"
    if mention.end <= event.start and _CIRCUMSTANCE.search(folded, mention.end, event.start):
        return True
    if mention.end <= event.start and _FOLLOWED_BY.search(folded, mention.end, event.start):
        return True
    if mention.period is not None and mention.start >= event.end:
        # An exam has a day; what lasts is the treatment told after it. But "scanner planifié entre le 6 et le 10".
        return event.status is not Status.PLANNED or _BETWEEN.fullmatch(folded, event.end, mention.start) is None
    if mention.bound == "from" and mention.period is None:
        return True
    if mention.start < event.end:
        start, _ = layout.sentences[layout.sentence(event.start)]
        if mention.start < start and _of_a_course_told(folded, mention):
            return True  # "Du 10 juillet au 17 novembre, elle a reçu six cycles. ... Un scanner"
        if mention.start < start and _ANSWERS_BY.search(folded, start, event.start) is not None:
            return True  # "Il a reçu une radiothérapie, avec une réponse minimale à l'IRM"
        if mention.start < start or _RESPONSE.search(folded, mention.end, event.start) is None:
            return False
        # What the date itself is counted from ("huit mois après le début du traitement") begins nothing.
        return (
            _BEGUN.search(folded, max(start, mention.start - _BEFORE), mention.start)
            or _BEGUN.search(folded, mention.end, min(event.start, mention.end + _BEFORE))
        ) is not None
    return (
        _TREATED.search(folded, event.end, mention.start)
        or _CONSEQUENCE.search(folded, event.end, mention.start)
        or _NEXT_CLAUSE.search(folded, event.end, mention.start)
        or HAD_BEFORE.search(folded, event.end, mention.start)
        or (event.family is Family.IMAGING and _OF_A_TREATMENT.search(folded, event.end, mention.start))
        or _TREATMENT_DONE.search(folded, event.end, mention.start)
    ) is not None
