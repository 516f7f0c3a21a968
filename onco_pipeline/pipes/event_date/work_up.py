"""The month of a presentation, for the work-up that is told behind it without a date."""

import re
from bisect import bisect_left

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision, months_between
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.carried import OPENING, told_back
from onco_pipeline.pipes.event_date.excluded import of_blood
from onco_pipeline.pipes.event_date.nearby import dates_between
from onco_pipeline.pipes.event_date.not_of_spread import COMPARED_WITH
from onco_pipeline.pipes.event_date.restated import restated
from onco_pipeline.pipes.event_date.scene import VISIT
from onco_pipeline.pipes.scope import within
from onco_pipeline.text import fold

__all__ = ["date_work_up"]

#: "Pendant cette période" goes back to a date told before, and is no step of the story.
_SAME_TIME = re.compile(r"\b(?:periode|epoque|temps|moment|derniere?s (?:mois|semaines|jours|annees))\b")
#: The words of a report, which a diagnosis may hold.
_REPORTS = re.compile(r"(?:l'|d')?(?:examen|etude|analyse|anatomie|anatomo|histo|resultat|biops|cytolog|immuno)")
#: "Ses antécédents comprennent un nodule retiré en 2008": behind the presentation, and before it in time.
_ANTECEDENT = re.compile(
    r"\W*(?:(?:ses|les|parmi (?:ses|les)|dans ses|comme|pour) )?(?:antecedents?|atcd)\b(?!.*\b(?:consult|present|admis|adress|hospitalis|examin|debut))"
)
_ANTECEDENTS, _TOLD_BEFORE = 6, 8
#: "En mars 2016, il a subi une néphrectomie": a step, wherever it is told.
_NEXT_ACT = re.compile(
    r",? (?:(?:il|elle|on|le patient|la patiente) )?(?:a|ont) (?:ete opere|subi|debute|commence|beneficie d'une? [a-z]{3,}(?:ectomie|section)|recu)"
    r"|,? (?:une? |l[ae] |l'|son |sa )(?:[a-z]{3,}(?:ectomie|tomie)|resection|exerese|intervention|operation)(?:,? [a-z0-9'-]+){0,16}? (?:a|ont) (?:donc |alors )?ete (?:realis|pratiqu|effectu)"
)
#: "Une orchidectomie a été pratiquée le 14/8/2013": the same, told before its day.
_ACT_TOLD = re.compile(
    r"\b(?:[a-z]{3,}(?:ectomie|tomie)|resection|exerese|intervention|operation|operee?)\b[^.;]{0,50}\b(?:a|fut|est|ete)\b[^.;]{0,20}\b(?:realis|pratiqu|effectu|oper)[a-z]* (?:le |en )?\Z"
)
#: "Le scanner de contrôle réalisé après le premier cycle".
_AFTER_COURSE = re.compile(
    r"(?: [a-z'-]+){0,4}? (?:apres|a l'issue d[eu]|au terme d[eu]|au bout d[eu]) (?:l[ae]s? |l'|son |sa )?(?:[a-z0-9]+ ){0,2}(?:cycles?|cures?|seances?|mois|semaines|traitement|chimio[a-z]*|radio[a-z]*)\b"
)
_BEGUN = re.compile(r"\b(?:debut|commenc|initi|instaur|entam|recu)\w*")
#: "À la fin du traitement par taxol, une échographie": after the treatment, which no presentation is followed by at once.
_TREATMENT_OVER = re.compile(
    r"\W*(?:et )?(?:(?:a|lors de|des|apres) la fin d|a l'issue d|au terme d|au milieu d|a mi-|avant (?:le |la )?(?:debut|\d|deuxieme|troisieme|quatrieme|cinquieme|sixieme)|(?:en |pour )?(?:reponse|evaluation de la reponse) a)"
    r"[^.;,]{0,40}\b(?:traitement|chimiother|radiother|cycle|cure|taxol|paclitaxel|fec|neoadjuvan|rt\b|ct\b|qt\b)"
)
#: "Un carcinome T4, elle est sortie de l'hôpital le 10/10", in a diagnosis.
_LEFT = re.compile(
    r"\b(?:sortie?|transferee?|operee?)s?(?: de l'hopital| d'hospitalisation| du service)? (?:le |en )\Z"
)
#: Words of a later step of the story.
_LATER = re.compile(r"\b(?:ensuite|par la suite|ulterieur|plus tard|secondairement|puis)\b")
_AGAIN = re.compile(
    r"\b(?:re-?biops|nouve(?:l|lle|aux|lles) (?:biops|examen|scanner|tdm|irm|tep|ponction|cytolog|analyse|prelevement)|recidiv|rechut|progress|(?:de|du) (?:controle|suivi)\b|actuel)"
)
#: "Cancer du sein en 2011. ... Maladie actuelle : vomissements": what is told from there on is of no year told before.
_ILLNESS_NOW = re.compile(
    r"\n\W*(?:(?:(?:histoire de la )?maladie actuelle|episode actuel|histoire actuelle|motifs? (?:d'admission|de consultation|d'hospitalisation|de recours))\b"
    # "En 2012, cancer du sein, opéré.\nLa patiente consulte pour un prurit": of another illness, of which nobody tells the year
    r"|(?:(?:l[ae]|ce|cette) patiente?|il|elle)(?: [a-z']+){0,3}? (?:consult|s'est present|se present|s'est rendu|(?:a ete|est|fut) (?:re)?(?:admis|hospitalis|adresse|vue?\b))[^.\n]{0,60}?(?:pour|en raison|devant|avec|suite|depuis)\b)"
)
_HOURS = re.compile(r"[Aa]pr[eè]s [^.;]{1,20}\b(?:h|heures?)\b")
_THEREAFTER = frozenset({"treatment", "evolution"})
#: What is read further on a sample, and sentences (headings, too) up to which it is told behind the first result.
_READ_FURTHER, _HEADED_FURTHER, _READ_ON = (
    frozenset({"ihc", "molecular"}),
    frozenset({"immunohistochemistry", "molecular"}),
    2,
)
_OTHER_SAMPLE = re.compile(r"\b(?:biops|ponction|echantillon|prelev|materiel|piece|bloc|lames?\b|initial|sang\b)")
#: What heads a report, and what a paragraph goes on with when it tells of it no more.
_REPORT = re.compile(
    r"\b(?:(?:rapport|compte[ -]rendu|examen|resultat|etude|analyse|diagnostic)s? (?:[a-z]+ ){0,2}?(?:anatomo|histo|patholog)[a-z-]*|anatomie pathologique|anatomopathologie|anapath|histologie|ap)(?: [^.;:\n]{0,60})? ?:"
)
_OTHER_STORY = re.compile(
    r"\b(?:biops|ponction|cytoponc|chimiother|radiother|traite|recu\b|suivi|evolu|controle|scanner|tdm|irm|tep|pet\b|consult|admis|operee?\b|ete (?:realis|effectu|pratiqu|debut))"
)
#: Characters between an exam's name and its own day.
_NAMED = 60
#: Families of a work-up, and how precise the presentation before it must be.
WORK_UP = frozenset({Family.IMAGING, Family.BIOPSY, Family.PATHOLOGY})
_FINE = frozenset({Precision.DAY, Precision.MONTH})


