"""What is told of an event further on: its new day, or that it was done."""

from __future__ import annotations

import re

from onco_pipeline.events import EventMention, Status
from onco_pipeline.pipes.document.layout import Block, Layout
from onco_pipeline.pipes.screen import Screened
from onco_pipeline.pipes.status import patterns

__all__ = [
    "NOT_UNTIL",
    "PLAN_SECTIONS",
    "REACH",
    "carried_out",
    "done_since",
    "label_of",
    "moved_on",
    "moved_since",
    "never_taken",
]

#: Sections whose events are still to come unless a verb says that they were done.
PLAN_SECTIONS = frozenset({"plan"})
#: Titles over what is to come, and over what came: "Suite", "Suivi".
_EITHER = re.compile(r"\W*(?:la )?(?:suite|suivi|surveillance|controles?)\W*\Z")
#: Characters from which on what is told below such a title is no list of appointments.
_A_STORY = 400
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?!\d)|(?<=[/.-])(?:19|20)\d\d(?!\d)")
#: Characters in which a cue before or after an event still speaks of it.
REACH = 90
#: "Prescrit le 02/05, jamais débuté", "prescrit le 02/05. Le patient ne l'a pas pris".
_GIVEN = re.compile(r"prescri|deliv|dispens|propos|remis")
_WHO = r"(?:(?:l[ae] |ce(?:tte)? )?patiente? |elle |il |m(?:me|\.|r) \w+ )"
_NEVER_TAKEN = re.compile(
    rf"(?:[^.;:]{{0,60}}?(?:[,;(]|\bmais|\bet)|[^.;:]{{0,60}}\.)(?: (?:mais|et|cependant|finalement|en fait|toutefois),?)? ?{_WHO}?(?:qu'(?:elle|il) )?"
    r"(?:(?:n'(?:en )?|ne l'|ne les )a (?:donc |finalement |encore |toujours )?(?:pas|jamais)(?: encore)? (?:ete )?|(?:et |mais )?(?:jamais|pas encore|toujours pas|non)(?: encore)? (?:ete )?)"
    r"(?:debut|commenc|pris|demarr|administr|initie|introduit)"
)
#: "Prévu fin mars, n'a pu être passé, faute de place, que le 27 avril", "n'a eu lieu que le 3 mai": done, and then only.
NOT_UNTIL = Screened(
    r"(?:[^.;:]{0,90}?|[^.:]{0,110}[;,] (?:mais |et )?(?:elle|il|celle-ci|celui-ci|l'examen|le geste) )\bn'(?:a|ont|avait|avaient) (?:donc |finalement )?(?:pu )?(?:(?:ete |etre )?(?:fait|realis|pratiqu|effectu|pass|obten|possible)[a-z]*|(?:eu|avoir) lieu|se (?:faire|tenir))"
    r"(?:,? [^.;:,]{0,60},?)?? que (?=le \d|en |hier|ce |(?:debut|fin|mi)[ -]|(?:lun|mar|mercre|jeu|vendre|same)di)"
)
#: "Elle est reportée au 3 juillet."
_MOVED_ON = re.compile(
    r"re(?:programm|convoqu|inscri|cal)\w+ (?:au |pour |le |: ?){0,2}(?:le )?(?=\d)"
    r"|(?:elle|il|celle-ci|celui-ci|l'examen|ce dernier|cette derniere|nouvel examen|(?:un )?(?:autre|nouveau) creneau|(?:nouveau )?rdv(?: pris| donne| fixe)?|(?:nouveau )?rendez-vous(?: pris| donne| fixe)?|nouvelle date) ?(?:(?:est|a ete|sera|aura) )?(?:donc |finalement )?"
    r"(?!fait|realis|effectu|pratiqu|pass)(?:report|reprogramm|deplac|refix|lieu)?\w* ?(?:au|pour|le|:|a ete fixee?|est fixee?) ?(?:le |au )?(?=\d)"
)
#: "Scanner prévu le 22/06. Ce scanner est avancé au 20/06."
_MOVED_SINCE = re.compile(
    r"(?:(?:mais|or|finalement|en fait),? )?(?:elle|il|cel(?:ui|le)-ci|ce(?:t|tte)? [a-z]{3,15}|l'(?:examen|irm|echographie|imagerie|acte)|l[ae] (?:rdv|rendez-vous|date|scanner|tep|tdm|biopsie|scintigraphie|geste))"
    r" (?:est|a ete|a du etre|sera|vient d'etre|se trouve) (?:donc |finalement |encore |deja )?(?:report|repouss|decal|avanc|deplac|differ|reprogramm|refix|redonn)e?e?s? (?:au |pour |a )?(?:le |la )?(?=\d|(?:lun|mar|mercre|jeu|vendre|same)di)"
)
#: ... or what stands in the same one: "absente à l'échographie du 01/12 ; nouveau rendez-vous le 22/12".
_MOVED_BEHIND = re.compile(
    r"[^.]{0,90}?[;,:] (?:et )?(?:(?:elle|il|l[ae] patiente?) (?:a|aura|est|sera|a ete) (?:donc )?(?:un |une )?)?(?:(?:nouveau (?:rdv|rendez-vous)|nouvelle date)(?: (?:pris|donne|fixe|obtenu|prevu|programme)e?)?|(?:(?:nouvelle )?(?:re)?convo(?:quee?|cation))|reprogrammee?|reportee?|recalee?|reinscrite?)"
    r" ?(?:le|au|a|pour le|pour|:)? ?(?=\d|(?:lun|mar|mercre|jeu|vendre|same)di)"
)
#: "Le scanner du 6 avril a été annulé. Il a été réalisé le 25 mai": done after all, on a day of its own.
_DONE_SINCE = re.compile(
    r"(?:mais |finalement,? |enfin,? )?(?:(?:elle|il|cel(?:ui|le)-ci|ce(?:t|tte)? (?:examen|imagerie|exploration|biopsie|geste)|l'examen|le geste|la biopsie|l'irm|le scanner|la tep|le tep)"
    r" (?:l'(?:a|avait) (?:donc |finalement |enfin )*ete\b|(?:a|n'a) (?:donc |finalement |enfin |pu )*(?:eu lieu|(?:ete |etre )(?:donc |finalement |enfin )?(?:faite?|realisee?|pratiquee?|effectuee?|passee?|rattrapee?))))"
    r"(?! (?:une?|des|pas|jamais)\b)(?=[^.;:]{0,60}\d)"
)
#: An act decided on in one sentence, and told to have been done at the head of the next.
_DECIDED = Screened(
    r"\b(?:decid|souhait|demand|prescri|sollicit|propos|indiqu|envisag|proceder|orient|prevu|programm|adress|confi)\w*"
)
_CARRIED_OUT = re.compile(
    r"(?:cet?(?:te)? |ces |cel(?:ui|le)-ci |ce(?:ux|lles)-ci |l'|l[ae]s? )(?:(?:traitement|geste|acte|intervention|examen|procedure|operation|"
    r"exploration|chirurgie|biopsie)s? ?)?(?:chirurgicale?s? )?(?:a|ont|fut|furent) (?:finalement |ensuite |enfin )?(?:ete )?"
    r"(?:realis|effectu|pratiqu|fait)\w*"
    # "Un PET est souhaité. Il a été réalisé le 20 mai", "une IRM avait été demandée. Elle a été faite le 20"
    r"|(?:il|elle) a (?:donc |finalement |enfin |bien )?(?:pu )?(?:ete|etre) (?:realis|effectu|pratiqu|fait|pass)(?:e|ee|te?)(?= (?:le \d|en [a-z]|hier|ce (?:jour|matin)|au |a |chez ))"
    r"|(?:il|elle|cel(?:ui|le)-ci) (?:dat(?:e|ait) d[eu] |remont(?:e|ait) (?:a |au ))(?=\d|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec)"
    # "Adressé pour biopsie de L3. Geste réalisé le 12/04"
    r"|(?:(?:le )?(?:geste|prelevement)|(?:la )?(?:procedure|ponction|biopsie)) (?:(?:a ete|est|sera finalement) )?(?:realis|effectu|pratiqu|fait)e?e?s? (?=le \d|le lendemain|ce (?:jour|matin)|hier|en [a-z])"
)
#: ... or behind a semicolon: "a demandé une biopsie du foie ; elle a été faite le 14/05".
_CARRIED_OUT_BEHIND = Screened(
    r"[^.;:]{0,60}[;,] (?:qui|elle|il|celle-ci|celui-ci) (?:a|ont) (?:finalement |bien )?(?:ete|pu etre) (?:finalement )?(?:realise|effectue|pratique|fait)e?s?"
    r" (?=le \d|ce (?:jour|matin)|hier)"
)


