"""What surrounds the events in a note: background, relatives, way of life, examination, distractors.

Numbers, dates and relatives that look like events and are none (blood pressure, birth dates, a
mother's metastases) are part of the exercise: they carry no gold.
"""

from __future__ import annotations

from onco_pipeline.synthesis import dates
from onco_pipeline.synthesis.care import CARE
from onco_pipeline.synthesis.lives import Patient
from onco_pipeline.synthesis.page import Page
from onco_pipeline.synthesis.wording import bank

_BACKGROUND = bank("talk.background")
_RELATIVES = bank("talk.relatives")
_EXAMINATION = bank("talk.examination")
_BIOLOGY = bank("talk.biology")
_NEGATED = bank("talk.negated")


def background(page: Page, patient: Patient) -> None:
    """Write two or three items of the patient's own history, and an old cancer if there was one."""
    rng = page.rng
    last = patient.birth.year + 30 if patient.birth.year > 1970 else 2012
    items = [
        page.words(_BACKGROUND, y=str(rng.randint(1985, last)), n=str(rng.randint(10, 50)))
        for _ in range(rng.randint(1, 3))
    ]
    page.write(", ".join(dict.fromkeys(items)))
    for fact in patient.facts:
        if fact.purpose == "previous":
            page.say(_PREVIOUS, (fact, "r", "d"), r=fact.words, d=dates.year(fact.day.year))
    page.write(". ")


_PREVIOUS = bank("talk.previous")


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
        k = rng.choice(CARE[patient.tumour.organ].markers).format(n=n)
        page.say(
            _BIOLOGY, h=f"{rng.randint(9, 15)},{n}", n=n, c=str(rng.randint(50, 110)), o=str(rng.randint(1, 4)), k=k
        )


def musing(page: Page, patient: Patient) -> None:
    """Write something that is not done, or only thought of."""
    page.say(_NEGATED, x=CARE[patient.tumour.organ].hoped)


_ALONE = bank("talk.alone")
_TRADES = ("commerce", "enseignement", "bâtiment", "agriculture", "transports", "restauration", "bureau", "soins")
_PILLS = (
    "amlodipine 5 mg/j",
    "metformine 1000 mg x 2/j",
    "atorvastatine 20 mg le soir",
    "lévothyroxine 75 µg/j",
    "ramipril 5 mg/j",
    "apixaban 5 mg x 2/j",
    "paracétamol 1 g x 3/j si besoin",
    "oméprazole 20 mg/j",
    "bisoprolol 2,5 mg/j",
    "morphine LP 20 mg x 2/j",
    "prégabaline 75 mg x 2/j",
    "macrogol 2 sachets/j",
    "énoxaparine 4000 UI/j",
    "zopiclone si insomnie",
)


def lifestyle(page: Page, patient: Patient) -> None:
    """Write how the patient lives."""
    trade = page.rng.choice(_TRADES)
    retired = patient.age(page.reference) > 62
    trade = f"ancien métier : {trade}" if retired else f"secteur professionnel : {trade}"
    page.say(_ALONE, e="e" if patient.sex == "f" else "", k=trade)


def medication(page: Page) -> None:
    """Write two to four drugs that are none of ours."""
    page.write(", ".join(page.rng.sample(_PILLS, page.rng.randint(2, 4))) + ". ")
