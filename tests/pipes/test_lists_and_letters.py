"""What the entries of lists, the heads of letters and the reports of operations tell, read in whole patients."""

import datetime as dt
from typing import Any

import pytest

from onco_pipeline.extraction.records import rows_of


def told(text: str, note_class: str = "CR-RCP", day: str = "2018-02-05") -> list[tuple[Any, ...]]:
    """The asserted events of a note: family, site and first day."""
    note = {
        "note_id": "n",
        "person_id": "p",
        "note_text": text,
        "note_datetime": dt.datetime.fromisoformat(day),
        "note_class_source_value": note_class,
    }
    return [
        (row["family"], row["site"], row["date_start"] and str(row["date_start"]))
        for row in rows_of(note)
        if row["status"] in ("done", "planned") and row["experiencer"] == "patient"
    ]


@pytest.mark.parametrize("samples", ["Biopsies bronchiques", "biopsies hépatiques", "Biopsies de prostate"])
@pytest.mark.parametrize("day", ["18/12", "10/12", "03/12"])
@pytest.mark.parametrize("mark", [" -> ", " : ", " => "])
def test_samples_at_the_head_of_an_entry_have_its_day_and_are_not_counted(samples, day, mark):
    text = f"- Scanner thoracique 7/11 -> masse de 47 mm\n- {day} {samples}{mark}adénocarcinome TTF1+"
    (when,) = [when for family, _, when in told(text) if family == "biopsy"]
    assert when == f"2017-12-{day[:2]}"


@pytest.mark.parametrize(
    "counted", ["3/12 biopsies positives", "3/12 biopsies atteintes : Gleason 7", "10/12 carottes envahies"]
)
def test_cores_are_counted(counted):
    text = f"Biopsies de prostate du 18/11/2017 : adénocarcinome.\n- {counted}"
    assert {when for family, _, when in told(text) if family == "biopsy"} == {"2017-11-18"}


@pytest.mark.parametrize("day", ["9 janvier", "8 août", "3 mars", "12 oct. 2017"])
def test_a_day_is_no_number_of_lesions(day):
    text = f"RCP thoracique\n- TDM thorax {day} -> masse du LSD de 30 mm\n- 23 janvier Fibro + biopsies -> carcinome à petites cellules, CD56+\nClassement : cT1c N2 M0"
    assert "metastasis" not in {family for family, _, _ in told(text)}


@pytest.mark.parametrize(
    "known", ["progression des lésions connues", "stabilité des lésions connues", "progression des cibles connues"]
)
@pytest.mark.parametrize("link", [", ", " et "])
def test_spread_of_another_organ_stands_beside_what_is_known(known, link):
    text = f"ADK du côlon. TDM du 19/09/2017 : métastase hépatique unique. Scanner TAP du 27 janv. 2018 : {known}{link}métastases péritonéales."
    assert [event for event in told(text) if event[0] == "metastasis"] == [
        ("metastasis", "foie", "2017-09-19"),
        ("metastasis", "péritoine", "2018-01-27"),
    ]


@pytest.mark.parametrize("known", ["progression des lésions connues", "stabilité des lésions connues"])
def test_what_is_known_is_named_behind(known):
    text = f"ADK du côlon. TDM du 19/09/2017 : métastase hépatique unique. Scanner du 27 janv. 2018 : {known}, métastases hépatiques."
    assert [when for family, _, when in told(text) if family == "metastasis"] == ["2017-09-19"]


@pytest.mark.parametrize(
    "told_first",
    ["Anesthésie générale, installation en décubitus. ", "Anesthésie locorégionale. Pertes sanguines minimes. "],
)
def test_a_sample_of_an_operation_has_its_day_and_not_that_of_what_led_to_it(told_first):
    text = (
        "COMPTE RENDU OPÉRATOIRE\nDate de l'intervention : 27 janv. 2018\nGeste : mastectomie partielle\n"
        f"Résumé : Le 21/12, microbiopsie échoguidée : carcinome canalaire infiltrant SBR II.\n{told_first}Prélèvement séparé : ganglion sentinelle."
    )
    assert [(site, when) for family, site, when in told(text, "CR-OP") if family == "biopsy"] == [
        ("sein", "2017-12-21"),
        ("ganglion", "2018-01-27"),
    ]


