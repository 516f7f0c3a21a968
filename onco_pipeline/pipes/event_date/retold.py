"""An event told without a date at first, and with one further on."""

import re
from dataclasses import replace

from onco_pipeline.events import DateMention, EventMention, Experiencer, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.candidates import candidates
from onco_pipeline.pipes.event_date.exams import exam_before
from onco_pipeline.pipes.event_date.nearby import date_at, dates_between
from onco_pipeline.pipes.scope import event_at, within
from onco_pipeline.pipes.status.settled import settle_by_date

#: A second telling has its date near it.
_NEAR = 100
#: ... and a stage has it right behind.
_GLUED = 0
#: Days that make another time of a story.
_MONTHS = 90
_COARSE = frozenset({Precision.YEAR, Precision.MONTH})
_KNOWN = frozenset({Precision.DAY, Precision.MONTH})
#: Sentences that a work-up tells its exams in, the later one perhaps first.
_ONE_WORK_UP = 3
#: Characters from a telling to its day, and the words between the two.
_SINCE = 60
_SINCE_THEN = re.compile(
    r"[a-z' -]{8,50}?(?: depuis(?: l[ae] (?:mois de )?)?| diagnostiquees? (?:en|le)| apparues? (?:en|le)) ?(?:le )?"
)
#: A suspicion that was confirmed further on in its sentence, and how near behind the exam stands that did so.
_CONFIRMED = re.compile(
    r"[^.;]{0,90}?(?<!non )(?<!pas )(?<!pas ete )(?<!a )\bconfirmee?s? (?:secondairement |histologiquement )?(?:en|par|a|au|sur|lors)\b"
    r"|[^.]{0,90}? qui (?:la |le |les )confirme(?:nt)?\b"
)
#: "Confirmation par biopsie le 06/09", "biopsie du foie : ..., confirmant": the next sentence says so.
_CONFIRMATION = re.compile(
    r"\W*confirm(?:ation|ee?s?|ant)\b(?: (?:histologique|anatomopathologique|diagnostique)\w*)?(?: (?:par|sur|a|au|en|lors)\b)?"
)
#: What confirms a spread and is no exam, and what leads from it to its day.
_OPERATION = re.compile(
    r"laparo|coe?lio|thoracosc|pleurosc|mediastinosc|intervention|chirurgi|extempo|exerese|resection|[a-z]{4,}ectomi|histolog|anapath|\bvats\b"
)
_LED_TO = re.compile(r" ?(?:l[ae] |l'|une? )?[a-z' -]{4,40}? ?\(?(?:du |le |de |en )?")
_BESIDE = 30
#: A form's question for a date, and characters in which it is put.
_DATE_OF = re.compile(r"\bdates?\b[^.;:\n]{0,40}\Z")
_ASKED = 50
_DIAGNOSED = re.compile(
    r"\b(?:diagnosti(?:c|quee?s?)|decouverte?s?)(?: (?:initial|pose|fait|etabli|histologique|de la maladie))? ?(?:: ?|en |le |du |depuis |fin |debut )*\Z"
)
#: "Diagnostiqué en juin 2017 |avec un carcinome"; a treatment or an exam would be another step.
_OF_WHAT = re.compile(r",? ?(?:d'|de |du |avec |comme |: ?)(?:une? |le |la |l')?(?!chimio|radio|chirurg|traite)")
_SEEN_THEN = re.compile(
    r"[^.;:]{0,70}?\b(?:a|ont) (?:alors )?ete (?:mise?s? en evidence|detecte|diagnostique|observe|objective|decouvert|retrouve|constate|identifie|visualise)"
)
_LATER_STEP = re.compile(r"\b(?:rechut|recidiv|progress|evolu|puis\b|ensuite|oper[ae]|traite|reseq|dont )")
#: Spread that was not certain yet where it was told first.
_SUGGESTED = re.compile(r"\b(?:sugger|evoc|suspe?ct|possibl|probabl|compatibl)")
#: Spread that a pathologist names, and no stage.
_SPREAD_READ = re.compile(r"(?:une? |la )?(?:micro-?)?(?:metasta|carcinose|localisations? secondaire)")
_STAGED = re.compile(r"[ycp]{0,2}t ?[0-4x]")


#: "Première prise prévue le 21/09".
_SET = re.compile(r"\b(?:prevue?|programmee?|fixee?)\b")


