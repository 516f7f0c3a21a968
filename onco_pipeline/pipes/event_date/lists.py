"""Acts and sites that are told in a list, each with its own date."""

import re
from dataclasses import replace

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.sites import find_places, site_of

_TELLING = frozenset({Status.DONE, Status.PLANNED})
_NEXT_ACT = re.compile(r"\s?(?:,|et|\+|/)\s?(?:et )?(?:d'|de |du )?(?:l[ae]s? |l'|une? )?")
_NEXT_DATE = re.compile(r"\s?(?:,|et|puis|/)\s?(?:et )?(?:le |du |les |en )?")
#: Between the last act of a list and the first of its dates: "(RDV respectivement les ".
_LEAD = re.compile(r"[ ,(:a-z'-]{0,60}")
#: Between a site and its year: "os (2018)", "foie en 2021".
_OF_SITE = re.compile(
    r"s?(?: (?:[cdlt]\d{1,2}|droite?|gauche|[dg]|unique|multiples|bilaterales?|diffuses?|synchrones?|(?:opere|irradie|traite|reseque|decouvert)e?s?)){0,2},? ?\(?(?:en |depuis |des |le )?"
)
#: Between a date and the act that it heads.
_HEADS = re.compile(r" ?:? ?(?:une? |l[ae] )?")
#: ... one at the head of an item of a list, what leads from an act to the day of the next item, and that item.
_OPENS_ITEM = re.compile(r"(?:\A|[.;:,\n(-] ?|\b(?:et|puis) )(?:le |a |au |en )?\Z")
_OPENING = 10
_THEN_DAY = re.compile(r"[^.;\n]{0,80}?(?:,|;|\bet|\bpuis) (?:puis |et )?(?:le |a |au |en )?")
_HEADS_NEXT = re.compile(
    r" ?:? ?(?!(?:et|puis|ou|par|pour|avec|chez|en|au|sans|sous|montr|retrouv|revel|objectiv|devant)\w*\b)[a-z]{3,}"
)
#: "Métastases : poumon 06/2019, traité ; surrénale 11/2020".
_TITLED = re.compile(r"metastases ?:")
_REACH = 160
#: A side, the other one with its own day, and characters between a sampling and the first of the two days.
_SIDE = re.compile(r"\b(?:droite?|gauche|dte?|gche?|[dg](?!')|bilateral\w*)\b")
_OTHER_SIDE = re.compile(
    r"(?:\s?\([^()]{0,60}\))?\s?(?:,|;|et|puis|/)\s?(?:et |puis )?(?:(?:celles? )?(?:du |de la |de l'|de |le |la |a )?(?:seins?|poumons?|reins?|ovaires?|lobes?|cote|amygdales?|aisselles?|foyers?|nodules?|lesions?) )?"
    r"(?:a )?(?:droite?|gauche|dte?|gche?|[dg]|controlateral\w*)(?: \([^()]{0,40}\))? ?\(?(?:le |en |du |: )?"
)
#: From an exam to the sampling that it served.
_SERVED = re.compile(r"(?: [a-z-]{3,}){0,3}? ?(?:avec|puis|et|\+) ?(?:(?:d'|de |une? |des |trois |deux )(?:[a-z]+ )?)?")
_LINE = 60
#: Characters between a spread and the day of its own.
_BEHIND = 20


def date_in_turn(folded: str, events: list[EventMention], dates: list[DateMention], *, explain: bool) -> None:
    """Give the acts of a list the dates of the list behind it, one each, in place.

    "Un scanner TAP et une IRM rectale, RDV respectivement les 05/03 et 12/03/2018."
    """
    acts = [event for event in events if event.is_act and event.status in _TELLING]
    place = 0
    while place < len(acts):
        run = [acts[place]]
        for other in acts[place + 1 :]:
            if _NEXT_ACT.fullmatch(folded, run[-1].end, other.start) is None:
                break
            run.append(other)
        place += len(run)
        days = _days_behind(folded, dates, run[-1].end) if len(run) > 1 else []
        if len(days) != len(run):
            continue
        for event, mention in zip(run, days, strict=True):
            day = (mention.future if event.status is Status.PLANNED else None) or mention.interval
            event.take_date(mention, day, f"{mention.text}: in the order of the list" if explain else None)


