"""The ends of a drug's period, told by dates and not by a word of change: "du 3 mars au 5 juin", "jusqu'en 2019"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule, until_next
from onco_pipeline.pipes.oral_therapy.changes import change, told_at
from onco_pipeline.pipes.oral_therapy.implied import implied, only_recalled
from onco_pipeline.pipes.oral_therapy.period_bounds import OWN_START, Bounds, bounds_of, stopped_before
from onco_pipeline.pipes.scope import Scope

__all__ = [
    "of_period",
    "unnamed_end",
]

_DOSED_ON = re.compile(
    r" \d{2,4}(?:[.,]\d)? ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)?(?: (?:le |des le |(?=\d{1,2}/\d))|(?: [a-z]{4,10})? ?: (?:le )?)(?="
    + patterns.DATE
    + ")"
)
#: "Cometriq 140 mg (06/2021) → 100 mg (09/2021)", "Sorafénib 400 x 2 le 02/05 -> 400 le 12/10".
_DOSED_THEN = re.compile(
    r" \d{2,4}(?:[.,]\d)? ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)? \(?(?:le |depuis (?:le )?)?"
    + patterns.DATE
    + r"\)? ?(?:->|=>|→|>|,? puis )"
)
#: "Ibrutinib 01/2019, FA 06/2020 -> 280".
_DAY_THEN = re.compile(
    r" \(?(?:en |le )?(?!ce jour|aujourd|maintenant)" + patterns.DATE + r"\)?[,;] (?:[a-z]|\d{1,4} ?mg)"
)
#: "400 du 24/09/2018 au 03/06/2019 puis 800".
_THEN_DOSED = re.compile(
    r"\)?, (?:a )?\d{2,4}(?: ?mg(?:/j)?)? (?:ensuite|par la suite)\b|,? (?:puis|et ensuite) (?:a )?(?:\d{2,4}(?: ?mg(?:/j)?)?|\d(?:[.,]\d)? ?mg(?:/j)?)(?: ?x ?\d(?:/j)?)?(?! ?(?:mg|g|x|le|en|du|depuis|des|a partir|semaines?|mois|jours?|cycles?|cures?|ans?|/)(?![a-z]))(?=[ ).,;\n]|\Z)"
)
#: "400 mg (depuis le 12/01, 600 mg avant)".
_DOSED_BEFORE = re.compile(
    r",? \d{1,4}(?:[.,]\d)?[^().;,]{0,25},? \(?(?:depuis|dep\.?|des) [^().;,]{3,22}[,;(] ?(?:contre |au lieu de |apres )?\d{1,4}(?:[.,]\d)? ?(?:mg)?(?:/j)?(?: ?x ?\d)?"
    r" (?:auparavant|avant(?! l)|initialement|precedemment|anterieurement|jusque|au depart|au debut)"
    # "300 mg x 2 (au lieu de 600 x 2, depuis le 15/02)"
    r"|,? \d{1,4}(?:[.,]\d)?[^().;,]{0,20},? \(?(?:au lieu de|contre) \d{1,4}(?:[.,]\d)?[^().;,]{0,16},? (?:depuis|dep\.?|des) "
)
#: "Témodal avec la RT du 14/12 au 25/01, puis adjuvant à partir du 22/02".
_GIVEN_AGAIN = re.compile(
    r"(?: ?\([^()]{1,30}\))?,? (?:puis|suivie?s? d[eu']) ?(?P<told>(?:(?:en|de|\d{1,2}|six|douze) )?(?:(?:5|cinq) ?(?:j|jours) ?(?:/|sur|par|tous les|chaque) ?(?:28|mois)(?: ?(?:j|jours))?|cycles?|cures?|adjuvante?|seule?|mensuelle?s?|entretien|maintenance|monotherapie|monochimiotherapie|concomitante?)(?: [a-z]{2,12}){0,2}?) "
    r"(?:depuis|des|a partir d[eu]|a c(?:omp|p)ter d[eu]|debute?e?s?) (?:le |en )?(?=" + patterns.DATE + r")"
)
#: "40 mg jusqu'au 14/02, 20 ensuite": another dose since, and no end.
_OTHER_DOSE_THEN = re.compile(
    patterns.DATE
    + r",? ?(?:et |puis )?(?:a )?\d{1,4}(?:[.,]\d)? ?(?:mg(?:/j)?)?(?: ?x ?\d)? (?:ensuite|depuis|par la suite|apres|a partir de la|maintenant)\b"
)
#: "Glivec 300 mg ; était à 400 jusqu'au 28 février".
_OTHER_DOSE_TILL = re.compile(
    r" \d{2,4} ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)? ?[;,(] ?(?:(?:etait|avant|auparavant|contre|prenait|initialement) )+(?:a )?\d{2,4} ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)? "
)
_TAKEN = re.compile(r",? (?:(?:pris|recu|prescrit|administre)e?s?|en cours) ")
_STOPPED = re.compile(r"\b(?:stop|interr|suspen|arret|cess)")
#: "• Mars 2012 : progression, capécitabine jusqu'en janvier 2014": what an entry tells of is given from its date on,
_ENTRY_HEAD = re.compile(
    r"[ \t*•>|–-]*(?:en |le |depuis |a partir de )?" + patterns.DATE + r"\*{0,2} ?(?:[:=|–-]|->|=>|→)[>\s]?"
)
_OF_AN_ENTRY = 130
#: ... unless it was taken before, or is not what is given.
_ON_IT_ALREADY = re.compile(
    r"\b(?:sous|poursui\w*|apres|stop\w*|arret\w*|fin|pause|malgre|depuis|toujours|continu\w*|avant|tolerance|toxicite|pas de?|sans|refus\w*|propos\w*|si)\b[^,;:]{0,30}\Z"
)
#: "Novembre 2016 : évérolimus-exémestane, arrêt au bout de 3 mois": it ended later than it is told to have been given.
_STOPPED_LATER = re.compile(
    r"(?:[-+/ ]{1,3}[a-z-]{5,16})?(?: \d{1,4}(?:[.,]\d)? ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)?)? ?(?:[,(/]|puis|et|->|=>|→) ?(?:stop\w*|arret\w*|interr\w*|suspen\w*|cess\w*)"
    r" (?:(?:au bout de|apres|a) (?:\d{1,2}|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze) (?:mois|semaines?|ans?|jours?)|(?:en |le |des |fin |debut |mi-?)*"
    + patterns.DATE
    + ")"
)


#: "Poursuite jusqu'au 12/07/2021": of what was told before.
_WENT_ON = re.compile(
    r"\W*(?:poursuite|poursuivie?s?|continuee?s?|maintenue?s?)(?: (?:du traitement|ensuite))? "
    # "Elle le prit jusqu'en juillet", "il l'a gardé ensuite jusqu'en mai"
    r"|(?:[^.;:]{0,30}[, ])?(?:elle|il|patiente?|madame|monsieur|mme|m\.?) (?:[a-z]{4,12} )?(?:l'(?:a|avait|aura)|le|la|les) (?:[a-z]{4,12} )?(?:prit|prendra|prenait|pri(?:s|se|ses)|recut|recevait|recue?s?|gard\w{1,3}|conserv\w{1,3}|poursuivi\w{0,2}|continu\w{1,3})(?: [a-z]{4,12})? "
)


@dataclass(slots=True)
class _Named:
    """A drug where it is named, with what its sentence and the note tell of it."""

    text: str
    folded: str
    scope: Scope
    drug: Drug
    drugs: list[Drug]
    events: list[EventMention]
    memory: Memory
    start: int
    limit: int
    bounds: Bounds
    told: set[tuple[str, str | None]]
    since: int

    def change(self, part: Drug, kind: str, **more: Any) -> EventMention:
        return change(self.text, self.folded, self.scope, part, kind, None, self.memory, named=True, **more)


def of_period(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    drugs: list[Drug],
    events: list[EventMention],
    memory: Memory,
    start: int,
    end: int,
) -> list[EventMention]:
    """Return the ends of a drug's period, and the start that its first mention implies.

    Parameters
    ----------
    text, folded, scope
        The note, folded, and its sentences.
    drug, drugs
        The drug, and all that its sentence names.
    events
        Changes of drugs that the sentence's words tell.
    memory
        What the note has told of drugs before.
    start, end
        Where the sentence begins and ends.
    """
    limit = min(until_next(drug, drugs, end), drug.end + 220)
    bounds = bounds_of(folded, drug, drugs, events, start, limit)
    period = bounds.period
    since, again = _between_mentions(drug, drugs, period)
    resumed = period.end() if period is not None else end  # "de mai 2017 à mai 2020, interrompu ..., repris"
    told = {
        (event.subtype, event.site)
        for event in events
        if since <= event.start < again and not (event.attributes.get("phase") == "resume" and event.start > resumed)
    }
    named = _Named(text, folded, scope, drug, drugs, events, memory, start, limit, bounds, told, since)
    found: list[EventMention] = []
    again_at = patterns.THEN_AT.match(folded, period.end(), limit) if period is not None and bounds.paused else None
    if again_at is not None:
        found += told_at(again_at.span("dose"), text, folded, scope, drug, "resume", memory, named=True)
    own_day = None if drug.regimen else patterns.SINCE.search(folded, drug.end, min(limit, drug.end + OWN_START))
    for part in one_a_molecule(drug):
        name = part.agents[0].inn_fr
        of_regimen = next((event for event in events if event.site == name and event.subtype == "start"), None)
        if own_day is not None and of_regimen is not None and "regimen" in of_regimen.attributes:
            of_regimen.attributes.setdefault("told_again", []).append(own_day.start())
        if bounds.lasting is not None or (period is not None and not bounds.paused):
            found += _of_its_days(named, part)
            continue
        if period is not None:
            _mark(events, "stop", name, "from")
        if bounds.until is not None and ("stop", name) not in told:
            found += _of_its_end(named, part, bounds.until)
        else:
            found += _of_its_start(named, part)
    return found


def _of_its_days(named: _Named, part: Drug) -> list[EventMention]:
    """Return the start and the end of a drug told by its days: "du 3 mars au 5 juin"."""
    folded, bounds, period, name = named.folded, named.bounds, named.bounds.period, part.agents[0].inn_fr
    found: list[EventMention] = []
    if bounds.last:
        pass
    elif ("start", name) not in named.told:
        found.append(named.change(part, "strong", bound="from"))
    else:
        _mark(named.events, "start", name, "from")
    ends = bounds.lasting or period
    anew = None if period is None else _GIVEN_AGAIN.match(folded, period.end(), named.limit)
    if anew is not None and bounds.cycle is None:
        span = anew.span("told")
        found += told_at(span, named.text, folded, named.scope, part, "resume", named.memory, named=True)
    dosed = None if period is None else _THEN_DOSED.match(folded, period.end(), named.limit)
    if dosed is not None:  # "400 du 24/09/2018 au 03/06/2019 puis 800": it went on
        found.append(named.change(part, "dose", bound="until"))
    elif (
        ends is not None
        and bounds.cycle is None  # "Xeloda C1 du 17 au 30/04": a cycle's own end
        and not _stopped_there(named.events, name, named.since, ends)
        and not patterns.OPEN_END.search(ends.group())
    ):
        found.append(named.change(part, "stop", bound="until"))
    return found


def _of_its_end(named: _Named, part: Drug, until: re.Match[str]) -> list[EventMention]:
    """Return the end of a drug told alone, and its start where that is told too, or implied."""
    folded, drug, name, memory = named.folded, named.drug, part.agents[0].inn_fr, named.memory
    found: list[EventMention] = []
    # "Imatinib depuis mars 2019, pris jusqu'au 15/06 puis arrêté": its start is told too.
    opened = _since(folded, drug, until.start()) or (
        not drug.phases and _opens_entry(folded, _first_of(drug, named.drugs))
    )
    if ("start", name) not in named.told and name not in memory.seen and opened:
        found.append(named.change(part, "strong", bound="from"))
    then = _OTHER_DOSE_THEN.match(folded, until.end(), named.limit)
    then = then or _OTHER_DOSE_TILL.fullmatch(folded, drug.end, until.start())
    if then is not None and then.group().endswith("depuis") and "mg" in then.group():
        return found  # told by the dose itself
    found.append(named.change(part, "stop" if then is None else "dose", bound="until"))
    if ("start", name) not in named.told:
        memory.seen.add(name)
    return found


def _of_its_start(named: _Named, part: Drug) -> list[EventMention]:
    """Return the start of a drug that is told, or implied by its first mention, where no end is told."""
    folded, drug, drugs, limit = named.folded, named.drug, named.drugs, named.limit
    name, memory, events = part.agents[0].inn_fr, named.memory, named.events
    if not drug.phases and _ended_before(events, name, drug) and _since(folded, drug, limit):
        # "Témodal du 16/08 au 27/09, puis Témodal 5 jours par mois depuis le 25/10"
        return [named.change(part, "strong")]
    if not (
        not named.bounds.put_back
        and (
            not drug.phases
            or (not stopped_before(events, drug) and not _told_with(events, name, drug) and _since(folded, drug, limit))
        )
        and (name not in memory.seen or _first_told(folded, drug, name, memory, limit))
        and not _named_before(drug, drugs)
        and not patterns.SECOND_DOSE.match(folded, drug.end)
        and implied(folded, _first_of(drug, drugs), named.start, drug.end, limit)
        and not only_recalled(folded, drug, drugs)
    ):
        return []
    # "Ribociclib 400 mg (depuis le 12/01, 600 mg avant)": it had begun before, at another dose.
    if _DOSED_BEFORE.match(folded, drug.end, limit):
        return [] if "dose_change" in drug.phases else [named.change(part, "dose")]
    return [named.change(part, "strong", implicit=True)]


def _between_mentions(drug: Drug, drugs: list[Drug], period: re.Match[str] | None) -> tuple[int, int]:
    """Return from where on, and up to where, what is told is of the period that stands right behind a drug.

    "Témozolomide du 10/01 au 21/02, puis témozolomide adjuvant C1 le 21/03": each time it is named it has its own.
    """
    if period is None or period.start() < drug.end:
        return 0, 1 << 62
    same = [other for other in drugs if other.group != drug.group and set(other.agents) & set(drug.agents)]
    since = max((other.end for other in same if other.end <= drug.start), default=0)
    return since, min((other.start for other in same if other.start >= period.end()), default=1 << 62)


def _since(folded: str, drug: Drug, limit: int) -> bool:
    """Whether a drug whose change is told has its start told too: "imatinib depuis mars 2016, augmenté à 800 mg"."""
    if drug.phases[:1] == ["stop"] and _DOSED_ON.match(folded, drug.end, limit):
        return True  # "Erleada 240 le 27/07/20, rash => stop 17/08, reprise le 07/09"
    if drug.phases[:1] in (["stop"], ["dose_change"]) and _DOSED_THEN.match(folded, drug.end, limit):
        return True
    if drug.phases[:1] == ["dose_change"] and _DAY_THEN.match(folded, drug.end, limit):
        return True
    if drug.phases[:1] in (["stop"], ["dose_change"]) and _ITS_LINE.match(folded, drug.end, limit):
        return True
    if drug.phases[:1] == ["start"]:
        return False
    if drug.phases == ["stop"] and _STOPPED_LATER.match(folded, drug.end, limit) and _opens_entry(folded, drug.start):
        return True
    end = min(limit, drug.end + 60)
    since = patterns.SINCE.search(folded, drug.end, end) or patterns.FIRST_DOSE.search(folded, drug.end, end)
    between = folded[drug.end : since.start()] if since is not None else ","
    between = "" if _TAKEN.fullmatch(between) else between
    if drug.phases[:1] == ["stop"] and _STOPPED.search(between):
        return False  # "Xeloda arrêt fin avril (fin des 8 cycles)"
    return not re.search(r"[,;.](?!\d)|(?:stop|interr|suspen|pause|arret|cess)\w*\s*$", between)


def _opens_entry(folded: str, start: int) -> bool:
    """Whether a drug is what an entry tells to have been given from its date on: "Mars 2012 : progression, capécitabine"."""
    line = folded.rfind("\n", 0, start) + 1
    headed = _ENTRY_HEAD.match(folded, line, start)
    if headed is None or start - headed.end() > _OF_AN_ENTRY:
        return False
    between = folded[headed.end() : start]
    return _ON_IT_ALREADY.search(between) is None and patterns.A_DATE.search(between) is None


def _told_with(events: list[EventMention], name: str, drug: Drug) -> bool:
    """Whether the word of a change of dose stands before the drug: what is told behind is its day ("je baisse l'Inlyta dès demain")."""
    told = [event for event in events if event.subtype == "dose_change" and event.site == name]
    return any(event.start < drug.start <= event.end for event in told)


def _ended_before(events: list[EventMention], name: str, drug: Drug) -> bool:
    """Whether the sentence has told a period of the drug, and its end, before this mention of it."""
    told = [event for event in events if event.site == name and event.start < drug.start]
    return bool(told) and told[-1].subtype == "stop" and told[-1].attributes.get("bound") == "until"


_LINE_BEFORE = re.compile(r"(?:[,;+:]|->|→|\bpuis|\bl\d) ?\Z")
_DAY_BEHIND = re.compile(
    rf" ?\(?(?:depuis |en |des |a partir de )?(?:(?:\d{{1,2}}/)?\d{{1,2}}/(?:20)?\d{{2}}|(?:{patterns.MONTH} )?20\d{{2}})\b(?! ?:)"
)


#: "Sorafénib 07/2019 (800/j) -> réduit 08/2019 -> stop 14/10/2019": the day right behind the name is its start's.
_ITS_LINE = re.compile(_DAY_BEHIND.pattern + r"\)?(?: ?\([^()]{1,25}\))? ?(?:->|=>|→)")


#: The dose right behind a drug.
_DOSED_IN_ENTRY = re.compile(r" (?:orale? |per os |po )?\d{1,4}(?:[.,]\d)? ?mg\b")


def _heads(event: EventMention) -> bool:
    """Whether a start is told by the drug's name alone, or as the protocol of a course."""
    return bool(event.attributes.get("implicit")) or str(event.attributes.get("cue")).startswith(
        ("protocole", "schema")
    )


