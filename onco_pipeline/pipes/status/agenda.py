"""A list of coming days: "Lundi : TDM TAP. Mercredi : biopsie hépatique", each act headed by its weekday alone."""

from __future__ import annotations

import re

from onco_pipeline.pipes.screen import Screened

__all__ = ["of_agenda"]

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_HOUR = r"(?:(?:a |vers |des )?\d{1,2} ?[h:] ?(?:\d\d)?)"
_DAY = rf"(?:le |ce )?{_WEEKDAY}(?: (?:prochain|matin|midi|apres-midi|soir|{_HOUR}))?"
#: A weekday without a date heads an item: at the head of a line or a sentence, or behind a semicolon. What stands
#: between it and the act is another act of that day, or its preparation ("bilan sanguin puis TDM").
_HEADED = Screened(rf"(?:\A|[\n.;•]|\)|: )[ \t*•>–-]*{_DAY} ?(?:[:=→–|]|->|=>)[>\s]?[^.;:\n]{{0,45}}\Z")
#: ... with a comma only in a list that says to be one of what comes.
_LISTED = Screened(rf"(?:: |[;\n] ?)(?:et )?{_DAY},? (?:[a-z' +/-]{{0,30}})\Z")
_PROGRAMME = Screened(
    r"\b(?:programme|planning|agenda|calendrier|semaine prochaine|semaine (?:a venir|qui vient)|prochains jours|a (?:prevoir|faire|programmer)|rendez-vous|rdv|convocations?)\b"
    r"[^.:\n]{0,40}:[^.\n]{0,160}\Z"
)
#: An item headed by a weekday, wherever it stands: the days of one list are all to come, or all past.
_ITEM = Screened(rf"(?:\A|[\n.;•])[ \t*•>–-]*{_DAY} ?(?:[:=→–|]|->|=>)[>\s]?(?P<told>[^.;\n]{{0,120}})")
#: What tells of a day that has been: a verb of the past, a finding.
_PAST = re.compile(
    r"\b(?:a (?:ete|eu|bien|fait|pass|recu|present|benefici|montr|revel|retrouv)\w*|ont|est|sont|etait|fut|avait|n'a|j'ai|avons|vue?|faite?s?|realisee?s?|effectuee?s?|pratiquee?s?|passee?s?|recue?s?|annulee?s?|reportee?s?|absente?|refus\w*|sorti\w*|entree|admis\w*|hospitalise\w*"
    r"|montr\w+|retrouv\w+|revel\w+|objectiv\w+|mettant|confirm\w+|elimin\w+|conclu\w*|en faveur|stable\w*|stabilite|stabil\w+|progress\w+|regress\w+|majoration|diminution|apparition|disparition"
    r"|normale?s?|normaux|sans|absence|pas d[e']?|aucune?|ras|negati\w+|positi\w+|lesions?|nodules?|masse|metasta\w+|fievre|febrile|apyretique|douleurs?|malaise|chute|va (?:bien|mieux)|ok|resultats?|compte rendu|cr|suspect\w*|epanchement|embolie)\b"
)
#: ... or the sentence behind the act gives its result.
_RESULT_NEXT = re.compile(
    r"[^.;\n]{0,40}[.;\n]\s*(?:[-•*] ?)?(?:les? |l')?(?:resultats?|conclusion|compte[ -]rendu|cr\b|il (?:montre|existe)|elle montre|on (?:note|retrouve)|stabil|progress|regress|pas d|absence|aucun|normal|aspect|lesion|nodule|masse|metast|sans )"
)
#: ... and the words of a stay, of which each day is told.
_STAY = Screened(r"\b(?:hospitalise\w*|admise?s?|entree? (?:le|ce|hier|par)|sorti\w* (?:ce|le|hier)|sejour)\b")
#: Characters before an act in which its weekday stands, and those of the list.
_NEAR, _LIST = 90, 220


def of_agenda(folded: str, start: int, end: int) -> bool:
    """Return whether an act that nothing tells to be done or planned is an item of a list of coming days.

    "Lundi : TDM TAP" with nothing behind it is an appointment: an exam of last Monday is told with what it showed.

    Parameters
    ----------
    folded
        ``fold`` of the note.
    start, end
        Where the act stands.

    Examples
    --------
    >>> note = "lundi : tdm tap. mercredi : biopsie hepatique."
    >>> of_agenda(note, 8, 15)
    True
    >>> note = "lundi : tdm tap, stabilite. mercredi : biopsie hepatique."
    >>> of_agenda(note, 8, 15), of_agenda(note, 38, 55)
    (False, False)
    """
    floor = max(0, start - _NEAR)
    headed = _HEADED.search(folded, floor, start)
    if headed is None:
        listed = _LISTED.search(folded, floor, start)
        if listed is None or _PROGRAMME.search(folded, max(0, start - _LIST), start) is None:
            return False
        headed = listed
    stop = next((place for place in range(end, min(end + _NEAR, len(folded))) if folded[place] in ".;\n"), end + _NEAR)
    if _PAST.search(folded, headed.start(), stop) or _RESULT_NEXT.match(folded, end):
        return False
    first, last = max(0, start - _LIST), min(len(folded), end + _LIST)
    if _STAY.search(folded, first, last):
        return False
    return not any(_PAST.search(item["told"]) for item in _ITEM.finditer(folded, first, last))
