"""Say whose date it is: an event's, the patient's birth, or the paper's own."""

from __future__ import annotations

import re

from onco_pipeline.intervals import DateInterval, Precision
from onco_pipeline.pipes.dates.expression import Expression, Form
from onco_pipeline.pipes.document.layout import Layout
from onco_pipeline.pipes.first_of import AnyOf
from onco_pipeline.pipes.screen import WINDOWS, Screened

_BIRTH = Screened(
    r"(?:\bne\(?e?\)?s?(?: le| en)?|naissance(?: le)?|d\.?d\.?n\.?|\bnee? a [a-z' -]{2,30} le)\s{0,2}:?\s{0,2}\Z"
)
_PRINT = Screened(
    r"(?:imprimee?|impression|numerisee?|scannee?|tampon|edition|version)\s{0,2}(?:le|du)?\s{0,2}:?\s{0,2}\Z"
    r"|page \d[^\n]{0,46}\Z"  # below the page's foot the text goes on
)
#: "Comme publié par Park et al. en 2008": a paper's year, no event's.
_CITED = Screened(
    r"\b(?:et al\.?|publie\w*|collaborateurs)(?: (?:par|dans) [a-z .]{3,30})?,? ?(?:en |\()?\Z"
    # "stade III (AJCC de 2002)", "grade 1 (OMS 2010)": the year of a classification.
    r"|\b(?:ajcc|uicc|oms|who|tnm|isup|recist|classification)[ ,(]{1,2}(?:de |du |version |edition |\d ?e?(?:me)? ed\w* )*\(?\Z"
)
_RECEPTION = Screened(
    r"(?:\brecue?s?|receptionnee?s?|reception|enregistree?s?|arrivee? au laboratoire|parvenue?s?)(?: (?:a l'etat frais|au laboratoire|ici|en))*"
    r"\s{0,2}(?:le|du)?\s{0,2}:?\s{0,2}\Z"
)
_RECEIVED = Screened(
    r"(?:\b(?:a|ont|avait|avaient|ayant|avoir)(?: (?:deja|donc|bien|ensuite|alors|egalement))?|\b(?:elle|il|je|nous) (?:est|etait|fut|sommes|a ete|avait ete)|\b(?:mme|madame|monsieur|mr|m\.|patiente?)\b[^.;:\n]{0,30}?)"
    r" recue?s? (?:en [a-z ]{3,30} )?(?:le|en|debut|fin|courant|mi)\s{1,2}\Z"
)
_SAMPLE = re.compile(
    r"prelev|piece|biops|echantillon|\blames?\b|\bblocs?\b|materiel|flacon|laboratoire|courrier|resultat|anapath|compte[ -]rendu"
)
_REPORT = Screened(
    r"(?:\bcr|comptes?[ -]rendus?|(?<!evaluation de la )(?<!evaluation de )(?<!evaluer la )(?<!evaluant la )(?<!bilan de )(?<!controle de )reponses?|resultats?|lecture|reecoute|(?<!par )rapport|complements?|addendums?|avenants?|validee?s?|signee?s?|dictee?s?|tapee?s?|frappee?s?|redigee?s?|relue?s?|ecrite?s?"
    r"|editee?s?|rendue?s?|transmis\w*|envoyee?s?|adressee?s?|interpretee? et signee?|signature|validation|(?<!voie )\borale)"
    r"(?: (?:somatiques?|moleculaires?|genetiques?|tumora(?:l|ux)|initial|oral|orale|ecrite?|communiquee?s?|obtenue?s?|definiti(?:f|ve)s?|provisoire|complementaire|anapath|du laboratoire|d'anapath|valide|rendu|recu|recue|lue?s?|connue?s?|disponibles?|est|etait|date|en date|datee?s?|datant))*"
    r"\s{0,2}(?:le|du|au|de)?\s{0,2}:?\s{0,2}\Z"
)
_ANSWERED = Screened(
    r"\b(?:anapath\w*|anatomopath\w*|histolog\w*|cytolog\w*|analyse|ngs|resultats?|cr)\b[^.;:(),]{0,22} (?:sortie?|disponible|valide|finalise|arrivee?)e?s? (?:le )?\Z|"
    r"\b(?:resultats?|cr|compte[ -]rendu|reponse)\b[^.;:,]{0,40} (?:est |etait )?datee?s? du \Z|"
    r"\b(?:m'a|m'ont|nous a|nous ont|a|ont|ete|est|sont) (?:ete )?(?:appelee?|telephonee?|repondu|prevenue?|communiquee?|rappelee?|informee?|rendue?|revenue?)s?"
    r"(?: (?:par telephone|oralement|la reponse|le resultat))? (?:le )?\Z"
    r"|\b(?:parvenu|recu|arrive|tombe)e?s?(?: (?:au laboratoire|chez nous|ici))? (?:le )?\Z"
    # "anapath donnée par téléphone le 04/03, papier le 07/03"
    r"|\b(?:anapath\w*|anatomopath\w*|histolog\w*|cytolog\w*|resultats?|reponse|verdict|diagnostic)\b[^.;:(),]{0,22} (?:donnee?|annoncee?|lue?|rendue?|dictee?|transmise?)s? (?:(?:par|au) (?:tel\.?|telephone|fax|mail|courriel)|oralement|a l'oral) (?:le )?\Z"
    r"|, (?:papier|par ecrit|confirmation ecrite|version ecrite|definitive?|courrier) (?:le )?\Z"
)
#: "IHC du 06/01 sur la biopsie du 20/12": the day on which more was read on a sample that has its own.
_ANALYSED = Screened(
    r"\b(?:ihc|immuno-?histochimie|ngs|fish|(?:biologie|analyse|etude|profil) (?:moleculaire|genomique)|recherche|relecture|oncotype(?: dx)?|pd-?l1)\b[^.;:,()]{0,20} \(?(?:du |le |en )?\Z"
)
_ON_A_SAMPLE = re.compile(
    r"\)?,? (?:(?:realise|effectue|fait|pratique)e?s? )?(?:sur|a partir d[eu]) (?:l[ae]s? |l'|une? )?[^.;:,]{3,50}? (?:du|de|d'|le|en) ?(?:\d|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
)
#: "Arrivée 31/05/2018 02:14": of the patient, where no sample is spoken of.
_ARRIVED = Screened(
    r"(?:\A|[\n.;:|]) ?(?:(?:date|heure|jour) d')?arrivee?(?: (?:aux urgences|au sau|dans le service|a l'hopital))? ?(?:le|du|:)? ?\Z"
)
_RELATIVE_REPORT = Screened(
    r"(?:\b(?:resultats?|(?<!evaluation de la )(?<!evaluation de )(?<!evaluer la )(?<!evaluant la )(?<!bilan de )(?<!controle de )reponse|(?:cr|compte[ -]rendu|resultats?|reponse|anapath) (?:recue?s?|rendue?s?|parvenue?s?|attendue?s?))|(?:anapath|histologie|anatomo-?pathologie|anatomie pathologique)|\((?:lue?s?|rendue?s?|recue?s?|connue?s?|signee?s?|validee?s?))"
    r"(?: (?:definiti(?:f|ve)s?|attendue?s?|prevue?s?))?\s\Z"
)
_STAY = Screened(
    r"(?:^|\n|[-.;:(,|]\s*|\bservice\b[^\n]{0,40}|  )\s*(?:(?:compte rendu d')?hospitalisation|(?:duree du )?sejour|crh?\b(?! op(?:eratoire)?\b)(?![^\n.]{0,15}\b(?:tep|pet|tdm|irm|scanner|echo|scinti|mammo|radio|rx))[^\n.,]{0,30}|hdj|(?:hopital de jour|hdj)?[ -]*seance|date d'entree|entree|date de sortie|sortie)"
    r"(?: (?:complete|programmee|de jour))?\s{0,2}(?:le|du|:)?\s{0,2}\Z"
)
#: "Depuis la dernière consultation (13 juin) : hospitalisation en août": only where what is told begins.
_SINCE_A_VISIT = Screened(
    r"(?:\A|[\n.;:] ?)depuis (?:l[ae] |sa |notre |ma )(?:derniere |precedente )?(?:tele-?)?(?:consultation|cs|visite|rencontre|entrevue)(?: precedente)?,? ?\(?(?:du |le |en |de )?\Z"
)
#: "Hospitalisation le 30/01 pour palier 1": what was begun on the first day of the stay.
_FOR_A_DRUG = re.compile(
    r",? (?:pour|en vue d[eu]) (?:l[ae] |l'|un |une |d[eu] )?(?:debut|initiation|instauration|introduction|mise en route|palier|1er palier|premier palier|montee de dose|titration)\b"
)
_FOR_AN_ACT = re.compile(r"[,(]\s*(?:entree|hospitalisation|hdj|sejour) programmee ")
_PREVIOUS_FORMS = Screened(
    r"(?:\bfiches?\b|\bprecedentes?\s?:)[^\n)]{0,30}\Z"
    # "ACE à 235 (détermination précédente en janvier : 107)": when an earlier value was measured.
    r"|\b(?:determinations?|dosages?|valeurs?|taux|mesures?|chiffres?|marqueurs?|psa|ace|cea|ca[ -]?(?:15|19|125)(?:[-. ]?[39])?|afp|ldh) (?:(?:le |la )?(?:precedente?|anterieure?|initiale?)s?)"
    r"(?: (?:etait|datait|remontait|datant|realisee?|mesuree?|faite?))?(?: (?:de|a) \d[^()\n;,]{0,15}?)? ?\(?(?:en|du|le|de|au|a)? ?\Z"
)
#: "PTT le 17/11 (déplacée du 10)", "au lieu du 10": the day on which nothing was done.
_INSTEAD_OF = Screened(
    r"\b(?:(?:deplace|reporte|repousse|decale|avance|differe)e?s? du|(?:annule|remplace)(?: et remplace)? (?:le (?:rdv|rendez-vous)|cel(?:ui|le)) du|au lieu du|et non(?: pas)? (?:du|le)) \Z"
)
#: What says of a day that it is no event's, told at once that none of it stands before one.
_NO_EVENTS = AnyOf(
    _PRINT.pattern, _CITED.pattern, _RECEPTION.pattern, _ARRIVED.pattern, _ANSWERED.pattern, _REPORT.pattern,
    _ANALYSED.pattern, _STAY.pattern, _PREVIOUS_FORMS.pattern, _INSTEAD_OF.pattern, _SINCE_A_VISIT.pattern,
)  # fmt: skip
_TABLE_BIRTH = re.compile(r"\|\s*[mf]\s*\|\s*\Z")
#: A name and what parts it from the year of birth; years at which cancer patients are grown up.
_NAMED = re.compile(
    r"\b(?:patiente?|madame|monsieur|mmes?|mlle|mr?s?|m)\b[ .:]{1,4}(?:(?:mme|mr?|madame|monsieur)[ .]{1,2})?(?:[a-z'-]{1,20}[. ]{0,2}){0,3} ?[(,–-] ?(?:nee? en )?\Z"
)
_CLOSED = re.compile(r"\s?(?:[).,;\n|–-]|\Z)")
_GROWN = 15
# A birth lies far back: the same column of a page header also holds print dates.
_YOUNGEST_DAYS = 3 * 365


