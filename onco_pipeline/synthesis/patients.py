"""What happened to a fictitious patient, before anybody wrote a word of it.

A patient is a list of facts (the care events, whether or not anyone will tell or code them) and of
steps (the encounters and treatments around them). Everything follows from ``(seed, index)``: neither
the size of the hospital nor the order of generation matters.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from onco_pipeline.synthesis.course import Course
from onco_pipeline.synthesis.lives import HORIZON, Patient
from onco_pipeline.synthesis.organs import ORGANS
from onco_pipeline.synthesis.tumours import weighted
from onco_pipeline.synthesis.wording import Families

FIRST_DAY, LAST_DAY = date(2017, 1, 2), date(2021, 6, 30)
_SHARES = (
    ("sein", 0.28),
    ("poumon", 0.22),
    ("côlon", 0.17),
    ("prostate", 0.15),
    ("rein", 0.07),
    ("ovaire", 0.05),
    ("peau", 0.06),
)
#: Share of usual diagnoses, in the first lockdown and in the summer after it.
_COVID = ((date(2020, 3, 17), date(2020, 5, 31), 0.67), (date(2020, 6, 1), date(2020, 9, 30), 0.81))


def simulate(seed: int, index: int, families: str = Families.DEV) -> Patient:
    """Live one life, to be told in the wording of ``families``; those of two families are never the same.

    Examples
    --------
    >>> first, again = simulate(0, 7), simulate(0, 7)
    >>> [fact.day for fact in first.facts] == [fact.day for fact in again.facts]
    True
    """
    rng = Random(f"onco:{families}:{seed}:{index}")  # noqa: S311  (fiction, not cryptography)
    organ = ORGANS[weighted(rng, _SHARES)]
    sex = "f" if rng.random() < organ.women else "m"
    start = first_day(rng)
    years = min(91.0, max(32.0, rng.gauss(*organ.age)))
    patient = Patient(
        index,
        f"P{index:06d}",
        sex,
        start - timedelta(days=int(years * 365.25)),
        rng.choice("ABCDEFGHJKLMNOPRSTV"),
        organ,
        organ.tumour(rng, sex),
        rng.choice(("SLS", "TNN", "HMN", "CCH", "APR", "PSL")),
        rng,
        families,
    )
    life = Course(patient)
    life.previous_cancer(start)
    life.run(start)
    _close(patient)
    return patient


def _close(patient: Patient) -> None:
    """Cut the life at the end of the records, or at death: what was planned beyond stays open."""
    end = min(HORIZON, patient.death or HORIZON)
    patient.steps = sorted((step for step in patient.steps if step.day <= end), key=lambda step: step.day)
    kept = []
    for fact in patient.facts:
        if fact.day > end:
            if fact.ordered is None or fact.ordered > end or patient.death:
                continue
            fact.state, fact.coded, fact.shows = "open", None, None
        if fact.family == "metastasis" and fact.day > end:
            continue
        kept.append(fact)
    alive = {fact.key for fact in kept}
    for fact in kept:
        if fact.shows is not None and fact.shows.key not in alive:
            fact.shows = None
    for step in patient.steps:
        step.facts = [fact for fact in step.facts if fact.key in alive]
    patient.facts = kept


def first_day(rng: Random) -> date:
    """Draw the day of a first suspicion; fewer fall into the epidemic."""
    span = (LAST_DAY - FIRST_DAY).days
    while True:
        day = FIRST_DAY + timedelta(days=int(rng.random() * span))
        share = next((share for first, last, share in _COVID if first <= day <= last), 1.0)
        if rng.random() < share:
            return day