def date_work_up(
    folded: str,
    layout: Layout,
    events: list[EventMention],
    dates: list[DateMention],
    families: frozenset[Family] = WORK_UP,
    *,
    explain: bool = False,
) -> None:
    """Give an undated work-up the month of the presentation before it, in place.

    The annotation guidelines' ruling: only when the next dated step falls in the same or the next month,
    so that the work-up cannot lie anywhere else.
    """
    if not any(one.interval is None and one.status is Status.DONE and one.family in families for one in events):
        return
    # "depuis deux mois" says how long a complaint has lasted, and is no step of the story; "depuis janvier 2012, elle
    # reçoit X" is what follows, where it lies ahead of the presentation.
    steps = [
        date
        for date in dates
        if date.role == "event"
        and date.interval is not None
        and (date.bound != "from" or date.period is not None or date.kind is DateKind.ABSOLUTE)
        and _SAME_TIME.search(folded, date.start, date.end) is None
    ]
    told = [date for date in steps if date.bound != "from" or date.period is not None]
    starts = [date.start for date in told]
    result: EventMention | None = None
    for event in events:
        last = None
        if event.family is Family.PATHOLOGY and event.status is Status.DONE:
            last, result = result, event
        if event.interval is not None or event.status is not Status.DONE or event.family not in families:
            continue
        if event.attributes.get("earlier"):
            continue
        if event.family is Family.METASTASIS and (
            event.subtype != "onset" or _came_later(folded, layout, event) or restated(folded, dates, event)
        ):
            continue
        opening, _ = layout.sentence_bounds(event.start, len(folded))
        treated = event.family is Family.IMAGING and _TREATMENT_OVER.match(folded, opening, event.start) is not None
        section = layout.section(event.start)
        if event.family is Family.PATHOLOGY and (
            (
                section is not None
                and section.label == "diagnosis"
                and not _REPORTS.match(folded, event.start, event.end)
            )
            or restated(folded, dates, event)
        ):
            continue  # told again, not found in the work-up
        if last is not None and (
            _goes_on_reading(folded, layout, dates, last, event) or _of_its_report(folded, layout, dates, last, event)
        ):
            event.share_date(last, f"of the same sample ({last.text})" if explain else None)
            continue
        place = bisect_left(starts, event.start)
        if place == 0:
            continue
        before = told[place - 1]
        if event.start < before.end:
            continue  # "dix jours après l'IRM": what a day is counted from
        if place > 1 and _looks_back(told[place - 2], before) and _compared(folded, before):
            place -= 1
            before = told[place - 1]
        if section is None or section.label not in _THEREAFTER:
            before = _presentation(folded, layout, told[:place])
        after = next(
            (
                one
                for one in steps
                if one.start >= event.start
                and not (_retold(folded, layout, before, one) or _counted_from(layout, before, one))
                and not (one.is_counted and _ahead(one, before))  # "la semaine précédente"
                and (one.bound != "from" or one.period is not None or _ahead(before, one))
                and not (_looks_back(before, one) and _compared(folded, one))
                # "Consultation du 13/01/2021. ADK, EGFR muté. PTT du 08/10/2019": a result is of no visit
                and not (
                    not (event.family is Family.PATHOLOGY and before.interval is not None and before.interval.days == 1)
                    and _looks_back(before, one)
                    and _own_of_an_act(events, one)
                    and _sets_out(folded, layout, before)
                )
            ),
            None,
        )
        if after is None:
            continue
        if before.is_counted and _HOURS.match(before.text):
            continue  # "Après 96 heures, le traitement est remplacé"
        if before.period is not None or of_blood(folded, before):
            continue  # the two ends of a stay or a treatment are no presentation
        if event.family is Family.PATHOLOGY and before.kind is DateKind.DEICTIC and before.interval is not None:
            if before.interval.days == 1:
                continue  # "Vu ce jour. Cancer ALK+": no result is of the visit
        if _own_of_an_act(events, before):
            place = bisect_left(starts, before.start)
            if not any(_of_a_visit(folded, layout, before, one) for one in told[max(0, place - _TOLD_BEFORE) : place]):
                continue
        opened, closed = before.interval, after.interval
        if opened is None or closed is None:
            continue
        if opened.precision is Precision.YEAR:
            if not _within_the_year(opened, closed) or _goes_on(folded, layout, before, event):
                continue
            if _ILLNESS_NOW.search(folded, before.end, event.start):
                continue
            month = opened
        elif before.kind is DateKind.FUZZY and not treated and opened.contains(closed) and not _of_a_month(opened):
            month = opened  # "Admise à l'été 2015. ... Opérée en août"
        elif treated or not _of_a_month(opened) or not 0 <= months_between(opened.start, closed.start) <= 1:
            continue
        else:
            month = DateInterval.month(opened.start.year, opened.start.month)
        if event.family is Family.IMAGING and _of_what_was_begun(folded, layout, before, event):
            continue
        if event.family is Family.IMAGING and (again := _told_again(layout, events, event, after)) is not None:
            event.share_date(again, f"told again ({again.text})" if explain else None)
            continue
        # Read on what was taken that day, further up in the same work-up.
        read_on = event.family is Family.PATHOLOGY and any(
            one.family is Family.BIOPSY and one.interval == opened and one.date is before and one.end <= event.start
            for one in events
        )
        why = f"{before.text}: work-up between it and {after.text}" if explain else None
        event.take_date(before, opened if read_on else month, why, 0.5)