def role_of(folded: str, layout: Layout, expression: Expression, interval: DateInterval | None) -> str:
    """Return ``event``, ``birth``, ``print``, ``reception``, ``report``, ``document``, ``stay`` or ``duration``.

    Parameters
    ----------
    folded
        The folded note.
    expression
        The expression as read; a role it already has is kept.
    interval
        What it was resolved to, if anything.
    """
    if expression.role is not None:
        return expression.role
    before = WINDOWS.cut(folded, max(0, expression.start - 60), expression.start)
    if _BIRTH.search(before):
        return "birth"
    if _is_year_of_birth(folded, layout, expression, before):
        return "birth"
    if layout.is_ignored(expression.start):
        reference = layout.reference_date
        old = interval is not None and reference is not None and (reference - interval.end).days > _YOUNGEST_DAYS
        return "birth" if _TABLE_BIRTH.search(before) or old else "print"
    if expression.form not in (Form.CALENDAR, Form.DAY_ONLY):
        # "Résultat jeudi", "CR reçu 8 jours après": the result's own day, not the act's.
        return "report" if _RELATIVE_REPORT.search(before) or _ANSWERED.search(before) else "event"
    told = _NO_EVENTS.may_stand(before)
    role = _role_told(folded, expression, interval, before) if told else None
    if role is not None:
        return role
    if expression.joined == 2 and _STAY.search(_before_period(folded, expression)) is not None:
        return "stay"
    if _is_letter_date(folded, layout, expression, interval) or (told and _of_another_paper(expression, before)):
        return "document"
    return "event"