#: The words for an act told just before, a figure, and the act that an impersonal sentence tells of: "Il a été réalisé le 12/03 une mastectomie".
_OF_IT = re.compile(r"(?:il|elle|cel(?:ui|le)-ci|cet examen|l'examen)\b")
_FIGURE = re.compile(r"\d")
_OF_ANOTHER = re.compile(r"\d,? (?:une?|l[ae]|l'|des?) ?[a-z]{4,}")


def moved_on(folded: str, layout: Layout, event: EventMention) -> int | None:
    """Return where the next sentence gives a cancelled act its new day ("Elle est reportée au 3 juillet")."""
    behind = _MOVED_BEHIND.match(folded, event.end, layout.sentence_bounds(event.start, len(folded))[1])
    if behind is not None:
        return behind.end() - 1
    following = layout.sentence(event.start) + 1
    if following >= len(layout.sentences):
        return None
    start, end = layout.sentences[following]
    told = _MOVED_ON.match(folded, start, end)
    return told.start() if told else None


def moved_since(folded: str, layout: Layout, event: EventMention, *, planned_first: bool) -> int | None:
    """Return where the next sentence gives an act that stands a day other than its first ("Elle est avancée au 20/06").

    ``planned_first``: whether ``FIRST_PLAN`` stands behind the act.
    """
    if event.status is not Status.PLANNED and not planned_first:
        return None
    following = layout.sentence(event.start) + 1
    if following >= len(layout.sentences):
        return None
    start, end = layout.sentences[following]
    told = _MOVED_SINCE.match(folded, start, end)
    return told.end() - 1 if told else None