def _goes_on_reading(
    folded: str, layout: Layout, dates: list[DateMention], last: EventMention, event: EventMention
) -> bool:
    """Return whether stains or genes are told of what the result just before them was read on.

    "Gastrectomie : tumeur stromale.\nImmunohistochimie :\nCD117 positif, DOG1 positif."
    """
    section = layout.section(event.start)
    headed = section is not None and section.label in _HEADED_FURTHER
    if last.interval is None or not (headed or event.attributes.get("kind") in _READ_FURTHER):
        return False
    if not headed and layout.section(last.start) is not section:
        return False
    if "blood" in (last.attributes.get("specimen"), event.attributes.get("specimen")):
        return False
    if layout.sentence(event.start) - layout.sentence(last.end) > _READ_ON:
        return False
    if _OTHER_SAMPLE.search(folded, last.end, event.start):
        return False
    return not any(date.role == "event" for date in dates_between(dates, last.end, event.start))


def _of_its_report(
    folded: str, layout: Layout, dates: list[DateMention], last: EventMention, event: EventMention
) -> bool:
    """Return whether a paragraph goes on telling the report that a dated result heads.

    "Rapport anatomopathologique : ovaire droit, métastase. Endomètre normal. Côlon : adénocarcinome."
    """
    if last.interval is None or not layout.lines or layout.line(last.start) != layout.line(event.start):
        return False
    head = _REPORT.search(folded, layout.lines[layout.line(event.start)][0], last.end)
    if head is None or _OTHER_STORY.search(folded, head.end(), event.start) is not None:
        return False
    return not any(date.role == "event" for date in dates_between(dates, last.end, event.start))


