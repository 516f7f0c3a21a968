"""The doses of a drug told by their days: a titration, the lines of a course, what is taken since a pause."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention
from onco_pipeline.pipes.oral_therapy import patterns
from onco_pipeline.pipes.oral_therapy.antecedents import going_on
from onco_pipeline.pipes.oral_therapy.attachment import Drug, Memory, one_a_molecule, titrated, until_next
from onco_pipeline.pipes.oral_therapy.changes import change, told_at
from onco_pipeline.pipes.oral_therapy.others import other_drugs
from onco_pipeline.pipes.scope import Scope
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.text import fold

__all__ = [
    "course_line",
    "dose_behind",
    "dose_from",
    "dosed_anew",
    "ladder_line",
    "later_doses",
    "titration",
]

#: "Repris à 180 mg puis 240 mg en mai": resumed, and more since.
_DOSE_SINCE_RESUMED = re.compile(
    r" ?(?:a |au |au palier )?\d{1,4}(?:[.,]\d)? ?(?:mg(?:/j(?:our)?)?)?(?: ?x ?\d(?:/j)?)?(?: le [\d/.]{3,10})?(?:,? (?:puis|et)|,) (?:a |augmentee? a )?(?P<dose>\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?|\d{2,4}(?: ?x ?\d)?(?: ?\(\d{2,4} ?x ?\d\))?)"
    r" (?=(?:le |en |des |depuis |a partir d[eu'] ?)?(?:le )?" + patterns.DATE + r")"
)
#: "Pause 10 j puis 450 x 2 le 02/12": how long, and at which dose it is taken again.
_PAUSE_THEN = re.compile(
    r" ?(?:de |pendant )?\d{1,2} ?(?:j|jours?|semaines?|sem|s)\b[^.;,]{0,20}?,? (?:puis|et) (?:a )?(?P<dose>\d{2,4} ?(?:mg(?:/j(?:our)?)?(?: ?x ?\d)?|x ?\d)) (?=(?:le|des|depuis|a partir|en) )"
)
#: What is told of a drug by the dose behind a change of it.
_DOSE_BEHIND = {"resume": (_DOSE_SINCE_RESUMED, "dose"), "stop": (_PAUSE_THEN, "resume")}
#: A dose told by the day it holds from, after the drug's own beginning: "depuis le 26/10/2020, 40 mg depuis le 18 janvier".
_DOSE_SINCE = Screened(
    r"(?:[,;(]|\b(?:puis|et)\b) ?(?:a |posologie (?:de |a )?)?(?P<dose>\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?| par jour)?(?: ?x ?\d(?:/j)?)?|\d{2,4}(?:[.,]\d)? ?x ?\d(?:/j)?|(?<=, )x ?\d(?:/j)?|\d ?(?:cp|comprimes?|gelules?)(?:/j(?:our)?)?|dose (?:de )?\d{2,4}(?: ?mg)?|(?:(?<=puis )|(?<=puis a )|(?<=\())\d{2,4}|(?<=, )\d{2,4}(?= (?:depuis|dep|des|a partir))) (?=\(?(?:depuis|dep|des|a partir d[eu])\b|\(?(?:le |en )?\d{1,2}/\d{2})"
)
#: The day of a step, of which the month may be told before: "50 mg le 18, 100 mg le 25".
_ON = r"(?:" + patterns.DATE + r"|\d{1,2}(?:er)?(?![\d/]| ?(?:mg|cp|%|x)))"
#: The steps of a titration, each told by its dose and its day: "20 mg le 10/08, 50 mg le 17/08, 100 mg le 24/08".
_STEP = r"(?:\(?(?:j1|s ?\d|sem(?:aine)? ?\d|palier ?\d) ?(?:=|:)? ?)?"
_LADDER = re.compile(
    r"\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)? "
    + _STEP
    + r"(?:(?:le |du |\()?"
    + patterns.DATE
    + r"|le \d{1,2}(?:er)?(?=, ))\)?[ ,;/>→-]{1,4}(?:puis |et |puis a |a )?"
    r"(?=\d{1,4}(?:[.,]\d)? ?mg)"
    # "20 mg, puis 50 le 18, 100 le 25, 200 le 02/11"
    r"|\d{1,4} ?mg(?:/j(?:our)?)?,? (?:puis |et )(?:a )?(?=\d{2,4}(?: ?mg)? le \d{1,2}(?:/\d{1,2})?, (?:puis )?\d{2,4}(?: ?mg)? le \d)"
)
#: What stands before a ladder whose first step is a change already.
_DOSED_AND_DATED = re.compile(
    r"\d ?mg\b[^;]{1,25}" + patterns.DATE + r"|" + patterns.DATE + r"[^;]{1,45}?\d ?mg\b(?!/m)"
)
#: ... and below its drug: "Montée de dose : 50 mg à partir du 27/07, 100 mg à partir du 03/08".
_LADDER_BELOW = Screened(
    r"\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)? "
    + _STEP
    + r"(?:(?:a partir |des |depuis )?(?:le |du )|\()?"
    + patterns.DATE
    + r"\)?[ ,;/>→-]{1,4}(?:puis |et |puis a |a )?"
    r"(?=\d{1,4}(?:[.,]\d)? ?mg)"
)
#: ... and told by its figures alone, right behind the drug: "Imatinib 600 le 22/02 puis 400 le 15/03".
_BARE_LADDER = re.compile(
    r",? (?:a |: ?)?\d{2,4}(?: ?x ?\d)? (?:(?:depuis |des |a partir )?(?:le |du ))"
    + patterns.DATE
    + r",? ?(?:(?:puis|->|→|et) )?(?:a )?"
    r"(?=\d{2,4}(?: ?x ?\d)? (?:le|depuis|des|a partir)\b)"
)
_BARE_STEP = re.compile(
    r"(?P<dose>\d{2,4}(?: ?x ?\d)?) (?:(?:depuis |des |a partir )?(?:le |du ))"
    + _ON
    + r",? ?(?:(?:puis|->|→|et) (?:a )?)?"
)
#: "J1 le 23/04 (20 mg), J8 le 30/04 (50 mg)": each day has its dose behind it.
_DAY_FIRST = re.compile(
    r"(?:(?:j|s|semaine |palier )\d{1,2} ?(?::|=)? ?)?(?:le )?"
    + patterns.DATE
    + r" ?(?:\(|: ?|= ?)(?:a )?(?P<dose>\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?)\)?[ ,;/>→-]{0,4}(?:puis |et )?"
)
_DAYS_FIRST = Screened(_DAY_FIRST.pattern.replace("?P<dose>", "?:") + r"(?=(?:j|s|semaine |palier )?\d)")
_LADDER_STEP = re.compile(
    r"(?P<dose>\d{1,4}(?:[.,]\d)? ?mg(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?|\d{2,4}(?= le )) "
    + _STEP
    + r"\(?(?:(?:(?:depuis |des |a partir )?(?:le |du ))?"
    + patterns.DATE
    + r"|le \d{1,2}(?:er)?(?![\d/]| ?(?:mg|cp|%|x)))\)?[ ,;/>→-]{0,4}(?:puis |et |puis a |a )?"
)
_DOSED = re.compile(
    r",? ?(?:a |de |(?:->|=>|→) ?)?(?P<dose>(?P<mg>\d{1,4}(?:[.,]\d)?) ?mg(?: ?/ ?m[2²])?(?! ?/ ?m)(?:/j(?:our)?)?(?: ?x ?(?P<times>[1-4])(?:/j)?)?)(?![a-z0-9/])"
)
#: A line of a treatment's course: its day, what was done, the dose ("27/09/2021  initiation 24 mg", "25/10 : 20 mg").
_COURSE_LINE = Screened(
    r"[ \-*•>|]*"
    + patterns.VISIT
    + r"(?:(?P<cycle>c(?:ure|ycle)? ?(?P<n>\d{1,2})) ?(?:j ?1)?[ :(=-]{1,3}(?:le |du )?)?(?:(?:a partir d[eu]|depuis|a c(?:omp|p)ter d[eu]|des) (?:le )?)?"
    + patterns.DATE
    + r"\)? ?[:|=,-]? {0,4}(?:[^\n:;.]{3,60}?(?:->|=>|→) ?)?(?:[↗↘↑↓] ?)?(?:(?P<start>(?:debut|initiation|instauration|introduction|demarrage|mise en route|1re prise|premiere prise)\w*)"
    r"|(?P<resume>reprise|reintroduction)|(?P<dose>reduction|diminution|augmentation|majoration|baisse|passage|tentative|retour|remontee))?,? ?(?:de |a |: ?)?"
    r"(?P<dosed>\d{1,4}(?:[.,]\d)? ?mg(?! ?/ ?(?:l|dl|ml|mmol|g)\b)(?:/j(?:our)?)?|\d{2,3} ?%(?= ?(?:[(.;,\n]|\Z|de (?:la )?dose|dose)))"
)
#: "04/03/2019  24 mg  initiation", "27/05/2019  14 mg  reprise": what was done, behind the dose.
_TOLD_BEHIND = re.compile(
    r"(?: ?x ?\d)?[ |:;,(-]{1,12}(?:(?P<start>initiation|debut|instauration|introduction|demarrage|mise en route)|reprise|reintroduction)(?![a-z])"
)
#: A known drug told with a dose and the day it holds from: "apalutamide 180 mg à compter de demain".
_DOSE_FROM = Screened(
    r"(?:,? (?:a|avec)(?: l[ae] (?:dose|posologie|dosage) (?:reduite |diminuee |augmentee )?de)?| :)? ?(?P<dose>\d{2,4}(?:[.,]\d)? ?(?:mg|(?=x ?\d))(?:/j(?:our)?| par jour)?(?: ?x ?\d(?:/j)?)?),? (?=(?:depuis (?:le |la )?(?:c|cure |cycle )\d|a partir d[eu]|a c(?:omp|p)ter d[eu]|des (?:demain|ce|le|lundi|mardi|mercredi|jeudi|vendredi))\b)"
)
#: "Pyrexie -> dabrafénib 100 x2 depuis le 01/06": what an arrow leads to is new, whatever was taken before.
_SO = re.compile(r"(?:->|=>|→) ?(?:le |la |l'|du |de )?\Z")
_DOSE_SINCE_THEN = Screened(
    r" ?(?P<dose>\d{2,4}(?:[.,]\d)? ?(?:mg|(?=x ?\d))(?:/j(?:our)?)?(?: ?x ?\d(?:/j)?)?),? (?=(?:depuis|le|des) )"
)
#: "Témozolomide concomitant à partir du 12/07": it begins then, whatever was told of it before.
_BEGINS_ON = Screened(
    r" (?:(?:concomitant|adjuvant|seule?|oral|per os|d'entretien|de maintenance)e? )?(?:a partir d[eu]|a c(?:omp|p)ter d[eu]) (?=(?:l')?(?:\d|lundi|mardi|mercredi|jeudi|vendredi|"
    + patterns.MONTH
    + r"))"
)
#: Lines over which the course of a treatment is told without the drug's name, where a note tells of no other one too.
_COURSE, _ONE_DRUG_COURSE = 6, 30
#: Characters behind a drug in which the steps of its titration stand.
_STEPS = 260
#: ... and of those, the ones in which the first step ends.
_FIRST_STEP = 100
#: The full dose, in per cent.
_FULL = 100
_FIGURE = re.compile(
    r" \d{2,4}(?: ?x ?\d)?(?! ?(?:mg|g|/|x|a|le|du|depuis(?! (?:le )?\d)|en|cp|jours?|mois|ans?|sem|%)\b)(?=[ ,;.(\n]|\Z)"
)
#: "PD hépatique, TDM 02/10/18 -> Glivec 800": what an arrow leads to from a day.
_LEADS_TO = re.compile(patterns.DATE + r"\)? ?(?:[^.;\n\d]{0,30})?(?:->|=>|→) ?\Z")
_LED = 60
#: "Capécitabine 1000 x 2 dep 22/11/21": a known drug, and the day since which another dose of it is taken.
_HOLDS_SINCE = re.compile(
    r"(?:,? a(?: la dose de)?| :)? \d{2,4}(?:[.,]\d)? ?(?:mg(?: ?/ ?m ?[2²])?(?:/j(?:our)?)?)?(?: ?x ?\d(?:/j(?:our)?)?)?,? (?:depuis|dep\.?|a (?:partir|compter) d[eu]|des) (?:le )?"
    + patterns.DATE
)


#: The day and month a drug is told to have begun on, and characters behind its name in which they stand.
_DAY_TOLD = re.compile(r"\b\d{1,2}(?:er)?(?:/\d{1,2}| (?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec))")
_BEGUN_WITHIN = 45
#: "Hb 7,8 le 04/09 -> stop, 250 x 2 à partir du 02/10": what was stopped is taken again.
_HALTED = re.compile(r"(?:->|=>|→|[,;:(]) ?(?:stop|arret|pause|suspension|suspendue?|interruption|interrompue?)\b")


def later_doses(
    text: str, folded: str, scope: Scope, drug: Drug, drugs: list[Drug], memory: Memory, end: int
) -> list[EventMention]:
    """Return the doses of a drug told by the days they hold from ("depuis le 26/10/2020, 40 mg depuis janvier").

    After a period that has ended ("du 31/05 au 05/07, 100 mg depuis le 12/07") the drug was taken up again.
    """
    if drug.phases[-1:] == ["stop"] and len(drugs) > 1:
        return []  # "débuté le 27 juin après arrêt de X : 20 mg, puis 50 mg depuis le 4": of what has begun
    if drug not in titrated([other for other in drugs if other.group == drug.group]):
        return []
    not_ended = [other for other in drugs if other.phases[-1:] != ["stop"]]
    limit = min(until_next(drug, not_ended, end), drug.end + 150)
    found = []
    for match in _DOSE_SINCE.finditer(folded, drug.end, limit):
        begun = re.search(patterns.DATE, folded[drug.end : match.start()])
        ended = patterns.PERIOD.search(folded, drug.end, match.start())
        # "du 14/12 au 17/01 (600, puis 400 dès mars)": a bracket tells what was taken in that time.
        inside = folded.rfind("(", drug.end, match.start()) > folded.rfind(")", drug.end, match.start())
        again = (
            ended is not None
            and not (inside or match.group()[0] == "(")
            and not patterns.OPEN_END.search(ended.group())
            and "repri" not in folded[ended.end() : match.start()]  # "du 2 au 16, repris 250 puis 200 le 11/10"
        )
        if begun or patterns.SECOND_DOSE.match(folded, drug.end, match.end()):
            halts = [halt.end() for halt in _HALTED.finditer(folded, drug.end, match.start())]
            again = again or (bool(halts) and "repri" not in folded[halts[-1] : match.start()])
            kind = "resume" if again else "dose"
            found += told_at(match.span("dose"), text, folded, scope, drug, kind, memory, named=True)
    return found


def dose_behind(
    text: str,
    folded: str,
    scope: Scope,
    kind: str,
    cue: re.Match[str],
    drugs: list[Drug],
    memory: Memory,
    end: int,
    *,
    named: bool,
) -> list[EventMention]:
    """Return what the dose behind a resumption or a pause tells of the drugs.

    "Repris à 180 mg puis 240 mg en mai" changes the dose once more, "pause 10 j puis 450 x 2 le 02/12" resumes.
    """
    if kind not in _DOSE_BEHIND:
        return []
    pattern, told = _DOSE_BEHIND[kind]
    step = pattern.match(folded, cue.end(), end)
    if step is None:
        return []
    return [
        event
        for drug in (titrated(drugs) if told == "dose" else drugs)
        for event in told_at(step.span("dose"), text, folded, scope, drug, told, memory, named=named)
    ]


def titration(
    text: str, folded: str, scope: Scope, drug: Drug, drugs: list[Drug], memory: Memory, end: int
) -> list[EventMention]:
    """Return the doses of a drug behind its first one, each told with its day ("20 mg le 10/08, 50 mg le 17/08")."""
    limit = min(until_next(drug, drugs, end), drug.end + _STEPS)
    ladder = _LADDER.search(folded, drug.end, min(limit, drug.end + _FIRST_STEP))
    found: list[EventMention] = []
    steps = _LADDER_STEP
    if ladder is None:
        ladder, steps = _BARE_LADDER.match(folded, drug.end, limit), _BARE_STEP
    if ladder is None:
        ladder, steps = _DAYS_FIRST.search(folded, drug.end, min(limit, drug.end + _FIRST_STEP)), _DAY_FIRST
    # "24 mg débuté 01/09, 20 mg 29/09, 14 mg 05/11": the first dose stands before the day of its own.
    first = ladder is not None and _DOSED_AND_DATED.search(folded, drug.end, ladder.start()) is not None
    step = steps.match(folded, ladder.start() if first else ladder.end(), limit) if ladder is not None else None
    while step is not None:
        found += told_at(step.span("dose"), text, folded, scope, drug, "dose", memory, named=True)
        step = steps.match(folded, step.end(), limit)
    return found


def ladder_line(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return the steps of a titration told below its drug: "Paliers hebdomadaires : 50 mg le 27/07, 100 mg le 03/08"."""
    ladder = _LADDER_BELOW.search(folded, start, end) if index - memory.sentence <= _COURSE else None
    if ladder is None:
        return []
    names = {agent.inn_fr for drug in memory.current for agent in drug.agents}
    if len(names) != 1 or any(other_drugs(folded, start, end)):
        return []
    memory.sentence = index
    found: list[EventMention] = []
    step = _LADDER_STEP.match(folded, ladder.start(), end)
    while step is not None:
        found += told_at(step.span("dose"), text, folded, scope, memory.current[-1], "dose", memory, named=False)
        step = _LADDER_STEP.match(folded, step.end(), end)
    return found


