"""What it costs a date that it is the beginning or the end of a period."""

import re

from onco_pipeline.events import DateMention, EventMention, Family
from onco_pipeline.pipes.event_date.costs import CLAIMED, DATE_BETWEEN, WRONG_BOUND
from onco_pipeline.pipes.screen import Screened

__all__ = ["cost_of_bounds"]

#: "Jusqu'en 2013, quand ...": the end of one thing and the time of the next.
_AND_THEN = re.compile(
    r",? ?(?:quand|lorsqu|date a laquelle|moment (?:ou|auquel)|ou (?:il|elle|on|l'on|le|la|une?)\b|avec\b)"
)
#: "Stop capécitabine jusqu'à lundi": no stop is of the day on which it ends.
_UNTIL_THEN = re.compile(r" ?,? ?jusqu'(?:a|au|en) ?(?:l[ae] )?")
#: "X 200 mg/j depuis le 24/08, stoppé pour de bon le 29/10": the day before the comma is the beginning's.
_TAKEN_SINCE = re.compile(
    r"[a-z0-9)] (?:depuis|des|a partir d[eu]|a c(?:omp|p)ter d[eu])(?: (?:le|la|l'|debut|fin|mi))? ?\Z"
)
_THEN_LEFT = re.compile(r", (?:(?:puis|et|mais) )?(?:(?:a|est|fut|ete|finalement|ensuite) ){0,3}")
_SINCE_REACH = 24
_THEN = Screened(r"\b(?:puis|ensuite|suivie? d[eu]|relaye|relais)\b")
_FOR_SO_LONG = Screened(
    r"\b(?:pendant|durant) [^.;,]{3,18},? (?:et ce )?(?:a compter|a partir|a dater|depuis|des)\b[^.;,]{0,12}\Z"
)
_LENGTH_REACH = 60
#: Characters behind the end of a period within which what then was found is told.
_TOLD_THEN = 60
_NEXT = re.compile(r"\)?(?:,|;|,? puis|,? et|,? ->|,? →)? (?:l[ae] |l'|l\d ?:? )?")
_SINCE_THEN = re.compile(
    r"(?: \d{2,4}(?: ?mg)?(?:/j)?(?: ?x ?\d)?)? (?:depuis|ensuite|actuellement|en cours|a ce jour|toujours)(?! (?:le|la|l'|en|\d|[a-z]{3,9} (?:19|20)))"
)
#: Characters before an exam in which it is told to be one of many ("contrôles annuels par scanner").
_SERIES = 30
_EVERY = Screened(r"\b(?:tous|toutes) les\b|\bchaque\b|\b(?:mensuel|trimestriel|semestriel|annuel)\w*")
_YEARLY = re.compile(r"(?: \w+){0,2} (?:mensuel|trimestriel|semestriel|annuel|periodique|regulier)(?:le)?s\b")
#: "Scanners semestriels, sans récidive, le dernier datant du 12/03".
_LAST_OF_THEM = re.compile(
    r"\bderniere?s?\b(?: (?:realise|effectue|fait|dat|remont)\w*)?(?: (?:le|en|du|de|au|a))* ?\Z"
)


