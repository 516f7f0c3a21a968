"""Metastases are told again at every visit, and coded at every stay: what counts is the first time.

One event a metastatic site (several sites found together are one), dated by the earliest statement that it is
there; the first of the patient is the ``onset``, the others are ``new_site``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from onco_pipeline.events import Family, Reconciliation
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.reconciliation.compatibility import site_score
from onco_pipeline.reconciliation.merging import absorb
from onco_pipeline.reconciliation.model import Mention, Told, Unit, resolve_interval
from onco_pipeline.reconciliation.settings import Settings

__all__ = [
    "first_metastases",
    "match_codes",
    "number_sites",
    "shown_first",
    "silent_days",
    "suspected_first",
    "undated_site",
]

#: A note written within this many days of what it tells is at hand: its date is taken at its word.
AT_HAND = 60
#: So many notes between a date and the next one, without a word of metastases, tell that it is no onset.
_SILENT_NOTES = 2
#: Days within which a biopsy tells what a lesion was.
_PROVEN_WITHIN = 150


def first_metastases(
    events: Iterable[Told], units: Sequence[Unit], settings: Settings, silent: Sequence[date] = ()
) -> list[Told]:
    """Return one event a metastatic site from the dated statements of all notes.

    The first statement dates the site, unless it is a lone one made long afterwards against better evidence, or the
    patient was seen between it and the next one and nobody knew.

    Parameters
    ----------
    events
        Statements gathered by date and site (:func:`onco_pipeline.reconciliation.merging.gather`), errors of
        writing already merged.
    silent
        Days of the notes that tell of the patient's care and say nothing of metastases (:func:`silent_days`).
    """
    window = settings.of(Family.METASTASIS).mentions
    sites: list[Told] = []
    events = tuple(events)
    doubtful = [e for e in events if e.site and _is_doubtful(e, events, units, settings, silent)]
    for event in sorted((e for e in events if e.site and e not in doubtful), key=lambda e: e.order):
        known = _known_as(event.site, sites)
        if known is not None and (further := _seen_besides(event, sites)) is not None:
            event.site, known = further, None
        if known is None:
            sites.append(event)
        else:
            _repeat(known, event)
    sites = _found_together(sites)
    for event in sorted((e for e in events if not e.site), key=lambda e: e.order):
        known = _meant(event, sites, window) or _named_by_then(event, sites)
        if known is None:
            sites.append(event)
            sites.sort(key=lambda e: e.order)
        else:
            _repeat(known, event)
    # What nothing vouches for comes last, so that it opens no site that better evidence dates; it may name one.
    for event in sorted(doubtful, key=lambda e: e.order):
        known = next((s for s in sites if site_score(s.site, event.site, Family.METASTASIS)), None)
        if known is None:
            sites.append(event)
        else:
            known.site = known.site or event.site
            _repeat(known, event)
    return sorted(sites, key=lambda e: e.order)


def _known_as(site: str | None, sites: Iterable[Told]) -> Told | None:
    return next((known for known in sites if site_score(known.site, site, Family.METASTASIS)), None)


def _seen_besides(event: Told, sites: Sequence[Told]) -> str | None:
    """Return the site that a statement at hand tells besides a known one ("carcinose, et trois lésions du foie")."""
    known = {place for told in sites for place in _all_sites(told)}
    for mention in event.mentions:
        at_hand = mention.note_date and mention.interval and (mention.note_date - mention.interval.end).days <= AT_HAND
        for site in (mention.attributes.get("sites") or ()) if at_hand and mention.id not in event.misdated else ():
            if site != "ganglion" and not any(site_score(place, site, Family.METASTASIS) for place in known if place):
                return str(site)
    return None


def shown_first(events: list[Told], exams: Sequence[Told], biopsies: Sequence[Told] = ()) -> list[Told]:
    """Date each event by the first of its told days on which an exam or a biopsy of its organ shows it.

    A biopsy some days later is told as often, but it only proves what was seen: unless that was called a lesion, and no
    more than one, until the biopsy told what it was.
    """
    for event in events:
        told = {
            m.interval.start
            for m in event.mentions
            if m.interval and m.interval.days == 1 and m.id not in event.misdated
        }
        days = [e.day for e in exams if e.day in told and site_score(e.site, event.site, Family.BIOPSY)]
        first = min((day for day in days if day), default=None)
        if first and event.day and first < event.day:
            event.interval = DateInterval.day(first)
        if event.day and (proven := _proven_since(event, biopsies)) is not None:
            event.interval = DateInterval.day(proven)
    return events


def _proven_since(event: Told, biopsies: Sequence[Told]) -> date | None:
    """Return the day of the biopsy that called a spread what had been a lesion, None where it was called so before.

    "Deux nodules apparus" on the scan of November, and in March their biopsy: "métastase".
    """
    called = {m.interval.start: _is_named(m) for m in event.mentions if m.interval and m.interval.days == 1}
    for m in event.mentions:
        if m.interval and m.interval.days == 1 and _is_named(m):
            called[m.interval.start] = True
    if event.day is None or called.get(event.day, True):
        return None
    days = [b.day for b in biopsies if b.day and called.get(b.day) and site_score(b.site, event.site, Family.BIOPSY)]
    return min((day for day in days if 0 < (day - event.day).days <= _PROVEN_WITHIN), default=None)


def _is_named(mention: Mention) -> bool:
    """Whether a statement calls what was seen a spread, or is sure of it."""
    return mention.attributes.get("wording") != "lesion" or bool(mention.attributes.get("sure"))


def silent_days(mentions: Iterable[Mention]) -> list[date]:
    """Return the days of the notes that tell of care and have not a word of metastases, in order."""
    days: dict[str, date] = {}
    speaking = set()
    for mention in mentions:
        if mention.note_date is not None:
            days[mention.note_id] = mention.note_date
        if mention.family == Family.METASTASIS:
            speaking.add(mention.note_id)
    return sorted(day for note_id, day in days.items() if note_id not in speaking)


def _is_doubtful(
    event: Told, others: Sequence[Told], units: Sequence[Unit], settings: Settings, silent: Sequence[date]
) -> bool:
    return _is_lone(event, others, units, settings) or _nobody_knew(event, others, silent)


def _nobody_knew(event: Told, others: Sequence[Told], silent: Sequence[date]) -> bool:
    """Tell a date that is only told in hindsight, past notes of the time between that do not know of it.

    A history told to a new hospital has no notes in between; one that its own notes contradict is a misread date.
    """
    if event.interval is None or any(mention.rank == 0 for mention in event.mentions):
        return False
    known = event.interval.end + timedelta(days=AT_HAND)
    if any(mention.note_date is None or mention.note_date <= known for mention in event.mentions):
        return False
    rivals = [e for e in others if e is not event and site_score(e.site, event.site, Family.METASTASIS)]
    nexts = [e.interval.start for e in rivals if e.interval and e.interval.start > known]
    return bool(nexts) and sum(known < day < min(nexts) for day in silent) >= _SILENT_NOTES


def _is_lone(event: Told, others: Sequence[Told], units: Sequence[Unit], settings: Settings) -> bool:
    """Tell a date that one later note gives against what several notes, or the code, say of the same site."""
    if len(event.notes) > 1 or event.interval is None:
        return False
    (mention, *_) = event.mentions
    at_hand = mention.note_date is None or (mention.note_date - event.interval.end).days <= AT_HAND
    if at_hand or mention.rank == 0 or _near_code(event, units, settings):
        return False
    rivals = [e for e in others if e is not event and site_score(e.site, event.site, Family.METASTASIS)]
    return any(len(rival.notes) > 1 or _near_code(rival, units, settings) or _seen_new(rival) for rival in rivals)


def _seen_new(event: Told) -> bool:
    """Whether a note at hand tells a site as a new one of a known disease."""
    return any(
        m.subtype == "new_site" and m.note_date and m.interval and (m.note_date - m.interval.end).days <= AT_HAND
        for m in event.mentions
    )


def _near_code(event: Told, units: Sequence[Unit], settings: Settings) -> bool:
    return any(
        (not event.site or site_score(event.site, unit.site, Family.METASTASIS) >= 0.9)
        and _in_window(event, unit, settings)
        for unit in units
    )


def _in_window(event: Told, unit: Unit, settings: Settings) -> bool:
    """Whether a code comes when the code of this event would."""
    tolerance = settings.of(Family.METASTASIS)
    if event.interval is None:
        return False
    early = (event.interval.start - unit.day).days
    return early <= tolerance.before and (unit.day - event.interval.end).days <= tolerance.after


def _repeat(first: Told, again: Told) -> None:
    """Add a later statement to the first one; it dates the first only where both overlap."""
    start = first.interval
    if start and again.interval and start.overlaps(again.interval):
        absorb(first, again.mentions)
        first.misdated.update(again.misdated)
        first.interval = _earliest_of(start, resolve_interval(first.mentions, first.misdated))
        return
    first.misdated.update(dict.fromkeys((m.id for m in again.mentions), "later_statement"))
    first.misdated.update(again.misdated)
    first.mentions.extend(again.mentions)


def _earliest_of(one: DateInterval, other: DateInterval | None) -> DateInterval:
    """Return the more precise of two overlapping dates, the earlier of two days."""
    if other is None or one.days < other.days:
        return one
    return other if other.days < one.days or other.start < one.start else one


def _found_together(sites: list[Told]) -> list[Told]:
    """Join sites that show on the same day into one event, which keeps the site of the best supported."""
    kept: list[Told] = []
    for event in sorted(sites, key=lambda e: e.order):
        same = next((k for k in kept if k.day and k.day == event.day), None)
        if same is None:
            kept.append(event)
            continue
        dating = [e for e in (same, event) if e.site]
        best = max(dating, key=lambda e: (sum(m.id not in e.misdated for m in e.mentions), e is same))
        sites_found = same.attributes.get("sites", [same.site]) + event.attributes.get("sites", [event.site])
        same.mentions.extend(event.mentions)
        same.misdated.update(event.misdated)
        same.site = best.site
        same.attributes["sites"] = sorted({site for site in sites_found if site})
    return kept


def _named_by_then(event: Told, sites: Sequence[Told]) -> Told | None:
    """Return the first site known when a note calls the disease metastatic in hindsight ("cT3 N1 M1"), naming none.

    A stage is that of the day of writing; the older date beside it is another event's.
    """
    (mention, *others) = event.mentions
    if others or event.interval is None or mention.note_date is None:
        return None
    if (mention.note_date - event.interval.end).days <= AT_HAND:
        return None
    return next((site for site in sites if site.interval and site.interval.start <= mention.note_date), None)


def _meant(event: Told, sites: Sequence[Told], window: int) -> Told | None:
    """Return the site that a statement without site ("stade IV") is about: the last one known by then."""
    if event.interval is None:
        return None
    reach = event.interval.widen(window)
    known = [s for s in sites if s.interval and s.interval.start <= reach.end]
    return known[-1] if known else None


def match_codes(events: list[Told], units: Iterable[Unit], settings: Settings) -> list[Told]:
    """Match the first coded stay of each site to the told events; unmatched ones become events of their own.

    A code follows the exam that showed the metastasis, so that the told date stands. A code that came well before
    the first told day contradicts it: the event is conflicting and carries the coded date.
    """
    tolerance = settings.of(Family.METASTASIS)
    for unit in sorted(units, key=lambda u: (u.site is None, u.day, u.site or "")):
        event = _best_for(unit, events, settings)
        if event is None:
            coded = Told(mentions=[], subtype=unit.subtype, site=unit.site, units=[unit], interval=unit.interval)
            coded.reconciliation = Reconciliation.STRUCTURED_ONLY
            events = sorted([*events, coded], key=lambda e: e.order)
            continue
        event.units.append(unit)
        event.site = event.site or unit.site
        if not event.mentions:
            continue
        early = event.interval and (event.interval.start - unit.day).days > tolerance.before
        if early and event.interval and event.interval.precision is Precision.DAY:
            event.attributes["told_date"] = str(event.interval)
            event.interval = unit.interval
            event.reconciliation = Reconciliation.CONFLICTING
        elif event.reconciliation is None:
            event.reconciliation = Reconciliation.CONFIRMED
    return events


def suspected_first(
    events: Sequence[Told], suspicions: Sequence[Mention], denials: Sequence[Mention], settings: Settings
) -> None:
    """Date what is sure by the exam on which it was suspected, where nothing else gives its day.

    "Fixations en faveur de métastases osseuses" of the scan, and C795 at the next stay: the code says that it was so.
    The exam dates a site that the codes alone know, one that was told with a month or a year that holds the exam, and
    one coded before the day on which a biopsy proved it. A suspicion by itself is still no event.

    Parameters
    ----------
    suspicions
        Statements of a day on which an exam or a biopsy took place.
    denials
        Statements that there is no spread. One that comes after the suspicion leaves a code alone with what it says.
    """
    for event in events:
        about = [m for m in suspicions if site_score(event.site, m.site, Family.METASTASIS) >= 0.9]
        held = [m for m in about if m.interval and event.interval and _may_date(m.interval.start, event, settings)]
        if not held or event.reconciliation is Reconciliation.CONFLICTING:
            continue
        first = min(held, key=lambda m: (m.interval.start if m.interval else date.max, *m.order))
        if not event.mentions and any(_denies(m, first) for m in denials):
            continue
        event.interval = first.interval
        event.supporting.append(first)
        if event.reconciliation is Reconciliation.STRUCTURED_ONLY:
            event.reconciliation = Reconciliation.CONFIRMED


def _denies(denial: Mention, suspicion: Mention) -> bool:
    """Tell whether a later statement finds nothing where a spread was suspected."""
    if denial.site and not site_score(denial.site, suspicion.site, Family.METASTASIS):
        return False
    said, before = (m.interval.end if m.interval else m.known_note_date for m in (denial, suspicion))
    return 0 < (said - before).days <= _PROVEN_WITHIN


def _may_date(day: date, event: Told, settings: Settings) -> bool:
    """Tell whether a suspicion of a day is the first sign of what an event tells, and the best date of it."""
    if event.interval is None:
        return False
    if event.day is None:
        return event.interval.start <= day <= event.interval.end
    tolerance = settings.of(Family.METASTASIS)
    coded = min((unit.day for unit in event.units), default=None)
    if coded is None or (coded - day).days > tolerance.after:
        return False
    return day <= coded < event.day or (not event.mentions and (day - coded).days <= tolerance.before)


def _best_for(unit: Unit, events: Sequence[Told], settings: Settings) -> Told | None:
    """Return the event that a code is about: of its site, else of no site or told with it, close in time."""

    def fits(event: Told) -> tuple[float, int] | None:
        sites = _all_sites(event)
        score = max(site_score(site, unit.site, Family.METASTASIS) for site in sites)
        near = _in_window(event, unit, settings)
        if not score or event.interval is None or (not near and score < 0.9):
            return None
        return score + near, -event.interval.gap(unit.interval)

    scored = [(fit, event) for event in events if (fit := fits(event)) is not None]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _all_sites(event: Told) -> set[str | None]:
    """Return every site that an event is told of, in one statement or in several of the same day."""
    told = {site for mention in event.mentions for site in mention.attributes.get("sites") or ()}
    return {event.site, *event.attributes.get("sites", ()), *told}


def number_sites(events: list[Told]) -> list[Told]:
    """Set ``onset`` on the first event of the patient and ``new_site`` on the others, in order of time."""
    ordered = sorted(events, key=lambda e: e.order)
    for index, event in enumerate(ordered):
        event.subtype = "new_site" if index else "onset"
    return ordered


def undated_site(mention: Mention, events: Sequence[Told]) -> Told | None:
    """Return the event that a statement without date repeats: the one of its site, else the only one."""
    same = [e for e in events if site_score(e.site, mention.site, Family.METASTASIS) == 1.0]
    return same[0] if same else (events[0] if len(events) == 1 and not mention.site else None)