def _without_day(folded: str, event: EventMention) -> bool:
    """Whether the line of a drug that only heads a note tells no day."""
    line = folded.rfind("\n", 0, event.start) + 1
    end = folded.find("\n", event.end)
    return patterns.A_DATE.search(folded, line, len(folded) if end == -1 else end) is None


def _first_told(folded: str, drug: Drug, name: str, memory: Memory, limit: int) -> bool:
    """Whether a drug that was only named so far is told with its beginning and what came of it.

    "Sous axitinib. ... Axitinib à partir du 15/06/2020, porté à 7 mg le 14/09".
    """
    first = memory.starts.get(name)
    if first is not None and not (_heads(first) and _without_day(folded, first)):
        return False
    if (
        drug.phases in ([], ["dose_change"])
        and _DOSED_IN_ENTRY.match(folded, drug.end)
        and _opens_entry(folded, drug.start)
    ):
        return True  # "Protocole : vinorelbine orale. Histoire : ... 21/08/2017 : Navelbine oral 60 mg/m²"
    if first is not None:
        return False
    # "Sous enzalutamide. Historique : abiratérone 07/2018 à 02/2020, docétaxel x8, enzalutamide 01/2021".
    in_a_line = _LINE_BEFORE.search(folded, max(0, drug.start - 8), drug.start) and _DAY_BEHIND.match(folded, drug.end)
    return bool(in_a_line) or (bool(drug.phases) and _since(folded, drug, limit))


