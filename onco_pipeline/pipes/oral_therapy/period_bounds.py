"""Which days, or which end, are told of a drug beside its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug

__all__ = ["OWN_START", "Bounds", "bounds_of", "stopped_before"]

#: "C1 17/04-30/04", "cycle 2 du 08/05 au 21/05": the days of one cycle.
_OF_A_CYCLE = re.compile(
    r"\b(?:(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|[2-9] ?e(?:me)?) (?:cure|cycle)|(?P<first>premiere?|1 ?(?:er|ere|re)) (?:cycle|cure)|(?:c|cycle |cure )(?P<n>\d{1,2}))(?: ?j ?1)? ?[:,]? ?\(?(?:prevue? |faite? )?\Z"
)
#: "6 cures, la dernière du 12 au 16 octobre", "dernier cycle (C6) du 12 au 16".
_OF_THE_LAST = re.compile(
    r"\bdernier(?:e|s|es)? ?(?:cures?|cycles?|serie|prises?)? ?(?:\(?c ?\d{1,2}\)? ?)?[:,(]? ?(?:administree?|pris[e]?|faite?|realisee?|donnee?)? ?\Z"
)
_CYCLE_BEFORE = re.compile(
    r"\b(?:(?:c|cycle |cure )(?P<n>\d{1,2})(?: ?j ?1)?|(?P<first>premiere?|1 ?ere?|1re) (?:cycle|cure)) (?:de |du |d'|de la |de l')?\Z"
)
_NEXT_TO_IT = 25
#: "Jusqu'au 31/12 elle prenait 2,5 mg de Femara": the end, told before the drug.
_UNTIL_BEFORE = re.compile(
    r"\bjusqu'(?:au|en|a) (?:mois d[e'] ?)?(?P<day>"
    + patterns.DATE
    + r"),? (?:l[ae] patiente?|elle|il|mme [a-z]+|m\. [a-z]+|monsieur|madame|nous)(?: [a-z]+)? "
    r"(?:prenait|recevait|etait (?:sous|traitee? par)|a pris|a recu|avait|poursuivait)(?: \d[\d,.]* ?mg(?:/j)?)? ?(?:du |de la |de l'|de |d'|l[ae] |l'|son |sa )?\Z"
)
_UNTIL_REACH = 95
#: What stands between a drug that was interrupted and the days of that: "(Arimidex) pour un voyage de décembre à fin janvier".
_ITS_REASON = re.compile(
    r"\)? (?:pour|devant|en raison d[eu']|suite a|a cause d[eu']|lors d[eu']|pendant) ?[^.;,()]{3,45}\Z"
)
#: Characters behind a drug in which its own beginning stands, whatever period is told before it.
OWN_START = 35
#: "L'imatinib, pris depuis le printemps 2019, a été doublé".
_RIGHT_BEHIND = 20
_PUT_BACK = re.compile(r"\b(?:report|decal|repouss|differ|deplac|avanc)(?:ee?s?|e|er)\s?\Z")
_PAUSE_BEHIND = re.compile(
    r"\s{0,3}[:,(|–-]?\s{0,3}(?:(?:mis|mise) en )?(?:suspension|suspendue?|pause|interruption|interrompue?|fenetre|off)\b"
)
#: What parts a period from the drug before it: "960 mg depuis le 04.01.2021 ; suspendu du 22.02 au 15.03" goes on.
_PARTED = re.compile(
    r"\.(?!\d)|;(?! ?(?:suspen|interr|pause|arret|stop))|(?<!concomitant a la )(?<!concomitante a la )(?<!concomitant de la )(?<!concomitante de la )(?<!concomitant avec la )\bradio"
)
#: "Létrozole en février, et a reçu du 22/03 au 09/05 une radiothérapie": the months of what stands behind them.
_OF_RADIATION = re.compile(
    r"(?:,? (?:il|elle|on|l[ae] patiente?) (?:a|avait)(?: (?:alors|aussi|egalement|ensuite))? (?:recu|eu|suivi|subi|beneficie d'))? ?(?:une?|la|sa|de la|d'une)? ?(?:radio-?(?:therapie|chirurgie)|irradiation|curietherapie|rt)\b"
)


@dataclass(slots=True)
class Bounds:
    """What is told beside a drug's name: a period (of a ``cycle``, or of the ``last`` one), or an end alone.

    Where the drug is ``paused`` its period is the pause's; ``put_back`` is one whose days another's took;
    ``lasting`` tells how long it was given from its start on.
    """

    period: re.Match[str] | None
    put_back: bool
    cycle: re.Match[str] | None
    last: bool
    paused: bool
    until: re.Match[str] | None
    lasting: re.Match[str] | None


def bounds_of(folded: str, drug: Drug, drugs: list[Drug], events: list[EventMention], start: int, limit: int) -> Bounds:
    """Return what is told of the days of a drug that a sentence names.

    Parameters
    ----------
    folded
        The folded note.
    drug, drugs
        The drug, and all that its sentence names.
    events
        Changes of drugs that the sentence's words tell.
    start, limit
        Where the sentence begins, and where what is told behind the drug is another one's.
    """
    period = _period(folded, drug, drugs, start, limit)
    put_back = (
        period is not None and _PUT_BACK.search(folded, max(start, period.start() - 20), period.start()) is not None
    )
    if put_back:
        period = None  # "C2 reporté du 02/10 au 09/10"
    if period is not None and patterns.RESTS.search(folded, max(start, period.start() - 20), period.start()):
        period = None
    cycle = None if period is None else _OF_A_CYCLE.search(folded, max(drug.end, period.start() - 20), period.start())
    if cycle is None and period is not None and 0 <= period.start() - drug.end <= _NEXT_TO_IT:
        cycle = _CYCLE_BEFORE.search(folded, start, drug.start)  # "C1 de capécitabine du 6 au 19 mai"
    opening = cycle is not None and "first" in cycle.re.groupindex and cycle["first"] is not None
    if cycle is not None and not opening and int(cycle["n"] or 2) > 1:
        period = None  # "C2 du 08/05 au 21/05"
    # "6 cures, la dernière du 12 au 16 octobre": what ends is the drug, what begins the cycle.
    last = period is not None and _OF_THE_LAST.search(folded, drug.start, period.start()) is not None
    if period is not None:
        paused = _is_pause(folded, drug, events, period, start, limit)
        return Bounds(period, put_back, cycle, last, paused, None, None)
    until = (
        _until(folded, drug, limit)
        or _UNTIL_BEFORE.search(folded, max(start, drug.start - _UNTIL_REACH), drug.start)
        or patterns.ENDED.search(folded, drug.end, min(limit, drug.end + 45))
        or patterns.FOR_A_TIME.search(folded, drug.end, limit)
    )
    lasting = None if until else patterns.LASTING_FROM.search(folded, drug.end, limit)
    return Bounds(None, put_back, cycle, last, False, until, lasting)


#: What stands between the two days of a period, unless it is typed in one word with them, and is found sooner than they.
_JOINS = re.compile(r"[-–>→]|jusqu'|fin|arret|termine|(?<![a-z])(?:au?|et)(?![a-z])")


def _period(folded: str, drug: Drug, drugs: list[Drug], start: int, limit: int) -> re.Match[str] | None:
    """Return the two days told of a drug: behind it, else before it where no other drug stands there."""
    alone = not any(other.end <= drug.start and other.group != drug.group for other in drugs)
    floor = max(start, drug.start - 150) if alone else drug.start
    period = patterns.PERIOD.search(folded, drug.end, limit) if _JOINS.search(folded, drug.end, limit) else None
    if (
        period is None
        or _PARTED.search(folded, drug.end, period.start())
        or _OF_RADIATION.match(folded, period.end()) is not None
    ):
        period = None
        if _JOINS.search(folded, floor, drug.start):
            for match in patterns.PERIOD.finditer(folded, floor, drug.start):
                period = match
        # "VRd (03 à 06/2017), Revlimid 25 mg à partir du 13/03/2017": told with a day of its own.
        if period is not None and (
            patterns.SINCE.search(folded, drug.end, min(limit, drug.end + OWN_START))
            or re.search(r"[;]|\bradio|\birm|scanner", folded[period.end() : drug.start])
        ):
            period = None
    if period is None:
        return None
    if period.end() <= drug.start and patterns.GOES_ON.match(folded, drug.end):
        return None  # "Stéréotaxie 30/05-03/06/22, osimertinib poursuivi"
    if patterns.OF_A_STAY.search(folded, max(start, period.start() - 40), period.start()) and re.search(
        r"\bpour\b|[:.] |, (?!trait|recu|sous)", folded[period.end() : drug.start]
    ):
        return None
    return period


def _is_pause(
    folded: str, drug: Drug, events: list[EventMention], period: re.Match[str], start: int, limit: int
) -> bool:
    """Return whether the days told of a drug are those on which it was not taken."""
    if patterns.PAUSE_TOLD.search(folded[max(start, period.start() - 60) : period.start()]):
        return True
    # "10/08 - 17/08/2020  abiratérone : suspension": a row that a pause's days head.
    if period.end() <= drug.start and _PAUSE_BEHIND.match(folded, drug.end, limit):
        return True
    # "A interrompu son Xeloda du 20 au 27": the pause's own period.
    return stopped_before(events, drug) and (
        0 <= period.start() - drug.end <= _RIGHT_BEHIND
        or (period.start() > drug.end and _ITS_REASON.fullmatch(folded[drug.end : period.start()]) is not None)
    )


def stopped_before(events: list[EventMention], drug: Drug) -> bool:
    """Return whether a word before a drug tells that it was stopped."""
    return any(
        event.subtype == "stop"
        and event.site == drug.agents[0].inn_fr
        and event.start < drug.start
        and "cue" in event.attributes
        for event in events
    )


def _until(folded: str, drug: Drug, limit: int) -> re.Match[str] | None:
    """Return where the end of a drug is told, if what ends there is the drug and not its effect or its dose."""
    until = patterns.UNTIL.search(folded, drug.end, limit)
    if until is None or patterns.THEN_REDUCED.match(folded, until.end()):
        return None
    if patterns.PUT_OFF.search(folded, max(0, drug.start - 60), drug.start):
        return None
    worse = folded.startswith("progression", until.end()) or patterns.THEN_WORSE.match(folded, until.end()) is not None
    return None if worse and patterns.EFFECT_BEFORE.search(folded, drug.end, until.start()) else until
