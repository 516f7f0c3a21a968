"""Exams that stand in the title of a list whose rows their days head: "TEP de surveillance :", "- 09/2019 : négative"."""

import re
from dataclasses import replace

from onco_pipeline.events import DateMention, EventMention, Family, Status
from onco_pipeline.pipes.event_date.nearby import date_at, dates_between
from onco_pipeline.pipes.scope import within

__all__ = ["add_rows"]

#: What stands around the exam in its title.
_OPENS = re.compile(
    r"[\s|*•–—_=#-]*(?:(?:\d{1,2}|[ivx]{1,4}) ?[.)/-] ?)?"
    r"(?:(?:surveillance|suivi|controles?|resultats?|reevaluations?|evaluations?|bilans?|historique|recapitulatif)(?: (?:par|en|des?|du|d'|l[ae]s?|l'|radiologique|morphologique|therapeutique))*\s?)?(?:l[ae]s? |l')?"
)
_ENDS = re.compile(r"s?(?![a-z])[a-z '-]{0,40}+(?: ?\([^()\n]{0,40}\))? ?[:|]?[ |]*$", re.MULTILINE)
#: A title that tells what is asked for, or what is to come.
_ASKED = re.compile(r"\b(?:prevu|demand|a (?:faire|prevoir|programmer)|prochain|prescri|propos)")
#: The head of a table: "| Échéance | Résultat |".
_HEAD_ROW = re.compile(
    r"[\s|:;,/–—-]*(?:(?:dates?|echeances?|resultats?|conclusions?|examens?|commentaires?|reponses?|delais?|cr)\b[\s|:;,/–—-]*)*"
)
#: What stands before the day of a row, and behind it.
_ROW_OPENS = re.compile(r"[\s|*•–—>+-]*(?:\d{1,2}[.)] )?(?:le |en |du )?")
_ROW_GOES_ON = re.compile(r"(?: ?\([^()\n]{0,40}\))?\s{0,3}(?:[:|=>,–—-]|\s[a-z])")
#: Which other day the exam of a row was done on, that it was not done, or that it is to come.
_MOVED_TO = re.compile(
    r"(?<!non )(?<!pas )\b(?:faite?|realisee?|passee?|effectuee?|pratiquee?|reportee?|decalee?|rattrapee?)s? (?:finalement )?(?:le|au|en) \Z"
)
_NOT_DONE = re.compile(
    r"\b(?:non|pas|jamais) (?:ete )?(?:fait|realis|pass|effectu|pratiqu|venu|honor)|\bannul|\brefus|\bdeprogramm|\babsente?\b|\bn'a pas (?:ete|eu)"
)
_TO_COME = re.compile(r"\b(?:a (?:faire|venir|prevoir|programmer)|prevue?|programmee?|rdv)\b")
#: Lines that the head of a table has at most, and rows of which a list is one.
_HEAD_ROWS, _ROWS = 2, 2


def add_rows(folded: str, events: list[EventMention], dates: list[DateMention]) -> None:
    """Give the exam in the title of a list the day of each of its rows, in place; a row with an act of its own is that one's."""
    acts = [event for event in events if event.is_act]
    rowed = False
    for event in acts:
        if event.family is not Family.IMAGING or event.status not in (Status.DONE, Status.PLANNED):
            continue
        title = _ENDS.match(folded, event.end)
        if title is None or _ASKED.search(title.group()) is not None:
            continue
        line = folded.rfind("\n", 0, event.start) + 1
        if _OPENS.fullmatch(folded, line, event.start) is None:
            continue
        rows = _rows(folded, title.end(), acts, dates)
        if len(rows) < _ROWS:
            continue
        events.remove(event)
        for mention, status in rows:
            interval = (mention.future if status is Status.PLANNED else None) or mention.interval
            events.append(
                replace(event, date=mention, interval=interval, status=status, attributes=dict(event.attributes))
            )
        rowed = True
    if rowed:
        events.sort(key=lambda event: (event.start, event.end))


def _rows(
    folded: str, place: int, acts: list[EventMention], dates: list[DateMention]
) -> list[tuple[DateMention, Status]]:
    """Return the days that head the rows behind a title, each with what became of the exam on it."""
    rows: list[tuple[DateMention, Status]] = []
    heads, listed = 0, 0
    while place < len(folded):
        start, end = place + 1, folded.find("\n", place + 1)
        end = place = len(folded) if end == -1 else end
        index = date_at(dates, start)
        mention = dates[index] if index < len(dates) and dates[index].start < end else None
        if mention is None or _ROW_OPENS.fullmatch(folded, start, mention.start) is None:
            if listed or heads == _HEAD_ROWS or _HEAD_ROW.fullmatch(folded, start, end) is None:
                break
            heads += 1
            continue
        if mention.role != "event" or _ROW_GOES_ON.match(folded, mention.end, end) is None:
            break
        listed += 1
        if not within(acts, start, end):
            told = _of_row(folded, mention, end, dates)
            if told is not None:
                rows.append(told)
    return rows if listed >= _ROWS else []


def _of_row(folded: str, mention: DateMention, end: int, dates: list[DateMention]) -> tuple[DateMention, Status] | None:
    """Return the day of a row's exam and what became of it; None where it was not done."""
    for other in dates_between(dates, mention.end, end):
        if other.role == "event" and _MOVED_TO.search(folded, mention.end, other.start) is not None:
            return other, Status.DONE
    if _NOT_DONE.search(folded, mention.end, end) is not None:
        return None
    return mention, Status.PLANNED if _TO_COME.search(folded, mention.end, end) else Status.DONE
