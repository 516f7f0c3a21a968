"""What surrounds the events in a note: history told in order, background, examination, distractors.

Numbers, dates and relatives that look like events and are none (blood pressure, birth dates, a
mother's metastases) are part of the exercise: they carry no gold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onco_pipeline.synthesis import dates, tell
from onco_pipeline.intervals import DateInterval
from onco_pipeline.synthesis.page import Bank, Mention, Page
from onco_pipeline.synthesis.patients import Fact, Patient, Step

_BACKGROUND = (
    "HTA", "diabète de type 2", "appendicectomie dans l'enfance", "cholécystectomie {y}", "dyslipidémie", "hypothyroïdie substituée",
    "asthme", "prothèse de hanche droite {y}", "fibrillation atriale sous apixaban", "tabac {n} PA", "tabagisme sevré depuis {y}",
    "cataracte opérée {y}", "SAOS appareillé", "hernie inguinale opérée {y}", "allergie à la pénicilline", "BPCO", "glaucome", "phlébite en {y}",
)  # fmt: skip
_RELATIVES = Bank(
    "[mère|sœur|tante maternelle] : cancer du sein à {n} ans[| avec métastases osseuses en {y}]",
    "[père|frère] : cancer de la prostate en {y}[|, traité par bicalutamide]",
    "père décédé d'un cancer bronchique en {y}[| (métastases cérébrales)]",
    "[mère|père] : cancer colorectal en {y}[|, biopsies hépatiques positives à l'époque]",
    "une sœur sous létrozole depuis {y}",
    "pas de cancer connu dans la famille", "pas d'antécédent carcinologique familial",
    "grand-mère : cancer de l'ovaire ; une cousine suivie pour un mélanome (scanner en {y})",
)  # fmt: skip
_EXAMINATION = Bank(
    "OMS {o}, poids {w} kg, TA {t}. [Examen clinique sans particularité|Auscultation libre, abdomen souple|Pas d'adénopathie périphérique]. ",
    "[État général conservé|Bon état général], PS {o}. TA {t}, [apyrétique|T° 36,{n}]. [Pas de douleur|EVA {o}/10]. ",
    "PS {o}. {w} kg (stable). [Examen neurologique normal|Pas de point douloureux osseux|Murmure vésiculaire symétrique]. ",
    "À l'examen : OMS {o}, TA {t}, [pas d'œdème|pas de masse palpable|cicatrice propre]. ",
)
_BIOLOGY = Bank(
    "Biologie : Hb {h} g/dL, [plaquettes 2{n}0 G/L|créatinine {c} µmol/L], bilan hépatique normal. ",
    "NFS : Hb {h}, PNN {o},{n} G/L. ",
    "{k}. ",
)
_MARKERS = {
    "sein": ("CA 15-3 à {n}2 U/mL", "CA 15-3 normal"), "poumon": ("ACE 4,{n}", "LDH normales"),
    "côlon": ("ACE {n},2 µg/L", "ACE à 1{n} ng/mL"), "prostate": ("PSA {n},4 ng/mL", "PSA 0,{n}", "PSA à 1{n}"),
}  # fmt: skip
_NEGATED = Bank(
    "Pas d'indication à une [biopsie hépatique|TEP|IRM cérébrale]. ", "[Pas de nouvelle biopsie|Pas de scintigraphie] à ce stade. ",
    "[Biopsie liquide|TEP] à discuter en cas de progression. ", "En cas de progression : {x} à envisager. ",
    "L'IRM n'est pas nécessaire. ", "Pas de métastase connue à ce jour. ",
)  # fmt: skip
_HOPED = {"sein": "capécitabine", "poumon": "vinorelbine orale", "côlon": "régorafénib", "prostate": "enzalutamide"}


def background(page: Page, patient: Patient) -> None:
    """Write two or three items of the patient's own history, and an old cancer if there was one."""
    rng = page.rng
    items = [
        rng.choice(_BACKGROUND).format(
            y=rng.randint(1985, patient.birth.year + 30 if patient.birth.year > 1970 else 2012), n=rng.randint(10, 50)
        )
        for _ in range(rng.randint(1, 3))
    ]
    page.write(", ".join(dict.fromkeys(items)))
    for fact in patient.facts:
        if fact.purpose == "previous":
            page.say(_PREVIOUS, (fact, "r", "d"), r=fact.words, d=dates.year(fact.day.year))
    page.write(". ")


_PREVIOUS = Bank(", {r} [en|,] {d}", " ; {r} en {d}[|, considéré guéri]", ", {r} ({d})")


def relatives(page: Page) -> None:
    """Write a relative's cancer."""
    rng = page.rng
    page.say(_RELATIVES, n=str(rng.randint(38, 79)), y=str(rng.randint(1985, 2015)))
    page.write(". ")


