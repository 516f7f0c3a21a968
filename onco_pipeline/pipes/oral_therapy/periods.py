"""The ends of a drug's period, told by dates and not by a word of change: "du 3 mars au 5 juin", "jusqu'en 2019"."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule, until_next
from onco_pipeline.pipes.oral_therapy.changes import change, told_at
from onco_pipeline.pipes.oral_therapy.implied import implied, only_recalled
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
#: "40 mg jusqu'au 14/02, 20 ensuite": another dose since, and no end.
_OTHER_DOSE_THEN = re.compile(
    patterns.DATE
    + r",? ?(?:et |puis )?(?:a )?\d{1,4}(?:[.,]\d)? ?(?:mg(?:/j)?)?(?: ?x ?\d)? (?:ensuite|depuis|par la suite|apres|a partir de la|maintenant)\b"
)
#: "Glivec 300 mg ; était à 400 jusqu'au 28 février".
_OTHER_DOSE_TILL = re.compile(
    r" \d{2,4} ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)? ?[;,(] ?(?:(?:etait|avant|auparavant|contre|prenait|initialement) )+(?:a )?\d{2,4} ?(?:mg)?(?:/j(?:our)?)?(?: ?x ?\d)? "
)
#: Characters behind a drug in which its own beginning stands, whatever period is told before it.
_OWN_START = 35
#: "L'imatinib, pris depuis le printemps 2019, a été doublé".
_RIGHT_BEHIND = 20
_TAKEN = re.compile(r",? (?:(?:pris|recu|prescrit|administre)e?s?|en cours) ")
_PUT_BACK = re.compile(r"\b(?:report|decal|repouss|differ|deplac|avanc)(?:ee?s?|e|er)\s?\Z")
_STOPPED = re.compile(r"\b(?:stop|interr|suspen|arret|cess)")
_PAUSE_BEHIND = re.compile(
    r"\s{0,3}[:,(|–-]?\s{0,3}(?:(?:mis|mise) en )?(?:suspension|suspendue?|pause|interruption|interrompue?|fenetre|off)\b"
)


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


#: What parts a period from the drug before it: "960 mg depuis le 04.01.2021 ; suspendu du 22.02 au 15.03" goes on.
_PARTED = re.compile(
    r"\.(?!\d)|;(?! ?(?:suspen|interr|pause|arret|stop))|(?<!concomitant a la )(?<!concomitante a la )(?<!concomitant de la )(?<!concomitante de la )(?<!concomitant avec la )\bradio"
)
#: "Létrozole en février, et a reçu du 22/03 au 09/05 une radiothérapie": the months of what stands behind them.
_OF_RADIATION = re.compile(
    r"(?:,? (?:il|elle|on|l[ae] patiente?) (?:a|avait)(?: (?:alors|aussi|egalement|ensuite))? (?:recu|eu|suivi|subi|beneficie d'))? ?(?:une?|la|sa|de la|d'une)? ?(?:radio-?(?:therapie|chirurgie)|irradiation|curietherapie|rt)\b"
)
#: "Poursuite jusqu'au 12/07/2021": of what was told before.
_WENT_ON = re.compile(
    r"\W*(?:poursuite|poursuivie?s?|continuee?s?|maintenue?s?)(?: (?:du traitement|ensuite))? "
    # "Elle le prit jusqu'en juillet", "il l'a gardé ensuite jusqu'en mai"
    r"|(?:[^.;:]{0,30}[, ])?(?:elle|il|patiente?|madame|monsieur|mme|m\.?) (?:[a-z]{4,12} )?(?:l'(?:a|avait|aura)|le|la|les) (?:[a-z]{4,12} )?(?:prit|prendra|prenait|pri(?:s|se|ses)|recut|recevait|recue?s?|gard\w{1,3}|conserv\w{1,3}|poursuivi\w{0,2}|continu\w{1,3})(?: [a-z]{4,12})? "
)


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
    """Return the ends of a drug's period, and the start that its first mention implies."""
    found: list[EventMention] = []
    limit = min(until_next(drug, drugs, end), drug.end + 220)
    # A period before the drug is its own only when no other drug stands before it.
    alone = not any(other.end <= drug.start and other.group != drug.group for other in drugs)
    floor = max(start, drug.start - 150) if alone else drug.start
    period = patterns.PERIOD.search(folded, drug.end, limit)
    if (
        period is None
        or _PARTED.search(folded, drug.end, period.start())
        or _OF_RADIATION.match(folded, period.end()) is not None
    ):
        period = None
        # "VRd (03 à 06/2017), Revlimid 25 mg à partir du 13/03/2017": told with a day of its own.
        own = patterns.SINCE.search(folded, drug.end, min(limit, drug.end + _OWN_START)) is not None
        for match in patterns.PERIOD.finditer(folded, floor, drug.start):
            period = match
        if period is not None and (own or re.search(r"[;]|\bradio|\birm|scanner", folded[period.end() : drug.start])):
            period = None
    if period is not None and period.end() <= drug.start and patterns.GOES_ON.match(folded, drug.end):
        period = None  # "Stéréotaxie 30/05-03/06/22, osimertinib poursuivi"
    stay = period is not None and patterns.OF_A_STAY.search(folded, max(start, period.start() - 40), period.start())
    if (
        period is not None
        and stay
        and re.search(r"\bpour\b|[:.] |, (?!trait|recu|sous)", folded[period.end() : drug.start])
    ):
        period = None
    put_back = period is not None and _PUT_BACK.search(folded, max(start, period.start() - 20), period.start())
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
    since, again = _between_mentions(drug, drugs, period)
    resumed = period.end() if period is not None else end  # "de mai 2017 à mai 2020, interrompu ..., repris"
    told = {
        (event.subtype, event.site)
        for event in events
        if since <= event.start < again and not (event.attributes.get("phase") == "resume" and event.start > resumed)
    }
    stopped: object = (
        patterns.PAUSE_TOLD.search(folded[max(start, period.start() - 60) : period.start()]) if period else None
    )
    # "10/08 - 17/08/2020  abiratérone : suspension": a row that a pause's days head.
    if period is not None and period.end() <= drug.start and _PAUSE_BEHIND.match(folded, drug.end, limit):
        stopped = True
    # "A interrompu son Xeloda du 20 au 27": the pause's own period.
    before = any(
        event.subtype == "stop"
        and event.site == drug.agents[0].inn_fr
        and event.start < drug.start
        and "cue" in event.attributes
        for event in events
    )
    stopped = stopped or (
        period is not None
        and before
        and (
            0 <= period.start() - drug.end <= _RIGHT_BEHIND
            or (period.start() > drug.end and _ITS_REASON.fullmatch(folded[drug.end : period.start()]) is not None)
        )
    )
    until = None if period else _until(folded, drug, limit)
    until = until or (
        None if period else _UNTIL_BEFORE.search(folded, max(start, drug.start - _UNTIL_REACH), drug.start)
    )
    until = until or (None if period else patterns.ENDED.search(folded, drug.end, min(limit, drug.end + 45)))
    until = until or (None if period else patterns.FOR_A_TIME.search(folded, drug.end, limit))
    lasting = None if period or until else patterns.LASTING_FROM.search(folded, drug.end, limit)
    again_at = patterns.THEN_AT.match(folded, period.end(), limit) if period is not None and stopped else None
    if again_at is not None:
        found += told_at(again_at.span("dose"), text, folded, scope, drug, "resume", memory, named=True)
    own_day = None if drug.regimen else patterns.SINCE.search(folded, drug.end, min(limit, drug.end + _OWN_START))
    for part in one_a_molecule(drug):
        name = part.agents[0].inn_fr
        of_regimen = next((event for event in events if event.site == name and event.subtype == "start"), None)
        if own_day is not None and of_regimen is not None and "regimen" in of_regimen.attributes:
            of_regimen.attributes.setdefault("told_again", []).append(own_day.start())
        if lasting is not None or (period is not None and not stopped):
            if last:
                pass
            elif ("start", name) not in told:
                found.append(change(text, folded, scope, part, "strong", None, memory, named=True, bound="from"))
            else:
                _mark(events, "start", name, "from")
            ends = lasting or period
            anew = None if period is None else _GIVEN_AGAIN.match(folded, period.end(), limit)
            if anew is not None and cycle is None:
                found += told_at(anew.span("told"), text, folded, scope, part, "resume", memory, named=True)
            dosed = None if period is None else _THEN_DOSED.match(folded, period.end(), limit)
            if dosed is not None:  # "400 du 24/09/2018 au 03/06/2019 puis 800": it went on
                found.append(change(text, folded, scope, part, "dose", None, memory, named=True, bound="until"))
            elif (
                ends is not None
                and cycle is None  # "Xeloda C1 du 17 au 30/04": a cycle's own end
                and not _stopped_there(events, name, since, ends)
                and not patterns.OPEN_END.search(ends.group())
            ):
                found.append(change(text, folded, scope, part, "stop", None, memory, named=True, bound="until"))
            continue
        if period is not None and stopped:
            _mark(events, "stop", name, "from")
        if until is not None and ("stop", name) not in told:
            # "Imatinib depuis mars 2019, pris jusqu'au 15/06 puis arrêté": its start is told too.
            opened = _since(folded, drug, until.start()) or (
                not drug.phases and _opens_entry(folded, _first_of(drug, drugs))
            )
            if ("start", name) not in told and name not in memory.seen and opened:
                found.append(change(text, folded, scope, part, "strong", None, memory, named=True, bound="from"))
            then = _OTHER_DOSE_THEN.match(folded, until.end(), limit)
            then = then or _OTHER_DOSE_TILL.fullmatch(folded, drug.end, until.start())
            if then is not None and then.group().endswith("depuis") and "mg" in then.group():
                continue  # told by the dose itself
            kind = "stop" if then is None else "dose"
            found.append(change(text, folded, scope, part, kind, None, memory, named=True, bound="until"))
            if ("start", name) not in told:
                memory.seen.add(name)
        elif not drug.phases and _ended_before(events, name, drug) and _since(folded, drug, limit):
            # "Témodal du 16/08 au 27/09, puis Témodal 5 jours par mois depuis le 25/10"
            found.append(change(text, folded, scope, part, "strong", None, memory, named=True))
        elif (
            not put_back
            and (not drug.phases or (not before and not _told_with(events, name, drug) and _since(folded, drug, limit)))
            and (name not in memory.seen or _first_told(folded, drug, name, memory, limit))
            and not _named_before(drug, drugs)
            and not patterns.SECOND_DOSE.match(folded, drug.end)
            and implied(folded, _first_of(drug, drugs), start, drug.end, limit)
            and not only_recalled(folded, drug, drugs)
        ):
            # "Ribociclib 400 mg (depuis le 12/01, 600 mg avant)": it had begun before, at another dose.
            if _DOSED_BEFORE.match(folded, drug.end, limit):
                if "dose_change" in drug.phases:
                    continue
                found.append(change(text, folded, scope, part, "dose", None, memory, named=True))
                continue
            found.append(change(text, folded, scope, part, "strong", None, memory, named=True, implicit=True))
    return found


