"""How a life's facts are made: delays, places, and what the hospital codes of them."""

from __future__ import annotations

import math
from datetime import date, timedelta

from onco_pipeline.synthesis import findings
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import WRONG, Fact, Patient, Step
from onco_pipeline.synthesis.vocabulary import BIOPSY, HISTOLOGY_CODES, IMAGING

#: The first lockdown, when everything took longer and some appointments fell through.
LOCKDOWN = (date(2020, 3, 17), date(2020, 5, 11))


#: Share of coded exams whose code is another's: mostly of another region, at times of another kind.
_MISCODED = 0.02
_SAME_KIND = {"ct": ("ZCQH001",), "mri": ("ZCQJ004",), "ultrasound": ("ZCQM008",)}

_EPIDEMIC = (date(2020, 3, 1), date(2021, 6, 1))
#: Why an appointment falls through.
_WHY = (
    "panne de la machine",
    "problème de transport",
    "absence au rendez-vous",
    "INR trop élevé",
    "fièvre ce jour-là",
    "infection intercurrente",
)
_WHY_COVID = (
    *_WHY,
    "Covid-19",
    "annulation du fait de l'épidémie",
    "déprogrammation Covid",
    "crainte de la contamination",
)


def workday(day: date) -> date:
    """Return the day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


class Maker:
    """Makes facts and steps of one patient."""

    def __init__(self, patient: Patient) -> None:
        self.patient, self.rng = patient, patient.rng
        self.tumour, self.organ = patient.tumour, patient.organ.name
        self.care, self.families = CARE[self.organ], patient.families

    # -- time and chance -------------------------------------------------------------------
    def later(self, day: date, median: float, sigma: float = 0.5) -> date:
        """Return a working day after ``day``, by a log-normal delay that the lockdown lengthens."""
        delay = max(1, round(self.rng.lognormvariate(math.log(median), sigma)))
        if LOCKDOWN[0] <= day <= LOCKDOWN[1]:
            delay = round(delay * 1.4)
        return workday(day + timedelta(days=delay))

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    # -- findings --------------------------------------------------------------------------
    def primary(self, act: str, spread: bool = False) -> str:
        """Return what an exam shows of the primary."""
        return findings.primary(self.rng, self.tumour, act, self.families, spread)

    def normal(self, act: str) -> str:
        """Return a normal result."""
        return findings.normal(self.rng, act, self.families)

    def outcome(self, kind: str) -> str:
        """Return the course of the disease as an exam shows it."""
        return findings.course(self.rng, kind, self.families)

    # -- making facts ----------------------------------------------------------------------
    def add(self, fact: Fact) -> Fact:
        self.patient.facts.append(fact)
        return fact

    def step(self, kind: str, day: date, words: str = "", end: date | None = None, outside: bool = False) -> Step:
        step = Step(kind, day, end or day, words, outside)
        self.patient.steps.append(step)
        return step

    def code(self, fact: Fact, codes: tuple[str, ...], uncoded: float) -> None:
        """Decide whether the act is coded, whether as what it was, and whether on the right day."""
        if fact.outside or not codes or self.chance(uncoded):
            return
        if fact.family == "imaging" and self.chance(_MISCODED):
            if self.chance(0.7):
                codes = _SAME_KIND.get(fact.subtype, codes)
            else:
                self.miscoded(fact)
                return
        shift = self.rng.choice((-7, -5, 6, 7, 10, 14)) if self.chance(0.02) else 0
        fact.coded, fact.codes = fact.day + timedelta(days=shift), codes

    def miscoded(self, fact: Fact) -> None:
        """Code an exam as one of another kind: the row shows an exam that never was, the real one has no row."""
        act = "us_abdomen" if fact.subtype != "ultrasound" else "xray_chest"
        exam = IMAGING[act]
        key = len(self.patient.facts)
        wrong = Fact(key, "imaging", exam.subtype, exam.site, fact.day, fact.known, act, state=WRONG)
        self.add(wrong)
        wrong.coded, wrong.codes = fact.day, exam.codes[0]

    def imaging(
        self, act: str, day: date, outside: bool, words: str, purpose: str, ordered: date | None = None
    ) -> Fact:
        exam = IMAGING[act]
        known = day + timedelta(days=self.rng.choice((0, 0, 1, 2)) if not outside else self.rng.randint(1, 4))
        fact = self.add(
            Fact(
                len(self.patient.facts),
                "imaging",
                exam.subtype,
                exam.site,
                day,
                known,
                act,
                words,
                outside,
                "done",
                ordered,
            )
        )
        fact.purpose = purpose
        self.code(fact, self.rng.choice(exam.codes) if exam.codes else (), 0.06)
        return fact

    def metastasis(self, exam: Fact, site: str) -> Fact:
        subtype = "new_site" if self.patient.metastatic else "onset"
        self.patient.metastatic = True
        fact = self.add(
            Fact(
                len(self.patient.facts),
                "metastasis",
                subtype,
                site,
                exam.day,
                exam.known,
                words=findings.spread(self.rng, site, self.families),
            )
        )
        fact.outside, exam.shows = exam.outside, fact
        return fact

    def biopsy(
        self, act: str, day: date, outside: bool, result: str, purpose: str, ordered: date | None = None
    ) -> tuple[Fact, Fact]:
        """Sample, and read the sample one to three weeks later."""
        kind = BIOPSY[act]
        fact = self.add(
            Fact(
                len(self.patient.facts), "biopsy", kind.subtype, kind.site, day, day, act, "", outside, "done", ordered
            )
        )
        fact.purpose = purpose
        # Endoscopic samplings are coded as the endoscopy alone more often than not.
        uncoded = 0.35 if act in ("bronchus", "colon", "node_ebus") else 0.1
        self.code(fact, self.rng.choice(kind.codes) if kind.codes else (), uncoded)
        report = self.later(day, 8, 0.4)
        pathology = self.add(
            Fact(len(self.patient.facts), "pathology", "result", kind.site, day, report, act, result, outside)
        )
        self.code(pathology, (self.rng.choice(HISTOLOGY_CODES),), 0.55)
        fact.shows = pathology
        return fact, pathology

    def cancelled(self, family: str, act: str, day: date, ordered: date, refused: bool) -> Fact:
        """Plan an exam that will not take place."""
        kind = (IMAGING if family == "imaging" else BIOPSY)[act]
        closed = workday(ordered + timedelta(days=max(1, int((day - ordered).days * self.rng.random()))))
        state = "refused" if refused else "cancelled"
        fact = self.add(
            Fact(len(self.patient.facts), family, kind.subtype, kind.site, day, day, act, "", False, state, ordered)
        )
        fact.closed = min(closed, day)
        fact.words = self.rng.choice(_WHY_COVID if _EPIDEMIC[0] <= day <= _EPIDEMIC[1] else _WHY)
        return fact

    # -- the course of the disease ---------------------------------------------------------

    def oral(self, inn: str, action: str, day: date, dose: str, reason: str, ordered: date | None = None) -> Fact:
        fact = self.add(
            Fact(len(self.patient.facts), "oral_therapy", action, inn, day, day, "", reason, False, "done", ordered)
        )
        fact.dose = dose
        return fact