def examination(page: Page, patient: Patient) -> None:
    """Write a short clinical examination, and at times some biology."""
    rng = page.rng
    o, n = str(rng.choice((0, 0, 1, 1, 2))), str(rng.randint(1, 9))
    page.say(
        _EXAMINATION, o=o, w=str(rng.randint(48, 96)), t=rng.choice(("12/8", "13/7", "14/8", "135/82", "11/6")), n=n
    )
    if page.chance(0.5):
        k = rng.choice(_MARKERS[patient.tumour.organ]).format(n=n)
        page.say(
            _BIOLOGY, h=f"{rng.randint(9, 15)},{n}", n=n, c=str(rng.randint(50, 110)), o=str(rng.randint(1, 4)), k=k
        )


def musing(page: Page, patient: Patient) -> None:
    """Write something that is not done, or only thought of."""
    page.say(_NEGATED, x=_HOPED[patient.tumour.organ])


# -- history ----------------------------------------------------------------------------------
def past_facts(page: Page, patient: Patient) -> list[Fact]:
    """Return what the author can tell as done, in the order in which it happened."""
    reference = page.reference
    facts = [
        fact
        for fact in patient.facts
        if fact.state == "done" and fact.known <= reference and fact.purpose != "previous"
    ]
    facts.sort(key=lambda fact: (fact.day, fact.key))
    return facts


#: How likely an exam of each purpose is worth telling in a history.
_WORTH = {"diagnosis": 0.85, "staging": 0.65, "relapse": 0.95, "follow-up": 0.3, "evaluation": 0.6}


def history(page: Page, patient: Patient, detail: float = 1.0, lines: bool = False, since: date = date.min) -> None:
    """Tell what happened so far.

    Parameters
    ----------
    since
        Leave out what the author of that day could tell already.
    detail
        1 for a full history, less for a summary: scales how likely each exam is told.
    lines
        Telegraphic lines, one an event, instead of sentences.
    """
    facts = [fact for fact in past_facts(page, patient) if fact.known > since]
    told: set[int] = set()
    treatments: list[tuple] = [
        (step.day, 1, step) for step in patient.steps
        if step.kind in ("surgery", "radiotherapy", "chemo") and (step.end if step.kind == "surgery" else step.day) < page.reference and step.day > since
    ]  # fmt: skip
    events: list[tuple] = [
        (fact.day, 0, fact)
        for fact in facts
        if fact.family in ("imaging", "biopsy", "oral_therapy") or fact.purpose == "molecular"
    ]
    events.extend(treatments)
    events.sort(key=lambda item: (item[0], item[1]))
    sentinel = {fact.key for step in patient.steps for fact in step.facts if fact.act == "sentinel"}
    for position, (_, _, item) in enumerate(events):
        if item.__class__ is Step:
            _treatment(page, patient, item, lines)
            continue
        if item.key in told or item.key in sentinel:
            continue
        told.add(item.key)
        if item.family == "imaging":
            if not page.chance(min(1.0, _WORTH.get(item.purpose, 0.5) * detail + (0.3 if item.shows else 0))):
                continue
            following = events[position + 1][2] if position + 1 < len(events) else None
            if not lines and _pairs(item, following) and page.chance(0.6):
                told.add(following.key)
                tell.imaging_pair(page, item, following)
            else:
                _bullet(page, lines)
                tell.imaging(page, item, lines)
                _end(page, lines)
        elif item.family == "biopsy":
            if page.chance(0.5 + 0.5 * detail):
                _bullet(page, lines)
                tell.sampled(
                    page, patient, item, lines and item.shows is not None and item.shows.known <= page.reference
                )
                _end(page, lines)
        elif item.family == "pathology":
            if page.chance(0.5 * detail):
                _bullet(page, lines)
                tell.molecular(page, item)
                _end(page, lines)
        else:
            told.update(_drug(page, item, facts, lines, detail))


def _pairs(item: Fact, following: object) -> bool:
    return (
        isinstance(following, Fact)
        and following.family == "imaging"
        and item.shows is None
        and following.shows is None
        and item.subtype != following.subtype
        and bool(item.words and following.words)
        and item.outside == following.outside
        and (following.day - item.day).days < 15
    )


def _drug(page: Page, fact: Fact, facts: list[Fact], lines: bool, detail: float) -> set[int]:
    """Tell one step of a drug, with a companion started that day or with its end; return what was told."""
    drugs = [other for other in facts if other.family == "oral_therapy"]
    if fact.subtype == "dose_change" and not page.chance(0.4 + 0.5 * detail):
        return {fact.key}
    _bullet(page, lines)
    told = {fact.key}
    if fact.subtype == "start":
        steps = [other for other in drugs if other.site == fact.site and other.day > fact.day]
        companion = next(
            (
                other
                for other in drugs
                if other.day == fact.day and other.site != fact.site and other.subtype == "start"
            ),
            None,
        )
        if companion is not None and companion.key > fact.key:
            tell.oral(page, fact, companion)
            told.add(companion.key)
        elif steps and steps[0].subtype == "stop" and page.chance(0.5):
            tell.period(page, fact, steps[0])
            told.add(steps[0].key)
        else:
            tell.oral(page, fact)
    else:
        tell.oral(page, fact)
    _end(page, lines)
    return told


