"""Cores taken are a biopsy; of a biopsy that is named they are the number, and what is found on them is no other."""

import pytest
from note_record import told_in_may

from onco_pipeline.extraction.reading import read_events


def biopsies(text: str) -> list[str]:
    """Return the site, status and day of each biopsy of a text."""
    return [
        f"{event.site} {event.status.value} {event.interval and event.interval.start}"
        for event in read_events(text)
        if event.family.value == "biopsy"
    ]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("12 carottes prostatiques prélevées le 03/05/2021 : adénocarcinome Gleason 7.", "prostate"),
        ("Carottes biopsiques prostatiques le 03/05/2021.", "prostate"),
        ("Prélèvement de 12 carottes prostatiques le 03/05/2021 : adénocarcinome.", "prostate"),
        ("PSA à 12. Prélèvement d'une douzaine de carottes le 03/05/2021.", "prostate"),
        ("Le carottage prostatique du 03/05/2021 n'a pas été contributif.", "prostate"),
        ("Carottage du lobe droit de la prostate le 3 mai 2021 : adénocarcinome.", "prostate"),
        ("Six carottes mammaires réalisées le 03/05/2021 : carcinome infiltrant.", "sein"),
        ("Des carottes ont été réalisées au niveau du nodule du sein droit le 03/05/2021.", "sein"),
        ("Trois carottes hépatiques ont été obtenues sous échographie le 03/05/2021.", "foie"),
        ("Le 03/05/2021, prélèvement de quatre carottes au sein d'une masse du foie.", "foie"),
    ],
)
def test_cores_that_were_taken_are_a_biopsy_of_their_organ(text, site):
    assert biopsies(text) == [f"{site} done 2021-05-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Biopsie prostatique le 03/05/2021 avec prélèvement de 12 carottes, toutes envahies.",
        "Biopsies prostatiques le 03/05/2021, 12 carottes, 5 positives.",
        "Biopsie de la prostate le 03/05/2021. Sur les 12 carottes prélevées, adénocarcinome Gleason 7.",
        "Biopsies de la prostate le 03/05/2021 : 4/12 carottes prélevées sont positives.",
        "Ponction-biopsie de prostate le 03/05/2021, soit douze carottes prélevées.",
    ],
)
def test_cores_of_a_biopsy_that_is_named_are_no_other(text):
    assert biopsies(text) == ["prostate done 2021-05-03"]


def test_carrots_are_eaten():
    assert biopsies("Cancer de la prostate. Il mange des carottes depuis le 03/05/2021, râpées et faites maison.") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ces images nous ont incités à compléter par un scanner thoracique le 03/05/2022, normal.", "done"),
        ("Ce nodule nous a conduits à compléter par un scanner le 03/05/2022, sans particularité.", "done"),
        ("Son état nous a amenés à compléter par un scanner thoracique le 03/05/2022 : stable.", "done"),
        ("Bilan à compléter par un scanner thoracique.", None),
    ],
)
def test_what_one_was_led_to_is_done_and_what_is_left_to_do_is_not(text, status):
    told = [line for line in told_in_may(f"Cancer du sein.\n{text}") if line.startswith("imaging")]
    assert (told[0].split()[2] if told else None) == status
