"""What an operation or an endoscopy dates: the samples taken in it, and what was read on its specimen."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.acts import ACT, REPORTED, STAY, WHEN_READ, Act, act_before, dated_acts
from onco_pipeline.pipes.event_date.carried import told_back
from onco_pipeline.pipes.event_date.sampled import DAY_OF_REPORT, came_in
from onco_pipeline.pipes.scope import within
from onco_pipeline.pipes.screen import Screened

#: Sentences over which an act dates what is told below it, and characters behind a sample in which its piece is named.
_FURTHER, _NEAR = 6, 45
#: "L'étude histologique de la néphrectomie".
_READ_ON_THE = Screened(
    r"(?:histolog|anatomo|anatomie|microscop|pathologi)\w*(?: \w+)? (?:definitive )?(?:de la |du |de l'|de cette )(?:piece (?:de |d'))?(?:[a-z]{3,}-)?(?P<operation>[a-z]{3,}ectomie)\b"
    # "Anatomie pathologique (de la) pièce opératoire"
    r"|(?:histolog|anatomo|anatomie|anapath|patholog)\w*(?: pathologique)?(?: definitive)?,? (?:de la |sur (?:la )?)?piece(?: operatoire| chirurgicale| de resection| d'exerese)\b"
    # "Biologie moléculaire de la pièce opératoire rendue le 05/01"
    r"|(?P<genes>biologie moleculaire|ngs|etude (?:moleculaire|genetique)|statut|recherche|sequencage)(?: [a-z0-9]+){0,3}? (?:de|sur) la piece(?: operatoire| chirurgicale| de resection| d'exerese)\b"
)
#: "Échographie peropératoire": looked at in the operation, and on its day.
DURING = Screened(r" (?:[a-z]+ )?(?:per-?|intra-?)operatoire")
#: "Ponctionné à J6": a day of the suites.
_POSTOPERATIVE = re.compile(r"(?:a |au |des )?j ?\+? ?\d")
#: What is told since an operation when a sample is none of its own any more.
_SINCE = re.compile(
    r"\bapres (?:son |sa |l'|la |cette )?(?:operation|intervention|chirurgie|exerese|resection)\b|\bnouve(?:lles?|aux?) (?:lesion|nodule|masse|tumeur|adenopath)"
    r"|\b(?:recidiv|rechut)(?:e|es|ait)\b|\bpar la suite\b|\bulterieurement\b|\bau cours du suivi\b|\blors (?:du suivi|d'un controle)\b"
)
#: "Gastrectomie : tumeur stromale", a line of the report.
_HEADS_RESULT = re.compile(r"[\n:.\"-]\s*(?:[a-z]{3,}-)?(?P<operation>[a-z]{3,}ectomie)(?: [a-z]+){0,2} ?: ?\Z")
_HEAD = 60
#: "Extemporané : carcinose", "le chirurgien décrit une carcinose": seen in the operation told before.
_FOUND_IN_IT = re.compile(
    r"\b(?:chirurgien|operateur|fragments|(?:a|lors de|d[eu]s) l'(?:exploration|ouverture)|exploration|extempo|(?:per|intra)-?operatoire|au cours de l'(?:intervention|operation)|l'(?:intervention|operation) (?:montr|retrouv|decouvr|revel|met)|decouverte (?:de |d')|(?:fibro|endoscop|coe?lioscop|laparoscop|thoracoscop|pleuroscop|bronchoscop|coloscop|gastroscop)[a-z]*)"
)
#: "Séquelles des interventions chirurgicales antérieures": none since.
_EARLIER_ONES = re.compile(r"(?: [a-z]+)? (?:anterieur|precedent|passe)e?s?\b")
_PIECE = re.compile(r"\bpieces? (?:de |d'|operatoire de )\Z")
#: "Histologie :", "L'anatomopathologie conclut": what is read on what was taken out just before.
_READ = re.compile(
    r"(?:l'|d')?(?:examen|etude|analyse|resultat|compte[ -]rendu)?s?\W{0,2}(?:anatomo|anapath|anatomie|histo|patholog|cytolog|microscop|definitif|ap\b|extemporane|ihc|immuno)"
)
#: "L'examen de la pièce conclut à un adénocarcinome".
_OF_THE_PIECE = re.compile(r"\W*(?:l'|un )?(?:examen|etude|analyse|histologie|lecture)(?: \w+)? de la piece\b")
#: Characters at a sentence's head in which an operation opens it, and what a diagnosis was read on before.
_OPENING = 25
_FIRST = re.compile(r"biops|ponction|preleve|cytolog|recidiv|rechut|metasta")
#: A stage that only a specimen gives.
_STAGED = Screened(r"\b[yr]{0,2}p ?[tn] ?[0-4xi]")


def date_by_operation(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    family: Family,
    *,
    explain: bool = False,
) -> None:
    """Give undated samples and results, and what spread an operation showed, the day of the endoscopy or operation told just before, in place.

    "Coloscopie le 19/02/2018. Celle-ci retrouve une lésion, biopsiée." "Opérée le 05/10. Histologie : ...". No other
    date but an exam's may be told between the two.
    """
    told_of = [
        event
        for event in events
        if event.family is family
        and event.status is Status.DONE
        and (family is not Family.IMAGING or DURING.match(folded, event.end) is not None)
    ]
    if not told_of:
        return
    exams = [
        event
        for event in events
        if event.family is Family.IMAGING
        and event.date is not None
        and event.date.bound != "until"  # the end of a course lies between an operation and what is told behind it
        and DURING.match(folded, event.end) is None
    ]
    of_exams = {id(event.date) for event in exams}
    # "Scanner de J7, le 23/10": told twice.
    told = {(layout.sentence(e.start), e.interval) for e in exams if e.date and e.date.kind is DateKind.ANCHORED}
    if told:
        of_exams |= {id(date) for date in dates if (layout.sentence(date.start), date.interval) in told}
    undated = [
        event
        for event in told_of
        if (
            event.interval is None
            or (
                family is not Family.METASTASIS
                and (id(event.date) in of_exams or _long_after(folded, events, event))
                and not _share_sentence(layout, event)
            )
        )
        and (
            family is not Family.PATHOLOGY or (_read_on(folded, layout, event) and not _sampled(layout, events, event))
        )
        and not event.text.lower().startswith(("échantillon", "echantillon"))
        and (
            family is not Family.METASTASIS
            or _FOUND_IN_IT.search(folded, layout.sentence_bounds(event.start, len(folded))[0], event.end) is not None
        )
    ]
    if not undated:
        return
    acts = list(dated_acts(folded, layout, dates))
    endoscopies = [match.start() for match in ACT.finditer(folded) if match["endoscopy"] is not None]
    all_dates, dates = dates, [date for date in dates if id(date) not in of_exams]
    for event in undated:
        act = act_before(layout, acts, dates, event)
        if act is None:
            continue
        if family is Family.BIOPSY and act.operation and event.date is not None and act.end < event.date.start:
            continue  # the story has gone on to an exam since
        if family is Family.PATHOLOGY and event.date is not None and act.end < event.date.start:
            others = ACT.finditer(folded, event.date.end, event.start)
            if any(other["operation"] and not _PIECE.search(folded, event.date.end, other.start()) for other in others):
                continue  # "Mars 2009 : le scanner prouve la récidive, nouvelle résection. Histologie : ..."
        of_new = family is Family.BIOPSY and act.operation and _SINCE.search(folded, act.end, event.start) is not None
        of_piece = "piece" in folded[event.end : event.end + _NEAR]  # "la biopsie de la pièce"
        if of_new and not of_piece and layout.sentence(act.start) != layout.sentence(event.start):
            continue  # "Après son opération, de nouvelles lésions. Une biopsie ..."
        of_before = family is Family.BIOPSY and layout.sentence(act.date.start) != layout.sentence(event.start)
        if of_before and told_back(folded, layout, all_dates, act.date):
            continue  # "Admis en mai. Il avait été opéré en 2010. Une biopsie ..."
        if layout.sentence(event.start) - layout.sentence(act.start) > _FURTHER and (
            act.date.interval is None
            or act.date.interval.precision is Precision.YEAR
            or any(
                match["operation"] and _EARLIER_ONES.match(folded, match.end()) is None
                for match in ACT.finditer(folded, _end_of_sentence(layout, act), event.start)
            )
        ):
            continue  # far up, and another operation may have come between
        opening = layout.sentences[layout.sentence(event.start)][0] if layout.sentences else 0
        if any(max(opening, act.end) <= place < event.start for place in endoscopies):
            continue  # read on what the endoscopy that its own sentence tells took
        event.take_date(act.date, act.date.interval, _why(folded, act) if explain else None, 0.6)


def date_stages(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a specimen's stage that took a biopsy's day the one of its operation, told before both, in place.

    "Mammectomie le 12/02/2020 après chimiothérapie (microbiopsie du 20/08/2019) : ypT1b N0."
    """
    sampled = {id(event.date) for event in events if event.family is Family.BIOPSY and event.date is not None}
    staged = [
        event
        for event in events
        if event.family is Family.PATHOLOGY
        and event.status is Status.DONE
        and id(event.date) in sampled
        and _STAGED.search(folded, event.start, event.end)
    ]
    acts = [act for act in dated_acts(folded, layout, dates) if act.operation] if staged else []
    for event in staged:
        sentence = layout.sentence(event.start)
        own = [act for act in acts if act.end <= event.start and layout.sentence(act.start) == sentence]
        if own and id(own[-1].date) not in sampled:
            event.take_date(own[-1].date, own[-1].date.interval, _why(folded, own[-1]) if explain else None)