@pytest.mark.parametrize(
    "greeting", ["Cher confrère,", "Monsieur et cher ami,", "Madame, cher confrère,", "Chère amie,"]
)
def test_a_letters_day_is_of_no_exam(greeting):
    text = (
        f"Dr G., néphrologue\nle 20 janvier 2018\n\n{greeting}\nJe vous adresse M. P., 52 ans, pour avis. Circonstances : "
        "découverte fortuite à l'échographie.\nUn scanner abdomino-pelvien fait le 10/01/18 a montré une tumeur du rein gauche."
    )
    assert [when for family, _, when in told(text, "DOC-SCAN") if family == "imaging"] == [None, "2018-01-10"]


@pytest.mark.parametrize("parted", ["-", "/", "."])
def test_a_day_that_a_scanner_has_torn_apart(parted):
    text = f"ECHOGRAPHIE MAMMAIRE\nPrescrit le 18{parted}12{parted}2017, réalisé le 2 1{parted}12{parted}2017\nRésultats : formation hypoéchogène."
    assert [when for family, _, when in told(text, "DOC-IMPOR") if family == "imaging"] == ["2017-12-21"]


@pytest.mark.parametrize(
    "done",
    ["Exploration sans anomalie.", "Drainage aspiratif.", "Hémostase, fermeture sur redon.", "Incision en losange."],
)
def test_a_report_headed_by_its_operation_speaks_from_that_day(done):
    text = (
        "CRO du 26.01.18 - mastectomie partielle - dicté le 28.01.18\nRésumé : Un scanner pratiqué il y a deux mois a montré une masse. "
        f"Le 14 décembre, microbiopsie échoguidée : carcinome canalaire infiltrant.\n{done} Prélèvement séparé : ganglion sentinelle."
    )
    assert told(text, "CR-OP") == [
        ("imaging", None, "2017-11-01"),
        ("biopsy", "sein", "2017-12-14"),
        ("pathology", "sein", "2017-12-14"),
        ("biopsy", "ganglion", "2018-01-26"),
    ]


@pytest.mark.parametrize(
    "asked", ["Nous demandons", "Je demande", "On demande", "Nous prévoyons", "Je prévois", "Nous organisons"]
)
@pytest.mark.parametrize("day", ["le 23/03", "pour le 23/03", "le 23 mars"])
def test_what_is_asked_for_is_to_come(asked, day):
    assert told(f"{asked} une TDM TAP {day}.", "LT") == [("imaging", "tap", "2018-03-23")]


@pytest.mark.parametrize("heading", ["Geste.", "Description opératoire :", "Déroulement :", "Constatations :"])
def test_what_an_operation_found_has_its_day_and_not_that_of_what_led_to_it(heading):
    text = (
        "CR OPERATOIRE      Intervention du : 12 janvier 2018       Validé : 13/01/2018\nTitre : wedge lobaire inférieur droit.\n\n"
        "Rappel clinique. Sarcome de la cuisse droite. RCP du 5 janvier : résection à visée diagnostique.\n\n"
        f"{heading} Wedge à la pince. Examen extemporané : métastase de sarcome."
    )
    assert {(family, when) for family, _, when in told(text, "CR-OP")} == {
        ("pathology", "2018-01-12"),
        ("metastasis", "2018-01-12"),
    }


@pytest.mark.parametrize("beside", [" avec ", ", avec ", " + ", " associée à la "])
def test_a_drug_beside_a_radiotherapy_begins_with_it(beside):
    text = f"Radiothérapie du 21/09/2017 au 23/10/2017{beside}capécitabine 825 mg/m²."
    assert ("oral_therapy", "capécitabine", "2017-09-21") in told(text, "CR-CONS")