def dosed_anew(
    text: str,
    folded: str,
    scope: Scope,
    drug: Drug,
    events: list[EventMention],
    memory: Memory,
    start: int,
    end: int,
) -> list[EventMention]:
    """Return the change of dose that a dated line tells by the dose alone ("C4 05/07 : capécitabine 1000 mg x2")."""
    if drug.phases or not (
        patterns.DATED_LINE.match(folded, start, drug.start)
        or _HOLDS_SINCE.match(folded, drug.end, end)
        or _LEADS_TO.search(folded, max(start, drug.start - _LED), drug.start)
    ):
        return []
    dosed = _DOSED.match(folded, drug.end, end)
    if dosed is None:
        return _figure_anew(text, folded, scope, drug, memory)
    known = [memory.starts.get(agent.inn_fr) or _begun_here(events, agent.inn_fr) for agent in drug.agents]
    before = [_DOSED.match(f" {fold(str(one.attributes.get('dose')))}") for one in known if one is not None]
    led = _LEADS_TO.search(folded, max(start, drug.start - _LED), drug.start) is not None
    led = led or _another_since(folded, drug, known, end)
    taken = all(agent.inn_fr in memory.active for agent in drug.agents)
    if led and taken and len(before) == 1 and before[0] is None:  # "mucite en avril 2019 -> Afinitor 5 mg"
        return [change(text, folded, scope, part, "dose", None, memory, named=True) for part in one_a_molecule(drug)]
    if len(before) != 1 or before[0] is None or _a_day(before[0]) == _a_day(dosed):
        return []
    return [change(text, folded, scope, part, "dose", None, memory, named=True) for part in one_a_molecule(drug)]


