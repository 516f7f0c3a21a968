"""Steps of a care told without the word for them: another dose by its day, a list of coming days, the next month of a story."""

from datetime import datetime

import pytest
from note_record import records

#: A Wednesday.
DAY = datetime(2024, 5, 15)


def told(text):
    lines = []
    for event in records(text, "CR-CONS", DAY):
        days = "..".join(dict.fromkeys((event["date_start"], event["date_end"])))
        what = f"{event['site']} {event['subtype']}" if event["family"] == "oral_therapy" else event["subtype"]
        what = f"{event['family']} {event['site']}" if event["family"] == "metastasis" else what
        lines.append(f"{what} {event['status']} {days}")
    return sorted(lines)


@pytest.mark.parametrize(
    "text",
    [
        "Sunitinib débuté le 04/03/2024 à 50 mg/j. Sunitinib à 37,5 mg/j à partir du 15/04/2024.",
        "Sunitinib 50 mg/j débuté le 04/03/2024.\nSunitinib à 37,5 mg/j à partir du 15/04/2024 en raison d'une asthénie.",
        "Sunitinib 50 mg débuté le 04/03/2024. Sunitinib à la dose de 37,5 mg à compter du 15/04/2024.",
        "Sunitinib 50 mg débuté le 04/03/2024. Tolérance médiocre. Sunitinib : 37,5 mg/j à partir du 15/04/2024.",
        "Sunitinib 50 mg débuté le 04/03/2024. Poursuite du sunitinib à 37,5 mg à partir du 15/04/2024.",
        "Sous sunitinib depuis le 04/03/2024 à la dose de 50 mg. A partir du 15/04/2024, sunitinib 37,5 mg.",
        "Sunitinib débuté le 04/03/2024 à 50 mg/j. Dès le 15/04/2024 : sunitinib 37,5 mg.",
        "Sunitinib débuté le 04/03/2024 à 50 mg/j. Depuis le 15/04/2024, sunitinib à 37,5 mg/j.",
        "Sunitinib débuté le 04/03/2024 à 50 mg/j. Sunitinib à 37,5 mg/j depuis le 15/04/2024.",
        "Sunitinib débuté le 04/03/2024 à 50 mg/j. Désormais sunitinib à 37,5 mg/j à partir du 15/04/2024.",
    ],
)
def test_another_dose_from_a_day_on(text: str) -> None:
    assert told(text) == ["sunitinib dose_change done 2024-04-15", "sunitinib start done 2024-03-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The same dose again is no change, a dose told first begins the drug, one to come is planned ...
        (
            "Sunitinib 50 mg débuté le 04/03/2024. Sunitinib à 50 mg/j à partir du 04/03/2024.",
            ["sunitinib start done 2024-03-04"],
        ),
        ("Sunitinib à 37,5 mg/j à partir du 15/04/2024.", ["sunitinib start done 2024-04-15"]),
        (
            "Sunitinib débuté le 04/03/2024 à 50 mg/j. Sunitinib à 37,5 mg/j à partir de demain.",
            ["sunitinib dose_change planned 2024-05-16", "sunitinib start done 2024-03-04"],
        ),
        # ... what was stopped is taken again, and a dose of 2,000 mg is no year.
        (
            "Régorafénib 160 mg/j du 04/03/2024 au 24/03/2024.\nRégorafénib à 120 mg/j à partir du 02/04/2024.",
            [
                "régorafénib start done 2024-03-04",
                "régorafénib start done 2024-04-02",
                "régorafénib stop done 2024-03-24",
            ],
        ),
        (
            "Capécitabine débutée le 04/03/2024 à 2000 mg x2/j. Toxicité. Capécitabine 1500 mg x2/j dès le 15/04/2024.",
            ["capécitabine dose_change done 2024-04-15", "capécitabine start done 2024-03-04"],
        ),
    ],
)
def test_what_a_dose_from_a_day_on_is_not(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lundi : TDM TAP. Mercredi : biopsie hépatique.", ["biopsy planned 2024-05-22", "ct planned 2024-05-20"]),
        (
            "Programme de la semaine :\n- Lundi : TDM\n- Mardi : biopsie",
            ["biopsy planned 2024-05-21", "ct planned 2024-05-20"],
        ),
        ("Le programme : lundi, TDM TAP ; jeudi, TEP.", ["ct planned 2024-05-20", "pet planned 2024-05-16"]),
        (
            "Vue ce jour.\nLundi : bilan sanguin puis TDM TAP\nJeudi matin : IRM hépatique\nVendredi : consultation.",
            ["ct planned 2024-05-20", "mri planned 2024-05-16"],
        ),
        (
            "Semaine prochaine :\n• lundi : scanner TAP à jeun\n• mercredi : biopsie du foie sous scanner",
            ["biopsy planned 2024-05-22", "ct planned 2024-05-20"],
        ),
        (
            "Lundi : TDM TAP (8h, à jeun)\nMardi 10h : biopsie hépatique échoguidée\nJeudi : annonce",
            ["biopsy planned 2024-05-21", "ct planned 2024-05-20"],
        ),
        ("Agenda :\n- lundi : TEP\n- vendredi : IRM", ["mri planned 2024-05-17", "pet planned 2024-05-20"]),
        ("Lundi : TDM TAP de réévaluation\nMardi : RCP", ["ct planned 2024-05-20"]),
        # What was found, a day of a stay, or a date beside the weekday: they were.
        ("Lundi : TDM TAP. Résultat : stabilité.", ["ct done 2024-05-13"]),
        ("Lundi : TDM TAP, stabilité. Mardi : biopsie.", ["biopsy done 2024-05-14", "ct done 2024-05-13"]),
        ("Lundi : TDM TAP\nMardi : fièvre à 39\nMardi : biopsie", ["biopsy done 2024-05-14", "ct done 2024-05-13"]),
        (
            "Évolution dans le service :\nLundi : TDM TAP\nMardi : biopsie hépatique",
            ["biopsy done 2024-05-14", "ct done 2024-05-13"],
        ),
        (
            "Hospitalisé depuis samedi. Lundi : TDM. Mardi : biopsie. Sorti ce jour.",
            ["biopsy done 2024-05-14", "ct done 2024-05-13"],
        ),
        (
            "Lundi 13/05 : TDM TAP. Mardi 14/05 : biopsie hépatique.",
            ["biopsy done 2024-05-14", "ct done 2024-05-13"],
        ),
    ],
)
def test_days_of_a_list(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "scan"),
    [
        ("Biopsie prévue demain. Scanner de la veille : progression.", "ct done 2024-05-14"),
        ("Biopsie prévue demain. Scanner fait la veille : progression.", "ct done 2024-05-14"),
        ("Rendez-vous demain pour la biopsie. La veille, le scanner a montré une progression.", "ct done 2024-05-14"),
        ("Biopsie prévue dans 3 jours. TDM de la veille : stabilité.", "ct done 2024-05-14"),
        ("Biopsie prévue dans 3 jours. TDM de l'avant-veille : stabilité.", "ct done 2024-05-13"),
        # What is planned is counted from the day to come, what was done from a day that has been.
        ("Biopsie prévue demain, TDM la veille.", "ct planned 2024-05-15"),
        ("Biopsie prévue dans 3 jours. Scanner à faire la veille.", "ct planned 2024-05-17"),
        ("Biopsie le 10/05/2024. TDM de la veille : stabilité.", "ct done 2024-05-09"),
    ],
)
def test_the_day_before_a_day_to_come(text: str, scan: str) -> None:
    assert scan in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "En mars 2019, biopsie du sein. Puis en juin une TDM TAP, puis en août une IRM cérébrale.",
        "Mars 2019 : biopsie du sein.\nEn juin une TDM TAP, puis en août une IRM cérébrale.",
        "En mars 2019, biopsie du sein, puis en juin une TDM, ensuite en août une IRM.",
        "En mars 2019 une biopsie du sein, en juin une TDM, en août une IRM.",
        "Elle a eu en mars 2019 une biopsie du sein, en juin 2019 une TDM et en août 2019 une IRM.",
        "En mars 2019 biopsie du sein, en juin TDM, et en août IRM.",
    ],
)
def test_months_of_one_story(text: str) -> None:
    march, june, august = "2019-03-01..2019-03-31", "2019-06-01..2019-06-30", "2019-08-01..2019-08-31"
    assert told(text) == [f"biopsy done {march}", f"ct done {june}", f"mri done {august}"]