def _stopped_there(events: list[EventMention], name: str, since: int, period: re.Match[str]) -> bool:
    """Whether a word before the end of a period tells that end; one after it tells a pause, or a later stop."""
    return any(
        event.subtype == "stop" and event.site == name and since <= event.start < period.end() for event in events
    )


def _named_before(drug: Drug, drugs: list[Drug]) -> bool:
    """Whether the sentence has named the drug already: "capécitabine et oxaliplatine (XELOX)"."""
    return any(other.start < drug.start and set(other.agents) & set(drug.agents) for other in drugs)


def unnamed_end(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return the end of the current drug told without its name: "sous traitement jusqu'en juillet 2016"."""
    if index - memory.sentence > 2:
        return []
    match = patterns.UNTIL.search(folded, start, end) or patterns.FOR_SO_LONG.search(folded, start, end)
    if match is None:
        return []
    before = folded[max(start, match.start() - 60) : match.end()]
    went_on = _WENT_ON.fullmatch(folded, start, match.start()) is not None
    if not (went_on or patterns.ANAPHOR.search(before)) or patterns.NOT_THE_DRUG.search(before):
        return []
    active = [drug for drug in memory.current if any(agent.inn_fr in memory.active for agent in drug.agents)]
    if went_on:  # of all that is taken, be it that only one of them was reduced just before
        active = [memory.named[name] for name in sorted(memory.active) if name in memory.named]
    return [
        event
        for drug in active
        for event in told_at(match.span(), text, folded, scope, drug, "stop", memory, named=False, bound="until")
    ]


def _mark(events: list[EventMention], subtype: str, name: str, bound: str) -> None:
    for event in events:
        # What a period has ended is no pause: "TMZ 10/12 - 22/01 (témozolomide 75 mg/m2, interrompu du 02 au 09/01)".
        ended = event.attributes.get("bound") == "until" and "cue" not in event.attributes
        if event.subtype == subtype and event.site == name and not ended:
            event.attributes["bound"] = bound


def _first_of(drug: Drug, drugs: list[Drug]) -> int:
    """Return where the combination of a drug begins: "pour toxicité du dabrafénib-tramétinib" is told of both."""
    return min(other.start for other in drugs if other.group == drug.group)