def _next_in_line(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a drug told without a day of its own follows right behind the period of the one before."""
    if mention.period is None or _NEXT.fullmatch(folded, mention.end, max(event.start, mention.end)) is None:
        return False
    return _SINCE_THEN.match(folded, event.end) is not None


def _left_since(folded: str, event: EventMention, mention: DateMention) -> bool:
    """Return whether a stop is told right behind the day since which its drug had been taken."""
    if mention.end > event.start or _THEN_LEFT.fullmatch(folded, mention.end, event.start) is None:
        return False
    return _TAKEN_SINCE.search(folded, max(0, mention.start - _SINCE_REACH), mention.start) is not None


def cost_of_bounds(folded: str, event: EventMention, mention: DateMention) -> float:
    """Return what it costs that a date is the beginning or the end of a period, and the event is not."""
    cost = 0.0
    behind = mention.start >= event.end
    if behind and event.family is Family.IMAGING and _YEARLY.match(folded, event.end, mention.start):
        if not _LAST_OF_THEM.search(folded, event.end, mention.start):
            return WRONG_BOUND  # "des scanners annuels jusqu'à ce qu'en 2007 ..."
    bound = event.attributes.get("bound") if event.family is Family.ORAL_THERAPY else None
    if mention.bound is None and mention.period is None and bound is None:
        return cost
    phase = event.attributes.get("phase")
    # A drug is resumed when its pause ends.
    resumed = phase == "resume" and (mention.period is not None or mention.bound == "until")
    told_stop = event.subtype == "stop" and bound is None  # "X jusqu'en mai" only implies one
    halted = told_stop and _UNTIL_THEN.fullmatch(folded, event.end, max(event.end, mention.start))
    if (halted or phase == "pause") and mention.bound == "until" and mention.start >= event.end:
        return WRONG_BOUND  # "pause jusqu'au 27/05": it begins before
    if told_stop and mention.bound == "from" and mention.period is None and _left_since(folded, event, mention):
        return WRONG_BOUND
    if mention.bound == "until" == bound and mention.end <= event.start:
        cost += CLAIMED  # "jusqu'en 2020, X de mai à juin": the end of what went before
    if mention.bound == "from" == bound and phase == "pause":
        cost -= DATE_BETWEEN  # "du 06/12 au 19/12 : fenêtre thérapeutique", its end stands between
    wanted = bound or ("until" if resumed else None)
    period_end = bound == "until" and mention.bound is None and mention.role != "duration"
    if wanted and (period_end or mention.bound) and mention.bound != wanted:
        cost += WRONG_BOUND
    repeated = event.family is Family.IMAGING and mention.bound == "until" and mention.period is None
    if repeated and _EVERY.search(folded, max(0, event.start - _SERIES), mention.start):
        return WRONG_BOUND  # "TDM tous les 3 mois, stables jusqu'en septembre"
    # "Dose réduite pour une toxicité (juin 2006 à août 2013)": the time of the whole treatment.
    whole = mention.period is not None and "(" in folded[event.end : mention.start].rpartition(")")[2]
    if (
        event.subtype == "dose_change"
        and not wanted
        and (mention.bound == "until" or whole)
        and mention.start >= event.end
    ):
        return WRONG_BOUND  # "dose réduite, X pris jusqu'en juillet": the end of what came of it
    begins = event.family is Family.ORAL_THERAPY and event.subtype == "start"
    if begins and not wanted and mention.bound == "until" and mention.period is None and mention.start >= event.end:
        return WRONG_BOUND  # "X décidé, avec un bénéfice jusqu'en février": it had begun before
    follows = begins and mention.bound == "from" and mention.period is not None
    if follows and mention.end <= event.start and _THEN.search(folded, mention.end, event.start):
        cost += 2 * CLAIMED  # "X du 05/2018 au 08/2020 puis Y": it began when X had ended
        if _FOR_SO_LONG.search(folded, max(0, mention.start - _LENGTH_REACH), mention.start):
            cost += WRONG_BOUND  # "X pendant 14 mois à compter de février, puis Y"
    if not wanted and mention.bound == "until" and event.subtype != "stop":
        # What begins or changes a drug does not do so at the end of the period before.
        at_its_end = _AND_THEN.match(folded, mention.end)
        alongside = at_its_end is not None and at_its_end.group().endswith("avec")
        # "radiothérapie du 21/09 au 23/10 avec capécitabine": taken all along
        then = event.family is not Family.ORAL_THERAPY or (at_its_end is not None and not alongside)
        if begins and event.attributes.get("implicit") and _next_in_line(folded, event, mention):
            return cost  # "imatinib 2009-2014, nilotinib depuis"
        # "avec une réponse complète à la TEP" says how it went, and not when it was seen
        told_then = at_its_end is not None and not alongside and mention.end <= event.start
        if told_then and event.family is not Family.ORAL_THERAPY and event.start - mention.end <= _TOLD_THEN:
            return cost - DATE_BETWEEN  # "jusqu'en octobre 2015 où la TDM montre": the time of that exam
        cost += DATE_BETWEEN if then else CLAIMED
    return cost