def test_dates_before_the_acts_of_a_list() -> None:
    text = "Le 12/03/2019 biopsie du sein, le 15/06/2019 TDM TAP, le 20/12/2019 IRM cérébrale."
    assert told(text) == ["biopsy done 2019-03-12", "ct done 2019-06-15", "mri done 2019-12-20"]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Opérée en mars 2019. Revoir en juin avec une TDM, puis en août.", "ct planned 2024-08-01..2024-08-31"),
        ("Biopsie en novembre 2023. TDM prévue en juin, IRM en août.", "ct planned 2024-06-01..2024-06-30"),
        (
            "Diagnostic en mars 2024.\nTDM en avril, puis en juin une IRM cérébrale.",
            "mri planned 2024-06-01..2024-06-30",
        ),
    ],
)
def test_months_to_come(text: str, planned: str) -> None:
    assert planned in told(text)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("CBNPC IV (os) diagnostiqué en mars 2024.", "os"),
        ("CBNPC IVB (foie, os) découvert en mars 2024.", "foie"),
        ("Mars 2024 : CBNPC IV cérébral.", "cerveau"),
        ("CBPC IV (foie) diagnostiqué en mars 2024.", "foie"),
        ("CBNPC, IVB (os) en mars 2024.", "os"),
        ("Mars 2024 : ADK bronchique IV (cérébral).", "cerveau"),
        ("ADK du pancréas IV (foie) diagnostiqué en mars 2024.", "foie"),
        ("Adénocarcinome du pancréas IV hépatique diagnostiqué en mars 2024.", "foie"),
        ("Cancer bronchique non à petites cellules IV (os) diagnostiqué en mars 2024.", "os"),
        ("Mars 2024 : cancer du sein IV osseux.", "os"),
        ("ADK stade IV (foie, péritoine) en mars 2024.", "foie"),
        # ... and what is extra- is anywhere but there.
        ("Cancer du sein. Progression extra-cérébrale au foie en mars 2024.", "foie"),
        ("Cancer du sein. En mars 2024, évolution extra-crânienne (foie).", "foie"),
        ("Cancer du poumon. En mars 2024 progression extra-cérébrale, hépatique et osseuse.", "foie"),
        ("Cancer du sein. En mars 2024, apparition de métastases extra-osseuses, hépatiques.", "foie"),
        ("Cancer du rein. Métastases extra-pulmonaires (foie) apparues en mars 2024.", "foie"),
        ("Cancer du sein. Métastases extra-cérébrales en mars 2024.", None),
        ("Cancer du sein. Progression au foie en mars 2024.", "foie"),
    ],
)
def test_spread_by_a_bare_stage_and_elsewhere(text: str, site: str | None) -> None:
    assert f"metastasis {site} done 2024-03-01..2024-03-31" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "CBNPC IIIB (N2) diagnostiqué en mars 2024.",
        "Carcinome du col IVA (vessie) en mars 2024.",
        "Cancer traité par cisplatine IV (foie sain) en mars 2024.",
        "Antalgie IV (os douloureux) chez un patient suivi pour un cancer en mars 2024.",
        "Lymphome de Hodgkin stade IV (os) diagnostiqué en mars 2024.",
    ],
)
def test_no_spread_by_a_four(text: str) -> None:
    assert not any(line.startswith("metastasis") for line in told(text))
