"""What spreads and comes back without being a cancer is no metastasis; what an exam is to rule out is only feared."""

from __future__ import annotations

import pytest

from onco_pipeline.extraction.reading import read_events


def spreads(text: str) -> list[str]:
    """Return sites and statuses of the spreads that a text tells."""
    return [f"{event.site} {event.status}" for event in read_events(text) if event.family.value == "metastasis"]


@pytest.mark.parametrize(
    "note",
    [
        "Une localisation cérébrale de la tuberculose a été évoquée, ponction lombaire en urgence.",
        "Localisation osseuse de la sarcoïdose, confirmée par la biopsie du 12/03/2019.",
        "Localisations pulmonaires de la maladie de Wegener.",
        "Localisation cérébrale d'une toxoplasmose chez un patient VIH.",
        "Localisation hépatique du kyste hydatique.",
        "Kyste hydatique : localisations pulmonaires et hépatiques à l'échographie du 3 mai 2018.",
        "Extension au foie de l'abcès au scanner du 14/06/2021.",
        "Endocardite, localisations secondaires spléniques et cérébrales. Antibiothérapie six semaines.",
        "Spondylodiscite. Localisations secondaires osseuses à l'IRM du 12/03/2020. Hémocultures positives.",
        "Tuberculose. Miliaire pulmonaire, extension au péritoine.",
        "Endométriose pelvienne stade IV. Extension à la vessie.",
        "Hydatidose opérée en 2011. Récidive hépatique à l'échographie du 04/02/2020.",
        "Abcès amibien, récidive hépatique en mai 2017.",
        "Sclérose en plaques, poussée évolutive au niveau cérébral en mars 2020.",
        "Lupus, atteinte pulmonaire secondaire.",
        "Psoriasis étendu, lésions secondaires de grattage.",
        "Lésions secondaires d'eczéma surinfecté.",
        "Rétinopathie, lésions secondaires.",
        "Récidive cérébrale hémorragique en mars 2020.",
        "Stade IV de la maladie rénale chronique.",
        # beside a cancer that is named
        "Cancer du sein en rémission depuis 2012. Localisation osseuse de la sarcoïdose.",
        "Cancer de la prostate suivi. Métastases septiques pulmonaires sur endocardite le 12/03/2020.",
        "Cancer du côlon opéré en 2019. Récidive à distance de l'intervention : éventration.",
        "Cancer du sein. Sarcoïdose connue, atteinte pulmonaire stable.",
    ],
)
def test_the_spread_of_another_disease_is_none(note: str) -> None:
    assert spreads(note) == []


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Localisation osseuse de son cancer du sein découverte le 12/03/2020.", ["os done"]),
        (
            "Tuberculose en 1987. Cancer du poumon, localisation surrénalienne au scanner du 12/03/2020.",
            ["surrénale done"],
        ),
        ("Sarcoïdose. Cancer du sein : métastases hépatiques au scanner du 12/03/2020.", ["foie done"]),
        ("Lupus. Mélanome, récidive hépatique en mars 2020.", ["foie done"]),
        ("Zona en janvier. Secondarisme osseux diffus au scanner du 26/04/2021. Carcinome mammaire.", ["os done"]),
        ("Endométriose opérée. Adénocarcinome du côlon, atteinte secondaire du foie en mai 2019.", ["foie done"]),
        ("Cancer du rein. Récidive à distance en mars 2020 : métastases pulmonaires.", ["poumon done"]),
    ],
)
def test_a_cancer_spreads_whatever_else_its_patient_has(note: str, told: list[str]) -> None:
    assert spreads(note) == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Cancer du sein. IRM demandée pour exclure une localisation secondaire.", "None suspected"),
        (
            "Cancer du sein. Scanner cérébral le 12/03/2020 afin d'éliminer une métastase cérébrale.",
            "cerveau suspected",
        ),
        ("Cancer du rein. Il faut écarter une métastase surrénalienne.", "surrénale suspected"),
        ("Mélanome. Céphalées imposant d'exclure une métastase cérébrale.", "cerveau suspected"),
        (
            "Cancer de l'ovaire. Lésion solide le 29/4/14, sans que l'on puisse exclure un implant secondaire.",
            "None suspected",
        ),
        ("Cancer du poumon. Une localisation cérébrale a été évoquée au scanner du 12/03/2020.", "cerveau suspected"),
        ("Cancer du sein. Vertèbre remaniée, une origine métastatique n'a pas pu être exclue.", "os suspected"),
        ("Cancer du sein. Le scanner du 12/03/2020 a permis d'exclure une métastase hépatique.", "foie negated"),
        ("Cancer du sein. Métastase hépatique exclue par l'IRM du 12/03/2020.", "foie negated"),
        ("Cancer du sein. Scanner fait pour écarter une récidive, qui a montré une métastase hépatique.", "foie done"),
        (
            "Cancer du poumon. Une métastase cérébrale a été évoquée puis confirmée à l'IRM du 12/03/2020.",
            "cerveau done",
        ),
    ],
)
def test_what_is_to_be_ruled_out_is_feared_and_neither_there_nor_denied(note: str, told: str) -> None:
    assert spreads(note) == [told]


@pytest.mark.parametrize(
    "note",
    [
        "Des lésions ont été évoquées au scanner du 12/03/2020.",
        "Une fracture a été évoquée sur la radiographie du 12/03/2020.",
        "Le diagnostic a été évoqué à l'IRM du 12/03/2020.",
        "Embolie pulmonaire évoquée par l'angioscanner du 12/03/2020.",
        "Une récidive était évoquée lors du scanner du 12/03/2020.",
    ],
)
def test_an_exam_that_something_was_thought_of_at_was_made(note: str) -> None:
    (exam,) = [event for event in read_events(note) if event.family.value == "imaging"]
    assert (str(exam.status), str(exam.interval.start)) == ("done", "2020-03-12")


@pytest.mark.parametrize("note", ["Une IRM a été évoquée.", "Scanner évoqué en RCP le 12/03/2020."])
def test_an_exam_that_was_thought_of_is_proposed(note: str) -> None:
    (exam,) = [event for event in read_events(note) if event.family.value == "imaging"]
    assert str(exam.status) == "proposed"


@pytest.mark.parametrize(
    "note",
    [
        "Envahissement médullaire au myélogramme du 12/03/2020 : 40 % de blastes.",
        "BOM du 12/03/2020 : moelle riche, infiltration médullaire lymphomateuse.",
        "Myélogramme du 12/03/2020 : infiltration plasmocytaire médullaire à 15 %.",
    ],
)
def test_what_fills_the_marrow_is_of_the_marrow_and_no_metastasis(note: str) -> None:
    sites = {event.family.value: event.site for event in read_events(note)}
    assert sites == {"biopsy": "moelle osseuse", "pathology": "moelle osseuse"}
