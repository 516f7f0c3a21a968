"""How French doctors tell what is to come, and what was to come and did not: cancelled, refused, put off."""

from __future__ import annotations

from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.lives import Fact, Patient
from onco_pipeline.synthesis.page import Bank, Page
from onco_pipeline.synthesis.tell import named, result

_PLAN = Bank(
    "{q.C} [prévu|programmé|planifié]{q.e} {d.on}{d}. ",
    "[Prévoir|Je programme|Nous demandons] {q.un}{q} {d.on}{d}. ",
    "[Prochain rendez-vous avec|Revient avec|Sera revu avec] {q.un}{q} {d.on}{d}. ",
    "[Rendez-vous pris pour|RDV donné pour] {q.le}{q} {d.on}{d}. ",
    "{q.Un}{q} sera [réalisé|fait]{q.e} {d.on}{d}. ",
)
_PLAN_DRUG = Bank(
    "[Début prévu|Début programmé] {q.du}{q} {d.on}{d}. ",
    "{q.C} à débuter {d.on}{d}. ",
    "Je lui prescris {q.du}{q}, première prise prévue {d.on}{d}. ",
)
_CANCELLED = Bank(
    "{q.C} prévu{q.e} {d.on}{d}, [annulé|déprogrammé|décommandé]{q.e} ({y}). ",
    "{q.C} initialement programmé{q.e} {d.on}{d} : annulation ({y}). ",
    "Le rendez-vous {q.du}{q} {d.of}{d} a été [annulé|reporté sine die] ({y}). ",
    "{q.C} {d.of}{d} non réalisé{q.e} ({y}). ",
)
_REFUSED = Bank(
    "{q.C} [prévu|programmé|proposé]{q.e} {d.on}{d}, [refusé|décliné]{q.e} par {p}. ",
    "{p.C} [a refusé|n'a pas souhaité] {q.le}{q} prévu{q.e} {d.on}{d}. ",
    "Refus {q.du}{q} programmé{q.e} {d.on}{d}. ",
)


def plan(page: Page, fact: Fact) -> None:
    """Tell an exam, a sampling or a drug to come."""
    bank = _PLAN_DRUG if fact.family == "oral_therapy" else _PLAN
    page.say(bank, (fact, "q", "d", "planned"), q=named(page, fact), d=page.future(fact.day))


_LATER = Bank(
    "{q.C} prévu{q.e} {d.on}{d}, [annulé|déprogrammé]{q.e} ({y}), finalement [fait|réalisé]{q.e} {d2.on}{d2} : {r}. ",
    "{q.C} initialement {d.on}{d}, [reporté|décalé]{q.e} ({y}) et [fait|effectué]{q.e} {d2.on}{d2} : {r}. ",
)


def rescheduled(page: Page, patient: Patient, missed: Fact, fact: Fact) -> None:
    """Tell a sampling that fell through and was done later, with its result, in one sentence."""
    pathology = fact.shows
    if pathology is None:
        return
    d = page.exact(missed.day)
    page.anchor = missed.day
    page.say(
        _LATER,
        (missed, "q", "d", "cancelled"),
        (fact, "q", "d2"),
        (pathology, "r", "d2"),
        q=named(page, fact),
        d=d,
        d2=page.past(fact.day),
        y=missed.words,
        r=result(page, patient, pathology),
    )


def not_done(page: Page, fact: Fact, patient: Patient) -> None:
    """Tell an exam that was planned and cancelled or refused."""
    who = "la patiente" if patient.sex == "f" else "le patient"
    q = named(page, fact)
    if fact.day <= page.reference:
        d = page.past(fact.day, noun_only=True)
    elif (fact.day - page.reference).days < 250:
        d = dates.yearless(fact.day, page.voice.bare)
    else:
        d = page.exact(fact.day)
    if fact.state == "refused":
        page.say(_REFUSED, (fact, "q", "d", "refused"), q=q, d=d, p=who)
    else:
        page.say(_CANCELLED, (fact, "q", "d", "cancelled"), q=q, d=d, y=fact.words)