def date_by_second_telling(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give metastases and drug starts told without a date the one that they are told with further on, in place.

    "Suivie pour un cancer du côlon avec récidive péritonéale. ... Scanner du 27/04 : nodules de carcinose." "Mise sous
    sunitinib. Le traitement a débuté en octobre 2015."
    """
    _date_by_earlier_exam(layout, events, explain=explain)
    _date_by_an_older_line(folded, layout, events, dates, explain=explain)
    for event in events:
        if "told_again" not in event.attributes:
            continue
        again = event.attributes.pop("told_again")
        told = event.interval
        # "Suivie depuis 2019 pour un cancer métastatique": the year, or month, of which the exam told further on has the day.
        of_year = event.family is Family.METASTASIS and told is not None and told.precision in _COARSE
        # "VRd (03 à 06/2017), Revlimid à partir du 13/03/2017": the month of a regimen, of which one of its drugs has the day.
        of_regimen = "regimen" in event.attributes and told is not None and told.precision is not Precision.DAY
        # "Prescrit le 20/09. Le traitement n'a été débuté que le 03/10".
        prescribed = event.subtype == "start" and str(event.attributes.get("cue")).startswith("prescri")
        advised = event.status is Status.PROPOSED and event.family is Family.ORAL_THERAPY and told is None
        if not advised and (
            event.status is not Status.DONE or not (told is None or of_year or of_regimen or prescribed)
        ):
            continue
        for offset in again:
            if advised and layout.sentence(offset) > layout.sentence(event.start) + 1:
                break
            found: tuple[DateMention | None, DateInterval | None] | None
            if event.family is Family.METASTASIS and (since := _known_since(folded, dates, offset)) is not None:
                found = (since, since.interval)
            elif event.family is Family.METASTASIS:
                earlier = events[: event_at(events, offset)]
                exam = exam_before(layout, earlier[:-1] if earlier and earlier[-1].end > offset else earlier, offset)
                if exam is None and told is None and _SPREAD_READ.match(folded, offset):
                    exam = _read_there(folded, layout, events, event, offset)
                found = None if exam is None else (exam.date, exam.interval)
                asked = (
                    _DATE_OF.search(folded, max(0, offset - _ASKED), offset) is not None
                )  # "Date de la 1re métastase :"
                found = found or _told_with_its_day(folded, layout, dates, event, offset)
                if found is None and (asked or _STAGED.match(folded, offset)):  # "TNM initial : cT3N1M1 (sept 2022)"
                    found = _date_near(folded, layout, dates, event, offset, _NEAR if asked else _GLUED)
            else:
                found = _date_near(folded, layout, dates, event, offset)
            if found is None or (
                told is not None and (found[1] is None or not (prescribed or told.contains(found[1])))
            ):
                continue
            if prescribed and told is not None and found[1] is not None and found[1].start < told.start:
                continue
            if layout.reference_date is None and _gone_on_before(dates, event, offset, found[1]):
                continue  # a report tells in order; a letter lists what went before wherever it likes
            mention, interval = found
            coming = mention.future if mention is not None and event.family is Family.ORAL_THERAPY else None
            if coming is not None and mention is not None and _SET.search(folded, offset, mention.start):
                event.status, interval = Status.PLANNED, coming  # "première prise prévue le 21/09"
            why = f"told again with {mention.text if mention else 'a date'}" if explain else None
            event.take_date(mention, interval, why, 0.6)
            if advised:  # "RCP du 12/09 : sorafénib. Traitement débuté le 13/09"
                event.status = Status.DONE
                settle_by_date(event, layout.reference_date)
            break


def _date_by_an_older_line(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a spread the older of the days that head its lines, where a history is told backwards, in place.

    "04/2022 : scanner, évolution osseuse\n12/2019 : métastases osseuses".
    """
    for event in events:
        again = event.attributes.get("told_again", ()) if event.family is Family.METASTASIS else ()
        if not again or event.interval is None or event.status is not Status.DONE:
            continue
        if _head_of_line(folded, layout, dates, event.start) is None:
            continue
        for offset in again:
            older = _head_of_line(folded, layout, dates, offset)
            if older is None or older.interval is None or older.interval.end >= event.interval.start:
                continue
            event.take_date(older, older.interval, f"first told at {older.text}" if explain else None, 0.6)
            event.subtype = "onset"


def _head_of_line(folded: str, layout: Layout, dates: list[DateMention], offset: int) -> DateMention | None:
    """Return the date that opens the line of an offset, before a colon, or None."""
    if not layout.lines:
        return None
    start = layout.lines[layout.line(offset)][0]
    head = next(iter(dates_between(dates, start, offset)), None)
    if head is None or head.role != "event" or folded[start : head.start].strip(" \t*•>–-"):
        return None
    return head if folded[head.end : head.end + 2].lstrip().startswith(":") else None


def _date_by_earlier_exam(layout: Layout, events: list[EventMention], *, explain: bool = False) -> None:
    """Give a first spread the day of an earlier exam of the same work-up that is told behind and saw it too, in place.

    "Scanner (28/02/2014) : lésions osseuses métastatiques. Scintigraphie (28/01/2014) : multiples métastases osseuses."
    """
    for event in events:
        told = event.interval
        if told is None or event.family is not Family.METASTASIS or event.subtype != "onset":
            continue
        again = event.attributes.get("told_again", ())
        if not again or event.status is not Status.DONE or told.precision not in _KNOWN:
            continue
        for offset in again:
            sentence = layout.sentence(offset)
            if sentence - layout.sentence(event.start) > _ONE_WORK_UP:
                break
            before = reversed(events[: event_at(events, offset)])
            exam = next((one for one in before if one.end <= offset and one.family is Family.IMAGING), None)
            if exam is None or exam.date is None or exam.interval is None or exam.start < event.end:
                continue
            own = layout.sentence(exam.start) == sentence and 0 <= exam.date.start - exam.end <= _BESIDE
            if own and 0 < (told.start - exam.interval.end).days <= _MONTHS:
                event.share_date(exam, f"seen earlier ({exam.text})" if explain else None)
                break


def _read_there(
    folded: str, layout: Layout, events: list[EventMention], event: EventMention, offset: int
) -> EventMention | None:
    """Return the dated result in whose words a spread that was only suggested is told again.

    "Nodules suggérant une dissémination. Omentectomie le 12/06 : histologie de métastase".
    """
    start, end = layout.sentence_bounds(event.start, len(folded))
    if _SUGGESTED.search(folded, start, end) is None:
        return None
    for one in reversed(events[: event_at(events, offset)]):
        if layout.sentence(one.start) != layout.sentence(offset):
            return None
        if one.family is Family.PATHOLOGY and one.status is Status.DONE and one.interval and offset < one.end:
            return one
    return None


def _gone_on_before(dates: list[DateMention], event: EventMention, offset: int, interval: DateInterval | None) -> bool:
    """Return whether the story told between a spread and its second telling lies months before the day of that one.

    "Stade IV hépatique. En novembre 2012, hépatectomie. ... Scanner du 11/07/2017 : métastases hépatiques."
    """
    return (
        event.family is Family.METASTASIS
        and interval is not None
        and any(
            date.role == "event" and date.interval is not None and (interval.start - date.interval.end).days > _MONTHS
            for date in dates_between(dates, event.end, offset)
        )
    )


def _told_with_its_day(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, offset: int
) -> tuple[DateMention, DateInterval | None] | None:
    """Return the day of a diagnosis that a second telling sums up: "diagnostiqué en juin 2017 d'un cancer de stade IV".

    "En mai 2017, une métastase gastrique a été mise en évidence" has its day too.
    """
    if event.subtype != "onset":
        return None
    start, _ = layout.sentence_bounds(offset, len(folded))
    own = [date for date in dates_between(dates, start, offset) if date.role == "event"]
    if len(own) == 1 and _SEEN_THEN.match(folded, offset) is not None:
        return own[0], own[0].interval
    if len(own) != 1 or _DIAGNOSED.search(folded, max(start, own[0].start - _ASKED), own[0].start) is None:
        return None
    if _OF_WHAT.match(folded, own[0].end) is None or _LATER_STEP.search(folded, own[0].end, offset) is not None:
        return None
    return own[0], own[0].interval


def _known_since(folded: str, dates: list[DateMention], offset: int) -> DateMention | None:
    """Return the day since which a telling says that there is spread: "métastases pulmonaires depuis juillet 2013"."""
    for date in dates_between(dates, offset + 1, offset + _SINCE + 1):
        if date.interval is not None and date.role == "event":
            return date if _SINCE_THEN.fullmatch(folded, offset, date.start) is not None else None
    return None


def date_by_suspicion(events: list[EventMention], *, explain: bool = False) -> None:
    """Give a spread that is asserted without a date the one of the exam that first raised the suspicion, in place.

    "IRM du 12/03 : lésions évocatrices de métastases. ... Diagnostic : cancer du poumon métastatique."
    """
    suspected: EventMention | None = None
    for event in events:
        if event.family is not Family.METASTASIS or event.experiencer is not Experiencer.PATIENT:
            continue
        if event.status is Status.SUSPECTED and event.interval is not None:
            suspected = suspected or event
        elif event.status is Status.DONE:
            if event.interval is None and suspected is not None:
                why = f"suspected with {suspected.text}" if explain else None
                event.take_date(suspected.date, suspected.interval, why, 0.5)
            return


def date_at_diagnosis(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give an undated spread that was there from the first day the date of the diagnosis told just behind it, in place.

    "Cancer du sein métastatique d'emblée (os). Diagnostic en janvier 2023."
    """
    for event in events:
        synchronous = event.family is Family.METASTASIS and event.attributes.get("timing") == "synchronous"
        if not synchronous or event.interval is not None or event.status is not Status.DONE:
            continue
        sentence = layout.sentence(event.start)
        for place in range(date_at(dates, event.end), len(dates)):
            mention = dates[place]
            if mention.interval is None or mention.role != "event":
                continue
            if layout.sentence(mention.start) > sentence + 1:
                break
            if _DIAGNOSED.search(folded, max(event.end, mention.start - _ASKED), mention.start) is not None:
                why = f"{mention.text}: of the diagnosis that it came with" if explain else None
                event.take_date(mention, mention.interval, why, 0.6)
                break


def add_confirmed(folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention]) -> None:
    """Add the spread that was only suspected at first, and that its sentence says an exam or operation confirmed, in place.

    "Nodule suspect de métastase au scanner du 14/09, confirmé en IRM le 25/09." "Aspect de carcinose, confirmée à la
    cœlioscopie du 10/05."
    """
    known = len(events)
    for event in list(events):
        if event.family is not Family.METASTASIS or event.status is not Status.SUSPECTED:
            continue
        if event.experiencer is not Experiencer.PATIENT:
            continue
        _, end = layout.sentence_bounds(event.start, len(folded))
        told = _CONFIRMED.match(folded, event.end, end) or _CONFIRMATION.match(folded, end)
        if told is None:
            continue
        end = max(end, layout.sentence_bounds(told.end(), len(folded))[1])
        beside = within(events, told.end(), min(end, told.end() + _BESIDE))
        exam = next((one for one in beside if one.is_act), None)
        if exam is not None:
            day, interval = (exam.date, exam.interval) if exam.status is Status.DONE else (None, None)
        else:
            day = _day_of_operation(folded, dates, event, told)
            interval = None if day is None else day.interval
        if interval is None:
            continue
        if not any(one.family is event.family and one.status is Status.DONE for one in events):
            attributes = {name: value for name, value in event.attributes.items() if name != "polarity"}
            events.append(replace(event, status=Status.DONE, date=day, interval=interval, attributes=attributes))
    if len(events) > known:
        events.sort(key=lambda event: (event.start, event.end))


def _day_of_operation(
    folded: str, dates: list[DateMention], event: EventMention, told: re.Match[str]
) -> DateMention | None:
    """Return the day of the operation that confirmed a suspicion: right behind it, or before "qui la confirme"."""
    around = folded[event.end : min(len(folded), told.end() + _BESIDE)]
    if _OPERATION.search(around) is None:
        return None
    behind = [
        day
        for day in dates_between(dates, told.end(), told.end() + 2 * _BESIDE)
        if _LED_TO.fullmatch(folded, told.end(), day.start)
    ]
    ahead = dates_between(dates, event.end, told.end()) if told.group().endswith(("confirme", "confirment")) else []
    return next((day for day in [*behind, *reversed(ahead)] if day.interval is not None and day.role == "event"), None)


def _date_near(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, offset: int, most: float = _NEAR
) -> tuple[DateMention, DateInterval | None] | None:
    again = replace(event, start=offset, end=offset, attributes={})
    sentence = layout.sentence(offset)
    for candidate in candidates(folded, layout, [], dates, again):
        if candidate.cost <= most and layout.sentence(candidate.date.start) == sentence:
            return candidate.date, candidate.date.interval
    return None
