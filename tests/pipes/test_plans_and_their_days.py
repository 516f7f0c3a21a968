"""Days near a note's own: what is still to come, what got another day, what was called off beside what was done."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.pipes.note_record import told

WRITTEN = datetime(2021, 3, 9)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Sous évérolimus. IRM hépatique de référence le 24 mars en ville.", ["mri planned 2021-03-24"]),
        ("IRM hépatique faite le 24 mars en ville.", ["mri done 2020-03-24"]),
        ("Je le revois le 2 avril avec un scanner (micronodule suivi depuis mai 2019).", ["ct planned 2021-04-02"]),
        ("Arrêt du sunitinib le 15/03 au soir.", ["sunitinib stop planned 2021-03-15"]),
        ("Arrêt du sunitinib le 15/03 pour toxicité.", ["sunitinib stop done 2020-03-15"]),
        # what is asked of the reader has no day of what was told before
        ("Coloscopie du 2 mars : deux polypes. Merci de faire une IRM.", []),
        ("Coloscopie du 2 mars : deux polypes. Je vous remercie de bien vouloir réaliser un scanner.", []),
        ("Coloscopie du 2 mars : deux polypes. Pourriez-vous faire le scanner ?", []),
    ],
)
def test_a_day_soon_is_to_come_and_a_request_has_none(note: str, expected: list[str]) -> None:
    assert told(note, "LT", WRITTEN) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Une TEP était prévue hier ; elle a été repoussée au 22 mars.", ["pet planned 2021-03-22"]),
        ("Une TEP était prévue le 5/3 ; elle a été décalée au 22 mars.", ["pet planned 2021-03-22"]),
        ("Une TEP était prévue le 5 janvier, faite le 7.", ["pet done 2021-01-07"]),
        ("Scintigraphie : RDV 22/03 (annule le RDV du 15/03)", ["other planned 2021-03-22"]),
        ("IRM : RDV le 22/03, annule et remplace le rendez-vous du 15/03", ["mri planned 2021-03-22"]),
        ("IRM du 15/02 annulée.", []),
    ],
)
def test_what_got_another_day_has_that_one(note: str, expected: list[str]) -> None:
    assert told(note, "LT", WRITTEN) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("TEP prévue le 15/02 : annulée, scanner TAP le 12/02 : stable.", ["ct done 2021-02-12"]),
        ("TEP du 15/02 annulée (grève), l'IRM le 12/02 est normale.", ["mri done 2021-02-12"]),
        ("IRM du 15/02 non faite faute de place, scanner le 12/02 sans lésion.", ["ct done 2021-02-12"]),
        ("Échographie hépatique le 15/02, ponction évacuatrice non réalisée.", ["ultrasound done 2021-02-15"]),
        # ... and what is told of both
        ("TEP du 15/02 annulée, le scanner du 12/02 aussi.", []),
        ("TEP du 15/02 refusée, scanner du 12/02 également refusé.", []),
    ],
)
def test_what_became_of_one_item_is_not_said_of_the_next(note: str, expected: list[str]) -> None:
    assert told(note, "CR-CONS", WRITTEN) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # days without a month go on in the year that the text gave, however near the note their next return is
        (
            "Mammographie le 11/06/19, biopsie le 13 : carcinome. L'IRM du 21 est sans autre foyer. Scanner le 4 juillet.",
            ["biopsy done 2019-06-13", "ct done 2019-07-04", "mammography done 2019-06-11", "mri done 2019-06-21"],
        ),
        ("Scanner cérébral du 4 aux urgences, IRM le lendemain.", ["ct done 2021-03-04", "mri done 2021-03-05"]),
        ("Scanner le 18/02. L'échographie du 20 étant normale, surveillance.", ["ct done 2021-02-18", "ultrasound done 2021-02-20"]),
        ("Cisplatine, C1 le 15/03/2021. Scanner à 9 semaines de C1.", ["ct planned 2021-05-17"]),
        ("Entré le 01/03/2021, sorti le 08/03/2021\nLe lendemain de l'admission, scanner. La veille de la sortie, IRM.", ["ct done 2021-03-02", "mri done 2021-03-07"]),
        # what an exam is compared with lends it no year
        ("Le scanner du 1er mars, comparé à celui du bilan initial (août 2020), est stable.", ["ct done 2021-03-01"]),
    ],
)  # fmt: skip
def test_days_are_told_from_what_stands_before_them(note: str, expected: list[str]) -> None:
    assert [line for line in told(note, "LT", WRITTEN) if not line.startswith("pathology")] == expected


@pytest.mark.parametrize(
    "signed", ["Signature 16/02/2021", "Validation : 16/02/2021", "Date de signature : 16/02/2021"]
)
def test_the_day_of_signing_is_no_sampling(signed: str) -> None:
    note = f"Prélèvement 09/02/2021. Réception 10/02/2021. {signed}\n1. Biopsies gastriques : adénocarcinome peu cohésif, HER2 0."
    assert told(note, "CR-ANAPATH", datetime(2021, 2, 16)) == ["biopsy done 2021-02-09", "pathology done 2021-02-09"]


def test_a_dose_told_behind_a_pause_is_the_resumption() -> None:
    note = "Olaparib depuis le 05/10/2020, interrompu du 15/01 au 01/02/2021 (anémie), 250 mg x2 ensuite."
    assert "olaparib start done 2021-02-01" in told(note, "CR-CONS", WRITTEN)