def _role_told(folded: str, expression: Expression, interval: DateInterval | None, before: str) -> str | None:
    """Return the role that the words before a date give it, or None."""
    if _PRINT.search(before) or (
        interval is not None and interval.precision is Precision.YEAR and _CITED.search(before)
    ):
        return "print"
    if _RECEPTION.search(before):
        # "Il a reçu le 9/9 sa première cure", "Mme V., reçue le 9/9": no sample came in.
        of_patient = _RECEIVED.search(before) is not None and _SAMPLE.search(before.rpartition("\n")[2]) is None
        return "event" if of_patient else "reception"
    if _ARRIVED.search(before):
        return "stay"
    # Of its line alone: a column called "Résultat" ends the line above.
    if _ANSWERED.search(before) or _REPORT.search(before, before.rfind("\n") + 1):
        return "report"
    if _ANALYSED.search(before) and _ON_A_SAMPLE.match(folded, expression.end):
        return "report"
    stay = _STAY.search(before)
    if stay is not None and not _FOR_A_DRUG.match(folded, expression.end):
        # "PBH sous écho, entrée programmée le 29": the day that is set for an act.
        if expression.year is not None or _FOR_AN_ACT.match(stay.group()) is None:
            return "stay"
    return None


def _of_another_paper(expression: Expression, before: str) -> bool:
    """Return whether the words before a date say that it is an earlier form's or visit's, or was put off."""
    return (
        _PREVIOUS_FORMS.search(before) is not None
        or (not expression.joined and _INSTEAD_OF.search(before) is not None)
        or _SINCE_A_VISIT.search(before) is not None
    )


