"""What dates a finding besides a date of its own: the exam or specimen that shows it, or its second telling."""

import re
from datetime import date
from itertools import pairwise

from onco_pipeline.events import DateMention, EventMention, Experiencer, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.exams import KNOWN, exam_before, seen_anew
from onco_pipeline.pipes.event_date.spread_days import of_its_month
from onco_pipeline.pipes.scope import event_at, within
from onco_pipeline.pipes.screen import Screened

_RELAPSE = re.compile(r"(?:nouvelle )?(?:recidiv|rechut|recurren|progress|evolu|repris)")
#: The treatment of the primary right before its date: a relapse comes later.
_TREATED = re.compile(
    r"\b(?:opere\w*|operation|exerese|resection|reseque\w*|\w+ectomie|diagnosti\w+)(?: \w+)? ?(?:le |en |du |l'|\()?\Z"
)
_SEEN = re.compile(r"\b(?:(?:re)?v(?:u|ue|ois|oit|enue?)|consult\w*|examin\w*|recu|recois)\b[^.;]{0,20}\Z")
_TODAY = re.compile(r"(?:ce jour|aujourd'hui|ce (?:matin|soir|midi))")
_BACK = 60
_CONFIRMED = re.compile(r"\bconfirme\w*")
#: "Métastases au scanner du 13/12/2021": what leads from a finding to its exam, and from the exam to its day.
_SEEN_AT = re.compile(
    r"(?: (?!puis|apres|avec|sans|sous|dont|mais)[a-z]{4,14}){0,2}(?: d'emblee| (?:des|au) (?:le )?diagnostic)?[ ,]*\(?(?:(?:vue?|decouverte?|visible|confirmee?|visualisee?|apparue?|revelee?|objectivee?|diagnostiquee?)s? )?"
    r"(?:sur|a|au|par|en|lors d[eu'])?\s?(?:l[ae] |l'|une? |le dernier |la derniere )?"
)
GLUE_AFTER = re.compile(
    r"\)?(?: (?:mensuel|trimestriel|semestriel|annuel|bisannuel)l?e?s?\b)?(?: d(?:'|e |e la )(?:extension|controle|reevaluation|evaluation|suivi|stadification|surveillance)\b)?[ ,]*(?:(?:d')?(?!recidiv|rechut|metasta|progress|chirurg|interven)\w+ ){0,2}\(?(?:du|de|le|en|d'|des|:|(?:realise|effectue|pratique)e?s? (?:le|en)|faite?s? (?:le|en)|(?:programmee?|prevue?|fixee?)s? (?:le|en|au))? *\(?"
    r"| [a-z-]+(?: [a-z-]+)?, (?:enfin |finalement )?(?:faite|realisee|pratiquee|effectuee|passee)s? (?:le|en) "
    r"|\s?\((?:op|operee?|prelevement|preleve|prise de sang|analyse|rendu|resultat)e?s?(?: (?:du|le|de|en))? "
)
#: "Métastases hépatiques connues depuis 2020": what was known is dated by when it came.
_OWN_DATE = re.compile(
    r"\)? (?:(?:deja )?(?:connu|present|evolu|suivi|decouvert|diagnostiqu|apparu|survenu|traite)[a-z]* )?(?:en|le|depuis|debut|fin) ?(?:le |debut |fin )?"
)
BESIDE = 25
#: An exam that found nothing.
_FREE = re.compile(r"\b(?:normal|ras\b|negati|sans|pas d|absence|stable|aucun)")
#: A stage that says that there is spread, not where; days within which what spells it out is the same diagnosis.
_STAGE = re.compile(r"M1|\b[Ss]tade\b")
_SAME_DIAGNOSIS = 100
#: What leads to a stage that sums up the exams before it, and how many sentences these may stand back.
_SUMS_UP = re.compile(r"\b(?:soit|donc|au total|ainsi|finalement|final|conclu\w*|classee?|retenu)\b[^.;\n]{0,20}\Z")
_STAGED_BACK = 6
#: Characters from a finding to the exam behind it that has its day.
_BEHIND = 60
#: ... and to the sample of it: "atteinte pleurale en mai 2021 : ponction pleurale le 11/05/2021".
_SAMPLED_THERE = re.compile(r"[^,;.\n]*[:(] ?(?:une? |la )?")
_IN_BRACKET = re.compile(
    r" ?(?:d(?:u|'une?|e la|e l') ?[a-z' -]{3,40})?\((?:(?:prouvee?|confirmee?|vue?)s? )?(?:(?:par|sur|a) )?(?:une? |l[ae] |l')?"
)
#: An exam that heads its line with its date: what stands before it, between the two, and behind.
_HEADED = re.compile(r"[^a-z0-9]*(?:\d{1,2}[-.)] ?)?(?:une? |l[ae'] ?|nouve(?:au|lle) )?")
_HEADS = re.compile(r"[^.;:0-9\n]{0,70}?[(,:]? ?(?:en |du |le |de |d')?\(?")
#: Characters of a line in which that exam begins, and events before a finding that may be of another one.
_HEAD, _SHOWN = 300, 100
_OPENS = re.compile(r" ?\)? ?[:.]")
_PATIENT = Experiencer.PATIENT
#: Sentences that a finding spoken of again may stand after the exam that showed it.
RESTATED = 2