@pytest.mark.parametrize("then", [" puis ", ", suivie de "])
def test_a_drug_behind_a_radiotherapy_begins_at_its_end(then):
    text = f"Radiothérapie du 21/09/2017 au 23/10/2017{then}capécitabine."
    assert told(text, "CR-CONS") == [("oral_therapy", "capécitabine", "2017-10-23")]


@pytest.mark.parametrize(
    "foot",
    [
        "Document confidentiel - T. - édité le 23/01/18 - page 2",
        "Document médical confidentiel - ne pas diffuser",
        "CH de V. - service d'oncologie - page 2",
        "page 2/3",
    ],
)
def test_the_foot_of_a_page_parts_no_exam_from_its_day(foot):
    text = f"Mammographie du 15 janvier 2018 : distorsion du QSE droit, ACR 5. Une microbiopsie a été réalisée\n{foot}\nle 22/01/18 ; anatomopathologie en cours."
    assert [when for family, _, when in told(text, "CRH-HC") if family == "biopsy"] == ["2018-01-22"]


@pytest.mark.parametrize(
    ("exams", "days"),
    [
        ("IRM : 12/04 ; 23/07 : pseudo-progression ; 17/10 : réponse partielle.", ["04-12", "07-23", "10-17"]),
        ("IRM : pré-op 12/04 ; post-RT 23/07 : stable ; 17/10 (M6) : réponse partielle.", ["04-12", "07-23", "10-17"]),
        ("TDM TAP : 12/04 (stable) ; M3 23/07 : PR ; fin de traitement 17/10 : RC.", ["04-12", "07-23", "10-17"]),
        # what another act heads is its own
        ("IRM : 12/04 ; chirurgie 23/07 ; RT 17/10.", ["04-12"]),
    ],
)
def test_an_exam_heads_the_days_on_which_it_was_made(exams, days):
    found = [when for family, _, when in told(exams, "CR-CONS", "2018-10-22") if family == "imaging"]
    assert found == [f"2018-{day}" for day in days]


@pytest.mark.parametrize("act", ["Biopsie hépatique", "TDM TAP", "IRM cérébrale", "Mammographie"])
@pytest.mark.parametrize("day", ["6/11", "16/11", "06/11"])
def test_a_dash_parts_an_entry_from_its_day(act, day):
    text = f"- 13/03/2017 Scanner TAP : RAS\n- {day} - {act}, sans anomalie"
    assert [when for _, _, when in told(text, "CR-CONS")][-1] == f"2017-11-{int(day[:-3]):02d}"


def _of_drugs(text: str, day: str) -> list[tuple[Any, ...]]:
    note = {
        "note_id": "n",
        "person_id": "p",
        "note_text": text,
        "note_datetime": dt.datetime.fromisoformat(day),
        "note_class_source_value": "LT",
    }
    return [
        (row["subtype"], row["status"], str(row["date_start"]))
        for row in rows_of(note)
        if row["family"] == "oral_therapy"
    ]


@pytest.mark.parametrize(
    ("text", "told_last"),
    [
        (
            "Sous Arimidex depuis le 09.06.2020. Arrêt de l'anastrozole le 20/08. Reprise de l'anastrozole le 03/09.",
            "2020-09-03",
        ),
        ("Le 02/06/2020, tumorectomie : pT2 N0. Le 3/09, mise en route du létrozole à 2,5 mg/j.", "2020-09-03"),
        (
            "Début de la capécitabine le 06/07/2020, à 1250 mg/m² x 2/j. Capécitabine à 1000 mg/m² x 2/j à partir du 04/09.",
            "2020-09-04",
        ),
    ],
)
def test_a_day_that_goes_on_with_a_story_of_long_ago_is_past(text, told_last):
    *_, status, when = _of_drugs(text, "2021-06-21")[-1]
    assert (status, when) == ("done", told_last)


@pytest.mark.parametrize(
    "text",
    ["Arrêt de l'anastrozole ce jour. Reprise de l'anastrozole le 03/09.", "Mise en route du létrozole le 03/09."],
)
def test_a_day_behind_today_is_to_come(text):
    *_, status, when = _of_drugs(text, "2021-06-21")[-1]
    assert (status, when) == ("planned", "2021-09-03")