def share_heading_date(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Give an act the date that heads it, or the one joined to it, and not the one that heads what is told next, in place.

    "12/01/21 mammo + écho ACR5, 18/01/21 biopsie", "le 23 scanner, le 25 ponction (positive), le 27 talcage".
    """
    acts = [event for event in events if event.is_act and event.status in _TELLING]
    for event in acts:
        behind = event.date
        if behind is None or behind.start < event.end or _HEADS_NEXT.match(folded, behind.end) is None:
            continue
        place = date_at(dates, event.start)
        own = dates[place - 1] if place else None
        if own is None or own.interval is None or own.role != "event" or own.end > event.start:
            continue
        if (
            _HEADS.fullmatch(folded, own.end, event.start)
            and _OPENS_ITEM.search(folded, max(0, own.start - _OPENING), own.start)
            and _THEN_DAY.fullmatch(folded, event.end, behind.start)
        ):
            day = (own.future if event.status is Status.PLANNED else None) or own.interval
            event.take_date(own, day, None)
    for place in range(len(acts) - 2):
        first, event, following = acts[place], acts[place + 1], acts[place + 2]
        one, other = first.date, event.date
        if one is None or other is None or following.date is not other or one.end > first.start:
            continue
        heads = event.end <= other.start < following.start and _HEADS.fullmatch(folded, other.end, following.start)
        if (
            heads
            and _HEADS.fullmatch(folded, one.end, first.start)
            and _NEXT_ACT.fullmatch(folded, first.end, event.start)
        ):
            event.take_date(one, first.interval, None)
    _share_sample_date(folded, acts)


def _share_sample_date(folded: str, acts: list[EventMention]) -> None:
    """Give an exam the day of the sampling that it served, and not that of the exam told before it, in place.

    "TDM TAP du 21/11 sans lésion, écho-endoscopie avec biopsie le 27/11".
    """
    for place in range(len(acts) - 2):
        first, exam, sample = acts[place], acts[place + 1], acts[place + 2]
        before, behind = exam.date, sample.date
        if exam.family is not Family.IMAGING or sample.family is not Family.BIOPSY or before is None or behind is None:
            continue
        if first.date is not before or not first.end <= before.start < before.end <= exam.start:
            continue
        if behind.start < sample.end or _SERVED.fullmatch(folded, exam.end, sample.start) is None:
            continue
        if "," in folded[before.end : exam.start] or ";" in folded[before.end : exam.start]:
            exam.take_date(behind, sample.interval, None)


def add_other_sides(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Add the sampling of the other side that a second day tells: "sein droit le 05/09, sein gauche le 08/09", in place."""
    known = len(events)
    taken = {event.date.start for event in events if event.date is not None and event.family is Family.BIOPSY}
    for event in list(events):
        first = event.date
        if event.family is not Family.BIOPSY or event.status not in _TELLING or first is None:
            continue
        if not 0 <= first.start - event.end <= _LINE or not _SIDE.search(folded, event.start, first.start):
            continue
        following = next((date for date in dates if date.start >= first.end), None)
        if following is None or following.interval is None or following.start in taken or following.role != "event":
            continue
        if _OTHER_SIDE.fullmatch(folded, first.end, following.start) is None:
            continue
        events.append(replace(event, date=following, interval=following.interval, attributes={}))
    if len(events) > known:
        events.sort(key=lambda event: (event.start, event.end))


def _days_behind(folded: str, dates: list[DateMention], end: int) -> list[DateMention]:
    days: list[DateMention] = []
    for mention in dates:
        if mention.start < end:
            continue
        lead = _NEXT_DATE if days else _LEAD
        if mention.role != "event" or mention.period is not None or mention.interval is None:
            break
        if lead.fullmatch(folded, days[-1].end if days else end, mention.start) is None:
            break
        days.append(mention)
    return days


#: What an organ is told of that is its cancer's.
_OF_A_CANCER = re.compile(r"\b(?:cancer|carcinome|adenocarcinome|adk|k|tumeur)s? (?:du |de la |de l'|de |d')?\Z")


def add_sites_of_a_list(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Add the further metastatic sites that a list tells with their dates ("métastatique (os 2018, foie 2021)"), in place."""
    known = len(events)
    for event in list(events):
        if event.family is not Family.METASTASIS or event.status is not Status.DONE:
            continue
        stop = min(len(folded), event.start + _REACH)
        found: list[tuple[str, DateMention]] = []
        for found_at in find_places(folded, event.start, stop):
            site = site_of([found_at])
            mention = next((date for date in dates if date.start >= found_at.end), None)
            if site is None or mention is None or mention.interval is None or mention.role != "event":
                continue
            if _OF_A_CANCER.search(folded, max(event.start, found_at.start - 25), found_at.start):
                continue  # "lésion hépatique (IRM 03/09/2020), cancer rectal 2018"
            if any(act.start <= found_at.start < act.end for act in events if act.is_act):
                continue  # "(TEP 18/02/19, biopsie bronchique 26/02/19)"
            if _OF_SITE.fullmatch(folded, found_at.end, mention.start):
                ends = ".\n" if _TITLED.match(folded, event.start) else ".;\n"
                if not any(mark in folded[event.start : mention.start] for mark in ends):
                    found.append((site, mention))
        # "métastases en 2017 (os), puis foie 2019": the first date stands within the statement's own words
        own = next((date for date in dates if event.start < date.start < event.end and date.role == "event"), None)
        if own is not None and own.interval is not None and event.site is not None and found:
            told = [(event.site, own), *(one for one in found if one[1] is not own)]
        elif (behind := event.date) is not None and 0 <= behind.start - event.end <= _BEHIND and found:
            # "métastases hépatiques d'emblée (2012), évolution osseuse 2019, hépatique 2023": the first has its own
            later = [one for one in found if one[1] is not behind and one[0] != event.site]
            first = event.site if event.site is not None else next((site for site, day in found if day is behind), None)
            told = found if first is None else [(first, behind), *later]
        else:
            told = found
        if len(told) < 2 or len({id(mention) for _, mention in told}) < 2:
            continue
        (event.site, own), *others = told
        event.take_date(own, own.interval, None)
        for site, mention in others:
            attributes = {name: value for name, value in event.attributes.items() if name != "sites"}
            events.append(
                replace(
                    event, subtype="new_site", site=site, date=mention, interval=mention.interval, attributes=attributes
                )
            )
    if len(events) > known:
        events.sort(key=lambda event: (event.start, event.end))
