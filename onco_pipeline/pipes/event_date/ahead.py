"""Whether a day without a year is one to come: an exam that nothing is told of, a drug that is to begin."""

import re
from datetime import date

from onco_pipeline.events import DateKind, DateMention, EventMention, Family, Status
from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates.lexicon import WEEKDAY
from onco_pipeline.pipes.event_date.appointments import stands_alone
from onco_pipeline.pipes.event_date.lent_years import of_the_year_told
from onco_pipeline.pipes.event_date.nearby import date_at

__all__ = ["is_told_ahead", "told_ahead"]

#: Days to an exam to come, and days since a past one that would have been told with its year.
_SOON, _LONG_AGO = 100, 240
_A_MONTH = 31
#: Days by which what was told last lies before the note, and within which what goes on with it comes.
_LONG_BEFORE, _NEXT_STEP = 120, 100
#: "PD-L1 15 % (|biopsie du 27/02)": the bracket tells what was read, and no appointment.
_SOURCE = re.compile(r"(?<!prevoir )(?<!faire )(?<!rdv )\((?:sur |d'apres |cf |par )?(?:l[ae]s? |une? |l')?\Z")
#: Days ahead of which nobody plans to take another dose: "réduction de X le 11/03", in a note of December, is of last March.
_DOSE_AHEAD = 45
#: "La mammographie réalisée le |27/11 en ville": made, whether or not what it showed follows.
_WAS_DONE = re.compile(r"\b(?:faite?|realisee?|effectuee?|pratiquee?|prelevee?|revenue?|recue?)s? (?:le |en |ce )?\Z")
#: "Xeloda débuté le 2/11": begun, and not "à débuter" or "sera débuté".
_WAS_BEGUN = re.compile(
    r"(?<!sera)(?<!etre)(?<!soit)(?<!sont) (?:re)?(?:debute|commence|instaure|introduit|demarre|initie)e?s? (?:le |en |depuis (?:le )?)?\Z"
)
#: "Elle avait pris du Xeloda en avril".
_HAD_TAKEN = re.compile(
    r"\b(?:avait|avaient|a|ont|eut) (?:deja |alors |ensuite |donc |ete )*(?:pris|prise|recu|traitee?|beneficie)\b[^.;:,]{0,25}\Z"
)
#: "Biopsie le 23/10, l'anatomopathologie conclut : ...", "TEP (3/11) : hyperfixation", "scanner du 23/10, pas de lésion".
_FINDING = re.compile(
    r"\)? (?:est|sont|etait|etaient) (?:[a-z]+ment )?(?:normal|negati|positi|stab)"
    r"|\s?\)\s?(?:en (?:ville|externe) ?|\(externe\) ?)?(?::(?! (?:a |pour ))|[-=]+>|→)"
    r"|,? \(?(?:l'|l[ae]s? )?(?:anapath|anatomo|histolog|cytolog|(?:analyse|resultats?|reponse|cr|comptes?[ -]rendus?)\b(?! (?:a |non|pas |en (?:cs|consultation|hdj|rcp)|lors|le \d|dans |attendu|sous |(?:lun|mar|mercre|jeu|vendre)di|seront|prevus?|remis|vus? (?:le|en)|donne))|conclu"
    r"|retrouv|montr|objectiv|revel|pas d[e'] ?|sans |absence|stab|progress|normal|majorat|regress|negati|positi|indemne|\d{2,4} (?:ml|cc)\b)"
)
#: "Scanners du 12/03, du 15/06 et du 20/09 : stabilité": the further dates of one name, before what it found.
_FURTHER_DATES = re.compile(r"(?:(?:,|,? et) (?:du |de |le |en )?\d{1,2}/\d{1,2}(?:/\d{2,4})?)+(?= ?:)")
_CONTROL = re.compile(r" (?:de )?(?:controle|reevaluation|surveillance|suivi|evaluation)\b")
_CONTROL_ITSELF = re.compile(r"controle\b")
_CONTROL_BEFORE = re.compile(r"\b(?:controle|prochaine?|reevaluation)(?: par| :)?\s\Z")
_WITHOUT_YEAR = frozenset({DateKind.YEARLESS, DateKind.FUZZY, DateKind.ANCHORED})
#: "Arrêt de X à compter du 24/04": what is decided on has a day to come.
_FROM_THEN_ON = ("a compter du", "a partir du", "a compter de", "a partir de")
#: "Je débute le Kisqali lundi": what the author does now, on a day that no word says is past.
_DOES_NOW = re.compile(
    r"\b(?:je|on|nous) (?:l[ae]s? |l'|lui |leur )?(?:(?:re)?(?:debut|commenc|demarr|introdui|instaur|repren|arret|stopp)(?:e|ons|s|d)\b|pass(?:e|ons) (?:a|au)\b)"
    r"|\b(?:elle|il|l[ae] patiente?|mme [a-z]+|m\. [a-z]+) (?:(?:re)?(?:debute|commence|demarre)|reprend|arrete|stoppe)\b"
    r"|\b(?:consignes?|conseils?|accord pour|ok pour|avis pour) (?:de |d'|: ?)?(?:reprise|reprendre|arret|arreter|debut|debuter)\b|\b(?:on|nous) attend(?:s|ons)? \w+di pour\b"
)
#: "Je prescris le Xeloda ce jour, début lundi".
_BEGINS_THEN = re.compile(r"\b(?:ce jour|aujourd'hui|prescri\w*|ordonnance)\b[^.;]{0,30}[,(:] ?debut (?:des |ce )?\Z")
#: "Pas de prise ce soir ni demain, reprise samedi".
_THEN_AGAIN = re.compile(
    r"\b(?:ce soir|ce jour|ce matin|aujourd'hui|demain)\b[^.;:]{0,25}?(?:,|;| et| puis)(?: puis| et)? ?\Z"
)
_WEEKDAY = re.compile(rf"{WEEKDAY}(?: matin| soir)?")
_NO_FINDING = re.compile(
    r"\s?(?:[.;,)\n]|$|(?:avec |et |\+ )?(?:l[ae]s? )?resultats? (?:le |en |lors|a )|(?:avec|et|\+|suivie? d[eu]|avant) (?:(?:la|une|ma|sa|notre|prochaine) )?(?:cs|consult\w*|rdv|rendez-vous|visite)\b(?! ?:)|(?:chez (?:nous|vous)|ici|au chu|sur place|dans (?:le|votre|notre) service)\b(?! ?:)|(?:et|\+) une? [a-z -]{3,25} le \d|(?:et|\+) (?:l[ae] |l'|une? )?(?:tep|pet|irm|scanner|tdm|scinti|echo|biops|myelo)\w*\s?(?:[.;,)\n]|$|(?:[a-z]+ ){0,2}(?:la semaine (?:suivante|d'apres)|le lendemain|dans la foulee|le meme jour|dans la semaine))|a |en (?!ville\b|externe\b|clinique\b|cabinet\b)|dans |comme (?:convenu|prevu)|puis (?:en |une? |la )?(?:consultation|cs|rdv|rcp|staff|hdj|visite|revoir|bilan|tele)|\(?\d{1,2} ?[h:]\s?(?:\d\d)?\b|pour [^.;:\n]{3,60}(?:[.;\n]|$))"
)