#: "Revu en consultation ce 15 octobre", and what the patient is known for: "porteur d'un adénocarcinome métastatique".
_SEEN_ON = Screened(
    r"\b(?:re)?(?:vue?|vois|voyons|recue?|recois|hospitalisee?|consulte|examinee?)\b[^.;:]{0,30}? (?:(?:ce|le|du)(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?|du \d{1,2}(?: [a-z]+)? au) \Z"
)
_FOLLOWED_FOR = re.compile(
    r"(?:[^.;:\n]|(?<=\b[a-z])\.){0,80}?\b(?:porteu(?:r|se)|atteinte?|suivie?|connue?|traitee?|(?:le|son|leur) suivi|(?:\d ?e(?:me)?|nouvelle|prochaine) (?:cure|cycle))\b"
    r"(?!.*\b(?:decouv|revel|apparition|montr|diagnosti))[^.;:\n]*\Z"
)
_TISSUE_TAKEN = re.compile(r"biops|ponction|exere|preleve|resect|\w{4,}ectomie|frottis|cyto|myelogramme|\bbom\b|opere")
_APPEARS = re.compile(r" ?: (?:[a-z' ]{0,20}\b)?(?:apparition|nouve(?:lle|au)x?|decouverte)\b[^.;]{0,30}\Z")


