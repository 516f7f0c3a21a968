"""An exam that the words for doing it again add: "IRM du 03/01 douteuse, refaite le 15/02 : normale"."""

import re
from dataclasses import replace
from datetime import date

from onco_pipeline.events import DateMention, EventMention, Status
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.event_date.nearby import date_at
from onco_pipeline.pipes.screen import Screened

#: What stands between an exam and the day it was done again on.
_AGAIN = re.compile(
    r"[^\n]{0,110}?(?:[,;] |\b(?:et|puis|mais) )(?:(?:elle|il|celle-ci|celui-ci|l'examen|cet examen) )?(?:(?:a|avait|est) (?:donc |finalement )?|(?:on|je|nous) l'(?:a|ai|avons) (?:donc |finalement )?)?(?:ete )?"
    r"(?:(?:refait|renouvele|repete|recontrole|controle|recommence)e?s?|(?P<planned>(?:donc |est |reste |sera )?a (?:refaire|renouveler|recontroler|controler)(?! ?[;,] (?:elle|il|ce) (?:l'a|a))|sera (?:donc )?(?:refait|renouvele|repete|recontrole|reprogramme)e?|(?:l[ae] )?prochaine?,?(?= (?:(?:le|en|prevue?|programmee?|fin|debut)\b|\d))(?: prevue?| programmee?)?|(?:on|je|nous) (?:en |la |le |l')(?:re(?:fai(?:s|t|sons)|fer(?:a|ai|ons))|recontroler(?:a|ai|ons)|renouveller?(?:a|ai|ons)|repeter(?:a|ai|ons)|refai(?:s|t|sons) faire)(?: une?)?))"
    r" (?:(?:par|chez|dans|au|a|en|ici|sous|vos|nos|ville|externe|[a-z'-]{3,14}) ){0,4}?(?:le |en |du |ce )?"
)
#: "IRM du 03/01, artefactée, à recommencer ; elle l'a été le 06/02".
_AGAIN_SINCE = Screened(
    r"[^\n]{0,90}?\ba (?:refaire|recommencer|renouveler|repasser|repeter|reprendre)\b[^\n.]{0,20}[;,] (?:(?:et|puis) )?(?:elle|il|ce qui|ce qu|cela)"
    r" ?(?:l'a|a|fut|fait)(?: (?:donc|finalement))?(?: ete)?(?: (?:fait|realise|passe|effectue)e?)? (?:le |en |ce )?(?P<planned>\Z.)?\Z"
)
#: "TDM fait le 11/01. Prochain le 12/04."
_NEXT = re.compile(
    r"[^\n]{0,110}?[.] ?(?P<planned>(?:l[ae] )?(?:prochain|suivant)e?(?: (?:imagerie|examen))?(?: sera (?:faite?|realisee?|passee?))?|(?:on|je|nous) (?:en |la |le |l')(?:re(?:fai(?:s|t|sons)|fer(?:a|ai|ons))|recontroler(?:a|ai|ons)|renouveller?(?:a|ai|ons)|repeter(?:a|ai|ons))(?: une?)?)(?: est| :|,)?(?: prevue?| programmee?| rdv)? (?:le |en |fin |debut |mi-)?"
)
_PLANNED = re.compile(r"\b(?:prevu|programm|planifi|prochain)")
_REACH = 170


def add_repeated(
    folded: str, layout: Layout, events: list[EventMention], dates: list[DateMention], reference: date | None
) -> None:
    """Add an exam for the day that it was done again on, in place.

    The words for it stand in the exam's own sentence, with a day that no other act has and no act between.
    """
    known = len(events)
    acts = [event for event in events if event.is_act]
    taken = {event.date.start for event in acts if event.date is not None}
    for place, event in enumerate(acts):
        if event.status is not Status.DONE or event.date is None:
            continue
        _, end = layout.sentence_bounds(event.start, len(folded))
        following = acts[place + 1].start if place + 1 < len(acts) else len(folded)
        last = min(following, event.end + _REACH)
        index = date_at(dates, event.end)
        while index < len(dates) and dates[index].start < last:
            mention = dates[index]
            index += 1
            if mention.start in taken or mention.interval is None or mention.role != "event" or mention is event.date:
                continue
            told = (_AGAIN if mention.start < end else _NEXT).fullmatch(folded, event.end, mention.start)
            told = told or _AGAIN_SINCE.match(folded, event.end, mention.start)
            if told is None:
                continue
            planned = told["planned"] is not None or (reference is not None and mention.interval.start > reference)
            # "Scanner en février, contrôle (prévu) en juillet": nothing is done again before it was done.
            earlier = event.interval is not None and mention.interval.end < event.interval.start
            planned = planned or (mention.future is not None and (earlier or _PLANNED.search(told.group()) is not None))
            interval = (mention.future or mention.interval) if planned else mention.interval
            taken.add(mention.start)
            events.append(
                replace(
                    event,
                    date=mention,
                    interval=interval,
                    status=Status.PLANNED if planned else Status.DONE,
                    attributes={name: value for name, value in event.attributes.items() if name == "outside"},
                )
            )
            break
    if len(events) > known:
        events.sort(key=lambda event: (event.start, event.end))
