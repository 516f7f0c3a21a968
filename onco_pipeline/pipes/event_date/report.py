"""The act that a report is about: its own findings have that act's day, whatever other dates they are compared with."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import Precision
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.document.patterns import OPERATED_ON, TITLE_WITHIN
from onco_pipeline.pipes.event_date.operations import DURING
from onco_pipeline.pipes.pathology.title import has_pathology_title
from onco_pipeline.pipes.screen import Screened

#: Characters of a report's head, where its act is dated.
_HEAD = 800
_SAMPLED_ON = Screened(
    r"(?:\bpreleve(?:e|s|es)?(?:\(s\))?|\bprelevements?(?:\(s\))?|\bdate (?:de|du) prelevement)(?: (?:effectue|realise)s?)?\s{0,2}"
    r"(?:le|du)?\s{0,2}:?\s{0,2}\Z|\bprelevee?s? (?:par|chez|au|a|dans) [^\n:]{2,50} (?:le|du) \Z|\bprelevements?\b[^\n]{0,40}\b(?:effectue|realise|fait)s? le\s\Z"
    r"|\bprelevements? ?: ?[^\n:]{3,50} (?:le|du) \Z"
)
#: "Date de l'examen : 16/01/2020", "Réalisé le 13/12/2021", "Date : 19/10/2017": where a head dates its exam.
_EXAMINED_ON = Screened(
    r"(?:^|\n|[.;:,|)–—-]|\s\s)\W*(?:date(?: (?:de l'|d'|de |du )?(?:examen|realisation|exploration|acquisition|l'acte))?|jour de l'examen"
    r"|examen|exploration|realis(?:ee?|ation)|effectuee?|faite?|pratiquee?|acquisition)s?"
    r"(?: (?:effectue|realise|pratique|fait)e?s?)?(?: a la demande (?:du |de la |de l'|de |d')[^\n:;,]{1,40}?)?(?:(?<=date d'examen)|(?<=date de l'examen)|\s{0,2}(?:(?:le|du|en date du)\s{0,2}:?|:))\s{0,2}"
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?\Z"
)
#: ... and where its foot does: "Examen réalisé le 11/06/20 par Dr K."
_EXAMINED_BELOW = Screened(
    r"\n\W*(?:examen|acquisitions?|exploration) (?:realise|effectue|pratique|fait)e?s?(?: [^\n:;,.]{2,40}?)? (?:le|du|en date du) \Z"
)
#: What an endoscopy's or an operation's report calls itself in its first lines.
_ENDOSCOPY_TITLE = Screened(r"(?m)^[^\n.;]{0,60}(?:scopie|endoscop|fogd|operatoire|echo-?endoscop)[^\n.;]{0,90}$")
#: ... and that of an operation, by its three letters, which other words hold: as a word they are found soonest.
_CRO = Screened(r"\bcro\b")
_OPERATION_TITLE = re.compile(r"(?m)^\W*cro\b[^\n;]{0,80}$")
_OPERATIVE = re.compile(r"operatoire|coe?lioscop|laparoscop|laparotom")
#: Where a report begins to tell the operation: what stands before is what led to it.
_OPERATES = Screened(
    r"\banesthesie (?:generale|locale|loco|peri)|\binstallation (?:de |du |en )|\bincision\b|\bpertes sanguines\b|\bvoie d'abord\b|\bdrainage (?:aspiratif|par)\b"
    r"|\bexploration (?:sans|chirurgicale|de la cavite)\b|\bhemostase\b|\bfermeture\b|\bredons?\b|\bprelevements? separes?\b"
    r"|\n\W*(?:gestes?|description|deroulement|technique operatoire|temps operatoires?|constatations|suites)(?: operatoires?)? ?[.:]"
)
#: Sections that only a report of an act has, and those of a report that tell of other acts.
_OF_A_REPORT = frozenset({"specimen", "macroscopy", "microscopy", "technique", "results", "findings", "comparison"})
#: The families whose findings a pathologist's report and a radiologist's tell.
_ON_TISSUE, _ON_IMAGES = frozenset({Family.BIOPSY, Family.PATHOLOGY, Family.METASTASIS}), frozenset({Family.METASTASIS})
_OF_AN_IMAGE = frozenset({"technique", "findings", "comparison"})
_TOLD_BELOW = frozenset({"technique", "findings", "comparison", "conclusion"})
#: Lines that a report's title stands within, below the letterhead.
_TITLE_LINES = 9
#: Lines over the day of a sampling that name the sample.
_ABOVE = 2
#: Lines below a title in which its exam is dated.
_BELOW = 4
#: What may stand on the title's line before the exam's name.
_TITLE_WORDS = re.compile(
    r"[\W\d]*(?:(?:(?:service|departement|pole|unite) (?:de |d'))?(?:radiologie|radiodiagnostic|imagerie(?: medicale| en coupes?)?|medecine nucleaire|echographie)(?: [a-z-]{2,14}){0,2} ?[-–:|/,] ?)?(?:(?:type d'|nature de l'|intitule de l')?examens?(?: (?:realise|effectue|demande)e?s?)?|rapport|protocole|compte[ -]rendu(?: d'examen| d'imagerie| radiologique)?|cr|imagerie|objet|acte)?"
    r"\W*(?:de l[a']|du|de|d')?\W*(?:une? )?\Z"
)
#: What a radiologist writes before it, where the report is a letter: "Merci de m'avoir adressé Mme R. pour un scanner".
_LETTER_WORDS = Screened(
    r"[^\n]{0,60}\b(?:(?:adress|confi)\w*|envoy[ei]\w*)\b[^\n;]{0,70}\b(?:pour|en vue d[e'])(?: (?:la )?realisation (?:d'|de l[a'])| realiser)? ?(?:une? |l[ea] |l')?\Z"
    r"|[^\n]{0,90}\b(?:a beneficie|a passe|a ete (?:examinee?|explore[e]?)|beneficie|j'ai (?:realise|pratique|effectue)|avons (?:realise|pratique|effectue))(?: ce jour| dans (?:notre|le) (?:service|centre|cabinet)| chez [a-z. ]{2,30}?)? ?(?:d'|en |par )?(?:une? |l[ea] )?\Z"
)
#: Sections in which a radiologist tells of the sampling, and words of one that tells of it elsewhere.
_AT_HAND = frozenset({"procedure", "technique"})
_WITH_A_NEEDLE = re.compile(
    r"\banesthesie locale\b|\baiguilles?\b|\b\d{2} ?g(?:auges?)?\b|\bco-?axial\w*|\bclips?\b|\bapres consentement\b|\basepsie\b|\bxylocaine\b"
)
#: "Thorax : apparition de trois nodules": a line of an image's findings.
_REGION = re.compile(
    r"[\s*•-]*(?:tete|cou|crane|cerveau|encephale|orl|thorax|poumons?|parenchyme|mediastin|plevre|abdomen|foie|rate|reins?|surrenales?|pancreas|pelvis|bassin|os|squelette|rachis|"
    r"etage \w+|ganglions?|aires ganglionnaires|cadre osseux|parties molles)[^.:\n]{0,30}:"
)
_OF_OTHERS = frozenset(
    {"indication", "past_history", "family_history", "history", "comparison", "reason", "plan", "proposal"}
)


def date_by_report(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], *, explain: bool = False
) -> None:
    """Give the findings of a pathology or imaging report the day of its sampling or exam, in place.

    Only where the head dates the act ("Prélevé le : 17/09/2019", "Examen du 08/02/2021") and the note has the
    sections of such a report; what its history and comparison tell keeps its own dates.
    """
    _date_findings(folded, layout, events, dates, explain)
    _date_sampling_seen(folded, layout, events, dates, explain)


def _date_findings(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Give the findings of a report the day of the act that it is about, in place."""
    _date_by_endoscopy(folded, layout, events, dates, explain)
    _date_by_reception(folded, layout, events, dates, explain)
    _date_in_section(folded, layout, events, dates, explain)
    _date_by_own_sample(layout, events, explain)
    families = _ON_TISSUE
    mention = _head_date(folded, dates, _SAMPLED_ON, min(_HEAD, len(folded)))
    # A pathologist's report may have no section of its own but its conclusion.
    titled = mention is not None and _of_pathologist(folded, layout)
    if not (titled or any(section.label in _OF_A_REPORT for section in layout.sections)):
        _date_titled(folded, layout, events, dates, explain)
        return
    if mention is None:
        families, mention = _ON_IMAGES, _date_own_exams(folded, layout, events, dates, explain)
    if mention is None:
        return
    # What comes without a title after the findings completes them ("Compte rendu complémentaire du 14/10 : ...").
    findings = max((section.end for section in layout.sections if section.label in _OF_A_REPORT), default=0)
    for event in events:
        section = layout.section(event.start)
        if event.family not in families or event.status is not Status.DONE:
            continue
        if event.start < mention.start and not _named_above(layout, event, mention):
            continue
        completes = titled or (event.family is Family.PATHOLOGY and event.start > findings)
        others = not completes if section is None else section.label in _OF_OTHERS
        if others and not _of_region(folded, layout, event):
            continue
        same_day = event.date is not None and event.date.kind is DateKind.ANCHORED  # "transmises le même jour"
        if titled and not findings and event.interval is not None and not same_day:
            continue
        _give(event, mention, "act", explain)