#: "Scanner TAP de référence le 12 juillet en ville.", in a note of 5 July.
_ELSEWHERE = re.compile(r" en (?:ville|externe|clinique|cabinet)\s?(?:[.;\n]|\Z)")
#: "Arrêt de l'abiratérone le 15/01 au soir", in a prescription of the 9th: told as a thing, and not as what was done.
_TO_STOP = re.compile(r"(?:arret|stop)\b(?! (?:en|depuis) )")
_REASON = re.compile(r"\)? (?:pour|devant|en raison|suite|du fait|a cause|car|apres)\b")
#: "Je la revois le |12 novembre avec un scanner (nodule connu)".
_SEEN_AGAIN = re.compile(
    r"\b(?:(?:re)?(?:vois|voyons|verrai|verrons|verra|voir|vu|vue)|prochaine? [a-z]{2,14}|rdv|rendez-vous)(?: en (?:consultation|cs|hdj))? (?:le |au |pour le )?\Z"
)
#: "Écho-doppler normal le 28": what was found stands before its day.
_SEEN_BEFORE = re.compile(r"\b(?:normal|negati|positi|stab|sans|ras\b|rassur|montr)")


def _goes_on(folded: str, dates: list[DateMention], event: EventMention, reference: date) -> bool:
    """Whether a bare day goes on from the days just told to one to come: "IRM le 2 mars, biopsie le 9. TEP le 27", on the 21st."""
    day = event.date
    if day is None or day.interval is None or day.future is None or day.start < event.end:
        return False
    place = date_at(dates, day.start)
    before = dates[place - 1] if place else None
    told = before.interval if before is not None and before.role == "event" and before.period is None else None
    if told is None or told.precision is not Precision.DAY or told.start <= day.interval.end:
        return False
    if (told.start.year, told.start.month) != (day.future.start.year, day.future.start.month):
        return False
    if _WAS_DONE.search(folded, event.end, day.start) or _SEEN_BEFORE.search(folded, event.end, day.start):
        return False
    late = 0 <= (reference - told.end).days <= _A_MONTH and (day.future.start - reference).days <= _A_MONTH
    return late and _NO_FINDING.match(folded, day.end) is not None