def told_of_the_patient(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date before metastases is of the visit or of the primary's treatment, and not theirs; before a result, whether it is of the visit.

    "Je revois ce jour Mme V., opérée le 9 décembre, avec récidive péritonéale".
    """
    if not event.is_finding:
        return False
    if mention.end > event.start:
        return event.family is Family.METASTASIS and _of_the_primary(folded, event, mention)
    back = max(0, mention.start - _BACK)
    if event.family is Family.PATHOLOGY:  # "vue le 31 mars pour un carcinome pT2 (RTUV du 06/02)"
        if ". " in folded[mention.end : event.start]:
            return False
        seen = _SEEN_ON.search(folded, back, mention.start)
        return seen is not None and _TISSUE_TAKEN.search(folded, seen.start(), event.start) is None
    if _TODAY.match(folded, mention.start, mention.end) and _SEEN.search(folded, back, mention.start):
        return _APPEARS.match(folded, mention.end, event.start) is None
    if _SEEN_ON.search(folded, back, mention.start) and _FOLLOWED_FOR.match(folded, mention.end, event.start):
        return True
    if event.family is Family.METASTASIS and _DECIDED.search(folded, back, mention.start) is not None:
        return True
    if mention.interval is not None and mention.interval.precision is Precision.YEAR:
        shown = _SHOWN_THEN.search(folded, mention.end, event.start)  # "cancer du sein 2012 ... (scanner du 28 mai)"
        if shown is not None and _OF_THE_CANCER.search(folded, back, mention.start) is not None:
            return True
    return _RELAPSE.match(folded, event.start) is not None and _TREATED.search(folded, back, mention.start) is not None


#: "Métastase d'un carcinome mammaire (patiente traitée en 1999)", "de son cancer du sein de 2009".
_THE_PRIMARY = re.compile(
    r"(?:\b(?:d'une?|du|de (?:son|sa|la|ce|cette)|de l'|des?)|\() ?(?:ancien |meme |petit )?(?:cancer|(?:adeno-?)?carcinome|adk|melanome|sarcome|tumeur|neo(?:plasie)?|primitif|k)\b"
    r"(?: (?!biops|scanner|tdm|irm|tep|pet|ponction|pb[hpf]|echo|scinti|exerese|sur |au |avec |metasta|vue?|decouv|appar|revel|en |le |depuis )[a-z'-]+){0,7}"
    r"(?: ?\((?:(?:patiente?|sein|cancer|primitif|tumeur) )?(?P<done>(?:operee?|traitee?|diagnostiquee?|connue?|suivie?|resequee?) )?(?:en |le |depuis )?| de | )\Z"
)


def _of_the_primary(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a date behind a spread is that of the cancer which it comes from."""
    told = _THE_PRIMARY.search(folded, max(event.start, mention.start - _SHOWN), mention.start)
    if told is None or mention.interval is None:
        return False
    return mention.interval.precision is Precision.YEAR or told["done"] is not None


#: "Décision : exérèse le 21/12. Métastase unique": nothing was found on the day that something is to be done.
_DECIDED = re.compile(
    r"\bdecedee? (?:le |en |debut |fin )\Z|\bsurveill[a-z]* \Z|\b(?:decision|proposition|conduite a tenir|cat|a prevoir|(?:est|sera) (?:prevue?|programmee?))(?: :|:)? ?[^.;:\n]{0,40}(?:le|du|au|pour le|:) ?\Z"
)
#: The year of a cancer, and an exam with a day behind it.
_OF_THE_CANCER = re.compile(
    r"\b(?:cancer|(?:adeno-?)?carcinome|adk|k|melanome|sarcome|tumeur)(?: (?!metasta)[a-z'-]+){0,5} ?(?:en |\()?\Z"
)
_SHOWN_THEN = re.compile(
    r"\b(?:scan|scanner|tdm|irm|tep|pet|scinti\w*|echo\w*|radio\w*|biopsie|bilan)\b[^.;:]{0,20}\b(?:du|de|le|en|:) ?(?:\d|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
)
#: A sentence that goes on telling what the exam before it showed: "Ainsi, une progression a été observée".
_GOES_ON = re.compile(
    r"\W*(?:ainsi|de plus|en outre|il (?:y avait|y a|existait|existe)|on (?:notait|note|observ\w+|retrouv\w+|constat\w+)|s'y associ\w+)\b"
)

#: ... and one that is nothing but what else it showed: "Présence d'un M1 du genou gauche."
_OPENS_SENTENCE = re.compile(
    r"\W*(?:(?:presence|apparition|visualisation|existence|mise en evidence) d(?:e |'))?(?:(?:une?|des|multiples?|plusieurs|autres?|nouve(?:aux?|lles?)|possibles?|deux|trois) ?)*"
)


def seen_at(folded: str, events: list[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a finding is told with its exam and that exam's date: "métastases au scanner du 13/12/2021"."""
    if _CONFIRMED.search(folded, event.start, mention.start) and any(
        other.family is Family.IMAGING
        and other.date is not None
        and 0 <= event.start - other.date.end <= _BACK
        and other.end <= other.date.start
        and "." not in folded[other.date.end : event.start]
        for other in events
    ):
        return False  # "TDM du 08/09 : lésions osseuses, confirmées par la scintigraphie du 21/09": the first one showed them
    return any(
        other.family is Family.IMAGING
        and event.end <= other.start
        and _SEEN_AT.fullmatch(folded, event.end, other.start) is not None
        and 0 <= mention.start - other.end <= BESIDE
        and GLUE_AFTER.fullmatch(folded, other.end, mention.start) is not None
        for other in events
    )


def date_by_exam(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give metastases the date of the exam that their sentence names before them, in place.

    A date between the two, or right after the finding, is its own; one further on belongs to what came of it
    ("la scintigraphie montre des métastases, de sorte qu'un traitement est débuté en mai").
    """
    for place, event in enumerate(events):
        if event.family is not Family.METASTASIS or event.status not in (Status.DONE, Status.SUSPECTED):
            continue
        closer = _closer_exam(folded, layout, events[place + 1 :], event)
        if closer is not None:
            event.share_date(closer, f"date of the exam behind it ({closer.text})" if explain else None)
            continue
        sampled = exam_before(layout, events[:place], event.start, 1) if event.site is None else None
        if sampled is not None and sampled.family is Family.BIOPSY:
            event.site = sampled.site  # "métastase d'un carcinome mammaire" tells where it comes from
        own = event.date is not None and (
            event.date.start <= event.end + 3
            or _OWN_DATE.fullmatch(folded, event.end, max(event.end, event.date.start)) is not None
            or seen_at(folded, events, event, event.date)
        )
        shown = exam_before(layout, events[:place], event.start) if own else None
        if shown is not None and (
            (of_entry(layout, event) and not of_entry(layout, shown) and _follows(shown, event))
            or of_its_month(event, shown)
        ):
            own = False  # "19/03 : TDM du 11/03 : nodule péritonéal": the exam's day, not the entry's
        since = _exam_since(folded, layout, events[:place], event)
        staged = _staging_exam(folded, layout, events[:place], event)
        if own and since is None and staged is None:
            continue
        # What a treatment is chosen for was shown just before ("compte tenu de la maladie métastatique").
        spoken_of = event.date is None and event.subtype == "onset"
        back = RESTATED if spoken_of else 0
        if event.date is None and not spoken_of:
            start, _ = layout.sentence_bounds(event.start, len(folded))
            if (anew := seen_anew(folded, layout, events[:place], event)) is not None:
                event.share_date(anew, f"date of the exam ({anew.text})" if explain else None)
                continue
            opens = _OPENS_SENTENCE.fullmatch(folded, start, event.start) and KNOWN.match(folded, event.end) is None
            back = 1 if opens or _GOES_ON.match(folded, start, event.start) is not None else 0
        exam = since or staged or exam_before(layout, events[:place], event.start, back)
        if exam is None:
            continue
        event.share_date(exam, f"date of the exam ({exam.text})" if explain else None)


def _follows(exam: EventMention, event: EventMention) -> bool:
    """Return whether an exam stands behind the date of a finding: not in "TEP : 10/18 normal ; 24/01 : foyers hépatiques"."""
    return event.date is not None and event.date.end <= exam.start


def _closer_exam(folded: str, layout: Layout, later: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the exam right behind a finding whose day lies in the month or year that the finding has.

    "2e rechute 05/2021 : nodules hépatiques (IRM 18/05/2021)"
    """
    told = event.interval
    if told is not None and told.precision is Precision.DAY:
        return None
    for other in later:
        if other.start - event.end > _BEHIND or layout.sentence(other.start) != layout.sentence(event.start):
            return None
        if other.family is Family.METASTASIS:
            return None
        sites = {event.site, *event.attributes.get("sites", ())}
        sampled = other.family is Family.BIOPSY and other.site in sites - {None}
        shows = other.family is Family.IMAGING or (sampled and _SAMPLED_THERE.fullmatch(folded, event.end, other.start))
        if shows and other.interval is not None and other.status is Status.DONE:
            if told is None:  # "sous Ibrance pour métastases pleurales (biopsie pleurale 10/2021)"
                return other if _IN_BRACKET.fullmatch(folded, event.end, other.start) is not None else None
            inside = other.interval.precision is Precision.DAY and told.contains(other.interval)
            return other if inside else None
    return None


def _staging_exam(folded: str, layout: Layout, earlier: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the last exam that found something before a stage that sums up: "TEP : ... IRM normale. Soit un stade IVB"."""
    if _STAGE.match(event.text) is None or _SUMS_UP.search(folded, max(0, event.start - BESIDE), event.start) is None:
        return None
    sentence, until = layout.sentence(event.start), event.start
    if event.date is not None and layout.sentence(event.date.start) >= sentence:
        return None
    for other in reversed(earlier):
        if sentence - layout.sentence(other.start) > _STAGED_BACK:
            return None
        if not other.is_act:
            continue
        shown = other.family is Family.IMAGING and other.interval is not None and other.status is Status.DONE
        if shown and _FREE.search(folded, other.end, until) is None:
            return other
        until = other.start
    return None


def _exam_since(folded: str, layout: Layout, earlier: list[EventMention], event: EventMention) -> EventMention | None:
    """Return the exam told since the date that a finding has from an earlier sentence.

    "L'écho du 8 trouve un ganglion. Un scanner a été fait le 17. Il y a des nodules": they are the scan's.
    """
    told = event.date
    if told is None or event.interval is None or layout.sentence(told.start) >= layout.sentence(event.start):
        return None
    exam = exam_before(layout, earlier, event.start, 1)
    if exam is None or exam.interval is None or exam.start < told.end or _STAGE.match(event.text) is not None:
        return None
    later = exam.interval.start > event.interval.end  # and none that it is compared with
    return exam if later and _FREE.search(folded, exam.end, event.start) is None else None


def date_by_line(folded: str, layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give undated metastases the date of the exam that heads their line, however many sentences on, in place.

    "- TDM thoracique (mai 2011) : masse costale. Nodules pulmonaires compatibles avec des métastases."
    """
    if not layout.lines:
        return
    for place, event in enumerate(events):
        if event.family is not Family.METASTASIS or event.interval is not None or event.experiencer is not _PATIENT:
            continue
        if event.status not in (Status.DONE, Status.SUSPECTED):
            continue
        start, _ = layout.lines[layout.line(event.start)]
        opening = within(events, start, min(event.start, start + _HEAD))
        head = next((one for one in opening if one.family is Family.IMAGING), None)
        if head is None or head.date is None or head.interval is None or head.status is not Status.DONE:
            continue
        if not start <= head.date.start < event.start or not _HEADED.fullmatch(folded, start, head.start):
            continue
        if _HEADS.fullmatch(folded, head.end, head.date.start) is None or not _OPENS.match(folded, head.date.end):
            continue
        if any(
            one.family is Family.IMAGING and one.interval is not None and one.interval.end > head.interval.end
            for one in events[max(event_at(events, start), place - _SHOWN) : place]
        ):
            continue  # the line has gone on to another exam, and not back to one that it compares with
        event.share_date(head, f"date of the exam that heads its line ({head.text})" if explain else None)


def of_entry(layout: Layout, event: EventMention) -> bool:
    """Return whether an event has the day that heads its entry."""
    entry = layout.entry(event.start)
    return entry is not None and event.date is not None and event.date.start == entry.title_start


def leave_retold_onsets(events: list[EventMention]) -> None:
    """Take the date from a first onset that is only told again: the same site, dated earlier in the note, not as new."""
    told = [
        event
        for event in events
        if event.family is Family.METASTASIS
        and event.status is Status.DONE
        and event.experiencer is Experiencer.PATIENT  # "père décédé en 2003 (métastases cérébrales)"
    ]
    onsets = [event for event in told if event.subtype == "onset"]
    for event, following in pairwise(told):
        spelt = following.attributes.get("timing") == "synchronous" and _STAGE.search(event.text) is not None
        if event.interval is None or following.interval is None or not spelt:
            continue
        if abs((following.interval.start - event.interval.start).days) <= _SAME_DIAGNOSIS:
            event.withhold()  # "cT3N2M1c ... métastases osseuses d'emblée (TEP du 18/12)"
    first_told: dict[frozenset[str | None], date] = {}
    for event in onsets:
        if event.interval is None:
            continue
        sites, day = frozenset({event.site, *event.attributes.get("sites", ())}), event.interval.start
        if event.site is not None and any(sites <= others and first < day for others, first in first_told.items()):
            event.withhold()
        else:
            first_told[sites] = min(day, first_told.get(sites, day))