def is_birth(folded: str, start: int) -> bool:
    """Return whether the words before a date say that it is one of birth."""
    return _BIRTH.search(folded[max(0, start - 60) : start]) is not None


def _is_year_of_birth(folded: str, layout: Layout, expression: Expression, before: str) -> bool:
    """Whether a bare year stands with the patient's name: "Patiente : Mme T. D. (1971)", "M. L., 1950"."""
    if expression.year is None or expression.month is not None or layout.reference_date is None:
        return False
    grown = layout.reference_date.year - expression.year >= _GROWN
    return (
        grown
        and _NAMED.search(before.rpartition("\n")[2]) is not None
        and _CLOSED.match(folded, expression.end) is not None
    )


def _before_period(folded: str, expression: Expression) -> str:
    """Return what stands before the first half of the period that ``expression`` closes."""
    before = folded[max(0, expression.start - 70) : expression.start]
    return re.sub(r"[0-9][0-9oli/. ]{0,12}(?:[a-z]+)?\s{0,2}(?:au|-|a)\s{0,2}\Z", "", before)


#: How a letter begins, below its day.
_GREETS = re.compile(
    r"\s*(?:(?:mon|ma|mes|bien|tres) )*(?:cher|chere|chers|monsieur|madame|docteur)s?\b[^\n.:,]{0,40}(?:,|\n|\Z)"
)
#: What a radiologist calls a report.
_EXAM_HEADED = re.compile(r"\b(?:echograph|scanner|tdm|irm|tep|scintigr|mammogra|radiogra|scanograph|tomodens)")


def _is_letter_date(folded: str, layout: Layout, expression: Expression, interval: DateInterval | None) -> bool:
    """Whether this is the date line of a letter ("Paris, le 11 mai 2020")."""
    if interval is None or not layout.lines:
        return False
    index = layout.line(expression.start)
    start, end = layout.lines[index]
    if index > 6 or folded[expression.end : end].strip(" .,"):
        return False
    greets = _GREETS.match(folded, end) is not None
    if interval.start != layout.reference_date and not greets:
        return False
    head = folded[start : expression.start].strip()
    if _EXAM_HEADED.search(head):
        return False  # "Compte-rendu d'échographie - le 18 mars 2019": the exam's
    dated = re.search(r"(?:^|,|-|:)\s*(?:le|fait le)?\Z", head) is not None or (greets and head.endswith(" le"))
    return dated and len(head) < 60 and not re.search(r"\bdu\Z", head)
