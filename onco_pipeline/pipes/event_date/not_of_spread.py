"""What rules a date out for spread: it is of an exam that did not show it, or of what a patient complained of."""

import re

from onco_pipeline.events import DateKind, DateMention, EventMention
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.screen import Screened

__all__ = ["COMPARED_WITH", "not_of_spread"]


#: "Des métastases après un an de traitement", where the day is told before.
_OF_TREATMENT = re.compile(r"apres (?:\w+ ){1,3}(?:de|d'un|du) (?:traitement|therapie|chimiotherapie|hormonotherapie)")
#: "Métastases osseuses depuis le 18/12/2017": since when they are there, where no news of an exam is told.
_SINCE_THEN = Screened(r"\bdepuis l[ea] (?:(?:scanner|tdm|irm|tep|pet|scintigraphie) (?:du |de |d'|en )?)?\Z")
#: "Porteur depuis le 10/07/2017 de métastases".
_BORNE_SINCE = re.compile(r" (?:d'une? |de |des |d')(?:(?:multiples?|plusieurs|maladie|cancer|nombreuses) ?){0,2}")
_AS_NEWS = re.compile(
    r"\b(?:(?:re-?)?appar|nouve|progress|evolu|survenu|major|augment|modif|stab|regress|inchang|dimin|repon|surviennent|plus (?:nombr|volum|etend))"
)
#: The exam that another one is compared with shows what was there before.
COMPARED_WITH = Screened(
    r"\b(?:compar\w+|par rapport|versus|vs|depuis l\w+|anterieur\w*|precedent\w*) (?:(?:a|au|aux|avec) )?(?:(?:l[ae]s? |l'|cell?es? |celui |l'examen |un |une |\w+graphie |"
    r"scanner |tdm |irm |tep |examen |etude |imagerie |bilan |controle |anterieure? |precedente? )){0,4}\(?(?:du |de |d'|le |en )?\Z"
)
_REFERENCE = Screened(
    r"\b(?:examen|scanner|tdm|irm|tep|imagerie) (?:de reference|de comparaison|precedente?|anterieure?) ?(?:du |de |d'|le |: ?)?\(?\Z"
)
#: "Lésions osseuses, non vues en 2019", "absentes en janvier": when there was nothing yet.
_NOT_YET_SEEN = Screened(
    r"\b(?:(?:non|pas) (?:re)?(?:vue?|visible|decrite?|presente?|connue?|trouvee?|mentionnee?)s?|absente?s?|(?:n'(?:existai|etai)(?:t|ent)) pas(?: (?:presente?|visible)s?)?|inexistante?s?)"
    r" (?:en |(?:au|du|sur) (?:l[ae] |l')?(?:scanner |tdm |irm |tep |bilan |examen |controle |cliches? )?(?:precedente?s? )?(?:de |d'|du )?(?:en )?|(?:a|sur) l[a'] ?(?:tep |irm |scintigraphie )(?:de |d'|du )?)(?:l'ete |fin |debut )?\Z"
)
#: "Des nodules apparus depuis le TDM de mai".
_NOT_THERE_IN = Screened(
    r"\b(?:apparue?s?|nouve(?:au|aux|lles?)|survenue?s?) depuis (?:l[ae] |l'|debut |fin |le mois de )?(?:(?:scanner|tdm|irm|tep|pet|examen|controle|bilan|imagerie)(?: precedente?)? ?(?:du |de |d'|en )?)?\(?\Z"
)
#: "Métastatique en réponse complète depuis 2016": since when it is quiet, and not when it came.
_QUIET_SINCE = Screened(
    r"\b(?:reponses?|remission|stable|stabilises?|controlee?s?|quiescent|surveillance|pause therapeutique|abstention)\b[^.;:]{0,30}\bdepuis (?:le |la |l'|debut |fin |mi-?)?\Z"
)
#: Characters before a date in which a word tells what it is of, beside an event, and of a line.
_BACK, _BESIDE, _LINE = 70, 25, 160


def not_of_spread(
    folded: str, layout: Layout, dates: list[DateMention], event: EventMention, mention: DateMention
) -> bool:
    """Return whether a date is that of something else than the spread beside it.

    Examples
    --------
    >>> from onco_pipeline.extraction.reading import read_events
    >>> [str(event.interval) for event in read_events("Nouvelles métastases hépatiques, non vues en mars 2019.")]
    ['None']
    """
    if _appeared_since(folded, dates, event, mention):
        return True
    if _shown_before(folded, event, mention, max(0, mention.start - _BACK)):
        return True
    return (
        mention.kind is DateKind.ANCHORED
        and mention.start >= event.end
        and _OF_TREATMENT.match(folded, mention.start) is not None
        and _told_before(layout, dates, event)
    )


def _shown_before(folded: str, event: EventMention, mention: DateMention, back: int) -> bool:
    """Return whether a date is that of an exam which spread is compared with, or which did not show it yet."""
    if _NOT_YET_SEEN.search(folded, back, mention.start) or _QUIET_SINCE.search(
        folded, max(event.end, back), mention.start
    ):
        return True
    if event.end <= mention.start and _REFERENCE.search(folded, max(event.end, back), mention.start):
        return True
    if COMPARED_WITH.search(folded, back, mention.start) is None:
        return False
    bears = mention.end <= event.start and _BORNE_SINCE.fullmatch(folded, mention.end, event.start) is not None
    since = (bears or event.end <= mention.start) and _SINCE_THEN.search(folded, back, mention.start) is not None
    told = max(event.start - _BESIDE, folded.rfind(";", 0, event.start), 0)
    return not since or _AS_NEWS.search(folded, told, max(event.end, mention.start)) is not None


def _appeared_since(folded: str, dates: list[DateMention], event: EventMention, mention: DateMention) -> bool:
    """Return whether a date is that of the exam which did not show lesions yet: "TDM du 06/06 : nodules apparus depuis février"."""
    since = _NOT_THERE_IN.search(folded, max(event.start, mention.start - _BACK), mention.start)
    return since is not None and any(
        day.end <= event.start and event.start - day.end < _LINE and day.role == "event" and day.interval is not None
        for day in dates
    )


def _told_before(layout: Layout, dates: list[DateMention], event: EventMention) -> bool:
    """Return whether the sentence has a date of its own before an event."""
    start = layout.sentences[layout.sentence(event.start)][0] if layout.sentences else 0
    return any(start <= one.start < event.start and one.role == "event" and one.interval is not None for one in dates)