def _between_mentions(drug: Drug, drugs: list[Drug], period: re.Match[str] | None) -> tuple[int, int]:
    """Return from where on, and up to where, what is told is of the period that stands right behind a drug.

    "Témozolomide du 10/01 au 21/02, puis témozolomide adjuvant C1 le 21/03": each time it is named it has its own.
    """
    if period is None or period.start() < drug.end:
        return 0, 1 << 62
    same = [other for other in drugs if other.group != drug.group and set(other.agents) & set(drug.agents)]
    since = max((other.end for other in same if other.end <= drug.start), default=0)
    return since, min((other.start for other in same if other.start >= period.end()), default=1 << 62)


def _until(folded: str, drug: Drug, limit: int) -> re.Match[str] | None:
    """Return where the end of a drug is told, if what ends there is the drug and not its effect or its dose."""
    until = patterns.UNTIL.search(folded, drug.end, limit)
    if until is None or patterns.THEN_REDUCED.match(folded, until.end()):
        return None
    if patterns.PUT_OFF.search(folded, max(0, drug.start - 60), drug.start):
        return None
    worse = folded.startswith("progression", until.end()) or patterns.THEN_WORSE.match(folded, until.end()) is not None
    return None if worse and patterns.EFFECT_BEFORE.search(folded, drug.end, until.start()) else until


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


def _first_told(folded: str, drug: Drug, name: str, memory: Memory, limit: int) -> bool:
    """Whether a drug that was only named so far is told with its beginning and what came of it.

    "Sous axitinib. ... Axitinib à partir du 15/06/2020, porté à 7 mg le 14/09".
    """
    if name in memory.starts:
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
    match = patterns.UNTIL.search(folded, start, end) or patterns.FOR_SO_LONG.search(folded, start, end)
    if match is None or index - memory.sentence > 2:
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
