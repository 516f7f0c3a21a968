"""How French doctors tell what is to come, and what was to come and did not: cancelled, refused, put off."""

from __future__ import annotations

from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.lives import Fact, Patient
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.tell import named, result
from onco_pipeline.synthesis.wording import bank

_PLAN = bank("plans.plan")
_PLAN_DRUG = bank("plans.plan_drug")
_CANCELLED = bank("plans.cancelled")
_REFUSED = bank("plans.refused")


def plan(page: Page, fact: Fact) -> None:
    """Tell an exam, a sampling or a drug to come."""
    bank = _PLAN_DRUG if fact.family == "oral_therapy" else _PLAN
    page.say(bank, (fact, "q", "d", "planned"), q=named(page, fact), d=page.future(fact.day))


def to_come(page: Page, patient: Patient, most: int) -> list[Fact]:
    """Return what is ordered and not yet done, soonest first."""
    reference = page.reference
    ahead = [fact for fact in patient.facts if fact.ordered is not None and fact.ordered <= reference < fact.day]
    ahead = [f for f in ahead if f.family != "pathology" and not (f.closed is not None and f.closed <= reference)]
    return sorted(ahead, key=lambda fact: (fact.day, fact.key))[:most]


_LATER = bank("plans.later")


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