def _goes_on_with_story(dates: list[DateMention], mention: DateMention, past: DateInterval, reference: date) -> bool:
    """Return whether a day comes soon after the last one told with its year, and both lie long before the note.

    "Sous X depuis le 09/06/2020. Arrêt le 20/08. Reprise le 03/09", in a letter of 2021.
    """
    place = date_at(dates, mention.start)
    before = next((one for one in reversed(dates[:place]) if one.role == "event" and one.future is None), None)
    if before is None or before.interval is None or (reference - before.interval.end).days < _LONG_BEFORE:
        return False
    return 0 <= (past.start - before.interval.end).days <= _NEXT_STEP


def is_told_ahead(event: EventMention) -> bool:
    """Return whether an event is of a kind that is told before it is done."""
    return event.is_act or event.family is Family.ORAL_THERAPY


def told_ahead(folded: str, dates: list[DateMention], event: EventMention, reference: date | None) -> bool:
    """Return whether an exam without a finding and without a year is the one to come: weeks ahead, not most of a year ago."""
    if reference is None or event.status is not Status.DONE or event.date is None:
        return False
    past, future = event.date.interval, event.date.future
    if future is not None and event.family is Family.ORAL_THERAPY and _WEEKDAY.fullmatch(event.date.text.lower()):
        resumed = event.attributes.get("phase") == "resume" and event.end <= event.date.start
        if resumed and _THEN_AGAIN.search(folded, max(0, event.start - _DOSE_AHEAD), event.start):
            return True
        if _BEGINS_THEN.search(folded, max(0, event.date.start - _DOSE_AHEAD), event.date.start):
            return True
        return _DOES_NOW.search(folded, max(0, event.start - 25), event.end) is not None
    if event.date.kind is DateKind.DAY_ONLY and event.is_act:
        return _goes_on(folded, dates, event, reference)
    if not is_told_ahead(event) or event.date.kind not in _WITHOUT_YEAR:
        return False
    if past is None or future is None:
        return False
    ahead, ago = (future.start - reference).days, (reference - past.end).days
    near = ahead <= _SOON and ago >= _LONG_AGO
    before = folded[max(0, event.start - 20) : event.start]
    if event.family is Family.BIOPSY and _SOURCE.search(before):
        return False
    itself = _CONTROL_ITSELF.match(folded, event.start)  # "contrôle en juillet": an exam that nothing else names
    if (
        itself or _CONTROL.match(folded, event.end) or _CONTROL_BEFORE.search(before)
    ):  # the next one, as far as it lies nearer than the last
        near = near or (ahead <= 2 * _SOON and ahead < ago)
    if not near and event.family is not Family.ORAL_THERAPY and ahead <= 2 * _SOON and ahead < ago:
        near = stands_alone(folded, event)
    if not near or of_the_year_told(dates, event.date):
        return False
    if event.family is Family.ORAL_THERAPY:
        if _goes_on_with_story(dates, event.date, past, reference):
            return False
        if event.end <= event.date.start and _WAS_BEGUN.search(folded, event.end, event.date.start):
            return False
        if event.date.period is not None and event.date.period.end < reference:
            return False  # "elle a eu du Xeloda d'avril à septembre": it has ended
        if _HAD_TAKEN.search(folded, max(0, event.start - _DOSE_AHEAD), event.start):
            return False
        ahead_of = folded[event.end : event.date.start].rstrip()
        changed = event.subtype == "dose_change" and ahead <= _DOSE_AHEAD
        if ahead <= _A_MONTH and _TO_STOP.match(folded, event.start) is not None:
            return _REASON.match(folded, event.date.end) is None
        return event.subtype == "start" or changed or ahead_of.endswith(_FROM_THEN_ON)
    if event.date.start < event.end:  # "Consultation le 12 juin avec scanner."
        seen_again = _SEEN_AGAIN.search(folded, max(0, event.date.start - 45), event.date.start) is not None
        return seen_again or _NO_FINDING.match(folded, event.end) is not None
    if _WAS_DONE.search(folded, event.end, event.date.start) or _FINDING.match(folded, event.date.end):
        return False
    if ahead <= _A_MONTH and _ELSEWHERE.match(folded, event.date.end) is not None:
        return True
    listed = _FURTHER_DATES.match(folded, event.date.end)
    return _NO_FINDING.match(folded, listed.end() if listed else event.date.end) is not None