def done_since(folded: str, layout: Layout, event: EventMention) -> int | None:
    """Return where the next sentence tells that an act called off was done on another day, if it does."""
    following = layout.sentence(event.start) + 1
    if following >= len(layout.sentences):
        return None
    start, end = layout.sentences[following]
    told = _DONE_SINCE.match(folded, start, end)
    return told.end() if told else None


def carried_out(folded: str, layout: Layout, event: EventMention, number: int, before: str, after: str) -> int | None:
    """Return where the sentence behind that of a number tells that an act proposed or decided on was done, if it does.

    "Une biopsie lui a été proposée. Ce geste a été réalisé le 14/07": its date stands there.
    """
    stop = layout.sentences[number][1] if layout.sentences else len(folded)
    behind = _CARRIED_OUT_BEHIND.match(folded, event.end, stop)
    if behind is not None:
        return behind.end() - 1
    following = number + 1
    if following >= len(layout.sentences):
        return None
    start, last = layout.sentences[following]
    if event.status is Status.PLANNED and (day_set := patterns.DAY_SET.match(folded, start, last)) is not None:
        return day_set.start()
    told = _CARRIED_OUT.match(folded, start, last)
    if told is None:
        return None
    intended = event.status in (Status.PROPOSED, Status.PLANNED) or (
        event.status is Status.DONE and _DECIDED.search(f"{before[-REACH:]}|{after[:REACH]}")
    )
    # "Il vient avec son IRM. Elle a été faite le 28 décembre": of an act whose own sentence tells no day, and of no other.
    undated = (
        event.status is Status.DONE
        and _OF_IT.match(told.group()) is not None
        and _FIGURE.search(folded, *layout.sentences[following - 1]) is None
    )
    return told.start() if intended or (undated and _OF_ANOTHER.search(folded, told.end(), last) is None) else None


def never_taken(folded: str, layout: Layout, event: EventMention) -> bool:
    """Return whether a drug that was prescribed is told to have never been taken."""
    if event.subtype != "start" or _GIVEN.match(str(event.attributes.get("cue", ""))) is None:
        return False
    following = min(layout.sentence(event.start) + 1, len(layout.sentences) - 1)
    end = layout.sentences[following][1] if layout.sentences else len(folded)
    return _NEVER_TAKEN.match(folded, event.end, end) is not None


def label_of(folded: str, layout: Layout, offset: int) -> str:
    """Return the section that an event is told in; a dated entry below it tells what happened then, not the plan."""
    section, entry = layout.section(offset), layout.entry(offset)
    if section is None or (section.label in PLAN_SECTIONS and entry is not None and entry.start > section.start):
        return ""
    if section.label in PLAN_SECTIONS and _tells_what_came(folded, layout, section):
        return "evolution"
    return section.label


def _tells_what_came(folded: str, layout: Layout, section: Block) -> bool:
    """Whether a section that may be a plan by its title tells the story of some years: "SUITE : ... En 2013, ... En 2016, ..."."""
    if _EITHER.match(folded, section.title_start, section.title_end) is None:
        return False
    years = {int(told.group()) for told in _YEAR.finditer(folded, section.title_end, section.end)}
    if layout.reference_date is not None:
        return any(year < layout.reference_date.year for year in years)
    return len(years) > (section.end - section.title_end < _A_STORY)