def _begun_here(events: list[EventMention], name: str) -> EventMention | None:
    """Return the start of a drug that its own sentence has told."""
    return next((event for event in events if event.site == name and event.subtype == "start"), None)


def _another_since(folded: str, drug: Drug, begun: list[EventMention | None], end: int) -> bool:
    """Return whether a dose holds since another day than a drug begun before: "X débuté le 05/07. X 37,5 mg depuis le 2 août"."""
    since = _HOLDS_SINCE.match(folded, drug.end, end)
    first = begun[0] if len(begun) == 1 else None
    if since is None or first is None or first.end > drug.start:
        return False
    days = list(_DAY_TOLD.finditer(folded, first.start, min(first.end + _BEGUN_WITHIN, drug.start)))
    return len(days) == 1 and days[0].group() not in since.group()


def _figure_anew(text: str, folded: str, scope: Scope, drug: Drug, memory: Memory) -> list[EventMention]:
    """Return the change that a figure without a unit tells ("04/2019 : ribociclib 600", "07/2019 : ribociclib 400 (QTc)")."""
    figure, names = _FIGURE.match(folded, drug.end), [agent.inn_fr for agent in drug.agents]
    before = memory.named.get(names[0]) if len(names) == 1 else None
    if figure is None or before is None or names[0] not in memory.active:
        return []
    then, dosed = _FIGURE.match(folded, before.end), _DOSED.match(folded, before.end)
    taken = ""
    if then is not None:
        taken = then.group()
    elif dosed is not None:
        taken = dosed["mg"] + (f"x{dosed['times']}" if dosed["times"] else "")
    if taken.replace(" ", "") in ("", figure.group().replace(" ", "")):
        return []
    return [change(text, folded, scope, part, "dose", None, memory, named=True) for part in one_a_molecule(drug)]


