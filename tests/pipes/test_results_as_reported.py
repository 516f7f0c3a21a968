"""A result is dated by its sample, else by the day on which it came in or was told, as registries do."""

import datetime as dt

import pytest

from onco_pipeline.extraction.records import rows_of


def results(text: str) -> list[str | None]:
    """The first days of a note's results."""
    note = {
        "note_id": "n",
        "person_id": "p",
        "note_text": text,
        "note_datetime": dt.datetime(2022, 3, 30),
        "note_class_source_value": "CR-CONS",
    }
    return [row["date_start"] and str(row["date_start"]) for row in rows_of(note) if row["family"] == "pathology"]


@pytest.mark.parametrize(
    "text",
    [
        "Le NGS reçu le 07/03/2022 du bloc d'archive montre une mutation KRAS G12C.",
        "Le NGS, reçu le 07/03/2022, montre une mutation KRAS G12C.",
        "PD-L1 à 80 % (résultat du 07/03/2022).",
        "Second panel ARN rendu le 7 mars 2022 : fusion FGFR2.",
        "La relecture (reçue le 7 mars 2022) redresse le diagnostic en GIST à cellules fusiformes, CD117+.",
        "J'ai reçu le 07/03/2022 les résultats de la biopsie : carcinome épidermoïde p16+.",
        "J'ai reçu le 07/03/2022 le compte rendu anatomopathologique : carcinome épidermoïde p16+.",
    ],
)
def test_without_its_samples_day_a_result_has_that_of_its_report(text):
    assert results(text) == ["2022-03-07"]


@pytest.mark.parametrize(
    "text",
    [
        "Biopsie mammaire du 01/03/2022. Compte rendu reçu le 07/03/2022 : carcinome infiltrant grade 2, RE+.",
        "Biopsie mammaire du 01/03/2022. J'ai reçu le 07/03/2022 les résultats : carcinome infiltrant grade 2, RE+.",
        "Tumorectomie le 01/03/2022. Anapath (reçue le 07/03/2022) : carcinome infiltrant grade 2, RE+.",
    ],
)
def test_a_samples_own_day_goes_before(text):
    assert results(text) == ["2022-03-01"]


def test_a_letter_that_came_in_dates_no_result():
    assert results("Courrier reçu le 07/03/2022, patient porteur d'un carcinome épidermoïde p16+.") in ([], [None])