def _told_again(
    layout: Layout, events: list[EventMention], event: EventMention, after: DateMention
) -> EventMention | None:
    """Return the exam that another part of the note tells again, with the day that is the next step.

    "... Une TEP a montré une rechute.\nExamens complémentaires\nTEP (avril 2015) : rechute."
    """
    for one in within(events, after.start - _NAMED, after.start):
        same = (one.family, one.subtype) == (event.family, event.subtype) and one.date is after
        if same and (one.site == event.site or None in (one.site, event.site)) and one.status is Status.DONE:
            return one if layout.section(one.start) is not layout.section(event.start) else None
    return None


def _within_the_year(opened: DateInterval, closed: DateInterval) -> bool:
    """Return whether a presentation known to its year is followed by a step of that year: "En 2015, toux. ... Opéré en juin 2015"."""
    finer = closed.precision is not Precision.YEAR
    return finer and opened.start.year == closed.start.year == closed.end.year


def _goes_on(folded: str, layout: Layout, before: DateMention, event: EventMention) -> bool:
    """Return whether a work-up has come to what was done again, or came back, since the presentation."""
    start, _ = layout.sentence_bounds(event.start, len(folded))
    section = layout.section(event.start)
    first = before.end if section is None else max(before.end, section.start)
    return _AGAIN.search(folded, min(first, start), event.end) is not None


def _came_later(folded: str, layout: Layout, event: EventMention) -> bool:
    """Return whether a spread is told as what came after the first treatment: "Le patient a ensuite eu une récidive"."""
    start, _ = layout.sentence_bounds(event.start, len(folded))
    return _LATER.search(folded, start, event.start) is not None


def _own_of_an_act(events: list[EventMention], mention: DateMention) -> bool:
    """Return whether a date stands right behind an exam, a sampling or a result, and is that one's own."""
    return any(
        one.date is mention and 0 <= mention.start - one.end <= OPENING for one in events if one.family in WORK_UP
    )


def _of_what_was_begun(folded: str, layout: Layout, before: DateMention, event: EventMention) -> bool:
    """Return whether an exam was made some cycles after the treatment that was begun on a date."""
    if _AFTER_COURSE.match(folded, event.end) is None:
        return False
    return _BEGUN.search(folded, *layout.sentence_bounds(before.start, len(folded))) is not None


