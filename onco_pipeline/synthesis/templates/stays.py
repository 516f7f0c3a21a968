"""What a ward writes: stay report, day-hospital report, discharge letter, last stay; and the tumour board's sheet."""

from __future__ import annotations

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import Patient, Step
from onco_pipeline.synthesis.page import Mark, Page
from onco_pipeline.synthesis.templates import history, talk
from onco_pipeline.synthesis.templates.clinic import identity, of_specialty, opening
from onco_pipeline.synthesis.vocabulary import IMAGING
from onco_pipeline.synthesis.wording import bank, layouts

_TITLE = bank("stays.title")
_TITLE_DAY = bank("stays.title_day")
_REASON = {
    "stay": ("bilan {c}", "prise en charge diagnostique ({c})", "{c}"),
    "surgery": ("{w} pour {l}", "intervention programmée : {w}"),
    "terminal": ("altération de l'état général", "soins de confort", "dyspnée et douleurs non contrôlées"),
    "chemo": ("C1 {w}", "chimiothérapie, {w}"),
}
_COURSE = {
    "stay": bank("stays.course.stay"),
    "surgery": bank("stays.course.surgery"),
    "terminal": bank("stays.course.terminal"),
    "chemo": bank("stays.course.chemo"),
}


def stay(page: Page, patient: Patient, step: Step) -> None:
    """Write a stay report (CRH-HC, CRH-HDJ)."""
    rng, form, terse = page.rng, page.voice.full[0], page.chance(page.voice.terse * 0.7)
    bank = _TITLE if step.end > step.day else _TITLE_DAY
    page.say(
        bank,
        z=of_specialty(patient),
        s=patient.organ.specialty,
        d=dates.absolute(step.day, form),
        x=dates.absolute(step.end, form),
    )
    page.line()
    opening(page, patient)
    page.line()
    reason = rng.choice(_REASON[step.kind]).format(
        c=rng.choice(patient.organ.complaints), w=step.words, l=patient.disease(page.reference, short=True)
    )
    part = rng.choice(layouts("stay", page.families))
    page.say(part["reason"])
    page.line(reason + ".")
    page.say(part["own"])
    talk.background(page, patient)
    page.line()
    if page.chance(0.55):
        page.say(part["relatives"])
        talk.relatives(page)
        page.line()
    if page.chance(0.5):
        page.say(part["life"])
        talk.lifestyle(page, patient)
        page.line()
    if page.chance(0.55):
        page.say(part["pills"])
        talk.medication(page)
        page.line()
    page.line().say(part["story"])
    history.chart_history(page, patient, 1.0, terse)
    page.line().line()
    page.say(part["examination"])
    talk.examination(page, patient)
    page.line().say(part["course"])
    in_stay(page, patient, step)
    page.say(_COURSE[step.kind])
    page.line()
    if page.chance(0.5):
        page.say(part["out"])
        talk.medication(page)
        page.line()
    page.line()
    page.say(part["end"])
    history.outlook(page, patient)
    if page.chance(0.3):
        talk.musing(page, patient)
    page.line()
    page.line(f"Dr {rng.choice('BCDFGHLMPRT')}., interne : {rng.choice('BCDFGHLMPRT')}.")


_ON_DAY = bank("stays.on_day")
_ON_DAY_WAITING = bank("stays.on_day_waiting")


def in_stay(page: Page, patient: Patient, step: Step) -> None:
    """Tell what was done during the stay by the day of the month alone ("le 16")."""
    for fact in history.past_facts(page, patient):
        if (
            not step.day <= fact.day <= step.end
            or fact.family not in ("imaging", "biopsy")
            or fact.outside
            or fact.act == "sentinel"
        ):
            continue
        same_month = step.day.month == step.end.month
        d = dates.day_only(fact.day) if same_month and page.chance(0.6) else dates.yearless(fact.day, page.voice.bare)
        q = tell.named(page, fact)
        if fact.family == "imaging" and fact.shows is None:
            page.say(_ON_DAY, (fact, "q", "d"), q=q, d=d, r=fact.words)
        elif fact.family == "imaging" and fact.shows is not None:
            page.say(_ON_DAY, (fact, "q", "d"), (fact.shows, "r", "d"), q=q, d=d, r=fact.shows.words)
        else:
            page.say(_ON_DAY_WAITING, (fact, "q", "d"), q=q, d=d)
    if step.kind == "surgery":
        tell.surgery(page, patient, step)