_RADIATION = Bank("{s.C} {d.of}{d} au {d2}. ", "{s.C}, [terminée|achevée] {d2.on}{d2}. ", "{s.C} {d.on}{d}. ")
_INFUSION = Bank(
    "[Chimiothérapie|Traitement IV] par {s} [débutée|commencée] {d.on}{d}. ",
    "{s.C} IV, C1 {d.on}{d}. ",
    "C1 {s} {d.on}{d}. ",
)


def _treatment(page: Page, patient: Patient, step: Step, lines: bool) -> None:
    _bullet(page, lines)
    if step.kind == "surgery":
        tell.surgery(page, patient, step)
    elif step.kind == "radiotherapy":
        over = step.end <= page.reference
        page.say(_RADIATION if over else _INFUSION, s=step.words, d=page.exact(step.day), d2=page.exact(step.end))
    else:
        page.say(_INFUSION, s=step.words, d=page.exact(step.day))
    _end(page, lines)


def _bullet(page: Page, lines: bool) -> None:
    if lines:
        page.write("- ")


def _end(page: Page, lines: bool) -> None:
    if lines:
        page.line()


_SINCE = ("Depuis : ", "Actualisation : ", "Depuis, ", "Évolution depuis : ")


def chart_history(page: Page, patient: Patient, detail: float, lines: bool) -> None:
    """Tell the history by copying an earlier note's words, or write it so that later notes may copy it.

    A history that will be copied holds whole dates only: copied to another day, "hier" would lie.
    One copy in thirty carries a slip of the pen (day and month changed over).
    """
    kept = patient.chart
    if kept is not None and page.chance(0.6):
        written, text, mentions = kept
        listed = text.startswith("- ")
        if listed and not lines:
            page.line()
        _paste(page, text, mentions, slip=page.chance(0.03))
        before = page.pieces
        if not listed:
            page.write(page.rng.choice(_SINCE))
        page.context = None
        length = page.length
        history(page, patient, detail, listed, since=written)
        if page.length == length:
            page.undo(before)
        return
    if lines:
        page.line()
    before = page.length
    page.whole_dates = True
    known = set(page.mentions)
    history(page, patient, detail, lines)
    page.whole_dates = False
    fresh = [mention for key, mention in page.mentions.items() if key not in known and mention.start >= before]
    shifted = [
        replace(m, start=m.start - before, end=m.end - before, date_start=m.date_start - before, date_end=m.date_end - before)
        for m in fresh
    ]  # fmt: skip
    patient.chart = (page.reference, page.text[before:], shifted)


def _paste(page: Page, text: str, mentions: list[Mention], slip: bool) -> None:
    offset = page.length
    wrong = page.rng.choice(mentions) if slip and mentions else None
    changed = _swapped(text[wrong.date_start : wrong.date_end], wrong.interval, page.reference) if wrong else None
    if wrong is not None and changed is not None:
        text = text[: wrong.date_start] + changed[0] + text[wrong.date_end :]
    page.write(text)
    for mention in mentions:
        interval = mention.interval
        if wrong is not None and changed is not None and mention.date_start == wrong.date_start:
            interval = changed[1]
        page.note(
            Mention(mention.fact, mention.start + offset, mention.end + offset, mention.date_start + offset, mention.date_end + offset,
                    interval, mention.status)
        )  # fmt: skip


def _swapped(words: str, interval: DateInterval, reference: date) -> tuple[str, DateInterval] | None:
    """Change day and month over in a numeric date, when that gives another past day."""
    day = interval.start
    if len(words) < 8 or not (words[:2] + words[3:5]).isdigit() or day.day > 12 or day.day == day.month:
        return None
    other = date(day.year, day.day, day.month)
    return (words[3:5] + words[2] + words[:2] + words[5:], DateInterval.day(other)) if other <= reference else None


# -- what is to come --------------------------------------------------------------------------
_NO_PLAN = Bank(
    "[Surveillance clinique|Surveillance]. ",
    "À revoir avec les résultats. ",
    "Suite selon la RCP. ",
    "Poursuite de la prise en charge. ",
)


def plans(page: Page, patient: Patient, most: int = 2) -> None:
    """Write what is planned after the reference, and what was planned and fell through."""
    reference, written, before = page.reference, 0, page.length
    for fact in patient.facts:
        if fact.ordered is None or fact.ordered > reference or fact.family == "pathology":
            continue
        if fact.state in ("cancelled", "refused") and fact.closed is not None and fact.closed <= reference:
            if (reference - fact.closed).days < 120 and page.chance(0.75):
                tell.not_done(page, fact, patient)
        elif fact.day > reference and written < most and page.chance(0.85):
            written += 1
            tell.plan(page, fact)
    if page.length == before:
        page.say(_NO_PLAN)