def _a_day(dosed: re.Match[str]) -> float:
    return float(dosed["mg"].replace(",", ".")) * int(dosed["times"] or 1)


def course_line(
    text: str, folded: str, scope: Scope, memory: Memory, index: int, start: int, end: int
) -> list[EventMention]:
    """Return what a line of a treatment's course tells by its day and dose ("25/10/2021  20 mg"), of the one drug named above."""
    step = _COURSE_LINE.match(folded, start, end)
    if step is None:
        return []
    current = going_on(memory)
    names = {agent.inn_fr for drug in current for agent in drug.agents}
    if len(names) > 1:  # "Régorafénib (après sorafénib, mai 2019 - juin 2020)": of what is still taken
        names -= memory.stopped
    drug = next((one for one in reversed(current) if {agent.inn_fr for agent in one.agents} == names), None)
    reach = _ONE_DRUG_COURSE if memory.seen == names or current is not memory.current else _COURSE
    if drug is None or index - memory.sentence > reach or any(other_drugs(folded, start, end)):
        return []
    # Without a word for it, the first dose told of a drug begins it.
    kind = "strong" if step["start"] else "resume" if step["resume"] else "dose"
    if kind == "dose" and names <= memory.stopped:
        kind = "resume"  # "17/02 : pause", "02/03 : 40 mg"
    behind = _TOLD_BEHIND.match(folded, step.end(), end) if kind == "dose" else None
    if behind is not None:
        kind = "strong" if behind["start"] else "resume"
    before, memory.dose, memory.sentence = memory.dose, step["dosed"], index
    if step["dosed"].endswith("%"):  # "C3J1 le 04/10 : 75 %", "C4J1 le 25/10 : reprise 100 %": of the full dose
        whole = int(step["dosed"].rstrip(" %")) >= _FULL and not before
        kind = "dose"
        if whole or before == step["dosed"]:
            return []
    elif step["cycle"] and kind == "dose":  # "C1 21/06 : 280 mg", "C2 19/07 : 370 mg", "C3 16/08 : 370 mg"
        if int(step["n"]) == 1:
            kind = "strong"
        elif before in ("", step["dosed"]):
            return []
    return told_at(step.span("dosed"), text, folded, scope, drug, kind, memory, named=False)