_DISCHARGE = bank("stays.discharge")


def discharge(page: Page, patient: Patient, step: Step) -> None:
    """Write a discharge letter (LT-SOR)."""
    form = page.voice.full[0]
    page.say(_DISCHARGE, d=dates.absolute(step.day, form), x=dates.absolute(step.end, form), s=patient.organ.specialty)
    page.line().line("Cher confrère,")
    opening(page, patient)
    page.line()
    in_stay(page, patient, step)
    page.write("Histoire résumée : ")
    history.history(page, patient, 0.45)
    page.line()
    history.outlook(page, patient)
    page.line().line("Confraternellement.")


_OWN, _RELATIVES = bank("clinic.section.own"), bank("clinic.section.relatives")
_STORY, _STAGE = bank("stays.board_story"), bank("stays.board_stage")
_BOARD = bank("stays.board")
_QUESTION = {
    "présentation initiale": ("prise en charge initiale ?", "stratégie thérapeutique ?", "chirurgie première ?"),
    "post-opératoire": ("traitement adjuvant ?", "chimiothérapie adjuvante ?"),
    "récidive métastatique": ("traitement de la récidive ?", "ligne suivante ?"),
}
_ADVICE = {
    "présentation initiale": bank("stays.advice.présentation initiale"),
    "post-opératoire": bank("stays.advice.post-opératoire"),
    "récidive métastatique": bank("stays.advice.récidive métastatique"),
}


def board(page: Page, patient: Patient, step: Step) -> None:
    """Write a tumour board's sheet (CR-RCP), its history as a table or as lines."""
    rng, voice = page.rng, page.voice
    d = dates.absolute(page.reference, voice.full[0]).core
    page.say(
        _BOARD,
        s=patient.organ.specialty.upper() if page.chance(0.5) else patient.organ.specialty,
        d=d,
        n=str(rng.randint(1, 4)),
    )
    page.line(f"Patient : {identity(patient)}   PS {rng.choice((0, 0, 1, 1, 2))}")
    if page.chance(0.4):
        page.say(_OWN)
        talk.background(page, patient)
        page.line()
    if page.chance(0.35):
        page.say(_RELATIVES)
        talk.relatives(page)
        page.line()
    if page.chance(0.5):
        table(page, patient)
    else:
        page.line(page.words(_STORY))
        history.history(page, patient, 1.0, page.chance(0.7))
        page.line()
    spread = any(fact.family == "metastasis" and fact.known <= page.reference for fact in patient.facts)
    page.line(f"{page.words(_STAGE)} : {patient.tumour.stage}{' M1' if spread else ' M0'}")
    page.line(f"Question : {rng.choice(_QUESTION[step.words])}")
    page.say(_ADVICE[step.words], t=CARE[patient.tumour.organ].strategy)
    history.outlook(page, patient)
    page.line()
    if page.chance(0.5):
        page.line("Présents : chirurgien, radiologue, oncologue, radiothérapeute, pathologiste.")


def table(page: Page, patient: Patient) -> None:
    """Write the history as a flattened table: date, exam, result."""
    layout, number = page.rng.choice(layouts("table", page.families)), 0
    page.say(layout["head"])
    page.line()
    form = page.rng.choice((0, 1, 1, 6))
    for fact in history.past_facts(page, patient):
        if fact.family not in ("imaging", "biopsy") or fact.act == "sentinel" or (page.reference - fact.day).days > 900:
            continue
        result = fact.shows if fact.shows is not None and fact.shows.known <= page.reference else None
        words = result.words if result is not None else fact.words or "en attente"
        marks: list[Mark] = [(fact, "q", "d"), *([(result, "r", "d")] if result is not None else [])]
        w = " (ville)" if fact.outside and fact.act in IMAGING else " (externe)" if fact.outside else ""
        number += 1
        page.say(
            layout["row"],
            *marks,
            n=str(number),
            d=dates.absolute(fact.day, form),
            q=tell.short(page, fact),
            w=w,
            r=words,
        )
        page.line()
