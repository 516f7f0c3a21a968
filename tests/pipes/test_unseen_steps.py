"""Steps of a story that case reports kept aside have shown to be misread: how long something has lasted, months of days."""

import pytest

from onco_pipeline.extraction.pipeline import build
from onco_pipeline.extraction.records import extract_note, record


@pytest.fixture(scope="module")
def told():
    """Return a note's dated records, without a date of its own, as "family subtype first-day..last-day"."""
    nlp = build()

    def read(text: str) -> list[str]:
        note = {"note_id": "n", "note_text": text, "note_datetime": None}
        lines = []
        for event in record("n", extract_note(nlp, note))["events"]:
            days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
            lines.append(" ".join([event["family"].split("_")[0], event["subtype"], days]))
        return sorted(lines)

    return read


MARCH, APRIL, MAY = (f"2016-{month}" for month in ("03-01..2016-03-31", "04-01..2016-04-30", "05-01..2016-05-31"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How long a complaint has lasted is no day of the exam behind it ...
        ("En mars 2016, devant une masse du sein présente depuis deux ans, une échographie est faite.", [MARCH]),
        ("En mars 2016, au cours du bilan d'une tumeur connue depuis huit ans, une échographie est faite.", [MARCH]),
        # ... nor what the story goes on from ...
        (
            "En mars 2016, une masse présente depuis huit ans est opérée. Un mois plus tard, une échographie est faite.",
            [APRIL],
        ),
        # ... nor the step that ends a work-up.
        (
            "Vu en mars 2016, avec une fièvre depuis 3 jours.\n\nExamens complémentaires\nUne échographie : normale.\n\n"
            "Évolution\nEn avril 2016, il va bien.",
            [MARCH],
        ),
        # What is told of a disease had long before is not of the exam.
        (
            "En mars 2016, une échographie montre un nodule, supposé venir du sarcome dont il avait souffert l'année précédente.",
            [MARCH],
        ),
        # Months counted from some days of a month are a month.
        ("Opéré fin mars 2016 d'un cancer du sein. Deux mois après l'intervention, une échographie.", [MAY]),
        (
            "Opéré en mars 2016. 24 heures après, il a de la fièvre. Un mois plus tard, une échographie est faite.",
            [APRIL],
        ),
    ],
)
def test_exams_beside_what_has_lasted(told, text: str, expected: list[str]) -> None:
    assert told(text) == [f"imaging ultrasound {days}" for days in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The rest began on a day that nobody tells ...
        (
            "Mélanome, vemurafenib débuté le 07/03/2016. Toxicité, il a été décidé d'interrompre le traitement. Après quatre "
            "semaines de repos, le traitement a été repris. Après quatre semaines, il a été arrêté.",
            ["oral start 2016-03-07"],
        ),
        # ... or on one that is told.
        (
            "Mélanome sous vemurafenib. Vemurafenib arrêté le 07/03/2016. Après deux mois de repos, le traitement a été repris.",
            [f"oral start {MAY}", "oral stop 2016-03-07"],
        ),
    ],
)
def test_rests_are_counted_from_their_stop(told, text: str, expected: list[str]) -> None:
    assert told(text) == expected