def dose_from(text: str, folded: str, scope: Scope, drug: Drug, memory: Memory, end: int) -> list[EventMention]:
    """Return the new dose of a drug told before, by the day it holds from ("apalutamide 180 mg à compter de demain")."""
    match = _DOSE_FROM.match(folded, drug.end, end)
    if match is None and _SO.search(folded, max(0, drug.start - 8), drug.start):
        match = _DOSE_SINCE_THEN.match(folded, drug.end, end)
    if match is None and not drug.phases and _BEGINS_ON.match(folded, drug.end, end):
        return [change(text, folded, scope, part, "strong", None, memory, named=True) for part in one_a_molecule(drug)]
    if match is None or drug.phases:
        return []
    return [
        change(text, folded, scope, part, kind, None, memory, named=True)
        for part in one_a_molecule(drug)
        if part.agents[0].inn_fr in memory.seen
        and (kind := _since_then(part.agents[0].inn_fr, match["dose"], memory)) is not None
    ]


def _since_then(name: str, dose: str, memory: Memory) -> str | None:
    """Return what a dose that a known drug has from a day on tells: another dose, the drug taken up again, or nothing."""
    if name in memory.stopped:
        return "resume"
    begun = memory.starts.get(name)
    before, after = (_DOSED.match(f" {fold(str(told))}") for told in (begun and begun.attributes.get("dose"), dose))
    return None if before and after and _a_day(before) == _a_day(after) else "dose"
