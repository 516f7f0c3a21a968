"""What those write who do something: endoscopy, operation; what the patient takes home: the care plan."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, plans
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import Fact, Patient, Step
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.templates import history
from onco_pipeline.synthesis.templates.clinic import identity
from onco_pipeline.synthesis.vocabulary import BIOPSY
from onco_pipeline.synthesis.wording import bank

_ENDOSCOPY_HEAD, _ENDOSCOPY = bank("acts.endoscopy_head"), bank("acts.endoscopy")
_OPERATION_HEAD, _OPERATION = bank("acts.operation_head"), bank("acts.operation")
_OPERATION_NODE, _OPERATION_WHY = bank("acts.operation_node"), bank("acts.operation_why")
_CARE_PLAN_HEAD, _CARE_PLAN = bank("acts.care_plan_head"), bank("acts.care_plan")


def endoscopy(page: Page, patient: Patient, fact: Fact) -> None:
    """Write an endoscopy report (CR-BRONC, CR-ENDO-DIG): its biopsies have the day of the exam."""
    form = page.voice.full[0]
    said = page.say(_ENDOSCOPY_HEAD, d=dates.absolute(fact.day, form), x=dates.absolute(page.reference, form))["d"]
    page.line(f"Patient : {identity(patient)}")
    page.line(f"Indication : {page.rng.choice(patient.organ.complaints)}.")
    care = CARE[patient.tumour.organ]
    sight = care.endoscopy[1] if care.endoscopy is not None else "lésion"
    names = BIOPSY[fact.act].names
    page.say(_ENDOSCOPY, (fact, "q", said), q=names[int(page.rng.random() * len(names))], l=sight)
    page.line().line(f"Dr {page.rng.choice('BCDFGHLMPRT')}.")


def operation(page: Page, patient: Patient, step: Step) -> None:
    """Write an operation report (CR-OP): the surgeon knows the history, not the specimen's result."""
    form = page.voice.full[0]
    when = dates.absolute(step.day, form)
    said = page.say(_OPERATION_HEAD, d=when, x=dates.absolute(page.reference, form), s=step.words)["d"]
    page.line(f"Patient : {identity(patient)}")
    page.say(_OPERATION_WHY)
    history.history(page, patient, 0.4)
    page.line()
    page.say(_OPERATION, n=str(page.rng.randint(6, 24)))
    node = next((fact for fact in step.facts if fact.act == "sentinel"), None)
    if node is not None:
        page.say(_OPERATION_NODE, (node, "q", said), q=BIOPSY["sentinel"].names[0])
    page.line()


def care_plan(page: Page, patient: Patient) -> None:
    """Write what is planned as it is handed to the patient (PPS)."""
    page.say(_CARE_PLAN_HEAD, d=dates.absolute(page.reference, page.voice.full[0]))
    page.line(identity(patient))
    page.say(_CARE_PLAN)
    page.line()
    for fact in plans.to_come(page, patient, 4):
        page.write("- ")
        plans.plan(page, fact)
        page.line()
    page.line(f"Rappel : {patient.disease(page.reference)}.")