def refine_by_operation(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a pathological stage told by its year the finer date of the operation told after it, in place.

    "Cancer du sein en 1990, carcinome pT2 pN0, mastectomie (avril 1990)": the specimen was read then.
    """
    coarse = [
        event
        for event in events
        if event.family is Family.PATHOLOGY
        and event.status is Status.DONE
        and event.interval is not None
        and event.interval.precision is Precision.YEAR
        and _STAGED.search(folded, event.start, event.end)
    ]
    acts = [act for act in dated_acts(folded, layout, dates) if act.operation] if coarse else []
    for event in coarse:
        sentence, told = layout.sentence(event.start), event.interval
        behind = (act for act in acts if act.start >= event.end and layout.sentence(act.start) == sentence)
        act = next((act for act in behind if act.date.interval not in (None, told)), None)
        finer = act.date.interval if act is not None else None
        if act is not None and finer is not None and told is not None and told.contains(finer):
            event.take_date(act.date, finer, _why(folded, act) if explain else None)


def date_by_operation_behind(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give an undated diagnosis the day of the operation that the next sentence opens with, in place.

    "Glioblastome frontal IDH non muté\nOpéré le 09/03/21": it was read on what was taken out then.
    """
    undated = [
        event
        for event in events
        if event.family is Family.PATHOLOGY and event.status is Status.DONE and event.interval is None
    ]
    acts = [act for act in dated_acts(folded, layout, dates) if act.operation] if undated else []
    for event in undated:
        following = layout.sentence(event.end) + 1
        if _sampled(layout, events, event):
            continue  # "une ponction a été réalisée, compatible avec un paragangliome. En septembre, excision"
        if following >= len(layout.sentences) or _FIRST.search(folded, event.start, layout.sentences[following][0]):
            continue
        start, end = layout.sentences[following]
        # "Intervention en février par hystérectomie pour un carcinome. Opérée en septembre": of its own operation.
        own = [one for one in acts if one.end <= event.start and layout.sentence(one.start) == following - 1]
        act = next((one for one in acts if start <= one.start < min(end, start + _OPENING)), None)
        if own and act is not None:
            event.take_date(own[-1].date, own[-1].date.interval, _why(folded, own[-1]) if explain else None, 0.5)
            continue
        told = act is not None and not any(event.start <= one.start < start and one.role == "event" for one in dates)
        if act is not None and told:
            event.take_date(act.date, act.date.interval, _why(folded, act) if explain else None, 0.5)


def date_by_named_operation(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a result that names its operation the day of that one, whatever was done since, in place.

    "Néphrectomie le 23/08/06 et prostatectomie le 3/5/2007. L'histologie de la néphrectomie montre ...".
    """
    named = [
        (event, match)
        for event in events
        if event.family is Family.PATHOLOGY
        and event.status is Status.DONE
        and (event.date is None or event.date.start < event.start)
        and not _share_sentence(layout, event)
        and (
            match := _READ_ON_THE.search(folded, event.start, event.end)
            or _HEADS_RESULT.search(folded, max(0, event.start - _HEAD), event.start)
        )
        is not None
    ]
    acts = [act for act in dated_acts(folded, layout, dates) if act.operation] if named else []
    for event, match in named:
        told = [
            act for act in acts if act.end <= event.start and match["operation"] in (None, folded[act.start : act.end])
        ]
        own = [act for act in told if layout.sentence(event.start) - layout.sentence(act.start) <= REPORTED]
        item = match["operation"] is None and folded.startswith((":", " :"), match.end())
        if not own and item and len({act.date.interval for act in told}) == 1:
            own = told  # however far up: the patient had no other operation
        # Genes are looked for months after the operation.
        genes = "genes" in match.re.groupindex and match["genes"] is not None
        if own and match["operation"] is None and not (item or genes or _of_the_stay(event, own[-1])):
            continue
        if own:
            before, (_, end) = event.date, layout.sentence_bounds(event.start, len(folded))
            for one in (event, *within(events, event.end, end)):  # ... and its stains, told behind it
                if one is event or (one.family is Family.PATHOLOGY and one.date is before):
                    one.take_date(own[-1].date, own[-1].date.interval, _why(folded, own[-1]) if explain else None, 0.6)


def _of_the_stay(event: EventMention, act: Act) -> bool:
    """Return whether a result has no date, or one of the days behind an operation: "Opéré le 24/08. Sorti le 5/9. La pièce"."""
    told, operated = event.interval, act.date.interval
    return told is None or (operated is not None and 0 <= (told.start - operated.start).days <= STAY)


def date_by_reported_operation(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give a result told with the day of its report the one of the operation told just before, in place.

    "Exérèse le 14/09. Anatomopathologie (provisoire, le 17/09) : métastase."
    """
    reported = [
        event
        for event in events
        if event.family is Family.PATHOLOGY
        and event.status is Status.DONE
        and event.date is not None
        and (
            DAY_OF_REPORT.fullmatch(folded, event.start, max(event.start, event.date.start)) is not None
            or came_in(folded, event)
        )
        and not _sampled(layout, events, event)
    ]
    acts = list(dated_acts(folded, layout, dates)) if reported else []
    for event in reported:
        act = act_before(layout, acts, [date for date in dates if date is not event.date], event)
        if act is None or act.date.interval is None or event.interval is None or not act.operation:
            continue
        if 0 <= (event.interval.start - act.date.interval.start).days <= STAY:
            event.take_date(act.date, act.date.interval, _why(folded, act) if explain else None, 0.6)


def _end_of_sentence(layout: Layout, act: Act) -> int:
    return layout.sentences[layout.sentence(act.start)][1] if layout.sentences else act.end


def _why(folded: str, act: Act) -> str:
    return f"{act.date.text}: the day of {folded[act.start : act.end]}"


def _share_sentence(layout: Layout, event: EventMention) -> bool:
    return event.date is not None and layout.sentence(event.date.start) == layout.sentence(event.start)


def _sampled(layout: Layout, events: list[EventMention], event: EventMention) -> bool:
    """Return whether a result's sentence tells the sampling that it was read on."""
    start, _ = layout.sentence_bounds(event.start, event.end)
    return any(other.family is Family.BIOPSY for other in within(events, start, event.start))


def _long_after(folded: str, events: list[EventMention], event: EventMention) -> bool:
    """Return whether a result was given the day of what came after an operation ("fistule à J5"), or an exam in it a month."""
    date = event.date
    if date is None or event.family is Family.BIOPSY:
        return False
    if event.family is Family.IMAGING:
        return True
    counted = date.kind is DateKind.ANCHORED and _POSTOPERATIVE.match(folded, date.start, date.end) is not None
    return counted and not any(other.family is Family.BIOPSY and other.date is date for other in events)


def _read_on(folded: str, layout: Layout, event: EventMention) -> bool:
    section = layout.section(event.start)
    opening, _ = layout.sentence_bounds(event.start, len(folded))
    if _OF_THE_PIECE.match(folded, opening, event.start) is not None:
        return True
    return _READ.match(folded, event.start, event.end) is not None or (
        section is not None and section.label in WHEN_READ
    )