def _of_a_month(interval: DateInterval) -> bool:
    """Return whether a date is of one month or a part of it: "début avril 2015"."""
    part = interval.precision is Precision.INTERVAL and interval.start.day == 1
    within = (interval.start.year, interval.start.month) == (interval.end.year, interval.end.month)
    return interval.precision in _FINE or (part and within)


def _of_a_visit(folded: str, layout: Layout, mention: DateMention, visit: DateMention) -> bool:
    """Return whether an exam's month is that of the visit told before it: "Aux urgences en mai. ... Un scanner en mai"."""
    if visit.interval is None or mention.kind is not DateKind.ABSOLUTE:
        return False
    same = visit.interval == mention.interval and visit.interval.precision is Precision.MONTH
    return same and VISIT.search(folded, *layout.sentence_bounds(visit.start, len(folded))) is not None


def _presentation(folded: str, layout: Layout, told: list[DateMention]) -> DateMention:
    """Return the last date told but for those of the antecedents, which lie before the presentation they stand behind."""
    last = told[-1]
    if (visit := _told_before_its_past(folded, layout, told)) is not None:
        return visit
    for mention in reversed(told[-_ANTECEDENTS:]):
        start, _ = layout.sentence_bounds(mention.start, len(folded))
        if _ANTECEDENT.match(folded, start, mention.start) is None and not told_back(folded, layout, told, mention):
            if mention.interval is None or last.interval is None:
                return last
            return mention if last.interval.end < mention.interval.start else last
    return last


def _told_before_its_past(folded: str, layout: Layout, told: list[DateMention]) -> DateMention | None:
    """Return the visit that the story opens with, where what was before it is told behind it.

    "Admise en août 2015. Elle a eu un curetage en mars, suivi de métrorragies jusqu'en juillet."
    """
    last = told[-1]
    if last.interval is None:
        return None
    section = layout.section(last.start)
    for mention in reversed(told[-_ANTECEDENTS:-1]):
        interval = mention.interval
        if interval is None or interval.precision not in _FINE or interval.start <= last.interval.end:
            continue
        if layout.section(mention.start) is section and mention.bound != "until":
            return mention if VISIT.search(folded, *layout.sentence_bounds(mention.start, len(folded))) else None
    return None


def _sets_out(folded: str, layout: Layout, before: DateMention) -> bool:
    """Return whether a date is told with the visit that a work-up sets out from."""
    return VISIT.search(folded, *layout.sentence_bounds(before.start, len(folded))) is not None


def _looks_back(before: DateMention, after: DateMention) -> bool:
    """Return whether an exam's date lies before the presentation that it is told behind: "par rapport au scanner d'août"."""
    if before.interval is None or after.interval is None or before.interval.precision is Precision.YEAR:
        return False
    return months_between(before.interval.start, after.interval.start) < 0


def _compared(folded: str, mention: DateMention) -> bool:
    """Return whether a date is that of an exam which the one told is compared with: "absents de l'étude précédente de mai"."""
    return COMPARED_WITH.search(folded, max(0, mention.start - _NAMED), mention.start) is not None


def _ahead(before: DateMention, after: DateMention) -> bool:
    return before.interval is not None and after.interval is not None and before.interval.end < after.interval.start


def _counted_from(layout: Layout, before: DateMention, after: DateMention) -> bool:
    """Return whether a date is told from the presentation itself, in another part of the note: no step that bounds it."""
    told = not before.is_counted and after.is_counted
    counted = told and after.anchor == fold(before.text)
    return counted and layout.section(after.start) is not layout.section(before.start)


def _retold(folded: str, layout: Layout, before: DateMention, after: DateMention) -> bool:
    """Return whether a diagnosis only tells the month again that stands before it, and is no next step."""
    section = layout.section(after.start)
    if _NEXT_ACT.match(folded, after.end) is not None or _LEFT.search(
        folded, max(0, after.start - _NAMED), after.start
    ):
        return False
    opening, _ = layout.sentence_bounds(after.start, len(folded))
    if _ACT_TOLD.search(folded, opening, after.start) is not None:
        return False
    if section is None or section.label != "diagnosis" or before.interval is None or after.interval is None:
        return False
    return months_between(before.interval.start, after.interval.start) <= 0
