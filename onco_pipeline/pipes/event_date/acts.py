"""The operations and endoscopies that a note tells with their day, and which of them an event follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onco_pipeline.events import DateKind, DateMention, EventMention, Family
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.sweep import WordPattern

#: Sentences that a finding may stand after the act, and characters between the act and its date, before one at its head.
_SENTENCES, _NEAR, _AT_HEAD = 3, 45, 4
#: ... and a report, where no other operation is told and nothing has been dated since.
REPORTED = 15
#: Days before the end of a stay in which its operation lies.
STAY = 45
ACT = WordPattern(
    r"(?<![a-z0-9_])\b(?:(?P<endoscopy>(?:video-?|ileo-?|naso-?|pan-?|oe?so-?)?(?:colo(?:no)?|gastro|fibro|broncho|cysto|recto|hystero|laryngo|thoraco|mediastino|"
    r"coelio|laparo|endo)-?(?:fibro)?scopies?(?: \w+)?|fogd|fibro(?: bronchique)?|cpre)|"
    r"(?P<operation>opere(?:e|s|es)?|operations?|interventions?|[a-z]{3,}ectomies?|exereses?|excisions?|resections?|curages?|conisations?|rtu[vp]?|"
    r"laparotomies?|thoracotomies?|craniotomies?|chirurgies?|dpc|(?<!selon )(?<!type )whipple|lewis[ -]santy|hartmann|(?:cr )?op(?:eratoire)?(?= (?:le |du )?\d)|cro(?= du \d)))(?![a-z])"
)
_TO_COME = re.compile(r"\b(?:prevue?s?|programmee?s?|ser(?:a|ont)|rdv|proposee?|a prevoir|indiquee?)\b")
_UNTOLD = Screened(r"\bpas de\b|\bsans\b|\baucune?\b|\bantecedent\w*")
#: "Lésion rachidienne chez un patient aux antécédents de séminome opéré en 2011": none of the story's.
_LONG_AGO = Screened(
    r"\b(?:aux|avec des|ayant des|ayant (?:comme|pour)|une?|d'un|des) antecedents? (?:\w+ )?d[e'][^.;:]{0,80}\Z"
)
_HOURS = re.compile(r"h\s?\+?\d")
#: "Présente depuis un an", "au cours des deux derniers mois".
_LASTED = re.compile(r"depuis |\bderni[eè]re?s? ")
_BREAK = re.compile(r"[;\n]|\.\s")
WHEN_READ = frozenset({"microscopy", "pathology", "immunohistochemistry", "molecular"})


@dataclass(frozen=True, slots=True)
class Act:
    """An endoscopy or operation, where it is told, and the date that is told with it."""

    start: int
    end: int
    operation: bool
    date: DateMention


def dated_acts(folded: str, layout: Layout, dates: list[DateMention]) -> Iterator[Act]:
    """Yield the endoscopies and operations that were done and have a date beside them, in order of position."""
    told = [
        date
        for date in dates
        if date.role == "event" and date.interval is not None and date.bound is None
        # "IRM à H48 : exérèse complète": counted from the operation, and no day of it
        and not _HOURS.match(folded, date.start, date.end)
    ]  # fmt: skip
    for match in ACT.finditer(folded):
        start, end = match.span()
        sentence = layout.sentence(start)
        first, _ = layout.sentences[sentence] if layout.sentences else (0, 0)
        if _UNTOLD.search(folded, max(first, start - 25), start) or _LONG_AGO.search(folded, first, start):
            continue
        near = [
            date
            for date in told
            if layout.sentence(date.start) == sentence
            # "Le 26 septembre 2019, nous avons procédé à une sigmoïdectomie": from the head of its sentence it reaches further.
            and (
                -_NEAR <= date.start - end <= _NEAR
                or (
                    date.start - first <= _AT_HEAD
                    and date.end <= start <= date.end + _NEAR
                    and date.interval is not None
                    and date.interval.days == 1
                )
            )
            and not _BREAK.search(folded, min(end, date.end), max(start, date.start))
            and not _TO_COME.search(folded, max(first, min(start, date.start) - 12), max(end, date.end))
        ]
        if near:
            date = min(near, key=lambda one: one.start - end if one.start >= end else start - one.end + 15)
            yield Act(start, end, match["operation"] is not None, date)


def act_before(layout: Layout, acts: list[Act], dates: list[DateMention], event: EventMention) -> Act | None:
    """Return the act that an event follows closely enough to be of it, with nothing dated in between; None without."""
    sentence = layout.sentence(event.start)
    section = layout.section(event.start)
    reference = layout.reference_date
    if (
        event.family is Family.PATHOLOGY
        and section is not None
        and section.label in WHEN_READ
        and reference is not None
    ):
        # Under its own heading, a stay's result is that of the operation of the stay.
        recent = [
            act
            for act in acts
            if act.operation
            and act.date.interval is not None
            and 0 <= (reference - act.date.interval.start).days <= STAY
        ]
        if recent:
            return max(recent, key=lambda act: act.date.interval.start if act.date.interval else reference)
    for act in reversed(acts):
        if act.end > event.start:
            continue
        # "Anatomopathologie reçue hier": of the stay's operation, however many lines of its course stand between.
        received = event.family is Family.PATHOLOGY and act.operation
        if sentence - layout.sentence(act.start) > (REPORTED if received else _SENTENCES):
            return None
        if event.family is Family.PATHOLOGY and not act.operation and sentence - layout.sentence(act.start) > 2:
            continue
        told = max(act.end, act.date.end)
        since = any(
            told <= date.start < event.start
            and date.role == "event"
            and date.interval is not None
            and not (received and date.kind is DateKind.ANCHORED)  # "fièvre à J3" is counted from the operation
            and not (date.kind is DateKind.DEICTIC and _LASTED.search(date.text.lower()))  # how long it had been there
            for date in dates
        )
        return None if since else act
    return None
