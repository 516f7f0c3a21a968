"""A cancer's drug that is taken for something else, and words that are its short name as well."""

from __future__ import annotations

import pytest

from onco_pipeline.extraction.reading import read_events


def drugs(text: str) -> list[str]:
    return [f"{event.subtype} {event.site}" for event in read_events(text) if event.family.value == "oral_therapy"]


@pytest.mark.parametrize(
    "note",
    [
        "SOPK, stimulation par létrozole débutée le 3 mars 2020.",
        "Infertilité : létrozole 2,5 mg de J3 à J7, cycle de mars 2020.",
        "Létrozole débuté le 12/03/2020 pour induction de l'ovulation.",
        "Infertilité masculine, tamoxifène débuté en mars 2019.",
        "Gynécomastie, tamoxifène 20 mg pendant 3 mois en 2019.",
        "Hirsutisme, bicalutamide 50 mg débuté le 12/03/2020.",
        "PMA : anastrozole débuté en mai 2018.",
        "Polyarthrite rhumatoïde, méthotrexate débuté en mars 2018.",
        "Charge virale (PCR en temps réel, ABI Prism 7000, mars 2012).",
        "Séquençage ABI 3130 du 12/03/2019.",
    ],
)
def test_a_drug_taken_for_something_else_is_no_treatment_of_a_cancer(note: str) -> None:
    assert drugs(note) == []


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Létrozole 2,5 mg débuté le 12/03/2020.", "start létrozole"),
        (
            "Cancer du sein. Préservation de la fertilité : stimulation sous létrozole débutée le 12/03/2020.",
            "start létrozole",
        ),
        ("Cancer du sein, infertilité ancienne. Tamoxifène débuté en mars 2019.", "start tamoxifène"),
        ("Bicalutamide débuté le 12/03/2020, PSA à 40.", "start bicalutamide"),
        ("mCRPC : abi débutée le 12/03/2020.", "start abiratérone"),
    ],
)
def test_a_drug_taken_for_a_cancer_is(note: str, told: str) -> None:
    assert drugs(note) == [told]
