"""What dates the changes of a drug besides a date of their own sentence: their cause, their partners, a pause that ends."""

import re
from collections.abc import Sequence
from datetime import timedelta

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.document.layout import Layout

#: "À ce moment-là" is the last date told; a treatment decided on because of a finding begins with it.
_THEN = re.compile(
    r"\W*(?:(?:et|mais) )?(?:a (?:ce moment|l'epoque|cette (?:epoque|date|occasion|periode|meme date|meme epoque))|alors\b(?! qu)|des lors\b"
    r"|c'est alors\b|c'est a ce moment)"
)
_CONSEQUENCE = re.compile(
    r"\W*(?:(?:compte tenu|au vu|en raison|face a|devant|etant donne|suite a|vu)\b|(?:une?|la|le) (?:\w+ ){0,2}?(?:ligne|traitement"
    r"|chimiotherapie|hormonotherapie|therapie)\b|(?:il|on|elle) (?:a |est |fut )?(?:ete )?(?:donc|alors) |(?:il a (?:donc |alors )?ete"
    r" |il est |on a )(?:donc |alors )?decide\b|(?:il|elle|le patient|la patiente) (?:a|est) (?:commence|debute|entame|initie|recu|mise?"
    r"|passee?) (?:\w+ ){0,4}(?:ligne|traitement|chimiotherapie|hormonotherapie|sous)\b|c'est pourquoi|par consequent|de ce fait|dans ce contexte|pour cette raison|ainsi\b"
    r"|donc\b)"
)
#: What a treatment is begun or stopped for.
_CAUSE = re.compile(
    r"progress\w+|metasta\w+|recidiv\w+|rechut\w+|recurren\w+|toxicit\w+|lesions?|nodules?|masses?|carcino\w+|evolu\w+|\bep\b|\bpd\b"
    r"|grade|diagnosti\w+|hepatite|uveite|pneumopath\w+|confirm\w+|electro\w+|encephalo\w+"
)
_THEN_RESUMED = re.compile(r"[ ,;]*(?:puis|et ensuite|ensuite|avant d'etre)(?: (?:a|ete|est|fut))*\s?")


#: "Pendant 4 semaines et 2 semaines de repos", "pendant 5 jours tous les 28 jours": how it is taken, not for how long.
_SCHEDULE = re.compile(
    r"[^.;,(]{0,25}?(?:\b(?:repos|off|fenetre|par cycles?|toutes les|tous les|par mois|sur \d+)\b|/ ?\d)"
    r"|,? (?:suivie?s?|puis) [^.;]{0,25}\b(?:repos|pause|arret|interruption|off)\b"
)


def ends_treatment(
    folded: str, layout: Layout, dates: Sequence[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a told length of time ends a drug's period: no schedule, and no end told by its date."""
    if event.subtype != "stop" or event.attributes.get("bound") != "until" or _SCHEDULE.match(folded, mention.end):
        return False
    sentence = layout.sentence(event.start)
    return not any(
        date.bound == "until" and date.role == "event" and date.start >= event.start
        and layout.sentence(date.start) == sentence
        for date in dates
    )  # fmt: skip


def brought_about(
    folded: str, layout: Layout, dates: Sequence[DateMention], event: EventMention, mention: DateMention, distance: int
) -> bool:
    """Return whether a drug's change follows at once from what the sentence before tells with its last date."""
    start = layout.sentences[layout.sentence(event.start)][0]
    if any(mention.end <= date.start < start and date.role == "event" for date in dates):
        return False
    if _THEN.match(folded, start, event.start):
        return distance <= 2
    if distance > 1 or event.attributes.get("implicit") or event.subtype == "dose_change":
        return False
    before = layout.sentences[layout.sentence(mention.start)]
    return _CONSEQUENCE.match(folded, start, event.start) is not None and _CAUSE.search(folded, *before) is not None


def day_after_pause(folded: str, event: EventMention, interval: DateInterval | None) -> DateInterval | None:
    """Return the day after a pause for a drug resumed then: "du 23 au 30 mars, puis repris"."""
    date = event.date
    if event.attributes.get("phase") != "resume" or date is None or date.bound != "until" or interval is None:
        return interval
    if interval.precision is not Precision.DAY or _THEN_RESUMED.fullmatch(folded, date.end, event.start) is None:
        return interval
    return DateInterval.day(interval.start + timedelta(days=1))


def of_a_later_exam(layout: Layout, events: Sequence[EventMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date after a drug's clause is that of an exam told there: "dose réduite ; scanner en avril"."""
    if mention.start < event.end or layout.clause(mention.start) == layout.clause(event.start):
        return False
    return any(
        other.family in (Family.IMAGING, Family.BIOPSY)
        and event.end <= other.start < mention.start
        and layout.clause(other.start) == layout.clause(mention.start)
        for other in events
    )


def date_combinations(layout: Layout, events: Sequence[EventMention], *, explain: bool = False) -> None:
    """Give the drugs of one combination that begin or end together one date, the surest of theirs, in place."""
    drugs = [event for event in events if event.family is Family.ORAL_THERAPY and "combined_with" in event.attributes]
    for event in drugs:
        partners = [
            other
            for other in drugs
            if other.site in event.attributes["combined_with"]
            and (other.subtype, other.status) == (event.subtype, event.status)
            and other.attributes.get("cue") == event.attributes.get("cue")
            and layout.sentence(other.start) == layout.sentence(event.start)
            and other.interval is not None
        ]
        best = max(partners, key=lambda other: other.confidence, default=None)
        if best is None or (event.interval is not None and event.confidence >= best.confidence):
            continue
        event.date, event.interval, event.confidence = best.date, best.interval, best.confidence
        if explain:
            event.explanation = f"{best.explanation}; with {best.text}"
