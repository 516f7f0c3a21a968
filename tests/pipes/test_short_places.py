"""Organs that hurried notes name short, or by a word that names another organ elsewhere."""

from datetime import date

import pytest

from onco_pipeline.extraction.reading import read_events


@pytest.mark.parametrize(
    ("note", "site"),
    [
        ("Thoracoscopie le 27/10 : granulations de la plèvre pariétale ; biopsies ; talcage.", "plèvre"),
        ("Thoracoscopie le 27/10 : biopsies pariétales.", "plèvre"),
        ("IRM cérébrale le 15/06/22 : lésion pariétale droite.", "cerveau"),
        ("IRM cér 15/06/22 nég.", "cerveau"),
        ("Doppler MI le 15/06/22.", "membre inférieur"),
    ],
)
def test_the_organ_is_the_one_meant(note: str, site: str) -> None:
    assert {event.site for event in read_events(note, "CRH-HC", date(2022, 11, 4))} == {site}