def _named_above(layout: Layout, event: EventMention, mention: DateMention) -> bool:
    """Return whether a sample without a day is named in the lines over that of its sampling."""
    return (
        event.family is Family.BIOPSY
        and event.interval is None
        and 0 < layout.line(mention.start) - layout.line(event.start) <= _ABOVE
    )


def _date_by_endoscopy(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Give the undated samples of an endoscopy's or an operation's report the day in its head, in place."""
    if not any((event.is_finding or event.family is Family.BIOPSY) and event.status is Status.DONE for event in events):
        return
    title, operation = _ENDOSCOPY_TITLE.search(folded, 0, TITLE_WITHIN), None
    if _CRO.search(folded, 0, TITLE_WITHIN) is not None:
        operation = _OPERATION_TITLE.search(folded, 0, TITLE_WITHIN)
    if operation is not None and (title is None or operation.start() < title.start()):
        title = operation
    if title is None:
        return
    mention = _head_date(folded, dates, OPERATED_ON, _HEAD) or _head_date(folded, dates, _EXAMINED_ON, TITLE_WITHIN)
    line = layout.line(title.start())
    mention = mention or next(
        (
            date
            for date in dates
            if line <= layout.line(date.start) <= line + 2
            and date.role in ("event", "document")
            and date.period is None  # the days of the stay
            and ((section := layout.section(date.start)) is None or section.label == "other")
        ),
        None,
    )
    if mention is None or mention.interval is None:
        return
    for event in events:
        section = layout.section(event.start)
        seen = event.family is Family.METASTASIS and _OPERATIVE.search(folded, title.start(), title.end()) is not None
        # "L'échographie peropératoire retrouve les lésions": looked at in the operation.
        seen = seen or (event.family is Family.IMAGING and DURING.match(folded, event.end) is not None)
        own = (seen or event.on_tissue) and event.start > mention.end
        if not own or event.status is not Status.DONE:
            continue
        since = event.date.end if event.date is not None else section.start if section is not None else event.start
        in_it = _OPERATES.search(folded, since, event.start) is not None
        frozen = event.family is Family.PATHOLOGY and "extemporane" in folded[event.start : event.end]
        if event.interval is not None and not (frozen or in_it):
            continue
        if section is not None and section.label in _OF_OTHERS and not in_it:
            continue
        _give(event, mention, "act", explain)


def _date_by_reception(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Give the undated results of a pathology report the day its specimen came in, where its head tells no other, in place."""
    came_in = next(
        (d for d in dates if d.role == "reception" and d.interval is not None and d.start < TITLE_WITHIN), None
    )
    # By its title only: of one without, the coded act and other notes know the sample's own day.
    if came_in is None or not has_pathology_title(folded):
        return
    if _head_date(folded, dates, _SAMPLED_ON, _HEAD) is not None:
        return
    # "Biopsies du 06/11, parvenues le 07/11": the sample's own day stands before.
    line = layout.line(came_in.start)
    taken = [d for d in dates if d.end <= came_in.start and d.role == "event" and layout.line(d.start) == line]
    came_in = taken[-1] if taken and taken[-1].interval is not None else came_in
    for event in events:
        section = layout.section(event.start)
        of_others = section is not None and section.label in _OF_OTHERS
        below = event.start > came_in.end or layout.line(event.start) == layout.line(came_in.start)
        own = event.on_tissue and below and not of_others
        if own and event.status is Status.DONE and event.interval is None:
            _give(event, came_in, "specimen", explain)


def _of_pathologist(folded: str, layout: Layout) -> bool:
    """Return whether a note is a pathologist's report, by how it is filed or by its title."""
    return layout.of_pathology or has_pathology_title(folded)


def _date_by_own_sample(layout: Layout, events: list[EventMention], explain: bool) -> None:
    """Give the undated results of a note filed as a pathologist's the one day that its samples have, in place."""
    tissue = [e for e in events if e.on_tissue and e.status is Status.DONE]
    dated = [e for e in tissue if e.interval is not None]
    if not layout.of_pathology or len({e.interval for e in dated}) != 1 or dated[0].date is None:
        return
    for event in tissue:
        section = layout.section(event.start)
        of_others = section is not None and section.label in _OF_OTHERS
        if event.interval is None and event.start > dated[0].start and not of_others:
            _give(event, dated[0].date, "sample", explain)


def _give(event: EventMention, mention: DateMention, what: str, explain: bool) -> None:
    event.take_date(
        mention, mention.interval, f"{mention.text}: the {what} that the report is about" if explain else None
    )


def _head_date(folded: str, dates: list[DateMention], cue: Screened, end: int) -> DateMention | None:
    """Return the first date of a report's head that stands behind a cue."""
    for mention in dates:
        if mention.start >= end or mention.role not in ("event", "document") or mention.interval is None:
            continue
        if cue.search(folded, max(0, mention.start - 70), mention.start):
            return mention
    return None


def _date_own_exams(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> DateMention | None:
    """Date the exams in an imaging report's title by the day in its head; return that day.

    The day stands in the title ("SCANNER TAP du 24/04/2020"), or above or below it ("Date de l'examen : 16/01/2020").
    """
    if not any(section.label in _OF_AN_IMAGE for section in layout.sections):
        return None
    own = next((event for event in events if _names_the_report(folded, layout, event)), None)
    head = min([_HEAD, *(section.start for section in layout.sections if section.label in _TOLD_BELOW)])
    if own is None or own.start > max(head, TITLE_WITHIN):
        return _head_date(folded, dates, _EXAMINED_ON, head)
    line = layout.line(own.start)
    mention = own.date if own.date is not None and _dates_title(folded, layout, own, own.date) else None
    if mention is None or layout.line(mention.start) - line > 1:
        mention = (
            _head_date(folded, dates, _EXAMINED_ON, head)
            or _head_date(folded, dates, _EXAMINED_BELOW, len(folded))
            or _letter_date(folded, layout, dates, max(head, own.end), line)
        )
    if mention is None:
        return None
    for event in events:
        of_title = event.family is Family.IMAGING and layout.line(event.start) == line
        if of_title and event.status is Status.DONE and (event.interval is None or event.date is mention):
            _give(event, mention, "exam", explain)
    return mention


def _date_in_section(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Give the undated samples and results of a note's pathology section the day of sampling told in it, in place."""
    for section in layout.sections:
        if section.label != "pathology":
            continue
        inside = [date for date in dates if section.start <= date.start < section.end]
        mention = _head_date(folded, inside, _SAMPLED_ON, section.end)
        if mention is None:
            continue
        for event in events:
            own = event.on_tissue and mention.end <= event.start < section.end
            if own and event.status is Status.DONE and event.interval is None:
                _give(event, mention, "sampling", explain)


def _date_titled(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Date the exam that a note's title names by the "Date de l'examen" told in the lines below it or above, in place.

    What its conclusion tells without a day was seen there, where the note knows no exam but that one and those it is
    compared with, and so was what stands above the conclusion without a title.
    """
    own = next((event for event in events if _names_the_report(folded, layout, event)), None)
    if own is None:
        return
    if _not_to_the_day(own):
        mention = _head_date(folded, dates, _EXAMINED_ON, min(TITLE_WITHIN, len(folded)))
        if mention is None or not -_ABOVE <= layout.line(mention.start) - layout.line(own.start) <= _BELOW:
            return
        for event in events:
            of_title = event.family is Family.IMAGING and layout.line(event.start) == layout.line(own.start)
            if of_title and event.status is Status.DONE and _not_to_the_day(event):
                _give(event, mention, "exam", explain)
    exams = (event for event in events if event.family is Family.IMAGING and event.status is Status.DONE)
    if own.date is None or any(
        event.interval != own.interval and not event.attributes.get("anaphoric") for event in exams
    ):
        return
    conclusion = next((section.start for section in layout.sections if section.label == "conclusion"), 0)
    for event in events:
        if event.family is not Family.METASTASIS:
            continue
        section = layout.section(event.start)
        shown = own.end < event.start < conclusion if section is None else section.label == "conclusion"
        if shown and event.status is Status.DONE and event.interval is None:
            _give(event, own.date, "exam", explain)


def _not_to_the_day(event: EventMention) -> bool:
    """Return whether an exam has no date, or only the month of what is told over it."""
    if event.interval is None:
        return True
    above = event.date is not None and event.date.end <= event.start
    return above and event.interval.precision is Precision.MONTH


def _date_sampling_seen(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], explain: bool
) -> None:
    """Give the undated samples that a radiologist's report tells of the day of its exam, in place.

    "ECHOGRAPHIE DU SEIN, MICROBIOPSIES", "Examen du 19/05/2022", "Geste : sous anesthésie locale, 3 prélèvements au 14G".
    """
    taken = [e for e in events if e.family is Family.BIOPSY and e.status is Status.DONE and e.interval is None]
    if not taken or layout.of_pathology:
        return
    own = next((event for event in events if _names_the_report(folded, layout, event)), None)
    mention = own.date if own is not None and own.interval is not None else None
    titled = [event for event in taken if _in_title(folded, layout, event)]
    if mention is None and (own is not None or titled):
        mention = _head_date(folded, dates, _EXAMINED_ON, min(TITLE_WITHIN, len(folded)))
    if mention is None or mention.role not in ("event", "document") or mention.start > TITLE_WITHIN:
        return
    line = layout.line(own.start) if own is not None else -1
    for event in taken:
        section = layout.section(event.start)
        label = "other" if section is None else section.label
        there = label in _AT_HAND or layout.line(event.start) == line or event in titled
        if not there and label not in _OF_OTHERS:
            there = _WITH_A_NEEDLE.search(folded, *layout.sentence_bounds(event.start, len(folded))) is not None
        if there:
            _give(event, mention, "exam", explain)


def _in_title(folded: str, layout: Layout, event: EventMention) -> bool:
    """Return whether a sample is what the first lines of a note call it by: "BIOPSIE HEPATIQUE SOUS SCANNER"."""
    if not layout.lines or (line := layout.line(event.start)) > _TITLE_LINES or event.start > TITLE_WITHIN:
        return False
    return _TITLE_WORDS.match(folded, layout.lines[line][0], event.start) is not None


def _of_region(folded: str, layout: Layout, event: EventMention) -> bool:
    """Return whether a finding of an image stands in the line of a region: below the comparison, without a title."""
    if event.family is not Family.METASTASIS or not layout.lines:
        return False
    start, _ = layout.lines[layout.line(event.start)]
    return _REGION.match(folded, start, event.start) is not None


def _alone(folded: str, layout: Layout, mention: DateMention) -> bool:
    """Return whether a date fills its line ("du 30/08/2018")."""
    start, end = layout.lines[layout.line(mention.start)]
    return re.fullmatch(r"\W*(?:du |le )?", folded[start : mention.start]) is not None and not folded[
        mention.end : end
    ].strip(" .")


def _letter_date(folded: str, layout: Layout, dates: list[DateMention], end: int, line: int) -> DateMention | None:
    """Return the day that heads a report whose exam has no other ("Le Havre, le 29/06/2018")."""
    told = [
        date
        for date in dates
        if date.start < end
        and date.interval is not None
        and date.role in ("document", "event")
        and (layout.line(date.start) <= line or (layout.line(date.start) == line + 1 and _alone(folded, layout, date)))
    ]
    only = told[0].interval if len(told) == 1 else None
    return told[0] if only is not None and only.precision is Precision.DAY else None


def _names_the_report(folded: str, layout: Layout, event: EventMention) -> bool:
    if event.family is not Family.IMAGING or event.status is not Status.DONE or not layout.lines:
        return False
    if event.start > TITLE_WITHIN or (line := layout.line(event.start)) > _TITLE_LINES:
        return False
    start, _ = layout.lines[line]
    told = _TITLE_WORDS.match(folded, start, event.start) or _LETTER_WORDS.match(folded, start, event.start)
    return told is not None


def _dates_title(folded: str, layout: Layout, own: EventMention, mention: DateMention) -> bool:
    """Return whether the date of a report's own exam is told with it, and not over it: "a bénéficié ce jour d'un scanner"."""
    line = layout.line(own.start)
    letter = layout.line(mention.start) == line and _LETTER_WORDS.match(folded, layout.lines[line][0], own.start)
    return mention.start >= own.start or letter is not None
